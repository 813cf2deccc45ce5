"""Figures as a study printed them: text, because the printed digits set the tolerance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema

from sroi.model.base import AsTuple, Record, Text, refuse

PRINTED = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def _printed(value: Any) -> Any:
    if not isinstance(value, str):
        raise refuse(
            "printed-not-text", f"the printed figure {value!r:.60} is not in quotes", 'write it in quotes, as printed: "5.80"'
        )
    if not PRINTED.fullmatch(value):
        raise refuse(
            "printed-not-a-number",
            f"{value!r:.60} is not a printed figure",
            "give digits and a point, without signs for pounds or thousands",
        )
    return value


Printed: TypeAlias = Annotated[
    str, BeforeValidator(_printed), WithJsonSchema({"type": "string", "pattern": f"^{PRINTED.pattern}$"})
]
PrintedYears: TypeAlias = Annotated[tuple[Printed, ...], AsTuple]


class PublishedTotals(Record):
    """Totals as printed, of a case or of a scenario of it."""

    total_input: Printed | None = None
    present_value: Printed | None = None
    net_present_value: Printed | None = None
    ratio: Printed | None = None
    net_ratio: Printed | None = None
    payback_years: Printed | None = None
    by_year: PrintedYears = ()
    present_value_by_year: PrintedYears = ()


class PublishedOutcome(Record):
    """Figures of one line as printed; a shorter list of years compares its first years."""

    gross: Printed | None = None
    net: Printed | None = None
    present_value: Printed | None = None
    by_year: PrintedYears = ()
    present_value_by_year: PrintedYears = ()


class Published(PublishedTotals):
    """Everything a study printed; ``known_misprints`` maps a figure's path to why it cannot be right."""

    outcomes: dict[str, PublishedOutcome] = Field(default_factory=dict)
    by_stakeholder: dict[str, Printed] = Field(default_factory=dict)
    by_kind: dict[str, Printed] = Field(default_factory=dict)
    by_measure: dict[str, Printed] = Field(default_factory=dict)
    scenarios: dict[str, PublishedTotals] = Field(default_factory=dict)
    known_misprints: dict[str, Text] = Field(default_factory=dict)

    def figures(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Give every printed figure with its path, such as ``("outcomes", "less-lonely", "net")``.

        >>> list(Published(ratio="5.80", by_year=("1", "2")).figures())
        [(('ratio',), '5.80'), (('by_year', 0), '1'), (('by_year', 1), '2')]
        """
        return _leaves(self.model_dump(exclude={"known_misprints"}, exclude_unset=True), ())


def _leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
        return
    members = value.items() if isinstance(value, dict) else enumerate(value or ())
    for step, member in members:
        yield from _leaves(member, (*path, step))
