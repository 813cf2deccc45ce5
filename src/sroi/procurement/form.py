"""The workbook that bidders fill in: one row for each measure asked, with its unit, its bounds and what it means."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from pathlib import Path
from typing import Any

from sroi.catalogue import Catalogue, load
from sroi.documents.writing import writing
from sroi.errors import InvalidArgumentError, MissingDependencyError
from sroi.model.text import plain_number, share_text
from sroi.procurement.tenders import Tender, TenderMeasure

COLUMNS = ("measure", "title", "side", "unit", "quantity", "low", "high", "evidence", "delivery", "note")
_KNOWN = 4
"""How many of the columns are filled in already."""

_WIDTHS = (14, 44, 9, 26, 12, 10, 10, 40, 34, 34)
_HINTS = {
    "quantity": "How many over the whole term, in the unit of the row. 0 offers nothing; a blank is no answer.",
    "low": "The least you would still stand by; leave blank if there is no range.",
    "high": "The most it could come to; leave blank if there is no range.",
    "evidence": "What you will show when it is delivered.",
    "delivery": "Quantity by period, adding up to the quantity: 2026/27: 4; 2027/28: 8",
    "note": "Anything else.",
}
_ABOUT = {
    "bid": "A short name in small letters, digits and hyphens, such as harbour-trust.",
    "bidder": "Your name.",
    "lot": "The lot you bid for; leave blank where there are no lots.",
    "price": "Pounds for the whole term.",
    "sector": "Such as charity, social enterprise, private company.",
}
_WRITTEN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""A fixed date: the same form is the same file, whatever the clock says."""

_MOST, _TITLE, _MESSAGE = 1e12, 32, 255


def write_bid_form(tender: Tender, path: str | Path, *, lot: str | None = None, catalogue: Catalogue | None = None) -> None:
    """Write the workbook that bidders fill in and :func:`read_bids` reads back.

    The sheet Commitments has a row for each measure with its title, side and unit; the sheet Bidder asks whose it is;
    the sheet Scoring says how the answers will be scored, as the tender does.

    Args:
        tender: what is asked.
        path: an .xlsx file; one that is there already is written over.
        lot: asks for the measures of this lot; all when absent.
        catalogue: where titles are looked up; the package's own by default.

    Raises:
        InvalidArgumentError: the name of the file ends otherwise (``not-a-workbook``).
        MissingDependencyError: the extra ``excel`` is not installed.

    Examples:
        >>> import pathlib, tempfile
        >>> from sroi import procurement
        >>> tender = procurement.read_tender("docs/examples/tender_young_carers.yaml")
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "form.xlsx"
        >>> write_bid_form(tender, file)
        >>> file.is_file()
        True

    """
    if Path(path).suffix.lower() != ".xlsx":
        raise InvalidArgumentError(
            f"'{path}' is not called a workbook", code="not-a-workbook", where="path", fix="end it in .xlsx"
        )
    titles = {id_: one.title for id_, one in (catalogue or load()).framework(tender.framework).measures.items()}
    with writing(path), _xlsxwriter(path).Workbook(str(path)) as book:
        book.set_properties({"created": _WRITTEN, "title": tender.title})
        styles = _styles(book)
        _commitments(book.add_worksheet("Commitments"), tender.measures_of(lot), titles, styles)
        _bidder(book.add_worksheet("Bidder"), tender, lot, styles)
        _scoring(book.add_worksheet("Scoring"), tender, lot, styles)


def _xlsxwriter(path: str | Path) -> Any:
    try:
        return import_module("xlsxwriter")
    except ImportError:
        fix = 'install the extra: pip install "sroi[excel]"'
        raise MissingDependencyError("forms need XlsxWriter", code="missing-dependency", where=str(path), fix=fix) from None


def _styles(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "text_wrap": True, "border": 1}
    return {
        "head": book.add_format({**base, "bold": True, "bg_color": "#D9E8E6"}),
        "known": book.add_format({**base, "bg_color": "#EFEFEF", "locked": True}),
        "open": book.add_format({**base, "bg_color": "#FFF8D6", "locked": False}),
    }


def _commitments(sheet: Any, asked: tuple[TenderMeasure, ...], titles: dict[str, str], styles: dict[str, Any]) -> None:
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        sheet.write(0, column, name, styles["head"])
        sheet.set_column(column, column, width)
    for row, one in enumerate(asked, 1):
        sheet.write_row(row, 0, [one.id, titles.get(one.id, ""), one.side, one.unit], styles["known"])
        for column, name in enumerate(COLUMNS[_KNOWN:], _KNOWN):
            sheet.write_blank(row, column, None, styles["open"])
            sheet.data_validation(row, column, row, column, _validation(name))
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _validation(name: str) -> dict[str, Any]:
    """Say what a cell may hold, and show what it means when it is entered."""
    message = {"input_title": name[:_TITLE], "input_message": _HINTS[name][:_MESSAGE]}
    if name not in {"quantity", "low", "high"}:
        return {"validate": "any", **message}
    bounds = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": _MOST}
    return {**bounds, "error_title": name, "error_message": "A number of 0 or more is wanted here.", **message}


def _bidder(sheet: Any, tender: Tender, lot: str | None, styles: dict[str, Any]) -> None:
    sheet.write_row(0, 0, ["name", "value", "what it is"], styles["head"])
    for row, (name, words) in enumerate({"tender": "Leave as it is.", **_ABOUT}.items(), 1):
        sheet.write(row, 0, name, styles["known"])
        known = {"tender": tender.id, "lot": lot}.get(name)
        sheet.write(row, 1, known, styles["known"]) if known else sheet.write_blank(row, 1, None, styles["open"])
        sheet.write(row, 2, words, styles["known"])
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 70)


def _scoring(sheet: Any, tender: Tender, lot: str | None, styles: dict[str, Any]) -> None:
    """Say how the answers will be scored, in the words of the tender."""
    sheet.write_row(0, 0, ["what", "how"], styles["head"])
    weights = tender.weights
    lines = [
        ("tender", f"{tender.id}: {tender.title}"),
        *((name, f"weighs {share_text(getattr(weights, name).share)}") for name in ("price", "quality", "core", "added")),
        (
            "compared",
            "each measure by itself" if tender.scoring.compares == "measure" else "the pounds of core, and of added, as one",
        ),
        ("method", tender.scoring.method.replace("_", " ")),
        ("by quantity", f"{share_text(tender.scoring.quantitative)} of the points of social value"),
        *((one.id, _asked(one)) for one in tender.measures_of(lot)),
    ]
    for row, line in enumerate(lines, 1):
        sheet.write_row(row, 0, line, styles["known"])
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)


def _asked(one: TenderMeasure) -> str:
    parts = [f"{one.side}, in {one.unit}"]
    parts += [f"target {plain_number(one.target)}"] if one.target is not None else []
    parts += [f"no more than {plain_number(one.most)} are counted"] if one.most is not None else []
    parts += ["required"] if one.required else []
    parts += [one.relevance] if one.relevance else []
    return "; ".join(parts)
