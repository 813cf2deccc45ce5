"""Every example in a docstring runs and prints what it says, and every source it names is one we have."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import sroi

ROOT = Path(__file__).parents[2]
SOURCES = {path.stem for path in (ROOT / "proxies" / "sources").glob("*.yaml")}
NAMES = [
    "sroi",
    *(module.name for module in pkgutil.walk_packages(sroi.__path__, "sroi.") if not module.name.endswith("__main__")),
]


@pytest.mark.parametrize("name", NAMES)
def test_examples_in_docstrings(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    outcome = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    said = capsys.readouterr().out
    assert outcome.failed == 0, f"an example in a docstring of {name} prints something else; mend the example or the code\n{said}"


def test_references_are_sources_that_exist() -> None:
    texts = {path: path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")}
    sections = [(path, found) for path, text in texts.items() for found in re.findall(r"References:\n((?: +\S.*\n)+)", text)]
    named = [(path, name) for path, found in sections for name in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", found)]
    assert [(str(path), name) for path, name in named if name not in SOURCES] == []
    assert len(named) >= len(sections)
