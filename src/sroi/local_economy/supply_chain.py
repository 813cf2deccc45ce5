"""The local supply chain: how much of what is contracted goes to firms of the area, by size and sector."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

from sroi.errors import Fault, UndefinedRatioError
from sroi.local_economy.checks import negative_faults, raise_if_any, share_faults
from sroi.local_economy.columns import Columns, Table, convert, number, read_columns, yes_or_no
from sroi.local_economy.figures import label_faults
from sroi.local_economy.places import Places, are_local, place_column
from sroi.model.text import money_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sroi.local_economy.tables import Year

SMALL_AND_MEDIUM = frozenset({"micro", "small", "medium", "sme"})
"""The size bands that make up small and medium-sized enterprises."""

_METHOD = "contracts with firms of the area ÷ all contracts, by number and by value"

NOT_STATED = "not stated"
"""The band of contracts whose size or sector is blank."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the contracts: all of them, one size band, or one sector.

    Args:
        name: which contracts.
        contracts: how many.
        value: pounds contracted.
        local_contracts: how many went to firms of the area.
        local_value: pounds that went to them.

    """

    name: str
    contracts: int
    value: float
    local_contracts: int
    local_value: float

    @property
    def local_share_of_contracts(self) -> float:
        """Share of the contracts that went to firms of the area, 0 to 1."""
        if self.contracts == 0:
            problem = f"'{self.name}' has no contracts"
            raise UndefinedRatioError(problem, code="no-contracts", where="contracts", fix="leave its share out")
        return self.local_contracts / self.contracts

    @property
    def local_share_of_value(self) -> float:
        """Share of the pounds that went to firms of the area, 0 to 1."""
        if self.value == 0:
            raise _no_value(self.name)
        return self.local_value / self.value

    def __str__(self) -> str:
        """Return the slice as a sentence."""
        share = f" ({self.local_share_of_value:.1%} of the value)" if self.value else ""
        counts = f"{self.local_contracts} of {self.contracts} contracts"
        return f"{self.name}: {counts}, {money_text(self.local_value)} of {money_text(self.value)}{share} to local firms"


@dataclass(frozen=True, slots=True)
class SupplyChain:
    """Contracts by place, size and sector.

    Args:
        area: the place whose firms are local.
        price_year: year of the contracts' pounds.
        whole: all contracts.
        by_size: the contracts of each size band; empty when the table has no ``size``.
        by_sector: the contracts of each sector; empty when the table has no ``sector``.
        sme: contracts of small and medium-sized firms; None when the table has no ``size``.
        social: contracts of social-sector organisations; None when the table has no ``social``.

    """

    area: str
    price_year: Year
    whole: Slice
    by_size: tuple[Slice, ...] = ()
    by_sector: tuple[Slice, ...] = ()
    sme: Slice | None = None
    social: Slice | None = None

    @property
    def method(self) -> str:
        """How the shares came about."""
        return _METHOD

    @property
    def sme_share_of_value(self) -> float | None:
        """Share of all pounds that went to small and medium-sized firms, local or not; None when not known."""
        return None if self.sme is None else _part(self.sme, self.whole)

    @property
    def social_share_of_value(self) -> float | None:
        """Share of all pounds that went to the social sector, local or not; None when not known."""
        return None if self.social is None else _part(self.social, self.whole)


def _part(some: Slice, whole: Slice) -> float:
    if whole.value == 0:
        raise _no_value(whole.name)
    return some.value / whole.value


def _no_value(name: str) -> UndefinedRatioError:
    problem = f"'{name}' has no value"
    return UndefinedRatioError(problem, code="no-contract-value", where="value", fix="give the values of the contracts")


def supply_chain(contracts: Table, *, area: str, price_year: Year, places: Places | None = None) -> SupplyChain:
    """Add up contracts by whether they went to firms of the area, by size band and by sector.

    Formula: share of contracts = local contracts ÷ contracts; share of value = local pounds ÷ pounds.

    Args:
        contracts: columns ``value`` (pounds, 0 or more) and ``local`` (yes or no) or ``place``; ``size`` (micro, small,
            medium, large), ``sector`` (text) and ``social`` (yes or no) may be there.
        area: the place whose firms are local.
        price_year: year of the contracts' pounds.
        places: postcodes or areas that are local, or a function from a place to yes or no; then ``place`` decides.

    Returns:
        All contracts, and those of each size band, sector, SMEs and the social sector.

    Raises:
        InvalidArgumentError: columns and rows that are missing or wrong, all at once.

    The convention that bites: the share of contracts and the share of value differ widely; name which one you quote.

    References:
        one-knowsley-impact.

    Examples:
        >>> contracts = {"value": [27, 73], "local": ["yes", "no"], "size": ["small", "large"]}
        >>> found = supply_chain(contracts, area="Knowsley", price_year=2018)
        >>> found.whole.local_share_of_value, found.whole.local_share_of_contracts, found.sme_share_of_value
        (0.27, 0.5, 0.27)
    """
    name = "contracts"
    columns = read_columns(contracts, name, needed=("value", place_column(places)), optional=("size", "sector", "social"))
    values, faults = convert(columns["value"], f"{name}, value", to=_value, wanted="a plain number of 0 or more, such as 1250.00")
    local, more = are_local(columns, name, places)
    social, others = convert(columns.get("social", []), f"{name}, social", to=yes_or_no, wanted="yes or no")
    raise_if_any([*label_faults(area, price_year, _METHOD), *faults, *more, *others])
    rows = list(zip(values, local, strict=True))
    return SupplyChain(
        area=area,
        price_year=price_year,
        whole=_slice("all contracts", rows),
        by_size=_bands(rows, columns.get("size")),
        by_sector=_bands(rows, columns.get("sector")),
        sme=_picked("small and medium-sized firms", rows, _are_sme(columns)),
        social=_picked("social sector", rows, social),
    )


def _value(value: Any) -> float:
    read = number(value)
    if read < 0:
        raise ValueError
    return read


def _slice(name: str, rows: Sequence[tuple[float, bool]]) -> Slice:
    near = [value for value, local in rows if local]
    return Slice(name, len(rows), fsum(value for value, _ in rows), len(near), fsum(near))


def _bands(rows: Sequence[tuple[float, bool]], bands: list[Any] | None) -> tuple[Slice, ...]:
    """Part the rows by a column, in the order in which its values first stand."""
    parts: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for row, band in zip(rows, bands or [], strict=False):
        parts[NOT_STATED if band is None else str(band).strip()].append(row)
    return tuple(_slice(name, part) for name, part in parts.items())


def _are_sme(columns: Columns) -> list[bool]:
    return [str(size).strip().lower() in SMALL_AND_MEDIUM for size in columns.get("size", [])]


def _picked(name: str, rows: Sequence[tuple[float, bool]], wanted: Sequence[bool]) -> Slice | None:
    if not wanted:
        return None
    return _slice(name, [row for row, take in zip(rows, wanted, strict=True) if take])


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a line such as "27 % of the value of all contracts awarded £72m".

    Args:
        assumes: what the reading takes the amount to be.
        local: pounds that went to the local supply chain.
        whole: pounds of all contracts.

    """

    assumes: str
    local: float
    whole: float

    def __str__(self) -> str:
        """Return the reading as a sentence."""
        return f"If the amount is {self.assumes}: {money_text(self.local)} local of {money_text(self.whole)} in all."


def two_readings(share: float, *, amount: float) -> tuple[Reading, Reading]:
    """Read an ambiguous "share of the value of all contracts, amount" both ways, and pick neither.

    Formula: if the amount is the local part, whole = amount ÷ share; if it is the whole, local = amount × share.

    Args:
        share: share of contract value that is local, above 0, up to 1.
        amount: the pounds printed beside it, 0 or more.

    Returns:
        The reading with the amount as the local part, then the one with it as the whole.

    Raises:
        InvalidArgumentError: a share of 0 or outside 0 to 1; a negative amount.

    The convention that bites: the two differ by the square of the share; ask the publisher which is meant.

    References:
        one-knowsley-impact.

    Examples:
        >>> for reading in two_readings(0.27, amount=72_000_000):
        ...     print(reading)
        If the amount is the local part: £72,000,000.00 local of £266,666,666.67 in all.
        If the amount is the whole: £19,440,000.00 local of £72,000,000.00 in all.
    """
    faults = share_faults(share=share) + negative_faults(amount=amount)
    zero = [Fault("share-zero", "a share of 0 leaves the whole unknown", "share", "give the share printed")]
    raise_if_any(faults or (zero if share == 0 else []))
    return Reading("the local part", amount, amount / share), Reading("the whole", amount * share, amount)
