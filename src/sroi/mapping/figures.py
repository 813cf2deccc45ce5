"""The figures of one measure in one row, to quantities; what is missing is asked for by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from sroi.catalogue import evaluate, names_in
from sroi.errors import SroiError
from sroi.mapping.rows import Reader
from sroi.model.framework import Framework, Measure, Part

IS = {
    "count": "is a count",
    "proportion": "is a proportion",
    "rate": "is a rate",
    "level": "is a level",
    "tonnes": "is counted in tonnes",
    "money": "is counted in pounds",
}
SIZES = frozenset(
    {"population", "weeks", "years", "years_avoided", "hours_each", "average_attendance", "household_waste_tonnes"}
    | {"households", "people_receiving_care"}
)
"""Names that only scale a change: below zero they would turn it round."""
_OVER_100 = re.compile(r"/ *100(?![0-9])")
_NEAR_ONE, _FAR_FROM_ONE = 1, 10
_MOST_PER_CENT = 100


class Worked(NamedTuple):
    """A quantity, how it was worked out, and what must be said of it."""

    value: Decimal
    how: str
    note: str = ""


class Recipe(NamedTuple):
    """One way to the quantities of a measure: what it needs, and an expression for each part."""

    name: str
    needs: Sequence[str]
    expressions: Sequence[str]
    note: str = ""

    @property
    def per_cents(self) -> frozenset[str]:
        """Names of figures before and after that are written in per cent."""
        over_100 = {name for one in self.expressions if _OVER_100.search(one) for name in names_in(one)}
        return frozenset(name for name in over_100 if name.startswith(("baseline", "actual")))


def slug(text: str, joint: str = "_") -> str:
    """Write words as a name of small letters.

    >>> slug("level 4 or higher"), slug("crime.reoffending_avoided", "-")
    ('level_4_or_higher', 'crime-reoffending-avoided')
    """
    return re.sub(r"[^a-z0-9]+", joint, text.lower()).strip(joint)


def recipes(measure: Measure) -> list[Recipe]:
    """List the ways to a measure's quantities, its own first."""
    quantity = measure.quantity
    own = [part.expression for part in quantity.parts] or [quantity.expression or ""]
    ways = [Recipe(way.name, way.needs, way.expressions, way.note or "") for way in quantity.ways]
    return [Recipe("", quantity.needs, own), *ways]


def direct_names(measure: Measure) -> list[str]:
    """List the columns that take a quantity ready made: ``quantity``, or one for each part."""
    return [f"quantity_{slug(part.name)}" for part in measure.quantity.parts] or ["quantity"]


def figure_names(measure: Measure) -> list[str]:
    """List every column that a measure's figures may stand in, other units than its own apart."""
    costs = [cost.needs for part in measure.quantity.parts for cost in part.take_off]
    needs = [name for recipe in recipes(measure) for name in recipe.needs]
    return list(dict.fromkeys([*needs, *costs, *direct_names(measure)]))


def meaning(framework: Framework, measure: Measure, name: str) -> str:
    """Say what a name means in a measure, or nothing where the framework does not say."""
    return measure.quantity.names.get(name) or framework.names.get(name, "")


class Figures:
    """The figures of one row, read when they are needed, each fault kept once.

    Args:
        framework: where the meaning of names stands.
        measure: what was measured.
        reader: the row.

    """

    def __init__(self, framework: Framework, measure: Measure, reader: Reader) -> None:
        self.framework, self.measure, self.reader = framework, measure, reader
        self.given = [name for name in figure_names(measure) if reader.has(name)]
        self.ready_made = [name for name in direct_names(measure) if reader.has(name)]
        self.recipe = self._recipe()
        self._values: dict[str, Decimal] | None = None
        self._complete = False

    def quantity(self, part: Part | None) -> Worked | None:
        """Work out the quantity of a part, or of a measure without parts; None where something is missing."""
        place = list(self.measure.quantity.parts).index(part) if part else 0
        if self.ready_made:
            return self._ready(direct_names(self.measure)[place])
        values = self._all_values()
        if not self._complete:
            return None
        expression = self.recipe.expressions[place]
        try:
            value = evaluate(expression, values)
        except SroiError as error:
            self.reader.fault(error.code, f"{self._called}: {error.problem}", error.fix)
            return None
        written = re.sub(r"[a-z_][a-z0-9_]*", lambda name: _plain(values[name[0]]), expression)
        how = f"{expression} = {written}" if written != expression else expression
        return Worked(Decimal(value), how, self.recipe.note)

    def in_unit(self, unit: str, proxy: str) -> Worked | None:
        """Take a quantity in another unit than the measure's own, which must be given: nothing is converted."""
        name = f"quantity_{slug(unit)}"
        if not self.reader.has(name):
            problem = f"{self._called}: the proxy '{proxy}' is worth one '{unit}', which is not what the measure counts"
            fix = f"give {name}, or choose another proxy"
            self.reader.fault("quantity-in-other-unit", problem, fix, column=name)
            return None
        return self._ready(name)

    def of_one_way(self) -> bool:
        """Refuse figures of two ways in one row, since one of the two would be passed over."""
        used = self.ready_made or [name for name in self.given if name in self.recipe.needs]
        odd = [name for name in self.given if name not in used and name not in _costs(self.measure)]
        if odd:
            problem = f"{self._called}: {', '.join(odd)} cannot stand beside {', '.join(used)}"
            self.reader.fault("figures-of-two-ways", problem, f"give {' or '.join(_ways(self.measure))}", column=odd[0])
        return not odd

    def ask(self, name: str, *, more: str = "") -> None:
        """Ask for a figure that is missing."""
        words = meaning(self.framework, self.measure, name)
        problem = f"{self._called} {IS[self.measure.kind]}: give {name}" + (f" ({words})" if words else "")
        none = "; write 0 where there was none" if self.measure.quantity.parts else ""
        self.reader.fault("figure-missing", problem, f"fill '{name}'{more}{none}; a blank is never a zero", column=name)

    @property
    def _called(self) -> str:
        return f"measure {self.measure.number}"

    def _ready(self, name: str) -> Worked | None:
        """Take a quantity as given."""
        if not self.reader.has(name):
            self.ask(name)
            return None
        value = self.reader.number(name)
        return None if value is None else Worked(value, f"{name} as given")

    def _recipe(self) -> Recipe:
        """Choose the way that the figures given belong to: one that has all it needs, else the first that they fit."""
        known = recipes(self.measure)
        given = {name for recipe in known for name in recipe.needs} & set(self.given)
        fitting = [recipe for recipe in known if given <= set(recipe.needs)]
        complete = [recipe for recipe in fitting if set(recipe.needs) == given]
        return (complete or fitting or known)[0]

    def _all_values(self) -> dict[str, Decimal]:
        """Read every figure of the chosen way once; ask for those that are missing."""
        if self._values is None:
            before = len(self.reader.faults)
            found = {name: self._figure(name) for name in self.recipe.needs}
            self._values = {name: value for name, value in found.items() if value is not None}
            self._check(self._values)
            self._complete = len(self.reader.faults) == before
        return self._values

    def _figure(self, name: str) -> Decimal | None:
        if not self.reader.has(name):
            self.ask(name, more=self._other_ways())
            return None
        if name.startswith("share_") or name == "completion_rate":
            return self.reader.share(name)
        value = self.reader.number(name, "percent" if name in self.recipe.per_cents else "count")
        if value is not None and value < 0 and name in SIZES:
            self.reader.fault("below-zero", f"{name} is {value}", "give a size of zero or more", column=name)
            return None
        return value

    def _other_ways(self) -> str:
        others = [recipe for recipe in recipes(self.measure) if recipe.name != self.recipe.name]
        return "".join(f"; or give {', '.join(one.needs)} instead ({one.name or 'as the framework says'})" for one in others)

    def _check(self, values: dict[str, Decimal]) -> None:
        """Check what one cell alone cannot show: shares written for per cents, and figures that cannot rise."""
        for name in (one for one in values if one in self.recipe.per_cents):
            if not 0 <= values[name] <= _MOST_PER_CENT:
                self.reader.fault("per-cent-out-of-range", f"{name} is {values[name]} per cent", "give 0 to 100", column=name)
            if name.startswith("baseline"):
                self._check_pair(name, name.replace("baseline", "actual", 1), values)
        if not self.recipe.name:
            self._check_falling(values)

    def _check_pair(self, before: str, after: str, values: dict[str, Decimal]) -> None:
        """Refuse 0.628 where 62.8 is meant, unless a per cent sign says otherwise."""
        pair = [values[name] for name in (before, after) if name in values]
        signed = any("%" in (self.reader.text(name) or "") for name in (before, after))
        small = [value for value in pair if value <= _NEAR_ONE]
        shares = bool(pair) and any(pair) and len(small) == len(pair)
        mixed = any(value > 0 for value in small) and max(pair) >= _FAR_FROM_ONE
        if not signed and (shares or mixed):
            problem = (
                f"{before} and {after} are {' and '.join(map(str, pair))}: per cents are asked for, and shares seem to be given"
            )
            fix = "write 62.8 for 62.8 %; a figure below one per cent with its sign: 0.6 %"
            self.reader.fault("share-for-per-cent", problem, fix, column=before)

    def _check_falling(self, values: dict[str, Decimal]) -> None:
        for names in self.measure.quantity.falling:
            for upper, lower in pairwise(names):
                if upper in values and lower in values and values[lower] > values[upper]:
                    problem = f"{self._called}: {lower} is {values[lower]} and {upper} {values[upper]}, which cannot be"
                    others = self._other_ways().removeprefix("; or ")
                    fix = f"{self.measure.quantity.note or 'Give figures that fall.'}{others and f' Else {others}'}"
                    self.reader.fault("cannot-rise", problem, fix, column=lower)


def _costs(measure: Measure) -> set[str]:
    return {cost.needs for part in measure.quantity.parts for cost in part.take_off}


def _ways(measure: Measure) -> Iterable[str]:
    """Write each way to a quantity as a list of columns."""
    yield from (", ".join(recipe.needs) for recipe in recipes(measure))
    yield ", ".join(direct_names(measure))


def _plain(value: Decimal) -> str:
    """Write a number as it would be typed into a calculator, a negative one in brackets."""
    text = f"{value.normalize():f}"
    return f"({text})" if value < 0 else text
