"""How sure a number is, and the shape that is drawn from it.

In a case, low and high are the 5 % and the 95 % point, and the value is the peak. A PERT or triangular shape is
then stretched beyond both, until exactly 5 % lie below low and 5 % above high. In the catalogue, and where
``ends: extremes`` stands, low and high are the least and the most.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from sroi.errors import InvalidCaseError
from sroi.uncertainty import curves
from sroi.uncertainty.curves import CHANCES, AnyCurve, Column, Curve, Standard, Steps
from sroi.uncertainty.extra import scipy

if TYPE_CHECKING:
    from collections.abc import Callable

    from sroi.model.numbers import Figure, Shape

INTERVAL, EXTREMES, TENTHS = 0.05, 0.0, 0.10
"""Chance below low, and above high: of a case's interval, of the catalogue's ends, of published tenths."""

_NEAR = 0.01


@dataclass(frozen=True, slots=True)
class Spread:
    """How sure a number is.

    Args:
        value: the number itself.
        low: lower end.
        high: upper end, above low.
        tail: chance below low, and the same above high; 0 where the ends are the least and the most.
        shape: what lies between and beyond.
        bounds: what the number can never leave; 0 and 1 for a share.
        choices: for a discrete number, what it may be.
        weights: how likely each choice is against the others.

    """

    value: float
    low: float
    high: float
    tail: float = INTERVAL
    shape: Shape = "pert"
    bounds: tuple[float, float] = (-inf, inf)
    choices: tuple[float, ...] = ()
    weights: tuple[float, ...] | None = None


def spread_of(figure: Figure, bounds: tuple[float, float]) -> Spread | None:
    """Read the spread of a number of a case; None where it has none, or only one end."""
    low, high, choices = (getattr(figure, name) for name in ("low", "high", "choices"))
    if choices:
        return Spread(figure.number, min(choices), max(choices), EXTREMES, "discrete", bounds, choices, figure.weights)
    if low is None or high is None or low == high:
        return None
    tail = EXTREMES if figure.ends == "extremes" else INTERVAL
    return Spread(figure.number, low, high, tail, figure.shape or "pert", bounds)


def curve_of(spread: Spread) -> tuple[AnyCurve, str]:
    """Make the quantile function of a spread, and say what the shape could not meet (an empty text where it met all).

    Raises:
        InvalidCaseError: the shape cannot have such ends (``range-does-not-fit-shape``).
        MissingDependencyError: a beta shape needs SciPy, which comes with ``sroi[risk]``.

    """
    if spread.shape == "discrete":
        return Steps.of(spread.choices, spread.weights), ""
    entries, note = _SHAPES[spread.shape](spread)
    return Curve.of(entries, spread.bounds), note


def _peaked(spread: Spread, standard: Standard) -> tuple[Column, str]:
    """Put the peak at the value and the two chances at the two ends."""
    width, share = spread.high - spread.low, (spread.value - spread.low) / (spread.high - spread.low)
    if not spread.tail:
        return spread.low + width * standard(share), ""
    table = standard(curves.peak_of(standard, share, spread.tail))
    first, last = curves.point(table, spread.tail), curves.point(table, 1 - spread.tail)
    return spread.low + width / (last - first) * (table - first), ""


def _pert(spread: Spread) -> tuple[Column, str]:
    return _peaked(spread, curves.pert)


def _triangular(spread: Spread) -> tuple[Column, str]:
    return _peaked(spread, curves.triangular)


def _uniform(spread: Spread) -> tuple[Column, str]:
    width = (spread.high - spread.low) / (1 - 2 * spread.tail)
    entries = spread.low + width * (CHANCES - spread.tail)
    return entries, _off_value(spread, (spread.low + spread.high) / 2, "middle")


def _normal(spread: Spread) -> tuple[Column, str]:
    """Put the middle at the value; two ends at unlike distances cannot both be met, so the width is."""
    scale = (spread.high - spread.low) / 2 / _points(spread.tail)
    middle = (spread.low + spread.high) / 2
    off = abs(middle - spread.value)
    note = f"a normal shape is even on both sides: it keeps the value and the width, and misses both ends by {off:.4g}"
    return spread.value + scale * curves.standard_normal(), note if off > _NEAR * (spread.high - spread.low) else ""


def _lognormal(spread: Spread) -> tuple[Column, str]:
    if spread.low <= 0:
        raise _unfit(spread, "a lognormal number is above 0, and so is its low end", "raise low above 0, or use pert")
    low, high = log(spread.low), log(spread.high)
    middle, scale = (low + high) / 2, (high - low) / 2 / _points(spread.tail)
    return np.exp(middle + scale * curves.standard_normal()), _off_value(spread, float(np.exp(middle)), "median")


def _beta(spread: Spread) -> tuple[Column, str]:
    if spread.bounds != (0.0, 1.0) or spread.low <= 0 or spread.high >= 1:
        raise _unfit(spread, "a beta shape is for a share with both ends inside 0 and 1", "use pert, which may touch 0 and 1")
    first, second, table = _solve_beta(spread)
    return table, _off_value(spread, first / (first + second), "mean")


def _solve_beta(spread: Spread) -> tuple[float, float, Column]:
    """Find the two parameters that put the two chances at the two ends."""
    special, optimize = scipy("special", "a beta shape"), scipy("optimize", "a beta shape")
    ends, wanted = np.array([spread.low, spread.high]), np.array([spread.tail, 1 - spread.tail])
    middle, sd = (spread.low + spread.high) / 2, (spread.high - spread.low) / 2 / _points(spread.tail)
    size = max(middle * (1 - middle) / sd**2 - 1, 1.0)
    start = np.log([middle * size, (1 - middle) * size])
    found = optimize.root(lambda logs: special.betainc(*np.exp(logs), ends) - wanted, start, tol=1e-12)
    if not found.success:
        raise _unfit(spread, "no beta shape has these two ends", "use pert")
    first, second = (float(one) for one in np.exp(found.x))
    return first, second, special.betaincinv(first, second, CHANCES)


def _points(tail: float) -> float:
    """How many standard deviations the ends lie from the middle."""
    return -NormalDist().inv_cdf(tail)


def _off_value(spread: Spread, middle: float, name: str) -> str:
    """Say that a shape with two parameters meets the ends and not the value."""
    if abs(middle - spread.value) <= _NEAR * (spread.high - spread.low):
        return ""
    return f"a {spread.shape} shape meets both ends; its {name} is {middle:.6g}, not the value {spread.value:.6g}"


def _unfit(spread: Spread, problem: str, fix: str) -> InvalidCaseError:
    where = f"low {spread.low:g}, high {spread.high:g}, shape {spread.shape}"
    return InvalidCaseError(problem, code="range-does-not-fit-shape", where=where, fix=fix)


_SHAPES: dict[str, Callable[[Spread], tuple[Column, str]]] = {
    "pert": _pert,
    "triangular": _triangular,
    "uniform": _uniform,
    "normal": _normal,
    "lognormal": _lognormal,
    "beta": _beta,
}
