"""Each rule: one case that trips it, and one that does not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

import sroi
from sroi.assurance import RULES

Data = dict[str, Any]


def known(share: float) -> Data:
    return {"share": share, "basis": "comparison group", "source": "survey 2025"}


def line(name: str, stakeholder: str, amount: str, **changes: Any) -> Data:
    """A line of which nobody could complain."""
    return {
        "id": name,
        "stakeholder": stakeholder,
        "title": name,
        "indicator": "asked before and after, 40 of 60 answered",
        "quantity": {"value": 20, "low": 15, "high": 25, "owner": "analyst", "date": "2025-06"},
        "unit": "person",
        "proxy": {"amount": amount, "unit": "person", "price_year": 2025, "title": "course fee", "source": "price list 2025"},
        "kind": "wellbeing",
        "deadweight": known(0.20),
        "displacement": known(0.05),
        "attribution": known(0.25),
        "drop_off": known(0.20),
        "duration": {"value": 2, "basis": "follow-up"},
        **changes,
    }


def clean() -> Data:
    """A case without a single finding."""
    return {
        "format": 1,
        "id": "clean",
        "title": "A clean case",
        "organisation": "A community group",
        "area": "Knowsley",
        "period": "2025",
        "currency": "GBP",
        "price_year": 2025,
        "method": {"discount": "green-book-2026"},
        "inputs": [
            {"id": "grant", "stakeholder": "Council", "title": "Grant", "amount": 9000},
            {"id": "time", "stakeholder": "Helpers", "title": "100 hours at £12.21", "amount": 1221, "kind": "volunteer_time"},
        ],
        "outcomes": [
            line("calmer", "Members", "600"),
            line("fitter", "Members", "700", displacement=known(0.1)),
            line("skilled", "Helpers", "500", deadweight=known(0.3)),
            line("tired", "Helpers", "-100", attribution=known(0.1), drop_off=known(0.5)),
        ],
    }


def outcome(data: Data, **changes: Any) -> None:
    data["outcomes"][0].update(changes)


def proxy(data: Data, **changes: Any) -> None:
    data["outcomes"][0]["proxy"].update(changes)


def catalogue(data: Data, name: str, unit: str, place: int = 0, **changes: Any) -> None:
    data["outcomes"][place].update({"proxy": name, "unit": unit, "kind": "wellbeing", "duration": 1, **changes})
    data["outcomes"][place].pop("drop_off", None)


def everywhere(data: Data, **changes: Any) -> None:
    for one in data["outcomes"]:
        one.update(changes)


def without(data: Data, *keys: str) -> None:
    for one in data["outcomes"]:
        for key in keys:
            one.pop(key, None)


def long(data: Data, years: int, **method: Any) -> None:
    outcome(data, duration={"value": years, "basis": "register"})
    data["method"].update(method)


def overlapping(data: Data) -> None:
    catalogue(data, "wellbeing.chronic_loneliness_year", "person-year")
    catalogue(data, "wellbeing.wellby", "life-satisfaction-point-year", place=1)


def clashing(data: Data) -> None:
    for place, measure in enumerate(["knowsley/4", "knowsley/13"]):
        data["outcomes"][place]["measure"] = measure


def state(data: Data) -> None:
    data["perspective"] = "state"
    for one in data["outcomes"]:
        one["proxy"]["beneficiary"] = "state"


def scenario(data: Data, **changes: Any) -> None:
    data["scenarios"] = [{"id": "harder", **changes}]


TRIPS: dict[str, Callable[[Data], object]] = {
    "deduction-not-considered": lambda data: data["outcomes"][0].pop("deadweight"),
    "all-deductions-absent": lambda data: without(data, "deadweight", "displacement", "attribution", "drop_off"),
    "zero-deduction-without-basis": lambda data: outcome(data, displacement=0),
    "deduction-without-basis": lambda data: outcome(data, deadweight=0.2),
    "same-deduction-everywhere": lambda data: everywhere(data, attribution=known(0.25)),
    "drop-off-without-years": lambda data: outcome(data, duration=1),
    "line-worth-nothing": lambda data: outcome(data, deadweight=known(1)),
    "loss-shrunk-by-scenario": lambda data: scenario(data, set={"deadweight": 0.5}),
    "proxy-unsourced": lambda data: data["outcomes"][0]["proxy"].pop("source"),
    "unit-not-known": lambda data: outcome(data, unit="participants"),
    "basis-without-words": lambda data: outcome(data, deadweight={"share": 0.2, "basis": "tbc"}),
    "source-not-found": lambda data: proxy(data, source="gov-nmw"),
    "input-below-zero": lambda data: data["inputs"][1].update(amount=-1221),
    "proxy-stale": lambda data: proxy(data, price_year=2014),
    "price-year-forecast": lambda data: data.update(price_year=2027),
    "proxy-low-confidence": lambda data: proxy(data, confidence="low"),
    "illustrative-number": lambda data: outcome(data, deadweight={"share": 0.2, "basis": "illustrative"}),
    "proxy-price-year-assumed": lambda data: catalogue(data, "wellbeing.chronic_loneliness_year", "person-year"),
    "proxy-second-hand": lambda data: catalogue(data, "wellbeing.chronic_loneliness_year", "person-year"),
    "proxy-is-a-floor": lambda data: catalogue(data, "crime.reoffending_avoided_work", "person"),
    "cost-used-as-value": lambda data: catalogue(data, "education.peer_programme_place", "person"),
    "proxy-from-elsewhere": lambda data: proxy(data, source="Devon County Council fees"),
    "catalogue-overridden": lambda data: proxy(data, id="wellbeing.wellby"),
    "double-count": overlapping,
    "measures-clash": clashing,
    "transfer-left-out": lambda data: proxy(data, transfer=True),
    "transfer-unmarked": lambda data: proxy(data, title="Housing Benefit saved"),
    "transfer-counted": lambda data: (state(data), proxy(data, transfer=True)),
    "kept-apart": lambda data: proxy(data, account="local-economy"),
    "gain-of-others-left-out": lambda data: (state(data), proxy(data, beneficiary="individual")),
    "one-line-dominates": lambda data: proxy(data, amount="9000"),
    "kinds-mixed": lambda data: outcome(data, kind="fiscal"),
    "nominal-rate-with-real-values": lambda data: data.update(prices="nominal"),
    "not-discounted": lambda data: data.update(method={"discount": 0}),
    "rate-not-green-book": lambda data: data.update(method={"discount": 0.05}),
    "schedule-not-in-force": lambda data: data.update(method={"discount": "green-book-2022"}),
    "constant-rate-over-30-years": lambda data: long(data, 31, discount=0.035),
    "long-horizon-untested": lambda data: long(data, 51),
    "costs-and-benefits-timed-apart": lambda data: (
        data["method"].update(timing="mid_year"),
        data["inputs"][0].update(year=2, timing="end_of_year"),
    ),
    "duration-without-basis": lambda data: outcome(data, duration=2),
    "long-duration-without-basis": lambda data: outcome(data, duration=6),
    "lifetime-value-with-years": lambda data: proxy(data, title="lifetime earnings of one pupil"),
    "discount-range-missing": lambda data: long(data, 11),
    "no-negative-outcome": lambda data: data["outcomes"].pop(),
    "one-stakeholder-only": lambda data: everywhere(data, stakeholder="Members"),
    "stakeholder-without-outcome": lambda data: data["inputs"][1].update(stakeholder="Parents"),
    "volunteers-not-put-in": lambda data: (data["inputs"].pop(), proxy(data, title="an hour of a volunteer")),
    "input-without-basis": lambda data: data["inputs"][0].pop("title"),
    "volunteer-time-unpriced": lambda data: data["inputs"][1].update(title="Time given"),
    "quantity-unevidenced": lambda data: data["outcomes"][0].pop("indicator"),
    "many-small-lines": lambda data: proxy(data, amount="0.5"),
    "scope-not-stated": lambda data: data.pop("area"),
    "no-sensitivity": lambda data: everywhere(data, quantity={"value": 20, "owner": "analyst"}),
    "forecast-in-evaluation": lambda data: outcome(data, quantity={"value": 20, "basis": "target of the bid"}),
    "forecast-without-optimism-bias": lambda data: (data.update(stage="forecast"), outcome(data, quantity=20)),
    "printed-too-finely": lambda data: data.update(published={"total_input": "10221.00"}),
    "ratio-beyond-published": lambda data: data["inputs"][0].update(amount=1),
    "deadweight-unusual": lambda data: everywhere(data, deadweight=known(0.6)),
    "attribution-unusual": lambda data: everywhere(data, attribution=known(0.6)),
    "drop-off-unusual": lambda data: everywhere(data, drop_off=known(0.6)),
    "nobody-answers-for-it": lambda data: everywhere(data, quantity={"value": 20, "low": 15, "high": 25}),
    "own-values-in-a-tender": lambda data: data.update(sector="procurement"),
    "weak-evidence-dominates": lambda data: without(data, "indicator"),
}
"""By code: the change that makes a clean case trip the rule."""

PASSES: dict[str, Callable[[Data], object]] = {
    "zero-deduction-without-basis": lambda data: outcome(data, displacement={"share": 0, "basis": "no other group in town"}),
    "deduction-not-considered": lambda data: outcome(data, duration=1, drop_off=known(0)),
    "unit-not-known": lambda data: (outcome(data, unit="meetings"), proxy(data, unit="Meeting")),
    "basis-without-words": lambda data: outcome(data, deadweight={"share": 0.2, "basis": "HR"}),
    "source-not-found": lambda data: proxy(data, source="govuk-nmw"),
    "input-below-zero": lambda data: data["inputs"][1].update(amount=0),
    "loss-shrunk-by-scenario": lambda data: scenario(data, set={"deadweight": 0.5}, only={"outcome": ["calmer", "fitter"]}),
    "proxy-stale": lambda data: proxy(data, price_year=2015),
    "price-year-forecast": lambda data: data.update(price_year=2027, stage="forecast"),
    "proxy-unsourced": lambda data: (data["outcomes"][0]["proxy"].pop("source"), proxy(data, url="https://example.org/prices")),
    "double-count": lambda data: (
        overlapping(data),
        data["outcomes"][0].update(people="a"),
        data["outcomes"][1].update(people="b"),
    ),
    "measures-clash": lambda data: (clashing(data), outcome(data, stakeholder="Neighbours")),
    "proxy-from-elsewhere": lambda data: (data.update(area="Exeter, Devon"), proxy(data, source="Devon County Council fees")),
    "transfer-left-out": lambda data: (state(data), proxy(data, transfer=True)),
    "transfer-unmarked": lambda data: proxy(data, title="Housing Benefit saved", transfer=True),
    "one-line-dominates": lambda data: data.update(outcomes=data["outcomes"][:1]),
    "not-discounted": lambda data: (data.update(method={"discount": 0}), everywhere(data, duration=1)),
    "long-horizon-untested": lambda data: (
        long(data, 51),
        data.update(scenarios=[{"id": "reduced", "set": {"discount": "no-pure-time-preference"}}]),
    ),
    "constant-rate-over-30-years": lambda data: long(data, 31),
    "costs-and-benefits-timed-apart": lambda data: data["inputs"][0].update(year=2),
    "lifetime-value-with-years": lambda data: (proxy(data, title="lifetime earnings"), outcome(data, duration=1)),
    "discount-range-missing": lambda data: (long(data, 11), data["method"].update(discount={"value": 0.035, "low": 0.015})),
    "no-negative-outcome": lambda data: (data["outcomes"].pop(), data.update(notes=["We asked about harm; nobody named any."])),
    "volunteers-not-put-in": lambda data: proxy(data, title="an hour of a volunteer"),
    "stakeholder-without-outcome": lambda data: data["inputs"][0].update(stakeholder="A foundation"),
    "no-sensitivity": lambda data: (
        everywhere(data, quantity=20),
        data.update(scenarios=[{"id": "less", "scale": {"quantity": 0.5}}]),
    ),
    "forecast-in-evaluation": lambda data: (
        data.update(stage="forecast"),
        outcome(data, quantity={"value": 20, "basis": "target of the bid"}),
    ),
    "forecast-without-optimism-bias": lambda data: data.update(stage="forecast"),
    "printed-too-finely": lambda data: data.update(published={"total_input": "10221", "ratio": "3.10"}),
    "own-values-in-a-tender": lambda data: catalogue(data, "wellbeing.wellby", "life-satisfaction-point-year"),
}
"""By code: a change close to the one above that the rule has nothing against."""


def two_alike(data: Data) -> None:
    data["outcomes"] = [line(name, "Members", "600") for name in ("one", "two")]


MORE: list[tuple[str, bool, Callable[[Data], object]]] = [
    ("all-deductions-absent", False, lambda data: only_the_first(data, attribution=known(0.1))),
    ("all-deductions-absent", False, lambda data: only_the_first(data, drop_off=known(0.1))),
    ("all-deductions-absent", False, lambda data: only_the_first(data, contribution=known(0.9))),
    (
        "all-deductions-absent",
        True,
        lambda data: only_the_first(data, contribution=known(1), drop_off=known(0), deadweight=known(0)),
    ),
    *(
        ("basis-without-words", True, lambda data, said=said: outcome(data, deadweight={"share": 0.2, "basis": said}))
        for said in ("x", "-", "n/a", "N/A.", "TBC", "tbd", "to be confirmed", "?", "...", "2025", "unknown", "none", "xxx")
    ),
    *(
        ("basis-without-words", False, lambda data, said=said: outcome(data, deadweight={"share": 0.2, "basis": said}))
        for said in ("ONS", "survey", "none of 40 named another", "unknown to the club, so none")
    ),
    ("basis-without-words", True, lambda data: outcome(data, deadweight={"share": 0.2, "source": "-"})),
    ("basis-without-words", True, lambda data: proxy(data, source="tbc")),
    ("basis-without-words", True, lambda data: data["inputs"][0].update(amount={"amount": 9000, "basis": "x"})),
    ("source-not-found", True, lambda data: proxy(data, source="GOVUK-NMW, page 3")),
    ("source-not-found", True, lambda data: outcome(data, deadweight={"share": 0.2, "source": "hmt-greenbook-2026"})),
    ("source-not-found", False, lambda data: proxy(data, source="govuk-nmw, page 3")),
    ("source-not-found", False, lambda data: proxy(data, source="price-list-2025")),
    ("source-not-found", False, lambda data: proxy(data, source="gov nmw")),
    ("unit-not-known", False, lambda data: outcome(data, unit="People")),
    ("unit-not-known", True, lambda data: proxy(data, unit="participant")),
    ("deduction-not-considered", False, lambda data: (outcome(data, duration=1), data["outcomes"][0].pop("drop_off"))),
    ("deduction-not-considered", True, lambda data: (outcome(data, duration=1.5), data["outcomes"][0].pop("drop_off"))),
    ("deduction-not-considered", False, lambda data: credited(data, known(0.5))),
    ("zero-deduction-without-basis", True, lambda data: credited(data, 1)),
    ("zero-deduction-without-basis", False, lambda data: credited(data, {"share": 1, "source": "interviews"})),
    ("zero-deduction-without-basis", False, lambda data: outcome(data, drop_off=0, duration=1)),
    ("zero-deduction-without-basis", True, lambda data: outcome(data, drop_off=0)),
    ("deduction-without-basis", True, lambda data: credited(data, 0.5)),
    ("deduction-without-basis", False, lambda data: credited(data, 1)),
    ("deduction-without-basis", False, lambda data: outcome(data, deadweight={"share": 0.2, "source": "survey"})),
    ("same-deduction-everywhere", False, lambda data: (everywhere(data, attribution=known(0.25)), data["outcomes"].pop())),
    ("drop-off-without-years", False, lambda data: outcome(data, duration=1, drop_off_from=1)),
    ("drop-off-without-years", False, lambda data: outcome(data, duration=1.2)),
    ("loss-shrunk-by-scenario", True, lambda data: scenario(data, add={"attribution": 0.1})),
    ("loss-shrunk-by-scenario", True, lambda data: scenario(data, scale={"drop_off": 1.2})),
    ("loss-shrunk-by-scenario", False, lambda data: (everywhere(data, duration=1), scenario(data, set={"drop_off": 0.9}))),
    ("loss-shrunk-by-scenario", False, lambda data: scenario(data, set={"deadweight": 0.1})),
    ("loss-shrunk-by-scenario", False, lambda data: scenario(data, scale={"quantity": 0.5})),
    ("loss-shrunk-by-scenario", False, lambda data: scenario(data, without=["tired"])),
    ("loss-shrunk-by-scenario", False, lambda data: scenario(data, add={"deadweight": 0.9})),  # no such case can be made
    ("constant-rate-over-30-years", False, lambda data: long(data, 30, discount=0.035)),
    ("long-horizon-untested", False, lambda data: long(data, 50)),
    ("long-horizon-untested", False, lambda data: long(data, 51, discount="no-pure-time-preference")),
    ("long-duration-without-basis", False, lambda data: outcome(data, duration=5)),
    ("long-duration-without-basis", False, lambda data: outcome(data, duration={"value": 6, "source": "register"})),
    ("long-duration-without-basis", False, lambda data: outcome(data, duration={"value": 6, "basis": "register"})),
    ("duration-without-basis", False, lambda data: outcome(data, duration={"value": 2, "source": "register"})),
    ("duration-without-basis", False, lambda data: outcome(data, duration=6)),
    ("duration-without-basis", True, lambda data: outcome(data, duration=5)),
    ("discount-range-missing", False, lambda data: long(data, 10)),
    ("costs-and-benefits-timed-apart", False, lambda data: data["inputs"][0].update(year=2, timing="end_of_year")),
    ("costs-and-benefits-timed-apart", False, lambda data: data["inputs"][0].update(year=2, timing="start_of_year")),
    ("costs-and-benefits-timed-apart", False, lambda data: timed(data, 0)),
    ("costs-and-benefits-timed-apart", True, lambda data: timed(data, 1)),
    ("rate-not-green-book", False, lambda data: data.update(method={"discount": 0.015})),
    ("proxy-from-elsewhere", False, lambda data: catalogue(data, "volunteering.formal_volunteer_year", "person-year")),
    ("proxy-from-elsewhere", False, lambda data: catalogue(data, "energy.fuel_poverty_gap_year", "household-year")),
    ("proxy-from-elsewhere", True, lambda data: (data.update(area="Cardiff, Wales"), proxy(data, source="Prices in England"))),
    ("proxy-from-elsewhere", False, lambda data: (data.pop("area"), proxy(data, source="Devon County Council"))),
    ("one-line-dominates", False, two_alike),
    ("weak-evidence-dominates", False, lambda data: (two_alike(data), data["outcomes"][0].pop("indicator"))),
    ("weak-evidence-dominates", True, lambda data: (two_alike(data), [one["proxy"].pop("source") for one in data["outcomes"]])),
    ("printed-too-finely", False, lambda data: data.update(published={"total_input": "999.50", "net_ratio": "2.10"})),
    ("printed-too-finely", False, lambda data: data.update(published={"total_input": "1000.0"})),
    ("printed-too-finely", True, lambda data: data.update(published={"net_present_value": "-1000.5"})),
    ("printed-too-finely", True, lambda data: data.update(published={"ratio": "3.105"})),
    ("no-sensitivity", False, lambda data: (everywhere(data, quantity=20), outcome(data, deadweight=known(0.2) | {"high": 0.3}))),
    ("no-sensitivity", False, lambda data: (everywhere(data, quantity=20), outcome(data, quantity=CHOICES))),
    ("forecast-without-optimism-bias", True, lambda data: forecast(data, 1.2)),
    ("forecast-without-optimism-bias", True, lambda data: forecast(data, 1.0)),
    ("forecast-without-optimism-bias", False, lambda data: forecast(data, 0.8)),
    ("gain-of-others-left-out", False, lambda data: (state(data), proxy(data, account="local-economy"))),
    ("transfer-unmarked", False, lambda data: (state(data), proxy(data, title="Housing Benefit saved"))),
    ("many-small-lines", False, lambda data: outcome(data, quantity=0)),
    ("kinds-mixed", False, lambda data: everywhere(data, kind="fiscal")),
    ("no-ratio", False, lambda data: data),
    ("input-without-basis", False, lambda data: bare_input(data, note="core costs")),
    ("input-without-basis", False, lambda data: bare_input(data, amount={"amount": 9000, "source": "ledger"})),
    ("input-without-basis", False, lambda data: bare_input(data, amount={"amount": 9000, "basis": "ledger"})),
    ("volunteer-time-unpriced", False, lambda data: data["inputs"][1].update(title="Time given", note="100 hours")),
    ("quantity-unevidenced", False, lambda data: unasked(data, basis="register")),
    ("quantity-unevidenced", False, lambda data: unasked(data, source="register")),
    ("ratio-beyond-published", True, lambda data: data["inputs"][0].update(amount=10**7)),
]
"""Cases on either side of a line: the code, whether it trips, and the change."""

CHOICES = {"value": 20, "shape": "discrete", "choices": [10, 20, 30]}


def only_the_first(data: Data, **changes: Any) -> None:
    without(data, "deadweight", "displacement", "attribution", "drop_off")
    outcome(data, **changes)


def credited(data: Data, contribution: Any) -> None:
    data["outcomes"][0].pop("attribution")
    outcome(data, contribution=contribution)


def timed(data: Data, year: int) -> None:
    data["method"].update(timing="mid_year")
    data["inputs"][0].update(year=year, timing="end_of_year")


def forecast(data: Data, factor: float) -> None:
    data.update(stage="forecast", scenarios=[{"id": "other", "scale": {"quantity": factor}}])
    outcome(data, quantity=20)


def bare_input(data: Data, **changes: Any) -> None:
    data["inputs"][0].pop("title")
    data["inputs"][0].update(changes)


def unasked(data: Data, **changes: Any) -> None:
    data["outcomes"][0].pop("indicator")
    data["outcomes"][0]["quantity"].update(changes)


def codes(change: Callable[[Data], object] = copy.copy) -> tuple[str, ...]:
    data = clean()
    change(data)
    return sroi.check(sroi.read_case(data)).codes


def test_a_clean_case_has_no_finding() -> None:
    assert codes() == ()


@pytest.mark.parametrize("code", TRIPS)
def test_a_rule_trips(code: str) -> None:
    assert code in codes(TRIPS[code])


@pytest.mark.parametrize("code", PASSES)
def test_a_rule_lets_the_near_miss_pass(code: str) -> None:
    assert code not in codes(PASSES[code])


@pytest.mark.parametrize(("code", "trips", "change"), MORE, ids=[f"{place}-{one[0]}" for place, one in enumerate(MORE)])
def test_a_rule_draws_its_line_where_it_says(code: str, change: Callable[[Data], object], *, trips: bool) -> None:
    assert (code in codes(change)) == trips


@pytest.mark.parametrize(("name", "begins"), [("attribution", "attribution is the share owed"), ("deadweight", "check quantity")])
def test_a_line_all_owed_to_others_is_told_what_attribution_means(name: str, begins: str) -> None:
    data = clean()
    outcome(data, **{name: known(1)})
    (found,) = [one for one in sroi.check(sroi.read_case(data)) if one.code == "line-worth-nothing"]
    assert found.fix.startswith(begins)


def test_every_rule_is_tested_and_none_stands_twice() -> None:
    listed = [rule.code for rule in RULES]
    assert len(listed) == len(set(listed)) >= 25
    assert set(listed) - set(TRIPS) == {"licensed-value", "no-ratio"}
    assert set(TRIPS) <= set(listed)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_asks_and_why(rule: sroi.assurance.Rule) -> None:
    assert rule.text.endswith((".", ")."))
    assert rule.why
    assert rule.standard
    assert rule.severity in {"error", "warning", "note"}


@pytest.mark.parametrize(
    ("people", "stakeholders", "counted_twice"),
    [
        ((None, None), ("Members", "Members"), True),
        ((None, None), ("Members", "Families"), False),
        (("a", "a"), ("Members", "Families"), True),
        (("a", "b"), ("Members", "Members"), False),
        (("a", None), ("Members", "Members"), True),
        ((None, "b"), ("Members", "Members"), True),
        (("a", None), ("Members", "Families"), False),
    ],
)
def test_the_same_people_are_known_by_people_else_by_stakeholder(
    people: tuple[str | None, str | None], stakeholders: tuple[str, str], *, counted_twice: bool
) -> None:
    def change(data: Data) -> None:
        overlapping(data)
        for one, group, stakeholder in zip(data["outcomes"], people, stakeholders, strict=False):
            one.update({"stakeholder": stakeholder} | ({"people": group} if group else {}))

    assert ("double-count" in codes(change)) == counted_twice


def test_a_third_line_is_set_beside_the_first_of_each_proxy() -> None:
    def change(data: Data) -> None:
        overlapping(data)
        data["outcomes"].append(data["outcomes"][0] | {"id": "again"})

    data = clean()
    change(data)
    found = [one.what for one in sroi.check(sroi.read_case(data)) if one.code == "double-count"]
    assert [what.split(" may ")[0] for what in found] == ["'calmer' and 'fitter'", "'calmer' and 'again'", "'fitter' and 'again'"]
    assert found[0].endswith("wellbeing.chronic_loneliness_year and wellbeing.wellby overlap")
    assert found[1].endswith("both use wellbeing.chronic_loneliness_year")


LOCAL = {
    "area": "Knowsley",
    "flows": [
        {
            "id": "lottery",
            "amount": 1000,
            "year": 2025,
            "external": True,
            "kind": "grant",
            "source": "National Lottery",
            "source_type": "lottery",
            "deadweight": 0.2,
        }
    ],
}


def test_a_case_about_local_pounds_alone_says_that_it_has_no_ratio() -> None:
    data = clean() | {"inputs": [], "outcomes": [], "local_economy": LOCAL}
    data.pop("area")
    assert sroi.check(sroi.read_case(data)).codes == ("no-ratio",)


def test_local_pounds_beside_outcomes_leave_the_ratio_as_it_is() -> None:
    data = clean() | {"local_economy": LOCAL}
    assert sroi.check(sroi.read_case(data)).codes == ()


def test_a_mistyped_source_is_told_the_one_it_is_like() -> None:
    data = clean()
    proxy(data, source="gov-nmw")
    (found,) = sroi.check(sroi.read_case(data))
    assert (found.where, found.severity, found.fix) == (
        "outcomes.calmer.proxy",
        "warning",
        "did you mean 'govuk-nmw'? If not, name the document in words",
    )
