"""A local-economy figure in the prices of another year; only pounds have one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sroi import catalogue
from sroi.local_economy.guards import ratio_uprated, refuse_if_any

if TYPE_CHECKING:
    from sroi.local_economy.figures import LocalFigure
    from sroi.local_economy.tables import Year


def at_prices(figure: LocalFigure, price_year: Year) -> LocalFigure:
    """Bring a figure in pounds to the prices of another year with the GDP deflator.

    Formula: amount × deflator of the new year ÷ deflator of the figure's year.

    Args:
        figure: a figure in pounds.
        price_year: calendar or financial year wanted.

    Returns:
        The figure in the other prices, with a step that says how.

    Raises:
        RefusedError: a ratio or jobs, which have no prices to move.
        PriceYearError: a year outside the series.

    The convention that bites: the figure keeps its kind of year; 2019 pounds asked for 2025/26 become 2025 pounds.

    References:
        hmt-gdp-deflators-2026-06.

    Examples:
        >>> from sroi.local_economy.figures import LocalFigure
        >>> old = LocalFigure(key="inflow", letter="A", title="Outside money", amount=100, unit="GBP", area="Knowsley",
        ...                   price_year=2019, method="as reported")
        >>> at_prices(old, 2025).text
        '£127.78'
    """
    brought = catalogue.uprate(figure.amount, from_year=figure.price_year, to_year=price_year)
    refuse_if_any(ratio_uprated(unit=figure.unit, factor=brought.factor))
    sources = tuple(dict.fromkeys([*figure.sources, *([brought.source] if brought.source else [])]))
    steps = (*figure.steps, brought.sentence)
    return replace(figure, amount=brought.amount, price_year=brought.to_year, sources=sources, steps=steps)
