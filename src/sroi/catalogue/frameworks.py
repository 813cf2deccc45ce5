"""A framework from one YAML file of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sroi.catalogue.cross_checks import framework_faults
from sroi.catalogue.loading import FRAMEWORK_KEYS, read_record, refuse_faults
from sroi.catalogue.store import Catalogue, load
from sroi.documents import read_text
from sroi.errors import Fault, InvalidDataError
from sroi.model.framework import Framework

if TYPE_CHECKING:
    from pathlib import Path


def read_framework(path: str | Path, *, catalogue: Catalogue | None = None) -> Framework:
    """Read and check a framework of one's own.

    Every proxy, source and unit it names must be in the catalogue; the expressions must use exactly the names
    in ``needs``; default proxies must count in the unit the quantity gives and may not overlap; clashes hold both ways.

    Args:
        path: a YAML or JSON file; its shape is ``schema/framework.schema.json``.
        catalogue: where its proxies are looked up; the package's own by default. Use
            ``sroi.catalogue.load(folder=…)`` for proxies of one's own.

    Returns:
        The framework; give it to ``map_measurements(framework=…)``.

    Raises:
        FileUnreadableError: the file cannot be read.
        InvalidDataError: every fault at once, with file, line and field.

    Examples:
        >>> list(read_framework("proxies/frameworks/knowsley.yaml").measures)[0]
        'knowsley/1'

    """
    read_text(path)
    faults: list[Fault] = []
    framework, document = read_record(Framework, path, names=FRAMEWORK_KEYS, faults=faults)
    if framework is not None:
        faults += framework_faults(framework, document, catalogue or load())
    refuse_faults(faults, InvalidDataError)
    return Framework.model_validate(framework)
