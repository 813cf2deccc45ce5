"""The sheets of words: the cover, the sources, the local economy and what each column means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sroi.catalogue import load
from sroi.model.case import InlineProxy
from sroi.reading import layout
from sroi.reading.layout import COLUMNS, COVER, LOCAL, SOURCES, Column
from sroi.report import workbook_sums
from sroi.report.workbook_cells import GROUND, Cell, Formula, number_format, open_sheet, put, write_table
from sroi.report.workbook_sensitivity import COLUMNS as SENSITIVITY_COLUMNS
from sroi.version import VERSION

if TYPE_CHECKING:
    from sroi.report.workbook_cells import Book
    from sroi.report.workbook_plan import Plan
    from sroi.valuation import Result

ABOUT = {
    layout.CASE: "whose programme, which year's pounds, which discount rate",
    layout.INPUTS: "what was put in",
    layout.DISCOUNTING: "what a pound of each year is worth at the start",
    layout.VALUE_MAP: "who gained what, how much of it is due to the programme, and what it is worth",
    layout.LINES: "measure, kind and proxy of each line",
    layout.ASSUMPTIONS: "how sure the numbers are, what they rest on, who answers for them",
    layout.BY_YEAR: "value of each year, and payback",
    layout.TOTALS: "the figures of the case, each with a name",
    **{name: f"present value by {key}" for key, name in layout.BY_GROUP.items()},
    layout.SENSITIVITY: "the ratio if a number were otherwise; the steps can be changed",
    layout.SCENARIOS: "the case's own what-ifs",
    layout.LOCAL: "money put into the local economy, no part of the ratio",
    layout.SOURCES: "where the amounts stand",
    layout.NOTES: "what a reader should know",
    layout.COLUMNS: "what every column means",
}
COLOURS = (
    ("input", "A cell to fill in. Everything else follows from these cells."),
    ("calculated", "A formula. Change an input and it changes too."),
    ("looked up", "Looked up by the library when this workbook was written. It does not change here."),
)
READING = (
    "Change a coloured cell, and the ratio changes. Every sheet is protected without a password, so that formulas are safe.",
    "Shares run from 0 % to 100 %. Attribution is the share owed to others. A blank share was not considered; it is not a zero.",
    "Impact is quantity × value × (1 − deadweight) × (1 − displacement) × (1 − attribution). It fades by the drop-off.",
    "The present value adds up the years, each times its discount factor. The ratio is present value over total input.",
    "Save it and read it back: sroi.read_case makes the case again from the coloured cells.",
)


def write_cover(book: Book, plan: Plan, sheets: Sequence[str]) -> None:
    """Write the title, the headline by formula, the checks, the contents and how to read the rest."""
    result = plan.result
    case = result.case
    sheet = open_sheet(book, COVER, case.title[:32_000], _subtitle(result))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 92)
    row = _section(book, sheet, 3, "Headline", list(_headline(plan)))
    row = _section(book, sheet, row, "Made from", list(_made_from(result)))
    row = _colours(book, sheet, row)
    row = _section(book, sheet, row, "How to read it", [(f"{number}", words, "") for number, words in enumerate(READING, 1)])
    _contents(book, sheet, row, sheets)
    sheet.set_first_sheet()
    sheet.activate()


def _subtitle(result: Result) -> str:
    case = result.case
    who = f"{case.organisation}. " if case.organisation else ""
    return f"{who}Social Return on Investment, {case.stage}, {case.price_year} prices, {case.perspective}."[:32_000]


def _section(book: Book, sheet: Any, row: int, title: str, lines: Sequence[tuple[str, Cell, str]]) -> int:
    """Write a heading and rows of a label and what it says; return the row after them."""
    sheet.write_string(row, 0, title, book.plain(bold=True, font_size=13, font_color="#1F5C57", bottom=1, bottom_color="#1F5C57"))
    sheet.write_blank(row, 1, None, book.plain(bottom=1, bottom_color="#1F5C57"))
    for number, (label, cell, form) in enumerate(lines, row + 1):
        put(sheet, number, 0, label, book.plain(bold=True))
        look = {"num_format": form} if form else {"text_wrap": True}
        big = {"bold": True, "font_size": 18} if label == "Ratio" else {}
        sheet.set_row(number, 26 if big else 16 * (1 + len(str(cell)) // 95) if isinstance(cell, str) else 16)
        put(sheet, number, 1, cell, book.plain(align="left", **look, **big))
    return row + len(lines) + 2


def _headline(plan: Plan) -> Iterator[tuple[str, Cell, str]]:
    """Give the figures of the cover, each a formula."""
    result = plan.result
    money = number_format("money", result.case.currency)
    payback: float | str = workbook_sums.NEVER if result.payback_years is None else result.payback_years
    yield "Ratio", workbook_sums.ratio_words(result), ""
    yield "Present value", Formula("=present_value", result.present_value), money
    yield "Total input", Formula("=total_input", result.total_input), money
    yield "Net present value", Formula("=net_present_value", result.net_present_value), money
    yield "Payback in years", Formula("=payback_years", payback), "#,##0.0"
    yield "Check: years", workbook_sums.last_year_check(plan), ""
    yield "Check: sums", workbook_sums.adding_up_check(), ""


def _made_from(result: Result) -> Iterator[tuple[str, Cell, str]]:
    yield "Case", result.case.id, ""
    yield "Discounting as written", result.discounting.text, ""
    yield "Data edition", result.edition, ""
    yield "Library", f"sroi {VERSION}", ""
    yield "Fingerprint as written", result.fingerprint, ""


def _colours(book: Book, sheet: Any, row: int) -> int:
    after = _section(book, sheet, row, "Colours", [(role, words, "") for role, words in COLOURS])
    for number, (role, _) in enumerate(COLOURS, row + 1):
        put(sheet, number, 0, role.capitalize(), book.plain(bold=True, bg_color=GROUND[role], border=1, border_color="#C9D1D3"))  # type: ignore[index]
    return after


def _contents(book: Book, sheet: Any, row: int, sheets: Sequence[str]) -> None:
    _section(book, sheet, row, "Contents", [(name, ABOUT[name], "") for name in sheets])
    link = book.plain(font_color="#0B5394", underline=1)
    for number, name in enumerate(sheets, row + 1):
        sheet.write_url(number, 0, f"internal:'{name}'!A1", link, name, f"Go to {name}")


SOURCE_COLUMNS = (
    Column("source", "Source", "id, or the words of the case", "label", "text", 40),
    Column("title", "Title", "as the publisher prints it", "label", "text", 50),
    Column("publisher", "Publisher", "who published it", "label", "text", 30),
    Column("year", "Year", "of publication", "label", "whole", 8),
    Column("url", "Link", "where it stands", "label", "text", 50),
    Column("licence", "Licence", "under which it may be passed on", "label", "text", 18),
    Column("used_by", "Used by", "lines and figures that rest on it", "label", "text", 50),
)
MOST_NAMES = 20


def write_sources(book: Book, result: Result) -> None:
    """Write every source of the case and of its proxies, and what rests on each."""
    sheet = open_sheet(book, SOURCES, "Sources", "Where amounts, quantities and shares stand, as the case and the catalogue say.")
    write_table(book, sheet, SOURCE_COLUMNS, _sources(result))


def _sources(result: Result) -> Iterator[list[Cell]]:
    catalogue = load()
    for name, users in _used(result).items():
        told = ", ".join(list(users)[:MOST_NAMES]) + (f" and {len(users) - MOST_NAMES:,} more" if len(users) > MOST_NAMES else "")
        known = catalogue.sources.get(name)
        if known:
            yield [name, known.title, known.publisher, known.year, known.url, known.licence, told]
        else:
            yield [name, None, None, None, None, None, told]
    study = result.case.source
    if study:
        yield [study.title, study.title, study.publisher, study.year, study.url, None, "the case itself"]


def _used(result: Result) -> dict[str, dict[str, None]]:
    """Gather the sources, in the order in which they come up, with what uses each."""
    found: dict[str, dict[str, None]] = {}
    if result.discounting.schedule:
        found.setdefault(result.discounting.schedule.source, {})["discount rates"] = None
    for line, priced in zip(result.case.outcomes, result.priced, strict=True):
        own = line.proxy if isinstance(line.proxy, InlineProxy) else None
        names = [own.source] if own else [priced.match.value.source, priced.match.index_source] if priced.match else []
        for name in filter(None, [*names, line.quantity.source]):
            found.setdefault(name, {})[line.id] = None
    return found


LOCAL_COLUMNS = (
    Column("letter", "Letter", "which question it answers", "label", "text", 8),
    Column("title", "Figure", "what is counted", "label", "text", 44),
    Column("amount", "Value", "worked out by the library when the workbook was written", "looked up", "number", 18),
    Column("unit", "Unit", "of the value", "label", "text", 14),
    Column("area", "Area", "the place whose economy is meant", "label", "text", 20),
    Column("price_year", "Prices of", "price year of the figure", "label", "text", 11),
    Column("method", "Method", "how the number came about", "label", "text", 50),
    Column("convention", "Convention", "the choice that changes the number", "label", "text", 24),
    Column("caveats", "Caveats", "what a reader must know", "label", "text", 60),
    Column("sources", "Sources", "of the rates used", "label", "text", 30),
    Column("steps", "Steps", "the chain of numbers", "label", "text", 70),
)


def write_local(book: Book, result: Result) -> None:
    """Write the money put into the local economy, apart from the ratio and never added up."""
    about = "No part of the ratio. The figures answer different questions and are never added. Values, not formulas."
    sheet = open_sheet(book, LOCAL, "Value put into the local economy", about)
    write_table(book, sheet, LOCAL_COLUMNS, _local(result), frozen=2)


def _local(result: Result) -> Iterator[list[Cell]]:
    local = result.local_economy
    for one in local.figures if local else ():
        lines = ("\n".join(texts) or None for texts in (one.caveats, one.sources, one.steps))
        yield [
            *(one.letter, one.title, one.amount, one.unit, one.area, str(one.price_year), one.method),
            *(one.convention or None, *lines),
        ]
    for words in (*local.left_out, *local.caveats) if local else ():
        yield [None, words, *(None,) * (len(LOCAL_COLUMNS) - 2)]


DICTIONARY = (
    Column("sheet", "Sheet", "name of the sheet", "label", "text", 20),
    Column("column", "Column", "its heading", "label", "text", 26),
    Column("role", "Cells are", "filled in, worked out, looked up or names", "label", "text", 14),
    Column("meaning", "What it is", "in words", "label", "text", 90),
)


def write_columns(book: Book, plan: Plan) -> None:
    """Write what every column of every sheet means."""
    sheet = open_sheet(book, COLUMNS, "Columns: what each of them means", "Input cells are coloured and can be changed.")
    described = {
        layout.CASE: layout.CASE_COLUMNS,
        layout.INPUTS: layout.INPUT_COLUMNS,
        layout.VALUE_MAP: plan.columns,
        layout.LINES: layout.LINE_COLUMNS,
        layout.ASSUMPTIONS: layout.ASSUMPTION_COLUMNS,
        layout.BY_YEAR: workbook_sums.YEAR_COLUMNS,
        layout.TOTALS: workbook_sums.TOTAL_COLUMNS,
        layout.SENSITIVITY: SENSITIVITY_COLUMNS,
        layout.NOTES: layout.NOTE_COLUMNS,
    }
    rows = ([name, one.header, one.role, one.meaning] for name, columns in described.items() for one in columns)
    write_table(book, sheet, DICTIONARY, rows)
