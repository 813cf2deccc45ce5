"""Published studies, entered line by line: every figure their authors printed, one test each.

These are figures from outside. They are never edited to match the code.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import sroi
from sroi.claims import Comparison, Reproduction
from sroi.errors import InvalidCaseError
from sroi.testing import assert_reproduces

FOLDER = Path(__file__).parents[2] / "proxies" / "published"
STUDIES = {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}
PRINTED = {"dream_action_2018": 84, "westbank_2015": 36}
RATIOS = {"dream_action_2018": "NT$1:NT$4.18", "westbank_2015": "£1:£5.80"}


@cache
def reproduction(study: str) -> Reproduction:
    return sroi.reproduce(sroi.read_case(STUDIES[study]))


def printed(value: Any, path: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Every printed figure of the raw file with its path, read without the library."""
    if isinstance(value, str):
        return [(".".join(path), value)]
    members = value.items() if isinstance(value, dict) else enumerate(value)
    return [figure for step, member in members if step != "known_misprints" for figure in printed(member, (*path, str(step)))]


FIGURES = [
    (study, figure, text)
    for study, path in STUDIES.items()
    for figure, text in printed(yaml.safe_load(path.read_text("utf-8"))["published"])
]


@pytest.mark.parametrize(("study", "figure", "text"), FIGURES, ids=[f"{study}: {figure}" for study, figure, _ in FIGURES])
def test_a_printed_figure_is_met_to_half_of_its_last_digit(study: str, figure: str, text: str) -> None:
    comparisons = {one.figure.replace("[", ".").replace("]", ""): one for one in reproduction(study).comparisons}
    one = comparisons[figure]
    beside = f"{one.figure}: printed {text}, calculated {one.calculated}; published figures are never edited to match"
    assert one.published == text, beside
    assert one.calculated is not None, beside
    half = Fraction(10) ** int(Decimal(text).as_tuple().exponent) / 2
    assert abs(Fraction(repr(one.calculated)) - Fraction(text)) <= half, beside
    assert one.matched, beside


def test_a_hundred_and_twenty_figures_are_printed() -> None:
    assert {study: len(reproduction(study).checked) for study in STUDIES} == PRINTED
    assert len(FIGURES) == 120


@pytest.mark.parametrize("study", STUDIES)
def test_a_study_reproduces_whole(study: str) -> None:
    found = assert_reproduces(sroi.read_case(STUDIES[study]))
    assert (len(found.matched), found.missed) == (PRINTED[study], ())
    assert found.result.ratio.text == RATIOS[study]


@pytest.mark.parametrize("study", STUDIES)
def test_a_study_names_its_scenarios_and_prints_only_those(study: str) -> None:
    case = sroi.read_case(STUDIES[study])
    assert case.published
    assert set(case.published.scenarios) == {scenario.id for scenario in case.scenarios}


@pytest.mark.parametrize("study", STUDIES)
def test_a_study_says_where_it_stands(study: str) -> None:
    source = sroi.read_case(STUDIES[study]).source
    assert source
    assert source.title
    assert source.pages


def spoilt(study: str, **published: Any) -> sroi.Case:
    """A copy of a study with other printed figures; the file stays as it is."""
    data = yaml.safe_load(STUDIES[study].read_text("utf-8"))
    data["published"] |= published
    return sroi.read_case(data)


def test_a_figure_that_is_wrong_by_one_digit_is_missed() -> None:
    found = sroi.reproduce(spoilt("westbank_2015", ratio="5.81"))
    assert [(one.figure, one.published) for one in found.missed] == [("ratio", "5.81")]
    assert (len(found.checked), len(found.matched)) == (36, 35)
    with pytest.raises(AssertionError, match=r"ratio: printed 5\.81, calculated 5\.8"):
        assert_reproduces(spoilt("westbank_2015", ratio="5.81"))


def test_a_known_misprint_is_shown_with_its_reason_and_not_counted() -> None:
    case = spoilt("westbank_2015", ratio="5.81", known_misprints={"ratio": "two digits changed places"})
    found = sroi.reproduce(case)
    assert (found.missed, len(found.checked)) == ((), 35)
    assert [(one.figure, one.misprint, one.matched) for one in found.known_misprints] == [
        ("ratio", "two digits changed places", False)
    ]
    plain = found.to_dict()
    assert plain["known_misprints"] == [
        {"figure": "ratio", "published": "5.81", "calculated": found.result.ratio.value, "reason": "two digits changed places"}
    ]
    assert assert_reproduces(case).missed == ()


def test_a_misprint_of_a_line_and_of_a_year() -> None:
    published = yaml.safe_load(STUDIES["dream_action_2018"].read_text("utf-8"))["published"]
    name = next(iter(published["outcomes"]))
    misprints = {f"outcomes.{name}.net": "why", "by_year.0": "why"} if "by_year" in published else {f"outcomes.{name}.net": "why"}
    found = sroi.reproduce(spoilt("dream_action_2018", known_misprints=misprints))
    assert len(found.known_misprints) == len(misprints)
    assert len(found.checked) == 84 - len(misprints)


@pytest.mark.parametrize("path", ["net_ratio.x", "outcomes.nobody.net", "by_stakeholder.Nobody", "scenarios.none.ratio"])
def test_a_misprint_of_a_figure_that_is_not_printed_is_refused(path: str) -> None:
    with pytest.raises(InvalidCaseError) as caught:
        spoilt("westbank_2015", known_misprints={path: "why"})
    assert [fault.code for fault in caught.value.faults] == ["unknown-figure"]


OWN = """\
format: 1
id: our-own
title: Our own study
currency: GBP
price_year: 2025
method: {discount: 0.25}
inputs:
  - {id: grant, stakeholder: Council, amount: 100}
outcomes:
  - id: a.b
    stakeholder: Old. And young
    title: A change
    quantity: 10
    unit: person
    proxy: {amount: "40", unit: person, price_year: 2025}
    deadweight: 0.5
    attribution: 0.5
    drop_off: 0.5
    duration: 2.5
    starts: 2
    kind: social
scenarios:
  - {id: less, set: {deadweight: 0.75}}
published:
  total_input: "100"
  present_value: "94.7"
  net_present_value: "-5.3"
  ratio: "0.95"
  net_ratio: "-0.05"
  by_year: ["0", "100", "50", "12.5"]
  present_value_by_year: ["0", "64.0"]
  payback_years: "3"
  outcomes: {a-b: {gross: "400", net: "100", present_value: "94.72", by_year: ["0", "100.0"], present_value_by_year: ["0", "64"]}}
  by_stakeholder: {Old. And young: "95"}
  by_kind: {social: "95"}
  by_measure: {not stated: "95"}
  scenarios: {less: {ratio: "0.47", by_year: ["0", "50"]}}
  known_misprints: {payback_years: the study never pays back}
""".replace("a.b", "a-b")


def test_a_study_of_one_s_own(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, "utf-8")
    found = assert_reproduces(sroi.read_case(path))
    assert len(found.matched) == 24
    assert [one.figure for one in found.known_misprints] == ["payback_years"]


def test_a_stakeholder_with_a_point_in_the_name_may_be_a_misprint(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace("payback_years: the study", '"by_stakeholder.Old. And young": the study'), "utf-8")
    found = sroi.reproduce(sroi.read_case(path))
    assert [one.figure for one in found.missed] == ["payback_years"]
    assert found.missed[0].calculated is None
    assert [one.misprint for one in found.known_misprints] == ["the study never pays back"]


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("94.7", True),
        ("94.72", True),
        ("95", True),
        ("94.8", False),
        ("90", False),
        ("94.720", True),
        ("94.721", False),
        ("+94.7", True),
    ],
)
def test_the_printed_digits_set_the_tolerance(text: str, met: bool, tmp_path: Path) -> None:  # noqa: FBT001 (a table of examples)
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace('"94.7"', f'"{text}"'), "utf-8")
    missed = [one.figure for one in sroi.reproduce(sroi.read_case(path)).missed]
    assert missed == ([] if met else ["present_value"])


@pytest.mark.parametrize(
    ("calculated", "met"), [(0.125, True), (0.135, True), (0.1249999, False), (0.1350001, False), (None, False)]
)
def test_half_of_the_last_digit_is_included(calculated: float | None, met: bool) -> None:  # noqa: FBT001 (a table of examples)
    assert Comparison("ratio", "0.13", calculated).matched == met


def test_a_year_past_the_last_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace('"50", "12.5"]', '"50", "12.5", "0"]'), "utf-8")
    (missed,) = sroi.reproduce(sroi.read_case(path)).missed
    assert (missed.figure, missed.calculated) == ("by_year[4]", None)


def test_a_case_without_printed_figures_is_refused() -> None:
    data = yaml.safe_load(OWN)
    del data["published"]
    with pytest.raises(InvalidCaseError) as caught:
        sroi.reproduce(sroi.read_case(data))
    assert caught.value.code == "nothing-published"
