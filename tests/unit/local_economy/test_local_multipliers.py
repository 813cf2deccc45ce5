"""Input-output effects and volunteer hours, against the worked examples and the tables."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from sroi.errors import InvalidArgumentError, NotFoundError
from sroi.local_economy import input_output, volunteering
from sroi.local_economy.tables import Industry, PublishedRate, hourly_rate, industry_row
from sroi.model.text import money_text

TABLE = Path(__file__).parents[3] / "proxies" / "indices" / "io_multipliers.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
CARE = "Health & Social Work"


def test_the_worked_example_of_care_to_the_penny() -> None:
    assert money_text(input_output(1_000_000, industry=CARE)) == "£1,100,000.00"
    assert money_text(input_output(1_000_000, industry=CARE, effect="gva")) == "£486,200.00"
    assert f"{input_output(1_000_000, industry=CARE, effect='jobs'):.1f}" == "12.3"
    assert input_output(1_000_000, industry=CARE, effect="direct_jobs") == 11.6


def test_direct_gva_of_a_community_business() -> None:
    assert f"{input_output(107_946, industry='Other Services', effect='direct_gva'):,.0f}" == "42,747"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sector"])
def test_every_sector_follows_its_row(row: dict[str, str]) -> None:
    value_added, output = float(row["gva_to_output_ratio"]), float(row["output_multiplier_type_i"])
    jobs, employment = float(row["direct_jobs_per_gbp_million"]), float(row["employment_multiplier_type_i"])
    found = {effect: input_output(2e6, industry=row["sector"], effect=effect) for effect in ("output", "gva", "jobs")}  # type: ignore[arg-type]
    assert found == {
        "output": pytest.approx(2e6 * output),
        "gva": pytest.approx(2e6 * value_added * output),
        "jobs": pytest.approx(2 * jobs * employment),
    }


@pytest.mark.parametrize("name", ["health & social work", " Health and Social  Work "])
def test_a_sector_is_found_however_it_is_written(name: str) -> None:
    assert input_output(100, industry=name) == pytest.approx(110)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"industry": "Health"}, "industry-not-found"),
        ({"industry": CARE, "area": "halton"}, "area-not-found"),
    ],
)
def test_what_is_not_in_the_table(given: dict[str, Any], code: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        input_output(1, **given)
    assert caught.value.code == code
    assert caught.value.fix


def test_a_misspelt_sector_is_guessed() -> None:
    with pytest.raises(NotFoundError, match=CARE):
        input_output(1, industry="Health & Sozial Work")


def test_bad_arguments() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        input_output(1, industry=CARE, effect="welfare")  # type: ignore[arg-type]
    assert caught.value.code == "effect-unknown"
    with pytest.raises(InvalidArgumentError):
        input_output(float("nan"), industry=CARE)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"year": 2025}, "£122,100.00"),
        ({"year": "2025/26"}, "£122,100.00"),
        ({"year": 2025, "rate": "median_pay"}, "£179,600.00"),
        ({"year": 2022, "rate": "gva_per_hour"}, "£357,000.00"),
        ({"year": "2022/23", "rate": "gva_per_hour"}, "£357,000.00"),
        ({"year": "2025/26", "rate": "median_pay"}, "£179,600.00"),
        ({"year": 2026}, "£127,100.00"),
        ({"year": 2020}, "£87,200.00"),
        ({"year": 2016}, "£72,000.00"),
        ({"year": 2013}, "£63,100.00"),
    ],
)
def test_ten_thousand_volunteer_hours(given: dict[str, Any], text: str) -> None:
    assert money_text(volunteering(10_000, **given)) == text


@pytest.mark.parametrize("given", [{"year": 2011}, {"year": 2024, "rate": "median_pay"}, {"year": 2025, "rate": "gva_per_hour"}])
def test_a_rate_is_never_carried_to_another_year(given: dict[str, Any]) -> None:
    with pytest.raises(NotFoundError) as caught:
        volunteering(1, **given)
    assert caught.value.code == "rate-year-not-found"
    assert "20" in caught.value.fix


def test_an_unknown_rate_is_refused() -> None:
    with pytest.raises(NotFoundError) as caught:
        volunteering(1, year=2025, rate="median")  # type: ignore[arg-type]
    assert caught.value.code == "rate-not-found"


@pytest.mark.parametrize("hours", [-1, None, float("inf")])
def test_hours_are_a_number_of_at_least_nothing(hours: Any) -> None:
    with pytest.raises(InvalidArgumentError):
        volunteering(hours, year=2025)


@pytest.mark.parametrize(
    ("rate", "year", "found"),
    [
        ("national_living_wage", "2025/26", PublishedRate(12.21, "govuk-nmw", "2025/26", "")),
        ("national_living_wage", 2015, PublishedRate(6.70, "govuk-nmw", "2015", "")),
        ("median_pay", 2025, PublishedRate(17.96, "ons-ashe-2025", "2025", "United Kingdom")),
        ("gva_per_hour", "2022/23", PublishedRate(35.7, "tpi-itl3-2024", "2022/23", "East Merseyside")),
    ],
)
def test_an_hourly_rate_knows_its_source_year_and_area(rate: str, year: int | str, found: PublishedRate) -> None:
    assert hourly_rate(rate, year) == found


def test_a_row_of_the_table_of_industries() -> None:
    assert industry_row("EDUCATION ", area=" Knowsley ") == Industry("Education", 1.04, 1.03, 13.6, 0.594, "econstack-data")


def test_what_suppliers_add_is_left_out_of_a_direct_effect() -> None:
    effects = {
        effect: input_output(500_000, industry="Education", effect=effect) for effect in ("direct_gva", "direct_jobs", "jobs")
    }  # type: ignore[arg-type]
    assert effects == pytest.approx({"direct_gva": 297_000, "direct_jobs": 6.8, "jobs": 7.004})


def test_part_of_an_hour_and_no_hour() -> None:
    assert volunteering(0.5, year=2025) == 6.105
    assert volunteering(0, year=2025) == 0
