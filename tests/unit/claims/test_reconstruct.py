"""Headlines without workings: read as printed, and rebuilt out of an openly illustrative template."""

from __future__ import annotations

from pathlib import Path

import pytest

import sroi
from sroi.claims.reconstruct import SAID
from sroi.errors import InvalidArgumentError, InvalidDataError, NotFoundError, RefusedError, UndefinedRatioError

TEMPLATE = Path(__file__).parents[3] / "docs" / "examples" / "one_knowsley_template.yaml"


@pytest.fixture
def template():
    return sroi.read_case(TEMPLATE)


@pytest.fixture
def claim():
    known = sroi.claims.headlines("knowsley")
    return {"ratio": f"£1:£{known['sroi-ratio-2019'].amount}", "inflow": known["local-economy-value"].amount}


def test_both_headlines_are_calculated(template, claim):
    found = sroi.claims.reconstruct(claim, template)
    again = sroi.calculate(found.case)
    assert again.ratio.text == "£1:£40.90"
    assert again.local_economy.inflow.text == "£2,438,626.92"


def test_nothing_is_hard_coded(template, claim):
    case = sroi.claims.reconstruct(claim, template).case
    dearer = sroi.what_if(case, {"id": "dearer", "scale": {"amount": 1.1}})
    assert sroi.calculate(dearer).ratio.text == "£1:£44.99"


def test_another_claim_gives_another_case(template):
    found = sroi.claims.reconstruct({"ratio": "12.5 : 1"}, template)
    assert found.result.ratio.text == "£1:£12.50"
    assert found.flow_factor == 1.0
    assert found.outcome_factor == pytest.approx(12.5 / sroi.calculate(template).ratio.value, rel=1e-12)


def test_every_line_says_that_it_is_a_reconstruction(template, claim):
    case = sroi.claims.reconstruct(claim, template).case
    assert all(line.note == SAID for line in (*case.inputs, *case.outcomes))
    assert all(SAID in flow.notes for flow in case.local_economy.flows)
    assert case.notes[0].startswith(SAID)
    assert case.title.startswith("Reconstruction, not evidence")


def test_says_what_would_have_to_be_true(template, claim):
    text = str(sroi.claims.reconstruct(claim, template))
    for words in ("£10,896,578.00 of value from £266,420.00", "People one step less lonely", "£1,640,945.22 of"):
        assert words in text


def test_the_input_that_is_a_flow_is_scaled_with_it(template):
    data = template.to_dict()
    data["inputs"].append({"id": "lottery-match", "stakeholder": "lottery", "amount": 600000})
    data["local_economy"]["flows"][0] |= {"kind": "match_funding", "input": "lottery-match"}
    found = sroi.claims.reconstruct({"inflow": "£2,438,626.92"}, sroi.read_case(data))
    assert found.case.inputs[-1].amount.amount == pytest.approx(600000 * found.flow_factor)
    assert found.case.inputs[0].amount.amount == 250000


@pytest.mark.parametrize(
    ("claim", "error", "code"),
    [
        ({}, InvalidArgumentError, "nothing-claimed"),
        ({"roi": "3"}, InvalidArgumentError, "unknown-claim"),
        ({"ratio": "plenty"}, InvalidArgumentError, "not-a-ratio"),
        ({"ratio": "0:3"}, UndefinedRatioError, "ratio-undefined"),
    ],
)
def test_claims_that_are_no_figures(template, claim, error, code):
    with pytest.raises(error) as caught:
        sroi.claims.reconstruct(claim, template)
    assert caught.value.code == code


def test_a_template_without_flows_cannot_give_an_inflow(template):
    without = template.model_copy(update={"local_economy": None})
    with pytest.raises(RefusedError) as caught:
        sroi.claims.reconstruct({"inflow": "5"}, without)
    assert caught.value.code == "headline-out-of-reach"


def test_outcomes_that_come_to_nothing_give_no_ratio(template):
    nothing = sroi.what_if(template, {"id": "nothing", "set": {"quantity": 0}})
    with pytest.raises(RefusedError) as caught:
        sroi.claims.reconstruct({"ratio": "5"}, nothing)
    assert caught.value.where == "outcomes"


def test_headlines_are_read_as_printed():
    known = sroi.claims.headlines()
    assert known["local-economy-value"].amount == "2438626.92"
    assert known["contracts-with-social-value"].amount is None
    assert not any(one.workings_published for one in known.values())


def test_no_headlines_of_a_place():
    with pytest.raises(NotFoundError) as caught:
        sroi.claims.headlines("atlantis")
    assert caught.value.code == "claims-not-found"
    assert "knowsley" in caught.value.fix


def test_a_broken_file_of_headlines(tmp_path, monkeypatch):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "here.yaml").write_text("id: here\ntitle: T\nclaims:\n  - {id: a, amount: 3}\n", encoding="utf-8")
    monkeypatch.setattr("sroi.claims.gathered.data_folder", lambda: tmp_path)
    with pytest.raises(InvalidDataError) as caught:
        sroi.claims.headlines("here")
    assert {"missing", "not-text"} <= {fault.code for fault in caught.value.faults}
    assert "line 4" in str(caught.value)
