"""What one unit of each measure of a tender is worth, by every proxy that could stand for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from sroi import formula
from sroi.catalogue import Catalogue, load
from sroi.catalogue.units import same_unit
from sroi.errors import Fault, InvalidDataError, NotFoundError, SroiError
from sroi.model.case import Case, InlineProxy, Input, Outcome
from sroi.model.framework import Measure
from sroi.model.numbers import Money, Quantity
from sroi.procurement.bids import Bid
from sroi.procurement.tenders import Tender, TenderMeasure
from sroi.valuation import calculate
from sroi.valuation.pricing import Priced

_LINE = re.compile(r"outcomes\[(\d+)\]")


Way: TypeAlias = tuple[str, ...] | InlineProxy
"""Ids of proxies that are added up, or an amount written out."""


@dataclass(frozen=True, slots=True)
class Option:
    """One defensible way to value a unit.

    Args:
        names: ids of the proxies, added up; for an amount written out, its title or id.
        priced: each of them at the tender's price year.
        years: pounds of today for each pound of a year's net value, over the years it lasts, for each proxy.
        left_out: why a total for society leaves it out; None where it counts.

    """

    names: tuple[str, ...]
    priced: tuple[Priced, ...]
    years: tuple[float, ...]
    left_out: str | None

    @property
    def label(self) -> str:
        """The proxies as one text."""
        return " + ".join(self.names)


@dataclass(frozen=True, slots=True)
class Worth:
    """What one unit of a measure is worth, the tender's own way first.

    Args:
        asked: the measure in the tender.
        title: of the measure.
        clashes: measures that may hold the same people or things.
        options: the tender's own choice, then those that could as well stand for it.

    """

    asked: TenderMeasure
    title: str
    clashes: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def pounds(self) -> float:
        """Present value of one unit by the tender's own choice, after what is taken off; never rounded."""
        return self.by(0)

    @property
    def left_out(self) -> str | None:
        """Why the measure's pounds are no part of social value; None where they are."""
        return self.options[0].left_out

    def by(self, option: int) -> float:
        """Present value of one unit by one of the options."""
        chosen = self.options[option]
        return sum(self._net(one.amount) * years for one, years in zip(chosen.priced, chosen.years, strict=True))

    def _net(self, amount: float) -> float:
        return float(formula.net(amount, *taken_off(self.asked)))


def taken_off(asked: TenderMeasure) -> tuple[float, ...]:
    """Give deadweight, displacement and each attribution of a measure; what was never considered is 0."""
    first = (asked.deadweight, asked.displacement)
    return tuple(0.0 if one is None else one.share for one in (*first, *(asked.attribution or ())))


def worths(tender: Tender, *, catalogue: Catalogue | None = None) -> tuple[Worth, ...]:
    """Value one unit of every measure of a tender.

    The tender's own proxy, then each that is as defensible: the measure's defaults and alternatives that count in
    the same unit, stand in the same account and pay once or yearly alike. The pounds come from the one formula.

    Args:
        tender: what is asked.
        catalogue: where proxies and measures are looked up; the package's own by default.

    Returns:
        One for each measure, in the order of the tender.

    Raises:
        InvalidDataError: every measure that is unknown or cannot be valued, at once.

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> [(one.asked.id, round(one.pounds, 2)) for one in worths(tender)][:1]
        [('knowsley/4', 12840.04)]

    """
    shelf = catalogue or load()
    faults: list[Fault] = []
    chosen = [list(_options(tender, one, shelf, faults)) for one in tender.measures]
    if faults:
        raise InvalidDataError.of(faults)
    valued = iter(_valued(tender, chosen, shelf))
    return tuple(
        _worth(tender, one, [next(valued) for _ in mine], shelf) for one, mine in zip(tender.measures, chosen, strict=True)
    )


def case_of(tender: Tender, bid: Bid, *, catalogue: Catalogue | None = None) -> Case:
    """Turn a bid's commitments into a case, so that every figure of them can be explained, tested and simulated.

    Args:
        tender: what is asked.
        bid: what is offered.
        catalogue: where proxies are looked up; the package's own by default.

    Returns:
        A case with a line for each proxy of each commitment to a measure of the tender; its input is the price of the
        bid, else the value of the contract.

    Raises:
        InvalidDataError: a measure of the tender cannot be valued.

    The convention that bites: the ratio of such a case is promised value for each pound of price, before delivery.

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> bids = procurement.read_bids("docs/examples/tender_young_carers_bids.csv", tender)
        >>> case_of(tender, bids[0]).outcomes[0].id
        'knowsley-4-1'

    """
    lines = []
    for one in worths(tender, catalogue=catalogue):
        promised = bid.commitment(one.asked.id)
        chosen: Way = one.asked.proxy if isinstance(one.asked.proxy, InlineProxy) else one.options[0].names
        for number, proxy in enumerate(_members(chosen), 1):
            if promised is not None:
                line = _unit_outcome(one.asked, proxy, f"{one.asked.id.replace('/', '-')}-{number}")
                lines.append(line.model_copy(update={"quantity": promised.quantity, "title": one.title, **_shares(one.asked)}))
    return _case(tender, lines, bid.price or tender.value_of(bid.lot))


def _shares(asked: TenderMeasure) -> dict[str, object]:
    return {name: getattr(asked, name) for name in ("deadweight", "displacement", "attribution")}


def _options(tender: Tender, one: TenderMeasure, shelf: Catalogue, faults: list[Fault]) -> Iterator[Way]:
    """Give the tender's own choice of proxies, then the others that could stand for it."""
    where = f"tender {tender.id}, measure {one.id}"
    try:
        measure = shelf.framework(tender.framework).measures.get(one.id) or shelf.measure(one.id)
        own = one.proxy if isinstance(one.proxy, InlineProxy) else tuple(one.proxy or _usual(measure, one.unit, shelf))
        others = one.alternatives if one.alternatives is not None else _alternatives(measure, own, one.unit, shelf)
        _refuse(own, one, measure, shelf)
        _refuse_unknown_unit((*_members(own), *others), one, shelf)
    except SroiError as error:
        faults += [Fault(fault.code, fault.problem, where, fault.fix) for fault in error.faults]
        return
    yield own
    yield from ((id_,) for id_ in others)


def _usual(measure: Measure, unit: str, shelf: Catalogue) -> list[str]:
    return [id_ for id_ in measure.proxies.default if same_unit(shelf.proxy(id_).unit, unit, shelf.units)]


def _refuse(own: Way, one: TenderMeasure, measure: Measure, shelf: Catalogue) -> None:
    """Refuse a measure without a proxy in its unit, parts taken together, and gains counted twice."""
    if isinstance(own, InlineProxy):
        return
    if not own:
        units = ", ".join(dict.fromkeys(shelf.proxy(id_).unit for id_ in measure.proxies.every))
        raise NotFoundError(
            f"no default proxy counts in '{one.unit}'", code="no-proxy-in-unit", fix=f"use one of {units}, or name a proxy"
        )
    parts = {part.name: {*part.proxies, *part.also} & set(own) for part in measure.quantity.parts}
    touched = [name for name, its in parts.items() if its]
    if touched and not any(its == set(own) for its in parts.values()):
        fix = f"name the proxy of one part: {', '.join(touched)}"
        problem = "the measure has parts, which are different people or things"
        raise InvalidDataError(problem, code="proxy-not-chosen", fix=fix)
    for first, second in combinations([shelf.proxy(id_) for id_ in own], 2):
        if second.id in first.overlaps_with or first.id in second.overlaps_with:
            raise InvalidDataError(
                f"'{first.id}' and '{second.id}' overlap", code="overlapping-proxies", fix="name one of the two"
            )


def _refuse_unknown_unit(chosen: Iterable[str | InlineProxy], one: TenderMeasure, shelf: Catalogue) -> None:
    """Refuse what bidders count in words that cannot be compared with the unit of a proxy."""
    for proxy in (shelf.proxy(way) if isinstance(way, str) else way for way in chosen):
        if same_unit(one.unit, proxy.unit, shelf.units) is None:
            problem = f"bidders count in '{one.unit}' and the proxy is worth one '{proxy.unit}'"
            raise InvalidDataError(problem, code="unit-mismatch", fix=f"count in '{proxy.unit}', or choose another proxy")


def _alternatives(measure: Measure, own: Way, unit: str, shelf: Catalogue) -> list[str]:
    """List what could replace the one proxy: of the same part where the measure has parts."""
    if isinstance(own, InlineProxy) or len(own) != 1:
        return []
    base = shelf.proxy(own[0])
    part = next((part for part in measure.quantity.parts if base.id in (*part.proxies, *part.also)), None)
    pool = (*part.proxies, *part.also) if part else (*measure.proxies.default, *measure.proxies.alternatives)
    state = set(measure.proxies.state_view)
    found = [shelf.proxy(id_) for id_ in dict.fromkeys(pool) if id_ != base.id and id_ not in state]
    return [one.id for one in found if _alike(one) == _alike(base) and same_unit(one.unit, unit, shelf.units)]


def _alike(proxy: object) -> tuple[object, ...]:
    return tuple(getattr(proxy, name) for name in ("account", "transfer", "lifetime", "currency"))


def _valued(tender: Tender, chosen: Sequence[Sequence[Way]], shelf: Catalogue) -> Iterator[Option]:
    """Value one unit by each option, without what is taken off, through the one calculation."""
    flat = [(one, option) for one, mine in zip(tender.measures, chosen, strict=True) for option in mine]
    lines = [
        _unit_outcome(one, proxy, f"line-{place}-{number}")
        for place, (one, option) in enumerate(flat)
        for number, proxy in enumerate(_members(option))
    ]
    try:
        result = calculate(_case(tender, lines, tender.contract_value), catalogue=shelf)
    except SroiError as error:
        raise InvalidDataError.of([_placed(fault, tender, lines) for fault in error.faults]) from None
    given = iter(result.outcomes.values())
    for _, option in flat:
        mine = [next(given) for _ in _members(option)]
        names = option if isinstance(option, tuple) else (option.id or option.title or "amount of the tender",)
        years = tuple(one.present_value / one.gross if one.gross else 0.0 for one in mine)
        yield Option(names, tuple(one.priced for one in mine), years, next((one.left_out for one in mine if one.left_out), None))


def _members(way: Way) -> tuple[str | InlineProxy, ...]:
    return way if isinstance(way, tuple) else (way,)


def _unit_outcome(one: TenderMeasure, proxy: str | InlineProxy, id_: str) -> Outcome:
    return Outcome(
        id=id_,
        stakeholder="residents",
        title=one.id,
        measure=one.id,
        quantity=Quantity(value=1.0),
        unit=one.unit,
        proxy=proxy,
        drop_off=one.drop_off,
        drop_off_from=one.drop_off_from,
        duration=one.duration,
        starts=one.starts,
    )


def _case(tender: Tender, lines: Sequence[Outcome], put_in: float) -> Case:
    return Case(
        format=1,
        id=tender.id,
        title=tender.title,
        currency=tender.currency,
        price_year=tender.price_year,
        method=tender.method,
        inputs=(Input(id="contract", stakeholder=tender.authority, amount=Money(amount=put_in)),),
        outcomes=tuple(lines),
    )


def _placed(fault: Fault, tender: Tender, lines: Sequence[Outcome]) -> Fault:
    """Say a fault's place by the measure of the tender instead of the line of the case made for it."""
    found = _LINE.search(fault.where)
    where = f"tender {tender.id}" + (f", measure {lines[int(found[1])].measure}" if found else f", {fault.where}")
    return Fault(fault.code, fault.problem, where, fault.fix)


def _worth(tender: Tender, one: TenderMeasure, options: Sequence[Option], shelf: Catalogue) -> Worth:
    measure = shelf.framework(tender.framework).measures.get(one.id) or shelf.measure(one.id)
    return Worth(one, measure.title, measure.clashes, tuple(options))
