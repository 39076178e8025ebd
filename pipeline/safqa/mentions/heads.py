"""Unquoted names after head nouns (شركة X), after what governs a company (أسهم X), before words that end names."""

from __future__ import annotations

import regex

from .banks import bank, bank_end
from .name_runs import (
    CLASSES,
    COMMON,
    begins_with_letter,
    conjoined_name,
    ends_name,
    extends,
    fills,
    foreign_looking,
    may_begin,
    no_class,
    plain,
    run_end,
    spelled_run,
)
from .official import construct, family, filled, formed, institution, national, official, purposed
from .page import Candidate, Page, described_before, goes_on, no_name
from .purposes import purpose_end, trades

_CONSTRUCT_FEMININE = regex.compile(r"(?!ال|[لبوفك])\w+(?:يه|ات)")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_SPELLED = 2  # words behind the first of an abbreviation that is told by its place alone
_NEAR_DEAL = 6  # words between a deal and a party of it
_LONGEST_ALONE = 6
_LONGEST_PAIRED = 3
_SHORTEST_NAME = 3
_BEFORE_SIGN = 3  # words of a name before the one that shows its end
_SHORTEST_PURPOSE = 5  # letters of a noun with its article or preposition
_NOT_DEFINITE = ("trade", "firm", "platform", "officer", "product", "body", "venue", "asset", "deal", "event", "person")


def headed(page: Page, index: int) -> Candidate | None:
    """An unquoted name in Arabic letters after a head noun."""
    if page.gap(index, index + 1) not in (" ", "_"):
        return None
    word, cues = page.word(index), page.cues
    if cues.first_of(word, ("bank", "fund", "airline")):
        return bank(page, index)
    reading = cues.classes.any_reading(word, "firm") or cues.classes.any_reading(word, "platform")
    if reading is not None and (reading.article or reading.stem.startswith("ال")):
        return national(page, index)
    if reading is None and not cues.is_a(word, "media"):
        return None
    media = reading is None
    ways = (_paired, formed, family, purposed, institution, official, construct, filled)
    found = next((candidate for way in ways if (candidate := way(page, index)) is not None), None)
    found = found or _after_head(page, index, media) or _definite(page, index)
    if found is not None and page.cues.is_a(word, "agency") and page.cues.verb(page.word(index - 1)) == "speech":
        found.media = True
        found.cues.add("head.media")  # نقلت وكالة بترا عن
    return _with_purpose(page, found) if found is not None else None


def _with_purpose(page: Page, found: Candidate) -> Candidate:
    """A name that ends with القابضة goes on with its trade: النيل القابضة للأغذية."""
    last = found.last
    if page.cues.affix(page.word(last)) & {"legal"} and last > found.first and page.gap(last, last + 1) == " ":
        found.last = purpose_end(page, last + 1) or last
        found.key = page.key(found.first, found.last, found.offset)
    return found


def _paired(page: Page, head: int) -> Candidate | None:
    """The first of two names after a head in the dual, up to the و before the second: شركتا X Y وZ."""
    first = head + 1
    if not page.cues.is_a(page.word(head), "dual") or page.gap(head, first) != " ":
        return None
    for last in range(first, first + _LONGEST_PAIRED):
        if not plain(page, last) or page.cues.is_a(page.word(last), "trade"):
            return None
        after = page.word(last + 1)
        if page.gap(last, last + 1) == " " and after.startswith("و") and plain(page, last + 1):
            listed = page.lexicon.longest(page.text, page.words, first)
            if (listed is not None and listed.last >= last) or after.startswith("وال"):
                return None
            return Candidate(first, last, 0, "head", page.key(first, last, 0), cues={"head.firm"})
    return None


def _listed_at(page: Page, index: int) -> bool:
    """Whether a name of the list begins at a word as it stands: after a head noun no letter of it is a clitic."""
    hit = page.lexicon.longest(page.text, page.words, index)
    return hit is not None and not hit.offset


def _after_head(page: Page, head: int, media: bool) -> Candidate | None:
    """شركة X: X ends where no part of a name follows."""
    first = _past_description(page, head)
    if first in page.quotes or _listed_at(page, first):
        return None
    spelled = spelled_run(page, first)
    if not may_begin(page, first) and not begins_with_letter(page, first) and spelled == first:
        return None
    last = spelled
    short = page.cues.exact(page.word(first), "romance") or len(page.word(first)) < _SHORTEST_NAME
    if short and spelled == first:
        last += 1
    while last - first < 4 + (spelled - first) and (
        _after_letters(page, first, last) if spelled > first else extends(page, first, last)
    ):
        last += 1
    if spelled > first and last == spelled and trades(page, last + 1):
        last = (page.gap(last, last + 1) == " " and purpose_end(page, last + 1)) or last
    word = page.word(first)
    candidate = Candidate(first, last, 0, "head", page.key(first, last, 0), media=media, cues={"bare.firm"})
    strange = sum(page.cues.foreign(part.text) for part in page.words[first : last + 1])
    strange = strange or int(page.cues.strange(word, own=True))
    single = page.cues.exact(page.word(head), "single_head")
    if single and page.cues.forms.accusative(word) and not page.cues.forms.own(word):
        strange = strange or 1  # no Arabic noun behind شركة ends in ا
    candidate.cues |= {"foreign"} if strange == 1 else {"foreign", "foreign.run"} if strange else set()
    if any("joint" in page.cues.affix(page.word(at)) for at in range(first + 1, last)):
        candidate.cues |= {"foreign", "joined"}
    if (single or _of_deal(page, head)) and page.cues.certain(word, own=True):
        candidate.cues |= {"foreign", "foreign.sure"}
    if spelled > first:
        candidate.cues |= {"foreign", "letters"}
    if first > head + 1 or page.cues.nations.place(word):
        candidate.cues.add("definite")
    if page.counts[word] + sum(page.counts[clitic + word] for clitic in "وبلفك") > 1:
        candidate.cues.add("elsewhere")
    candidate.cues |= _certain(page, candidate, head)
    return candidate


def _of_deal(page: Page, head: int) -> bool:
    """Whether a deal is told a few words before a head, so that it is no mere place: استحوذت على متاجر X."""
    if page.within(head - 1, _NEAR_DEAL, "takeover") or page.within(head - 1, _NEAR_DEAL, "bought"):
        return True
    return any(page.cues.buys(page.word(at)) for at in range(max(0, head - _NEAR_DEAL), head))


def _after_letters(page: Page, first: int, last: int) -> bool:
    """Whether a name of spelled letters goes on: إي تي جي إنبوتس هولدكو, سي سي إس إنسايت."""
    if goes_on(page, last, ("legal", "end")):
        return True
    word = page.word(last + 1)
    if page.gap(last, last + 1) != " " or last + 1 in page.quotes or page.cues.forms.definite(word):
        return False
    if no_name(page, last + 1) or conjoined_name(page, last + 1) or page.within(first - 2, 4, "officer"):
        return False
    if page.cues.foreign(word) or fills(page, first, last + 1):
        return True
    inflected = page.cues.forms.inflected(word) or page.cues.forms.own(word)
    return page.gap(last + 1, last + 2) != " " and not inflected and page.cues.first_of(word, CLASSES) is None


def _definite(page: Page, head: int) -> Candidate | None:
    """شركة النخيل: a noun with the article that is no trade, in one piece with the head noun before it."""
    first, cues = head + 1, page.cues
    word = page.word(first)
    if first in page.quotes or not word.startswith("ال") or len(word) < _SHORTEST_PURPOSE:
        return None
    head_word = page.word(head)
    owned = cues.is_a(page.word(head - 1), "asset") and page.gap(head - 1, head) == " "  # حصة مجموعة X
    formed = cues.is_a(head_word, "strip") and (owned or goes_on(page, first, ("legal",)))
    family = _family_name(page, first)
    plain = cues.is_a(head_word, "plain") or formed or (family and _told_with(page, head))
    if not plain or page.within(head - 1, 0, "counting"):
        return None  # مجموعة الدول is any group, مجموعة المرجان القابضة is not
    after = page.word(first + 1)
    traded = page.gap(first, first + 1) == " " and "trade" in cues.affix(after) and first + 1 not in page.quotes
    if no_name(page, first) or cues.nations.adjective(word):
        return None
    if not traded and (cues.nations.place(word) or word.endswith("ات")):
        return None
    if cues.first_of(word, _NOT_DEFINITE) or cues.exact(word, "time") or cues.exact(word, "apart"):
        return None
    listed = page.lexicon.longest(page.text, page.words, first)
    if listed is not None and not (traded and listed.entry.row.guarded and listed.last == first):
        return None
    last = first
    if traded:
        last = first + 1  # شركة الفرات الغذائية
        national = page.cues.nations.adjective(page.word(last + 1), definite=True) and last + 2 in page.quotes
        if page.gap(last, last + 1) == " " and (national or page.cues.exact(page.word(last + 1), "state")):
            last += 1  # شركة الفرات الهندسية العامة, شركة الفرات الغذائية العراقية «X»
    elif _masculine_adjective(page, first):
        last = first + 1
    while goes_on(page, last, ("legal", "end")):
        last += 1
    found = {"bare.definite", "trade.end"} if traded else {"official"} if family else {"bare.definite"}
    return Candidate(first, last, 0, "head", page.key(first, last, 0), cues=found)


def _family_name(page: Page, index: int) -> bool:
    """Whether a definite masculine word in ي, which cannot describe شركة, is the name of a family: شركة العامري."""
    word = page.word(index)
    forms = page.cues.forms
    return forms.bears_article(word) and forms.relational(word) and not page.cues.nations.adjective(word)


def _told_with(page: Page, head: int) -> bool:
    """Whether a group or a Maghrebi مجمع is a party of what is told: after a deal's verb, its side or its officer."""
    before = page.word(head - 1)
    if not (page.cues.is_a(page.word(head), "strip") or page.cues.is_a(page.word(head), "complex")):
        return False
    if page.gap(head - 1, head) != " ":
        return False
    return page.cues.verb(before) == "deal" or page.cues.is_a(before, "officer") or page.cues.is_a(before, "deal")


def _masculine_adjective(page: Page, noun: int) -> bool:
    """Whether an adjective follows that goes with a masculine noun, and not with شركة: شركة القلم العربي."""
    after = page.word(noun + 1)
    if page.word(noun).endswith("ه") or page.gap(noun, noun + 1) != " " or noun + 1 in page.quotes:
        return False
    if not after.startswith("ال") or not after.endswith("ي"):
        return False
    return not page.cues.exact(after, "time") and not no_name(page, noun + 1)


def _past_description(page: Page, head: int) -> int:
    """The index of the first word after a head and its definite description, if a foreign word stands there:
    شركة المحاماة X, عملاق السيارات الألماني X. An officer's name may stand there too.
    """
    index = head + 1
    while index - head < 4 and page.word(index).startswith("ال") and page.gap(index, index + 1) == " ":
        index += 1
    if index == head + 1 or page.word(index).startswith("ال"):
        return head + 1
    if goes_on(page, index, ("joint", "legal")):
        return index
    romance = page.cues.exact(page.word(index), "romance") and page.gap(index, index + 1) == " "
    if not page.cues.foreign(page.word(index + 1 if romance else index)):
        return head + 1
    return head + 1 if page.within(head - 1, 4, "officer") else index


def _certain(page: Page, candidate: Candidate, head: int) -> set[str]:
    """Signs that شركة X is one certain company, or that it is any company that does X (شركة طيران)."""
    cues, out, word = page.cues, set(), page.word(head)
    if cues.is_a(word, "site_head"):
        out.add("bare.site")
    if cues.exact(word, "plain") or cues.exact(word[1:], "plain") or cues.exact(word[2:], "plain"):
        out |= {"bare.single"} if _noun_alone(page, candidate) else set()
    if cues.is_a(word, "platform") and "foreign" not in candidate.cues:
        out.add("description")
    if cues.is_a(word, "firm") and word.endswith(("ات", "ين")):
        listed = "foreign" in candidate.cues and conjoined_name(page, candidate.last + 1)
        out.add("definite" if listed else "plural")  # شركات X وY names them
    if page.gap(head - 1, head) == " ":
        before = page.word(head - 1)
        if (before.isdigit() and not _YEAR.fullmatch(before)) or cues.exact(before, "counting"):
            out.add("counted")
        if page.within(head - 1, 2, "officer"):
            out.add("definite")
    after = page.word(candidate.last + 1)
    if page.gap(candidate.last, candidate.last + 1) != " ":
        return out
    if cues.nations.adjective(after, definite=True) or cues.exact(after, "apart") or (
        page.grammar.has(after, "relative") or page.grammar.has(after, "complementizer")
    ):  # fmt: skip
        out.add("definite")  # a description would take neither an article nor a relative clause with one
    else:
        single = candidate.first == candidate.last
        adjective = not cues.nations.place(after) and cues.nations.adjective(after, definite=False) is not None
        feminine = _CONSTRUCT_FEMININE.fullmatch(after) is not None and not cues.verb(after)
        doubtful = single and not cues.certain(page.word(candidate.first), own=True)
        if single and (
            adjective or (doubtful and feminine) or ("definite" not in out and _adjectival(page, candidate))
        ):
            out.add("description")
    return out


def _noun_alone(page: Page, candidate: Candidate) -> bool:
    """Whether a name of one Arabic word is a noun that is no trade, and that nothing describes: شركة رونق. Nouns of
    action, of places and plurals (شركة تعبئة, محاصيل, أسمدة) are mostly trades that no list has.
    """
    word = page.word(candidate.last)
    return (
        candidate.first == candidate.last
        and _SHORTEST_NAME <= len(word) < _LONGEST_ALONE
        and not word.startswith(("ا", "ت", "م", "ي", "و"))
        and not word.endswith(("ه", "ات", "ين", "ون", "ي", "ا"))
    )


def _adjectival(page: Page, candidate: Candidate) -> bool:
    """Whether an unquoted name is one word that ends like a feminine adjective and looks Arabic: كشركة منفصلة."""
    word = page.word(candidate.last)
    return candidate.first == candidate.last and word.endswith("ه") and "foreign" not in candidate.cues


def second(page: Page, index: int, before: Candidate | None) -> Candidate | None:
    """The second name after a head in the dual: شركتي X وY."""
    word = page.word(index)
    if before is None or before.last != index - 1 or not word.startswith("و") or page.gap(index - 1, index) != " ":
        return None
    if no_name(page, index):
        return None
    if not page.within(before.first - 1, 1, "dual"):
        known = page.lexicon.longest(page.text, page.words, index)
        if before.way in ("listed", "suffix", "bare", "quoted", "latin") and known is None:
            return _coordinated(page, index)
        if before.way != "head" or not conjoined_name(page, index) or known is not None:
            return None
        last = run_end(page, index)
        return Candidate(index, last, 1, "head", page.key(index, last, 1), cues={"foreign"})
    if before.way == "bank":
        last = bank_end(page, index)
        return Candidate(index, last, 1, "bank", page.key(index, last, 1), cues={"head.bank"}) if last > index else None
    if word.startswith("وال"):
        return None
    last = run_end(page, index)
    return Candidate(index, last, 1, "head", page.key(index, last, 1), cues={"bare.firm", "foreign", "definite"})


def _coordinated(page: Page, index: int) -> Candidate | None:
    """A foreign name in a list with other names: سيكويا كابيتال وفيرابوند ونيفادو."""
    word = page.word(index)[1:]
    if not page.cues.strange(word) or page.cues.nations.adjective(word) or page.cues.nations.place(word):
        return None
    if (
        page.cues.verb(word)
        or page.cues.first_of(word, (*CLASSES, "loan"))
        or page.cues.affix(word) & {"trade", "tail"}
    ):
        return None
    last = index
    while last - index < _LONGEST_PAIRED - 1 and extends(page, index, last) and not conjoined(page, last + 1):
        last += 1
    cues = {"bare", "foreign", "foreign.sure"} if page.cues.certain(word) else {"bare", "foreign"}
    return Candidate(index, last, 1, "bare", page.key(index, last, 1), cues=cues)


def conjoined(page: Page, index: int) -> bool:
    """Whether و stands before a word that looks foreign without it."""
    word = page.word(index)
    return page.cues.forms.conjoined(word) and (
        page.cues.strange(word[1:]) or page.lexicon.longest(page.text, page.words, index) is not None
    )


def governed(page: Page, index: int) -> Candidate | None:
    """Foreign words without a head where a company stands: الاستحواذ على X Y, أسهم X, مفاوضات مع X الصينية, باعت X
    الهندية.
    """
    spelled = spelled_run(page, index)
    word = page.word(index)
    if spelled == index and (not may_begin(page, index) or page.cues.is_a(word, "person")):
        return None
    if word.endswith(("ها", "ته", "هم", "هما", "نا")) and not page.cues.foreign(word):
        return None  # نظيرتها السعودية
    last = spelled
    while last - spelled < 3 and (_after_letters(page, index, last) if spelled > index else extends(page, index, last)):
        last += 1
    cues = _governing(page, index, last) or _letters_placed(page, index, spelled, last)
    if not cues:
        return None
    if spelled > index:
        cues.add("letters")
    if spelled > index or any(page.cues.foreign(part.text) for part in page.words[index : last + 1]):
        cues.add("foreign")
    return Candidate(index, last, 0, "head", page.key(index, last, 0), cues=cues)


def _governing(page: Page, index: int, last: int) -> set[str]:
    """Cues of the word before foreign words without a head, and of a nationality after them; none where nothing there
    tells that they are a company.
    """
    after = page.word(last + 1)
    national = page.gap(last, last + 1) == " " and page.cues.nations.adjective(after, definite=True) is not None
    feminine = national and after.endswith("ه")
    before = page.word(index - 1)
    gap = page.gap(index - 1, index)
    if "\n" in gap or index == 0:
        return {"governed"} if feminine and page.cues.verb(page.word(last + 2)) else set()  # X الهندية تطلب
    if gap != " ":
        return set()
    if page.cues.exact(before, "shares"):
        return {"governed"}
    if page.cues.exact(before, "onto") and page.cues.is_a(page.word(index - 2), "takeover"):
        return {"governed"}
    if page.cues.exact(before, "with") and page.cues.is_a(page.word(index - 2), "deal"):
        return {"governed"} if feminine else set()
    if page.cues.exact(before, "office") and page.within(index - 2, 1, "analyst"):
        return {"governed"} if last > index else set()
    if feminine and (page.cues.verb(before) in ("firm", "deal") or _indefinite_deal(page, index - 1)):
        return {"governed"}
    return {"governed.party"} if feminine and page.cues.exact(before, "party") else set()


def _letters_placed(page: Page, first: int, spelled: int, last: int) -> set[str]:
    """What the place of three spelled letters or more says, which spell a name anywhere: behind a company's verb, a
    deal or a party's preposition it is that of a company. With a company's form behind them letters are one anywhere.
    """
    if spelled > first and last > spelled and page.cues.affix(page.word(last)) & {"sign", "legal"}:
        return {"end"}
    formed = last > spelled > first and "end" in page.cues.affix(page.word(last))
    if (spelled - first < _SPELLED and not formed) or page.gap(first - 1, first) != " ":
        return set()
    before = page.word(first - 1)
    dotted = page.gap(first, first + 1) == "."
    if (page.cues.verb(before) in ("firm", "deal", "speech") or (dotted and page.cues.verb(before))) and (
        page.cues.forms.hers(before)
    ):
        return {"governed"}
    if _indefinite_deal(page, first - 1) or page.cues.exact(before, "officer"):
        return {"governed"}
    party = page.cues.exact(before, "side") or page.cues.exact(before, "stake_of")
    told = page.within(first - 2, _NEAR_DEAL, "deal") or page.within(first - 2, _NEAR_DEAL, "takeover")
    return {"governed"} if party and told else set()


def _indefinite_deal(page: Page, index: int) -> bool:
    """Whether a deal noun in construct stands at an index: لشراء X الأسترالية."""
    reading = page.cues.classes.any_reading(page.word(index), "deal")
    return reading is not None and not reading.article and not reading.stem.startswith("ال")


def in_brackets(page: Page, index: int) -> Candidate | None:
    """A short name in brackets after a company's description: مؤسسة البترول التركية (تباو)."""
    last = index
    while last - index < 2 and page.gap(last, last + 1) == " ":
        last += 1
    if not page.gap(index - 1, index).endswith("(") or not page.gap(last, last + 1).startswith(")"):
        return None
    if any(
        no_name(page, place) or not regex.match(r"\p{Arabic}", page.word(place)) for place in range(index, last + 1)
    ):
        return None
    if page.cues.first_of(page.word(index), COMMON) or not described_before(page, index):
        return None
    return Candidate(index, last, 0, "gloss", page.key(index, last, 0), cues={"head.firm"})


def _leads_on(page: Page, at: int, first: int) -> bool:
    """Whether a word of no class leads to the next one of a name that a sign ends: برايس فيوتشرز جروب."""
    if page.gap(at, at + 1) != " " or at + 1 in page.quotes or not no_class(page, at, own_letter=True):
        return False
    if page.cues.is_a(page.word(at), "given") or page.cues.is_a(page.word(at), "forename"):
        return False
    known = page.function_word(first - 1) or page.cues.first_of(page.word(first - 1), ("strip", "shares", "officer"))
    return bool(known) or foreign_looking(page, at)


def before_signs(page: Page) -> set[int]:
    """The words that may begin a name which a sign ends, by their index."""
    signs = page.cues.signs
    found = (index for index, word in enumerate(page.words) if word.text in signs)
    return {index - step for index in found for step in range(1, _BEFORE_SIGN + 1)}


def suffixed(page: Page, index: int) -> Candidate | None:
    """Words before a foreign word that ends company names: ليبروم كابيتال."""
    near = range(index + 1, index + 1 + _BEFORE_SIGN)
    signs = page.cues.signs
    last = next((at for at in near if page.word(at) in signs and (signs[page.word(at)] or ends_name(page, at))), index)
    if last == index or index in page.quotes or not may_begin(page, index):
        return None
    inner = range(index, last - 1)
    if page.gap(last - 1, last) != " " or not all(_leads_on(page, at, index) for at in inner):
        return None
    while goes_on(page, last, ("legal", "end")):
        last += 1
    word = page.word(index)
    listed = page.cues.forms.conjoined(word) and bool(page.cues.affix(page.word(index - 1)) & {"end", "legal"})
    joined = len(word) > _SHORTEST_PURPOSE and (listed or conjoined_name(page, index))  # X فنتشرز وأكيومن كابيتال
    cue = "end" if page.cues.foreign(word) else "suffixed"
    return Candidate(index, last, int(joined), "suffix", page.key(index, last, int(joined)), cues={cue})
