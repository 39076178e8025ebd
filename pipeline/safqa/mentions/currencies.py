"""Which currency an amount is in, when its name alone does not say: settled for the article as a whole.

An ambiguous noun (riyal, dinar, pound) is settled by the first of these that speaks, and the amount keeps which:

1. a country after "in" beside it in its clause, or the whole of its name in it ("in Saudi riyals: 5 million riyals");
2. the rate that its gloss implies: "375 million dirhams (102 million dollars)" can be no Moroccan dirhams;
3. the same noun with its adjective, a sign or a code elsewhere in the article, or settled there by a rate;
4. the only country named in its line (a nationality alone, where the article speaks no more of another; in an item of
   a list, at once);
5. the dateline, the outlet, how often the article names each country and its currency, and words that only the press
   of some countries uses (the months' names, "milliards");
6. the default of the guidelines.

What is worth more than there is money (trillions of Kuwaiti dinars) is no candidate, nor is a currency whose price is
told ("the Saudi riyal is sold for 405 riyals").

A gloss is linked to the amount it converts where the two are in different currencies, and the rate it implies is held
against ``rates.tsv``: what lies outside is flagged in the reason, never corrected.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import regex

from ..document import Amount, Mention, Qualifier
from ..normalise import fold
from .money_rules import Currency, MoneyRules
from .numbers import Style, read_digits

_NEAR = 300  # how far ahead an elided amount may look for the amount whose currency it shares
_DATELINE = 60  # characters of a line in which a dateline ends
_WEALTH = Decimal(10) ** 13  # dollars; more than any sum that news tells in a currency whose name is ambiguous
_BESIDE = 2  # words between a currency's name and an amount that is its price
_PRICED = 60  # characters before an amount in which the currency is named whose price it may be
_THOUSANDS = regex.compile(r"[1-9]\d{0,2}\.\d{3}")
_TIMES = 10  # by how much prices of one article may differ and still be of a size
_SLACK = Decimal("1.15")  # by how much rounding may move the rate that two rounded amounts imply


@dataclass(frozen=True, slots=True)
class MoneyHint:
    """What is known of the article beside its text."""

    source: str | None = None
    title: str | None = None
    style: Style | None = None


NO_HINT = MoneyHint()


@dataclass(slots=True)
class Found:
    """An amount before its currency is settled. ``gloss_of`` is the amount that it may convert (``bracketed``, or
    after words of equality), ``raws`` the digits of its two sides where they are all of it.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    qualifier: Qualifier
    currency: Currency | None
    rule: str
    reason: str | None = None
    per: str | None = None
    gloss_of: Found | None = None
    bracketed: bool = False
    part: str | None = None
    raws: tuple[str | None, str | None] = (None, None)
    noun_before: Currency | None = None
    code: str = ""
    flag: str | None = None

    @property
    def candidates(self) -> tuple[str, ...]:
        """The currencies that it may be in."""
        if self.code:
            return (self.code,)
        if self.currency is None:
            return ()
        return self.currency.codes[:1] if self.currency.settled else self.currency.codes


class Context:
    """What the article says about its country: counted once, when an ambiguous noun asks for it."""

    def __init__(self, text: str, rules: MoneyRules, hint: MoneyHint, explicit: Counter[str]) -> None:
        self.text, self.rules, self.hint, self.explicit = text, rules, hint, explicit
        self.found: Sequence[Found] = ()  # the article's amounts, in order
        self._places: dict[str, list[int]] = {}
        self._dateline: str | None = None
        self._namings: list[Naming] | None = None
        self._namable: set[str] | None = None
        self._spoken: dict[str, bool] = {}
        self._named_in: dict[tuple[str, int], bool] = {}
        self._weights: dict[tuple[str, str | None], int] = {}

    def places(self, code: str) -> list[int]:
        """Where the text names the country of a currency, and not only the currency ("the Saudi riyal")."""
        if code not in self._places:
            found = {at for word in self.rules.places.get(code, ()) for at in self._word_places(self.text, word)}
            inside = {at for naming in self.namings() for at in range(naming.start, naming.end)} if found else set()
            self._places[code] = sorted(found - inside)
        return self._places[code]

    def namings(self) -> list[Naming]:
        """Where the text names a currency in full and without a number: "the Saudi riyal"."""
        if self._namings is None:
            self._namings = [
                replace(naming, priced=naming.priced or self._has_price(naming))
                for naming in _namings(self.text, self.rules)
            ]
        return self._namings

    def _has_price(self, naming: Naming) -> bool:
        """Whether an amount of the same noun stands right after a currency's name: "the Saudi riyal at 405 riyals"."""
        index = bisect_left(self.found, naming.end, key=lambda item: item.start)
        if naming.counted or index == len(self.found):
            return False
        item = self.found[index]
        return self.governs(naming, item) and len(self.text[naming.end : item.start].split()) <= _BESIDE

    def namings_before(self, at: int) -> list[Naming]:
        """The currencies that are named in full shortly before a place."""
        namings = self.namings()
        first = bisect_left(namings, at - _PRICED, key=lambda naming: naming.end)
        return namings[first : bisect_left(namings, at, key=lambda naming: naming.end)]

    def _word_places(self, text: str, word: str) -> list[int]:
        at = text.find(word)
        if at < 0:
            return []
        pattern = _place_pattern(self.rules.place_clitics, word, tuple(self.rules.nationality.get(word[-1], ())))
        return [match.start() for match in pattern.finditer(text, max(0, at - 3))]

    def in_line(self, code: str, at: int) -> bool:
        """Whether the line of a place names the country of a currency."""
        line, stop = self._line(at)
        places = self.places(code)
        return bisect_left(places, line) < bisect_left(places, stop)

    def _line(self, at: int) -> tuple[int, int]:
        line, stop = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        return line, stop if stop >= 0 else len(self.text)

    def names_place(self, code: str, at: int) -> bool:
        """Whether the line of a place names a country or city of a currency, and not only a nationality."""
        line, stop = self._line(at)
        if (code, line) not in self._named_in:
            text = self.text[line:stop]
            words = [word for word in self.rules.places.get(code, ()) if self.is_place(code, word)]
            self._named_in[code, line] = any(self._word_places(text, word) for word in words)
        return self._named_in[code, line]

    def is_place(self, code: str, word: str) -> bool:
        """Whether a word for a currency's country is a country or city, and not a nationality."""
        return (self.rules.stems.stem(word),) not in self.rules.adjectives.get(code, {})

    def outlet(self, codes: Sequence[str]) -> str | None:
        """The currency, of some, of the outlet's country: listed, or told by a place in its name."""
        source = fold(self.hint.source or "").casefold()
        if not source:
            return None
        for name, code in self.rules.outlets:
            if (source.rstrip("/").endswith(name) or f"{name}/" in source) if name[0] == "." else name in source:
                return code
        told = [code for code in codes for word in self.rules.places.get(code, ()) if self._word_places(source, word)]
        return told[0] if len(set(told)) == 1 else None

    def dateline(self) -> str:
        """Where the article says that it was written: the words before a dash, colon or bracket at its beginning."""
        if self._dateline is None:
            lines = self.text.split("\n", 3)[:3]
            heads = [_DATELINE_END.split(line[:_DATELINE], maxsplit=1) for line in lines]
            told = [head[0] for head in heads if len(head) > 1 and head[0].count(" ") < 4]
            title = [lines[0]] if len(lines) > 1 and lines[0].count(" ") < 3 else []  # so short a title is no sentence
            self._dateline = "\n".join([*title, *told])
        return self._dateline

    def weight(self, code: str, outlet: str | None) -> int:
        """How much of the article speaks for a currency."""
        if (code, outlet) not in self._weights:
            self._weights[code, outlet] = self._weight(code, outlet)
        return self._weights[code, outlet]

    def _weight(self, code: str, outlet: str | None) -> int:
        places = self.places(code)
        written = any(self._word_places(self.dateline(), word) for word in self.rules.places.get(code, ()))
        named = sum(naming.code == code and not naming.priced for naming in self.namings())
        told = len(places) + sum(at < 250 for at in places) + 2 * named
        return told + _AT_HOME * (code == outlet) + 3 * written + self.has_words(code) + 2 * self.counts_parts(code)

    def counts_parts(self, code: str) -> bool:
        """Whether the article counts in parts of a currency: fils are no part of every dinar."""
        parts = (item.currency for item in self.found if item.currency is not None and item.currency.unit < 1)
        return any(code in currency.codes for currency in parts)

    def has_words(self, code: str) -> bool:
        """Whether the article uses words that only the press of a currency's country and its neighbours uses."""
        if code not in self._spoken:
            words = self.rules.regional.get(code, ())
            self._spoken[code] = any(word in self.text and self._word_places(self.text, word) for word in words)
        return self._spoken[code]

    def governs(self, naming: Naming, item: Found) -> bool:
        """Whether a currency is named before an amount of its noun, in its clause and with no other amount between."""
        noun = item.currency.noun if item.currency is not None else None
        if not 0 < item.start - naming.end < _PRICED or self.rules.nouns[naming.noun] is not noun:
            return False
        between = self.text[naming.end : item.start]
        if any(mark in between for mark in (*self.rules.marks.stops, "\n")):
            return False
        nearest = bisect_left(self.found, naming.end, key=lambda other: other.start)
        return nearest < len(self.found) and self.found[nearest] is item

    def in_list(self, at: int) -> bool:
        """Whether a place is in an item of a list."""
        line = self.text.rfind("\n", 0, at) + 1
        return _ITEM.match(self.text, line) is not None

    def speaks_of(self, code: str) -> bool:
        """Whether the article names a currency's country at all."""
        if self._namable is None:
            self._namable = {naming.code for naming in self.namings() if not naming.priced}
        return bool(self.explicit[code] or code in self._namable or self.places(code))


_AT_HOME = 6  # what the outlet's own currency weighs: as much as six places of another country
_DATELINE_END = regex.compile(r"\s*[-–—:(/]")
_ITEM = regex.compile(r"\s*(?:[-–—•*▪■◾●]|\p{So}|\d{1,2}[-.)])\s")


@lru_cache(maxsize=8192)
def _place_pattern(clitics: str, word: str, endings: tuple[str, ...] = ()) -> regex.Pattern[str]:
    may_end = f"(?:{'|'.join(endings)})?" if endings else ""
    return regex.compile(rf"{clitics}{regex.escape(word)}{may_end}(?!\p{{L}})")


@dataclass(frozen=True, slots=True)
class Naming:
    """A currency named in full without a number: where, which, its noun, whether "in" is written to it ("in Saudi
    riyals"), and whether words before it tell its price.
    """

    start: int
    end: int
    code: str
    noun: str
    counted: bool
    priced: bool


def _namings(text: str, rules: MoneyRules) -> Iterable[Naming]:
    for match in rules.naming.finditer(text):
        noun = rules.nouns[match["noun"]]
        key = (rules.stems.stem(match["adjective"]),)
        code = next((code for code in noun.codes if key in rules.adjectives.get(code, ())), None)
        if code is not None:
            before = text[max(0, match.start() - 12) : match.start()].split()
            priced = bool(match["for"]) or (bool(before) and before[-1] in rules.priced)
            yield Naming(match.start(), match.end(), code, match["noun"], bool(match["in"]), priced)


def settle(found: list[Found], text: str, rules: MoneyRules, hint: MoneyHint, style: Style) -> None:
    """Gives each amount its code, and the reason where its name alone did not give it; links glosses."""
    context = Context(text, rules, hint, _explicit(found))
    context.found = found
    pairs = {id(item.gloss_of): item for item in found if item.gloss_of is not None}
    _count_settled_by_rate(found, context, pairs)
    for index, item in enumerate(found):
        if item.currency is None and item.noun_before is not None:
            item.currency = item.noun_before
            _settle_named(item, context, pairs)
            item.reason = "elided: the currency named before"
        elif item.currency is not None:
            _settle_named(item, context, pairs)
        else:
            _inherit(found, index)
        if item.code and item.raws != (None, None):
            _reread(item, rules, style)
    for index in range(len(found) - 1, -1, -1):  # elided before any amount: the next one's
        if not found[index].code and found[index].currency is None:
            later = next((other for other in found[index + 1 : index + 9] if other.code), None)
            if later is not None and later.start - found[index].end < _NEAR:
                found[index].code, found[index].reason = later.code, "elided: the next amount's"
    prices = _prices(found)
    for item in found:
        _regroup(item, prices.get(item.code, ()), rules)
        _link(item, rules)


def _count_settled_by_rate(found: list[Found], context: Context, pairs: dict[int, Found]) -> None:
    """What the rate of a gloss settles speaks for the article's other amounts."""
    for item in found:
        currency = item.currency
        if currency is None or currency.settled or _near(item, currency.codes, context) is not None:
            continue
        codes = _by_rate(item, currency.codes, context.rules, pairs)
        if len(codes) == 1:
            context.explicit[codes[0]] += 1


def _explicit(found: Iterable[Found]) -> Counter[str]:
    """How often each code is named so that nothing is left to settle."""
    named = (item.currency for item in found if item.currency is not None and item.currency.how != "sign")
    return Counter(currency.codes[0] for currency in named if currency.settled and not _needs_country(currency))


def _needs_country(currency: Currency) -> bool:
    """Whether a word is money only in an article that names the country: an ounce of gold, or an ouguiya."""
    return currency.noun is not None and currency.noun.named and currency.how == "noun"


def _inherit(found: list[Found], index: int) -> None:
    previous = next((found[at] for at in range(index - 1, -1, -1) if found[at].code), None)
    if previous is not None and previous.gloss_of is not None and previous.gloss_of.code:
        previous = previous.gloss_of
    if previous is not None:
        found[index].code, found[index].reason = previous.code, "elided: the last amount's"


def _settle_named(item: Found, context: Context, pairs: dict[int, Found]) -> None:
    currency = item.currency
    assert currency is not None
    noun = currency.noun
    if currency.settled:
        code = currency.codes[0]
        if _needs_country(currency) and not context.speaks_of(code):
            return
    else:
        code, reason = _choose(item, currency, context, pairs)
        item.reason = item.reason or reason
    item.code = code
    worth = dict(noun.others).get(code) if noun is not None else None
    if worth is not None:
        item.low, item.high = (side / currency.unit * worth for side in (item.low, item.high))


def _choose(item: Found, currency: Currency, context: Context, pairs: dict[int, Found]) -> tuple[str, str]:
    near = _near(item, currency.codes, context)
    if near is not None:
        return near, "place beside it"
    possible = _possible(item, currency.codes, context)
    if isinstance(possible, str):
        return possible, "named in full before it"
    codes = _by_rate(item, possible, context.rules, pairs)
    if len(codes) == 1:
        return codes[0], "rate of its gloss"
    named = [(context.explicit[code], -place) for place, code in enumerate(codes) if context.explicit[code]]
    main = _main_unit(item, codes, context) if named and currency.unit < 1 else None
    if main is not None:
        return main, "the last amount in its main unit"
    if named:
        return codes[-max(named)[1]], "named in full elsewhere"
    default, outlet = codes[0], context.outlet(codes)
    scores = {code: context.weight(code, outlet) for code in codes}
    here = [code for code in codes if context.in_line(code, item.start)]
    if len(here) == 1 and context.in_list(item.start):
        return here[0], "place in the item"
    if len(here) == 1 and outlet is None:  # a nationality in the line may be anybody's; a place is where this happens
        if here[0] == default and context.names_place(default, item.start):
            return default, "default"
        spoken = len(context.places(here[0])) >= len(context.places(default))
        if here[0] != default and (spoken or context.names_place(here[0], item.start)):
            return here[0], "place in the paragraph"
    best = max(codes, key=lambda code: scores[code])
    if best != default and scores[best] > scores[default]:
        return best, "outlet" if best == outlet else "places in the article"
    return default, "default" if default == currency.codes[0] else "rate of its gloss"


def _main_unit(item: Found, codes: Sequence[str], context: Context) -> str | None:
    """The currency of the last amount before cents and the like whose part they may be."""
    earlier = context.found[: bisect_left(context.found, item.start, key=lambda other: other.start)]
    return next((other.code for other in reversed(earlier) if other.code in codes), None)


def _possible(item: Found, codes: Sequence[str], context: Context) -> tuple[str, ...] | str:
    """The candidates in which an amount is no more than there is, without the one whose price it is; or the one that is
    named in full for it ("in Saudi riyals").
    """
    rules = context.rules
    left = [code for code in codes if code not in rules.rates or item.low <= _WEALTH * rules.rates[code][1]]
    for naming in context.namings_before(item.start):
        if naming.code not in left or not context.governs(naming, item):
            continue
        if naming.counted:
            return naming.code
        others = [code for code in left if code != naming.code and (context.speaks_of(code) or context.outlet((code,)))]
        left = [code for code in left if code != naming.code] if others else left
    return tuple(left) or tuple(codes)


def _by_rate(item: Found, codes: Sequence[str], rules: MoneyRules, pairs: dict[int, Found]) -> tuple[str, ...]:
    """The candidates that the amount beside it in another currency leaves; all of them where it says nothing."""
    other = item.gloss_of or pairs.get(id(item))
    if other is None or other.currency is None or len(other.candidates) != 1 or other.candidates[0] in codes:
        return tuple(codes)
    (known,) = other.candidates
    left = tuple(code for code in codes if code in rules.rates and _plausible(item, code, other, known, rules))
    return left or tuple(codes)


def _plausible(left: Found, left_code: str, right: Found, right_code: str, rules: MoneyRules) -> bool:
    """Whether two amounts can be worth the same, by the widest bands of their currencies against the dollar."""
    bands = rules.rates.get(left_code), rules.rates.get(right_code)
    if bands[0] is None or bands[1] is None or not right.high or not left.high:
        return True
    least, most = bands[0][0] / bands[1][1], bands[0][1] / bands[1][0]
    return least / _SLACK <= left.high / right.high <= most * _SLACK


def _reread(item: Found, rules: MoneyRules, style: Style) -> None:
    """Reads a number again whose separator depends on the currency: "47.520 dinars" have three decimals in Kuwait,
    "14,500 dinars" in Tunis, and neither in Baghdad.
    """
    three = item.code in rules.three_decimals
    style = replace(style, thousandths=three, comma_thousandths=item.code in rules.comma_decimals)
    sides = [item.low, item.high]
    for place, raw in enumerate(item.raws):
        value = read_digits(raw, style) if raw is not None and not raw.isdigit() else None
        sides[place] = sides[place] if value is None else value
    if sides[0] <= sides[1]:
        item.low, item.high = sides


def _prices(found: Iterable[Found]) -> dict[str, list[Decimal]]:
    """By currency, the prices that are digits alone, each once and in order of size."""
    prices: dict[str, set[Decimal]] = defaultdict(set)
    for item in found:
        if item.raws[0] is not None and item.low > 0:
            prices[item.code].add(item.low)
    return {code: sorted(told) for code, told in prices.items()}


def _regroup(item: Found, prices: Sequence[Decimal], rules: MoneyRules) -> None:
    """Reads "12.250 pounds" as thousands where the article's other prices in pounds are of that size, and none of the
    size of 12.25.
    """
    raw = item.raws[0]
    if raw is None or item.raws[1] != raw or _THOUSANDS.fullmatch(raw) is None or item.code in rules.three_decimals:
        return
    decimal, grouped = Decimal(raw), Decimal(raw.replace(".", ""))
    if item.low == decimal and _has_alike(prices, grouped, decimal) and not _has_alike(prices, decimal, grouped):
        item.low = item.high = grouped


def _has_alike(prices: Sequence[Decimal], value: Decimal, other: Decimal) -> bool:
    """Whether any price but two readings of the same one is of the size of a value."""
    first = bisect_left(prices, value / _TIMES)
    return any(price <= value * _TIMES and price not in (value, other) for price in prices[first : first + 3])


def _link(item: Found, rules: MoneyRules) -> None:
    """Keeps the link of a gloss, or drops it where it converts nothing; flags a rate that can't be."""
    main = item.gloss_of
    if main is None:
        return
    if not item.code or not main.code or item.code == main.code:
        item.gloss_of = None
        return
    if _plausible(main, main.code, item, item.code, rules):
        return
    if not item.bracketed:  # "5 million riyals or 3 million euros": an alternative, no conversion
        item.gloss_of = None
        return
    rate = (main.high / item.high).quantize(Decimal("0.0001")).normalize()
    item.flag = f"gloss: {rate:f} {main.code} for one {item.code} is implausible"


def _near(item: Found, codes: tuple[str, ...], context: Context) -> str | None:
    """The country named beside the amount, in its clause: "seven dinars in Jordan"."""
    before = context.text[max(0, item.start - 40) : item.start]
    before = before[max((m.end() for m in context.rules.clause_ends.finditer(before)), default=0) :]
    after = context.text[item.end : item.end + 30]
    stop = context.rules.clause_end.search(after)
    after = after[: stop.start()] if stop else after
    home = context.outlet(codes)
    for piece in (after, before):
        hits = [
            (match.start(), code)
            for code in codes
            for word in context.rules.places.get(code, ())
            if word in piece and (home in (None, code) or context.is_place(code, word))  # دينار في البنك العراقي
            for match in _place_pattern(context.rules.before_place, word).finditer(piece)
        ]
        if hits:
            return (min(hits) if piece is after else max(hits))[1]
    return None


def mention_of(item: Found) -> Mention:
    """The amount as a mention; an open side is ``None``."""
    low: Decimal | None = None if item.qualifier == "up_to" else item.low
    high: Decimal | None = None if item.qualifier == "at_least" else item.high
    reason = "; ".join(text for text in (item.reason, item.flag) if text) or None
    gloss = item.gloss_of.start if item.gloss_of is not None else None
    amount = Amount(_plain(low), _plain(high), item.code, item.qualifier, reason, item.per, gloss, item.part)
    return Mention("money", item.start, item.end, item.rule, amount=amount)


def _plain(value: Decimal | None) -> Decimal | None:
    """The number without an exponent or idle zeros."""
    if value is None:
        return None
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value.adjusted() < 28 else value
