"""Thousands of cases at once: their outcomes are laid out as one set of columns, and the formula runs over them once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, TypeAlias

from sroi.catalogue import load
from sroi.errors import Fault, InvalidArgumentError, InvalidCaseError, SroiError
from sroi.model.case import Case
from sroi.model.case_argument import require_case
from sroi.valuation.calculate import assemble
from sroi.valuation.discounting import Discounting
from sroi.valuation.lines import Lines
from sroi.valuation.pricing import price_lines

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.valuation.pricing import Priced
    from sroi.valuation.result import Result

    Ready: TypeAlias = tuple[Case, Discounting, tuple[Priced, ...]]


def calculate_many(cases: Iterable[Case], *, catalogue: Catalogue | None = None) -> tuple[Result, ...]:
    """Work out what many cases come to, in one pass.

    Each result equals the one that :func:`sroi.calculate` gives for its case alone, to the last digit; cases of one
    discounting are worked out together, which is faster.

    Args:
        cases: the cases, in any number.
        catalogue: proxies and units to look up; those that came with the library when absent.

    Returns:
        A result for each case, in the order of the cases; money in the case's currency and price year.

    Raises:
        InvalidArgumentError: something in the list is no case (``not-a-case``), or one case stands alone
            (``not-a-list-of-cases``).
        InvalidCaseError: with everything that is wrong in any of the cases, each place led by the id of its case.

    The convention that bites: results are not added up here. A ratio of many cases is total over total, which
    :func:`sroi.portfolio` gives; the mean of their ratios is another figure.

    Examples:
        >>> import sroi
        >>> case = sroi.read_case("proxies/published/westbank_2015.yaml")
        >>> calculate_many([case, case])[1] == sroi.calculate(case)
        True

    """
    ready = _ready(_listed(cases), catalogue or load())
    groups: dict[tuple[Discounting, str], list[int]] = {}
    for place, (case, discounting, _) in enumerate(ready):
        groups.setdefault((discounting, case.method.part_years), []).append(place)
    found: dict[int, Result] = {}
    for places in groups.values():
        found.update(zip(places, _together([ready[place] for place in places]), strict=True))
    return tuple(found[place] for place in range(len(ready)))


def _listed(cases: Iterable[Case]) -> list[Case]:
    """Refuse what is no list of cases."""
    if isinstance(cases, Case):
        fix = "give a list, as in calculate_many([case])"
        raise InvalidArgumentError("one case is no list of cases", code="not-a-list-of-cases", where="cases", fix=fix)
    listed = list(cases)
    for place, case in enumerate(listed):
        require_case(case, f"cases[{place}]")
    return listed


def _ready(cases: Iterable[Case], catalogue: Catalogue) -> list[Ready]:
    """Price the lines and check the schedule of every case, and say at once what cannot be done."""
    ready: list[Ready] = []
    faults: list[Fault] = []
    for case in cases:
        try:
            discounting = Discounting.of(case.method.discount, case.method.timing)
            ready.append((case, discounting, price_lines(case, catalogue)))
        except SroiError as error:
            faults += _of_case(case, error)
    if faults:
        raise InvalidCaseError.of(faults)
    return ready


def _of_case(case: Case, error: SroiError) -> list[Fault]:
    return [Fault(fault.code, fault.problem, f"{case.id}, {fault.where}", fault.fix) for fault in error.faults]


def _together(ready: Sequence[Ready]) -> list[Result]:
    """Work out the cases of one discounting."""
    first, discounting, _ = ready[0]
    outcomes = tuple(chain.from_iterable(case.outcomes for case, _, _ in ready))
    lines = Lines.of(first.model_copy(update={"outcomes": outcomes}), [line for _, _, priced in ready for line in priced])
    ends = list(accumulate((len(case.outcomes) for case, _, _ in ready), initial=0))
    parts = [_cut(lines, slice(*ends)) for ends in pairwise(ends)]
    _check_schedule(ready, parts)
    values = [column.tolist() for column in (lines.gross, lines.net, lines.present_values(discounting))]
    return [
        assemble(case, discounting, priced, part, *(tuple(column[start:end]) for column in values))
        for (case, _, priced), part, (start, end) in zip(ready, parts, pairwise(ends), strict=True)
    ]


def _cut(lines: Lines, part: slice) -> Lines:
    """Take the columns of one case out of those of all."""
    columns = {name: getattr(lines, name)[part] for name in Lines.__slots__ if name != "attributions"}
    return replace(lines, attributions=tuple(column[part] for column in lines.attributions), **columns)


def _check_schedule(ready: Sequence[Ready], parts: Sequence[Lines]) -> None:
    """Name every case that runs past the end of its schedule."""
    faults: list[Fault] = []
    for (case, discounting, _), lines in zip(ready, parts, strict=True):
        try:
            discounting.rates(lines.years)
        except SroiError as error:
            faults += _of_case(case, error)
    if faults:
        raise InvalidCaseError.of(faults)
