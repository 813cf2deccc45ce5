"""A small tender scored by hand, each way of scoring, and what a bid must bring."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi import procurement
from sroi.errors import InvalidDataError, NotFoundError
from sroi.procurement import Bid, Tender

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
POUND = {"amount": 100, "unit": "day", "price_year": 2025, "title": "a day"}


def tender(**changes: Any) -> Tender:
    """Two measures worth £100 and £50 a unit, one core and one added."""
    data: dict[str, Any] = {
        "format": 1,
        "id": "small",
        "title": "A small tender",
        "authority": "A council",
        "price_year": 2025,
        "method": {"discount": 0},
        "contract_value": 10000,
        "weights": {"price": 0.5, "quality": 0.3, "core": 0.1, "added": 0.1},
        "scoring": {"method": "best"},
        "measures": [
            {"id": "knowsley/4", "side": "core", "unit": "day", "proxy": POUND, "target": 20},
            {"id": "knowsley/13", "side": "added", "unit": "day", "proxy": {**POUND, "amount": 50}, "target": 40, "weight": 3},
            {"id": "knowsley/1", "side": "added", "unit": "day", "proxy": {**POUND, "amount": 200}, "target": 10},
        ],
    }
    return procurement.read_tender({**data, **changes})


def bid(name: str, core: float | None, first: float | None, second: float | None, **more: Any) -> Bid:
    offered = {"knowsley/4": core, "knowsley/13": first, "knowsley/1": second}
    commitments = [
        {"measure": measure, "unit": "day", "quantity": quantity, "evidence": "register"}
        for measure, quantity in offered.items()
        if quantity is not None
    ]
    return procurement.read_bid(
        {"id": name, "bidder": name.upper(), "price": 8000, "quality": 0.5, "commitments": commitments, **more}
    )


def two() -> list[Bid]:
    return [bid("a", 10, 40, 5), bid("b", 20, 20, 0, price=10000, quality=0.8)]


def test_against_the_best_by_hand() -> None:
    scores = procurement.score(tender(), two())
    a, b = scores["a"], scores["b"]
    assert dict(a.points) == pytest.approx({"price": 50, "quality": 15, "core": 5, "added": 10})
    assert dict(b.points) == pytest.approx({"price": 40, "quality": 24, "core": 10, "added": 3.75})
    assert (a.total, b.total) == pytest.approx((80, 77.75))
    assert (a.rank, b.rank) == (1, 2)
    assert scores.winners() == ("a",)
    assert [line.points for line in a.lines] == pytest.approx([5, 7.5, 2.5])
    assert [line.most_points for line in a.lines] == pytest.approx([10, 7.5, 2.5])


def test_the_pounds_of_core_and_added_stand_apart() -> None:
    a = procurement.score(tender(), two())["a"]
    assert (a.value("core"), a.value("added"), a.value()) == pytest.approx((1000, 3000, 4000))
    assert [(line.side, line.value) for line in a.lines] == [("core", 1000), ("added", 2000), ("added", 1000)]


def test_against_a_target_no_more_than_all_of_it() -> None:
    scores = procurement.score(tender(scoring={"method": "target"}), [bid("a", 30, 10, 5)])
    assert dict(scores["a"].points) == pytest.approx({"price": 50, "quality": 15, "core": 10, "added": 7.5 / 4 + 2.5 / 2})


def test_by_bands() -> None:
    bands = [{"start": 10, "share": 0.5}, {"start": 20, "share": 1}]
    measures = [{"id": "knowsley/4", "side": "core", "unit": "day", "proxy": POUND, "bands": bands}]
    asked = tender(measures=measures, scoring={"method": "bands"}, weights={"price": 0.9, "core": 0.1})
    scores = procurement.score(asked, [bid(name, quantity, None, None) for name, quantity in (("a", 9.9), ("b", 10), ("c", 50))])
    assert [one.points["core"] for one in scores.bids] == pytest.approx([0, 5, 10])


def test_per_pound_of_contract() -> None:
    scores = procurement.score(tender(scoring={"method": "per_pound", "full_at": 0.2}), [bid("a", 10, 40, 5)])
    assert scores["a"].points["core"] == pytest.approx(10 * 1000 / (10000 * 0.2))
    assert scores["a"].points["added"] == pytest.approx(7.5 * 2000 / 2000 + 2.5 * 1000 / 2000)


@pytest.mark.parametrize(
    ("scoring", "core", "added"),
    [
        ({"method": "best"}, 5, 10),
        ({"method": "target", "targets": {"core": 4000, "added": 6000}}, 2.5, 5),
        ({"method": "bands", "bands": [{"start": 1000, "share": 0.25}, {"start": 3000, "share": 1}]}, 2.5, 10),
        ({"method": "per_pound", "full_at": 0.4}, 2.5, 7.5),
    ],
)
def test_the_pounds_of_a_side_scored_as_one(scoring: dict[str, Any], core: float, added: float) -> None:
    scores = procurement.score(tender(scoring={"compares": "side", **scoring}), two())
    a = scores["a"]
    assert (a.points["core"], a.points["added"]) == pytest.approx((core, added))
    assert sum(line.points for line in a.lines) == pytest.approx(core + added)
    assert [line.points for line in a.lines[1:]] == pytest.approx([added * 2 / 3, added / 3])


def test_half_by_quantity_and_half_by_answer() -> None:
    answered = {"measure": "knowsley/4", "unit": "day", "quantity": 10, "evidence": "register"}
    marked = {**answered, "answer": {"moderated": 4, "marks": [3, 5], "reason": "clear and costed"}}
    asked = tender(
        measures=[{"id": "knowsley/4", "side": "core", "unit": "day", "proxy": POUND, "target": 20}],
        scoring={"method": "target", "quantitative": 0.5, "scale": 5},
        weights={"price": 0.8, "core": 0.2},
    )
    scores = procurement.score(asked, [bid("a", None, None, None, commitments=[marked]), bid("b", 10, None, None)])
    line = scores["a"].lines[0]
    assert (line.by_quantity, line.by_answer) == pytest.approx((5, 8))
    assert "4 of 5 (marks 3, 5) × 50 % scored by answer = 8.00 points; clear and costed" in scores.explain("a", "knowsley/4")
    assert scores["b"].points["core"] == pytest.approx(5)
    assert "answer-not-marked" in {flag.code for flag in scores["b"].flags}


def test_what_is_above_the_most_is_not_counted() -> None:
    measures = [{"id": "knowsley/4", "side": "core", "unit": "day", "proxy": POUND, "most": 10}]
    asked = tender(measures=measures, weights={"price": 0.9, "core": 0.1})
    scores = procurement.score(asked, [bid("a", 1000, None, None), bid("b", 10, None, None)])
    assert scores["a"].points["core"] == scores["b"].points["core"] == pytest.approx(10)
    assert "capped" in {flag.code for flag in scores["a"].flags}
    assert scores.winners() == ("a", "b")


def test_a_tie_stays_a_tie_unless_the_tender_says_how_it_is_broken() -> None:
    bids = [bid("a", 10, 10, 10, price=8000, quality=0.3), bid("b", 10, 10, 10, price=10000, quality=0.3 + 1 / 3)]
    assert procurement.score(tender(), bids).winners() == ("a", "b")
    assert procurement.score(tender(tie_break=["quality"]), bids).winners() == ("b",)
    assert procurement.score(tender(tie_break=["core", "price"]), bids).winners() == ("a",)


def test_missing_answers_and_zero_bids_score_nothing_and_are_told_apart() -> None:
    scores = procurement.score(tender(), [bid("a", 0, 0, 0), bid("b", None, None, None)])
    assert [one.points["core"] + one.points["added"] for one in scores.bids] == [0, 0]
    assert {flag.code for flag in scores["a"].flags} == set()
    assert {flag.code for flag in scores["b"].flags} == {"no-answer"}
    assert scores["b"].lines[0].quantity is None
    assert "nothing was said" in scores.explain("b", "knowsley/4")


def test_a_bid_without_a_required_measure_cannot_win_and_sets_no_best() -> None:
    measures = [
        {"id": "knowsley/4", "side": "core", "unit": "day", "proxy": POUND},
        {"id": "knowsley/13", "side": "added", "unit": "day", "proxy": POUND, "required": True},
    ]
    scores = procurement.score(tender(measures=measures), [bid("a", 100, None, None, price=10), bid("b", 10, 5, None)])
    assert (scores["a"].rank, scores["b"].rank) == (None, 1)
    assert scores["b"].total == pytest.approx(50 + 15 + 10 + 10)
    assert scores.of()[-1].bid.id == "a"


def test_flags() -> None:
    loud = bid("a", 500, None, None)
    extra = {"measure": "knowsley/28", "unit": "asset-year", "quantity": 1}
    foreign = bid("b", None, None, None, commitments=[extra, {"measure": "knowsley/4", "unit": "day", "quantity": 1}])
    both = bid("c", 1, 1, 1)
    flags = {
        one.bid.id: {(flag.code, flag.measure) for flag in one.flags}
        for one in procurement.score(tender(), [loud, foreign, both]).bids
    }
    assert {("out-of-proportion", "knowsley/4"), ("out-of-proportion", "")} <= flags["a"]
    assert {("not-asked-for", "knowsley/28"), ("no-evidence", "knowsley/4")} <= flags["b"]
    assert ("may-count-twice", "knowsley/13") in flags["c"]


def test_what_is_taken_off_is_the_one_formula() -> None:
    measures = [
        {
            "id": "knowsley/4",
            "side": "core",
            "unit": "day",
            "proxy": POUND,
            "deadweight": 0.5,
            "displacement": 0.2,
            "attribution": [0.5, 0.5],
            "duration": 2,
            "drop_off": 0.5,
        }
    ]
    asked = tender(measures=measures, method={"discount": 0.25}, weights={"price": 0.9, "core": 0.1})
    assert procurement.worths(asked)[0].pounds == pytest.approx(100 * 0.5 * 0.8 * 0.25 * (1 / 1.25 + 0.5 / 1.25**2))


def test_a_bid_as_a_case_comes_to_the_same_pounds() -> None:
    asked = procurement.read_tender(EXAMPLES / "tender_young_carers.yaml")
    bids = procurement.read_bids(EXAMPLES / "tender_young_carers_bids.csv", asked)
    scores = procurement.score(asked, bids)
    for one in scores.bids:
        result = sroi.calculate(procurement.case_of(asked, one.bid))
        assert result.present_value == pytest.approx(one.value(), rel=1e-12)
        assert result.total_input == one.bid.price


def test_local_pounds_are_never_social_value() -> None:
    measures = [
        {"id": "knowsley/28", "side": "core", "unit": "asset-year"},
        {"id": "knowsley/13", "side": "added", "unit": "day", "proxy": POUND},
    ]
    one = procurement.read_bid(
        {
            "id": "a",
            "bidder": "A",
            "price": 1,
            "quality": 1,
            "commitments": [{"measure": "knowsley/28", "unit": "asset-year", "quantity": 3}],
        }
    )
    scored = procurement.score(tender(measures=measures), [one])["a"]
    assert scored.value() == 0
    assert scored.lines[0].value > 0
    assert scored.points["core"] == pytest.approx(10)
    with pytest.raises(InvalidDataError, match="local-economy"):
        procurement.score(tender(measures=measures, scoring={"compares": "side", "method": "best"}), [one])


def test_lots_are_scored_by_themselves() -> None:
    lots = [
        {"id": "north", "title": "North", "contract_value": 4000, "measures": ["knowsley/4", "knowsley/13"]},
        {"id": "south", "title": "South", "contract_value": 6000},
    ]
    bids = [bid("a", 10, 10, None, lot="north"), bid("b", 20, 20, 1, lot="south"), bid("c", 5, 5, None, lot="north")]
    scores = procurement.score(tender(lots=lots), bids)
    assert scores.winners("north") == ("a",)
    assert scores.winners("south") == ("b",)
    assert [line.measure for line in scores["a"].lines] == ["knowsley/4", "knowsley/13"]
    assert scores["a"].points["added"] == pytest.approx(10)


def test_every_fault_of_every_bid_at_once() -> None:
    wrong_unit = bid("a", None, None, None, commitments=[{"measure": "knowsley/4", "unit": "hour", "quantity": 1}])
    no_price = Bid(id="b", bidder="B", lot="north", tender="other")
    marked = {"measure": "knowsley/4", "unit": "day", "quantity": 1, "answer": {"moderated": 3}}
    with pytest.raises(InvalidDataError) as caught:
        procurement.score(tender(), [wrong_unit, no_price, bid("a", None, None, None, commitments=[marked])])
    codes = {fault.code for fault in caught.value.faults}
    assert codes == {
        "bid-twice",
        "unit-mismatch",
        "other-tender",
        "unknown-lot",
        "price-missing",
        "quality-missing",
        "mark-off-scale",
    }


def test_a_unit_in_the_plural_is_the_unit_asked_for() -> None:
    said = {"measure": "knowsley/4", "unit": "Days", "quantity": 10}
    asked = {"measure": "knowsley/4", "unit": "day", "quantity": 10}
    both = [bid(name, None, None, 1, commitments=[one]) for name, one in (("a", said), ("b", asked))]
    scores = procurement.score(tender(), both)
    assert scores["a"].points == scores["b"].points


def test_no_bids() -> None:
    with pytest.raises(InvalidDataError) as caught:
        procurement.score(tender(), [])
    assert caught.value.code == "no-bids"


def test_every_point_is_explained() -> None:
    asked = procurement.read_tender(EXAMPLES / "tender_young_carers.yaml")
    scores = procurement.score(asked, procurement.read_bids(EXAMPLES / "tender_young_carers_bids.csv", asked))
    text = scores.explain("harbour", "knowsley/4")
    for words in (
        "as core social value",
        "wellbeing.wellby",
        "hmt-wellbeing-2021",
        "20 % would happen anyway",
        "of a target of £40,000.00",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("scoring", "words"),
    [
        ({"method": "best"}, "10 against the best of 20"),
        ({"method": "target"}, "10 of a target of 20"),
        ({"method": "per_pound", "full_at": 0.2}, "£0.1000 for each pound of contract, of £0.2000 that earn all"),
        ({"compares": "side", "method": "best"}, "against the best of £2,000.00"),
        ({"compares": "side", "method": "bands", "bands": [{"start": 1, "share": 0.5}]}, "the band from 1: 50 %"),
        (
            {"compares": "side", "method": "per_pound", "full_at": 0.5},
            "core is promised for £1,000.00, £0.1000 for each pound of contract, of £0.5000 that earn all",
        ),
        ({"method": "best", "quantitative": 0.5, "scale": 5}, "by answer: no moderated mark = 0.00 points"),
    ],
)
def test_each_way_of_scoring_is_said(scoring: dict[str, Any], words: str) -> None:
    assert words in procurement.score(tender(scoring=scoring), two()).explain("a", "knowsley/4")


def asked(**more: Any) -> list[dict[str, Any]]:
    """The first measure with more said of it."""
    first = {"id": "knowsley/4", "side": "core", "unit": "day", "proxy": POUND, "target": 20, **more}
    return [first, {"id": "knowsley/13", "side": "added", "unit": "day", "proxy": POUND, "target": 40}]


def test_a_measure_scored_by_bands_with_a_most_and_an_attribution_is_said_whole() -> None:
    bands = [{"start": 0, "share": 0}, {"start": 5, "share": 0.5}, {"start": 8, "share": 1}]
    measures = asked(most=6, attribution=[0.1, 0.2], bands=bands)
    measures[1]["bands"] = bands
    a = bid("a", 10, 5, None)
    scores = procurement.score(tender(scoring={"method": "bands"}, measures=measures), [a])
    text = scores.explain("a", "knowsley/4")
    assert "counted: 6, the most that the tender counts" in text
    assert "attribution: 10 % owed to others\nattribution: 20 % owed to others" in text
    assert "worth of one unit: £72.00; of the promise: £720.00" in text
    assert "6 falls in the band from 5: 50 %" in text
    assert scores["a"].lines[0].points == pytest.approx(5)


def test_what_cannot_be_explained_is_refused() -> None:
    scores = procurement.score(tender(), two())
    with pytest.raises(NotFoundError, match="does not ask"):
        scores.explain("a", "knowsley/2")
    with pytest.raises(NotFoundError, match="no bid"):
        scores.explain("z", "knowsley/4")


def test_scores_as_tables() -> None:
    scores = procurement.score(tender(), two())
    frame = scores.to_frame()
    assert len(frame) == 6
    assert frame["points"].sum() == pytest.approx(sum(one.points["core"] + one.points["added"] for one in scores.bids))
    assert [(row["rank"], row["bid"]) for row in scores.totals()] == [(1, "a"), (2, "b")]
