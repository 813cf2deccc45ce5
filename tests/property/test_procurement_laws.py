"""Laws of scoring and of the ledger that hold for any offers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sroi import procurement
from sroi.procurement import Bid, Donation, Entry, Ledger, Scores, Tender

MEASURES = ("knowsley/4", "knowsley/13", "knowsley/1")
QUANTITIES = st.tuples(*[st.one_of(st.none(), st.integers(0, 500).map(lambda tenths: tenths / 10)) for _ in MEASURES])
OFFERS = st.lists(st.tuples(QUANTITIES, st.integers(1, 1000), st.integers(0, 100)), min_size=1, max_size=5)
SCORINGS: list[dict[str, Any]] = [
    {"method": "best"},
    {"method": "target"},
    {"method": "bands"},
    {"method": "per_pound", "full_at": 0.5},
    {"compares": "side", "method": "best"},
    {"compares": "side", "method": "target", "targets": {"core": 1000, "added": 3000}},
    {"compares": "side", "method": "bands", "bands": [{"start": 100, "share": 0.3}, {"start": 1000, "share": 1}]},
    {"compares": "side", "method": "per_pound", "full_at": 0.5},
]


def in_unit(scoring: dict[str, Any], pounds: float) -> dict[str, Any]:
    """Write the pounds of a scoring in another unit of currency."""
    targets = {side: pounds * amount for side, amount in scoring.get("targets", {}).items()}
    bands = [{**band, "start": pounds * band["start"]} for band in scoring.get("bands", [])]
    return {**scoring, **({"targets": targets} if targets else {}), **({"bands": bands} if bands else {})}


def tender(scoring: dict[str, Any], pounds: float = 1) -> Tender:
    bands = [{"start": 5, "share": 0.5}, {"start": 20, "share": 1}]
    measures = [
        {
            "id": id_,
            "side": "added" if place else "core",
            "unit": "day",
            "weight": place + 1,
            "proxy": {"amount": pounds * amount, "unit": "day", "price_year": 2025},
            "target": 25,
            "bands": bands,
        }
        for place, (id_, amount) in enumerate(zip(MEASURES, (100, 50, 200), strict=True))
    ]
    return procurement.read_tender(
        {
            "format": 1,
            "id": "laws",
            "title": "Laws",
            "authority": "A council",
            "price_year": 2025,
            "method": {"discount": 0.035},
            "contract_value": pounds * 10000,
            "rules": "knowsley",
            "weights": {"price": 0.5, "quality": 0.3, "core": 0.1, "added": 0.1},
            "scoring": in_unit(scoring, pounds),
            "measures": measures,
        }
    )


def bids(offers: list[Any], pounds: float = 1) -> list[Bid]:
    return [
        procurement.read_bid(
            {
                "id": f"bid-{number}",
                "bidder": f"Bidder {number}",
                "price": pounds * price,
                "quality": quality / 100,
                "commitments": [
                    {"measure": measure, "unit": "day", "quantity": quantity}
                    for measure, quantity in zip(MEASURES, quantities, strict=True)
                    if quantity is not None
                ],
            }
        )
        for number, (quantities, price, quality) in enumerate(offers)
    ]


def totals(scores: Scores) -> dict[str, float]:
    return {one.bid.id: one.total for one in scores.bids}


@given(offers=OFFERS, scoring=st.sampled_from(SCORINGS))
@settings(max_examples=60)
def test_caps_hold_and_lines_add_up(offers: list[Any], scoring: dict[str, Any]) -> None:
    for one in procurement.score(tender(scoring), bids(offers)).bids:
        assert -1e-9 <= one.points["core"] <= 10 + 1e-9
        assert -1e-9 <= one.points["added"] <= 10 + 1e-9
        assert one.points["core"] + one.points["added"] <= 20 + 1e-9
        for side in ("core", "added"):
            assert sum(line.points for line in one.lines if line.side == side) == pytest.approx(one.points[side], abs=1e-9)


@given(offers=OFFERS, scoring=st.sampled_from(SCORINGS), pounds=st.sampled_from([0.01, 7.5, 1000]))
@settings(max_examples=40)
def test_the_unit_of_currency_changes_no_point(offers: list[Any], scoring: dict[str, Any], pounds: float) -> None:
    if scoring["method"] == "bands":
        pounds = 1024.0  # a step is met exactly or not at all, so the factor must not round
    plain = totals(procurement.score(tender(scoring), bids(offers)))
    assert totals(procurement.score(tender(scoring, pounds), bids(offers, pounds))) == pytest.approx(plain)


@given(offers=OFFERS, scoring=st.sampled_from(SCORINGS))
@settings(max_examples=40)
def test_the_order_of_bidders_changes_no_point(offers: list[Any], scoring: dict[str, Any]) -> None:
    asked, offered = tender(scoring), bids(offers)
    assert totals(procurement.score(asked, offered[::-1])) == pytest.approx(totals(procurement.score(asked, offered)))


@given(
    offers=OFFERS,
    scoring=st.sampled_from([one for one in SCORINGS if one["method"] != "best"]),
    more=st.floats(0, 100),
    place=st.integers(0, 2),
)
@settings(max_examples=60)
def test_more_never_scores_less(offers: list[Any], scoring: dict[str, Any], more: float, place: int) -> None:
    raised = [*offers]
    quantities = list(raised[0][0])
    quantities[place] = (quantities[place] or 0) + more
    raised[0] = (tuple(quantities), *raised[0][1:])
    before, after = (procurement.score(tender(scoring), bids(one))["bid-0"].total for one in (offers, raised))
    assert after >= before - 1e-9


@given(offers=OFFERS)
@settings(max_examples=30)
def test_a_rival_is_never_helped_by_a_better_offer_against_the_best(offers: list[Any]) -> None:
    asked, offered = tender({"method": "best"}), bids(offers)
    richer = [*offered, *(bid.model_copy(update={"id": f"more-{bid.id}"}) for bid in bids([((50.0, 50.0, 50.0), 1000, 0)]))]
    before, after = (totals(procurement.score(asked, one)) for one in (offered, richer))
    assert all(after[bid] <= before[bid] + 1e-9 for bid in before)


KEYS = st.tuples(st.sampled_from(MEASURES[1:]), st.sampled_from(["2026/27", "2027/28"]), st.sampled_from(["young", "old"]))
ENTRIES = st.dictionaries(KEYS, st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=8)


def entries(given_: dict[Any, Any]) -> list[Entry]:
    return [
        Entry(
            contract="care",
            measure=measure,
            period=period,
            group=group,
            evidenced=float(max(pair)),
            evidence="register",
            verified=float(min(pair)),
            verified_by="manager",
        )
        for (measure, period, group), pair in given_.items()
    ]


def empty() -> Ledger:
    promises = [
        {"measure": measure, "unit": "day", "quantity": 1, "worth": worth}
        for measure, worth in zip(MEASURES[1:], (50, 200), strict=True)
    ]
    care = {
        "id": "care",
        "title": "Care",
        "authority": "A council",
        "provider": "Harbour",
        "price_year": 2025,
        "promises": promises,
    }
    return Ledger.of([procurement.read_agreement(care)])


@given(given_=ENTRIES, data=st.data())
@settings(max_examples=60)
def test_a_ledger_is_the_sum_of_what_was_verified_however_it_is_replayed(given_: dict[Any, Any], data: st.DataObject) -> None:
    worth = dict(zip(MEASURES[1:], (50, 200), strict=True))
    expected = sum(min(pair) * worth[measure] for (measure, _, _), pair in given_.items())
    every = entries(given_)
    ledger = empty().record(*every)
    replayed = empty()
    for one in data.draw(st.permutations(every * 2)):
        replayed = replayed.record(one)
    assert ledger.total() == expected
    assert replayed.total() == expected
    assert replayed.entries == ledger.entries


@given(given_=ENTRIES, part=st.integers(0, 4), recognised=st.booleans())
@settings(max_examples=60)
def test_donations_move_and_never_add(given_: dict[Any, Any], part: int, recognised: bool) -> None:  # noqa: FBT001 - drawn
    ledger = empty().record(*entries(given_))
    gifts = [
        Donation(**key._asdict(), body="Foundation", quantity=ledger.verified(key) * part / 4, recognised=recognised)
        for key in ledger.entries
    ]
    after = ledger.record(*gifts, *gifts)
    assert after.total() == pytest.approx(ledger.total())
    assert after.total("Foundation") == pytest.approx(ledger.total() * part / 4 if recognised else 0)
    assert after.total("Harbour") + after.total("Foundation") == pytest.approx(ledger.total())
