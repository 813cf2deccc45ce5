"""Switching values: how far a number would have to be wrong for the answer to change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import inf, isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sroi.errors import InvalidArgumentError
from sroi.model.numbers import MOST_YEARS
from sroi.model.shown import Shown
from sroi.model.text import change_text, plain_number
from sroi.uncertainty.model import Model

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case
    from sroi.uncertainty.curves import Column
    from sroi.uncertainty.numbers import Number

_CURVED = frozenset({"drop_off", "duration", "discount"})
_SHARES = frozenset({"deadweight", "displacement", "attribution", "contribution", "drop_off", "discount"})
_LOOKS = 512
_CLOSER = 64
_TIMES = 9
_MIDDLE = 0.5
_HAIR = 1e-9

NONE = "no value in range flips it"


@dataclass(frozen=True, slots=True)
class SwitchingValue:
    """The value of one number at which the ratio is the target, all else central.

    Args:
        name: its name.
        label: the number in words.
        value: its central value.
        switches_at: the value that flips it, nearest to the central one; None where no value in range does.
        how: ``exact`` where the ratio's balance is a straight line in the number, else ``searched``.
        plausible: whether that value lies between the number's 5 % and 95 % points; None where it has no range.

    """

    name: str
    label: str
    value: float
    switches_at: float | None
    how: Literal["exact", "searched"]
    plausible: bool | None

    @property
    def change(self) -> float | None:
        """The change as a share of the central value: −0.5 is half off; None where there is none to speak of."""
        return None if self.switches_at is None or self.value == 0 else self.switches_at / self.value - 1

    @property
    def text(self) -> str:
        """The switching value in words."""
        if self.switches_at is None:
            return f"{self.label}: {NONE}"
        change = "" if self.change is None else f" ({change_text(self.change)})"
        value, other = (plain_number(float(f"{number:.6g}")) for number in (self.value, self.switches_at))
        return f"{self.label}: from {value} to {other}{change}"

    def to_dict(self) -> dict[str, Any]:
        """Return the switching value as plain data."""
        names = ("name", "label", "value", "switches_at", "change", "how", "plausible", "text")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class SwitchingValues(Shown):
    """The switching value of every number of a case, the most fragile first.

    Args:
        case: the case.
        target: the ratio to be met.
        central: the ratio of the central case.
        rows: one for each number.

    """

    case: Case = field(repr=False)
    target: float
    central: float
    rows: tuple[SwitchingValue, ...]

    def __getitem__(self, name: str) -> SwitchingValue:
        """Give the row of one name."""
        found = {row.name: row for row in self.rows}
        if name not in found:
            from sroi.uncertainty.model import unknown_number  # noqa: PLC0415 - only for the error

            raise unknown_number(name, found, self.case.id)
        return found[name]

    def __str__(self) -> str:
        """Write a line for each number, as ``sroi switching`` prints them."""
        from sroi.uncertainty.told import switching_text  # noqa: PLC0415 - built only when asked for

        return switching_text(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the documented shape of ``switching --json``."""
        rows = [row.to_dict() for row in self.rows]
        return {"case": self.case.id, "target": self.target, "central": self.central, "numbers": rows}


def switching_values(case: Case, target: float = 1.0, *, catalogue: Catalogue | None = None) -> SwitchingValues:
    """Find, for each number alone, the value at which the ratio is just the target.

    The balance ``present value − target × inputs`` is a straight line in quantities, amounts and shares, so there
    the value is exact. In drop-off, duration and the discount rate it is not: there the range is searched, and the
    crossing nearest to the central value is given.

    Args:
        case: what was put in and what changed; numbers without a range have switching values too.
        target: the ratio to be met; 1 by default, where as much comes out as was put in.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        One row for each number, the smallest change first; in the number's own unit.

    Raises:
        InvalidArgumentError: a target that is not a finite number (``target-not-finite``).

    The convention that bites: the range searched is what the number could ever be (0 to 1 for a share, 0 to 1,000
    years, no change of sign for quantities and amounts), not its low and high; ``plausible`` says whether the value
    lies between those.

    References:
        hmt-green-book-2026

    Examples:
        >>> import sroi
        >>> found = switching_values(sroi.read_case("docs/examples/befriending.yaml"))
        >>> found["less-lonely.deadweight"].text
        'less-lonely: deadweight: from 0.3 to 0.796379 (+165 %)'

    """
    if not isinstance(target, Real) or not isfinite(target):
        raise InvalidArgumentError(
            f"the target {target!r} is not a number", code="target-not-finite", where="target", fix="give 1"
        )
    model = Model.of(case, catalogue=catalogue)
    rows = [_row(model, name, target) for name in dict.fromkeys(number.name for number in model.numbers)]
    rows.sort(key=lambda row: (row.switches_at is None, inf if row.change is None else abs(row.change)))
    return SwitchingValues(case, target, float(model.value({})), tuple(rows))


def _row(model: Model, name: str, target: float) -> SwitchingValue:
    """Solve for one name."""
    places = model.places(name)
    number, straight = model.numbers[places[0]], _straight(model, places)
    balance = _Balance(model, name, target)
    found = _solve(balance, number) if straight else _search(balance, number, _most(model, places))
    drawn = model.curves[places[0]] is not None
    low, high = (end[places[0]] for end in model.ends(name)) if drawn else (-inf, inf)
    plausible = found is not None and low <= found <= high if drawn else None
    return SwitchingValue(name, number.label, number.value, found, "exact" if straight else "searched", plausible)


@dataclass(frozen=True, slots=True)
class _Balance:
    """Present value less target × inputs, as a function of one name."""

    model: Model
    name: str
    target: float

    def at(self, value: Any) -> Any:
        present_value, total_input = self.model.totals(self.model.set_to(self.name, value))
        return present_value - self.target * total_input + 0 * value

    def met(self, value: float) -> bool:
        """Say whether the target is met there, with something still put in; where both sides only round to 0 it is not."""
        present_value, total_input = self.model.totals(self.model.set_to(self.name, value))
        off = abs(present_value - self.target * total_input)
        return bool(total_input * self.model.result.total_input > 0 and off <= _HAIR * (abs(present_value) + abs(total_input)))


def _straight(model: Model, places: tuple[int, ...]) -> bool:
    """Say whether the balance is a straight line in a name: it multiplies each line once at most."""
    lines = Counter((model.numbers[place].line, model.numbers[place].field == "input") for place in places)
    return max(lines.values()) == 1 and not any(model.numbers[place].field in _CURVED for place in places)


def _bounds(number: Number, most: float) -> tuple[float, float]:
    """Give what a number could ever be: a share, some years, or money and people without a change of sign."""
    if number.field in _SHARES:
        return 0.0, 1.0
    if number.field == "duration":
        return 0.0, most
    return (0.0 if number.value > 0 else -inf), (0.0 if number.value < 0 else inf)


def _most(model: Model, places: tuple[int, ...]) -> float:
    """Give the longest duration that a dated schedule allows."""
    schedule = model.result.discounting.schedule
    if schedule is None or schedule.last_year is None:
        return float(MOST_YEARS)
    starts = [
        model.case.outcomes[model.numbers[place].place].starts for place in places if model.numbers[place].field == "duration"
    ]
    return float(schedule.last_year - max(starts, default=1) + 1)


def _solve(balance: _Balance, number: Number) -> float | None:
    """Cross the line through two points far apart, and take one step more for the last digits."""
    low, high = _bounds(number, inf)
    start, other = number.value, 1.0 if abs(number.value) < _MIDDLE else 0.0
    slope = (balance.at(other) - balance.at(start)) / (other - start)
    if not slope:
        return None
    crossing = start - balance.at(start) / slope
    crossing -= balance.at(crossing) / slope
    return float(crossing) if low <= crossing <= high and balance.met(crossing) else None


def _search(balance: _Balance, number: Number, most: float) -> float | None:
    """Look for the crossing nearest to the central value, then look closer."""
    low, high = _bounds(number, most)
    centre = number.value
    if not np.isfinite([low, high]).all():
        reach = 100 * (abs(centre) or 1.0)
        low, high = max(low, -reach), min(high, reach)
    near = min(high, 4 * max(centre, 1.0))
    looks = np.unique(np.concatenate([np.linspace(low, near, _LOOKS + 1), np.linspace(low, high, _LOOKS + 1), [centre]]))
    pair = _crossing(balance, looks, centre)
    for _ in range(_TIMES):
        pair = pair and _crossing(balance, np.linspace(*pair, _CLOSER + 1), centre)
    return pair and max(pair, key=lambda end: abs(end - centre))


def _crossing(balance: _Balance, looks: Column, centre: float) -> tuple[float, float] | None:
    """Find the neighbours between which the balance changes its sign, nearest to the centre."""
    above = np.asarray(balance.at(looks)) >= 0
    places = np.flatnonzero(above[1:] != above[:-1])
    if not places.size:
        return None
    middles = (looks[places] + looks[places + 1]) / 2
    nearest = places[np.argmin(np.abs(middles - centre))]
    return float(looks[nearest]), float(looks[nearest + 1])
