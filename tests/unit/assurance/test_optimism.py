"""Optimism bias: capital costs by Mott MacDonald, benefits by a table of the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi.assurance import capital_bounds, read_corrections
from sroi.errors import InvalidArgumentError, InvalidDataError, NotFoundError

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "docs" / "examples" / "optimism_bias_by_grade.yaml"


def befriending() -> dict[str, Any]:
    return sroi.read_case(ROOT / "docs" / "examples" / "befriending.yaml").to_dict()


def test_the_bounds_are_those_of_the_guidance() -> None:
    assert capital_bounds("equipment and development").upper == 2.0
    assert capital_bounds("standard buildings", applies_to="works duration").lower == 0.01


@pytest.mark.parametrize(("managed", "uplift"), [(0, 0.51), (0.5, 0.255), (1, 0.04), (0.95, 0.04)])
def test_what_is_managed_comes_off_down_to_the_lower_bound(managed: float, uplift: float) -> None:
    bounds = capital_bounds("non-standard buildings")
    assert bounds.uplift(managed) == pytest.approx(uplift)
    assert bounds.corrected(1000, managed) == pytest.approx(1000 * (1 + uplift))


def test_an_unknown_project_lists_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="no optimism bias is known") as caught:
        capital_bounds("castles")
    assert "standard buildings" in caught.value.fix


def test_a_managed_share_beyond_one_is_refused() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        capital_bounds("standard buildings").uplift(40)
    assert caught.value.code == "share-out-of-range"


def test_a_table_corrects_each_number_by_its_grade() -> None:
    case = read_corrections(TABLE).correct(sroi.read_case(befriending()))
    assert case.outcomes[0].quantity.value == pytest.approx(14 * 0.75)
    assert case.outcomes[0].quantity.low == pytest.approx(10 * 0.75)
    assert case.inputs[0].amount.amount == pytest.approx(30000 * 1.3)


def test_a_negative_line_is_left_as_it_is() -> None:
    data = befriending()
    data["outcomes"][0]["quantity"] = -3
    assert read_corrections(TABLE).correct(sroi.read_case(data)).outcomes[0].quantity.value == -3


def test_a_grade_without_a_correction_stays() -> None:
    table = read_corrections(TABLE)
    strong = table.model_copy(update={"corrections": table.corrections[:1]})
    assert strong.correct(sroi.read_case(befriending())).outcomes[0].quantity.value == 14


def test_every_fault_of_a_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "table.yaml"
    path.write_text("format: 1\ntitle: t\ncorrections:\n  - {grade: odd, benefits_percent: 120, costs_percent: 0}\n", "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_corrections(path)
    assert {fault.where.rpartition(", ")[2] for fault in caught.value.faults} == {
        "source",
        "corrections[0].grade",
        "corrections[0].benefits_percent",
    }


def test_a_table_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.yaml"
    path.write_text("format: [1\n", "utf-8")
    with pytest.raises(InvalidDataError):
        read_corrections(path)
