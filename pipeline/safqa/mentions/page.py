"""An article as the search for names sees it: its words, quotes and what the rules say of them; and the candidates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import regex

from ..words import Word, WordClasses
from .cues import Cues
from .lexicon import Entry, Lexicon, sounds
from .quotes import parted, quoted_spans, words_within

Way = Literal["listed", "quoted", "latin", "head", "bank", "national", "suffix", "gloss", "bare", "again"]

STOP = regex.compile(r"[.؛!؟\n،,:()\[\]/]")
BREAK = regex.compile(r"[.؛!؟\n:]")
COMMA = regex.compile(r"[،,]")
CLOSED = frozenset(("preposition", "relative", "complementizer", "negation", "subordinator", "conjunction"))
_BRACKETED = regex.compile(r"\(([\p{Arabic} ]{2,30})\)")
_CHAIN = regex.compile(r"[ ،]*و? ?")
_BRACKET = regex.compile(r" \([\"«“]?")
_DESCRIPTION = 5  # words of a description before a bracket


@dataclass(slots=True)
class Candidate:
    """Words ``first`` to ``last`` (inclusive), without ``offset`` letters of clitics, that may name a company.

    ``key`` is the identity that all its places share: a company's id, or ``~`` and the name's sounds. ``barred``
    places are no company, whatever the name is elsewhere. ``cues`` collects what speaks for and against it.
    """

    first: int
    last: int
    offset: int
    way: Way
    key: str
    entry: Entry | None = None
    quoted: bool = False
    media: bool = False
    barred: bool = False
    cues: set[str] = field(default_factory=set)

    @property
    def doubtful(self) -> bool:
        """Whether the name is a common word as well, and stands without quotes."""
        return "listed.guarded" in self.cues and not self.quoted


class Page:
    """A normalised article with its words, and what the rules say of them."""

    def __init__(
        self,
        text: str,
        words: list[Word],
        lexicon: Lexicon,
        cues: Cues,
        not_names: dict[str, str],
        grammar: WordClasses,
        roles: dict[str, str],
    ) -> None:
        self.roles = roles  # of every word met so far, in any article
        self.text, self.words, self.lexicon, self.cues = text, words, lexicon, cues
        self.not_names, self.grammar = not_names, grammar
        self.counts = Counter(word.text for word in words)
        self.quotes = dict(self._quotes())

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words):
            found[word.text].append(index)
        return found

    def word(self, index: int) -> str:
        """A word's letters; empty outside of the text."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def gap(self, left: int, right: int) -> str:
        """The text between two words; a line break outside of the text."""
        if left < 0 or right >= len(self.words):
            return "\n"
        return self.text[self.words[left].end : self.words[right].start]

    def span(self, candidate: Candidate) -> tuple[int, int]:
        """The characters of a candidate's name."""
        return self.words[candidate.first].start + candidate.offset, self.words[candidate.last].end

    def name(self, candidate: Candidate) -> str:
        """A candidate's name as the text has it."""
        start, end = self.span(candidate)
        return self.text[start:end]

    def key(self, first: int, last: int, offset: int) -> str:
        """The identity of an unlisted name."""
        return "~" + sounds("".join(word.text for word in self.words[first : last + 1])[offset:])

    def within(self, index: int, reach: int, kind: str) -> bool:
        """Whether a word of a class stands at an index or up to ``reach`` words before it."""
        return any(self.cues.is_a(word.text, kind) for word in self.words[max(0, index - reach) : max(0, index + 1)])

    def function_word(self, index: int) -> bool:
        """Whether a word closes a noun phrase: a preposition, a relative, an adverb and the like."""
        return bool(self.grammar.exact(self.word(index)) & {*CLOSED, "adverb", "reference"})

    def together(self, first: int, last: int) -> bool:
        """Whether the article has the same words together once more."""
        phrase = self.text[self.words[first].start : self.words[last].end]
        return len(phrase) > 6 and self.text.count(phrase) > 1

    def _quotes(self) -> Iterator[tuple[int, tuple[int, str]]]:
        """Every quoted phrase: index of its first word, then of its last one with the opening mark."""
        begins = {word.start: index for index, word in enumerate(self.words)}
        spans = [part for span in quoted_spans(self.text) for part in parted(self.text, span)]
        for span in (*spans, *self._bracketed()):
            found = words_within(self.text, self.words, begins, span)
            if found is not None:
                yield found[0], (found[1], span[2])

    def _bracketed(self) -> Iterator[tuple[int, int, str]]:
        """Brackets that serve as quotes: شركات (X) و(Y)."""
        ends = {word.end: word.text for word in self.words}
        last = -1
        for match in _BRACKETED.finditer(self.text):
            before = self.text[: match.start()].rstrip()
            chained = last >= 0 and _CHAIN.fullmatch(self.text, last, match.start())
            head = self.cues.first_of(ends.get(len(before), ""), ("strip", "asset", "bank"))
            if chained or head is not None:
                last = match.end()
                yield match.start(1), match.end(1), "("


def goes_on(page: Page, last: int, kinds: tuple[str, ...]) -> bool:
    """Whether the word after ``last`` stands right after it and is one of those that go on or end names."""
    gap, affix = page.gap(last, last + 1), page.cues.affix(page.word(last + 1))
    if gap == ".":
        return "end" in affix  # ممزورلد.كوم
    return gap in (" ", "_", " & ", " - ", "-") and not affix.isdisjoint(kinds)


def no_name(page: Page, index: int) -> bool:
    """Whether a word is one that no unquoted name has: a verb, a function word, a nationality."""
    word = page.word(index)
    cut = len(word) > 2 and word[:1] in "وفبلك" and not page.cues.foreign(word)
    forms = (word, word[1:]) if cut else (word,)
    return any(page.grammar.exact(form) - {"place", "domain"} for form in forms) or page.cues.verb(word) is not None


def described_before(page: Page, index: int) -> bool:
    """Whether a bracket follows a description that begins with a company's head noun and runs up to it."""
    if not _BRACKET.fullmatch(page.gap(index - 1, index)):
        return False
    for here in range(index - 1, max(-1, index - 2 - _DESCRIPTION), -1):
        if here < index - 1 and page.gap(here, here + 1) not in (" ", "_"):
            return False
        if page.cues.first_of(page.word(here), ("strip", "institution", "bank")):
            return here < index - 1
        if page.function_word(here) or page.cues.verb(page.word(here)):
            return False
    return False
