"""Files to plain values that know their places: text to trees, workbooks to cells.

The strict reading of YAML and JSON that case files and the catalogue share, and the reading of workbooks that every
table shares. Nothing here knows what a case or a proxy is.
"""

from sroi.documents.cells_without_value import CellFault, fault_of_cell
from sroi.documents.faults import faults_of
from sroi.documents.files import read_document, read_table_text, read_text
from sroi.documents.sheets import WorkbookSheet, read_workbook
from sroi.documents.tree import FAULTY, Document, Path, path_text
from sroi.documents.workbooks import refuse_vast_workbook

__all__ = [
    "FAULTY",
    "CellFault",
    "Document",
    "Path",
    "WorkbookSheet",
    "fault_of_cell",
    "faults_of",
    "path_text",
    "read_document",
    "read_table_text",
    "read_text",
    "read_workbook",
    "refuse_vast_workbook",
]
