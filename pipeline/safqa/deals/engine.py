"""Roles by valency: what each deal trigger of a sentence takes as its arguments.

A trigger's row in the valency lexicon says which role a preposition, the subject, the object or the genitive of its
verbal noun carries. Word order decides only what prepositions leave open: verb first (subject, then object), subject
first, a relative clause (its antecedent takes the place that a pronoun or a gap leaves), and verbal nouns, whose
subject is the subject of what governs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, cast

import regex

from ..document import Mention, Status
from ..mentions.triggers import FormTable, Trigger, VerbRow
from ..normalise import fold
from .attach import Parts, attach
from .cues import ContextRules
from .details import Dated, DetailReader, DetailRules, Fact, Source, best_source
from .frames import Frame, Match, find_frames
from .phrases import NEUTRAL, PREPS, Phrase, Reading, same
from .status import StatusReader, StatusReading

_BARRED = 3  # words after a trigger that may bar a row
_NEAR_AFTER, _NEAR_BEFORE = 8, 6  # words around a trigger where the words that its row asks for may stand
_FAR = 8  # words that may stand between a verb and a name that no preposition governs
# The roles of which one tells whom a deal is about; where a sentence fills none, it is the topic.
_SUBJECTS: dict[str, tuple[str, ...]] = {
    "acquisition": ("acquirer", "target", "seller"), "merger": ("party",), "investment": ("investor",),
    "funding_round": ("target",), "ipo": ("issuer",), "joint_venture": ("partner",), "partnership": ("partner",),
    "debt": ("borrower",), "contract": ("supplier", "customer"), "project_investment": ("investor",),
}  # fmt: skip
_ANNOUNCED = ("investment", "project_investment", "merger")  # "announced an investment of" is an agreement
_SURE = ("ala", "maa", "bayn", "genitive", "object", "frame")
_THINGS = ("acquisition", "investment", "project_investment")  # types whose target need be no company


@dataclass(slots=True)
class Draft:
    """What one trigger tells: roles filled, money and shares near it, its status."""

    trigger: Trigger
    row: VerbRow
    sentence: int
    start: int
    end: int
    standing: StatusReading
    later: list[StatusReading] = field(default_factory=list)
    cues: dict[StatusReading, tuple[int, int]] = field(default_factory=dict)  # where each reading of status stands
    roles: dict[str, list[Phrase]] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    amount: Mention | None = None
    valuation: Mention | None = None
    stake: Mention | None = None
    date: Mention | None = None
    source: Source | None = None
    facts: dict[str, Fact] = field(default_factory=dict)  # undisclosed, closing, background, means.cash …

    def fill(self, role: str, phrase: Phrase, how: str) -> bool:
        """Gives a phrase a role, unless it has another one already or the role can't be played by its kind."""
        if not role or role == "amount" or not _fits(self.row, role, phrase):
            return False
        if phrase.mention.company_kind in NEUTRAL and how not in _SURE:
            return False  # a newspaper is mostly a source, a bourse a venue
        taken = [p for phrases in self.roles.values() for p in phrases]
        if any(p is phrase or same(p.mention, phrase.mention) for p in taken):
            return False
        self.roles.setdefault(role, []).append(phrase)
        self.rules[f"{role}:{phrase.mention.start}"] = f"{self.row.id}/{how}"
        return True

    def has_bank(self) -> bool:
        """Whether a bank gives the money: then it is a loan."""
        givers = [*self.roles.get("investor", ()), *self.roles.get("lead_investor", ())]
        return any(phrase.mention.company_kind == "bank" or phrase.bank for phrase in givers)

    def named(self) -> set[str]:
        """The roles that the sentence itself fills."""
        return {place.partition(":")[0] for place, how in self.rules.items() if not how.endswith("/topic")}

    def told(self) -> bool:
        """Whether the sentence itself tells the deal: every role that the row requires, and at least one party that is
        not only what the article is about; a verb that takes a sum may have that for its subject.
        """
        named = self.named()
        if not set(filter(None, self.row.requires.split("+"))) <= named:
            return False
        things = all(p.kind in ("thing", "place") for role in named for p in self.roles.get(role, ()))
        if named and not things:
            return True
        verb = self.trigger.form != "noun" or self.trigger.pronoun
        verb = verb or (self.row.type == "debt" and not self.trigger.article)  # إتمام طرح صكوك بقيمة …
        return bool(self.roles) and verb and (self.amount is not None or (named != set() and things))


def _fits(row: VerbRow, role: str, phrase: Phrase) -> bool:
    if phrase.kind == "thing":
        return role == "target" and row.type in _THINGS
    if phrase.kind == "place":
        return (role == "target" and row.type in ("investment", "project_investment")) or (
            role == "customer" and row.type == "contract"  # a state that orders
        )
    return True


class Reader:
    """Reads the arguments of the triggers of one sentence."""

    def __init__(self, reading: Reading, sources: Sequence[Source] = ()) -> None:
        """``sources`` say who tells the sentence: an outlet among them is no subject of a deal."""
        self.read = reading
        told_by = [s.attribution for s in sources if s.kind in ("outlet", "anonymous", "document")]
        self.sources = {p.first for p in reading.phrases for a in told_by
                        if p.mention.start < a.end and a.start < p.mention.end}  # fmt: skip
        self.words, self.phrases, self.grammar = reading.words, reading.phrases, reading.grammar

    def draft(self, trigger: Trigger, until: int, status: StatusReading) -> Draft:
        """The arguments of one trigger; ``until`` is the index of the word where the next one begins."""
        row = cast(VerbRow, trigger.row)
        start, end = self.words[trigger.first].start, self.words[trigger.last].end
        draft = Draft(trigger, row, self.read.index, start, end, status)
        right, doubtful = self._right(trigger, until)
        left = [phrase for phrase in self.phrases if phrase.last < trigger.first]
        antecedent = self._antecedent(trigger)
        if antecedent is not None and trigger.form != "noun":
            self._relative(draft, antecedent)
        self._governed(draft, right, left)
        self._governed(draft, [p for p in doubtful if getattr(row, p.prep, "") not in draft.roles], left)
        if trigger.form == "noun":
            self._noun(draft, right, left)
        else:
            self._verb(draft, right, left)
        self._complement(draft, left)
        self._possessed(draft, left)
        self._owner(draft, right)
        self._public_customer(draft)
        return draft

    def framed(self, match: Match, status: StatusReading) -> Draft:
        """The draft of a frame: what its pattern's places hold."""
        row, trigger = match.frame.row, match.trigger
        draft = Draft(
            trigger, row, self.read.index, self.words[trigger.first].start, self.words[trigger.last].end, status
        )
        for role, numbers in match.places.items():
            if role == "amount":
                draft.amount = self.read.inside[numbers[0]]
            elif role == "stake":
                draft.stake = self.read.inside[numbers[0]]
            else:
                for number in numbers:
                    draft.fill(role, self.phrases[number], "frame")
        right, _ = self._right(trigger, len(self.words))
        self._governed(draft, right, [])
        if not any(role in draft.roles for role in _SUBJECTS[row.type]) and self.read.topic is not None:
            topic = Phrase(self.read.topic, trigger.first, trigger.first, left=trigger.first)
            draft.fill(_SUBJECTS[row.type][0], topic, "topic")
        return draft

    # -- what prepositions say ------------------------------------------------------------------------------------

    def _right(self, trigger: Trigger, until: int) -> tuple[list[Phrase], list[Phrase]]:
        """The phrases after a trigger that its clause reaches, and those behind a relative pronoun, whose clause may
        have ended without a comma.
        """
        out: list[Phrase] = []
        doubtful: list[Phrase] = []
        depth = self.read.relative(trigger.last)
        stop = len(self.words)
        for index in range(trigger.last + 1, len(self.words)):
            if self.read.breaks(index - 1, index) or (
                self.read.barrier(index) and not self.grammar.has(self.words[index].text, "relative")
            ):
                stop = index
                break
        for phrase in self.phrases:
            if not trigger.last < phrase.first < stop:
                continue
            if phrase.prep not in ("lead", "join") and self.read.relative(phrase.left) not in (-1, depth):
                doubtful.append(phrase)
            elif phrase.left < until or phrase.prep:
                out.append(phrase)
        return out, [phrase for phrase in doubtful if phrase.prep]

    def _governed(self, draft: Draft, right: list[Phrase], left: list[Phrase]) -> None:
        row, trigger = draft.row, draft.trigger
        done: set[str] = set()
        for phrase in right:
            if phrase.series is not None or phrase.prep in ("", "like", "owner") or phrase.prep in done:
                continue
            role = getattr(row, phrase.prep, "") or (row.subject if phrase.prep == "agent" else "")
            if phrase.kind == "thing" and phrase.prep == "li" and row.type in ("investment", "project_investment"):
                role = "target"  # what the money is for: لبناء مصنع
            if phrase.share and phrase.prep == "min" and role in ("acquirer", "seller") and "target" not in draft.roles:
                role = "target"  # ثلث ما تملكه من أسهم X
            if role == "seller" and phrase.prep == "min" and self._offered(trigger):
                role = row.subject
            if not role:
                continue
            filled = [draft.fill(role, self._other(one, left), phrase.prep) for one in self.read.series_of(phrase)]
            if any(filled) and phrase.prep not in ("lead", "join", "bayn"):
                done.add(phrase.prep)
        if row.maa and row.maa not in draft.roles:
            for phrase in left:
                if phrase.prep == "maa" and not any(
                    self.read.barrier(i) for i in range(phrase.last + 1, trigger.first)
                ):
                    draft.fill(row.maa, phrase, "maa")

    def _offered(self, trigger: Trigger) -> bool:
        """Whether a trigger is the aim of an offer, which من then says who made."""
        return trigger.prep == "ل" and any(
            self.grammar.any_reading(self.words[i].text, "offer") is not None
            for i in range(max(0, trigger.first - 3), trigger.first)
        )

    def _other(self, phrase: Phrase, left: list[Phrase]) -> Phrase:
        """A reference (الشركة) that would mean the subject itself means the other company told before."""
        subject = next((p.mention for p in left if p.prep == ""), self.read.topic)
        if phrase.mention.how != "referred" or subject is None or not same(phrase.mention, subject):
            return phrase
        others = [p.mention for p in left if not same(p.mention, subject) and p.kind != "thing"]
        other = others[-1] if others else self.read.second
        return replace(phrase, mention=replace(other, how="referred")) if other is not None else phrase

    # -- what word order says -------------------------------------------------------------------------------------

    def _antecedent(self, trigger: Trigger) -> Phrase | None:
        """The phrase before the relative pronoun of a trigger's clause."""
        pronoun = self.read.relative(trigger.first)
        if pronoun < 0 or trigger.first - pronoun > 4:
            return None
        before = [p for p in self.phrases if p.last < pronoun and pronoun - p.last <= 6]
        return before[-1] if before else None

    def _relative(self, draft: Draft, antecedent: Phrase) -> None:
        """The antecedent takes the place of the pronoun in its clause: استحوذت عليها, اشترتها; else the subject's."""
        row, trigger = draft.row, draft.trigger
        role = row.subject
        if trigger.pronoun and row.object and self._agrees(trigger):
            role = row.object
        else:
            for index in range(trigger.last + 1, min(trigger.last + 4, len(self.words))):
                column = self._pronoun_prep(self.words[index].text)
                if column and getattr(row, column):
                    role = getattr(row, column)
                    break
        for one in self.read.series_of(antecedent):
            draft.fill(role, one, "relative")

    def _agrees(self, trigger: Trigger) -> bool:
        """Whether a verb's pronoun may mean the antecedent: الشركة التي اشترتها, not البنك الذي أقرضها."""
        relative = self.words[self.read.relative(trigger.first)].text
        feminine = self.words[trigger.last].text.endswith("ها")
        return feminine != relative.endswith("الذي")

    @staticmethod
    def _pronoun_prep(word: str) -> str:
        """The valency column of a preposition with an object pronoun: عليها, فيه, لها."""
        match = regex.fullmatch(r"(علي|في|من|الي|ل|ب|مع|عن)(?:ها|ه|هما|هم)", word)
        return PREPS.get({"علي": fold("على"), "الي": fold("إلى")}.get(match[1], match[1]), "") if match else ""

    def _told(self, draft: Draft, left: list[Phrase]) -> Mention | None:
        """The company told before that has no part in a draft yet: what a pronoun means."""
        taken = [p.mention for phrases in draft.roles.values() for p in phrases]
        named = [p for p in left if p.kind == "company" and p.prep != "owner"]
        subjects = [p.mention for p in named if not p.prep and p.series is None]
        told = [*subjects, self.read.topic, *(p.mention for p in reversed(named)), self.read.second]
        return next((m for m in told if m is not None and not any(same(m, t) for t in taken)), None)

    def _possessive(self, word: str) -> bool:
        """Whether a word is a noun of a share with a pronoun: أسهمها, حصته (folding writes حصة with a ه too)."""
        if self.grammar.any_reading(word, "share") is None:
            return False
        if regex.search(r"(?:ها|هما|هم)$", word):
            return True
        bare = word[:-2] + "ه" if word.endswith("ته") else word[:-1]
        return word.endswith("ه") and self.grammar.any_reading(bare, "share") is not None

    def _possessed(self, draft: Draft, left: list[Phrase]) -> None:
        """Shares of what a pronoun means: شراء 51 % من أسهمها, بيع حصته."""
        row, trigger = draft.row, draft.trigger
        role = {"acquisition": "target", "ipo": "issuer", "investment": "target"}.get(row.type)
        if role is None or role in draft.roles:
            return
        for index in range(trigger.last + 1, min(trigger.last + _NEAR_AFTER, len(self.words))):
            word = self.words[index].text
            if self.read.breaks(index - 1, index) or self.read.barrier(index):
                return
            if self._possessive(word):
                told = self._told(draft, left)
                here = any(told is p.mention for p in left)
                if told is not None and (here or "acquirer" not in draft.roles):  # else it buys back its own shares
                    draft.fill(role, Phrase(replace(told, how="referred"), index, index, left=index), "possessed")
                return

    def _complement(self, draft: Draft, left: list[Phrase]) -> None:
        """A preposition with a pronoun after a verb (استثمر فيها) means who was told of before, but not the subject."""
        row, trigger = draft.row, draft.trigger
        if self.read.relative(trigger.first) >= 0:
            return  # the pronoun goes back to the antecedent, which names nobody
        money = [m for m in self.read.inside if m.kind == "money"]
        behind = [  # the words after the trigger but the sum: استثمار 3 ملايين دولار فيها
            i for i in range(trigger.last + 1, min(trigger.last + 12, len(self.words)))
            if not any(m.start < self.words[i].end and self.words[i].start < m.end for m in money)
            and self.grammar.any_reading(self.words[i].text, "approx") is None
        ]  # fmt: skip
        for index in behind[:2]:
            role = getattr(row, self._pronoun_prep(self.words[index].text) or "_", "")
            if not role or role in draft.roles or role == row.subject:
                continue
            other = self._told(draft, left)
            if other is not None:
                draft.fill(role, Phrase(replace(other, how="referred"), index, index, left=index), "pronoun")

    def _direct(self, trigger: Trigger, right: list[Phrase]) -> list[Phrase]:
        """The phrases after a verb that nothing but the verb governs, in order."""
        out: list[Phrase] = []
        for phrase in right:
            if phrase.prep or phrase.series is not None or phrase.left - trigger.last > _FAR:
                continue
            nouns = range(trigger.last + 1, phrase.left)
            if phrase.governor > trigger.last and not out and not self._loose(nouns):
                continue
            out.append(phrase)
        return out

    def _loose(self, span: range) -> bool:
        """Whether words between a verb and its subject are only adverbs, dates or titles."""
        for index in span:
            word = self.words[index]
            if self.grammar.exact(word.text) & {"adverb", "person_title", "name_adjective"}:
                continue
            if regex.fullmatch(r"ال\w{2,}يه?", word.text):
                continue
            if any(m.kind == "date" and m.start <= word.start < m.end for m in self.read.inside):
                continue
            return False
        return True

    def _wants_subject(self, draft: Draft) -> bool:
        """Whether the subject is still open: its role is empty, or is one that several share and only مع has filled."""
        row = draft.row
        if not row.subject:
            return False
        ways = {how.rpartition("/")[2] for place, how in draft.rules.items() if place.startswith(row.subject + ":")}
        return not ways or (row.subject == row.maa and ways <= {"maa", "join"})

    def _verb(self, draft: Draft, right: list[Phrase], left: list[Phrase]) -> None:
        row, trigger = draft.row, draft.trigger
        relative = self.read.relative(trigger.first) >= 0
        if trigger.pronoun and not relative and row.object not in ("", "amount", *draft.roles):
            told = self._told(draft, left)
            if told is not None:
                place = Phrase(replace(told, how="referred"), trigger.first, trigger.first, left=trigger.first)
                draft.fill(row.object, place, "pronoun")
        for phrase in right:
            if phrase.prep in ("lead", "join") and phrase.governor == trigger.first and self._wants_subject(draft):
                for one in self.read.series_of(phrase):
                    draft.fill(row.subject, one, phrase.prep)  # قادتها X: the verb is its own word of leading
        direct = self._direct(trigger, right)
        before_it = self._left_subject(trigger, left)
        first = direct[0] if direct else None
        if self._wants_subject(draft):
            takes_object = row.object not in ("", "amount") and row.object not in draft.roles
            state = first is not None and first.kind == "place" and row.subject == "customer"  # الرياض تشتري
            verb_first = first is not None and (first.kind not in ("thing", "place") or state) and not first.share and (
                before_it is None or self._starts_clause(trigger)
            )  # fmt: skip
            if (
                verb_first
                and takes_object
                and before_it is not None
                and len(direct) == 1
                and not self._has_object(draft, first)
            ):
                verb_first = False
            subject = first if verb_first else before_it
            if subject is not None and not (
                subject is before_it and trigger.pronoun and row.object in draft.roles and first
            ):
                for one in self._all_of(row, subject, left):
                    draft.fill(row.subject, one, "verb-first" if subject is first else "subject-first")
            if subject is first and first is not None:
                direct = direct[1:]
        for phrase in direct:
            filled = [draft.fill(row.object, one, "object") for one in self.read.series_of(phrase)]
            if any(filled):
                break
        self._topic(draft)

    def _has_object(self, draft: Draft, subject: Phrase | None) -> bool:
        """Whether a verb's object follows its subject: an asset or a share."""
        if subject is None:
            return False
        after = self.words[subject.last + 1 : subject.last + 5]
        return any(
            any(self.grammar.any_reading(w.text, kind) is not None for kind in ("share", "asset"))
            or any(m.kind == "percent" and m.start <= w.start < m.end for m in self.read.inside) for w in after
        )  # fmt: skip

    def _starts_clause(self, trigger: Trigger) -> bool:
        """Whether a verb begins its clause, so that its subject follows."""
        index = trigger.first
        while index and (self.grammar.has(self.words[index - 1].text, "auxiliary")
                         or self.grammar.has(self.words[index - 1].text, "negation")):  # fmt: skip
            if not _plain(self.read.gap(index - 1, index)):
                return True
            index -= 1
        if index == 0 or not _plain(self.read.gap(index - 1, index)):
            return True
        before = self.words[index - 1].text
        return (
            self.words[index].text[:1] in "وف"
            or self.read.barrier(index - 1)
            or self.grammar.has(before, "conjunction")
        )

    def _left_subject(self, trigger: Trigger, left: list[Phrase]) -> Phrase | None:
        """The nearest phrase before a trigger that may be its subject: governed by nothing, and not inside a relative
        clause that has ended.
        """
        inside = self.read.relative(trigger.first)
        for phrase in reversed(left):
            state = phrase.kind == "place" and cast(VerbRow, trigger.row).subject == "customer"
            if phrase.prep or phrase.series is not None or (phrase.kind in ("thing", "place") and not state):
                continue
            if phrase.first in self.sources:
                continue
            if self.read.breaks(phrase.last, trigger.first, colon=False):
                return None
            if self.read.relative(phrase.first) not in (-1, inside):
                continue
            return phrase
        return None

    def _noun(self, draft: Draft, right: list[Phrase], left: list[Phrase]) -> None:
        row, trigger = draft.row, draft.trigger
        for phrase in right:
            through = phrase.left <= trigger.first < phrase.first  # the walk to the left went through the noun
            near = phrase.prep == "" and trigger.first <= phrase.governor <= trigger.last
            if (near or (through and phrase.series is None)) and not trigger.article:
                for one in self.read.series_of(phrase):
                    draft.fill(row.genitive, one, "genitive")
                break
        if self._wants_subject(draft):
            subject = (
                self._offering(trigger, left)
                or self._left_subject(trigger, left)
                or next(
                    (p for p in left if p.prep == "li" and p.series is None and p.kind not in ("thing", "place")), None
                )
            )
            if subject is None and trigger.pronoun:
                subject = self._announced_later(trigger)
            if subject is not None:
                for one in self._all_of(row, subject, left):
                    draft.fill(row.subject, one, "governed")
        feminine = self.words[trigger.first].text.endswith("ها")  # as the word for a company is
        if trigger.pronoun and feminine and row.genitive not in ("", "amount", row.subject, *draft.roles):
            told = self._told(draft, left)
            if told is not None:
                place = Phrase(replace(told, how="referred"), trigger.first, trigger.first, left=trigger.first)
                draft.fill(row.genitive, place, "pronoun")
        if trigger.pronoun or draft.roles or row.type in ("funding_round", "debt"):
            self._topic(draft)

    def _all_of(self, row: VerbRow, subject: Phrase, left: list[Phrase]) -> list[Phrase]:
        """A subject and those coordinated with it; of a role that several share also what stands before an apposition:
        A، المطور العماني، ومجموعة B.
        """
        out = self.read.series_of(subject)
        head = self.words[subject.left].text
        if row.subject in ("partner", "party", "investor") and head.startswith("و"):
            earlier = [
                p for p in left if p.last < subject.left and not p.prep and p.series is None and p.kind != "thing"
            ]
            if earlier and not self.read.breaks(earlier[-1].last, subject.left) and self.read.commas(
                earlier[-1].last, subject.left
            ):  # fmt: skip
                out = [*self.read.series_of(earlier[-1]), *out]
        return out

    def _announced_later(self, trigger: Trigger) -> Phrase | None:
        """Whom a pronoun names ahead: بعد استحواذها على X، تخطط Y."""
        for phrase in self.phrases:
            if phrase.first <= trigger.last or phrase.prep or phrase.series is not None or phrase.kind != "company":
                continue
            if self.read.breaks(trigger.last, phrase.first):
                return None
            if self.read.commas(trigger.last, phrase.first):
                return phrase
        return None

    def _offering(self, trigger: Trigger, left: list[Phrase]) -> Phrase | None:
        """Who makes the offer that a trigger is the aim of: عرضا من X لشراء Y."""
        if trigger.prep != "ل":
            return None
        for phrase in reversed(left):
            if self.read.breaks(phrase.last, trigger.first):
                return None
            if phrase.prep == "min" and any(
                self.grammar.any_reading(self.words[i].text, "offer") is not None
                for i in range(max(0, phrase.governor - 4), phrase.governor)
            ):
                return phrase
        return None

    @staticmethod
    def _public_customer(draft: Draft) -> None:
        """In a contract with a company a public body orders, whoever is the subject."""
        supplier, customer = draft.roles.get("supplier", []), draft.roles.get("customer", [])
        if not supplier or not customer or any(p.kind == "government" for p in customer):
            return
        if any(p.kind == "government" for p in supplier):
            draft.roles["supplier"], draft.roles["customer"] = customer, supplier
            swapped = {"supplier": "customer", "customer": "supplier"}
            draft.rules = {
                f"{swapped.get(place.partition(':')[0], place.partition(':')[0])}:{place.partition(':')[2]}": how
                for place, how in draft.rules.items()
            }

    def _owner(self, draft: Draft, right: list[Phrase]) -> None:
        """Who owns what is sold: the seller, where none is told."""
        if draft.row.type != "acquisition" or draft.roles.get("seller") or not draft.roles.get("target"):
            return
        for phrase in right:
            if phrase.prep == "owner":
                draft.fill("seller", phrase, "owner")
                return

    def _topic(self, draft: Draft) -> None:
        """An implied subject: what the article is about."""
        row = draft.row
        if row.type == "contract" and not draft.trigger.pronoun:
            return  # who ordered and who supplies is too easily mistaken
        if (not row.light or draft.roles or draft.trigger.form != "noun") and self._wants_subject(draft):
            index = draft.trigger.first
            named = [p for p in self.phrases if p.last < index and p.kind == "company" and p.prep in ("fi", "li")]
            topic = named[-1].mention if named and draft.trigger.form != "noun" else self.read.topic
            if topic is not None:
                draft.fill(row.subject, Phrase(topic, index, index, left=index), "topic")


def _plain(gap: str) -> bool:
    return not regex.search(r"[.؛!؟\n:،,()–—-]", gap)


class DealRules(Protocol):
    """What the engine needs of the rules."""

    verbs: FormTable
    context: ContextRules
    not_deals: regex.Pattern[str]
    frames: list[Frame]
    parts: Parts
    details: DetailRules


def read_sentence(reading: Reading, rules: DealRules) -> list[Draft]:
    """The drafts that a sentence itself tells."""
    return [draft for draft in all_drafts(reading, rules) if draft.told()]


def all_drafts(reading: Reading, rules: DealRules) -> list[Draft]:
    """A draft for each deal trigger and each frame of a sentence that has somebody to fill a role with, with its money,
    shares and dates, told by the sentence or not.
    """
    verbs, not_deals = rules.verbs, rules.not_deals
    found = find_frames(reading, rules.frames)
    matches = [match for match in found if not match.frame.alone]
    triggers = sentence_triggers(reading, verbs, not_deals, frozenset(i for m in matches for i in m.words))
    if not triggers and not matches:
        matches = found[:1]
    if not triggers and not matches:
        return []
    details = DetailReader(reading.words, reading.doc.text, rules.details, reading.inside)
    sources = details.sources()
    reader = Reader(reading, sources)
    names = {i for p in reading.phrases for i in range(p.first, p.last + 1) if p.kind != "thing"}
    states = StatusReader(
        reading.words, reading.doc.text, rules.context, [*triggers, *(m.trigger for m in matches)], names
    )
    out = []
    for trigger, following in zip(triggers, [*triggers[1:], None], strict=False):
        until = following.first if following else len(reading.words)
        draft = reader.draft(trigger, until, _standing(states, trigger))
        if (other := verbs.by_id.get(cast(VerbRow, trigger.row).when_bank)) is not None and draft.has_bank():
            trigger = replace(trigger, row=other)
            draft = reader.draft(trigger, until, _standing(states, trigger))
        if draft.roles:
            out.append(draft)
    out += [reader.framed(match, _standing(states, match.trigger)) for match in matches]
    out.sort(key=lambda draft: draft.start)
    # A row gives way to one that tells a deal of a type that it yields to.
    out = [d for d in out if not any(o.row.type in d.row.yields.split() and o.named() for o in out if o is not d)]
    for draft in out:
        draft.cues[draft.standing] = cue_span(reading, draft.standing)
    attach(reading, out, rules.parts)
    _detail(reading, out, details, sources)
    return out


def cue_span(reading: Reading, standing: StatusReading) -> tuple[int, int]:
    """The span of the words that say where a deal stands."""
    return reading.words[standing.first].start, reading.words[standing.last].end


def _detail(reading: Reading, drafts: list[Draft], reader: DetailReader, sources: list[Source]) -> None:
    """Gives drafts their source, what is kept back, how it is paid, their dates, and whether they are news."""
    if not drafts:
        return
    source, kept_back, means, dates = (
        best_source(sources),
        reader.undisclosed(),
        reader.means(),
        reader.dates(),
    )
    published = reading.doc.article.published
    for draft in drafts:
        draft.source = source
        trigger = draft.trigger
        form = trigger.form if trigger.form in ("past", "present", "future") else "noun"
        background = reader.background(trigger.first, trigger.last, form, published.date() if published else None)
        if background is not None:
            draft.facts["background"] = background
        if kept_back is not None and draft.amount is None:
            draft.facts["undisclosed"] = kept_back
        draft.facts.update({f"means.{fact.value}": fact for fact in means})
        _date(draft, dates)


def _date(draft: Draft, dates: list[Dated]) -> None:
    """The nearest date of the event itself; a closing that is still to come is a fact of its own."""
    for role in ("event", "start", "closing"):
        found = [dated for dated in dates if dated.role == role]
        if not found:
            continue
        nearest = min(
            found, key=lambda d: (max(d.mention.start - draft.end, draft.start - d.mention.end), d.mention.start)
        )
        if role == "closing":
            mention = nearest.mention
            draft.facts["closing"] = Fact("closing", nearest.rule, mention.start, mention.end)
        elif draft.date is None:
            draft.date = nearest.mention


def sentence_triggers(
    reading: Reading, verbs: FormTable, not_deals: regex.Pattern[str], taken: frozenset[int] = frozenset()
) -> list[Trigger]:
    """The triggers of a sentence that no name covers, no fixed phrase bars and no better trigger replaces."""
    text = reading.doc.text[reading.sentence.start : reading.sentence.end]
    offset = reading.sentence.start
    names = {
        i for p in reading.phrases if p.mention.how not in ("referred", "thing") for i in range(p.first, p.last + 1)
    }
    names |= taken | {i for p in reading.phrases if not p.share for i in range(p.left + 1, p.first)}
    barred = [(m.start() + offset, m.end() + offset) for m in not_deals.finditer(text)]

    def rank(trigger: Trigger) -> int | None:
        if names & set(range(trigger.first, trigger.last + 1)):
            return None
        if any(a <= reading.words[trigger.first].start < b for a, b in barred):
            return None
        return _rank(reading, trigger, text)

    triggers = verbs.find(reading.words, rank)
    return [t for t, after in zip(triggers, [*triggers[1:], None], strict=False) if not _gives_way(t, after)]


def _standing(states: StatusReader, trigger: Trigger) -> StatusReading:
    form = trigger.form if trigger.form in ("past", "present", "future") else "noun"
    row = cast(VerbRow, trigger.row)
    announced: Status | None = "agreed" if row.type in _ANNOUNCED else None
    return states.read(trigger.first, trigger.last, form, row.status, announced=announced)


def _rank(reading: Reading, trigger: Trigger, text: str) -> int | None:
    """How well a row fits a trigger's neighbourhood: ``None`` where a word that it asks for is missing; a row that asks
    for a word anywhere comes first, then the one whose word stands nearest, then a row that asks for nothing.
    """
    row = cast(VerbRow, trigger.row)
    if row.needed is not None and not row.needed.search(text):
        return None
    if trigger.prep and trigger.prep in row.not_after:
        return None
    place, words = 100, reading.words
    if row.barring is not None:
        until = words[min(len(words) - 1, trigger.last + _BARRED)].end
        if row.barring.search(reading.doc.text, words[trigger.last].end, until):
            return None
    if row.nearby is not None:
        first, last = max(0, trigger.first - _NEAR_BEFORE), min(len(words) - 1, trigger.last + _NEAR_AFTER)
        after = row.nearby.search(reading.doc.text, words[trigger.last].end, words[last].end)
        found = after or row.nearby.search(reading.doc.text, words[first].start, words[trigger.first].start)
        if found is None:
            return None
        place = 20 + min(79, abs(found.start() - words[trigger.last].end))
    return place - 20 if row.needed is not None else place


def _gives_way(trigger: Trigger, after: Trigger | None) -> bool:
    """Whether a light verb is followed by the deal noun that it governs."""
    light = bool(cast(VerbRow, trigger.row).light)
    return light and after is not None and after.form == "noun" and after.first - trigger.last <= 6
