"""The form as a workbook, with drop-downs, bounds and words beside every cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from sroi.catalogue import Catalogue
from sroi.documents.writing import writing
from sroi.mapping import inputs, methods
from sroi.mapping.columns import MEANINGS
from sroi.mapping.figures import SIZES, figure_names, meaning, recipes
from sroi.mapping.template import ABOUT, Form
from sroi.model.framework import Measure

LONGEST_MESSAGE, LONGEST_TITLE = 255, 32
FAR = 1e12
WRITTEN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""A fixed date: the same form is the same file, whatever the clock says."""
INPUT_ROWS = 30
WIDTHS = {"measure": 13, "title": 34, "asks_for": 40, "stakeholder": 20, "proxy": 30, "basis": 30, "source": 30, "note": 30}
CHOICES: Mapping[str, Sequence[str]] = {
    "stage": ("forecast", "evaluative"),
    "timing": ("start_of_year", "mid_year", "end_of_year"),
    "part_years": ("pro_rata", "whole_years"),
    "perspective": ("society", "state", "council"),
}
GUIDE = (
    "How to fill this in",
    "Measurements: one row for each measure. Fill the yellow cells of the measures you measured; leave the others blank.",
    "A measure with several groups of people may have several rows: copy the row.",
    "A blank is never a zero. Where there was none, write 0. Per cents are 62.8 for 62.8 %; shares are 0.15 or 15 %.",
    "proxy: leave blank for the usual ones, choose one, or list several ids parted by semicolons.",
    "Inputs: what the programme cost, time and goods included. Method: the price year and the discount rate must be given.",
    "Then: sroi map FILE.xlsx{named} --out case.yaml",
)


def write_workbook(form: Form, path: str | Path, catalogue: Catalogue) -> None:
    """Write the form; see :func:`sroi.mapping.write_template`.

    Args:
        form: the measures and columns.
        path: the .xlsx file.
        catalogue: where the titles of proxies stand.

    """
    with writing(path), xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": WRITTEN})
        styles = _styles(book)
        sheets = {name: book.add_worksheet(name) for name in ("Measurements", "Inputs", "Method", "Notes", "Lists")}
        _measurements(sheets["Measurements"], form, styles)
        _inputs(sheets["Inputs"], styles)
        _method(sheets["Method"], styles)
        _notes(sheets["Notes"], form, catalogue, styles)
        _lists(sheets["Lists"], form)


def _styles(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#D9D9D9"}
    return {
        "head": book.add_format({**base, "bold": True, "bg_color": "#1F5C57", "font_color": "#FFFFFF"}),
        "text": book.add_format({**base, "bg_color": "#F2F2F2"}),
        "open": book.add_format({**base, "bg_color": "#FFF9DB"}),
        "free": book.add_format(base),
        "closed": book.add_format({**base, "bg_color": "#E3E3E3"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
    }


def _measurements(sheet: Any, form: Form, styles: Mapping[str, Any]) -> None:
    """Write a row for each measure: cells it needs are yellow, cells it cannot use are grey."""
    for place, name in enumerate(form.columns):
        sheet.write(0, place, name, styles["head"])
        sheet.set_column(place, place, WIDTHS.get(name, max(12, len(name) + 2)))
    for number, measure in enumerate(form.measures, 1):
        known, figures = form.row(measure), figure_names(measure)
        sheet.set_row(number, _height(known.values()))
        for place, name in enumerate(form.columns):
            closed = name in {*form.figures, "quantity"} and name not in figures
            style = (
                "text" if name in known else "closed" if closed else "open" if name in {*form.figures, "stakeholder"} else "free"
            )
            sheet.write(number, place, known.get(name, ""), styles[style])
            if name not in known and not closed:
                sheet.data_validation(number, place, number, place, _validation(form, measure, name, number))
    sheet.freeze_panes(1, ABOUT.index("asks_for"))
    _printed(sheet)


def _height(texts: Any) -> float:
    """Make a row as high as its longest text needs in its column."""
    lines = max(-(-len(text) // 32) for text in texts)
    return 15.0 * max(2, lines)


def _validation(form: Form, measure: Measure, name: str, number: int) -> dict[str, Any]:
    """Say what a cell may hold, and show its meaning when it is entered."""
    words = meaning(form.framework, measure, name) or MEANINGS.get(name, "")
    message = {"input_title": name[:LONGEST_TITLE], "input_message": words[:LONGEST_MESSAGE]} if words else {}
    low_high = _bounds(name, measure)
    if name == "proxy":
        last = len(measure.proxies.every) + 1
        column = _letters(number - 1)
        source = f"=Lists!${column}$1:${column}${last}"
        return {"validate": "list", "source": source, "error_type": "information", **message}
    if low_high is None:
        return {"validate": "any", **message}
    low, high = low_high
    error = {"error_title": name[:LONGEST_TITLE], "error_message": f"A number is wanted here: {words}"[:LONGEST_MESSAGE]}
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_type": "warning",
        **error,
        **message,
    }


def _bounds(name: str, measure: Measure) -> tuple[float, float] | None:
    """Give the least and the most that a cell may hold; None where it may hold words."""
    costs = {cost.needs for part in measure.quantity.parts for cost in part.take_off}
    if name in {"deadweight", "displacement", "drop_off", "completion_rate"} or name.startswith("share_"):
        return 0, 1
    if name in {"duration", "starts"}:
        return (0 if name == "duration" else 1), 1000
    if name in costs or name not in figure_names(measure):
        return None
    if name in recipes(measure)[0].per_cents:
        return 0, 100
    return (0 if name in SIZES else -FAR), FAR


def _letters(place: int) -> str:
    """Name a column as spreadsheets do.

    >>> _letters(0), _letters(28)
    ('A', 'AC')
    """
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)  # noqa: PLR2004 - letters of the alphabet


def _inputs(sheet: Any, styles: Mapping[str, Any]) -> None:
    for place, (name, words) in enumerate(inputs.MEANINGS.items()):
        sheet.write(0, place, name, styles["head"])
        sheet.set_column(place, place, WIDTHS.get(name, 18))
        choices = {"kind": inputs.KINDS, **CHOICES}.get(name)
        rule = {"validate": "list", "source": list(choices)} if choices else {"validate": "any"}
        message = {"input_title": name, "input_message": words}
        sheet.data_validation(1, place, INPUT_ROWS, place, {**rule, **message})
        for number in range(1, INPUT_ROWS + 1):
            sheet.write_blank(number, place, None, styles["open" if name in {"stakeholder", "amount"} else "free"])
    sheet.freeze_panes(1, 0)
    _printed(sheet)


def _method(sheet: Any, styles: Mapping[str, Any]) -> None:
    sheet.write_row(0, 0, ["name", "value", "what it is"], styles["head"])
    for number, (name, words) in enumerate(methods.MEANINGS.items(), 1):
        sheet.write(number, 0, name, styles["text"])
        sheet.write_blank(number, 1, None, styles["open" if name in {"price_year", "discount"} else "free"])
        sheet.write(number, 2, words, styles["text"])
        if name in CHOICES:
            sheet.data_validation(number, 1, number, 1, {"validate": "list", "source": list(CHOICES[name])})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 70)
    _printed(sheet)


def _notes(sheet: Any, form: Form, catalogue: Catalogue, styles: Mapping[str, Any]) -> None:
    """Write how to fill the form in, then for each measure its sum, its figures, its warning and its proxies."""
    sheet.write(0, 0, GUIDE[0], styles["title"])
    for number, line in enumerate(GUIDE[1:], 1):
        sheet.write(number, 0, line.format(named=_named(form.framework.id, catalogue)))
    start = len(GUIDE) + 1
    sheet.write_row(start, 0, ["measure", "title", "how it is counted", "figures", "take care", "proxies"], styles["head"])
    for number, measure in enumerate(form.measures, start + 1):
        cells = [
            measure.id,
            measure.title,
            _counted(measure),
            _figures(form, measure),
            _care(measure),
            _proxies(measure, catalogue),
        ]
        sheet.write_row(number, 0, cells, styles["free"])
        sheet.set_row(number, 15.0 * max(sum(-(-len(line) // 44) for line in cell.split("\n")) for cell in cells[1:]))
    sheet.set_column(0, 0, 13)
    sheet.set_column(1, 5, 48)
    _printed(sheet)


def _named(id_: str, catalogue: Catalogue) -> str:
    """Say which framework the form is of, by its id or by its file, where the command would take another."""
    return "" if id_ == methods.USUAL else f" --framework {id_}" if id_ in catalogue.frameworks else f" --framework {id_}.yaml"


def _counted(measure: Measure) -> str:
    note = f"\n{measure.quantity.note}" if measure.quantity.note else ""
    ways = "".join(f"\nOr {way.name}: {', '.join(way.needs)}. {way.note or ''}" for way in measure.quantity.ways)
    return f"{measure.quantity.formula}{note}{ways}"


def _figures(form: Form, measure: Measure) -> str:
    names = [name for name in form.figures if name in figure_names(measure)]
    return "\n".join(f"{name}: {meaning(form.framework, measure, name)}" for name in names)


def _care(measure: Measure) -> str:
    return " ".join(filter(None, [measure.warning, measure.leaves_out and f"The value leaves out {measure.leaves_out}."]))


def _proxies(measure: Measure, catalogue: Catalogue) -> str:
    usual = set(measure.proxies.default)
    titles = {id_: catalogue.proxy(id_) for id_ in measure.proxies.every}
    return "\n".join(f"{id_} ({'default, ' if id_ in usual else ''}per {one.unit})" for id_, one in titles.items())


def _lists(sheet: Any, form: Form) -> None:
    """Keep what the drop-downs offer out of sight."""
    for place, measure in enumerate(form.measures):
        sheet.write_column(0, place, ["default", *measure.proxies.every])
    sheet.hide()


def _printed(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
