"""What moving spending would do to LM3, and how two ways of counting make a "400 %" out of nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING

from sroi.errors import Fault, UndefinedRatioError
from sroi.local_economy.checks import negative_faults, raise_if_any, share_faults
from sroi.local_economy.rounds import RoundLine, Rounds, lm3, respend_faults, within_income
from sroi.local_economy.tables import OUTSIDE, respend_rates
from sroi.model.text import money_text

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Switch:
    """Spending as it is, and as it would be after a move.

    Args:
        before: the rounds as they are.
        after: the rounds after the move.
        amount: pounds moved.

    """

    before: Rounds
    after: Rounds
    amount: float

    @property
    def round_2_change(self) -> float:
        """Pounds that the move adds to round 2."""
        return self.after.round_2 - self.before.round_2

    @property
    def round_3_change(self) -> float:
        """Pounds that the move adds to round 3."""
        return self.after.round_3 - self.before.round_3

    @property
    def change(self) -> float:
        """Pounds of local spending that the move adds in both rounds."""
        return self.round_2_change + self.round_3_change

    def __str__(self) -> str:
        """Return the move and what it does as a sentence."""
        return (
            f"Moving {money_text(self.amount)} changes local spending by {money_text(self.change)} "
            f"and LM3 as a score from {self.before.score:.3f} to {self.after.score:.3f}."
        )


def switch(found: Rounds, amount: float, *, moved_from: str = OUTSIDE, moved_to: str = "local SME") -> Switch:
    """Move spending from one kind of recipient to another and work LM3 out again.

    Formula: R2 and R3 of the rounds with ``amount`` less on one line and more on the other.

    Args:
        found: the rounds as they are.
        amount: pounds to move, 0 or more, at most what the first kind receives.
        moved_from: kind of recipient as named in the rounds; outside suppliers unless given.
        moved_to: kind of recipient as named in the rounds, or a local one with a published rate.

    Returns:
        The rounds before and after.

    Raises:
        InvalidArgumentError: a negative amount, no such recipient, or more than it receives.

    The convention that bites: the income stays the same; only where it is spent moves.

    References:
        fsb-cles-2013.

    Examples:
        >>> from sroi.local_economy import spending_rounds
        >>> ledger = {"amount": [400_000, 200_000, 400_000], "recipient": ["local SME", "larger local firm", ""],
        ...           "local": ["yes", "yes", "no"]}
        >>> round(switch(spending_rounds(ledger), 100_000).change, 2)
        163000.0
    """
    raise_if_any(negative_faults(amount=amount))
    held = fsum(line.amount for line in found.lines if line.recipient == moved_from)
    target = next((line for line in found.lines if line.recipient == moved_to), None)
    raise_if_any([*_too_much(amount, held, moved_from), *([] if target else respend_faults(moved_to, "moved_to"))])
    taken = [
        line if line.recipient != moved_from else replace(line, amount=line.amount * (1 - amount / held)) for line in found.lines
    ]
    moved = RoundLine(moved_to, amount, *_place_rate_source(target, moved_to))
    return Switch(found, within_income(replace(found, lines=(*taken, moved))), amount)


def _too_much(amount: float, held: float, moved_from: str) -> list[Fault]:
    if 0 < held >= amount:
        return []
    problem = f"{money_text(amount)} is to be moved from '{moved_from}', which receives {money_text(held)}"
    return [Fault("switch-too-large", problem, "moved_from", "move less, or from another kind of recipient")]


def _place_rate_source(target: RoundLine | None, moved_to: str) -> tuple[bool, float, str]:
    if target is not None:
        return target.local, target.rate, target.source
    published = respend_rates()[moved_to]
    return True, published.value, published.source


@dataclass(frozen=True, slots=True)
class FirstPound:
    """A local and an outside supplier compared, by one way of counting the first pound.

    Args:
        counting: how the first pound is counted.
        local: pounds in the area for each pound paid to a local supplier.
        outside: the same for an outside supplier.
        like_for_like: whether both are counted alike.

    """

    counting: str
    local: float
    outside: float
    like_for_like: bool

    @property
    def more(self) -> float:
        """How much more the local supplier brings, as a share: 1.11 is 111 % more."""
        return self.local / self.outside - 1

    def __str__(self) -> str:
        """Return the comparison as a sentence."""
        warning = "" if self.like_for_like else " NOT like for like"
        return f"{self.counting}: £{self.local:.2f} against £{self.outside:.2f}, {self.more:.0%} more.{warning}"


def first_pound(local_rate: float | None = None, *, outside_rate: float | None = None) -> tuple[FirstPound, ...]:
    """Show how counting the first pound on one side only turns a modest gap into a "400 %".

    Northumberland printed £1.76 for a pound paid to a local supplier and £0.36 for one paid to an outside
    supplier. The first holds the pound itself, the second does not.

    Formula, with re-spend rates a (local) and b (outside): 1 + a against 1 + b counts the pound in both,
    a against b in neither, 1 + a against b in one of the two.

    Args:
        local_rate: share that a local supplier spends in the area again, 0 to 1; Northumberland's 0.76.
        outside_rate: share that an outside supplier spends in the area, above 0; Northumberland's 0.36.

    Returns:
        Three comparisons: in both, in neither, in one.

    Raises:
        InvalidArgumentError: a rate that is no share.
        UndefinedRatioError: an outside rate of 0.

    The convention that bites: the mixed one is what LM3's ``value_to_area`` gives. It is right about where the
    first pound goes, and wrong as a comparison of what the two suppliers spend.

    References:
        nef-northumberland-2005.

    Examples:
        >>> [f"{one.local:.2f} {one.outside:.2f} {one.more:.0%}" for one in first_pound()]
        ['1.76 1.36 29%', '0.76 0.36 111%', '1.76 0.36 389%']
    """
    published = respend_rates()
    local = published["local supplier"].value if local_rate is None else local_rate
    outside = published[OUTSIDE].value if outside_rate is None else outside_rate
    raise_if_any(share_faults(local_rate=local, outside_rate=outside))
    if outside == 0:
        raise UndefinedRatioError(
            "nothing comes back from outside suppliers", code="no-outside-respend", where="outside_rate", fix="compare pounds"
        )
    return tuple(_comparisons(local, outside))


def _comparisons(local: float, outside: float) -> Iterator[FirstPound]:
    yield FirstPound("the first pound counted in both", 1 + local, 1 + outside, like_for_like=True)
    yield FirstPound("the first pound counted in neither", local, outside, like_for_like=True)
    mixed = (lm3(1, 1, local, "value_to_area"), lm3(1, 0, outside, "value_to_area"))
    yield FirstPound("the first pound counted for the local supplier only", *mixed, like_for_like=False)
