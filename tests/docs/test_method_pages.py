"""Each page on a term answers the same five questions, and each stands in the navigation, the README and on the first page."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TERMS = sorted((ROOT / "docs" / "method").glob("*.md"))
QUESTIONS = (
    "**What it is.**",
    "**What we do.**",
    "**Where guidance is silent.**",
    "**The convention that bites.**",
    "**How published studies differ.**",
)
NAVIGATION = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.SafeLoader)["nav"]


def pages(entries: list[object]) -> list[str]:
    """Every page of the navigation, in its order."""
    found: list[str] = []
    for entry in entries:
        inner = next(iter(entry.values())) if isinstance(entry, dict) else entry
        found += pages(inner) if isinstance(inner, list) else [str(inner)]
    return found


@pytest.mark.parametrize("page", TERMS, ids=lambda page: page.stem)
def test_a_term_answers_five_questions(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [question for question in QUESTIONS if text.count(question) != 1] == []


@pytest.mark.parametrize("page", TERMS, ids=lambda page: page.stem)
def test_a_term_is_found_from_the_front(page: Path) -> None:
    assert f"(docs/method/{page.name})" in (ROOT / "README.md").read_text("utf-8")
    assert f"(method/{page.name})" in (ROOT / "docs" / "index.md").read_text("utf-8")


def test_the_navigation_holds_every_page_once() -> None:
    there = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))
    assert sorted(pages(NAVIGATION)) == there
