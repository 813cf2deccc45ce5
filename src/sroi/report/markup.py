"""HTML that is safe by construction: whatever is not made here is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sroi.report.sheet import Cell, Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sroi.report.sheet import Sheet

MOST_COLUMNS = 3
"""Columns that fit the width of a phone."""

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

    A wide table scrolls inside a group of its own, which the keyboard can reach; on a phone one of many columns becomes
    a card for each row. The roles are written out because that layout would take them away.
    """
    head = element("tr", *(_head(place, name, sheet) for place, name in enumerate(sheet.head)), role="row")
    rows = [_row(row, sheet, last=place == len(sheet.rows) - 1) for place, row in enumerate(sheet.rows)]
    title = [element("caption", sheet.title)] if caption else []
    body = [element("thead", head, role="rowgroup"), element("tbody", *rows, role="rowgroup")]
    class_ = "scroll cards" if len(sheet.head) > MOST_COLUMNS else "scroll"
    return element(
        "div", element("table", *title, *body, role="table"), class_=class_, role="group", aria_label=sheet.title, tabindex="0"
    )


def _head(place: int, name: str, sheet: Sheet) -> Html:
    return element("th", name, scope="col", role="columnheader", **_number(place, sheet))


def _row(row: tuple[Cell, ...], sheet: Sheet, *, last: bool) -> Html:
    first, *others = row
    cells = [element("th", anchor(first), scope="row", role="rowheader", **_number(0, sheet))]
    cells += [
        element("td", anchor(cell), role="cell", data_label=sheet.head[place], **_number(place, sheet))
        for place, cell in enumerate(others, 1)
    ]
    return element("tr", *cells, role="row", **({"class_": "total"} if last and sheet.sums else {}))


def _number(place: int, sheet: Sheet) -> dict[str, str]:
    return {"class_": "number"} if place in sheet.right else {}
