"""The page of measured figures says what was measured, and nothing that was not."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
RESULTS = json.loads((BENCHMARKS / "results.json").read_text("utf-8"))


@pytest.fixture
def performance_page(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("performance_page")


def test_the_page_is_written_from_the_figures(performance_page: Any) -> None:
    assert performance_page.page(RESULTS) == performance_page.PAGE.read_text("utf-8")


def test_a_goal_is_met_by_the_best_and_the_median_or_it_is_said(performance_page: Any) -> None:
    goal = performance_page.Goal("a thing", lambda found, which: found["a"]["thing"][which], 1, "s")
    rows = {
        (0.5, 0.9): "| a thing | at most 1 s | 500 ms, median 900 ms | met |",
        (0.5, 1.1): "| a thing | at most 1 s | 500 ms, median 1.1 s | met at best, not at the median |",
        (2, 2): "| a thing | at most 1 s | 2 s | **missed** |",
    }
    for (best, median), row in rows.items():
        assert goal.row({"a": {"thing": {"best": best, "median": median}}}) == row


def test_at_least_so_many_times(performance_page: Any) -> None:
    goal = performance_page.Goal("a peer", performance_page.times("a", "peer", "ours"), 10, "times", at_least=True)
    taken = {"a": {"peer": {"best": 4.0, "median": 9.0}, "ours": {"best": 0.5, "median": 0.75}}}
    assert goal.row(taken) == "| a peer | at least 10 times | 8 times, median 12 times | met at the median, not at best |"


def test_the_time_of_a_line_is_that_of_the_largest_size_beside_the_smallest(performance_page: Any) -> None:
    sizes = {"a": {"10": {"best": 5.0}, "2": {"best": 2.0}}}
    assert performance_page.fall_by_line("a")(sizes, "best") == 0.5


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (2.5e-7, "s", "250 ns"),
        (2e-5, "s", "20 µs"),
        (0.05983, "s", "59.8 ms"),
        (7.81, "s", "7.81 s"),
        (1034.4, "times", "1,034 times"),
        (354.6, "MB", "355 MB"),
        (0.0123, "times", "0.0123 times"),
    ],
)
def test_a_figure_has_three_digits_in_its_readers_unit(performance_page: Any, value: float, unit: str, words: str) -> None:
    assert performance_page.told(value, unit) == words


def test_every_goal_and_every_figure_stands_on_the_page(performance_page: Any) -> None:
    text = performance_page.PAGE.read_text("utf-8")
    assert [goal.words for goal in performance_page.GOALS if f"| {goal.words} |" not in text] == []
    assert RESULTS["comparisons"].keys() == performance_page.TITLES.keys()
    figures = [figure for ways in RESULTS["comparisons"].values() for figure in ways.values()]
    assert len(re.findall(r"^\|.*\| [\d.,]+ (?:s|ms|µs|ns) \| [\d.,]+ (?:s|ms|µs|ns) \|", text, re.MULTILINE)) == len(figures)


def test_the_versions_of_the_peers_are_told() -> None:
    assert {"squigglepy", "monaco", "SALib", "polars", "duckdb", "pyspark", "pandas"} <= set(RESULTS["circumstances"]["versions"])
