"""What context tells of a deal besides its status: who says so, an amount that is kept back, how it is paid, what a
date is the date of, and whether the deal is news or background.

Each reading is a span with the rule that found it; all words are in ``rules/context/details.tsv``. Nothing here knows
of roles or records: the caller gives the sentence, the mentions in it and the trigger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, cast

import regex

from ..document import Attribution, Mention
from ..mentions.triggers import Form, Trigger
from ..normalise import fold
from ..rulebook.source import RulePath, read_tsv
from ..words import Word, readings
from .cues import ContextRow, ContextRules, CueRow, CueTable

SourceKind = Literal["outlet", "anonymous", "document", "person", "party"]
DateRole = Literal["event", "closing", "maturity", "founded", "start"]
_SOURCES: tuple[SourceKind, ...] = ("outlet", "anonymous", "document", "person", "party")
_SAYERS = ("company", "person", "government")
_BREAK = regex.compile(r"[؛!؟\n]|[.:](?!\w)")
_COMMA = regex.compile(r"[،,]")
_QUOTE = regex.compile(r"[«\"“]")
_FOR = regex.compile(r"(?<!\w)[وف]?ل[«\"“(\s]*$")
_LATIN = regex.compile(r"\p{Latin}")
_LONGEST_SOURCE = 8  # words
_TOLD_TO = 14  # words between a verb of saying and whom it is said to
_ENDS = ("edge", "from", "relative", "say", "say.from", "came")  # what ends the name of a source
_AHEAD = ("expect", "intent", "hedge", "may", "purpose", "pending", "condition")
_OLD = 330  # days before the publication: told as of another year
_FRESH = 45  # days: news, however it is told


class DetailRow(ContextRow):
    """A word of a detail: its kind (see the file) and what it means."""

    kind: str
    value: str = ""

    @property
    def particle(self) -> bool:
        """Whether it is a particle, which bears neither article nor preposition."""
        return self.kind in ("edge", "without", "was", "confirm", "relative", "from")


@dataclass(frozen=True)
class DetailRules:
    """The words of details, and the cues of status, by which what is still to come is told from what has been."""

    table: CueTable
    context: ContextRules

    @classmethod
    def load(cls, folder: RulePath, context: ContextRules) -> DetailRules:
        """Reads ``details.tsv`` of a folder. Raises ``RuleError``."""
        rows = [row for _, row in read_tsv(folder / "details.tsv", DetailRow)]
        negations = frozenset(fold(p) for row in rows if row.kind == "without" for p in row.phrase.split("|"))
        return cls(CueTable(rows, negations), context)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a sentence tells: what, where in the normalised text, by which rule."""

    value: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: an outlet, someone unnamed, a document, a person, or a company (most often a party itself)."""

    attribution: Attribution
    kind: SourceKind
    rule: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and what it is the date of. ``event`` is the default."""

    mention: Mention
    role: DateRole
    rule: str


@dataclass
class DetailReader:
    """Reads the details of one sentence. ``mentions`` are those of the sentence (or of the article)."""

    words: list[Word]
    text: str
    rules: DetailRules
    mentions: Sequence[Mention] = ()
    hits: list[Trigger] = field(init=False)
    at: dict[int, Trigger] = field(init=False)

    def __post_init__(self) -> None:
        self.hits = [hit for hit in self.rules.table.find(self.words) if not self._in_name(hit)]
        self.at = {index: hit for hit in self.hits for index in range(hit.first, hit.last + 1)}

    # -- words ---------------------------------------------------------------------------------------------------

    def _in_name(self, hit: Trigger) -> bool:
        """Whether a word of payment, price or dates is part of a company's name (تمكين كاش)."""
        if self._row(hit).kind not in ("means", "silent", "price", "date", "earlier"):
            return False
        start, end = self.words[hit.first].start, self.words[hit.last].end
        return any(m.kind == "company" and m.start < end and start < m.end for m in self.mentions)

    def _row(self, hit: Trigger) -> DetailRow:
        return cast(DetailRow, hit.row)

    def _kind(self, index: int) -> str:
        hit = self.at.get(index)
        return self._row(hit).kind if hit is not None else ""

    def _of(self, *kinds: str) -> list[Trigger]:
        return [hit for hit in self.hits if self._row(hit).kind in kinds]

    def _gap(self, left: int) -> str:
        """The text between a word and the next, with the first letter of the next."""
        return self.text[self.words[left].end : self.words[left + 1].start + 1]

    def _broken(self, left: int, right: int, commas: bool = False) -> bool:
        """Whether a mark stands between two words that ends what is said (a comma too, if ``commas``)."""
        gaps = [self._gap(index) for index in range(left, right)]
        return any(_BREAK.search(gap) or (commas and _COMMA.search(gap)) for gap in gaps)

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self.words[first].start, self.words[last].end

    def _fact(self, value: str, rule: str, first: int, last: int) -> Fact:
        return Fact(value, rule, *self._span(first, last))

    def _named(self, first: int, last: int) -> Mention | None:
        """The first mention of a company, a person or a public body among some words."""
        start, end = self._span(first, last)
        inside = [m for m in self.mentions if m.kind in _SAYERS and m.start < end and start < m.end]
        return min(inside, key=lambda m: (m.start, -m.end)) if inside else None

    # -- who says so ---------------------------------------------------------------------------------------------

    def sources(self) -> list[Source]:
        """Who is named as saying what the sentence says, in the order of the text, each once."""
        found: dict[tuple[int, int], Source] = {}
        for hit in self._of("by", "by.what", "say", "say.from", "from", "told"):
            for source in (self._source(hit), self._told_to(hit)):
                if source is not None:
                    found.setdefault((source.attribution.start, source.attribution.end), source)
        colon = self._before_colon()
        if colon is not None:
            found.setdefault((colon.attribution.start, colon.attribution.end), colon)
        return [found[key] for key in sorted(found)]

    def _told_to(self, hit: Trigger) -> Source | None:
        """The outlet that is spoken to: قال ل«X» إن, في اتصال هاتفي مع «X», في تصريحات ل«X»."""
        kind = self._row(hit).kind
        if kind not in ("say", "told") or (kind == "say" and hit.form == "noun"):
            return None
        for index in range(hit.last + 1, min(len(self.words), hit.last + (_TOLD_TO if kind == "say" else 3))):
            word = self.words[index]
            opens = self._kind(index) == "edge" and word.text.startswith(("ان", "بان"))  # what is said
            if opens or _BREAK.search(self._gap(index - 1)):
                return None
            named = next((m for m in self.mentions if m.kind == "company" and word.start <= m.start < word.end), None)
            if named is not None and (kind == "told" or _FOR.search(self.text, word.start - 3, named.start)):
                return Source(Attribution(self.text[named.start : named.end], named.start, named.end), "outlet",
                              self._row(hit).id)  # fmt: skip
        return None

    def _source(self, hit: Trigger) -> Source | None:
        kind = self._row(hit).kind
        if kind == "told":
            return None
        if kind in ("say", "say.from"):
            return self._sayer(hit)
        if kind == "by.what":
            verbs = self._of("say", "say.from", "came")
            verb = next((h for h in verbs if hit.last < h.first <= hit.last + 3), None)
            return self._sayer(verb, bare=True) if verb is not None else None
        if kind == "from" and not any(h.first < hit.first <= h.first + 10 for h in self._of("say.from")):
            return None
        return self._phrase(hit.last + 1, self._row(hit).id)

    def _sayer(self, verb: Trigger, bare: bool = False) -> Source | None:
        """The subject of a verb of saying: behind it, else right before it (ألفا قالت)."""
        if verb.form == "noun":
            return None
        if not bare and not self._reports(verb):
            return None
        first = verb.last + 1
        if bare and first < len(self.words) and self.words[first].text in (fold("في"), fold("به")):
            first += 1
        source = self._phrase(first, self._row(verb).id)
        if source is not None or bare:
            return source
        before = self._named(max(0, verb.first - 2), verb.first - 1) if verb.first else None
        if before is None or self.text[before.end : self.words[verb.first].start].strip(' "»”وف'):
            return None
        return self._of_mention(before, self._row(verb).id)

    def _reports(self, verb: Trigger) -> bool:
        """Whether a verb of saying has something said behind it: أن، إن، a colon, عن, or a named subject."""
        for index in range(verb.last + 1, min(len(self.words), verb.last + 16)):
            text = self.words[index].text
            if (self._kind(index) == "edge" and text.startswith(("ان", "بان"))) or text == fold("عن"):
                return True
            if ":" in self._gap(index - 1):
                return True
        return (
            verb.last + 1 < len(self.words)
            and self._named(verb.last + 1, min(verb.last + 2, len(self.words) - 1)) is not None
        )

    def _phrase(self, first: int, rule: str) -> Source | None:
        """The noun phrase of a source that begins at a word."""
        if first >= len(self.words) or (self._kind(first) == "edge" and self._row(self.at[first]).id == "edge"):
            return None
        if first and _BREAK.search(self._gap(first - 1)) and ":" not in self._gap(first - 1):
            return None
        last = first
        while last + 1 < len(self.words) and last - first < _LONGEST_SOURCE:
            following = last + 1
            if _BREAK.search(self._gap(last)) or _COMMA.search(self._gap(last)):
                break
            if self._kind(following) in _ENDS and self.at[following].first == following:
                break
            last = following
        head = self._head(first, last)
        named = self._named(first, last)
        if head in ("anonymous", "document") or named is None:
            if head is None and not self._proper(first, last):
                return None
            return self._of_words(first, last, head or "outlet", rule)
        return self._of_mention(named, rule, head)

    def _head(self, first: int, last: int) -> SourceKind | None:
        """What a source's first noun makes of it; a number may come before it (ثلاثة مصادر)."""
        for index in range(first, min(first + 2, last + 1)):
            if self._kind(index) == "head":
                return cast(SourceKind, self._row(self.at[index]).value)
        return None

    def _proper(self, first: int, last: int) -> bool:
        """Whether a phrase without a known noun is a name by its quotes or letters."""
        left = self.text[max(0, self.words[first].start - 2) : self.words[first].start]
        return bool(_QUOTE.search(left)) or bool(_LATIN.search(self.words[first].text))

    def _of_words(self, first: int, last: int, kind: SourceKind, rule: str) -> Source:
        start, end = self._span(first, last)
        for reading in readings(self.words[first].text):
            if reading.prep == "ل" and rule.startswith("by"):
                start += reading.offset
                break
        return Source(Attribution(self.text[start:end], start, end), kind, rule)

    def _of_mention(self, mention: Mention, rule: str, head: SourceKind | None = None) -> Source:
        name = self.text[mention.start : mention.end]
        kind: SourceKind = "person" if mention.kind != "company" or head == "person" else "party"
        if mention.company_kind == "media" or head == "outlet":
            kind = "outlet"
        return Source(Attribution(name, mention.start, mention.end), kind, rule)

    def _before_colon(self) -> Source | None:
        """The source of a headline, before a colon (بلومبرغ: ألفا تدرس)."""
        for index in range(min(4, len(self.words) - 1)):
            if ":" not in self._gap(index):
                continue
            named, head = self._named(0, index), self._head(0, index)
            if head in ("anonymous", "document", "outlet") and named is None:
                return self._of_words(0, index, head, "by.colon")
            if named is not None and named.end >= self.words[index].end - 1:
                return self._of_mention(named, "by.colon", head)
            return None
        return None

    # -- the amount ----------------------------------------------------------------------------------------------

    def undisclosed(self) -> Fact | None:
        """That the amount is kept back: دون الكشف عن قيمة الصفقة، صفقة لم تعلن قيمتها، بمبلغ غير معلن."""
        mute = self._of("mute")
        if mute:
            return self._fact("undisclosed", self._row(mute[0]).id, mute[0].first, mute[0].last)
        prices = self._of("price")
        for silent in self._of("silent"):
            near = [p for p in prices if -4 <= p.last - silent.first < 0 or 0 < p.first - silent.last <= 3]
            if near:
                return self._about(silent, silent, near[0])
        for hit in self.hits:
            if "disclose" not in (self._row(hit).kind, self._row(hit).value):
                continue
            denial = self._denial(hit)
            if denial is None:
                continue
            after = [p for p in prices if hit.last < p.first <= hit.last + 6 and self._together(hit.last, p.first)]
            before = [p for p in prices if 0 < denial.first - p.last <= 2 and not self._broken(p.last, denial.first)]
            if after or before:
                return self._about(denial, hit, (after or before)[0])
        return None

    def _together(self, left: int, right: int) -> bool:
        """Whether two words stand in one clause: no mark between, and commas only in pairs, round an aside."""
        commas = sum(bool(_COMMA.search(self._gap(index))) for index in range(left, right))
        return commas % 2 == 0 and not self._broken(left, right)

    def _about(self, denial: Trigger, hit: Trigger, price: Trigger) -> Fact:
        first = min(denial.first, hit.first, price.first)
        last = max(denial.last, hit.last, price.last)
        return self._fact("undisclosed", self._row(hit).id, first, last)

    def _denial(self, hit: Trigger) -> Trigger | None:
        """What negates a word of disclosure, at most three words before it."""
        for denial in self._of("without", "withhold"):
            if 0 < hit.first - denial.last <= 3 and not self._broken(denial.last, hit.first):
                return denial
        return None

    def means(self) -> list[Fact]:
        """How the deal is paid: cash, shares, debt, swap, instalments; each once, in the order of the text."""
        out: dict[str, Fact] = {}
        for hit in self._of("means"):
            denied = any(
                0 < hit.first - d.last <= 5 and not self._broken(d.last, hit.first) for d in self._of("without")
            )
            if not denied:
                row = self._row(hit)
                out.setdefault(row.value, self._fact(row.value, row.id, hit.first, hit.last))
        return list(out.values())

    # -- dates ---------------------------------------------------------------------------------------------------

    def dates(self) -> list[Dated]:
        """The sentence's dates with what each is the date of."""
        start, end = self._span(0, len(self.words) - 1) if self.words else (0, 0)
        inside = [m for m in self.mentions if m.kind == "date" and start <= m.start and m.end <= end]
        return [self._dated(mention) for mention in inside]

    def _dated(self, mention: Mention) -> Dated:
        place = next((i for i, word in enumerate(self.words) if word.end > mention.start), len(self.words) - 1)
        for hit in reversed(self._of("date")):
            if not 0 < place - hit.last <= 8 or self._broken(hit.last, place, commas=True):
                continue
            if any(o.kind == "date" and self.words[hit.last].end <= o.start < mention.start for o in self.mentions):
                continue
            row = self._row(hit)
            if row.value == "closing" and not self._ahead(hit):
                return Dated(mention, "event", row.id)
            return Dated(mention, cast(DateRole, row.value), row.id)
        return Dated(mention, "event", "date.event")

    def _ahead(self, hit: Trigger) -> bool:
        """Whether a closing is still to come: a future, or a plan or an expectation before it."""
        if hit.form == "future":
            return True
        left = max(0, hit.first - 6)
        cues = self.rules.context.cues.find(self.words[left : hit.first])
        return hit.form != "past" and any(cast(CueRow, cue.row).kind in _AHEAD for cue in cues)

    @cached_property
    def stops(self) -> list[int]:
        """The words at which a clause of its own begins (فيما، كما، لكن)."""
        cues = self.rules.context.cues.find(self.words)
        return [cue.first for cue in cues if cast(CueRow, cue.row).kind in ("stop", "contrast")]

    # -- background ----------------------------------------------------------------------------------------------

    def background(self, first: int, last: int, form: Form, published: date | None = None) -> Fact | None:
        """Whether a trigger tells what is no news: an earlier deal, told in passing. ``None`` is news."""
        ages = self._ages(first, last, published)
        if any(age <= _FRESH for age, _ in ages):
            return None
        for hit in reversed([h for h in self.hits if h.last < first]):
            if self._recalls(hit, first, form):
                row = self._row(hit)
                return self._fact(row.kind, row.id, hit.first, hit.last)
        for hit in self._of("earlier"):
            if abs(hit.first - first) <= 10 and not self._broken(min(hit.first, first), max(hit.first, first)):
                return self._fact("earlier", self._row(hit).id, hit.first, hit.last)
        old = next((mention for age, mention in ages if age >= _OLD), None)
        return Fact("date", "back.date", old.start, old.end) if old is not None else None

    def _recalls(self, hit: Trigger, first: int, form: Form) -> bool:
        kind, far = self._row(hit).kind, first - hit.last
        if kind == "recall":
            return hit.first <= 3
        if self._broken(hit.last, first):
            return False
        if kind == "relative":
            return form == "past" and (far == 1 or (far == 2 and self._kind(first - 1) == "confirm"))
        if kind == "was":
            if any(hit.last < stop < first for stop in self.stops):
                return False
            confirmed = any(self._kind(i) == "confirm" for i in range(hit.last + 1, first))
            return confirmed or (form == "past" and far <= 8 and not self._broken(hit.last, first, commas=True))
        if kind == "before":
            return far <= 6
        return kind == "time" and far <= 3 and not self._broken(hit.last, first, commas=True)

    def _ages(self, first: int, last: int, published: date | None) -> list[tuple[int, Mention]]:
        """The dates of the trigger's clause with their ages in days at the publication."""
        if published is None:
            return []
        out = []
        for mention in self.mentions:
            if mention.kind != "date" or mention.date is None:
                continue
            place = next((i for i, word in enumerate(self.words) if word.end > mention.start), None)
            if place is None or mention.start < self.words[0].start or abs(place - first) > 14:
                continue
            role = self._dated(mention).role
            if role in ("event", "closing") and not self._broken(min(place, last), max(place, first)):
                out.append(((published - mention.date.end).days, mention))
        return out


def best_source(sources: Iterable[Source]) -> Source | None:
    """The source to name where there are several: an outlet, then whom it quotes, the party itself last."""
    return min(sources, key=lambda s: (_SOURCES.index(s.kind), s.attribution.start), default=None)
