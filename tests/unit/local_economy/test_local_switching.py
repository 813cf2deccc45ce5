"""Moving spending, and the 400 per cent that comes of counting the first pound on one side only."""

from __future__ import annotations

import pytest

from sroi.errors import InvalidArgumentError, UndefinedRatioError
from sroi.local_economy import FirstPound, RoundLine, Rounds, first_pound, spending_rounds, switch


def spent() -> Rounds:
    return spending_rounds(
        {
            "amount": [400_000, 200_000, 400_000],
            "recipient": ["local SME", "larger local firm", None],
            "local": [True, True, False],
        }
    )


def test_from_outside_to_a_small_local_firm() -> None:
    moved = switch(spent(), 100_000)
    assert round(moved.round_2_change, 2) == 100_000.0
    assert round(moved.round_3_change, 2) == 63_000.0
    assert round(moved.after.score, 3) == 2.095
    assert round(moved.after.value_to_area * spent().income, 2) == 1_095_000.0
    assert str(moved) == "Moving £100,000.00 changes local spending by £163,000.00 and LM3 as a score from 1.932 to 2.095."


def test_from_a_larger_to_a_small_local_firm_as_fsb_and_cles_found() -> None:
    moved = switch(spent(), 100_000, moved_from="larger local firm")
    assert round(moved.change, 2) == 23_000.0
    assert round(moved.after.score, 3) == 1.955


def test_to_a_kind_that_receives_nothing_yet() -> None:
    moved = switch(spent(), 100_000, moved_to="community business")
    assert round(moved.change, 2) == 156_000.0
    assert moved.after.lines[-1].source == "ptc-local-economies"


def test_everything_may_be_moved_and_the_income_stays() -> None:
    moved = switch(spent(), 400_000)
    assert moved.after.income == spent().income
    assert moved.after.round_2 == pytest.approx(1_000_000)


def test_pence_may_be_moved() -> None:
    pence = spending_rounds({"amount": [0.5, 0.5], "recipient": ["local SME", ""], "local": [1, 0]})
    assert switch(pence, 0.5).round_2_change == pytest.approx(0.5)


def test_the_rate_in_the_ledger_is_the_one_that_is_used() -> None:
    own = spending_rounds({"amount": [5, 5], "recipient": ["local SME", ""], "local": [1, 0], "respend": [0.5, ""]})
    assert switch(own, 2).round_3_change == pytest.approx(1)


@pytest.mark.parametrize(
    ("amount", "moved_from", "moved_to", "code"),
    [
        (400_001, "non-local supplier", "local SME", "switch-too-large"),
        (1, "community business", "local SME", "switch-too-large"),
        (0, "community business", "local SME", "switch-too-large"),
        (-1, "non-local supplier", "local SME", "amount-negative"),
        (1, "non-local supplier", "resident staff", "respend-rate-needed"),
    ],
)
def test_a_move_that_cannot_be(amount: float, moved_from: str, moved_to: str, code: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        switch(spent(), amount, moved_from=moved_from, moved_to=moved_to)
    assert caught.value.code == code


def test_the_four_hundred_per_cent() -> None:
    both, neither, mixed = first_pound()
    assert [(f"{one.local:.2f}", f"{one.outside:.2f}") for one in (both, neither, mixed)] == [
        ("1.76", "1.36"),
        ("0.76", "0.36"),
        ("1.76", "0.36"),
    ]
    assert [one.like_for_like for one in (both, neither, mixed)] == [True, True, False]
    assert round(mixed.more, 2) == 3.89
    assert str(mixed).endswith("£1.76 against £0.36, 389% more. NOT like for like")
    assert str(neither) == "the first pound counted in neither: £0.76 against £0.36, 111% more."


def test_own_rates_may_be_compared() -> None:
    assert first_pound(0.5, outside_rate=0.25)[1].more == 1


def test_nothing_from_outside_cannot_be_compared() -> None:
    with pytest.raises(UndefinedRatioError):
        first_pound(0.5, outside_rate=0)


def test_a_kind_on_two_lines_gives_of_both_alike() -> None:
    ledger = {
        "amount": [30, 10, 60],
        "recipient": ["local SME", "local SME", None],
        "local": [True, True, False],
        "respend": [0.5, 0.9, None],
    }
    moved = switch(spending_rounds(ledger, income=200), 20, moved_from="local SME", moved_to="community business")
    assert moved.amount == 20
    assert moved.before == spending_rounds(ledger, income=200)
    assert moved.after.income == 200
    assert moved.after.lines == (
        RoundLine("local SME", 15, local=True, rate=0.5, source="survey"),
        RoundLine("local SME", 5, local=True, rate=0.9, source="survey"),
        RoundLine("non-local supplier", 60, local=False, rate=0.0, source="taken as 0 outside the area"),
        RoundLine("community business", 20, local=True, rate=0.56, source="ptc-local-economies"),
    )
    assert moved.round_2_change == pytest.approx(0)
    assert moved.change == moved.round_3_change == pytest.approx(-0.8)  # 20 × 0.56 less 15 × 0.5 and 5 × 0.9


def test_to_a_kind_whose_rate_only_the_survey_knows() -> None:
    staff = {"pay": [50], "tax": [0], "local": [True]}
    found = spending_rounds({"amount": [50], "local": [False]}, staff=staff, rates={"resident staff": 0.4})
    moved = switch(found, 10, moved_to="resident staff")
    assert moved.after.lines[-1] == RoundLine("resident staff", 10, local=True, rate=0.4, source="survey")
    assert moved.change == pytest.approx(14)


def test_the_move_is_worked_out_by_the_convention_of_the_rounds() -> None:
    found = spending_rounds({"amount": [1, 1], "recipient": ["local SME", None], "local": [1, 0]}, convention="value_to_area")
    assert switch(found, 1).after.value == pytest.approx(1.63)


def test_each_way_of_counting_the_first_pound_is_named() -> None:
    assert first_pound(0.5, outside_rate=0.25) == (
        FirstPound("the first pound counted in both", 1.5, 1.25, like_for_like=True),
        FirstPound("the first pound counted in neither", 0.5, 0.25, like_for_like=True),
        FirstPound("the first pound counted for the local supplier only", 1.5, 0.25, like_for_like=False),
    )
    assert first_pound(1, outside_rate=1)[0].more == 0
