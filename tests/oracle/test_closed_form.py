"""The closed form of present value against the plain sum, exact, where it is easiest to lose digits."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sroi import formula

CLOSE = Fraction(1, 10**12)
RATES = [0.0, 1e-15, 1e-12, 1e-9, 1e-6, 3.1e-5, 3.2e-5, 1e-4, 0.00316, 0.00317, 0.015, 0.035, 0.25, 1.0]
DROP_OFFS = [0.0, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 0.035, 0.4, 0.999999, 1.0]
DURATIONS = [0.0, 1e-9, 0.5, 0.999, 1.0, 1.5, 2.0, 2.1, 3.0, 9.0, 10.25, 100.0, 99.5, 1000.0]
FROMS = [1, 2, 3, 14, 1000]
GRID = [
    (drop_off, duration, first, rate) for drop_off in DROP_OFFS for duration in DURATIONS for first in FROMS for rate in RATES
]
BITS = 400


@cache
def exact(drop_off: float, duration: float, first: int, rate: float, starts: int = 1) -> Fraction:
    """The sum of net 1 year by year, in whole numbers of 2 ** −400: no closed form, no rounding that could matter."""
    share, growth = (_fixed(1 - Fraction(drop_off)), _fixed(1 / (1 + Fraction(rate))))
    total, worth = 0, _fixed(Fraction(1))
    for _ in range(starts):
        worth = worth * growth >> BITS
    for year in range(1, int(duration) + 2):
        if year >= first:
            worth = worth * share >> BITS
        total += worth * _fixed(min(Fraction(1), max(Fraction(0), Fraction(duration) - year + 1))) >> BITS
        worth = worth * growth >> BITS
    return Fraction(total, 1 << BITS)


def _fixed(value: Fraction) -> int:
    return (value.numerator << BITS) // value.denominator


def assert_close(found: Any, wanted: Fraction, of: object) -> None:
    assert abs(Fraction(found) - wanted) <= CLOSE * wanted, (of, float(found), float(wanted))


def test_on_float() -> None:
    for line in GRID:
        drop_off, duration, first, rate = line
        assert_close(formula.present_value(1.0, drop_off, duration, first, 1, rate), exact(*line), line)


def test_on_arrays() -> None:
    drop_off, duration, first, rate = (np.array(column, dtype=np.float64) for column in zip(*GRID, strict=True))
    found = formula.present_value(np.ones(len(GRID)), drop_off, duration, first, np.ones(len(GRID)), rate, 0, np.where)
    for line, value in zip(GRID, found.tolist(), strict=True):
        assert_close(value, exact(*line), line)


def where(condition: nw.Expr, yes: Any, no: Any) -> nw.Expr:
    """The primitive of narwhals."""
    return nw.when(condition).then(yes if isinstance(yes, nw.Expr) else nw.lit(yes)).otherwise(no)


@pytest.mark.parametrize(
    "frame", [pd.DataFrame, pl.DataFrame, lambda columns: pl.DataFrame(columns).lazy()], ids=["pandas", "polars", "polars lazy"]
)
def test_on_narwhals_expressions(frame: Callable[..., Any]) -> None:
    names = ("drop_off", "duration", "first", "rate")
    columns = dict(zip(names, (list(map(float, column)) for column in zip(*GRID, strict=True)), strict=True))
    table = nw.from_native(frame({**columns, "net": [1.0] * len(GRID), "starts": [1.0] * len(GRID)}))
    column = {name: nw.col(name) for name in (*names, "net", "starts")}
    worth = formula.present_value(
        column["net"], column["drop_off"], column["duration"], column["first"], column["starts"], column["rate"], 0, where
    )
    found = table.lazy().select(worth.alias("worth")).collect()["worth"].to_list()
    for line, value in zip(GRID, found, strict=True):
        assert_close(value, exact(*line), line)


def test_on_fractions_it_is_exact() -> None:
    third, rate = Fraction(1, 3), Fraction(7, 200)
    for duration in (Fraction(0), Fraction(1, 2), Fraction(1), Fraction(21, 10), Fraction(12)):
        for first in (1, 2, 5):
            found = formula.present_value(Fraction(900), third, duration, first, 2, rate)
            assert found == 900 * plain_sum(third, duration, first, rate) / (1 + rate)


def test_on_fractions_at_growth_one_it_is_exact() -> None:
    found = formula.present_value(Fraction(1), Fraction(0), Fraction(101, 2), 2, 1, Fraction(0))
    assert found == Fraction(101, 2)


def plain_sum(drop_off: Fraction, duration: Fraction, first: int, rate: Fraction) -> Fraction:
    """Year by year, with nothing but the words of the method."""
    return sum(
        (
            (1 - drop_off) ** max(0, year - first + 1) * min(Fraction(1), duration - year + 1) / (1 + rate) ** year
            for year in range(1, -(-duration.numerator // duration.denominator) + 1)
        ),
        Fraction(0),
    )


@pytest.mark.parametrize("drop_off", ["0", "0.4", "1"])
@pytest.mark.parametrize("duration", ["0", "0.5", "1", "2.1", "100"])
def test_on_decimals(drop_off: str, duration: str) -> None:
    with localcontext(prec=40):
        found = formula.present_value(Decimal(1), Decimal(drop_off), Decimal(duration), 2, 1, Decimal("0.035"))
    wanted = plain_sum(Fraction(drop_off), Fraction(duration), 2, Fraction("0.035"))
    assert abs(Fraction(found) - wanted) <= CLOSE * wanted


@settings(max_examples=100, deadline=None)
@given(
    st.floats(0, 1),
    st.one_of(st.floats(0, 40), st.floats(0, 1000)),
    st.integers(1, 30),
    st.one_of(st.floats(0, 1), st.floats(0, 1e-4)),
    st.integers(1, 40),
)
def test_on_any_float(drop_off: float, duration: float, first: int, rate: float, starts: int) -> None:
    wanted = exact(drop_off, duration, first, rate, starts)
    found = formula.present_value(1.0, drop_off, duration, first, starts, rate)
    assert abs(Fraction(found) - wanted) <= CLOSE * wanted + Fraction(1, 1 << 300)


@settings(max_examples=100)
@given(st.integers(0, 1000), st.floats(-1e-3, 1e-3))
def test_an_annuity_near_growth_one(years: int, step: float) -> None:
    growth = 1 + step
    numerator, denominator = Fraction(growth).as_integer_ratio()
    total = 0
    for year in range(years):
        total = total * numerator + denominator**year
    wanted = Fraction(total, denominator ** max(0, years - 1))
    assert abs(Fraction(formula.annuity(growth, float(years))) - wanted) <= CLOSE * wanted


def test_an_annuity_of_no_years_is_nothing() -> None:
    assert [formula.annuity(growth, 0.0) for growth in (0.0, 0.5, 1.0, 1 + 1e-15, 2.0)] == [0, 0, 0, 0, 0]
