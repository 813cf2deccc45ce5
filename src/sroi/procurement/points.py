"""The arithmetic of points, for one scoring or for thousands at once: every array may carry draws in front.

Shapes: bids × measures for quantities, measures for worth, two sides (core, added) for social value, and the four
criteria (price, quality, core, added) for weights; each with any number of leading axes of draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from sroi.procurement.tenders import SIDES, Band, Scoring, Tender, TenderMeasure

Numbers: TypeAlias = npt.NDArray[np.float64]

HUNDRED = 100.0
CRITERIA = ("price", "quality", "core", "added")


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """How one lot is scored.

    Args:
        scoring: the tender's method.
        measures: those asked for in the lot.
        contract_value: pounds of the lot.
        sides: for each measure its share of the weight of core and of added: measures × 2.
        members: 1 where a measure is of a side: measures × 2.
        most: quantity above which nothing more is counted, infinite without a limit.

    """

    scoring: Scoring
    measures: tuple[TenderMeasure, ...]
    contract_value: float
    sides: Numbers
    members: Numbers
    most: Numbers

    @classmethod
    def of(cls, tender: Tender, lot: str | None) -> Plan:
        """Lay a lot out as numbers."""
        asked = tender.measures_of(lot)
        members = np.array([[one.side == side for side in SIDES] for one in asked], dtype=np.float64)
        weighed = members * np.array([[one.weight] for one in asked])
        total = weighed.sum(axis=0)
        most = np.array([np.inf if one.most is None else one.most for one in asked])
        return cls(tender.scoring, asked, tender.value_of(lot), weighed / np.where(total > 0, total, 1), members, most)


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """The bids for one lot as numbers.

    Args:
        quantities: promised, bids × measures; 0 where nothing is.
        answers: moderated share of the answer's points, bids × measures; 0 where there is none.
        prices: of each bid, with axes of trial prices in front if wanted; infinite where price weighs nothing.
        quality: share of the quality points of each bid.
        eligible: whether a bid may win, and so sets what is best and lowest for the others.

    """

    quantities: Numbers
    answers: Numbers
    prices: Numbers
    quality: Numbers
    eligible: npt.NDArray[np.bool_]


def criteria(plan: Plan, offers: Offers, worth: Numbers, quantities: Numbers | None = None) -> Numbers:
    """Give each bid's share of the points of price, quality, core and added, 0 to 1: … × bids × 4."""
    counted = np.minimum(offers.quantities if quantities is None else quantities, plan.most)
    social = plan.scoring.quantitative * by_quantity(plan, counted, worth, offers.eligible)
    social = social + (1 - plan.scoring.quantitative) * (offers.answers @ plan.sides)
    plain = np.stack(np.broadcast_arrays(price_shares(offers), offers.quality), axis=-1)
    whole = (*np.broadcast_shapes(social.shape[:-1], plain.shape[:-1]), 2)
    return np.concatenate([np.broadcast_to(plain, whole), np.broadcast_to(social, whole)], axis=-1)


def totals(shares: Numbers, weights: Numbers) -> Numbers:
    """Give the points of each bid, of 100: … × bids."""
    points: Numbers = HUNDRED * np.matmul(shares, weights[..., None])[..., 0]
    return points


def price_shares(offers: Offers) -> Numbers:
    """Lowest price over one's own, 0 to 1; 0 for each where no price was asked."""
    asked = np.isfinite(offers.prices)
    able = np.where(offers.eligible, offers.prices, np.inf) if offers.eligible.any() else offers.prices
    lowest = able.min(axis=-1, keepdims=True)
    return np.where(asked, np.minimum(np.where(asked, lowest, 0.0) / np.where(asked, offers.prices, 1.0), 1.0), 0.0)


def by_quantity(plan: Plan, counted: Numbers, worth: Numbers, eligible: npt.NDArray[np.bool_]) -> Numbers:
    """Share of the points by quantity of each side: … × bids × 2."""
    if plan.scoring.compares == "side":
        return side_shares(plan, counted, worth, eligible)
    return line_shares(plan, counted, worth, eligible) @ plan.sides


def side_shares(plan: Plan, counted: Numbers, worth: Numbers, eligible: npt.NDArray[np.bool_]) -> Numbers:
    """Score the pounds of all measures of a side as one."""
    pounds = counted @ (worth[..., :, None] * plan.members)
    scoring = plan.scoring
    if scoring.method == "bands":
        return _banded(scoring.bands, pounds)
    targets = np.array([scoring.targets.get(side, np.inf) for side in SIDES])
    return _shared(plan, pounds, targets, pounds, eligible)


def line_shares(plan: Plan, counted: Numbers, worth: Numbers, eligible: npt.NDArray[np.bool_]) -> Numbers:
    """Score each measure by itself: … × bids × measures."""
    if plan.scoring.method == "bands":
        columns = [_banded(one.bands, counted[..., place]) for place, one in enumerate(plan.measures)]
        return np.stack(columns, axis=-1)
    targets = np.array([np.inf if one.target is None else one.target for one in plan.measures])
    pounds = counted * worth[..., None, :] if plan.scoring.method == "per_pound" else counted
    return _shared(plan, counted, targets, pounds, eligible)


def _shared(plan: Plan, amounts: Numbers, targets: Numbers, pounds: Numbers, eligible: npt.NDArray[np.bool_]) -> Numbers:
    """Score against the best, a target, or so many pounds for each pound of contract; never below 0 or above 1."""
    scoring = plan.scoring
    if scoring.method == "target":
        share = amounts / targets
    elif scoring.method == "per_pound":
        share = pounds / (plan.contract_value * (scoring.full_at or 1.0))
    else:
        among = amounts[..., eligible, :] if eligible.any() else amounts
        best = among.max(axis=-2, keepdims=True)
        share = amounts / np.where(best > 0, best, 1.0)
    clipped: Numbers = np.clip(share, 0.0, 1.0)
    return clipped


def _banded(bands: Sequence[Band], amounts: Numbers) -> Numbers:
    """Give the share of the last band begun; nothing below the first."""
    shares = np.array([0.0, *(band.share for band in bands)])
    return shares[np.searchsorted([band.start for band in bands], amounts, side="right")]
