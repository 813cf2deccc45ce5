"""What a case names must exist, and be used for what it is: schedules, measures and proxies of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from sroi import formula
from sroi.catalogue import Catalogue, indices
from sroi.catalogue.units import same_unit
from sroi.documents import Document, Path
from sroi.errors import Fault, SroiError
from sroi.model.case_checks import members, number, peek
from sroi.prices.discounting import Schedule, find_schedule, schedules

if TYPE_CHECKING:
    from sroi.model.proxy import Unit


class PerUnit(Protocol):
    """Anything that is worth so much for one unit."""

    @property
    def unit(self) -> str:
        """What one of is worth the amount."""
        ...

    @property
    def lifetime(self) -> bool:
        """Whether the amount is already a sum over years."""
        ...


def reference_faults(document: Document, catalogue: Catalogue) -> list[Fault]:
    """Find every schedule, measure and proxy that a case names and the catalogue has not, or that it uses wrongly."""
    known = schedules(indices.read("discount_rates").rows)
    looked_up = [
        Fault(fault.code, fault.problem, document.where(path), fault.fix)
        for path, look_up in _references(document.data, catalogue, known)
        for fault in _faults(look_up)
    ]
    found = (*_misused(document.data, catalogue), *_past_the_end(document.data, known))
    return looked_up + [Fault(code, problem, document.where(path), fix) for path, (code, problem, fix) in found]


def misuses(
    unit: str, duration: float, drop_off: float, *, proxy: PerUnit, units: Mapping[str, Unit]
) -> Iterator[tuple[str, str, str, str]]:
    """Find what would count a proxy wrongly: another unit, or a sum over years paid again each year.

    Gives field, code, problem and fix of each.
    """
    if same_unit(unit, proxy.unit, units) is False:
        problem = f"the quantity is in '{unit}' and the proxy is worth one '{proxy.unit}'"
        yield "unit", "unit-mismatch", problem, "count in the proxy's unit, or choose a proxy for this unit"
    if proxy.lifetime and (duration > 1 or drop_off > 0):
        problem = "the proxy is already a sum over years, so its years would be counted twice"
        yield "duration", "lifetime-value-with-years", problem, "leave duration at 1 and drop_off out"


def _faults(look_up: Callable[[], object]) -> tuple[Fault, ...]:
    try:
        look_up()
    except SroiError as error:
        return error.faults
    return ()


def _references(case: Any, catalogue: Catalogue, known: dict[str, Schedule]) -> Iterator[tuple[Path, Callable[[], object]]]:
    """Give the place of each name, and how to look it up."""
    for path, discount in _discounts(case):
        if isinstance(discount, str):
            yield path, lambda discount=discount: find_schedule(discount, known)  # type: ignore[misc]
    for place, line in enumerate(members(case, "outcomes")):
        for key, find in (("measure", catalogue.measure), ("proxy", catalogue.proxy)):
            name = peek(line, key)
            if isinstance(name, str):
                yield ("outcomes", place, key), lambda name=name, find=find: find(name)  # type: ignore[misc]


def _discounts(case: Any) -> Iterator[tuple[Path, Any]]:
    """Give the discount of the method, and every one that a scenario sets."""
    yield ("method", "discount"), peek(peek(case, "method"), "discount")
    for place, scenario in enumerate(members(case, "scenarios")):
        yield ("scenarios", place, "set", "discount"), peek(peek(scenario, "set"), "discount")
        for step, change in enumerate(members(scenario, "changes")):
            yield ("scenarios", place, "changes", step, "set", "discount"), peek(peek(change, "set"), "discount")


def _misused(case: Any, catalogue: Catalogue) -> Iterator[tuple[Path, tuple[str, str, str]]]:
    """Find lines whose proxy is the catalogue's and does not fit."""
    for place, line in enumerate(members(case, "outcomes")):
        proxy = catalogue.proxies.get(str(peek(line, "proxy")))
        duration, drop_off = number(peek(line, "duration"), "value"), number(peek(line, "drop_off"), "share")
        if proxy and isinstance(peek(line, "unit"), str):
            found = misuses(line["unit"], duration or 0.0, drop_off or 0.0, proxy=proxy, units=catalogue.units)
            for field, *words in found:
                yield ("outcomes", place, field), (words[0], words[1], words[2])


def _past_the_end(case: Any, known: dict[str, Schedule]) -> Iterator[tuple[Path, tuple[str, str, str]]]:
    """Find lines that go on after their schedule has ended."""
    schedule = known.get(str(peek(peek(case, "method"), "discount")))
    if schedule is None or schedule.last_year is None:
        return
    for path, last in _last_years(case):
        if last > schedule.last_year:
            problem = f"the schedule '{schedule.id}' ends at year {schedule.last_year} and this goes on to year {last:g}"
            yield path, ("past-end-of-schedule", problem, "shorten the line, or use a schedule that goes on")


def _last_years(case: Any) -> Iterator[tuple[Path, float]]:
    for place, line in enumerate(members(case, "outcomes")):
        duration, starts = number(peek(line, "duration"), "value"), number(peek(line, "starts"), "value")
        years = 1.0 if duration is None else formula.whole_years(duration)
        yield ("outcomes", place, "duration"), (starts or 1.0) + years - 1
    for place, line in enumerate(members(case, "inputs")):
        yield ("inputs", place, "year"), number(peek(line, "year"), "value") or 0.0
