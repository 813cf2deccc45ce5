"""What a case names must exist: schedules, measures and proxies of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sroi.catalogue import indices, load
from sroi.documents import Document, Path
from sroi.errors import Fault, SroiError
from sroi.model.case_checks import members, peek
from sroi.prices.discounting import find_schedule, schedules


def unknown_references(document: Document) -> list[Fault]:
    """Find every schedule, measure and proxy that a case names and the catalogue has not."""
    return [
        Fault(fault.code, fault.problem, document.where(path), fault.fix)
        for path, look_up in _references(document.data)
        for fault in _faults(look_up)
    ]


def _faults(look_up: Any) -> tuple[Fault, ...]:
    try:
        look_up()
    except SroiError as error:
        return error.faults
    return ()


def _references(case: Any) -> Iterator[tuple[Path, Any]]:
    """Give the place of each name, and how to look it up."""
    catalogue = load()
    discount = peek(peek(case, "method"), "discount")
    if isinstance(discount, str):
        known = schedules(indices.read("discount_rates").rows)
        yield ("method", "discount"), lambda: find_schedule(discount, known)
    for place, line in enumerate(members(case, "outcomes")):
        for key, find in (("measure", catalogue.measure), ("proxy", catalogue.proxy)):
            name = peek(line, key)
            if isinstance(name, str):
                yield ("outcomes", place, key), lambda name=name, find=find: find(name)
