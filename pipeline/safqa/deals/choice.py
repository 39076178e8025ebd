"""Which triggers of a sentence count: those that no name covers, no fixed phrase bars and no better one replaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import regex

from ..document import Status
from ..mentions.triggers import FormTable, NotDeals, Trigger, VerbRow
from .another import others
from .phrases import PREPS, Reading, plain
from .status import StatusReader, StatusReading

_BARRED = 3  # words after a trigger that may bar a row
_NEAR_AFTER, _NEAR_BEFORE = 8, 6  # words around a trigger where the words that its row asks for may stand
_RAISING = {"funding_round", "debt", "ipo"}  # the ways to raise money
_WORKS = ("contract", "project_investment")  # deals whose verb and purpose names may part
_ANNOUNCED = ("investment", "project_investment", "merger")  # "announced an investment of" is an agreement


def sentence_triggers(
    reading: Reading, verbs: FormTable, not_deals: NotDeals, taken: frozenset[int] = frozenset()
) -> list[Trigger]:
    """The triggers of a sentence that no name covers, no fixed phrase bars and no better trigger replaces."""
    text = reading.doc.text[reading.sentence.start : reading.sentence.end]
    offset = reading.sentence.start
    names = {
        i for p in reading.phrases if p.mention.how not in ("referred", "thing") for i in range(p.first, p.last + 1)
    }
    heads = [p for p in reading.phrases if not p.share and p.kind != "thing"]
    names |= {i for p in heads for i in range(p.left + 1, p.first) if _of_head(reading, i)}
    barred = [span for m in not_deals.finditer(text) for span in _literal(m, offset)]

    def rank(trigger: Trigger) -> int | None:
        return None if taken & set(range(trigger.first, trigger.last + 1)) else free(trigger)

    def free(trigger: Trigger) -> int | None:
        if names & set(range(trigger.first, trigger.last + 1)):
            return None
        if any(a <= reading.words[trigger.first].start < b for a, b in barred):
            return None
        return _rank(reading, trigger, text)

    triggers = [_governed(reading, t) for t in verbs.find(reading.words, rank)]
    if any(reading.grammar.has(word.text, "another") for word in reading.words):  # what a frame tells has others too
        told = verbs.find(reading.words, free) if taken else triggers
        triggers = sorted([*triggers, *others(reading, verbs, told, rank)], key=lambda trigger: trigger.first)
    awarded = any(cast(VerbRow, t.row).type == "contract" and t.form != "noun" for t in triggers)
    triggers = [t for t in triggers if not (awarded and _is_party(reading, t))]
    return [t for t, after in zip(triggers, [*triggers[1:], None], strict=False) if not _gives_way(t, after)]


def _is_party(reading: Reading, trigger: Trigger) -> bool:
    """Whether a trigger is a consortium, which only takes part where a verb tells a contract: اختير تحالف X وY."""
    return reading.grammar.any_reading(reading.words[trigger.first].text, "consortium") is not None


def _of_head(reading: Reading, index: int) -> bool:
    """Whether a word between a name and what governs it belongs to the name's head: شركة الاستثمار X, شركة تأجير X; not
    the noun that the head is a genitive of: عن تأسيس شركة X.
    """
    word, before = reading.words[index].text, reading.words[index - 1].text
    if word.startswith(("ال", "لل")) or reading.grammar.any_reading(word, "consortium") is not None:
        return True
    return any(reading.grammar.any_reading(w, kind) for w in (word, before) for kind in ("head", "name_head"))


def _literal(match: regex.Match[str], offset: int) -> Iterator[tuple[int, int]]:
    """The parts of a fixed phrase that are its own words: استقطب … طلبات says nothing of what stands between."""
    left = match.start()
    for start, end in match.spans("gap"):
        yield left + offset, start + offset
        left = end
    yield left + offset, match.end() + offset


def _governed(reading: Reading, trigger: Trigger) -> Trigger:
    """A past that is written like its verbal noun, as the noun where a preposition, an adverb of time or a noun governs
    it: تسعى إلى جمع، بعد تخارجها، مشروع دمج.
    """
    if trigger.homograph and trigger.form == "past" and trigger.first:
        before = reading.words[trigger.first - 1].text
        governs = PREPS.get(before) or reading.grammar.exact(before) & {"of_deal", "while_that"}
        if governs and plain(reading.gap(trigger.first - 1, trigger.first)):
            return replace(trigger, form="noun")
    return trigger


def standing_of(states: StatusReader, trigger: Trigger) -> StatusReading:
    """The status of a trigger by its form and what governs it; ``states`` reads its sentence."""
    form = trigger.form if trigger.form in ("past", "present", "future") else "noun"
    row = cast(VerbRow, trigger.row)
    announced: Status | None = "agreed" if row.type in _ANNOUNCED else "planned" if row.type == "ipo" else None
    default = row.now if form == "present" and row.now else row.status
    return states.read(trigger.first, trigger.last, form, default, announced=announced)


def _rank(reading: Reading, trigger: Trigger, text: str) -> int | None:
    """How well a row fits a trigger's neighbourhood: ``None`` where a word that it asks for is missing; a row that asks
    for a word anywhere comes first, then the one whose word stands nearest, then a row that asks for nothing.
    """
    row = cast(VerbRow, trigger.row)
    if row.needed is not None and not row.needed.search(text):
        return None
    if trigger.prep and trigger.prep in row.not_after:
        return None
    place, words = 100, reading.words
    if row.barring is not None:
        until = words[_reach(reading, trigger.last, _BARRED)].end
        if row.barring.search(reading.doc.text, words[trigger.last].end, until):
            return None
    if row.nearby is not None:
        first, last = (
            max(0, trigger.first - _NEAR_BEFORE),
            _reach(reading, trigger.last, _NEAR_AFTER, _past_sums(trigger), _passed(reading, trigger)),
        )
        goods = bool(row.when_company)  # what is bought is a good, unless it is a company
        if goods and _shares_behind(reading, trigger):
            return None
        before = reading.outside_names(row.nearby, words[trigger.last].end, words[last].end, goods)
        if before < 0:
            before = reading.outside_names(row.nearby, words[first].start, words[trigger.first].start, goods)
        if before < 0:
            return None
        place = 20 + min(79, abs(before - words[trigger.last].end))
    return place - 20 if row.needed is not None else place


def _shares_behind(reading: Reading, trigger: Trigger) -> bool:
    """Whether a percentage stands right behind a trigger: شراء 51 % من شركة أنظمة are no goods."""
    start, until = reading.words[trigger.last].end, reading.words[_reach(reading, trigger.last, _BARRED)].end
    return any(m.kind == "percent" and start <= m.start < until for m in reading.inside)


def _past_sums(trigger: Trigger) -> bool:
    """Whether the purpose of a trigger may stand behind its sum: صفقة مع X بقيمة 16 مليار دولار للحصول على كذا، أنفقت X
    4 مليارات دولار على تطوير حقل.
    """
    kind = cast(VerbRow, trigger.row).type
    return kind == "project_investment" or (trigger.form == "noun" and kind == "contract")


def _passed(reading: Reading, trigger: Trigger) -> frozenset[int]:
    """The words of names that part a trigger from nothing that it asks for: all but the first, with the head before it
    and the adjectives behind (جمعت شركة التجارة الإلكترونية الصينية «X» 20 مليونا); of a contract or project, whose
    words are more general, those of firms' names alone; of a loan, which others sign too, none.
    """
    kind = cast(VerbRow, trigger.row).type
    if kind == "debt":
        return frozenset()
    return reading.firm_words if kind in _WORKS else reading.name_words


def _reach(
    reading: Reading, index: int, count: int, past_sums: bool = False, passed: frozenset[int] = frozenset()
) -> int:
    """The index of the word that stands ``count`` words behind another, words of time not counted, nor those that are
    ``passed`` over, nor those of sums where ``past_sums`` says so.
    """
    while count and index + 1 < len(reading.words):
        index += 1
        timed = reading.dated(index) or "time" in reading.grammar.exact(reading.words[index].text)
        count -= not (timed or index in passed or (past_sums and reading.summed(index)))
    return index


def _gives_way(trigger: Trigger, after: Trigger | None) -> bool:
    """Whether a light verb is followed by the deal noun that it governs; what capital is for is no such noun."""
    row = cast(VerbRow, trigger.row)
    if row.type in _RAISING and trigger.form == "noun" and after is not None and after.prep == "ل":
        return False
    light = bool(row.light)
    return light and after is not None and after.form == "noun" and after.first - trigger.last <= 6
