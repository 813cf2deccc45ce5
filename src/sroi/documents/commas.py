"""Values in curly brackets that a comma cuts in two: ``{amount: 48,000}`` and text in a word processor's quotes."""

from __future__ import annotations

import re

from sroi.documents.scalars import meant_number
from sroi.errors import Fault

_NUMBER = re.compile(r"[-+]?[£$€]?\s*[0-9]+(,[0-9]+)+(\.[0-9]+)?")
_OPENING, _CLOSING = "“‘„”’", "”’“‘"
LONGEST = 1000
"""Characters after which words are no longer put together, so that a hostile file takes no time."""


class Cut:
    """A bare value in curly brackets, and what the commas in it cut off.

    Args:
        text: the value as it stands before the first comma.

    """

    def __init__(self, text: str) -> None:
        """Begin with what stands before the first comma."""
        self.text, self.parts = text, 1

    def takes(self, word: str) -> bool:
        """Say whether a word without a value belongs to this one; keep it if it does."""
        if len(self.text) > LONGEST or not (self._curly_and_open or _NUMBER.fullmatch(f"{self.text},{word}")):
            return False
        self.text += f", {word}" if self._curly_and_open else f",{word}"
        self.parts += 1
        return True

    @property
    def _curly_and_open(self) -> bool:
        return self.text[:1] in tuple(_OPENING) and not self.text[1:].endswith(tuple(_CLOSING))

    def fault(self, where: str) -> Fault:
        """Say that the value is cut, and how to write it whole.

        >>> cut = Cut("48")
        >>> cut.takes("000"), cut.fault("line 1").fix
        (True, 'write 48000')
        """
        if _NUMBER.fullmatch(self.text):
            digits = meant_number(self.text) or "digits with a point for the decimals"
            return Fault("comma-in-number", f"'{self.text}' is cut in two by its comma", where, f"write {digits}")
        straight = self.text.strip(_OPENING)
        problem = f"{self.text:.60} is cut in two by its comma: curly quotes are no quotes here"
        return Fault("curly-quotes", problem, where, f'write straight quotes: "{straight:.60}"')
