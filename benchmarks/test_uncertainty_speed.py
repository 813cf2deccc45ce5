"""How fast a case is simulated: ``pytest benchmarks/test_uncertainty_speed.py`` prints the figures.

Bounds of the library: 29 outcomes x 6 uncertain numbers x 10,000 draws in at most eight times what it takes to fill
as many uniforms, in the same run. The peers stand in ``uncertainty_peers.py``, since they are installed for it alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

import sroi

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

OUTCOMES, DRAWS = 29, 10_000


def share(value: float) -> dict[str, float]:
    return {"share": value, "low": 0.6 * value, "high": 1.5 * value}


def line(place: int) -> dict[str, Any]:
    return {
        "id": f"line-{place}",
        "stakeholder": "Residents",
        "title": "A change",
        "unit": "person",
        "quantity": {"value": 30 + place, "low": 20, "high": 80},
        "proxy": {"amount": 1000, "low": 700, "high": 1500, "unit": "person", "price_year": 2025},
        "deadweight": share(0.2),
        "attribution": share(0.3),
        "drop_off": share(0.25),
        "duration": {"value": 3, "low": 1.5, "high": 5},
    }


HEAD = {"format": 1, "id": "speed", "title": "Speed", "currency": "GBP", "price_year": 2025, "method": {"discount": 0.035}}
INPUTS = [{"id": "grant", "stakeholder": "Council", "amount": 100_000}]
CASE = sroi.read_case({**HEAD, "inputs": INPUTS, "outcomes": [line(place) for place in range(OUTCOMES)]})


def test_fill_as_many_uniforms(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(np.random.default_rng(1).random, OUTCOMES * 6 * DRAWS)) == OUTCOMES * 6 * DRAWS


def test_simulate(benchmark: BenchmarkFixture) -> None:
    assert benchmark(sroi.simulate, CASE, DRAWS).count == DRAWS


def test_tornado(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(sroi.tornado, CASE).bars) == 6 * OUTCOMES


def test_switching_values(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(sroi.switching_values, CASE).rows) > 6 * OUTCOMES


def test_sobol(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(sroi.sobol, CASE, 1024).indices) == 6 * OUTCOMES
