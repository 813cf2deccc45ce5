"""Promises, deliveries and donations: each thing once, whoever counts it, however often it is handed in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sroi import catalogue, procurement
from sroi.errors import InvalidArgumentError, InvalidDataError, NotFoundError
from sroi.procurement import Agreement, Donation, Entry, Ledger
from sroi.procurement.tenders import Band

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
OTHERS = ("asset_transfer", "land_sale", "performance_framework", "corporate_indicators")


def agreement(**changes: Any) -> Agreement:
    data: dict[str, Any] = {
        "id": "care",
        "title": "Care",
        "authority": "A council",
        "provider": "Harbour",
        "sector": "charity",
        "price_year": 2025,
        "contract_value": 8000000,
        "promises": [
            {
                "measure": "knowsley/13",
                "unit": "person-year",
                "quantity": 10,
                "worth": 2000,
                "delivery": {"2026/27": 4, "2027/28": 6},
            },
            {"measure": "knowsley/17", "unit": "person", "quantity": 30},
        ],
    }
    return procurement.read_agreement({**data, **changes})


def entry(verified: float | None = 3, **changes: Any) -> Entry:
    data: dict[str, Any] = {
        "contract": "care",
        "measure": "knowsley/13",
        "period": "2026/27",
        "group": "volunteers",
        "evidenced": 3,
        "evidence": "register",
    }
    checked = {} if verified is None else {"verified": verified, "verified_by": "manager"}
    return Entry.model_validate({**data, **checked, **changes})


def donation(quantity: float = 1, **changes: Any) -> Donation:
    data = {"contract": "care", "measure": "knowsley/13", "period": "2026/27", "group": "volunteers", "body": "Foundation"}
    return Donation.model_validate({**data, "quantity": quantity, "recognised": True, **changes})


def ledger(*records: Entry | Donation) -> Ledger:
    return Ledger.of([agreement()]).record(*records)


def codes(*records: Entry | Donation) -> set[str]:
    with pytest.raises(InvalidDataError) as caught:
        ledger(*records)
    return {fault.code for fault in caught.value.faults}


def test_a_delivery_handed_in_twice_counts_once() -> None:
    once = ledger(entry())
    assert once.record(entry(), entry()) == once
    assert once.total() == 6000


def test_another_figure_under_the_same_key_needs_a_higher_revision() -> None:
    assert codes(entry(), entry(2)) == {"entry-differs"}
    corrected = ledger(entry(), entry(2, revision=2, note="one had left"))
    assert corrected.total() == 4000
    assert corrected.record(entry()) == corrected


def test_what_is_not_verified_counts_as_nothing() -> None:
    assert ledger(entry(None)).total() == 0
    assert [row.state for row in procurement.status(ledger(entry(None)))][:1] == ["to be verified"]


def test_a_donation_moves_and_never_adds() -> None:
    given = ledger(entry(), donation(1))
    assert given.total() == 6000
    assert (given.total("Harbour"), given.total("Foundation")) == (4000, 2000)
    assert given.record(donation(1), donation(1)) == given
    assert [(row["body"], row["quantity"], row["donated"]) for row in given.rows()] == [
        ("Foundation", 1, True),
        ("Harbour", 2, False),
    ]


def test_a_donation_counts_for_the_body_once_it_is_recognised() -> None:
    waiting = ledger(entry(), donation(1, recognised=False))
    assert (waiting.total("Harbour"), waiting.total("Foundation")) == (6000, 0)
    taken = waiting.record(donation(1, revision=2))
    assert (taken.total("Harbour"), taken.total("Foundation")) == (4000, 2000)


def test_no_more_is_donated_than_was_verified() -> None:
    assert codes(entry(), donation(2), donation(2, body="CVS")) == {"donated-above-verified"}
    assert codes(entry(None), donation(1)) == {"donated-above-verified"}


def test_what_belongs_to_no_agreement() -> None:
    assert codes(entry(contract="other"), entry(measure="knowsley/1")) == {"contract-not-found", "promise-not-found"}


@pytest.mark.parametrize(
    "changes", [{"verified": 4, "verified_by": "x"}, {"verified": 1}, {"verified_by": "x"}, {"evidenced": -1}]
)
def test_an_entry_holds_together(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"verif|greater"):
        Entry.model_validate({**entry(None).to_dict(), **changes})


def test_agreements_that_cannot_stand_in_one_ledger() -> None:
    with pytest.raises(InvalidDataError, match="are called 'care'"):
        Ledger.of([agreement(), agreement()])
    with pytest.raises(InvalidDataError, match="GBP of 2025, GBP of 2024"):
        Ledger.of([agreement(), agreement(id="older", price_year=2024)])


def test_variance_in_units_and_in_pounds() -> None:
    first, second, third = procurement.status(ledger(entry()))
    assert (first.period, first.promised, first.verified, first.variance) == ("2026/27", 4, 3, -1)
    assert (first.promised_value, first.verified_value, first.variance_value) == (8000, 6000, -2000)
    assert (first.state, second.state, third.state) == ("behind", "nothing shown", "nothing shown")
    assert (third.period, third.promised_value) == ("whole term", None)


@pytest.mark.parametrize(("verified", "state"), [(4, "as promised"), (5, "ahead"), (0, "behind")])
def test_states(verified: float, state: str) -> None:
    assert procurement.status(ledger(entry(verified, evidenced=9)))[0].state == state


def test_a_period_that_was_not_promised_is_a_row_too() -> None:
    rows = procurement.status(ledger(entry(period="2028/29")))
    assert [(row.period, row.promised, row.verified) for row in rows][2] == ("2028/29", 0, 3)


def test_rolled_up_by_provider_and_sector() -> None:
    other = agreement(id="trees", provider="Oak", sector="private company")
    both = Ledger.of([agreement(), other]).record(entry(), entry(contract="trees", evidenced=4, verified=4))
    by_provider = procurement.by(procurement.status(both), "provider")
    assert [(row["provider"], row["verified_value"], row["rows_without_pounds"]) for row in by_provider] == [
        ("Harbour", 6000, 1),
        ("Oak", 8000, 1),
    ]
    by_measure = procurement.by(procurement.status(both), "measure")
    assert [(row["measure"], row["verified"], row["verified_value"]) for row in by_measure] == [
        ("knowsley/13", 7, 14000),
        ("knowsley/17", 0, None),
    ]
    with pytest.raises(InvalidArgumentError):
        procurement.by(procurement.status(both), "colour")


def test_notices_for_contracts_above_the_threshold() -> None:
    small = agreement(id="small", contract_value=5000000)
    both = Ledger.of([agreement(), small]).record(entry())
    words = [(Band(start=0, share=0), "low"), (Band(start=0.7, share=0), "near"), (Band(start=1, share=1), "met")]
    first, second = procurement.kpi_notice(both, "2026/27", ratings=words)
    assert (first["contract"], first["target"], first["delivered"], first["share_of_target"], first["rating"]) == (
        "care",
        4,
        3,
        0.75,
        "near",
    )
    assert (second["target"], second["share_of_target"], second["rating"]) == (None, None, None)
    assert [row["rating"] for row in procurement.kpi_notice(both, "2026/27")] == [None, None]
    unchecked = Ledger.of([agreement()]).record(entry(None))
    assert procurement.kpi_notice(unchecked, "2026/27", ratings=words)[0]["rating"] is None


def test_social_value_against_a_peppercorn_rent() -> None:
    given = {"market": 20005, "paid": 5, "basis": "made up"}
    transfer = Ledger.of([agreement(context="asset-transfer", consideration=given)]).record(entry())
    found = procurement.against_consideration(transfer, "care")
    assert (found["forgone"], found["verified_value"], found["ratio"]) == (20000, 6000, 0.3)
    assert found["measures_without_pounds"] == ["knowsley/17"]
    with pytest.raises(InvalidArgumentError):
        procurement.against_consideration(ledger(), "care")
    with pytest.raises(InvalidDataError, match="more is paid"):
        agreement(consideration={**given, "paid": 30000})


def test_every_use_has_an_example_of_its_own() -> None:
    examples = [procurement.read_agreement(EXAMPLES / f"tender_{name}.yaml") for name in OTHERS]
    assert [one.context for one in examples] == ["asset-transfer", "land-sale", "performance-framework", "corporate-indicators"]
    rows = procurement.status(Ledger.of(examples))
    assert {row.context for row in rows} == {one.context for one in examples}


def test_deliveries_from_a_table() -> None:
    entries = procurement.read_entries(EXAMPLES / "tender_deliveries.csv")
    assert [one.verified for one in entries] == [3, 0.5, 0.8, None, 4.5, 30]


def test_every_fault_of_a_table_of_deliveries() -> None:
    row = {"contract": "care", "measure": "knowsley/13", "period": "2026/27", "group": "all", "evidenced": 3, "evidence": "x"}
    rows = [{**row, "evidenced": "three"}, {**row, "colour": "red"}, {**row, "group": None}, {**row, "revision": 1.5}]
    with pytest.raises(InvalidDataError) as caught:
        procurement.read_entries(rows)
    assert {fault.code for fault in caught.value.faults} == {"not-a-number", "missing", "unknown-key", "not-a-whole-number"}


def test_an_award_keeps_the_pounds_it_was_scored_with() -> None:
    tender = procurement.read_tender(EXAMPLES / "tender_young_carers.yaml")
    bids = procurement.read_bids(EXAMPLES / "tender_young_carers_bids.csv", tender)
    scores = procurement.score(tender, bids)
    won = procurement.award(tender, bids[0])
    assert [one.worth for one in won.promises] == [line.worth for line in scores["harbour"].lines]
    assert (won.provider, won.sector, won.contract_value) == ("Harbour Trust", "charity", 47000)
    assert won.promise("knowsley/4").delivery == {"2026/27": 1, "2027/28": 1}
    with pytest.raises(NotFoundError):
        won.promise("knowsley/2")


def test_a_bid_without_commitments_is_not_awarded() -> None:
    tender = procurement.read_tender(EXAMPLES / "tender_young_carers.yaml")
    with pytest.raises(InvalidDataError, match="commits to nothing"):
        procurement.award(tender, procurement.Bid(id="empty", bidder="Empty"))


def test_the_yearly_review_shows_what_was_never_used() -> None:
    review = {one.measure: one for one in procurement.annual_review(ledger(entry()))}
    assert len(review) == 29
    assert (review["knowsley/13"].use, review["knowsley/13"].verified_value) == ("delivered", 6000)
    assert review["knowsley/17"].use == "agreed, nothing shown"
    assert review["knowsley/1"].use == "never used"
    assert sum(one.use == "never used" for one in review.values()) == 27
    later = {one.measure: one.use for one in procurement.annual_review(ledger(entry()), period="2027/28")}
    assert later["knowsley/13"] == "agreed, nothing shown"


def test_the_published_contracts_and_those_not_published() -> None:
    rows = procurement.published_contracts()
    named = [row for row in rows if row["value_gbp"] is not None]
    assert (len(rows), len(named)) == (17, 7)
    assert sum(row["value_gbp"] for row in named) == 20_800_000
    assert {row["service"] for row in rows[7:]} == {"not published"}
    assert all(row["source"] == "knowsley-social-sector-2014" for row in rows)


def test_the_published_asset_transfers() -> None:
    rows = procurement.published_transfers()
    assert {row["asset"]: row["count"] for row in rows} == {"community_centres": 8, "school_sites": 1}
    assert all("peppercorn" in row["condition"] for row in rows)


def test_periods_that_do_not_add_up_to_the_promise_are_refused() -> None:
    promise = {"measure": "knowsley/13", "unit": "person-year", "quantity": 10, "delivery": {"2026/27": 4, "2027/28": 5}}
    with pytest.raises(InvalidDataError) as caught:
        agreement(promises=[promise])
    fault = caught.value.faults[0]
    assert (fault.code, fault.problem) == ("delivery-not-quantity", "knowsley/13: 9 by period, 10 in all")
    assert fault.fix == "let the periods add up to the quantity"


def test_a_measure_promised_twice_is_refused() -> None:
    with pytest.raises(InvalidDataError) as caught:
        agreement(promises=[{"measure": "knowsley/17", "unit": "person", "quantity": quantity} for quantity in (30, 5)])
    assert [(fault.code, fault.problem) for fault in caught.value.faults] == [("promise-twice", "knowsley/17 is promised twice")]


@pytest.mark.parametrize(
    ("published", "code"),
    [
        (procurement.published_contracts, "rules-not-found"),
        (procurement.published_transfers, "rules-not-found"),
    ],
)
def test_a_framework_that_says_nothing_of_buying_has_published_nothing(published: Any, code: str) -> None:
    package = catalogue.load()
    silent = package.framework("knowsley").model_copy(update={"procurement": None})
    shelf = replace(package, frameworks={"knowsley": silent})
    with pytest.raises(NotFoundError) as caught:
        published("knowsley", catalogue=shelf)
    assert [fault.code for fault in caught.value.faults] == [code]


@pytest.mark.parametrize(
    ("published", "facts", "code"),
    [
        (procurement.published_contracts, "contracts", "contracts-not-published"),
        (procurement.published_transfers, "asset_transfers", "transfers-not-published"),
    ],
)
def test_facts_that_a_framework_never_published_are_not_found(published: Any, facts: str, code: str) -> None:
    package = catalogue.load()
    whole = package.framework("knowsley")
    assert whole.procurement is not None
    silent = whole.model_copy(update={"procurement": whole.procurement.model_copy(update={facts: None})})
    with pytest.raises(NotFoundError) as caught:
        published("knowsley", catalogue=replace(package, frameworks={"knowsley": silent}))
    assert [fault.code for fault in caught.value.faults] == [code]
