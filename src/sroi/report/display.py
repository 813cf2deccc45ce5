"""What a notebook shows of a record: a line or two and a small table, without a script, every word escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import singledispatch

from sroi.assurance import Findings, Register
from sroi.catalogue.found import Found
from sroi.claims.compare import Bridge
from sroi.claims.reproduce import Reproduction
from sroi.local_economy.figures import LocalResult
from sroi.model.case import Case, InlineProxy
from sroi.model.framework import Framework
from sroi.model.match import Match
from sroi.model.proxy import Proxy
from sroi.model.text import money_text, plain_number
from sroi.report import pictures, sheets
from sroi.report.markup import element, table
from sroi.report.sheet import Sheet, markdown_text, sheet_markdown
from sroi.uncertainty import Grid, SideBySide, Simulation, Sobol, SwitchingValues, Tornado
from sroi.valuation import Result

FEW = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a record.

    Args:
        title: its name.
        said: lines of text.
        sheets: small tables.

    """

    title: str
    said: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def html_of(record: object) -> str:
    """Return what a notebook shows of a record, as HTML."""
    found = shown(record)
    said = [element("p", line) for line in found.said]
    return str(element("div", element("strong", found.title), *said, *(table(sheet) for sheet in found.sheets)))


def markdown_of(record: object) -> str:
    """Return the same as Markdown."""
    found = shown(record)
    parts = [f"**{markdown_text(found.title)}**", *map(markdown_text, found.said), *map(sheet_markdown, found.sheets)]
    return "\n\n".join(parts) + "\n"


@singledispatch
def shown(record: object) -> Shown:
    """Say what is shown of a record; a kind that is not known is shown as its text."""
    return Shown(type(record).__name__, (str(record),), ())


@shown.register
def _case(case: Case) -> Shown:
    given = sum(line.amount.amount for line in case.inputs)
    said = f"{len(case.outcomes)} outcomes; {money_text(given, case.currency)} put in; {case.stage}, {case.price_year} prices"
    rows = [
        (line.title, line.stakeholder, f"{plain_number(line.quantity.value)} × {line.unit}", _proxy(line.proxy, case))
        for line in case.outcomes
    ]
    return _of(case.title, (said,), Sheet.of("Outcomes", ("outcome", "stakeholder", "quantity", "proxy"), rows, right=[2]))


def _proxy(proxy: InlineProxy | str, case: Case) -> str:
    return proxy if isinstance(proxy, str) else f"{money_text(proxy.amount, case.currency)} for one {proxy.unit}"


@shown.register
def _result(result: Result) -> Shown:
    local = (sheets.local(result.local_economy),) if result.local_economy else ()
    if result.no_ratio:
        return _of(result.case.title, (sheets.without_ratio(result),), *local)
    said = f"{result.ratio.text} ({result.case.stage}, {result.case.price_year} prices, {result.case.perspective})"
    totals = Sheet.of("Totals", ("total", ""), sheets.totals(result), right=[1])
    return _of(result.case.title, (said,), totals, sheets.outcomes(result), *local)


@shown.register
def _findings(found: Findings) -> Shown:
    return _of("Findings", (found.heading,), sheets.every_finding(found))


@shown.register
def _register(register: Register) -> Shown:
    return _of(f"Assumptions of {register.case}", (), sheets.register_sheet(register))


@shown.register
def _simulation(found: Simulation) -> Shown:
    return _of(found.case.title, (found.text, *(note.text for note in found.notes)), sheets.draws(found))


@shown.register
def _tornado(found: Tornado) -> Shown:
    picture = pictures.tornado_picture(found)
    said = picture.alt if found.bars else "No number of the case has a range."
    return _of(found.case.title, (said,), *((picture.sheet,) if found.bars else ()))


@shown.register
def _switching(found: SwitchingValues) -> Shown:
    return _of(found.case.title, (), sheets.switching(found))


@shown.register
def _sobol(found: Sobol) -> Shown:
    return _of(f"What makes the {found.of.replace('_', ' ')} unsure", (found.answer,), sheets.indices(found))


@shown.register
def _grid(found: Grid) -> Shown:
    return _of(f"{found.of.replace('_', ' ').capitalize()} for two numbers", (), sheets.grid(found))


@shown.register
def _side_by_side(found: SideBySide) -> Shown:
    return _of(found.base.case.title, (), sheets.side_by_side(found))


@shown.register
def _bridge(bridge: Bridge) -> Shown:
    methods = tuple(f"differs in method: {one}" for one in bridge.method_differences)
    return _of("From one case to the other", methods, pictures.bridge_picture(bridge).sheet)


@shown.register
def _reproduction(found: Reproduction) -> Shown:
    said = f"{len(found.matched)} of {len(found.checked)} printed figures reproduced"
    return _of(found.case.title, (said,), sheets.printed(found))


@shown.register
def _local(found: LocalResult) -> Shown:
    return _of("Local economy", ("No part of the ratio, and never added up.",), sheets.local(found))


@shown.register
def _framework(framework: Framework) -> Shown:
    rows = [(measure.id, measure.title, outcome.title) for outcome in framework.outcomes for measure in outcome.measures]
    return _of(framework.title, (), Sheet.of("Measures", ("measure", "title", "outcome"), rows))


@shown.register
def _proxy_record(proxy: Proxy) -> Shown:
    rows = [
        (
            str(one.price_year),
            money_text(float(one.amount), proxy.currency),
            f"{one.source}, {one.locator}",
            one.confidence,
            one.checked,
        )
        for one in proxy.values
    ]
    head = ("prices of", "amount", "source", "confidence", "checked")
    said = f"{proxy.values_what} For one {proxy.unit}; {proxy.kind}, account {proxy.account}."
    return _of(f"{proxy.title} ({proxy.id})", (said,), Sheet.of("Amounts", head, rows, right=[1]))


@shown.register
def _match(match: Match) -> Shown:
    return _of(match.proxy.title, (str(match), match.sentence))


@shown.register
def _found(found: Found) -> Shown:
    rows = [(one.proxy.id, one.proxy.title, one.text, one.proxy.unit, str(one.price_year), one.value.source) for one in found]
    head = ("proxy", "title", "amount", "for one", "prices of", "source")
    return _of(f"{len(found)} proxies", (), Sheet.of("Proxies", head, rows, right=[2]))


def _of(title: str, said: Iterable[str], *found: Sheet) -> Shown:
    """Keep the first rows of a long table, and say how many more there are."""
    return Shown(title, tuple(said), tuple(map(_short, found)))


def _short(sheet: Sheet) -> Sheet:
    more = len(sheet.rows) - FEW
    if more <= 1:
        return sheet
    rest = sheet.rows[-1:] if sheet.sums else ()
    row = (f"… and {more - len(rest)} more", *[""] * (len(sheet.head) - 1))
    return replace(sheet, rows=(*sheet.rows[:FEW], row, *rest))
