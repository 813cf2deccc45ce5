"""Time on a local Spark of two threads, at 1, 5 and 25 million lines.

The files are those of tables_in_parquet.py. Run by hand: python benchmarks/tables_in_spark.py FOLDER [MILLIONS …]
"""

from __future__ import annotations

import sys
from pathlib import Path

import measure
import table_peers as peers
import tables_in_parquet as parquet
from pyspark.sql import DataFrame, SparkSession

from sroi import calculate_table


def total(lines: DataFrame) -> object:
    """Value every line and add up."""
    return calculate_table(lines, discount=peers.RATE).agg({"present_value": "sum"}).collect()


def main() -> None:
    folder, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [1, 5, 25]
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "4g")
    spark = builder.getOrCreate()
    found = {}
    for millions in sizes:
        lines = spark.read.parquet(str(parquet.make_file(folder, millions)))
        found |= measure.compare({f"{millions}000000": lambda lines=lines: total(lines)})
    spark.stop()
    measure.tell({"Spark, growth": found})


if __name__ == "__main__":
    main()
