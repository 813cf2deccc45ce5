"""The form: what it asks, and that what is filled in comes back as the case it should be."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml
from python_calamine import CalamineWorkbook

import sroi
from sroi.catalogue import load
from sroi.errors import SroiError
from sroi.mapping import write_template
from sroi.mapping.columns import MEANINGS
from sroi.mapping.figures import figure_names, meaning
from sroi.mapping.inputs import amounts_of
from sroi.mapping.template import asked, make_form
from sroi.mapping.workbook import GUIDE
from sroi.model.framework import Framework

EXAMPLES = {
    f"knowsley/{one['measure']}": one["row"]
    for one in yaml.safe_load((Path(__file__).parent / "worked_examples.yaml").read_text("utf-8"))
}
KNOWSLEY = load().framework("knowsley")


def straight(measure: str) -> sroi.Case:
    """Map the example of a measure without any form."""
    row = {"measure": measure, "stakeholder": "Residents", **EXAMPLES[measure], "deadweight": 0.25, "attribution": 0.1}
    inputs = [{"stakeholder": "Council", "title": "Grant", "amount": 5000, "kind": "cash"}]
    return sroi.map_measurements([row], inputs=inputs, price_year=2025, discount=0.035)


def without_notes(case: sroi.Case) -> dict[str, Any]:
    return {key: value for key, value in case.to_dict().items() if key != "notes"}


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def fill(line: list[Any], heads: list[str], values: dict[str, Any]) -> None:
    for name, value in values.items():
        line[heads.index(name)] = value


@pytest.fixture(scope="module")
def whole_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("form") / "form.xlsx"
    write_template(path)
    return path


@pytest.mark.parametrize("measure", EXAMPLES)
def test_a_workbook_filled_in_for_a_measure_comes_back(measure: str, whole_form: Path, tmp_path: Path) -> None:
    grids = sheets(whole_form)
    heads = [str(head) for head in grids["Measurements"][0]]
    line = next(cells for cells in grids["Measurements"] if cells[0] == measure)
    fill(line, heads, {"stakeholder": "Residents", **EXAMPLES[measure], "deadweight": 0.25, "attribution": 0.1})
    grids["Inputs"] = [grids["Inputs"][0], [""] * len(grids["Inputs"][0])]
    fill(grids["Inputs"][1], grids["Inputs"][0], {"stakeholder": "Council", "title": "Grant", "amount": 5000, "kind": "cash"})
    for cells in grids["Method"]:
        cells[1] = {"price_year": 2025, "discount": 0.035}.get(cells[0], cells[1])
    with xlsxwriter.Workbook(str(tmp_path / "filled.xlsx")) as book:
        for name, rows in grids.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    case = sroi.map_measurements(tmp_path / "filled.xlsx")
    assert without_notes(case) == without_notes(straight(measure))


def test_the_csv_form_filled_in_for_all_measures_comes_back(tmp_path: Path) -> None:
    write_template(tmp_path / "form.csv")
    with (tmp_path / "form.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = [{**row, "stakeholder": "Residents", **EXAMPLES[row["measure"]], "deadweight": "25 %"} for row in reader]
    with (tmp_path / "filled.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(reader.fieldnames or []))
        writer.writeheader()
        writer.writerows(rows)
    inputs = [{"stakeholder": "Council", "amount": 5000}]
    more: dict[str, Any] = {"inputs": inputs, "price_year": 2025, "discount": 0.035}
    straight_rows = [{"measure": id_, "stakeholder": "Residents", **row, "deadweight": 0.25} for id_, row in EXAMPLES.items()]
    assert len(rows) == 29
    assert sroi.map_measurements(tmp_path / "filled.csv", **more) == sroi.map_measurements(straight_rows, **more)


@pytest.mark.parametrize("name", ["form.csv", "form.xlsx"])
def test_a_form_left_blank_holds_no_measurement(name: str, tmp_path: Path) -> None:
    write_template(tmp_path / name)
    with pytest.raises(sroi.SroiError, match="nothing was measured"):
        sroi.map_measurements(tmp_path / name, price_year=2025, discount=0.035)


def test_the_form_asks_for_every_figure_that_a_measure_needs() -> None:
    form = make_form(KNOWSLEY)
    assert [measure.id for measure in form.measures] == list(KNOWSLEY.measures)
    for measure in form.measures:
        assert set(asked(measure)) <= set(form.columns)
        assert form.row(measure)["asks_for"].startswith(", ".join(measure.quantity.needs))


@pytest.mark.parametrize("measure", KNOWSLEY.measures.values(), ids=lambda measure: measure.id)
def test_every_figure_is_explained_in_words(measure: Any) -> None:
    names = [name for name in figure_names(measure) if not name.startswith("quantity")]
    assert [name for name in names if not meaning(KNOWSLEY, measure, name)] == []


def test_every_other_column_is_explained_in_words() -> None:
    columns = [name for name in make_form(KNOWSLEY, []).columns if not name.endswith("_basis")]
    assert [name for name in columns if name not in MEANINGS] == []


def test_a_form_of_a_few_measures_is_narrow(tmp_path: Path) -> None:
    write_template(tmp_path / "few.xlsx", measures=[14, "knowsley/4"])
    grids = sheets(tmp_path / "few.xlsx")
    assert [line[0] for line in grids["Measurements"]] == ["measure", "knowsley/14", "knowsley/4"]
    assert "tonnes_not_arising" not in grids["Measurements"][0]
    assert list(grids) == ["Measurements", "Inputs", "Method", "Notes", "Lists"]
    assert [line[0] for line in grids["Lists"]][:2] == ["default", "volunteering.formal_volunteer_year_time"]
    assert any("WELLBY" in str(cell) for line in grids["Notes"] for cell in line)


def test_a_workbook_has_drop_downs_and_words_beside_its_cells(tmp_path: Path) -> None:
    import zipfile  # noqa: PLC0415 - to look inside the file

    write_template(tmp_path / "few.xlsx", measures=[1])
    with zipfile.ZipFile(tmp_path / "few.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        method = parts.read("xl/worksheets/sheet3.xml").decode()
    assert 'prompt="the working-age population: residents aged 16 to 64"' in sheet
    assert "<formula1>Lists!$A$1:$A$7</formula1>" in sheet
    assert "society,state,council" in method


@pytest.mark.parametrize(
    ("framework", "command"),
    [
        (KNOWSLEY, "sroi map FILE.xlsx --out case.yaml"),
        (KNOWSLEY.model_copy(update={"id": "elsewhere"}), "sroi map FILE.xlsx --framework elsewhere.yaml --out case.yaml"),
    ],
    ids=["the usual", "another"],
)
def test_the_notes_say_the_framework_of_the_form(framework: Framework, command: str, tmp_path: Path) -> None:
    write_template(tmp_path / "few.xlsx", framework=framework, measures=["knowsley/1"])
    assert [line[0] for line in sheets(tmp_path / "few.xlsx")["Notes"]][len(GUIDE) - 1] == f"Then: {command}"


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("form.docx", {}, "not-a-form"),
        ("form.csv", {"measures": [99]}, "measure-not-found"),
        ("form.csv", {"framework": "atlantis"}, "framework-not-found"),
    ],
)
def test_what_cannot_be_a_form(name: str, more: dict[str, Any], code: str, tmp_path: Path) -> None:
    with pytest.raises(sroi.SroiError) as caught:
        write_template(tmp_path / name, **more)
    assert caught.value.code == code
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("missing", ["xlsxwriter", "python_calamine"])
def test_without_the_extra_a_workbook_says_which_to_install(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_template(tmp_path / "form.xlsx", measures=[1])
    monkeypatch.setitem(__import__("sys").modules, missing, None)
    monkeypatch.delitem(__import__("sys").modules, "sroi.mapping.workbook", raising=False)
    with pytest.raises(sroi.SroiError, match="workbooks need") as caught:
        write_template(tmp_path / "again.xlsx") if missing == "xlsxwriter" else sroi.map_measurements(tmp_path / "form.xlsx")
    assert caught.value.code == "missing-dependency"
    assert "sroi[excel]" in caught.value.fix


def test_the_same_form_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_template(tmp_path / name, measures=[4])
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize("name", ["form.csv", "form.xlsx"])
def test_a_form_that_cannot_be_written_is_named(name: str, tmp_path: Path) -> None:
    form = tmp_path / "no such folder" / name
    with pytest.raises(SroiError) as caught:
        write_template(form)
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [("file-not-writable", str(form))]


def test_what_was_put_in_adds_up_bare_or_with_what_it_rests_on() -> None:
    assert amounts_of([{"amount": 5.0}, {"amount": {"amount": 7.0, "basis": "budget"}}]) == 12.0
