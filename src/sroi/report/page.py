"""The report as one self-contained HTML page: no script, nothing fetched, every word escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi.report import pictures, sheets
from sroi.report.markup import Html, anchor, bullets, element, joined, pairs, table
from sroi.report.sections import SECTIONS, drawn
from sroi.report.sheet import Link
from sroi.report.style import page_style
from sroi.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sroi.report.dossier import Dossier

SAFE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Asked of the browser too: nothing is loaded and nothing is run."""

STAGES = {"forecast": "forecast", "evaluative": "evaluated after the event"}


def case_page(dossier: Dossier) -> str:
    """Write the report of one case.

    Args:
        dossier: the case with all that is known about its figure.

    Returns:
        A whole HTML page: headline and caveats first, then the way there, how sure it is, every assumption with its
        source, the findings, the method and the manifest.

    """
    case = dossier.case
    named = [(name, title, written) for name, title, write in SECTIONS if (written := write(dossier))]
    subtitle = " · ".join(
        word for word in (case.organisation, case.period, case.area, STAGES[case.stage], f"{case.price_year} prices") if word
    )
    head = [element("h1", case.title), element("p", subtitle, class_="quiet"), headline(dossier)]
    contents = [Link(title, f"#{name}") for name, title, _ in named]
    body = [element("section", element("h2", title), written, id=name) for name, title, written in named]
    return whole(case.title, head, contents, body)


def headline(dossier: Dossier) -> Html:
    """Write the figure as it may be published, with its range, its caveats and its totals."""
    claim = dossier.claim
    facts = pairs(sheets.totals(dossier.result), class_="facts")
    if claim is None:
        said = element("p", sheets.without_ratio(dossier.result), class_="headline")
        return joined([said, facts]) if dossier.case.outcomes else said
    paragraphs = [part for part in claim.long.split("\n\n") if part != claim.sentence]
    warnings = [part for part in paragraphs if part.startswith("Not to be published")]
    caveats = [part for part in paragraphs if part not in warnings]
    central = element("p", f"{sheets.central(dossier.result)} {claim.sentence}")
    box = element("div", element("p", element("strong", "What a reader must know")), bullets(caveats), class_="box")
    bad = [element("div", element("p", element("strong", warning)), class_="box bad") for warning in warnings]
    return joined([element("p", claim.short[:1].upper() + claim.short[1:], class_="headline"), *bad, central, facts, box])


def portfolio_page(dossiers: Sequence[Dossier], title: str = "Portfolio") -> str:
    """Write the report of several cases: what they come to together, total over total, and a part for each.

    Args:
        dossiers: one for each case.
        title: title of the page.

    The convention that bites: the ratio of several cases is their total value over their total inputs, never the mean.
    """
    results = [dossier.result for dossier in dossiers]
    value, words = sheets.ratio_of_totals(results)
    told = f"{words} for {len(results)} cases together: total value over total inputs, not the mean of the ratios."
    top = told if value is not None else f"No ratio for the {len(results)} cases together: {words}."
    head = [element("h1", title), element("p", top, class_="headline")]
    names = [(f"case-{place}", dossier) for place, dossier in enumerate(dossiers, 1)]
    contents = [Link("All cases", "#cases"), *(Link(dossier.case.title, f"#{name}") for name, dossier in names)]
    picture = pictures.ratios([one for one in results if not one.no_ratio])
    parts = [table(sheets.portfolio(results, words if value is not None else "")), drawn(picture) if picture.bars else Html("")]
    first = element("section", element("h2", "All cases"), *parts, id="cases")
    rest = [element("section", element("h2", dossier.case.title), _one_of_many(dossier), id=name) for name, dossier in names]
    return whole(title, head, contents, [first, *rest])


def _one_of_many(dossier: Dossier) -> Html:
    """Write a case inside a portfolio: headline, outcomes, what was found. Its own report has the rest."""
    result = dossier.result
    parts = [headline(dossier)]
    parts += [table(sheets.outcomes(result)), drawn(pictures.waterfall(result))] if dossier.case.outcomes else []
    local = result.local_economy
    parts += [table(sheets.local(local)), element("p", LOCAL_APART, class_="quiet")] if local else []
    return joined(
        [*parts, element("p", dossier.findings.heading), element("p", "Fingerprint ", element("code", result.fingerprint))]
    )


LOCAL_APART = "Money in a place is not a gain in welfare. These figures are no part of the ratio, and are never added up."


def whole(title: str, head: Iterable[str], contents: Sequence[Link], body: Iterable[str]) -> str:
    """Put a page together around its parts."""
    links = element("ul", *(element("li", anchor(link)) for link in contents))
    parts = [
        element("a", "Skip to the report", class_="skip", href="#report"),
        element("header", *head),
        element("main", element("nav", links, aria_label="Contents"), *body, id="report"),
        element("footer", element("p", f"Written by sroi {VERSION}. Anyone with the case can make this page again.")),
    ]
    start = [
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=SAFE),
        element("title", title),
        element("style", Html(page_style())),
    ]
    page = element("html", element("head", *start), element("body", *parts), lang="en-GB")
    return f"<!DOCTYPE html>\n{page}\n"
