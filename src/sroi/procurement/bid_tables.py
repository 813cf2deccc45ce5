"""Bids from tables: one row for each bid and measure, from a file, a returned workbook, a data frame or records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sroi.catalogue import Catalogue, load
from sroi.documents import Document, faults_of
from sroi.errors import Fault, InvalidDataError
from sroi.mapping.cells import is_blank
from sroi.mapping.files import read_workbook
from sroi.mapping.grids import pairs_of, rows_of
from sroi.mapping.rows import Reader, Row
from sroi.mapping.sources import WORKBOOKS, read_sheets
from sroi.model.framework import Measure
from sroi.procurement.bids import Bid
from sroi.procurement.reading import KEYS
from sroi.procurement.tenders import Tender

HEAD = ("bid", "bidder", "lot", "price", "quality", "sector")
BODY = ("measure", "quantity", "low", "high", "unit", "evidence", "delivery", "moderated", "reason", "note")
SHOWN = ("title", "side")
"""Columns that a form shows and nobody reads back."""
COMMITMENTS, ABOUT = "commitments", "bidder"
"""Sheets of the form, in small letters."""


def read_bids(source: Any, tender: Tender, *, catalogue: Catalogue | None = None) -> tuple[Bid, ...]:
    """Read bids from a table with one row for each bid and measure.

    Columns: ``bid`` (kebab-case id), ``bidder``, ``lot``, ``price``, ``quality``, ``sector``, ``measure`` (id, number
    or title), ``quantity``, ``low``, ``high``, ``unit``, ``evidence``, ``delivery`` (``2026/27: 4; 2027/28: 8``),
    ``moderated``, ``reason``, ``note``. What belongs to the bid may stand on one of its rows or on all, and must agree.
    A row without a quantity is a missing answer. In a returned form the sheet Bidder says whose it is.

    Args:
        source: a path (.csv, .xlsx, .yaml, .json), a data frame of any library, or a list of records.
        tender: what was asked, by which measures and units are checked.
        catalogue: where the framework is looked up; the package's own by default.

    Returns:
        The bids in the order of their first rows.

    Raises:
        FileUnreadableError: a file that cannot be read.
        InvalidCaseError: a table without the headings it needs.
        InvalidDataError: everything else that is wrong, each with its row and column.

    The convention that bites: a blank quantity is no answer and is flagged; write 0 to offer nothing.

    Examples:
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> [bid.id for bid in read_bids("docs/examples/tender_young_carers_bids.csv", tender)]
        ['harbour', 'northway', 'meadow']

    """
    rows = _rows(source)
    faults = [fault for row in rows for fault in _unknown(row)]
    measures = (catalogue or load()).framework(tender.framework).measures
    gathered: dict[str, dict[str, Any]] = {}
    places: dict[str, str] = {}
    for row in rows:
        reader = Reader(row, faults)
        id_ = reader.text("bid")
        if id_ is None:
            reader.fault("bid-missing", "the row names no bid", "give the id of the bid", column="bid")
            continue
        places.setdefault(id_, row.place)
        _gather(gathered.setdefault(id_, {"id": id_, "tender": tender.id, "commitments": []}), reader, tender, measures)
    bids = [bid for id_, data in gathered.items() if (bid := _bid(data, places[id_], faults))]
    if faults:
        raise InvalidDataError.of(list(dict.fromkeys(faults)))
    return tuple(bids)


def _rows(source: Any) -> tuple[Row, ...]:
    """Read the rows, with what a form's sheet Bidder says added to each."""
    if not (isinstance(source, str | Path) and Path(source).suffix.lower() in WORKBOOKS):
        return read_sheets(source).rows
    grids = read_workbook(source)
    grid = grids.get(COMMITMENTS) or next(iter(grids.values()))
    rows = rows_of(grid, "measure")
    if ABOUT not in grids:
        return rows
    about = pairs_of(grids[ABOUT]).cells
    shared = {name: about[name] for name in (*HEAD, "tender") if name in about}
    answered = [row for row in rows if any(name in row.cells for name in BODY[1:] if name != "unit")]
    return tuple(Row(row.place, {**shared, **row.cells}, row.places, row.decimal_comma) for row in answered)


def _unknown(row: Row) -> Iterator[Fault]:
    known = {*HEAD, *BODY, *SHOWN, "tender"}
    for name in row.cells:
        if name not in known:
            fix = f"use {', '.join((*HEAD, *BODY))}, or take the column away"
            yield Fault("unknown-column", f"'{name}' is not a column here", row.where(name), fix)


def _gather(bid: dict[str, Any], reader: Reader, tender: Tender, measures: Mapping[str, Measure]) -> None:
    """Add one row to its bid."""
    for name, value in _head(reader):
        if bid.setdefault(name, value) != value:
            problem = f"bid '{bid['id']}' has {name} {bid[name]!r} and {value!r}"
            reader.fault("rows-disagree", problem, "write the same on every row of a bid, or on one of them", column=name)
    named = reader.text("tender")
    if named not in {None, tender.id}:
        reader.fault("other-tender", f"the bid is for '{named}'", f"read it with that tender, not '{tender.id}'", column="tender")
    commitment = _commitment(reader, tender, measures)
    if commitment:
        bid["commitments"].append(commitment)


def _head(reader: Reader) -> Iterator[tuple[str, Any]]:
    """Give what a row says of its bid as a whole."""
    found: dict[str, Any] = {name: reader.text(name) for name in ("bidder", "lot", "sector")}
    price, quality = reader.number("price"), reader.share("quality")
    found |= {"price": None if price is None else float(price), "quality": None if quality is None else float(quality)}
    yield from ((name, value) for name, value in found.items() if value is not None)


def _commitment(reader: Reader, tender: Tender, measures: Mapping[str, Measure]) -> dict[str, Any] | None:
    """Read one row's commitment; None where the row gives no quantity."""
    measure = _measure(reader, measures)
    if measure is None or not reader.has("quantity"):
        return None
    asked = next((one.unit for one in tender.measures if one.id == measure), None)
    numbers = {name: reader.number(name) for name in ("quantity", "low", "high", "moderated")}
    if numbers["quantity"] is None:
        return None
    quantity = {"value": numbers["quantity"], "low": numbers["low"], "high": numbers["high"]}
    made: dict[str, Any] = {
        "measure": measure,
        "quantity": {name: float(value) for name, value in quantity.items() if value is not None},
        "unit": reader.text("unit") or asked or "not said",
        "delivery": dict(_delivery(reader)),
        **{name: text for name in ("evidence", "note") if (text := reader.text(name))},
    }
    if numbers["moderated"] is not None:
        reason = {"reason": text} if (text := reader.text("reason")) else {}
        made["answer"] = {"moderated": float(numbers["moderated"]), **reason}
    return made


def _measure(reader: Reader, measures: Mapping[str, Measure]) -> str | None:
    """Find a measure by its id, number or title."""
    text = reader.text("measure")
    if text is None:
        if reader.has("quantity"):
            reader.fault("measure-missing", "the row has a quantity and names no measure", "give its id", column="measure")
        return None
    for id_, one in measures.items():
        if text.lower() in {id_.lower(), str(one.number), f"measure {one.number}", one.title.lower()}:
            return id_
    reader.fault(
        "measure-not-found", f"'{text}' is not a measure", f"give an id such as {next(iter(measures))}", column="measure"
    )
    return None


def _delivery(reader: Reader) -> Iterator[tuple[str, float]]:
    """Read ``2026/27: 4; 2027/28: 8``; a mapping serves as well."""
    value = reader.row.cells.get("delivery")
    pairs: Sequence[Any] = (
        list(value.items()) if isinstance(value, Mapping) else [part.partition(":")[::2] for part in str(value or "").split(";")]
    )
    for period, quantity in pairs:
        if is_blank(period) and is_blank(quantity):
            continue
        number = Reader(Row(reader.row.place, {"delivery": quantity}), reader.faults).number("delivery")
        if is_blank(period) or is_blank(quantity):
            reader.fault(
                "not-a-delivery",
                f"{value!r:.60} is not periods and quantities",
                "write 2026/27: 4; 2027/28: 8",
                column="delivery",
            )
        elif number is not None:
            yield str(period).strip(), float(number)


def _bid(data: dict[str, Any], place: str, faults: list[Fault]) -> Bid | None:
    try:
        return Bid.model_validate(data)
    except ValidationError as error:
        found = faults_of(error, Document(f"bid {data['id']}", data), KEYS)
        faults += [Fault(fault.code, fault.problem, f"{place}: {fault.where}", fault.fix) for fault in found]
        return None
