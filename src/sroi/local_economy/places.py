"""Which suppliers and staff are local: a yes-or-no column, or the caller's own set of postcodes or areas."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import TypeAlias

from sroi.errors import Fault, InvalidArgumentError
from sroi.local_economy.columns import Columns, convert, text, yes_or_no

Places: TypeAlias = Collection[str] | Callable[[str], bool]
"""A set of postcodes or names of areas, or a function from a place to yes or no."""

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


def in_places(places: Collection[str]) -> Callable[[str], bool]:
    """Make the test of whether a place is one of the caller's own.

    A place is local when it is in the set as it stands, or, for a full postcode, when its sector (``L36 9``) or
    its district (``L36``) is. Capitals do not matter; a sector is written
    with its space. Districts cross borough boundaries: full
    postcodes from the council's own address register decide best.

    Args:
        places: postcodes, sectors, districts or names of areas.

    Returns:
        A function from a place to yes or no.

    Raises:
        InvalidArgumentError: one text in the place of a set, whose letters would be taken for places (``not-places``).

    Examples:
        >>> local = in_places({"L36", "Kirkby"})
        >>> local("l36 9yu"), local("KIRKBY"), local("L3 6AA")
        (True, True, False)
    """
    if isinstance(places, str):
        fix = f"give a set: {{{places!r}}}"
        raise InvalidArgumentError(f"{places!r:.60} is one text, not a set of places", code="not-places", where="places", fix=fix)
    own = frozenset(map(_plain, places))
    return lambda place: any(form in own for form in _forms(_plain(place)))


def _plain(place: str) -> str:
    """Write a place in capitals, one space between words; a full postcode with its space, as the sector needs it."""
    words = " ".join(str(place).upper().split())
    joined = words.replace(" ", "")
    return f"{joined[:-3]} {joined[-3:]}" if _POSTCODE.fullmatch(joined) else words


def _forms(place: str) -> tuple[str, ...]:
    """Give a place, and the sector and district of a full postcode."""
    return (place, place[:-2], place[:-4]) if _POSTCODE.fullmatch(place.replace(" ", "")) else (place,)


def are_local(columns: Columns, name: str, places: Places | None) -> tuple[list[bool], list[Fault]]:
    """Say of each row whether it is local, by its ``place`` when places are given, else by its ``local`` column.

    Args:
        columns: the columns of the table, with ``local`` or ``place``.
        name: what the table is called in messages.
        places: the caller's own places, or None.

    Returns:
        Yes or no for each row, and the faults of rows that do not say.

    >>> are_local({"place": ["L36 1AA", "M1 1AA"]}, "suppliers", {"L36"})[0]
    [True, False]
    """
    if places is None:
        return convert(columns["local"], f"{name}, local", to=yes_or_no, wanted="yes or no")
    test = lru_cache(maxsize=None)(places if callable(places) else in_places(places))
    return convert(columns["place"], f"{name}, place", to=lambda place: bool(test(text(place))), wanted="a place")


def place_column(places: Places | None) -> str:
    """Name the column that decides what is local.

    >>> place_column(None), place_column({"L36"})
    ('local', 'place')
    """
    return "local" if places is None else "place"
