"""xlsxwriter's sheet without its search for new functions, which takes longer than all the rest; imported when needed."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it ships no types


class PlainSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas use no function that Excel marks as new, so that there is nothing to mark."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - xlsxwriter's own
        """Take the sign of equality away; a file keeps formulas without it."""
        return formula.removeprefix("=")
