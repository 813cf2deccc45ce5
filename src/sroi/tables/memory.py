"""The formula over frames that are in memory: pandas, Polars and PyArrow, through NumPy.

The lines are worked through in blocks that fit the processor's cache, on two threads, for NumPy lets go of
Python's lock. How a line is worked out depends on that line alone, so that chunks, blocks, order
and threads never change a digit. Working memory is a few blocks for each thread, whatever the number of lines.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from sroi import formula
from sroi.tables.amounts import AMOUNT, NO_ID, NOT_USABLE
from sroi.tables.contract import Bound, Column
from sroi.tables.plan import Plan
from sroi.tables.words import WORDLY, last_years, schedule_factors, words_of
from sroi.valuation.arrays import Scratch, plain, present_value, where

Floats: TypeAlias = npt.NDArray[np.float64]
Value: TypeAlias = Any
"""An array of a block's values, or a plain number where one holds for all lines."""

CHUNK = 262_144
"""Lines read from the frame at once: the columns that are not float64 already are copied in this size."""

BLOCK = 65_536
"""Lines worked out at once: few enough for the processor's cache, enough that threads seldom wait for Python's lock."""

_TIMED = ("drop_off", "duration", "drop_off_from", "starts", "rate")
"""What the formula is given beside the value of the first year."""

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
    asked = [(code, bound.place) for bound in plan.bound for code in _codes(bound)]
    asked += [(code, "columns 'duration' and 'starts'") for code in ("horizon-too-short", "past-end-of-schedule")]
    codes, places = zip(*asked, strict=True)
    outcome = Outcome(money, np.zeros(size, np.int16), codes, places)
    columns = [_readable(frame[bound.source]) for bound in plan.bound]
    workers = threads or (min(os.cpu_count() or 1, 2) if size > LARGE else 1)
    chunks = iter(range(0, size, chunk))

    def work(_: int) -> None:
        """Take chunks until none is left; read their columns, and work them out block by block."""
        store: dict[int, Scratch] = {}
        for start in chunks:
            arrays = [_floats(column[start : start + chunk], bound) for column, bound in zip(columns, plan.bound, strict=True)]
            for first in range(0, min(chunk, size - start), BLOCK):
                part = slice(start + first, min(start + first + BLOCK, start + chunk, size))
                length = part.stop - part.start
                scratch = store.setdefault(length, Scratch(length))
                _block(Block(plan, [array[first : first + BLOCK] for array in arrays], scratch), outcome, part)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
    return outcome


def _readable(column: nw.Series[Any]) -> nw.Series[Any] | Floats:
    """Take the array behind a pandas column that is one of float64 already, so that parts of it cost nothing to read."""
    values = getattr(column.to_native(), "values", None)
    return values if isinstance(values, np.ndarray) and values.dtype == np.float64 else column


def _floats(column: nw.Series[Any] | Floats, bound: Bound) -> Floats:
    """Take a column as float64, a blank as NaN; a word as its place among those that are known, an unknown one as infinite."""
    if isinstance(column, np.ndarray):
        return column
    if bound.column.name in WORDLY:
        numbers = np.where(column.is_null().to_numpy(), np.nan, np.inf)
        for place, word in enumerate(words_of(bound.column.name)):
            numbers[(column == word).fill_null(value=False).to_numpy().astype(bool)] = place
        return numbers
    return np.asarray(column.cast(nw.Float64).to_numpy(), np.float64)


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines, side by side: an array for each column found."""

    plan: Plan
    arrays: Sequence[Floats]
    scratch: Scratch

    @property
    def pairs(self) -> Iterator[tuple[Bound, Floats]]:
        """Each column found, and its values."""
        return zip(self.plan.bound, self.arrays, strict=True)

    def line(self) -> dict[str, Value]:
        """Name the values, those that hold for all lines included."""
        found = {bound.column.name: self.scratch.column(array) for bound, array in self.pairs}
        line: dict[str, Value] = {**self.plan.options.defaults, "discount": self.plan.options.rate, **found}
        line["rate"] = line["discount"]
        words = line["part_years"]
        if "part_years" in found or words:
            line["duration"] = where(words > 0, formula.whole_years(line["duration"], where), line["duration"])
        return line

    def mended(self, problems: npt.NDArray[np.int16]) -> Block:
        """Put a value that is allowed in the place of each of a line with a problem."""
        return Block(self.plan, [np.where(problems > 0, b.column.low, a) for b, a in self.pairs], self.scratch)


def _block(block: Block, outcome: Outcome, part: slice) -> None:
    """Work out one block and write it into its place; a line with a problem is valued as NaN."""
    with np.errstate(all="ignore"):
        bad = np.zeros(0, np.intp)
        if not _all_good(block):
            problems = _problems(block)
            bad = np.flatnonzero(problems)
            outcome.problems[part] = problems
            block = block.mended(problems)
        for name, value in _money(block):
            outcome.money[name][part] = plain(value)
            outcome.money[name][part][bad] = np.nan


def _all_good(block: Block) -> bool:
    """Tell quickly whether no value of a block is blank, infinite or out of range (the usual case)."""
    ranged = all(_within(array, bound.column) for bound, array in block.pairs)
    whole = ranged and all(bool((np.floor(array) == array).all()) for bound, array in block.pairs if bound.column.whole)
    return whole and not any(late.any() for late in _too_late(block))


def _within(array: Floats, column: Column) -> bool:
    """Whether every value is within its bounds; a NaN is not, nor is a minus zero where the least is 0.

    Of numbers that are at least 0 the bits rise with the value, and those of all others lie above: one look instead of two.
    """
    if column.low == 0 and array.flags.aligned:
        return bool(array.view(np.uint64).max(initial=0) <= np.float64(column.high).view(np.uint64))
    return bool(column.low <= array.min(initial=column.high) and array.max(initial=column.low) <= column.high)


def _codes(bound: Bound) -> tuple[str, ...]:
    """Name what may be wrong with a value, the first question to be asked first."""
    if bound.source == AMOUNT:
        return ("proxy-not-found", "proxy-missing", "proxy-not-usable")
    if bound.column.name in WORDLY:
        return (bound.code("missing"), bound.code("unknown"))
    codes = (bound.code("missing"), bound.code("not-finite"), bound.code("out-of-range"))
    return (*codes, bound.code("not-whole")) if bound.column.whole else codes


def _bad(bound: Bound, array: Floats) -> tuple[npt.NDArray[np.bool_], ...]:
    """Answer the questions of :func:`_codes` for each line."""
    blank = np.isnan(array)
    if bound.source == AMOUNT:
        return (blank, array == NO_ID, array == NOT_USABLE)
    beyond = (array < bound.column.low) | (array > bound.column.high)
    if bound.column.name in WORDLY:
        return (blank, beyond)
    bad = (blank, np.isinf(array), beyond)
    return (*bad, np.floor(array) != array) if bound.column.whole else bad


def _too_late(block: Block) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Mark the lines whose last year lies beyond the horizon, and beyond the end of their own schedule."""
    horizon, line = block.plan.options.horizon, block.line()
    if not horizon and "schedule" not in line:
        return np.asarray(a=False), np.asarray(a=False)
    after = plain(line["duration"] + line["starts"]) - 1
    ends = np.array([last or np.inf for last in last_years()])
    own = ends.take(_places(line["schedule"])) if "schedule" in line else np.inf
    return np.asarray(after > (horizon or np.inf)), np.asarray(after > own)


def _places(schedule: Value) -> npt.NDArray[np.intp]:
    """Give the place of each line's schedule; one that is not known has a problem already, and counts as the first."""
    found = plain(schedule)
    return np.where(np.isfinite(found), found, 0).astype(np.intp)


def _problems(block: Block) -> npt.NDArray[np.int16]:
    """Number the first problem of each line, from 1; 0 where there is none."""
    marks = [*(mark for bound, array in block.pairs for mark in _bad(bound, array)), *_too_late(block)]
    problems = np.zeros(block.scratch.size, np.int16)
    for number, mark in reversed(list(enumerate(marks, start=1))):
        problems[mark] = number
    return problems


def _money(block: Block) -> Iterator[tuple[str, Value]]:
    """Work out the columns of a block, by the one formula."""
    plan, line = block.plan, block.line()
    others = [block.scratch.column(array) for bound, array in block.pairs if bound.column.name == "attribution"]
    gross = formula.gross(line["quantity"], line["amount"])
    yield "gross", gross
    net = formula.net(gross, line["deadweight"], line["displacement"], *others or [line["attribution"]])
    yield "net", net
    timed = {name: line[name] for name in _TIMED}
    early = plan.options.early
    yield "present_value", _by_year(plan, line, net) if plan.scheduled else present_value(net, **timed, early=early)
    for year, name in enumerate(plan.options.years, start=1):
        yield name, _year(line, net, year)


def _year(line: dict[str, Value], net: Value, year: int) -> Value:
    benefit_year = year - line["starts"] + 1
    return formula.year_value(net, line["drop_off"], line["duration"], line["drop_off_from"], benefit_year, where)


def _by_year(plan: Plan, line: dict[str, Value], net: Value) -> Value:
    """Present value under a schedule: the projection years one after the other."""
    last = int(np.ceil(np.max(plain(line["duration"] + line["starts"])))) - 1
    if "schedule" in line:
        places, rows = _places(line["schedule"]), np.array(schedule_factors(last, plan.options.timing))
        factors: Iterable[Value] = (net.scratch.column(row.take(places)) for row in rows.T)
    else:
        factors = plan.options.factors(last)
    return net * sum((_year(line, 1, year) * factor for year, factor in enumerate(factors, start=1)), 0.0)
