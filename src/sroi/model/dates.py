"""Dates as people note them: a day, a month or a year."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema

from sroi.model.base import Text, refuse

_FORM = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_FIRST_DAY, _YEAR_DIGITS = "-01-01", 4
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def _date(value: Any) -> Any:
    """Take a day, month or year that there is; a bare year becomes its text."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else None
    if text and not _exists(text):
        fix = "write a day as 2026-05-01, a month as 2026-05 or a year as 2026"
        raise refuse("not-a-date", f"{value!r:.60} is not a date", fix)
    return text or value


def _exists(text: str) -> bool:
    """Say whether there is such a day; a month stands for its first day, a year for its first month."""
    if not _FORM.fullmatch(text):
        return False
    try:
        day = date.fromisoformat(text + _FIRST_DAY[len(text) - _YEAR_DIGITS :])
    except ValueError:
        return False
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


When: TypeAlias = Annotated[
    Text,
    BeforeValidator(_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^\s*{_FORM.pattern}\s*$"},
                {"type": "integer", "minimum": _FIRST_YEAR, "maximum": _LAST_YEAR},
            ]
        }
    ),
]
"""A day, month or year that there is: ``2026-05-01``, ``2026-05`` or ``2026``."""
