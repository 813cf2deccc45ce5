"""Plain text for terminals: tables and JSON."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentTypeError
from importlib.util import find_spec
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from sroi.documents.scalars import meant_number
from sroi.model.text import table_text

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Lay rows out in columns, as :func:`sroi.model.text.table_text` does.

    On a terminal that shows colours, where ``rich`` is installed, the table has rules and fits the width; what is
    piped on is always plain.
    """
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR") and find_spec("rich"):
        return _ruled(head, rows, right)
    return table_text(head, rows, right=right)


def _ruled(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> str:
    """Draw the table with rich, which takes every cell as words and never as its own mark-up."""
    from io import StringIO  # noqa: PLC0415 - only on a terminal

    from rich import box  # noqa: PLC0415 - an extra
    from rich.console import Console  # noqa: PLC0415 - an extra
    from rich.table import Table  # noqa: PLC0415 - an extra
    from rich.text import Text  # noqa: PLC0415 - an extra

    drawn = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for place, name in enumerate(head):
        drawn.add_column(Text(name), justify="right" if place in right else "left")
    for row in rows:
        drawn.add_row(*map(Text, row))
    paper = StringIO()
    Console(file=paper, force_terminal=True, width=get_terminal_size().columns).print(drawn)
    return paper.getvalue().rstrip("\n")


def whole_number(text: str) -> int:
    """Read the number of an option.

    >>> whole_number("10000")
    10000
    """
    try:
        return int(text)
    except ValueError:
        digits = meant_number(text)
        fix = f"write {digits}" if digits.isdigit() else "write digits alone, such as 10000"
        raise ArgumentTypeError(f"{text!r} is not a whole number: {fix}") from None


def as_json(data: Any) -> str:
    """Write plain data as JSON that people can read; there is no NaN in it."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
