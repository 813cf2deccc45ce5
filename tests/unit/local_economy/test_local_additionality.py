"""From gross to net: the one-line form, the two brackets, and areas side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from sroi.errors import InvalidArgumentError, RefusedError
from sroi.local_economy import AreaRates, GrossImpact, Reference, additionality, by_area
from sroi.model.text import money_text

KNOWSLEY: dict[str, Any] = {"area": "Knowsley", "deadweight": 0.2, "leakage": 0.1, "displacement": 0.25, "multiplier": 1.1}
REGION: dict[str, Any] = {
    "area": "Liverpool City Region", "population": 1_550_000, "deadweight": 0.2, "leakage": 0,
    "displacement": 0.5, "multiplier": 1.5,
}  # fmt: skip
COUNTRY: dict[str, Any] = {"area": "UK", "deadweight": 0.2, "leakage": 0, "displacement": 1}


def impact(*areas: dict[str, Any], **changes: Any) -> GrossImpact:
    return GrossImpact.model_validate({"amount": 500_000, "areas": list(areas), **changes})


def test_the_worked_example_side_by_side() -> None:
    figures = by_area(impact(KNOWSLEY, REGION, COUNTRY), price_year=2025)
    assert [(one.area, one.text) for one in figures] == [
        ("Knowsley", "£297,000.00"),
        ("Liverpool City Region", "£300,000.00"),
        ("UK", "£0.00"),
    ]
    assert {one.letter for one in figures} == {"C"}
    assert [one.key for one in figures] == [
        "net-additional-knowsley",
        "net-additional-liverpool-city-region",
        "net-additional-uk",
    ]
    assert figures[0].steps == (
        "gross £500,000.00",
        "deadweight 0.2, leakage 0.1, displacement 0.25, substitution 0, multiplier 1.1",
    )
    assert figures[0].unit == "GBP of GVA"


def test_the_plain_function_gives_the_same() -> None:
    net = additionality(500_000, deadweight=0.2, leakage=0.1, displacement=0.25, substitution=0, multiplier=1.1)
    assert money_text(net) == "£297,000.00"


def test_the_one_line_form_is_the_two_bracket_form_with_the_same_rates() -> None:
    rates: dict[str, Any] = {
        "leakage": Fraction(1, 10),
        "displacement": Fraction(1, 4),
        "substitution": Fraction(1, 20),
        "multiplier": Fraction(11, 10),
    }
    one_line = additionality(Fraction(500_000), deadweight=Fraction(1, 5), **rates)  # type: ignore[arg-type]
    two_brackets = additionality(500_000, reference=Reference(gross=100_000), **rates)
    assert float(one_line) == pytest.approx(two_brackets, rel=1e-12)
    again = Reference.model_validate({"gross": 100_000, **{name: float(rate) for name, rate in rates.items()}})
    assert additionality(500_000, reference=again, **rates) == pytest.approx(two_brackets, rel=1e-12)


def test_a_reference_case_with_rates_of_its_own() -> None:
    reference = Reference.model_validate({"gross": 200_000, "leakage": 0.5, "displacement": 0, "multiplier": 1})
    net = additionality(500_000, leakage=0.1, displacement=0.25, multiplier=1.1, reference=reference)
    assert net == pytest.approx(500_000 * 0.9 * 0.75 * 1.1 - 200_000 * 0.5)


def test_each_rate_of_the_reference_case_counts() -> None:
    base: dict[str, Any] = {"leakage": 0.0, "displacement": 0.0}
    for name in ("leakage", "displacement", "substitution"):
        reference = Reference.model_validate({"gross": 100, name: 0.5})
        assert additionality(100, reference=reference, **base) == pytest.approx(50)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"leakage": 10}, "share-out-of-range"),
        ({"displacement": -0.1}, "share-out-of-range"),
        ({"substitution": 2}, "share-out-of-range"),
        ({"deadweight": 1.1}, "share-out-of-range"),
        ({"leakage": None}, "number-needed"),
        ({"multiplier": -1}, "multiplier-negative"),
        ({"deadweight": None}, "deadweight-needed"),
        ({"reference": Reference(gross=1)}, "deadweight-and-reference"),
        ({"deadweight": None, "reference": Reference(gross=1, multiplier=-1)}, "multiplier-negative"),
    ],
)
def test_rates_out_of_bounds(changes: dict[str, Any], code: str) -> None:
    given: dict[str, Any] = {"deadweight": 0.2, "leakage": 0.1, "displacement": 0.25, **changes}
    with pytest.raises(InvalidArgumentError) as caught:
        additionality(500_000, **given)
    assert caught.value.code == code


def test_every_bad_rate_is_told_at_once() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        additionality(float("inf"), deadweight=0, leakage=2, displacement=3)
    assert [fault.where for fault in caught.value.faults] == ["gross", "leakage", "displacement"]


@pytest.mark.parametrize("missing", ["leakage", "displacement"])
def test_leakage_and_displacement_have_no_default(missing: str) -> None:
    given: dict[str, Any] = {name: 0.1 for name in ("leakage", "displacement", "deadweight") if name != missing}
    with pytest.raises(TypeError, match=missing):
        additionality(100, **given)
    with pytest.raises(ValueError, match=missing):
        AreaRates.model_validate({"area": "Knowsley", **given})


def test_multiplier_and_substitution_default_to_nothing() -> None:
    assert additionality(100, deadweight=0, leakage=0, displacement=0) == 100


def test_leakage_cannot_rise_with_the_area() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        by_area(impact({**KNOWSLEY, "leakage": 0}, {**REGION, "leakage": 0.1}), price_year=2025)
    assert caught.value.code == "leakage-rises"
    assert "Liverpool City Region" in caught.value.where


def test_the_guards_of_all_areas_are_told_at_once() -> None:
    large = {**KNOWSLEY, "multiplier": 1.5, "population": 155_000}
    with pytest.raises(RefusedError) as caught:
        by_area(impact(large, {**large, "area": "Halton"}, gross_is="lm3"), price_year=2025)
    assert [fault.code for fault in caught.value.faults] == ["leakage-twice", "lm3-with-multiplier", "multiplier-too-large"] * 2


def test_an_override_is_printed_with_its_reason() -> None:
    figure = by_area(impact({**KNOWSLEY, "multiplier": 1.3, "override": "own input-output study"}), price_year=2025)[0]
    assert figure.caveats[-1] == "The multiplier of 1.3 is above 1.2; reason given: own input-output study"


def test_lm3_money_without_leakage_and_multiplier_is_taken() -> None:
    rates = {"area": "Knowsley", "deadweight": 0.5, "leakage": 0, "displacement": 0}
    assert by_area(impact(rates, gross_is="lm3"), price_year=2025)[0].text == "£250,000.00"


def test_jobs_and_a_reference_case_are_told_as_such() -> None:
    rates = {"area": "Knowsley", "leakage": 0, "displacement": 0, "reference": {"gross": 4}}
    figure = by_area(impact(rates, amount=10, unit="jobs"), price_year=2025)[0]
    assert (figure.text, figure.unit) == ("6.0", "jobs")
    assert figure.steps[0] == "gross 10.0 jobs"
    assert figure.steps[-1] == "reference case: gross 4.00"
    assert "less the same for the reference case" in figure.method


@pytest.mark.parametrize(("multiplier", "net"), [(0, 0), (0.5, 50)])
def test_a_multiplier_may_be_below_one(multiplier: float, net: float) -> None:
    assert additionality(100, deadweight=0, leakage=0, displacement=0, multiplier=multiplier) == net


def test_a_rate_of_nothing_in_the_reference_case_is_its_own() -> None:
    rates: dict[str, Any] = {"leakage": 0.5, "displacement": 0.2, "substitution": 0.5, "multiplier": 3}
    none = Reference.model_validate({"gross": 100, "leakage": 0, "displacement": 0, "substitution": 0, "multiplier": 0})
    assert additionality(1_000, reference=none, **rates) == pytest.approx(600)  # 1,000 × 0.5 × 0.8 × 0.5 × 3
    half = Reference.model_validate({"gross": 100, "leakage": 0, "displacement": 0, "substitution": 0, "multiplier": 0.5})
    assert additionality(1_000, reference=half, **rates) == pytest.approx(550)


def test_each_number_of_additionality_is_asked_for() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        additionality(None, leakage=None, displacement="0.1", substitution=None, multiplier=None)  # type: ignore[arg-type]
    assert [fault.where for fault in caught.value.faults] == ["gross", "multiplier", "leakage", "displacement", "substitution"]


@pytest.mark.parametrize("share", [0, 1])
def test_shares_of_nothing_and_of_all_are_shares(share: float) -> None:
    given: dict[str, Any] = {"deadweight": share, "leakage": share, "displacement": share, "substitution": share}
    assert additionality(100, **given) == 100 * (1 - share)


def test_leakage_may_stay_the_same_from_area_to_area() -> None:
    figures = by_area(impact(KNOWSLEY, {**KNOWSLEY, "area": "Merseyside"}), price_year=2025)
    assert [one.price_year for one in figures] == [2025, 2025]
