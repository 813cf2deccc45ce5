"""Which proxies value a row, and on which of its quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from sroi.catalogue import Catalogue
from sroi.errors import NotFoundError
from sroi.mapping.rows import Reader
from sroi.model.framework import Measure, Part
from sroi.model.proxy import Proxy

DEFAULT = "default"


class Choice(NamedTuple):
    """One proxy on one quantity.

    Args:
        proxy: what values it.
        part: the part of the measure; None where it has none, or where the proxy belongs to none.
        own_unit: whether it counts in the measure's own quantity, or in another that must be given.

    """

    proxy: Proxy
    part: Part | None
    own_unit: bool


def choose(measure: Measure, reader: Reader, *, perspective: str, catalogue: Catalogue) -> list[Choice]:
    """Choose the proxies of a row: those it names, else the measure's defaults, or its state view."""
    usual = usual_ids(measure, perspective)
    proxies = [proxy for id_ in _asked(reader, usual) if (proxy := _proxy(id_, reader, catalogue))]
    choices = [choice for proxy in proxies for choice in _placed(proxy, measure)]
    _refuse_overlaps(proxies, reader)
    _refuse_shared_columns(choices, reader)
    return choices


def usual_ids(measure: Measure, perspective: str) -> tuple[str, ...]:
    """Give the proxies of a measure that names none: the state view in an account of state or council, where there is one."""
    state = measure.proxies.state_view if perspective != "society" else ()
    return state or measure.proxies.default


def _asked(reader: Reader, usual: tuple[str, ...]) -> list[str]:
    """Read the ids of a cell: parted by blanks, commas or semicolons; ``default`` stands for the usual ones."""
    value = reader.row.cells.get("proxy", DEFAULT)
    words = value if isinstance(value, list | tuple) else re.split(r"[;,\s]+", str(value).strip())
    ids = [id_ for word in map(str, words) for id_ in (usual if word.lower() == DEFAULT else (word,)) if id_]
    return list(dict.fromkeys(ids))


def _proxy(id_: str, reader: Reader, catalogue: Catalogue) -> Proxy | None:
    try:
        return catalogue.proxy(id_)
    except NotFoundError as error:
        reader.fault(error.code, error.problem, error.fix, column="proxy")
        return None


def _placed(proxy: Proxy, measure: Measure) -> Iterator[Choice]:
    """Find the parts that a proxy values: those that name it, else the only one in its unit."""
    parts = measure.quantity.parts
    if not parts:
        yield Choice(proxy, None, proxy.unit in measure.quantity.gives and proxy.unit == _own_unit(measure))
        return
    naming = [part for part in parts if proxy.id in (*part.proxies, *part.also)]
    alike = [part for part in parts if part.gives == proxy.unit]
    found = naming or (alike if len(alike) == 1 else [])
    for part in found:
        yield Choice(proxy, part, part.gives == proxy.unit)
    if not found:
        yield Choice(proxy, None, own_unit=False)


def _own_unit(measure: Measure) -> str:
    """Give the unit that a measure without parts counts in."""
    return measure.quantity.gives[0]


def _refuse_overlaps(proxies: list[Proxy], reader: Reader) -> None:
    for one, other in combinations(proxies, 2):
        if other.id in one.overlaps_with or one.id in other.overlaps_with:
            problem = f"'{one.id}' and '{other.id}' overlap: the same gain of the same people would be counted twice"
            reader.fault("overlapping-proxies", problem, "name one of the two", column="proxy")


def _refuse_shared_columns(choices: list[Choice], reader: Reader) -> None:
    """Refuse two parts that would both read one column of another unit."""
    others = [choice for choice in choices if not choice.own_unit]
    for one, other in combinations(others, 2):
        if one.proxy.unit == other.proxy.unit and one.part is not other.part:
            problem = f"'{one.proxy.id}' and '{other.proxy.id}' count different people in '{one.proxy.unit}'"
            reader.fault("one-row-each", problem, "give each of them a row of its own", column="proxy")
