"""Schedules, yearly rates and timing: factors multiplied year by year."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from sroi.errors import InvalidCaseError, NotFoundError
from sroi.prices.discounting import Schedule, factors, find_schedule, hold_last, schedules
from sroi.testing.strategies import SCHEDULES

INDEX = Path(__file__).parents[3] / "proxies" / "indices" / "discount_rates.csv"


def known() -> dict[str, Schedule]:
    with INDEX.open(encoding="utf-8", newline="") as file:
        return schedules(csv.DictReader(file))


def test_every_schedule_of_the_data_is_known() -> None:
    assert set(known()) == set(SCHEDULES)


@pytest.mark.parametrize(
    ("year", "rate"),
    [
        (1, 0.035),
        (30, 0.035),
        (31, 0.03),
        (75, 0.03),
        (76, 0.025),
        (125, 0.025),
        (126, 0.02),
        (201, 0.015),
        (301, 0.01),
        (999, 0.01),
    ],
)  # Green Book: 3.5 % to year 30, 3.0 to 75, 2.5 to 125, 2.0 to 200, 1.5 to 300, 1.0 after
def test_the_rates_of_the_green_book(year: int, rate: float) -> None:
    schedule = known()["green-book-2026"]
    assert schedule.rates(year)[-1] == rate
    assert (schedule.source, schedule.status, schedule.last_year) == ("hmt-green-book-2026", "in force", None)


def test_a_proposal_says_so_and_ends() -> None:
    schedule = known()["review-2026-proposed"]
    assert (schedule.status, schedule.last_year, schedule.rates(30)) == ("proposed", 30, (0.03,) * 30)
    with pytest.raises(InvalidCaseError) as caught:
        schedule.rates(31)
    assert caught.value.code == "past-end-of-schedule"
    assert caught.value.problem == "the schedule 'review-2026-proposed' ends at year 30 and year 31 is asked for"
    assert (caught.value.where, caught.value.fix) == ("method.discount", "shorten the line, or use a schedule that goes on")


def test_bands_follow_one_another_without_a_gap() -> None:
    for schedule in known().values():
        pairs = zip(schedule.bands, schedule.bands[1:], strict=False)
        assert all(later.first == (earlier.last or 0) + 1 for earlier, later in pairs)
        assert schedule.bands[0].first in {0, 1}


def test_an_unknown_schedule_is_told_the_known_ones() -> None:
    with pytest.raises(NotFoundError) as caught:
        find_schedule("green-book-2062", known())
    assert caught.value.code == "unknown-schedule"
    assert caught.value.problem == "no discount schedule has the id 'green-book-2062'"
    assert caught.value.where == "method.discount"
    assert caught.value.fix == f"give a rate such as 0.035, or one of {', '.join(known())}"
    with pytest.raises(NotFoundError) as caught:
        find_schedule("green-book-2062", known(), where="line 3")
    assert caught.value.where == "line 3"


def test_factors_are_products_over_the_years() -> None:
    rates = [0.25, 1.0, 0.0]
    assert factors(rates) == (0.8, 0.4, 0.4)
    assert factors(rates, "start_of_year") == (1.0, 0.8, 0.4)
    assert factors(rates, "mid_year") == pytest.approx((0.8**0.5, 0.8 * 0.5**0.5, 0.4), rel=1e-15)
    assert factors([]) == ()


def test_factors_of_a_long_schedule_are_exact_to_a_hair() -> None:
    rates = known()["green-book-2026"].rates(400)
    exact = Fraction(1)
    for rate, factor in zip(rates, factors(rates), strict=True):
        exact /= 1 + Fraction(rate)
        assert abs(Fraction(factor) / exact - 1) < Fraction(1, 10**12)


@pytest.mark.parametrize(("years", "held"), [(0, ()), (1, (0.03,)), (2, (0.03, 0.02)), (4, (0.03, 0.02, 0.02, 0.02))])
def test_the_last_of_a_list_holds_on(years: int, held: tuple[float, ...]) -> None:
    assert hold_last([0.03, 0.02], years) == held
