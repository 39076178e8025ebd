"""Where an unquoted name begins, and how far it goes on: شركة سكاي لاين إنجنيرنغ."""

from __future__ import annotations

import regex

from ..words import Reading
from .page import Page, goes_on, no_name

_SHORTEST_NAME = 3
_SURE_LETTERS = 2  # letters behind a first one that is a word as well
_MOST_FILLED = 2  # words of no class that go on a name, before the last one
COMMON = ("deal", "work", "asset", "trade", "firm", "officer", "event", "product", "person", "copula")
# Classes of common words; the last ones are also parts of names.
CLASSES = (
    "deal", "work", "asset", "trade", "firm", "officer", "event", "product", "person", "copula", "bank", "fund",
    "platform", "media", "body", "place", "institution", "money", "loan", "informant", "analyst", "time", "matter",
    "venue", "act", "concrete", "forename", "given",
)  # fmt: skip
ANY_CLASS = tuple(kind for kind in CLASSES if kind not in ("time", "given"))


def spelled_run(page: Page, first: int) -> int:
    """The last of the letters that spell an abbreviation from a word on (تي إم جي, أو.إم.في); the word itself where
    none follows. Those that are words as well (في, إن) count between others only, or with dots.
    """
    last = first
    while "letter" in page.cues.affix(page.word(last + 1)) and page.gap(last, last + 1) in (" ", "."):
        last += 1
    if "letter" not in page.cues.affix(page.word(first)):
        return first
    while last > first and page.gap(last - 1, last) == " " and page.function_word(last):
        last -= 1
    dotted = all(page.gap(at, at + 1) == "." for at in range(first, last))
    word = not dotted and page.function_word(first)
    if last - first < 1 or (
        word and (last - first < _SURE_LETTERS or page.grammar.has(page.word(first), "preposition"))
    ):
        return first
    return last


def plain(page: Page, index: int) -> bool:
    """Whether a word may stand inside an unquoted name: no function word, verb, nationality or new head."""
    word = page.word(index)
    if index in page.quotes or not regex.match(r"\p{Arabic}", word) or page.function_word(index):
        return False
    if page.cues.verb(word) or page.cues.nations.adjective(word) or page.grammar.has(word, "relative"):
        return False
    return page.cues.first_of(word, ("firm", "officer", "deal", "bank")) is None


def place(page: Page, index: int) -> bool:
    """Whether a word is a country, a city or a region that companies are called after."""
    word = page.word(index)
    return page.cues.exact(word, "region") or page.cues.nations.place(word) or "place" in page.grammar.exact(word)


def may_begin(page: Page, index: int) -> bool:
    """Whether a word may be the first of an unquoted name: no common word, place or nationality."""
    word = page.word(index)
    if (
        page.cues.exact(word, "romance")
        and page.gap(index, index + 1) == " "
        and page.cues.foreign(page.word(index + 1))
    ):
        return True  # لا سيرينا
    if (
        len(word) < _SHORTEST_NAME
        or word.startswith(("ال", "لل"))
        or not regex.match(r"\p{Arabic}", word)
        or no_name(page, index)
    ):
        return False
    if page.cues.nations.adjective(word) or (word.endswith(("ته", "تها", "تهم")) and not page.cues.foreign(word)):
        return False
    purpose = page.gap(index, index + 1) == " " and page.word(index + 1).startswith("لل")
    if page.cues.nations.place(word) and not purpose and not goes_on(page, index, ("end", "legal")):
        return False
    heads = ("trade", "firm", "platform", "officer", "product", "body", "venue", "asset", "deal", "place", "event")
    return page.cues.first_of(word, heads) is None


def begins_with_letter(page: Page, index: int) -> bool:
    """Whether the name of a letter begins a foreign name: شركة آن ديجيتال."""
    word, after = page.word(index), page.word(index + 1)
    if page.word(index - 1).startswith("ال"):
        return False  # ذكرت الصحيفة أن
    short = "letter" in page.cues.affix(word) and len(word) < _SHORTEST_NAME
    return short and page.gap(index, index + 1) == " " and page.cues.foreign(after)


def extends(page: Page, first: int, last: int) -> bool:
    """Whether the word after ``last`` belongs to an unquoted name: it is foreign like it, or goes on names."""
    word = page.word(last + 1)
    if last + 1 in page.quotes:
        return False
    if goes_on(page, last, ("legal", "end", "joint")):
        return True
    if page.gap(last, last + 1) == " " and _own_adjective(page, first, last + 1):
        return True
    if goes_on(page, last, ("letter",)) and (not page.function_word(last + 1) or page.together(first, last + 1)):
        return True
    if first == last and word.startswith("لل") and page.cues.nations.place(page.word(first)):
        return page.gap(last, last + 1) == " "  # شركة كراتشي للكهرباء
    if page.gap(last, last + 1) not in (" ", "_", "-") or no_name(page, last + 1) or conjoined_name(page, last + 1):
        return False
    if "joint" in page.cues.affix(page.word(last)):
        return True
    if _branch(page, first, last + 1):
        return True
    if page.cues.forms.definite(word) or page.cues.nations.adjective(word):
        return False
    if page.cues.foreign(word) or page.together(first, last + 1) or fills(page, first, last + 1):
        return True
    if page.cues.foreign(page.word(last)) and _national_after(page, last + 1):
        return True
    if goes_on(page, last + 1, ("legal",)):
        return page.cues.foreign(page.word(last))  # شركة ديجيتال سيرفس القابضة
    return _between_foreign(page, last + 1)


def _national_after(page: Page, index: int) -> bool:
    """Whether a definite nationality follows a word without the article, so that it is no common noun but ends a name:
    شركة سيكورتي لينك السويدية.
    """
    word, after = page.word(index), page.word(index + 1)
    if page.gap(index, index + 1) != " " or page.cues.nations.adjective(after, definite=True) is None:
        return False
    return plain(page, index) and not word.endswith(("ها", "هم", "ه")) and page.cues.first_of(word, COMMON) is None


def ends_name(page: Page, index: int) -> bool:
    """Whether a word ends foreign names and is no Arabic word as well, or is a bank that no name follows: موتور,
    تكستيل بنك في.
    """
    word = page.word(index)
    if "end" not in page.cues.affix(word) or page.cues.forms.definite(word) or index in page.quotes:
        return page.cues.exact(word, "bank_end") and index not in page.quotes and _closed(page, index)
    others = tuple(kind for kind in CLASSES if kind != "loan")
    if page.cues.exact(word, "bank_end"):
        return _closed(page, index)
    return page.cues.first_of(word, others) is None


def _closed(page: Page, index: int) -> bool:
    """Whether nothing that follows a word can belong to a name that begins with it."""
    after = page.word(index + 1)
    if page.gap(index, index + 1) != " " or page.function_word(index + 1) or page.cues.exact(after, "apart"):
        return True
    if conjoined_name(page, index + 1) or page.cues.is_a(after, "given") or page.cues.is_a(after, "forename"):
        return True  # X بنك وY بنك, رئيس X بنك أحمد
    return page.cues.verb(after) is not None or page.cues.nations.adjective(after, definite=True) is not None


def fills(page: Page, first: int, index: int) -> bool:
    """Whether a word of no class ends a name that begins with a foreign word, because what follows it cannot stand
    behind a noun of the sentence: صندوق هامبرو بيركس، باسم إيماجينيشن بارك. Behind a verb it may be the object.
    """
    begun = foreign_looking(page, first) or foreign_looking(page, index - 1)
    if not begun or not no_class(page, index, own_letter=True):
        return False
    word, after = page.word(index), index + 1
    if page.cues.is_a(word, "given") or page.cues.is_a(word, "forename") or page.within(first - 2, 4, "officer"):
        return False
    if page.gap(index, after) != " " or page.cues.nations.adjective(page.word(after), definite=True):
        return True
    if page.grammar.exact(page.word(after)) & {"complementizer", "relative"}:
        return True
    if page.cues.exact(page.word(after), "deal"):
        return True  # اشترى صندوق هامبرو بيركس حصة
    told = page.cues.verb(page.word(first - 1)) or page.cues.verb(page.word(first - 2))
    if index - first < _MOST_FILLED and fills(page, first, after):
        return True
    return not told and page.function_word(after)


def _own_adjective(page: Page, first: int, index: int) -> bool:
    """Whether a definite adjective of a trade ends a name behind شركة or مجموعة: ماسال الاقتصادية."""
    word = page.word(index)
    if (
        index - first > 2
        or page.gap(first - 1, first) != " "
        or not page.cues.is_a(page.word(first - 1), "single_head")
    ):
        return False
    if not (page.cues.exact(word, "own_adjective") or "trade" in page.cues.affix(word)):
        return False
    # Behind a foreign name it mostly describes: شركة كليبيير العقارية.
    return no_class(page, index - 1) and not page.cues.foreign(page.word(index - 1))


def foreign_looking(page: Page, index: int) -> bool:
    """Whether a word looks foreign, spells a letter, or is cast in no sound pattern."""
    word = page.word(index)
    if page.cues.nations.adjective(word) or page.cues.nations.place(word):
        return False
    return page.cues.foreign(word) or page.cues.strange(word) or "letter" in page.cues.affix(word)


def _branch(page: Page, first: int, index: int) -> bool:
    """Whether a country right behind a foreign name makes it the company there: شركة إكسبريسو السنغال. Behind another
    verb than a deal's it may be where the company goes.
    """
    word = page.word(index)
    if not page.cues.nations.country(word) or page.cues.nations.adjective(word) or index - first > 1:
        return False
    if page.gap(first - 1, first) != " " or not page.cues.is_a(page.word(first - 1), "plain"):
        return False
    return foreign_looking(page, first) and page.cues.verb(page.word(first - 2)) in (None, "deal")


def _between_foreign(page: Page, index: int) -> bool:
    """Whether a short word of no class leads to a foreign one: شركة سكاي لاين إنجنيرنغ."""
    word, after = page.word(index), page.word(index + 1)
    if page.gap(index, index + 1) != " " or index + 1 in page.quotes or not page.cues.foreign(after):
        return False
    if after.startswith(("ال", "لل", "و", "ب", "ل")) or no_name(page, index + 1) or page.cues.affix(word):
        return False
    return plain(page, index) and not word.endswith(("ها", "هم")) and page.cues.first_of(word, COMMON) is None


def conjoined_name(page: Page, index: int) -> bool:
    """Whether و before a foreign word joins another name: متاجر X وY. Before a vowel it is mostly a letter (ويسترن)."""
    word = page.word(index)
    return word.startswith("و") and word[1:2] not in ("ا", "ي", "و") and page.cues.foreign(word[1:])


def run_end(page: Page, first: int) -> int:
    """The last word of an unquoted name that begins at a word."""
    last = first
    while last - first < 3 and extends(page, first, last):
        last += 1
    return last


def head_offset(page: Page, index: int, reading: Reading) -> int:
    """How many letters stand before a head that belongs to the name: its clitics, but not its article."""
    article = reading.article and page.word(index)[reading.offset - 2 : reading.offset] == "ال"
    return reading.offset - 2 * article


def behind_governor(page: Page, index: int) -> bool:
    """Whether no clitic can stand before a word, nor an accusative be there: behind a preposition, شركة or أسهم."""
    before = page.word(index - 1)
    if page.gap(index - 1, index) != " ":
        return False
    if "preposition" in page.grammar.exact(before):
        return True
    return any(page.cues.exact(before, kind) for kind in ("plain", "shares", "alias", "board"))


def no_class(page: Page, index: int, own_letter: bool = False) -> bool:
    """Whether a word is in no list of common words, and is not cast as a plural or a feminine. With ``own_letter`` a
    first letter that may be a clitic is its own where it leaves too little: بارك, بيركس.
    """
    word = page.word(index)
    forms = page.cues.forms
    if index in page.quotes or len(word) < 3 or forms.definite(word) or no_name(page, index):
        return False
    if not word.isalpha() or forms.common(word) or page.cues.affix(word) & {"trade"}:
        return False
    if page.cues.nations.adjective(word) or page.cues.first_of(word, CLASSES) is not None:
        return False
    if not forms.inflected(word) or page.cues.foreign(word) or behind_governor(page, index):
        return True
    return own_letter and not forms.accusative(word) and forms.own_letter(word)
