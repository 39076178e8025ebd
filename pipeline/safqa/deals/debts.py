"""Who lends and who borrows.

A bank stands before a loan as its giver as often as its taker: وافق بنك X على قرض, حصل بنك X على قرض. The nearest word
of giving or of getting in the clause says which, or the verb of the relative clause behind the loan (قرض حصلت عليه X،
قرض منحه بنك Y). Of two that sign a loan the one that lends for a living does: a development bank to a bank, a bank to
anybody else; ``rules/deals/debt/sides.tsv`` gives the lenders of lenders.
"""

from __future__ import annotations

import regex

from ..mentions.triggers import Trigger
from .draft import Draft
from .phrases import Phrase, Reading, pronoun_column, same
from .sides import Sides

_SIGNED = ("maa", "bayn", "subject-first", "verb-first", "governed")  # ways in which two that sign are told
_GUESSED = ("governed", "subject-first", "verb-first", "genitive", "topic")  # ways that a word of giving may correct
_BEHIND = 18  # words behind a loan in which its relative clause begins
_CLAUSE = 7  # words before a loan among which the verb stands that governs it
_NEXT = 3  # words between that clause's verb and its subject
_PAIR = 2
_ANYBODY, _BANK, _DEVELOPMENT = range(3)  # who lends to whom: the higher to the lower


def loan_sides(reading: Reading, draft: Draft, subject: Phrase | None, sides: Sides | None) -> None:
    """Gives the parties of a loan their roles; ``subject`` is what stands as subject of its clause."""
    if draft.row.min == "lender":
        _told_before(reading, draft)
        _told_behind(reading, draft)
        _given(reading, draft, sides)
        _bank_subject(reading, draft, subject)
        _paid_back(reading, draft, subject)
    _signed(draft, sides)
    _lent_to_topic(reading, draft)
    if not draft.roles.get("lender"):  # a state that borrows from nobody named tells no deal of companies
        draft.roles["borrower"] = [p for p in draft.roles.get("borrower", ()) if p.kind != "place"]
        if not draft.roles["borrower"]:
            del draft.roles["borrower"]


def _paid_back(reading: Reading, draft: Draft, subject: Phrase | None) -> None:
    """Who pays back the loan of a bank borrowed it: ستستخدم X المتحصلات في سداد قرض بنك Y."""
    if draft.roles.get("borrower") or not draft.roles.get("lender") or subject is None or _rank(subject, None):
        return
    if draft.trigger.form == "noun" and _nearest(reading, draft.trigger) == "obtain":
        for phrase in reading.series_of(subject):
            draft.fill("borrower", phrase, "governed")


def _lent_to_topic(reading: Reading, draft: Draft) -> None:
    """Whose loan or bonds they are that somebody takes part in or buys: mostly those of whom the text is about."""
    lenders, topic = draft.roles.get("lender", []), reading.topic
    if draft.row.subject != "lender" or draft.row.requires != "lender" or draft.roles.get("borrower") or topic is None:
        return
    if lenders and not any(same(p.mention, topic) for p in lenders) and topic.company_kind != "bank":
        at = draft.trigger.first
        draft.fill("borrower", Phrase(topic, at, at, left=at), "topic")


def lends_for_a_living(draft: Draft, sides: Sides | None) -> bool:
    """Whether who gives money is a bank or fund of development: صندوق التنمية الصناعية, whose finance is a loan."""
    givers = [*draft.roles.get("investor", ()), *draft.roles.get("lead_investor", ())]
    return any(phrase.kind == "company" and _rank(phrase, sides) == _DEVELOPMENT for phrase in givers)


def _rank(phrase: Phrase, sides: Sides | None) -> int:
    bank = phrase.bank or phrase.mention.company_kind == "bank"
    known = phrase.mention.company_id in sides.companies if sides is not None else False
    if sides is not None and sides.place([phrase]) == 0 and (bank or known or phrase.kind == "government"):
        return _DEVELOPMENT  # بنك التنمية, not شركة X للتنمية
    return _BANK if bank else _ANYBODY


def _told_before(reading: Reading, draft: Draft) -> None:
    """Who takes a loan by the verb that governs it: وقع بنك X اتفاقية مع Y تحصل بموجبها الأخيرة على قرض."""
    first = draft.trigger.first
    at = next((i for i in range(first - 1, max(-1, first - _CLAUSE), -1)
               if reading.grammar.has(reading.words[i].text, "obtain")), -1)  # fmt: skip
    if at < 0 or draft.trigger.form != "noun" or reading.commas(at, first):
        return
    takers = [p for p in reading.phrases if at < p.first < first and not p.prep and p.kind == "company"]
    if not takers:
        return
    for role in ("lender", "borrower"):
        draft.roles[role] = [p for p in draft.roles.get(role, ()) if (role == "lender") != _among(p, takers)]
        if not draft.roles[role]:
            del draft.roles[role]
    for phrase in takers:
        draft.fill("borrower", phrase, "verb-first")
    signed = [p for p in reading.phrases if p.first < at and not p.prep and _rank(p, None) and not _among(p, takers)]
    if not draft.roles.get("lender") and signed:
        draft.fill("lender", signed[-1], "governed")


def _among(phrase: Phrase, others: list[Phrase]) -> bool:
    return any(same(phrase.mention, other.mention) for other in others)


def _told_behind(reading: Reading, draft: Draft) -> None:
    """Who takes or gives a loan in the relative clause behind it: قرض بقيمة كذا حصلت عليه X، قرض منحه بنك Y."""
    trigger = draft.trigger
    if trigger.form != "noun":
        return
    for index in range(trigger.last + 1, min(len(reading.words) - 1, trigger.last + _BEHIND)):
        if reading.breaks(index - 1, index) or reading.joined_clause(index):
            return
        role = _relative_role(reading, index)
        if not role:
            continue
        named = (p for p in reading.phrases if not p.prep and p.series is None and p.kind in ("company", "government"))
        first = next((p for p in named if index < p.left <= index + _NEXT), None)
        if first is None:
            return
        other = "lender" if role == "borrower" else "borrower"
        for phrase in reading.series_of(first):
            if draft.role_of(phrase) == other:
                draft.move(phrase, other, role)
            draft.fill(role, phrase, "relative")
        earlier = [p for p in draft.roles.get(role, ()) if p.last < trigger.first]
        for phrase in earlier:
            if draft.way(role, phrase) in _GUESSED:
                draft.move(phrase, role, other)  # بنك X كشف عن قرض حصلت عليه Y
        return


def _relative_role(reading: Reading, index: int) -> str:
    """The role of the subject of a verb whose pronoun is the loan, or nothing: حصلت عليه، تسلمته; منحه، قدمته."""
    word, after = reading.words[index].text, reading.words[index + 1].text
    owned = regex.fullmatch(r"(\w{3,}?)(?:هما|ها|ه)", word)
    if reading.grammar.has(word, "obtain") and pronoun_column(after):
        return "borrower"
    if owned and reading.grammar.has(owned[1], "obtain"):
        return "borrower"
    if (owned and reading.grammar.has(owned[1], "lends")) or (
        reading.grammar.has(word, "lends") and pronoun_column(after) in ("ala", "fi")
    ):
        return "lender"
    return ""


def _given(reading: Reading, draft: Draft, sides: Sides | None) -> None:
    """A bank before a loan lends where the nearest verb to the loan is one of giving: وافق بنك X على منح قرض; one of
    development also where none is of getting. So does the bank whose loan somebody else gets: من قرض بنك X.
    """
    guessed = [p for p in draft.roles.get("borrower", ()) if draft.way("borrower", p) in _GUESSED]
    banks = [p for p in guessed if _rank(p, sides) or p.mention.company_kind == "fund"]
    if not banks or draft.roles.get("lender") or draft.trigger.form != "noun":
        return
    nearest = _nearest(reading, draft.trigger)
    if nearest == "obtain":
        banks = [p for p in banks if draft.rules[f"borrower:{p.mention.start}"].endswith("/genitive")]
    elif nearest != "lends":
        banks = [p for p in banks if len(guessed) == 1 and _rank(p, sides) == _DEVELOPMENT]
    for phrase in banks:
        draft.move(phrase, "borrower", "lender")


def _nearest(reading: Reading, trigger: Trigger) -> str:
    """The class of the nearest word of giving or getting before a loan in its sentence, or nothing."""
    for index in range(trigger.first - 1, -1, -1):
        if reading.breaks(index, index + 1):
            return ""
        for kind in ("obtain", "lends"):
            if reading.grammar.any_reading(reading.words[index].text, kind) is not None:
                return kind
    return ""


def _bank_subject(reading: Reading, draft: Draft, subject: Phrase | None) -> None:
    """The bank that stands as subject of a loan to somebody else lends: وقع بنك X عقد قرض لصالح Y."""
    if not draft.roles.get("borrower") or draft.roles.get("lender") or subject is None:
        return  # who stands before an issue of bonds manages it
    if subject.bank or subject.mention.company_kind == "bank":
        for phrase in reading.series_of(subject):
            draft.fill("lender", phrase, "governed")


def _signed(draft: Draft, sides: Sides | None) -> None:
    """Of those that sign a loan the one that lends for a living lends."""
    borrowers, lenders = draft.roles.get("borrower", []), draft.roles.get("lender", [])
    signed = draft.ways() <= set(_SIGNED)
    if not borrowers or not signed:
        return
    ranks = [_rank(p, sides) for p in borrowers]
    if not lenders:
        if draft.row.maa == "lender" and len(borrowers) == _PAIR and ranks[0] != ranks[1]:
            draft.move(borrowers[ranks.index(max(ranks))], "borrower", "lender")  # يوقع بنك X وY اتفاقية قرض
        return
    given = [_rank(p, sides) for p in lenders] + [_BANK for p in lenders if p.mention.company_kind == "fund"]
    if min(ranks) > max(given):
        draft.swap("borrower", "lender")


def taken(draft: Draft) -> bool:
    """Whether a draft tells who lends and leaves open who borrows."""
    return draft.row.type == "debt" and bool(draft.roles.get("lender")) and not draft.roles.get("borrower")
