"""A small workbook that would fill the memory is refused before anything is laid out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

import sroi
from sroi.catalogue.table_rows import read_rows
from sroi.documents import refuse_vast_workbook
from sroi.mapping.files import read_workbook
from sroi.reading import read_value_map

TABLE = b'<table:table table:name="a">'
ROWS = b'<table:table-row table:number-rows-repeated="%d"><table:table-cell table:number-columns-repeated="%d"'
ENDS = b"</table:table-row>"


def archive(part: str, text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(part, text)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(sroi.SroiError) as caught:
        refuse_vast_workbook(data, "book.xlsx")
    return caught.value.code


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """A workbook with one cell at the far corner of its sheet."""
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "measure")
        sheet.write(1048575, 16383, 1)
    return tmp_path / "far.xlsx"


def test_each_reader_of_workbooks_refuses_a_cell_at_the_far_corner(far: Path) -> None:
    readers: list[Callable[[Path], object]] = [sroi.read_case, read_value_map, read_workbook, sroi.map_measurements]
    readers.append(lambda path: read_rows(path, {"amount": "Amount"}))
    for reader in readers:
        with pytest.raises(sroi.SroiError) as caught:
            reader(far)
        assert caught.value.code == "workbook-too-large"


def test_a_far_cell_that_is_blank_reaches_nowhere() -> None:
    text = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    refuse_vast_workbook(archive("xl/worksheets/sheet1.xml", text), "book.xlsx")
    assert refused(archive("xl/worksheets/sheet1.xml", text.replace(b"/>", b"><v>1</v></c>"))) == "workbook-too-large"


def test_rows_and_cells_without_places_are_counted() -> None:
    assert refused(archive("xl/worksheets/sheet1.xml", b'<row r="1000000">' + b"<c><v>1</v></c>" * 6 + b"</row>")) == (
        "workbook-too-large"
    )
    refuse_vast_workbook(archive("xl/worksheets/sheet1.xml", b"<row>" + b"<c><v>1</v></c>" * 9), "book.xlsx")


def test_what_an_open_document_repeats_is_counted() -> None:
    full, blank = b"><text:p>x</text:p></table:table-cell>", b"/>"
    assert refused(archive("content.xml", TABLE + ROWS % (10**6, 10**4) + full + ENDS)) == "workbook-too-large"
    assert refused(archive("content.xml", TABLE + (ROWS % (10**6, 1)) + blank + ENDS + (ROWS % (1, 9)) + full)) == (
        "workbook-too-large"
    )
    ends_blank = TABLE + ROWS % (1, 1) + full + ENDS + ROWS % (10**6, 16384) + blank + ENDS
    refuse_vast_workbook(archive("content.xml", ends_blank), "book.ods")


def test_an_archive_that_unpacks_to_too_much_or_is_broken_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sroi.documents.workbooks.MOST_UNPACKED", 10**6)
    assert refused(archive("xl/worksheets/sheet1.xml", bytes(10**6 + 1))) == "workbook-too-large"
    assert refused(b"PK and nothing more") == "workbook-not-readable"
    assert refused(archive("xl/a.xml", b"text" * 99)[:-40]) == "workbook-not-readable"
