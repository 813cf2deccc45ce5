"""A framework made from nothing in a folder of its own: nothing is tied to Knowsley."""

from __future__ import annotations

from pathlib import Path

import pytest

from sroi import frameworks, proxies
from sroi.catalogue import load
from sroi.catalogue.cross_checks import unnamed_faults
from sroi.catalogue.loading import read_folder
from sroi.errors import FileUnreadableError, InvalidDataError, NotFoundError

FRAMEWORK = """\
id: elsewhere
title: What Elsewhere wants
edition: "2026"
publisher: Elsewhere Council
outcomes:
  - number: 1
    title: People are less lonely
    measures:
      - id: elsewhere/1
        number: 1
        title: People who come to lunch
        kind: count
        direction: increase
        unit: person
        quantity:
          rule: count
          needs: [people, share_of_year]
          gives: [person-year]
          formula: people x share_of_year
          expression: people * share_of_year
        proxies:
          default: [elsewhere.lunch_year]
          alternatives: [wellbeing.chronic_loneliness_year]
        clashes: [elsewhere/2]
      - id: elsewhere/2
        number: 2
        title: Lunches served
        kind: count
        direction: increase
        unit: attendance
        quantity:
          rule: count
          needs: [lunches, hours]
          gives: [attendance, hour]
          formula: lunches, and hours of volunteers
          parts:
            - {name: lunches, gives: attendance, proxies: [health.emergency_attendance], expression: lunches}
            - {name: hours, gives: hour, proxies: [volunteering.hour_living_wage], expression: hours}
        proxies:
          default: [health.emergency_attendance, volunteering.hour_living_wage]
        clashes: [elsewhere/1]
"""
TAKE_OFF = "expression: hours, take_off: [{name: soup, needs: soup_cost, proxies: [wellbeing.none]}]}"
WAYS = """\
          ways:
            - name: by table
              needs: [lunches, tables]
              hours_end
          falling_end
        proxies:
          default: [health"""
PROXY = """\
id: elsewhere.lunch_year
title: A year of lunches
values_what: What a year of lunches is worth to the person.
unit: person-year
currency: GBP
beneficiary: individual
kind: social
transfer: false
method: stated-preference
lifetime: false
account: social-value
values:
  - {amount: "312.00", price_year: 2025, source: lunch-survey, locator: question 4, confidence: medium, checked: original}
measures: [elsewhere/1]
"""
SOURCE = """\
id: lunch-survey
title: Lunch survey
publisher: Elsewhere Council
year: 2025
licence: OGL-UK-3.0
redistribution: "yes"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "frameworks/elsewhere.yaml": FRAMEWORK,
        "values/elsewhere/lunch_year.yaml": PROXY,
        "sources/lunch-survey.yaml": SOURCE,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_a_folder_brings_a_framework(folder: Path) -> None:
    catalogue = load(folder=folder)
    ours = [framework.id for framework in frameworks.list()]
    assert [framework.id for framework in frameworks.list(catalogue=catalogue)] == sorted(["elsewhere", *ours])
    elsewhere = frameworks.get("elsewhere", catalogue=catalogue)
    assert list(elsewhere.measures) == ["elsewhere/1", "elsewhere/2"]
    assert elsewhere.procurement is None
    assert [part.name for part in catalogue.measure("elsewhere/2").quantity.parts] == ["lunches", "hours"]


def test_its_measures_find_their_proxies(folder: Path) -> None:
    found = proxies.for_measure("elsewhere/1", catalogue=load(folder=folder))
    assert list(zip(found.ids, found.roles, strict=True)) == [
        ("elsewhere.lunch_year", "default"),
        ("wellbeing.chronic_loneliness_year", "alternatives"),
    ]


def test_the_package_does_not_know_it(folder: Path) -> None:
    load(folder=folder)
    with pytest.raises(NotFoundError) as caught:
        frameworks.get("elsewhere")
    assert caught.value.code == "framework-not-found"


def test_one_file_can_be_read_with_the_proxies_of_a_folder(folder: Path) -> None:
    path = folder / "frameworks" / "elsewhere.yaml"
    assert frameworks.read(path, catalogue=load(folder=folder)).id == "elsewhere"
    with pytest.raises(InvalidDataError) as caught:
        frameworks.read(path)
    assert [(fault.code, fault.where.partition(", ")[2]) for fault in caught.value.faults] == [
        ("unknown-proxy", "line 22, outcomes[0].measures[0].proxies.default[0]")
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("unit: attendance", "unit: plate", "unknown-unit", "measures[1].unit"),
        ("needs: [people, share_of_year]", "needs: [people]", "needs-not-used", "quantity.needs"),
        ("people * share_of_year\n        proxies", "people ** 2\n        proxies", "not-arithmetic", "quantity.expression"),
        ("gives: [person-year]", "gives: [person]", "unit-mismatch", "proxies.default[0]"),
        ("default: [elsewhere.lunch_year]", "default: [elsewhere.lunch_year, wellbeing.none]", "unknown-proxy", "default[1]"),
        ("        clashes: [elsewhere/1]\n", "", "one-sided-clash", "measures[0].clashes[0]"),
        ("clashes: [elsewhere/2]", "clashes: [elsewhere/9]", "unknown-measure", "clashes[0]"),
        ("proxies: [volunteering.hour_living_wage]", "proxies: [volunteering.hour_median_pay]", "parts-not-defaults", "parts"),
        ("hours_end", "expressions: [lunches]", "expression-for-each-part", "ways[0].expressions"),
        ("hours_end", "expressions: [lunches, eval(1)]", "not-arithmetic", "ways[0].expressions"),
        ("hours_end", "expressions: [lunches, guests]", "needs-not-used", "ways[0].expressions"),
        ("falling_end", "falling: [[lunches, dinners]]", "needs-not-used", "falling[0]"),
        ("expression: hours}", "expression: hours, also: [wellbeing.none]}", "unknown-proxy", "parts[1].also[0]"),
        ("expression: hours}", TAKE_OFF, "unknown-proxy", "parts[1].take_off[0].proxies[0]"),
        ("          expression: people * share_of_year\n", "", "expression-or-parts", "quantity"),
        ("elsewhere/2\n        number", "elsewhere/1\n        number", "repeated-id", "line 1"),
        ("id: elsewhere/2", "id: nowhere/2", "measure-id", "line 1"),
        ("direction: increase", "direction: up", "unknown-direction", "direction"),
        ("kind: count", "knid: count", "unknown-key", "knid"),
        ('edition: "2026"', "sources: [nothing-2026]", "unknown-source", "sources[0]"),
    ],
)
def test_a_broken_framework_says_what_and_where(folder: Path, old: str, new: str, code: str, field: str) -> None:
    path = folder / "frameworks" / "elsewhere.yaml"
    longer = FRAMEWORK.replace("        proxies:\n          default: [health", WAYS)
    text = (longer if old.endswith("_end") else FRAMEWORK).replace(old, new, 1)
    text = text.replace("hours_end", "expressions: [lunches, tables]").replace("falling_end", "note: none")
    path.write_text(text if "edition" in text else text.replace("title", 'edition: "2026"\ntitle', 1), "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        load(folder=folder)
    found = [fault for fault in caught.value.faults if fault.code == code]
    assert found, [str(fault) for fault in caught.value.faults]
    assert field in found[0].where
    assert found[0].fix


def test_overlapping_defaults_are_refused(folder: Path) -> None:
    path = folder / "frameworks" / "elsewhere.yaml"
    both = "default: [wellbeing.chronic_loneliness_year, health.depression_service_year]"
    path.write_text(FRAMEWORK.replace("default: [elsewhere.lunch_year]", both), "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        frameworks.read(path)
    assert {fault.code for fault in caught.value.faults} == {"overlapping-defaults"}


def test_a_framework_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.yaml"
    path.write_text("- a list\n", "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        frameworks.read(path)
    assert [fault.code for fault in caught.value.faults] == ["not-a-record"]


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        frameworks.read(tmp_path / "none.yaml")
    assert caught.value.code == "file-not-found"


def test_a_proxy_of_the_same_data_names_its_measures_back(folder: Path) -> None:
    assert unnamed_faults(read_folder(folder)) == []
    path = folder / "values" / "elsewhere" / "lunch_year.yaml"
    path.write_text(PROXY.replace("measures: [elsewhere/1]", "measures: []"), "utf-8")
    (fault,) = unnamed_faults(read_folder(folder))
    assert fault.code == "measure-not-named"
    assert fault.where == f"{path}, line 14, measures"
    assert fault.fix == "add 'elsewhere/1' to measures of 'elsewhere.lunch_year'"
