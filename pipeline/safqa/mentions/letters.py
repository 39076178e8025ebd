"""How letters follow one another in foreign names, against in Arabic words: which of the two a word looks like.

Patterns (``shapes``) tell a transliteration only where Arabic could not cast the word at all; half of the names that
newspapers write fit some pattern by chance (كاسبورا as ك, a noun and ا). What follows what in the listed foreign names
and in the rules' own words is counted once, as trigrams with the shorter ones behind them (Jelinek and Mercer 1980); a
word is then weighed by the ratio of its two likelihoods.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import regex

_LETTERS = 35  # of Arabic as folded, and the end of a word
_ORDER = 3
_TRUST = 4.0  # letters seen after a context before its own counts outweigh those of the shorter one
_SHORTEST = 5
_LIKELY = 5.0  # natural logarithm of the ratio from which on a word is foreign
_SURE = 8.0  # and from which on hardly an Arabic word is
_CLITIC = 3.0  # what a first letter that may be a clitic may add to the ratio
_CLITICS = "وفبلكس"
_ARABIC = regex.compile(r"\p{Arabic}+")


class Letters:
    """Two counts of letters, of foreign names and of Arabic words, that tell which of both a word looks like."""

    def __init__(self, names: Iterable[str], words: Iterable[str]) -> None:
        """Counts the letters of folded names, and of folded words; a word among both is none of the names."""
        arabic = {word for word in words if _ARABIC.fullmatch(word)}
        self._names = _counts({name for name in names if _ARABIC.fullmatch(name)} - arabic)
        self._words = _counts(arabic)

    def foreign(self, word: str, own: bool = False) -> bool:
        """Whether a folded word of five letters or more looks like a foreign name rather than an Arabic word, with and
        without a first letter that may be a clitic; ``own`` where no clitic can stand.
        """
        return len(word) >= _SHORTEST and self._likely(word, own) >= _LIKELY

    def certain(self, word: str, own: bool = False) -> bool:
        """Whether a folded word can hardly be Arabic."""
        return len(word) >= _SHORTEST and self._likely(word, own) >= _SURE

    def _likely(self, word: str, own: bool) -> float:
        """The ratio of the two likelihoods of a word."""
        if not self._names:
            return 0.0
        known = self._ratio(word)
        if own or word[0] not in _CLITICS:
            return known
        return min(known, self._likely(word[1:], True) + _CLITIC)

    @lru_cache(maxsize=50_000)  # noqa: B019 (the rules live as long as the process)
    def _ratio(self, word: str) -> float:
        text = _framed(word)
        places = range(_ORDER - 1, len(text))
        return sum(math.log(_chance(self._names, text, at) / _chance(self._words, text, at)) for at in places)


def _framed(word: str) -> str:
    return "^" * (_ORDER - 1) + word + "$"


def _counts(words: Iterable[str]) -> dict[str, int]:
    """How often each run of up to three letters stands in words, and (with a blank behind it) how often it is followed
    by any letter.
    """
    found: Counter[str] = Counter()
    for text in map(_framed, words):
        for size in range(1, _ORDER + 1):
            runs = [text[at - size + 1 : at + 1] for at in range(_ORDER - 1, len(text))]
            found.update(runs)
            found.update([run[:-1] + " " for run in runs])
    return dict(found)


def _chance(counts: dict[str, int], text: str, at: int) -> float:
    """The chance of a letter after the two before it."""
    chance = 1 / _LETTERS
    for size in range(_ORDER):
        context = text[at - size : at]
        chance = (counts.get(context + text[at], 0) + _TRUST * chance) / (counts.get(context + " ", 0) + _TRUST)
    return chance
