"""Time per line on a local Spark of two threads, at 1, 5 and 25 million lines.

The files are those of parquet.py. Run by hand: python benchmarks/scale/spark.py FOLDER [MILLIONS …]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import measure
import parquet
import peers
from pyspark.sql import SparkSession

from sroi import calculate_table


def main() -> None:
    folder, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [1, 5, 25]
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "4g")
    spark = builder.getOrCreate()
    figures = {}
    for millions in sizes:
        lines = spark.read.parquet(str(parquet.make_file(folder, millions)))
        seconds = []
        for _ in range(3):
            start = time.perf_counter()
            calculate_table(lines, discount=peers.RATE).agg({"present_value": "sum"}).collect()
            seconds.append(time.perf_counter() - start)
        best = min(seconds)
        figures[str(millions)] = {"seconds": round(best, 2), "nanoseconds a line": round(best / millions * 1_000)}
    spark.stop()
    measure.keep("Spark, million lines", figures)


if __name__ == "__main__":
    main()
