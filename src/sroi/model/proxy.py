"""Proxies: what a thing is worth, who says so, and in the prices of which year."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.model.shown import Shown

Beneficiary: TypeAlias = Literal["individual", "state", "council", "nhs", "employer", "community", "society"]
ProxyKind: TypeAlias = Literal["fiscal", "economic", "social", "wellbeing", "environmental", "market"]
Method: TypeAlias = Literal[
    "unit-cost", "wellbeing-valuation", "replacement-cost", "market-price", "stated-preference", "derived"
]
Account: TypeAlias = Literal["social-value", "local-economy", "cost"]
Confidence: TypeAlias = Literal["high", "medium", "low"]
Checked: TypeAlias = Literal["original", "copy", "secondary"]

_FINANCIAL = re.compile(r"(\d{4})/(\d{2})")
_YEAR_MEANT = re.compile(r"(?:FY)?\s*([0-9]{4})(?:\s*[-–/]\s*([0-9]{2}|[0-9]{4}))?", re.IGNORECASE)
_PROXY_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*(\.[a-z0-9]+(_[a-z0-9]+)*)+")
_SOURCE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def _exact(value: Any) -> Any:
    """Read a quoted decimal as printed; a bare number would have lost its digits already."""
    if not isinstance(value, str | Decimal):
        raise refuse("amount-not-quoted", f"{value!r} is not a quoted amount", 'write the digits as printed, in quotes: "489.39"')
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise refuse("not-a-number", f"{value!r} is not a number", 'write digits and a point only: "489.39"') from None
    if not number.is_finite():
        raise refuse("not-finite", f"{value!r} is not a finite number", "give a number, or leave the amount out")
    return number


def _price_year(value: Any) -> Any:
    """Keep a calendar year, a financial year such as 2012/13, or ``any``."""
    if value == "any" or _is_year(value):
        return value
    meant = meant_year(value)
    fix = f"write {meant}" if meant else 'write a calendar year (2019), a financial year ("2012/13"), or "any" for a ratio'
    raise refuse("not-a-price-year", f"{value!r:.60} is not a price year", fix)


def meant_year(value: Any) -> str:
    """Give the price year that a text seems to mean; nothing where it seems to mean none.

    >>> meant_year("2025-26"), meant_year("FY 2025/2026"), meant_year("2025"), meant_year("2025/27")
    ('2025/26', '2025/26', '2025 without quotes', '')
    """
    found = _YEAR_MEANT.fullmatch(value.strip()[:60]) if isinstance(value, str) else None
    if found and not found[2]:
        return f"{found[1]} without quotes"
    return f"{found[1]}/{found[2][-2:]}" if found and _is_year(f"{found[1]}/{found[2][-2:]}") else ""


def _is_year(value: Any) -> bool:
    if isinstance(value, str):
        parts = _FINANCIAL.fullmatch(value)
        return parts is not None and (int(parts[1]) + 1) % 100 == int(parts[2])
    return isinstance(value, int) and not isinstance(value, bool) and _FIRST_YEAR <= value <= _LAST_YEAR


def _proxy_id(value: str) -> str:
    if _PROXY_ID.fullmatch(value):
        return value
    raise refuse("not-a-proxy-id", f"'{value}' is not a proxy id", "write theme.name in small letters, digits and underscores")


def _source_id(value: str) -> str:
    if _SOURCE_ID.fullmatch(value):
        return value
    raise refuse("not-kebab-case", f"'{value}' is not kebab-case", "write small letters and digits joined by hyphens")


Exact: TypeAlias = Annotated[
    Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
]
"""A number kept to the digit, written in quotes."""

PriceYear: TypeAlias = Annotated[
    int | str,
    BeforeValidator(_price_year),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": _FIRST_YEAR, "maximum": _LAST_YEAR},
                {"type": "string", "pattern": r"^([0-9]{4}/[0-9]{2}|any)$"},
            ]
        }
    ),
]
"""A calendar year as a whole number, a financial year as ``2012/13``, or ``any`` for a ratio."""

ProxyId: TypeAlias = Annotated[Text, AfterValidator(_proxy_id)]
SourceId: TypeAlias = Annotated[Text, AfterValidator(_source_id)]
Texts: TypeAlias = Annotated[tuple[Text, ...], AsTuple]


class Source(Record):
    """A document that figures come from, and whether they may be passed on.

    Args:
        id: kebab-case; the name of its file.
        title: as the publisher prints it.
        publisher: who published it.
        year: year of publication; None when the document carries no date.
        url: where it stands, if that is known.
        licence: its licence, such as ``OGL-UK-3.0``; ``unknown`` when none was found.
        redistribution: ``yes``; ``cited-fact``: single figures quoted with their source; ``no``: licensed
            figures, which stay on the disk of whoever holds the licence.
        notes: how it was read.

    """

    id: SourceId
    title: Text
    publisher: Text
    year: int | None = None
    url: Text | None = None
    licence: Text
    redistribution: Literal["yes", "cited-fact", "no"]
    notes: Text | None = None

    @model_validator(mode="after")
    def _licence_allows(self) -> Source:
        if (self.licence == "unknown") and self.redistribution == "yes":
            raise refuse(
                "unknown-licence-passed-on",
                "a document of unknown licence cannot be passed on",
                "write redistribution: cited-fact",
            )
        return self


class Unit(Record):
    """A thing that quantities count.

    Args:
        singular: its name for one.
        plural: its name for several.
        meaning: what one of it is.

    """

    singular: Text
    plural: Text
    meaning: Text


class ProxyValue(Record):
    """One amount of a proxy, in the prices of one year, from one source.

    Args:
        amount: pounds for one unit, to the digit as printed; may be negative.
        low: least that is plausible; None when none was found, which is not zero.
        high: most that is plausible; None likewise.
        price_year: 2019, ``2012/13``, or ``any`` for a ratio, which is never uprated.
        price_year_assumed: true when the source prints no price year.
        source: id of the document it was read in.
        also: ids of further documents of a derivation.
        locator: where it stands in the document.
        confidence: in using the amount for the thing named.
        checked: read on the publisher's page, in a faithful copy, or as quoted by someone else.
        derivation: the arithmetic, when the amount is worked out.
        note: what a user must know.

    """

    amount: Exact
    low: Exact | None = None
    high: Exact | None = None
    price_year: PriceYear
    price_year_assumed: bool = False
    source: SourceId
    also: Texts = ()
    locator: Text
    confidence: Confidence
    checked: Checked
    derivation: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> ProxyValue:
        low = self.amount if self.low is None else self.low
        high = self.amount if self.high is None else self.high
        if not low <= self.amount <= high:
            raise refuse(
                "range-out-of-order", f"{self.low} ≤ {self.amount} ≤ {self.high} does not hold", "give low ≤ amount ≤ high"
            )
        return self


class Proxy(Shown, Record):
    """One thing valued from one point of view.

    Args:
        id: ``theme.name``; the path of its file.
        title: a short name.
        values_what: what the amount is the worth of, in one sentence.
        unit: what one amount stands for; one of the closed list of units.
        currency: three letters; only GBP is uprated.
        beneficiary: who gains.
        kind: the kind of value.
        transfer: money that only moves between parties; left out of a total for society.
        method: how it was valued.
        lifetime: already a sum over years; takes no duration and no drop-off.
        account: accounts are never added to each other.
        stands_as: ``value``; ``floor``: the least that is certain; ``cost``: what providing it costs, for want of a value.
        values: the first is the one to use; later ones are other years of the same thing.
        measures: ids of the measures that may use it.
        overlaps_with: ids of proxies that may not be added to it for the same person or thing.
        evidence_note: how far the evidence carries.

    """

    id: ProxyId
    title: Text
    values_what: Text
    unit: Text
    currency: Annotated[Text, Field(pattern=r"^[A-Z]{3}$")]
    beneficiary: Beneficiary
    kind: ProxyKind
    transfer: bool
    method: Method
    lifetime: bool
    account: Account
    stands_as: Literal["value", "floor", "cost"] = "value"
    values: Annotated[tuple[ProxyValue, ...], AsTuple, Field(min_length=1)]
    measures: Texts = ()
    overlaps_with: Texts = ()
    evidence_note: Text | None = None

    def to_dict(self, *, mask: bool = False) -> dict[str, Any]:
        """Return plain data in the shape of the file; ``mask`` leaves every amount out."""
        data = super().to_dict()
        amounts = ("amount", "low", "high", "derivation", "note")
        hidden = [{key: one for key, one in value.items() if key not in amounts} for value in data["values"]]
        return {**data, "values": hidden} if mask else data

    @property
    def theme(self) -> str:
        """The part of the id before the last point."""
        return self.id.rpartition(".")[0]

    @model_validator(mode="after")
    def _makes_sense(self) -> Proxy:
        if self.lifetime and self.unit.endswith("-year"):
            raise refuse("lifetime-per-year", "a lifetime amount cannot be per year", "write lifetime: false, or another unit")
        if self.unit != "pound" and any(value.price_year == "any" for value in self.values):
            raise refuse("any-price-year", "only an amount per pound may be of any price year", "give the price year")
        if self.id in self.overlaps_with:
            raise refuse("overlaps-itself", "a proxy cannot overlap with itself", "take its own id out of overlaps_with")
        return self
