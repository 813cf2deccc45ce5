"""Where a figure stands among those of published SROI reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pydantic import ConfigDict

from sroi.catalogue import data_folder
from sroi.documents import read_document
from sroi.errors import InvalidDataError
from sroi.model.base import Record, Text


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a figure stands in a distribution.

    Args:
        value: the figure, in the unit of the distribution.
        above: percentile that it is at or above; 0 when it is below the lowest printed one.
        below: percentile that it is at or below; 100 when it is above the highest printed one.
        percentile: linear between the two printed percentiles; None outside them, where nothing honest can be said.
        reports: how many reports the distribution was drawn from.

    """

    value: float
    above: int
    below: int
    percentile: float | None
    reports: int

    @property
    def usual(self) -> bool:
        """Whether eight reports in ten frame it: from the 10th to the 90th percentile, ends included."""
        return self.percentile is not None

    @property
    def text(self) -> str:
        """The standing in words, no finer than the printed percentiles."""
        reports = f"percentile of {self.reports} published reports, read by a language model"
        if self.percentile is None:
            side = f"above the {self.above}th" if self.above else f"below the {self.below}th"
            return f"{side} {reports}"
        if self.above == self.below:
            return f"at the {self.above}th {reports}"
        return f"between the {self.above}th and {self.below}th {reports}"


class Distribution(Record):
    """What published reports used: the printed percentiles of one figure."""

    model_config = ConfigDict(extra="ignore")

    unit: Text
    n: int
    median: float
    p10: float
    p25: float
    p75: float
    p90: float

    def standing(self, value: float) -> Standing:
        """Find where a value stands, in the unit of the distribution (per cent for shares).

        Between two printed percentiles the estimate is linear. Several percentiles may have one value (a quarter
        of the reports use the same rate): then the value stands at all of them.

        Examples:
            >>> reference_class().sroi_ratio.standing(8.41).text
            'between the 75th and 90th percentile of 247 published reports, read by a language model'
        """
        marks = [(10, self.p10), (25, self.p25), (50, self.median), (75, self.p75), (90, self.p90)]
        above = max((mark for mark, level in marks if level <= value), default=0)
        below = min((mark for mark, level in marks if level >= value), default=100)
        if above > below:
            above, below = below, above
        return Standing(value, above, below, _between(value, marks), self.n)


class ReferenceClass(Record):
    """What 383 published SROI reports used, as a language model read them, to compare a case with: context, not a score.

    References:
        sroi-meta-2026

    """

    model_config = ConfigDict(extra="ignore")

    id: Text
    title: Text
    source: Text
    population: Text
    sroi_ratio: Distribution
    deadweight_percent: Distribution
    attribution_percent: Distribution
    drop_off_percent: Distribution
    discount_rate_percent: Distribution
    practice: dict[str, Any]
    caveats: list[str]


@lru_cache(maxsize=1)
def reference_class() -> ReferenceClass:
    """Return the distributions of published reports that came with the data.

    Returns:
        Percentiles of ratio, deadweight, attribution, drop-off and discount rate, with their caveats.

    Raises:
        InvalidDataError: the file is not what it must be.

    References:
        sroi-meta-2026

    >>> reference_class().deadweight_percent.median
    20.0

    """
    document = read_document(data_folder() / "reference_class.yaml")
    if document.faults:
        raise InvalidDataError.of(document.faults)
    return ReferenceClass.model_validate(document.data)


def _between(value: float, marks: list[tuple[int, float]]) -> float | None:
    """Estimate the percentile linearly between the printed ones; None outside them."""
    for (before, low), (after, high) in pairwise(marks):
        if low <= value <= high:
            return float(before if high == low else before + (after - before) * (value - low) / (high - low))
    return None
