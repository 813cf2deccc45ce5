"""The case: what was put in, what changed, and what each change is taken to be worth. Format 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.model.case_checks import check_whole
from sroi.model.local_economy import LocalEconomy, Year
from sroi.model.numbers import Duration, Money, Quantity, Rate, Share
from sroi.model.proxy import Account, Beneficiary, Confidence, PriceYear
from sroi.model.proxy import ProxyKind as Kind
from sroi.model.published import Published
from sroi.model.scenario import Scenario

if TYPE_CHECKING:
    from pydantic import ModelWrapValidatorHandler

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Timing: TypeAlias = Literal["start_of_year", "mid_year", "end_of_year"]
PartYears: TypeAlias = Literal["pro_rata", "whole_years"]
Perspective: TypeAlias = Literal["society", "state", "council"]


def _kebab(value: str) -> str:
    if not _KEBAB.fullmatch(value):
        raise refuse(
            "id-not-kebab-case",
            f"{value!r:.60} is not an id in kebab-case",
            "use small letters, digits and single hyphens: less-lonely",
        )
    return value


def _from_one(value: int) -> int:
    if value < 1:
        raise refuse("year-below-one", f"{value} is below 1", "years of a benefit are counted 1, 2, 3 …")
    return value


def _from_zero(value: int) -> int:
    if value < 0:
        raise refuse("year-below-zero", f"{value} is below 0", "an input stands in year 0 or later")
    return value


Id: TypeAlias = Annotated[Text, AfterValidator(_kebab), WithJsonSchema({"type": "string", "pattern": f"^{_KEBAB.pattern}$"})]
YearFromOne: TypeAlias = Annotated[int, AfterValidator(_from_one), WithJsonSchema({"type": "integer", "minimum": 1})]
YearFromZero: TypeAlias = Annotated[int, AfterValidator(_from_zero), WithJsonSchema({"type": "integer", "minimum": 0})]


def _written_as(value: Any) -> str:
    """Say which of the forms a value is written in: its name, a list, or the thing itself."""
    if isinstance(value, str):
        return "name"
    return "list" if isinstance(value, list | tuple) else "itself"


class Source(Record):
    """Where a study stands."""

    title: Text
    authors: Text | None = None
    publisher: Text | None = None
    year: int | None = None
    url: Text | None = None
    pages: Text | None = None


Discount: TypeAlias = Annotated[
    Annotated[Rate, Tag("itself")]
    | Annotated[Text, Tag("name")]
    | Annotated[tuple[Rate, ...], AsTuple, Field(min_length=1), Tag("list")],
    Discriminator(_written_as),
]
"""A rate, the id of a dated schedule, or yearly rates whose last one holds on."""


class Method(Record):
    """How the years are counted and discounted.

    Args:
        discount: a rate, the id of a dated schedule, or a list of yearly rates whose last holds on.
        timing: where in a projection year its money falls; end_of_year divides year 1 by 1 + rate.
        part_years: pro_rata pays 10 % of year 3 for a duration of 2.1; whole_years pays all of it.

    """

    discount: Discount
    timing: Timing = "end_of_year"
    part_years: PartYears = "pro_rata"


class Input(Record):
    """What somebody put in: money, goods or time.

    Args:
        amount: in the case's currency and price year.
        year: projection year it falls in; 0, the start, is not discounted.
        timing: where in its year, when not as the method says.

    """

    id: Id
    stakeholder: Text
    title: Text | None = None
    amount: Money
    kind: Literal["cash", "in_kind", "volunteer_time"] = "cash"
    year: YearFromZero = 0
    timing: Timing | None = None
    note: Text | None = None


class InlineProxy(Money):
    """A financial proxy written in the case itself; with an ``id`` it takes the place of the catalogue's.

    Args:
        amount: worth of one unit, in prices of ``price_year``.
        unit: what one of is worth the amount.
        price_year: calendar or financial year of the prices.

    """

    id: Text | None = None
    unit: Text
    price_year: PriceYear
    title: Text | None = None
    url: Text | None = None
    note: Text | None = None
    transfer: bool = False
    lifetime: bool = False
    confidence: Confidence | None = None
    beneficiary: Beneficiary | None = None
    account: Account | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: Any) -> Any:
        return data


ProxyChoice: TypeAlias = Annotated[
    Annotated[InlineProxy, Tag("itself")] | Annotated[Text, Tag("name")],
    Discriminator(lambda value: "name" if isinstance(value, str) else "itself"),
]
"""A proxy written out, or the id of one in the catalogue."""


def _one_or_more(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


Attribution: TypeAlias = Annotated[tuple[Share, ...], BeforeValidator(_one_or_more)]
"""Owed to others: one share, or one for each other contributor."""


class Outcome(Record):
    """A change for a stakeholder, what it is worth, and what is taken off.

    Args:
        quantity: how many changed, in ``unit``.
        proxy: what one unit is worth for one year.
        deadweight: share that would have happened anyway; absent is 0 and a finding.
        displacement: share that was only moved from elsewhere.
        attribution: share owed to others, one or several; several multiply.
        contribution: our own share, in the place of attribution.
        drop_off: share of the benefit lost each year.
        drop_off_from: first benefit year that is reduced; 2 keeps year 1 whole.
        duration: years the benefit lasts, parts of a year included.
        starts: projection year in which benefit year 1 falls.
        people: id of the group of people meant, so that two lines on the same people are noticed.

    """

    id: Id
    stakeholder: Text
    title: Text
    indicator: Text | None = None
    measure: Text | None = None
    quantity: Quantity
    unit: Text
    proxy: ProxyChoice
    kind: Kind | None = None
    deadweight: Share | None = None
    displacement: Share | None = None
    attribution: Attribution | None = None
    contribution: Share | None = None
    drop_off: Share | None = None
    drop_off_from: YearFromOne = 2
    duration: Duration = Duration(value=1)
    starts: YearFromOne = 1
    people: Text | None = None
    note: Text | None = None


class Case(Record):
    """One case: a programme, its inputs, its outcomes and the method. Frozen.

    The file format is its shape: see the reference page on case files. Every rule that spans several
    fields is checked too, and all faults come at once.

    Raises:
        pydantic.ValidationError: made in Python with values it cannot take; ``sroi.read_case`` says the
            same with file, line and fix.

    """

    format: Literal[1]
    id: Id
    title: Text
    organisation: Text | None = None
    stage: Literal["forecast", "evaluative"] = "evaluative"
    source: Source | None = None
    notes: Annotated[tuple[Text, ...], AsTuple] = ()
    currency: Annotated[Text, Field(pattern=r"^[A-Z]{3}$")]
    price_year: Year
    prices: Literal["real", "nominal"] = "real"
    perspective: Perspective = "society"
    area: Text | None = None
    period: Text | None = None
    sector: Text | None = None
    method: Method
    inputs: Annotated[tuple[Input, ...], AsTuple]
    outcomes: Annotated[tuple[Outcome, ...], AsTuple]
    scenarios: Annotated[tuple[Scenario, ...], AsTuple] = ()
    local_economy: LocalEconomy | None = None
    published: Published | None = None

    @model_validator(mode="wrap")
    @classmethod
    def _all_at_once(cls, data: Any, handler: ModelWrapValidatorHandler[Case]) -> Case:
        return check_whole(cls.__name__, data, handler)
