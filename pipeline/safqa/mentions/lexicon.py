"""The list of companies: names found in any spelling of their transliteration, joined or split.

A name is looked up by its *sounds*: letters and digits alone, the spellings of one foreign sound made one, without the
article. A hit is then compared letter by letter with what the list has. The index is a dictionary beside the set of
the first letters of every key, so that a hundred thousand names cost no more time than three thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from ..words import Word, readings

# Letters that transliterations of one foreign sound share: g (غ ج ق ك), v (ف ڤ), p (ب پ), and hamza on its seat.
_SOUNDS = str.maketrans({"غ": "ك", "ج": "ك", "ق": "ك", "گ": "ك", "چ": "ك", "ڤ": "ف", "پ": "ب", "ئ": "ي", "ؤ": "و"})
_G = frozenset("غجقگ")
_K = frozenset("غجقگك")  # ك for g is rare: كوكل
_ALWAYS = (frozenset("فڤ"), frozenset("بپ"), frozenset("ئي"), frozenset("ؤو"), frozenset("گغ"), frozenset("گك"))
_TSH, _SH = "تش", "ش"  # two spellings of ch: تشات, شات
_BEGINNING = 6
_MAX_WORDS = 8
_SHORT = 4  # a name of so few letters must be spelled as listed
_SPLIT = 6  # a name written in another number of words is sure from so many letters on
_OTHER = regex.compile(r"[^\p{L}\p{N}&+]")
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


@lru_cache(maxsize=200_000)
def sounds(folded: str) -> str:
    """A name's key: letters and digits alone, the spellings of one foreign sound made one, without the article."""
    key = _OTHER.sub("", folded.translate(_SOUNDS)).casefold()
    return key[2:] if key.startswith("ال") and len(key) > 5 else key


@lru_cache(maxsize=200_000)
def _bare(folded: str) -> str:
    key = _OTHER.sub("", folded).casefold()
    return key[2:] if key.startswith("ال") and len(key) > 5 else key


def _soft(row: CompanyRow) -> frozenset[str]:
    """The letters that spellings of a company exchange: those for g, if its Latin name has one (or it has none)."""
    latin = next((form for form in row.forms() if _LATIN.search(form)), "").casefold()
    letters = (("g", _K), ("q", frozenset("قك")), ("ch", frozenset(_SH)), ("", _G if not latin else frozenset()))
    return frozenset().union(*(found for sign, found in letters if sign in latin))


class Lexicon:
    """All lists of companies, indexed."""

    def __init__(self, rows: Iterable[CompanyRow]) -> None:
        self.names: dict[str, list[Entry]] = defaultdict(list)
        self.beginnings: set[str] = set()
        kinds: dict[str, str] = {}
        for row in rows:
            kind = kinds.setdefault(row.kind, row.kind)
            company = Company(row.id, row.canonical, kind, row.country, row.guard == "context", _soft(row))
            for form in row.forms():
                self._add(company, fold(form))

    def _add(self, company: Company, folded: str) -> None:
        key = sounds(folded)
        parts = tuple(len(part) for part in (_OTHER.sub("", word) for word in folded.split()) if part)
        entry = Entry(company, _bare(folded), parts, folded.startswith("ال"))
        for spelling in {key, key.replace(_TSH, _SH)} if _SH in company.soft else (key,):
            self.names[spelling].append(entry)
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

    def longest(self, text: str, words: list[Word], index: int) -> Hit | None:
        """The longest listed name that begins at a word; of equal ones the one that is spelled as listed."""
        best: Hit | None = None
        for reading in readings(words[index].text):
            stem = reading.stem
            if reading.article:  # only لل hides an article: للبنك is ل and البنك
                if words[index].text[reading.offset - 2 : reading.offset] != "لل":
                    continue
                stem = "ال" + stem
            if not self._begins(sounds(stem)):
                continue
            for hit in self._hits(text, words, index, stem, reading.offset, bool(reading.prep)):
                if best is None or (hit.last, hit.exact, -hit.offset) > (best.last, best.exact, -best.offset):
                    best = hit
        return best

    def _hits(self, text: str, words: list[Word], index: int, stem: str, offset: int, prep: bool) -> Iterator[Hit]:
        bare, parts = stem, [len(stem)]
        for last in range(index, min(index + _MAX_WORDS, len(words))):
            if last > index:
                gap = text[words[last - 1].end : words[last].start]
                if len(gap) > 3 or _STOP.search(gap):
                    return
                bare += words[last].text
                parts.append(len(words[last].text))
            key = sounds(bare)
            if not self._begins(key):
                return
            if prep and len(key) <= 3:
                continue
            for entry in self.names.get(key, ()) or self.names.get(key.replace(_TSH, _SH), ()):
                hit = self._hit(entry, bare, tuple(parts), last, offset, prep)
                if hit is not None:
                    yield hit

    @staticmethod
    def _hit(entry: Entry, bare: str, parts: tuple[int, ...], last: int, offset: int, prep: bool) -> Hit | None:
        letters = _bare(bare)
        exact = letters == entry.folded
        spelled = exact or (len(letters) >= _SHORT and _spells(entry, letters))
        if not spelled:
            return None
        article = bare.startswith("ال")
        if article != entry.article and len(entry.words) == 1 and (entry.row.guarded or entry.article):
            return None  # الطاقة is not the company طاقة, nor is راجحي الراجحي
        split = len(parts) != len(entry.words)
        cut = prep and len(entry.words) == 1
        usual = len(letters) > _SHORT and not split and not offset and letters.count("ك") == entry.folded.count("ك")
        sure = exact and not cut and not (split and len(letters) < _SPLIT)
        return Hit(last, offset, entry, exact, sure or (not exact and usual))


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
