"""The outcomes of a case as columns of numbers, and the formula run over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sroi import formula
from sroi.prices.discounting import EARLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from sroi.model.case import Case
    from sroi.model.numbers import Share
    from sroi.valuation.discounting import Discounting
    from sroi.valuation.pricing import Priced

    Column = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lines:
    """One number for each outcome in every column."""

    quantity: Column
    amount: Column
    deadweight: Column
    displacement: Column
    attributions: tuple[Column, ...]
    contribution: Column
    drop_off: Column
    duration: Column
    drop_off_from: Column
    starts: Column

    @classmethod
    def of(cls, case: Case, priced: Sequence[Priced]) -> Lines:
        """Lay the outcomes of a case out as columns; an absent deduction is 0, an absent contribution 1."""
        rows = [vars(line) for line in case.outcomes]  # thousands of lines: a plain look-up is half of a record's
        duration = _column([row["duration"].value for row in rows])
        return cls(
            quantity=_column([row["quantity"].value for row in rows]),
            amount=_column([line.amount for line in priced]),
            deadweight=_shares([row["deadweight"] for row in rows]),
            displacement=_shares([row["displacement"] for row in rows]),
            attributions=tuple(_attributions([row["attribution"] or () for row in rows])),
            contribution=_shares([row["contribution"] for row in rows], absent=1.0),
            drop_off=_shares([row["drop_off"] for row in rows]),
            duration=formula.whole_years(duration, np.where) if case.method.part_years == "whole_years" else duration,
            drop_off_from=_column([row["drop_off_from"] for row in rows]),
            starts=_column([row["starts"] for row in rows]),
        )

    @property
    def gross(self) -> Column:
        """Value before anything is taken off, one year's worth."""
        return formula.gross(self.quantity, self.amount)  # type: ignore[no-any-return]

    @property
    def net(self) -> Column:
        """Value of the first year after deadweight, displacement and attribution."""
        return formula.net(self.gross, self.deadweight, self.displacement, *self.attributions, contribution=self.contribution)  # type: ignore[no-any-return]

    @property
    def last_years(self) -> Column:
        """Last projection year in which each line pays; the year before it starts when it lasts no time."""
        return self.starts + formula.whole_years(self.duration, np.where) - 1  # type: ignore[no-any-return]

    @property
    def years(self) -> int:
        """Last projection year in which any line pays."""
        return int(self.last_years.max(initial=0))

    def year_values(self, year: int) -> Column:
        """Undiscounted value of each line in one projection year."""
        return formula.year_value(self.net, self.drop_off, self.duration, self.drop_off_from, year - self.starts + 1, np.where)  # type: ignore[no-any-return]

    def flows(self) -> Iterator[Column]:
        """Give the undiscounted values of projection years 1, 2, … in turn."""
        return map(self.year_values, range(1, self.years + 1))

    def present_values(self, discounting: Discounting) -> Column:
        """Present value of each line: in closed form at one rate, else year by year."""
        if discounting.rate is None:
            factors = discounting.factors(self.years)
            return sum((factor * flow for factor, flow in zip(factors, self.flows(), strict=True)), np.zeros_like(self.net))
        early = float(EARLY[discounting.timing])
        return formula.present_value(  # type: ignore[no-any-return]
            self.net, self.drop_off, self.duration, self.drop_off_from, self.starts, discounting.rate, early, np.where
        )


def _column(values: Sequence[float]) -> Column:
    return np.array(values, dtype=np.float64)


def _shares(values: Sequence[Share | None], *, absent: float = 0.0) -> Column:
    return _column([absent if value is None else value.share for value in values])


def _attributions(lists: Sequence[Sequence[Share]]) -> Iterator[Column]:
    """Give a column for each place in the lists of attributions, as many as the longest has."""
    for place in range(max(map(len, lists), default=0)):
        yield _shares([shares[place] if place < len(shares) else None for shares in lists])
