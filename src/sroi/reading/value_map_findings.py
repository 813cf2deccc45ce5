"""What is found while a value map is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sroi.documents import Path
from sroi.reading.value_map_numbers import Read


@dataclass
class Findings:
    """A reading in the making; ``doubtful`` once a cell of a line could not be read."""

    understood: list[str] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    places: dict[Path, str] = field(default_factory=dict)
    doubtful: bool = False

    def take(self, read: Read) -> float | None:
        """Keep what must be said of a number, and give the number."""
        if read.said:
            self.once(read.said)
        if read.fault:
            self.doubtful = True
            self.not_understood.append(f"{read.fault.where}: {read.fault.problem}; {read.fault.fix}")
        return read.value

    def given_id(self, name: str) -> str:
        """Keep an id that the map gives."""
        self.ids.setdefault(name, 1)
        return name

    def free_id(self, base: str) -> str:
        """Give an id that no line has yet: the words themselves, or with the first number that is free.

        >>> found = Findings()
        >>> found.free_id("calmer"), found.given_id("calmer-2"), found.free_id("calmer")
        ('calmer', 'calmer-2', 'calmer-3')
        """
        number = self.ids.get(base, 0) + 1
        while (name := base if number == 1 else f"{base}-{number}") in self.ids:
            number += 1
        self.ids[name] = 1
        self.ids[base] = number
        return name

    def once(self, words: str) -> None:
        """Say something that holds for many lines once."""
        if words not in self.understood:
            self.understood.append(words)
