"""A case to its result, with the way to every number; and what-ifs."""

from sroi.valuation.calculate import calculate
from sroi.valuation.masking import masked
from sroi.valuation.result import OutcomeResult, Ratio, Result
from sroi.valuation.scenarios import what_if

__all__ = ["OutcomeResult", "Ratio", "Result", "calculate", "masked", "what_if"]
