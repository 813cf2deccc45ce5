"""Run the notebooks and write each as a page of the docs, its pictures beside it: ``python .ci/notebooks.py``.

The notebooks themselves keep no outputs. A cell's picture is a file of its own; a record shows itself as Markdown; the id of a
source leads to its row of the register.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "notebooks"
SOURCE = re.compile(f"`({'|'.join(path.stem for path in (ROOT / 'proxies' / 'sources').glob('*.yaml'))})`")
DRAW = """
from matplotlib.figure import Figure
from sroi.report import Picture
from sroi.report.svg import on_site
Picture._repr_svg_ = on_site
Picture._repr_markdown_ = lambda self: self.alt
Figure._repr_markdown_ = lambda self: self.axes[0].get_title(loc="left")
"""
"""Run before each notebook: pictures as files, each with words for those who do not see it."""


QUIET = ["--log-level=ERROR"]
"""The kernel warns at every start that it speaks over TCP; it does so with this machine alone."""


def main() -> None:
    """Run each notebook and write its page."""
    PAGES.mkdir(exist_ok=True)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for target, content in pages(path, run(path)).items():
            target.write_bytes(content)


def run(path: Path) -> nbformat.NotebookNode:
    """Run a notebook from top to bottom, from the root of the repository."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(DRAW))
    where = {"metadata": {"path": str(ROOT)}}
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", extra_arguments=QUIET, coalesce_streams=True, resources=where
    )
    client.execute()
    del notebook.cells[0]
    return notebook


def pages(path: Path, notebook: nbformat.NotebookNode) -> dict[Path, bytes]:
    """Return the page of a notebook that has run, and its pictures, by their paths."""
    pictures: dict[Path, bytes] = {}
    parts = [page_of(cell, f"{path.stem}_{number}", pictures) for number, cell in enumerate(notebook.cells)]
    source = f"The notebook is `notebooks/{path.name}`; this page is made of it by `python .ci/notebooks.py`."
    return {PAGES / f"{path.stem}.md": ("\n\n".join([*parts, source]) + "\n").encode(), **pictures}


def page_of(cell: nbformat.NotebookNode, name: str, pictures: dict[Path, bytes]) -> str:
    """Write one cell: its words, or its code with what came of it."""
    if cell.cell_type == "markdown":
        return SOURCE.sub(r"[`\1`](../reference/data_register.md#\1)", cell.source)
    return "\n\n".join([f"```py\n{cell.source}\n```", *(told(output, name, pictures) for output in cell.outputs)])


def told(output: nbformat.NotebookNode, name: str, pictures: dict[Path, bytes]) -> str:
    """Write one output: a picture, a table, or text."""
    data = output.get("data", {"text/plain": output.get("text", "")})
    alt = data.get("text/markdown", "").strip()
    if "image/svg+xml" in data:
        pictures[PAGES / f"{name}.svg"] = data["image/svg+xml"].encode()
        return f"![{alt}]({name}.svg)"
    if "image/png" in data:
        pictures[PAGES / f"{name}.png"] = base64.b64decode(data["image/png"])
        return f"![{alt}]({name}.png)"
    if "text/markdown" in data:
        return str(data["text/markdown"]).strip()
    return f"```text\n{re.sub(r'[ ]+$', '', data['text/plain'], flags=re.MULTILINE).rstrip()}\n```"


if __name__ == "__main__":
    main()
