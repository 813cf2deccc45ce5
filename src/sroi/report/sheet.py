"""A table as every way out shows it: the same rows become HTML, Markdown, CSV and a notebook's picture of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from sroi.model.text import money_text

if TYPE_CHECKING:
    from sroi.valuation import Result

_SAFE_ADDRESS = re.compile(r"(https?://|#)[^\s\"'<>`]+", re.IGNORECASE)
_MARKS = re.compile(r"([\\`*_\[\]|])")
_OPENING = re.compile(r"^(#|~(?=~)|[+-](?=\s|$|-)|[0-9]+(?=[.)](?:\s|$)))")
_BIG = 1000

Pounds: TypeAlias = Callable[[float], str]
"""Writes money as people read it, in the currency and with the decimals of one case."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere.

    Args:
        text: the words.
        address: where they lead: a web address, or ``#`` and the id of a place on the page.

    """

    text: str
    address: str

    @property
    def safe(self) -> bool:
        """Whether the address is of the web or of the page: nothing else is ever made a link.

        >>> Link("a", "https://example.org").safe, Link("a", "javascript:alert(1)").safe
        (True, False)
        """
        return _SAFE_ADDRESS.fullmatch(self.address) is not None


Cell: TypeAlias = str | Link


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Args:
        title: what it shows.
        head: names of the columns.
        rows: cells, as many in each row as there are columns; the first names the row.
        right: places of the columns that hold numbers.
        sums: whether the last row is a total.

    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: tuple[int, ...] = ()
    sums: bool = False

    @classmethod
    def of(
        cls, title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, right: Sequence[int] = (), sums: bool = False
    ) -> Sheet:
        """Make a sheet of any lists."""
        return cls(title, tuple(head), tuple(tuple(row) for row in rows), tuple(right), sums)

    def without_empty(self) -> Sheet:
        """Leave out the columns in which nothing stands."""
        kept = [place for place in range(len(self.head)) if place == 0 or any(plain(row[place]) for row in self.rows)]
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        right = tuple(kept.index(place) for place in self.right if place in kept)
        return Sheet(self.title, tuple(self.head[place] for place in kept), rows, right, self.sums)

    @property
    def text_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows as plain words."""
        return tuple(tuple(plain(cell) for cell in row) for row in self.rows)

    def _repr_markdown_(self) -> str:
        return sheet_markdown(self)


def plain(cell: Cell) -> str:
    """Return a cell as plain words."""
    return cell.text if isinstance(cell, Link) else cell


def pounds_of(result: Result) -> Pounds:
    """Write the money of one result: whole pounds for a case of thousands, with pence for a small one.

    >>> import sroi
    >>> pounds_of(sroi.calculate(sroi.read_case("docs/examples/befriending.yaml")))(1136.95)
    '£1,137'
    """
    places = 0 if max(abs(result.present_value), abs(result.total_input)) >= _BIG else 2
    return lambda value: money_text(value, result.case.currency, places)


def markdown_text(text: str) -> str:
    r"""Escape words so that no Markdown and no HTML in them comes to life; line ends become spaces.

    >>> print(markdown_text("<b> [x](y) | 1*2"))
    &lt;b&gt; \[x\](y) \| 1\*2
    >>> print(markdown_text("# not a heading"), markdown_text("1. not a list"))
    \# not a heading 1\. not a list
    """
    words = _MARKS.sub(r"\\\1", escape(" ".join(text.split()), quote=False))
    return _OPENING.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", words)


def cell_markdown(cell: Cell) -> str:
    """Return a cell for a Markdown table, a link as a link where its address is safe."""
    words = markdown_text(plain(cell))
    if isinstance(cell, Link) and cell.safe and not cell.address.startswith("#"):
        return f"[{words}](<{cell.address}>)"
    return words


def sheet_markdown(sheet: Sheet) -> str:
    """Write a sheet as a Markdown table.

    Examples:
        >>> print(sheet_markdown(Sheet("t", ("line", "£"), (("diet", "8"),), right=(1,))))
        | line | £ |
        | --- | ---: |
        | diet | 8 |
    """
    rule = ["---:" if place in sheet.right else "---" for place in range(len(sheet.head))]
    cells = [[markdown_text(name) for name in sheet.head], rule, *([cell_markdown(cell) for cell in row] for row in sheet.rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)
