"""A case to a file that people can read: YAML with comments that say where each number comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sroi.catalogue import Catalogue, edition, load
from sroi.documents.writing import writing
from sroi.errors import InvalidArgumentError, SroiError
from sroi.model.case import Case, InlineProxy, Outcome
from sroi.model.text import money_text
from sroi.version import VERSION

_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_./() '-]*[A-Za-z0-9)]|[A-Za-z]")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_FIGURE = frozenset({"value", "share", "amount"})
_WIDTH = 100


def write_case(case: Case, path: str | Path, *, catalogue: Catalogue | None = None) -> None:
    """Write a case to a YAML file.

    Every key of the case is written, so reading the file again gives an equal case. Comments name each measure,
    and for each proxy its amount in the case's price year, how that was found, its source and where it stands there.

    Args:
        case: the case.
        path: a .yaml or .yml file; one that is there already is written over.
        catalogue: where proxies and measures are looked up for the comments; the package's own by default.

    Raises:
        FileUnreadableError: the file cannot be written (``file-not-writable``).
        InvalidArgumentError: the name of the file ends otherwise (``not-a-yaml-file``).

    Examples:
        >>> import sroi, tempfile
        >>> case = sroi.read_case("docs/examples/befriending.yaml")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_case(case, f"{folder}/again.yaml")
        ...     sroi.read_case(f"{folder}/again.yaml") == case
        True

    """
    if Path(path).suffix.lower() not in {".yaml", ".yml"}:
        problem = f"a case is written as YAML, and '{path}' is not called so"
        raise InvalidArgumentError(problem, code="not-a-yaml-file", where="path", fix="end the name in .yaml")
    text = case_text(case, catalogue=catalogue)
    with writing(path):
        Path(path).write_text(text, "utf-8", newline="\n")


def case_text(case: Case, *, catalogue: Catalogue | None = None) -> str:
    """Return the text that :func:`write_case` writes.

    Args:
        case: the case.
        catalogue: where proxies and measures are looked up for the comments; the package's own by default.

    Examples:
        >>> import sroi
        >>> case_text(sroi.read_case("docs/examples/befriending.yaml")).splitlines()[2]
        'format: 1'

    """
    shelf = catalogue or load()
    lines = [
        f"# {_one_line(case.title)}",
        f"# A case file, format 1, written by sroi {VERSION} with the data edition {edition()}. Comments are not read.",
    ]
    for key, value in case.to_dict().items():
        if key == "outcomes":
            lines += ["outcomes:"] if value else ["outcomes: []"]
            seen: set[str | None] = set()
            for record, outcome in zip(value, case.outcomes, strict=True):
                lines += _outcome(record, outcome, case, shelf, warn=outcome.measure not in seen)
                seen.add(outcome.measure)
        else:
            lines += _entry(key, value, 0)
    return "\n".join(lines) + "\n"


def _outcome(record: dict[str, Any], outcome: Outcome, case: Case, catalogue: Catalogue, *, warn: bool) -> Iterator[str]:
    """Write one outcome, with its measure above it and the story of its proxy below the proxy's id."""
    yield ""
    yield from (f"  # {text}" for text in _about(outcome, catalogue, warn=warn))
    sign = "  - "
    for key, value in record.items():
        first, *rest = _entry(key, value, 4)
        yield sign + first[4:]
        yield from rest
        sign = "    "
        if key == "proxy":
            yield from (f"      # {text}" for text in _story(outcome, case, catalogue))


def _about(outcome: Outcome, catalogue: Catalogue, *, warn: bool) -> Iterator[str]:
    """Name the measure of a line, and at its first line what its framework warns of."""
    try:
        measure = catalogue.measure(outcome.measure) if outcome.measure else None
    except SroiError:
        measure = None
    if measure:
        yield f"Measure {measure.number}: {_one_line(measure.title)}"
        yield from ([f"Take care: {_one_line(measure.warning)}"] if measure.warning and warn else [])


def _story(outcome: Outcome, case: Case, catalogue: Catalogue) -> Iterator[str]:
    """Say what a catalogue's proxy is worth in the case's price year, and who says so."""
    if isinstance(outcome.proxy, InlineProxy):
        return
    try:
        match = catalogue.match(outcome.proxy, case.price_year)
    except SroiError:
        return
    amount = money_text(match.amount, match.proxy.currency)
    yield f"{_one_line(match.proxy.title)}: {amount} for one {match.proxy.unit}; {_one_line(match.sentence)}"
    yield f"source: {match.value.source}, {_one_line(match.value.locator)}; confidence {match.value.confidence}"


def _one_line(text: str) -> str:
    """Keep a text on one line of a comment, without what YAML takes for a line's end."""
    return " ".join(re.sub(r"[\x00-\x1f]", " ", _UNPRINTABLE.sub(" ", text)).split())


def _entry(key: str, value: Any, indent: int) -> list[str]:
    """Write a key and its value: on one line where that is short, else below it."""
    space, value = " " * indent, _number_first(value)
    flat = f"{space}{_scalar(key)}: {_flow(value)}"
    if not isinstance(value, dict | list) or not value or (len(flat) <= _WIDTH and not _deep(value)):
        return [flat]
    head = f"{space}{_scalar(key)}:"
    if isinstance(value, dict):
        return [head, *(line for name, member in value.items() for line in _entry(name, member, indent + 2))]
    return [head, *(line for member in value for line in _member(member, indent + 2))]


def _member(value: Any, indent: int) -> list[str]:
    """Write a member of a list."""
    space, value = " " * indent, _number_first(value)
    if not isinstance(value, dict) or not value or (_FIGURE & set(value) and len(_flow(value)) <= _WIDTH):
        return [f"{space}- {_flow(value)}"]
    lines = [line for name, member in value.items() for line in _entry(name, member, indent + 2)]
    return [f"{space}- {lines[0].lstrip(' ')}", *lines[1:]]


def _number_first(value: Any) -> Any:
    """Write the number of a figure before what it rests on."""
    if not isinstance(value, dict) or "id" in value:
        return value
    return {**{key: value[key] for key in value if key in _FIGURE}, **value}


def _deep(value: Any) -> bool:
    """Say whether a value holds records inside it."""
    members = value.values() if isinstance(value, dict) else value
    return any(isinstance(member, dict | list) for member in members)


def _flow(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """Write a word or a number so that every reader of YAML takes it for the same thing."""
    if isinstance(value, str):
        bare = _BARE.fullmatch(value) and value.lower() not in _WORDS
        return value if bare else _UNPRINTABLE.sub(lambda one: f"\\u{ord(one[0]):04x}", json.dumps(value, ensure_ascii=False))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - whole floats below it print exactly
        return str(int(value))
    return json.dumps(value)
