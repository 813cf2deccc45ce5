"""How much a workbook unfolds to, before a reader lays it out in memory.

A few kilobytes may hold a thousand times as much, or one cell at the far corner of a sheet for which every cell
before it is set aside. Both are refused here, since the reader behind would end the whole process.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from sroi.errors import FileUnreadableError

MOST_UNPACKED = 256 * 1024 * 1024
MOST_CELLS = 5_000_000
_CELL = re.compile(rb"""<(?:\w+:)?(row|c)((?:\s[^>]*)?)>""")
_PLACE = re.compile(rb"""\sr=["']([A-Za-z]*)([0-9]+)["']""")
_OPEN_CELL = re.compile(rb"""<(?:\w+:)?table-row\b([^>]*)>|<(?:\w+:)?(?:covered-)?table-cell\b([^>]*)>|<(?:\w+:)?table\s""")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated=["']([0-9]+)["']""")


def refuse_vast_workbook(data: bytes, name: str) -> None:
    """Refuse a workbook that unpacks to over 256 MiB or reaches over five million cells; other files pass.

    Args:
        data: the bytes of the file, ``.xlsx`` or ``.ods``.
        name: how the file is called in messages.

    Raises:
        FileUnreadableError: too much in it (``workbook-too-large``), or a broken archive (``workbook-not-readable``).

    """
    if not data.startswith(b"PK"):
        return
    try:
        vast = _is_vast(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, IndexError) as error:
        fix = "save it again as .xlsx, without a password"
        problem = f"the workbook cannot be read: {error}"
        raise FileUnreadableError(problem, code="workbook-not-readable", where=name, fix=fix) from None
    if vast:
        problem = "the workbook unpacks to more than 256 MiB, or reaches over more than five million cells"
        fix = "clear what stands far below or to the right of the table, and save it again"
        raise FileUnreadableError(problem, code="workbook-too-large", where=name, fix=fix)


def _is_vast(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            return True
        return any(_reach(part.filename, archive.read(part)) > MOST_CELLS for part in parts)  # a size that lies is an error


def _reach(part: str, text: bytes) -> int:
    """Multiply the furthest row by the furthest column of one part of the archive; nothing of one that is no sheet."""
    if part == "content.xml":
        return _reach_of_open_document(text)
    if not part.endswith(".xml"):
        return 0
    row = column = height = width = 0
    for match in _CELL.finditer(text):
        place = _PLACE.search(match[2])
        if match[1] == b"row":
            row, column = int(place[2][:12]) if place else row + 1, 0
            continue
        column = _column(place[1][:8]) if place else column + 1
        if not match[2].endswith(b"/"):  # one that holds nothing is not laid out
            height, width = max(height, int(place[2][:12]) if place else row), max(width, column)
    return height * width


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _reach_of_open_document(text: bytes) -> int:
    """Walk the rows and cells with their repeats; blank ones at the end of a row or sheet reach nowhere."""
    most = rows = columns = height = width = repeats = 0
    for match in _OPEN_CELL.finditer(text):
        if match[1] is not None:
            rows, columns, repeats = rows + repeats, 0, _repeated(match[1])
        elif match[2] is not None:
            columns += _repeated(match[2])
            if not match[2].endswith(b"/") or b"value" in match[2]:
                height, width = max(height, rows + repeats), max(width, columns)
                most = max(most, height * width)
        else:
            rows = columns = height = width = repeats = 0
    return most


def _repeated(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1][:12]) if found else 1
