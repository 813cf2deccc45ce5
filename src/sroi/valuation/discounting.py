"""The discounting a case asks for, resolved: one rate, or the rate of every projection year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sroi import formula
from sroi.catalogue import indices
from sroi.model.numbers import Rate
from sroi.model.text import share_text
from sroi.prices.discounting import EARLY, Schedule, factors, find_schedule, hold_last, schedules

if TYPE_CHECKING:
    from sroi.model.fields import Discount
    from sroi.prices.discounting import Timing


@lru_cache(maxsize=1)
def known_schedules() -> dict[str, Schedule]:
    """Return the dated schedules of the catalogue, by id."""
    return schedules(indices.read("discount_rates").rows)


@dataclass(frozen=True, slots=True)
class Discounting:
    """How pounds of later years are brought to the start.

    Args:
        rate: the one yearly rate, or None where rates differ by year.
        yearly: yearly rates given in the case; the last holds on.
        schedule: dated schedule of the catalogue.
        timing: where in a projection year its money falls.

    """

    rate: float | None
    yearly: tuple[float, ...]
    schedule: Schedule | None
    timing: Timing

    @classmethod
    def of(cls, discount: Discount, timing: Timing) -> Discounting:
        """Resolve what a case's method says.

        Raises:
            NotFoundError: no schedule has the id (``unknown-schedule``).

        """
        if isinstance(discount, Rate):
            return cls(discount.value, (), None, timing)
        if isinstance(discount, str):
            return cls(None, (), find_schedule(discount, known_schedules()), timing)
        return cls(None, tuple(rate.value for rate in discount), None, timing)

    def rates(self, years: int) -> tuple[float, ...]:
        """Give the rate of each projection year 1 … ``years``."""
        if self.schedule:
            return self.schedule.rates(years)
        return hold_last(self.yearly or (self.rate or 0.0,), years)

    def factors(self, years: int, timing: Timing | None = None) -> tuple[float, ...]:
        """Give the factor of each projection year 1 … ``years``."""
        return factors(self.rates(years), timing or self.timing)

    def factor(self, year: int, timing: Timing | None = None) -> float:
        """Give the factor of one projection year; year 0 is the start and is not discounted."""
        if year == 0:
            return 1.0
        if self.rate is not None:
            return float(formula.discount_factor(self.rate, year, float(EARLY[timing or self.timing])))
        return self.factors(year, timing)[-1]

    @property
    def text(self) -> str:
        """The rate or schedule and the timing, in words."""
        timing = self.timing.replace("_", " ")
        if self.schedule:
            return f"schedule {self.schedule.id} ({self.schedule.status}; source {self.schedule.source}), {timing}"
        if self.rate is not None:
            return f"{share_text(self.rate)} a year, {timing}"
        return f"{', '.join(map(share_text, self.yearly))} by year, the last one holding on, {timing}"
