"""Draw the measured figures: docs/about/performance_scale.svg, out of results.json.

Run by hand after the others: python benchmarks/scale/chart.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import measure
from matplotlib.ticker import FixedLocator, FormatStrFormatter, NullLocator

TARGET = Path(__file__).parents[2] / "docs" / "about" / "performance_scale.svg"
OURS, THEIRS = "#00695c", "#b0bec5"


def bars(axes: Any, title: str, seconds: dict[str, float]) -> None:
    """One bar for each way; the library's are dark."""
    names = list(seconds)[::-1]
    colours = [
        OURS if "calculate_table" in name or "option" in name.replace("year, every option", "") else THEIRS for name in names
    ]
    drawn = axes.barh(names, [seconds[name] * 1_000 for name in names], color=colours)
    axes.bar_label(drawn, fmt="%.0f", padding=3)
    axes.margins(x=0.15)
    axes.set(title=title, xlabel="milliseconds")


def lines(axes: Any, title: str, millions: dict[str, dict[str, float]]) -> None:
    """Seconds against millions of lines, both on scales of tens."""
    for name, found in millions.items():
        axes.plot([int(size) for size in found], list(found.values()), marker="o", label=name)
    axes.set(title=title, xlabel="million lines", ylabel="seconds", xscale="log", yscale="log")
    sizes = [int(size) for size in next(iter(millions.values()))]
    for axis, ticks in ((axes.xaxis, sizes), (axes.yaxis, [0.5, 1, 2, 5])):
        axis.set_major_locator(FixedLocator(ticks))
        axis.set_major_formatter(FormatStrFormatter("%g"))
        axis.set_minor_locator(NullLocator())
    axes.legend()


def main() -> None:
    kept = json.loads(measure.RESULTS.read_text("utf-8"))
    mpl.rcParams |= {"svg.hashsalt": "sroi", "svg.fonttype": "path", "axes.titlesize": 10}
    figure, ((first, second), (third, fourth)) = plt.subplots(2, 2, figsize=(13, 8), layout="constrained")
    bars(first, "pandas, 5 million lines", kept["in memory"]["seconds"])
    bars(second, "Polars lazy and DuckDB, 5 million lines", kept["engines"]["seconds"])
    parquet, spark = kept["parquet, million lines"], kept["Spark, million lines"]
    ways = {"Polars streaming": "polars", "DuckDB": "duckdb"}
    seconds = {name: {size: found[way]["seconds"] for size, found in parquet.items()} for name, way in ways.items()}
    lines(third, "Parquet, start of Python included", seconds)
    lines(fourth, "Spark, local[2]", {"Spark": {size: found["seconds"] for size, found in spark.items()}})
    figure.savefig(TARGET, metadata={"Date": None})


if __name__ == "__main__":
    main()
