"""Which currency an amount is in, when its name alone does not say: settled for the article as a whole.

An ambiguous noun (riyal, dinar, pound) is settled by the first of these that speaks, and the amount keeps which:

1. a country after "in" beside it in its clause;
2. the rate that its gloss implies: "375 million dirhams (102 million dollars)" can be no Moroccan dirhams;
3. the same noun with its adjective, a sign or a code elsewhere in the article;
4. the only country named in its line (a nationality alone, where the article speaks no more of another);
5. the dateline, the outlet, and how often the article names each country;
6. the default of the guidelines.

A gloss is linked to the amount it converts where the two are in different currencies, and the rate it implies is held
against ``rates.tsv``: what lies outside is flagged in the reason, never corrected.
"""

from __future__ import annotations

from collections import Counter
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
        self._places: dict[str, list[int]] = {}
        self._dateline: str | None = None

    def places(self, code: str) -> list[int]:
        """Where the text names the country of a currency."""
        if code not in self._places:
            self._places[code] = sorted(
                at for word in self.rules.places.get(code, ()) for at in self._word_places(self.text, word)
            )
        return self._places[code]

    def _word_places(self, text: str, word: str) -> list[int]:
        at = text.find(word)
        if at < 0:
            return []
        pattern = _place_pattern(self.rules.place_clitics, word)
        return [match.start() for match in pattern.finditer(text, max(0, at - 3))]

    def in_line(self, code: str, at: int) -> bool:
        """Whether the line of a place names the country of a currency."""
        line, stop = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        return any(line <= place < (stop if stop >= 0 else len(self.text)) for place in self.places(code))

    def names_place(self, code: str, at: int) -> bool:
        """Whether the line of a place names a country or city of a currency, and not only a nationality."""
        line, stop = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        text = self.text[line : stop if stop >= 0 else len(self.text)]
        adjectives = self.rules.adjectives.get(code, {})
        words = [word for word in self.rules.places.get(code, ()) if (self.rules.stems.stem(word),) not in adjectives]
        return any(self._word_places(text, word) for word in words)

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
            self._dateline = "\n".join(head[0] for head in heads if len(head) > 1 and head[0].count(" ") < 4)
        return self._dateline

    def weight(self, code: str, outlet: str | None) -> int:
        """How much of the article speaks for a currency."""
        places = self.places(code)
        written = any(self._word_places(self.dateline(), word) for word in self.rules.places.get(code, ()))
        return len(places) + sum(at < 250 for at in places) + 4 * (code == outlet) + 3 * written

    def speaks_of(self, code: str) -> bool:
        """Whether the article names a currency's country at all."""
        return bool(self.explicit[code] or self.places(code))


_DATELINE_END = regex.compile(r"\s*[-–—:(/]")


@lru_cache(maxsize=8192)
def _place_pattern(clitics: str, word: str) -> regex.Pattern[str]:
    return regex.compile(rf"{clitics}{regex.escape(word)}(?!\p{{L}})")


def settle(found: list[Found], text: str, rules: MoneyRules, hint: MoneyHint, style: Style) -> None:
    """Gives each amount its code, and the reason where its name alone did not give it; links glosses."""
    context = Context(text, rules, hint, _explicit(found))
    pairs = {id(item.gloss_of): item for item in found if item.gloss_of is not None}
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
    for item in found:
        _link(item, rules)


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
    codes = _by_rate(item, currency.codes, context.rules, pairs)
    if len(codes) == 1:
        return codes[0], "rate of its gloss"
    named = [(context.explicit[code], -place) for place, code in enumerate(codes) if context.explicit[code]]
    if named:
        return codes[-max(named)[1]], "named in full elsewhere"
    default, outlet = codes[0], context.outlet(codes)
    scores = {code: context.weight(code, outlet) for code in codes}
    here = [code for code in codes if context.in_line(code, item.start)]
    if len(here) == 1 and outlet is None:  # a nationality in the line may be anybody's; a place is where this happens
        if here[0] == default:
            return default, "default"
        spoken = len(context.places(here[0])) >= len(context.places(default))
        if spoken or context.names_place(here[0], item.start):
            return here[0], "place in the paragraph"
    best = max(codes, key=lambda code: scores[code])
    if best != default and scores[best] >= 2 and scores[best] > scores[default]:
        return best, "outlet" if best == outlet else "places in the article"
    return default, "default" if default == currency.codes[0] else "rate of its gloss"


def _by_rate(item: Found, codes: Sequence[str], rules: MoneyRules, pairs: dict[int, Found]) -> tuple[str, ...]:
    """The candidates that the amount beside it in another currency leaves; all of them where it says nothing."""
    other = item.gloss_of or pairs.get(id(item))
    if other is None or other.currency is None or len(other.candidates) != 1 or other.candidates[0] in codes:
        return tuple(codes)
    (known,) = other.candidates
    left = tuple(code for code in codes if _plausible(item, code, other, known, rules))
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
    before = before[max((m.end() for m in _CLAUSE_END.finditer(before)), default=0) :]
    after = context.text[item.end : item.end + 30]
    stop = context.rules.clause_end.search(after)
    after = after[: stop.start()] if stop else after
    for piece in (after, before):
        hits = [
            (match.start(), code)
            for code in codes
            for word in context.rules.places.get(code, ())
            if word in piece
            for match in _place_pattern(context.rules.before_place, word).finditer(piece)
        ]
        if hits:
            return (min(hits) if piece is after else max(hits))[1]
    return None


_CLAUSE_END = regex.compile(r"[.؛،\n]")


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
