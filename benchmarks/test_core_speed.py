"""How fast a case is valued: ``pytest benchmarks/test_core_speed.py -s`` prints the figures.

Bounds of the library: ``calculate`` on 20 lines of 5 years 2 ms, on 10,000 lines 60 ms; ``import sroi`` takes at most
2.5 times as long as ``import numpy, pydantic``, both in a process of their own, turn about.
Valuing is timed in seconds of the processor, which other work on the machine disturbs less than the clock.
The peer is the same sum, net and present value of each line, as a plain loop over Python floats.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import sroi

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

BOUNDS = {20: 0.002, 10_000: 0.060}
IMPORT_BOUND = 2.5


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


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("lines", BOUNDS)
def test_calculate(benchmark: BenchmarkFixture, lines: int) -> None:
    one = case(lines)
    benchmark.group = f"{lines} lines"
    assert benchmark(lambda: sroi.calculate(one).ratio.value) == pytest.approx(plain_loop(one), rel=1e-12)
    took = benchmark.stats["min"]
    print(f"\n{lines} lines: best {took * 1000:.2f} ms, {took / BOUNDS[lines]:.2f} of the bound")
    assert took <= BOUNDS[lines]


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("lines", BOUNDS)
def test_peer_plain_loop(benchmark: BenchmarkFixture, lines: int) -> None:
    one = case(lines)
    benchmark.group = f"{lines} lines"
    assert benchmark(plain_loop, one) > 0


def seconds(code: str) -> float:
    """Time a fresh process, the interpreter's own start included for both."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 (our own words)
    return time.perf_counter() - began


def test_import() -> None:
    turns = [
        (seconds("import sroi"), seconds("import sroi; sroi.calculate"), seconds("import numpy, pydantic")) for _ in range(15)
    ]
    bare, opened, peer = (min(column) for column in zip(*turns, strict=True))
    middle = [statistics.median(column) for column in zip(*turns, strict=True)]
    print(f"\nimport sroi {bare:.3f} s, with sroi.calculate {opened:.3f} s, numpy and pydantic {peer:.3f} s (best of 15)")
    print(f"ratios {bare / peer:.2f} and {opened / peer:.2f}")
    print(f"ratios of the medians {middle[0] / middle[2]:.2f} and {middle[1] / middle[2]:.2f}")
    assert bare <= IMPORT_BOUND * peer
