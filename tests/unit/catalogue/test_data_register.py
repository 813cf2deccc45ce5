"""The register as a command: it writes, and it says what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sroi.catalogue import load, register

FILES = [
    "docs/reference/data_register.md",
    "proxies/datapackage.json",
    "proxies/schema/proxy.schema.json",
    "proxies/schema/source.schema.json",
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
    assert cells[0].startswith('<a id="employment.jobseeker_into_work_society"></a>**')
    assert cells[1] == "14610 per person-year, 2012/13 prices"
    address = load().sources["gmca-ucd-1-4"].url
    assert cells[2] == f"[`gmca-ucd-1-4`](#gmca-ucd-1-4) ([address]({address})), code E&E1.0"
    assert cells[3] == "£21,126.00 (× 1.4460)"
    assert cells[4] == "social-value; medium; copy; CC-BY-4.0"


def test_the_page_says_where_a_document_has_no_address() -> None:
    lines = register.register_text(load()).splitlines()
    nowhere = [source.id for source in load().sources.values() if source.url is None]
    rows = {id_: next(line for line in lines if f'<a id="{id_}"></a>' in line) for id_ in nowhere}
    assert [id_ for id_, row in rows.items() if register.NO_ADDRESS not in row] == ["effect-studies"]
    assert register.ROW_BY_ROW in rows["effect-studies"]
    assert "](indices.md#effect_sizes)" in rows["effect-studies"]
    assert f"{len(nowhere)} sources have no address" in "\n".join(lines)


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
    assert {line.replace("\\|", "").count("|") for line in rows} == {5, 6}
