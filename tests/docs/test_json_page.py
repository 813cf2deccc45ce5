"""The page on ``--json`` names every key that is printed, and no key that is not."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sroi.cli import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")
EXAMPLES = ROOT / "docs" / "examples"
BEFRIENDING = str(EXAMPLES / "befriending.yaml")
JOB_CLUB = str(EXAMPLES / "job_club.yaml")
SMALL = yaml.safe_load(Path(BEFRIENDING).read_text("utf-8"))
COMMANDS = (
    "calculate",
    "reproduce",
    "explain",
    "check",
    "simulate",
    "tornado",
    "switching",
    "compare",
    "bound",
    "verify",
    "proxies search",
    "tender",
)


def documented(command: str) -> set[tuple[str, ...]]:
    """Read the paths of one command's table, cut into their parts."""
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    text = next(one for one in section if one.startswith(f"{command}\n"))
    paths = re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
    return {tuple(part for part in path.replace("[]", ".[]").split(".") if part) for path in paths}


def printed(data: Any, known: set[tuple[str, ...]], at: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Cut printed data into the paths of its leaves; a name that depends on the case takes the page's word for it."""
    if isinstance(data, list):
        return set().union(*(printed(one, known, (*at, "[]")) for one in data))
    if isinstance(data, dict):
        below = {path[len(at)] for path in known if path[: len(at)] == at and len(path) > len(at)}
        named = next((part for part in below if part.startswith("<")), None)
        return set().union(*(printed(value, known, (*at, named or key)) for key, value in data.items()))
    absent = data is None and any(path[: len(at)] == at and len(path) > len(at) for path in known)
    return set() if absent else {at}


def case_file(folder: Path, name: str, changes: dict[str, Any]) -> str:
    """Write the small case with changes."""
    path = folder / name
    path.write_text(yaml.safe_dump({**SMALL, **changes}, allow_unicode=True), "utf-8")
    return str(path)


@pytest.fixture
def runs(tmp_path: Path) -> dict[str, list[list[str]]]:
    """Give for each command the calls that together print everything it can."""
    proxy = {"amount": 1, "unit": "person", "price_year": 2025, "transfer": True}
    transfer = {"id": "moved", "stakeholder": "Claimants", "title": "Moved", "quantity": 1, "unit": "person", "proxy": proxy}
    local = transfer | {"id": "spent", "proxy": proxy | {"transfer": False, "account": "local-economy"}}
    left_out = case_file(tmp_path, "left_out.yaml", {"outcomes": [*SMALL["outcomes"], transfer, local]})
    waivers = [{"code": "illustrative-number", "reason": "an example"}]
    misprints = {"total_input": "1", "ratio": "9.99", "known_misprints": {"total_input": "made up for the test"}}
    wrong = case_file(tmp_path, "wrong.yaml", {"published": misprints})
    manifest = str(tmp_path / "manifest.json")
    main(["verify", "--write", manifest, BEFRIENDING])
    return {
        "calculate": [[JOB_CLUB], [left_out], [str(EXAMPLES / "one_knowsley_template.yaml")], [case_with_rates(tmp_path)]],
        "reproduce": [[wrong]],
        "explain": [[BEFRIENDING, "less-lonely"]],
        "check": [[JOB_CLUB], [case_file(tmp_path, "waived.yaml", {"waivers": waivers})]],
        "simulate": [[JOB_CLUB, "--draws", "50", "--headline", "1.04"]],
        "tornado": [[JOB_CLUB]],
        "switching": [[JOB_CLUB]],
        "compare": [[BEFRIENDING, JOB_CLUB]],
        "bound": [["--ratio", "4", "--total-input", "5"], ["--ratio", "4", "--total-input", "5", "--present-value", "99"]],
        "verify": [[manifest, BEFRIENDING], [manifest, JOB_CLUB]],
        "proxies search": [["ambulance"]],
        "tender": [[str(EXAMPLES / "tender_young_carers.yaml"), str(EXAMPLES / "tender_young_carers_bids.csv")]],
    }


def case_with_rates(folder: Path) -> str:
    """Write a case whose local figures have sources."""
    spending = {"income": 20000, "lines": [{"recipient": "local SME", "amount": 9000, "local": True}]}
    return case_file(folder, "rates.yaml", {"local_economy": {"area": "Knowsley", "spending": spending}})


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_names_exactly_the_keys_that_are_printed(
    command: str, runs: dict[str, list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    known = documented(command)
    found: set[tuple[str, ...]] = set()
    capsys.readouterr()
    for arguments in runs[command]:
        with contextlib.suppress(SystemExit):
            main([*command.split(), *arguments, "--json"])
        found |= printed(json.loads(capsys.readouterr().out), known)
    assert found == known
