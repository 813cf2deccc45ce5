"""Rules on what is counted: once, by whom, and in which account."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sroi.assurance.rule import GREEN_BOOK, LOCAL_CBA, MATERIAL, OVERCLAIM, TRANSPARENT, Inquiry, Spot, at, rule
from sroi.model.case import InlineProxy
from sroi.model.text import money_text

if TYPE_CHECKING:
    from sroi.valuation import OutcomeResult

HALF = 0.5
TRANSFERS = re.compile(
    r"\b(universal credit|jobseekers? allowance|jobseeker's allowance|housing benefit|welfare benefits?|benefit payments?"
    r"|income tax|council tax|national insurance|VAT|grant income)\b",
    re.IGNORECASE,
)
"""Words that name money which only moves between parties."""

CASH = frozenset({"fiscal", "economic", "market"})
"""Kinds of value that are money in somebody's hands."""


def proxy_id(line: OutcomeResult) -> str | None:
    """Return the catalogue id of a line's proxy; None for one of the case's own."""
    proxy = line.outcome.proxy
    return proxy.id if isinstance(proxy, InlineProxy) else proxy


def _same_people_before(
    inquiry: Inquiry, name_of: Callable[[OutcomeResult], str | None]
) -> Iterator[tuple[OutcomeResult, dict[str, OutcomeResult]]]:
    """Give each counted line with the earlier ones that may be about the same people, the first of each name.

    Two lines are about the same people by ``people`` where both say it, else by stakeholder.
    """
    groups: dict[tuple[str, str], dict[str, OutcomeResult]] = defaultdict(dict)
    for line in inquiry.counted:
        name, people, stakeholder = name_of(line), line.outcome.people, line.outcome.stakeholder
        if name is None:
            continue
        own = ("people", people) if people else ("people not said", stakeholder)
        near = [own, ("people not said", stakeholder)] if people else [("all", stakeholder)]
        yield line, {other: one for group in near for other, one in groups[group].items()}
        for group in (own, ("all", stakeholder)):
            groups[group].setdefault(name, line)


@rule("double-count", "warning", standard=OVERCLAIM, why="the same gain of the same people may be added twice")
def double_count(inquiry: Inquiry) -> Iterator[Spot]:
    """No two counted lines on the same people use one proxy, or proxies that overlap."""
    fix = (
        "keep the line that says more and leave the other out, take the overlap off as attribution, "
        "or give each line its own `people` when they are different people"
    )
    for line, earlier in _same_people_before(inquiry, proxy_id):
        own = str(proxy_id(line))
        for other, one in earlier.items():
            if _overlap(own, other, inquiry):
                fault = f"both use {own}" if own == other else f"{other} and {own} overlap"
                yield Spot(at(line), f"'{one.id}' and '{line.id}' may value one gain twice: {fault}", fix)


def _overlap(first: str, second: str, inquiry: Inquiry) -> bool:
    known = inquiry.catalogue.proxies
    return first == second or any(b in known[a].overlaps_with for a, b in ((first, second), (second, first)) if a in known)


@rule("measures-clash", "warning", standard=OVERCLAIM, why="the same people or tonnes may sit under both measures")
def clashing_measures(inquiry: Inquiry) -> Iterator[Spot]:
    """No two counted lines on the same people stand under measures that clash."""
    measures = {name: one for framework in inquiry.catalogue.frameworks.values() for name, one in framework.measures.items()}
    fix = "count each person under one of the two, or give each line its own `people` when they differ"
    for line, earlier in _same_people_before(inquiry, lambda one: one.outcome.measure):
        own = str(line.outcome.measure)
        for other, one in earlier.items():
            if own in measures and other in measures[own].clashes:
                yield Spot(at(line, "measure"), f"'{one.id}' ({other}) and '{line.id}' ({own}) may hold the same people", fix)


@rule("transfer-left-out", "note", standard=GREEN_BOOK, why="one party's gain is another's loss, so society gains nothing")
def transfer_left_out(inquiry: Inquiry) -> Iterator[Spot]:
    """Transfers stay out of a total for society, and a reader is told."""
    for line in inquiry.lines:
        if line.left_out and line.priced.transfer and inquiry.case.perspective == "society":
            yield _kept_out(line, inquiry, "report it as a gain of the party that receives it, outside the ratio")


@rule(
    "transfer-unmarked",
    "warning",
    standard=GREEN_BOOK,
    why="benefits and taxes only move between parties, so society gains nothing",
)
def transfer_unmarked(inquiry: Inquiry) -> Iterator[Spot]:
    """In a total for society, an amount of the case's own that names a benefit or a tax is marked as a transfer."""
    for line in inquiry.counted:
        own = isinstance(line.outcome.proxy, InlineProxy) and not line.priced.transfer
        if own and inquiry.case.perspective == "society" and TRANSFERS.search(line.priced.title):
            what = f"the amount of '{line.id}' is called '{line.priced.title}' and is counted for society"
            yield Spot(at(line, "proxy"), what, "write transfer: true on the proxy, or name it for what it is")


@rule("transfer-counted", "note", standard=GREEN_BOOK, why="it is a gain for this party alone, so the ratio is not society's")
def transfer_counted(inquiry: Inquiry) -> Iterator[Spot]:
    """Where a total for the state or the council counts transfers, a reader is told."""
    for line in inquiry.counted:
        if line.priced.transfer:
            what = f"'{line.id}' is a transfer, counted for the {inquiry.case.perspective}"
            yield Spot(at(line), what, "name the perspective beside the ratio, and show society's too")


@rule("kept-apart", "note", standard=LOCAL_CBA, why="turnover, spending and costs are not welfare: accounts are never added")
def kept_apart(inquiry: Inquiry) -> Iterator[Spot]:
    """Local-economy pounds and costs stay out of social value, and a reader is told."""
    for line in inquiry.lines:
        if line.priced.account != "social-value":
            yield _kept_out(line, inquiry, f"report it as a {line.priced.account} figure of its own")


@rule("gain-of-others-left-out", "note", standard=TRANSPARENT, why="the figure is smaller than the change")
def others_left_out(inquiry: Inquiry) -> Iterator[Spot]:
    """Gains that a perspective leaves out are named."""
    for line in inquiry.lines:
        outside = line.priced.account == "social-value" and inquiry.case.perspective != "society"
        if line.left_out and outside:
            yield _kept_out(line, inquiry, "name the perspective beside the ratio")


def _kept_out(line: OutcomeResult, inquiry: Inquiry, fix: str) -> Spot:
    pounds = money_text(line.present_value, inquiry.case.currency, 0)
    return Spot(at(line), f"'{line.id}' ({pounds}) is not in the total: {line.left_out}", fix)


@rule("one-line-dominates", "warning", standard=MATERIAL, why="the whole figure stands or falls with one assumption")
def one_line(inquiry: Inquiry) -> Iterator[Spot]:
    """Where there are several lines, none is over half of the value."""
    whole = sum(abs(line.present_value) for line in inquiry.counted)
    for line in inquiry.counted:
        if len(inquiry.counted) > 1 and abs(line.present_value) > HALF * whole:
            what = f"'{line.id}' is {abs(line.present_value) / whole:.0%} of the value"
            yield Spot(at(line), what, "check this line first, and show the ratio without it")


@rule("kinds-mixed", "note", standard=TRANSPARENT, why="pounds of wellbeing cannot be spent, and readers take them for cash")
def kinds_mixed(inquiry: Inquiry) -> Iterator[Spot]:
    """Where cash and other kinds of value are added, their shares are told."""
    kinds = inquiry.result.by("kind")
    whole = inquiry.result.present_value
    if kinds.keys() & CASH and kinds.keys() - CASH and whole:
        parts = ", ".join(f"{kind} {value / whole:.0%}" for kind, value in sorted(kinds.items()))
        yield Spot("outcomes", f"the total adds {parts}", "print the shares beside the ratio: result.claim() does")


RULES = (
    *(double_count, clashing_measures, transfer_left_out, transfer_unmarked, transfer_counted, kept_apart, others_left_out),
    *(one_line, kinds_mixed),
)
