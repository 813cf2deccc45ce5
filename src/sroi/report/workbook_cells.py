"""The workbook's paper and ink: cells, styles, names and sheets with one table each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from sroi.errors import InvalidCaseError
from sroi.model.text import SYMBOLS
from sroi.reading.layout import COVER, HEAD_ROW, LONGEST_TEXT, Column, Form, Role

INK, PAPER, LINE = "#1F2A30", "#FFFFFF", "#C9D1D3"
DEEP = "#1F5C57"
GROUND: Mapping[Role, str] = {"input": "#FFF4C7", "calculated": PAPER, "looked up": "#E6EDF5", "label": "#F2F4F4"}
TOP = HEAD_ROW + 1
"""First row of cells under the headings, counted from 0."""

MOST_ROWS = 1_048_576 - TOP
MOST_COLUMNS = 16_384
MOST_FITTED = 2000
"""Rows whose height is fitted; more would take too long."""

LINE_HEIGHT, TALLEST = 13.0, 160.0
PAGE_WIDTH = 230
"""Characters that a page holds side by side and can still be read."""

FAR = 1e15
ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True}
"""What protection leaves free; there is no password."""


class Formula(NamedTuple):
    """A cell that is worked out, and the library's value of it."""

    text: str
    value: float | str


Cell: TypeAlias = str | float | Formula | None
"""What stands in a cell; None is a blank, which is never a zero."""


class Exact(float):
    """A number written with every digit it has; xlsxwriter writes 16, and some doubles need 17."""

    def __format__(self, spec: str) -> str:
        """Write the shortest digits that stand for the double."""
        return repr(float(self))


@dataclass
class Book:
    """An open workbook, its styles and its names.

    Args:
        book: xlsxwriter's workbook.
        currency: three letters of the money in it.
        sheet_class: the class of its sheets.
        styles: formats already made, by role and form.

    """

    book: Any
    currency: str
    sheet_class: type
    styles: dict[tuple[str, str], Any] = field(default_factory=dict)

    def style(self, role: Role, form: Form) -> Any:
        """Give the format of a cell."""
        if (role, form) not in self.styles:
            self.styles[role, form] = self.book.add_format(self._look(role, form))
        return self.styles[role, form]

    def _look(self, role: Role, form: Form) -> dict[str, Any]:
        look = {"valign": "top", "border": 1, "border_color": LINE, "bg_color": GROUND[role], "font_color": INK}
        look |= {"locked": role != "input", "num_format": number_format(form, self.currency), "font_size": 10}
        return look | ({"text_wrap": True, "align": "left", "indent": 1} if form == "text" else {"align": "right"})

    def plain(self, **look: Any) -> Any:
        """Give the format of words outside a table."""
        key = ("plain", repr(sorted(look.items())))
        if key not in self.styles:
            self.styles[key] = self.book.add_format({"valign": "top", "font_color": INK, **look})
        return self.styles[key]

    def name(self, name: str, sheet: str, first: tuple[int, int], last: tuple[int, int] | None = None) -> None:
        """Give a cell, or a block of cells, a name."""
        self.book.define_name(name, f"={block(sheet, first, last)}")


def number_format(form: Form, currency: str) -> str:
    """Say how numbers of a form are shown.

    >>> number_format("money", "GBP"), number_format("whole", "GBP")
    ('"£"#,##0.00;-"£"#,##0.00', '0')
    """
    sign = SYMBOLS.get(currency, f"{currency} ")
    money = f'"{sign}"#,##0.00;-"{sign}"#,##0.00'
    return {
        "text": "General",
        "money": money,
        "number": "General",
        "ratio": "#,##0.00",
        "share": "0.0##%",
        "percent": "0.0%",
        "step": "+0.0#%;-0.0#%;0%",
        "factor": "0.000000",
        "whole": "0",
    }[form]


def block(sheet: str, first: tuple[int, int], last: tuple[int, int] | None = None) -> str:
    """Write a place as formulas do; rows and columns are counted from 0.

    >>> block("Value map", (4, 0), (9, 1)), block("Case", (4, 27))
    ("'Value map'!$A$5:$B$10", "'Case'!$AB$5")
    """
    ends = [f"${letters(column)}${row + 1}" for row, column in (first, last or first)]
    return f"'{sheet}'!{ends[0]}" + (f":{ends[1]}" if last and last != first else "")


def letters(column: int) -> str:
    """Name a column, counted from 0, as spreadsheets do.

    >>> letters(0), letters(28), letters(702)
    ('A', 'AC', 'AAA')
    """
    name, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        name = chr(65 + place) + name
    return name


def put(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    """Write one cell; text is always text, whatever it begins with."""
    if cell is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, Formula):
        sheet.write_formula(row, column, cell.text, style, cell.value)
    elif isinstance(cell, str):
        _put_text(sheet, row, column, cell, style)
    else:
        sheet.write_number(row, column, cell if float(f"{cell:.16G}") == cell else Exact(cell), style)


def _put_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        problem = f"a text is longer than the {LONGEST_TEXT:,} characters that a cell holds: {text[:40]!r} …"
        where = f"sheet {sheet.get_name()}, row {row + 1}"
        raise InvalidCaseError(problem, code="text-too-long-for-a-cell", where=where, fix="shorten it, or use another report")
    if text.startswith("<r>") and text.endswith("</r>"):  # xlsxwriter takes such text for its own mark-up
        sheet.write_rich_string(row, column, text[:1], style, text[1:], style)
    else:
        sheet.write_string(row, column, text, style)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with one table, as it was written.

    Args:
        sheet: xlsxwriter's sheet.
        name: its name.
        places: number of each column, from 0, by its key.
        last: last row of the table, counted from 0.

    """

    sheet: Any
    name: str
    places: Mapping[str, int]
    last: int

    def column(self, key: str) -> tuple[tuple[int, int], tuple[int, int]]:
        """Give the first and the last cell of a column."""
        return (TOP, self.places[key]), (self.last, self.places[key])

    def range(self, key: str) -> str:
        """Write a column as formulas do."""
        return block(self.name, *self.column(key))


def open_sheet(book: Book, name: str, title: str, about: str, *, paper: int = 9) -> Any:
    """Add a sheet with its title in A1, words about it below, and its print set-up."""
    sheet = book.book.add_worksheet(name, book.sheet_class)
    sheet.write_string(0, 0, title, book.plain(bold=True, font_size=16, font_color=DEEP))
    sheet.write_string(1, 0, about, book.plain(font_size=11))
    sheet.set_row(0, 24)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.fit_to_pages(1, 1 if name == COVER else 0)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.protect("", ALLOWED)
    return sheet


def write_table(
    book: Book, sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, frozen: int = 1, blank_rows: int = 0
) -> Table:
    """Write headings and rows, mark them up as a table, freeze the headings, and say what cells may hold.

    Args:
        book: the workbook.
        sheet: a sheet from :func:`open_sheet`.
        columns: the columns, in order.
        rows: cells of each row, as many as there are columns.
        frozen: columns that stay in sight.
        blank_rows: empty rows to fill in below the others; a table without rows gets one.

    Returns:
        The table, for names and formulas.

    """
    styles = [book.style(column.role, column.form) for column in columns]
    row = TOP - 1
    for row, cells in enumerate(rows, TOP):
        for place, cell in enumerate(cells):
            put(sheet, row, place, cell, styles[place])
        if row < MOST_FITTED:
            sheet.set_row(row, _height(cells, columns))
    for row in range(row + 1, row + 1 + max(blank_rows, int(row < TOP))):  # noqa: B020 - goes on where the rows ended
        for place, style in enumerate(styles):
            sheet.write_blank(row, place, None, style)
    _mark_up(book, sheet, columns, row)
    _fit(sheet, columns, frozen)
    table = Table(sheet, sheet.get_name(), {column.key: place for place, column in enumerate(columns)}, row)
    for column in columns:
        _validate(table, column)
    return table


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> float:
    """Make a row as high as its longest text needs; not every program does so by itself."""
    texts = ((cell, column.width) for cell, column in zip(cells, columns, strict=True) if isinstance(cell, str))
    lines = max((sum(-(-(len(line) + 1) // (1.1 * width)) for line in text.split("\n")) for text, width in texts), default=1)
    return min(max(lines, 1) * LINE_HEIGHT + 3, TALLEST)


def _fit(sheet: Any, columns: Sequence[Column], frozen: int) -> None:
    """Keep headings and names in sight, on the screen and on every page; wide tables go over several pages."""
    sheet.freeze_panes(TOP, frozen)
    sheet.repeat_rows(HEAD_ROW)
    sheet.repeat_columns(0, frozen - 1)
    sheet.set_row(HEAD_ROW, 2 * LINE_HEIGHT + 4)
    sheet.fit_to_pages(max(1, round(sum(column.width for column in columns) / PAGE_WIDTH)), 0)


def _mark_up(book: Book, sheet: Any, columns: Sequence[Column], last: int) -> None:
    """Make the rows a table that screen readers know, with our own colours."""
    look = {"bold": True, "bg_color": DEEP, "font_color": PAPER, "text_wrap": True, "border": 1, "border_color": LINE}
    heads = [book.plain(**look, font_size=10, align="left" if column.form == "text" else "right") for column in columns]
    names = [{"header": column.header, "header_format": head} for column, head in zip(columns, heads, strict=True)]
    name = "table_" + sheet.get_name().lower().replace(" ", "_")
    options = {"columns": names, "name": name, "style": None, "autofilter": False}
    sheet.add_table(HEAD_ROW, 0, last, len(columns) - 1, options)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)


def _validate(table: Table, column: Column) -> None:
    """Let an input cell hold only what it may."""
    if column.role != "input":
        return
    rule = rule_of(column)
    if rule:
        (first, place), (last, _) = table.column(column.key)
        table.sheet.data_validation(first, place, last, place, rule)


def rule_of(column: Column) -> dict[str, Any] | None:
    """Say what a cell of a column may hold; None where it may hold any words."""
    if column.choices:
        return {"validate": "list", "source": list(column.choices), **_message(column, "one of the list")}
    if column.form == "share":
        return _between("decimal", 0, 1, column, "a share from 0 % to 100 %, or nothing")
    if column.key == "duration":
        return _between("decimal", 0, 1000, column, "years from 0 to 1,000")
    if column.form == "whole" and column.key != "price_year":
        least = 0 if column.key == "year" else 1
        return _between("integer", least, 1000, column, f"a whole number from {least}")
    if column.form in {"money", "number"}:
        return _between("decimal", -FAR, FAR, column, "a number, or nothing")
    return None


def _between(kind: str, least: float, most: float, column: Column, wanted: str) -> dict[str, Any]:
    bounds = {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}
    return {**bounds, **_message(column, wanted)}


def _message(column: Column, wanted: str) -> dict[str, Any]:
    return {"error_title": column.header[:32], "error_message": f"{column.meaning}: {wanted}."[:255]}
