"""The example of the page on the case format is a case: it reads, and its printed figures reproduce."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

import sroi
from sroi.model.case import Case, Correlation, InlineProxy, Input, Method, Outcome, Waiver
from sroi.model.numbers import Figure
from sroi.model.published import Published, PublishedOutcome
from sroi.model.scenario import Only, Scenario

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "case_format.md"


def example(tmp_path: Path) -> Path:
    """Write the page's YAML blocks, which together make one case, to a file."""
    path = tmp_path / "case.yaml"
    path.write_text("".join(re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)), "utf-8")
    return path


def test_the_example_reproduces(tmp_path: Path) -> None:
    outcome = sroi.reproduce(sroi.read_case(example(tmp_path)))
    assert outcome.missed == ()
    assert [one.figure for one in outcome.known_misprints] == ["by_stakeholder.Older residents"]
    assert len(outcome.matched) == len(outcome.checked) > 10


@pytest.mark.parametrize(
    "record",
    [Case, Correlation, Waiver, InlineProxy, Input, Method, Outcome, Figure, Published, PublishedOutcome, Only, Scenario],
    ids=lambda one: one.__name__,
)
def test_every_key_stands_on_the_page(record: type[BaseModel]) -> None:
    page = PAGE.read_text("utf-8")
    missing = [key for key in record.model_fields if not re.search(rf"\b{key}[`:]", page)]
    assert missing == []
