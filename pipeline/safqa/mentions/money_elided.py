"""Numbers whose currency is left out, and how they are told from numbers of something else.

A scaled number takes the currency of the last amount ("against 5 million") where it is of the size of the article's
amounts, nothing is counted by it and nothing else follows it; a number before "to the dollar" is in the currency that
is named before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from .money_items import Item
from .money_joined import Joined
from .money_rules import Currency
from .money_scan import NEAR
from .numbers import Token, parse_number

_POWERS = 2  # of ten by which an amount whose currency is left out may differ from the nearest in size
_RECENT = 30  # amounts before a stretch that count for that
_SOON = 5  # words after a number without a currency in which the amount stands that it is told with
_CLAUSE = 14  # words before an amount among which the one that governs it may stand


class Elided(Joined):
    """A stretch whose numbers without a currency have one where the words around them leave no other reading."""

    def _elide(self) -> None:
        previous: Item | None = None
        kept: list[Item] = []
        for item in self.items:
            if item.currency is None and (currency := self._quoted(item)) is not None:
                item.currency, item.rule = currency, "money.quoted"
                item.low, item.high = item.low * currency.unit, item.high * currency.unit
                item.raws = (item.number.raw, item.number.raw)
            if item.currency is not None:
                previous = item
            elif self._is_elided(item, previous):
                if kept and kept[-1] is previous and self._continues(previous, item):
                    previous = kept[-1] = self._added(previous, item)
                    continue
                item.from_previous, item.rule = True, "money.elided"
            kept.append(item)
        self.items = kept

    def _join_elided(self) -> None:
        """Numbers joined to one whose currency is elided too: "pays between 200 and 240 million of it"."""
        for index in range(len(self.items) - 2, -1, -1):
            left, right = self.items[index], self.items[index + 1]
            if not right.from_previous or left.currency is not None or left.from_previous or self._year(left):
                continue
            connector = self._connector(left, right)
            cue = self._cue_before(left)
            if connector is None or left.number.scale > 1 or self._apart(left, right):
                continue
            if connector in self.rules.ands and cue != "range":
                continue
            low = self._shared_value(left, right)
            if low < right.high and self._is_interval(left, right, connector, cue):
                self.items[index : index + 2] = [
                    replace(right, start=left.start, first=left.first, low=low, qualifier="range", raws=(None, None))
                ]

    def _continues(self, left: Item, right: Item) -> bool:
        """Whether a number goes on after its currency: "a million dirhams and 500 thousand"."""
        if left.qualifier in ("range", "order") or left.currency is None or left.currency.unit != 1:
            return False
        joined = self._connector(left, right) in self.rules.ands
        return joined and left.number.low == left.low and right.high < left.number.scale

    def _is_elided(self, item: Item, previous: Item | None) -> bool:
        number = item.number
        if number.vague or item.qualifier == "order" or (number.rule == "fraction" and number.scale == 1):
            return False
        following = self.tokens[item.last] if item.last < len(self.tokens) else None
        if self._percent(item.last) is not None:
            return False
        if number.scale == 1:
            return previous is not None and self._like_previous(item, previous, following)
        if number.bare and not self._at_threshold(item):
            return False
        near = previous is not None or bool(self.found and item.start - self.found[-1].end < NEAR)
        near = near or self._leads_to_amount(item)
        title = self.text.find("\n", 0, NEAR) >= item.start
        if not (near or title):
            return False
        if self._counts_something(item) or not (self._is_of_a_size(item) or self._part(item, 0) in self.rules.sums):
            return False
        if number.tanwin:
            return near or title
        if self._part_of(item):
            return True
        return self._ends_phrase(item.last)

    def _quoted(self, item: Item) -> Currency | None:
        """The currency of an exchange rate that is told of a currency without saying it again: "the lira fell to 6.24
        to the dollar". Rates of the euro or the pound to the dollar are in dollars.
        """
        per = self._per_at(item.last)
        against = self.rules.quoted.get(per) if per is not None else None
        if against is None or item.number.vague or self._year(item):
            return None
        told = self._told_before(item)
        if told is None:
            return None
        if any(code in self.rules.based for code in told.codes[:1]):
            fits = item.low > 0 and self._is_rate(1 / item.low, told.codes[0], against)
            return Currency(told.first, told.last, (against,), Decimal(1), "code") if fits else None
        return told if any(self._is_rate(item.low, code, against) for code in told.codes) else None

    def _told_before(self, item: Item) -> Currency | None:
        """The currency that is named without a number in the clause before a number."""
        for at in range(item.first - 1, max(-1, item.first - _CLAUSE), -1):
            token = self.tokens[at]
            if token.text in self.rules.marks.stops:
                return None
            if token.kind == "word" and token.article and not token.prep and token.stem in self.rules.nouns:
                return self._noun_at(at)
            if token.kind == "word" and token.text in self.rules.currency_words and at + 1 < len(self.tokens):
                key = (self.rules.stems.stem(self.tokens[at + 1].text),)
                codes = tuple(code for code, known in self.rules.adjectives.items() if key in known)
                return Currency(at, at + 2, codes, Decimal(1), "code") if len(codes) == 1 else None
        return None

    def _is_rate(self, value: Decimal, code: str, against: str) -> bool:
        """Whether so many units of a currency may be one unit of another."""
        bands = self.rules.rates.get(code), self.rules.rates.get(against)
        if bands[0] is None or bands[1] is None or code == against:
            return False
        return bands[0][0] / bands[1][1] <= value <= bands[0][1] / bands[1][0]

    def _leads_to_amount(self, item: Item) -> bool:
        """Whether a number is the first of two that "to" joins, of which the second has a currency."""
        joined = item.last < len(self.tokens) and self.tokens[item.last].text in self.rules.to
        later = (other for other in self.items if other.currency is not None)
        return joined and any(0 < other.first - item.last < _SOON for other in later)

    def _is_of_a_size(self, item: Item) -> bool:
        """Whether any of the article's amounts so far is of the size of a number, or there is none yet: a price of 70
        dollars says nothing of 32 million.
        """
        if self._sizes is None:
            told = [found.high for found in self.found[-_RECENT:]]
            told += [other.high for other in self.items if other.currency is not None and other.qualifier != "order"]
            self._sizes = {size.adjusted() for size in told if size}
        return not self._sizes or any(abs(size - item.high.adjusted()) <= _POWERS for size in self._sizes)

    def _at_threshold(self, item: Item) -> bool:
        """Whether a bare scale is one by itself: "crossed the barrier of the trillion"."""
        before = self.tokens[item.first - 1].text if item.first else ""
        return self.tokens[item.first].article and before in self.rules.thresholds

    def _part_of(self, item: Item) -> bool:
        """Whether "of it" stands right before the number: "22 million euros, of which 18 million"."""
        words = [
            token
            for token in self.tokens[max(0, item.first - 3) : item.first]
            if token.text not in self.rules.clitics.alone
        ]
        return bool(words) and any(token.text in self.rules.of_it for token in words[-2:])

    def _counts_something(self, item: Item) -> bool:
        """Whether the words before (in the clause) or right after say that something else is counted."""
        rules = self.rules
        # The accusative ending itself says that no noun follows: only the same breath can say what is counted.
        marks = self.rules.marks
        reach, stops = (14, marks.clause) if item.number.tanwin else (24, marks.stops)
        for token in reversed(self.tokens[max(0, item.first - reach) : item.first]):
            if token.kind == "mark" and token.text in stops:
                break
            if token.kind == "sign" or (token.kind == "word" and token.stem in rules.nouns):
                break
            if token.kind == "word" and rules.is_counted(token.text):
                return True
        if self._goes_on(item):
            return True
        after = [token for token in self.tokens[item.last : item.last + 2] if token.kind == "word"]
        if after and after[0].text in rules.numbers.joints["of"]:
            return any(rules.is_unit(key) for token in after[1:] for key in rules.keys(token.text))
        return any(rules.is_unit(token.text) for token in after[:1] if not token.text.startswith(self._article))

    def _goes_on(self, item: Item) -> bool:
        """Whether a smaller number is added that something else is counted by: "7 thousand and 418 requests"."""
        if item.last >= len(self.tokens):
            return False
        token = self.tokens[item.last]
        place = item.last if token.conj else item.last + 1 if token.text in self.rules.clitics.with_conjunction else -1
        if place < 0:
            return False
        more = parse_number(self.tokens, place, self.rules.numbers, self.style, self._is_noun, joined=True)
        if more is None or more.high >= item.number.scale or more.last >= len(self.tokens):
            return False
        return not (self._ends_phrase(more.last) or self.currency_at(more.last, more))

    def _like_previous(self, item: Item, previous: Item, following: Token | None) -> bool:
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
        skipped = [text for text in between if text not in self.rules.skipped]
        if len(skipped) == 1 and skipped[0] in self.rules.to:
            return self._changed(previous)
        if any(text in self.rules.marks.stops for text in between) or len(between) > 22:
            return False
        raw = item.number.raw or ""
        alike = any(mark in raw for mark in ".,٫٬") and Decimal("0.5") <= ratio <= 2
        return alike and following is not None

    def _part(self, item: Item, floor: int) -> str | None:
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
                if token.text in self.rules.marks.stops:
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
