"""Bids from tables and returned forms: tolerant of what people do to spreadsheets, strict about what it takes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from sroi import procurement
from sroi.cli import main
from sroi.errors import InvalidArgumentError, InvalidDataError, MissingDependencyError
from sroi.procurement import Bid, Tender

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
TENDER = EXAMPLES / "tender_young_carers.yaml"
BIDS = EXAMPLES / "tender_young_carers_bids.csv"


def tender() -> Tender:
    return procurement.read_tender(TENDER)


def read(*rows: dict[str, Any]) -> tuple[Bid, ...]:
    return procurement.read_bids([{"bid": "a", "bidder": "A", **row} for row in rows], tender())


def codes(*rows: dict[str, Any]) -> set[str]:
    with pytest.raises(InvalidDataError) as caught:
        read(*rows)
    return {fault.code for fault in caught.value.faults}


def sheet(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return path


def test_a_csv_file() -> None:
    bids = procurement.read_bids(BIDS, tender())
    assert [one.id for one in bids] == ["harbour", "northway", "meadow"]
    assert (bids[0].price, bids[0].quality) == (47000, 0.8)
    first = bids[0].commitments[0]
    assert (first.quantity.value, first.quantity.low, first.quantity.high) == (2, 1.5, 2.5)
    assert first.delivery == {"2026/27": 1, "2027/28": 1}
    assert first.answer is not None
    assert first.answer.moderated == 4


@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame, lambda rows: rows], ids=["pandas", "polars", "records"])
def test_any_data_frame(library: Any) -> None:
    rows = [{"bid": "a", "bidder": "A", "price": 1000.0, "measure": number, "quantity": 2.0} for number in ("4", "13")]
    bids = procurement.read_bids(library(rows), tender())
    assert [(one.measure, one.unit) for one in bids[0].commitments] == [
        ("knowsley/4", "life-satisfaction-point-year"),
        ("knowsley/13", "person-year"),
    ]


@pytest.mark.parametrize("name", ["knowsley/13", " Knowsley/13 ", 13, 13.0, "measure 13", "Numbers of new volunteers"])
def test_a_measure_by_whatever_name(name: Any) -> None:
    assert read({"measure": name, "quantity": 1})[0].commitments[0].measure == "knowsley/13"


@pytest.mark.parametrize(("written", "value"), [("1,250", 1250), (" 3 ", 3), ("2.5", 2.5), (0, 0), ("1 000", 1000)])
def test_numbers_as_people_write_them(written: Any, value: float) -> None:
    assert read({"measure": 13, "quantity": written})[0].commitments[0].quantity.value == value


def test_a_row_without_a_quantity_is_a_missing_answer() -> None:
    assert (
        read({"measure": 13, "quantity": None, "note": "to be agreed"}, {"measure": 1, "quantity": 0})[0].commitments[0].measure
        == "knowsley/1"
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"measure": 13, "quantity": "about ten"}, "not-a-number"),
        ({"measure": 13, "quantity": "10 %"}, "per-cent-on-a-count"),
        ({"measure": 13, "quantity": "#REF!"}, "spreadsheet-error"),
        ({"measure": 13, "quantity": -1}, "below-zero"),
        ({"measure": "nothing", "quantity": 1}, "measure-not-found"),
        ({"quantity": 1}, "measure-missing"),
        ({"measure": 13, "quantity": 1, "colour": "red"}, "unknown-column"),
        ({"measure": 13, "quantity": 1, "delivery": "soon"}, "not-a-delivery"),
        ({"measure": 13, "quantity": 1, "delivery": "2026/27: many"}, "not-a-number"),
        ({"measure": 13, "quantity": 3, "delivery": "2026/27: 1"}, "delivery-not-quantity"),
        ({"measure": 13, "quantity": 1, "bid": "Not Kebab"}, "id-not-kebab-case"),
        ({"measure": 13, "quantity": 1, "bid": None}, "bid-missing"),
        ({"measure": 13, "quantity": 1, "low": 2}, "range-not-ordered"),
        ({"measure": 13, "quantity": 1, "quality": 7}, "share-out-of-range"),
        ({"measure": 13, "quantity": 1, "tender": "another"}, "other-tender"),
    ],
)
def test_what_cannot_be_taken(row: dict[str, Any], code: str) -> None:
    assert code in codes(row)


def test_rows_of_a_bid_that_disagree() -> None:
    assert codes({"measure": 13, "quantity": 1, "price": 10}, {"measure": 1, "quantity": 1, "price": 11}) == {"rows-disagree"}


def test_a_form_filled_in_comes_back(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    procurement.write_bid_form(tender(), form)
    book = CalamineWorkbook.from_path(str(form))
    grid = book.get_sheet_by_name("Commitments").to_python()
    assert [row[0] for row in grid] == ["measure", "knowsley/4", "knowsley/13", "knowsley/1"]
    for row, quantity in zip(grid[1:], (2, "", "1.5"), strict=True):
        row[4] = quantity
    grid.insert(0, ["Our offer"])  # people add titles and blank rows
    grid.append([])
    about = [["name", "value"], ["bid", "harbour"], ["bidder", "Harbour Trust"], ["price", "£47,000"]]
    back = sheet(tmp_path / "back.xlsx", {"Commitments": grid, "Bidder": about, "Scoring": [["as it was"]]})
    (one,) = procurement.read_bids(back, tender())
    assert (one.id, one.bidder, one.price) == ("harbour", "Harbour Trust", 47000)
    assert [(each.measure, each.quantity.value) for each in one.commitments] == [("knowsley/4", 2), ("knowsley/1", 1.5)]


def test_a_form_is_the_same_file_every_time(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    for path in paths:
        procurement.write_bid_form(tender(), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with pytest.raises(InvalidArgumentError):
        procurement.write_bid_form(tender(), tmp_path / "form.csv")


def test_the_command_scores_explains_and_asks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tender", str(TENDER), str(BIDS)]) == 0
    assert "harbour" in capsys.readouterr().out
    assert main(["tender", str(TENDER), str(BIDS), "--explain", "harbour", "knowsley/13"]) == 0
    assert "volunteering.formal_volunteer_year" in capsys.readouterr().out
    assert main(["tender", str(TENDER), str(BIDS), "--robust", "--draws", "50"]) == 0
    assert "of 50 re-scorings" in capsys.readouterr().out
    assert main(["tender", str(TENDER), str(BIDS), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bids"][0]["bid"] == "harbour"
    assert main(["tender", str(TENDER), "--form", str(tmp_path / "form.xlsx")]) == 0
    assert (tmp_path / "form.xlsx").is_file()
    assert main(["tender", str(TENDER)]) == 2


def test_without_the_extra_the_form_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingDependencyError, match=r"sroi\[excel\]"):
        procurement.write_bid_form(tender(), tmp_path / "form.xlsx")


def test_a_returned_form_of_another_tender_is_refused(tmp_path: Path) -> None:
    rows = [["measure", "quantity"], ["knowsley/13", 1]]
    about = [["tender", "tree-work"], ["bid", "a"], ["bidder", "A"]]
    with pytest.raises(InvalidDataError, match="the bid is for 'tree-work'"):
        procurement.read_bids(sheet(tmp_path / "back.xlsx", {"Commitments": rows, "Bidder": about}), tender())


def test_a_lot_of_the_form_asks_for_its_own_measures(tmp_path: Path) -> None:
    data = tender().to_dict()
    lots = [
        {"id": "north", "title": "North", "contract_value": 20000, "measures": ["knowsley/4", "knowsley/13"]},
        {"id": "south", "title": "South", "contract_value": 30000},
    ]
    asked = procurement.read_tender({**data, "lots": lots})
    procurement.write_bid_form(asked, tmp_path / "north.xlsx", lot="north")
    book = CalamineWorkbook.from_path(str(tmp_path / "north.xlsx"))
    assert [row[0] for row in book.get_sheet_by_name("Commitments").to_python()[1:]] == ["knowsley/4", "knowsley/13"]
    assert ["lot", "north"] in [row[:2] for row in book.get_sheet_by_name("Bidder").to_python()]
