"""Where there is no ratio, the result says why; and a result cannot be changed from outside."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

import sroi
from sroi.cli import main
from sroi.errors import UndefinedRatioError

BEFRIENDING = Path(__file__).parents[3] / "docs" / "examples" / "befriending.yaml"


def case(**changes: Any) -> sroi.Case:
    return sroi.read_case(sroi.read_case(BEFRIENDING).to_dict() | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"inputs": [{"id": "grant", "stakeholder": "Council", "amount": -20000}]}, "the inputs come to less than zero"),
        ({"perspective": "council"}, "no line counts in a total for council"),
    ],
)
def test_it_says_why(changes: dict[str, Any], reason: str) -> None:
    result = sroi.calculate(case(**changes))
    assert result.no_ratio == reason
    assert result.to_dict()["ratio"] is None
    with pytest.raises(UndefinedRatioError, match=reason) as caught:
        _ = result.ratio
    assert caught.value.code == "ratio-undefined"


def test_the_command_says_why_and_gives_no_payback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(BEFRIENDING.read_text("utf-8").replace("price_year: 2025", "price_year: 2025\nperspective: council"), "utf-8")
    assert main(["calculate", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "no ratio: no line counts in a total for council" in printed
    assert "payback" not in printed


def test_where_there_is_a_ratio_there_is_no_reason() -> None:
    assert sroi.calculate(case()).no_ratio == ""


def test_a_scenario_can_be_valued_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    study = BEFRIENDING.parents[2] / "proxies" / "published" / "westbank_2015.yaml"
    assert main(["calculate", str(study), "--scenario", "all-three-50"]) == 0
    assert "£1:£1.30" in capsys.readouterr().out


def test_the_outcomes_of_a_result_cannot_be_changed() -> None:
    result = sroi.calculate(case())
    with pytest.raises(TypeError):
        result.outcomes["other"] = result.outcomes["less-lonely"]  # type: ignore[index]
    assert list(result.outcomes) == ["less-lonely"]


def test_a_result_looked_at_crosses_a_process() -> None:
    result = sroi.calculate(case())
    assert result.outcomes["less-lonely"].steps
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own
