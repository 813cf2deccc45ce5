"""The shapes numbers are drawn from, against SciPy's closed forms, and the ends that a case asks for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.stats

import sroi
from sroi.errors import InvalidCaseError
from sroi.uncertainty import curves
from sroi.uncertainty.curves import Curve
from sroi.uncertainty.spreads import EXTREMES, INTERVAL, TENTHS, Spread, curve_of

CHANCES = np.array([0.0001, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999])
MIDDLE = np.linspace(0.01, 0.99, 99)


def values(spread: Spread, chances: Any) -> Any:
    curve, _ = curve_of(spread)
    return curve.at(curves.places_of(np.asarray(chances, dtype=float)))


def pert(low: float, value: float, high: float) -> Any:
    width = high - low
    return scipy.stats.beta(1 + 4 * (value - low) / width, 1 + 4 * (high - value) / width, loc=low, scale=width)


@pytest.mark.parametrize("value", [0.0, 0.001, 0.1, 0.25, 0.5, 0.9, 1.0])
def test_pert_with_extremes_is_scipys_beta(value: float) -> None:
    found = values(Spread(value, 0.0, 1.0, EXTREMES), MIDDLE)
    assert np.abs(found - pert(0.0, value, 1.0).ppf(MIDDLE)).max() < 1e-5


@pytest.mark.parametrize(("low", "value", "high"), [(30, 38, 45), (0.05, 0.15, 0.3), (-20, -5, -1), (1, 1, 9), (1, 9, 9)])
def test_pert_of_an_interval_is_the_pert_with_these_two_points_and_this_peak(low: float, value: float, high: float) -> None:
    spread = Spread(value, low, high, INTERVAL)
    assert values(spread, [0.05, 0.95]) == pytest.approx([low, high], abs=1e-6 * (high - low))
    curve, note = curve_of(spread)
    least, most = float(curve.points()[0][0]), float(curve.points()[0][-1])
    assert least < low < high < most
    assert note == ""
    assert np.abs(values(spread, MIDDLE) - pert(least, value, most).ppf(MIDDLE)).max() < 1e-5 * (most - least)


def test_triangular_with_extremes_is_scipys() -> None:
    found = values(Spread(3.0, 1.0, 6.0, EXTREMES, "triangular"), MIDDLE)
    assert np.abs(found - scipy.stats.triang(0.4, loc=1, scale=5).ppf(MIDDLE)).max() < 1e-5


def test_triangular_of_an_interval_keeps_its_peak_and_meets_its_ends() -> None:
    spread = Spread(3.0, 1.0, 6.0, INTERVAL, "triangular")
    curve, _ = curve_of(spread)
    least, most = float(curve.points()[0][0]), float(curve.points()[0][-1])
    wanted = scipy.stats.triang((3 - least) / (most - least), loc=least, scale=most - least)
    assert values(spread, [0.05, 0.95]) == pytest.approx([1, 6], abs=1e-5)
    assert np.abs(values(spread, MIDDLE) - wanted.ppf(MIDDLE)).max() < 1e-4


def test_uniform_of_an_interval_leaves_five_per_cent_outside_on_either_side() -> None:
    found = values(Spread(5.0, 0.5, 9.5, INTERVAL, "uniform"), CHANCES)
    assert found == pytest.approx(10 * CHANCES, abs=5e-6)


def test_normal_is_scipys() -> None:
    found = values(Spread(10.0, 8.0, 12.0, INTERVAL, "normal"), CHANCES)
    assert found == pytest.approx(scipy.stats.norm(10, 2 / scipy.stats.norm.ppf(0.95)).ppf(CHANCES), abs=1e-3)


def test_lognormal_is_scipys() -> None:
    scale = np.log(3) / 2 / scipy.stats.norm.ppf(0.95)
    found = values(Spread(np.sqrt(300.0), 10.0, 30.0, INTERVAL, "lognormal"), CHANCES)
    assert found == pytest.approx(scipy.stats.lognorm(scale, scale=np.sqrt(300.0)).ppf(CHANCES), rel=5e-4)


def test_beta_meets_both_ends() -> None:
    spread = Spread(0.2, 0.05, 0.4, INTERVAL, "beta", (0.0, 1.0))
    assert values(spread, [0.05, 0.95]) == pytest.approx([0.05, 0.4], abs=1e-6)
    curve, _ = curve_of(spread)
    mean = curves.mean(curve)
    variance = float(curve.points()[0] ** 2 @ curve.points()[1]) - mean**2
    size = mean * (1 - mean) / variance - 1
    assert np.abs(values(spread, MIDDLE) - scipy.stats.beta(mean * size, (1 - mean) * size).ppf(MIDDLE)).max() < 1e-3


def test_discrete_choices_come_as_often_as_their_weights() -> None:
    spread = Spread(2.0, 1.0, 4.0, EXTREMES, "discrete", choices=(4.0, 1.0, 2.0), weights=(1.0, 2.0, 1.0))
    assert values(spread, [0.0, 0.49, 0.51, 0.74, 0.76, 0.999]).tolist() == [1, 1, 2, 2, 4, 4]


@pytest.mark.parametrize("shape", ["pert", "triangular", "uniform", "normal"])
@pytest.mark.parametrize(("low", "value", "high"), [(0.0, 0.0, 0.3), (0.0, 0.1, 0.3), (0.7, 1.0, 1.0), (0.0, 0.5, 1.0)])
def test_a_share_is_clipped_and_still_meets_its_ends(shape: Any, low: float, value: float, high: float) -> None:
    spread = Spread(value, low, high, INTERVAL, shape, (0.0, 1.0))
    found = values(spread, np.linspace(0, 1, 1001))
    assert found.min() >= 0
    assert found.max() <= 1
    if shape != "normal":
        assert values(spread, [0.05, 0.95]) == pytest.approx([low, high], abs=1e-5)


@pytest.mark.parametrize(
    ("spread", "words"),
    [
        (Spread(2.0, 1.0, 9.0, INTERVAL, "normal"), "misses both ends by 3"),
        (Spread(2.0, 1.0, 9.0, INTERVAL, "lognormal"), "its median is 3, not the value 2"),
        (Spread(2.0, 1.0, 9.0, INTERVAL, "uniform"), "its middle is 5, not the value 2"),
        (Spread(0.1, 0.05, 0.6, INTERVAL, "beta", (0.0, 1.0)), "not the value 0.1"),
    ],
)
def test_a_shape_says_what_it_cannot_meet(spread: Spread, words: str) -> None:
    assert words in curve_of(spread)[1]


@pytest.mark.parametrize(
    "spread",
    [
        Spread(2.0, 0.0, 9.0, INTERVAL, "lognormal"),
        Spread(0.1, 0.0, 0.6, INTERVAL, "beta", (0.0, 1.0)),
        Spread(0.9, 0.5, 1.0, INTERVAL, "beta", (0.0, 1.0)),
        Spread(2.0, 1.0, 9.0, INTERVAL, "beta"),
    ],
)
def test_a_shape_that_cannot_have_such_ends_is_an_error(spread: Spread) -> None:
    with pytest.raises(InvalidCaseError) as caught:
        curve_of(spread)
    assert caught.value.code == "range-does-not-fit-shape"


def test_tenths_of_published_studies_are_met_at_ten_and_ninety_per_cent() -> None:
    assert values(Spread(0.2, 0.052, 0.5, TENTHS, "pert", (0.0, 1.0)), [0.1, 0.9]) == pytest.approx([0.052, 0.5], abs=1e-6)


def test_moments_of_a_table_are_those_of_the_shape() -> None:
    curve, _ = curve_of(Spread(3.0, 1.0, 6.0, EXTREMES))
    entries, weights = curve.points()
    assert curves.mean(curve) == pytest.approx(pert(1, 3, 6).mean(), abs=1e-5)
    assert float(entries**2 @ weights) - curves.mean(curve) ** 2 == pytest.approx(pert(1, 3, 6).var(), rel=1e-5)


def test_places_and_chances_are_each_others_inverse() -> None:
    chances = np.array([0.0, 1e-12, 0.3, 0.5, 0.7, 1 - 1e-12])
    assert curves.chances_at(curves.places_of(chances)) == pytest.approx(chances, abs=1e-15)
    assert isinstance(curve_of(Spread(0.5, 0, 1))[0], Curve)


def case_with(**outcome: Any) -> dict[str, Any]:
    line = {
        "id": "less-lonely",
        "stakeholder": "Residents",
        "title": "Less lonely",
        "quantity": 10,
        "unit": "person",
        "proxy": {"amount": 100, "unit": "person", "price_year": 2025},
    }
    return {
        "format": 1,
        "id": "small",
        "title": "Small",
        "currency": "GBP",
        "price_year": 2025,
        "method": {"discount": 0.035},
        "inputs": [{"id": "grant", "stakeholder": "Council", "amount": 500}],
        "outcomes": [line | outcome],
    }


@pytest.mark.parametrize(
    ("outcome", "code", "field"),
    [
        ({"quantity": {"value": 10, "low": 11, "high": 12}}, "range-not-ordered", "quantity"),
        ({"deadweight": {"share": 0.3, "low": 0.1, "high": 0.2}}, "range-not-ordered", "deadweight"),
        ({"duration": {"value": 2, "shape": "discrete"}}, "choices-and-shape", "duration"),
        ({"duration": {"value": 2, "choices": [1, 2]}}, "choices-and-shape", "duration"),
        ({"quantity": {"value": 2, "shape": "discrete", "choices": [1, 2], "low": 1}}, "choices-and-shape", "quantity"),
        ({"quantity": {"value": 2, "shape": "discrete", "choices": [1, 2], "weights": [1]}}, "weights-and-choices", "quantity"),
        ({"quantity": {"value": 2, "shape": "discrete", "choices": [1], "weights": [-1]}}, "weights-and-choices", "quantity"),
        ({"quantity": {"value": 2, "weights": []}}, "weights-and-choices", "quantity"),
        ({"drop_off": {"share": 0.3, "shape": "discrete", "choices": [0.2, 1.2]}}, "share-out-of-range", "choices[1]"),
        (
            {"quantity": {"value": 10, "low": 9, "high": 12, "shape": "normal", "ends": "extremes"}},
            "shape-without-extremes",
            "quantity",
        ),
    ],
)
def test_a_faulty_range_is_an_error_with_the_field_named(outcome: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InvalidCaseError) as caught:
        sroi.read_case(case_with(**outcome))
    assert caught.value.code == code
    assert field in caught.value.where


def test_a_range_not_in_order_shows_the_ends_that_were_given() -> None:
    with pytest.raises(InvalidCaseError) as caught:
        sroi.read_case(case_with(duration={"value": 2, "high": 1}))
    assert caught.value.problem == "value 2.0 ≤ high 1.0 does not hold"
