"""What one unit is worth: the whole record of a proxy, from the catalogue or from the case, and every refusal in full."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import sroi
from sroi.catalogue import Catalogue, load, uprate
from sroi.errors import Fault, InvalidArgumentError, InvalidCaseError
from sroi.valuation.pricing import Priced

LINE = {"id": "line", "stakeholder": "People", "title": "A change", "quantity": 1, "unit": "consultation"}
OWN: dict[str, Any] = {
    "title": "An own proxy",
    "unit": "consultation",
    "beneficiary": "council",
    "kind": "economic",
    "account": "cost",
    "transfer": True,
    "lifetime": True,
}


def catalogue(**value: Any) -> Catalogue:
    """The library's catalogue with one proxy more, ``own.proxy``, whose every field differs from what stands by default."""
    known = load().proxy("health.gp_consultation")
    told = {"amount": Decimal("120.50"), "low": Decimal(100), "high": Decimal(150), "price_year": 2025, "locator": "table 3"}
    values = (known.values[0].model_copy(update=told | value),)
    return load().with_proxies([known.model_copy(update=OWN | {"id": "own.proxy", "values": values})], layer="folder ours")


def case(*proxies: Any, **head: Any) -> sroi.Case:
    lines = [{**LINE, "id": f"line-{place}", "proxy": proxy} for place, proxy in enumerate(proxies)]
    put_in = [{"id": "grant", "stakeholder": "Council", "amount": 100}]
    base = {"format": 1, "id": "small", "title": "Small", "currency": "GBP", "price_year": 2025, "method": {"discount": 0}}
    return sroi.read_case({**base, "inputs": put_in, "outcomes": lines, **head}, catalogue=catalogue())


def priced(proxy: Any, known: Catalogue | None = None) -> Priced:
    return sroi.calculate(case(proxy), catalogue=known or catalogue()).outcomes["line-0"].priced


def faults(*proxies: Any, **head: Any) -> list[Fault]:
    with pytest.raises(InvalidCaseError) as caught:
        sroi.calculate(case(*proxies, **head), catalogue=catalogue())
    return list(caught.value.faults)


def inline(**told: Any) -> dict[str, Any]:
    return {"amount": 100, "unit": "consultation", "price_year": 2025, **told}


def test_a_proxy_of_the_catalogue() -> None:
    known = catalogue()
    match = known.match("own.proxy", price_year=2025)
    assert priced("own.proxy") == Priced(
        amount=120.5,
        low=100,
        high=150,
        title="An own proxy",
        unit="consultation",
        found="exact year: 2025 prices; from the folder ours",
        source=f"{match.value.source}, table 3",
        kind="economic",
        beneficiary="council",
        account="cost",
        transfer=True,
        lifetime=True,
        match=match,
    )


def test_a_proxy_of_the_catalogue_in_pounds_of_another_year_says_the_printed_amount() -> None:
    known = catalogue(price_year=2015)
    times = uprate(1, from_year=2015, to_year=2025).factor
    found = priced("own.proxy", known)
    assert times > 1.2
    assert (found.amount, found.low, found.high) == pytest.approx((120.5 * times, 100 * times, 150 * times), rel=1e-15)
    assert found.found == f"£120.50 in 2015 prices, {known.match('own.proxy', price_year=2025).sentence}"


def test_a_proxy_written_in_the_case() -> None:
    told = {"title": "Ours", "source": "a study", "beneficiary": "nhs", "account": "cost", "transfer": True, "lifetime": True}
    assert priced(inline(low=90, high=120, **told)) == Priced(
        amount=100,
        low=90,
        high=120,
        unit="consultation",
        found="given in the case; exact year: 2025 prices",
        kind=None,
        match=None,
        **told,  # type: ignore[arg-type]
    )


def test_what_a_proxy_of_the_case_does_not_say_is_said_for_it() -> None:
    assert priced(inline()) == Priced(
        amount=100,
        low=None,
        high=None,
        title="proxy of the case",
        unit="consultation",
        found="given in the case; exact year: 2025 prices",
        source="no source given",
        kind=None,
        beneficiary=None,
        account="social-value",
        transfer=False,
        lifetime=False,
        match=None,
    )


def test_an_amount_in_place_of_the_catalogue_s_keeps_what_the_catalogue_says_of_it() -> None:
    assert priced(inline(id="own.proxy")) == Priced(
        amount=100,
        low=None,
        high=None,
        title="An own proxy",
        unit="consultation",
        found="given in the case, in place of the catalogue's own.proxy; exact year: 2025 prices",
        source="no source given",
        kind="economic",
        beneficiary="council",
        account="cost",
        transfer=True,
        lifetime=True,
        match=None,
    )


def test_what_the_case_says_goes_before_what_the_catalogue_says() -> None:
    found = priced(inline(id="own.proxy", title="Ours", beneficiary="nhs", account="social-value"))
    assert (found.title, found.beneficiary, found.account) == ("Ours", "nhs", "social-value")


def test_an_id_that_the_catalogue_has_not_is_a_name_and_no_more() -> None:
    assert priced(inline(id="own.idea")) == priced(inline())


def test_an_amount_of_the_case_in_pounds_of_another_year_says_what_was_given() -> None:
    uprating = uprate(1, from_year=2015, to_year=2025)
    found = priced(inline(price_year=2015, low=50, high=150))
    assert (found.amount, found.low, found.high) == pytest.approx(tuple(n * uprating.factor for n in (100, 50, 150)), rel=1e-15)
    assert found.found == f"£100.00 in 2015 prices, given in the case; {uprating.sentence}"


def test_a_ratio_of_the_case_is_the_same_at_every_price_year() -> None:
    found = priced(inline(price_year="any", amount=0.5))
    assert (found.amount, found.found) == (0.5, "given in the case; a ratio, the same at every price year")


def test_what_was_given_in_the_prices_of_the_same_year_is_said_in_the_currency_of_the_case() -> None:
    line = inline(price_year="2025/26")
    found = sroi.calculate(case(line, currency="EUR")).outcomes["line-0"].priced.found
    assert found == "€100.00 in 2025/26 prices, given in the case; exact year: 2025/26 (for 2025) prices"


def test_every_proxy_of_another_currency_is_refused_at_its_place() -> None:
    wanted = ("currency-differs", "the proxy 'own.proxy' is in GBP and the case in EUR")
    fix = "write the proxy in the case, in its currency"
    assert faults("own.proxy", inline(), "own.proxy", currency="EUR") == [
        Fault(*wanted, "outcomes[0].proxy", fix),
        Fault(*wanted, "outcomes[2].proxy", fix),
    ]


def test_who_gains_is_asked_of_every_line_that_does_not_say() -> None:
    fix = "add `beneficiary` to the proxy: individual, state, council, nhs, employer, community or society"
    assert faults(inline(), inline(beneficiary="nhs"), inline(), perspective="state") == [
        Fault("beneficiary-missing", "the proxy of 'line-0' does not say who gains", "outcomes[0].proxy", fix),
        Fault("beneficiary-missing", "the proxy of 'line-2' does not say who gains", "outcomes[2].proxy", fix),
    ]


def test_proxies_that_are_used_for_what_they_are_not_are_refused_with_every_fault() -> None:
    lines = [
        {**LINE, "id": "first", "unit": "person", "proxy": inline()},
        {**LINE, "id": "second", "proxy": inline()},
        {**LINE, "id": "third", "unit": "person", "duration": 2, "proxy": inline(lifetime=True)},
    ]
    unit = (
        "the quantity is in 'person' and the proxy is worth one 'consultation'",
        "count in the proxy's unit, or choose a proxy for this unit",
    )
    years = (
        "the proxy is already a sum over years, so its years would be counted twice",
        "leave duration at 1 and drop_off out",
    )
    assert faults(outcomes=lines) == [
        Fault("unit-mismatch", unit[0], "outcomes[0].unit", unit[1]),
        Fault("unit-mismatch", unit[0], "outcomes[2].unit", unit[1]),
        Fault("lifetime-value-with-years", years[0], "outcomes[2].duration", years[1]),
    ]


def test_a_sum_over_years_for_one_year_is_no_fault() -> None:
    assert sroi.calculate(case(inline(lifetime=True))).present_value == 100


def test_social_value_with_nothing_put_in_is_refused() -> None:
    fix = "give what the programme cost, time and goods included"
    missing = Fault("inputs-missing", "there are no inputs, so there is no ratio", "inputs", fix)
    assert faults(inline(), inputs=[]) == [missing]
    assert faults(inline(account="local-economy"), inline(), inputs=[]) == [missing]
    assert sroi.calculate(case(inline(account="local-economy"), inputs=[])).local_lines == {"line-0": 100}


def test_a_line_is_told_apart_by_whose_gain_it_is() -> None:
    lines = [inline(beneficiary=who) for who in ("council", "nhs", "individual")]
    assert sroi.calculate(case(*lines, perspective="state")).left_out == (
        None,
        None,
        "the gain is the individual's, not the state's",
    )
    assert sroi.calculate(case(*lines, perspective="council")).left_out == (
        None,
        "the gain is the nhs's, not the council's",
        "the gain is the individual's, not the council's",
    )
    transfer = "a transfer: one party's gain is another's loss, so society gains nothing"
    assert sroi.calculate(case(inline(transfer=True), inline())).left_out == (transfer, None)


def test_what_is_no_case_is_refused_in_full() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        sroi.calculate("case.yaml")  # type: ignore[arg-type]
    fix = "read it first: sroi.calculate(sroi.read_case(path))"
    assert caught.value.faults == (Fault("not-a-case", "a str is not a case", "case", fix),)


def test_a_local_economy_in_another_currency_is_refused_in_full() -> None:
    problem = "local-economy figures are in pounds, by British tables, and the case is in EUR"
    assert faults(inline(), currency="EUR", local_economy={"area": "Cork", "volunteers": {"hours": 10, "year": 2025}}) == [
        Fault("currency-differs", problem, "local_economy", "take the block out of this case")
    ]
