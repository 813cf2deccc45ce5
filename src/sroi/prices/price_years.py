"""From the prices of one year to those of another: pure functions over an index that is passed in.

A price year is a calendar year (``2019``) or a financial year (``"2012/13"``). The two are never mixed:
an amount keeps its kind, and a calendar year Y meets a financial-year amount as Y/Y+1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from sroi.errors import PriceYearError
from sroi.model.proxy import meant_year

if TYPE_CHECKING:
    from collections.abc import Mapping

PriceYear: TypeAlias = int | str
"""``2019``, ``"2012/13"``, or ``"any"`` for a ratio."""

How: TypeAlias = Literal["as given", "exact year", "uprated"]

_FINANCIAL = re.compile(r"(\d{4})/(\d{2})")
_CALENDAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class PriceIndex:
    """A price level by year, all years of one kind.

    Args:
        id: its name, such as ``gdp_deflator_calendar_year``.
        vintage: which edition of the series it is.
        source: id of the document it comes from.
        levels: price level by year, each above zero, in order of the years; keys are ``2019`` or ``2012/13`` as text.
        forecasts: the years whose level is not yet an outturn.

    """

    id: str
    vintage: str
    source: str
    levels: Mapping[str, float]
    forecasts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Uprating:
    """An amount brought to another price year, and how.

    Args:
        amount: pounds at ``to_year``, never rounded.
        factor: what the amount was multiplied by; 1.0 when nothing had to be done.
        from_year: price year of the amount as given.
        to_year: price year of ``amount``, in the same kind of year as ``from_year``.
        how: ``as given``, ``exact year`` or ``uprated``.
        index: id of the index used, or None.
        vintage: edition of the index, or None.
        source: id of the document of the index, or None.
        sentence: one line that says all this.

    """

    amount: float
    factor: float
    from_year: PriceYear
    to_year: PriceYear
    how: How
    index: str | None
    vintage: str | None
    source: str | None
    sentence: str


def read_year(year: PriceYear) -> PriceYear:
    """Return the year as a whole number, ``2012/13`` or ``any``; refuse anything else.

    >>> read_year("2019"), read_year("2012/13")
    (2019, '2012/13')
    """
    text = str(year).strip()
    parts = _FINANCIAL.fullmatch(text)
    if text == "any" or (parts and (int(parts[1]) + 1) % 100 == int(parts[2])):
        return text
    if not isinstance(year, bool) and _CALENDAR.fullmatch(text):
        return int(text)
    raise _not_a_year(year)


def asked_year(year: PriceYear) -> PriceYear:
    """Return a year that amounts can be brought to: ``any`` is not one.

    >>> asked_year("2025/26")
    '2025/26'
    """
    if str(year).strip() == "any":
        raise _not_a_year(year)
    return read_year(year)


def _not_a_year(year: PriceYear) -> PriceYearError:
    meant = meant_year(year)
    fix = f"write {meant}" if meant else 'give a calendar year such as 2019, or a financial year such as "2012/13"'
    return PriceYearError(f"{year!r} is not a price year", code="not-a-price-year", fix=fix)


def is_financial(year: PriceYear) -> bool:
    """Say whether a price year is a financial year, April to March.

    >>> is_financial("2012/13"), is_financial(2019)
    (True, False)
    """
    return "/" in str(year)


def same_kind(year: PriceYear, *, like: PriceYear) -> PriceYear:
    """Turn a year into the kind of another: calendar Y and financial Y/Y+1 stand for each other.

    >>> same_kind(2025, like="2012/13"), same_kind("2025/26", like=2019), same_kind(2025, like=2019)
    ('2025/26', 2025, 2025)
    """
    if is_financial(year) == is_financial(like):
        return year
    first = int(str(year)[:4])
    return first if is_financial(year) else f"{first}/{(first + 1) % 100:02d}"


def factor(index: PriceIndex, from_year: PriceYear, to_year: PriceYear) -> float:
    """Return how much prices rose: ``level(to_year) / level(from_year)`` of one index.

    Args:
        index: price levels by year.
        from_year: price year of the amount; of the kind of the index.
        to_year: price year wanted; of the same kind.

    Raises:
        PriceYearError: a year is outside the series (``price-year-outside-series``); nothing is extrapolated.

    >>> levels = PriceIndex("demo", "2026", "demo", {"2019": 80.0, "2020": 100.0})
    >>> factor(levels, 2019, 2020)
    1.25
    """
    return _level(index, to_year) / _level(index, from_year)


def _level(index: PriceIndex, year: PriceYear) -> float:
    level = index.levels.get(str(year))
    if level is None:
        years = tuple(index.levels)
        first, last = years[0], years[-1]
        raise PriceYearError(
            f"{index.id} has no price level for {year}; it runs from {first} to {last}",
            code="price-year-outside-series",
            fix=f"use a price year from {first} to {last}; nothing is extrapolated",
        )
    return level


def bring(amount: float, *, from_year: PriceYear, to_year: PriceYear, index: PriceIndex) -> Uprating:
    """Bring an amount to the prices of another year with an index of the amount's kind of year.

    The convention that bites: the amount keeps its kind, so 2012/13 pounds asked for 2025 become 2025/26 pounds.

    >>> levels = PriceIndex("demo", "2026", "demo", {"2019": 80.0, "2020": 100.0}, frozenset({"2020"}))
    >>> bring(10, from_year=2019, to_year="2020/21", index=levels).sentence
    'uprated from 2019 to 2020 (for 2020/21) by demo (2026; 2020 is a forecast), factor 1.25'
    """
    wanted, target = asked_year(to_year), same_kind(to_year, like=from_year)
    if target == from_year:
        return unchanged(amount, from_year, wanted)
    times = factor(index, from_year, target)
    forecasts = [str(year) for year in (from_year, target) if str(year) in index.forecasts]
    edition = "; ".join([index.vintage, *(f"{year} is a forecast" for year in forecasts)])
    sentence = f"uprated from {from_year} to {_met(target, wanted)} by {index.id} ({edition}), factor {times:.10g}"
    return Uprating(amount * times, times, from_year, target, "uprated", index.id, index.vintage, index.source, sentence)


def unchanged(amount: float, year: PriceYear, wanted: PriceYear | None = None) -> Uprating:
    """Keep an amount as it is: its own year was asked for, or none, or it is a ratio.

    >>> unchanged(0.72, "any", 2025).sentence
    'a ratio, the same at every price year'
    """
    if year == "any":
        return Uprating(amount, 1.0, year, year, "as given", None, None, None, "a ratio, the same at every price year")
    if wanted is None:
        return Uprating(amount, 1.0, year, year, "as given", None, None, None, f"as given, in {year} prices")
    sentence = f"exact year: {_met(year, wanted)} prices"
    return Uprating(amount, 1.0, year, year, "exact year", None, None, None, sentence)


def _met(year: PriceYear, wanted: PriceYear) -> str:
    """Say the year, and the year it stands for where that is of the other kind."""
    return str(year) if year == wanted else f"{year} (for {wanted})"
