"""Does the winner hold? Every bid scored again over all that could defensibly be otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sroi.catalogue import Catalogue
from sroi.errors import InvalidArgumentError, NotFoundError
from sroi.model.text import number_text, share_text
from sroi.procurement import draws as drawing
from sroi.procurement import points
from sroi.procurement.bids import Bid
from sroi.procurement.flips import Flip, ProxySwitch, find_flips, proxy_switches
from sroi.procurement.points import HUNDRED, Numbers, Offers, Plan
from sroi.procurement.scoring import Scores, offers_of, score, weights_of
from sroi.procurement.tenders import Tender
from sroi.procurement.worth import Worth

BLOCK = 1000
"""Draws scored at a time, few enough to stay in a processor's cache."""

_EQUAL = 1e-9
_MOST_DRAWS = 1_000_000


@dataclass(frozen=True)
class PointPrice:
    """What one point of 100 costs a bid, where it stands.

    Args:
        bid: id.
        of_price: pounds off the price that earn one more point; None where price weighs nothing, or it is the lowest.
        of_core: pounds of core social value that earn one more point; None where more earns nothing.
        of_added: the same of added.

    """

    bid: str
    of_price: float | None
    of_core: float | None
    of_added: float | None


@dataclass(frozen=True)
class Robustness:
    """How far the winner holds.

    Args:
        scores: the central case.
        lot: the lot; None where the tender has none.
        draws: how many re-scorings, the central case among them.
        seed: of the draws.
        wins: for each bid the share of draws that it wins; a tie is shared out.
        points: for each bid the 5 %, 50 % and 95 % point of its total.
        proxies: for each proxy that could stand for a measure, who wins with it alone changed.
        flips: what would have to change for another to win, the smallest change first.
        point_prices: what one point costs each bid.
        every_combination: whether each combination of proxies was visited.
        totals: points of each draw and bid.

    """

    scores: Scores
    lot: str | None
    draws: int
    seed: int
    wins: dict[str, float]
    points: dict[str, tuple[float, float, float]]
    proxies: tuple[ProxySwitch, ...]
    flips: tuple[Flip, ...]
    point_prices: tuple[PointPrice, ...]
    every_combination: bool
    totals: Numbers = field(repr=False, compare=False)

    @property
    def winner(self) -> str | None:
        """Id of the central case's winner; None for a tie or where no bid can win."""
        first = self.scores.winners(self.lot)
        return first[0] if len(first) == 1 else None

    @property
    def text(self) -> str:
        """Say in a few lines whether the winner holds."""
        return "\n".join(_lines(self))

    def rows(self) -> list[dict[str, Any]]:
        """Give a row for each bid, as plain data: share of wins, and the range of its points."""
        return [
            {"lot": self.lot, "bid": bid, "wins": self.wins[bid], "low": low, "middle": middle, "high": high}
            for bid, (low, middle, high) in self.points.items()
        ]


def robustness(
    tender: Tender,
    bids: Sequence[Bid],
    *,
    draws: int = 10_000,
    seed: int = 1,
    lot: str | None = None,
    catalogue: Catalogue | None = None,
) -> Robustness:
    """Score the bids again over every defensible proxy, range of weights and unsure number.

    Each draw takes for each measure one of the proxies that could stand for it, an amount between the proxy's least
    and most, and a value within the range of each quantity, share and weight that has one. The same proxy, or numbers
    of one name, are one draw. Draw 0 is the central case.
    ``wins = draws in which the bid is first / draws``.

    Args:
        tender: as published; a range on a weight says which weights would have been defensible.
        bids: for the lot.
        draws: 1 to 1,000,000.
        seed: whole number, at least 0; the same seed gives the same numbers.
        lot: which lot; needed where the tender has several.
        catalogue: where proxies are looked up; the package's own by default.

    Returns:
        How often each bid wins, who wins with each proxy, what would flip it, and what a point costs.

    Raises:
        InvalidDataError: a bid or measure does not fit the tender.
        InvalidArgumentError: draws or seed are out of range.
        NotFoundError: there are no bids for the lot (``no-bids-in-lot``).

    The convention that bites: the share of wins is over what the ranges say. A promise without a range is taken at
    its word in every draw; the years a benefit lasts, the discount rate and the marks of answers are not drawn.

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> bids = procurement.read_bids("docs/examples/tender_young_carers_bids.csv", tender)
        >>> procurement.robustness(tender, bids, draws=1000).winner
        'harbour'

    """
    _check(draws, seed)
    scores = score(tender, bids, catalogue=catalogue)
    lots = list(dict.fromkeys(one.lot for one in bids))
    lot = lots[0] if lot is None and len(lots) == 1 else lot
    mine = [one for one in scores.bids if one.bid.lot == lot]
    if not mine:
        raise NotFoundError(
            f"there are no bids for the lot '{lot}'", code="no-bids-in-lot", fix=f"use one of {', '.join(map(str, lots))}"
        )
    offered = [one.bid for one in mine]
    plan = Plan.of(tender, lot)
    worths = [one for one in scores.worths if one.asked in plan.measures]
    offers = offers_of(tender, offered, [one.rank is None for one in mine])
    totals, every = _scored(tender, offered, plan, offers, worths, drawing.Draws(draws, seed))
    names = [bid.id for bid in offered]
    return Robustness(
        scores=scores,
        lot=lot,
        draws=draws,
        seed=seed,
        wins=dict(zip(names, _wins(totals, offers), strict=True)),
        points={name: _range(totals[:, place]) for place, name in enumerate(names)},
        proxies=tuple(proxy_switches(tender, names, plan, offers, worths)),
        flips=tuple(find_flips(tender, names, plan, offers, worths)),
        point_prices=tuple(_point_prices(tender, names, plan, offers, worths)),
        every_combination=every,
        totals=totals,
    )


def _check(draws: int, seed: int) -> None:
    for name, value, least, most in (("draws", draws, 1, _MOST_DRAWS), ("seed", seed, 0, 2**63)):
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            fix = f"give a whole number from {least} to {most}"
            raise InvalidArgumentError(f"{name} is {value!r}", code="out-of-range", where=name, fix=fix)


def _scored(
    tender: Tender, bids: Sequence[Bid], plan: Plan, offers: Offers, worths: Sequence[Worth], draws: drawing.Draws
) -> tuple[Numbers, bool]:
    """Score every draw, a block at a time; say too whether every combination of proxies was among them."""
    chosen = drawing.choices(draws, worths)
    worth = drawing.drawn_worths(draws, worths, chosen)
    quantities = drawing.drawn_quantities(draws, bids, plan.measures)
    weights = drawing.drawn_weights(draws, tender)
    totals = np.empty((draws.count, len(bids)))
    for start in range(0, draws.count, BLOCK):
        block = slice(start, start + BLOCK)
        shares = points.criteria(plan, offers, worth[block], quantities[block] if quantities.ndim > 2 else quantities)  # noqa: PLR2004 - with an axis of draws
        totals[block] = points.totals(shares, weights[block] if weights.ndim > 1 else weights)
    return totals, bool(np.prod([len(one.options) for one in worths], dtype=float) <= draws.count)


def _wins(totals: Numbers, offers: Offers) -> list[float]:
    """Give the share of draws that each bid wins; those that tie share a draw, those that are barred win none."""
    able = np.where(offers.eligible, totals, -np.inf)
    first = (able >= able.max(axis=1, keepdims=True) - _EQUAL) & offers.eligible
    shared = first / np.maximum(first.sum(axis=1, keepdims=True), 1)
    return [float(share) for share in shared.mean(axis=0)]


def _range(totals: Numbers) -> tuple[float, float, float]:
    low, middle, high = np.quantile(totals, [0.05, 0.5, 0.95])
    return float(low), float(middle), float(high)


def _point_prices(
    tender: Tender, names: Sequence[str], plan: Plan, offers: Offers, worths: Sequence[Worth]
) -> Iterator[PointPrice]:
    """Work out what one more point costs each bid, from the slopes where it stands."""
    weights = weights_of(tender)
    worth = np.array([one.pounds for one in worths])
    pounds = np.minimum(offers.quantities, plan.most) * worth
    for place, name in enumerate(names):
        price = offers.prices[place]
        share = points.price_shares(offers)[place] if weights[0] else 1.0
        of_price = None if share >= 1 else price / (HUNDRED * weights[0] * share)
        sides = [_side_price(plan, offers, worth, weights, place, side, pounds) for side in (0, 1)]
        yield PointPrice(name, None if of_price is None else float(of_price), *sides)


_STEP = 2.0**-13
"""Far enough for the digits to hold, near enough to stay on one straight piece."""


def _side_price(
    plan: Plan, offers: Offers, worth: Numbers, weights: Numbers, place: int, side: int, pounds: Numbers
) -> float | None:
    """Pounds of a side that earn one more point, when every promise of the side grows alike."""
    mine = float((pounds[place] * plan.members[:, side]).sum())
    if mine <= 0:
        return None
    more = offers.quantities.copy()
    more[place] *= 1 + _STEP * plan.members[:, side]
    before, after = (
        points.totals(points.criteria(plan, offers, worth, one), weights)[place] for one in (offers.quantities, more)
    )
    gained = float(after - before)
    return mine * _STEP / gained if gained > _EQUAL * _STEP else None


def _lines(one: Robustness) -> Iterator[str]:
    bidders = {score.bid.id: score.bid.bidder for score in one.scores.bids}
    currency = one.scores.tender.currency
    yield f"{bidders[one.winner]} wins the central case" if one.winner else "the central case has no single winner"
    for bid, share in sorted(one.wins.items(), key=lambda pair: -pair[1]):
        low, _, high = one.points[bid]
        reach = f"{number_text(low)} to {number_text(high)} points"
        yield f"{bidders[bid]}: first in {share_text(round(share, 4))} of {one.draws:,} re-scorings, {reach}"
    others = [switch for switch in one.proxies if one.winner is not None and switch.winners != (one.winner,)]
    yield from (
        f"with {switch.proxy} for {switch.measure}: {', '.join(bidders[bid] for bid in switch.winners)}" for switch in others
    )
    yield from (flip.text(currency) for flip in one.flips)
