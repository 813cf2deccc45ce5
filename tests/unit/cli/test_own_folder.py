"""``--folder``: every command that reads a case reads it with the proxies of a council's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from sroi.cli import main

ROOT = Path(__file__).parents[3]
BEFRIENDING = ROOT / "docs" / "examples" / "befriending.yaml"
LONELINESS = "wellbeing.chronic_loneliness_year"

PROXY = """\
id: council.calm_year
title: A calm year here
values_what: One calm year of one person.
unit: person-year
currency: GBP
beneficiary: individual
kind: wellbeing
transfer: false
method: stated-preference
lifetime: false
account: social-value
values:
  - amount: "100"
    price_year: 2025
    source: our-survey
    locator: page 3
    confidence: medium
    checked: original
"""
SOURCE = """\
id: our-survey
title: Survey of calm
publisher: The council
year: 2026
licence: own
redistribution: "yes"
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    for name, text in (("sources/our-survey.yaml", SOURCE), ("values/council/calm_year.yaml", PROXY)):
        path = tmp_path / "council" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return str(tmp_path / "council")


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(BEFRIENDING.read_text("utf-8").replace(LONELINESS, "council.calm_year"), "utf-8")
    return str(path)


@pytest.mark.parametrize(
    "words",
    [
        ["check", "CASE"],
        ["compare", "CASE", "CASE"],
        ["simulate", "CASE", "--draws", "50"],
        ["tornado", "CASE"],
        ["switching", "CASE"],
        ["verify", "--write", "OUT.json", "CASE"],
        ["report", "CASE", "--out", "OUT.md"],
    ],
    ids=lambda words: words[0],
)
def test_a_case_is_read_with_the_folder(
    words: list[str], folder: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [word.replace("CASE", file).replace("OUT", str(tmp_path / "out")) for word in words]
    assert main([*given, "--folder", folder]) in {0, 1}
    assert capsys.readouterr().err == ""
    assert main(given) == 2
    assert "council.calm_year" in capsys.readouterr().err


def test_a_manifest_holds_with_the_folder_it_was_written_with(folder: str, file: str, tmp_path: Path) -> None:
    manifest = str(tmp_path / "manifest.json")
    assert main(["verify", "--write", manifest, file, "--folder", folder]) == 0
    assert main(["verify", manifest, file, "--folder", folder]) == 0
    proxy = Path(folder, "values", "council", "calm_year.yaml")
    proxy.write_text(PROXY.replace('"100"', '"101"'), "utf-8")
    assert main(["verify", manifest, file, "--folder", folder]) == 1
