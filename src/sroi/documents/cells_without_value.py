"""Cells of a workbook that hold no value although something is in them: errors, and formulas that were never worked out.

A reader of workbooks gives both as blanks, and a blank deduction takes nothing off, so they are looked for by themselves.
"""

from __future__ import annotations

import html
import itertools
import posixpath
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from zipfile import ZipFile

NOT_CALCULATED = "#NOT-CALCULATED!"
"""Stands in the cell of a formula whose value was not saved with it."""

Place: TypeAlias = tuple[int, int]
"""Row and column of a cell, counted from 1."""

Block: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column of merged cells, counted from 0."""

_ERROR = re.compile(r"#(N/A|NAME\?|[A-Z/0-9_-]+!|GETTING_DATA)|Err:[0-9]{3}", re.IGNORECASE)
_TAG = re.compile(r"<(?:\w+:)?(sheet|Relationship|calcPr)\s([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PIECE = re.compile(r"<(?:\w+:)?(?:(row)(?=[\s/>])([^>]*)|(c)(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL)
_FORMULA = re.compile(r"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")
_PLACE = re.compile(r"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_KIND = re.compile(r"""\st\s*=\s*["'](\w+)["']""")
_OPEN_PIECE = re.compile(r"""<table:(table|table-row|(?:covered-)?table-cell)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_REMARK = re.compile(r"<office:annotation\b.*?</office:annotation>", re.DOTALL)


class CellFault(NamedTuple):
    """What is wrong with a cell that holds no value: to be said beside its place."""

    code: str
    problem: str
    fix: str


def fault_of_cell(value: Any) -> CellFault | None:
    """Give what is wrong with a cell that holds an error of the spreadsheet, or a formula without a value.

    >>> fault_of_cell(" #DIV/0! ").code, fault_of_cell("#1 in the list"), fault_of_cell(0.15)
    ('spreadsheet-error', None, None)
    """
    text = value.strip() if isinstance(value, str) else ""
    if text == NOT_CALCULATED:
        fix = "open the workbook in a spreadsheet program and save it, or type the figure itself"
        return CellFault("not-calculated", "the cell holds a formula whose value was not saved with it", fix)
    if _ERROR.fullmatch(text):
        return CellFault("spreadsheet-error", f"{text!r:.40} is an error of the spreadsheet", "mend the formula of the cell")
    return None


def cells_without_value(archive: ZipFile) -> dict[str, dict[Place, str]]:
    """Find the errors and the formulas without a value in each sheet of a ``.xlsx`` or ``.ods`` workbook.

    Args:
        archive: the workbook.

    Returns:
        For each sheet the text of each such cell, by row and column.

    Raises:
        ValueError: it is no workbook of either kind.

    """
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    if "content.xml" in names:
        return _open_document(_text(archive, names["content.xml"]))
    if "xl/workbook.xml" not in names:
        raise ValueError("it is no .xlsx or .ods workbook")
    book = _text(archive, names["xl/workbook.xml"])
    stale = any(tag.get("fullCalcOnLoad") in {"1", "true"} for tag in _tags(book, "calcPr"))
    parts = {name: names[part] for name, part in _parts(archive, book, names) if part in names}
    return {name: dict(_found(_text(archive, part), stale=stale)) for name, part in parts.items()}


def _text(archive: ZipFile, part: str) -> str:
    return archive.read(part).decode("utf-8", "replace")


def _parts(archive: ZipFile, book: str, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give the name of each sheet with the part of the archive that holds it."""
    links = _text(archive, names.get("xl/_rels/workbook.xml.rels", "xl/_rels/workbook.xml.rels"))
    parts = {link.get("Id", ""): link.get("Target", "") for link in _tags(links, "Relationship")}
    for sheet in _tags(book, "sheet"):
        target = next((parts.get(value, "") for key, value in sheet.items() if key.endswith(":id")), "")
        yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()


def _tags(text: str, name: str) -> Iterator[dict[str, str]]:
    for tag in _TAG.finditer(text):
        if tag[1] == name:
            yield _attributes(tag[2])


def _attributes(text: str) -> dict[str, str]:
    return {one[1]: html.unescape(one[2] if one[2] is not None else one[3]) for one in _ATTRIBUTE.finditer(text)}


def _found(text: str, *, stale: bool) -> Iterator[tuple[Place, str]]:
    """Go through the cells of a sheet; one that does not say its place follows the one before it."""
    row = column = 0
    for piece in _PIECE.finditer(text):
        if piece[1]:
            row, column = int(_attributes(piece[2]).get("r", row + 1)), 0
            continue
        place = _PLACE.search(piece[4])
        row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
        kind = _KIND.search(piece[4])
        if fault := _fault(kind[1] if kind else "", piece[5] or "", stale=stale):
            yield (row, column), fault


def _fault(kind: str, inside: str, *, stale: bool) -> str:
    """Give the error of a cell, or the mark of a formula without a value; a formula that gives an empty text is well.

    A workbook that asks to be worked out on opening has zeros for what was never worked out.
    """
    if kind != "e" and (kind == "str" or not _FORMULA.search(inside)):
        return ""
    value = _VALUE.search(inside)
    if kind == "e":
        return _named(value[1].strip()) if value else NOT_CALCULATED
    return NOT_CALCULATED if not value or (stale and value[1] == "0" and not kind) else ""


@cache
def _column(letters: str) -> int:
    """Number a column from 1.

    >>> _column("A"), _column("AC")
    (1, 29)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class _OpenCell(NamedTuple):
    """A cell of an open document: its sheet, its first row and column, how often it is repeated, and what it says."""

    sheet: str
    place: Place
    repeats: tuple[int, int]
    attributes: dict[str, str]
    inside: str


def _open_cells(text: str) -> Iterator[_OpenCell]:
    """Walk the sheets, rows and cells of an open document."""
    name, row, column, rows = "", 0, 0, 0
    for piece in _OPEN_PIECE.finditer(text):
        attributes = _attributes(piece[2])
        if piece[1] == "table":
            name, row, rows = attributes.get("table:name", ""), 0, 0
        elif piece[1] == "table-row":
            row, column, rows = row + rows, 0, int(attributes.get("table:number-rows-repeated", 1))
        else:
            columns = int(attributes.get("table:number-columns-repeated", 1))
            yield _OpenCell(name, (row + 1, column + 1), (rows, columns), attributes, _inside(text, piece))
            column += columns


def _open_document(text: str) -> dict[str, dict[Place, str]]:
    """Find what has no value; what is repeated stands in each of its places."""
    found: dict[str, dict[Place, str]] = {}
    for cell in _open_cells(text):
        if fault := _open_fault(cell.attributes, cell.inside):
            (row, column), (rows, columns) = cell.place, cell.repeats
            places = itertools.product(range(row, row + rows), range(column, column + columns))
            found.setdefault(cell.sheet, {}).update(dict.fromkeys(places, fault))
    return found


def merged_in_open_document(archive: ZipFile) -> dict[str, list[Block]]:
    """Find the blocks of merged cells in each sheet of an ``.ods`` workbook; of another kind there are none."""
    found: dict[str, list[Block]] = {}
    for cell in _open_cells(_text(archive, "content.xml")) if "content.xml" in archive.namelist() else ():
        down, right = (int(cell.attributes.get(f"table:number-{what}-spanned", 1)) - 1 for what in ("rows", "columns"))
        if down or right:
            row, column = cell.place[0] - 1, cell.place[1] - 1
            found.setdefault(cell.sheet, []).append(((row, column), (row + down, column + right)))
    return found


def _inside(text: str, piece: re.Match[str]) -> str:
    """Give what stands in a cell, without the remark that may be pinned to it."""
    if piece[2].endswith("/"):
        return ""
    return _REMARK.sub("", text[piece.end() : text.find(f"</table:{piece[1]}>", piece.end())])


def _open_fault(attributes: dict[str, str], inside: str) -> str:
    """Give the error of a cell, or the mark of a formula without a value; an empty text is a value."""
    words = html.unescape(re.sub(r"<[^>]*>", "", inside)).strip()
    if attributes.get("calcext:value-type") == "error" or _ERROR.fullmatch(words):
        return _named(words)
    empty = "office:value-type" not in attributes and "<text:p" not in inside
    return NOT_CALCULATED if empty and "table:formula" in attributes else ""


def _named(error: str) -> str:
    """Give the name of an error, in whichever language; one that no reader would know gets a name of its own.

    >>> _named("#DIV/0!"), _named("#NV")
    ('#DIV/0!', '#ERROR!')
    """
    return error if _ERROR.fullmatch(error) else "#ERROR!"
