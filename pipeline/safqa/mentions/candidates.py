"""Where a text may name a company: names of the list, phrases in quotes, Latin runs, words after a head noun.

Candidates never overlap; of two that do, the one that begins first counts, and quotes count before a listed name that
is only a part of them. What is hard is where an unquoted name ends (شركة X Y): it goes on with words that look foreign
(``shapes``), with words that end names (القابضة, كابيتال) and with what stands beside it elsewhere in the article.
"""

from __future__ import annotations

import regex

from .bare import bare
from .heads import before_signs, governed, headed, in_brackets, second, suffixed
from .lexicon import Hit, sounds
from .name_runs import spelled_run
from .official import elliptical, traded
from .page import CLOSED, STOP, Candidate, Page, goes_on, no_name
from .purposes import purpose_end, trades

_SURE_WORDS = 3  # a name of so many words is no common phrase
_DEAL_REACH = 4  # words between a deal and the unit of a company that it is about
_CAPITAL = regex.compile(r"\p{Lu}")
_IN_RUN = regex.compile(r"\p{Lu}|\p{N}+$|of$|and$")
_NOT_LAST = regex.compile(r"\p{N}|of$|and$")
_OPEN_BRACKET = regex.compile(r"\([\"«“]?")
_OTHER_HEADS = ("body", "place", "event", "work", "product", "media")
_COMMON = ("deal", "work", "asset", "trade", "firm", "officer", "event", "person", "copula", "money")


def collect(page: Page) -> list[Candidate]:
    """Every candidate of a text, in order."""
    found: list[Candidate] = []
    brackets = {match.end() for match in _OPEN_BRACKET.finditer(page.text)}
    following = 0
    signed = before_signs(page)
    national = {word for word in page.counts if word.startswith("ال") and page.cues.nations.adjective(word)}
    for index, word in enumerate(page.words):
        role = page.roles.get(word.text)
        if role is None:
            role = page.roles[word.text] = _role(page, word.text)
        if index < following:
            continue
        candidate = None
        if role or index in page.quotes:
            candidate = _at(page, index, role)
        if candidate is None and page.word(index + 1) in national:
            candidate = governed(page, index)
        if candidate is None and word.start and page.text[word.start - 1] == "#":
            candidate = _hashtag(page, index)
        if candidate is None and found and found[-1].last == index - 1:
            candidate = second(page, index, found[-1])
        if candidate is None:
            if index in signed:
                candidate = suffixed(page, index)
            if candidate is None and word.start in brackets:
                candidate = in_brackets(page, index)
            candidate = candidate or elliptical(page, index) or traded(page, index) or bare(page, index)
        if candidate is not None:
            found.append(candidate)
            following = candidate.last + 1
    return found


def _role(page: Page, word: str) -> str:
    """What a word may begin by its form alone: a listed name, a Latin name, a head with its name; mostly nothing."""
    if _CAPITAL.search(word):
        return "latin"
    if page.cues.first_of(word, ("bank", "fund", "airline", "firm", "platform", "media")):
        return "head"
    if page.lexicon.starts(word):
        return "listed"
    if "letter" in page.cues.affix(word):
        return "letter"
    return "foreign" if page.cues.foreign(word) and not word.startswith(("ال", "لل", "وال")) else ""


def _at(page: Page, index: int, role: str) -> Candidate | None:
    listed = _listed(page, index) if role not in ("foreign", "letter") else None
    if index in page.quotes:
        return _quoted(page, index, listed)
    if listed is not None:
        return listed
    if role in ("listed", "foreign", "letter"):
        letter = role == "letter" or "letter" in page.cues.affix(page.word(index))
        return governed(page, index) if letter or page.cues.foreign(page.word(index)) else None
    return _latin(page, index) if role == "latin" else headed(page, index)


# -- names of the list -------------------------------------------------------------------------------------------------


def _listed(page: Page, index: int) -> Candidate | None:
    hit = page.lexicon.longest(page.text, page.words, index)
    if hit is None or _cuts_letters(page, index, hit.last) or _of_another(page, index, hit):
        return None
    if hit.last == index and len(hit.entry.words) > 1 and page.cues.nations.adjective(page.word(index)):
        return None  # فرنك سويسري is not سويس ري
    if hit.offset and _whole(page, index, hit):
        return None
    if hit.offset and page.gap(index - 1, index) == " " and _construct_head(page, index - 1):
        return None  # no clitic follows شركة or متاجر: the letter belongs to the name
    if hit.offset == 1 and _no_clitic(page, index):
        return None
    if hit.entry.row.guarded and _runs_on(page, hit.last):
        return None
    if _conjunction(page, index, hit) and index not in page.quotes:
        return None
    if hit.entry.row.guarded and goes_on(page, hit.last, ("sign", "unit")) and hit.last + 1 not in page.quotes:
        return suffixed(page, hit.last)
    last = hit.last
    while goes_on(page, last, ("legal",)) and last + 1 not in page.quotes:
        last += 1
    if last == hit.last and (end := _own_unit(page, index, hit)) > last:
        key = page.key(index, end, hit.offset)
        return Candidate(index, end, hit.offset, "head", key, cues={"head.firm", "listed.inside"})
    if last == hit.last and (end := _purposed_unit(page, index, hit)) > last:
        return _unit(page, index, end, hit)
    if last == hit.last and _longer(page, index, last):
        key = page.key(index, last + 1, hit.offset)
        return Candidate(index, last + 1, hit.offset, "head", key, cues={"head.firm", "listed.inside"})
    if last == hit.last and hit.entry.row.kind == "bank" and _another_bank(page, index, last):
        key = page.key(index, last + 1, hit.offset)
        return Candidate(index, last + 1, hit.offset, "bank", key, cues={"head.bank"})
    if last == hit.last and _branch(page, index, hit):
        key = page.key(index, last + 1, hit.offset)
        return Candidate(index, last + 1, hit.offset, "head", key, cues={"head.firm", "listed.inside"})
    candidate = Candidate(
        index, last, hit.offset, "listed", hit.entry.row.id, hit.entry, cues={_prior(page, index, hit)}
    )
    if last == hit.last and _tells_nation(page, index, last):
        candidate.last -= 1
        candidate.cues.add("listed.nation")
    candidate.quoted = page.quotes.get(index, (-1, ""))[0] in (last, candidate.last)
    if candidate.quoted:
        candidate.cues |= {"listed.quoted", "guillemets"} if page.quotes[index][1] == "«" else {"listed.quoted"}
    candidate.media = hit.entry.row.kind == "media"
    return candidate


def _whole(page: Page, index: int, hit: Hit) -> bool:
    """Whether the letter that a hit takes for a clitic belongs to the name: a name in quotes begins with its own letter
    («كابسا كابيتال»), and للومينا is of لومينا if the article has that.
    """
    if index in page.quotes and page.quotes[index][0] - index < _SURE_WORDS:
        return True
    return (
        hit.offset > 1 and page.counts[page.word(index)[1:]] > 0 and page.cues.exact(page.word(index)[0], "office_of")
    )


def _no_clitic(page: Page, index: int) -> bool:
    """Whether a word stands right behind a verb that companies do and begins with a letter that is no clitic there:
    استحوذت كلاندور is not لاندور.
    """
    first = page.word(index)[:1]
    return (
        page.gap(index - 1, index) == " "
        and page.cues.exact(first, "no_object")
        and page.cues.buys(page.word(index - 1))
    )


def _of_another(page: Page, first: int, hit: Hit) -> bool:
    """Whether a hit is only a part of another phrase: المجلس [الوطني للاستثمار], أكبر [مجموعة أغذية], [كانون] الأول,
    سعد [الدريس].
    """
    row, before, after = hit.entry.row, page.word(first - 1), page.word(hit.last + 1)
    if page.gap(hit.last, hit.last + 1) == " " and page.cues.exact(page.word(hit.last), "month"):
        return page.cues.exact(after, "ordinal")
    if page.gap(first - 1, first) != " " or first in page.quotes or hit.offset:
        return False
    if page.cues.exact(before, "counting") and page.cues.first_of(page.word(first), ("strip", "bank", "fund")):
        return row.guarded or page.cues.is_a(page.word(first + 1), "trade")
    if not page.word(first).startswith("ال"):
        return False
    if hit.last > first and not hit.entry.article and page.cues.is_a(page.word(first), "strip"):
        return True  # المجموعة نقل is not مجموعة نقل
    if hit.last > first:
        return before.startswith("ال") and page.cues.first_of(before, ("body", "fund", "event", "product")) is not None
    return page.cues.is_a(before, "given")


def _construct_head(page: Page, index: int) -> bool:
    """Whether a word is a head noun in construct, which governs the name after it."""
    word = page.word(index)
    return not word.startswith(("ال", "لل")) and page.cues.first_of(word, ("strip", "firm", "platform")) is not None


def _tells_nation(page: Page, first: int, last: int) -> bool:
    """Whether the list has a nationality after a name only to tell it from a common word (سيكا السويسرية), and it is no
    part of the name (الخطوط الفرنسية, خدمة البريد الأميركية).
    """
    if last == first or page.cues.nations.adjective(page.word(last), definite=True) is None:
        return False
    if "trade" in page.cues.affix(page.word(last)) or page.cues.forms.bears_article(page.word(last - 1)):
        return False  # المالية is of money as well as of Mali; بيت التمويل الخليجي agrees with a noun of the name
    if page.lexicon.entries(sounds("".join(word.text for word in page.words[first:last]))):
        return False  # زين السعودية is not زين
    word = page.word(first)
    heads = ("firm", "bank", "fund", "airline", "platform", "institution", "body", "media", "trade", "asset", "product")
    return "ال" not in word[:3] and page.cues.first_of(word, heads) is None


def _own_unit(page: Page, first: int, hit: Hit) -> int:
    """The last word of the name of a unit called after its listed owner: سوني موبيليتي, Tencent Cloud, X العقارية."""
    last = hit.last
    after, kinds = page.word(last + 1), page.cues.affix(page.word(last + 1))
    if page.gap(last, last + 1) not in (" ", "_") or last + 1 in page.quotes or hit.entry.row.kind == "media":
        return last
    if page.lexicon.longest(page.text, page.words, last + 1) and "trade" not in kinds:
        return last
    latin = _CAPITAL.match(after) is not None
    if latin != (_CAPITAL.search(page.word(last)) is not None):
        return last
    if "end" in kinds and not after.startswith("لل"):
        formed = latin or "sign" in kinds or page.cues.foreign(page.word(last)) or page.cues.foreign(after)
        return last + 1 if formed else last
    company = hit.entry.row.kind == "company" and len(hit.entry.words) > 1
    return last + 1 if "trade" in kinds and company and not page.word(first).startswith("ال") else last


def _purposed_unit(page: Page, first: int, hit: Hit) -> int:
    """The last word of the name of a unit called after its listed owner and its own trade: X للفنادق, X للتأمين على
    الحياة. After a verb that takes ل the trade may be what the owner gives to.
    """
    last, row = hit.last, hit.entry.row
    if row.kind not in ("company", "state_owned") or hit.last + 1 in page.quotes or page.gap(last, last + 1) != " ":
        return last
    legal, after = "legal" in page.cues.affix(page.word(last)), page.word(last + 1)
    home = page.cues.exact(row.country, "home") and after.startswith("لل") and trades(page, last + 1)
    if not legal and not home:
        return last  # فولكسفاغن للسيارات only says what the company makes
    if not row.guarded or page.within(first - 1, 0, "strip"):
        return purpose_end(page, last + 1) or last
    return last


def _unit(page: Page, first: int, last: int, hit: Hit) -> Candidate:
    """A listed name with its trade: a company of its own where the article has the listed name alone as well."""
    name = page.text[page.words[first].start + hit.offset : page.words[hit.last].end]
    longer = page.text[page.words[first].start + hit.offset : page.words[last].end]
    if page.text.count(name) > page.text.count(longer):
        key = page.key(first, last, hit.offset)
        return Candidate(first, last, hit.offset, "national", key, cues={"head.firm", "listed.inside"})
    return Candidate(first, last, hit.offset, "listed", hit.entry.row.id, hit.entry, cues={"listed"})


def _runs_on(page: Page, last: int) -> bool:
    """Whether another capitalised Latin word follows, so that a common word only begins a name: Lumen Foundry."""
    after = page.word(last + 1)
    latin = _CAPITAL.match(page.word(last)) and _CAPITAL.match(after) and page.gap(last, last + 1) == " "
    return bool(latin) and after.casefold() not in page.not_names and not page.cues.affix(after) & {"legal"}


def _conjunction(page: Page, first: int, hit: Hit) -> bool:
    """Whether a hit takes a conjunction and a function word for the first word of a name: وأن بنك, not وان بنك."""
    word = page.word(first)
    closed = word[:1] in "وف" and page.grammar.exact(word[1:]) & CLOSED
    return hit.offset == 0 and hit.last > first and bool(closed)


def _prior(page: Page, first: int, hit: Hit) -> str:
    """How sure a listed name is by itself. A guarded one is so where it is spelled with its head or in many words."""
    row, length = hit.entry.row, len(hit.entry.words)
    if row.kind == "exchange":
        return "listed.exchange"
    headed = length > 1 and page.cues.first_of(page.word(first), ("strip", "institution", "bank", "fund", "airline"))
    formed = length > 1 and page.cues.affix(page.word(hit.last)) & {"legal", "end", "trade"}
    if row.guarded and length < _SURE_WORDS and not headed and not formed:
        return "listed.guarded"
    return "listed" if hit.sure else "listed.variant"


def _cuts_letters(page: Page, first: int, last: int) -> bool:
    """Whether a name would cut a run of spelled letters: سي في of سي في إس."""

    def spelled(index: int) -> bool:
        return "letter" in page.cues.affix(page.word(index))

    def runs_on(inner: int, step: int) -> bool:
        outer = inner + step
        gap = page.gap(min(inner, outer), max(inner, outer))
        if not spelled(inner) or not spelled(outer) or gap not in (" ", "."):
            return False
        # في and إن are words as well as letters: then the run has to go on, or a dot joins it.
        return gap == "." or not page.function_word(outer) or spelled(outer + step)

    return runs_on(first, -1) or runs_on(last, 1)


def _longer(page: Page, first: int, last: int) -> bool:
    """Whether شركة X is followed by another foreign word, so that X is only the beginning of a name. An officer's name
    may follow his company's.
    """
    after = last + 1
    if page.gap(first - 1, first) != " " or page.gap(last, after) != " " or after in page.quotes:
        return False
    if not page.cues.is_a(page.word(first - 1), "strip"):
        return False
    word = page.word(after)
    if not page.cues.foreign(word) or page.cues.forms.definite(word) or no_name(page, after):
        return False
    if page.cues.forms.accusative(word) and page.cues.verb(page.word(first - 2)):
        return False  # وقعت شركة X بروتوكولا
    listed = page.lexicon.longest(page.text, page.words, after)
    return listed is None and not page.within(first - 1, 6, "officer")


def _branch(page: Page, first: int, hit: Hit) -> bool:
    """Whether a country right after a listed name makes it the company there: بنك عودة مصر, 60% من إريكسون الهند.
    After a verb of motion the country may be what the company enters or leaves.
    """
    last, row = hit.last, hit.entry.row
    if page.gap(last, last + 1) != " " or last + 1 in page.quotes or row.kind in ("media", "exchange"):
        return False
    country = page.word(last + 1)
    near = page.cues.exact(country, "branch")
    if not near and not page.cues.nations.country(country):
        return False
    bank = page.cues.is_a(page.word(first), "bank") or (row.kind == "bank" and not row.guarded)
    if page.cues.nations.adjective(country) and not bank:
        return False  # مجموعة X السعودية
    if bank and near:
        return True
    before = page.word(first - 1)
    headed = page.gap(first - 1, first) == " " and page.cues.is_a(before, "plain") and not hit.offset
    if page.gap(first - 1, first) != " " or (row.guarded and not headed) or hit.offset:
        return hit.offset > 0 and not row.guarded and page.within(first - 1, _DEAL_REACH, "deal")
    if page.cues.verb(before):
        return page.cues.verb(before) == "deal" and not page.word(last + 2).startswith("ب")
    if page.cues.first_of(before, ("strip", "officer", "asset", "deal")) is not None:
        return True
    return page.cues.exact(before, "stake_of") and page.within(first - 2, _DEAL_REACH, "deal")


def _another_bank(page: Page, first: int, last: int) -> bool:
    """Whether a bank's name goes on with an adjective that tells banks apart: بنك الدوحة الوطني is not بنك الدوحة."""
    if page.cues.first_of(page.word(first), ("bank",)) is None or page.gap(last, last + 1) != " ":
        return False
    return page.cues.exact(page.word(last + 1), "bank_kind") and last + 1 not in page.quotes


# -- phrases in quotes, Latin runs -------------------------------------------------------------------------------------


def _quoted(page: Page, index: int, listed: Candidate | None) -> Candidate | None:
    """A phrase in quotes: a name of the list, a longer name that begins with one, or an unknown one."""
    last, mark = page.quotes[index]
    if listed is not None and listed.last >= last:
        return listed
    first = index
    head = _inner_head(page, first, last)
    if head == "firm":
        first += 1
        inner = _listed(page, first)
        if inner is not None and inner.last == last:
            inner.cues |= {"head.firm", "listed.quoted"}
            return inner
    words = [word.text for word in page.words[first : last + 1]]
    says = _says(page, first, last)
    spelled = first < last and (spelled_run(page, first) == last or _letters_and_form(page, first, last))
    rest = page.word(listed.last + 1) if listed is not None else ""
    another = rest.startswith("و") and listed is not None and _listed(page, listed.last + 1) is not None
    said_of_it = another or page.cues.exact(rest, "apart")
    numbered = listed is not None and any(word.isdigit() for word in words[listed.last + 1 - first :])
    if listed is not None and (len(words) > 4 or says or said_of_it or numbered):
        return listed
    if all(word.isdigit() for word in words) or page.words[last].end - page.words[first].start < 2:
        return listed
    candidate = Candidate(first, last, 0, "quoted", page.key(first, last, 0), quoted=True)
    if head is not None or _national_words(page, words):
        candidate.cues.add(f"head.{head or 'firm'}")
    if listed is not None:
        candidate.cues |= {"listed.inside", "listed.quoted"}
    candidate.cues |= _looks(page, words, mark)
    if spelled:
        candidate.cues.add("letters")
        candidate.cues.discard("long")
    elif says:
        candidate.cues.add("saying")
    return candidate


def _letters_and_form(page: Page, first: int, last: int) -> bool:
    """Whether spelled letters begin a name that goes on with a company's form: بي إم سي إي كابيتال للأبحاث."""
    end = spelled_run(page, first)
    return first < end < last and bool(page.cues.affix(page.word(end + 1)) & {"legal", "end"}) and last - end < 3


def _hashtag(page: Page, index: int) -> Candidate | None:
    """A hashtag of two words or more, which may be a name as quotes are: #X_تيليكوم."""
    last = index
    while page.gap(last, last + 1) == "_":
        last += 1
    if last == index or any(no_name(page, place) for place in range(index, last + 1)):
        return None
    formed = page.cues.affix(page.word(last)) & {"legal", "end", "trade"}
    if not formed and page.cues.first_of(page.word(index - 1), ("shares", "strip")) is None:
        return None
    candidate = Candidate(index, last, 0, "quoted", page.key(index, last, 0), quoted=True, cues={"hashtag"})
    candidate.cues |= _looks(page, [word.text for word in page.words[index : last + 1]], "#")
    return candidate


def _looks(page: Page, words: list[str], mark: str) -> set[str]:
    """Cues of a quoted phrase itself."""
    cues = set()
    if mark in "«“(":
        cues.add("guillemets")
    if len(words) > 4:
        cues.add("long")
    if len(words) == 1 and words[0].startswith("ال"):
        cues.add("article")
    if len(words) == 1 and (page.cues.first_of(words[0], _COMMON) or page.cues.verb(words[0])):
        cues.add("common")
    elif len(words) == 1 and page.cues.is_a(words[0], "product"):
        cues.add("common.thing")
    if len(words) > 1 and words[0].endswith("ه") and not page.cues.foreign(words[0]):
        cues.add("feminine")
    formed = page.cues.affix(words[-1]) & {"legal", "end", "trade"}
    if len(words) > 1 and not formed and page.cues.first_of(words[0], ("deal", "work", "event")):
        cues.add("event.phrase")
    head = page.cues.first_of(words[0], _OTHER_HEADS) if len(words) > 1 else None
    named = (formed or (words[-1].startswith("لل") and page.cues.is_a(words[-1], "trade"))) and head != "event"
    if head is not None and head != "media" and not named and not page.cues.is_a(words[0], "firm"):
        cues.add(head)
    return cues


def _national_words(page: Page, words: list[str]) -> bool:
    """Whether quoted words are a name such as الشركة الوطنية للاستثمار."""
    if len(words) < 3 or not words[0].startswith("ال") or not any(word.startswith("لل") for word in words[2:]):
        return False
    national = page.cues.nations.adjective(words[1], definite=True) or page.cues.exact(words[1], "national")
    return bool(national) and page.cues.first_of(words[0], ("strip", "institution")) is not None


def _inner_head(page: Page, first: int, last: int) -> str | None:
    """A head noun that opens a quoted phrase, if a name is left after it."""
    head, name = page.word(first), page.word(first + 1)
    if first == last or name.startswith("لل"):
        return None
    if page.cues.is_a(head, "strip") and not head.startswith("ال") and not name.startswith("ال"):
        return "firm"
    if any(page.cues.exact(page.word(place), "public_name") for place in range(first, last + 1)):
        return None  # «بنك الطعام»
    return "bank" if page.cues.first_of(head, ("bank", "fund", "airline")) else None


def _says(page: Page, first: int, last: int) -> bool:
    """Whether words in quotes are a phrase: a function word, a verb, an event among them."""
    cues = page.cues
    for index in range(first, last + 1):
        word = page.word(index)
        closed = page.grammar.exact(word) & {*CLOSED, "adverb"} or cues.exact(word, "phrase")
        if closed and "joint" not in cues.affix(word) and not _spelled(page, index, first, last):
            return True
        verb = word in cues.verbs if index == first else cues.verb(word) is not None
        if verb and (word[0] in "يتس" or word.endswith("ت") or index == first < last):
            return True
        if index > first and STOP.search(page.gap(index - 1, index).replace(".", "")):
            return True
    return bool(page.word(first).startswith("لل") and not cues.affix(page.word(first)))


def _spelled(page: Page, index: int, first: int, last: int) -> bool:
    """Whether a word of a phrase is the name of a letter among others: في of سي في إس."""
    if index == last and "letter" in page.cues.affix(page.word(index)):
        return True  # no phrase ends with في or إن, but names do: بريميير إن
    near = [place for place in (index - 1, index, index + 1) if first <= place <= last]
    return len(near) > 1 and all("letter" in page.cues.affix(page.word(place)) for place in near)


def _latin(page: Page, index: int) -> Candidate | None:
    """A run of capitalised Latin words, with a number that is written in one with the first: 212Founders."""
    last = index
    while _IN_RUN.match(page.word(last + 1)) and page.gap(last, last + 1) in (" ", " & ", ". ", "-"):
        last += 1
    while last > index and _NOT_LAST.match(page.word(last)):
        last -= 1
    run = [word.text.casefold() for word in page.words[index : last + 1]]
    if all(part in page.not_names or part.isdigit() for part in run):
        return None
    if page.words[last].end - page.words[index].start < 2 or page.not_names.get(run[0]) == "product":
        return None
    first = index - 1 if page.word(index - 1).isdigit() and not page.gap(index - 1, index) else index
    candidate = Candidate(first, last, 0, "latin", page.key(first, last, 0))
    candidate.quoted = page.quotes.get(index, (-1, ""))[0] == last
    return candidate
