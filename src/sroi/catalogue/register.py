"""The register of the data: a page for people, a package for machines, and the schemas of the files.

``python -m sroi.catalogue.register`` writes them into a checkout; ``--check`` only says which differ.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sroi.catalogue import indices
from sroi.catalogue.data_package import package_text
from sroi.catalogue.edition import read_edition
from sroi.catalogue.folder import data_folder
from sroi.catalogue.schemas import framework_schema, proxy_schema, schema_text, source_schema
from sroi.catalogue.store import Catalogue, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sroi.catalogue.indices import Index
    from sroi.model.match import Match
    from sroi.model.proxy import Proxy, ProxyValue, Source

PROXY_HEADINGS = ("Proxy", "Amount, £", "Source and locator", "In {year} prices", "Account, confidence, checked, licence")
SOURCE_HEADINGS = ("Source", "Publisher and year", "Licence", "How it was read")
INDEX_HEADINGS = ("Index", "Unit and base", "Edition", "Source")
NO_ADDRESS = "no address known"
ROW_BY_ROW = "each row has its own address"


def generated(root: str | Path | None = None) -> dict[Path, str]:
    """Return the text of every file that is made from the data, by its path.

    Args:
        root: the checkout; the one that the library runs from by default.

    """
    folder = Path(root) if root else data_folder().parent
    catalogue = load()
    return {
        folder / "docs" / "reference" / "data_register.md": register_text(catalogue),
        folder / "proxies" / "datapackage.json": package_text(catalogue),
        folder / "proxies" / "schema" / "proxy.schema.json": schema_text(proxy_schema()),
        folder / "proxies" / "schema" / "source.schema.json": schema_text(source_schema()),
        folder / "proxies" / "schema" / "framework.schema.json": schema_text(framework_schema()),
    }


def register_text(catalogue: Catalogue) -> str:
    """Return the page that lists every proxy, source and index."""
    year = read_edition().price_year
    parts = [
        _opening(catalogue),
        "## Proxies",
        _themes(catalogue, year),
        "## Sources",
        _sources(catalogue),
        "## Indices and tables",
    ]
    return "\n\n".join([*parts, _indices()]) + "\n"


def cited(source: Source, page: str = "", otherwise: str = NO_ADDRESS) -> str:
    """Write a source's id as a link to its row of the register, and its address after it.

    Args:
        source: the document.
        page: path of the register from the page that the link stands on; empty on the register itself.
        otherwise: words in the place of an address that the source has not.

    >>> print(cited(load().sources["one-knowsley-impact"], "data_register.md"))
    [`one-knowsley-impact`](data_register.md#one-knowsley-impact) (no address known)
    """
    address = f"[address]({source.url})" if source.url else otherwise
    return f"[`{source.id}`]({page}#{source.id}) ({address})"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Write a Markdown table; a stroke inside a cell is escaped.

    >>> print(table(("year", "level"), [("2025", "100 | base")]))
    | year | level |
    | --- | --- |
    | 2025 | 100 \| base |
    """
    lines = [headings, ["---"] * len(headings), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _opening(catalogue: Catalogue) -> str:
    values = [value for proxy in catalogue.proxies.values() for value in proxy.values]
    checked = Counter(value.checked for value in values)
    trust = Counter(value.confidence for value in values)
    counts = f"{len(catalogue.proxies)} proxies with {len(values)} amounts from {len(catalogue.sources)} sources"
    jumps = ", ".join(f"[{theme}](#{theme})" for theme in _theme_names(catalogue))
    unknown = sum(source.licence == "unknown" for source in catalogue.sources.values())
    nowhere = sum(source.url is None for source in catalogue.sources.values())
    return f"""---
hide: [toc]
---

# Register of the data

Edition {read_edition().edition}: {counts}.
This page is made from the data by `python -m sroi.catalogue.register`.

**Checked** says how an amount was read: `original` ({checked["original"]}) on the publisher's own page,
`copy` ({checked["copy"]}) in a faithful copy of it, `secondary` ({checked["secondary"]}) as quoted by someone else,
or derived from such a figure. **Confidence** is in using the amount for the thing named: high {trust["high"]},
medium {trust["medium"]}, low {trust["low"]}. An amount of a financial year is shown in {read_edition().price_year} prices
as those of the financial year that begins then; the levels behind each factor: [calendar
years](indices.md#gdp_deflator_calendar_year), [financial years](indices.md#gdp_deflator_financial_year).
A proxy's first amount is the one in use; the others are for work on their own years.

{len(catalogue.sources) - unknown} sources are openly licensed. For {unknown} no licence was found: of these single facts are
quoted, each with its source. {nowhere} sources have no address of their own: document, publisher and year are named.

Go to: {jumps}; [sources](#sources), [indices and tables](#indices-and-tables)."""


def _themes(catalogue: Catalogue, year: int | str) -> str:
    return "\n\n".join(f"### {theme}\n\n{_theme(catalogue, theme, year)}" for theme in _theme_names(catalogue))


def _theme_names(catalogue: Catalogue) -> list[str]:
    return sorted({proxy.theme for proxy in catalogue.proxies.values()})


def _theme(catalogue: Catalogue, theme: str, year: int | str) -> str:
    proxies = [proxy for _, proxy in sorted(catalogue.proxies.items()) if proxy.theme == theme]
    rows = [row for proxy in proxies for row in _proxy_rows(catalogue, proxy, year)]
    return table([heading.format(year=year) for heading in PROXY_HEADINGS], rows)


def _proxy_rows(catalogue: Catalogue, proxy: Proxy, year: int | str) -> Iterable[Sequence[str]]:
    uprated = catalogue.match(proxy.id, year)
    for place, value in enumerate(proxy.values):
        source = catalogue.source(value.source)
        others = "".join(f", with {cited(catalogue.source(name))}" for name in value.also)
        yield (
            f'<a id="{proxy.id}"></a>**{proxy.title}** `{proxy.id}`{_remarks(proxy)}' if place == 0 else f"`{proxy.id}`",
            f"{value.amount}{_span(value)} per {proxy.unit}, {_prices(value)}",
            f"{cited(source)}, {value.locator}{others}",
            _shown(uprated) if value is uprated.value else "",
            f"{proxy.account}; {value.confidence}; {value.checked}; {source.licence}",
        )


def _span(value: ProxyValue) -> str:
    return f" ({value.low or '…'} to {value.high or '…'})" if value.low is not None or value.high is not None else ""


def _prices(value: ProxyValue) -> str:
    return "the same in prices of any year" if value.price_year == "any" else f"{value.price_year} prices"


def _shown(match: Match) -> str:
    return match.text if match.how != "uprated" else f"{match.text} (× {match.factor:.4f})"


def _remarks(proxy: Proxy) -> str:
    """Say what a reader of the amount alone would miss."""
    said = {
        "a transfer": proxy.transfer,
        "a sum over years": proxy.lifetime,
        "a floor": proxy.stands_as == "floor",
        "a cost in place of a value": proxy.stands_as == "cost",
    }
    return "".join(f"; {remark}" for remark, holds in said.items() if holds)


def _sources(catalogue: Catalogue) -> str:
    every = [indices.read(name) for name in indices.names()]
    rows = [
        _source_row(source, [one for one in every if name in one.sources]) for name, source in sorted(catalogue.sources.items())
    ]
    return table(SOURCE_HEADINGS, rows)


def _source_row(source: Source, tables: Sequence[Index]) -> Sequence[str]:
    passed_on = {"yes": "", "cited-fact": "; single facts, quoted", "no": "; not passed on"}[source.redistribution]
    used = f"; table: {', '.join(map(_link, tables))}" if tables else ""
    return (
        f'<a id="{source.id}"></a>`{source.id}` {_titled(source, tables)}{used}',
        f"{source.publisher}, {source.year or 'not dated'}",
        f"{source.licence}{passed_on}",
        source.notes or "",
    )


def _titled(source: Source, tables: Sequence[Index]) -> str:
    """Write a source's title with its address, or say that it has none, or where those of its rows stand."""
    if source.url:
        return f"[{source.title}]({source.url})"
    each = any("where" in one.columns for one in tables)
    return f"{source.title} ({ROW_BY_ROW if each else NO_ADDRESS})"


def _indices() -> str:
    every = [indices.read(name) for name in indices.names()]
    rows = [
        (
            f"**{one.title}** {_link(one)}",
            f"{one.unit}, {one.base}",
            one.vintage,
            ", ".join(f"[`{id_}`](#{id_})" for id_ in one.sources),
        )
        for one in every
    ]
    attributions = "\n\n".join(one.attribution for one in every if one.attribution)
    return f"{table(INDEX_HEADINGS, rows)}\n\n{attributions}"


def _link(index: Index) -> str:
    return f"[`{index.id}`](indices.md#{index.id})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the generated files, or with ``--check`` say which differ; 0 when all is well, else 1."""
    parser = argparse.ArgumentParser(prog="python -m sroi.catalogue.register", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    parser.add_argument("--root", type=Path, help="the checkout; the one the library runs from by default")
    asked = parser.parse_args(arguments)
    texts = generated(asked.root)
    differing = {path: text for path, text in texts.items() if not path.is_file() or path.read_text("utf-8") != text}
    for path in differing:
        sys.stdout.write(f"{'differs' if asked.check else 'written'}: {path}\n")
    if not asked.check:
        _write(differing)
    return 1 if asked.check and differing else 0


def _write(texts: dict[Path, str]) -> None:
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
