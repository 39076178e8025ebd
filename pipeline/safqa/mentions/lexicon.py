"""The list of companies: names found in any spelling of their transliteration, joined or split.

A name is looked up by its *sounds*: letters and digits alone, the spellings of one foreign sound made one, without the
article. A hit is then compared letter by letter with what the list has. The index is a dictionary beside the set of
the first letters of every key, so that a hundred thousand names cost no more time than three thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import regex

from ..normalise import normalise
from ..rulebook.source import RuleModel, RulePath, read_tsv
from ..words import Word, readings

# Letters that transliterations of one foreign sound share: g (غ ج ق ك), v (ف ڤ), p (ب پ), and hamza on its seat.
_SOUNDS = str.maketrans({"غ": "ك", "ج": "ك", "ق": "ك", "گ": "ك", "چ": "ك", "ڤ": "ف", "پ": "ب", "ئ": "ي", "ؤ": "و"})
_G = frozenset("غجقگ")
_K = frozenset("غجقگك")  # ك for g is rare: كوكل
_Q = frozenset("قك")
_ALWAYS = (frozenset("فڤ"), frozenset("بپ"), frozenset("ئي"), frozenset("ؤو"), frozenset("گغ"), frozenset("گك"))
_TSH, _SH = "تش", "ش"  # two spellings of ch: تشات, شات
_BEGINNING = 6
_BATCH = 5_000
_REMEMBERED = 100_000  # words whose readings are kept
_MAX_WORDS = 8
_SHORT = 4  # a name of so few letters must be spelled as listed
_SPLIT = 6  # a name written in another number of words is sure from so many letters on
_OTHER = regex.compile(r"[^\p{L}\p{N}&+]")
_STOP = regex.compile(r"[.؛!؟\n،,:()«»\"“”]")
_LATIN = regex.compile(r"\p{Latin}")


T = TypeVar("T")


class CompanyRow(RuleModel):
    """One company of the lexicon."""

    id: str
    canonical: str
    arabic: str = ""
    latin: str = ""
    kind: str = "company"
    country: str = ""
    ticker: str = ""
    wikidata: str = ""
    guard: str = ""

    def forms(self) -> list[str]:
        """Every spelling listed, the canonical one first."""
        rest = [form for cell in (self.arabic, self.latin) for form in cell.split("|") if form]
        return [self.canonical, *rest]


@dataclass(frozen=True, slots=True)
class Company:
    """A company of the list, as far as articles need it. ``soft`` tells which letters its spellings may exchange."""

    id: str
    canonical: str
    kind: str
    country: str
    guarded: bool
    soft: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of a company: its folded letters without spaces and article, and the lengths of its words."""

    row: Company
    folded: str
    words: tuple[int, ...]
    article: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed name found at a word: index of its last word, length of the clitics before it, and ``sure`` if it is
    spelled as listed and no clitic was taken off that may be a letter of another word.
    """

    last: int
    offset: int
    entry: Entry
    exact: bool
    sure: bool


@lru_cache(maxsize=50_000)
def sounds(folded: str) -> str:
    """A name's key: letters and digits alone, the spellings of one foreign sound made one, without the article."""
    return _without_article(_part(folded))


def _part(word: str) -> str:
    """What a word contributes to a key."""
    return _OTHER.sub("", word.translate(_SOUNDS)).casefold()


def _without_article(letters: str) -> str:
    return letters[2:] if letters.startswith("ال") and len(letters) > 5 else letters


def _soft(forms: list[str]) -> frozenset[str]:
    """The letters that spellings of a company exchange: those for g, if its Latin name has one (or it has none)."""
    latin = next((form for form in forms if _LATIN.search(form)), "").casefold()
    letters = (("g", _K), ("q", _Q), ("ch", frozenset(_SH)), ("", frozenset() if latin else _G))
    return frozenset().union(*(found for sign, found in letters if sign in latin))


@dataclass(frozen=True, slots=True)
class _Start:
    """A reading of a word that a listed name may begin with."""

    stem: str
    part: str
    offset: int
    prep: bool


class Lexicon:
    """All lists of companies, indexed."""

    def __init__(self, rows: Iterable[CompanyRow]) -> None:
        self.names: dict[str, tuple[Entry, ...]] = {}
        self.beginnings: set[str] = set()
        self._shared: dict[object, object] = {}  # equal small values are one object: a list may have 100,000 names
        self._starts: dict[str, tuple[_Start, ...]] = {}
        self._parts: dict[str, str] = {}
        batch: list[CompanyRow] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH:
                self._add_all(batch)
                batch.clear()
        self._add_all(batch)
        self._shared.clear()

    def _add_all(self, rows: list[CompanyRow]) -> None:
        """Indexes some rows; their forms are folded in one go, which is many times faster than one by one."""
        forms = [row.forms() for row in rows]
        folded = iter(normalise("\n".join(form for group in forms for form in group)).text.split("\n"))
        for row, group in zip(rows, forms, strict=True):
            kind, country, soft = self._share(row.kind), self._share(row.country), self._share(_soft(group))
            company = Company(row.id, row.canonical, kind, country, row.guard == "context", soft)
            for form in dict.fromkeys(next(folded) for _ in group):
                self._add(company, form)

    def _share(self, value: T) -> T:
        return self._shared.setdefault(value, value)  # type: ignore[return-value]

    def _add(self, company: Company, folded: str) -> None:
        key = _without_article(_part(folded))
        parts = tuple(len(part) for part in (_OTHER.sub("", word) for word in folded.split()) if part)
        letters = _without_article(_OTHER.sub("", folded).casefold())
        entry = Entry(company, key if letters == key else letters, self._share(parts), folded.startswith("ال"))
        for spelling in {key, key.replace(_TSH, _SH)} if _SH in company.soft else (key,):
            self.names[spelling] = (*self.names.get(spelling, ()), entry)
            self.beginnings.update(spelling[:end] for end in range(1, min(len(spelling), _BEGINNING) + 1))

    @classmethod
    def load(cls, paths: Iterable[RulePath]) -> Lexicon:
        """Reads lists of companies. Raises ``RuleError``."""
        return cls(row for path in paths for _, row in read_tsv(path, CompanyRow))

    def countries(self) -> dict[str, str]:
        """The country of every company that has one, by its id."""
        return {e.row.id: e.row.country for found in self.names.values() for e in found if e.row.country}

    def _begins(self, key: str) -> bool:
        """Whether any listed name may begin so."""
        if key[:_BEGINNING] in self.beginnings:
            return True
        return _TSH in key and key.replace(_TSH, _SH)[:_BEGINNING] in self.beginnings

    def starts(self, word: str) -> tuple[_Start, ...]:
        """The readings of a word that a listed name may begin with (newspapers repeat their words)."""
        found = self._starts.get(word)
        if found is None:
            if len(self._starts) > _REMEMBERED:
                self._starts.clear()
            found = self._starts[word] = tuple(self._readings(word))
        return found

    def _readings(self, word: str) -> Iterator[_Start]:
        for reading in readings(word):
            stem = reading.stem
            if reading.article:  # only لل hides an article: للبنك is ل and البنك
                if word[reading.offset - 2 : reading.offset] != "لل":
                    continue
                stem = "ال" + stem
            part = _part(stem)
            if self._begins(_without_article(part)):
                yield _Start(stem, part, reading.offset, bool(reading.prep))

    def _part_of(self, word: str) -> str:
        found = self._parts.get(word)
        if found is None:
            if len(self._parts) > _REMEMBERED:
                self._parts.clear()
            found = self._parts[word] = _part(word)
        return found

    def longest(self, text: str, words: list[Word], index: int) -> Hit | None:
        """The longest listed name that begins at a word; of equal ones the one that is spelled as listed."""
        best: Hit | None = None
        for start in self.starts(words[index].text):
            for hit in self._hits(text, words, index, start):
                if best is None or (hit.last, hit.exact, -hit.offset) > (best.last, best.exact, -best.offset):
                    best = hit
        return best

    def _hits(self, text: str, words: list[Word], index: int, start: _Start) -> Iterator[Hit]:
        part = start.part
        for last in range(index, min(index + _MAX_WORDS, len(words))):
            if last > index:
                gap = text[words[last - 1].end : words[last].start]
                if gap not in (" ", ".") and (len(gap) > 3 or _STOP.search(gap)):
                    return
                part += self._part_of(words[last].text)
            key = _without_article(part)
            if not self._begins(key):
                return
            if start.prep and len(key) <= 3:
                continue
            entries = self.names.get(key) or self.names.get(key.replace(_TSH, _SH))
            if entries is None:
                continue
            tail = [word.text for word in words[index + 1 : last + 1]]
            for entry in entries:
                hit = _hit(entry, [start.stem, *tail], last, start)
                if hit is not None:
                    yield hit


def _hit(entry: Entry, parts: list[str], last: int, start: _Start) -> Hit | None:
    """The hit of an entry on words (the first without clitics), if they spell it."""
    bare = "".join(parts)
    letters = _without_article(_OTHER.sub("", bare).casefold())
    exact = letters == entry.folded
    if not exact and (len(letters) < _SHORT or not _spells(entry, letters)):
        return None
    article = bare.startswith("ال")
    if article != entry.article and len(entry.words) == 1 and (entry.row.guarded or entry.article):
        return None  # الطاقة is not the company طاقة, nor is راجحي الراجحي
    split = len(parts) != len(entry.words)
    cut = start.prep and len(entry.words) == 1
    usual = len(letters) > _SHORT and not split and not start.offset and letters.count("ك") == entry.folded.count("ك")
    sure = exact and not cut and not (split and len(letters) < _SPLIT)
    return Hit(last, start.offset, entry, exact, sure or (not exact and usual))


def _spells(entry: Entry, letters: str) -> bool:
    """Whether letters that differ from the listed ones spell the same sound in this company's name."""
    soft, listed = entry.row.soft, entry.folded
    if _SH in soft:
        letters, listed = letters.replace(_TSH, _SH), listed.replace(_TSH, _SH)
    if len(letters) != len(listed):
        return False
    return all(
        ours == theirs or {ours, theirs} <= soft or any(ours in pair and theirs in pair for pair in _ALWAYS)
        for ours, theirs in zip(letters, listed, strict=True)
    )
