"""What-ifs: a sheet whose steps can be changed, and the case's own scenarios as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import fsum, prod
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sroi.errors import SroiError
from sroi.reading.layout import SCENARIOS, SENSITIVITY, Column
from sroi.report.workbook_cells import TOP, Cell, Formula, open_sheet, write_table
from sroi.report.workbook_sums import NO_RATIO
from sroi.valuation import calculate, what_if

if TYPE_CHECKING:
    from sroi.report.workbook_cells import Book
    from sroi.valuation import Result

OUTSIDE = "a share leaves 0 to 1"
NEAR = 1e-12
"""How far a share may seem to leave 0 to 1 by rounding alone."""


class Step(NamedTuple):
    """A what-if: by how much numbers are scaled, and how many points are added to shares.

    ``0.1`` is 10 per cent more, or 10 points more.
    """

    title: str
    quantity: float = 0.0
    amount: float = 0.0
    deadweight: float = 0.0
    displacement: float = 0.0
    attribution: float = 0.0
    drop_off: float = 0.0
    inputs: float = 0.0


STEPS = (
    Step("As the case stands"),
    Step("Quantities 10 % lower", quantity=-0.1),
    Step("Quantities 10 % higher", quantity=0.1),
    Step("Amounts 10 % lower", amount=-0.1),
    Step("Amounts 10 % higher", amount=0.1),
    Step("Deadweight 10 points higher", deadweight=0.1),
    Step("Displacement 10 points higher", displacement=0.1),
    Step("Attribution 10 points higher", attribution=0.1),
    Step("Drop-off 10 points higher", drop_off=0.1),
    Step("Inputs 10 % higher", inputs=0.1),
    Step("Inputs 10 % lower", inputs=-0.1),
    Step("All of them against the case", -0.1, -0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
    Step("Your own what-if: change the cells of this row"),
)
_KEYS = Step._fields[1:]
COLUMNS = (
    Column("title", "What if", "a name for the row", width=46),
    Column("quantity", "Quantities by", "per cent more or less", "input", "step", 12),
    Column("amount", "Amounts by", "per cent more or less", "input", "step", 12),
    Column("deadweight", "Deadweight plus", "points added to every line", "input", "step", 13),
    Column("displacement", "Displacement plus", "points added to every line", "input", "step", 13),
    Column("attribution", "Attribution plus", "points added to what each line owes to others", "input", "step", 13),
    Column("drop_off", "Drop-off plus", "points added to every line", "input", "step", 13),
    Column("inputs", "Inputs by", "per cent more or less", "input", "step", 12),
    Column("present_value", "Present value", "of the counted lines", "calculated", "money", 18),
    Column("total_input", "Total input", "present value of the inputs", "calculated", "money", 18),
    Column("ratio", "Ratio", "present value for each pound put in", "calculated", "ratio", 11),
    Column("difference", "Against the case", "this ratio less the ratio of the case", "calculated", "ratio", 13),
)
LEFT = (
    "(1-line_drop_off-G{row}+(projection_years-line_starts+2<=line_drop_off_from)*(line_drop_off+G{row}))"
    "^((projection_years-line_starts+2>line_drop_off_from)*(projection_years-line_starts+2-line_drop_off_from))"
)
"""What the drop-off leaves of each line in each year; where nothing is dropped yet, one to the power of nothing."""

PART = (
    "(projection_years>=line_starts)*(line_years>projection_years-line_starts)"
    "*((line_years-projection_years+line_starts>=1)"
    "+(line_years-projection_years+line_starts<1)*(line_years-projection_years+line_starts))"
)
"""The part of each year that the duration of each line pays."""

ONE_YEAR = (
    '(line_counted="yes")*line_quantity*(1+B{row})*line_value*(1+C{row})'
    "*(1-line_deadweight-D{row})*(1-line_displacement-E{row})*(line_kept-F{row})"
)
STRAYS = "+".join(
    f"({shifted}<-{NEAR:.12f})+({shifted}>1+{NEAR:.12f})"
    for shifted in (
        "line_deadweight+D{row}",
        "line_displacement+E{row}",
        "line_kept-F{row}",
        "line_drop_off+G{row}",
    )
)


def write_sensitivity(book: Book, result: Result) -> None:
    """Write the what-ifs, each worked out anew from every line and every year, from the steps in its own cells."""
    about = "Change the coloured steps: 10 % more or less, or 10 points added to every share. Steps of one row act together."
    sheet = open_sheet(book, SENSITIVITY, "Sensitivity: what if a number were otherwise", about)
    rows = (_row(result, step, row) for row, step in enumerate(STEPS, TOP + 1))
    write_table(book, sheet, COLUMNS, rows)


def _row(result: Result, step: Step, row: int) -> list[Cell]:
    value = stepped_present_value(result, step)
    total = result.total_input * (1 + step.inputs)
    ratio: float | str = OUTSIDE if value is None else NO_RATIO if result.no_ratio or total <= 0 else value / total
    difference: float | str = ratio - result.ratio.value if isinstance(ratio, float) else ""
    sums = f"SUMPRODUCT({ONE_YEAR}*{LEFT}*{PART}*discount_factors)".format(row=row)
    strays = f"SUMPRODUCT({STRAYS})".format(row=row)
    over = f'IF(OR(NOT(ISNUMBER(ratio)),J{row}<=0),"{NO_RATIO}",I{row}/J{row})'
    return [
        *step,
        Formula(f'=IF({strays}>0,"{OUTSIDE}",{sums})', OUTSIDE if value is None else value),
        Formula(f"=SUM(input_present_value)*(1+H{row})", total),
        Formula(f"=IF(ISNUMBER(I{row}),{over},I{row})", ratio),
        Formula(f'=IF(ISNUMBER(K{row}),K{row}-ratio,"")', difference),
    ]


def stepped_present_value(result: Result, step: Step) -> float | None:
    """Work out the present value of the counted lines after a step; None where a share leaves 0 to 1.

    Points of attribution are added to the combined share, as ``sroi.what_if`` does.
    """
    lines = result.lines
    kept = prod(((1 - share) for share in lines.attributions), start=lines.contribution) - step.attribution
    shares = [lines.deadweight + step.deadweight, lines.displacement + step.displacement, lines.drop_off + step.drop_off]
    if any(((share < -NEAR) | (share > 1 + NEAR)).any() for share in (*shares, kept)):
        return None
    dead, displaced, dropped = (np.clip(share, 0, 1) for share in shares)
    stepped = replace(
        lines,
        quantity=lines.quantity * (1 + step.quantity),
        amount=lines.amount * (1 + step.amount),
        deadweight=dead,
        displacement=displaced,
        attributions=(),
        contribution=np.clip(kept, 0, 1),
        drop_off=dropped,
    )
    values = stepped.present_values(result.discounting).tolist()
    return fsum(value for value, reason in zip(values, result.left_out, strict=True) if reason is None)


SCENARIO_COLUMNS = (
    Column("id", "Scenario", "its name in the case", "label", "text", 28),
    Column("title", "Title", "what it asks", "label", "text", 44),
    Column("ratio", "Ratio", "worked out by the library when the workbook was written", "looked up", "ratio", 12),
    Column("present_value", "Present value", "likewise", "looked up", "money", 18),
    Column("total_input", "Total input", "likewise", "looked up", "money", 18),
    Column("difference", "Against the case", "its ratio less the ratio of the case", "looked up", "ratio", 14),
    Column("remark", "Remark", "why there is no figure", "label", "text", 40),
)


def write_scenarios(book: Book, result: Result) -> None:
    """Write what the case's own scenarios come to, as values that do not move with the other sheets."""
    about = "Values, not formulas: worked out by the library when this workbook was written. Write it anew after a change."
    sheet = open_sheet(book, SCENARIOS, "Scenarios of the case", about)
    write_table(book, sheet, SCENARIO_COLUMNS, _scenarios(result))


def _scenarios(result: Result) -> Iterator[list[Cell]]:
    """Work each scenario out; one that cannot be says why."""
    for scenario in result.case.scenarios:
        try:
            found = calculate(what_if(result.case, scenario))
            ratio, remark = found.ratio.value, None
        except SroiError as error:
            yield [scenario.id, scenario.title, None, None, None, None, error.problem]
            continue
        difference = ratio - result.ratio.value if not result.no_ratio else None
        yield [scenario.id, scenario.title, ratio, found.present_value, found.total_input, difference, remark]
