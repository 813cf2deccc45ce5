"""The small reader of arithmetic: exact, and nothing but arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sroi.catalogue import evaluate, names_in
from sroi.errors import InvalidDataError


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("566 + 14044", "14610"),
        ("0.075 * 2.9 * 3988.43", "867.483525"),
        ("(155 - 142) / 100 * 4030.62", "523.9806"),
        ("-3 * (2 - 5)", "9"),
        ("+1 - -1", "2"),
    ],
)
def test_sums_are_exact(expression: str, result: str) -> None:
    assert evaluate(expression) == Decimal(result)


def test_names_take_the_kind_of_number_given() -> None:
    assert evaluate("(actual - baseline) / 100 * people", {"actual": 65.5, "baseline": 63.0, "people": 200.0}) == 5.0
    assert evaluate("a / 3", {"a": Decimal(1)}) == Decimal(1) / 3


def test_names_are_listed_once_in_order() -> None:
    assert names_in("(b - a) * b + c") == ("b", "a", "c")


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os')",
        "people.real",
        "a ** b",
        "a if b else c",
        "a < b",
        "'x'",
        "[1]",
        "a(1)",
        "True",
        "1j",
        "a; b",
        "",
        "1 +",
        "9 * " * 400 + "9",
        "(" * 300 + "1" + ")" * 300,
        "lambda: 1",
        "a[0]",
    ],
)
def test_anything_else_is_refused(expression: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        evaluate(expression, {"a": 1, "b": 2, "c": 3})
    assert caught.value.code == "not-arithmetic"


def test_a_name_without_a_value_is_asked_for() -> None:
    with pytest.raises(InvalidDataError) as caught:
        evaluate("people * weeks", {"people": 3})
    assert (caught.value.code, caught.value.fix) == ("name-without-value", "give 'weeks'")


@pytest.mark.parametrize("values", [{}, {"a": Decimal(0)}, {"a": 0.0}])
def test_dividing_by_zero_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(InvalidDataError) as caught:
        evaluate("1 / a" if values else "1 / 0", values)
    assert caught.value.code == "division-by-zero"
