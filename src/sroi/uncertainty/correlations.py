"""Numbers that tend to move together: rank correlations by a Gaussian copula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import pi, sin
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import ValidationError

from sroi.documents import Document, faults_of
from sroi.errors import Fault, InvalidCaseError
from sroi.model.case import Correlation
from sroi.uncertainty.curves import chances_at, places_of
from sroi.uncertainty.extra import scipy

if TYPE_CHECKING:
    from sroi.uncertainty.curves import Column
    from sroi.uncertainty.model import Model

_HAIR = 1e-9
_LARGEST_SEARCHED = 12


@dataclass(frozen=True)
class Cluster:
    """Names that are tied to one another.

    Args:
        names: in the order of the case.
        root: triangular root of their correlation matrix.

    """

    names: tuple[str, ...]
    root: Column

    def tie(self, places: Sequence[Column]) -> dict[str, Column]:
        """Turn independent places, one column for each name, into places that move together."""
        special = scipy("special", "a rank correlation")
        inside = np.clip(chances_at(np.stack(places)), np.finfo(float).tiny, 1 - np.finfo(float).epsneg)
        tied = places_of(special.ndtr(self.root @ special.ndtri(inside)))
        return dict(zip(self.names, tied, strict=True))


def read_correlations(given: Iterable[Correlation | Mapping[str, Any]]) -> tuple[Correlation, ...]:
    """Read correlations that are handed over as records or as plain data; a single one need not stand in a list.

    Raises:
        InvalidCaseError: with every fault.

    """
    found = []
    for place, one in enumerate([given] if isinstance(given, Mapping | str) else given):
        if not isinstance(one, Correlation | Mapping):
            fix = 'give a list of {"between": [name, name], "rank": 0.5}'
            raise InvalidCaseError(f"{one!r:.60} is no correlation", code="not-a-correlation", where="correlations", fix=fix)
        try:
            found.append(one if isinstance(one, Correlation) else Correlation.model_validate(dict(one)))
        except ValidationError as error:
            raise InvalidCaseError.of(faults_of(error, Document(f"correlations[{place}]", dict(one)))) from None
    return tuple(found)


def clusters(correlations: Sequence[Correlation], model: Model) -> tuple[Cluster, ...]:
    """Group tied names, and check that their correlations can be.

    Raises:
        NotFoundError: the case has no number of a name (``unknown-number``).
        InvalidCaseError: a pair stands twice (``correlation-repeated``), a name is tied to itself
            (``correlation-with-itself``) or is held at its value (``correlation-without-range``), or the
            correlations cannot all hold (``correlations-clash``); the clashing pairs are named.

    """
    pairs = _pairs(correlations, model)
    groups = _groups(pairs)
    faults = [fault for names in groups if (fault := _clash(names, pairs))]
    if faults:
        raise InvalidCaseError.of(faults)
    order = {name: place for place, name in enumerate(model.names)}
    ordered = [tuple(sorted(names, key=order.__getitem__)) for names in groups]
    return tuple(Cluster(names, _root(_matrix(names, pairs))) for names in ordered)


def _pairs(correlations: Sequence[Correlation], model: Model) -> dict[frozenset[str], float]:
    pairs: dict[frozenset[str], float] = {}
    faults: list[Fault] = []
    for place, one in enumerate(correlations):
        faults += _pair_faults(one, f"correlations[{place}].between", model, pairs)
        pairs[frozenset(one.between)] = one.rank
    if faults:
        raise InvalidCaseError.of(faults)
    return pairs


def _pair_faults(one: Correlation, where: str, model: Model, before: Mapping[frozenset[str], float]) -> list[Fault]:
    first, second = one.between
    if first == second:
        return [Fault("correlation-with-itself", f"'{first}' is tied to itself", where, "name two numbers")]
    if frozenset(one.between) in before:
        return [Fault("correlation-repeated", f"'{first}' and '{second}' are tied twice", where, "keep one of the two")]
    held = [name for name in one.between if model.places(name) and name not in model.names]
    fix = "give it low and high, or leave the correlation out"
    return [Fault("correlation-without-range", f"'{name}' is held at its value", where, fix) for name in held]


def _groups(pairs: Iterable[frozenset[str]]) -> list[set[str]]:
    """Put names into one group when a chain of pairs leads from one to the other."""
    groups: list[set[str]] = []
    for pair in pairs:
        touched = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair] + [set(pair).union(*touched)]
    return groups


def _matrix(names: Sequence[str], pairs: Mapping[frozenset[str], float]) -> Column:
    """Give the correlations of the normals behind the ranks: 2 × sin(π × rank / 6)."""
    found = np.eye(len(names))
    for (row, first), (column, second) in combinations(enumerate(names), 2):
        found[row, column] = found[column, row] = 2 * sin(pi * pairs.get(frozenset((first, second)), 0.0) / 6)
    return found


def _clash(names: set[str], pairs: Mapping[frozenset[str], float]) -> Fault | None:
    """Say which pairs cannot all hold: those of the fewest names that cannot."""
    if _can_be(sorted(names), pairs):
        return None
    sizes = range(3, len(names)) if len(names) <= _LARGEST_SEARCHED else (3,)
    parts = (part for size in sizes for part in combinations(sorted(names), size) if not _can_be(part, pairs))
    fewest = next(parts, tuple(sorted(names)))
    clashing = [pair for pair in pairs if pair <= set(fewest)]
    words = "; ".join(f"{' and '.join(sorted(pair))} at {pairs[pair]:g}" for pair in clashing)
    absent = len(fewest) * (len(fewest) - 1) // 2 - len(clashing)
    rest = f" (and {absent} pair{'s' if absent > 1 else ''} not given, so 0)" if absent else ""
    fix = "bring one of them nearer to what the others imply"
    return Fault("correlations-clash", f"no numbers can have all of these rank correlations: {words}{rest}", "correlations", fix)


def _can_be(names: Sequence[str], pairs: Mapping[frozenset[str], float]) -> bool:
    return float(np.linalg.eigvalsh(_matrix(names, pairs))[0]) >= -_HAIR


def _root(matrix: Column) -> Column:
    """Give the triangular root, for matrices at the very edge (a correlation of 1) as well."""
    root = np.zeros_like(matrix)
    for row, column in np.ndindex(matrix.shape):
        rest = matrix[row, column] - root[row, :column] @ root[column, :column]
        if row == column:
            root[row, row] = np.sqrt(max(float(rest), 0.0))
        elif column < row and root[column, column] > _HAIR**0.5:
            root[row, column] = rest / root[column, column]
    return root
