"""The report as Markdown: the same tables as the page, every word of the case escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi.report import pictures, sheets
from sroi.report.page import LOCAL_APART
from sroi.report.sections import WORDS
from sroi.report.sheet import Link, Sheet, cell_markdown, markdown_text, sheet_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sroi.report.dossier import Dossier


def case_markdown(dossier: Dossier) -> str:
    """Write the report of one case as Markdown.

    Args:
        dossier: the case with all that is known about its figure.

    Returns:
        Headline and caveats, then the tables of the page, without its pictures.

    """
    return joined([f"# {markdown_text(dossier.case.title)}", *_headline(dossier), *_parts(dossier)])


def portfolio_markdown(dossiers: Sequence[Dossier], title: str = "Portfolio") -> str:
    """Write several cases as Markdown: a row for each, and the ratio of their totals, never the mean."""
    results = [dossier.result for dossier in dossiers]
    value, words = sheets.ratio_of_totals(results)
    told = f"Together {words}: total value over total inputs." if value is not None else f"No ratio together: {words}."
    whole = sheet_markdown(sheets.portfolio(results, words if value is not None else ""))
    parts = [part for one in dossiers for part in (f"## {markdown_text(one.case.title)}", *_headline(one), _outcomes(one))]
    return joined([f"# {markdown_text(title)}", markdown_text(told), whole, *parts])


def joined(parts: Iterable[str]) -> str:
    """Put parts below each other, a blank line between."""
    return "\n\n".join(part for part in parts if part) + "\n"


def _headline(dossier: Dossier) -> Iterator[str]:
    claim = dossier.claim
    if claim is None:
        yield f"**{markdown_text(sheets.without_ratio(dossier.result))}**"
    else:
        yield f"**{markdown_text(claim.short[:1].upper() + claim.short[1:])}**"
        yield markdown_text(sheets.central(dossier.result))
        yield from (markdown_text(part) for part in claim.long.split("\n\n"))
    if dossier.case.outcomes:
        yield sheet_markdown(Sheet.of("Totals", ("total", ""), sheets.totals(dossier.result)))


def _outcomes(dossier: Dossier) -> str:
    return sheet_markdown(sheets.outcomes(dossier.result))


def _parts(dossier: Dossier) -> Iterator[str]:
    """Give each part of the page as a heading and its tables."""
    for title, found in _tables(dossier):
        if found:
            yield f"## {title}"
            yield from found
    yield "## Manifest"
    yield f"Fingerprint `{dossier.result.fingerprint}`, data edition {markdown_text(dossier.result.edition)}."


def _tables(dossier: Dossier) -> Iterator[tuple[str, list[str]]]:
    if dossier.case.outcomes:
        yield from _value_tables(dossier)
    local = dossier.result.local_economy
    yield "Local economy", [markdown_text(LOCAL_APART), sheet_markdown(sheets.local(local))] if local else []
    yield "Findings", [markdown_text(dossier.findings.heading), sheet_markdown(sheets.findings(dossier.findings))]
    yield "Assumptions", [sheet_markdown(sheets.assumptions(dossier))]
    notes = ["\n".join(f"- {markdown_text(note)}" for note in dossier.case.notes)]
    yield "Method", [sheet_markdown(Sheet.of("The sum", ("part", "formula"), WORDS)), *notes]
    yield "Sources", ["\n".join(_sources(dossier))]


def _value_tables(dossier: Dossier) -> Iterator[tuple[str, list[str]]]:
    """Give the tables of a case that has outcomes."""
    result = dossier.result
    yield "From gross to net", [sheet_markdown(pictures.waterfall(result).sheet)]
    shown = (pictures.by_year(result), pictures.by_group(result, "stakeholder"), pictures.by_group(result, "kind"))
    yield "Where the value is", [sheet_markdown(picture.sheet) for picture in shown]
    yield "How sure it is", list(_how_sure(dossier))
    yield "Inputs and outcomes", [sheet_markdown(sheets.inputs(result)), _outcomes(dossier)]
    yield "Against the printed study", [sheet_markdown(sheets.printed(dossier.reproduction))] if dossier.reproduction else []


def _how_sure(dossier: Dossier) -> Iterator[str]:
    if dossier.why_no_draws:
        yield markdown_text(dossier.why_no_draws)
    if dossier.simulation and dossier.tornado:
        yield sheet_markdown(sheets.draws(dossier.simulation))
        yield sheet_markdown(pictures.tornado_picture(dossier.tornado).sheet)
    if dossier.switching:
        yield sheet_markdown(sheets.switching(dossier.switching))
    if dossier.scenarios:
        yield sheet_markdown(sheets.scenarios(dossier))


def _sources(dossier: Dossier) -> Iterator[str]:
    own = dossier.case.source
    if own:
        yield f"- {cell_markdown(Link(own.title, own.url) if own.url else own.title)}"
    for name, about, title in sheets.sources(dossier):
        yield f"- {cell_markdown(title)}. {markdown_text(about)} `{name}`"
