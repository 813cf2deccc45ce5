"""Tables of values from elsewhere to proxies: a column map, and every fault of the table at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

from pydantic import ValidationError

from sroi.catalogue.table_rows import Row, Table, read_rows
from sroi.documents import Document, fault_of_cell, faults_of
from sroi.errors import Fault, InvalidArgumentError, InvalidDataError
from sroi.model.proxy import Proxy, ProxyValue, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Header: TypeAlias = "str | re.Pattern[str]"
Fixed: TypeAlias = "str | bool | int"

OF_VALUE = tuple(name for name in ProxyValue.model_fields if name not in {"source", "also"})
OF_PROXY = tuple(name for name in Proxy.model_fields if name not in {"values", "measures", "overlaps_with"})
FIELDS = ("code", *OF_PROXY, *OF_VALUE)
NEEDED = ("amount", "unit", "price_year")
DEFAULTS: Mapping[str, Fixed] = {
    "currency": "GBP",
    "transfer": False,
    "lifetime": False,
    "method": "unit-cost",
    "account": "social-value",
    "confidence": "medium",
    "checked": "original",
}
GRADES = {"g": "high", "green": "high", "a": "medium", "amber": "medium", "r": "low", "red": "low"}
_NUMBERS = ("amount", "low", "high")
_AMOUNT = re.compile(r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")


class Layout(TypedDict):
    """The part of a call of :func:`import_table` that a known layout fills in."""

    columns: dict[str, Header]
    fixed: dict[str, Fixed]


def import_table(
    table: Table | str | Path,
    *,
    columns: Mapping[str, Header],
    source: Source,
    theme: str,
    fixed: Mapping[str, Fixed] | None = None,
    units: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
) -> tuple[Proxy, ...]:
    """Make proxies of a table of values.

    Lay them over the catalogue with ``sroi.catalogue.load().with_proxies(proxies, sources=[source])``.

    Args:
        table: rows as a data frame, a list of records, an index of the catalogue, or the path of a CSV or XLSX file.
        columns: which column holds what: a field of a proxy or of its value (``title``, ``amount``, ``unit``,
            ``price_year``, ``low``, ``note`` …), or ``code``, the table's own name of a row; each with its
            header, or a pattern that finds it. ``amount``, ``unit`` and ``price_year`` are needed.
        source: where the table comes from. For figures under a licence write ``redistribution="no"``: they stay
            with you, and ``to_dict(mask=True)`` leaves their amounts out.
        theme: first part of the ids; the second is made from ``id``, ``code`` or the title.
        fixed: fields that are the same for every row, such as ``{"kind": "fiscal", "beneficiary": "state"}``.
        units: what the table's units are in the closed list, such as ``{"Per person per year": "person-year"}``.
        titles: a title for each code; then only those rows are taken. Needed when the table names none.

    Returns:
        The proxies, in the order of the table. Nothing is left out silently.

    Raises:
        InvalidArgumentError: a field or a header does not exist (``unknown-field``, ``no-such-column``).
        InvalidDataError: every fault of every row at once, with row and column; a blank amount is one.
        MissingDependencyError: an XLSX file without the extra ``excel``.

    The convention that bites: lines of a table often nest; say in ``overlaps_with`` afterwards what may not be added.

    Examples:
        >>> rows = [{"Ref": "A1", "What": "A visit", "Value": "£1,050", "Per": "person", "Year": "2019"}]
        >>> place = {"code": "Ref", "title": "What", "amount": "Value", "unit": "Per", "price_year": "Year"}
        >>> mine = Source(id="our-survey", title="Survey", publisher="Us", licence="own", redistribution="no")
        >>> import_table(rows, columns=place, source=mine, theme="ours",
        ...     fixed={"kind": "social", "beneficiary": "individual"})[0].id
        'ours.a1'

    """
    given = {**DEFAULTS, **(fixed or {})}
    _refuse_fields({*columns, *given}, columns)
    rows = _chosen(read_rows(table, columns), titles)
    faults: list[Fault] = []
    made = [_proxy(row, theme=theme, source=source, fixed=given, units=units or {}, faults=faults) for row in rows]
    proxies = tuple(proxy for proxy in made if proxy is not None)
    faults += _repeated(proxies)
    if faults:
        raise InvalidDataError.of(faults)
    return proxies


def gmca_layout(value: Literal["fiscal", "economic", "social"] = "fiscal") -> Layout:
    """Return the column map of the Greater Manchester Unit Cost Database, found by the names of its headers.

    It fits the table shipped here (``gmca_ucd_v1_4``) and a workbook whose sheet has the headers it looks for; where
    a newer edition names one differently, give that column yourself. The shipped rows carry no titles, so give ``titles``.

    Args:
        value: which of the three amounts to take.

    Returns:
        ``columns`` and ``fixed``, to pass on to :func:`import_table` with ``**``.

    References:
        gmca-ucd-1-4

    Examples:
        >>> from sroi.catalogue import indices, load
        >>> proxies = import_table(indices.read("gmca_ucd_v1_4"), theme="ours", source=load().source("gmca-ucd-1-4"),
        ...     titles={"HE4.0": "Emergency attendance"}, units={"Per attendance": "attendance"}, **gmca_layout())
        >>> proxies[0].values[0].amount, proxies[0].values[0].price_year
        (Decimal('109'), '2011/12')

    """
    return {
        "columns": {
            "code": re.compile("code", re.IGNORECASE),
            "unit": re.compile("unit", re.IGNORECASE),
            "amount": re.compile(rf"(?!.*(year|updated|agency)).*{value}.*", re.IGNORECASE),
            "price_year": re.compile(rf".*{value}.*year.*|.*year.*{value}.*|year", re.IGNORECASE),
            "confidence": re.compile(r".*\b(rag|confidence|grade|quality)\b.*", re.IGNORECASE),
        },
        "fixed": {
            "kind": value,
            "beneficiary": "state" if value == "fiscal" else "society",
            "checked": "copy",
            "note": "Lines of the database nest: never add a line to its parts.",
        },
    }


def _refuse_fields(given: Iterable[str], columns: Mapping[str, Header]) -> None:
    """Refuse names that are no fields, and a column map without what every proxy needs."""
    unknown = sorted(set(given) - set(FIELDS))
    if unknown:
        raise InvalidArgumentError(f"'{unknown[0]}' is not a field", code="unknown-field", fix=f"use one of {', '.join(FIELDS)}")
    absent = [name for name in NEEDED if name not in columns]
    if absent:
        raise InvalidArgumentError(
            f"no column is given for {', '.join(absent)}", code="column-missing", where="columns", fix="name its header"
        )


def _chosen(rows: list[Row], titles: Mapping[str, str] | None) -> list[Row]:
    """Keep the rows that have a title given, with it; all of them when no titles are."""
    if titles is None:
        return rows
    codes = {row.cells.get("code", "") for row in rows}
    absent = sorted(set(titles) - codes)
    if absent:
        raise InvalidArgumentError(
            f"no row has the code '{absent[0]}'", code="no-such-code", where="titles", fix="use codes as the table writes them"
        )
    return [
        Row(row.place, {**row.cells, "title": titles[row.cells["code"]]}, row.headers)
        for row in rows
        if row.cells.get("code", "") in titles
    ]


def _proxy(
    row: Row, *, theme: str, source: Source, fixed: Mapping[str, Fixed], units: Mapping[str, str], faults: list[Fault]
) -> Proxy | None:
    """Make one proxy, or keep the faults of its row."""
    before = len(faults)
    if errors := [row.fault(name, *fault) for name, text in row.cells.items() if (fault := fault_of_cell(text))]:
        faults += errors
        return None
    cells: dict[str, Any] = {**fixed, **{name: text for name, text in row.cells.items() if text}}
    absent = [name for name in NEEDED if not cells.get(name)]
    faults += [row.fault(name, "blank", f"'{name}' has no value", "give one, or leave the row out") for name in absent]
    for name in (name for name in _NUMBERS if cells.get(name)):
        cells[name] = _number(row, name, cells[name], faults)
    cells["unit"] = units.get(str(cells.get("unit")), cells.get("unit"))
    cells["price_year"] = _year(cells.get("price_year", ""))
    cells["confidence"] = GRADES.get(str(cells["confidence"]).lower(), str(cells["confidence"]).lower())
    return _validated(row, _record(row, cells, theme, source), faults) if len(faults) == before else None


def _number(row: Row, name: str, text: str, faults: list[Fault]) -> str:
    """Read an amount without its pound sign and commas; anything else is a fault, never a zero."""
    digits = re.sub(r"[£\s]", "", str(text)).replace("−", "-")
    if _AMOUNT.fullmatch(digits):
        return digits.replace(",", "")
    faults.append(
        row.fault(name, "not-a-number", f"'{text}' is not an amount", "write digits as in 1,234.50, or leave the row out")
    )
    return "0"


def _year(text: object) -> object:
    """Read 2012/13, 2012-13 or 2019; what else stands there is left for the record to refuse."""
    parts = re.fullmatch(r"(\d{4})(?:\.0)?(?:[/-](?:\d\d)?(\d\d))?", str(text).strip())
    if parts is None:
        return text
    return f"{parts[1]}/{parts[2]}" if parts[2] else int(parts[1])


def _record(row: Row, cells: Mapping[str, Any], theme: str, source: Source) -> dict[str, Any]:
    """Put the cells of a row into the shape of a proxy's file."""
    title = cells.get("title")
    name = str(cells.get("id") or cells.get("code") or title or "")
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    proxy = {name: cells[name] for name in OF_PROXY if name in cells}
    value = {name: cells[name] for name in OF_VALUE if name in cells}
    value.setdefault("locator", f"code {cells['code']}" if cells.get("code") else row.place)
    id_ = name if name.startswith(f"{theme}.") else f"{theme}.{slug}"
    return {**proxy, "id": id_, "values_what": cells.get("values_what", title), "values": [{**value, "source": source.id}]}


def _validated(row: Row, record: dict[str, Any], faults: list[Fault]) -> Proxy | None:
    record = {name: value for name, value in record.items() if value is not None}
    try:
        return Proxy.model_validate(record)
    except ValidationError as error:
        faults.extend(faults_of(error, Document(row.place, record), FIELDS))
        return None


def _repeated(proxies: Iterable[Proxy]) -> list[Fault]:
    ids = [proxy.id for proxy in proxies]
    twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    fix = "give a column of ids or codes that differ"
    return [Fault("repeated-id", f"several rows give the id '{id_}'", fix=fix) for id_ in twice]
