"""Every index and table has the columns it says, and the deflators hold together."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from sroi.catalogue import data_folder, indices, load


@pytest.mark.parametrize("name", indices.names())
def test_an_index_is_what_its_meaning_says(name: str) -> None:
    index = indices.read(name)
    assert index.id == name
    assert index.rows
    assert all(set(row) == set(index.columns) for row in index.rows)
    assert set(index.sources) <= set(load().sources)
    assert {row["source"] for row in index.rows if "source" in row} <= set(load().sources)


def test_every_csv_has_its_meaning() -> None:
    tables = {path.stem for folder in indices.FOLDERS for path in (data_folder() / folder).glob("*.csv")}
    assert tables == set(indices.names())


@pytest.mark.parametrize("name", ["gdp_deflator_financial_year", "gdp_deflator_calendar_year"])
def test_the_growth_printed_is_the_growth_of_the_levels(name: str) -> None:
    rows = indices.read(name).rows
    for before, after in pairwise(rows):
        growth = (float(after["index"]) / float(before["index"]) - 1) * 100
        assert growth == pytest.approx(float(after["pct_change"]), abs=0.06)


def test_discount_rates_are_fractions() -> None:
    rates = [Decimal(row["rate"]) for row in indices.read("discount_rates").rows]
    assert all(0 < rate < Decimal("0.1") for rate in rates)


def test_the_unit_cost_table_is_whole_and_attributed() -> None:
    table = indices.read("gmca_ucd_v1_4")
    assert len(table.rows) == 684
    assert table.licence == "CC-BY-4.0"
    assert "Greater Manchester Combined Authority" in (table.attribution or "")
    assert len({row["code"] for row in table.rows}) == 684
