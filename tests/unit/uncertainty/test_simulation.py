"""The simulation: what is drawn once, what repeats, what is kept, and what it says of itself."""

from __future__ import annotations

import importlib.util
import json
import pickle
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sroi
from sroi.errors import InvalidArgumentError, InvalidCaseError, MissingDependencyError, NotFoundError, UndefinedRatioError
from sroi.uncertainty import exact_moments, simulation
from sroi.uncertainty.streams import Streams

SPEC = importlib.util.spec_from_file_location("uncertainty_cases", Path(__file__).with_name("cases.py"))
assert SPEC
assert SPEC.loader
cases = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(cases)

FIVE = [f"line-{place}" for place in range(5)]


def free(**given: Any) -> Any:
    """A case without discounting, whose total is the undiscounted one."""
    return cases.whole(**{"method": {"discount": 0.0}} | given)


def spread(found: Any, of: str = "present_value") -> float:
    return float(np.std(found.drawn(of)))


def five(name: str | None) -> Any:
    """Five equal lines, whose proxies are one number or five."""
    proxy = {"amount": 1000, "low": 700, "high": 1500, "unit": "person", "price_year": 2025} | ({"name": name} if name else {})
    return cases.case(*(cases.line(one, proxy=proxy) for one in FIVE))


def test_case_zero_is_the_central_case() -> None:
    case = cases.whole()
    found, result = sroi.simulate(case, 200, keep=("ratio", "total_input", "outcomes", "stakeholders")), sroi.calculate(case)
    assert found.draws["ratio"][0] == result.ratio.value
    assert found.draws["total_input"][0] == result.total_input
    assert found.draws["less-lonely"][0] == result.outcomes["less-lonely"].present_value
    assert found.draws["Volunteers"][0] == result.by("stakeholder")["Volunteers"]
    assert {name: len(values) for name, values in found.draws.items()} == dict.fromkeys(found.draws, 200)


def test_a_shared_proxy_is_drawn_once_and_keeps_the_wide_spread() -> None:
    together, apart = sroi.simulate(five("one price"), 20_000), sroi.simulate(five(None), 20_000)
    assert spread(together) / spread(apart) == pytest.approx(np.sqrt(5), rel=0.03)


def test_a_catalogue_proxy_on_two_lines_is_one_draw() -> None:
    given = {"proxy": "wellbeing.chronic_loneliness_year", "unit": "person-year"}
    found = sroi.simulate(cases.case(*(cases.line(one, **given) for one in FIVE[:2])), 500, keep="outcomes")
    assert found.uncertain == ("wellbeing.chronic_loneliness_year",)
    assert np.array_equal(found.draws["line-0"], found.draws["line-1"])
    assert np.ptp(found.draws["line-0"]) > 0


def test_a_number_minus_itself_is_nothing() -> None:
    quantity = {"value": 38, "low": 30, "high": 45, "name": "members"}
    minus = {"amount": -1000, "unit": "person", "price_year": 2025}
    case = cases.case(cases.line(quantity=quantity), cases.line("less-money", quantity=quantity, proxy=minus))
    found = sroi.simulate(case, 1000, keep=("present_value", "less-lonely"))
    assert np.abs(found.draws["present_value"]).max() < 1e-9
    assert spread(found, "less-lonely") > 0


def test_a_range_written_once_serves_all_records_of_the_name_and_value() -> None:
    named = {"share": 0.2, "name": "anyway"}
    wide = cases.SHARE | {"name": "anyway"}
    found = sroi.simulate(cases.case(cases.line(deadweight=named), cases.line("other", deadweight=wide)), 500, keep="outcomes")
    assert np.array_equal(found.draws["less-lonely"], found.draws["other"])


def test_one_name_with_two_ranges_is_an_error() -> None:
    one, two = ({"share": 0.2, "low": low, "high": 0.3, "name": "anyway"} for low in (0.1, 0.15))
    with pytest.raises(InvalidCaseError) as caught:
        sroi.simulate(cases.case(cases.line(deadweight=one), cases.line("other", deadweight=two)), 100)
    assert caught.value.code == "name-with-two-ranges"
    assert caught.value.where == "less-lonely.deadweight and other.deadweight"


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others() -> None:
    case = cases.whole()
    first, again, other = (sroi.simulate(case, 500, seed=seed).draws["ratio"] for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first[1:], other[1:])


@pytest.mark.parametrize(("block", "threads"), [(64, 1), (64, 3), (1000, 2), (999, 1)])
def test_blocks_and_threads_change_nothing(block: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = cases.whole(correlations=[{"between": ["less-lonely.quantity", "less-lonely.drop_off"], "rank": 0.5}])
    wanted = sroi.simulate(case, 1003, threads=1, keep=("ratio", "outcomes"))
    monkeypatch.setattr(simulation, "BLOCK", block)
    found = sroi.simulate(case, 1003, threads=threads, keep=("ratio", "outcomes"))
    for name, values in wanted.draws.items():
        assert found.draws[name] == pytest.approx(values, rel=1e-12)


def test_more_draws_begin_with_the_same_ones() -> None:
    case = cases.whole()
    short, long = sroi.simulate(case, 300).draws["ratio"], sroi.simulate(case, 900).draws["ratio"]
    assert long[:300] == pytest.approx(short, rel=1e-12)


def test_another_line_does_not_move_the_draws_of_the_others() -> None:
    lines = [cases.line(quantity=cases.QUANTITY, deadweight=cases.SHARE), cases.line("new", quantity=cases.QUANTITY)]
    without, within = (sroi.simulate(cases.case(*lines[:count]), 300, keep="outcomes") for count in (1, 2))
    assert np.array_equal(without.draws["less-lonely"], within.draws["less-lonely"])


def test_streams_are_as_they_were_when_they_were_made() -> None:
    assert Streams(1).places("grant", 0, 3) == pytest.approx(
        [291.02025175094604, 509.28648912906647, 633.6521174907684], rel=1e-12
    )


def test_streams_of_two_names_and_of_two_seeds_are_unrelated() -> None:
    one, two, three = (Streams(seed).places(name, 0, 20_000) for seed, name in ((1, "grant"), (1, "grants"), (2, "grant")))
    assert abs(np.corrcoef([one, two, three]) - np.eye(3)).max() < 0.03


@pytest.mark.parametrize("part_years", ["pro_rata", "whole_years"])
def test_simulated_mean_and_spread_are_those_worked_out(part_years: str) -> None:
    case = free(method={"discount": 0.0, "part_years": part_years})
    found, exact = sroi.simulate(case, 200_000), exact_moments(case)
    mean = found.mean("present_value")
    assert abs(mean.value - exact.mean) < 4 * mean.standard_error + 1e-3 * exact.standard_deviation
    assert spread(found) == pytest.approx(exact.standard_deviation, rel=0.01)


def test_moments_of_a_product_are_those_of_the_textbook() -> None:
    amount = {"amount": 1000, "low": 700, "high": 1500, "ends": "extremes", "unit": "person", "price_year": 2025}
    quantity = {"value": 38, "low": 30, "high": 50, "ends": "extremes"}
    exact = exact_moments(cases.case(cases.line(quantity=quantity, proxy=amount)))
    means = [(30 + 4 * 38 + 50) / 6, (700 + 4 * 1000 + 1500) / 6]
    variances = [(mean - low) * (high - mean) / 7 for mean, low, high in ((means[0], 30, 50), (means[1], 700, 1500))]
    assert exact.mean == pytest.approx(means[0] * means[1], rel=1e-6)
    wanted = variances[0] * variances[1] + variances[0] * means[1] ** 2 + variances[1] * means[0] ** 2
    assert exact.variance == pytest.approx(wanted, rel=1e-4)


def test_shared_names_widen_the_exact_spread_too() -> None:
    assert exact_moments(five("one")).standard_deviation == pytest.approx(5**0.5 * exact_moments(five(None)).standard_deviation)


def test_exact_moments_are_refused_where_numbers_move_together() -> None:
    case = cases.whole(correlations=[{"between": ["less-lonely.quantity", "less-lonely.drop_off"], "rank": 0.5}])
    with pytest.raises(sroi.SroiError) as caught:
        exact_moments(case)
    assert caught.value.code == "numbers-not-independent"


def test_a_case_without_ranges_does_not_spread() -> None:
    found = sroi.simulate(cases.case(), 100)
    assert np.ptp(found.draws["ratio"]) == pytest.approx(0, abs=1e-12)
    assert found.uncertain == ()
    assert found.probability(1.0).value == 1.0
    assert found.text == "ratio £1:£1.93; no number of the case has a range, so every draw is the central case"
    assert [note.code for note in found.warnings] == ["no-range"]


@pytest.mark.parametrize("ask", [sroi.simulate, sroi.tornado, sroi.switching_values])
def test_a_case_without_inputs_is_told_so(ask: Any) -> None:
    local = {"amount": 1000, "unit": "person", "price_year": 2025, "account": "local-economy"}
    with pytest.raises(UndefinedRatioError, match="the case has no inputs") as caught:
        ask(cases.case(cases.line(proxy=local), inputs=[]))
    assert "narrow" not in str(caught.value)


@pytest.mark.parametrize("ask", [sroi.simulate, sroi.tornado, sroi.switching_values])
def test_what_is_no_case_is_refused(ask: Any) -> None:
    for wrong in ("case.yaml", sroi.calculate(cases.case())):
        with pytest.raises(sroi.SroiError) as caught:
            ask(wrong)
        assert caught.value.code == "not-a-case"


def test_a_range_of_no_width_is_a_point() -> None:
    assert sroi.simulate(cases.case(cases.line(quantity={"value": 10, "low": 10, "high": 10})), 50).uncertain == ()


def test_a_range_with_one_end_is_a_point_with_a_note() -> None:
    found = sroi.simulate(cases.case(cases.line(quantity={"value": 10, "low": 8})), 50)
    assert found.uncertain == ()
    assert [note.text for note in found.notes if note.code == "one-sided-range"] == [
        "less-lonely: quantity: only one end of a range is given, so it is held"
    ]


def test_a_shape_that_misses_its_ends_is_noted() -> None:
    found = sroi.simulate(cases.case(cases.line(quantity={"value": 10, "low": 9, "high": 20, "shape": "normal"})), 50)
    assert "less-lonely.quantity: a normal shape" in next(note.text for note in found.notes if note.code == "shape-off")


def test_reference_class_ranges_come_only_when_asked_for_and_are_labelled() -> None:
    case = cases.case(cases.line(deadweight=0.2, duration=2))
    assert sroi.simulate(case, 50).uncertain == ()
    found = sroi.simulate(case, 50, ranges="reference_class")
    assert found.uncertain == ("less-lonely.deadweight", "less-lonely.attribution", "less-lonely.drop_off")
    labels = [note.text for note in found.notes if note.code == "reference-class"]
    assert len(labels) == 3
    assert all("sroi-reports-2026" in label and "published studies" in label for label in labels)


def test_one_published_study_in_ten_lies_beyond_either_end_of_a_borrowed_range() -> None:
    case = cases.case(cases.line(deadweight=0.2, contribution=1.0))
    found = sroi.simulate(case, 100_000, ranges="reference_class")
    assert found.uncertain == ("less-lonely.deadweight",)
    for chance, share in ((0.1, 0.5), (0.9, 0.052)):
        kept = found.quantile(chance, "present_value") / (10_000 / 1.035)
        assert 1 - kept == pytest.approx(share, abs=0.005)


def test_reference_class_never_takes_the_place_of_a_range() -> None:
    case = cases.case(cases.line(deadweight={"share": 0.2, "low": 0.19, "high": 0.21}, contribution=0.5))
    one, two = (sroi.simulate(case, 300, ranges=ranges).draws["ratio"] for ranges in ("given", "reference_class"))
    assert np.array_equal(one, two)


def test_correlations_are_recovered() -> None:
    names = [f"{one}.quantity" for one in FIVE[:3]]
    ties = [{"between": names[:2], "rank": 0.8}, {"between": names[1:], "rank": -0.4}]
    case = cases.case(*(cases.line(one, quantity=cases.QUANTITY) for one in FIVE[:3]))
    found = sroi.simulate(case, 100_000, keep="outcomes", correlations=ties)
    ranks = np.corrcoef([np.argsort(np.argsort(found.drawn(one))) for one in FIVE[:3]])
    assert [ranks[0, 1], ranks[1, 2], ranks[0, 2]] == pytest.approx([0.8, -0.4, 0.0], abs=4 / np.sqrt(100_000))


def test_a_correlation_leaves_each_number_its_own_spread_and_the_untied_their_draws() -> None:
    case = cases.case(*(cases.line(one, quantity=cases.QUANTITY) for one in FIVE[:3]))
    ties = [{"between": ["line-0.quantity", "line-1.quantity"], "rank": 0.9}]
    tied, free_ = (sroi.simulate(case, 20_000, keep="outcomes", correlations=one) for one in (ties, []))
    assert np.array_equal(tied.draws["line-2"], free_.draws["line-2"])
    assert tied.interval(of="line-1") == pytest.approx(free_.interval(of="line-1"), rel=0.02)


@pytest.mark.parametrize("rank", [1.0, -1.0])
def test_a_correlation_of_one_is_one_draw(rank: float) -> None:
    case = cases.case(*(cases.line(one, quantity=cases.QUANTITY) for one in FIVE[:2]))
    ties = [{"between": ["line-0.quantity", "line-1.quantity"], "rank": rank}]
    found = sroi.simulate(case, 2000, keep="outcomes", correlations=ties)
    assert np.corrcoef(found.drawn("line-0"), found.drawn("line-1"))[0, 1] == pytest.approx(rank, abs=0.01)


def test_correlations_that_cannot_be_name_the_pairs_that_clash() -> None:
    names = [f"{one}.quantity" for one in FIVE[:4]]
    pairs = [(0, 1, 0.9), (1, 2, 0.9), (0, 2, -0.9), (2, 3, 0.2)]
    ties = [{"between": [names[first], names[second]], "rank": rank} for first, second, rank in pairs]
    case = cases.case(*(cases.line(one, quantity=cases.QUANTITY) for one in FIVE[:4]), correlations=ties)
    with pytest.raises(InvalidCaseError) as caught:
        sroi.simulate(case, 100)
    assert caught.value.code == "correlations-clash"
    assert "line-0.quantity and line-1.quantity at 0.9" in caught.value.problem
    assert "line-0.quantity and line-2.quantity at -0.9" in caught.value.problem
    assert "line-3.quantity" not in caught.value.problem


@pytest.mark.parametrize(
    ("ties", "code"),
    [
        ([{"between": ["line-0.quantity", "line-0.quantity"], "rank": 0.1}], "correlation-with-itself"),
        ([{"between": ["line-0.quantity", "line-1.quantity"], "rank": rank} for rank in (0.1, 0.2)], "correlation-repeated"),
        ([{"between": ["line-0.quantity", "line-1.deadweight"], "rank": 0.1}], "correlation-without-range"),
        ([{"between": ["line-0.quantity", "line-1.quantities"], "rank": 0.1}], "unknown-number"),
        ([{"between": ["line-0.quantity"], "rank": 0.1}], "missing"),
        ([{"between": ["line-0.quantity", "line-1.quantity"], "rank": 1.1}], "out-of-range"),
    ],
)
def test_faulty_correlations_are_errors(ties: list[dict[str, Any]], code: str) -> None:
    case = cases.case(*(cases.line(one, quantity=cases.QUANTITY) for one in FIVE[:2]))
    with pytest.raises(sroi.SroiError) as caught:
        sroi.simulate(case, 100, correlations=ties)
    assert caught.value.code == code


def test_quantiles_chances_and_their_errors() -> None:
    found = sroi.simulate(cases.case(cases.line(quantity={"value": 5, "low": 0.5, "high": 9.5, "shape": "uniform"})), 100_001)
    for chance in (0.05, 0.5, 0.95):
        estimate = found.quantile(chance, "less-lonely" if "less-lonely" in found.draws else "present_value")
        assert abs(estimate.value - 10_000 * chance / 1.035) < 4 * estimate.standard_error
        assert estimate.standard_error == pytest.approx(10_000 / 1.035 * np.sqrt(chance * (1 - chance) / 100_000), rel=0.15)
    above = found.probability(1.0)
    assert abs(above.value - (1 - 0.5 * 1.035)) < 4 * above.standard_error
    mean = found.mean("present_value")
    assert abs(mean.value - 5000 / 1.035) < 4 * mean.standard_error


def test_a_chance_is_never_certain_for_want_of_draws() -> None:
    assert sroi.simulate(cases.whole(), 50).probability(0.0).standard_error > 0


def test_the_chance_of_a_headline_allows_for_its_rounding() -> None:
    case = cases.case(published={"ratio": "1.93"})
    found = sroi.simulate(case, 100)
    assert sroi.calculate(case).ratio.value > 1.93
    assert [found.probability_of(headline).value for headline in (None, "1.94", "1.932", "1.933")] == [1, 0, 1, 0]


def test_a_headline_is_needed_and_must_be_a_number() -> None:
    found = sroi.simulate(cases.case(), 100)
    with pytest.raises(InvalidCaseError, match="no published ratio"):
        found.probability_of()
    with pytest.raises(InvalidArgumentError, match="is not a ratio"):
        found.probability_of("five")


def test_too_few_draws_are_warned_of_as_data() -> None:
    case = cases.whole()
    assert [note.code for note in sroi.simulate(case, 200).warnings] == ["too-few-draws"]
    assert [note.code for note in sroi.simulate(case, 5).warnings] == ["too-few-draws"]
    assert sroi.simulate(case, 20_000).warnings == ()


def test_a_central_case_outside_its_range_is_noted() -> None:
    found = sroi.simulate(cases.case(cases.line(deadweight=0.0)), 500, ranges="reference_class")
    assert "central-outside" in {note.code for note in found.notes}


def test_only_what_is_named_is_kept() -> None:
    case = cases.whole()
    assert list(sroi.simulate(case, 50).draws) == ["ratio", "net_present_value", "present_value"]
    assert list(sroi.simulate(case, 50, keep=("ratio",)).draws) == ["ratio"]
    with pytest.raises(NotFoundError) as caught:
        sroi.simulate(case, 50, keep=("ratio",)).quantile(0.5, "present_value")
    assert caught.value.code == "not-kept"
    with pytest.raises(NotFoundError) as caught:
        sroi.simulate(case, 50, keep=("ratios",))
    assert caught.value.code == "unknown-figure"


def test_figures_of_one_draw_belong_together() -> None:
    found = sroi.simulate(cases.whole(), 300, keep=("ratio", "net_present_value", "present_value", "total_input", "outcomes"))
    draws = found.draws
    assert draws["ratio"] == pytest.approx(draws["present_value"] / draws["total_input"])
    assert draws["net_present_value"] == pytest.approx(draws["present_value"] - draws["total_input"])
    assert draws["present_value"] == pytest.approx(draws["less-lonely"] + draws["more-active"])


def test_every_draw_is_what_calculate_gives_for_its_numbers() -> None:
    quantity = {"value": 5, "shape": "discrete", "choices": [4, 9]}
    duration = {"value": 2, "shape": "discrete", "choices": [1, 2.5]}
    rate = {"value": 0.03, "shape": "discrete", "choices": [0.01, 0.06]}
    case = cases.case(cases.line(quantity=quantity, duration=duration, drop_off=0.2), method={"discount": rate})
    found = {round(value, 12) for value in sroi.simulate(case, 400).drawn("ratio").tolist()}
    wanted = {
        round(sroi.calculate(sroi.what_if(case, {"set": {"quantity": q, "duration": d, "discount": r}})).ratio.value, 12)
        for q in (4, 9)
        for d in (1, 2.5)
        for r in (0.01, 0.06)
    }
    assert found == wanted


@pytest.mark.parametrize("discount", ["green-book-2026", [0.03, {"value": 0.02, "low": 0.01, "high": 0.04}], 0.02])
@pytest.mark.parametrize("timing", ["end_of_year", "mid_year", "start_of_year"])
def test_every_way_to_discount_has_its_central_case(discount: Any, timing: str) -> None:
    case = cases.whole(method={"discount": discount, "timing": timing, "part_years": "whole_years"})
    model = sroi.uncertainty.tornado(case)
    assert model.central == pytest.approx(sroi.calculate(case).ratio.value, rel=1e-12)


@pytest.mark.parametrize("discount", [0.03, [0.03, 0.02]])
def test_every_line_has_the_same_draw_of_the_discount_rate(discount: Any) -> None:
    unsure = [{"value": rate, "low": rate / 2, "high": 2 * rate} for rate in np.atleast_1d(discount).tolist()]
    lines = [cases.line(one, duration=5, stakeholder=one) for one in FIVE]
    method = {"discount": unsure if len(unsure) > 1 else unsure[0]}
    found = sroi.simulate(cases.case(*lines, method=method), 200, keep=("outcomes", "stakeholders"))
    assert np.array_equal(found.draws["line-0"], found.draws["line-4"])
    assert np.array_equal(found.draws["line-0"], found.draws["stakeholder line-0"])
    assert np.ptp(found.draws["line-0"]) > 0


def test_an_estimate_is_a_number_that_survives_pickling() -> None:
    found = pickle.loads(pickle.dumps(sroi.simulate(cases.whole(), 200).probability(1.0)))  # noqa: S301 - our own bytes
    assert 0 <= found <= 1
    assert found.standard_error > 0


def test_what_a_scenario_halves_is_still_one_draw() -> None:
    lines = [cases.line(one, proxy="wellbeing.chronic_loneliness_year", unit="person-year") for one in FIVE[:2]]
    halved = sroi.what_if(cases.case(*lines), {"scale": {"amount": 0.5}, "only": {"outcome": ["line-1"]}})
    found = sroi.simulate(halved, 300, keep="outcomes")
    assert found.draws["line-1"] == pytest.approx(found.draws["line-0"] / 2)


def test_what_is_left_out_of_the_total_is_still_drawn_on_request() -> None:
    gift = {"amount": 1000, "low": 800, "high": 1400, "unit": "person", "price_year": 2025, "transfer": True}
    found = sroi.simulate(cases.case(cases.line(), cases.line("gift", proxy=gift)), 300, keep=("ratio", "outcomes"))
    assert np.ptp(found.drawn("gift")) > 0
    assert np.ptp(found.drawn("ratio")) == pytest.approx(0, abs=1e-12)


def test_a_long_run_holds_little_more_than_what_it_keeps() -> None:
    case = cases.case(*(cases.line(f"line-{place}", quantity=cases.QUANTITY, deadweight=cases.SHARE) for place in range(10)))
    sroi.simulate(case, 100)
    tracemalloc.start()
    sroi.simulate(case, 400_000, keep=("ratio",), threads=1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 400_000 * 8 * 5


def test_inputs_that_may_come_to_nothing_have_no_ratio() -> None:
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": {"amount": 100, "low": -50, "high": 200}}]
    with pytest.raises(UndefinedRatioError) as caught:
        sroi.simulate(cases.case(inputs=inputs), 1000)
    assert caught.value.code == "ratio-undefined"
    assert sroi.simulate(cases.case(inputs=inputs), 1000, keep=("net_present_value",)).count == 1000


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"draws": 1}, "draws-too-few"),
        ({"draws": 10.0}, "draws-too-few"),
        ({"draws": 99_999_999_999}, "draws-too-many"),
        ({"seed": -1}, "seed-below-zero"),
        ({"threads": 0}, "threads-too-few"),
    ],
)
def test_faulty_arguments_are_errors(given: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        sroi.simulate(cases.case(), **given)
    assert caught.value.code == code


def test_a_chance_outside_0_to_1_is_an_error() -> None:
    with pytest.raises(InvalidArgumentError, match="is not a chance"):
        sroi.simulate(cases.case(), 50).quantile(5)


def test_progress_counts_up_to_the_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(simulation, "BLOCK", 100)
    sroi.simulate(cases.whole(), 450, progress=lambda done, wanted: told.append((done, wanted)))
    assert told[-1] == (450, 450)
    assert len(told) == 6


def test_plain_data_text_and_frame_say_the_same() -> None:
    found = sroi.simulate(cases.whole(), 1000, seed=5)
    data, frame = found.to_dict(), found.to_frame()
    assert data["figures"]["ratio"]["quantiles"]["0.05"]["value"] == found.interval()[0]
    assert frame.loc[0, "5 % point"] == found.interval()[0]
    assert found.text.startswith(f"ratio {found.text_of(found.central['ratio'])}, nine times in ten between ")
    assert data["draws"] == 1000


def test_convergence_ends_at_what_the_simulation_says() -> None:
    found = sroi.simulate(cases.whole(), 1000)
    count, low, mean, high = found.convergence()[-1]
    assert count == found.count == 1000
    assert (low, mean, high) == pytest.approx((found.interval()[0], found.mean().value, found.interval()[1]))


def test_without_scipy_only_what_needs_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("scipy.special", "scipy.stats", "scipy.optimize"):
        monkeypatch.setitem(sys.modules, module, None)
    assert sroi.simulate(cases.whole(), 100).count == 100
    ties = [{"between": ["less-lonely.quantity", "less-lonely.drop_off"], "rank": 0.5}]
    for work in (lambda: sroi.simulate(cases.whole(), 100, correlations=ties), lambda: sroi.sobol(cases.whole())):
        with pytest.raises(MissingDependencyError) as caught:
            work()
        assert 'pip install "sroi[risk]"' in caught.value.fix


@pytest.mark.parametrize("shape", ["pert", "triangular", "uniform", "normal"])
@pytest.mark.parametrize("ends", [(5, 0, 20), (5, 1, 20), (-5, -20, -1)])
def test_people_and_money_keep_to_their_side_of_zero(shape: str, ends: tuple[float, float, float]) -> None:
    value, low, high = ends
    proxy = {"amount": value, "low": low, "high": high, "shape": shape, "unit": "person", "price_year": 2024}
    quantity = {"value": value, "low": low, "high": high, "shape": shape}
    case = cases.case(cases.line("money", proxy=proxy), cases.line("people", quantity=quantity))
    found = sroi.simulate(case, 20_000, keep="outcomes")
    for name in ("money", "people"):
        assert (np.sign(value) * found.drawn(name)).min() >= 0
        assert np.ptp(found.drawn(name)) > 0


def test_a_range_across_zero_is_drawn_across_zero() -> None:
    found = sroi.simulate(cases.case(cases.line(quantity={"value": 1, "low": -5, "high": 20})), 2000)
    assert (found.drawn() < 0).mean() > 0.05


def test_one_range_may_serve_numbers_of_different_kinds() -> None:
    years = {"value": 3, "low": 2, "high": 4, "name": "years"}
    case = cases.case(cases.line(quantity=years, duration=years), cases.line("other", quantity={"value": 3, "name": "years"}))
    found = sroi.simulate(case, 500, keep="outcomes")
    assert found.uncertain == ("years",)
    assert np.corrcoef(np.argsort(np.argsort([found.drawn("other"), found.drawn("less-lonely")])))[0, 1] == pytest.approx(1)


@pytest.mark.parametrize("ask", [sroi.simulate, sroi.tornado, sroi.sobol])
def test_ranges_from_nowhere_are_an_error(ask: Any) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        ask(cases.whole(), ranges="published")
    assert caught.value.code == "unknown-ranges"


def test_one_amount_written_out_on_five_lines_without_a_name_is_noted() -> None:
    apart, together = (sroi.simulate(five(name), 50) for name in (None, "one price"))
    found = next(note.text for note in apart.notes if note.code == "drawn-apart")
    assert found.startswith("line-0, line-1, line-2, line-3, line-4: one amount with one range but no name")
    assert "drawn-apart" not in {note.code for note in together.notes}


def test_a_case_in_which_every_number_has_a_range_has_none_to_hold() -> None:
    unsure = {"amount": 5000, "low": 4000, "high": 6000}
    lines = [
        cases.line(
            quantity=cases.QUANTITY,
            proxy={"amount": 1000, "low": 800, "high": 1400, "unit": "person", "price_year": 2025},
            duration={"value": 2, "low": 1, "high": 3},
        )
    ]
    inputs = [{"id": "grant", "stakeholder": "Council", "amount": unsure}]
    case = cases.case(*lines, inputs=inputs, method={"discount": {"value": 0.03, "low": 0.02, "high": 0.04}})
    assert [note.code for note in sroi.simulate(case, 20_000).notes] == []


def test_whole_numbers_of_numpy_serve_as_well() -> None:
    found = sroi.simulate(cases.whole(), np.int64(50), seed=np.int32(3))  # type: ignore[arg-type]
    assert json.dumps(found.to_dict()) == json.dumps(sroi.simulate(cases.whole(), 50, seed=3).to_dict())


@pytest.mark.parametrize("headline", ["nan", "inf", "", "£1:£3.40", "1,234", 3.4])
def test_a_headline_that_was_never_printed_is_refused(headline: Any) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        sroi.simulate(cases.whole(), 50).probability_of(headline)
    assert caught.value.code == "not-a-ratio"


@pytest.mark.parametrize("threshold", [float("nan"), "1"])
def test_a_threshold_is_a_number(threshold: Any) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        sroi.simulate(cases.whole(), 50).probability(threshold)
    assert caught.value.code == "threshold-not-a-number"


def test_a_single_correlation_need_not_stand_in_a_list_and_words_are_none() -> None:
    tie = {"between": ["less-lonely.quantity", "less-lonely.drop_off"], "rank": 0.5}
    one, listed = (sroi.simulate(cases.whole(), 50, correlations=ties).draws["ratio"] for ties in (tie, [tie]))
    assert np.array_equal(one, listed)
    with pytest.raises(InvalidCaseError) as caught:
        sroi.simulate(cases.whole(), 50, correlations="high")  # type: ignore[arg-type]
    assert caught.value.code == "not-a-correlation"


def test_a_simulation_prints_without_its_case_and_draws() -> None:
    shown = repr(sroi.simulate(cases.whole(), 50))
    assert "Case(" not in shown
    assert "array" not in shown


def test_every_shape_that_does_not_fit_is_named_by_line_and_field() -> None:
    quantity = {"value": 10, "low": 8, "high": 13, "shape": "beta"}
    share = {"share": 0.1, "low": 0.0, "high": 0.2, "shape": "lognormal"}
    with pytest.raises(InvalidCaseError) as caught:
        sroi.simulate(cases.case(cases.line(quantity=quantity, deadweight=share)), 50)
    assert [fault.where.split(",")[0] for fault in caught.value.faults] == ["less-lonely: quantity", "less-lonely: deadweight"]
    assert {fault.code for fault in caught.value.faults} == {"range-does-not-fit-shape"}
