"""Every notebook runs from top to bottom, is kept without its outputs, and its page in the docs shows what comes of it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = ROOT / "docs" / "notebooks"


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def named(path: Path) -> str:
    return path.stem


def test_there_are_eight_in_order() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == [f"{number:02}" for number in range(1, 9)]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ci_notebooks", ROOT / ".ci" / "notebooks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning:zmq")  # Windows warns of its event loop
@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_runs_and_its_page_says_what_came_of_it(path: Path, script: ModuleType) -> None:
    notebook = script.run(path)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs
    assert [output["text"] for output in outputs if output.get("name") == "stderr"] == []
    made = {target: content for target, content in script.pages(path, notebook).items() if target.suffix != ".png"}
    stale = [target.name for target, content in made.items() if content != target.read_bytes().replace(b"\r\n", b"\n")]
    assert stale == [], "run python3 .ci/notebooks.py"
    assert PAGES / f"{path.stem}.md" in made


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_is_kept_without_outputs(path: Path) -> None:
    code = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.source for cell in code if cell.outputs or cell.execution_count is not None] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_asks_first_and_concludes_last(path: Path) -> None:
    told = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    assert re.match(r"# \d\d · .*\n\n\*", told[0])
    assert told[-1].startswith("## What we learnt")
