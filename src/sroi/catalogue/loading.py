"""Files of a data folder to records, with every fault of every file at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sroi.documents import Document, faults_of, read_document
from sroi.errors import Fault, FileUnreadableError, SroiError
from sroi.model.base import Record
from sroi.model.framework import CandidateProxies, Framework, Measure, Part, QuantityRule
from sroi.model.proxy import Proxy, ProxyValue, Source, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

Kind = TypeVar("Kind", bound=Record)

PROXY_KEYS = (*Proxy.model_fields, *ProxyValue.model_fields)
FRAMEWORK_KEYS = (
    *Framework.model_fields,
    *Measure.model_fields,
    *QuantityRule.model_fields,
    *CandidateProxies.model_fields,
    *Part.model_fields,
)


@dataclass
class Loaded:
    """What a folder holds, each record with the document that it was read from.

    Args:
        proxies: by id.
        sources: by id.
        frameworks: by id.
        units: by name.
        documents: of each record, by its id; frameworks and proxies never share one.
        broken: ids of files with faults, so that nothing complains that they do not exist.
        faults: everything that is wrong, in the order of the files.

    """

    proxies: dict[str, Proxy] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    frameworks: dict[str, Framework] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def read_folder(folder: Path) -> Loaded:
    """Read ``units.yaml``, ``sources``, ``values`` and ``frameworks`` of a folder; faults are kept, not raised."""
    loaded = Loaded()
    if (folder / "units.yaml").is_file():
        loaded.units = _units(folder / "units.yaml", loaded)
    for path in _files(folder / "sources"):
        _keep(loaded.sources, Source, path, path.stem, loaded)
    for path in _files(folder / "values"):
        expected = ".".join(path.relative_to(folder / "values").with_suffix("").parts)
        _keep(loaded.proxies, Proxy, path, expected, loaded, PROXY_KEYS)
    for path in _files(folder / "frameworks"):
        _keep(loaded.frameworks, Framework, path, path.stem, loaded, FRAMEWORK_KEYS)
    return loaded


def read_record(
    record: type[Kind], path: str | Path, *, names: Collection[str] = (), faults: list[Fault]
) -> tuple[Kind | None, Document]:
    """Read one record from a file; None, and the faults kept, when it is not what it must be."""
    document = _document(path)
    faults.extend(document.faults)
    if document.data is None and document.faults:
        return None, document
    try:
        return record.model_validate(document.data), document
    except ValidationError as error:
        faults.extend(faults_of(error, document, names or record.model_fields))
        return None, document


def _document(path: str | Path) -> Document:
    """Read a file; one that cannot be read at all is a fault among the others."""
    try:
        return read_document(path)
    except FileUnreadableError as error:
        return Document(str(path), faults=list(error.faults))


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".yaml", ".yml", ".json"})


def _keep(
    into: dict[str, Any], record: type[Record], path: Path, expected: str, loaded: Loaded, names: Collection[str] = ()
) -> None:
    """Read a file into a group of records under the id that its place gives it."""
    found, document = read_record(record, path, names=names, faults=loaded.faults)
    written = document.data.get("id") if isinstance(document.data, dict) else None
    if isinstance(written, str) and written != expected:
        problem = f"the id '{written}' is not that of the file, '{expected}'"
        loaded.faults.append(Fault("id-not-file-name", problem, document.where(("id",)), f"write id: {expected}"))
    if found is None:
        loaded.broken.add(expected)
    else:
        into[expected] = found
        loaded.documents[expected] = document


def _units(path: Path, loaded: Loaded) -> dict[str, Unit]:
    """Read the closed list of units, a record by name."""
    document = _document(path)
    loaded.faults += document.faults
    try:
        return TypeAdapter(dict[str, Unit]).validate_python(document.data)
    except ValidationError as error:
        loaded.faults += faults_of(error, document, Unit.model_fields)
        return {}


def refuse_faults(faults: list[Fault], kind: type[SroiError]) -> None:
    """Raise all faults as one error, if there are any."""
    if faults:
        raise kind.of(faults)
