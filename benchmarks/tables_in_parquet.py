"""Parquet files that need not fit in memory: 1, 10 and 100 million lines, by Polars streaming and by DuckDB.

Each run is a process of its own, so that its peak resident memory can be told. The file is read once beforehand: the first
engine would else pay for the disk and the second find the file in the system's memory. Run by hand:
python benchmarks/tables_in_parquet.py FOLDER [MILLIONS …]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import measure
import pyarrow as pa
import pyarrow.parquet as pq
import table_peers as peers

PART = 1_000_000


def make_file(folder: Path, millions: int) -> Path:
    """Write the lines, a million at a time; a file that is there already is kept."""
    path = folder / f"lines_{millions}.parquet"
    if path.exists():
        return path
    with pq.ParquetWriter(path, pa.Table.from_pandas(peers.make_lines(1)).schema) as writer:
        for part in range(millions):
            writer.write_table(pa.Table.from_pandas(peers.make_lines(PART, seed=part)), row_group_size=PART // 8)
    return path


def by_polars(path: str) -> float:
    import polars as pl  # noqa: PLC0415 - only the engine that is measured is loaded

    from sroi import calculate_table  # noqa: PLC0415 - likewise

    valued = calculate_table(pl.scan_parquet(path), discount=peers.RATE)
    return valued.select(pl.col("present_value").sum()).collect(engine="streaming").item()


def by_duckdb(path: str) -> float:
    import duckdb  # noqa: PLC0415 - likewise

    from sroi import calculate_table  # noqa: PLC0415 - likewise

    with duckdb.connect() as connection:
        valued = calculate_table(connection.read_parquet(path), discount=peers.RATE)
        return valued.sum("present_value").fetchall()[0][0]


def run(way: str, path: Path) -> measure.Figure:
    """Run one engine over one file in a process of its own, three times."""
    command = [sys.executable, __file__, "--one", way, str(path)]
    runs = [json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(3)]  # noqa: S603 - this very file
    return measure.figure([one["seconds"] for one in runs], MB=max(one["MB"] for one in runs))


def one(way: str, path: str) -> None:
    start = time.perf_counter()
    {"polars": by_polars, "duckdb": by_duckdb}[way](path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000
    print(json.dumps({"seconds": time.perf_counter() - start, "MB": peak}))


def main() -> None:
    folder, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [1, 10, 100]
    found: dict[str, dict[str, measure.Figure]] = {"Parquet by Polars, growth": {}, "Parquet by DuckDB, growth": {}}
    for millions in sizes:
        path = make_file(folder, millions)
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass
        for name, way in zip(found, ("polars", "duckdb"), strict=True):
            found[name][f"{millions}000000"] = run(way, path)
    measure.tell(found)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        one(*sys.argv[2:])
    else:
        main()
