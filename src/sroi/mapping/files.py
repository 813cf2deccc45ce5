"""Files of measurements to grids: comma-separated text of any dialect and encoding, and workbooks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from sroi.documents import refuse_vast_workbook
from sroi.errors import FileUnreadableError, MissingDependencyError
from sroi.mapping.cells import is_blank
from sroi.mapping.formulas import cells_without_value, open_document_errs
from sroi.mapping.grids import Grid, heading_line

MOST_BYTES = 16 * 1024 * 1024
SEPARATORS = (",", ";", "\t", "|")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text_grid(path: str | Path, key: str) -> Grid:
    """Read separated text: UTF-8, UTF-16 or Windows-1252, parted by commas, semicolons, tabs or bars.

    Args:
        path: the file.
        key: the column that its headings must have, by which the separator is found.

    Raises:
        FileUnreadableError: missing, too large, or no text.

    """
    text = _decoded(_bytes(path), str(path))
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
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError  # noqa: PLC0415 - optional
    except ImportError:
        fix = 'install the extra: pip install "sroi[excel]"'
        raise MissingDependencyError("workbooks need python-calamine", code="missing-extra", where=str(path), fix=fix) from None
    data = _bytes(path)
    refuse_vast_workbook(data, str(path))
    if open_document_errs(data):
        fix = "mend the formula; saved as .xlsx, the message names the cell"
        raise FileUnreadableError("a cell holds an error of the spreadsheet", code="spreadsheet-error", where=str(path), fix=fix)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names, odd = book.sheet_names, cells_without_value(data)
        return {name.strip().lower(): _sheet(book, name, str(path), odd.get(name, {}), alone=len(names) == 1) for name in names}
    except (CalamineError, PasswordError, XmlError, ZipError, zipfile.BadZipFile, OSError, ValueError) as error:
        fix = "save it again as .xlsx without a password"
        problem = f"the workbook cannot be read: {error}"
        raise FileUnreadableError(problem, code="workbook-not-readable", where=str(path), fix=fix) from None


def _sheet(book: object, name: str, path: str, odd: Mapping[tuple[int, int], str], *, alone: bool) -> Grid:
    sheet = book.get_sheet_by_name(name)  # type: ignore[attr-defined]
    cells = sheet.to_python(skip_empty_area=False)
    _put(cells, odd)
    lines = list(enumerate(cells, 1))
    ranges = sheet.merged_cell_ranges or []
    merged = [(start[0] + 1, end[0] + 1) for start, end in ranges if end[0] > start[0]]
    return Grid(path if alone else f"{path}, sheet {name}", lines, merged=merged)


def _put(lines: list[list[object]], odd: Mapping[tuple[int, int], str]) -> None:
    """Write errors into their cells, which a reader of workbooks leaves blank, so that they are read and refused."""
    for (row, column), text in odd.items():
        lines += [[] for _ in range(row - len(lines))]
        line = lines[row - 1]
        line += [""] * (column - len(line))
        line[column - 1] = text


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


def _bytes(path: str | Path) -> bytes:
    name = str(path)
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FileUnreadableError("there is no such file", code="file-not-found", where=name, fix="check the path") from None
    except OSError as error:
        problem = f"the file cannot be read: {error.strerror}"
        fix = "check that it is a file that you may read, and that no other program holds it"
        raise FileUnreadableError(problem, code="file-not-readable", where=name, fix=fix) from None
    if len(data) > MOST_BYTES:
        problem = f"the file is larger than {MOST_BYTES // 1024 // 1024} MiB"
        fix = "one row is one measurement of one measure; use the table engine for many lines"
        raise FileUnreadableError(problem, code="file-too-large", where=name, fix=fix)
    return data


def _decoded(data: bytes, name: str) -> str:
    """Take the encoding that the file's mark names, else UTF-8, else Windows-1252."""
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in marked or ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    fix = "save it again as CSV UTF-8, or as .xlsx"
    raise FileUnreadableError("the file is not text", code="not-text", where=name, fix=fix)
