"""Ratios as people print them, read and written."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sroi.claims import parse_ratio
from sroi.errors import InvalidArgumentError, UndefinedRatioError
from sroi.model.text import money_text, number_text, plain_number, ratio_text, rounded, share_text

READ = [
    ("£1:£40.90", "40.90", "GBP", "0.005"),
    ("£1 : £40.90", "40.90", "GBP", "0.005"),
    (" £1:£40.90 ", "40.90", "GBP", "0.005"),
    ("1:40", "40", None, "0.5"),
    ("1 : 40.9", "40.9", None, "0.05"),
    ("£40.90", "40.90", "GBP", "0.005"),
    ("40.9 : 1", "40.9", None, "0.05"),
    ("£40.90:£1", "40.90", "GBP", "0.005"),
    ("40.9", "40.9", None, "0.05"),
    ("£1 to £3", "3", "GBP", "0.5"),
    ("£1:£1,040.50", "1040.50", "GBP", "0.005"),
    ("€1:€2.10", "2.10", "EUR", "0.005"),
    ("$1:$2.10", "2.10", "USD", "0.005"),
    ("A$1 : A$2.10", "2.10", "AUD", "0.005"),
    ("NT$1:NT$4.18", "4.18", "TWD", "0.005"),
    ("¥1:¥3", "3", "JPY", "0.5"),
    ("CHF 1 : CHF 2.5", "2.5", "CHF", "0.05"),
    ("1:£3", "3", "GBP", "0.5"),
    ("£1:-£2.30", "-2.30", "GBP", "0.005"),
    ("£1:£-2.30", "-2.30", "GBP", "0.005"),
    ("1:−2.3", "-2.3", None, "0.05"),
    ("1:1", "1", None, "0.5"),
    ("1:0", "0", None, "0.5"),
    ("2:5", "2.5", None, "0.25"),
    ("£100:£250.0", "2.5", "GBP", "0.0005"),
    ("0.5:1", "0.5", None, "0.05"),
]


@pytest.mark.parametrize(("text", "value", "currency", "half"), READ)
def test_a_ratio_is_read(text: str, value: str, currency: str | None, half: str) -> None:
    found = parse_ratio(text)
    assert (found.value, found.currency, found.half_digit, found.printed) == (Decimal(value), currency, Decimal(half), text)
    assert (found.low, found.high) == (Decimal(value) - Decimal(half), Decimal(value) + Decimal(half))
    assert float(found) == float(value)


@pytest.mark.parametrize(
    "text",
    ["", "four to one", "£", "1:", ":4", "1:2:3", "£1,00:£2", "1:4,5", "12,34,567", "1e3", "NaN", "1:inf", "£1-£3", "1:٤", "4%"],
)
def test_what_is_no_ratio_is_refused(text: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        parse_ratio(text)
    assert caught.value.code == "not-a-ratio"


@pytest.mark.parametrize("number", [None, 5.8])
def test_what_is_no_text_is_refused(number: object) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        parse_ratio(number)  # type: ignore[arg-type]
    assert caught.value.code == "not-a-ratio"


def test_two_currencies_are_refused() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        parse_ratio("£1:€3")
    assert caught.value.code == "two-currencies"


@pytest.mark.parametrize("text", ["£0:£5", "0:0", "0.00:4"])
def test_a_ratio_to_nothing_says_so(text: str) -> None:
    with pytest.raises(UndefinedRatioError) as caught:
        parse_ratio(text)
    assert caught.value.code == "ratio-undefined"
    assert isinstance(caught.value, ArithmeticError)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["GBP", "EUR", "USD", "TWD", "XAF", "JPY"]))
def test_what_is_written_reads_back(value: Decimal, currency: str) -> None:
    found = parse_ratio(ratio_text(float(value), currency))
    assert (found.value, found.currency) == (value, currency)
    assert found.text == ratio_text(float(value), currency)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.8017, "£1:£5.80"),
        (40.9, "£1:£40.90"),
        (0, "£1:£0.00"),
        (-2.3, "£1:-£2.30"),
        (-0.004, "£1:£0.00"),
        (2.675, "£1:£2.68"),
        (1.005, "£1:£1.01"),
        (1234567.891, "£1:£1,234,567.89"),
        (1e15, "£1:£1,000,000,000,000,000.00"),
    ],
)
def test_a_ratio_is_written(value: float, text: str) -> None:
    assert ratio_text(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "-3"), (0.125, 2, "0.13"), (1e300, 0, "1" + "0" * 300)],
)
def test_halves_are_rounded_up_and_away_from_nothing(value: float, places: int, text: str) -> None:
    assert str(rounded(value, places)) == text


def test_numbers_as_text_in_any_decimal_context() -> None:
    with localcontext(Context(prec=2)):
        assert money_text(1234567.891) == "£1,234,567.89"
        assert number_text(1234567.891) == "1,234,567.89"
        assert (share_text(0.2228475798), share_text(1.0), share_text(0)) == ("22.28475798 %", "100 %", "0 %")
        assert (plain_number(23.999533875), plain_number(12000.0)) == ("23.999533875", "12,000")
        assert parse_ratio("£1:£1,234.56").half_digit == Decimal("0.005")
