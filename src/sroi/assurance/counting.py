"""Rules on what is counted: once, by whom, and in which account."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from sroi.assurance.rule import GREEN_BOOK, LOCAL_CBA, MATERIAL, OVERCLAIM, TRANSPARENT, Inquiry, Spot, at, rule
from sroi.model.case import InlineProxy
from sroi.model.text import money_text

if TYPE_CHECKING:
    from sroi.valuation import OutcomeResult

HALF = 0.5
CASH = frozenset({"fiscal", "economic", "market"})
"""Kinds of value that are money in somebody's hands."""


def proxy_id(line: OutcomeResult) -> str | None:
    """Return the catalogue id of a line's proxy; None for one of the case's own."""
    proxy = line.outcome.proxy
    return proxy.id if isinstance(proxy, InlineProxy) else proxy


def same_people(one: OutcomeResult, other: OutcomeResult) -> bool:
    """Say whether two lines may be about the same people: by ``people``, else by stakeholder."""
    groups = (one.outcome.people, other.outcome.people)
    if None not in groups:
        return groups[0] == groups[1]
    return one.outcome.stakeholder == other.outcome.stakeholder


def _pairs(inquiry: Inquiry) -> Iterator[tuple[OutcomeResult, OutcomeResult]]:
    return (pair for pair in combinations(inquiry.counted, 2) if same_people(*pair))


@rule("double-count", "warning", standard=OVERCLAIM, why="the same gain of the same people may be added twice")
def double_count(inquiry: Inquiry) -> Iterator[Spot]:
    """No two counted lines on the same people use one proxy, or proxies that overlap."""
    for one, other in _pairs(inquiry):
        first, second = proxy_id(one), proxy_id(other)
        if first is None or second is None or not _overlap(first, second, inquiry):
            continue
        fault = f"both use {first}" if first == second else f"{first} and {second} overlap"
        fix = (
            "keep the line that says more and leave the other out, take the overlap off as attribution, "
            "or give each line its own `people` when they are different people"
        )
        yield Spot(at(other), f"'{one.id}' and '{other.id}' may value one gain twice: {fault}", fix)


def _overlap(first: str, second: str, inquiry: Inquiry) -> bool:
    known = inquiry.catalogue.proxies
    return first == second or any(b in known[a].overlaps_with for a, b in ((first, second), (second, first)) if a in known)


@rule("measures-clash", "warning", standard=OVERCLAIM, why="the same people or tonnes may sit under both measures")
def clashing_measures(inquiry: Inquiry) -> Iterator[Spot]:
    """No two counted lines on the same people stand under measures that clash."""
    for one, other in _pairs(inquiry):
        first, second = one.outcome.measure, other.outcome.measure
        if first and second and second in inquiry.catalogue.measure(first).clashes:
            fix = "count each person under one of the two, or give each line its own `people` when they differ"
            yield Spot(at(other, "measure"), f"'{one.id}' ({first}) and '{other.id}' ({second}) may hold the same people", fix)


@rule("transfer-left-out", "note", standard=GREEN_BOOK, why="one party's gain is another's loss, so society gains nothing")
def transfer_left_out(inquiry: Inquiry) -> Iterator[Spot]:
    """Transfers stay out of a total for society, and a reader is told."""
    for line in inquiry.lines:
        if line.left_out and line.priced.transfer and inquiry.case.perspective == "society":
            yield _kept_out(line, inquiry, "report it as a gain of the party that receives it, outside the ratio")


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
    *(double_count, clashing_measures, transfer_left_out, transfer_counted, kept_apart, others_left_out),
    *(one_line, kinds_mixed),
)
