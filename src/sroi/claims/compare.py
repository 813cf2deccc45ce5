"""From one case to another in pounds: a bridge whose spans add up exactly, and a refusal to rank what differs in method."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from sroi.catalogue import load
from sroi.catalogue.units import unit_of
from sroi.errors import InvalidArgumentError, RefusedError, SroiError
from sroi.model.canonical import digest
from sroi.model.case_argument import require_case
from sroi.model.shown import Shown
from sroi.model.text import number_text
from sroi.valuation import Result, calculate

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case, Outcome

Take: TypeAlias = Callable[["Case", "Case"], "Case"]
"""Takes one group of assumptions over: ``take(base, other)`` is the base with that group as the other has it."""

FIELDS = {
    "proxy amounts": ("proxy",),
    "quantities": ("quantity",),
    "deadweight": ("deadweight",),
    "displacement": ("displacement",),
    "attribution": ("attribution", "contribution"),
    "drop-off": ("drop_off", "drop_off_from"),
    "duration": ("duration", "starts"),
}
"""Groups of assumptions on the lines that both cases have."""

SETTINGS = {"inputs": "inputs", "discounting": "method", "perspective": "perspective", "price year": "price_year"}
"""Groups of assumptions on a case as a whole, and the key that holds each."""

INTERACTION = "interaction"
ADJUSTMENTS = ("deadweight", "displacement", "attribution", "drop_off")
_PENCE, _RATIO_PLACES = 2, 4
_WIDE = Context(prec=400)  # the caller's own context may be narrow
_HEADS = ("", "net present value", "ratio")


@dataclass(frozen=True, slots=True)
class Span:
    """One span of the bridge: what one group of assumptions does.

    Args:
        name: the group, such as ``deadweight`` or ``new outcome: less-lonely``.
        net_present_value: its share of the difference, in the currency of the cases, exactly.
        ratio: its share of the difference of the ratios, exactly.
        alone: whether the group could be changed by itself; where not, its effect is in the interaction.

    """

    name: str
    net_present_value: Fraction
    ratio: Fraction
    alone: bool = True


@dataclass(frozen=True, slots=True)
class MethodDifference:
    """One way in which two cases were not worked out alike."""

    what: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.what}: {self.first} against {self.second}"


@dataclass(frozen=True)
class Bridge(Shown):
    """The way from one result to another.

    Args:
        first: result of the first case.
        second: result of the second.
        spans: what each group of assumptions does, the interaction last; they add up exactly.

    """

    first: Result
    second: Result
    spans: tuple[Span, ...]

    @property
    def net_present_value(self) -> Fraction:
        """Net present value of the second less that of the first, exactly."""
        return Fraction(self.second.net_present_value) - Fraction(self.first.net_present_value)

    @property
    def ratio(self) -> Fraction:
        """Ratio of the second less that of the first, exactly."""
        return Fraction(self.second.ratio.value) - Fraction(self.first.ratio.value)

    @cached_property
    def method_differences(self) -> tuple[MethodDifference, ...]:
        """Every way in which the two were not worked out alike."""
        one, other = method_of(self.first), method_of(self.second)
        return tuple(MethodDifference(key, one[key], other[key]) for key in one if one[key] != other[key])

    def rank(self) -> tuple[str, ...]:
        """Return the ids of the two cases, the higher ratio first.

        Raises:
            RefusedError: their methods differ (``methods-differ``); the problem lists how.

        """
        if self.method_differences:
            problem = f"the ratios cannot be ranked: {'; '.join(map(str, self.method_differences))}"
            fix = "work both out by one method; the bridge shows what each difference does"
            raise RefusedError(problem, code="methods-differ", where=f"{self.first.case.id}, {self.second.case.id}", fix=fix)
        both = sorted((self.first, self.second), key=lambda result: result.ratio.value, reverse=True)
        return tuple(result.case.id for result in both)

    def rows(self) -> list[tuple[str, Decimal, Decimal]]:
        """Return each span's name, pounds to the penny and ratio to four places, adding up as printed.

        The interaction takes up the rounding of the others, so the rows sum to the rounded difference.
        """
        *spans, _ = self.spans
        pounds = [_to(span.net_present_value, _PENCE) for span in spans]
        ratios = [_to(span.ratio, _RATIO_PLACES) for span in spans]
        whole = (_to(self.net_present_value, _PENCE), _to(self.ratio, _RATIO_PLACES))
        named = [(span.name, *amounts) for span, *amounts in zip(spans, pounds, ratios, strict=True)]
        return [*named, (INTERACTION, whole[0] - sum(pounds), whole[1] - sum(ratios))]  # type: ignore[list-item]

    def to_dict(self) -> dict[str, Any]:
        """Return the documented shape of ``sroi compare --json``; amounts as decimal text that adds up exactly."""
        return {
            "first": _ends(self.first),
            "second": _ends(self.second),
            "difference": {
                "net_present_value": str(_to(self.net_present_value, _PENCE)),
                "ratio": str(_to(self.ratio, _RATIO_PLACES)),
            },
            "bridge": [
                {"name": name, "net_present_value": str(pounds), "ratio": str(ratio), "alone": span.alone}
                for (name, pounds, ratio), span in zip(self.rows(), self.spans, strict=True)
            ],
            "method_differences": [
                {"what": one.what, "first": one.first, "second": one.second} for one in self.method_differences
            ],
        }

    def __str__(self) -> str:
        """Return the bridge as a table, and below it every difference of method."""
        found = self._from_to()
        rows = [_HEADS, *((name, number_text(float(a), _PENCE), number_text(float(b), _RATIO_PLACES)) for name, a, b in found)]
        width = max(len(name) for name, _, _ in rows)
        lines = [f"{name:<{width}}  {pounds:>18}  {ratio:>10}" for name, pounds, ratio in rows]
        alike = "method: alike, so the two may be ranked"
        methods = ["methods differ, so the two may not be ranked:", *(f"  {one}" for one in self.method_differences)]
        return "\n".join([*lines, "", *(methods if self.method_differences else [alike])])

    def _from_to(self) -> list[tuple[str, Decimal | float, Decimal | float]]:
        first, second = self.first, self.second
        return [
            (first.case.id, first.net_present_value, first.ratio.value),
            *self.rows(),
            (second.case.id, second.net_present_value, second.ratio.value),
        ]


def compare(first: Case, second: Case, *, catalogue: Catalogue | None = None) -> Bridge:
    """Say in pounds what lies between two cases.

    Each group of assumptions is changed by itself, once from the first case forwards and once from the second back;
    its span is the mean of the two. What the groups do only together is the interaction, a span of its own:
    ``difference − Σ spans``. So the spans add up exactly, in whatever order they are read, and ``compare(b, a)`` is
    ``compare(a, b)`` with every sign turned.

    Args:
        first: where to start.
        second: where to end; lines are the same when their ids are.
        catalogue: proxies to look up; those that came with the library when absent.

    Returns:
        The bridge, with a span for every group in which the cases differ: proxy amounts, quantities, deadweight,
        displacement, attribution, drop-off, duration, inputs, discounting, perspective, price year, each new and each
        removed outcome, and the interaction. ``bridge.rank()`` refuses where the methods differ.

    Raises:
        InvalidArgumentError: one is no case (``not-a-case``), or they are in different currencies
            (``currencies-differ``).
        InvalidCaseError: one of the cases cannot be calculated.
        UndefinedRatioError: one of the cases has no ratio.

    The convention that bites: a line whose unit, or whose kind of amount, changed is measured anew: one span.

    Examples:
        >>> import sroi
        >>> case = sroi.read_case("proxies/published/westbank_2015.yaml")
        >>> bridge = compare(case, sroi.what_if(case, "deadweight-50"))
        >>> [(span.name, round(float(span.ratio), 2)) for span in bridge.spans]
        [('deadweight', -2.57), ('interaction', 0.0)]

    """
    require_case(first, "first")
    require_case(second, "second")
    if first.currency != second.currency:
        problem = f"'{first.id}' is in {first.currency} and '{second.id}' in {second.currency}"
        raise InvalidArgumentError(problem, code="currencies-differ", where="second", fix="bring both to one currency")
    start, end = calculate(first, catalogue=catalogue), calculate(second, catalogue=catalogue)
    whole = _minus(_worth(end), _worth(start))
    spans = [_span(name, take, start, end, catalogue) for name, take in _groups(start, end)]
    rest = tuple(
        total - sum(parts) for total, *parts in zip(whole, *((one.net_present_value, one.ratio) for one in spans), strict=True)
    )
    return Bridge(start, end, (*spans, Span(INTERACTION, *rest)))


def method_of(result: Result) -> dict[str, str]:
    """Return how a case was worked out, in words: what must be alike before two ratios may be ranked.

    Boundary, perspective, horizon, discounting, adjustments and where the amounts come from.

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))
        >>> method_of(result)["horizon"]
        '2 years'

    """
    case, lines, years = result.case, result.outcomes.values(), len(result.by_year)
    considered = [name for name in ADJUSTMENTS if any(_states(line.outcome, name) for line in lines)]
    return {
        "currency": case.currency,
        "price year": str(case.price_year),
        "prices": case.prices,
        "stage": case.stage,
        "perspective": case.perspective,
        "kinds of value counted": _listed(result.by("kind")),
        "kinds of input counted": _listed(line.kind for line in case.inputs),
        "horizon": f"{years} year{'s' * (years != 1)}",
        "discounting": result.discounting.text,
        "part years": case.method.part_years,
        "adjustments considered": ", ".join(considered) or "none",
        "amounts from": _listed(line.priced.match.layer if line.priced.match else "the case" for line in lines),
    }


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(set(words))) or "none"


def method_fingerprint(result: Result) -> str:
    """Return the SHA-256 of how a case was worked out: equal fingerprints may be ranked.

    Examples:
        >>> import sroi
        >>> result = sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))
        >>> other = sroi.calculate(sroi.read_case("docs/examples/job_club.yaml"))
        >>> method_fingerprint(result) == method_fingerprint(other)
        False

    """
    return digest(method_of(result))


def _states(outcome: Outcome, name: str) -> bool:
    also = name == "attribution" and outcome.contribution is not None
    return getattr(outcome, name) is not None or also


def _groups(start: Result, end: Result) -> Iterator[tuple[str, Take]]:
    """Give every group in which the cases differ."""
    first, second = start.case, end.case
    anew = _measured_anew(start, end)
    both = _lines(first).keys() & _lines(second).keys() - anew
    for name, keys in FIELDS.items():
        if any(_values(_lines(first)[line], keys) != _values(_lines(second)[line], keys) for line in both):
            yield name, _take_fields(keys, both)
    for name, key in SETTINGS.items():
        if getattr(first, key) != getattr(second, key):
            yield name, _take_setting(key)
    for line in dict.fromkeys((*_lines(first), *_lines(second))):
        if line not in both:
            where = "measured anew" if line in anew else "removed outcome" if line in _lines(first) else "new outcome"
            yield f"{where}: {line}", _take_line(line)


def _measured_anew(start: Result, end: Result) -> set[str]:
    """Find lines of one id whose unit changed, or whose amount is now a sum over years, or is no longer."""
    shared = start.outcomes.keys() & end.outcomes.keys()
    return {name for name in shared if _sort(start, name) != _sort(end, name)}


def _sort(result: Result, name: str) -> tuple[str, bool, str, bool]:
    line = result.outcomes[name]
    unit = unit_of(line.outcome.unit, load().units) or line.outcome.unit
    return unit, line.priced.lifetime, line.priced.account, line.priced.transfer


def _lines(case: Case) -> Mapping[str, Outcome]:
    return {line.id: line for line in case.outcomes}


def _values(outcome: Outcome, keys: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(outcome, key) for key in keys)


def _take_fields(keys: tuple[str, ...], lines: set[str]) -> Take:
    def take(base: Case, other: Case) -> Case:
        theirs = _lines(other)
        outcomes = [
            line.model_copy(update=dict(zip(keys, _values(theirs[line.id], keys), strict=True))) if line.id in lines else line
            for line in base.outcomes
        ]
        return _with(base, outcomes=tuple(outcomes))

    return take


def _take_setting(key: str) -> Take:
    return lambda base, other: _with(base, **{key: getattr(other, key)})


def _take_line(name: str) -> Take:
    def take(base: Case, other: Case) -> Case:
        theirs = tuple(line for line in other.outcomes if line.id == name)
        return _with(base, outcomes=(*(line for line in base.outcomes if line.id != name), *theirs))

    return take


def _with(case: Case, **changes: Any) -> Case:
    """Change a case, and drop what may name lines that are no longer there."""
    return case.model_copy(update={**changes, "scenarios": (), "published": None, "correlations": ()})


def _span(name: str, take: Take, start: Result, end: Result, catalogue: Catalogue | None) -> Span:
    """Change one group forwards from the start and back from the end, and take the mean."""
    forwards = _moved(take, start, end, catalogue)
    back = _moved(take, end, start, catalogue)
    steps = [step for step in (forwards, back and _minus((Fraction(0), Fraction(0)), back)) if step]
    pounds, ratio = (sum(parts, Fraction(0)) / max(len(steps), 1) for parts in zip((Fraction(0),) * 2, *steps, strict=True))
    return Span(name, pounds, ratio, alone=bool(steps))


def _moved(take: Take, base: Result, other: Result, catalogue: Catalogue | None) -> tuple[Fraction, Fraction] | None:
    """Say what one group does to a base; None where it cannot be changed by itself, such as years past a schedule's end."""
    try:
        return _minus(_worth(calculate(take(base.case, other.case), catalogue=catalogue)), _worth(base))
    except SroiError:
        return None


def _worth(result: Result) -> tuple[Fraction, Fraction]:
    return Fraction(result.net_present_value), Fraction(result.ratio.value)


def _minus(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    return one[0] - other[0], one[1] - other[1]


def _to(value: Fraction, places: int) -> Decimal:
    """Round half up to so many decimals, exactly."""
    number = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def _ends(result: Result) -> dict[str, Any]:
    return {
        "case": result.case.id,
        "net_present_value": result.net_present_value,
        "ratio": result.ratio.value,
        "text": result.ratio.text,
        "method": method_of(result),
        "method_fingerprint": method_fingerprint(result),
    }
