"""The gallery shows what its code makes."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from sroi import report

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "gallery"
PICTURES = sorted(path.stem for path in FOLDER.glob("*.svg"))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ci_gallery", ROOT / ".ci" / "gallery.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(script: ModuleType) -> dict[Path, str]:
    found: dict[Path, str] = script.pages()
    return found


def test_the_page_is_as_committed(made: dict[Path, str]) -> None:
    page = FOLDER / "index.md"
    assert page.read_text("utf-8") == made[page]


@pytest.mark.parametrize("name", [name for name in PICTURES if not name.endswith("_chart")])
def test_a_picture_drawn_by_hand_is_the_same_bytes(name: str, made: dict[Path, str]) -> None:
    path = FOLDER / f"{name}.svg"
    assert path.read_text("utf-8") == made[path]


def test_every_picture_is_on_the_page_with_words(made: dict[Path, str]) -> None:
    shown = re.findall(r"!\[(.{40,}?)\]\((\w+)\.svg\)", (FOLDER / "index.md").read_text("utf-8"))
    assert sorted(name for _, name in shown) == PICTURES == sorted(path.stem for path in made if path.suffix == ".svg")


@pytest.mark.parametrize("name", ["report.md", "befriending.html", "job_club_counted.html"])
def test_a_whole_report_is_as_committed(name: str, made: dict[Path, str]) -> None:
    assert (FOLDER / name).read_text("utf-8") == made[FOLDER / name], "run python .ci/gallery.py"


def test_every_chart_of_the_library_is_shown() -> None:
    drawn = [name for name in report.__all__ if returns(getattr(report, name)) in {"Picture", "Chart"}]
    page = (FOLDER / "index.md").read_text("utf-8")
    assert len(drawn) > 10
    assert [name for name in drawn if f"report.{name}(" not in page] == []


def returns(thing: object) -> str:
    return str(getattr(thing, "__annotations__", {}).get("return", ""))


def test_pictures_are_small() -> None:
    assert all((FOLDER / f"{name}.svg").stat().st_size < 100_000 for name in PICTURES)
