"""Measuring: ways take turns within one process, and the figures leave it as one line of JSON.

A comparison is a title, and for each way its seconds: the ``best`` of several runs and the ``median``.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

Figure = dict[str, float]


def seconds(work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of one run."""
    start = clock()
    work()
    return clock() - start


def figure(taken: list[float], **more: float) -> Figure:
    """The best and the median of several runs, to four digits, and what else was seen."""
    return {"best": _short(min(taken)), "median": _short(statistics.median(taken)), **more}


def compare(
    ways: dict[str, Callable[[], Any]], runs: int = 5, clock: Callable[[], float] = time.perf_counter
) -> dict[str, Figure]:
    """Time each way; the runs take turns, so that a busy moment of the machine troubles all alike."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, work in ways.items():
            taken[name].append(seconds(work, clock))
    return {name: figure(found) for name, found in taken.items()}


def tell(comparisons: dict[str, dict[str, Figure]]) -> None:
    """Print what was measured, for a reader and for performance.py alike."""
    print(json.dumps(comparisons))


def _short(value: float) -> float:
    return float(f"{value:.4g}")
