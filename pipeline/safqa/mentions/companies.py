"""Companies: names of the lexicon, and names that the article itself shows to be companies.

Three ways, in this order: *listed* (a name of ``rules/companies``, in any spelling of its transliteration),
*discovered* (a head noun, quotes or Latin script), and what the article has settled elsewhere: once a name is known,
it is found wherever it stands.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import regex

from ..document import Mention
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv, rule_files
from ..words import Word, WordClasses, WordRow, readings

# Letters that transliterations of one foreign sound share: g (غ ج ق ك), v (ف ڤ), and hamza on its seat.
_SOUNDS = str.maketrans({"غ": "ك", "ج": "ك", "ق": "ك", "گ": "ك", "چ": "ك", "ڤ": "ف", "پ": "ب", "ئ": "ي", "ؤ": "و"})
_MAX_WORDS = 6
_SHORT = 4  # a name of so few letters must be spelled as listed
_OPEN, _CLOSE = "«“\"'‘”", "»”\"'’“"
_OTHER = regex.compile(r"[^\p{L}\p{N}&+]")
_STOP = regex.compile(r"[.؛!؟\n،,:]")
_STOP_OR_QUOTE = regex.compile(r"[.؛!؟\n،,:()«»\"“”]")
_LATIN_NAME = regex.compile(r"\p{Lu}")
_GLOSS = regex.compile(r"[\s\"”»'’]*[(\[/][\s\"“«'‘]*")


class CompanyRow(RuleModel):
    """One company of the lexicon."""

    id: str
    canonical: str
    arabic: str = ""
    latin: str = ""
    kind: str = "company"
    country: str = ""
    ticker: str = ""
    wikidata: str = ""
    guard: str = ""

    def forms(self) -> list[str]:
        """Every spelling listed, the canonical one first."""
        rest = [form for cell in (self.arabic, self.latin) for form in cell.split("|") if form]
        return [self.canonical, *rest]


@dataclass(frozen=True, slots=True)
class _Entry:
    row: CompanyRow
    folded: str
    guarded: bool


@dataclass
class CompanyRules:
    """The lexicon, indexed by a name's sounds without spaces, and the words that are no names."""

    names: dict[str, list[_Entry]]
    prefixes: set[str]  # every beginning of every key: a search ends where no name goes on
    not_names: set[str]
    grammar: WordClasses

    @classmethod
    def load(cls, folder: RulePath, grammar: WordClasses, extra: Iterable[Path] = ()) -> CompanyRules:
        """Reads every list of ``companies/`` and the user's own. Raises ``RuleError``."""
        names: dict[str, list[_Entry]] = defaultdict(list)
        not_names: set[str] = set()
        for path in [*rule_files(folder / "companies", "*.tsv"), *extra]:
            if path.stem == "not_names":
                not_names |= {row.word.casefold() for _, row in read_tsv(path, WordRow)}
                continue
            for _, row in read_tsv(path, CompanyRow):
                for form in row.forms():
                    folded = fold(form)
                    names[sounds(folded)].append(_Entry(row, _bare(folded), row.guard == "context"))
        prefixes = {key[:end] for key in names for end in range(1, len(key) + 1)}
        return cls(dict(names), prefixes, not_names, grammar)


@lru_cache(maxsize=200_000)
def sounds(folded: str) -> str:
    """A name's key: letters and digits alone, the spellings of one foreign sound made one, without the article."""
    key = _OTHER.sub("", folded.translate(_SOUNDS)).casefold()
    return key[2:] if key.startswith("ال") and len(key) > 5 else key


@lru_cache(maxsize=200_000)
def _bare(folded: str) -> str:
    key = _OTHER.sub("", folded).casefold()
    return key[2:] if key.startswith("ال") and len(key) > 5 else key


@dataclass
class _Finder:
    """The companies of one article, found step by step."""

    text: str
    rules: CompanyRules
    words: list[Word]
    taken: dict[int, Mention] = field(default_factory=dict)  # by index of the first word
    ends: dict[int, int] = field(default_factory=dict)  # index of the first word -> index past the last
    waiting: list[tuple[int, int, Mention]] = field(default_factory=list)

    def quoted(self, first: int, last: int) -> bool:
        """Whether words first..last (inclusive) are all that stands between two quotes."""
        left, right = self.words[first].start - 1, self.words[last].end
        return left >= 0 and right < len(self.text) and self.text[left] in _OPEN and self.text[right] in _CLOSE

    def head_before(self, index: int) -> bool:
        """Whether a head noun stands right before a word (through a quote)."""
        return index > 0 and self._head(index - 1) and not _STOP.search(self.between(index - 1, index))

    def _head(self, index: int) -> bool:
        word = self.words[index].text
        grammar = self.rules.grammar
        return bool(grammar.any_reading(word, "head") or grammar.any_reading(word, "name_head"))

    def between(self, left: int, right: int) -> str:
        """The text between two words."""
        return self.text[self.words[left].end : self.words[right].start]

    def add(self, first: int, last: int, mention: Mention) -> None:
        """Takes the words first..last (inclusive) for a company, unless they are taken."""
        if not any(i in self.covered for i in range(first, last + 1)):
            self.taken[first] = mention
            self.ends[first] = last + 1
            self.covered.update(range(first, last + 1))

    covered: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.counts = Counter(word.text for word in self.words)

    def mention(self, first: int, last: int, offset: int, rule: str, how: str) -> Mention:
        """A company mention over words first..last without the first word's clitics."""
        return Mention("company", self.words[first].start + offset, self.words[last].end, rule, how=how)


def find_companies(text: str, words: list[Word], rules: CompanyRules) -> list[Mention]:
    """The companies named in a normalised text, in order, without overlaps."""
    finder = _Finder(text, rules, words)
    _listed(finder)
    _discovered(finder)
    _confirmed(finder)
    found = [finder.taken[i] for i in sorted(finder.taken)]
    _name_alike(finder, found)
    return found


def _listed(finder: _Finder) -> None:
    index = 0
    while index < len(finder.words):
        hit = _longest(finder, index)
        if hit is None:
            index += 1
            continue
        last, offset, entry = hit
        if _cut_quote(finder, index, last):
            index += 1
            continue
        mention = finder.mention(index, last, offset, f"company.listed.{entry.row.id}", "listed")
        mention.canonical, mention.company_id, mention.company_kind = entry.row.canonical, entry.row.id, entry.row.kind
        if entry.guarded and not (finder.quoted(index, last) or finder.head_before(index)):
            finder.waiting.append((index, last, mention))
            index += 1
        else:
            finder.add(index, last, mention)
            index = last + 1


def _cut_quote(finder: _Finder, first: int, last: int) -> bool:
    """Whether a name is only the beginning of a short phrase in quotes, which then is the name."""
    left = finder.words[first].start - 1
    if left < 0 or finder.text[left] not in "«“" or finder.quoted(first, last):
        return False
    return any(finder.quoted(first, end) for end in range(last + 1, min(last + 4, len(finder.words))))


def _longest(finder: _Finder, index: int) -> tuple[int, int, _Entry] | None:
    """The longest listed name that begins at a word, with the length of the clitics before it."""
    rules, words = finder.rules, finder.words
    best: tuple[int, int, _Entry] | None = None
    for reading in readings(words[index].text) or ():
        if reading.article:
            continue
        key = sounds(reading.stem)
        if key not in rules.prefixes:
            continue
        bare = reading.stem
        for last in range(index, min(index + _MAX_WORDS, len(words))):
            if last > index:
                gap = finder.between(last - 1, last)
                if len(gap) > 3 or _STOP_OR_QUOTE.search(gap):
                    break
                bare += words[last].text
                key = sounds(bare)
                if key not in rules.prefixes:
                    break
            for entry in rules.names.get(key, ()):
                exact = _bare(bare) == entry.folded
                fits = exact or (len(key) > _SHORT and reading.offset <= 2)
                cut = reading.prep and len(key) <= 3
                if (
                    fits
                    and not cut
                    and (best is None or last > best[0] or (last == best[0] and exact and reading.offset < best[1]))
                ):
                    best = (last, reading.offset, entry)
    return best


def _discovered(finder: _Finder) -> None:
    for index, word in enumerate(finder.words):
        if index in finder.covered:
            continue
        if _LATIN_NAME.match(word.text):
            _latin(finder, index)
        elif finder.text[word.start - 1 : word.start] in tuple(_OPEN) and word.start:
            _quoted(finder, index)
        elif finder._head(index):
            _after_head(finder, index)


def _latin(finder: _Finder, index: int) -> None:
    """A run of capitalised Latin words."""
    last = index
    words = finder.words
    while (
        last + 1 < len(words)
        and last + 1 not in finder.covered
        and regex.match(r"\p{Lu}|\p{N}+$|of$|and$", words[last + 1].text)
        and finder.between(last, last + 1) in (" ", " & ", ". ")
    ):
        last += 1
    while last > index and regex.match(r"\p{N}|of$|and$", words[last].text):
        last -= 1
    run = [w.text.casefold() for w in words[index : last + 1]]
    if (
        all(part in finder.rules.not_names for part in run)
        or len(finder.text[words[index].start : words[last].end]) < 2
    ):
        return
    finder.add(index, last, finder.mention(index, last, 0, "company.latin", "discovered"))


def _quoted(finder: _Finder, index: int) -> None:
    """A short phrase in quotes, unless what stands before it says that it is something else."""
    last = index
    words, grammar = finder.words, finder.rules.grammar
    while last + 1 < len(words) and not finder.quoted(index, last) and last - index < 5:
        last += 1
    if not finder.quoted(index, last) or regex.search(
        r"[.؛!؟\n،,:]", finder.text[words[index].start : words[last].end]
    ):
        return
    before = words[index - 1].text if index else ""
    head = finder.head_before(index)
    if len(finder.text[words[index].start : words[last].end]) < 2:
        return
    if grammar.any_reading(before, "other_head") or grammar.has(before, "speech"):
        return
    inner = [w.text for w in words[index : last + 1]]
    closed = any(
        grammar.exact(w) & {"preposition", "relative", "complementizer", "negation", "subordinator"} for w in inner
    )
    if not head and (closed or len(inner) > 4 or inner[0].startswith("ال")):
        return
    if all(w.isdigit() for w in inner):
        return
    rule = "company.head_quoted" if head else "company.quoted"
    mention = finder.mention(index, last, 0, rule, "discovered")
    if head:
        finder.add(index, last, mention)
    else:
        finder.waiting.append((index, last, mention))


def _after_head(finder: _Finder, index: int) -> None:
    """The name after a head noun: شركة X. The head belongs to the name where it is a bank's or a fund's."""
    words, grammar = finder.words, finder.rules.grammar
    own = grammar.any_reading(words[index].text, "name_head")
    reading = own or grammar.any_reading(words[index].text, "head")
    if reading is None or index + 1 >= len(words) or (index and index - 1 in finder.covered and own):
        return
    definite = words[index + 1].text.startswith("ال")
    if reading.article and not own:
        _national(finder, index)
        return
    if (reading.article and not definite) if own else definite:
        return  # شركة السيارات describes; البنك الأهلي, بنك قطر and بنك الرياض are names
    last = index
    while last + 1 < len(words) and last - index < (3 if own else 2) and _may_name(finder, index, last + 1, definite):
        last += 1
    if not own and last > index and not _settled(finder, index + 1, last):
        return
    if last == index or (last == index + 1 and not own and words[last].text.endswith(("ه", "ات", "ين"))):
        return
    if own:
        offset = reading.offset - (2 if reading.article and not words[index].text.endswith("لل" + reading.stem) else 0)
        finder.add(index, last, finder.mention(index, last, max(offset, 0), "company.named_head", "discovered"))
    else:
        finder.add(index + 1, last, finder.mention(index + 1, last, 0, "company.head", "discovered"))


def _settled(finder: _Finder, first: int, last: int) -> bool:
    """Whether an unquoted word after a head noun proves to be a name: the article says it again, or a nationality
    follows (شركة إيني الإيطالية). A verb or a common noun after شركة does neither.
    """
    words = finder.words
    if last + 1 < len(words) and regex.fullmatch(r"ال\w{2,}يه", words[last + 1].text):
        return True
    return finder.counts[words[first].text] + sum(finder.counts[c + words[first].text] for c in "وبلفك") > 1


def _national(finder: _Finder, index: int) -> None:
    """A national company named by its trade: الشركة السعودية للكهرباء."""
    words = finder.words
    last = index + 2
    if (
        last >= len(words)
        or not regex.fullmatch(r"ال\w+(?:يه|ي)", words[index + 1].text)
        or not words[last].text.startswith("لل")
    ):
        return
    if any(i in finder.covered for i in range(index, last + 1)) or finder.between(index, index + 1) not in (" ", "_"):
        return
    if last + 1 < len(words) and regex.match(r"وال\w", words[last + 1].text) and finder.between(last, last + 1) == " ":
        last += 1
    offset = words[index].text.rfind("ال")
    finder.add(index, last, finder.mention(index, last, max(offset, 0), "company.national", "discovered"))


def _may_name(finder: _Finder, head: int, index: int, definite: bool) -> bool:
    """Whether a word may belong to an unquoted name after a head noun. A name ends at a function word, a number, a
    sign, another script, a clitic that governs, a nationality adjective, or a verb.
    """
    words, grammar = finder.words, finder.rules.grammar
    word = words[index].text
    if index in finder.covered or finder.between(index - 1, index) not in (" ", "  ", "_"):
        return False
    if word[0].isdigit() or regex.match(r"\p{Latin}|لل", word) or len(word) < 2:
        return False
    if any(grammar.exact(form) for form in (word, word[1:] if word[0] in "وفبلك" else word)):
        return False
    if definite:
        return word.startswith("ال")
    if index > head + 1:
        return not (word.startswith(("ال", "و", "ب", "ل")) or regex.fullmatch(r"[يتس].{3,}|.{3,}(?:يه|ي|ت)", word))
    return True


def _confirmed(finder: _Finder) -> None:
    """Names that waited for a confirmation: a guarded name or a quoted one that the article shows to be a company
    elsewhere, and every further place of a name that was discovered.
    """
    known = {m.company_id for m in finder.taken.values() if m.company_id}
    quoted = Counter(sounds(finder.text[m.start : m.end]) for _, _, m in finder.waiting if m.how == "discovered")
    settled = sum(finder.quoted(first, finder.ends[first] - 1) for first in finder.taken)
    # An outlet that puts companies in quotes does so throughout: then a phrase in quotes needs no head noun. Guillemets
    # are that habit; straight quotes serve speech and irony as well.
    habit = settled >= 1 and settled * 4 >= len(quoted)
    for first, last, mention in finder.waiting:
        key = sounds(finder.text[mention.start : mention.end])
        if mention.how == "listed":
            sure = mention.company_id in known
        else:
            sure = len(key) > 2 and (habit or quoted[key] > 1 or finder.text[mention.start - 1] == "«")
        if sure:
            finder.add(first, last, mention)
    learnt = {sounds(finder.text[m.start : m.end]): m for m in finder.taken.values() if m.how == "discovered"}
    learnt = {key: m for key, m in learnt.items() if len(key) > 3}
    starts = {key[:3] for key in learnt}
    for index, word in enumerate(finder.words):
        if index in finder.covered:
            continue
        for reading in readings(word.text):
            if reading.article or sounds(reading.stem)[:3] not in starts:
                continue
            bare = reading.stem
            for last in range(index, min(index + 4, len(finder.words))):
                if last > index:
                    if finder.between(last - 1, last) not in (" ", "_"):
                        break
                    bare += finder.words[last].text
                known_as = learnt.get(sounds(bare))
                if known_as is not None:
                    finder.add(index, last, finder.mention(index, last, reading.offset, "company.again", "discovered"))
                    break


def _name_alike(finder: _Finder, found: list[Mention]) -> None:
    """One canonical name for the forms of one company: a gloss in brackets names the company before it, and a name
    that is the beginning of a longer one stands for it.
    """
    text = finder.text
    for mention in found:
        if mention.canonical is None:
            mention.canonical = text[mention.start : mention.end]
    alias: dict[str, str] = {}
    for left, right in itertools.pairwise(found):
        gloss = right.start - left.end < 8 and _GLOSS.fullmatch(text[left.end : right.start])
        if gloss and right.canonical != left.canonical:
            listed, other = (left, right) if left.company_id or not right.company_id else (right, left)
            if not other.company_id and other.canonical and listed.canonical:
                alias[other.canonical] = listed.canonical
    names = sorted({m.canonical for m in found if m.canonical}, key=lambda name: (-len(name), name))
    for name in names:
        for longer in names:
            if len(longer) > len(name) > 3 and longer.startswith(name + " "):
                alias.setdefault(name, longer)
    by_canonical = {m.canonical: m for m in found if m.company_id}
    for mention in found:
        seen: set[str] = set()
        while mention.canonical in alias and mention.canonical not in seen and not mention.company_id:
            seen.add(mention.canonical)
            mention.canonical = alias[mention.canonical]
        same = by_canonical.get(mention.canonical)
        if same is not None and not mention.company_id:
            mention.company_id, mention.company_kind = same.company_id, same.company_kind
