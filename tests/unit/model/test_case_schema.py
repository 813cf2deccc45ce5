"""The JSON Schema says what the reader says, as far as a schema can."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import sroi
from sroi.model import schema
from sroi.testing import strategies

ROOT = Path(__file__).parents[3]
PUBLISHED = sorted((ROOT / "proxies" / "published").glob("*.yaml"))
VALIDATOR = Draft202012Validator(schema.case_schema())
CASE = yaml.safe_load((ROOT / "tests" / "unit" / "reading" / "every_key.yaml").read_text("utf-8"))


def test_the_committed_schema_is_the_one_the_records_make() -> None:
    assert (ROOT / schema.COMMITTED).read_text("utf-8") == schema.schema_text()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema.case_schema())
    assert schema.case_schema()["$schema"] == schema.DIALECT


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_published_study_is_valid_as_it_stands(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(yaml.safe_load(path.read_text("utf-8")))) == []


def test_a_case_with_every_key_is_valid() -> None:
    assert list(VALIDATOR.iter_errors(CASE)) == []


@settings(max_examples=25, deadline=None)
@given(strategies.cases())
def test_made_up_cases_are_valid(case: sroi.Case) -> None:
    assert VALIDATOR.is_valid(json.loads(json.dumps(case.to_dict())))


def nodes(value: Any) -> Iterator[Any]:
    yield value
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for member in members:
        yield from nodes(member)


def test_null_is_allowed_nowhere() -> None:
    every = list(nodes(schema.case_schema()))
    assert None not in every
    assert "null" not in [node["type"] for node in every if isinstance(node, dict) and "type" in node]


def outcome(case: dict[str, Any]) -> dict[str, Any]:
    return case["outcomes"][0]  # type: ignore[no-any-return]


MALFORMED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no id": lambda case: case.pop("id"),
    "no outcomes": lambda case: case.update(outcomes=[]),
    "another format": lambda case: case.update(format=2),
    "a format of true": lambda case: case.update(format=True),
    "an unknown key": lambda case: case.update(colour="red"),
    "a blank": lambda case: case.update(organisation=None),
    "empty text": lambda case: case.update(title=""),
    "an id with a space": lambda case: case.update(id="a b"),
    "a small currency": lambda case: case.update(currency="gbp"),
    "an unknown stage": lambda case: case.update(stage="evaluated"),
    "any price year": lambda case: case.update(price_year="any"),
    "a price year of two digits": lambda case: case.update(price_year=25),
    "no discount": lambda case: case["method"].pop("discount"),
    "a rate above one": lambda case: case["method"].update(discount=3.5),
    "no rates": lambda case: case["method"].update(discount=[]),
    "an unknown timing": lambda case: case["method"].update(timing="midyear"),
    "an input without an amount": lambda case: case["inputs"][0].pop("amount"),
    "an input before the start": lambda case: case["inputs"][0].update(year=-1),
    "an amount with commas": lambda case: case["inputs"][0].update(amount="12,000"),
    "a null amount": lambda case: case["inputs"][0].update(amount=None),
    "a share above one": lambda case: outcome(case).update(deadweight=1.5),
    "a share in quotes": lambda case: outcome(case).update(deadweight="0.15"),
    "a share in a list above one": lambda case: outcome(case).update(attribution=[0.2, 5]),
    "no shares": lambda case: outcome(case).update(attribution=[]),
    "a record without its number": lambda case: outcome(case).update(quantity={"low": 3}),
    "the wrong key of a number": lambda case: outcome(case).update(quantity={"share": 3}),
    "a date the wrong way round": lambda case: outcome(case).update(quantity={"value": 3, "date": "01/05/2026"}),
    "a date of two digits": lambda case: outcome(case).update(quantity={"value": 3, "date": 26}),
    "an unknown shape": lambda case: outcome(case).update(quantity={"value": 3, "shape": "square"}),
    "a duration over a thousand": lambda case: outcome(case).update(duration=1001),
    "a duration below nothing": lambda case: outcome(case).update(duration=-1),
    "a start in year 0": lambda case: outcome(case).update(starts=0),
    "half a year to start in": lambda case: outcome(case).update(starts=1.5),
    "a bare number for a proxy": lambda case: outcome(case).update(proxy=1250),
    "a proxy without a unit": lambda case: outcome(case)["proxy"].pop("unit"),
    "an unknown kind": lambda case: outcome(case).update(kind="felt"),
    "both sides of the credit": lambda case: outcome(case).update(contribution=0.5),
    "an unknown key of a scenario": lambda case: case["scenarios"][0].update(set={"deadwight": 0.5}),
    "a share of a scenario": lambda case: case["scenarios"][0].update(set={"deadweight": 50}),
    "an unknown factor": lambda case: case["scenarios"][0].update(scale={"starts": 2}),
    "a scenario without an id": lambda case: case["scenarios"][0].pop("id"),
    "a printed number": lambda case: case["published"].update(ratio=5.8),
    "a printed ratio with signs": lambda case: case["published"].update(ratio="£1:£5.80"),
}


@pytest.mark.parametrize("spoil", MALFORMED.values(), ids=MALFORMED)
def test_what_the_reader_refuses_the_schema_refuses(spoil: Callable[[dict[str, Any]], Any]) -> None:
    case = copy.deepcopy(CASE)
    spoil(case)
    assert not VALIDATOR.is_valid(case)
    with pytest.raises(sroi.SroiError):
        sroi.read_case(case)


BOTH_WAYS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a bare share": lambda case: outcome(case).update(deadweight=0.15),
    "a record": lambda case: outcome(case).update(deadweight={"share": 0.15, "basis": "survey"}),
    "a day": lambda case: outcome(case).update(deadweight={"share": 0.15, "date": "2024-02-29"}),
    "a month": lambda case: outcome(case).update(deadweight={"share": 0.15, "date": "2026-05"}),
    "a year": lambda case: outcome(case).update(deadweight={"share": 0.15, "date": "2026"}),
    "a bare year": lambda case: outcome(case).update(deadweight={"share": 0.15, "date": 2026}),
    "one attribution": lambda case: outcome(case).update(attribution=0.15),
    "a record of an attribution": lambda case: outcome(case).update(attribution={"share": 0.15}),
    "a quoted amount": lambda case: case["inputs"][0].update(amount="12000.00"),
    "a number": lambda case: case["inputs"][0].update(amount=-5),
    "a financial year": lambda case: case.update(price_year="2025/26"),
    "a schedule": lambda case: case["method"].update(discount="green-book-2026"),
    "a record of a rate": lambda case: case["method"].update(discount={"value": 0.035, "source": "the Treasury"}),
}


@pytest.mark.parametrize("write", BOTH_WAYS.values(), ids=BOTH_WAYS)
def test_what_the_reader_takes_the_schema_takes(write: Callable[[dict[str, Any]], Any]) -> None:
    case = copy.deepcopy(CASE)
    write(case)
    assert VALIDATOR.is_valid(case)
    assert sroi.read_case(case).id == "every-key"


def test_the_command_writes_it_and_notices_a_difference(tmp_path: Path) -> None:
    path = tmp_path / "made" / "case.schema.json"
    assert schema.main(["--check", "--file", str(path)]) == 1
    assert schema.main(["--file", str(path)]) == 0
    assert path.read_text("utf-8") == schema.schema_text()
    assert schema.main(["--check", "--file", str(path)]) == 0
    path.write_text(path.read_text("utf-8").replace("1000", "999"), "utf-8")
    assert schema.main(["--check", "--file", str(path)]) == 1
