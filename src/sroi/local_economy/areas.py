"""C. Additionality seen from several areas side by side: borough, city region, country."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sroi.errors import Fault
from sroi.local_economy.checks import raise_if_any
from sroi.local_economy.figures import LocalFigure
from sroi.local_economy.guards import leakage_twice, lm3_with_multiplier, multiplier_too_large, refuse_if_any
from sroi.local_economy.net_effect import additionality
from sroi.model.text import money_text

if TYPE_CHECKING:
    from sroi.local_economy.tables import Year
    from sroi.model.local_economy import AreaRates, GrossImpact

CAVEATS = (
    "Deadweight, leakage and displacement are the user's own rates: no official levels are shipped.",
    "Local GVA and jobs are indicators, not welfare, and do not belong in the SROI ratio.",
)


def by_area(impact: GrossImpact, *, price_year: Year) -> tuple[LocalFigure, ...]:
    """Bring one gross impact down to its net additional impact in each of several areas.

    As the area grows leakage falls, and displacement and the multiplier rise, so the same project has one
    figure for the borough, another for the city region and often none for the country.

    Formula: :func:`additionality` with the rates of each area.

    Args:
        impact: the gross impact and the rates of each area, smallest area first.
        price_year: price year of the gross impact.

    Returns:
        One figure of letter C for each area, in their order; they are readings of one impact, never added.

    Raises:
        RefusedError: leakage taken off twice, LM3 under a multiplier, or a multiplier too large for its area.
        InvalidArgumentError: rates out of bounds, or leakage that rises from one area to the next larger one.

    The convention that bites: state every area; the largest alone hides what the borough gets, and the other way round.

    References:
        ep-additionality-2008, hmt-green-book-review-2020.

    Examples:
        >>> from sroi.model.local_economy import AreaRates, GrossImpact
        >>> borough = AreaRates(area="Knowsley", deadweight=0.2, leakage=0.1, displacement=0.25, multiplier=1.1)
        >>> by_area(GrossImpact(amount=500_000, areas=(borough,)), price_year=2025)[0].text
        '£297,000.00'
    """
    refuse_if_any(fault for rates in impact.areas for fault in area_refusals(impact, rates))
    raise_if_any(_rising_leakage(impact))
    return tuple(_figure(impact, rates, price_year) for rates in impact.areas)


def area_refusals(impact: GrossImpact, rates: AreaRates) -> tuple[Fault, ...]:
    """Run the guards that concern one area's rates.

    >>> from sroi.model.local_economy import AreaRates, GrossImpact
    >>> rates = AreaRates(area="Knowsley", deadweight=0, leakage=0.1, displacement=0)
    >>> [fault.code for fault in area_refusals(GrossImpact(amount=1, areas=(rates,), gross_is="lm3"), rates)]
    ['leakage-twice']
    """
    return (
        *leakage_twice(leakage=rates.leakage.number, gross_is=impact.gross_is),
        *lm3_with_multiplier(lm3=impact.gross_is == "lm3", multiplier=rates.multiplier),
        *multiplier_too_large(multiplier=rates.multiplier, population=rates.population, override=rates.override),
    )


def _rising_leakage(impact: GrossImpact) -> list[Fault]:
    """Report a larger area that has more leakage than the smaller one inside it, which cannot be."""
    return [
        Fault(
            "leakage-rises",
            f"leakage is {smaller.leakage.number} for {smaller.area} and {larger.leakage.number} for the larger {larger.area}",
            f"impact.areas, {larger.area}",
            "list the areas from the smallest to the largest; who is in the smaller one is in the larger one too",
        )
        for smaller, larger in pairwise(impact.areas)
        if larger.leakage.number > smaller.leakage.number
    ]


def _figure(impact: GrossImpact, rates: AreaRates, price_year: Year) -> LocalFigure:
    substitution = 0.0 if rates.substitution is None else rates.substitution.number
    amount = additionality(
        impact.amount.number,
        leakage=rates.leakage.number,
        displacement=rates.displacement.number,
        deadweight=None if rates.deadweight is None else rates.deadweight.number,
        substitution=substitution,
        multiplier=rates.multiplier,
        reference=rates.reference,
    )
    override = (f"The multiplier of {rates.multiplier} is above 1.2; reason given: {rates.override}",) if rates.override else ()
    return LocalFigure(
        key=f"net-additional-{'-'.join(rates.area.lower().split())}",
        letter="C",
        title="Net additional impact",
        amount=amount,
        unit=impact.unit,
        area=rates.area,
        price_year=price_year,
        method=_method(rates),
        caveats=(*CAVEATS, *override),
        sources=("ep-additionality-2008",),
        steps=_steps(impact, rates, substitution),
    )


def _method(rates: AreaRates) -> str:
    product = "(1 − leakage) × (1 − displacement) × (1 − substitution) × multiplier"
    if rates.reference is None:
        return f"gross × (1 − deadweight) × {product}"
    return f"gross × {product}, less the same for the reference case"


def _steps(impact: GrossImpact, rates: AreaRates, substitution: float) -> tuple[str, ...]:
    gross = f"{impact.amount.number:,.1f} jobs" if impact.unit == "jobs" else money_text(impact.amount.number)
    anyway = "" if rates.deadweight is None else f"deadweight {rates.deadweight.number:g}, "
    other = () if rates.reference is None else (f"reference case: gross {rates.reference.gross:,.2f}",)
    shares = f"leakage {rates.leakage.number:g}, displacement {rates.displacement.number:g}, substitution {substitution:g}"
    return (f"gross {gross}", f"{anyway}{shares}, multiplier {rates.multiplier:g}", *other)
