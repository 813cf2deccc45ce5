"""A fingerprint is the same for the same inputs, however they are written, and another for any other number."""

from __future__ import annotations

import json
import re
from decimal import Context, Decimal, localcontext
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

import sroi
from sroi.catalogue import edition, load
from sroi.valuation import fingerprint as room

TEXT = """\
format: 1
id: small
title: Small
currency: GBP
price_year: 2025
method: {discount: 0.035}
inputs:
  - {id: grant, stakeholder: Council, amount: 12000}
outcomes:
  - id: less-lonely
    stakeholder: Older residents
    title: Less lonely
    quantity: 38
    unit: person
    proxy: {amount: 1250, unit: person, price_year: 2025}
    deadweight: 0.15
    attribution: 0.2
    duration: 3
"""


INPUTS = (
    '{"currency":"GBP","format":1,"id":"small","inputs":[{"amount":12000,"id":"grant","stakeholder":"Council"}],'
    '"method":{"discount":0.035},"outcomes":[{"attribution":[0.2],"deadweight":0.15,"duration":3,"id":"less-lonely",'
    '"proxy":{"amount":1250,"price_year":2025,"unit":"person"},"quantity":38,"stakeholder":"Older residents",'
    '"title":"Less lonely","unit":"person"}],"price_year":2025,"title":"Small"}'
)
"""The case above in the canonical form of the reference page, written by hand."""


def fingerprint(case: Any) -> str:
    return sroi.calculate(sroi.read_case(case)).fingerprint


def plain() -> dict[str, Any]:
    return yaml.safe_load(TEXT)  # type: ignore[no-any-return]


def test_it_is_64_hexadecimal_digits() -> None:
    assert re.fullmatch("[0-9a-f]{64}", fingerprint(plain()))


def test_anybody_can_work_it_out_from_the_reference_page() -> None:
    text = f'{{"code":"{sroi.__version__}","data":"{edition()}","inputs":{INPUTS}}}'
    assert fingerprint(plain()) == sha256(text.encode()).hexdigest()


def test_a_folder_s_own_amount_is_a_fourth_key() -> None:
    known = load().proxy("health.gp_consultation")
    own = known.model_copy(update={"id": "own.visit", "unit": "person", "values": known.values[1:]})
    catalogue = load().with_proxies([own], layer="folder ours")
    case = plain()
    case["outcomes"][0]["proxy"] = "own.visit"
    result = sroi.calculate(sroi.read_case(case, catalogue=catalogue), catalogue=catalogue)
    inputs = INPUTS.replace('{"amount":1250,"price_year":2025,"unit":"person"}', '"own.visit"')
    amount = result.outcomes["less-lonely"].priced.amount
    text = f'{{"code":"{sroi.__version__}","data":"{edition()}","inputs":{inputs},"own":{{"own.visit":{amount!r}}}}}'
    assert result.fingerprint == sha256(text.encode()).hexdigest()


def test_the_canonical_inputs_are_plain_data() -> None:
    assert room.canonical_inputs(sroi.read_case(plain())) == json.loads(INPUTS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: 1\nid: small", "id: small\nformat: 1"),
        ("title: Small", "title: Small   # a comment"),
        ("title: Small", 'title: "Small"'),
        ("title: Small", "title: Small\nnotes: [a remark]"),
        ("quantity: 38", "quantity: 38.0"),
        ("quantity: 38", 'quantity: "38.00"'),
        ("quantity: 38", "quantity: 3.8e1"),
        ("quantity: 38", "quantity: {value: 38}"),
        ("amount: 1250,", 'amount: "1250.00",'),
        ("attribution: 0.2", "attribution: [0.20]"),
        ("attribution: 0.2", "attribution: [{share: .2}]"),
        ("deadweight: 0.15", "deadweight: {share: 0.15}"),
        ("duration: 3", "duration: 3.0\n    starts: 1\n    drop_off_from: 2"),
        ("discount: 0.035", "discount: {value: 3.5e-2}"),
        ("currency: GBP", "currency: GBP\nstage: evaluative\nprices: real\nperspective: society"),
        ("outcomes:", "scenarios: [{id: none, set: {deadweight: 0}}]\npublished: {ratio: '1'}\noutcomes:"),
    ],
)
def test_another_way_to_write_the_same_is_the_same(old: str, new: str, tmp_path: Path) -> None:
    assert TEXT.count(old) == 1
    path = tmp_path / "case.yaml"
    path.write_text(TEXT.replace(old, new), "utf-8")
    assert fingerprint(path) == fingerprint(plain())


def test_json_and_yaml_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(plain(), indent=2, sort_keys=True), "utf-8-sig")
    assert fingerprint(path) == fingerprint(plain())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quantity: 38", "quantity: 38.000000000000007"),
        ("amount: 12000", "amount: 12000.01"),
        ("amount: 1250,", "amount: 1250.5,"),
        ("deadweight: 0.15", "deadweight: 0.1500001"),
        ("deadweight: 0.15", "deadweight: {share: 0.15, basis: survey}"),
        ("attribution: 0.2", "attribution: [0.2, 0.0]"),
        ("    attribution: 0.2\n", ""),
        ("attribution: 0.2", "contribution: 0.8"),
        ("duration: 3", "duration: 4"),
        ("duration: 3", "duration: 3\n    displacement: 0"),
        ("discount: 0.035", "discount: 0.03"),
        ("discount: 0.035", "discount: [0.035]"),
        ("discount: 0.035", "discount: 0.035, timing: mid_year"),
        ("price_year: 2025\n", "price_year: 2024\n"),
        ("id: small", "id: other"),
        ("stakeholder: Council", "stakeholder: Trust"),
    ],
)
def test_another_number_or_another_word_is_another(old: str, new: str, tmp_path: Path) -> None:
    assert TEXT.count(old) == 1
    path = tmp_path / "case.yaml"
    path.write_text(TEXT.replace(old, new), "utf-8")
    assert fingerprint(path) != fingerprint(plain())


def test_the_data_edition_and_the_code_version_are_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    case = sroi.read_case(plain())
    one = room.fingerprint(case, "2026.11")
    assert room.fingerprint(case, "2026.12") != one
    monkeypatch.setattr(room, "VERSION", "99.0")
    assert room.fingerprint(case, "2026.11") != one


def test_a_caller_s_narrow_decimals_change_nothing() -> None:
    wide = fingerprint(plain())
    with localcontext(Context(prec=2)):
        result = sroi.calculate(sroi.read_case(plain()))
        assert (result.fingerprint, result.ratio.text) == (wide, "£1:£7.54")
        assert "£47,500.00" in result.explain("less-lonely")


def test_a_folder_s_own_amount_is_in_it() -> None:
    case = sroi.read_case(Path(__file__).parents[3] / "docs" / "examples" / "befriending.yaml")
    proxy = load().proxy("wellbeing.chronic_loneliness_year")
    dearer = proxy.model_copy(update={"values": (proxy.values[0].model_copy(update={"amount": Decimal(10000), "high": None}),)})
    same, other = (load().with_proxies([one], layer="folder ours") for one in (proxy, dearer))
    prints = {sroi.calculate(case, catalogue=one).fingerprint for one in (load(), same, other)}
    assert len(prints) == 3
