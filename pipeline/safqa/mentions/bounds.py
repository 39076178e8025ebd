"""Words that bound a number: about, up to, at least, between. Money and percentages share them.

A phrase of ``qualifiers.tsv`` stands before the number (with words of its clause in the gaps, ``*``) or right after it.
Several may follow one another ("may reach about 5 million"): the strongest decides, and a word of approximation gives
way to a bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from .numbers import NumberRules, Token, split_forms

_GAP = 9  # words that may stand for a *
_ASIDE = 8  # words of an aside between commas, or of a quotation, that a gap steps over


class QualifierRow(RuleModel):
    """A phrase that bounds a number."""

    phrase: str
    qualifier: Literal["approx", "up_to", "at_least", "range", "exact", "neutral"]
    position: Literal["before", "after"]
    clitics: str = ""


class NegationRow(RuleModel):
    """Words that turn a bound round: does not exceed."""

    forms: str


class GapRow(RuleModel):
    """Words that a gap treats in a way of their own."""

    kind: Literal["own", "bar"]
    forms: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A bounding phrase: its words (``*`` stands for up to nine others), and whether clitics may be written to it."""

    words: tuple[str, ...]
    qualifier: str
    clitics: bool


class BoundRules:
    """The phrases of ``qualifiers.tsv`` by the word next to the number, the negations, and what a gap may hold."""

    def __init__(self, folder: RulePath, numbers: NumberRules) -> None:
        self.clitics, self.marks = numbers.clitics, numbers.marks
        self.before: dict[str, list[Phrase]] = defaultdict(list)
        self.before_star: dict[str, list[Phrase]] = defaultdict(list)
        self.after: dict[str, list[Phrase]] = defaultdict(list)
        for _, cue in read_tsv(folder / "qualifiers.tsv", QualifierRow):
            words = tuple(word if word in ("*", "{a}") else fold(word) for word in cue.phrase.split())
            phrase = Phrase(words, cue.qualifier, bool(cue.clitics))
            if cue.position == "after":
                self.after[words[0]].append(phrase)
            elif words[-1] == "*":
                self.before_star[words[-2]].append(phrase)
            else:
                self.before[words[-1]].append(phrase)
        self.negations = frozenset(
            form for _, row in read_tsv(folder / "negations.tsv", NegationRow) for form in split_forms(row.forms)
        )
        gaps: dict[str, set[str]] = {"own": set(), "bar": set()}
        for _, gap in read_tsv(folder / "gaps.tsv", GapRow):
            gaps[gap.kind] |= set(split_forms(gap.forms))
        self.own, self.bars = tuple(sorted(gaps["own"])), frozenset(gaps["bar"])

    def joins(self, word: str) -> bool:
        """Whether "and" is written to a word, which has its first letter not of its own."""
        if word[:1] != self.clitics.conjunctions[0] or len(word) < 4:
            return False
        if word[1:].startswith(self.clitics.articles[0]):
            return False  # a noun: no predicate begins with it
        return not word.startswith(self.own)


class Bounds:
    """The bounds around the numbers of one list of tokens. ``barrier(token)`` says that a gap may not hold a token."""

    def __init__(self, tokens: Sequence[Token], rules: BoundRules, barrier: Callable[[Token], bool]) -> None:
        self.tokens, self.rules, self.barrier = tokens, rules, barrier
        self._reached: dict[int, tuple[int, ...]] = {}

    def before(self, first: int, opens: Callable[[int], bool] | None = None) -> str | None:
        """The bound that the words before a number's first token put on it. ``opens(place)`` says that a mark there
        opens a quotation or bracket around the number; any that can does if it is not given.
        """
        place, glued, strongest = first - 1, False, None
        opens = opens or (lambda at: self.tokens[at].text in self.rules.marks.opening)
        clitics = self.rules.clitics
        if first < len(self.tokens) and self.tokens[first].conj:
            return None
        for _ in range(3):
            hit = None
            while place >= 0 and (self.tokens[place].text in clitics.alone or opens(place)):
                token = self.tokens[place]
                if token.text in self.rules.before and (hit := self._phrase_before(place, glued)) is not None:
                    break  # a preposition that belongs to the phrase: "تصل لـ"
                glued = glued or token.text in clitics.with_preposition
                if token.text in clitics.with_conjunction and token.end == self.tokens[place + 1].start:
                    return strongest
                place -= 1
            hit = hit or self._phrase_before(place, glued)
            if hit is None:
                break
            phrase, place = hit
            if phrase.qualifier not in ("neutral", "approx"):
                return strongest if phrase.qualifier == "exact" else phrase.qualifier
            if phrase.qualifier == "approx":
                strongest = strongest or "approx"
            glued = self._is_attached(phrase, place + 1)
        return strongest

    def after(self, at: int) -> str | None:
        """The bound that the words at a token, right after a number, put on it."""
        if at >= len(self.tokens):
            return None
        for phrase in self.rules.after.get(self.tokens[at].text, ()):
            if tuple(token.text for token in self.tokens[at : at + len(phrase.words)]) == phrase.words:
                return phrase.qualifier
        return None

    def stops(self, at: int) -> bool:
        """Whether a gap may not reach over a token: a mark, a number, a word that "and" joins, what the caller bars."""
        token = self.tokens[at]
        if token.kind != "word":
            return not _is_year(token)
        if token.text in self.rules.bars or self.barrier(token) or self.rules.joins(token.text):
            return True
        return token.number is not None and not (token.article and token.number.kind == "unit")

    def _is_attached(self, phrase: Phrase, at: int) -> bool:
        """Whether a preposition is written to a phrase: no verb governs over it ("exceeds the plan by about 5")."""
        text, clitics = self.tokens[at].text, self.rules.clitics
        text = text[1:] if text[:1] in clitics.conjunctions and len(text) > 2 else text
        return phrase.words[0] not in ("*", text) or (text[:1] == clitics.prepositions[0] and phrase.clitics)

    def _reach(self, place: int) -> tuple[int, ...]:
        """The places at and before one that a gap may lead to, the nearest first: quotations and asides between commas
        are stepped over.
        """
        if place not in self._reached:
            self._reached[place] = tuple(self._walk(place))
        return self._reached[place]

    def _walk(self, place: int) -> Iterator[int]:
        for _ in range(_GAP + 1):
            if place < 0:
                return
            yield place
            text = self.tokens[place].text
            if text in self.rules.marks.commas or text in self.rules.marks.closing:
                place = self._opened(place)
            elif self.stops(place):
                return
            else:
                place -= 1

    def _opened(self, place: int) -> int:
        """The place before the mark that opens what a comma or a closing quote at a place ends; -1 where none does."""
        marks, text = self.rules.marks, self.tokens[place].text
        opening = marks.commas if text in marks.commas else {marks.opens[text]}
        for at in range(place - 1, max(place - _ASIDE - 2, -1), -1):
            token = self.tokens[at]
            if token.text in opening:
                return at - 1
            if token.kind in ("mark", "sign", "digits") and not _is_year(token):
                return -1
        return -1

    def _phrase_before(self, place: int, glued: bool) -> tuple[Phrase, int] | None:
        """The longest phrase that ends at a place, or, with a gap, at the nearest place before it."""
        rules = self.rules
        for at in self._reach(place):
            keys = self._keys(self.tokens[at].text)
            phrases = [] if glued else [p for key in keys for p in rules.before_star.get(key, ())]
            if at == place:
                phrases = [p for key in keys for p in rules.before.get(key, ())] + phrases
            best: tuple[int, Phrase, int] | None = None
            for phrase in phrases:
                words = phrase.words[:-1] if phrase.words[-1] == "*" else phrase.words
                begin = self._match_back(words, at, phrase.clitics)
                size = sum(word != "*" for word in words)
                if begin is not None and (best is None or size > best[0]):
                    best = size, phrase, begin - 1
            if best is not None:
                return best[1], best[2]
            if glued:
                return None
        return None

    def _keys(self, text: str) -> list[str]:
        clitics = self.rules.clitics
        out = [text]
        if text[:1] in clitics.conjunctions and len(text) > 2:
            out.append(text[1:])
        out += [key[1:] for key in list(out) if key[:1] in clitics.prepositions and len(key) > 2]
        return out

    def _match_back(self, words: Sequence[str], at: int, clitics: bool) -> int | None:
        """The place of a phrase's first word when the phrase ends at a token, or ``None``."""
        index = len(words) - 1
        while index >= 0:
            if at < 0:
                return None
            word = words[index]
            if word == "*":
                begins = (self._match_back(words[:index], place, clitics) for place in self._reach(at))
                return next((begin for begin in begins if begin is not None), None)
            if not self._same(word, self.tokens[at].text, index == 0, clitics):
                return None
            at, index = at - 1, index - 1
        return at + 1

    def _same(self, word: str, text: str, first: bool, clitics: bool) -> bool:
        rules = self.rules
        joined = text[:1] in rules.clitics.conjunctions
        if word == "{a}":
            return any(key in rules.negations for key in self._keys(text))
        if text == word:
            return True
        if not first:
            return False
        if joined and len(text) > 2:
            text = text[1:]
        if text == word:
            return True
        return clitics and text[:1] in rules.clitics.prepositions and text[1:] == word


def _is_year(token: Token) -> bool:
    return token.kind == "digits" and len(token.text) == 4 and token.text[:2] in ("19", "20") and token.text.isdigit()
