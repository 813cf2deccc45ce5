"""What one unit of an outcome is worth in the case's price year, and how that was found."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sroi.catalogue import uprate
from sroi.errors import Fault, InvalidCaseError, SroiError
from sroi.model.case import InlineProxy
from sroi.model.match import Match
from sroi.model.text import money_text
from sroi.reading.references import misuses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sroi.catalogue import Catalogue
    from sroi.model.case import Case, Outcome
    from sroi.model.proxy import PriceYear
    from sroi.prices.price_years import Uprating

STATE = frozenset({"state", "council", "nhs"})


class Priced(NamedTuple):
    """A proxy brought to the price year of a case.

    Args:
        amount: worth of one unit, in the case's currency and price year.
        low: least that is plausible, or low end of the case's own range; None when none is given.
        high: most that is plausible, or high end of the case's own range.
        title: what the proxy is called.
        unit: what one of is worth the amount.
        found: one line that says where the amount comes from and how it was brought to the year.
        source: id or words of the source.
        kind: kind of value, when the proxy has one.
        beneficiary: who gains, when the proxy says.
        account: social-value, local-economy or cost.
        transfer: money that only moves between parties.
        lifetime: the amount is already a sum over years.
        match: the whole look-up, for a proxy of the catalogue.

    """

    amount: float
    low: float | None
    high: float | None
    title: str
    unit: str
    found: str
    source: str
    kind: str | None = None
    beneficiary: str | None = None
    account: str = "social-value"
    transfer: bool = False
    lifetime: bool = False
    match: Match | None = None


def price_lines(case: Case, catalogue: Catalogue) -> tuple[Priced, ...]:
    """Price every outcome of a case.

    Raises:
        InvalidCaseError: with every line that cannot be priced.

    """
    priced: list[Priced] = []
    faults: list[Fault] = []
    for place, outcome in enumerate(case.outcomes):
        try:
            line = price(outcome, case, catalogue)
            priced.append(line)
            if line.lifetime or outcome.unit != line.unit:
                faults += _misuses(outcome, line, place, catalogue)
        except SroiError as error:
            faults += [Fault(fault.code, fault.problem, f"outcomes[{place}].proxy", fault.fix) for fault in error.faults]
    if faults := [*faults, *_nothing_put_in(case, priced)]:
        raise InvalidCaseError.of(faults)
    return tuple(priced)


def _nothing_put_in(case: Case, priced: Sequence[Priced]) -> list[Fault]:
    """Find social value without inputs to set it against; only a case about local pounds alone may be without."""
    if case.inputs or all(line.account != "social-value" for line in priced):
        return []
    problem = "there are no inputs, so there is no ratio"
    return [Fault("inputs-missing", problem, "inputs", "give what the programme cost, time and goods included")]


def price(outcome: Outcome, case: Case, catalogue: Catalogue) -> Priced:
    """Price one outcome: its own proxy first, else the catalogue's."""
    if isinstance(outcome.proxy, InlineProxy):
        return _price_inline(outcome.proxy, case, catalogue)
    return _price_match(catalogue.match(outcome.proxy, price_year=case.price_year), case)


def _price_inline(proxy: InlineProxy, case: Case, catalogue: Catalogue) -> Priced:
    told = vars(proxy)  # thousands of lines: a plain look-up is half of a record's
    year, low, high = told["price_year"], told["low"], told["high"]
    uprating = _of_one_pound(year, case.price_year, case.currency)
    times = uprating.factor
    base = catalogue.proxies.get(told["id"])
    instead = f", in place of the catalogue's {base.id}" if base else ""
    return Priced(
        told["amount"] * times,
        None if low is None else low * times,
        None if high is None else high * times,
        told["title"] or (base.title if base else "proxy of the case"),
        told["unit"],
        f"{_given(told['amount'], year, case)}given in the case{instead}; {uprating.sentence}",
        told["source"] or "no source given",
        base.kind if base else None,
        told["beneficiary"] or (base.beneficiary if base else None),
        told["account"] or (base.account if base else "social-value"),
        told["transfer"] or (base is not None and base.transfer),
        told["lifetime"] or (base is not None and base.lifetime),
    )


def _given(amount: float, year: PriceYear, case: Case) -> str:
    """Say the amount as it was given, where the case needs it in another year's prices."""
    return "" if year in ("any", case.price_year) else f"{money_text(amount, case.currency)} in {year} prices, "


@lru_cache(maxsize=256)
def _of_one_pound(from_year: PriceYear, to_year: PriceYear, currency: str) -> Uprating:
    """Look up once what thousands of lines of one price year share."""
    return uprate(1, from_year=from_year, to_year=to_year, currency=currency)


def _price_match(match: Match, case: Case) -> Priced:
    proxy = match.proxy
    if proxy.currency != case.currency:
        problem = f"the proxy '{proxy.id}' is in {proxy.currency} and the case in {case.currency}"
        raise InvalidCaseError(problem, code="currency-differs", fix="write the proxy in the case, in its currency")
    return Priced(
        amount=match.amount,
        low=match.low,
        high=match.high,
        title=proxy.title,
        unit=proxy.unit,
        found=_given(float(match.value.amount), match.value.price_year, case) + match.sentence,
        source=f"{match.value.source}, {match.value.locator}",
        kind=proxy.kind,
        beneficiary=proxy.beneficiary,
        account=proxy.account,
        transfer=proxy.transfer,
        lifetime=proxy.lifetime,
        match=match,
    )


def _misuses(outcome: Outcome, priced: Priced, place: int, catalogue: Catalogue) -> list[Fault]:
    """Find what would count a proxy wrongly: another unit, or a sum over years paid again each year."""
    drop_off = outcome.drop_off.share if outcome.drop_off else 0.0
    found = misuses(outcome.unit, outcome.duration.value, drop_off, proxy=priced, units=catalogue.units)
    return [Fault(code, problem, f"outcomes[{place}].{field}", fix) for field, code, problem, fix in found]


def left_out(case: Case, priced: Sequence[Priced]) -> tuple[str | None, ...]:
    """Say of each line why it is not in the total; None where it is counted.

    Accounts are never added: local-economy pounds and costs stay out of social value. A total for society
    leaves transfers out; the state counts what state, council and NHS gain; the council what it gains.

    Raises:
        InvalidCaseError: under state or council, a line that does not say who gains.

    """
    if case.perspective != "society":
        _say_who_gains(case, priced)
    return tuple(_why_left_out(case.perspective, line) for line in priced)


def _say_who_gains(case: Case, priced: Sequence[Priced]) -> None:
    fix = "add `beneficiary` to the proxy: individual, state, council, nhs, employer, community or society"
    faults = [
        Fault("beneficiary-missing", f"the proxy of '{outcome.id}' does not say who gains", f"outcomes[{place}].proxy", fix)
        for place, (outcome, line) in enumerate(zip(case.outcomes, priced, strict=True))
        if line.beneficiary is None
    ]
    if faults:
        raise InvalidCaseError.of(faults)


def _why_left_out(perspective: str, line: Priced) -> str | None:
    if line.account != "social-value":
        return f"{line.account} pounds are a figure of their own, never part of social value"
    if perspective == "society":
        return "a transfer: one party's gain is another's loss, so society gains nothing" if line.transfer else None
    counted = STATE if perspective == "state" else {"council"}
    return None if line.beneficiary in counted else f"the gain is the {line.beneficiary}'s, not the {perspective}'s"
