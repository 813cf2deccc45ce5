"""Laws of the mapping that hold for any figures."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import sroi
from sroi.mapping.cells import CellError, read_cell
from sroi.mapping.writing import case_text

INPUTS = [{"stakeholder": "Council", "amount": 1000}]
HEAD: dict[str, Any] = {"inputs": INPUTS, "price_year": 2025, "discount": 0.035}
COUNTS = st.integers(0, 10**6)
SHARES = st.integers(0, 1000).map(lambda parts: parts / 1000)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda text: text.strip() == text)


def mapped(*rows: dict[str, Any]) -> sroi.Case:
    return sroi.map_measurements([{"stakeholder": "Residents", **row} for row in rows], **HEAD)


@given(people=COUNTS, share=SHARES)
def test_a_count_is_its_arithmetic(people: int, share: float) -> None:
    line = mapped({"measure": 13, "people": people, "share_of_year": share}).outcomes[0]
    assert line.quantity.value == float(people * round(share * 1000)) / 1000


@given(before=st.integers(2, 99), after=st.integers(2, 99), population=COUNTS)
def test_there_and_back_again_adds_to_nothing(before: int, after: int, population: int) -> None:
    rest = {"measure": 1, "population": population, "share_of_year": 1}
    case = mapped({**rest, "baseline": before, "actual": after}, {**rest, "baseline": after, "actual": before})
    first, second = (line.quantity.value for line in case.outcomes)
    assert first == -second
    assert any("wrong way" in note for note in case.notes) == (before != after and population > 0)


@given(people=COUNTS, share=SHARES)
@settings(max_examples=50)
def test_a_csv_says_the_same_as_records(people: int, share: float) -> None:
    row = {"measure": 5, "stakeholder": "Leavers", "people": people, "share_of_year": share, "deadweight": share}
    text = io.StringIO()
    writer = csv.DictWriter(text, list(row))
    writer.writeheader()
    writer.writerow(row)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(text.getvalue(), "utf-8")
        assert sroi.map_measurements(path, **HEAD) == mapped(row)


@given(number=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2))
def test_digits_are_read_exactly_or_refused(number: Any) -> None:
    for text in (f"{number}", f"{number:,}", f"{number}".replace(".", ","), f"£{number}"):
        assert read_cell(text) == number


@given(text=st.text(max_size=12))
def test_no_text_becomes_a_number_by_accident(text: str) -> None:
    try:
        number = read_cell(text)
    except CellError:
        return
    assert number.is_finite()
    assert any(letter.isdigit() for letter in text)


@given(words=WORDS, title=WORDS, amount=st.floats(-1e9, 1e9), quantity=st.floats(-1e9, 1e9))
@settings(max_examples=100, deadline=None)
def test_any_words_and_numbers_are_written_so_that_they_read_back(words: str, title: str, amount: float, quantity: float) -> None:
    proxy = {"amount": amount, "unit": words, "price_year": "2024/25", "title": words}
    line = {
        "id": "line",
        "stakeholder": words,
        "title": title,
        "quantity": quantity,
        "unit": words,
        "proxy": proxy,
        "note": title,
    }
    data = {"format": 1, "id": "case", "title": title, "notes": [words], "currency": "GBP", "price_year": 2025}
    inputs = [{"id": "in", "stakeholder": words, "amount": 5}]
    case = sroi.Case.model_validate({**data, "method": {"discount": [0.01, 0.02]}, "inputs": inputs, "outcomes": [line]})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_text(case_text(case), "utf-8", newline="\n")
        assert sroi.read_case(path) == case
