"""Every guard fires where it should and stays silent where it should."""

from __future__ import annotations

from typing import Any

import pytest

from sroi.errors import InvalidArgumentError, RefusedError
from sroi.local_economy import Flow, LocalFigure, at_prices, guards, numerator_part
from sroi.local_economy.figures import label_faults

FLOW: dict[str, Any] = {
    "id": "match", "amount": 10, "year": 2025, "external": True, "kind": "match_funding",
    "source": "A trust", "source_type": "trust", "input": "trust",
}  # fmt: skip


def figure(**changes: Any) -> LocalFigure:
    given: dict[str, Any] = {
        "key": "inflow", "letter": "A", "title": "Outside money", "amount": 100.0, "unit": "GBP",
        "area": "Knowsley", "price_year": 2019, "method": "as reported",
    }  # fmt: skip
    return LocalFigure(**{**given, **changes})


def flow(**changes: Any) -> Flow:
    return Flow.model_validate({**FLOW, **changes})


def codes(faults: guards.Faults) -> list[str]:
    return [fault.code for fault in faults]


def test_two_figures_are_never_added() -> None:
    for add in (
        lambda: figure() + figure(),
        lambda: sum([figure()]),
        lambda: figure() + 1,
        lambda: 1 - figure(),
        lambda: figure() - figure(),
    ):
        with pytest.raises(RefusedError) as caught:
            add()
        assert caught.value.code == "local-figures-added"


def test_the_refusal_says_which_question_the_figure_answers() -> None:
    with pytest.raises(RefusedError, match="how much outside money came in"):
        figure() + figure(letter="E")


def test_one_figure_alone_is_not_refused() -> None:
    assert figure().text == "£100.00"


@pytest.mark.parametrize("given", [{"multiplier": 1.1}, {"input_output": True}, {"multiplier": 0.9, "input_output": True}])
def test_lm3_with_a_multiplier_fires(given: dict[str, Any]) -> None:
    assert codes(guards.lm3_with_multiplier(lm3=True, **given)) == ["lm3-with-multiplier"]


def test_lm3_with_a_multiplier_is_silent() -> None:
    assert guards.lm3_with_multiplier(lm3=True) == ()
    assert guards.lm3_with_multiplier(lm3=False, multiplier=1.1, input_output=True) == ()


def test_a_multiplier_on_gross_money() -> None:
    assert codes(guards.multiplier_on_gross(multiplier=1.1, net=False)) == ["multiplier-on-gross"]
    assert guards.multiplier_on_gross(multiplier=1.1, net=True) == ()
    assert guards.multiplier_on_gross(multiplier=1, net=False) == ()


@pytest.mark.parametrize("gross_is", ["lm3", "after_leakage"])
def test_leakage_twice(gross_is: Any) -> None:
    assert codes(guards.leakage_twice(leakage=0.1, gross_is=gross_is)) == ["leakage-twice"]
    assert guards.leakage_twice(leakage=0, gross_is=gross_is) == ()
    assert guards.leakage_twice(leakage=0.1, gross_is="gross") == ()


@pytest.mark.parametrize(("multiplier", "population"), [(1.21, 249_999), (1.5, 155_000), (1.3, None)])
def test_a_multiplier_that_is_too_large(multiplier: float, population: int | None) -> None:
    assert codes(guards.multiplier_too_large(multiplier=multiplier, population=population)) == ["multiplier-too-large"]
    assert guards.multiplier_too_large(multiplier=multiplier, population=population, override="own study") == ()


@pytest.mark.parametrize(("multiplier", "population"), [(1.2, 155_000), (1.2, None), (1.5, 250_000), (1, None)])
def test_a_multiplier_that_is_not_too_large(multiplier: float, population: int | None) -> None:
    assert guards.multiplier_too_large(multiplier=multiplier, population=population) == ()


@pytest.mark.parametrize("missing", ["source", "source_type"])
def test_unnamed_money(missing: str) -> None:
    assert codes(guards.unnamed_money(flow(**{missing: None}))) == ["unnamed-money"]
    assert guards.unnamed_money(flow()) == ()
    assert guards.unnamed_money(flow(**{missing: None, "external": False})) == ()


@pytest.mark.parametrize("source_type", ["council", "local_nhs", "local_firm", "local_donor", "volunteers"])
def test_local_money_called_external(source_type: str) -> None:
    assert codes(guards.local_money_as_external(flow(source_type=source_type))) == ["local-money-as-external"]
    assert guards.local_money_as_external(flow(source_type=source_type, external=False)) == ()
    assert guards.local_money_as_external(flow()) == ()


def test_match_that_is_not_among_the_inputs() -> None:
    assert codes(guards.match_not_in_inputs([flow()], ["grant"])) == ["match-not-in-inputs"]
    assert codes(guards.match_not_in_inputs([flow(input=None)], ["trust"])) == ["match-not-in-inputs"]
    assert guards.match_not_in_inputs([flow()], ["grant", "trust"]) == ()
    assert guards.match_not_in_inputs([flow(kind="grant"), flow(external=False)], ["grant"]) == ()


def test_local_pounds_in_the_numerator() -> None:
    for given in ({}, {"gains_to": "Residents"}, {"share": 0.5}, {"gains_to": " ", "share": 0.5}):
        with pytest.raises(RefusedError) as caught:
            numerator_part(100, account="local-economy", **given)  # type: ignore[arg-type]
        assert caught.value.code == "local-pounds-in-numerator"


def test_only_the_part_that_a_named_stakeholder_gains_enters() -> None:
    assert numerator_part(100, account="local-economy", gains_to="Jobless residents", share=0.25) == 25
    assert numerator_part(100, account="social-value") == 100
    with pytest.raises(InvalidArgumentError) as caught:
        numerator_part(100, account="local-economy", gains_to="Jobless residents", share=25)
    assert caught.value.code == "share-out-of-range"


def test_a_misspelt_account_does_not_slip_by() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        numerator_part(100, account="local_economy")
    assert caught.value.code == "unknown-account"


@pytest.mark.parametrize("blank", [" ", None], ids=["blank", "none"])
@pytest.mark.parametrize("name", ["area", "price_year", "method"])
def test_area_price_year_and_method_are_mandatory(name: str, blank: str | None) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        figure(**{name: blank})
    assert caught.value.code == f"figure-without-{name.replace('_', '-')}"


def test_all_missing_labels_are_told_at_once() -> None:
    assert codes(label_faults("", "", "")) == ["figure-without-area", "figure-without-price-year", "figure-without-method"]
    assert label_faults("Knowsley", 2025, "LM3") == ()


def test_ratios_are_never_uprated() -> None:
    assert codes(guards.ratio_uprated(unit="ratio", factor=1.1)) == ["ratio-uprated"]
    assert guards.ratio_uprated(unit="ratio", factor=1) == ()
    assert guards.ratio_uprated(unit="GBP of GVA", factor=1.1) == ()
    with pytest.raises(RefusedError):
        at_prices(figure(unit="ratio"), 2025)


def test_pounds_are_uprated_with_a_step_and_a_source() -> None:
    moved = at_prices(figure(), 2025)
    assert moved.price_year == 2025
    assert moved.amount > 100
    assert moved.steps[-1].startswith("uprated from 2019 to 2025 by gdp_deflator")
    assert moved.sources == ("hmt-gdp-deflators-2026-06",)
    assert at_prices(figure(unit="ratio"), 2019).amount == 100


def test_nothing_found_is_nothing_raised() -> None:
    guards.refuse_if_any([])
    with pytest.raises(RefusedError) as caught:
        guards.refuse_if_any(guards.unnamed_money(flow(source=None)))
    assert caught.value.where == "flow 'match'"


def test_a_figure_in_other_prices_keeps_all_but_its_pounds() -> None:
    deflator = "hmt-gdp-deflators-2026-06"
    moved = at_prices(figure(sources=(deflator, "nef-lm3"), steps=("as printed",), caveats=("mind",)), 2025)
    assert moved.to_dict() == {
        **figure(sources=(deflator, "nef-lm3"), caveats=("mind",)).to_dict(),
        "amount": pytest.approx(127.78311627241317),
        "price_year": 2025,
        "steps": [
            "as printed",
            "uprated from 2019 to 2025 by gdp_deflator_calendar_year (June 2026 Quarterly National Accounts), factor 1.277831163",
        ],
        "text": "£127.78",
    }
    assert at_prices(figure(), 2019) == figure(steps=("exact year: 2019 prices",))


def test_no_part_and_all_of_an_amount_may_be_gained() -> None:
    assert numerator_part(100, account="local-economy", gains_to="Residents", share=0) == 0
    assert numerator_part(100, account="local-economy", gains_to="Residents", share=1) == 100
    assert numerator_part(100, account="cost") == 100
