"""The form as it lies on the screen: every cell with its look, its bounds and the words beside it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import sroi
from sroi.catalogue import load
from sroi.mapping import write_template

HERE = Path(__file__).parent
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = ("Measurements", "Inputs", "Method", "Notes", "Lists")


class Book:
    """The parts of a workbook, to words."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as parts:
            self.texts = ["".join(one.itertext()) for one in self._tree(parts, "sharedStrings")]
            self.looks = list(self._looks(self._tree(parts, "styles")))
            self.sheets = {name: self._tree(parts, f"worksheets/sheet{number}") for number, name in enumerate(SHEETS, 1)}
            self.about = parts.read("docProps/core.xml").decode()
            book = self._tree(parts, "workbook")
        self.hidden = [sheet.get("name") for sheet in book.iter(f"{SPACE}sheet") if sheet.get("state")]
        self.names = [f"{one.attrib['name']}: {one.text}" for one in book.iter(f"{SPACE}definedName")]

    @staticmethod
    def _tree(parts: zipfile.ZipFile, name: str) -> ET.Element:
        return ET.fromstring(parts.read(f"xl/{name}.xml"))  # noqa: S314 - this library wrote it

    @staticmethod
    def _looks(styles: ET.Element) -> Iterator[str]:
        """Write each look as words: weight, size and colour of the letters, ground, lines round the cell, and place in it."""
        kinds = ("font", "fill", "border")
        shelves = {kind: next(styles.iter(f"{SPACE}{kind}s")) for kind in kinds}
        for look in next(styles.iter(f"{SPACE}cellXfs")):
            parts = [*(shelves[kind][int(look.get(f"{kind}Id", 0))] for kind in kinds), look]
            tags = [(one.tag.removeprefix(SPACE), " ".join(one.attrib.values())) for part in parts for one in part.iter()]
            wanted = [words for words in tags if words[0] in {"b", "sz", "color", "fgColor", "left", "alignment"}]
            yield ", ".join(dict.fromkeys(f"{tag} {words}".strip() for tag, words in wanted))

    def cells(self, name: str) -> dict[str, tuple[str, int]]:
        """Give text and look of every cell by its address."""
        found = {}
        for cell in self.sheets[name].iter(f"{SPACE}c"):
            value = cell.findtext(f"{SPACE}v")
            text = "" if value is None else self.texts[int(value)] if cell.get("t") == "s" else value
            found[cell.attrib["r"]] = text, int(cell.get("s", 0))
        return found

    def rules(self, name: str) -> dict[str, str]:
        """Give what each cell may hold, with its words, by its address."""
        found = {}
        for rule in self.sheets[name].iter(f"{SPACE}dataValidation"):
            said = rule.attrib.keys() - {"sqref", "allowBlank", "showInputMessage", "showErrorMessage"}
            words = [f"{key} {value}" for key, value in rule.attrib.items() if key in said]
            found[rule.attrib["sqref"]] = "; ".join([*words, *(str(bound.text) for bound in rule)])
        return found

    def words(self) -> Iterator[str]:
        """Write the whole book: its looks, then its sheets."""
        yield from (f"look {number}: {look}" for number, look in enumerate(self.looks))
        yield from self.names
        for name in self.sheets:
            yield from self._sheet(name)

    def _sheet(self, name: str) -> Iterator[str]:
        """Write a sheet, rows that are alike together, and cells that are alike too."""
        sheet = self.sheets[name]
        yield f"sheet {name}{' (hidden)' if name in self.hidden else ''}"
        for column in sheet.iter(f"{SPACE}col"):
            yield f"  columns {column.get('min')} to {column.get('max')}: {float(column.attrib['width']):.0f} wide"
        for part in ("pane", "pageSetup", "pageSetUpPr"):
            yield from (f"  {part}: {' '.join(one.attrib.values())}" for one in sheet.iter(f"{SPACE}{part}"))
        heights = {row.get("r"): row.get("ht") for row in sheet.iter(f"{SPACE}row")}
        by_row = groupby(self.cells(name).items(), lambda item: re.sub(r"[A-Z]", "", item[0]))
        lines = [(number, [(re.sub(r"\d", "", place), *cell) for place, cell in cells]) for number, cells in by_row]
        for cells, alike in groupby(lines, lambda line: line[1]):
            rows = [number for number, _ in alike]
            yield f"  rows {rows[0]} to {rows[-1]}, {heights[rows[0]] or 'usual'} high"
            for (text, look), same in groupby(cells, lambda cell: cell[1:]):
                columns = [column for column, *_ in same]
                yield f"    {columns[0]} to {columns[-1]}, look {look}: {text!r}"
        yield from (f"  {address} takes {rule}" for address, rule in self.rules(name).items())


def test_the_whole_form_of_a_small_framework(tmp_path: Path) -> None:
    ours = sroi.frameworks.read(HERE / "framework_in_full.yaml")
    write_template(tmp_path / "form.xlsx", framework=ours)
    book = Book(tmp_path / "form.xlsx")
    assert "\n".join(book.words()) + "\n" == (HERE / "form_in_full.txt").read_text("utf-8")
    assert "2000-01-01T00:00:00Z" in book.about


def test_the_whole_form_as_separated_text(tmp_path: Path) -> None:
    ours = sroi.frameworks.read(HERE / "framework_in_full.yaml")
    write_template(tmp_path / "FORM.CSV", framework=ours, measures=["ours/3", 1])
    heads = "measure,title,asks_for,stakeholder,baseline,actual,population,share_of_year,tonnes,tonnes_moved,route_cost"
    more = "quantity,proxy,deadweight,deadweight_basis,displacement,displacement_basis,attribution,attribution_basis"
    rest = "drop_off,drop_off_basis,duration,starts,basis,source,note"
    asked = "baseline, actual, population, share_of_year; or people, share_of_year; or people, years; or quantity"
    assert (tmp_path / "FORM.CSV").read_bytes().decode("utf-8").split("\r\n") == [
        f"\ufeff{heads},{more},{rest}",
        f'ours/3,Waste,"tonnes, tonnes_moved, route_cost"{"," * 23}',
        f'ours/1,"Residents in work, as the survey of all households asks of them in each year","{asked}"{"," * 23}',
        "",
    ]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = tmp_path_factory.mktemp("form") / "form.xlsx"
    write_template(path)
    return Book(path)


def test_each_drop_down_offers_the_proxies_of_its_measure(whole: Book) -> None:
    heads = {
        text: place.removesuffix("1")
        for place, (text, _) in whole.cells("Measurements").items()
        if re.fullmatch("[A-Z]+1", place)
    }
    offered, rules = whole.cells("Lists"), whole.rules("Measurements")
    columns = []
    for number, measure in enumerate(load().framework("knowsley").measures.values(), 2):
        rule = re.fullmatch(r"type list; .*Lists!\$([A-Z]+)\$1:\$\1\$(\d+)", rules[f"{heads['proxy']}{number}"])
        assert rule
        columns.append(rule[1])
        assert [offered[f"{rule[1]}{row}"][0] for row in range(1, int(rule[2]) + 1)] == ["default", *measure.proxies.every]
    assert columns == [*map(chr, range(ord("A"), ord("Z") + 1)), "AA", "AB", "AC"]
