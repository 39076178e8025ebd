"""Deals that a pronoun of another tells: وقعت X اتفاقا مع Y، وآخر مع Z; عقدين، الأول مع Y والثاني مع Z.

The pronoun stands for the noun told before it, and takes arguments of its own; what is said around it may make it a
deal of another kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..mentions.triggers import FormTable, StatusRow, Trigger, VerbRow
from .phrases import PREPS, Reading

_BESIDE = 2  # words behind the noun of a deal among which it is said to be one more
_GOODS = 8  # words behind a trigger among which what is bought may be said to be more of it
_FAR = 30  # words between a noun and a pronoun that stands for it
_SIDES = ("maa", "bayn", "min", "li", "ila")  # what may govern the other side behind the pronoun
_ALIKE = 60  # the rank of the row of the noun itself: the words that it asks for stand with the noun

Rank = Callable[[Trigger], int | None]


def others(reading: Reading, verbs: FormTable, triggers: list[Trigger], rank: Rank) -> Iterator[Trigger]:
    """The triggers that stand for a noun of a deal among ``triggers``, each with the row that suits its place best."""
    covered = {i for trigger in triggers for i in range(trigger.first, trigger.last + 1)}
    for index in range(1, len(reading.words)):
        side = _side(reading, index) if index not in covered and _another(reading, index) else ""
        noun = _noun(reading, triggers, index, side) if side else None
        if noun is None:
            continue
        found = [
            replace(told, row=_heavy(told.row), first=index, last=index, pronoun=False, article=False, prep="")
            for told in verbs.every(reading.words[noun.first :])
            if told.form == "noun" and told.last == noun.last - noun.first
        ]
        ranked = [(place, order, t) for order, t in enumerate(found) if (place := rank(t)) is not None]
        ranked += [(_ALIKE, order, t) for order, t in enumerate(found) if t.row.id == noun.row.id]
        if ranked:
            yield min(ranked, key=lambda item: item[:2])[2]


def _heavy(row: VerbRow | StatusRow) -> VerbRow | StatusRow:
    """A row that gives way to no noun behind it: the pronoun has a side of its own, whatever the deal is for."""
    return row.model_copy(update={"light": ""}) if isinstance(row, VerbRow) and row.light else row


def _another(reading: Reading, index: int) -> bool:
    """Whether a word that a conjunction or a comma joins means another of a kind: وآخر، والثاني."""
    word = reading.words[index].text
    joined = word.startswith("و") or reading.commas(index - 1, index) > 0 or reading.words[index - 1].text == "و"
    return joined and reading.grammar.has(word, "another")


def _side(reading: Reading, index: int) -> str:
    """What governs a company right behind a word: the other side of its deal."""
    return next(
        (
            phrase.prep for phrase in reading.phrases
            if phrase.kind in ("company", "government") and phrase.prep in _SIDES
            and index + 1 in (phrase.left, phrase.governor)
        ),
        "",
    )  # fmt: skip


def _noun(reading: Reading, triggers: list[Trigger], index: int, side: str) -> Trigger | None:
    """The noun that a pronoun stands for: the nearest whose own other side is governed alike."""
    for trigger in reversed(triggers):
        if trigger.form != "noun" or not 0 < index - trigger.last <= _FAR:
            continue
        if reading.breaks(trigger.last, index):
            return None
        if any(phrase.prep == side and trigger.last < phrase.first < index for phrase in reading.phrases):
            return trigger
    return None


def one_more(reading: Reading, trigger: Trigger) -> bool:
    """Whether a trigger tells one more deal than those before: عقدا آخر، شراء 150 طائرة أخرى، 20 % إضافية."""
    grammar, words = reading.grammar, reading.words
    if trigger.form == "noun":
        for index in range(trigger.last + 1, min(trigger.last + 1 + _BESIDE, len(words))):
            if reading.commas(index - 1, index) or reading.breaks(index - 1, index) or words[index].text in PREPS:
                break
            if grammar.has(words[index].text, "one_more"):
                return True
    for index in range(trigger.last + 2, min(trigger.last + 1 + _GOODS, len(words))):
        if reading.commas(index - 1, index) or reading.breaks(index - 1, index):
            return False
        if grammar.has(words[index].text, "one_more") and _counted(reading, index - 1):
            return True
    return False


def _counted(reading: Reading, index: int) -> bool:
    """Whether a word is a share that changes hands, or goods that a number counts."""
    word, before = reading.words[index], reading.words[index - 1]
    if any(m.kind == "percent" and m.start < word.end and word.start < m.end for m in reading.inside):
        return True
    if reading.grammar.any_reading(word.text, "stake") is not None:
        return True
    return before.text.isdigit() and reading.grammar.any_reading(word.text, "wares") is not None
