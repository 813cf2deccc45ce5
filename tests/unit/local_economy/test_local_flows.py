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


def test_every_field_of_a_table_reaches_its_flow() -> None:
    row = {
        "id": "match", "amount": "10.50", "year": " 2025.0", "external": "1", "kind": "match_funding", "source": "Lottery fund",
        "source_type": "lottery", "destination": "A charity", "deadweight": "0.3", "deadweight_basis": "panel",
        "deadweight_source": "minutes-2025", "retained": 0.6, "retained_basis": "survey", "retained_source": "survey-2025",
        "input": "lottery", "title": "Match",
    }  # fmt: skip
    bare = {"id": "own", "amount": 1, "year": 2024, "external": 0, "kind": "grant"}
    shares = {
        "deadweight": {"share": 0.3, "basis": "panel", "source": "minutes-2025"},
        "retained": {"share": 0.6, "basis": "survey", "source": "survey-2025"},
    }
    plain = {key: value for key, value in row.items() if not key.endswith(("_basis", "_source"))}
    assert read_flows([row, bare]) == (
        Flow.model_validate({**plain, **shares, "amount": 10.5, "year": 2025, "external": True}),
        Flow.model_validate({**bare, "external": False}),
    )


def test_a_share_of_nothing_is_not_a_blank() -> None:
    (flow_,) = read_flows([{**{key: value[0] for key, value in TABLE.items()}, "deadweight": 0, "retained": None}])
    assert flow_.deadweight is not None
    assert flow_.deadweight.number == 0
    assert flow_.retained is None


def test_where_each_kind_of_money_belongs_in_words() -> None:
    recycled = "is not new to the area and counts only for a wider funder"
    reasons = {
        "council": f"recycled: the council's own money {recycled}",
        "local_nhs": f"recycled: local NHS money {recycled}",
        "local_firm": "taken from other local spending",
        "local_donor": "taken from other local spending",
        "trust": "from inside the area",
        None: "from inside the area",
    }
    told = {kind: classify(flow(external=False, source_type=kind)) for kind in reasons}
    assert {kind: (one.line, one.counted, one.reason) for kind, one in told.items()} == {
        kind: ("none", 0, reason) for kind, reason in reasons.items()
    }
    others = {
        "wages": "spending of money that was counted when it came in: see LM3",
        "supplier_spend": "spending of money that was counted when it came in: see LM3",
        "volunteer_hours": "volunteer hours are imputed labour, not cash: see figure E",
        "in_kind": "a gift in kind from outside stands on its own line, at cost to the giver",
        "grant": "outside cash, of which 30% would have come anyway",
    }
    assert {kind: classify(flow(kind=kind)).reason for kind in others} == others
    assert classify(flow(source_type="formula")).reason == "formula money comes regardless: deadweight 1"
    assert classify(flow()).flow == flow()
    assert str(classify(flow(external=False, source=None))) == "outside (no source named): from inside the area"


@pytest.mark.parametrize("kind", ["volunteer_hours", "wages", "supplier_spend", "in_kind"])
def test_only_cash_has_to_say_what_would_have_come_anyway(kind: str) -> None:
    assert classify(flow(kind=kind, deadweight=None)).counted == 0
    assert classify(flow(deadweight=None, external=False, source_type="council")).counted == 0


def test_only_inflow_has_to_say_what_stays_and_the_shares_are_taken_of_what_counts() -> None:
    bare = {key: value for key, value in INSIDE.items() if key != "retained"}
    more = {**OUTSIDE, "id": "more", "amount": 100, "deadweight": 0, "retained": 0.25}
    assert retained([OUTSIDE, bare, more]) == pytest.approx(294_025)
    assert inflow([OUTSIDE, bare, more]) == pytest.approx(490_100)


def test_the_second_flow_is_called_the_second() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        inflow([flow(), {**OUTSIDE, "kind": "gift"}])
    assert [fault.where for fault in caught.value.faults] == ["flow 2, kind"]


def test_leverage_of_a_grant_below_a_pound() -> None:
    assert leverage(1, own_grant=0.5) == 2
    assert leverage(0, own_grant=1) == 0


def test_what_a_row_leaves_blank_or_cannot_say_is_told() -> None:
    row = {key: value[0] for key, value in TABLE.items()}
    with pytest.raises(InvalidArgumentError) as caught:
        read_flows([{**row, "year": None, "deadweight": ["a third"], "deadweight_basis": None}, {**row, "external": None}])
    assert [fault.where for fault in caught.value.faults] == ["flow 1, year", "flow 1, deadweight", "flow 2, external"]


def test_a_misspelt_field_is_guessed() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        inflow([{**OUTSIDE, "deadwieght": 0.3}])
    assert (caught.value.where, caught.value.fix) == ("flow 1, deadwieght", "did you mean 'deadweight'?")
