"""Who leads a round, where it is told behind the name: من X (مستثمر رئيسي) وY، شاركت X كمستثمر رئيسي."""

from __future__ import annotations

from .draft import Draft
from .phrases import Reading

_BESIDE = 3  # words behind an investor among which it is called the chief one


def name_leads(reading: Reading, draft: Draft) -> None:
    """Makes the investors of a round that are called its chief investors right behind their names its leaders."""
    if draft.row.type != "funding_round":
        return
    for phrase in list(draft.roles.get("investor", ())):
        if phrase.mention.how == "referred":
            continue
        behind = range(phrase.last + 1, min(len(reading.words), phrase.last + 1 + _BESIDE))
        named = {p.first for p in reading.phrases}
        for index in behind:
            if index in named or reading.breaks(phrase.last, index):
                break
            chief = index + 1 in behind and reading.grammar.has(reading.words[index + 1].text, "chief")
            if chief and reading.grammar.any_reading(reading.words[index].text, "investor_noun") is not None:
                draft.move(phrase, "investor", "lead_investor")
                break
