"""How wide words are, and where to break them: a drawing has no browser to ask."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from unicodedata import east_asian_width

MOST_LINES = 3
_LONGEST = 100
_NARROW, _SMALL, _BROAD, _WIDE = "ijl|'.,:;!I/", "ftr-()[] ", "mwMW%@…—", "WF"
_USUAL, _CAPITAL = 0.56, 0.7


def width_of(words: str, letters: float) -> float:
    """Measure words in letters of a size, as Arial and its kin draw them.

    >>> width_of("illicit", 14) < width_of("women", 14)
    True
    """
    return letters * sum(map(_share, words))


@cache
def _share(letter: str) -> float:
    """Give the width of one letter as a share of its size."""
    if letter in _NARROW or letter in _SMALL:
        return 0.27 if letter in _NARROW else 0.34
    if letter in _BROAD or east_asian_width(letter) in _WIDE:
        return 0.9 if letter in _BROAD else 1.0
    return _CAPITAL if letter.isupper() else _USUAL


def in_lines(words: str, room: float, letters: float, *, beside: str = "", gap: float = 0) -> list[str]:
    """Break words into at most three lines; what is still too long loses its middle, as tails tell names apart.

    Args:
        words: to be written.
        room: width of a line.
        letters: size of the letters.
        beside: words that stand at the right end, for which room is left.
        gap: distance between the two.

    >>> in_lines("Lower risk of type 2 diabetes, Participants", 200, 14)
    ['Lower risk of type 2 diabetes,', 'Participants']
    >>> in_lines("Long " * 40 + "tail", 120, 14)[-1]
    'Long Long tail'
    """
    left = max(room - (width_of(beside, letters) + gap if beside else 0), room / 3)
    words = " ".join(words.split())
    if width_of(words, letters) <= left:
        return [words]
    lines, kept = _broken(words, left, letters), min(len(words) // 2, _LONGEST)
    while len(lines) > MOST_LINES and kept:
        lines = _broken(f"{_head(words, kept)} … {_tail(words, kept)}", left, letters)
        kept -= 1
    return lines


def _head(words: str, kept: int) -> str:
    """Give the first words that are whole, or the first letters of one long word."""
    return words[: kept + 1].rpartition(" ")[0] or words[:kept]


def _tail(words: str, kept: int) -> str:
    return words[-kept - 1 :].partition(" ")[2] or words[-kept:]


def _broken(words: str, room: float, letters: float) -> list[str]:
    """Break words between them, and one that is longer than a line anywhere."""
    lines = [""]
    for word in words.split(" "):
        for part in _parts(word, room, letters):
            longer = f"{lines[-1]} {part}".strip()
            lines = [*lines[:-1], longer] if width_of(longer, letters) <= room else [*lines, part]
    return [line for line in lines if line] or [""]


def _parts(word: str, room: float, letters: float) -> list[str]:
    """Cut a word into pieces that each fit a line."""
    ends, place = [], 0.0
    for letter in word:
        place += width_of(letter, letters)
        ends.append(int(place // room))
    return ["".join(letter for letter, _ in piece) for _, piece in groupby(zip(word, ends, strict=True), key=lambda one: one[1])]
