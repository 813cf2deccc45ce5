"""From the ``local_economy`` block of a case to its figures, side by side, after every guard has had its say."""

from __future__ import annotations

from collections import Counter
from functools import partial
from math import fsum
from typing import TYPE_CHECKING, TypeAlias

from sroi import catalogue, formula
from sroi.errors import Fault, InvalidCaseError
from sroi.local_economy.areas import area_refusals, by_area
from sroi.local_economy.figures import LocalFigure, LocalResult
from sroi.local_economy.flows import Classified, classified, leverage
from sroi.local_economy.guards import (
    lm3_with_multiplier,
    local_money_as_external,
    match_not_in_inputs,
    multiplier_on_gross,
    refuse_if_any,
    unnamed_money,
)
from sroi.local_economy.hours import volunteering
from sroi.local_economy.multipliers import Effect, input_output
from sroi.local_economy.rounds import lm3_figures, rounds
from sroi.local_economy.tables import hourly_rate, industry_row
from sroi.model.text import money_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sroi.local_economy.tables import Year
    from sroi.model.local_economy import AreaRates, LocalEconomy, LocalLine, Output, VolunteerHours
    from sroi.prices.price_years import Uprating

    Make: TypeAlias = Callable[..., LocalFigure]

_INFLOW_CAVEATS = (
    "Money received is not a gain in welfare and does not belong in the SROI ratio.",
    "The chance that money would have come anyway is a judgement; show who made it.",
)
_OUTPUT_CAVEATS = (
    "A model estimate by a third party; GVA is an approximation.",
    "Output and GVA are not welfare and do not belong in the SROI ratio.",
)
_HOURS_CAVEATS = ("Imputed, not cash.", "The volunteers' own wellbeing is another matter and is not in this figure.")
_EFFECTS: tuple[tuple[Effect, str, str], ...] = (
    ("output", "Output with suppliers", "GBP of output"),
    ("gva", "Gross value added with suppliers", "GBP of GVA"),
    ("jobs", "Jobs with suppliers", "jobs"),
)
_RATE_NAMES = {
    "national_living_wage": "National Living Wage",
    "median_pay": "median hourly pay",
    "gva_per_hour": "GVA per hour of East Merseyside",
}


def evaluate(block: LocalEconomy, *, price_year: Year | None = None, inputs: Collection[str] | None = None) -> LocalResult:
    """Compute every local-economy figure that a block gives the numbers for, and keep them apart.

    Args:
        block: the ``local_economy`` block of a case.
        price_year: price year of the case, used when the block has none.
        inputs: ids of the case's inputs; then match funding must be among them. None when there is no case.

    Returns:
        The figures in the order A to E, what was left out and why, and the caveats. There is no total.

    Raises:
        RefusedError: everything the guards refuse, at once.
        InvalidArgumentError: numbers that are missing or out of bounds.
        InvalidCaseError: no price year, ids that repeat, or nothing to compute.
        PriceYearError: a flow of a year outside the deflator's series.

    The convention that bites: flows of other years are brought to the price year by the GDP deflator; ratios never are.

    References:
        hmt-green-book-review-2020.

    Examples:
        >>> from sroi.model.local_economy import Flow, LocalEconomy
        >>> lottery = Flow(id="lottery", amount=700_000, year=2025, external=True, kind="match_funding", source="Lottery fund",
        ...                source_type="lottery", deadweight=0.3)
        >>> evaluate(LocalEconomy(area="Knowsley", price_year=2025, flows=(lottery,))).inflow.text
        '£490,000.00'
    """
    refuse_if_any(_refusals(block, inputs))
    year = block.price_year or price_year
    faults = _block_faults(block, year)
    if faults or year is None:
        raise InvalidCaseError.of(faults)
    flows = classified(block.flows)
    make = partial(LocalFigure, area=block.area, price_year=year)
    figures = sorted(_figures(block, flows, year, make), key=lambda figure: figure.letter)
    return LocalResult(
        area=block.area,
        price_year=year,
        figures=tuple(figures),
        left_out=tuple(f"{money_text(line.flow.amount.number)}, {line}" for line in flows if line.line != "A"),
        caveats=tuple(_caveats(block, inputs)),
    )


def _refusals(block: LocalEconomy, inputs: Collection[str] | None) -> Iterator[Fault]:
    """Run every guard that concerns the block."""
    for flow in block.flows:
        yield from unnamed_money(flow)
        yield from local_money_as_external(flow)
    if inputs is not None:
        yield from match_not_in_inputs(block.flows, inputs)
    areas = () if block.impact is None else tuple(_with_population(block, rates) for rates in block.impact.areas)
    largest = max((rates.multiplier for rates in areas), default=1.0)
    yield from lm3_with_multiplier(lm3=block.spending is not None, multiplier=largest, input_output=block.output is not None)
    if block.impact is not None:
        yield from (fault for rates in areas for fault in area_refusals(block.impact, rates))
    if block.output is not None:
        yield from _output_refusals(block.output)


def _output_refusals(output: Output) -> tuple[Fault, ...]:
    row = industry_row(output.industry, area="knowsley")
    return multiplier_on_gross(multiplier=row.output, net=None not in (output.deadweight, output.displacement))


def _with_population(block: LocalEconomy, rates: AreaRates) -> AreaRates:
    """Give the rates of the block's own area the block's population."""
    if rates.population is not None or rates.area != block.area:
        return rates
    return rates.model_copy(update={"population": block.population})


def _block_faults(block: LocalEconomy, year: Year | None) -> list[Fault]:
    where, faults = "local_economy", []
    if year is None:
        faults.append(Fault("figure-without-price-year", "the block has no price year", where, "give `price_year`"))
    if not any((block.flows, block.spending, block.impact, block.output, block.volunteers, block.lines)):
        faults.append(
            Fault(
                "local-economy-empty",
                "the block has nothing to compute",
                where,
                "give flows, spending, impact, output, volunteers or lines",
            )
        )
    counts = Counter([*(flow.id for flow in block.flows), *(line.id for line in block.lines)])
    faults += [
        Fault("id-repeated", f"the id '{name}' stands {count} times", where, "give each its own")
        for name, count in counts.items()
        if count > 1
    ]
    return faults


def _figures(block: LocalEconomy, flows: tuple[Classified, ...], year: Year, make: Make) -> Iterator[LocalFigure]:
    """Make the figures of each part of the block that is there."""
    if any(line.line == "A" for line in flows):
        yield from _inflow_figures(block, [line for line in flows if line.line == "A"], year, make)
    if block.spending is not None:
        yield from lm3_figures(rounds(block.spending), area=block.area, price_year=year)
    if block.impact is not None:
        areas = tuple(_with_population(block, rates) for rates in block.impact.areas)
        yield from by_area(block.impact.model_copy(update={"areas": areas}), price_year=year)
    if block.output is not None:
        yield from _output_figures(block.output, make)
    if block.volunteers is not None:
        yield _hours_figure(block.volunteers, block.area)
    yield from (_line_figure(line, make) for line in block.lines)


def _inflow_figures(block: LocalEconomy, lines: list[Classified], year: Year, make: Make) -> Iterator[LocalFigure]:
    """Make the inflow, what is retained of it where every flow says so, and the leverage where there is a grant."""
    brought = [(line, catalogue.uprate(line.counted, from_year=line.flow.year, to_year=year)) for line in lines]
    make_money = partial(make, letter="A", unit="GBP", caveats=_INFLOW_CAVEATS, sources=_index_sources(brought))
    yield make_money(
        key="inflow",
        title="Outside money that came in because of the work",
        amount=fsum(money.amount for _, money in brought),
        method="sum of outside cash × (1 − deadweight)",
        steps=tuple(
            f"{money_text(money.amount)} of {line.flow.amount.number:,.2f}, {line}; {money.sentence}" for line, money in brought
        ),
    )
    kept = [(money.amount, line.flow.retained.number) for line, money in brought if line.flow.retained is not None]
    if len(kept) == len(brought):
        yield make_money(
            key="retained",
            title="Part of the inflow spent in the area in its first round",
            amount=fsum(amount * share for amount, share in kept),
            method="sum of inflow × share spent in the area",
            steps=tuple(f"{money_text(amount)} × {share:g}" for amount, share in kept),
        )
    yield from _leverage_figures(block, lines, year, make)


def _index_sources(brought: list[tuple[Classified, Uprating]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(money.source for _, money in brought if money.source))


def _leverage_figures(block: LocalEconomy, lines: list[Classified], year: Year, make: Make) -> Iterator[LocalFigure]:
    """Make the leverage: outside match of the year's pounds for each pound of own grant."""
    match = [line.flow for line in lines if line.flow.kind == "match_funding"]
    if block.own_grant is None or not match:
        return
    grant = block.own_grant.number
    brought = fsum(catalogue.uprate(flow.amount.number, from_year=flow.year, to_year=year).amount for flow in match)
    yield make(
        key="leverage",
        letter="A",
        title="Outside match for each pound of own grant",
        amount=leverage(brought, own_grant=grant),
        unit="ratio",
        method="outside match funding ÷ own grant",
        caveats=("Leverage says how efficient a grant was; it is not a benefit.",),
        steps=(f"{money_text(brought)} ÷ {money_text(grant)}",),
    )


def _output_figures(output: Output, make: Make) -> Iterator[LocalFigure]:
    """Make the output, GVA and jobs of net additional output."""
    anyway, displaced = (share.number for share in (output.deadweight, output.displacement) if share is not None)
    row = industry_row(output.industry, area="knowsley")
    net = formula.net(output.amount.number, anyway, displaced)
    step = (
        f"net additional output {money_text(output.amount.number)} × (1 − {anyway:g}) × (1 − {displaced:g}) = {money_text(net)}"
    )
    for effect, title, unit in _EFFECTS:
        yield make(
            key=f"input-output-{effect}",
            letter="D",
            title=title,
            amount=input_output(net, industry=output.industry, effect=effect),
            unit=unit,
            method=f"type I input-output effect of {row.sector} in Knowsley",
            caveats=_OUTPUT_CAVEATS,
            sources=(row.source,),
            steps=(step, f"multipliers: output {row.output:g}, jobs {row.employment:g}; GVA {row.value_added:g} per pound"),
        )


def _hours_figure(volunteers: VolunteerHours, area: str) -> LocalFigure:
    rate = hourly_rate(volunteers.rate, volunteers.year)
    equivalent = volunteers.rate == "gva_per_hour"
    return LocalFigure(
        key="volunteering",
        letter="E",
        title="GVA-equivalent of volunteer hours, an upper bound" if equivalent else "Replacement value of volunteer hours",
        amount=volunteering(volunteers.hours.number, year=volunteers.year, rate=volunteers.rate),
        unit="GBP",
        area=area,
        price_year=volunteers.year,
        method=f"hours × {_RATE_NAMES[volunteers.rate]} of {volunteers.year}",
        caveats=(*_HOURS_CAVEATS, *(("What volunteers make is outside GVA.",) if equivalent else ())),
        sources=(rate.source,),
        steps=(f"{volunteers.hours.number:,.0f} hours × {money_text(rate.value)}",),
    )


def _line_figure(line: LocalLine, make: Make) -> LocalFigure:
    """Make the figure of one thing measured: quantity × amount, net, and the share kept in the area."""
    kept = 1.0 if line.retained is None else line.retained.number
    gross = formula.gross(line.quantity.number, line.amount.number)
    net = formula.net(gross, line.deadweight.number, line.displacement.number, contribution=kept)
    shares = f"(1 − {line.deadweight.number:g}) × (1 − {line.displacement.number:g}) × {kept:g}"
    return make(
        key=line.id,
        letter=line.figure,
        title=line.title,
        amount=net,
        unit=line.unit,
        method="quantity × amount × (1 − deadweight) × (1 − displacement) × share kept in the area",
        caveats=("Local pounds are not welfare and do not belong in the SROI ratio.",),
        sources=(line.source,) if line.source else (),
        steps=(f"{line.quantity.number:g} × {money_text(line.amount.number)} × {shares}",),
    )


def _caveats(block: LocalEconomy, inputs: Collection[str] | None) -> Iterator[str]:
    """Say what a reader of all the figures must know."""
    yield "The figures answer different questions about the same pounds and must not be added."
    if inputs is None and any(flow.kind == "match_funding" for flow in block.flows):
        yield "Match funding was not compared with the inputs of a case; in an SROI it belongs among them."
    for flow in block.flows:
        for name in ("deadweight", "retained"):
            share = getattr(flow, name)
            if share is not None and share.basis is None:
                yield f"No basis is given for {name} of '{flow.id}'."
    if any(line.figure == "A" for line in block.lines) and block.flows:
        yield "Lines of letter A may be the same pounds as the flows."
