"""Files to records; every fault of a file at once, each with its place."""

from sroi.reading.cases import read_case
from sroi.reading.value_map import ValueMapReading, read_value_map

__all__ = ["ValueMapReading", "read_case", "read_value_map"]
