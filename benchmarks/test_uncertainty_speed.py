"""How fast a case is tried out: ``pytest benchmarks/test_uncertainty_speed.py`` prints the figures.

The simulation beside its peers stands in ``uncertainty_peers.py``, since they are installed for it alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import sroi

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

OUTCOMES = 29


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


GROUP = pytest.mark.benchmark(group="29 outcomes with 6 uncertain numbers each")


@GROUP
def test_tornado(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(sroi.tornado, CASE).bars) == 6 * OUTCOMES


@GROUP
def test_switching_values(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(sroi.switching_values, CASE).rows) > 6 * OUTCOMES
