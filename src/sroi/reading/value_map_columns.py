"""The columns of somebody's value map: where their headings stand, what each is read as, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sroi.reading.value_map_files import MOST_TITLES, Sheet
from sroi.reading.value_map_findings import Findings
from sroi.reading.value_map_headings import field_of, may_deduct
from sroi.reading.value_map_numbers import read_number, read_share

LEAST_KNOWN = 3
MOST_PER_CENT = 100
SHARES = frozenset({"deadweight", "displacement", "attribution", "contribution", "drop_off"})


def heading_rows(sheet: Sheet) -> list[int]:
    """Find the row with the most headings that are known, two of them at least being what a line cannot be without.

    Rows of headings right above and below it count too, so that each column has its heading; the best row comes first.
    """
    known = {row: _known(sheet, row) for row in range(min(MOST_TITLES, len(sheet.rows)))}
    best = max(known, key=lambda row: len(known[row]), default=None)
    if best is None or len(known[best]) < LEAST_KNOWN or not known[best] & {"quantity", "amount"}:
        return []
    return [best, *(row for row in (best - 1, best + 1) if len(known.get(row, ())) >= LEAST_KNOWN)]


def _known(sheet: Sheet, row: int) -> set[str]:
    found = {field_of(cell, _group(sheet, row, column)) for column, cell in sheet.filled(row)}
    return {key for key in found if key and key not in {"left to us", "not used"}}


def _group(sheet: Sheet, row: int, column: int) -> Any:
    """Give the heading above a heading, which spans several columns."""
    if row == 0:
        return None
    return next((cell for place in range(column, -1, -1) if (cell := sheet.cell(row - 1, place)) is not None), None)


def headings_of(sheet: Sheet, heads: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the row of the heading of each column that has one: the best row, unless only another one's is known."""
    for column in sorted({column for row in heads for column, _ in sheet.filled(row)}):
        filled = [row for row in heads if sheet.cell(row, column) is not None]
        yield column, next((row for row in filled if field_of(sheet.cell(row, column), _group(sheet, row, column))), filled[0])


def fields_of(sheet: Sheet, headings: Mapping[int, int], found: Findings) -> Iterator[tuple[int, str]]:
    """Give the field of each column, and say it; a source belongs to what stands before it."""
    seen: list[str] = []
    for column, head in headings.items():
        heading = sheet.cell(head, column)
        key = field_of(heading, _group(sheet, head, column))
        if key == "source":
            key = "proxy_source" if {"proxy_title", "amount"} & set(seen) else "quantity_source"
        where = f"{sheet.place(head, column)}, {str(heading)!r:.60}"
        if key is None or (key in seen and key not in {"attribution", "left to us", "not used"}):
            why = "no heading that is known" if key is None else f"a second column of '{key}'"
            found.not_understood.append(f"{where}: {why}, so the column is not read")
        elif key == "left to us":
            found.understood.append(f"{where}: follows from other columns and is left to the library")
        elif key == "not used":
            found.not_understood.append(f"{where}: a case has no place for it")
        else:
            found.understood.append(f"{where} is read as '{key}'{_percent(key, heading)}")
            seen.append(key)
            yield column, key


def stray_cells(
    sheet: Sheet, lines: Sequence[int], headings: Mapping[int, int], columns: Mapping[int, str], found: Findings
) -> None:
    """Say what stands in lines but in no column that is read; a figure that a line may lack is never passed over."""
    said = set(columns)
    for number in lines:
        for column, cell in sheet.filled(number):
            heading = sheet.cell(headings[column], column) if column in headings else None
            if column in said or (heading is not None and not (may_deduct(heading) and _is_share(cell))):
                continue
            said.add(column)
            found.doubtful = found.doubtful or heading is not None or read_number(cell, "").value is not None
            found.not_understood.append(f"{sheet.place(number, column)}: {_why(sheet, cell, heading)}")


def _is_share(cell: Any) -> bool:
    """Say whether a cell may hold a share, in whichever way it is written."""
    number = read_number(cell, "").value
    return read_share(cell, "").value is not None or (number is not None and 0 <= number <= MOST_PER_CENT)


def _why(sheet: Sheet, cell: Any, heading: Any) -> str:
    if heading is None:
        quoted = "" if sheet.name else "; quote a cell that holds the sign between cells"
        return f"{cell!r:.40} stands under no heading; name the column, or empty it{quoted}"
    fix = "name the column as a value map does, such as 'Attribution', or take it away"
    return f"{cell!r:.40} may be a deduction, but {str(heading)!r:.60} is not read; {fix}"


def _percent(key: str, heading: Any) -> str:
    """Say how numbers under a heading in per cent are read."""
    return "; its numbers are read as shares, 0.15 for 15 %" if key in SHARES and "%" in str(heading) else ""
