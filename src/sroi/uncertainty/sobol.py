"""Which numbers make the figure unsure: Sobol indices, and what to find out more about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from sroi.errors import InvalidArgumentError, InvalidCaseError
from sroi.model.shown import Shown
from sroi.model.text import rounded
from sroi.uncertainty.correlations import Cluster, clusters, read_correlations
from sroi.uncertainty.curves import places_of
from sroi.uncertainty.extra import scipy
from sroi.uncertainty.model import Model, check_figure
from sroi.uncertainty.streams import refuse_too_many

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case
    from sroi.uncertainty.curves import Column
    from sroi.uncertainty.numbers import Number, Ranges

By: TypeAlias = Literal["number", "stakeholder", "proxy"]

SEVERAL = "several"
_RESAMPLES = 256
_CLEAR = 0.1
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Index:
    """How much of a figure's variance one number, or one group of numbers, brings.

    Args:
        name: of the number or the group.
        first: share of the variance that would go if it were known, 0 to 1; estimates may stray a little outside.
        first_error: half-width of the confidence interval of ``first``.
        total: share of the variance that would be left if all else were known.
        total_error: half-width of the confidence interval of ``total``.

    """

    name: str
    first: float
    first_error: float
    total: float
    total_error: float

    def to_dict(self) -> dict[str, Any]:
        """Return the index as plain data."""
        return {name: getattr(self, name) for name in ("name", "first", "first_error", "total", "total_error")}


@dataclass(frozen=True)
class Sobol(Shown):
    """Sobol indices of a figure, the most important first.

    Args:
        of: the figure.
        by: what the indices are of: numbers, stakeholders or proxies.
        draws: base sample; the model was run this often for each of the indices and twice more.
        variance: variance of the figure.
        confidence: chance that an interval covers the truth.
        indices: one for each number or group.

    """

    of: str
    by: By
    draws: int
    variance: float
    confidence: float
    indices: tuple[Index, ...]

    def __getitem__(self, name: str) -> Index:
        """Give the index of one number or group."""
        from sroi.uncertainty.model import unknown_number  # noqa: PLC0415 - only for the error

        found = {index.name: index for index in self.indices}
        if name not in found:
            raise unknown_number(name, found, f"indices by {self.by}")
        return found[name]

    @property
    def answer(self) -> str:
        """Say which number to find out more about, in one or two sentences."""
        if not self.indices or self.variance == 0:
            return f"No number makes the {_words(self.of)} unsure: none has a range that moves it."
        best = self.indices[0]
        low, high = (max(0.0, min(best.first + sign * best.first_error, 1.0)) for sign in (-1, 1))
        rough = " Take more draws before relying on the order." if best.total_error > _CLEAR else ""
        gain = f"known exactly, it would take away about {_percent(low)} to {_percent(high)} of the variance"
        return f"{self._lead(best)}: {gain}.{self._rest()}{rough}"

    def _lead(self, best: Index) -> str:
        tied = [one.name for one in self.indices[1:] if one.total + one.total_error > best.total - best.total_error]
        also = f" ({', '.join(tied[:3])} may matter as much)" if tied else ""
        return f"Find out more about {best.name} first{also}"

    def _rest(self) -> str:
        """Say what interacts, and what hardly matters."""
        together = self.indices[0].total - self.indices[0].first
        joint = f" A further {_percent(together)} comes from how it acts together with others." if together > _CLEAR else ""
        idle = sum(index.total + index.total_error < 0.01 for index in self.indices)  # noqa: PLR2004 - under one per cent
        return joint + (f" {idle} of {len(self.indices)} matter{'s' * (idle == 1)} less than 1 %." if idle else "")

    def to_dict(self) -> dict[str, Any]:
        """Return the indices as plain data."""
        told = {name: getattr(self, name) for name in ("of", "by", "draws", "variance", "confidence", "answer")}
        return told | {"indices": [index.to_dict() for index in self.indices]}


def sobol(
    case: Case,
    draws: int = 1024,
    *,
    seed: int = 1,
    of: str = "ratio",
    by: By = "number",
    confidence: float = 0.95,
    ranges: Ranges = "given",
    catalogue: Catalogue | None = None,
) -> Sobol:
    """Share the variance of a figure out over the numbers that make it unsure.

    The first-order index of a number is the share of the variance that would go if it were known. Its total
    index counts what it does together with others too. Numbers that are correlated are taken as one group.

    Formula: with base samples A and B and A with one column of B,
    ``first = mean(B × (AB − A)) / V`` and ``total = mean((A − AB)²) / 2 V``.

    Args:
        case: what was put in and what changed.
        draws: base sample, a power of 2; scrambled Sobol points.
        seed: whole number, 0 or more.
        of: ``ratio``, ``net_present_value``, ``present_value`` or ``total_input``.
        by: ``number``, or groups: ``stakeholder`` or ``proxy``, each with all numbers of its lines. What stands in
            lines of several groups is a group of its own.
        confidence: of the intervals, from 256 bootstrap samples.
        ranges: ``reference_class`` gives shares without a range that of published studies, and says so.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        Indices with confidence intervals, and the answer in words.

    Raises:
        MissingDependencyError: SciPy is not installed (``sroi[risk]``).
        InvalidArgumentError: draws that are no power of 2 (``draws-not-a-power-of-two``) or more than can be held
            (``draws-too-many``), a seed below 0 (``seed-below-zero``), a confidence outside 0 to 1
            (``confidence-out-of-range``), or an unknown way to group (``unknown-grouping``).
        InvalidCaseError: no number has a range (``nothing-uncertain``).

    The convention that bites: an index is a share of variance, so it speaks of the width of the range, not of
    whether the range is right.

    Examples:
        >>> import sroi
        >>> found = sobol(sroi.read_case("docs/examples/befriending.yaml"))
        >>> found.indices[0].name
        'less-lonely.quantity'

    """
    check_figure(of)
    model = Model.of(case, ranges=ranges, catalogue=catalogue)
    if not model.names:
        fix = 'give low and high to some numbers, or ask for ranges="reference_class"'
        raise InvalidCaseError("no number of the case has a range", code="nothing-uncertain", where=case.id, fix=fix)
    tied = clusters(read_correlations(case.correlations), model)
    runs = _Runs(model, of, *(_Chances(model, tied, half) for half in _halves(len(model.names), draws, seed)))
    groups = _groups(model, by, tied)
    found = _indices(groups, (runs.base, runs.other, runs.mixed), confidence, seed)
    return Sobol(of, by, draws, _variance(np.append(runs.base, runs.other)), confidence, found)


def sobol_of(
    function: Callable[[Column], Column], dimensions: int, draws: int = 1024, *, seed: int = 1, confidence: float = 0.95
) -> tuple[Index, ...]:
    """Share out the variance of any function of independent chances.

    Args:
        function: takes a column of chances for each dimension, shape (dimensions, draws), and gives one value for each draw.
        dimensions: how many.
        draws: base sample, a power of 2.
        seed: whole number, 0 or more.
        confidence: of the intervals.

    Returns:
        One index for each dimension, named ``0``, ``1``, …, in their order.

    Examples:
        >>> found = sobol_of(lambda chances: 3 * chances[0] + chances[1], 2)
        >>> [round(index.first, 2) for index in found]
        [0.9, 0.1]

    """
    first, second = _halves(dimensions, draws, seed)

    def mixed(group: Sequence[str]) -> Column:
        chances = first.copy()
        places = [int(name) for name in group]
        chances[places] = second[places]
        return function(chances)

    groups = {str(place): (str(place),) for place in range(dimensions)}
    found = _indices(groups, (function(first), function(second), mixed), confidence, seed)
    return tuple(sorted(found, key=lambda index: int(index.name)))


def _halves(dimensions: int, draws: int, seed: int) -> tuple[Column, Column]:
    """Give two samples of chances that share nothing, a row for each dimension."""
    if not isinstance(draws, Integral) or draws < 2 or draws & (draws - 1):  # noqa: PLR2004 - the least that has a variance
        fix = "give 1024 or 4096"
        raise InvalidArgumentError(f"draws is {draws!r}", code="draws-not-a-power-of-two", where="draws", fix=fix)
    if not isinstance(seed, Integral) or seed < 0:
        raise InvalidArgumentError(
            f"seed is {seed!r}", code="seed-below-zero", where="seed", fix="give a whole number of at least 0"
        )
    refuse_too_many(int(draws), 2 * dimensions)
    points = scipy("stats", "a Sobol index").qmc.Sobol(2 * dimensions, rng=np.random.default_rng(seed)).random(draws).T
    return np.ascontiguousarray(points[:dimensions]), np.ascontiguousarray(points[dimensions:])


class _Chances:
    """One sample: the chances of every name, and the numbers that they give."""

    def __init__(self, model: Model, tied: tuple[Cluster, ...], chances: Column) -> None:
        """Tie together what is correlated."""
        self.model = model
        rows = dict(zip(model.names, places_of(chances), strict=True))
        for cluster in tied:
            rows |= cluster.tie([rows[name] for name in cluster.names])
        curves = zip(model.numbers, model.curves, strict=True)
        self._values = [number.value if curve is None else curve.at(rows[number.name]) for number, curve in curves]

    def __getitem__(self, place: int) -> Any:
        """Give the draws of one number."""
        return self._values[place]


class _Runs:
    """The model run on both samples, and on the first with some names from the second.

    Changing some names changes only the lines they stand in, so only those are worked out again.
    """

    def __init__(self, model: Model, of: str, first: _Chances, second: _Chances) -> None:
        """Run both samples."""
        self._model, self._of, self._first, self._second = model, of, first, second
        self._lines = {place: model.present_value(place, first) for place in model.counted}
        self._input = model.total_input(first)
        self.base = self._figure(self._lines, self._input)
        self.other = self._figure(
            {place: model.present_value(place, second) for place in model.counted}, model.total_input(second)
        )

    def _figure(self, lines: Mapping[int, Any], total_input: Any) -> Column:
        found = self._model.figure(self._of, sum(lines.values()), total_input)
        return np.broadcast_to(np.asarray(found, dtype=np.float64), self._shape()) + 0.0

    def _shape(self) -> tuple[int, ...]:
        drawn = next(place for place, curve in enumerate(self._model.curves) if curve is not None)
        return np.shape(self._first[drawn])

    def mixed(self, group: Sequence[str]) -> Column:
        """Run the first sample with the names of a group from the second."""
        model, swapped = self._model, {place for name in group for place in self._model.places(name)}
        values = {place: (self._second if place in swapped else self._first)[place] for place in range(len(model.numbers))}
        lines = {
            place: model.present_value(place, values) if model.touches(swapped, place) else before
            for place, before in self._lines.items()
        }
        again = any(place in swapped for place in (*model.rates, *model.inputs))
        return self._figure(lines, model.total_input(values) if again else self._input)


def _groups(model: Model, by: By, tied: tuple[Cluster, ...]) -> dict[str, tuple[str, ...]]:
    """Put the names into groups; those of one cluster are never parted."""
    if by not in {"number", "stakeholder", "proxy"}:
        fix = "use number, stakeholder or proxy"
        raise InvalidArgumentError(f"numbers cannot be grouped by '{by}'", code="unknown-grouping", where="by", fix=fix)
    together = {name: cluster.names for cluster in tied for name in cluster.names}
    groups: dict[str, tuple[str, ...]] = {}
    for name in model.names:
        members = together.get(name, (name,))
        if name == members[0]:
            label = " + ".join(members) if by == "number" else _group_of(model, members, by)
            groups[label] = (*groups.get(label, ()), *members)
    return groups


def _group_of(model: Model, names: Sequence[str], by: By) -> str:
    """Give the group that all lines of some names belong to, or say that they belong to several."""
    found = {_label(model, model.numbers[place], by) for name in names for place in model.places(name)}
    return found.pop() if len(found) == 1 else f"{SEVERAL}: {', '.join(names)}"


def _label(model: Model, number: Number, by: By) -> str:
    if number.field in {"input", "discount"}:
        return "inputs" if number.field == "input" else "discount"
    if by == "stakeholder":
        return model.case.outcomes[number.place].stakeholder
    return model.numbers[model.slots[number.place].amount].name


def _indices(
    groups: Mapping[str, Sequence[str]],
    runs: tuple[Column, Column, Callable[[Sequence[str]], Column]],
    confidence: float,
    seed: int,
) -> tuple[Index, ...]:
    """Estimate every index, with intervals from weights drawn anew: each draw counts as often as a bootstrap takes it."""
    if not 0 < confidence < 1:
        problem = f"a confidence of {confidence!r} is not between 0 and 1"
        raise InvalidArgumentError(problem, code="confidence-out-of-range", where="confidence", fix="give 0.95")
    base, other, mixed = runs
    still = _variance(np.append(base, other)) == 0
    generator, count = np.random.default_rng((seed, 1)), len(base)
    weights = np.vstack([np.ones(count), generator.multinomial(count, [1 / count] * count, size=_RESAMPLES)]) / count
    middle = np.mean(base)
    both = (weights @ (base - middle), weights @ (other - middle), weights @ ((base - middle) ** 2 + (other - middle) ** 2))
    variances = both[2] / 2 - ((both[0] + both[1]) / 2) ** 2
    variances = np.zeros_like(variances) if still else variances
    wide = NormalDist().inv_cdf((1 + confidence) / 2)
    found = [_index(name, (base, other, mixed(group)), weights, variances, wide) for name, group in groups.items()]
    return tuple(sorted(found, key=lambda index: -index.total))


def _variance(values: Column) -> float:
    """Give the variance; what is only rounding is none."""
    found = float(np.var(values))
    return found if found > (_ROUNDING * float(np.abs(values).max())) ** 2 else 0.0


def _index(name: str, runs: tuple[Column, Column, Column], weights: Column, variances: Column, wide: float) -> Index:
    """Estimate one index; a figure that never moves has none of its variance from anything."""
    base, other, mixed = runs
    safe = np.where(variances > 0, variances, np.inf)
    firsts = weights @ ((other - base.mean()) * (mixed - base)) / safe
    totals = weights @ ((base - mixed) ** 2) / 2 / safe
    errors = (wide * float(np.std(values[1:], ddof=1)) for values in (firsts, totals))
    first_error, total_error = errors
    return Index(name, float(firsts[0]), first_error, float(totals[0]), total_error)


def _percent(share: float) -> str:
    return f"{rounded(100 * share, 0)} %"


def _words(of: str) -> str:
    return of.replace("_", " ")
