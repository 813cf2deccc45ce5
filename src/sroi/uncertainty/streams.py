"""Random places: a stream of its own for every name, derived from the seed and the name.

A place is a point on the axis of a curve's table, 0 to 1024. The two halves of a random word of 64 bits add up
to one: like the sum of two dice it falls in the middle more often than at the ends, exactly as often as the
table, whose entries lie closer at the ends, asks for.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from sroi.errors import InvalidArgumentError

if TYPE_CHECKING:
    from sroi.uncertainty.curves import Column

_HALF, _LOW, _CELLS = np.uint64(32), np.uint64(0xFFFFFFFF), 2.0**-23


MOST_KEPT = 500_000_000
"""Numbers that one run may hold at once, over all of its figures: four gigabytes."""


def refuse_too_many(draws: int, figures: int) -> None:
    """Refuse draws that no usual computer can hold.

    Raises:
        InvalidArgumentError: more than half a billion numbers (``draws-too-many``).

    """
    if draws * figures > MOST_KEPT:
        problem = f"{draws:,} draws of {figures} figures are more than can be held"
        fix = f"give at most {MOST_KEPT // figures:,}; a range hardly moves after 100,000"
        raise InvalidArgumentError(problem, code="draws-too-many", where="draws", fix=fix)


class Streams:
    """The streams of all names under one seed.

    A draw takes exactly one step of a stream, so any stretch can be had without those before it: blocks and
    threads change nothing. A name more or less in the case moves no other.

    Args:
        seed: whole number, at least 0.

    """

    def __init__(self, seed: int) -> None:
        """Make one generator, which is set to whichever name is asked for."""
        self._seed, self._bits = seed, np.random.PCG64(0)

    def places(self, name: str, start: int, count: int) -> Column:
        """Give the places of ``count`` draws of a name, from draw ``start`` on.

        >>> whole, later = Streams(1).places("grant", 0, 5), Streams(1).places("grant", 3, 2)
        >>> whole[3:].tolist() == later.tolist()
        True
        """
        self._bits.state = _state(self._seed, name)
        words = self._bits.advance(start).random_raw(count)
        halves = words >> _HALF
        halves += words & _LOW
        return np.asarray(halves * _CELLS, dtype=np.float64)


@lru_cache(maxsize=4096)
def _state(seed: int, name: str) -> Any:
    """Derive a state of the generator and the step of its stream, which is odd, from seed and name."""
    digest = sha256(f"{seed}\n{name}".encode()).digest()
    state = {"state": int.from_bytes(digest[:16], "big"), "inc": int.from_bytes(digest[16:], "big") | 1}
    return {"bit_generator": "PCG64", "state": state, "has_uint32": 0, "uinteger": 0}
