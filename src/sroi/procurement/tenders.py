"""The tender: what is bought, what is asked beside it, and how it will be scored, all said beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from sroi.errors import NotFoundError
from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.model.case import InlineProxy, Method
from sroi.model.fields import Attribution, Currency, Format, Id, Names, YearFromOne
from sroi.model.local_economy import Year
from sroi.model.numbers import Duration, Number, Share, ShareNumber
from sroi.model.proxy import Texts
from sroi.procurement.rules import Found, Rules, breaches, rules_of

if TYPE_CHECKING:
    from pydantic import ModelWrapValidatorHandler

Side: TypeAlias = Literal["core", "added"]
Context: TypeAlias = Literal["contract", "asset-transfer", "land-sale", "performance-framework", "corporate-indicators"]
Compared: TypeAlias = Literal["measure", "side"]
ScoringMethod: TypeAlias = Literal["best", "target", "bands", "per_pound"]
Criterion: TypeAlias = Literal["price", "quality", "core", "added"]

SIDES: tuple[Side, ...] = ("core", "added")
_SLACK = 1e-9


def _above_zero(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool) and value <= 0:
        raise refuse("not-above-zero", f"{value!r} is not above zero", "give a number above zero")
    return value


Positive: TypeAlias = Annotated[Number, BeforeValidator(_above_zero)]
"""A number above zero."""


class Weights(Record):
    """How much each criterion weighs in the evaluation; the four add up to 1.

    Args:
        price: of the lowest price over one's own.
        quality: of the moderated quality of the bid.
        core: of social value that the contract itself buys.
        added: of social value in how it is delivered.

    """

    price: Share = Share(share=0.0)
    quality: Share = Share(share=0.0)
    core: Share = Share(share=0.0)
    added: Share = Share(share=0.0)

    @model_validator(mode="after")
    def _add_up(self) -> Weights:
        total = self.price.share + self.quality.share + self.core.share + self.added.share
        if abs(total - 1) > _SLACK:
            raise refuse(
                "weights-not-one", f"the weights add up to {total:.10g}", "let price, quality, core and added add up to 1"
            )
        return self


class Band(Record):
    """A step of a banded score: from this much on, this share of the points.

    Args:
        start: least that falls in the band, in units of the measure, or in pounds where sides are compared.
        share: share of the points, 0 to 1.

    """

    start: Annotated[Number, Field(ge=0)]
    share: ShareNumber


class Scoring(Record):
    """How commitments become points.

    Args:
        compares: ``measure``: each measure is scored by itself and carries its own weight, so that proxies drop out
            (except per pound); ``side``: the pounds of all core, or all added, measures are scored as one.
        method: ``best``: against the largest offer; ``target``: against a target, no more than all of the points;
            ``bands``: by steps; ``per_pound``: pounds of social value for each pound of contract, up to ``full_at``.
        quantitative: share of the points by quantity; the rest by the moderated answers.
        full_at: for ``per_pound``: pounds for each pound of contract that earn all of the points.
        targets: for ``target`` by side: pounds that earn all of the points.
        bands: for ``bands`` by side.
        scale: top of the moderated scale of the answers.
        flag_above: pounds of social value for each pound of contract above which an offer is flagged as out of proportion.

    """

    compares: Compared = "measure"
    method: ScoringMethod
    quantitative: ShareNumber = 1.0
    full_at: Positive | None = None
    targets: dict[Side, Positive] = Field(default_factory=dict)
    bands: Annotated[tuple[Band, ...], AsTuple] = ()
    scale: Positive | None = None
    flag_above: Positive = 1.0

    @model_validator(mode="after")
    def _complete(self) -> Scoring:
        if self.method == "per_pound" and self.full_at is None:
            raise refuse("full-at-missing", "per_pound has no end", "give full_at, in pounds for each pound of contract")
        if self.quantitative < 1 and self.scale is None:
            raise refuse("scale-missing", "answers are scored and there is no scale", "give the top of the scale: scale: 5")
        _rising(self.bands)
        return self


Chosen: TypeAlias = Annotated[
    Annotated[InlineProxy, Tag("itself")] | Annotated[Names, Tag("name")],
    Discriminator(lambda value: "itself" if isinstance(value, dict | InlineProxy) else "name"),
]
"""Ids of proxies, or one written out."""


class TenderMeasure(Record):
    """One measure that bidders are asked to commit to.

    Args:
        id: measure of the framework, such as ``knowsley/13``.
        side: ``core``: the contract itself buys it; ``added``: it lies in how the contract is delivered. One or the
            other: a measure stands once, so what is core is never also scored as added.
        unit: what a bidder counts, one of the units of its proxies.
        weight: how much it weighs against the others of its side, where measures are compared.
        proxy: ids of the catalogue, added up, or an amount written out; the measure's defaults in this unit when absent.
        alternatives: ids that could as well stand for ``proxy``; the measure's own alternatives in this unit when absent.
        target: quantity that earns all of the points.
        bands: steps by quantity.
        most: quantity above which nothing more is counted.
        required: a bid without it cannot win.
        relevance: why it belongs in this contract.
        deadweight: share that would happen anyway; so with displacement, attribution (owed to others) and drop_off.
        duration: years that one unit's benefit lasts.

    """

    id: Text
    side: Side
    unit: Text
    weight: Positive = 1.0
    proxy: Chosen | None = None
    alternatives: Texts | None = None
    target: Positive | None = None
    bands: Annotated[tuple[Band, ...], AsTuple] = ()
    most: Positive | None = None
    required: bool = False
    relevance: Text | None = None
    deadweight: Share | None = None
    displacement: Share | None = None
    attribution: Attribution | None = None
    drop_off: Share | None = None
    drop_off_from: YearFromOne = 2
    duration: Duration = Duration(value=1)
    starts: YearFromOne = 1

    @model_validator(mode="after")
    def _bands_rise(self) -> TenderMeasure:
        _rising(self.bands)
        return self


class Lot(Record):
    """A part of the contract that is awarded by itself.

    Args:
        id: kebab-case.
        title: what it is.
        contract_value: pounds over the whole term.
        measures: ids of the measures asked for in it; all when absent.

    """

    id: Id
    title: Text
    contract_value: Positive
    measures: Texts | None = None


def _rules(value: Any) -> Any:
    """Take the name of a framework for the rules its publisher printed."""
    if not isinstance(value, str):
        return value
    try:
        return rules_of(value)
    except NotFoundError as error:
        raise refuse(error.code, error.problem, error.fix) from None


class Tender(Record):
    """A tender with its scoring, published before any bid comes in. Frozen.

    Args:
        format: 1.
        id: kebab-case.
        title: what is bought.
        authority: who buys.
        context: a contract, or another use of the same records.
        framework: where the measures stand.
        currency: of every amount.
        price_year: prices in which commitments are valued.
        method: how the years of a benefit are discounted.
        contract_value: pounds over the whole term, lots together.
        lots: parts awarded by themselves; without them the tender is one lot.
        rules: the council's rules, or the id of a framework that prints them.
        weights: of price, quality, core and added.
        scoring: how commitments become points.
        measures: what is asked, each with its side.
        tie_break: criteria that decide between equal totals, the first first; without them a tie stays a tie.
        notes: what else a reader must know.

    """

    format: Format
    id: Id
    title: Text
    authority: Text
    context: Context = "contract"
    framework: Text = "knowsley"
    currency: Currency = "GBP"
    price_year: Year
    method: Method
    contract_value: Positive
    lots: Annotated[tuple[Lot, ...], AsTuple] = ()
    rules: Annotated[Rules, BeforeValidator(_rules, json_schema_input_type=Rules | str)] | None = None
    weights: Weights
    scoring: Scoring
    measures: Annotated[tuple[TenderMeasure, ...], AsTuple, Field(min_length=1)]
    tie_break: Annotated[tuple[Criterion, ...], AsTuple] = ()
    notes: Texts = ()

    @property
    def lot_ids(self) -> tuple[str | None, ...]:
        """Ids of the lots; None alone where the tender is one lot."""
        return tuple(one.id for one in self.lots) or (None,)

    def measures_of(self, lot: str | None = None) -> tuple[TenderMeasure, ...]:
        """Give the measures asked for in a lot, in the order of the tender."""
        wanted = next((one.measures for one in self.lots if one.id == lot), None)
        return tuple(one for one in self.measures if wanted is None or one.id in wanted)

    def value_of(self, lot: str | None = None) -> float:
        """Give the pounds of a lot, or of the whole contract."""
        return next((one.contract_value for one in self.lots if one.id == lot), self.contract_value)

    @model_validator(mode="wrap")
    @classmethod
    def _all_at_once(cls, data: Any, handler: ModelWrapValidatorHandler[Tender]) -> Tender:
        """Check the rules that span several fields, and raise everything that is wrong together."""
        made = handler(data)
        found = [*_listed(made), *_lots(made), *_sides(made), *_scored(made), *breaches(made)]
        if found:
            errors = [InitErrorDetails(type=refuse(*words), loc=place, input=place[-1]) for place, *words in found]
            raise ValidationError.from_exception_data(cls.__name__, errors)
        return made


def _listed(tender: Tender) -> Iterator[Found]:
    """Find measures that stand twice: what is core is never also added."""
    ids = [one.id for one in tender.measures]
    for place, one in enumerate(ids):
        if one in ids[:place]:
            problem = f"the measure '{one}' stands {ids.count(one)} times"
            yield ("measures", place, "id"), "measure-twice", problem, "keep it as core or as added, with one unit"


def _lots(tender: Tender) -> Iterator[Found]:
    ids = [one.id for one in tender.lots]
    known = {one.id for one in tender.measures}
    for place, lot in enumerate(tender.lots):
        if lot.id in ids[:place]:
            yield ("lots", place, "id"), "lot-twice", f"the lot '{lot.id}' stands twice", "give each lot its own id"
        for one in lot.measures or ():
            if one not in known:
                problem = f"lot {lot.id}: '{one}' is not among the measures"
                yield ("lots", place, "measures"), "lot-measure-unknown", problem, "list it among the measures"
    total = sum(lot.contract_value for lot in tender.lots)
    if tender.lots and abs(total - tender.contract_value) > _SLACK * tender.contract_value:
        problem = f"the lots are worth {total:.10g} and the contract {tender.contract_value:.10g}"
        yield ("contract_value",), "lots-not-contract", problem, "let the lots add up to the contract"


def _sides(tender: Tender) -> Iterator[Found]:
    """Find a side that weighs something and asks nothing, or the other way round, in any lot."""
    for lot in tender.lot_ids:
        asked = {one.side for one in tender.measures_of(lot)}
        for side in SIDES:
            weight = getattr(tender.weights, side)
            if bool(max(weight.share, weight.high or 0)) != (side in asked):
                said = "weighs nothing and has measures" if side in asked else "has a weight and no measure"
                where = f" in lot {lot}" if lot else ""
                yield ("weights", side), "side-without-measures", f"{side} {said}{where}", "give both, or neither"


def _scored(tender: Tender) -> Iterator[Found]:
    """Find what the chosen scoring needs and has not."""
    yield from _scored_by_side(tender) if tender.scoring.compares == "side" else _scored_by_measure(tender)


def _scored_by_side(tender: Tender) -> Iterator[Found]:
    scoring = tender.scoring
    for side in SIDES:
        if scoring.method == "target" and side not in scoring.targets and any(one.side == side for one in tender.measures):
            yield ("scoring",), "target-missing", f"{side} has no target in pounds", "give it under scoring.targets"
    if scoring.method == "bands" and not scoring.bands:
        yield ("scoring",), "bands-missing", "the pounds of a side have no bands", "give them under scoring.bands"


def _scored_by_measure(tender: Tender) -> Iterator[Found]:
    for place, one in enumerate(tender.measures):
        if tender.scoring.method == "target" and one.target is None:
            fix = "give the quantity that earns all of the points"
            yield ("measures", place), "target-missing", f"{one.id} has no target", fix
        if tender.scoring.method == "bands" and not one.bands:
            yield ("measures", place), "bands-missing", f"{one.id} has no bands", "give steps: [{start: 5, share: 0.5}]"


def _rising(bands: tuple[Band, ...]) -> None:
    if any(later.start <= one.start or later.share < one.share for one, later in pairwise(bands)):
        raise refuse("bands-not-rising", "the bands do not rise", "write them with rising start and share")
