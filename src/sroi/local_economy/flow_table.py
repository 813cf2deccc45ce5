"""Flows of money from a table: any data frame, columns in a dict, or a list of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.local_economy.columns import Table, read_columns, yes_or_no
from sroi.local_economy.flows import flow_records

if TYPE_CHECKING:
    from sroi.model.local_economy import Flow

NEEDED = ("id", "amount", "year", "external", "kind")
"""The columns that a table of flows must have."""

OPTIONAL = ("source", "source_type", "destination", "deadweight", "retained", "input", "title")
"""The columns that it may have, besides ``…_basis`` and ``…_source`` of the two shares."""

_SHARES = ("deadweight", "retained")
_PARTS = tuple(f"{share}_{part}" for share in _SHARES for part in ("basis", "source"))


def read_flows(table: Table) -> tuple[Flow, ...]:
    """Read flows of money from a table, one a row.

    Args:
        table: columns ``id``, ``amount`` (pounds), ``year``, ``external`` (yes or no) and ``kind``; ``source``,
            ``source_type``, ``destination``, ``deadweight`` (0 to 1), ``retained`` (0 to 1), ``input``, ``title``,
            and the ``deadweight_basis``, ``deadweight_source``, ``retained_basis`` and ``retained_source`` of the shares.

    Returns:
        The flows, in the order of the rows.

    Raises:
        InvalidArgumentError: columns and fields that are missing or wrong, all at once; "flow 2" is the second row.

    The convention that bites: a blank is left out, never read as zero.

    Examples:
        >>> read_flows([{"id": "own", "amount": "250000", "year": 2025, "external": "no", "kind": "grant"}])[0].external
        False
    """
    columns = read_columns(table, "flows", needed=NEEDED, optional=(*OPTIONAL, *_PARTS))
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return flow_records(map(_fields, rows))


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    """Turn a row into the fields of a flow; what cannot be read is left for the record to refuse."""
    fields = {name: row[name] for name in (*NEEDED, *OPTIONAL) if row.get(name) is not None}
    fields |= {name: _share(row, name) for name in _SHARES if row.get(name) is not None}
    return {**fields, **_year(fields), **_external(fields)}


def _share(row: dict[str, Any], name: str) -> Any:
    """Join a share with its basis and source."""
    parts = {part: row.get(f"{name}_{part}") for part in ("basis", "source")}
    given = {part: value for part, value in parts.items() if value is not None}
    share = _number(row[name])
    return {"share": share, **given} if given else share


def _number(value: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def _year(fields: dict[str, Any]) -> dict[str, Any]:
    """Read 2025, 2025.0 and "2025" as the year they are."""
    word = str(fields.get("year", "")).strip().removesuffix(".0")
    return {"year": int(word)} if word.isdecimal() else {}


def _external(fields: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"external": yes_or_no(fields["external"])} if "external" in fields else {}
    except ValueError:
        return {}
