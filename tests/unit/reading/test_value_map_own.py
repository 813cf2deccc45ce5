"""Our own workbook read back: edited cells count, and every fault names its sheet and cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook

import sroi
from sroi.errors import FileUnreadableError, InvalidCaseError
from sroi.reading import layout
from sroi.reading.value_map_files import letters
from sroi.report import write_workbook

Edits = Mapping[tuple[str, int, int], Any]


def copy_of(path: Path, target: Path, edits: Edits, *, without: str = "") -> Path:
    """Copy the values of a workbook, some of them changed; rows and columns are counted from 0."""
    source = CalamineWorkbook.from_path(path)
    with xlsxwriter.Workbook(target) as book:
        for name in source.sheet_names:
            if name == without:
                continue
            sheet = book.add_worksheet(name)
            cells = {
                (name, row, column): cell
                for row, line in enumerate(source.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for column, cell in enumerate(line)
            }
            for (where, row, column), cell in {**cells, **edits}.items():
                if where == name and isinstance(cell, tuple):
                    sheet.write_formula(row, column, cell[0], None, cell[1])
                elif where == name and cell is not None:
                    sheet.write_string(row, column, cell) if isinstance(cell, str) else sheet.write(row, column, cell)
    return target


CASE = {
    "format": 1,
    "id": "small",
    "title": "Small",
    "currency": "GBP",
    "price_year": 2025,
    "method": {"discount": {"value": 0.035, "basis": "the Green Book"}},
    "inputs": [{"id": "grant", "stakeholder": "Council", "amount": {"amount": 1000, "owner": "finance"}}],
    "outcomes": [
        {
            "id": "calm",
            "stakeholder": "Children",
            "title": "Calmer",
            "quantity": {"value": 10, "low": 8, "high": 12, "source": "survey"},
            "unit": "child",
            "proxy": {"amount": "200.50", "unit": "child", "price_year": 2019, "low": 100, "high": 300, "lifetime": True},
            "deadweight": {"share": 0.2, "shape": "discrete", "choices": [0.1, 0.2], "weights": [1, 2]},
            "attribution": [0.1, {"share": 0.2, "basis": "talks"}],
        },
        {
            "id": "work",
            "stakeholder": "Adults",
            "title": "In work",
            "measure": "knowsley/13",
            "quantity": 3,
            "unit": "person-year",
            "proxy": "employment.jobseeker_into_work_society",
            "people": "adults",
        },
    ],
    "notes": ["one", "two"],
    "scenarios": [{"id": "half", "scale": {"quantity": 0.5}}],
}


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """A workbook of the case, with other cells; the proxy's unit decides the line's."""
    proxy = sroi.proxies.get("employment.jobseeker_into_work_society")
    case = {**CASE, "outcomes": [CASE["outcomes"][0], {**CASE["outcomes"][1], "unit": proxy.unit}]}  # type: ignore[dict-item,index]
    write_workbook(sroi.calculate(sroi.read_case(case)), tmp_path / "case.xlsx")
    return lambda edits, **options: copy_of(tmp_path / "case.xlsx", tmp_path / "edited.xlsx", edits, **options)


def place(path: Path, sheet: str, line: str, header: str) -> tuple[str, int, int]:
    """Where a cell stands, by the first cell of its row and its heading."""
    cells = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    row = next(number for number, one in enumerate(cells) if one[0] == line)
    return sheet, row, cells[3].index(header)


def is_read(sheet: str, book: CalamineWorkbook, column: int) -> bool:
    """Whether people fill in a column, or the library finds its lines by it."""
    columns = {
        layout.CASE: layout.CASE_COLUMNS[:2],
        layout.INPUTS: layout.INPUT_COLUMNS,
        layout.VALUE_MAP: layout.value_map_columns(2, 0),
        layout.LINES: layout.LINE_COLUMNS,
        layout.ASSUMPTIONS: layout.ASSUMPTION_COLUMNS,
        layout.NOTES: layout.NOTE_COLUMNS,
    }[sheet]
    header = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)[3][column]
    return any(one.header == header and one.role in {"input", "label"} for one in columns)


def faults(path: Path) -> dict[str, str]:
    with pytest.raises(InvalidCaseError) as caught:
        sroi.read_case(path)
    return {fault.code: fault.where for fault in caught.value.faults}


def test_values_alone_read_back_the_same(edited: Callable[..., Path], tmp_path: Path) -> None:
    assert sroi.read_case(edited({})) == sroi.read_case(tmp_path / "case.xlsx")


def test_edited_cells_count(edited: Callable[..., Path], tmp_path: Path) -> None:
    file = tmp_path / "case.xlsx"
    edits = {
        place(file, "Value map", "calm", "Quantity"): 11,
        place(file, "Value map", "work", "Drop-off"): 0.25,
        place(file, "Inputs", "grant", "What was put in"): "A grant",
        place(file, "Case", "method.timing", "Value"): "mid_year",
    }
    case = sroi.read_case(edited(edits))
    assert case.outcomes[0].quantity.value == 11
    assert case.outcomes[0].quantity.low == 8
    assert case.outcomes[1].drop_off is not None
    assert case.outcomes[1].drop_off.share == 0.25
    assert case.inputs[0].title == "A grant"
    assert case.method.timing == "mid_year"


def test_a_changed_amount_takes_the_place_of_the_catalogue_s(edited: Callable[..., Path], tmp_path: Path) -> None:
    proxy = (
        sroi.read_case(edited({place(tmp_path / "case.xlsx", "Value map", "work", "Amount as given"): 7777})).outcomes[1].proxy
    )
    assert not isinstance(proxy, str)
    assert (proxy.id, proxy.amount) == ("employment.jobseeker_into_work_society", 7777)


def test_every_fault_comes_at_once_with_its_cell(edited: Callable[..., Path], tmp_path: Path) -> None:
    file = tmp_path / "case.xlsx"
    found = faults(
        edited(
            {
                place(file, "Value map", "calm", "Quantity"): 99,
                place(file, "Value map", "work", "Deadweight"): 15,
                place(file, "Inputs", "grant", "Kind"): "gift",
                place(file, "Case", "id", "Value"): "Not Kebab",
                ("Assumptions", 30, 0): "nobody",
                ("Value map", 40, 60): "a remark",
            }
        )
    )
    assert found["share-out-of-range"].endswith(", sheet Value map, cell S6, outcomes[1].deadweight")
    assert "sheet Inputs, cell D5" in found["unknown-kind"]
    assert "sheet Case, cell B6, id" in found["id-not-kebab-case"]
    assert "sheet Value map, cell H5" in found["range-not-ordered"]
    assert found["unknown-number"].endswith("sheet Assumptions, row 31")
    assert "sheet Value map, cell BI41" in found["unknown-column"]


def test_an_error_in_any_cell_that_people_fill_in_is_a_fault_and_never_a_blank(
    edited: Callable[..., Path], tmp_path: Path
) -> None:
    """Each cell that is filled by itself, whatever is read from it, and the yellow blanks of a line."""
    source = CalamineWorkbook.from_path(tmp_path / "case.xlsx")
    filled = {
        (name, row, column)
        for name in layout.READ_BACK
        for row, cells in enumerate(source.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for column, cell in enumerate(cells)
        if row > 3 and cell != "" and is_read(name, source, column)
    }
    blanks = {place(tmp_path / "case.xlsx", "Value map", "calm", header) for header in ("Displacement", "Drop-off", "Duration")}
    for spot in sorted(filled | blanks):
        cell = f"sheet {spot[0]}, cell {letters(spot[2])}{spot[1] + 1}"
        with pytest.raises(InvalidCaseError) as caught:
            sroi.read_case(edited({spot: "#DIV/0!"}))
        assert [fault.where for fault in caught.value.faults if fault.code == "spreadsheet-error"] == [
            f"{tmp_path / 'edited.xlsx'}, {cell}"
        ]


def test_a_formula_of_ones_own_counts_once_it_is_worked_out(edited: Callable[..., Path], tmp_path: Path) -> None:
    spot = place(tmp_path / "case.xlsx", "Value map", "calm", "Deadweight")
    assert faults(edited({spot: ("=1/0", "#DIV/0!")}))["spreadsheet-error"].endswith("sheet Value map, cell S5")
    assert faults(edited({spot: ("=0.1+0.1", "")}))["not-calculated"].endswith("sheet Value map, cell S5")
    read = sroi.read_case(edited({spot: ("=0.1+0.1", 0.2)})).outcomes[0].deadweight
    assert read is not None
    assert read.share == 0.2


def test_a_missing_column_is_no_zero(edited: Callable[..., Path], tmp_path: Path) -> None:
    sheet, _, column = place(tmp_path / "case.xlsx", "Value map", "calm", "Drop-off")
    assert "missing-column" in faults(edited({(sheet, 3, column): "Fading"}))


def test_a_missing_sheet_and_broken_json_are_faults(edited: Callable[..., Path], tmp_path: Path) -> None:
    assert faults(edited({}, without="Notes"))["missing-sheet"].endswith("sheet Notes")
    assert "sheet Case" in faults(edited({place(tmp_path / "case.xlsx", "Case", "scenarios", "Value"): "[{"}))["json-syntax"]


def test_long_blocks_stand_in_several_cells(tmp_path: Path) -> None:
    scenarios = [{"id": f"s-{n}", "title": "a long title " * 8, "scale": {"quantity": 0.5}} for n in range(300)]
    case = sroi.read_case({**CASE, "outcomes": [CASE["outcomes"][0]], "scenarios": scenarios})  # type: ignore[index]
    write_workbook(sroi.calculate(case), tmp_path / "case.xlsx")
    cells = CalamineWorkbook.from_path(tmp_path / "case.xlsx").get_sheet_by_name("Case").to_python()
    assert sum(row[0] == "scenarios" for row in cells) > 1
    assert sroi.read_case(tmp_path / "case.xlsx") == case


def test_yearly_rates_and_what_is_known_of_them_come_back(tmp_path: Path) -> None:
    rates = [0.01, {"value": 0.02, "low": 0.01, "high": 0.03}, 0.02]
    case = sroi.read_case({**CASE, "outcomes": [CASE["outcomes"][0]], "method": {"discount": rates}})  # type: ignore[index]
    write_workbook(sroi.calculate(case), tmp_path / "case.xlsx")
    assert sroi.read_case(tmp_path / "case.xlsx") == case


def test_other_files_are_refused(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "other.xlsx") as book:
        book.add_worksheet("Sheet1").write(0, 0, "nothing")
    with pytest.raises(InvalidCaseError) as caught:
        sroi.read_case(tmp_path / "other.xlsx")
    assert caught.value.code == "not-our-workbook"
    (tmp_path / "broken.xlsx").write_bytes(b"PK not a workbook")
    for name, code in {"broken.xlsx": "workbook-not-readable", "absent.xlsx": "file-not-found"}.items():
        with pytest.raises(FileUnreadableError) as unreadable:
            sroi.read_case(tmp_path / name)
        assert unreadable.value.code == code
