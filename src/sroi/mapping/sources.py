"""Whatever holds measurements, to rows: a path, a data frame, records, or plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sroi.documents import FAULTY, Document, read_document
from sroi.errors import FileUnreadableError, InvalidArgumentError, InvalidCaseError
from sroi.mapping.cells import is_blank
from sroi.mapping.files import read_text_grid, read_workbook
from sroi.mapping.grids import pairs_of, rows_of
from sroi.mapping.rows import Row, column_name

TEXTS = frozenset({".csv", ".tsv", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
DOCUMENTS = frozenset({".yaml", ".yml", ".json"})
MEASUREMENTS, INPUTS, METHOD = "measurements", "inputs", "method"
_KEYS = {MEASUREMENTS: "measure", INPUTS: "amount"}


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a source holds.

    Args:
        name: what messages call it.
        rows: its measurements, or its inputs where those were asked for.
        inputs: the inputs beside them; None where it has none.
        method: the method beside them; None where it has none.

    """

    name: str
    rows: tuple[Row, ...]
    inputs: tuple[Row, ...] | None = None
    method: Row | None = None


def read_sheets(source: Any, what: str = MEASUREMENTS) -> Sheets:
    """Read measurements, or inputs, with whatever stands beside them.

    Args:
        source: a path, a data frame of any library, a list of records, or plain data with the keys
            ``measurements``, ``inputs`` and ``method``.
        what: ``measurements`` or ``inputs``.

    Raises:
        FileUnreadableError: a file that cannot be read, or of another kind.
        InvalidCaseError: a table without the headings it needs.
        InvalidArgumentError: nothing that holds a table.

    """
    if isinstance(source, str | Path):
        return _from_path(source, what)
    if isinstance(source, Mapping):
        return _from_document(Document(what, dict(source)), what)
    if isinstance(source, Sequence):
        return Sheets(what, tuple(_records(source, what)))
    return Sheets(what, tuple(_frame_rows(source, what)))


def _from_path(path: str | Path, what: str) -> Sheets:
    suffix = Path(path).suffix.lower()
    if suffix in TEXTS:
        return Sheets(str(path), rows_of(read_text_grid(path, _KEYS[what]), _KEYS[what]))
    if suffix in WORKBOOKS:
        return _from_workbook(path, what)
    if suffix in DOCUMENTS:
        return _from_document(read_document(path), what)
    fix = "give a .csv, .xlsx, .yaml or .json file"
    raise FileUnreadableError(f"'{suffix or path}' is not a kind of table", code="unknown-file-kind", where=str(path), fix=fix)


def _from_workbook(path: str | Path, what: str) -> Sheets:
    grids = read_workbook(path)
    grid = grids.get(what) or (next(iter(grids.values())) if len(grids) == 1 else None)
    if grid is None:
        problem = f"no sheet is called '{what.capitalize()}'; there are {', '.join(grids)}"
        raise InvalidCaseError(problem, code="no-such-sheet", where=str(path), fix=f"name the sheet {what.capitalize()}")
    inputs = rows_of(grids[INPUTS], _KEYS[INPUTS]) if what == MEASUREMENTS and INPUTS in grids else None
    return Sheets(str(path), rows_of(grid, _KEYS[what]), inputs, pairs_of(grids[METHOD]) if METHOD in grids else None)


def _from_document(document: Document, what: str) -> Sheets:
    """Take a list of records, or a record with lists of them under their names."""
    if document.faults:
        raise InvalidCaseError.of(document.faults)
    data = document.data
    if isinstance(data, list):
        return Sheets(document.name, tuple(_document_rows(document, data, ())))
    if not isinstance(data, dict) or what not in data:
        fix = f"write a list of records, or one under the key '{what}'"
        raise InvalidCaseError(f"there is no list of {what}", code=f"no-{what}", where=document.name, fix=fix)
    inputs = tuple(_document_rows(document, data[INPUTS], (INPUTS,))) if what == MEASUREMENTS and INPUTS in data else None
    method = data.get(METHOD)
    return Sheets(
        document.name,
        tuple(_document_rows(document, data[what], (what,))),
        inputs,
        _document_row(document, method, (METHOD,)) if isinstance(method, dict) else None,
    )


def _document_rows(document: Document, data: Any, path: tuple[str, ...]) -> Iterator[Row]:
    if not isinstance(data, list) or not all(isinstance(record, dict) for record in data):
        fix = "write each as a record: - {measure: 1, …}"
        raise InvalidCaseError("this is not a list of records", code="not-a-list", where=document.where(path), fix=fix)
    for place, record in enumerate(data):
        yield _document_row(document, record, (*path, place))


def _document_row(document: Document, record: dict[str, Any], path: tuple[str | int, ...]) -> Row:
    kept = {name: value for name, value in record.items() if value is not FAULTY and not is_blank(value)}
    places = {column_name(name): document.where((*path, name)) for name in record}
    return Row(document.where(path), {column_name(name): value for name, value in kept.items()}, places)


def _records(records: Sequence[Any], what: str) -> Iterator[Row]:
    for number, record in enumerate(records, 1):
        if not isinstance(record, Mapping):
            fix = "give a list of records, such as dicts"
            raise InvalidArgumentError(f"{record!r:.60} is not a record", code="not-a-record", where=what, fix=fix)
        yield Row.of(f"{what}, row {number}", record.items())


def _frame_rows(frame: Any, what: str) -> Iterator[Row]:
    import narwhals.stable.v2 as nw  # noqa: PLC0415 - needed for data frames alone

    try:
        table = nw.from_native(frame)
    except TypeError:
        problem = f"a {type(frame).__name__} is no table"
        fix = "give a path, a data frame, or a list of records"
        raise InvalidArgumentError(problem, code="not-a-table", where=what, fix=fix) from None
    whole = table.collect() if isinstance(table, nw.LazyFrame) else table
    for number, record in enumerate(whole.iter_rows(named=True), 1):
        yield Row.of(f"{what}, row {number}", record.items())
