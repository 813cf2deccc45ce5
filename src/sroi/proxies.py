"""Look up what things are worth: ``sroi.proxies.get``, ``.search``, ``.for_measure``, ``.list``, ``.frame``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi.catalogue.lists import for_measure, search, select
from sroi.catalogue.store import DEFLATOR, Catalogue, load

if TYPE_CHECKING:
    import pandas as pd

    from sroi.model.match import Match
    from sroi.prices.price_years import PriceYear

__all__ = ["for_measure", "frame", "get", "list", "search"]

list = select  # noqa: A001 - read as sroi.proxies.list


def get(
    id: str,  # noqa: A002 - the data say id
    price_year: PriceYear | None = None,
    *,
    index: str = DEFLATOR,
    catalogue: Catalogue | None = None,
) -> Match:
    """Get a proxy by its id, at the prices of a year.

    The first amount listed for exactly that year, else the first amount of all, uprated by the index:
    ``amount × level(price_year) / level(year of the amount)``. The match says how it was found and answers
    every field of the proxy.

    Args:
        id: ``theme.name``, such as ``wellbeing.wellby``.
        price_year: calendar year, or financial year as ``"2025/26"``; None leaves the first amount as printed.
        index: ``gdp_deflator``, ``cpi`` or another index by year.
        catalogue: where to look; the package's own by default.

    Returns:
        A match; ``match.amount`` is pounds for one ``match.unit`` at ``match.price_year``, never rounded.

    Raises:
        NotFoundError: no such proxy (``proxy-not-found``) or index (``index-not-found``).
        PriceYearError: the year is outside the series; nothing is extrapolated.

    The convention that bites: an amount keeps its kind of year, so 2012/13 pounds asked for 2025 come in 2025/26 prices.

    References:
        hmt-gdp-deflators-2026-06

    Examples:
        >>> get("health.gp_consultation", "2024/25").amount
        48.0

    """
    return (catalogue or load()).match(id, price_year, index=index)


def frame(
    *,
    theme: str | None = None,
    kind: str | None = None,
    beneficiary: str | None = None,
    licence: str | None = None,
    price_year: PriceYear | None = None,
    index: str = DEFLATOR,
    catalogue: Catalogue | None = None,
) -> pd.DataFrame:
    """Return the proxies as a pandas data frame, a row each; the arguments are those of ``list``.

    Returns:
        Columns id, title, values_what, theme, unit, amount, low, high, price_year, how, layer, kind, beneficiary,
        account, confidence, source, licence, locator, measures and more; ``low`` and ``high`` are ``<NA>`` where
        the source gives none.

    Examples:
        >>> frame(theme="carbon")["amount"].tolist()
        [273.06]
    """
    found = select(
        theme=theme,
        kind=kind,
        beneficiary=beneficiary,
        licence=licence,
        price_year=price_year,
        index=index,
        catalogue=catalogue,
    )
    return found.to_frame()
