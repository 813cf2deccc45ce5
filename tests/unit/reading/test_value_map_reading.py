"""Other people's value maps: what is understood, what is not, and what is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

import sroi
from sroi.errors import FileUnreadableError, MissingDependencyError
from sroi.reading import read_value_map
from sroi.report import write_workbook

REST = {"id": "map", "title": "A map", "currency": "GBP", "price_year": 2024, "method": {"discount": 0.035}}
GUIDE = """\
The impact map of a project,,,,,,,,,,,,,,,
Stakeholders,Inputs,,Outputs,The Outcomes (what changes),,,,,,,,,,,
Who,Description,Value £,Summary of activity in numbers,Description,Indicator,Source,Quantity,Duration,Outcomes start,\
Financial Proxy,Value £,Source,Deadweight %,Attribution %,Drop off %,Impact,Year 1,Mood,Stage 1
Residents,Time,"£1,200",10 classes,Less lonely,Survey,Own survey,38,3,1,Counselling,"1,250.00",Unit costs,15%,0.2,40 %,1,1,fine
Council,,,,Fewer calls,Log,Call log,5,1,1,Cost of a call,80,Finance,0,0,0,1,1,
Total,,,,,,,43,,,,,,,,,2,2,
"""


def written(folder: Path, text: str, name: str = "map.csv") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_a_map_in_the_words_of_the_guide_becomes_a_case(tmp_path: Path) -> None:
    reading = read_value_map(written(tmp_path, GUIDE), case=REST, each_line={"unit": "person"})
    assert reading.missing == ()
    assert reading.case is not None
    first = reading.case.outcomes[0]
    assert (first.id, first.stakeholder, first.title, first.quantity.value) == ("less-lonely", "Residents", "Less lonely", 38)
    assert first.output == "10 classes"
    assert (first.quantity.source, first.proxy.source) == ("Own survey", "Unit costs")  # type: ignore[union-attr]
    assert (first.proxy.amount, first.proxy.price_year) == (1250, 2024)  # type: ignore[union-attr]
    assert [share.share for share in first.attribution or ()] == [0.2]
    assert first.drop_off is not None
    assert first.drop_off.share == 0.4
    assert [line.amount.amount for line in reading.case.inputs] == [1200]
    assert sroi.calculate(reading.case).ratio.value > 0


def test_everything_unusual_is_said(tmp_path: Path) -> None:
    reading = read_value_map(written(tmp_path, GUIDE), case=REST, each_line={"unit": "person"})
    told = "\n".join(reading.understood)
    for words in (
        "'15%' is read as 0.15",
        "'£1,200' is read as 1200",
        "left to the library",
        "own unit",
        "case's own",
        "ids are made",
    ):
        assert words in told
    refused = "\n".join(reading.not_understood)
    assert "'Mood': no heading that is known" in refused
    assert "'Stage 1': a case has no place for it" in refused
    assert "row 6: neither a quantity nor a value, or a sum" in refused
    assert "case" in str(reading)
    assert reading.to_dict()["missing"] == []


def test_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    text = "Stakeholder,Outcome,Quantity,Value,Deadweight\nResidents,Less lonely,,1250,0.1\nResidents,Calmer,4,,\n"
    reading = read_value_map(written(tmp_path, text))
    assert reading.case is None
    told = "\n".join(reading.missing)
    for words in ('"id"', '"title"', '"currency"', '"price_year"', '"method"', '"inputs"'):
        assert words in told
    assert "'quantity' in row 2" in told
    assert "'value' in row 3" in told
    assert "'unit' in row 2, row 3" in told
    assert "deadweight" not in reading.data["outcomes"][1]


@pytest.mark.parametrize("cell", ["15", "1.5", "-0.1", "some", "1,5 %"])
def test_a_doubtful_share_is_never_guessed(cell: str, tmp_path: Path) -> None:
    text = f'Stakeholder,Outcome,Quantity,Unit,Value,Deadweight %\nResidents,Less lonely,3,person,1250,"{cell}"\n'
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": 10}]
    reading = read_value_map(written(tmp_path, text), case={**REST, "inputs": inputs})
    assert reading.case is None
    assert any("cell F2" in line for line in reading.not_understood)


LINE = ["Residents", "Calmer", 3, "person", 100, 0.1]
HEADINGS = ["Stakeholder", "Outcome", "Quantity", "Unit", "Value", "Deadweight", "Attribution", "Drop off", "Impact"]
INPUTS = [{"id": "grant", "stakeholder": "Council", "amount": 10}]


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A"])
def test_an_error_in_a_workbook_is_no_blank(error: str, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "map.xlsx") as book:
        sheet = book.add_worksheet("Map")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, LINE)
        for column in (5, 6, 8):
            sheet.write_formula(1, column, "=1/0", None, error)
        sheet.write_formula(1, 7, "=0.1+0.1", None, "")
    reading = read_value_map(tmp_path / "map.xlsx", case={**REST, "inputs": INPUTS})
    assert reading.case is None
    assert [line.partition(":")[0] for line in reading.not_understood] == [f"sheet Map, cell {one}2" for one in "FGH"]
    assert f"{error!r} is an error of the spreadsheet; mend the formula" in reading.not_understood[0]
    assert "a formula whose value was not saved with it; open the workbook" in reading.not_understood[2]


@pytest.mark.parametrize("cell", ["#DIV/0!", "#REF!", "#N/A", "n/a", "N/A"])
@pytest.mark.parametrize("column", ["Quantity", "Value", "Deadweight", "Attribution", "Drop off"])
def test_an_error_in_text_is_no_blank(cell: str, column: str, tmp_path: Path) -> None:
    line = dict(zip(HEADINGS, LINE, strict=False)) | {column: cell}
    text = f"{','.join(HEADINGS)}\n{','.join(str(line.get(heading, '')) for heading in HEADINGS)}\n"
    reading = read_value_map(written(tmp_path, text), case={**REST, "inputs": INPUTS})
    assert reading.case is None
    assert any(one.startswith(f"cell {'ABCDEFGHI'[HEADINGS.index(column)]}2: {cell!r}") for one in reading.not_understood)


def test_an_error_among_words_is_no_words(tmp_path: Path) -> None:
    text = "Stakeholder,Outcome,Quantity,Unit,Value\n#REF!,Calmer,3,person,100\n"
    reading = read_value_map(written(tmp_path, text), case={**REST, "inputs": INPUTS})
    assert reading.case is None
    assert any("cell A2: '#REF!' is an error" in line for line in reading.not_understood)


def test_errors_of_a_row_that_is_not_read_do_no_harm(tmp_path: Path) -> None:
    text = "Stakeholder,Outcome,Quantity,Unit,Value\nResidents,Calmer,3,person,100\nTotal,,#REF!,,#REF!\n"
    assert read_value_map(written(tmp_path, text), case={**REST, "inputs": INPUTS}).case is not None


def test_a_sum_of_the_inputs_is_no_input(tmp_path: Path) -> None:
    text = (
        "Stakeholder,Input,Input value,Outcome,Quantity,Unit,Value\nResidents,Time,1200,Calmer,3,person,100\n"
        "Council,Grant,800,,,,\nTotal,,2000,,3,,\n,Total inputs,2000,,,,\n"
        ",,,Sum of all outcomes:,3,,\nAll,Total abstinence,5,,,,\n"
    )
    reading = read_value_map(written(tmp_path, text), case=REST)
    assert reading.case is not None, str(reading)
    assert [line.amount.amount for line in reading.case.inputs] == [1200, 800, 5]
    assert sum("so the row is not read" in line for line in reading.not_understood) == 3


TWO_ROWS = """\
Stakeholders,,Description,Quantity,Duration (years),Outcomes start,Financial proxy,Value £,Source,Deadweight %,Drop off %
Who do we have an effect on?,,What changes?,How much change was there?,How long does it last?,,What proxy would you use \
to value the change?,What is the value of the change?,,What would have happened without the activity?,
Residents,,Calmer,3,2,2,Course,100,Prices,10%,20%
"""


def test_headings_over_two_rows_leave_no_column_out(tmp_path: Path) -> None:
    """The row of questions has no question for each column; what the row above calls it then holds."""
    reading = read_value_map(written(tmp_path, TWO_ROWS), case={**REST, "inputs": INPUTS}, each_line={"unit": "person"})
    assert reading.case is not None, str(reading)
    (line,) = reading.case.outcomes
    assert (line.starts, line.duration.value, line.proxy.source) == (2, 2, "Prices")  # type: ignore[union-attr]
    assert (line.deadweight and line.deadweight.share, line.drop_off and line.drop_off.share) == (0.1, 0.2)


@pytest.mark.parametrize(
    ("cell", "made"), [("20%", False), ("0.2", False), ("15", False), ("nobody else", True), ("125000", True)]
)
def test_figures_that_may_be_a_deduction_are_never_passed_over(cell: str, made: bool, tmp_path: Path) -> None:  # noqa: FBT001
    text = f"Stakeholder,Outcome,Quantity,Unit,Value,Attribution to partners\nResidents,Calmer,3,person,100,{cell}\n"
    reading = read_value_map(written(tmp_path, text), case={**REST, "inputs": INPUTS})
    assert (reading.case is not None) == made
    assert any("cell F2" in line and "may be a deduction" in line for line in reading.not_understood) != made


def test_a_figure_under_no_heading_is_never_passed_over(tmp_path: Path) -> None:
    """An amount whose comma was not quoted is two cells."""
    text = "Stakeholder,Outcome,Quantity,Unit,Value\nResidents,Calmer,3,person,£1,250\nResidents,Calmer,3,person,9,a remark\n"
    reading = read_value_map(written(tmp_path, text), case={**REST, "inputs": INPUTS})
    assert reading.case is None
    assert [line for line in reading.not_understood if "cell F2: '250' stands under no heading" in line and "quote" in line]
    remark = read_value_map(written(tmp_path, text.replace("£1,250", "1250")), case={**REST, "inputs": INPUTS})
    assert remark.case is not None
    assert any("cell F3: 'a remark' stands under no heading" in line for line in remark.not_understood)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_text_is_read_as_spreadsheet_programs_save_it(encoding: str, tmp_path: Path) -> None:
    text = 'Stakeholder,Outcome,Quantity,Unit,Value (£)\nCafé,Calmer,3,person,"£1,250"\n'
    (tmp_path / "map.csv").write_bytes(text.encode(encoding))
    reading = read_value_map(tmp_path / "map.csv", case={**REST, "inputs": INPUTS})
    assert reading.case is not None, str(reading)
    assert (reading.case.outcomes[0].stakeholder, reading.case.outcomes[0].proxy.amount) == ("Café", 1250)  # type: ignore[union-attr]


def test_a_merged_figure_is_never_passed_over(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "map.xlsx") as book:
        sheet = book.add_worksheet("Map")
        sheet.write_row(0, 0, ["Stakeholder", "Input value", "Outcome", "Quantity", "Unit", "Value", "Deadweight"])
        sheet.write_row(1, 2, ["Calmer", 3, "person", 100])
        sheet.write_row(2, 2, ["Fitter", 3, "person", 100])
        for column, held in {0: "Residents", 1: 50, 6: 0.2}.items():
            sheet.merge_range(1, column, 2, column, held)
    reading = read_value_map(tmp_path / "map.xlsx", case=REST)
    assert reading.case is None
    fault = "sheet Map, cell G3: merged with the cell that holds 0.2; unmerge it, and write what holds for the line"
    assert fault in reading.not_understood
    assert [line["amount"] for line in reading.data["inputs"]] == [50]
    assert [line["stakeholder"] for line in reading.data["outcomes"]] == ["Residents", "Residents"]


def test_what_the_case_format_refuses_is_not_understood(tmp_path: Path) -> None:
    text = "Stakeholder,Outcome,Quantity,Unit,Value,Duration,Kind\nResidents,Less lonely,3,person,1250,-1,Blue\n"
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": 10}]
    reading = read_value_map(written(tmp_path, text), case={**REST, "inputs": inputs})
    told = "\n".join(reading.not_understood)
    assert reading.case is None
    assert "row 2, outcomes[0].duration" in told
    assert "row 2, outcomes[0].kind" in told


def test_merged_cells_and_titles_above_are_taken_as_they_are(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "map.xlsx") as book:
        book.add_worksheet("Read me").write(0, 0, "Hello")
        sheet = book.add_worksheet("Map")
        sheet.write(0, 0, "A long title")
        sheet.write_row(3, 0, ["Stakeholder", "Outcome", "Quantity", "Unit", "Value", "Attribution", "Attribution", "Prices of"])
        sheet.merge_range(4, 0, 5, 0, "Residents")
        sheet.write_row(4, 1, ["Calmer", 3, "person", 100, 0.1, 0.2, 2019])
        sheet.write_row(5, 1, ["Calmer", 4, "person", 100, 0.1, None, "2019/20"])
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": 10}]
    reading = read_value_map(tmp_path / "map.xlsx", case={**REST, "inputs": inputs})
    assert reading.case is not None, str(reading)
    assert [line.stakeholder for line in reading.case.outcomes] == ["Residents", "Residents"]
    assert [line.id for line in reading.case.outcomes] == ["calmer", "calmer-2"]
    assert [len(line.attribution or ()) for line in reading.case.outcomes] == [2, 1]
    assert [line.proxy.price_year for line in reading.case.outcomes] == [2019, "2019/20"]  # type: ignore[union-attr]
    assert any("merged" in line for line in reading.understood)
    assert any("sheet Read me" in line for line in reading.not_understood)


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_other_separators_serve_too_and_a_decimal_comma_is_never_guessed(sign: str, tmp_path: Path) -> None:
    text = "Stakeholder;Outcome;Quantity;Value\nThe old, the young, and the rest;Calm, as told, by all;3;2,5\n".replace(";", sign)
    reading = read_value_map(written(tmp_path, text))
    assert reading.data["outcomes"][0]["stakeholder"] == "The old, the young, and the rest"
    assert reading.data["outcomes"][0]["quantity"] == 3
    assert any("cell D2: '2,5' is not a number" in line for line in reading.not_understood)


def test_our_own_workbook_is_read_as_it_is(tmp_path: Path) -> None:
    case = sroi.read_case(Path(__file__).parents[3] / "proxies" / "published" / "westbank_2015.yaml")
    write_workbook(sroi.calculate(case), tmp_path / "case.xlsx")
    assert read_value_map(tmp_path / "case.xlsx").case == case


def test_what_is_no_map_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read_value_map(written(tmp_path, "a,b\n1,2\n"))
    assert reading.case is None
    assert any("at least 3 headings" in line for line in reading.not_understood)
    with pytest.raises(FileUnreadableError, match="kind"):
        read_value_map(written(tmp_path, "", "map.txt"))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingDependencyError, match="python-calamine"):
        read_value_map(tmp_path / "map.xlsx")
