"""Makers that goods are named after: 12 طائرة بوينغ، طائرات من طراز إيرباص، غواصات من صنع X.

Such a name neither buys nor is bought. Who orders the goods mostly orders them of their maker, so that a contract that
names no other supplier has that one.
"""

from __future__ import annotations

from .phrases import Reading
from .sides import Sides

PREP = "maker"  # what governs such a phrase, in place of a preposition
_MAKERS = 1  # up to here in the chain of sides a company makes things (see ``sides.tsv``)
_BEFORE = 2  # words before goods among which the head of a name makes them its complement: شركة طائرات X


def mark_makers(reading: Reading, sides: Sides) -> None:
    """Marks the phrases of a sentence that only say whose make goods are; the words decide after من طراز, what is known
    of the company behind the goods themselves (طائرات طيران الخليج are an operator's).
    """
    for phrase in reading.phrases:
        if phrase.kind != "company" or phrase.prep or phrase.mention.how == "referred" or phrase.left < 1:
            continue
        place = sides.place([phrase])
        if place is not None and place > _MAKERS:
            continue
        # The walk to the left goes through goods that are assets too (طائرات).
        for index in range(phrase.first - 1, phrase.left - 2, -1):
            if _of_make(reading, index) or (place is not None and _wares(reading, index)):
                phrase.prep, phrase.governor, phrase.share = PREP, index, False
                break


def _of_make(reading: Reading, index: int) -> bool:
    """Whether a word says of what make something is: من طراز، من عائلة."""
    if index < 1 or reading.breaks(index - 1, index + 1) or reading.commas(index - 1, index + 1):
        return False
    made = reading.grammar.any_reading(reading.words[index].text, "make")
    return made is not None and (made.prep == "ب" or reading.grammar.has(reading.words[index - 1].text, "made_of"))


def _wares(reading: Reading, index: int) -> bool:
    """Whether a word names goods without an article, that are no complement of a name's head."""
    if reading.breaks(index, index + 1) or reading.commas(index, index + 1):
        return False
    found = reading.grammar.any_reading(reading.words[index].text, "wares")
    before = [reading.words[i].text for i in range(max(0, index - _BEFORE), index)]
    heads = any(
        reading.grammar.any_reading(word, kind) for word in before for kind in ("head", "name_head", "industry")
    )
    return found is not None and not found.article and not heads
