"""The one formula, function by function, on every kind of number."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sroi import formula

KINDS: dict[str, Callable[[str], Any]] = {"float": float, "Decimal": Decimal, "Fraction": Fraction}


@pytest.fixture(params=KINDS.values(), ids=KINDS)
def number(request: pytest.FixtureRequest) -> Callable[[str], Any]:
    return request.param  # type: ignore[no-any-return]


def test_gross(number: Callable[[str], Any]) -> None:
    assert formula.gross(number("38"), number("1250")) == 47500
    assert formula.gross(number("-2"), number("3")) == -6


def test_net(number: Callable[[str], Any]) -> None:
    assert formula.net(number("1000"), number("0.5"), number("0.25")) == 375
    assert formula.net(number("1000"), number("0.5"), number("0"), number("0.5"), number("0.25")) == number("187.5")
    assert formula.net(number("1000"), number("0"), number("0"), contribution=number("0.75")) == 750
    assert formula.net(number("1000"), number("1"), number("0")) == 0


@pytest.mark.parametrize(
    ("year", "first", "left"),
    [(1, 2, "1"), (2, 2, "0.5"), (3, 2, "0.25"), (1, 1, "0.5"), (3, 1, "0.125"), (3, 4, "1"), (4, 4, "0.5")],
)
def test_kept(year: int, first: int, left: str, number: Callable[[str], Any]) -> None:
    assert formula.kept(number("0.5"), year, first) == number(left)


def test_kept_of_everything_lost_and_nothing_lost(number: Callable[[str], Any]) -> None:
    assert [formula.kept(number("1"), year, 2) for year in (1, 2, 3)] == [1, 0, 0]
    assert [formula.kept(number("0"), year, 1) for year in (1, 2, 3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("duration", "portions"), [("2.25", ["1", "1", "0.25", "0"]), ("0.5", ["0.5", "0"]), ("0", ["0"]), ("2", ["1", "1", "0"])]
)
def test_portion(duration: str, portions: list[str], number: Callable[[str], Any]) -> None:
    assert [formula.portion(number(duration), year) for year in range(1, len(portions) + 1)] == list(map(number, portions))


@pytest.mark.parametrize(("duration", "years"), [("0", 0), ("0.1", 1), ("1", 1), ("2.1", 3), ("1000", 1000)])
def test_whole_years(duration: str, years: int, number: Callable[[str], Any]) -> None:
    assert formula.whole_years(number(duration)) == years


def test_a_year_value_is_nothing_before_and_after() -> None:
    values = [formula.year_value(100.0, 0.5, 2.5, 2, year) for year in range(-2, 6)]
    assert values == [0, 0, 0, 100, 50, 12.5, 0, 0]


@pytest.mark.parametrize(("year", "early", "factor"), [(1, 0, "0.8"), (2, 0, "0.64"), (1, 1, "1"), (3, 1, "0.64"), (0, 0, "1")])
def test_discount_factor(year: int, early: int, factor: str, number: Callable[[str], Any]) -> None:
    assert formula.discount_factor(number("0.25"), year, early) == number(factor)


def test_money_comes_at_the_end_of_a_year_unless_it_is_said_to_be_early() -> None:
    assert formula.discount_factor(0.25, 2) == 0.64
    assert formula.present_value(100.0, 0.0, 1.0, 2, 1, 0.25) == 80.0


def test_the_middle_of_a_year_is_half_a_year_early() -> None:
    assert formula.discount_factor(0.21, 1, 0.5) == pytest.approx(1 / 1.1, rel=1e-15)


@pytest.mark.parametrize(("growth", "years", "total"), [("2", 3, 7), ("1", 5, 5), ("0", 3, 1), ("0.5", 0, 0), ("0", 0, 0)])
def test_annuity(growth: str, years: int, total: int, number: Callable[[str], Any]) -> None:
    assert formula.annuity(number(growth), years) == total
    assert formula.annuity(number(growth), number(str(years))) == total


@pytest.mark.parametrize(
    ("drop_off", "duration", "first", "starts", "worth"),
    [
        ("0.5", "2", 2, 1, "112"),
        ("0.5", "2.5", 2, 1, "118.4"),
        ("0.5", "2", 1, 1, "56"),
        ("0.5", "2", 2, 2, "89.6"),
        ("1", "3", 2, 1, "80"),
        ("1", "3", 1, 1, "0"),
        ("0", "2", 2, 1, "144"),
        ("0.5", "0.5", 2, 1, "40"),
        ("0.5", "0.5", 1, 1, "20"),
        ("0.5", "0", 2, 1, "0"),
        ("0.5", "1.5", 3, 1, "112"),
    ],
)  # by hand: net 100 at 25 % a year
def test_present_value(drop_off: str, duration: str, first: int, starts: int, worth: str, number: Callable[[str], Any]) -> None:
    rate = number("0.25")
    found = formula.present_value(number("100"), number(drop_off), number(duration), first, starts, rate)
    assert float(found) == pytest.approx(float(worth), rel=1e-14, abs=1e-13)
    early = formula.present_value(number("100"), number(drop_off), number(duration), first, starts, rate, 1)
    assert float(early) == pytest.approx(1.25 * float(worth), rel=1e-14, abs=1e-13)


def test_whole_number_durations_are_as_good_as_decimals() -> None:
    for duration in range(15):
        for first in (1, 2, 13):
            one = formula.present_value(100.0, 0.3, duration, first, 1, 0.035)
            assert one == pytest.approx(formula.present_value(100.0, 0.3, float(duration), float(first), 1.0, 0.035), rel=1e-14)


def test_on_arrays_each_line_is_as_alone() -> None:
    durations, firsts = np.array([0.0, 0.5, 1.0, 2.1, 40.0]), np.array([1.0, 2.0, 3.0, 1.0, 20.0])
    found = formula.present_value(np.full(5, 10.0), np.full(5, 0.3), durations, firsts, np.full(5, 2.0), 0.05, 0.5, np.where)
    alone = [
        formula.present_value(10.0, 0.3, *line, 2, 0.05, 0.5) for line in zip(durations.tolist(), firsts.tolist(), strict=True)
    ]
    assert found.tolist() == pytest.approx(alone, rel=1e-14)


def on_arrays(function: Callable[..., Any], *columns: list[float]) -> list[float]:
    return function(*map(np.array, columns), where=np.where).tolist()  # type: ignore[no-any-return]


def test_every_step_takes_a_whole_column_at_once() -> None:
    drop_offs, durations, firsts, years = [0.5, 0.5, 1.0, 0.0], [2.25, 0.5, 3.0, 2.0], [2.0, 1.0, 2.0, 1.0], [3.0, 1.0, 2.0, 3.0]
    assert on_arrays(formula.kept, drop_offs, years, firsts) == [0.25, 0.5, 0.0, 1.0]
    assert on_arrays(formula.portion, durations, years) == [0.25, 0.5, 1.0, 0.0]
    assert on_arrays(formula.whole_years, durations) == [3.0, 1.0, 3.0, 2.0]
    assert on_arrays(formula.year_value, [100.0] * 4, drop_offs, durations, firsts, years) == [6.25, 25.0, 0.0, 0.0]
    assert on_arrays(formula.year_value, [100.0] * 4, drop_offs, durations, firsts, [0.0, -1.0, 1.0, 1.0]) == [0, 0, 100.0, 100.0]
    assert on_arrays(formula.annuity, [0.5, 2.0, 1.0, 0.0], years) == [1.75, 1.0, 2.0, 1.0]


def test_ratio(number: Callable[[str], Any]) -> None:
    assert formula.ratio(number("580"), number("100")) == number("5.8")


@pytest.mark.parametrize(
    ("step", "years", "near"),
    [
        (Fraction(1, 1500), 2, False),
        (Fraction(-1, 1500), 2, False),
        (Fraction(2, 3000001), 2, True),
        (Fraction(-2, 3000001), 2, True),
        (Fraction(1, 1501), 2, True),
        (Fraction(9999999, 15000000000), 2, True),
        (Fraction(1, 500), 0, False),
        (Fraction(1, 501), 0, True),
        (Fraction(0), 1000, True),
    ],
)
def test_the_closed_form_begins_at_a_rise_of_a_five_hundredth(step: Fraction, years: int, *, near: bool) -> None:
    assert formula.nearly_none(step, years) is near


@pytest.mark.parametrize(("drop_off_from", "asked"), [(1, 1), (2, 1), (12, 1), (13, 2), (14, 2)])
def test_up_to_eleven_whole_years_before_the_fading_are_added_up(drop_off_from: int, asked: int) -> None:
    calls = []

    def annuity(growth: float, years: float, where: Any) -> Any:
        calls.append(years)
        return formula.annuity(growth, years, where)

    value = formula.present_value(1.0, 0.25, 20.0, drop_off_from, 1, 0.0, annuity=annuity)
    assert value == pytest.approx(drop_off_from - 1 + sum(0.75**year for year in range(1, 22 - drop_off_from)), rel=1e-12)
    assert len(calls) == asked


def test_an_engine_may_give_the_whole_years_of_the_duration() -> None:
    for duration, years in ((2.5, 2.0), (0.25, 0.0), (3.0, 3.0)):
        given = formula.present_value(100.0, 0.5, duration, 2, 1, 0.25, years=years)
        assert given == formula.present_value(100.0, 0.5, duration, 2, 1, 0.25)
