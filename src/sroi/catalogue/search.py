"""Finding proxies by words: plurals, beginnings of words and small typos are forgiven."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sroi.model.proxy import Proxy

TITLE, THEME, MEANING, NOTES = 3.0, 2.0, 1.0, 0.5
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

    Each word counts where it stands: in the title 3, in the theme and id 2, in what is valued 1, in the notes ½; the
    beginning of a word counts less. A word that stands nowhere is taken for a typo of words like it. Proxies
    that fit less than half as well as the best are left out.

    >>> from sroi.catalogue import load
    >>> rank(load().proxies, "lonelyness")[0].partition(".")[0]
    'wellbeing'
    """
    weights = {id_: _weights(proxy) for id_, proxy in proxies.items()}
    scores = dict.fromkeys(weights, 0.0)
    for word in _asked(words):
        for id_, score in _scores(weights, word).items():
            scores[id_] += score
    best = max(scores.values(), default=0)
    fitting = [id_ for id_, score in scores.items() if score > 0 and 2 * score >= best]
    return tuple(sorted(fitting, key=lambda id_: (-scores[id_], id_)))


def _scores(weights: Mapping[str, Mapping[str, float]], word: str) -> dict[str, float]:
    """Score every proxy for one word; typos only where nothing fits as it stands."""
    for alike in (_begins, _nearly):
        scores = {
            id_: max((weight * alike(word, stem) for stem, weight in its.items()), default=0.0) for id_, its in weights.items()
        }
        if any(scores.values()):
            return scores
    return {}


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


def _weights(proxy: Proxy) -> Mapping[str, float]:
    """Return what each word of a proxy counts."""
    notes = " ".join(filter(None, [proxy.evidence_note, *(value.note for value in proxy.values)]))
    return _weigh(((notes, NOTES), (proxy.values_what, MEANING), (proxy.id, THEME), (proxy.title, TITLE)))


@lru_cache(maxsize=2048)
def _weigh(fields: tuple[tuple[str, float], ...]) -> dict[str, float]:
    """Return the weight of each word; where it stands twice, the later field's."""
    return {stem: weight for text, weight in fields for stem in _stems(text)}


def _begins(word: str, stem: str) -> float:
    """Say how well a word asked for fits one that stands there: whole, or its beginning."""
    if word == stem:
        return 1.0
    if len(word) >= _LEAST_PREFIX and stem.startswith(word):
        return 0.8
    return 0.6 if len(stem) >= _LEAST_PREFIX and word.startswith(stem) else 0.0


@lru_cache(maxsize=65536)
def _nearly(word: str, stem: str) -> float:
    """Say how alike two words are by their letters; 0 when they are too different for a typo."""
    matcher = SequenceMatcher(None, word, stem)
    near = matcher.real_quick_ratio() >= _LEAST_ALIKE and matcher.quick_ratio() >= _LEAST_ALIKE
    ratio = matcher.ratio() if near and len(word) >= _LEAST_PREFIX else 0.0
    return ratio if ratio >= _LEAST_ALIKE else 0.0
