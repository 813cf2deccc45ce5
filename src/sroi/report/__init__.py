"""Results as people read them: tables, charts, pages and workbooks. Computes nothing."""

from sroi.report.workbook import write_workbook

__all__ = ["write_workbook"]
