"""SciPy, which only some of this room needs, and which comes with an extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sroi.errors import MissingDependencyError


def scipy(module: str, what: str) -> Any:
    """Open a module of SciPy when it is first needed.

    Raises:
        MissingDependencyError: SciPy is not installed; the fix names the extra.

    >>> scipy("special", "a beta shape").betainc(1, 1, 0.25).item()
    0.25
    """
    try:
        return import_module(f"scipy.{module}")
    except ImportError:
        fix = 'pip install "sroi[risk]"'
        raise MissingDependencyError(f"{what} needs SciPy", code="missing-dependency", fix=fix) from None
