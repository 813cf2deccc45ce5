"""The bid: what a bidder commits to for each measure, and how its answers were moderated."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.model.fields import Format, Id
from sroi.model.numbers import Quantity, ShareNumber
from sroi.model.proxy import Texts
from sroi.procurement.tenders import Positive

_SLACK = 1e-9


class Answer(Record):
    """How the panel marked a written answer on the tender's scale.

    Args:
        moderated: the one mark agreed on.
        marks: of each assessor, before moderation.
        reason: why the panel agreed on it.

    """

    moderated: Annotated[float, Field(ge=0)]
    marks: Annotated[tuple[Annotated[float, Field(ge=0)], ...], AsTuple] = ()
    reason: Text | None = None


class Commitment(Record):
    """What a bidder promises for one measure.

    Args:
        measure: id, such as ``knowsley/13``.
        quantity: how many, in ``unit``; 0 offers nothing and says so. May carry low and high.
        unit: the unit that the tender asks for.
        evidence: how delivery will be shown.
        delivery: quantity by period, such as ``{2026/27: 4, 2027/28: 8}``, adding up to the quantity.
        answer: the moderated mark of the written answer.
        note: what else the bidder says.

    """

    measure: Text
    quantity: Quantity
    unit: Text
    evidence: Text | None = None
    delivery: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    answer: Answer | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _holds(self) -> Commitment:
        low = self.quantity.low if self.quantity.low is not None else self.quantity.value
        if min(low, self.quantity.value) < 0:
            raise refuse("below-zero", f"{self.measure}: a commitment below zero", "give 0 where nothing is offered")
        total = sum(self.delivery.values())
        if self.delivery and abs(total - self.quantity.value) > _SLACK * max(1.0, total):
            problem = f"{self.measure}: {total:.10g} by period, {self.quantity.value:.10g} in all"
            raise refuse("delivery-not-quantity", problem, "let the periods add up to the quantity")
        return self


class Bid(Record):
    """One bidder's offer for one lot. Frozen.

    Args:
        format: 1.
        id: kebab-case, its own for each bid of a tender.
        bidder: who offers.
        tender: id of the tender.
        lot: id of the lot; none where the tender has no lots.
        price: pounds for the whole term.
        quality: moderated share of the quality points, 0 to 1.
        sector: such as ``social enterprise``.
        commitments: one for each measure answered; a measure without one is a missing answer, not a zero.
        notes: what else the bidder says.

    """

    format: Format = 1
    id: Id
    bidder: Text
    tender: Text | None = None
    lot: Text | None = None
    price: Positive | None = None
    quality: ShareNumber | None = None
    sector: Text | None = None
    commitments: Annotated[tuple[Commitment, ...], AsTuple] = ()
    notes: Texts = ()

    @model_validator(mode="after")
    def _once_each(self) -> Bid:
        ids = [one.measure for one in self.commitments]
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice:
            raise refuse("commitment-twice", f"{twice} is committed to twice", "add the two up, or take one away")
        return self

    def commitment(self, measure: str) -> Commitment | None:
        """Give what is promised for a measure; None where nothing is said."""
        return next((one for one in self.commitments if one.measure == measure), None)
