"""The bridge between two cases: its spans, its sums, and the refusal to rank."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi.claims import compare, method_fingerprint, method_of
from sroi.errors import InvalidArgumentError, RefusedError, UndefinedRatioError

ROOT = Path(__file__).parents[3]
WESTBANK = ROOT / "proxies" / "published" / "westbank_2015.yaml"
BEFRIENDING = ROOT / "docs" / "examples" / "befriending.yaml"


def befriending(outcome: dict[str, Any] | None = None, **changes: Any) -> sroi.Case:
    data = sroi.read_case(BEFRIENDING).to_dict() | changes
    data["outcomes"] = [data["outcomes"][0] | (outcome or {}), *data["outcomes"][1:]]
    return sroi.read_case(data)


def names(first: sroi.Case, second: sroi.Case) -> list[str]:
    return [span.name for span in compare(first, second).spans]


def test_a_case_beside_itself_has_no_span_but_the_interaction() -> None:
    bridge = compare(befriending(), befriending())
    assert [span.name for span in bridge.spans] == ["interaction"]
    assert bridge.net_present_value == 0
    assert bridge.spans[0].ratio == 0


def test_one_change_is_its_whole_effect() -> None:
    bridge = compare(befriending(), befriending({"deadweight": 0.5}))
    first, interaction = bridge.spans
    assert first.name == "deadweight"
    assert first.net_present_value == bridge.net_present_value
    assert interaction.net_present_value == 0


@pytest.mark.parametrize(
    ("changes", "span"),
    [
        ({"quantity": 20}, "quantities"),
        ({"deadweight": 0.1}, "deadweight"),
        ({"displacement": 0.1}, "displacement"),
        ({"attribution": [0.1, 0.2]}, "attribution"),
        ({"drop_off": 0.1}, "drop-off"),
        ({"drop_off_from": 1}, "drop-off"),
        ({"duration": 3}, "duration"),
        ({"starts": 2}, "duration"),
        ({"proxy": "wellbeing.loneliness_one_step_year"}, "proxy amounts"),
    ],
)
def test_each_group_of_an_outcome_has_its_span(changes: dict[str, Any], span: str) -> None:
    assert names(befriending(), befriending(changes)) == [span, "interaction"]


@pytest.mark.parametrize(
    ("changes", "span"),
    [
        ({"method": {"discount": 0.015}}, "discounting"),
        ({"price_year": 2024}, "price year"),
        ({"inputs": [{"id": "grant", "stakeholder": "Council", "amount": 1000}]}, "inputs"),
    ],
)
def test_each_setting_of_a_case_has_its_span(changes: dict[str, Any], span: str) -> None:
    assert names(befriending(), befriending(**changes)) == [span, "interaction"]


def test_a_perspective_in_which_nothing_counts_has_no_ratio_to_compare() -> None:
    with pytest.raises(UndefinedRatioError, match="no line counts in a total for council"):
        sroi.compare(befriending(), befriending(perspective="council"))


def test_new_and_removed_outcomes_have_spans_of_their_own() -> None:
    study = sroi.read_case(WESTBANK)
    found = names(study, sroi.what_if(study, "no-gp-lines"))
    assert found == ["removed outcome: gp-capacity", "removed outcome: gp-income", "interaction"]
    assert names(sroi.what_if(study, "no-nhs-costs"), study) == ["new outcome: nhs-costs", "interaction"]


def test_a_unit_in_the_plural_is_no_other_unit() -> None:
    assert names(befriending(), befriending({"unit": "Person-years"})) == ["interaction"]


def test_a_line_in_another_unit_is_measured_anew() -> None:
    other = {"unit": "life-satisfaction-point-year", "proxy": "wellbeing.wellby", "quantity": 10}
    assert names(befriending(), befriending(other)) == ["measured anew: less-lonely", "interaction"]


def test_what_the_changes_do_together_is_the_interaction() -> None:
    study = sroi.read_case(WESTBANK)
    bridge = compare(study, sroi.what_if(study, "all-three-50"))
    assert [span.name for span in bridge.spans] == ["deadweight", "attribution", "drop-off", "interaction"]
    assert sum(span.net_present_value for span in bridge.spans) == bridge.net_present_value
    assert sum(span.ratio for span in bridge.spans) == bridge.ratio
    assert bridge.spans[-1].net_present_value > 10_000


def test_backwards_every_sign_turns() -> None:
    study = sroi.read_case(WESTBANK)
    other = sroi.what_if(study, "all-three-50")
    there, back = compare(study, other), compare(other, study)
    assert [(one.name, one.net_present_value, one.ratio) for one in there.spans] == [
        (one.name, -one.net_present_value, -one.ratio) for one in back.spans
    ]


def test_the_printed_rows_add_up_on_a_calculator() -> None:
    bridge = compare(sroi.read_case(WESTBANK), befriending())
    data = bridge.to_dict()
    for figure in ("net_present_value", "ratio"):
        assert sum(Decimal(one[figure]) for one in data["bridge"]) == Decimal(data["difference"][figure])


def test_a_group_that_cannot_be_changed_alone_is_in_the_interaction() -> None:
    short = befriending(method={"discount": "review-2026-proposed"})
    longer = befriending({"duration": 40}, method={"discount": 0.03})
    bridge = compare(short, longer)
    alone = {span.name: span.alone for span in bridge.spans}
    assert alone == {"duration": True, "discounting": True, "interaction": True}
    assert sum(span.net_present_value for span in bridge.spans) == bridge.net_present_value
    state = befriending({"proxy": {"amount": 5, "unit": "person-year", "price_year": 2025}})
    council = befriending({"proxy": {"amount": 5, "unit": "person-year", "price_year": 2025}}, perspective="society")
    assert compare(state, council).net_present_value == 0


def test_cases_of_one_method_are_ranked() -> None:
    study = sroi.read_case(WESTBANK)
    better = study.model_copy(update={"id": "better", "outcomes": study.outcomes, "inputs": study.inputs[:1]})
    assert compare(study, sroi.what_if(study, "deadweight-50")).rank() == ("westbank-2015", "westbank-2015")
    with pytest.raises(RefusedError, match="kinds of input counted: cash, volunteer_time against cash"):
        compare(study, better).rank()


def test_cases_of_different_methods_are_not_ranked_and_the_differences_are_listed() -> None:
    bridge = compare(befriending(), sroi.read_case(WESTBANK))
    differences = {one.what for one in bridge.method_differences}
    assert {"price year", "kinds of value counted", "horizon", "amounts from"} <= differences
    with pytest.raises(RefusedError) as caught:
        bridge.rank()
    assert caught.value.code == "methods-differ"
    assert "price year: 2025 against 2015" in caught.value.problem
    assert "may not be ranked" in str(bridge)


def test_what_a_case_has_none_of_is_said_in_words() -> None:
    found = method_of(sroi.calculate(befriending(perspective="council")))
    assert found["kinds of value counted"] == "none"
    assert method_of(sroi.calculate(befriending({"duration": 1})))["horizon"] == "1 year"


@pytest.mark.parametrize("where", ["first", "second"])
def test_what_is_no_case_is_refused(where: str) -> None:
    given: dict[str, Any] = {"first": befriending(), "second": befriending(), where: "case.yaml"}
    with pytest.raises(InvalidArgumentError, match="read_case") as caught:
        compare(**given)
    assert (caught.value.code, caught.value.where) == ("not-a-case", where)


def test_the_method_fingerprint_ignores_numbers_and_sees_the_method() -> None:
    first = method_fingerprint(sroi.calculate(befriending()))
    assert method_fingerprint(sroi.calculate(befriending({"deadweight": 0.9}))) == first
    assert method_fingerprint(sroi.calculate(befriending(method={"discount": 0.015}))) != first


def test_contribution_counts_as_attribution_considered() -> None:
    line = befriending().to_dict()["outcomes"][0]
    line.pop("attribution")
    data = befriending().to_dict() | {"outcomes": [line | {"contribution": 0.5}]}
    assert "attribution" in method_of(sroi.calculate(sroi.read_case(data)))["adjustments considered"]


def test_currencies_are_not_bridged() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        compare(befriending(), sroi.read_case(ROOT / "proxies" / "published" / "dream_action_2018.yaml"))
    assert caught.value.code == "currencies-differ"


def test_html_is_escaped() -> None:
    other = befriending({"id": "b", "proxy": "wellbeing.chronic_loneliness_year"}, stage="forecast")
    html = compare(befriending(), other)._repr_html_()
    assert ">new outcome: b</th>" in html
    assert "stage: evaluative against forecast</p>" in html
