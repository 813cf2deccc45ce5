"""The chain of numbers from a quantity to its present value, one step at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sroi import formula
from sroi.model.text import money_text, plain_number, share_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sroi.model.match import Match
    from sroi.model.numbers import Figure, Share
    from sroi.valuation.result import OutcomeResult, Result


@dataclass(frozen=True, slots=True)
class Step:
    """One number on the way, how it came about, and what it rests on.

    Args:
        name: the field's term for it, such as ``deadweight``.
        value: the number, unrounded.
        text: the number as people read it.
        how: the sum in words, with the numbers in it.
        basis: what it rests on, or an empty text.
        source: where it stands, or an empty text.
        match: for the proxy, the whole look-up in the catalogue.

    """

    name: str
    value: float
    text: str
    how: str = ""
    basis: str = ""
    source: str = ""
    match: Match | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the step as plain data, without what is empty."""
        plain = {
            "name": self.name,
            "value": self.value,
            "text": self.text,
            "how": self.how,
            "basis": self.basis,
            "source": self.source,
        }
        return {key: value for key, value in plain.items() if value != ""}


def steps_of(line: OutcomeResult, result: Result) -> Iterator[Step]:
    """Give the steps of one outcome, in the order of the sum."""
    currency = result.case.currency
    yield _quantity(line)
    yield _proxy(line, currency)
    yield Step("gross", line.gross, money_text(line.gross, currency), "quantity × proxy")
    yield from _taken_off(line)
    yield Step("net", line.net, money_text(line.net, currency), "gross × what is left after each share")
    yield from _years(line, result)
    yield Step("present_value", line.present_value, money_text(line.present_value, currency), "the sum of the discounted years")


def _quantity(line: OutcomeResult) -> Step:
    figure = line.outcome.quantity
    how = line.outcome.indicator or ""
    return Step("quantity", figure.value, f"{plain_number(figure.value)} × {line.outcome.unit}", how, *_grounds(figure))


def _proxy(line: OutcomeResult, currency: str) -> Step:
    priced = line.priced
    text = f"{money_text(priced.amount, currency, _pence(priced.amount))} for one {priced.unit}"
    return Step("proxy", priced.amount, text, priced.found, priced.title, priced.source, priced.match)


def _pence(amount: float) -> int:
    """Write an uprated amount with enough digits to be followed, a round one with two."""
    return 2 if round(amount, 2) == amount else 6


def _taken_off(line: OutcomeResult) -> Iterator[Step]:
    """Give each share that is taken off; one that was never considered says so."""
    outcome = line.outcome
    yield _share("deadweight", outcome.deadweight, "would have happened anyway")
    yield _share("displacement", outcome.displacement, "only moved from elsewhere")
    if outcome.contribution is not None:
        yield _share("contribution", outcome.contribution, "our own share, kept")
    for share in outcome.attribution or (None,) * (outcome.contribution is None):
        yield _share("attribution", share, "owed to others")


def _share(name: str, share: Share | None, meaning: str) -> Step:
    if share is None:
        return Step(name, 0.0, "0 %", f"{meaning}; not considered in the case, so nothing is taken off")
    return Step(name, share.share, share_text(share.share), meaning, *_grounds(share))


def _years(line: OutcomeResult, result: Result) -> Iterator[Step]:
    """Give what fades, how long it lasts, and each projection year with its factor."""
    outcome = line.outcome
    yield _share("drop_off", outcome.drop_off, f"lost each year, from benefit year {outcome.drop_off_from}")
    yield Step(
        "duration",
        outcome.duration.value,
        f"{plain_number(outcome.duration.value)} years",
        f"from projection year {outcome.starts}",
        *_grounds(outcome.duration),
    )
    yield from map(_year_step(line, result), range(1, len(line.by_year) + 1))


def _year_step(line: OutcomeResult, result: Result) -> Callable[[int], Step]:
    """Make the writer of a line's years: net × what is kept × part of the year × discount factor."""
    outcome, currency = line.outcome, result.case.currency
    drop_off = outcome.drop_off.share if outcome.drop_off else 0.0
    duration = float(result.lines.duration[line.place])

    def step(year: int) -> Step:
        value, factor = line.by_year[year - 1], result.factors[year - 1]
        benefit_year = year - outcome.starts + 1
        if benefit_year < 1:
            return Step(f"year {year}", 0.0, money_text(0, currency), "before the benefit starts")
        kept = formula.kept(drop_off, benefit_year, outcome.drop_off_from)
        portion = formula.portion(duration, benefit_year)
        undiscounted = f"net × {kept:.10g} kept × {portion:.10g} of the year = {money_text(value, currency)}"
        how = f"{undiscounted}; × discount factor {factor:.10g}"
        return Step(f"year {year}", factor * value, money_text(factor * value, currency), how)

    return step


def _grounds(figure: Figure) -> tuple[str, str]:
    return figure.basis or "", figure.source or ""
