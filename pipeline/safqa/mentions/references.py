"""Words that refer to a company: الشركة, البنك, الأخيرة, الشركة اليابانية, عملاق التجارة الإلكترونية, resolved by rule.

A reference takes the company that is in focus. Focus follows centering and its measures of salience (Grosz, Joshi and
Weinstein 1995; Lappin and Leass 1994): recency by sentence, the place of the subject, the article's topic. The kind has
to agree (a bank, a fund, a newspaper), a nationality has to agree where the company's country is known, and the subject
of a clause is not also its object (أبل استحوذت على الشركة). Where two companies fit alike, the reference stays open.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import regex

from ..document import Mention, Sentence
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from ..sentences import sentence_at
from ..words import Reading, Word, WordClasses, WordRow, readings
from .cues import Cues
from .lexicon import NEUTRAL

_BANKS, _FUNDS = ("bank",), ("fund", "sovereign_fund")
_WINDOW = 3  # sentences back in which a company is in focus without being the topic
_BY_DISTANCE = (4.0, 2.5, 1.5, 1.0)
_TOPIC_ALONE = 1.0  # the topic's salience where it was not named lately
_SUBJECT, _TOPIC, _COUNTRY, _OBLIQUE, _KIND = 1.0, 1.0, 2.0, -0.5, 1.0
_VOICE = 2.5  # what the firm of the officer who speaks has over others
_HEADED = 1.5  # what speaks against a bank or fund that is called so, where a company is meant
_ANY_HEAD = fold("شركة")
_BESIDE = 3  # characters (quotes, a space) between a name and its nationality
_VERB_REACH = 8
_DESCRIBED = 4  # words of عملاق with its trade and nationality
_REMEMBERED = 200_000
_MARGIN = 0.5  # what the best must have over the second
_GAP = regex.compile(r"[ _]")
_CLAUSE = frozenset(("complementizer", "relative", "subordinator"))
_CLOSED = _CLAUSE | {"preposition", "adverb"}
_STOP = regex.compile(r"[.؛!؟\n:]")


class ReferenceRow(RuleModel):
    """A word that refers to a company, to what kind of company, and by which rule."""

    word: str
    refers: Literal["company", "platform", "bank", "fund", "media", "any"]
    rule: Literal["topic", "last", "both", "rival", "person", "giant"]


class NicknameRow(RuleModel):
    """A description that stands for a company's name, and the companies that it may mean."""

    phrase: str
    ids: str


@dataclass
class ReferenceRules:
    """What refers to companies, and what is known of the companies that helps to decide."""

    words: dict[str, ReferenceRow]
    others: frozenset[str]
    nicknames: dict[str, tuple[str, ...]]
    countries: dict[str, str]
    cues: Cues
    grammar: WordClasses
    openers: dict[str, bool] = field(default_factory=dict)  # whether each word met so far may open a reference

    def __post_init__(self) -> None:
        self._nicknamed = frozenset(phrase.partition(" ")[0] for phrase in self.nicknames)

    def opens(self, word: str) -> bool:
        """Whether a reference or a nickname may begin with a word (newspapers repeat theirs)."""
        found = self.openers.get(word)
        if found is None:
            if len(self.openers) > _REMEMBERED:
                self.openers.clear()
            found = self.openers[word] = any(
                reading.stem in self._nicknamed or ("ال" if reading.article else "") + reading.stem in self.words
                for reading in readings(word)
            )
        return found

    @classmethod
    def load(cls, folder: RulePath, countries: dict[str, str], cues: Cues, grammar: WordClasses) -> ReferenceRules:
        """Reads the tables of ``companies/cues``; ``countries`` gives a company's country by its id.

        Raises ``RuleError``.
        """
        tables = folder / "companies" / "cues"
        return cls(
            {fold(row.word): row for _, row in read_tsv(tables / "references.tsv", ReferenceRow)},
            frozenset(fold(row.word) for _, row in read_tsv(tables / "not_references.tsv", WordRow)),
            {fold(r.phrase): tuple(r.ids.split("|")) for _, r in read_tsv(tables / "nicknames.tsv", NicknameRow)},
            countries,
            cues,
            grammar,
        )


@dataclass(frozen=True, slots=True)
class _Reference:
    """A referring phrase: words ``first`` to ``last``, its clitics, and what it asks of its antecedent."""

    first: int
    last: int
    offset: int
    row: ReferenceRow
    country: str | None
    governed: bool  # by a preposition: it can't be the subject of its own clause
    young: bool = False  # الشركة الناشئة is the one that the subject puts money in


@dataclass
class _Focus:
    """The companies of an article as a reference sees them: the mentions before it, the topic, how often each."""

    sentences: list[Sentence]
    companies: list[Mention]
    starts: list[int] = field(default_factory=list)
    topic: str | None = None
    counts: Counter[str] = field(default_factory=Counter)
    first_of: dict[int, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = [mention.start for mention in self.companies]
        self.counts = Counter(name_of(mention) for mention in self.companies)
        for mention in self.companies:
            self.first_of.setdefault(sentence_at(self.sentences, mention.start), mention)
        parties = [mention for mention in self.companies if mention.company_kind not in NEUTRAL]
        self.topic = name_of(parties[0]) if parties else None

    def before(self, position: int) -> list[Mention]:
        """The company mentions before a place."""
        return self.companies[: bisect.bisect_left(self.starts, position)]


def name_of(mention: Mention) -> str:
    """What tells one company from another."""
    return mention.company_id or mention.canonical or ""


def resolve_references(
    text: str, words: list[Word], sentences: list[Sentence], mentions: Iterable[Mention], rules: ReferenceRules
) -> list[Mention]:
    """The references of a normalised text with their companies, in order (``how`` is "referred", ``reason`` says why).

    A reference to two companies (الشركتان) gives two mentions of one span. Those that stay open are left out.
    """
    references = References(text, words, sentences, mentions, rules, {})
    return [reference for index in range(len(sentences)) for reference in references.of(index)]


class References:
    """The references of one article, resolved sentence by sentence in order, so that what has been read of those before
    counts: who each was about.
    """

    def __init__(
        self,
        text: str,
        words: list[Word],
        sentences: list[Sentence],
        mentions: Iterable[Mention],
        rules: ReferenceRules,
        voices: Mapping[int, Mention],
    ) -> None:
        """As ``resolve_references``; ``voices`` are the firms for which the officers quoted in some sentences speak."""
        found = list(mentions)
        companies = sorted((m for m in found if m.kind == "company" and m.how != "referred"), key=lambda m: m.start)
        people = sorted((m for m in found if m.kind == "person"), key=lambda m: m.start)
        self.words, self.sentences, self.rules = words, sentences, rules
        self.starts = [word.start for word in words]
        self.focus = _Focus(sentences, companies)
        self.reader = _Reader(text, words, self.focus, people, rules, voices) if companies else None
        self.last = -1  # the last word of a reference so far

    def of(self, index: int) -> list[Mention]:
        """The references that begin in a sentence, in order; to be asked for one sentence after the other."""
        out: list[Mention] = []
        sentence = self.sentences[index]
        if self.reader is None:
            return out
        for at in range(bisect.bisect_left(self.starts, sentence.start), bisect.bisect_left(self.starts, sentence.end)):
            if at <= self.last or not self.rules.opens(self.words[at].text):
                continue
            found = self.reader.nickname(at) or self.reader.at(at)
            if found is None:
                continue
            reference, chosen = found
            self.last = reference.last
            for antecedent, why in chosen:
                out.append(self.reader.mention(reference, antecedent, why))
                if reference.row.rule != "both":
                    self.reader.resolved.append(out[-1])
        return out

    def about(self, index: int, company: Mention) -> None:
        """Tells who a sentence that was read is about."""
        self.focus.first_of[index] = company


Found = tuple[_Reference, list[tuple[Mention, str]]]


class _Reader:
    """Finds the references of one article and decides each."""

    def __init__(
        self, text: str, words: list[Word], focus: _Focus, people: list[Mention], rules: ReferenceRules,
        voices: Mapping[int, Mention],
    ) -> None:  # fmt: skip
        self.text, self.words, self.focus, self.people, self.rules = text, words, focus, people, rules
        self.voices = voices
        self.resolved: list[Mention] = []  # references so far keep their company in focus
        spans = [(mention.start, mention.end) for mention in [*focus.companies, *people]]
        self.named = _covered(words, spans)
        self.told = self._told_countries()
        self.called: dict[str, set[str]] = {}

    def gap(self, left: int, right: int) -> str:
        """The text between two words; a line break at the end of the text."""
        if left < 0 or right >= len(self.words):
            return "\n"
        return self.text[self.words[left].end : self.words[right].start]

    def word(self, index: int) -> str:
        """A word's letters; empty outside of the text."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    # -- what refers -------------------------------------------------------------------------------------------------

    def at(self, index: int) -> Found | None:
        """The reference that begins at a word, with its antecedents."""
        if index in self.named:
            return None
        hit = self._lookup(self.word(index))
        if hit is None:
            return None
        row, reading = hit
        last, country = self._modifiers(index)
        if row.rule == "giant" and last == index:
            return self._giant_of(index, row, reading)
        if row.rule == "giant" and any(self.word(place).endswith("ين") for place in (last, last + 1)):
            return None
        if self._names_something(last) or self._other(index, last) or self._describes(index, row):
            return None
        governed = bool(reading.prep) or self.rules.grammar.has(self.word(index - 1), "preposition")
        young = any(self.rules.cues.exact(self.word(place), "young") for place in range(index, last + 1))
        reference = _Reference(index, last, reading.offset, row, country, governed, young)
        chosen = self._choose(reference)
        return (reference, chosen) if chosen else None

    def _giant_of(self, index: int, row: ReferenceRow, reading: Reading) -> Found | None:
        """عملاق الاتصالات السعودي: the one company of that country that the article has named so far."""
        last = index
        while last - index < _DESCRIBED and _GAP.fullmatch(self.gap(last, last + 1)):
            if last + 1 in self.named or not self.word(last + 1).startswith("ال"):
                break
            last += 1
        told = (self.rules.cues.nations.adjective(self.word(at), definite=True) for at in range(index + 2, last + 1))
        country = next(filter(None, told), None)
        if country is None or last - index < 2 or self._names_something(last):
            return None
        before = self.focus.before(self.words[index].start)
        fitting = {name_of(m): m for m in before if m.company_kind not in NEUTRAL and self._country(m) == country}
        if len(fitting) != 1:
            return None
        reference = _Reference(index, last, reading.offset, row, country, False)
        return reference, [(next(iter(fitting.values())), f"the one company of {country}")]

    def _lookup(self, word: str) -> tuple[ReferenceRow, Reading] | None:
        """The row of a referring word, and its reading: of لل the article is written as a second lam."""
        for reading in readings(word):
            stem = ("ال" if reading.article else "") + reading.stem
            row = self.rules.words.get(stem)
            if row is not None:
                article = reading.article and word[reading.offset - 2 : reading.offset] == "ال"
                return row, Reading(reading.conj, reading.prep, True, stem, reading.offset - 2 * article)
        return None

    def _modifiers(self, index: int) -> tuple[int, str | None]:
        """The last word of a referring phrase and the country of its nationality: الشركة الأمريكية العملاقة."""
        last, country = index, None
        while last - index < 3 and _GAP.fullmatch(self.gap(last, last + 1)) and last + 1 not in self.named:
            word = self.word(last + 1)
            nation = self.rules.cues.nations.adjective(word, definite=True)
            agrees = word.endswith("ه" if self.word(index).endswith(("ه", "ين", "ان")) else "ي")
            if not word.startswith("ال") or self.rules.grammar.exact(word) & _CLOSED or not (nation or agrees):
                break
            if self.rules.grammar.any_reading(word, "share") is not None:
                break  # ستشتري الشركة الحصة
            country = country or nation
            last += 1
        return last, country

    def _names_something(self, last: int) -> bool:
        """Whether a name follows, so that the words are only its head: الشركة الأمريكية «X»."""
        following = last + 1
        if following in self.named:
            return not self.gap(last, following).strip(' _"«“')
        return bool(regex.match(r'\s?["«“(]', self.gap(last, following)))

    def _other(self, index: int, last: int) -> bool:
        """Whether a modifier makes it another company: الشركة الأم, البنك المركزي."""
        return any(self.word(place) in self.rules.others for place in range(index + 1, last + 2))

    def _describes(self, index: int, row: ReferenceRow) -> bool:
        """Whether the word is said of a name (X هي الشركة التي), or describes the noun before it (الربع الأخير)."""
        before = self.word(index - 1)
        if self.gap(index - 1, index) != " ":
            return False
        if row.rule != "last":
            return self.rules.cues.exact(before, "predicate")
        if not self.word(index).startswith("ال") or self.rules.grammar.exact(before) & {"preposition", *_CLAUSE}:
            return False
        if self.rules.cues.verb(before):
            return False
        return (
            index - 1 in self.named
            or before.startswith(("ال", "وال", "بال", "لل"))
            or (before.endswith(("ه", "ها", "هم", "ات")))
        )

    # -- which company -----------------------------------------------------------------------------------------------

    def _choose(self, reference: _Reference) -> list[tuple[Mention, str]]:
        position = self.words[reference.first].start
        rule = reference.row.rule
        if rule == "both":
            return self._both(reference, position)
        if rule == "last":
            return self._last(reference, position)
        if rule == "rival":
            return self._rival(reference, position)
        if rule == "person":
            return self._of_person(reference, position)
        return self._in_focus(reference, position)

    def _in_focus(self, reference: _Reference, position: int) -> list[tuple[Mention, str]]:
        ranked = sorted(self._salience(reference, position).values(), key=lambda item: -item[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return []
        return [(ranked[0][1], ranked[0][2])]

    def _salience(self, reference: _Reference, position: int) -> dict[str, tuple[float, Mention, str]]:
        """How much each fitting company is in focus, with its last mention and the reasons."""
        here = sentence_at(self.focus.sentences, position)
        barred = {self._own_subject(reference, position, here), self._named_after(reference)}
        best: dict[str, tuple[float, Mention, str]] = {}
        earlier = [*self.focus.before(position), *(m for m in self.resolved if m.start < position)]
        for mention in earlier:
            name = name_of(mention)
            if name in barred or not self._fits(mention, reference):
                continue
            distance = here - sentence_at(self.focus.sentences, mention.start)
            score, why = self._score(mention, reference, distance, name)
            if name not in best or score >= best[name][0]:
                best[name] = (score, mention, why)
        return best

    def _score(self, mention: Mention, reference: _Reference, distance: int, name: str) -> tuple[float, str]:
        near = distance <= _WINDOW
        if not near and name != self.focus.topic:
            return 0.0, "named before"
        score = _BY_DISTANCE[distance] if near else _TOPIC_ALONE
        reasons = [("named in this sentence", "named in the sentence before")[distance] if distance < 2 else
                   f"named {distance} sentences before"]  # fmt: skip
        sentence = sentence_at(self.focus.sentences, mention.start)
        first = mention is self.focus.first_of.get(sentence)
        if reference.young:
            score += 0.0 if first else _SUBJECT
        elif near and (first or mention.how == "referred"):
            score += _SUBJECT
            reasons.append("first in its sentence")
        if name == self.focus.topic and not reference.young:
            score += _TOPIC
            reasons.append("topic of the article")
        if near and self._oblique(mention):
            score += _OBLIQUE
        here = sentence_at(self.focus.sentences, self.words[reference.first].start)
        if (voice := self.voices.get(here)) is not None and name_of(voice) == name:
            score += _VOICE
            reasons.append("its officer speaks")
        if reference.country is not None and self._country(mention) == reference.country:
            score += _COUNTRY
            reasons.append(f"country {reference.country}")
        if reference.row.refers == "company":
            score -= _HEADED if self._called_of_kind(mention, "bank", "fund") else 0.0
            score -= _KIND if mention.company_kind in (*_BANKS, *_FUNDS) else 0.0
        if name in self._called(reference.row.word):
            score += _KIND
            reasons.append("called so")
        if reference.row.refers in ("bank", "fund"):
            reasons.append(f"a {reference.row.refers}")
        return score, "; ".join(reasons)

    def _called(self, word: str) -> set[str]:
        """The companies that a head noun stands before: مجموعة «X» is المجموعة. Any company may be called شركة."""
        head = fold(word).removeprefix("ال")
        if head == _ANY_HEAD:
            return set()
        if head not in self.called:
            headed = {name_of(mention) for mention in self.focus.companies if self._headed(mention, (head,))}
            self.called[head] = headed
        return self.called[head]

    def _oblique(self, mention: Mention) -> bool:
        """Whether a mention is governed by a preposition."""
        index = bisect.bisect_right(self.words, mention.start, key=lambda word: word.start) - 1
        clitic = self.text[self.words[index].start : mention.start]
        return clitic[-1:] in ("ب", "ل", "ك") or self.rules.grammar.has(self.word(index - 1), "preposition")

    def _fits(self, mention: Mention, reference: _Reference) -> bool:
        """Whether kind and country of a company agree with a reference."""
        refers, kind = reference.row.refers, mention.company_kind or ""
        if (kind in NEUTRAL) != (refers == "media"):
            return False
        if refers == "bank" and not (kind in _BANKS or self._called_of_kind(mention, "bank")):
            return False
        if refers == "fund" and not (kind in _FUNDS or self._called_of_kind(mention, "fund")):
            return False
        if refers == "platform" and (kind in (*_BANKS, *_FUNDS) or self._called_of_kind(mention, "bank", "fund")):
            return False
        country = self._country(mention)
        return reference.country is None or country is None or self._same_region(country, reference.country)

    def _called_of_kind(self, mention: Mention, *kinds: str) -> bool:
        """Whether a discovered name bears the head noun of a bank or fund."""
        return any(self._headed(mention, self.rules.cues.classes.words(kind)) for kind in kinds)

    def _headed(self, mention: Mention, heads: Iterable[str]) -> bool:
        """Whether a discovered name bears a head noun, in it or right before it."""
        before = self.text[max(0, mention.start - 12) : mention.start]
        own = self.text[mention.start : mention.end]
        return any(own.startswith((head, "ال" + head)) or regex.search(rf"\b{head}\W*$", before) for head in heads)

    @staticmethod
    def _same_region(country: str, asked: str) -> bool:
        return country == asked or asked.startswith("X") or asked == "EU"

    def _country(self, mention: Mention) -> str | None:
        """A company's country: the list's, or that of a nationality right after its name anywhere in the article."""
        listed = self.rules.countries.get(mention.company_id or "")
        return listed or self.told.get(name_of(mention))

    def _told_countries(self) -> dict[str, str]:
        told: dict[str, str] = {}
        for mention in self.focus.companies:
            index = bisect.bisect_left(self.words, mention.end, key=lambda word: word.start)
            country = self.rules.cues.nations.adjective(self.word(index), definite=True)
            if country is not None and len(self.gap(index - 1, index)) <= _BESIDE:
                told.setdefault(name_of(mention), country)
        return told

    def _own_subject(self, reference: _Reference, position: int, here: int) -> str | None:
        """The company that is the subject of the clause in which a reference is governed: it can't mean itself."""
        subject = self.focus.first_of.get(here)
        if not reference.governed:
            return None
        if self._implied_subject(reference):
            return self.focus.topic
        if subject is None or subject.start > position:
            return None
        first, last = (bisect.bisect_left(self.words, at, key=lambda w: w.start) for at in (subject.end, position))
        if any(self.rules.grammar.exact(word.text) & _CLAUSE for word in self.words[first:last]):
            return None
        if _STOP.search(self.text, subject.end, position) or "،" in self.text[subject.end : position]:
            return None
        return None if self._oblique(subject) else name_of(subject)

    def _named_after(self, reference: _Reference) -> str | None:
        """The company that is named right after a reference's أن: متحدث باسم الشركة أن «X» means another one."""
        after = reference.last + 1
        if not self.rules.grammar.has(self.word(after), "complementizer") or after + 1 not in self.named:
            return None
        place = bisect.bisect_left(self.focus.starts, self.words[after + 1].start)
        return name_of(self.focus.companies[place]) if place < len(self.focus.companies) else None

    def _implied_subject(self, reference: _Reference) -> bool:
        """Whether a deal verb without a name after it governs a reference: سبق أن استثمرت 5 ملايين دولار في الشركة."""
        for index in range(reference.first - 1, max(-1, reference.first - 1 - _VERB_REACH), -1):
            if index in self.named or _STOP.search(self.gap(index, index + 1)) or "،" in self.gap(index, index + 1):
                return False
            if self.rules.cues.verb(self.word(index)) == "deal":
                return self.word(index).rstrip("اه").endswith("ت") or self.word(index).startswith(("ت", "ست"))
        return False

    def _last(self, reference: _Reference, position: int) -> list[tuple[Mention, str]]:
        """الأخيرة is the company named last, of at least two."""
        fitting = [m for m in self.focus.before(position) if self._fits(m, reference)]
        here = sentence_at(self.focus.sentences, position)
        near = [m for m in fitting if here - sentence_at(self.focus.sentences, m.start) <= 1]
        if not near or len({name_of(m) for m in fitting}) < 2:
            return []
        return [(near[-1], "named last")]

    def _both(self, reference: _Reference, position: int) -> list[tuple[Mention, str]]:
        """الشركتان are the two companies of the last sentences, if there are just two."""
        here = sentence_at(self.focus.sentences, position)
        fitting = [m for m in self.focus.before(position) if self._fits(m, reference)]
        for window in range(_WINDOW + 1):
            near = {name_of(m): m for m in fitting if here - sentence_at(self.focus.sentences, m.start) <= window}
            if len(near) > 2:
                return []
            if len(near) == 2:
                return [(mention, "the two companies named before") for mention in near.values()]
        return []

    def _rival(self, reference: _Reference, position: int) -> list[tuple[Mention, str]]:
        """منافستها without a name is the other of the article's two companies, or the only other one of a country."""
        parties = {name_of(m): m for m in self.focus.before(position) if m.company_kind not in NEUTRAL}
        if len(parties) != 2 and reference.country is None:
            return []
        here = sentence_at(self.focus.sentences, position)
        subject = self.focus.first_of.get(here)
        if subject is None or subject.start > position:
            return []
        others = [m for name, m in parties.items() if name != name_of(subject)]
        if reference.country is not None:
            others = [m for m in others if self._country(m) in (reference.country, None)]
            if len(parties) != 2 and any(self._country(m) is None for m in others):
                return []
        return [(others[0], "the other of two companies")] if len(others) == 1 else []

    def _of_person(self, reference: _Reference, position: int) -> list[tuple[Mention, str]]:
        """شركته is the company whose officer was named last."""
        fitting = [
            m
            for m in self.focus.before(position)
            if self._fits(m, reference) and "officer" in (m.reason or "").split(", ")
        ]
        here = sentence_at(self.focus.sentences, position)
        near = [m for m in fitting if here - sentence_at(self.focus.sentences, m.start) <= _WINDOW]
        return [(near[-1], "the company of its officer")] if near else []

    # -- nicknames ---------------------------------------------------------------------------------------------------

    def nickname(self, index: int) -> Found | None:
        """عملاق التجارة الإلكترونية as the one company so called that the article names."""
        if index in self.named or not self.rules.nicknames:
            return None
        for reading in readings(self.word(index)):
            if reading.article:
                continue
            phrase = reading.stem
            for last in range(index + 1, min(index + 5, len(self.words))):
                if self.gap(last - 1, last) != " " or last in self.named:
                    break
                phrase += " " + self.word(last)
                ids = self.rules.nicknames.get(phrase)
                longer = phrase + " " + self.word(last + 1)
                if ids is None or longer in self.rules.nicknames:
                    continue
                end, country = self._modifiers(last)
                if self._names_something(end):
                    return None
                named = {m.company_id: m for m in self.focus.companies if m.company_id in ids}
                if country is not None and any(self._country(m) != country for m in named.values()):
                    break  # another company of that trade
                if len(named) != 1:
                    return None
                row = ReferenceRow(word=phrase, refers="company", rule="giant")
                reference = _Reference(index, end, reading.offset, row, None, False)
                return reference, [(next(iter(named.values())), "a nickname")]
        return None

    def mention(self, reference: _Reference, antecedent: Mention, why: str) -> Mention:
        """A referred mention of a company."""
        start = self.words[reference.first].start + reference.offset
        rule = f"company.reference.{reference.row.rule}"
        mention = Mention("company", start, self.words[reference.last].end, rule, how="referred", reason=why)
        mention.canonical, mention.company_id = antecedent.canonical, antecedent.company_id
        mention.company_kind = antecedent.company_kind
        return mention


def _covered(words: list[Word], spans: list[tuple[int, int]]) -> frozenset[int]:
    """The indices of the words that lie in any of some spans."""
    starts = [word.start for word in words]
    out: set[int] = set()
    for start, end in spans:
        first = max(0, bisect.bisect_right(starts, start) - 1)
        out.update(index for index in range(first, bisect.bisect_left(starts, end)) if words[index].end > start)
    return frozenset(out)
