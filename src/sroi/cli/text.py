"""Plain text for terminals: tables and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Lay rows out in columns; those whose numbers are in ``right`` are set to the right.

    >>> print(table(["line", "£"], [["diet", "8.00"], ["work", "12.00"]], right=[1]))
    line      £
    ----  -----
    diet   8.00
    work  12.00
    """
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    ruled = [head, ["-" * width for width in widths], *rows]
    return "\n".join(_row(row, widths, right) for row in ruled)


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    set_out = (
        cell.rjust(width) if place in right else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(set_out).rstrip()


def as_json(data: Any) -> str:
    """Write plain data as JSON that people can read; there is no NaN in it."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
