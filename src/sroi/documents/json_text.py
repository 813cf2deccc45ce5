"""JSON text to a tree, with the same strictness and the same places as YAML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sroi.documents.scalars import Trap, read_number
from sroi.documents.tree import FAULTY, Document, Path
from sroi.documents.yaml_text import MOST_DEEP

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[][{},:]|[^][{},:"\s]+')
_HALF = re.compile("[\ud800-\udfff]")
_WORDS = {"true": True, "false": False, "null": None}


def read_json(text: str, name: str) -> Document:
    """Read JSON; faults of the text are kept on the document, never raised.

    >>> read_json('{"quantity": 38}', "case.json").data
    {'quantity': 38}
    """
    document = Document(name)
    if not _well_formed(text, document):
        return document
    tokens = _tokens(text)
    document.data = _value(next(tokens), (), tokens, document)
    return document


def _well_formed(text: str, document: Document) -> bool:
    """Leave the grammar to the standard library; what it takes is then looked at for depth."""
    try:
        json.loads(text, parse_int=str)
        deep = _depth(text) > MOST_DEEP
    except RecursionError:
        deep = True
    except json.JSONDecodeError as error:
        document.lines[()] = error.lineno
        document.fault((), "json-syntax", f"not valid JSON: {error.msg}", "mend the JSON there")
        return False
    if deep:
        document.fault((), "too-much-nesting", f"values are nested more than {MOST_DEEP} deep", "flatten the file")
    return not deep


def _depth(text: str) -> int:
    deep = most = 0
    for match in _TOKEN.finditer(text):
        if match[0] in "[{":
            deep += 1
            most = max(most, deep)
        elif match[0] in "]}":
            deep -= 1
    return most


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Give each token with its line."""
    line, last = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        if match[0] not in ",:":
            yield match[0], line


def _value(token: tuple[str, int], path: Path, tokens: Iterator[tuple[str, int]], document: Document) -> Any:
    text, line = token
    document.lines[path] = line
    if text == "{":
        return _record(path, tokens, document)
    if text == "[":
        return [_value(item, (*path, place), tokens, document) for place, item in enumerate(_until("]", tokens))]
    if text in _WORDS:
        return _WORDS[text]
    if text.startswith('"'):
        return _text(text, path, document)
    value = read_number(text)
    if isinstance(value, Trap | str):
        document.fault(path, "not-finite", f"'{text}' is not a finite number", "give a number, or leave the key out")
        return FAULTY
    return value


def _text(token: str, path: Path, document: Document) -> str:
    """Read a string; half of a pair of escapes is no character and could not be printed."""
    text = str(json.loads(token))
    if "\\u" in token and _HALF.search(text):
        document.fault(path, "not-utf-8", "a string holds half of a character", "write the character itself, or both escapes")
        return _HALF.sub("?", text)
    return text


def _until(end: str, tokens: Iterator[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    while (token := next(tokens))[0] != end:
        yield token


def _record(path: Path, tokens: Iterator[tuple[str, int]], document: Document) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for text, line in _until("}", tokens):
        key = _text(text, path, document)
        inside = (*path, key)
        if key in values:
            document.repeated(inside, line)
            _value(next(tokens), (*inside, "again"), tokens, document)
        else:
            values[key] = _value(next(tokens), inside, tokens, document)
    return values
