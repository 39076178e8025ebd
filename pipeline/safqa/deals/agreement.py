"""Gender, by which a verb or a pronoun tells which of several companies it means.

A company takes the gender of what it is called: شركة and منصة are feminine, بنك and صندوق masculine; an adjective or a
relative pronoun behind the name agrees with it. A verb agrees with its subject in the singular (Ryding 2005, ch. 4 and
7). What an article does not show stays open, and agrees with everything.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import Literal

from ..document import Doc
from ..mentions.triggers import Trigger, VerbRow
from ..normalise import fold
from ..words import Word, WordClasses, words_of

Gender = Literal["f", "m"]
_FEMININE_ENDS = ("ه", "ات")
_PRONOUNS = ("هما", "ها", "هم", "ه")
_WHO = fold("التي")


def genders(doc: Doc, grammar: WordClasses) -> dict[str, Gender]:
    """The gender of each company of an article, by its canonical name, as far as the article shows it."""
    shown: dict[str, Counter[Gender]] = defaultdict(Counter)
    words = words_of(doc.text)
    starts = [word.start for word in words]
    for mention in doc.mentions:
        if mention.kind != "company" or mention.how == "referred" or not mention.canonical:
            continue
        first = max(0, bisect_left(starts, mention.start + 1) - 1)
        after = bisect_left(starts, mention.end)
        votes = shown[mention.canonical]
        for found in (_by_head(doc, words, first, grammar), _by_agreement(doc, words, after)):
            if found is not None:
                votes[found] += 1
    return {name: votes.most_common(1)[0][0] for name, votes in shown.items() if len(set(votes)) == 1}


def _by_head(doc: Doc, words: list[Word], first: int, grammar: WordClasses) -> Gender | None:
    """The gender of the generic noun that a name begins with, or that stands right before it."""
    for index in (first, first - 1):
        if index < 0 or (index < first and doc.text[words[index].end : words[first].start].strip(' "«“')):
            continue
        if grammar.any_reading(words[index].text, "masculine_head") is not None:
            return "m"
        reading = grammar.any_reading(words[index].text, "head")
        if reading is not None and reading.stem.endswith(_FEMININE_ENDS):
            return "f"
    return None


def _by_agreement(doc: Doc, words: list[Word], after: int) -> Gender | None:
    """Whether a feminine adjective of relation or relative pronoun right behind a name agrees with it. A masculine one
    may be of the noun before it (توسع «X» الخارجي).
    """
    if not 0 < after < len(words) or doc.text[words[after - 1].end : words[after].start].strip(' "»”'):
        return None
    text = words[after].text
    return "f" if text == _WHO or (text.startswith("ال") and text.endswith("يه")) else None


def verb_gender(trigger: Trigger, word: str) -> Gender | None:
    """The gender of a singular verb's subject, or ``None`` where its form leaves it open (a noun, a dual, a plural)."""
    if trigger.form not in ("past", "present", "future") or trigger.homograph or not isinstance(trigger.row, VerbRow):
        return None
    stem = word[1:] if word[:1] in ("و", "ف") and not _is_verb(word, trigger) else word
    if trigger.form != "past":
        stem = stem.removeprefix("س")
        if stem.endswith(("ان", "ون", "وا")):
            return None
        return "f" if stem.startswith("ت") else "m" if stem.startswith("ي") else None
    if trigger.pronoun:
        stem = next((stem[: -len(end)] for end in _PRONOUNS if stem.endswith(end)), stem)
    lemma = fold(trigger.row.past)
    if stem == lemma or not lemma:
        return "m" if lemma else None
    if stem.endswith("ت"):
        return "f"
    return None if stem.endswith(("ا", "وا")) and not lemma.endswith(("ا", "ي")) else "m"


def _is_verb(word: str, trigger: Trigger) -> bool:
    """Whether a verb's first letter is its own و or ف and no conjunction."""
    row = trigger.row
    return fold(row.past)[:1] == word[:1] and len(word) <= len(fold(row.past)) + 3


def agrees(one: Gender | None, other: Gender | None) -> bool:
    """Whether two genders may be one: what is not known agrees with everything."""
    return one is None or other is None or one == other
