"""Rules on how the figure is told: range, stage, digits, and how it stands among published ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from sroi.assurance.deductions import owed
from sroi.assurance.figures import figures
from sroi.assurance.reference_class import Distribution, Standing, reference_class
from sroi.assurance.rule import AQUA_BOOK, GREEN_BOOK, LOCAL_CBA, OVERCLAIM, PROCUREMENT, TRANSPARENT, Inquiry, Spot, rule

if TYPE_CHECKING:
    from sroi.valuation import OutcomeResult, Result

FORECAST = re.compile(r"\b(forecast|target|expected|projected|planned|anticipated)\b", re.IGNORECASE)
BIG, PER_CENT = 1000, 100
MOST_DECIMALS = 2


@rule("no-sensitivity", "warning", standard=AQUA_BOOK, why="one number hides how far it could be off")
def no_sensitivity(inquiry: Inquiry) -> Iterator[Spot]:
    """The case has a what-if, or a number with a range."""
    ranged = any(
        getattr(entry.figure, end, None) is not None for entry in figures(inquiry.case) for end in ("low", "high", "choices")
    )
    if inquiry.lines and not ranged and not inquiry.case.scenarios:
        fix = "give the numbers that matter most a low and a high end, or add scenarios"
        yield Spot("scenarios", "no number has a range and nothing is tested", fix)


@rule("forecast-in-evaluation", "warning", standard=TRANSPARENT, why="what was hoped for is told as what happened")
def forecast_as_result(inquiry: Inquiry) -> Iterator[Spot]:
    """An evaluative case counts no quantity that is a forecast or a target."""
    for entry in figures(inquiry.case):
        counted = inquiry.case.stage == "evaluative" and entry.name == "quantity"
        if counted and FORECAST.search(entry.figure.basis or ""):
            what = f"the case is evaluative, and this quantity rests on: {entry.figure.basis}"
            yield Spot(entry.where, what, "write stage: forecast, or put what was counted in its place")


@rule(
    "forecast-without-optimism-bias", "warning", standard=GREEN_BOOK, why="forecasts of benefits are too high more often than not"
)
def optimism(inquiry: Inquiry) -> Iterator[Spot]:
    """A forecast tests smaller benefits: a scenario that scales them down, or a low end to every quantity."""
    case = inquiry.case
    scaled = any(factor < 1 for one in case.scenarios for step in one.steps for factor in (step.scale or {}).values())
    ranged = all(line.outcome.quantity.low is not None for line in inquiry.lines)
    if inquiry.lines and case.stage == "forecast" and not scaled and not ranged:
        what = "a forecast, with nothing that tests smaller benefits"
        yield Spot("scenarios", what, "add a scenario such as scale: {quantity: 0.75}, or correct for optimism bias")


@rule("printed-too-finely", "note", standard=TRANSPARENT, why="digits that the evidence cannot bear look like accuracy")
def too_fine(inquiry: Inquiry) -> Iterator[Spot]:
    """Printed totals over 1,000 carry no pence, and a printed ratio no more than two decimals."""
    published = inquiry.case.published
    for name in ("total_input", "present_value", "net_present_value", "ratio", "net_ratio"):
        printed = getattr(published, name, None)
        if printed is None:
            continue
        decimals = len(printed.partition(".")[2])
        if decimals > (MOST_DECIMALS if "ratio" in name else 0) and ("ratio" in name or abs(Decimal(printed)) > BIG):
            yield Spot(
                f"published.{name}", f"{name} is printed as {printed}", "round it to what the evidence bears: result.claim() does"
            )


@rule(
    "ratio-beyond-published",
    "warning",
    standard=OVERCLAIM,
    why="a ratio outside the range of eight in ten published ones calls for extra evidence",
)
def ratio_beyond(inquiry: Inquiry) -> Iterator[Spot]:
    """The ratio is not above the 90th percentile of published reports, nor below the 10th."""
    if inquiry.result.no_ratio:
        return
    standing = reference_class().sroi_ratio.standing(inquiry.result.ratio.value)
    if not standing.usual:
        what = f"{inquiry.result.ratio.text} is {standing.text} ({reference_class().source})"
        yield Spot("outcomes", what, "check the largest lines and the inputs; explain why this programme differs")


@rule("deadweight-unusual", "note", standard=OVERCLAIM, why="published studies rarely use such a share")
def unusual_deadweight(inquiry: Inquiry) -> Iterator[Spot]:
    """Deadweight, averaged over the lines by value, is between the 10th and 90th percentile of published reports."""
    yield from _unusual("deadweight", standings(inquiry.result))


@rule("attribution-unusual", "note", standard=OVERCLAIM, why="published studies rarely use such a share")
def unusual_attribution(inquiry: Inquiry) -> Iterator[Spot]:
    """Attribution, averaged over the lines by value, is between the 10th and 90th percentile of published reports."""
    yield from _unusual("attribution", standings(inquiry.result))


@rule("drop-off-unusual", "note", standard=OVERCLAIM, why="published studies rarely use such a share")
def unusual_drop_off(inquiry: Inquiry) -> Iterator[Spot]:
    """Drop-off, averaged over the lines that last, is between the 10th and 90th percentile of published reports."""
    yield from _unusual("drop_off", standings(inquiry.result))


def _unusual(name: str, found: dict[str, Standing]) -> Iterator[Spot]:
    if name in found and not found[name].usual:
        what = f"{name} is {found[name].value:.1f} % on average, {found[name].text} ({reference_class().source})"
        yield Spot(f"outcomes.*.{name}", what, "check its basis, and say why this programme differs")


@rule("nobody-answers-for-it", "note", standard=AQUA_BOOK, why="an assumption without an owner is nobody's to keep up to date")
def no_owner(inquiry: Inquiry) -> Iterator[Spot]:
    """Some assumption names an owner."""
    if inquiry.lines and not any(entry.figure.owner for entry in figures(inquiry.case)):
        yield Spot("outcomes", "no number names an owner", "add `owner` and `date` to the numbers that matter most")


@rule("own-values-in-a-tender", "note", standard=PROCUREMENT, why="bids valued from the bidder's own proxies cannot be compared")
def own_values_in_a_tender(inquiry: Inquiry) -> Iterator[Spot]:
    """A case of the sector procurement takes its amounts from a common list."""
    own = [line.id for line in inquiry.lines if line.priced.match is None]
    if (inquiry.case.sector or "").lower() == "procurement" and own:
        what = f"{len(own)} of {len(inquiry.lines)} lines use amounts of the bidder's own"
        yield Spot("outcomes", what, "use the buyer's list of values for every bid")


@rule(
    "weak-evidence-dominates",
    "warning",
    standard=LOCAL_CBA,
    why="most of the value rests on numbers that say nothing of where they come from",
)
def weak_evidence(inquiry: Inquiry) -> Iterator[Spot]:
    """At least half of the value rests on quantities with a stated basis or indicator and amounts that are sourced."""
    whole = sum(abs(line.present_value) for line in inquiry.counted)
    weak = sum(abs(line.present_value) for line in inquiry.counted if not _evidenced(line))
    if whole and weak > whole / 2:
        yield Spot(
            "outcomes",
            f"{weak / whole:.0%} of the value rests on unevidenced numbers",
            "give basis and source to the largest lines",
        )


def _evidenced(line: OutcomeResult) -> bool:
    count = line.outcome.quantity
    observed = line.outcome.indicator or count.basis or count.source
    return bool(observed) and line.priced.source != "no source given"


def standings(result: Result) -> dict[str, Standing]:
    """Give each assumption of a case its place among published reports.

    Shares are averaged over the lines: deadweight and attribution by gross value, drop-off over the lines that
    last over one year. Nothing is said of an assumption that is zero or absent, because the reports with a usable
    figure have one above zero.

    Args:
        result: a calculated case.

    Returns:
        Standings by name: ``ratio``, ``deadweight``, ``attribution``, ``drop_off``, ``discount``; shares in per cent.

    References:
        sroi-meta-2026

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("proxies/published/westbank_2015.yaml"))
        >>> standings(result)["deadweight"].text
        'between the 25th and 50th percentile of 154 published reports, read by a language model'

    """
    lines = list(result.outcomes.values())
    lasting = [line for line in lines if line.outcome.duration.value > 1]
    known = reference_class()
    shares: dict[str, tuple[float, Distribution]] = {
        "deadweight": (_average(lines, [_share(line, "deadweight") for line in lines]), known.deadweight_percent),
        "attribution": (_average(lines, [owed(line.outcome) for line in lines]), known.attribution_percent),
        "drop_off": (_average(lasting, [_share(line, "drop_off") for line in lasting]), known.drop_off_percent),
        "discount": (result.discounting.rates(1)[0], known.discount_rate_percent),
    }
    found = {name: space.standing(round(PER_CENT * share, 9)) for name, (share, space) in shares.items() if share > 0}
    ratio = {"ratio": known.sroi_ratio.standing(result.ratio.value)} if not result.no_ratio else {}
    return ratio | found


def _share(line: OutcomeResult, name: str) -> float:
    figure = getattr(line.outcome, name)
    return 0.0 if figure is None else float(figure.share)


def _average(lines: list[OutcomeResult], shares: list[float]) -> float:
    """Average shares over lines, each weighed by its gross value; 0 where there is none."""
    whole = sum(abs(line.gross) for line in lines)
    return sum(abs(line.gross) * share for line, share in zip(lines, shares, strict=True)) / whole if whole else 0.0


RULES = (
    *(no_sensitivity, forecast_as_result, optimism, too_fine, ratio_beyond),
    *(unusual_deadweight, unusual_attribution, unusual_drop_off, no_owner, own_values_in_a_tender, weak_evidence),
)
