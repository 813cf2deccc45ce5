"""The published rates that this room needs, taken from the catalogue and never copied here."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from sroi import catalogue
from sroi.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Year: TypeAlias = int | str
"""A calendar year, or a financial year such as ``2025/26``."""

STAFF = "resident staff"
"""The recipient for which no re-spend rate was ever published: a survey must give it."""

OUTSIDE = "non-local supplier"
"""The recipient whose published rate is for suppliers outside the area."""


EAST_MERSEYSIDE = "East Merseyside"
"""The area of the GVA per hour: Knowsley, St Helens and Halton."""


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """A rate as published, and where.

    Args:
        value: the number.
        source: id of its source.
        year: the year it belongs to; blank where the source has none.
        area: the area it was measured in.

    """

    value: float
    source: str
    year: str = ""
    area: str = ""


@lru_cache
def respend_rates() -> dict[str, PublishedRate]:
    """Return the published share of a pound that each kind of recipient spends again in the area.

    >>> respend_rates()["local SME"].value
    0.63
    """
    rows = catalogue.indices.read("local_respend_rates").rows
    return {row["recipient"]: PublishedRate(float(row["rate"]), row["source"], row["year"], row["area"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Industry:
    """One row of the input-output table of an area.

    Args:
        sector: name of the industry.
        output: type I output multiplier.
        employment: type I employment multiplier.
        jobs_per_million: direct jobs per million pounds of output.
        value_added: gross value added per pound of output.
        source: id of the source.

    """

    sector: str
    output: float
    employment: float
    jobs_per_million: float
    value_added: float
    source: str


def industry_row(industry: str, *, area: str) -> Industry:
    """Find an industry in the input-output table of an area.

    >>> industry_row("health and social work", area="knowsley").output
    1.1
    """
    if area.strip().lower() != "knowsley":
        raise NotFoundError(
            f"there are no input-output multipliers for '{area}'",
            code="area-not-found",
            where="area",
            fix="the table is for knowsley; a larger area has larger multipliers",
        )
    index = catalogue.indices.read("io_multipliers")
    row = {_plain(row["sector"]): row for row in index.rows}.get(_plain(industry))
    if row is None:
        raise _unknown(industry, [row["sector"] for row in index.rows], code="industry-not-found", where="industry")
    return Industry(
        row["sector"],
        float(row["output_multiplier_type_i"]),
        float(row["employment_multiplier_type_i"]),
        float(row["direct_jobs_per_gbp_million"]),
        float(row["gva_to_output_ratio"]),
        index.source,
    )


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("&", " and ").split())


def living_wage(year: Year) -> PublishedRate:
    """Return the National Living Wage that came into force in a year, the adult minimum wage before 2016.

    >>> living_wage("2025/26").value
    12.21
    """
    index = catalogue.indices.read("national_living_wage")
    first = int(str(year)[:4])
    rows = [row for row in index.rows if row["band"] in {"living-wage", "adult"} and row["effective_from"][:4] == str(first)]
    rows.sort(key=lambda row: row["band"] == "living-wage")
    if not rows:
        raise _no_rate("National Living Wage", year, sorted({row["effective_from"][:4] for row in index.rows}))
    return PublishedRate(float(rows[-1]["gbp_per_hour"]), index.source, str(year))


def median_pay(year: Year) -> PublishedRate:
    """Return UK median hourly pay of a year.

    >>> median_pay(2025).value
    17.96
    """
    proxy = catalogue.load().proxy("volunteering.hour_median_pay")
    held = {str(value.price_year)[:4]: value for value in proxy.values}
    value = held.get(str(year)[:4])
    if value is None:
        raise _no_rate("median pay", year, sorted(held))
    return PublishedRate(float(value.amount), value.source, str(year), "United Kingdom")


def gva_per_hour(year: Year) -> PublishedRate:
    """Return gross value added per hour worked in Knowsley, St Helens and Halton; none is published for Knowsley alone.

    >>> gva_per_hour(2022).value
    35.7
    """
    index = catalogue.indices.read("gva_per_hour")
    held = {row["year"]: row for row in index.rows if row["area"] == EAST_MERSEYSIDE}
    if str(year)[:4] not in held:
        raise _no_rate(f"GVA per hour of {EAST_MERSEYSIDE}", year, sorted(held))
    return PublishedRate(float(held[str(year)[:4]]["gbp_per_hour"]), index.source, str(year), EAST_MERSEYSIDE)


HOURLY_RATES: dict[str, Callable[[Year], PublishedRate]] = {
    "national_living_wage": living_wage,
    "median_pay": median_pay,
    "gva_per_hour": gva_per_hour,
}
"""The hourly rates by name."""


def hourly_rate(rate: str, year: Year) -> PublishedRate:
    """Return one of the hourly rates by its name.

    >>> hourly_rate("national_living_wage", 2025).source
    'govuk-nmw'
    """
    if rate not in HOURLY_RATES:
        raise _unknown(rate, list(HOURLY_RATES), code="rate-not-found", where="rate")
    return HOURLY_RATES[rate](year)


def _unknown(name: str, known: Iterable[str], *, code: str, where: str) -> NotFoundError:
    names = list(known)
    near = get_close_matches(name, names, n=1)
    fix = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(names)}"
    return NotFoundError(f"'{name}' is not in the table", code=code, where=where, fix=fix)


def _no_rate(what: str, year: Year, held: list[str]) -> NotFoundError:
    fix = f"the years held are {', '.join(held)}; rates are never carried to another year here"
    return NotFoundError(f"there is no {what} for {year}", code="rate-year-not-found", where="year", fix=fix)
