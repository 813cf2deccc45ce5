"""Tables to whole cases, and to whole faults: every field of either, as a reader gets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
import yaml

import sroi
from sroi.mapping import write_case, write_template

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases_in_full.yaml").read_text("utf-8"))
FAULTS = yaml.safe_load((HERE / "faults_in_full.yaml").read_text("utf-8"))


def mapped(measurements: Any, **more: Any) -> sroi.Case:
    usual = {"inputs": [{"stakeholder": "Council", "amount": 1000}], "price_year": 2025, "discount": 0.035}
    return sroi.map_measurements(measurements, **{**usual, **more})


def faults(error: sroi.SroiError, folder: Path) -> list[dict[str, str]]:
    """List the faults of an error, without the folder that a test happens to write to."""
    names = ("code", "problem", "where", "fix")
    return [{name: getattr(fault, name).replace(f"{folder}/", "") for name in names} for fault in error.faults]


@pytest.mark.parametrize("example", CASES, ids=lambda example: example["what"])
def test_a_table_becomes_this_case_and_no_other(example: dict[str, Any]) -> None:
    assert mapped(example["rows"], **example.get("more", {})).to_dict() == example["case"]


@pytest.mark.parametrize("example", FAULTS, ids=lambda example: example["what"])
def test_a_table_is_refused_in_these_words(example: dict[str, Any], tmp_path: Path) -> None:
    table = example.get("rows")
    if table is None:
        table = tmp_path / example["file"]
        table.write_text(example["text"], "utf-8")
    with pytest.raises(sroi.SroiError) as caught:
        mapped(table, **example.get("more", {}))
    assert faults(caught.value, tmp_path) == example["faults"]


def test_a_row_of_a_frame_and_a_sum_that_cannot_be_done_have_their_place(tmp_path: Path) -> None:
    ours = (HERE / "framework_in_full.yaml").read_text("utf-8").replace("* unexplained * years", "* unexplained / years")
    (tmp_path / "ours.yaml").write_text(ours, "utf-8")
    figures = {"score": 1, "points_of_the_questionnaire_of_each_gardener": 2, "completion_rate": 0.5, "unexplained": 1}
    rows = [{"measure": 2, "stakeholder": "Gardeners", **figures, "years": years} for years in (1, 0)]
    with pytest.raises(sroi.SroiError) as caught:
        mapped(pl.DataFrame(rows), framework=sroi.frameworks.read(tmp_path / "ours.yaml"))
    [fault] = faults(caught.value, tmp_path)
    sum_ = "score * points_of_the_questionnaire_of_each_gardener * completion_rate * unexplained / years"
    assert fault == {
        "code": "division-by-zero",
        "problem": f"measure 2: '{sum_}' divides by zero",
        "where": "measurements, row 2",
        "fix": "check the numbers",
    }


def test_figures_that_cannot_rise_where_the_framework_says_nothing_more(tmp_path: Path) -> None:
    ours = sroi.frameworks.read(HERE / "framework_in_full.yaml")
    with pytest.raises(sroi.SroiError) as caught:
        mapped([{"measure": 3, "stakeholder": "Council", "tonnes": 4, "tonnes_moved": 5, "route_cost": 80}], framework=ours)
    assert faults(caught.value, tmp_path) == [
        {
            "code": "cannot-rise",
            "problem": "measure 3: tonnes_moved is 5 and tonnes 4, which cannot be",
            "where": "measurements, row 1, column 'tonnes_moved'",
            "fix": "Give figures that fall.",
        }
    ]


HEADS = "measure,stakeholder,people"
ROW = "26,Leavers,1250"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("table.csv", f"{HEADS}\n{ROW}\n"),
        ("TABLE.CSV", f"{HEADS}\n{ROW}\n"),
        ("table.tsv", f"{HEADS}\n{ROW}\n".replace(",", "\t")),
        ("table.txt", f"{HEADS}\n{ROW}\n".replace(",", "|")),
        ("tabs.txt", 'measure\tstakeholder\tpeople\n26\tLeavers\t"1,250"\n'),
        ("quoted.csv", 'measure;stakeholder;people\n"26";"Leavers";"1250"\n'),
        ("decimal_comma.csv", "measure;stakeholder;people\n26;Leavers;1250,0\n"),
        ("short_lines.csv", f"{HEADS},note\n{ROW}\n , ,\n"),
        ("titles.csv", "Title\n" * 19 + f"{HEADS}\n{ROW}\n"),
        ("names.csv", f" Measure Number ,BENEFICIARIES,People,,\n{ROW},,\n"),
        ("table.yaml", "- {measure: 26, stakeholder: Leavers, people: 1250}\n"),
        ("table.yml", "measurements: [{Measure: 26, Stakeholders: Leavers, People: '1,250', note: ' '}]\n"),
        ("table.json", '{"measurements": [{"measure": "26", "stakeholder": "Leavers", "people": 1250}]}'),
    ],
)
def test_every_way_to_write_a_table_gives_the_same_case(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    expected = mapped([{"measure": 26, "stakeholder": "Leavers", "people": 1250}])
    assert mapped(tmp_path / name) == expected
    assert mapped(str(tmp_path / name)) == expected


def workbook(path: Path, sheets: dict[str, list[list[Any]]], merged: str = "") -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
            if merged:
                sheet.merge_range(merged, "merged")
    return path


LINES: list[list[Any]] = [["Ours"], ["measure", "stakeholder", "people"], [26, "Leavers", 22], [26, "Others", 3]]


@pytest.mark.parametrize(("merged", "rows"), [("B3:B4", "3 to 4"), ("B2:B3", "2 to 3"), ("C2:C3", "2 to 3")])
def test_merged_cells_are_refused_from_the_first_row_on(merged: str, rows: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {"Sheet1": LINES}, merged)
    with pytest.raises(sroi.SroiError) as caught:
        mapped(path)
    assert {
        "code": "merged-cells",
        "problem": f"cells are merged over rows {rows}, so the rows below the first hold nothing",
        "where": "book.xlsx",
        "fix": "unmerge them and fill every row",
    } in faults(caught.value, tmp_path)


def test_a_sheet_that_is_not_there_is_named_beside_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(sroi.SroiError) as caught:
        mapped(workbook(tmp_path / "two.xlsx", {"First": LINES, " Second": LINES}))
    assert faults(caught.value, tmp_path) == [
        {
            "code": "no-such-sheet",
            "problem": "no sheet is called 'Measurements'; there are first, second",
            "where": "two.xlsx",
            "fix": "name the sheet Measurements",
        }
    ]


def test_the_cells_of_a_whole_workbook_have_their_sheet_row_and_column(tmp_path: Path) -> None:
    method: list[list[Any]] = [
        ["name", "value"],
        ["", "stray"],
        ["price_year", 2025],
        ["only a name"],
        ["colour", "red"],
        ["discount", "much"],
    ]
    inputs: list[list[Any]] = [["stakeholder", "amount"], ["Council", "much"]]
    path = workbook(
        tmp_path / "book.xlsx", {"Measurements": [*LINES[:3], [26, "Others", "few"]], "Inputs": inputs, "Method": method}
    )
    with pytest.raises(sroi.SroiError) as caught:
        sroi.map_measurements(path)
    digits = "write digits alone, 0 where there was none, or leave the cell blank where nothing was measured"
    schedules = "green-book-2022, green-book-2022-health, green-book-2026, health, no-pure-time-preference, review-2026-proposed"
    parts = "id, title, organisation, stage, price_year, discount, timing, part_years, perspective, area, period"
    assert [tuple(fault.values()) for fault in faults(caught.value, tmp_path)] == [
        ("unknown-method", "'colour' is no part of the method", "book.xlsx, sheet Method, row 5, column B", f"use {parts}"),
        (
            "unknown-schedule",
            "no discount schedule has the id 'much'",
            "book.xlsx, sheet Method, row 6, column B",
            f"give a rate such as 0.035, or one of {schedules}",
        ),
        ("not-a-number", "people: 'few' is not a number", "book.xlsx, sheet Measurements, row 4, column 'people'", digits),
        ("not-a-number", "amount: 'much' is not a number", "book.xlsx, sheet Inputs, row 2, column 'amount'", digits),
    ]


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        (3, ("not-a-table", "a int is no table", "measurements", "give a path, a data frame, or a list of records")),
        (["x"], ("not-a-record", "'x' is not a record", "measurements", "give a list of records, such as dicts")),
        (
            {"inputs": []},
            (
                "no-measurements",
                "there is no list of measurements",
                "measurements",
                "write a list of records, or one under the key 'measurements'",
            ),
        ),
    ],
    ids=["a number", "words", "inputs alone"],
)
def test_a_thing_that_is_no_table_is_refused_in_these_words(thing: Any, fault: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(sroi.SroiError) as caught:
        mapped(thing)
    assert [tuple(one.values()) for one in faults(caught.value, tmp_path)] == [fault]


def test_a_name_that_no_form_and_no_case_may_have_is_refused_in_these_words(tmp_path: Path) -> None:
    with pytest.raises(sroi.SroiError) as form:
        write_template(tmp_path / "form.docx")
    with pytest.raises(sroi.SroiError) as case:
        write_case(mapped([{"measure": 26, "stakeholder": "Leavers", "people": 22}]), tmp_path / "case.json")
    with pytest.raises(sroi.SroiError) as measures:
        write_template(tmp_path / "form.csv", measures=[99, 4, "knowsley/40"])
    fix = "give numbers from 1 to 29, or ids such as knowsley/1"
    assert [tuple(one.values()) for caught in (form, case, measures) for one in faults(caught.value, tmp_path)] == [
        ("not-a-form", "a form cannot be written as 'form.docx'", "path", "end the name in .xlsx or .csv"),
        ("not-a-yaml-file", "a case is written as YAML, and 'case.json' is not called so", "path", "end the name in .yaml"),
        ("measure-not-found", "no measure has the id or number '99'", "measures", fix),
        ("measure-not-found", "no measure has the id or number 'knowsley/40'", "measures", fix),
    ]


@pytest.mark.parametrize("missing", ["xlsxwriter", "python_calamine"])
def test_a_workbook_without_the_extra_is_refused_in_these_words(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "form.xlsx", {"Measurements": LINES})
    monkeypatch.setitem(__import__("sys").modules, missing, None)
    monkeypatch.delitem(__import__("sys").modules, "sroi.mapping.workbook", raising=False)
    with pytest.raises(sroi.SroiError) as caught:
        write_template(path) if missing == "xlsxwriter" else mapped(path)
    [fault] = faults(caught.value, tmp_path)
    assert (fault["code"], fault["where"]) == ("missing-dependency", "form.xlsx")
    assert fault["fix"] == 'install the extra: pip install "sroi[excel]"'
    assert fault["problem"].startswith("workbooks need ")
