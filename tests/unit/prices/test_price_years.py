"""Price years over an index that is passed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sroi.errors import PriceYearError
from sroi.prices.price_years import PriceIndex, Uprating, asked_year, bring, factor, is_financial, read_year, same_kind, unchanged

CALENDAR = PriceIndex("prices", "2026", "someone", {"2018": 80.0, "2019": 100.0, "2020": 125.0}, frozenset({"2020"}))
FINANCIAL = PriceIndex("prices_fy", "2026", "someone", {"2018/19": 50.0, "2019/20": 60.0})
YEARS = st.integers(1950, 2099)
LEVELS = st.floats(1e-3, 1e6)


@pytest.mark.parametrize(("written", "read"), [(2019, 2019), ("2019", 2019), (" 2019/20 ", "2019/20"), ("1999/00", "1999/00")])
def test_a_year_is_read(written: int | str, read: int | str) -> None:
    assert read_year(written) == read


@pytest.mark.parametrize("year", ["2019/21", "2019-20", "19", 20190, 2019.0, False, "", None])
def test_what_is_no_year_is_refused(year: object) -> None:
    with pytest.raises(PriceYearError) as caught:
        read_year(year)  # type: ignore[arg-type]
    assert caught.value.code == "not-a-price-year"


def test_any_is_a_year_of_an_amount_but_not_to_ask_for() -> None:
    assert read_year("any") == "any"
    with pytest.raises(PriceYearError) as caught:
        asked_year("any")
    assert caught.value.problem == "'any' is not a price year"


def test_calendar_and_financial_years_stand_for_each_other() -> None:
    assert same_kind(1999, like="2012/13") == "1999/00"
    assert same_kind("1999/00", like=2012) == 1999
    assert same_kind("2012/13", like="2020/21") == "2012/13"


def test_a_factor_is_the_quotient_of_two_levels() -> None:
    assert factor(CALENDAR, 2018, 2020) == 125 / 80
    assert factor(FINANCIAL, "2018/19", "2019/20") == 1.2


def test_an_amount_keeps_its_kind_of_year() -> None:
    brought = bring(10, from_year="2018/19", to_year=2019, index=FINANCIAL)
    assert (brought.amount, brought.to_year, brought.how) == (12.0, "2019/20", "uprated")
    assert brought.sentence == "uprated from 2018/19 to 2019/20 (for 2019) by prices_fy (2026), factor 1.2"


def test_an_amount_of_the_year_asked_for_is_left_alone() -> None:
    brought = bring(10, from_year=2019, to_year=2019, index=CALENDAR)
    assert (brought.amount, brought.factor, brought.how, brought.index) == (10, 1.0, "exact year", None)


def test_forecasts_are_named_at_either_end() -> None:
    assert "(2026; 2020 is a forecast)" in bring(1, from_year=2019, to_year=2020, index=CALENDAR).sentence
    assert "(2026; 2020 is a forecast)" in bring(1, from_year=2020, to_year=2019, index=CALENDAR).sentence


def test_negative_amounts_are_brought_too() -> None:
    assert bring(-8, from_year=2018, to_year=2019, index=CALENDAR).amount == -10.0


@pytest.mark.parametrize(("start", "end", "named"), [(2017, 2019, "2017"), (2019, 2021, "2021")])
def test_a_year_outside_the_series_names_the_range(start: int, end: int, named: str) -> None:
    with pytest.raises(PriceYearError) as caught:
        bring(1, from_year=start, to_year=end, index=CALENDAR)
    assert named in caught.value.problem
    assert "from 2018 to 2020" in caught.value.problem


def test_a_year_of_the_other_kind_is_outside_the_series() -> None:
    with pytest.raises(PriceYearError):
        factor(FINANCIAL, 2018, 2019)


def test_an_amount_without_a_year_asked_for_stands_as_given() -> None:
    assert unchanged(5, "2019/20").sentence == "as given, in 2019/20 prices"
    assert unchanged(0.5, "any", 2019).how == "as given"


@given(YEARS)
def test_a_year_goes_to_the_other_kind_and_back(year: int) -> None:
    financial = same_kind(year, like="2012/13")
    assert is_financial(financial)
    assert read_year(financial) == financial
    assert same_kind(financial, like=2012) == year


@settings(max_examples=60)
@given(st.tuples(LEVELS, LEVELS, LEVELS), st.floats(-1e9, 1e9))
def test_going_by_way_of_another_year_changes_nothing(levels: tuple[float, float, float], amount: float) -> None:
    index = PriceIndex("i", "v", "s", dict(zip(("2001", "2002", "2003"), levels, strict=True)))
    direct = bring(amount, from_year=2001, to_year=2003, index=index).amount
    by_way = bring(bring(amount, from_year=2001, to_year=2002, index=index).amount, from_year=2002, to_year=2003, index=index)
    assert by_way.amount == pytest.approx(direct, rel=1e-12)
    back = bring(direct, from_year=2003, to_year=2001, index=index).amount
    assert back == pytest.approx(amount, rel=1e-12)


WAYS: dict[str, tuple[Callable[[], Uprating], Uprating]] = {
    "a ratio": (
        lambda: unchanged(0.72, "any", 2025),
        Uprating(0.72, 1.0, "any", "any", "as given", None, None, None, "a ratio, the same at every price year"),
    ),
    "no year asked for": (
        lambda: unchanged(10, 2019),
        Uprating(10, 1.0, 2019, 2019, "as given", None, None, None, "as given, in 2019 prices"),
    ),
    "its own year": (
        lambda: bring(10, from_year=2019, to_year=2019, index=CALENDAR),
        Uprating(10, 1.0, 2019, 2019, "exact year", None, None, None, "exact year: 2019 prices"),
    ),
    "its own year of the other kind": (
        lambda: bring(10, from_year="2018/19", to_year=2018, index=FINANCIAL),
        Uprating(10, 1.0, "2018/19", "2018/19", "exact year", None, None, None, "exact year: 2018/19 (for 2018) prices"),
    ),
    "another year": (
        lambda: bring(10, from_year="2018/19", to_year="2019/20", index=FINANCIAL),
        Uprating(
            12.0, 1.2, "2018/19", "2019/20", "uprated", "prices_fy", "2026", "someone",
            "uprated from 2018/19 to 2019/20 by prices_fy (2026), factor 1.2",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("way", "wanted"), WAYS.values(), ids=WAYS)
def test_the_whole_way_of_an_amount_is_told(way: Callable[[], Uprating], wanted: Uprating) -> None:
    assert way() == wanted


def test_the_errors_say_what_is_wrong_and_what_to_give() -> None:
    with pytest.raises(PriceYearError) as caught:
        read_year("2019/21")
    assert caught.value.problem == "'2019/21' is not a price year"
    assert caught.value.fix == 'give a calendar year such as 2019, or a financial year such as "2012/13"'
    with pytest.raises(PriceYearError) as caught:
        factor(CALENDAR, 2018, 2031)
    assert caught.value.code == "price-year-outside-series"
    assert caught.value.problem == "prices has no price level for 2031; it runs from 2018 to 2020"
    assert caught.value.fix == "use a price year from 2018 to 2020; nothing is extrapolated"
