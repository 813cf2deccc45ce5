"""The data as a machine reads them: one JSON file that lists every proxy, source and table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sroi.catalogue import indices
from sroi.catalogue.edition import read_edition
from sroi.catalogue.folder import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sroi.catalogue.store import Catalogue
    from sroi.model.proxy import Proxy, ProxyValue

LICENCES = {
    "OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "MIT": "https://opensource.org/license/mit",
}
ROWS = ("proxies", "sources")


def package_text(catalogue: Catalogue) -> str:
    """Return the text of ``datapackage.json``: the shape of a Frictionless data package, a line for each row."""
    rows = {"proxies": _proxies(catalogue), "sources": _sources(catalogue)}
    text = json.dumps(_package(), indent=2, ensure_ascii=False)
    for name in ROWS:
        lines = ",\n".join("        " + json.dumps(row, ensure_ascii=False) for row in rows[name])
        text = text.replace(f'"@{name}"', f"[\n{lines}\n      ]")
    return text + "\n"


def _package() -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "sroi-proxies",
        "title": "Sourced values for Social Return on Investment",
        "version": read_edition().edition,
        "licenses": [{"name": name, "path": path} for name, path in LICENCES.items()],
        "resources": [*({"name": name, "data": f"@{name}"} for name in ROWS), *map(_table, indices.names())],
    }


def _proxies(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Give a row for each amount, those of a proxy in the order of use."""
    return [
        _row(catalogue, proxy, value, place)
        for _, proxy in sorted(catalogue.proxies.items())
        for place, value in enumerate(proxy.values, 1)
    ]


def _row(catalogue: Catalogue, proxy: Proxy, value: ProxyValue, place: int) -> dict[str, Any]:
    fields = ("id", "title", "unit", "currency", "beneficiary", "kind", "transfer", "method", "lifetime", "account", "stands_as")
    of_value = ("source", "locator", "confidence", "checked", "derivation", "note")
    ends = {name: None if getattr(value, name) is None else str(getattr(value, name)) for name in ("amount", "low", "high")}
    return {
        **{name: getattr(proxy, name) for name in fields},
        "order": place,
        **ends,
        "price_year": str(value.price_year),
        **{name: getattr(value, name) for name in of_value},
        "licence": catalogue.source(value.source).licence,
    }


def _sources(catalogue: Catalogue) -> list[dict[str, Any]]:
    return [source.model_dump() for _, source in sorted(catalogue.sources.items())]


def _table(name: str) -> dict[str, Any]:
    index = indices.read(name)
    folder = next(folder for folder in indices.FOLDERS if (data_folder() / folder / f"{name}.yaml").is_file())
    fields = [
        {"name": column, "type": _type(row[column] for row in index.rows), "description": meaning}
        for column, meaning in index.columns.items()
    ]
    return {
        "name": name.replace("_", "-"),
        "title": index.title,
        "profile": "tabular-data-resource",
        "path": f"{folder}/{name}.csv",
        "schema": {"fields": fields, "missingValues": [""]},
        "sources": [{"title": source} for source in index.sources],
    }


def _type(texts: Iterable[str]) -> str:
    """Say what a column holds: whole numbers, numbers or text."""
    filled = [text for text in texts if text]
    for name, read in (("integer", int), ("number", float)):
        try:
            _ = [read(text) for text in filled]
        except ValueError:
            continue
        return name
    return "string"
