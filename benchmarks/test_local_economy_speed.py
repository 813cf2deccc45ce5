"""How fast a ledger becomes LM3: ``pytest benchmarks/test_local_economy_speed.py`` prints the figures.

Bound of the library: 100,000 supplier rows in under a second, from any kind of table.
The peer is a pandas group-by of the same columns, which checks no row and knows no rates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sroi.local_economy import spending_rounds

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

ROWS = 100_000
KINDS = ["local SME", "larger local firm", "community business", "local supplier"]


def ledger() -> dict[str, list[Any]]:
    dice = np.random.default_rng(1)
    return {
        "amount": (dice.integers(1, 500_000, ROWS) / 100).tolist(),
        "recipient": dice.choice(KINDS, ROWS).tolist(),
        "local": (dice.random(ROWS) < 0.5).tolist(),
        "place": [
            f"L{district} {sector}AA" for district, sector in zip(*dice.integers((30, 0), (40, 10), (ROWS, 2)).T, strict=True)
        ],
    }


LEDGER = ledger()
TABLES = {
    "dict": LEDGER,
    "rows": pd.DataFrame(LEDGER).to_dict("records"),
    "pandas": pd.DataFrame(LEDGER),
    "polars": pl.DataFrame(LEDGER),
    "pyarrow": pa.table(LEDGER),
}


@pytest.mark.benchmark(group="ledger of 100,000 rows to LM3")
@pytest.mark.parametrize("kind", TABLES)
def test_local_by_column(benchmark: BenchmarkFixture, kind: str) -> None:
    assert 1 < benchmark(spending_rounds, TABLES[kind]).score < 3


@pytest.mark.benchmark(group="ledger of 100,000 rows to LM3")
def test_local_by_postcode_district(benchmark: BenchmarkFixture) -> None:
    assert 1 < benchmark(spending_rounds, TABLES["pandas"], places={"L32", "L33", "L34", "L36"}).score < 3


@pytest.mark.benchmark(group="ledger of 100,000 rows to LM3")
def test_peer_group_by_alone(benchmark: BenchmarkFixture) -> None:
    frame = TABLES["pandas"]
    assert benchmark(lambda: frame.groupby(["recipient", "local"])["amount"].sum().sum()) > 0
