"""NumPy's way of running the formula gives what the plain formula gives, element by element."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sroi import formula
from sroi.valuation.arrays import Column, Scratch, plain, present_value, taken, where

SHARES = st.sampled_from([0.0, 1e-9, 1e-4, 0.3, 0.999, 1.0])
YEARS = st.sampled_from([0.0, 0.25, 1.0, 2.0, 3.0, 2.1, 40.0, 1000.0])
RATES = st.sampled_from([-0.5, 0.0, 1e-10, 0.035, 1.0])
WHOLE = st.integers(1, 14).map(float)


@given(st.lists(st.tuples(SHARES, YEARS, WHOLE, WHOLE, RATES), min_size=1, max_size=12), st.sampled_from([0.0, 0.5, 1.0]))
def test_each_element_is_that_of_the_formula_alone(rows: list[tuple[float, ...]], early: float) -> None:
    scratch = Scratch(len(rows))
    columns = [scratch.column(np.array(values)) for values in zip(*rows, strict=True)]
    found = plain(present_value(100.0, *columns, early))
    alone = [formula.present_value(100.0, *row, early) for row in rows]
    assert found == pytest.approx(alone, rel=1e-12, abs=0)


@given(st.lists(st.tuples(SHARES, YEARS), min_size=2, max_size=12))
def test_an_element_does_not_hang_on_the_others_of_its_block(rows: list[tuple[float, float]]) -> None:
    def of(some: list[tuple[float, float]]) -> list[float]:
        scratch = Scratch(len(some))
        drop_off, duration = (scratch.column(np.array(values)) for values in zip(*some, strict=True))
        return np.broadcast_to(plain(present_value(100.0, drop_off, duration, 2, 1, 0.0, 0)), len(some)).tolist()

    assert of(rows) == [value for row in rows for value in of([row])]


def test_the_store_holds_a_few_arrays_however_long_the_sum() -> None:
    scratch = Scratch(3)
    column = scratch.column(np.array([1.0, 2.0, 3.0]))
    total: Any = 0
    for _ in range(100):
        total = total + (1 - column) * column / 2
    assert total.values.tolist() == [0.0, -100.0, -300.0]
    assert 1 <= len(scratch.free[np.float64]) <= 4


def test_arrays_go_back_to_the_store_and_are_used_again() -> None:
    scratch = Scratch(2)
    first = (scratch.column(np.array([1.0, 2.0])) + 1).values
    assert [array is first for array in scratch.free[np.float64]] == [True]
    assert (scratch.column(np.array([1.0, 2.0])) * 3).values is first


def test_a_block_without_lines_has_no_values() -> None:
    scratch = Scratch(0)
    columns = [scratch.column(np.array([])) for _ in range(2)]
    assert plain(present_value(scratch.column(np.array([])), *columns, 2, 1, 0.035, 0)).tolist() == []


def test_an_array_that_was_taken_is_not_written_over() -> None:
    scratch = Scratch(2)
    kept = taken(scratch.column(np.array([1.0, 2.0])) * 2)
    _ = [scratch.column(np.array([9.0, 9.0])) + 1 for _ in range(3)]
    assert kept.tolist() == [2.0, 4.0]


def test_the_arrays_of_the_caller_are_never_lent_out() -> None:
    scratch, mine = Scratch(2), np.array([1.0, 2.0])
    scratch.column(mine)
    assert scratch.free[np.float64] == []
    _ = scratch.column(mine) + 1
    assert mine.tolist() == [1.0, 2.0]


def test_arithmetic_is_that_of_numpy() -> None:
    scratch, array = Scratch(3), np.array([-1.5, 0.5, 2.0])
    column, other = scratch.column(array), np.float64(3.0)
    pairs: list[tuple[Column, Any]] = [
        (column + other, array + 3), (other + column, 3 + array), (column - other, array - 3), (other - column, 3 - array),
        (column * other, array * 3), (other * column, 3 * array), (column / other, array / 3), (other / column, 3 / array),
        (column // 1, np.floor(array)), (column // 2, array // 2), (column**2, array**2), (2**column, 2**array),
        (column < 1, array < 1), (column > 1, array > 1),
    ]  # fmt: skip
    for ours, numpys in pairs:
        assert ours.values.tolist() == numpys.tolist()
        assert ours.values.dtype == numpys.dtype


def test_a_plain_number_is_no_column() -> None:
    assert type(Scratch(2).column(0.5)) is float
    assert isinstance(Scratch(2).column(np.array([0.5, 1.0])), Column)


def test_a_choice_of_arrays_and_of_numbers() -> None:
    assert where(np.array([True, False]), 1, 2).tolist() == [1, 2]
    assert isinstance(where(condition=True, yes=1, no=2), int)
    assert (where(condition=True, yes=1, no=2), where(condition=np.False_, yes=1, no=2)) == (1, 2)
