"""How NumPy runs the formula: the same expressions over blocks of lines or draws, without new memory for each step.

An array made for every sign of the formula costs more than the arithmetic, since the system hands out its pages one by
one. So a block's columns take their results from a store of arrays, to which each returns when nothing uses it any more.
What no element of a block needs is left out. Each element comes out the same, to the last digit, whatever else is in its
block.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from sroi import formula

Array: TypeAlias = npt.NDArray[Any]

Value: TypeAlias = Any
"""A column, or a plain number where one holds for all of its elements."""


class Scratch:
    """A store of arrays of one length, for one thread.

    Args:
        size: the elements of each array.

    """

    def __init__(self, size: int) -> None:
        """Begin with an empty store."""
        self.size = size
        self.free: dict[type, list[Array]] = defaultdict(list)

    def column(self, values: Value) -> Value:
        """Make a column of an array; a plain number stays itself."""
        return Column(values, self) if isinstance(values, np.ndarray) else values

    def made(self, ufunc: np.ufunc, *values: Value, kind: type = np.float64) -> Column:
        """Work a column out in an array that is free."""
        free = self.free[kind]
        array = free.pop() if free else np.empty(self.size, kind)
        ufunc(*map(plain, values), out=array)
        return Column(array, self, kind)


class Column:
    """An array whose arithmetic takes its memory from a store.

    Args:
        values: the array, as long as those of the store.
        scratch: the store.
        lent: what kind of array the store gets back at the end; None for one that is not the store's.

    >>> column = Scratch(2).column(np.array([1.0, 3.0]))
    >>> (2 * column - 1).values.tolist()
    [1.0, 5.0]

    """

    __slots__ = ("lent", "scratch", "values")
    __array_ufunc__ = None  # NumPy's own numbers leave the arithmetic to the column

    def __init__(self, values: Array, scratch: Scratch, lent: type | None = None) -> None:
        self.values, self.scratch, self.lent = values, scratch, lent

    def __del__(self) -> None:
        if self.lent:
            self.scratch.free[self.lent].append(self.values)

    def __add__(self, other: Value) -> Column:
        return self.scratch.made(np.add, self, other)

    def __sub__(self, other: Value) -> Column:
        return self.scratch.made(np.subtract, self, other)

    def __mul__(self, other: Value) -> Column:
        if isinstance(other, int) and other == 1:
            return self
        return self.scratch.made(np.multiply, self, other)

    def __truediv__(self, other: Value) -> Column:
        return self.scratch.made(np.divide, self, other)

    def __floordiv__(self, other: Value) -> Column:
        whole = isinstance(other, int) and other == 1  # the same number in a fiftieth of the time
        return self.scratch.made(np.floor, self) if whole else self.scratch.made(np.floor_divide, self, other)

    def __pow__(self, other: Value) -> Column:
        return self.scratch.made(np.power, self, other)

    def __radd__(self, other: Value) -> Column:
        return self.scratch.made(np.add, other, self)

    def __rsub__(self, other: Value) -> Column:
        return self.scratch.made(np.subtract, other, self)

    def __rmul__(self, other: Value) -> Column:
        return self.scratch.made(np.multiply, other, self)

    def __rtruediv__(self, other: Value) -> Column:
        return self.scratch.made(np.divide, other, self)

    def __rpow__(self, other: Value) -> Column:
        return self.scratch.made(np.power, other, self)

    def __lt__(self, other: Value) -> Column:
        return self.scratch.made(np.less, self, other, kind=np.bool_)

    def __gt__(self, other: Value) -> Column:
        return self.scratch.made(np.greater, self, other, kind=np.bool_)


def plain(value: Value) -> Value:
    """Take the array out of a column; whatever else stays itself."""
    return value.values if isinstance(value, Column) else value


def taken(value: Value) -> Value:
    """Take the array out of a column for good: the store does not get it back."""
    if isinstance(value, Column):
        value.lent = None
    return plain(value)


def where(condition: Value, yes: Value, no: Value) -> Value:
    """Choose element by element; of columns once, where all of their elements choose alike.

    >>> column = Scratch(2).column(np.array([1.0, 3.0]))
    >>> where(column > 2, column, 0).values.tolist(), where(column > 0, 1, column)
    ([0.0, 3.0], 1)
    """
    if not isinstance(condition, Column):
        return np.where(condition, yes, no) if isinstance(condition, np.ndarray) else formula.choose(condition, yes, no)
    if condition.values.all():
        return yes
    if not condition.values.any():
        return no
    return condition.scratch.column(np.where(condition.values, plain(yes), plain(no)))


def present_value(
    net: Value, drop_off: Value, duration: Value, drop_off_from: Value, starts: Value, rate: Value, early: float
) -> Value:
    """Run :func:`sroi.formula.present_value` over columns, arrays or numbers; durations are at least 0.

    >>> present_value(100.0, Scratch(1).column(np.array([0.5])), 2, 2, 1, 0.25, 0).values.round(9).tolist()
    [112.0]
    """
    years = duration // 1
    if np.all(plain(years) == plain(duration)):
        years = duration
    rest = (drop_off_from, starts, rate, early, where)
    return formula.present_value(net, drop_off, duration, *rest, years=years, annuity=_annuity)


def _annuity(growth: Value, years: Value, where: formula.Where) -> Value:
    """Add up as the formula does, without its series where no growth is near 1."""
    step = growth - 1
    if isinstance(years, int) or _some_near(step, years):
        return formula.annuity(growth, years, where)
    return formula.closed_annuity(growth, years, step, _guarded)


def _some_near(step: Value, years: Value) -> bool:
    """Tell whether any growth is near 1 over its years; by one look where all fall fast, as they do as a rule."""
    least = float(np.max(plain(step), initial=-1.0))
    if least < 0 and not formula.nearly_none(least, 0):
        return False
    return bool(np.any(plain(formula.nearly_none(step, years))))


def _guarded(condition: Value, yes: Value, no: Value) -> Value:  # noqa: ARG001 - as every `where`
    """Leave the guard of 0 ** 0 out: NumPy knows that it is 1."""
    return yes
