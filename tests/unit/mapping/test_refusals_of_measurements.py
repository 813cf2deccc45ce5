"""What a table gets wrong, each said with row, column and fix, and all of it at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import sroi

LEAVERS = {"measure": 26, "stakeholder": "Leavers", "people": 22}
WORK = {"measure": 1, "stakeholder": "Residents", "baseline": 62.8, "actual": 63.3, "population": 102091, "share_of_year": 1}
SKILLS = {
    "measure": 2,
    "stakeholder": "Learners",
    "population": 90000,
    "share_of_year": 1,
    "baseline_level2": 70,
    "actual_level2": 71,
    "baseline_level3": 50,
    "actual_level3": 51,
    "baseline_level4": 25,
    "actual_level4": 25,
}
WASTE = {
    "measure": 12,
    "stakeholder": "Council",
    "tonnes_not_arising": 5,
    "tonnes_moved_from_landfill": 5,
    "new_route_cost_per_tonne": 80,
}


def mapped(rows: Any, **more: Any) -> sroi.Case:
    inputs = [{"stakeholder": "Council", "amount": 1000}]
    return sroi.map_measurements(rows, **{"inputs": inputs, "price_year": 2025, "discount": 0.035, **more})


def refused(rows: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(sroi.SroiError) as caught:
        mapped(rows, **more)
    assert all(fault.fix and fault.where for fault in caught.value.faults)
    return [(fault.code, fault.where.rpartition("column ")[2].strip("'")) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({**LEAVERS, "stakeholder": ""}, ("stakeholder-missing", "stakeholder")),
        ({**LEAVERS, "people": "many"}, ("not-a-number", "people")),
        ({**LEAVERS, "people": "22 %"}, ("per-cent-on-a-count", "people")),
        ({**LEAVERS, "deadweight": "n/a"}, ("no-value", "deadweight")),
        ({**LEAVERS, "attribution": "0.1; NA"}, ("no-value", "attribution")),
        ({**LEAVERS, "deadweight": "#DIV/0!"}, ("spreadsheet-error", "deadweight")),
        ({**LEAVERS, "basis": "#N/A"}, ("spreadsheet-error", "basis")),
        ({**LEAVERS, "note": "n/a"}, ("no-value", "note")),
        ({**LEAVERS, "measure": "#REF!"}, ("spreadsheet-error", "measure")),
        ({**LEAVERS, "deadweight": 15}, ("share-out-of-range", "deadweight")),
        ({**LEAVERS, "deadweight": -0.1}, ("share-out-of-range", "deadweight")),
        ({**LEAVERS, "attribution": "0.2; 1.4"}, ("share-out-of-range", "attribution")),
        ({**LEAVERS, "duration": -1}, ("duration", "duration")),
        ({**LEAVERS, "duration": 1001}, ("duration", "duration")),
        ({**LEAVERS, "starts": 0}, ("starts", "starts")),
        ({**LEAVERS, "starts": 1.5}, ("starts", "starts")),
        ({**LEAVERS, "measure": 30}, ("unknown-measure", "measure")),
        ({**LEAVERS, "measure": ""}, ("measure-missing", "measure")),
        ({**LEAVERS, "deadwieght": 0.1}, ("unknown-column", "deadwieght")),
        ({**LEAVERS, "population": 90000}, ("figure-not-used", "population")),
        ({**LEAVERS, "quantity_hour": 90}, ("figure-not-used", "quantity_hour")),
        ({**LEAVERS, "quantity": 22}, ("figures-of-two-ways", "people")),
        ({**LEAVERS, "proxy": "crime.no_such_thing"}, ("proxy-not-found", "proxy")),
        ({**LEAVERS, "proxy": "crime.wider_reoffence_adult_society"}, ("quantity-in-other-unit", "quantity_offence")),
        ({**WORK, "baseline": 0.628, "actual": 0.633}, ("share-for-per-cent", "baseline")),
        ({**WORK, "baseline": 0.628, "actual": 63.3}, ("share-for-per-cent", "baseline")),
        ({**WORK, "actual": 163.3}, ("per-cent-out-of-range", "actual")),
        ({**WORK, "population": -5}, ("below-zero", "population")),
        ({**WORK, "share_of_year": 6}, ("share-out-of-range", "share_of_year")),
        ({**WORK, "people": 12}, ("figures-of-two-ways", "people")),
        ({**SKILLS, "quantity": 900}, ("figure-not-used", "quantity")),
        (
            {"measure": 2, "stakeholder": "L", "quantity_level_2": 3, "quantity_level_3": 0},
            ("figure-missing", "quantity_level_4_or_higher"),
        ),
        (
            {"measure": 17, "stakeholder": "L", "proxy": "volunteering.hour_living_wage"},
            ("quantity-in-other-unit", "quantity_hour"),
        ),
        ({**SKILLS, "baseline_level3": 71}, ("cannot-rise", "baseline_level3")),
        ({**SKILLS, "proxy": "default; skills.graduate_level4_fiscal"}, ("overlapping-proxies", "proxy")),
        ({**WASTE, "new_route_cost_per_tonne": ""}, ("figure-missing", "new_route_cost_per_tonne")),
        ({**WASTE, "new_route_cost_per_tonne": -80}, ("below-zero", "new_route_cost_per_tonne")),
        ({**WASTE, "new_route_cost_per_tonne": "waste.no_such"}, ("not-a-number", "new_route_cost_per_tonne")),
    ],
    ids=lambda value: f"{value[0]} {value[1]}" if isinstance(value, tuple) else "",
)
def test_one_fault_of_a_row(row: dict[str, Any], fault: tuple[str, str]) -> None:
    assert refused([row]) == [fault]


def test_a_measure_of_another_framework_is_told_how_to_name_it() -> None:
    with pytest.raises(sroi.SroiError) as caught:
        mapped([{**LEAVERS, "measure": "elsewhere/1"}])
    assert caught.value.fix == "give a number from 1 to 29, or an id such as knowsley/1, or name the framework with --framework"


def test_two_lifetimes_for_different_people_want_rows_of_their_own() -> None:
    two = "skills.nvq_level2_lifetime_economic skills.nvq_level3_lifetime_economic"
    row = {"measure": 2, "stakeholder": "Learners", "proxy": two, "quantity_person": 5}
    assert refused([row]) == [("one-row-each", "proxy")]


@pytest.mark.parametrize("years", [{"duration": 3}, {"drop_off": 0.2}])
def test_a_lifetime_value_takes_no_years(years: dict[str, Any]) -> None:
    row = {"measure": 29, "stakeholder": "Pupils", "people": 9, "proxy": "education.emotional_learning_economic"}
    assert mapped([{**row, "duration": 1}]).outcomes[0].quantity.value == 9
    assert refused([{**row, **years}]) == [("lifetime-value-with-years", *years)]


def test_every_fault_of_every_row_comes_at_once() -> None:
    rows = [{**LEAVERS, "people": "many", "deadweight": 15}, LEAVERS, {**WORK, "population": None, "starts": 0}]
    found = refused(rows, inputs=[{"amount": "much"}], discount="green-book-1999")
    assert found == [
        ("unknown-schedule", "--discount, or discount=… in map_measurements()"),
        ("share-out-of-range", "deadweight"),
        ("not-a-number", "people"),
        ("starts", "starts"),
        ("figure-missing", "population"),
        ("stakeholder-missing", "stakeholder"),
        ("not-a-number", "amount"),
    ]


def test_faults_of_cells_hide_none_of_the_method_and_the_inputs(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    sheets = {
        "Measurements": [["measure", "stakeholder", "people", "deadweight"], [26, "Leavers", None, 20]],
        "Inputs": [["stakeholder", "amount", "kind"], ["Council", "£30,000", "volunteers"]],
        "Method": [["name", "value"], ["stage", "later"], ["price_year", "25/26"], ["discount", 3.5], ["title", "#REF!"]],
    }
    with xlsxwriter.Workbook(str(path)) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    with pytest.raises(sroi.SroiError) as caught:
        sroi.map_measurements(path)
    assert [(fault.code, fault.where.removeprefix(f"{path}, sheet ")) for fault in caught.value.faults] == [
        ("unknown-stage", "Method, row 2, column B"),
        ("not-a-price-year", "Method, row 3, column B"),
        ("rate-out-of-range", "Method, row 4, column B"),
        ("unknown-kind", "Inputs, row 2, column 'kind'"),
        ("spreadsheet-error", "Method, row 5, column B"),
        ("share-out-of-range", "Measurements, row 2, column 'deadweight'"),
        ("figure-missing", "Measurements, row 2, column 'people'"),
    ]


def test_an_unknown_perspective_is_refused_before_the_rows_that_hang_on_it() -> None:
    with pytest.raises(sroi.SroiError) as caught:
        mapped([{**WORK, "population": None}], inputs=None, perspective="me")
    assert [fault.code for fault in caught.value.faults] == ["unknown-perspective"]
    assert caught.value.where == "--perspective, or perspective=… in map_measurements()"


def test_a_method_that_is_missing_names_the_options() -> None:
    with pytest.raises(sroi.SroiError) as caught:
        mapped([LEAVERS], price_year=None, discount=None)
    first, second = caught.value.faults
    assert first.where == "--price-year, or price_year=… in map_measurements()"
    assert "or price_year in the sheet Method of a workbook" in first.fix
    assert "--discount, or discount=…" in second.fix


def test_a_place_names_file_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("A title\n\nmeasure,stakeholder,people\n26,Leavers,22\n26,Leavers,many\n", "utf-8")
    with pytest.raises(sroi.SroiError) as caught:
        mapped(path)
    assert caught.value.where == f"{path}, row 5, column 'people'"


def test_the_missing_population_is_asked_for_in_words() -> None:
    with pytest.raises(
        sroi.SroiError, match=r"measure 1 is a proportion: give population [(]the working-age population"
    ) as caught:
        mapped([{**WORK, "population": " "}])
    assert "or give people, share_of_year instead (people placed)" in caught.value.fix


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"price_year": None}, "method-missing"),
        ({"discount": None}, "method-missing"),
        ({"price_year": "2025/27"}, "not-a-price-year"),
        ({"price_year": "²"}, "not-a-price-year"),
        ({"discount": 3.5}, "rate-out-of-range"),
        ({"discount": "3,5,0"}, "not-a-number"),
        ({"id": "Not Kebab"}, "id-not-kebab-case"),
        ({"perspective": "everybody"}, "unknown-perspective"),
        ({"method": {"timming": "mid_year"}}, "unknown-method"),
        ({"inputs": None}, "inputs-missing"),
        ({"inputs": [{"stakeholder": "Council", "amount": 0}]}, "inputs-sum-to-zero"),
        ({"inputs": [{"stakeholder": "Council", "amount": 5, "colour": "red"}]}, "unknown-column"),
        ({"inputs": [{"stakeholder": "Council", "amount": 5, "year": -1}]}, "year"),
        ({"inputs": [{"stakeholder": "Council", "amount": 5, "kind": "gold"}]}, "unknown-kind"),
        ({"framework": "atlantis"}, "framework-not-found"),
    ],
    ids=str,
)
def test_the_head_and_the_inputs(more: dict[str, Any], code: str) -> None:
    with pytest.raises(sroi.SroiError) as caught:
        mapped([LEAVERS], **more)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_row_with_a_measure_alone_was_not_measured() -> None:
    case = mapped([LEAVERS, {"measure": 4, "title": "Less lonely", "asks_for": "baseline"}, {"measure": 13}])
    assert [line.measure for line in case.outcomes] == ["knowsley/26"]
    assert "Not measured: measures 4 and 13." in case.notes


def test_a_row_with_anything_else_is_asked_for_its_figures() -> None:
    assert ("figure-missing", "people") in refused([{"measure": 26, "stakeholder": "Leavers"}])


def test_a_sum_that_cannot_be_done_says_which(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "id: ours\ntitle: Our model\nedition: '1'\npublisher: Us\noutcomes:\n- number: 1\n  title: Greener\n  measures:\n"
        "  - id: ours/1\n    number: 1\n    title: Hours\n    kind: count\n    direction: increase\n    unit: hour\n"
        "    quantity: {rule: count, needs: [hours, groups], gives: [hour], formula: f, expression: hours / groups}\n"
        "    proxies: {default: [volunteering.hour_living_wage]}\n",
        "utf-8",
    )
    row = {"measure": 1, "stakeholder": "Gardeners", "hours": 5, "groups": 0}
    with pytest.raises(sroi.SroiError, match="measure 1: 'hours / groups' divides by zero") as caught:
        mapped([row], framework=sroi.frameworks.read(path))
    assert caught.value.where == "measurements, row 1"


def test_yearly_rates_may_be_given() -> None:
    assert mapped([LEAVERS], discount=[0.03, 0.02]).to_dict()["method"] == {"discount": [0.03, 0.02]}
