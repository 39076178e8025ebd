"""Companies: names of the lexicon, and names that the article itself shows to be companies.

Every place that may name a company is a *candidate*: a name of the list, a phrase in quotes, a capitalised Latin run,
words after a head noun (شركة X). What stands around a candidate gives it *cues* (``rules/companies/cues``): a head, an
officer, shares, a deal verb, an apposition speak for it; quoted speech, a product's head, a place against it. The cues
of all places of one name are weighed together, for a word has one sense an article (Gale, Church and Yarowsky 1992);
a name in the company of sure ones (coordination) gains, and what is settled is then found wherever it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from ..document import Mention
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv, rule_files
from ..words import Word, WordClasses, WordRow, readings
from .lexicon import Company, CompanyRow, Entry, Hit, Lexicon, sounds
from .nations import Nations
from .paradigms import Verb, future_forms, past_forms, present_forms
from .shapes import Patterns, sound_alike

__all__ = ["Company", "CompanyRow", "CompanyRules", "Cues", "Entry", "find_companies", "sounds"]

_ENOUGH = 2.5
_LINE_QUOTES = regex.compile(r"«([^«»\n]{1,70})»|[“”„]([^“”„\n]{1,70})[“”„]")
_STRAIGHT = regex.compile(r'"')
_STOP = regex.compile(r"[.؛!؟\n،,:()\[\]/]")
_BREAK = regex.compile(r"[.؛!؟\n:]")
_COMMA = regex.compile(r"[،,]")
_PLAIN_GAP = regex.compile(r"[\s_#\"'«»“”‘’]*")
_GLOSS = regex.compile(r"[\s\"”»'’]*[(\[/][\s\"“«'‘]*")
_CAPITAL = regex.compile(r"\p{Lu}")
_CAMEL = regex.compile(r"\p{Lu}[\p{L}\p{N}]*(?:\p{Ll}\p{Lu}|\p{Lu}\p{Ll})|\p{Ll}+\p{Lu}")
_TICKER = regex.compile(r"[\s\"”»]*\((?:[A-Z]+:\s?)?[A-Z]{2,5}(?:\.[A-Z]{1,3})?\)")
_CLITICS = frozenset(("و", "ف", "ب", "ل", "ك", "ال", "لل", "بال", "وال", "ول", "وب", "فل", "ولل", "كال", "فب"))
_CLOSED = frozenset(("preposition", "relative", "complementizer", "negation", "subordinator", "conjunction"))
_REACH = 5  # words that may stand between a head and its name: عملاق التجارة الإلكترونية الأمريكي «X»
_DEAL_REACH = 6
_HEADS = ("firm", "bank", "media", "platform", "product", "body", "place", "event", "person", "work")


class VerbFormsRow(RuleModel):
    """A verb of the news, by whom it is mostly said: a company, a speaker or anybody."""

    past: str = ""
    present: str = ""
    sort: str


class WeightRow(RuleModel):
    """What a cue is worth, and why it counts."""

    cue: str
    weight: float
    why: str


class Cues:
    """The words around names: their classes, the verbs that end a name, and what each cue is worth."""

    def __init__(self, folder: RulePath) -> None:
        cues = folder / "companies" / "cues"
        self.classes = WordClasses.load(cues / "words.tsv")
        self.weights = {row.cue: row.weight for _, row in read_tsv(cues / "weights.tsv", WeightRow)}
        self.affixes: dict[str, set[str]] = defaultdict(set)
        for _, row in read_tsv(cues / "affixes.tsv", WordRow):
            self.affixes[fold(row.word).casefold()].add(row.kind)
        self.verbs: dict[str, str] = {}
        for _, verb in read_tsv(cues / "verbs.tsv", VerbFormsRow):
            for form in self._forms(verb):
                self.verbs.setdefault(form, verb.sort)
        self.patterns = Patterns.load(folder / "grammar" / "patterns.tsv")
        self.nations = Nations.load(folder / "grammar" / "nationalities.tsv")

    @staticmethod
    def _forms(row: VerbFormsRow) -> Iterable[str]:
        verb = Verb.of(row.past, row.present)
        for form in (*past_forms(verb), *present_forms(verb), *future_forms(verb)):
            if not form.jussive:
                yield form.text

    def verb(self, word: str) -> str | None:
        """The sort of a verb form, looked at through a conjunction; ``None`` for other words."""
        return self.verbs.get(word) or (self.verbs.get(word[1:]) if word[:1] in ("و", "ف") else None)

    def affix(self, word: str) -> set[str]:
        """The classes of a word as a part of names: legal, end, joint, letter, tail."""
        return self.affixes.get(word.casefold(), set())

    def first_of(self, word: str, kinds: Iterable[str]) -> str | None:
        """The first of some classes that a word belongs to, its clitics looked through."""
        return next((kind for kind in kinds if self.classes.any_reading(word, kind) is not None), None)


@dataclass
class CompanyRules:
    """The lexicon, the cues around names, and the words that are no names."""

    lexicon: Lexicon
    cues: Cues
    not_names: dict[str, str]
    grammar: WordClasses

    @property
    def names(self) -> dict[str, list[Entry]]:
        """Every listed spelling by its key."""
        return self.lexicon.names

    @classmethod
    def load(cls, folder: RulePath, grammar: WordClasses, extra: Iterable[RulePath] = ()) -> CompanyRules:
        """Reads every list of ``companies/`` and the user's own. Raises ``RuleError``."""
        lists = rule_files(folder / "companies", "*.tsv")
        barred = [path for path in lists if path.stem == "not_names"]
        not_names = {fold(row.word).casefold(): row.kind for path in barred for _, row in read_tsv(path, WordRow)}
        lexicon = Lexicon.load([path for path in lists if path not in barred] + list(extra))
        return cls(lexicon, Cues(folder), not_names, grammar)


@dataclass(slots=True)
class Candidate:
    """Words ``first`` to ``last`` (inclusive), without ``offset`` letters of clitics, that may name a company."""

    first: int
    last: int
    offset: int
    way: str  # listed, quoted, latin, head, bank, national
    key: str
    entry: Entry | None = None
    quoted: bool = False
    media: bool = False
    barred: bool = False  # this place is no company, whatever the name is elsewhere
    cues: set[str] = field(default_factory=set)


def find_companies(text: str, words: list[Word], rules: CompanyRules) -> list[Mention]:
    """The companies named in a normalised text, in order, without overlaps."""
    if not words:
        return []
    finder = _Finder(text, words, rules)
    finder.collect()
    finder.weigh()
    return finder.mentions()


class _Finder:
    """The companies of one article, found step by step."""

    def __init__(self, text: str, words: list[Word], rules: CompanyRules) -> None:
        self.text, self.words, self.rules = text, words, rules
        self.cues, self.grammar = rules.cues, rules.grammar
        self.counts = Counter(word.text for word in words)
        self.candidates: list[Candidate] = []
        self.by_first: dict[int, Candidate] = {}
        self.quotes = self._quotes()
        self.accepted: dict[str, float] = {}

    # -- the text around words ---------------------------------------------------------------------------------------

    def gap(self, left: int, right: int) -> str:
        """The text between two words."""
        return self.text[self.words[left].end : self.words[right].start]

    def span(self, candidate: Candidate) -> tuple[int, int]:
        """The characters of a candidate's name."""
        return self.words[candidate.first].start + candidate.offset, self.words[candidate.last].end

    def name(self, candidate: Candidate) -> str:
        """A candidate's name as the text has it."""
        start, end = self.span(candidate)
        return self.text[start:end]

    def _quotes(self) -> dict[int, tuple[int, str]]:
        """Every quoted phrase: index of its first word -> (index of its last word, the opening mark)."""
        spans = [(m.start() + 1, m.end() - 1, m.group()[0]) for m in _LINE_QUOTES.finditer(self.text)]
        start = 0
        for line in self.text.splitlines(keepends=True):
            marks = [start + m.start() for m in _STRAIGHT.finditer(line)]
            if len(marks) % 2 == 0:
                spans += [(left + 1, right, '"') for left, right in zip(marks[::2], marks[1::2], strict=True)]
            else:
                spans += [(left + 1, right, '"') for left, right in zip(marks, marks[1:], strict=False)
                          if self._opens(left) and not self._opens(right)]  # fmt: skip
            start += len(line)
        by_start = {word.start: index for index, word in enumerate(self.words)}
        out = {}
        for left, right, mark in spans:
            while left < right and not self.text[left].isalnum():
                left += 1
            first = by_start.get(left)
            if first is None or right - left > 70:
                continue
            last = first
            while last + 1 < len(self.words) and self.words[last + 1].end <= right:
                last += 1
            if self.words[last].end <= right and not self.text[self.words[last].end : right].strip(" .،-–!؟"):
                out[first] = (last, mark)
        return out

    def _opens(self, position: int) -> bool:
        after = self.text[position + 1 : position + 2]
        return after.isalnum() and not self.text[max(0, position - 1) : position].isdigit()

    # -- candidates --------------------------------------------------------------------------------------------------

    def collect(self) -> None:
        """Every candidate of the text, left to right, the longer before the shorter."""
        index = 0
        while index < len(self.words):
            candidate = self._at(index)
            if candidate is None:
                index += 1
                continue
            self.candidates.append(candidate)
            self.by_first[candidate.first] = candidate
            index = candidate.last + 1
        for candidate in self.candidates:
            self._look_around(candidate)

    def _at(self, index: int) -> Candidate | None:
        listed = self._listed(index)
        if index in self.quotes:
            return self._quoted(index, listed)
        if listed is not None:
            return listed
        if _CAPITAL.search(self.words[index].text):
            return self._latin(index)
        return self._headed(index)

    def _listed(self, index: int) -> Candidate | None:
        hit = self.rules.lexicon.longest(self.text, self.words, index)
        if hit is None or self._cut_letters(index, hit.last):
            return None
        last = hit.last
        while last + 1 < len(self.words) and self._goes_on(last, ("legal",)) and last + 1 not in self.quotes:
            last += 1
        if last == hit.last and self._longer(index, last):
            return Candidate(index, last + 1, hit.offset, "head", self._key(index, last + 1, hit.offset),
                             cues={"head.firm", "listed.inside"})  # fmt: skip
        candidate = Candidate(index, last, hit.offset, "listed", hit.entry.row.id, hit.entry)
        candidate.cues.add(self._prior(hit))
        candidate.quoted = index in self.quotes and self.quotes[index][0] == last
        if candidate.quoted:
            candidate.cues.add("listed.quoted")
        candidate.media = hit.entry.row.kind == "media"
        return candidate

    def _longer(self, first: int, last: int) -> bool:
        """Whether شركة X is followed by another foreign word, so that X is only the beginning of the name; an
        officer's name may follow his company's.
        """
        after = last + 1
        if first == 0 or after >= len(self.words) or self.gap(last, after) != " " or after in self.quotes:
            return False
        if self.gap(first - 1, first) != " " or not self.cues.classes.any_reading(self.words[first - 1].text, "strip"):
            return False
        word = self.words[after].text
        if not self.cues.patterns.foreign(word) or self.cues.nations.adjective(word) or self.cues.verb(word):
            return False
        if self.grammar.exact(word) or word.startswith(("ال", "لل")) or self.rules.lexicon.longest(
            self.text, self.words, after
        ):  # fmt: skip
            return False
        return not self._class_within(first - 1, 6, "officer")

    @staticmethod
    def _prior(hit: Hit) -> str:
        row = hit.entry.row
        if row.kind == "exchange":
            return "listed.exchange"
        if row.guarded:
            return "listed.guarded"
        return "listed" if hit.sure else "listed.variant"

    def _goes_on(self, last: int, kinds: tuple[str, ...]) -> bool:
        """Whether the word after ``last`` is one of those that end names and stands right after it."""
        gap, affix = self.gap(last, last + 1), self.cues.affix(self.words[last + 1].text)
        if gap == ".":
            return "end" in affix  # ممزورلد.كوم
        return gap in (" ", "_", " & ", " - ", "-") and bool(affix & {*kinds})

    def _cut_letters(self, first: int, last: int) -> bool:
        """Whether a name would cut a run of spelled letters: سي في of سي في إس."""

        def letter(index: int) -> bool:
            return 0 <= index < len(self.words) and "letter" in self.cues.affix(self.words[index].text)

        before = letter(first) and letter(first - 1) and self.gap(first - 1, first) == " "
        after = letter(last) and letter(last + 1) and self.gap(last, last + 1) == " "
        return before or after

    def _quoted(self, index: int, listed: Candidate | None) -> Candidate | None:
        """A phrase in quotes: a name of the list, a longer name that begins with one, or an unknown one."""
        last, mark = self.quotes[index]
        if listed is not None and listed.last >= last:
            return listed
        first = index
        head = self._inner_head(first, last)
        if head == "firm":
            first += 1
            inner = self._listed(first)
            if inner is not None and inner.last == last:
                inner.cues |= {"head.firm", "listed.quoted"}
                return inner
        words = [word.text for word in self.words[first : last + 1]]
        if listed is not None and (len(words) > 4 or any(w.isdigit() for w in words) or self._says(first, last)):
            return listed
        if all(word.isdigit() for word in words) or self.words[last].end - self.words[first].start < 2:
            return listed
        candidate = Candidate(first, last, 0, "quoted", self._key(first, last, 0), quoted=True)
        if head is not None:
            candidate.cues.add(f"head.{head}")
        if listed is not None:
            candidate.cues |= {"listed.inside", "listed.quoted"}
        if mark in "«“":
            candidate.cues.add("guillemets")
        if self._says(first, last):
            candidate.cues.add("saying")
        if len(words) > 4:
            candidate.cues.add("long")
        if len(words) == 1 and words[0].startswith("ال"):
            candidate.cues.add("article")
        return candidate

    def _inner_head(self, first: int, last: int) -> str | None:
        """A head noun that opens a quoted phrase, if a name is left after it."""
        if first == last or self.words[first + 1].text.startswith("لل"):
            return None
        head = "firm" if self.cues.classes.any_reading(self.words[first].text, "strip") else None
        head = head or self.cues.first_of(self.words[first].text, ("bank",))
        if head == "firm" and (self.words[first].text.startswith("ال") or self.words[first + 1].text.startswith("ال")):
            return None
        return head

    def _says(self, first: int, last: int) -> bool:
        """Whether words in quotes are a phrase: a function word, a verb, a negation among them."""
        for index in range(first, last + 1):
            word = self.words[index].text
            if self.grammar.exact(word) & {*_CLOSED, "adverb"} and not self.cues.affix(word) & {"joint", "letter"}:
                return True
            if first == index < last and self.cues.first_of(word, ("deal", "work", "event")) and not _affixed(
                self.cues, self.words[last].text
            ):  # fmt: skip
                return True
            verb = self.cues.verb(word) is not None
            if verb and (word[0] in "يتس" or word.endswith("ت") or (first == index and index < last)):
                return True
            if index > first and _STOP.search(self.gap(index - 1, index).replace(".", "")):
                return True
        return False

    def _key(self, first: int, last: int, offset: int) -> str:
        text = "".join(word.text for word in self.words[first : last + 1])
        return "~" + sounds(text[offset:])

    def _latin(self, index: int) -> Candidate | None:
        """A run of capitalised Latin words."""
        words, last = self.words, index
        while (
            last + 1 < len(words)
            and regex.match(r"\p{Lu}|\p{N}+$|of$|and$", words[last + 1].text)
            and self.gap(last, last + 1) in (" ", " & ", ". ", "-")
        ):
            last += 1
        while last > index and regex.match(r"\p{N}|of$|and$", words[last].text):
            last -= 1
        run = [word.text.casefold() for word in words[index : last + 1]]
        if all(part in self.rules.not_names or part.isdigit() for part in run):
            return None
        if words[last].end - words[index].start < 2 or self.rules.not_names.get(run[0]) == "product":
            return None
        candidate = Candidate(index, last, 0, "latin", self._key(index, last, 0))
        candidate.quoted = index in self.quotes and self.quotes[index][0] == last
        return candidate

    def _headed(self, index: int) -> Candidate | None:
        """An unquoted name in Arabic letters after a head noun."""
        if index + 1 >= len(self.words) or self.gap(index, index + 1) not in (" ", "_"):
            return None
        word = self.words[index].text
        if self.cues.classes.any_reading(word, "bank") is not None:
            return self._bank(index)
        reading = self.cues.classes.any_reading(word, "firm") or self.cues.classes.any_reading(word, "platform")
        media = self.cues.classes.any_reading(word, "media")
        if reading is None and media is None:
            return None
        if reading is not None and (reading.article or reading.stem.startswith("ال")):
            return self._national(index)
        return self._after_head(index, media is not None and reading is None)

    def _after_head(self, head: int, media: bool) -> Candidate | None:
        """شركة X: X ends where no part of a name follows."""
        first = self._past_description(head)
        word = self.words[first].text
        if first in self.quotes or not self._may_begin(first) or self.rules.lexicon.longest(
            self.text, self.words, first
        ):  # fmt: skip
            return None
        last = first
        while last + 1 < len(self.words) and last - first < 4 and self._may_go_on(first, last):
            last += 1
        candidate = Candidate(first, last, 0, "head", self._key(first, last, 0), media=media)
        candidate.cues.add("bare.firm")
        if any(self.cues.patterns.foreign(w.text) for w in self.words[first : last + 1]):
            candidate.cues.add("foreign")
        if first > head + 1:
            candidate.cues.add("definite")
        self._definite(candidate, head)
        if self.counts[word] + sum(self.counts[clitic + word] for clitic in "وبلفك") > 1:
            candidate.cues.add("elsewhere")
        return candidate

    def _past_description(self, head: int) -> int:
        """The index of the first word after a head and its definite description, if a foreign word stands there:
        شركة المحاماة X, عملاق السيارات الألماني X. An officer's name may stand there too.
        """
        index = head + 1
        while (
            index < len(self.words) - 1
            and index - head < 4
            and self.words[index].text.startswith("ال")
            and self.gap(index, index + 1) == " "
        ):
            index += 1
        if index == head + 1 or not self.cues.patterns.foreign(self.words[index].text):
            return head + 1
        return head + 1 if self._class_within(head - 1, 4, "officer") else index

    def _may_begin(self, index: int) -> bool:
        word = self.words[index].text
        if len(word) < 3 or word.startswith(("ال", "لل")) or word[0].isdigit() or regex.match(r"\p{Latin}", word):
            return False
        forms = (word, word[1:]) if word[0] in "وفبلك" and not self.cues.patterns.foreign(word) else (word,)
        if any(self.grammar.exact(form) for form in forms) or self.cues.verb(word):
            return False
        trade = index + 1 < len(self.words) and self._goes_on(index, ("end", "legal"))
        if self.cues.nations.adjective(word) or (self.cues.nations.place(word) and not trade):
            return False
        heads = ("trade", "firm", "platform", "officer", "product", "body", "venue", "asset", "deal", "place", "event")
        return all(self.cues.classes.any_reading(word, kind) is None for kind in heads)

    def _may_go_on(self, first: int, last: int) -> bool:
        """Whether the word after ``last`` belongs to an unquoted name: it is foreign like it, or ends names."""
        word = self.words[last + 1].text
        if last + 1 in self.quotes:
            return False
        if self._goes_on(last, ("legal", "end", "joint", "letter")):
            return True
        if self.gap(last, last + 1) not in (" ", "_", "-") or self.grammar.exact(word) or self.cues.verb(word):
            return False
        if "joint" in self.cues.affix(self.words[last].text):
            return True
        if word.startswith(("ال", "لل")) or self.cues.nations.adjective(word):
            return False
        return self.cues.patterns.foreign(word) or self._together(first, last + 1)

    def _together(self, first: int, last: int) -> bool:
        """Whether the article has the same words together once more."""
        phrase = self.text[self.words[first].start : self.words[last].end]
        return len(phrase) > 6 and self.text.count(phrase) > 1

    def _definite(self, candidate: Candidate, head: int) -> None:
        """Signs that شركة X is one certain company, not a company that does X (شركة طيران)."""
        nations, text = self.cues.nations, self.words[head].text
        if self.cues.classes.any_reading(text, "platform") and "foreign" not in candidate.cues:
            candidate.cues.add("description")
        if self.cues.classes.any_reading(text, "firm") and text.rstrip("ا").endswith(("ات", "ين")):
            candidate.cues.add("plural")
        if head and self.gap(head - 1, head) == " ":
            before = self.words[head - 1].text
            if before.isdigit() or self.grammar.exact(before) & {"adverb"} or before in _COUNTING:
                candidate.cues.add("counted")
            if any(self.cues.classes.any_reading(w.text, "officer") for w in self.words[max(0, head - 3) : head]):
                candidate.cues.add("definite")
        after = candidate.last + 1
        if after >= len(self.words):
            return
        word, gap = self.words[after].text, self.gap(candidate.last, after)
        if _STOP.search(gap) or not gap.strip():
            if (gap == " " and nations.adjective(word, definite=False) and not nations.place(word)) or (
                gap == " " and regex.fullmatch(r"(?!ال|لل)\w+(?:يه|ات)", word) and not self.cues.verb(word)
            ):
                candidate.cues.add("description")
            elif (gap == " " and (nations.adjective(word, True) or self.grammar.has(word, "relative"))) or (
                gap == " " and self.grammar.has(word, "complementizer")
            ):
                candidate.cues.add("definite")

    def _bank(self, index: int) -> Candidate | None:
        """A bank, a fund or an airline named with its head: بنك الرياض, البنك الأهلي التجاري."""
        words, cues = self.words, self.cues
        reading = cues.classes.any_reading(words[index].text, "bank")
        assert reading is not None
        article = reading.article or reading.stem.startswith("ال")
        first = index + 1
        word = words[first].text
        if first in self.quotes:
            return None
        definite = word.startswith("ال")
        if (article and not definite) or self._closed(word) or cues.verb(word) or word[0].isdigit():
            return None
        fund = reading.stem.removeprefix("ال") not in _BANKS
        name = [word]
        last = first
        while last + 1 < len(words) and last - first < 4 and self.gap(last, last + 1) == " ":
            after = words[last + 1].text
            if self._closed(after) or cues.verb(after) or last + 1 in self.quotes:
                break
            joined = after.startswith("ال") or (after.startswith("لل") and definite)
            if not (joined or cues.patterns.foreign(after) or cues.affix(after)):
                break
            name.append(after)
            last += 1
        national = any(cues.nations.adjective(part) for part in name)
        foreign = cues.patterns.foreign(word) and not cues.nations.place(word)
        if fund and not foreign:
            return None
        if any(part in _GENERIC_BANKS for part in name) or cues.nations.place(" ".join(name)):
            return None
        if not (foreign or national or (definite and not article) or len(name) > 1):
            return None
        offset = reading.offset
        if reading.article and words[index].text[offset - 2 : offset] == "ال":
            offset -= 2
        candidate = Candidate(index, last, offset, "bank", self._key(index, last, offset))
        candidate.cues.add("bare.bank" if article and len(name) == 1 else "head.bank")
        return candidate

    def _closed(self, word: str) -> bool:
        """Whether a word is a function word, so that no name goes on with it."""
        return bool(self.grammar.exact(word) & {*_CLOSED, "adverb", "speech", "reference"})

    def _national(self, index: int) -> Candidate | None:
        """A company named by its country and trade: الشركة السعودية للكهرباء."""
        words, last = self.words, index + 2
        if last >= len(words) or self.gap(index + 1, last) not in (" ", "_"):
            return None
        middle, trade = words[index + 1].text, words[last].text
        if not trade.startswith("لل") or self.cues.classes.any_reading(words[index].text, "platform"):
            return None
        if not (self.cues.nations.adjective(middle, definite=True) or middle in _NATIONAL):
            return None
        if last + 1 < len(words) and regex.match(r"وال\w", words[last + 1].text) and self.gap(last, last + 1) == " ":
            last += 1
        offset = max(words[index].text.rfind("ال"), 0)
        offset = offset if words[index].text[offset : offset + 2] == "ال" else 0
        candidate = Candidate(index, last, offset, "national", self._key(index, last, offset))
        candidate.cues.add("head.firm")
        return candidate

    # -- cues --------------------------------------------------------------------------------------------------------

    def _look_around(self, candidate: Candidate) -> None:
        self._before(candidate)
        self._after(candidate)
        self._within(candidate)

    def _within(self, candidate: Candidate) -> None:
        name = self.name(candidate)
        words = [word.text for word in self.words[candidate.first : candidate.last + 1]]
        words[0] = words[0][candidate.offset :]
        cues = candidate.cues
        if candidate.way in ("listed", "bank", "national"):
            if candidate.last + 1 < len(self.words) and self.gap(candidate.last, candidate.last + 1) in ("-", "–"):
                if not self.words[candidate.last + 1].text.isdigit():
                    cues.add("hyphen")
            return
        if self.cues.nations.place(name) or self.cues.nations.adjective(name):
            cues.add("nation")
        if name.casefold() in self.rules.not_names or words[0].casefold() in self.rules.not_names:
            cues.add("product")
        endings = self.cues.affix(words[-1])
        if len(words) > 1 and endings & {"legal", "end"}:
            cues.add("legal" if "legal" in endings else "end")
        if len(words) > 1 and "trade" in endings and candidate.quoted:
            cues.add("trade.end")
        if "listed.inside" in cues and cues & {"head.platform", "product"}:
            candidate.barred = True  # «فيسبوك ماسنجر» is a product of its company
        if any(word.isdigit() for word in words[1:]):
            cues.add("model")
        if candidate.way == "latin":
            if _CAMEL.match(name):
                cues.add("camel")
        elif any(self.cues.patterns.foreign(word) for word in words):
            cues.add("foreign")

    def _before(self, candidate: Candidate) -> None:
        index, prep = self._left(candidate)
        if index < 0:
            return
        gap = self.text[self.words[index].end : self.span(candidate)[0]]
        if _BREAK.search(gap) or _COMMA.search(gap):
            return
        if "(" in gap or "[" in gap:
            self._in_brackets(candidate, index)
            return
        word = self.words[index].text
        self._direct(candidate, index, word, prep)
        if candidate.way not in ("bank", "national"):
            self._heads(candidate, index, prep)
        self._deals(candidate, index, prep)

    def _left(self, candidate: Candidate) -> tuple[int, str]:
        """The index of the word before a name (clitics that stand alone before quotes are passed), and the
        preposition that governs it.
        """
        text = self.words[candidate.first].text[: candidate.offset]
        prep = text[-1:] if text[-1:] in ("ب", "ل", "ك") else ""
        index = candidate.first - 1
        while index >= 0 and self.words[index].text in _CLITICS and not _STOP.search(self.gap(index, index + 1)):
            if len(self.gap(index, index + 1).strip(" ")) + (self.words[index].text != "و") > 0:
                prep = prep or (self.words[index].text[-1] if self.words[index].text[-1] in "بلك" else "")
            index -= 1
        if index >= 0 and self.grammar.has(self.words[index].text, "preposition"):
            prep = prep or self.words[index].text.lstrip("وف")
        return index, prep

    def _in_brackets(self, candidate: Candidate, index: int) -> None:
        left = next((c for c in self.candidates if c.last == index), None)
        if left is None:
            if self.cues.classes.any_reading(self.words[index].text, "firm"):
                candidate.cues.add("head.firm")
            elif candidate.way != "listed":
                candidate.cues.add("gloss.unknown")

    def _direct(self, candidate: Candidate, index: int, word: str, prep: str) -> None:
        """Cues of the word right before a name."""
        cues, classes = candidate.cues, self.cues.classes
        verb = self.cues.verb(word)
        follows = self._next_word(candidate)
        if verb == "speech" or (candidate.quoted and self.grammar.has(word, "speech")):
            if follows and self.grammar.has(follows, "complementizer"):
                cues.add("verb.before")
            elif candidate.way == "quoted":
                cues.add("speech")
        elif verb == "firm":
            cues.add("verb.before")
        if candidate.way == "quoted" and classes.has(word, "copula"):
            cues.add("copula")
        if classes.any_reading(word, "asset"):
            cues.add("asset")
        elif classes.any_reading(word, "deal"):
            cues.add("deal.genitive")
        if classes.any_reading(word, "sister"):
            cues.add("sister")
        if classes.any_reading(word, "alias"):
            cues.add("alias")
        officer = classes.any_reading(word, "officer")
        if officer is not None and not officer.article and not word.startswith(("ال", "لل")):
            cues.add("officer")
        if any(classes.any_reading(w.text, "clients") for w in self.words[max(0, index - 1) : index + 1]):
            cues.add("clients")
        if classes.has(word, "such") and self._class_within(index, 6, "firm"):
            cues.add("such")
        if prep in _SIDES:
            cues.add("preposition")
        before = self.by_first.get(index) or next((c for c in self.candidates if c.last == index), None)
        if candidate.way == "latin" and (before is not None and before is not candidate):
            if not sound_alike(self.name(before), self.name(candidate), strict=False):
                cues.add("after.latin")
        across = prep in (fold("على"), fold("عبر"))
        if "site" in self.cues.classes.exact(self.name(candidate)):
            if classes.any_reading(word, "venue") or across:
                cues.add("venue")
        elif classes.any_reading(word, "platform") and index and self.words[index - 1].text in _ACROSS:
            cues.add("venue")

    def _class_within(self, index: int, reach: int, kind: str) -> bool:
        words = self.words[max(0, index - reach) : index + 1]
        return any(self.cues.classes.any_reading(word.text, kind) for word in words)

    def _heads(self, candidate: Candidate, index: int, prep: str) -> None:
        """The nearest head noun before a name, through the words that describe it."""
        cues = candidate.cues
        for step in range(_REACH + 1):
            here = index - step
            if here < 0 or (step and not _PLAIN_GAP.fullmatch(self.gap(here, here + 1))):
                return
            word = self.words[here].text
            head = self.cues.first_of(word, _HEADS)
            if head is not None and not (step and head in ("work", "person")):
                if prep and not self.cues.classes.any_reading(word, head):
                    return
                self._head_cue(candidate, head, here, step)
                return
            if self.grammar.exact(word) & {*_CLOSED, "adverb"} or self.cues.verb(word):
                return
            if step and not (word.startswith("ال") or self.cues.nations.adjective(word) or step == 1):
                return
            if candidate.way == "head":
                return
        cues.discard("")

    def _head_cue(self, candidate: Candidate, head: str, here: int, step: int) -> None:
        cues, word = candidate.cues, self.words[here].text
        if head in ("firm", "bank", "media", "platform"):
            if candidate.way == "head":
                if head == "media":
                    candidate.media = True
                return
            # The head is definite and serves somebody's office: the name is a person's (الرئيس التنفيذي للشركة «X»).
            if self._class_within(here - 1, 2, "officer") and "ل" in word[:3] and word[-3:] != word and (
                word.startswith(("لل", "ال", "بال")) and step == 0
            ):  # fmt: skip
                cues.add("person")
                return
            if candidate.entry is not None and candidate.entry.row.guarded and not candidate.quoted and (
                self._described(candidate)
            ):  # fmt: skip
                cues.add("description")
                return
            cues.add(f"head.{head}")
            candidate.media |= head == "media"
            return
        if self.cues.classes.any_reading(word, "premises") and step == 0:
            candidate.barred |= candidate.way == "listed"
        if candidate.way == "listed" and not candidate.cues & {"listed.guarded", "listed.variant"}:
            return
        cues.add(head)

    def _described(self, candidate: Candidate) -> bool:
        """Whether a common word after a head is described as such: شركة اتصالات أمريكية."""
        after = candidate.last + 1
        if self.cues.classes.any_reading(self.name(candidate), "trade") is None:
            return False
        word = self.words[after].text if after < len(self.words) else ""
        return not (self.cues.nations.adjective(word, definite=True) or self.grammar.has(word, "relative"))

    def _deals(self, candidate: Candidate, index: int, prep: str) -> None:
        """A deal noun, an officer or a business verb whose argument the name is, through its preposition."""
        if not prep:
            return
        cues = candidate.cues
        if prep == "ل" and candidate.way != "listed" and self._told(candidate, index):
            cues.add("told")
            candidate.media = True
            return
        for here in range(index, max(-1, index - _DEAL_REACH), -1):
            if here < index and _BREAK.search(self.gap(here, here + 1)):
                return
            word = self.words[here].text
            if here > index - 5 and prep in _OFFICE and self.cues.classes.any_reading(word, "officer"):
                cues.add("officer")
                return
            if self.cues.classes.any_reading(word, "deal"):
                cues.add("deal.argument")
                return
            if self.cues.verb(word) == "firm" and prep in _SIDES:
                cues.add("verb.argument")

    def _told(self, candidate: Candidate, index: int) -> bool:
        """Whether somebody speaks to the name: وقال المدير لـ«X» إن."""
        follows = self._next_word(candidate)
        if follows is None or not self.grammar.has(follows, "complementizer"):
            return False
        return any(self.cues.verb(w.text) == "speech" for w in self.words[max(0, index - 8) : index + 1])

    def _next_word(self, candidate: Candidate) -> str | None:
        after = candidate.last + 1
        if after >= len(self.words) or _STOP.search(self.gap(candidate.last, after)):
            return None
        return self.words[after].text

    def _after(self, candidate: Candidate) -> None:
        """Cues of what follows a name: nationality, apposition, a relative clause, a verb."""
        cues, classes = candidate.cues, self.cues.classes
        if _TICKER.match(self.text, self.words[candidate.last].end):
            cues.add("ticker")
        after = candidate.last + 1
        if after >= len(self.words):
            return
        gap, word = self.gap(candidate.last, after), self.words[after].text
        if _BREAK.search(gap) or "(" in gap:
            return
        if _COMMA.search(gap):
            self._apposed(candidate, after)
            return
        if self.cues.nations.adjective(word, definite=True):
            cues.add("nationality")
            after += 1
            if after >= len(self.words):
                return
            gap, word = self.gap(after - 1, after), self.words[after].text
            if _COMMA.search(gap):
                self._apposed(candidate, after)
                return
            if _BREAK.search(gap):
                return
        if word.startswith("ال") and classes.exact(word) & {"apart"}:
            cues.add("apposition")
        if word in _IS and after + 1 < len(self.words):
            word = self.words[after + 1].text
        if self.cues.classes.exact(word) & {"apart"} and candidate.quoted:
            cues.add("apposition")
        word = self.words[after].text
        if self.grammar.has(word, "relative"):
            cues.add("relative")
        if self.cues.verb(word) and self.cues.verb(word) != "other" and word[0] not in "وف":
            cues.add("verb.after")

    def _apposed(self, candidate: Candidate, index: int) -> None:
        word = self.words[index].text
        if self.grammar.has(word, "relative"):
            candidate.cues.add("relative")
            return
        if word in _WHICH_IS and index + 1 < len(self.words):
            word = self.words[index + 1].text
        if self.cues.classes.exact(word) & {"apart"}:
            candidate.cues.add("apposition")

    # -- the decision ------------------------------------------------------------------------------------------------

    def weigh(self) -> None:
        """Which names are companies: the sum of their cues over the article, then coordination with the sure ones."""
        groups: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            groups[candidate.key].append(candidate)
        self._decide(groups)
        quoted = [key for key, group in groups.items()
                  if any(c.quoted for c in group) and not any(c.cues & {"saying", "long"} for c in group)]  # fmt: skip
        sure = sum(key in self.accepted for key in quoted)
        if sure >= 2 and 3 * sure >= len(quoted):
            for key in quoted:
                groups[key][0].cues.add("habit")
        for key, group in groups.items():
            if len(group) > 2:
                groups[key][0].cues.add("repeated")
        self._decide(groups)
        for _ in range(3):
            before = len(self.accepted)
            self._coordinate()
            self._decide(groups)
            if len(self.accepted) == before:
                break

    def _decide(self, groups: dict[str, list[Candidate]]) -> None:
        weights = self.cues.weights
        for key, group in groups.items():
            cues = set().union(*(candidate.cues for candidate in group))
            for low, high in (("listed.guarded", "listed"), ("listed.variant", "listed"), ("bare.firm", "head.firm")):
                if high in cues:
                    cues.discard(low)
            total = sum(weights.get(cue, 0.0) for cue in cues)
            if total >= _ENOUGH:
                self.accepted[key] = total
            else:
                self.accepted.pop(key, None)

    def _coordinate(self) -> None:
        """A name joined by و or a comma to one that is accepted gains by it."""
        for left, right in zip(self.candidates, self.candidates[1:], strict=False):
            if (left.key in self.accepted) == (right.key in self.accepted) or not self._joined(left, right):
                continue
            weak = right if left.key in self.accepted else left
            if weak.way in ("quoted", "latin", "listed") and not (left.media or right.media):
                weak.cues.add("list")

    def _joined(self, left: Candidate, right: Candidate) -> bool:
        gap = self.text[self.words[left.last].end : self.span(right)[0]]
        if len(gap) > 22 or _BREAK.search(gap) or "(" in gap:
            return False
        between = [word.text for word in self.words[left.last + 1 : right.first]]
        clitic = self.words[right.first].text[: right.offset]
        joined = "و" in clitic or bool(_COMMA.search(gap)) or bool(between and between[0].startswith("و"))
        return joined and all(
            word == "و" or self.cues.first_of(word, ("firm", "bank", "platform")) or self.cues.nations.adjective(word)
            for word in between
        )

    # -- mentions ----------------------------------------------------------------------------------------------------

    def mentions(self) -> list[Mention]:
        """The accepted names with every further place of the discovered ones, named alike."""
        taken = [c for c in self.candidates if c.key in self.accepted and not c.barred]
        taken += self._again(taken)
        taken.sort(key=lambda candidate: candidate.first)
        found = [self._mention(candidate) for candidate in taken]
        _name_alike(self.text, found, self.cues)
        return found

    def _mention(self, candidate: Candidate) -> Mention:
        start, end = self.span(candidate)
        cues = sorted(candidate.cues, key=lambda cue: (-self.cues.weights.get(cue, 0.0), cue))
        if candidate.entry is not None:
            row = candidate.entry.row
            mention = Mention("company", start, end, f"company.listed.{row.id}", how="listed")
            mention.canonical, mention.company_id, mention.company_kind = row.canonical, row.id, row.kind
        else:
            mention = Mention("company", start, end, f"company.{candidate.way}", how="discovered")
            if candidate.media:
                mention.company_kind = "media"
        mention.reason = ", ".join(cues)
        return mention

    def _again(self, taken: list[Candidate]) -> list[Candidate]:
        """Further places of the names that were discovered, unquoted and without a head."""
        covered = {i for c in taken for i in range(c.first, c.last + 1)}
        learnt = {c.key[1:]: c for c in taken if c.entry is None and len(c.key) > 4}
        starts = {key[:3] for key in learnt}
        out: list[Candidate] = []
        for index, word in enumerate(self.words):
            if index in covered:
                continue
            known = self._said_again(index, word, learnt, starts)
            if known is None or any(i in covered for i in range(known.first, known.last + 1)):
                continue
            covered.update(range(known.first, known.last + 1))
            out.append(known)
        return out

    def _said_again(self, index: int, word: Word, learnt: dict[str, Candidate], starts: set[str]) -> Candidate | None:
        for reading in readings(word.text):
            if reading.article or sounds(reading.stem)[:3] not in starts:
                continue
            bare = reading.stem
            for last in range(index, min(index + 5, len(self.words))):
                if last > index:
                    if self.gap(last - 1, last) not in (" ", "_", "-", " & "):
                        break
                    bare += self.words[last].text
                known = learnt.get(sounds(bare))
                if known is not None and self._same_word(bare, known, reading.offset, last == index):
                    return Candidate(index, last, reading.offset, "again", known.key, media=known.media)
        return None

    def _same_word(self, bare: str, known: Candidate, offset: int, single: bool) -> bool:
        """Whether a further place is the name, and not a common word that is written like it: one word is only where
        it stands as the name does, without the article, and a name of Arabic look without clitics that may be letters.
        """
        name = self.name(known).replace(" ", "").replace("_", "")
        if not single:
            return True
        if bare != name:
            return False
        return not offset or len(name) > 4


_COUNTING = frozenset(
    map(fold, ("أكبر", "أول", "أي", "كل", "أضخم", "أشهر", "أقدم", "أحدث", "ثاني", "ثالث", "عدة", "بعض"))
)
_BANKS = frozenset(("بنك", "مصرف", "بنكي"))
_GENERIC_BANKS = frozenset(map(fold, ("المركزي", "المركزية", "الدولي", "الزراعي", "الاحتياطي", "الفيدرالي")))
_NATIONAL = frozenset(
    map(fold, ("الوطنية", "العربية", "القابضة", "العامة", "العالمية", "الدولية", "المتحدة", "الأهلية"))
)
_SIDES = frozenset(map(fold, ("من", "مع", "لدى", "بين", "ل", "لصالح", "ضد", "لحساب")))
_OFFICE = frozenset(map(fold, ("ل", "في", "لدى", "من", "ب")))
_IS = frozenset(map(fold, ("هي", "هو", "تعد", "يعد", "تعتبر", "يعتبر", "وهي", "وهو")))
_ACROSS = frozenset(map(fold, ("على", "عبر", "من خلال")))
_WHICH_IS = frozenset(map(fold, ("وهي", "وهو", "هي", "هو", "التي", "وكذلك")))


def _affixed(cues: Cues, word: str) -> bool:
    return bool(cues.affix(word) & {"legal", "end", "trade"})


def _name_alike(text: str, found: list[Mention], cues: Cues) -> None:
    """One canonical name for the forms of one company: a gloss in brackets names the company before it, a Latin and an
    Arabic name with the same consonants are one, and so are a name and its beginning.
    """
    for mention in found:
        if mention.canonical is None:
            mention.canonical = text[mention.start : mention.end]
    alias: dict[str, str] = {}
    for left, right in zip(found, found[1:], strict=False):
        gap = text[left.end : right.start]
        names = (left.canonical or "", right.canonical or "")
        if names[0] == names[1] or len(gap) > 8:
            continue
        beside = gap == " " and sound_alike(text[left.start : left.end], text[right.start : right.end], strict=False)
        if _GLOSS.fullmatch(gap) or beside:
            listed, other = (left, right) if left.company_id or not right.company_id else (right, left)
            if not other.company_id and other.canonical and listed.canonical:
                alias.setdefault(other.canonical, listed.canonical)
    weak = {m.canonical for m in found} - {m.canonical for m in found if m.rule != "company.again"}
    unlisted = sorted({m.canonical for m in found if m.canonical and not m.company_id}, key=lambda n: (-len(n), n))
    for name in unlisted:
        for longer in unlisted:
            rest = longer[len(name) + 1 :].split()
            if len(name) > 2 and longer.startswith(name + " ") and (
                name in weak or all(cues.affix(word) & {"legal", "end", "joint"} for word in rest)
            ):  # fmt: skip
                alias.setdefault(name, longer)
    everybody = sorted({m.canonical for m in found if m.canonical}, key=lambda n: (-len(n), n))
    for name in unlisted:
        for full in everybody:
            latin = bool(_LATIN.search(name))
            if name not in alias and latin != bool(_LATIN.search(full)) and sound_alike(name, full) and (
                len(name) > 4 and alias.get(full) != name
            ):  # fmt: skip
                alias[name] = full
    by_canonical = {m.canonical: m for m in found if m.company_id}
    for mention in found:
        seen: set[str] = set()
        while mention.canonical in alias and mention.canonical not in seen and not mention.company_id:
            seen.add(mention.canonical)
            mention.canonical = alias[mention.canonical]
        same = by_canonical.get(mention.canonical)
        if same is not None and not mention.company_id:
            mention.company_id, mention.company_kind = same.company_id, same.company_kind


_LATIN = regex.compile(r"\p{Latin}")
