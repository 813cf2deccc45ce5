"""Rules on what is taken off: deadweight, displacement, attribution and drop-off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sroi import formula
from sroi.assurance.rule import OVERCLAIM, TRANSPARENT, Inquiry, Spot, at, rule
from sroi.errors import SroiError
from sroi.model.text import share_text
from sroi.valuation.scenarios import what_if

if TYPE_CHECKING:
    from sroi.model.case import Outcome
    from sroi.model.numbers import Share
    from sroi.model.scenario import Scenario

MANY_LINES = 4
"""From this many lines on, the same share everywhere looks like a rule of thumb."""


def shares(outcome: Outcome) -> dict[str, tuple[Share, ...]]:
    """Give the shares of each deduction, none where it is absent; contribution stands for attribution."""
    credit = outcome.attribution or ((outcome.contribution,) if outcome.contribution else ())
    singles = {name: getattr(outcome, name) for name in ("deadweight", "displacement", "drop_off")}
    found = {name: (share,) if share else () for name, share in singles.items()}
    return {**found, "contribution" if outcome.contribution else "attribution": credit}


def owed(outcome: Outcome) -> float:
    """Return the share of an outcome that is owed to others, all contributors together."""
    mine = 1.0 if outcome.contribution is None else outcome.contribution.share
    kept: float = formula.net(1.0, 0, 0, *(one.share for one in outcome.attribution or ()), contribution=mine)
    return 1.0 - kept


def _takes_off(outcome: Outcome) -> bool:
    """Say whether anything is taken off an outcome that can bite."""
    faded = outcome.drop_off is not None and outcome.drop_off.share > 0
    first_year = [one.share for one in (outcome.deadweight, outcome.displacement) if one]
    return any(first_year) or owed(outcome) > 0 or faded


@rule(
    "deduction-not-considered",
    "warning",
    standard=OVERCLAIM,
    why="an absent deduction counts as zero, so the line claims everything that happened as its own doing",
)
def not_considered(inquiry: Inquiry) -> Iterator[Spot]:
    """Every line states deadweight, displacement and attribution, and drop-off when it lasts over one year."""
    for line in inquiry.lines:
        for name, found in shares(line.outcome).items():
            if not found and (name != "drop_off" or line.outcome.duration.value > 1):
                yield Spot(
                    at(line, name), f"'{line.id}' says nothing of {name}", f"give {name} with its basis; zero needs one too"
                )


@rule(
    "all-deductions-absent",
    "error",
    standard=OVERCLAIM,
    why="a figure with nothing taken off is a count of what happened, not of what the programme changed",
)
def all_absent(inquiry: Inquiry) -> Iterator[Spot]:
    """At least one line takes something off."""
    if inquiry.lines and not any(_takes_off(line.outcome) for line in inquiry.lines):
        what = "no line takes anything off for deadweight, displacement, attribution or drop-off"
        yield Spot("outcomes", what, "ask what would have happened anyway, what moved, who else helped, what fades")


@rule(
    "zero-deduction-without-basis",
    "warning",
    standard=OVERCLAIM,
    why="exactly zero is a strong claim: nobody else helped, or nothing would have happened anyway",
)
def bare_zero(inquiry: Inquiry) -> Iterator[Spot]:
    """A deduction of exactly zero says why (drop-off only when the line lasts over one year)."""
    for line in inquiry.lines:
        for name, found in shares(line.outcome).items():
            idle = name == "drop_off" and line.outcome.duration.value <= 1
            nothing = 1.0 if name == "contribution" else 0.0
            if not idle and any(one.share == nothing and not (one.basis or one.source) for one in found):
                what = f"{name} of '{line.id}' is exactly {share_text(nothing)}, with no basis"
                yield Spot(at(line, name), what, "say what shows it, or use what similar studies found")


@rule(
    "deduction-without-basis",
    "note",
    standard=TRANSPARENT,
    why="a reader cannot tell a measured share from a guess",
)
def no_basis(inquiry: Inquiry) -> Iterator[Spot]:
    """A deduction that is not zero says what it rests on."""
    for line in inquiry.lines:
        for name, found in shares(line.outcome).items():
            nothing = 1.0 if name == "contribution" else 0.0
            bare = [one.share for one in found if one.share != nothing and not (one.basis or one.source)]
            if bare:
                what = f"{name} of '{line.id}' ({', '.join(map(share_text, bare))}) says no basis"
                yield Spot(at(line, name), what, "add `basis`, `source` or both")


@rule(
    "same-deduction-everywhere",
    "note",
    standard=OVERCLAIM,
    why="different people and changes rarely share one counterfactual: a single rate is a rule of thumb",
)
def same_everywhere(inquiry: Inquiry) -> Iterator[Spot]:
    """With four lines or more, a share above zero is not the same on all of them."""
    if len(inquiry.lines) < MANY_LINES:
        return
    for name in ("deadweight", "displacement", "attribution", "drop_off"):
        used = {tuple(one.share for one in shares(line.outcome).get(name, ())) for line in inquiry.lines}
        (only,) = used if len(used) == 1 else ((),)
        if any(only):
            what = f"{name} is {', '.join(map(share_text, only))} on all {len(inquiry.lines)} lines"
            yield Spot("outcomes", what, f"consider {name} for each change, or say why one rate holds")


@rule(
    "drop-off-without-years",
    "note",
    standard=TRANSPARENT,
    why="a reader takes it for a deduction although nothing is taken off",
)
def fades_never(inquiry: Inquiry) -> Iterator[Spot]:
    """A drop-off above zero has a year to act on."""
    for line in inquiry.lines:
        outcome = line.outcome
        if outcome.drop_off and outcome.drop_off.share > 0 and _ends_unfaded(outcome):
            what = f"'{line.id}' ends before its drop-off of {share_text(outcome.drop_off.share)} begins"
            yield Spot(at(line, "drop_off"), what, "leave drop_off out, or check the duration")


@rule(
    "line-worth-nothing",
    "warning",
    standard=TRANSPARENT,
    why="the outcome is on the page and not in the figure",
)
def worth_nothing(inquiry: Inquiry) -> Iterator[Spot]:
    """Every line comes to something."""
    for line in inquiry.lines:
        if line.present_value == 0:
            yield Spot(at(line), f"'{line.id}' comes to exactly zero", _mend(line.outcome))


def _mend(outcome: Outcome) -> str:
    """Say what to look at first: attribution is easily taken for one's own share, which leaves nothing at 100 %."""
    if outcome.attribution and owed(outcome) >= 1:
        return "attribution is the share owed to others: at 100 % nothing is left; give what others brought about"
    return "check quantity, amount, shares and duration, or leave the line out and say why"


@rule(
    "loss-shrunk-by-scenario",
    "note",
    standard=OVERCLAIM,
    why="what is taken off a loss raises the ratio, so a test that is meant to be hard is milder than it reads",
)
def shrunk_loss(inquiry: Inquiry) -> Iterator[Spot]:
    """A scenario that takes more off leaves lines of negative value alone."""
    losses = {line.id: line.outcome for line in inquiry.lines if line.net < 0}
    for scenario in inquiry.case.scenarios if losses else ():
        shrunk = [f"'{one.id}'" for one in _as_in(scenario, inquiry) if one.id in losses and _left(one) < _left(losses[one.id])]
        if shrunk:
            what = f"'{scenario.id}' takes more off {', '.join(shrunk)} too, which got worse"
            fix = "name the lines that it is about: only: {outcome: […]}; or say why the loss would be smaller as well"
            yield Spot(f"scenarios.{scenario.id}", what, fix)


def _as_in(scenario: Scenario, inquiry: Inquiry) -> tuple[Outcome, ...]:
    """Give the outcomes as a scenario has them; none of one that cannot be made, which says so when it is asked for."""
    try:
        return what_if(inquiry.case, scenario, catalogue=inquiry.catalogue).outcomes
    except SroiError:
        return ()


def _left(outcome: Outcome) -> float:
    """Return the share of an outcome that is left, in its first faded year where it has one."""
    fading = None if _ends_unfaded(outcome) else outcome.drop_off
    deadweight, displacement, drop_off = (one.share if one else 0.0 for one in (outcome.deadweight, outcome.displacement, fading))
    left: float = formula.net(1.0, deadweight, displacement, owed(outcome), drop_off)
    return left


def _ends_unfaded(outcome: Outcome) -> bool:
    """Say whether an outcome ends before its drop-off begins."""
    return outcome.duration.value <= outcome.drop_off_from - 1


RULES = (not_considered, all_absent, bare_zero, no_basis, same_everywhere, fades_never, worth_nothing, shrunk_loss)
