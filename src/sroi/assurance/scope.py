"""Rules on scope: who was asked, what went wrong, what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sroi.assurance.counting import proxy_id
from sroi.assurance.rule import INVOLVE, LOCAL_CBA, MATERIAL, OVERCLAIM, TRANSPARENT, UNDERSTAND, Inquiry, Spot, at, rule
from sroi.model.text import money_text

VOLUNTEERING = re.compile(r"\bvolunteer", re.IGNORECASE)


@rule("no-negative-outcome", "warning", standard=UNDERSTAND, why="change that harms somebody is part of the change")
def no_negative(inquiry: Inquiry) -> Iterator[Spot]:
    """Some line is negative, or a note says that harm was looked for and not found."""
    considered = any(re.search(r"\bnegative\b|\bharm", note, re.IGNORECASE) for note in inquiry.case.notes)
    if inquiry.lines and not considered and all(line.net >= 0 for line in inquiry.lines):
        what = "no line is negative, and no note says that negative outcomes were looked for"
        yield Spot(
            "outcomes", what, "ask each group what got worse; add it as a negative line, or a note that says none was found"
        )


@rule("one-stakeholder-only", "warning", standard=INVOLVE, why="change usually reaches families, services and volunteers too")
def one_stakeholder(inquiry: Inquiry) -> Iterator[Spot]:
    """More than one group gains or loses."""
    groups = {line.outcome.stakeholder for line in inquiry.lines}
    if len(groups) == 1:
        yield Spot("outcomes", f"only {groups.pop()} gain or lose", "list every group, and say why any is left out")


@rule(
    "stakeholder-without-outcome", "note", standard=INVOLVE, why="somebody gave and the case does not say what changed for them"
)
def forgotten(inquiry: Inquiry) -> Iterator[Spot]:
    """Whoever put something other than cash in has an outcome."""
    groups = {line.outcome.stakeholder for line in inquiry.lines}
    for line in inquiry.case.inputs:
        if line.kind != "cash" and line.stakeholder not in groups:
            what = f"{line.stakeholder} put in {line.kind.replace('_', ' ')} and have no outcome"
            yield Spot(f"inputs.{line.id}", what, "add what changed for them, or waive this with the reason why nothing did")


@rule(
    "volunteers-not-put-in",
    "warning",
    standard=OVERCLAIM,
    why="time counted as a gain and not as an input raises the ratio twice",
)
def volunteers(inquiry: Inquiry) -> Iterator[Spot]:
    """Where volunteering is a gain, volunteers' time is among the inputs."""
    if any(line.kind == "volunteer_time" for line in inquiry.case.inputs):
        return
    for line in inquiry.counted:
        if (proxy_id(line) or "").startswith("volunteering.") or VOLUNTEERING.search(line.priced.title):
            what = f"'{line.id}' values volunteering and no input is volunteer time"
            yield Spot(at(line), what, "add the hours as an input of kind volunteer_time")


@rule("input-without-basis", "note", standard=TRANSPARENT, why="the ratio divides by it")
def bare_input(inquiry: Inquiry) -> Iterator[Spot]:
    """Every input says what it was, where it stands in the accounts, or how it was worked out."""
    for line in inquiry.case.inputs:
        if not (line.title or line.note or line.amount.basis or line.amount.source):
            yield Spot(f"inputs.{line.id}", f"'{line.id}' says nothing but an amount", "add title, basis or source")


@rule("input-below-zero", "warning", standard=OVERCLAIM, why="what is taken off the inputs raises the ratio, pound for pound")
def negative_input(inquiry: Inquiry) -> Iterator[Spot]:
    """No input is below zero."""
    for line in inquiry.case.inputs:
        if line.amount.amount < 0:
            what = f"'{line.id}' takes {money_text(-line.amount.amount, inquiry.case.currency)} off the inputs"
            fix = "give all that was put in; income set off on purpose is said in a waiver, with the ratio without it"
            yield Spot(f"inputs.{line.id}", what, fix)


@rule("volunteer-time-unpriced", "note", standard=TRANSPARENT, why="a reader cannot tell the hours from the rate")
def hours_untold(inquiry: Inquiry) -> Iterator[Spot]:
    """An input of volunteer time says how many hours at what rate."""
    for line in inquiry.case.inputs:
        words = " ".join(filter(None, (line.title, line.note, line.amount.basis)))
        if line.kind == "volunteer_time" and not re.search(r"\bhours?\b", words, re.IGNORECASE):
            what = f"'{line.id}' does not say how many hours at what rate"
            yield Spot(f"inputs.{line.id}", what, 'write the title as "800 hours at £12.21"')


@rule("quantity-unevidenced", "warning", standard=UNDERSTAND, why="how many changed is the first number that an auditor asks for")
def no_evidence(inquiry: Inquiry) -> Iterator[Spot]:
    """Every quantity says how the change was observed."""
    for line in inquiry.lines:
        count = line.outcome.quantity
        if not (line.outcome.indicator or count.basis or count.source):
            what = f"'{line.id}' does not say how the change was observed"
            yield Spot(at(line, "quantity"), what, "add `indicator` with the sample, or quantity: {value: …, basis: …}")


@rule("many-small-lines", "note", standard=MATERIAL, why="lines too small to move the figure hide the ones that do")
def immaterial(inquiry: Inquiry) -> Iterator[Spot]:
    """No counted line is below a thousandth of the value."""
    whole = sum(abs(line.present_value) for line in inquiry.counted)
    for line in inquiry.counted:
        if 0 < abs(line.present_value) < whole / 1000:
            yield Spot(at(line), f"'{line.id}' is below 0.1 % of the value", "leave it out and name it among what is not counted")


@rule("scope-not-stated", "note", standard=TRANSPARENT, why="a figure without place, period and owner cannot be placed")
def scope(inquiry: Inquiry) -> Iterator[Spot]:
    """The case says whose programme it is, where, and when."""
    local = inquiry.case.local_economy is not None
    for key in ("organisation", "area", "period"):
        if getattr(inquiry.case, key) is None and not (key == "area" and local):
            yield Spot(key, f"the case does not say its {key}", f"add `{key}`")


@rule(
    "no-ratio",
    "note",
    standard=LOCAL_CBA,
    why="a figure about money in a place is not a return to anybody, and must not be read as one",
)
def no_ratio(inquiry: Inquiry) -> Iterator[Spot]:
    """A case with inputs and outcomes has a ratio; one about local pounds alone says that it has none."""
    if inquiry.result.no_ratio or not inquiry.lines:
        what = "there is no ratio: the case is about money in a place alone, or nothing was put in"
        yield Spot("outcomes", what, "publish the local-economy figure with its area, price year and method, and no ratio")


RULES = (
    *(no_negative, one_stakeholder, forgotten, volunteers, bare_input, negative_input, hours_untold),
    *(no_evidence, immaterial, scope, no_ratio),
)
