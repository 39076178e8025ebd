"""Deals told without a verb of their own: استحوذت X على Y في 2018، وعلى Z في 2014; 17 % من X مقابل كذا، و20 % من Y;
عقد مع X بكذا، ومع Y بكذا.

In a coordination the second member may leave out what it shares with the first (gapping; Ryding 2005, ch. 18): the
verb and its subject are understood again. That is so of a target joined by و that is told as the one before it was (by
the same preposition, or with a share of its own), where a sum or a date of its own parts the two. Without such a fact
between them they are targets of one deal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import DealType
from ..mentions.triggers import Trigger
from .draft import Draft
from .phrases import Phrase, Reading, same

# The roles of a type of which a list may have several, each of a deal of its own.
_GAPPING: dict[DealType, tuple[str, ...]] = {
    "acquisition": ("target",), "investment": ("target",), "contract": ("supplier", "customer"),
    "debt": ("lender", "borrower"), "partnership": ("partner",),
}  # fmt: skip
_OTHERS = ("maa", "min", "li", "ila", "ala")  # what governs the other side of a contract, a loan or an alliance
_OF_COMPANIES: tuple[DealType, ...] = ("investment",)  # what is put into several projects is one programme
_FACTS = ("money", "date")  # what a member of a list says of its own deal


def gapped(reading: Reading, drafts: Sequence[Draft], triggers: Sequence[Trigger]) -> list[Draft]:
    """The deals that the drafts of a sentence leave to be understood; ``triggers`` are all that the sentence has."""
    listed = [told for told in drafts if told.row.type in _GAPPING and told.told()]
    return [draft for told in listed for draft in _members(reading, told, triggers)]


def is_gapped(draft: Draft) -> bool:
    """Whether a draft is the member of a list: what stands before it tells the member before."""
    return any(how.endswith("/gapped") for how in draft.rules.values())


def _members(reading: Reading, told: Draft, triggers: Sequence[Trigger]) -> list[Draft]:
    """A draft for each further member of the list that a draft's target, or its other side, begins."""
    role, last = _begun(reading, told)
    if last is None:
        return []
    first = last.first
    until = min((t.first for t in triggers if t.first > last.last), default=len(reading.words))
    out = []
    for phrase in reading.phrases:
        if not last.last < phrase.left or phrase.first >= until or not _alike(reading, last, phrase):
            continue
        thing = phrase.kind == "thing" and told.row.type in _OF_COMPANIES
        draft = None if thing else _of(reading, told, role, phrase, first)
        if draft is not None:
            out.append(draft)
            last = phrase
    return out


def _begun(reading: Reading, told: Draft) -> tuple[str, Phrase | None]:
    """The role of which a list may go on behind a draft's trigger, and the last phrase that has it."""
    for role in _GAPPING[told.row.type]:
        having = told.roles.get(role, [])
        last = next((p for p in reversed(reading.phrases) if p in having and p.first > told.trigger.last), None)
        if last is not None and (role == "target" or (last.prep in _OTHERS and last.mention.how != "referred")):
            return role, last
    return "", None


def _alike(reading: Reading, former: Phrase, phrase: Phrase) -> bool:
    """Whether a phrase is told as the target before it was, with a fact of the former's own between the two."""
    if phrase.series is not None or phrase.kind not in ("company", "thing") or reading.breaks(former.last, phrase.left):
        return False
    besides = phrase.governor > 0 and reading.grammar.has(reading.words[phrase.governor - 1].text, "besides")
    prep = "" if besides else phrase.prep  # إضافة إلى 32 % من X
    shares = former.percent is not None and phrase.percent is not None and prep in ("", former.prep)
    governed = bool(former.prep) and prep == former.prep and phrase.share == former.share
    then = phrase.left > 0 and reading.grammar.has(reading.words[phrase.left - 1].text, "then")  # ثم Y بكذا
    governed = governed or (then and not (former.prep or prep) and phrase.kind == former.kind)
    if not (shares or governed) or not (besides or then or _joined(reading, _begins(reading, phrase))):
        return False
    if reading.relative(phrase.left) not in (-1, reading.relative(former.first)):
        return False
    left, right = reading.words[former.last].end, reading.words[phrase.left].start
    return any(m.kind in _FACTS and left <= m.start < right for m in reading.inside)


def _begins(reading: Reading, phrase: Phrase) -> int:
    """The first word of a member: that of its phrase, or of the sum that stands right before it (و5 ملايين في X)."""
    before = phrase.left - 1
    if reading.words[phrase.left].text.startswith("و") and phrase.left < phrase.first:
        return phrase.left  # بكذا، ومع X
    for mention in reading.inside:
        if mention.kind == "money" and before > 0 and mention.start < reading.words[before].end <= mention.end:
            return next(i for i, word in enumerate(reading.words) if word.end > mention.start)
    return phrase.left


def _joined(reading: Reading, index: int) -> bool:
    """Whether "and" stands on or right before the first word of a member."""
    if reading.words[index].text[:1] == "و" and index not in {p.first for p in reading.phrases}:
        return True
    named = next((p for p in reading.phrases if p.first == index), None)
    if named is not None and reading.doc.text[reading.words[index].start : named.mention.start].startswith("و"):
        return True
    return index > 0 and reading.words[index - 1].text == "و" and not reading.gap(index - 1, index).strip()


def _of(reading: Reading, told: Draft, listed: str, phrase: Phrase, before: int) -> Draft | None:
    """The draft of one member: the verb and whoever it tells before the word where the list of those that have the
    role ``listed`` begins, with the member in that role.
    """
    first = _begins(reading, phrase)
    where = reading.words[first]
    trigger = replace(told.trigger, first=first, last=first)
    draft = replace(
        told, trigger=trigger, start=where.start, end=where.end, roles={}, rules={}, later=[], cues={}, borrowed=set(),
        facts={}, amount=None, valuation=None, stake=None, date=None,
    )  # fmt: skip
    for role, phrases in told.roles.items():
        if role != listed or role == "partner":
            for party in phrases:
                if party.first < before and not same(party.mention, phrase.mention):
                    draft.fill(role, party, told.rules[f"{role}:{party.mention.start}"].rpartition("/")[2])
    return draft if draft.fill(listed, phrase, "gapped") else None
