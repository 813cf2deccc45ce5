"""The case: what was put in, what changed, and what each change is taken to be worth. Format 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from sroi.model.base import AsTuple, Record, Text
from sroi.model.case_checks import check_whole
from sroi.model.fields import (
    Attribution,
    Currency,
    Discount,
    Format,
    Id,
    PartYears,
    Perspective,
    Timing,
    YearFromOne,
    YearFromZero,
)
from sroi.model.local_economy import LocalEconomy, Year
from sroi.model.numbers import Duration, Money, Quantity, Share
from sroi.model.proxy import Account, Beneficiary, Confidence, PriceYear
from sroi.model.proxy import ProxyKind as Kind
from sroi.model.published import Published
from sroi.model.scenario import Scenario
from sroi.model.shown import Shown

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler, ModelWrapValidatorHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class Source(Record):
    """Where a study stands."""

    title: Text
    authors: Text | None = None
    publisher: Text | None = None
    year: int | None = None
    url: Text | None = None
    pages: Text | None = None


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

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A bare number is no proxy: it has no unit and no price year."""
        return handler(core)


ProxyChoice: TypeAlias = Annotated[
    Annotated[InlineProxy, Tag("itself")] | Annotated[Text, Tag("name")],
    Discriminator(lambda value: "name" if isinstance(value, str) else "itself"),
]
"""A proxy written out, or the id of one in the catalogue."""


class Outcome(Record):
    """A change for a stakeholder, what it is worth, and what is taken off.

    Args:
        output: what was done for them, in numbers, such as sessions held.
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
    output: Text | None = None
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
    people: Id | None = None
    note: Text | None = None

    model_config = ConfigDict(json_schema_extra={"not": {"required": ["attribution", "contribution"]}})


class Correlation(Record):
    """Two named numbers that tend to move together.

    Args:
        between: the names of the two, such as ``less-lonely.quantity``, a catalogue proxy's id, or a ``name`` given.
        rank: Spearman's rank correlation, −1 to 1.

    """

    between: Annotated[tuple[Text, Text], AsTuple]
    rank: Annotated[float, Field(ge=-1, le=1)]


class Waiver(Record):
    """A finding of ``sroi.check`` that the case lets stand, and why. It is printed, never hidden.

    Args:
        code: code of the rule.
        reason: why the finding may stand.
        where: place of the finding, or of the line it is about; every place when absent.

    """

    code: Text
    reason: Text
    where: Text | None = None


class Case(Shown, Record):
    """One case: a programme, its inputs, its outcomes and the method. Frozen.

    The file format is its shape: see the reference page on case files. Every rule that spans several
    fields is checked too, and all faults come at once.

    Raises:
        pydantic.ValidationError: made in Python with values it cannot take; ``sroi.read_case`` says the
            same with file, line and fix.

    """

    format: Format
    id: Id
    title: Text
    organisation: Text | None = None
    stage: Literal["forecast", "evaluative"] = "evaluative"
    source: Source | None = None
    notes: Annotated[tuple[Text, ...], AsTuple] = ()
    currency: Currency
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
    correlations: Annotated[tuple[Correlation, ...], AsTuple] = ()
    local_economy: LocalEconomy | None = None
    published: Published | None = None
    waivers: Annotated[tuple[Waiver, ...], AsTuple] = ()

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["local_economy"]}, {"properties": {"outcomes": {"minItems": 1}}}]}
    )

    @model_validator(mode="wrap")
    @classmethod
    def _all_at_once(cls, data: Any, handler: ModelWrapValidatorHandler[Case]) -> Case:
        return check_whole(cls.__name__, data, handler)
