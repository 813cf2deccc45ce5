"""What would have to change for another bid to win: one number at a time, to the very point where the lead is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from sroi.model.text import money_text, plain_number, share_text
from sroi.procurement import points
from sroi.procurement.points import CRITERIA, Numbers, Offers, Plan
from sroi.procurement.rules import Rules
from sroi.procurement.scoring import weights_of
from sroi.procurement.tenders import Tender
from sroi.procurement.worth import Worth

_EQUAL = 1e-9
_WIDEST = 1000.0
"""A number is tried from a thousandth to a thousand times itself, and at nothing."""

_GRID = 241
_ROUNDS = 24

Given: TypeAlias = Callable[[Numbers], Numbers]
"""Values of one number to the points of every bid: values × bids."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One change after which another bid leads.

    Args:
        kind: ``weight``, ``worth``, ``quantity`` or ``price``.
        what: the criterion, the measure, or the bid and measure.
        rival: id of the bid that would lead.
        now: the number as it is.
        at: the number at which both have the same points.
        allowed: for a weight, whether the council's rules allow it.

    """

    kind: str
    what: str
    rival: str
    now: float
    at: float
    allowed: bool = True

    @property
    def change(self) -> float:
        """How far it is to go, as a share of the number itself; of 1 for a weight."""
        return abs(self.at - self.now) if self.kind == "weight" or not self.now else abs(self.at / self.now - 1)

    def text(self, currency: str = "GBP") -> str:
        """Say it in one line."""
        if self.kind == "weight":
            barred = "" if self.allowed else ", which the rules do not allow"
            weighs = f"{self.what} weighs {share_text(round(self.at, 4))} instead of {share_text(self.now)}"
            return f"{self.rival} leads once {weighs}{barred}"
        if self.kind == "quantity":
            return f"{self.rival} leads once {self.what} is {plain_number(round(self.at, 4))} instead of {plain_number(self.now)}"
        subject = f"one unit of {self.what} is worth" if self.kind == "worth" else f"the price of {self.what} is"
        return f"{self.rival} leads once {subject} {money_text(self.at, currency)} instead of {money_text(self.now, currency)}"


@dataclass(frozen=True, slots=True)
class ProxySwitch:
    """Who wins when one measure is valued by another proxy and all else stays.

    Args:
        measure: id.
        proxy: what values it.
        worth: pounds of one unit by it.
        winners: ids of the bids in first place.

    """

    measure: str
    proxy: str
    worth: float
    winners: tuple[str, ...]


def proxy_switches(
    tender: Tender, names: Sequence[str], plan: Plan, offers: Offers, worths: Sequence[Worth]
) -> Iterator[ProxySwitch]:
    """Score again with each proxy that could stand for a measure, one at a time."""
    central, weights = _central(worths), weights_of(tender)
    for place, worth in enumerate(worths):
        for number, option in enumerate(worth.options):
            changed = central.copy()
            changed[place] = worth.by(number)
            given = _totals(plan, offers, changed, weights)
            yield ProxySwitch(
                worth.asked.id, option.label, worth.by(number), tuple(names[one] for one in _leaders(given, offers))
            )


def find_flips(tender: Tender, names: Sequence[str], plan: Plan, offers: Offers, worths: Sequence[Worth]) -> list[Flip]:
    """Find, for each number, the nearest value at which a rival draws level; the smallest change comes first."""
    given = _totals(plan, offers, _central(worths), weights_of(tender))
    leaders = _leaders(given, offers)
    if len(leaders) != 1 or offers.eligible.sum() == 1:
        return []
    rivals = np.where(offers.eligible, given, -np.inf)
    rivals[leaders[0]] = -np.inf
    search = _Search(tender, tuple(names), plan, offers, tuple(worths), leaders[0], int(rivals.argmax()))
    return sorted(search.every(), key=lambda flip: flip.change)


@dataclass(frozen=True, slots=True)
class _Search:
    """One winner, whose lead over the best of the others is followed along one number at a time."""

    tender: Tender
    names: tuple[str, ...]
    plan: Plan
    offers: Offers
    worths: tuple[Worth, ...]
    winner: int
    second: int

    def every(self) -> Iterator[Flip]:
        """Find every flip: by weights, by worths, and by what the winner and the second offer and ask."""
        yield from self._weights()
        for place, worth in enumerate(self.worths):
            yield from self._flip("worth", worth.asked.id, worth.pounds, self._by_worth(place))
            for bid in (self.winner, self.second):
                now = float(self.offers.quantities[bid, place])
                yield from self._flip("quantity", f"{self.names[bid]}'s {worth.asked.id}", now, self._by_quantity(bid, place))
        for bid in (self.winner, self.second):
            now = float(self.offers.prices[bid])
            if np.isfinite(now):
                yield from self._flip("price", self.names[bid], now, self._by_price(bid))

    def _weights(self) -> Iterator[Flip]:
        """Solve for each weight, the others keeping their proportions: every lead is a straight line, so this is exact."""
        shares = points.criteria(self.plan, self.offers, _central(self.worths))
        weights = weights_of(self.tender)
        for place, name in enumerate(CRITERIA):
            found = [
                (abs(at - float(weights[place])), at, rival)
                for rival in range(len(self.names))
                if self.offers.eligible[rival] and rival != self.winner
                for at in _level(shares[self.winner] - shares[rival], weights, place)
            ]
            if found:
                _, at, rival = min(found)
                allowed = _allowed(self.tender.rules, name, at, weights)
                yield Flip("weight", name, self.names[rival], float(weights[place]), at, allowed)

    def _flip(self, kind: str, what: str, now: float, given: Given) -> Iterator[Flip]:
        """Find the nearest value of a number at which the lead is gone, and to whom."""
        at = _nearest(lambda values: self._lead(given(values)), now) if now > 0 else None
        if at is not None:
            others = self._others(given(np.array([at])))
            yield Flip(kind, what, self.names[int(others[0].argmax())], now, at)

    def _lead(self, totals: Numbers) -> Numbers:
        lead: Numbers = totals[:, self.winner] - self._others(totals).max(axis=1)
        return lead

    def _others(self, totals: Numbers) -> Numbers:
        others = np.where(self.offers.eligible, totals, -np.inf)
        others[:, self.winner] = -np.inf
        return others

    def _by_worth(self, place: int) -> Given:
        def given(values: Numbers) -> Numbers:
            worth = np.tile(_central(self.worths), (len(values), 1))
            worth[:, place] = values
            shares = points.criteria(self.plan, self.offers, worth)
            return np.broadcast_to(self._points(shares), (len(values), len(self.names)))  # points need not depend on pounds

        return given

    def _by_quantity(self, bid: int, place: int) -> Given:
        def given(values: Numbers) -> Numbers:
            quantities = np.tile(self.offers.quantities, (len(values), 1, 1))
            quantities[:, bid, place] = values
            return self._points(points.criteria(self.plan, self.offers, _central(self.worths), quantities))

        return given

    def _by_price(self, bid: int) -> Given:
        def given(values: Numbers) -> Numbers:
            prices = np.tile(self.offers.prices, (len(values), 1))
            prices[:, bid] = np.maximum(values, 1e-12)  # a price of nothing has no share
            return self._points(points.criteria(self.plan, replace(self.offers, prices=prices), _central(self.worths)))

        return given

    def _points(self, shares: Numbers) -> Numbers:
        return points.totals(shares, weights_of(self.tender))


def _level(ahead: Numbers, weights: Numbers, place: int) -> Iterator[float]:
    """Give the weight at which a lead is nothing, if there is one between 0 and 1."""
    if weights[place] >= 1:
        return
    rest = float((ahead * weights).sum() - ahead[place] * weights[place]) / float(1 - weights[place])
    slope = float(ahead[place]) - rest
    at = -rest / slope if abs(slope) > _EQUAL else -1.0
    if _EQUAL < at < 1 - _EQUAL and abs(at - weights[place]) > _EQUAL:  # at an end nobody goes ahead
        yield at


def _nearest(lead: Given, now: float) -> float | None:
    """Find the value nearest to ``now`` at which the lead is gone; None within a thousand times either way.

    A grid finds where the sign changes; grids within that cell close in; between the last two points the lead is
    followed as a straight line, which is exact where it is one.
    """
    steps = now * np.concatenate([[0.0], np.geomspace(1 / _WIDEST, _WIDEST, _GRID)])
    ahead = lead(steps)
    gone = np.flatnonzero((ahead[:-1] > 0) != (ahead[1:] > 0))
    if not len(gone):
        return None
    middles = np.abs(np.log(np.maximum(steps[gone], now / _WIDEST**2) / now)) if len(gone) > 1 else np.zeros(1)
    cell = gone[int(np.argmin(middles))]
    low, high, before, after = (float(one) for one in (*steps[cell : cell + 2], *ahead[cell : cell + 2]))
    for _ in range(_ROUNDS):
        inner = np.linspace(low, high, 9)
        its = lead(inner)
        changes = np.flatnonzero((its[:-1] > 0) != (its[1:] > 0))
        if not len(changes) or high - low <= high * 1e-14:
            break  # closer than the digits of the points can tell
        first = int(changes[0])
        low, high, before, after = (float(one) for one in (*inner[first : first + 2], *its[first : first + 2]))
    return low + (high - low) * before / (before - after) if before != after else low


def _allowed(rules: Rules | None, name: str, at: float, weights: Numbers) -> bool:
    """Say whether rules allow a weight when the others keep their proportions."""
    if rules is None:
        return True
    place = CRITERIA.index(name)
    moved = weights * (1 - at) / (1 - weights[place])
    moved[place] = at
    core, added = float(moved[2]), float(moved[3])
    tops = ((core, rules.core_most), (added, rules.added_most), (core + added, rules.together_most))
    above = any(most is not None and value > most + _EQUAL for value, most in tops)
    return not above and (rules.together_least is None or core + added >= rules.together_least - _EQUAL)


def _central(worths: Sequence[Worth]) -> Numbers:
    return np.array([one.pounds for one in worths])


def _totals(plan: Plan, offers: Offers, worth: Numbers, weights: Numbers) -> Numbers:
    return points.totals(points.criteria(plan, offers, worth), weights)


def _leaders(given: Numbers, offers: Offers) -> list[int]:
    able = np.where(offers.eligible, given, -np.inf)
    return [int(place) for place in np.flatnonzero(offers.eligible & (able >= able.max() - _EQUAL))]
