"""The commands ``simulate``, ``tornado`` and ``switching``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi.cli import main, uncertain

ROOT = Path(__file__).parents[3]
CASE = str(ROOT / "docs" / "examples" / "befriending.yaml")
STUDY = str(ROOT / "proxies" / "published" / "westbank_2015.yaml")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(list(words))
    return code, capsys.readouterr().out


def test_simulate_prints_the_range_beside_the_headline(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "simulate", CASE, "--draws", "2000", "--seed", "3")
    found = sroi.simulate(sroi.read_case(CASE), 2000, seed=3)
    assert code == 0
    assert found.text in out
    assert "2,000 cases, seed 3, 2 uncertain numbers" in out
    assert "Older residents" in out
    assert "net present value" in out
    assert "ratio above 1: 100 % of draws (standard error 0.025 %)" in out


def test_simulate_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "simulate", CASE, "--draws", "500", "--threshold", "3.5", "--headline", "3.40", "--json")
    data: dict[str, Any] = json.loads(out)
    assert code == 0
    assert data["probability_above_threshold"]["threshold"] == 3.5
    assert data["probability_of_headline"]["headline"] == "3.40"
    assert 0 < data["probability_above_threshold"]["value"] < data["probability_of_headline"]["value"] < 1
    assert data["figures"]["less-lonely"]["central"] == pytest.approx(data["figures"]["present_value"]["central"])


def test_simulate_takes_the_headline_of_the_study_and_labels_borrowed_ranges(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "simulate", STUDY, "--draws", "300", "--reference-class")
    assert code == 0
    assert "headline of 5.80 reached" in out
    assert "note: ranges that the case does not have come from the reference class sroi-reports-2026, deadweight" in out
    assert "warning: 300 draws are few" in out


def test_tornado_prints_a_row_for_each_uncertain_number(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "tornado", CASE)
    assert code == 0
    assert out.index("less-lonely: quantity") < out.index("wellbeing.chronic_loneliness_year")
    assert "ranges: catalogue" in out
    assert json.loads(run(capsys, "tornado", CASE, "--json")[1])["bars"][0]["name"] == "less-lonely.quantity"


def test_tornado_without_ranges_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no number of the case has a range" in run(capsys, "tornado", STUDY)[1]


def test_simulate_without_ranges_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "simulate", STUDY, "--draws", "50")
    assert code == 0
    assert "ratio £1:£5.80; no number of the case has a range" in out
    assert "nine times in ten" not in out
    assert "of draws" not in out


def test_switching_prints_a_line_for_each_number(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "switching", CASE, "--target", "2")
    assert code == 0
    assert "for a ratio of 2" in out
    assert "less-lonely: displacement: from 0 to 0.418226" in out
    assert "less-lonely: quantity: from 14 to 8.14483 (-42 %), outside its range" in out
    assert "less-lonely: drop off: no value in range flips it\n" in out
    data = json.loads(run(capsys, "switching", CASE, "--json")[1])
    assert data["target"] == 1.0
    assert {row["how"] for row in data["numbers"]} == {"exact", "searched"}


def test_a_headline_that_is_no_number_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("--headline", "nan"), ("--threshold", "nan")):
        assert main(["simulate", CASE, "--draws", "50", *words]) == 2
        assert "is not a" in capsys.readouterr().err


@pytest.mark.parametrize(("threshold", "words"), [("0", "100 %"), ("1.9", "over 99.9 %"), ("4.99", "under 0.1 %"), ("99", "0 %")])
def test_only_every_draw_is_a_hundred_per_cent(capsys: pytest.CaptureFixture[str], threshold: str, words: str) -> None:
    assert f"ratio above {threshold}: {words} of draws" in run(capsys, "simulate", CASE, "--threshold", threshold)[1]


def test_bad_input_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", CASE, "--draws", "1"]) == 2
    assert "draws-too-few" in capsys.readouterr().err


def test_progress_shows_only_on_a_terminal_and_on_long_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert uncertain._bar(100) is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    quick = uncertain._bar(100)
    assert quick is not None
    quick(50, 100)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(uncertain, "_LONG", -1.0)
    quick(100, 100)
    assert "100 of 100 draws" in capsys.readouterr().err
