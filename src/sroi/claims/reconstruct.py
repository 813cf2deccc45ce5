"""A headline without workings, rebuilt: what would have to be true for it to come out.

Nothing here is evidence. A template of openly illustrative lines is scaled until the calculated figures
print the headlines, and every line of the outcome says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sroi.claims.printed import matches
from sroi.claims.ratios import PrintedRatio, parse_ratio
from sroi.errors import Fault, InvalidArgumentError, RefusedError
from sroi.model.case import Case
from sroi.model.local_economy import Flow
from sroi.model.numbers import Money
from sroi.model.text import money_text, number_text, plain_number, share_text
from sroi.valuation import OutcomeResult, Result, calculate, what_if

SAID = "Reconstruction: the workings behind this headline are not published; this line is illustrative and was scaled to fit."
_KNOWN = ("ratio", "inflow")


@dataclass(frozen=True)
class Reconstruction:
    """A case whose calculated figures print a headline, and what that takes.

    Args:
        case: the template, scaled, with every line marked as a reconstruction.
        result: its result.
        outcome_factor: what every quantity was multiplied by.
        flow_factor: what every flow of money, and the input that is the same money, was multiplied by.
        would_have_to_be_true: one sentence for each thing the headline would need.

    """

    case: Case
    result: Result
    outcome_factor: float
    flow_factor: float
    would_have_to_be_true: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.would_have_to_be_true)


def reconstruct(claim: Mapping[str, str], template: Case) -> Reconstruction:
    """Scale a template until its calculated figures print the headlines claimed.

    Quantities are scaled for the ratio, flows of outside money for the inflow; both sums are linear in
    their factor, so the factor is exact. The convention that bites: a reconstruction shows what a headline
    would need, never that it is true.

    Args:
        claim: ``ratio`` (such as ``"£1:£40.90"``), ``inflow`` (such as ``"£2,438,626.92"``), or both, as printed.
        template: a case with outcomes, and flows of money when an inflow is claimed; every number in it illustrative.

    Returns:
        The scaled case with its result, and what would have to be true.

    Raises:
        InvalidArgumentError: a claim that is unknown or not a figure (``unknown-claim``, ``not-a-ratio``, ``nothing-claimed``).
        RefusedError: the template cannot give the headline at any scale (``headline-out-of-reach``).

    Example:
        >>> import sroi
        >>> template = sroi.read_case("docs/examples/one_knowsley_template.yaml")
        >>> reconstruct({"ratio": "£1:£40.90"}, template).result.ratio.text
        '£1:£40.90'

    """
    figures = _read(claim)
    case, flow_factor = _scale_flows(template, figures["inflow"]) if "inflow" in figures else (template, 1.0)
    case, outcome_factor = _scale_outcomes(case, figures["ratio"]) if "ratio" in figures else (case, 1.0)
    case = _marked(case, claim)
    result = calculate(case)
    _hold_to(figures, result)
    return Reconstruction(case, result, outcome_factor, flow_factor, tuple(_needed(result, outcome_factor, flow_factor)))


def _read(claim: Mapping[str, str]) -> dict[str, PrintedRatio]:
    """Read the printed figures; a sum of pounds is read like a ratio of one number."""
    faults = [
        Fault("unknown-claim", f"'{name}' cannot be reconstructed", "claim", "use ratio or inflow")
        for name in claim
        if name not in _KNOWN
    ]
    if not claim:
        faults.append(Fault("nothing-claimed", "no headline is given", "claim", "give ratio, inflow or both, as printed"))
    if faults:
        raise InvalidArgumentError.of(faults)
    return {name: parse_ratio(text) for name, text in claim.items()}


def _scale_flows(template: Case, claimed: PrintedRatio) -> tuple[Case, float]:
    """Scale every flow, and the inputs that are the same money, so that the inflow is the one claimed."""
    local = calculate(template).local_economy
    inflow = local.inflow if local else None
    if template.local_economy is None or inflow is None or inflow.amount == 0:
        raise _out_of_reach("the template brings in no outside money", "local_economy.flows")
    factor = float(claimed.value) / inflow.amount
    flows = tuple(_scaled(flow, factor) for flow in template.local_economy.flows)
    same = {flow.input for flow in flows}
    inputs = tuple(_scaled(line, factor) if line.id in same else line for line in template.inputs)
    block = template.local_economy.model_copy(update={"flows": flows})
    return template.model_copy(update={"local_economy": block, "inputs": inputs}), factor


def _scaled(line: Any, factor: float) -> Any:
    return line.model_copy(update={"amount": Money(amount=line.amount.amount * factor)})


def _scale_outcomes(case: Case, claimed: PrintedRatio) -> tuple[Case, float]:
    """Scale every quantity so that the ratio is the one claimed."""
    result = calculate(case)
    if result.present_value == 0:
        raise _out_of_reach("the outcomes of the template come to nothing", "outcomes")
    factor = float(claimed.value) * result.total_input / result.present_value
    return what_if(case, {"id": "reconstruction", "scale": {"quantity": factor}}), factor


def _out_of_reach(problem: str, where: str) -> RefusedError:
    return RefusedError(
        f"{problem}, so no scale gives the headline", code="headline-out-of-reach", where=where, fix="give a template that does"
    )


def _marked(case: Case, claim: Mapping[str, str]) -> Case:
    """Say on the case and on every line of it that this is a reconstruction."""
    printed = " and ".join(f"{name} {text}" for name, text in claim.items())
    lines = {key: tuple(line.model_copy(update={"note": SAID}) for line in getattr(case, key)) for key in ("inputs", "outcomes")}
    block = case.local_economy
    if block is not None:
        block = block.model_copy(update={"flows": tuple(_said(flow) for flow in block.flows)})
    title = f"Reconstruction, not evidence: {case.title}"
    notes = (f"{SAID} Headlines fitted: {printed}.", *case.notes)
    return case.model_copy(update={**lines, "local_economy": block, "title": title, "notes": notes})


def _said(flow: Flow) -> Flow:
    return flow.model_copy(update={"notes": (SAID, *flow.notes)})


def _hold_to(figures: Mapping[str, PrintedRatio], result: Result) -> None:
    """Make sure that what was fitted does print as claimed."""
    local = result.local_economy.inflow if result.local_economy else None
    ours = {"ratio": result.ratio.value, "inflow": local.amount if local else 0.0}
    for name, figure in figures.items():
        if not matches(str(figure.value), ours[name]):
            raise _out_of_reach(f"the {name} comes to {ours[name]!r} where {figure.value} is claimed", name)


def _needed(result: Result, outcome_factor: float, flow_factor: float) -> list[str]:
    """Write what the headlines would need, in people, hours and pounds."""
    currency = result.case.currency
    total = f"{money_text(result.present_value, currency)} of value from {money_text(result.total_input, currency)} put in"
    scaled = f"the template's quantities were multiplied by {number_text(outcome_factor)}"
    lines = [f"For {result.ratio.text} there would have to be {total}; {scaled}."]
    lines += [_quantity_needed(line) for line in result.outcomes.values()]
    local = result.local_economy
    if local is not None and local.inflow is not None:
        times = f"{number_text(flow_factor)} times those of the template"
        lines.append(f"For {local.inflow.text} of outside money the flows would have to be {times}:")
        lines += [f"  {step}" for step in local.inflow.steps]
    return lines


def _quantity_needed(line: OutcomeResult) -> str:
    count = f"{plain_number(round(line.outcome.quantity.value, 1))} × {line.outcome.unit}"
    ours = share_text(float(_rounded_share(line.net, line.gross)))
    return f"{line.outcome.title}: {count}, {ours} of it left after deadweight, displacement and attribution."


def _rounded_share(part: float, whole: float) -> Decimal:
    """Return a share to three decimals; 0 of nothing."""
    return Decimal(0) if whole == 0 else round(Decimal(repr(part)) / Decimal(repr(whole)), 3)
