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
    assert proxy.id == identity(path)
    assert proxy.unit in catalogue.units
    assert proxy.measures, "a proxy is for some measure"
    assert all(proxy.id in catalogue.proxies[other].overlaps_with for other in proxy.overlaps_with)
    years = [(value.price_year, value.source) for value in proxy.values]
    assert len(set(years)) == len(years), "two amounts of the same year and source"


@pytest.mark.parametrize("path", FILES, ids=identity)
def test_a_proxy_file_writes_out_what_was_not_found(path: Path) -> None:
    data = read_document(path).data
    assert all(set(WRITTEN_OUT) <= set(value) for value in data["values"])
    assert {"evidence_note", "overlaps_with", "measures"} <= set(data)


@pytest.mark.parametrize("path", FILES, ids=identity)
def test_the_price_years_of_a_proxy_have_a_deflator(path: Path) -> None:
    for value in load().proxies[identity(path)].values:
        if value.price_year != "any":
            financial = "/" in str(value.price_year)
            assert str(value.price_year) in indices.price_index(financial=financial).levels


DERIVED = [
    pytest.param(value, id=f"{proxy.id}-{value.price_year}")
    for proxy in load().proxies.values()
    for value in proxy.values
    if head_of(value.derivation)
]


@pytest.mark.parametrize("value", DERIVED)
def test_a_derivation_gives_the_amount(value) -> None:
    head = head_of(value.derivation)
    assert head is not None
    worked_out = evaluate(head[1].replace(",", "").replace("x", "*").replace("×", "*"))
    allowed = max(Decimal("0.006"), abs(value.amount) * Decimal("0.0006"))
    assert abs(worked_out - value.amount) <= allowed


def test_no_derivation_is_passed_over_unnoticed() -> None:
    assert len(DERIVED) >= 35
    assert len(FILES) == len(load().proxies) == 144
    assert sum(len(proxy.values) for proxy in load().proxies.values()) == 162
