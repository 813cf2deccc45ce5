"""What was agreed after award, or as the condition of a transfer: promises that delivery is held against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from sroi.catalogue import Catalogue
from sroi.errors import InvalidDataError, NotFoundError
from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.model.fields import Currency, Format, Id
from sroi.model.local_economy import Year
from sroi.model.numbers import Number
from sroi.model.proxy import Texts
from sroi.procurement.bids import Bid
from sroi.procurement.tenders import Context, Positive, Side, Tender
from sroi.procurement.worth import worths

_SLACK = 1e-9


class Promise(Record):
    """One measure that was agreed on.

    Args:
        measure: id.
        unit: what is counted.
        quantity: promised over the whole term, at least 0.
        worth: pounds of one unit in prices of the agreement; None where it is followed in units alone.
        side: core or added.
        delivery: quantity by period, adding up to the quantity.
        evidence: how delivery will be shown.
        local: the pounds are local-economy pounds, which are never added to social value.

    """

    measure: Text
    unit: Text
    quantity: Annotated[Number, Field(ge=0)]
    worth: Number | None = None
    side: Side | None = None
    delivery: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    evidence: Text | None = None
    local: bool = False

    @model_validator(mode="after")
    def _adds_up(self) -> Promise:
        total = sum(self.delivery.values())
        if self.delivery and abs(total - self.quantity) > _SLACK * max(1.0, total):
            problem = f"{self.measure}: {total:.10g} by period, {self.quantity:.10g} in all"
            raise refuse("delivery-not-quantity", problem, "let the periods add up to the quantity")
        return self


class Consideration(Record):
    """What the public gives up in return: a rent or a price below the market's.

    Args:
        market: pounds that the market would pay over the term.
        paid: pounds that are paid, such as a peppercorn.
        basis: who valued it, and when.

    """

    market: Annotated[Number, Field(ge=0)]
    paid: Annotated[Number, Field(ge=0)]
    basis: Text

    @model_validator(mode="after")
    def _market_is_more(self) -> Consideration:
        if self.paid > self.market:
            raise refuse("paid-above-market", "more is paid than the market would", "leave the consideration out")
        return self

    @property
    def forgone(self) -> float:
        """Pounds given up."""
        return self.market - self.paid


class Agreement(Record):
    """A contract after award, an asset transfer, a land sale, a performance framework or corporate indicators. Frozen.

    Args:
        id: kebab-case; the contract of the ledger.
        title: what it is.
        context: which of them.
        authority: whose it is.
        provider: who delivers.
        sector: such as ``social enterprise``.
        currency: of every amount.
        price_year: prices of every ``worth``.
        contract_value: pounds over the whole term; None where nothing is bought.
        consideration: a rent or price below the market's.
        promises: one for each measure.
        notes: what else a reader must know.

    """

    format: Format = 1
    id: Id
    title: Text
    context: Context = "contract"
    authority: Text
    provider: Text
    sector: Text | None = None
    currency: Currency = "GBP"
    price_year: Year
    contract_value: Positive | None = None
    consideration: Consideration | None = None
    promises: Annotated[tuple[Promise, ...], AsTuple, Field(min_length=1)]
    notes: Texts = ()

    @model_validator(mode="after")
    def _once_each(self) -> Agreement:
        ids = [one.measure for one in self.promises]
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice:
            raise refuse("promise-twice", f"{twice} is promised twice", "add the two up, or take one away")
        return self

    def promise(self, measure: str) -> Promise:
        """Give the promise for a measure.

        Raises:
            NotFoundError: nothing was agreed on it (``promise-not-found``).

        """
        found = next((one for one in self.promises if one.measure == measure), None)
        if found is None:
            known = ", ".join(one.measure for one in self.promises)
            raise NotFoundError(
                f"{self.id} promises nothing under '{measure}'", code="promise-not-found", fix=f"use one of {known}"
            )
        return found


def award(tender: Tender, bid: Bid, *, id: str | None = None, catalogue: Catalogue | None = None) -> Agreement:  # noqa: A002 - files say id
    """Turn the winning bid into what its delivery is held against, at the pounds it was scored with.

    Args:
        tender: as published.
        bid: the one that won.
        id: kebab-case name of the contract; the tender's, with the lot's, when absent.
        catalogue: where proxies are looked up; the package's own by default.

    Returns:
        An agreement with a promise for each commitment to a measure of the tender.

    Raises:
        InvalidDataError: a measure cannot be valued, or the bid commits to nothing that was asked for (``no-promises``).

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> bids = procurement.read_bids("docs/examples/tender_young_carers_bids.csv", tender)
        >>> contract = award(tender, bids[0])
        >>> contract.provider, len(contract.promises)
        ('Harbour Trust', 3)

    """
    name = "-".join(filter(None, [tender.id, bid.lot]))
    promises = tuple(_promises(tender, bid, catalogue))
    if not promises:
        problem = f"the bid '{bid.id}' commits to nothing that was asked for"
        raise InvalidDataError(problem, code="no-promises", where=f"bid {bid.id}", fix="award another bid, or none")
    return Agreement(
        id=id or name,
        title=tender.title,
        context=tender.context,
        authority=tender.authority,
        provider=bid.bidder,
        sector=bid.sector,
        currency=tender.currency,
        price_year=tender.price_year,
        contract_value=bid.price or tender.value_of(bid.lot),
        promises=promises,
    )


def _promises(tender: Tender, bid: Bid, catalogue: Catalogue | None) -> Iterator[Promise]:
    asked = tender.measures_of(bid.lot)
    for worth in worths(tender, catalogue=catalogue):
        one = bid.commitment(worth.asked.id)
        if one is not None and worth.asked in asked:
            yield Promise(
                measure=one.measure,
                unit=one.unit,
                quantity=one.quantity.value,
                worth=worth.pounds,
                side=worth.asked.side,
                delivery=dict(one.delivery),
                evidence=one.evidence,
                local=worth.left_out is not None,
            )
