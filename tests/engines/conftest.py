"""One fixture runs every engine: a maker of its frames, and a reader back to plain rows."""

from __future__ import annotations

import math
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest


def plain(value: Any) -> Any:
    """A value as Python has it; NaN, which is pandas's null, as None."""
    return None if value is pd.NA or (isinstance(value, float) and math.isnan(value)) else value


@dataclass(frozen=True)
class Engine:
    name: str
    make: Callable[[pa.Table], Any]
    lazy: bool
    kind: type

    def read(self, frame: Any) -> dict[str, list[Any]]:
        """Give the columns as lists, ordered by the column `line`, NaN as None."""
        table = nw.from_native(frame)
        eager = table.collect() if isinstance(table, nw.LazyFrame) else table
        columns = {name: [plain(value) for value in eager[name].to_list()] for name in eager.columns}
        order = sorted(range(len(columns["line"])), key=columns["line"].__getitem__) if "line" in columns else None
        return columns if order is None else {name: [values[i] for i in order] for name, values in columns.items()}


def nullable(table: pa.Table) -> pd.DataFrame:
    """A pandas frame whose types have a blank of their own."""
    with np.errstate(invalid="ignore"):  # an older pandas asks of every number whether it is whole, an infinity too
        return table.to_pandas().convert_dtypes()


@pytest.fixture(scope="session")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def make_duck(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> duckdb.DuckDBPyRelation:
    """Store the lines in a table of the connection: a relation over a Python object would lose it."""
    name = f"lines_{uuid.uuid4().hex}"
    connection.from_arrow(table).create(name)
    return connection.table(name)


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    builder = (
        import_module("pyspark.sql").SparkSession.builder.master("local[2]").appName("sroi").config("spark.ui.enabled", "false")
    )
    builder = builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.host", "127.0.0.1")
    builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.log.level", "ERROR")
    session = builder.config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse"))).getOrCreate()
    yield session
    session.stop()


def make_spark(session: Any, table: pa.Table) -> Any:
    """Make a Spark frame of plain rows, with the types of the table."""
    names = {"double": "double", "int64": "long", "string": "string", "bool": "boolean"}
    schema = ", ".join(f"`{field.name}` {names.get(str(field.type), str(field.type))}" for field in table.schema)
    rows = [tuple(row.values()) for row in table.to_pylist()]
    return session.createDataFrame(rows, schema).repartition(2)


NAMES = ["pandas", "pandas-nullable", "pandas-arrow", "polars", "polars-lazy", "pyarrow", "duckdb"]


@pytest.fixture(params=[*NAMES, pytest.param("pyspark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Every engine in turn."""
    name = request.param
    if name == "duckdb":
        connection = request.getfixturevalue("duck")
        return Engine(name, lambda table: make_duck(connection, table), lazy=True, kind=duckdb.DuckDBPyRelation)
    if name == "pyspark":
        session = request.getfixturevalue("spark")
        frames = import_module("pyspark.sql").DataFrame
        return Engine(name, lambda table: make_spark(session, table), lazy=True, kind=frames)
    makers: dict[str, Engine] = {
        "pandas": Engine(name, lambda table: table.to_pandas(), lazy=False, kind=pd.DataFrame),
        "pandas-nullable": Engine(name, nullable, lazy=False, kind=pd.DataFrame),
        "pandas-arrow": Engine(name, lambda table: table.to_pandas(types_mapper=pd.ArrowDtype), lazy=False, kind=pd.DataFrame),
        "polars": Engine(name, pl.from_arrow, lazy=False, kind=pl.DataFrame),
        "polars-lazy": Engine(name, lambda table: pl.DataFrame(table).lazy(), lazy=True, kind=pl.LazyFrame),
        "pyarrow": Engine(name, lambda table: table, lazy=False, kind=pa.Table),
    }
    return makers[name]


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    """Where a test may write its Parquet file."""
    return tmp_path / "lines.parquet"
