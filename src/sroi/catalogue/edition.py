"""Which edition of the data this is, apart from the version of the code."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from sroi.catalogue.folder import data_folder
from sroi.catalogue.loading import read_record, refuse_faults
from sroi.errors import Fault, InvalidDataError
from sroi.model.base import Record, Text


class Edition(Record):
    """The edition of the data and the version of the shape they are written in."""

    edition: Text
    schema_version: Literal[1]


@lru_cache(maxsize=1)
def edition() -> str:
    """Return the edition of the data that came with the library, such as ``2026.11``.

    Raises:
        InvalidDataError: the file that says so is not what it must be.

    >>> edition()[:2]
    '20'
    """
    faults: list[Fault] = []
    found, _ = read_record(Edition, data_folder() / "edition.yaml", faults=faults)
    refuse_faults(faults, InvalidDataError)
    return "" if found is None else found.edition
