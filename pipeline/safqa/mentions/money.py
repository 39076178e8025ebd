"""Amounts of money: number, currency, bounds, and how an ambiguous currency was settled.

The way through an article:

1. one scan for literals (scale words, currency nouns, signs, codes) marks the stretches worth reading;
2. each stretch is cut into tokens, every number in it is parsed, and a currency is looked for beside it
   (``_Stretch``);
3. an amount and its sub-unit ("4 dollars and 50 cents") become one; numbers without a currency take one from a
   neighbour: coordinated numbers ("from 6 to 8 billion dollars") from the one they are joined to, elided ones
   ("against 5 million") from the last amount told, where the words around them do not count something else;
4. words before and after an amount bound it, say what it is for (``per``) and what it is (``part``);
5. nouns that several countries use (riyal, dinar) are settled for the article as a whole; the reason is kept
   (``currencies``).

What it declines to decide: whether an amount belongs to a deal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..document import Mention, Qualifier
from .bounds import OPENING, Bounds
from .currencies import NO_HINT, Found, MoneyHint, mention_of, settle
from .money_rules import Currency, MoneyRules, Noun, cldr_names
from .numbers import THOUSAND, Number, Style, Token, parse_number, style_of

__all__ = ["MoneyHint", "MoneyRules", "cldr_names", "find_money"]

_BEFORE, _AFTER = 160, 90  # characters read around an anchor, within its line
_NEAR = 300  # how far back an elided amount may look for the amount whose currency it shares
_LARGEST = Decimal(10) ** 21  # more money than there is: a garbled text
_CLAUSE = 14  # words before an amount among which the one that governs it may stand
_CLOSING = frozenset("\"»”’')].،؛:!؟…")
_OPENED = "opened"  # a bare noun that counts as one only if a sub-unit is added to it
_STOPS = frozenset(".؛!؟")  # marks that end a clause for good
_BREATHS = _STOPS | frozenset("،,")


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
    raws: tuple[str | None, str | None] = (None, None)  # the digits of its two sides, where they are all of it


def find_money(text: str, rules: MoneyRules, hint: MoneyHint = NO_HINT) -> list[Mention]:
    """Every amount of money in a normalised text, in order.

    Time is linear in the text's length; no text makes it fail.
    """
    stretches = list(_stretches(text, rules))
    if not stretches:
        return []
    style = hint.style or style_of(text, rules.numbers)
    found: list[Found] = []
    for start, end in stretches:
        _Stretch(text, start, end, rules, style, found).read()
    settle(found, text, rules, hint, style)
    return [mention_of(item) for item in found if item.code]


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

    def __init__(self, text: str, start: int, end: int, rules: MoneyRules, style: Style, found: list[Found]) -> None:
        self.text, self.rules, self.style, self.found = text, rules, style, found
        self.tokens = rules.lexer.tokens(text, start, end, style)
        self.bounds = Bounds(self.tokens, rules.bounds, lambda token: token.stem in rules.nouns)
        self.items: list[_Item] = []

    def read(self) -> None:
        """Adds the stretch's amounts to ``found``."""
        self._numbers()
        self._add_sub_units()
        self._coordinate()
        self._elide()
        self._emit()

    # --- numbers and the currencies beside them -----------------------------------------------------------------

    def _numbers(self) -> None:
        at, tokens, nouns, signs = 0, self.tokens, self.rules.nouns, self.rules.numbers.signs
        percents = self.rules.percents
        while at < len(tokens):
            token = tokens[at]
            if token.text in percents and (sign := self._percent(at)) is not None:  # "in the hundred" is no number
                at = sign
                continue
            idle = token.stem not in nouns if token.kind == "word" else token.kind == "mark" and token.text not in signs
            if idle and token.number is None:
                at += 1
                continue
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
        if number is None or self._is_date_or_code(number) or self._is_year_alone(number):
            return None
        return self._with_currency(number)

    def _is_noun(self, token: Token) -> bool:
        return token.kind == "word" and not token.conj and token.stem in self.rules.nouns

    def _is_year_alone(self, number: Number) -> bool:
        """Whether the digits are a year that a bare scale happens to follow: "in 2017 a billion dollars"."""
        at = number.first
        if at == 0 or number.scale == 1 or self.tokens[at].kind != "digits":
            return False
        year = self.tokens[at].text
        if len(year) != 4 or not year.isdigit() or not 1900 <= int(year) <= 2100:
            return False
        return any(key in self.rules.before_year for key in self.rules.keys(self.tokens[at - 1].text))

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
        if currency is not None and self._is_year_then_verb(number, currency):
            currency = None
        low, high, last = number.low, number.high, number.last
        end, rule = number.end, number.rule
        if currency is not None and currency.how == "sign" and number.scale == 1:
            number, currency = self._scaled_after_sign(number, currency)
            low, high = number.low, number.high
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
        if currency is not None and currency.unit == 1 and last == currency.last:
            item.raws = (number.raw, number.raw)
        return item

    def _scaled_after_sign(self, number: Number, currency: Currency) -> tuple[Number, Currency]:
        """The number of "20$ million", whose sign stands before the scale."""
        at = currency.last
        if not self._scale_at(at) or self.tokens[at].conj or self.tokens[at].article:
            return number, currency
        word = self.tokens[at].number
        assert word is not None
        scaled = replace(number, low=number.low * word.value, high=number.high * word.value, scale=word.value,
                         coefficient=number.low, rule="scaled", raw=None)  # fmt: skip
        return scaled, replace(currency, last=at + 1)

    def _is_year_then_verb(self, number: Number, currency: Currency) -> bool:
        """Whether a year stands before a noun that is a verb too: "in 2018 the state enacted" is not 2018 cents."""
        noun = currency.noun
        return noun is not None and noun.joined_dual and noun.unit < 1 and _is_year(number)

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
                if self._per_at(after) is None and not self._ends_phrase(after):
                    return None
        return token.number.value * number.scale, after

    def _sign_first(self, at: int) -> _Item | None:
        """A sign or a code before its number: $5 million, USD 300."""
        token = self.tokens[at]
        codes = self._codes_of(token)
        if codes is None or token.text in self.rules.not_codes or at + 1 >= len(self.tokens):
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
        item = _Item(number, currency, token.start, end, number.low, number.high, at, last, "money.sign")
        item.raws = (number.raw, number.raw)
        return item

    def _long_form(self, currency: Currency, number: Number) -> Currency:
        """The same currency said again in words after the number ("$5 million dollars") belongs to the amount."""
        again = self.currency_at(number.last, number)
        return again if again is not None and set(again.codes) & set(currency.codes) else currency

    def _noun_first(self, at: int) -> _Item | None:
        """A currency noun that is a number by itself: the dual, "one dollar", "a riyal" that a sub-unit is added to."""
        token = self.tokens[at]
        noun = self.rules.nouns.get(token.stem)
        if noun is None or not noun.alone or token.article:
            return None
        follower = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        told = follower.number if follower is not None and not follower.conj and follower.number is not None else None
        told_value = told.value if told is not None and told.kind == "unit" else None
        dual = token.stem in self.rules.duals
        if dual and noun.joined_dual and not self._joined_to_amount(at):
            return None
        single = told_value == 1 and not self._denied(at)
        if not dual and not single and not self._opens_sum(at, noun):
            return None
        currency = self._noun_at(at)
        if currency is None:
            return None
        value = Decimal(2 if dual else 1)
        last = at + 2 if told_value == value and (dual or single) else currency.last
        rule = "dual" if dual else "one" if single else _OPENED
        number = Number(at, at + 1, token.inner, token.end, value, value)
        value *= currency.unit
        half = self._half_after(currency, number) if last == currency.last else None
        if half is not None:
            value, last, rule = value + half[0] * currency.unit, half[1], "half"
        number = replace(number, rule=rule)
        return _Item(number, currency, token.inner, self.tokens[last - 1].end, value, value, at, last, f"money.{rule}")

    def _joined_to_amount(self, at: int) -> bool:
        """Whether a word is added to an amount of money ("3 dollars and two cents"), or is a price of something."""
        if self._per_at(at + 1) is not None:
            return True
        previous = self.items[-1] if self.items else None
        return previous is not None and previous.currency is not None and previous.last == at and self.tokens[at].conj

    def _opens_sum(self, at: int, noun: Noun) -> bool:
        """Whether a bare noun is one of it, since a sub-unit or a half follows: "a riyal and 25 halalas"."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if after is None or noun.unit != 1 or noun.named or not (after.conj or after.text in self.rules.clitics.alone):
            return False
        if self._counted_before(at):
            return False
        place = at + 1 if after.conj else at + 2
        half = self.tokens[place] if place < len(self.tokens) else None
        if half is not None and half.number is not None and half.number.kind == "fraction":
            return half.number.form == "one" and not self._scale_at(place + 1)  # "a pound and a half"
        number = parse_number(self.tokens, place, self.rules.numbers, self.style, self._is_noun, joined=True)
        if number is None or number.last >= len(self.tokens):
            return False
        lesser = self._noun_at(number.last)
        return lesser is not None and lesser.unit < 1 and bool(set(lesser.codes) & set(noun.codes))

    def _scale_at(self, at: int) -> bool:
        number = self.tokens[at].number if at < len(self.tokens) else None
        return number is not None and number.kind == "scale"

    def _counted_before(self, at: int) -> bool:
        return at > 0 and (self.tokens[at - 1].number is not None or self.tokens[at - 1].kind == "digits")

    def _denied(self, at: int) -> bool:
        """Whether a negation shortly before makes "a single riyal" an idiom."""
        words = {key for token in self.tokens[max(0, at - 6) : at] for key in self.rules.keys(token.text)}
        return bool(words & self.rules.bounds.negations)

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
        if token.kind == "word" and token.text in self.rules.numbers.joints["of"] and at + 1 < len(self.tokens):
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
        if best is not None:
            return Currency(at, best[1], (best[0],), noun.unit, "adjective", noun)
        return Currency(at, at + 1, noun.codes, noun.unit, "noun", noun) if noun.alone else None

    def _adjective(self, at: int, noun: Noun) -> tuple[str, int] | None:
        words: list[str] = []
        best: tuple[str, int] | None = None
        for place in range(at, min(at + 5, len(self.tokens))):
            token = self.tokens[place]
            if token.kind != "word" or (self.text[self.tokens[place - 1].end : token.start].strip()):
                break
            words.append(self.rules.stems.stem(token.text))
            key = tuple(words)
            for code in noun.codes:
                if key in self.rules.adjectives.get(code, ()):
                    best = (code, place + 1)
                    break
        return best

    # --- neighbours ---------------------------------------------------------------------------------------------

    def _between(self, left: _Item, right: _Item) -> list[Token]:
        return self.tokens[left.last : right.first]

    def _add_sub_units(self) -> None:
        """An amount and what is added to it in the sub-unit are one: "4 dollars and 50 cents"."""
        index = 0
        while index + 1 < len(self.items):
            left, right = self.items[index], self.items[index + 1]
            if self._is_sub_unit(left, right):
                self.items[index : index + 2] = [self._added(left, replace(right, low=self._worth(left, right)))]
            else:
                index += 1
        self.items = [item for item in self.items if item.rule != f"money.{_OPENED}"]

    def _is_sub_unit(self, left: _Item, right: _Item) -> bool:
        if left.currency is None or right.currency is None or left.qualifier == "order" or right.qualifier == "order":
            return False
        if left.currency.unit != 1 or right.currency.unit == 1 or self._connector(left, right) not in self.rules.ands:
            return False
        return bool(set(left.currency.codes) & set(right.currency.codes)) and self._worth(left, right) < 1

    @staticmethod
    def _worth(left: _Item, right: _Item) -> Decimal:
        """A sum of sub-units in the main unit of the amount that it is added to (fils of a dirham, or of a dinar)."""
        assert left.currency is not None
        assert right.currency is not None
        noun = right.currency.noun
        code = next((code for code in left.currency.codes if code in right.currency.codes), "")
        unit = dict(noun.others).get(code, noun.unit) if noun is not None else right.currency.unit
        return right.low / right.currency.unit * unit

    def _connector(self, left: _Item, right: _Item) -> str | None:
        """The word or mark that joins two numbers that stand side by side, or ``None``."""
        rules = self.rules
        skipped = rules.skipped
        article = rules.clitics.articles[0]
        between = [token.text for token in self._between(left, right) if token.text not in skipped]
        between = [text for text in between if text != article]
        if not between:
            return rules.clitics.conjunctions[0] if self.tokens[right.first].conj else None
        if len(between) == 1 and between[0] in rules.connectors:
            return between[0]
        if "".join(between) in rules.clitics.with_conjunction:
            return rules.clitics.conjunctions[0]
        joined = len(between) == 2 and between[0] in rules.connectors and between[1] in rules.clitics.alone
        return between[0] if joined else None

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
                left.number.scale > 1 or cue == "range" or connector in self.rules.to | self.rules.either
            ):
                self._share(left, right)

    def _is_interval(self, left: _Item, right: _Item, connector: str, cue: str | None) -> bool:
        if right.rule == "money.interval" or (left.number.rule == "fraction" and left.number.scale == 1):
            return False
        if connector in self.rules.ands or connector in self.rules.slashes:
            return cue == "range" and connector in self.rules.ands
        if connector in self.rules.dashes:
            return left.currency is None or left.currency.codes == right.currency.codes if right.currency else False
        if (
            left.currency is not None
            and right.currency is not None
            and not set(left.currency.codes) & set(right.currency.codes)
        ):
            return False
        if connector in self.rules.either:
            return left.currency is None and not self._year(left)
        return not self._changed(left) and not self._year(left)

    def _year(self, item: _Item) -> bool:
        return item.currency is None and _is_year(item.number)

    def _changed(self, item: _Item) -> bool:
        for token in reversed(self.tokens[max(0, item.first - 12) : item.first]):
            if token.kind == "mark" and token.text in _STOPS:
                return False
            if token.kind == "word" and any(key in self.rules.change for key in self.rules.keys(token.text)):
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
                         rule="money.interval", raws=self._interval_raws(left, right),
                         number=replace(right.number, first=left.number.first))  # fmt: skip
        self.items[index : index + 2] = [merged]

    @staticmethod
    def _interval_raws(left: _Item, right: _Item) -> tuple[str | None, str | None]:
        plain = right.number.scale == 1 and right.raws[1] is not None
        return (left.number.raw, right.raws[1]) if plain else (None, None)

    def _share(self, left: _Item, right: _Item) -> None:
        if left.currency is not None or self._year(left) or (left.number.rule == "fraction" and left.number.scale == 1):
            return
        left.low = left.high = self._shared_value(left, right)
        left.currency, left.shared, left.rule = right.currency, "coordination", "money.coordinated"
        left.raws = (left.number.raw, left.number.raw) if right.number.scale == 1 and right.raws[1] else (None, None)

    # --- elided currencies --------------------------------------------------------------------------------------

    def _elide(self) -> None:
        previous: _Item | None = None
        kept: list[_Item] = []
        for item in self.items:
            if item.currency is not None:
                previous = item
            elif self._is_elided(item, previous):
                if kept and kept[-1] is previous and self._continues(previous, item):
                    previous = kept[-1] = self._added(previous, item)
                    continue
                item.from_previous, item.rule = True, "money.elided"
            kept.append(item)
        self.items = kept

    def _continues(self, left: _Item, right: _Item) -> bool:
        """Whether a number goes on after its currency: "a million dirhams and 500 thousand"."""
        if left.qualifier in ("range", "order") or left.currency is None or left.currency.unit != 1:
            return False
        joined = self._connector(left, right) in self.rules.ands
        return joined and left.number.low == left.low and right.high < left.number.scale

    @staticmethod
    def _added(left: _Item, right: _Item) -> _Item:
        total = left.low + right.low
        return replace(left, low=total, high=total, end=right.end, last=right.last, rule="money.sum", raws=(None, None))

    def _is_elided(self, item: _Item, previous: _Item | None) -> bool:
        number = item.number
        if number.vague or item.qualifier == "order" or (number.rule == "fraction" and number.scale == 1):
            return False
        following = self.tokens[item.last] if item.last < len(self.tokens) else None
        if self._percent(item.last) is not None:
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

    def _percent(self, at: int) -> int | None:
        """The place after a percent sign or wording that begins at a token."""
        if at >= len(self.tokens):
            return None
        for words in self.rules.percents.get(self.tokens[at].text, ()):
            if self._stands(words, at):
                return at + len(words)
        return None

    def _stands(self, words: tuple[str, ...], at: int) -> bool:
        """Whether words stand at a token, as they are."""
        if len(words) == 1:
            return self.tokens[at].text == words[0]
        return tuple(token.text for token in self.tokens[at : at + len(words)]) == words

    def _ends_phrase(self, at: int) -> bool:
        """Whether what follows can't be a counted noun: a mark, a preposition, a year, nothing."""
        if at >= len(self.tokens):
            return True
        following = self.tokens[at]
        if following.kind == "mark":
            return following.text in _CLOSING or following.text in OPENING or following.text in "-–—"
        if following.kind != "word":
            return False
        if following.conj or following.text in self.rules.ands or following.text in self.rules.follows:
            return True
        year = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        return following.text.startswith(self.rules.follows_prefixes) or (len(year) == 4 and year.isdigit())

    def _part_of(self, item: _Item) -> bool:
        """Whether "of it" stands right before the number: "22 million euros, of which 18 million"."""
        words = [
            token
            for token in self.tokens[max(0, item.first - 3) : item.first]
            if token.text not in self.rules.clitics.alone
        ]
        return bool(words) and any(token.text in self.rules.of_it for token in words[-2:])

    def _counts_something(self, item: _Item) -> bool:
        """Whether the words before (in the clause) or right after say that something else is counted."""
        rules = self.rules
        # The accusative ending itself says that no noun follows: only the same breath can say what is counted.
        reach, stops = (14, _BREATHS) if item.number.tanwin else (24, _STOPS)
        for token in reversed(self.tokens[max(0, item.first - reach) : item.first]):
            if token.kind == "mark" and token.text in stops:
                break
            if token.kind == "sign" or (token.kind == "word" and token.stem in rules.nouns):
                break
            if token.kind == "word" and rules.is_counted(token.text):
                return True
        after = [token for token in self.tokens[item.last : item.last + 2] if token.kind == "word"]
        if after and after[0].text in rules.numbers.joints["of"]:
            return any(rules.is_unit(key) for token in after[1:] for key in rules.keys(token.text))
        return any(rules.is_unit(token.text) for token in after[:1])

    def _like_previous(self, item: _Item, previous: _Item, following: Token | None) -> bool:
        """A bare number that can only be another price: set against one, or written just like one."""
        if self.tokens[item.number.first].kind != "digits" or previous.number.scale != 1 or not previous.low:
            return False
        if not self._ends_phrase(item.last) or self._year(item) or self._counts_something(item):
            return False
        between = [token.text for token in self._between(previous, item) if token.text not in self.rules.clitics.alone]
        ratio = item.low / previous.low
        if not Decimal("0.2") <= ratio <= 5:
            return False
        if " ".join(between) in self.rules.against:
            return True
        if any(text in _STOPS for text in between) or len(between) > 22:
            return False
        raw = item.number.raw or ""
        alike = any(mark in raw for mark in ".,٫٬") and Decimal("0.5") <= ratio <= 2
        return alike and following is not None

    # --- bounds and the rest ------------------------------------------------------------------------------------

    def _cue_before(self, item: _Item) -> str | None:
        """The bound that the words before an amount put on it."""
        return self.bounds.before(item.first, self._opens)

    def _opens(self, place: int) -> bool:
        """A quote or bracket that opens here, unless it opens the gloss of another amount."""
        text = self.tokens[place].text
        return text in OPENING and (text not in "([" or all(item.last != place for item in self.items))

    def _per_at(self, at: int) -> str | None:
        """What a rate is for, when the words that say so begin at a token; the longest of them decides."""
        if at >= len(self.tokens):
            return None
        hits = [(len(words), per) for words, per in self.rules.per.get(self.tokens[at].text, ())
                if self._stands(words, at)]  # fmt: skip
        return max(hits)[1] if hits else None

    def _per(self, item: _Item) -> str | None:
        """What a rate is for, told right after the amount or right before it."""
        for at in (item.last, item.last + 1):
            if (per := self._per_at(at)) is not None:
                return per
        for at in range(item.first - 1, max(-1, item.first - 5), -1):
            for words, per in self.rules.per_before.get(self.tokens[at].text, ()):
                if at + 1 >= len(words) and self._stands(words, at + 1 - len(words)):
                    return per
            if self.bounds.stops(at) or self.tokens[at].kind != "word":
                return None
        return None

    def _part(self, item: _Item, floor: int) -> str | None:
        """What the amount is, by the nearest word that governs it: right after it, else in the clause before it, no
        further back than the amount before (``floor``) unless the two are joined.
        """
        if item.last < len(self.tokens):
            for words, part in self.rules.part_after.get(self.tokens[item.last].text, ()):
                if self._stands(words, item.last):
                    return part
        lookup = self.rules.part_before
        for at in range(item.first - 1, max(floor - 1, item.first - 1 - _CLAUSE, -1), -1):
            token = self.tokens[at]
            if token.kind != "word":
                if token.text in _STOPS:
                    return None
                continue
            hits = [
                hit for key in self.rules.keys(token.text) for hit in lookup.get(key, ()) if self._governs(hit[0], at)
            ]
            if hits:
                return max(hits, key=lambda hit: len(hit[0]))[1]
        return None

    def _governs(self, words: Sequence[frozenset[str]], at: int) -> bool:
        """Whether the words before the last of a governing phrase stand before a token, each with its clitics."""
        begin = at + 1 - len(words)
        return begin >= 0 and all(
            not forms.isdisjoint(self.rules.keys(self.tokens[begin + place].text))
            for place, forms in enumerate(words[:-1])
        )

    def _emit(self) -> None:
        """Turns the items that are money into found amounts, bounded."""
        previous: _Item | None = None
        part: str | None = None
        for item in self.items:
            if item.currency is None and not item.from_previous:
                continue
            if not self._plausible(item):
                continue
            low, high, qualifier = self._bounded(item)
            gloss, bracketed = self._gloss_of(item)
            if gloss is not None and bracketed and qualifier == "exact":
                qualifier = gloss.qualifier if gloss.qualifier in ("approx", "up_to", "at_least") else qualifier
            joined = previous is not None and self._connector(previous, item) is not None
            part = self._part(item, previous.last if previous else 0) or (part if joined or gloss else None)
            named = self._noun_before(item) if item.from_previous and item.number.scale > 1 else None
            self.found.append(
                Found(item.start, item.end, low, high, qualifier, item.currency, item.rule, item.shared,
                      self._per(item), gloss, bracketed, part, item.raws, named)
            )  # fmt: skip
            previous = item

    def _plausible(self, item: _Item) -> bool:
        number = item.number
        if (item.qualifier == "order" and item.currency is None) or item.high > _LARGEST:
            return False
        return not (number.rule == "fraction" and number.scale == 1 and item.currency is not None
                    and item.currency.how == "noun" and self.tokens[item.currency.first].article)  # fmt: skip

    def _bounded(self, item: _Item) -> tuple[Decimal, Decimal, Qualifier]:
        if item.qualifier in ("range", "order"):
            return item.low, item.high, item.qualifier
        cue = self.bounds.after(item.last)
        if cue is None or cue == "approx":
            cue = self._cue_before(item) or cue
        qualifier: Qualifier = cue if cue in ("approx", "up_to", "at_least") else "exact"  # type: ignore[assignment]
        return item.low, item.high, qualifier

    def _gloss_of(self, item: _Item) -> tuple[Found | None, bool]:
        """The amount that this one may convert, and whether by a bracket that this one opens: else words of equality
        stand between the two.
        """
        if not self.found:
            return None, False
        previous = self.found[-1]
        between = self.text[previous.end : item.start]
        if len(between) > 45 or "\n" in between:
            return None, False
        opened = between.lstrip(' "”»،')
        if opened.startswith("(") and len(opened) < 25 and ")" not in opened:
            return previous, True
        words = between.strip(' ،,"”»').removesuffix(self.rules.clitics.conjunctions[0])
        return (previous, False) if words.strip() in self.rules.equals else (None, False)

    def _noun_before(self, item: _Item) -> Currency | None:
        """A currency named without a number in the clause before: "a debt in pounds: 530 million"."""
        for at in range(item.first - 1, max(-1, item.first - 10), -1):
            token = self.tokens[at]
            if token.kind == "mark" and token.text in _STOPS:
                return None
            if token.number is not None or token.kind == "digits":
                return None
            if token.kind == "word" and token.article and token.stem in self.rules.nouns:
                return self._noun_at(at)
        return None


def _is_year(number: Number) -> bool:
    return number.scale == 1 and Decimal(1900) <= number.low <= Decimal(2100) and (number.raw or "").isdigit()
