"""The words of a claim: range first, rounded to what the evidence bears, kinds named, nothing hidden."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sroi
from sroi.errors import InvalidArgumentError, UndefinedRatioError

ROOT = Path(__file__).parents[3]


def befriending(outcome: dict[str, Any] | None = None, **changes: Any) -> sroi.Case:
    data = sroi.read_case(ROOT / "docs" / "examples" / "befriending.yaml").to_dict() | changes
    data["outcomes"] = [data["outcomes"][0] | (outcome or {}), *data["outcomes"][1:]]
    return sroi.read_case(data)


def westbank() -> sroi.Result:
    return sroi.calculate(sroi.read_case(ROOT / "proxies" / "published" / "westbank_2015.yaml"))


def test_without_ends_no_range_is_made_up() -> None:
    claim = westbank().claim()
    assert claim.short == (
        "about £5.80 of social value for each £1 put in "
        "(2015 prices, evaluated after the event, 70 % wellbeing, 28 % fiscal, 2 % social and 1 % economic)"
    )
    assert (claim.low, claim.high, claim.range_is) == (None, None, "no range was worked out")
    assert "no range was worked out" in claim.sentence


def test_the_range_stands_first_and_sets_the_digits() -> None:
    claim = sroi.calculate(befriending()).claim()
    assert claim.short.startswith("£2.50 to £4.60 of social value for each £1 put in")
    assert "central estimate £3.40" in claim.sentence
    assert claim.low == pytest.approx(3.4377627712926 * 10 / 14)
    assert claim.high == pytest.approx(3.4377627712926 * 18 / 14 * 9900 / 9537)


def test_a_simulated_interval_takes_the_place_of_the_ends() -> None:
    claim = sroi.calculate(befriending()).claim(interval=(1.2, 7.9), interval_is="a 90 % interval of 10,000 draws")
    assert claim.short.startswith("£1 to £8 of social value")
    assert "central estimate £3)" in claim.sentence
    assert "the range is a 90 % interval of 10,000 draws" in claim.sentence


@pytest.mark.parametrize("interval", [(4.0, 5.0), (5.0, 2.0)])
def test_an_interval_must_hold_the_ratio(interval: tuple[float, float]) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        sroi.calculate(befriending()).claim(interval=interval)
    assert caught.value.code == "interval-without-ratio"


def test_every_form_names_prices_stage_and_kinds() -> None:
    claim = sroi.calculate(befriending(stage="forecast", price_year=2024)).claim()
    for form in (claim.short, claim.sentence, claim.long):
        assert "2024 prices" in form
        assert "a forecast" in form
        assert "wellbeing" in form
    assert "is forecast to create" in claim.sentence


def test_the_sentence_names_perspective_and_period() -> None:
    claim = sroi.calculate(befriending(period="April 2025 to March 2026")).claim()
    assert "for society as a whole over 2 years from April 2025 to March 2026" in claim.sentence


def test_value_is_never_called_a_return() -> None:
    for result in (westbank(), sroi.calculate(befriending())):
        claim = result.claim()
        assert "return" not in (claim.short + claim.sentence + claim.long).lower()
    assert "Wellbeing and social value is a worth put into money terms" in westbank().claim().sentence


def test_cash_alone_is_not_said_to_be_anything_else() -> None:
    claim = sroi.calculate(befriending({"kind": "fiscal"})).claim()
    assert "100 % is fiscal" in claim.sentence
    assert "money terms" not in claim.sentence


def test_what_is_left_out_is_listed() -> None:
    line = befriending().to_dict()["outcomes"][0]
    moved = line | {"id": "moved", "title": "Benefit received", "unit": "x"}
    moved["proxy"] = {"amount": 5, "unit": "x", "price_year": 2025, "source": "list", "transfer": True}
    claim = sroi.calculate(befriending(outcomes=[line, moved])).claim()
    assert "Not included: Benefit received (a transfer" in claim.long
    assert "value of these kinds: fiscal, economic, social, environmental and market" in claim.long
    assert "negative outcomes, which the case does not mention" in claim.long


def test_local_pounds_stand_apart() -> None:
    flow = {"id": "lottery", "amount": 1000, "year": 2025, "external": True, "kind": "grant", "deadweight": 0.2}
    local = {"area": "Knowsley", "flows": [flow | {"source": "National Lottery", "source_type": "lottery"}]}
    case = befriending(local_economy=local)
    claim = sroi.calculate(case).claim()
    assert "Apart from this: " in claim.long
    assert "Knowsley, 2025 prices: £800.00" in claim.long
    assert "£800" not in claim.sentence
    assert sroi.calculate(case).manifest.figures["local_economy.inflow"] == 800.0


def test_a_small_share_is_not_rounded_away() -> None:
    line = befriending().to_dict()["outcomes"][0]
    tiny = line | {"id": "tiny", "quantity": 0.01, "kind": "social", "people": "others"}
    assert "under 1 % social" in sroi.calculate(befriending(outcomes=[line, tiny])).claim().short


def test_a_proxy_without_a_range_stays_as_it_is() -> None:
    line = {key: value for key, value in befriending().to_dict()["outcomes"][0].items() if key != "measure"}
    case = befriending(outcomes=[line | {"proxy": "wellbeing.loneliness_one_step_year"}])
    claim = sroi.calculate(case).claim()
    assert claim.low == pytest.approx(sroi.calculate(case).ratio.value * 10 / 14)


def test_a_floor_is_told() -> None:
    floor = {"proxy": "crime.reoffending_avoided_work", "unit": "person", "duration": 1, "title": "Fewer crimes"}
    line = {key: value for key, value in befriending().to_dict()["outcomes"][0].items() if key not in {"drop_off", "measure"}}
    claim = sroi.calculate(befriending(outcomes=[line | floor])).claim()
    assert "what goes beyond the least that is certain in Fewer crimes" in claim.long
    assert claim.short.startswith("at least ")
    assert "created at least " in claim.sentence


def test_negative_kinds_are_told_in_pounds() -> None:
    line = befriending().to_dict()["outcomes"][0]
    worse = line | {"id": "worse", "quantity": -2, "kind": "social", "people": "others"}
    claim = sroi.calculate(befriending(outcomes=[line, worse])).claim()
    assert "-£20,000 social" in claim.sentence
    assert "%" not in claim.sentence.split("Of this value")[1]


def test_an_error_that_stands_is_said_first() -> None:
    claim = sroi.calculate(befriending()).claim()
    assert not claim.publishable
    assert claim.long.startswith("Not to be published as it stands: illustrative-number.")
    assert westbank().claim().publishable
    assert westbank().claim().long.startswith("For each £1")


def test_negative_lines_take_the_other_ends() -> None:
    line = {
        **befriending().to_dict()["outcomes"][0],
        "proxy": {"amount": 100, "low": 50, "high": 200, "unit": "person-year", "price_year": 2025, "source": "list"},
        "quantity": 10,
    }
    worse = line | {"id": "worse", "quantity": {"value": -2, "low": -4, "high": -1}}
    claim = sroi.calculate(befriending(outcomes=[line, worse])).claim()
    better = sroi.calculate(befriending(outcomes=[line | {"proxy": line["proxy"] | {"amount": 200, "high": 200}}, worse]))
    assert claim.low is not None
    assert claim.high is not None
    assert claim.low < sroi.calculate(befriending(outcomes=[line, worse])).ratio.value < claim.high
    assert claim.high > better.ratio.value


def test_shares_and_inputs_take_their_ends_too() -> None:
    plain = befriending({"quantity": 14, "proxy": {"amount": 9, "unit": "person-year", "price_year": 2025, "source": "l"}})
    assert sroi.calculate(plain).claim().low is None
    ranged = sroi.what_if(plain, {"set": {"attribution": [{"share": 0.25, "low": 0.1, "high": 0.4}]}})
    claim = sroi.calculate(ranged).claim()
    ratio = sroi.calculate(plain).ratio.value
    assert claim.low == pytest.approx(ratio * 0.6 / 0.75)
    assert claim.high == pytest.approx(ratio * 0.9 / 0.75)
    dearer = sroi.what_if(plain, {"set": {"amount": {"amount": 30000, "high": 60000}}, "only": {"input": ["grant"]}})
    assert sroi.calculate(dearer).claim().low == pytest.approx(ratio * 39768 / 69768)


def test_there_is_no_claim_without_inputs() -> None:
    result = sroi.calculate(befriending())
    free = result.case.inputs[0].model_copy(update={"amount": result.case.inputs[0].amount.model_copy(update={"amount": 0.0})})
    with pytest.raises(UndefinedRatioError):
        sroi.calculate(result.case.model_copy(update={"inputs": (free,)})).claim()


def test_plain_data_hold_every_form() -> None:
    data = sroi.calculate(befriending()).claim().to_dict()
    assert set(data) == {"short", "sentence", "long", "low", "high", "range_is", "publishable"}
    assert str(sroi.calculate(befriending()).claim()) == data["sentence"]


def test_other_currencies_keep_their_sign() -> None:
    dream = sroi.calculate(sroi.read_case(ROOT / "proxies" / "published" / "dream_action_2018.yaml"))
    assert dream.claim().short.startswith("about NT$4.20 of social value for each NT$1 put in")


@pytest.mark.parametrize("interval", ["big", 5, (1.0,), (1, 2, 3), ("a", "b"), (None, 3), ()])
def test_an_interval_is_two_numbers(interval: Any) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        sroi.calculate(befriending()).claim(interval=interval)
    assert (caught.value.code, caught.value.where) == ("not-an-interval", "interval")


def test_an_interval_may_be_an_array() -> None:
    assert sroi.calculate(befriending()).claim(interval=np.array([1.2, 7.9])).low == 1.2
