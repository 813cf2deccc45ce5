"""Where the data stand: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from sroi.errors import FileUnreadableError


@lru_cache(maxsize=1)
def data_folder() -> Path:
    """Return the folder of the data that came with the library.

    Raises:
        FileUnreadableError: neither the package nor a checkout holds it (``no-data-folder``).

    >>> (data_folder() / "units.yaml").is_file()
    True
    """
    package = Path(str(files("sroi")))
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
        fix="install the package again, unpacked: the data are not read from inside a zip",
    )
