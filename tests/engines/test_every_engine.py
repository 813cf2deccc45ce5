"""The same lines through every engine: against exact fractions, against each other, and with bad values."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest

from sroi import formula
from sroi.errors import InvalidArgumentError, InvalidDataError
from sroi.tables import calculate_table

GRID = {
    "quantity": [38.0, -3.5],
    "amount": [1250.0],
    "deadweight": [0.0, 0.15],
    "displacement": [0.1],
    "attribution": [0.25, 1.0],
    "drop_off": [0.0, 0.4, 1.0],
    "duration": [0.0, 1.0, 2.1, 3.0, 31.0],
}
LATER = {"drop_off_from": [1.0, 2.0, 4.0], "starts": [1.0, 3.0], "discount": [0.0, 0.035]}


def lines_of(grid: dict[str, list[float]]) -> pa.Table:
    """Every combination of the values of a grid, numbered."""
    rows = [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]
    return pa.Table.from_pylist([{"line": number, **row} for number, row in enumerate(rows)])


def exact_years(row: dict[str, Any], rate: float, horizon: int) -> list[tuple[Fraction, Fraction]]:
    """Value and present value of each projection year of a line, in exact fractions, year by year."""
    given = {name: Fraction(value) for name, value in row.items() if name not in GRID or name in row}
    net = given["quantity"] * given["amount"]
    for share in ("deadweight", "displacement", "attribution"):
        net *= 1 - given[share]
    fades, starts = int(given.get("drop_off_from", 2)), int(given.get("starts", 1))
    discount = 1 / (1 + Fraction(given.get("discount", Fraction(rate))))
    years = []
    for year in range(1, horizon + 1):
        benefit_year = year - starts + 1
        paid = min(Fraction(1), max(Fraction(0), given["duration"] - benefit_year + 1)) if benefit_year > 0 else Fraction(0)
        kept = (1 - given["drop_off"]) ** max(0, benefit_year - fades + 1)
        years.append((net * kept * paid, net * kept * paid * discount**year))
    return years


def close(value: float, exact: Fraction | float) -> bool:
    return abs(Fraction(value) - Fraction(exact)) <= Fraction(1, 10**12) * abs(Fraction(exact))


def test_agrees_with_exact_fractions(engine: Any) -> None:
    table = lines_of(GRID)
    valued = calculate_table(engine.make(table), discount=0.035)
    assert isinstance(valued, engine.kind)
    got = engine.read(valued)
    assert len(got["line"]) == table.num_rows
    for row, present in zip(table.to_pylist(), got["present_value"], strict=True):
        assert close(present, sum(value for _, value in exact_years(row, 0.035, 32))), row


def test_every_option_may_be_a_column(engine: Any) -> None:
    fewer = {"quantity": [38.0], "deadweight": [0.15], "attribution": [0.25], "duration": [0.0, 1.0, 2.1, 3.0]}
    table = lines_of(GRID | LATER | fewer)
    got = engine.read(calculate_table(engine.make(table), horizon=6))
    for number, row in enumerate(table.to_pylist()):
        years = exact_years(row, 0, 6)
        assert close(got["present_value"][number], sum(value for _, value in years)), row
        assert close(got["value_year_3"][number], years[2][0]), row
        assert close(got["value_year_5"][number], years[4][0]), row


@pytest.mark.parametrize(("timing", "early"), [("end_of_year", 0), ("mid_year", 0.5), ("start_of_year", 1)])
def test_a_schedule_discounts_each_year_at_its_own_rate(engine: Any, timing: str, early: float) -> None:
    table = lines_of({"quantity": [10.0], "amount": [7.0], "drop_off": [0.0, 0.3], "duration": [1.0, 2.5, 4.0]})
    rates = [0.035, 0.03, 0.02]
    got = engine.read(calculate_table(engine.make(table), discount=rates, timing=timing, horizon=5))
    factors, before = [], 1.0
    for rate in [*rates, 0.02, 0.02]:
        factors.append(before * (1 + rate) ** (early - 1))
        before /= 1 + rate
    for number in range(table.num_rows):
        years = [got[f"value_year_{year}"][number] for year in range(1, 6)]
        assert got["present_value"][number] == pytest.approx(sum(map(float.__mul__, years, factors)), rel=1e-12)


def test_a_dated_schedule_is_found_by_its_id(engine: Any) -> None:
    table = pa.table({"line": [0], "quantity": [1.0], "amount": [1.0], "duration": [2.0]})
    by_id = engine.read(calculate_table(engine.make(table), discount="green-book-2026", horizon=2))
    by_rate = engine.read(calculate_table(engine.make(table), discount=0.035, horizon=2))
    assert by_id["present_value"] == pytest.approx(by_rate["present_value"], rel=1e-12)


@pytest.mark.parametrize("timing", ["end_of_year", "mid_year"])
def test_each_line_may_have_a_dated_schedule_of_its_own(engine: Any, timing: str) -> None:
    ids = ["green-book-2026", "green-book-2022-health", "review-2026-proposed", "no-pure-time-preference"]
    columns = {"line": range(4), "quantity": [10.0] * 4, "amount": [3.0] * 4, "duration": [38.0, 35.5, 30.0, 2.25]}
    table = pa.table({**columns, "drop_off": [0.01] * 4})
    got = engine.read(calculate_table(engine.make(table.append_column("schedule", pa.array(ids))), timing=timing, horizon=40))
    assert got["problem"] == [None] * 4 if engine.lazy else "problem" not in got
    for number, name in enumerate(ids):
        alone = calculate_table(table.slice(number, 1), discount=name, timing=timing)
        assert got["present_value"][number] == pytest.approx(alone["present_value"][0].as_py(), rel=1e-12), name


def test_a_line_with_a_wrong_schedule_or_beyond_its_end_is_flagged(engine: Any) -> None:
    columns = {"line": range(4), "quantity": [10.0] * 4, "amount": [1.0] * 4, "duration": [30.0, 30.5, 1.0, 1.0]}
    words = ["review-2026-proposed", "review-2026-proposed", "green-book-1997", None]
    table = pa.table({**columns, "schedule": pa.array(words)})
    got = engine.read(calculate_table(engine.make(table), horizon=40, on_invalid="flag"))
    assert got["problem"] == [None, "past-end-of-schedule", "schedule-unknown", "schedule-missing"]
    assert [value is None for value in got["present_value"]] == [False, True, True, True]


def test_part_years_may_be_settled_line_by_line(engine: Any) -> None:
    words = ["pro_rata", "whole_years", "whole_years", "both", None]
    columns = {"line": range(5), "quantity": [10.0] * 5, "amount": [1.0] * 5, "duration": [2.1, 2.1, 2.0, 2.0, 2.0]}
    table = pa.table({**columns, "part_years": pa.array(words)})
    got = engine.read(calculate_table(engine.make(table), discount=0.0, on_invalid="flag"))
    assert got["present_value"] == pytest.approx([21.0, 30.0, 20.0, None, None])
    assert got["problem"] == [None, None, None, "part-years-unknown", "part-years-missing"]
    whole = calculate_table(engine.make(table.drop_columns("part_years")), discount=0.0, part_years="whole_years")
    assert engine.read(whole)["present_value"] == pytest.approx([30.0, 30.0, 20.0, 20.0, 20.0])


BAD = {
    "quantity-missing": {"quantity": None},
    "amount-not-finite": {"amount": float("inf")},
    "amount-out-of-range": {"amount": -1e200},
    "deadweight-missing": {"deadweight": float("nan")},
    "deadweight-out-of-range": {"deadweight": 1.5},
    "attribution-out-of-range": {"other": -0.1},
    "drop-off-out-of-range": {"drop_off": 7e300},
    "duration-out-of-range": {"duration": -1.0},
    "duration-not-finite": {"duration": float("-inf")},
    "drop-off-from-out-of-range": {"drop_off_from": 0.0},
    "starts-not-whole": {"starts": 1.5},
    "discount-out-of-range": {"discount": -1.0},
}
GOOD = {"quantity": 5.0, "amount": 2.0, "deadweight": 0.5, "attribution": 0.2, "other": 0.5, "drop_off": 0.1, "duration": 2.0}
GOOD |= {"drop_off_from": 2.0, "starts": 1.0, "discount": 0.0}


def bad_lines() -> pa.Table:
    """A good line first and last, and one line for each thing that may be wrong."""
    rows = [GOOD, *({**GOOD, **change} for change in BAD.values()), GOOD]
    return pa.Table.from_pylist([{"line": number, **row} for number, row in enumerate(rows)])


def test_a_bad_value_is_flagged_and_valued_as_null_never_as_zero(engine: Any) -> None:
    got = engine.read(calculate_table(engine.make(bad_lines()), attributions=["other"], on_invalid="flag", horizon=3))
    assert got["problem"] == [None, *BAD, None]
    for name in ("gross", "net", "present_value", "value_year_1", "value_year_3"):
        assert got[name][1:-1] == [None] * len(BAD), name
        assert got[name][0] == got[name][-1] is not None
    assert got["net"][0] == pytest.approx(10 * 0.5 * 0.8 * 0.5)


def test_a_line_that_outlasts_the_horizon_is_flagged(engine: Any) -> None:
    table = pa.table(
        {"line": [0, 1, 2], "quantity": [1.0] * 3, "amount": [1.0] * 3, "duration": [2.0, 2.1, 2.0], "starts": [1, 1, 2]}
    )
    got = engine.read(calculate_table(engine.make(table), discount=0.1, horizon=2, on_invalid="flag"))
    assert got["problem"] == [None, "horizon-too-short", "horizon-too-short"]
    assert got["present_value"][1:] == [None, None]


def test_a_frame_in_memory_raises_with_column_count_and_first_lines(engine: Any) -> None:
    frame = engine.make(bad_lines())
    if engine.lazy:
        with pytest.raises(InvalidArgumentError) as refused:
            calculate_table(frame, attributions=["other"], on_invalid="raise")
        assert refused.value.code == "lazy-cannot-raise"
        return
    with pytest.raises(InvalidDataError) as caught:
        calculate_table(frame, attributions=["other"])
    assert {fault.code for fault in caught.value.faults} == set(BAD)
    first = next(fault for fault in caught.value.faults if fault.code == "quantity-missing")
    assert first.where == "column 'quantity', lines 1 (the first is 0)"


def test_whole_numbers_serve_as_well_as_fractions(engine: Any) -> None:
    table = pa.table({"line": [0, 1], "quantity": [3, 4], "amount": [10, 20], "duration": [2, 1], "deadweight": [0, 1]})
    got = engine.read(calculate_table(engine.make(table), discount=0.25))
    assert got["gross"] == [30, 80]
    assert got["present_value"] == pytest.approx([30 * (0.8 + 0.64), 0])


def test_blanks_in_whole_numbers_are_found(engine: Any) -> None:
    table = pa.table({"line": [0, 1], "quantity": pa.array([3, None]), "amount": [10, 20]})
    got = engine.read(calculate_table(engine.make(table), discount=0.0, on_invalid="flag"))
    assert got["problem"] == [None, "quantity-missing"]
    assert got["gross"] == [30, None]


def test_an_empty_frame_stays_empty(engine: Any) -> None:
    table = lines_of(GRID).slice(0, 0)
    got = engine.read(calculate_table(engine.make(table), discount=0.035, horizon=2))
    assert got["present_value"] == []
    assert "value_year_2" in got


def test_proxies_are_priced_by_the_catalogue(engine: Any) -> None:
    names = ["health.gp_consultation", "no.such_proxy", None]
    table = pa.table({"line": [0, 1, 2], "quantity": [2.0] * 3, "proxy": pa.array(names)})
    got = engine.read(calculate_table(engine.make(table), discount=0.0, price_year="2024/25", on_invalid="flag"))
    assert got["gross"] == [pytest.approx(96.0), None, None]
    assert got["problem"] == [None, "proxy-not-found", "proxy-missing"]
    assert [name for name in got if name.startswith("_")] == []


def test_the_formula_of_the_oracle_is_the_formula_of_the_house() -> None:
    row = {
        "quantity": 7.0,
        "amount": 3.0,
        "deadweight": 0.5,
        "displacement": 0,
        "attribution": 0,
        "drop_off": 0.25,
        "duration": 2.5,
    }
    net = Fraction(21, 2)
    by_year = [formula.year_value(net, Fraction(1, 4), Fraction(5, 2), 2, year) for year in (1, 2, 3)]
    assert [value for value, _ in exact_years(row, 0, 3)] == by_year
