"""Any picture of a value drawn with Matplotlib, in the one theme, for papers and slides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.report.sheet import plain
from sroi.report.uncertainty_charts import BLUE, GREY, INK, ORANGE, Chart, blank, broken

if TYPE_CHECKING:
    from sroi.report.pictures import Bar, Picture

COLOURS = {"total": BLUE, "more": GREY, "less": ORANGE}
_ROW, _AROUND = 0.42, 1.0


def chart(picture: Picture) -> Chart:
    """Draw a picture with Matplotlib.

    Args:
        picture: what to draw, such as ``waterfall(result)`` or ``by_year(result)``.

    Returns:
        The chart, with the picture's alternative text and its table.

    Raises:
        MissingDependencyError: Matplotlib is not installed (``sroi[report]``).

    Examples:
        >>> import sroi
        >>> from sroi.report import by_year
        >>> chart(by_year(sroi.calculate(sroi.read_case("docs/examples/befriending.yaml")))).headings
        ('year', 'value', "at today's worth")

    """
    figure, axes = blank(8, 4 if picture.standing else _AROUND + _ROW * len(picture.bars), picture.title)
    draw = _standing if picture.standing else _lying
    draw(axes, picture)
    rows = tuple(tuple(plain(cell) for cell in row) for row in picture.sheet.rows)
    return Chart(figure, picture.alt, picture.sheet.head, rows)


def _lying(axes: Any, picture: Picture) -> None:
    """Lay the bars below each other, the first on top, neighbours of one label on one line."""
    labels = list(dict.fromkeys((bar.label, bar.text) for bar in picture.bars))
    for bar in picture.bars:
        place = labels.index((bar.label, bar.text))
        axes.barh(place, bar.end - bar.start, left=bar.start, color=COLOURS[bar.role], height=0.62)
    for place, (_, text) in enumerate(labels):
        axes.annotate(_safe(text), (1.01, place), xycoords=("axes fraction", "data"), va="center", fontsize=9)
    axes.set_yticks(range(len(labels)), [broken(label) for label, _ in labels])
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.axvline(picture.mark or 0, color=INK, linewidth=1)


def _standing(axes: Any, picture: Picture) -> None:
    """Stand the bars side by side, with the scale below."""
    count = len(picture.bars)
    axes.bar(range(count), [_height(bar) for bar in picture.bars], color=BLUE, width=0.9)
    axes.set_xticks([at * count - 0.5 for at, _ in picture.ticks], [words for _, words in picture.ticks])
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)


def _height(bar: Bar) -> float:
    return bar.end - bar.start


def _safe(words: str) -> str:
    """Keep dollar signs from being read as mathematics."""
    return words.replace("$", r"\$")
