"""Words of a normalised text, Arabic clitics, and the closed-class words of ``rules/grammar``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from .normalise import fold
from .rulebook.source import RuleModel, RulePath, read_tsv

_WORD = regex.compile(
    r"[\p{Arabic}--[\p{N}\p{P}\p{S}]]+|\p{Latin}[\p{Latin}\p{N}]*(?:[.&'’+\-][\p{Latin}\p{N}]+)*|\p{N}+", regex.V1
)


class Word(NamedTuple):
    """One word (a run of letters of one script, or of digits) and its span in the normalised text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a word: its conjunction, its preposition, whether it bears the article, what is left, and how
    many characters come before what is left with and without the article.
    """

    conj: str
    prep: str
    article: bool
    stem: str
    offset: int


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of the normalised text."""
    return list(_words(text, start, len(text) if end is None else end))


@lru_cache(maxsize=256)  # of the article at hand: each of its sentences is asked for several times
def _words(text: str, start: int, stop: int) -> tuple[Word, ...]:
    return tuple([Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, start, stop)])


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[Reading, ...]:
    """Every way to take proclitics off a word, the least taken off first (Ryding 2005, ch. 9 and 16)."""
    return tuple(_readings(word))


def _readings(word: str) -> Iterator[Reading]:
    for conj in ("", word[:1] if word[:1] in ("و", "ف") else None):
        if conj is None:
            continue
        rest = word[len(conj) :]
        if len(rest) < 2:
            continue
        yield Reading(conj, "", False, rest, len(conj))
        if rest.startswith("ال") and len(rest) > 3:
            yield Reading(conj, "", True, rest[2:], len(conj) + 2)
        if rest.startswith("لل") and len(rest) > 3:
            yield Reading(conj, "ل", True, rest[2:], len(conj) + 2)
        if rest[0] in "بلك" and len(rest) > 2:
            yield Reading(conj, rest[0], False, rest[1:], len(conj) + 1)
            if rest[1:].startswith("ال") and len(rest) > 4:
                yield Reading(conj, rest[0], True, rest[3:], len(conj) + 3)


class WordRow(RuleModel):
    """A closed-class word and its class."""

    word: str
    kind: str


class WordClasses:
    """The classes of closed-class words: ``has(word, cls)`` with the word normalised, clitics looked through."""

    def __init__(self, rows: dict[str, set[str]]) -> None:
        self._classes = rows
        self._words: dict[str, frozenset[str]] = {}
        self._found: dict[tuple[str, str], Reading | None] = {}  # newspapers repeat their words

    @classmethod
    def load(cls, path: RulePath) -> WordClasses:
        """Reads a TSV of word and kind. Raises ``RuleError``."""
        rows: dict[str, set[str]] = defaultdict(set)
        for _, row in read_tsv(path, WordRow):
            rows[fold(row.word)].add(row.kind)
        return cls(dict(rows))

    def exact(self, word: str) -> set[str]:
        """The classes of a word as it stands."""
        return self._classes.get(word, set())

    def all_words(self) -> Iterable[str]:
        """Every word of any class, folded."""
        return self._classes.keys()

    def words(self, kind: str) -> frozenset[str]:
        """The words of a class, folded."""
        known = self._words.get(kind)
        if known is None:
            known = self._words[kind] = frozenset(word for word, kinds in self._classes.items() if kind in kinds)
        return known

    def has(self, word: str, kind: str) -> bool:
        """Whether a word, with or without a conjunction, belongs to a class."""
        if kind in self._classes.get(word, ()):
            return True
        return word[:1] in ("و", "ف") and kind in self._classes.get(word[1:], ())

    def any_reading(self, word: str, kind: str) -> Reading | None:
        """The first reading of a word whose stem (with its article, where it has one) belongs to a class."""
        key = (word, kind)
        if key not in self._found:
            if len(self._found) > 500_000:
                self._found.clear()
            self._found[key] = self._search(word, kind)
        return self._found[key]

    def _search(self, word: str, kind: str) -> Reading | None:
        for reading in readings(word):
            stem = ("ال" if reading.article else "") + reading.stem
            if kind in self._classes.get(stem, ()) or kind in self._classes.get(reading.stem, ()):
                return reading
        return None
