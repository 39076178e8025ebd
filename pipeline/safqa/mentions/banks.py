"""Banks, funds and airlines, whose head belongs to the name: بنك الرياض, صندوق تقاعد المعلمين."""

from __future__ import annotations

import regex

from .name_runs import conjoined_name, fills, head_offset
from .page import Candidate, Page
from .purposes import purpose_end, qualifies


def bank(page: Page, index: int) -> Candidate | None:
    """A bank, a fund or an airline named with its head: بنك الرياض, البنك الأهلي التجاري, طيران الخليج."""
    cues, first = page.cues, index + 1
    kind = cues.first_of(page.word(index), ("bank", "fund", "airline"))
    reading = cues.classes.any_reading(page.word(index), str(kind))
    word = page.word(first)
    if reading is None or first in page.quotes or word in cues.verbs or not regex.match(r"\p{Arabic}", word):
        return None
    article = reading.article or reading.stem.startswith("ال")
    if (article and not word.startswith("ال")) or page.function_word(first):
        return None
    listed = page.lexicon.longest(page.text, page.words, first)
    spelled = listed is not None and (listed.exact or listed.sure) and not listed.offset
    if listed is not None and spelled and not article and listed.entry.row.kind == kind:
        return None  # بنك ستاندرد تشارترد
    if conjoined_name(page, first):
        return None  # X بنك وY
    last = bank_end(page, first)
    if last + 1 in page.quotes and page.gap(last, last + 1).strip('"«“') == " ":
        return None  # البنك المغربي «X»
    name = [part.text for part in page.words[first : last + 1]]
    national = any(cues.nations.adjective(part, definite=True) for part in name)
    strange = not cues.forms.definite(word) and cues.strange(word, own=True)
    foreign = cues.foreign(word) or (strange and cues.nations.adjective(word) is None)  # شركة طيران أمريكية
    if ((article or len(name) == 1) and cues.exact(name[0], "public_bank")) or cues.nations.place(" ".join(name)):
        return None  # البنك الدولي, بنك الدم
    if any(cues.exact(part, "public_name") for part in name):
        return None  # بنك السودان المركزي, صندوق النقد
    if article and len(name) == 1 and national:
        return None  # المصرف اللبناني refers to one that is named elsewhere
    formed = purpose_end(page, first + 1) is not None
    if kind == "fund" and not (
        (article and national and formed)
        or (not article and (foreign or _of_fund(page, name) or _of_members(page, first)))
    ):
        return None
    if cues.is_a(page.word(index), "dual") and len(name) > 1:
        return Candidate(first, last, 0, "bank", page.key(first, last, 0), cues={"head.bank"})
    if kind == "airline" and (not (national or foreign) or (article and not cues.is_a(page.word(index), "air_lines"))):
        return None
    foreign = foreign and not word.startswith("ال")
    named = foreign or national or (word.startswith("ال") and not article) or len(name) > 1
    if not named and not (article and (word.endswith("ي") or page.cues.exact(word, "ordinal"))):
        return None
    offset = head_offset(page, index, reading)
    sure = named and not (article and len(name) == 1)
    if kind == "fund" and (article or _of_members(page, first)):
        return Candidate(index, last, offset, "bank", page.key(index, last, offset), cues={"official"})
    cue = "bare.fund" if kind == "fund" and not foreign else "head.bank" if sure else "bare.bank"
    return Candidate(index, last, offset, "bank", page.key(index, last, offset), cues={cue})


def _of_members(page: Page, first: int) -> bool:
    """Whether a fund is called by whose money it is: صندوق تقاعد المعلمين, صندوق استثمار أموال الضمان."""
    return (
        page.cues.exact(page.word(first), "fund_work")
        and page.word(first + 1) != ""
        and not page.function_word(first + 1)
    )


def _of_fund(page: Page, name: list[str]) -> bool:
    """Whether Arabic words after صندوق are its name, and do not only describe it."""
    if len(name) == 1 or page.cues.is_a(name[0], "trade"):
        return False
    return name[0].startswith("ال") or page.cues.exact(name[1], "bank_kind")


def bank_end(page: Page, first: int) -> int:
    """A bank's name goes on with definite adjectives, foreign words and words that end names."""
    last, cues = first, page.cues
    while last - first < 4 and page.gap(last, last + 1) == " " and last + 1 not in page.quotes:
        word = page.word(last + 1)
        if page.function_word(last + 1) or cues.verb(word) or cues.exact(word, "time") or cues.exact(word, "apart"):
            break
        if cues.nations.adjective(word, definite=True) and _told_apart(page, first, last):
            break
        purpose = purpose_end(page, last + 1) if page.word(first).startswith("ال") else None
        if purpose is not None:
            return purpose
        construct = last == first and not page.word(first).startswith("ال") and not cues.foreign(page.word(first))
        if not (
            _of_bank(page, word)
            or (construct and word.startswith("ال") and not cues.nations.place(page.word(first)))
            or (cues.foreign(word) and not word.startswith("ال"))
            or cues.affix(word) & {"legal", "end", "joint", "letter"}
            or fills(page, first, last + 1)
        ):
            break
        last += 1
    return last


def _told_apart(page: Page, first: int, last: int) -> bool:
    """Whether a foreign name needs no nationality, so that what follows only tells where it is: صندوق X كابيتال
    [البريطاني].
    """
    word = page.word(first)
    foreign = page.cues.foreign(word) and not word.startswith("ال")
    formed = bool(page.cues.affix(page.word(last)) & {"sign", "legal"})
    return (foreign or formed) and not page.cues.exact(page.word(last + 2), "bank_kind")


def _of_bank(page: Page, word: str) -> bool:
    """Whether an adjective belongs to names of banks: البنك السعودي الفرنسي, بنك الخليج الأول."""
    known = page.cues.exact(word, "bank_kind") or page.cues.exact(word, "ordinal") or page.cues.exact(word, "national")
    return known or page.cues.nations.adjective(word, definite=True) is not None or qualifies(page, word)
