"""Where a clause has a subject of its own, where an aside inside it ends, and what one says only in passing.

An Arabic verb that begins its clause has its subject behind it. Where that is nobody whom the text names (باع
المستثمرون حصصهم، استحوذ رجل أعمال على X), the company before the clause is not who acts.
"""

from __future__ import annotations

import regex

from ..mentions.triggers import Trigger, VerbRow
from .phrases import PREPS, Reading

_STRANGER = 3  # words that may tell a subject whom the text does not name
_ASIDE = 12  # words of an aside
_BEFORE = 5  # words of an unnamed subject before its verb
_TIGHT = regex.compile(r"[\s\"«»“”]*")
# Nouns that may mean a company or the deal itself, and so are no strangers: الشركة، الصفقة، العملاق.
_MAY_MEAN = (
    "reference", "head", "name_head", "masculine_head", "name_adjective", "event", "dealing", "occasion",
    "share", "segment",
)  # fmt: skip
_KNOWN = (
    "preposition", "relative", "complementizer", "subordinator", "adverb", "negation", "time", "event", "under",
    "name_adjective", "person_title", "conjunction", "approx",
)  # fmt: skip


def own_subject(reading: Reading, trigger: Trigger) -> int:
    """The last word of a subject that a finite verb has behind it and that the text does not name; -1 where there is
    none. What follows it, an object or the preposition of the verb's own argument, tells it from an object.
    """
    row = trigger.row
    if not isinstance(row, VerbRow) or trigger.pronoun or trigger.form not in ("past", "present", "future"):
        return -1
    covered = {i for p in reading.phrases for i in range(p.left, p.last + 1)}
    index = trigger.last
    while index + 1 < len(reading.words) and index - trigger.last < _STRANGER:
        if regex.search(r"[^\s\"«»]", reading.gap(index, index + 1)) or not _unnamed(reading, index + 1, covered):
            break
        index += 1
    if index == trigger.last or index + 1 >= len(reading.words):
        return -1
    return index if _argument(reading, index + 1, row, covered) else -1


def other_subject(reading: Reading, trigger: Trigger) -> bool:
    """Whether somebody whom the text does not name stands before a finite verb as its subject: أن المطارات الإماراتية
    استثمرت، وكان مجلس الاحتياطي قد ضخ.
    """
    if trigger.form not in ("past", "present", "future") or reading.relative(trigger.first) >= 0:
        return False
    named = [p for p in reading.phrases if p.kind != "thing" or not _strange(reading, p.first)]
    covered = {i for p in named for i in range(p.left, p.last + 1)}
    index = trigger.first - 1
    while index >= 0 and _between(reading, index):
        index -= 1
    last = index
    if last < 0 or not _TIGHT.fullmatch(reading.gap(last, last + 1)):
        return False  # على صعيد التخارجات، استحوذت X
    while index >= 0 and last - index < _BEFORE and _plain_noun(reading, index, covered):
        if index and not _TIGHT.fullmatch(reading.gap(index - 1, index)):
            index -= 1
            break
        index -= 1
    between = reading.words[index + 1 : last + 1]
    if index == last or index in covered or not any(word.text.startswith("ال") for word in between):
        return False
    opens = index < 0 or not _TIGHT.fullmatch(reading.gap(index, index + 1)) or any(
        reading.grammar.has(reading.words[index].text, kind) for kind in ("complementizer", "auxiliary", "conjunction")
    )  # fmt: skip
    head = reading.words[index + 1].text
    means = any(reading.grammar.any_reading(head, kind) for kind in _MAY_MEAN)
    return opens and (not means or _strange(reading, index + 1))


def _strange(reading: Reading, index: int) -> bool:
    """Whether a word means people, firms or a state that the text does not name: المستثمرون، المطارات، الدولة."""
    return reading.grammar.any_reading(reading.words[index].text, "somebody") is not None


def _between(reading: Reading, index: int) -> bool:
    """Whether a word may stand between a subject and its verb: قد، أمس، a date."""
    kinds = ("auxiliary", "adverb", "time", "negation")
    if reading.grammar.has(reading.words[index].text, "complementizer"):
        return False
    return _TIGHT.fullmatch(reading.gap(index, index + 1)) is not None and (
        reading.dated(index) or any(reading.grammar.has(reading.words[index].text, kind) for kind in kinds)
    )


def _plain_noun(reading: Reading, index: int, covered: set[int]) -> bool:
    """Whether a word may belong to a noun phrase that names nobody."""
    word = reading.words[index]
    if index in covered or reading.grammar.exact(word.text) & set(_KNOWN) or reading.dated(index):
        return False
    if word.text[:1] in "بلك" and word.text[1:3] == "ال":
        return False
    return not any(m.start < word.end and word.start < m.end for m in reading.inside)


def _unnamed(reading: Reading, index: int, covered: set[int]) -> bool:
    """Whether a word may belong to such a subject: it is of no class, name, share, sum or date."""
    word = reading.words[index]
    if index in covered or reading.grammar.exact(word.text) & set(_KNOWN) or reading.dated(index):
        return False
    if any(m.start < word.end and word.start < m.end for m in reading.inside):
        return False
    kinds = ("share", "asset", "head", "name_head", "reference", "transparent", "cap", "small_number")
    return not any(reading.grammar.any_reading(word.text, kind) for kind in kinds)


def _argument(reading: Reading, index: int, row: VerbRow, covered: set[int]) -> bool:
    """Whether the verb's own argument begins at a word."""
    word = reading.words[index].text
    if word in PREPS:
        return getattr(row, PREPS[word], "") == "target"
    if row.object != "target":
        return False
    thing = any(p.left == index and p.kind == "thing" for p in reading.phrases)
    return thing or reading.grammar.any_reading(word, "share") is not None


def goes_on_from(reading: Reading, trigger: Trigger) -> bool:
    """Whether a conjunction joins a verb's clause to the one before: كما اشترت، ثم باعت، واشترت."""
    before = reading.words[trigger.first - 1].text if trigger.first else ""
    joined = reading.words[trigger.first].text[:1] in "وف" or any(
        reading.grammar.has(before, kind) for kind in ("conjunction", "and_also", "then", "auxiliary")
    )
    return trigger.form != "noun" and joined


def aside_end(reading: Reading, index: int) -> int:
    """The word behind an aside that begins at a word (، وهي 66 % من الرأسمال، إلى شركة X), or -1: its verb goes on with
    a preposition.
    """
    if not index or not reading.commas(index - 1, index) or not reading.grammar.has(reading.words[index].text, "aside"):
        return -1
    for right in range(index + 1, min(len(reading.words) - 1, index + _ASIDE)):
        if reading.breaks(right, right + 1):
            return -1
        if reading.commas(right, right + 1):
            return right + 1 if reading.words[right + 1].text in PREPS else -1
    return -1


def in_passing(reading: Reading, trigger: Trigger) -> bool:
    """Whether a relative clause in the present only describes somebody or something by what is done, with no sum before
    its end: المدينة التي تقيمها X جنوب الدوحة، X التي تستثمر في التعليم.
    """
    if trigger.form != "present" or reading.relative(trigger.first) < 0:
        return False
    end = next((i for i in range(trigger.last, len(reading.words) - 1) if _ends(reading, i)), len(reading.words) - 1)
    return not any(
        m.kind == "money" and reading.words[trigger.last].end <= m.start < reading.words[end].end
        for m in reading.inside
    )


def _ends(reading: Reading, index: int) -> bool:
    return bool(reading.commas(index, index + 1)) or reading.breaks(index, index + 1)
