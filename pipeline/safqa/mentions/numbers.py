"""The number grammar that money, percents, shares and dates have in common.

A stretch of text is cut into tokens (``Lexer.tokens``), and ``parse_number`` reads the longest number that begins at
a token: digits with any separator, words in every case, duals, halves and quarters, scales, and vague orders of
magnitude ("tens of billions"). What the words are is data (``rules/numbers``); how they combine is here:

* a coefficient (digits, or words below a thousand) is multiplied by the scales that follow it directly;
* parts joined by "and" add up while each is smaller than the scale of the one before ("3 billion and 900 million"),
  so that "5 and 7 million" or "800 million and a billion" stay two numbers;
* a fraction stands before a scale ("half a million") or after one ("a billion and a half").

Everything is ``Decimal``. Nothing here knows about currencies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

from ..normalise import fold
from ..rulebook.source import RuleError, RuleModel, RulePath, read_tsv

THOUSAND = Decimal(1000)
_ONE = Decimal(1)
_MAX_DIGITS = 30  # longer runs of digits are no quantities

WordKind = Literal["unit", "teens", "ten", "hundred", "scale", "fraction", "vague"]
TokenKind = Literal["digits", "word", "latin", "sign", "mark"]


class NumeralRow(RuleModel):
    """A number word below a thousand."""

    kind: Literal["unit", "teens", "ten", "hundred"]
    value: Decimal
    forms: str


class ScaleRow(RuleModel):
    """A power of a thousand in its numbers, and the Latin letters that stand for it after digits."""

    value: Decimal
    one: str
    dual: str
    dual_or_one: str
    plural: str
    suffixes: str = ""


class FractionRow(RuleModel):
    """A part of one; ``many`` is its counted plural."""

    top: Decimal
    bottom: Decimal
    forms: str | None = None
    many: str | None = None


class VagueRow(RuleModel):
    """An order of magnitude: its bounds multiply what follows."""

    forms: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What a word form contributes to a number."""

    kind: WordKind
    value: Decimal
    high: Decimal = _ONE
    form: Literal["one", "dual", "dual_or_one", "plural"] = "one"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text. Of a word, ``conj`` says that "and" is written to it, ``article`` that it is definite, and
    ``stem`` is what is left; ``inner`` is where that begins.
    """

    kind: TokenKind
    start: int
    end: int
    text: str
    conj: bool = False
    article: bool = False
    stem: str = ""
    inner: int = 0
    number: NumberWord | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """How an article writes its numbers, as far as it shows: the comma as a decimal mark, the stop between
    thousands, three decimals for the currency at hand.
    """

    comma_decimal: bool = False
    dot_groups: bool = False
    thousandths: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number read: its token span (half-open), its span in the text, its bounds (equal unless vague), the scale its
    last part ended in, the coefficient before that scale where it is a single part, and how it was written.
    """

    first: int
    last: int
    start: int
    end: int
    low: Decimal
    high: Decimal
    scale: Decimal = _ONE
    coefficient: Decimal | None = None
    rule: str = "digits"
    tanwin: bool = False
    bare: bool = False  # a scale word alone: "a million"
    raw: str | None = None  # the digits as written, when they are all of it

    @property
    def vague(self) -> bool:
        """Whether this is an order of magnitude."""
        return self.low != self.high


def split_forms(cell: str | None) -> list[str]:
    """The folded alternatives of a cell (``a|b|c``)."""
    return [fold(form) for form in (cell or "").split("|") if form]


class NumberRules:
    """The number words, ready for look-up: ``words[form]`` and ``suffixes[letters]``."""

    def __init__(self, words: dict[str, NumberWord], suffixes: dict[str, Decimal], scales: frozenset[str]) -> None:
        self.words = words
        self.suffixes = suffixes
        self.scale_forms = scales

    @classmethod
    def load(cls, folder: RulePath) -> NumberRules:
        """Reads ``numerals.tsv``, ``scales.tsv``, ``fractions.tsv`` and ``vague.tsv``. Raises ``RuleError``."""
        words: dict[str, NumberWord] = {}
        suffixes: dict[str, Decimal] = {}
        scales: set[str] = set()
        for line, row in read_tsv(folder / "numerals.tsv", NumeralRow):
            for form in split_forms(row.forms):
                known = words.setdefault(form, NumberWord(row.kind, row.value))
                if known.value != row.value:
                    raise RuleError(folder / "numerals.tsv", line, f"{form} is {known.value} already")
        for _, scale in read_tsv(folder / "scales.tsv", ScaleRow):
            for kind in ("one", "dual", "dual_or_one", "plural"):
                for form in split_forms(getattr(scale, kind)):
                    words.setdefault(form, NumberWord("scale", scale.value, form=kind))
                    scales.add(form)
            suffixes |= {letters: scale.value for letters in scale.suffixes.split("|") if letters}
        for _, part in read_tsv(folder / "fractions.tsv", FractionRow):
            value = part.top / part.bottom
            for form in split_forms(part.forms):
                words.setdefault(form, NumberWord("fraction", value))
            for form in split_forms(part.many):
                words.setdefault(form, NumberWord("fraction", value, form="plural"))
        for _, order in read_tsv(folder / "vague.tsv", VagueRow):
            for form in split_forms(order.forms):
                words.setdefault(form, NumberWord("vague", order.low, order.high))
        return cls(words, suffixes, frozenset(scales))


_DIGITS = r"""
    \d+ر\d+(?!\d)
  | \d{1,3}(?:[,٬،.'’]\d{3})+(?!\d)(?:[.,٫]\d+(?!\d))?
  | \d{1,3}(?:\ \d{3})+(?![\d.,٫٬])
  | \d+\ [.,]\d{1,2}(?!\d)
  | \d+(?:[.,٫،٬]\d+)?
"""
_LETTERS = r"[\p{L}\p{M}--\p{Latin}]+"
_FRACTION_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


class Lexer:
    """Cuts text into tokens. ``signs`` are literal signs (of money), matched before anything else; ``nouns(stem)``
    says whether clitics may be taken off to reach that word.
    """

    def __init__(
        self, rules: NumberRules, signs: Sequence[str] = (), nouns: Callable[[str], bool] | None = None
    ) -> None:
        self.rules = rules
        self._noun = nouns or (lambda stem: False)
        self._split_cache: dict[str, tuple[bool, bool, str, int, NumberWord | None]] = {}
        lettered = [s for s in signs if s[0].isalpha()]
        plain = [s for s in signs if not s[0].isalpha()]
        parts = [rf"(?<!\p{{L}})(?:{_alternatives(lettered)})(?!\p{{L}})"] if lettered else []
        parts += [_alternatives(plain)] if plain else []
        sign = "|".join([*parts, r"\p{Sc}"])
        self._token = regex.compile(
            rf"(?P<sign>{sign})|(?P<digits>{_DIGITS})|(?P<latin>\p{{Latin}}+)|(?P<word>{_LETTERS})|(?P<mark>\S)",
            regex.V1 | regex.VERBOSE,
        )

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """The tokens of a stretch, in order, without the space between them."""
        out = []
        for match in self._token.finditer(text, start, len(text) if end is None else end):
            kind, left, right, piece = match.lastgroup, match.start(), match.end(), match.group()
            if kind == "word":
                conj, article, stem, offset, number = self._split(piece)
                out.append(Token("word", left, right, piece, conj, article, stem, left + offset, number))
            else:
                out.append(Token(kind, left, right, piece, stem=piece, inner=left))  # type: ignore[arg-type]
        return out

    def _split(self, word: str) -> tuple[bool, bool, str, int, NumberWord | None]:
        known = self._split_cache.get(word)
        if known is None:
            known = self._split_word(word)
            if len(self._split_cache) < 200_000:
                self._split_cache[word] = known
        return known

    def _split_word(self, word: str) -> tuple[bool, bool, str, int, NumberWord | None]:
        """The word as a number word or a noun of the caller's, with as few clitics taken off as will do."""
        for conj, article, stem, offset in clitic_splits(word):
            number = self.rules.words.get(stem)
            if number is not None or ((len(stem) > 2 or not offset) and self._noun(stem)):
                return conj, article, stem, offset, number
        return False, False, word, 0, None


def _alternatives(words: Sequence[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(regex.escape(word, special_only=False) for word in ordered)


_PREFIXES = (("ال", True), ("لل", True), ("بال", True), ("كال", True), ("ب", False), ("ل", False), ("ك", False))


def clitic_splits(word: str) -> list[tuple[bool, bool, str, int]]:
    """The ways to take a conjunction, a preposition and the article off a word: (conjunction, article, rest, how many
    letters are before the rest), the least taken off first.
    """
    out = [(False, False, word, 0)]
    for conj in (0, 1):
        if conj and word[:1] not in ("و", "ف"):
            break
        rest = word[conj:]
        if conj and len(rest) > 1:
            out.append((True, False, rest, conj))
        for prefix, article in _PREFIXES:
            if rest.startswith(prefix) and len(rest) > len(prefix) + 1:
                out.append((bool(conj), article, rest[len(prefix) :], conj + len(prefix)))
    return out


def read_digits(raw: str, style: Style = Style(), scaled: bool = False) -> Decimal | None:
    """The value of digits as written, or ``None`` where they are no quantity.

    ``scaled`` says that a scale word follows, where "13.956" has three decimals; there "1,299" groups thousands unless
    the article writes its decimals with a comma.
    """
    if len(raw) > _MAX_DIGITS:
        return None
    if "ر" in raw:  # agency copy, read right to left: the whole part stands on the right
        left, right = raw.split("ر")
        return Decimal(f"{right}.{left}")
    if " " in raw:
        left, right = raw.split(" ", 1)
        if right[0] in ".,":  # a swapped pair: "9 .27" is 27.9
            return Decimal(f"{right[1:]}.{left}")
        return Decimal(raw.replace(" ", ""))
    marks = [char for char in raw if not char.isdigit()]
    if not marks:
        return Decimal(raw)
    whole, mark, tail = raw.rpartition(marks[-1])
    if len(set(marks)) == 1 and (len(marks) > 1 or _groups(mark, whole, tail, style, scaled)):
        return Decimal(_only_digits(raw))
    return Decimal(_only_digits(whole) + "." + tail)


def _groups(mark: str, head: str, tail: str, style: Style, scaled: bool) -> bool:
    """Whether the only separator of a number parts thousands rather than decimals."""
    if len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return False
    if mark in "٬'’":
        return True
    if mark == "٫":
        return False
    if mark in ",،":
        return not (style.thousandths or (scaled and style.comma_decimal))
    return not scaled and not style.thousandths and (style.dot_groups or tail == "000")


def _only_digits(raw: str) -> str:
    return "".join(char for char in raw if char.isdigit())


@dataclass(slots=True)
class _Part:
    """A coefficient with its scales."""

    low: Decimal
    high: Decimal
    scale: Decimal
    coefficient: Decimal
    after: int
    explicit: bool
    kind: str
    tanwin: bool = False
    bare: bool = False
    raw: str | None = None


def parse_number(tokens: Sequence[Token], at: int, rules: NumberRules, style: Style, is_noun: Callable[[Token], bool],
                 joined: bool = False) -> Number | None:  # fmt: skip
    """The longest number that begins at a token, or ``None``.

    ``is_noun(token)`` says whether a token is a counted noun of the caller's (it tells the dual "مليونا دولار" from the
    accusative "مليونا"). ``joined`` allows the first word to bear "and".
    """
    reader = _Reader(tokens, rules, style, is_noun)
    first = reader.part(at)
    if first is None or (tokens[at].conj and not joined):
        return None
    low, high, scale, after, kind = first.low, first.high, first.scale, first.after, first.kind
    parts = 1
    while parts < 12 and (found := reader.addition(after, scale)) is not None:
        more, after = found
        if more.scale > scale:  # "a thousand and two hundred million": both are counted by the last scale
            low, high = low * more.scale + more.low, high * more.scale + more.high
        else:
            low, high = low + more.low, high + more.high
        scale, kind, parts = more.scale, "compound", parts + 1
    token = tokens[at]
    alone = parts == 1
    return Number(at, after, token.inner if token.kind == "word" else token.start, tokens[after - 1].end, low, high,
                  scale, first.coefficient if alone else None, kind, first.tanwin and alone, first.bare and alone,
                  first.raw if alone and first.scale == 1 else None)  # fmt: skip


class _Reader:
    """Reads the parts of a number off a token list. Every method returns ``None`` where it finds nothing."""

    def __init__(self, tokens: Sequence[Token], rules: NumberRules, style: Style, is_noun: Callable[[Token], bool]):
        self.tokens, self.rules, self.style, self.is_noun = tokens, rules, style, is_noun

    def word(self, at: int, *kinds: WordKind, conj: bool | None = None) -> NumberWord | None:
        """The number word at a place, if it is one of these kinds (and bears "and", or not)."""
        if not 0 <= at < len(self.tokens):
            return None
        token = self.tokens[at]
        if token.number is None or token.number.kind not in kinds or (conj is not None and token.conj != conj):
            return None
        return token.number

    def part(self, at: int) -> _Part | None:
        """A coefficient with its scales, beginning at a token (whose conjunction does not matter)."""
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.kind == "digits":
            return self._digits(at)
        if token.text in _FRACTION_SIGNS:
            return self._scaled(_FRACTION_SIGNS[token.text], at + 1, "fraction")
        if token.number is None:
            return None
        kind = token.number.kind
        if kind == "vague" or (kind == "scale" and token.number.form == "plural"):
            return self._vague(at)
        if kind == "scale":
            return self._bare_scale(at)
        if kind == "fraction":
            return self._fraction(at)
        return self._words(at)

    def _digits(self, at: int) -> _Part | None:
        after, raw = at + 1, self.tokens[at].text
        sign = self.tokens[after] if after < len(self.tokens) else None
        if (
            " " in raw
            and "." not in raw
            and "," not in raw
            and self._next_scale(after) is None
            and not self._noun_at(after)
        ):
            return None
        value = read_digits(raw, self.style, self._next_scale(after) is not None)
        if value is None:
            return None
        if sign is not None and sign.text in _FRACTION_SIGNS and sign.start == self.tokens[at].end:
            return self._scaled(value + _FRACTION_SIGNS[sign.text], after + 1, "fraction")
        suffix = self._suffix(at, after)
        if suffix is not None:
            return _Part(value * suffix, value * suffix, suffix, value, after + 1, True, "suffixed")
        half = self._half_before_scale(after)
        if half is not None:
            return self._scaled(value + half, after + (2 if self.tokens[after].text == "و" else 1), "scaled")
        part = self._scaled(value, after, "digits")
        part.raw = raw
        return part

    def _noun_at(self, at: int) -> bool:
        return at < len(self.tokens) and (self.is_noun(self.tokens[at]) or self.tokens[at].kind == "sign")

    def _half_before_scale(self, at: int) -> Decimal | None:
        """The fraction of "3 and a half million"."""
        place = at + 1 if at < len(self.tokens) and self.tokens[at].text == "و" else at
        half = self.word(place, "fraction", conj=place == at)
        if half is None or half.form != "one" or self._next_scale(place + 1) is None:
            return None
        return half.value

    def _suffix(self, at: int, after: int) -> Decimal | None:
        """The scale of Latin letters written to the digits (5M) or, for whole words, after them (5 million)."""
        if after >= len(self.tokens) or self.tokens[after].kind != "latin":
            return None
        letters = self.tokens[after]
        if letters.start - self.tokens[at].end > (1 if len(letters.text) > 1 else 0):
            return None
        return self.rules.suffixes.get(letters.text)

    def _next_scale(self, at: int) -> NumberWord | None:
        return self.word(at, "scale", conj=False)

    def _scaled(self, value: Decimal, after: int, kind: str) -> _Part:
        """A coefficient times the scales that follow it directly ("400 thousand million")."""
        total, scale, tanwin = value, _ONE, False
        while (found := self._next_scale(after)) is not None and found.value >= scale:
            total, scale = total * found.value, found.value
            tanwin = found.form == "dual_or_one"
            after, kind = after + 1, "fraction" if kind == "fraction" else "scaled"
        return _Part(total, total, scale, value, after, True, kind, tanwin)

    def _bare_scale(self, at: int) -> _Part | None:
        """A scale without a coefficient: a million, two million, two million million."""
        word = self.tokens[at].number
        assert word is not None
        value, after = word.value, at + 1
        twice = word.form == "dual"
        if word.form == "dual_or_one":
            twice = self._noun_at(after) or self._next_scale(after) is not None
        total = value * (2 if twice else 1)
        while (found := self._next_scale(after)) is not None and found.value >= value and found.form != "plural":
            total, value, after = total * found.value, found.value, after + 1
        return _Part(total, total, value, Decimal(2 if twice else 1), after, False, "dual" if twice else "scaled",
                     word.form == "dual_or_one" and not twice, not twice)  # fmt: skip

    def _vague(self, at: int) -> _Part | None:
        """Orders of magnitude: tens of billions, a few million, hundreds of thousands."""
        low = high = scale = _ONE
        after = at
        while (word := self.word(after, "vague", "scale", conj=None if after == at else False)) is not None:
            top = word.high if word.kind == "vague" else word.value * THOUSAND
            low, high = low * word.value, high * (top if after == at else word.value)
            scale = word.value if word.kind == "scale" else scale
            after += 1
            if (
                after < len(self.tokens) - 1
                and self.tokens[after].text == "من"
                and self.word(after + 1, "scale") is not None
            ):
                after += 1
        return _Part(low, high, scale, low / scale, after, True, "vague")

    def _fraction(self, at: int) -> _Part | None:
        """Half a million, a quarter of the billion; a fraction alone counts only for those who ask for it."""
        word = self.tokens[at].number
        assert word is not None
        return None if word.form == "plural" else self._scaled(word.value, at + 1, "fraction")

    def _counted_fraction(self, at: int) -> Decimal | None:
        """Three quarters."""
        unit, many = self.word(at, "unit"), self.word(at + 1, "fraction", conj=False)
        return unit.value * many.value if unit is not None and many is not None and many.form == "plural" else None

    def _words(self, at: int) -> _Part | None:
        """Words below a thousand, then their scales: three hundred and twenty-five million; three quarters."""
        fraction = self._counted_fraction(at)
        if fraction is not None:
            return self._scaled(fraction, at + 2, "fraction")
        small = self._below_thousand(at)
        if small is None:
            return None
        value, after = small
        half = self._half_before_scale(after)
        if half is not None:
            value, after = value + half, after + (2 if self.tokens[after].text == "و" else 1)
        return self._scaled(value, after, "words")

    def _below_thousand(self, at: int) -> tuple[Decimal, int] | None:
        hundreds = self._hundreds(at)
        if hundreds is None:
            return self._below_hundred(at)
        value, after = hundreds
        place = self._joined(after)
        if place is not None and self._counted_fraction(place) is None:
            rest = self._below_hundred(place)
            if rest is not None:
                return value + rest[0], rest[1]
        return value, after

    def _joined(self, at: int) -> int | None:
        """Where the word begins that "and" joins here, written to it or apart."""
        if at >= len(self.tokens):
            return None
        if self.tokens[at].conj:
            return at
        apart = self.tokens[at].text == "و" and at + 1 < len(self.tokens) and not self.tokens[at + 1].conj
        return at + 1 if apart else None

    def _hundreds(self, at: int) -> tuple[Decimal, int] | None:
        word = self.word(at, "hundred")
        if word is not None:
            return word.value, at + 1
        unit, hundred = self.word(at, "unit"), self.word(at + 1, "hundred", conj=False)
        if unit is not None and hundred is not None and hundred.value == 100 and 3 <= unit.value <= 9:
            return unit.value * hundred.value, at + 2
        return None

    def _below_hundred(self, at: int) -> tuple[Decimal, int] | None:
        word = self.word(at, "unit", "ten", "teens")
        if word is None:
            return None
        if word.kind != "unit" or word.value == 10:
            return word.value, at + 1
        second = self.word(at + 1, "unit", conj=False)
        if second is not None and second.value == 10:
            return word.value + 10, at + 2
        place = self._joined(at + 1)
        tens = self.word(place, "ten") if place is not None else None
        if tens is not None and place is not None:
            return word.value + tens.value, place + 1
        return word.value, at + 1

    def addition(self, at: int, scale: Decimal) -> tuple[_Part, int] | None:
        """The part that "and" adds to a number whose last part ended in ``scale``, and the place after it."""
        place = self._joined(at) if scale >= THOUSAND else None
        if place is None:
            return None
        return self._half(place, scale) or self._smaller(place, scale)

    def _half(self, place: int, scale: Decimal) -> tuple[_Part, int] | None:
        """The part "and a half", with or without the scale said again: "a billion and a half (a billion)"."""
        fraction, after = self.word(place, "fraction"), place + 1
        value = fraction.value if fraction is not None and fraction.form != "plural" else None
        counted = self._counted_fraction(place)
        if counted is not None:
            value, after = counted, place + 2
        if value is None:
            return None
        again = self._next_scale(after)
        if again is not None and again.value > scale:
            return None
        unit = again.value if again is not None else scale
        after += again is not None
        return _Part(value * unit, value * unit, scale, value, after, True, "fraction"), after

    def _smaller(self, place: int, scale: Decimal) -> tuple[_Part, int] | None:
        part = self.part(place)
        if part is None or part.kind in ("vague", "fraction"):
            return None
        if part.scale == 1 and part.kind == "digits" and not self._noun_at(part.after):
            return None  # "3 million and 2018 ...": nothing says that these are counted together
        if part.high < scale:
            return part, part.after
        if scale == THOUSAND and part.scale > scale and part.explicit and part.coefficient < THOUSAND:
            return part, part.after
        return None
