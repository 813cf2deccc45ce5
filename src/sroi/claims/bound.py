"""What a printed headline leaves open, and what it rules out: exact interval arithmetic on printed digits.

Two numbers stand behind every headline: what was put in, i > 0, and what it was worth, v. Each printed figure is a pair
of straight lines between which the point (i, v) must lie: a ratio r means ``low × i ≤ v ≤ high × i``, a net value means
``low ≤ v − i ≤ high``. What all of them leave is a polygon; its corners are the tightest bounds there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from itertools import combinations
from math import inf, nextafter
from typing import Any, TypeAlias

from sroi.claims.printed import half_digit
from sroi.claims.ratios import PrintedRatio, parse_ratio
from sroi.errors import InvalidArgumentError, SroiError
from sroi.model.text import SYMBOLS

Printed: TypeAlias = str | tuple[str, str]
"""A figure as printed, or its two ends where its rounding is known otherwise."""

Point: TypeAlias = tuple[Fraction, Fraction]
Edge: TypeAlias = tuple[Fraction, Fraction, Fraction]
"""``a × i + b × v ≤ c``."""

FIGURES = ("total_input", "present_value", "net_present_value", "ratio", "net_ratio")
RATIOS = frozenset({"ratio", "net_ratio"})

_SIGNS = "|".join(sorted(map(re.escape, SYMBOLS.values()), key=len, reverse=True))
_MONEY = re.compile(
    rf"(?P<minus>[-−–]?)\s*(?P<sign>{_SIGNS}|[A-Z]{{3}}\s)?\s*(?P<digits>[0-9][0-9,]*(\.[0-9]+)?)\s*"
    r"(?P<scale>k|m|bn|thousand|million|billion)?",
    re.IGNORECASE,
)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_RATIO_PLACES = 3
"""Decimals of a ratio, whose third is beyond what studies print."""
_PENCE = re.compile(r"\.[0-9]+\s*$")


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure must lie; an end that nothing bounds is None.

    Args:
        figure: which figure, such as ``total_input``.
        low: least it can be, exactly; None where there is no least.
        high: most it can be, exactly; None where there is no most.
        sign: sign of the currency.
        places: decimals of an amount in the text: 2 where it was printed with pence.

    """

    figure: str
    low: Fraction | None
    high: Fraction | None
    sign: str = "£"
    places: int = 0

    @property
    def text(self) -> str:
        """The interval in words, its ends rounded outwards so that nothing true is left out."""
        low, high = self._end(self.low, ROUND_FLOOR), self._end(self.high, ROUND_CEILING)
        if low and high:
            return low if low == high else f"{low} to {high}"
        return f"at least {low}" if low else f"at most {high}" if high else "anything"

    def _end(self, value: Fraction | None, rounding: str) -> str:
        if value is None:
            return ""
        step = Decimal(1).scaleb(-(_RATIO_PLACES if self.figure in RATIOS else self.places))
        number = _decimal(value, rounding).quantize(step, rounding, Context(prec=400))
        pounds = f"{'-' if number < 0 else ''}{self.sign}{abs(number):,f}"
        return f"{self.sign}1:{pounds}" if self.figure == "ratio" else pounds

    def __contains__(self, value: float | Fraction | Decimal) -> bool:
        """Say whether a value lies in the interval, ends included."""
        exact = Fraction(value)
        return (self.low is None or self.low <= exact) and (self.high is None or exact <= self.high)

    def to_dict(self) -> dict[str, float | str | None]:
        """Return the ends as floats, rounded outwards like those of the text, and the text."""
        return {"low": _float(self.low, -inf), "high": _float(self.high, inf), "text": self.text}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A printed figure that cannot stand beside the others.

    Args:
        figure: which figure.
        printed: as printed.
        needed: where it would have to lie for the others to be right.

    """

    figure: str
    printed: str
    needed: Interval

    def __str__(self) -> str:
        return f"{_words(self.figure)} is printed as {self.printed}; beside the others it would have to be {self.needed.text}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a headline leaves open.

    Args:
        printed: the figures as printed, by name.
        intervals: where each of the five figures must lie; empty when the printed ones contradict each other.
        contradictions: each printed figure beside what the others would need it to be; none when they can all be right.

    """

    printed: Mapping[str, str]
    intervals: Mapping[str, Interval]
    contradictions: tuple[Contradiction, ...]

    @property
    def consistent(self) -> bool:
        """Whether the printed figures can all be right at once."""
        return bool(self.intervals)

    def __getitem__(self, figure: str) -> Interval:
        """Return the interval of one figure.

        Raises:
            InvalidArgumentError: the printed figures contradict each other, or there is no such figure.

        """
        if figure in self.intervals:
            return self.intervals[figure]
        fix = f"use one of {', '.join(FIGURES)}" if self.consistent else "see `contradictions`: leave one of the figures out"
        raise InvalidArgumentError(f"there is no interval for '{figure}'", code="no-interval", where=figure, fix=fix)

    def to_dict(self) -> dict[str, Any]:
        """Return the documented shape of ``sroi bound --json``."""
        return {
            "printed": dict(self.printed),
            "consistent": self.consistent,
            "intervals": {name: interval.to_dict() for name, interval in self.intervals.items()},
            "contradictions": [
                {"figure": one.figure, "printed": one.printed, "needed": one.needed.to_dict()} for one in self.contradictions
            ],
        }

    def __str__(self) -> str:
        """Return a line for each figure, or for each contradiction."""
        if self.consistent:
            return "\n".join(f"{_words(name):<18}  {interval.text}" for name, interval in self.intervals.items())
        head = "these figures cannot be of one study"
        return "\n".join([head, *map(str, self.contradictions)])


def bound(facts: Mapping[str, Printed]) -> Bounds:
    """Say what printed figures leave open, or that they cannot be of one study.

    The digits as printed set how far each figure may lie from the truth: half of the last one. The bounds are exact
    and tight: every value inside can be the true one, and none outside.

    Args:
        facts: printed figures by name: ``ratio``, ``net_ratio``, ``present_value``, ``net_present_value``,
            ``total_input``. Text such as ``"£1:£40.90"``, ``"£2,438,626.92"``, ``"£250K"`` or ``"£1.2 million"``; or two
            of them as the ends, ``("£249,000", "£251,000")``, where the rounding is known to be another.

    Returns:
        The interval of each of the five figures; or, when no inputs above zero fit, the contradictions.

    Raises:
        InvalidArgumentError: no facts, an unknown figure, text that is no figure, or ends in the wrong order.

    The convention that bites: ``"£250,000"`` is taken to the pound and ``"£250K"`` to the thousand, as printed.

    Examples:
        >>> bound({"present_value": "£2,438,626.92", "ratio": "£1:£40.90"})["total_input"].text
        '£59,616 to £59,632'
        >>> print(bound({"ratio": "£1:£40.90", "total_input": "£250K"})["present_value"].text)
        £10,203,302 to £10,246,703

    """
    known = {name: _ends(name, fact) for name, fact in facts.items()}
    if not known:
        raise InvalidArgumentError("no figure is given", code="no-facts", where="facts", fix=f"give one of {', '.join(FIGURES)}")
    sign = _sign(facts)
    printed = {name: fact if isinstance(fact, str) else " to ".join(fact) for name, fact in facts.items()}
    intervals = {name: replace(one, places=_places(printed.get(name, ""))) for name, one in _intervals(known, sign).items()}
    if intervals:
        return Bounds(printed, intervals, ())
    return Bounds(printed, {}, tuple(_contradictions(known, printed, sign)))


def _places(printed: str) -> int:
    """Say how many decimals of an amount to write: pence where it was printed with them."""
    return 2 if _PENCE.search(printed) else 0


def _contradictions(known: Mapping[str, Point], printed: Mapping[str, str], sign: str) -> Iterator[Contradiction]:
    """Leave out one figure at a time, and say what the others would need it to be."""
    for name in known:
        others = {other: ends for other, ends in known.items() if other != name}
        needed = _intervals(others, sign)
        if needed:
            yield Contradiction(name, printed[name], needed[name])


def _intervals(known: Mapping[str, Point], sign: str) -> dict[str, Interval]:
    """Bound the five figures over the polygon that the known ones leave; empty when nothing is left."""
    edges = [_NOT_BELOW_ZERO, *(edge for name, ends in known.items() for edge in _edges(name, *ends))]
    points, ways = list(_corners(edges)), list(_ways(edges))
    if not points or not any(inputs > 0 for inputs, _ in (*points, *ways)):
        return {}
    spans = {
        "total_input": _span(points, ways, (Fraction(1), Fraction(0))),
        "present_value": _span(points, ways, (Fraction(0), Fraction(1))),
        "net_present_value": _span(points, ways, (Fraction(-1), Fraction(1))),
    }
    low, high = _slopes(points, ways)
    spans["ratio"] = (low, high)
    spans["net_ratio"] = (None if low is None else low - 1, None if high is None else high - 1)
    return {name: Interval(name, *spans[name], sign) for name in FIGURES}


_NOT_BELOW_ZERO: Edge = (Fraction(-1), Fraction(0), Fraction(0))
_NO_VALUE: Edge = (Fraction(0), Fraction(1), Fraction(0))


def _edges(name: str, low: Fraction, high: Fraction) -> list[Edge]:
    """Write a printed figure as two half-planes of the point (inputs, value)."""
    one, nothing = Fraction(1), Fraction(0)
    if name in RATIOS:
        more = one if name == "net_ratio" else nothing
        return [(low + more, -one, nothing), (-(high + more), one, nothing)]
    a, b = {"total_input": (one, nothing), "present_value": (nothing, one), "net_present_value": (-one, one)}[name]
    return [(a, b, high), (-a, -b, -low)]


def _corners(edges: list[Edge]) -> Iterator[Point]:
    """Give every crossing of two edges, or of an edge with ``v = 0``, that all edges allow."""
    for (a, b, c), (d, e, f) in combinations([*edges, _NO_VALUE], 2):
        across = a * e - b * d
        if across:
            point = ((c * e - b * f) / across, (a * f - c * d) / across)
            if all(p * point[0] + q * point[1] <= r for p, q, r in edges):
                yield point


def _ways(edges: list[Edge]) -> Iterator[Point]:
    """Give the directions along an edge in which the polygon never ends."""
    for a, b, _ in edges:
        for way in ((b, -a), (-b, a)):
            if any(way) and all(p * way[0] + q * way[1] <= 0 for p, q, _ in edges):
                yield way


def _span(points: Iterable[Point], ways: Iterable[Point], weights: Point) -> tuple[Fraction | None, Fraction | None]:
    """Give the least and most of ``weights · point``; None where a direction leads on for ever."""
    at = [weights[0] * i + weights[1] * v for i, v in points]
    along = [weights[0] * i + weights[1] * v for i, v in ways]
    return (None if any(step < 0 for step in along) else min(at), None if any(step > 0 for step in along) else max(at))


def _slopes(points: list[Point], ways: list[Point]) -> tuple[Fraction | None, Fraction | None]:
    """Give the least and most of ``v / i`` for i above zero; the ends may be neared and not met."""
    steep = [point for point in (*points, *ways) if point[0] == 0]
    slopes = [v / i for i, v in (*points, *ways) if i > 0]
    low = None if any(v < 0 for _, v in steep) else min(slopes)
    high = None if any(v > 0 for _, v in steep) else max(slopes)
    return low, high


def _ends(name: str, fact: Printed) -> Point:
    """Read a fact as the two ends between which the truth lies."""
    if name not in FIGURES:
        fix = f"use one of {', '.join(FIGURES)}"
        raise InvalidArgumentError(f"'{name}' is not a figure of a headline", code="unknown-figure", where=name, fix=fix)
    if isinstance(fact, str):
        value, half = _read(name, fact)
        return Fraction(value) - Fraction(half), Fraction(value) + Fraction(half)
    low, high = (Fraction(_read(name, end)[0]) for end in fact)
    if low > high:
        raise InvalidArgumentError(
            f"{fact[0]} is above {fact[1]}", code="ends-out-of-order", where=name, fix="give the lower end first"
        )
    return low, high


def _read(name: str, text: str) -> tuple[Decimal, Decimal]:
    """Read a ratio or an amount of money, with half of its last printed digit."""
    if name in RATIOS:
        ratio = _ratio(name, text)
        return ratio.value, ratio.half_digit
    found = _MONEY.fullmatch(text.strip())
    if not found:
        fix = "write it as £2,438,626.92, £250K or £1.2 million"
        raise InvalidArgumentError(f"{text!r:.60} is not an amount of money", code="not-an-amount", where=name, fix=fix)
    digits = Decimal(found["digits"].replace(",", ""))
    scale = _SCALES.get((found["scale"] or "").lower(), 0)
    value = digits.scaleb(scale)
    return -value if found["minus"] else value, half_digit(digits).scaleb(scale)


def _ratio(name: str, text: str) -> PrintedRatio:
    """Read a ratio; a fault names the figure."""
    try:
        return parse_ratio(text)
    except SroiError as error:
        raise type(error).of(replace(fault, where=name) for fault in error.faults) from None


def _sign(facts: Mapping[str, Printed]) -> str:
    """Find the sign of the currency that the facts are printed in; pounds where none is."""
    texts = [end for fact in facts.values() for end in ([fact] if isinstance(fact, str) else fact)]
    found = sorted({one[0] for text in texts if (one := re.search(_SIGNS, text))})
    if len(found) > 1:
        raise InvalidArgumentError(
            f"two currencies are printed: {', '.join(found)}", code="two-currencies", where="facts", fix="bring them to one"
        )
    return found[0] if found else "£"


def _decimal(value: Fraction, rounding: str) -> Decimal:
    """Write a fraction as a decimal of 60 digits, rounded the way asked for."""
    context = Context(prec=60, rounding=rounding)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def _float(end: Fraction | None, towards: float) -> float | None:
    """Write an end as the nearest float that does not lie inside the interval."""
    if end is None:
        return None
    near = float(end)
    inside = near > end if towards < 0 else near < end
    return nextafter(near, towards) if inside else near


def _words(name: str) -> str:
    return name.replace("_", " ")
