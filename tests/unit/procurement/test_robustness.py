"""The winner is scored again over all that could be otherwise; where the lead is lost is known to the digit."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sroi import procurement
from sroi.errors import InvalidArgumentError, NotFoundError
from sroi.procurement import Bid, Tender
from sroi.procurement.draws import Draws, choices, drawn_quantities, drawn_weights, drawn_worths
from sroi.procurement.points import CRITERIA

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def tender(**changes: Any) -> Tender:
    """One bid is stronger in a measure worth £100 a day, the other in one worth £50: they draw level at £80."""
    day = {"unit": "day", "price_year": 2025}
    data: dict[str, Any] = {
        "format": 1,
        "id": "level",
        "title": "A tender with a known flip",
        "authority": "A council",
        "price_year": 2025,
        "method": {"discount": 0},
        "contract_value": 100000,
        "weights": {"price": 0.8, "added": 0.2},
        "scoring": {"compares": "side", "method": "target", "targets": {"added": 10000}},
        "measures": [
            {"id": "knowsley/4", "side": "added", "unit": "day", "proxy": {**day, "amount": 100}},
            {"id": "knowsley/13", "side": "added", "unit": "day", "proxy": {**day, "amount": 50}},
        ],
    }
    return procurement.read_tender({**data, **changes})


def bid(name: str, first: Any, second: Any, price: float = 90000) -> Bid:
    pairs = {"knowsley/4": first, "knowsley/13": second}
    commitments = [{"measure": one, "unit": "day", "quantity": quantity, "evidence": "x"} for one, quantity in pairs.items()]
    return procurement.read_bid({"id": name, "bidder": name.upper(), "price": price, "commitments": commitments})


def bids() -> list[Bid]:
    """A: 50 × 100 + 20 × 50 = £6,000. B: 30 × 100 + 52 × 50 = £5,600. Level where 20 a = 32 × 50: £80."""
    return [bid("a", 50, 20), bid("b", 30, 52)]


def flips(result: procurement.Robustness) -> dict[tuple[str, str], procurement.Flip]:
    return {(one.kind, one.what): one for one in result.flips}


def test_the_flip_point_of_a_proxy_is_where_it_was_worked_out_by_hand() -> None:
    result = procurement.robustness(tender(), bids(), draws=10)
    found = flips(result)
    assert result.winner == "a"
    assert found["worth", "knowsley/4"].at == pytest.approx(80, rel=1e-12)
    assert found["worth", "knowsley/13"].at == pytest.approx(62.5, rel=1e-12)
    assert found["quantity", "a's knowsley/4"].at == pytest.approx(46, rel=1e-12)
    assert found["quantity", "b's knowsley/13"].at == pytest.approx(60, rel=1e-12)
    assert all(one.rival == "b" for one in found.values())
    assert [one.change for one in result.flips] == sorted(one.change for one in result.flips)


def test_the_flip_point_of_a_price() -> None:
    """A leads by 20 × (0.60 − 0.56) = 0.8 points; with a dearer A it keeps 80 × 90,000 / price."""
    found = flips(procurement.robustness(tender(), bids(), draws=10))
    assert found["price", "a"].at == pytest.approx(80 * 90000 / 79.2, rel=1e-9)
    assert found["price", "b"].at == pytest.approx(90000 * 79.2 / 80, rel=1e-9)


def test_the_flip_point_of_a_weight_is_exact_and_held_to_the_rules() -> None:
    """A is ahead by 0.04 of added and behind by 0.01 of price: level where (1 − w) × 0.01 = w × 0.04."""
    dearer = [bid("a", 50, 20, price=100000), bid("b", 30, 52, price=99000)]
    result = procurement.robustness(tender(rules="knowsley", weights={"price": 0.9, "added": 0.1}), dearer, draws=10)
    assert result.winner == "b"
    one = flips(result)["weight", "added"]
    assert one.at == pytest.approx(0.2, rel=1e-9)
    assert (one.rival, one.allowed) == ("a", False)
    assert "which the rules do not allow" in one.text()


def test_each_proxy_that_could_stand_says_who_wins() -> None:
    measures = [
        {"id": "knowsley/1", "side": "added", "unit": "person-year"},
        {"id": "knowsley/13", "side": "added", "unit": "person-year"},
    ]
    asked = tender(measures=measures, scoring={"compares": "side", "method": "target", "targets": {"added": 1000000}})
    offered = [
        procurement.read_bid(
            {
                "id": name,
                "bidder": name,
                "price": 1,
                "commitments": [
                    {"measure": measure, "unit": "person-year", "quantity": quantity}
                    for measure, quantity in (("knowsley/1", jobs), ("knowsley/13", volunteers))
                ],
            }
        )
        for name, jobs, volunteers in (("jobs", 5, 0), ("volunteers", 0, 30))
    ]
    result = procurement.robustness(asked, offered, draws=100)
    winners = {one.proxy: one.winners for one in result.proxies if one.measure == "knowsley/1"}
    assert winners["employment.jobseeker_into_work_society"] == ("jobs",)
    assert winners["employment.jobseeker_into_work_individual"] == ("volunteers",)
    assert result.every_combination
    assert 0 < result.wins["jobs"] < 1
    assert sum(result.wins.values()) == pytest.approx(1)
    assert "with employment.jobseeker_into_work_individual for knowsley/1: volunteers" in result.text


def test_without_ranges_every_draw_is_the_central_case() -> None:
    result = procurement.robustness(tender(), bids(), draws=50)
    assert result.wins == {"a": 1.0, "b": 0.0}
    assert np.ptp(result.totals, axis=0).tolist() == [0, 0]
    assert result.totals[0].tolist() == pytest.approx([one.total for one in result.scores.bids])


def test_unsure_promises_change_who_wins() -> None:
    unsure = [bid("a", {"value": 50, "low": 40, "high": 60}, 20), bid("b", 30, 52)]
    result = procurement.robustness(tender(), unsure, draws=2000)
    assert 0.5 < result.wins["a"] < 1
    assert result.totals[0].tolist() == pytest.approx([one.total for one in result.scores.bids])
    low, middle, high = result.points["a"]
    assert low < middle < high


def test_numbers_of_one_name_are_one_draw() -> None:
    same = {"value": 50, "low": 40, "high": 60, "name": "turnout"}
    twins = procurement.robustness(tender(), [bid("a", same, 20), bid("b", same, 20)], draws=200)
    assert twins.totals[:, 0].tolist() == twins.totals[:, 1].tolist()
    assert twins.wins == {"a": 0.5, "b": 0.5}
    assert twins.winner is None
    assert twins.flips == ()


def test_a_bid_more_moves_no_other_bids_draws() -> None:
    unsure = [bid("a", {"value": 50, "low": 40, "high": 60}, 20), bid("b", 30, 52)]
    two = procurement.robustness(tender(), unsure, draws=300).totals
    three = procurement.robustness(tender(), [bid("c", 1, {"value": 2, "low": 1, "high": 3}), *unsure], draws=300).totals
    assert three[:, 1:] == pytest.approx(two)


def test_a_draw_is_the_scoring_of_what_was_drawn() -> None:
    """The long way round: a tender and bids written out with the numbers of one draw come to the points of that draw."""
    asked = procurement.read_tender(EXAMPLES / "tender_young_carers.yaml")
    offered = [
        procurement.read_bid(EXAMPLES / "tender_young_carers_bid.yaml"),
        *procurement.read_bids(EXAMPLES / "tender_young_carers_bids.csv", asked),
    ]
    result = procurement.robustness(asked, offered, draws=40, seed=5)
    drawn, worths = Draws(40, 5), procurement.worths(asked)
    worth = drawn_worths(drawn, worths, choices(drawn, worths))
    quantities = drawn_quantities(drawn, offered, asked.measures)
    weights = drawn_weights(drawn, asked)
    for place in (0, 7, 39):
        written = asked.to_dict()
        written["weights"] = {name: float(weight) for name, weight in zip(CRITERIA, weights[place], strict=True)}
        for one, pounds in zip(written["measures"], worth[place], strict=True):
            one.pop("deadweight", None)
            one["proxy"] = {"amount": float(pounds) * 1.035, "unit": one["unit"], "price_year": 2025}
        again = [_written(one, asked, row) for one, row in zip(offered, quantities[place], strict=True)]
        scores = procurement.score(procurement.read_tender(written), again)
        assert result.totals[place].tolist() == pytest.approx([one.total for one in scores.bids], rel=1e-12)


def _written(one: Bid, asked: Tender, row: Any) -> Bid:
    numbers = {measure.id: float(quantity) for measure, quantity in zip(asked.measures, row, strict=True)}
    told = one.to_dict()
    for commitment in told["commitments"]:
        commitment.pop("delivery", None)
        commitment["quantity"] = numbers[commitment["measure"]]
    return procurement.read_bid(told)


def test_the_same_seed_gives_the_same_numbers() -> None:
    asked = procurement.read_tender(EXAMPLES / "tender_young_carers.yaml")
    offered = procurement.read_bids(EXAMPLES / "tender_young_carers_bids.csv", asked)
    first, again, other = (procurement.robustness(asked, offered, draws=1500, seed=seed).totals for seed in (3, 3, 4))
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_drawn_weights_stay_within_the_caps() -> None:
    weights = {"price": {"share": 0.8, "low": 0.7, "high": 0.9}, "core": {"share": 0.1, "low": 0.02, "high": 0.1}, "added": 0.1}
    day = {"unit": "day", "price_year": 2025, "amount": 1}
    measures = [
        {"id": "knowsley/4", "side": "core", "unit": "day", "proxy": day},
        {"id": "knowsley/13", "side": "added", "unit": "day", "proxy": day},
    ]
    asked = tender(rules="knowsley", weights=weights, measures=measures, scoring={"method": "best"})
    best = procurement.robustness(asked, [bid("a", 1, 1), bid("b", 0, 0)], draws=2000).totals
    assert best[:, 0] == pytest.approx(100)
    social = best[:, 0] - best[:, 1]
    assert social.max() <= 20 + 1e-9
    assert social.min() < 15


def test_what_a_point_costs() -> None:
    result = procurement.robustness(tender(), [bid("a", 50, 20), bid("b", 30, 52, price=100000)], draws=10)
    a, b = result.point_prices
    assert a.of_price is None
    assert b.of_price == pytest.approx(100000**2 / (80 * 90000))
    assert a.of_added == pytest.approx(10000 / 20)
    assert a.of_core is None


def test_a_bid_that_cannot_win_wins_no_draw() -> None:
    asked = procurement.read_tender(EXAMPLES / "tender_young_carers.yaml")
    offered = procurement.read_bids(EXAMPLES / "tender_young_carers_bids.csv", asked)
    assert procurement.robustness(asked, offered, draws=200).wins["meadow"] == 0


@pytest.mark.parametrize("wrong", [{"draws": 0}, {"draws": 2.5}, {"seed": -1}, {"draws": True}])
def test_draws_and_seed_are_checked(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgumentError):
        procurement.robustness(tender(), bids(), **wrong)


def test_a_lot_without_bids() -> None:
    with pytest.raises(NotFoundError):
        procurement.robustness(tender(), bids(), lot="north", draws=1)


def test_rows_as_plain_data() -> None:
    rows = procurement.robustness(tender(), bids(), draws=10).rows()
    assert [(row["bid"], row["wins"]) for row in rows] == [("a", 1.0), ("b", 0.0)]


def test_a_lead_out_of_all_proportion_is_followed_to_where_it_ends() -> None:
    found = flips(procurement.robustness(tender(scoring={"method": "best"}), [bid("a", 1e12, 1), bid("b", 1e-6, 1)], draws=1))
    assert found["quantity", "a's knowsley/4"].at == pytest.approx(1e-6, rel=1e-6)


def test_a_criterion_in_which_all_are_alike_flips_nothing() -> None:
    asked = tender(weights={"quality": 0.5, "added": 0.5})
    alike = [one.model_copy(update={"quality": 0.7}) for one in bids()]
    assert [one.what for one in procurement.robustness(asked, alike, draws=1).flips if one.kind == "weight"] == []
    assert [one.kind for one in procurement.robustness(asked, alike, draws=1).flips if one.kind == "price"] == []


def test_lots_are_held_by_themselves() -> None:
    lots = [{"id": name, "title": name, "contract_value": 50000} for name in ("north", "south")]
    offered = [bid("a", 50, 20).model_copy(update={"lot": "north"}), bid("b", 30, 52).model_copy(update={"lot": "south"})]
    asked = tender(lots=lots)
    assert procurement.robustness(asked, offered, lot="south", draws=5).winner == "b"
    with pytest.raises(NotFoundError, match="no bids for the lot 'None'"):
        procurement.robustness(asked, offered, draws=5)


def test_where_nothing_but_social_value_is_scored_its_weights_add_up_alone() -> None:
    weights = drawn_weights(Draws(50, 1), tender(weights={"added": 1}))
    assert weights == pytest.approx(np.array([0, 0, 0, 1]))


def test_more_combinations_of_proxies_than_draws_are_drawn_evenly_after_the_tenders_own() -> None:
    options = [[object()] * 7, [object()] * 11]
    worths = [SimpleNamespace(options=one, asked=SimpleNamespace(id=f"measure-{place}")) for place, one in enumerate(options)]
    chosen = choices(Draws(60, 1), worths)  # type: ignore[arg-type]
    assert chosen.shape == (60, 2)
    assert list(chosen[0]) == [0, 0]
    assert [set(column) for column in chosen.T] == [set(range(7)), set(range(11))]
