"""The example of the page on the case format is a case: it reads, and its printed figures reproduce."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

import sroi
from sroi.model.case import Case, Correlation, InlineProxy, Input, Method, Outcome, Waiver
from sroi.model.local_economy import (
    AreaRates,
    Flow,
    GrossImpact,
    LocalEconomy,
    LocalLine,
    Output,
    Reference,
    Spend,
    Spending,
    VolunteerHours,
)
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


def test_the_example_yields_local_figures_beside_the_ratio(tmp_path: Path) -> None:
    found = sroi.calculate(sroi.read_case(example(tmp_path))).local_economy
    assert found
    assert [figure.letter for figure in found.figures] == ["A", "A", "A", "B", "B", "C", "E"]
    assert found.figures[0].text == "£5,600.00"


def test_match_funding_that_names_no_input_is_refused(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text(path.read_text("utf-8").replace(", input: match", ""), "utf-8")
    with pytest.raises(sroi.SroiError) as caught:
        sroi.calculate(sroi.read_case(path))
    assert [fault.code for fault in caught.value.faults] == ["match-not-in-inputs"]


@pytest.mark.parametrize(
    "record",
    [
        *(Case, Correlation, Waiver, InlineProxy, Input, Method, Outcome, Figure, Published, PublishedOutcome, Only, Scenario),
        *(LocalEconomy, Flow, Spend, Spending, GrossImpact, AreaRates, Reference, Output, VolunteerHours, LocalLine),
    ],
    ids=lambda one: one.__name__,
)
def test_every_key_stands_on_the_page(record: type[BaseModel]) -> None:
    page = PAGE.read_text("utf-8")
    missing = [key for key in record.model_fields if not re.search(rf"\b{key}[`:]", page)]
    assert missing == []
