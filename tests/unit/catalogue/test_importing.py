"""Tables of values of one's own: the right reading or a clear message, never a silent zero."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
import xlsxwriter

from sroi.catalogue import gmca_layout, import_table, indices, load
from sroi.errors import FileUnreadableError, InvalidArgumentError, InvalidDataError, MissingDependencyError
from sroi.model.proxy import Proxy, ProxyValue, Source

MINE = Source(id="value-bank", title="A bank of values", publisher="Someone", licence="licensed to us", redistribution="no")
COLUMNS = {"code": "Ref", "title": "Outcome", "amount": "Value (£)", "unit": "Unit", "price_year": "Year"}
FIXED = {"kind": "wellbeing", "beneficiary": "individual", "method": "wellbeing-valuation"}
UNITS = {"Per person": "person", "Per person per year": "person-year"}
HEADERS = ["Ref", "Outcome", "Value (£)", "Unit", "Year"]
ROWS = [
    ["A1", "Feels safer", "£1,234.50", "Per person per year", "2023/24"],
    ["A2", "Learns to swim", "-20", "Per person", "2022"],
]
RECORDS = [dict(zip(HEADERS, row, strict=True)) for row in ROWS]


def first(proxy: Proxy) -> ProxyValue:
    return proxy.values[0]  # noqa: PD011 - not a data frame


def bring_in(table: object, **changes: object) -> tuple[Proxy, ...]:
    given = {"columns": COLUMNS, "source": MINE, "theme": "ours", "fixed": FIXED, "units": UNITS, **changes}
    return import_table(table, **given)  # type: ignore[arg-type]


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, lines: list[list[object]]) -> Path:
    path = folder / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Introduction").write_row(0, 0, ["About this table"])
        sheet = book.add_worksheet("Values")
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return path


def faults(table: object, **changes: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidDataError) as caught:
        bring_in(table, **changes)
    return [(fault.code, fault.where) for fault in caught.value.faults]


def test_a_row_becomes_a_proxy() -> None:
    safer, swim = bring_in(RECORDS)
    assert (safer.id, safer.title, safer.unit, first(safer).amount) == (
        "ours.a1",
        "Feels safer",
        "person-year",
        Decimal("1234.50"),
    )
    assert (first(safer).price_year, first(swim).price_year, first(swim).amount) == ("2023/24", 2022, Decimal(-20))
    assert (safer.kind, safer.method, first(safer).source, first(safer).locator) == (
        "wellbeing",
        "wellbeing-valuation",
        "value-bank",
        "code A1",
    )


def test_every_kind_of_table_gives_the_same(tmp_path: Path) -> None:
    expected = bring_in(RECORDS)
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in [HEADERS, *ROWS])
    assert bring_in(pd.DataFrame(RECORDS)) == expected
    assert bring_in(pl.DataFrame(RECORDS)) == expected
    assert bring_in(csv_file(tmp_path, text)) == expected
    assert bring_in(csv_file(tmp_path, text, "utf-8-sig")) == expected
    assert bring_in(csv_file(tmp_path, text.replace('","', '";"'))) == expected
    assert bring_in(str(workbook(tmp_path, [HEADERS, *ROWS]))) == expected


def test_titles_above_the_headers_and_numbers_in_cells_are_understood(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["Values 2026"],
        [],
        ["ref", "OUTCOME", "Value  (£)", "unit", "Year"],
        ["A1", "x", 12.5, "Per person", 2022],
    ]
    (proxy,) = bring_in(workbook(tmp_path, lines))
    assert (first(proxy).amount, first(proxy).price_year) == (Decimal("12.5"), 2022)


def test_laid_over_the_catalogue_they_are_found_uprated_and_masked() -> None:
    catalogue = load().with_proxies(bring_in(RECORDS), sources=[MINE], layer="our licence")
    found = catalogue.match("ours.a1", 2025)
    assert found.how == "uprated"
    assert found.sentence.endswith("; from the our licence")
    assert found.licensed
    assert found.to_dict(mask=True)["amount"] is None
    assert "ours.a1" not in load().proxies


def test_every_fault_of_every_row_is_told_at_once() -> None:
    rows = [
        {**RECORDS[0], "Value (£)": "n/a"},
        {**RECORDS[0], "Ref": "A3", "Value (£)": "about 12"},
        {**RECORDS[0], "Ref": "A4", "Year": "lately"},
        {**RECORDS[0], "Ref": "A5", "Unit": ""},
        {**RECORDS[0], "Ref": "A6", "Value (£)": "12%"},
        {**RECORDS[0], "Ref": "A7", "Value (£)": "1.234,50"},
        {**RECORDS[0], "Ref": "A8", "Value (£)": "inf"},
    ]
    assert faults(rows) == [
        ("blank", "table, row 2, column 'Value (£)'"),
        ("not-a-number", "table, row 3, column 'Value (£)'"),
        ("not-a-price-year", "table, row 4, values[0].price_year"),
        ("blank", "table, row 5, column 'Unit'"),
        ("not-a-number", "table, row 6, column 'Value (£)'"),
        ("not-a-number", "table, row 7, column 'Value (£)'"),
        ("not-a-number", "table, row 8, column 'Value (£)'"),
    ]


def test_a_unit_not_in_the_closed_list_is_refused_by_the_catalogue() -> None:
    proxies = bring_in(RECORDS, units={})
    with pytest.raises(InvalidDataError, match="'Per person per year' is not a unit"):
        load().with_proxies(proxies, sources=[MINE])


def test_two_rows_of_one_code_are_refused() -> None:
    assert faults([*RECORDS, RECORDS[0]]) == [("repeated-id", "")]


def test_a_row_without_a_title_asks_for_one() -> None:
    columns = {name: header for name, header in COLUMNS.items() if name != "title"}
    assert {code for code, _ in faults(RECORDS, columns=columns)} == {"missing"}
    assert [proxy.title for proxy in bring_in(RECORDS, columns=columns, titles={"A2": "Swims"})] == ["Swims"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"columns": {**COLUMNS, "amount": "Worth"}}, "no-such-column"),
        ({"columns": {**COLUMNS, "colour": "Ref"}}, "unknown-field"),
        ({"columns": {"title": "Outcome"}}, "column-missing"),
        ({"fixed": {"colour": "red"}}, "unknown-field"),
        ({"titles": {"B7": "Nothing"}}, "no-such-code"),
    ],
)
def test_a_wrong_call_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        bring_in(RECORDS, **changes)
    assert caught.value.code == code


def test_a_missing_header_lists_those_there_are() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        bring_in(RECORDS, columns={**COLUMNS, "amount": "Worth"})
    assert "Ref, Outcome, Value (£), Unit, Year" in caught.value.fix


@pytest.mark.parametrize("table", [42, object(), None])
def test_what_is_no_table_is_refused(table: object) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        bring_in(table)
    assert caught.value.code == "not-a-table"


@pytest.mark.parametrize("table", [[], pd.DataFrame()])
def test_an_empty_table_is_refused(table: object) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        bring_in(table)
    assert caught.value.code == "no-such-column"


@pytest.mark.parametrize("name", ["none.xlsx", "broken.xlsx", "none.csv"])
def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(FileUnreadableError) as caught:
        bring_in(tmp_path / name)
    assert name in caught.value.where


def test_a_missing_package_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, [HEADERS, *ROWS])
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingDependencyError) as caught:
        bring_in(path)
    assert caught.value.fix == 'install the extra: pip install "sroi[excel]"'


def test_windows_1252_gets_a_clear_message(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        bring_in(csv_file(tmp_path, "Ref,Value (£)\nA1,£5\n", "cp1252"))
    assert caught.value.code == "not-utf-8"


@pytest.mark.parametrize(
    ("value", "code", "amount", "year"), [("fiscal", "HE4.0", "109", "2011/12"), ("economic", "E&E1.0", "14044", "2012/13")]
)
def test_the_unit_cost_table_gives_a_proxy_by_code(value: str, code: str, amount: str, year: str) -> None:
    table = indices.read("gmca_ucd_v1_4")
    row = next(row for row in table.rows if row["code"] == code)
    assert row[f"{value}_gbp"] == amount
    units = {row["unit"]: "person-year"}
    source = load().source("gmca-ucd-1-4")
    (proxy,) = import_table(table, theme="ours", source=source, titles={code: "Ours"}, units=units, **gmca_layout(value))  # type: ignore[arg-type]
    assert (first(proxy).amount, first(proxy).price_year, proxy.kind) == (Decimal(amount), year, value)
    assert first(proxy).locator == f"code {code}"
    assert first(proxy).confidence in {"high", "medium", "low"}


def test_the_unit_cost_table_needs_titles() -> None:
    source = load().source("gmca-ucd-1-4")
    with pytest.raises(InvalidDataError, match="'title' is missing"):
        import_table(indices.read("gmca_ucd_v1_4"), theme="ours", source=source, **gmca_layout())


def test_a_workbook_with_other_headers_is_found_by_their_words(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["Unit costs, version 3"],
        ["Code", "Heading", "Agency (fiscal)", "Unit", "Fiscal value", "Fiscal price year", "Updated fiscal value", "RAG rating"],
        ["HE1", "HEALTH", "NHS", "Per attendance", 150, "2024/25", 155, "Green"],
    ]
    source = load().source("gmca-ucd-1-4")
    (proxy,) = import_table(
        workbook(tmp_path, lines),
        theme="ours",
        source=source,
        titles={"HE1": "Attendance"},
        units={"Per attendance": "attendance"},
        **gmca_layout(),
    )
    assert (first(proxy).amount, first(proxy).price_year, first(proxy).confidence) == (Decimal(150), "2024/25", "high")
