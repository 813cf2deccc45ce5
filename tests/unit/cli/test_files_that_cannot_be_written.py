"""Every command that writes says so when it cannot, in the words of the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from sroi.cli import main
from sroi.documents.writing import writing

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
CASE = str(EXAMPLES / "befriending.yaml")
MAPPED = [str(EXAMPLES / "knowsley_measurements.csv"), "--inputs", str(EXAMPLES / "knowsley_inputs.csv")]
MAPPED += ["--id", "a", "--title", "A", "--price-year", "2025", "--discount", "0.035"]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        *((["report", CASE, "--out"], f"report{ending}") for ending in (".html", ".md", ".csv", ".xlsx", ".parquet")),
        (["map", *MAPPED, "--out"], "case.yaml"),
        (["map", "--template"], "form.csv"),
        (["map", "--template"], "form.xlsx"),
        (["tender", str(EXAMPLES / "tender_young_carers.yaml"), "--form"], "form.xlsx"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_a_folder_that_is_not_there_is_bad_input(
    before: list[str], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "no such folder" / name
    assert main([*before, str(target)]) == 2
    told = capsys.readouterr()
    assert "[file-not-writable]" in told.err
    assert str(target) in told.err
    assert told.out == ""


def test_another_kind_of_failure_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), writing("x"):
        raise ZeroDivisionError
