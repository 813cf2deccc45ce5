"""A result as a workbook whose formulas work it out again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sroi.errors import FileUnreadableError, InvalidArgumentError, MissingDependencyError
from sroi.reading import layout
from sroi.report.workbook_case import write_assumptions, write_case_sheet, write_discounting, write_inputs, write_notes
from sroi.report.workbook_cells import Book
from sroi.report.workbook_lines import write_lines, write_value_map
from sroi.report.workbook_plan import Plan
from sroi.report.workbook_sensitivity import write_scenarios, write_sensitivity
from sroi.report.workbook_sums import write_by_group, write_by_year, write_totals
from sroi.report.workbook_words import write_columns, write_cover, write_local, write_sources

if TYPE_CHECKING:
    from types import ModuleType

    from sroi.valuation import Result

SPARE_YEARS = 5
FEW_LINES = 1000
"""Up to here the file is put together in memory, which is quicker than in temporary files."""

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same result makes the same file, so it tells no time
GROUPS: tuple[Literal["stakeholder", "kind", "measure"], ...] = ("stakeholder", "kind", "measure")


def write_workbook(result: Result, path: str | Path, *, spare_years: int = SPARE_YEARS) -> None:
    """Write a result as a workbook whose formulas work it out again.

    Inputs, shares, amounts and years stand in coloured cells that can be changed; every figure that follows from them
    is a formula, with the library's value beside it until a spreadsheet recalculates. ``sroi.read_case`` makes the
    case again from the file. The same result always makes the same file.

    ``ratio = Σ present_value / Σ input present value``, cell by cell.

    Args:
        result: what ``sroi.calculate`` gave.
        path: the .xlsx file to write; one that is there is replaced.
        spare_years: projection years after the last benefit that have a column too, 0 to 100, so that a duration can be
            made longer in the sheet.

    Raises:
        MissingDependencyError: the extra ``excel`` is not installed.
        InvalidArgumentError: the path does not end in .xlsx, or ``spare_years`` is out of range.
        InvalidCaseError: more lines, or longer texts, than a sheet holds.
        FileUnreadableError: the file cannot be written.

    The convention that bites: a blank share counts as nothing and is written as a blank, never as 0; what was looked up
    (price factors, rates of a schedule, proxies of the catalogue) stands as a value and does not move.


    Examples:
        >>> import sroi, tempfile, pathlib
        >>> from sroi.report import write_workbook
        >>> case = sroi.read_case("proxies/published/westbank_2015.yaml")
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "westbank.xlsx"
        >>> write_workbook(sroi.calculate(case), file)
        >>> sroi.read_case(file) == case
        True

    """
    _refuse(path, spare_years)
    plan = Plan(result, spare_years)
    plan.refuse_too_large()
    maker, sheet_class = _maker()
    few = len(result.case.outcomes) <= FEW_LINES
    try:
        with _uncollected(few=few), maker.Workbook(str(path), {"in_memory": few}) as book:
            _fill(Book(book, result.case.currency, sheet_class), plan)
    except (OSError, maker.exceptions.FileCreateError) as error:
        fix = "check the folder, and that no other program holds the file"
        problem = f"the workbook cannot be written: {error}"
        raise FileUnreadableError(problem, code="file-not-writable", where=str(path), fix=fix) from None


@contextmanager
def _uncollected(*, few: bool) -> Iterator[None]:
    """Keep Python from looking for garbage among the cells of many lines, which takes two fifths of the time and finds none."""
    pause = not few and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()


def _refuse(path: str | Path, spare_years: int) -> None:
    if Path(path).suffix.lower() != ".xlsx":
        raise InvalidArgumentError(
            f"a workbook is an .xlsx file, not '{Path(path).suffix}'",
            code="unknown-file-kind",
            where="path",
            fix="end it in .xlsx",
        )
    if not 0 <= spare_years <= 100:  # noqa: PLR2004 - as the docstring says
        raise InvalidArgumentError(
            f"{spare_years} spare years", code="out-of-range", where="spare_years", fix="give a whole number from 0 to 100"
        )


def _maker() -> tuple[ModuleType, type]:
    try:
        import xlsxwriter  # type: ignore[import-untyped] # noqa: PLC0415 - optional; it ships no types

        from sroi.report.workbook_sheet import PlainSheet  # noqa: PLC0415 - needs xlsxwriter
    except ImportError:
        fix = 'install the extra: pip install "sroi[excel]"'
        raise MissingDependencyError(
            "workbooks need xlsxwriter", code="missing-dependency", where="sroi.report.write_workbook", fix=fix
        ) from None
    return xlsxwriter, PlainSheet


def _fill(book: Book, plan: Plan) -> None:
    """Write the sheets in order, the cover first."""
    case = plan.result.case
    book.book.set_properties({"title": case.title[:255], "subject": "Social Return on Investment", "created": MADE})
    book.book.set_calc_mode("auto")
    write_cover(book, plan, sheet_names(plan.result))
    write_case_sheet(book, plan)
    write_inputs(book, plan)
    write_discounting(book, plan)
    value_map = write_value_map(book, plan)
    write_lines(book, plan)
    write_assumptions(book, case)
    write_by_year(book, plan, value_map)
    write_totals(book, plan)
    _sums(book, plan)
    write_sources(book, plan.result)
    write_notes(book, case)
    write_columns(book, plan)


def _sums(book: Book, plan: Plan) -> None:
    """Write the groups, the what-ifs and the local economy, as far as the case has them."""
    names = sheet_names(plan.result)
    for key in GROUPS:
        if layout.BY_GROUP[key] in names:
            write_by_group(book, plan.result, key)
    optional: tuple[tuple[str, Any], ...] = (
        (layout.SENSITIVITY, write_sensitivity),
        (layout.SCENARIOS, write_scenarios),
        (layout.LOCAL, write_local),
    )
    for name, write in optional:
        if name in names:
            write(book, plan.result)


def sheet_names(result: Result) -> tuple[str, ...]:
    """Name the sheets after the cover, in order; those that the case has nothing for are left out."""
    case = result.case
    there = {
        layout.BY_GROUP["measure"]: any(line.measure for line in case.outcomes),
        layout.SENSITIVITY: bool(case.outcomes),
        layout.SCENARIOS: bool(case.scenarios),
        layout.LOCAL: result.local_economy is not None,
    }
    first = (layout.CASE, layout.INPUTS, layout.DISCOUNTING, layout.VALUE_MAP, layout.LINES, layout.ASSUMPTIONS, layout.BY_YEAR)
    groups = (layout.TOTALS, *layout.BY_GROUP.values(), layout.SENSITIVITY, layout.SCENARIOS, layout.LOCAL)
    return tuple(name for name in (*first, *groups, layout.SOURCES, layout.NOTES, layout.COLUMNS) if there.get(name, True))
