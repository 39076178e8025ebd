"""Deal triggers and status cues: the valency lexicon's verbs and nouns in all their forms.

A lexicon row gives the past and the present (third person masculine singular) and the verbal nouns; the forms are
derived by paradigm (Ryding 2005, ch. 21-32): persons that newspapers use, future, jussive, object pronouns, and for
nouns the article, the accusative and possessive pronouns. Clitics are taken off by ``words.readings``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

import regex

from ..document import DealType, Status
from ..normalise import fold
from ..rulebook.source import RuleModel, read_tsv
from ..words import Word, readings

Form = Literal["past", "present", "future", "noun"]
_PRONOUNS = ("ها", "ه", "هما", "هم")
PREPOSITIONS = {"على": "ala", "في": "fi", "من": "min", "إلى": "ila", "ل": "li", "ب": "bi", "مع": "maa", "بين": "bayn",
                "عن": "an"}  # fmt: skip


class VerbRow(RuleModel):
    """A valency entry: the forms of a lemma, and the role of its subject, object and prepositional arguments.

    ``type`` is the folder that the file lies in. ``forms`` are forms that no paradigm gives (passives). ``lead`` and
    ``join`` are the roles of who leads a transaction and who joins it (بقيادة، بمشاركة). A ``light`` row (حصل على)
    gives way to a deal noun that it governs. ``near`` are beginnings of words, one of which must stand within a few
    words of the trigger; ``needs`` are pieces of words, one of which the sentence must hold. ``yields`` are types whose
    own trigger in the sentence this row gives way to, ``requires`` the roles (joined by +) that the sentence itself must
    fill. ``genitive`` is the role of a genitive after the verbal noun.
    The role ``amount`` marks an argument that is a sum of money.
    """

    id: str
    type: DealType
    status: Status
    name: str = ""
    past: str = ""
    present: str = ""
    noun: str = ""
    forms: str = ""
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
    lead: str = ""
    join: str = ""
    light: str = ""
    near: str = ""
    needs: str = ""
    requires: str = ""
    yields: str = ""
    why: str = ""
    false_positives: str = ""

    @cached_property
    def nearby(self) -> regex.Pattern[str] | None:
        """One pattern of the words of ``near``, clitics and the article looked through."""
        return _beginnings(self.near)

    @cached_property
    def needed(self) -> regex.Pattern[str] | None:
        """One pattern of the pieces of ``needs``."""
        pieces = [regex.escape(fold(piece).casefold()) for piece in self.needs.split("|") if piece]
        return regex.compile("|".join(pieces), regex.IGNORECASE) if pieces else None


def _beginnings(words: str) -> regex.Pattern[str] | None:
    pieces = [regex.escape(fold(piece).casefold()) for piece in words.split("|") if piece]
    return regex.compile(r"(?<!\w)[وفبلك]{0,2}(?:ال|ل)?(?:" + "|".join(pieces) + ")", regex.IGNORECASE) if pieces else None


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
    """A form's meaning: which row, which form, and the object pronoun it carries."""

    row: VerbRow | StatusRow
    form: Form
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A form of a row at words ``first``..``last`` (inclusive) of a sentence."""

    row: VerbRow | StatusRow
    form: Form
    first: int
    last: int
    pronoun: bool
    article: bool
    prep: str
    homograph: bool = False  # a past form that is written like the verbal noun (ضخ, طرح)


def past_forms(past: str) -> Iterator[tuple[str, bool]]:
    """The third-person past forms of a folded lemma, with whether an object pronoun is attached."""
    weak = past.endswith("ي")
    stem = past[:-1] if weak else past
    alone = [past, stem + "ت", stem + "وا", stem + "تا", past + "ا"]
    yield from ((form, False) for form in alone)
    masculine = stem + "ا" if weak else past
    for pronoun in _PRONOUNS:
        yield masculine + pronoun, True
        yield stem + "ت" + pronoun, True


def present_forms(present: str) -> Iterator[tuple[str, bool]]:
    """The third-person present, subjunctive and jussive forms, with whether an object pronoun is attached."""
    weak = present.endswith("ي")
    for prefix in ("ي", "ت"):
        whole = prefix + present[1:]
        stem = whole[:-1] if weak else whole
        yield whole, False
        if weak:
            yield stem, False
        for ending in ("ون", "وا"):
            yield stem + ending, False
        for ending in ("ان", "ا"):
            yield whole + ending, False
        for pronoun in _PRONOUNS:
            yield whole + pronoun, True


def noun_forms(noun: str) -> Iterator[tuple[str, bool]]:
    """A verbal noun, its accusative, and with possessive pronouns; of a phrase only the first word varies."""
    first, _, rest = noun.partition(" ")
    tail = f" {rest}" if rest else ""
    bare = first[2:] if first.startswith("ال") and len(first) > 4 else first
    yield bare + tail, False
    if not bare.endswith(("ه", "ا")):
        yield bare + "ا" + (f" {rest}ا" if rest and " " not in rest else tail), False
    if not rest:
        stem = bare[:-1] + "ت" if bare.endswith("ه") else bare
        for pronoun in _PRONOUNS:
            yield stem + pronoun, True


class FormTable:
    """All forms of a set of rows, looked up by words."""

    def __init__(self, rows: list[VerbRow] | list[StatusRow]) -> None:
        self.rows = rows
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
        if row.past:
            for form, pronoun in past_forms(fold(row.past)):
                yield form, Entry(row, "past", pronoun)
        if row.present:
            for form, pronoun in present_forms(fold(row.present)):
                yield form, Entry(row, "present", pronoun)
                yield "س" + form, Entry(row, "future", pronoun)
        for noun in filter(None, row.noun.split("|")):
            for form, pronoun in noun_forms(fold(noun)):
                yield form, Entry(row, "noun", pronoun)
        for form in filter(None, getattr(row, "forms", "").split("|")):
            yield fold(form), Entry(row, "past")
        for phrase in filter(None, getattr(row, "phrase", "").split("|")):
            yield fold(phrase), Entry(row, "noun")

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
                if entry.form != "noun" and (reading.article or (reading.prep and reading.prep != "ل")):
                    continue
                if entry.form == "past" and reading.prep:
                    continue  # ل before a verb takes the present: لضخ is the noun
                twin = entry.form == "past" and any(
                    e.form == "noun" and e.row is entry.row for e in self.single[reading.stem]
                )
                row, form = entry.row, entry.form
                yield Trigger(row, form, index, index, entry.pronoun, reading.article, reading.prep, twin)

    @lru_cache(maxsize=100_000)  # noqa: B019 (one table lives as long as the process)
    def _readings(self, word: str):  # type: ignore[no-untyped-def]
        return tuple(r for r in readings(word) if r.stem in self.single or r.stem in self.phrases)


def load_not_deals(path: Path) -> regex.Pattern[str]:
    """One pattern of the phrases in which a trigger tells no deal; … is one to seven words. Raises ``RuleError``."""
    phrases = sorted({fold(row.phrase) for _, row in read_tsv(path, NotDealRow)}, key=len, reverse=True)
    return regex.compile(
        r"(?<!\w)[وفبلك]?(?:ال)?(?:"
        + "|".join(regex.escape(phrase).replace("…", r"\S+(?:\s+\S+){0,6}?") for phrase in phrases)
        + r")(?!\w)"
    )


def load_verbs(folder: Path) -> FormTable:
    """The form table of the valency lexicon: ``<type>/verbs.tsv`` of a folder. Raises ``RuleError``."""
    rows = [row for path in sorted(folder.glob("*/verbs.tsv")) for _, row in read_tsv(path, VerbRow, type=path.parent.name)]
    return FormTable(rows)


def load_states(path: Path) -> FormTable:
    """The form table of the status cues. Raises ``RuleError``."""
    return FormTable([row for _, row in read_tsv(path, StatusRow)])
