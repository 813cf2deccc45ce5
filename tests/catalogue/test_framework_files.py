"""Every framework names only what exists, and Knowsley's 29 measures are all there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sroi import frameworks
from sroi.catalogue import data_folder, evaluate, load, names_in
from sroi.model.framework import Measure

FILES = sorted((data_folder() / "frameworks").glob("*.yaml"))
MEASURES = [measure for framework in load().frameworks.values() for measure in framework.measures.values()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_framework_file_can_be_read_on_its_own(path: Path) -> None:
    assert frameworks.read(path) == load().frameworks[path.stem]


def test_knowsley_has_its_outcomes_and_measures() -> None:
    knowsley = frameworks.get("knowsley")
    assert [outcome.number for outcome in knowsley.outcomes] == [1, 2, 3, 4, 5, 6]
    assert list(knowsley.measures) == [f"knowsley/{number}" for number in range(1, 30)]
    assert all(measure.id == f"knowsley/{measure.number}" for measure in knowsley.measures.values())


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_measure_keeps_the_rules(measure: Measure) -> None:
    catalogue = load()
    for id_ in measure.proxies.every:
        assert measure.id in catalogue.proxies[id_].measures, f"{id_} does not name {measure.id}"
    defaults = [catalogue.proxies[id_] for id_ in measure.proxies.default]
    assert all(proxy.account != "cost" for proxy in defaults)
    assert measure.quantity.parts or len({proxy.unit for proxy in defaults}) == 1
    state = [catalogue.proxies[id_] for id_ in measure.proxies.state_view]
    assert not any(other.id in proxy.overlaps_with for proxy in state for other in state)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_the_expressions_of_a_measure_work_out(measure: Measure) -> None:
    expressions = [part.expression for part in measure.quantity.parts] or [measure.quantity.expression or ""]
    for expression in expressions:
        assert evaluate(expression, dict.fromkeys(names_in(expression), Decimal(1))).is_finite()


@pytest.mark.parametrize("number", [18, 19, 21, 24, 28])
def test_measures_of_local_economy_money_have_only_such_defaults(number: int) -> None:
    measure = frameworks.get("knowsley").measures[f"knowsley/{number}"]
    assert {load().proxies[id_].account for id_ in measure.proxies.default} == {"local-economy"}


@pytest.mark.parametrize(("number", "stands_as"), [(5, "floor"), (6, "floor"), (26, "floor"), (7, "cost"), (29, "cost")])
def test_floors_and_costs_are_marked(number: int, stands_as: str) -> None:
    measure = frameworks.get("knowsley").measures[f"knowsley/{number}"]
    assert stands_as in {load().proxies[id_].stands_as for id_ in measure.proxies.default}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_every_figure_asked_for_is_said_in_words(measure: Measure) -> None:
    framework = load().frameworks[measure.id.partition("/")[0]]
    quantity = measure.quantity
    asked = {*quantity.needs, *(name for way in quantity.ways for name in way.needs)}
    asked |= {cost.needs for part in quantity.parts for cost in part.take_off}
    assert asked - {*framework.names, *quantity.names} == set()
