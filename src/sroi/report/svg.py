"""Draws a picture as SVG by hand: few bytes, the same bytes on every machine, text that stays text.

Widths are shares of the whole and letters keep their size, so one drawing serves a phone, a desk and paper. Colours are
classes, which the page's style turns light or dark.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from sroi.report.markup import Html, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sroi.report.pictures import Bar, Picture

ROW, BAR_TOP, BAR_HEIGHT = 40, 19, 13
PLOT, BELOW = 150, 22
LONGEST = 30
WIDTH, MARGIN, TITLE = 640, 20, 54

STYLE = """svg.sroi{font:14px system-ui,"Segoe UI",Arial,sans-serif;display:block}
svg.sroi text{fill:#1b2733}svg.sroi .total{fill:#22627f}svg.sroi .more{fill:#2b8060}svg.sroi .less{fill:#c05621}
svg.sroi line{stroke:#63707c}svg.sroi .mark{stroke:#1b2733;stroke-dasharray:4 3}svg.sroi .quiet{fill:#4a5763;font-size:12px}
@media(max-width:24rem){svg.sroi{font-size:12px}}
@media(prefers-color-scheme:dark){svg.sroi text{fill:#e8edf2}svg.sroi .total{fill:#6cb6d9}svg.sroi .more{fill:#6fc7a0}
svg.sroi .less{fill:#f0955c}svg.sroi line{stroke:#93a1ad}svg.sroi .mark{stroke:#e8edf2}svg.sroi .quiet{fill:#b9c4ce}}
@media print{svg.sroi text{fill:#000}svg.sroi .total{fill:#22627f}svg.sroi .more{fill:#2b8060}svg.sroi .less{fill:#c05621}}
"""
"""Colours of the bars: three that people with any colour vision tell apart, each at least 3:1 against the page."""


GROUND = """svg.sroi{background:#fff}svg.sroi .title{font-weight:600;font-size:16px}
@media(prefers-color-scheme:dark){svg.sroi{background:#14191e}}
"""


def draw(picture: Picture) -> Html:
    """Draw a picture to stand in a page, whose style holds :data:`STYLE`.

    >>> import sroi
    >>> from sroi.report.pictures import by_year
    >>> draw(by_year(sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))))[:46]
    '<svg class="sroi" role="img" width="100%" heig'
    """
    return _whole(picture, "100%", Html(""))


def standalone(picture: Picture) -> Html:
    """Draw a picture to stand in a notebook, with its style inside."""
    return _whole(picture, str(WIDTH), Html(f"<style>{STYLE}</style>"))


def on_paper(picture: Picture) -> Html:
    """Draw a picture to stand alone as a file: on a ground of its own, light or dark, under its title."""
    inner = element("svg", *_marks(picture), x=str(MARGIN), y=str(TITLE), width=str(WIDTH), height=str(_height(picture)))
    title = element("text", picture.title, class_="title", x=str(MARGIN), y=str(TITLE - MARGIN))
    style = Html(f"<style>{STYLE}{GROUND}</style>")
    size = (WIDTH + 2 * MARGIN, _height(picture) + TITLE + MARGIN)
    return _root(picture, str(size[0]), size[1], joined([style, title, inner]), viewBox=f"0 0 {size[0]} {size[1]}")


def _whole(picture: Picture, width: str, style: Html) -> Html:
    return _root(picture, width, _height(picture), joined([style, *_marks(picture)]))


def _root(picture: Picture, width: str, height: int, inside: Html, **more: str) -> Html:
    """Make the outermost element: a picture with a name."""
    attributes = {"class": "sroi", "role": "img", "width": width, "height": str(height), "xmlns": "http://www.w3.org/2000/svg"}
    written = "".join(f' {name}="{escape(value)}"' for name, value in {**attributes, "aria-label": picture.alt, **more}.items())
    return Html(f"<svg{written}>{inside}</svg>")


def _marks(picture: Picture) -> Iterator[Html]:
    return _standing(picture) if picture.standing else _lying(picture)


def _height(picture: Picture) -> int:
    return PLOT + BELOW if picture.standing else ROW * len(_lines(picture.bars)) + (BELOW if picture.mark_text else 0)


def _lying(picture: Picture) -> Iterator[Html]:
    """Give each bar its line: the words above it, its number at the right end."""
    lines = _lines(picture.bars)
    zero = picture.place(0.0) if picture.mark is None else None
    for row, bars in enumerate(lines):
        top = row * ROW
        yield element("text", shortened(bars[0].label), x="0", y=str(top + 13))
        yield element("text", bars[0].text, x="100%", y=str(top + 13), text_anchor="end")
        yield from (_bar(picture, bar, top + BAR_TOP) for bar in bars if bar.start != bar.end)
    foot = ROW * len(lines)
    if zero is not None and 0 < zero < 1:
        yield _line(zero, 0, foot, "")
    if picture.mark is not None:
        yield from _marked(picture, picture.place(picture.mark), foot)


def _bar(picture: Picture, bar: Bar, top: int) -> Html:
    low, high = sorted((picture.place(bar.start), picture.place(bar.end)))
    width = max(high - low, 0.002)
    return element(
        "rect", class_=bar.role, x=_percent(low), y=str(top), width=_percent(min(width, 1 - low)), height=str(BAR_HEIGHT), rx="1"
    )


def _marked(picture: Picture, at: float, foot: int) -> Iterator[Html]:
    """Draw the marked value as a line through the bars, its words below."""
    anchor = "start" if at < 1 / 3 else "end" if at > 2 / 3 else "middle"
    yield _line(at, 0, foot + 2, "mark")
    yield element("text", picture.mark_text, class_="quiet", x=_percent(at), y=str(foot + 15), text_anchor=anchor)


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


def shortened(words: str) -> str:
    """Cut long words so that they fit above a bar; the table behind the picture has them whole.

    >>> shortened("a" * 60)[-3:]
    'aa…'
    """
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
