"""How fast a report is: ``pytest benchmarks/test_report_speed.py`` prints the figures.

Bound of the library: a case of 60 lines to HTML with its charts in 3 s. The peer is the same waterfall drawn by
Matplotlib, which is why the page draws its own.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest

import sroi
from sroi import report
from sroi.report.svg import draw

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

    from sroi.model.case import Case

LINES = 60


@pytest.fixture(scope="module")
def sixty() -> Case:
    """Lay the lines of a published study out four times, each quantity with a range, so that everything is drawn."""
    study = sroi.read_case("proxies/published/westbank_2015.yaml")
    four = [line for _ in range(4) for line in study.outcomes]
    lines = []
    for place, line in enumerate(four[:LINES]):
        value = line.quantity.value
        quantity = line.quantity.model_copy(update={"low": 0.8 * value, "high": 1.2 * value})
        lines.append(line.model_copy(update={"id": f"line-{place}", "quantity": quantity}))
    return study.model_copy(update={"outcomes": tuple(lines), "scenarios": (), "published": None})


@pytest.mark.benchmark(group="a report of 60 lines")
def test_html_with_charts(benchmark: BenchmarkFixture, sixty: Case) -> None:
    page = benchmark.pedantic(report.html, (sixty,), rounds=5)
    assert page.count("<svg") > LINES


@pytest.mark.benchmark(group="a report of 60 lines")
def test_markdown(benchmark: BenchmarkFixture, sixty: Case) -> None:
    assert "## Manifest" in benchmark.pedantic(report.markdown, (sixty,), rounds=5)


@pytest.mark.benchmark(group="a report of 60 lines")
def test_csv(benchmark: BenchmarkFixture, sixty: Case) -> None:
    result = sroi.calculate(sixty)
    assert benchmark(report.csv_text, [result]).count("\n") == LINES + 1


@pytest.mark.benchmark(group="one waterfall")
def test_waterfall_by_hand(benchmark: BenchmarkFixture, sixty: Case) -> None:
    picture = report.waterfall(sroi.calculate(sixty))
    assert benchmark(draw, picture).startswith("<svg")


@pytest.mark.benchmark(group="one waterfall")
def test_peer_waterfall_by_matplotlib(benchmark: BenchmarkFixture, sixty: Case) -> None:
    picture = report.waterfall(sroi.calculate(sixty))

    def write() -> str:
        paper = StringIO()
        report.chart(picture).figure.savefig(paper, format="svg")
        return paper.getvalue()

    assert "<svg" in benchmark(write)
