"""Cells of a workbook that hold no value although something is in them: errors, and formulas that were never worked out.

A reader of workbooks gives both as blanks, and a blank deduction takes nothing off, so they are looked for by themselves.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

NOT_CALCULATED = "#NOT-CALCULATED!"
"""Stands in the cell of a formula whose value was not saved with it."""

_TAG = re.compile(r"<(?:\w+:)?(sheet|Relationship)\s([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PIECE = re.compile(r"<(?:\w+:)?(?:(row)(?=[\s/>])([^>]*)|(c)(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL)
_FORMULA = re.compile(r"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def cells_without_value(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Find the errors and the formulas without a value in each sheet of a ``.xlsx`` workbook.

    Args:
        data: the bytes of the file; of any other kind of file nothing is found.

    Returns:
        For each sheet the text of each such cell, by row and column from 1.

    Raises:
        BadZipFile: the archive is broken.

    """
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        sheets = {name: part for name, part in _parts(archive, names) if part in names}
        return {name: dict(_found(_text(archive, part))) for name, part in sheets.items()}


def open_document_errs(data: bytes) -> bool:
    """Say whether a cell of an ``.ods`` workbook holds an error; which one is not looked for."""
    if not data.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "content.xml" in archive.namelist() and b'calcext:value-type="error"' in archive.read("content.xml")


def _parts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    """Give the name of each sheet with the part of the archive that holds it."""
    book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, links} <= names:
        return
    parts = {link.get("Id", ""): link.get("Target", "") for link in _tags(_text(archive, links), "Relationship")}
    for sheet in _tags(_text(archive, book), "sheet"):
        target = next((parts.get(value, "") for key, value in sheet.items() if key.endswith(":id")), "")
        yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _tags(text: str, name: str) -> Iterator[dict[str, str]]:
    for tag in _TAG.finditer(text):
        if tag[1] == name:
            yield _attributes(tag[2])


def _attributes(text: str) -> dict[str, str]:
    return {one[1]: html.unescape(one[2] if one[2] is not None else one[3]) for one in _ATTRIBUTE.finditer(text)}


def _text(archive: zipfile.ZipFile, part: str) -> str:
    return archive.read(part).decode("utf-8", "replace")


def _found(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Go through the cells of a sheet; one that does not say its place follows the one before it."""
    row = column = 0
    for piece in _PIECE.finditer(text):
        if piece[1]:
            row, column = int(_attributes(piece[2]).get("r", row + 1)), 0
            continue
        attributes = _attributes(piece[4])
        place = _PLACE.fullmatch(attributes.get("r", ""))
        row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
        if fault := _fault(attributes.get("t", ""), piece[5] or ""):
            yield (row, column), fault


def _fault(kind: str, inside: str) -> str:
    """Give the error of a cell, or the mark of a formula without a value; a formula that gives an empty text is well."""
    value = _VALUE.search(inside)
    if kind == "e":
        return value[1].strip() if value else NOT_CALCULATED
    return NOT_CALCULATED if _FORMULA.search(inside) and not value and kind != "str" else ""


def _column(letters: str) -> int:
    """Number a column from 1.

    >>> _column("A"), _column("AC")
    (1, 29)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
