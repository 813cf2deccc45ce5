"""Rows of a table as they were found, and a reader that keeps every fault of a row with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sroi.errors import Fault
from sroi.mapping.cells import CellError, Kind, is_blank, read_cell, without_value

ALIASES: Mapping[str, str] = MappingProxyType({
    "beneficiaries": "stakeholder",
    "beneficiary": "stakeholder",
    "stakeholders": "stakeholder",
    "share_of_the_year": "share_of_year",
    "measure_id": "measure",
    "measure_number": "measure",
    "proxy_id": "proxy",
    "notes": "note",
})  # fmt: skip
"""Other names of columns that people write."""


def column_name(header: Any) -> str:
    """Write a heading as the name of a column.

    >>> column_name(" Share of the year "), column_name("Drop-off")
    ('share_of_year', 'drop_off')
    """
    name = re.sub(r"[^a-z0-9]+", "_", str(header).strip().lower()).strip("_")
    return ALIASES.get(name, name)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place for people, and the cells that hold something.

    Args:
        place: file, sheet and row.
        cells: by column name; blank ones are left out.
        places: the place of single cells, where it is known better.
        decimal_comma: whether a comma may be a decimal sign.

    """

    place: str
    cells: Mapping[str, Any]
    places: Mapping[str, str] = field(default_factory=dict)
    decimal_comma: bool = False

    @classmethod
    def of(cls, place: str, cells: Iterable[tuple[Any, Any]], *, decimal_comma: bool = False) -> Row:
        """Make a row of pairs of heading and cell, without what is blank."""
        kept = {column_name(name): value for name, value in cells if not is_blank(value)}
        return cls(place, kept, decimal_comma=decimal_comma)

    def where(self, name: str = "") -> str:
        """Say where a cell is, or the row."""
        return self.places.get(name) or (f"{self.place}, column '{name}'" if name else self.place)


@dataclass(slots=True)
class Reader:
    """Reads the cells of one row; what cannot be read is kept as a fault and comes back as None."""

    row: Row
    faults: list[Fault]

    def has(self, name: str) -> bool:
        """Say whether a cell holds something."""
        return name in self.row.cells

    def fault(self, code: str, problem: str, fix: str, *, column: str = "") -> None:
        """Keep a fault of the row or of one cell."""
        self.faults.append(Fault(code, problem, self.row.where(column), fix))

    def text(self, name: str) -> str | None:
        """Read words; whole numbers lose the point that spreadsheets give them."""
        value = self.row.cells.get(name)
        if value is None:
            return None
        if refused := without_value(value):
            self.fault(refused.code, f"{name}: {refused.problem}", refused.fix, column=name)
            return None
        whole = isinstance(value, float) and value.is_integer()
        return str(int(value) if whole else value).strip()

    def number(self, name: str, kind: Kind = "count") -> Decimal | None:
        """Read a number; None where the cell is blank or cannot be read."""
        return self._read(name, self.row.cells.get(name), kind)

    def share(self, name: str) -> Decimal | None:
        """Read a share between 0 and 1, or a per cent with its sign."""
        return self._share(name, self.row.cells.get(name))

    def shares(self, name: str) -> list[Decimal]:
        """Read one share or several: a list, or text parted by semicolons."""
        value = self.row.cells.get(name)
        members = value.split(";") if isinstance(value, str) else value if isinstance(value, list | tuple) else [value]
        read = [self._share(name, member) for member in members if not is_blank(member)]
        return [share for share in read if share is not None]

    def _share(self, name: str, value: Any) -> Decimal | None:
        share = self._read(name, value, "share")
        if share is not None and not 0 <= share <= 1:
            problem = f"{name} is {share}, not a share between 0 and 1"
            self.fault("share-out-of-range", problem, "write 15 % as 0.15 or as 15 %", column=name)
            return None
        return share

    def _read(self, name: str, value: Any, kind: Kind) -> Decimal | None:
        if is_blank(value):
            return None
        try:
            return read_cell(value, kind, decimal_comma=self.row.decimal_comma)
        except CellError as error:
            self.fault(error.code, f"{name}: {error.problem}", error.fix, column=name)
            return None
