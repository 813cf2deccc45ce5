"""B. LM3: how much local spending an income causes in two more rounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import fsum
from typing import TYPE_CHECKING

from sroi.errors import Fault, InvalidArgumentError, UndefinedRatioError
from sroi.local_economy.checks import negative_faults, raise_if_any
from sroi.local_economy.figures import LocalFigure
from sroi.local_economy.tables import OUTSIDE, STAFF, respend_rates
from sroi.model.local_economy import Convention, Spend, Spending
from sroi.model.text import money_text

if TYPE_CHECKING:
    from sroi.local_economy.tables import Year

_SLACK = 1e-9
"""Relative room for the last digits of sums that were added up in another order."""

CONVENTIONS: dict[Convention, str] = {
    "score": "score: the first pound counts whole, so nothing spent locally still scores 1",
    "value_to_area": "value_to_area: the first pound counts only if it stays in the area",
}
"""The two conventions of LM3, in words."""

_CAVEATS = (
    "Local spending is not a gain in welfare and does not belong in the SROI ratio.",
    "Re-spend rates are self-reported and mostly for larger areas: treat round 3 as plus or minus a third.",
    "LM3 holds leakage in rounds 2 and 3: take no leakage off it and put no multiplier on it.",
)


def lm3(round_1: float, round_2: float, round_3: float, convention: Convention = "score") -> float:
    """Compute the Local Multiplier 3 of an income.

    Round 1 is the whole income studied, round 2 the part of it spent in the area, round 3 what the local staff
    and suppliers who received it spend in the area again.

    Formula: ``score`` = (R1 + R2 + R3) ÷ R1; ``value_to_area`` = (R2 + R3) ÷ R1, which is the score less 1.

    Args:
        round_1: pounds of income or budget, above 0.
        round_2: pounds of it spent in the area, 0 to ``round_1``.
        round_3: pounds of it spent in the area again by those who received it, 0 to ``round_1``.
        convention: ``score`` or ``value_to_area``.

    Returns:
        Pounds for each pound of income: 1 to 3 as a score, 0 to 2 as value to the area.

    Raises:
        InvalidArgumentError: a round that is negative, no number or larger than the income; no such convention.
        UndefinedRatioError: no income.

    The convention that bites: as a score an outside contract still counts 1. Never compare a figure that
    counts the first pound with one that does not.

    References:
        nef-lm3, nef-northumberland-2005, withernsea-lm3.

    Examples:
        >>> lm3(1_000_000, 600_000, 332_000), lm3(1_000_000, 600_000, 332_000, "value_to_area")
        (1.932, 0.932)
    """
    raise_if_any(_round_faults(round_1, round_2, round_3))
    if convention not in CONVENTIONS:
        fix = "use 'score' or 'value_to_area'"
        raise InvalidArgumentError(
            f"'{convention}' is not a convention of LM3", code="convention-unknown", where="convention", fix=fix
        )
    if round_1 == 0:
        raise _no_income("LM3")
    later = (round_2 + round_3) / round_1
    return 1 + later if convention == "score" else later


def _no_income(what: str) -> UndefinedRatioError:
    return UndefinedRatioError(
        f"{what} has no value: the income is 0", code="no-income", where="round_1", fix="give the income studied"
    )


def _round_faults(round_1: float, round_2: float, round_3: float) -> list[Fault]:
    faults = negative_faults(round_1=round_1, round_2=round_2, round_3=round_3)
    if faults:
        return faults
    return [
        Fault(
            "round-over-income",
            f"{name} is {money_text(value)}, more than the income of {money_text(round_1)}",
            name,
            "round 1 is the whole income",
        )
        for name, value in (("round_2", round_2), ("round_3", round_3))
        if value > round_1 * (1 + _SLACK)
    ]


@dataclass(frozen=True, slots=True)
class RoundLine:
    """Money paid to one kind of recipient and what is spent again of it.

    Args:
        recipient: kind of recipient.
        amount: pounds paid.
        local: whether they are in the area.
        rate: share of the pound they spend in the area again, 0 to 1.
        source: where the rate stands.

    """

    recipient: str
    amount: float
    local: bool
    rate: float
    source: str

    @property
    def round_2(self) -> float:
        """Pounds that this line adds to round 2."""
        return self.amount if self.local else 0.0

    @property
    def round_3(self) -> float:
        """Pounds that this line adds to round 3."""
        return self.amount * self.rate

    def __str__(self) -> str:
        """Return the line as a sentence."""
        place = "in the area" if self.local else "outside the area"
        again = f"{money_text(self.round_3)} of it spent locally again (rate {self.rate:g}, {self.source})"
        return f"{money_text(self.amount)} to {self.recipient}, {place}; {again}"


@dataclass(frozen=True, slots=True)
class Rounds:
    """The three rounds of LM3 with the lines that they were added up from.

    Args:
        income: round 1, pounds.
        lines: who was paid, and what they spend again.
        convention: ``score`` or ``value_to_area``.

    """

    income: float
    lines: tuple[RoundLine, ...]
    convention: Convention = "score"

    @property
    def round_2(self) -> float:
        """Pounds of the income spent in the area."""
        return fsum(line.round_2 for line in self.lines)

    @property
    def round_3(self) -> float:
        """Pounds spent in the area again."""
        return fsum(line.round_3 for line in self.lines)

    @property
    def value(self) -> float:
        """LM3 by the convention of these rounds."""
        return lm3(self.income, self.round_2, self.round_3, self.convention)

    @property
    def score(self) -> float:
        """LM3 with the first pound counted whole."""
        return lm3(self.income, self.round_2, self.round_3, "score")

    @property
    def value_to_area(self) -> float:
        """LM3 with the first pound counted only if it stays."""
        return lm3(self.income, self.round_2, self.round_3, "value_to_area")

    @property
    def leakage(self) -> float:
        """Share of the income that leaves the area at once: 1 − R2 ÷ R1."""
        if self.income == 0:
            raise _no_income("leakage")
        return 1 - self.round_2 / self.income

    def to_record(self) -> Spending:
        """Return the rounds as the ``spending`` block of a case file."""
        lines = [
            Spend.model_validate(
                {
                    "recipient": line.recipient,
                    "amount": line.amount,
                    "local": line.local,
                    "respend": line.rate,
                    "source": line.source,
                }
            )
            for line in self.lines
        ]
        return Spending(income=self.income, lines=tuple(lines), convention=self.convention)


def rounds(spending: Spending) -> Rounds:
    """Find the re-spend rate of every line of spending and make the three rounds of it.

    A survey rate on the line wins. Otherwise a local recipient takes the published rate of its kind and an
    outside one takes none. Resident staff have no published rate.

    Formula: R2 = Σ local amounts; R3 = Σ amount × rate.

    Args:
        spending: the income and where it was spent, in pounds of one year.

    Returns:
        The rounds with the rate and its source on every line.

    Raises:
        InvalidArgumentError: every line whose rate is not known, at once; or rounds larger than the income.

    The convention that bites: an outside supplier spends nothing in the area unless its line says so.

    References:
        fsb-cles-2013, ptc-local-economies, nef-northumberland-2005.

    Examples:
        >>> paid = Spend(recipient="local SME", amount=400_000, local=True)
        >>> rounds(Spending(income=1_000_000, lines=(paid,))).round_3
        252000.0
    """
    raise_if_any(fault for place, line in enumerate(spending.lines, 1) for fault in _rate_faults(line, place))
    return within_income(Rounds(spending.income, tuple(map(_round_line, spending.lines)), spending.convention))


def within_income(found: Rounds) -> Rounds:
    """Return the rounds when none is negative or larger than the income, and raise otherwise.

    >>> within_income(Rounds(100, ())).round_2
    0.0
    """
    raise_if_any(_round_faults(found.income, found.round_2, found.round_3))
    return found


def _rate_faults(line: Spend, place: int) -> list[Fault]:
    """Report a local line that has no rate of its own and no published one."""
    if line.respend is not None or not line.local:
        return []
    return respend_faults(line.recipient, f"spending.lines[{place - 1}]")


def respend_faults(recipient: str, where: str) -> list[Fault]:
    """Report a kind of local recipient for which there is no published re-spend rate.

    >>> [fault.code for fault in respend_faults("resident staff", "line 1")]
    ['respend-rate-needed']
    """
    known = [name for name in respend_rates() if name != OUTSIDE]
    if recipient in known:
        return []
    problem = f"there is no published re-spend rate for '{recipient}'"
    fix = (
        "ask them in a survey and give their rate as `respend`, or in `rates`"
        if recipient == STAFF
        else f"give `respend`, or use one of {', '.join(known)}"
    )
    return [Fault("respend-rate-needed", problem, where, fix)]


def _round_line(line: Spend) -> RoundLine:
    if line.respend is not None:
        return RoundLine(line.recipient, line.amount, line.local, line.respend.number, line.source or "as given")
    if not line.local:
        return RoundLine(line.recipient, line.amount, line.local, 0.0, "taken as 0 for outside suppliers")
    published = respend_rates()[line.recipient]
    return RoundLine(line.recipient, line.amount, line.local, published.value, published.source)


def lm3_figures(found: Rounds, *, area: str, price_year: Year) -> tuple[LocalFigure, LocalFigure]:
    """Make the two figures of LM3 that may be published: the ratio, and the pounds of local spending.

    Args:
        found: the three rounds.
        area: the place whose economy is meant.
        price_year: year of the spending.

    Returns:
        The LM3 ratio by the convention of the rounds, and R2 + R3 in pounds.

    Raises:
        InvalidArgumentError: no area or price year; rounds larger than the income.

    The convention that bites: the pounds are spending counted twice over on purpose, not income or GVA.

    References:
        nef-lm3.

    Examples:
        >>> found = Rounds(940_000, (RoundLine("local suppliers", 162_000, True, 0.0, "withernsea-lm3"),))
        >>> [figure.text for figure in lm3_figures(found, area="Withernsea", price_year=2010)]
        ['1.172', '£162,000.00']
    """
    sums = f"R1 {money_text(found.income)}, R2 {money_text(found.round_2)}, R3 {money_text(found.round_3)}"
    steps = (*map(str, found.lines), sums)
    sources = tuple(dict.fromkeys(["nef-lm3", *(line.source for line in found.lines if _is_id(line.source))]))
    formula_text = "(R1 + R2 + R3) ÷ R1" if found.convention == "score" else "(R2 + R3) ÷ R1"
    make = partial(LocalFigure, letter="B", area=area, price_year=price_year, caveats=_CAVEATS, sources=sources, steps=steps)
    ratio = make(
        key="lm3",
        title="Local Multiplier 3",
        amount=found.value,
        unit="ratio",
        method=f"LM3 = {formula_text}",
        convention=CONVENTIONS[found.convention],
    )
    spent = found.round_2 + found.round_3
    title = "Local spending in rounds 2 and 3"
    spending = make(key="local-spending", title=title, amount=spent, unit="GBP of spending", method="R2 + R3 of LM3")
    return ratio, spending


def _is_id(source: str) -> bool:
    return " " not in source and source != "survey"
