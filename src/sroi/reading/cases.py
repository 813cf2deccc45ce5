"""Case files, format 1, and our own workbooks, to records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from os import PathLike
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from sroi.catalogue import Catalogue, load
from sroi.documents import FAULTY, Document, Path, faults_of, read_document
from sroi.documents.yaml_text import MOST_DEEP
from sroi.errors import Fault, FileUnreadableError, InvalidArgumentError, InvalidCaseError
from sroi.model.case import Case, Correlation, InlineProxy, Input, Method, Outcome
from sroi.model.numbers import Figure
from sroi.model.published import Published
from sroi.model.scenario import Only, Scenario
from sroi.reading.references import reference_faults

_RECORDS = (Case, Method, Input, Outcome, InlineProxy, Figure, Scenario, Only, Correlation, Published)
KEYS = frozenset(name for record in _RECORDS for name in record.model_fields) | {"share", "value", "choices"}
_SUFFIXES = (".yaml", ".yml", ".json")
_WORKBOOKS = (".xlsx", ".ods")


def read_case(source: str | FilePath | Mapping[str, Any], *, catalogue: Catalogue | None = None) -> Case:
    """Read a case file, YAML or JSON, a workbook, or plain data in its shape.

    All faults of a file are found in one reading. A key that is there without a value is a fault, never
    a zero.

    Args:
        source: path of a ``.yaml``, ``.yml`` or ``.json`` file, or the same as a mapping; or a workbook, ``.xlsx`` or
            ``.ods``, that ``sroi.report.write_workbook`` wrote, edited or not. Other people's value maps are for
            ``sroi.reading.read_value_map``, which says what it did not understand.
        catalogue: where its proxies and measures are looked up; the package's own by default. Use
            ``sroi.catalogue.load(folder=…)`` for proxies and frameworks of one's own.

    Returns:
        The case, checked against the format and the catalogue.

    Raises:
        FileUnreadableError: missing, too large, not UTF-8, or of another kind.
        InvalidCaseError: with every fault in ``faults``, each with file, line, field and fix.
        InvalidArgumentError: ``source`` is neither a path nor a mapping.
        MissingDependencyError: a workbook without the extra ``excel``.

    Examples:
        >>> import sroi
        >>> sroi.read_case("proxies/published/westbank_2015.yaml").price_year
        2015

    """
    catalogue = catalogue or load()
    document = _given(source) if isinstance(source, Mapping) else _read(source, catalogue)
    return case_of(document, catalogue)


def case_of(document: Document, catalogue: Catalogue) -> Case:
    """Check the tree of a case file and make the case of it.

    Args:
        document: the tree, with the places of its values.
        catalogue: where its proxies and measures are looked up.

    Returns:
        The case.

    Raises:
        InvalidCaseError: with every fault.

    """
    faults = list(document.faults)
    if faults and (document.data is None or document.data is FAULTY):
        raise InvalidCaseError.of(faults)
    faults += _blanks(document)
    case, found = _validated(document)
    faults += found + reference_faults(document, catalogue)
    if case is None or faults:
        raise InvalidCaseError.of(
            sorted(faults, key=_line) or [Fault("empty-file", "the file holds nothing", document.name, "write a case")]
        )
    return case


def _line(fault: Fault) -> int:
    """Give the line that a fault names, so that faults come in the order of the file."""
    found = re.search(r", line ([0-9]+)", fault.where)
    return int(found[1]) if found else 0


def _given(source: Mapping[str, Any]) -> Document:
    """Copy plain data, so that the caller's stays as it is; it may be nested no deeper than a file's."""
    if _too_deep(source):
        problem = f"values are nested more than {MOST_DEEP} deep"
        raise InvalidCaseError(problem, code="too-much-nesting", where="case", fix="flatten the case")
    return Document("case", deepcopy(dict(source)))


def _too_deep(source: Any) -> bool:
    """Look level by level, each holder once, so that neither depth nor repetition runs away."""
    level = [source]
    for _ in range(MOST_DEEP):
        members = [member for holder in level for member in (holder.values() if isinstance(holder, Mapping) else holder)]
        level = list({id(member): member for member in members if isinstance(member, Mapping | list | tuple)}.values())
    return bool(level)


def _read(source: str | FilePath, catalogue: Catalogue) -> Document:
    if not isinstance(source, str | PathLike):
        problem = f"a case is read from a path or a mapping, not from a {type(source).__name__}"
        raise InvalidArgumentError(problem, code="not-a-path", where="source", fix="give the path of a case file")
    suffix = FilePath(source).suffix.lower()
    if suffix in _WORKBOOKS:
        return _read_workbook(source, catalogue)
    if suffix not in _SUFFIXES:
        problem = f"'{FilePath(source).suffix or source}' is not a kind of case file"
        if "\0" not in str(source) and FilePath(source).is_dir():
            problem = "this is a folder, not a case file"
        fix = "give a .yaml, .yml, .json or .xlsx file"
        raise FileUnreadableError(problem, code="unknown-file-kind", where=str(source), fix=fix)
    return read_document(source)


def _read_workbook(path: str | FilePath, catalogue: Catalogue) -> Document:
    """Read our own workbook; another one is not read as a case, because too little in it says what it means."""
    from sroi.reading.value_map_files import read_sheets  # noqa: PLC0415 - only workbooks need it
    from sroi.reading.value_map_own import is_ours, own_document  # noqa: PLC0415 - likewise

    sheets = read_sheets(path)
    if not is_ours(sheets) and {"measurements", "method"} <= {name.strip().lower() for name in sheets}:
        problem = "this is a form for measurements, which is not a case yet"
        fix = f"make the case first: sroi map {path} --out case.yaml"
        raise InvalidCaseError(problem, code="not-our-workbook", where=str(path), fix=fix)
    if not is_ours(sheets):
        problem = "this is not a workbook that the library wrote"
        fix = "read it with sroi.reading.read_value_map, which says what it understands and what is missing"
        raise InvalidCaseError(problem, code="not-our-workbook", where=str(path), fix=fix)
    return own_document(sheets, path, catalogue=catalogue)


def _validated(document: Document) -> tuple[Case | None, list[Fault]]:
    try:
        return Case.model_validate(document.data), []
    except ValidationError as error:
        return None, faults_of(error, document, KEYS)


def _blanks(document: Document) -> list[Fault]:
    """Find keys without a value, and mark them so that nothing complains of them twice."""
    found = []
    for path, holder, step in list(_nothings(document.data, ())):
        holder[step] = FAULTY
        fix = "give a value, or leave the key out: a blank is never a zero"
        found.append(Fault("blank", f"'{step}' has no value", document.where(path), fix))
    return found


def _nothings(value: Any, path: Path) -> Iterator[tuple[Path, Any, str | int]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        if member is None:
            yield (*path, step), value, step
        else:
            yield from _nothings(member, (*path, step))
