"""An agreement and what is done under it: وقعت X اتفاقا مع Y تشتري بموجبه 58 % من Z.

The noun says between whom it is, the clause that goes back to it (بموجبه، يقضي بـ، تؤول إليها بمقتضاه) what is done;
that is one deal, of the kind that the clause tells, and who is left of the two sides has the role that is left.
"""

from __future__ import annotations

from dataclasses import replace

from .draft import GUESSED, PAIR, Draft
from .phrases import Phrase, Reading, same

_REACH = 14  # words between an agreement's noun and the clause that goes back to it
_BESIDE = 3  # words between a verb and the word that goes back to the agreement
_GUESSED = (*GUESSED, "subject-first")  # ways to fill a role that an agreement corrects
_GENERAL = ("contract", "partnership")  # kinds of which the noun of an agreement alone is
_OPPOSITE = {
    "acquisition": ("acquirer", "seller"),
    "contract": ("customer", "supplier"),
}  # the two roles of those who agree, by type


def under_agreements(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """The drafts of a sentence without the agreements under which others are done; the latter get both sides, the sum
    and where the agreement stands.
    """
    gone: list[Draft] = []
    for draft in drafts:
        whole = next((d for d in drafts if d is not draft and d not in gone and _is_under(reading, d, draft)), None)
        if whole is None:
            continue
        sides = [p for of in whole.roles.values() for p in of if p.kind not in ("thing", "place")]
        if len(sides) != PAIR or not _give_sides(reading, draft, sides):
            continue
        if draft.amount is None:
            draft.amount, draft.amount_cost = whole.amount, whole.amount_cost
        if whole.standing.explicit and not draft.standing.explicit:
            draft.standing, draft.cues = whole.standing, {**draft.cues, **whole.cues}
        gone.append(whole)
    return [draft for draft in drafts if draft not in gone]


def _is_under(reading: Reading, whole: Draft, draft: Draft) -> bool:
    """Whether a draft tells what is done under an agreement that stands before it."""
    noun, act = whole.trigger, draft.trigger
    if whole.row.type not in _GENERAL or noun.form != "noun" or noun.article or draft.row.type not in _OPPOSITE:
        return False
    if not noun.last < act.first <= noun.last + _REACH + _BESIDE or reading.breaks(noun.last, act.first):
        return False
    if reading.grammar.any_reading(reading.words[noun.first].text, "dealing") is None:
        return False
    stop = min(act.last + _BESIDE + 1, len(reading.words))
    near = [i for i in range(noun.last + 1, stop) if reading.grammar.has(reading.words[i].text, "under_it")]
    return any(act.first - _BESIDE <= i for i in near) and not reading.breaks(act.last, near[-1])


def _give_sides(reading: Reading, draft: Draft, sides: list[Phrase]) -> bool:
    """Gives each of two who agree its role in what they agree on, by the one that is told; whether it is known."""
    roles = _OPPOSITE[draft.row.type]
    told = {role: _side_in(draft, role, sides) for role in roles}
    ordinal = _ordinal(reading, draft, sides)
    if ordinal is not None and draft.row.subject in roles:  # the word says it, whatever was read of the sides
        told = {role: ordinal if role == draft.row.subject else None for role in roles}
        for role in roles:
            for old in list(draft.roles.get(role, ())):
                if any(same(old.mention, side.mention) for side in sides):
                    draft.take(role, old)
    known = [(role, side) for role, side in told.items() if side is not None]
    if len({id(side) for _, side in known}) != 1 or len(known) != 1:
        return len(known) == PAIR
    role, side = known[0]
    other = next(s for s in sides if s is not side)
    rest = roles[1] if role == roles[0] else roles[0]
    for one, phrase in ((role, side), (rest, other)):
        for place, phrases in list(draft.roles.items()):
            for old in list(phrases):
                wrong = place == one and not same(old.mention, phrase.mention)
                if (place in roles and wrong and draft.way(place, old) in _GUESSED) or (
                    place != one and same(old.mention, phrase.mention)
                ):
                    draft.take(place, old)
        if not draft.roles.get(one):
            draft.fill(one, replace(phrase, prep="", series=None), "other")
    return True


def _side_in(draft: Draft, role: str, sides: list[Phrase]) -> Phrase | None:
    """The side that a draft has in a role."""
    found = [s for s in sides for p in draft.roles.get(role, ()) if same(p.mention, s.mention)]
    return found[0] if found else None


def _ordinal(reading: Reading, draft: Draft, sides: list[Phrase]) -> Phrase | None:
    """The side that a word of order behind a verb means: تبيع بموجبه الأولى، تزود الأخيرة بمقتضاه."""
    for index in range(draft.trigger.last + 1, min(draft.trigger.last + 1 + _BESIDE, len(reading.words))):
        word = reading.words[index].text
        if reading.grammar.any_reading(word, "first_side") is not None:
            return sides[0] if sides[0].first < sides[1].first else sides[1]
        if reading.grammar.any_reading(word, "latter") is not None:
            return sides[1] if sides[0].first < sides[1].first else sides[0]
    return None
