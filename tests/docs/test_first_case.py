"""The case files that the first tutorial shows are those that its commands read."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_files_shown_are_the_files_read() -> None:
    shown = re.findall(r"```yaml\n(.*?)```", (DOCS / "tutorials" / "first_case.md").read_text("utf-8"), re.DOTALL)
    assert shown == [(DOCS / "examples" / name).read_text("utf-8") for name in ("job_club_bare.yaml", "job_club.yaml")]
