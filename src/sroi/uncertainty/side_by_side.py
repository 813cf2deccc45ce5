"""Two numbers at a time, and scenarios beside the case they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from sroi.errors import Fault, InvalidArgumentError, NotFoundError
from sroi.model.shown import Shown
from sroi.uncertainty.model import Model, check_figure
from sroi.uncertainty.simulation import simulate
from sroi.valuation import what_if

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case
    from sroi.uncertainty.distribution import Simulation
    from sroi.uncertainty.numbers import Ranges

_POINTS = 5


@dataclass(frozen=True)
class Grid(Shown):
    """A figure for every pair of values of two numbers.

    Args:
        of: the figure.
        names: the two numbers.
        values: the values of each.
        figures: a row for each value of the first, in it one figure for each value of the second.

    """

    of: str
    names: tuple[str, str]
    values: tuple[tuple[float, ...], tuple[float, ...]]
    figures: tuple[tuple[float, ...], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the grid as plain data."""
        figures = [list(row) for row in self.figures]
        return {"of": self.of, "names": list(self.names), "values": [list(one) for one in self.values], "figures": figures}


def two_way(
    case: Case, numbers: Mapping[str, Sequence[float] | None], *, of: str = "ratio", catalogue: Catalogue | None = None
) -> Grid:
    """Calculate a figure for every pair of values of two numbers, all else at its central value.

    Args:
        case: what was put in and what changed.
        numbers: two names, each with its values; None takes five from its 5 % to its 95 % point.
        of: ``ratio``, ``net_present_value``, ``present_value`` or ``total_input``.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        The grid; figures in the unit of ``of``.

    Raises:
        InvalidArgumentError: other than two numbers (``not-two-numbers``), None for a number without a range
            (``no-range``), or values that the number cannot have, such as a share above 1 (``value-out-of-range``).
        NotFoundError: no such number or figure (``unknown-number``, ``unknown-figure``).

    Examples:
        >>> import sroi
        >>> case = sroi.read_case("docs/examples/befriending.yaml")
        >>> grid = two_way(case, {"less-lonely.deadweight": [0.2, 0.4], "discount": [0.015, 0.035]})
        >>> [[round(ratio, 2) for ratio in row] for row in grid.figures]
        [[4.04, 3.93], [3.03, 2.95]]

    """
    check_figure(of)
    if len(numbers) != 2:  # noqa: PLR2004 - a grid has two sides
        problem = f"a grid is of two numbers, not of {len(numbers)}"
        raise InvalidArgumentError(problem, code="not-two-numbers", where="numbers", fix='give {"one": [1, 2], "other": [3, 4]}')
    model = Model.of(case, catalogue=catalogue)
    (first, second), (rows, columns) = numbers, (_values(model, *one) for one in numbers.items())
    figures = (
        tuple(float(model.value(model.set_to(first, row) | model.set_to(second, one), of)) for one in columns) for row in rows
    )
    return Grid(of, (first, second), (rows, columns), tuple(figures))


def _values(model: Model, name: str, given: Sequence[float] | None) -> tuple[float, ...]:
    if given is not None:
        return _possible(model, name, given)
    low, high = (list(end.values()) for end in model.ends(name))
    if not low:
        fix = "give its values, or low and high in the case"
        raise InvalidArgumentError(f"'{name}' has no range to step through", code="no-range", where="numbers", fix=fix)
    return tuple(np.linspace(low[0], high[0], _POINTS).tolist())


def _possible(model: Model, name: str, given: Sequence[float]) -> tuple[float, ...]:
    """Take the values given, and refuse all at once that the number, or one of its name, cannot have."""
    faults = [fault for place, value in enumerate(given) if (fault := _impossible(model, name, value, place))]
    if faults or not len(given):
        raise InvalidArgumentError.of(faults or [_fault("there are no values", name)])
    return tuple(float(value) for value in given)


def _impossible(model: Model, name: str, value: float, place: int) -> Fault | None:
    if not isinstance(value, Real) or not isfinite(value):
        return _fault(f"{value!r:.60} is not a number", f"{name}[{place}]")
    for one, number in model.set_to(name, float(value)).items():
        low, high = model.numbers[one].bounds
        if isfinite(high - low) and not low <= number <= high:
            what = f"'{name}' cannot be {value!r}: {model.numbers[one].label} would be {number:g}"
            return _fault(what, f"{name}[{place}]", f"give values from {low:g} to {high:g}")
    return None


def _fault(problem: str, where: str, fix: str = "give a list of numbers, or None for five from its range") -> Fault:
    return Fault("value-out-of-range", problem, f"numbers, {where}", fix)


@dataclass(frozen=True)
class SideBySide(Shown):
    """Simulations of a case and of its scenarios, with the same draws of every number.

    Args:
        base: the case as it is.
        scenarios: each scenario by its id.

    """

    base: Simulation
    scenarios: Mapping[str, Simulation]

    def chance_of_more(self, scenario: str, of: str = "ratio") -> float:
        """Share of the draws in which a scenario's figure is above the case's, draw by draw.

        Raises:
            NotFoundError: the scenario or the figure is not here (``unknown-scenario``, ``not-kept``).

        """
        if scenario not in self.scenarios:
            problem, fix = f"there is no scenario '{scenario}' here", f"it holds {', '.join(self.scenarios) or 'none'}"
            raise NotFoundError(problem, code="unknown-scenario", where=self.base.case.id, fix=fix)
        return float(np.mean(self.scenarios[scenario].drawn(of) > self.base.drawn(of)))

    def to_dict(self) -> dict[str, Any]:
        """Return the figures of the case and of every scenario as plain data."""
        return {"case": self.base.to_dict(), "scenarios": {name: one.to_dict() for name, one in self.scenarios.items()}}


def side_by_side(
    case: Case,
    draws: int = 10_000,
    *,
    seed: int = 1,
    scenarios: Sequence[str] | None = None,
    ranges: Ranges = "given",
    catalogue: Catalogue | None = None,
) -> SideBySide:
    """Simulate a case and its scenarios with the same draws, so that what differs is the scenario and not luck.

    Args:
        case: a case with scenarios.
        draws: number of cases of each simulation.
        seed: whole number, 0 or more.
        scenarios: ids; all of the case's when absent.
        ranges: ``reference_class`` gives shares without a range that of published studies, and says so.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        The simulations.

    Raises:
        NotFoundError: no scenario has an id (``unknown-scenario``).

    Examples:
        >>> import sroi
        >>> found = side_by_side(sroi.read_case("proxies/published/westbank_2015.yaml"), 100)
        >>> round(found.scenarios["all-three-50"].central["ratio"], 2)
        1.3

    """
    base = simulate(case, draws, seed=seed, ranges=ranges, catalogue=catalogue)
    found = {}
    for name in [one.id for one in case.scenarios] if scenarios is None else scenarios:
        other = what_if(case, name)
        kept = _still_there(other, ranges, catalogue)
        found[name] = simulate(other, draws, seed=seed, correlations=kept, ranges=ranges, catalogue=catalogue)
    return SideBySide(base, found)


def _still_there(case: Case, ranges: Ranges, catalogue: Catalogue | None) -> list[Any]:
    """Keep the correlations whose numbers a scenario has not set or left out."""
    names = set(Model.of(case, ranges=ranges, catalogue=catalogue).names) if case.correlations else set()
    return [one for one in case.correlations if set(one.between) <= names]
