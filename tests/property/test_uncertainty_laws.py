"""Laws of ranges and draws that hold for any case."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sroi
from sroi.uncertainty import curves, two_way
from sroi.uncertainty.correlations import _root
from sroi.uncertainty.spreads import EXTREMES, INTERVAL, Spread, curve_of
from sroi.uncertainty.streams import Streams

ENDS = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted).filter(lambda ends: ends[2] - ends[0] > 1e-3)
SHARES = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted).filter(lambda ends: ends[2] - ends[0] > 1e-3)
PEAKED = st.sampled_from(["pert", "triangular"])


def record(key: str, ends: list[float]) -> dict[str, float]:
    return {key: ends[1], "low": ends[0], "high": ends[2]}


@st.composite
def cases(draw: Any) -> sroi.Case:
    lines = [
        {
            "id": f"line-{place}",
            "stakeholder": draw(st.sampled_from(["Residents", "Council"])),
            "title": "A change",
            "unit": "person",
            "quantity": record("value", draw(st.lists(st.floats(1, 100), min_size=3, max_size=3).map(sorted))),
            "proxy": {"amount": draw(st.floats(10, 1000)), "unit": "person", "price_year": 2025},
            "deadweight": record("share", draw(SHARES)),
            "drop_off": record("share", draw(SHARES)),
            "duration": record("value", draw(st.lists(st.floats(0.1, 6), min_size=3, max_size=3).map(sorted))),
        }
        for place in range(draw(st.integers(1, 3)))
    ]
    head = {"format": 1, "id": "any", "title": "Any", "currency": "GBP", "price_year": 2025, "method": {"discount": 0.035}}
    return sroi.read_case({**head, "inputs": [{"id": "grant", "stakeholder": "Council", "amount": 1000}], "outcomes": lines})


@settings(deadline=None)
@given(ENDS, PEAKED)
def test_five_per_cent_lie_outside_either_end_of_an_interval(ends: list[float], shape: Any) -> None:
    low, value, high = ends
    curve, note = curve_of(Spread(value, low, high, INTERVAL, shape))
    found = [curves.quantile(curve, chance) for chance in (0.05, 0.95)]
    assert found == pytest.approx([low, high], abs=1e-5 * (high - low))
    assert note == ""


@settings(deadline=None)
@given(ENDS, st.sampled_from(["pert", "triangular", "uniform"]))
def test_extremes_are_never_passed_and_draws_never_fall(ends: list[float], shape: Any) -> None:
    low, value, high = ends
    curve, _ = curve_of(Spread(value, low, high, EXTREMES, shape))
    found = curve.at(curves.places_of(np.linspace(0, 1, 201)))
    hair = 1e-9 * max(abs(low), abs(high))
    assert found.min() >= low - hair
    assert found.max() <= high + hair
    assert (np.diff(found) >= -hair).all()


@settings(deadline=None)
@given(SHARES, st.sampled_from(["pert", "triangular", "uniform", "normal"]))
def test_a_share_stays_a_share(ends: list[float], shape: Any) -> None:
    low, share, high = ends
    found = curve_of(Spread(share, low, high, INTERVAL, shape, (0.0, 1.0)))[0].at(np.linspace(0, 1024, 300))
    assert found.min() >= 0
    assert found.max() <= 1


@settings(deadline=None)
@given(st.integers(0, 2**63), st.text(max_size=20), st.integers(0, 500), st.integers(0, 50))
def test_any_stretch_of_a_stream_is_had_without_those_before(seed: int, name: str, start: int, count: int) -> None:
    whole = Streams(seed).places(name, 0, start + count)
    assert np.array_equal(whole[start:], Streams(seed).places(name, start, count))
    assert ((whole >= 0) & (whole < 1024)).all()


@settings(max_examples=30, deadline=None)
@given(cases(), st.integers(0, 1000))
def test_the_central_case_is_the_calculated_one(case: sroi.Case, seed: int) -> None:
    found = sroi.simulate(case, 40, seed=seed, keep=("ratio", "stakeholders"))
    result = sroi.calculate(case)
    assert found.draws["ratio"][0] == result.ratio.value
    assert sum(values for name, values in found.draws.items() if name != "ratio") == pytest.approx(1000 * found.draws["ratio"])
    assert sroi.tornado(case).central == pytest.approx(result.ratio.value, rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(cases(), st.floats(0.1, 5))
def test_every_switching_value_is_met_when_it_is_put_in(case: sroi.Case, target: float) -> None:
    for row in sroi.switching_values(case, target).rows:
        if row.switches_at is not None:
            ratio = two_way(case, {row.name: [row.switches_at], other(row.name): [central(case, other(row.name))]}).figures[0][0]
            assert ratio == pytest.approx(target, rel=1e-6)


def other(name: str) -> str:
    """A number to hold still on the second side of a grid."""
    return "discount" if name != "discount" else "grant.amount"


def central(case: sroi.Case, name: str) -> float:
    return next(row.value for row in sroi.switching_values(case).rows if row.name == name)


@settings(max_examples=20, deadline=None)
@given(cases(), st.floats(0.1, 10))
def test_a_case_in_pence_spreads_as_one_in_pounds(case: sroi.Case, factor: float) -> None:
    scaled = sroi.what_if(case, {"scale": {"amount": factor}})
    one, two = (sroi.simulate(any_case, 50).draws["present_value"] for any_case in (case, scaled))
    assert two == pytest.approx(factor * one)


@settings(deadline=None)
@given(st.lists(st.floats(-1, 1), min_size=12, max_size=12))
def test_the_root_of_a_correlation_matrix_gives_it_back(numbers: list[float]) -> None:
    rows = np.array(numbers).reshape(4, 3) + 1e-3
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    matrix = rows @ rows.T
    root = _root(matrix)
    assert root @ root.T == pytest.approx(matrix, abs=1e-4)
    assert np.allclose(root, np.tril(root))
