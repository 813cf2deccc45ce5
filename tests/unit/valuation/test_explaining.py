"""A person with a calculator can follow every line: the numbers are read out of the text and worked out again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

import sroi
from sroi.errors import Fault, NotFoundError
from sroi.testing import strategies

PUBLISHED = sorted((Path(__file__).parents[3] / "proxies" / "published").glob("*.yaml"))
EVERY_KEY = Path(__file__).parents[1] / "reading" / "every_key.yaml"
NUMBER = r"-?[^\d\s-]*([\d,]+(?:\.\d+)?)"


def money(text: str) -> float:
    """The pounds in a text, with its sign."""
    found = re.search(NUMBER, text)
    assert found, text
    return float(found[1].replace(",", "")) * (-1 if text.lstrip().startswith("-") else 1)


def rows(text: str) -> list[tuple[str, str]]:
    """The name and the words of each step."""
    found = [re.fullmatch(r"([a-z][a-z 0-9]{0,15})  +(\S.*)", line) for line in text.splitlines()[3:]]
    return [(match[1].strip(), match[2]) for match in found if match]


def followed(text: str) -> tuple[float, float, float]:
    """Gross, net and present value, worked out from the words alone."""
    steps = rows(text)
    first = dict(reversed(steps))
    quantity = float(first["quantity"].split(" × ")[0].replace(",", ""))
    gross = quantity * money(first["proxy"])
    net = gross
    for name, words in steps:
        if name in {"deadweight", "displacement", "attribution"}:
            net *= 1 - float(words.split(" %")[0]) / 100
        if name == "contribution":
            net *= float(words.split(" %")[0]) / 100
    total = 0.0
    for name, words in steps:
        year = re.search(r"net × (\S+) kept × (\S+) of the year = .*; × discount factor (\S+)", words)
        if name.startswith("year ") and year:
            value = net * float(year[1]) * float(year[2]) * float(year[3])
            assert money(words) == pytest.approx(value, rel=1e-6, abs=0.006)
            total += value
    return gross, net, total


def assert_followed(result: sroi.Result) -> None:
    for line in result.outcomes.values():
        text = result.explain(line.id)
        gross, net, total = followed(text)
        said = dict(rows(text))
        for name, value, exact in (
            ("gross", gross, line.gross),
            ("net", net, line.net),
            ("present value", total, line.present_value),
        ):
            assert value == pytest.approx(exact, rel=1e-6, abs=0.01)
            assert money(said[name]) == pytest.approx(exact, rel=1e-12, abs=0.00501)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_published_study_can_be_followed(path: Path) -> None:
    assert_followed(sroi.calculate(sroi.read_case(path)))


@settings(max_examples=30, deadline=None)
@given(strategies.cases())
def test_any_case_can_be_followed(case: sroi.Case) -> None:
    assert_followed(sroi.calculate(case))


def test_a_case_with_every_key_can_be_followed() -> None:
    assert_followed(sroi.calculate(sroi.read_case(EVERY_KEY)))


def test_the_words_say_what_each_number_rests_on() -> None:
    text = sroi.calculate(sroi.read_case(EVERY_KEY)).explain("less-lonely")
    for words in (
        "Less lonely (less-lonely), for Older residents",
        "3.5 %, 3 % by year, the last one holding on, mid year",
        "basis: comparison area",
        "basis: survey",
        "source: us",
        "source: Somewhere",
        "before the benefit starts",
        "lost each year, from benefit year 1",
        "2.5 years",
        "from projection year 2",
        "% of the present value of the case; data edition ",
    ):
        assert words in text


def test_an_absent_deduction_is_not_passed_off_as_a_nought() -> None:
    result = sroi.calculate(sroi.read_case(EVERY_KEY))
    assert "not considered in the case" in dict(rows(result.explain("gp-visits")))["deadweight"]
    assert "not considered" not in dict(rows(result.explain("less-lonely")))["displacement"]


def test_steps_are_the_same_numbers_unrounded() -> None:
    line = sroi.calculate(sroi.read_case(EVERY_KEY)).outcomes["less-lonely"]
    by_name = {step.name: step.value for step in line.steps}
    assert (by_name["gross"], by_name["net"], by_name["present_value"]) == (line.gross, line.net, line.present_value)
    years = [step.value for step in line.steps if step.name.startswith("year ")]
    assert tuple(years) == line.present_value_by_year
    assert all("name" in step.to_dict() and "value" in step.to_dict() for step in line.steps)


def test_the_step_of_a_catalogue_proxy_carries_its_look_up() -> None:
    line = sroi.calculate(sroi.read_case(EVERY_KEY)).outcomes["gp-visits"]
    (match,) = [step.match for step in line.steps if step.match]
    assert match.proxy.id == "health.gp_consultation"
    assert match.amount == line.priced.amount


@pytest.mark.parametrize(
    ("wrong", "fix"),
    [
        ("less-lonley", "did you mean 'less-lonely'?"),
        ("local_economy", "use one of less-lonely, gp-visits"),
    ],
)
def test_an_unknown_outcome(wrong: str, fix: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        sroi.calculate(sroi.read_case(EVERY_KEY)).explain(wrong)
    assert caught.value.faults == (Fault("unknown-outcome", f"no outcome has the id '{wrong}'", "every-key", fix),)
