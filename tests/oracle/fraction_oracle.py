"""The whole calculation a second time: exact, year by year, written from the words of the method.

It imports nothing of the library and takes the plain data of a case file. Everything is a ``Fraction``, but for the
square root of mid-year discounting, which is taken to sixty digits. There is no closed form here: each year is worked
out on its own and added up.
"""

from __future__ import annotations

import csv
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

RATES = Path(__file__).parents[2] / "proxies" / "indices" / "discount_rates.csv"


def number(value: Any, key: str = "value") -> Fraction:
    """The number of a bare number, a quoted decimal or a record."""
    return Fraction(value[key] if isinstance(value, dict) else value)


def share(line: dict[str, Any], key: str) -> Fraction:
    """A share of a line, nothing when the line does not say."""
    return number(line.get(key, 0), "share")


def rate_of_year(discount: Any, year: int) -> Fraction:
    """The yearly rate of a projection year: one rate, the list's (its last holds on), or the schedule's."""
    if isinstance(discount, str):
        with RATES.open(encoding="utf-8") as file:
            bands = [row for row in csv.DictReader(file) if row["schedule"] == discount]
        return next(
            Fraction(float(row["rate"]))
            for row in bands
            if int(row["year_from"]) <= year and (not row["year_to"] or year <= int(row["year_to"]))
        )
    if isinstance(discount, list):
        return number(discount[min(year, len(discount)) - 1])
    return number(discount)


def root(value: Fraction) -> Fraction:
    """The square root, to sixty digits."""
    with localcontext(prec=60):
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


def discount_factor(discount: Any, timing: str, year: int) -> Fraction:
    """What a pound of a projection year is worth at the start, which is year 0."""
    if year == 0:
        return Fraction(1)
    factor = Fraction(1)
    for earlier in range(1, year):
        factor /= 1 + rate_of_year(discount, earlier)
    own = 1 + rate_of_year(discount, year)
    return {"start_of_year": factor, "mid_year": factor / root(own), "end_of_year": factor / own}[timing]


def kept(line: dict[str, Any], benefit_year: int) -> Fraction:
    """What fading has left in a benefit year."""
    left = Fraction(1)
    for year in range(1, benefit_year + 1):
        if year >= line.get("drop_off_from", 2):
            left *= 1 - share(line, "drop_off")
    return left


def portion(duration: Fraction, benefit_year: int, part_years: str) -> Fraction:
    """How much of a benefit year is paid for."""
    if benefit_year > ceil(duration):
        return Fraction(0)
    begun = duration - (benefit_year - 1)
    return Fraction(1) if part_years == "whole_years" or begun >= 1 else begun


def gross_of(line: dict[str, Any]) -> Fraction:
    """Quantity × proxy."""
    return number(line["quantity"]) * number(line["proxy"]["amount"])


def net_of(line: dict[str, Any]) -> Fraction:
    """Gross after deadweight, displacement and what is owed to others."""
    value = gross_of(line) * (1 - share(line, "deadweight")) * (1 - share(line, "displacement"))
    others = line.get("attribution", [])
    for owed in others if isinstance(others, list) else [others]:
        value *= 1 - number(owed, "share")
    return value * share(line, "contribution") if "contribution" in line else value


def value_line(line: dict[str, Any], method: dict[str, Any]) -> dict[str, Any]:
    """One outcome: its net value, each projection year plain and discounted, and their sum."""
    duration, starts = number(line.get("duration", 1)), line.get("starts", 1)
    timing, part_years = method.get("timing", "end_of_year"), method.get("part_years", "pro_rata")
    net = net_of(line)
    by_year = [Fraction(0)] * (starts - 1)
    by_year += [net * kept(line, year) * portion(duration, year, part_years) for year in range(1, ceil(duration) + 1)]
    discounted = [value * discount_factor(method["discount"], timing, year) for year, value in enumerate(by_year, 1)]
    return {
        "gross": gross_of(line),
        "net": net,
        "by_year": by_year,
        "present_value_by_year": discounted,
        "present_value": sum(discounted, Fraction(0)),
    }


def value_case(case: dict[str, Any]) -> dict[str, Any]:
    """Every figure of a case."""
    method = case["method"]
    outcomes = {line["id"]: value_line(line, method) for line in case["outcomes"]}
    put_in = [
        number(line["amount"], "amount")
        * discount_factor(method["discount"], line.get("timing", method.get("timing", "end_of_year")), line.get("year", 0))
        for line in case["inputs"]
    ]
    present_value = sum((line["present_value"] for line in outcomes.values()), Fraction(0))
    return {
        "outcomes": outcomes,
        "total_input": sum(put_in),
        "undiscounted_input": sum(number(line["amount"], "amount") for line in case["inputs"]),
        "present_value": present_value,
        "net_present_value": present_value - sum(put_in),
        "ratio": present_value / sum(put_in),
        "by_year": columns([line["by_year"] for line in outcomes.values()]),
        "present_value_by_year": columns([line["present_value_by_year"] for line in outcomes.values()]),
    }


def columns(rows: list[list[Fraction]]) -> list[Fraction]:
    """Add lists of years up, year by year; a list that ends early adds nothing later on."""
    years = max(map(len, rows), default=0)
    return [sum((row[year] for row in rows if year < len(row)), Fraction(0)) for year in range(years)]


def payback(discounted: list[Fraction], total_input: Fraction) -> Fraction | None:
    """Years until the cumulative discounted value meets the input, linear within a year; None if never."""
    reached = Fraction(0)
    for year, value in enumerate(discounted):
        if reached < total_input <= reached + value:
            return year + (total_input - reached) / value
        reached += value
    return None
