"""What records of a catalogue owe each other: every name that one uses must exist, and links hold both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sroi.catalogue.arithmetic import names_in
from sroi.documents import Document, Path
from sroi.errors import Fault, InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sroi.catalogue.loading import Loaded
    from sroi.model.framework import Framework, Measure
    from sroi.model.proxy import Proxy, Source, Unit


class Whole(Protocol):
    """The catalogue with the new layer in it."""

    @property
    def proxies(self) -> Mapping[str, Proxy]: ...  # noqa: D102 - a protocol
    @property
    def sources(self) -> Mapping[str, Source]: ...  # noqa: D102 - a protocol
    @property
    def units(self) -> Mapping[str, Unit]: ...  # noqa: D102 - a protocol
    @property
    def frameworks(self) -> Mapping[str, Framework]: ...  # noqa: D102 - a protocol


def cross_faults(loaded: Loaded, whole: Whole) -> list[Fault]:
    """Find every name in a layer that exists nowhere, and every link that holds one way only."""
    measures = {id_: one for framework in whole.frameworks.values() for id_, one in framework.measures.items()}
    faults: list[Fault] = []
    for id_, proxy in loaded.proxies.items():
        place = _Place(loaded.documents.get(id_, Document(id_)), loaded.broken)
        faults += place.proxy(proxy, whole, measures, loaded.proxies)
    for id_, framework in loaded.frameworks.items():
        faults += framework_faults(framework, loaded.documents.get(id_, Document(id_)), whole, loaded.broken)
    return faults


def unnamed_faults(loaded: Loaded) -> list[Fault]:
    """Find every proxy that does not name back a measure which may use it: the package's own proxies do."""
    used = [
        (measure.id, id_, loaded.documents.get(id_, Document(id_)))
        for framework in loaded.frameworks.values()
        for measure in framework.measures.values()
        for id_ in measure.proxies.every
        if id_ in loaded.proxies and measure.id not in loaded.proxies[id_].measures
    ]
    return [
        Fault(
            "measure-not-named",
            f"the measure '{measure}' may use '{id_}', which does not name it back",
            document.where(("measures",)),
            f"add '{measure}' to measures of '{id_}'",
        )
        for measure, id_, document in used
    ]


def framework_faults(framework: Framework, document: Document, whole: Whole, broken: Collection[str] = ()) -> list[Fault]:
    """Find what a framework names that does not exist, and rules that do not fit their proxies."""
    place = _Place(document, broken)
    faults = list(place.missing(framework.sources, whole.sources, ("sources",), "source"))
    for number, outcome in enumerate(framework.outcomes):
        for count, measure in enumerate(outcome.measures):
            path: Path = ("outcomes", number, "measures", count)
            faults += place.measure(measure, path, whole, framework.measures)
    return faults


class _Place:
    """Faults of one document."""

    def __init__(self, document: Document, broken: Collection[str]) -> None:
        self.document = document
        self.broken = broken

    def fault(self, path: Path, code: str, problem: str, fix: str) -> Fault:
        return Fault(code, problem, self.document.where(path), fix)

    def missing(self, names: Iterable[str], group: Iterable[str], path: Path, what: str) -> Iterator[Fault]:
        """Give a fault for each name that no record of the group has."""
        known = set(group)
        for number, name in enumerate(names):
            if name not in known and name not in self.broken:
                fix = f"use one of {', '.join(sorted(known))}" if what == "unit" else f"add the {what}, or mend the id"
                yield self.fault((*path, number), f"unknown-{what}", f"no {what} has the id '{name}'", fix)

    def proxy(self, proxy: Proxy, whole: Whole, measures: Mapping[str, Measure], layer: Mapping[str, Proxy]) -> Iterator[Fault]:
        """Check the names and overlaps of a proxy."""
        if proxy.unit not in whole.units:
            yield self.fault(("unit",), "unknown-unit", f"'{proxy.unit}' is not a unit", f"use one of {', '.join(whole.units)}")
        for number, value in enumerate(proxy.values):
            path: Path = ("values", number)
            if value.source not in {*whole.sources, *self.broken}:
                problem = f"no source has the id '{value.source}'"
                yield self.fault((*path, "source"), "unknown-source", problem, "add sources/ID.yaml, or mend the id")
            yield from self.missing(value.also, whole.sources, (*path, "also"), "source")
        yield from self.missing(proxy.measures, measures, ("measures",), "measure")
        yield from self.missing(proxy.overlaps_with, whole.proxies, ("overlaps_with",), "proxy")
        for number, other in enumerate(proxy.overlaps_with):
            if other in layer and proxy.id not in layer[other].overlaps_with:
                problem = f"the overlap with '{other}' is one-sided"
                fix = f"add '{proxy.id}' to overlaps_with of '{other}'"
                yield self.fault(("overlaps_with", number), "one-sided-overlap", problem, fix)

    def measure(self, measure: Measure, path: Path, whole: Whole, measures: Mapping[str, Measure]) -> Iterator[Fault]:
        """Check the names, proxies, expressions and clashes of a measure."""
        if measure.unit not in whole.units:
            yield self.fault(
                (*path, "unit"), "unknown-unit", f"'{measure.unit}' is not a unit", f"use one of {', '.join(whole.units)}"
            )
        yield from self.missing(measure.quantity.gives, whole.units, (*path, "quantity", "gives"), "unit")
        for role in ("default", "state_view", "alternatives", "optional_add"):
            ids = getattr(measure.proxies, role)
            yield from self.missing(ids, whole.proxies, (*path, "proxies", role), "proxy")
        yield from self.rule(measure, (*path, "quantity"))
        yield from self.ways(measure, (*path, "quantity"))
        yield from self.parts(measure, (*path, "quantity", "parts"), whole)
        yield from self.defaults(measure, path, whole)
        yield from self.missing(measure.clashes, measures, (*path, "clashes"), "measure")
        for number, other in enumerate(measure.clashes):
            if other == measure.id or (other in measures and measure.id not in measures[other].clashes):
                problem = f"the clash with '{other}' is one-sided"
                yield self.fault((*path, "clashes", number), "one-sided-clash", problem, f"add '{measure.id}' to its clashes")

    def rule(self, measure: Measure, path: Path) -> Iterator[Fault]:
        """Check that the expressions are arithmetic over exactly the names in ``needs``."""
        quantity = measure.quantity
        parts = enumerate(quantity.parts)
        written: list[tuple[Path, str]] = [(("parts", n, "expression"), part.expression) for n, part in parts]
        named: set[str] = set()
        for end, expression in written or [(("expression",), quantity.expression or "")]:
            try:
                named.update(names_in(expression))
            except InvalidDataError as error:
                yield self.fault((*path, *end), error.code, error.problem, error.fix)
                return
        if named != set(quantity.needs):
            problem = f"the expressions use {sorted(named)}, needs lists {sorted(quantity.needs)}"
            yield self.fault((*path, "needs"), "needs-not-used", problem, "make the two agree")

    def ways(self, measure: Measure, path: Path) -> Iterator[Fault]:
        """Check that each other way has arithmetic over its own names for every part, and that ordered names exist."""
        quantity = measure.quantity
        for number, way in enumerate(quantity.ways):
            where: Path = (*path, "ways", number, "expressions")
            if len(way.expressions) != max(1, len(quantity.parts)):
                yield self.fault(
                    where, "expression-for-each-part", "a way has one expression for each part", "add the missing one"
                )
            try:
                named = {name for expression in way.expressions for name in names_in(expression)}
            except InvalidDataError as error:
                yield self.fault(where, error.code, error.problem, error.fix)
                continue
            if named != set(way.needs):
                problem = f"the expressions use {sorted(named)}, needs lists {sorted(way.needs)}"
                yield self.fault(where, "needs-not-used", problem, "make the two agree")
        for number, names in enumerate(quantity.falling):
            if unknown := set(names) - set(quantity.needs):
                problem = f"{sorted(unknown)} are not in needs"
                yield self.fault((*path, "falling", number), "needs-not-used", problem, "use names in needs")

    def parts(self, measure: Measure, path: Path, whole: Whole) -> Iterator[Fault]:
        """Check that the further proxies of the parts exist."""
        for number, part in enumerate(measure.quantity.parts):
            yield from self.missing(part.also, whole.proxies, (*path, number, "also"), "proxy")
            for count, cost in enumerate(part.take_off):
                yield from self.missing(cost.proxies, whole.proxies, (*path, number, "take_off", count, "proxies"), "proxy")

    def defaults(self, measure: Measure, path: Path, whole: Whole) -> Iterator[Fault]:
        """Check that the defaults count in the units given, may be added up, and are all in the parts."""
        known = [whole.proxies[id_] for id_ in measure.proxies.default if id_ in whole.proxies]
        for number, proxy in enumerate(known):
            where: Path = (*path, "proxies", "default", number)
            if proxy.unit not in measure.quantity.gives:
                problem = f"'{proxy.id}' is per {proxy.unit}, the quantity gives {', '.join(measure.quantity.gives)}"
                yield self.fault(where, "unit-mismatch", problem, "choose a proxy in the unit of the quantity")
            for other in set(proxy.overlaps_with) & {*measure.proxies.default, *measure.proxies.optional_add}:
                problem = f"'{proxy.id}' and '{other}' overlap and would be added"
                yield self.fault(where, "overlapping-defaults", problem, "keep one of the two")
        inside = {id_ for part in measure.quantity.parts for id_ in part.proxies}
        if measure.quantity.parts and inside != set(measure.proxies.default):
            problem = "the proxies of the parts are not the defaults"
            yield self.fault((*path, "quantity", "parts"), "parts-not-defaults", problem, "make the two agree")
