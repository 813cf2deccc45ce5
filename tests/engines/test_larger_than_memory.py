"""Parquet to Parquet without holding it, by Polars streaming and by DuckDB; and a million groups."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sroi.tables import calculate_table, portfolio


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Write twenty thousand lines in twenty row groups."""
    random = np.random.default_rng(1)
    size = 20_000
    columns = {
        name: random.random(size) for name in ("quantity", "amount", "deadweight", "displacement", "attribution", "drop_off")
    }
    table = pa.table({"line": np.arange(size), **columns, "duration": random.integers(1, 11, size).astype(float)})
    path = tmp_path / "lines.parquet"
    pq.write_table(table, path, row_group_size=1_000)
    return path


def expected(lines: Path) -> pd.DataFrame:
    return calculate_table(pd.read_parquet(lines), discount=0.035)


def test_polars_streams_a_file_into_a_file(lines: Path, tmp_path: Path) -> None:
    valued = tmp_path / "valued.parquet"
    calculate_table(pl.scan_parquet(lines), discount=0.035).sink_parquet(valued)
    got = pd.read_parquet(valued).sort_values("line")
    assert got["problem"].isna().all()
    np.testing.assert_allclose(got["present_value"], expected(lines)["present_value"], rtol=1e-12)


def test_duckdb_copies_a_file_into_a_file(lines: Path, tmp_path: Path) -> None:
    valued = tmp_path / "valued.parquet"
    with duckdb.connect() as connection:
        connection.execute("set memory_limit = '200MB'")
        calculate_table(connection.read_parquet(str(lines)), discount=0.035).write_parquet(str(valued))
    got = pd.read_parquet(valued).sort_values("line")
    np.testing.assert_allclose(got["present_value"], expected(lines)["present_value"], rtol=1e-12)


def test_a_million_groups_add_up_to_the_whole() -> None:
    groups = 1_000_000
    lines = pl.DataFrame({"contract": np.arange(groups), "quantity": np.ones(groups), "amount": np.full(groups, 3.0)})
    inputs = pl.DataFrame({"contract": np.arange(groups), "amount": np.full(groups, 2.0)})
    rolled = portfolio(calculate_table(lines, discount=0.5), inputs, by=["contract"])
    assert rolled.height == groups
    assert rolled["ratio"].unique().to_list() == [1.0]
    assert rolled["share_of_total"].sum() == pytest.approx(1)
