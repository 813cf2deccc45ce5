"""What-ifs: one change to a case, or several."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from sroi.model.base import AsTuple, Record, Text
from sroi.model.fields import Attribution, Discount, Id, Kinds, Names, PartYears, Timing, YearFromOne
from sroi.model.numbers import Duration, Money, Number, Quantity, Share

Scalable: TypeAlias = Literal[
    "quantity", "amount", "deadweight", "displacement", "attribution", "contribution", "drop_off", "duration"
]


class Only(Record):
    """Which lines a change touches: all that are named in every list given."""

    outcome: Names | None = None
    input: Names | None = None
    stakeholder: Names | None = None
    kind: Kinds | None = None
    measure: Names | None = None


class Settings(Record):
    """New values, each in the place of the one that stands."""

    quantity: Quantity | None = None
    amount: Money | None = None
    deadweight: Share | None = None
    displacement: Share | None = None
    attribution: Attribution | None = None
    contribution: Share | None = None
    drop_off: Share | None = None
    drop_off_from: YearFromOne | None = None
    duration: Duration | None = None
    starts: YearFromOne | None = None
    discount: Discount | None = None
    timing: Timing | None = None
    part_years: PartYears | None = None


class Change(Record):
    """One change: set, scale or add to numbers, or leave lines out.

    Args:
        set: new values; ``attribution`` replaces the whole list; low and high are dropped.
        scale: factors; each attribution is scaled, and low and high with the number.
        add: terms; added to the combined attribution.
        without: ids of outcomes or inputs to leave out.
        only: which lines are touched; all outcomes when absent.

    """

    set: Settings | None = None
    scale: dict[Scalable, Number] | None = None
    add: dict[Scalable, Number] | None = None
    without: Annotated[tuple[Text, ...], AsTuple] = ()
    only: Only | None = None


class Scenario(Change):
    """A what-if with an id: one change, or a list of them under ``changes``, made in order."""

    id: Id
    title: Text | None = None
    changes: Annotated[tuple[Change, ...], AsTuple] = ()

    @property
    def steps(self) -> tuple[Change, ...]:
        """The changes, in order."""
        return (self, *self.changes)
