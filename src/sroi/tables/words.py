"""Columns of words that settle an option line by line: how to pay a year begun, and which schedule discounts a line."""

from __future__ import annotations

from collections.abc import Sequence

from sroi.prices.discounting import Timing, factors
from sroi.valuation.discounting import known_schedules

PART_YEARS = ("pro_rata", "whole_years")
"""The two ways to pay a year begun."""

WORDLY = ("part_years", "schedule")
"""The columns that hold words; each word counts as its place in the list of those that are known."""


def words_of(name: str) -> tuple[str, ...]:
    """Give the words that a column may hold.

    >>> words_of("part_years")
    ('pro_rata', 'whole_years')
    """
    return PART_YEARS if name == "part_years" else tuple(known_schedules())


def last_years() -> list[int | None]:
    """Give the last projection year of every dated schedule; None where it never ends."""
    return [schedule.last_year for schedule in known_schedules().values()]


def schedule_factors(years: int, timing: Timing) -> list[Sequence[float]]:
    """Give every dated schedule's factors of projection years 1 … ``years``; 0 after its end, which no line may reach.

    >>> [len(row) for row in schedule_factors(40, "end_of_year")] == [40] * len(words_of("schedule"))
    True
    """
    rows: list[Sequence[float]] = []
    for schedule in known_schedules().values():
        known = min(years, schedule.last_year or years)
        rows.append((*factors(schedule.rates(known), timing), *[0.0] * (years - known)))
    return rows
