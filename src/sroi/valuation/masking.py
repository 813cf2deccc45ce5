"""A case that may be passed on where its licensed values may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi.model.case import InlineProxy
from sroi.model.numbers import Quantity
from sroi.valuation.calculate import calculate

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.model.case import Case, Outcome
    from sroi.valuation.result import OutcomeResult

WHOLE_LINE = "whole line"
SAID = "The value of one unit is licensed and may not be passed on: quantity and value are given only multiplied."


def masked(case: Case, *, catalogue: Catalogue | None = None) -> Case:
    """Hide the amount of every licensed proxy, and leave each total as it is.

    A licensed line is given as one whole line worth its gross value, so neither the quantity nor the amount of
    one unit can be told from it; its shares, years and source stay. Whatever is made of the masked case, plain data,
    workbook or report, holds no licensed amount. The convention that bites: whoever knows the quantity from
    elsewhere can divide.

    Args:
        case: a case that uses proxies whose source says ``redistribution: no``.
        catalogue: where those proxies are; those that came with the library, none of them licensed, when absent.

    Returns:
        A case with the same figures. It carries no scenarios and no published figures.

    Raises:
        InvalidCaseError: the case cannot be calculated.

    Examples:
        >>> import sroi
        >>> case = sroi.read_case("docs/examples/befriending.yaml")
        >>> masked(case).outcomes == case.outcomes
        True

    """
    lines = calculate(case, catalogue=catalogue).outcomes.values()
    outcomes = tuple(_whole(line, case) if line.priced.match and line.priced.match.licensed else line.outcome for line in lines)
    return case.model_copy(update={"outcomes": outcomes, "scenarios": (), "published": None})


def _whole(line: OutcomeResult, case: Case) -> Outcome:
    """Write a line as one whole, worth its gross value."""
    priced = line.priced
    proxy = InlineProxy.model_validate(
        {
            "amount": line.gross,
            "unit": WHOLE_LINE,
            "price_year": case.price_year,
            "title": priced.title,
            "source": priced.source,
            "beneficiary": priced.beneficiary,
            "account": priced.account,
            "transfer": priced.transfer,
            "lifetime": priced.lifetime,
        }
    )
    told = {"quantity": Quantity(value=1), "unit": WHOLE_LINE, "output": None, "indicator": None, "kind": line.kind, "note": SAID}
    return line.outcome.model_copy(update={**told, "proxy": proxy})
