"""Time and memory of `calculate_table` over pandas, beside year-by-year pandas code and one reading of the columns.

Run by hand: python benchmarks/tables_in_memory.py [LINES]
"""

from __future__ import annotations

import resource
import sys
import threading
import time
from pathlib import Path

import measure
import numpy as np
import table_peers as peers

from sroi import calculate_table


def resident() -> int:
    """Bytes of this process in memory now."""
    return int(Path("/proc/self/statm").read_text("utf-8").split()[1]) * resource.getpagesize()


def peak_above_start(work: object) -> int:
    """Most bytes held above those at the start, looked at a thousand times a second."""
    done, most, start = threading.Event(), [0], resident()

    def look() -> None:
        while not done.is_set():
            most[0] = max(most[0], resident() - start)
            time.sleep(0.001)

    watcher = threading.Thread(target=look)
    watcher.start()
    kept = work()
    done.set()
    watcher.join()
    del kept
    return most[0]


def growth(most: int) -> dict[str, measure.Figure]:
    """The library alone at a fifth of the size, at the size, and at five times the size."""
    found = {}
    for size in (most // 5, most, 5 * most):
        lines = peers.make_lines(size)
        calculate_table(lines, discount=peers.RATE)
        found |= measure.compare({f"{size}": lambda lines=lines: calculate_table(lines, discount=peers.RATE)})
    return found


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    plain = peers.make_lines(size)
    peak = peak_above_start(lambda: calculate_table(plain, discount=peers.RATE))  # first, while no memory lies about
    options = peers.make_lines(size, options=True)
    ours, theirs = calculate_table(plain, discount=peers.RATE), peers.pandas_by_year(plain)
    np.testing.assert_allclose(ours["present_value"], theirs["present_value"], rtol=1e-11)
    np.testing.assert_allclose(
        calculate_table(options)["present_value"], peers.pandas_by_year_every_option(options)["present_value"], rtol=1e-11
    )
    found = measure.compare(
        {
            "calculate_table": lambda: calculate_table(plain, discount=peers.RATE),
            "calculate_table, one thread": lambda: calculate_table(plain, discount=peers.RATE, threads=1),
            "calculate_table, bad lines flagged": lambda: calculate_table(plain, discount=peers.RATE, on_invalid="flag"),
            "calculate_table, every option a column": lambda: calculate_table(options),
            "one reading of the seven columns": lambda: peers.read_once(plain),
        },
        runs=15,
    )
    found |= measure.compare(
        {
            "pandas year by year, values checked, part-years": lambda: peers.pandas_checked(plain),
            "pandas year by year, unchecked, whole years": lambda: peers.pandas_by_year(plain),
            "pandas year by year, every option a column, unchecked": lambda: peers.pandas_by_year_every_option(options),
        },
        runs=3,
    )
    outputs = 3 * 8 * size
    found["calculate_table"]["MB"] = (peak - outputs) // 10**6
    measure.tell({"pandas": found, "pandas, growth": growth(size)})


if __name__ == "__main__":
    main()
