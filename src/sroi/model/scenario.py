"""What-ifs: one change to a case, or several."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator

from sroi.model.base import AsTuple, Record, Text
from sroi.model.numbers import Number

Settable: TypeAlias = Literal[
    "quantity",
    "amount",
    "deadweight",
    "displacement",
    "attribution",
    "contribution",
    "drop_off",
    "drop_off_from",
    "duration",
    "starts",
    "discount",
    "timing",
    "part_years",
]
Scalable: TypeAlias = Literal[
    "quantity", "amount", "deadweight", "displacement", "attribution", "contribution", "drop_off", "duration"
]


def _one_or_more(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value if isinstance(value, tuple) else (value,)


Names: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more)]


class Only(Record):
    """Which lines a change touches: all that are named in every list given."""

    outcome: Names | None = None
    input: Names | None = None
    stakeholder: Names | None = None
    kind: Names | None = None
    measure: Names | None = None


class Change(Record):
    """One change: set, scale or add to numbers, or leave lines out.

    Args:
        set: new values; ``attribution`` replaces the whole list; low and high are dropped.
        scale: factors; each attribution is scaled, and low and high with the number.
        add: terms; added to the combined attribution.
        without: ids of outcomes or inputs to leave out.
        only: which lines are touched; all outcomes when absent.

    """

    set: dict[Settable, Any] | None = None
    scale: dict[Scalable, Number] | None = None
    add: dict[Scalable, Number] | None = None
    without: Annotated[tuple[Text, ...], AsTuple] = ()
    only: Only | None = None


class Scenario(Change):
    """A what-if with an id: one change, or a list of them under ``changes``, made in order."""

    id: Text
    title: Text | None = None
    changes: Annotated[tuple[Change, ...], AsTuple] = ()

    @property
    def steps(self) -> tuple[Change, ...]:
        """The changes, in order."""
        return (self, *self.changes)
