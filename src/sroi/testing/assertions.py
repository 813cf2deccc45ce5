"""Assertions on results: that two say the same, and that a study reproduces."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose
from typing import Any

from sroi.claims import Reproduction, reproduce
from sroi.model.case import Case
from sroi.valuation import Result

_NOT_COMPARED = frozenset({"case", "fingerprint", "edition", "version", "text", "steps"})
_NOT_MONEY = frozenset({"ratio.value", "net_ratio", "payback_years"})


def assert_same_result(one: Result, other: Result, *, relative: float = 1e-12) -> None:
    """Assert that two results say the same, figure by figure.

    Every figure of ``to_dict()`` is compared, within a relative tolerance and, for money near zero, within the same
    share of the larger present value. The convention that bites: the case, the data edition, the code version, the
    fingerprint and the explaining words are not compared, so a result may be held against one of another version.

    Args:
        one: a result.
        other: the result it should equal.
        relative: the most that two figures may differ, as a share of the larger.

    Raises:
        AssertionError: naming every figure that differs, with both values.

    Examples:
        >>> import sroi
        >>> case = sroi.read_case("proxies/published/westbank_2015.yaml")
        >>> assert_same_result(sroi.calculate(case), sroi.calculate(case))

    """
    first, second = (dict(_leaves(result.to_dict(), "")) for result in (one, other))
    near_zero = relative * max(abs(one.present_value), abs(other.present_value))
    differing = [
        f"{path}: {first.get(path, 'absent')} is not {second.get(path, 'absent')}"
        for path in {**first, **second}
        if not _same(first.get(path, ...), second.get(path, ...), relative, 0.0 if path in _NOT_MONEY else near_zero)
    ]
    if differing:
        raise AssertionError("the results differ:\n" + "\n".join(differing))


def assert_reproduces(case: Case) -> Reproduction:
    """Assert that every printed figure of a case is met, each to half of its last printed digit.

    Known misprints are not counted, as in ``sroi.reproduce``.

    Args:
        case: a case with a ``published`` block.

    Returns:
        The comparison, for those who want to look further.

    Raises:
        AssertionError: naming every figure that was missed, as printed and as calculated.
        InvalidCaseError: the case has no printed figures (``nothing-published``).

    Examples:
        >>> import sroi
        >>> len(assert_reproduces(sroi.read_case("proxies/published/westbank_2015.yaml")).matched)
        36

    """
    found = reproduce(case)
    if found.missed:
        lines = [f"{one.figure}: printed {one.published}, calculated {one.calculated}" for one in found.missed]
        raise AssertionError(f"'{case.id}' does not reproduce:\n" + "\n".join(lines))
    return found


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Give every figure and word with its path."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    if not isinstance(value, dict | list | tuple):
        yield path, value
    for step, member in ((step, member) for step, member in members if step not in _NOT_COMPARED):
        yield from _leaves(member, f"{path}.{step}".removeprefix("."))


def _same(one: Any, other: Any, relative: float, near_zero: float) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=relative, abs_tol=near_zero)
    return bool(one == other)
