"""Measuring: best of several runs, in one process, and keeping the figures for the chart."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results.json"


def best(work: Callable[[], Any], runs: int = 5) -> float:
    """Seconds of the fastest of several runs."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def compare(ways: dict[str, Callable[[], Any]], runs: int = 5) -> dict[str, float]:
    """Seconds of each way; the runs take turns, so that a busy moment of the machine troubles all alike."""
    found = {name: float("inf") for name in ways}
    for _ in range(runs):
        for name, work in ways.items():
            found[name] = min(found[name], best(work, 1))
    return {name: round(seconds, 4) for name, seconds in found.items()}


def keep(name: str, figures: Any) -> None:
    """Print the figures and write them beside those measured before."""
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    kept[name] = figures
    RESULTS.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
    print(name, json.dumps(figures, indent=2))
