"""Workbooks and separated text to sheets of cells that know their places."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sroi.documents import read_table_text, read_workbook
from sroi.errors import FileUnreadableError
from sroi.reading.value_map_headings import field_of

SUFFIXES = (".xlsx", ".ods", ".csv")
MOST_BYTES = 64 * 1024 * 1024
SEPARATORS = ",;\t|"
MOST_TITLES = 40
"""Rows in which headings may stand."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet.

    Args:
        name: its name, or an empty text where a file has no sheets.
        rows: the cells of every row; a blank is None.
        merged: blocks of merged cells, as first and last row and column, counted from 0.

    """

    name: str
    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = field(default=())

    def place(self, row: int, column: int | None = None) -> str:
        """Say where a row or a cell stands; rows and columns are counted from 0.

        >>> Sheet("Inputs", ()).place(4, 2), Sheet("", ()).place(4)
        ('sheet Inputs, cell C5', 'row 5')
        """
        here = f"row {row + 1}" if column is None else f"cell {letters(column)}{row + 1}"
        return f"sheet {self.name}, {here}" if self.name else here

    def cell(self, row: int, column: int) -> Any:
        """Give a cell; None where there is none."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def merged_into(self, row: int, column: int) -> Any:
        """Give what the block of merged cells holds that a cell lies in; None where it lies in none."""
        inside = (
            (first, left) for (first, left), (last, right) in self.merged if first <= row <= last and left <= column <= right
        )
        return next((self.cell(*place) for place in inside), None)

    def filled(self, row: int) -> Iterator[tuple[int, Any]]:
        """Give the cells of a row that hold something, with their columns."""
        return ((column, cell) for column, cell in enumerate(self.rows[row]) if cell is not None)


def letters(column: int) -> str:
    """Name a column, counted from 0, as spreadsheets do.

    >>> letters(0), letters(28)
    ('A', 'AC')
    """
    name, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        name = chr(65 + place) + name
    return name


def read_sheets(path: str | Path) -> dict[str, Sheet]:
    """Read every sheet of a ``.xlsx`` or ``.ods`` workbook, or the one table of a ``.csv`` file.

    Raises:
        FileUnreadableError: missing, too large, of another kind, or not what its name says.
        MissingDependencyError: the extra ``excel`` is not installed.

    """
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        fix = f"save it as one of {', '.join(SUFFIXES)}"
        raise FileUnreadableError(
            f"'{suffix or path}' is not a kind of value map", code="unknown-file-kind", where=str(path), fix=fix
        )
    return {"": _text_sheet(path)} if suffix == ".csv" else _workbook(path)


def _text_sheet(path: str | Path) -> Sheet:
    """Read separated text; the separator is the one that shows the most headings of a value map."""
    text = read_table_text(path)
    try:
        tables = [_split(text, separator) for separator in SEPARATORS]
    except csv.Error as error:
        problem = f"the text cannot be read as a table: {error}"
        raise FileUnreadableError(problem, code="table-not-readable", where=str(path), fix="save it as CSV UTF-8") from None
    return Sheet("", max(tables, key=_headings))


def _split(text: str, separator: str) -> list[list[Any]]:
    return [[plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]


def _headings(rows: Sequence[Sequence[Any]]) -> int:
    """Count the known headings of the row that has the most of them."""
    return max((sum(field_of(cell) is not None for cell in row) for row in rows[:MOST_TITLES]), default=0)


def _workbook(path: str | Path) -> dict[str, Sheet]:
    found = read_workbook(path, most_bytes=MOST_BYTES)
    return {
        name: Sheet(name, [[plain(cell) for cell in row] for row in sheet.rows], sheet.merged) for name, sheet in found.items()
    }


def plain(cell: Any) -> Any:
    """Take a cell as text, a number or True and False; a blank is None, a date is its text.

    >>> plain("  "), plain(" 38 "), plain(38.0), plain(date(2025, 4, 1))
    (None, ' 38 ', 38.0, '2025-04-01')
    """
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time() else cell).isoformat()
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return cell
