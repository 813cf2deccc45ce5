"""Every notebook runs from top to bottom, is kept without its outputs, and its page in the docs shows the same cells."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = ROOT / "docs" / "notebooks"


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def named(path: Path) -> str:
    return path.stem


def test_there_are_eight_in_order() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == [f"{number:02}" for number in range(1, 9)]


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning:zmq")  # Windows warns of its event loop
@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_runs(path: Path) -> None:
    notebook = read(path)
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}})
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs
    assert [output["text"] for output in outputs if output.get("name") == "stderr"] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_is_kept_without_outputs(path: Path) -> None:
    code = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.source for cell in code if cell.outputs or cell.execution_count is not None] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_it_asks_first_and_concludes_last(path: Path) -> None:
    told = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    assert re.match(r"# \d\d · .*\n\n\*", told[0])
    assert told[-1].startswith("## What we learnt")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_its_page_shows_the_same_cells(path: Path) -> None:
    page = (PAGES / f"{path.stem}.md").read_text("utf-8")
    assert [cell.source for cell in read(path).cells if cell.source not in page] == []
