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


def banks_finance(reading: Reading) -> bool:
    """Whether a sentence names a syndicate, or financiers, and a bank among them: what they give is a loan."""
    return _syndicate(reading) and any(_is_bank(phrase) for phrase in reading.phrases)


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
