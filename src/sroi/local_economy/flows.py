"""A. Cash inflow: every pound is named and classified before it is added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any, Literal, TypeAlias

from pydantic import ValidationError

from sroi import formula
from sroi.documents import Document, faults_of
from sroi.errors import Fault, UndefinedRatioError
from sroi.local_economy.checks import negative_faults, raise_if_any
from sroi.local_economy.guards import local_money_as_external, refuse_if_any, unnamed_money
from sroi.model.local_economy import Flow

FlowLike: TypeAlias = Flow | Mapping[str, Any]
"""A flow as a record, or its fields as a mapping."""

FlowLine: TypeAlias = Literal["A", "B", "E", "in_kind", "none"]
"""Where a flow belongs: inflow, local spending, volunteer labour, gifts on a line of their own, or nowhere."""

_INSIDE = {
    "council": "recycled: the council's own money is not new to the area and counts only for a wider funder",
    "local_nhs": "recycled: local NHS money is not new to the area and counts only for a wider funder",
    "local_firm": "taken from other local spending",
    "local_donor": "taken from other local spending",
}


@dataclass(frozen=True, slots=True)
class Classified:
    """One flow, the line it belongs to, how much of it counts there, and why.

    Args:
        flow: the flow.
        line: where it belongs.
        counted: pounds of it in the inflow; 0 on every other line.
        reason: why it belongs there, in words.

    """

    flow: Flow
    line: FlowLine
    counted: float
    reason: str

    def __str__(self) -> str:
        """Return the flow, its pounds and the reason on one line."""
        return f"{self.flow.title or self.flow.id} ({self.flow.source or 'no source named'}): {self.reason}"


def classify(flow: Flow) -> Classified:
    """Say which local-economy line a flow of money belongs to.

    Cash from outside the area is inflow, net of the chance that it would have come anyway. Volunteer hours
    accepted as match are imputed labour. Gifts in kind stand on a line of their own, at cost to the giver.
    Wages and supplier spending are where money went, not where it came from: they belong to LM3.

    Formula: counted = amount × (1 − deadweight) for external cash; 0 otherwise.

    Args:
        flow: one flow of money.

    Returns:
        The flow with its line, the pounds counted in the inflow and the reason.

    Raises:
        RefusedError: external money without a name, or money of the area itself called external.
        InvalidArgumentError: external cash without deadweight, or a negative amount.

    The convention that bites: formula money that comes regardless has deadweight 1, whatever the flow says.

    References:
        bitc-inputs, hlf-volunteer-time-2017.

    Examples:
        >>> own = Flow(id="own", amount=250000, year=2025, external=False, kind="grant", source="Council", source_type="council")
        >>> classify(own).line, classify(own).counted
        ('none', 0.0)
    """
    refuse_if_any(unnamed_money(flow) + local_money_as_external(flow))
    raise_if_any(_amount_faults(flow))
    line, reason = _line(flow)
    if line != "A":
        return Classified(flow, line, 0.0, reason)
    return Classified(flow, line, formula.net(flow.amount.number, _deadweight(flow), 0), reason)


def _line(flow: Flow) -> tuple[FlowLine, str]:
    """Give the line of a flow, and why."""
    if flow.kind == "volunteer_hours" or flow.source_type == "volunteers":
        return "E", "volunteer hours are imputed labour, not cash: see figure E"
    if flow.kind in {"wages", "supplier_spend"}:
        return "B", "spending of money that was counted when it came in: see LM3"
    if not flow.external:
        return "none", _INSIDE.get(str(flow.source_type), "from inside the area")
    if flow.kind == "in_kind":
        return "in_kind", "a gift in kind from outside stands on its own line, at cost to the giver"
    if flow.source_type == "formula":
        return "none", "formula money comes regardless: deadweight 1"
    return "A", f"outside cash, of which {_deadweight(flow):.0%} would have come anyway"


def _amount_faults(flow: Flow) -> list[Fault]:
    """Report a negative amount, and external cash that does not say what would have come anyway."""
    where = f"flow '{flow.id}'"
    faults = [Fault(fault.code, fault.problem, where, fault.fix) for fault in negative_faults(amount=flow.amount.number)]
    cash = flow.kind not in {"volunteer_hours", "wages", "supplier_spend", "in_kind"}
    if flow.external and cash and flow.source_type != "formula" and flow.deadweight is None:
        problem = f"'{flow.id}' does not say how likely it would have come anyway"
        faults.append(Fault("deadweight-needed", problem, where, "give `deadweight`, 0 to 1; 0 may be right, but say so"))
    return faults


def _deadweight(flow: Flow) -> float:
    return 1.0 if flow.deadweight is None else flow.deadweight.number


def classified(flows: Iterable[FlowLike]) -> tuple[Classified, ...]:
    """Classify every flow and gather what is wrong with any of them.

    Args:
        flows: records, or mappings with the fields of :class:`~sroi.model.local_economy.Flow`.

    Returns:
        The flows in their order, each with its line and reason.

    Raises:
        InvalidArgumentError: fields that are wrong, in any of the flows.
        RefusedError: money that is unnamed, or not new to the area.

    Examples:
        >>> classified([])
        ()
    """
    records = flow_records(flows)
    refuse_if_any(fault for flow in records for fault in unnamed_money(flow) + local_money_as_external(flow))
    raise_if_any(fault for flow in records for fault in _amount_faults(flow))
    return tuple(map(classify, records))


def flow_records(flows: Iterable[FlowLike]) -> tuple[Flow, ...]:
    """Turn mappings into flows, with every fault of every one of them at once.

    Args:
        flows: records, or mappings with the fields of :class:`~sroi.model.local_economy.Flow`.

    Returns:
        The flows as records, in their order.

    Raises:
        InvalidArgumentError: with the number of the flow, from 1, and the field.

    >>> flow_records([{"id": "a", "amount": 5, "year": 2025, "external": False, "kind": "grant"}])[0].amount.number
    5.0
    """
    records, faults = [], []
    for place, flow in enumerate(flows, 1):
        try:
            records.append(flow if isinstance(flow, Flow) else Flow.model_validate(dict(flow)))
        except ValidationError as error:
            faults += faults_of(error, Document(f"flow {place}", dict(flow)), tuple(Flow.model_fields))
    raise_if_any(faults)
    return tuple(records)


def inflow(flows: Iterable[FlowLike]) -> float:
    """Add up the outside money that came into the area because of the work.

    Formula: Σ amount × external × (1 − deadweight), over cash whose payer is named.

    Args:
        flows: records, or mappings with the fields of :class:`~sroi.model.local_economy.Flow`; amounts in
            pounds of one price year, deadweight 0 to 1.

    Returns:
        Pounds received, net of what would have come anyway.

    Raises:
        InvalidArgumentError: fields that are wrong, or external cash without deadweight.
        RefusedError: external money that is not named, or money of the area itself called external.

    The convention that bites: the council's own money, gifts in kind and volunteer hours are not inflow.

    References:
        hlf-volunteer-time-2017, bitc-inputs.

    Examples:
        >>> lottery = {"id": "lottery", "amount": 700000, "year": 2025, "external": True, "kind": "match_funding",
        ...            "source": "Lottery fund", "source_type": "lottery", "deadweight": 0.3}
        >>> council = {"id": "own", "amount": 300000, "year": 2025, "external": False, "kind": "match_funding"}
        >>> round(inflow([lottery, council]), 2)
        490000.0
    """
    return fsum(line.counted for line in classified(flows))


def retained(flows: Iterable[FlowLike]) -> float:
    """Add up the inflow that is spent in the area in its first round.

    Formula: Σ counted × retained, over the flows of the inflow.

    Args:
        flows: records, or mappings with the fields of :class:`~sroi.model.local_economy.Flow`.

    Returns:
        Pounds of the inflow spent in the area.

    Raises:
        InvalidArgumentError: a flow of the inflow that does not say what share of it is spent in the area.
        RefusedError: as for :func:`inflow`.

    The convention that bites: a second round is LM3's business, not this one's.

    Examples:
        >>> retained([{"id": "lottery", "amount": 490000, "year": 2025, "external": True, "kind": "grant",
        ...            "source": "Lottery fund", "source_type": "lottery", "deadweight": 0, "retained": 0.6}])
        294000.0
    """
    counted = [line for line in classified(flows) if line.line == "A"]
    raise_if_any(
        Fault(
            "retained-needed",
            f"'{line.flow.id}' does not say what share is spent in the area",
            f"flow '{line.flow.id}'",
            "give `retained`",
        )
        for line in counted
        if line.flow.retained is None
    )
    return fsum(line.counted * line.flow.retained.number for line in counted if line.flow.retained is not None)


def leverage(external_match: float, *, own_grant: float) -> float:
    """Divide the outside match by the funder's own grant.

    Formula: external_match ÷ own_grant.

    Args:
        external_match: pounds of match from outside the area, before deadweight, 0 or more.
        own_grant: pounds of the own grant, above 0.

    Returns:
        Pounds of outside match for each pound of own grant.

    Raises:
        InvalidArgumentError: a negative or missing amount.
        UndefinedRatioError: no own grant.

    The convention that bites: leverage says how efficient a grant was; it is not a benefit.

    Examples:
        >>> leverage(700000, own_grant=250000)
        2.8
    """
    raise_if_any(negative_faults(external_match=external_match, own_grant=own_grant))
    if own_grant == 0:
        raise UndefinedRatioError(
            "leverage has no value: the own grant is 0",
            code="no-own-grant",
            where="own_grant",
            fix="give the own grant in pounds",
        )
    return external_match / own_grant
