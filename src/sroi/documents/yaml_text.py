"""YAML text to a tree: safe, strict, bounded, and every fault with its line.

Events of PyYAML are walked directly: its constructor would resolve YAML 1.1 surprises, keep only the
last of repeated keys and lose the lines.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import yaml

from sroi.documents.commas import Cut
from sroi.documents.scalars import Trap, read_scalar
from sroi.documents.tree import FAULTY, Document, Path

if TYPE_CHECKING:
    from collections.abc import Iterator

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Event: TypeAlias = Any
"""An event of PyYAML, whose published types leave out tag, anchor and value."""

MOST_DEEP = 50
MOST_ALIASED = 100_000
_CURLY = re.compile("[“”‘’„]")
_MISPLACED = re.compile("mapping values|expected (key|'-'|':'|<block end>)")
_PLAIN_LINE = re.compile(r"\s*(- +)*([\w.-]+:( +[^:\"']*)?|[^:\"']*)")
_TOO_DEEP = f"values are nested more than {MOST_DEEP} deep"


def read_yaml(text: str, name: str) -> Document:
    """Read one YAML document; faults of the text are kept on it, never raised.

    >>> read_yaml("quantity: 38", "case.yaml").data
    {'quantity': 38}
    """
    document = Document(name)
    try:
        _Walk(document, yaml.parse(text, Loader=Loader)).read()
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):  # libyaml of PyYAML 6.0.4 stops before we do
            document.fault((), "too-much-nesting", _TOO_DEEP, "flatten the file")
        else:
            _syntax_fault(document, error, text)
    except yaml.reader.ReaderError as error:
        _character_fault(document, error, text)
    except (yaml.YAMLError, _TooMuchError) as error:
        document.fault((), getattr(error, "code", "yaml-syntax"), _one_line(str(error)), "mend the text and read it again")
    return document


class _TooMuchError(Exception):
    """The text would unfold beyond its bounds; reading stops."""

    code = "too-much-nesting"


class _Walk:
    """One walk over the events of a document."""

    def __init__(self, document: Document, events: Iterator[Event]) -> None:
        self.document = document
        self.events = events
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.nodes = 0
        self.aliased = 0

    def read(self) -> None:
        """Read the first document and refuse a second."""
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.document.lines:
                    self.document.fault(
                        (), "several-documents", "the file holds several YAML documents", "keep one document a file"
                    )
                    return
                self.document.data = self.value(next(self.events), ())
        if not self.document.lines:
            self.document.fault((), "empty-file", "the file holds nothing", "write the record it should hold")

    def value(self, event: Event, path: Path) -> Any:
        """Read the value that begins with ``event``."""
        self.document.lines[path] = event.start_mark.line + 1
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, path)
        before = self.nodes
        value = self.tagged(event, path) if event.tag not in {None, "!"} else self.plain(event, path)
        if event.anchor:
            self.anchors[event.anchor] = (value, self.nodes - before + 1)
        return value

    def plain(self, event: Event, path: Path) -> Any:
        """Read a mapping, a list or a word."""
        if len(path) > MOST_DEEP:
            raise _TooMuchError(_TOO_DEEP)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path, in_brackets=bool(event.flow_style))
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.value(item, (*path, place)) for place, item in enumerate(self.until(yaml.SequenceEndEvent))]
        return self.scalar(event, path)

    def until(self, end: type[Event]) -> Iterator[Event]:
        """Give the events that begin the members of what is being read."""
        while not isinstance(event := next(self.events), end):
            yield event

    def mapping(self, path: Path, *, in_brackets: bool) -> dict[str, Any]:
        """Read a mapping; a key said twice is a fault and the first one stays."""
        values: dict[str, Any] = {}
        last: tuple[str, Cut] | None = None
        for event in self.until(yaml.MappingEndEvent):
            key = self.key(event, path)
            inside, value = (*path, key), next(self.events)
            if last and _is_bare(value) and not value.value and last[1].takes(key):
                continue
            self.mend(values, last, path)
            last = (key, Cut(value.value)) if in_brackets and _is_bare(value) and key not in values else None
            if key in values:
                self.document.repeated(inside, event.start_mark.line + 1)
                self.value(value, (*inside, "again"))
            else:
                values[key] = self.value(value, inside)
        self.mend(values, last, path)
        return values

    def mend(self, values: dict[str, Any], last: tuple[str, Cut] | None, path: Path) -> None:
        """Say once that commas cut a value in two, and have nobody read what is left of it."""
        if last and last[1].parts > 1:
            key, cut = last
            values[key] = FAULTY
            self.document.faults.append(cut.fault(self.document.where((*path, key))))

    def key(self, event: Event, path: Path) -> str:
        """Read a key, always as the text it is."""
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        self.value(event, (*path, "?"))
        self.document.fault((*path, "?"), "key-not-text", "a key is a list or a record", "write a word before the colon")
        return "?"

    def scalar(self, event: Event, path: Path) -> Any:
        """Read a word: quoted ones are text, bare ones may be numbers."""
        value = read_scalar(event.value) if event.implicit[0] else event.value
        if isinstance(value, Trap):
            self.document.fault(path, value.code, f"'{event.value}' {value.problem}", value.fix)
            return FAULTY
        return value

    def alias(self, event: Event, path: Path) -> Any:
        """Repeat an anchored value, within a bound on all that aliases unfold to."""
        value, size = self.anchors.get(event.anchor, (FAULTY, 0))
        self.nodes += size
        self.aliased += size
        if self.aliased > MOST_ALIASED:
            message = f"the aliases of the file unfold to more than {MOST_ALIASED} values"
            raise _TooMuchError(message)
        if not size:
            self.document.fault(
                path, "unknown-alias", f"nothing before this line is anchored as '{event.anchor}'", "anchor it with & first"
            )
        return value

    def tagged(self, event: Event, path: Path) -> Any:
        """Refuse a tag, reading past what it stands on."""
        self.plain(event, path)
        self.document.fault(path, "yaml-tag", f"the tag {event.tag} is not used here", "take the tag away")
        return FAULTY


def _is_bare(event: Event) -> bool:
    """Say whether a value is a word without quotes, or nothing."""
    return isinstance(event, yaml.ScalarEvent) and bool(event.implicit[0])


def _syntax_fault(document: Document, error: yaml.MarkedYAMLError, text: str) -> None:
    mark = error.problem_mark or error.context_mark
    if mark:
        document.lines[()] = mark.line + 1
    lines = text.splitlines()[mark.line : mark.line + 1] if mark else []
    fix = _syntax_fix("".join(lines), str(error.problem))
    if opened := _open_quote(text, error):
        fix = f"look first at line {opened}, where a quote opens that seems not to be closed"
    document.fault((), "yaml-syntax", _one_line(f"not valid YAML: {error.problem}"), fix)


def _syntax_fix(line: str, problem: str) -> str:
    """Say what is most likely to be mended, by how the line looks."""
    if "\t" in line:
        return "indent with spaces, never tabs"
    if _CURLY.search(line):
        return "curly quotes are no quotes here: write straight ones"
    if "',' or" in problem:
        return "close the bracket, and quote text that holds a comma, : or #"
    if _MISPLACED.search(problem) and _PLAIN_LINE.fullmatch(line):
        return "check the indent here and one line above: keys of one record begin in one column, with a space after each colon"
    return "mend the YAML there; quote text that holds : # or quotes"


def _open_quote(text: str, error: yaml.MarkedYAMLError) -> int | None:
    """Give the line of a quote that runs on to the line where reading failed: often that of a lost closing quote."""
    if error.context_mark and "quoted scalar" in (error.context or ""):
        return int(error.context_mark.line) + 1
    opened, events = None, cast("Iterator[Event]", yaml.parse(text, Loader=Loader))
    with suppress(yaml.YAMLError):
        for event in events:
            ends = event.end_mark.line if getattr(event, "style", None) in {"'", '"'} else -1
            if error.problem_mark and event.start_mark.line < ends == error.problem_mark.line:
                opened = event.start_mark.line + 1
    return opened


def _character_fault(document: Document, error: Any, text: str) -> None:
    """Say where a character stands that no text holds, such as a zero byte; the C parser counts in bytes."""
    before = text.encode("utf-8", "replace")[: error.position] if "CSafe" in Loader.__name__ else text[: error.position]
    document.lines[()] = before.count(b"\n" if isinstance(before, bytes) else "\n") + 1  # type: ignore[arg-type]
    document.fault((), "yaml-syntax", f"not valid YAML: {error.reason}", "take the character away")


def _one_line(text: str) -> str:
    return " ".join(text.split())
