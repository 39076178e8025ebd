"""Deal triggers and status cues: the valency lexicon's verbs and nouns in all their forms.

A lexicon row gives the past and the present (third person masculine singular), the verbal nouns and, where a rule
author wants them, the participles; ``paradigms`` derives the forms. Clitics are taken off by ``words.readings``.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

import regex
from pydantic import field_validator

from ..document import DealType, Status
from ..normalise import fold
from ..rulebook.source import RuleError, RuleModel, RulePath, read_tsv, rule_files
from ..scan import Scan
from ..words import Reading, Word, WordClasses, readings
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
_ALTERNATIVES = regex.compile(r"<([^<>]+)>")
_GAP = "…"  # in a phrase: one or two words
_RULE = "+"  # in the columns of participles: derive it
PREPOSITIONS = {"على": "ala", "في": "fi", "من": "min", "إلى": "ila", "ل": "li", "ب": "bi", "مع": "maa", "بين": "bayn",
                "عن": "an"}  # fmt: skip


class VerbRow(RuleModel):
    """A valency entry: the forms of a lemma, and the role of its subject, object and prepositional arguments.

    ``type`` is the folder that the file lies in. In a noun of several words ``…`` is one or two words.
    ``forms`` are forms that no paradigm gives. ``active`` and
    ``passive`` are the participles: ``+`` derives those of a stem from II to X, several are parted by ``|``; empty,
    none is a trigger (مدرج, موقع are other words too). ``agent`` is the role of من قبل where that is not the subject's.
    ``other`` is the role of the one with whom the agreement or the talks are (اتفاق مع X على بيع Y).
    ``about`` is the role of whom the text is about where it already told of a contract or project of theirs (وتتولى X
    تركيب المحطات). ``lead`` and ``join`` are the roles of who leads a transaction and who joins it (بقيادة، بمشاركة).
    A ``light`` row (حصل على) gives way to a deal noun that it governs. ``near`` are beginnings of words, one of
    which must stand within a few words of the trigger, ``unless`` such that must not follow it, ``not_after``
    clitic prepositions that it must not bear; ``needs`` are pieces of words, one of which the sentence must
    hold. ``yields`` are types that this row gives way to where the sentence tells them, ``requires`` the roles
    (joined by +) that the sentence itself must fill.
    ``genitive`` is the role of a genitive after the verbal noun. ``when_bank`` is the row that takes this one's
    place where a bank gives the money, ``when_company`` the one where a company is the verb's object, ``when_owner``
    the one where who sells aircraft, ships or engines uses them and does not make them, ``when_listed``
    the one where a company or a state sells shares to the public (عبر البورصة). ``open_sides`` marks a contract whose
    words leave open who works for whom: what is known of the parties may turn it round.
    ``explicit`` rows never have what the text is about for their subject: who awards is no more often that than who
    wins.
    ``alone`` rows tell a deal with one party named and nothing else; of one that says ``signed`` only where its noun is
    indefinite and signed. ``now`` is the status under a plain present (empty: that of the past). The role ``amount``
    marks an argument that is a sum of money.

    In ``near``, ``unless`` and ``needs`` ``@name`` is a list of ``lists.tsv``, ``…`` up to three words, ``*ها`` a word
    that ends so.
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
    other: str = ""
    lead: str = ""
    join: str = ""
    about: str = ""
    light: str = ""
    near: str = ""
    unless: str = ""
    not_after: str = ""
    needs: str = ""
    requires: str = ""
    yields: str = ""
    when_bank: str = ""
    when_company: str = ""
    when_owner: str = ""
    when_listed: str = ""
    open_sides: str = ""
    explicit: str = ""
    alone: str = ""
    now: Status | Literal[""] = ""
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
        pieces = [_piece(piece) for piece in self.needs.split("|") if piece]
        return regex.compile("|".join(pieces), regex.IGNORECASE) if pieces else None


def _piece(words: str) -> str:
    """A piece of ``near`` as a regular expression: ``<a;b>`` are alternatives (a list put in for its name)."""
    out = []
    for part in regex.split(r"(<[^>]*>|…|\*\w+)", words):
        if part.startswith("<"):
            out.append(f"(?:ال)?(?:{'|'.join(regex.escape(fold(w).casefold()) for w in part[1:-1].split(';') if w)})")
        elif part == "…":
            out.append(r"(?:[^\s،؛.]+\s+){0,3}?")
        elif part.startswith("*"):
            out.append(rf"\w+{regex.escape(fold(part[1:]))}(?!\w)")
        elif part:
            out.append(regex.escape(fold(part).casefold()) if part.strip() else regex.escape(part))
    return "".join(out)


def _beginnings(words: str) -> regex.Pattern[str] | None:
    pieces = [_piece(piece) for piece in words.split("|") if piece]
    signs = [piece for piece in pieces if piece.lstrip("\\").startswith("%")]  # a sign stands right behind its number
    starts = [r"(?<!\w)[وفبلك]{0,2}(?:ال|ل)?(?:" + "|".join(p for p in pieces if p not in signs) + ")"]
    found = starts * (len(pieces) > len(signs)) + signs
    return regex.compile("|".join(found), regex.IGNORECASE) if found else None


class NotDealRow(RuleModel):
    """A fixed phrase in which a trigger tells no deal, and why; ``<a;b>`` in it are alternatives."""

    phrase: str
    why: str

    @field_validator("phrase")
    @classmethod
    def _closed(cls, phrase: str) -> str:
        empty = any("" in choice.split(";") for choice in _ALTERNATIVES.findall(phrase))
        if empty or regex.search("[<>]", _ALTERNATIVES.sub("", phrase)):
            raise ValueError(f"{phrase!r}: alternatives are written <a;b>")
        return phrase


def alternatives(phrase: str) -> list[str]:
    """The phrases that one with alternatives stands for: <سداد;تسديد> قرض is سداد قرض and تسديد قرض."""
    parts = _ALTERNATIVES.split(phrase)  # every second one is a choice
    choices = (part.split(";") if number % 2 else [part] for number, part in enumerate(parts))
    return ["".join(each) for each in itertools.product(*choices)]


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


class Told(NamedTuple):
    """A written form of a row: its letters, and what an ``Entry`` says of it."""

    text: str
    form: Form
    pronoun: bool = False
    passive: bool = False
    jussive: bool = False


def verbal_forms(past: str, present: str) -> list[Told]:
    """The finite forms of a verb given by either citation form or both, active ones first."""
    verb = Verb.of(past, present)
    forms: tuple[tuple[Form, tuple[Inflected, ...]], ...] = (
        ("past", past_forms(verb)), ("present", present_forms(verb)), ("future", future_forms(verb)),
    )  # fmt: skip
    return [Told(text, name, pronoun, passive, jussive)
            for voice in (False, True) for name, inflected in forms
            for text, pronoun, passive, jussive in inflected if passive is voice]  # fmt: skip


def nominal_forms(cell: str) -> list[Told]:
    """The forms of verbal nouns, parted by ``|``."""
    return [Told(form.text, "noun", form.pronoun) for noun in cell.split("|") if noun for form in noun_forms(noun)]


def _participles(row: VerbRow) -> Iterator[Told]:
    forms: tuple[tuple[Form, str], ...] = (("active", row.active), ("passive", row.passive))
    for number, (name, cell) in enumerate(forms):
        for spelled in filter(None, cell.split("|")):
            verb = Verb.of(row.past, row.present)
            for form in participle_forms(participles(verb)[number] if spelled == _RULE else spelled):
                yield Told(form.text, name, form.pronoun)


class FormTable:
    """All forms of a set of rows, looked up by words."""

    def __init__(self, rows: list[VerbRow] | list[StatusRow], jussive: frozenset[str] = frozenset()) -> None:
        """``jussive``: the particles after which a form may be one that the jussive alone has (لم يبع)."""
        self.rows = rows
        self.jussive = jussive
        self.by_id = {row.id: row for row in rows}
        self.single: dict[str, list[Entry]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for row in rows:
            self._add(row)
        for found in self.phrases.values():
            found.sort(key=lambda item: -len(item[0]))

    def _add(self, row: VerbRow | StatusRow) -> None:
        """Puts the forms of a row into the table. A row has hundreds of forms and few ways to mean it: forms that
        say the same share an entry.
        """
        swapped = passive_row(row) if isinstance(row, VerbRow) else row
        entries: dict[tuple[Form, bool, bool, bool], Entry] = {}
        single = self.single
        for told in self._forms(row):
            text, said = told[0], told[1:]
            entry = entries.get(said)
            if entry is None:
                entry = entries[said] = Entry(swapped if told.passive else row, *said)
            if " " not in text:
                found = single.get(text)
                if found is None:
                    single[text] = [entry]
                else:
                    found.append(entry)
            else:
                parts = tuple(text.split())
                self.phrases.setdefault(parts[0], []).append((parts, entry))

    @staticmethod
    def _forms(row: VerbRow | StatusRow) -> Iterator[Told]:
        """Every form of a row; where letters mean several things, what is to be tried first comes first."""
        finite = verbal_forms(row.past, row.present)
        yield from (told for told in finite if not told.passive)
        yield from nominal_forms(row.noun)
        for written in filter(None, getattr(row, "forms", "").split("|")):
            yield Told(fold(written), "past")
        for phrase in filter(None, getattr(row, "phrase", "").split("|")):
            yield Told(fold(phrase), "noun")
        if isinstance(row, StatusRow) or row.object:  # after the nouns: بيع is the noun before it is a passive
            yield from (told for told in finite if told.passive)
        if isinstance(row, VerbRow):
            yield from _participles(row)

    def literals(self) -> set[str]:
        """What a text must contain, as a substring, for any form to be in it."""
        phrases = (" ".join(parts) for found in self.phrases.values() for parts, _ in found)
        return set(self.single) | {phrase.partition(f" {_GAP}")[0] for phrase in phrases}

    def find(self, words: list[Word], rank: Callable[[Trigger], int | None] | None = None) -> list[Trigger]:
        """Every form among a sentence's words, the longest where several begin at one word, and of equally long ones
        that of the lowest ``rank`` (``None`` bars it) or else of the first row.
        """
        out: list[Trigger] = []
        skip = 0
        for index, word in enumerate(words):
            if index < skip or not self._readings(word.text):
                continue
            hit = self._best(self._at(words, index, word), rank)
            if hit is not None:
                out.append(hit)
                skip = hit.last + 1
        return out

    def any(self, words: list[Word]) -> bool:
        """Whether any form is among a sentence's words."""
        return any(
            next(self._at(words, index, word), None) is not None
            for index, word in enumerate(words)
            if self._readings(word.text)
        )

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
        for reading, alone in self._readings(word.text):
            for last, entry in self._phrases_at(words, index, reading):
                yield Trigger(entry.row, entry.form, index, last, entry.pronoun, reading.article, reading.prep)
            for entry, twin in alone:
                if entry.jussive and not (index and self._particle(words[index - 1].text)):
                    continue
                bears = reading.article, reading.prep, twin, entry.passive
                yield Trigger(entry.row, entry.form, index, index, entry.pronoun, *bears)

    def _phrases_at(self, words: list[Word], index: int, reading: Reading) -> Iterator[tuple[int, Entry]]:
        """The last words of the phrases that begin with a stem at a word, and what they mean, the longest first; later
        words may bear the article, and behind a gap do so where the first one does.
        """
        known = self.phrases.get(reading.stem)
        if known is None or index + 1 >= len(words):
            return
        second = words[index + 1].text
        for parts, entry in known:
            if parts[1] != _GAP and not second.endswith(parts[1]):
                continue
            last = _phrase_end(words, index, parts)
            parted = _GAP in parts and reading.article and not words[last].text.startswith("ال")
            if last > 0 and not parted:  # not المشروع بقرض مشترك
                yield last, entry

    def _particle(self, word: str) -> bool:
        return word in self.jussive or (word[:1] in ("و", "ف") and word[1:] in self.jussive)

    @lru_cache(maxsize=100_000)  # noqa: B019 (one table lives as long as the process)
    def _readings(self, word: str) -> tuple[tuple[Reading, tuple[tuple[Entry, bool], ...]], ...]:
        """The readings of a word that the table knows, each with what the word alone means under it, and whether that
        is a past form written like the row's verbal noun.
        """
        return tuple(
            (reading, tuple(self._alone(reading)))
            for reading in readings(word)
            if reading.stem in self.single or reading.stem in self.phrases
        )

    def _alone(self, reading: Reading) -> Iterator[tuple[Entry, bool]]:
        known = self.single.get(reading.stem, [])
        for entry in known:
            if entry.form not in _NOMINAL and (reading.article or (reading.prep and reading.prep != "ل")):
                continue
            if entry.pronoun and reading.article:
                continue  # what bears a possessive pronoun takes no article: البيعة is no بيع
            if entry.form == "past" and reading.prep:
                continue  # ل before a verb takes the present: لضخ is the noun
            twin = entry.form == "past" and any(e.form == "noun" and e.row is entry.row for e in known)
            yield entry, twin


def _phrase_end(words: list[Word], index: int, parts: tuple[str, ...]) -> int:
    """The last word of a phrase that begins at a word, or -1; ``…`` is one or two words that no mark parts."""
    at = index
    for number, part in enumerate(parts[1:], start=1):
        at += 1
        if part == _GAP and number + 1 < len(parts):
            ahead = (
                i for i in (at + 1, at + 2) if i < len(words) and words[i].text in _with_article(parts[number + 1])
            )
            at = next(ahead, 0) - 1
            if at < 0 or any(words[i + 1].start - words[i].end != 1 for i in range(index, at + 1)):
                return -1
        elif at >= len(words) or words[at].text not in _with_article(part):
            return -1
    return at


def _with_article(word: str) -> tuple[str, str]:
    return word, "ال" + word


class NotDeals:
    """The phrases in which a trigger tells no deal; … is one to seven words. A pattern of a thousand phrases is slow on
    every sentence: one scan tells the few of which the sentence has the longest piece, and only these are looked for.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(sorted({fold(phrase) for phrase in phrases}))
        pieces = [max((piece.strip() for piece in phrase.split("…")), key=len) for phrase in self.phrases]
        self._scan = Scan(pieces)

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """The phrases in a folded sentence, from left to right, the longest where several begin at one place; the group
        ``gap`` holds what … stood for.
        """
        found = {number for number, _, _ in self._scan.hits(text)}
        if found:
            yield from _pattern(tuple(self.phrases[number] for number in sorted(found))).finditer(text)


def load_not_deals(path: RulePath) -> NotDeals:
    """The phrases of ``not_deals.tsv``. Raises ``RuleError``."""
    return NotDeals(phrase for _, row in read_tsv(path, NotDealRow) for phrase in alternatives(row.phrase))


@lru_cache(maxsize=4096)
def _pattern(phrases: tuple[str, ...]) -> regex.Pattern[str]:
    return not_deal_pattern(phrases)


def not_deal_pattern(phrases: Iterable[str]) -> regex.Pattern[str]:
    """One pattern of some phrases, the longest first; the group ``gap`` holds what … stood for (nothing where no phrase
    has one: the group is there all the same).
    """
    folded = sorted({fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return regex.compile(
        r"(?P<gap>(?!))?(?<!\w)[وفبلك]?(?:ال)?(?:"
        + "|".join(regex.escape(phrase).replace("…", r"(?P<gap>\S+(?:\s+\S+){0,6}?)") for phrase in folded)
        + r")(?!\w)"
    )


class ListRow(RuleModel):
    """Words that the conditions of several rows share, under a name."""

    name: str
    words: str
    why: str = ""


def load_lists(folder: RulePath) -> dict[str, str]:
    """The lists of ``lists.tsv`` of a folder by name, as ``near`` writes them. Raises ``RuleError``."""
    return {
        row.name: f"<{row.words.replace('|', ';')}>"
        for path in rule_files(folder, "lists.tsv")
        for _, row in read_tsv(path, ListRow)
    }


def with_lists(row: VerbRow, lists: dict[str, str], path: RulePath, line: int) -> VerbRow:
    """A row with its lists put in for their names. Raises ``RuleError`` for a name that no list has."""
    found = {}
    for column in ("near", "unless", "needs"):
        cell = str(getattr(row, column))
        for name in regex.findall(r"@(\w+)", cell):
            if name not in lists:
                raise RuleError(path, line, f"{column}: no list @{name} in lists.tsv")
            cell = cell.replace(f"@{name}", lists[name])
            found[column] = cell
    return row.model_copy(update=found) if found else row


def load_verbs(folder: RulePath, grammar: WordClasses | None = None) -> FormTable:
    """The form table of the valency lexicon: ``<type>/verbs.tsv`` of a folder. ``grammar`` knows the particles
    of the jussive. Raises ``RuleError``.
    """
    lists = load_lists(folder)
    rows = []
    for path in rule_files(folder, "*/verbs.tsv"):
        for line, row in read_tsv(path, VerbRow, type=path.parent.name):
            try:
                _ = [participles(Verb.of(row.past, row.present)) for cell in (row.active, row.passive) if cell == _RULE]
            except ValueError as error:
                raise RuleError(path, line, f"{row.id}: {error}") from None
            rows.append(with_lists(row, lists, path, line))
    return FormTable(rows, grammar.words("jussive") if grammar is not None else frozenset())
