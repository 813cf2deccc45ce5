"""All 29 measures, each from its figures to the lines a person worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import sroi
from sroi.catalogue import load
from sroi.mapping.figures import slug

EXAMPLES = yaml.safe_load((Path(__file__).parent / "worked_examples.yaml").read_text("utf-8"))
MEASURES = sroi.frameworks.get("knowsley").measures


def mapped(rows: list[dict[str, Any]], **more: Any) -> sroi.Case:
    inputs = [{"stakeholder": "Council", "title": "Grant", "amount": 1000}]
    return sroi.map_measurements(rows, **{"inputs": inputs, "price_year": 2025, "discount": 0.035, **more})


def test_there_is_an_example_of_every_measure() -> None:
    assert [f"knowsley/{example['measure']}" for example in EXAMPLES] == list(MEASURES)
    assert len(EXAMPLES) == 29


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"measure-{example['measure']}")
def test_a_measure_becomes_the_lines_worked_out_by_hand(example: dict[str, Any]) -> None:
    case = mapped([{"measure": example["measure"], "stakeholder": "Residents", **example["row"]}])
    found = {line.id: line for line in case.outcomes}
    assert len(found) == len(example["lines"])
    for line in example["lines"]:
        name = f"knowsley/{example['measure']} {line.get('part', '')} {line['proxy']}"
        outcome = found[slug(name, "-")]
        assert outcome.quantity.value == pytest.approx(line["quantity"], rel=1e-15, abs=0)
        assert outcome.proxy == line["proxy"]
        assert outcome.unit == load().proxy(line["proxy"]).unit
        assert outcome.measure == f"knowsley/{example['measure']}"
        assert line.get("note", "") in (outcome.note or "")
        assert "note" in line or outcome.note is None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"measure-{example['measure']}")
def test_its_default_proxies_are_all_there_and_it_calculates(example: dict[str, Any]) -> None:
    case = mapped([{"measure": example["measure"], "stakeholder": "Residents", **example["row"]}])
    defaults = MEASURES[f"knowsley/{example['measure']}"].proxies.default
    assert set(defaults) <= {line.proxy for line in case.outcomes}
    result = sroi.calculate(case)
    for line in result.outcomes.values():
        worth = load().match(str(line.outcome.proxy), 2025)
        assert line.gross == pytest.approx(line.outcome.quantity.value * worth.amount)
        assert (line.left_out is None) == (worth.proxy.account == "social-value" and not worth.proxy.transfer)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"measure-{example['measure']}")
def test_each_figure_that_is_missing_is_asked_for_by_name(example: dict[str, Any]) -> None:
    measure = MEASURES[f"knowsley/{example['measure']}"]
    for name in measure.quantity.needs:
        row = {key: value for key, value in example["row"].items() if key != name}
        with pytest.raises(sroi.SroiError) as caught:
            mapped([{"measure": example["measure"], "stakeholder": "Residents", **row}])
        asked = [fault for fault in caught.value.faults if fault.code == "figure-missing"]
        assert any(f"give {name} (" in fault.problem and f"column '{name}'" in fault.where for fault in asked)


def test_all_of_them_together_make_one_case() -> None:
    rows = [{"measure": example["measure"], "stakeholder": "Residents", **example["row"]} for example in EXAMPLES]
    case = mapped(rows)
    assert len(case.outcomes) == sum(len(example["lines"]) for example in EXAMPLES)
    assert sroi.calculate(case).ratio.value > 0
    assert any("Measures 18, 19, 21, 22, 24 and 28: money in the local economy" in note for note in case.notes)
