"""The block of a case: every figure on its own, every guard heard, nothing added up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sroi.errors import InvalidArgumentError, InvalidCaseError, RefusedError
from sroi.local_economy import LocalEconomy, LocalFigure, LocalResult, evaluate, inflow

LOTTERY: dict[str, Any] = {
    "id": "lottery", "amount": 700_000, "year": 2025, "external": True, "kind": "match_funding", "source": "Lottery fund",
    "source_type": "lottery", "deadweight": {"share": 0.3, "basis": "panel"}, "retained": 0.6, "input": "lottery",
}  # fmt: skip
OWN: dict[str, Any] = {
    "id": "own", "amount": 300_000, "year": 2025, "external": False, "kind": "match_funding", "source": "Council",
    "source_type": "council",
}  # fmt: skip
SPENDING = {"income": 1_000_000, "lines": [{"recipient": "local SME", "amount": 400_000, "local": True}]}
IMPACT = {
    "amount": 500_000,
    "areas": [{"area": "Knowsley", "deadweight": 0.2, "leakage": 0.1, "displacement": 0.25, "multiplier": 1.1}],
}
OUTPUT = {"amount": 1_250_000, "industry": "Health & Social Work", "deadweight": 0.2, "displacement": 0}
VOLUNTEERS = {"hours": 10_000, "year": 2025}
LINE = {
    "id": "new-businesses", "title": "New community businesses", "figure": "C", "quantity": 2, "amount": 107_946,
    "retained": 0.56, "deadweight": 0.5, "displacement": 0.25, "measure": "knowsley/18", "source": "ptc-market-2022",
}  # fmt: skip
LARGE = {**IMPACT["areas"][0], "multiplier": 1.5}  # type: ignore[index]


def block(**parts: Any) -> LocalEconomy:
    return LocalEconomy.model_validate({"area": "Knowsley", "price_year": 2025, **parts})


def figure(result: LocalResult, key: str) -> LocalFigure:
    found = result.get(key)
    assert found is not None, [one.key for one in result.figures]
    return found


def refused(**parts: Any) -> list[str]:
    with pytest.raises(RefusedError) as caught:
        evaluate(block(**parts))
    return [fault.code for fault in caught.value.faults]


def test_inflow_retention_and_leverage() -> None:
    result = evaluate(block(flows=[LOTTERY, OWN], own_grant=250_000), inputs=["lottery"])
    assert [(one.key, one.letter, one.text) for one in result.figures] == [
        ("inflow", "A", "£490,000.00"),
        ("retained", "A", "£294,000.00"),
        ("leverage", "A", "2.800"),
    ]
    assert result.inflow is not None
    assert result.inflow.amount == inflow([LOTTERY, OWN])
    assert result.left_out == (
        "£300,000.00, own (Council): recycled: the council's own money is not new to the area and counts only for a wider funder",
    )
    assert "No basis is given for retained of 'lottery'." in result.caveats
    assert not any("No basis is given for deadweight" in caveat for caveat in result.caveats)


def test_the_published_headline_prints_to_the_penny() -> None:
    result = evaluate(block(flows=[{**LOTTERY, "amount": "2438626.92", "deadweight": 0}]))
    assert result.headline.text == "£2,438,626.92"


def test_flows_of_other_years_are_brought_to_the_price_year() -> None:
    old = evaluate(block(flows=[{**LOTTERY, "year": 2019}]))
    assert old.inflow is not None
    assert old.inflow.amount > 490_000
    assert "uprated from 2019 to 2025" in old.inflow.steps[0]
    assert old.inflow.sources == ("hmt-gdp-deflators-2026-06",)
    assert figure(old, "retained").amount == pytest.approx(0.6 * old.inflow.amount)


def test_retention_and_leverage_are_left_out_when_they_cannot_be_known() -> None:
    bare = {key: value for key, value in LOTTERY.items() if key != "retained"}
    assert [one.key for one in evaluate(block(flows=[LOTTERY, {**bare, "id": "b"}])).figures] == ["inflow"]
    grant = evaluate(block(flows=[{**LOTTERY, "kind": "grant"}], own_grant=250_000))
    assert grant.get("leverage") is None


def test_only_money_that_is_not_counted() -> None:
    result = evaluate(block(flows=[OWN], volunteers=VOLUNTEERS))
    assert result.inflow is None
    assert len(result.left_out) == 1


def test_letters_stand_in_order_and_every_figure_is_labelled() -> None:
    result = evaluate(block(lines=[LINE], volunteers=VOLUNTEERS, output=OUTPUT, impact=IMPACT, flows=[LOTTERY]))
    assert [one.letter for one in result.figures] == ["A", "A", "C", "C", "D", "D", "D", "E"]
    assert {(one.area, one.price_year) for one in result.figures} == {("Knowsley", 2025)}
    assert all(one.method for one in result.figures)
    assert "must not be added" in result.caveats[0]


def test_lm3_of_the_block() -> None:
    result = evaluate(block(spending=SPENDING))
    assert figure(result, "lm3").text == "1.652"
    assert figure(result, "local-spending").text == "£652,000.00"


def test_net_output_is_followed_to_suppliers() -> None:
    result = evaluate(block(output=OUTPUT))
    assert [one.text for one in result.figures] == ["£1,100,000.00", "£486,200.00", "12.3"]
    assert result.figures[0].steps[0] == "net additional output £1,250,000.00 × (1 − 0.2) × (1 − 0) = £1,000,000.00"


@pytest.mark.parametrize(
    ("given", "text", "title"),
    [
        ({}, "£122,100.00", "Replacement value"),
        ({"rate": "median_pay"}, "£179,600.00", "Replacement value"),
        ({"rate": "gva_per_hour", "year": 2022}, "£357,000.00", "GVA-equivalent"),
    ],
)
def test_volunteer_hours_are_imputed_and_said_to_be(given: dict[str, Any], text: str, title: str) -> None:
    found = figure(evaluate(block(volunteers={**VOLUNTEERS, **given})), "volunteering")
    assert (found.text, found.letter) == (text, "E")
    assert found.title.startswith(title)
    assert found.price_year == given.get("year", 2025)
    assert found.caveats[0] == "Imputed, not cash."
    assert ("What volunteers make is outside GVA." in found.caveats) == (title == "GVA-equivalent")


def test_a_measured_line_is_a_figure_of_its_own() -> None:
    found = figure(evaluate(block(lines=[LINE])), "new-businesses")
    assert found.amount == pytest.approx(2 * 107_946 * 0.56 * 0.5 * 0.75)
    assert found.sources == ("ptc-market-2022",)
    whole = evaluate(block(lines=[{key: value for key, value in LINE.items() if key not in {"retained", "source"}}]))
    assert whole.headline.amount == pytest.approx(2 * 107_946 * 0.5 * 0.75)


def test_lm3_beside_a_multiplier_is_refused() -> None:
    assert refused(spending=SPENDING, output=OUTPUT) == ["lm3-with-multiplier"]
    assert refused(spending=SPENDING, impact=IMPACT) == ["lm3-with-multiplier"]
    plain = {**IMPACT, "areas": [{**LARGE, "multiplier": 1}]}
    assert evaluate(block(spending=SPENDING, impact=plain)).get("lm3") is not None


def test_a_multiplier_on_gross_money_is_refused() -> None:
    for missing in ("deadweight", "displacement"):
        assert refused(output={key: value for key, value in OUTPUT.items() if key != missing}) == ["multiplier-on-gross"]


def test_leakage_twice_is_refused() -> None:
    assert refused(impact={**IMPACT, "gross_is": "after_leakage"}) == ["leakage-twice"]


def test_a_large_multiplier_needs_people_or_a_reason() -> None:
    assert refused(population=155_000, impact={**IMPACT, "areas": [LARGE]}) == ["multiplier-too-large"]
    assert refused(impact={**IMPACT, "areas": [LARGE]}) == ["multiplier-too-large"]
    assert refused(population=155_000, impact={**IMPACT, "areas": [{**LARGE, "area": "Halton", "population": 130_000}]}) == [
        "multiplier-too-large"
    ]
    assert refused(population=250_000, impact={**IMPACT, "areas": [{**LARGE, "area": "Halton"}]}) == ["multiplier-too-large"]
    assert refused(population=250_000, impact={**IMPACT, "areas": [{**LARGE, "population": 155_000}]}) == ["multiplier-too-large"]
    assert evaluate(block(population=250_000, impact={**IMPACT, "areas": [LARGE]})).headline.letter == "C"
    assert evaluate(block(impact={**IMPACT, "areas": [{**LARGE, "override": "own study"}]})).headline.letter == "C"


def test_match_funding_must_be_among_the_inputs_of_a_case() -> None:
    with pytest.raises(RefusedError) as caught:
        evaluate(block(flows=[LOTTERY]), inputs=["grant"])
    assert caught.value.code == "match-not-in-inputs"
    alone = evaluate(block(flows=[LOTTERY]))
    assert any("not compared with the inputs" in caveat for caveat in alone.caveats)
    within = evaluate(block(flows=[LOTTERY]), inputs={"grant", "lottery"})
    assert not any("not compared" in caveat for caveat in within.caveats)


def test_everything_that_is_refused_is_told_at_once() -> None:
    unnamed = {key: value for key, value in LOTTERY.items() if key != "source"}
    found = refused(flows=[unnamed, {**LOTTERY, "id": "b", "source_type": "council"}], spending=SPENDING, output=OUTPUT)
    assert found == ["unnamed-money", "local-money-as-external", "lm3-with-multiplier"]


def test_the_price_year_of_the_case_serves_when_the_block_has_none() -> None:
    bare = LocalEconomy.model_validate({"area": "Knowsley", "flows": [LOTTERY]})
    assert evaluate(bare, price_year="2025/26").price_year == "2025/26"
    assert evaluate(block(flows=[LOTTERY]), price_year=2019).price_year == 2025
    with pytest.raises(InvalidCaseError) as caught:
        evaluate(bare)
    assert caught.value.code == "figure-without-price-year"


def test_a_block_that_says_nothing_or_repeats_an_id() -> None:
    with pytest.raises(InvalidCaseError) as caught:
        evaluate(block())
    assert caught.value.code == "local-economy-empty"
    with pytest.raises(InvalidCaseError) as caught:
        evaluate(block(flows=[LOTTERY, LOTTERY]))
    assert caught.value.code == "id-repeated"


def test_bad_numbers_are_not_computed_with() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        evaluate(block(flows=[{key: value for key, value in LOTTERY.items() if key != "deadweight"}]))
    assert caught.value.code == "deadweight-needed"


def test_lines_of_letter_a_beside_flows_are_warned_of() -> None:
    result = evaluate(block(flows=[LOTTERY], lines=[{**LINE, "figure": "A"}]))
    warning = "Lines of letter A may be the same pounds as the flows."
    assert warning in result.caveats
    assert warning not in evaluate(block(lines=[{**LINE, "figure": "A"}])).caveats
    assert warning not in evaluate(block(flows=[LOTTERY], lines=[LINE])).caveats


def test_a_result_is_plain_data_and_explains_itself() -> None:
    result = evaluate(block(flows=[LOTTERY, OWN], volunteers=VOLUNTEERS))
    assert json.loads(json.dumps(result.to_dict())) == result.to_dict()
    told = "\n".join(result.lines())
    assert "A. Outside money that came in because of the work, Knowsley, 2025 prices: £490,000.00." in told
    assert "£490,000.00 of 700,000.00, lottery (Lottery fund): outside cash, of which 30% would have come anyway" in told
    assert "not counted: £300,000.00, own (Council)" in told
    assert result == evaluate(block(flows=[LOTTERY, OWN], volunteers=VOLUNTEERS))


def test_the_block_survives_a_trip_through_plain_data() -> None:
    whole = block(flows=[LOTTERY, OWN], impact=IMPACT, lines=[LINE], volunteers=VOLUNTEERS, own_grant=1)
    assert LocalEconomy.model_validate(whole.to_dict()) == whole


def test_money_of_several_years_is_added_up_in_the_pounds_of_one() -> None:
    factor = 1.2778311627241317  # of 2019 to 2025, as the deflator has it
    flows = [{**LOTTERY, "year": 2019}, {**LOTTERY, "id": "later", "amount": 1_000, "deadweight": 0, "retained": 0.5}]
    result = evaluate(block(flows=flows, own_grant=100_000))
    assert [(one.key, one.amount) for one in result.figures] == [
        ("inflow", pytest.approx(490_000 * factor + 1_000)),
        ("retained", pytest.approx(294_000 * factor + 500)),
        ("leverage", pytest.approx(7 * factor + 0.01)),
    ]
    assert [one.sources for one in result.figures] == [("hmt-gdp-deflators-2026-06",)] * 2 + [()]
    assert figure(result, "retained").steps == ("£626,137.27 × 0.6", "£1,000.00 × 0.5")
    assert figure(result, "leverage").steps == ("£895,481.81 ÷ £100,000.00",)


def test_leverage_is_of_match_alone() -> None:
    grant = {**LOTTERY, "id": "grant", "kind": "grant", "amount": 5}
    assert figure(evaluate(block(flows=[LOTTERY, grant], own_grant=1_000)), "leverage").amount == 700
    assert evaluate(block(flows=[LOTTERY])).get("leverage") is None


def test_the_caveats_say_what_nobody_vouched_for() -> None:
    apart = "The figures answer different questions about the same pounds and must not be added."
    grant = {**LOTTERY, "kind": "grant", "deadweight": 0.3, "retained": {"share": 0.6, "basis": "survey"}}
    assert evaluate(block(flows=[grant])).caveats == (apart, "No basis is given for deadweight of 'lottery'.")
    assert evaluate(block(flows=[LOTTERY, OWN]), inputs=["lottery"]).caveats == (
        apart,
        "No basis is given for retained of 'lottery'.",
    )


def test_the_largest_multiplier_of_all_areas_is_held_against_lm3() -> None:
    plain, larger = {**LARGE, "multiplier": 1}, {**LARGE, "multiplier": 1.1, "area": "UK"}
    for areas in ([plain, larger], [larger, plain]):
        assert refused(spending=SPENDING, impact={**IMPACT, "areas": areas}) == ["lm3-with-multiplier"]


def test_the_population_of_the_block_is_of_its_own_area_alone() -> None:
    other = {**LARGE, "area": "Halton", "population": 250_000}
    result = evaluate(block(population=250_000, impact={**IMPACT, "areas": [LARGE, other]}))
    assert [one.area for one in result.figures] == ["Knowsley", "Halton"]


def test_a_flow_and_a_line_may_not_share_an_id() -> None:
    with pytest.raises(InvalidCaseError) as caught:
        evaluate(block(flows=[LOTTERY], lines=[{**LINE, "id": "lottery"}]))
    assert caught.value.problem == "the id 'lottery' stands 2 times"


def test_what_an_area_refuses_is_told_with_the_rest() -> None:
    unnamed = {key: value for key, value in LOTTERY.items() if key != "source"}
    found = refused(flows=[unnamed], impact={**IMPACT, "gross_is": "after_leakage"}, output={**OUTPUT, "deadweight": None})
    assert found == ["unnamed-money", "leakage-twice", "multiplier-on-gross"]


def test_lm3_carries_the_area_and_the_price_year_of_the_block() -> None:
    result = evaluate(LocalEconomy.model_validate({"area": "Halton", "spending": SPENDING}), price_year="2018/19")
    assert [(one.key, one.area, one.price_year) for one in result.figures] == [
        ("lm3", "Halton", "2018/19"),
        ("local-spending", "Halton", "2018/19"),
    ]
