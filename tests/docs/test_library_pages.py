"""The library pages show every public name, and every example as an example."""

from __future__ import annotations

import re
from pathlib import Path

import griffe
import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "reference" / "api").glob("*.md"))
SHOWN = [name for page in PAGES for name in re.findall(r"^::: (sroi[\w.]*)$", page.read_text("utf-8"), re.MULTILINE)]

ROOMS = ["", "proxies", "frameworks", "reading", "catalogue", "local_economy", "tables", "mapping", "uncertainty"]
ROOMS += ["assurance", "claims", "procurement", "report", "testing"]


@pytest.fixture(scope="module")
def package() -> griffe.Module:
    found = griffe.load("sroi", search_paths=[str(ROOT / "src")], resolve_aliases=True)
    assert isinstance(found, griffe.Module)
    return found


def documented(shown: griffe.Object | griffe.Alias) -> list[griffe.Object | griffe.Alias]:
    """What a page shows under one name: itself, and its members that are public and its own."""
    own = [one for one in shown.members.values() if not one.is_alias and not one.name.startswith("_")]
    return [shown, *(one for one in own if one.is_function or one.is_class)]


@pytest.mark.parametrize("name", SHOWN)
def test_an_example_stands_under_examples(package: griffe.Module, name: str) -> None:
    for one in documented(package[name.removeprefix("sroi.")]):
        text = one.docstring.value if one.docstring else ""
        told = [part.value for part in griffe.parse_google(one.docstring, warnings=False)] if one.docstring else []
        bare = [part for part in told if isinstance(part, str) and ">>>" in part]
        assert bare == [], f"{one.path}: put the lines from >>> on under 'Examples:', indented"
        assert "Example:" not in text, f"{one.path}: write 'Examples:'"


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_shown(package: griffe.Module, room: str) -> None:
    module = package[room] if room else package
    names = module.exports or [name for name, one in module.members.items() if not one.is_alias and not name.startswith("_")]
    shown = {path_of(package[name.removeprefix("sroi.")]) for name in SHOWN}
    public = {str(name): module[str(name)] for name in names}
    missing = [name for name, one in public.items() if (one.is_function or one.is_class) and not is_shown(path_of(one), shown)]
    assert missing == [], "name them on a page under docs/reference/api"
    assert public


def path_of(one: griffe.Object | griffe.Alias) -> str:
    """Where it is defined."""
    return one.final_target.path if isinstance(one, griffe.Alias) else one.path


def is_shown(path: str, shown: set[str]) -> bool:
    """Whether a page shows it, or the whole module it stands in."""
    return path in shown or path.rpartition(".")[0] in shown
