"""Laws of money in a place that hold for any numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import fsum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sroi.errors import RefusedError
from sroi.local_economy import (
    Flow,
    LocalEconomy,
    Reference,
    additionality,
    classified,
    evaluate,
    inflow,
    lm3,
    retained,
    spending_rounds,
    supply_chain,
    switch,
)
from sroi.model.text import rounded

shares = st.floats(0, 1)
pounds = st.integers(0, 10**11).map(lambda pence: pence / 100)
places = st.sampled_from(["L36 1AA", "L34 1AA", "WA8 1AA", "L1 1AA", "M1 1AA"])
kinds = st.sampled_from(["local SME", "larger local firm", "community business", "local supplier"])
payments = st.lists(st.tuples(pounds.filter(bool), kinds, places), min_size=1, max_size=12)
KNOWSLEY, MERSEYSIDE = {"L36", "L34"}, {"L36", "L34", "WA8", "L1"}


def ledger(rows: list[tuple[float, str, str]]) -> dict[str, list[Any]]:
    return dict(zip(("amount", "recipient", "place"), map(list, zip(*rows, strict=True)), strict=True))


@given(pounds, shares, shares, shares, shares)
def test_net_is_at_most_gross_without_a_multiplier(
    gross: float, deadweight: float, leakage: float, displacement: float, substitution: float
) -> None:
    net = additionality(gross, deadweight=deadweight, leakage=leakage, displacement=displacement, substitution=substitution)
    assert 0 <= net <= gross


@given(pounds)
def test_nothing_taken_off_leaves_the_gross(gross: float) -> None:
    assert additionality(gross, deadweight=0, leakage=0, displacement=0) == gross


@given(pounds.filter(bool), shares, shares, shares, shares, st.floats(0, 3))
def test_the_one_line_form_is_a_special_case_of_two_brackets(
    gross: float, deadweight: float, leakage: float, displacement: float, substitution: float, multiplier: float
) -> None:
    rates = {"leakage": leakage, "displacement": displacement, "substitution": substitution, "multiplier": multiplier}
    one_line = additionality(gross, deadweight=deadweight, **rates)
    two_brackets = additionality(gross, reference=Reference(gross=gross * deadweight), **rates)
    assert abs(one_line - two_brackets) <= 1e-9 * gross


@given(pounds.filter(bool), shares, shares)
def test_a_score_lies_between_one_and_three(income: float, near: float, again: float) -> None:
    round_2 = income * near
    score = lm3(income, round_2, round_2 * again)
    assert 1 <= score <= 3
    assert lm3(income, round_2, round_2 * again, "value_to_area") == pytest.approx(score - 1, abs=1e-12)


@given(payments)
@settings(max_examples=60)
def test_growing_the_area_never_raises_leakage_nor_lowers_lm3(rows: list[tuple[float, str, str]]) -> None:
    small, large = (spending_rounds(ledger(rows), places=area) for area in (KNOWSLEY, MERSEYSIDE))
    assert large.leakage <= small.leakage
    assert large.score >= small.score
    assert small.income == large.income


@given(payments)
@settings(max_examples=60)
def test_the_lines_of_a_ledger_add_up_in_pence(rows: list[tuple[float, str, str]]) -> None:
    found = spending_rounds(ledger(rows), places=KNOWSLEY)
    pence = sum(Decimal(str(amount)) for amount, _, _ in rows)
    assert sum(rounded(line.amount) for line in found.lines) == pence == rounded(found.income)
    local = sum(Decimal(str(amount)) for amount, _, place in rows if place[:3] in KNOWSLEY)
    assert rounded(found.round_2) == local
    assert 1 <= found.score <= 3


@given(payments)
@settings(max_examples=60)
def test_contracts_by_sector_add_up_in_pence(rows: list[tuple[float, str, str]]) -> None:
    table = {"value": [row[0] for row in rows], "sector": [row[1] for row in rows], "place": [row[2] for row in rows]}
    found = supply_chain(table, area="Knowsley", price_year=2025, places=KNOWSLEY)
    assert sum(rounded(part.value) for part in found.by_sector) == rounded(found.whole.value)
    assert sum(rounded(part.local_value) for part in found.by_sector) == rounded(found.whole.local_value)
    assert 0 <= found.whole.local_share_of_value <= 1


@given(payments, shares)
@settings(max_examples=60)
def test_moving_spending_into_the_area_never_lowers_lm3(rows: list[tuple[float, str, str]], part: float) -> None:
    found = spending_rounds(ledger([*rows, (100.0, "local SME", "M1 1AA")]), places=KNOWSLEY)
    outside = fsum(line.amount for line in found.lines if not line.local)
    moved = switch(found, outside * part)
    assert moved.after.score >= moved.before.score - 1e-12
    assert moved.after.income == moved.before.income
    assert fsum(line.amount for line in moved.after.lines) == pytest.approx(found.income)


flows = st.lists(
    st.builds(
        lambda amount, deadweight, kept, external, kind: {
            "amount": amount, "year": 2025, "external": external, "kind": kind, "source": "Somebody",
            "source_type": "trust", "deadweight": deadweight, "retained": kept,
        },
        pounds, shares, shares, st.booleans(),
        st.sampled_from(["grant", "contract", "match_funding", "in_kind", "wages", "volunteer_hours"]),
    ),
    min_size=1, max_size=8,
).map(lambda rows: [Flow.model_validate({"id": f"flow-{place}", **row}) for place, row in enumerate(rows)])  # fmt: skip


@given(flows)
@settings(max_examples=80)
def test_retained_is_at_most_inflow_is_at_most_all_outside_money(found: list[Flow]) -> None:
    outside = fsum(flow.amount.number for flow in found if flow.external)
    assert 0 <= retained(found) <= inflow(found) * (1 + 1e-12) <= outside * (1 + 1e-9)


@given(flows)
@settings(max_examples=80)
def test_the_parts_of_the_inflow_are_its_total_and_order_does_not_matter(found: list[Flow]) -> None:
    parts = classified(found)
    assert rounded(fsum(part.counted for part in parts)) == rounded(inflow(found))
    assert inflow(list(reversed(found))) == inflow(found)
    assert inflow(found[:1]) + inflow(found[1:]) == pytest.approx(inflow(found))


@given(flows)
@settings(max_examples=40)
def test_a_block_gives_the_same_inflow_and_figures_that_refuse_to_be_added(found: list[Flow]) -> None:
    volunteers = {"hours": 1, "year": 2025}
    block = LocalEconomy.model_validate({"area": "Knowsley", "price_year": 2025, "flows": found, "volunteers": volunteers})
    result = evaluate(block)
    assert (0 if result.inflow is None else result.inflow.amount) == inflow(found)
    with pytest.raises(RefusedError):
        sum(result.figures)  # type: ignore[call-overload]


@given(st.integers(1, 10**9), st.fractions(0, 1), st.fractions(0, 1))
def test_additionality_is_exact_on_exact_numbers(gross: int, leakage: Fraction, displacement: Fraction) -> None:
    exact: Any = additionality(Fraction(gross), deadweight=0, leakage=leakage, displacement=displacement)  # type: ignore[arg-type]
    assert exact == gross * (1 - leakage) * (1 - displacement)
