"""A workbook as it is written: what stands beside the formulas, what may be changed, and how it is laid out for people."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import sroi
from sroi.errors import FileUnreadableError, InvalidArgumentError, InvalidCaseError, MissingDependencyError
from sroi.report import write_workbook
from sroi.testing import strategies

ROOT = Path(__file__).parents[2]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def westbank() -> sroi.Result:
    return sroi.calculate(sroi.read_case(ROOT / "proxies" / "published" / "westbank_2015.yaml"))


@pytest.fixture(scope="module")
def file(westbank: sroi.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "westbank.xlsx"
    write_workbook(westbank, path)
    return path


def rows(path: Path, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def table(path: Path, sheet: str) -> list[dict[str, Any]]:
    head, *body = rows(path, sheet)[3:]
    return [dict(zip(head, row, strict=True)) for row in body]


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def sheet_number(path: Path, sheet: str) -> int:
    book = ET.fromstring(part(path, "xl/workbook.xml"))  # noqa: S314 (we wrote it)
    return [one.attrib["name"] for one in book.iter(f"{MAIN}sheet")].index(sheet) + 1


def sheet_xml(path: Path, sheet: str) -> str:
    return part(path, f"xl/worksheets/sheet{sheet_number(path, sheet)}.xml")


def made(**changes: Any) -> sroi.Case:
    """A small case, with other words or numbers in its line."""
    line = {"id": "calm", "stakeholder": "Children", "title": "Calmer", "quantity": 10, "unit": "child"}
    proxy = {"amount": 200, "unit": "child", "price_year": 2025}
    case = {"format": 1, "id": "small", "title": "Small", "currency": "GBP", "price_year": 2025, "method": {"discount": 0.035}}
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": 1000}]
    top = {key: value for key, value in changes.items() if key in sroi.Case.model_fields}
    line |= {key: value for key, value in changes.items() if key not in top}
    return sroi.read_case({**case, "inputs": inputs, "outcomes": [{"proxy": proxy, **line}], **top})


def test_the_figures_kept_beside_the_formulas_are_those_of_the_result(westbank: sroi.Result, file: Path) -> None:
    totals = {row["Figure"]: row["Value"] for row in table(file, "Totals")}
    assert totals["Ratio"] == westbank.ratio.value
    assert totals["Present value"] == westbank.present_value
    assert totals["Payback in years"] == westbank.payback_years
    lines = {row["Line"]: row for row in table(file, "Value map")}
    assert {name: row["Impact"] for name, row in lines.items()} == {name: one.net for name, one in westbank.outcomes.items()}
    assert {name: row["Present value"] for name, row in lines.items()} == {
        name: one.present_value for name, one in westbank.outcomes.items()
    }
    assert {row["Stakeholder"]: row["Present value"] for row in table(file, "By stakeholder")} == westbank.by("stakeholder")
    assert rows(file, "Cover")[4][:2] == ["Ratio", westbank.ratio.text]


def test_the_what_ifs_are_those_of_the_library(westbank: sroi.Result, file: Path) -> None:
    found = {row["What if"]: row["Ratio"] for row in table(file, "Sensitivity")}
    for title, change in {
        "Quantities 10 % lower": {"scale": {"quantity": 0.9}},
        "Amounts 10 % higher": {"scale": {"amount": 1.1}},
        "Deadweight 10 points higher": {"add": {"deadweight": 0.1}},
        "Displacement 10 points higher": {"add": {"displacement": 0.1}},
        "Attribution 10 points higher": {"add": {"attribution": 0.1}},
        "Drop-off 10 points higher": {"add": {"drop_off": 0.1}},
    }.items():
        expected = sroi.calculate(sroi.what_if(westbank.case, change)).ratio.value
        assert found[title] == pytest.approx(expected, rel=1e-12), title


def test_a_what_if_that_leaves_0_to_1_says_so(tmp_path: Path) -> None:
    write_workbook(sroi.calculate(made(deadweight=0.95)), tmp_path / "case.xlsx")
    found = {row["What if"]: row["Ratio"] for row in table(tmp_path / "case.xlsx", "Sensitivity")}
    assert found["Deadweight 10 points higher"] == "a share leaves 0 to 1"
    assert found["Displacement 10 points higher"] == pytest.approx(2 / 1.035 * 0.05 * 0.9)


def test_scenarios_are_values_and_one_that_fails_says_why(tmp_path: Path) -> None:
    scenarios = [
        {"id": "half", "scale": {"quantity": 0.5}},
        {"id": "none", "without": ["calm"]},
        {"id": "more", "add": {"deadweight": 2}},
    ]
    result = sroi.calculate(made(scenarios=scenarios))
    write_workbook(result, tmp_path / "case.xlsx")
    found = {row["Scenario"]: row for row in table(tmp_path / "case.xlsx", "Scenarios")}
    assert found["half"]["Ratio"] == pytest.approx(result.ratio.value / 2)
    assert found["more"]["Ratio"] == ""
    assert "share" in found["more"]["Remark"]
    assert "<f>" not in sheet_xml(tmp_path / "case.xlsx", "Scenarios")


def test_every_case_reads_back_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("round") / "case.xlsx"

    @settings(max_examples=25, deadline=None)
    @given(strategies.cases())
    def round_trip(case: sroi.Case) -> None:
        result = sroi.calculate(case)
        write_workbook(result, path)
        read = sroi.read_case(path)
        assert read == case
        assert sroi.calculate(read).fingerprint == result.fingerprint

    round_trip()


@given(number=st.floats(-1e12, 1e12))
@settings(max_examples=20, deadline=None)
def test_every_digit_of_a_number_comes_back(number: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("digits") / "case.xlsx"
    case = made(quantity=number)
    write_workbook(sroi.calculate(case), path)
    assert sroi.read_case(path).outcomes[0].quantity.value == number


DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://a.example","x")',
    "=cmd|' /C calc'!A0",
    "<r>text</r>",
    "\x01bell\x1f",
    "_x0041_",
    "line\nline",
    "http://a.example/",
    "'quoted",
    "&amp; <b>",
    "😀",
    "{=1}",
    "x" * 32_767,
]


@pytest.mark.parametrize("text", DANGEROUS, ids=range(len(DANGEROUS)))
def test_text_is_written_as_text_whatever_it_begins_with(text: str, tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    case = made(title=text, organisation=text, note=text, output=text, indicator=text, stakeholder=text, notes=[text], proxy={
        "amount": 1, "unit": text, "price_year": 2025, "title": text, "source": text, "basis": text
    })  # fmt: skip
    write_workbook(sroi.calculate(case), path)
    assert sroi.read_case(path) == case
    cells = re.findall(r"<c r=\"([A-Z]+[0-9]+)\"[^>]*><f>([^<]*)</f>", sheet_xml(path, "Value map"))
    assert {re.sub("[0-9]", "", cell) for cell, _ in cells}.isdisjoint({"A", "B", "D", "E", "F", "G", "I", "L", "M", "R"})
    assert "HYPERLINK" not in "".join(formula for _, formula in cells)
    assert "a.example" not in part(path, f"xl/worksheets/sheet{sheet_number(path, 'Notes')}.xml")


def test_text_that_no_cell_holds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidCaseError) as caught:
        write_workbook(sroi.calculate(made(note="x" * 32_768)), tmp_path / "case.xlsx")
    assert caught.value.code == "text-too-long-for-a-cell"


def test_a_deduction_that_was_not_considered_is_blank(tmp_path: Path) -> None:
    write_workbook(sroi.calculate(made(displacement=0)), tmp_path / "case.xlsx")
    line = table(tmp_path / "case.xlsx", "Value map")[0]
    assert [line[key] for key in ("Deadweight", "Attribution", "Contribution", "Drop-off")] == [""] * 4
    assert line["Displacement"] == 0


def test_inputs_are_unlocked_and_formulas_are_not(file: Path) -> None:
    styles = ET.fromstring(part(file, "xl/styles.xml"))  # noqa: S314 (we wrote it)
    formats = styles.find(f"{MAIN}cellXfs")
    assert formats is not None
    free = {str(place) for place, one in enumerate(formats) if any(lock.attrib.get("locked") == "0" for lock in one)}
    cells = ET.fromstring(sheet_xml(file, "Value map"))  # noqa: S314
    for cell in cells.iter(f"{MAIN}c"):
        if cell.find(f"{MAIN}f") is not None:
            assert cell.attrib["s"] not in free, cell.attrib["r"]
    quantity = next(cell for cell in cells.iter(f"{MAIN}c") if cell.attrib["r"] == "H5")
    assert quantity.attrib["s"] in free
    assert "<sheetProtection" in sheet_xml(file, "Value map")
    assert "password" not in sheet_xml(file, "Value map")


def test_every_sheet_is_laid_out_for_people(file: Path) -> None:
    for name in CalamineWorkbook.from_path(file).sheet_names:
        xml = sheet_xml(file, name)
        assert rows(file, name)[0][0], f"{name} has no title in A1"
        assert "mergeCell" not in xml
        assert 'orientation="landscape"' in xml
        assert "fitToPage" in xml
        if name != "Cover":
            assert xml.count("<tablePart ") == 1
            assert 'state="frozen"' in xml


def test_headings_stand_over_their_numbers_and_a_share_of_the_total_has_one_decimal(file: Path) -> None:
    styles = ET.fromstring(part(file, "xl/styles.xml"))  # noqa: S314 (we wrote it)
    shown = {one.attrib["numFmtId"]: one.attrib["formatCode"] for one in styles.iter(f"{MAIN}numFmt")}
    formats = list(styles.find(f"{MAIN}cellXfs") or ())
    cells = ET.fromstring(sheet_xml(file, "By stakeholder")).iter(f"{MAIN}c")  # noqa: S314
    look = {cell.attrib["r"]: formats[int(cell.attrib.get("s", 0))] for cell in cells}
    sides = [
        [side.attrib.get("horizontal") for side in look[place].iter(f"{MAIN}alignment")] for place in ("A4", "B4", "C4", "B5")
    ]
    assert sides == [["left"], ["right"], ["right"], ["right"]]
    assert shown[look["C5"].attrib["numFmtId"]] == "0.0%"


def test_charts_say_in_words_what_they_show(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if re.match(r"xl/drawings/drawing\d+\.xml", name)]
    told = re.findall(r'descr="([^"]+)"', "".join(drawings))
    assert len(drawings) == len(told) == 3
    assert any("year 1 £" in one for one in told)


def test_cells_that_hold_a_list_offer_it(file: Path) -> None:
    assert "start_of_year,mid_year,end_of_year" in sheet_xml(file, "Inputs")
    assert "pro_rata,whole_years" in sheet_xml(file, "Case")
    assert re.search(r'<dataValidation type="decimal"[^>]*sqref="S5', sheet_xml(file, "Value map"))


def test_the_figures_have_names(file: Path) -> None:
    names = set(re.findall(r'<definedName name="([^"]+)"', part(file, "xl/workbook.xml")))
    assert names >= {"ratio", "present_value", "total_input", "net_present_value", "discount_rate", "line_quantity", "timing"}


def test_the_same_result_makes_the_same_file(westbank: sroi.Result, file: Path, tmp_path: Path) -> None:
    write_workbook(westbank, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == file.read_bytes()


def test_years_to_spare_have_columns_but_never_past_a_schedule(tmp_path: Path) -> None:
    write_workbook(sroi.calculate(made(duration=2)), tmp_path / "case.xlsx", spare_years=3)
    assert [key for key in table(tmp_path / "case.xlsx", "Value map")[0] if key.startswith("Year ")] == [
        f"Year {n}" for n in range(1, 6)
    ]
    ending = made(duration=29, method={"discount": "review-2026-proposed"})
    write_workbook(sroi.calculate(ending), tmp_path / "case.xlsx", spare_years=3)
    assert table(tmp_path / "case.xlsx", "By year")[-1]["Year"] == 30


def test_local_money_stands_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    local = {"area": "Knowsley", "volunteers": {"hours": 100, "year": 2024}}
    case = made(local_economy=local)
    write_workbook(sroi.calculate(case), tmp_path / "case.xlsx")
    found = table(tmp_path / "case.xlsx", "Local economy")[0]
    assert found["Value"] == sroi.calculate(case).local_economy.figures[0].amount  # type: ignore[union-attr]
    assert found["Area"] == "Knowsley"
    assert sroi.read_case(tmp_path / "case.xlsx") == case


def test_wrong_calls_are_refused(westbank: sroi.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidArgumentError, match="xlsx"):
        write_workbook(westbank, tmp_path / "case.xls")
    with pytest.raises(InvalidArgumentError, match="spare"):
        write_workbook(westbank, tmp_path / "case.xlsx", spare_years=-1)
    with pytest.raises(FileUnreadableError) as caught:
        write_workbook(westbank, tmp_path / "nowhere" / "case.xlsx")
    assert caught.value.code == "file-not-writable"
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingDependencyError, match="xlsxwriter") as missing:
        write_workbook(westbank, tmp_path / "case.xlsx")
    assert "sroi[excel]" in missing.value.fix
