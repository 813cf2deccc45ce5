"""Print one of the README's two commands, so that what is tested is what is printed there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def command(which: str) -> str:
    """Return the one line of the block that follows ``<!-- command one -->`` or ``<!-- command two -->``."""
    block = rf"<!-- command {which} -->\n+```[a-z]*\n([^\n]+)\n```"
    (line,) = re.findall(block, README.read_text("utf-8"))
    return str(line)


if __name__ == "__main__":
    sys.stdout.write(command(sys.argv[1]) + "\n")
