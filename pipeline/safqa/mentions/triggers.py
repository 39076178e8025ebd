"""Deal triggers and status cues: the valency lexicon's verbs and nouns in all their forms.

A lexicon row gives the past and the present (third person masculine singular), the verbal nouns and, where a rule
author wants them, the participles; ``paradigms`` derives the forms. Clitics are taken off by ``words.readings``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import regex

from ..document import DealType, Status
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv, rule_files
from ..words import Word, WordClasses, readings
from .paradigms import (
    Inflected,
    Verb,
    future_forms,
    noun_forms,
    participle_forms,
    participles,
    past_forms,
    present_forms,
)

Form = Literal["past", "present", "future", "noun", "active", "passive"]
_NOMINAL = ("noun", "active", "passive")  # forms that take the article and prepositions
_RULE = "+"  # in the columns of participles: derive it
PREPOSITIONS = {"على": "ala", "في": "fi", "من": "min", "إلى": "ila", "ل": "li", "ب": "bi", "مع": "maa", "بين": "bayn",
                "عن": "an"}  # fmt: skip


class VerbRow(RuleModel):
    """A valency entry: the forms of a lemma, and the role of its subject, object and prepositional arguments.

    ``type`` is the folder that the file lies in. ``forms`` are forms that no paradigm gives. ``active`` and
    ``passive`` are the participles: ``+`` derives those of a stem from II to X, several are parted by ``|``; empty,
    none is a trigger (مدرج, موقع are other words too). ``agent`` is the role of من قبل where that is not the subject's.
    ``lead`` and ``join`` are the roles of who leads a transaction and who joins it (بقيادة، بمشاركة). A ``light`` row
    (حصل على) gives way to a deal noun that it governs. ``near`` are beginnings of words, one of which must stand within
    a few words of the trigger, ``unless`` such that must not follow it, ``not_after`` clitic prepositions that it must
    not bear; ``needs`` are pieces of words, one of which the sentence must hold. ``yields`` are types that this row
    gives way to where the sentence tells them, ``requires`` the roles (joined by +) that the sentence itself must fill.
    ``genitive`` is the role of a genitive after the verbal noun. ``when_bank`` is the row that takes this one's
    place where a bank gives the money. The role ``amount`` marks an argument that is a sum of money.
    """

    id: str
    type: DealType
    status: Status
    name: str = ""
    past: str = ""
    present: str = ""
    noun: str = ""
    forms: str = ""
    active: str = ""
    passive: str = ""
    genitive: str = ""
    subject: str = ""
    object: str = ""
    ala: str = ""
    fi: str = ""
    min: str = ""
    ila: str = ""
    li: str = ""
    bi: str = ""
    maa: str = ""
    bayn: str = ""
    an: str = ""
    agent: str = ""
    lead: str = ""
    join: str = ""
    light: str = ""
    near: str = ""
    unless: str = ""
    not_after: str = ""
    needs: str = ""
    requires: str = ""
    yields: str = ""
    when_bank: str = ""
    why: str = ""
    false_positives: str = ""

    @cached_property
    def nearby(self) -> regex.Pattern[str] | None:
        """One pattern of the words of ``near``, clitics and the article looked through."""
        return _beginnings(self.near)

    @cached_property
    def barring(self) -> regex.Pattern[str] | None:
        """One pattern of the words of ``unless``."""
        return _beginnings(self.unless)

    @cached_property
    def needed(self) -> regex.Pattern[str] | None:
        """One pattern of the pieces of ``needs``."""
        pieces = [regex.escape(fold(piece).casefold()) for piece in self.needs.split("|") if piece]
        return regex.compile("|".join(pieces), regex.IGNORECASE) if pieces else None


def _beginnings(words: str) -> regex.Pattern[str] | None:
    pieces = [regex.escape(fold(piece).casefold()) for piece in words.split("|") if piece]
    return (
        regex.compile(r"(?<!\w)[وفبلك]{0,2}(?:ال|ل)?(?:" + "|".join(pieces) + ")", regex.IGNORECASE) if pieces else None
    )


class NotDealRow(RuleModel):
    """A fixed phrase in which a trigger tells no deal, and why."""

    phrase: str
    why: str


class StatusRow(RuleModel):
    """A word that says where a deal stands: a verb with its nouns, or fixed phrases."""

    id: str
    status: Status
    past: str = ""
    present: str = ""
    noun: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A form's meaning: which row, which form, whether it carries a pronoun, is passive by its letters, or stands
    after a particle of the jussive only.
    """

    row: VerbRow | StatusRow
    form: Form
    pronoun: bool = False
    passive: bool = False
    jussive: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A form of a row at words ``first``..``last`` (inclusive) of a sentence. Of a form that only the passive has
    (بيعت, تباع) ``passive`` is set and ``row`` has the valency of the passive: what was the object is the subject.
    """

    row: VerbRow | StatusRow
    form: Form
    first: int
    last: int
    pronoun: bool
    article: bool
    prep: str
    homograph: bool = False  # a past form that is written like the verbal noun (ضخ, طرح)
    passive: bool = False


def passive_row(row: VerbRow) -> VerbRow:
    """The row under the passive: the object's role is the subject's, and the subject's is the agent's."""
    return row.model_copy(update={"subject": row.object, "object": "", "agent": row.agent or row.subject})


def _participles(row: VerbRow, verb: Verb) -> Iterator[tuple[str, Entry]]:
    forms: tuple[tuple[Form, str], ...] = (("active", row.active), ("passive", row.passive))
    for number, (name, cell) in enumerate(forms):
        for spelled in filter(None, cell.split("|")):
            for form in participle_forms(participles(verb)[number] if spelled == _RULE else spelled):
                yield form.text, Entry(row, name, form.pronoun)


class FormTable:
    """All forms of a set of rows, looked up by words."""

    def __init__(self, rows: list[VerbRow] | list[StatusRow], jussive: frozenset[str] = frozenset()) -> None:
        """``jussive``: the particles after which a form may be one that the jussive alone has (لم يبع)."""
        self.rows = rows
        self.jussive = jussive
        self.by_id = {row.id: row for row in rows}
        self.single: dict[str, list[Entry]] = defaultdict(list)
        self.phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        for row in rows:
            for form, entry in self._forms(row):
                parts = tuple(form.split())
                if len(parts) == 1:
                    self.single[form].append(entry)
                else:
                    self.phrases[parts[0]].append((parts, entry))
        for found in self.phrases.values():
            found.sort(key=lambda item: -len(item[0]))

    @staticmethod
    def _forms(row: VerbRow | StatusRow) -> Iterator[tuple[str, Entry]]:
        verb = Verb.of(row.past, row.present)
        swapped = passive_row(row) if isinstance(row, VerbRow) else row
        passives: list[tuple[str, Entry]] = []
        forms: tuple[tuple[Form, Iterable[Inflected]], ...] = (
            ("past", past_forms(verb)), ("present", present_forms(verb)), ("future", future_forms(verb)),
        )  # fmt: skip
        for name, inflected in forms:
            for form in inflected:
                if not form.passive:
                    yield form.text, Entry(row, name, form.pronoun, False, form.jussive)
                elif isinstance(row, StatusRow) or row.object:
                    passives.append((form.text, Entry(swapped, name, form.pronoun, True, form.jussive)))
        for noun in filter(None, row.noun.split("|")):
            for form in noun_forms(noun):
                yield form.text, Entry(row, "noun", form.pronoun)
        for written in filter(None, getattr(row, "forms", "").split("|")):
            yield fold(written), Entry(row, "past")
        for phrase in filter(None, getattr(row, "phrase", "").split("|")):
            yield fold(phrase), Entry(row, "noun")
        yield from passives  # after the nouns: بيع is the noun before it is a passive
        if isinstance(row, VerbRow):
            yield from _participles(row, verb)

    def literals(self) -> set[str]:
        """What a text must contain, as a substring, for any form to be in it."""
        return set(self.single) | {" ".join(parts) for found in self.phrases.values() for parts, _ in found}

    def find(self, words: list[Word], rank: Callable[[Trigger], int | None] | None = None) -> list[Trigger]:
        """Every form among a sentence's words, the longest where several begin at one word, and of equally long ones
        that of the lowest ``rank`` (``None`` bars it) or else of the first row.
        """
        out: list[Trigger] = []
        skip = 0
        for index, word in enumerate(words):
            if index < skip:
                continue
            hit = self._best(self._at(words, index, word), rank)
            if hit is not None:
                out.append(hit)
                skip = hit.last + 1
        return out

    def every(self, words: list[Word]) -> list[Trigger]:
        """Every row's form that begins at the first word, in the order in which they are tried."""
        return list(self._at(words, 0, words[0])) if words else []

    @staticmethod
    def _best(found: Iterator[Trigger], rank: Callable[[Trigger], int | None] | None) -> Trigger | None:
        if rank is None:
            return next(found, None)
        ranked = [(trigger.first - trigger.last, place, order, trigger) for order, trigger in enumerate(found)
                  if (place := rank(trigger)) is not None]  # fmt: skip
        return min(ranked, key=lambda item: item[:3])[3] if ranked else None

    def _at(self, words: list[Word], index: int, word: Word) -> Iterator[Trigger]:
        for reading in self._readings(word.text):
            for parts, entry in self.phrases.get(reading.stem, ()):
                last = index + len(parts) - 1
                if last < len(words) and all(
                    w.text in (part, "ال" + part)
                    for w, part in zip(words[index + 1 : last + 1], parts[1:], strict=True)
                ):
                    yield Trigger(entry.row, entry.form, index, last, entry.pronoun, reading.article, reading.prep)
            for entry in self.single.get(reading.stem, ()):
                if entry.jussive and not (index and self._particle(words[index - 1].text)):
                    continue
                if entry.form not in _NOMINAL and (reading.article or (reading.prep and reading.prep != "ل")):
                    continue
                if entry.pronoun and reading.article:
                    continue  # what bears a possessive pronoun takes no article: البيعة is no بيع
                if entry.form == "past" and reading.prep:
                    continue  # ل before a verb takes the present: لضخ is the noun
                twin = entry.form == "past" and any(
                    e.form == "noun" and e.row is entry.row for e in self.single[reading.stem]
                )
                row, form = entry.row, entry.form
                bears = reading.article, reading.prep, twin, entry.passive
                yield Trigger(row, form, index, index, entry.pronoun, *bears)

    def _particle(self, word: str) -> bool:
        return word in self.jussive or (word[:1] in ("و", "ف") and word[1:] in self.jussive)

    @lru_cache(maxsize=100_000)  # noqa: B019 (one table lives as long as the process)
    def _readings(self, word: str):  # type: ignore[no-untyped-def]
        return tuple(r for r in readings(word) if r.stem in self.single or r.stem in self.phrases)


def load_not_deals(path: RulePath) -> regex.Pattern[str]:
    """One pattern of the phrases in which a trigger tells no deal; … is one to seven words. Raises ``RuleError``."""
    return not_deal_pattern(row.phrase for _, row in read_tsv(path, NotDealRow))


def not_deal_pattern(phrases: Iterable[str]) -> regex.Pattern[str]:
    """One pattern of some phrases, the longest first."""
    folded = sorted({fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return regex.compile(
        r"(?<!\w)[وفبلك]?(?:ال)?(?:"
        + "|".join(regex.escape(phrase).replace("…", r"\S+(?:\s+\S+){0,6}?") for phrase in folded)
        + r")(?!\w)"
    )


def load_verbs(folder: RulePath, grammar: WordClasses | None = None) -> FormTable:
    """The form table of the valency lexicon: ``<type>/verbs.tsv`` of a folder. ``grammar`` knows the particles
    of the jussive. Raises ``RuleError``.
    """
    rows = [
        row for path in rule_files(folder, "*/verbs.tsv") for _, row in read_tsv(path, VerbRow, type=path.parent.name)
    ]
    return FormTable(rows, grammar.words("jussive") if grammar is not None else frozenset())
