"""The sheets that people fill in besides the value map: the case, its inputs, its discounting, assumptions and notes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sroi.prices.discounting import EARLY as TIMES
from sroi.reading.layout import (
    ASSUMPTION_COLUMNS,
    ASSUMPTIONS,
    CASE,
    CASE_COLUMNS,
    CASE_FIELDS,
    DISCOUNTING,
    INPUT_COLUMNS,
    INPUTS,
    JSON_FIELDS,
    JSON_PART,
    METHOD_LINE,
    NOTE_COLUMNS,
    NOTES,
    SHARE_FIELDS,
    Column,
    Field,
)
from sroi.report.workbook_cells import TOP, Cell, Formula, block, letters, open_sheet, put, rule_of, write_table

if TYPE_CHECKING:
    from sroi.model.case import Case, Input, Outcome
    from sroi.model.numbers import Figure
    from sroi.report.workbook_cells import Book, Table
    from sroi.report.workbook_plan import Plan

NAMED = {
    "title": "case_title",
    "perspective": "perspective",
    "method.timing": "timing",
    "method.part_years": "part_years",
    "method.discount": "discount_rate",
}
YEARS, RATES, EARLY, BEFORE, FACTORS = range(TOP, TOP + 5)
"""Rows of the sheet of discounting, counted from 0."""

EXTRAS = ("low", "high", "ends", "shape", "choices", "weights", "name", "basis", "source", "owner", "date")
SPARE_ROWS = 10


def write_case_sheet(book: Book, plan: Plan) -> None:
    """Write every field of the case that is not a line, one in each row."""
    about = "Fill in the coloured cells. Lines of inputs and outcomes have sheets of their own."
    sheet = open_sheet(book, CASE, "The case", about)
    rows = list(_case_rows(plan))
    write_table(book, sheet, CASE_COLUMNS, ([field.key, value, field.meaning] for field, value, _ in rows), frozen=1)
    for number, (field, value, form) in enumerate(rows, TOP):
        if isinstance(value, int | float):
            put(sheet, number, 1, value, book.style("input", form))
        if field.key in NAMED:
            book.name(NAMED[field.key], CASE, (number, 1))
        rule = _rule(field, form)
        if rule:
            sheet.data_validation(number, 1, number, 1, rule)


def _rule(field: Field, form: Any) -> dict[str, Any] | None:
    return rule_of(Column(field.key, field.key, field.meaning, "input", form, choices=field.choices))


def _case_rows(plan: Plan) -> Iterator[tuple[Field, Cell, Any]]:
    """Give the fields in order, each with its value and form; nested blocks as JSON, long ones over several rows."""
    case = plan.result.case
    for field in CASE_FIELDS:
        if field.key == "method.discount" and plan.yearly_rates:
            yield from _yearly(plan, field)
        else:
            value = _value(case, field.key)
            yield field, value, _form(field.key, value)
    data = case.model_dump(mode="json", exclude_none=True, exclude_unset=True, include=set(JSON_FIELDS))
    for key, meaning in JSON_FIELDS.items():
        for part in _parts(data.get(key)):
            yield Field(key, meaning), part, "text"


def _form(key: str, value: Cell) -> str:
    if isinstance(value, str) or value is None:
        return "text"
    return "share" if key == "method.discount" else "whole"


def _yearly(plan: Plan, field: Field) -> Iterator[tuple[Field, Cell, str]]:
    """Give the rates of the years, the first under the name of the one rate."""
    for year, rate in enumerate(plan.yearly_rates, 1):
        yield Field(f"{field.key} {year}", f"discount rate of year {year}; the last one holds on"), rate.value, "share"


def _value(case: Case, key: str) -> Cell:
    """Look a field up by its path; a rate is its number."""
    here: Any = case
    for step in key.split("."):
        here = getattr(here, step) if here is not None else None
    value: Cell = getattr(here, "value", here)
    return value


def _parts(data: Any) -> list[str | None]:
    """Write a nested block as JSON in parts that fit a cell; letters beyond ASCII count as two at most."""
    text = "" if not data else json.dumps(data, ensure_ascii=False)
    return [text[place : place + JSON_PART // 2] for place in range(0, len(text), JSON_PART // 2)] or [None]


def write_inputs(book: Book, plan: Plan) -> Table:
    """Write one row for each input, with its discount factor and present value."""
    sheet = open_sheet(book, INPUTS, "Inputs: what was put in", "Money, goods and time, in the case's currency and price year.")
    lines = zip(plan.result.case.inputs, plan.result.input_present_values, strict=True)
    rows = (_input(plan, number, line, value) for number, (line, value) in enumerate(lines, TOP + 1))
    table = write_table(book, sheet, INPUT_COLUMNS, rows, frozen=3)
    for key in ("stakeholder", "amount", "present_value", "year"):
        book.name(f"input_{key}", INPUTS, *table.column(key))
    return table


def _input(plan: Plan, row: int, line: Input, value: float) -> list[Cell]:
    """Give the cells of one input: the factor is that of its year, at its own timing where it has one."""
    timing = f'IF(G{row}="",timing,G{row})'
    early = f'IF({timing}="mid_year",0.5,IF({timing}="start_of_year",1,0))'
    factor = f"=IF(F{row}=0,1,INDEX(factors_before,F{row})*(1+INDEX(discount_rates,F{row}))^({early}-1))"
    return [
        *(line.id, line.stakeholder, line.title, line.kind, line.amount.amount, line.year, line.timing, line.note),
        Formula(factor, plan.result.discounting.factor(line.year, line.timing)),
        Formula(f"=E{row}*I{row}", value),
    ]


def write_discounting(book: Book, plan: Plan) -> None:
    """Write the rate and the factor of each projection year, from left to right."""
    sheet = open_sheet(book, DISCOUNTING, "Discounting: what a pound of each projection year is worth at the start", _told(plan))
    first = Column("figure", "Figure", "what stands in the row", "label", "text", 44)
    years = (Column(f"year_{year}", f"Year {year}", f"projection year {year}", "calculated", "factor") for year in _years(plan))
    write_table(book, sheet, (first, *years), zip(*_discounting(plan), strict=True), frozen=1)
    for year in _years(plan):
        put(sheet, YEARS, year, float(year), book.style("label", "whole"))
        put(sheet, RATES, year, _rate(plan, year), book.style("calculated", "share"))
    named = {"projection_years": YEARS, "discount_rates": RATES, "factors_before": BEFORE, "discount_factors": FACTORS}
    for name, row in named.items():
        book.name(name, DISCOUNTING, (row, 1), (row, plan.years))


def _told(plan: Plan) -> str:
    return f"As written: {plan.result.discounting.text}. The rates come from the sheet of the case."


def _years(plan: Plan) -> range:
    return range(1, plan.years + 1)


LABELS = (
    "Projection year",
    "Discount rate of the year",
    "Part of a year before its end, from the timing",
    "Factor of the years before",
    "Discount factor of the year",
)


def _discounting(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    """Give the columns of the sheet: the labels, then each year."""
    yield LABELS
    discounting = plan.result.discounting
    early, before = float(TIMES[discounting.timing]), discounting.factors(plan.years, "start_of_year")
    for year in _years(plan):
        here, last = letters(year), letters(year - 1)
        kept = Formula("=1" if year == 1 else f"={last}{BEFORE + 1}/(1+{last}{RATES + 1})", before[year - 1])
        factor = f"={here}{BEFORE + 1}*(1+{here}{RATES + 1})^({here}{EARLY + 1}-1)"
        part = Formula('=IF(timing="mid_year",0.5,IF(timing="start_of_year",1,0))', early)
        yield float(year), None, part, kept, Formula(factor, plan.factors[year - 1])


def _rate(plan: Plan, year: int) -> Formula:
    """Take the rate of a year from the sheet of the case; a schedule's holds until a rate is written there."""
    value = plan.rates[year - 1]
    if plan.result.discounting.schedule:
        return Formula(f"=IF(ISNUMBER(discount_rate),discount_rate,{value!r})", value)
    if plan.yearly_rates:
        first = TOP + [field.key for field in CASE_FIELDS].index("method.discount")
        return Formula(f"={block(CASE, (first + min(year, len(plan.yearly_rates)) - 1, 1))}", value)
    return Formula("=discount_rate", value)


def write_assumptions(book: Book, case: Case) -> None:
    """Write what is known about the numbers: their ends, what they rest on and who answers for them."""
    about = "One row for each number of which more is known than the number itself; the numbers stand in the other sheets."
    sheet = open_sheet(book, ASSUMPTIONS, "Assumptions: what the numbers rest on", about)
    write_table(book, sheet, ASSUMPTION_COLUMNS, _assumptions(case), frozen=2, blank_rows=SPARE_ROWS)


def _assumptions(case: Case) -> Iterator[list[Cell]]:
    outcomes = {line.id for line in case.outcomes}
    for line, field, figure in _figures(case):
        at_home = ("source",) if field in {"quantity", "amount"} and line in outcomes else ()
        known = [None if extra in at_home else getattr(figure, extra) for extra in EXTRAS]
        if any(value is not None for value in known):
            yield [line, field, *(json.dumps(list(value)) if isinstance(value, tuple) else value for value in known)]


def _figures(case: Case) -> Iterator[tuple[str, str, Figure]]:
    """Give every number of a case that may be a record, with its line and field."""
    discount = case.method.discount
    if isinstance(discount, tuple):
        yield from ((METHOD_LINE, f"discount {year}", rate) for year, rate in enumerate(discount, 1))
    elif not isinstance(discount, str):
        yield METHOD_LINE, "discount", discount
    for line in case.inputs:
        yield line.id, "amount", line.amount
    for outcome in case.outcomes:
        yield from _of_outcome(outcome)


def _of_outcome(line: Outcome) -> Iterator[tuple[str, str, Figure]]:
    yield line.id, "quantity", line.quantity
    if not isinstance(line.proxy, str):
        yield line.id, "amount", line.proxy
    for key in SHARE_FIELDS:
        if getattr(line, key) is not None:
            yield line.id, key, getattr(line, key)
    for place, share in enumerate(line.attribution or (), 1):
        yield line.id, f"attribution {place}", share
    yield line.id, "duration", line.duration


def write_notes(book: Book, case: Case) -> None:
    """Write the notes of the case, one in each row."""
    sheet = open_sheet(book, NOTES, "Notes", "What a reader of the case should know.")
    rows: Iterator[list[Cell]] = ([float(number), note] for number, note in enumerate(case.notes, 1))
    write_table(book, sheet, NOTE_COLUMNS, rows, blank_rows=SPARE_ROWS)
