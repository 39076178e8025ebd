"""Where the clauses of a sentence begin that a conjunction joins to the one before, with or without a comma.

Arabic newspapers join main clauses by و: the verb that bears it begins a clause of its own (وباعت X، ونالت Y, وأعلنت Z
عن بيع), whatever the verb means; so does a name that bears it and has its verb behind it, of headlines (X تشتري Y وZ
تبيع W), a verb behind ثم, and what بينما, فيما or في حين opens. What stands behind such a word is no argument of what
stands before it, and a clause that names no subject has that of the clause before (Ryding 2005, ch. 18). A verb is
known by the forms of the lexicon of deals and of the words of context, and by a closed class of common ones.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from ..document import Mention
from ..mentions.triggers import Entry, FormTable
from ..words import readings
from .phrases import PARTIES, Phrase, Reading, definite_nisba, pronoun_column

_FINITE = ("past", "present", "future")
_SHORTEST = 3  # letters of a verb behind its conjunction
_PLURAL = regex.compile(r"(?:ان|تا|ون|وا)$")


def find_clauses(reading: Reading, *tables: FormTable) -> None:
    """Notes in a reading where joined clauses begin; ``tables`` know the forms of verbs. A name that begins a clause
    is no longer coordinated with the one before it.
    """
    named = {
        i for p in reading.phrases for i in range(p.first, p.last + 1) if p.kind != "thing" or i == p.first
    }  # fmt: skip
    begins = {
        index
        for index in range(1, len(reading.words))
        if index not in named and not reading.dated(index)
        and (_joined_verb(reading, index, tables) or _contrasts(reading, index, tables))
    }  # fmt: skip
    begins |= _main_clause(reading, named, tables)
    for phrase in reading.phrases:
        joined = phrase.series is not None or _joined_name(reading, phrase)
        if joined and phrase.kind in PARTIES and _has_verb(reading, phrase, tables):
            phrase.series, phrase.prep, phrase.governor = None, "", -1
            begins.add(phrase.left)
    reading.begins = frozenset(begins)
    reading.joined = frozenset(
        index
        for index in range(1, len(reading.words))
        if index not in named and _joined_noun(reading, index, tables[0])
    )
    for phrase in reading.phrases:
        cut = next((i for i in range(phrase.first + 1, phrase.last + 1) if i in begins), -1)
        if cut > 0:  # توريد حافلات واندمجت
            phrase.last, phrase.mention = cut - 1, _until(reading, phrase.mention, reading.words[cut - 1].end)


def clause_of(reading: Reading, index: int) -> int:
    """The word at which the joined clause of a word begins; 0 for the first of the sentence. What is joined inside a
    relative clause ends with it (X، التي تعمل في Y وتملك Z، اشترت W).
    """
    inside = reading.relative(index)
    here = (begin for begin in reading.begins if begin <= index and reading.relative(begin) in (-1, inside))
    return max(here, default=0)


def _main_clause(reading: Reading, named: set[int], tables: tuple[FormTable, ...]) -> set[int]:
    """Where the verb of a sentence that opens with an adverbial stands, behind its comma: بعد بيع X، اشترت Y."""
    opening = reading.words[0].text if reading.words else ""
    if not any(reading.grammar.has(opening, kind) for kind in ("while_that", "preposition")):
        return set()
    for index in range(1, len(reading.words)):
        text = reading.words[index].text
        if index in named or any(reading.grammar.has(text, kind) for kind in ("lead", "join")):
            continue
        if _is_finite(reading, index, tables) or reading.grammar.has(text, "verb"):
            return {index} if reading.commas(index - 1, index) else set()
        if reading.barrier(index):
            return set()
    return set()


def _joined_noun(reading: Reading, index: int, deals: FormTable) -> bool:
    """Whether a conjunction joins a deal's noun to what stands before it: شراء X والاندماج مع Y."""
    text = reading.words[index].text
    if text[:1] == "و" and reading.grammar.has(text[1:], "light_noun"):
        return True  # وتوقيع مذكرة، والحصول على قرض
    if text in deals.single or text in deals.phrases:
        return reading.words[index - 1].text == "و"
    return any(
        found.conj == "و" and not found.prep and (found.stem in deals.single or found.stem in deals.phrases)
        for found in readings(text)
    )


def _until(reading: Reading, mention: Mention, end: int) -> Mention:
    """A mention cut off at a place of the text."""
    return replace(mention, end=end, canonical=reading.doc.text[mention.start : end])


def _joined_verb(reading: Reading, index: int, tables: tuple[FormTable, ...]) -> bool:
    """Whether a word is a finite verb that bears a conjunction, or has ثم before it, and can be nothing else."""
    text = reading.words[index].text
    if reading.grammar.has(reading.words[index - 1].text, "then"):
        return _is_verb(text, tables)
    rest = text[1:]
    if text[:1] not in ("و", "ف") or len(rest) < _SHORTEST - 1 or _is_verb(text, tables):
        return False
    after = reading.words[index + 1].text if index + 1 < len(reading.words) else ""
    if any(reading.grammar.has(text, kind) for kind in ("lead", "join")) or pronoun_column(after) == "fi":
        return False  # قادتها X وشاركت فيها Y: what is told of the deal goes on
    if any(reading.grammar.exact(word) & {"auxiliary", "verb"} for word in (rest, rest.removeprefix("س"))):
        return True
    return len(rest) >= _SHORTEST and _is_verb(rest, tables)


def _contrasts(reading: Reading, index: int, tables: tuple[FormTable, ...]) -> bool:
    """Whether a word opens a clause that is told beside the one before: بينما، فيما باعت X، في حين، كما باعت."""
    words, grammar = reading.words, reading.grammar
    text = words[index].text
    if grammar.has(text, "while"):
        return True
    after = words[index + 1].text if index + 1 < len(words) else ""
    if grammar.has(text, "and_also"):
        return (
            _is_verb(after, tables)
            or bool(grammar.exact(after) & {"auxiliary", "verb"})
            or any(p.left == index + 1 and p.kind in PARTIES and _has_verb(reading, p, tables) for p in reading.phrases)
        )
    if grammar.has(text, "while_that") and "complementizer" in grammar.exact(after):
        return True  # بعد أن باعت
    return grammar.has(text, "while_in") and grammar.has(after, "while_of")


def _has_verb(reading: Reading, phrase: Phrase, tables: tuple[FormTable, ...]) -> bool:
    """Whether a name that a conjunction joins to what a verb before it governs has a singular verb of its own right
    behind it: X تشتري Y وZ تبيع W; not: أعلنت أن X وY وقعتا.
    """
    index = phrase.last + 1
    while index < len(reading.words) and definite_nisba(reading.words[index].text):
        index += 1
    if index >= len(reading.words) or regex.search(r"[^\s\"«»“”]", reading.gap(index - 1, index)):
        return False
    verb = reading.words[index].text
    deals = tables[:1]  # رتبها X وY تبلغ 180 مليونا: other verbs may tell what the names stand behind
    if not _is_verb(verb, deals) or _PLURAL.search(verb) or any(e.passive for e in deals[0].single[verb]):
        return False
    first = phrase
    while first.series is not None:
        first = first.series
    before = any(_is_finite(reading, i, tables) for i in range(first.left))
    return phrase.series is None or (before and not _opens(reading, first.left))


def _joined_name(reading: Reading, phrase: Phrase) -> bool:
    """Whether a name that nothing governs bears a conjunction: ، فصندوق X تقدم بعرض."""
    word = reading.words[phrase.left]
    joined = reading.grammar.any_reading(word.text, "head") or reading.grammar.any_reading(word.text, "name_head")
    bears = bool(joined and joined.conj) or (
        phrase.left == phrase.first and reading.doc.text[word.start : phrase.mention.start][:1] in ("و", "ف")
    )
    alone = phrase.left > 0 and reading.words[phrase.left - 1].text == "و"  # و«X»
    return (bears or alone) and not phrase.prep and phrase.left > 0


def _opens(reading: Reading, index: int) -> bool:
    """Whether a word begins the sentence or stands right behind a complementizer."""
    return index == 0 or reading.grammar.has(reading.words[index - 1].text, "complementizer")


def _is_finite(reading: Reading, index: int, tables: tuple[FormTable, ...]) -> bool:
    text = reading.words[index].text
    return _is_verb(text, tables) or (text[:1] in ("و", "ف") and _is_verb(text[1:], tables))


@lru_cache(maxsize=50_000)
def _is_verb(word: str, tables: tuple[FormTable, ...]) -> bool:
    """Whether a word as it stands is a finite form of a table, and no noun of one."""
    found: list[Entry] = [entry for table in tables for entry in table.single.get(word, ())]
    return any(e.form in _FINITE and not e.jussive for e in found) and not any(e.form not in _FINITE for e in found)
