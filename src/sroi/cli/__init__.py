"""The command line: read the arguments, call the library, print. Nothing is calculated here.

Exit codes: 0 well; 1 a finding, or a figure that does not reproduce; 2 bad input.
"""

from sroi.cli.main import main

__all__ = ["main"]
