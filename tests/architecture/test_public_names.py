"""What the library promises is what was promised: a changed name or signature shows in the diff of one file."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import sroi

SCRIPT = Path(__file__).parents[2] / ".ci" / "public_names.py"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ci_public_names", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_public_names_are_as_pinned() -> None:
    pinning = script()
    promised = pinning.PINNED.read_text("utf-8").splitlines()
    found = pinning.public_names().splitlines()
    changed = [f"+ {line}" for line in found if line not in promised] + [f"- {line}" for line in promised if line not in found]
    assert changed == [], "if the change is meant, say so in CHANGELOG.md and run python3 .ci/public_names.py"
    assert found == promised


def test_every_name_of_the_front_door_is_pinned() -> None:
    text = script().PINNED.read_text("utf-8")
    front = text.split("[sroi]")[1].split("\n[")[0]
    assert [name for name in sroi.__all__ if name not in front] == []


def test_every_public_function_shows_an_example() -> None:
    assert script().without_example() == [], "add one under Examples: in its docstring, short and real: tests run it"
