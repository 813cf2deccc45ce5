"""What holds for a whole case: its name, price year, discount and point of view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sroi.catalogue import indices
from sroi.errors import Fault, SroiError
from sroi.mapping.cells import CellError, is_blank, read_cell
from sroi.mapping.rows import Row, column_name
from sroi.mapping.sources import Sheets
from sroi.model.framework import Framework
from sroi.prices.discounting import find_schedule, schedules

WORDS = ("id", "title", "organisation", "stage", "perspective", "area", "period")
COUNTING = ("discount", "timing", "part_years")
MEANINGS = {
    "id": "name of the case: small letters, digits and hyphens",
    "title": "what people call the programme",
    "organisation": "whose programme it is",
    "stage": "forecast or evaluative",
    "price_year": "year of the prices: 2025, or 2025/26",
    "discount": "yearly rate, such as 3.5 %, or the id of a dated schedule, such as green-book-2026",
    "timing": "start_of_year, mid_year or end_of_year",
    "part_years": "pro_rata or whole_years",
    "perspective": "society, state or council",
    "area": "where",
    "period": "when, in words",
}
"""What may be given, in words that a form can print."""


def read_method(sheets: Sheets, given: Mapping[str, Any], framework: Framework, faults: list[Fault]) -> dict[str, Any]:
    """Put together the head of a case: what the call gives wins over what the sheet gives.

    Args:
        sheets: the source, with its sheet Method if it has one.
        given: what the call gives.
        framework: gives the case a name where nobody does.
        faults: where everything wrong or missing is added.

    """
    row = _joined(sheets.method, given)
    faults += [
        Fault("unknown-method", f"'{name}' is no part of the method", row.where(name), f"use {', '.join(MEANINGS)}")
        for name in row.cells
        if name not in {*MEANINGS, "name", "what_it_is"}
    ]
    for name in ("price_year", "discount"):
        if name not in row.cells:
            problem = f"{name} is missing"
            faults.append(Fault("method-missing", problem, row.where(), f"give {name} ({MEANINGS[name]})"))
    words = {name: str(row.cells[name]).strip() for name in WORDS if name in row.cells}
    counting = {name: row.cells[name] for name in COUNTING if name in row.cells}
    if "discount" in counting:
        counting["discount"] = _discount(counting["discount"], row, faults)
    return {
        "format": 1,
        "id": f"{framework.id}-measurements",
        "title": f"{framework.title}: measurements",
        "currency": "GBP",
        **words,
        **({"price_year": _year(row.cells["price_year"])} if "price_year" in row.cells else {}),
        "method": counting,
    }


def _joined(sheet: Row | None, given: Mapping[str, Any]) -> Row:
    call = {column_name(name): value for name, value in given.items() if not is_blank(value)}
    if sheet is None:
        return Row("map_measurements()", call)
    places = {**sheet.places, **dict.fromkeys(call, "map_measurements()")}
    return Row(sheet.place, {**sheet.cells, **call}, places, sheet.decimal_comma)


def _year(value: Any) -> Any:
    """Read a year that a spreadsheet or a command line holds as another kind of value."""
    text = str(value).strip()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(text) if text.isascii() and text.isdigit() else value if isinstance(value, int) else text


def _discount(value: Any, row: Row, faults: list[Fault]) -> Any:
    """Read a rate, or the id of a schedule, which must exist."""
    if isinstance(value, list | tuple):
        return value
    try:
        return float(read_cell(value, "share", decimal_comma=row.decimal_comma))
    except CellError as error:
        if not isinstance(value, str) or not value[:1].isalpha():
            faults.append(Fault(error.code, f"discount: {error.problem}", row.where("discount"), error.fix))
            return 0.0
    try:
        find_schedule(value.strip(), schedules(indices.read("discount_rates").rows))
    except SroiError as error:
        faults += [Fault(fault.code, fault.problem, row.where("discount"), fault.fix) for fault in error.faults]
    return value.strip()
