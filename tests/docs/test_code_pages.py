"""The pages of error and finding codes hold every code that a test sees raised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sroi.tables.contract import COLUMNS

ROOT = Path(__file__).parents[2]
PAGES = [(ROOT / "docs" / "reference" / f"{kind}_codes.md").read_text("utf-8") for kind in ("error", "finding")]
WRITTEN = {code for page in PAGES for code in re.findall(r"`([^`\n]+)`", page)}
SHAPES = [re.compile(re.sub(r"<[^>]+>", "[a-z0-9-]+", code)) for code in WRITTEN if "<" in code]
TESTS = sorted((ROOT / "tests" / "unit").rglob("test_*.py"))
SEEN = re.compile(r"""(?:\.code for \w+ in [^]]+\] == \[|\.code == |"code"\] == )"([a-z0-9-]+)\"""")


def seen(path: Path) -> set[str]:
    return set(SEEN.findall(path.read_text("utf-8")))


@pytest.mark.parametrize("path", [path for path in TESTS if seen(path)], ids=lambda path: path.stem)
def test_what_a_test_sees_raised_is_on_a_page(path: Path) -> None:
    assert {code for code in seen(path) - WRITTEN if not any(shape.fullmatch(code) for shape in SHAPES)} == set()


def test_there_is_much_to_see() -> None:
    assert len(set().union(*map(seen, TESTS))) > 80


def test_every_column_of_a_table_of_lines_has_its_problems() -> None:
    names = [column.name.replace("_", "-") for column in COLUMNS]
    assert [name for name in names if f"{name}-missing" not in WRITTEN] == []
