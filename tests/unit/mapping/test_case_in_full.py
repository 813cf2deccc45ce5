"""The whole text of a written case, with every kind of value that a case may hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import sroi
from sroi.catalogue import edition
from sroi.mapping import case_text
from sroi.version import VERSION

TONNES = {"stakeholder": "Council", "title": "Tonnes", "measure": "knowsley/12", "unit": "tonne"}
ODD = "tab\there, next\u0085line, end\u2028of it, mark\ufeff, and \u00e9"
CASE: dict[str, Any] = {
    "format": 1,
    "id": "waste",
    "title": "Waste: less\nof\u2028it",
    "organisation": "Ours & theirs",
    "notes": ["yes", "A long note: " + "word " * 30, ODD],
    "currency": "GBP",
    "price_year": "2024/25",
    "method": {"discount": [0.035, 0.03], "timing": "mid_year"},
    "inputs": [
        {"id": "grant", "stakeholder": "Council", "amount": {"basis": "budget", "amount": 1250.5}},
        {"id": "time", "stakeholder": "no", "amount": 1e15},
        {"id": "room", "stakeholder": "Church", "amount": 1e14},
    ],
    "outcomes": [
        {
            **TONNES,
            "id": "one",
            "quantity": {"basis": "weighbridge", "value": 5},
            "proxy": "waste.landfill_gate_fee_tonne",
            "attribution": [0.2, {"basis": "partners asked", "share": 0.1}, {"share": 0.1, "basis": "why " * 25}],
        },
        {**TONNES, "id": "two", "quantity": 0.5, "proxy": "waste.landfill_gate_fee_tonne"},
        {
            "id": "three",
            "stakeholder": "Residents",
            "title": "Days",
            "measure": "ours/1",
            "quantity": 3,
            "unit": "day",
            "deadweight": {"share": 0.25, "basis": "x" * 120},
            "proxy": {
                "source": "minutes of May: " + "a price " * 10,
                "amount": 12.25,
                "unit": "day",
                "price_year": 2019,
                "title": "Day",
            },
        },
        {"id": "four", "stakeholder": "Residents", "title": "Other", "quantity": -2, "unit": "x", "proxy": "no.such"},
    ],
}


def test_a_whole_case_is_written_so() -> None:
    text = case_text(sroi.Case.model_validate(CASE))
    expected = (Path(__file__).parent / "case_in_full.txt").read_text("utf-8")
    assert text == expected.replace("{version}", VERSION).replace("{edition}", edition())


def test_its_text_holds_what_the_case_holds() -> None:
    case = sroi.Case.model_validate(CASE)
    assert yaml.safe_load(case_text(case)) == case.to_dict()


def test_a_case_of_local_pounds_alone_is_written_so() -> None:
    flow = {"id": "lottery", "title": "Grants won", "amount": {"basis": "awards", "amount": 600000.0}, "year": 2019}
    more = {"external": True, "kind": "grant", "source": "lottery", "source_type": "lottery", "destination": "groups"}
    local = {"area": "Knowsley", "population": 151793, "flows": [{**flow, **more}]}
    bare = {"title": "Nothing yet", "notes": [], "inputs": [], "outcomes": [], "local_economy": local}
    assert case_text(sroi.Case.model_validate({**CASE, **bare})).splitlines()[2:] == [
        "format: 1",
        "id: waste",
        "title: Nothing yet",
        'organisation: "Ours & theirs"',
        "notes: []",
        "currency: GBP",
        'price_year: "2024/25"',
        "method:",
        "  discount: [0.035, 0.03]",
        "  timing: mid_year",
        "inputs: []",
        "outcomes: []",
        "local_economy:",
        "  area: Knowsley",
        "  population: 151793",
        "  flows:",
        "    - id: lottery",
        "      amount: {amount: 600000, basis: awards}",
        "      year: 2019",
        "      external: true",
        "      kind: grant",
        "      source: lottery",
        "      source_type: lottery",
        "      destination: groups",
        "      title: Grants won",
    ]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Less lonely", "Less lonely"),
        ("A", "A"),
        ("It's (nearly) all-in, 2/3 of it_x.y", '"It\'s (nearly) all-in, 2/3 of it_x.y"'),
        ("It's (nearly) all-in 2/3 of it_x.y", "It's (nearly) all-in 2/3 of it_x.y"),
        ("ends.", '"ends."'),
        ("2025", '"2025"'),
        ("-x", '"-x"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("Café", '"Café"'),
        ('He said "no"', '"He said \\"no\\""'),
        ("\u00e9\u0085\u2028\ufeff\x7f\uffff", '"\u00e9\\u0085\\u2028\\ufeff\\u007f\\uffff"'),
        *((word, f'"{word}"') for word in ("true", "False", "NULL", "Yes", "no", "On", "off", "y", "N")),
    ],
    ids=ascii,
)
def test_a_text_is_quoted_where_a_reader_might_take_it_for_something_else(title: str, written: str) -> None:
    text = case_text(sroi.Case.model_validate({**CASE, "title": title}))
    assert f"\ntitle: {written}\n" in text
    assert yaml.safe_load(text)["title"] == title
