"""The case files that the first tutorial shows are those that lie ready, and their figures are worked out by hand."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from fractions import Fraction
from pathlib import Path

import pytest

import sroi

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
PAGE = (ROOT / "docs" / "tutorials" / "first_case.md").read_text("utf-8")
BARE, ASKED, COUNTED = FILES = ("job_club_bare.yaml", "job_club.yaml", "job_club_counted.yaml")


def lines(name: str) -> list[str]:
    return (EXAMPLES / name).read_text("utf-8").splitlines()


def test_the_files_shown_are_the_files_that_lie_ready() -> None:
    shown = re.findall(r"```yaml[^\n]*\n(.*?)```", PAGE, re.DOTALL)
    assert [block.splitlines() for block in shown] == [lines(name) for name in FILES]


def test_the_files_that_the_page_fetches_are_there() -> None:
    assert re.findall(r"`cp \.\./docs/examples/(\S+) ", PAGE) == list(FILES)


def test_the_marked_lines_are_those_that_evidence_changed() -> None:
    (marked,) = re.findall(r'hl_lines="([^"]*)"', PAGE)
    steps = SequenceMatcher(None, lines(ASKED), lines(COUNTED), autojunk=False).get_opcodes()
    changed = [(first + 1, last) for kind, _, _, first, last in steps if kind in {"replace", "insert"}]
    assert [one[0] for one in steps].count("delete") == 0
    assert marked.split() == [str(first) if first == last else f"{first}-{last}" for first, last in changed]


@pytest.mark.parametrize("name", [ASKED, COUNTED])
@pytest.mark.parametrize(("scenario", "deadweight", "text"), [(None, "0.4", "£1:£1.04"), ("deadweight-half", "0.5", "£1:£0.86")])
def test_the_ratios_worked_out_by_hand(name: str, scenario: str | None, deadweight: str, text: str) -> None:
    """Work: 9 years, less deadweight, 20 % and 30 %. Care: 500 hours at £12.21, less 30 %, whatever the scenario."""
    work = 9 * Fraction("14610") * Fraction("1.445995676") * (1 - Fraction(deadweight)) * Fraction("0.8") * Fraction("0.7")
    care = 500 * Fraction("12.21") * Fraction("0.7")
    ratio = (work - care) / Fraction("1.035") / (48_000 + 600 * Fraction("12.21"))
    case = sroi.read_case(EXAMPLES / name)
    result = sroi.calculate(sroi.what_if(case, scenario) if scenario else case)
    assert result.ratio.value == pytest.approx(float(ratio), rel=1e-9)
    assert result.ratio.text == text


def test_only_the_counted_case_may_be_published() -> None:
    assert [sroi.check(sroi.read_case(EXAMPLES / name)).publishable for name in FILES] == [False, False, True]


def test_every_range_of_the_counted_case_has_a_source_a_date_and_an_owner() -> None:
    register = sroi.assurance.assumption_register(sroi.read_case(EXAMPLES / COUNTED))
    ranged = [one for one in register if one.low is not None]
    assert len(ranged) == 6
    assert all(one.basis and one.source and one.date and one.owner for one in ranged)
    assert {one.grade for one in register} <= {"strong", "fair"}
