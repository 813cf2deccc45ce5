"""What a reader sees in a picture can be told apart, and fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import sroi
from sroi import report
from sroi.report.lettering import MOST_LINES, in_lines, width_of
from sroi.report.naming import case_names, number_words

if TYPE_CHECKING:
    from sroi.model.case import Case

TITLE = "Living Well, Taking Control (type 2 diabetes prevention and management), Devon"


@pytest.mark.parametrize("words", [TITLE, f"{TITLE}: Deadweight 50 % on every line", "W" * 90, "長" * 60, "one", "", "a " * 300])
def test_lines_are_few_and_fit(words: str) -> None:
    lines = in_lines(words, 300, 14, beside="£1:£5.80", gap=14)
    assert 1 <= len(lines) <= MOST_LINES
    assert all(width_of(line, 14) <= 300 - width_of("£1:£5.80", 14) for line in lines)


def test_what_is_cut_is_the_middle() -> None:
    first, second = (" ".join(in_lines(f"{'A very long title ' * 20}{end}", 200, 14)) for end in ("deadweight", "drop off"))
    assert first != second
    assert first.startswith("A very long title")
    assert first.endswith("deadweight")


def test_one_case_twice_has_the_what_if_in_its_name(cases: dict[str, Case]) -> None:
    case = cases["westbank"]
    results = [sroi.calculate(one) for one in (case, sroi.what_if(case, "deadweight-50"), sroi.what_if(case, "all-three-50"))]
    assert case_names(results) == [
        TITLE,
        f"{TITLE}: Deadweight 50 % on every line",
        f"{TITLE}: Deadweight, attribution and drop-off 50 %",
    ]
    bars = report.bridge_picture(sroi.compare(case, sroi.what_if(case, "deadweight-50"))).bars
    assert (bars[0].label, bars[-1].label) == (TITLE, f"{TITLE}: Deadweight 50 % on every line")


def test_cases_of_one_title_have_their_ids_or_places(cases: dict[str, Case]) -> None:
    case = cases["befriending"]
    other = case.model_copy(update={"id": "second"})
    result = sroi.calculate(case)
    assert case_names([result, sroi.calculate(other)]) == ["Befriending service (befriending)", "Befriending service (second)"]
    assert case_names([result, result]) == ["Befriending service (1)", "Befriending service (2)"]


def test_a_picture_of_ratios_takes_names(cases: dict[str, Case]) -> None:
    result = sroi.calculate(cases["befriending"])
    picture = report.ratios({"before": result, "after": result})
    assert [row[0] for row in picture.sheet.rows] == ["before", "after"]


def test_lines_of_one_title_are_told_apart_by_stakeholder_and_id(cases: dict[str, Case]) -> None:
    case = cases["westbank"]
    words = number_words(case)
    assert words("participants-diet: quantity") == "Healthier diet (Participants): quantity"
    assert words("a name of the author's") == "a name of the author's"
    line = cases["befriending"].outcomes[0]
    twice = cases["befriending"].model_copy(update={"outcomes": (line, line.model_copy(update={"id": "again"}))})
    words = number_words(twice)
    title = "No longer chronically lonely"
    assert words("again: quantity") == f"{title} (again): quantity"
    assert words(str(line.proxy)) == f"{title} ({line.id}) and 1 more: amount"
    picture = report.by_outcome(sroi.calculate(twice))
    assert picture.bars[1].label == "No longer chronically lonely (again), Older residents"
    assert picture.sheet.rows[1][0] == "No longer chronically lonely (again)"


def test_every_label_of_a_tornado_is_its_own(cases: dict[str, Case]) -> None:
    picture = report.tornado_picture(sroi.tornado(cases["westbank"], ranges="reference_class"))
    labels = [row[0] for row in picture.sheet.rows]
    assert len(set(labels)) == len(labels) > 40
