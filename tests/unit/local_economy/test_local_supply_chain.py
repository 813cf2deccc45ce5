"""Contracts by place, size and sector, and the line that can be read two ways."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest

from sroi.errors import InvalidArgumentError, UndefinedRatioError
from sroi.local_economy import SupplyChain, supply_chain, two_readings

CONTRACTS: dict[str, list[Any]] = {
    "value": [10_000, 20_000, 30_000, 940_000],
    "local": ["yes", "no", "yes", "no"],
    "place": ["L36 1AA", "M1 1AA", "L36 1AB", "M1 1AB"],
    "size": ["micro", "Small", "large", None],
    "sector": ["care", "care", "works", "works"],
    "social": ["yes", "no", "no", "no"],
}


def read(table: Any = CONTRACTS, **given: Any) -> SupplyChain:
    return supply_chain(table, area="Knowsley", price_year=2018, **given)


@pytest.mark.parametrize("make", [dict, pd.DataFrame, pl.DataFrame], ids=["dict", "pandas", "polars"])
def test_shares_of_contracts_and_of_value(make: Any) -> None:
    found = read(make(CONTRACTS))
    assert found.whole.local_share_of_contracts == 0.5
    assert found.whole.local_share_of_value == 0.04
    assert (found.sme_share_of_value, found.social_share_of_value) == (0.03, 0.01)
    assert [(one.name, one.contracts, one.local_value) for one in found.by_sector] == [("care", 2, 10_000), ("works", 2, 30_000)]
    assert [one.name for one in found.by_size] == ["micro", "Small", "large", "not stated"]
    assert str(found.whole) == "all contracts: 2 of 4 contracts, £40,000.00 of £1,000,000.00 (4.0% of the value) to local firms"


def test_parts_add_up_to_the_whole() -> None:
    found = read()
    for parts in (found.by_size, found.by_sector):
        assert sum(part.value for part in parts) == found.whole.value
        assert sum(part.contracts for part in parts) == found.whole.contracts
        assert sum(part.local_value for part in parts) == found.whole.local_value


def test_places_may_decide() -> None:
    assert read(places={"M1"}).whole.local_value == 960_000


def test_what_the_table_does_not_say_is_not_known_rather_than_nothing() -> None:
    found = read({"value": [1], "local": [True]})
    assert (found.by_size, found.by_sector, found.sme, found.social) == ((), (), None, None)
    assert (found.sme_share_of_value, found.social_share_of_value) == (None, None)
    none = read({"value": [1], "local": [True], "size": ["large"], "social": ["no"]})
    assert (none.sme_share_of_value, none.social_share_of_value) == (0, 0)
    assert none.sme is not None
    with pytest.raises(UndefinedRatioError):
        _ = none.sme.local_share_of_contracts


def test_contracts_without_value_have_no_share() -> None:
    found = read({"value": [0], "local": [True], "size": ["small"]})
    for share in (lambda: found.whole.local_share_of_value, lambda: found.sme_share_of_value):
        with pytest.raises(UndefinedRatioError):
            share()
    assert str(found.whole) == "all contracts: 1 of 1 contracts, £0.00 of £0.00 to local firms"


def test_it_carries_area_price_year_and_method() -> None:
    found = read()
    assert (found.area, found.price_year) == ("Knowsley", 2018)
    assert "÷ all contracts" in found.method
    with pytest.raises(InvalidArgumentError) as caught:
        supply_chain({"value": [-1], "local": ["yes"]}, area=" ", price_year=2018)
    assert [fault.code for fault in caught.value.faults] == ["figure-without-area", "value-unreadable"]


def test_the_published_line_is_read_both_ways() -> None:
    local, whole = two_readings(0.27, amount=72_000_000)
    assert (round(local.whole / 1e6), local.local) == (267, 72_000_000)
    assert (round(whole.local / 1e6), whole.whole) == (19, 72_000_000)
    assert str(local) == "If the amount is the local part: £72,000,000.00 local of £266,666,666.67 in all."


@pytest.mark.parametrize(("share", "amount"), [(0, 1), (27, 1), (0.27, -1), (None, 1)])
def test_readings_need_a_share_and_an_amount(share: Any, amount: float) -> None:
    with pytest.raises(InvalidArgumentError):
        two_readings(share, amount=amount)
