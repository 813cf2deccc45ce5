"""How fast workbooks are written: ``pytest -s benchmarks/test_workbook_speed.py`` prints the figures.

Bounds of the library: a case of 60 lines in 0.5 s; a value map of 10,000 lines in 10 s and 500 MB.
The peer is xlsxwriter alone, writing the same cells of the value map as plain numbers and words, without formulas,
names, tables or the other sheets.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

import sroi
from sroi.report import write_workbook

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


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of them those that the processor worked for us: all of them on an idle machine."""
    start = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start[0], time.process_time() - start[1]


def told(found: tuple[float, float]) -> str:
    return f"{found[0]:.2f} ({found[1]:.2f})"


def megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


@pytest.mark.parametrize("lines", [60, 10_000])
def test_writing(lines: int, tmp_path: Path) -> None:
    result, file = result_of(lines), tmp_path / "case.xlsx"
    write_workbook(result_of(1), tmp_path / "first.xlsx")  # imports and first uses
    best = min(seconds(lambda: write_workbook(result, file)) for _ in range(3 if lines < 1000 else 1))
    held = megabytes()
    cells = CalamineWorkbook.from_path(file).get_sheet_by_name("Value map").to_python()

    def peer() -> None:
        with xlsxwriter.Workbook(tmp_path / "peer.xlsx") as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)

    alone = seconds(peer)
    reading = seconds(lambda: sroi.read_case(file))
    print(
        f"\n{lines} lines, seconds on the clock (of the processor): written {told(best)}, {held:.0f} MB at most; "
        f"xlsxwriter alone, one sheet of values {told(alone)}; read back {told(reading)}; "
        f"{file.stat().st_size / 1e6:.1f} MB on disk"
    )
    assert len(cells) == lines + 4
