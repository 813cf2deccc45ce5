"""The page of measured figures and its chart, out of what ``performance.py`` measured. No figure is typed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "about" / "performance.md"
CHART = PAGE.with_suffix(".svg")
Comparisons = dict[str, dict[str, dict[str, float]]]
HEAD = """# Performance

Every figure on this page was measured and written by one script, one thing after the other, on one machine:

```text
python3 -m pip install -e ".[test,spark,bench]" squigglepy monaco SALib
python3 benchmarks/performance.py FOLDER
```

{date}, {processor}, Python {python}; {load} other processes waited for a core when it began. A ratio travels
between machines and a number of seconds does not. No test in the suite looks at the clock. Where the time goes, what was
learnt and what earlier runs gave stands in the [notes](performance_notes.md).

"""


@dataclass(frozen=True)
class Goal:
    """Something that we set ourselves: at most so much, or at least so much."""

    words: str
    value: Callable[[Comparisons, str], float]
    bound: float
    unit: str
    at_least: bool = False

    def row(self, found: Comparisons) -> str:
        """The goal beside the best and the median of the runs."""
        best, median = self.value(found, "best"), self.value(found, "median")
        reached = told(best, self.unit) + (f", median {told(median, self.unit)}" if median != best else "")
        bound = f"at {'least' if self.at_least else 'most'} {told(self.bound, self.unit)}"
        return f"| {self.words} | {bound} | {reached} | {self.met(best, median)} |"

    def met(self, best: float, median: float) -> str:
        """Whether the median meets the bound, or the best run alone, or neither."""
        meets = [value >= self.bound if self.at_least else value <= self.bound for value in (best, median)]
        if all(meets):
            return "met"
        return "met at best, not at the median" if meets[0] else "met at the median, not at best" if meets[1] else "**missed**"


def of(title: str, way: str) -> Callable[[Comparisons, str], float]:
    """Seconds of one way."""
    return lambda found, which: found[title][way][which]


def times(title: str, way: str, beside: str, other: str | None = None) -> Callable[[Comparisons, str], float]:
    """How many times as long one way takes as another."""
    return lambda found, which: found[title][way][which] / found[other or title][beside][which]


def megabytes(title: str, way: str) -> Callable[[Comparisons, str], float]:
    return lambda found, _: found[title][way]["MB"]


def fall_by_line(title: str) -> Callable[[Comparisons, str], float]:
    """The time of a line at the largest size, as a share of that at the smallest."""

    def share(found: Comparisons, which: str) -> float:
        sizes = sorted(found[title], key=int)
        first, last = (found[title][size][which] / int(size) for size in (sizes[0], sizes[-1]))
        return last / first

    return share


CHECKED, UNCHECKED = "year by year, values checked", "year by year, unchecked"
PANDAS = "pandas year by year, "
GOALS = [
    Goal("`calculate`, 20 lines of 5 years", of("calculate, growth", "20"), 0.002, "s"),
    Goal("`calculate`, 10,000 lines of 5 years", of("calculate, growth", "10000"), 0.060, "s"),
    Goal(
        "`import sroi` beside `import numpy, pydantic`, start of Python included",
        times("start of Python and import", "import sroi", "import numpy, pydantic"),
        2.5,
        "times",
    ),
    Goal("reading the whole catalogue", of("cold load", "cold load of the whole catalogue"), 0.3, "s"),
    Goal("looking up a proxy looked up before", of("look-up", "warm look up"), 20e-6, "s"),
    Goal("mapping all 29 measures", of("mapping", "map all 29 measures"), 0.030, "s"),
    Goal(
        "ledger of 100,000 rows to LM3, from records, the slowest kind",
        of("ledger of 100,000 rows to LM3", "local by column, rows"),
        1,
        "s",
    ),
    Goal(
        "table of 5 million lines, beside one reading",
        times("pandas", "calculate_table", "one reading of the seven columns"),
        6,
        "times",
    ),
    Goal(
        "year-by-year pandas that checks values and pays part-years, beside it",
        times("pandas", PANDAS + "values checked, part-years", "calculate_table"),
        12,
        "times",
        at_least=True,
    ),
    Goal(
        "the shortest such pandas, unchecked and in whole years, beside it",
        times("pandas", PANDAS + "unchecked, whole years", "calculate_table"),
        12,
        "times",
        at_least=True,
    ),
    Goal(
        "pandas with every option a column, beside ours",
        times("pandas", PANDAS + "every option a column, unchecked", "calculate_table, every option a column"),
        4,
        "times",
        at_least=True,
    ),
    Goal("memory beyond inputs and outputs", megabytes("pandas", "calculate_table"), 100, "MB"),
    Goal("Polars, beside a native expression that checks", times("Polars lazy", "calculate_table", CHECKED), 1.5, "times"),
    Goal("Polars, beside one that does not", times("Polars lazy", "calculate_table", UNCHECKED), 1.5, "times"),
    Goal("DuckDB, beside a native expression that checks", times("DuckDB", "calculate_table", CHECKED), 1.5, "times"),
    Goal("DuckDB, beside one that does not", times("DuckDB", "calculate_table", UNCHECKED), 1.5, "times"),
    Goal("Parquet of 100 million lines by Polars, memory", megabytes("Parquet by Polars, growth", "100000000"), 3_000, "MB"),
    Goal("Parquet of 100 million lines by DuckDB, memory", megabytes("Parquet by DuckDB, growth", "100000000"), 3_000, "MB"),
    Goal("Spark's time of a line at 25 million, beside that at 1 million", fall_by_line("Spark, growth"), 1, "times"),
    Goal(
        "squigglepy, drawing whole columns, beside `simulate`",
        times("simulation", "squigglepy, all draws of a number at once", "sroi.simulate"),
        10,
        "times",
        at_least=True,
    ),
    Goal(
        "squigglepy, a function called for every draw",
        times("simulation", "squigglepy, a function called for every draw (from 100)", "sroi.simulate"),
        10,
        "times",
        at_least=True,
    ),
    Goal(
        "monaco, beside `simulate`",
        times("simulation", "monaco, a function called for every draw", "sroi.simulate"),
        100,
        "times",
        at_least=True,
    ),
    Goal(
        "`simulate`, beside filling as many uniforms",
        times("simulation", "sroi.simulate", "filling as many uniforms"),
        8,
        "times",
    ),
    Goal(
        "`sobol`, beside SALib's own part",
        times("Sobol indices", "sroi.sobol, model included", "SALib's own part: sample and analyse"),
        2,
        "times",
    ),
    Goal("page of 60 lines with charts and 10,000 draws", of("a report of 60 lines", "html with charts"), 3, "s"),
    Goal("workbook of 60 lines", of("workbook, growth", "60"), 0.5, "s"),
    Goal("workbook of 10,000 lines", of("workbook, growth", "10000"), 10, "s"),
    Goal("the same, memory", megabytes("workbook, growth", "10000"), 500, "MB"),
    Goal(
        "10,000 re-scorings of 20 bids by 29 measures",
        of("is the winner robust?", "twenty bids 29 measures 10000 rescorings"),
        2,
        "s",
    ),
]


TITLES = {
    "calculate, growth": "`calculate`, lines of 5 years, seconds of the processor",
    "plain loop, growth": "the same sum as a plain Python loop, without a record, a trace or a source",
    "pandas, growth": "`calculate_table` over pandas, lines",
    "Parquet by Polars, growth": "a Parquet file by Polars streaming, start of Python included, lines",
    "Parquet by DuckDB, growth": "a Parquet file by DuckDB, start of Python included, lines",
    "Spark, growth": "Spark, `local[2]`, lines",
    "simulation, growth": "`simulate`, the ratio kept, draws of 29 outcomes with 6 uncertain numbers",
    "workbook, growth": "a workbook written, lines",
    "workbook read back, growth": "a workbook read back, lines",
    "xlsxwriter alone, one sheet of values, growth": "xlsxwriter alone, one sheet of values, lines",
    "start of Python and import": "Start of Python and import",
    "pandas": "5 million lines in pandas",
    "Polars lazy": "5 million lines in a lazy Polars frame",
    "DuckDB": "5 million lines in DuckDB",
    "simulation": "10,000 draws of 29 outcomes with 6 uncertain numbers, seconds of the processor",
    "Sobol indices": "Sobol indices of 174 numbers, base sample 1,024, seconds of the processor",
    "29 outcomes with 6 uncertain numbers each": "One number at a time, of 174",
    "cold load": "The catalogue",
    "look-up": "A proxy looked up before",
    "all proxies": "All proxies",
    "mapping": "29 measures to 41 lines",
    "a report of 60 lines": "A report of 60 lines",
    "one waterfall": "One waterfall",
    "is the winner robust?": "Is the winner robust? 20 bids, 29 measures",
    "one scoring": "One scoring of 20 bids by 29 measures",
    "ledger of 100,000 rows to LM3": "A ledger of 100,000 rows to LM3",
}
"""What each comparison is called on the page, in the order of the page."""


def told(value: float, unit: str) -> str:
    """A figure with three digits, in the unit that a reader would use."""
    if unit == "s":
        scale, unit = next((pair for pair in ((1, "s"), (1e3, "ms"), (1e6, "µs")) if value * pair[0] >= 1), (1e9, "ns"))
        value *= scale
    if unit == "MB":
        return f"{value:,.0f} MB"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{float(f'{value:.3g}'):g} {unit}"


def page(results: dict[str, Any]) -> str:
    """Return the whole page as Markdown."""
    found, where = results["comparisons"], results["circumstances"]
    head = HEAD.format(**where, python=where["versions"]["Python"])
    versions = ", ".join(f"{name} {version}" for name, version in where["versions"].items())
    goals = ["| goal | bound | reached | met? |", "| --- | --- | --- | --- |", *(goal.row(found) for goal in GOALS)]
    parts = [
        "## Goals, and what was reached",
        "",
        *goals,
        "",
        "## Versions",
        "",
        versions + ".",
        "",
        *growth_part(found),
        *comparison_part(found),
    ]
    return head + "\n".join(parts).rstrip() + "\n"


def growth_part(found: Comparisons) -> Iterable[str]:
    """How the time grows with the size, in every way that was tried at several sizes."""
    yield from ("## Growth", "", f"![Seconds of each way]({CHART.name})", "")
    for title, words in TITLES.items():
        if title.endswith("growth"):
            sizes = found[title].items()
            rows = [(f"{int(size):,}", figure, told(figure["best"] / int(size), "s")) for size, figure in sizes]
            yield from table(words, "size", "each", rows)


def comparison_part(found: Comparisons) -> Iterable[str]:
    """Every way beside the first of its group."""
    yield "## Side by side"
    yield ""
    for title, words in TITLES.items():
        if not title.endswith("growth"):
            ways = found[title]
            first = next(iter(ways.values()))["best"]
            rows = [(way, figure, f"{told(figure['best'] / first, '')}".strip()) for way, figure in ways.items()]
            yield from table(words, "way", "times the first", rows)


def table(title: str, kind: str, last: str, rows: list[tuple[str, dict[str, float], str]]) -> Iterable[str]:
    """One table: its rows with their best, their median, their memory where it was looked at, and the last column."""
    held = any("MB" in figure for _, figure, _ in rows)
    yield from (f"**{title}**", "", f"| {kind} | best | median |{' memory |' if held else ''} {last} |")
    yield f"| --- | ---: | ---: |{' ---: |' if held else ''} ---: |"
    for name, figure, beside in rows:
        memory = f" {told(figure['MB'], 'MB') if 'MB' in figure else ''} |" if held else ""
        yield f"| {name} | {told(figure['best'], 's')} | {told(figure['median'], 's')} |{memory} {beside} |"
    yield ""


def draw(results: dict[str, Any]) -> None:
    """Draw bars of the ways that stand side by side and curves of those that grow."""
    import matplotlib as mpl  # noqa: PLC0415 - the page is compared in tests without drawing
    import matplotlib.pyplot as plt  # noqa: PLC0415 - likewise

    found = results["comparisons"]
    mpl.rcParams |= {"svg.hashsalt": "sroi", "svg.fonttype": "path", "axes.titlesize": 12, "font.size": 11}
    figure, axes = plt.subplots(6, 1, figsize=(8, 19), layout="constrained", height_ratios=[8, 5, 5, 6, 9, 9])
    for place, title in enumerate(("pandas", "Polars lazy", "DuckDB", "simulation")):
        bars(axes[place], TITLES[title].split(", seconds")[0], found[title])
    tables = ["pandas, growth", "Parquet by Polars, growth", "Parquet by DuckDB, growth", "Spark, growth"]
    curves(axes[4], "Tables: seconds by lines", found, tables)
    others = ["calculate, growth", "workbook, growth", "workbook read back, growth", "simulation, growth"]
    curves(axes[5], "Cases by lines, simulation by draws: seconds", found, others)
    figure.savefig(CHART, metadata={"Date": None})


def bars(axes: Any, title: str, ways: dict[str, dict[str, float]]) -> None:
    """One bar for each way; the library's are dark."""
    names = list(ways)[::-1]
    ours = [name.startswith(("calculate_table", "sroi.")) for name in names]
    drawn = axes.barh(
        names, [ways[name]["best"] * 1_000 for name in names], color=["#00695c" if own else "#b0bec5" for own in ours]
    )
    axes.bar_label(drawn, [told(ways[name]["best"], "s") for name in names], padding=3)
    widest, narrowest = (pick(way["best"] for way in ways.values()) for pick in (max, min))
    axes.set_title(title, loc="right")
    axes.set(xlabel="milliseconds", xscale="log" if widest > 1_000 * narrowest else "linear")
    axes.margins(x=0.25)


def curves(axes: Any, title: str, found: Comparisons, titles: list[str]) -> None:
    """Seconds against size, both on scales of tens."""
    for name in titles:
        sizes = sorted(map(int, found[name]))
        axes.plot(sizes, [found[name][str(size)]["best"] for size in sizes], marker="o", label=name.removesuffix(", growth"))
    axes.set_title(title, loc="right")
    axes.set(xscale="log", yscale="log")
    axes.grid(alpha=0.3)
    axes.legend(loc="center right", bbox_to_anchor=(-0.15, 0.5))
