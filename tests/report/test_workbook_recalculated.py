"""LibreOffice opens the workbook, works every formula out anew, and must come to the library's numbers."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from math import isclose
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, seed, settings
from python_calamine import CalamineWorkbook

import sroi
from sroi.reading import read_value_map
from sroi.report import write_workbook
from sroi.testing import strategies

ROOT = Path(__file__).parents[2]
STUDIES = ("westbank_2015", "dream_action_2018")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
RANDOM_CASES = 12


class Formula(NamedTuple):
    """A formula cell of a file: where it stands, what it says, and the value kept beside it."""

    sheet: str
    row: int
    column: int
    text: str
    kept: str


def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    assert found, "LibreOffice is needed to prove the workbook's formulas: apt-get install libreoffice-calc-nogui"
    return found


def recalculate(files: list[Path], folder: Path, kind: str = "xlsx") -> dict[str, Path]:
    """Let LibreOffice open files in one run, work them out anew and save them; gives the new files by name."""
    profile, out = folder / "profile", folder / f"recalculated-{kind}"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, "utf-8")
    command = [office(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind, "--outdir", str(out)]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=300, check=False)  # noqa: S603
    found = {file.stem: out / f"{file.stem}.{kind}" for file in files}
    missing = [name for name, file in found.items() if not file.exists()]
    assert not missing, f"LibreOffice did not write {missing}: {done.stdout}{done.stderr}"
    return found


def sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """The file of each sheet inside a workbook; xlsxwriter numbers them in order."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (we wrote it)
    return {one.attrib["name"]: f"xl/worksheets/sheet{place}.xml" for place, one in enumerate(book.iter(f"{MAIN}sheet"), 1)}


def formulas(path: Path) -> Iterator[Formula]:
    """Every formula cell of a workbook that we wrote."""
    with zipfile.ZipFile(path) as archive:
        for name, file in sheet_files(archive).items():
            for cell in ET.fromstring(archive.read(file)).iter(f"{MAIN}c"):  # noqa: S314
                text = cell.find(f"{MAIN}f")
                if text is not None:
                    kept = cell.find(f"{MAIN}v")
                    yield Formula(
                        name, *place_of(cell.attrib["r"]), text.text or "", (kept.text or "") if kept is not None else ""
                    )


def place_of(reference: str) -> tuple[int, int]:
    """Row and column of ``AB12``, counted from 0."""
    letters, row = re.fullmatch(r"([A-Z]+)([0-9]+)", reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row) - 1, column - 1


def cells(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def at(sheets: Mapping[str, list[list[Any]]], formula: Formula) -> Any:
    rows = sheets[formula.sheet]
    row = rows[formula.row] if formula.row < len(rows) else []
    return row[formula.column] if formula.column < len(row) else ""


def same(kept: str, found: Any, near_zero: float) -> bool:
    if isinstance(found, int | float):
        return isclose(float(kept), found, rel_tol=1e-9, abs_tol=near_zero)
    return kept == str(found)


def differing(written: Path, recalculated: Path, near_zero: float = 1e-9) -> list[str]:
    """Every formula cell whose recalculated value is not the library's."""
    sheets = cells(recalculated)
    return [
        f"{one.sheet}!R{one.row + 1}C{one.column + 1} {one.text}: library {one.kept}, LibreOffice {at(sheets, one)!r}"
        for one in formulas(written)
        if not same(one.kept, at(sheets, one), near_zero)
    ]


def random_cases() -> list[sroi.Case]:
    """A dozen made-up cases, always the same ones: those of many that use the most options."""
    found: dict[str, sroi.Case] = {}

    @seed(2026)
    @settings(max_examples=60, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)
    @given(strategies.cases())
    def gather(case: sroi.Case) -> None:
        found[str(case.to_dict())] = case

    gather()
    return [found[text] for text in sorted(found, key=lambda text: (-len(text), text))[:RANDOM_CASES]]


def with_wrong_values(path: Path, target: Path) -> Path:
    """Copy a workbook with every kept number of a formula put wrong, so that only a recalculation can mend it."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f><v>)[-0-9.eE+]+(</v>)", rb"\g<1>-987654321\g<2>", data)
            copy.writestr(name, data)
    return target


def with_cells(path: Path, target: Path, changes: Mapping[tuple[str, str], float]) -> Path:
    """Copy a workbook with other numbers in some of its input cells, as if they had been typed in."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        files = sheet_files(source)
        for name in source.namelist():
            data = source.read(name).decode() if name.endswith(".xml") else source.read(name)
            for (sheet, cell), value in changes.items():
                if name == files[sheet]:
                    data, count = re.subn(rf'(<c r="{cell}"[^>]*><v>)[^<]*(</v>)', rf"\g<1>{value}\g<2>", str(data))
                    assert count == 1, f"no number in {sheet}!{cell}"
            copy.writestr(name, data)
    return target


def study(name: str) -> sroi.Case:
    return sroi.read_case(ROOT / "proxies" / "published" / f"{name}.yaml")


def everything() -> dict[str, sroi.Case]:
    """The cases whose workbooks are recalculated, by the names of their files."""
    other = sroi.read_case(ROOT / "tests" / "unit" / "reading" / "every_key.yaml")
    return {
        **{name: study(name) for name in STUDIES},
        "every_key": other,
        **{f"random-{n}": c for n, c in enumerate(random_cases())},
    }


EDITS = {("Value map", "H5"): 300.0, ("Case", "B17"): 0.05, ("Value map", "J5"): 5.0, ("Inputs", "E5"): 100000.0}
"""Another quantity and duration of the first line, another discount rate, another first input."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workbooks")


@pytest.fixture(scope="module")
def cases() -> dict[str, sroi.Case]:
    return everything()


@pytest.fixture(scope="module")
def written(folder: Path, cases: dict[str, sroi.Case]) -> dict[str, Path]:
    files = {name: folder / f"{name}.xlsx" for name in cases}
    for name, file in files.items():
        write_workbook(sroi.calculate(cases[name]), file)
    files["wrong"] = with_wrong_values(files["westbank_2015"], folder / "wrong.xlsx")
    files["edited"] = with_cells(files["westbank_2015"], folder / "edited.xlsx", EDITS)
    return files


@pytest.fixture(scope="module")
def recalculated(written: dict[str, Path], folder: Path) -> dict[str, Path]:
    return recalculate(list(written.values()), folder)


def test_every_formula_comes_to_the_number_of_the_library(
    written: dict[str, Path], recalculated: dict[str, Path], cases: dict[str, sroi.Case]
) -> None:
    """Both published studies, a case of every key, and a dozen made-up ones."""
    assert {name: found for name in cases if (found := differing(written[name], recalculated[name]))} == {}
    assert sum(len(list(formulas(written[name]))) for name in cases) > 5000


def test_libreoffice_mends_values_that_were_put_wrong(written: dict[str, Path], recalculated: dict[str, Path]) -> None:
    """So the comparison above is with numbers that LibreOffice worked out, not with those that stood in the file."""
    assert len(differing(written["westbank_2015"], written["wrong"])) > 300
    assert differing(written["westbank_2015"], recalculated["wrong"]) == []


def total(path: Path, label: str) -> float:
    return next(float(row[1]) for row in cells(path)["Totals"] if row[0] == label)


def test_a_changed_input_changes_the_ratio_as_the_library_says(
    written: dict[str, Path], recalculated: dict[str, Path], cases: dict[str, sroi.Case]
) -> None:
    first, grant = cases["westbank_2015"].outcomes[0].id, cases["westbank_2015"].inputs[0].id
    changes = [
        {"set": {"quantity": 300, "duration": 5}, "only": {"outcome": [first]}},
        {"set": {"amount": 100000}, "only": {"input": [grant]}},
        {"set": {"discount": 0.05}},
    ]
    expected = sroi.calculate(sroi.what_if(cases["westbank_2015"], {"changes": changes}))
    assert total(recalculated["edited"], "Ratio") == pytest.approx(expected.ratio.value, rel=1e-9)
    assert total(recalculated["edited"], "Net present value") == pytest.approx(expected.net_present_value, rel=1e-9)
    assert expected.ratio.value != sroi.calculate(cases["westbank_2015"]).ratio.value
    read = sroi.calculate(sroi.read_case(written["edited"]))
    assert read.ratio.value == pytest.approx(expected.ratio.value, rel=1e-12)


def test_a_workbook_saved_by_another_program_reads_back_the_same(
    recalculated: dict[str, Path], cases: dict[str, sroi.Case]
) -> None:
    assert [name for name, case in cases.items() if sroi.read_case(recalculated[name]) != case] == []


def test_an_open_document_reads_back_the_same(written: dict[str, Path], folder: Path, cases: dict[str, sroi.Case]) -> None:
    saved = recalculate([written["westbank_2015"]], folder, "ods")["westbank_2015"]
    assert sroi.read_case(saved) == cases["westbank_2015"]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_an_error_in_a_value_map_that_a_program_saved_is_no_blank(kind: str, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "map.xlsx") as book:
        sheet = book.add_worksheet("Map")
        sheet.write_row(0, 0, ["Stakeholder", "Outcome", "Quantity", "Value", "Deadweight", "Drop off"])
        sheet.write_row(1, 0, ["Residents", "Calmer", 3, 100])
        sheet.write_formula(1, 4, "=1/0")
        sheet.write_formula(1, 5, "=0.1+0.1")
    told = read_value_map(recalculate([tmp_path / "map.xlsx"], tmp_path, kind)["map"])
    assert told.not_understood == ("sheet Map, cell E2: '#DIV/0!' is an error of the spreadsheet; mend the formula of the cell",)
    assert told.data["outcomes"][0]["drop_off"] == 0.2
    with pytest.raises(sroi.SroiError, match="old kind"):
        sroi.map_measurements(recalculate([tmp_path / "map.xlsx"], tmp_path, "xls")["map"])
