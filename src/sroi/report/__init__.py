"""Results as people read them: tables, charts, pages and workbooks. Reads what other rooms worked out; computes no figure."""

from sroi.report.dossier import Dossier
from sroi.report.exports import csv_text, frame, write_parquet
from sroi.report.great import great_table
from sroi.report.pictures import (
    Picture,
    bridge_picture,
    by_group,
    by_outcome,
    by_year,
    ratios,
    spread,
    tornado_picture,
    waterfall,
)
from sroi.report.sheet import Sheet
from sroi.report.sheet import sheet_markdown as markdown_table
from sroi.report.uncertainty_charts import Chart, convergence_chart, distribution_chart, switching_chart, tornado_chart
from sroi.report.value_charts import chart
from sroi.report.workbook import write_workbook
from sroi.report.writing import html, markdown, write

__all__ = [
    "Chart",
    "Dossier",
    "Picture",
    "Sheet",
    "bridge_picture",
    "by_group",
    "by_outcome",
    "by_year",
    "chart",
    "convergence_chart",
    "csv_text",
    "distribution_chart",
    "frame",
    "great_table",
    "html",
    "markdown",
    "markdown_table",
    "ratios",
    "spread",
    "switching_chart",
    "tornado_chart",
    "tornado_picture",
    "waterfall",
    "write",
    "write_parquet",
    "write_workbook",
]
