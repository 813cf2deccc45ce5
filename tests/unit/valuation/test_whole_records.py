"""One small case, worked by hand, as plain data and as words: every key, every figure, every line.

Its discount rate is 100 % a year, so the factors of the years are 1/2 and 1/4 and no figure needs rounding.
"""

from __future__ import annotations

from typing import Any

import sroi
from sroi.catalogue import edition

CASE: dict[str, Any] = {
    "format": 1,
    "id": "small",
    "title": "A small case",
    "stage": "forecast",
    "currency": "GBP",
    "price_year": 2025,
    "method": {"discount": 1},
    "inputs": [
        {"id": "grant", "stakeholder": "Council", "amount": 100},
        {"id": "time", "stakeholder": "Volunteers", "amount": 200, "year": 1},
    ],
    "outcomes": [
        {
            "id": "less-lonely",
            "stakeholder": "Older residents",
            "title": "Less lonely",
            "indicator": "says so at the end",
            "quantity": {"value": 10, "basis": "survey", "source": "minutes"},
            "unit": "person",
            "proxy": {"amount": 100, "unit": "person", "price_year": 2025, "title": "Company", "source": "a study"},
            "kind": "wellbeing",
            "measure": "knowsley/4",
            "deadweight": {"share": 0.5, "basis": "waiting list"},
            "attribution": 0.25,
            "drop_off": 0.5,
            "duration": {"value": 2, "basis": "follow-up"},
        },
        {
            "id": "visits",
            "stakeholder": "The NHS",
            "title": "Fewer visits",
            "quantity": 5,
            "unit": "visit",
            "proxy": {"amount": 31.25, "unit": "visit", "price_year": 2025},
            "displacement": 0,
        },
        {
            "id": "work",
            "stakeholder": "Residents",
            "title": "Paid work",
            "quantity": 3,
            "unit": "person",
            "proxy": {"amount": 20, "unit": "person", "price_year": 2025, "account": "local-economy"},
            "contribution": {"share": 0.5, "source": "interviews"},
            "starts": 2,
        },
    ],
}
LOCAL_ECONOMY = {"local_economy": {"area": "Knowsley", "volunteers": {"hours": 10, "year": 2025}}}
OWN_FIGURE = "local-economy pounds are a figure of their own, never part of social value"
UNCONSIDERED = "not considered in the case, so nothing is taken off"

VISITS = f"""\
Fewer visits (visits), for The NHS
discounting: 100 % a year, end of year

quantity          5 × visit
proxy             £31.25 for one visit              given in the case; exact year: 2025 prices
                  basis: proxy of the case
                  source: no source given
gross             £156.25                           quantity × proxy
deadweight        0 %                               would have happened anyway; {UNCONSIDERED}
displacement      0 %                               only moved from elsewhere
attribution       0 %                               owed to others; {UNCONSIDERED}
net               £156.25                           gross × what is left after each share
drop off          0 %                               lost each year, from benefit year 2; {UNCONSIDERED}
duration          1 years                           from projection year 1
year 1            £78.13                            net × 1 kept × 1 of the year = £156.25; × discount factor 0.5
present value     £78.13                            the sum of the discounted years

25.0% of the present value of the case; data edition {edition()}"""

WORK = f"""\
Paid work (work), for Residents
discounting: 100 % a year, end of year

quantity          3 × person
proxy             £20.00 for one person             given in the case; exact year: 2025 prices
                  basis: proxy of the case
                  source: no source given
gross             £60.00                            quantity × proxy
deadweight        0 %                               would have happened anyway; {UNCONSIDERED}
displacement      0 %                               only moved from elsewhere; {UNCONSIDERED}
contribution      50 %                              our own share, kept
                  source: interviews
net               £30.00                            gross × what is left after each share
drop off          0 %                               lost each year, from benefit year 2; {UNCONSIDERED}
duration          1 years                           from projection year 2
year 1            £0.00                             before the benefit starts
year 2            £7.50                             net × 1 kept × 1 of the year = £30.00; × discount factor 0.25
present value     £7.50                             the sum of the discounted years

left out of the total: {OWN_FIGURE}"""

STEPS = [
    {
        "name": "quantity",
        "value": 10,
        "text": "10 × person",
        "how": "says so at the end",
        "basis": "survey",
        "source": "minutes",
    },
    {
        "name": "proxy",
        "value": 100,
        "text": "£100.00 for one person",
        "how": "given in the case; exact year: 2025 prices",
        "basis": "Company",
        "source": "a study",
    },
    {"name": "gross", "value": 1000, "text": "£1,000.00", "how": "quantity × proxy"},
    {"name": "deadweight", "value": 0.5, "text": "50 %", "how": "would have happened anyway", "basis": "waiting list"},
    {"name": "displacement", "value": 0, "text": "0 %", "how": f"only moved from elsewhere; {UNCONSIDERED}"},
    {"name": "attribution", "value": 0.25, "text": "25 %", "how": "owed to others"},
    {"name": "net", "value": 375, "text": "£375.00", "how": "gross × what is left after each share"},
    {"name": "drop_off", "value": 0.5, "text": "50 %", "how": "lost each year, from benefit year 2"},
    {"name": "duration", "value": 2, "text": "2 years", "how": "from projection year 1", "basis": "follow-up"},
    {
        "name": "year 1",
        "value": 187.5,
        "text": "£187.50",
        "how": "net × 1 kept × 1 of the year = £375.00; × discount factor 0.5",
    },
    {
        "name": "year 2",
        "value": 46.875,
        "text": "£46.88",
        "how": "net × 0.5 kept × 1 of the year = £187.50; × discount factor 0.25",
    },
    {"name": "present_value", "value": 234.375, "text": "£234.38", "how": "the sum of the discounted years"},
]
LESS_LONELY = {
    "id": "less-lonely",
    "stakeholder": "Older residents",
    "title": "Less lonely",
    "kind": "wellbeing",
    "measure": "knowsley/4",
    "gross": 1000,
    "net": 375,
    "present_value": 234.375,
    "by_year": [375, 187.5],
    "left_out": None,
}


def result(**changes: Any) -> sroi.Result:
    return sroi.calculate(sroi.read_case(CASE | changes))


def test_a_result_as_plain_data() -> None:
    found = result()
    data = found.to_dict()
    outcomes = data.pop("outcomes")
    assert data == {
        "case": {"id": "small", "title": "A small case", "stage": "forecast", "currency": "GBP", "price_year": 2025},
        "ratio": {"value": 1.5625, "text": "£1:£1.56"},
        "net_ratio": 0.5625,
        "total_input": 200,
        "undiscounted_input": 300,
        "present_value": 312.5,
        "net_present_value": 112.5,
        "payback_years": 200 / 265.625,
        "by_year": [531.25, 187.5],
        "present_value_by_year": [265.625, 46.875],
        "by_stakeholder": {"Older residents": 234.375, "The NHS": 78.125},
        "by_kind": {"wellbeing": 234.375, "not stated": 78.125},
        "by_measure": {"knowsley/4": 234.375, "not stated": 78.125},
        "local_economy": None,
        "local_lines": {"work": 7.5},
        "left_out": {"work": OWN_FIGURE},
        "discounting": "100 % a year, end of year",
        "perspective": "society",
        "fingerprint": found.fingerprint,
        "edition": edition(),
        "version": sroi.__version__,
    }
    assert [line["id"] for line in outcomes] == ["less-lonely", "visits", "work"]
    assert outcomes[0] == LESS_LONELY | {"steps": STEPS}


def test_an_outcome_alone_carries_no_steps() -> None:
    assert result().outcomes["less-lonely"].to_dict() == LESS_LONELY


def test_an_interval_of_a_claim_is_one_of_90_per_cent_unless_it_says_otherwise() -> None:
    claim = result().claim(interval=(1.25, 1.75))
    assert "; the range is a 90 % interval." in claim.long


def test_a_frame_has_a_column_for_every_figure_that_is_one_number() -> None:
    frame = result().to_frame()
    assert list(frame.columns) == [key for key in LESS_LONELY if key != "by_year"]
    told = frame.drop(columns="left_out").to_dict("records")[0]
    assert told == {key: value for key, value in LESS_LONELY.items() if key not in {"by_year", "left_out"}}
    assert frame["left_out"].isna().tolist() == [True, True, False]
    assert frame["left_out"][2] == OWN_FIGURE


def test_a_case_without_ratio_gives_every_other_figure() -> None:
    data = result(inputs=[{"id": "grant", "stakeholder": "Council", "amount": -50}]).to_dict()
    assert (data["ratio"], data["net_ratio"], data["payback_years"]) == (None, None, 0)
    assert (data["total_input"], data["present_value"], data["net_present_value"]) == (-50, 312.5, 362.5)


def test_the_local_economy_block_stands_in_the_plain_data_as_it_is() -> None:
    found = result(**LOCAL_ECONOMY)
    assert found.local_economy is not None
    assert found.to_dict()["local_economy"] == found.local_economy.to_dict()
    assert found.to_dict()["local_economy"]["area"] == "Knowsley"


def test_an_outcome_in_words() -> None:
    assert result().explain("visits") == VISITS


def test_an_outcome_that_is_left_out_in_words() -> None:
    assert result().explain("work") == WORK


def test_what_a_step_rests_on_stands_below_it() -> None:
    assert """
quantity          10 × person                       says so at the end
                  basis: survey
                  source: minutes
proxy             £100.00 for one person            given in the case; exact year: 2025 prices
                  basis: Company
                  source: a study
gross             £1,000.00                         quantity × proxy
""" in result().explain("less-lonely")


def test_local_pounds_are_explained_together_block_first() -> None:
    found = result(**LOCAL_ECONOMY)
    assert found.local_economy is not None
    assert found.explain("local_economy") == "\n".join(found.local_economy.lines()) + "\n\n" + WORK
    assert result().explain("local_economy") == WORK
    alone = result(**LOCAL_ECONOMY, outcomes=CASE["outcomes"][:2])
    assert alone.explain("local_economy") == "\n".join(found.local_economy.lines())


def test_an_outcome_of_a_case_whose_total_is_nothing_is_no_share_of_it() -> None:
    visits = CASE["outcomes"][1]
    less = visits | {"id": "more-visits", "quantity": -5}
    text = result(outcomes=[visits, less]).explain("visits")
    assert text.endswith(f"\n\n0.0% of the present value of the case; data edition {edition()}")


def test_an_explanation_is_in_the_currency_of_the_case_throughout() -> None:
    text = result(currency="EUR").explain("work")
    assert text == WORK.replace("£", "€")


def test_an_amount_with_more_than_pence_is_written_so_that_it_can_be_followed() -> None:
    proxy = CASE["outcomes"][1]["proxy"] | {"amount": 31.257}
    text = result(outcomes=[CASE["outcomes"][1] | {"proxy": proxy}]).explain("visits")
    assert "£31.257000 for one visit" in text


def test_a_part_of_a_year_is_told_in_the_words() -> None:
    line = CASE["outcomes"][1] | {"duration": 1.5}
    methods = [{"discount": 1, "part_years": way} for way in ("pro_rata", "whole_years")]
    pro_rata, whole = (result(method=method, outcomes=[line]).explain("visits") for method in methods)
    assert "year 2            £19.53                            net × 1 kept × 0.5 of the year = £78.13;" in pro_rata
    assert "year 2            £39.06                            net × 1 kept × 1 of the year = £156.25;" in whole
    assert "duration          1.5 years" in pro_rata
    assert "duration          1.5 years" in whole
