"""Amounts of money: number, currency, bounds, and how an ambiguous currency was settled.

The way through an article:

1. one scan for literals (scale words, currency nouns, signs, codes) marks the stretches worth reading (``money_scan``);
2. each stretch is cut into tokens, every number in it is parsed, and a currency is looked for beside it
   (``money_items``);
3. an amount and its sub-unit ("4 dollars and 50 cents") become one, and coordinated numbers ("from 6 to 8 billion
   dollars") an interval, or they share scale and currency (``money_joined``); numbers whose currency is left out
   ("against 5 million") take that of the last amount told, where the words around them do not count something else
   (``money_elided``);
4. words before and after an amount bound it, say what it is for (``per``) and what it is (``part``);
5. nouns that several countries use (riyal, dinar) are settled for the article as a whole; the reason is kept
   (``currencies``).

What it declines to decide: whether an amount belongs to a deal.
"""

from __future__ import annotations

from decimal import Decimal

from ..document import Mention, Qualifier
from .currencies import NO_HINT, Found, MoneyHint, mention_of, settle
from .money_elided import Elided
from .money_items import Item
from .money_rules import Currency, MoneyRules, cldr_names
from .money_scan import stretches
from .numbers import style_of

__all__ = ["MoneyHint", "MoneyRules", "cldr_names", "find_money"]

_LARGEST = Decimal(10) ** 21  # more money than there is: a garbled text


def find_money(text: str, rules: MoneyRules, hint: MoneyHint = NO_HINT) -> list[Mention]:
    """Every amount of money in a normalised text, in order.

    Time is linear in the text's length; no text makes it fail.
    """
    parts = list(stretches(text, rules))
    if not parts:
        return []
    style = hint.style or style_of(text, rules.numbers)
    found: list[Found] = []
    for start, end in parts:
        _Stretch(text, start, end, rules, style, found).read()
    settle(found, text, rules, hint, style)
    return [mention_of(item) for item in found if item.code]


class _Stretch(Elided):
    """One stretch of text: its amounts, with what the words around them say of them."""

    def read(self) -> None:
        """Adds the stretch's amounts to ``found``."""
        self._numbers()
        self._add_sub_units()
        self._coordinate()
        self._elide()
        self._join_elided()
        self._emit()

    def _per(self, item: Item) -> str | None:
        """What a rate is for, told right after the amount or right before it."""
        closed = item.last < len(self.tokens) and self.tokens[item.last].text in self.rules.marks.closing
        for at in (item.last, item.last + 1) if closed else (item.last,):
            if (per := self._per_at(at)) is not None:
                return per
        for at in range(item.first - 1, max(-1, item.first - 5), -1):
            for words, per in self.rules.per_before.get(self.tokens[at].text, ()):
                if at + 1 >= len(words) and self._stands(words, at + 1 - len(words)):
                    return per
            if self.bounds.stops(at) or self.tokens[at].kind != "word":
                return None
        return None

    def _emit(self) -> None:
        """Turns the items that are money into found amounts, bounded."""
        previous: Item | None = None
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
            per = self._per(item)
            carried = part if gloss or (joined and not per) else None
            part = self._part(item, previous.last if previous else 0) or carried
            named = self._noun_before(item) if item.from_previous and item.number.scale > 1 else None
            self.found.append(
                Found(item.start, item.end, low, high, qualifier, item.currency, item.rule, item.shared,
                      per, gloss, bracketed, part, item.raws, named)
            )  # fmt: skip
            previous = item

    def _plausible(self, item: Item) -> bool:
        number = item.number
        if (item.qualifier == "order" and item.currency is None) or item.high > _LARGEST:
            return False
        return not (number.rule == "fraction" and number.scale == 1 and item.currency is not None
                    and item.currency.how == "noun" and self.tokens[item.currency.first].article)  # fmt: skip

    def _bounded(self, item: Item) -> tuple[Decimal, Decimal, Qualifier]:
        if item.qualifier in ("range", "order"):
            return item.low, item.high, item.qualifier
        cue = self.bounds.after(item.last)
        if cue is None or cue == "approx":
            cue = self._cue_before(item) or cue
        qualifier: Qualifier = cue if cue in ("approx", "up_to", "at_least") else "exact"  # type: ignore[assignment]
        return item.low, item.high, qualifier

    def _gloss_of(self, item: Item) -> tuple[Found | None, bool]:
        """The amount that this one may convert, and whether by a bracket that this one opens: else words of equality
        stand between the two.
        """
        if not self.found:
            return None, False
        previous = self.found[-1]
        between = self.text[previous.end : item.start]
        if len(between) > 45 or "\n" in between:
            return None, False
        if not between.strip() and self._converts(previous, item):
            return previous, True  # a bracket that the dump has lost
        aside = " " + "".join(sorted(self._quotes | self.rules.marks.commas))
        opened = between.lstrip(aside)
        if opened[:1] in self.rules.marks.converts and len(opened) < 25 and ")" not in opened:
            return previous, True
        words = between.strip(aside).removesuffix(self.rules.clitics.conjunctions[0])
        return (previous, False) if words.strip() in self.rules.equals else (None, False)

    @staticmethod
    def _converts(previous: Found, item: Item) -> bool:
        """Whether an amount that stands right after another one can only be the same in another currency."""
        if previous.currency is None or item.currency is None or item.number.scale == 1:
            return False
        return previous.currency.noun is not item.currency.noun

    def _noun_before(self, item: Item) -> Currency | None:
        """A currency named without a number in the clause before: "a debt in pounds: 530 million"."""
        for at in range(item.first - 1, max(-1, item.first - 10), -1):
            token = self.tokens[at]
            if token.kind == "mark" and token.text in self.rules.marks.stops:
                return None
            if token.number is not None or token.kind == "digits":
                return None
            if token.kind == "word" and token.article and token.stem in self.rules.nouns:
                return self._noun_at(at) if token.prep else None
        return None
