"""Which figures and which proxies make the lines, and what is said of them."""

from __future__ import annotations

from typing import Any

import pytest

import sroi
from sroi.catalogue import load
from sroi.mapping import write_case
from sroi.model.case import InlineProxy


def mapped(row: dict[str, Any], **more: Any) -> sroi.Case:
    inputs = [{"stakeholder": "Council", "amount": 1000}]
    rows = [{"stakeholder": "Residents", **row}]
    return sroi.map_measurements(rows, **{"inputs": inputs, "price_year": 2025, "discount": 0.035, **more})


def lines(row: dict[str, Any], **more: Any) -> list[tuple[Any, float]]:
    return [(line.proxy, line.quantity.value) for line in mapped(row, **more).outcomes]


WORK = {"measure": 1, "population": 100000, "share_of_year": 1}
JOB, FISCAL = "employment.jobseeker_into_work_society", "employment.jobseeker_into_work_fiscal"


@pytest.mark.parametrize(
    ("row", "quantity"),
    [
        ({"measure": 1, "people": 12, "share_of_year": 0.5}, 6),
        ({"measure": 1, "quantity": 6.5}, 6.5),
        ({"measure": 10, "baseline_rate": 700, "actual_rate": 650, "population": 30000, "years_avoided": 2}, 30),
        ({"measure": 23, "baseline": 14.1, "actual": 13.1, "households": 60000, "share_of_year": 1}, 600),
        ({"measure": 25, "baseline": 20, "actual": 25, "people_receiving_care": 400, "share_of_year": 1}, 20),
    ],
)
def test_other_ways_to_a_quantity(row: dict[str, Any], quantity: float) -> None:
    assert [value for _, value in lines(row)] == [quantity]


class TestSkills:
    """Somebody who moves from level 2 to level 3 gains a level 3 and loses nothing."""

    def test_completions_count_each_person_at_the_highest_new_level(self) -> None:
        row = {"measure": 2, "completions_level2": 10, "completions_level3": 4, "completions_level4": 1, "share_of_year": 0.5}
        assert [value for _, value in lines(row)] == [5, 2, 0.5]

    def test_shares_of_the_highest_level_do_not_take_the_level_below_off(self) -> None:
        shares = {"baseline_highest_level2": 20, "baseline_highest_level3": 22, "baseline_highest_level4": 30}
        after = {"actual_highest_level2": 19, "actual_highest_level3": 23, "actual_highest_level4": 30}
        case = mapped({"measure": 2, **shares, **after, "population": 1000, "share_of_year": 1})
        assert [line.quantity.value for line in case.outcomes] == [0, 10, 0]
        assert "added up to shares at or above" in str(case.outcomes[1].note)

    def test_quantities_of_the_parts_may_be_given(self) -> None:
        row = {"measure": 2, "quantity_level_2": 3, "quantity_level_3": 2, "quantity_level_4_or_higher": 1}
        assert [value for _, value in lines(row)] == [3, 2, 1]

    def test_a_proxy_of_a_level_values_that_level(self) -> None:
        row = {"measure": 2, "completions_level2": 10, "completions_level3": 4, "completions_level4": 1, "share_of_year": 1}
        assert lines({**row, "proxy": "skills.btec_level3_economic"}) == [("skills.btec_level3_economic", 4)]

    def test_the_state_sees_its_own_gain_level_by_level(self) -> None:
        row = {"measure": 2, "completions_level2": 10, "completions_level3": 4, "completions_level4": 1, "share_of_year": 1}
        found = dict(lines(row, perspective="state"))
        assert found == {"skills.nvq_level2_fiscal": 10, "skills.nvq_level3_fiscal": 4, "skills.graduate_level4_fiscal": 1}

    def test_a_lifetime_value_asks_for_people(self) -> None:
        row = {"measure": 2, "proxy": "skills.nvq_level3_lifetime_economic", "quantity_person": 4}
        line = mapped(row).outcomes[0]
        assert (line.quantity.value, line.unit) == (4, "person")
        assert line.id == "knowsley-2-level-3-skills-nvq-level3-lifetime-economic"


class TestWaste:
    """What goes another way than landfill costs what the other way costs."""

    ROW: dict[str, Any] = {"measure": 12, "tonnes_not_arising": 0, "tonnes_moved_from_landfill": 10}  # noqa: RUF012 - read only

    def test_a_price_of_ones_own_is_taken_off_in_prices_of_the_case(self) -> None:
        case = mapped({**self.ROW, "new_route_cost_per_tonne": "£95.50", "source": "contract of 2025"})
        cost = case.outcomes[-1]
        assert cost.id == "knowsley-12-cost-of-the-new-route-given"
        assert isinstance(cost.proxy, InlineProxy)
        assert (cost.quantity.value, cost.proxy.amount, cost.proxy.price_year) == (-10, 95.5, 2025)
        assert cost.proxy.source == "contract of 2025"
        assert sroi.calculate(case).outcomes[cost.id].gross == -955

    def test_the_two_kinds_of_tonnes_are_not_taken_for_the_same(self) -> None:
        row = {**self.ROW, "tonnes_not_arising": 4, "new_route_cost_per_tonne": 83}
        people = [line.people for line in mapped(row).outcomes]
        apart, moved = "knowsley-12-not-arising", "knowsley-12-moved-from-landfill"
        assert people == [apart, moved, apart, moved, moved]
        assert mapped({**row, "people_group": "Depot"}).outcomes[0].people == "depot-not-arising"

    def test_it_is_taken_off_once_whatever_the_number_of_proxies(self) -> None:
        assert [value for _, value in lines({**self.ROW, "new_route_cost_per_tonne": 0})] == [0, 10, 0, 10, -10]

    def test_it_is_not_asked_for_where_nothing_was_moved(self) -> None:
        assert len(lines({**self.ROW, "tonnes_moved_from_landfill": 0, "tonnes_not_arising": 5})) == 4

    def test_the_council_counts_both_parts_by_its_own_budget(self) -> None:
        case = mapped({**self.ROW, "tonnes_not_arising": 4, "new_route_cost_per_tonne": 83}, perspective="council")
        assert [line.quantity.value for line in case.outcomes] == [4, 10, -10]
        assert set(sroi.calculate(case).left_out) == {None}

    def test_an_alternative_may_stand_for_the_part_it_belongs_to(self) -> None:
        row = {**self.ROW, "tonnes_not_arising": 4, "proxy": "waste.energy_from_waste_gate_fee_tonne"}
        assert lines(row) == [("waste.energy_from_waste_gate_fee_tonne", 4)]


class TestProxies:
    """Blank takes the defaults; an id takes that one; default may stand beside others."""

    ROW: dict[str, Any] = {"measure": 5, "people": 4, "share_of_year": 0.5}  # noqa: RUF012 - read only

    @pytest.mark.parametrize("word", ["", "default", " Default ", None])
    def test_default(self, word: str | None) -> None:
        assert lines({**self.ROW, "proxy": word}) == [(JOB, 2), ("crime.reoffending_avoided_work", 4)]

    @pytest.mark.parametrize("words", [f"default;{'employment.in_work_wellbeing'}", ["default", "employment.in_work_wellbeing"]])
    def test_an_optional_one_is_added(self, words: Any) -> None:
        found = lines({**self.ROW, "proxy": words})
        assert found == [(JOB, 2), ("crime.reoffending_avoided_work", 4), ("employment.in_work_wellbeing", 2)]

    def test_what_is_left_out_is_said(self) -> None:
        case = mapped({**self.ROW, "proxy": "employment.esa_into_work_society"})
        assert [line.proxy for line in case.outcomes] == ["employment.esa_into_work_society"]
        assert f"Measure 5 leaves out {JOB}, crime.reoffending_avoided_work: its row names other proxies." in case.notes

    def test_one_the_framework_does_not_name_says_so(self) -> None:
        case = mapped({"measure": 13, "people": 2, "share_of_year": 1, "proxy": "volunteering.formal_volunteer_year_wellbeing"})
        assert "does not name this proxy" in str(case.outcomes[0].note)

    def test_another_unit_is_asked_for_never_converted(self) -> None:
        row = {"measure": 7, "proxy": "volunteering.hour_living_wage", "groups": 4, "share_of_year": 1, "quantity_hour": 500}
        case = mapped(row)
        assert [(line.proxy, line.quantity.value, line.unit) for line in case.outcomes] == [
            ("volunteering.hour_living_wage", 500, "hour")
        ]

    def test_overlapping_ones_on_one_row_are_refused(self) -> None:
        with pytest.raises(sroi.SroiError, match="counted twice"):
            mapped({**self.ROW, "proxy": f"{JOB} {FISCAL}"})


class TestPerspective:
    """The state and the council see their own gain."""

    @pytest.mark.parametrize(("perspective", "proxy"), [("society", JOB), ("state", FISCAL), ("council", FISCAL)])
    def test_the_state_view_replaces_the_default(self, perspective: str, proxy: str) -> None:
        case = mapped({**WORK, "baseline": 60, "actual": 61}, perspective=perspective)
        assert [line.proxy for line in case.outcomes] == [proxy]
        assert case.perspective == perspective

    def test_a_state_view_in_another_unit_asks_for_that_quantity(self) -> None:
        row = {"measure": 4, "baseline": 6, "actual": 7, "people": 10, "years": 1}
        with pytest.raises(sroi.SroiError, match="give quantity_person_year"):
            mapped(row, perspective="state")
        assert lines({**row, "quantity_person_year": 3}, perspective="state") == [("health.depression_service_year", 3)]

    def test_without_a_state_view_the_default_stays_and_is_left_out_by_the_calculation(self) -> None:
        case = mapped({"measure": 13, "people": 4, "share_of_year": 1}, perspective="state")
        assert "the gain is the society's" in str(sroi.calculate(case).left_out[0])


def test_the_wrong_way_is_a_line_below_zero_said_aloud() -> None:
    case = mapped({**WORK, "baseline": 61, "actual": 60})
    assert case.outcomes[0].quantity.value == -1000
    assert "Went the wrong way" in str(case.outcomes[0].note)
    assert "Measure 1 went the wrong way: a loss, counted below zero." in case.notes
    assert sroi.calculate(case).ratio.value < 0


def test_a_proxy_below_zero_is_not_the_wrong_way() -> None:
    case = mapped({"measure": 27, "baseline": 30, "actual": 31, "household_waste_tonnes": 1000})
    assert all("wrong way" not in str(line.note) for line in case.outcomes)


def test_what_a_row_says_holds_for_all_its_lines() -> None:
    row = {
        "measure": 5,
        "people": 4,
        "share_of_year": 1,
        "title": "Into work",
        "period": "2024/25",
        "note": "activity illustrative",
        "deadweight": "20%",
        "deadweight_basis": "comparison group",
        "displacement": 0,
        "attribution": "0.2; 10 %",
        "drop_off": 0.5,
        "duration": 2,
        "starts": 2,
        "basis": "case files",
        "source": "monitoring return",
        "people_group": "Leavers 25",
    }
    for line in mapped(row).outcomes:
        data = line.to_dict()
        assert data["deadweight"] == {"share": 0.2, "basis": "comparison group"}
        assert (data["displacement"], data["attribution"], data["drop_off"]) == (0, [0.2, 0.1], 0.5)
        assert (data["duration"], data["starts"], data["people"]) == (2, 2, "leavers-25")
        assert data["quantity"] == {"value": 4, "basis": "case files", "source": "monitoring return"}
        assert data["title"].startswith("Into work: ")
        assert data["indicator"].startswith("2024/25: people")
        assert data["note"].startswith("activity illustrative.")


def test_a_deduction_that_is_blank_stays_out_of_the_case() -> None:
    line = mapped({"measure": 26, "people": 5, "deadweight": ""}).outcomes[0]
    assert (line.deadweight, line.attribution, line.drop_off) == (None, None, None)


def test_rows_of_one_measure_keep_apart() -> None:
    rows = [{"measure": 26, "stakeholder": who, "people": 2} for who in ("Women", "Men")]
    case = sroi.map_measurements(rows, inputs=[{"stakeholder": "Council", "amount": 9}], price_year=2025, discount=0.035)
    name = "knowsley-26-crime-mentoring-reconviction-avoided"
    assert [(line.id, line.stakeholder) for line in case.outcomes] == [(name, "Women"), (f"{name}-2", "Men")]
    assert f"{name}: 2 rows give this line; each counts" in case.notes[-1]


class TestLocalEconomy:
    """Money in the local economy is a figure of its own."""

    ROW: dict[str, Any] = {"measure": 24, "companies": 2, "spend_moved_per_company": 5000}  # noqa: RUF012 - read only

    @pytest.mark.parametrize("inputs", [None, [{"stakeholder": "Council", "amount": 700}]])
    def test_alone_it_has_no_ratio_and_still_calculates(self, inputs: Any) -> None:
        case = mapped(self.ROW, inputs=inputs)
        result = sroi.calculate(case)
        assert case.inputs == ()
        assert "No line counts as social value, so there is no ratio." in case.notes
        assert any("£700.00 are left out" in note for note in case.notes) == (inputs is not None)
        assert result.to_dict()["ratio"] is None
        assert "never part of social value" in str(result.left_out[0])
        with pytest.raises(sroi.SroiError, match="no ratio"):
            _ = result.ratio

    def test_beside_social_value_it_stays_out_of_the_ratio(self) -> None:
        rows = [{"stakeholder": "Leavers", "measure": 26, "people": 5}, {"stakeholder": "Traders", **self.ROW}]
        more: dict[str, Any] = {"inputs": [{"stakeholder": "Council", "amount": 1000}], "price_year": 2025, "discount": 0.035}
        both, alone = (sroi.calculate(sroi.map_measurements(some, **more)) for some in (rows, rows[:1]))
        assert both.ratio == alone.ratio

    def test_social_value_without_inputs_does_not_calculate(self) -> None:
        case = mapped({"measure": 26, "people": 5}).to_dict() | {"inputs": []}
        with pytest.raises(sroi.SroiError, match="there are no inputs"):
            sroi.calculate(sroi.read_case(case))


def test_a_framework_of_ones_own(tmp_path: Any) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "id: ours\ntitle: Our model\nedition: '1'\npublisher: Us\noutcomes:\n- number: 1\n  title: Greener\n  measures:\n"
        "  - id: ours/1\n    number: 1\n    title: Hours on the allotment\n    kind: count\n    direction: increase\n"
        "    unit: hour\n"
        "    quantity: {rule: count, needs: [gardeners, sessions], gives: [hour], formula: f,"
        " expression: gardeners * sessions * 2}\n"
        "    proxies: {default: [volunteering.hour_living_wage]}\n",
        "utf-8",
    )
    ours = sroi.frameworks.read(path)
    case = mapped({"measure": 1, "gardeners": 5, "sessions": 10}, framework=ours)
    assert (case.outcomes[0].measure, case.outcomes[0].quantity.value) == ("ours/1", 100)
    with pytest.raises(sroi.SroiError, match="measure 1 is a count: give sessions"):
        mapped({"measure": "ours/1", "gardeners": 5}, framework=ours)


def test_a_case_of_a_councils_own_framework_reads_back_with_its_folder(tmp_path: Any) -> None:
    folder = tmp_path / "council"
    (folder / "frameworks").mkdir(parents=True)
    text = (
        "id: ours\ntitle: Our model\nedition: '1'\npublisher: Us\noutcomes:\n- number: 1\n  title: Greener\n  measures:\n"
        "  - id: ours/1\n    number: 1\n    title: Hours\n    kind: count\n    direction: increase\n    unit: hour\n"
        "    quantity: {rule: count, needs: [hours], gives: [hour], formula: hours, expression: hours}\n"
        "    proxies: {default: [volunteering.hour_living_wage]}\n"
    )
    (folder / "frameworks" / "ours.yaml").write_text(text, "utf-8")
    own = load(folder)
    case = mapped({"measure": 1, "hours": 20}, framework="ours", catalogue=own)
    write_case(case, tmp_path / "case.yaml", catalogue=own)
    assert "# Measure 1: Hours" in (tmp_path / "case.yaml").read_text("utf-8")
    assert sroi.read_case(tmp_path / "case.yaml", catalogue=own) == case
    with pytest.raises(sroi.SroiError, match="no measure has the id 'ours/1'"):
        sroi.read_case(tmp_path / "case.yaml")
