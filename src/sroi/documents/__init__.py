"""Text files to plain trees in which every value knows its line.

The strict reading of YAML and JSON that case files and the catalogue share. Nothing here knows what a
case or a proxy is.
"""

from sroi.documents.faults import faults_of
from sroi.documents.files import read_document, read_text
from sroi.documents.tree import FAULTY, Document, Path, path_text
from sroi.documents.workbooks import refuse_vast_workbook

__all__ = ["FAULTY", "Document", "Path", "faults_of", "path_text", "read_document", "read_text", "refuse_vast_workbook"]
