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
from sroi.catalogue.schemas import framework_schema, proxy_schema, schema_text
from sroi.catalogue.store import Catalogue, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sroi.model.match import Match
    from sroi.model.proxy import Proxy, Source

PROXY_HEADINGS = (
    *("Proxy", "Amount", "Price year", "Per", "In {year} prices", "Account", "Confidence", "Checked", "Source and locator"),
    "Licence",
)
SOURCE_HEADINGS = ("Source", "Publisher", "Year", "Licence", "Passed on", "How it was read")
INDEX_HEADINGS = ("Index", "Unit", "Base", "Edition", "Source")


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


def _opening(catalogue: Catalogue) -> str:
    values = [value for proxy in catalogue.proxies.values() for value in proxy.values]
    checked = Counter(value.checked for value in values)
    trust = Counter(value.confidence for value in values)
    counts = f"{len(catalogue.proxies)} proxies with {len(values)} amounts from {len(catalogue.sources)} sources"
    return f"""# Register of the data

Edition {read_edition().edition}: {counts}.
This page is made from the data by `python -m sroi.catalogue.register`.

**Checked** says how an amount was read: `original` ({checked["original"]}) on the publisher's own page,
`copy` ({checked["copy"]}) in a faithful copy of it, `secondary` ({checked["secondary"]}) as quoted by someone else,
or derived from such a figure. **Confidence** is in using the amount for the thing named: high {trust["high"]},
medium {trust["medium"]}, low {trust["low"]}. An amount of a financial year is shown in {read_edition().price_year} prices
as those of the financial year that begins then.
A proxy's first amount is the one in use; the others are for work on their own years."""


def _themes(catalogue: Catalogue, year: int | str) -> str:
    themes = sorted({proxy.theme for proxy in catalogue.proxies.values()})
    return "\n\n".join(f"### {theme}\n\n{_theme(catalogue, theme, year)}" for theme in themes)


def _theme(catalogue: Catalogue, theme: str, year: int | str) -> str:
    proxies = [proxy for _, proxy in sorted(catalogue.proxies.items()) if proxy.theme == theme]
    rows = [row for proxy in proxies for row in _proxy_rows(catalogue, proxy, year)]
    return _table([heading.format(year=year) for heading in PROXY_HEADINGS], rows)


def _proxy_rows(catalogue: Catalogue, proxy: Proxy, year: int | str) -> Iterable[Sequence[str]]:
    uprated = catalogue.match(proxy.id, year)
    for place, value in enumerate(proxy.values):
        span = f" ({value.low or '…'} to {value.high or '…'})" if value.low is not None or value.high is not None else ""
        yield (
            f"**{proxy.title}** `{proxy.id}`{_remarks(proxy)}" if place == 0 else f"`{proxy.id}`",
            f"{value.amount}{span}",
            str(value.price_year),
            proxy.unit,
            _shown(uprated) if value is uprated.value else "",
            proxy.account,
            value.confidence,
            value.checked,
            f"[{value.source}](#{value.source}), {value.locator}",
            catalogue.source(value.source).licence,
        )


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
    rows = [_source_row(source) for _, source in sorted(catalogue.sources.items())]
    return _table(SOURCE_HEADINGS, rows)


def _source_row(source: Source) -> Sequence[str]:
    title = f"[{source.title}]({source.url})" if source.url else source.title
    name = f'<a id="{source.id}"></a>`{source.id}` {title}'
    passed_on = {"yes": "yes", "cited-fact": "single facts, quoted", "no": "no"}[source.redistribution]
    return name, source.publisher, str(source.year or "not dated"), source.licence, passed_on, source.notes or ""


def _indices() -> str:
    every = [indices.read(name) for name in indices.names()]
    rows = [(f"**{one.title}** `{one.id}`", one.unit, one.base, one.vintage, one.source) for one in every]
    attributions = "\n\n".join(one.attribution for one in every if one.attribution)
    return f"{_table(INDEX_HEADINGS, rows)}\n\n{attributions}"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


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
