"""Corrections for optimism bias: capital costs from the data, benefits from a table of the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError

from sroi.assurance.figures import Entry
from sroi.assurance.register import Grade, grade
from sroi.catalogue import indices
from sroi.documents import faults_of, read_document
from sroi.errors import InvalidArgumentError, InvalidDataError, NotFoundError
from sroi.model.base import AsTuple, Record, Text, refuse
from sroi.valuation import what_if

if TYPE_CHECKING:
    from pathlib import Path

    from sroi.model.case import Case

PER_CENT = 100


@dataclass(frozen=True, slots=True)
class CapitalBounds:
    """What to add to an estimate of cost or time for optimism bias.

    Args:
        project_type: kind of project.
        applies_to: what the uplift is added to.
        upper: share to start from, before anything is known of the risks.
        lower: share that is left when every risk is managed.

    """

    project_type: str
    applies_to: str
    upper: float
    lower: float

    def uplift(self, managed: float = 0.0) -> float:
        """Return the share to add when ``managed`` of the risk (0 to 1) is managed; never below ``lower``.

        Examples:
            >>> capital_bounds("standard buildings").uplift(0.5)
            0.12
        """
        if not 0 <= managed <= 1:
            fix = "give the share of the risk that is managed, such as 0.4"
            raise InvalidArgumentError(f"{managed!r} is not a share", code="share-out-of-range", where="managed", fix=fix)
        return max(self.lower, self.upper * (1 - managed))

    def corrected(self, estimate: float, managed: float = 0.0) -> float:
        """Return an estimate with its uplift: ``estimate × (1 + uplift)``."""
        return estimate * (1 + self.uplift(managed))


def capital_bounds(project_type: str, *, applies_to: str = "capital expenditure") -> CapitalBounds:
    """Look up the bounds of optimism bias for capital costs or works duration (Mott MacDonald, 2002).

    Start from the upper bound, take off what is managed, never go below the lower bound.

    Args:
        project_type: such as ``standard buildings`` or ``equipment and development``.
        applies_to: ``capital expenditure``, ``works duration`` or ``operating expenditure``.

    Returns:
        Bounds as shares of the estimate.

    Raises:
        NotFoundError: the table has no such project or nothing of the kind for it (``no-optimism-bias``).

    The convention that bites: it is for costs and time. No general uplift for benefits exists, and it is no contingency.

    References:
        hmt-optimism-bias

    Examples:
        >>> capital_bounds("standard buildings").upper
        0.24

    """
    rows = indices.read("optimism_bias").rows
    for row in rows:
        if (row["project_type"], row["applies_to"]) == (project_type, applies_to):
            return CapitalBounds(
                project_type, applies_to, float(row["upper_percent"]) / PER_CENT, float(row["lower_percent"]) / PER_CENT
            )
    fix = "use one of " + "; ".join(f"{row['project_type']}: {row['applies_to']}" for row in rows)
    problem = f"no optimism bias is known for the {applies_to} of '{project_type}'"
    raise NotFoundError(problem, code="no-optimism-bias", where="project_type", fix=fix)


def _percent(value: float) -> float:
    if not 0 <= value <= PER_CENT:
        raise refuse("percent-out-of-range", f"{value!r} is not between 0 and 100", "write per cent: 25 takes a quarter off")
    return value


class GradeCorrection(Record):
    """What to take off benefits and add to costs whose numbers are of one grade.

    Args:
        grade: evidence grade of the number, as the assumption register gives it.
        benefits_percent: per cent taken off a quantity of this grade, 0 to 100.
        costs_percent: per cent added to an input of this grade, 0 to 100.

    """

    grade: Grade
    benefits_percent: Annotated[float | int, AfterValidator(_percent)]
    costs_percent: Annotated[float | int, AfterValidator(_percent)]


class CorrectionTable(Record):
    """Corrections by evidence grade, of the user's own, with where they come from."""

    format: Literal[1]
    title: Text
    source: Text
    corrections: Annotated[tuple[GradeCorrection, ...], AsTuple, Field(min_length=1)]

    def correct(self, case: Case) -> Case:
        """Return the case with every quantity and every input corrected by its own grade.

        Quantities are scaled by ``1 − benefits_percent / 100``, inputs by ``1 + costs_percent / 100``, ranges
        with them; negative lines are left as they are, because a smaller harm would be optimism too.
        """
        known: dict[Grade, GradeCorrection] = {one.grade: one for one in self.corrections}
        changes = [_benefit(line, known) for line in case.outcomes if _worth(line) > 0]
        changes += [_cost(line, known) for line in case.inputs]
        title = f"{self.title} ({self.source})"
        return what_if(case, {"id": "optimism-bias", "title": title, "changes": [one for one in changes if one]})


def read_corrections(path: str | Path) -> CorrectionTable:
    """Read a table of corrections for optimism bias by evidence grade: a YAML or JSON file of the user's own.

    The library ships none for benefits: the sources that print such tables could not be read. The example file shows
    the shape and carries made-up percentages.

    Args:
        path: a file with ``format: 1``, ``title``, ``source`` and ``corrections``.

    Raises:
        FileUnreadableError: the file is missing or not text.
        InvalidDataError: every fault of the file at once.

    References:
        hmt-optimism-bias

    Examples:
        >>> read_corrections("docs/examples/optimism_bias_by_grade.yaml").corrections[0].grade
        'strong'

    """
    document = read_document(path)
    if document.faults:
        raise InvalidDataError.of(document.faults)
    try:
        return CorrectionTable.model_validate(document.data)
    except ValidationError as error:
        names = (*CorrectionTable.model_fields, *GradeCorrection.model_fields)
        raise InvalidDataError.of(faults_of(error, document, names)) from None


def _worth(outcome: Any) -> float:
    """Return a number with the sign of the outcome's value; a named proxy counts as positive."""
    amount = 1.0 if isinstance(outcome.proxy, str) else outcome.proxy.amount
    return float(outcome.quantity.value * amount)


def _benefit(outcome: Any, known: dict[Grade, GradeCorrection]) -> dict[str, Any] | None:
    found = known.get(grade(Entry("", "quantity", outcome.quantity)))
    factor = 1 - found.benefits_percent / PER_CENT if found else 1
    return {"scale": {"quantity": factor}, "only": {"outcome": [outcome.id]}} if found else None


def _cost(line: Any, known: dict[Grade, GradeCorrection]) -> dict[str, Any] | None:
    found = known.get(grade(Entry("", "amount", line.amount)))
    factor = 1 + found.costs_percent / PER_CENT if found else 1
    return {"scale": {"amount": factor}, "only": {"input": [line.id]}} if found else None
