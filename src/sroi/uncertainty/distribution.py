"""What a simulation found: the spread of every figure that was kept, and how well it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import isnan, sqrt
from numbers import Real
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from sroi.errors import InvalidArgumentError, InvalidCaseError, NotFoundError
from sroi.model.published import PRINTED
from sroi.model.shown import Shown
from sroi.model.text import SYMBOLS, money_text, ratio_text, share_text

if TYPE_CHECKING:
    import pandas as pd

    from sroi.model.case import Case
    from sroi.uncertainty.curves import Column

COARSE = 0.02
"""An end of an interval is too rough when its standard error is more than this share of the interval."""

NO_RANGE = "no number of the case has a range, so every draw is the central case"

_FEWEST = 20
_THIN = 0.001
_WARNED = frozenset({"too-few-draws", "no-range"})
_POINTS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a simulation.

    Args:
        code: stable kebab-case name of the kind of note.
        text: one sentence.

    """

    code: str
    text: str


class Estimate(float):
    """A figure that was estimated from draws: a number that knows its error.

    Args:
        value: the estimate.
        standard_error: how far off it may well be: two times in three it is nearer than this.

    Examples:
        >>> chance = Estimate(0.75, 0.01)
        >>> chance > 0.5, chance.standard_error
        (True, 0.01)
    """

    standard_error: float

    def __new__(cls, value: float, standard_error: float) -> Self:
        """Make a number and tell it its error."""
        made = super().__new__(cls, value)
        made.standard_error = standard_error
        return made

    def __getnewargs__(self) -> tuple[float, float]:  # type: ignore[override]
        """Pickle with the error."""
        return float(self), self.standard_error

    @property
    def value(self) -> float:
        """The estimate as a plain number."""
        return float(self)

    @property
    def text(self) -> str:
        """A chance in words; 0 % and 100 % stand only where no draw and every draw is meant.

        >>> Estimate(0.9998, 0.0001).text, Estimate(1.0, 0.0001).text, Estimate(0.4567, 0.005).text
        ('over 99.9 %', '100 %', '45.7 %')
        """
        if 0 < self < _THIN or 1 - _THIN < self < 1:
            return "under 0.1 %" if self < _THIN else "over 99.9 %"
        return _percent(float(self))


@dataclass(frozen=True, eq=False)
class Simulation(Shown):
    """The draws of a simulation, and what they say.

    Case 0 of every array is the central case, nothing drawn. Every statistic is of the cases after it.

    Args:
        case: the case that was simulated.
        seed: seed of all streams.
        draws: for each figure that was kept, one value for each case.
        central: the same figures of the central case.
        uncertain: names of the numbers that were drawn.
        notes: what to know: numbers held fixed, shapes that could not meet their ends, too few draws.

    """

    case: Case = field(repr=False)
    seed: int
    draws: Mapping[str, Column] = field(repr=False)
    central: Mapping[str, float]
    uncertain: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def count(self) -> int:
        """Number of cases, the central one included."""
        return len(next(iter(self.draws.values())))

    @property
    def warnings(self) -> tuple[Note, ...]:
        """The notes that say the draws are too few, or that there was nothing to draw."""
        return tuple(note for note in self.notes if note.code in _WARNED)

    def drawn(self, of: str = "ratio") -> Column:
        """Give the drawn values of a figure, without the central case.

        Raises:
            NotFoundError: the figure was not kept (``not-kept``).

        """
        if of not in self.draws:
            fix = f"simulate again with keep=(…, {of!r}); this one kept {', '.join(self.draws)}"
            raise NotFoundError(f"the draws of '{of}' were not kept", code="not-kept", where=self.case.id, fix=fix)
        return self.draws[of][1:]

    def mean(self, of: str = "ratio") -> Estimate:
        """Average of a figure over the draws, with its standard error."""
        values = self.drawn(of)
        return Estimate(float(values.mean()), self.standard_deviation(of) / sqrt(len(values)))

    def standard_deviation(self, of: str = "ratio") -> float:
        """Standard deviation of a figure over the draws."""
        values = self.drawn(of)
        return float(values.std(ddof=1)) if len(values) > 1 else 0.0

    def quantile(self, chance: float, of: str = "ratio") -> Estimate:
        """Value that a figure stays below with a chance, with its standard error.

        The error is read off the draws: half the distance between the points one standard error of the
        chance, ``√(chance × (1 − chance) / n)``, below and above.

        Args:
            chance: 0 to 1; 0.5 is the median.
            of: figure that was kept.

        Raises:
            InvalidArgumentError: something else than a chance from 0 to 1 (``chance-out-of-range``).
            NotFoundError: the figure was not kept (``not-kept``).

        """
        if not isinstance(chance, Real) or not 0 <= chance <= 1:
            fix = "write the 5 % point as 0.05"
            raise InvalidArgumentError(f"{chance!r} is not a chance", code="chance-out-of-range", where="chance", fix=fix)
        values = self.drawn(of)
        off = sqrt(chance * (1 - chance) / len(values))
        low, value, high = np.quantile(values, [max(chance - off, 0.0), chance, min(chance + off, 1.0)])
        return Estimate(float(value), float(high - low) / 2)

    def interval(self, share: float = 0.9, of: str = "ratio") -> tuple[float, float]:
        """Give the two ends between which a figure lies in ``share`` of the draws, as many outside on either side."""
        tail = (1 - share) / 2
        return self.quantile(tail, of).value, self.quantile(1 - tail, of).value

    def probability(self, above: float = 1.0, of: str = "ratio") -> Estimate:
        """Chance that a figure is more than a threshold, with its standard error.

        The error is Wilson's, so that it is not 0 where all draws agree.

        Args:
            above: the threshold; 1 for a ratio means that more comes out than was put in.
            of: figure that was kept.

        Raises:
            InvalidArgumentError: a threshold that is not a number (``threshold-not-a-number``).
            NotFoundError: the figure was not kept (``not-kept``).

        """
        if not isinstance(above, Real) or isnan(above):
            problem = f"the threshold {above!r:.60} is not a number"
            raise InvalidArgumentError(problem, code="threshold-not-a-number", where="above", fix="give 1, or any other number")
        return _share_of(self.drawn(of) > above)

    def probability_of(self, headline: str | None = None) -> Estimate:
        """Chance that the ratio reaches a published headline, printed rounding allowed for.

        Reached is any ratio that is at least the headline less half of its last printed digit.

        Args:
            headline: the ratio as printed, such as ``"5.80"``; the case's own published one when absent.

        Raises:
            InvalidCaseError: no headline is given and the case has none (``nothing-published``).
            InvalidArgumentError: the headline is not a printed number (``not-a-ratio``).

        """
        return _share_of(self.drawn("ratio") >= float(_least_that_rounds_to(self.headline(headline))))

    def headline(self, printed: str | None = None) -> str:
        """Give the headline to compare with, as printed."""
        published = self.case.published.ratio if self.case.published else None
        found = published if printed is None else printed
        if found is None:
            fix = 'give it as printed: "5.80"'
            raise InvalidCaseError("the case has no published ratio", code="nothing-published", where=self.case.id, fix=fix)
        return found

    def convergence(self, of: str = "ratio", *, steps: int = 20) -> tuple[tuple[int, float, float, float], ...]:
        """Say how a figure settled: number of draws so far, the central case counted, 5 % point, mean and 95 % point."""
        values = self.drawn(of)
        counts = sorted({max(2, round(self.count * step / steps)) for step in range(1, steps + 1)})
        return tuple((n, *_three(values[: n - 1])) for n in counts)

    def text_of(self, value: float, of: str = "ratio") -> str:
        """Write a value of a figure as people read it."""
        return ratio_text(value, self.case.currency) if of == "ratio" else money_text(value, self.case.currency, 0)

    @property
    def text(self) -> str:
        """The headline with its range, in one sentence."""
        of = "ratio" if "ratio" in self.draws else next(iter(self.draws))
        if not self.uncertain:
            return f"{of.replace('_', ' ')} {self.text_of(self.central[of], of)}; {NO_RANGE}"
        low, high = (self.text_of(end, of) for end in self.interval(of=of))
        sign = SYMBOLS.get(self.case.currency, self.case.currency)
        chance = f"; {self.probability().text} of the draws exceed {sign}1:{sign}1" if of == "ratio" else ""
        word = of.replace("_", " ")
        return f"{word} {self.text_of(self.central[of], of)}, nine times in ten between {low} and {high}{chance}"

    def __str__(self) -> str:
        """Write the headline with its range and a line for each figure that was kept, as ``sroi simulate`` prints them."""
        from sroi.uncertainty.told import simulation_text  # noqa: PLC0415 - built only when asked for

        return simulation_text(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the documented shape of ``simulate --json``: no raw draws."""
        return {
            "case": self.case.id,
            "draws": self.count,
            "seed": self.seed,
            "uncertain": list(self.uncertain),
            "figures": {name: self._figure(name) for name in self.draws},
            "probability_ratio_above_1": _plain(self.probability()) if "ratio" in self.draws else None,
            "notes": [{"code": note.code, "text": note.text} for note in self.notes],
        }

    def _figure(self, name: str) -> dict[str, Any]:
        points = {f"{chance:g}": _plain(self.quantile(chance, name)) for chance in _POINTS}
        spread = {"mean": _plain(self.mean(name)), "standard_deviation": self.standard_deviation(name)}
        return {"central": self.central[name], **spread, "quantiles": points}

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each figure kept, as a pandas data frame: central, mean, and points of the distribution."""
        import pandas as pd  # noqa: PLC0415 - `import sroi` must not load pandas

        rows = [
            {"figure": name, "central": self.central[name], "mean": self.mean(name).value}
            | {f"{_percent(chance)} point": self.quantile(chance, name).value for chance in _POINTS}
            for name in self.draws
        ]
        return pd.DataFrame(rows)


def lopsided(draws: Mapping[str, Column]) -> tuple[Note, ...]:
    """Say of which figures the central case lies outside the 90 % interval."""
    outside = [name for name, values in draws.items() if not inside(float(values[0]), values[1:])]
    text = "the central case lies outside the range of nine draws in ten, because the ranges lean to one side"
    return (Note("central-outside", f"{text}: {', '.join(outside)}"),) if outside else ()


def inside(central: float, values: Column) -> bool:
    """Say whether the central case lies in the 90 % interval of the draws, or a hair beside it."""
    low, high = np.quantile(values, [0.05, 0.95])
    hair = 1e-9 * max(abs(central), 1.0)
    return bool(low - hair <= central <= high + hair)


def too_few(draws: Mapping[str, Column]) -> tuple[Note, ...]:
    """Say of which figures the 5 % and 95 % points are rough for want of draws."""
    count = len(next(iter(draws.values())))
    if count < _FEWEST:
        return (Note("too-few-draws", f"{count} draws have no 5 % and no 95 % point; take {_FEWEST} or more"),)
    rough = {name: error for name, values in draws.items() if (error := _roughness(values[1:])) > COARSE}
    if not rough:
        return ()
    text = f"{count} draws are few: an end of the 90 % interval may be off by {_percent(max(rough.values()))} of its width"
    return (Note("too-few-draws", f"{text}: {', '.join(rough)}"),)


def _roughness(values: Column) -> float:
    """Compare the standard error of either end of the 90 % interval with its width."""
    off = sqrt(0.05 * 0.95 / len(values))
    points = np.quantile(values, [max(0.05 - off, 0.0), 0.05, 0.05 + off, 0.95 - off, 0.95, min(0.95 + off, 1.0)])
    width, error = points[4] - points[1], max(points[2] - points[0], points[5] - points[3]) / 2
    return float(error / width) if width else 0.0


def _share_of(met: Any) -> Estimate:
    """Estimate a chance; the error is the half-width of Wilson's interval at one standard deviation."""
    count, share = len(met), float(np.mean(met))
    return Estimate(share, sqrt(share * (1 - share) / count + 1 / (4 * count**2)) / (1 + 1 / count))


def _least_that_rounds_to(printed: str) -> Decimal:
    if not isinstance(printed, str) or not PRINTED.fullmatch(printed.strip()):
        fix = 'give the digits as printed, in quotes: "5.80"'
        raise InvalidArgumentError(f"{printed!r:.60} is not a ratio", code="not-a-ratio", where="headline", fix=fix)
    figure = Decimal(printed)
    return figure - Decimal(5).scaleb(int(figure.as_tuple().exponent) - 1)


def _three(values: Sequence[float] | Column) -> tuple[float, float, float]:
    low, high = np.quantile(values, [0.05, 0.95])
    return float(low), float(np.mean(values)), float(high)


def _percent(chance: float) -> str:
    return share_text(round(chance, 3))


def _plain(estimate: Estimate) -> dict[str, float]:
    return {"value": estimate.value, "standard_error": estimate.standard_error}
