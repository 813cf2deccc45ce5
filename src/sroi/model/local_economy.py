"""What a case says about money in a place: flows, spending, rates and hours; nothing is computed here.

Deadweight and displacement here are about money and jobs in an area. The words are the same as for the
outcomes of stakeholders, the parameters are not, and the two are kept apart.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, WithJsonSchema

from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.model.numbers import Money, Number, Quantity, Share
from sroi.model.proxy import PriceYear
from sroi.model.proxy import SourceId as Slug


def _a_year(value: int | str) -> int | str:
    if value == "any":
        raise refuse("not-a-price-year", "'any' is not a year", 'write a calendar year (2019) or a financial year ("2012/13")')
    return value


_YEAR_SCHEMA = {
    "anyOf": [{"type": "integer", "minimum": 1900, "maximum": 2200}, {"type": "string", "pattern": "^[0-9]{4}/[0-9]{2}$"}]
}

Year: TypeAlias = Annotated[PriceYear, AfterValidator(_a_year), WithJsonSchema(_YEAR_SCHEMA)]
"""A calendar year, or a financial year such as ``2025/26``."""

FlowKind: TypeAlias = Literal[
    "grant", "contract", "match_funding", "wages", "supplier_spend", "csr_cash", "in_kind", "volunteer_hours"
]
"""What a flow of money is."""

SourceType: TypeAlias = Literal[
    "lottery", "government", "trust", "outside_firm", "council", "local_nhs", "local_firm", "local_donor", "formula", "volunteers"
]
"""Who a flow comes from, seen from the area: the rows of the match-funding table."""

Convention: TypeAlias = Literal["score", "value_to_area"]
"""How LM3 counts the first pound: whole, or only when it stays."""

Letter: TypeAlias = Literal["A", "B", "C", "D", "E"]
"""Which of the five local-economy questions a figure answers."""

GrossIs: TypeAlias = Literal["gross", "after_leakage", "lm3"]
"""What an impact already had taken off or added before it was handed in."""


class Flow(Record):
    """One named flow of money into, or within, the area.

    Args:
        id: kebab-case name of the flow.
        amount: pounds, 0 or more, as received.
        year: year in which it was received, which is its price year.
        external: whether the money comes from outside the area.
        kind: what the flow is.
        source: name of whoever pays; every external pound has one.
        source_type: what kind of payer that is, seen from the area; likewise.
        destination: who receives it.
        deadweight: chance that it would have come anyway, 0 to 1; needed for external cash.
        retained: share of it spent in the area, 0 to 1.
        input: id of the case's input that is the same money; needed for match funding in a case.
        title: what it is called.
        notes: remarks.

    """

    id: Slug
    amount: Money
    year: Year
    external: bool
    kind: FlowKind
    source: Text | None = None
    source_type: SourceType | None = None
    destination: Text | None = None
    deadweight: Share | None = None
    retained: Share | None = None
    input: Slug | None = None
    title: Text | None = None
    notes: Annotated[tuple[Text, ...], AsTuple] = ()


class Spend(Record):
    """Money paid to one kind of recipient: a line of round 2, with what it leads to in round 3.

    Args:
        recipient: kind of recipient, as in the index of local re-spend rates, or ``resident staff``.
        amount: pounds paid to recipients of this kind.
        local: whether they are in the area.
        respend: share of the pound they spend in the area again, 0 to 1; blank means the published rate
            of the kind when local, and nothing when not. Resident staff have no published rate.
        source: where the re-spend rate stands: a source id, or ``survey``.

    """

    recipient: Text
    amount: Number
    local: bool
    respend: Share | None = None
    source: Text | None = None


class Spending(Record):
    """The income studied by LM3 and where it was spent.

    Args:
        income: round 1, the whole income or budget, in pounds.
        lines: what was paid to whom.
        convention: ``score`` or ``value_to_area``.

    """

    income: Number
    lines: Annotated[tuple[Spend, ...], AsTuple]
    convention: Convention = "score"


class Reference(Record):
    """The reference case: what would have happened without the project.

    A rate left out is the project's own.

    Args:
        gross: gross impact in the reference case, in the project's unit.
        leakage: share that goes to people outside the area, 0 to 1.
        displacement: share taken from other local activity, 0 to 1.
        substitution: share that only swaps one input for another, 0 to 1.
        multiplier: supplier and income effects, 0 or more.

    """

    gross: Number
    leakage: Share | None = None
    displacement: Share | None = None
    substitution: Share | None = None
    multiplier: Number | None = None


class AreaRates(Record):
    """The rates of additionality seen from one area.

    Args:
        area: name of the area.
        leakage: share that goes to people outside it, 0 to 1; no default.
        displacement: share taken from other activity in it, 0 to 1; no default.
        deadweight: share that would have happened anyway, 0 to 1; this or ``reference``.
        reference: the reference case, for the full form.
        substitution: share that only swaps one input for another, 0 to 1.
        multiplier: supplier and income effects; 1 unless given.
        population: people who live in the area; needed for a multiplier above 1.2.
        override: reason for a multiplier above 1.2 in an area under 250,000 people.

    """

    area: Text
    leakage: Share
    displacement: Share
    deadweight: Share | None = None
    reference: Reference | None = None
    substitution: Share | None = None
    multiplier: Number = 1.0
    population: int | None = None
    override: Text | None = None


class GrossImpact(Record):
    """A gross impact and the areas from which to look at it, smallest first.

    Args:
        amount: gross impact, in ``unit``.
        unit: ``GBP of GVA``, or ``jobs``.
        areas: the rates seen from each area.
        gross_is: ``gross``; ``after_leakage`` when leakage was taken off; ``lm3`` when it holds re-spending.

    """

    amount: Money
    areas: Annotated[tuple[AreaRates, ...], AsTuple]
    unit: Literal["GBP of GVA", "jobs"] = "GBP of GVA"
    gross_is: GrossIs = "gross"


class Output(Record):
    """Output bought from one industry, to be followed to its suppliers.

    Args:
        amount: pounds of output before deductions.
        industry: sector, as in the index of multipliers.
        deadweight: share that would have been bought anyway, 0 to 1.
        displacement: share taken from other local activity, 0 to 1.

    """

    amount: Money
    industry: Text
    deadweight: Share | None = None
    displacement: Share | None = None


class VolunteerHours(Record):
    """Hours that volunteers gave.

    Args:
        hours: hours in the year.
        year: year of the rate, which becomes the price year of the figure.
        rate: ``national_living_wage``, ``median_pay`` or ``gva_per_hour``.

    """

    hours: Quantity
    year: Year
    rate: Literal["national_living_wage", "median_pay", "gva_per_hour"] = "national_living_wage"


class LocalLine(Record):
    """Something measured that is worth local pounds, such as a measure whose proxy is a local-economy one.

    Args:
        id: kebab-case name, also the key of the figure.
        title: what was measured.
        figure: which of the five questions it answers.
        quantity: how many.
        amount: pounds for one.
        deadweight: share that would have happened anyway, 0 to 1; no default.
        displacement: share taken from other local activity, 0 to 1; no default.
        retained: share kept in the area, 0 to 1; blank when the amount already counts only what stays.
        measure: framework measure, such as ``knowsley/18``.
        source: id of the proxy or source of the amount.
        unit: ``GBP``, or ``GBP of …``.

    """

    id: Slug
    title: Text
    figure: Letter
    quantity: Quantity
    amount: Money
    deadweight: Share
    displacement: Share
    retained: Share | None = None
    measure: Text | None = None
    source: Text | None = None
    unit: Annotated[str, Field(pattern=r"^GBP( of .+)?$")] = "GBP"


class LocalEconomy(Record):
    """The ``local_economy`` block of a case.

    Args:
        area: the place whose economy is meant.
        population: people who live there.
        price_year: price year of the figures; the case's where blank.
        own_grant: pounds of the council's or funder's own grant, for leverage.
        flows: money that came in, or was moved within, the area.
        spending: income and spending, for LM3.
        impact: gross impact and its rates, for additionality.
        output: output bought from an industry, for the input-output effect.
        volunteers: hours that volunteers gave.
        lines: other things measured that are worth local pounds.

    """

    area: Text
    population: int | None = None
    price_year: Year | None = None
    own_grant: Money | None = None
    flows: Annotated[tuple[Flow, ...], AsTuple] = ()
    spending: Spending | None = None
    impact: GrossImpact | None = None
    output: Output | None = None
    volunteers: VolunteerHours | None = None
    lines: Annotated[tuple[LocalLine, ...], AsTuple] = ()
