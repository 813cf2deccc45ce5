"""Indices and tables: a CSV of numbers beside a YAML of what its columns mean."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field, ValidationError

from sroi.catalogue.folder import data_folder
from sroi.documents import faults_of, read_document, read_text
from sroi.errors import Fault, InvalidDataError, NotFoundError, PriceYearError
from sroi.model.base import AsTuple, Record, Text
from sroi.prices.price_years import PriceIndex, PriceYear, is_financial

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("indices", "tables")


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Meaning(Record):
    """What the columns of a CSV file mean, and where its numbers come from."""

    id: Text
    title: Text
    file: Text
    unit: Text
    base: Text
    columns: dict[str, Text]
    source: Annotated[tuple[Text, ...], AsTuple, BeforeValidator(_several), Field(min_length=1)]
    vintage: Text
    licence: Text | None = None
    attribution: Text | None = None
    rows: Annotated[int, Field(ge=1)]
    notes: Text | None = None


@dataclass(frozen=True)
class Index:
    """A table of numbers by year, rate, sector or the like.

    Args:
        id: its name; the name of its file.
        title: what it is.
        unit: unit of its numbers.
        base: price base, or what stands as 100.
        source: ids of its documents, joined by commas.
        sources: ids of its documents.
        vintage: which edition it is.
        columns: meaning of each column.
        rows: every row, as the text in the file by column.
        notes: what a user must know.
        licence: set where a whole table is passed on.
        attribution: what must be printed with it.

    """

    id: str
    title: str
    unit: str
    base: str
    source: str
    sources: tuple[str, ...]
    vintage: str
    columns: dict[str, str] = field(hash=False)
    rows: tuple[dict[str, str], ...] = field(hash=False, repr=False)
    notes: str | None = None
    licence: str | None = None
    attribution: str | None = None


def names() -> tuple[str, ...]:
    """Return the names of every index and table, in order.

    >>> "gdp_deflator_calendar_year" in names()
    True
    """
    return tuple(sorted(path.stem for folder in FOLDERS for path in (data_folder() / folder).glob("*.yaml")))


@lru_cache
def read(name: str) -> Index:
    """Read an index or a table of the catalogue.

    Args:
        name: its id, such as ``discount_rates`` or ``gmca_ucd_v1_4``.

    Returns:
        The index with every row as text by column; kept, so reading it again costs nothing.

    Raises:
        NotFoundError: there is none of that name (``index-not-found``).
        InvalidDataError: its file is not what it must be; every fault at once.

    >>> read("cpi").rows[3]
    {'year': '2015', 'index': '100.0'}
    """
    for folder in FOLDERS:
        path = data_folder() / folder / f"{name}.yaml"
        if name in names() and path.is_file():
            return read_index(path)
    near = get_close_matches(name, names(), n=1)
    fix = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(names())}"
    raise NotFoundError(f"no index has the name '{name}'", code="index-not-found", fix=fix)


def read_index(path: Path) -> Index:
    """Read the YAML of meaning at ``path`` and the CSV of numbers that it names.

    Raises:
        InvalidDataError: either file is not what it must be; every fault at once.

    """
    document = read_document(path)
    if document.faults:
        raise InvalidDataError.of(document.faults)
    try:
        meaning = Meaning.model_validate(document.data)
    except ValidationError as error:
        raise InvalidDataError.of(faults_of(error, document, Meaning.model_fields)) from None
    table = path.with_name(meaning.file)
    return _index(meaning, _rows(table, meaning))


def _rows(path: Path, meaning: Meaning) -> tuple[dict[str, str], ...]:
    """Read the numbers; the header must be the documented one and no row ragged."""
    header, *rows = [*csv.reader(io.StringIO(read_text(path), newline=""))] or [[]]
    faults = []
    if header != list(meaning.columns):
        problem = f"the header {header} is not the documented {list(meaning.columns)}"
        faults.append(Fault("header-not-documented", problem, f"{path}, line 1", "make file and YAML agree"))
    if len(rows) != meaning.rows:
        problem = f"the file has {len(rows)} rows, its YAML says {meaning.rows}"
        faults.append(Fault("row-count", problem, str(path), "count the rows again"))
    faults += [
        Fault("ragged-row", f"{len(row)} values under {len(header)} columns", f"{path}, line {line}", "give every column a value")
        for line, row in enumerate(rows, 2)
        if len(row) != len(header)
    ]
    if faults:
        raise InvalidDataError.of(faults)
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def _index(meaning: Meaning, rows: tuple[dict[str, str], ...]) -> Index:
    return Index(
        id=meaning.id,
        title=meaning.title,
        unit=meaning.unit,
        base=meaning.base,
        source=", ".join(meaning.source),
        sources=meaning.source,
        vintage=meaning.vintage,
        columns=meaning.columns,
        rows=rows,
        notes=meaning.notes,
        licence=meaning.licence,
        attribution=meaning.attribution,
    )


@lru_cache
def price_index(name: str = "gdp_deflator", *, financial: bool = False) -> PriceIndex:
    """Return the price levels of one kind of year.

    Args:
        name: ``gdp_deflator`` (either kind of year), ``cpi`` or another index with the columns ``year`` and ``index``.
        financial: whether financial years are wanted.

    Raises:
        NotFoundError: there is no such index (``index-not-found``).
        PriceYearError: it has not that kind of year (``no-index-for-kind-of-year``).

    >>> price_index(financial=True).id
    'gdp_deflator_financial_year'
    """
    index = read(_full_name(name, financial=financial))
    if not {"year", "index"} <= set(index.columns) or is_financial(index.rows[0]["year"]) != financial:
        kind = "financial" if financial else "calendar"
        raise PriceYearError(
            f"{index.id} gives no price levels by {kind} year", code="no-index-for-kind-of-year", fix="use gdp_deflator"
        )
    levels = {row["year"]: float(row["index"]) for row in index.rows}
    forecasts = frozenset(row["year"] for row in index.rows if row.get("status") == "forecast")
    return PriceIndex(index.id, index.vintage, index.source, levels, forecasts)


def price_index_for(year: PriceYear, name: str = "gdp_deflator") -> PriceIndex:
    """Return the price levels of the kind of ``year``.

    >>> price_index_for(2019).id
    'gdp_deflator_calendar_year'
    """
    return price_index(name, financial=is_financial(year))


def _full_name(name: str, *, financial: bool) -> str:
    kind = "financial" if financial else "calendar"
    full = f"{name}_{kind}_year"
    return full if full in names() else name
