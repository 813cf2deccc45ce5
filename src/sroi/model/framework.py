"""Frameworks: the outcomes that a place wants and the measures that show them."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.model.proxy import SourceId, Texts
from sroi.model.shown import Shown

MeasureKind: TypeAlias = Literal["count", "proportion", "rate", "level", "tonnes", "money"]
Rule: TypeAlias = Literal["count", "proportion_change", "level_change", "reduction", "tonnes", "money"]


class TakeOff(Record):
    """A cost that comes with a part and is taken off it as a line below zero.

    Args:
        name: what the cost is called in a line of a case.
        needs: the name that must be given: pounds for one unit of the part, or the id of one of ``proxies``.
        proxies: ids of proxies that may stand for the cost.
        note: what a user must know.

    """

    name: Text
    needs: Text
    proxies: Texts = ()
    note: Text | None = None


class Part(Record):
    """One of several quantities that a measure gives, with the proxies that value it.

    Args:
        name: what the part is called in a line of a case.
        gives: the unit it counts.
        proxies: ids of the default proxies of this part.
        also: ids of further proxies of the measure that belong to this part.
        expression: arithmetic over the names in ``needs``.
        take_off: costs that come with this part.

    """

    name: Text
    gives: Text
    proxies: Texts
    also: Texts = ()
    expression: Text
    take_off: Annotated[tuple[TakeOff, ...], AsTuple] = ()


class Way(Record):
    """Other figures that may be given in the place of those a measure needs.

    Args:
        name: what this way is called.
        needs: the names that must be given.
        expressions: arithmetic over them, one for each part; one alone where the measure has no parts.
        note: what a user must know.

    """

    name: Text
    needs: Annotated[Texts, Field(min_length=1)]
    expressions: Annotated[Texts, Field(min_length=1)]
    note: Text | None = None


class QuantityRule(Record):
    """How a measurement becomes a quantity.

    Args:
        rule: a label of the kind of arithmetic.
        needs: the names that must be given; none has a default.
        gives: the units that come out.
        formula: the arithmetic in words.
        expression: arithmetic over ``needs``; or ``parts``, never both.
        parts: several quantities out of one measure.
        ways: other figures that may be given instead.
        falling: lists of names whose figures cannot rise along the list, such as shares at or above a level.
        names: what a name means in this measure, where it is more than ``Framework.names`` says.
        note: what a user must know of the figures asked for.

    """

    rule: Rule
    needs: Annotated[Texts, Field(min_length=1)]
    gives: Annotated[Texts, Field(min_length=1)]
    formula: Text
    expression: Text | None = None
    parts: Annotated[tuple[Part, ...], AsTuple] = ()
    ways: Annotated[tuple[Way, ...], AsTuple] = ()
    falling: Annotated[tuple[Texts, ...], AsTuple] = ()
    names: dict[str, Text] = Field(default_factory=dict)
    note: Text | None = None

    @model_validator(mode="after")
    def _one_way(self) -> QuantityRule:
        if (self.expression is None) == (not self.parts):
            raise refuse("expression-or-parts", "a quantity has either an expression or parts", "give one of the two")
        return self


class CandidateProxies(Record):
    """Which proxies may value a measure.

    Args:
        default: added up, each on the quantity in its own unit.
        state_view: these replace the defaults in an account of the state or the council.
        alternatives: each may replace a default.
        optional_add: may be added to the defaults.

    """

    default: Annotated[Texts, Field(min_length=1)]
    state_view: Texts = ()
    alternatives: Texts = ()
    optional_add: Texts = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All ids, the defaults first, each once."""
        return tuple(dict.fromkeys((*self.default, *self.state_view, *self.alternatives, *self.optional_add)))


class Measure(Record):
    """Something that is counted to show an outcome.

    Args:
        id: ``framework/number``.
        number: its number in the framework.
        title: as the framework prints it.
        kind: what sort of figure it is.
        direction: the way that is good.
        unit: the unit it is reported in.
        quantity: how it becomes a quantity that proxies can value.
        proxies: which proxies may value it.
        clashes: measures that may hold the same people or things.
        leaves_out: what the value does not hold, as the end of a sentence.
        warning: what a user must know.

    """

    id: Text
    number: Annotated[int, Field(ge=1)]
    title: Text
    kind: MeasureKind
    direction: Literal["increase", "decrease"]
    unit: Text
    quantity: QuantityRule
    proxies: CandidateProxies
    clashes: Texts = ()
    leaves_out: Text | None = None
    warning: Text | None = None


class FrameworkOutcome(Record):
    """One outcome of a framework with its measures."""

    number: Annotated[int, Field(ge=1)]
    title: Text
    measures: Annotated[tuple[Measure, ...], AsTuple, Field(min_length=1)]


class Definition(Record):
    """What the framework means by social value, and where it says so."""

    text: Text
    source: SourceId
    also: Texts = ()


class Contract(Record):
    """A contract named in a publication; ``printed`` is its value as the source writes it."""

    service: Text
    value_gbp: int
    printed: Text


class Contracts(Record):
    """The contracts of a period that used the framework, as far as they are named."""

    period: Text
    total_contracts: int
    listed: int
    evaluation: Text
    items: Annotated[tuple[Contract, ...], AsTuple]
    listed_total_gbp: int
    note: Text | None = None


class ProcurementFacts(Record):
    """How the framework is used in buying: the weights it allows and where they apply."""

    source: SourceId
    core_max_percent: float | int
    added_max_percent: float | int
    together_max_percent: float | int
    applies_to: Text
    core: Text
    added: Text
    contracts: Contracts | None = None
    asset_transfers: dict[str, int | str] | None = None
    wider_uses: Texts = ()
    neighbourhood_delivery: Text | None = None
    review: Text | None = None


class Framework(Shown, Record):
    """The outcomes and measures that a place agreed on.

    Args:
        id: kebab-case; the name of its file.
        title: its name.
        edition: which edition of it this is.
        publisher: who keeps it.
        sources: ids of the documents it was read in; may be empty for a council's own file.
        definition: what it means by social value.
        names: what the names that its measures need mean, in words that a form can print.
        outcomes: its outcomes, with their measures inside.
        procurement: how it is used in buying.

    """

    id: SourceId
    title: Text
    edition: Text
    publisher: Text
    sources: Texts = ()
    definition: Definition | None = None
    names: dict[str, Text] = Field(default_factory=dict)
    outcomes: Annotated[tuple[FrameworkOutcome, ...], AsTuple, Field(min_length=1)]
    procurement: ProcurementFacts | None = None

    @property
    def measures(self) -> dict[str, Measure]:
        """Every measure by its id, in the order of the framework."""
        return {measure.id: measure for outcome in self.outcomes for measure in outcome.measures}

    @model_validator(mode="after")
    def _ids_hold(self) -> Framework:
        ids = [measure.id for outcome in self.outcomes for measure in outcome.measures]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        foreign = [one for one in ids if not one.startswith(f"{self.id}/")]
        if twice:
            raise refuse("repeated-id", f"the measure '{twice[0]}' stands twice", "give every measure its own id")
        if foreign:
            raise refuse("measure-id", f"the measure '{foreign[0]}' is not of this framework", f"write {self.id}/number")
        return self
