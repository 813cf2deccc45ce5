"""What the door of the tables room promises beyond the numbers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sroi
from sroi.errors import InvalidArgumentError, InvalidDataError, NotFoundError
from sroi.tables import COLUMNS, calculate_table
from sroi.tables import memory as engine
from sroi.tables.contract import bind
from sroi.tables.plan import Plan, checked_options
from sroi.tables.table import opened, schema_of

COLUMN_NAMES = ["quantity", "amount", "deadweight", "displacement", "attribution", "drop_off", "duration"]


def frame_of(size: int, seed: int = 1) -> pd.DataFrame:
    """Random lines: mostly whole durations, some part-years, some very long."""
    random = np.random.default_rng(seed)
    columns = {name: random.random(size) for name in COLUMN_NAMES}
    columns["duration"] = random.integers(0, 40, size) + np.where(random.random(size) < 0.2, 0.25, 0.0)
    return pd.DataFrame(columns)


def values_of(frame: pd.DataFrame, **options: Any) -> np.ndarray:
    return calculate_table(frame, discount=0.035, **options)["present_value"].to_numpy()


def test_aliases_name_the_columns() -> None:
    frame = pd.DataFrame({"people": [38], "pounds": [1250.0], "dw": [0.5], "theirs": [0.2], "also": [0.25]})
    names = {"people": "quantity", "pounds": "amount", "dw": "deadweight", "theirs": "attribution"}
    valued = calculate_table(frame, discount=0.0, columns=names, attributions=["also"])
    assert valued["net"].tolist() == [pytest.approx(38 * 1250 * 0.5 * 0.8 * 0.75)]
    assert valued.columns.tolist() == [*frame.columns, "gross", "net", "present_value"]


def test_an_alias_overrides_what_a_column_is_called() -> None:
    frame = pd.DataFrame({"amount": [3.0], "price": [10.0]})
    assert calculate_table(frame, discount=0.0, columns={"amount": "quantity", "price": "amount"})["gross"].tolist() == [30.0]


def test_defaults_may_be_set() -> None:
    frame = pd.DataFrame({"quantity": [10.0], "amount": [1.0], "drop_off": [0.5]})
    assert calculate_table(frame, discount=0.0)["present_value"].tolist() == [10.0]
    later = calculate_table(frame, discount=0.0, defaults={"duration": 2.5, "drop_off_from": 1})
    assert later["present_value"].tolist() == [pytest.approx(5 + 2.5 + 0.5 * 1.25)]


def test_everything_wrong_with_the_columns_is_said_at_once() -> None:
    frame = pd.DataFrame({"quantity": ["many"], "deadweight": [0.1], "dw": [0.2], "gross": [1.0], "_sroi_1": [0]})
    with pytest.raises(InvalidDataError) as caught:
        calculate_table(frame, discount=0.035, columns={"dw": "deadweight", "x": "drop_off", "quantity": "quantity"})
    codes = [fault.code for fault in caught.value.faults]
    assert codes == ["column-absent", "columns-missing", "column-twice", "column-not-numeric", *["column-in-the-way"] * 2]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("deadwieght", "deadweight"), ("Deadweight", "deadweight"), ("dropoff", "drop_off"), ("attributions", "attribution")],
)
@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pl.LazyFrame])
def test_a_slip_in_a_name_is_refused(name: str, meant: str, kind: Any) -> None:
    lines = {"quantity": [1.0], "amount": [2.0], name: [0.5]}
    with pytest.raises(InvalidDataError) as caught:
        calculate_table(kind(lines), discount=0.0)
    assert caught.value.code == "column-misspelt"
    assert caught.value.problem == f"the column '{name}' is nearly '{meant}', which the frame lacks"
    assert f"columns={{'{name}': '{meant}'}}" in caught.value.fix


def test_a_name_like_another_may_stay_where_no_slip_is_likely() -> None:
    lines = {"quantity": [1.0], "quantity_2": [9.0], "amount": [2.0], "discounted": [7.0], "durations": [3.0]}
    frame = pd.DataFrame(lines | {"start": pd.to_datetime(["2024-04-01"])})
    valued = calculate_table(frame, discount=0.0, defaults={"duration": 1})
    assert valued["present_value"].tolist() == [2.0]
    aliased = pd.DataFrame({"quantity": [1.0], "amount": [2.0], "deadwieght": [0.5], "attribution_2": [0.5]})
    named = calculate_table(aliased, discount=0.0, columns={"deadwieght": "deadweight"}, attributions=["attribution_2"])
    assert named["present_value"].tolist() == [0.5]


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(InvalidDataError) as caught:
        calculate_table(pd.DataFrame([[1, 2, 3]], columns=["quantity", "amount", "amount"]), discount=0.0)
    assert caught.value.code == "column-twice"


def test_columns_named_by_numbers_are_told_too() -> None:
    with pytest.raises(InvalidDataError, match="columns-missing"):
        calculate_table(pd.DataFrame([[1, 2]]), discount=0.0)
    assert calculate_table(pd.DataFrame({"quantity": [1], "amount": [2], 0: [3]}), discount=0.0)["net"].tolist() == [2]


def test_missing_columns_are_named_together() -> None:
    with pytest.raises(InvalidDataError) as caught:
        calculate_table(pd.DataFrame({"people": [1.0]}), discount=0.035)
    assert caught.value.problem == "the frame lacks 'quantity' and 'amount'"


def test_unknown_names_are_refused() -> None:
    frame = frame_of(1)
    with pytest.raises(InvalidDataError, match="column-unknown"):
        calculate_table(frame.assign(dw=0.1), discount=0.0, columns={"dw": "dead_weight"})
    with pytest.raises(InvalidDataError, match="amount-and-proxy"):
        calculate_table(frame.assign(proxy="x"), discount=0.0)
    with pytest.raises(InvalidArgumentError, match="frame-unknown"):
        calculate_table([1, 2], discount=0.0)


def test_everything_wrong_with_the_options_is_said_at_once() -> None:
    options: dict[str, Any] = {"timing": "noon", "part_years": "never", "horizon": 0, "defaults": {"starts": 1.5, "x": 1}}
    with pytest.raises(InvalidArgumentError) as caught:
        calculate_table(frame_of(1), discount=[0.03, 7], **options)
    codes = [fault.code for fault in caught.value.faults]
    assert codes == [
        "timing-unknown",
        "part-years-unknown",
        *["argument-out-of-range"] * 2,
        "column-unknown",
        "argument-out-of-range",
    ]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({}, "discount-unclear"),
        ({"discount": []}, "schedule-empty"),
        ({"discount": float("nan")}, "argument-out-of-range"),
        ({"discount": 0.0, "on_invalid": "ignore"}, "on-invalid-unknown"),
    ],
)
def test_an_option_outside_what_it_may_be_is_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        calculate_table(frame_of(1), **options)
    assert caught.value.code == code


def test_a_discount_in_the_call_and_in_a_column_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match="discount-unclear"):
        calculate_table(frame_of(1).assign(discount=0.1), discount=0.1)


def test_an_unknown_schedule_is_refused() -> None:
    with pytest.raises(NotFoundError, match="unknown-schedule"):
        calculate_table(frame_of(1), discount="green-book-1066")


def test_a_schedule_over_a_lazy_frame_needs_a_horizon() -> None:
    lazy = pl.DataFrame(frame_of(1)).lazy()
    with pytest.raises(InvalidArgumentError, match="horizon-missing"):
        calculate_table(lazy, discount=[0.03])


def test_proxies_need_a_price_year() -> None:
    with pytest.raises(InvalidArgumentError, match="price-year-missing"):
        calculate_table(pd.DataFrame({"quantity": [1.0], "proxy": ["health.gp_consultation"]}), discount=0.0)


@pytest.mark.parametrize(
    "name",
    ["parks.friends_group_funds_year", "skills.nvq_level2_fiscal", "skills.nvq_level3_lifetime_economic"],
    ids=["local-economy pounds", "a transfer", "a sum over years"],
)
def test_a_proxy_that_is_no_yearly_social_value_is_not_used(name: str) -> None:
    lines = pd.DataFrame({"quantity": [1.0], "proxy": [name]})
    valued = calculate_table(lines, discount=0.0, price_year=2025, on_invalid="flag")
    assert valued["problem"].tolist() == ["proxy-not-usable"]
    assert valued["present_value"].isna().all()


def test_a_lazy_frame_is_not_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    lazy = pl.DataFrame(frame_of(5)).lazy().map_batches(refuse, schema=pl.DataFrame(frame_of(5)).schema)
    monkeypatch.setattr(pl.LazyFrame, "collect", refuse)
    valued = calculate_table(lazy, discount=0.035, horizon=3)
    assert isinstance(valued, pl.LazyFrame)
    with pytest.raises(AssertionError):
        valued.collect()


def test_the_index_is_kept_and_the_frame_is_not_touched() -> None:
    frame = frame_of(6).set_axis(pd.Index(["b", "a", "a", "c", "d", "b"], name="line"))
    before = frame.copy(deep=True)
    valued = calculate_table(frame, discount=0.035, on_invalid="flag")
    pd.testing.assert_index_equal(valued.index, frame.index)
    valued.loc["a", ["quantity", "deadweight"]] = -1.0
    valued["amount"] = 0.0
    pd.testing.assert_frame_equal(frame, before)


def test_categoricals_ride_along_and_are_no_numbers() -> None:
    frame = frame_of(4).assign(ward=pd.Categorical(["x", "y", "x", None]))
    assert calculate_table(frame, discount=0.035)["ward"].dtype == frame["ward"].dtype
    with pytest.raises(InvalidDataError, match="column-not-numeric"):
        calculate_table(frame.assign(duration=pd.Categorical([1, 2, 1, 2])), discount=0.035)


def test_decimals_are_numbers_and_text_is_not() -> None:
    frame = pd.DataFrame({"quantity": [Decimal(3), None], "amount": [Decimal("12.50"), Decimal(1)]})
    valued = calculate_table(frame, discount=0.0, on_invalid="flag")
    assert valued["gross"].iloc[0] == 37.5
    assert valued["problem"].iloc[1] == "quantity-missing"
    with pytest.raises(InvalidDataError, match="column-not-numeric"):
        calculate_table(pd.DataFrame({"quantity": ["3"], "amount": [1.0]}, dtype=object), discount=0.0)
    polars = pl.DataFrame({"quantity": [3], "amount": [Decimal("12.50")]})
    assert calculate_table(polars, discount=0.0)["gross"].to_list() == [37.5]
    assert calculate_table(polars.lazy(), discount=0.0).collect()["gross"].to_list() == [37.5]


def test_the_message_names_column_count_and_first_lines() -> None:
    frame = pd.DataFrame({"people": [float("nan")] * 7 + [1.0], "amount": 1.0, "deadweight": [0.0] * 7 + [2.0]})
    with pytest.raises(InvalidDataError) as caught:
        calculate_table(frame, discount=0.0, columns={"people": "quantity"})
    first, second = caught.value.faults
    assert first.problem == "7 lines have the problem quantity-missing"
    assert first.where == "column 'people', lines 0, 1, 2, 3, 4 … (the first is 0)"
    assert second.problem == "1 line has the problem deadweight-out-of-range"


def test_polars_values_a_bad_line_as_null() -> None:
    frame = pl.DataFrame({"quantity": [1.0, None], "amount": [2.0, 2.0]})
    assert calculate_table(frame, discount=0.0, on_invalid="flag")["gross"].to_list() == [2.0, None]


@settings(max_examples=25, deadline=None)
@given(
    size=st.integers(0, 700),
    seed=st.integers(0, 99),
    chunk=st.integers(1, 300),
    threads=st.integers(1, 3),
    block=st.integers(1, 90),
)
def test_chunks_blocks_and_threads_never_change_a_digit(size: int, seed: int, chunk: int, threads: int, block: int) -> None:
    frame = frame_of(size, seed)
    plan = Plan(checked_options(0.035, "mid_year", "pro_rata", None, {}), bind(schema_of(opened(frame)), {}, [], []))
    whole = values_of(frame, timing="mid_year")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "BLOCK", block)
        parts = engine.in_memory(opened(frame), plan, threads, chunk).money["present_value"]
    np.testing.assert_array_equal(parts, whole)


@settings(max_examples=25, deadline=None)
@given(size=st.integers(1, 400), seed=st.integers(0, 99), cut=st.floats(0, 1))
def test_shuffling_and_partitioning_never_change_a_digit(size: int, seed: int, cut: float) -> None:
    frame = frame_of(size, seed)
    whole = values_of(frame)
    order = np.random.default_rng(seed).permutation(size)
    np.testing.assert_array_equal(values_of(frame.iloc[order]), whole[order])
    at = int(cut * size)
    np.testing.assert_array_equal(np.concatenate([values_of(frame.iloc[:at]), values_of(frame.iloc[at:])]), whole)


def test_more_lines_than_a_chunk_on_two_threads() -> None:
    frame = frame_of(300_000)
    np.testing.assert_array_equal(values_of(frame, threads=2), values_of(frame, threads=1))
    assert values_of(frame).sum() == pytest.approx(
        calculate_table(pl.DataFrame(frame).lazy(), discount=0.035).collect()["present_value"].sum()
    )


def test_the_table_agrees_with_calculate() -> None:
    case = sroi.read_case(Path(__file__).parents[3] / "proxies" / "published" / "westbank_2015.yaml")
    result = sroi.calculate(case)
    lines = result.lines
    columns = {
        name: getattr(lines, name) for name in ("quantity", "amount", "deadweight", "displacement", "drop_off", "duration")
    }
    frame = pd.DataFrame({**columns, "drop_off_from": lines.drop_off_from, "starts": lines.starts})
    others = {f"other_{place}": column for place, column in enumerate(lines.attributions)}
    frame = frame.assign(**others, amount=frame["amount"] * lines.contribution)
    discount = result.discounting.rate
    valued = calculate_table(
        frame, discount=discount, attributions=[*others], timing=case.method.timing, part_years=case.method.part_years
    )
    np.testing.assert_allclose(valued["present_value"], result.present_values, rtol=1e-12)


def test_every_column_of_the_contract_says_what_it_means() -> None:
    assert all(column.meaning and column.low < column.high for column in COLUMNS)
    stated = {column.name: column.default for column in COLUMNS if column.default is not None}
    assert stated["duration"] == 1
    assert stated["drop_off_from"] == 2


def test_a_rate_may_not_be_yes_and_rates_may_be_an_array() -> None:
    with pytest.raises(InvalidArgumentError, match="argument-out-of-range"):
        calculate_table(frame_of(1), discount=True)
    listed = calculate_table(frame_of(3), discount=[0.035, 0.03], horizon=np.int64(1000))
    arrayed = calculate_table(frame_of(3), discount=np.array([0.035, 0.03]), horizon=1000)
    pd.testing.assert_frame_equal(listed, arrayed)


def test_columns_that_play_a_part_are_named_by_words() -> None:
    with pytest.raises(InvalidDataError, match="column-name-not-text"):
        calculate_table(pd.DataFrame([[1.0, 2.0]]), discount=0.0, columns={0: "quantity", 1: "amount"})


def test_one_further_attribution_may_stand_alone() -> None:
    frame = pd.DataFrame({"quantity": [1.0], "amount": [100.0], "family": [0.25]})
    assert calculate_table(frame, discount=0.0, attributions="family")["net"].tolist() == [75.0]


def test_a_column_with_nothing_in_it_is_blank_not_of_the_wrong_type() -> None:
    frame = pl.DataFrame({"quantity": [1.0, 2.0], "amount": [3.0, 4.0], "deadweight": [None, None]})
    assert calculate_table(frame, discount=0.0, on_invalid="flag")["problem"].to_list() == ["deadweight-missing"] * 2


def test_a_blank_proxy_is_told_in_the_column_that_the_caller_has() -> None:
    frame = pd.DataFrame({"quantity": [1.0], "value": [None]})
    with pytest.raises(InvalidDataError) as caught:
        calculate_table(frame, discount=0.0, columns={"value": "proxy"}, price_year=2025)
    assert "column 'value'" in caught.value.where
