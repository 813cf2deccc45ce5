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


def test_a_licensed_line_is_one_whole_line_and_keeps_everything_else(case, catalogue):
    scenario = {"id": "half", "set": {"deadweight": 0.5}}
    data = case.to_dict() | {"scenarios": [scenario], "published": {"ratio": "1.00"}}
    before = data["outcomes"][0] = data["outcomes"][0] | {"output": "12 sessions"}
    open_case = sroi.masked(sroi.read_case(data, catalogue=catalogue), catalogue=catalogue).to_dict()
    (line,) = open_case["outcomes"]
    assert (open_case["scenarios"], "published" in open_case) == ([], False)
    assert {key: value for key, value in line.items() if before.get(key) != value} == {
        "quantity": 1,
        "unit": "whole line",
        "kind": "wellbeing",
        "note": SAID,
        "proxy": {
            "amount": pytest.approx(14 * 9871.37),
            "unit": "whole line",
            "price_year": 2025,
            "title": load().proxy("wellbeing.chronic_loneliness_year").title,
            "source": f"bank, {catalogue.proxy(ID).values[0].locator}",
            "beneficiary": "society",
            "account": "social-value",
            "transfer": False,
            "lifetime": False,
        },
    }
    assert before.keys() - line.keys() == {"output", "indicator"}


def test_what_a_licensed_proxy_is_stays_told(case, catalogue):
    told = {"beneficiary": "council", "account": "cost", "transfer": True, "lifetime": True, "unit": "person"}
    other = catalogue.with_proxies([catalogue.proxy(ID).model_copy(update=told)], layer="bank")
    data = case.to_dict()
    data["outcomes"][0] = {key: one for key, one in data["outcomes"][0].items() if key not in {"drop_off", "duration"}}
    data["outcomes"][0]["unit"] = "person"
    proxy = sroi.masked(sroi.read_case(data, catalogue=other), catalogue=other).outcomes[0].proxy
    assert (proxy.beneficiary, proxy.account, proxy.transfer, proxy.lifetime) == ("council", "cost", True, True)


def test_the_workbook_of_a_masked_case_holds_no_licensed_amount(case, catalogue, tmp_path):
    path = tmp_path / "case.xlsx"
    sroi.report.write_workbook(sroi.calculate(sroi.masked(case, catalogue=catalogue)), path)
    again = sroi.read_case(path)
    assert again.outcomes[0].proxy.amount == pytest.approx(14 * 9871.37)
    assert "9871.37" not in str(again.to_dict())


def test_open_lines_stay_as_they_are():
    case = sroi.read_case(CASE)
    assert sroi.masked(case).outcomes == case.outcomes
