"""What happens when a file cannot be written: an error of the library, not of the system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sroi.errors import FileUnreadableError, SroiError

FIX = "check the folder, and that no other program holds the file"


@contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """Say that a file cannot be written, whatever wrote it: XlsxWriter hands the system's error on inside one of its own.

    Raises:
        FileUnreadableError: the folder is missing, or the file is held or may not be written (``file-not-writable``).

    >>> with writing("report.html"):
    ...     raise FileNotFoundError(2, "No such file or directory")
    Traceback (most recent call last):
    sroi.errors.FileUnreadableError: the file cannot be written: No such file or directory [file-not-writable]
    where: report.html
    fix: check the folder, and that no other program holds the file
    """
    try:
        yield
    except SroiError:
        raise
    except Exception as error:
        refused = next((one for one in (error, *error.args) if isinstance(one, OSError)), None)
        if refused is None:
            raise
        problem = f"the file cannot be written: {refused.strerror or refused}"
        raise FileUnreadableError(problem, code="file-not-writable", where=str(path), fix=FIX) from None
