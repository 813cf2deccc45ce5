"""What was measured to a case: each measure's figures to quantities, its proxies to lines, with what must be said aloud."""

from sroi.mapping.cases import map_measurements
from sroi.mapping.template import write_template
from sroi.mapping.writing import case_text, write_case

__all__ = ["case_text", "map_measurements", "write_case", "write_template"]
