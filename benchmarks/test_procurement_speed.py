"""How fast a winner is tested: ``pytest benchmarks/test_procurement_speed.py`` prints the figures.

Bound of the library: 20 bids × 29 measures × 10,000 re-scorings under 2 s, with the flip points and what a point costs.
The peer scores the same drawn numbers one bid and one draw after the other in plain Python, as a spreadsheet would;
it does 200 draws.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sroi import catalogue, frameworks, procurement
from sroi.procurement import draws, points
from sroi.procurement.scoring import offers_of, weights_of

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

BIDS, DRAWS, PLAIN = 20, 10_000, 200


def measures() -> list[dict[str, Any]]:
    """All 29 measures, each with the first of its proxies that is worth something."""
    shelf = catalogue.load()
    made = []
    for one in frameworks.get("knowsley").measures.values():
        proxy = next(shelf.proxy(id_) for id_ in one.proxies.every if shelf.proxy(id_).values[0].amount > 0)
        unsure = {"share": 0.2, "low": 0.1, "high": 0.3}
        side = "core" if one.number % 2 else "added"
        made.append({"id": one.id, "side": side, "unit": proxy.unit, "proxy": proxy.id, "deadweight": unsure})
    return made


def tender() -> procurement.Tender:
    weights = {
        "price": {"share": 0.4, "low": 0.3, "high": 0.5},
        "quality": 0.4,
        "core": {"share": 0.1, "low": 0.05, "high": 0.1},
        "added": {"share": 0.1, "low": 0.05, "high": 0.1},
    }
    head = {"format": 1, "id": "large", "title": "A large tender", "authority": "A council", "rules": "knowsley"}
    money = {"price_year": 2025, "method": {"discount": 0.035}, "contract_value": 1e7}
    return procurement.read_tender(
        {**head, **money, "weights": weights, "scoring": {"method": "per_pound", "full_at": 0.5}, "measures": measures()}
    )


def bids(asked: procurement.Tender) -> list[procurement.Bid]:
    """Twenty bids, each of whose 29 promises has a range of its own."""
    chance = random.Random(1)  # noqa: S311 - numbers for a benchmark
    made = []
    for number in range(BIDS):
        commitments = []
        for one in asked.measures:
            quantity = round(chance.random() * 50, 1)
            figure = {"value": quantity, "low": 0.7 * quantity, "high": 1.2 * quantity}
            commitments.append({"measure": one.id, "unit": one.unit, "quantity": figure, "evidence": "register"})
        price, quality = 9e6 + chance.random() * 1e6, 0.5 + 0.4 * chance.random()
        head = {"id": f"bid-{number}", "bidder": f"Bidder {number}", "price": price, "quality": quality}
        made.append(procurement.read_bid({**head, "commitments": commitments}))
    return made


TENDER = tender()
OFFERED = bids(TENDER)


@pytest.mark.benchmark(group="is the winner robust?")
def test_twenty_bids_29_measures_10000_rescorings(benchmark: BenchmarkFixture) -> None:
    result = benchmark.pedantic(procurement.robustness, args=(TENDER, OFFERED), kwargs={"draws": DRAWS}, rounds=5)
    assert result.totals.shape == (DRAWS, BIDS)


@pytest.mark.benchmark(group="is the winner robust?")
def test_peer_plain_python_200_rescorings(benchmark: BenchmarkFixture) -> None:
    drawn = draws.Draws(PLAIN, 1)
    worths = procurement.worths(TENDER)
    worth = draws.drawn_worths(drawn, worths, draws.choices(drawn, worths)).tolist()
    quantities = draws.drawn_quantities(drawn, OFFERED, TENDER.measures).tolist()
    weights = draws.drawn_weights(drawn, TENDER).tolist()
    plan = points.Plan.of(TENDER, None)
    sides, contract = plan.sides.tolist(), TENDER.contract_value
    lowest = min(bid.price or 0 for bid in OFFERED)

    def one_by_one() -> list[list[float]]:
        return [[_plain(bid, *row, lowest, contract, sides) for bid, row in _rows(place)] for place in range(PLAIN)]

    def _rows(place: int) -> Any:
        return ((bid, (quantities[place][number], worth[place], weights[place])) for number, bid in enumerate(OFFERED))

    given = benchmark.pedantic(one_by_one, rounds=3)
    ours = procurement.robustness(TENDER, OFFERED, draws=PLAIN).totals
    assert np.allclose(given, ours, rtol=1e-12, atol=0)


def _plain(bid: procurement.Bid, *row: Any) -> float:
    quantities, worth, weights, lowest, contract, sides = row
    social = [0.0, 0.0]
    for quantity, pounds, side in zip(quantities, worth, sides, strict=True):
        share = min(max(quantity * pounds / (contract * 0.5), 0.0), 1.0)
        social = [social[0] + share * side[0], social[1] + share * side[1]]
    shares = (lowest / bid.price, bid.quality, *social)
    return 100 * sum(weight * share for weight, share in zip(weights, shares, strict=True))


@pytest.mark.benchmark(group="one scoring")
def test_twenty_bids_29_measures_scored_once(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(procurement.score, TENDER, OFFERED).bids) == BIDS


@pytest.mark.benchmark(group="one scoring")
def test_the_arithmetic_of_one_scoring_alone(benchmark: BenchmarkFixture) -> None:
    plan, offers = points.Plan.of(TENDER, None), offers_of(TENDER, OFFERED, [False] * BIDS)
    worth, weights = np.array([one.pounds for one in procurement.worths(TENDER)]), weights_of(TENDER)
    given = benchmark(lambda: points.totals(points.criteria(plan, offers, worth), weights))
    assert given.shape == (BIDS,)
