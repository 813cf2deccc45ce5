"""Which edition of the data this is, apart from the version of the code."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from sroi.catalogue.folder import data_folder
from sroi.catalogue.loading import read_record, refuse_faults
from sroi.errors import Fault, InvalidDataError
from sroi.model.base import Record, Text
from sroi.model.proxy import PriceYear


class Edition(Record):
    """The edition of the data.

    Args:
        edition: its name, raised with every change of the data.
        schema_version: version of the shape the data are written in.
        price_year: the year whose prices the register shows amounts in.

    """

    edition: Text
    schema_version: Literal[1]
    price_year: PriceYear


def edition() -> str:
    """Return the edition of the data that came with the library, such as ``2026.11``.

    Raises:
        InvalidDataError: the file that says so is not what it must be.

    >>> edition()[:2]
    '20'
    """
    return read_edition().edition


@lru_cache(maxsize=1)
def read_edition() -> Edition:
    """Return the whole record of the edition.

    >>> read_edition().schema_version
    1
    """
    faults: list[Fault] = []
    found, _ = read_record(Edition, data_folder() / "edition.yaml", faults=faults)
    refuse_faults(faults, InvalidDataError)
    return Edition.model_validate(found)
