"""The list of companies: names found in any spelling of their transliteration, joined or split.

A name is looked up by its *sounds*: letters and digits alone, the spellings of one foreign sound made one, without the
article. A hit is then compared letter by letter with what the list has. The index is a dictionary beside the set of
the first letters of every key, so that a hundred thousand names cost no more time than three thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from ..normalise import normalise
from ..rulebook.source import RuleModel, RulePath, read_tsv
from ..words import Word, readings

NEUTRAL = ("media", "exchange")  # kinds of companies that are named as sources and venues, not as parties
# Letters that transliterations of one foreign sound share: g (غ ج ق ك), v (ف ڤ), p (ب پ), and hamza on its seat.
_SOUNDS: dict[int, str] = str.maketrans(
    {"غ": "ك", "ج": "ك", "ق": "ك", "گ": "ك", "چ": "ك", "ڤ": "ف", "پ": "ب", "ئ": "ي", "ؤ": "و"}
)
_G = frozenset("غجقگ")
_K = frozenset("غجقگك")  # ك for g is rare: كوكل
_Q = frozenset("قك")
_ALWAYS = (frozenset("فڤ"), frozenset("بپ"), frozenset("ئي"), frozenset("ؤو"), frozenset("گغ"), frozenset("گك"))
_TSH, _SH = "تش", "ش"  # two spellings of ch: تشات, شات
_BEGINNING = 6  # letters of a key up to which every beginning is kept
_FURTHER = 10  # of longer keys so many are kept as well: what begins alike mostly goes on otherwise
_BATCH = 5_000
_REMEMBERED = 100_000  # words whose readings are kept
_MAX_WORDS = 8
_SHORT = 4  # a name of so few letters must be spelled as listed
_UNMISTAKEN = 8  # letters of a name that is sure in another spelling and another number of words: فولكسفاغن
_SPLIT = 6  # a name written in another number of words is sure from so many letters on
_OTHER = regex.compile(r"[^\p{L}\p{N}&+]")
_OTHER_IN_LINE = regex.compile(r"[^\p{L}\p{N}&+\n]")
_STOP = regex.compile(r"[.؛!؟\n،,:()«»\"“”]")
_LATIN = regex.compile(r"\p{Latin}")


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


def _keys(folded: str) -> list[str]:
    """The key of every line of a folded text, as ``sounds`` gives it, by a few passes over the whole of it."""
    for letter, sound in _SOUNDS.items():
        folded = folded.replace(chr(letter), sound)
    for mark in " -.'":  # the bulk of what is left out, which one pass each takes away quicker than a pattern
        folded = folded.replace(mark, "")
    lines = _OTHER_IN_LINE.sub("", folded).casefold().split("\n")
    return [line[2:] if line.startswith("ال") and len(line) > 5 else line for line in lines]


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


class _Listed(NamedTuple):
    """What is kept of a row until a text names the company."""

    id: str
    canonical: str
    kind: str
    country: str
    guarded: bool
    forms: tuple[str, str]  # the cells of its Arabic and its Latin forms


class Lexicon:
    """All lists of companies, indexed.

    The keys of all forms are made in one go, by a few passes over all of them; an entry is made when a text first has
    its key. So a list of 100,000 names is ready in a second, and the names that nobody writes cost only their key.
    """

    def __init__(self, rows: Iterable[CompanyRow]) -> None:
        self.beginnings: set[str] = set()
        self._numbers: dict[str, tuple[int, ...]] = {}  # by key, the places of its forms in the lists that follow
        self._folded: list[str] = []
        self._owners: list[int] = []
        self._listed: list[_Listed] = []
        self._companies: dict[int, Company] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._starts: dict[str, tuple[_Start, ...]] = {}
        self._parts: dict[str, str] = {}
        batch: list[CompanyRow] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH:
                self._add_all(batch)
                batch.clear()
        self._add_all(batch)
        self.beginnings.update(key[:_FURTHER] for key in self._numbers if len(key) >= _FURTHER)
        shorter = set(self._numbers)
        for length in range(_BEGINNING, 0, -1):
            shorter = {key[:length] for key in shorter}
            self.beginnings |= shorter
        self.beginnings.discard("")

    def _add_all(self, rows: list[CompanyRow]) -> None:
        """Indexes some rows; their forms are folded in one go, which is many times faster than one by one."""
        first = len(self._listed)
        written: list[str] = []
        for number, row in enumerate(rows, first):
            forms = row.forms()
            cells = (row.arabic, row.latin)
            self._listed.append(_Listed(row.id, row.canonical, row.kind, row.country, row.guard == "context", cells))
            written += forms
            self._owners += [number] * len(forms)
        folded = normalise("\n".join(written)).text
        place = len(self._folded)
        self._folded += folded.split("\n")
        for number, key in enumerate(_keys(folded), place):
            self._index(key, number)
            if _TSH in key and _SH in self._company(self._owners[number]).soft:
                self._index(key.replace(_TSH, _SH), number)

    def _index(self, key: str, number: int) -> None:
        known = self._numbers.get(key)
        if known is None:
            self._numbers[key] = (number,)
            return
        owner, form = self._owners[number], self._folded[number]
        if not any(self._owners[other] == owner and self._folded[other] == form for other in known):
            self._numbers[key] = (*known, number)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The spellings that the lists have for a key, in their order."""
        found = self._entries.get(key)
        if found is None:
            numbers = self._numbers.get(key, ())
            found = tuple(self._entry(number) for number in numbers)
            if found:
                self._entries[key] = found
        return found

    def canonical_names(self) -> set[str]:
        """The canonical name of every company."""
        return {row.canonical for row in self._listed}

    def keys(self) -> Iterable[str]:
        """The key of every spelling."""
        return self._numbers.keys()

    def _entry(self, number: int) -> Entry:
        folded = self._folded[number]
        parts = tuple(len(part) for part in (_OTHER.sub("", word) for word in folded.split()) if part)
        letters = _without_article(_OTHER.sub("", folded).casefold())
        return Entry(self._company(self._owners[number]), letters, parts, folded.startswith("ال"))

    def _company(self, number: int) -> Company:
        found = self._companies.get(number)
        if found is None:
            row = self._listed[number]
            soft = _soft([row.canonical, *"|".join(row.forms).split("|")])
            found = Company(row.id, row.canonical, row.kind, row.country, row.guarded, soft)
            self._companies[number] = found
        return found

    @classmethod
    def load(cls, paths: Iterable[RulePath]) -> Lexicon:
        """Reads lists of companies. Raises ``RuleError``."""
        return cls(row for path in paths for _, row in read_tsv(path, CompanyRow))

    def countries(self) -> dict[str, str]:
        """The country of every company that has one, by its id."""
        return {row.id: row.country for row in self._listed if row.country}

    def _begins(self, part: str) -> bool:
        """Whether any listed name may begin with these letters, with or without the article of its first word (which
        a short name keeps: البنك alone is no بنك, but it begins البنك العربي).
        """
        if self._begun(part) or (part.startswith("ال") and self._begun(part[2:])):
            return True
        return _TSH in part and self._begun(_without_article(part).replace(_TSH, _SH))

    def _begun(self, part: str) -> bool:
        return part[: _FURTHER if len(part) >= _FURTHER else _BEGINNING] in self.beginnings

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
            if self._begins(part):
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
            if not self._begins(part):
                return
            key = _without_article(part)
            if start.prep and len(key) <= 3:
                continue
            entries = self.entries(key)
            if not entries and _TSH in key:
                entries = self.entries(key.replace(_TSH, _SH))
            if not entries:
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
    whole = not split or len(letters) >= _UNMISTAKEN
    usual = len(letters) > _SHORT and whole and not start.offset and letters.count("ك") == entry.folded.count("ك")
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
