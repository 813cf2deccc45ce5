"""Rules on the financial proxies: who says so, how old, how sure, for where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sroi.assurance.figures import UNREAL, figures
from sroi.assurance.rule import GREEN_BOOK, LOCAL_CBA, TRANSPARENT, VALUE, VERIFY, Inquiry, Spot, at, rule
from sroi.catalogue import indices
from sroi.catalogue.units import same_unit, unit_of
from sroi.model.case import InlineProxy

if TYPE_CHECKING:
    from sroi.model.match import Match
    from sroi.valuation import OutcomeResult

NEAR = 0.75
"""How like a known id a mistyped source is, of 1."""

_LIKE_AN_ID = re.compile(r"[\w-]{1,80}")

PLACEHOLDERS = frozenset({
    *("na", "nil", "none", "notknown", "unknown", "tba", "tbc", "tbd", "todo"),
    *("tobeadded", "tobeagreed", "tobeconfirmed", "tobedecided", "tobedone"),
})  # fmt: skip
"""What people write where words are still to come, without its spaces and signs."""

OLD_YEARS = 10
"""An amount more than this many years older than the case's price year is old."""

PLACES = (
    *("England", "Wales", "Scotland", "Northern Ireland", "Devon", "Knowsley", "London"),
    *("Merseyside", "Northumberland", "Peterborough", "Wirral", "Withernsea", "Wrexham"),
)
"""Places that documents of the catalogue are about (Greater Manchester's database of unit costs is national)."""

_NATION = {"Wales", "Scotland", "Northern Ireland"}


def first_year(price_year: int | str) -> int | None:
    """Return the calendar year a price year begins in; None for a ratio."""
    found = re.match(r"[0-9]{4}", str(price_year))
    return int(found[0]) if found else None


def matched(inquiry: Inquiry) -> Iterator[tuple[OutcomeResult, Match]]:
    """Give every line that is priced from the catalogue, with the look-up."""
    return ((line, line.priced.match) for line in inquiry.lines if line.priced.match is not None)


def inline(inquiry: Inquiry) -> Iterator[tuple[OutcomeResult, InlineProxy]]:
    """Give every line whose proxy is written out in the case."""
    return ((line, line.outcome.proxy) for line in inquiry.lines if isinstance(line.outcome.proxy, InlineProxy))


@rule("proxy-unsourced", "error", standard=VERIFY, why="a pound that nobody can look up cannot be checked")
def unsourced(inquiry: Inquiry) -> Iterator[Spot]:
    """Every amount says where it comes from."""
    for line, proxy in inline(inquiry):
        if not proxy.source and not proxy.url:
            yield Spot(at(line, "proxy"), f"the amount of '{line.id}' has no source", "add `source`, or use a catalogue proxy")


@rule("unit-not-known", "error", standard=VERIFY, why="what is counted may not be what the amount is the worth of")
def unknown_unit(inquiry: Inquiry) -> Iterator[Spot]:
    """Where a line and its amount count in different words, both are units of the library, which compares them."""
    known = inquiry.catalogue.units
    for line in inquiry.lines:
        own, theirs = line.outcome.unit, line.priced.unit
        if same_unit(own, theirs, known) is None:
            strange = " or ".join(f"'{unit}'" for unit in (own, theirs) if unit_of(unit, known) is None)
            what = f"'{line.id}' counts in '{own}', its amount is for one '{theirs}', and the library knows no unit {strange}"
            yield Spot(at(line, "unit"), what, f"count in '{theirs}', or give the worth of one '{own}'")


@rule("source-not-found", "warning", standard=VERIFY, why="a source that nobody has is no source")
def mistyped_source(inquiry: Inquiry) -> Iterator[Spot]:
    """No source is a slip away from the id of one in the catalogue."""
    known = inquiry.catalogue.sources
    meant: dict[str, list[str]] = {}  # many numbers name one source, and to compare words takes long
    for entry in figures(inquiry.case):
        named = (entry.figure.source or "").split(",")[0].strip()
        if named in known or not _LIKE_AN_ID.fullmatch(named):
            continue
        if named not in meant:
            meant[named] = get_close_matches(named.lower(), known, n=1, cutoff=NEAR)
        if meant[named]:
            fix = f"did you mean '{meant[named][0]}'? If not, name the document in words"
            yield Spot(entry.where, f"no source is called '{named}'", fix)


@rule("basis-without-words", "warning", standard=VERIFY, why="a placeholder looks like a basis and shows nothing")
def empty_words(inquiry: Inquiry) -> Iterator[Spot]:
    """What a number rests on, and its source, are said in words."""
    for entry in figures(inquiry.case):
        for key in ("basis", "source"):
            said = getattr(entry.figure, key)
            if said and _says_nothing(said):
                yield Spot(f"{entry.where}.{key}", f"{key} says only '{said}'", f"say what shows it, or leave `{key}` out")


def _says_nothing(said: str) -> bool:
    letters = re.sub(r"[\W\d_]+", "", said).casefold()
    return letters in PLACEHOLDERS or len(set(letters)) <= 1


@rule("proxy-stale", "warning", standard=GREEN_BOOK, why="uprating moves the price, not the evidence behind it")
def stale(inquiry: Inquiry) -> Iterator[Spot]:
    """No amount is more than ten years older than the case's price year."""
    years = {line.id: proxy.price_year for line, proxy in inline(inquiry)}
    years |= {line.id: match.value.price_year for line, match in matched(inquiry)}
    now = first_year(inquiry.case.price_year) or 0
    for line in inquiry.lines:
        then = first_year(years[line.id])
        if then is not None and now - then > OLD_YEARS:
            what = f"the amount of '{line.id}' is in {years[line.id]} prices, {now - then} years before the case's"
            yield Spot(at(line, "proxy"), what, "look for a newer value, or show the ratio without this line")


@rule(
    "price-year-forecast", "warning", standard=GREEN_BOOK, why="values rise with prices nobody has seen, what was put in does not"
)
def priced_ahead(inquiry: Inquiry) -> Iterator[Spot]:
    """An evaluative case is in prices of a year whose level is known, not forecast."""
    case = inquiry.case
    if case.stage == "evaluative" and case.currency == "GBP":
        index = indices.price_index_for(case.price_year)
        if str(case.price_year) in index.forecasts:
            what = f"the level of {case.price_year} prices is a forecast ({index.vintage})"
            yield Spot("price_year", what, "take the year in which the work was paid for, or write stage: forecast")


@rule("proxy-low-confidence", "warning", standard=LOCAL_CBA, why="the figure is no firmer than the weakest value it rests on")
def low_confidence(inquiry: Inquiry) -> Iterator[Spot]:
    """No amount is of low confidence for the thing it values."""
    grades = {line.id: proxy.confidence for line, proxy in inline(inquiry)}
    grades |= {line.id: match.value.confidence for line, match in matched(inquiry)}
    for line in inquiry.lines:
        if grades[line.id] == "low":
            what = f"the amount of '{line.id}' ({line.priced.title}) is of low confidence"
            yield Spot(at(line, "proxy"), what, "say so beside the figure, and show the ratio without it")


@rule("illustrative-number", "error", standard=VERIFY, why="a figure built on made-up numbers is an example, not a finding")
def illustrative(inquiry: Inquiry) -> Iterator[Spot]:
    """No number says of itself that it is illustrative or made up."""
    for entry in figures(inquiry.case):
        if entry.unreal:
            yield Spot(entry.where, f"{entry.name} says: {entry.words}", "put what was measured in its place before publishing")
    for line, match in matched(inquiry):
        if UNREAL.search(match.value.note or ""):
            yield Spot(at(line, "proxy"), f"{match.proxy.id} says: {match.value.note}", "choose a value that was measured")


@rule("proxy-price-year-assumed", "note", standard=TRANSPARENT, why="a wrong price year moves the amount by years of inflation")
def year_assumed(inquiry: Inquiry) -> Iterator[Spot]:
    """The source of an amount prints its price year."""
    for line, match in matched(inquiry):
        if match.value.price_year_assumed:
            what = f"{match.proxy.id} prints no price year; {match.value.price_year} is assumed"
            yield Spot(at(line, "proxy"), what, "say so, or test the years on either side")


@rule(
    "proxy-second-hand",
    "note",
    standard=VERIFY,
    why="the figure was read as quoted by somebody else, not on the publisher's page",
)
def second_hand(inquiry: Inquiry) -> Iterator[Spot]:
    """An amount was read in its publisher's own document or a faithful copy."""
    for line, match in matched(inquiry):
        if match.value.checked == "secondary":
            what = f"{match.proxy.id} was read at second hand ({match.value.source}, {match.value.locator})"
            yield Spot(at(line, "proxy"), what, "look the figure up at its publisher before relying on it")


@rule("proxy-is-a-floor", "note", standard=TRANSPARENT, why="the least that is certain is not a best estimate: say 'at least'")
def floor(inquiry: Inquiry) -> Iterator[Spot]:
    """A value that is only a floor is headlined as one."""
    for line, match in matched(inquiry):
        if match.proxy.stands_as == "floor":
            what = f"{match.proxy.id} is a floor: {match.proxy.evidence_note or 'the least that is certain'}"
            yield Spot(at(line, "proxy"), what, "write 'at least' before the figure, and show the upper end beside it")


@rule("cost-used-as-value", "warning", standard=VALUE, why="what a thing costs to provide is not what it is worth to anyone")
def cost_as_value(inquiry: Inquiry) -> Iterator[Spot]:
    """What providing something costs does not stand in for its worth."""
    for line, match in matched(inquiry):
        if match.proxy.stands_as == "cost":
            what = f"{match.proxy.id} is what providing it costs, for want of a value"
            yield Spot(at(line, "proxy"), what, "call it replacement cost beside the figure, or find a value")


@rule("proxy-from-elsewhere", "warning", standard=GREEN_BOOK, why="prices and services differ from place to place")
def elsewhere(inquiry: Inquiry) -> Iterator[Spot]:
    """An amount is about the place of the case, or about the country it lies in."""
    area = inquiry.case.area
    if area is None:
        return
    for line in inquiry.lines:
        places = _places_of(line, inquiry)
        home = {"England"} if not any(place in area for place in _NATION) else set()
        if places and not any(place in area for place in places) and not places & home:
            what = f"the amount of '{line.id}' is about {', '.join(sorted(places))}; the case is about {area}"
            yield Spot(at(line, "proxy"), what, "say why it carries over, or use a local or national value")


def _places_of(line: OutcomeResult, inquiry: Inquiry) -> set[str]:
    """Find the places that a proxy and its document name; London Economics is a firm."""
    match = line.priced.match
    texts = [line.priced.title, line.priced.source]
    if match:
        source = inquiry.catalogue.sources.get(match.value.source)
        texts = [match.proxy.title, match.proxy.values_what, *((source.title, source.publisher) if source else ())]
    return {place for place in PLACES if any(re.search(rf"\b{place}\b(?! Economics)", text) for text in texts)}


@rule("catalogue-overridden", "note", standard=TRANSPARENT, why="a reader who knows the catalogue expects its amount")
def overridden(inquiry: Inquiry) -> Iterator[Spot]:
    """An amount that takes the place of the catalogue's says so beside the figure."""
    for line, proxy in inline(inquiry):
        if proxy.id:
            yield Spot(
                at(line, "proxy"), f"'{line.id}' has its own amount for {proxy.id}", "say why, and what the catalogue's gives"
            )


@rule("licensed-value", "note", standard=TRANSPARENT, why="the amount is held under a licence that forbids passing it on")
def licensed(inquiry: Inquiry) -> Iterator[Spot]:
    """An amount that may not be passed on is masked in what is published."""
    for line, match in matched(inquiry):
        if match.licensed:
            yield Spot(at(line, "proxy"), f"{match.proxy.id} may not be passed on ({match.licence})", "mask the amount in tables")


RULES = (
    *(unsourced, unknown_unit, mistyped_source, empty_words, stale, priced_ahead, low_confidence, illustrative),
    *(year_assumed, second_hand, floor, cost_as_value, elsewhere, overridden, licensed),
)
