"""Units are compared by what they mean: capitals, plurals, spaces and hyphens aside."""

from __future__ import annotations

import pytest

from sroi.catalogue import load
from sroi.catalogue.units import same_unit, unit_of

UNITS = load().units


@pytest.mark.parametrize("name", UNITS)
def test_every_known_unit_is_found_by_its_id_its_singular_and_its_plural(name: str) -> None:
    unit = UNITS[name]
    for words in (name, unit.singular, unit.plural, unit.plural.upper(), name.replace("-", " "), f" {name} "):
        assert unit_of(words, UNITS) == name, words


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("hours", "hour"),
        ("People", "person"),
        ("persons", "person"),
        ("Person-year", "person-year"),
        ("person years", "person-year"),
        ("person_years", "person-year"),
        ("person\N{NON-BREAKING HYPHEN}years", "person-year"),
        ("person\N{EN DASH}years", "person-year"),
        ("businesses", "business"),
        ("participants", None),
        ("persony", None),
        ("", None),
    ],
)
def test_words_mean_a_known_unit_or_none(words: str, unit: str | None) -> None:
    assert unit_of(words, UNITS) == unit


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Person-years", "person-year", True),
        ("people", "person", True),
        ("people", "person-year", False),
        ("hours", "person-year", False),
        ("participants", "person", None),
        ("person", "participants", None),
        ("meeting", "organisation", None),
        ("Organisations", "organisation", True),
        ("£", "€", None),
    ],
)
def test_two_units_are_the_same_or_differ_or_cannot_be_told(first: str, second: str, *, same: bool | None) -> None:
    assert same_unit(first, second, UNITS) is same
