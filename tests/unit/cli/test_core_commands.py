"""The core's commands: what they print, what they return, and where errors go."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import sroi
from sroi.cli import main

ROOT = Path(__file__).parents[3]
STUDIES = ROOT / "proxies" / "published"
WESTBANK = str(STUDIES / "westbank_2015.yaml")
CASE = str(ROOT / "tests" / "unit" / "reading" / "every_key.yaml")


def test_calculate_prints_the_headline(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calculate", WESTBANK]) == 0
    printed = capsys.readouterr()
    result = sroi.calculate(sroi.read_case(WESTBANK))
    assert "£1:£5.80" in printed.out
    assert printed.err == ""
    for words in ("present value", "total input", "payback", "3.5 % a year, end of year", result.edition, result.fingerprint):
        assert words in printed.out
    assert all(name in printed.out for name in result.outcomes)


def test_calculate_json_is_the_documented_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calculate", WESTBANK, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == sroi.calculate(sroi.read_case(WESTBANK)).to_dict()


def test_calculate_names_the_schedule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(Path(WESTBANK).read_text("utf-8").replace("discount: 0.035", "discount: green-book-2026"), "utf-8")
    assert main(["calculate", str(path)]) == 0
    assert "schedule green-book-2026 (in force; source hmt-green-book-2026), end of year" in capsys.readouterr().out


def test_reproduce_runs_the_bundled_studies(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reproduce"]) == 0
    out = capsys.readouterr().out
    assert [line.split() for line in out.splitlines() if line.startswith("westbank-2015")] == [
        ["westbank-2015", "36", "36", "0", "£1:£5.80"]
    ]
    assert "120 of 120 printed figures reproduced" in out


def test_reproduce_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reproduce", "--json", WESTBANK]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "cases": [{"id": "westbank-2015", "checked": 36, "matched": 36, "missed": [], "known_misprints": []}]
    }


def spoilt(tmp_path: Path, misprint: str = "") -> str:
    path = tmp_path / "spoilt.yaml"
    text = Path(WESTBANK).read_text("utf-8")
    assert text.count('  ratio: "5.80"') == 1
    path.write_text(text.replace('  ratio: "5.80"', f'  ratio: "5.81"{misprint}'), "utf-8")
    return str(path)


def test_a_missed_figure_is_shown_and_exits_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = spoilt(tmp_path)
    assert main(["reproduce", WESTBANK, path]) == 1
    out = capsys.readouterr().out
    assert "ratio: printed 5.81, calculated 5.80" in out
    assert "71 of 72 printed figures reproduced" in out
    assert main(["reproduce", "--json", path]) == 1
    (case,) = json.loads(capsys.readouterr().out)["cases"]
    assert [list(missed) for missed in case["missed"]] == [["figure", "published", "calculated"]]


def test_a_known_misprint_is_shown_and_exits_nought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reproduce", spoilt(tmp_path, "\n  known_misprints: {ratio: digits changed places}")]) == 0
    out = capsys.readouterr().out
    assert "(known misprint: digits changed places)" in out
    assert "35 of 35" in out


def test_explain_prints_the_chain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", CASE, "less-lonely"]) == 0
    assert capsys.readouterr().out.rstrip("\n") == sroi.calculate(sroi.read_case(CASE)).explain("less-lonely")


def test_explain_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", CASE, "less-lonely", "--json"]) == 0
    line = sroi.calculate(sroi.read_case(CASE)).outcomes["less-lonely"]
    assert json.loads(capsys.readouterr().out) == [step.to_dict() for step in line.steps]


def test_calculate_prints_both_headlines_with_their_caveats(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calculate", str(ROOT / "docs" / "examples" / "one_knowsley_reconstruction.yaml")]) == 0
    out = capsys.readouterr().out
    assert "£1:£40.90" in out
    assert "£2,438,626.92" in out
    assert out.count("caveat: The figures answer different questions") == 1
    assert out.count("caveat: Money received is not a gain in welfare") == 1


def test_explain_json_of_the_local_economy(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "docs" / "examples" / "one_knowsley_reconstruction.yaml")
    assert main(["explain", path, "local_economy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"][0]["text"] == "£2,438,626.92"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["calculate", "none.yaml"], "file-not-found"),
        (["calculate", "case.txt"], "unknown-file-kind"),
        (["reproduce", "none.yaml"], "file-not-found"),
        (["explain", CASE, "nobody"], "unknown-outcome"),
        (["explain", "none.yaml", "nobody"], "file-not-found"),
    ],
)
@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_bad_input_goes_to_stderr_and_exits_two(
    words: list[str], code: str, flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, *flags]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"[{code}]" in printed.err
    assert "where: " in printed.err
    assert "fix: " in printed.err


def test_a_case_without_printed_figures_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(Path(WESTBANK).read_text("utf-8").split("\nscenarios:")[0], "utf-8")
    assert main(["reproduce", str(path)]) == 2
    assert "[nothing-published]" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["dance"], ["calculate"], ["calculate", CASE, "--xml"]])
def test_words_that_are_no_command_exit_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage: sroi" in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.strip() == sroi.__version__


def test_any_stream_may_take_the_words() -> None:
    caught = io.StringIO()
    with redirect_stdout(caught):
        assert main(["calculate", WESTBANK]) == 0
    assert "£1:£5.80" in caught.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_python_m_sroi_whatever_the_terminal_s_encoding(encoding: str, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "sroi", "calculate", WESTBANK]
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env={"PYTHONIOENCODING": encoding})  # noqa: S603 (our own words)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "£1:£5.80" in done.stdout.decode("utf-8")


def test_a_stop_while_the_command_starts_is_said_in_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["sroi.cli.main"], "import_module", stopped)
    assert main(["calculate", WESTBANK]) == 130
    assert capsys.readouterr().err == "stopped\n"


class Full(io.StringIO):
    """A stream with no space behind it."""

    def flush(self) -> None:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("words", [["calculate", WESTBANK], ["calculate", WESTBANK, "--json"]])
def test_output_that_cannot_be_written_is_an_error_of_ours(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with redirect_stdout(Full()):
        assert main(words) == 2
    assert capsys.readouterr().err.splitlines() == [
        "the output cannot be written: No space left on device [output-not-writable]",
        "where: standard output",
        "fix: free some space, or write to another place",
    ]


def test_a_reader_that_has_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "sroi", "calculate", WESTBANK, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:  # noqa: S603 (our own words)
        assert run.stdout is not None
        run.stdout.close()
        assert run.wait() == 0
        assert run.stderr is not None
        assert run.stderr.read() == b""


def test_more_draws_than_can_be_held_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", CASE, "--draws", "99999999999"]) == 2
    assert "draws-too-many" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("draws", "said"),
    [("10,000", "'10,000' is not a whole number: write 10000"), ("ten", "'ten' is not a whole number: write digits alone")],
)
def test_draws_are_a_whole_number(draws: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["simulate", CASE, "--draws", draws])
    assert caught.value.code == 2
    assert said in capsys.readouterr().err
