"""Numbers with the currencies beside them: the first reading of a stretch of text.

A number takes the currency right after it (a noun with its adjective, a sign, a code) or the sign or code before it; a
currency noun may be a number by itself (the dual, "one dollar", "more than a dollar").
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from decimal import Decimal

from ..document import Qualifier
from .bounds import Bounds
from .currencies import Found
from .money_rules import Currency, MoneyRules, Noun
from .numbers import Number, Style, Token, parse_number

OPENED = "opened"  # a bare noun that counts as one only if a sub-unit is added to it


@dataclass(slots=True)
class Item:
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


class Items:
    """A stretch of text: its tokens, and the numbers with their currencies (``items``), in order."""

    def __init__(self, text: str, start: int, end: int, rules: MoneyRules, style: Style, found: list[Found]) -> None:
        self.text, self.rules, self.style, self.found = text, rules, style, found
        tokens = rules.lexer.tokens(text, start, end, style)
        self.tokens = self._unbracketed(tokens) if text.find("(", start, end) >= 0 else tokens
        self.bounds = Bounds(self.tokens, rules.bounds, lambda token: token.stem in rules.nouns and not token.article)
        self.items: list[Item] = []
        self._article = rules.clitics.articles[0]
        self._sizes: set[int] | None = None
        self._quotes = frozenset(close for close, mark in rules.marks.opens.items() if mark not in rules.marks.brackets)

    def _unbracketed(self, tokens: list[Token]) -> list[Token]:
        """The tokens with digits that stand alone in brackets before what they count made one: "(20) billion dinars",
        "(17) - (19) riyals".
        """
        for at in range(len(tokens) - 4, -1, -1):
            opening, digits, closing, after = (*tokens[at : at + 4], tokens[-1])[:4]
            if opening.text != "(" or closing.text != ")" or digits.kind != "digits":
                continue
            other = tokens[at + 4] if at + 4 < len(tokens) else None
            joined = after.text in self.rules.connectors and other is not None and other.start < other.inner
            if self._is_counted(after) or (joined and other is not None and other.kind == "digits"):
                tokens[at : at + 3] = [replace(digits, start=opening.start, end=closing.end)]
        return tokens

    def _is_counted(self, token: Token) -> bool:
        """Whether a token after a number may be its scale or currency."""
        if token.kind in ("sign", "latin"):
            return self._codes_of(token) is not None
        scale = token.number is not None and token.number.kind == "scale"
        return token.kind == "word" and not (token.conj or token.prep) and (scale or token.stem in self.rules.nouns)

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

    def _item_at(self, at: int) -> Item | None:
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

    def _with_currency(self, number: Number) -> Item:
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
                more = half[0] * currency.unit
                low, high, last = low + more, high + more, half[1]
                end = self.tokens[last - 1].end
        item = Item(number, currency, number.start, end, low, high, number.first, last, f"money.{rule}")
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
        return noun is not None and noun.joined_dual and noun.unit < 1 and is_year(number)

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

    def _sign_first(self, at: int) -> Item | None:
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
        item = Item(number, currency, token.start, end, number.low, number.high, at, last, "money.sign")
        item.raws = (number.raw, number.raw)
        return item

    def _long_form(self, currency: Currency, number: Number) -> Currency:
        """The same currency said again in words after the number ("$5 million dollars") belongs to the amount."""
        again = self.currency_at(number.last, number)
        follower = self.tokens[again.last] if again is not None and again.last < len(self.tokens) else None
        if again is not None and again.how == "code" and follower is not None and follower.kind == "digits":
            return currency  # "BHD 12.60 BHD 13.75"
        return again if again is not None and set(again.codes) & set(currency.codes) else currency

    def _noun_first(self, at: int) -> Item | None:
        """A currency noun that is a number by itself: the dual, "one dollar", "a riyal" that a sub-unit is added to."""
        token = self.tokens[at]
        noun = self.rules.nouns.get(token.stem)
        if noun is None or not noun.alone or token.article:
            return None
        follower = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        told = follower.number if follower is not None and not follower.conj and follower.number is not None else None
        told_value = told.value if told is not None and told.kind == "unit" else None
        dual = token.stem in self.rules.duals
        if dual and noun.joined_dual and told_value != 2 and not self._joined_to_amount(at):
            return None
        single = told_value == 1 and not self._denied(at)
        bounded = not (dual or single) and self._is_one(at, noun)
        if not (dual or single or bounded or self._opens_sum(at, noun)):
            return None
        currency = self._noun_at(at)
        if currency is None:
            return None
        value = Decimal(2 if dual else 1)
        last = at + 2 if told_value == value and (dual or single) else currency.last
        rule = "dual" if dual else "one" if single or bounded else OPENED
        number = Number(at, at + 1, token.inner, token.end, value, value)
        value *= currency.unit
        half = self._half_after(currency, number) if last == currency.last else None
        if half is not None:
            value, last, rule = value + half[0] * currency.unit, half[1], "half"
        number = replace(number, rule=rule)
        return Item(number, currency, token.inner, self.tokens[last - 1].end, value, value, at, last, f"money.{rule}")

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

    def _is_one(self, at: int, noun: Noun) -> bool:
        """Whether a bare noun is one of it, since words bound it ("rose more than a dollar") or it is a price of
        something ("a riyal a share").
        """
        token = self.tokens[at]
        if noun.unit != 1 or noun.named or token.stem not in self.rules.singulars or token.conj:
            return False
        named = self._noun_at(at)
        last = named.last if named is not None else at + 1
        if self._per_at(last) is not None:
            return not self._counted_before(at)
        if not (self._ends_phrase(last) or self.tokens[last].text in self.rules.when):
            return False
        return self._is_bound_beside(at) and self.bounds.before(at, self._opens) in ("approx", "at_least", "up_to")

    def _is_bound_beside(self, at: int) -> bool:
        """Whether the word before a token is one that bounds what follows it at once, such as "about" or "than"."""
        before = self.tokens[at - 1].text if at else ""
        return any(key in self.rules.skipped or key in self.rules.than for key in self.rules.keys(before))

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
        if token.conj or token.prep:  # "17.8 to the dollar" are no dollars
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
            marks = self.rules.marks
            return following.text in marks.ends or following.text in marks.opening or following.text in marks.dashes
        if following.kind != "word":
            return False
        if following.conj or following.text in self.rules.ands or following.text in self.rules.follows:
            return True
        if self.rules.bounds.joins(following.text):
            return True
        year = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        return following.text.startswith(self.rules.follows_prefixes) or (len(year) == 4 and year.isdigit())

    def _cue_before(self, item: Item) -> str | None:
        """The bound that the words before an amount put on it."""
        return self.bounds.before(item.first, self._opens)

    def _opens(self, place: int) -> bool:
        """A quote or bracket that opens here, unless it opens the gloss of another amount."""
        text = self.tokens[place].text
        marks = self.rules.marks
        if text not in marks.opening:
            return False
        index = bisect_left(self.items, place, key=lambda item: item.last)
        glosses = index < len(self.items) and self.items[index].last == place
        return text not in marks.brackets or not glosses

    def _per_at(self, at: int) -> str | None:
        """What a rate is for, when the words that say so begin at a token; the longest of them decides."""
        if at >= len(self.tokens):
            return None
        hits = [(len(words), per) for words, per in self.rules.per.get(self.tokens[at].text, ())
                if self._stands(words, at) and not self._is_dated(at + len(words))]  # fmt: skip
        return max(hits)[1] if hits else None

    def _is_dated(self, at: int) -> bool:
        """Whether words that might say what a rate is for tell when ("in the year 2021", "in the past month")."""
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        return token.kind == "digits" or token.text in self.rules.dated


def is_year(number: Number) -> bool:
    """Whether a number without a scale may be a year of our time."""
    return number.scale == 1 and Decimal(1900) <= number.low <= Decimal(2100) and (number.raw or "").isdigit()
