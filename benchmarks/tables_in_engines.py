"""Time of the lazy engines beside native expressions, over the same lines.

Run by hand: python benchmarks/tables_in_engines.py [LINES]
"""

from __future__ import annotations

import sys

import measure
import polars as pl
import table_peers as peers

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

    in_polars = {
        "calculate_table": lambda: calculate_table(lazy, discount=peers.RATE).select(total).collect().item(),
        "year by year, values checked": lambda: polars(peers.polars_checked()),
        "year by year, unchecked": lambda: polars(peers.polars_by_year()),
        "textbook geometric sum, unchecked": lambda: polars(peers.polars_closed()),
    }
    in_duckdb = {
        "calculate_table": lambda: calculate_table(store.table("lines"), discount=peers.RATE).sum("present_value").fetchall(),
        "year by year, values checked": lambda: duck(peers.duckdb_checked()),
        "year by year, unchecked": lambda: duck(peers.duckdb_by_year()),
        "textbook geometric sum, unchecked": lambda: duck(peers.duckdb_closed()),
    }
    measure.tell({"Polars lazy": measure.compare(in_polars, runs=9), "DuckDB": measure.compare(in_duckdb, runs=9)})


if __name__ == "__main__":
    main()
