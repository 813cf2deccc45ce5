"""The register as a command: it writes, and it says what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sroi.catalogue import load, register

FILES = [
    "docs/reference/data_register.md",
    "proxies/datapackage.json",
    "proxies/schema/proxy.schema.json",
    "proxies/schema/framework.schema.json",
]


def test_it_writes_every_file_and_then_finds_them_as_they_should_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert register.main(["--root", str(tmp_path)]) == 0
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*") if path.is_file()) == sorted(FILES)
    assert register.main(["--root", str(tmp_path), "--check"]) == 0
    assert capsys.readouterr().out.count("written: ") == len(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_found_and_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    register.main(["--root", str(tmp_path)])
    (tmp_path / name).write_text("changed by hand", "utf-8")
    assert register.main(["--root", str(tmp_path), "--check"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == f"differs: {tmp_path / name}"
    assert (tmp_path / name).read_text("utf-8") == "changed by hand"


def test_the_page_says_price_year_uprated_value_licence_and_how_it_was_checked() -> None:
    page = register.register_text(load())
    line = next(line for line in page.splitlines() if "`employment.jobseeker_into_work_society`" in line)
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells[1:4] == ["14610", "2012/13", "person-year"]
    assert cells[4] == "£21,126.00 (× 1.4460)"
    assert cells[6:8] == ["medium", "copy"]
    assert cells[9] == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("id_", "remark"),
    [
        ("crime.reoffending_avoided_work", "a floor"),
        ("education.peer_programme_place", "a cost in place of a value"),
        ("waste.landfill_tax_tonne", "a transfer"),
        ("skills.nvq_level2_lifetime_economic", "a sum over years"),
    ],
)
def test_the_page_says_what_the_amount_alone_does_not(id_: str, remark: str) -> None:
    line = next(line for line in register.register_text(load()).splitlines() if f"`{id_}`" in line)
    assert f"; {remark}" in line


def test_no_cell_breaks_its_table() -> None:
    rows = [line for line in register.register_text(load()).splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {6, 7, 11}
