"""A case written to a file reads back as the same case."""

from __future__ import annotations

from pathlib import Path

import pytest

import sroi
from sroi.mapping import case_text, write_case

ROOT = Path(__file__).parents[3]
FILES = [*sorted((ROOT / "proxies" / "published").glob("*.yaml")), ROOT / "docs" / "examples" / "befriending.yaml"]
ROW = {"measure": 12, "stakeholder": "Council", "tonnes_not_arising": 3, "tonnes_moved_from_landfill": 2}


def case() -> sroi.Case:
    return sroi.map_measurements(
        [{**ROW, "new_route_cost_per_tonne": 95.5, "note": 'He said: "no: never", 100 % # sure'}],
        inputs=[{"stakeholder": "Council", "amount": 1000.25}],
        price_year="2025/26",
        discount="green-book-2026",
        title="Waste: less of it",
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_of_the_library_reads_back(path: Path, tmp_path: Path) -> None:
    original = sroi.read_case(path)
    write_case(original, tmp_path / "again.yaml")
    again = sroi.read_case(tmp_path / "again.yaml")
    assert again == original
    assert sroi.calculate(again).fingerprint == sroi.calculate(original).fingerprint


def test_a_mapped_case_reads_back(tmp_path: Path) -> None:
    write_case(case(), tmp_path / "case.yml")
    again = sroi.read_case(tmp_path / "case.yml")
    assert again == case()
    assert sroi.calculate(again).fingerprint == sroi.calculate(case()).fingerprint


def test_comments_say_where_each_number_comes_from() -> None:
    text = case_text(case())
    assert "# Measure 12: Reduction in household waste and waste to landfill" in text
    assert text.count("# Take care: Landfill tax is a transfer.") == 1
    assert "# Landfill gate fee avoided, without tax: £" in text
    assert "uprated from 2024/25 to 2025/26 by gdp_deflator_financial_year" in text
    assert "# source: wrap-gate-fees-2024-25, median, non-hazardous landfill; confidence high" in text
    assert 'indicator: "tonnes_moved_from_landfill = 2, taken off"' in text


def test_a_case_of_an_unknown_framework_is_written_without_its_comments() -> None:
    own = case().model_copy(
        update={"outcomes": (case().outcomes[0].model_copy(update={"measure": "ours/1", "proxy": "no.such"}),)}
    )
    assert "measure: ours/1" in case_text(own)
    assert "# Measure" not in case_text(own)


@pytest.mark.parametrize("name", ["case.json", "case.xlsx", "case"])
def test_another_kind_of_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(sroi.SroiError) as caught:
        write_case(case(), tmp_path / name)
    assert caught.value.code == "not-a-yaml-file"
    assert not (tmp_path / name).exists()
