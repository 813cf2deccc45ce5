"""An error in a cell, and a formula that was never worked out, are seen in every kind of workbook: a blank takes nothing off."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

import sroi
from sroi.catalogue.table_rows import read_rows
from sroi.documents import fault_of_cell, read_workbook
from sroi.documents.cells_without_value import NOT_CALCULATED
from sroi.reading import read_value_map

HEAD = '<table:table table:name="Map &amp; more"><table:table-column/><table:table-row><table:table-cell/></table:table-row>'
REMARK = "<office:annotation><text:p>#REF!</text:p></office:annotation>"
CELL = '<table:table-cell table:formula="of:={}" {}</table:table-cell>'


def open_document(path: Path, row: str, repeats: int = 1) -> Path:
    """Write the cells of the second row of an open document; what surrounds them is what a program writes."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></manifest:manifest>',
        )
        body = f'{HEAD}<table:table-row table:number-rows-repeated="{repeats}">{row}</table:table-row></table:table>'
        archive.writestr(
            "content.xml", f"<office:document-content><office:spreadsheet>{body}</office:spreadsheet></office:document-content>"
        )
    return path


def old_workbook(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    return path


def test_errors_and_formulas_without_a_value_are_texts_in_their_cells(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "map.xlsx") as book:
        sheet = book.add_worksheet("Map & more")
        for column, (formula, value) in enumerate(
            [("=1/0", "#DIV/0!"), ("=NA()", "#N/A"), ("=0.1+0.1", ""), ("=0.1+0.1", 0.2), ('="x"', "x"), ("=foo()", "#NAME?")]
        ):
            sheet.write_formula(1, column, formula, None, value)
    assert read_workbook(tmp_path / "map.xlsx")["Map & more"].rows[1] == ["#DIV/0!", "#N/A", NOT_CALCULATED, 0.2, "x", "#NAME?"]


def test_a_zero_that_was_never_worked_out_is_no_zero(tmp_path: Path) -> None:
    """A program that writes formulas without working them out leaves zeros, and asks for the work to be done on opening."""
    with xlsxwriter.Workbook(tmp_path / "map.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=0.1+0.1")
        sheet.write(0, 1, 0)
    (sheet_read,) = read_workbook(tmp_path / "map.xlsx").values()
    assert sheet_read.rows == [[NOT_CALCULATED, 0]]


@pytest.mark.parametrize(
    ("rest", "read"),
    [
        ('office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>', "#DIV/0!"),
        ('office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#NV</text:p>', "#ERROR!"),
        ('office:value-type="float" office:value="0"><text:p>Err:508</text:p>', "Err:508"),
        ('office:value-type="float" office:value="0"><text:p><text:span>#REF!</text:span></text:p>', "#REF!"),
        (">", NOT_CALCULATED),
        ("><text:p/>", ""),
        ('office:value-type="float" office:value="0.2"><text:p>0.2</text:p>', 0.2),
        (f'office:value-type="float" office:value="0.2">{REMARK}<text:p>0.2</text:p>', 0.2),
    ],
)
def test_the_same_of_an_open_document(rest: str, read: object, tmp_path: Path) -> None:
    row = '<table:table-cell table:number-columns-repeated="2"/>' + CELL.format("IF([.A1]>0;1/0)", rest)
    cells = read_workbook(
        open_document(tmp_path / "map.ods", row + CELL.format("1", 'office:value-type="float" office:value="1">'))
    )
    assert cells["Map & more"].rows[1] == ["", "", read, 1]


def test_what_an_open_document_repeats_stands_in_each_place(tmp_path: Path) -> None:
    row = (
        '<table:table-cell table:number-columns-repeated="2" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    rows = read_workbook(open_document(tmp_path / "map.ods", row, repeats=2))["Map & more"].rows
    assert rows[1:] == [["#N/A", "#N/A"]] * 2


def test_merged_cells_of_an_open_document_are_known(tmp_path: Path) -> None:
    row = '<table:table-cell/><table:table-cell table:number-rows-spanned="3" table:number-columns-spanned="2"><text:p>a</text:p>'
    sheet = read_workbook(open_document(tmp_path / "map.ods", row + "</table:table-cell><table:covered-table-cell/>"))[
        "Map & more"
    ]
    assert sheet.merged == (((1, 1), (3, 2)),)


def test_a_formula_without_anything_in_it_is_seen(tmp_path: Path) -> None:
    row = '<table:table-cell table:formula="of:=0.1+0.1"/><table:table-cell office:value-type="float" office:value="1"/>'
    assert read_workbook(open_document(tmp_path / "map.ods", row))["Map & more"].rows[1] == [NOT_CALCULATED, 1]


@pytest.mark.parametrize("name", ["map.xlsx", "map.xls", "map.ods"])
def test_the_old_kind_is_refused_by_every_reader(name: str, tmp_path: Path) -> None:
    """In it neither an error nor a text that a formula gives can be told from a blank or a zero."""
    path = old_workbook(tmp_path / name)
    readers = [lambda one: read_rows(one, {"amount": "Amount"}), sroi.map_measurements]
    for reader in readers if path.suffix == ".xls" else [*readers, read_value_map, sroi.read_case]:
        with pytest.raises(sroi.SroiError, match="old kind") as caught:
            reader(path)
        assert (caught.value.code, caught.value.where) == ("workbook-not-readable", str(path))
        assert ".xlsx" in caught.value.fix


def test_an_archive_that_is_no_workbook_of_these_kinds_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "map.xlsx", "w") as archive:
        archive.writestr("xl/workbook.bin", "")
    with pytest.raises(sroi.SroiError, match=r"no \.xlsx or \.ods") as caught:
        read_workbook(tmp_path / "map.xlsx")
    assert caught.value.code == "workbook-not-readable"


@pytest.mark.parametrize(
    "text", ["#DIV/0!", "#N/A", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#ERROR!", "Err:502"]
)
def test_every_error_has_a_name_and_a_fix(text: str) -> None:
    fault = fault_of_cell(f" {text} ")
    assert fault is not None
    assert fault.code == "spreadsheet-error"
    assert text in fault.problem
    assert fault.fix


@pytest.mark.parametrize("cell", ["#1", "# of people", "n/a", "", 0, 0.15, None, True, "Error!"])
def test_what_is_no_error_is_none(cell: object) -> None:
    assert fault_of_cell(cell) is None
