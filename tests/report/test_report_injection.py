"""Words of a case stay words in every export: no markup comes to life, and no spreadsheet runs a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sroi
from sroi import report
from sroi.model.case import Case
from sroi.report.exports import RISKY, neutral
from sroi.report.markup import element
from sroi.report.sheet import Link, Sheet, cell_markdown, markdown_text, sheet_markdown
from sroi.report.svg import draw, standalone

Make = Callable[[str], Case]
Read = Callable[[str], Any]

EVIL = {
    "script": '<script>alert("x")</script>',
    "image": '"><img src=x onerror=alert(1)>',
    "end": "</title></style></svg></table><script>alert(1)</script>",
    "link": "[press](javascript:alert(1)) <https://evil.example>",
    "table": "a | b\n| c | ![x](https://evil.example/y)",
    "formula": "=HYPERLINK(1)",
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
}
RUN = ("script", "img", "iframe", "object")


@pytest.fixture(params=EVIL.values(), ids=EVIL.keys())
def evil(request: pytest.FixtureRequest, nasty: Make) -> Case:
    return nasty(request.param)


def harmless(page: Any) -> bool:
    links = [link.get("href") or "" for link in page.all("a")]
    runs = [tag for tag, _ in page.tags if tag in RUN]
    events = [key for _, attributes in page.tags for key in attributes if key.startswith("on")]
    return not runs and not events and all(link.startswith(("#", "https://", "http://")) and "evil" not in link for link in links)


def test_the_page_is_harmless_and_says_the_words(evil: Case, read_page: Read) -> None:
    page = read_page(report.html(evil, draws=200))
    assert harmless(page)
    assert page.faults == page.open == []
    assert page.text.count(" ".join(evil.title.split())) > 10


def test_the_portfolio_is_harmless(evil: Case, read_page: Read) -> None:
    page = read_page(report.html([evil, evil.model_copy(update={"id": "second"})], draws=200))
    assert harmless(page)
    assert page.faults == page.open == []


def test_markdown_is_harmless_when_it_is_made_a_page(evil: Case, read_page: Read) -> None:
    text = report.markdown(evil, draws=200)
    page = read_page(markdown.markdown(text, extensions=["tables"]))
    assert harmless(page)
    assert "<script" not in text.replace("\\", "")


def test_markdown_tables_keep_their_columns(evil: Case, read_page: Read) -> None:
    sheet = Sheet.of("t", ("a", "b"), [(evil.title, "1"), ("x", evil.title)])
    page = read_page(markdown.markdown(sheet_markdown(sheet), extensions=["tables"]))
    assert len(page.all("td")) == 4
    assert page.text.count(" ".join(evil.title.split())) == 2


def test_csv_has_no_formula_and_its_numbers_are_numbers(evil: Case) -> None:
    rows = list(csv.DictReader(StringIO(report.csv_text([sroi.calculate(evil)]))))
    assert all(not (cell or "").lstrip().startswith(tuple(RISKY)) for row in rows for cell in row.values())
    assert float(rows[0]["present_value"]) == sroi.calculate(evil).present_value
    assert rows[0]["title"] in {evil.outcomes[0].title, f"'{evil.outcomes[0].title}"}


def test_a_negative_number_in_csv_stays_a_number(nasty: Make) -> None:
    case = nasty("x")
    line = case.outcomes[0]
    lost = line.model_copy(update={"quantity": line.quantity.model_copy(update={"value": -5.0, "low": None, "high": None})})
    row = next(csv.DictReader(StringIO(report.csv_text([sroi.calculate(case.model_copy(update={"outcomes": (lost,)}))]))))
    assert float(row["quantity"]) == -5
    assert float(row["present_value"]) < 0


def test_great_tables_are_harmless(evil: Case, read_page: Read) -> None:
    assert harmless(read_page(report.great_table(sroi.calculate(evil)).as_raw_html()))


def test_pictures_are_harmless(evil: Case, read_page: Read) -> None:
    result = sroi.calculate(evil)
    for picture in (report.waterfall(result), report.by_group(result, "stakeholder"), report.by_outcome(result)):
        assert harmless(read_page(draw(picture)))
        assert read_page(standalone(picture)).faults == []


def test_notebooks_are_harmless(evil: Case, read_page: Read) -> None:
    shown: list[Any] = [evil, sroi.calculate(evil), sroi.check(evil), sroi.simulate(evil, 200), sroi.tornado(evil)]
    shown += [
        sroi.switching_values(evil),
        sroi.compare(evil, sroi.what_if(evil, "half")),
        sroi.assurance.assumption_register(evil),
    ]
    for record in shown:
        assert harmless(read_page(record._repr_html_()))
        assert harmless(read_page(markdown.markdown(record._repr_markdown_(), extensions=["tables"])))


def test_a_written_csv_begins_with_the_mark_that_excel_needs(nasty: Make, tmp_path: Path) -> None:
    path = report.write(nasty("£"), tmp_path / "x.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfcase,")


@given(st.text(max_size=60))
def test_no_text_stays_a_formula(words: str) -> None:
    made = neutral(words)
    assert made.lstrip(" \n")[:1] not in RISKY
    assert made.removeprefix("'") == words or made == words


@given(st.text(max_size=60))
def test_an_element_holds_words_as_words(words: str) -> None:
    made = element("p", words, title=words)
    assert made.count("<") == made.count(">") == 2
    assert made.count('"') == 2


@given(st.text(alphabet="<>&[]()!`*_|\\#-ab:/", max_size=40))
def test_markdown_words_never_make_markup(words: str) -> None:
    made = markdown.markdown(f"x {markdown_text(words)} x", extensions=["tables"])
    assert made.count("<") == 2


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc", 'https://a"b', "https://a b"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert not Link("x", address).safe
    assert cell_markdown(Link("x", address)) == "x"
