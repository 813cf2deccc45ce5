"""The same measurements from every kind of file and frame, however a spreadsheet program saved them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xlsxwriter

import sroi

ROWS: list[dict[str, Any]] = [
    {"measure": 4, "stakeholder": "Café guests", "baseline": 6.1, "actual": 6.9, "people": 38, "years": 1, "deadweight": 0.15},
    {"measure": 26, "stakeholder": "Leavers", "baseline": None, "actual": None, "people": 22, "years": None, "deadweight": 0},
]
INPUTS = [{"stakeholder": "Council", "title": "Grant", "amount": 12500}]
HEADINGS = list(ROWS[0])


def mapped(measurements: Any, **more: Any) -> sroi.Case:
    return sroi.map_measurements(measurements, **{"inputs": INPUTS, "price_year": 2025, "discount": 0.035, **more})


EXPECTED = mapped(ROWS)
LEAVERS = ("measure", "stakeholder", "people", "deadweight")


def text(separator: str = ",", decimal: str = ".", above: str = "") -> str:
    lines = [
        HEADINGS,
        *([str("" if row[name] is None else row[name]).replace(".", decimal) for name in HEADINGS] for row in ROWS),
    ]
    return above + "\n".join(separator.join(line) for line in lines) + "\n"


def test_the_example_itself() -> None:
    assert [line.quantity.value for line in EXPECTED.outcomes] == [30.4, 22.0]
    assert EXPECTED.inputs[0].to_dict() == {
        "id": "grant",
        "stakeholder": "Council",
        "title": "Grant",
        "amount": 12500.0,
    }


@pytest.mark.parametrize(
    "data",
    [
        text().encode(),
        text().encode("utf-8-sig"),
        text().encode("cp1252"),
        text().encode("utf-16"),
        text(";", ",").encode("cp1252"),
        text(";").encode(),
        text("\t").encode(),
        text("|").encode(),
        text().replace("\n", "\r\n").encode(),
        text(above="Knowsley measurements 2025,,,,,,\n,,,,,,\n").encode(),
        text(";", ",", above="sep=;\n").encode(),
        (text() + ",,,,,,\n").encode(),
        text().replace("measure,", " Measure ,").replace("deadweight", "Dead-weight".replace("-", "")).encode(),
        text().replace("0.15", "15%").encode(),
        text().replace("stakeholder", "Beneficiaries").encode(),
        text().replace("38", '" 38 "').encode(),
    ],
    ids=[
        *("utf-8", "mark", "windows-1252", "utf-16", "semicolons and decimal commas", "semicolons", "tabs", "bars", "crlf"),
        *("titles above", "sep line", "blank line", "headings in capitals", "per cent", "other heading", "spaces"),
    ],
)
def test_separated_text(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "measurements.csv"
    path.write_bytes(data)
    assert mapped(path) == EXPECTED


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(ROWS),
        pd.DataFrame(ROWS).convert_dtypes(),
        pl.DataFrame(ROWS),
        pl.DataFrame(ROWS).lazy(),
        pa.Table.from_pylist(ROWS),
        pd.DataFrame(ROWS).to_dict("records"),
    ],
    ids=["pandas", "pandas with its own nothing", "polars", "polars lazy", "arrow", "records"],
)
def test_frames(frame: Any) -> None:
    assert mapped(frame) == EXPECTED


def test_a_duckdb_relation() -> None:
    table = pa.Table.from_pylist(ROWS)
    assert mapped(duckdb.from_arrow(table)) == EXPECTED


def workbook(path: Path, sheets: dict[str, list[list[Any]]], merged: str = "") -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
            if merged and name.lower() == "measurements":
                sheet.merge_range(merged, "merged")
    return path


def lines(above: int = 0) -> list[list[Any]]:
    return [*([["Knowsley measurements"]] * above), HEADINGS, *([row[name] for name in HEADINGS] for row in ROWS)]


def test_a_workbook_with_its_inputs_and_method(tmp_path: Path) -> None:
    inputs = [["stakeholder", "title", "amount", "kind"], ["Council", "Grant", "£12,500", None]]
    method = [["name", "value", "what it is"], ["price_year", 2025], ["discount", 0.035], ["timing", None]]
    sheets = {"Measurements": lines(above=2), "Inputs": inputs, "Method": method, "Notes": [["x"]]}
    assert sroi.map_measurements(workbook(tmp_path / "form.xlsx", sheets)) == EXPECTED


def test_an_input_says_what_it_rests_on() -> None:
    case = mapped(ROWS, inputs=[{**INPUTS[0], "basis": "budget", "source": "minutes of May", "year": 1}])
    assert case.inputs[0].to_dict()["amount"] == {"amount": 12500, "basis": "budget", "source": "minutes of May"}
    assert case.inputs[0].year == 1


def test_a_workbook_of_one_sheet(tmp_path: Path) -> None:
    assert mapped(workbook(tmp_path / "one.xlsx", {"Sheet1": lines()})) == EXPECTED


def test_errors_and_formulas_without_a_value_are_no_blanks(tmp_path: Path) -> None:
    formulas: dict[int, tuple[str, Any]] = {
        1: ("=1/0", "#DIV/0!"),
        2: ("=NA()", "#N/A"),
        3: ("=0.1+0.1", ""),
        4: ("=0.1+0.1", 0.2),
    }
    with xlsxwriter.Workbook(str(tmp_path / "errors.xlsx")) as book:
        book.add_worksheet("Notes & more").write_formula(0, 0, formulas[1][0], None, formulas[1][1])
        sheet = book.add_worksheet("Measurements")
        sheet.write_row(0, 0, ["measure", "stakeholder", "people", "deadweight"])
        for row, (formula, value) in formulas.items():
            sheet.write_row(row, 0, [26, "Leavers", 22])
            sheet.write_formula(row, 3, formula, None, value)
    with pytest.raises(sroi.SroiError) as caught:
        mapped(tmp_path / "errors.xlsx")
    place = f"{tmp_path / 'errors.xlsx'}, sheet Measurements, row {{}}, column 'deadweight'"
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [
        ("spreadsheet-error", place.format(2)),
        ("spreadsheet-error", place.format(3)),
        ("not-calculated", place.format(4)),
    ]


def test_an_error_in_an_open_document_has_its_row_and_column(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    error = '<table:table-cell table:formula="of:=1/0" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{row}</table:table-row>"
        for row in ("".join(map(text.format, LEAVERS)), text.format(26) * 2 + error * 2)
    )
    body = f'<office:spreadsheet><table:table table:name="Measurements">{rows}</table:table></office:spreadsheet>'
    with zipfile.ZipFile(tmp_path / "errors.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:manifest></manifest:manifest>")
        archive.writestr("content.xml", body)
    with pytest.raises(sroi.SroiError) as caught:
        mapped(tmp_path / "errors.ods")
    assert {fault.code for fault in caught.value.faults} == {"spreadsheet-error"}
    assert {fault.where.rpartition(", ")[2] for fault in caught.value.faults} == {"column 'people'", "column 'deadweight'"}


def test_merged_cells_that_hide_figures_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "merged.xlsx", {"Measurements": lines()}, merged="B2:B3")
    with pytest.raises(sroi.SroiError) as caught:
        mapped(path)
    assert caught.value.code == "merged-cells"
    assert "rows 2 to 3" in caught.value.problem


def test_merged_titles_above_the_headings_do_no_harm(tmp_path: Path) -> None:
    assert mapped(workbook(tmp_path / "titles.xlsx", {"Measurements": lines(above=3)}, merged="A1:C2")) == EXPECTED


def test_a_workbook_without_the_sheet_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(sroi.SroiError, match="there are first, second") as caught:
        mapped(workbook(tmp_path / "two.xlsx", {"First": lines(), "Second": lines()}))
    assert caught.value.code == "no-such-sheet"


def test_plain_data_and_yaml(tmp_path: Path) -> None:
    rows = [{key: value for key, value in row.items() if value is not None} for row in ROWS]
    whole = {"measurements": rows, "inputs": INPUTS, "method": {"price_year": 2025, "discount": 0.035}}
    assert sroi.map_measurements(whole) == EXPECTED
    path = tmp_path / "measurements.yaml"
    path.write_text(
        "method: {price_year: 2025, discount: 3.5 %}\ninputs:\n- {stakeholder: Council, title: Grant, amount: 12500}\n"
        "measurements:\n"
        "- {measure: knowsley/4, stakeholder: Café guests, baseline: 6.1, actual: 6.9, people: 38, years: 1, deadweight: 15 %}\n"
        "- {measure: Measure 26, stakeholder: Leavers, people: 22, deadweight: 0}\n",
        "utf-8",
    )
    assert sroi.map_measurements(path) == EXPECTED


def test_a_yaml_fault_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "measurements.yaml"
    path.write_text("- measure: 26\n  stakeholder: Leavers\n  people: many\n", "utf-8")
    with pytest.raises(sroi.SroiError) as caught:
        mapped(path)
    assert "measurements.yaml, line 3" in caught.value.where


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("missing.csv", None, "file-not-found"),
        ("table.docx", b"x", "unknown-file-kind"),
        ("empty.csv", b"", "no-headings"),
        ("no_heading.csv", b"4,Guests,6.1\n", "no-headings"),
        ("binary.csv", b"measure\x00\x01\x02", "not-text"),
        ("not_a_book.xlsx", b"measure,stakeholder\n", "workbook-not-readable"),
        ("repeated.csv", b"measure,people,people\n26,1,2\n", "heading-repeated"),
        ("homeless.csv", b"measure,people\n26,1,000\n", "cell-without-heading"),
        ("unnamed.csv", b"measure,,people\n26,3,1\n", "cell-without-heading"),
        ("only_headings.csv", b"measure,people\n", "no-measurements"),
        ("list.yaml", b"measurements: 3\n", "not-a-list"),
        ("other.yaml", b"rows: []\n", "no-measurements"),
        ("faulty.yaml", b"measurements: [{people: 010}]\n", "octal-looking"),
    ],
)
def test_files_that_hold_no_table(name: str, data: bytes | None, code: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(sroi.SroiError) as caught:
        mapped(tmp_path / name)
    assert caught.value.code == code
    assert name in str(caught.value.where)
    assert caught.value.fix


@pytest.mark.parametrize(("thing", "code"), [(3, "not-a-table"), (["x"], "not-a-record"), ({}, "no-measurements")])
def test_things_that_hold_no_table(thing: Any, code: str) -> None:
    with pytest.raises(sroi.SroiError) as caught:
        mapped(thing)
    assert caught.value.code == code


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(sroi.SroiError) as caught:
        mapped(tmp_path / "folder.csv")
    assert caught.value.code == "file-not-readable"


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"measure,people\n" + b" " * 16 * 1024 * 1024)
    with pytest.raises(sroi.SroiError) as caught:
        mapped(path)
    assert caught.value.code == "file-too-large"


@pytest.mark.parametrize(
    "data",
    ['measure,people\n26,"' + "1\n" * 100_000, 'measure,people,note\n26,3,"open\n26,4,lost\n', 'measure;people\n26;"3"x\n'],
    ids=["over the whole file", "in a note", "text after a quote"],
)
def test_a_quote_that_is_not_closed_never_swallows_rows(data: str, tmp_path: Path) -> None:
    path = tmp_path / "quote.csv"
    path.write_text(data, "utf-8")
    with pytest.raises(sroi.SroiError) as caught:
        mapped(path)
    assert caught.value.code == "table-not-readable"
    assert "row" in caught.value.where
