"""A case as a function of its numbers: any of them may be one number or a column of draws."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sroi import formula
from sroi.errors import Fault, InvalidCaseError, NotFoundError, UndefinedRatioError
from sroi.model.case_argument import require_case
from sroi.prices.discounting import EARLY, factors, hold_last
from sroi.uncertainty import curves
from sroi.uncertainty.numbers import Number, Ranges, numbers_of
from sroi.uncertainty.spreads import curve_of
from sroi.valuation import Result, calculate
from sroi.valuation.arrays import plain, present_value, taken, where

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case
    from sroi.uncertainty.curves import AnyCurve
    from sroi.uncertainty.spreads import Spread

FIGURES = ("ratio", "net_present_value", "present_value", "total_input")
"""The headline figures."""


class Values(Protocol):
    """What each number is, by its place: a number, or a column of draws."""

    def __getitem__(self, place: int, /) -> Any:
        """Give the value of one number."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Where the numbers of one outcome stand in the list of all."""

    quantity: int
    amount: int
    deadweight: int
    displacement: int
    attributions: tuple[int, ...]
    contribution: int | None
    drop_off: int
    duration: int

    @property
    def all(self) -> tuple[int, ...]:
        """Every place."""
        own = (self.quantity, self.amount, self.deadweight, self.displacement, self.drop_off, self.duration)
        return (*own, *self.attributions, *(() if self.contribution is None else (self.contribution,)))


@dataclass(frozen=True)
class Model:
    """A case, its numbers, and the formula over them.

    Args:
        result: the central case, calculated.
        numbers: every number of the case.
        slots: for each outcome, where its numbers stand.
        inputs: for each input, where its amount stands.
        rates: where the discount rate or the yearly rates stand; empty under a dated schedule.

    """

    result: Result
    numbers: tuple[Number, ...]
    slots: tuple[Slots, ...]
    inputs: tuple[int, ...]
    rates: tuple[int, ...]

    @classmethod
    def of(cls, case: Case, *, ranges: Ranges = "given", catalogue: Catalogue | None = None) -> Model:
        """Read the numbers of a case, and calculate its central case."""
        require_case(case)
        result = calculate(case, catalogue=catalogue)
        numbers = numbers_of(case, result.priced, ranges=ranges)
        places: dict[tuple[str, str], list[int]] = {}
        for place, number in enumerate(numbers):
            places.setdefault((number.line, number.field), []).append(place)
        slots = tuple(_slots(line.id, places) for line in case.outcomes)
        inputs = tuple(places[line.id, "input"][0] for line in case.inputs)
        return cls(result, numbers, slots, inputs, tuple(places.get(("method", "discount"), ())))

    @property
    def case(self) -> Case:
        """The case."""
        return self.result.case

    @cached_property
    def central(self) -> tuple[float, ...]:
        """Every number at its value."""
        return tuple(number.value for number in self.numbers)

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """Places of the outcomes that are in the total."""
        return tuple(place for place, reason in enumerate(self.result.left_out) if reason is None)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the numbers that have a spread, in the order of the case."""
        return tuple(dict.fromkeys(number.name for number in self.numbers if number.spread))

    @cached_property
    def curves(self) -> tuple[AnyCurve | None, ...]:
        """The quantile function of each number; None where it is held at its value."""
        return tuple(found[0] if found else None for found in self._curves)

    @cached_property
    def misfits(self) -> dict[str, str]:
        """What a shape could not meet, by the name of the number."""
        pairs = zip(self.numbers, self._curves, strict=True)
        return {number.name: found[1] for number, found in pairs if found and found[1]}

    @cached_property
    def _curves(self) -> tuple[tuple[AnyCurve, str] | None, ...]:
        made: dict[Spread, tuple[AnyCurve, str]] = {}
        faults: list[Fault] = []
        for number in self.numbers:
            if number.spread and number.spread not in made:
                try:
                    made[number.spread] = curve_of(number.spread)
                except InvalidCaseError as error:
                    faults += [replace(fault, where=f"{number.label}, {fault.where}") for fault in error.faults]
        if faults:
            raise InvalidCaseError.of(faults)
        return tuple(made[number.spread] if number.spread else None for number in self.numbers)

    def places(self, name: str) -> tuple[int, ...]:
        """Give where the numbers of one name stand.

        Raises:
            NotFoundError: the case has no number of that name (``unknown-number``).

        """
        found = self._places.get(name)
        if found is None:
            raise unknown_number(name, self._places, self.case.id)
        return found

    @cached_property
    def _places(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for place, number in enumerate(self.numbers):
            found[number.name] = (*found.get(number.name, ()), place)
        return found

    def ends(self, name: str) -> tuple[dict[int, float], dict[int, float]]:
        """Give the 5 % and the 95 % point of the numbers of one name, by their places."""
        drawn = [place for place in self.places(name) if self.curves[place] is not None]
        low, high = ({place: self._end(place, chance) for place in drawn} for chance in (0.05, 0.95))
        return low, high

    def _end(self, place: int, chance: float) -> float:
        curve = self.curves[place]
        return self.central[place] if curve is None else curves.quantile(curve, chance)

    def net(self, place: int, values: Values) -> Any:
        """Value of the first year of one outcome."""
        slots = self.slots[place]
        gross = formula.gross(values[slots.quantity], values[slots.amount])
        return formula.net(
            gross,
            values[slots.deadweight],
            values[slots.displacement],
            *(values[one] for one in slots.attributions),
            contribution=1 if slots.contribution is None else values[slots.contribution],
        )

    def duration(self, place: int, values: Values) -> Any:
        """Years that one outcome pays for."""
        years = values[self.slots[place].duration]
        return formula.whole_years(years, where) if self.case.method.part_years == "whole_years" else years

    def present_value(self, place: int, values: Values) -> Any:
        """Present value of one outcome: in closed form at one rate, else year by year."""
        line = self.case.outcomes[place]
        net, drop_off, duration = self.net(place, values), values[self.slots[place].drop_off], self.duration(place, values)
        if len(self.rates) != 1:
            return self._by_year(place, values, (net, drop_off, duration))
        early = float(EARLY[self.case.method.timing])
        rate = values[self.rates[0]]
        return taken(present_value(net, drop_off, duration, line.drop_off_from, line.starts, rate, early))

    def _by_year(self, place: int, values: Values, numbers: tuple[Any, Any, Any]) -> Any:
        """Add up the discounted years of one outcome."""
        (net, drop_off, duration), line = numbers, self.case.outcomes[place]
        years = int(np.max(plain(formula.whole_years(duration, where))))
        found = self.factors(line.starts + years - 1, values)[line.starts - 1 :]
        flows = (formula.year_value(net, drop_off, duration, line.drop_off_from, year, where) for year in range(1, years + 1))
        return taken(sum((factor * flow for factor, flow in zip(found, flows, strict=True)), 0 * net))

    def factors(self, years: int, values: Values, timing: Any = None) -> tuple[Any, ...]:
        """Give the discount factor of each projection year."""
        schedule, when = self.result.discounting.schedule, timing or self.case.method.timing
        rates = schedule.rates(years) if schedule else hold_last([values[place] for place in self.rates], years)
        return factors(rates, when)

    def total_input(self, values: Values) -> Any:
        """Present value of the inputs."""
        return taken(sum(self._input(place, values) for place in range(len(self.inputs))))

    def _input(self, place: int, values: Values) -> Any:
        line, amount = self.case.inputs[place], values[self.inputs[place]]
        return amount * self.factors(line.year, values, line.timing)[-1] if line.year else amount

    def figure(self, name: str, present_value: Any, total_input: Any) -> Any:
        """Make one of the headline figures out of the two totals."""
        if name == "ratio":
            self.refuse_no_input(total_input)
            return formula.ratio(present_value, total_input)
        return {"present_value": present_value, "total_input": total_input}.get(name, present_value - total_input)

    def refuse_no_input(self, total_input: Any) -> None:
        """Refuse a ratio whose inputs may be zero or change their sign.

        Raises:
            UndefinedRatioError: they may, or there are none (``ratio-undefined``).

        """
        if not self.inputs:
            problem, fix = "there is no ratio: the case has no inputs", "give what was put in, or keep net_present_value"
            raise UndefinedRatioError(problem, code="ratio-undefined", where=f"{self.case.id}, inputs", fix=fix)
        if np.min(np.asarray(total_input) * np.sign(self.result.total_input)) <= 0:
            problem = (
                "there is no distribution of the ratio: within their ranges the inputs may come to zero or change their sign"
            )
            fix = "narrow their ranges, write `ends: extremes` if these are the least and the most, or keep net_present_value"
            raise UndefinedRatioError(problem, code="ratio-undefined", where=f"{self.case.id}, inputs", fix=fix)

    def totals(self, changed: Mapping[int, Any]) -> tuple[Any, Any]:
        """Calculate present value and total input with some numbers changed, the rest at their values."""
        values = {**dict(enumerate(self.central)), **changed}
        lines = (
            self.present_value(place, values) if self.touches(changed, place) else self._central_lines[place]
            for place in self.counted
        )
        return sum(lines), self.total_input(values)

    def touches(self, changed: Container[int], place: int) -> bool:
        """Say whether some numbers have a part in an outcome: its own, or the discount rates."""
        return any(one in changed for one in (*self.slots[place].all, *self.rates))

    @cached_property
    def _central_lines(self) -> dict[int, float]:
        """Present value of each counted outcome in the central case."""
        return {place: float(self.present_value(place, self.central)) for place in self.counted}

    def value(self, changed: Mapping[int, Any], figure: str = "ratio") -> Any:
        """Calculate a headline figure with some numbers changed, the rest at their values."""
        return self.figure(figure, *self.totals(changed))

    def set_to(self, name: str, value: Any) -> dict[int, Any]:
        """Give a name another value; records of that name whose value differs move in proportion."""
        first, *rest = self.places(name)
        central = self.central[first]
        return {first: value} | {place: value * (self.central[place] / central) if central else value for place in rest}

    def year_value(self, place: int, year: int, values: Values) -> Any:
        """Undiscounted value of one benefit year of one outcome."""
        line, drop_off = self.case.outcomes[place], values[self.slots[place].drop_off]
        duration = self.duration(place, values)
        return formula.year_value(self.net(place, values), drop_off, duration, line.drop_off_from, year, where)


def check_figure(name: str) -> None:
    """Refuse what is not a headline figure.

    Raises:
        NotFoundError: it is not one (``unknown-figure``).

    """
    if name not in FIGURES:
        fix = f"use one of {', '.join(FIGURES)}"
        raise NotFoundError(f"there is no headline figure '{name}'", code="unknown-figure", where="of", fix=fix)


def _slots(line: str, places: Mapping[tuple[str, str], list[int]]) -> Slots:
    one = {
        field: places[line, field][0] for field in ("quantity", "amount", "deadweight", "displacement", "drop_off", "duration")
    }
    contributions = places.get((line, "contribution"), [])
    attributions = tuple(places.get((line, "attribution"), ()))
    return Slots(**one, attributions=attributions, contribution=contributions[0] if contributions else None)


def unknown_number(name: str, known: Mapping[str, object], case: str) -> NotFoundError:
    """Make the error of a name that no number has."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for the error

    near = get_close_matches(name, known, n=1, cutoff=0.5)
    fix = f"did you mean '{near[0]}'?" if near else f"the case has {', '.join(known)}"
    return NotFoundError(f"no number of the case has the name '{name}'", code="unknown-number", where=case, fix=fix)
