"""Roles by valency: what each deal trigger of a sentence takes as its arguments.

A trigger's row in the valency lexicon says which role a preposition, the subject, the object or the genitive of its
verbal noun carries. Word order decides only what prepositions leave open: verb first (subject, then object), subject
first, a relative clause (its antecedent takes the place that a pronoun or a gap leaves), and verbal nouns, whose
subject is the subject of what governs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, cast

import regex

from ..document import Mention
from ..mentions.lexicon import NEUTRAL
from ..mentions.triggers import FormTable, NotDeals, Trigger, VerbRow
from .another import one_more
from .attach import attach, go_on, told_before
from .choice import sentence_triggers, standing_of
from .clauses import aside_end, in_passing, other_subject, own_subject
from .contracts import (
    contract_sides,
    done_for_topic,
    from_to,
    named_by_verb,
    of_project,
    signed_with,
    sold_by_operator,
    supplied_by_maker,
)
from .cues import ContextRules
from .debts import lends_for_a_living, loan_sides, taken
from .details import DetailReader, DetailRules, Source
from .doers import does_to, joined_by, main_subject, named_among, object_behind, others_act, same_share
from .draft import HOLDERS, INVESTS, SIDES, Draft
from .frames import Frames, Match, find_frames
from .gapping import gapped
from .leads import name_leads
from .makers import mark_makers
from .offerings import on_bourse, raised_in_sentence, sold_by, sold_to_public
from .offers import received
from .origins import Origins
from .phrases import PARTIES, PREPS, Phrase, Reading, definite_nisba, plain, pronoun_column, same
from .segments import find_clauses
from .settle import add_details, agree_on_roles, cue_span, gives_way, is_object, opposed, share_subject, share_target
from .sides import Sides
from .status import StatusReader, StatusReading
from .subjects import Subjects
from .sums import Parts, context
from .syndicates import banks_finance, lend_together
from .under import under_agreements
from .ventures import name_venture

_SHARES_AFTER = 8  # words behind a trigger among which shares that somebody owns may stand
_OPENING = 2  # words by which a sentence may open before its first trigger: بعد، وفي أعقاب
_OWNED_SINCE = 3  # words that may stand between an owner and the purchase since which it is one
_VALUED = 3  # words before a sum among which a word of valuation makes it one
_OPENS = 3  # words before a noun among which a preposition may open its clause
_EVENT = 3  # words in which the deal may be named that a verb is of
_GETS_BEFORE = 4  # words between "after" and the noun of a deal: بعد حصولها على قرض
_FAR = 8  # words that may stand between a verb and a name that no preposition governs
# The roles of which one tells whom a deal is about; where a sentence fills none, it is the topic.
_SUBJECTS: dict[str, tuple[str, ...]] = {
    "acquisition": ("acquirer", "target", "seller"), "merger": ("party",), "investment": ("investor",),
    "funding_round": ("target",), "ipo": ("issuer",), "joint_venture": ("partner",), "partnership": ("partner",),
    "debt": ("borrower",), "contract": ("supplier", "customer"), "project_investment": ("investor",),
}  # fmt: skip
# the noun's genitive would be the investor (right in none of 2).
_NOT_IMPLIED = frozenset((("acquisition", "seller"), ("investment", "investor"), ("ipo", "issuer")))
_SAID = ("li", "agent", "frame", "ila")  # ways in which the words themselves say who orders or supplies
_PAIR_CLAUSE = 2  # words between a noun and the relative pronoun of its clause: الاتفاق الجديد الذي وقع بين X وY
_SIGNATORY = 4  # words between a noun and who signed it: العقد الذي وقعته أمس شركة X


class Reader:
    """Reads the arguments of the triggers of one sentence."""

    def __init__(
        self,
        reading: Reading,
        sources: Sequence[Source] = (),
        triggers: Sequence[Trigger] = (),
        sides: Sides | None = None,
        lenders: Sides | None = None,
        origins: Origins | None = None,
    ) -> None:
        """``sources`` say who tells the sentence: an outlet among them is no subject of a deal. ``triggers`` are all of
        its triggers: a finite one begins a clause.
        """
        self.verbs = {trigger.first for trigger in triggers if trigger.form in ("past", "present", "future")}
        self.nouns = {trigger.first for trigger in triggers if trigger.form == "noun"}
        self.triggers = triggers
        self.read, self.sides, self.lenders, self.origins = reading, sides, lenders, origins
        told_by = [s.attribution for s in sources if s.kind in ("outlet", "anonymous", "document")]
        self.sources = {p.first for p in reading.phrases for a in told_by
                        if p.mention.start < a.end and a.start < p.mention.end}  # fmt: skip
        self.words, self.phrases, self.grammar = reading.words, reading.phrases, reading.grammar
        self.subjects = Subjects(reading, self.sources, self.verbs)

    def draft(self, trigger: Trigger, until: int, status: StatusReading) -> Draft:
        """The arguments of one trigger; ``until`` is the index of the word where the next one begins."""
        row = cast(VerbRow, trigger.row)
        start, end = self.words[trigger.first].start, self.words[trigger.last].end
        draft = Draft(trigger, row, self.read.index, start, end, status)
        right, doubtful = self._right(trigger, until)
        left = [
            p
            for p in self.phrases
            if p.last < trigger.first and (p.first not in self.sources or self.subjects.speaks(p))
        ]
        antecedent = self._antecedent(trigger)
        if antecedent is not None and trigger.form != "noun":
            self._relative(draft, antecedent)
        signed_with(self.read, draft, left)
        self._governed(draft, right, left)
        self._governed(draft, [p for p in doubtful if getattr(row, p.prep, "") not in draft.roles], left)
        if trigger.form == "noun":
            self._noun(draft, right, left)
        else:
            self._verb(draft, right, left)
        joined_by(self.read, draft, left, right)
        named_among(self.read, draft, right)
        before = self.words[trigger.first - 1].text if trigger.first else ""
        draft.passing = row.type in INVESTS and not status.explicit and in_passing(self.read, trigger)
        if row.type == "acquisition" and trigger.form != "noun" and not draft.roles.get("target"):
            draft.passing = any(self._goods_counted(p) for p in draft.roles.get(row.subject, ()))
        draft.one_more = one_more(self.read, trigger)
        draft.afresh = trigger.form != "noun" and self.grammar.has(before, "then")
        self.subjects.objects |= {
            p.first for role, phrases in draft.roles.items() for p in phrases
            if role != row.subject and p.left > trigger.first
            and (role == "target" or draft.way(role, p) in ("object", "genitive"))
        }  # fmt: skip
        self._complement(draft, left)
        self._possessed(draft, left)
        self._share_in_it(draft, left)
        supplied_by_maker(draft, right)
        done_for_topic(self.read, draft)
        self._counterparty(draft, left)
        self._owner(draft, right)
        self._public_customer(draft)
        if row.type == "ipo":
            sold_by(self.read, draft, self.subjects.of(trigger, left))
        if row.type == "debt":
            loan_sides(self.read, draft, self.subjects.of(trigger, left), self.lenders)
            lend_together(self.read, draft)
            if taken(draft):
                self._topic(draft)
        signed = row.alone == "signed" and not trigger.article and self._signs(trigger)
        draft.alone = draft.alone or (bool(row.alone) and (row.alone != "signed" or signed))
        if row.open_sides and self.sides is not None and trigger.form == "noun":
            self._turn(draft, self.sides)
        name_venture(self.read, draft)
        name_leads(self.read, draft)
        contract_sides(self.read, draft, right)
        return draft

    def framed(self, match: Match, status: StatusReading) -> Draft:
        """The draft of a frame: what its pattern's places hold."""
        row, trigger = match.frame.row, match.trigger
        draft = Draft(
            trigger, row, self.read.index, self.words[trigger.first].start, self.words[trigger.last].end, status
        )
        # A place that holds one comes first: of those whom an agreement is between, it says who does what.
        for role, numbers in sorted(match.places.items(), key=lambda item: len(item[1])):
            if role == "amount":
                draft.amount = self.read.inside[numbers[0]]
            elif role == "stake":
                draft.stake = self.read.inside[numbers[0]]
            else:
                for number in numbers:
                    draft.fill(role, self.phrases[number], "frame")
        right, _ = self._right(trigger, len(self.words))
        self._governed(draft, right, [])
        if row.type == "acquisition":
            self._owner(
                draft, [p for p in self.phrases if any(p.governor > t.last for t in draft.roles.get("target", ()))]
            )
        self._counterparty(draft, [p for p in self.phrases if p.last < trigger.first])
        if others_act(self.read, trigger):
            return draft
        if row.subject and row.subject not in draft.roles and self.read.topic is not None:
            draft.fill(row.subject, Phrase(self.read.topic, trigger.first, trigger.first, left=trigger.first), "topic")
        if not any(role in draft.roles for role in _SUBJECTS[row.type]) and self.read.topic is not None:
            topic = Phrase(self.read.topic, trigger.first, trigger.first, left=trigger.first)
            draft.fill(_SUBJECTS[row.type][0], topic, "topic")
        done_for_topic(self.read, draft)
        return draft

    # -- what prepositions say ------------------------------------------------------------------------------------

    def _right(self, trigger: Trigger, until: int) -> tuple[list[Phrase], list[Phrase]]:
        """The phrases after a trigger that its clause reaches, and those behind a relative pronoun, whose clause may
        have ended without a comma.
        """
        out: list[Phrase] = []
        doubtful: list[Phrase] = []
        depth = self.read.relative(trigger.last)
        stop, aside, shared = len(self.words), range(0), -1
        for index in range(trigger.last + 1, len(self.words)):
            if index in aside:
                continue
            if (end := aside_end(self.read, index)) > 0:
                aside = range(index, end)
                continue
            if (
                self.read.breaks(index - 1, index)
                or self._main_verb(trigger, index)
                or self.read.joined_clause(index)
                or self._another_deal(index)
                or (self.read.barrier(index) and not self.grammar.has(self.words[index].text, "relative"))
            ):
                stop = index
                joined = index in self.read.begins and self.words[index].text[:1] in ("و", "ف")
                shared = index if joined and not self.read.commas(index - 1, index) else -1
                break
        for phrase in self.phrases:
            if shared > 0 and phrase.prep == "maa" and not self._own_subject_at(shared) and (
                shared < phrase.first < self._clause_end(shared)
            ):  # fmt: skip
                doubtful.append(phrase)  # تتعاقد على 40 حافلة وتؤسس مصنعا مع X
            begins = phrase.left if phrase.prep else phrase.first  # من المستثمرين التالين: X
            if not trigger.last < phrase.first or not begins < stop or phrase.first in aside:
                continue
            clause = self.read.relative(phrase.left)
            told_of = phrase.prep == "bayn" and 0 <= clause - trigger.last <= _PAIR_CLAUSE
            if phrase.prep not in ("lead", "join") and clause not in (-1, depth) and not told_of:
                if not any(i in self.verbs for i in range(max(clause, trigger.last) + 1, phrase.left)):
                    doubtful.append(phrase)  # not باعت X التي كانت قد اشترتها من Y
            elif phrase.left < until or phrase.prep:
                out.append(phrase)
        return out, [phrase for phrase in doubtful if phrase.prep]

    def _main_verb(self, trigger: Trigger, index: int) -> bool:
        """Whether the verb of the main clause stands at a word, behind a comma that ends the relative clause or the
        adverbial in which a trigger stands: X، التي اشترت Y، باعت Z; بعد إعلان X شراء Y، باعت Z.
        """
        if index not in self.verbs or not self.read.commas(index - 1, index):
            return False
        relative = self.read.relative(trigger.first) >= 0 > self.read.relative(index)
        return relative or (trigger.form == "noun" and self._in_time(0, trigger.first) and trigger.first <= _OPENS + 1)

    def _own_subject_at(self, index: int) -> bool:
        """Whether the verb of a joined clause at a word has a name behind it that nothing governs."""
        return any(not p.prep and p.kind in PARTIES and index < p.left <= index + 2 for p in self.phrases)

    def _clause_end(self, index: int) -> int:
        """The word at which the next clause after one that begins at a word begins."""
        ends = (i for i in range(index + 1, len(self.words)) if i in self.read.begins or self.read.breaks(i - 1, i))
        return next(ends, len(self.words))

    def _another_deal(self, index: int) -> bool:
        """Whether a comma and a conjunction join another deal at a word, told by a verb or by a noun: ، واتفقت مع X،
        فضلا عن عقد آخر مع Y.
        """
        if index in self.read.begins:
            return True
        if not self.read.commas(index - 1, index):
            return False
        if self.grammar.has(self.words[index].text, "besides"):
            return any(i in self.nouns for i in range(index + 1, index + _OPENS + 1))
        if self.grammar.has(self.words[index].text, "then"):
            return index + 1 in self.verbs  # ، ثم باعت
        if index in self.nouns and self.words[index].text.startswith("وال"):
            return True  # بيع حصة في X إلى Y، والتخارج من Z
        return index in self.verbs and self.words[index].text[:1] in ("و", "ف")

    def _governed(self, draft: Draft, right: list[Phrase], left: list[Phrase]) -> None:
        row, trigger = draft.row, draft.trigger
        done: set[str] = set()
        for phrase in right:
            if phrase.series is not None or phrase.prep in ("", "like", "owner") or phrase.prep in done:
                continue
            if phrase.prep == "bayn" and "bayn" in draft.ways() and self._new_deal(trigger, phrase):
                continue  # مذكرة بين A وB، وبروتوكول بين C وD
            if self._valued(phrase) or self._rival(phrase) or self._home_of_several(phrase):
                continue
            if phrase.prep == "bayn" and all(p.kind == "place" for p in self.read.series_of(phrase)):
                continue  # الطريق بين X وY
            if self._of_later(trigger, phrase) or (phrase.prep == "li" and self._of_apposed(trigger, phrase)):
                continue
            role = getattr(row, phrase.prep, "") or (row.subject if phrase.prep == "agent" else "")
            if (
                phrase.prep == "min"
                and role == row.ila == "acquirer"
                and any(p.prep in ("ila", "li") for p in right if p is not phrase)
            ):
                role = ""  # بيع 200 فرع من سلسلة X إلى Y
            if (
                phrase.kind == "thing" and phrase.prep == "li" and "target" not in draft.roles
                and row.type in INVESTS
            ):  # fmt: skip
                role = "target"  # what the money is for: لبناء مصنع
            taken = "target" in draft.roles or phrase.kind == "person"
            if phrase.share and phrase.prep == "min" and role in ("acquirer", "seller") and not taken:
                role = "target"  # ثلث ما تملكه من أسهم X
            if role == "seller" and phrase.prep == "min" and self._offered(trigger):
                role = row.subject
            if from_to(draft, phrase.prep):
                role = "supplier"
            if does_to(trigger, phrase):
                role = row.genitive
            if not role or (phrase.prep == "li" and role == row.subject and trigger.form != "noun"):
                continue  # اشترى فلان حصة ضمن خطة للشركة
            ones = self.read.series_of(phrase)
            if not received(self.read, trigger):  # تلقت X عرضا للاستحواذ على الشركة: X itself
                sides = len(ones) > 1 and phrase.prep == "bayn" and role in SIDES  # الاندماج بين البنكين
                ones = ones if sides else [self._other(draft, one, left) for one in ones]
            filled = [draft.fill(role, one, phrase.prep) for one in ones]
            if any(filled) and phrase.prep not in ("lead", "join", "bayn"):
                done.add(phrase.prep)
        for phrase in left:
            role = getattr(row, phrase.prep, "") if phrase.prep in ("lead", "join") else ""
            if role and phrase.series is None and not self._parted_clause(phrase.last, trigger.first):
                for one in self.read.series_of(phrase):
                    draft.fill(role, one, phrase.prep)
        if row.type in ("debt", "funding_round") and trigger.form == "noun":
            self._giver(draft, left)
        if row.maa and row.maa not in draft.roles:
            last = next((p for p in reversed(left) if p.prep == "maa" and p.series is None), None)
            if last is not None and not self._parted_clause(last.last, trigger.first) and not any(
                self.read.barrier(i) for i in range(last.last + 1, trigger.first)
            ):  # fmt: skip
                for one in self.read.series_of(last):
                    draft.fill(row.maa, one, "maa")

    def _new_deal(self, trigger: Trigger, phrase: Phrase) -> bool:
        """Whether the noun of another deal stands between a trigger and what governs a phrase."""
        return any(trigger.last < i <= phrase.governor for i in self.nouns)

    def _parted_clause(self, left: int, right: int) -> bool:
        """Whether a stop or a joined clause (، كما حصلت، ، وحصلت) parts two words."""
        between = range(left + 1, right + 1)
        return self.read.breaks(left, right) or any(
            self.read.joined_clause(i) or self._another_deal(i) for i in between
        )

    def _rival(self, phrase: Phrase) -> bool:
        """Whether somebody only competes: بعد منافسة مع X، في ظل منافسة من X."""
        before = self.words[max(0, phrase.governor - 2) : max(0, phrase.governor)]
        return phrase.prep in ("maa", "min", "agent") and any(
            self.grammar.any_reading(word.text, "contest") for word in before
        )

    def _of_later(self, trigger: Trigger, phrase: Phrase) -> bool:
        """Whether a phrase is an argument of another deal's noun in an adverbial of time behind a trigger (شراء X بعد
        حصولها على قرض من Y), or of any behind the relative clause that a trigger stands in.
        """
        relative = self.read.relative(trigger.first)
        return any(
            trigger.last < t.first <= phrase.governor and t.form == "noun" and getattr(t.row, phrase.prep, "")
            and not self.read.commas(t.last, phrase.governor)
            and ((relative >= 0 and self.read.relative(t.first) < 0) or self._in_time(trigger.last + 1, t.first)
                 or self._second_noun(trigger, t))
            for t in self.triggers
        )  # fmt: skip

    def _second_noun(self, trigger: Trigger, other: Trigger) -> bool:
        """Whether another deal's noun is joined to a trigger that has an argument of its own: شراء X وبيع Y إلى Z."""
        own = any(trigger.last < p.first < other.first for p in self.phrases)
        return trigger.form == "noun" and self.read.joins(other.first) and own

    def _in_time(self, start: int, noun: int) -> bool:
        """Whether a noun behind a word stands in an adverbial of time: بعد حصولها على قرض."""
        words = range(max(start, noun - _GETS_BEFORE), noun)
        return any(self.grammar.has(self.words[i].text, "while_that") for i in words)

    def _of_apposed(self, trigger: Trigger, phrase: Phrase) -> bool:
        """Whether what ل governs belongs to a noun in apposition: شراء X، المنافس الأكبر لشركة Y."""
        for index in range(phrase.governor, trigger.last + 1, -1):
            if self.read.commas(index - 1, index):
                word = self.words[index].text
                return word.startswith("ال") and not self.grammar.has(word, "relative") and index < phrase.governor
        return False

    def _home_of_several(self, phrase: Phrase) -> bool:
        """Whether a place is only where firms are from that nobody names: شركات من الصين وتركيا."""
        before = self.words[phrase.governor - 1].text if phrase.governor > 0 else ""
        several = self.grammar.any_reading(before, "several") is not None
        return phrase.kind == "place" and phrase.prep == "min" and several

    def _valued(self, phrase: Phrase) -> bool:
        """Whether a reference behind a valuation is whose it is: بتقييم 3 مليارات دولار للشركة."""
        if phrase.prep != "li" or phrase.mention.how != "referred" or not phrase.first:
            return False
        word = self.words[phrase.first - 1]
        sums = [m for m in self.read.inside if m.kind == "money" and m.start < word.end and word.start < m.end]
        return any(context(self.read, m, _VALUED, "valuation") for m in sums)

    def _giver(self, draft: Draft, left: list[Phrase]) -> None:
        """Who gives money, told between a light verb and its noun: حصلت من X على قرض."""
        row, trigger = draft.row, draft.trigger
        for phrase in reversed(left):
            givers = self.read.series_of(phrase.series or phrase)
            if trigger.first - givers[-1].last > _EVENT or self.read.commas(givers[-1].last, trigger.first):
                return
            if (
                givers[0].prep == "min"
                and self.subjects.gets(givers[0].left)
                and row.min
                and row.min not in draft.roles
            ):
                for one in givers:
                    draft.fill(row.min, one, "min")

    def bank_gives(self, draft: Draft) -> bool:
        """Whether a bank is the subject of money that somebody else is given: أعلن بنك X عن تمويل ممنوح لشركة Y."""
        ways = {place.partition(":")[0]: how.rpartition("/")[2] for place, how in draft.rules.items()}
        if draft.trigger.form != "noun" or ways.get("target") not in ("li", "genitive"):
            return False
        subject = self.subjects.of(draft.trigger, [p for p in self.phrases if p.last < draft.trigger.first])
        given = draft.roles["target"][0].mention
        lends = subject is not None and (subject.bank or subject.mention.company_kind == "bank")
        return lends and subject is not None and not same(subject.mention, given)

    def _offered(self, trigger: Trigger) -> bool:
        """Whether a trigger is the aim of an offer, which من then says who made."""
        return trigger.prep == "ل" and any(
            self.grammar.any_reading(self.words[i].text, "offer") is not None
            for i in range(max(0, trigger.first - 3), trigger.first)
        )

    def _other(self, draft: Draft, phrase: Phrase, left: list[Phrase]) -> Phrase:
        """A reference (الشركة) that would mean the subject itself means the other company told before."""
        subjects = (p.mention for p in left if p.kind in PARTIES and (p.prep == "" or self.subjects.dative(p)))
        told = next((p.mention for p in draft.roles.get(draft.row.subject, ())), None)
        whose = self.subjects.whose_act(draft.trigger, left)  # نفت X قيام Y بالاستحواذ على الشركة: Y does
        subject = told or (whose.mention if whose is not None else next(subjects, self.read.topic))
        if phrase.mention.how != "referred" or subject is None or not same(phrase.mention, subject):
            return phrase
        others = [p.mention for p in left if not same(p.mention, subject) and p.kind == "company"]
        if not others and draft.row.type == "contract":  # عقدا مع Y تورد بموجبه كذا للشركة الصينية
            others = [p.mention for of in draft.roles.values() for p in of if not same(p.mention, subject)]
        other = others[-1] if others else self.read.second
        return replace(phrase, mention=replace(other, how="referred")) if other is not None else phrase

    # -- what word order says -------------------------------------------------------------------------------------

    def _antecedent(self, trigger: Trigger) -> Phrase | None:
        """The phrase before the relative pronoun of a trigger's clause."""
        pronoun = self.read.relative(trigger.first)
        beside = next((p for p in self.phrases if p.last == trigger.first - 1 and p.kind == "thing"), None)
        if pronoun < 0 and trigger.pronoun and beside is not None and self.read.gap(beside.last, trigger.first) == " ":
            return beside  # مصنع اشترته X
        if pronoun < 0 or trigger.first - pronoun > 4:
            return None
        before = [p for p in self.phrases if p.last < pronoun]
        if not before or pronoun - before[-1].last > 6:
            return None
        owned = before[-1].prep == "owner" and len(before) > 1  # X التابعة لمجموعة Y التي جمعت: X did
        return before[-2] if owned else before[-1]

    def _relative(self, draft: Draft, antecedent: Phrase) -> None:
        """The antecedent takes the place of the pronoun in its clause: استحوذت عليها, اشترتها; else the subject's."""
        row, trigger = draft.row, draft.trigger
        role = row.subject
        if self._of_deal(trigger):
            return
        if trigger.pronoun and row.object and self._agrees(trigger):
            role = row.object
        else:
            for index in range(trigger.last + 1, min(trigger.last + 4, len(self.words))):
                column = pronoun_column(self.words[index].text)
                if column and getattr(row, column):
                    role = getattr(row, column)
                    break
                if column and index == trigger.last + 1:  # قرض بنك X الذي حصلت عليه، المناقصة التي فازت بها Y
                    role = row.min if column == "ala" and self._event_at(antecedent.governor) else ""
                    break
            if row.subject in ("acquirer", "investor") and self._of_antecedent(trigger):
                role = "target"
        for one in self.read.series_of(antecedent):
            draft.fill(role, one, "relative")

    def _of_deal(self, trigger: Trigger) -> bool:
        """Whether the relative clause of a verb goes back to the deal that it is of: قرض بنك X الذي حصلت عليه، جولة A
        التي جمعت خلالها Y.
        """
        after = self.words[trigger.last + 1].text if trigger.last + 1 < len(self.words) else ""
        if trigger.form == "noun" or self.read.relative(trigger.first) < 0:
            return False
        row = cast(VerbRow, trigger.row)
        column = pronoun_column(after)
        taken = bool(column) and not getattr(row, column) and row.type in ("debt", "funding_round")
        return taken or self.grammar.has(after, "in_which")

    def _of_antecedent(self, trigger: Trigger) -> bool:
        """Whether what a verb's subject buys is a share of the antecedent: X التي اشترت مجموعة Y 40 % من أسهمها."""
        for index in range(trigger.last + 2, min(trigger.last + _SHARES_AFTER, len(self.words))):
            if self.read.breaks(index - 1, index) or self.read.commas(index - 1, index) or self.read.barrier(index):
                return False
            word = self.words[index].text
            if self.read.possessive(word) and self.grammar.any_reading(word, "own_share") is None:
                return any(
                    p.kind == "company" and p.mention.how != "referred" and not p.prep
                    for p in self.phrases if trigger.last < p.first < index
                )  # fmt: skip
        return False

    def _agrees(self, trigger: Trigger) -> bool:
        """Whether a verb's pronoun may mean the antecedent: الشركة التي اشترتها, not البنك الذي أقرضها."""
        if self.read.relative(trigger.first) < 0:
            return True  # an indefinite antecedent has no relative pronoun
        relative = self.words[self.read.relative(trigger.first)].text
        feminine = self.words[trigger.last].text.endswith("ها")
        return feminine != relative.endswith("الذي")

    def _dealt_with(self, draft: Draft, left: list[Phrase]) -> Phrase | None:
        """With whom the agreement or the talks are that a trigger is the aim of: اتفاق مع X على شراء Y."""
        first = draft.trigger.first
        if not draft.row.other or self.read.relative(first) >= 0:
            return None
        for phrase in reversed(left):
            if self.read.breaks(phrase.last, first) or any(self.read.barrier(i) for i in range(phrase.last + 1, first)):
                return None
            if any(phrase.last < t.first < first and t.form == "noun" for t in self.triggers):
                return None  # تعاقد مع X على توريد كذا، واستحوذ على Y
            before = range(max(0, phrase.governor - 5), phrase.governor)
            deals = any(self.grammar.any_reading(self.words[i].text, "dealing") is not None for i in before)
            if deals and phrase.series is None and phrase.prep in ("maa", "bayn"):
                return phrase
        return None

    def _counterparty(self, draft: Draft, left: list[Phrase]) -> None:
        """The other side of the agreement takes the role that is left to it: who sells, or who buys."""
        if draft.row.other and draft.row.other not in draft.roles:
            phrase = self._dealt_with(draft, left)
            if phrase is None or (phrase.prep == "bayn" and not draft.roles.get(draft.row.subject)):
                return  # of those whom an agreement is between, the one that is not the subject
            names_own = any(how.endswith("/verb-first") for how in draft.rules.values())
            if names_own and self.read.commas(phrase.last, draft.trigger.first):
                return  # بعد توقيع اتفاق مع X، اشترت Y شركة Z
            for one in self.read.series_of(phrase):
                draft.fill(draft.row.other, one, "other")

    def _told(self, draft: Draft, left: list[Phrase], word: str, sure: bool = False) -> Mention | None:
        """The company told before that has no part in a draft yet: what the pronoun at the end of a word means. A
        masculine one that must be ``sure`` means only what is known to be masculine (فندق، بنك).
        """
        feminine = word.endswith("ها")
        taken = [p.mention for phrases in draft.roles.values() for p in phrases]
        if draft.row.other == "seller" and (other := self._dealt_with(draft, left)) is not None:
            return other.mention  # مفاوضات مع X للاستحواذ عليها
        named = [p for p in left if p.kind == "company" and p.prep != "owner"]
        subjects = [p.mention for p in named if not p.prep and p.series is None]
        told = [*subjects, self.read.topic, *(p.mention for p in reversed(named)), self.read.second]
        told.sort(key=lambda m: m is not None and m.company_kind in NEUTRAL)  # a newspaper is mostly a source
        free = [m for m in told if m is not None and not any(same(m, t) for t in taken)]
        return next((m for m in free if self._means(m, feminine, sure)), None)

    def _means(self, mention: Mention, feminine: bool, sure: bool) -> bool:
        """Whether a pronoun of a gender may mean somebody: a masculine one that must be sure, who is known to be so."""
        return feminine or not sure or self.read.gender(mention) == "m"

    def _possessed(self, draft: Draft, left: list[Phrase]) -> None:
        """Shares of what a pronoun means: شراء 51 % من أسهمها, بيع حصته."""
        row, trigger = draft.row, draft.trigger
        role = {"acquisition": "target", "ipo": "issuer", "investment": "target"}.get(row.type)
        if role is None or role in draft.roles:
            return
        for index in range(trigger.last + 1, min(trigger.last + _SHARES_AFTER, len(self.words))):
            word = self.words[index].text
            if self.read.breaks(index - 1, index) or self.read.barrier(index):
                return
            if row.type == "acquisition" and same_share(self.read, index):
                if (told := self.read.bought) is not None:
                    draft.fill(role, Phrase(replace(told, how="referred"), index, index, left=index), "possessed")
                return
            if self._in_it(index + 1) and self.grammar.any_reading(word, "share") is not None:
                word = self.words[index + 1].text  # على حصة فيها
            if word != self.words[index].text or self.read.possessive(word) or (
                row.type == "ipo" and self._the_shares(word)
            ):  # fmt: skip
                if self._sells_of_itself(draft, index):
                    for phrase in list(draft.roles["seller"]):
                        draft.move(phrase, "seller", role)
                    return
                if self.grammar.any_reading(word, "own_share") is not None and row.subject not in draft.roles:
                    role = row.subject if row.subject == "seller" else role  # whose share it is sells it
                told = self._told(draft, left, word)
                here = any(told is p.mention for p in left)
                if told is not None and (here or "acquirer" not in draft.roles):  # else it buys back its own shares
                    draft.fill(role, Phrase(replace(told, how="referred"), index, index, left=index), "possessed")
                return

    def _in_it(self, index: int) -> bool:
        """Whether في with a pronoun stands at a word: فيها."""
        return index < len(self.words) and pronoun_column(self.words[index].text) == "fi"

    def _share_in_it(self, draft: Draft, left: list[Phrase]) -> None:
        """Whose share in a company told before is bought: ستشتري X حصة Y فيها."""
        for phrase in draft.roles.get("target", ()) if draft.row.type == "acquisition" else ():
            at = phrase.last + 1
            if not phrase.share or phrase.linked or "seller" in draft.roles or not self._in_it(at):
                continue
            told = self._told(draft, left, self.words[at].text)
            if told is not None:
                draft.move(phrase, "target", "seller")
                draft.fill("target", Phrase(replace(told, how="referred"), at, at, left=at), "possessed")
            return

    def _the_shares(self, word: str) -> bool:
        """Whether a word means the shares of who is spoken of, which an offering is of: إدراج السهم، طرح الأسهم."""
        found = self.grammar.any_reading(word, "share")
        return found is not None and (found.article or found.stem.startswith("ال"))

    def _sells_of_itself(self, draft: Draft, index: int) -> bool:
        """Whether what is sold is a part of the one told as the seller: تعتزم X بيع 20 % من أسهمها."""
        before = self.words[max(0, index - 4)].start
        shares = any(m.kind == "percent" and before <= m.start < self.words[index].start for m in self.read.inside)
        part = shares and PREPS.get(self.words[index - 1].text) == "min"
        own = self.grammar.any_reading(self.words[index].text, "own_share") is not None
        here = "seller" in draft.named() and draft.row.subject == "seller"
        beside = index == draft.trigger.last + 1 and bool(draft.row.when_listed)  # بيع أسهمها للجمهور
        part = part or (beside and on_bourse(self.read, draft.trigger.last))
        return part and here and not own and "target" not in draft.roles

    def _complement(self, draft: Draft, left: list[Phrase]) -> None:
        """A preposition with a pronoun after a verb (استثمر فيها) means who was told of before, but not the subject."""
        row, trigger = draft.row, draft.trigger
        if self.read.relative(trigger.first) >= 0:
            return  # the pronoun goes back to the antecedent, which names nobody
        money = [m for m in self.read.inside if m.kind == "money"]
        who = {i for p in self.phrases if p.kind == "company" for i in range(p.left, p.last + 1)}
        behind = [  # the words after the trigger but a name and the sum: استثمار X 3 ملايين دولار فيها
            i for i in range(trigger.last + 1, min(trigger.last + 12, len(self.words)))
            if (i not in who or pronoun_column(self.words[i].text))
            and not any(m.start < self.words[i].end and self.words[i].start < m.end for m in money)
            and self.grammar.any_reading(self.words[i].text, "approx") is None
        ]  # fmt: skip
        for index in behind[:2]:
            column = pronoun_column(self.words[index].text)
            role = getattr(row, column or "_", "")
            if not role and column == "fi" and self.read.possessive(self.words[index - 1].text):
                role = row.object  # رفعت ملكيتها فيها
            if not role or role in draft.roles or role == row.subject:
                continue
            thing = next((p for p in reversed(left) if p.kind == "thing" and not p.share), None)
            if thing is not None and column == "fi" and row.type in INVESTS and not self._parted_clause(
                thing.last, trigger.first
            ):  # fmt: skip
                draft.fill(role, thing, "pronoun")  # مصنع تستثمر فيه X مليارا
                continue
            other = self._told(draft, left, self.words[index].text)
            if other is not None:
                draft.fill(role, Phrase(replace(other, how="referred"), index, index, left=index), "pronoun")

    def _direct(self, trigger: Trigger, right: list[Phrase]) -> list[Phrase]:
        """The phrases after a verb that nothing but the verb governs, in order."""
        out: list[Phrase] = []
        begin = max(trigger.last, own_subject(self.read, trigger)) + 1
        for phrase in right:
            if phrase.prep or phrase.series is not None:
                continue
            if phrase.left - trigger.last > _FAR and not (out and self._after_aside(out[-1], phrase)):
                continue
            nouns = range(begin, phrase.left)
            if phrase.governor > trigger.last and not out and not self._loose(nouns):
                continue
            out.append(phrase)
        return out

    def _after_aside(self, left: Phrase, right: Phrase) -> bool:
        """Whether commas part a verb's object from its subject: اشترت X المدرجة في بورصة لندن، أمس، شركة Y."""
        return right.left - left.last <= _FAR and self.read.commas(left.last, right.left) > 0

    def takes_company(self, trigger: Trigger, until: int) -> bool:
        """Whether a company is the object of a verb: the antecedent of its pronoun, the latter of two that nothing
        governs behind it, or the one behind it where the subject stands before; of a noun its genitive.
        """
        if trigger.form == "noun":
            behind = self._right(trigger, until)[0]
            return any(
                p.kind == "company" and not p.prep and p.governor == trigger.last
                and p.mention.how != "referred" and not self._counts(p.last + 1) for p in behind
            )  # fmt: skip
        antecedent = self._antecedent(trigger)
        if antecedent is not None and trigger.pronoun and self._agrees(trigger):
            return antecedent.kind == "company"
        direct = self._direct(trigger, self._right(trigger, until)[0])
        before = self.subjects.of(trigger, [p for p in self.phrases if p.last < trigger.first])
        alone = len(direct) == 1 or not self._starts_clause(trigger)
        objects = direct if before is not None and alone else direct[1:]
        return any(phrase.kind == "company" for phrase in objects)

    def _counts(self, index: int) -> bool:
        """Whether a number stands at a word, that counts what is bought: شراء مصر للطيران 10 طائرات."""
        text = self.words[index].text if index < len(self.words) else ""
        return text.isdigit() or self.grammar.has(text, "small_number")

    def _loose(self, span: range) -> bool:
        """Whether words between a verb and its subject are only adverbs, dates, titles or other arguments."""
        governed = {i for p in self.phrases if p.prep not in ("", "owner") for i in range(p.left, p.last + 1)}
        for index in span:
            word = self.words[index]
            if index in governed or pronoun_column(word.text):
                continue  # استحوذت عليها X، استحوذت على Y مجموعة X
            if self.grammar.exact(word.text) & {"adverb", "person_title", "name_adjective", "time", "event", "under",
                                                 "same", "trade", "board"}:  # fmt: skip
                continue  # قاد الجولة X
            if self.grammar.has(self.words[min(index + 1, span.stop)].text, "trade"):
                continue  # اشترى رجل الأعمال فلان
            if self.grammar.any_reading(word.text, "pair") is not None:
                continue  # وقع الطرفان، X وY، اتفاقية
            if self.grammar.has(word.text, "preposition") and (
                self._event_at(index + 1) or self._time_at(index + 1)
                or self.grammar.has(self.words[min(index + 1, span.stop)].text, "adverb")
            ):  # fmt: skip
                continue  # شارك في الجولة X، اشترت في عام 2019 شركة X
            if definite_nisba(word.text) or word.text.startswith("بال"):
                continue  # واشترت بالحصيلة شركة X
            if any(m.kind == "date" and m.start <= word.start < m.end for m in self.read.inside):
                continue
            return False
        return True

    def is_event(self, verb: Trigger, noun: Trigger) -> bool:
        """Whether a noun is only the deal that a verb right before it is of: قاد الجولة X، شارك في القرض X."""
        words = range(verb.last + 1, noun.last + 1)
        return verb.form != "noun" and noun.form == "noun" and len(words) <= _EVENT and self._loose(words)

    def _event_at(self, index: int) -> bool:
        """Whether a word means the deal that is told: الجولة، القرض."""
        return index < len(self.words) and "event" in self.grammar.exact(self.words[index].text)

    def _time_at(self, index: int) -> bool:
        """Whether a date, or a word of time before one, stands at a place."""
        if index + 1 < len(self.words) and "time" in self.grammar.exact(self.words[index].text):
            index += 1
        return index < len(self.words) and self.read.dated(index)

    def _wants_subject(self, draft: Draft) -> bool:
        """Whether the subject is still open: its role is empty, or is one that several share and only مع has filled."""
        row = draft.row
        if not row.subject:
            return False
        ways = {how.rpartition("/")[2] for place, how in draft.rules.items() if place.startswith(row.subject + ":")}
        if row.subject in SIDES and row.subject == row.ila:
            return ways <= {"maa", "join", "ila", "lead"}  # انضمت إلى تحالف تقوده X
        return not ways or (row.subject == row.maa and ways <= {"maa", "join"})

    def _verb(self, draft: Draft, right: list[Phrase], left: list[Phrase]) -> None:
        row, trigger = draft.row, draft.trigger
        relative = self.read.relative(trigger.first) >= 0
        if trigger.pronoun and not relative and row.object not in ("", "amount", *draft.roles):
            goes_on = trigger.first in self.read.begins and not self._direct(trigger, right)
            thing = next(
                (p for p in reversed(left) if p.first in self.subjects.objects and (goes_on or p.kind == "thing")), None
            )  # fmt: skip
            told = self._acted_on(trigger, left, right) or self._told(draft, left, self.words[trigger.last].text)
            if thing is not None and row.object == "target":
                draft.fill(row.object, thing, "pronoun")  # بيع فندق X واشترته Y
            elif told is not None:
                place = Phrase(replace(told, how="referred"), trigger.first, trigger.first, left=trigger.first)
                draft.fill(row.object, place, "pronoun")
        if relative and trigger.pronoun and trigger.first in self.read.begins and row.object not in ("", *draft.roles):
            inner = [p for p in left if p.first > self.read.relative(trigger.first) and p.kind == "company"]
            if inner:  # الذي أسس X وباعها إلى Y
                place = Phrase(
                    replace(inner[-1].mention, how="referred"), trigger.first, trigger.first, left=trigger.first
                )
                draft.fill(row.object, place, "pronoun")
        for phrase in right:
            if phrase.prep in ("lead", "join") and phrase.governor == trigger.first and self._wants_subject(draft):
                for one in self.read.series_of(phrase):
                    draft.fill(row.subject, one, phrase.prep)  # قادتها X: the verb is its own word of leading
        direct = self._direct(trigger, right)
        before_it = self.subjects.of(trigger, left)
        first = direct[0] if direct else None
        stranger = self._starts_clause(trigger) and own_subject(self.read, trigger) > 0
        stranger = stranger or other_subject(self.read, trigger)
        if self._wants_subject(draft) and not stranger:
            takes_object = row.object not in ("", "amount") and row.object not in draft.roles
            state = (
                first is not None
                and first.kind == "place"
                and row.subject == "customer"
                and self.subjects.acts(first, trigger)
            )
            follows = first is not None and (
                (row.object in ("", "amount") and self._adjoins(trigger, first)) or self._under_it(trigger, first)
            )
            sold = first is not None and first.kind == "thing" and row.subject == "target"  # آلت أصول وحدة X إلى Y
            acts = first is not None and (first.kind not in ("thing", "place") or state or sold) and not (
                first.share and row.subject in HOLDERS
            )  # fmt: skip
            verb_first = acts and (before_it is None or self._starts_clause(trigger) or follows)
            if (
                verb_first
                and takes_object
                and (before_it is not None or self._implied(trigger, first) or self._behind_reference(trigger, first))
                and len(direct) == 1
                and not self._has_object(draft, first)
            ):
                verb_first = False
            verb_first = verb_first and not self._pronoun_before(trigger)
            subject = first if verb_first else before_it
            if subject is not None and not (
                subject is before_it and trigger.pronoun and row.object in draft.roles and first
            ):
                for one in self._all_of(row, subject, left):
                    draft.fill(row.subject, one, "verb-first" if subject is first else "subject-first")
            if subject is first and first is not None:
                direct = direct[1:]
            if relative and row.type in ("acquisition", "investment") and draft.roles and self._wants_subject(draft):
                main = main_subject(self.read, self.read.relative(trigger.first), left)
                if main is not None and self.subjects.may_do(trigger, main.mention):
                    draft.fill(row.subject, main, "main")  # وقعت X عقدا مع Y التي استحوذت عليها
        for phrase in direct:
            filled = [draft.fill(row.object, one, "object") for one in self.read.series_of(phrase)]
            if any(filled):
                break
        if not stranger:
            self._topic(draft)

    def _acted_on(self, trigger: Trigger, left: list[Phrase], right: list[Phrase]) -> Mention | None:
        """Whom a verb's pronoun means where its subject is that of the clause before: تملك X ربع Y، وقد اشترته."""
        if self._direct(trigger, right):
            return None
        subject = self.subjects.of(trigger, left)
        if subject is None or cast(VerbRow, trigger.row).subject not in HOLDERS:
            return None
        named = [
            p
            for p in left
            if p.first > subject.last and p.kind == "company" and (p.share or p.prep not in ("", "owner"))
        ]
        return named[-1].mention if named else None

    def _pronoun_before(self, trigger: Trigger) -> bool:
        """Whether a pronoun right before a verb is its subject: إنها اشترت شركة X."""
        index = trigger.first - 1
        while index > 0 and self.grammar.has(self.words[index].text, "auxiliary"):
            if self.grammar.has(self.words[index].text, "complementizer"):
                break
            index -= 1
        return index >= 0 and regex.fullmatch(r"[وفبل]?(?:ك?ان|لكن)(?:ها|ه|هما|هم)", self.words[index].text) is not None

    def _behind_reference(self, trigger: Trigger, phrase: Phrase | None) -> bool:
        """Whether the reference behind a verb is its subject and the name behind that its object: اشترت الشركة «X»."""
        topic = self.read.topic
        if phrase is None or topic is None or same(topic, phrase.mention) or not self.subjects.may_do(trigger, topic):
            return False
        word = self.words[phrase.left].text
        found = self.grammar.any_reading(word, "reference")
        return found is not None and word.startswith("ال") and (
            phrase.left == trigger.last + 1 and phrase.first == phrase.left + 1
        )  # fmt: skip

    def _implied(self, trigger: Trigger, phrase: Phrase | None) -> bool:
        """Whether what the text is about may be the subject, so that the only name behind a verb is its object: بعد أن
        اشترت في 2016 شركة X.
        """
        topic = self.read.topic
        if phrase is None or topic is None or same(topic, phrase.mention) or not self.subjects.may_do(trigger, topic):
            return False
        return self.grammar.any_reading(self.words[trigger.first - 1].text, "clause_verb") is not None

    def _adjoins(self, trigger: Trigger, phrase: Phrase) -> bool:
        """Whether nothing but adverbs and a pronoun's preposition stands between a verb and a phrase: استثمر فيها X.
        Behind a verb that takes no object such a phrase is its subject.
        """
        heads = [w.text for w in self.words[phrase.left : phrase.first] if not pronoun_column(w.text)]
        if any(not (self.grammar.any_reading(w, "head") or self.grammar.any_reading(w, "name_head")) for w in heads):
            return False
        return self._loose(range(trigger.last + 1, phrase.left))

    def _under_it(self, trigger: Trigger, phrase: Phrase) -> bool:
        """Whether a word that refers back stands beside "under it" behind a verb, as its subject: اتفاق تزود الأخيرة
        بموجبه.
        """
        beside = (trigger.last + 1, phrase.last + 1)
        under = any(i < len(self.words) and self.grammar.has(self.words[i].text, "under") for i in beside)
        return under and phrase.mention.how == "referred" and phrase.left <= trigger.last + 2

    def _has_object(self, draft: Draft, subject: Phrase | None) -> bool:
        """Whether a verb's object follows its subject: an asset, a share or goods that are counted."""
        if subject is None:
            return False
        if self._goods_counted(subject):
            return True
        after = self.words[subject.last + 1 : subject.last + 5]
        return any(
            any(self.grammar.any_reading(w.text, kind) is not None for kind in ("share", "asset"))
            or any(m.kind == "percent" and m.start <= w.start < m.end for m in self.read.inside) for w in after
        )  # fmt: skip

    def _goods_counted(self, subject: Phrase) -> bool:
        """Whether goods that are counted follow a verb's subject: باعت X 35 مليون هاتف."""
        index = subject.last + 1
        if not self._counts(index) or any(m.start <= self.words[index].start < m.end for m in self.read.inside):
            return False
        after = self.words[index + 1 : index + 4]
        return not any(self.grammar.any_reading(w.text, kind) for w in after for kind in ("share", "asset", "head"))

    def _starts_clause(self, trigger: Trigger) -> bool:
        """Whether a verb begins its clause, so that its subject follows."""
        index = trigger.first
        while index and (self.grammar.has(self.words[index - 1].text, "auxiliary")
                         or self.grammar.has(self.words[index - 1].text, "negation")):  # fmt: skip
            if not plain(self.read.gap(index - 1, index)) or self.read.barrier(index - 1):
                return True
            index -= 1
        if index == 0 or not plain(self.read.gap(index - 1, index)):
            return True
        before = self.words[index - 1].text
        return (
            self.words[index].text[:1] in "وف"
            or self.read.barrier(index - 1)
            or self.grammar.has(before, "conjunction")
        )

    def _owned_since(self, draft: Draft, left: list[Phrase]) -> None:
        """Who owns a company since its purchase: X، المملوكة لشركة Y منذ شرائها."""
        row, trigger = draft.row, draft.trigger
        owner = left[-1] if left else None
        if row.type != "acquisition" or not trigger.pronoun or owner is None or owner.prep != "owner" or (
            row.subject != "acquirer" or trigger.first - owner.last > _OWNED_SINCE
            or self.read.commas(owner.last, trigger.first)
        ):  # fmt: skip
            return
        owned = next((p for p in reversed(left[:-1]) if p.kind == "company"), None)
        if owned is not None and draft.fill("acquirer", owner, "owner"):
            draft.fill("target", owned, "pronoun")

    def _noun(self, draft: Draft, right: list[Phrase], left: list[Phrase]) -> None:
        row, trigger = draft.row, draft.trigger
        self._owned_since(draft, left)
        for phrase in right:
            through = phrase.left <= trigger.first < phrase.first  # the walk to the left went through the noun
            near = phrase.prep == "" and trigger.first <= phrase.governor <= trigger.last
            if row.type == "ipo" and self._listed_at(trigger, phrase):
                continue
            if (near or (through and phrase.series is None)) and not trigger.article:
                role = row.genitive
                if role == "customer" == row.li and any(p.prep == "li" and p.kind == "company" for p in right):
                    role = row.subject  # تزويد X لشركة Y
                done_to = object_behind(self.read, trigger, phrase, right)
                for one in self.read.series_of(phrase):
                    draft.fill(role if done_to is None else row.subject, one, "genitive")
                if done_to is not None:
                    for one in self.read.series_of(done_to):
                        draft.fill(role, one, "object")
                break
        if self._wants_subject(draft):
            maker = self._offering(trigger, left)
            subject = (
                maker
                or self.subjects.of(trigger, left)
                or next(
                    (p for p in left if p.prep == "li" and p.series is None and p.kind not in ("thing", "place")), None
                )
            )
            if subject is None and (
                self.subjects.possesses(trigger)
                or trigger.pronoun
                or (row.subject in HOLDERS[:2] and 0 < trigger.first <= _OPENING)
            ):
                subject = self._announced_later(trigger)
            subject = self._signatory(trigger) or subject
            if subject is not None and self._sells_itself(draft, subject, right):
                place = Phrase(
                    replace(subject.mention, how="referred"), trigger.first, trigger.first, left=trigger.first
                )
                draft.fill("target", place, "pronoun")
            elif subject is not None:
                role = row.subject if maker is not None else self._gets_offer(draft) or row.subject
                for one in self._all_of(row, subject, left):
                    draft.fill(role, one, "governed")
        if trigger.pronoun and row.genitive == "target" and "target" not in draft.roles:
            for phrase in self._direct(trigger, right)[:1]:  # شراؤه مع X مجمع Y
                draft.fill("target", phrase, "object")
        shared = row.genitive in SIDES and not row.subject  # لدمجها مع X: one of the two is told
        if trigger.pronoun and row.genitive not in ("", "amount", row.subject, *(() if shared else draft.roles)):
            told = self._told(draft, left, self.words[trigger.first].text, sure=True)
            if told is not None:
                place = Phrase(replace(told, how="referred"), trigger.first, trigger.first, left=trigger.first)
                draft.fill(row.genitive, place, "pronoun")
        if (trigger.pronoun or draft.roles or row.type in ("funding_round", "debt")) and not received(
            self.read, trigger
        ):
            self._topic(draft)

    def _listed_at(self, trigger: Trigger, phrase: Phrase) -> bool:
        """Whether a phrase is the bourse at which somebody's own shares are offered: طرح أسهمها في بورصة X."""
        own = self.read.possessive(self.words[trigger.last].text)
        return own and any(PREPS.get(self.words[i].text) == "fi" for i in range(trigger.last + 1, phrase.first))

    def _sells_itself(self, draft: Draft, subject: Phrase, right: list[Phrase]) -> bool:
        """Whether the pronoun of a sale can mean only who tells of it: كشف مؤسس X عن بيعها لـY."""
        row, trigger = draft.row, draft.trigger
        if not trigger.pronoun or row.subject != "seller" or row.genitive != "target" or "target" in draft.roles:
            return False
        others = [
            p
            for p in self.phrases
            if p.kind == "company" and p.last < trigger.first and not same(p.mention, subject.mention)
        ]
        known = [m for m in (self.read.topic, self.read.second) if m is not None and not same(m, subject.mention)]
        return not others and not known and not self._direct(trigger, right) and bool(draft.roles.get("acquirer"))

    def _all_of(self, row: VerbRow, subject: Phrase, left: list[Phrase]) -> list[Phrase]:
        """A subject and those coordinated with it; of a role that several share also what stands before an apposition:
        A، المطور العماني، ومجموعة B.
        """
        out = self.read.series_of(subject)
        first = subject.left - (subject.left > 0 and self.words[subject.left - 1].text == "و")
        if row.subject in ("partner", "party", "investor") and self.words[first].text.startswith("و"):
            earlier = [
                p for p in left if p.last < subject.left and not p.prep and p.series is None
                and p.kind not in ("thing", "place")
            ]  # fmt: skip
            last = earlier[-1].last if earlier else first
            if not self.read.breaks(last, first) and self.read.commas(last, first):
                out = [*self.read.series_of(earlier[-1]), *out]
        return out

    def _signatory(self, trigger: Trigger) -> Phrase | None:
        """Who signed an agreement, told in a relative clause behind it: العقد الذي وقعته X."""
        after = self.words[trigger.last + 1].text if trigger.last + 1 < len(self.words) else ""
        signed = regex.fullmatch(r"(\w+?)(?:ها|ه|هما)", after)
        if not self.grammar.has(after, "relative") and not (signed and self.grammar.has(signed[1], "signs")):
            return None
        behind = (p for p in self.phrases if p.first > trigger.last and not p.prep and p.series is None)
        first = next((p for p in behind if p.kind in ("company", "government")), None)
        return first if first is not None and first.left - trigger.last <= _SIGNATORY else None

    def _announced_later(self, trigger: Trigger) -> Phrase | None:
        """Whom a pronoun names ahead, in a clause that a preposition opens: بعد استحواذها على X، تخطط Y."""
        before = range(max(0, trigger.first - _OPENS), trigger.first)
        if not trigger.prep and not any(
            self.grammar.has(self.words[i].text, kind) for i in before for kind in ("preposition", "adverb")
        ):
            return None
        for phrase in self.phrases:
            if phrase.first <= trigger.last or phrase.prep or phrase.series is not None or phrase.kind != "company":
                continue
            if self.read.breaks(trigger.last, phrase.first):
                return None
            if self.read.commas(trigger.last, phrase.first):
                return phrase
        return None

    def _gets_offer(self, draft: Draft) -> str:
        """The role of a clause's subject that gets the offer which a trigger is the aim of: the target, or the owner of
        another one; empty where it gets none.
        """
        if draft.row.subject != "acquirer" or not received(self.read, draft.trigger):
            return ""
        if draft.roles.get("target"):
            return "seller"
        draft.alone = True
        return "target"

    def _offering(self, trigger: Trigger, left: list[Phrase]) -> Phrase | None:
        """Who makes the offer that a trigger is the aim of: عرضا من X لشراء Y، اهتمام من X بالاستثمار في Y."""
        if trigger.prep != "ل" and not self.words[trigger.first].text.startswith("ب"):
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
            draft.swap("supplier", "customer")

    def _signs(self, trigger: Trigger) -> bool:
        """Whether a verb of signing stands before a trigger in its clause."""
        for index in range(trigger.first - 1, max(-1, trigger.first - 16), -1):
            if self.read.barrier(index):
                return False
            if self.grammar.has(self.words[index].text, "signs"):
                return True
        return False

    def _turn(self, draft: Draft, sides: Sides) -> None:
        """Turns a contract round that its words leave open, by what its parties mostly do; of two that it is between
        (عقد بين X وY) or that sign it together the first orders.
        """
        supplier, customer = draft.roles.get("supplier", []), draft.roles.get("customer", [])
        together = all(p.prep == "bayn" for p in supplier) or self._signs(draft.trigger)
        if len(supplier) > 1 and not customer and together:
            orders = supplier[-1] if sides.turned(supplier[1:], supplier[:1]) else supplier[0]
            draft.move(orders, "supplier", "customer")
            return
        said = bool(draft.ways() & set(_SAID))
        if not said and (supplier or customer) and (
            sides.turned(supplier, customer) or self._from_abroad(draft, sides, supplier, customer)
        ):  # fmt: skip
            draft.swap("supplier", "customer")
        if any(p.kind == "place" for p in draft.roles.get("supplier", ())):
            del draft.roles["supplier"]  # a state orders

    def _from_abroad(self, draft: Draft, sides: Sides, supplier: list[Phrase], customer: list[Phrase]) -> bool:
        """Whether a contract's customer, as read, rather supplies, being called in from abroad."""
        if self.origins is None or sides.place(supplier) is not None or sides.place(customer) is not None:
            return False
        return self.origins.turned(self.read, draft.trigger.last, supplier, customer)

    def _owner(self, draft: Draft, right: list[Phrase]) -> None:
        """Who owns what is sold: the seller, where none is told. Behind a verb of buying that may be told by ل: تشتري X
        فرع التأمين لمجموعة Y.
        """
        targets = draft.roles.get("target")
        if draft.row.type != "acquisition" or draft.roles.get("seller") or not targets:
            return
        buys = draft.trigger.form != "noun" and draft.row.subject == "acquirer" and targets[0].kind == "thing"
        for phrase in right:
            if not self._owns(phrase, targets):
                continue
            whose = buys and phrase.prep == "li" and phrase.kind == "company" and phrase.mention.how != "referred"
            if phrase.prep == "owner" or (whose and not self.read.commas(targets[0].last, phrase.left)):
                draft.fill("seller", phrase, "owner")
                return

    def _owns(self, phrase: Phrase, targets: list[Phrase]) -> bool:
        """Whether an owner may own what is sold, not another firm before or behind it: استحوذت X التابعة لـY على Z."""
        if phrase.share or phrase.governor <= targets[0].first:
            return phrase.share
        between = (p for p in self.phrases if targets[-1].last < p.first < phrase.first and p.kind == "company")
        return all(p.prep in ("owner", "like") or p.mention.how == "referred" or p in targets for p in between)

    def _topic(self, draft: Draft) -> None:
        """An implied subject: what the article is about."""
        row = draft.row
        if row.explicit or others_act(self.read, draft.trigger):
            return
        if row.type == "contract" and not draft.trigger.pronoun and not (draft.named() - {row.subject}):
            return  # who ordered and who supplies is too easily mistaken where neither is told
        after = self.words[min(draft.trigger.last + 1, len(self.words) - 1)].text
        bare = draft.trigger.form == "noun" and not draft.trigger.pronoun and not self._the_shares(after)
        if bare and (row.type, row.subject) in _NOT_IMPLIED and row.genitive != "amount":
            return
        if (not row.light or draft.roles or draft.trigger.form != "noun") and self._wants_subject(draft):
            index = draft.trigger.first
            named = [p for p in self.phrases if p.last < index and p.kind == "company" and p.prep in ("fi", "li")]
            topic = named[-1].mention if named and draft.trigger.form != "noun" else self.read.topic
            if topic is not None and not self.subjects.may_do(draft.trigger, topic):
                topic = self.read.second
            if topic is not None and self.subjects.may_do(draft.trigger, topic):
                draft.fill(row.subject, Phrase(topic, index, index, left=index), "topic")


class DealRules(Protocol):
    """What the engine needs of the rules."""

    verbs: FormTable
    context: ContextRules
    not_deals: NotDeals
    frames: Frames
    parts: Parts
    details: DetailRules
    sides: Sides
    lenders: Sides
    origins: Origins


def read_sentence(reading: Reading, rules: DealRules) -> list[Draft]:
    """The drafts that a sentence itself tells."""
    return [draft for draft in all_drafts(reading, rules) if draft.told()]


def all_drafts(reading: Reading, rules: DealRules) -> list[Draft]:
    """A draft for each deal trigger and each frame of a sentence that has somebody to fill a role with, with its money,
    shares and dates, told by the sentence or not.
    """
    verbs, not_deals = rules.verbs, rules.not_deals
    find_clauses(reading, verbs, rules.context.cues)
    found = find_frames(reading, rules.frames)
    matches = [match for match in found if not match.frame.alone]
    triggers = sentence_triggers(reading, verbs, not_deals, frozenset(i for m in matches for i in m.words))
    if not triggers and not matches:
        matches = found[:1]
    if not triggers and not matches:
        return []
    mark_makers(reading, rules.sides)
    details = DetailReader(reading.words, reading.doc.text, rules.details, reading.inside)
    sources = details.sources()
    reader = Reader(reading, sources, triggers, rules.sides, rules.lenders, rules.origins)
    names = {i for p in reading.phrases for i in range(p.first, p.last + 1) if p.kind != "thing"}
    states = StatusReader(
        reading.words, reading.doc.text, rules.context, [*triggers, *(m.trigger for m in matches)], names
    )
    out: list[Draft] = []
    silent: list[Draft] = []
    for number, trigger in enumerate(triggers):
        until = _until(reader, triggers, number, len(reading.words))
        draft = reader.draft(trigger, until, standing_of(states, trigger))
        if (other := verbs.by_id.get(cast(VerbRow, trigger.row).when_bank)) is not None and (
            draft.has_bank()
            or lends_for_a_living(draft, rules.lenders)
            or reader.bank_gives(draft)
            or banks_finance(reading, trigger.first)
        ):
            trigger = replace(trigger, row=other)
            draft = reader.draft(trigger, until, standing_of(states, trigger))
        other = verbs.by_id.get(cast(VerbRow, trigger.row).when_company)
        if other is not None and reader.takes_company(trigger, until):
            trigger = replace(trigger, row=other)
            draft = reader.draft(trigger, until, standing_of(states, trigger))
        other = verbs.by_id.get(cast(VerbRow, trigger.row).when_owner)
        if other is not None and sold_by_operator(reading, draft, rules.sides):
            trigger = replace(trigger, row=other)
            draft = reader.draft(trigger, until, standing_of(states, trigger))
        (out if draft.roles else silent).append(draft)
    out += [reader.framed(match, standing_of(states, match.trigger)) for match in matches]
    out.sort(key=lambda draft: draft.start)
    share_subject(reading, out)
    sold_to_public(reading, out, verbs)
    raised_in_sentence(out)
    share_target(out)
    out += gapped(reading, out, triggers)
    out.sort(key=lambda draft: draft.start)
    out = under_agreements(reading, out)
    out = [d for d in out if not any(named_by_verb(reading, d, o) or of_project(d, o) for o in out if o is not d)]
    # A row gives way to one that tells a deal of a type that it yields to.
    out = [d for d in out if not any(gives_way(reading, d, o) or is_object(reading, d, o) for o in out if o is not d)]
    out = [d for i, d in enumerate(out) if not any(opposed(d, o) for o in out[:i])]
    for draft in out:
        draft.cues[draft.standing] = cue_span(reading, draft.standing)
    agree_on_roles(out)
    silent = [d for d in silent if d.row.type == "acquisition" and told_before(out, d) is not None]
    takers = [draft for draft in [*out, *silent] if draft.has_required()]  # the others take no sum from these
    attach(reading, sorted(takers, key=lambda draft: draft.start), rules.parts)
    go_on(out, silent + [draft for draft in out if not draft.told()])
    add_details(reading, out, details, sources)
    return out


def _until(reader: Reader, triggers: list[Trigger], number: int, end: int) -> int:
    """The word at which the next trigger begins; one that gives way to deals of this type bounds nothing, nor does a
    noun that is the event of this one.
    """
    kind = cast(VerbRow, triggers[number].row).type
    following = (
        t for t in triggers[number + 1 :]
        if kind not in cast(VerbRow, t.row).yields.split() and not reader.is_event(triggers[number], t)
    )  # fmt: skip
    return next((t.first for t in following), end)
