"""Picking a proxy: which amount, at which prices, from which layer."""

from __future__ import annotations

import copy
import pickle

import pytest

from sroi import proxies
from sroi.catalogue import Catalogue, load, match, uprate
from sroi.errors import InvalidArgumentError, NotFoundError, PriceYearError
from sroi.model.match import Match

JOB = "employment.jobseeker_into_work_society"


def test_the_catalogue_is_read_once() -> None:
    assert load() is load()
    assert match(JOB, 2025) is match(JOB, 2025)


def test_an_amount_is_uprated_by_the_deflator_of_its_own_kind_of_year() -> None:
    found = match(JOB, "2025/26")
    assert found.how == "uprated"
    assert found.amount == pytest.approx(14610 * 100 / 69.1565, rel=1e-6)
    assert found.amount == 14610 * found.factor
    assert (found.index, found.vintage) == ("gdp_deflator_financial_year", "June 2026 Quarterly National Accounts")
    assert found.index_source == "hmt-gdp-deflators-2026-06"


def test_a_calendar_year_meets_a_financial_amount_and_says_so() -> None:
    found = match(JOB, 2025)
    assert found.price_year == "2025/26"
    assert found.amount == match(JOB, "2025/26").amount
    assert "from 2012/13 to 2025/26 (for 2025)" in found.sentence


def test_a_financial_year_meets_a_calendar_amount_and_says_so() -> None:
    found = match("carbon.tonne_2025", "2025/26")
    assert found.price_year == 2025
    assert "from 2022 to 2025 (for 2025/26)" in found.sentence


def test_the_exact_year_is_taken_when_the_proxy_lists_it() -> None:
    found = match("health.gp_consultation", "2013/14")
    assert (found.amount, found.how, found.factor) == (38.0, "exact year", 1.0)
    assert found.value is found.proxy.values[1]
    assert match("health.gp_consultation", 2013).value is found.value


def test_any_other_year_takes_the_first_amount() -> None:
    assert match("health.gp_consultation", "2014/15").value is match("health.gp_consultation").value


def test_without_a_year_the_first_amount_stands_as_printed() -> None:
    found = match(JOB)
    assert (found.amount, found.price_year, found.how) == (14610.0, "2012/13", "as given")


@pytest.mark.parametrize("year", [None, 1970, "2030/31", 2025])
def test_a_ratio_is_never_uprated(year: int | str | None) -> None:
    found = match("income.take_home_pay_pound", year)
    assert (found.amount, found.how, found.price_year) == (0.72, "as given", "any")


def test_low_and_high_move_with_the_amount_and_stay_blank_when_blank() -> None:
    found = match("carbon.tonne_2025", 2025)
    assert found.low == pytest.approx(136.53 * found.factor)
    assert found.high == pytest.approx(409.60 * found.factor)
    assert (match(JOB, 2025).low, match(JOB, 2025).high) == (None, None)


def test_a_forecast_is_said_to_be_one() -> None:
    assert "2027 is a forecast" in match("carbon.tonne_2025", 2027).sentence
    assert "forecast" not in match("carbon.tonne_2025", 2025).sentence


@pytest.mark.parametrize("year", [1954, 2031, "2031/32", "1954/55"])
def test_nothing_is_extrapolated(year: int | str) -> None:
    with pytest.raises(PriceYearError, match="it runs from 1955") as caught:
        match(JOB, year)
    assert caught.value.code == "price-year-outside-series"


@pytest.mark.parametrize("year", ["2025/27", "25/26", 99, True, "any", "soon", 2025.5])
def test_what_is_no_price_year_is_refused(year: object) -> None:
    with pytest.raises(PriceYearError) as caught:
        match(JOB, year)  # type: ignore[arg-type]
    assert caught.value.code == "not-a-price-year"


def test_another_index_may_be_named() -> None:
    found = match("wellbeing.wellby", 2025, index="cpi")
    assert found.amount == pytest.approx(13000 * 138.4 / 107.8)
    assert found.sentence == "uprated from 2019 to 2025 by cpi (16 September 2026), factor 1.283858998"


def test_an_index_without_the_kind_of_year_is_refused() -> None:
    with pytest.raises(PriceYearError) as caught:
        match(JOB, 2025, index="cpi")
    assert caught.value.code == "no-index-for-kind-of-year"


@pytest.mark.parametrize("index", ["retail", "discount_rates"])
def test_what_is_no_index_of_prices_is_refused(index: str) -> None:
    with pytest.raises((NotFoundError, PriceYearError)):
        match("wellbeing.wellby", 2025, index=index)


def test_a_misspelt_id_is_met_with_the_nearest() -> None:
    with pytest.raises(NotFoundError) as caught:
        match("employment.jobseker_into_work_society")
    assert caught.value.fix == f"did you mean '{JOB}'?"


def test_an_id_like_nothing_is_met_with_the_way_to_search() -> None:
    with pytest.raises(NotFoundError) as caught:
        match("zzzz")
    assert "sroi.proxies.search" in caught.value.fix


def test_a_match_answers_the_fields_of_the_proxy_and_of_the_value() -> None:
    found = proxies.get(JOB, 2025)
    assert found.title == found.proxy.title
    assert (found.unit, found.kind, found.theme) == ("person-year", "economic", "employment")
    assert (found.source, found.confidence) == ("gmca-ucd-1-4", "medium")
    assert found.licence == "CC-BY-4.0"
    assert {"title", "locator", "amount"} <= set(dir(found))
    with pytest.raises(AttributeError, match="a match has no field 'colour'"):
        _ = found.colour


def test_a_match_can_be_copied_pickled_and_compared() -> None:
    found = match(JOB, 2025)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
    assert copy.deepcopy(found) == found
    assert found != match(JOB, 2024)


def test_a_match_as_plain_data() -> None:
    data = match("health.gp_consultation", "2024/25").to_dict()
    assert data["amount"] == 48.0
    assert data["sentence"] == "exact year: 2024/25 prices"
    assert data["layer"] == "package"


def test_amounts_of_the_case_are_uprated_the_same_way() -> None:
    found = uprate(1250, from_year="2012/13", to_year=2025)
    assert found.factor == match(JOB, 2025).factor
    assert found.to_year == "2025/26"
    assert uprate(7, from_year=2025, to_year="2025/26").how == "exact year"


def test_other_currencies_stay_in_their_year() -> None:
    assert uprate(100, from_year=2018, to_year=2018, currency="TWD").amount == 100.0
    with pytest.raises(PriceYearError) as caught:
        uprate(100, from_year=2018, to_year=2025, currency="TWD")
    assert caught.value.code == "currency-not-uprated"


@pytest.mark.parametrize("amount", [float("nan"), float("inf")])
def test_only_finite_amounts_are_uprated(amount: float) -> None:
    with pytest.raises(InvalidArgumentError):
        uprate(amount, from_year=2019, to_year=2025)


@pytest.mark.parametrize("id_", [None, 7, ""])
def test_what_is_no_id_is_not_found(id_: object) -> None:
    with pytest.raises(NotFoundError):
        match(id_)  # type: ignore[arg-type]


def test_records_of_the_catalogue_cannot_be_changed() -> None:
    catalogue: Catalogue = load()
    found: Match = catalogue.match(JOB)
    with pytest.raises(TypeError):
        catalogue.proxies["x"] = found.proxy  # type: ignore[index]
    with pytest.raises(AttributeError):
        found.amount = 1.0  # type: ignore[misc]
