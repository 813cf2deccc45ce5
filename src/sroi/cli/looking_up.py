"""``proxies search``: find what things are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi import proxies
from sroi.catalogue.found import Found
from sroi.cli.text import as_json, table
from sroi.model.text import money_text

if TYPE_CHECKING:
    from argparse import Namespace

WELL = 0


def add(commands: Any) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("proxies", help="look up what things are worth")
    inside = one.add_subparsers(title="commands", required=True, metavar="COMMAND")
    search = inside.add_parser("search", help="find proxies by words")
    search.add_argument("words", metavar="WORDS", nargs="+", help="what to look for, such as: volunteer hour")
    search.add_argument("--price-year", help="bring every amount to this year: 2025 or 2025/26")
    search.add_argument("--json", action="store_true", help="print the matches as JSON")
    search.set_defaults(run=_search)


def _search(options: Namespace) -> int:
    year = options.price_year
    found = proxies.search(" ".join(options.words), price_year=int(year) if year and year.isdigit() else year)
    print(as_json([match.to_dict() for match in found]) if options.json else search_text(found))
    return WELL


def search_text(found: Found) -> str:
    """Write a row for each proxy, and below it where its amount stands."""
    if not found:
        return "nothing fits; try another word, or fewer"
    rows = [
        [
            match.proxy.id,
            money_text(match.amount, match.proxy.currency),
            *(match.proxy.unit, str(match.price_year), match.value.confidence, match.value.source),
        ]
        for match in found
    ]
    heads = ["proxy", "amount", "unit", "prices of", "confidence", "source"]
    details = [f"{match.proxy.id}: {match.proxy.values_what} ({match.value.source}, {match.value.locator})" for match in found]
    return "\n".join([table(heads, rows, right=[1]), "", *details])
