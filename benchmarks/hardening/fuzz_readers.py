"""Spoil real files for as long as one likes and let every reader read them.

``python benchmarks/hardening/fuzz_readers.py [MINUTES] [SEED]``. It counts the attempts of each reader and prints every error
that is not of the library's own family with the traceback of its first time, every hang and the most memory that was used.
"""

from __future__ import annotations

import random
import re
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "property"))

from test_readers_never_crash import SCRAPS, attempt, mutated, mutated_workbook, seeds  # noqa: E402 - found by the line above

import sroi  # noqa: E402 - likewise
from sroi.claims import parse_ratio  # noqa: E402 - likewise

MOST_GROWTH = 32  # MiB that one small file may add to the most memory so far without being told of
RATIOS = ["£1:£40.90", "1:40", "£40.90", "40.9 : 1", "€1 : €1,040.50", "£1:-£2.30"]


def peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    return int(found[1]) / 1024 if found else 0.0


def ratio(chance: random.Random) -> str:
    """Spoil a printed ratio and read it."""
    text = mutated(chance.choice(RATIOS).encode(), chance).decode("utf-8", "replace")
    try:
        parse_ratio(text)
    except sroi.SroiError:
        return "refused"
    return "read"


def main(minutes: float, seed: int) -> int:
    """Attempt until the time is over; how many kinds of crash there were."""
    chance = random.Random(seed)  # noqa: S311 - the same attempts every time
    ends: Counter[tuple[str, str]] = Counter()
    crashes: Counter[str] = Counter()
    slowest = largest = 0.0
    started, processor = time.monotonic(), time.process_time()
    with TemporaryDirectory() as name:
        folder = Path(name)
        every = seeds(folder)
        while time.monotonic() - started < 60 * minutes:
            reader_name, reader, ending, data = chance.choice(every)
            spoil = mutated_workbook if ending == ".xlsx" else mutated
            spoilt = spoil(data, chance)
            begun, memory = time.process_time(), peak()
            try:
                end = attempt(reader, folder / f"file{ending}", spoilt)
                ends["parse_ratio", ratio(chance)] += 1
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                end = "crashed"
                where = traceback.extract_tb(error.__traceback__)[-1]
                kind = f"{reader_name}{ending}: {type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
                if not crashes[kind]:
                    print("".join(traceback.format_exception(error)[-6:]), flush=True)
                    (Path.cwd() / f"crash_{len(crashes)}{ending}").write_bytes(spoilt)
                crashes[kind] += 1
            slowest = max(slowest, time.process_time() - begun)
            if peak() - memory > max(largest, MOST_GROWTH):
                largest = peak() - memory
                print(f"GROWTH {largest:.0f} MiB in {reader_name}{ending}", flush=True)
                (Path.cwd() / f"growth_{largest:.0f}{ending}").write_bytes(spoilt)
            ends[reader_name + ending, end] += 1
    for (reader_name, end), count in sorted(ends.items()):
        print(f"{reader_name:24} {end:8} {count:7}")
    spent = time.process_time() - processor
    print(f"{sum(ends.values())} attempts in {time.monotonic() - started:.0f} s ({spent:.0f} s of the processor), seed {seed}")
    print(f"slowest {slowest:.2f} s, most memory {peak():.0f} MiB, scraps {len(SCRAPS)}")
    for kind, count in crashes.most_common():
        print(f"CRASH {kind}: {count}")
    return len(crashes)


if __name__ == "__main__":
    sys.exit(main(float((sys.argv[1:] or ["10"])[0]), int((sys.argv[2:] or ["1"])[0])))
