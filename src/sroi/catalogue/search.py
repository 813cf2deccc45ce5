"""Finding proxies by words: plurals, beginnings of words and small typos are forgiven."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sroi.model.proxy import Proxy

TITLE, THEME, MEANING = 3.0, 2.0, 1.0
_LEAST_PREFIX = 4
_LEAST_ALIKE = 0.8
_EVERYDAY = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "of",
        "on",
        "or",
        "per",
        "that",
        "the",
        "their",
        "to",
        "who",
        "with",
    ]
)


def rank(proxies: Mapping[str, Proxy], words: str) -> tuple[str, ...]:
    """Return the ids of the proxies that the words fit, the best first.

    Each word counts where it stands: in the title 3, in the theme and id 2, in what is valued 1; a beginning of
    a word or a small typo counts less. Proxies that fit less than half as well as the best are left out.

    >>> from sroi.catalogue import load
    >>> rank(load().proxies, "lonelyness")[0].partition(".")[0]
    'wellbeing'
    """
    asked = _asked(words)
    scores = {id_: _score(_weights(proxy), asked) for id_, proxy in proxies.items()}
    best = max(scores.values(), default=0)
    fitting = [id_ for id_, score in scores.items() if score > 0 and 2 * score >= best]
    return tuple(sorted(fitting, key=lambda id_: (-scores[id_], id_)))


def _asked(words: str) -> tuple[str, ...]:
    stems = _stems(words)
    return tuple(dict.fromkeys(stem for stem in stems if stem not in _EVERYDAY)) or tuple(stems)


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


def _stem(word: str) -> str:
    """Take a plural back to its singular, well enough to compare words."""
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004 - dies and ties are no plurals in y
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # noqa: PLR2004 - gas is no plural
        return word[:-1]
    return word


@lru_cache(maxsize=2048)
def _weights(proxy: Proxy) -> dict[str, float]:
    """Return what each word of a proxy counts."""
    fields: Iterable[tuple[str, float]] = ((proxy.values_what, MEANING), (proxy.id, THEME), (proxy.title, TITLE))
    return {stem: weight for text, weight in fields for stem in _stems(text)}


def _score(weights: Mapping[str, float], asked: Iterable[str]) -> float:
    return sum(max((weight * _alike(word, stem) for stem, weight in weights.items()), default=0) for word in asked)


@lru_cache(maxsize=65536)
def _alike(word: str, stem: str) -> float:
    """Say how alike a word asked for and a word that stands there are, 0 to 1."""
    if word == stem:
        return 1.0
    if len(word) >= _LEAST_PREFIX and stem.startswith(word):
        return 0.8
    if len(stem) >= _LEAST_PREFIX and word.startswith(stem):
        return 0.6
    matcher = SequenceMatcher(None, word, stem)
    near = matcher.real_quick_ratio() >= _LEAST_ALIKE and matcher.quick_ratio() >= _LEAST_ALIKE
    ratio = matcher.ratio() if near and len(word) >= _LEAST_PREFIX else 0.0
    return ratio / 2 if ratio >= _LEAST_ALIKE else 0.0
