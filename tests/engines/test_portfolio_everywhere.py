"""Totals over totals in every engine, with the lines left out counted and claims made twice listed."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pytest

from sroi.errors import InvalidArgumentError, InvalidDataError
from sroi.tables import calculate_table, claimed_twice, portfolio

LINES = pa.table(
    {
        "contract": ["a", "a", "b", "c", "c"],
        "ward": ["north", "south", "north", "south", "south"],
        "person": [1, 2, 1, 2, 3],
        "outcome": ["job", "job", "job", "course", "job"],
        "quantity": pa.array([1.0, 2.0, 3.0, 4.0, None]),
        "amount": [100.0] * 5,
    }
)
INPUTS = pa.table({"contract": ["a", "a", "b", "d"], "amount": [40.0, 60.0, 50.0, 10.0]})


def rows(engine: Any, frame: Any, key: str) -> dict[str, dict[str, Any]]:
    columns = engine.read(frame)
    return {name: {column: values[i] for column, values in columns.items()} for i, name in enumerate(columns[key])}


def valued(engine: Any) -> Any:
    return calculate_table(engine.make(LINES), discount=0.0, on_invalid="flag")


def test_each_group_has_its_totals_and_its_ratio(engine: Any) -> None:
    frame = portfolio(valued(engine), engine.make(INPUTS), by=["contract"])
    assert isinstance(frame, engine.kind)
    groups = rows(engine, frame, "contract")
    assert sorted(groups) == ["a", "b", "c", "d"]
    a = groups["a"]
    assert (a["lines"], a["lines_left_out"], a["present_value"], a["total_input"]) == (2, 0, 300, 100)
    assert (a["ratio"], a["net_present_value"], a["share_of_total"]) == (3, 200, 0.3)
    assert groups["b"]["ratio"] == 6
    assert groups["c"]["problem"] == "no-inputs"
    assert (groups["c"]["lines"], groups["c"]["lines_left_out"]) == (2, 1)
    assert (groups["c"]["present_value"], groups["c"]["ratio"], groups["c"]["total_input"]) == (400, None, None)
    assert (groups["d"]["problem"], groups["d"]["present_value"], groups["d"]["ratio"]) == ("no-lines", None, None)


def test_a_value_that_is_no_number_leaves_its_line_out(engine: Any) -> None:
    columns = {name: [1.0, float("nan")] for name in ("gross", "net", "present_value")}
    lines = engine.make(pa.table({"contract": ["a", "a"], **columns}))
    got = engine.read(portfolio(lines, engine.make(INPUTS), by=["contract"]))
    assert [got["lines_left_out"][i] for i, name in enumerate(got["contract"]) if name == "a"] == [1]
    assert [got["ratio"][i] for i, name in enumerate(got["contract"]) if name == "a"] == [pytest.approx(0.01)]


def test_the_ratio_of_all_is_total_over_total_and_the_mean_has_its_own_name(engine: Any) -> None:
    got = engine.read(portfolio(valued(engine), engine.make(INPUTS), mean_over="contract"))
    assert got["ratio"] == [pytest.approx(1000 / 160)]
    assert got["mean_of_ratios"] == [pytest.approx((3 + 6) / 2)]
    assert got["lines_left_out"] == [1]
    assert got["share_of_total"] == [1]


def test_inputs_of_later_years_are_discounted_and_those_at_the_start_are_not(engine: Any) -> None:
    inputs = pa.table({"amount": [100.0, 125.0], "year": [0, 1]})
    ends = engine.read(portfolio(valued(engine), engine.make(inputs), discount=0.25))
    starts = engine.read(portfolio(valued(engine), engine.make(inputs), discount=0.25, timing="start_of_year"))
    assert (ends["total_input"], starts["total_input"]) == ([200], [225])
    with pytest.raises(InvalidArgumentError, match="discount-missing"):
        portfolio(valued(engine), engine.make(inputs))


def test_a_blank_key_is_a_group_of_its_own(engine: Any) -> None:
    lines = pa.table({"contract": pa.array(["a", None]), "quantity": [1.0, 1.0], "amount": [100.0, 300.0]})
    inputs = pa.table({"contract": pa.array(["a", None]), "amount": [50.0, 50.0]})
    frame = portfolio(
        calculate_table(engine.make(lines), discount=0.0), engine.make(inputs), by=["contract"], mean_over="contract"
    )
    groups = rows(engine, frame, "contract")
    assert {name: row["ratio"] for name, row in groups.items()} == {"a": 2, None: 6}
    assert {name: row["mean_of_ratios"] for name, row in groups.items()} == {"a": 2, None: 6}


def test_what_two_contracts_claim_is_listed(engine: Any) -> None:
    got = engine.read(claimed_twice(valued(engine)))
    assert got == {"person": [1], "outcome": ["job"], "contracts": [2], "lines": [2], "present_value": [400]}


def test_people_alone_may_be_asked_about(engine: Any) -> None:
    got = engine.read(claimed_twice(valued(engine), of=["person"]))
    assert sorted(got["person"]) == [1, 2]


def test_a_portfolio_tells_what_each_contract_claims_with_another(engine: Any) -> None:
    frame = portfolio(valued(engine), engine.make(INPUTS), by=["contract"], claimed_once=["person", "outcome"])
    told = {
        name: (row["lines_claimed_twice"], row["value_claimed_twice"]) for name, row in rows(engine, frame, "contract").items()
    }
    assert told == {"a": (1, 100), "b": (1, 300), "c": (0, 0), "d": (0, 0)}
    whole = engine.read(portfolio(valued(engine), engine.make(INPUTS), claimed_once="person"))
    assert (whole["lines_claimed_twice"], whole["value_claimed_twice"]) == ([4], [1000])
    assert whole["present_value"] == [1000]
    with pytest.raises(InvalidDataError, match="'household'"):
        portfolio(valued(engine), engine.make(INPUTS), claimed_once=["household"])


def test_lines_with_a_blank_id_are_left_aside(engine: Any) -> None:
    lines = pa.table(
        {
            "contract": ["a", "b"],
            "person": pa.array([None, None], pa.int64()),
            "outcome": ["job"] * 2,
            "quantity": [1.0, 1.0],
            "amount": [1.0, 1.0],
        }
    )
    got = engine.read(claimed_twice(calculate_table(engine.make(lines), discount=0.0)))
    assert got["contracts"] == []


def test_missing_columns_are_all_named(engine: Any) -> None:
    with pytest.raises(InvalidDataError) as caught:
        portfolio(engine.make(LINES), engine.make(INPUTS), by=["ward"])
    assert len(caught.value.faults) == 4
    with pytest.raises(InvalidDataError, match="'provider'"):
        claimed_twice(engine.make(LINES), contract="provider")


def test_a_lazy_portfolio_stays_lazy(engine: Any) -> None:
    frame = portfolio(valued(engine), engine.make(INPUTS), by=["contract"])
    assert isinstance(nw.from_native(frame), nw.LazyFrame) == engine.lazy


BLANKS = {
    "a blank amount": {"amount": None, "year": 0},
    "an amount that is no number": {"amount": float("nan"), "year": 0},
    "an endless amount": {"amount": float("inf"), "year": 0},
    "a blank year": {"amount": 100.0, "year": None},
    "a year before the start": {"amount": 100.0, "year": -1},
    "half a year": {"amount": 100.0, "year": 0.5},
}


@pytest.mark.parametrize("blank", BLANKS.values(), ids=BLANKS)
def test_a_blank_input_is_never_a_zero(engine: Any, blank: dict[str, Any]) -> None:
    wholes = [{"contract": name, "amount": 50.0, "year": 0} for name in ("a", "b")]
    inputs = engine.make(pa.Table.from_pylist([{"contract": "a", **blank}, *wholes]))
    groups = rows(engine, portfolio(valued(engine), inputs, by=["contract"], discount=0.0), "contract")
    a = groups["a"]
    assert (a["problem"], a["ratio"], a["total_input"], a["net_present_value"]) == ("inputs-incomplete", None, None, None)
    assert (a["present_value"], groups["b"]["ratio"], groups["b"]["problem"]) == (300, 6, None)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"discount": float("nan")}, "argument-out-of-range"),
        ({"discount": "green-book-2026"}, "discount-not-a-rate"),
        ({"discount": 0.1, "timing": "midyear"}, "timing-unknown"),
    ],
)
def test_a_rate_that_is_none_is_refused(engine: Any, options: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        portfolio(valued(engine), engine.make(INPUTS), **options)
    assert caught.value.code == code


def test_one_key_may_stand_alone(engine: Any) -> None:
    frame = portfolio(valued(engine), engine.make(INPUTS), by="contract")
    assert sorted(rows(engine, frame, "contract")) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("inputs", "options", "code"),
    [
        ({"contract": ["a"], "amount": ["1e3"]}, {"by": ["contract"]}, "column-not-numeric"),
        ({"contract": ["a"], "amount": [True]}, {"by": ["contract"]}, "column-not-numeric"),
        ({"contract": ["a"], "amount": [1.0], "year": ["1"]}, {"by": ["contract"], "discount": 0.1}, "column-not-numeric"),
        ({"contract": [1], "amount": [1.0]}, {"by": ["contract"]}, "key-kinds-differ"),
        ({"contract": [True], "amount": [1.0]}, {"by": ["contract"]}, "key-kinds-differ"),
        ({"contract": ["a"], "amount": [1.0]}, {"by": ["contract", "contract"]}, "key-twice"),
        ({"contract": ["a"], "ratio": ["a"], "amount": [1.0]}, {"by": ["ratio"]}, "column-in-the-way"),
    ],
)
def test_keys_and_inputs_are_never_taken_for_what_they_are_not(
    engine: Any, inputs: dict[str, Any], options: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidDataError) as caught:
        portfolio(valued(engine), engine.make(pa.table(inputs)), **options)
    assert code in {fault.code for fault in caught.value.faults}
