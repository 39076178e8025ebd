"""Who gets an offer: تلقت X عرضا لشراء 90 % من أسهمها، تدرس X عرضا من صندوق لشراء حصة.

A verb of receiving or weighing before the noun of an offer makes its subject the one that is to be bought, or, where
the offer is for something else, its owner: never the buyer.
"""

from __future__ import annotations

from ..mentions.triggers import Trigger
from .phrases import Reading

_REACH = 3  # words between a trigger and the noun of the offer whose aim it is
_GETS = 6  # words between that noun and the verb of who gets it


def offer_before(reading: Reading, trigger: Trigger) -> int:
    """The noun of the offer that a trigger is the aim of (عرضا لشراء), or -1."""
    if trigger.prep != "ل":
        return -1
    for index in range(trigger.first - 1, max(-1, trigger.first - 1 - _REACH - _maker(reading, trigger.first)), -1):
        if reading.grammar.any_reading(reading.words[index].text, "bid") is not None:
            return index
        if reading.breaks(index, trigger.first) or reading.commas(index, trigger.first):
            return -1
    return -1


def _maker(reading: Reading, index: int) -> int:
    """How many words tell who makes an offer between its noun and its aim: عرضا من صندوق خليجي لشراء."""
    for left in range(index - 1, max(-1, index - 6), -1):
        if reading.grammar.exact(reading.words[left].text) & {"preposition"}:
            return index - left
    return 0


def received(reading: Reading, trigger: Trigger) -> bool:
    """Whether the offer that a trigger is the aim of is one that the subject of the clause gets, not one that it makes
    (تدرس تقديم عرض).
    """
    offer = offer_before(reading, trigger)
    for index in range(offer - 1, max(-1, offer - 1 - _GETS), -1):
        if reading.barrier(index) or reading.commas(index, index + 1) or reading.breaks(index, index + 1):
            return False
        if reading.grammar.any_reading(reading.words[index].text, "makes") is not None:
            return False
        if reading.grammar.has(reading.words[index].text, "gets"):
            return True
    return False
