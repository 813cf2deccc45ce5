"""What a council allows in its tenders: how much social value may weigh, and what must be in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field, model_validator

from sroi.catalogue import load
from sroi.errors import NotFoundError
from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.model.fields import Id
from sroi.model.numbers import ShareNumber
from sroi.model.proxy import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sroi.procurement.tenders import Tender

_SLACK = 1e-9

Found: TypeAlias = tuple[tuple[str | int, ...], str, str, str]
"""Where something is wrong, its code, the problem and the fix."""


class Theme(Record):
    """A theme of which a tender must hold at least one measure.

    Args:
        title: what it is called.
        measures: ids of the measures that count as it.

    """

    title: Text
    measures: Annotated[Texts, Field(min_length=1)]


class Rules(Record):
    """The rules a tender is held to. What is left out is not limited.

    Args:
        id: kebab-case name.
        title: whose rules they are.
        source: id of a document among the sources, where it has been read.
        note: what a user must know, such as that the rule is to be checked against the council's own policy.
        core_most: largest weight of core social value, 0 to 1.
        added_most: largest weight of added social value, 0 to 1.
        together_least: least weight of core and added together, 0 to 1.
        together_most: largest weight of the two together, 0 to 1.
        quantitative: the share of social points that must be scored by quantity, 0 to 1.
        measures_most: largest number of measures.
        themes: a tender must hold a measure of each.

    """

    id: Id
    title: Text
    source: Text | None = None
    note: Text | None = None
    core_most: ShareNumber | None = None
    added_most: ShareNumber | None = None
    together_least: ShareNumber | None = None
    together_most: ShareNumber | None = None
    quantitative: ShareNumber | None = None
    measures_most: Annotated[int, Field(ge=1)] | None = None
    themes: Annotated[tuple[Theme, ...], AsTuple] = ()

    @model_validator(mode="after")
    def _least_below_most(self) -> Rules:
        if self.together_least is not None and self.together_most is not None and self.together_least > self.together_most:
            raise refuse("least-above-most", "together_least is above together_most", "give the smaller share as together_least")
        return self


def rules_of(framework: str) -> Rules:
    """Make rules of what a framework's publisher printed about its tenders.

    Args:
        framework: id, such as ``knowsley``.

    Returns:
        Its caps as shares of the whole evaluation, with the source.

    Raises:
        NotFoundError: no such framework, or it says nothing of tenders (``rules-not-found``).

    References:
        knowsley-social-sector-2014

    Examples:
        >>> rules_of("knowsley").added_most
        0.1

    """
    facts = load().framework(framework).procurement
    if facts is None:
        fix = "write the rules into the tender, or read them with read_rules"
        raise NotFoundError(f"the framework '{framework}' says nothing of tenders", code="rules-not-found", fix=fix)
    return Rules(
        id=framework,
        title=f"{framework.capitalize()}: core and added social value",
        source=facts.source,
        core_most=facts.core_max_percent / 100,
        added_most=facts.added_max_percent / 100,
        together_most=facts.together_max_percent / 100,
    )


def breaches(tender: Tender) -> Iterator[Found]:
    """Find where a tender breaks its rules, at the number and at the ends of its range: place, code, problem, fix."""
    rules = tender.rules
    if rules is None:
        return
    core, added = tender.weights.core, tender.weights.added
    for name, weight, most in (("core", core, rules.core_most), ("added", added, rules.added_most)):
        if most is not None and _top(weight) > most + _SLACK:
            yield (
                ("weights", name),
                f"{name}-above-cap",
                f"{name} social value weighs up to {_top(weight):.10g}",
                f"give at most {most:.10g}, as {rules.id} allows",
            )
    if rules.together_most is not None and _top(core) + _top(added) > rules.together_most + _SLACK:
        problem = f"core and added together weigh up to {_top(core) + _top(added):.10g}"
        yield ("weights",), "together-above-cap", problem, f"give at most {rules.together_most:.10g}, as {rules.id} allows"
    if rules.together_least is not None and _foot(core) + _foot(added) < rules.together_least - _SLACK:
        problem = f"core and added together weigh {_foot(core) + _foot(added):.10g}"
        yield ("weights",), "together-below-least", problem, f"{rules.id} asks for at least {rules.together_least:.10g}"
    yield from _contents(tender, rules)


def _contents(tender: Tender, rules: Rules) -> Iterator[Found]:
    """Find breaches in what is asked, not in how much it weighs."""
    given = tender.scoring.quantitative
    if rules.quantitative is not None and abs(given - rules.quantitative) > _SLACK:
        problem = f"{given:.10g} of the social points are scored by quantity"
        yield ("scoring", "quantitative"), "quantitative-share", problem, f"{rules.id} asks for {rules.quantitative:.10g}"
    if rules.measures_most is not None and len(tender.measures) > rules.measures_most:
        problem = f"the tender has {len(tender.measures)} measures"
        yield ("measures",), "too-many-measures", problem, f"keep at most {rules.measures_most}, as {rules.id} allows"
    for theme in rules.themes:
        if not {one.id for one in tender.measures} & set(theme.measures):
            problem = f"no measure is about {theme.title}"
            yield ("measures",), "theme-missing", problem, f"{rules.id} asks for one of {', '.join(theme.measures)}"


def _top(figure: object) -> float:
    high = getattr(figure, "high", None)
    return float(getattr(figure, "share") if high is None else high)  # noqa: B009 - a share or a bare figure


def _foot(figure: object) -> float:
    low = getattr(figure, "low", None)
    return float(getattr(figure, "share") if low is None else low)  # noqa: B009 - likewise
