"""The noun phrases of a sentence that may play a part in a deal, and what governs each.

A shallow reading of Arabic syntax. Every company, person, public body, place and asset of a sentence becomes a phrase.
From its name the reading walks left through what may stand between a name and the word that governs it: generic heads
(شركة، منصة), nationality adjectives, and nouns of a share (حصة، أسهم، 42 % من), whose own governor then governs the
company too. Phrases in a row share the governor of the first (Ryding 2005, ch. 8 and 16).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import regex

from ..document import Doc, Mention, Sentence
from ..mentions.triggers import PREPOSITIONS
from ..normalise import fold
from ..words import Reading as Words
from ..words import Word, WordClasses, words_of
from .agreement import Gender
from .assets import OWNED, PLAIN_GAP, Assets, noun

PREPS = {fold(word): column for word, column in PREPOSITIONS.items()}
PARTIES = ("company", "person", "government")
_BARRIERS = ("relative", "complementizer", "subordinator")
_BREAK = regex.compile(r"[؛!؟\n:]|\.(?!$)|\s/\s")  # a point and nothing else stands inside a number or a name
_AND = regex.compile(r"[\s\"«»“”]*و\s*(?:\w+ )?[\s\"«»“”]*")
_HARD = regex.compile(r"[؛!؟\n]|\.(?!$)|\s/\s")
_COMMA = regex.compile(r"[،,–—(](?!$)")
_IN_BRACKETS = regex.compile(r"[\s\"«»“”]*\([^()]*\)")
_WITH_PRONOUN = regex.compile(r"(علي|في|من|الي|ل|ب|مع|عن)(?:ها|ه|هما|هم)")
_SIDE_BY_SIDE = regex.compile(r"[\s\"«»“”'‘’()\[\]]+")
_AS_PREPOSITIONS = ("lead", "join", "prep_li", "prep_maa", "prep_min", "prep_ila", "prep_fi", "prep_agent")
_CLOSED = frozenset(
    ("preposition", "relative", "complementizer", "subordinator", "lead", "join", "adverb", "negation", "speech")
)
_RELATION = regex.compile(r"يه$|^ال\w{2,}ي(?:ت?ان|ت?ين|ات)?$")  # an adjective of relation: الأمريكية، السعوديتان
_NISBA = regex.compile(r"ال\w{2,}يه?")
_OWNED_BEFORE = 3  # words before ل among which a word of ownership may stand
_REACH = 9  # words that a walk to the left may pass
_BETWEEN, _TRADE = 4, 6  # words between two names that are coordinated; the same where they say what a firm makes
_INCLUDING = 2  # words before the last one of "including": بما في ذلك
_QUOTES = " \"«“‘'"
_ASIDE = 8  # words of a relative clause between two names
_NAME = 6  # words of a name in quotes
_GROUP = 6  # words between a noun that means several companies and the word behind which some are named


@dataclass(slots=True)
class Phrase:
    """A name (or a word that refers to one, or an asset) with what governs it.

    ``prep`` is a column of the valency lexicon; "agent" (من قبل), "lead" and "join" (بقيادة، بمشاركة), "owner" (whose
    share or unit it is), "through" (عبر ذراعها), "like" (another preposition), or empty for a phrase that stands
    directly. ``left`` is the first word of the whole phrase with heads and share nouns, ``governor`` the word before
    it or its preposition.
    """

    mention: Mention
    first: int
    last: int
    prep: str = ""
    left: int = -1
    governor: int = -1
    share: bool = False
    linked: bool = False  # a preposition stands between it and the noun of its share: حصة في X, not حصة X
    percent: Mention | None = None
    series: Phrase | None = None
    bank: bool = False  # its name begins with the word for a bank
    built: bool = False  # it names a place that is built: منجم X
    whose: Phrase | None = None  # the company inside an asset's phrase: مصانع شركة X
    vague: bool = False  # an asset that only a pronoun tells from others: أبراجها

    @property
    def kind(self) -> str:
        """What the phrase names: company, person, government, place or thing."""
        return "thing" if self.mention.how == "thing" else self.mention.kind


def same(left: Mention, right: Mention) -> bool:
    """Whether two mentions name one company."""
    return left.canonical is not None and left.canonical == right.canonical


def pronoun_column(word: str) -> str:
    """The valency column of a preposition with an object pronoun: عليها, فيه, لها."""
    match = _WITH_PRONOUN.fullmatch(word)
    return PREPS.get(match[1], "") if match else ""


@dataclass
class Reading:
    """The words and phrases of one sentence."""

    doc: Doc
    index: int
    sentence: Sentence
    grammar: WordClasses
    inside: list[Mention]
    topic: Mention | None
    second: Mention | None = None
    resolved: list[Mention] = field(default_factory=list)  # references of this sentence that were resolved
    genders: Mapping[str, Gender] = field(default_factory=dict)  # of the article's companies
    pair: tuple[Mention, Mention] | None = None  # the two sides of the deal told last: الجانبان
    bought: Mention | None = None  # the company whose shares changed hands last: الحصة نفسها
    words: list[Word] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    joined: frozenset[int] = frozenset()  # the words of deals' nouns that a conjunction joins to others
    begins: frozenset[int] = frozenset()  # the words at which joined clauses begin (see segments)
    _open: list[int] = field(default_factory=list)
    _own_genders: dict[str, Gender] = field(default_factory=dict)  # of names that only this sentence shows
    _named: frozenset[int] = frozenset()  # the words of names, which are no particles: إن in لينكد إن

    def __post_init__(self) -> None:
        self.words = words_of(self.doc.text, self.sentence.start, self.sentence.end)
        named = [m for m in self.inside if m.kind in (*PARTIES, "place")]
        self.phrases = self._once([phrase for phrase in map(self._phrase, named) if phrase is not None])
        self.phrases += self._references()
        self.phrases.sort(key=lambda phrase: phrase.first)
        things = self._things()
        inside = {i for thing in things for i in range(thing.first, thing.last + 1)}
        for name in self.phrases:
            for thing in things:
                if thing.first <= name.first <= thing.last and name.kind == "company":
                    thing.whose = name  # مقر بنك X
        self.phrases = [p for p in self.phrases if p.first not in inside] + things
        self.phrases += self._places()
        self.phrases.sort(key=lambda phrase: phrase.first)
        for phrase in self.phrases:
            self._govern(phrase)
        for left, right in zip(self.phrases, self.phrases[1:], strict=False):
            if not self._coordinated(left, right):
                before = next((p for p in reversed(self.phrases) if p.last < left.first and p.kind == "company"), None)
                if left.kind != "thing" or before is None or not self._coordinated(before, right):
                    continue
                left = before  # بنك X، الذي تولى دور المرتب، وبنك Y
            right.series, right.prep, right.governor = left, left.prep, left.governor
        names = [p for p in self.phrases if p.kind == "company" and p.mention.how != "referred"]
        self._named = frozenset(i for p in names for i in range(p.first, p.last + 1))
        self._open = list(self._relatives())

    # -- building -----------------------------------------------------------------------------------------------

    def _phrase(self, mention: Mention) -> Phrase | None:
        inside = [i for i, w in enumerate(self.words) if w.end > mention.start and w.start < mention.end]
        if not inside:
            return None
        bank = self.grammar.any_reading(self.words[inside[0]].text, "bank_head") is not None
        return Phrase(mention, inside[0], inside[-1], left=inside[0], bank=bank)

    def _once(self, named: list[Phrase]) -> list[Phrase]:
        """Names of one company side by side as one phrase: الشركة الوطنية للمحروقات سوناطراك، «ديسكورد» (Discord)."""
        out: list[Phrase] = []
        for phrase in sorted(named, key=lambda phrase: phrase.first):
            last = out[-1] if out else None
            if last is not None and phrase.first == last.last + 1 and same(last.mention, phrase.mention) and (
                _SIDE_BY_SIDE.fullmatch(self.doc.text, last.mention.end, phrase.mention.start)
            ):  # fmt: skip
                last.last = phrase.last
                continue
            out.append(phrase)
        return out

    def _references(self) -> Iterator[Phrase]:
        """Words such as الشركة, as the company that the article is about; الأخيرة is the one named last, الأولى the
        first of the sentence.
        """
        named = [phrase for phrase in self.phrases if phrase.kind == "company"]
        covered = {i for phrase in self.phrases for i in range(phrase.first, phrase.last + 1)}
        for phrase in self._resolved(covered):
            yield phrase
            covered.update(range(phrase.first, phrase.last + 1))
        if self.topic is None and not named:
            return
        for phrase in self._pairs(covered):
            yield phrase
            covered.add(phrase.first)
        starts = {phrase.first for phrase in self.phrases if phrase.mention.how != "referred"}
        for index, word in enumerate(self.words):
            if index in covered or not (self._refers(index, word) or self._describes(index, word)):
                continue
            if any(i in starts for i in range(index + 1, index + 4)):
                continue  # the head of a name
            meant = self._meant(index, word, named)
            if meant is None:
                continue
            mention = replace(meant, kind="company", rule="company.reference", how="referred")
            yield Phrase(mention, index, index, left=index)

    def _resolved(self, covered: set[int]) -> list[Phrase]:
        """The references that were resolved, as phrases that name their antecedents."""
        first: dict[str, Mention] = {}
        for mention in self.doc.mentions:
            if mention.kind == "company" and mention.how != "referred":
                first.setdefault(mention.canonical or "", mention)
        out: list[Phrase] = []
        for reference in self.resolved:
            if self._of_pair(reference):
                continue  # the sides of the deal told last
            antecedent = first.get(reference.canonical or "")
            phrase = self._phrase(reference)
            if antecedent is None or phrase is None or phrase.first in covered:
                continue
            phrase.mention = replace(antecedent, how="referred", rule=reference.rule, reason=reference.reason)
            if out and out[-1].first == phrase.first:
                phrase.series = out[-1]  # الشركتان: two of one word
            out.append(phrase)
        return out

    def _of_pair(self, reference: Mention) -> bool:
        """Whether a word for two sides means those of the deal told last, of whom the names around it tell one."""
        if self.pair is None or not reference.rule.endswith(".both"):
            return False
        names = {m.canonical for m in self.resolved if m.start == reference.start}
        here = [m for m in self.inside if m.canonical in names and m.end <= reference.start]
        between = (self.doc.text[a.end : b.start] for a in here for b in here if a.canonical != b.canonical)
        if any(_AND.fullmatch(gap) for gap in between):
            return False  # الشراكة بين X وY تتوقف على الطرفين
        return len(names & {mention.canonical for mention in self.pair}) == 1

    def _pairs(self, covered: set[int]) -> list[Phrase]:
        """Words such as الجانبان that no two names before resolve, as the two sides of the deal told last."""
        out: list[Phrase] = []
        for index, word in enumerate(self.words):
            if self.pair is None or index in covered or self.grammar.any_reading(word.text, "pair") is None:
                continue
            for mention in self.pair:
                told = replace(mention, kind="company", rule="company.reference", how="referred")
                out.append(Phrase(told, index, index, left=index))
            out[-1].series = out[-2]
        return out

    def _meant(self, index: int, word: Word, named: list[Phrase]) -> Mention | None:
        """The company that a word refers to."""
        before = [phrase.mention for phrase in named if phrase.last < index]
        if self.grammar.any_reading(word.text, "latter") is not None and before:
            return before[-1]
        if self.grammar.any_reading(word.text, "former") is not None:
            return before[0] if len({m.canonical for m in before}) > 1 else None
        return self.topic if self.topic is None or self._of_kind(word, self.topic) else self._other_topic(word)

    def _of_kind(self, word: Word, mention: Mention) -> bool:
        """Whether a word may mean a company by its kind: the bank no firm, the company no bank."""
        lends = self.grammar.any_reading(word.text, "bank_head") is not None
        firm = self.grammar.has(word.text, "firm_alone")
        name = (mention.canonical or "").partition(" ")[0]
        bank = mention.company_kind == "bank" or self.grammar.any_reading(name, "bank_head") is not None
        return not ((lends and not bank) or (firm and bank))

    def _other_topic(self, word: Word) -> Mention | None:
        """The company told before the one that the text is about, where a word can mean that alone."""
        fits = self.second is not None and self._of_kind(word, self.second)
        return self.second if fits else self.topic

    def _refers(self, index: int, word: Word) -> bool:
        if self.grammar.any_reading(word.text, "former") is not None:
            before = self.words[index - 1].text if index and self.gap(index - 1, index) == " " else ""
            return not before.startswith("ال")  # البارحة الأولى، الوحدة الأولى
        reading = self.grammar.any_reading(word.text, "reference")
        return reading is not None and (reading.article or word.text.startswith("ال"))

    def _describes(self, index: int, word: Word) -> bool:
        """A head noun with a definite complement and no name: شركة الاستثمار اليابانية."""
        if index + 1 >= len(self.words) or self.gap(index, index + 1) != " ":
            return False
        if self.grammar.any_reading(word.text, "asset") is not None:
            return False  # وحدة الحفر is a thing of its own
        if self.grammar.any_reading(word.text, "several") is not None:
            return False  # الشركات الناشئة are no company told before
        return bool(self.grammar.any_reading(word.text, "head")) and self.words[index + 1].text.startswith("ال")

    def _things(self) -> list[Phrase]:
        """Assets that are no company: وحدة الحفر, ثلاثة فنادق في أوروبا."""
        taken = {i for phrase in self.phrases for i in range(phrase.first, phrase.last + 1)}
        values = [m for m in self.inside if m.kind in ("money", "date", "percent")]
        bare = [p for p in self.phrases if p.mention.start <= self.words[p.first].start]  # no clitic governs it
        names = {p.first: p.last for p in bare if p.kind == "company" and p.mention.how != "referred"}
        assets = Assets(self.doc.text, self.words, self.grammar, values, frozenset(taken), names)
        out: list[Phrase] = []
        index = -1
        while (index := index + 1) < len(self.words):
            reading = noun(self.grammar, self.words[index].text)
            if index in taken or reading is None or self._trade_of(index):
                continue
            last = assets.end(index)
            # One word in ه may bear a pronoun or be a feminine noun (شبكه): the latter alone tells nothing.
            lone = reading.article or (OWNED.fullmatch(self.words[index].text) and not self._owned(index))
            if last < index or (last == index and lone) or self.grammar.has(self.words[last].text, "unnamed"):
                continue  # المنصة alone refers to something told, مشاريع أخرى to nothing
            core = assets.core(index)
            named = self._quoted_name(index, min(core, last)) or self._name_behind(index, core, taken)
            named = named or self._name_behind(index, last, taken)
            if named is not None:
                out.append(named)
                taken.update(range(named.first, named.last + 1))
                index = max(last, named.last)
                continue
            if (name := self._heads_name(index, last, names)) is not None:
                name.left = index
                index = last
                continue  # وحدتها للاتصالات «X»
            first = index
            if index and not reading.prep and self._numeral(index - 1) and not self.dated(index - 1):
                first = index - 1
            number = self.grammar.any_reading(self.words[first].text, "small_number") if first < index else None
            offset = self._offset(index) if first == index else number.offset if number else 0
            start = self.words[first].start + offset
            mention = Mention("company", start, assets.quote_end(index, last), "thing", how="thing")
            # What it is called without where it stands, which is told once: محطة تحلية بالجرف الأصفر.
            called = assets.quote_end(index, core if index < core < last else last)
            mention.canonical = self.doc.text[mention.start : called]
            vague = last == index and OWNED.fullmatch(self.words[index].text) is not None and self._owned(index)
            out.append(Phrase(mention, first, last, left=first, vague=vague))
            taken.update(range(first, last + 1))
            index = last
        return out

    def _trade_of(self, index: int) -> bool:
        """Whether a word only says what somebody does: رجل الأعمال السوري."""
        if not index or not self.grammar.has(self.words[index].text, "trade"):
            return False
        return self.grammar.any_reading(self.words[index - 1].text, "somebody") is not None

    def _owned(self, index: int) -> bool:
        """Whether the asset's noun at a word bears a pronoun: أبراجها, not محفظة."""
        return self.grammar.any_reading(self.words[index].text, "asset") is None

    def _places(self) -> list[Phrase]:
        """Countries and cities outside the other phrases, with the adjectives of their names: الولايات المتحدة."""
        taken = {i for phrase in self.phrases for i in range(phrase.first, phrase.last + 1)}
        names = {phrase.last for phrase in self.phrases if phrase.kind == "company"}
        out: list[Phrase] = []
        for index, word in enumerate(self.words):
            reading = self.grammar.any_reading(word.text, "place") or self._market(index)
            if index in taken or reading is None or (index and index - 1 in names and not reading.prep):
                continue  # behind a name it is a nationality: «X» السعودية
            last = index
            while last + 1 < len(self.words) and last - index < 3 and self.gap(last, last + 1) == " " and (
                last + 1 not in taken and regex.fullmatch(r"ال\w+(?:ده|يه)", self.words[last + 1].text)
            ):  # fmt: skip
                last += 1
            start = word.start + max(0, reading.offset - (2 if reading.article else 0))
            mention = Mention("place", start, self.words[last].end, "place", how="place")
            mention.canonical = self.doc.text[mention.start : mention.end]
            out.append(Phrase(mention, index, last, left=index))
            taken.update(range(index, last + 1))
        return out

    def _market(self, index: int) -> Words | None:
        """The noun of a market before the adjective of a nation: السوق المصرية."""
        after = self.words[index + 1].text if index + 1 < len(self.words) and self.gap(index, index + 1) == " " else ""
        if not (after.startswith("ال") and after.endswith("يه")) or self.grammar.has(after, "segment"):
            return None  # السوق الموازية is part of a bourse
        found = self.grammar.any_reading(self.words[index].text, "market")
        return found if found is not None and found.article else None

    def _quoted_name(self, head: int, last: int) -> Phrase | None:
        """A name in quotes right after an asset's noun, or after what describes it (منصة «سراب»، استوديو الألعاب
        «سراب»): what is named so is treated as a company.
        """
        if self.grammar.any_reading(self.words[head].text, "premises") is not None:
            return None  # مصنع «X» is whose it is
        opens = next((i for i in range(head, last) if regex.search(r"[\"«“]\s*$", self.gap(i, i + 1))), -1)
        said = (self.words[head].text, "other_head"), (self.words[opens].text, "made_for")
        if any(p.first == opens + 1 and p.kind == "company" for p in self.phrases):
            return None  # فروع بنك «X» في لبنان
        if opens < 0 or (opens > head and any(self.grammar.any_reading(word, kind) for word, kind in said)):
            return None  # شبكة توزيع «X»
        text = self.doc.text
        for end in range(opens + 1, last + 1):
            if text[self.words[end].end : self.words[end].end + 1] in ('"', "»", "”"):
                mention = Mention("company", self.words[opens + 1].start, self.words[end].end, "company.asset_quoted")
                mention.how, mention.canonical = "discovered", text[mention.start : mention.end]
                self._own_genders[mention.canonical] = "f" if self.words[head].text.endswith("ه") else "m"
                return Phrase(mention, opens + 1, end, left=opens + 1 if opens == head else head)
        return None

    def _name_behind(self, head: int, last: int, taken: set[int]) -> Phrase | None:
        """A name in quotes behind an asset's noun and what describes it (وحدته اليونانية «سراب»), as a company's."""
        first = last + 1
        if first >= len(self.words) or first in taken or not regex.fullmatch(r"\s*[\"«“]\s*", self.gap(last, first)):
            return None
        if any(self.grammar.any_reading(self.words[head].text, kind) for kind in ("premises", "other_head")):
            return None
        for end in range(first, min(first + _NAME, len(self.words))):
            if end in taken or self.doc.text[self.words[end].start : self.words[end].end].isdigit():
                return None
            if self.doc.text[self.words[end].end : self.words[end].end + 1] in ('"', "»", "”"):
                mention = Mention("company", self.words[first].start, self.words[end].end, "company.asset_quoted")
                mention.how, mention.canonical = "discovered", self.doc.text[mention.start : mention.end]
                self._own_genders[mention.canonical] = "f" if self.words[head].text.endswith(("ه", "تها")) else "m"
                return Phrase(mention, first, end, left=head)
        return None

    def _heads_name(self, head: int, last: int, names: Mapping[int, int]) -> Phrase | None:
        """The company whose name in quotes right behind an asset's phrase says what that is called; also behind a word
        of ownership (شركتها التابعة «X»).
        """
        at = last + 1
        if (
            at < len(self.words)
            and PLAIN_GAP.fullmatch(self.gap(last, at))
            and self.grammar.has(self.words[at].text, "owned")
        ):
            at += 1
        if at not in names or self.grammar.any_reading(self.words[head].text, "premises") is not None:
            return None
        if not regex.fullmatch(r"\s*[\"«“]\s*", self.gap(at - 1, at)):
            return None
        return next((p for p in self.phrases if p.first == at), None)

    def _offset(self, index: int) -> int:
        """The characters of clitics before an asset noun (its article is kept)."""
        reading = noun(self.grammar, self.words[index].text)
        if reading is None:
            return 0
        return max(0, reading.offset - (2 if reading.article else 0))

    def _numeral(self, index: int) -> bool:
        text = self.words[index].text
        return (text.isdigit() and len(text) < 5) or self.grammar.any_reading(text, "small_number") is not None

    # -- governing ----------------------------------------------------------------------------------------------

    def gap(self, left: int, right: int) -> str:
        """The text between two words of the sentence."""
        return self.doc.text[self.words[left].end : self.words[right].start]

    def _clitic(self, phrase: Phrase) -> str:
        """The valency column of the clitic preposition before a phrase, or nothing."""
        word = self.words[phrase.first]
        if phrase.mention.how == "referred":
            reading = self.grammar.any_reading(word.text, "reference") or self.grammar.any_reading(word.text, "head")
            letters = reading.prep if reading else ""
        else:
            letters = self.doc.text[word.start : phrase.mention.start]
        return next((PREPS.get(letter, "like") for letter in letters if letter in "بلك"), "")

    def _govern(self, phrase: Phrase) -> None:
        if phrase.left < phrase.first:  # a noun says what it is: في وحدته اليونانية «X»
            head = noun(self.grammar, self.words[phrase.left].text)
            self._climb(phrase, phrase.left, PREPS.get(head.prep, "like") if head is not None and head.prep else "")
            return
        self._climb(phrase, phrase.first, self._clitic(phrase))

    def _climb(self, phrase: Phrase, index: int, clitic: str) -> None:
        """Walks left from word ``index``, which begins the phrase so far, to what governs it."""
        if clitic:
            self._through(phrase, clitic, index)
            return
        phrase.left = min(phrase.left, index)
        phrase.prep = ""
        index -= 1
        for _ in range(_REACH):
            phrase.governor = index
            if (apposed := self._apposed_to(index)) >= 0:
                phrase.left = phrase.governor = index = apposed
                if clitic := self._peer_prep(index):
                    self._through(phrase, clitic, index)
                    return
                index -= 1
                continue
            if index >= 0 and (group := self._group_over(index)) >= 0:
                phrase.governor, phrase.prep = group, PREPS[self.words[group].text]
                phrase.left = group
                return
            if index < 0 or self._stops(index):
                phrase.governor = -1
                return
            if any(
                p.first <= index <= p.last and p.kind == "company" and p.mention.how == "listed" for p in self.phrases
            ):
                return  # باعت “الاتحاد للطيران” ست طائرات
            text = self.words[index].text
            if (percent := self._percent_at(index)) is not None:
                phrase.percent, phrase.left, phrase.share = percent, index, True
                if clitic := self.doc.text[self.words[index].start : percent.start].strip("وف")[:1]:
                    self._through(phrase, PREPS.get(clitic, "like"), index)
                    return
                index -= 1
                continue
            if self.grammar.has(text, "owns") and not (index and self.words[index - 1].text in PREPS):
                phrase.prep = "owner"  # حقول تديرها X, not عن تملكها X
                return
            if self.grammar.has(text, "held_by") and any(
                p.last == index - 1 and p.kind == "thing" for p in self.phrases
            ):
                phrase.prep, phrase.governor = "owner", index  # وحدة الأسمدة لدى X
                return
            if index and self.grammar.has(text, "agent") and self.words[index - 1].text in (fold("من"), fold("على")):
                phrase.prep, phrase.governor = "agent", index - 1
                return
            bare = text[1:] if text[:1] in "وف" and text[1:] in PREPS else text
            if (alliance := self._alliance(index)) >= 0:
                phrase.left = index = alliance
                if clitic := self._alliance_prep(index):
                    self._through(phrase, clitic, index)
                    return
                index -= 1
                continue
            if bare in PREPS and index and self.grammar.has(self.words[index - 1].text, "each"):
                phrase.left = index - 1  # كل من X وY
                index -= 2
                continue
            if phrase.percent is not None and bare in PREPS and self._caps(index):
                index -= 2
                continue
            if phrase.kind == "thing" and index == phrase.first - 1 and self._rounds(index):
                phrase.left = index - 1
                index -= 2
                continue
            if bare in PREPS and (len(bare) > 1 or self.gap(index, index + 1)[:1] not in ("", " ")):
                self._through(phrase, PREPS[bare], index)
                return
            for kind in _AS_PREPOSITIONS:
                if self.grammar.has(text, kind):
                    phrase.prep = kind.removeprefix("prep_")
                    return
            if self.grammar.has(text, "via"):
                own = any(self.grammar.has(self.words[i].text, "own_arm") for i in range(index + 1, phrase.first))
                phrase.prep = "through" if own else "like"
                return
            passed = self._passes(phrase, index)
            if passed is None:
                over = self._head_over(index)
                if over < 0:
                    return
                index = over
                continue
            phrase.left = index
            if passed:
                self._through(phrase, passed, index)
                return
            index -= 1

    def _group_over(self, index: int) -> int:
        """The preposition that governs several companies of which those behind a word are some (مع بنوك، منها X؛ من
        شركات مثل X؛ من مستثمرين، بما في ذلك X), or all (من المستثمرين التالين: X), or -1.
        """
        opens = self._opens_list(index)
        for left in range(opens - 1, max(0, opens - _GROUP), -1):
            if _BREAK.search(self.gap(left, left + 1)) and left + 1 <= index:
                return -1
            if self.grammar.any_reading(self.words[left].text, "several") is not None:
                return self._over_quantity(left - 1)
        return -1

    def _opens_list(self, index: int) -> int:
        """The word with which a list of companies opens that ends at a word or, at a colon, behind it; else -1."""
        if self.grammar.has(self.words[index].text, "among"):
            return index
        if self.gap(index, index + 1).strip(_QUOTES) == ":":
            return index + 1
        if self.grammar.has(self.words[index].text, "including"):
            ahead = range(index - 1, max(-1, index - _INCLUDING - 1), -1)
            return next((i for i in ahead if self.grammar.has(self.words[i].text, "including_of")), -1)
        return -1

    def _over_quantity(self, index: int) -> int:
        """The preposition at a word, or before the quantity that ends there (مع عدد من، من ثلاثة، مع مجموعة), or -1."""
        while index > 0 and (
            self._numeral(index) or self.grammar.any_reading(self.words[index].text, "quantity") is not None
        ):
            index -= 1
        if index > 0 and PREPS.get(self.words[index].text) == "min" and (
            self.grammar.any_reading(self.words[index - 1].text, "quantity") is not None
        ):  # fmt: skip
            index -= 2
        return index if index >= 0 and self.words[index].text in PREPS else -1

    def _alliance(self, index: int) -> int:
        """The noun of an alliance whose members a word opens (تحالف يضم X, ائتلاف مكون من X), or -1."""
        between = self.words[index].text == fold("بين")
        if self.words[index].text == fold("من"):
            index -= 1
            if index >= 0 and self.grammar.any_reading(self.words[index].text, "consortium") is not None:
                return index
        if index < 1 or not (between or self.grammar.has(self.words[index].text, "consists")):
            return -1
        for left in range(index - 1, max(-1, index - 3), -1):
            found = self.grammar.any_reading(self.words[left].text, "consortium")
            if found is not None:
                governed = found.prep or (left and self.words[left - 1].text in PREPS)
                return left if governed or not between else -1  # على تحالف بين X وY, not: تحالف بين X وY
        return -1

    def _alliance_prep(self, index: int) -> str:
        reading = self.grammar.any_reading(self.words[index].text, "consortium")
        return PREPS.get(reading.prep, "like") if reading is not None and reading.prep else ""

    def _apposed_to(self, index: int) -> int:
        """The noun of somebody's partner that a name behind a comma tells: مع شريكها الجزائري، مجموعة X; or -1."""
        if index < 1 or self.gap(index, index + 1).strip() not in ("،", ","):
            return -1
        for left in range(index, max(-1, index - 3), -1):
            if self.grammar.any_reading(self.words[left].text, "peer") is not None:
                return left
            if not self.words[left].text.startswith("ال"):
                return -1
        return -1

    def _peer_prep(self, index: int) -> str:
        reading = self.grammar.any_reading(self.words[index].text, "peer")
        return PREPS.get(reading.prep, "like") if reading is not None and reading.prep else ""

    def _caps(self, index: int) -> bool:
        """Whether a preposition belongs to a cap on a share: نسبة تصل إلى 30 %."""
        return index > 0 and self.grammar.any_reading(self.words[index - 1].text, "cap") is not None

    def _rounds(self, index: int) -> bool:
        """Whether من at a word belongs to a rounded number or to a quantity: أكثر من 70 متجرا، عدد من أبراجها."""
        if index < 1 or PREPS.get(self.words[index].text) != "min":
            return False
        before = self.words[index - 1].text
        some = self.grammar.any_reading(before, "quantity") is not None
        return some or (self.grammar.has(before, "approx") and self._numeral(index + 1))

    def _stops(self, index: int) -> bool:
        """Whether a mark or a date parts a word from what follows: in اشترت في 2021 شركة X, في governs the year."""
        between = self.gap(index, index + 1)
        return bool(_BREAK.search(between) or _COMMA.search(between)) or self.dated(index)

    def dated(self, index: int) -> bool:
        """Whether a word belongs to a date."""
        word = self.words[index]
        return any(m.kind == "date" and m.start < word.end and word.start < m.end for m in self.inside)

    def summed(self, index: int) -> bool:
        """Whether a word belongs to a sum of money."""
        return self._money_at(index)

    def _passes(self, phrase: Phrase, index: int) -> str | None:
        """Whether a walk to the left goes through a word: ``None`` for no, else the preposition attached to it."""
        text = self.words[index].text
        for kind in ("share", "transparent", "head", "name_head", "asset", "consortium"):
            reading = self.grammar.any_reading(text, kind)
            if reading is not None:
                phrase.share = phrase.share or kind == "share"
                phrase.bank = phrase.bank or self.grammar.any_reading(text, "bank_head") is not None
                phrase.built = phrase.built or self.grammar.any_reading(text, "built") is not None
                return PREPS.get(reading.prep, "like") if reading.prep else ""
        if phrase.kind == "person":  # مع رجل الأعمال السوري فلان
            if self.grammar.exact(text) & {"person_title", "trade"} or definite_nisba(text):
                return ""
            if (who := self.grammar.any_reading(text, "somebody")) is not None:
                return PREPS.get(who.prep, "like") if who.prep else ""
        if (owned := noun(self.grammar, text)) is not None:
            return PREPS.get(owned.prep, "like") if owned.prep else ""
        if (
            text.isdigit()
            or self._adjective(index)
            or (phrase.percent is not None and self.grammar.has(text, "approx"))
        ):
            return ""
        return None

    def _head_over(self, index: int) -> int:
        """The generic head whose complement ends at a word: شركة الإعلام العملاقة X, عملاق زراعة الحدائق X; or -1."""
        for left in range(index, max(-1, index - 3), -1):
            word = self.words[left].text
            if (
                self.grammar.exact(word) & _CLOSED
                or any(p.first <= left <= p.last and p.kind == "company" for p in self.phrases)
                or self.gap(left, left + 1).strip(' "«“') != ""
                or (left < index and not PLAIN_GAP.fullmatch(self.gap(left, left + 1)))
            ):
                return -1
            if left and any(
                self.grammar.any_reading(self.words[left - 1].text, kind) for kind in ("head", "name_head", "asset")
            ):
                return left - 1 if word.startswith("ال") or self.words[index].text.startswith("ال") else -1
        return -1

    def _money_at(self, index: int) -> bool:
        word = self.words[index]
        return any(m.kind == "money" and m.start < word.end and word.start < m.end for m in self.inside)

    def _percent_at(self, index: int) -> Mention | None:
        """The percentage that a word belongs to."""
        word = self.words[index]
        return next((m for m in self.inside if m.kind == "percent" and m.start < word.end and word.start < m.end), None)

    def _adjective(self, index: int) -> bool:
        """Whether a word agrees with a head or a reference before it: الشركة اليابانية, منصة التجارة."""
        if index == 0:
            return False
        text, before = self.words[index].text, self.words[index - 1].text
        if not text.endswith(("يه", "ي")) and not self.grammar.has(text, "name_adjective"):
            return False
        return any(self.grammar.any_reading(before, kind) for kind in ("head", "transparent", "share", "asset")) or (
            self.grammar.has(before, "name_adjective")
        )

    def _through(self, phrase: Phrase, prep: str, at: int) -> None:
        """A preposition at (or on) word ``at``: it governs, unless a noun of a share stands before it, which then is
        the phrase (حصة في X, 42 % من X), or a word of ownership (التابعة لـ X).
        """
        phrase.prep, phrase.governor, phrase.left = prep, at, min(phrase.left, at)
        if prep == "min" and (lead := self._jointly(at)) >= 0:
            phrase.prep, phrase.governor, phrase.left = "lead", lead, lead
            return
        if prep == "ila" and at + 1 < len(self.words) and self.grammar.has(self.words[at + 1].text, "beside"):
            phrase.prep = "join"
            return
        if prep == "li" and self._owned_by(at):
            phrase.prep = "owner"
            return
        noun = self._share_before(phrase, at - 1) if prep in ("min", "fi", "bi", "li") else -1
        venue = prep == "fi" and phrase.mention.company_kind == "exchange"
        if noun < 0 or ((prep in ("min", "li") or venue) and self.possessive(self.words[at - 1].text)):
            return  # in أسهمها من X, X is no company whose shares they are
        reading = self.grammar.any_reading(self.words[noun].text, "share")
        if prep == "min" and noun == at - 1 and self.words[noun].text.startswith("ال"):
            return  # 2 % من الأسهم من X
        phrase.share, phrase.linked, phrase.left = True, True, min(phrase.left, noun)
        self._climb(phrase, noun, PREPS.get(reading.prep, "like") if reading is not None and reading.prep else "")

    def _owned_by(self, at: int) -> bool:
        """Whether a word of ownership stands before ل at a word: التابعة لـ، المملوكة بالكامل لـ، مملوكا سابقا لـ."""
        for index in range(at - 1, max(-1, at - 1 - _OWNED_BEFORE), -1):
            word = self.words[index].text
            if self.grammar.any_reading(word, "owned") is not None:
                return True
            if not self.grammar.exact(word) & {"time", "adverb", "preposition", "of_share"}:
                return False
        return False

    def _jointly(self, at: int) -> int:
        """The word of leading before من at a word: بقيادة مشتركة من X وY, or -1."""
        if at >= 2 and self.grammar.has(self.words[at - 1].text, "joint") and self.grammar.has(
            self.words[at - 2].text, "lead"
        ):  # fmt: skip
            return at - 2
        return -1

    def _share_before(self, phrase: Phrase, index: int) -> int:
        """The index of the noun of a share (or the percentage) that a preposition at ``index + 1`` belongs to."""
        start = -1
        owner: Phrase | None = None
        for _ in range(_REACH):
            if index < 0 or _BREAK.search(self.gap(index, index + 1)):
                return start
            word = self.words[index]
            if self._money_at(index):
                index -= 1
                continue
            adverb = {"of_share", "share"} & self.grammar.exact(word.text) == {"of_share"}  # بالكامل
            if not adverb and self.grammar.any_reading(word.text, "share") is not None:
                if owner is not None and not owner.share:
                    return start
                if owner is not None:
                    owner.prep = "owner"
                return index
            if (percent := self._percent_at(index)) is not None:
                phrase.percent = phrase.percent or percent
                start = index
            elif not self.grammar.has(word.text, "of_share") and not word.text.isdigit():
                at = next((p for p in self.phrases if p.first <= index <= p.last and p is not phrase), None)
                if at is not None and at.linked:
                    return start  # in حصة في X من Y, the share is of X alone
                if at is not None and owner is None and at.share:
                    if phrase.prep == "min" and start < 0:
                        return -1  # أسهم X من Y: Y has them; but: حصة X البالغة 20 % من Y
                    owner, index = at, at.first
                elif not self._head_or_adjective(index):
                    return start
            index -= 1
        return start

    def _head_or_adjective(self, index: int) -> bool:
        text = self.words[index].text
        return definite_nisba(text) or self.grammar.any_reading(text, "head") is not None

    def _coordinated(self, left: Phrase, right: Phrase) -> bool:
        if right.prep not in ("", left.prep) or right.prep in ("lead", "join") or left.prep == "owner":
            return False
        gap = self.doc.text[self.words[left.last].end : self.words[right.first].start]
        between = self.words[left.last + 1 : right.first]
        if (inside := _IN_BRACKETS.match(gap)) is not None:  # X (مستثمر رئيسي) وY
            until = self.words[left.last].end + inside.end()
            gap, between = gap[inside.end() :], [word for word in between if word.start >= until]
        start = self.words[right.first].text if right.mention.how == "referred" else (
            self.doc.text[self.words[right.first].start : right.mention.start]
        )  # fmt: skip
        joined = (
            start.startswith("و")
            or bool(between and (between[0].text.startswith("و") or any(self._and_head(w) for w in between)))
            or bool(_COMMA.search(gap) and not _BREAK.search(gap))
        )
        if (left.kind, right.kind) == ("person", "company") and not start.startswith("و") and not any(
            self._and_head(word) for word in between
        ):  # fmt: skip
            return False  # X، التي يملكها فلان، شركة Y
        if not joined or "ل" in start[:2] or _BREAK.search(gap):
            return False
        if (left.kind == "thing") != (right.kind == "thing") or "place" in (left.kind, right.kind):
            return False
        if self._and_firm(between) or self._and_described(between) or self._over_aside(left, right):
            return True
        if len(between) > _BETWEEN:
            return False
        return all(
            self.grammar.any_reading(w.text, "head") or self.grammar.any_reading(w.text, "name_head") or w.text == "و"
            or self.grammar.has(w.text, "name_adjective") or _RELATION.search(w.text) or w.text.isdigit()
            or w.text.startswith("لل") or self.grammar.any_reading(w.text, "peer") for w in between
        )  # fmt: skip

    def _over_aside(self, left: Phrase, right: Phrase) -> bool:
        """Whether a relative clause between commas stands between two names that "and" joins: بنك X، الذي رتب القرض،
        وبنك Y.
        """
        first, second = left.last + 1, right.first
        while second - 1 > first and self.of_head(second - 1) and not _COMMA.search(self.gap(second - 1, second)):
            second -= 1
        joined = self.words[second].text.startswith("و") and self.words[right.first].text != "و"
        return (
            joined and first < second <= first + _ASIDE and self.grammar.has(self.words[first].text, "relative")
            and bool(_COMMA.search(self.gap(left.last, first)) and _COMMA.search(self.gap(second - 1, second)))
        )  # fmt: skip

    def _and_firm(self, between: list[Word]) -> bool:
        """Whether nothing but what the first firm makes, and the head of another, stands between two names: شركة X
        الألمانية لصناعة السيارات ومجموعة Y.
        """
        if not 1 < len(between) <= _TRADE or not self._and_head(between[-1]) or between[-1].text == "و":
            return False
        trade = between[:-1]
        made = next((i for i, word in enumerate(trade) if word.text.startswith("ل")), len(trade))
        return made < len(trade) and all(_RELATION.search(w.text) for w in trade[:made]) and all(
            w.text.startswith(("لل", "ال", "وال")) or i == made for i, w in enumerate(trade) if i >= made
        )  # fmt: skip

    def of_head(self, index: int) -> bool:
        """Whether a word is a generic head, or an adjective of one: باسم الشركة الوطنية «X»."""
        text = self.words[index].text
        kinds = ("head", "name_head", "asset", "name_adjective")
        return definite_nisba(text) or any(self.grammar.any_reading(text, kind) is not None for kind in kinds)

    def _and_described(self, between: list[Word]) -> bool:
        """Whether nothing but the head of another firm with what it does stands between two names: X وشركة الاستثمار
        المباشر Y.
        """
        return 1 < len(between) <= _BETWEEN and self._and_head(between[0]) and between[0].text != "و" and all(
            word.text.startswith("ال") for word in between[1:]
        )  # fmt: skip

    def _and_head(self, word: Word) -> bool:
        """Whether a conjunction stands at a word, alone or on a generic head: X الإسبانية وشركة Y."""
        readings = (self.grammar.any_reading(word.text, kind) for kind in ("head", "name_head", "peer"))
        return word.text == "و" or any(reading is not None and reading.conj for reading in readings)

    def outside_names(self, pattern: regex.Pattern[str], start: int, end: int, goods: bool = False) -> int:
        """Where a pattern is first found in a stretch of the text, outside names of several words; else -1. Of
        ``goods`` it is also found behind no noun of a firm or an asset, which says what that is of (محطة حاويات، شركة
        زيوت X).
        """
        kinds = ("company", "person")
        spans = [(p.mention.start, p.mention.end) for p in self.phrases if p.kind in kinds and p.last > p.first]
        if goods:
            things = (p for p in self.phrases if p.kind == "thing")
            spans += [(self.words[p.first + self._numeral(p.first)].end, p.mention.end) for p in things]
        for found in pattern.finditer(self.doc.text, start, end):
            if any(left <= found.start() < right for left, right in spans):
                continue
            if not goods or not self._behind_head(found.start()):
                return found.start()
        return -1

    def _behind_head(self, start: int) -> bool:
        """Whether the word before a place is the generic noun of a firm: شركة زيوت X."""
        before = next((w for w in reversed(self.words) if w.end <= start), None)
        return before is not None and self.grammar.any_reading(before.text, "head") is not None and (
            self.grammar.any_reading(before.text, "asset") is None
        )  # fmt: skip

    def gender(self, mention: Mention) -> Gender | None:
        """The grammatical gender of who is mentioned, as far as it is known."""
        name = mention.canonical or ""
        return self.genders.get(name) or self._own_genders.get(name)

    # -- clauses ------------------------------------------------------------------------------------------------

    def _relatives(self) -> Iterator[int]:
        """For each word the relative pronoun whose clause it stands in (-1: none). A comma ends such a clause."""
        inside, says = -1, False
        for index, word in enumerate(self.words):
            that = self.grammar.has(word.text, "complementizer")
            if inside >= 0 and that and says:
                inside = -1  # قالت X التي تملك Y إنها باعت: what X says
            if not that and self.grammar.has(word.text, "speech"):
                says = inside < 0
            if index and (_BREAK.search(self.gap(index - 1, index)) or _COMMA.search(self.gap(index - 1, index))):
                inside = -1
            if self.grammar.has(word.text, "relative"):
                inside = index
            yield inside

    def relative(self, index: int) -> int:
        """The relative pronoun of the clause that a word stands in, or -1."""
        return self._open[index]

    def possessive(self, word: str) -> bool:
        """Whether a word is a noun of a share with a pronoun: أسهمها, حصته (folding writes حصة with a ه too)."""
        if self.grammar.any_reading(word, "share") is None and self.grammar.any_reading(word, "share_owned") is None:
            return False
        if regex.search(r"(?:ها|هما)$", word):
            return True
        if word.endswith("هم"):  # أسهمهم, not الأسهم
            bare = word[:-2]
            stems = (bare, bare[:-1] + "ه") if bare.endswith("ت") else (bare,)
            return any(self.grammar.any_reading(stem, "share") is not None for stem in stems)
        bare = word[:-2] + "ه" if word.endswith("ته") else word[:-1]
        return word.endswith("ه") and self.grammar.any_reading(bare, "share") is not None

    def barrier(self, index: int) -> bool:
        """Whether a clause begins at a word."""
        return index not in self._named and any(self.grammar.has(self.words[index].text, kind) for kind in _BARRIERS)

    def joined_clause(self, index: int) -> bool:
        """Whether a clause of its own that a conjunction joins begins at a word: ، كما، ، فيما."""
        return bool(_COMMA.search(self.gap(index - 1, index))) and self.grammar.has(self.words[index].text, "and_also")

    @cached_property
    def name_words(self) -> frozenset[int]:
        """The words of names but the first of each, with the head before it and the adjectives behind."""
        out: set[int] = set()
        for phrase in self.phrases:
            last = phrase.last
            while last + 1 < len(self.words) and definite_nisba(self.words[last + 1].text):
                last += 1
            out.update(range(phrase.left + 1, last + 1) if phrase.kind != "thing" else ())
        return frozenset(out)

    @cached_property
    def firm_words(self) -> frozenset[int]:
        """The words of firms' names but the first of each."""
        firms = [phrase for phrase in self.phrases if phrase.kind == "company"]
        return frozenset(index for firm in firms for index in range(firm.first + 1, firm.last + 1))

    def joins(self, index: int) -> bool:
        """Whether a conjunction joins the noun of a deal at a word, or its light noun (وتوقيع مذكرة), to others."""
        return any(i in self.joined for i in range(index - 2, index + 1))

    def parted(self, left: int, right: int) -> bool:
        """Whether a joined clause begins between two words, or at the latter."""
        return any(left < begin <= right for begin in self.begins)

    def subordinate(self, index: int) -> bool:
        """Whether a comma and a particle open a clause of their own at a word: ، على أن يمول البنك، ، حيث."""
        if index == 0 or not _COMMA.search(self.gap(index - 1, index)):
            return False
        governed = self.words[index].text in PREPS and index + 1 < len(self.words)
        return self.barrier(index) or (governed and self.grammar.has(self.words[index + 1].text, "complementizer"))

    def breaks(self, left: int, right: int, colon: bool = True) -> bool:
        """Whether a stop stands between two words; a colon counts unless ``colon`` is off."""
        stop = _BREAK if colon else _HARD
        return any(stop.search(self.gap(i, i + 1)) for i in range(left, right))

    def commas(self, left: int, right: int) -> int:
        """The commas between two words."""
        return sum(bool(_COMMA.search(self.gap(i, i + 1))) for i in range(left, right))

    def series_of(self, phrase: Phrase) -> list[Phrase]:
        """A phrase and those coordinated with it, in order."""
        out = [phrase]
        for other in self.phrases:
            lead = other.series
            while lead is not None and lead is not phrase:
                lead = lead.series
            if lead is phrase:
                out.append(other)
        return out


def definite_nisba(word: str) -> bool:
    """Whether a folded word has the shape of a definite adjective of relation: السعودي، المصرية."""
    return _NISBA.fullmatch(word) is not None


def plain(gap: str) -> bool:
    """Whether nothing that parts clauses stands in the text between two words."""
    return not regex.search(r"[.؛!؟\n:،,()–—-]|\s/\s", gap)
