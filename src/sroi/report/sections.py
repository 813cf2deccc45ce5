"""The parts of a report of one case. A part that has nothing to say says so, or is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from sroi.report import pictures, sheets
from sroi.report.markup import Html, anchor, bullets, element, joined, pairs, table
from sroi.report.naming import note_words
from sroi.report.sheet import Link, Sheet, pounds_of
from sroi.report.svg import draw

if TYPE_CHECKING:
    from sroi.report.dossier import Dossier
    from sroi.report.pictures import Picture
    from sroi.valuation import OutcomeResult

Section: TypeAlias = Callable[["Dossier"], Html]
"""Writes one part of a report; an empty text leaves it out."""

NOTHING = Html("")
APART = "These figures are no part of the ratio and are never added up: they count the same pounds at different moments."

WORDS = (
    ("Gross", "gross = quantity × worth of one"),
    ("Net", "net = gross × (1 − deadweight) × (1 − displacement) × (1 − attribution); attribution is the share owed to others"),
    (
        "Years",
        "year k = net × (1 − drop-off) ^ max(0, k − first faded year + 1) × the part of the year that the duration pays for",
    ),
    ("Present value", "the sum of the years, each times its discount factor"),
    ("Ratio", "present value of the outcomes ÷ present value of what was put in"),
)


def drawn(picture: Picture, *, sheet: bool = True) -> Html:
    """Show a picture with its title, and below it the table of its numbers, folded away until it is asked for."""
    figure = element("figure", element("figcaption", picture.title), draw(picture))
    return joined([figure, folded("The numbers", table(picture.sheet), class_="numbers")]) if sheet else figure


def folded(title: str, *children: str, **attributes: str) -> Html:
    """Fold a part away behind its title; it opens without a script, and is open on paper."""
    return element("details", element("summary", title), *children, **attributes)


def gross_to_net(dossier: Dossier) -> Html:
    """Show what is taken off on the way to the net present value, over all outcomes."""
    said = "Each bar starts where the one before it ends. Outcomes that are left out of the total are not in it."
    return joined([element("p", said), drawn(pictures.waterfall(dossier.result))])


def where_value(dossier: Dossier) -> Html:
    """Show value by year, stakeholder, kind and outcome."""
    result = dossier.result
    shown = [
        pictures.by_year(result),
        pictures.by_group(result, "stakeholder"),
        pictures.by_group(result, "kind"),
        pictures.by_outcome(result),
    ]
    return element("div", *(element("div", drawn(picture)) for picture in shown if picture.bars), class_="charts")


def lines(dossier: Dossier) -> Html:
    """List inputs and outcomes, then follow each outcome to its present value."""
    result = dossier.result
    opened = [_line(line, dossier) for line in result.outcomes.values()]
    tables = [table(sheets.inputs(result)), table(sheets.outcomes(result))]
    return joined([*tables, element("h3", "Each outcome, step by step"), *opened])


def _line(line: OutcomeResult, dossier: Dossier) -> Html:
    outcome = line.outcome
    title = f"{outcome.title}, {outcome.stakeholder}: {pounds_of(dossier.result)(line.present_value)}"
    left_out = [element("p", f"Left out of the total: {line.left_out}")] if line.left_out else []
    note = [element("p", outcome.note)] if outcome.note else []
    picture = drawn(pictures.waterfall(dossier.result, line.id), sheet=False)
    return folded(title, *left_out, *note, picture, table(sheets.steps(line, dossier.catalogue)))


def how_sure(dossier: Dossier) -> Html:
    """Show the spread, the tornado, the switching values, the what-ifs and the printed figures."""
    parts: list[str] = [element("p", dossier.why_no_draws)] if dossier.why_no_draws else []
    if dossier.simulation and dossier.tornado:
        found = dossier.simulation
        parts += [
            element("p", f"{found.text[:1].upper()}{found.text[1:]}."),
            element("div", element("div", drawn(pictures.spread(found))), class_="charts"),
        ]
        parts += [table(sheets.draws(found)), drawn(pictures.tornado_picture(dossier.tornado))]
        parts += [bullets(note_words(note.text, dossier.case) for note in found.notes)]
    if dossier.switching:
        parts.append(table(sheets.switching(dossier.switching)))
    if dossier.scenarios:
        parts.append(table(sheets.scenarios(dossier)))
    return joined(parts)


def against_print(dossier: Dossier) -> Html:
    """Set the figures as the study printed them beside ours."""
    found = dossier.reproduction
    if found is None:
        return NOTHING
    told = (
        f"{len(found.matched)} of {len(found.checked)} printed figures come out the same, each to half of its last printed digit."
    )
    return joined([element("p", told), folded("Every printed figure", table(sheets.printed(found)))])


def assumptions(dossier: Dossier) -> Html:
    """List every number with its source."""
    said = "Evidence: strong, with basis and source or high confidence; fair, with one of the two; weak; none."
    return joined([element("p", said), table(sheets.assumptions(dossier))])


def findings(dossier: Dossier) -> Html:
    """List what the checks found."""
    found = dossier.findings
    no_proof = "No finding is no proof: the rules read what the case says, not whether it is true."
    head = element("p", f"{found.heading.partition(': ')[2]}. {no_proof}")
    every = [folded("Every finding, at every place", table(sheets.every_finding(found)))] if len(found) > len(found.codes) else []
    return joined([head, table(sheets.findings(found)), *every]) if found.findings or found.waived else head


def local_economy(dossier: Dossier) -> Html:
    """Show the figures about money in the area, apart from the ratio."""
    found = dossier.result.local_economy
    if found is None:
        return NOTHING
    told = [element("p", APART), table(sheets.local(found))]
    steps = [folded(f"How {one.title} is worked out", bullets((one.sentence, *one.steps))) for one in found.figures]
    left = [element("h3", "Named and not counted"), bullets(found.left_out)] if found.left_out else []
    caveats = [element("h3", "Caveats"), bullets(found.caveats)] if found.caveats else []
    return joined([*told, *steps, *left, *caveats])


def method(dossier: Dossier) -> Html:
    """Say how the figure is worked out, with the settings of this case."""
    case, result = dossier.case, dossier.result
    settings = [
        ("Perspective", case.perspective),
        ("Discounting", result.discounting.text),
        ("Parts of years", case.method.part_years.replace("_", " ")),
        ("Prices", f"{case.price_year}, {case.prices}"),
        ("Currency", case.currency),
        ("Data edition", result.edition),
    ]
    formulas = Sheet.of("The sum", ("part", "formula"), WORDS)
    notes = [element("h3", "Notes of the case"), bullets(case.notes)] if case.notes else []
    return joined([pairs(settings, class_="facts"), table(formulas), *notes])


def sources(dossier: Dossier) -> Html:
    """List the documents that the figures come from, each a place that the tables lead to."""
    listed = [
        element("li", anchor(title), f". {about} ", element("code", name), id=f"source-{name}")
        for name, about, title in sheets.sources(dossier)
    ]
    own = dossier.case.source
    if own:
        about = ", ".join(str(part) for part in (own.authors, own.publisher, own.year, own.pages) if part)
        listed.insert(0, element("li", anchor(Link(own.title, own.url) if own.url else own.title), f". {about}"))
    return element("ul", *listed) if listed else element("p", "The case names no source that the catalogue knows.")


def manifest(dossier: Dossier) -> Html:
    """Print the manifest, by which anyone with the case can tell whether the figure still holds."""
    told = "Keep this with the figure. With it and the case, sroi verify says whether inputs, data and code are still the same."
    print_ = element("p", "Fingerprint ", element("code", dossier.result.fingerprint))
    return joined([element("p", told), print_, folded("The manifest", element("pre", dossier.manifest.text, tabindex="0"))])


def _of_value(write: Section) -> Section:
    """Leave a part about outcomes out of a case that has none, such as one about local pounds alone."""
    return lambda dossier: write(dossier) if dossier.case.outcomes else NOTHING


SECTIONS: tuple[tuple[str, str, Section], ...] = (
    ("gross-to-net", "From gross to net", _of_value(gross_to_net)),
    ("where", "Where the value is", _of_value(where_value)),
    ("sure", "How sure it is", _of_value(how_sure)),
    ("lines", "Inputs and outcomes", _of_value(lines)),
    ("print", "Against the printed study", against_print),
    ("local-economy", "Local economy", local_economy),
    ("findings", "Findings", findings),
    ("assumptions", "Assumptions", assumptions),
    ("method", "Method", method),
    ("sources", "Sources", sources),
    ("manifest", "Manifest", manifest),
)
"""Every part: its place on the page, its title, and what writes it."""
