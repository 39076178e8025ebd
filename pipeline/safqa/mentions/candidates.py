"""Where a text may name a company: names of the list, phrases in quotes, Latin runs, words after a head noun.

Candidates never overlap; of two that do, the one that begins first counts, and quotes count before a listed name that
is only a part of them. What is hard is where an unquoted name ends (شركة X Y): it goes on with words that look foreign
(``shapes``), with words that end names (القابضة, كابيتال) and with what stands beside it elsewhere in the article.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import regex

from ..words import Reading, Word, WordClasses
from .cues import Cues
from .lexicon import Entry, Hit, Lexicon, sounds

Way = Literal["listed", "quoted", "latin", "head", "bank", "national", "suffix", "gloss", "again"]

_QUOTES = regex.compile(r"«([^«»\n]{1,70})»|[“”„]([^“”„\n]{1,70})[“”„]")
_BRACKETED = regex.compile(r"\(([\p{Arabic} ]{2,30})\)")
_CHAIN = regex.compile(r"[ ،]*و? ?")
_STRAIGHT = regex.compile(r'"')
_LONGEST = 70
_SURE_WORDS = 3  # a name of so many words is no common phrase
STOP = regex.compile(r"[.؛!؟\n،,:()\[\]/]")
BREAK = regex.compile(r"[.؛!؟\n:]")
COMMA = regex.compile(r"[،,]")
_CAPITAL = regex.compile(r"\p{Lu}")
_IN_RUN = regex.compile(r"\p{Lu}|\p{N}+$|of$|and$")
_NOT_LAST = regex.compile(r"\p{N}|of$|and$")
_OPEN_BRACKET = regex.compile(r"\([\"«“]?")
_BRACKET = regex.compile(r" \([\"«“]?")
_CONSTRUCT_FEMININE = regex.compile(r"(?!ال|لل)\w+(?:يه|ات)")
CLOSED = frozenset(("preposition", "relative", "complementizer", "negation", "subordinator", "conjunction"))
_DESCRIPTION = 5  # words of a description before a bracket
_OTHER_HEADS = ("body", "place", "event", "work", "product", "media")
_COMMON = ("deal", "work", "asset", "trade", "firm", "officer", "event", "product", "person", "copula")


@dataclass(slots=True)
class Candidate:
    """Words ``first`` to ``last`` (inclusive), without ``offset`` letters of clitics, that may name a company.

    ``key`` is the identity that all its places share: a company's id, or ``~`` and the name's sounds. ``barred``
    places are no company, whatever the name is elsewhere. ``cues`` collects what speaks for and against it.
    """

    first: int
    last: int
    offset: int
    way: Way
    key: str
    entry: Entry | None = None
    quoted: bool = False
    media: bool = False
    barred: bool = False
    cues: set[str] = field(default_factory=set)

    @property
    def doubtful(self) -> bool:
        """Whether the name is a common word as well, and stands without quotes."""
        return "listed.guarded" in self.cues and not self.quoted


class Page:
    """A normalised article with its words, and what the rules say of them."""

    def __init__(
        self,
        text: str,
        words: list[Word],
        lexicon: Lexicon,
        cues: Cues,
        not_names: dict[str, str],
        grammar: WordClasses,
        roles: dict[str, str],
    ) -> None:
        self.roles = roles  # of every word met so far, in any article
        self.text, self.words, self.lexicon, self.cues = text, words, lexicon, cues
        self.not_names, self.grammar = not_names, grammar
        self.counts = Counter(word.text for word in words)
        self.quotes = dict(self._quotes())

    def word(self, index: int) -> str:
        """A word's letters; empty outside of the text."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def gap(self, left: int, right: int) -> str:
        """The text between two words; a line break outside of the text."""
        if left < 0 or right >= len(self.words):
            return "\n"
        return self.text[self.words[left].end : self.words[right].start]

    def span(self, candidate: Candidate) -> tuple[int, int]:
        """The characters of a candidate's name."""
        return self.words[candidate.first].start + candidate.offset, self.words[candidate.last].end

    def name(self, candidate: Candidate) -> str:
        """A candidate's name as the text has it."""
        start, end = self.span(candidate)
        return self.text[start:end]

    def key(self, first: int, last: int, offset: int) -> str:
        """The identity of an unlisted name."""
        return "~" + sounds("".join(word.text for word in self.words[first : last + 1])[offset:])

    def within(self, index: int, reach: int, kind: str) -> bool:
        """Whether a word of a class stands at an index or up to ``reach`` words before it."""
        return any(self.cues.is_a(word.text, kind) for word in self.words[max(0, index - reach) : max(0, index + 1)])

    def function_word(self, index: int) -> bool:
        """Whether a word closes a noun phrase: a preposition, a relative, an adverb and the like."""
        return bool(self.grammar.exact(self.word(index)) & {*CLOSED, "adverb", "reference"})

    def together(self, first: int, last: int) -> bool:
        """Whether the article has the same words together once more."""
        phrase = self.text[self.words[first].start : self.words[last].end]
        return len(phrase) > 6 and self.text.count(phrase) > 1

    def _quotes(self) -> Iterator[tuple[int, tuple[int, str]]]:
        """Every quoted phrase: index of its first word, then of its last one with the opening mark."""
        spans = [(match.start() + 1, match.end() - 1, match.group()[0]) for match in _QUOTES.finditer(self.text)]
        spans += [(left + 1, right, '"') for left, right in self._straight()]
        spans += list(self._bracketed())
        begins = {word.start: index for index, word in enumerate(self.words)}
        for left, right, mark in spans:
            while left < right and not self.text[left].isalnum():
                left += 1
            first = begins.get(left)
            if first is None or right - left > _LONGEST:
                continue
            last = first
            while last + 1 < len(self.words) and self.words[last + 1].end <= right:
                last += 1
            if self.words[last].end <= right and not self.text[self.words[last].end : right].strip(" .،-–!؟"):
                yield first, (last, mark)

    def _bracketed(self) -> Iterator[tuple[int, int, str]]:
        """Brackets that serve as quotes: شركات (X) و(Y)."""
        ends = {word.end: word.text for word in self.words}
        last = -1
        for match in _BRACKETED.finditer(self.text):
            before = self.text[: match.start()].rstrip()
            chained = last >= 0 and _CHAIN.fullmatch(self.text, last, match.start())
            head = self.cues.first_of(ends.get(len(before), ""), ("strip", "asset", "bank"))
            if chained or head is not None:
                last = match.end()
                yield match.start(1), match.end(1), "("

    def _straight(self) -> Iterator[tuple[int, int]]:
        """Pairs of straight quotes of a line; where one is missing, those that open before a letter."""
        start = 0
        for line in self.text.splitlines(keepends=True):
            marks = [start + match.start() for match in _STRAIGHT.finditer(line)]
            start += len(line)
            if len(marks) % 2 == 0:
                yield from zip(marks[::2], marks[1::2], strict=True)
                continue
            for left, right in itertools.pairwise(marks):
                if self.text[left + 1].isalnum() and not self.text[right + 1 : right + 2].isalnum():
                    yield left, right


def collect(page: Page) -> list[Candidate]:
    """Every candidate of a text, in order."""
    found: list[Candidate] = []
    brackets = {match.end() for match in _OPEN_BRACKET.finditer(page.text)}
    following = 0
    for index, word in enumerate(page.words):
        role = page.roles.get(word.text)
        if role is None:
            role = page.roles[word.text] = _role(page, word.text)
        if index < following:
            continue
        candidate = None
        if role or index in page.quotes:
            candidate = _at(page, index, role)
        if candidate is None and found and found[-1].last == index - 1:
            candidate = _second(page, index, found[-1])
        if candidate is None:
            if page.word(index + 1) in page.cues.signs:
                candidate = _suffixed(page, index)
            elif word.start in brackets:
                candidate = _in_brackets(page, index)
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
    return "listed" if page.lexicon.starts(word) else ""


def _at(page: Page, index: int, role: str) -> Candidate | None:
    listed = _listed(page, index)
    if index in page.quotes:
        return _quoted(page, index, listed)
    if listed is not None or role == "listed":
        return listed
    return _latin(page, index) if role == "latin" else _headed(page, index)


# -- names of the list -------------------------------------------------------------------------------------------------


def _listed(page: Page, index: int) -> Candidate | None:
    hit = page.lexicon.longest(page.text, page.words, index)
    if hit is None or _cuts_letters(page, index, hit.last):
        return None
    last = hit.last
    while goes_on(page, last, ("legal",)) and last + 1 not in page.quotes:
        last += 1
    if last == hit.last and _longer(page, index, last):
        key = page.key(index, last + 1, hit.offset)
        return Candidate(index, last + 1, hit.offset, "head", key, cues={"head.firm", "listed.inside"})
    candidate = Candidate(
        index, last, hit.offset, "listed", hit.entry.row.id, hit.entry, cues={_prior(page, index, hit)}
    )
    candidate.quoted = page.quotes.get(index, (-1, ""))[0] == last
    if candidate.quoted:
        candidate.cues |= {"listed.quoted", "guillemets"} if page.quotes[index][1] == "«" else {"listed.quoted"}
    candidate.media = hit.entry.row.kind == "media"
    return candidate


def _prior(page: Page, first: int, hit: Hit) -> str:
    """How sure a listed name is by itself. A guarded one is so where it is spelled with its head or in many words."""
    row, length = hit.entry.row, len(hit.entry.words)
    if row.kind == "exchange":
        return "listed.exchange"
    headed = length > 1 and page.cues.first_of(page.word(first), ("strip", "institution", "bank", "fund", "airline"))
    if row.guarded and length < _SURE_WORDS and not headed:
        return "listed.guarded"
    return "listed" if hit.sure else "listed.variant"


def goes_on(page: Page, last: int, kinds: tuple[str, ...]) -> bool:
    """Whether the word after ``last`` stands right after it and is one of those that go on or end names."""
    gap, affix = page.gap(last, last + 1), page.cues.affix(page.word(last + 1))
    if gap == ".":
        return "end" in affix  # ممزورلد.كوم
    return gap in (" ", "_", " & ", " - ", "-") and not affix.isdisjoint(kinds)


def _cuts_letters(page: Page, first: int, last: int) -> bool:
    """Whether a name would cut a run of spelled letters: سي في of سي في إس."""

    def spelled(index: int) -> bool:
        return "letter" in page.cues.affix(page.word(index))

    def runs_on(inner: int, step: int) -> bool:
        outer = inner + step
        if not spelled(inner) or not spelled(outer) or page.gap(min(inner, outer), max(inner, outer)) != " ":
            return False
        # في and إن are words as well as letters: then the run has to go on.
        return not page.grammar.exact(page.word(outer)) or spelled(outer + step)

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
    if not page.cues.foreign(word) or word.startswith(("ال", "لل")) or _no_name(page, after):
        return False
    listed = page.lexicon.longest(page.text, page.words, after)
    return listed is None and not page.within(first - 1, 6, "officer")


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
    rest = page.word(listed.last + 1) if listed is not None else ""
    another = rest.startswith("و") and listed is not None and _listed(page, listed.last + 1) is not None
    said_of_it = another or page.cues.exact(rest, "apart")
    if listed is not None and (len(words) > 4 or says or said_of_it or any(word.isdigit() for word in words)):
        return listed
    if all(word.isdigit() for word in words) or page.words[last].end - page.words[first].start < 2:
        return listed
    candidate = Candidate(first, last, 0, "quoted", page.key(first, last, 0), quoted=True)
    if head is not None or _national_words(page, words):
        candidate.cues.add(f"head.{head or 'firm'}")
    if listed is not None:
        candidate.cues |= {"listed.inside", "listed.quoted"}
    candidate.cues |= _looks(page, words, mark)
    if says:
        candidate.cues.add("saying")
    return candidate


def _looks(page: Page, words: list[str], mark: str) -> set[str]:
    """Cues of a quoted phrase itself."""
    cues = set()
    if mark in "«“":
        cues.add("guillemets")
    if len(words) > 4:
        cues.add("long")
    if len(words) == 1 and words[0].startswith("ال"):
        cues.add("article")
    if len(words) == 1 and (page.cues.first_of(words[0], _COMMON) or page.cues.verb(words[0])):
        cues.add("common")
    head = page.cues.first_of(words[0], _OTHER_HEADS) if len(words) > 1 else None
    named = page.cues.affix(words[-1]) & {"legal", "end", "trade"} and head != "event"
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
    return "bank" if page.cues.first_of(head, ("bank", "fund", "airline")) else None


def _says(page: Page, first: int, last: int) -> bool:
    """Whether words in quotes are a phrase: a function word, a verb, an event among them."""
    cues = page.cues
    for index in range(first, last + 1):
        word = page.word(index)
        closed = page.grammar.exact(word) & {*CLOSED, "adverb"}
        if closed and "joint" not in cues.affix(word) and not _spelled(page, index, first, last):
            return True
        verb = word in cues.verbs if index == first else cues.verb(word) is not None
        if verb and (word[0] in "يتس" or word.endswith("ت") or index == first < last):
            return True
        if index > first and STOP.search(page.gap(index - 1, index).replace(".", "")):
            return True
    if page.word(first).startswith("لل") and not cues.affix(page.word(first)):
        return True
    event = first < last and cues.first_of(page.word(first), ("deal", "work", "event"))
    return bool(event) and not cues.affix(page.word(last)) & {"legal", "end", "trade"}


def _spelled(page: Page, index: int, first: int, last: int) -> bool:
    """Whether a word of a phrase is the name of a letter among others: في of سي في إس."""
    if index == last and "letter" in page.cues.affix(page.word(index)):
        return True  # no phrase ends with في or إن, but names do: بريميير إن
    near = [place for place in (index - 1, index, index + 1) if first <= place <= last]
    return len(near) > 1 and all("letter" in page.cues.affix(page.word(place)) for place in near)


def _latin(page: Page, index: int) -> Candidate | None:
    """A run of capitalised Latin words."""
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
    candidate = Candidate(index, last, 0, "latin", page.key(index, last, 0))
    candidate.quoted = page.quotes.get(index, (-1, ""))[0] == last
    return candidate


# -- names after head nouns --------------------------------------------------------------------------------------------


def _headed(page: Page, index: int) -> Candidate | None:
    """An unquoted name in Arabic letters after a head noun."""
    if page.gap(index, index + 1) not in (" ", "_"):
        return None
    word, cues = page.word(index), page.cues
    if cues.first_of(word, ("bank", "fund", "airline")):
        return _bank(page, index)
    reading = cues.classes.any_reading(word, "firm") or cues.classes.any_reading(word, "platform")
    if reading is not None and (reading.article or reading.stem.startswith("ال")):
        return _national(page, index)
    if reading is None and not cues.is_a(word, "media"):
        return None
    return _purposed(page, index) or _after_head(page, index, media=reading is None)


def _purposed(page: Page, head: int) -> Candidate | None:
    """شركة X الوطنية للتجارة: a definite name with a nationality and a trade."""
    first, last = head + 1, head + 3
    if not page.word(first).startswith("ال") or first in page.quotes:
        return None
    if any(page.gap(place, place + 1) != " " for place in range(head, first + 1)):
        return None
    if not page.cues.is_a(page.word(head), "strip") or page.lexicon.longest(page.text, page.words, first):
        return None
    middle = page.word(head + 2)
    if middle.startswith("لل") and page.cues.affix(middle) & {"end"}:
        last = head + 2  # شركة الشال للاستشارات
    elif not page.word(last).startswith("لل") or not (
        page.cues.nations.adjective(middle, definite=True) or page.cues.exact(middle, "national")
    ):
        return None
    if page.word(last + 1).startswith("وال") and page.gap(last, last + 1) == " ":
        last += 1
    return Candidate(first, last, 0, "national", page.key(first, last, 0), cues={"head.firm"})


def _after_head(page: Page, head: int, media: bool) -> Candidate | None:
    """شركة X: X ends where no part of a name follows."""
    first = _past_description(page, head)
    if first in page.quotes or not _may_begin(page, first) or page.lexicon.longest(page.text, page.words, first):
        return None
    last = first
    while last - first < 4 and _may_go_on(page, first, last):
        last += 1
    candidate = Candidate(first, last, 0, "head", page.key(first, last, 0), media=media, cues={"bare.firm"})
    word = page.word(first)
    if any(page.cues.foreign(part.text) for part in page.words[first : last + 1]):
        candidate.cues.add("foreign")
    if first > head + 1 or page.cues.nations.place(word):
        candidate.cues.add("definite")
    if page.counts[word] + sum(page.counts[clitic + word] for clitic in "وبلفك") > 1:
        candidate.cues.add("elsewhere")
    candidate.cues |= _certain(page, candidate, head)
    return candidate


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
    if not page.cues.foreign(page.word(index)):
        return head + 1
    return head + 1 if page.within(head - 1, 4, "officer") else index


def _no_name(page: Page, index: int) -> bool:
    """Whether a word is one that no unquoted name has: a verb, a function word, a nationality."""
    word = page.word(index)
    forms = (word, word[1:]) if word[:1] in "وفبلك" and not page.cues.foreign(word) else (word,)
    return any(page.grammar.exact(form) - {"place"} for form in forms) or page.cues.verb(word) is not None


def _may_begin(page: Page, index: int) -> bool:
    word = page.word(index)
    if len(word) < 3 or word.startswith(("ال", "لل")) or not regex.match(r"\p{Arabic}", word) or _no_name(page, index):
        return False
    if page.cues.nations.adjective(word):
        return False
    purpose = page.gap(index, index + 1) == " " and page.word(index + 1).startswith("لل")
    if page.cues.nations.place(word) and not purpose and not goes_on(page, index, ("end", "legal")):
        return False
    heads = ("trade", "firm", "platform", "officer", "product", "body", "venue", "asset", "deal", "place", "event")
    return page.cues.first_of(word, heads) is None


def _may_go_on(page: Page, first: int, last: int) -> bool:
    """Whether the word after ``last`` belongs to an unquoted name: it is foreign like it, or goes on names."""
    word = page.word(last + 1)
    if last + 1 in page.quotes:
        return False
    if goes_on(page, last, ("legal", "end", "joint")):
        return True
    if goes_on(page, last, ("letter",)) and not page.function_word(last + 1):
        return True
    if first == last and word.startswith("لل") and page.cues.nations.place(page.word(first)):
        return page.gap(last, last + 1) == " "  # شركة كراتشي للكهرباء
    if page.gap(last, last + 1) not in (" ", "_", "-") or _no_name(page, last + 1):
        return False
    if "joint" in page.cues.affix(page.word(last)):
        return True
    if word.startswith(("ال", "لل")) or page.cues.nations.adjective(word):
        return False
    return page.cues.foreign(word) or page.together(first, last + 1)


def _certain(page: Page, candidate: Candidate, head: int) -> set[str]:
    """Signs that شركة X is one certain company, or that it is any company that does X (شركة طيران)."""
    cues, out, word = page.cues, set(), page.word(head)
    if cues.is_a(word, "platform") and "foreign" not in candidate.cues:
        out.add("description")
    if cues.is_a(word, "firm") and word.endswith(("ات", "ين")):
        out.add("plural")
    if page.gap(head - 1, head) == " ":
        before = page.word(head - 1)
        if before.isdigit() or cues.exact(before, "counting"):
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
        if single and (adjective or feminine or ("definite" not in out and _adjectival(page, candidate))):
            out.add("description")
    return out


def _adjectival(page: Page, candidate: Candidate) -> bool:
    """Whether an unquoted name is one word that ends like a feminine adjective and looks Arabic: كشركة منفصلة."""
    word = page.word(candidate.last)
    return candidate.first == candidate.last and word.endswith("ه") and "foreign" not in candidate.cues


def _second(page: Page, index: int, before: Candidate | None) -> Candidate | None:
    """The second name after a head in the dual: شركتي X وY."""
    word = page.word(index)
    if before is None or before.last != index - 1 or not word.startswith("و") or page.gap(index - 1, index) != " ":
        return None
    if not page.cues.is_a(page.word(before.first - 1), "dual") or word.startswith("وال") or _no_name(page, index):
        return None
    last = index
    while last - index < 3 and _may_go_on(page, index, last):
        last += 1
    return Candidate(index, last, 1, "head", page.key(index, last, 1), cues={"bare.firm", "foreign", "definite"})


def _bank(page: Page, index: int) -> Candidate | None:
    """A bank, a fund or an airline named with its head: بنك الرياض, البنك الأهلي التجاري, طيران الخليج."""
    cues, first = page.cues, index + 1
    kind = cues.first_of(page.word(index), ("bank", "fund", "airline"))
    reading = cues.classes.any_reading(page.word(index), str(kind))
    word = page.word(first)
    if reading is None or first in page.quotes or cues.verb(word) or not regex.match(r"\p{Arabic}", word):
        return None
    article = reading.article or reading.stem.startswith("ال")
    if (article and not word.startswith("ال")) or page.function_word(first):
        return None
    last = _bank_end(page, first)
    if last + 1 in page.quotes and page.gap(last, last + 1).strip('"«“') == " ":
        return None  # البنك المغربي «X»
    name = [part.text for part in page.words[first : last + 1]]
    national = any(cues.nations.adjective(part, definite=True) for part in name)
    foreign = cues.foreign(word)
    if any(cues.exact(part, "public_bank") for part in name) or cues.nations.place(" ".join(name)):
        return None
    if kind == "fund" and (article or word.startswith("ال") or not foreign):
        return None
    if kind == "airline" and (not (national or foreign) or (article and not reading.stem.endswith("خطوط"))):
        return None
    named = foreign or national or (word.startswith("ال") and not article) or len(name) > 1
    if not named and not (article and (word.endswith("ي") or page.cues.exact(word, "ordinal"))):
        return None
    offset = _head_offset(page, index, reading)
    return Candidate(index, last, offset, "bank", page.key(index, last, offset),
                     cues={"head.bank" if named and not (article and len(name) == 1) else "bare.bank"})  # fmt: skip


def _head_offset(page: Page, index: int, reading: Reading) -> int:
    """How many letters stand before a head that belongs to the name: its clitics, but not its article."""
    article = reading.article and page.word(index)[reading.offset - 2 : reading.offset] == "ال"
    return reading.offset - 2 * article


def _bank_end(page: Page, first: int) -> int:
    """A bank's name goes on with definite adjectives, foreign words and words that end names."""
    last, cues = first, page.cues
    while last - first < 4 and page.gap(last, last + 1) == " " and last + 1 not in page.quotes:
        word = page.word(last + 1)
        if page.function_word(last + 1) or cues.verb(word):
            break
        if _purpose(page, first, last):
            last += 2
            while page.word(last + 1).startswith("وال") and page.gap(last, last + 1) == " ":
                last += 1
            break
        definite = word.startswith("ال") and (page.word(last).startswith(("ال", "لل")) or last > first)
        purpose = word.startswith("لل") and page.word(first).startswith("ال")
        if not (definite or purpose or cues.foreign(word) or cues.affix(word) & {"legal", "end", "joint", "letter"}):
            break
        last += 1
    return last


def _purpose(page: Page, first: int, last: int) -> bool:
    """Whether a bank's purpose follows: البنك الأوروبي لإعادة الإعمار والتنمية."""
    word, object_ = page.word(last + 1), page.word(last + 2)
    return (
        page.word(first).startswith("ال")
        and word.startswith("ل")
        and not word.startswith("لل")
        and len(word) > 4
        and object_.startswith("ال")
        and page.gap(last + 1, last + 2) == " "
    )


def _national(page: Page, index: int) -> Candidate | None:
    """A company named by its country and trade: الشركة السعودية للكهرباء."""
    last = index + 2
    middle, trade = page.word(index + 1), page.word(last)
    if page.gap(index + 1, last) not in (" ", "_") or not trade.startswith("لل"):
        return None
    if page.cues.first_of(page.word(index), ("strip", "institution")) is None:
        return None
    if not (page.cues.nations.adjective(middle, definite=True) or page.cues.exact(middle, "national")):
        return None
    if regex.match(r"وال\w", page.word(last + 1)) and page.gap(last, last + 1) == " ":
        last += 1
    reading = page.cues.classes.any_reading(page.word(index), "firm")
    offset = _head_offset(page, index, reading) if reading is not None else 0
    return Candidate(index, last, offset, "national", page.key(index, last, offset), cues={"head.firm"})


def _in_brackets(page: Page, index: int) -> Candidate | None:
    """A short name in brackets after a company's description: مؤسسة البترول التركية (تباو)."""
    last = index
    while last - index < 2 and page.gap(last, last + 1) == " ":
        last += 1
    if not page.gap(index - 1, index).endswith("(") or not page.gap(last, last + 1).startswith(")"):
        return None
    if any(
        _no_name(page, place) or not regex.match(r"\p{Arabic}", page.word(place)) for place in range(index, last + 1)
    ):
        return None
    if page.cues.first_of(page.word(index), _COMMON) or not described_before(page, index):
        return None
    return Candidate(index, last, 0, "gloss", page.key(index, last, 0), cues={"head.firm"})


def described_before(page: Page, index: int) -> bool:
    """Whether a bracket follows a description that begins with a company's head noun and runs up to it."""
    if not _BRACKET.fullmatch(page.gap(index - 1, index)):
        return False
    for here in range(index - 1, max(-1, index - 2 - _DESCRIPTION), -1):
        if here < index - 1 and page.gap(here, here + 1) not in (" ", "_"):
            return False
        if page.cues.first_of(page.word(here), ("strip", "institution", "bank")):
            return here < index - 1
        if page.function_word(here) or page.cues.verb(page.word(here)):
            return False
    return False


def _suffixed(page: Page, index: int) -> Candidate | None:
    """Words before a foreign word that ends company names: ليبروم كابيتال."""
    last = index + 1
    if page.gap(index, last) != " " or not _may_begin(page, index):
        return None
    while goes_on(page, last, ("legal", "end")):
        last += 1
    cue = "end" if page.cues.foreign(page.word(index)) else "suffixed"
    return Candidate(index, last, 0, "suffix", page.key(index, last, 0), cues={cue})
