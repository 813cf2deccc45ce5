"""Time of the lazy engines beside native expressions, over the same lines.

Run by hand: python benchmarks/scale/engines.py [LINES]
"""

from __future__ import annotations

import sys

import measure
import peers
import polars as pl

from sroi import calculate_table


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    lines = peers.make_lines(size)
    lazy, store = pl.DataFrame(lines).lazy(), peers.in_duckdb(lines)
    total = pl.col("present_value").sum()

    def polars(expression: pl.Expr) -> float:
        return lazy.select(present_value=expression).select(total).collect().item()

    def duck(expression: str) -> float:
        return store.sql(f"select sum({expression}) from lines").fetchall()[0][0]  # noqa: S608 - our own expression

    ways = {
        "Polars: calculate_table": lambda: calculate_table(lazy, discount=peers.RATE).select(total).collect().item(),
        "Polars: year by year": lambda: polars(peers.polars_by_year()),
        "Polars: year by year, checked": lambda: polars(peers.polars_checked()),
        "Polars: closed form, unchecked": lambda: polars(peers.polars_closed()),
        "DuckDB: calculate_table": lambda: (
            calculate_table(store.table("lines"), discount=peers.RATE).sum("present_value").fetchall()
        ),
        "DuckDB: year by year": lambda: duck(peers.duckdb_by_year()),
        "DuckDB: year by year, checked": lambda: duck(peers.duckdb_checked()),
        "DuckDB: closed form, unchecked": lambda: duck(peers.duckdb_closed()),
    }
    measure.keep("engines", {"lines": size, "seconds": measure.compare(ways, runs=7)})


if __name__ == "__main__":
    main()
