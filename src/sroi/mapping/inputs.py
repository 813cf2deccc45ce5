"""What was put in, from a table beside the measurements."""

from __future__ import annotations

from typing import Any

from sroi.documents import FAULTY
from sroi.errors import Fault
from sroi.mapping.figures import slug
from sroi.mapping.rows import Reader, Row
from sroi.mapping.sources import INPUTS, Sheets, read_sheets

KINDS = ("cash", "in_kind", "volunteer_time")
MEANINGS = {
    "id": "a name for the line; made from the title where blank",
    "stakeholder": "who put it in",
    "title": "what it is",
    "amount": "pounds of the case's price year",
    "kind": "cash, in_kind or volunteer_time; cash where blank",
    "year": "projection year it falls in; 0, the start, where blank",
    "timing": "start_of_year, mid_year or end_of_year, when not as the method says",
    "basis": "what the amount rests on",
    "source": "where the amount stands",
    "note": "anything a reader must know",
}
"""The columns, in words that a form can print."""


def input_rows(source: Any, sheets: Sheets) -> tuple[Row, ...]:
    """Give the rows of the inputs given, else of those that stand beside the measurements."""
    return (sheets.inputs or ()) if source is None else read_sheets(source, INPUTS).rows


def read_inputs(rows: tuple[Row, ...], name: str, faults: list[Fault], *, needed: bool) -> list[dict[str, Any]]:
    """Read the inputs; what is missing or cannot be read is kept as a fault and marked as faulty.

    Args:
        rows: one for each input.
        name: what messages call the measurements' source.
        faults: where everything wrong or missing is added.
        needed: whether there is anything that inputs are set against.

    """
    if not rows and needed:
        problem = "there are no inputs, and without them there is no ratio"
        fix = "give what the programme cost, time and goods included: inputs=…, --inputs FILE, or the sheet Inputs"
        faults.append(Fault("inputs-missing", problem, name, fix))
    ids: dict[str, int] = {}
    return [_input(Reader(row, faults), ids) for row in rows]


def _input(reader: Reader, ids: dict[str, int]) -> dict[str, Any]:
    _refuse_unknown(reader.row, reader)
    for name in ("stakeholder", "amount"):
        if not reader.has(name):
            reader.fault(f"{name}-missing", f"an input without {name}", f"give {name} ({MEANINGS[name]})", column=name)
    words: dict[str, Any] = {
        name: text for name in ("stakeholder", "title", "kind", "timing", "note") if (text := reader.text(name))
    }
    amount, year = reader.number("amount"), reader.number("year")
    if year is not None and (year < 0 or year != int(year)):
        reader.fault("year", f"the year of the input is {year}", "give 0, 1, 2 …", column="year")
        year = None
    words.setdefault("stakeholder", FAULTY)
    name = slug(reader.text("id") or words.get("title") or reader.text("stakeholder") or INPUTS, "-")
    ids[name] = ids.get(name, 0) + 1
    id_ = name if ids[name] == 1 else f"{name}-{ids[name]}"
    grounds = {key: text for key in ("basis", "source") if (text := reader.text(key))}
    value = FAULTY if amount is None else float(amount)
    figure = {"amount": value, **grounds} if grounds else value
    return {"id": id_, **words, "amount": figure, **({} if year is None else {"year": int(year)})}


def _refuse_unknown(row: Row, reader: Reader) -> None:
    for name in row.cells:
        if name not in MEANINGS:
            reader.fault("unknown-column", f"no column of inputs is called '{name}'", f"use {', '.join(MEANINGS)}", column=name)


def amounts_of(inputs: list[dict[str, Any]]) -> float:
    """Add up amounts, bare or with what they rest on.

    >>> amounts_of([{"amount": 5.0}, {"amount": {"amount": 7.0, "basis": "budget"}}])
    12.0
    """
    amounts = [line["amount"] for line in inputs]
    return float(sum(one["amount"] if isinstance(one, dict) else one for one in amounts))
