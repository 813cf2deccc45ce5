"""The commands, and the way from an error to an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING

from sroi.errors import Fault, SroiError

if TYPE_CHECKING:
    from collections.abc import Sequence

WELL, FOUND, BAD_INPUT, STOPPED = 0, 1, 2, 130
ROOMS = ("calculating", "assuring", "mapping", "looking_up", "uncertain", "reporting", "tendering")
"""Modules of commands, in the order in which help lists them; each has ``add(commands)``."""
_FIX = "free some space, or write to another place"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: words after the command's name; those of the process when absent.

    Returns:
        0 well; 1 a finding, or a figure that does not reproduce; 2 bad input, or output that cannot be written; 130 stopped.

    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a caller may have put another kind of stream in its place
            stream.reconfigure(encoding="utf-8")
    try:
        return _run(arguments)
    except SroiError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        _let_go_of_output()
        return WELL
    except OSError as error:
        if error.filename is not None:
            raise
        _let_go_of_output()
        fault = Fault("output-not-writable", f"the output cannot be written: {error.strerror}", "standard output", _FIX)
        print(fault, file=sys.stderr)
        return BAD_INPUT


def _run(arguments: Sequence[str] | None) -> int:
    """Run one command, and write out all that it has printed while an error can still be told."""
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    finally:
        sys.stdout.flush()


def _let_go_of_output() -> None:
    """Point the output at nothing, or Python would complain of it once more when it ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    from sroi.version import VERSION  # noqa: PLC0415 - metadata are read only when a command runs

    parser = argparse.ArgumentParser(prog="sroi", description="Social Return on Investment that anyone can check.")
    parser.add_argument("--version", action="version", version=VERSION)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for room in ROOMS:
        import_module(f"sroi.cli.{room}").add(commands)
    return parser
