"""Other people's value maps: what was understood, what was not, and what a case still needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from sroi.catalogue import load
from sroi.documents import CellFault, Document, fault_of_cell
from sroi.errors import Fault, InvalidCaseError
from sroi.model.case import Case
from sroi.reading.cases import case_of
from sroi.reading.value_map_columns import LEAST_KNOWN, SHARES, fields_of, heading_rows, headings_of, stray_cells
from sroi.reading.value_map_files import Sheet, read_sheets
from sroi.reading.value_map_findings import Findings
from sroi.reading.value_map_headings import normal
from sroi.reading.value_map_numbers import Read, read_number, read_share
from sroi.reading.value_map_own import is_ours, own_document

MOST_PLACES = 10
NUMBERS = frozenset({"quantity", "duration", "starts", "drop_off_from", "amount", "input_amount"})
WHOLE = frozenset({"starts", "drop_off_from"})
NEEDED = {
    "id": 'the case: "id", such as befriending-2025',
    "title": 'the case: "title"',
    "currency": 'the case: "currency", such as GBP',
    "price_year": 'the case: "price_year", the year of the amounts',
    "method": 'the case: "method" with the yearly discount rate, such as {"discount": 0.035}',
}
SUM = re.compile(
    r"(((sub|grand|overall) ?)?totals?|sum)"
    r"( (of )?(all )?(the )?(impacts?|values?|present values?|quantity|inputs?|outcomes?|costs?|investments?|social value))?"
)
LINE_NEEDS = ("stakeholder", "title", "quantity", "unit")
LINE_KEYS = (*LINE_NEEDS, "output", "indicator", "duration", "starts", "drop_off_from", "kind", "measure", "note")

Cell: TypeAlias = tuple[str, int, Any]
"""Field, column and content of a cell."""


@dataclass(frozen=True)
class ValueMapReading:
    """What came of reading a value map.

    Args:
        case: the case, when nothing is missing and nothing is wrong; else None.
        understood: how each column and each unusual cell was read, a sentence each.
        not_understood: sheets, columns, rows and cells that were not read, and why.
        missing: what a case still needs, and where to give it.
        data: as much of the case as was read, as plain data in the shape of a case file.

    """

    case: Case | None
    understood: tuple[str, ...]
    not_understood: tuple[str, ...]
    missing: tuple[str, ...]
    data: Mapping[str, Any] = field(repr=False)

    def __str__(self) -> str:
        """Write the three lists, one line for each finding."""
        groups = {"understood": self.understood, "not understood": self.not_understood, "missing": self.missing}
        lines = [line for name, found in groups.items() for line in (f"{name}: {len(found)}", *(f"  {one}" for one in found))]
        return "\n".join(["a case" if self.case else "no case yet", *lines])

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data; the case is None where there is none."""
        told = {key: list(getattr(self, key)) for key in ("understood", "not_understood", "missing")}
        return {"case": self.case.to_dict() if self.case else None, **told}


def read_value_map(
    path: str | FilePath, *, case: Mapping[str, Any] | None = None, each_line: Mapping[str, Any] | None = None
) -> ValueMapReading:
    r"""Read a value map that somebody made, and say what was understood, what was not, and what is missing.

    Columns are known by their headings, in the words of the SROI value map. Nothing is guessed: ``15 %`` is read as
    0.15 and said aloud; a bare 15 in a column of shares is not read; what a case needs and the map does not say
    is asked for. Figures that follow from others, such as impact and present value, are left to the library.

    Args:
        path: a ``.xlsx``, ``.ods`` or ``.csv`` file.
        case: what the map does not say of the case, in the shape of a case file: ``id``, ``title``, ``currency``,
            ``price_year``, ``method``, and ``inputs`` where the map has none.
        each_line: what holds for every line that does not say it itself, such as ``{"unit": "person"}``.

    Returns:
        The reading. Its ``case`` is None as long as anything is missing or not understood in the lines.

    Raises:
        FileUnreadableError: missing, too large, or not what its name says.
        MissingDependencyError: a workbook without the extra ``excel``.

    The convention that bites: attribution is the share owed to others; a map that gives its own share under that name
    must be turned round first.

    Examples:
        >>> import tempfile, pathlib
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "map.csv"
        >>> _ = file.write_text("Stakeholder,Outcome,Quantity,Value,Deadweight\nResidents,Less lonely,38,1250,15 %\n")
        >>> reading = read_value_map(file)
        >>> reading.case is None, reading.data["outcomes"][0]["deadweight"]
        (True, 0.15)

    """
    sheets, catalogue = read_sheets(path), load()
    if is_ours(sheets):
        whole = case_of(own_document(sheets, path, catalogue=catalogue), catalogue)
        return ValueMapReading(whole, ("a workbook that this library wrote",), (), (), whole.to_dict())
    found = Findings()
    for sheet in sheets.values():
        _sheet(sheet, found, each_line or {})
    data = {"format": 1, "inputs": found.inputs, "outcomes": found.outcomes, **deepcopy(dict(case or {}))}
    _ask(data, found)
    made = None if found.missing or found.doubtful else _made(Document(str(path), data, places=found.places), found)
    return ValueMapReading(made, tuple(found.understood), tuple(found.not_understood), tuple(found.missing), data)


def _sheet(sheet: Sheet, found: Findings, each_line: Mapping[str, Any]) -> None:
    """Read one sheet, if it has the headings of a value map."""
    heads = heading_rows(sheet)
    if not heads:
        if any(cell is not None for row in sheet.rows for cell in row):
            where = f"sheet {sheet.name}" if sheet.name else "the file"
            found.not_understood.append(
                f"{where}: no row holds at least {LEAST_KNOWN} headings of a value map, so it is not read"
            )
        return
    headings = dict(headings_of(sheet, heads))
    columns = dict(fields_of(sheet, headings, found))
    lines = [number for number in range(max(heads) + 1, len(sheet.rows)) if _row(sheet, number, columns, found, each_line)]
    stray_cells(sheet, lines, headings, columns, found)


def _row(sheet: Sheet, number: int, columns: Mapping[int, str], found: Findings, each_line: Mapping[str, Any]) -> bool:
    """Read one row: an outcome, an input, or both; say whether it was any."""
    cells = [(key, column, sheet.cell(number, column)) for column, key in columns.items()]
    filled = {key for key, _, cell in cells if cell is not None}
    if not filled:
        return False
    is_outcome, is_input = bool(filled & {"quantity", "amount"}), "input_amount" in filled
    if _is_sum(sheet, number) or not (is_outcome or is_input):
        found.not_understood.append(f"{sheet.place(number)}: neither a quantity nor a value, or a sum, so the row is not read")
        return False
    cells = list(_sound(sheet, number, cells, found))
    if is_input:
        _input(sheet, number, cells, found)
    if is_outcome:
        _outcome(sheet, number, cells, found, each_line)
    return True


def _sound(sheet: Sheet, number: int, cells: Sequence[Cell], found: Findings) -> Iterator[Cell]:
    """Give the cells of a line, but not those whose figure is not there to be read, which is said."""
    for key, column, cell in cells:
        fault = fault_of_cell(cell) or (
            _merged_away(sheet, number, column) if key in SHARES | NUMBERS - {"input_amount"} else None
        )
        if fault:
            found.take(Read(None, "", Fault(fault.code, fault.problem, sheet.place(number, column), fault.fix)))
        else:
            yield key, column, cell


def _merged_away(sheet: Sheet, number: int, column: int) -> CellFault | None:
    """Give what is wrong with the figure of a merged cell: it may hold for each of its lines, or for all of them together."""
    above = sheet.merged_into(number, column)
    if above is None or sheet.cell(number, column) is not None:
        return None
    return CellFault(
        "merged-cells", f"merged with the cell that holds {above!r:.40}", "unmerge it, and write what holds for the line"
    )


def _is_sum(sheet: Sheet, number: int) -> bool:
    """Say whether a row adds others up, going by a word in any of its cells."""
    return any(SUM.fullmatch(normal(cell)) for _, cell in sheet.filled(number) if isinstance(cell, str))


def _input(sheet: Sheet, number: int, cells: Sequence[Cell], found: Findings) -> None:
    line: dict[str, Any] = {}
    for key, column, cell in cells:
        if key == "input_amount":
            line["amount"] = found.take(read_number(cell, sheet.place(number, column)))
        elif key == "input_title" and cell is not None:
            line["title"] = str(cell)
        elif key == "stakeholder":
            line |= _stakeholder(sheet, number, column, cell, found)
    line["id"] = _slug(f"input {line.get('title') or line.get('stakeholder') or len(found.inputs) + 1}", found)
    found.places["inputs", len(found.inputs)] = sheet.place(number)
    found.inputs.append(line)


def _outcome(sheet: Sheet, number: int, cells: Sequence[Cell], found: Findings, each_line: Mapping[str, Any]) -> None:
    """Read one outcome; numbers that are doubtful are left out and said."""
    read: dict[str, Any] = {}
    for key, column, cell in cells:
        if key == "stakeholder":
            read |= _stakeholder(sheet, number, column, cell, found)
        elif cell is not None and key == "attribution":
            read.setdefault(key, []).append(found.take(read_share(cell, sheet.place(number, column))))
        elif cell is not None:
            read[key] = _value(key, cell, sheet.place(number, column), found)
    line = {**each_line, **{key: read[key] for key in (*LINE_KEYS, *sorted(SHARES)) if read.get(key) is not None}}
    line["id"] = found.given_id(str(read["id"])) if "id" in read else _slug(str(line.get("title", "line")), found)
    if "quantity_source" in read and "quantity" in line:
        line["quantity"] = {"value": line["quantity"], "source": read["quantity_source"]}
    if read.get("amount") is not None:
        line["proxy"] = {"amount": read["amount"], **_about(read, line, found)}
    if "duration" not in line:
        found.once("lines without a duration last 1 year, as the case format has it")
    found.places["outcomes", len(found.outcomes)] = sheet.place(number)
    found.outcomes.append(line)


def _value(key: str, cell: Any, where: str, found: Findings) -> Any:
    """Read a cell as its field means it."""
    if key in SHARES:
        return found.take(read_share(cell, where))
    if key not in NUMBERS:
        return int(cell) if isinstance(cell, float) and cell.is_integer() and key == "price_year" else _text(cell)
    value = found.take(read_number(cell, where))
    return int(value) if key in WHOLE and value is not None and value.is_integer() else value


def _text(cell: Any) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _stakeholder(sheet: Sheet, number: int, column: int, cell: Any, found: Findings) -> dict[str, str]:
    """Give the stakeholder of a row; of merged cells only the first holds it."""
    if cell is not None:
        return {"stakeholder": _text(cell)}
    above = sheet.merged_into(number, column)
    if above is None:
        return {}
    found.understood.append(f"{sheet.place(number, column)}: merged with the cell above, so {above!r} is read")
    return {"stakeholder": _text(above)}


def _about(read: Mapping[str, Any], line: Mapping[str, Any], found: Findings) -> dict[str, Any]:
    """Say what else is known of the proxy of a line."""
    about = {"title": read.get("proxy_title"), "source": read.get("proxy_source"), "price_year": _year(read.get("price_year"))}
    if "unit" in line:
        found.once("each value is taken to be for one of the line's own unit")
    return {key: value for key, value in {**about, "unit": line.get("unit")}.items() if value is not None}


def _year(year: Any) -> Any:
    return int(year) if isinstance(year, str) and re.fullmatch(r"[0-9]{4}", year) else year


def _slug(words: str, found: Findings) -> str:
    """Make an id of words, with a number where it is taken."""
    found.once("ids are made from the words of the lines")
    return found.free_id("-".join(normal(words).split()) or "line")


def _ask(data: dict[str, Any], found: Findings) -> None:
    """Ask for what a case needs; a price year of the case serves the values that name none, and that is said."""
    found.missing += [what for key, what in NEEDED.items() if key not in data]
    if not data["inputs"]:
        found.missing.append('the case: "inputs", what was put in; the map has no column of them')
    if not data["outcomes"]:
        found.missing.append("outcomes: no row was read as one")
    for key in (*LINE_NEEDS, "proxy"):
        _ask_lines(key, data["outcomes"], found)
    for line in data["outcomes"]:
        if "price_year" in data and "price_year" not in line.get("proxy", {"price_year": None}):
            line["proxy"]["price_year"] = data["price_year"]
            found.once("values without a price year are taken to be in the case's own")


def _ask_lines(key: str, lines: Sequence[Mapping[str, Any]], found: Findings) -> None:
    without = [found.places.get(("outcomes", place), "") for place, line in enumerate(lines) if key not in line]
    if without:
        what = "value" if key == "proxy" else key
        told = ", ".join(without[:MOST_PLACES]) + (
            f" and {len(without) - MOST_PLACES} more" if len(without) > MOST_PLACES else ""
        )
        found.missing.append(f"'{what}' in {told}: fill it in, or add a column '{what}'{_or_each(key)}")


def _or_each(key: str) -> str:
    return f', or give each_line={{"{key}": …}}' if key in {"unit", "stakeholder"} else ""


def _made(document: Document, found: Findings) -> Case | None:
    """Make the case; what is wrong with it is not understood."""
    try:
        return case_of(document, load())
    except InvalidCaseError as error:
        found.not_understood += [f"{fault.where}: {fault.problem}; {fault.fix}" for fault in error.faults]
        return None
