"""The version of the code, as the installed package has it."""

from importlib.metadata import version

VERSION = version("sroi")
