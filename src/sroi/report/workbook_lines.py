"""The value map, one row for each outcome, and the details of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sroi import formula
from sroi.catalogue import load, uprate
from sroi.model.case import InlineProxy
from sroi.reading.layout import LINE_COLUMNS, LINES, VALUE_MAP
from sroi.report.workbook_cells import TOP, Cell, Formula, Table, letters, open_sheet, write_table
from sroi.valuation.result import NOT_STATED

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case, Outcome
    from sroi.model.numbers import Share
    from sroi.model.proxy import Proxy
    from sroi.report.workbook_cells import Book
    from sroi.report.workbook_plan import Plan
    from sroi.valuation import OutcomeResult
    from sroi.valuation.pricing import Priced

NAMED = (
    *("quantity", "starts", "value", "deadweight", "displacement", "kept", "drop_off", "drop_off_from"),
    *("years", "counted", "impact", "present_value", "stakeholder"),
)
"""Columns of the value map that have a name, such as ``line_quantity``."""


def write_value_map(book: Book, plan: Plan) -> Table:
    """Write the value map: what people fill in, and from it gross, impact, years and present value."""
    about = "Fill in the coloured cells. A blank deduction was not considered and counts as nothing; it is never a zero."
    sheet = open_sheet(book, VALUE_MAP, "Value map: what changed, and what it is worth", about, paper=8)
    places = {column.key: letters(place) for place, column in enumerate(plan.columns)}
    rows = (_row(plan, line, places) for line in plan.result.outcomes.values())
    table = write_table(book, sheet, plan.columns, rows, frozen=2)
    for key in NAMED:
        book.name(f"line_{key}", VALUE_MAP, *table.column(key))
    return table


def _row(plan: Plan, line: OutcomeResult, places: Mapping[str, str]) -> list[Cell]:
    """Give the cells of one outcome, in the order of the columns."""
    row = line.place + TOP + 1
    at = {key: f"{letter}{row}" for key, letter in places.items()}
    attributions = line.outcome.attribution or ()
    shares = [*attributions, *(None,) * (plan.attributions - len(attributions))]
    return [
        *_start(plan.result.case, line, at),
        *map(_share, shares),
        *_end(plan, line, at, row),
        *_flows(plan, line, places, row),
    ]


def _start(case: Case, line: OutcomeResult, at: Mapping[str, str]) -> list[Cell]:
    """Give who, what, how many, and what one is worth."""
    outcome, priced = line.outcome, line.priced
    put_in = sum(one.amount.amount for one in case.inputs if one.stakeholder == outcome.stakeholder)
    title, proxy_id, amount, year, source = _proxy(outcome, priced)
    return [
        *(outcome.id, outcome.stakeholder),
        Formula(f"=SUMPRODUCT(EXACT(input_stakeholder,{at['stakeholder']})*input_amount)", put_in),
        *(outcome.output, outcome.title, outcome.indicator),
        *(outcome.quantity.source, outcome.quantity.value, outcome.unit, outcome.duration.value, outcome.starts),
        *(title, proxy_id, amount, year, _factor(case, outcome, priced)),
        Formula(f"={at['amount']}*{at['price_factor']}", priced.amount),
        *(source, _share(outcome.deadweight), _share(outcome.displacement)),
    ]


def _proxy(outcome: Outcome, priced: Priced) -> tuple[Cell, ...]:
    """Give title, id, amount, price year and source of the proxy as it stands in the case or in the catalogue."""
    proxy = outcome.proxy
    if isinstance(proxy, InlineProxy):
        return proxy.title, proxy.id, proxy.amount, proxy.price_year, proxy.source
    if priced.match is None:
        return priced.title, proxy, priced.amount, None, priced.source
    value = priced.match.value
    return priced.title, proxy, float(value.amount), value.price_year, priced.source


def _factor(case: Case, outcome: Outcome, priced: Priced) -> float:
    if priced.match is not None or not isinstance(outcome.proxy, InlineProxy):
        return priced.match.factor if priced.match else 1.0
    year = outcome.proxy.price_year
    return 1.0 if year == case.price_year else uprate(1, from_year=year, to_year=case.price_year, currency=case.currency).factor


def _share(share: Share | None) -> Cell:
    return None if share is None else share.share


def _end(plan: Plan, line: OutcomeResult, at: Mapping[str, str], row: int) -> list[Cell]:
    """Give our share, how it fades, and the value of one year before and after deductions."""
    outcome, lines = line.outcome, plan.result.lines
    owed = "*".join(f"(1-{at[f'attribution_{place}']})" for place in range(1, plan.attributions + 1))
    kept = formula.net(1, 0, 0, *(share.share for share in outcome.attribution or ()), contribution=_contribution(outcome))
    taken = f"={at['gross']}*(1-{at['deadweight']})*(1-{at['displacement']})*{at['kept']}"
    return [
        _share(outcome.contribution),
        Formula(f'={owed}*IF({at["contribution"]}="",1,{at["contribution"]})', float(kept)),
        *(_share(outcome.drop_off), outcome.drop_off_from),
        Formula(f'=IF(part_years="whole_years",ROUNDUP({at["duration"]},0),{at["duration"]})', float(lines.duration[line.place])),
        Formula(_counted(row), "no" if line.left_out else "yes"),
        Formula(f"={at['quantity']}*{at['value']}", line.gross),
        Formula(taken, line.net),
    ]


def _contribution(outcome: Outcome) -> float:
    return 1.0 if outcome.contribution is None else outcome.contribution.share


def _counted(row: int) -> str:
    """Write the rule of what a total counts: one account, and no transfers or only the gains of those asked for."""
    account, transfer, gains = (
        f"'{LINES}'!${letters(_PLACES[key])}${row}" for key in ("account_used", "transfer_used", "gains_used")
    )
    society = f'IF({transfer}="yes","no","yes")'
    state = f'IF(OR({gains}="state",{gains}="council",{gains}="nhs"),"yes","no")'
    others = f'IF(perspective="state",{state},IF({gains}="council","yes","no"))'
    return f'=IF({account}<>"social-value","no",IF(perspective="society",{society},{others}))'


_PLACES = {column.key: place for place, column in enumerate(LINE_COLUMNS)}


def _flows(plan: Plan, line: OutcomeResult, places: Mapping[str, str], row: int) -> Iterator[Cell]:
    """Give the value of each projection year, then the present value.

    A year pays the part of it that the duration covers, of what the drop-off has left. The power is only taken where
    its exponent is above zero, because a spreadsheet refuses ``0 ^ 0``.
    """
    starts, years, impact, drop, since = (
        f"${places[key]}{row}" for key in ("starts", "years", "impact", "drop_off", "drop_off_from")
    )
    values = line.by_year
    for year in range(1, plan.years + 1):
        past = f"{year}-{starts}"
        left = f"IF({past}+2>{since},(1-{drop})^({past}+2-{since}),1)"
        text = f"=IF(AND({year}>={starts},{years}>{past}),{impact}*MIN(1,{years}-({past}))*{left},0)"
        yield Formula(text, values[year - 1] if year <= len(values) else 0.0)
    first, last = places["year_1"], places[f"year_{plan.years}"]
    yield Formula(f"=SUMPRODUCT({first}{row}:{last}{row},discount_factors)", line.present_value)


def write_lines(book: Book, plan: Plan) -> Table:
    """Write what else is known of each line: measure, kind, people, and all about its proxy."""
    about = "In the order of the value map. What stands here decides which lines are counted."
    sheet = open_sheet(book, LINES, "Line details", about, paper=8)
    catalogue = load()
    rows = (_detail(line, catalogue) for line in plan.result.outcomes.values())
    table = write_table(book, sheet, LINE_COLUMNS, rows, frozen=1)
    for key in ("measure", "kind_used"):
        book.name(f"line_{key}", LINES, *table.column(key))
    return table


def _detail(line: OutcomeResult, catalogue: Catalogue) -> list[Cell]:
    """Give the cells of one line's details, in the order of the columns."""
    outcome, priced, row = line.outcome, line.priced, line.place + TOP + 1
    own = outcome.proxy if isinstance(outcome.proxy, InlineProxy) else None
    base = catalogue.proxies.get(own.id or "") if own else None
    return [
        Formula(f"='{VALUE_MAP}'!A{row}", outcome.id),
        *(outcome.measure, outcome.kind, outcome.people, outcome.note),
        *("case" if own else "catalogue", priced.unit),
        *((own.url, _yes(own.transfer), _yes(own.lifetime)) if own else (None, None, None)),
        *((own.confidence, own.beneficiary, own.account, own.note) if own else (None, None, None, None)),
        priced.found,
        _used("kind", row, priced.kind or NOT_STATED, line.kind),
        _used("account", row, _base(own, base, priced, "account") or "social-value", priced.account),
        _transfer(row, priced.transfer and not (own and own.transfer), "yes" if priced.transfer else "no"),
        _used("beneficiary", row, _base(own, base, priced, "beneficiary") or NOT_STATED, priced.beneficiary or NOT_STATED),
    ]


def _base(own: InlineProxy | None, base: Proxy | None, priced: Priced, key: str) -> str | None:
    """Say what holds where the line itself says nothing: what its proxy in the catalogue says."""
    told = priced if own is None or getattr(own, key) is None else base
    return getattr(told, key, None)


def _yes(flag: bool) -> str | None:  # noqa: FBT001 - the flag is the thing said
    return "yes" if flag else None


def _used(key: str, row: int, instead: str, value: str) -> Formula:
    """Take the line's own word, or the one that the catalogue says of its proxy."""
    cell = f"{letters(_PLACES[key])}{row}"
    return Formula(f'=IF({cell}="","{instead}",{cell})', value)


def _transfer(row: int, base: bool, value: str) -> Formula:  # noqa: FBT001 - likewise
    cell = f"{letters(_PLACES['transfer'])}{row}"
    return Formula('="yes"' if base else f'=IF({cell}="yes","yes","no")', value)
