"""The canonical text of plain data: the same for every order of keys, every comment and every spelling of a number.

It is the JSON Canonicalization Scheme of RFC 8785: keys sorted by UTF-16 code units, no white space, UTF-8,
numbers as the shortest digits that stand for the double, written as ECMAScript does. So another language
can work it out too.
"""

from __future__ import annotations

import json
from decimal import Context, Decimal
from hashlib import sha256
from typing import Any

_WIDE = Context(prec=400)  # the caller's own context may be narrow
_LEAST_PLAIN, _MOST_PLAIN = -7, 21


def canonical(value: Any) -> str:
    """Write plain data in canonical form.

    >>> canonical({"b": 38.0, "a": [0.10, 1e21, None, True]})
    '{"a":[0.1,1e+21,null,true],"b":38}'
    """
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be"))
        return "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{canonical(member)}" for key, member in members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(float(value))
    return json.dumps(value, ensure_ascii=False)


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return sha256(canonical(value).encode()).hexdigest()


def _number(value: float) -> str:
    """Write a double as ECMAScript does."""
    sign, digits, exponent = Decimal(repr(value)).normalize(_WIDE).as_tuple()
    if value == 0:
        return "0"
    text = "".join(map(str, digits))
    point = len(text) + int(exponent)
    return ("-" if sign else "") + _placed(text, point)


def _placed(text: str, point: int) -> str:
    """Put the decimal point: ``point`` digits stand before it."""
    if len(text) <= point <= _MOST_PLAIN:
        return text + "0" * (point - len(text))
    if 0 < point <= _MOST_PLAIN:
        return f"{text[:point]}.{text[point:]}"
    if _LEAST_PLAIN < point - 1 < 0:
        return "0." + "0" * -point + text
    tail = f".{text[1:]}" if len(text) > 1 else ""
    return f"{text[0]}{tail}e{point - 1:+d}"
