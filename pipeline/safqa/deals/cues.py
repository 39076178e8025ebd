"""The words of context: cues in all their forms, and when a form counts.

A cue is a row of ``rules/context/cues.tsv`` (where a deal stands) or ``details.tsv`` (who says so, what is undisclosed,
how it is paid). A table finds the rows' forms among the words of a sentence, as triggers are found, and asks besides
what must or must not stand next to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from ..document import Status
from ..mentions.triggers import Entry, FormTable, StatusRow, Trigger, VerbRow
from ..normalise import fold
from ..rulebook.source import RulePath, read_tsv
from ..words import Reading, Word, WordClasses, readings

Kind = Literal[
    "stop", "contrast", "relative", "aside", "that", "be", "was", "deal", "negation", "nonegation", "may", "notyet",
    "condition", "temporal", "purpose", "intent", "attempt", "expect", "supposed", "talks", "hedge", "modifier", "sign",
    "perform", "light", "announce", "stall", "cancel", "deny", "pending",
]  # fmt: skip
_PARTICLES = ("stop", "contrast", "relative", "aside", "that", "be", "was", "negation", "may", "condition")
_FAR = 6  # words


class ContextRow(StatusRow):
    """A word of context. ``past`` and ``present`` may hold several lemmas, parted by ``|``.

    ``needs`` and ``unless`` name the next word (``x-``: begins so; ``$``: none before a mark; a list that begins with
    ``~`` may stand anywhere in the next six words, with ``±`` also before).
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
    def _forms(row: VerbRow | StatusRow) -> Iterator[tuple[str, Entry]]:
        for lemma in filter(None, row.past.split("|")):
            alone = row.model_copy(update={"past": lemma, "present": "", "noun": "", "phrase": ""})
            for form, entry in FormTable._forms(alone):
                yield form, replace(entry, row=row)
        for lemma in filter(None, row.present.split("|")):
            alone = row.model_copy(update={"past": "", "present": lemma, "noun": "", "phrase": ""})
            for form, entry in FormTable._forms(alone):
                yield form, replace(entry, row=row)
        yield from FormTable._forms(row.model_copy(update={"past": "", "present": ""}))

    def _at(self, words: list[Word], index: int, word: Word) -> Iterator[Trigger]:
        for reading in self._readings(word.text):
            for parts, entry in self.phrases.get(reading.stem, ()):
                last = index + len(parts) - 1
                rest = [w.text for w in words[index + 1 : last + 1]]
                defined = reading.article and rest == ["ال" + part for part in parts[1:]]
                if not (defined or rest == list(parts[1:])) or not _bears(entry, reading):
                    continue
                if self._fits(entry, words, last):
                    yield Trigger(entry.row, entry.form, index, last, False, reading.article, reading.prep)
            for entry in self.single.get(reading.stem, ()):
                if entry.form != "noun" and (reading.article or (reading.prep and entry.form == "past")):
                    continue
                if entry.form != "noun" and reading.prep not in ("", "ل"):
                    continue
                if entry.jussive and not (index and self._particle(words[index - 1].text)):
                    continue
                if _bears(entry, reading) and self._fits(entry, words, index):
                    row, form = entry.row, entry.form
                    twin = form != "noun" and any(
                        e.form == "noun" and cast(StatusRow, e.row).id == cast(StatusRow, row).id
                        for e in self.single[reading.stem]
                    )
                    yield Trigger(row, form, index, index, entry.pronoun, reading.article, reading.prep, twin)

    @staticmethod
    def _fits(entry: Entry, words: list[Word], last: int) -> bool:
        row = cast(ContextRow, entry.row)
        if row.unless and _follows(row.unless, words, last):
            return False
        return not row.needs or _follows(row.needs, words, last)


def _bears(entry: Entry, reading: Reading) -> bool:
    """Whether a row may bear the article or preposition that was read off."""
    return not cast(ContextRow, entry.row).particle or not (reading.article or reading.prep)


def _follows(wanted: str, words: list[Word], last: int) -> bool:
    """Whether one of the wanted words follows ``words[last]`` (see ``CueRow``)."""
    far, around = wanted.startswith(("~", "±")), wanted.startswith("±")
    items = [item if item == "$" else fold(item) for item in wanted.lstrip("~±").split("|")]
    parted = last + 1 >= len(words) or words[last + 1].start - words[last].end > 1
    if "$" in items and parted:
        return True
    start, stop = (max(0, last - _FAR) if around else last + 1), last + 1 + (_FAR if far else 1)
    for index, word in enumerate(words[start:stop], start):
        text = " ".join(w.text for w in words[index : index + 3]) + " "
        stems = {word.text, *(reading.stem for reading in readings(word.text))}
        for item in items:
            if item.endswith("-"):
                if word.text.startswith(item[:-1]):
                    return True
            elif item in stems or text.startswith(item + " "):
                return True
    return False


@dataclass(frozen=True)
class ContextRules:
    """The cues and the words of reference."""

    cues: CueTable
    scope: WordClasses

    @classmethod
    def load(cls, folder: RulePath) -> ContextRules:
        """Reads ``cues.tsv`` and ``scope.tsv`` of a folder. Raises ``RuleError``."""
        rows = [row for _, row in read_tsv(folder / "cues.tsv", CueRow)]
        negations = frozenset(fold(p) for row in rows if row.kind == "negation" for p in row.phrase.split("|"))
        return cls(CueTable(rows, negations), WordClasses.load(folder / "scope.tsv"))
