"""A form to fill in: a row for each measure, the columns it needs, and what each of them means."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sroi.catalogue import Catalogue, load
from sroi.documents.writing import writing
from sroi.errors import Fault, InvalidArgumentError, MissingDependencyError, NotFoundError
from sroi.mapping.columns import DEDUCTIONS, GROUNDS
from sroi.mapping.figures import recipes
from sroi.model.framework import Framework, Measure

ABOUT = ("measure", "title", "asks_for", "stakeholder")
COMMON = ("baseline", "actual", "population", "people", "share_of_year")
"""Figures that many measures ask for: their columns come first."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a form asks.

    Args:
        framework: whose measures they are.
        measures: one for each row.
        figures: the columns of figures.

    """

    framework: Framework
    measures: Sequence[Measure]
    figures: Sequence[str]

    @property
    def columns(self) -> list[str]:
        """Every column, in order."""
        deductions = [name for one in DEDUCTIONS for name in ((one,) if one == "duration" else (one, f"{one}_basis"))]
        return [*ABOUT, *self.figures, "quantity", "proxy", *deductions, "starts", *GROUNDS]

    def row(self, measure: Measure) -> dict[str, str]:
        """Fill in what the form knows of a measure."""
        return {"measure": measure.id, "title": measure.title, "asks_for": asks_for(measure)}


def write_template(
    path: str | Path,
    *,
    framework: str | Framework = "knowsley",
    measures: Iterable[str | int] | None = None,
    catalogue: Catalogue | None = None,
) -> None:
    """Write a form that :func:`sroi.map_measurements` reads back.

    A workbook has the sheets Measurements, Inputs and Method to fill in, with drop-downs, and a sheet Notes that
    says what each figure means and what to take care of. A .csv file has the measurements alone.
    A row that stays blank is a measure that was not measured.

    Args:
        path: a .xlsx or .csv file; one that is there already is written over.
        framework: id of a framework, or one that was read from a file.
        measures: ids or numbers of the measures wanted; all of them by default.
        catalogue: where the framework and its proxies are looked up; the package's own by default.

    Raises:
        InvalidArgumentError: the name of the file ends otherwise (``not-a-form``).
        NotFoundError: no such framework or measure.
        MissingDependencyError: a workbook without the extra ``excel``.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_template(f"{folder}/form.csv", measures=[4])
        ...     Path(folder, "form.csv").read_text("utf-8-sig")[:60]
        'measure,title,asks_for,stakeholder,baseline,actual,people,ye'

    """
    shelf = catalogue or load()
    form = make_form(shelf.framework(framework) if isinstance(framework, str) else framework, measures)
    suffix = Path(path).suffix.lower()
    if suffix == ".csv":
        _write_csv(form, path)
    elif suffix == ".xlsx":
        _write_workbook(form, path, shelf)
    else:
        fix = "end the name in .xlsx or .csv"
        raise InvalidArgumentError(f"a form cannot be written as '{path}'", code="not-a-form", where="path", fix=fix)


def make_form(framework: Framework, measures: Iterable[str | int] | None = None) -> Form:
    """Choose the measures of a form and put the columns of their figures in order.

    >>> from sroi.catalogue import load
    >>> make_form(load().framework("knowsley"), [14]).figures
    ['people', 'share_of_year']

    """
    wanted = list(framework.measures.values()) if measures is None else _measures(framework, list(map(str, measures)))
    names = [name for measure in wanted for name in asked(measure)]
    return Form(
        framework, wanted, [*(name for name in COMMON if name in names), *dict.fromkeys(n for n in names if n not in COMMON)]
    )


def asked(measure: Measure) -> list[str]:
    """List the figures that a form asks of a measure: what it needs, and the costs that come off."""
    costs = [cost.needs for part in measure.quantity.parts for cost in part.take_off]
    return [*measure.quantity.needs, *costs]


def asks_for(measure: Measure) -> str:
    """Say in one line what to give.

    >>> from sroi.catalogue import load
    >>> asks_for(load().measure("knowsley/14"))
    'people, share_of_year; or quantity'

    """
    others = [", ".join(recipe.needs) for recipe in recipes(measure)[1:]]
    ready = [] if measure.quantity.parts else ["quantity"]
    return "; or ".join([", ".join(asked(measure)), *others, *ready])


def _measures(framework: Framework, wanted: Sequence[str]) -> list[Measure]:
    """Find measures by id or number; say of all at once that there are none."""
    known = {name: one for one in framework.measures.values() for name in (one.id, str(one.number))}
    numbers = [one.number for one in framework.measures.values()]
    fix = f"give numbers from {min(numbers)} to {max(numbers)}, or ids such as {next(iter(framework.measures))}"
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise NotFoundError.of(
            Fault("measure-not-found", f"no measure has the id or number '{name}'", "measures", fix) for name in unknown
        )
    return [known[name] for name in wanted]


def _write_csv(form: Form, path: str | Path) -> None:
    """Write with a byte order mark, without which spreadsheets take UTF-8 for something else."""
    with writing(path), Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, form.columns)
        writer.writeheader()
        writer.writerows(form.row(measure) for measure in form.measures)


def _write_workbook(form: Form, path: str | Path, catalogue: Catalogue) -> None:
    try:
        from sroi.mapping.workbook import write_workbook  # noqa: PLC0415 - optional
    except ImportError:
        fix = 'install the extra: pip install "sroi[excel]"'
        raise MissingDependencyError("workbooks need xlsxwriter", code="missing-dependency", where=str(path), fix=fix) from None
    write_workbook(form, path, catalogue)
