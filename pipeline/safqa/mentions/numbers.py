"""The number grammar that money, percents and dates share: digits in every spelling, and number words.

A quantity is a sum of parts joined by و, each a number below a thousand with or without a scale (مليون, مليار), a dual
(مليونين), or a fraction of the scale before or after it (نصف مليار, مليار ونصف المليار). Values are exact decimals.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import regex

from ..normalise import fold
from ..rulebook.source import RuleModel, read_tsv

TOKEN = regex.compile(r"\d+(?:[.,،٫٬]\d+)*|[^\W\d_]+(?:\.[^\W\d_])*|\S")
_GROUPED = regex.compile(r"\d{1,3}(?:[.,،٬]\d{3})+")
_CLITICS = ("", "و", "ب", "ل", "ك", "ف", "وب", "ول", "ال", "وال", "بال", "لل")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the number grammar: a number in digits, a word, or a sign."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its span in tokens (half-open), its value, and the scale that its last part bears."""

    first: int
    last: int
    value: Decimal
    scale: int = 1
    high: Decimal | None = None  # vague ones: the upper end
    bare: bool = True  # whether no scale was told


class NumberRow(RuleModel):
    """A number word: its kind (unit, ten, hundred, scale, dual, fraction, vague ...) and value."""

    word: str
    kind: str
    value: Decimal


class Numbers:
    """The number words."""

    def __init__(self, rows: list[NumberRow]) -> None:
        self.words: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
        for row in rows:
            self.words[fold(row.word).casefold()].append((row.kind, row.value))

    @classmethod
    def load(cls, path: Path) -> Numbers:
        """Reads a TSV of number words. Raises ``RuleError``."""
        return cls([row for _, row in read_tsv(path, NumberRow)])

    def kind(self, token: str, *kinds: str) -> tuple[str, Decimal, str] | None:
        """The first reading of a token as a word of one of the kinds: (kind, value, clitics)."""
        for clitic in _CLITICS:
            if token.startswith(clitic):
                for kind, value in self.words.get(token[len(clitic) :].casefold(), ()):
                    if kind in kinds:
                        return kind, value, clitic
        return None


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a stretch of the normalised text."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text, start, stop)]


def digits_value(text: str, scaled: bool) -> Decimal:
    """A number in digits. A single separator before exactly three digits groups thousands, unless it is ٫ or a scale
    follows and it is a comma that reads as a decimal ("1,250 مليار"); any other single separator is a decimal point;
    several equal ones group."""
    if text.isdigit():
        return Decimal(text)
    marks = [c for c in text if not c.isdigit()]
    if "٫" in marks:
        whole, _, rest = text.rpartition("٫")
        return Decimal(regex.sub(r"\D", "", whole) + "." + rest)
    if len(marks) == 1:
        head, tail = regex.split(r"[.,،٬]", text)
        groups = len(tail) == 3 and head != "0" and len(head) <= 3 and not (marks[0] == "." and scaled)
        return Decimal(head + tail) if groups else Decimal(f"{head}.{tail}")
    if len(set(marks)) == 1 and _GROUPED.fullmatch(text):
        return Decimal(regex.sub(r"\D", "", text))
    last = marks[-1]
    whole, _, rest = text.rpartition(last)
    return Decimal(regex.sub(r"\D", "", whole) + "." + rest)


def parse(tokens: list[Token], first: int, last: int, numbers: Numbers) -> Quantity | None:
    """Tokens first..last (half-open) as one quantity; ``None`` unless all of them belong to it."""
    total, current, scale = Decimal(0), None, 1
    bare, index = True, first
    pending: Decimal | None = None  # a fraction told before its scale
    while index < last:
        token = tokens[index].text
        joined = index == first
        if token == "و" and index > first and index + 1 < last:
            index += 1
            token, joined = tokens[index].text, True
        if token[0].isdigit():
            if not token.replace(".", "").isdigit() and regex.search(r"[^\d.,،٫٬]", token):
                return None
            if current is not None or (index > first and not joined):
                return None
            following = tokens[index + 1].text if index + 1 < last else ""
            current = digits_value(token, bool(numbers.kind(following, "scale", "suffix")))
            index += 1
            continue
        hit = numbers.kind(token, "unit", "ten", "hundred", "hundred_word", "scale", "dual", "fraction", "sign", "suffix")
        if hit is None:
            return None
        kind, value, clitic = hit
        glued = "و" in clitic or joined
        if kind == "sign":
            current = (current or Decimal(0)) + value
        elif kind in ("unit", "ten", "hundred", "hundred_word"):
            if kind == "unit" and value == 10 and current is not None and not glued and current % 100 < 10:
                current += 10  # أحد عشر
            elif kind == "hundred_word" and current is not None and not glued and 3 <= current <= 9:
                current *= 100
            elif current is None:
                if index > first and not glued and not bare:
                    return None
                current = value
            elif glued:
                current += value
            else:
                return None
        elif kind == "dual":
            if index > first and not glued and current is None:
                return None
            total += (current or Decimal(0)) + value
            current, scale, bare = None, int(value / 2), False
        elif kind in ("scale", "suffix"):
            if current is None and pending is None and index > first and not glued:
                if "ال" in clitic and index > first:  # المليار after ونصف
                    index += 1
                    continue
                return None
            total += (pending if pending is not None else current if current is not None else Decimal(1)) * value
            current, pending, scale, bare = None, None, int(value), False
        elif index == first and index + 1 < last:
            pending = value
        elif glued and not bare:
            total += value * scale
        elif glued and current is not None:
            current += value
        else:
            return None
        index += 1
    if pending is not None:
        return None
    return Quantity(first, last, total + (current or Decimal(0)), scale, bare=bare)
