"""Cases to report on, and a way to read a page without a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi.model.case import Case

ROOT = Path(__file__).parents[2]
EMPTY = {"meta", "br", "hr"}
LOCAL: dict[str, Any] = {
    "area": "Knowsley",
    "population": 154_500,
    "flows": [
        {
            "id": "lottery",
            "amount": 70_000,
            "year": 2025,
            "external": True,
            "kind": "match_funding",
            "source": "Lottery fund",
            "source_type": "lottery",
            "deadweight": 0.3,
            "input": "lottery",
        }
    ],
    "volunteers": {"hours": 800, "year": 2025},
}


@dataclass
class Page(HTMLParser):
    """What stands on a page: its tags with their attributes, its words, and what is wrong with its nesting."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="session")
def read_page() -> Callable[[str], Page]:
    def read(text: str) -> Page:
        page = Page()
        page.feed(text)
        page.close()
        return page

    return read


@pytest.fixture(scope="session")
def cases() -> dict[str, Case]:
    """Both published studies, the small example, and the same with money in an area."""
    small = sroi.read_case(ROOT / "docs/examples/befriending.yaml")
    data = small.to_dict()
    data["inputs"].append({"id": "lottery", "stakeholder": "Lottery fund", "amount": 70_000})
    return {
        "westbank": sroi.read_case(ROOT / "proxies/published/westbank_2015.yaml"),
        "dream_action": sroi.read_case(ROOT / "proxies/published/dream_action_2018.yaml"),
        "befriending": small,
        "local": sroi.read_case(data | {"id": "local", "local_economy": LOCAL}),
    }


@pytest.fixture(scope="session")
def local_pounds_alone() -> Case:
    """A case about money in a place, without outcomes."""
    head = {"format": 1, "id": "hours", "title": "Hours given", "currency": "GBP", "price_year": 2025}
    block = {"area": "Knowsley", "population": 154_500, "volunteers": {"hours": 800, "year": 2025}}
    return sroi.read_case(head | {"method": {"discount": 0.035}, "inputs": [], "outcomes": [], "local_economy": block})


@pytest.fixture(scope="session")
def nasty(cases: dict[str, Case]) -> Callable[[str], Case]:
    """Make a case in which every field for words holds the same words."""

    def make(words: str) -> Case:
        data = cases["befriending"].to_dict()
        line = data["outcomes"][0]
        data |= {"title": words, "organisation": words, "area": words, "period": words, "notes": [words]}
        data |= {"source": {"title": words, "authors": words, "publisher": words, "url": "javascript:alert(1)", "pages": words}}
        data |= {"scenarios": [{"id": "half", "title": words, "set": {"deadweight": 0.5}}]}
        data |= {"waivers": [{"code": "no-negative-outcome", "reason": words}]}
        data["inputs"][0] |= {"title": words, "stakeholder": words}
        proxy = {"amount": 900, "low": 700, "high": 1200, "unit": words, "price_year": 2025, "title": words}
        line |= {"title": words, "stakeholder": words, "output": words, "indicator": words, "unit": words, "note": words}
        line |= {"proxy": proxy | {"source": words, "url": "javascript:alert(1)"}, "kind": "social"}
        line["deadweight"] = {"share": 0.3, "basis": words, "source": words, "owner": words}
        line.pop("measure")
        return sroi.read_case(data)

    return make
