"""Discount factors of projection years, at one rate, at yearly rates, or by a dated schedule."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from sroi import formula
from sroi.errors import InvalidCaseError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Timing: TypeAlias = Literal["start_of_year", "mid_year", "end_of_year"]

EARLY: dict[Timing, Fraction] = {"end_of_year": Fraction(0), "mid_year": Fraction(1, 2), "start_of_year": Fraction(1)}
"""By how much of a year money comes before the end of its projection year."""


@dataclass(frozen=True, slots=True)
class Band:
    """A rate and the projection years it holds for; ``last`` is None where it never ends."""

    first: int
    last: int | None
    rate: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """A dated schedule of real yearly discount rates.

    Args:
        id: its name, such as ``green-book-2026``.
        bands: rates in order of years; projection year 1 is the first that is discounted.
        source: id of the source document.
        status: in force, superseded or proposed.

    """

    id: str
    bands: tuple[Band, ...]
    source: str
    status: str

    @property
    def last_year(self) -> int | None:
        """Last projection year the schedule knows; None where it never ends."""
        return self.bands[-1].last

    def rates(self, years: int) -> tuple[float, ...]:
        """Give the rate of each projection year 1 … ``years``.

        Raises:
            InvalidCaseError: the schedule ends before (``past-end-of-schedule``).

        """
        if self.last_year is not None and years > self.last_year:
            problem = f"the schedule '{self.id}' ends at year {self.last_year} and year {years} is asked for"
            raise InvalidCaseError(
                problem,
                code="past-end-of-schedule",
                where="method.discount",
                fix="shorten the line, or use a schedule that goes on",
            )
        return tuple(self._rate(year) for year in range(1, years + 1))

    def _rate(self, year: int) -> float:
        return next(band.rate for band in self.bands if band.last is None or year <= band.last)


def schedules(rows: Iterable[Mapping[str, str]]) -> dict[str, Schedule]:
    """Make the schedules out of the rows of the index ``discount_rates``, by id."""
    bands: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        bands.setdefault(row["schedule"], []).append(row)
    return {name: _schedule(name, members) for name, members in bands.items()}


def _schedule(name: str, rows: list[Mapping[str, str]]) -> Schedule:
    bands = tuple(
        Band(int(row["year_from"]), int(row["year_to"]) if row["year_to"] else None, float(row["rate"])) for row in rows
    )
    return Schedule(name, bands, rows[0]["source"], rows[0]["status"])


def find_schedule(name: str, known: Mapping[str, Schedule], *, where: str = "method.discount") -> Schedule:
    """Find a schedule by id.

    Raises:
        NotFoundError: none has the id (``unknown-schedule``); the fix lists those that there are.

    """
    if name not in known:
        fix = f"give a rate such as 0.035, or one of {', '.join(known)}"
        raise NotFoundError(f"no discount schedule has the id '{name}'", code="unknown-schedule", where=where, fix=fix)
    return known[name]


def hold_last(rates: Sequence[float], years: int) -> tuple[float, ...]:
    """Stretch yearly rates to ``years``: the last one holds on.

    >>> hold_last([0.03, 0.02], 4)
    (0.03, 0.02, 0.02, 0.02)
    """
    return tuple(rates[min(year, len(rates) - 1)] for year in range(years))


def factors(rates: Sequence[float], timing: Timing = "end_of_year") -> tuple[float, ...]:
    """Give the discount factor of each projection year 1 … n at the rates of those years.

    The product of ``1 / (1 + rate)`` over the years; for mid-year money the full factors of the years
    before times ``(1 + rate) ** −½`` for the year itself; for money at the start of a year the factors of
    the years before alone. The convention that bites: at end of year, year 1 is already discounted.

    >>> factors([0.25, 1.0])
    (0.8, 0.4)
    """
    before, found, early = 1.0, [], float(EARLY[timing])
    for rate in rates:
        found.append(before * formula.discount_factor(rate, 1, early))
        before *= formula.discount_factor(rate, 1)
    return tuple(found)
