"""C. Additionality: from a gross impact to what would not have happened, or stayed, otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi import formula
from sroi.errors import Fault
from sroi.local_economy.checks import number_faults, raise_if_any, share_faults
from sroi.model.local_economy import Reference

if TYPE_CHECKING:
    from sroi.model.numbers import Share


def additionality(
    gross: float,
    *,
    leakage: float,
    displacement: float,
    deadweight: float | None = None,
    substitution: float = 0,
    multiplier: float = 1,
    reference: Reference | None = None,
) -> float:
    """Bring a gross impact on an area down to its net additional impact.

    Take off what would have happened anyway, what goes to people elsewhere, what is taken from others in the
    area and what is only swapped; then let suppliers and incomes add their part. What would have happened
    anyway is a share (``deadweight``) or a whole reference case with rates of its own (``reference``).

    Formula:
        GI × (1−DW) × (1−L) × (1−Dp) × (1−S) × M, or with a reference case
        GI × (1−L) × (1−Dp) × (1−S) × M − GI* × (1−L*) × (1−Dp*) × (1−S*) × M*.
        The first is the second with the same rates in both brackets and DW = GI* ÷ GI.

    Args:
        gross: gross impact, pounds of GVA or jobs.
        leakage: share that goes to people outside the area, 0 to 1; no default.
        displacement: share taken from other activity in the area, 0 to 1; no default.
        deadweight: share that would have happened anyway, 0 to 1; this or ``reference``, not both.
        substitution: share that only swaps one input for another, 0 to 1.
        multiplier: composite multiplier, 0 or more; 1 adds nothing.
        reference: the reference case; rates it leaves out are the project's.

    Returns:
        Net additional impact, in the unit of ``gross``.

    Raises:
        InvalidArgumentError: every number that is missing or out of its bounds, at once.

    The convention that bites: the rates belong to one area. A larger area has less leakage, more displacement
    and a larger multiplier, and the result means nothing without its name.

    References:
        ep-additionality-2008.

    Examples:
        >>> round(additionality(500_000, deadweight=0.2, leakage=0.1, displacement=0.25, multiplier=1.1), 2)
        297000.0
    """
    raise_if_any(_rate_faults(gross, leakage, displacement, substitution, multiplier))
    raise_if_any(_deadweight_faults(deadweight, reference))
    kept = _bracket(gross, deadweight or 0, leakage, displacement, substitution) * multiplier
    if reference is None:
        return kept
    return kept - _otherwise(reference, leakage, displacement, substitution, multiplier)


def _bracket(gross: float, deadweight: float, leakage: float, displacement: float, substitution: float) -> float:
    """The product of the one formula: leakage and substitution stand where it has shares owed to others."""
    return formula.net(gross, deadweight, displacement, leakage, substitution)  # type: ignore[no-any-return]


def _otherwise(reference: Reference, leakage: float, displacement: float, substitution: float, multiplier: float) -> float:
    """Work out the second bracket; rates that the reference case leaves out are the project's."""
    own = reference.multiplier
    raise_if_any(_negative_multiplier(own) if own is not None else ())
    net = _bracket(
        reference.gross,
        0,
        _or(reference.leakage, leakage),
        _or(reference.displacement, displacement),
        _or(reference.substitution, substitution),
    )
    return net * (multiplier if own is None else own)


def _or(share: Share | None, otherwise: float) -> float:
    return otherwise if share is None else share.number


def _rate_faults(gross: float, leakage: float, displacement: float, substitution: float, multiplier: float) -> list[Fault]:
    faults = number_faults(gross=gross, multiplier=multiplier)
    faults += share_faults(leakage=leakage, displacement=displacement, substitution=substitution)
    return faults or _negative_multiplier(multiplier)


def _negative_multiplier(multiplier: float) -> list[Fault]:
    if multiplier >= 0:
        return []
    return [Fault("multiplier-negative", f"multiplier is {multiplier}, below zero", "multiplier", "1 adds nothing")]


def _deadweight_faults(deadweight: float | None, reference: Reference | None) -> list[Fault]:
    """Ask for exactly one way of saying what would have happened anyway."""
    if deadweight is not None and reference is not None:
        problem = "deadweight and a reference case both say what would have happened anyway"
        return [Fault("deadweight-and-reference", problem, "deadweight", "give one of the two")]
    if deadweight is None and reference is None:
        problem = "nothing says what would have happened anyway"
        return [
            Fault("deadweight-needed", problem, "deadweight", "give deadweight, or a reference case; 0 may be right, but say so")
        ]
    return [] if deadweight is None else share_faults(deadweight=deadweight)
