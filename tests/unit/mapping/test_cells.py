from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sroi.mapping.cells import CellError, is_blank, read_cell


@pytest.mark.parametrize("value", [None, "", "  ", float("nan"), Decimal("NaN"), np.float64("nan"), pd.NA, pd.NaT, []])
def test_a_blank_is_nothing(value: Any) -> None:
    assert is_blank(value)


@pytest.mark.parametrize("value", [0, 0.0, "0", "-", "none", "nil", False, np.int64(0), "n/a", "#N/A"])
def test_a_zero_or_a_word_is_not_a_blank(value: Any) -> None:
    assert not is_blank(value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("38", "38"),
        (" 38 ", "38"),
        ("-3.5", "-3.5"),
        ("−3,5", "-3.5"),
        (".5", "0.5"),
        ("1,250", "1250"),
        ("1,250,000.75", "1250000.75"),
        ("1.250.000", "1250000"),
        ("1.250,75", "1250.75"),
        ("1 250,75", "1250.75"),
        ("12\u00a0500", "12500"),
        ("0,628", "0.628"),
        ("12,5", "12.5"),
        ("£40", "40"),
        ("£ 1,250.50", "1250.50"),
        ("1e3", "1e3"),
        ("1.250", "1.250"),
    ],
)
def test_a_number_as_people_type_it(text: str, number: str) -> None:
    assert read_cell(text) == Decimal(number)


@pytest.mark.parametrize("number", [7, 7.0, np.int64(7), np.float32(7), Decimal(7), Fraction(7)])
def test_a_number_of_any_library(number: Any) -> None:
    assert read_cell(number) == 7


def test_a_float_is_the_decimal_that_was_typed() -> None:
    assert read_cell(62.8) == Decimal("62.8")


@pytest.mark.parametrize(("kind", "number"), [("percent", "62.8"), ("share", "0.628")])
def test_a_per_cent_sign_means_what_the_column_asks_for(kind: Any, number: str) -> None:
    assert read_cell("62.8 %", kind) == read_cell("62.8%", kind) == Decimal(number)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12 %", "per-cent-on-a-count"),
        ("-", "not-a-number"),
        ("none", "not-a-number"),
        ("38 people", "not-a-number"),
        ("1,25,0", "not-a-number"),
        ("1.2.3", "not-a-number"),
        *(
            (text, "spreadsheet-error")
            for text in ("#DIV/0!", "#N/A", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!")
        ),
        *((text, "no-value") for text in ("n/a", " N/A ", "NA", "n.a.", "NaN", "<NA>")),
        ("infinity", "not-a-number"),
        (float("inf"), "not-finite"),
        ("1e400", "not-finite"),
        (True, "not-a-number"),
        (dt.date(2025, 1, 2), "a-date"),
        (dt.datetime(2025, 1, 2, tzinfo=dt.UTC), "a-date"),
        ([3], "not-a-number"),
    ],
)
def test_what_is_no_number_says_so(value: Any, code: str) -> None:
    with pytest.raises(CellError) as caught:
        read_cell(value)
    assert caught.value.code == code
    assert str(caught.value) == caught.value.problem
    assert caught.value.fix


@pytest.mark.parametrize("text", ["1,250", "1.250", "12,500 %"])
def test_thousands_or_decimals_is_asked_where_commas_may_be_decimal_signs(text: str) -> None:
    with pytest.raises(CellError) as caught:
        read_cell(text, "percent", decimal_comma=True)
    assert caught.value.code == "thousands-or-decimals"


@pytest.mark.parametrize(("text", "number"), [("0,125", "0.125"), ("0.125", "0.125"), ("12,5", "12.5"), ("1250", "1250")])
def test_what_can_be_read_in_one_way_only_is_read(text: str, number: str) -> None:
    assert read_cell(text, decimal_comma=True) == Decimal(number)
