"""What a panel should look at before it signs: nothing here moves a point by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sroi.catalogue import Catalogue
from sroi.model.text import money_text, plain_number
from sroi.procurement.bids import Bid
from sroi.procurement.tenders import Tender
from sroi.procurement.worth import Worth, worths
from sroi.valuation.pricing import Priced


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at.

    Args:
        code: stable kebab-case name.
        text: one sentence.
        bid: id of the bid, or of the tender itself.
        measure: id of the measure; empty where the whole is meant.
        bars: whether the bid cannot win because of it.

    """

    code: str
    text: str
    bid: str
    measure: str = ""
    bars: bool = False


def tender_flags(tender: Tender, *, catalogue: Catalogue | None = None) -> tuple[Flag, ...]:
    """Find what an authority should look at before it publishes a tender.

    Args:
        tender: before publication.
        catalogue: where measures and proxies are looked up; the package's own by default.

    Returns:
        A flag for each measure whose relevance to the contract is not said (``relevance-not-said``), each pair of a core
        and an added measure under which the same people or things may stand (``core-and-added-may-overlap``), and each
        measure that a proxy of low confidence values (``low-confidence``).

    Raises:
        InvalidDataError: a measure cannot be valued.

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> [(flag.code, flag.measure) for flag in tender_flags(tender)][0]
        ('relevance-not-said', 'knowsley/13')

    """
    valued = worths(tender, catalogue=catalogue)
    return (*_unsaid(tender), *_both_sides(tender, valued), *_weak(tender, valued))


def _unsaid(tender: Tender) -> Iterator[Flag]:
    for one in tender.measures:
        if one.relevance is None:
            yield Flag("relevance-not-said", f"{one.id}: say why it belongs in this contract", tender.id, one.id)


def _both_sides(tender: Tender, valued: Sequence[Worth]) -> Iterator[Flag]:
    """Find people who could be scored as core and again as added."""
    for core in valued:
        for added in valued:
            if (core.asked.side, added.asked.side) == ("core", "added") and added.asked.id in core.clashes:
                text = f"{core.asked.id} is core and {added.asked.id} added; the same people or things could be scored as both"
                yield Flag("core-and-added-may-overlap", text, tender.id, added.asked.id)


def _weak(tender: Tender, valued: Sequence[Worth]) -> Iterator[Flag]:
    for worth in valued:
        weak = [name for name, one in zip(worth.options[0].names, worth.options[0].priced, strict=True) if _is_weak(one)]
        if weak:
            yield Flag("low-confidence", f"{worth.asked.id} is valued by {', '.join(weak)}", tender.id, worth.asked.id)


def _is_weak(priced: Priced) -> bool:
    return priced.match is not None and priced.match.value.confidence == "low"


def flags_of(tender: Tender, bid: Bid, worths: Sequence[Worth]) -> tuple[Flag, ...]:
    """Find everything a panel should look at in one bid."""
    return (*_answers(tender, bid, worths), *_foreign(bid, worths), *_twice(bid, worths), *_proportion(tender, bid, worths))


def _answers(tender: Tender, bid: Bid, worths: Sequence[Worth]) -> Iterator[Flag]:
    for worth in worths:
        asked, promised = worth.asked, bid.commitment(worth.asked.id)
        if promised is None:
            code = "required-measure-missing" if asked.required else "no-answer"
            yield Flag(code, f"no answer to {asked.id}; it scores nothing", bid.id, asked.id, bars=asked.required)
            continue
        if asked.required and not promised.quantity.value:
            yield Flag("required-measure-missing", f"{asked.id} is required and nothing is offered", bid.id, asked.id, bars=True)
        if promised.quantity.value and not promised.evidence:
            yield Flag("no-evidence", f"no evidence is named for {asked.id}", bid.id, asked.id)
        if asked.most is not None and promised.quantity.value > asked.most:
            offered, most = plain_number(promised.quantity.value), plain_number(asked.most)
            text = f"{offered} offered for {asked.id}; no more than {most} are counted"
            yield Flag("capped", text, bid.id, asked.id)
        if tender.scoring.quantitative < 1 and promised.answer is None:
            yield Flag(
                "answer-not-marked", f"the answer to {asked.id} has no moderated mark and scores nothing", bid.id, asked.id
            )


def _foreign(bid: Bid, worths: Sequence[Worth]) -> Iterator[Flag]:
    """Find what the tender did not ask for: it may be welcome, and it scores nothing."""
    asked = {worth.asked.id for worth in worths}
    for one in bid.commitments:
        if one.measure not in asked:
            yield Flag("not-asked-for", f"{one.measure} was not asked for; it scores nothing", bid.id, one.measure)


def _twice(bid: Bid, worths: Sequence[Worth]) -> Iterator[Flag]:
    """Find pairs of measures under which the same people or things may stand."""
    offered = [worth for worth in worths if (one := bid.commitment(worth.asked.id)) and one.quantity.value]
    for place, first in enumerate(offered):
        for second in offered[place + 1 :]:
            if second.asked.id in first.clashes:
                text = f"{first.asked.id} and {second.asked.id} may hold the same people or things; count each once"
                yield Flag("may-count-twice", text, bid.id, second.asked.id)


def _proportion(tender: Tender, bid: Bid, worths: Sequence[Worth]) -> Iterator[Flag]:
    """Find offers out of all proportion to the contract, measure by measure and together."""
    limit = tender.scoring.flag_above * tender.value_of(bid.lot)
    worked = [(worth, one.quantity.value * worth.pounds) for worth in worths if (one := bid.commitment(worth.asked.id))]
    for worth, pounds in worked:
        if pounds > limit:
            yield _too_much(tender, bid, worth.asked.id, pounds)
    total = sum(pounds for worth, pounds in worked if worth.left_out is None)
    if total > limit:
        yield _too_much(tender, bid, "", total)


def _too_much(tender: Tender, bid: Bid, measure: str, pounds: float) -> Flag:
    what = measure or "all commitments together"
    share = pounds / tender.value_of(bid.lot)
    text = f"{what}: {money_text(pounds, tender.currency)} is {share:.3g} times the value of the contract; ask how"
    return Flag("out-of-proportion", text, bid.id, measure)
