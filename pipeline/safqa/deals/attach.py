"""Money and shares of a sentence, each to the trigger that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..document import Mention
from ..rulebook.source import RuleModel, RulePath, read_tsv
from ..words import words_of
from .phrases import Reading

if TYPE_CHECKING:
    from .engine import Draft

Use = Literal["amount", "valuation", "unsure", "never"]
_TOO_FAR = 26
_BEFORE, _CLAUSE, _COMMA, _OTHER, _BARE = 5, 4, 2, 6, 4
_PRICED = 2  # words before a sum among which a word of price makes it one


class PartRow(RuleModel):
    """What a part of a sentence's money is to a deal, for which types an unsure one is an amount, and why."""

    part: str
    use: Use
    types: str = ""
    why: str


Parts = dict[str, PartRow]


def load_parts(path: RulePath) -> Parts:
    """The uses by part. Raises ``RuleError``."""
    return {row.part: row for _, row in read_tsv(path, PartRow)}


def attach(reading: Reading, drafts: list[Draft], parts: Parts) -> None:
    """Gives each draft of a sentence its amount, valuation and stake."""
    if not drafts:
        return
    costs = []
    for mention in _sums(reading):
        use = use_of(reading, mention, parts)
        if use == "valuation":
            owner = _nearest(reading, mention, drafts)
            owner.valuation = owner.valuation or mention
        elif use != "never":
            apt = _types(mention, parts) if use == "unsure" else None
            costs += [(cost(reading, mention, d, drafts), i, mention) for i, d in enumerate(drafts)
                      if apt is None or d.row.type in apt]  # fmt: skip
    given: set[int] = set()
    for price, index, mention in sorted(costs, key=lambda item: (item[0], item[2].start, item[1])):
        if price <= _TOO_FAR and drafts[index].amount is None and mention.start not in given:
            drafts[index].amount = mention
            given.add(mention.start)
    for draft in drafts:
        _stake(reading, draft)


def _sums(reading: Reading) -> list[Mention]:
    """The money of a sentence but rates and conversions in brackets."""
    money = [m for m in reading.inside if m.kind == "money" and m.amount is not None]
    return [m for m in money if m.amount is not None and not m.amount.per and m.amount.gloss_of is None]


def use_of(reading: Reading, mention: Mention, parts: Parts) -> Use:
    """What a sum is to the deals of its sentence: by the part that its own words give it, else by the class of the
    nearest word before it (price, valuation, or what is no price). A word of price right before it decides what the
    part leaves unsure.
    """
    priced = context(reading, mention, _PRICED, "price")
    row = parts.get((mention.amount.part if mention.amount is not None else None) or "")
    use = row.use if row is not None else None
    if use == "unsure":
        return "amount" if priced else "unsure"
    if use is not None and not (use == "amount" and not priced and _class(reading, mention) == "never"):
        return use
    return _class(reading, mention)


def _types(mention: Mention, parts: Parts) -> list[str]:
    row = parts.get((mention.amount.part if mention.amount is not None else None) or "")
    return row.types.split() if row is not None else []


def _class(reading: Reading, mention: Mention) -> Use:
    before = [w for w in reading.words if w.end <= mention.start][-4:]
    for word in reversed(before):
        for kind, use in (("valuation", "valuation"), ("price", "amount"), ("not_price", "never")):
            if reading.grammar.any_reading(word.text, kind) is not None:
                return use  # type: ignore[return-value]
    return "amount"


def carry(reading: Reading, draft: Draft, parts: Parts) -> None:
    """Gives the deal told last what a later sentence says of "the deal": its amount, its valuation."""
    for mention in _sums(reading):
        use = use_of(reading, mention, parts)
        if use == "valuation":
            draft.valuation = draft.valuation or mention
        elif context(reading, mention, 4, "price") and (use == "amount" or draft.row.type in _types(mention, parts)):
            draft.amount = draft.amount or mention


def _nearest(reading: Reading, mention: Mention, drafts: list[Draft]) -> Draft:
    return min(drafts, key=lambda draft: (cost(reading, mention, draft, drafts), draft.start))


def context(reading: Reading, mention: Mention, span: int, kind: str) -> bool:
    """Whether a word of a class stands within ``span`` words before a mention."""
    before = [w for w in reading.words if w.end <= mention.start][-span:]
    return any(reading.grammar.any_reading(w.text, kind) for w in before)


def cost(reading: Reading, mention: Mention, draft: Draft, drafts: list[Draft]) -> int:
    """How far a sum stands from a trigger: words between (a third of them after a word of a price: بقيمة، مقابل), and
    more for what parts the two (a comma, the beginning of a clause, another trigger) and for standing before it.
    """
    at = next((i for i, w in enumerate(reading.words) if w.end > mention.start), len(reading.words) - 1)
    trigger = draft.trigger
    before = at < trigger.first
    left, right = (at, trigger.first) if before else (trigger.last, at)
    far = max(0, right - left - 1)
    takes = draft.row.object == "amount" or draft.row.genitive == "amount" or draft.row.bi == "amount"
    priced = context(reading, mention, _PRICED + 1, "price")
    price = far // 3 if priced else far + (0 if takes else _BARE)
    price += (_BEFORE if before else 0) + (_COMMA // 2 if priced else _COMMA) * reading.commas(left, right)
    price += _CLAUSE * sum(reading.barrier(i) for i in range(left + 1, right))
    return price + _OTHER * sum(left < d.trigger.first < right for d in drafts if d is not draft)


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
