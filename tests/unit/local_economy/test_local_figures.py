"""What a figure prints, and what it hands on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sroi.errors import InvalidArgumentError
from sroi.local_economy import LocalFigure, LocalResult


def figure(**changes: Any) -> LocalFigure:
    given: dict[str, Any] = {
        "key": "inflow", "letter": "A", "title": "Outside money", "amount": 2438626.92, "unit": "GBP",
        "area": "Knowsley", "price_year": 2019, "method": "sum of outside cash",
    }  # fmt: skip
    return LocalFigure(**{**given, **changes})


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (2438626.92, "GBP", "£2,438,626.92"),
        (2438626.915, "GBP", "£2,438,626.92"),
        (0.125, "GBP of GVA", "£0.13"),
        (-0.125, "GBP", "-£0.13"),
        (1.9325, "ratio", "1.933"),
        (12.296, "jobs", "12.3"),
        (1234.56, "jobs", "1,234.6"),
    ],
)
def test_numbers_are_rounded_half_up_at_the_edge(amount: float, unit: str, text: str) -> None:
    found = figure(amount=amount, unit=unit)
    assert found.text == text
    assert found.amount == amount


def test_the_sentence_names_area_year_and_method() -> None:
    assert figure().sentence == "Outside money, Knowsley, 2019 prices: £2,438,626.92. Method: sum of outside cash."
    told = figure(unit="GBP of GVA", convention="score").sentence
    assert "£2,438,626.92 (GBP of GVA)" in told
    assert told.endswith("convention: score.")


def test_lines_hold_steps_sources_and_caveats() -> None:
    lines = figure(steps=("1 + 1",), sources=("nef-lm3",), caveats=("mind",)).lines()
    assert lines == (f"A. {figure().sentence}", "  1 + 1", "  sources: nef-lm3", "  caveat: mind")


def test_a_figure_is_plain_data_in_json() -> None:
    plain = figure(caveats=("mind",)).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["text"], plain["area"], plain["caveats"]) == ("£2,438,626.92", "Knowsley", ["mind"])


def test_figures_compare_by_value_and_do_not_change() -> None:
    assert figure() == figure()
    assert figure() != figure(area="Halton")
    with pytest.raises(AttributeError):
        figure().amount = 1  # type: ignore[misc]


def test_a_result_has_figures_and_no_total() -> None:
    hours = figure(key="volunteering", letter="E", amount=5.0)
    result = LocalResult(area="Knowsley", price_year=2019, figures=(figure(), hours), left_out=("x",), caveats=("y",))
    assert result.headline == result.inflow == figure()
    assert result.get("volunteering") == hours
    assert result.get("lm3") is None
    assert result.lines()[-2:] == ("not counted: x", "caveat: y")
    plain = result.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert set(plain) == {"area", "price_year", "figures", "left_out", "caveats"}
    assert [one["key"] for one in plain["figures"]] == ["inflow", "volunteering"]


def test_figures_as_a_data_frame() -> None:
    frame = LocalResult(area="Knowsley", price_year=2019, figures=(figure(), figure(key="lm3", letter="B"))).to_frame()
    assert frame["key"].tolist() == ["inflow", "lm3"]
    assert frame["text"].tolist() == ["£2,438,626.92"] * 2
    assert list(frame.columns)[:4] == ["letter", "key", "title", "amount"]


@pytest.mark.parametrize("year", ["24", 24, "banana", "2024/26", "any", 2024.5, True])
def test_a_figure_has_a_price_year_that_is_one(year: Any) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        figure(price_year=year)
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [("not-a-price-year", "price_year")]


@pytest.mark.parametrize("name", ["area", "price_year", "method"])
def test_nothing_is_no_label(name: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        figure(**{name: None})
    assert [fault.code for fault in caught.value.faults] == [f"figure-without-{name.replace('_', '-')}"]


def test_a_frame_holds_what_each_figure_says() -> None:
    only = figure(convention="score", caveats=("mind",))
    frame = LocalResult(area="Knowsley", price_year=2019, figures=(only,)).to_frame()
    assert frame.to_dict("records") == [
        {
            "letter": "A",
            "key": "inflow",
            "title": "Outside money",
            "amount": 2438626.92,
            "unit": "GBP",
            "text": "£2,438,626.92",
            "area": "Knowsley",
            "price_year": 2019,
            "method": "sum of outside cash",
            "convention": "score",
        }
    ]


def test_a_figure_of_jobs_tells_its_unit_and_a_ratio_has_none() -> None:
    assert figure(amount=3, unit="jobs").sentence == (
        "Outside money, Knowsley, 2019 prices: 3.0 (jobs). Method: sum of outside cash."
    )
    assert figure(amount=1.5, unit="ratio", convention="score").sentence == (
        "Outside money, Knowsley, 2019 prices: 1.500. Method: sum of outside cash; convention: score."
    )


def test_lines_of_a_figure_with_several_sources_and_of_one_with_none() -> None:
    assert figure(sources=("nef-lm3", "fsb-cles-2013")).lines()[1:] == ("  sources: nef-lm3, fsb-cles-2013",)
    assert figure().lines() == (f"A. {figure().sentence}",)


def test_an_empty_result_has_no_figure_by_any_key() -> None:
    bare = LocalResult(area="Knowsley", price_year=2019, figures=())
    assert bare.to_dict() == {"area": "Knowsley", "price_year": 2019, "figures": [], "left_out": [], "caveats": []}
    assert (bare.inflow, bare.get("lm3"), bare.lines()) == (None, None, ())
