"""What is peculiar to the parties of contracts: makers, who signs with whom, for whom part of a project is done."""

from __future__ import annotations

from dataclasses import replace

from .draft import Draft
from .makers import PREP as MAKER
from .phrases import Phrase, Reading, plain, pronoun_column, same

_WITHIN = 8  # words between a pronoun that says with whom something is signed, its noun and its antecedent
_PARTICLES = {"auxiliary", "negation", "complementizer", "subordinator", "conjunction", "relative", "adverb"}


def supplied_by_maker(draft: Draft, right: list[Phrase]) -> None:
    """The maker of the goods that are ordered supplies them, where nobody else does: شراء 12 طائرة بوينغ."""
    if draft.row.type != "contract" or draft.row.subject != "customer" or draft.roles.get("supplier"):
        return
    for phrase in right:
        if phrase.prep == MAKER:
            draft.fill("supplier", phrase, MAKER)
            return


def named_by_side(reading: Reading, draft: Draft) -> None:
    """Turns a contract round where a party is called the supplier or the customer of the other: عقدا مع موردها X."""
    if draft.row.type != "contract":
        return
    for role, kind in (("customer", "supplies_it"), ("supplier", "orders_it")):
        for phrase in draft.roles.get(role, ()):
            before = reading.words[phrase.left : phrase.first]
            if any(reading.grammar.any_reading(word.text, kind) is not None for word in before):
                draft.swap("supplier", "customer")
                return


def agreed_upon(reading: Reading, draft: Draft) -> None:
    """Of an agreement that nobody is said to make (تم الاتفاق مع X لتوريد كذا) X delivers to whom the text tells of."""
    if draft.row.type != "contract" or not draft.row.open_sides or draft.trigger.first == 0:
        return
    ways = {place.partition(":")[0]: how.rpartition("/")[2] for place, how in draft.rules.items()}
    impersonal = reading.grammar.has(reading.words[draft.trigger.first - 1].text, "is_done")
    if impersonal and ways == {"customer": "maa", "supplier": "topic"}:
        draft.swap("supplier", "customer")


def from_to(draft: Draft, prep: str) -> bool:
    """Whether an order goes from a customer to whom ل governs, who then supplies: عقد من X لـY."""
    row = draft.row
    if prep != "li" or row.type != "contract" or row.min != "customer" or draft.trigger.form != "noun":
        return False
    return any(how.endswith("/min") for how in draft.rules.values())


def signed_with(reading: Reading, draft: Draft, left: list[Phrase]) -> None:
    """With whom a noun's deal is signed whom a pronoun goes back to: شركة X التي وقعت معها Y عقدا; where nobody else
    is told to sign, X does, with what the text is about.
    """
    row, first = draft.row, draft.trigger.first
    at = _with_it(reading, first) if draft.trigger.form == "noun" and row.maa else -1
    opening = next((i for i in range(at, max(-1, at - _WITHIN), -1) if _opens_clause(reading, i)), -1) if at > 0 else -1
    before = [p for p in left if p.kind == "company" and p.last < opening and p.prep != "owner"]
    if not before:
        return
    if any(opening < p.first for p in left if not p.prep and p.kind != "thing"):
        for one in reading.series_of(before[-1].series or before[-1]):
            draft.fill(row.maa, one, "maa")
    elif reading.topic is not None and not same(reading.topic, before[-1].mention):
        draft.fill(row.maa, Phrase(replace(reading.topic, how="referred"), at, at, left=at), "pronoun")


def _with_it(reading: Reading, first: int) -> int:
    """The word before a noun that says with whom, by a pronoun (معها), in the noun's clause; or -1."""
    for index in range(first - 1, max(0, first - _WITHIN), -1):
        if reading.breaks(index, first) or reading.grammar.has(reading.words[index].text, "relative"):
            return -1
        if pronoun_column(reading.words[index].text) == "maa":
            return index
    return -1


def _opens_clause(reading: Reading, index: int) -> bool:
    """Whether a relative pronoun or a comma opens a clause at a word: X التي أبرمت، X وهي شركة أبرمت."""
    return reading.grammar.has(reading.words[index].text, "relative") or (
        index > 0 and reading.commas(index - 1, index) > 0
    )


def done_for_topic(reading: Reading, draft: Draft) -> None:
    """For whom a part of a project is done that somebody else takes on: whom the text is about."""
    role, topic, at = draft.row.about, reading.topic, draft.trigger.first
    if not role:
        return
    if _described(reading, at) and not any(how.endswith("/verb-first") for how in draft.rules.values()):
        draft.roles, draft.rules = {}, {}  # شركة مختلطة تتولى التركيب: a company that is not named does
    elif role not in draft.roles and topic is not None and draft.roles:
        draft.fill(role, Phrase(replace(topic, how="referred"), at, at, left=at), "topic")


def _described(reading: Reading, index: int) -> bool:
    """Whether a verb describes a noun right before it, that is no name and no particle."""
    if index == 0 or not plain(reading.gap(index - 1, index)):
        return False
    named = any(phrase.first <= index - 1 <= phrase.last for phrase in reading.phrases)
    return not named and not reading.grammar.exact(reading.words[index - 1].text) & _PARTICLES
