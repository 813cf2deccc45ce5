"""What every sheet of a workbook needs to know: the result, and how many years and attributions have a column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sroi.errors import InvalidCaseError
from sroi.reading.layout import value_map_columns
from sroi.report.workbook_cells import MOST_COLUMNS, MOST_ROWS

if TYPE_CHECKING:
    from sroi.model.numbers import Rate
    from sroi.reading.layout import Column
    from sroi.valuation import Result


@dataclass(frozen=True)
class Plan:
    """A result and the size of its workbook.

    Args:
        result: what is written.
        spare_years: years after the last one that have columns too, so that a duration can be made longer.

    """

    result: Result
    spare_years: int

    @cached_property
    def years(self) -> int:
        """Projection years that have a column; no more than the discount schedule knows."""
        case = self.result.case
        last_input = max((line.year for line in case.inputs), default=0)
        wanted = max(self.result.lines.years, last_input, len(self.yearly_rates), 1)
        schedule = self.result.discounting.schedule
        most = schedule.last_year if schedule and schedule.last_year else wanted + self.spare_years
        return max(wanted, min(wanted + self.spare_years, most))

    @cached_property
    def attributions(self) -> int:
        """Columns of attributions: as many as the longest list has, and at least one."""
        return max(1, len(self.result.lines.attributions))

    @cached_property
    def yearly_rates(self) -> tuple[Rate, ...]:
        """Rates that the case gives year by year; none where it gives one rate or a schedule."""
        discount = self.result.case.method.discount
        return discount if isinstance(discount, tuple) else ()

    @cached_property
    def rates(self) -> tuple[float, ...]:
        """The rate of each year that has a column."""
        return self.result.discounting.rates(self.years)

    @cached_property
    def factors(self) -> tuple[float, ...]:
        """The discount factor of each year that has a column."""
        return self.result.discounting.factors(self.years)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the value map."""
        return value_map_columns(self.attributions, self.years)

    def refuse_too_large(self) -> None:
        """Refuse a case that has more lines or years than a sheet has rows or columns.

        Raises:
            InvalidCaseError: ``too-large-for-a-sheet``.

        """
        rows, columns = max(len(self.result.case.outcomes), len(self.result.case.inputs)), len(self.columns)
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            problem = f"{rows:,} lines and {columns:,} columns are more than a sheet holds"
            fix = "split the case, or write the result as a data frame"
            raise InvalidCaseError(problem, code="too-large-for-a-sheet", where=self.result.case.id, fix=fix)
