"""Draws a picture as SVG by hand: few bytes, the same bytes on every machine, text that stays text.

Widths are shares of the whole, letters keep their size and words are broken into lines that fit a phone, so one drawing
serves a phone, a desk and paper. Colours are classes, which the page's style turns light or dark.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sroi.report.lettering import in_lines
from sroi.report.markup import Html, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sroi.report.pictures import Bar, Picture

LETTERS, LINE = 14, 17
ROW, BASE, BAR_TOP, BAR_HEIGHT, BESIDE = 40, 13, 19, 13, 3
PLOT, BELOW = 150, 22
WIDTH, SIDES, TITLE, TITLE_LETTERS = 680, 3, 34, 18
NARROWEST, GAP = 296, 14
"""A phone leaves so much room to words, and a number stands off its label by so much."""

STYLE = """svg.sroi{font:14px system-ui,"Segoe UI",Arial,sans-serif;display:block}
svg.sroi text{fill:#1b2733}svg.sroi .total{fill:#22627f}svg.sroi .more{fill:#2b8060}svg.sroi .less{fill:#c05621}
svg.sroi line{stroke:#63707c}svg.sroi .mark{stroke:#1b2733;stroke-dasharray:4 3}svg.sroi .quiet{fill:#4a5763;font-size:12px}
@media(max-width:22rem){svg.sroi{font-size:12px}}
@media(prefers-color-scheme:dark){svg.sroi text{fill:#e8edf2}svg.sroi .total{fill:#6cb6d9}svg.sroi .more{fill:#6fc7a0}
svg.sroi .less{fill:#f0955c}svg.sroi line{stroke:#93a1ad}svg.sroi .mark{stroke:#e8edf2}svg.sroi .quiet{fill:#b9c4ce}}
@media print{svg.sroi text,svg.sroi .quiet{fill:#000}svg.sroi .total{fill:#22627f}svg.sroi .more{fill:#2b8060}
svg.sroi .less{fill:#c05621}svg.sroi line{stroke:#63707c}svg.sroi .mark{stroke:#000}}
"""
"""Colours of the bars: three that people with any colour vision tell apart, each at least 3:1 against the page."""


GROUND = """svg.sroi{background:#fff}svg.sroi .title{font-weight:600;font-size:16px}
@media(prefers-color-scheme:dark){svg.sroi{background:#14191e}}
"""


class Drawing(NamedTuple):
    """What was drawn, and how tall it is."""

    height: int
    marks: list[Html]


def draw(picture: Picture) -> Html:
    """Draw a picture to stand in a page, whose style holds :data:`STYLE`.

    >>> import sroi
    >>> from sroi.report.pictures import by_year
    >>> draw(by_year(sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))))[:46]
    '<svg class="sroi" role="img" width="100%" heig'
    """
    return _whole(picture, "100%", Html(""), NARROWEST)


def standalone(picture: Picture) -> Html:
    """Draw a picture to stand in a notebook, with its style inside."""
    return _whole(picture, str(WIDTH), Html(f"<style>{STYLE}</style>"), WIDTH)


def on_paper(picture: Picture) -> Html:
    """Draw a picture to stand alone as a file of one size: on a ground of its own, light or dark, under its title."""
    height, inside = _with_title(picture, WIDTH - 2 * WIDTH * SIDES // 100)
    return _root(picture, str(WIDTH), height, inside, viewBox=f"0 0 {WIDTH} {height}")


def on_site(picture: Picture) -> Html:
    """Draw the same to be shown in a page as an image: as wide as the page lets it be, its letters never smaller."""
    height, inside = _with_title(picture, NARROWEST)
    return _root(picture, "100%", height, inside)


def _with_title(picture: Picture, room: int) -> tuple[int, Html]:
    """Put the title above the drawing, a margin around both; give their height, too."""
    title, drawing = in_lines(picture.title, room, TITLE_LETTERS), _marks(picture, room)
    top, side = TITLE + LINE * len(title), f"{SIDES}%"
    written = _text(title, class_="title", x=side, y=str(TITLE))
    inner = element("svg", *drawing.marks, x=side, y=str(top), width=f"{100 - 2 * SIDES}%", height=str(drawing.height))
    return top + drawing.height + LINE, joined([Html(f"<style>{STYLE}{GROUND}</style>"), written, inner])


def _whole(picture: Picture, width: str, style: Html, room: int) -> Html:
    drawing = _marks(picture, room)
    return _root(picture, width, drawing.height, joined([style, *drawing.marks]))


def _root(picture: Picture, width: str, height: int, inside: Html, **more: str) -> Html:
    """Make the outermost element: a picture with a name."""
    attributes = {"class": "sroi", "role": "img", "width": width, "height": str(height), "xmlns": "http://www.w3.org/2000/svg"}
    written = "".join(f' {name}="{escape(value)}"' for name, value in {**attributes, "aria-label": picture.alt, **more}.items())
    return Html(f"<svg{written}>{inside}</svg>")


def _marks(picture: Picture, room: int) -> Drawing:
    return Drawing(PLOT + BELOW, [*_standing(picture)]) if picture.standing else _lying(picture, room)


def _lying(picture: Picture, room: int) -> Drawing:
    """Give each bar its row: the words above it, its number at the right end, what is marked beside the bar alone."""
    top, marks = 0, []
    for bars in _lines(picture.bars):
        label = in_lines(bars[0].label, room, LETTERS, beside=bars[0].text, gap=GAP)
        marks += [_text(label, x="0", y=str(top + BASE))]
        marks += [element("text", bars[0].text, x="100%", y=str(top + BASE), text_anchor="end")]
        at = top + BAR_TOP + LINE * (len(label) - 1)
        marks += [_bar(picture, bar, at) for bar in bars if bar.start != bar.end]
        marks += _upright(picture, at - BESIDE, at + BAR_HEIGHT + BESIDE)
        top = at - BAR_TOP + ROW
    marks += [] if picture.mark is None else [_mark_text(picture, picture.place(picture.mark), top)]
    return Drawing(top + (BELOW if picture.mark_text else 0), marks)


def _upright(picture: Picture, top: int, foot: int) -> Iterator[Html]:
    """Draw the marked value, or zero where bars lie on both sides of it, beside one bar: never through words."""
    at = picture.place(0.0 if picture.mark is None else picture.mark)
    if picture.mark is not None or 0 < at < 1:
        yield _line(at, top, foot, "" if picture.mark is None else "mark")


def _text(lines: Sequence[str], **attributes: str) -> Html:
    """Write one line of words, or several below each other."""
    first, *rest = lines
    more = [element("tspan", line, x=attributes["x"], dy=str(LINE)) for line in rest]
    return element("text", first, *more, **attributes)


def _bar(picture: Picture, bar: Bar, top: int) -> Html:
    low, high = sorted((picture.place(bar.start), picture.place(bar.end)))
    width = max(high - low, 0.002)
    return element(
        "rect", class_=bar.role, x=_percent(low), y=str(top), width=_percent(min(width, 1 - low)), height=str(BAR_HEIGHT), rx="1"
    )


def _mark_text(picture: Picture, at: float, foot: int) -> Html:
    """Say below the bars what the line beside them marks."""
    anchor = "start" if at < 1 / 3 else "end" if at > 2 / 3 else "middle"
    return element("text", picture.mark_text, class_="quiet", x=_percent(at), y=str(foot + 15), text_anchor=anchor)


def _standing(picture: Picture) -> Iterator[Html]:
    """Give each bar its column, and the scale below."""
    width, most = 1 / len(picture.bars), picture.span[1] or 1
    for place, bar in enumerate(picture.bars):
        tall = PLOT * bar.end / most
        yield element(
            "rect",
            class_=bar.role,
            x=_percent(place * width),
            y=f"{PLOT - tall:.1f}",
            width=_percent(width * 0.9),
            height=f"{tall:.1f}",
        )
    yield element("line", x1="0", x2="100%", y1=str(PLOT), y2=str(PLOT))
    for at, words in picture.ticks:
        yield element("text", words, class_="quiet", x=_percent(at), y=str(PLOT + 16), text_anchor=_anchor(at))


def _anchor(at: float) -> str:
    """Keep the words of a tick inside the picture."""
    return "start" if at < 0.05 else "end" if at > 0.95 else "middle"  # noqa: PLR2004 - the outer twentieths


def _lines(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Put neighbours of one label and number on one line: the two halves of a tornado's bar."""
    return [list(group) for _, group in groupby(bars, key=lambda bar: (bar.label, bar.text) if bar.role != "total" else id(bar))]


def _line(at: float, top: int, foot: int, class_: str) -> Html:
    extra = {"class_": class_} if class_ else {}
    return element("line", x1=_percent(at), x2=_percent(at), y1=str(top), y2=str(foot), **extra)


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"
