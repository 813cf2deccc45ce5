"""Bounds on a headline: the worked example, every pair of figures, contradictions, units and refusals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sroi.claims import bound
from sroi.errors import InvalidArgumentError, UndefinedRatioError

KNOWSLEY = {"present_value": "£2,438,626.92", "ratio": "£1:£40.90"}


def test_the_headline_of_one_knowsley_means_these_inputs() -> None:
    assert bound(KNOWSLEY)["total_input"].text == "£59,616 to £59,632"


def test_with_a_grant_of_250000_the_value_would_be_ten_million() -> None:
    needed = bound({"ratio": "£1:£40.90", "total_input": "£250,000"})["present_value"]
    assert needed.low == Fraction("40.895") * Fraction("249999.5")
    assert needed.high == Fraction("40.905") * Fraction("250000.5")
    assert needed.text == "£10,223,729 to £10,226,271"


def test_a_contradiction_says_what_each_figure_would_have_to_be() -> None:
    found = bound(KNOWSLEY | {"total_input": "£250,000"})
    assert not found.consistent
    assert found.intervals == {}
    assert {one.figure: one.needed.text for one in found.contradictions} == {
        "present_value": "£10,223,729 to £10,226,271",
        "ratio": "£1:£9.754 to £1:£9.755",
        "total_input": "£59,616 to £59,632",
    }
    assert "total input is printed as £250,000; beside the others it would have to be £59,616 to £59,632" in str(found)
    with pytest.raises(InvalidArgumentError, match="no interval"):
        found["ratio"]


def test_rounding_is_read_off_the_digits() -> None:
    assert bound({"total_input": "£250K"})["total_input"].text == "£249,500 to £250,500"
    assert bound({"total_input": "£1.2 million"})["total_input"].text == "£1,150,000 to £1,250,000"
    assert bound({"total_input": "1.2m"}).intervals == bound({"total_input": "1.2 million"}).intervals
    assert bound({"total_input": "2 thousand"})["total_input"].text == "£1,500 to £2,500"
    assert bound({"total_input": "2 billion"}).intervals == bound({"total_input": "2bn"}).intervals
    assert bound({"total_input": "2bn"})["total_input"].text == "£1,500,000,000 to £2,500,000,000"
    assert bound({"net_present_value": "-£5"})["net_present_value"].text == "-£6 to -£4"


def test_a_known_rounding_may_stand_in_place_of_the_digits() -> None:
    found = bound({"ratio": ("40", "41"), "total_input": ("£249,000", "£251,000")})
    assert found["present_value"].text == "£9,960,000 to £10,291,000"
    assert found.printed["ratio"] == "40 to 41"


def test_a_ratio_alone_leaves_the_pounds_open() -> None:
    found = bound({"ratio": "£1:£5.80"})
    assert (found["total_input"].low, found["total_input"].high) == (0, None)
    assert found["net_ratio"].text == "£4.795 to £4.805"
    assert found["present_value"].text == "at least £0"


def test_a_negative_ratio_bounds_the_value_from_above() -> None:
    assert bound({"ratio": "-£0.50"})["present_value"].text == "at most £0"


def test_an_input_alone_leaves_the_value_open() -> None:
    found = bound({"total_input": "£100"})
    assert found["present_value"].text == found["ratio"].text == found["net_present_value"].text == "anything"
    assert 10**9 in found["ratio"]


def test_a_net_value_alone_means_a_ratio_above_one() -> None:
    found = bound({"net_present_value": "£500"})
    assert (found["ratio"].low, found["ratio"].high) == (1, None)


def test_three_figures_bound_each_other_more_tightly_than_two() -> None:
    two = bound({"present_value": "£700K", "total_input": "£120K"})["ratio"]
    three = bound({"present_value": "£700K", "total_input": "£120K", "net_ratio": "4.84"})["ratio"]
    assert two.low is not None
    assert three.low is not None
    assert two.high is not None
    assert three.high is not None
    assert two.low <= three.low
    assert three.high < two.high
    assert three.high == Fraction("5.845")


def test_a_value_without_inputs_is_a_contradiction() -> None:
    found = bound({"total_input": ("-5", "0"), "present_value": "£10"})
    assert not found.consistent
    assert [one.figure for one in found.contradictions] == ["total_input"]


def test_an_interval_knows_what_lies_in_it() -> None:
    interval = bound({"total_input": "£100"})["total_input"]
    assert 99.5 in interval
    assert 100.5 in interval
    assert 100.6 not in interval


def test_plain_data_round_outwards() -> None:
    data = bound(KNOWSLEY).to_dict()
    exact = bound(KNOWSLEY)["total_input"]
    assert data["consistent"]
    assert exact.low is not None
    assert exact.high is not None
    assert Fraction(data["intervals"]["total_input"]["low"]) <= exact.low
    assert Fraction(data["intervals"]["total_input"]["high"]) >= exact.high
    assert data["contradictions"] == []


def test_another_currency_is_kept() -> None:
    assert bound({"total_input": "€1,000"})["total_input"].text == "€999 to €1,001"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, "no-facts"),
        ({"grant": "£5"}, "unknown-figure"),
        ({"total_input": "a lot"}, "not-an-amount"),
        ({"ratio": "a lot"}, "not-a-ratio"),
        ({"total_input": ("£9", "£5")}, "ends-out-of-order"),
        ({"total_input": "£9", "present_value": "€5"}, "two-currencies"),
    ],
)
def test_what_cannot_be_read_is_refused(facts: dict[str, str | tuple[str, str]], code: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        bound(facts)
    assert caught.value.code == code
    assert caught.value.fix


def test_a_ratio_over_nothing_is_undefined() -> None:
    with pytest.raises(UndefinedRatioError):
        bound({"ratio": "0 : 5"})


def test_pence_that_were_printed_are_printed_again() -> None:
    found = bound({"present_value": "£2,438,626.92", "ratio": "£1:£40.90"})
    assert found["present_value"].text == "£2,438,626.91 to £2,438,626.93"
    assert found["total_input"].text == "£59,616 to £59,632"
    assert bound({"present_value": "£1.2 million"})["present_value"].text == "£1,150,000 to £1,250,000"


@pytest.mark.parametrize("figure", ["ratio", "net_ratio", "total_input"])
def test_what_cannot_be_read_is_named_by_its_figure(figure: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        bound({figure: "banana"})
    assert caught.value.where == figure
