"""The door of the room: value every line of a data frame or query, and give back the same kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import narwhals.stable.v2 as nw
import numpy as np
from narwhals.exceptions import DuplicateError

from sroi.errors import Fault, InvalidArgumentError, InvalidDataError
from sroi.tables.amounts import AMOUNT, with_amounts
from sroi.tables.contract import BY_NAME, OUTPUTS, Bound, bind
from sroi.tables.lazy import lazily
from sroi.tables.memory import Outcome, in_memory
from sroi.tables.plan import Options, Plan, checked_options

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

    from sroi.prices.price_years import PriceYear

OnInvalid = Literal["raise", "flag"]

_SHOWN = 5


def calculate_table(  # noqa: PLR0913 - each is a documented option of the one door
    frame: IntoFrameT,
    *,
    discount: float | str | Sequence[float] | None = None,
    columns: Mapping[str, str] | None = None,
    attributions: Sequence[str] = (),
    defaults: Mapping[str, float] | None = None,
    timing: str = "end_of_year",
    part_years: str = "pro_rata",
    horizon: int | None = None,
    price_year: PriceYear | None = None,
    on_invalid: OnInvalid | None = None,
    threads: int | None = None,
) -> IntoFrameT:
    """Value every line of a table: gross, net and present value, in pounds.

    A line is one measured outcome. The table may be a pandas, Polars (eager or lazy) or PyArrow table, a
    DuckDB relation or a Spark data frame, and the same kind comes back with columns added. A lazy one stays
    lazy: nothing is collected. Every engine runs the one formula that :func:`sroi.calculate` runs.

    ``gross = quantity × amount``,
    ``net = gross × (1 − deadweight) × (1 − displacement) × (1 − attribution)``,
    ``present_value = Σ net × kept × portion × factor`` over the years of the benefit.

    Args:
        frame: the lines. ``quantity`` and ``amount`` must be there; ``deadweight``, ``displacement``, ``attribution``
            and ``drop_off`` are 0 where the column is absent, ``duration`` is 1, ``drop_off_from`` 2, ``starts`` 1.
        discount: the yearly rate, -0.5 to 1, the id of a schedule such as ``green-book-2026``, or one rate for each
            projection year, the last of which holds on. A column ``discount`` gives a rate to each line instead, a
            column ``schedule`` the id of a dated schedule.
        columns: what the frame calls them, as in ``{"people": "quantity", "dw": "deadweight"}``.
        attributions: further columns that each hold a share owed to others; they multiply.
        defaults: what absent columns mean instead, as in ``{"duration": 3}``.
        timing: ``end_of_year``, ``mid_year`` or ``start_of_year``. A column is not read for it.
        part_years: ``pro_rata`` (2.1 years pay 10 % of the third) or ``whole_years`` (they pay three); a column
            ``part_years`` with these two words settles it line by line.
        horizon: lay out this many projection years as ``value_year_1`` …, before discounting. A schedule over a
            lazy frame needs it.
        price_year: the year whose pounds the proxies of a column ``proxy``, catalogue ids, are brought to.
        on_invalid: ``raise`` names the column, the count and the first lines; ``flag`` keeps every line and adds
            the column ``problem``. By default a frame in memory raises and a lazy one, which would have to be
            collected first, flags.
        threads: how many threads to use in memory; by default two for many lines, more having to wait for Python's
            lock. The digits never change.

    Returns:
        The frame with ``gross``, ``net`` and ``present_value`` in pounds, ``value_year_…`` if asked for, and
        ``problem`` if lines are flagged. The index of a pandas frame is kept.

    Raises:
        InvalidDataError: columns are missing, not numbers or in the way, or a line has a bad value; or a column is
            named almost as an absent one is (``column-misspelt``), which a word in ``defaults`` on that one settles.
        InvalidArgumentError: an option is outside what it may be.

    The conventions that bite: attribution is the share owed to *others*; a blank is never a zero, so a line with
    one is valued as null; a line that outlasts the horizon is flagged, for its years would not add up.

    Examples:
        >>> import pandas
        >>> lines = pandas.DataFrame({"people": [38, 10], "amount": [1250, 400], "deadweight": [0.15, 0.5]})
        >>> valued = calculate_table(lines, discount=0.035, columns={"people": "quantity"})
        >>> [round(value, 2) for value in valued["present_value"]]
        [39009.66, 1932.37]

    """
    table = opened(frame)
    lazy = isinstance(table, nw.LazyFrame)
    flag = on_invalid == "flag" or (on_invalid is None and lazy)
    settled = checked_options(discount, timing, part_years, horizon, defaults or {})
    names, attributions = columns or {}, [attributions] if isinstance(attributions, str) else attributions
    known = {*(defaults or {}), *(["discount", "schedule"] if discount is not None else [])}
    schema = schema_of(table)
    bound = bind(schema, names, attributions, [*OUTPUTS[: 3 + flag], *settled.years], known)
    proxy = next((source for source in schema if names.get(source, source) == "proxy"), None)
    if proxy:
        table = with_amounts(table, proxy, price_year)
        bound = (bound[0], Bound(BY_NAME["amount"], AMOUNT, proxy), *bound[1:])
    plan = Plan(settled, bound)
    _check(plan, on_invalid, lazy=lazy)
    if isinstance(table, nw.LazyFrame):
        return nw.to_native(lazily(table, plan))  # type: ignore[no-any-return]
    joined = _joined(table, in_memory(table, plan, threads), flag=flag)
    return nw.to_native(joined.drop(AMOUNT, strict=False))  # type: ignore[no-any-return]


def opened(frame: Any) -> nw.DataFrame[Any] | nw.LazyFrame[Any]:
    """See a table through narwhals, whatever kind it is."""
    try:
        return nw.from_native(frame)  # type: ignore[no-any-return]
    except TypeError:
        kinds = "a pandas, Polars or PyArrow table, a DuckDB relation or a Spark data frame"
        problem = f"a table cannot be a {type(frame).__name__}"
        raise InvalidArgumentError(problem, code="frame-unknown", where="frame", fix=f"give {kinds}") from None
    except DuplicateError:
        problem = "two columns of the frame have one name"
        raise InvalidDataError(problem, code="column-twice", where="the frame's columns", fix="rename or drop one") from None


def schema_of(table: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> dict[str, Any]:
    """The types of the columns; a pandas column of Python decimals counts as decimals."""
    schema = dict(table.collect_schema())
    if isinstance(table, nw.DataFrame) and nw.Object in schema.values():
        from pandas.api.types import infer_dtype  # noqa: PLC0415 - pandas is loaded already where a column holds objects

        objects = [name for name, kind in schema.items() if kind == nw.Object]
        schema |= {name: nw.Decimal() for name in objects if infer_dtype(table[name].to_native()) == "decimal"}
    return schema


def _check(plan: Plan, on_invalid: str | None, *, lazy: bool) -> None:
    """Find what options and columns together forbid."""
    faults: list[Fault] = []
    settled: Options = plan.options
    if on_invalid not in {None, "raise", "flag"}:
        faults.append(Fault("on-invalid-unknown", f"on_invalid cannot be {on_invalid!r}", "on_invalid", "use 'raise' or 'flag'"))
    if lazy and on_invalid == "raise":
        fix = "use on_invalid='flag', and look at the column `problem` once it is collected"
        faults.append(Fault("lazy-cannot-raise", "a lazy frame would have to be collected to raise", "on_invalid", fix))
    if lazy and plan.scheduled and not settled.horizon:
        fix = "give the number of projection years that the longest line needs, as in horizon=10"
        faults.append(Fault("horizon-missing", "a schedule over a lazy frame needs a horizon", "horizon", fix))
    given = (settled.discounting is not None) + ("discount" in plan.names) + ("schedule" in plan.names)
    if given != 1:
        problem = "a discount is given more than once, by the call or by columns" if given else "no discount rate is given"
        fix = "give one of discount=, a column `discount` and a column `schedule`"
        faults.append(Fault("discount-unclear", problem, "discount", fix))
    if faults:
        raise InvalidArgumentError.of(faults)


def _joined(table: nw.DataFrame[Any], outcome: Outcome, *, flag: bool) -> nw.DataFrame[Any]:
    """Put the columns worked out beside those of the frame, without a copy where the engine allows it."""
    if not flag:
        _raise_if_bad(outcome)
    money = [_series(table, name, values) for name, values in outcome.money.items()]
    joined = table.with_columns(*money)
    if outcome.problems.any():
        names = list(outcome.money)
        joined = joined.with_columns(nw.when(~nw.col(name).is_nan()).then(nw.col(name)).alias(name) for name in names)
    return joined.with_columns(_problem(table, outcome)) if flag else joined


def _series(table: nw.DataFrame[Any], name: str, values: Any) -> nw.Series[Any]:
    return _aligned(table, nw.Series.from_numpy(name, values, backend=table.implementation))


def _aligned(table: nw.DataFrame[Any], series: nw.Series[Any]) -> nw.Series[Any]:
    """Give a new pandas column the index of the frame it joins."""
    index = nw.maybe_get_index(table)
    return series if index is None else nw.from_native(series.to_native().set_axis(index), series_only=True)


def _problem(table: nw.DataFrame[Any], outcome: Outcome) -> nw.Series[Any]:
    """Write the code of each line's problem, null where there is none."""
    codes = nw.new_series("problem", [None, *outcome.codes], nw.String, backend=table.implementation)
    return _aligned(table, codes[outcome.problems.astype(np.int64)])


def _raise_if_bad(outcome: Outcome) -> None:
    """Say what is wrong with how many lines, and which are the first of them, counted from 0."""
    if not outcome.problems.any():
        return
    counts = np.bincount(outcome.problems)
    faults = [_fault(outcome, number, int(counts[number])) for number in range(1, len(counts)) if counts[number]]
    raise InvalidDataError.of(faults)


def _fault(outcome: Outcome, number: int, count: int) -> Fault:
    code = outcome.codes[number - 1]
    rows = np.flatnonzero(outcome.problems == number)[:_SHOWN].tolist()
    first = ", ".join(map(str, rows)) + (" …" if count > len(rows) else "")
    lines = "1 line has" if count == 1 else f"{count} lines have"
    fix = "mend the lines, or use on_invalid='flag' to keep them, valued as null"
    return Fault(code, f"{lines} the problem {code}", f"{outcome.places[number - 1]}, lines {first} (the first is 0)", fix)
