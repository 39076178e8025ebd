"""What holdings say of the share that changes hands: what money put into a company brings its investor, and how much
the holding is that somebody sells.

A holding is mostly no share that changes hands (``sums.held``). Who puts capital into a company gets new shares for it,
so that what it then owns is the deal's share (لتصبح مالكة لـ8 %); who sells "its share" sells what it is told to own.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Mention
from .draft import Draft
from .phrases import Reading
from .sums import Parts, is_a, of_other, place

_REACH = 7  # words before a share among which a word of getting stands
_NEAR = 2  # sentences between a deal and what it brings
_TOLD = 12  # sentences between the sale of a holding and how much it is


def gained(reading: Reading, mention: Mention, parts: Parts, later: bool = False) -> bool:
    """Whether a share is what an investor gets or then owns: لتحصل في المقابل على 22 %، لتصبح مالكة لـ8 %. What a
    ``later`` sentence says counts only where it is to come or for something: وسيملك بموجب الصفقة 12 %.
    """
    at = place(reading, mention)
    last = max((i for i in range(at, len(reading.words)) if reading.words[i].start < mention.end), default=at)
    if of_other(reading, last, parts):
        return False
    gets = in_return = False
    for index in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if reading.breaks(index, index + 1) or is_a(reading, index, "grows") or reading.grammar.has(
            reading.words[index].text, "relative"
        ):  # fmt: skip
            return False
        word = reading.words[index]
        if any(m.kind in ("money", "percent") and m.start < word.end and word.start < m.end for m in reading.inside):
            break
        gets = gets or is_a(reading, index, "gets_share")
        in_return = in_return or is_a(reading, index, "in_return")
    return gets and (in_return or not later)


def sold_holding(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Gives the sale of somebody's own share how much it is told to be in another sentence: تدرس X بيع حصتها في Y.
    وتملك X 61 % من Y.
    """
    for mention in reading.inside:
        if mention.kind != "percent" or not _owned(reading, mention):
            continue
        named = {p.mention.canonical for p in reading.phrases if p.kind == "company"}
        for draft in reversed(drafts):
            if reading.index - draft.sentence > _TOLD or draft.stake is not None or not _sells_all(draft):
                continue
            sellers = {p.mention.canonical for p in draft.roles.get("seller", ())}
            targets = {p.mention.canonical for p in draft.roles.get("target", ())}
            if sellers & named and targets & named and len(named) == len(sellers | targets):
                draft.stake = mention
                draft.borrowed.add("stake")
                return


def shares_in_return(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that tell only which share an investor gets for its money, which the investment takes:
    استثمرت X مليونا في Y. وتحصل X على 12 % من أسهم Y.
    """
    out: list[Draft] = []
    for draft in drafts:
        home = next((d for d in reversed(out) if _brings(d, draft)), None) if draft.stake is not None else None
        if home is None:
            out.append(draft)
            continue
        if home.stake is None:
            home.stake = draft.stake
            if home.sentence != draft.sentence:
                home.borrowed.add("stake")
    return out


def _brings(investment: Draft, draft: Draft) -> bool:
    """Whether an acquisition without price or seller only says what an investment told before it brings."""
    if investment.row.type != "investment" or draft.row.type != "acquisition" or draft.amount is not None:
        return False
    if draft.sentence - investment.sentence > _NEAR or "seller" in draft.roles or draft.trigger.form == "noun":
        return False
    return all(
        {p.mention.canonical for p in draft.roles.get(ours, ())}
        <= {p.mention.canonical for p in investment.roles.get(theirs, ())}
        for ours, theirs in (("acquirer", "investor"), ("target", "target"))
    ) and bool(draft.roles.get("acquirer"))  # fmt: skip


def _owned(reading: Reading, mention: Mention) -> bool:
    """Whether a share is told to be owned now: وتملك X 61 % من Y، تبلغ حصتها 61 %."""
    at = place(reading, mention)
    words = range(max(0, at - _REACH), at)
    return any(is_a(reading, i, "holds_share") for i in words) and not any(
        is_a(reading, i, "grows") or reading.breaks(i, i + 1) for i in words
    )


def _sells_all(draft: Draft) -> bool:
    """Whether a sale is of all that its seller owns: بيع حصتها في X."""
    return draft.row.type == "acquisition" and draft.sells_own and bool(draft.roles.get("seller"))
