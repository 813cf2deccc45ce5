"""Mean and variance of the undiscounted total, worked out and not drawn: the check on the simulation.

The undiscounted value of one year of one outcome is a product of independent factors, so its moments are
products of their moments. Two years share the factors of the names that stand in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from sroi import formula
from sroi.errors import RefusedError
from sroi.model.numbers import MOST_YEARS
from sroi.uncertainty.curves import PLACES, WEIGHTS, Column
from sroi.uncertainty.model import Model

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case

_NEUTRAL = {"quantity": 1.0, "amount": 1.0, "contribution": 1.0, "duration": float(MOST_YEARS)}
"""Values that leave a product as it is; every share but contribution does so at 0."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and variance of a figure.

    Args:
        mean: its expected value, in the case's currency.
        variance: its variance, in the currency squared.

    """

    mean: float
    variance: float

    @property
    def standard_deviation(self) -> float:
        """Square root of the variance."""
        return sqrt(max(self.variance, 0.0))


def exact_moments(case: Case, *, catalogue: Catalogue | None = None) -> Moments:
    """Work out mean and variance of the undiscounted total of all counted outcomes, without drawing.

    For independent numbers ``E[x × y] = E[x] × E[y]``, so both follow from integrals over one number at a time.
    Shared names are allowed for. The integrals are good to about one part in a million; under whole years, where the
    value jumps with the duration, to about one in a thousand.

    Args:
        case: what was put in and what changed.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        Mean and variance of the sum of all benefit years before discounting.

    Raises:
        RefusedError: the case has correlations, so its numbers are not independent (``numbers-not-independent``).

    Examples:
        >>> import sroi
        >>> round(exact_moments(sroi.read_case("docs/examples/befriending.yaml")).mean)
        144224

    """
    if case.correlations:
        problem = "mean and variance are worked out for independent numbers, and this case has correlations"
        raise RefusedError(problem, code="numbers-not-independent", where=case.id, fix="simulate, or leave the correlations out")
    model = Model.of(case, catalogue=catalogue)
    terms = [(place, year) for place in model.counted for year in range(1, _years(model, place) + 1)]
    held = {place: number.value if model.curves[place] is None else _neutral(number.field) for place, number in _all(model)}
    firsts = np.array([float(model.year_value(place, year, held)) for place, year in terms])
    seconds = np.outer(firsts, firsts)
    for name in model.names:
        _multiply(firsts, seconds, *_factors(model, name, terms))
    total = float(firsts.sum())
    return Moments(total, float(seconds.sum()) - total**2)


def _all(model: Model) -> list[tuple[int, Any]]:
    return list(enumerate(model.numbers))


def _neutral(field: str) -> float:
    return _NEUTRAL.get(field, 0.0)


def _years(model: Model, place: int) -> int:
    """Give the last benefit year in which an outcome may pay."""
    slot = model.slots[place].duration
    curve = model.curves[slot]
    longest = model.central[slot] if curve is None else float(curve.points()[0].max())
    return int(formula.whole_years(longest))


def _factors(model: Model, name: str, terms: list[tuple[int, int]]) -> tuple[list[int], Column, Column]:
    """Give the terms that a name stands in, its factor in each at many points, and the weights of the points."""
    drawn = [place for place in model.places(name) if model.curves[place] is not None]
    values, weights = _points(model, drawn)
    lines = {model.numbers[place].place for place in drawn if model.numbers[place].field not in {"input", "discount"}}
    within = [term for term, (place, _) in enumerate(terms) if place in lines]
    neutral: dict[int, Any] = {place: _neutral(number.field) for place, number in _all(model)} | values
    factors = [np.broadcast_to(model.year_value(*terms[term], neutral), len(weights)) for term in within]
    return within, np.array(factors).reshape(len(within), len(weights)), weights


def _points(model: Model, drawn: list[int]) -> tuple[dict[int, Column], Column]:
    """Give the values of all records of one name at the same chances."""
    curves = {place: curve for place in drawn if (curve := model.curves[place]) is not None}
    if len(set(curves.values())) == 1:
        values, weights = next(iter(curves.values())).points()
        return dict.fromkeys(drawn, values), weights
    return {place: curve.at(PLACES) for place, curve in curves.items()}, WEIGHTS


def _multiply(firsts: Column, seconds: Column, within: list[int], factors: Column, weights: Column) -> None:
    """Multiply the moments of the terms that a name stands in by its own."""
    if not within:
        return
    means, both = factors @ weights, np.ix_(within, within)
    shared = seconds[both] * ((factors * weights) @ factors.T)
    firsts[within] *= means
    seconds[within, :] *= means[:, None]
    seconds[:, within] *= means
    seconds[both] = shared
