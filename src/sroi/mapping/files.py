"""Files of measurements to grids: comma-separated text of any dialect and encoding, and workbooks."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sroi.documents import WorkbookSheet, read_table_text
from sroi.documents import read_workbook as workbook_sheets
from sroi.errors import FileUnreadableError
from sroi.mapping.cells import is_blank
from sroi.mapping.grids import Grid, heading_line

SEPARATORS = (",", ";", "\t", "|")


def read_text_grid(path: str | Path, key: str) -> Grid:
    """Read separated text: UTF-8, UTF-16 or Windows-1252, parted by commas, semicolons, tabs or bars.

    Args:
        path: the file.
        key: the column that its headings must have, by which the separator is found.

    Raises:
        FileUnreadableError: missing, too large, or no text.

    """
    text = read_table_text(path)
    tried = [_split(text, separator, str(path)) for separator in SEPARATORS]
    grids = [one for one in tried if isinstance(one, Grid)]
    best = max(grids, key=lambda grid: _width(grid, key), default=None)
    errors = [one for one in tried if not isinstance(one, Grid)]
    if best is None or (errors and not _width(best, key)):
        raise errors[0]
    return best


def read_workbook(path: str | Path) -> dict[str, Grid]:
    """Read every sheet of a workbook, by its name in small letters.

    Raises:
        FileUnreadableError: missing, or no workbook.
        MissingDependencyError: the extra ``excel`` is not installed.

    """
    sheets = workbook_sheets(path)
    return {
        name.strip().lower(): _grid(sheet, str(path) if len(sheets) == 1 else f"{path}, sheet {name}")
        for name, sheet in sheets.items()
    }


def _grid(sheet: WorkbookSheet, name: str) -> Grid:
    merged = [(start[0] + 1, end[0] + 1) for start, end in sheet.merged if end[0] > start[0]]
    return Grid(name, list(enumerate(sheet.rows, 1)), merged=merged)


def _split(text: str, separator: str, name: str) -> Grid | FileUnreadableError:
    """Split text at a separator; where it cannot be, such as at a quote that is never closed, give the error."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        problem = f"the text cannot be read as a table: {error}"
        fix = "look for a quote that is not closed; a quote inside a quoted cell is written twice"
        return FileUnreadableError(problem, code="table-not-readable", where=f"{name}, row {reader.line_num}", fix=fix)
    return Grid(name, lines, decimal_comma=separator == ";")


def _width(grid: Grid, key: str) -> int:
    """Count the headings that a separator gives; none where the column that must be there is not."""
    place = heading_line(grid, key)
    return 0 if place is None else sum(not is_blank(cell) for cell in grid.lines[place][1])
