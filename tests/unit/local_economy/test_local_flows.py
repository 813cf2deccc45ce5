"""Flows of money: classified before they are added up."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest

from sroi.errors import InvalidArgumentError, RefusedError, UndefinedRatioError
from sroi.local_economy import Flow, classified, classify, inflow, leverage, read_flows, retained

OUTSIDE: dict[str, Any] = {
    "id": "outside", "amount": 700_000, "year": 2025, "external": True, "kind": "match_funding",
    "source": "Lottery fund", "source_type": "lottery", "deadweight": 0.3, "retained": 0.6,
}  # fmt: skip
INSIDE: dict[str, Any] = {
    "id": "inside", "amount": 300_000, "year": 2025, "external": False, "kind": "match_funding",
    "source": "Knowsley Council", "source_type": "council",
}  # fmt: skip


def flow(**changes: Any) -> Flow:
    return Flow.model_validate({**OUTSIDE, **changes})


def test_the_worked_example_to_the_penny() -> None:
    assert round(inflow([OUTSIDE, INSIDE]), 2) == 490_000.00
    assert round(retained([OUTSIDE, INSIDE]), 2) == 294_000.00
    assert round(retained([OUTSIDE, INSIDE]) * 0.56, 2) == 164_640.00
    assert leverage(700_000, own_grant=250_000) == 2.8


def test_records_and_mappings_serve_alike() -> None:
    assert inflow([flow(), Flow.model_validate(INSIDE)]) == inflow([OUTSIDE, INSIDE])


@pytest.mark.parametrize(
    ("changes", "line", "reason"),
    [
        ({}, "A", "30%"),
        ({"source_type": "government", "kind": "contract"}, "A", "outside cash"),
        ({"source_type": "trust", "kind": "grant"}, "A", "outside cash"),
        ({"source_type": "outside_firm", "kind": "csr_cash"}, "A", "outside cash"),
        ({"external": False, "source_type": "council"}, "none", "recycled"),
        ({"external": False, "source_type": "local_nhs"}, "none", "recycled"),
        ({"external": False, "source_type": "local_firm"}, "none", "other local spending"),
        ({"external": False, "source_type": "local_donor"}, "none", "other local spending"),
        ({"external": False, "source_type": None}, "none", "inside the area"),
        ({"source_type": "formula", "deadweight": None}, "none", "deadweight 1"),
        ({"source_type": "formula", "deadweight": 0}, "none", "deadweight 1"),
        ({"source_type": "outside_firm", "kind": "in_kind"}, "in_kind", "cost to the giver"),
        ({"source_type": "local_firm", "external": False, "kind": "in_kind"}, "none", "other local spending"),
        ({"kind": "volunteer_hours"}, "E", "imputed labour"),
        ({"source_type": "volunteers", "external": False}, "E", "imputed labour"),
        ({"kind": "wages"}, "B", "LM3"),
        ({"kind": "supplier_spend"}, "B", "LM3"),
    ],
)
def test_the_match_funding_table(changes: dict[str, Any], line: str, reason: str) -> None:
    found = classify(flow(**changes))
    assert found.line == line
    assert reason in found.reason
    assert found.counted == (pytest.approx(490_000) if line == "A" else 0)


def test_a_flow_tells_its_name_payer_and_reason() -> None:
    assert str(classify(flow(title="Match"))) == "Match (Lottery fund): outside cash, of which 30% would have come anyway"
    assert str(classify(flow(external=False, source=None))).startswith("outside (no source named)")


def test_external_cash_says_what_would_have_come_anyway() -> None:
    bare = {key: value for key, value in OUTSIDE.items() if key != "deadweight"}
    for compute in (inflow, classified):
        with pytest.raises(InvalidArgumentError) as caught:
            compute([bare, {**bare, "id": "b"}])
        assert [fault.code for fault in caught.value.faults] == ["deadweight-needed"] * 2
    with pytest.raises(InvalidArgumentError):
        classify(Flow.model_validate(bare))


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        inflow([{**OUTSIDE, "amount": -1}])
    assert (caught.value.code, caught.value.where) == ("amount-negative", "flow 'outside'")


def test_unnamed_and_local_money_is_refused_all_at_once() -> None:
    unnamed = {**OUTSIDE, "id": "unnamed", "source": None}
    own = {**OUTSIDE, "id": "own", "source_type": "council"}
    with pytest.raises(RefusedError) as caught:
        inflow([{key: value for key, value in unnamed.items() if value is not None}, own])
    assert [fault.code for fault in caught.value.faults] == ["unnamed-money", "local-money-as-external"]
    with pytest.raises(RefusedError):
        classify(flow(source_type=None))


def test_retained_asks_for_the_share() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        retained([{key: value for key, value in OUTSIDE.items() if key != "retained"}])
    assert caught.value.code == "retained-needed"


def test_wrong_fields_are_told_for_every_flow() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        inflow([{**OUTSIDE, "deadweight": 30, "kind": "gift"}, {"id": "b"}])
    told = {(fault.code, fault.where) for fault in caught.value.faults}
    assert ("share-out-of-range", "flow 1, deadweight") in told
    assert ("unknown-kind", "flow 1, kind") in told
    assert ("missing", "flow 2, amount") in told


@pytest.mark.parametrize("year", ["any", "2025/27", 25])
def test_a_flow_has_a_real_year(year: Any) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        inflow([{**OUTSIDE, "year": year}])
    assert caught.value.code == "not-a-price-year"


def test_leverage_needs_a_grant() -> None:
    with pytest.raises(UndefinedRatioError):
        leverage(1, own_grant=0)
    with pytest.raises(InvalidArgumentError):
        leverage(-1, own_grant=1)


TABLE = {
    "id": ["outside", "inside"],
    "amount": ["700000", "300000.00"],
    "year": [2025, 2025],
    "external": ["yes", "no"],
    "kind": ["match_funding"] * 2,
    "source": ["Lottery fund", "Knowsley Council"],
    "source_type": ["lottery", "council"],
    "deadweight": [0.3, None],
    "deadweight_basis": ["panel of three officers", None],
    "retained": [0.6, None],
}


@pytest.mark.parametrize("make", [dict, pd.DataFrame, pl.DataFrame], ids=["dict", "pandas", "polars"])
def test_flows_from_a_table(make: Any) -> None:
    flows = read_flows(make(TABLE))
    assert round(inflow(flows), 2) == 490_000.0
    assert flows[0].deadweight is not None
    assert flows[0].deadweight.basis == "panel of three officers"
    assert (flows[1].deadweight, flows[1].external, flows[1].year) == (None, False, 2025)


def test_years_of_a_table_may_be_written_in_several_ways() -> None:
    table = {**TABLE, "year": [2025.0, "2025/26"]}
    assert [one.year for one in read_flows(table)] == [2025, "2025/26"]


def test_a_table_with_faults_names_row_and_field() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        read_flows({**TABLE, "external": ["perhaps", None], "deadweight": ["a third", None]})
    told = [(fault.code, fault.where) for fault in caught.value.faults]
    assert ("not-true-or-false", "flow 1, external") in told
    assert ("missing", "flow 2, external") in told
    assert any(where.startswith("flow 1, deadweight") for _, where in told)
