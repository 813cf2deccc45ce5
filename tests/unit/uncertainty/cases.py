"""Small cases to be unsure about."""

from __future__ import annotations

from typing import Any

import sroi
from sroi.model.case import Case

QUANTITY = {"value": 38, "low": 30, "high": 45}
SHARE = {"share": 0.2, "low": 0.1, "high": 0.35}


def line(name: str = "less-lonely", **given: Any) -> dict[str, Any]:
    proxy = {"amount": 1000, "unit": "person", "price_year": 2025}
    plain = {"id": name, "stakeholder": "Residents", "title": "A change", "quantity": 10, "unit": "person", "proxy": proxy}
    return plain | given


def case(*outcomes: dict[str, Any], **given: Any) -> Case:
    head = {"format": 1, "id": "small", "title": "Small", "currency": "GBP", "price_year": 2025, "method": {"discount": 0.035}}
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": 5000}]
    return sroi.read_case({**head, "inputs": inputs, "outcomes": list(outcomes or [line()]), **given})


def whole(**given: Any) -> Case:
    """Make a case in which every kind of number is uncertain."""
    first = line(
        quantity=QUANTITY,
        proxy={"amount": 1000, "low": 800, "high": 1400, "unit": "person", "price_year": 2024},
        deadweight=SHARE,
        displacement={"share": 0.05, "low": 0.0, "high": 0.1},
        attribution=[SHARE, {"share": 0.1, "low": 0.05, "high": 0.2, "shape": "uniform"}],
        drop_off={"share": 0.3, "low": 0.1, "high": 0.5},
        duration={"value": 3, "low": 1.5, "high": 4.5},
        starts=2,
    )
    second = line(
        "more-active",
        stakeholder="Volunteers",
        quantity={"value": 12, "shape": "discrete", "choices": [8, 12, 20]},
        contribution={"share": 0.7, "low": 0.5, "high": 0.9},
        duration={"value": 2, "low": 1, "high": 4, "shape": "triangular"},
    )
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": {"amount": 5000, "low": 4500, "high": 6000}, "year": 1}]
    method = {"discount": {"value": 0.035, "low": 0.015, "high": 0.05}}
    return case(first, second, **{"inputs": inputs, "method": method} | given)
