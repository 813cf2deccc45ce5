"""What every refusal of the room says: its code, what is wrong, where, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sroi.errors import InvalidArgumentError, InvalidCaseError, NotFoundError, RefusedError, SroiError, UndefinedRatioError
from sroi.local_economy import (
    Flow,
    GrossImpact,
    LocalEconomy,
    LocalFigure,
    Reference,
    Rounds,
    Spending,
    additionality,
    at_prices,
    by_area,
    classified,
    evaluate,
    first_pound,
    input_output,
    leverage,
    lm3,
    numerator_part,
    read_flows,
    retained,
    rounds,
    spending_rounds,
    supply_chain,
    switch,
    two_readings,
    volunteering,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Told = tuple[str, str, str, str]
"""Code, problem, where and fix of one fault."""

CARE = "Health & Social Work"
MATCH: dict[str, Any] = {
    "id": "match", "amount": 10, "year": 2025, "external": True, "kind": "match_funding",
    "source": "A trust", "source_type": "trust", "deadweight": 0,
}  # fmt: skip
LEDGER: dict[str, list[Any]] = {"amount": [6, 4], "recipient": ["local SME", ""], "local": ["yes", "no"]}
SPENDING: dict[str, Any] = {"income": 10, "lines": [{"recipient": "local SME", "amount": 4, "local": True}]}
RATES: dict[str, Any] = {"area": "Knowsley", "deadweight": 0, "leakage": 0.1, "displacement": 0}


def refusal(call: Callable[[], object]) -> tuple[type[SroiError], list[Told]]:
    with pytest.raises(SroiError) as caught:
        call()
    return caught.type, [(fault.code, fault.problem, fault.where, fault.fix) for fault in caught.value.faults]


def figure(**changes: Any) -> LocalFigure:
    given: dict[str, Any] = {
        "key": "lm3", "letter": "B", "title": "Local Multiplier 3", "amount": 1.5, "unit": "ratio",
        "area": "Knowsley", "price_year": 2019, "method": "as reported",
    }  # fmt: skip
    return LocalFigure(**{**given, **changes})


def flow(**changes: Any) -> Flow:
    return Flow.model_validate({**MATCH, **changes})


def block(**parts: Any) -> LocalEconomy:
    return LocalEconomy.model_validate({"area": "Knowsley", "price_year": 2025, **parts})


def spending(*lines: dict[str, Any], income: float = 10) -> Spending:
    return Spending.model_validate({"income": income, "lines": list(lines)})


def impact(*areas: dict[str, Any], **changes: Any) -> GrossImpact:
    return GrossImpact.model_validate({"amount": 100, "areas": list(areas), **changes})


def contracts(**columns: list[Any]) -> Any:
    return supply_chain({"value": [0.0], "local": ["yes"], **columns}, area="Knowsley", price_year=2018)


REFUSED: dict[str, tuple[Callable[[], object], list[Told]]] = {
    "two figures added": (
        lambda: figure() + figure(),
        [
            (
                "local-figures-added",
                "'lm3' (B: how much local spending it caused in two more rounds) cannot be added to another figure",
                "figures A to E of the local economy",
                "print the figures side by side; they count the same pounds at different moments",
            )
        ],
    ),
    "LM3 beside a multiplier": (
        lambda: evaluate(block(spending=SPENDING, impact={"amount": 1, "areas": [{**RATES, "multiplier": 1.1}]})),
        [
            (
                "lm3-with-multiplier",
                "LM3 and a multiplier both model re-spending",
                "local_economy",
                "use LM3, or a multiplier, not both",
            )
        ],
    ),
    "a multiplier on gross money": (
        lambda: evaluate(block(output={"amount": 1, "industry": CARE, "deadweight": 0})),
        [
            (
                "multiplier-on-gross",
                "a multiplier of 1.1 is put on gross money",
                "local_economy",
                "give deadweight and displacement; 0 may be right, but say so",
            )
        ],
    ),
    "leakage twice": (
        lambda: by_area(impact(RATES, gross_is="lm3"), price_year=2025),
        [
            (
                "leakage-twice",
                "leakage of 0.1 would be taken off twice: the amount is 'lm3'",
                "local_economy",
                "set leakage to 0, or start from the gross amount",
            )
        ],
    ),
    "multipliers too large": (
        lambda: by_area(
            impact({**RATES, "multiplier": 1.5}, {**RATES, "multiplier": 1.3, "population": 155_000}), price_year=2025
        ),
        [
            (
                "multiplier-too-large",
                "a multiplier of 1.5 is too large for an area of unknown population: a borough's is about 1.0 to 1.2",
                "local_economy",
                "lower it, or give population, or the reason in `override`",
            ),
            (
                "multiplier-too-large",
                "a multiplier of 1.3 is too large for an area of 155,000 people: a borough's is about 1.0 to 1.2",
                "local_economy",
                "lower it, or give population, or the reason in `override`",
            ),
        ],
    ),
    "money without a name, and money of the area": (
        lambda: evaluate(block(flows=[flow(source=None), flow(id="own", source_type="council")])),
        [
            (
                "unnamed-money",
                "the external money 'match' does not say whose it is",
                "flow 'match'",
                "give `source` and `source_type`",
            ),
            (
                "local-money-as-external",
                "'own' comes from a council of the area, yet it is called external",
                "flow 'own'",
                "set `external: false`; it is not new money",
            ),
        ],
    ),
    "match funding outside the inputs": (
        lambda: evaluate(block(flows=[flow()]), inputs=["grant"]),
        [
            (
                "match-not-in-inputs",
                "the match funding 'match' is claimed as a benefit but is not among the inputs",
                "flow 'match'",
                "add it to the inputs of the case and name that input in `input`",
            )
        ],
    ),
    "a ratio in other prices": (
        lambda: at_prices(figure(), 2025),
        [("ratio-uprated", "a number in 'ratio' cannot be uprated by 1.27783", "unit", "uprate pounds only")],
    ),
    "local pounds in the ratio": (
        lambda: numerator_part(1, account="local-economy"),
        [
            (
                "local-pounds-in-numerator",
                "local-economy pounds would enter the ratio, and nobody is named who gains by them",
                "the numerator of the ratio",
                "keep them in the local-economy figures, or name who gains and the share that is their gain",
            )
        ],
    ),
}

KINDS = "local SME, larger local firm, community business, local supplier"
NO_CONVENTION = "'ratio' is not a convention of LM3"

OUT_OF_BOUNDS: dict[str, tuple[Callable[[], object], list[Told]]] = {
    "no numbers, and numbers out of their bounds": (
        lambda: additionality(float("inf"), leakage=20, displacement=None, deadweight=0),  # type: ignore[arg-type]
        [
            ("number-needed", "gross is inf, not a finite number", "gross", "give gross as a number"),
            ("number-needed", "displacement is None, not a finite number", "displacement", "give displacement as a number"),
            (
                "share-out-of-range",
                "leakage is 20, not a share between 0 and 1",
                "leakage",
                "give leakage between 0 and 1; 20 % is 0.2",
            ),
        ],
    ),
    "negative hours": (
        lambda: volunteering(-1, year=2025),
        [("amount-negative", "hours is -1, below zero", "hours", "give hours as 0 or more")],
    ),
    "a negative multiplier": (
        lambda: additionality(1, leakage=0, displacement=0, deadweight=0, multiplier=-1),
        [("multiplier-negative", "multiplier is -1, below zero", "multiplier", "1 adds nothing")],
    ),
    "deadweight said twice": (
        lambda: additionality(1, leakage=0, displacement=0, deadweight=0, reference=Reference(gross=0)),
        [
            (
                "deadweight-and-reference",
                "deadweight and a reference case both say what would have happened anyway",
                "deadweight",
                "give one of the two",
            )
        ],
    ),
    "deadweight not said": (
        lambda: additionality(1, leakage=0, displacement=0),
        [
            (
                "deadweight-needed",
                "nothing says what would have happened anyway",
                "deadweight",
                "give deadweight, or a reference case; 0 may be right, but say so",
            )
        ],
    ),
    "leakage that rises with the area": (
        lambda: by_area(impact(RATES, {**RATES, "area": "UK", "leakage": 0.2}), price_year=2025),
        [
            (
                "leakage-rises",
                "leakage is 0.1 for Knowsley and 0.2 for the larger UK",
                "impact.areas, UK",
                "list the areas from the smallest to the largest; who is in the smaller one is in the larger one too",
            )
        ],
    ),
    "outside cash, negative and without deadweight": (
        lambda: classified([flow(amount=-1, deadweight=None)]),
        [
            ("amount-negative", "amount is -1.0, below zero", "flow 'match'", "give amount as 0 or more"),
            (
                "deadweight-needed",
                "'match' does not say how likely it would have come anyway",
                "flow 'match'",
                "give `deadweight`, 0 to 1; 0 may be right, but say so",
            ),
        ],
    ),
    "inflow of which nobody says what stays": (
        lambda: retained([flow()]),
        [("retained-needed", "'match' does not say what share is spent in the area", "flow 'match'", "give `retained`")],
    ),
    "negative leverage": (
        lambda: leverage(-1, own_grant=-2),
        [
            ("amount-negative", "external_match is -1, below zero", "external_match", "give external_match as 0 or more"),
            ("amount-negative", "own_grant is -2, below zero", "own_grant", "give own_grant as 0 or more"),
        ],
    ),
    "rounds larger than the income": (
        lambda: lm3(1, 2, 3),
        [
            ("round-over-income", "round_2 is £2.00, more than the income of £1.00", "round_2", "round 1 is the whole income"),
            ("round-over-income", "round_3 is £3.00, more than the income of £1.00", "round_3", "round 1 is the whole income"),
        ],
    ),
    "another convention of LM3": (
        lambda: lm3(1, 1, 1, "ratio"),  # type: ignore[arg-type]
        [("convention-unknown", NO_CONVENTION, "convention", "use 'score' or 'value_to_area'")],
    ),
    "local recipients without a rate": (
        lambda: rounds(
            spending(
                {"recipient": "resident staff", "amount": 1, "local": True},
                {"recipient": "non-local supplier", "amount": 1, "local": True},
            )
        ),
        [
            (
                "respend-rate-needed",
                "there is no published re-spend rate for 'resident staff'",
                "spending.lines[0]",
                "ask them in a survey and give their rate as `respend`, or in `rates`",
            ),
            (
                "respend-rate-needed",
                "there is no published re-spend rate for 'non-local supplier'",
                "spending.lines[1]",
                f"give `respend`, or use one of {KINDS}",
            ),
        ],
    ),
    "a move of more than there is to a kind without a rate": (
        lambda: switch(spending_rounds(LEDGER), 5, moved_to="resident staff"),
        [
            (
                "switch-too-large",
                "£5.00 is to be moved from 'non-local supplier', which receives £4.00",
                "moved_from",
                "move less, or from another kind of recipient",
            ),
            (
                "respend-rate-needed",
                "there is no published re-spend rate for 'resident staff'",
                "moved_to",
                "ask them in a survey and give their rate as `respend`, or in `rates`",
            ),
        ],
    ),
    "re-spend rates that are no shares": (
        lambda: first_pound(76, outside_rate=-0.36),
        [
            (
                "share-out-of-range",
                "local_rate is 76, not a share between 0 and 1",
                "local_rate",
                "give local_rate between 0 and 1; 20 % is 0.2",
            ),
            (
                "share-out-of-range",
                "outside_rate is -0.36, not a share between 0 and 1",
                "outside_rate",
                "give outside_rate between 0 and 1; 20 % is 0.2",
            ),
        ],
    ),
    "a published line read with a share of nothing": (
        lambda: two_readings(0, amount=1),
        [("share-zero", "a share of 0 leaves the whole unknown", "share", "give the share printed")],
    ),
    "a published line of neither share nor amount": (
        lambda: two_readings(27, amount=-1),
        [
            (
                "share-out-of-range",
                "share is 27, not a share between 0 and 1",
                "share",
                "give share between 0 and 1; 20 % is 0.2",
            ),
            ("amount-negative", "amount is -1, below zero", "amount", "give amount as 0 or more"),
        ],
    ),
    "an effect that is none": (
        lambda: input_output(1, industry=CARE, effect="welfare"),  # type: ignore[arg-type]
        [
            (
                "effect-unknown",
                "'welfare' is not an effect",
                "effect",
                "use one of output, gva, jobs, direct_gva, direct_jobs",
            )
        ],
    ),
    "an account that is none": (
        lambda: numerator_part(1, account="local_economy"),
        [
            (
                "unknown-account",
                "there is no account 'local_economy'",
                "account",
                "use one of social-value, local-economy, cost",
            )
        ],
    ),
    "a figure without labels": (
        lambda: figure(area="", price_year=" ", method=""),
        [
            ("figure-without-area", "a local-economy figure has no area", "area", "state its area"),
            ("figure-without-price-year", "a local-economy figure has no price year", "price_year", "state its price year"),
            ("figure-without-method", "a local-economy figure has no method", "method", "state its method"),
        ],
    ),
    "flows that are none": (
        lambda: read_flows({"id": ["a"], "amount": ["much"], "year": ["soon"], "external": ["perhaps"], "kind": ["grant"]}),
        [
            (
                "not-a-number",
                "'much' is not a number",
                "flow 1, amount",
                "write digits with a point: no signs for pounds, per cent or thousands",
            ),
            (
                "not-a-price-year",
                "'soon' is not a price year",
                "flow 1, year",
                'write a calendar year (2019), a financial year ("2012/13"), or "any" for a ratio',
            ),
            (
                "not-true-or-false",
                "'external' must be true or false, not 'perhaps'",
                "flow 1, external",
                "write true or false",
            ),
        ],
    ),
}

NUMBER = "a plain number such as 1250.00"
TABLES: dict[str, tuple[Callable[[], object], list[Told]]] = {
    "columns that are missing": (
        lambda: spending_rounds(LEDGER, staff={"wages": [1]}, rates={"resident staff": 0}),
        [
            (
                "column-missing",
                f"the staff table has no column '{column}'",
                "staff",
                f"add a column named '{column}', or rename the one that holds it",
            )
            for column in ("pay", "tax", "local")
        ],
    ),
    "no rows": (
        lambda: spending_rounds({"amount": [], "local": []}),
        [("table-empty", "the suppliers table has no rows", "suppliers", "give at least one row")],
    ),
    "no table": (
        lambda: read_flows(42),
        [
            (
                "not-a-table",
                "the flows table is a int, not a table",
                "flows",
                "give a data frame, a dict of columns, or a list of rows",
            )
        ],
    ),
    "columns of unlike length": (
        lambda: contracts(value=[1, 2]),
        [
            (
                "columns-uneven",
                "the columns of the contracts table differ in length: value 2, local 1",
                "contracts",
                "give each a value a row",
            )
        ],
    ),
    "a ledger that cannot be read": (
        lambda: spending_rounds({"amount": ["£5", None], "local": ["maybe", None], "respend": [1.5, -1]}),
        [
            ("value-unreadable", f"'£5' is not {NUMBER}", "suppliers, amount, row 1", f"write {NUMBER}"),
            (
                "blank",
                f"a blank where {NUMBER} is needed",
                "suppliers, amount, row 2",
                "fill it in; a blank is never a zero",
            ),
            ("value-unreadable", "'maybe' is not yes or no", "suppliers, local, row 1", "write yes or no"),
            ("blank", "a blank where yes or no is needed", "suppliers, local, row 2", "fill it in; a blank is never a zero"),
            (
                "value-unreadable",
                "1.5 is not a share from 0 to 1",
                "suppliers, respend, row 1",
                "write a share from 0 to 1",
            ),
            (
                "value-unreadable",
                "-1 is not a share from 0 to 1",
                "suppliers, respend, row 2",
                "write a share from 0 to 1",
            ),
        ],
    ),
    "staff who cannot be read": (
        lambda: spending_rounds(
            {"amount": [1], "place": [""]},
            staff={"pay": ["much"], "tax": ["some"], "place": ["L36"], "respend": ["half"]},
            places={"L36"},
        ),
        [
            ("blank", "a blank where a place is needed", "suppliers, place, row 1", "fill it in; a blank is never a zero"),
            ("value-unreadable", f"'much' is not {NUMBER}", "staff, pay, row 1", f"write {NUMBER}"),
            ("value-unreadable", f"'some' is not {NUMBER}", "staff, tax, row 1", f"write {NUMBER}"),
            (
                "value-unreadable",
                "'half' is not a share from 0 to 1",
                "staff, respend, row 1",
                "write a share from 0 to 1",
            ),
        ],
    ),
    "contracts that cannot be read": (
        lambda: contracts(value=[-1], local=["here"], social=["perhaps"]),
        [
            (
                "value-unreadable",
                "-1 is not a plain number of 0 or more, such as 1250.00",
                "contracts, value, row 1",
                "write a plain number of 0 or more, such as 1250.00",
            ),
            ("value-unreadable", "'here' is not yes or no", "contracts, local, row 1", "write yes or no"),
            ("value-unreadable", "'perhaps' is not yes or no", "contracts, social, row 1", "write yes or no"),
        ],
    ),
    "more than twenty faults": (
        lambda: spending_rounds({"amount": ["x"] * 21, "local": [True] * 21}),
        [
            *(
                ("value-unreadable", f"'x' is not {NUMBER}", f"suppliers, amount, row {row}", f"write {NUMBER}")
                for row in range(1, 21)
            ),
            ("more-faults", "1 more of these", "suppliers, amount", "mend these first"),
        ],
    ),
    "local kinds without a rate, each once, of both tables": (
        lambda: spending_rounds(
            {"amount": [1, 1, 1, 1], "recipient": ["local SME", "a friend", None, "a friend"], "local": [1, 1, 1, 1]},
            staff={"pay": [1, 1], "tax": [0, 0], "local": [0, 1]},
        ),
        [
            (
                "respend-rate-needed",
                "there is no published re-spend rate for 'a friend'",
                "suppliers, row 2",
                f"give `respend`, or use one of {KINDS}",
            ),
            (
                "respend-rate-needed",
                "there is no published re-spend rate for ''",
                "suppliers, row 3",
                f"give `respend`, or use one of {KINDS}",
            ),
            (
                "respend-rate-needed",
                "there is no published re-spend rate for 'resident staff'",
                "staff, row 2",
                "ask them in a survey and give their rate as `respend`, or in `rates`",
            ),
        ],
    ),
}

NO_VALUE = "give the values of the contracts"
UNDEFINED: dict[str, tuple[Callable[[], object], list[Told]]] = {
    "LM3 of nothing": (
        lambda: Rounds(0, ()).score,
        [("no-income", "LM3 has no value: the income is 0", "round_1", "give the income studied")],
    ),
    "leakage of nothing": (
        lambda: Rounds(0, ()).leakage,
        [("no-income", "leakage has no value: the income is 0", "round_1", "give the income studied")],
    ),
    "leverage of no grant": (
        lambda: leverage(1, own_grant=0),
        [("no-own-grant", "leverage has no value: the own grant is 0", "own_grant", "give the own grant in pounds")],
    ),
    "nothing from outside suppliers": (
        lambda: first_pound(0.5, outside_rate=0),
        [("no-outside-respend", "nothing comes back from outside suppliers", "outside_rate", "compare pounds")],
    ),
    "a share of no contracts": (
        lambda: contracts(size=["large"]).sme.local_share_of_contracts,
        [("no-contracts", "'small and medium-sized firms' has no contracts", "contracts", "leave its share out")],
    ),
    "a share of no value": (
        lambda: contracts().whole.local_share_of_value,
        [("no-contract-value", "'all contracts' has no value", "value", NO_VALUE)],
    ),
    "a part of no value": (
        lambda: contracts(social=["yes"]).social_share_of_value,
        [("no-contract-value", "'all contracts' has no value", "value", NO_VALUE)],
    ),
}

HELD = ", ".join(str(year) for year in range(2012, 2027))
NOT_CARRIED = "rates are never carried to another year here"
NOT_HELD: dict[str, tuple[Callable[[], object], list[Told]]] = {
    "another area": (
        lambda: input_output(1, industry=CARE, area="halton"),
        [
            (
                "area-not-found",
                "there are no input-output multipliers for 'halton'",
                "area",
                "the table is for knowsley; a larger area has larger multipliers",
            )
        ],
    ),
    "an industry misspelt": (
        lambda: input_output(1, industry="Health & Sozial Work"),
        [("industry-not-found", "'Health & Sozial Work' is not in the table", "industry", f"did you mean '{CARE}'?")],
    ),
    "a rate by another name": (
        lambda: volunteering(1, year=2025, rate="wage"),  # type: ignore[arg-type]
        [
            (
                "rate-not-found",
                "'wage' is not in the table",
                "rate",
                "use one of national_living_wage, median_pay, gva_per_hour",
            )
        ],
    ),
    "the wage of a year": (
        lambda: volunteering(1, year=2011),
        [
            (
                "rate-year-not-found",
                "there is no National Living Wage for 2011",
                "year",
                f"the years held are {HELD}; {NOT_CARRIED}",
            )
        ],
    ),
    "median pay of a year": (
        lambda: volunteering(1, year="2024/25", rate="median_pay"),
        [
            (
                "rate-year-not-found",
                "there is no median pay for 2024/25",
                "year",
                f"the years held are 2025; {NOT_CARRIED}",
            )
        ],
    ),
    "GVA per hour of a year": (
        lambda: volunteering(1, year=2025, rate="gva_per_hour"),
        [
            (
                "rate-year-not-found",
                "there is no GVA per hour of East Merseyside for 2025",
                "year",
                f"the years held are 2020, 2021, 2022; {NOT_CARRIED}",
            )
        ],
    ),
}

BLOCKS: dict[str, tuple[Callable[[], object], list[Told]]] = {
    "neither a price year nor anything to compute": (
        lambda: evaluate(block(price_year=None)),
        [
            ("figure-without-price-year", "the block has no price year", "local_economy", "give `price_year`"),
            (
                "local-economy-empty",
                "the block has nothing to compute",
                "local_economy",
                "give flows, spending, impact, output, volunteers or lines",
            ),
        ],
    ),
    "ids that repeat": (
        lambda: evaluate(block(flows=[flow(), flow(), flow()])),
        [("id-repeated", "the id 'match' stands 3 times", "local_economy", "give each its own")],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_mislead_is_refused(name: str) -> None:
    call, told = REFUSED[name]
    assert refusal(call) == (RefusedError, told)


@pytest.mark.parametrize("name", OUT_OF_BOUNDS)
def test_arguments_out_of_their_bounds(name: str) -> None:
    call, told = OUT_OF_BOUNDS[name]
    assert refusal(call) == (InvalidArgumentError, told)


@pytest.mark.parametrize("name", TABLES)
def test_tables_that_cannot_be_read(name: str) -> None:
    call, told = TABLES[name]
    assert refusal(call) == (InvalidArgumentError, told)


@pytest.mark.parametrize("name", UNDEFINED)
def test_ratios_that_have_no_value(name: str) -> None:
    call, told = UNDEFINED[name]
    assert refusal(call) == (UndefinedRatioError, told)


@pytest.mark.parametrize("name", NOT_HELD)
def test_what_no_table_holds(name: str) -> None:
    call, told = NOT_HELD[name]
    assert refusal(call) == (NotFoundError, told)


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_that_cannot_be_computed(name: str) -> None:
    call, told = BLOCKS[name]
    assert refusal(call) == (InvalidCaseError, told)
