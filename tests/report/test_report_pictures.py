"""Pictures say what the numbers say: bars that add up, words for those who do not see, and the table behind."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

import sroi
from sroi import report
from sroi.report.flow import all_stages, stages
from sroi.report.svg import draw
from sroi.testing import strategies

if TYPE_CHECKING:
    from sroi.model.case import Case
    from sroi.report import Picture
    from sroi.valuation import Result

NAMES = ["westbank", "dream_action", "befriending", "local"]


def every(result: Result) -> list[Picture]:
    found = [report.waterfall(result), report.by_year(result), report.by_outcome(result)]
    found += [report.by_group(result, "stakeholder"), report.by_group(result, "kind"), report.by_group(result, "measure")]
    return [*found, *(report.waterfall(result, name) for name in result.outcomes)]


@pytest.mark.parametrize("name", NAMES)
def test_a_waterfall_ends_at_the_net_present_value(name: str, cases: dict[str, Case]) -> None:
    result = sroi.calculate(cases[name])
    bars = report.waterfall(result).bars
    assert bars[-1].end == pytest.approx(result.net_present_value)
    for before, after in pairwise(bars):
        assert after.start == (0 if after.role == "total" else pytest.approx(before.end))
        if after.role == "total":
            assert after.end == pytest.approx(before.end)


@settings(max_examples=30, deadline=None)
@given(strategies.cases())
def test_stages_add_up_for_any_case(case: Case) -> None:
    result = sroi.calculate(case)
    for line in result.outcomes.values():
        steps = stages(line)
        scale = max(abs(step.amount) for step in steps) or 1
        assert sum(step.amount for step in steps[:4]) == pytest.approx(line.net, abs=1e-9 * scale)
        assert sum(step.amount for step in steps[4:7]) == pytest.approx(line.present_value, abs=1e-9 * scale)
    assert all_stages(result)[-1].amount == result.net_present_value


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_has_words_a_table_and_stays_in_its_frame(name: str, cases: dict[str, Case]) -> None:
    for picture in every(sroi.calculate(cases[name])):
        assert all(bar.text in picture.alt for bar in picture.bars[:5])
        assert len(picture.sheet.rows) >= len(picture.bars) - 1
        assert all(0 <= picture.place(end) <= 1 for bar in picture.bars for end in (bar.start, bar.end))


def test_groups_add_up_to_the_whole(cases: dict[str, Case]) -> None:
    result = sroi.calculate(cases["westbank"])
    for key in ("stakeholder", "kind", "measure"):
        assert sum(bar.end for bar in report.by_group(result, key).bars) == pytest.approx(result.present_value)
    assert sum(bar.end for bar in report.by_year(result).bars) == pytest.approx(result.present_value)


def test_a_drawing_has_a_bar_for_each_number(cases: dict[str, Case], read_page: Callable[[str], Any]) -> None:
    result = sroi.calculate(cases["westbank"])
    picture = report.by_outcome(result)
    page = read_page(draw(picture))
    assert len(page.all("rect")) == len(picture.bars) == 15
    assert len(page.all("text")) == 30
    widths = [float((bar["width"] or "").rstrip("%")) for bar in page.all("rect")]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == 100


def test_a_negative_value_lies_left_of_zero(cases: dict[str, Case], read_page: Callable[[str], Any]) -> None:
    case = cases["befriending"]
    line = case.outcomes[0]
    lost = line.quantity.model_copy(update={"value": -4.0, "low": None, "high": None})
    worse = line.model_copy(update={"id": "worse", "title": "Worse", "stakeholder": "Others", "quantity": lost})
    picture = report.by_group(sroi.calculate(case.model_copy(update={"outcomes": (line, worse)})), "stakeholder")
    assert [bar.role for bar in picture.bars] == ["total", "less"]
    page = read_page(draw(picture))
    first, second = page.all("rect")
    assert float((second["x"] or "").rstrip("%")) == 0
    assert float((first["x"] or "").rstrip("%")) > 20
    zeros = [(int(line["y1"] or ""), int(line["y2"] or "")) for line in page.all("line")]
    bases = [int(words["y"] or "") for words in page.all("text")]
    assert len(zeros) == 2
    assert not any(top < base < foot for top, foot in zeros for base in bases)


def test_a_tornado_lies_around_the_central_case(cases: dict[str, Case]) -> None:
    case = cases["befriending"]
    found = report.tornado_picture(sroi.tornado(case))
    assert {bar.start for bar in found.bars} == {sroi.calculate(case).ratio.value}
    assert len(found.sheet.rows) == len(found.bars) / 2
    assert "The widest bars: No longer chronically lonely: quantity" in found.alt


def test_a_tornado_of_another_figure_says_so_in_its_table(cases: dict[str, Case]) -> None:
    found = report.tornado_picture(sroi.tornado(cases["befriending"], of="net_present_value"))
    assert found.title == found.sheet.title == "How far each number alone moves the net present value"


def test_a_spread_counts_every_draw_once(cases: dict[str, Case]) -> None:
    simulation = sroi.simulate(cases["befriending"], 500)
    assert sum(bar.end for bar in report.spread(simulation).bars) == 499


def test_a_bridge_ends_at_the_other_case(cases: dict[str, Case]) -> None:
    first = cases["westbank"]
    bridge = sroi.compare(first, sroi.what_if(first, "deadweight-50"))
    picture = report.bridge_picture(bridge)
    assert picture.bars[-2].end == pytest.approx(bridge.second.net_present_value)
    assert picture.sheet.head == ("step", "net present value", "ratio")


@pytest.mark.parametrize("name", ["westbank", "dream_action"])
def test_matplotlib_draws_the_same_numbers(name: str, cases: dict[str, Case]) -> None:
    result = sroi.calculate(cases[name])
    for picture in (report.waterfall(result), report.by_year(result), report.by_group(result, "kind")):
        chart = report.chart(picture)
        assert chart.alt == picture.alt
        assert chart.rows == picture.sheet.text_rows
        patches = chart.figure.axes[0].patches
        assert [patch.get_width() for patch in patches] == pytest.approx([bar.end - bar.start for bar in picture.bars])


def test_matplotlib_draws_a_spread(cases: dict[str, Case]) -> None:
    chart = report.chart(report.spread(sroi.simulate(cases["befriending"], 500)))
    assert sum(patch.get_height() for patch in chart.figure.axes[0].patches) == 499


def test_matplotlib_writes_dollars_as_dollars(cases: dict[str, Case]) -> None:
    chart = report.chart(report.waterfall(sroi.calculate(cases["dream_action"])))
    words = [text.get_text() for text in chart.figure.axes[0].texts]
    assert words[0].startswith(r"NT\$")
