"""Which room may import which, and what a bare ``import sroi`` may load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"pandas", "scipy", "matplotlib", "narwhals", "polars", "duckdb", "pyarrow", "pyspark", "great_tables", "xlsxwriter"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (our own words)


def test_rooms_depend_downwards_only() -> None:
    check = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    outcome = run("-c", check, "--no-cache")
    mend = "a room imports only rooms below it; the order stands in pyproject.toml (importlinter); move the code down"
    assert outcome.returncode == 0, f"{mend}\n{outcome.stdout}{outcome.stderr}"
    assert "0 broken" in outcome.stdout, outcome.stdout


def test_import_sroi_loads_nothing_heavy() -> None:
    outcome = run("-W", "error", "-c", "import json, sys, sroi; print(json.dumps(sorted(sys.modules)))")
    assert outcome.returncode == 0, outcome.stderr
    loaded = {name.split(".")[0] for name in json.loads(outcome.stdout)}
    assert "sroi" in loaded
    assert loaded & HEAVY == set(), "a bare import of sroi loads these: import them inside the function that needs them"


def test_the_formula_imports_nothing_but_typing() -> None:
    lines = (ROOT / "src/sroi/formula.py").read_text("utf-8").splitlines()
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    assert imports == ["from __future__ import annotations", "from typing import Any, TypeAlias"], (
        "the formula imports nothing but typing: give it what it needs as arguments"
    )
