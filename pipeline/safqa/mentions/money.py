"""Amounts of money: number, currency, bounds, and how an ambiguous currency was settled.

The way through an article:

1. one scan for literals (scale words, currency nouns, signs, codes) marks the stretches worth reading;
2. each stretch is cut into tokens, every number in it is parsed, and a currency is looked for beside it
   (``_read_stretch``);
3. numbers without a currency take one from a neighbour: coordinated numbers ("from 6 to 8 billion dollars") from the
   one they are joined to, elided ones ("against 5 million") from the last amount told, where the words around them
   do not count something else;
4. words before and after an amount bound it;
5. nouns that several countries use (riyal, dinar) are settled for the article as a whole; the reason is kept.

What it declines to decide: what the amount is for, and whether it belongs to a deal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import ahocorasick_rs
import regex
from babel import Locale
from babel.core import get_global

from ..document import Amount, Mention, Qualifier
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from .numbers import THOUSAND, Lexer, Number, NumberRules, Style, Token, parse_number, split_forms

_BEFORE, _AFTER = 160, 90  # characters read around an anchor, within its line
_NEAR = 300  # how far back an elided amount may look for the amount whose currency it shares
_LARGEST = Decimal(10) ** 21  # more money than there is: a garbled text
_GAP = 3  # words that may stand for a * in a qualifier
_GLUE = frozenset(
    ("و", "ف", "ب", "ل", "ك", "ال", "بال", "لل", "وال", "وب", "ول", "كال", "فال")
)  # clitics before digits
_NEGATIONS = frozenset(("لا", "لم", "لن", "ليس"))
_OPENING = frozenset("\"«“‘'([")
_CLOSING = frozenset("\"»”’')].،؛:!؟…")


class NounRow(RuleModel):
    """A currency noun: its forms, what it may mean (the default first) and its worth in the main unit."""

    forms: str
    codes: str
    unit: Decimal


class CurrencyRow(RuleModel):
    """A currency's adjectives, the places that speak for it, and whole names beside CLDR's."""

    code: str
    adjectives: str = ""
    places: str = ""
    names: str = ""


class SignRow(RuleModel):
    """A sign or abbreviation and its codes."""

    sign: str
    codes: str


class QualifierRow(RuleModel):
    """A phrase that bounds an amount."""

    phrase: str
    qualifier: Literal["approx", "up_to", "at_least", "range", "neutral"]
    position: Literal["before", "after"]
    clitics: str = ""


class FormsRow(RuleModel):
    """Forms of one word."""

    forms: str


class PerRow(RuleModel):
    """What a rate is for."""

    forms: str
    per: str


class KindRow(RuleModel):
    """Words of one kind."""

    kind: Literal["counted", "follows", "part", "against", "range"]
    forms: str


class OutletRow(RuleModel):
    """A piece of an outlet's name and the currency of its country."""

    outlet: str
    code: str


class CodeRow(RuleModel):
    """A currency code."""

    code: str


@dataclass(frozen=True, slots=True)
class MoneyHint:
    """What is known of the article beside its text."""

    source: str | None = None
    title: str | None = None
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Noun:
    """A currency noun; ``alone`` says that it needs no adjective."""

    codes: tuple[str, ...]
    unit: Decimal
    alone: bool


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency found beside a number: token span, candidates, unit, and whether it is settled by itself."""

    first: int
    last: int
    codes: tuple[str, ...]
    unit: Decimal
    how: str  # sign, code, noun, adjective
    dual: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    qualifier: str
    clitics: bool


@dataclass(slots=True)
class _Item:
    """A number in a stretch, on its way to become an amount."""

    number: Number
    currency: Currency | None
    start: int
    end: int
    low: Decimal
    high: Decimal
    first: int  # token span, currency included
    last: int
    rule: str
    qualifier: Qualifier = "exact"
    shared: str | None = None  # reason, where the currency was taken from a neighbour
    from_previous: bool = False


@dataclass(slots=True)
class _Found:
    """An amount before its currency is settled."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    qualifier: Qualifier
    currency: Currency | None
    rule: str
    reason: str | None
    per: str | None
    gloss_of: int | None
    code: str = ""
    noun_before: Currency | None = None


def stem(word: str) -> str:
    """A noun or adjective without the article and the endings of number, gender and case."""
    if word.startswith("ال") and len(word) > 4:
        word = word[2:]
    for ending in ("ات", "ان", "ين", "ا"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if word[-1:] in ("ه", "ت") and len(word) >= 4:
        word = word[:-1]
    return word


def noun_forms(singular: str) -> Iterator[tuple[str, bool]]:
    """The regular forms of a currency noun, each with whether it is the dual."""
    yield singular, False
    base = singular[:-1] + "ت" if singular.endswith("ه") and len(singular) > 3 and singular[-2:] != "يه" else singular
    if singular.endswith("ه") and len(singular) > 3:
        feminine = singular[:-1]
        yield feminine + "ات", False
        for ending in ("تان", "تين", "تا", "تي"):
            yield feminine + ending, True
    if singular == base or singular.endswith("يه"):
        yield singular + "ا", False
        yield singular + "ات", False
        for ending in ("ان", "ين"):
            yield singular + ending, True


def current_codes() -> list[str]:
    """Every ISO 4217 currency that is legal tender somewhere today, by CLDR."""
    tender = get_global("territory_currencies")
    return sorted({code for rows in tender.values() for code, _, until, legal in rows if until is None and legal})


@lru_cache(maxsize=1)
def cldr_names() -> dict[str, tuple[str, ...]]:
    """Every Arabic name CLDR has for each current currency: the singular and the plural forms."""
    locale = Locale("ar")
    plurals = locale._data["currency_names_plural"]
    out: dict[str, tuple[str, ...]] = {}
    for code in current_codes():
        names = [locale.currencies.get(code), *plurals.get(code, {}).values()]
        out[code] = tuple(dict.fromkeys(fold(name) for name in names if name))
    return out


class MoneyRules:
    """Currency names, qualifiers and the rest of ``rules/money``, compiled, with the number words."""

    def __init__(self, folder: RulePath) -> None:
        self.numbers = NumberRules.load(folder / "numbers")
        money = folder / "money"
        self.nouns: dict[str, Noun] = {}
        self.duals: set[str] = set()
        self.adjectives: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)  # by code's first noun stem
        self.places: dict[str, list[str]] = {}
        self._load_nouns(money)
        self.signs: dict[str, tuple[str, ...]] = {}
        for _, row in read_tsv(money / "signs.tsv", SignRow):  # two signs may fold into one: both keep their codes
            self.signs[fold(row.sign)] = (*self.signs.get(fold(row.sign), ()), *row.codes.split())
        self._load_cldr()
        self.codes = frozenset(current_codes())
        self.not_codes = frozenset(row.code for _, row in read_tsv(money / "not_codes.tsv", CodeRow))
        self.before: dict[str, list[_Phrase]] = defaultdict(list)
        self.before_star: dict[str, list[_Phrase]] = defaultdict(list)
        self.after: dict[str, list[_Phrase]] = defaultdict(list)
        for _, cue in read_tsv(money / "qualifiers.tsv", QualifierRow):
            self._add_qualifier(cue)
        self.change = frozenset(
            form for _, row in read_tsv(money / "change.tsv", FormsRow) for form in split_forms(row.forms)
        )
        self.per: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for _, per in read_tsv(money / "per.tsv", PerRow):
            for form in split_forms(per.forms):
                words = tuple(form.split())
                self.per[words[0]].append((words, per.per))
        kinds: dict[str, set[str]] = defaultdict(set)
        for _, kind in read_tsv(money / "elided.tsv", KindRow):
            kinds[kind.kind] |= set(split_forms(kind.forms))
        self.counted, self.follows, self.part = (frozenset(kinds[k]) for k in ("counted", "follows", "part"))
        self.against, self.range_words = frozenset(kinds["against"]), frozenset(kinds["range"])
        self.outlets = [
            (fold(row.outlet).casefold(), row.code) for _, row in read_tsv(money / "outlets.tsv", OutletRow)
        ]
        self.lexer = Lexer(self.numbers, list(self.signs), lambda word: word in self.nouns)
        self.scan = ahocorasick_rs.AhoCorasick(sorted(self._literals()))

    @classmethod
    def load(cls, folder: RulePath) -> MoneyRules:
        """Reads ``numbers`` and ``money`` in a rules folder. Raises ``RuleError``."""
        return cls(folder)

    def _load_nouns(self, money: RulePath) -> None:
        for _, row in read_tsv(money / "nouns.tsv", NounRow):
            forms = split_forms(row.forms)
            noun = Noun(tuple(row.codes.split()), row.unit, True)
            self._add_noun(forms[0], forms, noun)
        for _, currency in read_tsv(money / "currencies.tsv", CurrencyRow):
            self.places[currency.code] = split_forms(currency.places)
            for adjective in split_forms(currency.adjectives):
                self.adjectives[currency.code][_stems(adjective.split())] = currency.code

    def _add_noun(self, singular: str, forms: Iterable[str], noun: Noun) -> None:
        for form, dual in noun_forms(singular):
            self.nouns.setdefault(form, noun)
            if dual:
                self.duals.add(form)
        for form in forms:
            self.nouns[form] = noun
            self.duals.discard(form)

    def _load_cldr(self) -> None:
        by_head: dict[str, list[str]] = defaultdict(list)
        for code, names in cldr_names().items():
            for name in names:
                head, *rest = name.split()
                if rest:
                    self.adjectives[code].setdefault(_stems(rest), code)
                if code not in by_head[head]:
                    by_head[head].append(code)
        for head, codes in by_head.items():
            known = self.nouns.get(head)
            if known is None:
                self._add_noun(head, (head,), Noun(tuple(codes), Decimal(1), False))
            elif any(code not in known.codes for code in codes) and known.unit == 1:
                self._extend(known, codes)
        symbols = Locale("ar").currency_symbols
        for code in cldr_names():
            sign = fold(symbols.get(code, code)).strip()
            if sign != code and not (sign.isascii() and sign.isalpha()) and " " not in sign:
                self.signs.setdefault(sign, (code,))

    def _extend(self, known: Noun, codes: list[str]) -> None:
        wider = replace(known, codes=(*known.codes, *(code for code in codes if code not in known.codes)))
        for form, noun in self.nouns.items():
            if noun is known:
                self.nouns[form] = wider

    def _add_qualifier(self, row: QualifierRow) -> None:
        words = tuple(word if word in ("*", "{a}") else fold(word) for word in row.phrase.split())
        phrase = _Phrase(words, row.qualifier, bool(row.clitics))
        if row.position == "after":
            self.after[words[0]].append(phrase)
        elif words[-1] == "*":
            self.before_star[words[-2]].append(phrase)
        else:
            self.before[words[-1]].append(phrase)

    def _literals(self) -> set[str]:
        words = set(self.numbers.scale_forms) | set(self.nouns)
        out = {word if len(word) > 3 else " " + word for word in words}
        out |= {digit + word for word in words if len(word) <= 3 for digit in "0123456789"}
        out |= (
            {letter + word for word in words if len(word) == 3 for letter in "بلو"} | set(self.signs) | set(self.codes)
        )
        return out | {"¢"} if out else out


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)


_STYLE_COMMA = regex.compile(r"\d,\d{1,2}(?![\d,])")
_STYLE_STOP = regex.compile(r"\d\.\d{1,2}(?![\d.])")
_STYLE_GROUPS = regex.compile(r"\d\.\d{3}\.\d{3}")


def style_of(text: str) -> Style:
    """How the article writes its numbers, as far as it shows."""
    comma = len(_STYLE_COMMA.findall(text))
    return Style(comma_decimal=comma > len(_STYLE_STOP.findall(text)), dot_groups=bool(_STYLE_GROUPS.search(text)))


def find_money(text: str, rules: MoneyRules, hint: MoneyHint = MoneyHint()) -> list[Mention]:
    """Every amount of money in a normalised text, in order.

    Time is linear in the text's length; no text makes it fail.
    """
    stretches = list(_stretches(text, rules))
    if not stretches:
        return []
    style = hint.style or style_of(text)
    found: list[_Found] = []
    for start, end in stretches:
        _Stretch(text, start, end, rules, style, found).read()
    _settle(found, text, rules, hint)
    return [_mention(item) for item in found if item.code]


def _stretches(text: str, rules: MoneyRules) -> Iterator[tuple[int, int]]:
    """The parts of the text around anchors, within their lines, merged where they meet."""
    left = right = -1
    for _, start, end in rules.scan.find_matches_as_indexes(text, overlapping=True):
        if end <= right - _AFTER:
            continue
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        begin = _space_before(text, max(line, start - _BEFORE), line)
        finish = _space_after(text, min(stop, end + _AFTER), stop)
        if begin <= right:
            right = max(right, finish)
            continue
        if right >= 0:
            yield left, right
        left, right = begin, finish
    if right >= 0:
        yield left, right


def _space_before(text: str, at: int, floor: int) -> int:
    """A place at or before ``at`` that parts no word, but never more than a few words back."""
    while at > floor and not text[at - 1].isspace() and at > floor:
        at -= 1
    return at


def _space_after(text: str, at: int, ceiling: int) -> int:
    while at < ceiling and not text[at].isspace():
        at += 1
    return at


class _Stretch:
    """One stretch of text: its tokens, numbers and amounts."""

    def __init__(self, text: str, start: int, end: int, rules: MoneyRules, style: Style, found: list[_Found]) -> None:
        self.text, self.rules, self.style, self.found = text, rules, style, found
        self.tokens = rules.lexer.tokens(text, start, end)
        self.items: list[_Item] = []

    def read(self) -> None:
        """Adds the stretch's amounts to ``found``."""
        self._numbers()
        self._coordinate()
        self._elide()
        self._emit()

    # --- numbers and the currencies beside them -----------------------------------------------------------------

    def _numbers(self) -> None:
        at, tokens = 0, self.tokens
        while at < len(tokens):
            item = self._item_at(at)
            if item is None:
                at += 1
                continue
            self.items.append(item)
            at = max(item.last, at + 1)

    def _item_at(self, at: int) -> _Item | None:
        token = self.tokens[at]
        if token.kind in ("sign", "latin"):
            return self._sign_first(at)
        if token.kind == "word" and token.number is None:
            return self._noun_first(at)
        number = parse_number(self.tokens, at, self.rules.numbers, self.style, self._is_noun, joined=True)
        if number is None or self._is_date_or_code(number):
            return None
        return self._with_currency(number)

    def _is_noun(self, token: Token) -> bool:
        return token.kind == "word" and not token.conj and token.stem in self.rules.nouns

    def _is_date_or_code(self, number: Number) -> bool:
        """Digits that are part of a date, a time, a version or a name (12/5/2018, 10:30, iPhone12)."""
        before, after = self.text[number.start - 1 : number.start], self.text[number.end : number.end + 1]
        if self.tokens[number.first].kind != "digits":
            return False
        if before and before in "/:#_." and self.text[number.start - 2 : number.start - 1].isdigit():
            return True
        if before.isascii() and before.isalpha():
            return True
        return after in ("/", ":") and self.text[number.end + 1 : number.end + 2].isdigit()

    def _with_currency(self, number: Number) -> _Item:
        currency = self.currency_at(number.last, number)
        if currency is not None and number.raw is not None and self._thousandths(currency):
            number = self._reread(number)
        low, high, last = number.low, number.high, number.last
        end, rule = number.end, number.rule
        if currency is not None:
            low, high, last = low * currency.unit, high * currency.unit, currency.last
            end = self.tokens[currency.last - 1].end
            half = self._half_after(currency, number)
            if half is not None:
                low, high, last = low + half[0], high + half[0], half[1]
                end = self.tokens[last - 1].end
        item = _Item(number, currency, number.start, end, low, high, number.first, last, f"money.{rule}")
        if number.vague:
            item.qualifier = "order"
        return item

    def _thousandths(self, currency: Currency) -> bool:
        """Whether the currency, as it is named here, has three decimals ("47.520 دينار")."""
        return currency.unit == 1 and currency.codes[0] in ("KWD", "BHD", "OMR", "JOD", "IQD", "TND", "LYD")

    def _reread(self, number: Number) -> Number:
        raw = number.raw or ""
        if raw.count(".") + raw.count("٫") != 1 or len(raw.partition(".")[2] or raw.partition("٫")[2]) != 3:
            return number
        value = parse_number(
            self.tokens, number.first, self.rules.numbers, replace(self.style, thousandths=True), self._is_noun, True
        )
        return value or number

    def _half_after(self, currency: Currency, number: Number) -> tuple[Decimal, int] | None:
        """The half of "a dollar and a half", "five million dollars and a half"."""
        at = currency.last
        if at >= len(self.tokens) or currency.how not in ("noun", "adjective"):
            return None
        token = self.tokens[at]
        if not token.conj or token.number is None or token.number.kind != "fraction" or token.number.form != "one":
            return None
        after = at + 1
        if after < len(self.tokens):
            follow = self.tokens[after]
            if follow.number is not None and follow.number.kind == "scale" and not follow.conj:
                if follow.number.value != number.scale:
                    return None
                return token.number.value * number.scale, after + 1
            if follow.kind == "word" and not follow.conj:
                if self._is_noun(follow) and follow.article:
                    return token.number.value * number.scale, after + 1
                return None
        return token.number.value * number.scale, after

    def _sign_first(self, at: int) -> _Item | None:
        """A sign or a code before its number: $5 million, USD 300."""
        token = self.tokens[at]
        codes = self._codes_of(token)
        if codes is None or (token.text in self.rules.not_codes) or at + 1 >= len(self.tokens):
            return None
        follower = self.tokens[at + 1]
        if follower.kind != "digits" or follower.start - token.end > 1:
            return None
        number = parse_number(self.tokens, at + 1, self.rules.numbers, self.style, self._is_noun)
        if number is None:
            return None
        currency = self._long_form(Currency(at, at + 1, codes, Decimal(1), "sign"), number)
        last = max(number.last, currency.last)
        end = self.tokens[last - 1].end
        return _Item(number, currency, token.start, end, number.low, number.high, at, last, "money.sign")

    def _long_form(self, currency: Currency, number: Number) -> Currency:
        """The same currency said again in words after the number ("$5 million dollars") belongs to the amount."""
        again = self.currency_at(number.last, number)
        return again if again is not None and set(again.codes) & set(currency.codes) else currency

    def _noun_first(self, at: int) -> _Item | None:
        """A currency noun that is a number by itself: the dual, or "one dollar"."""
        token = self.tokens[at]
        noun = self.rules.nouns.get(token.stem)
        if noun is None:
            return None
        one = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        dual = token.stem in self.rules.duals and not token.article
        single = (
            one is not None
            and one.number is not None
            and one.number.kind == "unit"
            and one.number.value == 1
            and not one.conj
        )
        if not (dual or single) or not noun.alone or (single and (token.article or self._denied(at))):
            return None
        value = Decimal(2 if dual else 1)
        currency = self._noun_at(at)
        if currency is None:
            return None
        last = at + 2 if single and not dual else currency.last
        if one is not None and dual and one.number is not None and one.number.value == 2 and not one.conj:
            last = at + 2
        number = Number(at, at + 1, token.inner, token.end, value, value, rule="dual" if dual else "one")
        value *= currency.unit
        return _Item(
            number, currency, token.inner, self.tokens[last - 1].end, value, value, at, last, f"money.{number.rule}"
        )

    def _denied(self, at: int) -> bool:
        """Whether a negation shortly before makes "a single riyal" an idiom."""
        words = {token.text.lstrip("وف") for token in self.tokens[max(0, at - 6) : at]}
        return bool(words & _NEGATIONS)

    def _codes_of(self, token: Token) -> tuple[str, ...] | None:
        if token.kind == "sign":
            return self.rules.signs.get(token.text)
        if token.kind == "latin" and token.text in self.rules.codes:
            return (token.text,)
        return None

    def currency_at(self, at: int, number: Number) -> Currency | None:
        """The currency that stands at a token, right after a number."""
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.kind == "word" and token.text == "من" and at + 1 < len(self.tokens):
            following = self.tokens[at + 1]
            if following.article and (number.vague or number.scale > 1):
                return self._noun_at(at + 1)
            return None
        if token.kind in ("sign", "latin"):
            codes = self._codes_of(token)
            if codes is None or (token.kind == "sign" and self._opens_next(at)):
                return None
            return Currency(at, at + 1, codes, Decimal(1), "sign" if token.kind == "sign" else "code")
        if token.conj:
            return None
        return self._noun_at(at)

    def _opens_next(self, at: int) -> bool:
        """Whether a sign belongs to the number after it: "from 5 $10" has none of "5"."""
        token = self.tokens[at]
        follower = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        glued_back = self.tokens[at - 1].end == token.start
        return follower is not None and follower.kind == "digits" and follower.start == token.end and not glued_back

    def _noun_at(self, at: int) -> Currency | None:
        token = self.tokens[at]
        noun = self.rules.nouns.get(token.stem) if token.kind == "word" else None
        if noun is None:
            return None
        best = self._adjective(at + 1, noun)
        dual = token.stem in self.rules.duals
        if best is not None:
            return Currency(at, best[1], (best[0],), noun.unit, "adjective", dual)
        return Currency(at, at + 1, noun.codes, noun.unit, "noun", dual) if noun.alone else None

    def _adjective(self, at: int, noun: Noun) -> tuple[str, int] | None:
        words: list[str] = []
        best: tuple[str, int] | None = None
        for place in range(at, min(at + 5, len(self.tokens))):
            token = self.tokens[place]
            if token.kind != "word" or (self.text[self.tokens[place - 1].end : token.start].strip()):
                break
            words.append(stem(token.text))
            key = tuple(words)
            for code in noun.codes:
                if key in self.rules.adjectives.get(code, ()):
                    best = (code, place + 1)
                    break
        return best

    # --- neighbours ---------------------------------------------------------------------------------------------

    def _between(self, left: _Item, right: _Item) -> list[Token]:
        return self.tokens[left.last : right.first]

    def _connector(self, left: _Item, right: _Item) -> str | None:
        """The word or mark that joins two numbers that stand side by side, or ``None``."""
        between = [token.text for token in self._between(left, right) if token.text not in ("ال", "نحو", "حوالي")]
        if not between:
            first = self.tokens[right.first]
            return "و" if first.conj else None
        joined = "".join(between)
        if len(between) == 1 and between[0] in self.rules.range_words:
            return between[0]
        if joined in ("وال", "وب", "ول"):
            return "و"
        return (
            between[0] if len(between) == 2 and between[0] in self.rules.range_words and between[1] in _GLUE else None
        )

    def _coordinate(self) -> None:
        """Joined numbers share scale and currency; intervals become one amount."""
        for index in range(len(self.items) - 2, -1, -1):
            left, right = self.items[index], self.items[index + 1]
            if right.currency is None or right.qualifier == "order" or left.qualifier == "order":
                continue
            connector = self._connector(left, right)
            if connector is None:
                continue
            cue = self._cue_before(left)
            if self._is_interval(left, right, connector, cue):
                self._merge(index, left, right)
            elif left.currency is None and (
                left.number.scale > 1 or cue == "range" or connector in ("الي", "او", "حتي")
            ):
                self._share(left, right)

    def _is_interval(self, left: _Item, right: _Item, connector: str, cue: str | None) -> bool:
        if right.rule == "money.interval" or (left.number.rule == "fraction" and left.number.scale == 1):
            return False
        if connector in ("و", "/"):
            return cue == "range" and connector == "و"
        if connector in ("-", "–", "—", "~"):
            return left.currency is None or left.currency.codes == right.currency.codes if right.currency else False
        if (
            left.currency is not None
            and right.currency is not None
            and not set(left.currency.codes) & set(right.currency.codes)
        ):
            return False
        if connector == "او":
            return left.currency is None and not self._year(left)
        return not self._changed(left) and not self._year(left)

    def _year(self, item: _Item) -> bool:
        number = item.number
        return (
            item.currency is None
            and number.scale == 1
            and Decimal(1900) <= number.low <= Decimal(2100)
            and (number.raw or "").isdigit()
        )

    def _changed(self, item: _Item) -> bool:
        for token in reversed(self.tokens[max(0, item.first - 12) : item.first]):
            if token.kind == "mark" and token.text in ".؛!؟":
                return False
            if token.text in self.rules.change or (token.text[:1] in "وف" and token.text[1:] in self.rules.change):
                return True
        return False

    def _shared_value(self, left: _Item, right: _Item) -> Decimal:
        """What the left number is worth once it has the right one's scale and unit."""
        value, scale = left.number.low, right.number.scale
        unit = right.currency.unit if right.currency else Decimal(1)
        if left.number.scale > 1 or scale == 1:
            return value * unit
        coefficient = right.number.coefficient or right.number.low / scale
        if value > coefficient and scale > THOUSAND and value >= 10 * coefficient:
            scale = scale / THOUSAND
        return value * scale * unit

    def _merge(self, index: int, left: _Item, right: _Item) -> None:
        low = left.low if left.currency is not None else self._shared_value(left, right)
        if low > right.high:
            self._share(left, right)
            return
        merged = replace(right, start=left.start, first=left.first, low=low, high=right.high, qualifier="range",
                         rule="money.interval", number=replace(right.number, first=left.number.first))  # fmt: skip
        self.items[index : index + 2] = [merged]

    def _share(self, left: _Item, right: _Item) -> None:
        if left.currency is not None or self._year(left) or (left.number.rule == "fraction" and left.number.scale == 1):
            return
        left.low = left.high = self._shared_value(left, right)
        left.currency, left.shared, left.rule = right.currency, "coordination", "money.coordinated"

    # --- elided currencies --------------------------------------------------------------------------------------

    def _elide(self) -> None:
        previous: _Item | None = None
        for item in self.items:
            if item.currency is not None:
                previous = item
            elif self._is_elided(item, previous):
                item.from_previous, item.rule = True, "money.elided"

    def _is_elided(self, item: _Item, previous: _Item | None) -> bool:
        number = item.number
        if number.vague or item.qualifier == "order" or (number.rule == "fraction" and number.scale == 1):
            return False
        following = self.tokens[item.last] if item.last < len(self.tokens) else None
        if following is not None and (following.text in ("%", "٪") or self._percent(item.last)):
            return False
        if number.scale == 1:
            return previous is not None and self._like_previous(item, previous, following)
        if number.bare:
            return False
        near = previous is not None or bool(self.found and item.start - self.found[-1].end < _NEAR)
        title = self.text.find("\n", 0, _NEAR) >= item.start
        if not (near or title):
            return False
        if self._counts_something(item):
            return False
        if number.tanwin:
            return near or title
        if self._part_of(item):
            return True
        return self._ends_phrase(item.last)

    def _percent(self, at: int) -> bool:
        words = [token.text for token in self.tokens[at : at + 2]]
        return bool(words) and (
            words[0] in ("بالمئه", "بالمائه")
            or (len(words) > 1 and words[0] == "في" and words[1] in ("المئه", "المائه"))
        )

    def _ends_phrase(self, at: int) -> bool:
        """Whether what follows can't be a counted noun: a mark, a preposition, a year, nothing."""
        if at >= len(self.tokens):
            return True
        following = self.tokens[at]
        if following.kind == "mark":
            return following.text in _CLOSING or following.text in _OPENING or following.text in "-–—"
        if following.kind != "word":
            return False
        if following.conj or following.text == "و" or following.text in self.rules.follows:
            return True
        year = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        return following.text.startswith("لل") or (len(year) == 4 and year.isdigit())

    def _part_of(self, item: _Item) -> bool:
        """Whether "of it" stands right before the number: "22 million euros, of which 18 million"."""
        words = [token for token in self.tokens[max(0, item.first - 3) : item.first] if token.text not in _GLUE]
        return bool(words) and any(token.text in self.rules.part for token in words[-2:])

    def _counts_something(self, item: _Item) -> bool:
        """Whether the words before (in the clause) or right after say that something else is counted."""
        reach = 4 if item.number.tanwin else 24  # the accusative ending itself says that no noun is counted
        for token in reversed(self.tokens[max(0, item.first - reach) : item.first]):
            if token.kind == "mark" and token.text in ".؛!؟":
                break
            if token.kind == "sign" or (token.kind == "word" and token.stem in self.rules.nouns):
                break
            if token.stem in self.rules.counted or token.text in self.rules.counted:
                return True
        return any(token.stem in self.rules.counted for token in self.tokens[item.last : item.last + 2])

    def _like_previous(self, item: _Item, previous: _Item, following: Token | None) -> bool:
        """A bare number that can only be another price: set against one, or written just like one."""
        if self.tokens[item.number.first].kind != "digits" or previous.number.scale != 1 or not previous.low:
            return False
        if not self._ends_phrase(item.last) or self._year(item) or self._counts_something(item):
            return False
        between = [token.text for token in self._between(previous, item) if token.text not in _GLUE]
        ratio = item.low / previous.low
        if not Decimal("0.2") <= ratio <= 5:
            return False
        if " ".join(between) in self.rules.against:
            return True
        if any(text in ".؛" for text in between) or len(between) > 22:
            return False
        raw = item.number.raw or ""
        alike = any(mark in raw for mark in ".,٫٬") and Decimal("0.5") <= ratio <= 2
        return alike and following is not None

    # --- bounds and the rest ------------------------------------------------------------------------------------

    def _cue_before(self, item: _Item) -> str | None:
        """The bound that the words before an amount put on it."""
        place = item.first - 1
        glued = False
        strongest: str | None = None
        if item.number.first < len(self.tokens) and self.tokens[item.first].conj:
            return None
        for _ in range(3):
            while place >= 0 and (self.tokens[place].text in _GLUE or self._opens(place)):
                glued = glued or self.tokens[place].text in ("ب", "وب", "ل", "بال")
                if (
                    self.tokens[place].text in ("و", "وب", "وال")
                    and self.tokens[place].end == self.tokens[place + 1].start
                ):
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

    def _opens(self, place: int) -> bool:
        """A quote or bracket that opens here, unless it opens the gloss of another amount."""
        text = self.tokens[place].text
        return text in _OPENING and (text not in "([" or all(item.last != place for item in self.items))

    def _phrase_before(self, place: int, glued: bool) -> tuple[_Phrase, int] | None:
        best: tuple[int, _Phrase, int] | None = None
        for gap in range(_GAP + 1):
            at = place - gap
            if at < 0 or (gap and self._stops(at + 1)):
                break
            text = self.tokens[at].text
            keys = self._keys(text)
            starred = [] if (glued and gap) else [p for key in keys for p in self.rules.before_star.get(key, ())]
            plain = [p for key in keys for p in self.rules.before.get(key, ())] if gap == 0 else []
            for phrase in [*plain, *starred]:
                words = phrase.words[:-1] if phrase.words[-1] == "*" else phrase.words
                begin = self._match_back(words, at, phrase.clitics)
                if begin is not None:
                    size = sum(word != "*" for word in words)
                    if best is None or size > best[0]:
                        best = (size, phrase, begin - 1)
        return None if best is None else (best[1], best[2])

    def _stops(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind != "word" or token.stem in self.rules.nouns:
            return True
        return token.number is not None and not (token.article and token.number.kind == "unit")

    @staticmethod
    def _keys(text: str) -> list[str]:
        out = [text]
        if text[:1] in ("و", "ف") and len(text) > 2:
            out.append(text[1:])
        out += [key[1:] for key in list(out) if key[:1] in ("ب", "ل", "ك") and len(key) > 2]
        return out

    def _match_back(self, words: Sequence[str], at: int, clitics: bool) -> int | None:
        """The place of a phrase's first word when the phrase ends at a token, or ``None``."""
        index = len(words) - 1
        while index >= 0:
            if at < 0:
                return None
            word = words[index]
            if word == "*":
                stops = [any(map(self._stops, range(at - gap + 1, at + 1))) for gap in range(_GAP + 1)]
                gaps = [gap for gap, stop in enumerate(stops) if not stop]
                begins = (self._match_back(words[:index], at - gap, clitics) for gap in gaps)
                return next((begin for begin in begins if begin is not None), None)
            if not self._same(word, self.tokens[at].text, index == 0, clitics):
                return None
            at, index = at - 1, index - 1
        return at + 1

    @staticmethod
    def _same(word: str, text: str, first: bool, clitics: bool) -> bool:
        if word == "{a}":
            return text in _NEGATIONS or (text[:1] in ("و", "ف") and text[1:] in _NEGATIONS)
        if text == word:
            return True
        if not first:
            return False
        if text[:1] in ("و", "ف") and len(text) > 2:
            text = text[1:]
        if text == word:
            return True
        return clitics and text[:1] in ("ب", "ل", "ك") and text[1:] == word

    def _cue_after(self, item: _Item) -> str | None:
        at = item.last
        if at >= len(self.tokens):
            return None
        for phrase in self.rules.after.get(self.tokens[at].text, ()):
            words = [token.text for token in self.tokens[at : at + len(phrase.words)]]
            if tuple(words) == phrase.words:
                return phrase.qualifier
        return None

    def _per_after(self, item: _Item) -> str | None:
        for at in range(item.last, min(item.last + 2, len(self.tokens))):
            for words, per in self.rules.per.get(self.tokens[at].text, ()):
                if tuple(token.text for token in self.tokens[at : at + len(words)]) == words:
                    return per
        return None

    def _emit(self) -> None:
        """Turns the items that are money into found amounts, bounded."""
        for item in self.items:
            if item.currency is None and not item.from_previous:
                continue
            if not self._plausible(item):
                continue
            low, high, qualifier = self._bounded(item)
            gloss = self._gloss_of(item)
            if gloss is not None and qualifier == "exact" and gloss.qualifier in ("approx", "up_to", "at_least"):
                qualifier = gloss.qualifier
            named = self._noun_before(item) if item.from_previous and item.number.scale > 1 else None
            per, main = self._per_after(item), gloss.start if gloss else None
            self.found.append(
                _Found(item.start, item.end, low, high, qualifier, item.currency, item.rule, item.shared, per, main)
            )
            self.found[-1].noun_before = named

    def _plausible(self, item: _Item) -> bool:
        number = item.number
        if (item.qualifier == "order" and item.currency is None) or item.high > _LARGEST:
            return False
        return not (number.rule == "fraction" and number.scale == 1 and item.currency is not None
                    and item.currency.how == "noun" and self.tokens[item.currency.first].article)  # fmt: skip

    def _bounded(self, item: _Item) -> tuple[Decimal, Decimal, Qualifier]:
        if item.qualifier in ("range", "order"):
            return item.low, item.high, item.qualifier
        cue = self._cue_after(item)
        if cue is None or cue == "approx":
            cue = self._cue_before(item) or cue
        qualifier: Qualifier = cue if cue in ("approx", "up_to", "at_least") else "exact"  # type: ignore[assignment]
        return item.low, item.high, qualifier

    def _gloss_of(self, item: _Item) -> _Found | None:
        """The amount that this one converts: it stands right before the bracket that this one opens."""
        if not self.found:
            return None
        previous = self.found[-1]
        between = self.text[previous.end : item.start]
        opened = between.lstrip(' "”»،')
        return previous if opened.startswith("(") and len(opened) < 25 and ")" not in opened else None

    def _noun_before(self, item: _Item) -> Currency | None:
        """A currency named without a number in the clause before: "a debt in pounds: 530 million"."""
        for at in range(item.first - 1, max(-1, item.first - 10), -1):
            token = self.tokens[at]
            if token.kind == "mark" and token.text in ".؛!؟":
                return None
            if token.number is not None or token.kind == "digits":
                return None
            if token.kind == "word" and token.article and self._is_noun_any(token):
                return self._noun_at(at)
        return None

    def _is_noun_any(self, token: Token) -> bool:
        return token.stem in self.rules.nouns


# --- currencies of the article ----------------------------------------------------------------------------------


class _Context:
    """What the article says about its country: counted once, when an ambiguous noun asks for it."""

    def __init__(self, text: str, rules: MoneyRules, hint: MoneyHint) -> None:
        self.text, self.rules, self.hint = text, rules, hint
        self._places: dict[str, list[int]] = {}

    def places(self, code: str) -> list[int]:
        """Where the text names the country of a currency."""
        if code not in self._places:
            self._places[code] = sorted(
                at for word in self.rules.places.get(code, ()) for at in _word_places(self.text, word)
            )
        return self._places[code]

    def in_line(self, code: str, at: int) -> bool:
        """Whether the line of a place names the country of a currency."""
        line, stop = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        return any(line <= place < (stop if stop >= 0 else len(self.text)) for place in self.places(code))

    def outlet(self) -> str | None:
        """The currency of the outlet's country."""
        source = fold(self.hint.source or "").casefold()
        return next((code for name, code in self.rules.outlets if source and name in source), None)


@lru_cache(maxsize=4096)
def _place_pattern(word: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})[وف]?[بلك]?{regex.escape(word)}(?!\p{{L}})")


def _word_places(text: str, word: str) -> list[int]:
    at = text.find(word)
    if at < 0:
        return []
    return [match.start() for match in _place_pattern(word).finditer(text, max(0, at - 3))]


def _settle(found: list[_Found], text: str, rules: MoneyRules, hint: MoneyHint) -> None:
    """Gives each amount its code, and the reason where its name alone did not give it."""
    context = _Context(text, rules, hint)
    explicit = _explicit(found, text, rules)
    for index, item in enumerate(found):
        if item.currency is not None:
            _settle_named(item, context, explicit)
        elif item.noun_before is not None:
            item.currency = item.noun_before
            _settle_named(item, context, explicit)
            item.reason = "elided: the currency named before"
        else:
            _inherit(found, index)
    for index in range(len(found) - 1, -1, -1):  # elided before any amount: the next one's
        if not found[index].code:
            later = next((other for other in found[index + 1 : index + 9] if other.code), None)
            if later is not None and later.start - found[index].end < _NEAR:
                found[index].code, found[index].reason = later.code, "elided: the next amount's"


def _inherit(found: list[_Found], index: int) -> None:
    previous = next((found[at] for at in range(index - 1, -1, -1) if found[at].code), None)
    if previous is not None and previous.gloss_of is not None:
        main = next((other for other in found if other.start == previous.gloss_of), None)
        previous = main if main is not None and main.code else previous
    if previous is not None:
        found[index].code, found[index].reason = previous.code, "elided: the last amount's"


def _explicit(found: list[_Found], text: str, rules: MoneyRules) -> Counter[str]:
    """How often each code is named by adjective, sign or code."""
    return Counter(
        item.currency.codes[0]
        for item in found
        if item.currency is not None and item.currency.how in ("adjective", "code")
    )


def _settle_named(item: _Found, context: _Context, explicit: Counter[str]) -> None:
    currency = item.currency
    assert currency is not None
    if len(currency.codes) == 1 or (currency.codes[0] == "USD" and currency.unit == 1):
        item.code = currency.codes[0]
        return
    code, reason = _choose(item, currency, context, explicit)
    item.code = code
    item.reason = item.reason or reason
    worth = _SUB_UNITS.get((code, currency.unit))
    if worth is not None:
        item.low, item.high = (side / currency.unit * worth for side in (item.low, item.high))


# Fils and piastres differ in worth: a hundredth of a dirham, a thousandth of a dinar.
_SUB_UNITS = {("AED", Decimal("0.001")): Decimal("0.01"), ("EGP", Decimal("0.001")): Decimal("0.001")}


def _choose(item: _Found, currency: Currency, context: _Context, explicit: Counter[str]) -> tuple[str, str]:
    codes = currency.codes
    near = _near(item, codes, context)
    if near is not None:
        return near, "place beside it"
    named = [(explicit[code], code) for code in codes if explicit[code]]
    if named:
        return max(named)[1], "named in full elsewhere"
    outlet = context.outlet()
    here = [code for code in codes if context.in_line(code, item.start)]
    if len(here) == 1 and outlet is None:
        return here[0], "place in the paragraph" if here[0] != codes[0] else "default"
    scores = {code: _weight(code, context, outlet) for code in codes}
    best = max(codes, key=lambda code: scores[code])
    default = codes[0]
    if best != default and scores[best] >= 2 and scores[best] > scores[default]:
        return best, "outlet" if best == outlet else "places in the article"
    return default, "default"


def _weight(code: str, context: _Context, outlet: str | None) -> int:
    places = context.places(code)
    lead = sum(at < 250 for at in places)
    return len(places) + lead + (4 if code == outlet else 0)


def _near(item: _Found, codes: tuple[str, ...], context: _Context) -> str | None:
    """The country named beside the amount, in its clause: "seven dinars in Jordan"."""
    clause = regex.compile(r"[.؛،\n]|\sو(?=\d)|\sو")
    left = item.start
    right = item.end
    before = context.text[max(0, left - 40) : left]
    cut = max((m.end() for m in regex.finditer(r"[.؛،\n]", before)), default=0)
    before = before[cut:]
    after = context.text[right : right + 30]
    stop = clause.search(after)
    after = after[: stop.start()] if stop else after
    for piece in (after, before):
        hits = [
            (match.start(), code)
            for code in codes
            for word in context.rules.places.get(code, ())
            if word in piece
            for match in _beside_pattern(word).finditer(piece)
        ]
        if hits:
            return (min(hits) if piece is after else max(hits))[1]
    return None


@lru_cache(maxsize=4096)
def _beside_pattern(word: str) -> regex.Pattern[str]:
    """A place after "in"."""
    return regex.compile(rf"(?<!\p{{L}})[وف]?(?:في |ب){regex.escape(word)}(?!\p{{L}})")


def _mention(item: _Found) -> Mention:
    low: Decimal | None = item.low
    high: Decimal | None = item.high
    if item.qualifier == "up_to":
        low = None
    elif item.qualifier == "at_least":
        high = None
    amount = Amount(_plain(low), _plain(high), item.code, item.qualifier, item.reason, item.per, item.gloss_of)
    return Mention("money", item.start, item.end, item.rule, amount=amount)


def _plain(value: Decimal | None) -> Decimal | None:
    """The number without an exponent or idle zeros."""
    if value is None:
        return None
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value.adjusted() < 28 else value
