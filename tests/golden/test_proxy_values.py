"""Every proxy at every price year, and its range at one, as it was: a change of the data shows its whole effect in the diff.

After a change on purpose: ``python tests/golden/test_proxy_values.py``, and read the diff.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sroi.catalogue import load

GOLDEN = Path(__file__).with_name("proxy_values.csv")
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


@pytest.mark.parametrize("id_", NOW)
def test_a_proxy_is_worth_what_it_was(id_: str) -> None:
    assert NOW[id_] == golden().get(id_)


def test_no_proxy_has_gone() -> None:
    assert list(golden()) == list(NOW)


if __name__ == "__main__":
    with GOLDEN.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(["id", *YEARS, f"low {RANGE_YEAR}", f"high {RANGE_YEAR}"])
        writer.writerows([id_, *amounts] for id_, amounts in NOW.items())
