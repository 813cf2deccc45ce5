"""One outcome's chain of numbers as text."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from sroi.errors import NotFoundError

if TYPE_CHECKING:
    from sroi.valuation.result import Result
    from sroi.valuation.steps import Step


LOCAL = "local_economy"


def explain(result: Result, outcome: str) -> str:
    """Write every step of one outcome, its sum, and how it enters the total."""
    if outcome == LOCAL and (result.local_economy or result.local_lines):
        return _local(result)
    if outcome not in result.outcomes:
        near = get_close_matches(outcome, list(result.outcomes), n=1)
        fix = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(result.outcomes)}"
        raise NotFoundError(f"no outcome has the id '{outcome}'", code="unknown-outcome", where=result.case.id, fix=fix)
    line = result.outcomes[outcome]
    head = [f"{line.outcome.title} ({line.id}), for {line.outcome.stakeholder}", f"discounting: {result.discounting.text}", ""]
    return "\n".join([*head, *map(_step_text, line.steps), "", _standing(result, line.left_out, line.present_value)])


def _local(result: Result) -> str:
    """Write the figures of the local-economy block, then the chain of each line in local-economy pounds."""
    block = ["\n".join(result.local_economy.lines())] if result.local_economy else []
    return "\n\n".join([*block, *(explain(result, name) for name in result.local_lines)])


def _step_text(step: Step) -> str:
    """Write a step on one line, and below it what it rests on."""
    rest = [f"{'':16}  {label}: {text}" for label, text in (("basis", step.basis), ("source", step.source)) if text]
    return "\n".join([f"{step.name.replace('_', ' '):<16}  {step.text:<32}  {step.how}".rstrip(), *rest])


def _standing(result: Result, left_out: str | None, value: float) -> str:
    """Say how the outcome enters the total."""
    if left_out:
        return f"left out of the total: {left_out}"
    share = value / result.present_value if result.present_value else 0.0
    return f"{share:.1%} of the present value of the case; data edition {result.edition}"
