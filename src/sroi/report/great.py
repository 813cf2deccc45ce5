"""Tables for print and slides, made by great_tables."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

from sroi.errors import MissingDependencyError
from sroi.report import sheets
from sroi.report.sheet import Sheet

if TYPE_CHECKING:
    from sroi.valuation import Result

GreatTable: TypeAlias = Any
"""A ``great_tables.GT``, which has no place in the core."""


def great_table(of: Result | Sheet) -> GreatTable:
    """Make a table to style further: of a result, its outcomes under its headline; or of any sheet.

    Args:
        of: a calculated case, or a sheet such as a picture's.

    Returns:
        A ``great_tables.GT``; its numbers are text in British formats, and words of the case are escaped.

    Raises:
        MissingDependencyError: great_tables is not installed (``sroi[report]``).

    Examples:
        >>> import sroi
        >>> "Older residents" in great_table(sroi.calculate(sroi.read_case("docs/examples/befriending.yaml"))).as_raw_html()
        True

    """
    try:
        import great_tables  # noqa: PLC0415 - an extra
    except ImportError:
        fix = 'pip install "sroi[report]"'
        raise MissingDependencyError("this table needs great_tables", code="missing-dependency", fix=fix) from None
    import pandas as pd  # noqa: PLC0415 - `import sroi` must not load pandas

    sheet = of if isinstance(of, Sheet) else sheets.outcomes(of)
    title, subtitle = (sheet.title, None) if isinstance(of, Sheet) else (of.case.title, _subtitle(of))
    cells = pd.DataFrame([[escape(cell) for cell in row] for row in sheet.text_rows], columns=list(sheet.head), dtype="string")
    made = great_tables.GT(cells).tab_header(title=escape(title), subtitle=subtitle and escape(subtitle))
    return made.cols_align("left").cols_align("right", columns=[sheet.head[place] for place in sheet.right])


def _subtitle(result: Result) -> str:
    headline = result.ratio.text if not result.no_ratio else f"no ratio: {result.no_ratio}"
    return f"{headline}, {result.case.price_year} prices"
