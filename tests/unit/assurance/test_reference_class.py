"""Where a figure stands among published reports: no finer than what is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

import sroi
from sroi.assurance import reference_class, standings

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("ratio", "above", "below", "percentile"),
    [
        (1.0, 0, 10, None),
        (1.31, 10, 10, 10.0),
        (3.56, 50, 50, 50.0),
        (5.08, 50, 75, 62.5),
        (8.41, 75, 90, 82.5),
        (10.22, 90, 90, 90.0),
        (40.90, 90, 100, None),
    ],
)
def test_a_ratio_stands_between_printed_percentiles(ratio: float, above: int, below: int, percentile: float | None) -> None:
    standing = reference_class().sroi_ratio.standing(ratio)
    assert (standing.above, standing.below) == (above, below)
    assert standing.percentile == (None if percentile is None else pytest.approx(percentile))
    assert standing.usual == (percentile is not None)


def test_the_words_claim_no_more_than_the_percentiles() -> None:
    ratios = reference_class().sroi_ratio
    assert ratios.standing(8.41).text == "between the 75th and 90th percentile of 247 published reports, read by a language model"
    assert ratios.standing(40.9).text == "above the 90th percentile of 247 published reports, read by a language model"
    assert ratios.standing(1.0).text == "below the 10th percentile of 247 published reports, read by a language model"
    assert ratios.standing(3.56).text == "at the 50th percentile of 247 published reports, read by a language model"


def test_one_value_may_stand_at_several_percentiles() -> None:
    standing = reference_class().discount_rate_percent.standing(3.5)
    assert (standing.above, standing.below) == (10, 75)
    assert standing.usual


def test_each_assumption_of_a_study_has_its_place() -> None:
    found = standings(sroi.calculate(sroi.read_case(ROOT / "proxies" / "published" / "westbank_2015.yaml")))
    assert set(found) == {"ratio", "deadweight", "attribution", "drop_off", "discount"}
    assert found["drop_off"].value == pytest.approx(22)
    assert found["ratio"].text.startswith("between the 50th and 75th")
    assert found["discount"].text.startswith("between the 10th and 75th")


def test_shares_are_weighed_by_gross_value_and_drop_off_counts_only_where_it_can_act() -> None:
    data = sroi.read_case(ROOT / "docs" / "examples" / "befriending.yaml").to_dict()
    (line,) = data["outcomes"]
    small = {"amount": 100, "unit": "person-year", "price_year": 2025, "source": "list"}
    shares = {"deadweight": 0.1, "drop_off": 0.9, "duration": 1, "attribution": [0.5, 0.5]}
    data["outcomes"] = [
        line | {"quantity": 3, "proxy": small, "drop_off": 0.4},
        line | shares | {"id": "brief", "quantity": -1, "proxy": small},
    ]
    found = standings(sroi.calculate(sroi.read_case(data)))
    assert found["deadweight"].value == pytest.approx(25)
    assert found["attribution"].value == pytest.approx((3 * 25 + 75) / 4)
    assert found["drop_off"].value == pytest.approx(40)


def test_nothing_is_said_of_an_assumption_that_is_absent() -> None:
    data = sroi.read_case(ROOT / "docs" / "examples" / "befriending.yaml").to_dict()
    data["outcomes"][0].pop("drop_off")
    assert "drop_off" not in standings(sroi.calculate(sroi.read_case(data)))
