"""Whole records: every field of every figure of a block, and every line that explains it."""

from __future__ import annotations

from typing import Any

import pytest

from sroi.local_economy import LocalEconomy, LocalResult, by_area, evaluate, lm3_figures, rounds
from sroi.model.local_economy import GrossImpact, Spending

LOTTERY: dict[str, Any] = {
    "id": "lottery", "amount": 700_000, "year": 2025, "external": True, "kind": "match_funding", "source": "Lottery fund",
    "source_type": "lottery", "deadweight": {"share": 0.3, "basis": "panel"}, "retained": 0.6, "input": "lottery",
}  # fmt: skip
OWN: dict[str, Any] = {
    "id": "own", "amount": 300_000, "year": 2025, "external": False, "kind": "match_funding", "source": "Council",
    "source_type": "council",
}  # fmt: skip
LINE: dict[str, Any] = {
    "id": "new-businesses", "title": "New community businesses", "figure": "C", "quantity": 2, "amount": 100_000,
    "deadweight": 0.5, "displacement": 0.25, "retained": 0.4, "source": "ptc-market-2022", "unit": "GBP of turnover",
}  # fmt: skip
MONEY = [
    "Money received is not a gain in welfare and does not belong in the SROI ratio.",
    "The chance that money would have come anyway is a judgement; show who made it.",
]
GVA = [
    "Deadweight, leakage and displacement are the user's own rates: no official levels are shipped.",
    "Local GVA and jobs are indicators, not welfare, and do not belong in the SROI ratio.",
]
MODEL = [
    "A model estimate by a third party; GVA is an approximation.",
    "Output and GVA are not welfare and do not belong in the SROI ratio.",
]
SPENT = [
    "Local spending is not a gain in welfare and does not belong in the SROI ratio.",
    "Re-spend rates are self-reported and mostly for larger areas: treat round 3 as plus or minus a third.",
    "LM3 holds leakage in rounds 2 and 3: take no leakage off it and put no multiplier on it.",
]
APART = "The figures answer different questions about the same pounds and must not be added."
NOT_COMPARED = "Match funding was not compared with the inputs of a case; in an SROI it belongs among them."


def result(**parts: Any) -> LocalResult:
    return evaluate(LocalEconomy.model_validate({"area": "Knowsley", "price_year": 2025, **parts}))


def record(amount: float, **fields: Any) -> dict[str, Any]:
    """The fields of a figure; those that are not named are the ones of a figure without sources, steps or convention."""
    plain = {"unit": "GBP", "area": "Knowsley", "price_year": 2025, "convention": "", "sources": [], "caveats": []}
    return {**plain, "amount": pytest.approx(amount, rel=1e-12), **fields}


def test_money_that_came_in() -> None:
    assert result(flows=[LOTTERY, OWN], own_grant=250_000).to_dict() == {
        "area": "Knowsley",
        "price_year": 2025,
        "figures": [
            record(
                490_000,
                key="inflow",
                letter="A",
                title="Outside money that came in because of the work",
                method="sum of outside cash × (1 − deadweight)",
                caveats=MONEY,
                steps=[
                    (
                        "£490,000.00 of 700,000.00, lottery (Lottery fund): "
                        "outside cash, of which 30% would have come anyway; exact year: 2025 prices"
                    )
                ],
                text="£490,000.00",
            ),
            record(
                294_000,
                key="retained",
                letter="A",
                title="Part of the inflow spent in the area in its first round",
                method="sum of inflow × share spent in the area",
                caveats=MONEY,
                steps=["£490,000.00 × 0.6"],
                text="£294,000.00",
            ),
            record(
                2.8,
                key="leverage",
                letter="A",
                title="Outside match for each pound of own grant",
                unit="ratio",
                method="outside match funding ÷ own grant",
                caveats=["Leverage says how efficient a grant was; it is not a benefit."],
                steps=["£700,000.00 ÷ £250,000.00"],
                text="2.800",
            ),
        ],
        "left_out": [
            (
                "£300,000.00, own (Council): recycled: "
                "the council's own money is not new to the area and counts only for a wider funder"
            )
        ],
        "caveats": [APART, NOT_COMPARED, "No basis is given for retained of 'lottery'."],
    }


def test_a_measured_line_and_volunteers() -> None:
    found = result(lines=[LINE], volunteers={"hours": 1_500, "year": "2025/26"})
    assert found.to_dict() == {
        "area": "Knowsley",
        "price_year": 2025,
        "figures": [
            record(
                30_000,  # 2 × 100,000 × 0.5 × 0.75 × 0.4
                key="new-businesses",
                letter="C",
                title="New community businesses",
                unit="GBP of turnover",
                method="quantity × amount × (1 − deadweight) × (1 − displacement) × share kept in the area",
                caveats=["Local pounds are not welfare and do not belong in the SROI ratio."],
                sources=["ptc-market-2022"],
                steps=["2 × £100,000.00 × (1 − 0.5) × (1 − 0.25) × 0.4"],
                text="£30,000.00",
            ),
            record(
                18_315,  # 1,500 × 12.21
                key="volunteering",
                letter="E",
                title="Replacement value of volunteer hours",
                price_year="2025/26",
                method="hours × National Living Wage of 2025/26",
                caveats=["Imputed, not cash.", "The volunteers' own wellbeing is another matter and is not in this figure."],
                sources=["govuk-nmw"],
                steps=["1,500 hours × £12.21"],
                text="£18,315.00",
            ),
        ],
        "left_out": [],
        "caveats": [APART],
    }


def test_a_line_of_which_all_stays_and_nobody_is_quoted() -> None:
    bare = {key: value for key, value in LINE.items() if key not in {"retained", "source", "unit"}}
    assert result(lines=[bare]).headline.to_dict() == record(
        75_000,
        key="new-businesses",
        letter="C",
        title="New community businesses",
        method="quantity × amount × (1 − deadweight) × (1 − displacement) × share kept in the area",
        caveats=["Local pounds are not welfare and do not belong in the SROI ratio."],
        steps=["2 × £100,000.00 × (1 − 0.5) × (1 − 0.25) × 1"],
        text="£75,000.00",
    )


@pytest.mark.parametrize(
    ("volunteers", "title", "method", "source", "step"),
    [
        (
            {"hours": 10, "year": 2025, "rate": "median_pay"},
            "Replacement value of volunteer hours",
            "hours × median hourly pay of 2025",
            "ons-ashe-2025",
            "10 hours × £17.96",
        ),
        (
            {"hours": 10, "year": 2022, "rate": "gva_per_hour"},
            "GVA-equivalent of volunteer hours, an upper bound",
            "hours × GVA per hour of East Merseyside of 2022",
            "tpi-itl3-2024",
            "10 hours × £35.70",
        ),
    ],
    ids=["median pay", "GVA per hour"],
)
def test_hours_at_other_rates(volunteers: dict[str, Any], title: str, method: str, source: str, step: str) -> None:
    found = result(volunteers=volunteers).headline
    assert (found.title, found.method, found.sources, found.steps) == (title, method, (source,), (step,))
    assert found.caveats[2:] == (("What volunteers make is outside GVA.",) if volunteers["rate"] == "gva_per_hour" else ())


def test_output_and_its_suppliers() -> None:
    output = {"amount": 1_250_000, "industry": "health and social work", "deadweight": 0.2, "displacement": 0}
    common: dict[str, Any] = {
        "letter": "D",
        "method": "type I input-output effect of Health & Social Work in Knowsley",
        "caveats": MODEL,
        "sources": ["econstack-data"],
        "steps": [
            "net additional output £1,250,000.00 × (1 − 0.2) × (1 − 0) = £1,000,000.00",
            "multipliers: output 1.1, jobs 1.06; GVA 0.442 per pound",
        ],
    }
    assert result(output=output).to_dict()["figures"] == [
        record(
            1_100_000,
            key="input-output-output",
            title="Output with suppliers",
            unit="GBP of output",
            text="£1,100,000.00",
            **common,
        ),
        record(
            486_200,
            key="input-output-gva",
            title="Gross value added with suppliers",
            unit="GBP of GVA",
            text="£486,200.00",
            **common,
        ),
        record(12.296, key="input-output-jobs", title="Jobs with suppliers", unit="jobs", text="12.3", **common),
    ]


def test_local_spending_in_two_more_rounds() -> None:
    lines: list[dict[str, Any]] = [
        {"recipient": "local SME", "amount": 400, "local": True},
        {"recipient": "resident staff", "amount": 100, "local": True, "respend": 0.5, "source": "survey"},
        {"recipient": "a friend", "amount": 100, "local": True, "respend": 0.25},
        {"recipient": "non-local supplier", "amount": 300, "local": False},
        {"recipient": "branch", "amount": 100, "local": False, "respend": 0.1, "source": "nef-lm3"},
    ]
    spending = Spending.model_validate({"income": 1000, "lines": lines, "convention": "value_to_area"})
    figures = lm3_figures(rounds(spending), area="Halton", price_year="2024/25")
    common: dict[str, Any] = {
        "letter": "B",
        "area": "Halton",
        "price_year": "2024/25",
        "caveats": SPENT,
        "sources": ["nef-lm3", "fsb-cles-2013"],
        "steps": [
            "£400.00 to local SME, in the area; £252.00 of it spent locally again (rate 0.63, fsb-cles-2013)",
            "£100.00 to resident staff, in the area; £50.00 of it spent locally again (rate 0.5, survey)",
            "£100.00 to a friend, in the area; £25.00 of it spent locally again (rate 0.25, as given)",
            (
                "£300.00 to non-local supplier, outside the area; "
                "£0.00 of it spent locally again (rate 0, taken as 0 for outside suppliers)"
            ),
            "£100.00 to branch, outside the area; £10.00 of it spent locally again (rate 0.1, nef-lm3)",
            "R1 £1,000.00, R2 £600.00, R3 £337.00",
        ],
    }
    assert [figure.to_dict() for figure in figures] == [
        record(
            0.937,
            key="lm3",
            title="Local Multiplier 3",
            unit="ratio",
            method="LM3 = (R2 + R3) ÷ R1",
            convention="value_to_area: the first pound counts only if it stays in the area",
            text="0.937",
            **common,
        ),
        record(
            937,
            key="local-spending",
            title="Local spending in rounds 2 and 3",
            unit="GBP of spending",
            method="R2 + R3 of LM3",
            text="£937.00",
            **common,
        ),
    ]


def test_a_gross_impact_with_a_reference_case_and_a_large_multiplier() -> None:
    rates = {
        "area": "Liverpool City Region", "leakage": 0.1, "displacement": 0.5, "substitution": 0.2, "multiplier": 1.25,
        "override": "own study", "reference": {"gross": 1_000, "leakage": 0.5, "substitution": 0, "multiplier": 1},
    }  # fmt: skip
    impact = GrossImpact.model_validate({"amount": 10_000, "areas": [rates]})
    (figure,) = by_area(impact, price_year=2019)
    assert figure.to_dict() == record(
        4_250,  # 10,000 × 0.9 × 0.5 × 0.8 × 1.25 less 1,000 × 0.5 × 0.5
        key="net-additional-liverpool-city-region",
        letter="C",
        title="Net additional impact",
        unit="GBP of GVA",
        area="Liverpool City Region",
        price_year=2019,
        method=(
            "gross × (1 − leakage) × (1 − displacement) × (1 − substitution) × multiplier, less the same for the reference case"
        ),
        caveats=[*GVA, "The multiplier of 1.25 is above 1.2; reason given: own study"],
        sources=["ep-additionality-2008"],
        steps=[
            "gross £10,000.00",
            "leakage 0.1, displacement 0.5, substitution 0.2, multiplier 1.25",
            "reference case: gross 1,000.00",
        ],
        text="£4,250.00",
    )


def test_jobs_of_one_area_without_a_reference_case() -> None:
    rates = {"area": "Knowsley", "deadweight": 0.25, "leakage": 0, "displacement": 0.5, "substitution": 0.2}
    impact = GrossImpact.model_validate({"amount": 1_000, "unit": "jobs", "areas": [rates]})
    (figure,) = by_area(impact, price_year=2025)
    assert figure.to_dict() == record(
        300,
        key="net-additional-knowsley",
        letter="C",
        title="Net additional impact",
        unit="jobs",
        method="gross × (1 − deadweight) × (1 − leakage) × (1 − displacement) × (1 − substitution) × multiplier",
        caveats=GVA,
        sources=["ep-additionality-2008"],
        steps=["gross 1,000.0 jobs", "deadweight 0.25, leakage 0, displacement 0.5, substitution 0.2, multiplier 1"],
        text="300.0",
    )


def test_a_result_explains_itself_line_by_line() -> None:
    found = result(flows=[OWN], volunteers={"hours": 10, "year": 2025})
    assert found.lines() == (
        "E. Replacement value of volunteer hours, Knowsley, 2025 prices: £122.10. Method: hours × National Living Wage of 2025.",
        "  10 hours × £12.21",
        "  sources: govuk-nmw",
        "  caveat: Imputed, not cash.",
        "  caveat: The volunteers' own wellbeing is another matter and is not in this figure.",
        (
            "not counted: £300,000.00, own (Council): recycled: "
            "the council's own money is not new to the area and counts only for a wider funder"
        ),
        f"caveat: {APART}",
        f"caveat: {NOT_COMPARED}",
    )
