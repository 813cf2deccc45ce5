"""A reader gets from a source that a page names to its row in the register, and every link into the data has a place to go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sroi.catalogue import indices, load

DOCS = Path(__file__).parents[2] / "docs"
WORDS = [page for room in ("method", "guides", "tutorials", "about", "notebooks") for page in sorted((DOCS / room).glob("*.md"))]
DATA = ("data_register.md", "indices.md", "knowsley_measures.md")
FENCE = re.compile(r"^( *)```.*?^\1```$", re.DOTALL | re.MULTILINE)
TABLE = re.compile(r"^\|.*$", re.MULTILINE)


def name_of(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


def places(page: Path) -> list[str]:
    """Every place of a page that a link may lead to: its headings, and the rows that have a name."""
    text = FENCE.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    slugs = [re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings]
    return [*re.findall(r'<a id="([^"]+)"></a>', text), *slugs]


def unlinked(text: str) -> list[str]:
    """Ids of sources that stand as code in running words and lead nowhere."""
    words = TABLE.sub("", FENCE.sub("", text))
    return [name for name in re.findall(r"(?<!\[)`([^`\n]+)`", words) if name in load().sources]


@pytest.mark.parametrize("page", WORDS, ids=name_of)
def test_a_source_that_a_page_names_is_a_link_to_the_register(page: Path) -> None:
    text = page.read_text("utf-8")
    assert unlinked(text) == []
    links = dict(re.findall(r"\[`([^`\n]+)`\]\(([^)]+)\)", text))
    assert {name: link for name, link in links.items() if name in load().sources and not link.endswith(f"{DATA[0]}#{name}")} == {}


def test_a_source_without_a_link_would_be_seen() -> None:
    assert unlinked("(`sroi-meta-2026`)\n\n| `bre-2023` |\n\n```text\n`bre-2023`\n```\n") == ["sroi-meta-2026"]


@pytest.mark.parametrize("name", DATA[:2])
def test_every_link_into_the_data_has_a_place_to_go(name: str) -> None:
    there = places(DOCS / "reference" / name)
    pages = {page: page.read_text("utf-8") for page in [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]}
    asked = {str(page): {*re.findall(rf"{re.escape(name)}#([^)\s]+)\)", text)} for page, text in pages.items()}
    asked["itself"] = {*re.findall(r"\(#([^)\s]+)\)", pages[DOCS / "reference" / name])}
    assert any(asked.values())
    assert {page: found - {*there} for page, found in asked.items() if found - {*there}} == {}
    assert len(there) == len({*there})


def test_every_row_of_the_data_has_a_place() -> None:
    register, tables, measures = (places(DOCS / "reference" / name) for name in DATA)
    assert {*load().sources, *load().proxies} - {*register} == set()
    assert {*indices.names(), "reference_class"} - {*tables} == set()
    assert {f"measure-{one.number}" for one in load().framework("knowsley").measures.values()} - {*measures} == set()
