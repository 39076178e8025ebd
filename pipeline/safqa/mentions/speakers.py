"""For whom a speaker speaks: an officer who is named with a firm once (قال فلان، رئيس X) means that firm later.

Whoever is quoted is no party by himself; but what he tells of "the company" is told of his own.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

import regex

from ..document import Mention, Sentence
from ..words import Word, WordClasses
from .cues import Cues
from .lexicon import NEUTRAL

_NAMES = 4  # words of a person's name
_OFFICE = 6  # words of an office and the heads of its firm: رئيس مجلس إدارة شركة X
_OPENING = 5  # words of a sentence within which its verb of saying stands
_SHORT = 2  # letters of a word that is no name
_BESIDE = regex.compile(r"[ _\"«»“”،,]{0,4}")
_CLOSED = frozenset(
    ("preposition", "conjunction", "relative", "complementizer", "subordinator", "adverb", "negation", "time", "speech")
)


class Speakers:
    """The officers whom an article names, with their firms."""

    def __init__(
        self, text: str, words: list[Word], companies: Iterable[Mention], sentences: list[Sentence],
        cues: Cues, grammar: WordClasses,
    ) -> None:  # fmt: skip
        self.text, self.words, self.sentences, self.cues, self.grammar = text, words, sentences, cues, grammar
        self.starts = [word.start for word in words]
        self.companies = list(companies)
        self.taken = {i for m in self.companies for i in self._inside(m)}
        self.firms: dict[str, Mention | None] = {}
        for mention in self.companies:
            if mention.company_kind in NEUTRAL:
                continue
            for name in self._officers(mention):
                known = self.firms.get(name, mention)
                one = known is not None and known.canonical == mention.canonical
                self.firms[name] = known if one else None  # two of one name speak for nobody

    def voices(self) -> dict[int, Mention]:
        """The firms for which the officers quoted in some sentences speak, by the index of the sentence."""
        if not any(self.firms.values()):
            return {}
        found = ((index, self.of(index)) for index in range(len(self.sentences)))
        return {index: firm for index, firm in found if firm is not None}

    def outsiders(self) -> frozenset[int]:
        """Where companies are named only as those for whom somebody comments: قال محلل في بنك X."""
        return frozenset(m.start for m in self.companies if self._comments(m))

    def _comments(self, mention: Mention) -> bool:
        """Whether a preposition and generic nouns part a company from a word of who comments."""
        first = self._inside(mention).start
        for at in range(first - 1, max(-1, first - 1 - _OFFICE), -1):
            if not _BESIDE.fullmatch(self.text[self.words[at].end : self.words[at + 1].start]):
                return False
            word = self.words[at].text
            if self.cues.is_a(word, "outsider"):
                return True
            if self.cues.verb(word) or self.grammar.exact(word) & (_CLOSED - {"preposition"}):
                return False
        return False

    def of(self, index: int) -> Mention | None:
        """The firm of the officer who speaks in a sentence, where a verb of saying opens it and only names him."""
        sentence = self.sentences[index]
        first = bisect.bisect_left(self.starts, sentence.start)
        end = bisect.bisect_left(self.starts, sentence.end)
        for at in range(first, min(first + _OPENING, end)):
            if self.cues.verb(self.words[at].text) == "speech":
                names = self._name(range(at + 1, min(at + 1 + _NAMES, end)))
                return next((firm for name in names if (firm := self.firms.get(name)) is not None), None)
        return None

    def _inside(self, mention: Mention) -> range:
        first = max(0, bisect.bisect_right(self.starts, mention.start) - 1)
        return range(first, bisect.bisect_left(self.starts, mention.end))

    def _officers(self, mention: Mention) -> Iterator[str]:
        """The names of who holds an office at a company, before the office or behind the company."""
        inside = self._inside(mention)
        office = self._office(inside.start)
        if office < 0:
            return
        before = list(self._name(range(office - 1, max(-1, office - 1 - _NAMES), -1)))
        at = inside.stop
        while at < len(self.words) and self._nation(at):
            at += 1
        behind = [] if before else list(self._name(range(at, min(len(self.words), at + _NAMES))))
        yield from (before or behind)

    def _office(self, index: int) -> int:
        """The word of an office that a company at a word is the genitive of, or -1."""
        for at in range(index, max(-1, index - _OFFICE), -1):
            if at < index and not _BESIDE.fullmatch(self.text[self.words[at].end : self.words[at + 1].start]):
                return -1
            if at < index and self.cues.is_a(self.words[at].text, "speaks_for"):
                while at and self.cues.is_a(self.words[at - 1].text, "speaks_for"):
                    at -= 1
                return at
            if at < index and (
                self.cues.verb(self.words[at].text) or self.grammar.exact(self.words[at].text) & _CLOSED
            ):
                return -1
        return -1

    def _name(self, places: range) -> Iterator[str]:
        """The words of a person's name at some places, up to a word that is none."""
        for at in places:
            word = self.words[at].text
            left, right = (at, at + 1) if places.step < 0 else (at - 1, at)
            gap = (
                self.text[self.words[left].end : self.words[right].start]
                if left >= 0 and right < len(self.words)
                else "\n"
            )
            if not _BESIDE.fullmatch(gap) or at in self.taken or self.cues.verb(word):
                return
            if self.grammar.exact(word) & _CLOSED or any(self.cues.is_a(word, k) for k in ("officer", "firm")):
                return
            if self.cues.nations.place(word) or self.cues.nations.adjective(word):
                return
            if self.cues.is_a(word, "person"):
                continue  # الدكتور
            if len(word) > _SHORT and not word.isdigit():
                yield word

    def _nation(self, index: int) -> bool:
        return self.cues.nations.adjective(self.words[index].text, definite=True) is not None
