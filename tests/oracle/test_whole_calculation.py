"""Every figure of made-up cases that use every option, against the exact calculation in fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings

import sroi
from sroi.testing import strategies

CLOSE = Fraction(1, 10**12)
MORE = settings(max_examples=100, deadline=None)


def assert_close(found: float, exact: Fraction, scale: Fraction | None = None) -> None:
    """Within 1e-12 of the exact figure, or, where terms of both signs were added, of the sum of their sizes."""
    size = abs(exact) if scale is None else scale
    assert abs(Fraction(found) - exact) <= CLOSE * size, (found, float(exact))


def sizes(exact: dict[str, Any], key: str) -> list[Fraction]:
    """The yearly sums that would stand if no line were negative: the scale of what adding may lose."""
    rows = [line[key] for line in exact["outcomes"].values()]
    years = max(map(len, rows))
    return [sum((abs(row[year]) for row in rows if year < len(row)), Fraction(0)) for year in range(years)]


@pytest.mark.parametrize(
    "discount", [None, 0.0, "review-2026-proposed"], ids=["any discount", "no discount", "a proposed schedule"]
)
def test_every_figure_is_the_exact_one(discount: Any, oracle: ModuleType) -> None:
    @(MORE if discount is None else settings(max_examples=20, deadline=None))
    @given(strategies.cases(discount=discount))
    def check(case: sroi.Case) -> None:
        exact, result = oracle.value_case(case.to_dict()), sroi.calculate(case)
        assert_lines(exact, result)
        assert_totals(exact, result)
        assert_years(exact, result)
        assert_payback(exact, result, oracle)

    check()


def assert_lines(exact: dict[str, Any], result: sroi.Result) -> None:
    assert list(result.outcomes) == list(exact["outcomes"])
    for name, line in result.outcomes.items():
        wanted = exact["outcomes"][name]
        for key in ("gross", "net", "present_value"):
            assert_close(getattr(line, key), wanted[key])
        for key in ("by_year", "present_value_by_year"):
            assert len(getattr(line, key)) == len(wanted[key])
            for found, year in zip(getattr(line, key), wanted[key], strict=True):
                assert_close(found, year)


def assert_totals(exact: dict[str, Any], result: sroi.Result) -> None:
    scale = sum((abs(line["present_value"]) for line in exact["outcomes"].values()), Fraction(0))
    assert_close(result.total_input, exact["total_input"])
    assert_close(result.undiscounted_input, exact["undiscounted_input"])
    assert_close(result.present_value, exact["present_value"], scale)
    assert_close(result.net_present_value, exact["net_present_value"], scale + exact["total_input"])
    assert_close(result.ratio.value, exact["ratio"], scale / exact["total_input"])
    assert_close(result.net_ratio, exact["ratio"] - 1, scale / exact["total_input"] + 1)


def assert_years(exact: dict[str, Any], result: sroi.Result) -> None:
    for key in ("by_year", "present_value_by_year"):
        scales = sizes(exact, key)
        assert len(getattr(result, key)) == len(scales)
        for found, year, scale in zip(getattr(result, key), exact[key], scales, strict=True):
            assert_close(found, year, scale)


def assert_payback(exact: dict[str, Any], result: sroi.Result, oracle: ModuleType) -> None:
    """Where a year ends within a hair of the input, either side of it is right; such cases are passed over."""
    years, total = exact["present_value_by_year"], exact["total_input"]
    hair = sum(sizes(exact, "present_value_by_year"), total) / 10**9
    if any(abs(reached - total) <= hair for reached in accumulate(years)):
        return
    wanted = oracle.payback(years, total)
    assert (result.payback_years is None) == (wanted is None)
    assert wanted is None or result.payback_years == pytest.approx(float(wanted), rel=1e-6, abs=1e-6)


def test_the_oracle_knows_a_sum_done_by_hand(oracle: ModuleType) -> None:
    case = {
        "method": {"discount": 0.25},
        "inputs": [{"amount": 80}, {"amount": 25, "year": 1}],
        "outcomes": [
            {
                "id": "a",
                "quantity": 10,
                "proxy": {"amount": "40"},
                "deadweight": 0.5,
                "attribution": [0.5],
                "drop_off": 0.5,
                "duration": 2.5,
            }
        ],
    }
    exact = oracle.value_case(case)
    assert exact["by_year"] == [100, 50, 12.5]
    assert exact["present_value_by_year"] == [80, 32, Fraction(32, 5)]
    assert (exact["total_input"], exact["ratio"]) == (100, Fraction(592, 500))
    assert oracle.payback(exact["present_value_by_year"], exact["total_input"]) == 1 + Fraction(20, 32)


def test_the_oracle_imports_nothing_of_the_library(oracle: ModuleType) -> None:
    assert [name for name, value in vars(oracle).items() if getattr(value, "__module__", "").startswith("sroi")] == []
