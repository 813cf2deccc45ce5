"""Tenders are held to their rules, with every fault and its place; a measure is core or added, never both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sroi import procurement
from sroi.errors import InvalidArgumentError, InvalidDataError, NotFoundError
from sroi.procurement import schema

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "docs" / "examples"


def young_carers() -> dict[str, Any]:
    return yaml.safe_load((EXAMPLES / "tender_young_carers.yaml").read_text("utf-8"))


def codes(data: dict[str, Any]) -> list[str]:
    with pytest.raises(InvalidDataError) as caught:
        procurement.read_tender(data)
    return [fault.code for fault in caught.value.faults]


def changed(**changes: Any) -> dict[str, Any]:
    return {**young_carers(), **changes}


def test_knowsleys_caps_are_what_it_printed() -> None:
    rules = procurement.rules_of("knowsley")
    assert (rules.core_most, rules.added_most, rules.together_most) == (0.10, 0.10, 0.20)
    assert rules.source == "knowsley-social-sector-2014"


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"price": 0.79, "core": 0.11, "added": 0.10}, {"core-above-cap", "together-above-cap"}),
        ({"price": 0.75, "core": 0.10, "added": 0.15}, {"added-above-cap", "together-above-cap"}),
        ({"price": 0.80, "core": {"share": 0.10, "high": 0.12}, "added": 0.10}, {"core-above-cap", "together-above-cap"}),
    ],
)
def test_weights_above_the_caps_are_refused(weights: dict[str, Any], expected: set[str]) -> None:
    assert set(codes(changed(weights=weights))) == expected


def test_weights_add_up_to_one() -> None:
    assert codes(changed(weights={"price": 0.5, "core": 0.1, "added": 0.1})) == ["weights-not-one"]


def test_a_measure_is_core_or_added_and_never_both() -> None:
    data = young_carers()
    data["measures"].append({**data["measures"][0], "side": "added"})
    with pytest.raises(InvalidDataError, match="stands 2 times") as caught:
        procurement.read_tender(data)
    assert caught.value.where == "tender, measures[3].id"


def test_the_rules_of_other_councils_as_described() -> None:
    rules = procurement.read_rules(EXAMPLES / "tender_rules_rotherham.yaml").to_dict()
    assert procurement.read_tender(changed(rules=rules)).scoring.quantitative == 0.5
    low = {"price": 0.9, "core": 0.05, "added": 0.05}
    assert codes(changed(rules=rules, weights=low)) == ["together-below-least"]
    whole = {"compares": "side", "method": "best"}
    assert codes(changed(rules=rules, scoring=whole)) == ["quantitative-share"]


def test_at_most_six_measures_with_one_on_employment_and_skills() -> None:
    rules = procurement.read_rules(EXAMPLES / "tender_rules_bradford.yaml").to_dict()
    data = young_carers()
    assert procurement.read_tender({**data, "rules": rules}).rules is not None
    few = [one for one in data["measures"] if one["id"] != "knowsley/1"]
    assert codes(changed(rules=rules, measures=few)) == ["theme-missing"]
    more = [{"id": f"knowsley/{number}", "side": "added", "unit": "person"} for number in (15, 16, 17, 29)]
    assert codes(changed(rules=rules, measures=[*data["measures"], *more])) == ["too-many-measures"]


def test_central_government_as_described_asks_for_a_least_weight() -> None:
    rules = procurement.read_rules(EXAMPLES / "tender_rules_central_government.yaml").to_dict()
    assert codes(changed(rules=rules, weights={"price": 0.91, "core": 0.05, "added": 0.04})) == ["together-below-least"]


def test_rules_of_an_unknown_framework() -> None:
    assert codes(changed(rules="atlantis")) == ["framework-not-found"]
    with pytest.raises(NotFoundError):
        procurement.rules_of("atlantis")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scoring": {"method": "per_pound"}}, "full-at-missing"),
        ({"scoring": {"method": "best", "quantitative": 0.5}}, "scale-missing"),
        ({"scoring": {"method": "target"}}, "target-missing"),
        ({"scoring": {"method": "bands"}}, "bands-missing"),
        ({"scoring": {"compares": "side", "method": "target"}}, "target-missing"),
        ({"scoring": {"compares": "side", "method": "bands"}}, "bands-missing"),
        (
            {"scoring": {"compares": "side", "method": "bands", "bands": [{"start": 5, "share": 1}, {"start": 5, "share": 1}]}},
            "bands-not-rising",
        ),
        ({"weights": {"price": 0.9, "core": 0.1}}, "side-without-measures"),
        ({"lots": [{"id": "a", "title": "A", "contract_value": 1}]}, "lots-not-contract"),
        ({"lots": [{"id": "a", "title": "A", "contract_value": 25000}] * 2}, "lot-twice"),
        ({"lots": [{"id": "a", "title": "A", "contract_value": 50000, "measures": ["knowsley/9"]}]}, "lot-measure-unknown"),
        ({"contract_value": 0}, "not-above-zero"),
        ({"contract_value": None}, "blank"),
        ({"price_year": "any"}, "not-a-price-year"),
        ({"colour": "red"}, "unknown-key"),
    ],
)
def test_what_a_tender_may_not_say(changes: dict[str, Any], code: str) -> None:
    assert code in codes(changed(**changes))


def test_a_fault_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "tender.yaml"
    path.write_text((EXAMPLES / "tender_young_carers.yaml").read_text("utf-8").replace("core: 0.10", "core: 1.10"), "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        procurement.read_tender(path)
    assert "line 14, weights.core" in caught.value.where


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        ({"id": "knowsley/99", "unit": "person"}, "measure-not-found"),
        ({"id": "knowsley/1", "unit": "tonne"}, "no-proxy-in-unit"),
        ({"id": "knowsley/1", "unit": "person-year", "proxy": "employment.nothing"}, "proxy-not-found"),
        ({"id": "knowsley/1", "unit": "person-year", "proxy": "wellbeing.wellby"}, "unit-mismatch"),
        ({"id": "knowsley/1", "unit": "person-year", "alternatives": ["wellbeing.wellby"]}, "unit-mismatch"),
        ({"id": "knowsley/1", "unit": "hours"}, "no-proxy-in-unit"),
        ({"id": "knowsley/1", "unit": "participants", "proxy": "employment.jobseeker_into_work_society"}, "unit-mismatch"),
        (
            {"id": "knowsley/1", "unit": "people", "proxy": {"amount": 9, "unit": "participant", "price_year": 2025}},
            "unit-mismatch",
        ),
        ({"id": "knowsley/2", "unit": "person-year"}, "proxy-not-chosen"),
    ],
)
def test_a_measure_that_cannot_be_valued_names_itself(measure: dict[str, Any], code: str) -> None:
    data = changed(weights={"price": 0.9, "added": 0.1}, scoring={"method": "best"}, measures=[{**measure, "side": "added"}])
    with pytest.raises(InvalidDataError) as caught:
        procurement.worths(procurement.read_tender(data))
    assert caught.value.code == code
    assert measure["id"] in caught.value.where


def test_every_defensible_proxy_counts_in_the_same_unit() -> None:
    worth = procurement.worths(procurement.read_tender(young_carers()))[2]
    assert worth.options[0].label == "employment.jobseeker_into_work_society"
    assert len(worth.options) == 4
    assert {one.priced[0].unit for one in worth.options} == {"person-year"}
    assert worth.pounds == worth.by(0) != worth.by(1)


def test_a_unit_in_the_plural_has_the_same_proxies() -> None:
    data = young_carers()
    data["measures"][2]["unit"] = "Person-years"
    told, asked = (procurement.worths(procurement.read_tender(one))[2] for one in (data, young_carers()))
    assert [one.label for one in told.options] == [one.label for one in asked.options]


def test_the_tender_may_name_what_else_is_defensible() -> None:
    data = young_carers()
    data["measures"][2]["alternatives"] = []
    assert len(procurement.worths(procurement.read_tender(data))[2].options) == 1


def test_only_paths_and_mappings_are_read() -> None:
    with pytest.raises(InvalidArgumentError):
        procurement.read_tender(3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "commitment", [{"quantity": -1}, {"quantity": {"value": 1, "low": -1}}, {"quantity": 3, "delivery": {"2026/27": 1}}]
)
def test_a_commitment_holds_together(commitment: dict[str, Any]) -> None:
    with pytest.raises(InvalidDataError):
        procurement.read_bid(
            {"id": "a", "bidder": "A", "commitments": [{"measure": "knowsley/1", "unit": "person", **commitment}]}
        )


def test_a_measure_is_committed_to_once() -> None:
    one = {"measure": "knowsley/1", "unit": "person", "quantity": 1}
    with pytest.raises(InvalidDataError, match="committed to twice"):
        procurement.read_bid({"id": "a", "bidder": "A", "commitments": [one, one]})


def test_the_committed_schemas_are_those_of_the_records(tmp_path: Path) -> None:
    assert schema.main(["--check", "--folder", str(ROOT / "proxies" / "schema")]) == 0, "run python -m sroi.procurement.schema"
    assert schema.main(["--check", "--folder", str(tmp_path)]) == 1
    assert schema.main(["--folder", str(tmp_path)]) == 0
    assert schema.main(["--check", "--folder", str(tmp_path)]) == 0


def test_the_example_fits_the_schema_and_a_wrong_key_does_not() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(json.dumps(schema.tender_schema())))
    assert list(validator.iter_errors(young_carers())) == []
    assert list(validator.iter_errors({**young_carers(), "colour": "red"}))


def test_the_example_bid_reads_scores_and_fits_its_schema() -> None:
    path = EXAMPLES / "tender_young_carers_bid.yaml"
    one = procurement.read_bid(path)
    validator = jsonschema.Draft202012Validator(json.loads(json.dumps(schema.bid_schema())))
    assert list(validator.iter_errors(yaml.safe_load(path.read_text("utf-8")))) == []
    assert procurement.score(procurement.read_tender(young_carers()), [one]).winners() == (one.id,)


def test_what_to_look_at_before_a_tender_is_published() -> None:
    found = {(flag.code, flag.measure) for flag in procurement.tender_flags(procurement.read_tender(young_carers()))}
    assert ("relevance-not-said", "knowsley/1") in found
    assert ("relevance-not-said", "knowsley/4") not in found
    assert ("core-and-added-may-overlap", "knowsley/13") in found
    weak = {"id": "knowsley/18", "side": "added", "unit": "business-year"}
    data = young_carers()
    asked = procurement.read_tender({**data, "scoring": {"method": "best"}, "measures": [*data["measures"], weak]})
    assert ("low-confidence", "knowsley/18") in {(flag.code, flag.measure) for flag in procurement.tender_flags(asked)}
