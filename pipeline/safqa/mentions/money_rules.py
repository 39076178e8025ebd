"""What ``rules/money`` says, compiled: currency names, signs, bounds, and the words around amounts.

Names of currencies come from CLDR (through Babel) for every currency that is legal tender today, and from
``rules/money`` where CLDR lacks them or print writes otherwise. Nothing here looks at an article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal, get_args

import regex
from babel import Locale
from babel.core import get_global

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from ..scan import Scan
from .bounds import BoundRules
from .numbers import Lexer, NumberRules, split_forms
from .percents import ChangeRow, PercentRow

Part = Literal[
    "price", "share_price", "valuation", "market_value", "debt", "total", "funding", "revenue", "profit", "loss",
    "penalty", "cost", "contract", "capital", "assets", "dividend", "budget", "salary", "aid", "tax", "rate",
    "commodity",
]  # fmt: skip
Kind = Literal[
    "counted", "unit", "follows", "follows_prefix", "of_it", "against", "or", "slash", "skipped",
    "in", "in_prefix", "before_year", "equals", "threshold", "than", "dated", "when", "priced", "currency",
]  # fmt: skip


class NounRow(RuleModel):
    """A currency noun: its forms, what it may mean (the default first), its worth in the main unit (and where that
    differs by currency, ``CODE=worth``), whether it is settled by default or needs its country named, and whether its
    dual is read only where it is joined to an amount.
    """

    forms: str
    codes: str
    unit: Decimal
    others: str = ""
    alone: Literal["", "default", "named"] = ""
    dual: Literal["", "joined"] = ""


class CurrencyRow(RuleModel):
    """A currency's adjectives, the places that speak for it, whole names beside CLDR's, and whether print shows three
    decimals (``3,``: after a comma too).
    """

    code: str
    adjectives: str = ""
    places: str = ""
    names: str = ""
    decimals: Literal["", "3", "3,"] = ""


class SignRow(RuleModel):
    """A sign or abbreviation and its codes."""

    sign: str
    codes: str


class PerRow(RuleModel):
    """What a rate is for, and where the words that say so stand."""

    forms: str
    per: str
    position: Literal["before", "after"]
    code: str = ""


class PartRow(RuleModel):
    """Words that say what an amount is, and where they stand."""

    part: Part
    position: Literal["before", "after"]
    forms: str
    sum: Literal["", "yes"] = ""


class KindRow(RuleModel):
    """Words of one kind."""

    kind: Kind
    forms: str


class OutletRow(RuleModel):
    """A piece of an outlet's name and the currency of its country."""

    outlet: str
    code: str


class RegionRow(RuleModel):
    """Words that only the press of some countries uses, and their currencies."""

    forms: str
    codes: str


class CodeRow(RuleModel):
    """A currency code."""

    code: str


class EndingRow(RuleModel):
    """A regular ending of a currency noun."""

    of: str
    drops: int
    ending: str
    number: Literal["one", "dual", "plural"]


class StemRow(RuleModel):
    """An ending that is taken off before two forms are compared, or that changes before a pronoun."""

    kind: Literal["agreement", "pronoun", "case", "opened", "nationality"]
    order: int
    ending: str
    least: int
    becomes: str = ""


class RateRow(RuleModel):
    """The widest plausible band of a currency's units for one US dollar, and whether markets quote it the other way."""

    code: str
    low: Decimal
    high: Decimal
    based: Literal["", "yes"] = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """A currency noun. ``alone`` says that it needs no adjective, ``settled`` that its first code holds whatever the
    article is about, ``named`` that it counts only where its country is named.
    """

    codes: tuple[str, ...]
    unit: Decimal
    alone: bool
    settled: bool = False
    named: bool = False
    joined_dual: bool = False
    others: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency found beside a number: token span, candidates, unit, and how it was written."""

    first: int
    last: int
    codes: tuple[str, ...]
    unit: Decimal
    how: Literal["sign", "code", "noun", "adjective"]
    noun: Noun | None = None

    @property
    def settled(self) -> bool:
        """Whether its name alone says which currency it is."""
        return len(self.codes) == 1 or (self.noun is not None and self.noun.settled)


class Stems:
    """Takes agreement, case and pronouns off words, by ``stems.tsv``."""

    def __init__(self, path: RulePath, article: str) -> None:
        self._article = article
        self._agreement: dict[int, list[tuple[str, int]]] = defaultdict(list)
        self._pronouns: list[tuple[str, int]] = []
        self._cases: list[tuple[str, int]] = []
        self._opened: list[StemRow] = []
        for _, row in read_tsv(path, StemRow):
            if row.kind == "pronoun":
                self._pronouns.append((row.ending, row.least))
            elif row.kind == "case":
                self._cases.append((row.ending, row.least))
            elif row.kind == "opened":
                self._opened.append(row)
            elif row.kind == "agreement":
                self._agreement[row.order].append((row.ending, row.least))
        self._known: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """A noun or adjective without the article and the endings of number, gender and case."""
        known = self._known.get(word)
        if known is None:
            known = self._stem(word)
            if len(self._known) < 200_000:
                self._known[word] = known
        return known

    def _stem(self, word: str) -> str:
        if word.startswith(self._article) and len(word) > 4:
            word = word[len(self._article) :]
        for order in sorted(self._agreement):
            word = _cut(word, self._agreement[order])
        return word

    def without_pronoun(self, word: str) -> str:
        """A word without the pronoun that says whose it is."""
        return _cut(word, self._pronouns)

    def without_case(self, word: str) -> str:
        """A word without the ending of its case."""
        return _cut(word, self._cases)

    def opened(self, word: str) -> str:
        """A word as it is written before a pronoun."""
        for row in self._opened:
            if word.endswith(row.ending) and len(word) - len(row.ending) >= row.least:
                return word[: -len(row.ending)] + row.becomes
        return word


def _spaced(sign: str) -> tuple[str, ...]:
    """An abbreviation as it stands, and with the spaces that print puts around its stops."""
    if not sign[0].isalpha() or "." not in sign[:-1]:
        return (sign,)
    return sign, sign.replace(".", ". ").strip(), sign.replace(".", " . ").strip()


def _cut(word: str, endings: Iterable[tuple[str, int]]) -> str:
    """A word without the first of some endings that leaves enough of it."""
    for ending, least in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


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
        self.clitics = self.numbers.clitics
        money = folder / "money"
        self.stems = Stems(money / "stems.tsv", self.clitics.articles[0])
        self._endings = [row for _, row in read_tsv(money / "endings.tsv", EndingRow)]
        self.nouns: dict[str, Noun] = {}
        self.duals: set[str] = set()
        self.singulars: set[str] = set()
        self.adjectives: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)  # by code, by stems
        self.places: dict[str, list[str]] = {}
        self.three_decimals: set[str] = set()
        self.comma_decimals: set[str] = set()
        self._load_nouns(money)
        self.signs: dict[str, tuple[str, ...]] = {}
        for _, row in read_tsv(money / "signs.tsv", SignRow):  # two signs may fold into one: both keep their codes
            for sign in _spaced(fold(row.sign)):
                self.signs[sign] = (*self.signs.get(sign, ()), *row.codes.split())
        self._load_cldr()
        self.codes = frozenset(current_codes())
        self.not_codes = frozenset(row.code for _, row in read_tsv(money / "not_codes.tsv", CodeRow))
        self.bounds = BoundRules(money, self.numbers)
        self.change = frozenset(
            form for _, row in read_tsv(money / "change.tsv", ChangeRow) for form in split_forms(row.forms)
        )
        self._load_words(money, folder / "numbers" / "percents.tsv")
        self._load_parts(money)
        self.outlets = [
            (fold(row.outlet).casefold(), row.code) for _, row in read_tsv(money / "outlets.tsv", OutletRow)
        ]
        self.regional: dict[str, list[str]] = defaultdict(list)
        for _, region in read_tsv(money / "regions.tsv", RegionRow):
            for code in region.codes.split():
                self.regional[code] += split_forms(region.forms)
        nouns = "|".join(sorted(noun for noun in self.singulars if len(self.nouns[noun].codes) > 1))
        definite = self.clitics.articles[0]
        self.naming = regex.compile(
            rf"(?<!\p{{L}})[{''.join(self.clitics.conjunctions)}]?(?:(?P<in>[{''.join(self.in_prefixes)}]{definite})|(?P<for>لل)|{definite})"
            rf"(?P<noun>{nouns}) (?P<adjective>{definite}\p{{L}}+)"
        )
        rates = [row for _, row in read_tsv(money / "rates.tsv", RateRow)]
        self.rates = {row.code: (row.low, row.high) for row in rates}
        self.based = frozenset(row.code for row in rates if row.based)
        self.lexer = Lexer(self.numbers, list(self.signs), self.nouns.__contains__, self._glued)
        self.scan = Scan(sorted(self._literals()))
        self._keys: dict[str, tuple[str, ...]] = {}
        self._anchors: dict[str, Literal["currency", "scale"] | None] = {}

    @classmethod
    def load(cls, folder: RulePath) -> MoneyRules:
        """Reads ``numbers`` and ``money`` in a rules folder. Raises ``RuleError``."""
        return cls(folder)

    def keys(self, word: str) -> tuple[str, ...]:
        """What a word may be in the lists of this folder: as it stands, without clitics, without pronoun or case."""
        known = self._keys.get(word)
        if known is None:
            splits = self.clitics.splits(word)
            forms = [rest for _, _, rest, _ in splits]
            forms += [
                cut(rest)
                for _, article, rest, _ in splits
                if not article and not rest.startswith(self.clitics.articles[0])  # a definite word bears no pronoun
                for cut in (self.stems.without_pronoun, self.stems.without_case)
            ]
            known = tuple(dict.fromkeys(forms))
            if len(self._keys) < 200_000:
                self._keys[word] = known
        return known

    def anchor(self, word: str) -> Literal["currency", "scale"] | None:
        """What a word, clitics aside, may be of an amount: its currency, its scale, or neither."""
        if word not in self._anchors:
            if len(self._anchors) > 200_000:
                self._anchors.clear()
            tokens = self.lexer.tokens(word)
            if any(token.kind == "sign" or token.stem in self.nouns for token in tokens):
                self._anchors[word] = "currency"
            else:
                scale = any(token.number is not None and token.number.kind == "scale" for token in tokens)
                self._anchors[word] = "scale" if scale else None
        return self._anchors[word]

    def is_counted(self, word: str) -> bool:
        """Whether a word, clitics and endings aside, says that something other than money is counted."""
        return any(key in self.counted or self.stems.stem(key) in self.counted for key in self.keys(word))

    def is_unit(self, word: str) -> bool:
        """Whether a word after a number, or after "of", is what it counts."""
        return any(form in self.units for form in (word, self.stems.stem(word), self.stems.without_pronoun(word)))

    def _glued(self, left: str, right: str) -> bool:
        """Whether two words that are written together are a scale with a currency, or a currency with its adjective."""
        noun = self.nouns.get(left)
        if noun is not None:
            return any((self.stems.stem(right),) in self.adjectives[code] for code in noun.codes)
        return (
            len(right) > 3
            and right in self.nouns
            and any(rest in self.numbers.scale_forms for _, _, rest, _ in self.clitics.splits(left))
        )

    # --- loading ------------------------------------------------------------------------------------------------

    def _load_nouns(self, money: RulePath) -> None:
        for _, row in read_tsv(money / "nouns.tsv", NounRow):
            forms = split_forms(row.forms)
            others = tuple((code, Decimal(worth)) for code, _, worth in (o.partition("=") for o in row.others.split()))
            noun = Noun(tuple(row.codes.split()), row.unit, True, row.alone == "default", row.alone == "named",
                        row.dual == "joined", others)  # fmt: skip
            self._add_noun(forms[0], forms, noun)
        for _, currency in read_tsv(money / "currencies.tsv", CurrencyRow):
            self.places[currency.code] = split_forms(currency.places)
            if currency.decimals:
                self.three_decimals.add(currency.code)
            if currency.decimals == "3,":
                self.comma_decimals.add(currency.code)
            for adjective in split_forms(currency.adjectives):
                self.adjectives[currency.code][self._stemmed(adjective.split())] = currency.code

    def _stemmed(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.stems.stem(word) for word in words)

    def _noun_forms(self, singular: str) -> Iterator[tuple[str, bool]]:
        """The regular forms of a currency noun, each with whether it is the dual."""
        yield singular, False
        ends = {row.of for row in self._endings if row.of != "*" and singular.endswith(row.of) and len(singular) > 3}
        for row in self._endings:
            if row.of in (ends or {"*"}):
                yield singular[: len(singular) - row.drops] + row.ending, row.number == "dual"

    def _add_noun(self, singular: str, forms: Iterable[str], noun: Noun) -> None:
        self.singulars.add(singular)
        for form, dual in self._noun_forms(singular):
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
                    self.adjectives[code].setdefault(self._stemmed(rest), code)
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

    def _load_words(self, money: RulePath, percents: RulePath) -> None:
        kinds: dict[str, set[str]] = {kind: set() for kind in get_args(Kind)}
        for _, row in read_tsv(money / "words.tsv", KindRow):
            kinds[row.kind] |= set(split_forms(row.forms))
        self.counted, self.follows, self.of_it = (frozenset(kinds[k]) for k in ("counted", "follows", "of_it"))
        self.units = self.counted | kinds["unit"]
        self.against, self.either = frozenset(kinds["against"]), frozenset(kinds["or"])
        self.to = self.numbers.joints["to"]
        self.marks = self.numbers.marks
        self.dashes, self.slashes = self.marks.dashes, frozenset(kinds["slash"])
        self.skipped = frozenset(kinds["skipped"])
        self.thresholds, self.than = frozenset(kinds["threshold"]), frozenset(kinds["than"])
        self.currency_words = frozenset(kinds["currency"])
        self.dated, self.when = frozenset(kinds["dated"]), frozenset(kinds["when"])
        self.equals, self.before_year = frozenset(kinds["equals"]), frozenset(kinds["before_year"])
        self.ands = self.numbers.joints["and"]
        self.connectors = self.to | self.either | self.dashes | self.slashes | self.ands
        self.follows_prefixes = tuple(sorted(kinds["follows_prefix"]))
        self.in_prefixes, self.priced = frozenset(kinds["in_prefix"]), frozenset(kinds["priced"])
        before_place = [f"{word} " for word in sorted(kinds["in"])] + sorted(kinds["in_prefix"])
        conjunctions, prepositions = "".join(self.clitics.conjunctions), "".join(self.clitics.prepositions)
        self.before_place = rf"(?<!\p{{L}})[{conjunctions}]?(?:{'|'.join(before_place)})"
        self.place_clitics = rf"(?<!\p{{L}})[{conjunctions}]?[{prepositions}]?"
        ends = regex.escape("".join(sorted(self.marks.clause)))
        self.clause_ends = regex.compile(rf"[{ends}\n]")
        self.clause_end = regex.compile(rf"[{ends}\n]|\s(?:{'|'.join(sorted(self.ands))})")
        self.nationality: dict[str, list[str]] = defaultdict(list)  # by the letter that a nationality ends in
        for _, stem in read_tsv(money / "stems.tsv", StemRow):
            if stem.kind == "nationality":
                self.nationality[stem.becomes].append(stem.ending)
        self.percents: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for _, sign in read_tsv(percents, PercentRow):
            if sign.kind == "sign":
                words = tuple(fold(sign.word).split())
                self.percents[words[0]].append(words)

    def _load_parts(self, money: RulePath) -> None:
        self.per: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self.per_before: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self.quoted: dict[str, str] = {}  # by what a rate is for, the currency if it is one
        for _, per in read_tsv(money / "per.tsv", PerRow):
            if per.code:
                self.quoted[per.per] = per.code
            for form in split_forms(per.forms):
                words = tuple(form.split())
                after = per.position == "after"
                (self.per if after else self.per_before)[words[0 if after else -1]].append((words, per.per))
        self.part_before: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = defaultdict(list)
        self.part_after: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self.sums: set[Part] = set()
        for _, row in read_tsv(money / "parts.tsv", PartRow):
            if row.sum:
                self.sums.add(row.part)
            for form in split_forms(row.forms):
                words = tuple(form.split())
                if row.position == "after":
                    self.part_after[words[0]].append((words, row.part))
                    continue
                keys = tuple(self._governing(word) for word in words)
                for key in keys[-1]:
                    self.part_before[key].append((keys, row.part))

    def _governing(self, word: str) -> frozenset[str]:
        """The forms of a governing word that its clitics and pronoun leave: teh marbuta opens before a pronoun."""
        return frozenset({word, self.stems.opened(word)})

    def _literals(self) -> set[str]:
        words = set(self.numbers.scale_forms) | set(self.nouns)
        out = {word if len(word) > 3 else " " + word for word in words}
        out |= {digit + word for word in words if len(word) <= 3 for digit in "0123456789"}
        out |= {letter + word for word in words if len(word) == 3 for letter in self.clitics.prepositions}
        out |= {self.clitics.conjunctions[0] + word for word in words if len(word) == 3}
        return out | set(self.signs) | set(self.codes) | {"¢"}
