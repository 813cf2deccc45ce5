"""Grids of cells, as files have them, to rows with named columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sroi.errors import Fault, InvalidCaseError
from sroi.mapping.cells import is_blank
from sroi.mapping.rows import Row, column_name

MOST_TITLES = 20
"""How many lines of titles may stand above the headings."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet.

    Args:
        name: file, and sheet if there are several.
        lines: the number of each line as its file counts, and its cells.
        decimal_comma: whether a comma may be a decimal sign.
        merged: first and last line of each block of merged cells that spans several lines.

    """

    name: str
    lines: Sequence[tuple[int, Sequence[Any]]]
    decimal_comma: bool = False
    merged: Sequence[tuple[int, int]] = ()


def heading_line(grid: Grid, key: str) -> int | None:
    """Find the line of headings by the one column that must be there; titles and merged cells may stand above it."""
    for place, (_, cells) in enumerate(grid.lines[:MOST_TITLES]):
        if key in (column_name(cell) for cell in cells if not is_blank(cell)):
            return place
    return None


def rows_of(grid: Grid, key: str) -> tuple[Row, ...]:
    """Turn the lines below the headings into rows; lines with nothing in them are passed over.

    Raises:
        InvalidCaseError: no headings, headings that repeat, cells under none, or merged cells (``no-headings``,
            ``heading-repeated``, ``cell-without-heading``, ``merged-cells``).

    """
    place = heading_line(grid, key)
    if place is None:
        fix = f"name the columns in one line; one of them is '{key}'"
        raise InvalidCaseError(f"no column is called '{key}'", code="no-headings", where=grid.name, fix=fix)
    head = [None if is_blank(cell) else column_name(cell) for cell in grid.lines[place][1]]
    body = [(number, cells) for number, cells in grid.lines[place + 1 :] if not all(map(is_blank, cells))]
    if faults := [*_repeated(grid, head, grid.lines[place][0]), *_homeless(grid, head, body), *_merged(grid, body)]:
        raise InvalidCaseError.of(faults)
    return tuple(
        Row.of(
            f"{grid.name}, row {number}",
            [(name, cell) for name, cell in zip(head, cells, strict=False) if name],
            decimal_comma=grid.decimal_comma,
        )
        for number, cells in body
    )


def pairs_of(grid: Grid) -> Row:
    """Read a sheet of two columns, name and value, as one row."""
    cells, places = {}, {}
    for number, line in grid.lines:
        if len(line) > 1 and not is_blank(line[0]) and not is_blank(line[1]):
            name = column_name(line[0])
            cells[name], places[name] = line[1], f"{grid.name}, row {number}, column B"
    return Row(grid.name, cells, places, grid.decimal_comma)


def _repeated(grid: Grid, head: Sequence[str | None], number: int) -> Iterator[Fault]:
    for name, count in Counter(filter(None, head)).items():
        if count > 1:
            place = f"{grid.name}, row {number}"
            yield Fault("heading-repeated", f"{count} columns are called '{name}'", place, "give each column a name of its own")


def _homeless(grid: Grid, head: Sequence[str | None], body: Sequence[tuple[int, Sequence[Any]]]) -> Iterator[Fault]:
    """Give the first cell of each column that holds something under no heading."""
    seen: set[int] = set()
    for number, cells in body:
        for column, cell in enumerate(cells):
            if not is_blank(cell) and column not in seen and (column >= len(head) or head[column] is None):
                seen.add(column)
                fix = "name the column, or empty it; where headings are merged, unmerge them; quote cells that hold the separator"
                problem = f"{str(cell)!r:.40} stands in column {column + 1}, which has no heading"
                yield Fault("cell-without-heading", problem, f"{grid.name}, row {number}", fix)


def _merged(grid: Grid, body: Sequence[tuple[int, Sequence[Any]]]) -> Iterator[Fault]:
    """Give the merged cells that hide what some of their rows hold."""
    first = body[0][0] if body else 0
    for start, end in grid.merged:
        if body and end >= first:
            problem = f"cells are merged over rows {start} to {end}, so the rows below the first hold nothing"
            yield Fault("merged-cells", problem, grid.name, "unmerge them and fill every row")
