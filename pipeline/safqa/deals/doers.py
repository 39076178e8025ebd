"""Who does what a verbal noun tells, and who does it with them: شراء X حصة في Y، شرائها لشركة Y، بالاشتراك مع Z.

The genitive of a verbal noun is mostly its object (شراء X); where an object of its own follows, it is the subject
(Ryding 2005, ch. 5). So is its pronoun where لـ or a noun behind it tells the object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import regex

from ..mentions.lexicon import NEUTRAL
from ..mentions.triggers import Trigger, VerbRow
from .draft import HOLDERS, Draft
from .phrases import PARTIES, PREPS, Phrase, Reading, definite_nisba

_BEFORE = 8  # words between firms that nobody names and what they did
_OF_SHARE = 3  # words behind the noun of a share within which its complement begins
_SHARE = 4  # words between a buyer and the noun of the share that it buys


def object_behind(reading: Reading, trigger: Trigger, genitive: Phrase, right: Sequence[Phrase]) -> Phrase | None:
    """The object of a verbal noun whose genitive is its subject: شراء بنك X 27 % من أسهم Y، بيع X فندقها."""
    row = cast(VerbRow, trigger.row)
    if row.genitive != "target" or row.subject not in HOLDERS or genitive.kind in ("thing", "place") or genitive.share:
        return None
    for phrase in right:
        if phrase.first <= genitive.last or phrase.series is not None:
            continue
        if phrase.prep == "" and not reading.commas(genitive.last, phrase.left):
            heads = ("head", "name_head", "asset")
            firm = any(reading.grammar.any_reading(reading.words[phrase.left].text, kind) for kind in heads)
            if any(regex.search("[«“]", reading.gap(i, i + 1)) for i in range(genitive.last, phrase.left - 1)):
                return None  # ضم X «يفتح لنا سوق الألعاب»
            beside = phrase.left - genitive.last <= (_SHARE if phrase.kind == "thing" else 2)
            firm = firm or all(definite_nisba(reading.words[i].text) for i in range(genitive.last + 1, phrase.left))
            if beside and (phrase.kind == "thing" or phrase.share or (firm and phrase.kind == "company")):
                return phrase  # شراء X شركة Y، شراء X الألمانية Y
        return phrase if phrase.share and _counted(reading, genitive.last + 1, phrase.left) else None
    return None


def _counted(reading: Reading, start: int, stop: int) -> bool:
    """Whether a number of shares, or a share, stands between two words: 10 ملايين سهم من أسهم X."""
    words = range(start, min(stop + 1, start + _SHARE))
    return any(reading.grammar.any_reading(reading.words[i].text, "share") is not None for i in words) and (
        not reading.commas(start - 1, stop)
    )


def does_to(trigger: Trigger, phrase: Phrase) -> bool:
    """Whether what لـ governs is the object of a verbal noun whose pronoun is its subject: شرائها لشركة Y."""
    row = cast(VerbRow, trigger.row)
    if trigger.form != "noun" or not trigger.pronoun or row.genitive != "target" or phrase.prep != "li":
        return False
    return row.subject == "acquirer" or phrase.kind == "thing"


def main_subject(reading: Reading, clause: int, left: Sequence[Phrase]) -> Phrase | None:
    """The subject of the clause around a relative clause that begins at a word: who did what it tells of its antecedent
    where it names nobody (وقعت X عقدا مع Y التي استحوذت عليها).
    """
    for phrase in left:
        if phrase.last >= clause - 1:
            return None
        if phrase.prep or phrase.series is not None or phrase.share or phrase.kind not in PARTIES:
            continue
        if phrase.mention.company_kind not in NEUTRAL and reading.relative(phrase.first) < 0:
            return phrase
    return None


def same_share(reading: Reading, index: int) -> bool:
    """Whether a word means the share that changed hands before: الحصة نفسها، هذه الأسهم."""
    found = reading.grammar.any_reading(reading.words[index].text, "share")
    if found is None or not (found.article or found.stem.startswith("ال")):
        return False
    around = reading.words[index - 1], reading.words[min(index + 1, len(reading.words) - 1)]
    if any(reading.grammar.has(word.text, "same") for word in around):
        return True
    return reading.grammar.has(reading.words[index].text, "the_stake") and not _complemented(reading, index)


def _complemented(reading: Reading, index: int) -> bool:
    """Whether it is told of what a share is: الحصة في X، الحصة المتبقية من X."""
    behind = range(index + 1, min(index + 1 + _OF_SHARE, len(reading.words)))
    for at in behind:
        if reading.words[at].text in PREPS:
            column = PREPS[reading.words[at].text]
            return column in ("fi", "min", "li") and not reading.dated(min(at + 1, len(reading.words) - 1)) and any(
                at < phrase.first <= at + _OF_SHARE for phrase in reading.phrases
            )  # fmt: skip
        if reading.commas(at - 1, at) or reading.breaks(at - 1, at):
            return False
    return False


def joined_by(reading: Reading, draft: Draft, left: Sequence[Phrase], right: Sequence[Phrase]) -> None:
    """Gives the role of who buys, sells or invests also to whom they do it with (بالاشتراك مع X) or through (عبر
    ذراعها X); the latter may also stand before a noun (أتمت X عبر ذراعها Y استحواذها).
    """
    role, trigger = draft.row.subject, draft.trigger
    if role not in HOLDERS or not draft.roles.get(role):
        return
    before_it = [p for p in left if p.prep == "through" and trigger.form == "noun"]
    if before_it and not reading.breaks(before_it[-1].last, trigger.first) and not any(
        reading.barrier(i) for i in range(before_it[-1].last + 1, trigger.first)
    ):  # fmt: skip
        draft.fill(role, before_it[-1], "through")
    for phrase in right:
        if reading.breaks(trigger.last, phrase.left):
            return
        before = reading.words[phrase.governor - 1].text if phrase.governor > 0 else ""
        beside = phrase.prep == "maa" and (
            phrase.governor - 1 == trigger.last or reading.grammar.has(before, "jointly")
        )
        if beside or phrase.prep == "through":
            for one in reading.series_of(phrase):
                draft.fill(role, one, "maa" if beside else "through")


def named_among(reading: Reading, draft: Draft, right: Sequence[Phrase]) -> None:
    """Gives a purchase of several firms, none of them named by itself, the first that is named among them: اشترت X
    أكثر من 30 شركة ناشئة، أبرزها Y.
    """
    if draft.row.type != "acquisition" or draft.row.subject != "acquirer" or draft.roles.get("target"):
        return
    for phrase in right:
        if reading.breaks(draft.trigger.last, phrase.left):
            return
        if phrase.prep == "join" and phrase.kind == "company":
            draft.fill("target", phrase, "join")
            return


def others_act(reading: Reading, trigger: Trigger) -> bool:
    """Whether a verb's subject is nobody that the text is about: firms that nobody names (تلقت الشركات الناشئة، وكانت
    الشركات الناشئة قد جمعت), or a country (أن مصر تلقت استثمارات).
    """
    if trigger.form == "noun":
        return not trigger.pronoun and _unnamed_before(reading, trigger)
    before = next((p for p in reversed(reading.phrases) if p.last < trigger.first), None)
    if before is not None and before.last == trigger.first - 1 and before.kind == "place" and not before.prep:
        return not reading.breaks(before.last, trigger.first) and not reading.commas(before.last, trigger.first)
    return _unnamed_firms(reading, trigger.last + 1) or _unnamed_before(reading, trigger)


def _unnamed_before(reading: Reading, trigger: Trigger) -> bool:
    """Whether firms that nobody names open the clause of a verb: وكانت الشركات الناشئة قد جمعت."""
    for index in range(trigger.first - 1, max(0, trigger.first - _BEFORE), -1):
        if reading.commas(index, index + 1) or reading.breaks(index, index + 1) or reading.barrier(index):
            return False
        if any(p.kind == "company" and p.first <= index <= p.last for p in reading.phrases):
            return False
        if _unnamed_firms(reading, index):
            return any(reading.grammar.any_reading(reading.words[index - 1].text, kind) is not None
                       for kind in ("clause_verb", "complementizer"))  # fmt: skip
    return False


def _unnamed_firms(reading: Reading, index: int) -> bool:
    """Whether a word means firms that nobody names: الشركات، البنوك."""
    text = reading.words[index].text if index < len(reading.words) else ""
    found = reading.grammar.any_reading(text, "several")
    return found is not None and found.article and not found.prep
