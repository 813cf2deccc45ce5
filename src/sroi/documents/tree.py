"""A tree of plain values, and the line on which each of them stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar

from sroi.errors import Fault

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: ``("outcomes", 3, "proxy")``."""


Known = TypeVar("Known", int, str)


class _Faulty:
    """Stands where a value could not be read, so that nothing complains of it twice."""

    def __repr__(self) -> str:
        return "FAULTY"


FAULTY: Final = _Faulty()


@dataclass(slots=True)
class Document:
    """What a text file says, with the place of each value.

    Args:
        name: how the file is called in messages.
        data: mappings as dict with text keys, lists, text, int, float, bool or None.
        lines: line number, from 1, of each path.
        faults: what was wrong with the text itself.
        places: where paths stand in a file that has no lines, such as ``sheet Inputs, cell E5``.

    """

    name: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    places: dict[Path, str] = field(default_factory=dict)

    def where(self, path: Path) -> str:
        """Say file, line or place, and field of a path; those of the nearest parent when it has none."""
        number = self.line(path)
        line = [f"line {number}"] if number else [place] if (place := _nearest(self.places, path)) else []
        return ", ".join([self.name, *line, *([path_text(path)] if path else [])])

    def line(self, path: Path) -> int:
        """Give the line of a path, or of its nearest parent; 0 where no line is known."""
        return _nearest(self.lines, path) or 0

    def fault(self, path: Path, code: str, problem: str, fix: str = "") -> None:
        """Keep one more fault of the value at ``path``."""
        self.faults.append(Fault(code, problem, self.where(path), fix))

    def repeated(self, path: Path, line: int) -> None:
        """Keep the fault of a key that stands twice in its record."""
        problem = f"the key '{path[-1]}' stands twice, first on line {self.lines[path]}"
        self.faults.append(Fault("repeated-key", problem, f"{self.name}, line {line}, {path_text(path)}", "keep one of the two"))


def _nearest(known: dict[Path, Known], path: Path) -> Known | None:
    """Give what is known of a path, or of its nearest parent."""
    return next((known[path[:n]] for n in range(len(path), -1, -1) if path[:n] in known), None)


def path_text(path: Path) -> str:
    """Write a path as people do.

    >>> path_text(("outcomes", 3, "proxy"))
    'outcomes[3].proxy'
    """
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(steps).removeprefix(".")
