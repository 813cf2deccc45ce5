"""Hypothesis strategies: made-up cases that use every option of the format, tables, frameworks and flows of money.

Numbers have few digits, as people's do, and the ends are always among them: shares of 0 and 1, durations under a
year, money of nothing. Texts are dull on purpose: nothing is calculated from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.errors import MissingDependencyError
from sroi.model.case import Case
from sroi.model.framework import Framework

if TYPE_CHECKING:
    from types import ModuleType

    from hypothesis.strategies import SearchStrategy

SCHEDULES = (
    "green-book-2022",
    "green-book-2022-health",
    "green-book-2026",
    "health",
    "no-pure-time-preference",
    "review-2026-proposed",
)
"""The dated schedules that come with the library; the last one ends at year 30, as every made-up case does."""

LAST_YEAR = 30
STAKEHOLDERS = ("Older residents", "Children", "The council")
KINDS = ("fiscal", "economic", "social", "wellbeing", "environmental", "market")
MEASURES = ("knowsley/4", "knowsley/13")
VALUED = {
    "person-year": "employment.jobseeker_into_work_society",
    "hour": "volunteering.hour_living_wage",
    "life-satisfaction-point-year": "wellbeing.wellby",
    "tonne-co2e": "carbon.tonne_2025",
}
"""Units that a made-up measure may give, each with a proxy that counts in it."""

COUNTED = (("people", "share_of_year"), "people * share_of_year")
CHANGED = (("baseline", "actual", "people"), "(actual - baseline) * people")
PAYERS_OUTSIDE = ("lottery", "government", "trust", "outside_firm", "formula")
PAYERS_INSIDE = ("council", "local_nhs", "local_firm", "local_donor")
TIMINGS = ("start_of_year", "mid_year", "end_of_year")


def _hypothesis() -> ModuleType:
    """Open Hypothesis when a strategy is first asked for."""
    try:
        import hypothesis.strategies as st  # noqa: PLC0415 - an extra
    except ImportError as error:
        fix = 'python -m pip install "sroi[test]"'
        raise MissingDependencyError(
            "made-up cases need Hypothesis", code="missing-dependency", where="sroi.testing", fix=fix
        ) from error
    return st


def shares(*, most: float = 1.0) -> SearchStrategy[float]:
    """Make shares between 0 and ``most``, with at most four decimals; both ends come up often.

    Args:
        most: the largest share, 0 to 1.

    Raises:
        MissingDependencyError: Hypothesis is not installed; the fix names the extra.

    Examples:
        >>> shares(most=0.5).validate()

    """
    st = _hypothesis()
    steps = st.integers(0, int(most * 10_000)).map(lambda step: step / 10_000)
    return st.one_of(st.sampled_from([0.0, most]), steps)  # type: ignore[no-any-return]


def amounts(*, negative: bool = True) -> SearchStrategy[str]:
    """Make amounts of money as quoted decimals, to the penny, up to ten million either way.

    Args:
        negative: whether amounts below zero are made too.

    Raises:
        MissingDependencyError: Hypothesis is not installed; the fix names the extra.

    Examples:
        >>> amounts(negative=False).validate()

    """
    st = _hypothesis()
    most = 10**9
    return st.integers(-most if negative else 0, most).map(  # type: ignore[no-any-return]
        lambda pence: f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02d}"
    )


def discounts() -> SearchStrategy[Any]:
    """Make what ``method.discount`` may be: a rate, a list of yearly rates, or the id of a dated schedule.

    Raises:
        MissingDependencyError: Hypothesis is not installed; the fix names the extra.

    Examples:
        >>> discounts().validate()

    """
    st = _hypothesis()
    rates = shares(most=0.3)
    return st.one_of(rates, st.lists(rates, min_size=1, max_size=6), st.sampled_from(SCHEDULES))  # type: ignore[no-any-return]


def inputs(identity: str = "input-0") -> SearchStrategy[dict[str, Any]]:
    """Make an input of more than nothing, as plain data.

    Args:
        identity: its id.

    Raises:
        MissingDependencyError: Hypothesis is not installed; the fix names the extra.

    Examples:
        >>> inputs("grant").validate()

    """
    st = _hypothesis()
    return st.fixed_dictionaries(  # type: ignore[no-any-return]
        {
            "id": st.just(identity),
            "stakeholder": st.sampled_from(STAKEHOLDERS),
            "amount": st.integers(1, 10**8).map(lambda pence: pence / 100),
        },
        optional={
            "kind": st.sampled_from(("cash", "in_kind", "volunteer_time")),
            "year": st.integers(0, LAST_YEAR),
            "timing": st.sampled_from(TIMINGS),
        },
    )


def outcomes(identity: str = "outcome-0", *, negative: bool = True) -> SearchStrategy[dict[str, Any]]:
    """Make an outcome as plain data: any of the optional keys may be there or not.

    Args:
        identity: its id.
        negative: whether quantities and amounts below zero are made too.

    Raises:
        MissingDependencyError: Hypothesis is not installed; the fix names the extra.

    Examples:
        >>> outcomes("less-lonely", negative=False).validate()

    """
    st = _hypothesis()
    share = st.one_of(shares(), shares().map(lambda number: {"share": number, "basis": "made up"}))
    several = st.lists(share, min_size=2, max_size=3)
    credit = st.one_of(
        st.fixed_dictionaries({}, optional={"attribution": share}),
        st.fixed_dictionaries({"attribution": several}),
        st.fixed_dictionaries({"contribution": share}),
    )
    return st.builds(_joined, _line(identity, negative=negative), _deductions(share), _years(), credit)  # type: ignore[no-any-return]


def cases(*, discount: Any = None, negative: bool = True, most_lines: int = 5) -> SearchStrategy[Case]:
    """Make cases that use every option: each way to discount, each timing, part years, late starts, several inputs.

    No year is past 30, so that every dated schedule serves. Amounts are in the case's own price year.

    Args:
        discount: what ``method.discount`` is in every case; any way of discounting when absent.
        negative: whether quantities and amounts below zero are made too.
        most_lines: the most outcomes and the most inputs that a case has.

    Returns:
        A strategy for ``given``.

    Raises:
        MissingDependencyError: Hypothesis is not installed; the fix names the extra.

    Examples:
        >>> from hypothesis import given
        >>> @given(cases(negative=False))
        ... def test_a_case_of_gains_is_worth_something(case):
        ...     assert sroi.calculate(case).present_value >= 0

    """
    st = _hypothesis()
    method = st.fixed_dictionaries(
        {"discount": discounts() if discount is None else st.just(discount)},
        optional={"timing": st.sampled_from(TIMINGS), "part_years": st.sampled_from(("pro_rata", "whole_years"))},
    )
    several = st.integers(1, most_lines)
    return st.builds(  # type: ignore[no-any-return]
        _case,
        method,
        several.flatmap(lambda count: st.tuples(*(inputs(f"input-{place}") for place in range(count)))),
        several.flatmap(lambda count: st.tuples(*(outcomes(f"outcome-{place}", negative=negative) for place in range(count)))),
    )


def tables(*, negative: bool = True, most_lines: int = 20) -> SearchStrategy[dict[str, list[Any]]]:
    """Make tables of lines for ``sroi.calculate_table``: columns by their names, as any data frame takes them.

    ``quantity`` and ``amount`` are always there; any of the columns that may be absent is there or not.

    Args:
        negative: whether quantities and amounts below zero are made too.
        most_lines: the most lines that a table has; the least is one.

    Returns:
        A strategy for ``given``: lists of one length, by the name of the column.

    Raises:
        MissingDependencyError: Hypothesis is not installed; the fix names the extra.

    Examples:
        >>> import pandas as pd
        >>> from hypothesis import given
        >>> @given(tables(negative=False))
        ... def test_a_table_of_gains_is_worth_something(table):
        ...     assert (sroi.calculate_table(pd.DataFrame(table), discount=0.035)["present_value"] >= 0).all()

    """
    st = _hypothesis()
    least = -(10**6) if negative else 0
    needed = dict.fromkeys(("quantity", "amount"), st.integers(least, 10**6).map(lambda hundredths: hundredths / 100))
    optional = dict.fromkeys(("deadweight", "displacement", "attribution", "drop_off"), shares())
    optional |= {"duration": st.integers(0, 150).map(lambda tenths: tenths / 10)}
    optional |= dict.fromkeys(("drop_off_from", "starts"), st.integers(1, LAST_YEAR - 14))
    present = st.lists(st.sampled_from(sorted(optional)), unique=True)
    lines = present.flatmap(
        lambda names: st.lists(st.fixed_dictionaries(needed | {name: optional[name] for name in names}), **_upto(most_lines))
    )
    return lines.map(lambda rows: {name: [row[name] for row in rows] for name in rows[0]})  # type: ignore[no-any-return]


def frameworks(*, most_measures: int = 4) -> SearchStrategy[Framework]:
    """Make frameworks whose measures count, or take a rate before from one after, and are valued by proxies that are there.

    A measure needs ``people`` and ``share_of_year``, or ``baseline``, ``actual`` and ``people``.

    Args:
        most_measures: the most measures that an outcome has, and the most outcomes.

    Returns:
        A strategy for ``given``; ``sroi.map_measurements`` takes such a record as its ``framework``.

    Raises:
        MissingDependencyError: Hypothesis is not installed; the fix names the extra.

    Examples:
        >>> from hypothesis import given
        >>> @given(frameworks())
        ... def test_every_measure_is_valued_by_something(framework):
        ...     assert all(measure.proxies.default for measure in framework.measures.values())

    """
    st = _hypothesis()
    kinds = st.tuples(st.sampled_from(tuple(VALUED.items())), st.booleans(), st.sampled_from(("increase", "decrease")))
    outcomes = st.lists(st.lists(kinds, **_upto(most_measures)), **_upto(most_measures))
    return outcomes.map(_framework)  # type: ignore[no-any-return]


def flows(identity: str = "flow-0") -> SearchStrategy[dict[str, Any]]:
    """Make a flow of money as plain data: from outside the area with its payer, or from inside it.

    Args:
        identity: its id.

    Returns:
        A strategy for ``given``; ``sroi.local_economy.classified`` and ``inflow`` take a list of such records.

    Raises:
        MissingDependencyError: Hypothesis is not installed; the fix names the extra.

    Examples:
        >>> from hypothesis import given
        >>> @given(flows("lottery"))
        ... def test_no_more_comes_in_than_was_paid(flow):
        ...     assert 0 <= sroi.local_economy.inflow([flow]) <= flow["amount"]

    """
    st = _hypothesis()
    both = {
        "id": st.just(identity),
        "amount": st.integers(0, 10**9).map(lambda pence: pence / 100),
        "year": st.just(2025),
        "kind": st.sampled_from(("grant", "contract", "match_funding", "csr_cash", "in_kind")),
        "source": st.just("A payer"),
        "deadweight": shares(),
    }
    outside = {"external": st.just(value=True), "source_type": st.sampled_from(PAYERS_OUTSIDE)}
    inside = {"external": st.just(value=False), "source_type": st.sampled_from(PAYERS_INSIDE)}
    optional = {"retained": shares(), "destination": st.just("A charity")}
    return st.one_of(*(st.fixed_dictionaries(both | side, optional=optional) for side in (outside, inside)))  # type: ignore[no-any-return]


def _upto(most: int) -> dict[str, int]:
    return {"min_size": 1, "max_size": most}


def _framework(outcomes: list[list[tuple[tuple[str, str], bool, str]]]) -> Framework:
    """Number the measures through, and put them under their outcomes."""
    numbers = iter(range(1, sum(map(len, outcomes)) + 1))
    lists = [
        {"number": place, "title": f"Outcome {place}", "measures": [_measure(next(numbers), *kind) for kind in kinds]}
        for place, kinds in enumerate(outcomes, 1)
    ]
    return Framework.model_validate(
        {"id": "made-up", "title": "Made up", "edition": "1", "publisher": "Nobody", "outcomes": lists}
    )


def _measure(number: int, valued: tuple[str, str], counts: bool, direction: str) -> dict[str, Any]:  # noqa: FBT001 - drawn, never written
    """Write a measure that counts people for part of a year, or that takes what was from what is."""
    unit, proxy = valued
    needs, expression = COUNTED if counts else CHANGED
    quantity = {"rule": "count" if counts else "level_change", "needs": needs, "gives": [unit], "expression": expression}
    return {
        "id": f"made-up/{number}",
        "number": number,
        "title": f"Measure {number}",
        "kind": "count" if counts else "level",
        "direction": "increase" if counts else direction,
        "unit": unit,
        "quantity": {**quantity, "formula": expression},
        "proxies": {"default": [proxy]},
    }


def _line(identity: str, *, negative: bool) -> SearchStrategy[dict[str, Any]]:
    """Make who, how many, and what one is worth."""
    st = _hypothesis()
    quantity = st.integers(-(10**6) if negative else 0, 10**6).map(lambda hundredths: hundredths / 100)
    proxy = st.fixed_dictionaries({"amount": amounts(negative=negative), "unit": st.just("person"), "price_year": st.just(2025)})
    return st.fixed_dictionaries(  # type: ignore[no-any-return]
        {
            "id": st.just(identity),
            "stakeholder": st.sampled_from(STAKEHOLDERS),
            "title": st.just("A change"),
            "quantity": st.one_of(quantity, quantity.map(lambda number: {"value": number, "source": "made up"})),
            "unit": st.just("person"),
            "proxy": proxy,
        },
        optional={"kind": st.sampled_from(KINDS), "measure": st.sampled_from(MEASURES)},
    )


def _deductions(share: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    return _hypothesis().fixed_dictionaries({}, optional=dict.fromkeys(("deadweight", "displacement", "drop_off"), share))  # type: ignore[no-any-return]


def _years() -> SearchStrategy[dict[str, Any]]:
    """Make years that end by the last one: starts + duration − 1 is at most 30."""
    st = _hypothesis()
    duration = st.one_of(st.integers(0, 15), st.integers(0, 150).map(lambda tenths: tenths / 10))
    return st.fixed_dictionaries(  # type: ignore[no-any-return]
        {}, optional={"duration": duration, "drop_off_from": st.integers(1, 16), "starts": st.integers(1, LAST_YEAR - 14)}
    )


def _joined(*parts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for part in parts for key, value in part.items()}


def _case(method: dict[str, Any], inputs: tuple[dict[str, Any], ...], outcomes: tuple[dict[str, Any], ...]) -> Case:
    head = {"format": 1, "id": "made-up", "title": "Made up", "currency": "GBP", "price_year": 2025}
    return Case.model_validate({**head, "method": method, "inputs": inputs, "outcomes": outcomes})
