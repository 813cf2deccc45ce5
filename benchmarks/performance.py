"""Measure everything on this machine, one thing after the other, and write ``docs/about/performance.md`` with its chart.

    python benchmarks/performance.py FOLDER      measures (about a quarter of an hour, on a quiet machine), then writes
    python benchmarks/performance.py             writes anew from the figures measured last

FOLDER takes Parquet files of up to 100 million lines (6 GB), which are kept for the next time. It needs
``pip install -e ".[test,spark,bench]" squigglepy monaco SALib`` and Java.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import performance_page

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
PEERS = ["numpy", "pandas", "scipy", "narwhals", "polars", "duckdb", "pyarrow", "pyspark", "pydantic", "PyYAML"]
PEERS += ["squigglepy", "monaco", "SALib", "xlsxwriter", "matplotlib"]


def circumstances() -> dict[str, Any]:
    """Say what was measured where: the day, the machine, and the version of everything that took part."""
    described = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    processor = next((line.split(":")[1].strip() for line in described if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "date": f"{dt.datetime.now(tz=dt.UTC):%-d %B %Y}",
        "processor": f"{os.cpu_count()} cores of an {processor}, {memory:.0f} GB of memory",
        "load": round(os.getloadavg()[0], 1),
        "versions": {"Python": platform.python_version()} | {name: importlib.metadata.version(name) for name in PEERS},
    }


def script(name: str, *arguments: str) -> dict[str, Any]:
    """Run one script in a process of its own; it prints its comparisons as its last line."""
    print(name, flush=True)
    done = subprocess.run([sys.executable, HERE / name, *arguments], check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
    return json.loads(done.stdout.splitlines()[-1])


def suites() -> dict[str, Any]:
    """Run the benchmarks that pytest runs, each file in a process of its own: a comparison for each group."""
    found: dict[str, Any] = {}
    for path in sorted(HERE.glob("test_*_speed.py")):
        print(path.name, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / "figures.json"
            command = [sys.executable, "-m", "pytest", "-q", str(path), f"--benchmark-json={written}"]
            subprocess.run(command, check=True, cwd=HERE.parent, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
            for one in json.loads(written.read_text("utf-8"))["benchmarks"]:
                figure = {"best": one["stats"]["min"], "median": one["stats"]["median"], **one["extra_info"]}
                found.setdefault(one["group"], {})[_words(one)] = figure
    return found


def _words(one: dict[str, Any]) -> str:
    """A benchmark's own words: what it was given where it is one of a growth, else its name."""
    given = ", ".join(map(str, (one["params"] or {}).values()))
    if one["group"].endswith(("growth", "import")):
        return given
    name = one["name"].split("[")[0].removeprefix("test_").replace("peer_", "peer: ").replace("_", " ")
    return f"{name}, {given}" if given else name


def measure_all(folder: str) -> dict[str, Any]:
    """Measure everything: what took part, and every comparison by its title."""
    where = circumstances()
    found = suites() | script("tables_in_memory.py") | script("tables_in_engines.py")
    found |= script("tables_in_parquet.py", folder) | script("tables_in_spark.py", folder) | script("uncertainty_peers.py")
    return {"circumstances": where, "comparisons": found}


def main() -> None:
    if len(sys.argv) > 1:
        RESULTS.write_text(json.dumps(measure_all(sys.argv[1]), indent=1) + "\n", "utf-8")
    results = json.loads(RESULTS.read_text("utf-8"))
    performance_page.PAGE.write_text(performance_page.page(results), "utf-8")
    performance_page.draw(results)


if __name__ == "__main__":
    main()
