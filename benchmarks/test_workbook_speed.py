"""How fast workbooks are written: ``pytest benchmarks/test_workbook_speed.py`` prints the figures.

Bounds of the library: a case of 60 lines in 0.5 s; a value map of 10,000 lines in 10 s and 500 MB.
The peer is xlsxwriter alone, writing the same cells of the value map as plain numbers and words, without formulas,
names, tables or the other sheets.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

import sroi
from sroi.report import write_workbook

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

LINES, MANY = [60, 1_000, 10_000], 10_000
HEAD = {"format": 1, "id": "big", "title": "Big", "currency": "GBP", "price_year": 2025, "method": {"discount": 0.035}}
INPUTS = [{"id": "grant", "stakeholder": "Council", "amount": 1e6}]


def result_of(lines: int) -> sroi.Result:
    """A case in which every line has each kind of number, and one basis."""
    outcomes = [
        {
            "id": f"line-{place}",
            "stakeholder": f"Group {place % 40}",
            "title": f"Outcome {place}",
            "indicator": f"indicator {place}",
            "quantity": 100 + place % 7,
            "unit": "person",
            "proxy": {"amount": f"{100 + place % 900}.50", "unit": "person", "price_year": 2025, "source": "made up"},
            "kind": "social",
            "deadweight": {"share": 0.15, "basis": "a survey"},
            "displacement": 0,
            "attribution": [0.2, 0.05],
            "drop_off": 0.1,
            "duration": 3,
        }
        for place in range(lines)
    ]
    return sroi.calculate(sroi.read_case({**HEAD, "inputs": INPUTS, "outcomes": outcomes}))


def megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


@pytest.mark.benchmark(group="workbook, growth")
@pytest.mark.parametrize("lines", LINES)
def test_written(benchmark: BenchmarkFixture, lines: int, tmp_path: Path) -> None:
    result, file = result_of(lines), tmp_path / "case.xlsx"
    benchmark.pedantic(write_workbook, (result, file), rounds=3 if lines < MANY else 1, warmup_rounds=lines < MANY)
    benchmark.extra_info["MB"] = round(megabytes())
    assert file.stat().st_size > 0


@pytest.mark.benchmark(group="workbook read back, growth")
@pytest.mark.parametrize("lines", LINES)
def test_read_back(benchmark: BenchmarkFixture, lines: int, tmp_path: Path) -> None:
    write_workbook(result_of(lines), tmp_path / "case.xlsx")
    case = benchmark.pedantic(sroi.read_case, (tmp_path / "case.xlsx",), rounds=3 if lines < MANY else 1)
    assert len(case.outcomes) == lines


@pytest.mark.benchmark(group="xlsxwriter alone, one sheet of values, growth")
@pytest.mark.parametrize("lines", LINES)
def test_peer_xlsxwriter(benchmark: BenchmarkFixture, lines: int, tmp_path: Path) -> None:
    write_workbook(result_of(lines), tmp_path / "case.xlsx")
    cells = CalamineWorkbook.from_path(tmp_path / "case.xlsx").get_sheet_by_name("Value map").to_python()

    def write() -> None:
        with xlsxwriter.Workbook(tmp_path / "peer.xlsx") as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)

    benchmark.pedantic(write, rounds=3 if lines < MANY else 1)
    assert len(cells) == lines + 4
