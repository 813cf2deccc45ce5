"""Social Return on Investment that anyone can check.

What a programme measured becomes sourced pounds, less what would have happened anyway, was only moved, or
is owed to others; faded, discounted and set against what was put in: ``£1:£5.80``.

Example:
    >>> import sroi
    >>> sroi.calculate(sroi.read_case("proxies/published/westbank_2015.yaml")).ratio.text
    '£1:£5.80'

"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sroi import assurance, claims, frameworks, local_economy, procurement, proxies, report, uncertainty
    from sroi.assurance.check import check
    from sroi.claims.compare import compare
    from sroi.claims.reproduce import reproduce
    from sroi.errors import SroiError
    from sroi.mapping.cases import map_measurements
    from sroi.model.case import Case
    from sroi.reading.cases import read_case
    from sroi.tables.many import calculate_many
    from sroi.tables.portfolio import portfolio
    from sroi.tables.table import calculate_table
    from sroi.uncertainty.simulation import simulate
    from sroi.uncertainty.sobol import sobol
    from sroi.uncertainty.switching import switching_values
    from sroi.uncertainty.tornado import tornado
    from sroi.valuation.calculate import calculate
    from sroi.valuation.masking import masked
    from sroi.valuation.result import Result
    from sroi.valuation.scenarios import what_if
    from sroi.version import VERSION as __version__  # noqa: N811 - the name that Python tools look for

_DOORS = {
    "Case": "sroi.model.case:Case",
    "Result": "sroi.valuation.result:Result",
    "SroiError": "sroi.errors:SroiError",
    "__version__": "sroi.version:VERSION",
    "assurance": "sroi.assurance",
    "calculate": "sroi.valuation.calculate:calculate",
    "calculate_many": "sroi.tables.many:calculate_many",
    "calculate_table": "sroi.tables.table:calculate_table",
    "check": "sroi.assurance.check:check",
    "claims": "sroi.claims",
    "compare": "sroi.claims.compare:compare",
    "frameworks": "sroi.frameworks",
    "local_economy": "sroi.local_economy",
    "map_measurements": "sroi.mapping.cases:map_measurements",
    "masked": "sroi.valuation.masking:masked",
    "portfolio": "sroi.tables.portfolio:portfolio",
    "procurement": "sroi.procurement",
    "proxies": "sroi.proxies",
    "read_case": "sroi.reading.cases:read_case",
    "report": "sroi.report",
    "reproduce": "sroi.claims.reproduce:reproduce",
    "simulate": "sroi.uncertainty.simulation:simulate",
    "sobol": "sroi.uncertainty.sobol:sobol",
    "switching_values": "sroi.uncertainty.switching:switching_values",
    "tornado": "sroi.uncertainty.tornado:tornado",
    "uncertainty": "sroi.uncertainty",
    "what_if": "sroi.valuation.scenarios:what_if",
}
"""Public names, and the rooms behind them, opened when first asked for."""

__all__ = [
    "Case",
    "Result",
    "SroiError",
    "__version__",
    "assurance",
    "calculate",
    "calculate_many",
    "calculate_table",
    "check",
    "claims",
    "compare",
    "frameworks",
    "local_economy",
    "map_measurements",
    "masked",
    "portfolio",
    "procurement",
    "proxies",
    "read_case",
    "report",
    "reproduce",
    "simulate",
    "sobol",
    "switching_values",
    "tornado",
    "uncertainty",
    "what_if",
]


def __getattr__(name: str) -> Any:
    """Open the room behind a public name."""
    if name not in _DOORS:
        problem = f"module 'sroi' has no attribute '{name}'"
        raise AttributeError(problem)
    room, _, member = _DOORS[name].partition(":")
    value = getattr(import_module(room), member) if member else import_module(room)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
