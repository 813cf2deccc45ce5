"""The guards: each says whether one well-known way of over-claiming is at work.

A guard is a small function that returns its faults, none when all is well. Whoever computes a figure runs
the guards that concern it and raises one :class:`~sroi.errors.RefusedError` of everything they found. Two
more guards live on the figure itself: its labels are mandatory, and adding two figures is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, get_args

from sroi.errors import Fault, InvalidArgumentError, RefusedError
from sroi.local_economy.checks import raise_if_any, share_faults
from sroi.model.proxy import Account

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sroi.model.local_economy import Flow, GrossIs

Faults: TypeAlias = tuple[Fault, ...]
"""What a guard found; empty when all is well."""

LARGEST_MULTIPLIER = 1.2
"""The largest composite multiplier that an area under :data:`SMALL_AREA` people takes without a reason."""

SMALL_AREA = 250_000
"""People below which a multiplier above :data:`LARGEST_MULTIPLIER` needs a reason."""

LOCAL_SOURCES = frozenset({"council", "local_nhs", "local_firm", "local_donor", "volunteers"})
"""Payers that are inside the area by definition, so that their money is not new to it."""


def refuse_if_any(faults: Iterable[Fault]) -> None:
    """Raise one refusal of all the faults, or do nothing when there are none.

    >>> refuse_if_any([])
    """
    found = tuple(faults)
    if found:
        raise RefusedError.of(found)


def lm3_with_multiplier(*, lm3: bool, multiplier: float = 1.0, input_output: bool = False) -> Faults:
    """Refuse LM3 beside a type I, type II or composite multiplier: both model the same re-spending.

    Args:
        lm3: whether LM3 is used.
        multiplier: composite multiplier of the net impact; 1 is none.
        input_output: whether an input-output effect is used.

    >>> [fault.code for fault in lm3_with_multiplier(lm3=True, multiplier=1.1)]
    ['lm3-with-multiplier']
    """
    if not lm3 or (multiplier == 1 and not input_output):
        return ()
    problem = "LM3 and a multiplier both model re-spending"
    return (Fault("lm3-with-multiplier", problem, "local_economy", "use LM3, or a multiplier, not both"),)


def multiplier_on_gross(*, multiplier: float, net: bool) -> Faults:
    """Refuse a multiplier on money from which nothing has been taken off.

    Args:
        multiplier: the multiplier; 1 is none.
        net: whether deadweight and displacement have been considered.

    >>> [fault.code for fault in multiplier_on_gross(multiplier=1.1, net=False)]
    ['multiplier-on-gross']
    """
    if net or multiplier == 1:
        return ()
    problem = f"a multiplier of {multiplier} is put on gross money"
    return (
        Fault("multiplier-on-gross", problem, "local_economy", "give deadweight and displacement; 0 may be right, but say so"),
    )


def leakage_twice(*, leakage: float, gross_is: GrossIs) -> Faults:
    """Refuse to take leakage off money that has already lost it; LM3 holds it in rounds 2 and 3.

    Args:
        leakage: share to be taken off, 0 to 1.
        gross_is: ``gross``, ``after_leakage`` or ``lm3``: what the money already went through.

    >>> [fault.code for fault in leakage_twice(leakage=0.1, gross_is="lm3")]
    ['leakage-twice']
    """
    if leakage == 0 or gross_is == "gross":
        return ()
    problem = f"leakage of {leakage} would be taken off twice: the amount is '{gross_is}'"
    return (Fault("leakage-twice", problem, "local_economy", "set leakage to 0, or start from the gross amount"),)


def multiplier_too_large(*, multiplier: float, population: int | None, override: str | None = None) -> Faults:
    """Refuse a composite multiplier above 1.2 for an area under 250,000 people, unless a reason is given.

    The convention that bites: above 1.2 the population must be known.

    Args:
        multiplier: composite multiplier.
        population: people who live in the area.
        override: the reason for so large a multiplier.

    References:
        econstack-data.

    >>> [fault.code for fault in multiplier_too_large(multiplier=1.5, population=155_000)]
    ['multiplier-too-large']
    """
    if multiplier <= LARGEST_MULTIPLIER or override or (population or 0) >= SMALL_AREA:
        return ()
    people = "an area of unknown population" if population is None else f"an area of {population:,} people"
    problem = f"a multiplier of {multiplier} is too large for {people}: a borough's is about 1.0 to {LARGEST_MULTIPLIER}"
    return (Fault("multiplier-too-large", problem, "local_economy", "lower it, or give population, or the reason in `override`"),)


def unnamed_money(flow: Flow) -> Faults:
    """Require a name and a kind of payer for every external pound.

    Args:
        flow: one flow of money.

    >>> from sroi.model.local_economy import Flow
    >>> [fault.code for fault in unnamed_money(Flow(id="match", amount=1, year=2025, external=True, kind="grant"))]
    ['unnamed-money']
    """
    if not flow.external or (flow.source and flow.source_type):
        return ()
    problem = f"the external money '{flow.id}' does not say whose it is"
    return (Fault("unnamed-money", problem, f"flow '{flow.id}'", "give `source` and `source_type`"),)


def local_money_as_external(flow: Flow) -> Faults:
    """Refuse money of the council, the local NHS, local firms or local donors as new to the area.

    Args:
        flow: one flow of money.

    >>> from sroi.model.local_economy import Flow
    >>> own = Flow(id="own", amount=1, year=2025, external=True, kind="grant", source="Council", source_type="council")
    >>> [fault.code for fault in local_money_as_external(own)]
    ['local-money-as-external']
    """
    if not flow.external or flow.source_type not in LOCAL_SOURCES:
        return ()
    problem = f"'{flow.id}' comes from a {flow.source_type} of the area, yet it is called external"
    return (Fault("local-money-as-external", problem, f"flow '{flow.id}'", "set `external: false`; it is not new money"),)


def match_not_in_inputs(flows: Iterable[Flow], inputs: Collection[str]) -> Faults:
    """Refuse match funding that is claimed as inflow while the case leaves it out of what was put in.

    In an SROI match funding is an input and stands in the denominator beside the grant.

    Args:
        flows: the flows of the block.
        inputs: ids of the case's inputs.

    >>> from sroi.model.local_economy import Flow
    >>> match = Flow(id="match", amount=1, year=2025, external=True, kind="match_funding", source="Fund", source_type="trust")
    >>> [fault.code for fault in match_not_in_inputs([match], ["grant"])]
    ['match-not-in-inputs']
    """
    return tuple(
        Fault(
            "match-not-in-inputs",
            f"the match funding '{flow.id}' is claimed as a benefit but is not among the inputs",
            f"flow '{flow.id}'",
            "add it to the inputs of the case and name that input in `input`",
        )
        for flow in flows
        if flow.kind == "match_funding" and flow.external and flow.input not in inputs
    )


def ratio_uprated(*, unit: str, factor: float) -> Faults:
    """Refuse to uprate a ratio: re-spend rates and retention have no price year to move.

    Args:
        unit: unit of the number, such as ``ratio`` or ``GBP``.
        factor: what prices are multiplied by; 1 leaves them.

    >>> [fault.code for fault in ratio_uprated(unit="ratio", factor=1.03)]
    ['ratio-uprated']
    """
    if unit.startswith("GBP") or factor == 1:
        return ()
    return (Fault("ratio-uprated", f"a number in '{unit}' cannot be uprated by {factor:g}", "unit", "uprate pounds only"),)


def numerator_part(amount: float, *, account: str, gains_to: str = "", share: float | None = None) -> float:
    """Return the part of an amount that may stand in the numerator of the SROI.

    Spending, turnover and GVA are not welfare. Local-economy pounds stay out of the ratio, unless a named
    stakeholder gains by them (such as pay to someone who was jobless), and then only that part enters.

    Formula: ``amount`` for other accounts; ``amount × share`` for local-economy pounds that someone gains.

    Args:
        amount: pounds of the line.
        account: account of the proxy: ``social-value``, ``local-economy`` or ``cost``.
        gains_to: the stakeholder who gains.
        share: part of the amount that is their gain, 0 to 1.

    Returns:
        Pounds that may enter the numerator.

    Raises:
        RefusedError: local-economy pounds without a named gainer and their share.
        InvalidArgumentError: an account that does not exist, which could slip by unguarded; a share out of its bounds.

    References:
        hmt-green-book-earlier.

    Examples:
        >>> numerator_part(10000, account="local-economy", gains_to="Jobless residents", share=0.25)
        2500.0
    """
    if account not in get_args(Account):
        fix = f"use one of {', '.join(get_args(Account))}"
        raise InvalidArgumentError(f"there is no account '{account}'", code="unknown-account", where="account", fix=fix)
    if account != "local-economy":
        return amount
    if not gains_to.strip() or share is None:
        raise RefusedError(
            "local-economy pounds would enter the ratio, and nobody is named who gains by them",
            code="local-pounds-in-numerator",
            where="the numerator of the ratio",
            fix="keep them in the local-economy figures, or name who gains and the share that is their gain",
        )
    raise_if_any(share_faults(share=share))
    return amount * share
