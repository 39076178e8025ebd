"""Percentages, and shares told as fractions (half the shares, the whole stake)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal, NamedTuple

from ..document import Mention, Percent, Qualifier
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from ..scan import Scan
from .bounds import BoundRules, Bounds
from .numbers import Lexer, Number, NumberRules, Style, Token, parse_number, split_forms, style_of

_BEFORE, _AFTER = 70, 40  # characters read around a sign
_LONGEST = 16  # letters of the longest word that may have shares
_CHANGE = 12  # words before "from X to Y" in which a word of change makes it two levels
_CENT = Decimal("0.01")


class PercentRow(RuleModel):
    """A wording: a ``sign`` beside a number, a ``share`` (worth ``value`` percent) of a ``thing`` that has shares."""

    word: str
    kind: Literal["sign", "share", "thing"]
    value: Decimal | None = None
    position: Literal["before", "after"] = "before"


class ChangeRow(RuleModel):
    """Forms of a word of change."""

    forms: str


class PercentRules:
    """The wordings of ``numbers/percents.tsv``, the number words and the words that bound a number."""

    def __init__(self, folder: RulePath) -> None:
        self.numbers = NumberRules.load(folder / "numbers")
        self.bounds = BoundRules(folder / "money", self.numbers)
        self.signs: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.shares: dict[str, Decimal] = {}
        self.shares_after: dict[str, Decimal] = {}
        self.things: dict[str, list[tuple[str, ...]]] = defaultdict(list)  # by the first word, the longest first
        self._shares_of: dict[str, tuple[Decimal, int] | None] = {}
        for _, row in read_tsv(folder / "numbers" / "percents.tsv", PercentRow):
            words = tuple(fold(row.word).split())
            if row.kind == "sign":
                self.signs[words[0]].append(words)
            elif row.kind == "thing":
                self.things[words[0]].append(words)
                self.things[words[0]].sort(key=len, reverse=True)
            else:
                (self.shares if row.position == "before" else self.shares_after)[words[0]] = row.value or Decimal(0)
        self.change = {
            form for _, row in read_tsv(folder / "money" / "change.tsv", ChangeRow) for form in split_forms(row.forms)
        }
        marks = [words[0] for signs in self.signs.values() for words in signs if not words[0][0].isalpha()]
        self.lexer = Lexer(self.numbers, marks)
        literals = {" ".join(words) for signs in self.signs.values() for words in signs}
        fractions = {form for form, word in self.numbers.words.items() if word.kind == "fraction"}
        shares = {f"{form} " for form in fractions | set(self.shares)}
        self.before_things = frozenset(shares - literals)
        literals |= shares | {f" {form}" for form in self.shares_after}
        self.literals = sorted(literals)
        self.scan = Scan(self.literals)

    @classmethod
    def load(cls, folder: RulePath) -> PercentRules:
        """Reads ``numbers/`` and the bounds of ``money/`` in a rules folder. Raises ``RuleError``."""
        return cls(folder)

    def sign_at(self, tokens: list[Token], at: int) -> int | None:
        """The place after a percent sign or wording that begins at a token."""
        if at >= len(tokens):
            return None
        for words in self.signs.get(tokens[at].text, ()):
            if tuple(token.text for token in tokens[at : at + len(words)]) == words:
                return at + len(words)
        return None

    def thing_at(self, tokens: list[Token], at: int) -> int | None:
        """The place after what has shares, when that begins at a token."""
        if at >= len(tokens):
            return None
        for words in self.things.get(tokens[at].text, ()):
            if len(words) == 1 or tuple(token.text for token in tokens[at : at + len(words)]) == words:
                return at + len(words)
        return None

    def share_of(self, word: str) -> tuple[Decimal, int] | None:
        """The percent that a word before a thing is worth, clitics aside, and how many letters they are."""
        if word not in self._shares_of:
            splits = self.numbers.clitics.splits(word)
            told = (
                (self.shares[rest], offset)
                for _, article, rest, offset in splits
                if not article and rest in self.shares
            )
            if len(self._shares_of) < 200_000:
                self._shares_of[word] = next(told, None)
            else:
                return next(told, None)
        return self._shares_of[word]


class _Found(NamedTuple):
    """A percentage on its way: its number, first token, and the token after it."""

    number: Number
    first: int
    last: int
    signed: bool = True


def find_percents(text: str, rules: PercentRules) -> list[Mention]:
    """The percentages of a normalised text, in order."""
    out: list[Mention] = []
    style: Style | None = None
    for start, end in _stretches(text, rules):
        style = style or replace(style_of(text, rules.numbers), comma_decimal=True)
        tokens = rules.lexer.tokens(text, start, end, style)
        told = _numbers(tokens, rules, style)
        ends = {mention.start for mention in told}
        out += told
        out += [mention for mention in _shares(tokens, rules, style) if mention.start not in ends]
    return sorted(out, key=lambda mention: mention.start)


def _stretches(text: str, rules: PercentRules) -> Iterator[tuple[int, int]]:
    left = right = -1
    for index, start, end in rules.scan.hits(text):
        if end <= right - _AFTER:
            continue
        if rules.literals[index] in rules.before_things and _word_at(text, end) not in rules.things:
            continue  # half of something that has no shares
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


def _word_at(text: str, at: int) -> str:
    """The word that begins at a place, as far as words of shares go."""
    end = at
    while end < len(text) and end - at < _LONGEST and text[end].isalpha():
        end += 1
    return text[at:end]


def _numbers(tokens: list[Token], rules: PercentRules, style: Style) -> list[Mention]:
    """Numbers with a percent sign after them, or before them ("%5.4")."""
    found: list[_Found] = []
    at = 0
    while at < len(tokens):
        ahead = rules.sign_at(tokens, at)
        first = at if ahead is None else ahead
        prefixed = ahead is not None and _prefixes(tokens, at, ahead)
        if ahead is not None and not prefixed:
            at = ahead
            continue
        number = _parse(tokens, first, rules, style) if _may_be_number(tokens, first, rules) else None
        if number is None or number.vague:
            at = first + 1
            continue
        after = rules.sign_at(tokens, number.last)
        if after is None and not prefixed and _is_bracketed(tokens, number):
            after = rules.sign_at(tokens, number.last + 1)
            number = replace(number, start=tokens[number.first - 1].start)
        if after is not None and prefixed and _prefixes(tokens, number.last, after):
            after = None  # "%5 %6": the second sign belongs to the second number
        if after is None and not prefixed:
            if _joined_to_signed(tokens, number, rules, style):
                found.append(_Found(number, number.first, number.last, False))
            at = number.last
            continue
        found.append(_Found(number, at if prefixed else number.first, after if after is not None else number.last))
        at = found[-1].last
    return _mentions(tokens, found, rules)


def _may_be_number(tokens: list[Token], at: int, rules: PercentRules) -> bool:
    """Whether a number can begin at a token."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    return token.kind == "digits" or token.number is not None or token.text in rules.numbers.signs


def _is_bracketed(tokens: list[Token], number: Number) -> bool:
    """Whether a number stands alone in brackets: "(20)%"."""
    before = tokens[number.first - 1].text if number.first else ""
    return number.last < len(tokens) and before == "(" and tokens[number.last].text == ")"


def _prefixes(tokens: list[Token], at: int, after: int) -> bool:
    """Whether a percent sign belongs to the digits after it: written to them, and to nothing before it."""
    if after >= len(tokens) or tokens[after].kind != "digits" or tokens[at].text[0].isalpha():
        return False
    behind = tokens[at - 1] if at else None
    held = behind is not None and behind.end == tokens[at].start and behind.kind == "digits"
    return tokens[at].end == tokens[after].start and not held


def _parse(tokens: list[Token], at: int, rules: PercentRules, style: Style) -> Number | None:
    return parse_number(tokens, at, rules.numbers, style, lambda token: token.text in rules.signs, joined=True)


def _joined_to_signed(tokens: list[Token], number: Number, rules: PercentRules, style: Style) -> bool:
    """Whether this is the first of "between 5 and 7 percent", whose sign stands after the second."""
    place = number.last
    if place >= len(tokens):
        return False
    if tokens[place].text in _joints(rules):
        place += 1
    elif not tokens[place].conj:
        return False
    other = _parse(tokens, place, rules, style)
    return other is not None and rules.sign_at(tokens, other.last) is not None


def _joints(rules: PercentRules) -> frozenset[str]:
    return rules.numbers.joints["and"] | rules.numbers.joints["to"] | rules.numbers.marks.dashes


def _mentions(tokens: list[Token], found: list[_Found], rules: PercentRules) -> list[Mention]:
    bounds = Bounds(tokens, rules.bounds, lambda token: False)
    out: list[Mention] = []
    index = 0
    while index < len(found):
        here = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        if following is not None and _interval(tokens, here, following, rules, bounds):
            span = Percent(here.number.low, following.number.high, "range")
            start = min(here.number.start, tokens[here.first].start if here.signed else here.number.start)
            out.append(Mention("percent", start, tokens[following.last - 1].end, "percent.interval", percent=span))
            index += 2
            continue
        if here.signed or following is not None:
            out.append(_single(tokens, here, bounds))
        index += 1
    return out


def _interval(tokens: list[Token], left: _Found, right: _Found, rules: PercentRules, bounds: Bounds) -> bool:
    joint = tokens[left.last : right.first]
    if len(joint) > 1 or left.number.low >= right.number.high:
        return False
    ands = rules.numbers.joints["and"]
    word = joint[0].text if joint else ("" if not tokens[right.first].conj else min(ands))
    if word in rules.numbers.marks.dashes:
        return True
    cue = bounds.before(left.first)
    if word in ands:
        return cue == "range"
    return word in rules.numbers.joints["to"] and (
        cue == "range" or not (left.signed and _changed(tokens, left, rules))
    )


def _changed(tokens: list[Token], left: _Found, rules: PercentRules) -> bool:
    """Whether a word of change stands before "from X to Y"."""
    conjunctions = rules.numbers.clitics.conjunctions
    for token in tokens[max(0, left.first - _CHANGE) : left.first]:
        if token.text in rules.change or (token.text[:1] in conjunctions and token.text[1:] in rules.change):
            return True
    return False


def _single(tokens: list[Token], found: _Found, bounds: Bounds) -> Mention:
    cue = bounds.after(found.last)
    if cue is None or cue == "approx":
        cue = bounds.before(found.first) or cue
    number, first = found.number, tokens[found.first]
    start = min(number.start, first.start if first.kind == "sign" else number.start)
    rule = "percent.words" if number.raw is None else "percent.number"
    percent = _bounded(number.low, number.high, cue)
    return Mention("percent", start, tokens[found.last - 1].end, rule, percent=percent)


def _shares(tokens: list[Token], rules: PercentRules, style: Style) -> list[Mention]:
    """A part right before what has shares (half the shares, two thirds of the stakes, its whole capital), or the whole
    right after it (the complete stake).
    """
    out = []
    bounds = Bounds(tokens, rules.bounds, lambda token: False)
    for at, token in enumerate(tokens):
        if token.kind != "word":
            continue
        value, after, start = _part(tokens, at, rules, style)
        if value is not None:
            end = rules.thing_at(tokens, after)
            if end is not None:
                out.append(_share(start, tokens[end - 1].end, value, bounds.before(at)))
            continue
        end = rules.thing_at(tokens, at)
        if end is not None and end < len(tokens) and tokens[end].text in rules.shares_after:
            out.append(_share(token.start, tokens[end].end, rules.shares_after[tokens[end].text], None))
    return out


def _share(start: int, end: int, value: Decimal, cue: str | None) -> Mention:
    return Mention("percent", start, end, "percent.share", percent=_bounded(value, value, cue))


def _bounded(low: Decimal, high: Decimal, cue: str | None) -> Percent:
    qualifier: Qualifier = cue if cue in ("approx", "up_to", "at_least") else "exact"  # type: ignore[assignment]
    return Percent(None if cue == "up_to" else low, None if cue == "at_least" else high, qualifier)


def _part(tokens: list[Token], at: int, rules: PercentRules, style: Style) -> tuple[Decimal | None, int, int]:
    """The percent that a fraction or a word for the whole is worth, the token after it and its first character."""
    token = tokens[at]
    share = rules.share_of(token.text)
    if share is not None:
        return share[0], at + 1, token.start + share[1]
    if token.number is None or token.article or token.number.kind not in ("fraction", "unit"):
        return None, at, token.start
    number = _parse(tokens, at, rules, style)
    if number is None or number.rule != "fraction" or number.scale != 1 or number.low >= 1:
        return None, at, token.start
    value = (number.low * 100).quantize(_CENT)
    return (value.quantize(Decimal(1)) if value == value.to_integral_value() else value), number.last, number.start
