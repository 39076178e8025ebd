"""Percentages, and shares told as fractions (half the shares, all of the company)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import ahocorasick_rs

from ..document import Mention, Percent, Qualifier
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from .numbers import Lexer, Number, NumberRules, Style, Token, parse_number

_BEFORE, _AFTER = 70, 40  # characters read around a sign


class PercentRow(RuleModel):
    """A wording: ``sign`` stands beside a number, ``fraction`` (worth ``value`` percent) before a ``thing`` that has
    shares; ``range``, ``approx``, ``up_to`` and ``at_least`` bound the percentage they stand before.
    """

    word: str
    kind: Literal["sign", "fraction", "thing", "range", "join", "approx", "up_to", "at_least"]
    value: Decimal | None = None


class PercentRules:
    """The wordings of ``numbers/percents.tsv`` and the number words."""

    def __init__(self, folder: RulePath) -> None:
        self.numbers = NumberRules.load(folder / "numbers")
        self.signs: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.fractions: dict[tuple[str, ...], Decimal] = {}
        self.words: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        literals: set[str] = set()
        for _, row in read_tsv(folder / "numbers" / "percents.tsv", PercentRow):
            words = tuple(fold(row.word).split())
            if row.kind == "sign":
                self.signs[words[0]].append(words)
                literals.add(" ".join(words))
            elif row.kind == "fraction":
                self.fractions[words] = row.value or Decimal(0)
                literals.add(" ".join(words) + " ")
            else:
                self.words[row.kind].add(words)
        self.lexer = Lexer(self.numbers, ["%", "٪"])
        self.scan = ahocorasick_rs.AhoCorasick(sorted(literals))

    @classmethod
    def load(cls, folder: RulePath) -> PercentRules:
        """Reads ``numbers/`` of a rules folder. Raises ``RuleError``."""
        return cls(folder)

    def sign_at(self, tokens: list[Token], at: int) -> int | None:
        """The place after a percent sign or wording that begins at a token."""
        if at >= len(tokens):
            return None
        for words in self.signs.get(tokens[at].text, ()):
            if tuple(token.text for token in tokens[at : at + len(words)]) == words:
                return at + len(words)
        return None


def find_percents(text: str, rules: PercentRules) -> list[Mention]:
    """The percentages of a normalised text, in order."""
    out: list[Mention] = []
    for start, end in _stretches(text, rules):
        tokens = rules.lexer.tokens(text, start, end)
        out += _numbers(text, tokens, rules)
        out += _shares(tokens, rules)
    return sorted(out, key=lambda mention: mention.start)


def _stretches(text: str, rules: PercentRules) -> Iterator[tuple[int, int]]:
    left = right = -1
    for _, start, end in rules.scan.find_matches_as_indexes(text, overlapping=True):
        line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        begin, finish = max(line, start - _BEFORE), min(len(text) if stop < 0 else stop, end + _AFTER)
        while begin > line and not text[begin - 1].isspace():
            begin -= 1
        while finish < len(text) and not text[finish].isspace():
            finish += 1
        if begin <= right:
            right = max(right, finish)
            continue
        if right >= 0:
            yield left, right
        left, right = begin, finish
    if right >= 0:
        yield left, right


def _numbers(text: str, tokens: list[Token], rules: PercentRules) -> list[Mention]:
    """Numbers with a percent sign after them, or before them ("%5.4")."""
    found: list[tuple[Number, int, int]] = []  # number, first and last token of the mention
    style = Style(comma_decimal=True)
    at = 0
    while at < len(tokens):
        ahead = rules.sign_at(tokens, at)
        first = at if ahead is None else ahead
        prefixed = ahead is not None and ahead < len(tokens) and tokens[at].end == tokens[ahead].start
        if ahead is not None and not prefixed:
            at = ahead
            continue
        number = parse_number(tokens, first, rules.numbers, style, lambda token: False, joined=True)
        if (
            number is None
            or number.vague
            or (number.rule == "fraction" and number.coefficient == number.low < 1 and not number.raw)
        ):
            at = first + 1
            continue
        after = rules.sign_at(tokens, number.last)
        if after is None and not prefixed:
            before = _joined_to_signed(tokens, number, rules)
            if before is not None:
                found.append((number, number.first, number.last))
            at = number.last
            continue
        found.append((number, at if prefixed else number.first, after if after is not None else number.last))
        at = found[-1][2]
    return _mentions(tokens, found, rules)


def _joined_to_signed(tokens: list[Token], number: Number, rules: PercentRules) -> Number | None:
    """Of "between 5 and 7 percent", the number that the sign belongs to, when this is the first one."""
    place = number.last
    if place < len(tokens) and (tokens[place].text,) in rules.words["join"]:
        place += 1
    elif place >= len(tokens) or not tokens[place].conj:
        return None
    other = parse_number(tokens, place, rules.numbers, Style(comma_decimal=True), lambda token: False, joined=True)
    return other if other is not None and rules.sign_at(tokens, other.last) is not None else None


def _mentions(tokens: list[Token], found: list[tuple[Number, int, int]], rules: PercentRules) -> list[Mention]:
    out: list[Mention] = []
    index = 0
    while index < len(found):
        number, first, last = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        if following is not None and _interval(tokens, found[index], following, rules):
            span = Percent(number.low, following[0].high, "range")
            out.append(Mention("percent", number.start, tokens[following[2] - 1].end, "percent.interval", percent=span))
            index += 2
            continue
        out.append(_single(tokens, number, first, last, rules))
        index += 1
    return out


def _interval(
    tokens: list[Token], left: tuple[Number, int, int], right: tuple[Number, int, int], rules: PercentRules
) -> bool:
    joint = tokens[left[2] : right[1]]
    if len(joint) > 1 or left[0].low >= right[0].high:
        return False
    joint_text = joint[0].text if joint else ("و" if tokens[right[1]].conj else "")
    if joint_text in ("-", "–", "—"):
        return True
    cue = any(
        words == tuple(t.text for t in tokens[max(0, left[1] - len(words)) : left[1]]) for words in rules.words["range"]
    )
    return cue and bool(joint_text) and (joint_text,) in rules.words["join"]


def _single(tokens: list[Token], number: Number, first: int, last: int, rules: PercentRules) -> Mention:
    qualifier: Qualifier = "exact"
    begin = first
    while begin > 0 and len(tokens[begin - 1].text) == 1 and tokens[begin - 1].text in "بلوك":
        begin -= 1
    for kind in ("at_least", "up_to", "approx"):
        for words in rules.words[kind]:
            if begin >= len(words) and _same(words, [token.text for token in tokens[begin - len(words) : begin]]):
                qualifier = kind
    low = None if qualifier == "up_to" else number.low
    high = None if qualifier == "at_least" else number.high
    start = min(number.start, tokens[first].start if tokens[first].kind == "sign" else number.start)
    rule = "percent.words" if number.raw is None else "percent.number"
    return Mention("percent", start, tokens[last - 1].end, rule, percent=Percent(low, high, qualifier))


def _same(words: tuple[str, ...], texts: list[str]) -> bool:
    """Whether the words stand here, the first one with or without a clitic."""
    return tuple(texts[1:]) == words[1:] and (
        texts[0] == words[0] or (texts[0][1:] == words[0] and texts[0][0] in "بلوفك")
    )


def _shares(tokens: list[Token], rules: PercentRules) -> list[Mention]:
    """A fraction right before what has shares: half the shares, two thirds of the stakes."""
    out = []
    for at in range(len(tokens)):
        for words, value in rules.fractions.items():
            texts = [token.text for token in tokens[at : at + len(words)]]
            after = at + len(words)
            if len(texts) < len(words) or after >= len(tokens) or not _same(words, texts):
                continue
            if (tokens[after].text,) in rules.words["thing"] or tuple(
                t.text for t in tokens[after : after + 2]
            ) in rules.words["thing"]:
                start = tokens[at].end - len(words[0])
                long = (tokens[after].text,) not in rules.words["thing"]
                out.append(
                    Mention("percent", start, tokens[after + long].end, "percent.share", percent=Percent(value, value))
                )
    return out
