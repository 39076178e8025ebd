"""What is no deal of its own beside another that its sentence tells: bonds that are listed, what a loan is for, goods
that a contract is about.
"""

from __future__ import annotations

from .draft import Draft


def only_part(draft: Draft, other: Draft) -> bool:
    """Whether a draft is only part of what another one of its sentence tells."""
    if _lists_bonds(draft, other) or _lent_for(draft, other):
        return True
    return _buys_nothing(draft) and other.row.type == "contract" and other.told() and _same_two(draft, other)


def _lists_bonds(draft: Draft, other: Draft) -> bool:
    """Whether what is listed by a pronoun are the bonds told before it: أصدرت X صكوكا ... وتم إدراجها في بورصة دبلن."""
    if draft.row.type != "ipo" or not draft.trigger.pronoun or other.row.type != "debt" or other.start > draft.start:
        return False
    issuers = {p.mention.canonical for p in draft.roles.get("issuer", ())}
    return other.told() and issuers <= {p.mention.canonical for p in other.roles.get("borrower", ())}


def _lent_for(draft: Draft, other: Draft) -> bool:
    """Whether what is put into a project is only what a loan is for: قدم بنك X قرضا لشركة Y لبناء مصنع."""
    if draft.row.type != "project_investment" or other.row.type != "debt" or draft.amount is not None:
        return False
    investors = {p.mention.canonical for p in draft.roles.get("investor", ())}
    lenders = {p.mention.canonical for p in other.roles.get("lender", ())}
    borrowers = {p.mention.canonical for p in other.roles.get("borrower", ())} if draft.trigger.prep == "ل" else set()
    return other.told() and bool(investors) and (investors <= lenders or investors <= borrowers)


def _buys_nothing(draft: Draft) -> bool:
    """Whether a purchase has a buyer and a seller, and nothing that is bought is known."""
    return draft.row.type == "acquisition" and set(draft.roles) == {"acquirer", "seller"} and draft.stake is None


def _same_two(one: Draft, other: Draft) -> bool:
    """Whether two drafts have the same parties."""
    names = [{p.mention.canonical for phrases in d.roles.values() for p in phrases} for d in (one, other)]
    return names[0] == names[1]
