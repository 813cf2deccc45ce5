"""What the library gives to other people's tests."""

from __future__ import annotations

import sys
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import sroi
from sroi.errors import MissingDependencyError
from sroi.model.framework import Framework
from sroi.testing import assert_reproduces, assert_same_result, strategies

DEDUCTIONS = ("deadweight", "displacement", "attribution", "drop_off")
WESTBANK = "proxies/published/westbank_2015.yaml"


@pytest.fixture
def case(pytestconfig: pytest.Config) -> sroi.Case:
    return sroi.read_case(pytestconfig.rootpath / WESTBANK)


def test_a_result_is_the_same_as_itself(case: sroi.Case) -> None:
    assert_same_result(sroi.calculate(case), sroi.calculate(case))
    assert_same_result(sroi.calculate(case), sroi.calculate(sroi.what_if(case, {})), relative=0)


def test_a_difference_is_named_with_both_values(case: sroi.Case) -> None:
    one, other = sroi.calculate(case), sroi.calculate(sroi.what_if(case, {"set": {"drop_off": 0.5}}))
    with pytest.raises(AssertionError, match=r"ratio\.value: 5\.80\d+ is not 4\.\d+"):
        assert_same_result(one, other)
    assert_same_result(one, other, relative=2)


def test_a_hair_is_no_difference_unless_asked(case: sroi.Case) -> None:
    one, other = sroi.calculate(case), sroi.calculate(sroi.what_if(case, {"scale": {"quantity": 1 + 1e-9}}))
    assert_same_result(one, other, relative=1e-8)
    with pytest.raises(AssertionError, match="the results differ"):
        assert_same_result(one, other)


def test_another_line_is_a_difference(case: sroi.Case) -> None:
    fewer = sroi.what_if(case, {"without": ["westbank-profile"]})
    with pytest.raises(AssertionError, match="absent"):
        assert_same_result(sroi.calculate(case), sroi.calculate(fewer))


def test_a_study_that_reproduces_gives_its_comparison(case: sroi.Case) -> None:
    assert len(assert_reproduces(case).matched) == 36


OPTIONS = {
    "a schedule": lambda case: isinstance(case.method.discount, str),
    "a list of rates": lambda case: isinstance(case.method.discount, tuple) and len(case.method.discount) > 1,
    "mid-year": lambda case: case.method.timing == "mid_year",
    "whole years": lambda case: case.method.part_years == "whole_years",
    "an input's own timing": lambda case: any(line.timing and line.timing != case.method.timing for line in case.inputs),
    "a later input": lambda case: any(line.year > 1 for line in case.inputs),
    "a negative line": lambda case: any(line.quantity.value < 0 for line in case.outcomes),
    "everything lost": lambda case: any(line.drop_off and line.drop_off.share == 1 for line in case.outcomes),
    "drop-off from year 1": lambda case: any(line.drop_off_from == 1 for line in case.outcomes),
    "several attributions": lambda case: any(line.attribution and len(line.attribution) > 1 for line in case.outcomes),
    "a contribution": lambda case: any(line.contribution for line in case.outcomes),
    "a late start": lambda case: any(line.starts > 5 for line in case.outcomes),
    "part of a year": lambda case: any(line.duration.value % 1 for line in case.outcomes),
}


def test_made_up_cases_use_every_option() -> None:
    seen: set[str] = set()

    @settings(max_examples=150, phases=[Phase.generate], database=None, derandomize=True, deadline=None)
    @given(strategies.cases())
    def look(case: sroi.Case) -> None:
        seen.update(name for name, wanted in OPTIONS.items() if wanted(case))

    look()
    assert seen == set(OPTIONS)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_what_is_asked_of_a_strategy_holds(data: st.DataObject) -> None:
    assert 0 <= data.draw(strategies.shares(most=0.25)) <= 0.25
    assert float(data.draw(strategies.amounts(negative=False))) >= 0
    case = data.draw(strategies.cases(negative=False, discount="green-book-2026", most_lines=2))
    assert case.method.discount == "green-book-2026"
    assert len(case.outcomes) <= 2
    assert all(line.quantity.value >= 0 for line in case.outcomes)
    assert len(sroi.calculate(case).by_year) <= strategies.LAST_YEAR


@settings(max_examples=40)
@given(strategies.tables(), strategies.discounts())
def test_made_up_tables_are_valued_line_by_line_as_cases_are(table: dict[str, list[Any]], discount: Any) -> None:
    valued = sroi.calculate_table(pd.DataFrame(table), discount=discount)
    head = {"format": 1, "id": "a", "title": "A", "currency": "GBP", "price_year": 2025, "method": {"discount": discount}}
    lines = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
    outcomes = [
        {"id": f"line-{place}", "stakeholder": "B", "title": "C", "unit": "person"}
        | {name: number for name, number in line.items() if name != "amount"}
        | {"proxy": {"amount": line["amount"], "unit": "person", "price_year": 2025}}
        for place, line in enumerate(lines)
    ]
    inputs = [{"id": "grant", "stakeholder": "B", "amount": 1}]
    worth = [
        one.present_value
        for one in sroi.calculate(sroi.read_case({**head, "inputs": inputs, "outcomes": outcomes})).outcomes.values()
    ]
    assert list(valued["present_value"]) == pytest.approx(worth, rel=1e-12, abs=1e-9)


def test_made_up_tables_have_any_column_or_not() -> None:
    seen: set[frozenset[str]] = set()

    @settings(max_examples=150, phases=[Phase.generate], database=None, derandomize=True)
    @given(strategies.tables(most_lines=2))
    def look(table: dict[str, list[Any]]) -> None:
        seen.add(frozenset(table) - {"quantity", "amount"})

    look()
    assert frozenset() in seen
    assert frozenset.union(*seen) == {*DEDUCTIONS, "duration", "drop_off_from", "starts"}


@settings(max_examples=40)
@given(strategies.frameworks(most_measures=2), st.integers(0, 100), st.sampled_from([0.25, 0.5, 1]))
def test_made_up_frameworks_map_measurements(framework: Framework, people: int, part: float) -> None:
    rows, expected = [], []
    for measure in framework.measures.values():
        counts = "share_of_year" in measure.quantity.needs
        figures = {"share_of_year": part} if counts else {"baseline": 3, "actual": 5}
        rows.append({"measure": measure.id, "stakeholder": "Residents", "people": people, **figures})
        expected.append(people * part if counts else 2 * people)
    inputs = [{"stakeholder": "Council", "title": "Grant", "amount": 1}]
    case = sroi.map_measurements(rows, inputs=inputs, framework=framework, price_year=2025, discount=0.035)
    assert [line.quantity.value for line in case.outcomes] == expected


@settings(max_examples=100)
@given(strategies.flows())
def test_made_up_flows_are_classified(flow: dict[str, Any]) -> None:
    (found,) = sroi.local_economy.classified([flow])
    assert found.line in {"A", "in_kind", "none"}
    assert 0 <= found.counted <= flow["amount"]
    assert flow["external"] or not found.counted


@pytest.mark.parametrize(
    "make",
    [
        *(strategies.shares, strategies.amounts, strategies.discounts, strategies.inputs, strategies.outcomes),
        *(strategies.cases, strategies.tables, strategies.frameworks, strategies.flows),
    ],
)
def test_without_hypothesis_the_error_names_the_extra(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis.strategies", None)
    with pytest.raises(MissingDependencyError) as caught:
        make()
    assert "sroi[test]" in caught.value.fix
