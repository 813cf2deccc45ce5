"""Every proxy at every price year, and its range at one, as it was: a change of the data shows its whole effect in the diff.

After a change on purpose: ``python3 tests/golden/test_proxy_values.py``, and read the diff. It also writes down which
edition of the data holds which facts, and refuses other facts under the same edition.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sroi.catalogue import Catalogue, edition, indices, load

GOLDEN = Path(__file__).with_name("proxy_values.csv")
EDITIONS = Path(__file__).with_name("editions.csv")
MAKE = "python3 tests/golden/test_proxy_values.py"
RAISE = (
    "a value, source, index or framework changed and proxies/edition.yaml did not: add one to the edition "
    "(if this edition is new in your own change, take its line out of tests/golden/editions.csv instead)"
)
WORDS = {"title", "values_what", "note", "notes", "evidence_note", "names", "warning", "leaves_out", "formula", "locator"}
"""What may be put better without a new edition."""
YEARS = range(2005, 2031)
RANGE_YEAR = 2025


def snapshot() -> dict[str, list[str]]:
    """Return the amount of each proxy at each price year and its low and high end at one, to four places."""
    catalogue = load()
    return {
        id_: [*(written(catalogue.match(id_, year).amount) for year in YEARS), *ends(id_)] for id_ in sorted(catalogue.proxies)
    }


def ends(id_: str) -> list[str]:
    match = load().match(id_, RANGE_YEAR)
    return [written(match.low), written(match.high)]


def written(amount: float | None) -> str:
    return "" if amount is None else f"{amount:.4f}"


def golden() -> dict[str, list[str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return {id_: amounts for id_, *amounts in csv.reader(file) if id_ != "id"}


NOW = snapshot()


def digest(catalogue: Catalogue) -> str:
    """Return a short word for every fact of the data; the words that explain them are left out."""
    groups = (catalogue.proxies, catalogue.sources, catalogue.units, catalogue.frameworks)
    records = [{id_: bare(one.model_dump(mode="json", exclude_defaults=True)) for id_, one in group.items()} for group in groups]
    tables = {name: list(map(dict, indices.read(name).rows)) for name in indices.names()}
    return hashlib.sha256(json.dumps([records, tables], sort_keys=True).encode()).hexdigest()[:16]


def bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items() if key not in WORDS}
    return [bare(one) for one in value] if isinstance(value, list) else value


def editions() -> dict[str, str]:
    with EDITIONS.open(encoding="utf-8", newline="") as file:
        return {row["edition"]: row["digest"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("id_", NOW)
def test_a_proxy_is_worth_what_it_was(id_: str) -> None:
    before = golden().get(id_)
    names = [*map(str, YEARS), f"low {RANGE_YEAR}", f"high {RANGE_YEAR}"]
    moved = [f"{name}: {was} -> {now}" for name, was, now in zip(names, before or [], NOW[id_], strict=False) if was != now]
    assert before, f"{id_} is new: if that is meant, run {MAKE}"
    assert NOW[id_] == before, f"{id_} moved ({'; '.join(moved[:3])}): if that is meant, run {MAKE} and say so in CHANGELOG.md"


def test_no_proxy_has_gone() -> None:
    gone = [id_ for id_ in golden() if id_ not in NOW]
    assert gone == [], f"these are no more: if that is meant, run {MAKE} and say so in CHANGELOG.md"
    assert list(golden()) == list(NOW), f"the order is another: run {MAKE}"


def test_the_edition_is_raised_with_the_data() -> None:
    known = editions()
    assert edition() in known, f"edition {edition()} is new: run {MAKE}"
    assert known[edition()] == digest(load()), RAISE


def test_another_amount_is_another_edition_and_better_words_are_not() -> None:
    (id_, proxy), *_ = load().proxies.items()
    value = proxy.values[0]
    dearer = proxy.model_copy(update={"values": (value.model_copy(update={"amount": value.amount + Decimal("0.01")}),)})
    clearer = proxy.model_copy(update={"title": f"{proxy.title}, in other words"})
    assert load().proxies[id_] is proxy
    assert digest(load().with_proxies([dearer])) != digest(load().with_proxies([clearer])) == digest(load())


def write() -> int:
    """Write both files; 1, and nothing written, where the facts changed under the same edition."""
    known = editions()
    if known.setdefault(edition(), digest(load())) != digest(load()):
        sys.stderr.write(f"{RAISE}\n")
        return 1
    rows = {GOLDEN: [["id", *YEARS, f"low {RANGE_YEAR}", f"high {RANGE_YEAR}"], *([id_, *row] for id_, row in NOW.items())]}
    for path, lines in (rows | {EDITIONS: [["edition", "digest"], *known.items()]}).items():
        with path.open("w", encoding="utf-8", newline="") as output:
            csv.writer(output, lineterminator="\n").writerows(lines)
    return 0


if __name__ == "__main__":
    sys.exit(write())
