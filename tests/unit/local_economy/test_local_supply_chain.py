"""Contracts by place, size and sector, and the line that can be read two ways."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest

from sroi.errors import InvalidArgumentError, UndefinedRatioError
from sroi.local_economy import Reading, Slice, SupplyChain, supply_chain, two_readings

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


def test_every_slice_of_the_contracts() -> None:
    table = {
        "value": [10, 20, 30, 40, 0],
        "local": ["yes", "no", "yes", "no", "no"],
        "size": ["micro", " Medium ", "large", None, "SME"],
        "sector": ["care", "care ", "works", "works", None],
        "social": ["yes", "no", "yes", "no", "no"],
    }
    assert read(table) == SupplyChain(
        area="Knowsley",
        price_year=2018,
        whole=Slice("all contracts", 5, 100, 2, 40),
        by_size=(
            Slice("micro", 1, 10, 1, 10),
            Slice("Medium", 1, 20, 0, 0),
            Slice("large", 1, 30, 1, 30),
            Slice("not stated", 1, 40, 0, 0),
            Slice("SME", 1, 0, 0, 0),
        ),
        by_sector=(Slice("care", 2, 30, 1, 10), Slice("works", 2, 70, 1, 30), Slice("not stated", 1, 0, 0, 0)),
        sme=Slice("small and medium-sized firms", 3, 30, 1, 10),
        social=Slice("social sector", 2, 40, 2, 40),
    )
    assert read(table).method == "contracts with firms of the area ÷ all contracts, by number and by value"


def test_a_slice_without_value_tells_no_share() -> None:
    assert str(Slice("care", 2, 0, 1, 0)) == "care: 1 of 2 contracts, £0.00 of £0.00 to local firms"
    assert str(Slice("care", 2, 8, 1, 1)) == "care: 1 of 2 contracts, £1.00 of £8.00 (12.5% of the value) to local firms"


def test_a_share_of_all_leaves_no_two_readings() -> None:
    local, whole = two_readings(1, amount=0.5)
    assert local == Reading("the local part", 0.5, 0.5)
    assert whole == Reading("the whole", 0.5, 0.5)
    assert two_readings(0.5, amount=0)[0] == Reading("the local part", 0, 0)
    assert str(whole) == "If the amount is the whole: £0.50 local of £0.50 in all."


def test_contracts_without_area_and_price_year_are_refused() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        supply_chain(CONTRACTS, area="", price_year="")
    assert [fault.code for fault in caught.value.faults] == ["figure-without-area", "figure-without-price-year"]
