"""A report into a file; the file's ending says which kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sroi.documents.writing import writing
from sroi.errors import InvalidArgumentError
from sroi.model.case import Case
from sroi.report.dossier import DRAWS, SEED, Dossier
from sroi.report.exports import csv_text, write_parquet
from sroi.report.markdown import case_markdown, portfolio_markdown
from sroi.report.page import case_page, portfolio_page
from sroi.valuation import Result

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue

Cases: TypeAlias = Case | Result | Sequence[Case | Result]
"""One case, calculated or not, or several."""


def html(cases: Cases, *, draws: int = DRAWS, seed: int = SEED, catalogue: Catalogue | None = None) -> str:
    """Write the report as one self-contained HTML page, for screens and paper.

    Args:
        cases: one case, or several for a portfolio: total over total, a row for each.
        draws: cases drawn for the range of the headline, 2 or more.
        seed: whole number, 0 or more; the same seed gives the same page.
        catalogue: proxies and sources to look up; those that came with the library when absent.

    Returns:
        The page. It has no script, fetches nothing, and every word of the case in it is escaped.

    Raises:
        InvalidArgumentError: no case is given (``no-case``), or one twice (``case-twice``).
        InvalidCaseError: a case cannot be calculated.

    Examples:
        >>> import sroi
        >>> html(sroi.read_case("docs/examples/befriending.yaml")).startswith("<!DOCTYPE html>")
        True

    """
    found = _dossiers(cases, draws, seed, catalogue)
    return case_page(found[0]) if len(found) == 1 else portfolio_page(found)


def markdown(cases: Cases, *, draws: int = DRAWS, seed: int = SEED, catalogue: Catalogue | None = None) -> str:
    """Write the report as Markdown: the tables of the page without its pictures.

    Args:
        cases: one case, or several for a portfolio.
        draws: cases drawn for the range of the headline, 2 or more.
        seed: whole number, 0 or more.
        catalogue: proxies and sources to look up; those that came with the library when absent.

    Raises:
        InvalidArgumentError: no case is given (``no-case``), or one twice (``case-twice``).
        InvalidCaseError: a case cannot be calculated.

    """
    found = _dossiers(cases, draws, seed, catalogue)
    return case_markdown(found[0]) if len(found) == 1 else portfolio_markdown(found)


def write(cases: Cases, path: str | Path, *, draws: int = DRAWS, seed: int = SEED, catalogue: Catalogue | None = None) -> Path:
    """Write a report to a file: ``.html``, ``.md``, ``.xlsx``, or the lines as ``.csv`` or ``.parquet``.

    Args:
        cases: one case, or several for a portfolio; a workbook is of one case.
        path: the file; its ending says which kind.
        draws: cases drawn for the range of the headline, 2 or more.
        seed: whole number, 0 or more.
        catalogue: proxies and sources to look up; those that came with the library when absent.

    Returns:
        The path.

    Raises:
        FileUnreadableError: the file cannot be written (``file-not-writable``).
        InvalidArgumentError: an ending that is not known (``unknown-ending``), no case (``no-case``), or one twice
            (``case-twice``).
        InvalidCaseError: a case cannot be calculated.
        MissingDependencyError: the file needs an extra that is not installed.

    Examples:
        >>> import pathlib, sroi, tempfile
        >>> case = sroi.read_case("docs/examples/befriending.yaml")
        >>> write(case, pathlib.Path(tempfile.mkdtemp()) / "report.md").name
        'report.md'

    """
    out = Path(path)
    way = WAYS.get(out.suffix.lower())
    if way is None:
        fix = f"end the name in one of {', '.join(WAYS)}"
        raise InvalidArgumentError(
            f"a report cannot be written as '{out.suffix}'", code="unknown-ending", where=str(path), fix=fix
        )
    found = _dossiers(cases, draws, seed, catalogue)
    with writing(out):
        way(found, out)
    return out


def _dossiers(cases: Cases, draws: int, seed: int, catalogue: Catalogue | None) -> list[Dossier]:
    given = [cases] if isinstance(cases, Case | Result) else list(cases)
    if not given:
        raise InvalidArgumentError("there is nothing to report on", code="no-case", where="cases", fix="give at least one case")
    whole = [one.case if isinstance(one, Result) else one for one in given]
    twice = [one.id for place, one in enumerate(whole) if one in whole[:place]]
    if twice:
        problem, fix = f"'{twice[0]}' is given twice, so the portfolio would count it twice", "give each case once"
        raise InvalidArgumentError(problem, code="case-twice", where="cases", fix=fix)
    return [Dossier.of(one, catalogue=catalogue, draws=draws, seed=seed) for one in given]


def _html(found: list[Dossier], path: Path) -> None:
    path.write_text(case_page(found[0]) if len(found) == 1 else portfolio_page(found), "utf-8", newline="\n")


def _markdown(found: list[Dossier], path: Path) -> None:
    path.write_text(case_markdown(found[0]) if len(found) == 1 else portfolio_markdown(found), "utf-8", newline="\n")


def _csv(found: list[Dossier], path: Path) -> None:
    """Write with a mark of the encoding, without which Excel misreads a pound sign."""
    path.write_text(csv_text(one.result for one in found), "utf-8-sig", newline="")


def _workbook(found: list[Dossier], path: Path) -> None:
    from sroi.report.workbook import write_workbook  # noqa: PLC0415 - only a workbook needs its extra

    if len(found) > 1:
        fix = "write a workbook for each case, or a portfolio as .html or .csv"
        raise InvalidArgumentError("a workbook is of one case", code="one-case-a-workbook", where=str(path), fix=fix)
    write_workbook(found[0].result, path)


def _parquet(found: list[Dossier], path: Path) -> None:
    write_parquet([one.result for one in found], path)


WAYS: dict[str, Callable[[list[Dossier], Path], None]] = {
    ".html": _html,
    ".md": _markdown,
    ".csv": _csv,
    ".xlsx": _workbook,
    ".parquet": _parquet,
}
"""What writes a file of each ending."""
