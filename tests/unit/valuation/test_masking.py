"""A licensed amount stands in nothing that is made of a masked case, and no total moves."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import sroi
from sroi.catalogue import load
from sroi.valuation.masking import SAID

CASE = Path(__file__).parents[3] / "docs" / "examples" / "befriending.yaml"
AMOUNT, ID = "9871.37", "bank.lonely"


@pytest.fixture
def catalogue() -> object:
    open_proxy = load().proxy("wellbeing.chronic_loneliness_year")
    value = open_proxy.values[0].model_copy(
        update={"amount": Decimal(AMOUNT), "low": None, "high": None, "source": "bank", "price_year": 2025}
    )
    proxy = open_proxy.model_copy(update={"id": ID, "values": (value,), "overlaps_with": ()})
    source = (
        load().source("dcms-loneliness-2020").model_copy(update={"id": "bank", "licence": "licensed", "redistribution": "no"})
    )
    return load().with_proxies([proxy], sources=[source], layer="bank")


@pytest.fixture
def case(catalogue):
    data = sroi.read_case(CASE).to_dict()
    data["outcomes"][0] |= {"proxy": ID, "indicator": "14 of 40 members"}
    return sroi.read_case(data, catalogue=catalogue)


def test_no_total_moves(case, catalogue):
    ours, open_one = sroi.calculate(case, catalogue=catalogue), sroi.calculate(sroi.masked(case, catalogue=catalogue))
    for name in ("total_input", "present_value", "net_present_value", "by_year"):
        assert getattr(open_one, name) == pytest.approx(getattr(ours, name), rel=1e-12)
    assert open_one.by("kind") == pytest.approx(ours.by("kind"))


def test_the_amount_and_the_quantity_stand_nowhere(case, catalogue, tmp_path):
    open_case = sroi.masked(case, catalogue=catalogue)
    result = sroi.calculate(open_case)
    page = tmp_path / "page.html"
    sroi.report.write([open_case], page, draws=200)
    for text in (str(open_case.to_dict()), str(result.to_dict()), result.explain("less-lonely"), page.read_text("utf-8")):
        assert "9871.37" not in text
        assert "9,871.37" not in text
        assert "14 of 40" not in text
    assert open_case.outcomes[0].quantity.value == 1
    assert open_case.outcomes[0].note == SAID


def test_the_workbook_of_a_masked_case_holds_no_licensed_amount(case, catalogue, tmp_path):
    path = tmp_path / "case.xlsx"
    sroi.report.write_workbook(sroi.calculate(sroi.masked(case, catalogue=catalogue)), path)
    again = sroi.read_case(path)
    assert again.outcomes[0].proxy.amount == pytest.approx(14 * 9871.37)
    assert "9871.37" not in str(again.to_dict())


def test_open_lines_stay_as_they_are():
    case = sroi.read_case(CASE)
    assert sroi.masked(case).outcomes == case.outcomes
