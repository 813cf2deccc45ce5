"""Where the data stand: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import zipfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from sroi.errors import FileUnreadableError


@lru_cache(maxsize=1)
def data_folder() -> Path:
    """Return the folder of the data that came with the library.

    Where the library runs from inside a zip, its data are laid out once in a temporary folder, which goes
    when the process ends.

    Raises:
        FileUnreadableError: neither the package nor a checkout holds it (``no-data-folder``).

    Examples:
        >>> (data_folder() / "units.yaml").is_file()
        True
    """
    where = files("sroi")
    if isinstance(where, zipfile.Path):
        return _laid_out(where)
    package = Path(str(where))
    return first_of(package / "_proxies", package.parents[1] / "proxies")


def first_of(*folders: Path) -> Path:
    """Return the first of the folders that holds the catalogue.

    Raises:
        FileUnreadableError: none does (``no-data-folder``).

    """
    for folder in folders:
        if (folder / "units.yaml").is_file():
            return folder
    raise FileUnreadableError(
        "the data of the library are missing",
        code="no-data-folder",
        where=" or ".join(map(str, folders)),
        fix="install the package again",
    )


def _laid_out(package: zipfile.Path) -> Path:
    """Unpack the data of a zipped package: inside a zip there is no folder that a path could name."""
    archive, inside = package.root, f"{package.at}_proxies/"
    folder = Path(tempfile.mkdtemp(prefix="sroi-data-"))
    atexit.register(_remove, folder, os.getpid())
    archive.extractall(folder, [name for name in archive.namelist() if name.startswith(inside)])
    return first_of(folder / inside)


def _remove(folder: Path, owner: int) -> None:
    """Remove the folder when the process that made it ends, and not when a child of it does."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
