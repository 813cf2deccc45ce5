"""From gross to net to present value: what each stage of the sum takes off or adds, in pounds."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from sroi import formula

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sroi.model.numbers import Share
    from sroi.valuation import OutcomeResult, Result


class Stage(NamedTuple):
    """One stage of the way from gross value to present value.

    Args:
        name: what happens, in plain words.
        amount: pounds: a subtotal, or what is added (below zero: taken off).
        total: whether it is a subtotal.

    """

    name: str
    amount: float
    total: bool = False


NAMES = (
    "Gross value of a year",
    "Deadweight (happens anyway)",
    "Displacement (only moved)",
    "Attribution (owed to others)",
    "Net value of a year",
    "Further years, less drop-off",
    "Discounting (to today's worth)",
    "Present value",
)
_TOTALS = (0, 4, 7)


def stages(line: OutcomeResult) -> tuple[Stage, ...]:
    """Give the stages of one outcome; from each subtotal to the next they add up.

    >>> import sroi
    >>> line = sroi.calculate(sroi.read_case("proxies/published/westbank_2015.yaml")).outcomes["participants-diet"]
    >>> [round(stage.amount) for stage in stages(line)][:5]
    [10743, -1074, 0, -967, 8702]
    """
    outcome, gross = line.outcome, line.gross
    kept = formula.net(gross, _share(outcome.deadweight), 0)
    stayed = formula.net(gross, _share(outcome.deadweight), _share(outcome.displacement))
    years = fsum(line.by_year)
    taken = (kept - gross, stayed - kept, line.net - stayed)
    return _named((gross, *taken, line.net, years - line.net, line.present_value - years, line.present_value))


def all_stages(result: Result) -> tuple[Stage, ...]:
    """Give the stages of a whole case: the sums over the outcomes that are counted, then the inputs."""
    counted = [[stage.amount for stage in stages(line)] for line in result.outcomes.values() if line.left_out is None]
    sums = _named(fsum(column) for column in zip(*counted, strict=True)) if counted else ()
    return (
        *sums,
        Stage("What was put in", -result.total_input),
        Stage("Net present value", result.net_present_value, total=True),
    )


def _named(amounts: Iterable[float]) -> tuple[Stage, ...]:
    return tuple(Stage(NAMES[place], amount, place in _TOTALS) for place, amount in enumerate(amounts))


def _share(share: Share | None) -> float:
    return share.share if share else 0.0
