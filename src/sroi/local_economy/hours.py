"""E. Volunteer labour: what the hours would have cost, imputed and never cash."""

from __future__ import annotations

from typing import Literal, TypeAlias

from sroi.local_economy.checks import negative_faults, raise_if_any
from sroi.local_economy.tables import Year, hourly_rate

HourlyRate: TypeAlias = Literal["national_living_wage", "median_pay", "gva_per_hour"]
"""What an hour is priced at: two replacement wages, and GVA per hour as an upper bound."""


def volunteering(hours: float, *, year: Year, rate: HourlyRate = "national_living_wage") -> float:
    """Price volunteers' hours at what they would have cost.

    The National Living Wage of the year is the cautious default. Median pay is a less cautious wage. GVA per
    hour gives a *GVA-equivalent*, an upper bound for a sensitivity test: what volunteers make is outside GVA.

    Formula: hours × pounds per hour of the year.

    Args:
        hours: hours given in the year, 0 or more.
        year: year of the rate, calendar or financial; it is the price year of the result.
        rate: ``national_living_wage``, ``median_pay`` or ``gva_per_hour`` (Knowsley, St Helens and Halton).

    Returns:
        Imputed pounds at prices of ``year``.

    Raises:
        InvalidArgumentError: hours that are negative or no number.
        NotFoundError: no such rate, or none for that year.

    The convention that bites: 2025 means the rate that came into force in 2025, so 2025 and 2025/26 agree.

    References:
        govuk-nmw, ons-ashe-2025, tpi-itl3-2024.

    Examples:
        >>> round(volunteering(10000, year=2025), 2)
        122100.0
    """
    raise_if_any(negative_faults(hours=hours))
    return hours * hourly_rate(rate, year).value
