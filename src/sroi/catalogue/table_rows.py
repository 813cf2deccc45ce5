"""Rows of a table, whatever holds it: a data frame, records, an index, a CSV file or a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sroi.catalogue.indices import Index
from sroi.documents import read_text, read_workbook
from sroi.errors import Fault, FileUnreadableError, InvalidArgumentError

Table: TypeAlias = "Index | Sequence[Mapping[str, Any]] | Any"
"""An index, a list of records, or a data frame of any library that narwhals knows."""

_BLANK = frozenset({"", "-", "n/a", "na", "nan", "none", "null"})


@dataclass(frozen=True)
class Row:
    """One row of a table.

    Args:
        place: where it stands, for messages.
        cells: text by field; blank ones are empty.
        headers: header of each field, for messages.

    """

    place: str
    cells: Mapping[str, str]
    headers: Mapping[str, str]

    def fault(self, field: str, code: str, problem: str, fix: str) -> Fault:
        """Make a fault of one cell, naming the row and the column."""
        return Fault(code, problem, f"{self.place}, column '{self.headers.get(field, field)}'", fix)


def read_rows(table: Table | str | Path, columns: Mapping[str, str | re.Pattern[str]]) -> list[Row]:
    """Read the rows of a table under the fields that its columns hold; wholly blank rows are passed over.

    Args:
        table: a data frame, records, an index, or the path of a CSV or XLSX file.
        columns: header or pattern by field.

    Raises:
        InvalidArgumentError: a header is not there (``no-such-column``); the fix lists those that are.
        MissingDependencyError: an XLSX file without the extra ``excel``.

    """
    name, lines = _lines(table)
    start, found = _header(name, lines, columns)
    headers = {field: lines[start][column] for field, column in found.items()}
    rows = []
    for number, line in enumerate(lines[start + 1 :], start + 2):
        cells = {field: _text(line[column]) if column < len(line) else "" for field, column in found.items()}
        if any(cells.values()):
            rows.append(Row(f"{name}, row {number}", cells, headers))
    return rows


def _lines(table: Any) -> tuple[str, list[list[str]]]:
    """Return what the table is called, and its lines of text with the headers among them."""
    if isinstance(table, str | Path):
        path = Path(table)
        return str(path), _workbook(path) if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"} else _csv(path)
    if isinstance(table, Index):
        return table.id, _of_records(table.rows)
    if isinstance(table, Sequence):
        return "table", _of_records(table)
    return "table", _of_frame(table)


def _csv(path: Path) -> list[list[str]]:
    text = read_text(path)
    head = text[:4096]
    delimiter = max(",;\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _unreadable(path, error) from None


def _workbook(path: Path) -> list[list[str]]:
    """Read every sheet, one below the other; the header is looked for in all of them."""
    return [[_text(cell) for cell in line] for sheet in read_workbook(path).values() for line in sheet.rows]


def _unreadable(path: Path, error: Exception) -> FileUnreadableError:
    return FileUnreadableError(
        f"the table cannot be read: {error}", code="file-not-readable", where=str(path), fix="check the path, and save it again"
    )


def _of_records(records: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    rows = list(records)
    headers = list(dict.fromkeys(key for row in rows for key in row))
    return [headers, *([_text(row.get(header)) for header in headers] for row in rows)]


def _of_frame(frame: Any) -> list[list[str]]:
    import narwhals.stable.v2 as nw  # noqa: PLC0415 - only for data frames

    try:
        known = nw.from_native(frame, eager_only=True)
    except TypeError:
        raise InvalidArgumentError(
            f"a {type(frame).__name__} is not a table",
            code="not-a-table",
            where="table",
            fix="give a data frame, a list of records, or the path of a CSV or XLSX file",
        ) from None
    return _of_records(known.rows(named=True)) if len(known) else [list(known.columns)]


def _header(name: str, lines: list[list[str]], columns: Mapping[str, str | re.Pattern[str]]) -> tuple[int, dict[str, int]]:
    """Find the line that holds every header asked for, and the column of each."""
    best: dict[str, int] = {}
    nearest: list[str] = lines[0] if lines else []
    for number, line in enumerate(lines):
        found = {field: column for field, header in columns.items() if (column := _place(header, line)) is not None}
        if len(found) == len(columns):
            return number, found
        if len(found) > len(best):
            best, nearest = found, line
    absent = next(field for field in columns if field not in best)
    asked = columns[absent]
    header = asked if isinstance(asked, str) else f"like {asked.pattern}"
    raise InvalidArgumentError(
        f"no row of the table has a header '{header}' for {absent}",
        code="no-such-column",
        where=name,
        fix=f"name the header of {absent} in columns; the table has {', '.join(filter(None, nearest)) or 'none'}",
    )


def _place(header: str | re.Pattern[str], line: Sequence[str]) -> int | None:
    """Return the column whose header is the one asked for, upper or lower case."""
    pattern = re.compile(re.escape(header.strip()), re.IGNORECASE) if isinstance(header, str) else header
    return next((column for column, text in enumerate(line) if pattern.fullmatch(" ".join(str(text).split()))), None)


def _text(cell: Any) -> str:
    """Return a cell as text; what people write for nothing is nothing."""
    text = "" if cell is None else str(cell).strip()
    return "" if text.lower() in _BLANK else text
