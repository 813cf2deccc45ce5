"""How fast the catalogue is: ``pytest benchmarks/test_catalogue_speed.py`` prints the figures.

Bounds of the library: reading the whole catalogue 0.3 s, looking up a proxy that was looked up before 20 µs.
The peer is PyYAML's own C loader on the same files, which checks nothing and keeps no line numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from sroi import proxies
from sroi.catalogue import Catalogue, data_folder, load, match
from sroi.catalogue.store import _package

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

JOB = "employment.jobseeker_into_work_society"
FILES = [path for folder in ("values", "sources", "frameworks") for path in (data_folder() / folder).rglob("*.yaml")]


@pytest.mark.benchmark(group="cold load")
def test_cold_load_of_the_whole_catalogue(benchmark: BenchmarkFixture) -> None:
    catalogue = benchmark.pedantic(load, setup=_package.cache_clear, rounds=20)
    assert len(catalogue.proxies) >= 144


@pytest.mark.benchmark(group="cold load")
def test_peer_yaml_alone(benchmark: BenchmarkFixture) -> None:
    def read() -> int:
        return len([yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) for path in FILES])

    assert benchmark.pedantic(read, rounds=20) == len(FILES)


@pytest.mark.benchmark(group="look-up")
def test_warm_look_up(benchmark: BenchmarkFixture) -> None:
    match(JOB, 2025)
    assert benchmark(match, JOB, 2025).how == "uprated"


@pytest.mark.benchmark(group="all proxies")
def test_first_look_up_of_every_proxy(benchmark: BenchmarkFixture) -> None:
    def fresh() -> tuple[tuple[Catalogue], dict[str, object]]:
        return (load().with_proxies([]),), {}

    def every(catalogue: Catalogue) -> int:
        return len([catalogue.match(id_, 2025) for id_ in catalogue.proxies])

    assert benchmark.pedantic(every, setup=fresh, rounds=20) >= 144


@pytest.mark.benchmark(group="all proxies")
@pytest.mark.parametrize("words", ["volunteer", "volunter"])
def test_search(benchmark: BenchmarkFixture, words: str) -> None:
    assert len(benchmark(proxies.search, words)) > 0
