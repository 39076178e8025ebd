"""Numbers that stand together: sub-units that are added, intervals, and numbers that share a scale and a currency."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from .money_items import OPENED, Item, Items, is_year
from .numbers import THOUSAND, Token

_FAR = 100  # times by which the sides of an interval of plain numbers may differ
_ALIKE = 5  # times by which they may differ where no "from" stands before them
_CHANGE = 20  # words before "from X to Y" in which a word of change makes it two levels


class Joined(Items):
    """A stretch whose joined numbers become one amount or share what the last of them has."""

    def _add_sub_units(self) -> None:
        """An amount and what is added to it in the sub-unit are one: "4 dollars and 50 cents"."""
        index = 0
        while index + 1 < len(self.items):
            left, right = self.items[index], self.items[index + 1]
            if self._is_sub_unit(left, right):
                self.items[index : index + 2] = [self._added(left, replace(right, low=self._worth(left, right)))]
            else:
                index += 1
        self.items = [item for item in self.items if item.rule != f"money.{OPENED}"]

    def _is_sub_unit(self, left: Item, right: Item) -> bool:
        if left.currency is None or right.currency is None or left.qualifier == "order" or right.qualifier == "order":
            return False
        if left.currency.unit != 1 or right.currency.unit == 1 or self._connector(left, right) not in self.rules.ands:
            return False
        return bool(set(left.currency.codes) & set(right.currency.codes)) and self._worth(left, right) < 1

    @staticmethod
    def _worth(left: Item, right: Item) -> Decimal:
        """A sum of sub-units in the main unit of the amount that it is added to (fils of a dirham, or of a dinar)."""
        assert left.currency is not None
        assert right.currency is not None
        noun = right.currency.noun
        code = next((code for code in left.currency.codes if code in right.currency.codes), "")
        unit = dict(noun.others).get(code, noun.unit) if noun is not None else right.currency.unit
        return right.low / right.currency.unit * unit

    def _between(self, left: Item, right: Item) -> list[Token]:
        return self.tokens[left.last : right.first]

    def _connector(self, left: Item, right: Item) -> str | None:
        """The word or mark that joins two numbers that stand side by side, or ``None``."""
        rules = self.rules
        skipped = rules.skipped
        between = [token.text for token in self._between(left, right) if token.text not in skipped]
        between = [text for text in between if text != self._article]
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
            elif (
                left.currency is None
                and not self._apart(left, right)
                and (left.number.scale > 1 or cue == "range" or connector in self.rules.to | self.rules.either)
            ):
                self._share(left, right)

    def _is_interval(self, left: Item, right: Item, connector: str, cue: str | None) -> bool:
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
        if self._year(left) or self._apart(left, right):
            return False
        return cue == "range" or not (self._changed(left) or self._reaches(left, right))

    def _reaches(self, left: Item, right: Item) -> bool:
        """Whether two amounts that "to" joins are a step and a level ("30 cents to 64 dollars"), not two of a kind."""
        if left.currency is None or right.currency is None:
            return False
        if left.currency.unit != right.currency.unit:
            return True
        before = self.tokens[max(0, left.first - 3) : left.first]
        told = {key for token in before for key in self.rules.keys(token.text)}
        return self.rules.numbers.joints["of"].isdisjoint(told) and right.high > _ALIKE * left.low

    def _apart(self, left: Item, right: Item) -> bool:
        """Whether two bare numbers are too far apart to be two sides of anything: "model 14 rose to 612,000 liras"."""
        if left.currency is not None or left.number.scale > 1 or right.number.scale > 1 or not left.number.low:
            return False
        return right.number.high / left.number.low > _FAR

    def _year(self, item: Item) -> bool:
        return item.currency is None and is_year(item.number)

    def _changed(self, item: Item) -> bool:
        for token in reversed(self.tokens[max(0, item.first - _CHANGE) : item.first]):
            if token.kind == "mark" and token.text in self.rules.marks.stops:
                return False
            if token.kind == "word" and any(key in self.rules.change for key in self.rules.keys(token.text)):
                return True
        return False

    def _shared_value(self, left: Item, right: Item) -> Decimal:
        """What the left number is worth once it has the right one's scale and unit."""
        value, scale = left.number.low, right.number.scale
        unit = right.currency.unit if right.currency else Decimal(1)
        if left.number.scale > 1 or scale == 1:
            return value * unit
        coefficient = right.number.coefficient or right.number.low / scale
        if value > coefficient and scale > THOUSAND and value >= 10 * coefficient:
            scale = scale / THOUSAND
        return value * scale * unit

    def _merge(self, index: int, left: Item, right: Item) -> None:
        low = left.low if left.currency is not None else self._shared_value(left, right)
        if low > right.high:
            self._share(left, right)
            return
        merged = replace(right, start=left.start, first=left.first, low=low, high=right.high, qualifier="range",
                         rule="money.interval", raws=self._interval_raws(left, right),
                         number=replace(right.number, first=left.number.first))  # fmt: skip
        self.items[index : index + 2] = [merged]

    @staticmethod
    def _interval_raws(left: Item, right: Item) -> tuple[str | None, str | None]:
        plain = right.number.scale == 1 and right.raws[1] is not None
        return (left.number.raw, right.raws[1]) if plain else (None, None)

    def _share(self, left: Item, right: Item) -> None:
        if left.currency is not None or self._year(left) or (left.number.rule == "fraction" and left.number.scale == 1):
            return
        left.low = left.high = self._shared_value(left, right)
        left.currency, left.shared, left.rule = right.currency, "coordination", "money.coordinated"
        left.raws = (left.number.raw, left.number.raw) if right.number.scale == 1 and right.raws[1] else (None, None)

    @staticmethod
    def _added(left: Item, right: Item) -> Item:
        total = left.low + right.low
        return replace(left, low=total, high=total, end=right.end, last=right.last, rule="money.sum", raws=(None, None))
