"""What is to be worked out, settled before any line is looked at: the options of a call, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sroi.errors import Fault, InvalidArgumentError
from sroi.prices.discounting import EARLY
from sroi.tables.contract import BY_NAME, LONGEST, SETTABLE, Bound
from sroi.tables.words import PART_YEARS
from sroi.valuation.discounting import Discounting

if TYPE_CHECKING:
    from sroi.prices.discounting import Timing


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one call, checked.

    Args:
        discounting: the rate, yearly rates or schedule of the call; None where a column gives a rate to each line.
        timing: where in a year its money falls.
        horizon: how many projection years to lay out as columns; 0 for none.
        defaults: what absent columns mean.

    """

    discounting: Discounting | None
    timing: Timing
    horizon: int
    defaults: Mapping[str, float]

    @property
    def rate(self) -> float | None:
        """The one yearly rate of the call, if it gives one."""
        return self.discounting.rate if self.discounting else None

    @property
    def early(self) -> float:
        """By how much of a year money comes before the end of its year."""
        return float(EARLY[self.timing])

    @property
    def scheduled(self) -> bool:
        """Whether the call's rates differ by year."""
        return self.discounting is not None and self.discounting.rate is None

    def factors(self, years: int) -> tuple[float, ...]:
        """What a pound of projection years 1 … ``years`` is worth today."""
        return self.discounting.factors(years) if self.discounting else ()

    @property
    def years(self) -> tuple[str, ...]:
        """The names of the columns of projection years."""
        return tuple(f"value_year_{year}" for year in range(1, self.horizon + 1))


@dataclass(frozen=True, slots=True)
class Plan:
    """The options of a call and the columns that it works on.

    Args:
        options: the checked options.
        bound: the columns found, in the order of the contract.

    """

    options: Options
    bound: tuple[Bound, ...]

    @property
    def names(self) -> frozenset[str]:
        """The parts that are played by a column."""
        return frozenset(bound.column.name for bound in self.bound)

    @property
    def scheduled(self) -> bool:
        """Whether rates differ by year: for all lines, or for each by a schedule of its own."""
        return self.options.scheduled or "schedule" in self.names


def checked_options(
    discount: float | str | Sequence[float] | None,
    timing: str,
    part_years: str,
    horizon: int | None,
    defaults: Mapping[str, float],
) -> Options:
    """Check the options of a call, all at once, and keep them as one record."""
    faults = [
        *_choice_faults("timing", timing, tuple(EARLY)),
        *_choice_faults("part_years", part_years, PART_YEARS),
        *_discount_faults(discount),
        *_horizon_faults(horizon),
        *_default_faults(defaults),
    ]
    if faults:
        raise InvalidArgumentError.of(faults)
    stated: dict[str, float] = {c.name: c.default for c in BY_NAME.values() if c.default is not None}
    stated |= {name: _plain(value) for name, value in defaults.items()} | {"part_years": PART_YEARS.index(part_years)}
    when = cast("Timing", timing)
    return Options(_discounting(discount, when), when, int(horizon or 0), stated)


def _discounting(discount: float | str | Sequence[float] | None, timing: Timing) -> Discounting | None:
    if discount is None:
        return None
    if isinstance(discount, str):
        return Discounting.of(discount, timing)
    if isinstance(discount, Sequence | np.ndarray):
        return Discounting(None, tuple(map(float, discount)), None, timing)
    return Discounting(float(discount), (), None, timing)


def _plain(value: float) -> float:
    """Turn 2.0 into 2: the formula adds up a known whole number of years without a power."""
    return int(value) if value == int(value) else float(value)


def _choice_faults(name: str, value: str, allowed: Sequence[str]) -> list[Fault]:
    if value in allowed:
        return []
    return [Fault(f"{name.replace('_', '-')}-unknown", f"{name} cannot be {value!r}", name, f"use one of: {', '.join(allowed)}")]


def _discount_faults(discount: float | str | Sequence[float] | None) -> list[Fault]:
    if discount is None or isinstance(discount, str):
        return []  # an unknown schedule is found out when it is looked up
    rates: tuple[Any, ...] = tuple(discount) if isinstance(discount, Sequence | np.ndarray) else (discount,)
    if not rates:
        return [Fault("schedule-empty", "the schedule has no rates", "discount", "give a rate for each year, the last holds on")]
    low, high = BY_NAME["discount"].low, BY_NAME["discount"].high
    return [_range_fault("discount", rate, low, high) for rate in rates if isinstance(rate, bool) or not low <= rate <= high]


def _horizon_faults(horizon: int | None) -> list[Fault]:
    if horizon is None or (isinstance(horizon, int | np.integer) and 1 <= horizon <= LONGEST):
        return []
    return [_range_fault("horizon", horizon, 1, LONGEST)]


def _default_faults(defaults: Mapping[str, float]) -> list[Fault]:
    settable = ["quantity", "amount", *SETTABLE]
    fix = f"use one of: {', '.join(settable)}"
    strange = [name for name in defaults if name not in settable]
    unknown = [Fault("column-unknown", f"no default can be set for '{name}'", "defaults", fix) for name in strange]
    known = [(BY_NAME[name], value) for name, value in defaults.items() if name in settable]
    wrong = [(c, v) for c, v in known if not c.low <= v <= c.high or (c.whole and v != int(v))]
    return unknown + [_range_fault(f"defaults['{c.name}']", v, c.low, c.high, whole=c.whole) for c, v in wrong]


def _range_fault(where: str, value: float, low: float, high: float, *, whole: bool = False) -> Fault:
    kind = "a whole number" if whole else "a number"
    return Fault("argument-out-of-range", f"{where} cannot be {value!r}", where, f"give {kind} from {low:g} to {high:g}")
