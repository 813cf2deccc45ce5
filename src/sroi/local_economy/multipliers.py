"""D. Input-output: what the suppliers of an industry add to a purchase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from sroi.errors import InvalidArgumentError
from sroi.local_economy.checks import number_faults, raise_if_any
from sroi.local_economy.tables import Industry, industry_row

if TYPE_CHECKING:
    from collections.abc import Callable

Effect: TypeAlias = Literal["output", "gva", "jobs", "direct_gva", "direct_jobs"]
"""What is counted: output, GVA or jobs with suppliers; GVA or jobs without."""

_EFFECTS: dict[str, Callable[[float, Industry], float]] = {
    "output": lambda output, row: output * row.output,
    "gva": lambda output, row: output * row.value_added * row.output,
    "jobs": lambda output, row: output / 1_000_000 * row.jobs_per_million * row.employment,
    "direct_gva": lambda output, row: output * row.value_added,
    "direct_jobs": lambda output, row: output / 1_000_000 * row.jobs_per_million,
}


def input_output(output: float, *, industry: str, area: str = "knowsley", effect: Effect = "output") -> float:
    """Follow net additional output of an industry to its suppliers in the area (type I).

    Formula:
        ``output``: dO × M_output; ``gva``: dO × v × M_output (an approximation); ``jobs``: dO ÷ 1,000,000 × j × M_jobs;
        v is GVA per pound of output, j direct jobs per million. ``direct_gva`` and ``direct_jobs`` leave M out.

    Args:
        output: pounds of output of the industry, after deadweight and displacement.
        industry: one of the 19 sectors of the table, such as ``Health & Social Work``.
        area: the area of the table; ``knowsley`` is the one there is.
        effect: what is counted.

    Returns:
        Pounds of output, pounds of GVA, or jobs.

    Raises:
        InvalidArgumentError: no finite number, or no such effect.
        NotFoundError: no such industry or area.

    The convention that bites: the multiplier belongs on net additional money, never on turnover.

    References:
        econstack-data.

    Examples:
        >>> round(input_output(1_000_000, industry="Health & Social Work", effect="gva"), 2)
        486200.0
    """
    raise_if_any(number_faults(output=output))
    row = industry_row(industry, area=area)
    if effect not in _EFFECTS:
        fix = f"use one of {', '.join(_EFFECTS)}"
        raise InvalidArgumentError(f"'{effect}' is not an effect", code="effect-unknown", where="effect", fix=fix)
    return _EFFECTS[effect](output, row)
