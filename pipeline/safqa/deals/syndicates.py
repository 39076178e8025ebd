"""Banks that lend together: تحالف مصرفي يضم بنك X وبنك Y، بقيادة بنك Z.

A sentence that tells a loan and a syndicate of banks names its members in many ways, of which few are arguments of the
loan's own words: members of the alliance, its leader, those who act as agents for it. All of its banks lend, but for
one to which the loan is said to go.
"""

from __future__ import annotations

import regex

from .draft import Draft
from .phrases import Phrase, Reading

_TO = ("li", "ila")  # what governs who gets a loan
_WITH = "maa"
_LATER = 2  # sentences within which the lenders of a loan are told
_SEVERAL = 2  # banks that a list of lenders has at least
_LIST = 6  # words between the noun of the banks and the word that opens their list


def lend_together(reading: Reading, draft: Draft) -> None:
    """Makes the banks of a sentence that names a syndicate lenders of its loan, and whom they sign with its taker."""
    if draft.row.subject == "" or not _syndicate(reading):
        return
    banks = [p for p in reading.phrases if _is_bank(p) and p.prep not in _TO]
    if not banks:
        return
    for phrase in banks:
        role = draft.role_of(phrase)
        if any(p is phrase for p in draft.roles.get("borrower", ())):
            draft.move(phrase, "borrower", "lender")
        elif not role:
            draft.fill("lender", phrase, "lead")
    if not draft.roles.get("borrower"):
        for phrase in [p for p in draft.roles.get("lender", ()) if p.prep == _WITH and not _is_bank(p)]:
            draft.move(phrase, "lender", "borrower")


def lenders_later(reading: Reading, drafts: list[Draft]) -> None:
    """Gives the loan told last the banks of a sentence that tells who its lenders are: والبنوك الأربعة هي A وB وC، وضم
    التحالف المصرفي A وB. Banks that somebody appoints, or that do a mandate, lend nothing thereby.
    """
    loan = next((d for d in reversed(drafts) if d.row.type == "debt"), None)
    if loan is None or not 0 < reading.index - loan.sentence <= _LATER or not _of_loan(loan):
        return
    banks = [p for p in reading.phrases if _is_bank(p) and p.prep not in _TO]
    if len(banks) < _SEVERAL or not (_syndicate(reading) or _listed(reading)) or _mandated(reading):
        return
    for phrase in banks:
        loan.fill("lender", phrase, "lead")


def _of_loan(draft: Draft) -> bool:
    """Whether a draft tells a loan, not an issue of bonds, whose banks manage it."""
    return "lender" in (draft.row.min, draft.row.subject, draft.row.maa)


def _listed(reading: Reading) -> bool:
    """Whether a sentence opens a list of the banks: والبنوك هي، ومن بين البنوك المشاركة."""
    words = [word.text for word in reading.words]
    banks = [i for i, text in enumerate(words) if any(reading.grammar.has(t, "of_banks") for t in (text, text[1:]))]
    return any(reading.grammar.has(text, "among") for i in banks for text in words[i + 1 : i + _LIST])


def _mandated(reading: Reading) -> bool:
    return any(
        reading.grammar.any_reading(word.text, kind) is not None
        for word in reading.words for kind in ("appoints", "mandate")
    )  # fmt: skip


def banks_finance(reading: Reading, until: int) -> bool:
    """Whether a sentence names a syndicate, or financiers, and a bank among them, or tells before the word ``until`` of
    banks that give: what they give is a loan.
    """
    if _syndicate(reading) and any(_is_bank(phrase) for phrase in reading.phrases):
        return True
    for index in range(until):
        found = reading.grammar.any_reading(reading.words[index].text, "several")
        if found is None or reading.grammar.any_reading(found.stem, "of_banks") is None or found.prep:
            continue
        between = range(index, until)
        apart = reading.breaks(index, until) or any(p.first in between and p.kind == "company" for p in reading.phrases)
        if not apart and any(reading.grammar.any_reading(reading.words[i].text, "lends") for i in between):
            return True
    return False


def _is_bank(phrase: Phrase) -> bool:
    return phrase.kind == "company" and (phrase.bank or phrase.mention.company_kind == "bank")


def _syndicate(reading: Reading) -> bool:
    """Whether a sentence names a syndicate: تحالف مصرفي، ائتلاف من البنوك; or those who finance: الجهات الممولة هي."""
    words = reading.words
    if any(reading.grammar.any_reading(word.text, "financiers") is not None for word in words):
        return True
    for index, word in enumerate(words[:-1]):
        if reading.grammar.any_reading(word.text, "consortium") is None and not _of_case(reading, word.text):
            continue
        behind = words[index + 1 : index + 3]
        if not regex.search(r"[.؛،]", reading.gap(index, index + 1)) and any(
            reading.grammar.has(w.text, "of_banks") for w in behind
        ):
            return True
    return False


def _of_case(reading: Reading, text: str) -> bool:
    """Whether a word is a syndicate's noun in the accusative: تحالفا."""
    return text.endswith("ا") and reading.grammar.any_reading(text[:-1], "consortium") is not None
