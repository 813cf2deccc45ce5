"""How long the mapping of all 29 measures takes, once the catalogue is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import sroi
from sroi.mapping import case_text

EXAMPLES = Path(__file__).parents[1] / "tests" / "unit" / "mapping" / "worked_examples.yaml"
HEAD: dict[str, Any] = {"inputs": [{"stakeholder": "Council", "amount": 1000}], "price_year": 2025, "discount": 0.035}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """The worked example of each measure; mapping them once loads the catalogue."""
    examples = yaml.safe_load(EXAMPLES.read_text("utf-8"))
    found = [{"measure": one["measure"], "stakeholder": "Residents", **one["row"]} for one in examples]
    sroi.map_measurements(found, **HEAD)
    return found


@pytest.mark.benchmark(group="mapping")
def test_map_all_29_measures(benchmark: Any, rows: list[dict[str, Any]]) -> None:
    case = benchmark(sroi.map_measurements, rows, **HEAD)
    assert len(case.outcomes) == 41


@pytest.mark.benchmark(group="mapping")
def test_write_that_case_as_commented_yaml(benchmark: Any, rows: list[dict[str, Any]]) -> None:
    text = benchmark(case_text, sroi.map_measurements(rows, **HEAD))
    assert text.count("# Measure ") == 41
