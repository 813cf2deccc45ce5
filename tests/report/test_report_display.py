"""What a notebook and a terminal show."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

import sroi
from sroi.cli import main
from sroi.cli.text import table
from sroi.mapping import write_case
from sroi.report.display import html_of
from sroi.uncertainty import side_by_side, two_way

if TYPE_CHECKING:
    from pathlib import Path

    from sroi.model.case import Case


@pytest.fixture(scope="module")
def records(cases: dict[str, Case]) -> dict[str, Any]:
    case, study = cases["local"], cases["westbank"]
    result = sroi.calculate(case)
    return {
        "case": case,
        "result": result,
        "findings": sroi.check(case),
        "register": sroi.assurance.assumption_register(case),
        "simulation": sroi.simulate(case, 500),
        "tornado": sroi.tornado(case),
        "still": sroi.tornado(study),
        "switching": sroi.switching_values(case),
        "sobol": sroi.sobol(case, 64),
        "grid": two_way(case, {"less-lonely.deadweight": [0.2, 0.3], "discount": [0.015, 0.035]}, of="net_present_value"),
        "side by side": side_by_side(study, 50, scenarios=["deadweight-50"], ranges="reference_class"),
        "comparison": sroi.compare(study, sroi.what_if(study, "deadweight-50")),
        "reproduction": sroi.reproduce(study),
        "framework": sroi.frameworks.get("knowsley"),
        "proxy": sroi.proxies.get("wellbeing.chronic_loneliness_year").proxy,
        "match": sroi.proxies.get("wellbeing.chronic_loneliness_year"),
        "found": sroi.proxies.search("loneliness"),
        "local": result.local_economy,
    }


WORDS = {
    "case": "No longer chronically lonely",
    "result": "Present value of the outcomes",
    "findings": "illustrative-number",
    "register": "outcomes.less-lonely.quantity",
    "simulation": "nine times in ten between",
    "tornado": "No longer chronically lonely: quantity",
    "still": "No number of the case has a range.",
    "switching": "How wrong one number would have to be",
    "sobol": "Find out more about less-lonely.quantity first",
    "grid": "less-lonely.deadweight ↓ discount →",
    "side by side": "£1:£5.80",
    "comparison": "interaction",
    "reproduction": "36 of 36 printed figures reproduced",
    "framework": "knowsley/4",
    "proxy": "wellbeing.chronic_loneliness_year",
    "match": "wellbeing.chronic_loneliness_year",
    "found": "wellbeing.chronic_loneliness_year",
    "local": "Local economy",
}


@pytest.mark.parametrize("name", WORDS)
def test_a_record_shows_itself(name: str, records: dict[str, Any], read_page: Any) -> None:
    page = read_page(records[name]._repr_html_())
    assert WORDS[name] in page.text
    assert page.faults == page.open == []
    assert all(tag not in {"script", "style"} for tag, _ in page.tags)
    assert len(page.all("tr")) < 70


@pytest.mark.parametrize("name", WORDS)
def test_a_record_shows_itself_as_markdown(name: str, records: dict[str, Any]) -> None:
    text = records[name]._repr_markdown_().replace("\\", "")
    heading_or_word = WORDS[name] if name != "switching" else "would have to go"
    assert heading_or_word in text
    assert text.startswith("**")


@pytest.mark.parametrize("name", WORDS)
def test_a_notebook_may_ask_for_some_ways_only(name: str, records: dict[str, Any]) -> None:
    record = records[name]
    both = {"text/html": record._repr_html_(), "text/markdown": record._repr_markdown_()}
    assert record._repr_mimebundle_() == both
    assert record._repr_mimebundle_(include={"text/html", "text/plain"}) == {"text/html": both["text/html"]}
    assert record._repr_mimebundle_(exclude=["text/html"]) == {"text/markdown": both["text/markdown"]}


def test_a_long_table_says_how_much_more_there_is(cases: dict[str, Case], read_page: Any) -> None:
    text = read_page(html_of(cases["dream_action"])).text
    assert "… and 3 more" in text


def test_any_other_record_is_shown_as_its_text() -> None:
    assert html_of("<b>") == "<div><strong>str</strong><p>&lt;b&gt;</p></div>"


def test_a_table_is_plain_when_piped() -> None:
    assert table(["a", "£"], [["x", "8"]], right=[1]) == "a  £\n-  -\nx  8"


def test_a_table_on_a_terminal_is_ruled_and_takes_words_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    drawn = table(["line", "£"], [["[red]diet[/red]", "8.00"]], right=[1])
    assert "[red]diet[/red]" in drawn
    assert "\x1b[1m" in drawn
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in table(["line"], [["diet"]])


COMMANDS = {
    "result": ["calculate"],
    "simulation": ["simulate", "--draws", "500"],
    "tornado": ["tornado"],
    "switching": ["switching"],
    "reproduction": ["reproduce"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_print_shows_what_the_command_prints(
    name: str, records: dict[str, Any], cases: dict[str, Case], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.yaml"
    write_case(cases["westbank" if name == "reproduction" else "local"], file)
    command, *options = COMMANDS[name]
    main([command, str(file), *options])
    printed = capsys.readouterr().out.splitlines()
    shown = str(records[name]).splitlines()
    assert shown[:3] == printed[:3]
    assert {line for line in shown if not line.startswith("warning: ")} <= set(printed)  # which names the figures kept


def test_a_simulation_without_the_ratio_is_shown_too(cases: dict[str, Case]) -> None:
    shown = str(sroi.simulate(cases["local"], 500, keep=["present_value"]))
    assert "present value" in shown
    assert "ratio above" not in shown


def test_a_tornado_names_its_figure(cases: dict[str, Case]) -> None:
    shown = str(sroi.tornado(cases["local"], of="present_value"))
    assert "present value at 5 %" in shown
    assert "ratio" not in shown
