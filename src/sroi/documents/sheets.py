"""A workbook on disk to the cells of its sheets, in which nothing that went wrong looks like a blank."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from sroi.documents.cells_without_value import Block, Place, cells_without_value, merged_in_open_document
from sroi.documents.files import MOST_BYTES, read_bytes
from sroi.documents.workbooks import refuse_vast_workbook
from sroi.errors import FileUnreadableError, MissingDependencyError

OLD = b"\xd0\xcf\x11\xe0"
"""How a workbook in the manner of before 2007 begins, and one that is encrypted."""


ZIPPED = b"PK"
"""How every workbook of today begins."""


class WorkbookSheet(NamedTuple):
    """The cells of one sheet, from its first row and column on, and its blocks of merged cells.

    A block is its first and last row and column, counted from 0.
    """

    rows: list[list[Any]]
    merged: tuple[Block, ...]


def read_workbook(path: str | Path, *, most_bytes: int = MOST_BYTES) -> dict[str, WorkbookSheet]:
    """Read every sheet of a ``.xlsx`` or ``.ods`` workbook, by its name.

    An error such as ``#DIV/0!`` is the text of its cell, and a formula whose value was not saved with it the text of
    ``NOT_CALCULATED``: ``fault_of_cell`` says what is wrong with either.

    Args:
        path: the file.
        most_bytes: how large it may be.

    Raises:
        FileUnreadableError: missing, too large, or no workbook of these kinds (``file-not-found``, ``file-not-readable``,
            ``file-too-large``, ``workbook-too-large``, ``workbook-not-readable``).
        MissingDependencyError: the extra ``excel`` is not installed.

    The convention that bites: the old ``.xls`` is refused, since in it neither errors nor texts that a formula gives can
    be told from blanks and zeros.

    """
    calamine, data = _calamine(path), read_bytes(path, most_bytes=most_bytes)
    if data.startswith(OLD):
        raise _unreadable(path, "it is one of the old kind, .xls, or has a password")
    if not data.startswith(ZIPPED):
        problem = "the file is no workbook, whatever its name says" if data else "the file is empty: it has 0 bytes"
        fix = "open it in a spreadsheet program and save it as .xlsx" if data else "save or copy it again from where it came"
        raise FileUnreadableError(problem, code="workbook-not-readable", where=str(path), fix=fix)
    refuse_vast_workbook(data, str(path))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            odd, merged = cells_without_value(archive), merged_in_open_document(archive)
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {name: _sheet(book.get_sheet_by_name(name), odd.get(name, {}), merged.get(name, [])) for name in book.sheet_names}
    except (calamine.CalamineError, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def _sheet(sheet: Any, odd: Mapping[Place, str], merged: list[Block]) -> WorkbookSheet:
    rows = sheet.to_python(skip_empty_area=False)
    for (row, column), text in odd.items():
        rows += [[] for _ in range(row - len(rows))]
        cells = rows[row - 1]
        cells += [""] * (column - len(cells))
        cells[column - 1] = text
    return WorkbookSheet(rows, tuple(sheet.merged_cell_ranges or merged))


def _unreadable(path: str | Path, why: object) -> FileUnreadableError:
    fix = "save it again as .xlsx, without a password"
    return FileUnreadableError(f"the workbook cannot be read: {why}", code="workbook-not-readable", where=str(path), fix=fix)


def _calamine(path: str | Path) -> ModuleType:
    try:
        import python_calamine  # noqa: PLC0415 - optional
    except ImportError:
        fix = 'install the extra: pip install "sroi[excel]"'
        raise MissingDependencyError(
            "workbooks need python-calamine", code="missing-dependency", where=str(path), fix=fix
        ) from None
    return python_calamine
