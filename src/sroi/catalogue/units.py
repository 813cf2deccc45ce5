"""Which unit words mean, and whether two are the same: the one place where units are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sroi.model.proxy import Unit

_GAP = re.compile(r"[\s_\u2010-\u2015-]+")


def unit_of(words: str, units: Mapping[str, Unit]) -> str | None:
    """Give the known unit that words mean, whatever their capitals, plural, spaces or hyphens; None for any other words.

    >>> from sroi.catalogue import load
    >>> [unit_of(words, load().units) for words in ("Hours", "people", "persons", "person years", "participants")]
    ['hour', 'person', 'person', 'person-year', None]
    """
    if words in units:
        return words
    plain = _plain(words)
    return next((name for name, one in units.items() if plain in {_plain(name), _plain(one.singular), _plain(one.plural)}), None)


def same_unit(first: str, second: str, units: Mapping[str, Unit]) -> bool | None:
    """Say whether two units are the same; None where one of them is not known, so that nobody can tell.

    >>> from sroi.catalogue import load
    >>> [same_unit(words, "person-year", load().units) for words in ("Person-years", "hours", "participants")]
    [True, False, None]
    """
    if first == second or _plain(first) == _plain(second):
        return True
    one, other = unit_of(first, units), unit_of(second, units)
    return one == other if one and other else None


@lru_cache(maxsize=1024)
def _plain(words: str) -> str:
    return _GAP.sub(" ", words.strip().casefold()).removesuffix("s")
