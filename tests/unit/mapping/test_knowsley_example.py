"""The worked example: real borough figures where they are said to be real, illustrative ones marked as such."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import sroi

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "docs" / "examples"


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


BASELINE = read(ROOT / "proxies" / "indices" / "knowsley_baseline.csv")
ROWS = {row["measure"]: row for row in read(EXAMPLES / "knowsley_measurements.csv")}


def real(item: str, year: str) -> float:
    (found,) = [float(row["value"]) for row in BASELINE if row["item"].startswith(item) and row["year"] == year]
    return found


@pytest.fixture(scope="module")
def case() -> sroi.Case:
    return sroi.map_measurements(
        EXAMPLES / "knowsley_measurements.csv",
        inputs=EXAMPLES / "knowsley_inputs.csv",
        price_year=2025,
        discount="green-book-2026",
    )


def test_borough_figures_are_the_ones_in_the_data() -> None:
    assert float(ROWS["knowsley/1"]["population"].replace(",", "")) == real("working-age population", "2024")
    adults = real("residents 16+ total", "2021")
    assert float(ROWS["knowsley/2"]["population"].replace(",", "")) == adults
    for level, item in ((2, "residents 16+ Level 2"), (3, "residents 16+ Level 3"), (4, "residents 16+ Level 4+")):
        share = 100 * real(item, "2021") / adults
        assert float(ROWS["knowsley/2"][f"baseline_highest_level{level}"]) == pytest.approx(share, abs=0.0005)
    waste = ROWS["knowsley/27"]
    assert float(waste["baseline"]) == real("Merseyside household recycling rate", "2022/23")
    tonnes = real("waste from households per person", "2022") * real("mid-year population", "2024") / 1000
    assert float(waste["household_waste_tonnes"].replace(",", "")) == pytest.approx(tonnes, abs=0.5)


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row["measure"])
def test_every_row_with_made_up_figures_says_so(row: dict[str, str]) -> None:
    assert "illustrative" in row["basis"]
    assert "illustrative" in row["note"].lower()


def test_every_line_with_made_up_figures_says_so(case: sroi.Case) -> None:
    assert all("illustrative" in str(line.quantity.basis) for line in case.outcomes)
    assert all("illustrative" in str(line.amount.basis) for line in case.inputs)


def test_it_comes_to_a_ratio_and_every_line_traces_to_a_source_and_its_place(case: sroi.Case) -> None:
    result = sroi.calculate(case)
    assert result.ratio.value > 1
    for line in result.outcomes.values():
        match = line.priced.match
        assert match is not None
        text = result.explain(line.id)
        assert f"source: {match.value.source}, {match.value.locator}" in text
        assert "basis:" in text
        assert match.value.source in {path.stem for path in (ROOT / "proxies" / "sources").glob("*.yaml")}


def test_a_loss_stays_a_loss_and_local_money_stays_apart(case: sroi.Case) -> None:
    result = sroi.calculate(case)
    assert result.outcomes["knowsley-11-health-nonelective-episode"].present_value < 0
    assert result.outcomes["knowsley-24-local-economy-switch-to-small-supplier"].left_out
    assert {line.left_out for line in result.outcomes.values() if line.outcome.measure != "knowsley/24"} == {None}


def test_no_two_measures_of_it_hold_the_same_people(case: sroi.Case) -> None:
    measures = sroi.frameworks.get("knowsley").measures
    social = {str(line.measure) for line in case.outcomes} - {"knowsley/24"}
    assert [(one, other) for one in social for other in measures[one].clashes if other in social] == []
