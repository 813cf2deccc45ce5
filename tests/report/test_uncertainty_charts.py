"""The pictures of uncertainty: each is drawn, says in words what it shows, and has its numbers as a table."""

from __future__ import annotations

import io
import sys
from html import escape
from pathlib import Path

import PIL.Image
import pytest

import sroi
from sroi.errors import InvalidArgumentError, MissingDependencyError
from sroi.report.uncertainty_charts import (
    BLUE,
    ORANGE,
    Chart,
    convergence_chart,
    distribution_chart,
    switching_chart,
    tornado_chart,
)
from sroi.uncertainty import Bar

ROOT = Path(__file__).parents[2]
CASE = sroi.read_case(ROOT / "docs" / "examples" / "befriending.yaml")
STUDY = sroi.read_case(ROOT / "proxies" / "published" / "westbank_2015.yaml")


def charts() -> dict[str, Chart]:
    simulation = sroi.simulate(STUDY, 2000, ranges="reference_class")
    return {
        "distribution": distribution_chart(simulation),
        "convergence": convergence_chart(simulation),
        "tornado": tornado_chart(sroi.tornado(STUDY, ranges="reference_class")),
        "switching": switching_chart(sroi.switching_values(CASE)),
    }


def svg(chart: Chart) -> str:
    file = io.StringIO()
    chart.save(file, "svg")
    return file.getvalue()


def test_every_chart_is_drawn_with_words_and_a_table() -> None:
    again = charts()
    for name, chart in charts().items():
        page = svg(chart)
        assert page.startswith("<?xml"), name
        assert escape(chart.alt) in page, name
        assert "<text" in page, name
        assert page == svg(again[name]), name
        assert len(chart.alt) > 60, name
        assert {len(row) for row in chart.rows} == {len(chart.headings)}, name


def test_a_saved_picture_holds_its_words(tmp_path: Path) -> None:
    chart = tornado_chart(sroi.tornado(CASE))
    chart.save(tmp_path / "tornado.png")
    with PIL.Image.open(tmp_path / "tornado.png") as picture:
        assert picture.info["Description"] == chart.alt
    for ending in ("pdf", "jpg"):
        chart.save(str(tmp_path / f"tornado.{ending}"))
        assert (tmp_path / f"tornado.{ending}").stat().st_size > 1000


def test_the_distribution_marks_the_headline_and_its_table_adds_up() -> None:
    chart = charts()["distribution"]
    assert "published headline at £1:£5.80" in chart.alt
    assert sum(float(row[2]) for row in chart.rows) == pytest.approx(1)
    assert [text.get_text().strip() for text in chart.figure.axes[0].texts] == ["central case", "published headline"]


def test_the_tornado_draws_fifteen_bars_and_tables_all() -> None:
    found = sroi.tornado(STUDY, ranges="reference_class")
    chart = tornado_chart(found)
    assert len(chart.figure.axes[0].get_yticklabels()) == 15
    assert len(chart.rows) == len(found.bars) > 15
    assert "The widest is Lower risk of type 2 diabetes: deadweight: 6 with it at 3.008 %" in chart.alt
    assert found.bars[0].label == "participants-diabetes-risk: deadweight"


def test_the_switching_chart_tables_what_nothing_flips() -> None:
    chart = switching_chart(sroi.switching_values(CASE))
    assert ("No longer chronically lonely: drop off", 0.4, "no value in range flips it", "") in chart.rows
    assert "no value in range flips it" in chart.alt


def test_convergence_ends_with_all_draws() -> None:
    assert convergence_chart(sroi.simulate(CASE, 1000)).rows[-1][0] == 1000


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [BLUE, ORANGE])
def test_colours_stand_out_from_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 3


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        tornado_chart(sroi.tornado(STUDY))
    assert caught.value.code == "nothing-to-draw"


def test_without_matplotlib_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingDependencyError) as caught:
        tornado_chart(sroi.tornado(CASE))
    assert 'pip install "sroi[report]"' in caught.value.fix


def test_labels_of_bars_stand_apart_and_on_the_outer_side() -> None:
    chart = tornado_chart(sroi.tornado(CASE))
    chart.figure.draw_without_rendering()
    texts = chart.figure.axes[0].texts
    assert [text.get_text() for text in texts] == ["12,190 to 12,400", "10", "18"]
    boxes = [text.get_window_extent() for text in texts]
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])


@pytest.mark.parametrize("name", ["distribution", "convergence", "tornado", "switching"])
def test_nothing_that_is_written_leaves_the_picture(name: str) -> None:
    figure = charts()[name].figure
    figure.draw_without_rendering()
    axes = figure.axes[0]
    written = [axes.xaxis.label, axes.title, *axes.texts, *axes.get_yticklabels()]
    for text in written:
        box = text.get_window_extent()
        assert figure.bbox.x0 <= box.x0, text.get_text()
        assert box.x1 <= figure.bbox.x1, text.get_text()


def test_a_change_beyond_measure_does_not_hide_the_others() -> None:
    chart = switching_chart(sroi.switching_values(STUDY))
    assert [text.get_text() for text in chart.figure.axes[0].texts] == ["+54,448 %", "+484 %"]
    assert max(bar.get_width() for bar in chart.figure.axes[0].patches) == 10
    assert chart.figure.axes[0].get_xlabel().endswith("bars end at +1,000 %")
    assert max(row[3] for row in chart.rows if isinstance(row[3], float)) > 500


def test_a_number_that_moves_the_figure_one_way_only_shows_both_ends() -> None:
    bar = Bar("a", "a", 1.0, 2.0, 3.0, 4.0, "given in the case")
    halves = tornado_chart(sroi.uncertainty.Tornado(CASE, "ratio", 2.5, (bar,))).figure.axes[0].patches
    assert [round(half.get_width(), 6) for half in halves] == [1.5, 0.5]
