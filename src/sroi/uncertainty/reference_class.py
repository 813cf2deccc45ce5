"""What published studies used: ranges for numbers that have none, only when asked for and always labelled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sroi.catalogue import data_folder
from sroi.documents import read_document
from sroi.uncertainty.spreads import TENTHS, Spread

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = ("deadweight", "attribution", "drop_off")
"""The shares that the reference class knows. It gives none for displacement, and a discount rate is a choice."""


@dataclass(frozen=True, slots=True)
class ReferenceRange:
    """The middle eight tenths of what published studies used.

    Args:
        low: one study in ten used less.
        high: one study in ten used more.
        label: where this comes from, for every place that shows it.

    """

    low: float
    high: float
    label: str

    def around(self, value: float) -> Spread:
        """Spread a share as far as published studies go; never so that the value itself falls outside.

        >>> reference_ranges()["deadweight"].around(0.6).high
        0.6
        """
        return Spread(value, min(value, self.low), max(value, self.high), TENTHS, "pert", (0.0, 1.0))


@lru_cache(maxsize=1)
def reference_ranges() -> Mapping[str, ReferenceRange]:
    """Read the ranges of deadweight, attribution and drop-off from the catalogue's reference class.

    References:
        sroi-meta-2026

    >>> reference_ranges()["deadweight"].low, reference_ranges()["deadweight"].high
    (0.052, 0.5)
    """
    data = read_document(data_folder() / "reference_class.yaml").data
    return {field: _range(data, field) for field in FIELDS}


def _range(data: dict[str, dict[str, float]], field: str) -> ReferenceRange:
    printed = data[f"{field}_percent"]
    studies = f"the middle 80 % of {printed['n']} published studies, read by a language model (source {data['source']})"
    label = f"reference class {data['id']}, {field.replace('_', '-')}: {studies}"
    return ReferenceRange(round(printed["p10"] / 100, 6), round(printed["p90"] / 100, 6), label)
