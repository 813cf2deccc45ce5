"""Every number of a case that can be unsure: its name, its value, its spread, and where each came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from sroi.catalogue import uprate
from sroi.errors import Fault, InvalidArgumentError, InvalidCaseError
from sroi.model.case import InlineProxy
from sroi.model.numbers import MOST_YEARS, Rate, Share
from sroi.uncertainty.reference_class import FIELDS, reference_ranges
from sroi.uncertainty.spreads import EXTREMES, Spread, spread_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sroi.model.case import Case, Outcome
    from sroi.model.numbers import Figure
    from sroi.valuation.pricing import Priced

Field: TypeAlias = Literal[
    "quantity",
    "amount",
    "deadweight",
    "displacement",
    "attribution",
    "contribution",
    "drop_off",
    "duration",
    "input",
    "discount",
]

Ranges: TypeAlias = Literal["given", "reference_class"]

_FREE = (-inf, inf)
_SHARE = (0.0, 1.0)
_YEARS = (0.0, float(MOST_YEARS))


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a case.

    Args:
        name: numbers of one name are one draw; ``less-lonely.deadweight`` unless the case or the catalogue names it.
        field: the field's term for it.
        line: id of its outcome or input; ``method`` for the discount rate.
        place: place of that line in its list, from 0.
        value: the central value.
        spread: how sure it is; None where it is held at its value.
        origin: where the spread comes from.
        one_sided: only one end of a range is given.
        bounds: what it can never leave.

    """

    name: str
    field: Field
    line: str
    place: int
    value: float
    spread: Spread | None = None
    origin: str = ""
    one_sided: bool = False
    bounds: tuple[float, float] = _FREE

    @property
    def label(self) -> str:
        """The number in words: its own name where it has one, else its line and field."""
        own = own_name(self.line, self.field)
        if self.field == "discount" or (self.name != own and not self.name.startswith(f"{own}.")):
            return self.name
        return f"{self.line}: {self.name.removeprefix(f'{self.line}.').replace('_', ' ').replace('.', ' ')}"


def own_name(line: str, field: str) -> str:
    """Give the name of a number that nobody named.

    >>> own_name("less-lonely", "deadweight"), own_name("grant", "input")
    ('less-lonely.deadweight', 'grant.amount')
    """
    return field if field == "discount" else f"{line}.{'amount' if field == 'input' else field}"


def numbers_of(case: Case, priced: Sequence[Priced], *, ranges: Ranges = "given") -> tuple[Number, ...]:
    """List every number of a case, line by line.

    Args:
        case: the case.
        priced: the proxy of each outcome, at the case's price year.
        ranges: ``reference_class`` gives shares without a range that of published studies.

    Raises:
        InvalidArgumentError: ``ranges`` is neither of the two (``unknown-ranges``).
        InvalidCaseError: one name stands for one value with two ranges (``name-with-two-ranges``).

    """
    if ranges not in get_args(Ranges):
        problem, fix = f"there are no ranges {ranges!r:.60}", "use given or reference_class"
        raise InvalidArgumentError(problem, code="unknown-ranges", where="ranges", fix=fix)
    found = [number for place, line in enumerate(priced) for number in _of_outcome(place, case, line)]
    if ranges == "reference_class":
        found = [_as_published(number, case) for number in found]
    found += [_number(line.amount, "input", line.id, place, _side(line.amount)) for place, line in enumerate(case.inputs)]
    return _one_range_for_a_name([*found, *_rates(case)])


def _of_outcome(place: int, case: Case, priced: Priced) -> Iterator[Number]:
    outcome, line = case.outcomes[place], case.outcomes[place].id
    yield _number(outcome.quantity, "quantity", line, place, _side(outcome.quantity))
    yield _amount(outcome, priced, place, case)
    yield _share(outcome.deadweight, "deadweight", line, place)
    yield _share(outcome.displacement, "displacement", line, place)
    if outcome.contribution is not None:
        yield _share(outcome.contribution, "contribution", line, place)
    else:
        yield from _attributions(outcome, place)
    yield _share(outcome.drop_off, "drop_off", line, place)
    yield _number(outcome.duration, "duration", line, place, _YEARS)


def _attributions(outcome: Outcome, place: int) -> Iterator[Number]:
    """Give each attribution; several are told apart by their places, from 1."""
    shares = outcome.attribution or (None,)
    for one, share in enumerate(shares, 1):
        name = own_name(outcome.id, "attribution") + (f".{one}" if len(shares) > 1 else "")
        yield _share(share, "attribution", outcome.id, place, name=name)


def _share(share: Share | None, field: Field, line: str, place: int, *, name: str = "") -> Number:
    """Read a share; one that was never considered is 0, as in the formula."""
    return _number(share or Share(share=0.0), field, line, place, _SHARE, name=name)


def _number(figure: Figure, field: Field, line: str, place: int, bounds: tuple[float, float], *, name: str = "") -> Number:
    low, high = (getattr(figure, end) for end in ("low", "high"))
    return Number(
        name=figure.name or name or own_name(line, field),
        field=field,
        line=line,
        place=place,
        value=figure.number,
        spread=spread_of(figure, bounds),
        origin="given in the case",
        one_sided=(low is None) != (high is None),
        bounds=bounds,
    )


def _side(figure: Figure) -> tuple[float, float]:
    """Hold people and money on their side of zero, unless the range itself reaches across it."""
    low, high = (getattr(figure, end) for end in ("low", "high"))
    return (0.0 if low is not None and low >= 0 else -inf), (0.0 if high is not None and high <= 0 else inf)


def _amount(outcome: Outcome, priced: Priced, place: int, case: Case) -> Number:
    """Read the proxy's amount at the case's price year; the catalogue's id is its name on every line."""
    proxy, low, high = outcome.proxy, priced.low, priced.high
    name = own_name(outcome.id, "amount")
    spread = Spread(priced.amount, low, high, EXTREMES) if low is not None and high is not None and low < high else None
    found = Number(name, "amount", outcome.id, place, priced.amount, spread, "catalogue", (low is None) != (high is None))
    if isinstance(proxy, str):
        return replace(found, name=proxy)
    return replace(found, name=proxy.name or proxy.id or name, spread=_own(proxy, case), origin="given in the case")


def _own(proxy: InlineProxy, case: Case) -> Spread | None:
    """Bring the spread of a proxy written in the case to the case's price year."""
    given = spread_of(proxy, _side(proxy))
    if given is None:
        return None
    factor = uprate(1.0, from_year=proxy.price_year, to_year=case.price_year, currency=case.currency).factor
    value, low, high = (number * factor for number in (given.value, given.low, given.high))
    return replace(given, value=value, low=low, high=high, choices=tuple(choice * factor for choice in given.choices))


def _rates(case: Case) -> Iterator[Number]:
    """Give the discount rate, or each yearly one; a dated schedule is not a number."""
    discount = case.method.discount
    rates = (discount,) if isinstance(discount, Rate) else () if isinstance(discount, str) else discount
    for place, rate in enumerate(rates):
        name = "discount" if len(rates) == 1 else f"discount.{place + 1}"
        yield _number(rate, "discount", "method", place, _SHARE, name=name)


def _as_published(number: Number, case: Case) -> Number:
    """Give a share without a range that of published studies, where there is one and it can matter."""
    outcome = case.outcomes[number.place]
    idle = number.field == "drop_off" and outcome.duration.value <= 1
    several = number.field == "attribution" and len(outcome.attribution or ()) > 1
    if number.field not in FIELDS or number.spread or idle or several:
        return number
    published = reference_ranges()[number.field]
    return replace(number, spread=published.around(number.value), origin=published.label, one_sided=False)


def _one_range_for_a_name(numbers: list[Number]) -> tuple[Number, ...]:
    """Lend a range to numbers of the same name and value that have none; two different ranges are an error."""
    ranges: dict[tuple[str, float], dict[Spread, Number]] = {}
    for number in numbers:
        if number.spread:
            ranges.setdefault((number.name, number.value), {}).setdefault(replace(number.spread, bounds=_FREE), number)
    faults = [_two_ranges(name, list(found.values())) for (name, _), found in ranges.items() if len(found) > 1]
    if faults:
        raise InvalidCaseError.of(faults)
    lent = {key: next(iter(found.values())).spread for key, found in ranges.items()}
    return tuple(one if one.spread else _lent(one, lent.get((one.name, one.value))) for one in numbers)


def _lent(number: Number, spread: Spread | None) -> Number:
    if spread is None:
        return number
    (least, most), (lower, upper) = spread.bounds, number.bounds
    return replace(number, spread=replace(spread, bounds=(max(least, lower), min(most, upper))))


def _two_ranges(name: str, numbers: list[Number]) -> Fault:
    where = " and ".join(f"{number.line}.{number.field}" for number in numbers)
    problem = f"'{name}' is one number with {len(numbers)} ranges"
    return Fault(
        "name-with-two-ranges", problem, where, "write one range, on one of the lines or the same on all, or use two names"
    )


def shared(numbers: Sequence[Number]) -> frozenset[str]:
    """Give the names that stand in more than one place."""
    return frozenset(name for name, times in Counter(number.name for number in numbers).items() if times > 1)


def drawn_apart(numbers: Sequence[Number]) -> tuple[tuple[str, ...], ...]:
    """Give the lines whose amounts look like one number that nobody named, so that each is drawn anew."""
    alike: dict[Spread, list[str]] = {}
    for number in numbers:
        if number.field == "amount" and number.spread and number.name == own_name(number.line, "amount"):
            alike.setdefault(number.spread, []).append(number.line)
    return tuple(tuple(lines) for lines in alike.values() if len(lines) > 1)
