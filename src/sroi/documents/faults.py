"""What pydantic found wrong, said with file, line, field and fix."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from sroi.documents.tree import FAULTY, Document, Path
from sroi.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_SHAPES = {
    "string_type": ("not-text", "text"),
    "bool_type": ("not-true-or-false", "true or false"),
    "model_type": ("not-a-record", "a record of keys and values"),
    "model_attributes_type": ("not-a-record", "a record of keys and values"),
    "dict_type": ("not-a-record", "a record of keys and values"),
    "tuple_type": ("not-a-list", "a list"),
    "list_type": ("not-a-list", "a list"),
    "int_type": ("not-a-whole-number", "a whole number"),
    "int_from_float": ("not-a-whole-number", "a whole number"),
    "float_type": ("not-a-number", "a number"),
}
_NEAR, _VERY_NEAR = 0.6, 0.8
_BOUNDS = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")


def faults_of(error: ValidationError, document: Document, names: Collection[str] = ()) -> list[Fault]:
    """Turn every error of a validation into a fault with its place in the document.

    Args:
        error: what pydantic raised when it validated ``document.data``.
        document: the tree that was validated; values it could not read are not complained of again.
        names: keys that a misspelt key may have meant.

    """
    details = [(_place(item, document.data), item) for item in error.errors(include_url=False)]
    found = [(path, item) for path, item in details if path is not None]
    missing = {path for path, item in found if item["type"] == "missing"}
    return [
        _fault(path, item, document, {name for *parent, name in missing if tuple(parent) == path[:-1]}, names)
        for path, item in sorted(found, key=lambda pair: document.line(pair[0]))
    ]


def _place(item: ErrorDetails, data: Any) -> Path | None:
    """Follow an error's way through the tree, past the names of union members; None where text was faulty."""
    path: list[str | int] = []
    here = data
    for last, step in enumerate(item["loc"], 1 - len(item["loc"])):
        if _holds(here, step):
            here = here[step]
            path.append(step)
            if here is FAULTY:
                return None
        elif last == 0 and item["type"] == "missing":
            path.append(step)
    return tuple(path)


def _holds(here: Any, step: str | int) -> bool:
    if isinstance(here, dict):
        return step in here
    return isinstance(here, list) and isinstance(step, int) and step < len(here)


def _fault(path: Path, item: ErrorDetails, document: Document, missing: Collection[Any], names: Collection[str]) -> Fault:
    code, problem, fix = _words(path, item, missing, names)
    return Fault(code, problem, document.where(path), fix)


def _words(path: Path, item: ErrorDetails, missing: Collection[Any], names: Collection[str]) -> tuple[str, str, str]:
    """Say code, problem and fix of one error; a key may be a slip of one that its record misses."""
    kind, value, field = item["type"], item["input"], _field(path)
    if kind == "missing":
        return "missing", f"'{field}' is missing", f"add '{field}'"
    if kind == "extra_forbidden" or item["loc"][-1:] == ("[key]",):
        return (
            "unknown-key",
            f"'{field}' is not a key here",
            _near(field, missing, _VERY_NEAR) or _meant(field, names) or "take it away; notes belong in comments or `notes`",
        )
    if value is None or kind == "string_too_short":
        return "blank", f"'{field}' has no value", "give a value, or leave the key out: a blank is never a zero"
    if kind in _SHAPES:
        return _words_of_shape(path, *_SHAPES[kind], value)
    return _words_of_value(field, item)


def _words_of_shape(path: Path, code: str, wanted: str, value: Any) -> tuple[str, str, str]:
    """Say code, problem and fix of a value of the wrong type; the whole file has no name to give."""
    if path:
        return code, f"'{_field(path)}' must be {wanted}, not {value!r:.60}", f"write {wanted}"
    held = "a list" if isinstance(value, list) else f"only {value!r:.60}"
    return code, f"the file holds {held}, and must be {wanted}", "write keys at the left edge, each with a colon: id: job-club"


def _field(path: Path) -> str:
    """Name the field of a place; of a member of a list, the list."""
    return next((step for step in reversed(path) if isinstance(step, str)), "the file")


def _words_of_value(field: str, item: ErrorDetails) -> tuple[str, str, str]:
    """Say code, problem and fix of a value of the right type that may not stand there."""
    kind, value, context = item["type"], item["input"], item.get("ctx", {})
    if kind == "finite_number":
        return "not-finite", f"'{field}' is {value!r:.60}, not a finite number", "give a number, or leave the key out"
    if kind == "literal_error":
        choices = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
        fix = _meant(str(value), choices) or f"use one of {', '.join(choices)}"
        return f"unknown-{field.replace('_', '-')}", f"{value!r:.60} is not a {field.replace('_', ' ')}", fix
    if kind in _BOUNDS:
        return (
            "out-of-range",
            f"'{field}' is {value!r}; {item['msg'].lower().replace('input ', 'it ')}",
            "give a value in that range",
        )
    return kind.replace("_", "-"), item["msg"], str(context.get("fix", ""))


def _meant(word: str, names: Collection[str]) -> str:
    if word in names:
        return f"'{word}' belongs in another record"
    return _near(word, names, _NEAR)


def _near(word: str, names: Collection[str], cutoff: float) -> str:
    near = get_close_matches(word, list(names), n=1, cutoff=cutoff)
    return f"did you mean '{near[0]}'?" if near else ""
