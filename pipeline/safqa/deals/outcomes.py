"""What a later sentence, which tells no deal itself, says of one told before: how it went, and that it is denied.

A definite noun means the deal (ألغيت الصفقة، تأجل الطرح). The noun's types (``rules/context/outcomes.tsv``) and the
companies that the sentence names choose the deal: the last one told that fits both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from ..document import DealType
from .cues import ContextRules, CueRow
from .draft import Draft
from .phrases import Reading
from .settle import cue_span
from .status import StatusReader, StatusReading

_NEAR = 4  # words between a noun and the cue that says how it went
_BESIDE = 5  # words between a denial and what it denies
_DENIED_WITHIN = 2  # sentences within which "this" means the deal told last
_COPULA = 3  # words between a denial and a clause on what the deal is: نفى أن يكون البيع مقدمة لخروجه


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sentence says of a deal told before, and the types of deals that its noun may mean (none: any)."""

    reading: StatusReading
    types: frozenset[DealType]


def read_outcome(reader: StatusReader) -> Outcome | None:
    """What a sentence says of "the deal" (الصفقة، الاتفاق، العملية) without telling it, or ``None``: that it failed, is
    held up, denied, signed or closed, or is to be closed. A noun with an adjective of relation is another's.
    """
    for index, types in _nouns(reader):
        after = reader.words[index + 1].text if index + 1 < len(reader.words) else ""
        if after.startswith("ال") and after.endswith(("ي", "يه")) and index + 1 not in reader.at:
            continue  # الاتفاق النووي
        found = reader.read(index, index, "noun", "completed")
        if found.rule.partition(".")[0] in ("form", "not") and not found.rule.startswith("not.done"):
            continue
        near = min(abs(found.first - index), abs(found.last - index)) <= _NEAR
        if not found.explicit or not near or found.status in ("planned", "rumored"):
            continue
        if found.status == "denied" and _is_told_of(reader, found.last, index):
            continue
        return Outcome(found, types)
    return None


def read_denial(reader: StatusReader) -> StatusReading | None:
    """That somebody denies what was told before: ونفت الشركة هذه الأنباء، ونفى متحدث ذلك."""
    for hit in reader.hits:
        row = cast(CueRow, hit.row)
        if row.kind != "deny" or hit.form not in ("past", "noun") or reader.negated(hit):
            continue
        if hit.form == "noun" and row.way != "after":
            continue
        behind = range(hit.last + 1, min(len(reader.words), hit.last + 1 + _BESIDE))
        before = range(max(0, hit.first - _BESIDE), hit.first)
        if any(reader.is_said(index) for index in (before if row.way == "after" else behind)):
            return StatusReading(row.status, row.id, hit.first, hit.last, True)
    return None


def follow(reading: Reading, drafts: Sequence[Draft], rules: ContextRules) -> None:
    """Adds to the deal that a later sentence means what it says of how the deal went."""
    reader = StatusReader(reading.words, reading.doc.text, rules)
    outcome = read_outcome(reader)
    if outcome is not None:
        draft = _meant(reading, drafts, outcome.types)
        if draft is not None:
            _tell(reading, draft, outcome.reading)
        return
    last = drafts[-1]
    if reading.index - last.sentence <= _DENIED_WITHIN and last.standing.status in ("planned", "rumored"):
        denial = read_denial(reader)
        if denial is not None and not (_named(reading) and not _named(reading) & _parties(last)):
            _tell(reading, last, denial)


def _nouns(reader: StatusReader) -> Iterator[tuple[int, frozenset[DealType]]]:
    """The definite nouns of a sentence that mean a deal, with its types."""
    for index, word in enumerate(reader.words):
        types = reader.rules.outcome(word.text)
        if types is not None:
            yield index, types


def _is_told_of(reader: StatusReader, left: int, index: int) -> bool:
    """Whether what is denied is only something about the deal: نفى أن يكون البيع مقدمة لخروجه."""
    return any(reader.is_copula(at) for at in range(max(left + 1, index - _COPULA), index))


def _meant(reading: Reading, drafts: Sequence[Draft], types: frozenset[DealType]) -> Draft | None:
    """The deal told before that a sentence's noun may mean: the one with most of the companies that the sentence names,
    the last of several; none where the sentence names others only.
    """
    named = _named(reading)
    apt = [draft for draft in reversed(drafts) if not types or draft.row.type in types]
    best = max(apt, key=lambda draft: len(named & _parties(draft)), default=None)
    return best if best is not None and (not named or named & _parties(best)) else None


def _named(reading: Reading) -> set[str | None]:
    return {p.mention.canonical for p in reading.phrases if p.kind == "company"}


def _parties(draft: Draft) -> set[str | None]:
    return {p.mention.canonical for phrases in draft.roles.values() for p in phrases}


def _tell(reading: Reading, draft: Draft, told: StatusReading) -> None:
    draft.later.append(told)
    draft.cues[told] = cue_span(reading, told)
