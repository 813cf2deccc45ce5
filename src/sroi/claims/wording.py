"""The words in which a figure may be published: range first, no finer than the evidence, and of what kind the pounds are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from math import floor, log10
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from sroi.assurance import Findings, findings_of
from sroi.errors import InvalidArgumentError
from sroi.model.case import InlineProxy
from sroi.model.numbers import Figure
from sroi.model.proxy import ProxyKind
from sroi.model.text import SYMBOLS
from sroi.valuation import calculate

if TYPE_CHECKING:
    from sroi.model.case import Case, Outcome
    from sroi.valuation import OutcomeResult, Result

Number = TypeVar("Number", bound=Figure)

CASH = ("fiscal", "economic", "market")
WHOSE = {"society": "society as a whole", "state": "the state", "council": "the council"}
STAGES = {"forecast": "a forecast", "evaluative": "evaluated after the event"}
CREATED = {"forecast": "is forecast to create", "evaluative": "created"}

OF_EVERY_NUMBER = "what comes of all ranged numbers at their less favourable, and at their more favourable ends"
NO_RANGE = "no range was worked out"

_WIDE = Context(prec=400)
_CENT = Decimal("0.01")
_SURE_DIGITS = 2
"""Significant digits of a figure without a range."""

_LESS = {"deadweight", "displacement", "attribution", "drop_off"}
_MORE = {"quantity", "contribution", "duration"}


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be said in public of a result.

    Args:
        short: for a headline: range, price year, stage and kinds.
        sentence: for a report: who, how much for each pound, for whom, when, how it was found out, of what kind.
        long: for a page: the sentence, the totals, the method, what is not included, and what to check it with.
        low: lower end of the ratio's range, unrounded; None without a range.
        high: upper end, likewise.
        range_is: what the range is, in words.
        publishable: whether no error of ``sroi.check`` stands.

    """

    short: str
    sentence: str
    long: str
    low: float | None
    high: float | None
    range_is: str
    publishable: bool

    def __str__(self) -> str:
        return self.sentence

    def to_dict(self) -> dict[str, Any]:
        """Return the forms and the range as plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Said:
    """The pieces of a claim, rounded and in words."""

    central: str
    least: str
    span: str
    kinds: str
    prices: str


def claim_of(result: Result, *, interval: tuple[float, float] | None = None, interval_is: str = "a 90 % interval") -> Claim:
    """Write what may be published of a result; ``result.claim()`` is this.

    Args:
        result: a calculated case.
        interval: low and high end of the ratio, such as a simulation gives; when absent, the ratios with every number
            at its less and its more favourable end, where the case gives any ends.
        interval_is: what the interval is, in words.

    Returns:
        A short, a one-sentence and a long form. With a range, figures are rounded to the size of the range, else to
        two significant digits. Value is never called money back: each kind is named with its share.

    Raises:
        UndefinedRatioError: the inputs come to zero.
        InvalidArgumentError: the interval is not two numbers (``not-an-interval``), they are in the wrong order, or the ratio is
            outside them (``interval-without-ratio``).

    The convention that bites: with every number at its worst end at once the range is wider than a 90 % interval.

    Examples:
        >>> import sroi
        >>> print(sroi.calculate(sroi.read_case("docs/examples/befriending.yaml")).claim().short)
        £2.50 to £4.60 of social value for each £1 put in (2025 prices, evaluated after the event, 100 % wellbeing)

    """
    ratio = result.ratio.value
    span, means = (ends_of(result), OF_EVERY_NUMBER) if interval is None else (_two_ends(interval), interval_is)
    if span and not span[0] <= ratio <= span[1]:
        problem = f"the ratio {ratio:g} does not lie between {span[0]:g} and {span[1]:g}"
        fix = "give the low and the high end of the ratio, in that order"
        raise InvalidArgumentError(problem, code="interval-without-ratio", where="interval", fix=fix)
    said = _said(result, span)
    range_is = means if span else NO_RANGE
    sentence = _sentence(result, said, range_is)
    low, high = span or (None, None)
    found = findings_of(result)
    return Claim(_short(result, said), sentence, _long(result, sentence, found), low, high, range_is, not found.of("error"))


def _two_ends(interval: Any) -> tuple[float, float]:
    """Take an interval as two numbers, and refuse anything else."""
    try:
        low, high = (float(end) for end in interval)
    except (TypeError, ValueError):
        fix = "give the low and the high end of the ratio as two numbers: interval=(2.5, 4.6)"
        raise InvalidArgumentError(
            f"{interval!r:.60} is no interval", code="not-an-interval", where="interval", fix=fix
        ) from None
    return low, high


def _said(result: Result, span: tuple[float, float] | None) -> _Said:
    currency = result.case.currency
    step = _step_of_range(*span) if span and span[1] > span[0] else _step(abs(result.ratio.value), _SURE_DIGITS)
    least = "at least " if _mostly_floors(result) else ""
    central = _pounds(result.ratio.value, step, currency)
    ends = [_pounds(end, step, currency) for end in span or ()]
    return _Said(central, least, " to ".join(dict.fromkeys(ends)), _kinds(result), f"{result.case.price_year} prices")


def _short(result: Result, said: _Said) -> str:
    amount = said.least + (said.span or f"about {said.central}")
    facts = ", ".join([said.prices, STAGES[result.case.stage], said.kinds])
    return f"{amount} of social value for each {_pound(result)} put in ({facts})"


def _sentence(result: Result, said: _Said, range_is: str) -> str:
    case, years = result.case, len(result.by_year)
    amount = f"{said.span} of value (central estimate {said.central})" if said.span else f"about {said.central} of value"
    period = f"over {years} year{'s' * (years != 1)}" + (f" from {case.period}" if case.period else "")
    facts = f"in {said.prices}, {STAGES[case.stage]}; {_range_words(said, range_is)}"
    created = f"For each {_pound(result)} put in, {case.title} {CREATED[case.stage]} {said.least}{amount}"
    return f"{created} for {WHOSE[case.perspective]} {period}, {facts}. Of this value {_are(said.kinds)}.{_not_cash(result)}"


def _range_words(said: _Said, range_is: str) -> str:
    return f"the range is {range_is}" if said.span else range_is


def _are(kinds: str) -> str:
    """Put the verb after the first share: "70 % is wellbeing and 30 % fiscal"."""
    share, percent, rest = kinds.partition(" % ")
    return f"{share} % is {rest}" if percent else f"the parts are {kinds}"


def _not_cash(result: Result) -> str:
    """Say of kinds that are not money that they are not."""
    soft = [kind for kind in result.by("kind") if kind not in CASH]
    return f" {_listed(soft).capitalize()} value is a worth put into money terms, not money that anyone receives." if soft else ""


def _long(result: Result, sentence: str, found: Findings) -> str:
    """Write the sentence, then totals, method, what is left out, and what it can be checked with."""
    case, errors = result.case, ", ".join(dict.fromkeys(one.code for one in found.of("error")))
    warning = [f"Not to be published as it stands: {errors}."] if errors else []
    totals = [
        _pounds(value, _step(abs(value), _SURE_DIGITS), case.currency) for value in (result.present_value, result.total_input)
    ]
    return "\n\n".join([
        *warning,
        sentence,
        f"About {totals[0]} of value was set against {totals[1]} of inputs, both at present value ({result.discounting.text}).",
        f"Not included: {'; '.join(_not_included(result, found))}.",
        *([f"Apart from this: {result.local_economy.headline.sentence}"] if result.local_economy else []),
        f"Checks: {found.heading.partition(': ')[2]}. Data edition {result.edition}, fingerprint {result.fingerprint[:12]}.",
    ])  # fmt: skip


def _not_included(result: Result, found: Findings) -> list[str]:
    """List what the figure leaves out, in words."""
    lines = list(result.outcomes.values())
    listed = [f"{line.outcome.title} ({line.left_out})" for line in lines if line.left_out]
    absent = [kind for kind in get_args(ProxyKind) if kind not in {line.kind for line in lines}]
    listed += [f"value of these kinds: {_listed(absent)}"] if absent else []
    listed += ["negative outcomes, which the case does not mention"] if "no-negative-outcome" in found.codes else []
    floors = [line.outcome.title for line in lines if _is_floor(line)]
    listed += [f"what goes beyond the least that is certain in {_listed(floors)}"] if floors else []
    return listed or ["nothing that the case names"]


def _is_floor(line: OutcomeResult) -> bool:
    return line.priced.match is not None and line.priced.match.proxy.stands_as == "floor"


def _mostly_floors(result: Result) -> bool:
    """Say whether over half of the value counts only the least that is certain, so that the headline is a floor."""
    counted = [line for line in result.outcomes.values() if line.left_out is None]
    least = sum(line.present_value for line in counted if _is_floor(line))
    return result.present_value > 0 and least > result.present_value / 2


def _kinds(result: Result) -> str:
    """Write the share of each kind of value; in pounds where some are negative, because shares would mislead."""
    found = sorted(result.by("kind").items(), key=lambda pair: -pair[1])
    whole, currency = result.present_value, result.case.currency
    if whole > 0 and all(value >= 0 for _, value in found):
        return _listed([f"{_percent(value / whole)} {_kind(kind)}" for kind, value in found])
    parts = [f"{_pounds(value, _step(abs(value), _SURE_DIGITS), currency)} {_kind(kind)}" for kind, value in found]
    return _listed(parts) or "nothing"


def _kind(kind: str) -> str:
    return kind if kind in get_args(ProxyKind) else f"of a kind that is {kind}"


def _percent(share: float) -> str:
    if 0 < share < 0.005:  # noqa: PLR2004 - half of one per cent
        return "under 1 %"
    return f"{_rounded(100 * share, Decimal(1))} %"


def _listed(words: list[str]) -> str:
    """Join words with commas and an "and"."""
    return " and ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


def _pound(result: Result) -> str:
    return _pounds(1, Decimal(1), result.case.currency)


def _step(size: float, digits: int = 1) -> Decimal:
    """Give the place that the first ``digits`` significant digits of a size end at; never below a hundredth.

    >>> _step(4.8), _step(5.8017, 2), _step(699154.05, 2)
    (Decimal('1'), Decimal('0.1'), Decimal('1E+4'))
    """
    return max(Decimal(1).scaleb(floor(log10(size)) + 1 - digits), _CENT) if size > 0 else _CENT


def _step_of_range(low: float, high: float) -> Decimal:
    """Give the place that a range bears: that of the first digit of its half-width, of the second where the first is 1.

    >>> _step_of_range(3.1, 7.9), _step_of_range(2.4, 4.6)
    (Decimal('1'), Decimal('0.1'))
    """
    half = (high - low) / 2
    return _step(half, 2 if f"{half:e}".startswith("1") else 1)


def _rounded(value: float, step: Decimal) -> Decimal:
    return Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP, _WIDE)


def _pounds(value: float, step: Decimal, currency: str) -> str:
    """Write money rounded to a step: no pence for whole pounds, both digits otherwise.

    >>> _pounds(5.8017, Decimal("0.1"), "GBP"), _pounds(699154.05, Decimal("1E+4"), "GBP")
    ('£5.80', '£700,000')
    """
    number = _rounded(value, step)
    sign = "-" if number < 0 else ""
    text = f"{abs(number):,.2f}" if step < 1 else f"{abs(number):,.0f}"
    return f"{sign}{SYMBOLS.get(currency, f'{currency} ')}{text}"


def ends_of(result: Result) -> tuple[float, float] | None:
    """Return the ratio with every number at its less, and at its more favourable end; None where no number has ends.

    Ends are those that the case gives its numbers, and those of the catalogue's proxies.
    """
    cases = [_at_ends(result, favourable=favourable) for favourable in (False, True)]
    if all(case == cases[0] for case in cases):
        return None
    ratios = [result.ratio.value, *(calculate(case).ratio.value for case in cases)]
    return min(ratios), max(ratios)


def _at_ends(result: Result, *, favourable: bool) -> Case:
    outcomes = tuple(_line_at_ends(line, more=favourable == (line.net >= 0), result=result) for line in result.outcomes.values())
    inputs = tuple(line.model_copy(update={"amount": _end(line.amount, more=not favourable)}) for line in result.case.inputs)
    dropped = {"scenarios": (), "published": None, "correlations": (), "waivers": ()}
    return result.case.model_copy(update={"outcomes": outcomes, "inputs": inputs, **dropped})


def _line_at_ends(line: OutcomeResult, *, more: bool, result: Result) -> Outcome:
    """Put every number of an outcome at the end that makes its value larger, or smaller, in size."""
    outcome = line.outcome
    changes: dict[str, Any] = {"proxy": _proxy_at_end(line, more=more, case=result.case)}
    for name in _LESS | _MORE:
        value = getattr(outcome, name)
        towards = more if name in _MORE else not more
        if isinstance(value, Figure):
            changes[name] = _end(value, more=towards)
        elif isinstance(value, tuple):
            changes[name] = tuple(_end(member, more=towards) for member in value)
    return outcome.model_copy(update=changes)


def _proxy_at_end(line: OutcomeResult, *, more: bool, case: Case) -> InlineProxy:
    """Write the amount, at its end if it has one, into the case, so that no catalogue is asked again."""
    proxy, priced = line.outcome.proxy, line.priced
    told = {name: getattr(priced, name) for name in ("account", "transfer", "lifetime", "beneficiary")}
    if isinstance(proxy, InlineProxy):
        return _end(proxy, more=more).model_copy(update=told)
    end = priced.high if more == (priced.amount >= 0) else priced.low
    amount = priced.amount if end is None else end
    return InlineProxy.model_validate({"amount": amount, "unit": priced.unit, "price_year": case.price_year, **told})


def _end(figure: Number, *, more: bool) -> Number:
    """Put a number at the end that makes it larger, or smaller, in size; it stays where that end is not given."""
    end = getattr(figure, "high" if more == (figure.number >= 0) else "low", None)
    return figure if end is None else figure.model_copy(update={figure.key: end, "low": None, "high": None})
