from __future__ import annotations

import json
from pathlib import Path

import pytest

import sroi
from sroi.cli import main
from sroi.mapping import write_template

TABLE = "measure,stakeholder,people\n26,Leavers,22\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, "utf-8")
    (tmp_path / "inputs.csv").write_text("stakeholder;amount\nCouncil;12500\n", "utf-8")
    return path


def run(table: Path, *more: str) -> int:
    beside = ["--inputs", str(table.with_name("inputs.csv")), "--price-year", "2025", "--discount", "0.035"]
    return main(["map", str(table), *beside, *more])


def test_a_table_becomes_a_case_file(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "case.yaml"
    assert (
        run(table, "--out", str(out), "--id", "leavers", "--title", "Mentors", "--timing", "mid_year", "--stage", "forecast") == 0
    )
    printed = capsys.readouterr().out
    assert "A floor: the least that is certain" in printed
    assert printed.rstrip().endswith(f"wrote {out}")
    case = sroi.read_case(out)
    assert (case.id, case.title, case.stage, case.method.timing) == ("leavers", "Mentors", "forecast", "mid_year")
    assert sroi.calculate(case).total_input == 12500


def test_without_a_file_for_it_the_case_is_printed(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(table) == 0
    (tmp_path / "printed.yaml").write_text(capsys.readouterr().out, "utf-8")
    assert sroi.read_case(tmp_path / "printed.yaml").outcomes[0].quantity.value == 22


def test_faults_come_with_code_two(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(table, "--discount", "3.5") == 2
    assert main(["map", str(table)]) == 2
    assert main(["map"]) == 2
    errors = capsys.readouterr().err
    assert "price_year is missing" in errors
    assert "there is nothing to map" in errors


@pytest.mark.parametrize("name", ["form.xlsx", "form.csv"])
def test_a_form_is_written(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "--template", str(tmp_path / name), "--measures", "1", "4"]) == 0
    assert (tmp_path / name).stat().st_size > 0
    assert f"wrote {tmp_path / name}" in capsys.readouterr().out


@pytest.mark.parametrize(("option", "name"), [("--out", "case.yaml"), ("--template", "form.xlsx"), ("--template", "form.csv")])
def test_a_file_that_is_there_is_kept(
    option: str, name: str, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_text("filled in", "utf-8")
    assert run(table, option, str(path)) == 2
    assert path.read_text("utf-8") == "filled in"
    errors = capsys.readouterr().err
    assert "[file-exists]" in errors
    assert "--force" in errors
    assert run(table, option, str(path), "--force") == 0
    assert path.read_bytes() != b"filled in"


def test_a_form_given_to_calculate_points_to_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "form.xlsx"
    write_template(path, measures=[26])
    assert main(["calculate", str(path)]) == 2
    errors = capsys.readouterr().err
    assert "[not-our-workbook]" in errors
    assert f"sroi map {path} --out case.yaml" in errors


def test_a_framework_of_ones_own_comes_from_its_file(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("id: ours\n", "utf-8")
    assert run(table, "--framework", str(path)) == 2
    assert "ours.yaml" in capsys.readouterr().err


def test_search_shows_sourced_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proxies", "search", "volunteer", "hours", "--price-year", "2025"]) == 0
    printed = capsys.readouterr().out
    assert "volunteering.hour_living_wage" in printed
    assert "govuk-nmw" in printed
    assert "£" in printed


def test_search_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proxies", "search", "volunteer", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert all(match["source"] and match["locator"] for match in found)
    assert len(found) > 5


def test_search_that_finds_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proxies", "search", "zzzzzz"]) == 0
    assert "nothing fits" in capsys.readouterr().out


def test_a_form_of_text_asks_for_what_has_no_place_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form, inputs = tmp_path / "form.csv", tmp_path / "inputs.csv"
    assert main(["map", "--template", str(form), "--measures", "13", "--inputs", str(inputs)]) == 0
    command = capsys.readouterr().out.strip().split("then sroi ")[1]
    head, row = form.read_text("utf-8-sig").splitlines()
    names = head.split(",")
    filled = dict(zip(names, row.split(",", len(names) - 1), strict=False)) | {"people": "12", "share_of_year": "0.5"}
    form.write_text(f"{head}\n{','.join(filled.get(name, '') if name != 'asks_for' else '' for name in names)}\n", "utf-8")
    inputs.write_text("stakeholder,title,amount\nCouncil,Grant,5000\n", "utf-8")
    assert main(command.replace("case.yaml", str(tmp_path / "case.yaml")).split()) == 0
    assert sroi.read_case(tmp_path / "case.yaml").inputs[0].amount.amount == 5000


def test_a_form_of_text_without_anything_is_told_all_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = tmp_path / "form.csv"
    main(["map", "--template", str(form)])
    assert main(["map", str(form)]) == 2
    errors = capsys.readouterr().err
    assert errors.count("[method-missing]") == 2
    assert "[no-measurements]" in errors
    assert "[inputs-missing]" in errors


def test_every_measure_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "--template", str(tmp_path / "form.csv"), "--measures", "1", "99", "abc"]) == 2
    errors = capsys.readouterr().err
    assert errors.count("[measure-not-found]") == 2
    assert "'99'" in errors
    assert "'abc'" in errors


def test_the_form_of_another_framework_says_how_it_is_mapped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = Path(sroi.__file__).parents[2] / "proxies" / "frameworks" / "knowsley.yaml"
    form = tmp_path / "form.csv"
    assert main(["map", "--framework", str(own), "--template", str(form)]) == 0
    assert f"sroi map {form} --framework {own} --out case.yaml" in capsys.readouterr().out
