"""Money, shares and dates of a sentence, each to the trigger that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..document import Mention
from ..words import words_of
from .phrases import Reading

if TYPE_CHECKING:
    from .engine import Draft

_TOO_FAR = 30
_BEFORE, _CLAUSE, _COMMA, _OTHER, _BARE = 5, 4, 2, 6, 4


def attach(reading: Reading, drafts: list[Draft]) -> None:
    """Gives each draft of a sentence its amount, valuation, stake and date."""
    if not drafts:
        return
    money = [m for m in reading.inside if m.kind == "money" and m.amount is not None]
    costs = []
    for mention in money:
        if mention.amount is None or mention.amount.per or mention.amount.gloss_of is not None:
            continue
        if context(reading, mention, 4, "valuation"):
            owner = _nearest(reading, mention, drafts)
            owner.valuation = owner.valuation or mention
        elif not context(reading, mention, 3, "not_price"):
            costs += [(cost(reading, mention, d, drafts), i, mention) for i, d in enumerate(drafts)]
    given: set[int] = set()
    for price, index, mention in sorted(costs, key=lambda item: (item[0], item[2].start, item[1])):
        if price <= _TOO_FAR and drafts[index].amount is None and mention.start not in given:
            drafts[index].amount = mention
            given.add(mention.start)
    for draft in drafts:
        _stake(reading, draft)
    for mention in reading.inside:
        if mention.kind == "date":
            owner = _nearest(reading, mention, drafts)
            owner.date = owner.date or mention


def carry(reading: Reading, draft: Draft) -> None:
    """Gives the deal told last what a later sentence says of "the deal": its amount, its valuation."""
    for mention in reading.inside:
        if (
            mention.kind != "money"
            or mention.amount is None
            or mention.amount.per
            or mention.amount.gloss_of is not None
        ):
            continue
        if context(reading, mention, 4, "valuation"):
            draft.valuation = draft.valuation or mention
        elif context(reading, mention, 4, "price") and not context(reading, mention, 3, "not_price"):
            draft.amount = draft.amount or mention


def _nearest(reading: Reading, mention: Mention, drafts: list[Draft]) -> Draft:
    return min(drafts, key=lambda draft: (cost(reading, mention, draft, drafts), draft.start))


def context(reading: Reading, mention: Mention, span: int, kind: str) -> bool:
    """Whether a word of a class stands within ``span`` words before a mention."""
    before = [w for w in reading.words if w.end <= mention.start][-span:]
    return any(reading.grammar.any_reading(w.text, kind) for w in before)


def cost(reading: Reading, mention: Mention, draft: Draft, drafts: list[Draft]) -> int:
    """How far a sum stands from a trigger: words between, and more for what parts the two (a comma, the beginning of a
    clause, another trigger), for standing before it, and for no word of a price (بقيمة، مقابل) before the sum.
    """
    at = next((i for i, w in enumerate(reading.words) if w.end > mention.start), len(reading.words) - 1)
    trigger = draft.trigger
    before = at < trigger.first
    left, right = (at, trigger.first) if before else (trigger.last, at)
    price = max(0, right - left - 1) + (_BEFORE if before else 0)
    price += _COMMA * reading.commas(left, right)
    price += _CLAUSE * sum(reading.barrier(i) for i in range(left + 1, right))
    price += _OTHER * sum(left < d.trigger.first < right for d in drafts if d is not draft)
    takes = draft.row.object == "amount" or draft.row.genitive == "amount" or draft.row.bi == "amount"
    if not context(reading, mention, 4, "price") and not takes:
        price += _BARE
    return price


def _stake(reading: Reading, draft: Draft) -> None:
    """The share that changes hands: told with the phrase it is a share of, or by a noun of a share near the trigger."""
    if draft.row.type not in ("acquisition", "investment", "ipo"):
        return
    for phrases in draft.roles.values():
        for phrase in phrases:
            if phrase.percent is not None and not _holding(reading, phrase.percent):
                draft.stake = phrase.percent
                return
    for mention in reading.inside:
        if mention.kind != "percent" or mention.start < draft.end or _holding(reading, mention):
            continue
        between = words_of(reading.doc.text, draft.end, mention.start)
        if len(between) > 14 or any(reading.grammar.has(w.text, "relative") for w in between):
            continue
        around = words_of(reading.doc.text, max(reading.sentence.start, mention.start - 30), mention.end + 30)
        if len(between) <= 3 or any(reading.grammar.any_reading(w.text, "share") for w in around):
            draft.stake = mention
            return


def _holding(reading: Reading, mention: Mention) -> bool:
    """Whether a share is what is held in the end, or a change, not what changes hands."""
    return context(reading, mention, 4, "holding")
