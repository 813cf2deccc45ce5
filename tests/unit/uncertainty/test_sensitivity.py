"""One number at a time, two at a time, scenarios side by side, and which to find out more about."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sroi
from sroi.errors import InvalidArgumentError, InvalidCaseError, NotFoundError, UndefinedRatioError
from sroi.uncertainty import side_by_side, sobol_of, two_way

SPEC = importlib.util.spec_from_file_location("uncertainty_cases", Path(__file__).with_name("cases.py"))
assert SPEC
assert SPEC.loader
cases = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(cases)

WESTBANK = "proxies/published/westbank_2015.yaml"
ROOT = Path(__file__).parents[3]


def recalculated(case: sroi.Case, field: str, value: float, outcome: str = "less-lonely") -> float:
    """The ratio by the long way: a new case, calculated."""
    only = {} if field == "discount" else {"only": {"outcome": [outcome]}}
    return sroi.calculate(sroi.what_if(case, {"set": {field: value}, **only})).ratio.value


@pytest.mark.parametrize("field", ["quantity", "amount", "deadweight", "displacement", "drop_off", "duration", "discount"])
def test_a_bar_is_what_calculate_gives_at_both_ends(field: str) -> None:
    case = cases.whole()
    bar = next(bar for bar in sroi.tornado(case).bars if bar.name in {field, f"less-lonely.{field}"})
    low, high = bar.low, bar.high
    if field == "amount":
        priced = sroi.calculate(case).outcomes["less-lonely"].priced
        assert (low, high) == pytest.approx((priced.low, priced.high), rel=1e-6)
        low, high = low / priced.amount * 1000, high / priced.amount * 1000
    assert bar.at_low == pytest.approx(recalculated(case, field, low), rel=1e-9)
    assert bar.at_high == pytest.approx(recalculated(case, field, high), rel=1e-9)


def test_the_ends_of_a_bar_are_low_and_high_of_the_case() -> None:
    bar = sroi.tornado(cases.case(cases.line(quantity=cases.QUANTITY))).bars[0]
    assert (bar.low, bar.high) == pytest.approx((30, 45), abs=1e-5)
    assert bar.swing == pytest.approx(15 * 1000 / 1.035 / 5000, rel=1e-6)


def test_bars_come_widest_first_and_one_for_each_name() -> None:
    named = cases.SHARE | {"name": "anyway"}
    lines = [cases.line(one, deadweight=named, quantity=cases.QUANTITY) for one in ("one", "two")]
    found = sroi.tornado(cases.case(*lines))
    assert [bar.name for bar in found.bars] == ["anyway", "one.quantity", "two.quantity"]
    assert sorted((bar.swing for bar in found.bars), reverse=True) == [bar.swing for bar in found.bars]


def test_a_catalogue_range_stands_for_nine_times_in_ten_too() -> None:
    case = cases.case(cases.line(proxy="wellbeing.chronic_loneliness_year", unit="person-year"))
    bar, priced = sroi.tornado(case).bars[0], sroi.calculate(case).outcomes["less-lonely"].priced
    assert priced.low is not None
    assert priced.high is not None
    assert priced.low < bar.low < bar.high < priced.high
    assert bar.origin == "catalogue"


def test_tornado_of_other_figures() -> None:
    case = cases.whole()
    assert sroi.tornado(case, of="net_present_value").central == pytest.approx(sroi.calculate(case).net_present_value)
    with pytest.raises(NotFoundError) as caught:
        sroi.tornado(case, of="profit")
    assert caught.value.code == "unknown-figure"


def test_an_end_at_which_nothing_is_put_in_has_no_ratio() -> None:
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": {"amount": 100, "low": 0, "high": 200}}]
    with pytest.raises(UndefinedRatioError):
        sroi.tornado(cases.case(inputs=inputs))


@pytest.mark.parametrize("target", [1.0, 2.5])
@pytest.mark.parametrize("field", ["quantity", "deadweight", "displacement", "drop_off", "duration", "discount"])
def test_a_switching_value_switches(field: str, target: float) -> None:
    case = cases.whole()
    row = sroi.switching_values(case, target)["discount" if field == "discount" else f"less-lonely.{field}"]
    if row.switches_at is None:
        ends = (0.0, 1.0)
        assert np.ptp([np.sign(recalculated(case, field, end) - target) for end in ends]) == 0
    else:
        assert recalculated(case, field, row.switches_at) == pytest.approx(target, abs=1e-9)


@pytest.mark.parametrize("field", ["drop_off", "duration", "discount"])
@pytest.mark.parametrize("timing", ["end_of_year", "mid_year", "start_of_year"])
@pytest.mark.parametrize("share", [0.9, 0.97, 1.02])
def test_what_is_no_straight_line_switches_too(field: str, timing: str, share: float) -> None:
    line = cases.line(duration=5.5, drop_off=0.2, deadweight=0.1, starts=3)
    case = cases.case(line, method={"discount": 0.035, "timing": timing})
    target = share * sroi.calculate(case).ratio.value
    row = sroi.switching_values(case, target)["discount" if field == "discount" else f"less-lonely.{field}"]
    assert row.how == "searched"
    assert row.switches_at is not None
    assert recalculated(case, field, row.switches_at) == pytest.approx(target, rel=1e-10)


def test_switching_values_of_amounts_and_inputs_switch() -> None:
    case = cases.case()
    found = sroi.switching_values(case, 1.5)
    amount, grant = (found[name].switches_at for name in ("less-lonely.amount", "grant.amount"))
    assert amount is not None
    assert grant is not None
    assert recalculated(case, "amount", amount) == pytest.approx(1.5, rel=1e-12)
    other = sroi.what_if(case, {"set": {"amount": grant}, "only": {"input": ["grant"]}})
    assert sroi.calculate(other).ratio.value == pytest.approx(1.5, rel=1e-12)
    assert {row.how for row in found.rows if row.name.endswith(("amount", "quantity", "deadweight"))} == {"exact"}


def test_a_name_on_two_lines_switches_both() -> None:
    named = cases.SHARE | {"name": "anyway"}
    case = cases.case(*(cases.line(one, deadweight=named) for one in ("one", "two")))
    value = sroi.switching_values(case)["anyway"].switches_at
    assert value is not None
    assert sroi.calculate(sroi.what_if(case, {"set": {"deadweight": value}})).ratio.value == pytest.approx(1, rel=1e-12)


def test_a_name_twice_in_one_line_is_searched_and_still_right() -> None:
    named = {"share": 0.1, "name": "unsure"}
    case = cases.case(cases.line(deadweight=named, displacement=named))
    row = sroi.switching_values(case)["unsure"]
    assert row.how == "searched"
    assert row.switches_at is not None
    value = sroi.what_if(case, {"set": {"deadweight": row.switches_at, "displacement": row.switches_at}})
    assert sroi.calculate(value).ratio.value == pytest.approx(1, abs=1e-9)


def test_no_value_in_range_flips_it() -> None:
    row = sroi.switching_values(cases.case(cases.line(drop_off=0.2, duration=2)))["less-lonely.drop_off"]
    assert row.switches_at is None
    assert row.text == "less-lonely: drop off: no value in range flips it"
    assert row.plausible is None


def test_whole_years_flip_at_a_step() -> None:
    case = cases.case(cases.line(duration=4), method={"discount": 0.0, "part_years": "whole_years"})
    value = sroi.switching_values(case, 5.0)["less-lonely.duration"].switches_at
    assert value is not None
    assert value == pytest.approx(2.0, abs=1e-6)
    assert [recalculated(case, "duration", years) for years in (2.0, 2.001)] == [4.0, 6.0]


def test_a_schedule_that_ends_bounds_the_search() -> None:
    case = cases.case(cases.line(duration=3), method={"discount": "green-book-2026"})
    found = sroi.switching_values(case, 0.5)["less-lonely.duration"].switches_at
    assert found is not None
    assert recalculated(case, "duration", found) == pytest.approx(0.5, abs=1e-9)


def test_plausible_says_whether_it_lies_in_the_range() -> None:
    found = sroi.switching_values(cases.case(cases.line(quantity={"value": 10, "low": 4, "high": 12}, deadweight=cases.SHARE)))
    assert found["less-lonely.quantity"].plausible is True
    assert found["less-lonely.deadweight"].plausible is False
    assert found["grant.amount"].plausible is None


def test_numbers_are_called_by_line_and_field_or_by_their_own_name() -> None:
    two = [cases.SHARE, cases.SHARE | {"name": "family"}, {"share": 0.1}]
    case = cases.case(cases.line(attribution=two, drop_off={"share": 0.1, "name": "less-lonely"}))
    labels = {row.name: row.label for row in sroi.switching_values(case).rows}
    assert labels["less-lonely.attribution.1"] == "less-lonely: attribution 1"
    assert labels["less-lonely.attribution.3"] == "less-lonely: attribution 3"
    assert labels["family"] == "family"
    assert labels["less-lonely"] == "less-lonely"
    assert labels["grant.amount"] == "grant: amount"
    assert labels["discount"] == "discount"


@pytest.mark.parametrize("share", [1e-12, 1e-300])
def test_a_share_of_next_to_nothing_switches_as_exactly(share: float) -> None:
    case = cases.case(cases.line(deadweight=share))
    value = sroi.switching_values(case)["less-lonely.deadweight"].switches_at
    assert value is not None
    assert recalculated(case, "deadweight", value) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("target", [1.0, 2.0798181383279086])
def test_nothing_put_in_is_no_switching_value(target: float) -> None:
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": 1000}]
    found = sroi.switching_values(cases.case(cases.line(deadweight=1.0), inputs=inputs), target)
    assert found.central == 0
    assert found["grant.amount"].switches_at is None


def test_the_most_fragile_number_comes_first() -> None:
    changes = [row.change for row in sroi.switching_values(cases.whole(), 1.5).rows if row.change is not None]
    assert [abs(change) for change in changes] == sorted(abs(change) for change in changes)


def test_faulty_targets_and_names_are_errors() -> None:
    for target in (float("nan"), float("inf"), "2"):
        with pytest.raises(InvalidArgumentError) as caught:
            sroi.switching_values(cases.case(), target)  # type: ignore[arg-type]
        assert caught.value.code == "target-not-finite"
    with pytest.raises(NotFoundError, match="no number of the case"):
        sroi.switching_values(cases.case())["less-lonely.deadweigth"]


def test_a_grid_is_calculated_point_by_point() -> None:
    case = cases.whole()
    grid = two_way(case, {"less-lonely.deadweight": None, "discount": [0.0, 0.05]})
    assert len(grid.values[0]) == 5
    for row, deadweight in zip(grid.figures, grid.values[0], strict=True):
        for figure, rate in zip(row, grid.values[1], strict=True):
            other = sroi.what_if(case, {"changes": [
                {"set": {"deadweight": deadweight}, "only": {"outcome": ["less-lonely"]}}, {"set": {"discount": rate}}
            ]})  # fmt: skip
            assert figure == pytest.approx(sroi.calculate(other).ratio.value, rel=1e-12)


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ({"discount": [0.1]}, "not-two-numbers"),
        ({"discount": [0.1], "grants": [1]}, "unknown-number"),
        ({"discount": [0.1], "more-active.amount": None}, "no-range"),
        ({"discount": [0.1], "less-lonely.deadweight": [0.2, 1.4]}, "value-out-of-range"),
        ({"discount": [0.1], "less-lonely.duration": [-1]}, "value-out-of-range"),
        ({"discount": [-2], "less-lonely.duration": [1]}, "value-out-of-range"),
        ({"discount": [0.1], "less-lonely.quantity": [float("nan")]}, "value-out-of-range"),
        ({"discount": [0.1], "less-lonely.quantity": ["ten"]}, "value-out-of-range"),
        ({"discount": [0.1], "less-lonely.quantity": []}, "value-out-of-range"),
    ],
)
def test_faulty_grids_are_errors(numbers: dict[str, Any], code: str) -> None:
    with pytest.raises(sroi.SroiError) as caught:
        two_way(cases.whole(), numbers)
    assert caught.value.code == code


def test_scenarios_side_by_side_share_their_draws() -> None:
    ties = [{"between": ["less-lonely.quantity", "more-active.duration"], "rank": 0.5}]
    scenarios = [{"id": "more", "scale": {"quantity": 1.1}}, {"id": "one-line", "without": ["more-active"]}]
    found = side_by_side(cases.whole(scenarios=scenarios, correlations=ties), 500)
    assert found.chance_of_more("more") == 1.0
    assert found.chance_of_more("one-line") == 0.0
    assert found.scenarios["more"].draws["present_value"] == pytest.approx(1.1 * found.base.draws["present_value"])
    assert set(found.to_dict()["scenarios"]) == {"more", "one-line"}


def test_a_grid_names_the_number_that_would_follow_out_of_bounds() -> None:
    lines = [cases.line(one, deadweight={"share": share, "name": "anyway"}) for one, share in (("one", 0.2), ("two", 0.5))]
    with pytest.raises(InvalidArgumentError, match=r"anyway would be 1\.25"):
        two_way(cases.case(*lines), {"anyway": [0.3, 0.5], "discount": [0.03]})


def test_scenarios_side_by_side_may_borrow_ranges() -> None:
    case = cases.case(cases.line(deadweight=0.2), scenarios=[{"id": "more", "scale": {"quantity": 2}}])
    found = side_by_side(case, 100, ranges="reference_class")
    assert found.scenarios["more"].uncertain == found.base.uncertain == ("less-lonely.deadweight", "less-lonely.attribution")
    with pytest.raises(NotFoundError) as caught:
        found.chance_of_more("less")
    assert caught.value.code == "unknown-scenario"


def ishigami(chances: Any) -> Any:
    one, two, three = (np.pi * (2 * row - 1) for row in chances)
    return np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)


def test_sobol_of_ishigami() -> None:
    found = sobol_of(ishigami, 3, 8192)
    assert [index.first for index in found] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert [index.total for index in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)
    for index, first, total in zip(found, (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437), strict=True):
        assert abs(index.first - first) < 2 * index.first_error
        assert abs(index.total - total) < 2 * index.total_error


def test_sobol_of_a_product() -> None:
    weights = np.array([0.0, 1.0, 4.5])
    found = sobol_of(
        lambda chances: np.prod((np.abs(4 * chances - 2) + weights[:, None]) / (1 + weights[:, None]), axis=0), 3, 8192
    )
    parts = 1 / (3 * (1 + weights) ** 2)
    whole = np.prod(1 + parts) - 1
    assert [index.first for index in found] == pytest.approx(parts / whole, abs=0.02)
    totals = [part * np.prod(1 + np.delete(parts, place)) / whole for place, part in enumerate(parts)]
    assert [index.total for index in found] == pytest.approx(totals, abs=0.02)


def test_sobol_of_a_case_is_that_of_its_product() -> None:
    quantity = {"value": 5, "low": 0.5, "high": 9.5, "shape": "uniform"}
    share = {"share": 0.5, "low": 0.0, "high": 1.0, "ends": "extremes", "shape": "uniform"}
    found = sroi.sobol(cases.case(cases.line(quantity=quantity, deadweight=share)), 4096)
    assert [found[name].first for name in ("less-lonely.quantity", "less-lonely.deadweight")] == pytest.approx(
        [3 / 7] * 2, abs=0.01
    )
    assert [index.total for index in found.indices] == pytest.approx([4 / 7] * 2, abs=0.01)
    assert "may matter as much" in found.answer


def test_groups_hold_all_numbers_of_their_lines() -> None:
    case = cases.whole()
    found = sroi.sobol(case, 512, by="stakeholder")
    assert {index.name for index in found.indices} == {"Residents", "Volunteers", "inputs", "discount"}
    assert sum(index.first for index in found.indices) == pytest.approx(1, abs=0.05)
    assert {index.name for index in sroi.sobol(case, 512, by="proxy").indices} >= {"less-lonely.amount", "more-active.amount"}


def test_a_number_of_several_groups_is_a_group_of_its_own() -> None:
    named = cases.SHARE | {"name": "anyway"}
    lines = [cases.line(one, deadweight=named, stakeholder=one, quantity=cases.QUANTITY) for one in ("one", "two")]
    assert {index.name for index in sroi.sobol(cases.case(*lines), 64, by="stakeholder").indices} == {
        "one",
        "two",
        "several: anyway",
    }


def test_numbers_that_move_together_are_one_group() -> None:
    ties = [{"between": ["less-lonely.quantity", "less-lonely.drop_off"], "rank": 0.5}]
    found = sroi.sobol(cases.whole(correlations=ties), 256)
    names = {index.name for index in found.indices}
    assert "less-lonely.quantity + less-lonely.drop_off" in names
    assert "less-lonely.quantity" not in names


def test_the_answer_names_the_number_that_matters() -> None:
    wide = {"value": 38, "low": 5, "high": 90}
    found = sroi.sobol(cases.case(cases.line(quantity=wide, deadweight={"share": 0.2, "low": 0.19, "high": 0.21})), 1024)
    assert found.answer.startswith("Find out more about less-lonely.quantity first: known exactly, it would take away about ")
    assert found.indices[0].first > 0.95
    assert found.to_dict()["answer"] == found.answer


def test_variance_of_the_total_shares_out_as_simulated() -> None:
    case = cases.whole()
    found, drawn = sroi.sobol(case, 4096), sroi.simulate(case, 50_000)
    assert found.variance == pytest.approx(drawn.standard_deviation() ** 2, rel=0.05)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"draws": 1000}, "draws-not-a-power-of-two"),
        ({"draws": 64.0}, "draws-not-a-power-of-two"),
        ({"draws": 2**40}, "draws-too-many"),
        ({"seed": -1}, "seed-below-zero"),
        ({"by": "colour"}, "unknown-grouping"),
        ({"confidence": 1.0}, "confidence-out-of-range"),
        ({"of": "profit"}, "unknown-figure"),
    ],
)
def test_faulty_questions_are_errors(given: dict[str, Any], code: str) -> None:
    with pytest.raises(sroi.SroiError) as caught:
        sroi.sobol(cases.whole(), **given)
    assert caught.value.code == code


def test_nothing_uncertain_has_no_indices() -> None:
    with pytest.raises(InvalidCaseError) as caught:
        sroi.sobol(cases.case())
    assert caught.value.code == "nothing-uncertain"


def test_a_range_that_moves_nothing_has_no_share() -> None:
    found = sroi.sobol(cases.case(cases.line(drop_off={"share": 0.2, "low": 0.1, "high": 0.3})), 64)
    assert found.indices[0].total == 0
    assert found.answer == "No number makes the ratio unsure: none has a range that moves it."


def test_switching_values_of_a_published_study() -> None:
    found = sroi.switching_values(sroi.read_case(ROOT / WESTBANK))
    assert found["big-lottery.amount"].how == "exact"
    assert found.to_dict()["numbers"][0]["name"] == found.rows[0].name
