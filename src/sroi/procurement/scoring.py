"""Bids to points, each of which can be explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from sroi.catalogue import Catalogue, load
from sroi.catalogue.units import same_unit
from sroi.errors import Fault, InvalidDataError, NotFoundError
from sroi.procurement import points
from sroi.procurement.bids import Bid, Commitment
from sroi.procurement.flags import Flag, flags_of
from sroi.procurement.points import CRITERIA, HUNDRED, Numbers, Offers, Plan
from sroi.procurement.tenders import SIDES, Tender
from sroi.procurement.worth import Worth, worths

if TYPE_CHECKING:
    import pandas as pd

    from sroi.model.proxy import Unit

_EQUAL = 1e-9
"""Points that differ by less are a tie."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one commitment comes to.

    Args:
        measure: id.
        title: of the measure.
        side: ``core`` or ``added``.
        quantity: promised, in ``unit``; None where nothing was said.
        unit: what is counted.
        worth: pounds of one unit, after what is taken off.
        value: pounds of the quantity promised; 0 where nothing was said.
        left_out: why these pounds are no part of social value; None where they are.
        most_points: points of 100 that the measure could earn; where sides are compared, that the side could.
        by_quantity: points earned by the quantity.
        by_answer: points earned by the moderated answer.

    """

    measure: str
    title: str
    side: str
    quantity: float | None
    unit: str
    worth: float
    value: float
    left_out: str | None
    most_points: float
    by_quantity: float
    by_answer: float

    @property
    def points(self) -> float:
        """Points of 100."""
        return self.by_quantity + self.by_answer


@dataclass(frozen=True)
class BidScore:
    """What one bid comes to.

    Args:
        bid: the bid.
        points: of price, quality, core and added, of 100 together.
        rank: 1 for the winner; equal for a tie; None for a bid that cannot win.
        lines: a line for each measure of the tender.
        flags: what a panel should look at.

    """

    bid: Bid
    points: Mapping[str, float]
    rank: int | None
    lines: tuple[Line, ...]
    flags: tuple[Flag, ...]

    @property
    def total(self) -> float:
        """All points, of 100."""
        return sum(self.points.values())

    def value(self, side: str | None = None) -> float:
        """Pounds of social value promised, of core, of added, or of both; local-economy pounds are never among them."""
        return sum(one.value for one in self.lines if one.left_out is None and side in {None, one.side})


@dataclass(frozen=True)
class Scores:
    """A tender scored.

    Args:
        tender: as published.
        bids: each bid's score, in the order given.
        worths: what one unit of each measure is worth.

    """

    tender: Tender
    bids: tuple[BidScore, ...]
    worths: tuple[Worth, ...] = field(repr=False)

    def __getitem__(self, bid: str) -> BidScore:
        """Give the score of a bid by its id."""
        found = {one.bid.id: one for one in self.bids}
        if bid not in found:
            near = get_close_matches(bid, found, n=1)
            fix = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(found)}"
            raise NotFoundError(f"no bid has the id '{bid}'", code="bid-not-found", fix=fix)
        return found[bid]

    def of(self, lot: str | None = None) -> tuple[BidScore, ...]:
        """Give the bids for a lot, best first; those that cannot win come last."""
        mine = [one for one in self.bids if one.bid.lot == lot]
        return tuple(sorted(mine, key=lambda one: (one.rank is None, one.rank or 0, -one.total)))

    def winners(self, lot: str | None = None) -> tuple[str, ...]:
        """Give the ids of the bids in first place: several where they tie, none where no bid can win."""
        return tuple(one.bid.id for one in self.of(lot) if one.rank == 1)

    def explain(self, bid: str, measure: str) -> str:
        """Say where the points of a bid for a measure come from, number by number.

        Args:
            bid: id of the bid.
            measure: id of the measure.

        Returns:
            A text of several lines.

        Raises:
            NotFoundError: no such bid, or the tender does not ask for the measure.

        """
        from sroi.procurement.explaining import explained  # noqa: PLC0415 - it reads this module's records

        return explained(self, self[bid], measure)

    def rows(self) -> list[dict[str, Any]]:
        """Give a row for each bid and measure, as plain data."""
        return [row for one in self.bids for row in _rows(one)]

    def totals(self) -> list[dict[str, Any]]:
        """Give a row for each bid, as plain data: points, the pounds of core and added apart, rank and flags."""
        return [
            {
                "lot": one.bid.lot,
                "rank": one.rank,
                "bid": one.bid.id,
                "bidder": one.bid.bidder,
                **{f"{name}_points": value for name, value in one.points.items()},
                "points": one.total,
                **{f"{side}_value": one.value(side) for side in SIDES},
                "value": one.value(),
                "flags": len(one.flags),
            }
            for lot in dict.fromkeys(one.bid.lot for one in self.bids)
            for one in self.of(lot)
        ]

    def to_frame(self) -> pd.DataFrame:
        """Give a row for each bid and measure as a pandas data frame; any other library takes ``rows()``."""
        import pandas as pd  # noqa: PLC0415 - `import sroi` must not load pandas

        return pd.DataFrame(self.rows())


def _rows(one: BidScore) -> Iterator[dict[str, Any]]:
    for line in one.lines:
        names = (
            "measure",
            "title",
            "side",
            "quantity",
            "unit",
            "worth",
            "value",
            "most_points",
            "by_quantity",
            "by_answer",
            "points",
        )
        flagged = "; ".join(flag.code for flag in one.flags if flag.measure == line.measure)
        bid = one.bid
        yield {
            "lot": bid.lot,
            "bid": bid.id,
            "bidder": bid.bidder,
            **{name: getattr(line, name) for name in names},
            "flags": flagged,
        }


def score(tender: Tender, bids: Sequence[Bid], *, catalogue: Catalogue | None = None) -> Scores:
    """Score bids as the tender said beforehand, and keep the way to every point.

    A commitment becomes a share of its measure's points (or of its side's, where the pounds of a side are scored as
    one), a moderated answer likewise, the price and the quality too; weights put them together.
    ``points = 100 × Σ weight × share``, ``price share = lowest price / price``,
    ``social share = quantitative × share by quantity + (1 − quantitative) × mark / top of the scale``.

    Args:
        tender: as published.
        bids: at least one, each for one lot where there are lots.
        catalogue: where proxies and measures are looked up; the package's own by default.

    Returns:
        Points, ranks, pounds of core and of added apart, and flags for each bid.

    Raises:
        InvalidDataError: every bid that does not fit the tender, and every measure that cannot be valued.

    The convention that bites: with ``compares: measure`` a proxy changes the pounds and not the points, except per
    pound of contract; with ``compares: side`` it changes both. A bid that cannot win sets no best and no lowest.

    References:
        knowsley-social-sector-2014

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> bids = procurement.read_bids("docs/examples/tender_young_carers_bids.csv", tender)
        >>> procurement.score(tender, bids).winners()
        ('harbour',)

    """
    valued = worths(tender, catalogue=catalogue)
    if faults := [*_unfit(tender, bids, (catalogue or load()).units), *_unpriced(tender, valued)]:
        raise InvalidDataError.of(faults)
    scored = {one.bid.id: one for lot in dict.fromkeys(one.lot for one in bids) for one in _lot(tender, lot, bids, valued)}
    return Scores(tender, tuple(scored[one.id] for one in bids), valued)


def _unfit(tender: Tender, bids: Sequence[Bid], units: Mapping[str, Unit]) -> Iterator[Fault]:
    """Find bids that do not fit the tender."""
    if not bids:
        yield Fault("no-bids", "there are no bids", f"tender {tender.id}", "give at least one")
    ids = [one.id for one in bids]
    for twice in dict.fromkeys(one for one in ids if ids.count(one) > 1):
        yield Fault(
            "bid-twice", f"{ids.count(twice)} bids are called '{twice}'", f"tender {tender.id}", "give each bid its own id"
        )
    for bid in bids:
        for code, problem, fix in (*_head(tender, bid), *_commitments(tender, bid, units)):
            yield Fault(code, problem, f"bid {bid.id}", fix)


def _head(tender: Tender, bid: Bid) -> Iterator[tuple[str, str, str]]:
    lots = tender.lot_ids
    if bid.tender is not None and bid.tender != tender.id:
        yield "other-tender", f"the bid is for '{bid.tender}'", f"score it under that tender, not '{tender.id}'"
    if bid.lot not in lots:
        problem = f"'{bid.lot}' is not a lot" if bid.lot else "the bid names no lot"
        yield "unknown-lot", problem, f"use one of {', '.join(map(str, lots))}" if tender.lots else "leave the lot out"
    if _weighs(tender, "price") and bid.price is None:
        yield "price-missing", "price weighs and the bid has none", "give the price for the whole term"
    if _weighs(tender, "quality") and bid.quality is None:
        yield "quality-missing", "quality weighs and the bid has no moderated share", "give it between 0 and 1"


def _weighs(tender: Tender, criterion: str) -> bool:
    weight = getattr(tender.weights, criterion)
    return bool(max(weight.share, weight.high or 0.0))


def _commitments(tender: Tender, bid: Bid, units: Mapping[str, Unit]) -> Iterator[tuple[str, str, str]]:
    asked = {one.id: one for one in tender.measures_of(bid.lot)}
    for one in bid.commitments:
        if one.measure in asked and not same_unit(one.unit, asked[one.measure].unit, units):
            fix = f"count in '{asked[one.measure].unit}': nothing is converted silently"
            yield "unit-mismatch", f"{one.measure} is offered in '{one.unit}'", fix
        marks = [] if one.answer is None else [one.answer.moderated, *one.answer.marks]
        if marks and (tender.scoring.scale is None or max(marks) > tender.scoring.scale):
            fix = (
                f"give marks up to {tender.scoring.scale:g}"
                if tender.scoring.scale
                else "take the mark away, or give the tender a scale"
            )
            yield "mark-off-scale", f"{one.measure} is marked {max(marks):g}", fix


def _unpriced(tender: Tender, valued: Sequence[Worth]) -> Iterator[Fault]:
    """Find measures whose pounds cannot be scored: none of the same account, or worth nothing."""
    if tender.scoring.compares != "side" and tender.scoring.method != "per_pound":
        return
    for worth in valued:
        where = f"tender {tender.id}, measure {worth.asked.id}"
        if worth.left_out and tender.scoring.compares == "side":
            fix = "compare by measure, or take it out"
            yield Fault("not-social-value", f"its pounds cannot be added to the others: {worth.left_out}", where, fix)
        if worth.pounds <= 0:
            fix = "choose another proxy, or compare by measure"
            yield Fault(
                "worth-not-above-zero", f"one unit is worth {worth.pounds:.10g}, so more of it would score less", where, fix
            )


def offers_of(tender: Tender, bids: Sequence[Bid], barred: Sequence[bool]) -> Offers:
    """Lay the bids for one lot out as numbers."""
    asked = tender.measures_of(bids[0].lot)
    promised = [[bid.commitment(one.id) for one in asked] for bid in bids]
    scale = tender.scoring.scale or 1.0
    return Offers(
        quantities=np.array([[one.quantity.value if one else 0.0 for one in row] for row in promised], dtype=np.float64),
        answers=np.array([[_mark(one) / scale for one in row] for row in promised], dtype=np.float64),
        prices=np.array([bid.price if _weighs(tender, "price") and bid.price else np.inf for bid in bids]),
        quality=np.array([bid.quality or 0.0 for bid in bids]),
        eligible=~np.array(barred, dtype=bool),
    )


def _mark(one: Commitment | None) -> float:
    return one.answer.moderated if one and one.answer else 0.0


def weights_of(tender: Tender) -> Numbers:
    """Give the weights of price, quality, core and added."""
    return np.array([getattr(tender.weights, name).share for name in CRITERIA], dtype=np.float64)


def _lot(tender: Tender, lot: str | None, bids: Sequence[Bid], valued: Sequence[Worth]) -> Iterator[BidScore]:
    """Score the bids for one lot."""
    mine, plan = [bid for bid in bids if bid.lot == lot], Plan.of(tender, lot)
    here = [worth for worth in valued if worth.asked in plan.measures]
    flags = [flags_of(tender, bid, here) for bid in mine]
    offers = offers_of(tender, mine, [any(flag.bars for flag in its) for its in flags])
    worth = np.array([one.pounds for one in here])
    weights = weights_of(tender)
    shares = points.criteria(plan, offers, worth)
    ranks = _ranks(tender, HUNDRED * shares * weights, offers)
    by_quantity, by_answer = line_points(plan, offers, worth, weights)
    for place, bid in enumerate(mine):
        lines = tuple(
            _line(one, bid, plan.scoring.quantitative, by_quantity[place, column], by_answer[place, column], most)
            for column, (one, most) in enumerate(zip(here, _most_points(plan, weights), strict=True))
        )
        given = MappingProxyType({name: float(HUNDRED * shares[place, n] * weights[n]) for n, name in enumerate(CRITERIA)})
        yield BidScore(bid, given, ranks[place], lines, flags[place])


def line_points(plan: Plan, offers: Offers, worth: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Give the points of each line by quantity and by answer: bids × measures each.

    Where sides are compared, a side's points are shared out to its lines by their pounds.
    """
    counted = np.minimum(offers.quantities, plan.most)
    each = HUNDRED * (plan.sides @ weights[2:])
    by_answer = (1 - plan.scoring.quantitative) * offers.answers * each
    if plan.scoring.compares == "measure":
        return plan.scoring.quantitative * points.line_shares(plan, counted, worth, offers.eligible) * each, by_answer
    pounds = counted * worth
    total = pounds @ plan.members
    of_side = plan.scoring.quantitative * points.side_shares(plan, counted, worth, offers.eligible) * weights[2:] * HUNDRED
    each_pound = of_side / np.where(total > 0, total, 1.0)
    return pounds * (each_pound @ plan.members.T), by_answer


def _most_points(plan: Plan, weights: Numbers) -> Numbers:
    shared = plan.sides if plan.scoring.compares == "measure" else plan.members
    most: Numbers = HUNDRED * (shared @ weights[2:])
    return most


def _line(worth: Worth, bid: Bid, quantitative: float, by_quantity: float, by_answer: float, most: float) -> Line:
    promised, asked = bid.commitment(worth.asked.id), worth.asked
    quantity = promised.quantity.value if promised else None
    return Line(
        measure=asked.id,
        title=worth.title,
        side=asked.side,
        quantity=quantity,
        unit=asked.unit,
        worth=worth.pounds,
        value=(quantity or 0.0) * worth.pounds,
        left_out=worth.left_out,
        most_points=float(most),
        by_quantity=float(by_quantity) if quantitative else 0.0,
        by_answer=float(by_answer),
    )


def _ranks(tender: Tender, given: Numbers, offers: Offers) -> list[int | None]:
    """Rank the bids that may win by total, then by the criteria that the tender names for ties."""
    keys = [given.sum(axis=1), *(given[:, CRITERIA.index(name)] for name in tender.tie_break)]

    def beats(first: int, second: int) -> bool:
        gaps = (float(key[first] - key[second]) for key in keys)
        return next((gap > 0 for gap in gaps if abs(gap) > _EQUAL), False)

    able = [place for place, may in enumerate(offers.eligible) if may]
    return [1 + sum(beats(other, place) for other in able) if place in able else None for place in range(len(given))]
