"""Findings as a whole: the published studies', waivers, text, HTML and plain data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi.assurance import assumption_register, dead_inputs
from sroi.catalogue import load
from sroi.errors import InvalidCaseError
from sroi.model.proxy import Proxy, Source

ROOT = Path(__file__).parents[3]


def study(name: str) -> sroi.Case:
    return sroi.read_case(ROOT / "proxies" / "published" / f"{name}.yaml")


def befriending(**changes: Any) -> sroi.Case:
    data = sroi.read_case(ROOT / "docs" / "examples" / "befriending.yaml").to_dict()
    return sroi.read_case(data | changes)


def counts(case: sroi.Case) -> dict[str, int]:
    found = sroi.check(case)
    return {code: sum(one.code == code for one in found) for code in found.codes}


def test_the_findings_of_westbank() -> None:
    assert counts(study("westbank_2015")) == {
        "zero-deduction-without-basis": 22,
        "no-negative-outcome": 1,
        "same-deduction-everywhere": 1,
        "kinds-mixed": 1,
        "duration-without-basis": 15,
        "scope-not-stated": 2,
        "printed-too-finely": 3,
        "attribution-unusual": 1,
        "nobody-answers-for-it": 1,
    }


def test_the_findings_of_dream_action() -> None:
    assert counts(study("dream_action_2018")) == {
        "zero-deduction-without-basis": 25,
        "deduction-without-basis": 55,
        "drop-off-without-years": 2,
        "loss-shrunk-by-scenario": 5,
        "kinds-mixed": 1,
        "duration-without-basis": 20,
        "many-small-lines": 1,
        "scope-not-stated": 2,
        "printed-too-finely": 3,
        "nobody-answers-for-it": 1,
    }


def test_the_worst_comes_first() -> None:
    severities = [finding.severity for finding in sroi.check(befriending())]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert severities[0] == "error"


def test_findings_behave_as_a_tuple() -> None:
    found = sroi.check(befriending())
    assert found[0] in found
    assert list(found) == list(found[:])
    assert found[0].where == "outcomes.less-lonely.quantity"
    assert not found.publishable


def test_a_waiver_sets_a_finding_aside_and_is_printed() -> None:
    waivers = [{"code": "no-negative-outcome", "reason": "asked at every visit, nobody named one"}]
    found = sroi.check(befriending(waivers=waivers))
    assert "no-negative-outcome" not in found.codes
    assert [one.finding.code for one in found.waived] == ["no-negative-outcome"]
    assert "waived   no-negative-outcome at outcomes: asked at every visit" in str(found)
    assert found.to_dict()["waived"][0]["reason"].startswith("asked")


def test_a_waiver_may_be_narrowed_to_a_line_or_a_number() -> None:
    waiver = {"code": "illustrative-number", "reason": "an example", "where": "outcomes.less-lonely.deadweight"}
    assert len(sroi.check(befriending(waivers=[waiver])).waived) == 1
    assert len(sroi.check(befriending(waivers=[waiver | {"where": "outcomes.less-lonely"}])).waived) == 4
    assert sroi.check(befriending(waivers=[waiver | {"where": "outcomes.less"}])).waived == ()


def test_a_waiver_that_covers_nothing_is_a_finding() -> None:
    found = sroi.check(befriending(waivers=[{"code": "no-such-rule", "reason": "none"}]))
    assert [one.where for one in found if one.code == "waiver-without-effect"] == ["waivers[0]"]


def test_a_waiver_changes_no_figure_and_no_fingerprint() -> None:
    waived = befriending(waivers=[{"code": "no-negative-outcome", "reason": "asked"}])
    assert sroi.calculate(waived).fingerprint == sroi.calculate(befriending()).fingerprint


def test_a_waiver_needs_a_reason() -> None:
    with pytest.raises(InvalidCaseError) as caught:
        befriending(waivers=[{"code": "no-negative-outcome"}])
    assert caught.value.where == "case, waivers[0].reason"


def test_plain_data_are_json_and_count_each_severity() -> None:
    data = json.loads(json.dumps(sroi.check(study("westbank_2015")).to_dict()))
    assert data["case"] == "westbank-2015"
    assert data["counts"] == {"error": 0, "warning": 23, "note": 24}
    assert not data["publishable"]
    assert set(data["findings"][0]) == {"code", "severity", "where", "what", "why", "fix", "standard"}


def test_the_text_names_a_code_once_with_further_places() -> None:
    text = str(sroi.check(study("westbank_2015")))
    assert text.splitlines()[0] == "westbank-2015: 0 errors, 23 warnings, 24 notes, 0 waived"
    assert text.count("zero-deduction-without-basis") == 1
    assert "and 16 more places" in text


def test_html_is_escaped() -> None:
    title = '<script>alert("x")</script> made up'
    outcome = befriending().to_dict()["outcomes"][0]
    bad = outcome | {"unit": "x", "proxy": {"amount": 1, "unit": "x", "price_year": 2025, "title": title, "source": "s"}}
    html = sroi.check(befriending(outcomes=[bad]))._repr_html_()
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_a_licensed_value_is_noted() -> None:
    folder = load()
    source = Source.model_validate(folder.source("measureup").to_dict() | {"id": "bank", "redistribution": "no"})
    proxy = folder.proxy("wellbeing.chronic_loneliness_year").to_dict()
    value = proxy["values"][0] | {"source": "bank"}
    own = Proxy.model_validate(proxy | {"values": [value]})
    layered = folder.with_proxies([own], sources=[source])
    assert "licensed-value" in sroi.check(befriending(), catalogue=layered).codes
    assert "licensed-value" not in sroi.check(befriending()).codes


def test_a_council_s_own_value_is_checked_worded_and_registered() -> None:
    """What a folder of values priced must not be looked up again in the package."""
    folder = load()
    source = Source.model_validate(folder.source("measureup").to_dict() | {"id": "own-survey"})
    proxy = folder.proxy("wellbeing.loneliness_one_step_year").to_dict()
    value = proxy["values"][0] | {"source": "own-survey"}
    own = Proxy.model_validate(proxy | {"id": "wellbeing.own_value", "values": [value], "overlaps_with": []})
    layered = folder.with_proxies([own], sources=[source], layer="folder own")
    line = befriending().outcomes[0].model_copy(update={"proxy": "wellbeing.own_value"})
    case = befriending().model_copy(update={"outcomes": (line,), "area": "Knowsley"})
    result = sroi.calculate(case, catalogue=layered)
    assert result.claim().low == pytest.approx(result.ratio.value * 10 / 14)
    assert list(result.manifest.proxies) == ["wellbeing.own_value"]
    assert "proxy-second-hand" in sroi.check(case, catalogue=layered).codes
    assert assumption_register(case, catalogue=layered)[-1].source.startswith("own-survey")
    assert dead_inputs(case, catalogue=layered) == ()


def test_a_catalogue_amount_that_calls_itself_illustrative_is_found() -> None:
    proxy = load().proxy("wellbeing.chronic_loneliness_year").to_dict()
    own = Proxy.model_validate(proxy | {"values": [proxy["values"][0] | {"note": "A made-up amount."}]})
    found = sroi.check(befriending(), catalogue=load().with_proxies([own]))
    assert "outcomes.less-lonely.proxy" in [one.where for one in found if one.code == "illustrative-number"]


def test_double_counting_names_both_lines_and_the_way_out() -> None:
    outcome = befriending().to_dict()["outcomes"][0]
    second = {key: value for key, value in outcome.items() if key != "measure"}
    second |= {"id": "happier", "proxy": "wellbeing.wellby", "unit": "life-satisfaction-point-year"}
    found = [one for one in sroi.check(befriending(outcomes=[outcome, second])) if one.code == "double-count"]
    assert len(found) == 1
    assert "'less-lonely' and 'happier'" in found[0].what
    assert "leave the other out" in found[0].fix


@pytest.mark.parametrize(
    ("code", "fix"),
    [
        ("proxy-stal", "did you mean 'proxy-stale'?"),
        ("proxy-stale", "check its code and place, or take it out"),
        ("qwertz", "check its code and place, or take it out"),
    ],
)
def test_a_waiver_that_covers_nothing_is_told_the_code_it_is_like(code: str, fix: str) -> None:
    case = befriending(waivers=[{"code": code, "reason": "why not"}])
    (found,) = [one for one in sroi.check(case) if one.code == "waiver-without-effect"]
    assert found.fix == fix
