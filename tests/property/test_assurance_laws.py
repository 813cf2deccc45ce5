"""Laws of what is said about a figure: bridges add up, bounds hold the truth and no more, checks never stumble."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import sroi
from sroi.claims import bound, compare, verify
from sroi.claims.bound import FIGURES

SHARES = st.floats(0, 1).map(lambda value: round(value, 3))
MONEY = st.floats(-1e6, 1e6).map(lambda value: round(value, 2))


def ranged(number: st.SearchStrategy[float], key: str, least: float, most: float) -> st.SearchStrategy[Any]:
    """A bare number, or one with ends."""

    def record(value: float, below: float, above: float) -> dict[str, float]:
        return {key: value, "low": max(least, value - below), "high": min(most, value + above)}

    return st.one_of(number, st.builds(record, number, st.floats(0, 0.5), st.floats(0, 0.5)))


SHARE = ranged(SHARES, "share", 0, 1)
OUTCOME = st.fixed_dictionaries(
    {
        "stakeholder": st.sampled_from(["Members", "Families"]),
        "title": st.just("a change"),
        "quantity": ranged(MONEY, "value", -1e7, 1e7),
        "unit": st.sampled_from(["person", "thing"]),
        "proxy": st.fixed_dictionaries(
            {"amount": MONEY, "unit": st.just("person"), "price_year": st.sampled_from([2019, 2025])},
            optional={"source": st.just("list"), "transfer": st.booleans()},
        ),
    },
    optional={
        "kind": st.sampled_from(["wellbeing", "fiscal"]),
        "deadweight": SHARE,
        "displacement": SHARE,
        "attribution": st.lists(SHARE, min_size=1, max_size=2),
        "drop_off": SHARE,
        "drop_off_from": st.integers(1, 3),
        "duration": st.floats(0, 12).map(lambda value: round(value, 1)),
        "starts": st.integers(1, 3),
    },
)


@st.composite
def cases(draw: st.DrawFn) -> sroi.Case:
    """Draw any case in pounds whose lines come from four ids."""
    ids = draw(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=4, unique=True))
    outcomes = [draw(OUTCOME) | {"id": name} for name in ids]
    for outcome in outcomes:
        outcome["proxy"]["unit"] = outcome["unit"]
    outcomes[0]["proxy"].pop("transfer", None)  # a case in which no line counts has no ratio to speak of
    data = {
        "format": 1,
        "id": draw(st.sampled_from(["one", "two"])),
        "title": "A case",
        "currency": "GBP",
        "price_year": draw(st.sampled_from([2024, 2025])),
        "stage": draw(st.sampled_from(["forecast", "evaluative"])),
        "method": {"discount": draw(st.sampled_from([0, 0.035, 0.015, "green-book-2026", "health"]))},
        "inputs": [{"id": "grant", "stakeholder": "Council", "amount": draw(st.floats(1, 1e6).map(lambda v: round(v, 2)))}],
        "outcomes": outcomes,
    }
    return sroi.read_case(data)


@settings(max_examples=60, deadline=None)
@given(cases(), cases())
def test_a_bridge_adds_up_exactly_and_mirrors(first: sroi.Case, second: sroi.Case) -> None:
    bridge, back = compare(first, second), compare(second, first)
    start, end = sroi.calculate(first), sroi.calculate(second)
    assert sum(span.net_present_value for span in bridge.spans) == Fraction(end.net_present_value) - Fraction(
        start.net_present_value
    )
    assert sum(span.ratio for span in bridge.spans) == Fraction(end.ratio.value) - Fraction(start.ratio.value)
    mirrored = {span.name.replace("removed", "new"): (-span.net_present_value, -span.ratio) for span in back.spans}
    assert {span.name.replace("removed", "new"): (span.net_present_value, span.ratio) for span in bridge.spans} == mirrored


@settings(max_examples=40, deadline=None)
@given(cases(), cases())
def test_a_printed_bridge_adds_up_to_the_penny(first: sroi.Case, second: sroi.Case) -> None:
    data = compare(first, second).to_dict()
    for figure in ("net_present_value", "ratio"):
        assert sum(Decimal(one[figure]) for one in data["bridge"]) == Decimal(data["difference"][figure])


@st.composite
def headlines(draw: st.DrawFn) -> tuple[dict[str, Fraction], dict[str, str]]:
    """Draw a true study, and some of its figures printed at random roundings."""
    inputs = Fraction(draw(st.integers(1, 10**9)), draw(st.integers(1, 1000)))
    value = Fraction(draw(st.integers(-(10**9), 10**10)), draw(st.integers(1, 1000)))
    truth = dict(zip(FIGURES, (inputs, value, value - inputs, value / inputs, value / inputs - 1), strict=True))
    names = draw(st.lists(st.sampled_from(FIGURES), min_size=1, max_size=4, unique=True))
    return truth, {name: printed(truth[name], draw(st.integers(0, 3))) for name in names}


def printed(value: Fraction, places: int) -> str:
    """Print a figure rounded half up to so many places."""
    whole = (2 * abs(value) * 10**places + 1) // 2
    digits = f"{whole:0{places + 1}d}"
    text = f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else digits
    return f"-{text}" if value < 0 else text


@settings(max_examples=100, deadline=None)
@given(headlines())
def test_bounds_hold_the_truth(headline: tuple[dict[str, Fraction], dict[str, str]]) -> None:
    truth, facts = headline
    found = bound(facts)
    assert found.consistent
    assert all(truth[name] in found[name] for name in FIGURES)


@settings(max_examples=60, deadline=None)
@given(headlines(), st.sampled_from(FIGURES))
def test_bounds_are_tight(headline: tuple[dict[str, Fraction], dict[str, str]], figure: str) -> None:
    """Just inside an end the figures can all be right; just outside they cannot."""
    _, facts = headline
    interval = bound(facts)[figure]
    for end, outwards in ((interval.low, -1), (interval.high, 1)):
        if end is None:
            continue
        size = max(abs(end), Fraction(1)) / 10**9
        inside = (end - outwards * size, end)
        outside = (end + outwards * size, end + 2 * outwards * size)
        assert consistent_with(facts, figure, inside)
        assert not consistent_with(facts, figure, outside)


def consistent_with(facts: dict[str, str], figure: str, ends: tuple[Fraction, Fraction]) -> bool:
    """Whether the printed figures can be right while one of the five lies between two ends."""
    low, high = min(ends), max(ends)
    if figure in facts:
        own = bound({figure: facts[figure]})[figure]
        low = low if own.low is None else max(low, own.low)
        high = high if own.high is None else min(high, own.high)
    return low <= high and bound(facts | {figure: (decimal(low), decimal(high))}).consistent


def decimal(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.15f}"


@settings(max_examples=60, deadline=None)
@given(cases())
def test_a_check_never_stumbles_and_everything_can_be_waived(case: sroi.Case) -> None:
    found = sroi.check(case)
    waivers = [{"code": code, "reason": "known"} for code in found.codes]
    waived = sroi.check(sroi.read_case(case.to_dict() | {"waivers": waivers}))
    assert waived.findings == ()
    assert {one.finding.code for one in waived.waived} == set(found.codes)
    assert len(waived.waived) == len(found)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_a_manifest_holds_for_its_case_and_survives_its_file(case: sroi.Case) -> None:
    manifest = sroi.calculate(case).manifest
    assert verify(sroi.claims.read_manifest(manifest.to_dict()), case).holds


@settings(max_examples=60, deadline=None)
@given(cases())
def test_a_claim_frames_the_ratio(case: sroi.Case) -> None:
    result = sroi.calculate(case)
    claim = result.claim()
    assert (claim.low is None) == (claim.high is None)
    if claim.low is not None and claim.high is not None:
        assert claim.low <= result.ratio.value <= claim.high
    assert f"{case.price_year} prices" in claim.short


@settings(max_examples=40, deadline=None)
@given(cases())
def test_a_dead_input_is_dead(case: sroi.Case) -> None:
    """What is called dead may be set to another number without moving any outcome."""
    for place in sroi.assurance.dead_inputs(case):
        where, name = place.removeprefix("outcomes.").split(".", 1)
        if name == "drop_off":
            other = sroi.what_if(case, {"set": {"drop_off": 0.5}, "only": {"outcome": [where]}})
            assert sroi.calculate(other).present_values == sroi.calculate(case).present_values
