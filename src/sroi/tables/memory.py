"""The formula over frames that are in memory: pandas, Polars and PyArrow, through NumPy.

The lines are worked through in blocks that fit the processor's cache, on two threads, for NumPy lets go of
Python's lock. How a line is worked out depends on that line alone, so that chunks, blocks, order
and threads never change a digit:

- a line with a whole duration of few years is added up year by year with lines of the same duration,
  which takes multiplications only;
- any other line takes the closed form.

Working memory is a few blocks for each thread, whatever the number of lines.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from sroi import formula
from sroi.tables.amounts import AMOUNT, NO_ID, NOT_USABLE
from sroi.tables.contract import Bound
from sroi.tables.plan import PART_YEARS, Plan

Floats: TypeAlias = npt.NDArray[np.float64]
Value: TypeAlias = Any
"""An array of a block's values, or a plain number where one holds for all lines."""

CHUNK = 262_144
"""Lines read from the frame at once: the columns that are not float64 already are copied in this size."""

BLOCK = 131_072
"""Lines worked out at once: few enough for the processor's cache, enough that threads seldom wait for Python's lock."""

LONG, LATE = 30, 12
"""Durations and fading years up to these are worked out together with their like."""

LARGE = 300_000
"""Below this many lines one thread is enough."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was worked out, an array for each column, and which lines have which problem.

    Args:
        money: the arrays of gross, net, present value and the projection years.
        problems: for each line, 0 or 1 + the place of its problem in ``codes``.
        codes: every code that a problem may have.
        places: the column that each code is about.

    """

    money: dict[str, Floats]
    problems: npt.NDArray[np.int16]
    codes: tuple[str, ...]
    places: tuple[str, ...]


def in_memory(frame: nw.DataFrame[Any], plan: Plan, threads: int | None = None, chunk: int = CHUNK) -> Outcome:
    """Work out every line of a frame that is in memory."""
    size = len(frame)
    money = {name: np.empty(size) for name in ("gross", "net", "present_value", *plan.options.years)}
    asked = [(code, f"column '{bound.source}'") for bound in plan.bound for code in _codes(bound)]
    asked.append(("horizon-too-short", "columns 'duration' and 'starts'"))
    codes, places = zip(*asked, strict=True)
    outcome = Outcome(money, np.zeros(size, np.int16), codes, places)
    columns = [frame[bound.source] for bound in plan.bound]
    workers = threads or (min(os.cpu_count() or 1, 2) if size > LARGE else 1)

    def work(start: int) -> None:
        """Read one chunk of the columns, and work it out block by block."""
        arrays = [_floats(column[start : start + chunk], bound) for column, bound in zip(columns, plan.bound, strict=True)]
        for first in range(0, min(chunk, size - start), BLOCK):
            part = slice(start + first, min(start + first + BLOCK, start + chunk, size))
            _block(plan, [array[first : first + BLOCK] for array in arrays], outcome, part)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(0, size, chunk)))
    return outcome


def _floats(column: nw.Series[Any], bound: Bound) -> Floats:
    """Take a column as float64, a blank as NaN; the two words of ``part_years`` as 0 and 1."""
    if bound.column.name == "part_years":
        pro_rata, whole = ((column == word).fill_null(value=False).to_numpy().astype(bool) for word in PART_YEARS)
        blank = column.is_null().to_numpy()
        return np.where(whole, 1.0, np.where(pro_rata, 0.0, np.where(blank, np.nan, 2.0)))
    return np.asarray(column.cast(nw.Float64).to_numpy(), np.float64)


def _where(condition: Value, yes: Value, no: Value) -> Value:
    """Choose line by line, or once for all lines where the condition is already known."""
    return formula.choose(condition, yes, no) if isinstance(condition, bool) else np.where(condition, yes, no)


def _block(plan: Plan, arrays: Sequence[Floats], outcome: Outcome, part: slice) -> None:
    """Work out one block and write it into its place; a line with a problem is valued as NaN."""
    with np.errstate(all="ignore"):
        bad = np.zeros(0, np.intp)
        if not _all_good(plan, arrays):
            problems = _problems(plan, arrays)
            bad = np.flatnonzero(problems)
            outcome.problems[part] = problems
            arrays = [np.where(problems > 0, bound.column.low, array) for bound, array in zip(plan.bound, arrays, strict=True)]
        for name, value in _money(plan, arrays):
            outcome.money[name][part] = value
            outcome.money[name][part][bad] = np.nan


def _all_good(plan: Plan, arrays: Sequence[Floats]) -> bool:
    """Tell quickly whether no value of a block is blank, infinite or out of range (the usual case)."""
    ranged = all(b.column.low <= a.min() and a.max() <= b.column.high for b, a in zip(plan.bound, arrays, strict=True))
    whole = ranged and all(bool((np.floor(a) == a).all()) for b, a in zip(plan.bound, arrays, strict=True) if b.column.whole)
    return whole and not _too_late(plan, _line(plan, arrays)).any()


def _line(plan: Plan, arrays: Sequence[Floats]) -> dict[str, Value]:
    """Name the values of a block, those that hold for all lines included."""
    found = {bound.column.name: array for bound, array in zip(plan.bound, arrays, strict=True)}
    line: dict[str, Value] = {**plan.options.defaults, "discount": plan.options.rate, **found}
    words = line["part_years"]
    if isinstance(words, np.ndarray) or words:
        line["duration"] = _where(words > 0, formula.whole_years(line["duration"], _where), line["duration"])
    return line


def _codes(bound: Bound) -> tuple[str, ...]:
    """Name what may be wrong with a value, the first question to be asked first."""
    if bound.source == AMOUNT:
        return ("proxy-not-found", "proxy-missing", "proxy-not-usable")
    if bound.column.name == "part_years":
        return ("part-years-missing", "part-years-unknown")
    codes = (bound.code("missing"), bound.code("not-finite"), bound.code("out-of-range"))
    return (*codes, bound.code("not-whole")) if bound.column.whole else codes


def _bad(bound: Bound, array: Floats) -> tuple[npt.NDArray[np.bool_], ...]:
    """Answer the questions of :func:`_codes` for each line."""
    blank = np.isnan(array)
    if bound.source == AMOUNT:
        return (blank, array == NO_ID, array == NOT_USABLE)
    beyond = (array < bound.column.low) | (array > bound.column.high)
    if bound.column.name == "part_years":
        return (blank, beyond)
    bad = (blank, np.isinf(array), beyond)
    return (*bad, np.floor(array) != array) if bound.column.whole else bad


def _too_late(plan: Plan, line: dict[str, Value]) -> npt.NDArray[np.bool_]:
    """Mark the lines whose last year lies beyond the horizon."""
    late = line["duration"] + line["starts"] > plan.options.horizon + 1 if plan.options.horizon else False
    return np.asarray(late)


def _problems(plan: Plan, arrays: Sequence[Floats]) -> npt.NDArray[np.int16]:
    """Number the first problem of each line, from 1; 0 where there is none."""
    marks = [mark for bound, array in zip(plan.bound, arrays, strict=True) for mark in _bad(bound, array)]
    marks.append(_too_late(plan, _line(plan, arrays)))
    problems = np.zeros(len(arrays[0]), np.int16)
    for number, mark in reversed(list(enumerate(marks, start=1))):
        problems[mark] = number
    return problems


def _money(plan: Plan, arrays: Sequence[Floats]) -> Iterator[tuple[str, Value]]:
    """Work out the columns of a block, by the one formula."""
    line = _line(plan, arrays)
    others = [array for bound, array in zip(plan.bound, arrays, strict=True) if bound.column.name == "attribution"]
    gross = formula.gross(line["quantity"], line["amount"])
    yield "gross", gross
    net = formula.net(gross, line["deadweight"], line["displacement"], *others or [line["attribution"]])
    yield "net", net
    yield "present_value", net * (_by_year(plan, line) if plan.options.scheduled else _by_kind(plan, line, len(net)))
    for year, name in enumerate(plan.options.years, start=1):
        yield name, _year(line, net, year)


def _year(line: dict[str, Value], net: Value, year: int) -> Value:
    benefit_year = year - line["starts"] + 1
    return formula.year_value(net, line["drop_off"], line["duration"], line["drop_off_from"], benefit_year, _where)


def _by_year(plan: Plan, line: dict[str, Value]) -> Value:
    """Worth of one pound a year under a schedule: its projection years one after the other."""
    last = int(np.ceil(np.max(line["duration"] + line["starts"])))
    factors = plan.options.factors(last - 1)
    return sum((_year(line, 1, year) * factor for year, factor in enumerate(factors, start=1)), 0.0)


_TIMED = ("drop_off", "duration", "drop_off_from", "starts", "discount")


def _by_kind(plan: Plan, line: dict[str, Value], size: int) -> Value:
    """Worth of one pound a year at a constant rate: the lines of one duration together."""
    values = [line[name] for name in _TIMED]
    kinds = _kinds(line["duration"], line["drop_off_from"])
    if not isinstance(kinds, np.ndarray):
        return _one_kind(_OTHER, values, plan.options.early)
    order = np.argsort(kinds, kind="stable")
    values = [value.take(order) if isinstance(value, np.ndarray) else value for value in values]
    counts = np.bincount(kinds)
    ends = np.cumsum(counts).tolist()
    factor, result = np.empty(size), np.empty(size)
    for kind in np.flatnonzero(counts).tolist():
        group = slice(ends[kind] - int(counts[kind]), ends[kind])
        like = [value[group] if isinstance(value, np.ndarray) else value for value in values]
        factor[group] = _one_kind(kind, like, plan.options.early)
    result[order] = factor
    return result


_OTHER = LATE << 5 | 31
"""The kind of a line that is worked out by the closed form."""


def _kinds(duration: Value, fades: Value) -> Value:
    """Number the lines by whole duration and first fading year; a plain 0 where all lines have the same."""
    if not isinstance(duration, np.ndarray) and not isinstance(fades, np.ndarray):
        return 0
    years, begins = np.asarray(duration).astype(np.uint16), np.asarray(fades).astype(np.uint16)
    if begins.max() <= LATE and years.max() <= LONG and bool((np.floor(duration) == duration).all()):
        return np.broadcast_to(years | (begins - 1) << 5, np.broadcast_shapes(years.shape, begins.shape))
    known = (years == duration) & (years <= LONG) & (begins <= LATE)
    return np.where(known, years | (begins - 1) << 5, _OTHER).astype(np.uint16, copy=False)


def _one_kind(kind: int, group: list[Value], early: float) -> Value:
    """Worth of one pound a year for lines of one kind, whose years are plain whole numbers."""
    drop_off, duration, fades, starts, rate = group
    if kind != _OTHER:
        duration, fades = kind & 31, (kind >> 5) + 1
    return formula.present_value(1, drop_off, duration, fades, starts, rate, early, _where)
