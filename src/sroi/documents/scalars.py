"""What a bare word in YAML means, without the surprises of YAML 1.1."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any, NamedTuple

WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")


_MONEY = re.compile(r"([-+]?)[£$€]?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_PER_CENT = re.compile(r"([-+]?[0-9]+(?:\.[0-9]+)?)\s*(?:%|per ?cent)", re.IGNORECASE)


class Trap(NamedTuple):
    """A way of writing that readers of YAML understand differently."""

    pattern: re.Pattern[str]
    code: str
    problem: str
    fix: str


TRAPS = (
    Trap(
        re.compile(r"[-+]?0[0-9]+(\.[0-9]*)?"),
        "octal-looking",
        "looks like an octal number",
        "drop the leading zero, or quote it if it is text",
    ),
    Trap(
        re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?"),
        "sexagesimal",
        "is read by some programs as a number to base sixty",
        "quote it if it is text",
    ),
    Trap(
        re.compile(r"[-+]?[0-9][0-9]*_[0-9_]*"),
        "number-with-underscores",
        "is a number to some programs and text to others",
        "write the digits without underscores",
    ),
    Trap(
        re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"),
        "not-finite",
        "is not a finite number",
        "give a number, or leave the key out",
    ),
)


def read_scalar(text: str) -> Any | Trap:
    """Read a bare word: nothing, true or false, a whole number, a decimal or text; or the trap it is.

    >>> read_scalar("38"), read_scalar("1e3"), read_scalar("no"), read_scalar("010").code
    (38, 1000.0, 'no', 'octal-looking')
    """
    if text in WORDS:
        return WORDS[text]
    if not (text[0].isdigit() or text[0] in "+-."):
        return text
    for trap in TRAPS:
        if trap.pattern.fullmatch(text):
            return trap
    return read_number(text)


def meant_number(text: str) -> str:
    """Give the digits that a number with signs for pounds, thousands or per cent stands for; nothing for other words.

    >>> meant_number("£48,000"), meant_number("40%"), meant_number("4,80"), meant_number("forty")
    ('48000', '0.40', '', '')
    """
    if money := _MONEY.fullmatch(text.strip()):
        return money[1] + money[2].replace(",", "") + (money[3] or "")
    share = _PER_CENT.fullmatch(text.strip())
    return f"{Decimal(share[1]).scaleb(-2):f}" if share else ""


def read_number(text: str) -> int | float | str | Trap:
    """Read digits as the number they are, or hand the text back; too large for a float is a trap.

    >>> read_number("2.50"), read_number("2025/26")
    (2.5, '2025/26')
    """
    if not _DECIMAL.fullmatch(text):
        return text
    value = float(text)
    if not math.isfinite(value):
        return TRAPS[-1]
    return int(text) if _WHOLE.fullmatch(text) else value
