"""The trade that ends a name: النيل للصناعات الدوائية, دلتا لصناعة الورق, للتأمين على الحياة."""

from __future__ import annotations

import regex

from .page import Page

_PASSIVE = regex.compile(r"الم\w\w?و\w|الم\w{3}")  # المحمول, المسلح: participles that tell a kind
_MOST_ADJECTIVES = 3
_SHORTEST_PURPOSE = 5  # letters of a noun with its article or preposition
NEW_PHRASE = ("bank", "fund", "firm", "platform", "airline", "officer", "media")


def trades(page: Page, index: int) -> bool:
    """Whether a word behind ل tells a trade: للألبان, لصناعة."""
    return "end" in page.cues.affix(page.word(index)) or page.cues.is_a(page.word(index), "trade")


def purpose_end(page: Page, at: int) -> int | None:
    """The last word of a purpose that begins at a word: للصناعات الدوائية, لإعادة الإعمار والتنمية, للتأمين على
    الحياة, للملابس الفاخرة.
    """
    word, last = page.word(at), at
    if at in page.quotes or not word.startswith("ل") or (len(word) < _SHORTEST_PURPOSE and not trades(page, at)):
        return None
    if not word.startswith("لل"):
        last = at + 1
        if page.gap(at, last) != " " or not page.word(last).startswith("ال"):
            return None
    qualified = False
    while page.gap(last, last + 1) == " " and last + 1 not in page.quotes:
        word = page.word(last + 1)
        if _complemented(page, last):
            last += 1
        elif not qualified and (qualifies(page, word) or _agrees(page, last + 1)):
            qualified = True
        elif not word.startswith("وال") or len(word) < _SHORTEST_PURPOSE or page.cues.first_of(word, NEW_PHRASE):
            break
        else:
            qualified = False  # للصناعات الدوائية والمستلزمات الطبية
        last += 1
    return last


def _complemented(page: Page, at: int) -> bool:
    """Whether a trade has its preposition and a definite noun behind it: للتأمين على الحياة, للتنقيب عن النفط."""
    if page.gap(at + 1, at + 2) != " " or not page.cues.is_a(page.word(at), "complemented"):
        return False
    return page.cues.exact(page.word(at + 1), "complement") and page.word(at + 2).startswith("ال")


def _agrees(page: Page, index: int) -> bool:
    """Whether a definite adjective describes the things of a trade: للملابس الفاخرة, للهاتف المحمول, للمواد الخام.
    What places a company (التابعة, البالغة) has a complement, and is told apart by its list.
    """
    word, noun = page.word(index), page.word(index - 1)
    if not word.startswith("ال") or len(word) < _SHORTEST_PURPOSE or page.grammar.exact(word) or page.cues.verb(word):
        return False
    if page.cues.nations.adjective(word) or page.cues.nations.place(word):
        return False
    apart = ("time", "national", "apart", "placed", "ordinal", "phrase")
    if any(page.cues.exact(word, kind) for kind in apart) or page.cues.first_of(word, NEW_PHRASE):
        return False
    many = noun.endswith(("ات", "ه")) or page.cues.is_a(noun, "broken")
    if word.endswith("ه"):
        return many and not page.cues.exact(page.word(index + 1), "complement")
    return page.cues.exact(word, "kind_of") or (not many and _PASSIVE.fullmatch(word) is not None)


def tells_purpose(page: Page, first: int, last: int) -> bool:
    """Whether a phrase is a name that ends with its trade: الربوة للتطوير العقاري, دلتا لصناعة الورق."""
    for at in range(first + 1, min(last, first + 2) + 1):
        if page.word(at).startswith("ل") and trades(page, at):
            return page.word(at).startswith("لل") or at < last
    return False


def qualifies(page: Page, word: str) -> bool:
    """Whether a word says what kind of trade it is: للصناعات الدوائية, للتأجير التمويلي, not للطيران السعودية."""
    if "trade" in page.cues.affix(word):
        return True
    relational = word.startswith("ال") and word.endswith(("يه", "ي")) and len(word) > _SHORTEST_PURPOSE
    if not relational or page.cues.nations.adjective(word) or page.grammar.exact(word):
        return False
    return not (page.cues.exact(word, "time") or page.cues.exact(word, "national") or page.cues.exact(word, "apart"))


def adjectives_end(page: Page, last: int) -> int:
    """The last of the nationalities and the like that follow a word: المجموعة العربية الأردنية للتأمين."""
    first = last
    while last - first < _MOST_ADJECTIVES and page.gap(last, last + 1) == " " and _national_word(page, last + 1):
        last += 1
    return last


def _national_word(page: Page, index: int) -> bool:
    word = page.word(index)
    return page.cues.nations.adjective(word, definite=True) is not None or page.cues.exact(word, "national")
