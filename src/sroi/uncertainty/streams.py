"""Random chances: a stream of its own for every name, derived from the seed and the name."""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from sroi.uncertainty.curves import Column


def stream(seed: int, name: str, start: int = 0) -> np.random.Generator:
    """Open the stream of one name at its draw ``start``.

    A draw takes exactly one step of the stream, so a block of draws can be had without those before it, and
    a name more or less in the case moves no other.

    >>> whole, later = stream(1, "grant").random(5), stream(1, "grant", 3).random(2)
    >>> whole[3:].tolist() == later.tolist()
    True
    """
    bits = np.random.PCG64(int.from_bytes(sha256(f"{seed}\n{name}".encode()).digest()))
    return np.random.Generator(bits.advance(start))


class Streams:
    """The streams of all names, read on from one draw.

    Args:
        seed: whole number, at least 0.
        start: draw to start at, from 0.

    """

    def __init__(self, seed: int, start: int) -> None:
        """Remember where to start; a stream is opened when it is first asked for."""
        self._seed, self._start = seed, start
        self._open: dict[str, np.random.Generator] = {}

    def next(self, name: str, count: int) -> Column:
        """Give the next chances of a name."""
        if name not in self._open:
            self._open[name] = stream(self._seed, name, self._start)
        return self._open[name].random(count)
