"""A council's folder over the package, and the case's own values over both."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sroi import proxies
from sroi.catalogue import load
from sroi.errors import FileUnreadableError, InvalidDataError
from sroi.model.proxy import Proxy, Source

OURS = """\
id: {id}
title: {title}
values_what: One hour of a volunteer here.
unit: {unit}
currency: GBP
beneficiary: community
kind: economic
transfer: false
method: replacement-cost
lifetime: false
account: social-value
values:
  - amount: "{amount}"
    price_year: "2025/26"
    source: our-survey
    locator: page 3
    confidence: medium
    checked: original
overlaps_with: [{overlaps}]
"""
SOURCE = """\
id: our-survey
title: Survey of volunteers
publisher: The council
year: 2026
licence: own
redistribution: "{redistribution}"
"""


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def ours(**changes: str) -> str:
    return OURS.format(
        **{
            "id": "volunteering.hour_living_wage",
            "title": "Hour here",
            "unit": "hour",
            "amount": "14.50",
            "overlaps": "",
            **changes,
        }
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    council = tmp_path / "council"
    write(council, "sources/our-survey.yaml", SOURCE.format(redistribution="no"))
    write(council, "values/volunteering/hour_living_wage.yaml", ours())
    return council


def test_a_folder_wins_over_the_package_and_the_match_says_so(folder: Path) -> None:
    found = load(folder=folder).match("volunteering.hour_living_wage", "2025/26")
    assert (found.amount, found.layer) == (14.5, "folder council")
    assert found.sentence == "exact year: 2025/26 prices; from the folder council"
    assert load().match("volunteering.hour_living_wage", "2025/26").layer == "package"


def test_the_rest_of_the_package_shows_through(folder: Path) -> None:
    catalogue = load(folder=folder)
    assert catalogue.match("wellbeing.wellby").layer == "package"
    assert len(catalogue.proxies) == len(load().proxies)


def test_the_doors_take_a_catalogue(folder: Path) -> None:
    catalogue = load(folder=folder)
    assert proxies.get("volunteering.hour_living_wage", catalogue=catalogue).amount == 14.5
    assert "volunteering.hour_living_wage" in proxies.search("hour here", catalogue=catalogue).ids
    assert proxies.list(licence="own", catalogue=catalogue).ids == ("volunteering.hour_living_wage",)


def test_folders_stack_and_the_last_wins(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "ward"
    write(second, "values/volunteering/hour_living_wage.yaml", ours(amount="15.00"))
    catalogue = load(folder=folder).with_folder(second)
    assert (catalogue.match("volunteering.hour_living_wage").amount, catalogue.layers["volunteering.hour_living_wage"]) == (
        15.0,
        "folder ward",
    )


def test_the_case_wins_over_all(folder: Path) -> None:
    base = load(folder=folder)
    proxy = base.proxies["volunteering.hour_living_wage"]
    value = proxy.values[0].model_copy(update={"amount": Decimal(16)})
    mine = proxy.model_copy(update={"values": (value,)})
    found = base.with_proxies([mine]).match("volunteering.hour_living_wage")
    assert (found.amount, found.layer) == (16.0, "case")


def test_overlaps_with_a_layer_below_hold_both_ways(folder: Path) -> None:
    write(folder, "values/ours/evening.yaml", ours(id="ours.evening", overlaps="play.after_school_visit"))
    catalogue = load(folder=folder)
    assert "ours.evening" in catalogue.proxies["play.after_school_visit"].overlaps_with
    kept = load().proxies["volunteering.hour_living_wage"].overlaps_with
    assert set(kept) == set(catalogue.proxies["volunteering.hour_living_wage"].overlaps_with)
    assert "ours.evening" not in load().proxies["play.after_school_visit"].overlaps_with


def test_licensed_amounts_can_be_masked(folder: Path) -> None:
    found = load(folder=folder).match("volunteering.hour_living_wage")
    assert found.licensed
    assert (found.to_dict()["amount"], found.to_dict(mask=True)["amount"]) == (14.5, None)
    assert "14.50" in str(found.proxy.to_dict())
    assert "14.50" not in str(found.proxy.to_dict(mask=True))


def test_open_amounts_are_not_masked() -> None:
    found = load().match("wellbeing.wellby")
    assert not found.licensed
    assert found.to_dict(mask=True) == found.to_dict()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        load(folder=tmp_path / "nowhere")
    assert caught.value.code == "folder-not-found"


def test_a_folder_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError) as caught:
        load(folder=tmp_path)
    assert caught.value.code == "empty-folder"


def test_units_are_closed(folder: Path) -> None:
    write(folder, "units.yaml", "smile: {singular: smile, plural: smiles, meaning: One smile.}\n")
    with pytest.raises(InvalidDataError) as caught:
        load(folder=folder)
    assert caught.value.code == "units-are-closed"


def test_a_list_of_units_that_is_broken_is_told(folder: Path) -> None:
    write(folder, "units.yaml", "smile: {singular: smile, plural: smiles}\nfrown: {singular: f, plural: f, meaning: One.}\n")
    with pytest.raises(InvalidDataError) as caught:
        load(folder=folder)
    assert [fault.code for fault in caught.value.faults] == ["missing"]
    assert caught.value.where.endswith("units.yaml, line 1, smile.meaning")


def test_a_record_with_an_unknown_unit_is_refused() -> None:
    proxy = load().proxies["wellbeing.wellby"].model_copy(update={"id": "ours.smile", "unit": "smile", "overlaps_with": ()})
    with pytest.raises(InvalidDataError, match="'smile' is not a unit"):
        load().with_proxies([proxy])


def test_a_source_of_unknown_licence_cannot_be_passed_on() -> None:
    with pytest.raises(ValueError, match="cannot be passed on"):
        Source(id="x", title="x", publisher="x", licence="unknown", redistribution="yes")


def test_a_proxy_is_plain_data_and_back() -> None:
    proxy = load().proxies["health.gp_consultation"]
    assert Proxy.model_validate(proxy.to_dict()) == proxy
