"""The sheets that add up: by year, the totals, and by stakeholder, kind and measure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Literal

from sroi.model.text import SYMBOLS, money_text, number_text
from sroi.reading.layout import BY_GROUP, BY_YEAR, DISCOUNTING, TOTALS, Column
from sroi.report.workbook_case import FACTORS
from sroi.report.workbook_cells import TOP, Cell, Formula, Table, block, open_sheet, put, write_table

if TYPE_CHECKING:
    from sroi.report.workbook_cells import Book
    from sroi.report.workbook_plan import Plan
    from sroi.valuation import Result

NEVER, NO_RATIO = "never", "no ratio"
_NO_RATIO = 'OR(total_input<=0,COUNTIF(line_counted,"yes")=0)'
YEAR_COLUMNS = (
    Column("year", "Year", "projection year", "label", "whole", 10),
    Column("undiscounted", "Undiscounted", "value of the counted lines in that year", "calculated", "money", 20),
    Column("factor", "Discount factor", "what a pound of that year is worth at the start", "calculated", "factor", 16),
    Column("present_value", "Present value", "undiscounted × factor", "calculated", "money", 20),
    Column("cumulative", "Cumulative", "present value so far", "calculated", "money", 20),
    Column("payback", "Payback", "years until the inputs are met, in the year in which they are", "calculated", "ratio", 12),
)
TOTAL_COLUMNS = (
    Column("figure", "Figure", "name of the figure", "label", "text", 34),
    Column("value", "Value", "worked out from the other sheets", "calculated", "money", 22),
    Column("meaning", "What it is", "the figure in words", "label", "text", 80),
)


def write_by_year(book: Book, plan: Plan, value_map: Table) -> None:
    """Write each projection year's value, its present value, and when the inputs are met; with a chart."""
    about = "Counted lines only. Payback is linear within the year in which the cumulative present value meets the inputs."
    sheet = open_sheet(book, BY_YEAR, "Value by projection year", about)
    table = write_table(book, sheet, YEAR_COLUMNS, _years(plan, value_map), frozen=1)
    book.name("payback_by_year", BY_YEAR, *table.column("payback"))
    _chart(book, table, plan.result)


def _years(plan: Plan, value_map: Table) -> Iterator[list[Cell]]:
    """Give the rows of the years; those after the last benefit are nothing."""
    result = plan.result
    none = (0.0,) * (plan.years - len(result.by_year))
    plain, present = (*result.by_year, *none), (*result.present_value_by_year, *none)
    reached = (0.0, *accumulate(present))
    paid = _payback_row(result)
    for year, (_, after) in enumerate(pairwise(reached), 1):
        row, column = TOP + year, value_map.range(f"year_{year}")
        before = f"E{row - 1}" if year > 1 else "0"
        met = f"IF({before}>=total_input,0,A{row}-1+(total_input-{before})/(E{row}-{before}))"
        yield [
            float(year),
            Formula(f'=SUMPRODUCT((line_counted="yes")*{column})', plain[year - 1]),
            Formula(f"={block(DISCOUNTING, (FACTORS, year))}", plan.factors[year - 1]),
            Formula(f"=B{row}*C{row}", present[year - 1]),
            Formula(f"=SUM(D${TOP + 1}:D{row})", after),
            Formula(
                f'=IF(AND(E{row}>=total_input,COUNT(F${TOP}:F{row - 1})=0),{met},"")',
                result.payback_years or 0.0 if year == paid else "",
            ),
        ]


def _payback_row(result: Result) -> int | None:
    """Say in which year's row the payback stands; None where there is none."""
    reached = list(accumulate((*result.present_value_by_year, 0.0)))
    return next((year for year, value in enumerate(reached, 1) if value >= result.total_input), None)


def _chart(book: Book, table: Table, result: Result) -> None:
    """Draw the present value of each year, and say it in words for those who cannot see it."""
    chart = book.book.add_chart({"type": "column"})
    chart.add_series({
        "name": "Present value",
        "categories": f"={table.range('year')}",
        "values": f"={table.range('present_value')}",
        "fill": {"color": "#1F5C57"},
        "gap": 60,
    })  # fmt: skip
    _finish(chart, "Present value by projection year", "Projection year")
    worth = ", ".join(
        f"year {year} {money_text(value, result.case.currency, 0)}"
        for year, value in enumerate(result.present_value_by_year[:12], 1)
    )
    words = f"Column chart of the present value of each projection year: {worth}. The table beside it holds every year."
    table.sheet.insert_chart(TOP, len(table.places) + 1, chart, {"description": words})


def _finish(chart: Any, title: str, axis: str) -> None:
    """Give a chart its title and its quiet look."""
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"name": axis})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}, "num_format": "#,##0"})
    chart.set_size({"width": 640, "height": 340})


def write_totals(book: Book, plan: Plan) -> None:
    """Write the totals, each with a name of its own."""
    sheet = open_sheet(
        book, TOTALS, "Totals", "Each figure has a name that formulas may use: ratio, present_value, total_input …"
    )
    rows = list(_totals(plan.result))
    write_table(book, sheet, TOTAL_COLUMNS, ([label, cell, words] for _, label, cell, words, _ in rows))
    for number, (name, _, cell, _, form) in enumerate(rows, TOP):
        put(sheet, number, 1, cell, book.style("calculated", form))
        book.name(name, TOTALS, (number, 1))


def _totals(result: Result) -> Iterator[tuple[str, str, Cell, str, Any]]:
    """Give name, label, cell, meaning and form of each total."""
    ratio: float | str = result.ratio.value if not result.no_ratio else NO_RATIO
    net: float | str = result.net_ratio if not result.no_ratio else NO_RATIO
    payback: float | str = NEVER if result.payback_years is None else result.payback_years
    counted = Formula('=SUMPRODUCT((line_counted="yes")*line_present_value)', result.present_value)
    over = Formula(f'=IF({_NO_RATIO},"{NO_RATIO}",present_value/total_input)', ratio)
    less = Formula(f'=IF({_NO_RATIO},"{NO_RATIO}",present_value/total_input-1)', net)
    gain = Formula("=present_value-total_input", result.net_present_value)
    years = Formula(f'=IF(COUNT(payback_by_year)=0,IF(total_input<=0,0,"{NEVER}"),MIN(payback_by_year))', payback)
    plain = Formula("=SUM(input_amount)", result.undiscounted_input)
    put_in = Formula("=SUM(input_present_value)", result.total_input)
    yield "present_value", "Present value", counted, "discounted value of the lines that are counted", "money"
    yield "total_input", "Total input", put_in, "present value of what was put in", "money"
    yield "undiscounted_input", "Input before discounting", plain, "plain sum of what was put in", "money"
    yield "net_present_value", "Net present value", gain, "present value less total input", "money"
    yield "ratio", "Ratio", over, "present value for each pound put in", "ratio"
    yield "net_ratio", "Net ratio", less, "ratio less 1: what is gained beyond each pound", "ratio"
    yield "payback_years", "Payback in years", years, "years until the cumulative present value meets the total input", "ratio"


def write_by_group(book: Book, result: Result, key: Literal["stakeholder", "kind", "measure"]) -> None:
    """Write the present value of each stakeholder, kind or measure, and its share of the whole; with a chart."""
    name, column = BY_GROUP[key], {"kind": "kind_used"}.get(key, key)
    sheet = open_sheet(book, name, f"Present value by {key}", "Counted lines only. The names are those of the lines as written.")
    columns = (
        Column("name", key.capitalize(), f"the {key}", "label", "text", 44),
        Column("present_value", "Present value", "of its counted lines", "calculated", "money", 20),
        Column("share", "Share of the total", "of the present value of the case", "calculated", "percent", 18),
    )
    groups = result.by(key)
    rows = (_group(row, group, value, result, column) for row, (group, value) in enumerate(groups.items(), TOP + 1))
    table = write_table(book, sheet, columns, rows)
    book.name(f"by_{key}", name, *table.column("present_value"))
    if groups:
        _bars(book, table, groups, result, key)


def _group(row: int, name: str, value: float, result: Result, column: str) -> list[Cell]:
    """Add the lines of one group up; an exact comparison, because a spreadsheet's own takes a for A and * for anything."""
    wanted = f'IF(A{row}="not stated","",A{row})' if column == "measure" else f"A{row}"
    total = f'=SUMPRODUCT(EXACT(line_{column},{wanted})*(line_counted="yes")*line_present_value)'
    share: float | str = value / result.present_value if result.present_value else ""
    return [name, Formula(total, value), Formula(f'=IF(present_value=0,"",B{row}/present_value)', share)]


def _bars(book: Book, table: Table, groups: dict[str, float], result: Result, key: str) -> None:
    chart = book.book.add_chart({"type": "bar"})
    chart.add_series({
        "categories": f"={table.range('name')}",
        "values": f"={table.range('present_value')}",
        "fill": {"color": "#1F5C57"},
        "gap": 60,
    })  # fmt: skip
    _finish(chart, f"Present value by {key}", "")
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    whole = result.present_value
    told = (f"{name} {money_text(value, result.case.currency, 0)}" for name, value in list(groups.items())[:12])
    words = f"Bar chart of the present value by {key}: {', '.join(told)}; {number_text(whole, 0)} in all."
    table.sheet.insert_chart(TOP, len(table.places) + 1, chart, {"description": words[:1000]})


def last_year_check(plan: Plan) -> Formula:
    """Warn where a line or an input goes on after the last year that has a column."""
    late = f"SUMPRODUCT((line_starts+line_years-1>{plan.years})*1)+SUMPRODUCT((input_year>{plan.years})*1)"
    words = f"after year {plan.years}, the last with a column: write the workbook anew"
    return Formula(f'=IF({late}=0,"in order",{late}&" lines go on {words}")', "in order")


def adding_up_check() -> Formula:
    """Warn where the groups no longer add up to the whole, as when a stakeholder was given a new name."""
    keys = [f"ABS(SUM(by_{key})-present_value)" for key in ("stakeholder", "kind")]
    most = f"MAX({','.join(keys)})>0.005+0.000000001*ABS(present_value)"
    words = "a name was changed: the sheets by stakeholder and kind do not hold every line"
    return Formula(f'=IF({most},"{words}","in order")', "in order")


def ratio_words(result: Result) -> Formula:
    """Write the ratio as the field does, by formula: rounded to the penny, the minus before the sign of the currency."""
    sign = SYMBOLS.get(result.case.currency, f"{result.case.currency} ")
    words = f'"{sign}1:"&IF(ROUND(ratio,2)<0,"-","")&"{sign}"&FIXED(ABS(ratio),2)'
    return Formula(f'=IF(ISNUMBER(ratio),{words},"{NO_RATIO}")', result.ratio.text if not result.no_ratio else NO_RATIO)
