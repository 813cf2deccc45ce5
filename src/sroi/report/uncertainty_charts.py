"""Pictures of how sure a figure is: each with words that say the same, and the table behind it.

One small theme: two colours that people with any colour vision tell apart and that print in grey, labels at the
marks, no legend to look up. Matplotlib is loaded when a chart is first drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np

from sroi.errors import InvalidArgumentError, MissingDependencyError
from sroi.model.text import change_text, plain_number, share_text
from sroi.report.lettering import in_lines
from sroi.report.naming import Words, number_words, short, value_words
from sroi.report.pictures import leaning
from sroi.uncertainty.switching import NONE

if TYPE_CHECKING:
    from sroi.uncertainty import Bar, Simulation, SwitchingValues, Tornado
    from sroi.uncertainty.switching import SwitchingValue

Figure: TypeAlias = Any
"""A figure of Matplotlib, which has no place in the core."""

BLUE, ORANGE, GREY, INK = "#0072B2", "#D55E00", "#8C8C8C", "#1A1A1A"
"""Of Okabe and Ito's palette, whose colours all kinds of colour vision tell apart."""

_STYLE = {
    "figure.constrained_layout.use": True,
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "svg.hashsalt": "sroi",
    "svg.fonttype": "none",
}
_METADATA: Mapping[str, Callable[[str], Mapping[str, Any]]] = {
    "svg": lambda alt: {"Description": alt, "Date": None},
    "png": lambda alt: {"Description": alt},
    "pdf": lambda alt: {"Subject": alt, "CreationDate": None},
}
"""Where each kind of file holds words about itself; no date, so that a file written again is the same."""

_LABELS = 18
"""Width of a label beside a bar, in its letters' size: some 34 letters."""
_BINS = 60
_MOST = 15
_FARTHEST = 10.0
"""A bar of the switching chart ends at a tenfold change, so that the others can be seen."""


@dataclass(frozen=True)
class Chart:
    """A picture, the words that stand for it, and its numbers.

    Args:
        figure: the picture, a figure of Matplotlib; :meth:`save` writes it.
        alt: alternative text: what the picture shows, for those who do not see it.
        headings: of the table.
        rows: of the table: every number that was drawn.

    """

    figure: Figure
    alt: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]

    def save(self, file: str | PathLike[str] | IO[Any], kind: str | None = None) -> None:
        """Write the picture, with its alternative text inside the file.

        An SVG keeps its words as text, which a screen reader reads and a search finds, and is the same bytes each time.

        Args:
            file: a path, or an open file.
            kind: ``svg``, ``png``, ``pdf`` or another that Matplotlib writes; by the ending of the path when absent.

        Examples:
            >>> import io, sroi
            >>> page = io.StringIO()
            >>> tornado_chart(sroi.tornado(sroi.read_case("docs/examples/befriending.yaml"))).save(page, "svg")
            >>> "Tornado of 2 numbers around a ratio of 3.438." in page.getvalue()
            True

        """
        ending = Path(file).suffix[1:] if isinstance(file, str | PathLike) else ""
        written = (kind or ending or "png").lower()
        with import_module("matplotlib").rc_context(_STYLE):
            self.figure.savefig(file, format=written, metadata=_METADATA.get(written, lambda _: None)(self.alt))


def distribution_chart(simulation: Simulation, *, of: str = "ratio", headline: str | None = None) -> Chart:
    """Draw how a figure is spread, with its central value and, for the ratio, a published headline marked.

    Args:
        simulation: the draws.
        of: figure that was kept.
        headline: a ratio as printed; the case's own published one when absent.

    Returns:
        The chart; its table has the ends of each bar and the share of draws in it.

    Raises:
        MissingDependencyError: Matplotlib is not installed (``sroi[report]``).

    Examples:
        >>> import sroi
        >>> simulation = sroi.simulate(sroi.read_case("docs/examples/befriending.yaml"), 1000)
        >>> distribution_chart(simulation).alt[:60]
        'Distribution of the ratio over 1,000 draws, in 60 bars. Nine'

    """
    values = simulation.drawn(of)
    counts, edges = np.histogram(values, bins=_BINS)
    shares = counts / counts.sum()
    marks = _marks(simulation, of, headline)
    figure, axes = blank(8, 4, f"How sure is the {_words(of)}?")
    axes.bar(edges[:-1], shares, width=np.diff(edges), align="edge", color=BLUE, alpha=0.55)
    for place, (words, value) in enumerate(marks.items()):
        _mark(axes, value, words, place)
    _plain_axis(axes)
    axes.yaxis.set_major_formatter(lambda share, _: share_text(round(float(share), 6)))
    axes.set(xlabel=_words(of), ylabel="share of draws")
    low, high = (simulation.text_of(end, of) for end in simulation.interval(of=of))
    told = "; ".join(f"{words} at {simulation.text_of(value, of)}" for words, value in marks.items())
    what = f"Distribution of the {_words(of)} over {simulation.count:,} draws, in {_BINS} bars"
    alt = f"{what}. Nine times in ten it lies between {low} and {high}; {told}.{leaning(simulation, of)}"
    rows = tuple((float(left), float(right), float(share)) for left, right, share in zip(edges, edges[1:], shares, strict=False))
    return Chart(figure, alt, ("from", "to", "share of draws"), rows)


def tornado_chart(tornado: Tornado) -> Chart:
    """Draw how far each number alone moves the figure, the widest bar on top.

    At most 15 bars are drawn; the table has them all.

    Args:
        tornado: the bars.

    Returns:
        The chart.

    Raises:
        InvalidArgumentError: no number has a range (``nothing-to-draw``).
        MissingDependencyError: Matplotlib is not installed (``sroi[report]``).

    Examples:
        >>> import sroi
        >>> tornado_chart(sroi.tornado(sroi.read_case("docs/examples/befriending.yaml"))).rows[0][0]
        'No longer chronically lonely: quantity'

    """
    if not tornado.bars:
        raise InvalidArgumentError(
            "no number has a range", code="nothing-to-draw", where=tornado.case.id, fix="give low and high"
        )
    drawn, words = tornado.bars[:_MOST][::-1], number_words(tornado.case)
    figure, axes = blank(8, 1.5 + 0.4 * len(drawn), f"What moves the {_words(tornado.of)}?")
    for place, bar in enumerate(drawn):
        for end, colour in _longer_first((bar.at_low, ORANGE), (bar.at_high, BLUE), tornado.central):
            axes.barh(place, end - tornado.central, left=tornado.central, color=colour, height=0.6)
        for end, left, told in _end_labels(bar, tornado.central):
            axes.annotate(told, (end, place), **_outside(left))
    _plain_axis(axes)
    axes.axvline(tornado.central, color=INK, linewidth=1)
    axes.set_yticks(range(len(drawn)), [broken(words(bar.label)) for bar in drawn])
    axes.set_xlabel(f"{_words(tornado.of)}\norange: the number at its 5 % point; blue: at its 95 % point")
    axes.margins(x=0.12)
    top = tornado.bars[0]
    alt = (
        f"Tornado of {len(drawn)} numbers around a {_words(tornado.of)} of {short(tornado.central)}. "
        f"The widest is {words(top.label)}: {short(top.at_low)} with it at {value_words(top.name, top.low)}, "
        f"{short(top.at_high)} with it at {value_words(top.name, top.high)}."
    )
    rows = tuple((words(bar.label), bar.low, bar.high, bar.at_low, bar.at_high, bar.swing) for bar in tornado.bars)
    return Chart(figure, alt, ("number", "5 % point", "95 % point", "at 5 % point", "at 95 % point", "swing"), rows)


def switching_chart(switching: SwitchingValues) -> Chart:
    """Draw by how much each number would have to change to flip the answer, the most fragile on top.

    Numbers that no value in range flips, or whose central value is 0, are in the table only. At most 15 are drawn.

    Args:
        switching: the switching values.

    Returns:
        The chart.

    Raises:
        InvalidArgumentError: no number flips the answer (``nothing-to-draw``).
        MissingDependencyError: Matplotlib is not installed (``sroi[report]``).

    Examples:
        >>> import sroi
        >>> switching_chart(sroi.switching_values(sroi.read_case("docs/examples/befriending.yaml"))).rows[0][0]
        'No longer chronically lonely: quantity'

    """
    words = number_words(switching.case)
    changes = {words(row.label): row.change for row in switching.rows if row.change is not None}
    if not changes:
        problem = "no number flips the answer"
        raise InvalidArgumentError(problem, code="nothing-to-draw", where=switching.case.id, fix="say so in words")
    drawn = dict(list(changes.items())[:_MOST][::-1])
    title = f"How wrong must a number be for a ratio of {short(switching.target)}?"
    figure, axes = blank(8, 1.5 + 0.35 * len(drawn), title)
    ends = np.clip(list(drawn.values()), -_FARTHEST, _FARTHEST)
    axes.barh(range(len(drawn)), ends, color=[ORANGE if end < 0 else BLUE for end in ends])
    for place, (change, end) in enumerate(zip(drawn.values(), ends, strict=True)):
        axes.annotate(change_text(change), (end, place), **_outside(end < 0))
    axes.axvline(0, color=INK, linewidth=1)
    axes.xaxis.set_major_formatter(lambda change, _: change_text(change) if change else "0 %")
    axes.set_yticks(range(len(drawn)), [broken(label) for label in drawn])
    cut = f"; bars end at {change_text(_FARTHEST)}" if max(map(abs, drawn.values())) > _FARTHEST else ""
    axes.set_xlabel(f"change from the central value{cut}")
    axes.margins(x=0.12)
    first = switching.rows[0]
    never = sum(row.switches_at is None for row in switching.rows)
    alt = f"Switching values of {len(drawn)} numbers. The most fragile: {_told(first, words)}. For {never} numbers {NONE}."
    rows = tuple((words(row.label), row.value, *_switch(row.switches_at, row.change)) for row in switching.rows)
    return Chart(figure, alt, ("number", "central", "switches at", "change"), rows)


def convergence_chart(simulation: Simulation, *, of: str = "ratio") -> Chart:
    """Draw how mean and 90 % interval settled as draws were added.

    Args:
        simulation: the draws.
        of: figure that was kept.

    Returns:
        The chart; its table has number of draws, 5 % point, mean and 95 % point.

    Raises:
        MissingDependencyError: Matplotlib is not installed (``sroi[report]``).

    Examples:
        >>> import sroi
        >>> simulation = sroi.simulate(sroi.read_case("docs/examples/befriending.yaml"), 1000)
        >>> convergence_chart(simulation).rows[-1][0]
        1000

    """
    rows = simulation.convergence(of)
    counts, lows, means, highs = (np.array(column) for column in zip(*rows, strict=True))
    figure, axes = blank(8, 4, "Are the draws enough?")
    axes.fill_between(counts, lows, highs, color=BLUE, alpha=0.25)
    axes.plot(counts, means, color=BLUE)
    for words, column in (("5 % point", lows), ("mean", means), ("95 % point", highs)):
        axes.annotate(words, (counts[-1], column[-1]), xytext=(4, 0), textcoords="offset points", va="center")
    _plain_axis(axes)
    axes.set(xlabel="draws", ylabel=_words(of))
    axes.margins(x=0.12)
    moved = abs(means[-1] - means[len(means) // 2])
    width = simulation.text_of(float(moved), of) if of != "ratio" else short(float(moved))
    what = f"Mean and 90 % interval of the {_words(of)} as draws are added, up to {int(counts[-1]):,}"
    alt = f"{what}. Over the second half the mean moved by {width}."
    return Chart(figure, alt, ("draws", "5 % point", "mean", "95 % point"), rows)


def _outside(left: bool) -> Mapping[str, Any]:  # noqa: FBT001 - a side has two values
    """Say how a label stands off the end of its bar, on its left or its right."""
    side = {"xytext": (-4, 0), "ha": "right"} if left else {"xytext": (4, 0), "ha": "left"}
    return side | {"textcoords": "offset points", "va": "center", "fontsize": 8}


def _longer_first(low: tuple[float, str], high: tuple[float, str], central: float) -> list[tuple[float, str]]:
    """Put the longer half of a bar behind the shorter one, which may lie on the same side."""
    return sorted((low, high), key=lambda half: -abs(half[0] - central))


def _end_labels(bar: Bar, central: float) -> list[tuple[float, bool, str]]:
    """Give place, side and words of the labels of a bar: one for each half, or one for two on the same side."""
    low, high = (value_words(bar.name, number) for number in (bar.low, bar.high))
    if (bar.at_low - central) * (bar.at_high - central) > 0:
        farthest = max(bar.at_low, bar.at_high, key=lambda end: abs(end - central))
        return [(farthest, farthest < central, f"{low} to {high}")]
    left = bar.at_low < bar.at_high
    return [(bar.at_low, left, low), (bar.at_high, not left, high)]


def _plain_axis(axes: Any) -> None:
    """Write the numbers of the axis with commas between thousands."""
    axes.xaxis.set_major_formatter(lambda value, _: plain_number(float(f"{value:.10g}")))


def blank(width: float, height: float, title: str) -> tuple[Figure, Any]:
    """Make a figure in the theme; nothing is shown, and no state of Matplotlib's is changed."""
    try:
        matplotlib, figures = import_module("matplotlib"), import_module("matplotlib.figure")
    except ImportError:
        fix = 'pip install "sroi[report]"'
        raise MissingDependencyError("a chart needs Matplotlib", code="missing-dependency", fix=fix) from None
    with matplotlib.rc_context(_STYLE):
        figure = figures.Figure(figsize=(width, height))
        axes = figure.subplots()
        axes.set_title(title, fontweight="bold")
    return figure, axes


def _mark(axes: Any, value: float, words: str, place: int) -> None:
    """Mark a value by a line and its words, each at a height of its own."""
    axes.axvline(value, color=(INK, ORANGE)[place % 2], linewidth=1.5, linestyle=("-", "--")[place % 2])
    height = 0.98 - 0.08 * place
    axes.annotate(f" {words}", (value, height), xycoords=("data", "axes fraction"), va="top", color=(INK, ORANGE)[place % 2])


def _marks(simulation: Simulation, of: str, headline: str | None) -> dict[str, float]:
    """Say what to mark: the central case, and a headline where there is one."""
    marks = {"central case": simulation.central[of]}
    published = simulation.case.published
    if of == "ratio" and (headline or (published and published.ratio)):
        marks["published headline"] = float(simulation.headline(headline))
    return marks


def broken(label: str) -> str:
    """Break a label into lines that leave most of the picture to the bars."""
    return "\n".join(in_lines(label.replace("$", r"\$"), _LABELS, 1))


def _told(row: SwitchingValue, words: Words) -> str:
    return f"{words(row.label)}{row.text.removeprefix(row.label)}"


def _switch(switches_at: float | None, change: float | None) -> tuple[str | float, str | float]:
    return (NONE if switches_at is None else switches_at), ("" if change is None else change)


def _words(of: str) -> str:
    return of.replace("_", " ")
