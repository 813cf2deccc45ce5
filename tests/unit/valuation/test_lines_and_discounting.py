"""Outcomes as columns of numbers, the formula over them year by year, and the rates that bring later years to the start."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import sroi
from sroi.model.case import Method
from sroi.valuation.discounting import Discounting

PROXY = {"amount": 10, "unit": "person", "price_year": 2025}
LINE = {"stakeholder": "People", "title": "A change", "unit": "person", "proxy": PROXY}
FADING: dict[str, Any] = {
    **LINE,
    "id": "fading",
    "quantity": 4,
    "deadweight": 0.5,
    "displacement": 0.25,
    "attribution": [0.5, 0.75],
    "drop_off": 0.5,
    "drop_off_from": 1,
    "duration": 2.5,
    "starts": 2,
}
SHARED: dict[str, Any] = {**LINE, "id": "shared", "quantity": -8, "contribution": 0.25, "attribution": None}
OWED: dict[str, Any] = {**LINE, "id": "owed", "quantity": 1, "attribution": 0.5}


def result(**method: Any) -> sroi.Result:
    lines = [{key: value for key, value in line.items() if value is not None} for line in (FADING, SHARED, OWED)]
    case = {
        "format": 1,
        "id": "small",
        "title": "Small",
        "currency": "GBP",
        "price_year": 2025,
        "method": {"discount": 1, **method},
        "inputs": [{"id": "grant", "stakeholder": "Council", "amount": 100}],
        "outcomes": lines,
    }
    return sroi.calculate(sroi.read_case(case))


def discounting(discount: Any, timing: str = "end_of_year") -> Discounting:
    method = Method.model_validate({"discount": discount, "timing": timing})
    return Discounting.of(method.discount, method.timing)


def test_every_column_has_a_number_for_every_line() -> None:
    lines = result().lines
    columns = {name: getattr(lines, name).tolist() for name in type(lines).__dataclass_fields__ if name != "attributions"}
    assert columns == {
        "quantity": [4, -8, 1],
        "amount": [10, 10, 10],
        "deadweight": [0.5, 0, 0],
        "displacement": [0.25, 0, 0],
        "contribution": [1, 0.25, 1],
        "drop_off": [0.5, 0, 0],
        "duration": [2.5, 1, 1],
        "drop_off_from": [1, 2, 2],
        "starts": [2, 1, 1],
    }
    assert [column.tolist() for column in lines.attributions] == [[0.5, 0, 0.5], [0.75, 0, 0]]
    assert {column.dtype for column in (lines.quantity, lines.drop_off_from, lines.starts)} == {np.dtype(np.float64)}
    assert result(part_years="whole_years").lines.duration.tolist() == [3, 1, 1]


def test_each_line_year_by_year() -> None:
    lines = result().lines
    assert lines.gross.tolist() == [40, -80, 10]
    assert lines.net.tolist() == [1.875, -20, 5]
    assert (lines.last_years.tolist(), lines.years) == ([4, 1, 1], 4)
    assert [flow.tolist() for flow in lines.flows()] == [[0, -20, 5], [0.9375, 0, 0], [0.46875, 0, 0], [0.1171875, 0, 0]]


@pytest.mark.parametrize("discount", [1, [1], [1, 1]])
@pytest.mark.parametrize(("timing", "times"), [("end_of_year", 1), ("mid_year", 2**0.5), ("start_of_year", 2)])
def test_each_present_value(discount: Any, timing: str, times: float) -> None:
    values = [0.9375 / 4 + 0.46875 / 8 + 0.1171875 / 16, -10, 2.5]
    found = result(discount=discount, timing=timing)
    assert found.present_values == pytest.approx([times * value for value in values], rel=1e-14)
    assert [sum(line.present_value_by_year) for line in found.outcomes.values()] == pytest.approx(found.present_values, rel=1e-14)


@pytest.mark.parametrize("discount", [0.25, [0.25], "green-book-2026"])
def test_lines_that_last_no_time_are_worth_nothing(discount: Any) -> None:
    lines = [{**LINE, "id": f"from-{starts}", "quantity": 1, "duration": 0, "starts": starts} for starts in (1, 3)]
    case = result(discount=discount).case.to_dict()
    late, at_once = (sroi.calculate(sroi.read_case(case | {"outcomes": some})) for some in (lines, lines[:1]))
    assert (late.lines.last_years.tolist(), late.by_year, late.present_values) == ([0, 2], (0, 0), (0, 0))
    assert (at_once.lines.years, at_once.by_year, at_once.present_values) == (0, (), (0,))


def test_a_case_about_local_pounds_alone_has_no_columns() -> None:
    block = {"area": "Knowsley", "volunteers": {"hours": 10, "year": 2025}}
    found = sroi.calculate(sroi.read_case(result().case.to_dict() | {"inputs": [], "outcomes": [], "local_economy": block}))
    assert (found.lines.attributions, found.lines.years) == ((), 0)
    assert (found.gross, found.present_values, found.by_year, found.present_value) == ((), (), (), 0)


def test_a_discounting_is_one_rate_or_rates_by_year_or_a_schedule() -> None:
    schedule = discounting("green-book-2026").schedule
    assert schedule
    assert schedule.id == "green-book-2026"
    assert discounting(0.25) == Discounting(rate=0.25, yearly=(), schedule=None, timing="end_of_year")
    assert discounting([0.25, 1], "mid_year") == Discounting(rate=None, yearly=(0.25, 1), schedule=None, timing="mid_year")
    assert discounting("green-book-2026") == Discounting(rate=None, yearly=(), schedule=schedule, timing="end_of_year")


@pytest.mark.parametrize("timing", ["end_of_year", "mid_year", "start_of_year"])
@pytest.mark.parametrize("discount", [0, 0.25, [0.25, 1, 0], "green-book-2026"])
def test_the_factor_of_one_year_is_the_last_of_all_years(discount: Any, timing: Any) -> None:
    found = discounting(discount, timing)
    assert found.factor(0) == found.factor(0, "start_of_year") == 1
    for year in (1, 2, 3, 4):
        for own in (None, "end_of_year", "mid_year", "start_of_year"):
            assert found.factor(year, own) == pytest.approx(found.factors(year, own)[-1], rel=1e-15)
            assert found.factor(year, own) == found.factor(year, own or timing)


@pytest.mark.parametrize(
    ("discount", "rates"),
    [
        (0, (0, 0, 0)),
        (0.25, (0.25, 0.25, 0.25)),
        ([0.25, 1], (0.25, 1, 1)),
        ([0.25, 1, 0.5, 0.75], (0.25, 1, 0.5)),
        ("green-book-2026", (0.035, 0.035, 0.035)),
    ],
)
def test_the_rate_of_each_year(discount: Any, rates: tuple[float, ...]) -> None:
    assert discounting(discount).rates(3) == rates
    assert discounting(discount).rates(0) == ()


@pytest.mark.parametrize(
    ("discount", "timing", "text"),
    [
        (0.035, "end_of_year", "3.5 % a year, end of year"),
        ([0.035, 0.03], "mid_year", "3.5 %, 3 % by year, the last one holding on, mid year"),
        ("green-book-2026", "start_of_year", "schedule green-book-2026 (in force; source hmt-green-book-2026), start of year"),
    ],
)
def test_the_discounting_in_words(discount: Any, timing: str, text: str) -> None:
    assert discounting(discount, timing).text == text
