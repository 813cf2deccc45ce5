"""Files of every kind, portfolios, and the command that writes them."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import sroi
from sroi import report
from sroi.cli import main
from sroi.errors import InvalidArgumentError

if TYPE_CHECKING:
    from sroi.model.case import Case

ROOT = Path(__file__).parents[2]
SMALL = str(ROOT / "docs/examples/befriending.yaml")
STUDY = str(ROOT / "proxies/published/westbank_2015.yaml")


def test_rows_hold_every_number_unrounded(cases: dict[str, Case]) -> None:
    result = sroi.calculate(cases["westbank"])
    frame = report.frame([result])
    assert len(frame) == 15
    assert frame["present_value"].sum() == pytest.approx(result.present_value, rel=1e-12)
    assert frame["gross"].tolist() == [line.gross for line in result.outcomes.values()]


def test_a_share_owed_to_others_has_no_digits_of_the_arithmetic(cases: dict[str, Case]) -> None:
    data = cases["befriending"].to_dict()
    for owed, together in ((0.1, "0.1"), ([0.1, 0.2, 0.05], "0.316")):
        data["outcomes"][0]["attribution"] = owed
        (row,) = csv.DictReader(StringIO(report.csv_text([sroi.calculate(sroi.read_case(data))])))
        assert row["attribution"] == together


def test_a_share_that_was_never_considered_is_blank(cases: dict[str, Case]) -> None:
    data = cases["befriending"].to_dict()
    data["outcomes"][0].pop("displacement")
    result = sroi.calculate(sroi.read_case(data))
    assert report.frame([result])["displacement"].isna().all()
    assert next(csv.DictReader(StringIO(report.csv_text([result]))))["displacement"] == ""


def test_parquet_keeps_types_and_numbers(cases: dict[str, Case], tmp_path: Path) -> None:
    path = report.write([cases["westbank"], cases["befriending"]], tmp_path / "lines.parquet")
    back = pd.read_parquet(path)
    assert back["present_value"].dtype == "float64"
    assert back["case"].unique().tolist() == ["westbank-2015", "befriending"]
    assert (
        back["net"].tolist()
        == report.frame([sroi.calculate(cases[name]) for name in ("westbank", "befriending")])["net"].tolist()
    )


def test_markdown_has_every_part(cases: dict[str, Case]) -> None:
    text = report.markdown(cases["local"])
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings[:3] == ["# Befriending service", "## From gross to net", "## Where the value is"]
    assert {"## Local economy", "## Assumptions", "## Sources", "## Manifest"} <= set(headings)
    assert sroi.calculate(cases["local"]).fingerprint in text


def test_a_portfolio_is_total_over_total_never_the_mean(cases: dict[str, Case], read_page: Any) -> None:
    small, local = (sroi.calculate(cases[name]) for name in ("befriending", "local"))
    whole = (small.present_value + local.present_value) / (small.total_input + local.total_input)
    mean = (small.ratio.value + local.ratio.value) / 2
    text = read_page(report.html([small, local])).text
    assert f"£1:£{whole:.2f} for 2 cases together: total value over total inputs" in text
    assert f"{mean:.2f}" != f"{whole:.2f}"
    assert f"£1:£{mean:.2f}" not in text
    assert "Money in a place is not a gain in welfare" in text


def test_a_case_without_outcomes_may_stand_in_a_portfolio(
    cases: dict[str, Case], local_pounds_alone: Case, read_page: Any
) -> None:
    result = sroi.calculate(cases["befriending"])
    text = read_page(report.html([result, local_pounds_alone])).text
    assert f"{result.ratio.text} for 2 cases together" in text
    assert "£9,768.00" in text


@pytest.mark.parametrize(("other", "words"), [("westbank", "different price years"), ("dream_action", "different currencies")])
def test_totals_that_cannot_be_added_are_not(other: str, words: str, cases: dict[str, Case], read_page: Any) -> None:
    both = [cases["befriending"], cases[other]]
    text = read_page(report.html(both)).text
    assert f"No ratio for the 2 cases together: the cases are in {words}" in text
    assert all(case.title in text for case in both)
    assert words in report.markdown(both)


def test_a_great_table_has_headline_and_lines(cases: dict[str, Case]) -> None:
    page = report.great_table(sroi.calculate(cases["westbank"])).as_raw_html()
    assert "£1:£5.80, 2015 prices" in page
    assert page.count("<tr") > 16
    assert "Value by year" in report.great_table(report.by_year(sroi.calculate(cases["westbank"])).sheet).as_raw_html()


@pytest.mark.parametrize("ending", [".html", ".md", ".csv", ".parquet", ".xlsx"])
def test_the_command_writes_each_kind(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"report{ending}"
    assert main(["report", SMALL, "--out", str(path)]) == 0
    assert capsys.readouterr().out == f"wrote {path}\n"
    assert path.stat().st_size > 300


def test_the_command_makes_a_portfolio(tmp_path: Path) -> None:
    path = tmp_path / "all.html"
    assert main(["report", SMALL, STUDY, "--out", str(path), "--draws", "200"]) == 0
    assert "Portfolio" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("files", "name", "code"), [([SMALL], "x.docx", "unknown-ending"), ([SMALL, STUDY], "x.xlsx", "one-case-a-workbook")]
)
def test_what_cannot_be_written_is_refused(
    files: list[str], name: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", *files, "--out", str(tmp_path / name)]) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_no_case_is_refused() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        report.html([])
    assert caught.value.code == "no-case"


def test_a_calculated_case_serves_as_well(cases: dict[str, Case]) -> None:
    assert report.html(sroi.calculate(cases["befriending"])) == report.html(cases["befriending"])


@pytest.mark.parametrize("way", [report.html, report.markdown])
def test_one_case_given_twice_is_refused(way: Any) -> None:
    case = sroi.read_case(SMALL)
    with pytest.raises(InvalidArgumentError) as caught:
        way([case, sroi.calculate(case)])
    assert (caught.value.code, caught.value.where) == ("case-twice", "cases")
    assert way([case, case.model_copy(update={"title": "Another year"})])


def test_a_report_says_what_is_wrong_with_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("- id: a\n", "utf-8")
    assert main(["report", str(tmp_path / "none.yaml"), SMALL, str(wrong), "--out", str(tmp_path / "x.html")]) == 2
    errors = capsys.readouterr().err
    assert "none.yaml" in errors
    assert "the file holds a list, and must be a record of keys and values [not-a-record]" in errors
