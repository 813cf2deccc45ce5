"""Our own workbook back to the case it was written from, its edited cells included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from sroi.catalogue import Catalogue
from sroi.documents import FAULTY, Document, Path, fault_of_cell
from sroi.documents.json_text import read_json
from sroi.errors import Fault
from sroi.reading import layout
from sroi.reading.layout import Column
from sroi.reading.value_map_files import Sheet

MOST_TITLES = 30
_WHOLE = frozenset({"year", "starts", "drop_off_from", "format", "price_year", "source.year"})
_ATTRIBUTION = re.compile(r"Attribution( [0-9]+)?")
_YES = {"yes": True, "no": False}
_OWN_KEY = {"amount": "amount", **dict.fromkeys((*layout.SHARE_FIELDS, "attribution"), "share")}
_LINE_KEYS = ("measure", "kind", "people", "note")
_PROXY_KEYS = ("url", "transfer", "lifetime", "confidence", "beneficiary", "account")


@dataclass(slots=True)
class Row:
    """A row of one of our tables: its cells by the keys of their columns, and where each stands.

    Args:
        sheet: the sheet it is a row of.
        number: its row, counted from 0.
        cells: what its filled cells hold.
        columns: the column of each key, counted from 0.

    """

    sheet: Sheet
    number: int
    cells: dict[str, Any]
    columns: Mapping[str, int]

    def take(self, keys: Sequence[str]) -> dict[str, Any]:
        """Give those of the cells that are filled, under their keys."""
        return {key: self.cells[key] for key in keys if key in self.cells}

    def place(self, key: str) -> str:
        """Say where a cell stands."""
        return self.sheet.place(self.number, self.columns.get(key))


@dataclass(slots=True)
class Builder:
    """A case in the making: plain data, and where each value of it stands.

    Args:
        document: the data, their places and the faults found so far.
        catalogue: where proxies are looked up.
        figures: the records that take what is known about numbers, by line and field.

    """

    document: Document
    catalogue: Catalogue
    figures: dict[tuple[str, str], tuple[dict[str, Any], str, Path]] = field(default_factory=dict)

    def mark(self, path: Path, row: Row, cells: Mapping[str, str]) -> None:
        """Keep where the values of a record stand: its keys, and the column of each."""
        self.document.places[path] = row.sheet.place(row.number)
        for key, column in cells.items():
            self.document.places[(*path, key)] = row.place(column)

    def number(self, line: str, name: str, holder: dict[str, Any], key: str, path: Path) -> None:
        """Keep a number that may become a record."""
        self.figures[line, name] = (holder, key, path)

    def fault(self, where: str, code: str, problem: str, fix: str) -> None:
        """Keep one more fault."""
        self.document.faults.append(Fault(code, problem, f"{self.document.name}, {where}", fix))


def is_ours(sheets: Mapping[str, Sheet]) -> bool:
    """Say whether a workbook has the sheets that ours has."""
    return {layout.CASE, layout.INPUTS, layout.VALUE_MAP} <= set(sheets)


def own_document(sheets: Mapping[str, Sheet], path: str | FilePath, *, catalogue: Catalogue) -> Document:
    """Turn our own workbook into the tree of a case file; faults of the sheets are kept on it, never raised.

    Only cells that people fill in are read; formulas and what was looked up are the library's to work out again.
    """
    builder = Builder(Document(str(path), {}), catalogue)
    missing = [name for name in layout.READ_BACK if name not in sheets]
    for name in missing:
        builder.fault(f"sheet {name}", "missing-sheet", f"there is no sheet '{name}'", "put it back, or write the workbook anew")
    if not missing:
        _case(builder, sheets[layout.CASE])
        _inputs(builder, sheets[layout.INPUTS])
        _outcomes(builder, sheets)
        _assumptions(builder, sheets[layout.ASSUMPTIONS])
        _notes(builder, sheets[layout.NOTES])
    return builder.document


def _rows(builder: Builder, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Row]:
    """Find the headings of a table and give its filled rows; a missing or an unknown column is a fault."""
    known = {column.header: column for column in columns}
    head = _head(sheet, columns[0].header)
    if head is None:
        fix = "put the row of headings back, or write the workbook anew"
        builder.fault(f"sheet {sheet.name}", "no-headings", f"no row begins with '{columns[0].header}'", fix)
        return
    found = {str(cell): column for column, cell in sheet.filled(head)}
    for header, column in known.items():
        if header not in found and column.role == "input":
            problem = f"the column '{header}' is missing"
            builder.fault(sheet.place(head), "missing-column", problem, "put it back: a column left out is not a zero")
    places = {known[header].key if header in known else header: place for header, place in found.items()}
    yield from _filled(builder, sheet, head, places, known)


def _filled(builder: Builder, sheet: Sheet, head: int, places: Mapping[str, int], known: Mapping[str, Column]) -> Iterator[Row]:
    keys = {place: key for key, place in places.items()}
    wanted = {column.key: column for column in known.values() if column.role in {"input", "label"}}
    strange = set()
    for number in range(head + 1, len(sheet.rows)):
        cells = {}
        for place, cell in sheet.filled(number):
            key = keys.get(place)
            if key in wanted and (fault := fault_of_cell(cell)):
                cells[key] = FAULTY
                builder.fault(sheet.place(number, place), *fault)
            elif key in wanted:
                cells[key] = typed(cell, wanted[key])
            elif key is None or not (_calculated(key, known) or place in strange):
                strange.add(place)
                problem = f"{cell!r:.40} stands under no heading of ours"
                builder.fault(sheet.place(number, place), "unknown-column", problem, "move remarks to a sheet of their own")
        if cells:
            yield Row(sheet, number, cells, places)


def _calculated(key: str, known: Mapping[str, Column]) -> bool:
    return bool(re.fullmatch(r"Year [0-9]+", key)) or any(column.key == key for column in known.values())


def _head(sheet: Sheet, first: str) -> int | None:
    return next((row for row in range(min(MOST_TITLES, len(sheet.rows))) if sheet.cell(row, 0) == first), None)


def typed(cell: Any, column: Column) -> Any:
    """Take a cell as its column means it: whole years as whole numbers, words as text.

    >>> typed(2.0, Column("starts", "Starts", "", form="whole")), typed(2025.0, Column("title", "Outcome", ""))
    (2, '2025')
    """
    if column.key in {"transfer", "lifetime"}:
        return _YES.get(cell, cell)
    if isinstance(cell, float) and cell.is_integer() and (column.key in _WHOLE or column.form == "text"):
        return int(cell) if column.key in _WHOLE else str(int(cell))
    return str(cell) if column.form == "text" and isinstance(cell, int | float) and column.key not in _WHOLE else cell


def _case(builder: Builder, sheet: Sheet) -> None:
    """Read the fields of the case; nested blocks are JSON, in parts that are put together again."""
    known = {one.key for one in layout.CASE_FIELDS}
    blocks: dict[str, list[tuple[str, str]]] = {}
    rates: list[Any] = []
    for row in _rows(builder, sheet, layout.CASE_COLUMNS):
        key, value = row.cells.get("field"), sheet.cell(row.number, 1)
        if value is None or key is None or FAULTY in (key, row.cells.get("value")):
            continue
        if key in layout.JSON_FIELDS:
            blocks.setdefault(key, []).append((str(value), row.place("value")))
        elif re.fullmatch(r"method\.discount [0-9]+", key):
            rates.append(_field(builder, row, ("method", "discount", len(rates)), value))
        elif key in known:
            _put(builder.document.data, key, _field(builder, row, tuple(key.split(".")), value))
        else:
            builder.fault(row.place("field"), "unknown-key", f"'{key}' is not a field of a case", "take the row away")
    _rates(builder, rates)
    for key, parts in blocks.items():
        _block(builder, key, parts)


def _field(builder: Builder, row: Row, path: Path, value: Any) -> Any:
    """Take the value of a field, keeping its place."""
    builder.document.places[path] = row.place("value")
    key = ".".join(map(str, path))
    form = "number" if path[:2] == ("method", "discount") else "text"
    return typed(value, Column(key, key, "", form=form))  # type: ignore[arg-type]


def _put(data: dict[str, Any], key: str, value: Any) -> None:
    """Put a value at a path such as ``method.timing``."""
    head, _, rest = key.partition(".")
    if rest:
        _put(data.setdefault(head, {}), rest, value)
    else:
        data[head] = value


def _rates(builder: Builder, rates: list[Any]) -> None:
    """Keep the discount as a number that may be a record, one or one for each year."""
    method = builder.document.data.setdefault("method", {})
    if rates:
        method["discount"] = rates
        for year in range(len(rates)):
            builder.number(layout.METHOD_LINE, f"discount {year + 1}", rates, year, ("method", "discount", year))  # type: ignore[arg-type]
    elif isinstance(method.get("discount"), int | float):
        builder.number(layout.METHOD_LINE, "discount", method, "discount", ("method", "discount"))


def _block(builder: Builder, key: str, parts: Sequence[tuple[str, str]]) -> None:
    text = "".join(part for part, _ in parts)
    inside = read_json(text, f"{builder.document.name}, {parts[0][1]}")
    builder.document.faults += inside.faults
    builder.document.places[(key,)] = parts[0][1]
    if not inside.faults:
        builder.document.data[key] = inside.data


def _notes(builder: Builder, sheet: Sheet) -> None:
    notes = [row for row in _rows(builder, sheet, layout.NOTE_COLUMNS) if "note" in row.cells]
    if notes:
        builder.document.data["notes"] = [str(row.cells["note"]) for row in notes]


def _inputs(builder: Builder, sheet: Sheet) -> None:
    """Read the inputs, one in each row."""
    lines = builder.document.data.setdefault("inputs", [])
    keys = [column.key for column in layout.INPUT_COLUMNS if column.role == "input"]
    for row in _rows(builder, sheet, layout.INPUT_COLUMNS):
        line, path = row.take(keys), ("inputs", len(lines))
        builder.mark(path, row, {key: key for key in keys})
        if "amount" in line:
            builder.number(str(line.get("id")), "amount", line, "amount", (*path, "amount"))
        lines.append(line)


def _outcomes(builder: Builder, sheets: Mapping[str, Sheet]) -> None:
    """Read the outcomes: rows of the value map, and the rows in the same order of their details."""
    sheet = sheets[layout.VALUE_MAP]
    head = _head(sheet, "Line")
    count = 0 if head is None else sum(bool(_ATTRIBUTION.fullmatch(str(cell))) for _, cell in sheet.filled(head))
    rows = list(_rows(builder, sheet, layout.value_map_columns(max(1, count), 0)))
    details = {row.number: row for row in _rows(builder, sheets[layout.LINES], layout.LINE_COLUMNS)}
    builder.document.data["outcomes"] = []
    for row in rows:
        _outcome(builder, row, details.get(row.number) or Row(sheets[layout.LINES], row.number, {}, {}), max(1, count))


def _outcome(builder: Builder, row: Row, detail: Row, count: int) -> None:
    """Read one outcome; its numbers are kept for what is known about them."""
    outcomes = builder.document.data["outcomes"]
    path: Path = ("outcomes", len(outcomes))
    keys = (
        "id",
        "stakeholder",
        "title",
        "output",
        "indicator",
        "quantity",
        "unit",
        "duration",
        "starts",
        "drop_off_from",
        *layout.SHARE_FIELDS,
    )
    line = row.take(keys) | detail.take(_LINE_KEYS)
    owed = [row.cells[key] for key in (f"attribution_{place}" for place in range(1, count + 1)) if key in row.cells]
    builder.mark(path, row, {key: key for key in keys})
    for key in _LINE_KEYS:
        builder.document.places[(*path, key)] = detail.place(key)
    for key in (*layout.SHARE_FIELDS, "quantity", "duration"):
        if key in line:
            builder.number(str(line.get("id")), key, line, key, (*path, key))
    if owed:
        line["attribution"] = owed
        for place in range(len(owed)):
            inside = (*path, "attribution", place)
            builder.document.places[inside] = row.place(f"attribution_{place + 1}")
            builder.number(str(line.get("id")), f"attribution {place + 1}", owed, place, inside)  # type: ignore[arg-type]
    if "quantity_source" in row.cells and "quantity" in line:
        line["quantity"] = {"value": line["quantity"], "source": row.cells["quantity_source"]}
    line["proxy"] = _proxy(builder, row, detail, (*path, "proxy"))
    outcomes.append(line)


def _proxy(builder: Builder, row: Row, detail: Row, path: Path) -> Any:
    """Read the proxy of a line: an id of the catalogue, unless its amount was changed here, or one written out."""
    cells = row.cells
    columns = {"title": "proxy_title", "id": "proxy_id", "amount": "amount", "price_year": "price_year", "source": "proxy_source"}
    builder.mark(path, row, columns)
    if detail.cells.get("proxy_from") == "catalogue" and "proxy_id" in cells:
        return _of_catalogue(builder.catalogue, cells, cells["proxy_id"])
    proxy = {key: cells[column] for key, column in columns.items() if column in cells}
    proxy |= detail.take(_PROXY_KEYS)
    proxy |= {name: detail.cells[key] for name, key in (("unit", "proxy_unit"), ("note", "proxy_note")) if key in detail.cells}
    for key, column in {"unit": "proxy_unit", "note": "proxy_note", **{key: key for key in _PROXY_KEYS}}.items():
        builder.document.places[(*path, key)] = detail.place(column)
    builder.number(str(cells.get("id")), "amount", {"proxy": proxy}, "proxy", path)
    return proxy


def _of_catalogue(catalogue: Catalogue, cells: Mapping[str, Any], name: str) -> Any:
    """Keep the id while amount and price year are the catalogue's; else write the proxy out, in place of the catalogue's."""
    proxy = catalogue.proxies.get(name)
    given = (cells.get("amount"), cells.get("price_year"))
    if proxy is None or given in {(float(value.amount), value.price_year) for value in proxy.values}:
        return name
    written = {"id": name, "unit": proxy.unit, "title": cells.get("proxy_title"), "amount": given[0], "price_year": given[1]}
    return {key: value for key, value in written.items() if value is not None}


def _assumptions(builder: Builder, sheet: Sheet) -> None:
    """Give each number what is known about it."""
    known = [column.key for column in layout.ASSUMPTION_COLUMNS[2:]]
    for row in _rows(builder, sheet, layout.ASSUMPTION_COLUMNS):
        found = builder.figures.get((str(row.cells.get("line")), str(row.cells.get("field"))))
        if found is None:
            problem = f"no number is called '{row.cells.get('field')}' in the line '{row.cells.get('line')}'"
            builder.fault(sheet.place(row.number), "unknown-number", problem, "name a line and one of its numbers, as above")
            continue
        holder, key, path = found
        extras = {name: _listed(builder, row, name) for name in known if name in row.cells}
        name = str(row.cells["field"]).partition(" ")[0]
        held = holder[key] if isinstance(holder[key], dict) else {_OWN_KEY.get(name, "value"): holder[key]}
        held.update(extras)
        holder[key] = held
        for extra in extras:
            builder.document.places[(*path, extra)] = row.place(extra)


def _listed(builder: Builder, row: Row, name: str) -> Any:
    """Read choices and weights, which are lists in one cell."""
    value = row.cells[name]
    if name not in {"choices", "weights"}:
        return value
    inside = read_json(str(value), f"{builder.document.name}, {row.place(name)}")
    builder.document.faults += inside.faults
    return inside.data
