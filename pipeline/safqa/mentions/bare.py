"""Unquoted names without a head noun, in no list: ديجيو تشتري, أسهم X, الاستحواذ على X Y, المجموعة الهندية X.

What stands where only a party of the news stands is a name if it is no common word: right behind a feminine verb of
companies, behind what only companies have, behind a purchase, or behind the description of a company. One such place
is enough for a word that looks foreign; a word that looks Arabic needs two signs (the weights decide, over the whole
article).
"""

from __future__ import annotations

from .name_runs import ANY_CLASS, CLASSES, behind_governor, ends_name, extends, no_class, spelled_run
from .page import BREAK, COMMA, STOP, Candidate, Page, no_name
from .purposes import purpose_end, trades

_MOST_WORDS = 4
_SHORTEST = 4
_SENTENCE = 8
_ABOUT = 14  # words around a name that tell what the sentence is about
_DESCRIPTION = 6  # words of a description between a definite head and the name
_VERBS = {"deal": "bare.subject", "firm": "bare.actor", "speech": "bare.speaker"}
_KEPT = "bare "  # before a word's key in what is kept of words


def bare(page: Page, index: int) -> Candidate | None:
    """The unquoted name that begins at a word, by its place; ``None`` where no place tells one."""
    if index in page.quotes or not _possible(page, index):
        return None
    offset = _clitic(page, index)
    strange = _strange(page, index, offset)
    short = not strange and _begins_short(page, index)
    cues: set[str] = set()
    if not strange and not short:
        cues = _share_of(page, index) or _unknown(page, index, offset) or _run_of_unknown(page, index)
    filled = None if offset else _filled(page, index)
    if filled is not None:
        cues.add("bare.filled")
    if not strange and not short and not cues:
        return None
    definite = page.cues.forms.bears_article(page.word(index))
    last = index if definite else max(_end(page, index), filled or index)
    cues |= _places(page, index, last, offset)
    if not cues - {"joined"} or _person(page, index, last) or _at_play(page, index, last):
        return None
    if last > index and "bare.speaker" in cues and not ends_name(page, last):
        return None  # قالت ماريانا لوبيز
    if short and not (last > index and ("governed" in cues or _nationality(page, last))):
        return None
    if definite:
        last = _definite_end(page, index)
        if page.gap(last, last + 1) == " " and trades(page, last + 1):
            last = purpose_end(page, last + 1) or last  # سهم الدانوب للتأمين
    if "legal" in cues:
        last = max(last, index + 1)
        last = (page.gap(last, last + 1) == " " and purpose_end(page, last + 1)) or last
    elif strange or last > index:
        cues |= {"foreign", "foreign.sure"} if _certain(page, index, last, offset) else {"foreign"}
    if page.counts[page.word(index)[offset:]] + page.counts[page.word(index)] - (not offset) > 1:
        cues.add("elsewhere")
    return Candidate(index, last, offset, "bare", page.key(index, last, offset), cues={"bare", *cues})


def _possible(page: Page, index: int) -> bool:
    """Whether a word may begin such a name anywhere; newspapers repeat their words, so what is found is kept."""
    word = page.word(index)
    known = page.roles.get(_KEPT + word)
    if known is None:
        possible = len(word) > 2 and word.isalpha() and not no_name(page, index)
        possible = possible and page.cues.first_of(word, ANY_CLASS) is None and not page.cues.nations.adjective(word)
        known = page.roles[_KEPT + word] = "yes" if possible else "no"
    return known == "yes"


def _nationality(page: Page, last: int) -> bool:
    """Whether a definite nationality follows a name: كوهين اند ويلز السنغافورية."""
    return page.gap(last, last + 1) == " " and page.cues.nations.adjective(page.word(last + 1), True) is not None


def _clitic(page: Page, index: int) -> int:
    """The letters of a clitic, where the article has the word without it or an officer's ل stands there."""
    word = page.word(index)
    if not page.cues.forms.proclitic(word) or len(word) <= _SHORTEST:
        return 0
    if page.counts[word[1:]]:
        return 1
    led = page.cues.exact(word[0], "office_of") and page.gap(index - 1, index) == " "
    return int(led and page.cues.is_a(page.word(index - 1), "officer"))


def _strange(page: Page, index: int, offset: int) -> bool:
    """Whether a word looks foreign and is no loan word that became common."""
    word = page.word(index)[offset:]
    if page.cues.forms.definite(word) or no_name(page, index):
        return False
    cues = page.cues
    if not cues.strange(word, own=not offset and _own_letter(page, index)) and not cues.foreign(word):
        return False
    if cues.nations.adjective(word) or cues.nations.place(word) or cues.verb(word):
        return False
    return cues.first_of(word, CLASSES) is None and not cues.affix(word) & {"trade", "tail"}


def _certain(page: Page, first: int, last: int, offset: int) -> bool:
    """Whether the letters of a name leave no doubt that it is foreign."""
    if page.cues.exact(page.word(first - 1), "between"):
        return False  # الطريق بين X وY
    own = not offset and _own_letter(page, first)
    if page.cues.certain(page.word(first)[offset:], own):
        return True
    return any(page.cues.certain(page.word(at)) for at in range(first + 1, last + 1))


def _own_letter(page: Page, index: int) -> bool:
    """Whether the first letter of a word is no clitic: behind a preposition, شركة or أسهم, or right behind a verb that
    companies do, where no "and" or "as" stands.
    """
    if behind_governor(page, index):
        return True
    return (
        page.gap(index - 1, index) == " "
        and page.cues.buys(page.word(index - 1))
        and page.cues.exact(page.word(index)[:1], "no_object")
    )


def _begins_short(page: Page, index: int) -> bool:
    """Whether a short word of no class leads to a foreign one, and a nationality to both: ماي ايتشكي التركية."""
    word = page.word(index)
    if not 2 < len(word) <= _SHORTEST + 1 or page.gap(index, index + 1) != " " or index + 1 in page.quotes:
        return False
    if (
        page.cues.nations.place(word)
        or page.cues.forms.feminine(word)
        or page.cues.forms.conjoined(page.word(index + 1))
    ):
        return False
    if page.cues.forms.definite(word) or no_name(page, index) or not _strange(page, index + 1, 0):
        return False
    plain = page.cues.first_of(word, tuple(kind for kind in CLASSES if kind not in ("time",))) is None
    return plain and not page.cues.nations.adjective(word)


def _unknown(page: Page, index: int, offset: int) -> set[str]:
    """Whether a word of no class, which may be Arabic, stands as the subject between a feminine verb and what only
    follows a subject: اشترت معزوز 20 %, قالت مرافق إن.
    """
    if page.cues.verb(page.word(index - 1)) is None and not _nationality(page, index):
        return set()
    word, after = page.word(index)[offset:], page.word(index + 1)
    if len(word) < _SHORTEST or page.cues.forms.definite(word) or no_name(page, index) or page.cues.forms.common(word):
        return set()
    if page.cues.forms.accusative(word) or (not offset and page.cues.forms.inflected(word)):
        return set()
    if page.cues.nations.adjective(word) or page.cues.nations.place(word) or not word.isalpha():
        return set()
    if page.cues.first_of(word, CLASSES) or page.cues.affix(word) or page.gap(index, index + 1) != " ":
        return set()
    grammar = page.grammar.exact(after)
    if page.cues.exact(after, "counting") and page.cues.is_a(page.word(index + 2), "strip"):
        return {"apposition"}  # بيرودا أكبر شركة أسمدة
    follows = after.isdigit() or "complementizer" in grammar or page.cues.nations.adjective(after, definite=True)
    return {"bare"} if follows else set()


def _filled(page: Page, first: int) -> int | None:
    """The last of up to four words of no class that fill the place of a subject, between a verb that companies do and
    what only follows its subject, or that of what is bought: استحوذت تابيل على, أعلنت مرسا ماركو فوزها, الاستحواذ على
    كريمان مقابل.
    """
    subject = page.cues.buys(page.word(first - 1))
    if page.gap(first - 1, first) != " " or not (subject or _taken_over(page, first)):
        return None
    for last in range(first, first + _MOST_WORDS):
        word = page.word(last)
        if not no_class(page, last) or page.cues.nations.place(word) or len(word) < _SHORTEST - (last > first):
            return None
        if page.cues.forms.accusative(word) and last > first:
            return None
        if follows_subject(page, last + 1) if subject else _follows_bought(page, last + 1):
            return last
        if page.gap(last, last + 1) != " ":
            return None
    return None


def follows_subject(page: Page, index: int) -> bool:
    """Whether a word only follows the subject of a deal: a sum, the deal, its own noun, a description."""
    word = page.word(index)
    if page.gap(index - 1, index) != " ":
        return False
    if word.isdigit() or page.cues.exact(word, "apart") or "complementizer" in page.grammar.exact(word):
        return True
    if page.cues.exact(word, "deal") or page.cues.nations.adjective(word, definite=True) is not None:
        return True
    if page.cues.exact(word, "onto") and page.cues.is_a(page.word(index - 2), "takeover"):
        return True
    return page.cues.forms.own(word) and page.cues.first_of(word, ("deal", "asset")) is not None


def _taken_over(page: Page, index: int) -> bool:
    """Whether a takeover or a rival governs what stands at an index."""
    if page.cues.exact(page.word(index - 1), "onto"):
        return page.within(index - 2, 1, "takeover")
    here = index - 1
    while here > index - _MOST_WORDS and page.cues.forms.bears_article(page.word(here)):
        here -= 1  # منافستها المحلية كريمان
    return page.cues.exact(page.word(here), "rival") and page.within(here - 1, 2, "takeover")


def _follows_bought(page: Page, index: int) -> bool:
    """Whether a word only follows what is bought: its price, its owner, its nationality."""
    word = page.word(index)
    if page.gap(index - 1, index) != " ":
        return False
    if "price" in page.grammar.exact(word) and "preposition" in page.grammar.exact(word):
        return True
    return page.cues.exact(word, "apart") or page.cues.nations.adjective(word, definite=True) is not None


def _run_of_unknown(page: Page, index: int) -> set[str]:
    """Two words or more of no class behind shares, or joined as foreign names are: أسهم فار إيست بروريز, كوهين اند
    ويلز السنغافورية.
    """
    last = index + 1
    if page.gap(index, last) != " " or not no_class(page, index):
        return set()
    if ends_name(page, last):
        return {"joined"}  # هوراكي موتور
    if "joint" in page.cues.affix(page.word(last)) and not page.function_word(last) and no_class(page, last + 1):
        return {"joined"}
    if page.cues.exact(page.word(index - 1), "shares") and page.gap(index - 1, index) == " ":
        return {"joined"} if no_class(page, last) else set()
    return set()


def _share_of(page: Page, index: int) -> set[str]:
    """سهم المواساة: the share of a company, unless a common noun says what company."""
    word = page.word(index)
    if page.gap(index, index + 1) == " " and page.cues.exact(page.word(index + 1), "holding") and _names(page, index):
        return {"legal"}
    if not page.cues.forms.bears_article(word) or page.gap(index - 1, index) != " " or len(word) <= _SHORTEST:
        return set()
    if not page.cues.exact(page.word(index - 1), "share_of") or no_name(page, index):
        return set()
    classes = tuple(kind for kind in CLASSES if kind not in ("given",))
    return set() if page.cues.first_of(word, classes) or page.cues.nations.adjective(word) else {"governed"}


def _names(page: Page, index: int) -> bool:
    """Whether a word, with or without the article, may be the name before القابضة."""
    word = page.word(index)
    return (
        not no_name(page, index) and page.cues.first_of(word, CLASSES) is None and not page.cues.nations.adjective(word)
    )


def _definite_end(page: Page, first: int) -> int:
    """The last of the definite adjectives of a definite name: سهم الأسمنت السعودي."""
    last = first
    while last - first < _MOST_WORDS and page.gap(last, last + 1) == " " and last + 1 not in page.quotes:
        word = page.word(last + 1)
        adjective = page.cues.nations.adjective(word, definite=True) or page.cues.affix(word) & {"trade", "legal"}
        if not adjective and not page.cues.exact(word, "national"):
            break
        last += 1
    return last


def _end(page: Page, first: int) -> int:
    """The last word of a foreign name: foreign words, those that end names, letters and joints."""
    last = max(first, spelled_run(page, first))
    while last - first < _MOST_WORDS and last + 1 not in page.quotes:
        if page.cues.forms.definite(page.word(last + 1)):
            break
        if not extends(page, first, last):
            gap = page.gap(last, last + 1) in (" ", "-")
            country = page.cues.nations.country(page.word(last + 1)) and page.cues.affix(page.word(last)) & {"end"}
            conjoined = page.cues.forms.conjoined(page.word(last + 1)) and not _strange(page, last + 1, 0)
            joint = "joint" in page.cues.affix(page.word(last + 1)) and not page.function_word(last + 1)
            known = joint or (no_class(page, last + 1) and page.cues.exact(page.word(first - 1), "shares"))
            if not gap or conjoined or not (country or known or _strange(page, last + 1, 0)):
                break
        last += 1
    return last


def _at_play(page: Page, first: int, last: int) -> bool:
    """Whether a sentence is about sport or the stage, where teams and players buy, sign and win."""
    for step, start in ((-1, first), (1, last)):
        here = start
        while abs(here - start) < _ABOUT and not BREAK.search(page.gap(min(here, here + step), max(here, here + step))):
            here += step
            if page.cues.is_a(page.word(here), "sport"):
                return True
    return False


def _person(page: Page, first: int, last: int) -> bool:
    """Whether a run is a person's name: it begins with a forename, or an office follows behind a comma."""
    names = [page.word(at) for at in range(first - 1, last + 1)]
    if any(page.cues.is_a(name, "forename") or page.cues.is_a(name, "given") for name in names):
        return True
    gap = page.gap(last, last + 1)
    office = page.cues.first_of(page.word(last + 1), ("officer", "person"))
    if office is not None and (not gap.strip() or COMMA.fullmatch(gap.strip()) is not None):
        return True
    return first == last and _surname(page, first)


def _surname(page: Page, index: int) -> bool:
    """Whether the article has a single word elsewhere behind another foreign one that no head noun governs, so that it
    is mostly a person's last name: قال جون فلانيري. منذ أن تولى فلانيري.
    """
    for at in page.places[page.word(index)]:
        before = page.word(at - 1)
        if at == index or page.gap(at - 1, at) != " " or len(before) < _SHORTEST - 1:
            continue
        if page.cues.is_a(before, "forename") or page.cues.is_a(before, "given"):
            return True
        headed = page.gap(at - 2, at - 1) == " " and page.cues.first_of(
            page.word(at - 2), ("strip", "shares", "takeover")
        )
        if not headed and no_class(page, at - 1) and (page.cues.strange(before) or page.cues.foreign(before)):
            return True
    return False


def _places(page: Page, first: int, last: int, offset: int) -> set[str]:
    """What the place of a name says beside the cues that ``evidence`` finds."""
    gap = page.gap(first - 1, first)
    if first == 0 or "\n" in gap:
        return {"bare.headline"} if _heads_line(page, last) else set()
    if gap != " ":
        return set()
    cues = _behind_verb(page, first) if not offset else set()
    before, after = page.word(first - 1), page.word(last + 1)
    if "complementizer" in page.grammar.exact(before) and _heads_line(page, last):
        cues.add("bare.subject")  # إن X الهندية اشترت
    if page.cues.exact(before, "shares") or page.cues.exact(before, "share_of"):
        cues.add("governed")
    if page.cues.exact(before, "board") and page.cues.exact(page.word(first - 2), "council"):
        cues.add("officer")  # رئيس مجلس إدارة X
    elif page.cues.exact(before, "alias") and page.within(first - 2, 0, "officer"):
        cues.add("officer")  # متحدث باسم X
    elif page.cues.is_a(before, "officer"):
        led = page.cues.exact(page.word(first)[:offset], "office_of")
        cues |= {"officer"} if led else set() if offset or page.cues.forms.bears_article(before) else {"bare.party"}
    if _bought(page, first):
        cues.add("bare.bought")
    elif page.cues.exact(before, "side") and _of_deal(page, first):
        price = page.gap(last, last + 1) == " " and "price" in page.grammar.exact(after)
        cues |= {"deal.argument", "bare.bought" if price else "bare.party"}
    if _described(page, first):
        cues.add("head.firm")
    if _nationality(page, last) and page.cues.forms.feminine(after):
        cues.add("bare.bought" if _of_deal(page, first) else "bare.party")
    if page.gap(last, last + 1) == " " and page.cues.exact(after, "does"):
        cues.add("bare.party")  # اشترى مستثمرون X المالكة لسلسلة
    return cues


def _heads_line(page: Page, last: int) -> bool:
    """Whether a name that begins a line is the subject of what follows: X تشتري, X الهندية تطلب."""
    if page.gap(last, last + 1) != " ":
        return False
    after = page.word(last + 1)
    if page.cues.verb(after) in ("deal", "firm"):
        return page.cues.forms.hers(after)
    return _nationality(page, last) and page.cues.verb(page.word(last + 2)) is not None


def _behind_verb(page: Page, first: int) -> set[str]:
    """What the feminine verb right before a name makes of it."""
    verb = page.word(first - 1)
    sort = page.cues.verb(verb)
    if sort is None or not page.cues.forms.hers(verb) or (sort != "deal" and page.cues.forms.land(page.word(first))):
        return set()
    if sort == "other":
        return {"bare.doer"} if _deal_follows(page, first) else set()
    return {found} if (found := _VERBS.get(sort)) else set()


def _deal_follows(page: Page, first: int) -> bool:
    """Whether a deal's noun follows the subject of a verb that anybody does: وافقت X على شراء, تنتظر X إتمام الصفقة."""
    for at in range(first + 1, min(first + 1 + _MOST_WORDS, len(page.words))):
        if STOP.search(page.gap(at - 1, at)) or page.cues.verb(page.word(at)):
            return False
        if page.cues.is_a(page.word(at), "deal") or page.cues.is_a(page.word(at), "takeover"):
            return True
    return False


def _of_deal(page: Page, first: int) -> bool:
    """Whether a deal's noun or verb stands a few words before a name."""
    return page.within(first - 2, _SENTENCE, "deal") or _told(page, first)


def _told(page: Page, first: int) -> bool:
    """Whether a deal verb stands a few words before a name: اشترت X في العام الماضي Y التركية."""
    for here in range(first - 1, max(-1, first - 1 - _SENTENCE), -1):
        if STOP.search(page.gap(here, here + 1)):
            return False
        if page.cues.verb(page.word(here)) == "deal":
            return True
    return False


def _bought(page: Page, index: int) -> bool:
    """Whether what stands at an index is bought or partly owned: الاستحواذ على X, شراء X, 60% من X, حصة في X."""
    before = page.word(index - 1)
    if page.cues.exact(before, "bought") or page.cues.exact(before, "led") or page.cues.exact(before, "rival"):
        return True
    if page.cues.exact(before, "round") and page.cues.verb(page.word(index - 2)) == "deal":
        return True
    if page.cues.exact(before, "onto"):
        return any(
            page.cues.is_a(page.word(at), "takeover") for at in range(max(0, index - 2 - _MOST_WORDS), index - 1)
        )
    if not page.cues.exact(before, "stake_of"):
        return False
    held = page.word(index - 2)
    return page.cues.exact(held, "percent") or page.cues.exact(held, "stake") or "%" in page.gap(index - 2, index - 1)


def _described(page: Page, index: int) -> bool:
    """Whether the description of a company runs up to an index: الشركة الصينية المصنعة للطائرات X, ناقلة الغاز
    النرويجية X, وحدتها الألمانية X, دار أزياء X.
    """
    here = index - 1
    if page.cues.forms.common(page.word(index)):
        return False
    while here > index - 1 - _DESCRIPTION and page.gap(here, here + 1) == " ":
        word = page.word(here)
        if page.cues.exact(word, "definite_head"):
            return here < index - 1 and not page.within(here - 1, 2, "officer")
        if page.cues.exact(word, "described_head"):
            return not page.within(here - 1, 2, "officer") and not page.within(here - 1, 0, "counting")
        complement = here == index - 1 or page.cues.forms.definite(page.word(here + 1))
        if page.cues.verb(word) or not (
            page.cues.forms.definite(word) or (complement and page.cues.is_a(word, "trade"))
        ):
            return False
        here -= 1
    return False
