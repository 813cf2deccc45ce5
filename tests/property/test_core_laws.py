"""Laws that hold for every case, whatever stands in it."""

from __future__ import annotations

import json
from math import fsum
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import sroi
from sroi.documents import read_document
from sroi.testing import assert_same_result, strategies

LAW = settings(max_examples=30, deadline=None)
GAINS = strategies.cases(negative=False)
ANY = strategies.cases()
SHARES = strategies.shares()


def changed(case: sroi.Case, **parts: Any) -> sroi.Case:
    """The same case with other parts."""
    return sroi.read_case({**case.to_dict(), **parts})


def lines(case: sroi.Case, **values: Any) -> list[dict[str, Any]]:
    """Every outcome as plain data, with other values."""
    return [{**line, **values} for line in case.to_dict()["outcomes"]]


def size(result: sroi.Result) -> float:
    """What the present value would be if no line were negative: the scale of what adding may lose."""
    return fsum(map(abs, result.present_values))


def about(value: float, scale: float) -> Any:
    return pytest.approx(value, rel=1e-12, abs=1e-12 * scale)


@LAW
@given(GAINS)
def test_net_is_between_nothing_and_gross(case: sroi.Case) -> None:
    for line in sroi.calculate(case).outcomes.values():
        assert 0 <= line.net <= line.gross
        assert all(0 <= value <= line.net * (1 + 1e-15) for value in line.by_year)


@LAW
@given(GAINS, st.sampled_from(["deadweight", "displacement", "attribution", "drop_off"]), SHARES, SHARES)
def test_more_of_any_deduction_never_raises_value(case: sroi.Case, key: str, one: float, other: float) -> None:
    less, more = sorted((one, other))
    case = changed(case, outcomes=[{k: v for k, v in line.items() if k != "contribution"} for line in lines(case)])
    first, second = (sroi.calculate(sroi.what_if(case, {"set": {key: share}})) for share in (less, more))
    for high, low in zip(first.present_values, second.present_values, strict=True):
        assert low <= high * (1 + 1e-12)


@LAW
@given(GAINS, SHARES, SHARES)
def test_more_contribution_never_lowers_value(case: sroi.Case, one: float, other: float) -> None:
    less, more = sorted((one, other))
    low, high = (sroi.calculate(sroi.what_if(case, {"set": {"contribution": share}})).present_value for share in (less, more))
    assert low <= high * (1 + 1e-12)


@LAW
@given(ANY, st.randoms(use_true_random=False))
def test_the_order_of_lines_is_irrelevant(case: sroi.Case, random: Any) -> None:
    data = case.to_dict()
    for key in ("inputs", "outcomes"):
        random.shuffle(data[key])
    one, other = sroi.calculate(case), sroi.calculate(sroi.read_case(data))
    assert (one.ratio, one.present_value, one.total_input) == (other.ratio, other.present_value, other.total_input)
    assert one.present_value_by_year == other.present_value_by_year
    assert one.by("stakeholder") == other.by("stakeholder")
    assert {name: line.present_value for name, line in one.outcomes.items()} == {
        name: line.present_value for name, line in other.outcomes.items()
    }


@LAW
@given(ANY, SHARES)
def test_splitting_a_line_in_two_changes_nothing(case: sroi.Case, share: float) -> None:
    first, *rest = case.outcomes
    whole = first.to_dict()
    quantities = {"part-1": first.quantity.value * share, "part-2": first.quantity.value * (1 - share)}
    one, other = ({**whole, "id": name, "quantity": quantity} for name, quantity in quantities.items())
    halved = sroi.calculate(changed(case, outcomes=[one, other, *(line.to_dict() for line in rest)]))
    result = sroi.calculate(case)
    assert halved.present_value == about(result.present_value, size(result))
    assert halved.by_year == pytest.approx(result.by_year, rel=1e-12, abs=1e-12 * fsum(map(abs, result.net)))
    assert halved.by("kind").keys() == result.by("kind").keys()


@LAW
@given(ANY, st.integers(1, 1000))
def test_scaling_money_scales_value_and_leaves_the_ratio(case: sroi.Case, factor: int) -> None:
    richer = sroi.what_if(case, {"scale": {"amount": factor}})
    richer = sroi.what_if(richer, {"scale": {"amount": factor}, "only": {"input": [line.id for line in case.inputs]}})
    before, after = sroi.calculate(case), sroi.calculate(richer)
    assert after.present_value == about(factor * before.present_value, factor * size(before))
    assert after.total_input == pytest.approx(factor * before.total_input, rel=1e-12)
    assert after.ratio.value == about(before.ratio.value, size(before) / before.total_input)
    assert (after.payback_years is None) == (before.payback_years is None)


@LAW
@given(ANY, st.integers(-100, 100))
def test_scaling_quantities_scales_present_value(case: sroi.Case, factor: int) -> None:
    before, after = sroi.calculate(case), sroi.calculate(sroi.what_if(case, {"scale": {"quantity": factor}}))
    assert after.present_value == about(factor * before.present_value, abs(factor) * size(before))
    assert after.total_input == before.total_input


@LAW
@given(strategies.cases(discount=0))
def test_without_discounting_present_value_is_the_plain_sum(case: sroi.Case) -> None:
    result = sroi.calculate(case)
    assert result.present_value == about(fsum(result.by_year), size(result))
    assert result.present_value_by_year == result.by_year
    assert result.total_input == pytest.approx(result.undiscounted_input, rel=1e-15)


@LAW
@given(ANY, SHARES)
def test_one_year_ignores_drop_off_that_begins_in_year_two(case: sroi.Case, drop_off: float) -> None:
    short = {"set": {"duration": 1, "drop_off_from": 2, "drop_off": drop_off}}
    none = {"set": {"duration": 1, "drop_off_from": 2, "drop_off": 0}}
    one, other = (sroi.calculate(sroi.what_if(case, change)) for change in (short, none))
    assert one.present_values == other.present_values


@LAW
@given(ANY, st.sampled_from(["stakeholder", "kind", "measure"]))
def test_the_sum_of_any_grouping_is_the_total(case: sroi.Case, key: Any) -> None:
    result = sroi.calculate(case)
    assert fsum(result.by(key).values()) == about(result.present_value, size(result))


@LAW
@given(ANY)
def test_the_years_of_the_lines_add_up_to_the_years_of_the_case(case: sroi.Case) -> None:
    result = sroi.calculate(case)
    scale = fsum(map(abs, result.net))
    for year, total in enumerate(result.by_year):
        members = [line.by_year[year] for line in result.outcomes.values() if year < len(line.by_year)]
        assert fsum(members) == about(total, scale)
    assert fsum(result.present_value_by_year) == about(result.present_value, size(result))


@LAW
@given(ANY, st.floats(0.001, 0.5))
def test_the_start_of_the_year_is_one_year_earlier_than_its_end(case: sroi.Case, rate: float) -> None:
    values = [
        sroi.calculate(sroi.what_if(case, {"set": {"discount": rate, "timing": timing}})).present_values
        for timing in ("start_of_year", "mid_year", "end_of_year")
    ]
    for start, middle, end in zip(*values, strict=True):
        assert start == pytest.approx(end * (1 + rate), rel=1e-12)
        assert middle**2 == pytest.approx(start * end, rel=1e-12)


@LAW
@given(GAINS)
def test_a_later_start_is_never_worth_more(case: sroi.Case) -> None:
    soon, late = (sroi.calculate(sroi.what_if(case, {"set": {"starts": year}})) for year in (1, 2))
    assert all(after <= before * (1 + 1e-12) for before, after in zip(soon.present_values, late.present_values, strict=True))


@LAW
@given(ANY, SHARES)
def test_a_contribution_is_the_complement_of_an_attribution(case: sroi.Case, share: float) -> None:
    owed, ours = (sroi.what_if(case, {"set": part}) for part in ({"attribution": 1 - share}, {"contribution": share}))
    one, other = sroi.calculate(owed), sroi.calculate(ours)
    assert one.present_value == about(other.present_value, fsum(map(abs, one.gross)) * 30)


@LAW
@given(ANY)
def test_a_list_of_one_rate_is_that_rate(case: sroi.Case) -> None:
    one, other = (sroi.calculate(sroi.what_if(case, {"set": {"discount": rate}})) for rate in (0.035, [0.035]))
    for found, wanted in zip(other.present_values, one.present_values, strict=True):
        assert found == pytest.approx(wanted, rel=1e-12)


@LAW
@given(case=ANY)
def test_a_case_is_the_same_through_plain_data_yaml_and_json(case: sroi.Case, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = case.to_dict()
    folder = tmp_path_factory.getbasetemp()
    texts = {"case.yaml": yaml.safe_dump(data, sort_keys=False), "case.json": json.dumps(data)}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
        assert read_document(folder / name).data == data
        assert sroi.read_case(folder / name) == case
    assert sroi.read_case(data) == case
    assert sroi.calculate(sroi.read_case(data)).fingerprint == sroi.calculate(case).fingerprint


@LAW
@given(ANY)
def test_a_what_if_of_nothing_is_the_same(case: sroi.Case) -> None:
    assert_same_result(sroi.calculate(sroi.what_if(case, {})), sroi.calculate(case))


@LAW
@given(ANY)
def test_results_are_equal_by_value(case: sroi.Case) -> None:
    result = sroi.calculate(case)
    assert result == sroi.calculate(sroi.read_case(case.to_dict()))
    assert result != sroi.calculate(changed(case, outcomes=lines(case, quantity=20_000)))
