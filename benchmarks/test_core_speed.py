"""How fast a case is valued: ``pytest benchmarks/test_core_speed.py`` prints the figures.

Bounds of the library: ``calculate`` on 20 lines of 5 years 2 ms, on 10,000 lines 60 ms; ``import sroi`` takes at most
2.5 times as long as ``import numpy, pydantic``, each in a process of its own.
Valuing is timed in seconds of the processor, which other work on the machine disturbs less than the clock.
The peer is the same sum, net and present value of each line, as a plain loop over Python floats.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import sroi

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

LINES = [20, 200, 2_000, 10_000]


def case(lines: int) -> sroi.Case:
    proxy = {"amount": "12.50", "unit": "person", "price_year": 2025}
    shares = {"deadweight": 0.2, "displacement": 0.1, "attribution": [0.1, 0.05], "drop_off": 0.3, "duration": 5}
    outcomes = [
        {
            "id": f"line-{n}",
            "stakeholder": f"Group {n % 7}",
            "title": "A change",
            "quantity": n + 1,
            "unit": "person",
            "proxy": proxy,
        }
        for n in range(lines)
    ]
    return sroi.Case.model_validate({
        "format": 1, "id": "speed", "title": "Speed", "currency": "GBP", "price_year": 2025, "method": {"discount": 0.035},
        "inputs": [{"id": "grant", "stakeholder": "Council", "amount": 12000}],
        "outcomes": [line | shares for line in outcomes],
    })  # fmt: skip


def plain_loop(one: sroi.Case) -> float:
    """The same sum without a record, a trace or a source."""
    total = 0.0
    for line in one.outcomes:
        net = line.quantity.value * line.proxy.amount * 0.8 * 0.9 * 0.9 * 0.95  # type: ignore[union-attr]
        total += sum(net * 0.7**year / 1.035 ** (year + 1) for year in range(5))
    return total / 12000


@pytest.mark.benchmark(group="calculate, growth", timer=time.process_time)
@pytest.mark.parametrize("lines", LINES)
def test_calculate(benchmark: BenchmarkFixture, lines: int) -> None:
    one = case(lines)
    assert benchmark(lambda: sroi.calculate(one).ratio.value) == pytest.approx(plain_loop(one), rel=1e-12)


@pytest.mark.benchmark(group="plain loop, growth", timer=time.process_time)
@pytest.mark.parametrize("lines", LINES)
def test_peer_plain_loop(benchmark: BenchmarkFixture, lines: int) -> None:
    assert benchmark(plain_loop, case(lines)) > 0


@pytest.mark.benchmark(group="start of Python and import", warmup=True, warmup_iterations=1)
@pytest.mark.parametrize("code", ["import sroi", "import sroi; sroi.calculate", "import numpy, pydantic"])
def test_import(benchmark: BenchmarkFixture, code: str) -> None:
    started = benchmark.pedantic(subprocess.run, ([sys.executable, "-c", code],), rounds=15)
    assert started.returncode == 0
