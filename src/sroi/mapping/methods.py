"""What holds for a whole case: its name, price year, discount and point of view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sroi.catalogue import indices
from sroi.documents import FAULTY
from sroi.errors import Fault, SroiError
from sroi.mapping.cells import CellError, is_blank, read_cell
from sroi.mapping.rows import Reader, Row, column_name
from sroi.mapping.sources import Sheets
from sroi.model.framework import Framework
from sroi.prices.discounting import find_schedule, schedules

USUAL = "knowsley"
"""The framework that measurements are read by when none is named."""

PERSPECTIVES = ("society", "state", "council")
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


def read_method(row: Row, framework: Framework, faults: list[Fault]) -> dict[str, Any]:
    """Put together the head of a case; what is missing or cannot be read is kept as a fault and marked as faulty.

    Args:
        row: everything given, as :func:`joined` puts it together.
        framework: gives the case a name where nobody does.
        faults: where everything wrong or missing is added.

    """
    faults += [
        Fault("unknown-method", f"'{name}' is no part of the method", row.where(name), f"use {', '.join(MEANINGS)}")
        for name in row.cells
        if name not in {*MEANINGS, "name", "what_it_is"}
    ]
    reader = Reader(row, faults)
    for name in ("price_year", "discount"):
        if name not in row.cells:
            fix = f"give {name} ({MEANINGS[name]}): {_option(name)}, or {name} in the sheet Method of a workbook"
            faults.append(Fault("method-missing", f"{name} is missing", row.places.get(name) or row.place, fix))
    words = {name: FAULTY if (text := reader.text(name)) is None else text for name in WORDS if reader.has(name)}
    counting = {name: row.cells[name] for name in COUNTING if name in row.cells}
    if "discount" in counting:
        counting["discount"] = _discount(counting["discount"], row, faults)
    else:
        counting["discount"] = FAULTY
    return {
        "format": 1,
        "id": f"{framework.id}-measurements",
        "title": f"{framework.title}: measurements",
        "currency": "GBP",
        **words,
        "price_year": _year(row.cells["price_year"]) if reader.has("price_year") else FAULTY,
        "method": counting,
    }


def joined(sheets: Sheets, given: Mapping[str, Any]) -> Row:
    """Put what the call gives over what the sheet Method gives, each with its place."""
    call = {column_name(name): value for name, value in given.items() if not is_blank(value)}
    sheet = sheets.method or Row(sheets.name, {}, {name: _option(name) for name in MEANINGS})
    places = {**sheet.places, **{name: _option(name) for name in call}}
    return Row(sheet.place, {**sheet.cells, **call}, places, sheet.decimal_comma)


def _option(name: str) -> str:
    """Say how a call and a command line give a part of the method.

    >>> _option("price_year")
    '--price-year, or price_year=… in map_measurements()'
    """
    return f"--{name.replace('_', '-')}, or {name}=… in map_measurements()"


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
            return FAULTY
    try:
        find_schedule(value.strip(), schedules(indices.read("discount_rates").rows))
    except SroiError as error:
        faults += [Fault(fault.code, fault.problem, row.where("discount"), fault.fix) for fault in error.faults]
        return FAULTY
    return value.strip()
