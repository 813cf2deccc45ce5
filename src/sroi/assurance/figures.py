"""Every number of a case with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sroi.model.numbers import Figure

if TYPE_CHECKING:
    from sroi.model.base import Record
    from sroi.model.case import Case

SHARES = ("deadweight", "displacement", "attribution", "contribution", "drop_off")
OF_AN_OUTCOME = ("quantity", "proxy", *SHARES, "duration")

UNREAL = re.compile(r"\b(illustrative|made[ -]up|placeholder|dummy|invented|not real)\b", re.IGNORECASE)
"""Words by which an author says that a number is not a finding."""


class Entry(NamedTuple):
    """A number of a case.

    Args:
        where: its place, such as ``outcomes.less-lonely.attribution[0]``.
        name: what it is, such as ``attribution``.
        figure: the number with what is known about it.

    """

    where: str
    name: str
    figure: Figure

    @property
    def words(self) -> str:
        """What the case says about the number."""
        figure = self.figure
        parts = [figure.basis, figure.source, getattr(figure, "title", None), getattr(figure, "note", None)]
        return "; ".join(part for part in parts if part)

    @property
    def unreal(self) -> bool:
        """Whether the case says that the number only illustrates."""
        return UNREAL.search(self.words) is not None


def figures(case: Case) -> Iterator[Entry]:
    """Give every number: the discount rates, the inputs, then each outcome's own numbers.

    A proxy that is only named is not one of them: its number stands in the catalogue.
    """
    yield from _members("method.discount", "discount", case.method.discount)
    for line in case.inputs:
        yield Entry(f"inputs.{line.id}.amount", "amount", line.amount)
    for outcome in case.outcomes:
        for name in OF_AN_OUTCOME:
            yield from _members(f"outcomes.{outcome.id}.{name}", name, getattr(outcome, name))


def _members(where: str, name: str, value: Record | tuple[Figure, ...] | str | None) -> Iterator[Entry]:
    """Give one number, or each of a list; a list of one has no places."""
    if isinstance(value, Figure):
        yield Entry(where, name, value)
    elif isinstance(value, tuple):
        for place, member in enumerate(value):
            yield Entry(f"{where}[{place}]" if len(value) > 1 else where, name, member)
