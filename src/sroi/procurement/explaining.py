"""Every point as text: the numbers it came from, in the order of the sum."""

from __future__ import annotations

from collections.abc import Iterator

from sroi.errors import NotFoundError
from sroi.model.text import money_text, number_text, plain_number, share_text
from sroi.procurement.scoring import BidScore, Line, Scores
from sroi.procurement.tenders import Band, Tender, TenderMeasure
from sroi.procurement.worth import Worth

_TAKEN_OFF = {"deadweight": "would happen anyway", "displacement": "only moved from elsewhere"}


def explained(scores: Scores, one: BidScore, measure: str) -> str:
    """Write the text of :meth:`sroi.procurement.Scores.explain`."""
    line = next((line for line in one.lines if line.measure == measure), None)
    if line is None:
        known = ", ".join(line.measure for line in one.lines)
        problem = f"the tender does not ask for '{measure}'"
        raise NotFoundError(problem, code="measure-not-asked-for", fix=f"use one of {known}")
    worth = next(worth for worth in scores.worths if worth.asked.id == measure)
    lines = [
        f"{one.bid.bidder}, {measure} ({line.title}): {number_text(line.points)} points of 100, as {line.side} social value",
        *_weight(scores.tender, line),
        *_promise(scores.tender, one, line),
        *_pounds(scores.tender, line, worth),
        *_quantity(scores, one, line, worth.asked),
        *_answer(scores.tender, one, line),
        *(f"flag: {flag.text} [{flag.code}]" for flag in one.flags if flag.measure in {measure, ""}),
    ]
    return "\n".join(lines)


def _weight(tender: Tender, line: Line) -> Iterator[str]:
    side = getattr(tender.weights, line.side).share
    if tender.scoring.compares == "side":
        yield f"weight: {line.side} weighs {share_text(side)}; the pounds of all its measures are scored as one"
    else:
        weight = next(one.weight for one in tender.measures if one.id == line.measure)
        total = side * 100 * weight / line.most_points if line.most_points else weight
        mine = f"{plain_number(weight)} of {total:.10g} of it"
        most = f"{number_text(line.most_points)} points at most"
        yield f"weight: {line.side} weighs {share_text(side)} and this measure {mine}: {most}"


def _promise(tender: Tender, one: BidScore, line: Line) -> Iterator[str]:
    promised = one.bid.commitment(line.measure)
    if promised is None:
        yield "promised: nothing was said, which scores nothing"
        return
    evidence = f"; evidence: {promised.evidence}" if promised.evidence else ""
    yield f"promised: {plain_number(promised.quantity.value)} × {line.unit}{evidence}"
    most = next(asked.most for asked in tender.measures if asked.id == line.measure)
    if most is not None and promised.quantity.value > most:
        yield f"counted: {plain_number(most)}, the most that the tender counts"


def _pounds(tender: Tender, line: Line, worth: Worth) -> Iterator[str]:
    option = worth.options[0]
    for name, priced in zip(option.names, option.priced, strict=True):
        amount = f"{money_text(priced.amount, tender.currency)} for one {priced.unit}"
        yield f"proxy: {name}, {amount}; {priced.found}; source: {priced.source}"
    for name, words in _TAKEN_OFF.items():
        share = getattr(worth.asked, name)
        if share is not None:
            yield f"{name}: {share_text(share.share)} {words}"
    for share in worth.asked.attribution or ():
        yield f"attribution: {share_text(share.share)} owed to others"
    one, whole = (money_text(pounds, tender.currency) for pounds in (line.worth, line.value))
    yield f"worth of one unit: {one}; of the promise: {whole}"
    if line.left_out:
        yield f"not part of social value: {line.left_out}"


def _quantity(scores: Scores, one: BidScore, line: Line, asked: TenderMeasure) -> Iterator[str]:
    """Say how the quantity became points."""
    scoring = scores.tender.scoring
    if not scoring.quantitative:
        return
    how = _of_side(scores, one, line) if scoring.compares == "side" else _of_measure(scores, one, line, asked)
    share = "" if scoring.quantitative == 1 else f" × {share_text(scoring.quantitative)} scored by quantity"
    yield f"by quantity: {how}{share} = {number_text(line.by_quantity)} points"


def _of_measure(scores: Scores, one: BidScore, line: Line, asked: TenderMeasure) -> str:
    tender, quantity = scores.tender, min(line.quantity or 0.0, asked.most or float("inf"))
    own = plain_number(quantity)
    if tender.scoring.method == "target":
        return f"{own} of a target of {plain_number(asked.target or 0)}, no more than all of it"
    if tender.scoring.method == "bands":
        return f"{own} falls in {_band(asked.bands, quantity)}"
    if tender.scoring.method == "per_pound":
        return _per_pound(tender, one, quantity * line.worth)
    place, most = one.lines.index(line), asked.most or float("inf")
    best = max((min(other.lines[place].quantity or 0.0, most) for other in _rivals(scores, one)), default=0.0)
    return f"{own} against the best of {plain_number(best)}"


def _of_side(scores: Scores, one: BidScore, line: Line) -> str:
    tender, pounds = scores.tender, _side_pounds(scores.tender, one, line.side)
    text = f"{line.side} is promised for {money_text(pounds, tender.currency)}, "
    if tender.scoring.method == "target":
        target = {str(side): amount for side, amount in tender.scoring.targets.items()}[line.side]
        text += f"of a target of {money_text(target, tender.currency)}"
    elif tender.scoring.method == "bands":
        text += f"in {_band(tender.scoring.bands, pounds)}"
    elif tender.scoring.method == "per_pound":
        text += _per_pound(tender, one, pounds)
    else:
        best = max((_side_pounds(tender, other, line.side) for other in _rivals(scores, one)), default=0.0)
        text += f"against the best of {money_text(best, tender.currency)}"
    return f"{text}; this measure's part of those points, by its pounds"


def _per_pound(tender: Tender, one: BidScore, pounds: float) -> str:
    contract = tender.value_of(one.bid.lot)
    full = tender.scoring.full_at or 1.0
    own, all_of = (money_text(rate, tender.currency, 4) for rate in (pounds / contract, full))
    return f"{own} for each pound of contract, of {all_of} that earn all"


def _side_pounds(tender: Tender, one: BidScore, side: str) -> float:
    most = {asked.id: asked.most or float("inf") for asked in tender.measures}
    return sum(min(line.quantity or 0.0, most[line.measure]) * line.worth for line in one.lines if line.side == side)


def _rivals(scores: Scores, one: BidScore) -> list[BidScore]:
    """Give the bids that set what is best: those that may win, or all where none may."""
    mine = scores.of(one.bid.lot)
    return [other for other in mine if other.rank is not None] or list(mine)


def _band(bands: tuple[Band, ...], amount: float) -> str:
    begun = [band for band in bands if band.start <= amount]
    return f"the band from {plain_number(begun[-1].start)}: {share_text(begun[-1].share)}" if begun else "no band: nothing"


def _answer(tender: Tender, one: BidScore, line: Line) -> Iterator[str]:
    scoring, promised = tender.scoring, one.bid.commitment(line.measure)
    if scoring.quantitative == 1:
        return
    rest = share_text(round(1 - scoring.quantitative, 12))
    if promised is None or promised.answer is None:
        yield "by answer: no moderated mark = 0.00 points"
        return
    answer = promised.answer
    marks = f" (marks {', '.join(f'{mark:g}' for mark in answer.marks)})" if answer.marks else ""
    why = f"; {answer.reason}" if answer.reason else ""
    earned = f"{number_text(line.by_answer)} points"
    yield f"by answer: {answer.moderated:g} of {scoring.scale:g}{marks} × {rest} scored by answer = {earned}{why}"
