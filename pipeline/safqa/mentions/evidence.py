"""What stands around a candidate: the cues that speak for or against its naming a company.

Each cue has a name that ``rules/companies/cues/weights.tsv`` explains and weighs. The reading is shallow: the word
before a name (through the clitics and quotes between), the nearest head noun of its phrase, the deal noun, officer or
verb that governs it through a preposition, and what follows it.
"""

from __future__ import annotations

import regex

from .page import BREAK, CLOSED, COMMA, STOP, Candidate, Page, described_before
from .purposes import tells_purpose, trades
from .shapes import sound_alike

_PLAIN_GAP = regex.compile(r"[\s_#\"'«»“”‘’]*")
_CAMEL = regex.compile(r"\p{Lu}[\p{L}\p{N}]*(?:\p{Ll}\p{Lu}|\p{Lu}\p{Ll})|\p{Ll}+\p{Lu}")
_TICKER = regex.compile(r"[\s\"”»]*\((?:[A-Z]+:\s?)?[A-Z]{2,5}(?:\.[A-Z]{1,3})?\)")
_BULLET = regex.compile(
    r"[ \t]*(?:[\p{S}\p{P}--[«“\"'(\[]]|\p{Emoji_Presentation}|\d{1,2}[).\-])*[ \t]*#?[«“\"]?", regex.V1
)
_ITEM = regex.compile(r"[\s\"”»]*(?:[:(]|[\w ]{3,40}:)")
_ASIDE = regex.compile(r"[\s\"”»]*\([^()\n]{2,30}\)")
_AFTER_OFFICE = regex.compile(r"[\s\"”»]*[،,]?[\s\"“«]*")
_REACH = 5  # words that may stand between a head and its name: عملاق التجارة الإلكترونية الأمريكي «X»
_DEAL_REACH = 6
_OFFICE_REACH = 4
_SOCIAL_REACH = 8
_ALIAS_REACH = 5
_LONGEST_BULLET = 12  # characters before the first name of an item
_SUCH_REACH = 6
_INFORMANT_REACH = 3
_COMPANY_HEADS = ("firm", "bank", "fund", "airline", "media", "platform")
_HEADS = (*_COMPANY_HEADS, "product", "body", "place", "event", "person", "work")
_THINGS = ("product", "body", "place", "event")
_DEFINITE = regex.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)\w{3}")
_PROMISED = frozenset(("listed", "listed.exchange"))


def look_around(page: Page, candidates: list[Candidate]) -> None:
    """Adds to every candidate the cues of its place."""
    by_last = {candidate.last: candidate for candidate in candidates}
    for candidate in candidates:
        if _opens_item(page, candidate):
            candidate.cues.add("item")
        _before(page, candidate, by_last)
        _after(page, candidate)
        _within(page, candidate)


def _opens_item(page: Page, candidate: Candidate) -> bool:
    """Whether a quoted or a Latin name opens an item of a list: • «X»: …, - X الأميركية: …."""
    if candidate.way not in ("quoted", "latin"):
        return False
    start = page.span(candidate)[0]
    line = page.text.rfind("\n", 0, start) + 1
    if start - line > _LONGEST_BULLET or not _BULLET.fullmatch(page.text, line, start):
        return False
    return _ITEM.match(page.text, page.words[candidate.last].end) is not None


# -- the name itself ---------------------------------------------------------------------------------------------------


def _within(page: Page, candidate: Candidate) -> None:
    cues = candidate.cues
    if candidate.way in ("listed", "bank", "national", "gloss"):
        after = candidate.last + 1
        if page.gap(candidate.last, after) in ("-", "–") and not page.word(after).isdigit():
            cues.add("hyphen")
        return
    name = page.name(candidate)
    words = [word.text for word in page.words[candidate.first : candidate.last + 1]]
    words[0] = words[0][candidate.offset :]
    if page.cues.nations.place(name) or page.cues.nations.adjective(name):
        cues.add("nation")
    begins = page.not_names.get(words[0].casefold())
    if name.casefold() in page.not_names or (begins and (begins in ("product", "acronym") or len(words) == 1)):
        cues.add("product")
    endings = page.cues.affix(words[-1])
    if len(words) > 1 and endings & {"legal", "end"} and candidate.way != "suffix":
        cues.add("legal" if "legal" in endings else "end")
    if len(words) > 1 and "trade" in endings and candidate.quoted:
        cues.add("trade.end")
    if candidate.quoted and any(word.startswith("ل") for word in words[1:3]):
        proper = words[0].startswith("ال") or page.cues.foreign(words[0]) or page.cues.nations.place(words[0])
        if tells_purpose(page, candidate.first, candidate.last):
            cues.add("purpose" if proper else "purpose.unknown")
    if candidate.quoted and sum(page.cues.foreign(word) for word in words) > 1:
        cues.add("foreign.quoted")
    if any(word.isdigit() for word in words[1:]):
        cues.add("model")
    if candidate.way == "latin":
        if any(map(str.islower, name)):
            cues.add("latin")
        if _CAMEL.match(name):
            cues.add("camel")
    elif any(page.cues.foreign(word) for word in words):
        cues.add("foreign")
    if candidate.quoted and (cues & {"letters"} or endings & {"sign", "legal"}):
        cues.discard("product")  # مركز «بي إم كابيتال» is no building
    if "listed.inside" in cues and cues & {"head.platform", "product"}:
        candidate.barred = True  # «فيسبوك ماسنجر» is a product of its company


def _adjective_of(page: Page, candidate: Candidate, index: int) -> bool:
    """Whether a common word that is also a name is the adjective of the definite noun before it: الأزمة الاقتصادية is
    not the paper. A head noun (صحيفة الاقتصادية) has no article.
    """
    name, before = page.word(candidate.first), page.word(index)
    if not candidate.doubtful or candidate.first != candidate.last or candidate.offset or index != candidate.first - 1:
        return False
    agrees = name.endswith("ه") == before.endswith(("ه", "ات"))
    definite = _DEFINITE.match(before) is not None and agrees
    return _DEFINITE.match(name) is not None and (definite or page.cues.nations.place(before) is not None)


# -- what stands before a name -----------------------------------------------------------------------------------------


def _before(page: Page, candidate: Candidate, by_last: dict[int, Candidate]) -> None:
    index, prep = _left(page, candidate)
    if (
        candidate.quoted
        and not prep
        and page.cues.exact(page.word(index), "to_it")
        and page.cues.verb(page.word(index - 1))
    ):
        index -= 1  # جمعت فيها «X»
    if index < 0:
        return
    if _officer_named(page, candidate, by_last.get(candidate.first - 1)):
        candidate.cues.add("person")
    gap = page.text[page.words[index].end : page.span(candidate)[0]]
    if BREAK.search(gap) or COMMA.search(gap):
        candidate.barred |= _in_apposition(page, candidate, by_last.get(index))
        return
    if not prep and _conjoined(page, candidate):
        _networks(page, candidate, index, prep)
        return  # the word before belongs to the name that this one is coordinated with
    if "(" in gap or "[" in gap:
        _in_brackets(page, candidate, index, by_last)
        return
    if _trade_of_name(page, candidate, index, by_last) or (not prep and _adjective_of(page, candidate, index)):
        candidate.barred = True
        return
    if _source_speaks(page, candidate, index):
        candidate.barred = True
        return
    _direct(page, candidate, index, prep)
    follows = by_last.get(index) if candidate.way == "latin" and not prep else None
    if follows is not None and not sound_alike(page.name(follows), page.name(candidate), strict=False):
        candidate.cues.add("after.latin")
    _networks(page, candidate, index, prep)
    if candidate.way not in ("bank", "national"):
        index = _heads(page, candidate, index, prep)
    _governors(page, candidate, index, prep)


def _source_speaks(page: Page, candidate: Candidate, index: int) -> bool:
    """Whether a name that is also a word for a source is one, behind a verb of saying: قال مصدر إن، of a firm so called
    قالت is said.
    """
    lone = candidate.first == candidate.last and not candidate.quoted
    verb = page.word(index)
    said = page.cues.verb(verb) == "speech" and not verb.endswith("ت")
    return lone and said and page.cues.is_a(page.word(candidate.first), "informant")


def _in_apposition(page: Page, candidate: Candidate, before: Candidate | None) -> bool:
    """Whether a name such as المؤسسة العالمية للاستثمار only says what the company before the comma is. In a list it
    is a company of its own.
    """
    if candidate.way != "national" or before is None or not (before.entry or before.quoted):
        return False
    after = candidate.last + 1
    listed = COMMA.search(page.gap(candidate.last, after)) and page.word(after).startswith("و")
    return not listed or page.cues.exact(page.word(after), "which")


def _officer_named(page: Page, candidate: Candidate, before: Candidate | None) -> bool:
    """Whether a quoted name is that of an officer: الرئيس التنفيذي لـ«X»، «Y»."""
    if before is None or candidate.way != "quoted" or "officer" not in before.cues:
        return False
    return (
        _AFTER_OFFICE.fullmatch(page.text, page.words[before.last].end, page.words[candidate.first].start) is not None
    )


def _left(page: Page, candidate: Candidate) -> tuple[int, str]:
    """The index of the word before a name (clitics that stand alone before quotes are passed), and the preposition
    that governs the name.
    """
    clitic = page.word(candidate.first)[: candidate.offset]
    prep = clitic[-1:] if clitic[-1:] in ("ب", "ل", "ك") else ""
    index = candidate.first - 1
    while index >= 0 and page.cues.exact(page.word(index), "clitic") and not STOP.search(page.gap(index, index + 1)):
        letter = page.word(index).removesuffix("ال")[-1:]
        prep = prep or (letter if letter in ("ب", "ل", "ك") else "")
        index -= 1
    return index, prep or _preposition(page, index)


def _trade_of_name(page: Page, candidate: Candidate, index: int, by_last: dict[int, Candidate]) -> bool:
    """Whether a listed word behind لل tells the trade of the name before it: «X» للاتصالات الألمانية."""
    clitic = page.word(candidate.first)[: candidate.offset]
    return clitic == "لل" and index in by_last and page.cues.is_a(page.word(candidate.first), "trade")


def _conjoined(page: Page, candidate: Candidate) -> bool:
    """Whether و stands before a name, in its word or alone."""
    return "و" in page.word(candidate.first)[: candidate.offset] or (
        page.word(candidate.first - 1).startswith("و") and page.cues.exact(page.word(candidate.first - 1), "clitic")
    )


def _preposition(page: Page, index: int) -> str:
    """The preposition at an index, without its conjunction; empty where there is none."""
    word = page.word(index)
    if not page.grammar.has(word, "preposition"):
        return ""
    return word if "preposition" in page.grammar.exact(word) else word[1:]


def _in_brackets(page: Page, candidate: Candidate, index: int, by_last: dict[int, Candidate]) -> None:
    """(X) after a name is its gloss; after شركة it is the name; elsewhere it is anything."""
    if index in by_last:
        return
    if page.cues.is_a(page.word(index), "firm") or described_before(page, candidate.first):
        candidate.cues.add("head.firm")
    elif candidate.way != "listed":
        candidate.cues.add("gloss.unknown")


def _direct(page: Page, candidate: Candidate, index: int, prep: str) -> None:
    """Cues of the word right before a name."""
    cues, word = candidate.cues, page.word(index)
    verb = page.cues.verb(word)
    if candidate.quoted and page.grammar.has(word, "complementizer") and page.cues.verb(_next_word(page, candidate)):
        cues.add("clause.subject")
    elif verb == "speech" or (candidate.quoted and page.grammar.has(word, "speech")):
        cues |= _speaks(page, candidate, index)
    elif verb in ("firm", "deal"):
        cues |= _beside_verb(page, candidate, index, verb) if not candidate.quoted or prep == "" else set()
    elif verb is not None and candidate.way == "quoted" and word.endswith("ت"):
        cues.add("subject.feminine")
    if candidate.way == "quoted" and page.cues.classes.has(word, "copula"):
        cues.add("copula")
    if page.cues.is_a(word, "asset") and not word.startswith("ال"):
        cues.add("asset")
    elif page.cues.is_a(word, "deal"):
        cues |= _of_deal(page, candidate, index)
    elif page.cues.is_a(word, "act") and candidate.quoted:
        cues.add("act")
    if candidate.way == "quoted" and page.cues.is_a(word, "informant") and not word.startswith("ال"):
        cues.add("told")  # بحسب مصادر «X»
        candidate.media = True
    if page.cues.is_a(word, "sister"):
        cues.add("sister")
    if page.cues.is_a(word, "rival") or (word.startswith("ال") and page.cues.is_a(page.word(index - 1), "rival")):
        cues.add("rival")
    if page.cues.is_a(word, "alias"):
        cues |= _named_so(page, index)
    officer = page.cues.classes.any_reading(word, "officer")
    if officer is not None and not officer.article and not word.startswith(("ال", "لل")):
        cues.add("officer")
    if page.within(index, 0 if verb else 1, "clients"):
        cues.add("clients")
    if page.cues.classes.has(word, "such") and _examples(page, candidate, index):
        cues.add("such")
    if page.cues.exact(prep, "side"):
        cues.add("preposition")


def _of_deal(page: Page, candidate: Candidate, index: int) -> set[str]:
    """What a name right after a deal's noun is: its party, unless the noun is definite or the name describes it."""
    word = page.word(index)
    if word.startswith(("ال", "وال")):
        if page.within(index - 1, 2, "rival"):
            return {"rival"}  # شريكتها في التحالف «X»
        return {"adjective"} if candidate.way == "quoted" else set()  # المحادثات «بناءة»
    described = word.endswith("ه") and "feminine" in candidate.cues  # صفقة «رابحة للجميع»
    return {"adjective" if described else "deal.genitive"}


def _beside_verb(page: Page, candidate: Candidate, index: int, verb: str) -> set[str]:
    """What a name right after a company's verb is: its subject, or, where that stands before it, its object."""
    if not (candidate.quoted or candidate.way == "latin"):
        return {"verb.before"}
    if page.word(index).endswith("وا") or _has_subject(page, index):
        return {"verb.object"} if verb == "deal" else set()
    return {"verb.deal" if verb == "deal" else "verb.before"}


def _has_subject(page: Page, index: int) -> bool:
    """Whether the noun right before a verb is its subject, so that what follows is its object: الوزارة وقعت «X»."""
    if page.word(index) not in page.cues.verbs:
        return False  # a conjunction is written to it
    if page.grammar.exact(page.word(index - 1)) & {"negation", "auxiliary"}:
        index -= 1  # الدولة لن تدفع «X»
    before = page.word(index - 1)
    if page.gap(index - 1, index) != " " or page.cues.verb(before) or before.isdigit():
        return False
    if page.grammar.exact(before) & {*CLOSED, "adverb", "time", "auxiliary"}:
        return False
    return before.startswith("ال") and not page.cues.exact(before, "time")


def _examples(page: Page, candidate: Candidate, index: int) -> bool:
    """Whether examples of companies follow: شركات مثل, تطبيقات محلية منها, but not شبكات التواصل مثل."""
    if page.within(index, _SUCH_REACH, "firm"):
        return True
    if candidate.way == "listed":
        return False  # a network is meant, not who owns it
    return page.within(index, _SUCH_REACH, "platform") and not page.within(index, _SUCH_REACH, "social")


def _named_so(page: Page, index: int) -> set[str]:
    """Cues of "called": شركة مشتركة باسم X and تطبيق صغير اسمه X name what the head noun tells."""
    for here in range(index - 1, max(-1, index - 1 - _ALIAS_REACH), -1):
        if STOP.search(page.gap(here, here + 1)) or page.cues.verb(page.word(here)) == "speech":
            break
        head = page.cues.first_of(page.word(here), ("officer", *_HEADS))
        if head is not None and not page.cues.is_a(page.word(here), "alias"):
            return {"alias", f"head.{head}"} if head in ("firm", "platform", "bank") else {"alias"}
    return {"alias"}


def _speaks(page: Page, candidate: Candidate, index: int) -> set[str]:
    """Whether a name beside a verb of speech speaks (قالت «X» إن, وفق ما ذكرته «X»), or is what is said."""
    after = _next_word(page, candidate)
    learns = candidate.quoted and page.cues.exact(page.word(index), "learns")
    if learns or page.cues.exact(page.word(index - 1), "what"):
        candidate.media = True
        return {"told"}
    denied = page.cues.exact(after, "denied")  # نفت «X» ما تردد
    if (page.grammar.has(after, "complementizer") or denied) and page.cues.verb(page.word(index)) == "speech":
        return {"says"}
    follows = page.cues.verb(after) or page.cues.nations.adjective(after, definite=True)
    return {"speech"} if candidate.way == "quoted" and not follows else set()


def _networks(page: Page, candidate: Candidate, index: int, prep: str) -> None:
    """A network or an application that something is done on, not its company: على تويتر, عبر منصة «X»."""
    at = index - 1 if page.cues.is_a(page.word(index), "platform") else index
    bought = page.word(at - 1) if page.cues.exact(page.word(at), "onto") else ""
    if page.cues.is_a(bought, "deal") or page.cues.verb(bought) == "deal":
        return
    if page.cues.exact(page.name(candidate), "site"):
        social = page.within(index, _SOCIAL_REACH, "social")
        named = page.cues.is_a(page.word(index), "platform") and page.cues.verb(page.word(index - 1))
        if named and not page.cues.exact(prep, "across"):
            return  # أعلن موقع «X»
        if social or page.cues.is_a(page.word(index), "venue") or page.cues.exact(prep, "across"):
            candidate.cues.add("venue")
            candidate.cues.discard("listed.quoted")
    elif page.cues.is_a(page.word(index), "platform") and page.cues.exact(page.word(index - 1), "across"):
        candidate.cues.add("venue")


def _heads(page: Page, candidate: Candidate, index: int, prep: str) -> int:
    """Reads the nearest head noun before a name, through the words that describe it; returns its index, or where the
    name's own phrase begins.
    """
    for step in range(0 if prep else _REACH + 1):
        here = index - step
        if here < 0 or (step and not _PLAIN_GAP.fullmatch(page.gap(here, here + 1))):
            return index
        word = page.word(here)
        head = page.cues.first_of(word, _HEADS)
        if head == "body" and page.cues.exact(word, "board") and page.cues.exact(page.word(here - 1), "council"):
            return index  # رئيس مجلس إدارة X
        if step and head in _THINGS and word.startswith("ال"):
            head = None  # السيارات describes what the company does
        if head is not None and not (step and head in ("work", "person")):
            _head(page, candidate, head, here, step)
            return here
        if page.grammar.exact(word) & {*CLOSED, "adverb"} or page.cues.verb(word) or candidate.way == "head":
            return index
        if word.startswith("لل"):
            if not trades(page, here):
                return index
            continue  # شركتها التابعة للتمويل «X»
        construct = step > 0 and page.cues.first_of(page.word(here - 1), _HEADS)
        if not (construct or word.startswith("ال") or word.endswith(("يه", "ي")) or page.cues.exact(word, "trade")):
            return index
    return index


def _head(page: Page, candidate: Candidate, head: str, here: int, step: int) -> None:
    cues, word = candidate.cues, page.word(here)
    if candidate.way == "bare" and (step or "head.firm" in cues):
        return  # its own description was read
    if head not in _COMPANY_HEADS:
        if step == 0 and candidate.way == "listed" and page.cues.is_a(word, "premises"):
            candidate.barred = True
        if candidate.way != "listed" or not cues & _PROMISED:
            cues.add(head)
        return
    candidate.media |= head == "media"
    if candidate.way == "head" or "listed.exchange" in cues:
        return
    definite = word.startswith(("لل", "ال", "بال")) and step == 0
    if definite and page.within(here - 1, 2, "officer"):
        cues.add("person")  # الرئيس التنفيذي للشركة «X» names the officer
    elif candidate.doubtful and (step or _described(page, candidate)):
        cues.update({"description"} if step == 0 else ())
    else:
        kind = "maker" if page.cues.is_a(word, "maker") else head
        cues.add(f"head.{kind if kind in ('firm', 'media', 'platform', 'maker') else 'bank'}")


def _described(page: Page, candidate: Candidate) -> bool:
    """Whether a common word after a head is described as such: شركة اتصالات أمريكية."""
    if not page.cues.is_a(page.name(candidate), "trade"):
        return False
    after = _next_word(page, candidate)
    return not (page.cues.nations.adjective(after, definite=True) or page.grammar.has(after, "relative"))


def _governors(page: Page, candidate: Candidate, index: int, prep: str) -> None:
    """The deal noun, officer or verb whose argument a name is, through its head noun (استحواذها على خدمة «X»)."""
    here = index
    if not prep and page.cues.first_of(page.word(here), _COMPANY_HEADS):
        head = page.word(here)
        reading = page.cues.classes.any_reading(head, page.cues.first_of(head, _COMPANY_HEADS) or "")
        prep = reading.prep if reading is not None else ""
        here -= 1
        prep = prep or _preposition(page, here)
        if not prep and page.gap(here, here + 1) == " ":
            if page.cues.verb(page.word(here)):
                candidate.cues.add("subject" if candidate.way == "head" else "verb.before")
            elif page.cues.is_a(page.word(here), "deal"):
                candidate.cues.add("deal.genitive")
            elif page.cues.is_a(page.word(here), "officer"):
                candidate.cues.add("officer")
            elif page.cues.is_a(page.word(here), "asset") and not page.word(here).startswith("ال"):
                candidate.cues.add("asset")
    if prep:
        _through(page, candidate, here, prep)


def _through(page: Page, candidate: Candidate, index: int, prep: str) -> None:
    cues = candidate.cues
    if (
        page.cues.exact(prep, "hearer")
        and (candidate.way != "listed" or candidate.media)
        and _told(page, candidate, index)
    ):
        cues.add("told")
        candidate.media = True
        return
    if candidate.entry is not None and prep == "ل" and page.cues.exact(page.word(index), "percent"):
        cues.add("asset")  # مقابل 44 بالمئة لـX
        return
    if prep == "من" and page.within(index - 1, 1, "part"):
        return  # عقد المرحلة الثانية من «X»
    reach = index - _DEAL_REACH - sum(_of_sum(page, here) for here in range(max(0, index - _DEAL_REACH), index))
    for here in range(index, max(-1, reach), -1):
        if here < index and BREAK.search(page.gap(here, here + 1)):
            return
        word = page.word(here)
        if here > index - _OFFICE_REACH and page.cues.exact(prep, "office") and page.cues.is_a(word, "officer"):
            cues.add("officer")
            return
        if page.cues.is_a(word, "deal") or page.cues.verb(word) == "deal":
            if "deal.genitive" not in cues and not _common_purpose(candidate, prep):
                cues.add("deal.argument")
            return
        if page.cues.verb(word) == "firm" and page.cues.exact(prep, "side"):
            cues.add("verb.argument")


def _of_sum(page: Page, index: int) -> bool:
    """Whether a word belongs to a sum, which stands between a deal and its argument: استثمر 10 ملايين ريال في X."""
    return page.word(index).isdigit() or page.cues.is_a(page.word(index), "money")


def _common_purpose(candidate: Candidate, prep: str) -> bool:
    """Whether a common word behind ل may tell what a deal is for: شراكة مع X لتبادل المحتوى."""
    return candidate.doubtful and candidate.offset > 0 and prep == "ل"


def _told(page: Page, candidate: Candidate, index: int) -> bool:
    """Whether somebody speaks to the name: وقال المدير لـ«X» إن."""
    if page.within(index, 3, "statement"):
        return True
    if page.within(index, 0, "officer") and page.word(index).startswith("ال"):
        return False  # قال الرئيس التنفيذي لـX إن
    after = page.word(candidate.last + 1) if ":" in page.gap(candidate.last, candidate.last + 1) else ""
    if not page.grammar.has(after or _next_word(page, candidate), "complementizer"):
        return False
    if page.within(index, _INFORMANT_REACH, "informant"):
        return True
    return any(page.cues.verb(word.text) == "speech" for word in page.words[max(0, index - 8) : index + 1])


# -- what follows a name -----------------------------------------------------------------------------------------------


def _next_word(page: Page, candidate: Candidate) -> str:
    """The word after a name in the same phrase; empty at a sign of punctuation."""
    after = candidate.last + 1
    return "" if STOP.search(page.gap(candidate.last, after)) else page.word(after)


def _after(page: Page, candidate: Candidate) -> None:
    """Cues of what follows a name: nationality, apposition, a relative clause, a verb."""
    cues, after = candidate.cues, candidate.last + 1
    if candidate.doubtful and not STOP.search(page.gap(after - 1, after)):
        governs = page.word(after)[:2] != "ال" and "deal" in page.cues.classes.exact(page.word(after))
        if after in page.quotes or (governs and page.cues.verb(page.word(candidate.first - 1)) is None):
            cues.add("construct")  # أبراج «X», لتقييم جدوى دمج
    if _TICKER.match(page.text, page.words[candidate.last].end):
        cues.add("ticker")
    gap = page.gap(after - 1, after)
    if page.cues.nations.adjective(page.word(after), definite=True) and not STOP.search(gap):
        cues.add("nationality")
        after += 1
        gap = page.gap(after - 1, after)
    bracket = _ASIDE.match(page.text, page.words[after - 1].end) if "(" in gap else None
    if bracket is not None:
        while after < len(page.words) and page.words[after].start < bracket.end():
            after += 1
        gap = page.gap(after - 1, after)
    if BREAK.search(gap) or "(" in gap:
        return
    word = page.word(after)
    if (candidate.quoted or candidate.way == "latin") and word.startswith("لل") and trades(page, after):
        cues.add("purpose.after")
    if COMMA.search(gap):
        if page.cues.exact(word, "which") and not page.grammar.has(word, "relative"):
            word = page.word(after + 1)
        cues |= {"relative"} if page.grammar.has(word, "relative") else _apposed(page, word)
        if candidate.way == "quoted" and page.cues.is_a(word, "officer") and not page.cues.verb(word):
            cues.add("officer.after")
        return
    if word.startswith("ال"):
        cues |= _apposed(page, word)
    elif candidate.quoted or candidate.way == "latin":
        cues |= _apposed(page, page.word(after + 1) if page.cues.exact(word, "is") else word)
    if page.grammar.has(word, "relative"):
        cues.add("relative")
    if page.cues.verb(word) in ("firm", "deal", "speech") and word[0] not in "وف":
        cues.add("verb.after")


def _apposed(page: Page, word: str) -> set[str]:
    return {"apposition"} if page.cues.exact(word, "apart") else set()
