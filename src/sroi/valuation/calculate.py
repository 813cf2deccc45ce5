"""A case to its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi.catalogue import edition, load
from sroi.errors import InvalidArgumentError, InvalidCaseError
from sroi.local_economy.evaluation import evaluate
from sroi.model.case import Case
from sroi.valuation.discounting import Discounting
from sroi.valuation.lines import Lines
from sroi.valuation.pricing import left_out, price_lines
from sroi.valuation.result import Result

if TYPE_CHECKING:
    from sroi.catalogue import Catalogue
    from sroi.local_economy.figures import LocalResult
    from sroi.valuation.pricing import Priced


def calculate(case: Case, *, catalogue: Catalogue | None = None) -> Result:
    """Work out what a case comes to.

    Each outcome's quantity × proxy, less deadweight, displacement and attribution, fades over its years
    and is discounted; the sum over the inputs is the ratio. The formula is ``sroi.formula``.

    Args:
        case: what was put in and what changed.
        catalogue: proxies and units to look up; those that came with the library when absent.

    Returns:
        The result, money in the case's currency and price year, never rounded.

    Raises:
        InvalidArgumentError: something else than a case, such as the path of one (``not-a-case``).
        InvalidCaseError: a line that cannot be priced or runs past the end of its schedule.
        RefusedError: local-economy figures that a guard refuses.
        NotFoundError: an unknown discount schedule.

    Examples:
        >>> import sroi
        >>> sroi.calculate(sroi.read_case("proxies/published/westbank_2015.yaml")).ratio.text
        '£1:£5.80'

    """
    if not isinstance(case, Case):
        fix = "read it first: sroi.calculate(sroi.read_case(path))"
        raise InvalidArgumentError(f"a {type(case).__name__} is not a case", code="not-a-case", where="case", fix=fix)
    catalogue = catalogue or load()
    discounting = Discounting.of(case.method.discount, case.method.timing)
    priced = price_lines(case, catalogue)
    lines = Lines.of(case, priced)
    values = (lines.gross, lines.net, lines.present_values(discounting))
    return assemble(case, discounting, priced, lines, *(tuple(column.tolist()) for column in values))


def assemble(
    case: Case,
    discounting: Discounting,
    priced: tuple[Priced, ...],
    lines: Lines,
    gross: tuple[float, ...],
    net: tuple[float, ...],
    present_values: tuple[float, ...],
) -> Result:
    """Make the result out of what the formula gave for the outcomes of one case."""
    return Result(
        case=case,
        discounting=discounting,
        edition=edition(),
        priced=priced,
        gross=gross,
        net=net,
        present_values=present_values,
        left_out=left_out(case, priced),
        input_present_values=tuple(line.amount.amount * discounting.factor(line.year, line.timing) for line in case.inputs),
        local_economy=_local(case),
        lines=lines,
    )


def _local(case: Case) -> LocalResult | None:
    """Work out the value put into the local economy, which is never part of the ratio."""
    if case.local_economy is None:
        return None
    if case.currency != "GBP":
        problem = f"local-economy figures are in pounds, by British tables, and the case is in {case.currency}"
        raise InvalidCaseError(problem, code="currency-differs", where="local_economy", fix="take the block out of this case")
    return evaluate(case.local_economy, price_year=case.price_year, inputs=[line.id for line in case.inputs])
