"""``check``, ``verify``, ``compare`` and ``bound`` on the command line: what they print and how they leave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sroi.cli import main

ROOT = Path(__file__).parents[3]
BEFRIENDING = str(ROOT / "docs" / "examples" / "befriending.yaml")
WESTBANK = str(ROOT / "proxies" / "published" / "westbank_2015.yaml")


def test_check_prints_findings_and_leaves_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", WESTBANK]) == 1
    assert capsys.readouterr().out.startswith("westbank-2015: 0 errors, 23 warnings, 24 notes, 0 waived\n")


def test_check_as_json_gates_a_pipeline(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", BEFRIENDING, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["counts"]["error"] == 4
    assert data["findings"][0]["code"] == "illustrative-number"


def test_check_leaves_with_0_when_only_notes_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.yaml"
    codes = ("illustrative-number", "no-negative-outcome", "one-stakeholder-only")
    waivers = "".join(f"  - {{code: {code}, reason: an example}}\n" for code in codes)
    path.write_text(Path(BEFRIENDING).read_text("utf-8") + f"waivers:\n{waivers}", "utf-8")
    assert main(["check", str(path)]) == 0
    assert "6 waived" in capsys.readouterr().out


def test_check_of_a_broken_case_leaves_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("format: 1\n", "utf-8")
    assert main(["check", str(path)]) == 2
    assert "faults" in capsys.readouterr().err


def test_verify_writes_a_manifest_and_holds_it_to_the_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = str(tmp_path / "manifest.json")
    assert main(["verify", manifest, WESTBANK, "--write"]) == 0
    assert main(["verify", manifest, WESTBANK]) == 0
    assert "westbank-2015: the figure holds" in capsys.readouterr().out
    assert main(["verify", manifest, WESTBANK, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"case": "westbank-2015", "holds": True, "differences": []}


def test_verify_names_what_differs_and_leaves_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest, case = str(tmp_path / "manifest.json"), tmp_path / "case.yaml"
    main(["verify", manifest, BEFRIENDING, "--write"])
    case.write_text(Path(BEFRIENDING).read_text("utf-8").replace("amount: 30000", "amount: 31000"), "utf-8")
    capsys.readouterr()
    assert main(["verify", manifest, str(case)]) == 1
    printed = capsys.readouterr().out
    assert "inputs.grant: " in printed
    assert "figures.ratio: 3.43776277129 in the manifest, 3.35343774256 now" in printed


def test_verify_never_writes_over_what_is_no_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, other = tmp_path / "case.yaml", tmp_path / "case.json"
    text = Path(BEFRIENDING).read_text("utf-8")
    for path, code in ((case, "manifest-not-json"), (other, "file-exists")):
        path.write_text(text, "utf-8")
        assert main(["verify", "--write", str(path), BEFRIENDING]) == 2
        assert code in capsys.readouterr().err
        assert path.read_text("utf-8") == text


def test_verify_writes_over_a_manifest(tmp_path: Path) -> None:
    manifest = str(tmp_path / "manifest.json")
    for case in (WESTBANK, BEFRIENDING):
        assert main(["verify", "--write", manifest, case]) == 0
    assert main(["verify", manifest, BEFRIENDING]) == 0


def test_verify_of_two_cases_says_so_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", WESTBANK, WESTBANK]) == 2
    printed = capsys.readouterr().err
    assert printed.startswith("this is a case, not a manifest [not-a-manifest]")
    assert "faults" not in printed


def test_verify_says_where_it_cannot_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "no" / "manifest.json"), WESTBANK, "--write"]) == 2
    assert "file-not-writable" in capsys.readouterr().err


def test_compare_prints_a_bridge(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", WESTBANK, BEFRIENDING]) == 0
    printed = capsys.readouterr().out
    assert "new outcome: less-lonely" in printed
    assert "may not be ranked" in printed
    assert main(["compare", WESTBANK, WESTBANK, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["difference"] == {"net_present_value": "0.00", "ratio": "0.0000"}


def test_bound_prints_what_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bound", "--ratio", "£1:£40.90", "--present-value", "£2,438,626.92"]) == 0
    assert "total input         £59,616 to £59,632" in capsys.readouterr().out


def test_bound_leaves_with_1_at_a_contradiction(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["bound", "--ratio", "£1:£40.90", "--present-value", "£2,438,626.92", "--total-input", "£250K"]
    assert main(words) == 1
    assert "cannot be of one study" in capsys.readouterr().out
    assert main([*words, "--json"]) == 1
    assert not json.loads(capsys.readouterr().out)["consistent"]


@pytest.mark.parametrize("option", ["--ratio", "--net-ratio", "--total-input"])
def test_bound_names_the_option_that_it_cannot_read(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bound", option, "banana"]) == 2
    assert f"where: {option}\n" in capsys.readouterr().err


def test_bound_needs_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bound"]) == 2
    assert "--total-input" in capsys.readouterr().err
