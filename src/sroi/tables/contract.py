"""The columns that a table of lines may have, what each means and what it may hold.

A line is one measured outcome. Columns are found by these names, or by the names that the caller gives
in ``columns``. Everything wrong with the columns of a frame is said at once.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from sroi.errors import Fault, InvalidDataError
from sroi.tables.words import WORDLY

if TYPE_CHECKING:
    from narwhals.stable.v2.dtypes import DType


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the contract.

    Args:
        name: the field term, which is the column's name unless the caller gives an alias.
        low: the least value allowed.
        high: the greatest value allowed.
        default: what an absent column means; None where the column must be there.
        whole: whether only whole numbers are allowed.
        meaning: what the column holds, with its unit.

    """

    name: str
    low: float
    high: float
    default: int | None
    meaning: str
    whole: bool = False


LARGEST = 1e150
"""Quantities and amounts stay within this, so that their product is a number."""

LONGEST = 1000
"""The longest duration, and the last year in which anything may start."""

COLUMNS: tuple[Column, ...] = (
    Column("quantity", -LARGEST, LARGEST, None, "how much changed, in the unit of the amount; negative for harm"),
    Column("amount", -LARGEST, LARGEST, None, "pounds for one unit of quantity, for one year"),
    Column("deadweight", 0, 1, 0, "share that would have happened anyway"),
    Column("displacement", 0, 1, 0, "share that was only moved from elsewhere"),
    Column("attribution", 0, 1, 0, "share owed to others; several columns multiply"),
    Column("drop_off", 0, 1, 0, "share of the benefit lost each year"),
    Column("duration", 0, LONGEST, 1, "years that the benefit lasts, in fractions if need be"),
    Column("drop_off_from", 1, LONGEST, 2, "the first benefit year that is smaller", whole=True),
    Column("starts", 1, LONGEST, 1, "the projection year in which the benefit starts", whole=True),
    Column("discount", -0.5, 1, None, "the line's own yearly discount rate; absent: the `discount` of the call"),
    Column("schedule", 0, LONGEST, None, "the id of the line's own dated schedule, such as 'green-book-2026'", whole=True),
    Column("part_years", 0, 1, 0, "'pro_rata' or 'whole_years' for each line; absent: the `part_years` of the call", whole=True),
)
"""Every column that carries a number into the formula, in the order in which a line is checked."""

BY_NAME: Mapping[str, Column] = MappingProxyType({column.name: column for column in COLUMNS})

OUTPUTS = ("gross", "net", "present_value", "problem")
"""The columns that :func:`sroi.calculate_table` adds; ``problem`` only where lines are flagged."""

SETTABLE = tuple(c.name for c in COLUMNS if c.name not in {"quantity", "amount", "discount", *WORDLY})
"""Columns whose absence a caller may settle with a default."""

NEAR = 0.85
"""How alike two names are, by ``difflib``, when one is taken for a slip of the other: ``deadwieght``, ``dropoff``."""

TEMPORARY = "_sroi_"
"""How the names of passing columns begin inside a lazy query."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One column of the contract and the column of the frame that plays it; ``said`` is how messages call that one."""

    column: Column
    source: str
    said: str = ""

    def code(self, what: str) -> str:
        """Name the kind of problem, such as ``drop-off-missing``; several attributions share their codes."""
        return f"{self.column.name.replace('_', '-')}-{what}"

    @property
    def place(self) -> str:
        """Where its problems are, in words."""
        return f"column '{self.said or self.source}'"


def bind(
    schema: Mapping[str, DType],
    columns: Mapping[str, str],
    attributions: Sequence[str],
    outputs: Sequence[str],
    settled: Container[str] = (),
) -> tuple[Bound, ...]:
    """Find which column of the frame plays which part, or say everything that is wrong with them.

    Args:
        schema: the frame's columns and their types.
        columns: aliases, the frame's name to the contract's.
        attributions: further columns that each hold a share owed to others.
        outputs: the names about to be added.
        settled: names of the contract whose column the caller knows to be absent, having said what that means.

    Returns:
        The columns found, in the order of the contract.

    Raises:
        InvalidDataError: with one fault for each thing wrong.

    """
    pairs = _pairs(schema, columns, attributions)
    faults = [
        *_alias_faults(schema, columns, attributions),
        *_missing_faults({name for name, _ in pairs} | set(columns.values())),
        *_twice_faults(pairs),
        *_misspelt_faults(schema, {source for _, source in pairs}, {name for name, _ in pairs}, settled),
        *_type_faults(schema, pairs),
        *_name_faults(pairs),
        *_clash_faults(schema, outputs),
    ]
    if faults:
        raise InvalidDataError.of(faults)
    return tuple(Bound(column, source) for column in COLUMNS for name, source in pairs if name == column.name)


def _pairs(schema: Mapping[str, DType], columns: Mapping[str, str], attributions: Sequence[str]) -> list[tuple[str, str]]:
    """Every (contract name, frame name) there is: by its own name, by alias, or as a further attribution."""
    own = [(name, name) for name in schema if name in {*BY_NAME, "proxy"} and name not in columns]
    aliased = [(name, source) for source, name in columns.items() if source in schema]
    more = [("attribution", source) for source in attributions if source in schema]
    return list(dict.fromkeys([*own, *aliased, *more]))


def _alias_faults(schema: Mapping[str, DType], columns: Mapping[str, str], attributions: Sequence[str]) -> list[Fault]:
    unknown = [name for name in columns.values() if name not in {*BY_NAME, "proxy"}]
    absent = [name for name in (*columns, *attributions) if name not in schema]
    fix = f"use one of: {', '.join([*BY_NAME, 'proxy'])}"
    there = f"the frame has: {', '.join(map(str, schema))}"
    faults = [Fault("column-unknown", f"no column of the contract is named '{name}'", "columns", fix) for name in unknown]
    return faults + [Fault("column-absent", f"the frame has no column '{name}'", "columns", there) for name in absent]


def _missing_faults(found: set[str]) -> list[Fault]:
    needed = ["quantity"] if "proxy" in found else ["quantity", "amount"]
    missing = [name for name in needed if name not in found]
    if not missing:
        return []
    names = " and ".join(f"'{name}'" for name in missing)
    fix = "add them, or name the columns that play them, as in columns={'people': 'quantity'}"
    return [Fault("columns-missing", f"the frame lacks {names}", "the frame's columns", fix)]


def _misspelt_faults(
    schema: Mapping[str, DType], used: Container[str], found: Container[str], settled: Container[str]
) -> list[Fault]:
    """Find columns that play no part and are named almost as an absent one is: a slip would leave a share at nothing."""
    priced = "amount" if "proxy" in found else None
    absent = [name for name in BY_NAME if name not in found and name not in settled and name != priced]
    passing = [name for name, kind in schema.items() if name not in used and not kind.is_temporal()]
    near = {name: get_close_matches(str(name).strip().lower(), absent, n=1, cutoff=NEAR) for name in passing}
    return [_misspelt(name, close[0]) for name, close in near.items() if close]


def _misspelt(name: str, meant: str) -> Fault:
    keep = f", or give defaults={{'{meant}': {BY_NAME[meant].default}}} if it is something else" if meant in SETTABLE else ""
    fix = f"write columns={{'{name}': '{meant}'}}, or rename it{keep}"
    return Fault("column-misspelt", f"the column '{name}' is nearly '{meant}', which the frame lacks", f"column '{name}'", fix)


def _twice_faults(pairs: Sequence[tuple[str, str]]) -> list[Fault]:
    names = [name for name, _ in pairs if name != "attribution"]
    twice = sorted({name for name in names if names.count(name) > 1})
    fix = "leave one of the two out of the frame, or out of `columns`"
    faults = [Fault("column-twice", f"two columns play '{name}'", "columns", fix) for name in twice]
    if {"proxy", "amount"} <= set(names):
        faults.append(Fault("amount-and-proxy", "the frame has both an amount and a proxy", "columns", "keep one of the two"))
    return faults


def _name_faults(pairs: Sequence[tuple[str, str]]) -> list[Fault]:
    odd = [source for _, source in pairs if not isinstance(source, str)]
    fix = "rename the columns to words, as in frame.columns = ['quantity', 'amount']"
    return [Fault("column-name-not-text", f"the column {n!r} has no word for a name", f"column {n!r}", fix) for n in odd]


def _type_faults(schema: Mapping[str, DType], pairs: Sequence[tuple[str, str]]) -> list[Fault]:
    numbers = [source for name, source in pairs if name not in {"proxy", *WORDLY}]
    wrong = [source for source in numbers if not schema[source].is_numeric() and str(schema[source]) != "Unknown"]
    fix = "turn the column into numbers first; text is never guessed at"
    return [Fault("column-not-numeric", f"the column '{n}' holds {schema[n]}, not numbers", f"column '{n}'", fix) for n in wrong]


def _clash_faults(schema: Mapping[str, DType], outputs: Sequence[str]) -> list[Fault]:
    clash = [name for name in schema if name in outputs or str(name).startswith(TEMPORARY)]
    fix = "drop or rename it first; nothing is overwritten"
    return [Fault("column-in-the-way", f"the frame already has a column '{n}'", f"column '{n}'", fix) for n in clash]
