"""Roles by valency: what each deal trigger of a sentence takes as its arguments.

A shallow reading of Arabic syntax. Every company of a sentence gets the preposition that governs it, found by walking
left through what may stand between the two (heads, stake nouns, adjectives). A trigger's row in the valency lexicon
says which role a preposition, the subject, the object or the genitive of its verbal noun carries. Word order decides
only what prepositions leave open: verb first (subject, then object), subject first, a relative clause (its antecedent
takes the place left empty), and verbal nouns (whose subject is the subject of what governs them).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

import regex

from ..document import Doc, Mention, Sentence, Status
from ..mentions.triggers import PREPOSITIONS, FormTable, StatusRow, Trigger, VerbRow
from ..normalise import fold
from ..words import Word, WordClasses, words_of

_PREPOSITIONS = {fold(word): column for word, column in PREPOSITIONS.items()}
_BARRIERS = ("relative", "complementizer", "subordinator")
_BREAK = regex.compile(r"[.؛!؟\n:]")
_COMMA = regex.compile(r"[،,]")
_THINGS = ("acquisition", "investment", "project_investment")  # types whose target need be no company
NEUTRAL = ("media", "exchange")  # kinds that are named as sources and venues, not as parties
_CUE_WINDOW = 9
_STRENGTH: dict[Status, int] = {"denied": 6, "cancelled": 5, "stalled": 4, "rumored": 3, "planned": 2, "agreed": 1,
                                "completed": 0}  # fmt: skip


@dataclass(slots=True)
class Item:
    """A company (or a word that refers to one) in a sentence, with what governs it.

    ``prep`` is a column of the valency lexicon, "agent" (من قبل) or empty for a noun phrase that stands directly;
    ``governor`` is the index of the word before the phrase, ``series`` the item that it is coordinated with.
    """

    mention: Mention
    first: int
    last: int
    prep: str = ""
    governor: int = -1
    series: Item | None = None


@dataclass(slots=True)
class Draft:
    """What one trigger tells: roles filled, money and shares near it, its status."""

    trigger: Trigger
    row: VerbRow
    sentence: int
    start: int
    end: int
    status: Status
    roles: dict[str, list[Item]] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    amount: Mention | None = None
    valuation: Mention | None = None
    stake: Mention | None = None
    date: Mention | None = None

    def fill(self, role: str, item: Item, how: str) -> None:
        """Gives an item a role, unless it has another one already."""
        if not role or role == "amount":
            return
        taken = [i for items in self.roles.values() for i in items]
        if any(same(i.mention, item.mention) for i in taken):
            return
        self.roles.setdefault(role, []).append(item)
        self.rules[f"{role}:{item.mention.start}"] = f"{self.row.id}/{how}"


def same(left: Mention, right: Mention) -> bool:
    """Whether two mentions name one company."""
    return (left.canonical or "") == (right.canonical or "") and left.canonical is not None


@dataclass
class SentenceReader:
    """Reads the triggers of one sentence."""

    doc: Doc
    index: int
    sentence: Sentence
    grammar: WordClasses
    inside: list[Mention]  # the mentions of this sentence
    topic: Mention | None
    second: Mention | None = None  # the company named before the topic, for a reference that can't mean the topic
    words: list[Word] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        text = self.doc.text
        self.words = words_of(text, self.sentence.start, self.sentence.end)
        parties = ("company", "person", "government")
        companies = [m for m in self.inside if m.kind in parties and m.company_kind not in NEUTRAL]
        self.items = [item for item in map(self._item, companies) if item is not None]
        self.items += self._references()
        self.items.sort(key=lambda item: item.first)
        for item in self.items:
            item.prep, item.governor = self._governed(item)
        for left, right in zip(self.items, self.items[1:], strict=False):
            if self._coordinated(left, right):
                right.series, right.prep, right.governor = left, left.prep, left.governor

    def _item(self, mention: Mention) -> Item | None:
        inside = [i for i, w in enumerate(self.words) if w.end > mention.start and w.start < mention.end]
        return Item(mention, inside[0], inside[-1]) if inside else None

    def _references(self) -> list[Item]:
        """Words such as الشركة, as the company that the article is about."""
        out = []
        covered = {i for item in self.items for i in range(item.first, item.last + 1)}
        for index, word in enumerate(self.words):
            if (
                index in covered
                or self.topic is None
                or not (self._refers(index, word) or self._describes(index, word))
            ):
                continue
            if any(index < item.first <= index + 3 for item in self.items):
                continue  # the head of a name
            mention = replace(self.topic, kind="company", rule="company.reference", how="referred")
            out.append(Item(mention, index, index))
        return out

    def _refers(self, index: int, word: Word) -> bool:
        reading = self.grammar.any_reading(word.text, "reference")
        return reading is not None and (reading.article or word.text.startswith("ال"))

    def _describes(self, index: int, word: Word) -> bool:
        """A head noun with a definite complement and no name: شركة الاستثمار اليابانية."""
        if index + 1 >= len(self.words) or self.gap(index, index + 1) != " ":
            return False
        return bool(self.grammar.any_reading(word.text, "head")) and self.words[index + 1].text.startswith("ال")

    def gap(self, left: int, right: int) -> str:
        """The text between two words of the sentence."""
        return self.doc.text[self.words[left].end : self.words[right].start]

    def _governed(self, item: Item) -> tuple[str, int]:
        """The preposition over a noun phrase, and the index of the word that governs it (-1: none)."""
        word = self.words[item.first]
        clitic = self.doc.text[word.start : item.mention.start] if item.mention.how != "referred" else ""
        if item.mention.how == "referred":
            reading = self.grammar.any_reading(word.text, "reference") or self.grammar.any_reading(word.text, "head")
            clitic = reading.prep if reading else ""
        for letter in clitic:
            if letter in _PREPOSITIONS:
                return _PREPOSITIONS[letter], item.first
        index = item.first - 1
        for _ in range(9):
            if index < 0 or _BREAK.search(self.gap(index, index + 1)) or _COMMA.search(self.gap(index, index + 1)):
                return "", -1
            text = self.words[index].text
            if text == fold("قبل") and index and self.words[index - 1].text == fold("من"):
                return "agent", index - 1
            bare = text[1:] if text[:1] in "وف" and text[1:] in _PREPOSITIONS else text
            if bare in _PREPOSITIONS and len(bare) > 1:
                return _PREPOSITIONS[bare], index
            for kind in ("lead", "join"):
                if self.grammar.has(text, kind):
                    return kind, index
            passed = False
            for kind in ("transparent", "head", "name_head"):
                reading = self.grammar.any_reading(text, kind)
                if reading is not None:
                    if reading.prep:
                        return _PREPOSITIONS.get(reading.prep, "like"), index
                    passed = True
                    break
            if not passed and not text.isdigit() and not self._adjective(index):
                return "", index
            index -= 1
        return "", -1

    def _adjective(self, index: int) -> bool:
        """Whether a word agrees with a head or a reference before it: الشركة اليابانية, منصة التجارة."""
        if index == 0 or not self.words[index].text.endswith(("يه", "ي")):
            return False
        before = self.words[index - 1].text
        return any(self.grammar.any_reading(before, kind) for kind in ("head", "transparent"))

    def _coordinated(self, left: Item, right: Item) -> bool:
        gap = self.doc.text[self.words[left.last].end : self.words[right.first].start]
        between = self.words[left.last + 1 : right.first]
        start = (
            self.doc.text[self.words[right.first].start : right.mention.start]
            if right.mention.how != "referred"
            else ""
        )
        joined = (
            "و" in start
            or bool(between and between[0].text.startswith("و"))
            or bool(_COMMA.search(gap) and not _BREAK.search(gap))
        )
        if not joined or len(between) > 4 or "ل" in start or "ب" in start:
            return False
        return all(
            self.grammar.any_reading(w.text, "head") or self.grammar.any_reading(w.text, "name_head") or w.text == "و"
            or w.text.endswith("يه") for w in between
        )  # fmt: skip

    def barrier(self, index: int) -> bool:
        """Whether a clause begins at a word."""
        return any(self.grammar.has(self.words[index].text, kind) for kind in _BARRIERS)

    def draft(self, trigger: Trigger, until: int, status: Status) -> Draft:
        """The arguments of one trigger; ``until`` is the index of the word where the next one begins."""
        row = cast(VerbRow, trigger.row)
        start, end = self.words[trigger.first].start, self.words[trigger.last].end
        draft = Draft(trigger, row, self.index, start, end, status)
        right = self._right(trigger, until)
        left = [item for item in self.items if item.last < trigger.first]
        direct = [item for item in right if item.prep == "" and item.series is None]
        for item in right:
            lead = item
            while lead.series is not None and lead.series in right:
                lead = lead.series
            role = getattr(row, lead.prep, "") if lead.prep not in ("", "agent", "like") else ""
            if lead.prep == "agent":
                role = row.subject
            if role == "seller" and lead.prep == "min" and self._share_between(trigger, lead):
                role = "target"  # اشترت 40 % من X
            if role:
                draft.fill(role, self._other(item, left), lead.prep)
        if row.maa:
            for item in left:
                if item.prep == "maa" and not any(self.barrier(i) for i in range(item.last + 1, trigger.first)):
                    draft.fill(row.maa, item, "maa")
        if trigger.form == "noun":
            self._noun(draft, right, left)
        else:
            self._verb(draft, right, direct, left)
        told = any(how.rpartition("/")[2] != "topic" for how in draft.rules.values())
        if draft.row.type in _THINGS and told and not draft.roles.get("target"):
            self._thing(draft, until)
        return draft

    def _other(self, item: Item, left: list[Item]) -> Item:
        """A reference (الشركة) that would mean the subject itself means the other company told before."""
        subject = next((i.mention for i in left if i.prep == ""), self.topic)
        if item.mention.how != "referred" or subject is None or not same(item.mention, subject):
            return item
        others = [i.mention for i in left if not same(i.mention, subject)]
        other = others[-1] if others else self.second
        return replace(item, mention=replace(other, how="referred")) if other is not None else item

    def _share_between(self, trigger: Trigger, item: Item) -> bool:
        """Whether a percentage stands between a trigger and an item, none of whose company is the object yet."""
        left, right = self.words[trigger.last].end, self.words[item.first].start
        return any(m.kind == "percent" and left <= m.start < right for m in self.inside)

    def _thing(self, draft: Draft, until: int) -> None:
        """A target that is no company (a unit, a project, a plant): the noun phrase in the place of the target."""
        row, trigger = draft.row, draft.trigger
        places = {name for name in ("ala", "fi", "li") if getattr(row, name) == "target"}
        direct = row.object == "target" or row.genitive == "target"
        index = trigger.last + 1
        if not direct:
            while index < min(until, trigger.last + 14, len(self.words)):
                if self.barrier(index) or _BREAK.search(self.gap(index - 1, index)):
                    return
                if _PREPOSITIONS.get(self.words[index].text) in places:
                    break
                index += 1
            else:
                return
            index += 1
        first = index
        while index < len(self.words) and self.words[index].text.isdigit() and index - first < 3:
            index += 1
        if index < len(self.words) and self.grammar.has(self.words[index].text, "preposition") and index > first:
            index += 1
        start = index
        if start >= len(self.words):
            return
        place = row.type != "acquisition" and self.grammar.exact(self.words[start].text) & {"place"}
        if not place and self.grammar.any_reading(self.words[start].text, "asset") is None:
            return
        while index < min(len(self.words), start + 6):
            if index > start and self.gap(index - 1, index) not in (" ", "_", ' "', '" '):
                break
            kinds = self.grammar.exact(self.words[index].text)
            if kinds & {
                "preposition",
                "relative",
                "complementizer",
                "subordinator",
                "reference",
                "lead",
                "join",
                "adverb",
            }:
                break
            index += 1
        left, right = self.words[start].start, self.words[index - 1].end
        if index == start or any(m.kind in ("money", "date") and m.start < right and left < m.end for m in self.inside):
            return
        mention = Mention("company", self.words[start].start, self.words[index - 1].end, f"{row.id}/thing", how="thing")
        mention.canonical = self.doc.text[mention.start : mention.end]
        draft.fill("target", Item(mention, start, index - 1), "thing")

    def _right(self, trigger: Trigger, until: int) -> list[Item]:
        out = []
        stop = len(self.words)
        for index in range(trigger.last + 1, len(self.words)):
            if self.barrier(index) or _BREAK.search(self.gap(index - 1, index)):
                stop = index
                break
        for item in self.items:
            if trigger.last < item.first < stop and (item.first < until or item.prep):
                out.append(item)
        return out

    def _series(self, item: Item, among: list[Item]) -> list[Item]:
        out = [item]
        for other in among:
            lead: Item | None = other
            while lead is not None and lead is not item:
                lead = lead.series
            if lead is item and other is not item:
                out.append(other)
        return out

    @staticmethod
    def _wants_subject(draft: Draft) -> bool:
        """Whether the subject is still open: its role is empty, or is one that several share and only مع has filled."""
        row = draft.row
        if not row.subject:
            return False
        ways = {how.rpartition("/")[2] for place, how in draft.rules.items() if place.startswith(row.subject + ":")}
        return not ways or (row.subject == row.maa and ways == {"maa"})

    def _verb(self, draft: Draft, right: list[Item], direct: list[Item], left: list[Item]) -> None:
        row, trigger = draft.row, draft.trigger
        before = self.words[trigger.first - 1].text if trigger.first else ""
        relative = self.grammar.has(before, "relative")
        if trigger.pronoun and row.object and left:
            draft.fill(row.object, left[-1], "pronoun")
        elif relative and left:
            draft.fill(row.subject, left[-1], "relative")
        subject = None
        if self._wants_subject(draft):
            subject = self._left_subject(trigger, left)
            if subject is not None and not trigger.pronoun:
                for item in self._series(subject, left):
                    draft.fill(row.subject, item, "subject-first")
        for item in direct:
            role = row.subject if self._wants_subject(draft) else row.object
            for one in self._series(item, right):
                draft.fill(role, one, "verb-first" if role == row.subject else "object")
        self._topic(draft)

    def _left_subject(self, trigger: Trigger, left: list[Item]) -> Item | None:
        for item in reversed(left):
            if item.prep == "" and item.series is None:
                return item
        return None

    def _noun(self, draft: Draft, right: list[Item], left: list[Item]) -> None:
        row, trigger = draft.row, draft.trigger
        for item in right:
            if item.prep == "" and trigger.first <= item.governor <= trigger.last and not trigger.article:
                for one in self._series(item, right):
                    draft.fill(row.genitive, one, "genitive")
                break
        if self._wants_subject(draft):
            subject = self._left_subject(trigger, left)
            if subject is None:
                subject = next((item for item in left if item.prep == "li" and item.series is None), None)
            if subject is not None:
                for one in self._series(subject, left):
                    draft.fill(row.subject, one, "governed")
        if trigger.pronoun or draft.roles or row.type == "funding_round":
            self._topic(draft)

    def _topic(self, draft: Draft) -> None:
        """An implied subject: what the article is about."""
        row = draft.row
        if not row.light and self._wants_subject(draft) and self.topic is not None:
            index = draft.trigger.first
            draft.fill(row.subject, Item(self.topic, index, index), "topic")

    def status(self, trigger: Trigger, cues: list[Trigger]) -> Status:
        """Where a trigger stands: its form, and the strongest cue near it."""
        row = cast(VerbRow, trigger.row)
        best: Status = "planned" if trigger.form == "future" else row.status
        for cue in cues:
            state = cast(StatusRow, cue.row).status
            distance = trigger.first - cue.last if cue.last < trigger.first else cue.first - trigger.last
            after = cue.first > trigger.last
            if distance <= 0 or distance > _CUE_WINDOW:
                continue
            if after and state not in ("stalled", "cancelled", "denied"):
                continue
            if any(self.barrier(i) and not self.grammar.has(self.words[i].text, "complementizer")
                   for i in range(min(cue.last, trigger.last) + 1, max(cue.first, trigger.first))):  # fmt: skip
                continue
            if trigger.form == "past" and not trigger.homograph and state in ("rumored", "planned", "agreed"):
                continue
            if _STRENGTH[state] > _STRENGTH[best] or (best == "completed" and state == "agreed"):
                best = state
        for index in range(max(0, trigger.first - 2), trigger.first):
            if self.grammar.has(self.words[index].text, "negation") and trigger.form in ("present", "future"):
                best = "cancelled"
        return best


def read_sentence(
    reader: SentenceReader, verbs: FormTable, states: FormTable, not_deals: regex.Pattern[str]
) -> list[Draft]:
    """A draft for each deal trigger of a sentence that has a company to fill a role with."""
    triggers = verbs.find(reader.words)
    names = {i for item in reader.items if item.mention.how != "referred" for i in range(item.first, item.last + 1)}
    triggers = [t for t in triggers if not names & set(range(t.first, t.last + 1))]
    text = reader.doc.text[reader.sentence.start : reader.sentence.end]
    barred = [(m.start() + reader.sentence.start, m.end() + reader.sentence.start) for m in not_deals.finditer(text)]
    triggers = [
        t for t in triggers if not any(a <= reader.words[t.first].start < b for a, b in barred) and _has_needs(t, text)
    ]
    types = {cast(VerbRow, t.row).type for t in triggers}
    triggers = [t for t in triggers if not types & set(cast(VerbRow, t.row).yields.split())]
    triggers = [t for t, after in zip(triggers, [*triggers[1:], None], strict=False) if not _gives_way(t, after)]
    if not triggers:
        return []
    cues = states.find(reader.words)
    out = []
    for trigger, following in zip(triggers, [*triggers[1:], None], strict=True):
        until = following.first if following else len(reader.words)
        draft = reader.draft(trigger, until, reader.status(trigger, cues))
        if draft.roles:
            out.append(draft)
    _attach(reader, out)
    return out


def _has_needs(trigger: Trigger, text: str) -> bool:
    """Whether the sentence holds one of the pieces of words that the row asks for."""
    needs = cast(VerbRow, trigger.row).needs
    return not needs or any(fold(need).casefold() in text.casefold() for need in needs.split("|"))


def _gives_way(trigger: Trigger, after: Trigger | None) -> bool:
    """Whether a light verb is followed by the deal noun that it governs."""
    light = bool(cast(VerbRow, trigger.row).light)
    return light and after is not None and after.form == "noun" and after.first - trigger.last <= 6


def _context(reader: SentenceReader, mention: Mention, span: int, kind: str) -> bool:
    """Whether a word of a class stands within ``span`` words before a mention."""
    before = [w for w in reader.words if w.end <= mention.start][-span:]
    return any(reader.grammar.any_reading(w.text, kind) for w in before)


def _attach(reader: SentenceReader, drafts: list[Draft]) -> None:
    """Money, shares and dates of the sentence, each to the draft before it (or the first one)."""
    for mention in reader.inside:
        if not drafts or mention.kind not in ("money", "percent", "date"):
            continue
        before = [d for d in drafts if d.start < mention.start]
        owner = before[-1] if before else drafts[0]
        if mention.kind == "money" and mention.amount is not None:
            if mention.amount.per or mention.amount.gloss_of is not None:
                continue
            if _context(reader, mention, 4, "valuation"):
                owner.valuation = owner.valuation or mention
            elif not _context(reader, mention, 3, "not_price"):
                owner.amount = owner.amount or mention
        elif mention.kind == "percent" and owner.row.type in ("acquisition", "investment"):
            around = reader.doc.text[max(reader.sentence.start, mention.start - 25) : mention.end + 25]
            near = owner.end <= mention.start and len(words_of(reader.doc.text, owner.end, mention.start)) <= 4
            if near or any(reader.grammar.any_reading(w.text, "transparent") for w in words_of(around)):
                owner.stake = owner.stake or mention
        elif mention.kind == "date":
            owner.date = owner.date or mention
