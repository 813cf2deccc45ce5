"""Tender, bid and rule files to records, with every fault of a file and its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import ValidationError

from sroi.documents import FAULTY, Document, Path, faults_of, read_document
from sroi.errors import Fault, InvalidArgumentError, InvalidDataError
from sroi.model.base import Record
from sroi.model.case import InlineProxy, Method
from sroi.model.numbers import Figure
from sroi.procurement.agreements import Agreement, Consideration, Promise
from sroi.procurement.bids import Answer, Bid, Commitment
from sroi.procurement.rules import Rules, Theme
from sroi.procurement.tenders import Band, Lot, Scoring, Tender, TenderMeasure, Weights

Kind = TypeVar("Kind", bound=Record)

_RECORDS: tuple[type[Record], ...] = (
    *(Tender, Lot, TenderMeasure, Weights, Scoring, Band, Rules, Theme, Bid, Commitment, Answer),
    *(Agreement, Promise, Consideration, Figure, InlineProxy, Method),
)
KEYS = frozenset(name for record in _RECORDS for name in record.model_fields) | {"share", "value", "choices"}


def read_tender(source: str | FilePath | Mapping[str, Any]) -> Tender:
    """Read a tender, YAML or JSON, or plain data in its shape.

    Args:
        source: path of the file, or the same as a mapping. Its shape is ``schema/tender.schema.json``.

    Returns:
        The tender, held to its rules: weights, caps, themes, lots, and what its scoring needs.

    Raises:
        FileUnreadableError: the file cannot be read.
        InvalidDataError: every fault, with file, line, field and fix.

    Examples:
        >>> read_tender("docs/examples/tender_young_carers.yaml").weights.added.share
        0.1

    """
    return read(Tender, source)


def read_bid(source: str | FilePath | Mapping[str, Any]) -> Bid:
    """Read one bid, YAML or JSON, or plain data in its shape.

    Args:
        source: path of the file, or the same as a mapping. Its shape is ``schema/bid.schema.json``.

    Raises:
        FileUnreadableError: the file cannot be read.
        InvalidDataError: every fault, with file, line, field and fix.

    Examples:
        >>> read_bid({"id": "a", "bidder": "A"}).commitments
        ()

    """
    return read(Bid, source)


def read_rules(source: str | FilePath | Mapping[str, Any]) -> Rules:
    """Read a council's rules for its tenders, YAML or JSON.

    Args:
        source: path of the file, or the same as a mapping.

    Raises:
        FileUnreadableError: the file cannot be read.
        InvalidDataError: every fault, with file, line, field and fix.

    Examples:
        >>> read_rules("docs/examples/tender_rules_rotherham.yaml").quantitative
        0.5

    """
    return read(Rules, source)


def read_agreement(source: str | FilePath | Mapping[str, Any]) -> Agreement:
    """Read what a contract, transfer, sale or performance framework promises, YAML or JSON.

    Args:
        source: path of the file, or the same as a mapping.

    Raises:
        FileUnreadableError: the file cannot be read.
        InvalidDataError: every fault, with file, line, field and fix.

    Examples:
        >>> read_agreement("docs/examples/tender_asset_transfer.yaml").context
        'asset-transfer'

    """
    return read(Agreement, source)


def read(record: type[Kind], source: str | FilePath | Mapping[str, Any]) -> Kind:
    """Read a record from a file or from plain data.

    Args:
        record: which kind.
        source: path, or a mapping.

    Raises:
        FileUnreadableError: the file cannot be read.
        InvalidDataError: every fault at once.
        InvalidArgumentError: neither a path nor a mapping.

    """
    document = _document(record.__name__.lower(), source)
    faults = [*document.faults, *_blanks(document)]
    made = _validated(record, document, faults)
    if made is None or faults:
        raise InvalidDataError.of(faults)
    return made


def _validated(record: type[Kind], document: Document, faults: list[Fault]) -> Kind | None:
    try:
        return record.model_validate(document.data)
    except ValidationError as error:
        faults += faults_of(error, document, KEYS)
        return None


def _document(name: str, source: Any) -> Document:
    if isinstance(source, Mapping):
        return Document(name, deepcopy(dict(source)))
    if not isinstance(source, str | FilePath):
        problem = f"a {name} is read from a path or a mapping, not from a {type(source).__name__}"
        raise InvalidArgumentError(problem, code="not-a-path", where="source", fix="give the path of a file")
    return read_document(source)


def _blanks(document: Document) -> list[Fault]:
    """Find keys without a value, and mark them so that nothing complains of them twice."""
    fix = "give a value, or leave the key out: a blank is never a zero"
    found = list(_nothings(document.data, ()))
    for path, holder in found:
        holder[path[-1]] = FAULTY
    return [Fault("blank", f"'{path[-1]}' has no value", document.where(path), fix) for path, _ in found]


def _nothings(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        if member is None:
            yield (*path, step), value
        yield from _nothings(member, (*path, step))
