"""Questions to the catalogue: by words, by measure, by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi.catalogue.found import Found
from sroi.catalogue.search import rank
from sroi.catalogue.store import DEFLATOR, Catalogue, load
from sroi.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sroi.model.framework import Measure
    from sroi.prices.price_years import PriceYear

ROLES = ("default", "state_view", "alternatives", "optional_add")
NAMES_IT = "names this measure"


def search(
    words: str, *, price_year: PriceYear | None = None, index: str = DEFLATOR, catalogue: Catalogue | None = None
) -> Found:
    """Find proxies by words over title, theme and what is valued, the best first.

    Plurals, beginnings of words and small typos are forgiven.

    Args:
        words: what to look for, such as ``"volunteer hour"``.
        price_year: bring every amount to this year; None leaves them as printed.
        index: ``gdp_deflator``, ``cpi`` or another index by year.
        catalogue: where to look; the package's own by default.

    Returns:
        The matches, best first; empty when nothing fits.

    Raises:
        InvalidArgumentError: there are no words (``no-words``).
        PriceYearError: an amount cannot be brought to the year.

    Examples:
        >>> search("volunteer hours").ids[0].partition(".")[0]
        'volunteering'
    """
    if not isinstance(words, str) or not words.strip():
        raise InvalidArgumentError("there are no words to look for", code="no-words", where="words", fix="give a word or two")
    shelf = catalogue or load()
    return _found(shelf, rank(shelf.proxies, words), price_year, index)


def for_measure(
    measure: str, *, price_year: PriceYear | None = None, index: str = DEFLATOR, catalogue: Catalogue | None = None
) -> Found:
    """List the proxies that may value a measure: its defaults first, each with its role.

    Args:
        measure: ``framework/number``, such as ``knowsley/13``.
        price_year: bring every amount to this year; None leaves them as printed.
        index: ``gdp_deflator``, ``cpi`` or another index by year.
        catalogue: where to look; the package's own by default.

    Returns:
        The matches with their roles; a proxy that only names the measure itself comes last.

    Raises:
        NotFoundError: no framework has such a measure (``measure-not-found``).

    Examples:
        >>> for_measure("knowsley/13").ids[0]
        'volunteering.formal_volunteer_year'
    """
    shelf = catalogue or load()
    roles = _roles(shelf.measure(measure))
    naming = {id_: NAMES_IT for id_, proxy in shelf.proxies.items() if measure in proxy.measures and id_ not in roles}
    both = {**roles, **naming}
    return Found(_found(shelf, both, price_year, index).matches, tuple(both.values()))


def select(
    *,
    theme: str | None = None,
    kind: str | None = None,
    beneficiary: str | None = None,
    licence: str | None = None,
    price_year: PriceYear | None = None,
    index: str = DEFLATOR,
    catalogue: Catalogue | None = None,
) -> Found:
    """List proxies by their fields; without any, all of them.

    Args:
        theme: first part of the id, such as ``volunteering``.
        kind: fiscal, economic, social, wellbeing, environmental or market.
        beneficiary: who gains, such as ``council``.
        licence: licence of the source, such as ``OGL-UK-3.0``.
        price_year: bring every amount to this year; None leaves them as printed.
        index: ``gdp_deflator``, ``cpi`` or another index by year.
        catalogue: where to look; the package's own by default.

    Raises:
        InvalidArgumentError: no proxy has that theme, kind, beneficiary or licence (``nothing-of-that``).

    Examples:
        >>> {proxy.kind for proxy in select(theme="waste", kind="environmental")}
        {'environmental'}
    """
    shelf = catalogue or load()
    asked = {"theme": theme, "kind": kind, "beneficiary": beneficiary, "licence": licence}
    wanted = {name: value for name, value in asked.items() if value is not None}
    fields = {id_: _fields(shelf, id_) for id_ in shelf.proxies}
    _refuse_unknown(wanted, list(fields.values()))
    ids = sorted(id_ for id_, its in fields.items() if wanted.items() <= its.items())
    return _found(shelf, ids, price_year, index)


def _fields(shelf: Catalogue, id_: str) -> dict[str, str]:
    proxy = shelf.proxies[id_]
    licence = shelf.source(proxy.values[0].source).licence
    return {"theme": proxy.theme, "kind": proxy.kind, "beneficiary": proxy.beneficiary, "licence": licence}


def _refuse_unknown(wanted: dict[str, str], fields: list[dict[str, str]]) -> None:
    for name, value in wanted.items():
        known = sorted({its[name] for its in fields})
        if value not in known:
            raise InvalidArgumentError(
                f"no proxy has the {name} '{value}'", code="nothing-of-that", where=name, fix=f"use one of {', '.join(known)}"
            )


def _roles(measure: Measure) -> dict[str, str]:
    """Return the role of each candidate; the first one holds when a proxy has two."""
    roles: dict[str, str] = {}
    for role in ROLES:
        for id_ in getattr(measure.proxies, role):
            roles.setdefault(id_, role)
    return roles


def _found(shelf: Catalogue, ids: Iterable[str], price_year: PriceYear | None, index: str) -> Found:
    return Found(tuple(shelf.match(id_, price_year, index=index) for id_ in ids))
