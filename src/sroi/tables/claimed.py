"""What more than one contract claims: the same person's same outcome, or whatever ids say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from sroi.errors import Fault, InvalidDataError
from sroi.tables.contract import TEMPORARY
from sroi.tables.table import opened

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

Table: TypeAlias = Any
"""A narwhals frame, in memory or lazy: both understand what is asked of them here."""

TWICE = f"{TEMPORARY}twice"
"""The passing column of what is claimed more than once: 1 where it is, 0 where it is not."""


def claimed_twice(
    lines: IntoFrameT,
    *,
    contract: str = "contract",
    of: Sequence[str] = ("person", "outcome"),
) -> IntoFrameT:
    """List what more than one contract claims: the same person's same outcome, or whatever ids say.

    Two contracts that both report Ann's new job report one job. The lines alone cannot say whose it is, so
    nothing is taken off: settle it, by attribution or by dropping a line, and value the lines again.

    Args:
        lines: what :func:`sroi.calculate_table` returned, with the ids.
        contract: the column of contracts.
        of: the columns that together name what may be claimed once.

    Returns:
        A frame of the same kind: the ids, ``contracts`` (how many claim it, 2 or more), ``lines`` and
        ``present_value`` in pounds, of all the claims together. Lines with a blank id are left aside.

    Raises:
        InvalidDataError: a column is missing.

    Examples:
        >>> import pandas
        >>> lines = pandas.DataFrame({"person": [1, 1, 2], "outcome": "job", "contract": ["a", "b", "a"], "present_value": 5.0})
        >>> claimed_twice(lines).to_dict("records")
        [{'person': 1, 'outcome': 'job', 'contracts': 2, 'lines': 2, 'present_value': 10.0}]

    """
    table: Table = opened(lines)
    of = [of] if isinstance(of, str) else [*of]
    _check(table, contract, of)
    return nw.to_native(_claims(table, contract, of))  # type: ignore[no-any-return]


def with_claims(table: Table, contract: str, of: Sequence[str]) -> Table:
    """Mark the lines whose ids more than one contract claims in a passing column; none where there are no ids to go by."""
    of = [of] if isinstance(of, str) else [*of]
    if not of:
        return table.with_columns(nw.lit(0.0, nw.Float64).alias(TWICE))
    _check(table, contract, of)
    claims = _claims(table, contract, of).select(*of, nw.lit(1.0, nw.Float64).alias(TWICE))
    return table.join(claims, on=[*of], how="left").with_columns(nw.col(TWICE).fill_null(0.0))


def _check(table: Table, contract: str, of: Sequence[str]) -> None:
    columns: Mapping[str, Any] = table.collect_schema()
    missing = [name for name in (*of, contract, "present_value") if name not in columns]
    if missing:
        fix = "name the columns of ids and of contracts that the lines have"
        raise InvalidDataError.of([Fault("columns-missing", f"the lines lack the column '{n}'", "lines", fix) for n in missing])


def _claims(table: Table, contract: str, of: Sequence[str]) -> Table:
    """Count the contracts that claim each, and keep what two or more do."""
    known = table.filter(*(~nw.col(name).is_null() for name in (*of, contract)))
    value = nw.col("present_value").sum().alias("present_value")
    each = known.group_by(*of, contract).agg(nw.len().alias("lines"), value)
    sums = each.group_by(*of).agg(nw.len().alias("contracts"), nw.col("lines").sum(), value)
    return sums.filter(nw.col("contracts") > 1)
