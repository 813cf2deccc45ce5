"""Every file of a proxy keeps the rules of the data."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from sroi.catalogue import data_folder, evaluate, indices, load
from sroi.documents import read_document

VALUES = data_folder() / "values"
FILES = sorted(VALUES.rglob("*.yaml"))
HEAD = re.compile(r"([-0-9.,()+*/x ×]+?)\s*=\s*(-?[\d,.]*\d)")
WRITTEN_OUT = ("low", "high", "derivation", "note")


def identity(path: Path) -> str:
    return ".".join(path.relative_to(VALUES).with_suffix("").parts)


def head_of(derivation: str | None) -> re.Match[str] | None:
    """Return the sum at the head of a derivation, when it is one that can be worked out."""
    found = HEAD.match(derivation or "")
    return found if found and re.search(r"\d\D+\d", found[1]) else None


@pytest.mark.parametrize("path", FILES, ids=identity)
def test_a_proxy_file_keeps_the_rules(path: Path) -> None:
    catalogue = load()
    proxy = catalogue.proxies[identity(path)]
    assert proxy.id == identity(path), f"the id is {proxy.id}: write that of the file, {identity(path)}"
    assert proxy.unit in catalogue.units, f"{proxy.unit} is not in proxies/units.yaml: use one of those"
    assert proxy.measures, "a proxy is for some measure: name it under measures"
    one_sided = [other for other in proxy.overlaps_with if proxy.id not in catalogue.proxies[other].overlaps_with]
    assert one_sided == [], f"these do not name {proxy.id} back: add it to their overlaps_with"
    years = [(value.price_year, value.source) for value in proxy.values]
    assert len(set(years)) == len(years), "two amounts are of the same year and source: keep one"


@pytest.mark.parametrize("path", FILES, ids=identity)
def test_a_proxy_file_writes_out_what_was_not_found(path: Path) -> None:
    data = read_document(path).data
    absent = {f"values[{n}]": gone for n, value in enumerate(data["values"]) if (gone := sorted(set(WRITTEN_OUT) - set(value)))}
    assert absent == {}, f"{path.name} leaves out {absent}: write each, with null where nothing was found"
    absent_keys = {"evidence_note", "overlaps_with", "measures"} - set(data)
    assert not absent_keys, f"{path.name} leaves out {sorted(absent_keys)}: write evidence_note: null, or an empty list []"


@pytest.mark.parametrize("path", FILES, ids=identity)
def test_the_price_years_of_a_proxy_have_a_deflator(path: Path) -> None:
    for value in load().proxies[identity(path)].values:
        if value.price_year != "any":
            financial = "/" in str(value.price_year)
            levels = indices.price_index(financial=financial).levels
            assert str(value.price_year) in levels, f"no deflator for {value.price_year}: use a year from {min(levels)} on"


DERIVED = [
    pytest.param(value, id=f"{proxy.id}-{value.price_year}")
    for proxy in load().proxies.values()
    for value in proxy.values
    if head_of(value.derivation)
]


@pytest.mark.parametrize("value", DERIVED)
def test_a_derivation_gives_the_amount(value) -> None:
    head = head_of(value.derivation)
    assert head is not None, f"no sum stands at the head of '{value.derivation}': write it as 2 x 3 = 6, and words after it"
    worked_out = evaluate(head[1].replace(",", "").replace("x", "*").replace("×", "*"))
    allowed = max(Decimal("0.006"), abs(value.amount) * Decimal("0.0006"))
    assert abs(worked_out - value.amount) <= allowed, (
        f"the derivation '{head[0]}' comes to {worked_out:f}, the amount is {value.amount}: change the one that is wrong, or both"
    )


def test_no_derivation_is_passed_over_unnoticed() -> None:
    counted = (len(FILES), len(load().proxies), sum(len(proxy.values) for proxy in load().proxies.values()))
    assert len(DERIVED) >= 35, "derivations that were worked out are no more: begin each with its sum, such as 2 x 3 = 6"
    assert counted == (144, 144, 162), "files, proxies and amounts are more or fewer: where that is meant, count them anew here"
