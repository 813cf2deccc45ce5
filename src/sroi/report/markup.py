"""HTML that is safe by construction: whatever is not made here is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sroi.report.sheet import Cell, Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sroi.report.sheet import Sheet

EMPTY = frozenset({"br", "hr", "meta"})


class Html(str):
    """Text that is HTML already; any other text is escaped before it stands among HTML."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str) -> Html:
    """Make one element. Children that are not :class:`Html` are escaped; ``class_`` writes ``class``.

    >>> element("p", "1 < 2 ", element("b", "yes"), class_="note")
    '<p class="note">1 &lt; 2 <b>yes</b></p>'
    """
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    end = "" if name in EMPTY else f"</{name}>"
    return Html(f"<{name}{written}>{joined(children)}{end}")


def joined(parts: Iterable[str], between: str = "") -> Html:
    """Join parts, each escaped unless it is HTML already.

    >>> joined(["a & b", Html("<br>")])
    'a &amp; b<br>'
    """
    return Html(between.join(part if isinstance(part, Html) else escape(part) for part in parts))


def anchor(cell: Cell) -> str:
    """Make a link of a cell that is one and leads to the web or the page; else its words.

    >>> anchor(Link("x", "javascript:alert(1)"))
    'x'
    """
    if isinstance(cell, Link):
        return element("a", cell.text, href=cell.address) if cell.safe else cell.text
    return cell


def bullets(items: Iterable[str], **attributes: str) -> Html:
    """Make a list with dots."""
    return element("ul", *(element("li", item) for item in items), **attributes)


def pairs(items: Iterable[tuple[str, Cell]], **attributes: str) -> Html:
    """Make a list of names with what they stand for."""
    return element("dl", *(element("div", element("dt", name), element("dd", anchor(one))) for name, one in items), **attributes)


def table(sheet: Sheet, *, caption: bool = True) -> Html:
    """Make a table: a caption, headings with scope, the first cell of each row its heading.

    A wide table scrolls inside a group of its own, which the keyboard can reach.
    """
    head = element("tr", *(_cell("th", place, name, sheet, scope="col") for place, name in enumerate(sheet.head)))
    rows = [_row(row, sheet, last=place == len(sheet.rows) - 1) for place, row in enumerate(sheet.rows)]
    title = [element("caption", sheet.title)] if caption else []
    whole = element("table", *title, element("thead", head), element("tbody", *rows))
    return element("div", whole, class_="scroll", role="group", aria_label=sheet.title, tabindex="0")


def _row(row: tuple[Cell, ...], sheet: Sheet, *, last: bool) -> Html:
    first, *others = row
    cells = [_cell("th", 0, anchor(first), sheet, scope="row")]
    cells += [_cell("td", place, anchor(cell), sheet) for place, cell in enumerate(others, 1)]
    return element("tr", *cells, **({"class_": "total"} if last and sheet.sums else {}))


def _cell(name: str, place: int, words: str, sheet: Sheet, **attributes: str) -> Html:
    return element(name, words, **attributes, **({"class_": "number"} if place in sheet.right else {}))
