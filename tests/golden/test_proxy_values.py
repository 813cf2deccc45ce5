"""Every proxy at every price year, as it was: a change of the data shows its whole effect in the diff.

After a change on purpose: ``python tests/golden/test_proxy_values.py``, and read the diff.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sroi.catalogue import load

GOLDEN = Path(__file__).with_name("proxy_values.csv")
YEARS = range(2005, 2031)


def snapshot() -> dict[str, list[str]]:
    """Return the amount of each proxy at each price year, to four places."""
    catalogue = load()
    return {id_: [f"{catalogue.match(id_, year).amount:.4f}" for year in YEARS] for id_ in sorted(catalogue.proxies)}


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
        writer.writerow(["id", *YEARS])
        writer.writerows([id_, *amounts] for id_, amounts in NOW.items())
