"""The commands, and the way from an error to an exit code."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING

from sroi.errors import SroiError

if TYPE_CHECKING:
    from collections.abc import Sequence

WELL, FOUND, BAD_INPUT = 0, 1, 2
ROOMS = ("calculating", "assuring", "mapping", "looking_up", "uncertain", "reporting", "tendering")
"""Modules of commands, in the order in which help lists them; each has ``add(commands)``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: words after the command's name; those of the process when absent.

    Returns:
        0 well; 1 a finding, or a figure that does not reproduce; 2 bad input.

    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a caller may have put another kind of stream in its place
            stream.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except SroiError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return WELL


def _parser() -> argparse.ArgumentParser:
    from sroi.version import VERSION  # noqa: PLC0415 - metadata are read only when a command runs

    parser = argparse.ArgumentParser(prog="sroi", description="Social Return on Investment that anyone can check.")
    parser.add_argument("--version", action="version", version=VERSION)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for room in ROOMS:
        import_module(f"sroi.cli.{room}").add(commands)
    return parser
