"""The words of context: cues in all their forms, and when a form counts.

A cue is a row of ``rules/context/cues.tsv`` (where a deal stands) or ``details.tsv`` (who says so, what is undisclosed,
how it is paid). A table finds the rows' forms among the words of a sentence, as triggers are found, and asks besides
what must or must not stand next to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from ..document import DealType, Status
from ..mentions.triggers import Entry, FormTable, StatusRow, Told, Trigger, VerbRow, verbal_forms
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from ..words import Reading, Word, WordClasses, readings

Kind = Literal[
    "stop", "contrast", "relative", "aside", "that", "be", "was", "deal", "negation", "nonegation", "may", "notyet",
    "condition", "temporal", "purpose", "intent", "attempt", "expect", "supposed", "talks", "hedge", "modifier", "sign",
    "perform", "pay", "settled", "light", "announce", "stall", "cancel", "deny", "pending", "ahead",
]  # fmt: skip
_PARTICLES = ("stop", "contrast", "relative", "aside", "that", "be", "was", "negation", "may", "condition")
_FAR = 9  # words


class ContextRow(StatusRow):
    """A word of context. ``past`` and ``present`` may hold several lemmas, parted by ``|``.

    ``needs`` and ``unless`` name the next word (``x-``: begins so; ``$``: none before a mark; a list that begins with
    ``~`` may stand anywhere in the next nine words, with ``±`` also before).
    """

    status: Status = "completed"
    needs: str = ""
    unless: str = ""
    why: str = ""

    @property
    def particle(self) -> bool:
        """Whether it is a particle, which bears neither article nor preposition."""
        return False


class CueRow(ContextRow):
    """A cue: what it does (``kind``), the status that a deal gets under it, and how far it reaches.

    ``way`` says where the deal stands that it speaks of: "before" for a cue that stands before its deal, "after" for
    one behind it. ``window`` is how many words may lie between.
    """

    kind: Kind
    way: Literal["before", "after", "both"] = "before"
    window: int = 20

    @property
    def particle(self) -> bool:
        """Whether it is a particle, which bears neither article nor preposition (البان is not بأن)."""
        return self.kind in _PARTICLES


class CueTable(FormTable):
    """Words of context in all their forms, with their conditions on the words around them.

    ``negations`` are the particles before a jussive: تسع is "nine", لم تسع is not.
    """

    def __init__(self, rows: Sequence[ContextRow], negations: frozenset[str]) -> None:
        super().__init__(cast("list[StatusRow]", rows), negations)

    @staticmethod
    def _forms(row: VerbRow | StatusRow) -> Iterator[Told]:
        for lemma in filter(None, row.past.split("|")):
            yield from verbal_forms(lemma, "")
        for lemma in filter(None, row.present.split("|")):
            yield from verbal_forms("", lemma)
        yield from FormTable._forms(row.model_copy(update={"past": "", "present": ""}))

    def _at(self, words: list[Word], index: int, word: Word) -> Iterator[Trigger]:
        for reading, alone in self._readings(word.text):
            for parts, entry in self.phrases.get(reading.stem, ()):
                last = index + len(parts) - 1
                if last >= len(words) or not words[index + 1].text.endswith(parts[1]):
                    continue
                rest = [w.text for w in words[index + 1 : last + 1]]
                defined = reading.article and rest == ["ال" + part for part in parts[1:]]
                if not (defined or rest == list(parts[1:])) or not _bears(entry, reading):
                    continue
                if self._fits(entry, words, last):
                    yield Trigger(entry.row, entry.form, index, last, False, reading.article, reading.prep)
            for entry, twin in alone:
                if entry.jussive and not (index and self._particle(words[index - 1].text)):
                    continue
                if self._fits(entry, words, index):
                    row, form = entry.row, entry.form
                    yield Trigger(row, form, index, index, entry.pronoun, reading.article, reading.prep, twin)

    def _alone(self, reading: Reading) -> Iterator[tuple[Entry, bool]]:
        known = self.single.get(reading.stem, [])
        for entry in known:
            if entry.form != "noun" and (reading.article or (reading.prep and entry.form == "past")):
                continue
            if entry.form != "noun" and reading.prep not in ("", "ل"):
                continue
            if _bears(entry, reading):
                yield entry, entry.form != "noun" and any(e.form == "noun" and e.row is entry.row for e in known)

    @staticmethod
    def _fits(entry: Entry, words: list[Word], last: int) -> bool:
        row = cast(ContextRow, entry.row)
        if row.unless and _follows(row.unless, words, last):
            return False
        return not row.needs or _follows(row.needs, words, last)


def _bears(entry: Entry, reading: Reading) -> bool:
    """Whether a row may bear the article or preposition that was read off."""
    return not cast(ContextRow, entry.row).particle or not (reading.article or reading.prep)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The words that a cell asks for: single ones, beginnings, phrases of up to three, and where they may stand."""

    far: bool
    around: bool
    mark: bool
    single: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: tuple[str, ...]


@lru_cache(maxsize=4096)
def _wanted(cell: str) -> _Wanted:
    items = [item if item == "$" else fold(item) for item in cell.lstrip("~±").split("|")]
    plain = [item for item in items if not item.endswith("-")]
    return _Wanted(
        cell.startswith(("~", "±")),
        cell.startswith("±"),
        "$" in items,
        frozenset(plain),
        tuple(item[:-1] for item in items if item.endswith("-")),
        tuple(f"{item} " for item in plain if " " in item),
    )


def _follows(cell: str, words: list[Word], last: int) -> bool:
    """Whether one of the words that a cell asks for follows ``words[last]`` (see ``CueRow``)."""
    wanted = _wanted(cell)
    if wanted.mark and (last + 1 >= len(words) or words[last + 1].start - words[last].end > 1):
        return True
    start, stop = (max(0, last - _FAR) if wanted.around else last + 1), last + 1 + (_FAR if wanted.far else 1)
    for index, word in enumerate(words[start:stop], start):
        if word.text in wanted.single or word.text.startswith(wanted.beginnings):
            return True
        if any(reading.stem in wanted.single for reading in readings(word.text)):
            return True
        if wanted.phrases:
            text = " ".join(w.text for w in words[index : index + 3]) + " "
            if text.startswith(wanted.phrases):
                return True
    return False


class OutcomeRow(RuleModel):
    """A noun by which a sentence of its own means a deal told before, and the types of deals that it may mean."""

    noun: str
    types: str = ""
    why: str = ""


@dataclass(frozen=True)
class ContextRules:
    """The cues, the words of reference, and the nouns for a deal told before with the types that they may mean."""

    cues: CueTable
    scope: WordClasses
    outcomes: dict[str, frozenset[DealType]]

    def outcome(self, word: str) -> frozenset[DealType] | None:
        """The types of deals that a definite noun may mean; ``None`` where a word means none."""
        for reading in readings(word):
            if reading.article and reading.stem in self.outcomes:
                return self.outcomes[reading.stem]
        return None

    @classmethod
    def load(cls, folder: RulePath) -> ContextRules:
        """Reads ``cues.tsv``, ``scope.tsv`` and ``outcomes.tsv`` of a folder. Raises ``RuleError``."""
        rows = [row for _, row in read_tsv(folder / "cues.tsv", CueRow)]
        negations = frozenset(fold(p) for row in rows if row.kind == "negation" for p in row.phrase.split("|"))
        nouns = {fold(row.noun): row.types.split() for _, row in read_tsv(folder / "outcomes.tsv", OutcomeRow)}
        outcomes = {noun: frozenset(cast("list[DealType]", types)) for noun, types in nouns.items()}
        return cls(CueTable(rows, negations), WordClasses.load(folder / "scope.tsv"), outcomes)
