"""What a case comes to: totals, years, payback, perspective, what is left out, and errors of the calculation."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sroi
from sroi.cli import main
from sroi.errors import Fault, InvalidArgumentError, InvalidCaseError, NotFoundError, RefusedError, UndefinedRatioError
from sroi.mapping import write_case

WESTBANK = Path(__file__).parents[3] / "proxies" / "published" / "westbank_2015.yaml"


def case(*, method: dict[str, Any] | None = None, inputs: Any = None, lines: Any = None, **head: Any) -> sroi.Case:
    """A small case; each line is one of quantity 1 at £100 for a year unless it says otherwise."""
    proxy = {"amount": 100, "unit": "person", "price_year": 2025, **head.pop("proxy", {})}
    outcomes = [
        {
            "id": f"line-{place}",
            "stakeholder": "People",
            "title": "A change",
            "quantity": 1,
            "unit": "person",
            "proxy": proxy,
            **line,
        }
        for place, line in enumerate(lines or [{}])
    ]
    put_in = [{"id": f"in-{place}", "stakeholder": "Council", **line} for place, line in enumerate(inputs or [{"amount": 100}])]
    base = {
        "format": 1,
        "id": "small",
        "title": "Small",
        "currency": "GBP",
        "price_year": 2025,
        "method": {"discount": 0, **(method or {})},
    }
    return sroi.read_case({**base, **head, "inputs": put_in, "outcomes": outcomes})


def result(**parts: Any) -> sroi.Result:
    return sroi.calculate(case(**parts))


def codes(**parts: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidCaseError) as caught:
        result(**parts)
    return [(fault.code, fault.where) for fault in caught.value.faults]


@pytest.mark.parametrize("wrong", ["case.yaml", {"format": 1}, None])
def test_what_is_no_case_is_told_how_to_become_one(wrong: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="read_case") as caught:
        sroi.calculate(wrong)
    assert caught.value.code == "not-a-case"


def test_totals() -> None:
    found = result(inputs=[{"amount": 40}, {"amount": 10, "year": 3}], lines=[{}, {"quantity": -0.25}])
    assert (found.total_input, found.undiscounted_input, found.present_value, found.net_present_value) == (50, 50, 75, 25)
    assert (found.ratio.value, found.ratio.text, str(found.ratio), float(found.ratio), found.net_ratio) == (
        1.5,
        "£1:£1.50",
        "£1:£1.50",
        1.5,
        0.5,
    )


@pytest.mark.parametrize(
    ("timing", "factors"),
    [("end_of_year", (0.8, 0.64)), ("start_of_year", (1.0, 0.8)), ("mid_year", (0.8**0.5, 0.8**1.5))],
)
def test_timing(timing: str, factors: tuple[float, ...]) -> None:
    for discount in (0.25, [0.25], [0.25, 0.25]):
        found = result(method={"discount": discount, "timing": timing}, lines=[{"duration": 2}])
        assert found.factors == pytest.approx(factors, rel=1e-15)
        assert found.present_value == pytest.approx(100 * sum(factors), rel=1e-15)


def test_an_input_of_the_start_is_never_discounted_and_a_later_one_by_its_own_timing() -> None:
    inputs = [{"amount": 100}, {"amount": 100, "year": 1}, {"amount": 100, "year": 2, "timing": "start_of_year"}]
    assert result(method={"discount": 0.25}, inputs=inputs).input_present_values == (100, 80, 80)
    assert result(method={"discount": [0.25, 1.0]}, inputs=inputs).input_present_values == (100, 80, 80)
    assert result(method={"discount": 0.25, "timing": "start_of_year"}, inputs=inputs).input_present_values == (100, 100, 80)


def test_years() -> None:
    found = result(lines=[{"duration": 2.5, "drop_off": 0.5, "starts": 2}, {"duration": 0}])
    assert found.by_year == (0, 100, 50, 12.5)
    assert found.outcomes["line-0"].by_year == (0, 100, 50, 12.5)
    assert found.outcomes["line-1"].by_year == ()
    assert found.outcomes["line-1"].present_value == 0


def test_part_years_paid_whole() -> None:
    found = result(method={"part_years": "whole_years"}, lines=[{"duration": 2.1, "drop_off": 0.5, "drop_off_from": 1}])
    assert found.by_year == (50, 25, 12.5)


@pytest.mark.parametrize(("amount", "years"), [(50, 0.5), (100, 1.0), (125, 1.5), (150, 2.0), (175, None), (-5, 0.0)], ids=str)
def test_payback(amount: float, years: float | None) -> None:
    assert result(inputs=[{"amount": amount}], lines=[{"duration": 2, "drop_off": 0.5}]).payback_years == years


def test_payback_through_a_year_of_nothing() -> None:
    assert result(inputs=[{"amount": 150}], lines=[{}, {"starts": 3}]).payback_years == 2.5


@pytest.mark.parametrize(
    "schedule", ["green-book-2026", "green-book-2022", "health", "green-book-2022-health", "no-pure-time-preference"]
)
def test_a_schedule_multiplies_its_factors_year_by_year(schedule: str) -> None:
    found = result(method={"discount": schedule}, lines=[{"duration": 130}])
    first, last = {"h": (0.015, 0.0086), "g": (0.035, 0.02), "n": (0.03, 0.0171)}["h" if "health" in schedule else schedule[0]]
    assert found.factors[0] == pytest.approx(1 / (1 + first), rel=1e-15)
    assert found.factors[29] == pytest.approx(1 / (1 + first) ** 30, rel=1e-13)
    assert found.factors[30] / found.factors[29] > 1 / (1 + first)
    assert found.factors[129] / found.factors[128] == pytest.approx(1 / (1 + last), rel=1e-13)
    assert schedule in found.discounting.text
    assert schedule in found.to_dict()["discounting"]


def test_the_proposed_schedule_ends_at_year_thirty() -> None:
    assert len(result(method={"discount": "review-2026-proposed"}, lines=[{"duration": 30}]).by_year) == 30
    for parts in ({"lines": [{"duration": 30.1}]}, {"lines": [{"starts": 31}]}, {"inputs": [{"amount": 5, "year": 31}]}):
        with pytest.raises(InvalidCaseError) as caught:
            result(method={"discount": "review-2026-proposed"}, **parts)
        assert caught.value.code == "past-end-of-schedule"


def test_a_schedule_that_ends_is_refused_on_calculation_too() -> None:
    late = sroi.what_if(case(lines=[{"duration": 31}]), {"set": {"discount": "review-2026-proposed"}})
    with pytest.raises(InvalidCaseError) as caught:
        sroi.calculate(late)
    assert caught.value.code == "past-end-of-schedule"


def test_an_unknown_schedule() -> None:
    data = case().model_copy(update={"method": case().method.model_copy(update={"discount": "green-book-2062"})})
    with pytest.raises(NotFoundError) as caught:
        sroi.calculate(data)
    assert caught.value.code == "unknown-schedule"
    assert "green-book-2026" in caught.value.fix


def test_a_transfer_is_nothing_to_society() -> None:
    lines = [{}, {"proxy": {"amount": 50, "unit": "person", "price_year": 2025, "transfer": True, "beneficiary": "state"}}]
    found = result(lines=lines)
    assert (found.present_value, found.by_year, found.present_values) == (100, (100,), (100, 50))
    assert found.left_out[0] is None
    assert "transfer" in str(found.left_out[1])
    assert found.to_dict()["left_out"] == {"line-1": found.left_out[1]}
    assert found.by("stakeholder") == {"People": 100}


@pytest.mark.parametrize(("perspective", "total"), [("society", 7), ("state", 6), ("council", 4)])
def test_the_perspective_says_whose_gain_counts(perspective: str, total: float) -> None:
    gains = {"individual": 1, "nhs": 2, "council": 4}
    lines = [
        {"proxy": {"amount": amount, "unit": "person", "price_year": 2025, "beneficiary": who}} for who, amount in gains.items()
    ]
    assert result(perspective=perspective, lines=lines).present_value == total


def test_under_a_perspective_every_line_must_say_who_gains() -> None:
    assert codes(perspective="council", lines=[{}, {}]) == [
        ("beneficiary-missing", "outcomes[0].proxy"),
        ("beneficiary-missing", "outcomes[1].proxy"),
    ]


@pytest.mark.parametrize("account", ["local-economy", "cost"])
def test_accounts_are_never_added(account: str) -> None:
    proxy = {"amount": 50, "unit": "person", "price_year": 2025, "account": account}
    assert result(lines=[{}, {"proxy": proxy}]).present_value == 100


INSTEAD_OF = {
    "a transfer": ("skills.nvq_level2_fiscal", "transfer"),
    "local pounds": ("parks.friends_group_funds_year", "local-economy pounds"),
}


@pytest.mark.parametrize(("id_", "reason"), INSTEAD_OF.values(), ids=INSTEAD_OF)
def test_an_amount_in_place_of_the_catalogue_s_is_left_out_like_it(id_: str, reason: str) -> None:
    unit = sroi.proxies.get(id_).unit
    line = {"unit": unit, "proxy": {"id": id_, "amount": 50, "unit": unit, "price_year": 2025}}
    found = result(lines=[{}, line])
    assert found.present_value == 100
    assert reason in str(found.left_out[1])


def test_an_amount_in_place_of_a_sum_over_years_takes_no_years_either() -> None:
    proxy = {"id": "skills.nvq_level3_lifetime_economic", "amount": 50, "unit": "person", "price_year": 2025}
    assert codes(lines=[{"proxy": proxy, "duration": 2}]) == [("lifetime-value-with-years", "outcomes[0].duration")]


@pytest.mark.parametrize("values", [{"duration": 2}, {"drop_off": 0.5}])
def test_a_sum_over_years_takes_no_years(values: dict[str, Any]) -> None:
    assert codes(proxy={"lifetime": True}, lines=[values]) == [("lifetime-value-with-years", "outcomes[0].duration")]
    assert result(proxy={"lifetime": True}, lines=[{"duration": 1, "drop_off": 0}]).present_value == 100


def test_known_units_must_be_the_same() -> None:
    for unit in ("person-year", "hours", "Person-Years", "tonnes of CO2e"):
        assert codes(proxy={"unit": unit}) == [("unit-mismatch", "outcomes[0].unit")]
    for unit in ("people", "Persons", "a head of cattle"):
        assert result(proxy={"unit": unit}).present_value == 100


def test_pounds_of_another_year_are_brought_to_the_case_s() -> None:
    found = result(proxy={"price_year": 2015}).outcomes["line-0"]
    assert found.gross > 110
    assert "2015" in found.priced.found


def test_the_range_of_pounds_of_another_year_comes_along() -> None:
    priced = result(proxy={"price_year": 2015, "low": 50, "high": 150}).outcomes["line-0"].priced
    assert (priced.low, priced.high) == (pytest.approx(priced.amount / 2), pytest.approx(priced.amount * 1.5))


def test_other_currencies_are_never_uprated() -> None:
    assert codes(currency="EUR", proxy={"price_year": 2015}) == [("currency-not-uprated", "outcomes[0].proxy")]
    assert result(currency="EUR").ratio.text == "€1:€1.00"


def test_a_proxy_in_another_currency_is_refused() -> None:
    line = {"proxy": "health.gp_consultation", "unit": "consultation"}
    assert codes(currency="EUR", lines=[line]) == [("currency-differs", "outcomes[0].proxy")]


def test_a_local_economy_in_another_currency_is_refused() -> None:
    block = {"area": "Cork", "volunteers": {"hours": 10, "year": 2025}}
    assert codes(currency="EUR", local_economy=block) == [("currency-differs", "local_economy")]
    assert result(local_economy=block).local_economy is not None


def test_match_funding_claimed_for_the_area_must_be_among_the_inputs() -> None:
    match = {"id": "match", "amount": 50, "year": 2025, "external": True, "kind": "match_funding", "source": "Fund"}
    blocks = [
        {"area": "Knowsley", "flows": [match | {"source_type": "trust", "deadweight": 0.5, "input": name}]}
        for name in ("in-0", "elsewhere")
    ]
    assert result(local_economy=blocks[0]).local_economy is not None
    with pytest.raises(RefusedError) as caught:
        result(local_economy=blocks[1])
    assert caught.value.code == "match-not-in-inputs"


def test_a_case_year_meets_a_financial_year() -> None:
    assert result(price_year="2025/26").present_value == pytest.approx(100, rel=0.2)


def test_there_is_no_ratio_to_inputs_that_come_to_nothing() -> None:
    found = result(method={"discount": 0.25}, inputs=[{"amount": -64}, {"amount": 100, "year": 2}])
    assert found.total_input == 0
    assert found.present_value == 80
    for name in ("ratio", "net_ratio"):
        with pytest.raises(UndefinedRatioError) as caught:
            getattr(found, name)
        assert caught.value.code == "ratio-undefined"
    assert found.to_dict()["ratio"] is None


def test_by_names_what_is_not_stated() -> None:
    found = result(lines=[{"kind": "social", "measure": "knowsley/4"}, {}])
    assert found.by("kind") == {"social": 100, "not stated": 100}
    assert found.by("measure") == {"knowsley/4": 100, "not stated": 100}
    with pytest.raises(NotFoundError) as caught:
        found.by("unit")  # type: ignore[arg-type]
    fix = "use stakeholder, kind or measure"
    assert caught.value.faults == (Fault("unknown-grouping", "value cannot be added up by 'unit'", "by()", fix),)


def test_a_result_is_plain_data_without_a_not_a_number() -> None:
    found = sroi.calculate(sroi.read_case(WESTBANK))
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert plain["ratio"] == {"value": found.ratio.value, "text": "£1:£5.80"}
    assert [line["id"] for line in plain["outcomes"]] == list(found.outcomes)
    assert plain["by_year"] == list(found.by_year)
    assert plain["fingerprint"] == found.fingerprint


def test_a_result_is_a_frame() -> None:
    found = sroi.calculate(sroi.read_case(WESTBANK))
    frame = found.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame["id"]) == list(found.outcomes)
    assert frame["present_value"].sum() == pytest.approx(found.present_value, rel=1e-12)


def test_cases_and_results_cross_a_process() -> None:
    before = sroi.calculate(sroi.read_case(WESTBANK))
    again = pickle.loads(pickle.dumps(before))  # noqa: S301 (our own bytes)
    assert again == before
    assert pickle.loads(pickle.dumps(before.case)) == before.case  # noqa: S301 (our own bytes)
    assert again.outcomes["participants-diet"].by_year == before.outcomes["participants-diet"].by_year
    assert again.explain("participants-diet") == before.explain("participants-diet")
    assert again.fingerprint == before.fingerprint


def test_a_case_and_a_result_are_frozen() -> None:
    found = result()
    for thing, name in ((found, "gross"), (found.case, "title"), (found.case.outcomes[0], "quantity")):
        with pytest.raises((AttributeError, ValueError)):
            setattr(thing, name, None)


def test_calculating_changes_nothing() -> None:
    before = case(lines=[{"duration": 3}])
    kept = copy.deepcopy(before)
    assert sroi.calculate(before) == sroi.calculate(before)
    assert before == kept


def test_every_line_that_cannot_be_priced_is_named() -> None:
    lines = [
        {"proxy": {"amount": 1, "unit": "x", "price_year": 1901}},
        {},
        {"proxy": {"amount": 1, "unit": "x", "price_year": 1902}},
    ]
    found = codes(lines=lines)
    assert found == [("price-year-outside-series", "outcomes[0].proxy"), ("price-year-outside-series", "outcomes[2].proxy")]


def test_lines_in_local_pounds_are_figures_of_their_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = [
        {"measure": 18, "stakeholder": "Residents", "businesses": 3, "share_of_year": 1, "deadweight": 0.2, "displacement": 0.5}
    ]
    case = sroi.map_measurements(rows, inputs=[], id="local", title="Local", price_year=2025, discount=0.035)
    result = sroi.calculate(case)
    (name,) = result.local_lines
    assert result.local_lines[name] == result.outcomes[name].present_value != 0
    assert result.present_value == 0
    assert result.no_ratio == "nothing was put in"
    assert result.to_dict()["local_lines"] == result.local_lines
    assert "left out of the total: local-economy pounds" in result.explain("local_economy")
    file = tmp_path / "local.yaml"
    write_case(case, file)
    assert main(["calculate", str(file)]) == 0
    assert "local-economy pounds of single lines, area not stated, 2025 prices; no part of the ratio" in capsys.readouterr().out
