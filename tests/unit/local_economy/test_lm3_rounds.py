"""LM3 and its rounds: worked examples, published cases, and what is refused."""

from __future__ import annotations

import pytest

from sroi.errors import InvalidArgumentError, UndefinedRatioError
from sroi.local_economy import RoundLine, Rounds, Spend, Spending, lm3, lm3_figures, rounds

WORKED = Spending(
    income=1_000_000,
    lines=(
        Spend(recipient="local SME", amount=400_000, local=True),
        Spend(recipient="larger local firm", amount=200_000, local=True),
        Spend(recipient="non-local supplier", amount=400_000, local=False),
    ),
)


def test_the_worked_example_to_the_penny() -> None:
    found = rounds(WORKED)
    assert (found.round_2, round(found.round_3, 2)) == (600_000, 332_000.0)
    assert round(found.score, 3) == 1.932
    assert round(found.value_to_area, 3) == 0.932
    _, spending = lm3_figures(found, area="Knowsley", price_year=2025)
    assert spending.text == "£932,000.00"


@pytest.mark.parametrize(("round_2", "round_3", "printed"), [(1, 0.76, "1.76"), (0, 0.36, "0.36")], ids=["local", "outside"])
def test_northumberland_follows_the_value_to_area(round_2: float, round_3: float, printed: str) -> None:
    assert f"{lm3(1, round_2, round_3, 'value_to_area'):.2f}" == printed


def test_northumberland_rates_come_from_the_index() -> None:
    local = Spend(recipient="local supplier", amount=1, local=True)
    outside = Spend.model_validate({"recipient": "non-local supplier", "amount": 1, "local": False, "respend": 0.36})
    assert [rounds(Spending(income=1, lines=(line,))).value_to_area for line in (local, outside)] == [1.76, 0.36]


def test_withernsea_boat_compound() -> None:
    assert round(lm3(940_000, 162_000, 0), 3) == 1.172
    assert f"{lm3(940_000, 162_000, 0):.2f}" == "1.17"


@pytest.mark.parametrize(("recipient", "rate"), [("local SME", 0.63), ("larger local firm", 0.40), ("community business", 0.56)])
def test_published_respend_rates(recipient: str, rate: float) -> None:
    found = rounds(Spending(income=1, lines=(Spend(recipient=recipient, amount=1, local=True),)))
    assert found.round_3 == rate
    assert found.lines[0].source in {"fsb-cles-2013", "ptc-local-economies"}


def test_value_to_area_is_the_score_less_one() -> None:
    assert lm3(8, 4, 2) == 1.75
    assert lm3(8, 4, 2, "value_to_area") == 0.75
    assert Rounds(8, (RoundLine("x", 4, local=True, rate=0.5, source="survey"),), "value_to_area").value == 0.75


def test_no_income_has_no_ratio() -> None:
    with pytest.raises(UndefinedRatioError) as caught:
        lm3(0, 0, 0)
    assert caught.value.code == "no-income"


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ((1, 2, 0), ["round-over-income"]),
        ((1, 0, 2), ["round-over-income"]),
        ((-1, -2, 0), ["amount-negative", "amount-negative"]),
        ((1, None, float("nan")), ["number-needed", "number-needed"]),
        ((True, 1, 1), ["number-needed"]),
    ],
)
def test_rounds_that_cannot_be(given: tuple[float, float, float], codes: list[str]) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        lm3(*given)
    assert [fault.code for fault in caught.value.faults] == codes


def test_the_last_digits_of_a_sum_do_not_put_round_2_over_the_income() -> None:
    assert lm3(0.1 + 0.2, 0.1 + 0.2 + 1e-17, 0.3) > 2.9


def test_a_convention_is_one_of_two() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        lm3(1, 1, 1, "ratio")  # type: ignore[arg-type]
    assert caught.value.code == "convention-unknown"


def test_resident_staff_have_no_default_rate() -> None:
    paid = Spend(recipient="resident staff", amount=10, local=True)
    with pytest.raises(InvalidArgumentError) as caught:
        rounds(Spending(income=10, lines=(paid, paid)))
    assert [fault.code for fault in caught.value.faults] == ["respend-rate-needed"] * 2
    assert "survey" in caught.value.fix
    assert caught.value.where == "spending.lines[0]"


def test_an_outside_rate_is_not_a_local_one() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        rounds(Spending(income=10, lines=(Spend(recipient="non-local supplier", amount=10, local=True),)))
    assert caught.value.code == "respend-rate-needed"
    assert "community business" in caught.value.fix


def test_a_survey_rate_wins() -> None:
    line = Spend.model_validate({"recipient": "local SME", "amount": 10, "local": True, "respend": 0.5, "source": "survey"})
    assert rounds(Spending(income=10, lines=(line,))).lines[0] == RoundLine(
        "local SME", 10, local=True, rate=0.5, source="survey"
    )


def test_lines_larger_than_the_income_are_refused() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        rounds(Spending(income=10, lines=(Spend(recipient="local SME", amount=11, local=True),)))
    assert caught.value.code == "round-over-income"


def test_leakage_is_what_leaves_at_once() -> None:
    assert rounds(WORKED).leakage == 0.4


def test_rounds_go_into_a_case_block_and_back() -> None:
    found = rounds(WORKED)
    again = rounds(found.to_record())
    assert (again.income, again.lines, again.convention) == (found.income, found.lines, found.convention)


def test_figures_name_convention_area_year_method_and_sources() -> None:
    ratio, spending = lm3_figures(rounds(WORKED), area="Knowsley", price_year="2025/26")
    assert (ratio.text, ratio.unit, ratio.letter) == ("1.932", "ratio", "B")
    assert ratio.convention == "score: the first pound counts whole, so nothing spent locally still scores 1"
    assert ratio.method == "LM3 = (R1 + R2 + R3) ÷ R1"
    assert ratio.sources == ("nef-lm3", "fsb-cles-2013")
    assert ratio.steps[0] == (
        "£400,000.00 to local SME, in the area; £252,000.00 of it spent locally again (rate 0.63, fsb-cles-2013)"
    )
    assert ratio.steps[-1] == "R1 £1,000,000.00, R2 £600,000.00, R3 £332,000.00"
    assert (spending.key, spending.unit, spending.area, spending.price_year) == (
        "local-spending",
        "GBP of spending",
        "Knowsley",
        "2025/26",
    )
    assert any("plus or minus a third" in caveat for caveat in ratio.caveats)


def test_the_other_convention_is_named_too() -> None:
    found = rounds(WORKED.model_copy(update={"convention": "value_to_area"}))
    ratio, _ = lm3_figures(found, area="Knowsley", price_year=2025)
    assert ratio.text == "0.932"
    assert ratio.method == "LM3 = (R2 + R3) ÷ R1"
    assert ratio.convention.startswith("value_to_area")


def test_rounds_may_be_as_large_as_the_income_and_as_small_as_a_penny() -> None:
    assert lm3(2, 2, 2) == 3
    assert lm3(0.5, 0.25, 0.25) == 2
    assert lm3(1, 0, 0) == 1
    assert lm3(1, 0, 0, "value_to_area") == 0
    assert lm3(1_000_000_000, 1_000_000_000.5, 0) > 2
    with pytest.raises(InvalidArgumentError):
        lm3(1_000_000_000, 1_000_000_002, 0)


def test_every_field_of_the_rounds_reaches_the_case_block() -> None:
    line = RoundLine("local SME", 4, local=True, rate=0.5, source="survey")
    record = Rounds(8, (line,), "value_to_area").to_record()
    spend = {"recipient": "local SME", "amount": 4, "local": True, "respend": 0.5, "source": "survey"}
    assert record == Spending.model_validate({"income": 8, "lines": [spend], "convention": "value_to_area"})


def test_a_line_says_where_its_money_went() -> None:
    line = RoundLine("branch", 4, local=False, rate=0.5, source="survey")
    assert (line.round_2, line.round_3) == (0, 2)
    assert str(line) == "£4.00 to branch, outside the area; £2.00 of it spent locally again (rate 0.5, survey)"
    assert Rounds(10, (line, line)).round_3 == 4
    assert Rounds(10, (line, line)).leakage == 1
