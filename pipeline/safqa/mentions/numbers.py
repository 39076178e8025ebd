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

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import regex

from ..normalise import fold
from ..rulebook.source import RuleError, RuleModel, RulePath, read_tsv

THOUSAND = Decimal(1000)
_ONE = Decimal(1)
_MAX_DIGITS = 30  # longer runs of digits are no quantities

WordKind = Literal["zero", "unit", "teens", "ten", "hundred", "scale", "fraction", "vague"]
TokenKind = Literal["digits", "word", "latin", "sign", "mark"]


class NumeralRow(RuleModel):
    """A number word below a thousand."""

    kind: Literal["zero", "unit", "teens", "ten", "hundred"]
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
    """A part of one; ``many`` is its counted plural, ``sign`` the one character that writes it."""

    top: Decimal
    bottom: Decimal
    forms: str | None = None
    many: str | None = None
    sign: str | None = None


class OrdinalRow(RuleModel):
    """An ordinal number in its forms."""

    value: int
    forms: str


class CliticRow(RuleModel):
    """Letters written to the word after them."""

    form: str
    kind: Literal["conjunction", "preposition", "article"]


class JointRow(RuleModel):
    """Words inside a number."""

    kind: Literal["and", "of", "to", "less", "point", "letter_point"]
    forms: str


class MarkRow(RuleModel):
    """A mark of punctuation and what it does."""

    kind: Literal["pair", "stop", "comma", "other", "dash", "convert"]
    mark: str


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


@dataclass(slots=True)  # not frozen: that would treble the time of making one, and an article has thousands
class Token:
    """A piece of the text. Of a word, ``conj`` says that "and" is written to it, ``prep`` that a preposition is,
    ``article`` that it is definite, and ``stem`` is what is left; ``inner`` is where that begins.
    """

    kind: TokenKind
    start: int
    end: int
    text: str
    conj: bool = False
    prep: bool = False
    article: bool = False
    stem: str = ""
    inner: int = 0
    number: NumberWord | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """How an article writes its numbers, as far as it shows: the comma as a decimal mark, the stop between
    thousands, three decimals for the currency at hand (and those after a comma too), digits swapped around a spaced
    separator, a letter for the decimal point with the whole part before it, a mark (``reversed``) whose two sides
    have changed places, no separators at all. ``style_of`` says how it is decided.
    """

    comma_decimal: bool = False
    dot_groups: bool = False
    thousandths: bool = False
    comma_thousandths: bool = False
    swapped: bool = False
    whole_first: bool = False
    reversed: str = ""
    stripped: bool = False


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


class Marks:
    """The marks of ``marks.tsv``: ``opens[closing]`` is what opens a pair, ``closing`` what may stand right after an
    amount's last word, ``ends`` what ends a phrase, ``clause`` what ends a clause, for good (``stops``) or not.
    """

    def __init__(self, path: RulePath) -> None:
        rows = [(row.kind, row.mark) for _, row in read_tsv(path, MarkRow)]
        kinds = {kind: frozenset(mark for own, mark in rows if own == kind) for kind, _ in rows}
        self.opens = {pair[1]: pair[0] for pair in kinds["pair"]}
        self.opening, self.closing = frozenset(self.opens.values()), frozenset(self.opens)
        self.brackets = frozenset(mark for mark in self.opening if unicodedata.category(mark) == "Ps")
        self.stops, self.commas, self.dashes = kinds["stop"], kinds["comma"], kinds["dash"]
        self.converts = kinds["convert"]
        self.clause = self.stops | self.commas
        self.ends = self.closing | self.clause | kinds["other"]


class Clitics:
    """The letters that are written to the word after them, and how to take them off."""

    def __init__(self, path: RulePath) -> None:
        rows = [row for _, row in read_tsv(path, CliticRow)]
        self.conjunctions = tuple(fold(row.form) for row in rows if row.kind == "conjunction")
        self.prepositions = tuple(fold(row.form) for row in rows if row.kind == "preposition")
        self.articles = tuple(fold(row.form) for row in rows if row.kind == "article")
        self.prefixes = (*((form, True) for form in self.articles), *((form, False) for form in self.prepositions))
        heads = (*self.prepositions, *self.articles)
        alone = {*self.conjunctions, *heads, *(conj + head for conj in self.conjunctions for head in heads)}
        self.alone = frozenset(alone)  # as they stand before digits
        self.with_conjunction = frozenset(form for form in alone if form[0] in self.conjunctions)
        self.with_preposition = frozenset(
            form for form in alone if (form[1:] if form[0] in self.conjunctions else form).startswith(self.prepositions)
        )

    def splits(self, word: str) -> list[tuple[bool, bool, str, int]]:
        """The ways to take a conjunction, a preposition and the article off a word: (conjunction, article, rest, how
        many letters are before the rest), the least taken off first.
        """
        out = [(False, False, word, 0)]
        for conj in (0, 1):
            if conj and word[:1] not in self.conjunctions:
                break
            rest = word[conj:]
            if conj and len(rest) > 1:
                out.append((True, False, rest, conj))
            for prefix, article in self.prefixes:
                if rest.startswith(prefix) and len(rest) > len(prefix) + 1:
                    out.append((bool(conj), article, rest[len(prefix) :], conj + len(prefix)))
        return out


class NumberRules:
    """The number words, ready for look-up: ``words[form]``, ``suffixes[letters]``, ``signs[character]``,
    ``ordinals[form]``, ``joints[kind]``, ``marks``; ``clitics`` takes words apart.
    """

    def __init__(self, folder: RulePath) -> None:
        self.words: dict[str, NumberWord] = {}
        self.suffixes: dict[str, Decimal] = {}
        self.signs: dict[str, Decimal] = {}
        scales: set[str] = set()
        self._load_numerals(folder / "numerals.tsv")
        for _, scale in read_tsv(folder / "scales.tsv", ScaleRow):
            for kind in ("one", "dual", "dual_or_one", "plural"):
                for form in split_forms(getattr(scale, kind)):
                    self.words.setdefault(form, NumberWord("scale", scale.value, form=kind))
                    scales.add(form)
            self.suffixes |= {letters: scale.value for letters in scale.suffixes.split("|") if letters}
        self.scale_forms = frozenset(scales)
        self._load_fractions(folder / "fractions.tsv")
        for _, order in read_tsv(folder / "vague.tsv", VagueRow):
            for form in split_forms(order.forms):
                self.words.setdefault(form, NumberWord("vague", order.low, order.high))
        self.ordinals = {
            form: row.value
            for _, row in read_tsv(folder / "ordinals.tsv", OrdinalRow)
            for form in split_forms(row.forms)
        }
        self.joints = {
            row.kind: frozenset(split_forms(row.forms)) for _, row in read_tsv(folder / "joints.tsv", JointRow)
        }
        self.clitics = Clitics(folder / "clitics.tsv")
        self.marks = Marks(folder / "marks.tsv")

    @classmethod
    def load(cls, folder: RulePath) -> NumberRules:
        """Reads ``rules/numbers``. Raises ``RuleError``."""
        return cls(folder)

    def _load_numerals(self, path: RulePath) -> None:
        for line, row in read_tsv(path, NumeralRow):
            for form in split_forms(row.forms):
                known = self.words.setdefault(form, NumberWord(row.kind, row.value))
                if known.value != row.value:
                    raise RuleError(path, line, f"{form} is {known.value} already")

    def _load_fractions(self, path: RulePath) -> None:
        for _, part in read_tsv(path, FractionRow):
            value = part.top / part.bottom
            for form in split_forms(part.forms):
                self.words.setdefault(form, NumberWord("fraction", value))
            for form in split_forms(part.many):
                self.words.setdefault(form, NumberWord("fraction", value, form="plural"))
            if part.sign:
                self.signs[part.sign] = value


_DIGITS = r"""
    \d+\ ?{letter}\ ?\d+(?!\d)
  | \d{{1,3}}(?:[,٬،.'’]\d{{3}})+(?!\d)(?:[.,٫]\d+(?!\d))?
  | \d{{1,3}}(?:\ \d{{3}})+(?![\d.,٫٬])
{swapped}  | \d+(?:[.,٫،٬]\d+)?
"""
_SWAPPED = r"""  | \d{1,3}\ [.,]\d{1,3}(?!\d)
"""
_SHORTEST = 3  # letters of each of two words written together
# Of a word: where it begins and ends, conjunction, preposition, article, stem, letters before the stem, number word.
_Split = tuple[int, int, bool, bool, bool, str, int, NumberWord | None]
_FIRST_WORD = regex.compile(r"[\p{L}\p{M}--\p{Latin}]*", regex.V1)
_LETTERS = r"[\p{L}\p{M}--\p{Latin}]+"


def _never(left: str, right: str) -> bool:
    """Takes no two words apart; a function of its own, since rules are kept pickled."""
    return False


class Lexer:
    """Cuts text into tokens. ``signs`` are literal signs (of money), matched before anything else; ``nouns(stem)``
    says whether clitics may be taken off to reach that word, ``glued(left, right)`` whether two words are written
    together ("milliondollars"), which makes two tokens.
    """

    def __init__(
        self,
        rules: NumberRules,
        signs: Sequence[str] = (),
        nouns: Callable[[str], bool] | None = None,
        glued: Callable[[str, str], bool] | None = None,
    ) -> None:
        self.rules = rules
        self._noun = nouns or ().__contains__
        self._glued = glued or _never
        self._split_cache: dict[str, tuple[_Split, ...]] = {}
        lettered = [s for s in signs if s[0].isalpha()]
        plain = [s for s in signs if not s[0].isalpha()]
        parts = [rf"(?<!\p{{L}})(?:{_alternatives(lettered)})(?!\p{{L}})"] if lettered else []
        parts += [_alternatives(plain)] if plain else []
        sign = "|".join([*parts, r"\p{Sc}"])
        letter = _alternatives(sorted(rules.joints["letter_point"]))
        # Longer words than those that signs begin with come first: they are most of a text, and no sign need be tried.
        firsts = [match for own in lettered if (match := _FIRST_WORD.match(own)) is not None]
        longest = max((len(first[0]) for first in firsts), default=0)
        long_word = rf"{_LETTERS[:-1]}{{{longest + 1},}}+"
        self._plain, self._swapped = (
            regex.compile(
                rf"(?P<word>{long_word})|(?P<sign>{sign})|(?P<digits>{_DIGITS.format(letter=letter, swapped=swapped)})"
                rf"|(?P<latin>\p{{Latin}}+)|(?P<word>{_LETTERS})|(?P<mark>\S)",
                regex.V1 | regex.VERBOSE,
            )
            for swapped in ("", _SWAPPED)
        )

    def tokens(self, text: str, start: int = 0, end: int | None = None, style: Style = Style()) -> list[Token]:
        """The tokens of a stretch, in order, without the space between them. Only in an article whose style is
        ``swapped`` are digits around a spaced separator one token.
        """
        out = []
        pattern, known = self._swapped if style.swapped else self._plain, self._split_cache
        for match in pattern.finditer(text, start, len(text) if end is None else end):
            kind, (left, right) = match.lastgroup, match.span()
            piece = text[left:right]
            if kind == "word":
                for begin, end_, conj, prep, article, stem, offset, number in known.get(piece) or self._split(piece):
                    out.append(Token("word", left + begin, left + end_, piece[begin:end_], conj, prep, article, stem,
                                     left + begin + offset, number))  # fmt: skip
            else:
                out.append(Token(kind, left, right, piece, stem=piece, inner=left))  # type: ignore[arg-type]
        return out

    def _split(self, word: str) -> tuple[_Split, ...]:
        known = self._split_cache.get(word)
        if known is None:
            known = self._split_glued(word)
            if len(self._split_cache) < 200_000:
                self._split_cache[word] = known
        return known

    def _split_glued(self, word: str) -> tuple[_Split, ...]:
        whole = self._split_word(word, 0)
        if whole[-1] is not None or whole[6] or self._noun(word):
            return (whole,)
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
            if self._glued(word[:cut], word[cut:]):
                return self._split_word(word[:cut], 0), self._split_word(word[cut:], cut)
        return (whole,)

    def _split_word(self, word: str, begin: int) -> _Split:
        """The word as a number word or a noun of the caller's, with as few clitics taken off as will do."""
        end = begin + len(word)
        for conj, article, stem, offset in self.rules.clitics.splits(word):
            number = self.rules.words.get(stem)
            if number is not None or ((len(stem) > 2 or not offset) and self._noun(stem)):
                prep = word[conj:offset] not in ("", self.rules.clitics.articles[0])
                return begin, end, conj, prep, article, stem, offset, number
        return begin, end, False, False, False, word, 0, None


def _alternatives(words: Sequence[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(regex.escape(word, special_only=False) for word in ordered)


def read_digits(raw: str, style: Style = Style(), scaled: bool = False) -> Decimal | None:
    """The value of digits as written, or ``None`` where they are no quantity.

    ``scaled`` says that a scale word follows, where "13.956" has three decimals; there "1,299" groups thousands unless
    the article writes its decimals with a comma.
    """
    if len(raw) > _MAX_DIGITS:
        return None
    marks = [char for char in raw if not char.isdigit()]
    if not marks:
        return Decimal(raw)
    letter = next((mark for mark in marks if mark.isalpha()), None)
    if letter is not None:
        left, _, right = raw.replace(" ", "").partition(letter)
        return Decimal(f"{left}.{right}" if _whole_is_left(left, right, style) else f"{right}.{left}")
    if marks[0] == " ":
        left, right = raw.split(" ", 1)
        if right[0] in ".,":  # a swapped pair: "9 .27" is 27.9
            return Decimal(f"{right[1:]}.{left}")
        return Decimal(raw.replace(" ", ""))
    whole, mark, tail = raw.rpartition(marks[-1])
    if len(marks) == 1 and mark in style.reversed and len(tail) < 3 and len(whole) < 3:
        return Decimal(f"{tail}.{whole}")
    if len(set(marks)) == 1 and (len(marks) > 1 or _groups(mark, whole, tail, style, scaled)):
        return Decimal(_only_digits(raw))
    return Decimal(_only_digits(whole) + "." + tail)


def _whole_is_left(left: str, right: str, style: Style) -> bool:
    """Whether the whole part stands before a letter that is typed for the decimal point. A number may show it by
    itself: no whole part begins with a zero (05), and a zero alone is one (0ر5). Else agency copy has it on the right,
    unless the article shows otherwise.
    """
    evidence = _for_left(left, right)
    return evidence > 0 if evidence else style.whole_first


def _for_left(left: str, right: str) -> int:
    """What two sides of a decimal point say by themselves for the left one being the whole part (1), or not (-1)."""
    padded = (len(right) > 1 and right[0] == "0") - (len(left) > 1 and left[0] == "0")
    return padded or (left == "0") - (right == "0")


def _groups(mark: str, head: str, tail: str, style: Style, scaled: bool) -> bool:
    """Whether the only separator of a number parts thousands rather than decimals."""
    if len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return False
    if mark in "٬'’":
        return True
    if mark == "٫":
        return False
    if mark in ",،":
        return not (style.comma_thousandths or (scaled and style.comma_decimal))
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
    while parts < 12 and (found := reader.addition(after, scale, kind != "fraction")) is not None:
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
        return None if conj is False and token.prep else token.number

    def part(self, at: int) -> _Part | None:
        """A coefficient with its scales, beginning at a token (whose conjunction does not matter)."""
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.kind == "digits":
            return self._digits(at)
        if token.text in self.rules.signs:
            return self._scaled(self.rules.signs[token.text], at + 1, "fraction")
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
        spaced = self._spaced_decimal(at)
        if spaced is not None:
            value: Decimal | None = spaced
            after = at + 2
        else:
            value = read_digits(raw, self.style, self._next_scale(after) is not None)
        if value is None:
            return None
        if sign is not None and sign.text in self.rules.signs and sign.start == self.tokens[at].end:
            return self._scaled(value + self.rules.signs[sign.text], after + 1, "fraction")
        suffix = self._suffix(at, after)
        if suffix is not None:
            return _Part(value * suffix, value * suffix, suffix, value, after + 1, True, "suffixed")
        half = self._half_before_scale(after)
        if half is not None:
            return self._scaled(value + half, after + (2 if self._is_and(after) else 1), "scaled")
        part = self._scaled(value, after, "digits")
        part.raw = raw if spaced is None else None
        return part

    def _spaced_decimal(self, at: int) -> Decimal | None:
        """The number of two runs of digits whose separator a stripped article has lost: "7 5 million" is 7.5."""
        if not self.style.stripped or at + 2 >= len(self.tokens):
            return None
        whole, part = self.tokens[at], self.tokens[at + 1]
        if part.kind != "digits" or part.start - whole.end != 1 or len(whole.text) > 3 or len(part.text) > 2:
            return None
        if not (whole.text.isdigit() and part.text.isdigit()):
            return None
        counted = self._next_scale(at + 2) is not None or self._noun_at(at + 2)
        return Decimal(f"{whole.text}.{part.text}") if counted else None

    def _is_and(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].text in self.rules.joints["and"]

    def _noun_at(self, at: int) -> bool:
        return at < len(self.tokens) and (self.is_noun(self.tokens[at]) or self.tokens[at].kind == "sign")

    def _half_before_scale(self, at: int) -> Decimal | None:
        """The fraction of "3 and a half million", "3 and a half percent"."""
        place = at + 1 if self._is_and(at) else at
        half = self.word(place, "fraction", conj=place == at)
        if half is None or half.form != "one":
            return None
        return half.value if self._next_scale(place + 1) is not None or self._noun_at(place + 1) else None

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
                and self.tokens[after].text in self.rules.joints["of"]
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
        said = self._said_decimals(after)
        if said is not None:
            decimals, after = said
            return self._scaled(value + decimals, after, "words")
        half = self._half_before_scale(after)
        if half is not None:
            value, after = value + half, after + (2 if self._is_and(after) else 1)
        return self._scaled(value, after, "words")

    def _said_decimals(self, at: int) -> tuple[Decimal, int] | None:
        """The decimals of "three point five" or "one point two five", and the place after them."""
        if at + 1 >= len(self.tokens) or self.tokens[at].text not in self.rules.joints["point"]:
            return None
        digits, after = "", at + 1
        while (word := self.word(after, "zero", "unit", conj=False)) is not None and word.value < 10:
            digits, after = f"{digits}{word.value}", after + 1
        joined = self.tokens[after].conj if after < len(self.tokens) else False
        if len(digits) < 2 and (not digits or joined or self.word(after, "unit", conj=False) is not None):
            small = self._below_hundred(at + 1)
            if small is None:
                return None
            digits, after = str(small[0]), small[1]
        return Decimal(f"0.{digits}"), after

    def _below_thousand(self, at: int) -> tuple[Decimal, int] | None:
        hundreds = self._hundreds(at)
        if hundreds is None:
            zero = self.word(at, "zero")
            return (zero.value, at + 1) if zero is not None else self._below_hundred(at)
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
        if self.tokens[at].conj or self._is_and_one(at):
            return at
        apart = self._is_and(at) and at + 1 < len(self.tokens) and not self.tokens[at + 1].conj
        return at + 1 if apart else None

    def _is_and_one(self, at: int) -> bool:
        """Whether a word that is "one" once its hamza is folded is "and one" of "and eleven" (وأحد عشر)."""
        text, ten = self.tokens[at].text, self.word(at + 1, "unit", conj=False)
        rest = self.rules.words.get(text[1:]) if text[:1] in self.rules.clitics.conjunctions else None
        return ten is not None and ten.value == 10 and rest is not None and rest.kind == "unit"

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

    def addition(self, at: int, scale: Decimal, halves: bool = True) -> tuple[_Part, int] | None:
        """The part that "and" adds to a number whose last part ended in ``scale``, or that "less" takes off it, and the
        place after it. ``halves`` says that fractions may be added: to "half a million" none is.
        """
        if scale >= THOUSAND and at < len(self.tokens) and self.tokens[at].text in self.rules.joints["less"]:
            less = self._half(at + 1, scale)
            return less and (replace(less[0], low=-less[0].low, high=-less[0].high), less[1])
        place = self._joined(at) if scale >= THOUSAND else None
        if place is None:
            return None
        return (self._half(place, scale) if halves else None) or self._smaller(place, scale)

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


_STYLE_COMMA = regex.compile(r"\d[,،]\d{1,2}(?![\d,،])")
_STYLE_STOP = regex.compile(r"\d\.\d{1,2}(?![\d.])")
_STYLE_GROUPS = regex.compile(r"\d\.\d{3}\.\d{3}")
_STYLE_SWAPPED = regex.compile(r"(?<![\d.,])\d{1,3} [.,]\d{1,3}(?= ?(?:\p{L}|[%٪$€]))")
_STYLE_SPACED = regex.compile(r"(?<![\d.,] )(?<!\d)\d{1,3} \d{1,2}(?= (?:\p{L}|[%٪]))")
_STYLE_MARKS = regex.compile(r"[.,،؛:]")
_STYLE_PAIR = regex.compile(r"(?<![\d.,٫٬،])(\d{1,2}),(\d{1,2})(?![.,٫٬،]?\d)")
_STYLE_PADDED = regex.compile(r"(?<![\d.,٫٬،])0\d,\d{1,2}(?![.,٫٬،]?\d)")  # a whole part padded with a zero
_LONG = 200  # characters after which a text without any mark is one that has lost them


@lru_cache(maxsize=4)
def style_of(text: str, rules: NumberRules) -> Style:
    """How the article writes its numbers, as far as it shows by itself.

    Garbled numbers are read as meant only in an article that shows that it is garbled:

    * ``swapped``: digits stand before a space, a separator and digits without one ("9 .27 million"), where print has
      the space after a stop and none inside a number; and such pairs outnumber the decimals written as usual.
    * ``whole_first``: of numbers with a letter for their point ("8ر2"), agencies' dumps hold the whole part on the
      right. An article whose pairs can only be read the other way (0ر5, 3ر05, 1350ر2) has it on the left.
    * ``reversed``: a mark whose pairs can only be read with the whole part after it ("04,61" is 61.04).
    * ``stripped``: a text of some length without any mark of punctuation, with spaced pairs of digits.
    """
    comma, stop = len(_STYLE_COMMA.findall(text)), len(_STYLE_STOP.findall(text))
    swapped = len(_STYLE_SWAPPED.findall(text)) if " ." in text or " ," in text else 0
    bare = len(text) > _LONG and _STYLE_MARKS.search(text) is None
    return Style(
        comma_decimal=comma > stop,
        dot_groups=_STYLE_GROUPS.search(text) is not None,
        swapped=swapped > comma + stop,
        whole_first=_whole_first(text, rules),
        reversed="," if _STYLE_PADDED.search(text) is not None and _reversed(text) else "",
        stripped=bare and _STYLE_SPACED.search(text) is not None,
    )


def _whole_first(text: str, rules: NumberRules) -> bool:
    """Whether the numbers with a letter for their point can only be read with the whole part on the left: each that
    shows by itself which side it is on votes, and so does a side of more than three digits, which are no decimals.
    """
    votes = 0
    for letter in sorted(rules.joints["letter_point"]):
        if letter not in text:
            continue
        for left, right in regex.findall(rf"(?<!\d)(\d+){letter}(\d+)(?!\d)", text):
            votes += 2 * _for_left(left, right) + (len(left) > 3 >= len(right)) - (len(right) > 3 >= len(left))
    return votes > 0


def _reversed(text: str) -> bool:
    """Whether the pairs of digits around a comma can only be read with the whole part after it."""
    return sum(_for_left(left, right) for left, right in _STYLE_PAIR.findall(text)) < 0
