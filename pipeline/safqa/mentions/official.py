"""Names that Arabic words make: official ones, state companies, families, institutions."""

from __future__ import annotations

import regex

from .name_runs import ANY_CLASS, head_offset, may_begin, place, plain
from .page import Candidate, Page, goes_on, no_name
from .purposes import NEW_PHRASE, adjectives_end, purpose_end, qualifies, trades

_NOUN = regex.compile(r"\w\wاه|\w\w\wه|\w\wا\wه")  # أمانة, نخبة: feminine nouns rather than adjectives
_MOST_ADJECTIVES = 3
_LONGEST_FORMED = 5
_MOST_FILLED = 3  # words of a name between شركة and what follows a subject
_NEAR_DEAL = 6  # words between a deal and a party of it
_LONGEST_FAMILY = 4  # words after the first
_SHORTEST_NAME = 3
_SHORTEST_PURPOSE = 5  # letters of a noun with its article or preposition


def formed(page: Page, head: int) -> Candidate | None:
    """Whatever stands between a head and the company's form is its name: شركة البرج الطبي المحدودة."""
    first = head + 1
    if not page.cues.is_a(page.word(head), "strip") or page.cues.is_a(page.word(head), "several"):
        return None
    for last in range(first, first + _LONGEST_FORMED):
        if page.gap(last - 1, last) != " " or last in page.quotes:
            return None
        if last > first and page.cues.exact(page.word(last), "form"):
            if page.lexicon.longest(page.text, page.words, first):
                return None
            return Candidate(first, last, 0, "head", page.key(first, last, 0), cues={"head.firm", "legal"})
        if not plain(page, last) or page.word(last).startswith(("لل", "ب")):
            return None
    return None


def family(page: Page, head: int) -> Candidate | None:
    """A company called after a family or a person: شركة أبناء X Y, مجموعة عبدالله X."""
    first = head + 1
    word = page.word(first)
    if not page.cues.is_a(page.word(head), "strip") or page.gap(head, first) != " " or first in page.quotes:
        return None
    if not page.cues.exact(word, "family") and not page.cues.forms.given(word):
        return None
    if page.lexicon.longest(page.text, page.words, first):
        return None
    last = first
    while last - first < _LONGEST_FAMILY and page.gap(last, last + 1) == " " and _of_family(page, last + 1):
        last += 1
    if last == first:
        return None
    if page.gap(last, last + 1) == " " and page.word(last + 1).startswith("لل"):
        last = purpose_end(page, last + 1) or last
    while goes_on(page, last, ("legal", "trade")):
        last += 1
    return Candidate(first, last, 0, "head", page.key(first, last, 0), cues={"head.firm"})


def _of_family(page: Page, index: int) -> bool:
    word = page.word(index)
    return plain(page, index) and not word.startswith(("ل", "ب")) and not page.cues.exact(word, "time")


def institution(page: Page, head: int) -> Candidate | None:
    """A company that runs what it is called after: شركة مستشفى X الأهلي, شركة مصانع X, شركة ميناء X للحاويات."""
    first, last = head + 1, head + 2
    if not page.cues.is_a(page.word(head), "plain") or page.gap(head, first) != " " or page.gap(first, last) != " ":
        return None
    if not page.cues.exact(page.word(first), "concrete") or not plain(page, last) or first in page.quotes:
        return None
    if page.lexicon.longest(page.text, page.words, first) or page.word(last).startswith(("لل", "ب")):
        return None
    if page.word(last).endswith(("ه", "ات")) and not page.word(last).startswith("ال"):
        return None  # شركة مستشفيات خاصة
    definite = page.word(last).startswith("ال")
    while definite and last - first < _LONGEST_FAMILY and page.gap(last, last + 1) == " ":
        word = page.word(last + 1)
        if last + 1 in page.quotes or not word.startswith("ال") or not plain(page, last + 1):
            break
        if page.cues.exact(word, "time"):
            break
        last += 1
    if page.gap(last, last + 1) == " ":
        last = purpose_end(page, last + 1) or last
    return Candidate(first, last, 0, "head", page.key(first, last, 0), cues={"construct.place"})


def purposed(page: Page, head: int) -> Candidate | None:
    """شركة X الوطنية للتجارة, شركة X لصناعة Y: a name that tells its purpose."""
    first = head + 1
    if first in page.quotes or page.gap(head, first) != " " or not page.cues.is_a(page.word(head), "strip"):
        return None
    if page.cues.is_a(page.word(head), "several") or page.lexicon.longest(page.text, page.words, first):
        return None
    word, last = page.word(first), first
    described = page.cues.nations.adjective(page.word(first + 1), definite=True) is not None
    foreign = page.cues.foreign(word) or (page.cues.strange(word, own=True) and not page.cues.forms.definite(word))
    if described and not page.word(first + 2).startswith("ال") and foreign:
        return None  # شركة X الإيطالية لإنتاج الأسمدة only tells what X makes
    if word.startswith("ال"):
        if page.cues.is_a(word, "trade") or no_name(page, first):
            return None
        last = adjectives_end(page, first)
        if last == first and page.word(last + 1).startswith("ال") and not page.function_word(last + 1):
            last += page.gap(last, last + 1) == " " and last + 1 not in page.quotes  # شركة المرابحة المرنة للتمويل
    elif page.cues.nations.place(word) and purpose_end(page, first + 1) and page.gap(first, first + 1) == " ":
        last = first  # شركة حلب لأعمال الحفر
    elif not may_begin(page, first) or (word.endswith("ه") and not (page.cues.foreign(word) or _NOUN.fullmatch(word))):
        return None  # شركة جديدة للطيران
    elif page.gap(first, first + 1) == " " and page.word(first + 1).startswith("ال") and first + 1 not in page.quotes:
        last = first + 1  # شركة نور الواحة للأغذية
    elif page.gap(first, first + 1) == " " and plain(page, first + 1) and trades(page, first + 2):
        last = first + (not page.word(first + 1).startswith(("ل", "ب")))  # شركة عين دار للأسمدة
    end = purpose_end(page, last + 1) if page.gap(last, last + 1) == " " else None
    known = word.startswith("ال") or page.cues.nations.place(word) or trades(page, last + 1)
    if end is None or not known:
        return None
    while goes_on(page, end, ("legal",)):
        end += 1
    return Candidate(first, end, 0, "national", page.key(first, end, 0), cues={"head.firm"})


def construct(page: Page, head: int) -> Candidate | None:
    """شركة نخيل الشمال, شركة كهرباء حلب: a noun and the one that it governs, a place if the first is a trade."""
    first, last = head + 1, head + 2
    if page.gap(first, last) != " " or first in page.quotes or last in page.quotes:
        return None
    if not page.cues.is_a(page.word(head), "plain") or page.within(head - 1, 0, "counting"):
        return None
    listed = page.lexicon.longest(page.text, page.words, first)
    if page.cues.exact(page.word(first), "state_work") and (listed is None or listed.last == first):
        return _state_work(page, first)
    if not _governs(page, first) or (listed is not None and (listed.last > first or not listed.entry.row.guarded)):
        return None
    if page.cues.is_a(page.word(last), "trade") and place(page, last + 1) and page.gap(last, last + 1) == " ":
        last += 1  # شركة سكك حديد حلب
    trade = page.cues.is_a(page.word(first), "trade")
    if place(page, last) and (trade or page.cues.nations.adjective(page.word(last)) is None):
        return Candidate(first, last, 0, "head", page.key(first, last, 0), cues={"construct.place"})
    word, after = page.word(first), page.word(last)
    if page.cues.exact(word, "goods") and page.cues.forms.bears_article(after) and _own_noun(page, last):
        while page.gap(last, last + 1) == " " and page.cues.exact(page.word(last + 1), "region_adjective"):
            last += 1
        return Candidate(first, last, 0, "head", page.key(first, last, 0), cues={"construct.place"})
    things = ("trade", "asset", "product", "body", "place", "platform")
    if (
        word.endswith("ه")
        or page.cues.first_of(word, things)
        or not after.startswith("ال")
        or after.endswith(("ه", "ي"))
    ):
        return None
    if no_name(page, last) or page.cues.exact(after, "time") or page.cues.is_a(after, "firm"):
        return None
    return Candidate(first, last, 0, "head", page.key(first, last, 0), cues={"bare.construct"})


def _own_noun(page: Page, index: int) -> bool:
    """Whether a definite noun behind goods is of no class, so that a company is called after it: سكر الدلتا."""
    word = page.word(index)
    if no_name(page, index) or page.cues.nations.adjective(word) or page.cues.exact(word, "apart"):
        return False
    common = page.cues.forms.feminine(word) or page.cues.forms.relational(word)
    return page.cues.first_of(word, ANY_CLASS) is None and (not common or place(page, index))


def _state_work(page: Page, first: int) -> Candidate | None:
    """What a state company does, and with what: شركة توزيع الغاز الطبيعي. Without the adjective it may describe."""
    last = first + 1
    if not page.word(last).startswith("ال") or no_name(page, last) or page.cues.first_of(page.word(last), NEW_PHRASE):
        return None
    longer = page.word(last + 1)
    apart = page.cues.exact(longer, "time") or page.cues.exact(longer, "apart") or page.cues.exact(longer, "placed")
    more = page.gap(last, last + 1) == " " and longer.startswith("ال") and not no_name(page, last + 1) and not apart
    more = more and last + 1 not in page.quotes and page.cues.nations.adjective(longer) is None
    cue = "construct.place" if more else "bare.construct"
    return Candidate(first, last + more, 0, "head", page.key(first, last + more, 0), cues={cue})


def official(page: Page, head: int) -> Candidate | None:
    """The official name of a company that its trade and an adjective make: شركة النفط الوطنية, شركة المشاريع
    المائية, شركة الملح والصودا, شركة المهندسون المتحدون. A trade alone, or with a foreign nationality, describes.
    """
    first, cues = head + 1, page.cues
    noun = page.word(first)
    if (
        not cues.is_a(page.word(head), "plain")
        or cues.is_a(page.word(head), "several")
        or page.within(head - 1, 0, "counting")
    ):
        return None
    if (
        not noun.startswith("ال")
        or page.gap(head, first) != " "
        or first in page.quotes
        or len(noun) < _SHORTEST_PURPOSE
    ):
        return None
    if page.function_word(first) or cues.verb(noun) or cues.nations.adjective(noun):
        return None
    if cues.nations.place(noun) or cues.exact(noun, "apart") or cues.exact(noun, "time"):
        return None
    listed = page.lexicon.longest(page.text, page.words, first)
    if listed is not None and listed.last > first:
        return None
    last = first
    pair = page.word(first + 1)
    if page.gap(first, first + 1) == " " and pair.startswith("وال") and not no_name(page, first + 1):
        last += 1
    common = ("trade", "product", "asset", "deal", "firm", "platform", "officer")
    trade = cues.first_of(noun, common) is not None and not cues.is_a(noun, "concrete")
    trade = trade or page.within(head - 1, 0, "definite_head")
    described, national = last, False
    while page.gap(last, last + 1) == " " and last + 1 not in page.quotes and last - first < _MOST_ADJECTIVES:
        word = page.word(last + 1)
        arab = cues.exact(cues.nations.adjective(word, definite=True) or "", "home")
        state = arab or cues.exact(word, "state_word")
        plural = noun.endswith("ون") and word.startswith("ال") and word.endswith("ون")
        if not (state or plural or (described == last and _describes_trade(page, last + 1))):
            break
        if trade and not (state or plural):
            break  # شركة السيارات الكهربائية is a description
        if arab and (national or described > first) and not cues.exact(word, "national"):
            break  # شركة المشاريع المائية [العراقية]
        national |= bool(state or plural)
        last += 1
        described = last if not arab else described
    if last == first or (trade and not national):
        return None
    alone = last == first + 1 and page.cues.nations.adjective(page.word(last), definite=True) is not None
    if alone and not trade and not noun.endswith(("ات", "ون")) and not page.cues.is_a(noun, "broken"):
        return None  # شركة القلعة المصرية is القلعة
    after = page.word(last + 1)
    foreign = cues.foreign(after) and not page.function_word(last + 1) and not cues.verb(after)
    if page.gap(last, last + 1).strip() in ("", "«", '"', "“") and (last + 1 in page.quotes or foreign):
        return None  # شركة الاتصالات المصرية «X»
    found = {"official"} if national or not trade else {"bare.definite"}
    return Candidate(first, last, 0, "head", page.key(first, last, 0), cues=found)


def _describes_trade(page: Page, index: int) -> bool:
    """Whether a definite feminine adjective goes with what a company trades in: المشاريع المائية, المطاحن العصرية."""
    word = page.word(index)
    if not word.startswith("ال") or not word.endswith("ه") or len(word) < _SHORTEST_PURPOSE or no_name(page, index):
        return False
    apart = ("time", "apart", "placed", "phrase", "ordinal")
    if page.cues.nations.adjective(word) or any(page.cues.exact(word, kind) for kind in apart):
        return False
    return page.cues.first_of(word, NEW_PHRASE) is None


def _governs(page: Page, index: int) -> bool:
    """Whether a word may be an indefinite noun before the one that it governs, and is no verb or function word."""
    word, cues = page.word(index), page.cues
    if (
        len(word) < _SHORTEST_NAME
        or word.startswith(("ال", "لل", "ت", "ي", "سي", "ست", "سن"))
        or word.endswith(("ها", "هم", "هما"))
    ):
        return False
    if not word.isalpha() or page.function_word(index) or cues.verb(word) or cues.exact(word, "phrase"):
        return False
    if place(page, index) or cues.nations.adjective(word) or cues.foreign(word):
        return False
    return cues.first_of(word, ("deal", "officer", "firm", "person", "media")) is None


def national(page: Page, index: int) -> Candidate | None:
    """A company named by its country and trade: الشركة السعودية للكهرباء."""
    if page.cues.first_of(page.word(index), ("strip", "institution")) is None:
        return None
    middle = adjectives_end(page, index)
    if middle == index:
        return None
    public = page.cues.exact(page.word(index), "public") and page.cues.exact(page.word(index + 1), "public")
    if public and not page.cues.is_a(page.word(index + 2), "made"):
        return None  # المؤسسة العامة للتقاعد is a public body, المؤسسة العامة للإسمنت is none
    if page.gap(middle, middle + 1) not in (" ", "_"):
        return None
    trade = page.word(middle + 1).startswith("لل") or trades(page, middle + 1) or _state_purpose(page, index, middle)
    last = (trade and purpose_end(page, middle + 1)) or middle
    if last == middle and qualifies(page, page.word(middle + 1)):
        last += 1  # الشركة الوطنية الاستهلاكية القابضة
    told = last
    while goes_on(page, last, ("legal",)):
        last += 1
    if last == middle or (last == told and not page.word(middle + 1).startswith("ل")):
        return None
    reading = page.cues.classes.any_reading(page.word(index), "firm")
    offset = head_offset(page, index, reading) if reading is not None else 0
    return Candidate(index, last, offset, "national", page.key(index, last, offset), cues={"head.firm"})


def elliptical(page: Page, index: int) -> Candidate | None:
    """A company's name without شركة, where only a noun can stand: سهم الوطنية لصناعة الكوابل, أعلنت العربية للطيران,
    حصة في القابضة للسياحة.
    """
    if index in page.quotes or not page.cues.forms.bears_article(page.word(index)) or not _national_noun(page, index):
        return None
    last = adjectives_end(page, index)
    if page.gap(last, last + 1) != " " or not trades(page, last + 1) or not _noun_place(page, index):
        return None
    end = purpose_end(page, last + 1)
    if end is None:
        return None
    while goes_on(page, end, ("legal",)):
        end += 1
    return Candidate(index, end, 0, "national", page.key(index, end, 0), cues={"official"})


def filled(page: Page, head: int) -> Candidate | None:
    """Up to three words that fill the place between شركة behind a verb that companies do and what only follows its
    subject: استحوذت شركة حلواني طيبة على, وقعت مجموعة سندباد الشرق عقدا. The first is of no class, and no feminine or
    plural that would describe the company.
    """
    first = head + 1
    verb = page.word(head - 1)
    if (
        not page.cues.exact(page.word(head), "single_head")
        or page.gap(head - 1, head) != " "
        or not page.cues.buys(verb)
    ):
        return None
    if page.gap(head, first) != " " or not own_word(page, first) or page.cues.forms.definite(page.word(first)):
        return None
    if page.cues.forms.feminine(page.word(first)) or page.lexicon.longest(page.text, page.words, first) is not None:
        return None
    for last in range(first, first + _MOST_FILLED):
        word = page.word(last)
        if last > first and (not plain(page, last) or page.cues.forms.proclitic(word) or page.cues.is_a(word, "trade")):
            return None
        if page.gap(last, last + 1) != " " or last + 1 in page.quotes:
            return None
        onto = page.cues.exact(page.word(last + 1), "onto") and page.cues.is_a(verb, "takeover")
        if onto or (last > first and page.cues.exact(page.word(last + 1), "deal")):
            if last == first and page.cues.forms.common(page.word(first)):
                return None
            return Candidate(first, last, 0, "head", page.key(first, last, 0), cues={"bare.firm", "bare.filled"})
    return None


def traded(page: Page, index: int) -> Candidate | None:
    """A noun of no class with the trade of a company, where only a party stands: وقعت النورس للملاحة عقدا, رفعت كيان
    للاستثمارات المالية حصتها في الواحات للتنمية, شراء الفنون للديكور.
    """
    if not page.word(index + 1).startswith("لل") or index in page.quotes or not _party_place(page, index):
        return None
    end = _trade_end(page, index) if own_word(page, index) else None
    if end is None:
        return None
    return Candidate(index, end, 0, "national", page.key(index, end, 0), cues={"official"})


def _trade_end(page: Page, index: int) -> int | None:
    """The last word of the trade behind a noun, with the company's form; ``None`` where no trade follows."""
    if page.gap(index, index + 1) != " " or not trades(page, index + 1):
        return None
    if page.cues.first_of(page.word(index + 1), ("deal", "takeover")) is not None:
        return None  # عرض اختياري للاستحواذ
    end = purpose_end(page, index + 1)
    while end is not None and goes_on(page, end, ("legal",)):
        end += 1
    return end


def own_word(page: Page, index: int) -> bool:
    """Whether a word, with the article or without, is of no class, and no nationality or place."""
    word, cues = page.word(index), page.cues
    if len(word) < _SHORTEST_NAME or not word.isalpha() or no_name(page, index) or word.startswith("لل"):
        return False
    stem = word[2:] if cues.forms.bears_article(word) else word
    if cues.nations.adjective(word) or cues.nations.place(word) or place(page, index) or cues.forms.own(word):
        return False
    if cues.classes.exact(word) or cues.classes.exact(stem) or page.grammar.exact(stem):
        return False
    return cues.first_of(word, ANY_CLASS) is None and not cues.affix(word)


def _party_place(page: Page, index: int) -> bool:
    """Whether only a party stands at a place: behind a verb that companies do, behind shares or what is bought, behind
    the preposition of a party or of a stake where a deal is told.
    """
    if page.gap(index - 1, index) != " ":
        return False
    before, cues = page.word(index - 1), page.cues
    if cues.buys(before) or any(cues.exact(before, kind) for kind in ("shares", "share_of", "bought")):
        return True
    if not cues.exact(before, "side") and not cues.exact(before, "stake_of"):
        return False
    return page.within(index - 2, _NEAR_DEAL, "deal") or page.within(index - 2, _NEAR_DEAL, "takeover")


def _national_noun(page: Page, index: int) -> bool:
    """Whether a feminine adjective of names may stand for الشركة: العربية, الوطنية, القابضة."""
    word = page.word(index)
    if not page.cues.forms.feminine(word):
        return False
    return page.cues.nations.adjective(word, definite=True) is not None or page.cues.exact(word, "national")


def _noun_place(page: Page, index: int) -> bool:
    """Whether an adjective stands where it cannot describe the word before it: behind shares, a company's verb or a
    preposition.
    """
    before = page.word(index - 1)
    if page.gap(index - 1, index) != " ":
        return False
    if page.cues.exact(before, "shares") or page.cues.exact(before, "share_of"):
        return True
    if "preposition" in page.grammar.exact(before):
        return True
    return page.cues.verb(before) in ("deal", "firm") and page.cues.forms.hers(before)


def _state_purpose(page: Page, head: int, middle: int) -> bool:
    """Whether a purpose that is in no list of trades follows الشركة الوطنية, which is a name by that: الشركة الوطنية
    لأنظمة الصمامات, but not الشركة الوطنية لشراء الأسهم.
    """
    national = any(page.cues.exact(page.word(at), "national") for at in range(head + 1, middle + 1))
    return national and not page.cues.is_a(page.word(middle + 1), "deal")
