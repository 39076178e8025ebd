"""Amounts of money.

A currency word or sign is the anchor; the number grammar reads the quantity beside it; ranges and vague sums share
its currency; words before and after tell the qualifier. An ambiguous currency name is settled by its adjective, else
by the countries that the article names, else by the guidelines' default, and the reason is kept.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import regex
from babel import Locale

from ..document import Amount, Mention, Qualifier
from ..normalise import fold
from ..rulebook.source import RuleModel, read_tsv
from .numbers import Numbers, Quantity, Token, parse, tokens_of

_REACH = 14  # tokens that a quantity may take
_BEFORE = 34  # characters before an amount in which a qualifier ends


class CurrencyRow(RuleModel):
    """A name or sign of a currency; ``base`` is the shared name that an adjective settles (دينار)."""

    word: str
    currency: str
    base: str = ""
    default: str = ""


class AdjectiveRow(RuleModel):
    """A nationality after a shared currency name, and country words that settle the name without it."""

    adjective: str
    base: str
    currency: str
    country: str = ""


class QualifierRow(RuleModel):
    """A wording that qualifies the amount after (or before) it."""

    phrase: str
    qualifier: Qualifier
    place: str


class SubunitRow(RuleModel):
    """A sub-unit and how many make its currency's unit."""

    word: str
    currency: str
    divisor: int


class CueRow(RuleModel):
    """A word that matters to amounts: of a price, of a rate, of an interval."""

    word: str
    kind: str


@dataclass(frozen=True)
class MoneyHint:
    """What is known of the article besides its text."""

    source: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class _Name:
    currency: str
    base: str
    words: tuple[str, ...]
    divisor: int = 1


@dataclass
class MoneyRules:
    """Number words, currency names by their first word, and the wordings around amounts."""

    numbers: Numbers
    names: dict[str, list[_Name]]
    adjectives: dict[tuple[str, str], str]
    countries: dict[str, list[tuple[str, regex.Pattern[str]]]]
    before: regex.Pattern[str]
    before_kinds: dict[str, Qualifier]
    after: regex.Pattern[str]
    cues: dict[str, set[str]]

    @classmethod
    def load(cls, folder: Path) -> MoneyRules:
        """Reads ``numbers/`` and ``money/`` of a rules folder, and CLDR's names through Babel. Raises ``RuleError``."""
        money = folder / "money"
        names: dict[str, list[_Name]] = defaultdict(list)
        bases: dict[str, str] = {}
        for _, row in read_tsv(money / "currencies.tsv", CurrencyRow):
            words = tuple(fold(row.word).casefold().split())
            names[words[0]].append(_Name(row.currency, fold(row.base), words))
            if row.base and len(words) == 1:
                bases[words[0]] = fold(row.base)
        for _, sub in read_tsv(money / "subunits.tsv", SubunitRow):
            word = fold(sub.word)
            names[word].append(_Name(sub.currency, "", (word,), sub.divisor))
        for code, name in _cldr():
            words = tuple(fold(name).casefold().split())
            if len(words) > 1 or words[0] not in names:
                names[words[0]].append(_Name(code, "", words))
        for found in names.values():
            found.sort(key=lambda n: -len(n.words))
        adjectives: dict[tuple[str, str], str] = {}
        countries: dict[str, list[tuple[str, regex.Pattern[str]]]] = defaultdict(list)
        for _, adj in read_tsv(money / "adjectives.tsv", AdjectiveRow):
            adjectives[fold(adj.base), fold(adj.adjective)] = adj.currency
            if adj.country:
                stems = [fold(adj.adjective), *(fold(word) for word in adj.country.split("|"))]
                pattern = regex.compile(r"(?<!\w)[وفبلك]?(?:ال)?(?:" + "|".join(map(regex.escape, stems)) + r")(?:ه|ين|ون|ا)?(?!\w)")
                countries[fold(adj.base)].append((adj.currency, pattern))
        rows = [row for _, row in read_tsv(money / "qualifiers.tsv", QualifierRow)]
        before = {fold(r.phrase): r.qualifier for r in rows if r.place == "before"}
        after = sorted((fold(r.phrase) for r in rows if r.place == "after"), key=len, reverse=True)
        cues: dict[str, set[str]] = defaultdict(set)
        for _, cue in read_tsv(money / "cues.tsv", CueRow):
            cues[cue.kind].add(fold(cue.word))
        longest = sorted(before, key=len, reverse=True)
        tail = r"(?:\s+(?:مبلغ|قيمه|قيمتها|قيمته|الي|قدره|قدرها|حدود|مجموعه))?(?:\s+[بل])?\s*[«\"(]?\s*$"
        return cls(
            Numbers.load(folder / "numbers" / "words.tsv"), dict(names), adjectives, dict(countries),
            regex.compile(r"(?<!\w)[وفبل]?(" + "|".join(map(regex.escape, longest)) + ")" + tail), before,
            regex.compile(r"\s*[)»\"]?\s*(" + "|".join(map(regex.escape, after)) + r")(?!\w)"), dict(cues),
        )  # fmt: skip

    def qualifier_after(self, text: str, end: int) -> Qualifier | None:
        """What stands right after an amount."""
        hit = self.after.match(text, end)
        if hit is None:
            return None
        return {"علي الاقل": "at_least", "او اكثر": "at_least", "فما فوق": "at_least", "كحد ادني": "at_least",
                "تقريبا": "approx"}.get(hit[1], "up_to")  # type: ignore[return-value]  # fmt: skip


def _cldr() -> list[tuple[str, str]]:
    """(ISO code, Arabic name or plural form) of every currency that CLDR names."""
    locale = Locale.parse("ar")
    out = [(code, str(name)) for code, name in locale.currencies.items()]
    plurals = locale._data["currency_names_plural"]
    out += [(code, str(form)) for code, forms in plurals.items() for form in forms.values()]
    return sorted({(code, form) for code, form in out if len(code) == 3 and "(" not in form})


def find_money(text: str, rules: MoneyRules, hint: MoneyHint | None = None) -> list[Mention]:
    """The amounts of a normalised text, in order."""
    tokens = tokens_of(text)
    finder = _Finder(text, tokens, rules)
    index = 0
    while index < len(tokens):
        index = finder.at(index)
    finder.elided()
    found = sorted(finder.found, key=lambda m: m.start)
    return _glosses(text, found)


def _glosses(text: str, found: list[Mention]) -> list[Mention]:
    """An amount in brackets right after another converts it, and shares its qualifier."""
    for left, right in zip(found, found[1:], strict=False):
        gap = text[left.end : right.start]
        if left.amount and right.amount and regex.fullmatch(r"\s*\(\s*(?:اي\s+)?(?:ما يعادل|نحو|حوالي)?\s*", gap) and left.amount.currency != right.amount.currency:
            value = right.amount.min if right.amount.min is not None else right.amount.max
            kind = left.amount.qualifier
            low = None if kind == "up_to" else value
            high = None if kind == "at_least" else value
            if kind in ("approx", "up_to", "at_least") and right.amount.qualifier == "exact":
                right.amount = replace(right.amount, min=low, max=high, qualifier=kind)
            right.amount = replace(right.amount, gloss_of=left.start)
    return found


class _Finder:
    def __init__(self, text: str, tokens: list[Token], rules: MoneyRules) -> None:
        self.text, self.tokens, self.rules = text, tokens, rules
        self.found: list[Mention] = []
        self.used = -1  # index past the last token of the last amount

    def name_at(self, index: int) -> tuple[_Name, int, str] | None:
        """A currency name that begins at a token: (name, index past it, reason)."""
        raw = self.tokens[index].text.casefold()
        for token in (raw, raw[2:] if raw.startswith("ال") else ""):
            for name in self.rules.names.get(token, ()) if token else ():
                end = index + len(name.words)
                if end <= len(self.tokens) and all(
                    _same(self.tokens[index + k].text.casefold(), word) for k, word in enumerate(name.words) if k
                ):
                    return self._settle(name, end)
        return None

    def _settle(self, name: _Name, end: int) -> tuple[_Name, int, str]:
        if not name.base:
            return name, end, "name"
        if end < len(self.tokens):
            following = self.tokens[end].text
            stem = regex.sub(r"^ال", "", following)
            for form in (stem, stem[:-1], stem[:-2]):
                code = self.rules.adjectives.get((name.base, form))
                if code:
                    return replace(name, currency=code), end + 1, "adjective"
        counts = [(len(pattern.findall(self.text)), code) for code, pattern in self.rules.countries.get(name.base, ())]
        told = {code: count for count, code in counts if count}
        if told and name.currency not in told and name.base != "دولار":
            best = max(told, key=lambda code: (told[code], code))
            return replace(name, currency=best), end, "country"
        return name, end, "default"

    def at(self, index: int) -> int:
        """Tries a currency at a token; returns the index to go on from."""
        named = self.name_at(index)
        if named is None:
            return index + 1
        name, end, reason = named
        first = index
        if first and self.tokens[first - 1].text == "من":  # عشرات المليارات من الدولارات
            first -= 1
        quantity = self._left(first) or (self._left(index) if first != index else None)
        if quantity is not None:
            self._add(quantity, name, end, reason)
            return end
        if not name.words[0].isalpha() or len(name.words[0]) <= 3 or reason != "adjective":
            right = self._right(end)
            if right is not None and (not name.words[0].isalpha() or name.words[0].isascii()):
                self._emit(self.tokens[index].start, self.tokens[right.last - 1].end, right.first, right.last, right, name, reason)
                self.used = right.last
                return right.last
        return index + 1

    def _left(self, last: int) -> Quantity | None:
        """The longest quantity that ends at a token."""
        best: Quantity | None = None
        misses = 0
        for first in range(last - 1, max(self.used, last - _REACH, 0) - 1, -1):
            if first < self.used or regex.search(r"[\n.؛!؟:]", self.text[self.tokens[first].end : self.tokens[last - 1].start]) and first < last - 1 and "\n" in self.text[self.tokens[first].end : self.tokens[last - 1].start]:
                break
            found = self._vague(first, last) or parse(self.tokens, first, last, self.rules.numbers)
            if found is None:
                misses += 1
                if misses > 3:
                    break
            else:
                best, misses = found, 0
        return best

    def _right(self, first: int) -> Quantity | None:
        best: Quantity | None = None
        for last in range(first + 1, min(first + 6, len(self.tokens) + 1)):
            if "\n" in self.text[self.tokens[first].start : self.tokens[last - 1].end]:
                break
            best = parse(self.tokens, first, last, self.rules.numbers) or best
        return best

    def _vague(self, first: int, last: int) -> Quantity | None:
        """عشرات المليارات, ملايين, بضعة ملايين (GUIDELINES: order)."""
        numbers = self.rules.numbers
        tokens = self.tokens[first:last]
        if not 1 <= len(tokens) <= 3:
            return None
        scale = numbers.kind(tokens[-1].text, "scale")
        plural = tokens[-1].text.endswith(("ات", "ين", "يين", "لاف", "يير")) or "اي" in tokens[-1].text or "لاف" in tokens[-1].text
        if scale is None or not plural:
            return None
        value = scale[1]
        if len(tokens) == 1:
            before = self.tokens[first - 1].text if first else ""
            if before[:1].isdigit() or numbers.kind(before, "unit", "ten", "hundred", "hundred_word", "vague", "few"):
                return None
            return Quantity(first, last, value, int(value), high=value * 1000, bare=False)
        head = numbers.kind(tokens[0].text, "vague", "few")
        if head is None or (len(tokens) == 3 and tokens[1].text != "من"):
            return None
        if head[0] == "few":
            return Quantity(first, last, value * 3, int(value), high=value * 9, bare=False)
        return Quantity(first, last, value * head[1], int(value), high=value * head[1] * 10, bare=False)

    def _add(self, quantity: Quantity, name: _Name, end: int, reason: str) -> None:
        low = self._partner(quantity)
        start_token = low.first if low else quantity.first
        start = self._start(start_token)
        stop = self.tokens[end - 1].end
        if low is not None:
            scale = quantity.scale if low.bare else 1
            amount = Amount(low.value * scale / name.divisor, quantity.value / name.divisor, name.currency, "range", reason)
            if amount.min is not None and amount.max is not None and amount.min <= amount.max:
                self.found.append(Mention("money", start, stop, "money.range", amount=amount))
                self.used = end
                return
            start = self._start(quantity.first)
        self._emit(start, stop, quantity.first, end, quantity, name, reason)
        self.used = end

    def _start(self, index: int) -> int:
        """Where an amount's text begins: past the clitics of its first word."""
        token = self.tokens[index]
        if token.text[0].isdigit():
            return token.start
        hit = self.rules.numbers.kind(
            token.text, "unit", "ten", "hundred", "hundred_word", "scale", "dual", "fraction", "vague", "few"
        )
        clitic = hit[2].removesuffix("ال") if hit else ""
        return token.start + (0 if clitic == "لل" else len(clitic))

    def _partner(self, high: Quantity) -> Quantity | None:
        """The lower end of a range before a quantity: بين 15 و25, من 6 إلى 8, 10-15."""
        tokens, cues = self.tokens, self.rules.cues
        index = high.first - 1
        if index < 1:
            return None
        joint = tokens[index].text
        inner = high.first
        hyphen = joint in ("-", "–", "—")
        if joint not in ("و", "الي", "ال", "حتي") and not hyphen:
            return None
        last = index
        for first in range(last - 1, max(self.used, last - 6, 0) - 1, -1):
            low = parse(tokens, first, last, self.rules.numbers)
            if low is None:
                continue
            opener = tokens[first - 1].text if first else ""
            ready = opener in cues.get("between", ()) or (joint != "و" and opener.removeprefix("و") in ("من",)) or hyphen
            if ready and low.value < high.value * (1 if not low.bare else 1) or (ready and low.bare and low.value * high.scale <= high.value):
                del inner
                return low
        return None

    def _emit(self, start: int, end: int, first: int, last: int, quantity: Quantity, name: _Name, reason: str) -> None:
        value = quantity.value / name.divisor
        if quantity.high is not None:
            amount = Amount(value, quantity.high / name.divisor, name.currency, "order", reason)
            self.found.append(Mention("money", start, end, "money.order", amount=amount))
            return
        kind = self._qualifier(start, end)
        low = None if kind == "up_to" else value
        high = None if kind == "at_least" else value
        after = self.text[end : end + 14].split()
        per = after[0] if after and after[0] in self.rules.cues.get("per", ()) else None
        amount = Amount(low, high, name.currency, kind, reason, per=per)
        rule = "money.number" if quantity.bare else "money.scaled"
        self.found.append(Mention("money", start, end, rule, amount=amount))

    def _qualifier(self, start: int, end: int) -> Qualifier:
        before = self.text[max(0, start - _BEFORE) : start]
        before = regex.sub(r"(?<=\s)[بلو]{1,2}ـ?$|^\S*\s", "", before) if before[:1] != " " else before
        hit = self.rules.before.search(before)
        if hit is not None:
            return self.rules.before_kinds[hit[1]]
        return self.rules.qualifier_after(self.text, end) or "exact"

    def elided(self) -> None:
        """A scaled number after a price word, where the article's amounts have one currency: مقابل 5 ملايين."""
        currencies = {m.amount.currency for m in self.found if m.amount}
        if len(currencies) != 1:
            return
        covered = [(m.start, m.end) for m in self.found]
        name = _Name(next(iter(currencies)), "", ("",))
        index = 1
        while index < len(self.tokens):
            if self.tokens[index - 1].text not in self.rules.cues.get("price", ()):
                index += 1
                continue
            self.used = index
            best = self._right(index)
            if best is not None and not best.bare:
                start, end = self._start(index), self.tokens[best.last - 1].end
                following = self.text[end : end + 12]
                if all(end <= a or start >= b for a, b in covered) and not regex.match(r"\s+(?!في|علي|من|عام|و|مقابل|ل)\w", following):
                    self._emit(start, end, index, best.last, best, name, "elided")
            index += 1


def _same(token: str, word: str) -> bool:
    return token in (word, "ال" + word) or token.removesuffix("ا") == word
