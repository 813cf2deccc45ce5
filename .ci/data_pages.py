"""Write two pages of the data: every index and table with its source, and the measures of each framework."""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml

from sroi.catalogue import Catalogue, data_folder, indices
from sroi.catalogue.indices import Index
from sroi.catalogue.register import NO_ADDRESS, ROW_BY_ROW, cited, table
from sroi.model.framework import Framework, Measure

REGISTER = "data_register.md"
MOST_ROWS = 100
INDICES = """# Indices and tables

Every index and every small table of the data, whole, each with its source: price levels, discount rates, re-spend rates,
multipliers and more. A price-year step is the level of the year asked for over the level of the amount's own year, within one
table. The sources are in [the register](data_register.md#sources); this page is made by `python .ci/generate.py`.
"""
REPORTS = """
## reference_class

**{title}.** {population}.

Source: {cited}.

{reading}

{table}

A second count: {again} The largest are {largest}.

{told}
"""
REPORT_HEADINGS = ("figure", "reports", "10th percentile", "25th", "median", "75th", "90th")
MARKS = ("n", "p10", "p25", "median", "p75", "p90")
MEASURES = """# {title}: the {count} measures

{outcomes} outcomes and {count} measures ({publisher}, {edition}), each with the unit that it is reported in and the
proxies that may value it. Each proxy leads to its amount and source, and `sroi map` makes a case of
them: [from measurements](../guides/mapping.md).
This page is made from `proxies/frameworks/{id}.yaml` by `python .ci/generate.py`.

**Sources of the framework**

{sources}
{definition}"""
MEASURE_HEADINGS = ("Measure", "Reported in", "Counted in", "Proxies")


def indices_page(catalogue: Catalogue) -> str:
    """Return the page of indices and tables."""
    return INDICES + "".join(_index(indices.read(name), catalogue) for name in indices.names()) + _reports(catalogue)


def _reports(catalogue: Catalogue) -> str:
    """Write what published reports used: who read them and how, the percentiles, and both counts of ratios."""
    data = yaml.safe_load((data_folder() / "reference_class.yaml").read_text("utf-8"))
    spaces = {name: one for name, one in data.items() if isinstance(one, dict) and "p10" in one}
    rows = [
        (f"{_words(name.removesuffix('_percent'))}, {one['unit']}", *(str(one[mark]) for mark in MARKS))
        for name, one in spaces.items()
    ]
    again = data["sroi_ratio"]["second_count"]
    return REPORTS.format(
        **data,
        cited=_named(data["source"], catalogue),
        table=table(REPORT_HEADINGS, rows),
        again=f"{again['n']} ratios, median {again['median']}. {again['note']}",
        largest=", ".join(map(str, again["largest"])),
        told="\n".join(f"- {caveat}" for caveat in data["caveats"]),
    )


def _index(one: Index, catalogue: Catalogue) -> str:
    """Write one table under its id: what it is, where from, what its columns mean, and its rows unless they are very many."""
    otherwise = ROW_BY_ROW if "where" in one.columns else NO_ADDRESS
    sources = "; ".join(_named(name, catalogue, otherwise) for name in one.sources)
    columns = "; ".join(f"*{_words(name)}*: {meaning}" for name, meaning in one.columns.items())
    told = [
        f"**{one.title}.** Unit: {one.unit}; base: {one.base}; edition: {one.vintage}.",
        f"Source: {sources}.",
        one.notes or "",
        f"{columns}.",
    ]
    if len(one.rows) > MOST_ROWS:
        shown = f"{len(one.rows)} rows, too many for a page: they stand in `proxies/tables/{one.id}.csv`."
    else:
        shown = table(
            [_words(name) for name in one.columns], [[_cell(text, catalogue) for text in row.values()] for row in one.rows]
        )
    attribution = one.attribution or ""
    return "\n" + "\n\n".join(part for part in (f"## {one.id}", *told, shown, attribution) if part) + "\n"


def _words(column: str) -> str:
    return column.replace("_", " ")


def _cell(text: str, catalogue: Catalogue) -> str:
    """Make links of source ids and addresses; other cells stay as they stand in the file."""
    if text in catalogue.sources:
        return f"[`{text}`]({REGISTER}#{text})"
    return re.sub(r"https?://\S+", lambda found: f"[address]({found[0]})", text)


def _named(name: str, catalogue: Catalogue, otherwise: str = NO_ADDRESS) -> str:
    """Name a document: title, publisher, year, and where it stands."""
    source = catalogue.source(name)
    return f"{source.title}, {source.publisher}, {source.year or 'not dated'}: {cited(source, REGISTER, otherwise)}"


def measures_page(framework: Framework, catalogue: Catalogue) -> str:
    """Return the page of a framework: each measure, its units, and the proxies that may value it."""
    defined = framework.definition
    said = (
        f"\n**Social value is meant as**: {defined.text}. Source: {cited(catalogue.source(defined.source), REGISTER)}.\n"
        if defined
        else ""
    )
    head = MEASURES.format(
        title=framework.title,
        count=len(framework.measures),
        outcomes=len(framework.outcomes),
        publisher=framework.publisher,
        edition=framework.edition,
        id=framework.id,
        sources="\n".join(f"- {_named(name, catalogue)}" for name in framework.sources),
        definition=said,
    )
    parts = [
        f"\n## {one.number}. {one.title}\n\n{table(MEASURE_HEADINGS, map(_measure, one.measures))}\n"
        for one in framework.outcomes
    ]
    return head + "".join(parts)


def _measure(one: Measure) -> tuple[str, ...]:
    found = one.proxies
    groups = {
        "": found.default,
        "for the state": found.state_view,
        "in its place": found.alternatives,
        "may be added": found.optional_add,
    }
    cells = [f"{words}: {_linked(ids)}".removeprefix(": ") for words, ids in groups.items() if ids]
    name = f'<a id="measure-{one.number}"></a>**{one.number}** {one.title}'
    return name, one.unit, ", ".join(one.quantity.gives), "<br>".join(cells)


def _linked(ids: Iterable[str]) -> str:
    return ", ".join(f"[`{id_}`]({REGISTER}#{id_})" for id_ in ids)
