"""Opens the oracle, which stands beside its tests and is no test itself."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture(scope="session")
def oracle() -> ModuleType:
    """The exact calculation in fractions."""
    spec = importlib.util.spec_from_file_location("fraction_oracle", Path(__file__).with_name("fraction_oracle.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
