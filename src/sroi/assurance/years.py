"""Rules on years: discounting, horizon, duration and real prices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sroi.assurance.rule import GREEN_BOOK, LOCAL_CBA, OVERCLAIM, Inquiry, Spot, at, rule
from sroi.assurance.values import inline
from sroi.model.numbers import Rate
from sroi.model.text import share_text
from sroi.prices.discounting import EARLY

if TYPE_CHECKING:
    from sroi.model.case import Case
    from sroi.model.fields import Discount

LONG_HORIZON, FALLING_AFTER, LONG_DURATION = 50, 30, 5
REDUCED = "no-pure-time-preference"
SOCIAL_RATE, HEALTH_RATE = 0.035, 0.015


@rule(
    "nominal-rate-with-real-values", "error", standard=GREEN_BOOK, why="inflation is taken off benefits that never had it put on"
)
def nominal(inquiry: Inquiry) -> Iterator[Spot]:
    """A nominal discount rate does not meet amounts in the pounds of one price year, which are real."""
    if inquiry.case.prices == "nominal":
        what = f"the case says prices: nominal, and every amount is in {inquiry.case.price_year} pounds"
        yield Spot("prices", what, "use a real discount rate and write prices: real")


@rule("not-discounted", "warning", standard=GREEN_BOOK, why="pounds of later years count as much as today's")
def not_discounted(inquiry: Inquiry) -> Iterator[Spot]:
    """Value of later years is discounted."""
    result = inquiry.result
    if len(result.by_year) > 1 and not any(result.discounting.rates(len(result.by_year))):
        what = f"value runs over {len(result.by_year)} years at a discount rate of 0 %"
        yield Spot("method.discount", what, "use a dated schedule such as green-book-2026, or say why not")


@rule("rate-not-green-book", "note", standard=GREEN_BOOK, why="a ratio at another rate cannot be set beside public appraisals")
def other_rate(inquiry: Inquiry) -> Iterator[Spot]:
    """A case in pounds discounts at 3.5 % (health effects at 1.5 %) or by a Green Book schedule."""
    case, rate = inquiry.case, inquiry.result.discounting.rate
    if case.currency == "GBP" and rate is not None and rate not in {SOCIAL_RATE, HEALTH_RATE}:
        what = f"the discount rate is {share_text(rate)}"
        yield Spot("method.discount", what, "use green-book-2026, or say why another rate holds, and show both")


@rule("schedule-not-in-force", "note", standard=GREEN_BOOK, why="a superseded or proposed schedule is not the one appraisals use")
def not_in_force(inquiry: Inquiry) -> Iterator[Spot]:
    """A dated schedule is the one in force."""
    schedule = inquiry.result.discounting.schedule
    if schedule and schedule.status != "in force":
        yield Spot("method.discount", f"{schedule.id} is {schedule.status}", "use green-book-2026, or show both")


@rule("constant-rate-over-30-years", "note", standard=GREEN_BOOK, why="the rate falls after year 30, so far value is understated")
def constant_rate(inquiry: Inquiry) -> Iterator[Spot]:
    """One rate is not held beyond year 30."""
    years = len(inquiry.result.by_year)
    if years > FALLING_AFTER and inquiry.result.discounting.rate is not None:
        yield Spot("method.discount", f"one rate is held for {years} years", "use the schedule green-book-2026")


@rule("long-horizon-untested", "warning", standard=GREEN_BOOK, why="over 50 years the result rests on pure time preference")
def untested_horizon(inquiry: Inquiry) -> Iterator[Spot]:
    """Beyond 50 years the reduced rates are tested too."""
    years = len(inquiry.result.by_year)
    if years > LONG_HORIZON and not _tests_reduced_rates(inquiry.case):
        fix = f"add the scenario {{id: reduced-rate, set: {{discount: {REDUCED}}}}} and print it beside the ratio"
        yield Spot("scenarios", f"value runs over {years} years and the reduced rates are not tested", fix)


def _tests_reduced_rates(case: Case) -> bool:
    return REDUCED in (case.method.discount, *_other_discounts(case))


def _other_discounts(case: Case) -> list[Discount]:
    """Give the rates and schedules that the case's scenarios set."""
    changes = [step.set for scenario in case.scenarios for step in scenario.steps if step.set]
    return [change.discount for change in changes if change.discount is not None]


@rule(
    "costs-and-benefits-timed-apart", "warning", standard=GREEN_BOOK, why="costs discounted harder than benefits raise the ratio"
)
def timed_apart(inquiry: Inquiry) -> Iterator[Spot]:
    """An input of a later year is not discounted harder than benefits of that year."""
    case = inquiry.case
    for line in case.inputs:
        if line.year > 0 and line.timing and EARLY[line.timing] < EARLY[case.method.timing]:
            what = f"'{line.id}' is discounted at {line.timing}, benefits at {case.method.timing}"
            yield Spot(f"inputs.{line.id}.timing", what, "use one timing for both, or say why they differ")


@rule("duration-without-basis", "note", standard=OVERCLAIM, why="every year added is value added")
def bare_duration(inquiry: Inquiry) -> Iterator[Spot]:
    """A benefit said to last over one year says what shows it."""
    for line in inquiry.lines:
        length = line.outcome.duration
        if 1 < length.value <= LONG_DURATION and not (length.basis or length.source):
            what = f"'{line.id}' lasts {length.value:g} years, with no basis"
            yield Spot(at(line, "duration"), what, "write duration: {value: …, basis: …}")


@rule("long-duration-without-basis", "warning", standard=LOCAL_CBA, why="far years are rarely observed and add much")
def long_duration(inquiry: Inquiry) -> Iterator[Spot]:
    """A benefit said to last over five years says what shows it."""
    for line in inquiry.lines:
        length = line.outcome.duration
        if length.value > LONG_DURATION and not (length.basis or length.source):
            what = f"'{line.id}' lasts {length.value:g} years, with no basis"
            yield Spot(at(line, "duration"), what, "shorten it to what was observed, or write duration: {value: …, basis: …}")


@rule("lifetime-value-with-years", "error", standard=OVERCLAIM, why="a sum over a lifetime paid again each year is counted twice")
def lifetime(inquiry: Inquiry) -> Iterator[Spot]:
    """An amount that calls itself a lifetime value has a duration of one year."""
    for line, proxy in inline(inquiry):
        words = " ".join(filter(None, (proxy.title, proxy.basis, proxy.note)))
        if line.outcome.duration.value > 1 and re.search(r"\blife-?(time|long)\b|\bper life\b", words, re.IGNORECASE):
            what = f"'{line.id}' pays '{words}' for {line.outcome.duration.value:g} years"
            yield Spot(at(line, "duration"), what, "write lifetime: true on the proxy and leave duration at 1")


@rule("discount-range-missing", "note", standard=GREEN_BOOK, why="far value moves with the rate more than with most assumptions")
def rate_untested(inquiry: Inquiry) -> Iterator[Spot]:
    """A case that runs over ten years tests another discount rate."""
    case, years = inquiry.case, len(inquiry.result.by_year)
    ranged = isinstance(case.method.discount, Rate) and case.method.discount.low is not None
    if years > 2 * LONG_DURATION and not ranged and not _other_discounts(case):
        what = f"value runs over {years} years at one discount rate only"
        yield Spot("scenarios", what, "add a scenario with another rate: set: {discount: 0.015}")


RULES = (
    *(nominal, not_discounted, other_rate, not_in_force, constant_rate, untested_horizon, timed_apart),
    *(bare_duration, long_duration, lifetime, rate_untested),
)
