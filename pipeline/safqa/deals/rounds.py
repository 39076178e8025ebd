"""The names of funding rounds: seed and the like by their wordings, series by a head, its adjectives and a letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv

_PRE = "pre_"
_MARKS = r"[\s\"«»“”\'‘’()\[\]–—_-]*"


class RoundRow(RuleModel):
    """A wording of a funding round."""

    phrase: str
    round: str


class SeriesRow(RuleModel):
    """A part of the name of a series: a head (series, class) that a letter follows, a round that an ordinal follows, an
    adjective that may stand between, a word that makes it the one before, or the letters and ordinals of a series.
    """

    kind: str
    words: str
    series: str = ""


@dataclass(frozen=True)
class Rounds:
    """Patterns with the rounds that they name, for folded text."""

    patterns: list[tuple[regex.Pattern[str], str]]

    @classmethod
    def load(cls, folder: RulePath) -> Rounds:
        """Reads ``rounds.tsv`` and ``series.tsv`` of a folder. Raises ``RuleError``."""
        wordings: dict[str, list[str]] = {}
        for _, row in read_tsv(folder / "rounds.tsv", RoundRow):
            wordings.setdefault(row.round, []).append(fold(row.phrase).casefold())
        plain = [(_pattern(f"(?:{_any(words)})"), name) for name, words in wordings.items()]
        return cls([*plain, *_series([row for _, row in read_tsv(folder / "series.tsv", SeriesRow)])])

    def nearest(self, text: str, place: int) -> tuple[str, int, int] | None:
        """The round named nearest to a place of a text, the longest of those that overlap, with its span."""
        found = [
            (match.start(), match.end(), name)
            for pattern, name in self.patterns
            for match in pattern.finditer(text.casefold())
        ]
        best = [f for f in found if not any(_covers(other, f) for other in found)]
        if not best:
            return None
        start, end, name = min(best, key=lambda f: (max(f[0] - place, place - f[1]), f[0]))
        return name, start, end


def _covers(other: tuple[int, int, str], one: tuple[int, int, str]) -> bool:
    """Whether a wording overlaps another and is longer: ما قبل البذرة, not البذرة."""
    overlap = other[0] < one[1] and one[0] < other[1]
    return overlap and other[1] - other[0] > one[1] - one[0]


def _any(words: list[str]) -> str:
    """Alternatives, the longest first."""
    return "|".join(map(regex.escape, sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))))


def _pattern(source: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?:ال|ل)?{source}(?!\w)")


def _series(rows: list[SeriesRow]) -> Iterator[tuple[regex.Pattern[str], str]]:
    """The patterns of every series: "series" and a letter, a round and an ordinal, each also behind "before"."""

    def any_of(kind: str, series: str = "") -> str:
        words = [fold(w).casefold() for r in rows if r.kind == kind and r.series == series for w in r.words.split("|")]
        return _any(words)

    between = rf"(?:\s+(?:ال)?(?:{any_of('adjective')})(?!\w))*"
    heads, talk = rf"(?:ال)?(?:{any_of('head')})", rf"(?:ال)?(?:{any_of('round')})"
    for series in dict.fromkeys(row.series for row in rows if row.series):
        letters, ordinals = any_of("letter", series), any_of("ordinal", series)
        lettered = rf"{heads}{between}{_MARKS}(?<!\w)(?:{letters})"
        marked = rf"{talk}{between}\s*[\"«“(]\s*(?:{letters})(?=\s*[\"»”)])"
        turned = rf"(?<!\w)(?:{letters})[)\"»”]?\s+(?:{any_of('latin')})"
        counted = rf"(?:{heads}|{talk}){between}\s+[\"«“(]?(?:ال)?(?:{ordinals})"
        named = rf"(?:{lettered}|{marked}|{turned}|{counted})"
        yield _pattern(named), series
        yield _pattern(rf"(?:{any_of('before')}){_MARKS}{named}"), _PRE + series
