"""Many cases at once give what each gives alone, to the last digit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi.errors import InvalidArgumentError, InvalidCaseError
from sroi.tables import calculate_many

PUBLISHED = Path(__file__).parents[3] / "proxies" / "published"


def variants() -> list[sroi.Case]:
    """Published cases and changes of them: other rates, a schedule, whole years, other timing."""
    cases = [
        sroi.read_case(PUBLISHED / name)
        for name in ("westbank_2015.yaml", "dream_action_2018.yaml")
        if (PUBLISHED / name).exists()
    ]
    changes = [
        {"set": {"discount": 0.0}},
        {"set": {"discount": "green-book-2026"}},
        {"set": {"part_years": "whole_years", "duration": 2.5}},
        {"set": {"timing": "mid_year", "attribution": [0.1, 0.2, 0.3]}},
    ]
    scenarios = [{"id": f"change-{number}", **change} for number, change in enumerate(changes)]
    return [*cases, *(sroi.what_if(case, scenario) for case in cases for scenario in scenarios)]


def test_results_are_those_of_calculate_one_by_one() -> None:
    cases = variants()
    results = calculate_many(cases)
    assert results == tuple(sroi.calculate(case) for case in cases)
    assert [result.by_year for result in results] == [sroi.calculate(case).by_year for case in cases]


def test_nothing_gives_nothing() -> None:
    assert calculate_many(iter(())) == ()


def test_what_is_wrong_in_any_case_is_said_with_the_id_of_the_case() -> None:
    good = variants()[0]
    bad = good.model_copy(update={"id": "worse", "method": good.method.model_copy(update={"discount": "no-such-schedule"})})
    with pytest.raises(InvalidCaseError) as caught:
        calculate_many([bad, good, bad])
    assert [fault.code for fault in caught.value.faults] == ["unknown-schedule"] * 2
    assert caught.value.where == "worse, method.discount"


def test_every_case_past_the_end_of_its_schedule_is_named() -> None:
    good = variants()[0]
    change = {"set": {"discount": "review-2026-proposed", "duration": 31}}
    late = [sroi.what_if(good, change).model_copy(update={"id": name}) for name in ("one", "other")]
    with pytest.raises(InvalidCaseError) as caught:
        calculate_many([late[0], good, late[1]])
    assert [fault.code for fault in caught.value.faults] == ["past-end-of-schedule"] * 2
    assert [fault.where.split(",")[0] for fault in caught.value.faults] == ["one", "other"]


@pytest.mark.parametrize(("given", "code"), [("x", "not-a-case"), ([None], "not-a-case"), ([{}], "not-a-case")])
def test_what_is_no_case_is_refused(given: Any, code: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        calculate_many(given)
    assert (caught.value.code, caught.value.where) == (code, "cases[0]")


def test_one_case_is_no_list_of_cases() -> None:
    with pytest.raises(InvalidArgumentError, match="not-a-list-of-cases"):
        calculate_many(sroi.read_case("proxies/published/westbank_2015.yaml"))
