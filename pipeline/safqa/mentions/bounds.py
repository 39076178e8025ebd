"""Words that bound a number: about, up to, at least, between. Money and percentages share them.

A phrase of ``qualifiers.tsv`` stands before the number (with words of the clause in its gaps, ``*``) or right after it.
Several may follow one another ("may reach about 5 million"): the strongest decides, and a word of approximation gives
way to a bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from .numbers import Clitics, Token, split_forms

_GAP = 5  # words that may stand for a *
OPENING = frozenset("\"«“‘'([")


class QualifierRow(RuleModel):
    """A phrase that bounds a number."""

    phrase: str
    qualifier: Literal["approx", "up_to", "at_least", "range", "neutral"]
    position: Literal["before", "after"]
    clitics: str = ""


class NegationRow(RuleModel):
    """Words that turn a bound round: does not exceed."""

    forms: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A bounding phrase: its words (``*`` stands for up to five others), and whether clitics may be written to it."""

    words: tuple[str, ...]
    qualifier: str
    clitics: bool


class BoundRules:
    """The phrases of ``qualifiers.tsv`` by the word next to the number, and the negations."""

    def __init__(self, folder: RulePath, clitics: Clitics) -> None:
        self.clitics = clitics
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


class Bounds:
    """The bounds around the numbers of one list of tokens. ``barrier(token)`` says that a gap may not hold a token."""

    def __init__(self, tokens: Sequence[Token], rules: BoundRules, barrier: Callable[[Token], bool]) -> None:
        self.tokens, self.rules, self.barrier = tokens, rules, barrier

    def before(self, first: int, opens: Callable[[int], bool]) -> str | None:
        """The bound that the words before a number's first token put on it. ``opens(place)`` says that a mark there
        opens a quotation or bracket around the number.
        """
        place, glued, strongest = first - 1, False, None
        clitics = self.rules.clitics
        if first < len(self.tokens) and self.tokens[first].conj:
            return None
        for _ in range(3):
            while place >= 0 and (self.tokens[place].text in clitics.alone or opens(place)):
                token = self.tokens[place]
                glued = glued or token.text in clitics.with_preposition
                if token.text in clitics.with_conjunction and token.end == self.tokens[place + 1].start:
                    return strongest
                place -= 1
            hit = self._phrase_before(place, glued)
            if hit is None:
                break
            phrase, place = hit
            if phrase.qualifier == "neutral":
                glued = False
            elif phrase.qualifier == "approx":
                strongest = strongest or "approx"
            else:
                return phrase.qualifier
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
        """Whether a gap may not reach over a token: a mark, a number, or what the caller bars."""
        token = self.tokens[at]
        if token.kind != "word" or self.barrier(token):
            return True
        return token.number is not None and not (token.article and token.number.kind == "unit")

    def _phrase_before(self, place: int, glued: bool) -> tuple[Phrase, int] | None:
        best: tuple[int, Phrase, int] | None = None
        rules = self.rules
        for gap in range(_GAP + 1):
            at = place - gap
            if at < 0 or (gap and self.stops(at + 1)):
                break
            keys = self._keys(self.tokens[at].text)
            starred = [] if (glued and gap) else [p for key in keys for p in rules.before_star.get(key, ())]
            plain = [p for key in keys for p in rules.before.get(key, ())] if gap == 0 else []
            for phrase in [*plain, *starred]:
                words = phrase.words[:-1] if phrase.words[-1] == "*" else phrase.words
                begin = self._match_back(words, at, phrase.clitics)
                if begin is not None:
                    size = sum(word != "*" for word in words)
                    if best is None or size > best[0]:
                        best = (size, phrase, begin - 1)
        return None if best is None else (best[1], best[2])

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
                stops = [any(map(self.stops, range(at - gap + 1, at + 1))) for gap in range(_GAP + 1)]
                gaps = [gap for gap, stop in enumerate(stops) if not stop]
                begins = (self._match_back(words[:index], at - gap, clitics) for gap in gaps)
                return next((begin for begin in begins if begin is not None), None)
            if not self._same(word, self.tokens[at].text, index == 0, clitics):
                return None
            at, index = at - 1, index - 1
        return at + 1

    def _same(self, word: str, text: str, first: bool, clitics: bool) -> bool:
        rules = self.rules
        joined = text[:1] in rules.clitics.conjunctions
        if word == "{a}":
            return text in rules.negations or (joined and text[1:] in rules.negations)
        if text == word:
            return True
        if not first:
            return False
        if joined and len(text) > 2:
            text = text[1:]
        if text == word:
            return True
        return clitics and text[:1] in rules.clitics.prepositions and text[1:] == word
