"""Files to records; every fault of a file at once, each with its place."""

from sroi.reading.cases import read_case

__all__ = ["read_case"]
