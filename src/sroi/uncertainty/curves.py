"""Quantile functions as tables: a chance between 0 and 1 to the value that is undercut with that chance.

A draw costs a look-up and a line between two entries, whatever the shape. The entries lie closer together
towards both ends, at chances that grow with the square of their place, so that tails are kept. A place is a point
on this axis, 0 to 1024.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[np.float64]

CELLS = 1024
PLACES: Column = np.arange(CELLS + 1, dtype=np.float64)
_HALF = np.minimum(PLACES, CELLS - PLACES) / CELLS
CHANCES: Column = np.where(PLACES > CELLS // 2, 1 - 2 * _HALF**2, 2 * _HALF**2)
"""The chance of each entry of a table."""

_SIMPSON = np.where(PLACES % 2 == 1, 4.0, 2.0)
_SIMPSON[[0, CELLS // 2, CELLS]] = 1.0, 2.0, 1.0
WEIGHTS: Column = _SIMPSON * _HALF / (_SIMPSON * _HALF).sum()
"""Weights with which a sum over the entries is an integral over all chances."""

_OUTERMOST = 6.0
"""Normal shapes are drawn within six standard deviations."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A continuous number's quantile function.

    Args:
        entries: the values at ``CHANCES``, rising.
        rises: from each entry to the next.
        bounds: what values are clipped to; None where none is outside.

    """

    entries: Column
    rises: Column
    bounds: tuple[float, float] | None

    @classmethod
    def of(cls, entries: Column, bounds: tuple[float, float]) -> Curve:
        """Make a curve, clipped to the bounds."""
        rises = np.zeros_like(entries)
        np.subtract(entries[1:], entries[:-1], out=rises[:-1])
        inside = bounds[0] <= entries[0] and entries[-1] <= bounds[1]
        return cls(entries, rises, None if inside else bounds)

    def at(self, places: Column) -> Column:
        """Give the value at each place: the entry before it, and its part of the way to the next."""
        floor = np.floor(places)
        part = places - floor
        entry = floor.astype(np.intp)
        part *= self.rises.take(entry)
        part += self.entries.take(entry)
        return np.clip(part, *self.bounds, out=part) if self.bounds else part

    def points(self) -> tuple[Column, Column]:
        """Give values and weights: a weighted sum over them is an expected value."""
        return np.clip(self.entries, *self.bounds) if self.bounds else self.entries, WEIGHTS


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The quantile function of a number that is one of several choices.

    Args:
        choices: in rising order.
        weights: chance of each; they add up to 1.

    """

    choices: Column
    weights: Column

    @classmethod
    def of(cls, choices: tuple[float, ...], weights: tuple[float, ...] | None) -> Steps:
        """Put choices in order, with equal chances where none are given."""
        order = np.argsort(choices, kind="stable")
        raw = np.array(weights or [1.0] * len(choices), dtype=np.float64)[order]
        return cls(np.array(choices, dtype=np.float64)[order], raw / raw.sum())

    def at(self, places: Column) -> Column:
        """Give the choice at each place."""
        return self.choices.take(np.searchsorted(np.cumsum(self.weights)[:-1], chances_at(places), side="right"))

    def points(self) -> tuple[Column, Column]:
        """Give values and weights: a weighted sum over them is an expected value."""
        return self.choices, self.weights


AnyCurve: TypeAlias = Curve | Steps


def places_of(chances: Column) -> Column:
    """Give the place of each chance.

    >>> places_of(np.array([0.0, 0.5, 0.875])).tolist()
    [0.0, 512.0, 768.0]
    """
    off_middle = chances - 0.5
    half = CELLS / 2 - CELLS * np.sqrt((0.5 - np.abs(off_middle)) / 2)
    return CELLS / 2 + np.copysign(half, off_middle)


def chances_at(places: Column) -> Column:
    """Give the chance of each place.

    >>> chances_at(np.array([0.0, 512.0, 768.0])).tolist()
    [0.0, 0.5, 0.875]
    """
    half = np.minimum(places, CELLS - places) / CELLS
    return np.where(places > CELLS // 2, 1 - 2 * half**2, 2 * half**2)


def quantile(curve: AnyCurve, chance: float) -> float:
    """Give the value at one chance."""
    return float(curve.at(places_of(np.array([chance])))[0])


def mean(curve: AnyCurve) -> float:
    """Give the expected value."""
    values, weights = curve.points()
    return float(values @ weights)


@lru_cache(maxsize=1)
def standard_normal() -> Column:
    """Give the table of the standard normal, six standard deviations at the ends."""
    inner = [NormalDist().inv_cdf(float(chance)) for chance in CHANCES[1 : CELLS // 2]]
    return np.array([-_OUTERMOST, *inner, 0.0, *(-value for value in reversed(inner)), _OUTERMOST])


Standard: TypeAlias = Callable[[float], Column]
"""A shape from 0 to 1: the place of its peak to its table."""


def triangular(peak: float) -> Column:
    """Table of the triangular shape from 0 to 1 with its peak at ``peak``.

    >>> float(triangular(0.5)[512])
    0.5
    """
    return np.where(peak >= CHANCES, np.sqrt(CHANCES * peak), 1 - np.sqrt((1 - CHANCES) * (1 - peak)))


def pert(peak: float) -> Column:
    """Table of the PERT from 0 to 1 with its peak at ``peak``: a beta with 1 + 4 × peak and 5 − 4 × peak.

    By cubics between the peaks that are tabulated.

    >>> round(float(pert(0.5)[512]), 6)
    0.5
    """
    first = min(max(int(peak * _PEAKS) - 1, 0), _PEAKS - 3)
    return _cubic(peak * _PEAKS - first) @ _pert_table()[first : first + 4]


_PEAKS = 128
_FINE = 2048


def _cubic(place: float) -> Column:
    """Weights of Lagrange's cubic through places 0, 1, 2 and 3."""
    a, b, c, d = place, place - 1, place - 2, place - 3
    return np.array([-b * c * d / 6, a * c * d / 2, -a * b * d / 2, a * b * c / 6])


def point(table: Column, chance: float) -> float:
    """Read one chance off a table.

    >>> round(point(CHANCES, 0.05), 6)
    0.05
    """
    entry, part = _entry(chance)
    low = float(table[entry])
    return low + part * (float(table[entry + 1]) - low)


@lru_cache(maxsize=64)
def _entry(chance: float) -> tuple[int, float]:
    """Find the entry before a chance, and the part of the way to the next."""
    half = CELLS * sqrt(min(chance, 1 - chance) / 2)
    place = half if chance <= 0.5 else CELLS - half  # noqa: PLR2004 - the upper half runs backwards
    return int(place), place - int(place)


@lru_cache(maxsize=1)
def _pert_table() -> Column:
    """Tabulate quantiles of 129 PERT shapes: densities are summed by Simpson's rule and read backwards."""
    steps = np.linspace(0.0, 1.0, 2 * _FINE + 1)
    x = steps**3 * (10 - 15 * steps + 6 * steps**2)
    slope = 30 * (steps * (1 - steps)) ** 2
    with np.errstate(divide="ignore"):
        left, right = np.log(x), np.log1p(-x)
    left[0], right[-1] = left[1] * 2, right[-2] * 2  # where the density is multiplied by 0
    rows = []
    for mode in np.arange(_PEAKS + 1) / _PEAKS:
        density = np.exp(4 * mode * left + 4 * (1 - mode) * right) * slope
        cells = density[:-2:2] + 4 * density[1::2] + density[2::2]
        below = np.concatenate([[0.0], np.cumsum(cells)])
        rows.append(np.interp(CHANCES, below / below[-1], x[::2]))
    return np.array(rows)


def peak_of(standard: Standard, share: float, tail: float) -> float:
    """Find the peak at which it lies ``share`` of the way from the chance ``tail`` to the chance ``1 − tail``.

    >>> round(peak_of(pert, 0.5, 0.05), 6)
    0.5
    """
    shares, peaks = _peaks(standard, tail)
    return float(np.interp(share, shares, peaks))


@lru_cache(maxsize=8)
def _peaks(standard: Standard, tail: float) -> tuple[Column, Column]:
    """Work the shares out for many peaks, to be read backwards; they rise with the peak."""
    peaks = np.linspace(0.0, 1.0, _FINE + 1)
    tables = [standard(float(peak)) for peak in peaks]
    low, high = (np.array([point(table, chance) for table in tables]) for chance in (tail, 1 - tail))
    return (peaks - low) / (high - low), peaks
