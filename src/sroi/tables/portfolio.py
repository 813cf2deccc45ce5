"""Many contracts as one: totals by any keys, and ratios of totals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from sroi import formula
from sroi.prices.discounting import EARLY
from sroi.tables.claimed import TWICE, Table, with_claims
from sroi.tables.contract import LARGEST, LONGEST, TEMPORARY
from sroi.tables.lazy import Steps
from sroi.tables.portfolio_checks import check_frames, check_rate, check_years
from sroi.tables.table import opened

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

    from sroi.prices.discounting import Timing

_MONEY = ("gross", "net", "present_value", "total_input")
_CLAIMED = ("lines_claimed_twice", "value_claimed_twice")
_COUNTS = ("lines", "lines_left_out", f"{TEMPORARY}inputs", f"{TEMPORARY}blank")
_MADE = (*_COUNTS[:2], *_MONEY, *_CLAIMED, "net_present_value", "ratio", "mean_of_ratios", "share_of_total", "problem")
_ALL = f"{TEMPORARY}all"


def portfolio(
    lines: IntoFrameT,
    inputs: IntoFrameT,
    *,
    by: Sequence[str] = (),
    mean_over: str | None = None,
    discount: float | None = None,
    timing: Timing = "end_of_year",
    claimed_once: Sequence[str] = (),
    contract: str = "contract",
) -> IntoFrameT:
    """Roll valued lines and what was put in up to any keys: contract, provider, ward, measure, year.

    A group's ratio is its total value over its total inputs. Ratios are never averaged, for a small contract
    with a lucky ratio would count as much as a large one; published reports confuse the two. The mean of the
    ratios can be had beside it, under its own name.

    ``ratio = Σ present_value / Σ total_input``, ``net_present_value = Σ present_value − Σ total_input``.

    Args:
        lines: what :func:`sroi.calculate_table` returned, with the keys.
        inputs: what was put in, of the same kind of frame: the keys, ``amount`` in pounds and, where it was not all
            put in at the start, ``year`` (0 is the start).
        by: the columns to roll up to, which lines and inputs both have; none gives one row for everything.
        mean_over: a further key, such as ``contract``: adds ``mean_of_ratios``, the plain mean over its members.
        discount: the yearly rate for inputs of later years; needed where inputs have a ``year``.
        timing: where in a year its inputs fall: ``end_of_year``, ``mid_year`` or ``start_of_year``.
        claimed_once: the columns of the lines that together name what may be claimed once, such as ``person`` and
            ``outcome``; adds what more than one contract claims, which :func:`sroi.tables.claimed_twice` lists.
        contract: the column of contracts that claims are told apart by.

    Returns:
        A frame of the same kind, lazy if the lines are, a row for each group in no particular order: the keys,
        ``lines``, ``lines_left_out`` (those whose value is null), ``gross``, ``net``, ``present_value``,
        ``total_input``, ``net_present_value``, ``ratio``, ``share_of_total`` (of the present value, 0 to 1) and
        ``problem``: ``no-lines``, ``no-inputs``, ``inputs-incomplete`` (an amount is blank or no number, or a year
        is no whole number from 0 to 1,000)
        or ``inputs-not-positive``, where the ratio is null. With ``claimed_once``, ``lines_claimed_twice`` and
        ``value_claimed_twice`` too: the group's lines that another contract claims as well, and their present value.

    Raises:
        InvalidDataError: a column is missing or not of numbers, or a key is given twice, has a name that the portfolio
            needs, or is of another type in the inputs than in the lines.
        InvalidArgumentError: the frames are of two kinds, inputs have years and no rate is given, or the rate or timing
            is outside what it may be.

    The convention that bites: inputs are never shared out. Lines rolled up to a key that the inputs do not have,
    such as a sector within a contract, have no ratio of their own; share the inputs out first, openly. And what is
    claimed twice is told, never taken off: whose it is, the lines cannot say.

    Examples:
        >>> import pandas
        >>> lines = pandas.DataFrame({"contract": ["a", "a", "b"], "gross": 9.0, "net": 8.0, "present_value": [4.0, 2.0, 9.0]})
        >>> inputs = pandas.DataFrame({"contract": ["a", "b"], "amount": [2.0, 1.0]})
        >>> portfolio(lines, inputs, mean_over="contract")[["ratio", "mean_of_ratios"]].to_dict("records")
        [{'ratio': 5.0, 'mean_of_ratios': 6.0}]

    """
    table, put_in = opened(lines), opened(inputs)
    by = [by] if isinstance(by, str) else [*by]
    keys = [*by, mean_over] if mean_over and mean_over not in by else by
    check_rate(discount, timing)
    check_frames(table, put_in, keys, _MONEY[:3], _MADE)
    check_years(put_in, discount)
    table = with_claims(table, contract, claimed_once)
    both = nw.concat([_lines(table, keys), _inputs(table, put_in, keys, discount, timing)], how="vertical")
    groups = [*by] or [_ALL]
    means = ["mean_of_ratios"] if mean_over else []
    if mean_over:
        members: list[str] = [*groups, *(key for key in keys if key not in groups)]
        both = _summed(both, members).with_columns(mean_of_ratios=_ratio())
    rolled = _judged(_summed(both, groups, means))
    shared = rolled.with_columns(share_of_total=nw.col("present_value") / nw.col("present_value").sum())
    told = _CLAIMED if claimed_once else ()
    order = [*by, *_COUNTS[:2], *_MONEY, "net_present_value", "ratio", *means, "share_of_total", *told, "problem"]
    return nw.to_native(shared.select(*order))  # type: ignore[no-any-return]


def _lines(table: Table, keys: Sequence[str]) -> Table:
    """Lay the lines out as they are summed: a value that is null leaves the line out, and is counted."""
    value = nw.col("present_value")
    left_out = value.is_null() | value.is_nan()
    counts = [_number(1.0, "lines"), nw.when(left_out).then(nw.lit(1.0)).otherwise(nw.lit(0.0)).alias("lines_left_out")]
    money = [nw.when(~left_out).then(nw.col(name)).otherwise(nw.lit(0.0)).alias(name) for name in _MONEY[:3]]
    none = [_number(0.0, name) for name in _COUNTS[2:]]
    twice = nw.when(~left_out).then(value * nw.col(TWICE)).otherwise(nw.lit(0.0))
    claims = [nw.col(TWICE).alias(_CLAIMED[0]), twice.alias(_CLAIMED[1])]
    return table.select(*keys, _number(0.0, _ALL), *counts, *none, *money, _number(0.0, "total_input"), *claims)


def _inputs(table: Table, put_in: Table, keys: Sequence[str], discount: float | None, timing: Timing) -> Table:
    """Lay the inputs out in the columns of the lines, brought to the start; a blank one is counted, never a zero."""
    schema = table.collect_schema()
    same = [nw.col(key).cast(schema[key]) if put_in.collect_schema()[key] != schema[key] else nw.col(key) for key in keys]
    amount: Any = nw.col("amount").cast(nw.Float64)
    known = (amount >= -LARGEST) & (amount <= LARGEST)
    if "year" in put_in.collect_schema():
        steps = Steps(put_in)
        year = nw.col("year").cast(nw.Float64)
        early = steps.where(year > 0, float(EARLY[timing]), 0)
        known = known & (year >= 0) & (year <= LONGEST) & (year // 1 == year)
        amount, put_in = amount * formula.discount_factor(discount, year, early), steps.frame
    one, none = nw.lit(1.0), nw.lit(0.0)
    counts = [*(_number(0.0, name) for name in _COUNTS[:2]), _number(1.0, _COUNTS[2])]
    blank = nw.when(known).then(none).otherwise(one).alias(_COUNTS[3])
    money = [*(_number(0.0, name) for name in _MONEY[:3]), nw.when(known).then(amount).otherwise(none).alias(_MONEY[3])]
    claims = [_number(0.0, name) for name in _CLAIMED]
    return put_in.select(*same, _number(0.0, _ALL), *counts, blank, *money, *claims)


def _number(value: float, name: str) -> nw.Expr:
    return nw.lit(value, nw.Float64).alias(name)


def _summed(both: Table, groups: Sequence[str], means: Sequence[str] = ()) -> Table:
    """Sum counts and money over each group, and take the plain mean of what asks for it."""
    sums = [nw.col(name).sum() for name in (*_COUNTS, *_MONEY, *_CLAIMED)]
    return both.group_by(*groups).agg(*sums, *(nw.col(name).mean() for name in means))


def _valued() -> nw.Expr:
    return nw.col("lines") > nw.col("lines_left_out")


def _incomplete() -> nw.Expr:
    return nw.col(_COUNTS[3]) > 0


def _ratio() -> nw.Expr:
    """Total over total, null where nothing was valued or nothing put in."""
    put_in = nw.col("total_input")
    sound = _valued() & (put_in > 0) & ~_incomplete()
    ratio: nw.Expr = formula.ratio(nw.when(sound).then(nw.col("present_value")), nw.when(sound).then(put_in))
    return ratio


def _judged(sums: Table) -> Table:
    """Add the ratio and the net value, or why there is none; an unknown total is null, not the zero of no lines."""
    judged = sums.with_columns(
        *(nw.when(_valued()).then(nw.col(name)).alias(name) for name in _MONEY[:3]),
        nw.when((nw.col(_COUNTS[2]) > 0) & ~_incomplete()).then(nw.col("total_input")).alias("total_input"),
        *(nw.col(name).cast(nw.Int64) for name in (*_COUNTS[:2], _CLAIMED[0])),
        ratio=_ratio(),
        problem=_why_no_ratio(),
    )
    return judged.with_columns(net_present_value=nw.col("present_value") - nw.col("total_input"))


def _why_no_ratio() -> nw.Expr:
    without = nw.col(_COUNTS[2]) <= 0
    low = nw.when(nw.col("total_input") <= 0).then(nw.lit("inputs-not-positive"))
    blank = nw.when(_incomplete()).then(nw.lit("inputs-incomplete")).otherwise(low)
    inputs = nw.when(without).then(nw.lit("no-inputs")).otherwise(blank)
    return nw.when(~_valued()).then(nw.lit("no-lines")).otherwise(inputs)
