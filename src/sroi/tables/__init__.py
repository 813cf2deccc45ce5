"""The same formula over any table: data frames in memory, lazy queries, SQL engines and a Spark cluster."""

from __future__ import annotations

from sroi.tables.claimed import claimed_twice
from sroi.tables.contract import COLUMNS, Column
from sroi.tables.many import calculate_many
from sroi.tables.portfolio import portfolio
from sroi.tables.table import calculate_table

__all__ = ["COLUMNS", "Column", "calculate_many", "calculate_table", "claimed_twice", "portfolio"]
