"""Companies that partners set up together: what the new company is called.

The name of a shared company is no argument of a verb: it stands behind a word of naming, often far from the noun of the
company (شركة مشتركة لإنتاج المركبات بولاية تيارت تحمل اسم X). In the sentence that tells the founding a company named
so is what is founded.
"""

from __future__ import annotations

from .draft import Draft
from .phrases import Reading

_BEHIND = 4  # words before a name among which the word of naming may stand: باسم الشركة الجديدة X


def name_venture(reading: Reading, draft: Draft) -> None:
    """Makes the company that a word of naming behind a joint venture's noun or verb names its target."""
    if draft.row.type != "joint_venture" or draft.roles.get("target"):
        return
    for phrase in reading.phrases:
        if phrase.first <= draft.trigger.last or phrase.kind != "company" or phrase.mention.how == "referred":
            continue
        if reading.breaks(draft.trigger.last, phrase.first):
            return
        before = range(max(draft.trigger.last + 1, phrase.first - _BEHIND), phrase.first)
        named = [i for i in before if reading.grammar.has(reading.words[i].text, "called")]
        between = range(named[-1] + 1, phrase.first) if named else range(0)
        if not named or not all(reading.of_head(i) for i in between):
            continue
        if any(partner is phrase for partner in draft.roles.get("partner", ())):
            draft.move(phrase, "partner", "target")
        else:
            draft.fill("target", phrase, "called")
        return
