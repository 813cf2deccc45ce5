"""What-ifs: every way to change a case, and every way that is refused."""

from __future__ import annotations

from typing import Any

import pytest

import sroi
from sroi.catalogue import load
from sroi.errors import Fault, InvalidCaseError, NotFoundError
from sroi.model.scenario import Scenario

LINE = {
    "id": "less-lonely",
    "stakeholder": "Older residents",
    "title": "Less lonely",
    "quantity": {"value": 40, "low": 30, "high": 50, "basis": "survey"},
    "unit": "person",
    "proxy": {"amount": "100", "low": 80, "high": 120, "unit": "person", "price_year": 2025},
    "kind": "wellbeing",
    "measure": "knowsley/4",
    "deadweight": {"share": 0.2, "low": 0.1, "high": 0.3},
    "attribution": [0.5, {"share": 0.2, "basis": "asked"}],
    "drop_off": 0.5,
    "duration": 2,
}
CASE = {
    "format": 1,
    "id": "befriending",
    "title": "Befriending",
    "currency": "GBP",
    "price_year": 2025,
    "method": {"discount": 0},
    "inputs": [
        {"id": "grant", "stakeholder": "Council", "amount": {"amount": 1000, "low": 900}},
        {"id": "time", "stakeholder": "Volunteers", "amount": 500},
    ],
    "outcomes": [
        LINE,
        {
            "id": "visits",
            "stakeholder": "The NHS",
            "title": "Fewer visits",
            "quantity": 10,
            "unit": "consultation",
            "proxy": "health.gp_consultation",
            "contribution": 0.75,
        },
        {
            "id": "plain",
            "stakeholder": "The NHS",
            "title": "Plain",
            "quantity": 1,
            "unit": "x",
            "proxy": {"amount": 10, "unit": "x", "price_year": 2025},
        },
    ],
    "scenarios": [{"id": "half", "title": "Half", "set": {"deadweight": 0.5}}],
    "published": {"ratio": "1.00"},
}


def case() -> sroi.Case:
    return sroi.read_case(CASE)


def line(change: dict[str, Any], name: str = "less-lonely") -> dict[str, Any]:
    """One outcome of the new case as plain data; every change is made to that line alone."""
    change.setdefault("only", {"outcome": [name]})
    changed = sroi.what_if(case(), change).to_dict()["outcomes"]
    return next(one for one in changed if one["id"] == name)


def proxy(change: dict[str, Any]) -> dict[str, Any]:
    """The proxy of the line, without the defaults."""
    return {key: value for key, value in line(change)["proxy"].items() if value is not False}


def codes(change: Any) -> list[str]:
    with pytest.raises(InvalidCaseError) as caught:
        sroi.what_if(case(), change)
    assert all(fault.where and fault.fix for fault in caught.value.faults)
    return [fault.code for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("quantity", 50.0),
        ("deadweight", 0.5),
        ("displacement", 0.1),
        ("drop_off", 0.0),
        ("drop_off_from", 1),
        ("duration", 5.0),
        ("starts", 3),
        ("contribution", 0.3),
    ],
)
def test_set_puts_a_value_in_place_and_drops_its_ends(key: str, value: float) -> None:
    assert line({"set": {key: value}})[key] == value


def test_set_takes_a_record() -> None:
    share = {"share": 0.5, "low": 0.4, "basis": "asked again"}
    assert line({"set": {"deadweight": share}})["deadweight"] == share


def test_set_attribution_replaces_the_whole_list() -> None:
    assert line({"set": {"attribution": 0.1}})["attribution"] == [0.1]
    assert line({"set": {"attribution": [0.1, 0.2, 0.3]}})["attribution"] == [0.1, 0.2, 0.3]


def test_set_one_side_of_the_credit_drops_the_other() -> None:
    assert "attribution" not in line({"set": {"contribution": 0.3}})
    assert "contribution" not in line({"set": {"attribution": 0.3}}, "visits")


def test_set_an_amount_keeps_the_rest_of_the_proxy() -> None:
    assert proxy({"set": {"amount": 70}}) == {"amount": 70, "unit": "person", "price_year": 2025}
    record = proxy({"set": {"amount": {"amount": 70, "high": 75}}})
    assert record == {"amount": 70, "high": 75, "unit": "person", "price_year": 2025}


def test_set_takes_an_amount_and_other_numbers_together() -> None:
    changed = line({"set": {"amount": 70, "quantity": 5, "deadweight": 0.5, "discount": 0.03}})
    assert (changed["proxy"]["amount"], changed["quantity"], changed["deadweight"]) == (70, 5, 0.5)


def test_set_the_method() -> None:
    changed = sroi.what_if(case(), {"set": {"discount": "green-book-2026", "timing": "mid_year", "part_years": "whole_years"}})
    assert changed.method.to_dict() == {"discount": "green-book-2026", "timing": "mid_year", "part_years": "whole_years"}
    assert changed.outcomes == case().outcomes


def test_scale_moves_the_ends_too() -> None:
    assert line({"scale": {"quantity": 0.5}})["quantity"] == {"value": 20, "low": 15, "high": 25, "basis": "survey"}
    assert line({"scale": {"deadweight": 2}})["deadweight"] == {"share": 0.4, "low": 0.2, "high": 0.6}
    assert proxy({"scale": {"amount": 2}}) == {
        "amount": 200,
        "low": 160,
        "high": 240,
        "unit": "person",
        "price_year": 2025,
    }
    assert line({"scale": {"duration": 1.5}})["duration"] == 3


def test_scale_moves_each_choice_and_leaves_the_weights() -> None:
    quantity = {"value": 2, "shape": "discrete", "choices": [1, 2, 4], "weights": [1, 2, 1]}
    before = sroi.read_case(CASE | {"outcomes": [LINE | {"quantity": quantity}]})
    (after,) = sroi.what_if(before, {"scale": {"quantity": 3}}).outcomes
    assert after.quantity.to_dict() == quantity | {"value": 6, "choices": [3, 6, 12]}


def test_scale_acts_on_each_attribution() -> None:
    assert line({"scale": {"attribution": 0.5}})["attribution"] == [0.25, {"share": 0.1, "basis": "asked"}]


def test_scaling_a_share_that_was_never_given_leaves_it_so() -> None:
    changed = line({"scale": {"deadweight": 0.5, "displacement": 2, "attribution": 2, "contribution": 0.5}}, "plain")
    assert not {"deadweight", "displacement", "attribution"} & set(changed)


def test_add_acts_on_the_combined_attribution() -> None:
    (share,) = line({"add": {"attribution": 0.1}})["attribution"]
    assert share == pytest.approx(1 - 0.5 * 0.8 + 0.1, rel=1e-15)
    assert line({"add": {"attribution": 0.1}}, "plain")["attribution"] == [0.1]


def test_add_turns_a_contribution_round() -> None:
    changed = line({"add": {"attribution": 0.1}}, "visits")
    assert changed["attribution"] == [pytest.approx(0.35)]
    assert "contribution" not in changed
    assert line({"scale": {"attribution": 2}}, "visits")["attribution"] == [pytest.approx(0.5)]


def test_add_to_a_contribution() -> None:
    assert line({"add": {"contribution": 0.1}}, "visits")["contribution"] == pytest.approx(0.85)
    changed = line({"add": {"contribution": 0.1}})
    assert changed["contribution"] == pytest.approx(0.5)
    assert "attribution" not in changed


def test_a_contribution_is_moved_with_its_ends() -> None:
    contribution = {"share": 0.5, "low": 0.25, "high": 0.75, "basis": "asked"}
    outcome = {key: value for key, value in LINE.items() if key != "attribution"} | {"contribution": contribution}
    before = sroi.read_case(CASE | {"outcomes": [outcome]})
    added, scaled = (sroi.what_if(before, {way: {"contribution": 0.25}}).outcomes[0] for way in ("add", "scale"))
    assert added.contribution
    assert added.contribution.to_dict() == {"share": 0.75, "low": 0.5, "high": 1, "basis": "asked"}
    assert scaled.contribution
    assert scaled.contribution.to_dict() == {"share": 0.125, "low": 0.0625, "high": 0.1875, "basis": "asked"}


def test_add_to_a_share_that_was_never_given() -> None:
    assert line({"add": {"deadweight": 0.25}}, "plain")["deadweight"] == 0.25


def test_a_whole_combined_attribution_is_reached_exactly() -> None:
    for share in (0.1, 0.3, 0.7, 0.9):
        one = sroi.what_if(case(), {"set": {"attribution": share}})
        assert [
            line.attribution[0].share
            for line in sroi.what_if(one, {"add": {"attribution": 1 - share}}).outcomes
            if line.attribution
        ] == [1, 1, 1]


def test_the_amount_of_the_catalogue_is_written_out() -> None:
    before = sroi.calculate(case()).outcomes["visits"]
    changed = sroi.what_if(case(), {"scale": {"amount": 2}})
    after = sroi.calculate(changed).outcomes["visits"]
    assert after.gross == pytest.approx(2 * before.gross, rel=1e-12)
    assert (after.kind, after.priced.beneficiary, after.left_out) == (before.kind, before.priced.beneficiary, before.left_out)


@pytest.mark.parametrize(("id_", "ends"), [("health.gp_consultation", 2), ("skills.nvq_level2_fiscal", 0)])
def test_the_amount_is_written_out_with_its_ends_and_where_it_comes_from(id_: str, ends: int) -> None:
    match = load().match(id_, price_year=2025)
    doubled = {key: 2 * end for key, end in (("low", match.low), ("high", match.high)) if end is not None}
    assert len(doubled) == ends
    before = sroi.read_case(CASE | {"outcomes": [CASE["outcomes"][1] | {"proxy": id_, "unit": match.unit}]})
    proxy = sroi.what_if(before, {"scale": {"amount": 2}}).to_dict()["outcomes"][0]["proxy"]
    assert proxy == {
        "id": id_,
        "name": id_,
        "amount": 2 * match.amount,
        "unit": match.unit,
        "price_year": 2025,
        "title": match.title,
        "source": match.source,
        **doubled,
        **({"ends": "extremes"} if doubled else {}),
    }


def test_without_leaves_lines_out() -> None:
    changed = sroi.what_if(case(), {"without": ["visits", "time"]})
    assert [line.id for line in (*changed.inputs, *changed.outcomes)] == ["grant", "less-lonely", "plain"]


def test_inputs_are_touched_only_when_they_are_named() -> None:
    assert sroi.what_if(case(), {"scale": {"amount": 2}}).inputs == case().inputs
    changed = sroi.what_if(case(), {"scale": {"amount": 2}, "only": {"input": ["grant"]}})
    assert changed.outcomes == case().outcomes
    assert [line.amount.to_dict() for line in changed.inputs] == [{"amount": 2000, "low": 1800}, 500]
    assert sroi.what_if(case(), {"set": {"amount": 7}, "only": {"input": "time"}}).inputs[1].amount.amount == 7


@pytest.mark.parametrize(
    ("only", "touched"),
    [
        ({"outcome": "plain"}, ["plain"]),
        ({"outcome": ["plain", "visits"]}, ["visits", "plain"]),
        ({"stakeholder": "The NHS"}, ["visits", "plain"]),
        ({"stakeholder": ["The NHS", "Older residents"]}, ["less-lonely", "visits", "plain"]),
        ({"measure": "knowsley/4"}, ["less-lonely"]),
        ({"kind": "wellbeing"}, ["less-lonely"]),
        ({"kind": "fiscal"}, ["visits"]),
        ({"stakeholder": "The NHS", "outcome": ["plain", "less-lonely"]}, ["plain"]),
    ],
)
def test_only_narrows_a_change(only: dict[str, Any], touched: list[str]) -> None:
    changed = sroi.what_if(case(), {"set": {"displacement": 0.9}, "only": only})
    assert [one.id for one in changed.outcomes if one.displacement] == touched


def test_a_line_s_own_kind_goes_before_its_proxy_s() -> None:
    own = CASE["outcomes"][1] | {"kind": "social"}
    before = sroi.read_case(CASE | {"outcomes": [own, CASE["outcomes"][1] | {"id": "other"}]})
    changed = sroi.what_if(before, {"set": {"displacement": 0.9}, "only": {"kind": "fiscal"}})
    assert [one.displacement is not None for one in changed.outcomes] == [False, True]
    assert sroi.what_if(before, {"set": {"displacement": 0.9}, "only": {"kind": "social"}}).outcomes[0].displacement


def test_changes_are_made_in_order() -> None:
    changes = [{"set": {"quantity": 10}}, {"scale": {"quantity": 3}, "only": {"outcome": ["plain"]}}, {"add": {"quantity": 1}}]
    assert [one.quantity.value for one in sroi.what_if(case(), {"changes": changes}).outcomes] == [11, 11, 31]


def test_the_own_change_comes_before_the_list() -> None:
    assert line({"set": {"quantity": 10}, "changes": [{"scale": {"quantity": 2}}]})["quantity"] == 20


def test_the_new_case_carries_neither_scenarios_nor_printed_figures() -> None:
    changed = sroi.what_if(case(), "half")
    assert (changed.scenarios, changed.published) == ((), None)
    assert [one.deadweight.share for one in changed.outcomes if one.deadweight] == [0.5, 0.5, 0.5]


def test_the_old_case_stays_as_it_was() -> None:
    old = case()
    sroi.what_if(old, {"scale": {"quantity": 2, "amount": 2}, "without": ["plain"]})
    assert old == case()


def test_a_scenario_by_name_as_a_record_and_as_plain_data_are_one() -> None:
    record = Scenario.model_validate({"id": "half", "set": {"deadweight": 0.5}})
    assert sroi.what_if(case(), "half") == sroi.what_if(case(), record) == sroi.what_if(case(), {"set": {"deadweight": 0.5}})


@pytest.mark.parametrize(
    ("wrong", "scenarios", "fix"),
    [
        ("haf", ["half", "third"], "did you mean 'half'?"),
        ("all of it", ["half", "third"], "the case has half, third"),
        ("half", [], "the case has no scenarios"),
    ],
)
def test_an_unknown_scenario(wrong: str, scenarios: list[str], fix: str) -> None:
    known = [{"id": name, "set": {"deadweight": 0.5}} for name in scenarios]
    with pytest.raises(NotFoundError) as caught:
        sroi.what_if(sroi.read_case(CASE | {"scenarios": known}), wrong)
    assert caught.value.faults == (Fault("unknown-scenario", f"no scenario has the id '{wrong}'", "befriending", fix),)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            {"set": {"attribution": [0.1, 2]}},
            Fault(
                "share-out-of-range", "2.0 is not a share between 0 and 1", "scenario, set.attribution[1]", "write 2 % as 0.02"
            ),
        ),
        (
            {"scale": {"attribution": 3}, "only": {"outcome": "less-lonely"}},
            Fault(
                "share-out-of-range",
                "1.5 is not a share between 0 and 1",
                "scenario 'what-if' of befriending, outcomes[0].attribution[0]",
                "a share lies from 0 to 1: none is 0, all is 1",
            ),
        ),
        (
            {"changes": [{"set": {"starts": 2}, "only": {"outcome": "grant"}}]},
            Fault(
                "unknown-line",
                "no line of the case answers to 'grant'",
                "scenario 'what-if' of befriending, changes[0].only.outcome",
                "write it as the line does",
            ),
        ),
        (
            {"set": {"starts": 2}, "only": {"kind": "market"}},
            Fault("nothing-to-change", "a change touches no line", "befriending", "let `only` name lines that are there"),
        ),
    ],
)
def test_a_refusal_says_where_and_how_to_mend_it(change: dict[str, Any], fault: Fault) -> None:
    with pytest.raises(InvalidCaseError) as caught:
        sroi.what_if(case(), change)
    assert caught.value.faults == (fault,)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"scale": {"deadweight": 6}}, ["share-out-of-range", "share-out-of-range"]),
        ({"add": {"deadweight": 0.85}}, ["share-out-of-range", "share-out-of-range"]),
        ({"add": {"deadweight": -0.5}, "only": {"outcome": "plain"}}, ["share-out-of-range"]),
        ({"add": {"attribution": 0.5}, "only": {"outcome": "less-lonely"}}, ["share-out-of-range"]),
        ({"add": {"contribution": 0.5}, "only": {"outcome": "visits"}}, ["share-out-of-range"]),
        ({"add": {"contribution": 0.1}, "only": {"outcome": "plain"}}, ["share-out-of-range"]),
        ({"scale": {"duration": -1}}, ["negative-duration"] * 3),
        ({"scale": {"duration": 1000}}, ["duration-too-long"]),
        ({"set": {"deadweight": 2}}, ["share-out-of-range"]),
        ({"set": {"deadwight": 0.2}}, ["unknown-key"]),
        ({"scale": {"starts": 2}}, ["unknown-key"]),
        ({"set": {"quantity": "many"}}, ["not-a-number"]),
        ({"set": {"quantity": 5}, "only": {"input": ["grant"]}}, ["unknown-key"]),
        ({"scale": {"deadweight": 5}, "only": {"input": ["grant"]}}, ["unknown-key"]),
        ({"without": ["nobody"]}, ["unknown-line"]),
        ({"set": {"starts": 2}, "only": {"outcome": "grant"}}, ["unknown-line"]),
        ({"set": {"amount": 2}, "only": {"input": "plain"}}, ["unknown-line"]),
        ({"set": {"starts": 2}, "only": {"stakeholder": "Nobody"}}, ["unknown-line"]),
        ({"set": {"starts": 2}, "only": {"kind": "market"}}, ["nothing-to-change"]),
        ({"changes": [{"without": ["plain"]}, {"set": {"starts": 2}, "only": {"outcome": "plain"}}]}, ["nothing-to-change"]),
        ({"without": ["less-lonely", "visits", "plain"]}, ["no-outcomes"]),
        ({"scale": {"amount": 0}, "only": {"input": ["grant", "time"]}}, ["inputs-sum-to-zero"]),
        ({"scale": {"quantity": -1}}, ["range-not-ordered"]),
    ],
)
def test_what_leads_outside_a_case_is_refused(change: dict[str, Any], wanted: list[str]) -> None:
    assert codes(change) == wanted


def test_an_unknown_schedule_is_refused_when_it_is_calculated() -> None:
    with pytest.raises(NotFoundError) as caught:
        sroi.calculate(sroi.what_if(case(), {"set": {"discount": "green"}}))
    assert caught.value.code == "unknown-schedule"
