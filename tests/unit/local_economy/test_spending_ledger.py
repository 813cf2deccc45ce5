"""Ledgers of suppliers and staff, of any table, into LM3."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sroi.errors import InvalidArgumentError, UndefinedRatioError
from sroi.local_economy import RoundLine, Rounds, in_places, spending_rounds

LEDGER: dict[str, list[Any]] = {
    "amount": [300_000.0, 100_000.0, 200_000.0, 400_000.0],
    "recipient": ["local SME", "Local sme ", "larger local firm", None],
    "local": [True, True, True, False],
    "place": ["L36 9YU", "L34 1AA", "L32 8XX", "M1 1AE"],
}
ROWS = [dict(zip(LEDGER, row, strict=True)) for row in zip(*LEDGER.values(), strict=True)]
TABLES = {
    "dict": LEDGER,
    "rows": ROWS,
    "pandas": pd.DataFrame(LEDGER),
    "pandas-nullable": pd.DataFrame(LEDGER).convert_dtypes(),
    "polars": pl.DataFrame(LEDGER),
    "polars-lazy": pl.DataFrame(LEDGER).lazy(),
    "pyarrow": pa.table(LEDGER),
}
STAFF = {"pay": [30_000, 20_000], "tax": [5_000, 3_000], "local": ["yes", "no"]}


def codes(error: pytest.ExceptionInfo[InvalidArgumentError]) -> list[str]:
    return [fault.code for fault in error.value.faults]


@pytest.mark.parametrize("name", TABLES)
def test_the_worked_example_from_any_table(name: str) -> None:
    found = spending_rounds(TABLES[name])
    assert found.income == 1_000_000
    assert (found.round_2, round(found.round_3, 2), round(found.score, 3)) == (600_000, 332_000.0, 1.932)
    assert [(line.recipient, line.amount, line.local) for line in found.lines] == [
        ("local SME", 400_000, True),
        ("larger local firm", 200_000, True),
        ("non-local supplier", 400_000, False),
    ]


@pytest.mark.parametrize("name", TABLES)
def test_places_decide_instead_of_the_column(name: str) -> None:
    found = spending_rounds(TABLES[name], places={"L36", "L32 8"})
    assert found.round_2 == 500_000
    assert found.lines[1].recipient == "non-local supplier"


def test_a_function_may_decide_and_is_asked_once_a_place() -> None:
    asked = []

    def near(place: str) -> bool:
        asked.append(place)
        return place.startswith("L")

    table = {**LEDGER, "place": ["L36 9YU", "L36 9YU", "L36 9YU", "M1 1AE"]}
    assert spending_rounds(table, places=near).round_2 == 600_000
    assert asked == ["L36 9YU", "M1 1AE"]


@pytest.mark.parametrize(
    ("place", "local"),
    [
        ("L36 9YU", True),
        ("l369yu", True),
        ("L36 8AB", False),
        ("L34 2XY", True),
        ("L3 4AB", False),
        ("Kirkby", True),
        ("KIRKBY ", True),
        ("Kirk", False),
        ("L1 1AA", True),
        ("L1 1AB", False),
    ],
)
def test_a_place_is_matched_whole_or_by_sector_or_district(place: str, local: bool) -> None:  # noqa: FBT001 - a table of cases
    assert in_places({"L36 9", "L34", "kirkby", "L11AA"})(place) is local


def test_staff_who_live_in_the_area_count_after_tax() -> None:
    found = spending_rounds(LEDGER, staff=STAFF, rates={"resident staff": 0.4})
    assert found.income == 1_050_000
    assert found.round_2 == 625_000
    assert found.round_3 == pytest.approx(332_000 + 10_000)
    assert found.lines[-3:] == (
        RoundLine("resident staff", 25_000, local=True, rate=0.4, source="survey"),
        RoundLine("resident staff", 17_000, local=False, rate=0.0, source="taken as 0 outside the area"),
        RoundLine("tax on pay", 8_000, local=False, rate=0.0, source="taken as 0 outside the area"),
    )


def test_staff_may_count_before_tax() -> None:
    found = spending_rounds(LEDGER, staff={"pay": [30_000], "local": [1]}, rates={"resident staff": 0.4}, pay_after_tax=False)
    assert found.round_2 == 630_000


def test_staff_rates_may_stand_on_their_rows_and_places_decide_for_them_too() -> None:
    staff = {"pay": [100, 100], "tax": [0, 0], "place": ["L36 1AA", "M1 1AA"], "respend": [0.5, None]}
    found = spending_rounds(LEDGER, staff=staff, places={"L36", "L34", "L32"})
    assert found.round_2 == 600_100
    assert found.round_3 == pytest.approx(332_050)


def test_resident_staff_never_take_a_default() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds(LEDGER, staff=STAFF)
    assert codes(caught) == ["respend-rate-needed"]
    assert "resident staff" in caught.value.problem
    assert caught.value.where == "staff, row 1"


def test_tax_is_asked_for_unless_it_is_not_wanted() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds(LEDGER, staff={"pay": [1], "local": [True]}, rates={"resident staff": 0.4})
    assert codes(caught) == ["column-missing"]


def test_survey_rates_win_over_published_ones() -> None:
    found = spending_rounds(LEDGER, rates={"local SME": 0.5})
    assert found.lines[0] == RoundLine("local SME", 400_000, local=True, rate=0.5, source="survey")
    own = spending_rounds({**LEDGER, "respend": [0.9, None, None, None]}, rates={"local SME": 0.5})
    assert [(line.amount, line.rate) for line in own.lines[:2]] == [(300_000, 0.9), (100_000, 0.5)]


def test_a_supplier_with_its_own_rate_needs_no_kind() -> None:
    found = spending_rounds({"amount": [10], "local": ["y"], "respend": ["0.5"]})
    assert found.lines == (RoundLine("supplier", 10, local=True, rate=0.5, source="survey"),)


def test_outside_suppliers_may_spend_some_of_it_here() -> None:
    found = spending_rounds({"amount": [1, 1], "local": [0, 0], "respend": [None, 0.2]}, outside_respend=0.36)
    assert found.round_3 == pytest.approx(0.56)
    assert found.round_2 == 0


def test_the_income_may_be_larger_than_the_ledger_and_not_smaller() -> None:
    assert spending_rounds(LEDGER, income=2_000_000).score == pytest.approx(1.466)
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds(LEDGER, income=500_000)
    assert codes(caught) == ["round-over-income"]


def test_convention_is_kept() -> None:
    assert spending_rounds(LEDGER, convention="value_to_area").value == pytest.approx(0.932)


def test_credits_are_taken_off() -> None:
    found = spending_rounds({"amount": [100, -40], "recipient": ["local SME"] * 2, "local": [True] * 2})
    assert (found.income, found.round_2) == (60, 60)


def test_text_and_decimals_are_numbers() -> None:
    found = spending_rounds({"amount": ["100.10", Decimal("0.20")], "recipient": ["local SME"] * 2, "local": ["Yes", "TRUE"]})
    assert found.income == pytest.approx(100.30)


def test_every_bad_row_is_told_with_its_place() -> None:
    table = {
        "amount": ["£5", None, float("inf"), True],
        "recipient": ["local SME"] * 4,
        "local": ["yes", "maybe", "no", None],
        "respend": [1.5, -1, 0, 1],
    }
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds(table)
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [
        ("value-unreadable", "suppliers, amount, row 1"),
        ("blank", "suppliers, amount, row 2"),
        ("value-unreadable", "suppliers, amount, row 3"),
        ("value-unreadable", "suppliers, amount, row 4"),
        ("value-unreadable", "suppliers, local, row 2"),
        ("blank", "suppliers, local, row 4"),
        ("value-unreadable", "suppliers, respend, row 1"),
        ("value-unreadable", "suppliers, respend, row 2"),
    ]


def test_faults_of_both_tables_are_told_together() -> None:
    staff = {"pay": ["much", 20_000], "tax": [1, None], "local": ["yes", "no"]}
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds({**LEDGER, "amount": [1, 2, 3, "four"]}, staff=staff, rates={"resident staff": 0.4})
    assert [fault.where for fault in caught.value.faults] == [
        "suppliers, amount, row 4",
        "staff, pay, row 1",
        "staff, tax, row 2",
    ]


def test_a_table_of_faults_tells_the_first_twenty() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds({"amount": ["x"] * 50, "local": [True] * 50, "recipient": ["local SME"] * 50})
    assert len(caught.value.faults) == 21
    assert caught.value.faults[-1].problem == "30 more of these"


@pytest.mark.parametrize("recipient", [None, "a friend", "non-local supplier"])
def test_a_local_row_of_no_known_kind_is_refused(recipient: str | None) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds({"amount": [1, 1], "recipient": ["local SME", recipient], "local": [True, True]})
    assert codes(caught) == ["respend-rate-needed"]
    assert caught.value.where == "suppliers, row 2"


def test_a_place_that_is_blank_is_refused() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds({"amount": [1], "place": [" "]}, places={"L36"})
    assert codes(caught) == ["blank"]


def test_columns_that_are_missing_are_all_named() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds(pd.DataFrame({"supplier": ["a"]}))
    assert [fault.problem for fault in caught.value.faults] == [
        "the suppliers table has no column 'amount'",
        "the suppliers table has no column 'local'",
    ]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (pd.DataFrame({"amount": [], "local": []}), "table-empty"),
        ({"amount": [], "local": []}, "table-empty"),
        ([], "column-missing"),
        ({"amount": [1, 2], "local": [True]}, "columns-uneven"),
        (42, "not-a-table"),
        ("suppliers.csv", "not-a-table"),
    ],
)
def test_what_is_no_ledger_is_refused(table: Any, code: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds(table)
    assert caught.value.code == code


@pytest.mark.parametrize("rates", [{"local SME": 40}, {"local SME": -0.1}, {"resident staff": None}])
def test_survey_rates_are_shares(rates: dict[str, float]) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds(LEDGER, rates=rates)
    assert caught.value.code in {"share-out-of-range", "number-needed"}


def test_a_ledger_that_sums_to_nothing_has_no_ratio() -> None:
    found = spending_rounds({"amount": [5, -5], "recipient": ["local SME"] * 2, "local": [True] * 2})
    with pytest.raises(UndefinedRatioError):
        _ = found.score


def test_a_hundred_thousand_rows_give_the_same_as_their_sum() -> None:
    many = {"amount": [0.1] * 100_000, "recipient": ["local SME"] * 100_000, "local": [True] * 100_000}
    assert spending_rounds(many).lines == (RoundLine("local SME", 10_000.0, local=True, rate=0.63, source="fsb-cles-2013"),)


def test_one_text_is_no_set_of_places() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds({"amount": [5], "place": ["L36 1AA"], "respend": [0.2]}, income=10, places="L36")
    assert (caught.value.code, caught.value.fix) == ("not-places", "give a set: {'L36'}")


def test_every_line_of_a_ledger_of_suppliers_and_staff() -> None:
    staff = {"pay": [300, 200, 100], "tax": [50, 30, 0], "local": ["yes", "no", "yes"], "respend": [0.5, 0.1, None]}
    ledger = {
        "amount": [400, 100, 50, 250, 150, 100],
        "recipient": ["local SME", "COMMUNITY business", None, "branch", "", "a friend"],
        "local": ["yes", "y", "true", "no", "n", "1.0"],
        "respend": [None, None, 0.25, 0.2, None, None],
    }
    found = spending_rounds(
        ledger,
        staff=staff,
        rates={"resident staff": 0.4, "a friend": 1},
        outside_respend=0.36,
        convention="value_to_area",
        income=2_000,
    )
    assert found == Rounds(
        2_000,
        (
            RoundLine("local SME", 400, local=True, rate=0.63, source="fsb-cles-2013"),
            RoundLine("community business", 100, local=True, rate=0.56, source="ptc-local-economies"),
            RoundLine("supplier", 50, local=True, rate=0.25, source="survey"),
            RoundLine("non-local supplier", 250, local=False, rate=0.2, source="survey"),
            RoundLine("non-local supplier", 150, local=False, rate=0.36, source="survey"),
            RoundLine("a friend", 100, local=True, rate=1, source="survey"),
            RoundLine("resident staff", 250, local=True, rate=0.5, source="survey"),
            RoundLine("resident staff", 170, local=False, rate=0.1, source="survey"),
            RoundLine("resident staff", 100, local=True, rate=0.4, source="survey"),
            RoundLine("tax on pay", 80, local=False, rate=0.0, source="taken as 0 outside the area"),
        ),
        "value_to_area",
    )


def test_the_tax_of_staff_is_income_and_is_not_spent_in_the_area() -> None:
    staff = {"pay": [100], "tax": [25], "local": [True]}
    found = spending_rounds({"amount": [10], "local": [False]}, staff=staff, rates={"resident staff": 0.4})
    assert (found.income, found.round_2, found.round_3) == (110, 75, 30)
    whole = spending_rounds({"amount": [10], "local": [False]}, staff=staff, rates={"resident staff": 0.4}, pay_after_tax=False)
    assert (whole.income, whole.round_2, whole.round_3) == (110, 100, 40)
    assert [line.recipient for line in whole.lines] == ["non-local supplier", "resident staff"]


def test_staff_who_live_elsewhere_need_no_rate() -> None:
    found = spending_rounds({"amount": [1], "local": [0]}, staff={"pay": [1], "tax": [0], "local": ["no"]})
    assert found.lines[1:] == (RoundLine("resident staff", 1, local=False, rate=0, source="taken as 0 outside the area"),)


@pytest.mark.parametrize("share", [0, 1])
def test_rates_of_nothing_and_of_all_are_shares(share: float) -> None:
    ledger = {"amount": [1, 1], "recipient": ["local SME", None], "local": [1, 0], "respend": [share, None]}
    found = spending_rounds(ledger, outside_respend=share)
    assert [line.rate for line in found.lines] == [share, share]


@pytest.mark.parametrize("word", ["yes", "True", " y ", "1", "1.0", 1, 1.0, True])
def test_ways_to_write_yes(word: Any) -> None:
    assert spending_rounds({"amount": [1], "recipient": ["local SME"], "local": [word]}).lines[0].local


@pytest.mark.parametrize("word", ["No", "false", "N", "0", "0.0", 0, 0.0, False])
def test_ways_to_write_no(word: Any) -> None:
    assert not spending_rounds({"amount": [1], "recipient": ["local SME"], "local": [word]}).lines[0].local


@pytest.mark.parametrize("blank", [None, "", "  ", float("nan")])
def test_ways_to_leave_a_rate_blank(blank: Any) -> None:
    rows = [{"amount": 1, "recipient": "local SME", "local": True, "respend": blank}]
    for table in (rows, tuple(rows), {key: [value] for key, value in rows[0].items()}):
        assert spending_rounds(table).lines == (RoundLine("local SME", 1, local=True, rate=0.63, source="fsb-cles-2013"),)


def test_rows_may_leave_keys_out_and_hold_others() -> None:
    rows = [{"amount": 1, "local": True, "recipient": "local SME"}, {"amount": 2, "local": False, "invoice": 7}]
    assert [line.amount for line in spending_rounds(rows).lines] == [1, 2]


def test_nulls_of_any_frame_are_blanks() -> None:
    ledger = {"amount": [1, 2], "recipient": ["local SME", None], "local": [True, False], "respend": [None, 0.5]}
    for frame in (pd.DataFrame(ledger), pd.DataFrame(ledger).convert_dtypes(), pl.DataFrame(ledger), pa.table(ledger)):
        assert spending_rounds(frame) == spending_rounds(ledger)


def test_twenty_faults_are_all_told() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds({"amount": ["x"] * 20, "local": [True] * 20, "recipient": ["local SME"] * 20})
    assert [fault.where for fault in caught.value.faults] == [f"suppliers, amount, row {row}" for row in range(1, 21)]


@pytest.mark.parametrize(
    ("places", "place", "local"),
    [
        ({"Knowsley  Village"}, "knowsley village", True),
        ({"l369yu"}, "L36 9YU", True),
        ({"EC1A"}, "ec1a1bb", True),
        ({"EC1A 1"}, "EC1A 1BB", True),
        ({"L3 6"}, "L36AA", True),
        ({"L36"}, "L36AA", False),
        ({"L36"}, "L36", True),
        ({"Kirk"}, "Kirkby", False),
        ({"L36 9"}, "L369 YU", True),
        ({"L 36 9 YU"}, "L36 9YU", True),
    ],
)
def test_postcodes_however_they_are_spaced(places: set[str], place: str, local: bool) -> None:  # noqa: FBT001 - a table of cases
    assert in_places(places)(place) is local


def test_a_share_that_comes_back_from_outside_is_a_share() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds(LEDGER, outside_respend=36)
    assert (caught.value.code, caught.value.where) == ("share-out-of-range", "outside_respend")


def test_the_first_pound_counts_whole_unless_it_is_asked_otherwise() -> None:
    assert spending_rounds(LEDGER).value == pytest.approx(1.932)


def test_of_many_kinds_without_a_rate_the_first_twenty_are_told() -> None:
    kinds = [f"kind {place}" for place in range(22)]
    with pytest.raises(InvalidArgumentError) as caught:
        spending_rounds({"amount": [1] * 22, "recipient": kinds, "local": [True] * 22})
    assert [fault.where for fault in caught.value.faults[-2:]] == ["suppliers, row 20", "suppliers"]
    assert caught.value.faults[-1].problem == "2 more of these"
