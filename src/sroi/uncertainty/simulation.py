"""Monte Carlo: every uncertain number drawn at once, thousands of times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from sroi.errors import InvalidArgumentError, NotFoundError
from sroi.uncertainty.correlations import Cluster, clusters, read_correlations
from sroi.uncertainty.distribution import NO_RANGE, Note, Simulation, lopsided, too_few
from sroi.uncertainty.model import FIGURES, Model
from sroi.uncertainty.numbers import Ranges, drawn_apart, shared
from sroi.uncertainty.streams import Streams, refuse_too_many
from sroi.valuation.arrays import Scratch

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case, Correlation
    from sroi.uncertainty.curves import Column

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the draws done and the draws wanted."""

KEEP = ("ratio", "net_present_value", "present_value")
BLOCK = 1 << 15
"""Draws worked on together: few enough to stay in the processor's cache, enough to keep it busy."""

_FEWEST = 2
_NAMED = 6
_ARE_APART = "one amount with one range but no name, so each line draws its own; if it is one number, give it one `name`"
_ARE_HELD = "numbers have no range and are held at their value"


def simulate(  # noqa: PLR0913 - each is a choice of its own, made by keyword
    case: Case,
    draws: int = 10_000,
    *,
    seed: int = 1,
    keep: Iterable[str] = KEEP,
    correlations: Iterable[Correlation | Mapping[str, Any]] | None = None,
    ranges: Ranges = "given",
    threads: int = 2,
    progress: Progress | None = None,
    catalogue: Catalogue | None = None,
) -> Simulation:
    """Draw every uncertain number of a case many times, and see how far its figures spread.

    A named number is drawn once for each case: the same catalogue proxy on five lines is one draw, and so are
    records of one ``name``. Each name has a stream of its own, derived from the seed and the name, so that a
    line more or less moves no other number. Case 0 is the central case.

    Args:
        case: what was put in and what changed, with ``low`` and ``high`` where a number is unsure.
        draws: number of cases, the central one included; 2 or more.
        seed: whole number, 0 or more; the same seed gives the same numbers, whatever the threads.
        keep: figures whose draws are kept: ``ratio``, ``net_present_value``, ``present_value``,
            ``total_input``, ids of outcomes, names of stakeholders (``stakeholder NAME`` where the name is also an
            id); ``outcomes`` and ``stakeholders`` keep all.
        correlations: ``{"between": [name, name], "rank": 0.5}``, in the place of the case's own.
        ranges: ``reference_class`` gives shares without a range that of published studies, and says so.
        threads: blocks of draws worked on at the same time.
        progress: called now and then with the draws done and the draws wanted.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        The draws, and their quantiles, chances and standard errors; money in the case's currency.

    Raises:
        InvalidArgumentError: something else than a case, fewer than 2 draws, more than can be held, a seed below 0, or no
            thread (``not-a-case``, ``draws-too-few``, ``draws-too-many``, ``seed-below-zero``, ``threads-too-few``).
        NotFoundError: ``keep`` or a correlation names what the case has not (``unknown-figure``, ``unknown-number``).
        InvalidCaseError: correlations that cannot all hold, a shape that cannot have its ends, one name with
            two ranges.
        UndefinedRatioError: there are no inputs, or they may come to zero within their ranges (``ratio-undefined``).

    The convention that bites: in a case, low and high are the 5 % and the 95 % point; in the catalogue they are
    the least and the most.

    References:
        hmt-green-book-2026

    Examples:
        >>> import sroi
        >>> simulation = simulate(sroi.read_case("docs/examples/befriending.yaml"), 1_000, seed=7)
        >>> simulation.draws["ratio"][0] == sroi.calculate(simulation.case).ratio.value
        np.True_
        >>> low, high = simulation.interval()
        >>> bool(low < simulation.central["ratio"] < high)
        True

    """
    _check_whole(draws, "draws", _FEWEST)
    _check_whole(seed, "seed", 0)
    _check_whole(threads, "threads", 1)
    draws, seed = int(draws), int(seed)
    model = Model.of(case, ranges=ranges, catalogue=catalogue)
    tied = clusters(read_correlations(case.correlations if correlations is None else correlations), model)
    run = Run(model, seed, targets(model, keep), tied)
    refuse_too_many(draws, len(run.targets))
    run.draw(draws, threads, progress)
    notes = (*_notes(model), *lopsided(run.kept), *too_few(run.kept))
    return Simulation(case, seed, run.kept, run.central, model.names, notes)


def _check_whole(value: int, name: str, least: int) -> None:
    codes = {"draws": "draws-too-few", "seed": "seed-below-zero", "threads": "threads-too-few"}
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        fix = f"give a whole number of at least {least}"
        raise InvalidArgumentError(f"{name} is {value!r}", code=codes[name], where=name, fix=fix)


def targets(model: Model, keep: Iterable[str]) -> dict[str, tuple[int, ...] | None]:
    """Turn the names of figures into the outcomes they add up; None for a headline figure.

    Raises:
        NotFoundError: the case has no such figure (``unknown-figure``).

    """
    outcomes = {line.id: (place,) for place, line in enumerate(model.case.outcomes)}
    stakeholders: dict[str, tuple[int, ...]] = {}
    for place in model.counted:
        name = model.case.outcomes[place].stakeholder
        name = f"stakeholder {name}" if name in {*outcomes, *FIGURES} else name
        stakeholders[name] = (*stakeholders.get(name, ()), place)
    known: dict[str, tuple[int, ...] | None] = {**stakeholders, **outcomes, **dict.fromkeys(FIGURES)}
    groups = {"outcomes": list(outcomes), "stakeholders": list(stakeholders)}
    wanted = [name for one in ((keep,) if isinstance(keep, str) else keep) for name in groups.get(one, [one])]
    for name in wanted:
        if name not in known:
            fix = f"keep outcomes, stakeholders, or some of {', '.join(known)}"
            raise NotFoundError(f"the case has no figure '{name}'", code="unknown-figure", where="keep", fix=fix)
    return {name: known[name] for name in dict.fromkeys(wanted or KEEP)}


class Block:
    """The numbers of one block of draws, each drawn when it is asked for.

    A number that stands in one place only is not held on to, so that a block stays small.
    """

    def __init__(self, run: Run, streams: Streams, start: int, count: int) -> None:
        """Draw what is tied together; the rest waits."""
        self._run, self._streams, self._start, self._count = run, streams, start, count
        self._drawn: dict[tuple[str, object], Column] = {}
        self._places: dict[str, Column] = {}
        self._scratch = Scratch(count)
        for cluster in run.tied:
            self._places |= cluster.tie([streams.places(name, start, count) for name in cluster.names])

    def __getitem__(self, place: int) -> Any:
        """Give the draws of one number, or its value where it is held."""
        return self._scratch.column(self._values(place))

    def _values(self, place: int) -> Any:
        curve, number = self._run.model.curves[place], self._run.model.numbers[place]
        if curve is None:
            return number.value
        if number.name not in self._run.shared:
            return curve.at(self._place(number.name))
        key = (number.name, curve)
        if key not in self._drawn:
            self._drawn[key] = curve.at(self._place(number.name))
        return self._drawn[key]

    def _place(self, name: str) -> Column:
        """Give the places of a name; those of a name in several places are drawn once."""
        if name in self._places:
            return self._places[name]
        drawn = self._streams.places(name, self._start, self._count)
        if name in self._run.shared:
            self._places[name] = drawn
        return drawn


@dataclass(frozen=True)
class Run:
    """One simulation under way.

    Args:
        model: the case as a function of its numbers.
        seed: seed of all streams.
        targets: figures to keep, and the outcomes they add up.
        tied: groups of names that move together.

    """

    model: Model
    seed: int
    targets: Mapping[str, tuple[int, ...] | None]
    tied: tuple[Cluster, ...]

    @cached_property
    def shared(self) -> frozenset[str]:
        """Names that are asked for more than once: those in several places, and the rates, which every line uses."""
        return shared(self.model.numbers) | {self.model.numbers[place].name for place in self.model.rates}

    @cached_property
    def kept(self) -> dict[str, Column]:
        """The draws, filled in by :meth:`draw`."""
        return {}

    @cached_property
    def central(self) -> dict[str, float]:
        """The figures of the central case, as calculated."""
        result = self.model.result
        lines = result.present_values
        return {
            name: float(result.ratio if name == "ratio" else getattr(result, name))
            if places is None
            else sum(lines[p] for p in places)
            for name, places in self.targets.items()
        }

    def draw(self, draws: int, threads: int, progress: Progress | None) -> None:
        """Fill every kept figure: one stretch of draws for each thread, block by block."""
        self.kept.update({name: np.empty(draws) for name in self.targets})
        _ = self.model.curves, self.shared
        told = _Told(draws, progress)
        spans = _spans(draws, threads)
        if len(spans) == 1:
            self._span(spans[0], told)
        else:
            with ThreadPoolExecutor(len(spans)) as pool:
                list(pool.map(lambda span: self._span(span, told), spans))
        for name, value in self.central.items():
            self.kept[name][0] = value

    def _span(self, span: range, told: _Told) -> None:
        streams = Streams(self.seed)
        for start in span:
            stop = min(start + BLOCK, span.stop)
            self._fill(slice(start, stop), Block(self, streams, start, stop - start))
            told.more(stop - start)

    def _fill(self, part: slice, values: Block) -> None:
        """Work out one block and put its figures away."""
        needed = {place for places in self.targets.values() for place in (self.model.counted if places is None else places)}
        lines = {place: self.model.present_value(place, values) for place in sorted(needed)}
        total = self.model.total_input(values) if None in self.targets.values() else 0.0
        for name, places in self.targets.items():
            value = _sum(lines, self.model.counted if places is None else places)
            self.kept[name][part] = value if places else self.model.figure(name, value, total)


def _sum(lines: Mapping[int, Any], places: Sequence[int]) -> Any:
    return sum((lines[place] for place in places), 0.0)


def _spans(draws: int, threads: int) -> list[range]:
    """Cut the draws into one stretch for each thread; a few draws are not worth a second one."""
    share = max(-(-draws // threads), BLOCK)
    return [range(start, min(start + share, draws), BLOCK) for start in range(0, draws, share)]


class _Told:
    """Counts the draws done, and tells whoever wants to know."""

    def __init__(self, wanted: int, progress: Progress | None) -> None:
        self._wanted, self._progress, self._done, self._lock = wanted, progress, 0, Lock()

    def more(self, draws: int) -> None:
        if self._progress is None:
            return
        with self._lock:
            self._done += draws
            self._progress(self._done, self._wanted)


def _notes(model: Model) -> tuple[Note, ...]:
    """Say which numbers were held, which shapes could not meet their ends, and which ranges are borrowed."""
    still = [number for number in model.numbers if not number.spread]
    one_sided = [number.label for number in still if number.one_sided]
    held = list(dict.fromkeys(number.label for number in still if number.value))
    borrowed = dict.fromkeys(number.origin for number in model.numbers if number.spread and number.origin.startswith("reference"))
    notes = [Note("one-sided-range", f"{name}: only one end of a range is given, so it is held") for name in one_sided]
    notes += [Note("shape-off", f"{name}: {text}") for name, text in model.misfits.items()]
    notes += [Note("drawn-apart", f"{', '.join(lines)}: {_ARE_APART}") for lines in drawn_apart(model.numbers)]
    notes += [Note("reference-class", f"ranges that the case does not have come from the {origin}") for origin in borrowed]
    notes += [] if model.names else [Note("no-range", NO_RANGE)]
    have = "1 number has no range and is held at its value" if len(held) == 1 else f"{len(held)} {_ARE_HELD}"
    return (*notes, Note("held", f"{have}: {_some(held)}")) if held else tuple(notes)


def _some(names: Sequence[str]) -> str:
    """Name the first few."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
