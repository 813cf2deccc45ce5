"""Columns out of any table: pandas, Polars, PyArrow or another data frame, columns in a dict, or a list of rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from sroi.errors import Fault, InvalidArgumentError
from sroi.local_economy.checks import raise_if_any

Table: TypeAlias = Any
"""A data frame of any library, a mapping of columns, or a sequence of mappings."""

Columns: TypeAlias = dict[str, list[Any]]
"""Values by column name; a blank is None."""

Kind = TypeVar("Kind")

MOST_FAULTS = 20
"""Faults told of one table; a ledger of a wrong kind would have one a row."""

_YES = frozenset({"yes", "true", "y", "1", "1.0"})
_NO = frozenset({"no", "false", "n", "0", "0.0"})


def read_columns(table: Table, name: str, *, needed: Collection[str], optional: Collection[str] = ()) -> Columns:
    """Take the named columns out of any table, blanks as None.

    Args:
        table: a data frame that narwhals knows, columns in a mapping, or rows in a sequence of mappings.
        name: what the table is called in messages.
        needed: columns that must be there.
        optional: columns that may be there.

    Returns:
        The values of every column found, in the order of the rows.

    Raises:
        InvalidArgumentError: not a table, no rows, or columns that are missing, all at once.

    >>> read_columns([{"amount": 5}, {"amount": ""}], "ledger", needed=["amount"])
    {'amount': [5, None]}
    """
    columns = _columns(table, name, (*needed, *optional))
    raise_if_any(
        Fault(
            "column-missing",
            f"the {name} table has no column '{column}'",
            name,
            f"add a column named '{column}', or rename the one that holds it",
        )
        for column in needed
        if column not in columns
    )
    if not any(map(len, columns.values())):
        raise InvalidArgumentError(f"the {name} table has no rows", code="table-empty", where=name, fix="give at least one row")
    return columns


def _columns(table: Table, name: str, wanted: Sequence[str]) -> Columns:
    if isinstance(table, Mapping):
        return _same_length({key: _blanks(table[key]) for key in wanted if key in table}, name)
    if isinstance(table, list | tuple) and all(isinstance(row, Mapping) for row in table):
        held = {key for row in table for key in row}
        return {key: _blanks([row.get(key) for row in table]) for key in wanted if key in held}
    return _from_frame(table, name, wanted)


def _from_frame(table: Table, name: str, wanted: Sequence[str]) -> Columns:
    """Read a data frame through narwhals, which is imported only now."""
    import narwhals.stable.v2 as nw  # noqa: PLC0415 - the front door must not pay for it

    try:
        frame = nw.from_native(table)
    except TypeError:
        problem = f"the {name} table is a {type(table).__name__}, not a table"
        fix = "give a data frame, a dict of columns, or a list of rows"
        raise InvalidArgumentError(problem, code="not-a-table", where=name, fix=fix) from None
    held = set(frame.collect_schema().names())
    frame = frame.select([key for key in wanted if key in held])
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return {key: _without_nulls(eager[key]) for key in eager.columns}


def _without_nulls(column: Any) -> list[Any]:
    values, nulls = column.to_list(), column.is_null().to_list()
    return _blanks(None if null else value for value, null in zip(values, nulls, strict=True))


def _blanks(values: Iterable[Any]) -> list[Any]:
    """Write every kind of blank as None: empty text, NaN, a missing value."""
    return [None if _is_blank(value) else value for value in values]


def _is_blank(value: Any) -> bool:
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, str) and not value.strip())


def _same_length(columns: Columns, name: str) -> Columns:
    if len({len(column) for column in columns.values()}) > 1:
        lengths = ", ".join(f"{key} {len(column)}" for key, column in columns.items())
        raise InvalidArgumentError(
            f"the columns of the {name} table differ in length: {lengths}",
            code="columns-uneven",
            where=name,
            fix="give each a value a row",
        )
    return columns


def convert(values: Sequence[Any], column: str, *, to: Callable[[Any], Kind], wanted: str) -> tuple[list[Kind], list[Fault]]:
    """Convert every value of a column and report the rows where that fails.

    Args:
        values: the column.
        column: where it stands, such as ``suppliers, amount``.
        to: converts one value; raises TypeError, ValueError or ArithmeticError where it cannot.
        wanted: what was wanted, in words.

    Returns:
        The converted values (of the rows that could be) and the faults, rows counted from 1.

    >>> convert(["5", "five"], "suppliers, amount", to=number, wanted="a number")[1][0].where
    'suppliers, amount, row 2'
    """
    found, faults = [], []
    for row, value in enumerate(values, 1):
        try:
            found.append(to(value))
        except (TypeError, ValueError, ArithmeticError):
            faults.append(_bad_value(value, f"{column}, row {row}", wanted))
    return found, few(faults, column)


def _bad_value(value: Any, where: str, wanted: str) -> Fault:
    if value is None:
        return Fault("blank", f"a blank where {wanted} is needed", where, "fill it in; a blank is never a zero")
    return Fault("value-unreadable", f"{value!r} is not {wanted}", where, f"write {wanted}")


def few(faults: Sequence[Fault], where: str) -> list[Fault]:
    """Keep the first faults of a table and count the rest.

    >>> few([], "suppliers")
    []
    """
    rest = len(faults) - MOST_FAULTS
    more = [Fault("more-faults", f"{rest} more of these", where, "mend these first")] if rest > 0 else []
    return [*faults[:MOST_FAULTS], *more]


def number(value: Any) -> float:
    """Read a finite number; text of digits serves, booleans and blanks do not.

    >>> number("12.50")
    12.5
    """
    if value is None or isinstance(value, bool):
        raise TypeError
    read = float(value)
    if not math.isfinite(read):
        raise ValueError
    return read


def share(value: Any) -> float | None:
    """Read a share from 0 to 1; a blank stays a blank.

    >>> share("0.5"), share(None)
    (0.5, None)
    """
    if value is None:
        return None
    read = number(value)
    if not 0 <= read <= 1:
        raise ValueError
    return read


def yes_or_no(value: Any) -> bool:
    """Read yes or no as people write them: true, yes, y, 1 and their opposites.

    >>> yes_or_no("Yes"), yes_or_no(0)
    (True, False)
    """
    word = str(value).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError


def text(value: Any) -> str:
    """Read text; blanks do not serve.

    >>> text(" local SME ")
    'local SME'
    """
    if value is None:
        raise TypeError
    return str(value).strip()
