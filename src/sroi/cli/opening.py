"""Case files named on the command line, read with the proxies of a council's own folder where one is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sroi.catalogue import Catalogue, load
from sroi.errors import SroiError
from sroi.reading import read_case

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from sroi.model.case import Case


def add_file(command: Any) -> None:
    """Add the case file that a command reads, and the folder it may be read with."""
    command.add_argument("file", metavar="FILE", help="case file: .yaml, .json, or a workbook of this library")
    add_folder(command)


def add_folder(command: Any) -> None:
    """Add the folder of a council's own proxies, sources and frameworks."""
    command.add_argument("--folder", metavar="FOLDER", help="your own proxies, sources and frameworks, laid over the library's")


def open_catalogue(options: Namespace) -> Catalogue:
    """Load the library's catalogue, with the folder laid over it that the command names."""
    return load(options.folder)


def open_cases(files: Sequence[str | Path], catalogue: Catalogue) -> list[Case]:
    """Read several case files; what is wrong with any of them is said at once."""
    cases, errors = [], []
    for file in files:
        try:
            cases.append(read_case(file, catalogue=catalogue))
        except SroiError as error:
            errors.append(error)
    if errors:
        raise type(errors[0]).of(fault for error in errors for fault in error.faults)
    return cases


def open_case(options: Namespace) -> tuple[Case, Catalogue]:
    """Read the case file that a command names, and the catalogue it belongs to."""
    catalogue = open_catalogue(options)
    return read_case(options.file, catalogue=catalogue), catalogue
