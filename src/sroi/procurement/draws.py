"""Draws of everything in a tender that could defensibly be otherwise: proxies, amounts, quantities, shares, weights."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, prod
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from sroi import formula
from sroi.model.numbers import Figure, Share
from sroi.procurement.bids import Bid
from sroi.procurement.points import CRITERIA, Numbers
from sroi.procurement.rules import Rules
from sroi.procurement.tenders import Tender, TenderMeasure
from sroi.procurement.worth import Option, Worth
from sroi.uncertainty.curves import chances_at
from sroi.uncertainty.spreads import EXTREMES, Spread, curve_of, spread_of
from sroi.uncertainty.streams import Streams
from sroi.valuation.pricing import Priced

Choices: TypeAlias = npt.NDArray[np.intp]

_SHARE, _ANY = (0.0, 1.0), (-inf, inf)
_NOT_NEGATIVE = (0.0, inf)


class Draws:
    """Draws of named numbers: each name is drawn once in a run, whatever it stands on.

    Args:
        count: how many; the first is the central case.
        seed: whole number, at least 0.

    """

    def __init__(self, count: int, seed: int) -> None:
        self.count, self._streams = count, Streams(seed)
        self._drawn: dict[tuple[str, Spread], Numbers] = {}

    def places(self, name: str) -> Numbers:
        """Give a name's own places on the axis of a curve."""
        return self._streams.places(name, 0, self.count)

    def of(self, name: str, spread: Spread | None, value: float) -> Numbers | float:
        """Draw a number, its own value first; a number without a range is itself."""
        if spread is None:
            return value
        key = (name, spread)
        if key not in self._drawn:
            drawn = curve_of(spread)[0].at(self.places(name))
            drawn[0] = value
            self._drawn[key] = drawn
        return self._drawn[key]

    def figure(self, figure: Figure | None, name: str, bounds: tuple[float, float], *, absent: float = 0.0) -> Numbers | float:
        """Draw a number of the tender or of a bid; one that was never considered is ``absent``."""
        if figure is None:
            return absent
        return self.of(figure.name or name, spread_of(figure, bounds), figure.number)


def choices(draws: Draws, worths: Sequence[Worth]) -> Choices:
    """Choose an option for each measure in each draw: draws × measures.

    The first draw takes the tender's own. Where there are no more combinations than draws, each comes in turn, so that
    none is missed; else they are drawn evenly.
    """
    sizes = [len(worth.options) for worth in worths]
    if prod(sizes) <= draws.count:
        every = np.unravel_index(np.arange(draws.count) % prod(sizes), sizes)
        return np.stack(every, axis=-1)
    paired = zip(worths, sizes, strict=True)
    drawn = [_even(draws.places(f"option {one.asked.id}"), size) for one, size in paired]
    chosen = np.stack(drawn, axis=-1)
    chosen[0] = 0
    return chosen


def _even(places: Numbers, size: int) -> Choices:
    """Turn places into numbers below ``size``, all as likely."""
    return np.minimum((chances_at(places) * size).astype(np.intp), size - 1)


def drawn_worths(draws: Draws, worths: Sequence[Worth], chosen: Choices) -> Numbers:
    """Draw what one unit of each measure is worth: draws × measures."""
    columns = [_worth(draws, worth, chosen[:, place]) for place, worth in enumerate(worths)]
    return np.stack(columns, axis=-1)


def _worth(draws: Draws, worth: Worth, chosen: Choices) -> Numbers:
    each = [np.broadcast_to(_pounds(draws, worth.asked, option), draws.count) for option in worth.options]
    picked: Numbers = np.choose(chosen, each) if len(each) <= _MOST_CHOICES else np.stack(each)[chosen, np.arange(draws.count)]
    return picked


_MOST_CHOICES = 30
"""NumPy's ``choose`` takes no more than about this many."""


def _pounds(draws: Draws, asked: TenderMeasure, option: Option) -> Numbers | float:
    """Draw the worth of a unit by one option: the one formula's net, over the years it lasts."""
    shares = taken_off(draws, asked)
    terms = [
        formula.net(draws.of(name, _spread(priced), priced.amount), *shares) * years
        for name, priced, years in zip(option.names, option.priced, option.years, strict=True)
    ]
    return sum(terms)  # type: ignore[no-any-return]


def taken_off(draws: Draws, asked: TenderMeasure) -> tuple[Numbers | float, ...]:
    """Draw deadweight, displacement and each attribution of a measure."""
    named: list[tuple[str, Share | None]] = [("deadweight", asked.deadweight), ("displacement", asked.displacement)]
    named += [(f"attribution.{place}", share) for place, share in enumerate(asked.attribution or (), 1)]
    return tuple(draws.figure(share, f"{asked.id}.{name}", _SHARE) for name, share in named)


def _spread(priced: Priced) -> Spread | None:
    """Take the least and the most that a proxy could be; one end alone says too little."""
    if priced.low is None or priced.high is None or priced.low >= priced.high:
        return None
    return Spread(priced.amount, priced.low, priced.high, EXTREMES, "pert", _ANY)


def drawn_quantities(draws: Draws, bids: Sequence[Bid], asked: Sequence[TenderMeasure]) -> Numbers:
    """Draw what is delivered of each promise: draws × bids × measures, or bids × measures where nothing is unsure."""
    cells = [[_quantity(draws, bid, one.id) for one in asked] for bid in bids]
    if all(isinstance(cell, float) for row in cells for cell in row):
        return np.array(cells, dtype=np.float64)
    drawn = np.empty((draws.count, len(bids), len(asked)))
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            drawn[:, row, column] = cell
    return drawn


def _quantity(draws: Draws, bid: Bid, measure: str) -> Numbers | float:
    one = bid.commitment(measure)
    return draws.figure(one.quantity if one else None, f"{bid.id}.{measure}", _NOT_NEGATIVE)


def drawn_weights(draws: Draws, tender: Tender) -> Numbers:
    """Draw the weights: draws × 4, or 4 where all are fixed.

    A drawn weight of core or added stays within the council's caps; price and quality share what is left in the
    proportion in which they were drawn.
    """
    given = {name: getattr(tender.weights, name) for name in CRITERIA}
    if all(spread_of(share, _SHARE) is None for share in given.values()):
        return np.array([share.share for share in given.values()], dtype=np.float64)
    drawn = {name: np.broadcast_to(draws.figure(share, f"weight.{name}", _SHARE), draws.count) for name, share in given.items()}
    social = _within(tender.rules, np.stack([drawn["core"], drawn["added"]], axis=-1))
    other = np.stack([drawn["price"], drawn["quality"]], axis=-1)
    total = other.sum(axis=-1, keepdims=True)
    left = 1 - social.sum(axis=-1, keepdims=True)
    if not total.all():  # nothing but social value is scored
        return np.concatenate([np.zeros_like(other), social / social.sum(axis=-1, keepdims=True)], axis=-1)
    return np.concatenate([other * left / total, social], axis=-1)


def _within(rules: Rules | None, social: Numbers) -> Numbers:
    """Keep drawn weights of core and added within the caps: a stretched shape may reach beyond its ends."""
    most = np.array(
        [1.0 if rules is None or one is None else one for one in (rules and rules.core_most, rules and rules.added_most)]
    )
    held = np.minimum(social, most)
    together = 1.0 if rules is None or rules.together_most is None else rules.together_most
    total = held.sum(axis=-1, keepdims=True)
    kept: Numbers = held * np.where(total > together, together / np.where(total > 0, total, 1.0), 1.0)
    return kept
