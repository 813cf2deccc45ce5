"""Parquet files that need not fit in memory: 1, 10 and 100 million lines, by Polars streaming and by DuckDB.

Each run is a process of its own, so that its peak resident memory can be told. The file is read once beforehand: the first
engine would else pay for the disk and the second find the file in the system's memory. Run by hand:
python benchmarks/scale/parquet.py FOLDER [MILLIONS …]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import measure
import peers
import pyarrow as pa
import pyarrow.parquet as pq

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


def run(way: str, path: Path) -> dict[str, float]:
    """Run one engine over one file in a process of its own."""
    command = [sys.executable, __file__, "--one", way, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - this very file


def one(way: str, path: str) -> None:
    start = time.perf_counter()
    value = {"polars": by_polars, "duckdb": by_duckdb}[way](path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000
    print(json.dumps({"seconds": round(time.perf_counter() - start, 2), "peak MB": peak, "present value": value}))


def main() -> None:
    folder, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [1, 10, 100]
    figures = {}
    for millions in sizes:
        path = make_file(folder, millions)
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass
        figures[str(millions)] = {way: run(way, path) for way in ("polars", "duckdb")}
    measure.keep("parquet, million lines", figures)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        one(*sys.argv[2:])
    else:
        main()
