"""Who does what a trigger tells, where that stands before it: in its own clause, else the subject of the clause that it
is joined to.

Of what stands before a verb or a verbal noun only what nothing governs may be its subject. The object of one clause is
not that of the next (استحوذت X على Y، كما اشترت Z: X did); the antecedent of a relative clause is, and so is whose plan
or word a noun tells (نية X شراء Y).
"""

from __future__ import annotations

from collections.abc import Container
from typing import cast

import regex

from ..document import Mention
from ..mentions.lexicon import NEUTRAL
from ..mentions.triggers import Trigger, VerbRow
from .agreement import agrees, verb_gender
from .clauses import goes_on_from
from .draft import HOLDERS, SIDES
from .phrases import PARTIES, PREPS, Phrase, Reading, plain, pronoun_column
from .segments import clause_of

_ACT = 4  # words between whose act it is and the noun of the deal: إعلان X الأمريكية عن شراء
_GETTER = 5  # words before who gives money in which a verb of getting stands: حصلت شركة X من بنك Y على قرض
_FIRMS = ("contract", "partnership", "joint_venture")  # deals for which persons only speak or sign


class Subjects:
    """Finds the subjects of the triggers of one sentence. ``objects`` are the first words of what the triggers before
    did something to.
    """

    def __init__(self, reading: Reading, sources: Container[int], verbs: Container[int]) -> None:
        """``sources`` are the first words of who only tells the sentence, ``verbs`` its finite triggers'."""
        self.read, self.words, self.grammar = reading, reading.words, reading.grammar
        self.sources, self.verbs = sources, verbs
        self.objects: set[int] = set()

    def of(self, trigger: Trigger, left: list[Phrase]) -> Phrase | None:
        """Who stands before a trigger as its subject: in its own clause, else the subject of the clause that it is
        joined to.
        """
        if (shared := self._shared_subject(trigger, left) or self.whose_act(trigger, left)) is not None:
            return shared
        start = clause_of(self.read, trigger.first)
        while start and 0 <= self.read.relative(start) == self.read.relative(trigger.first):
            start = clause_of(self.read, start - 1)  # the antecedent: X الذي طلب ضمانات قبل أن يقدم قرضا
        found = self._nearest_subject(trigger, [p for p in left if p.first >= start])
        while found is None and start:
            end, start = start, clause_of(self.read, start - 1)
            if self.read.breaks(end - 1, trigger.first, colon=False) or self._somebody_else(start, trigger.first):
                return None
            before = [p for p in left if start <= p.first < end and self._may_act(trigger, p)]
            found = next((p for p in before if p.first not in self.objects), None)
        return found if found is not None or not trigger.pronoun else self._whose_shares(trigger, left)

    def _whose_shares(self, trigger: Trigger, left: list[Phrase]) -> Phrase | None:
        """Whose shares are told before a noun whose pronoun means that firm: ارتفع سهم X بعد استحواذها على Y."""
        if trigger.form != "noun":
            return None
        for phrase in reversed(left):
            if self.read.breaks(phrase.last, trigger.first) or phrase.kind != "company":
                return None
            if phrase.share and not phrase.prep and phrase.percent is None and not phrase.linked:
                return phrase
        return None

    def _nearest_subject(self, trigger: Trigger, left: list[Phrase]) -> Phrase | None:
        """The nearest phrase before a trigger that may be its subject: governed by nothing, and not inside a relative
        clause that has ended. Of those who buy, sell or invest it is the first of the clause: in باعت X شركة Y بعد
        شراء Z the object is none.
        """
        inside = self.read.relative(trigger.first)
        row = cast(VerbRow, trigger.row)
        found: Phrase | None = None
        joined = inside < 0 and row.subject in HOLDERS and goes_on_from(self.read, trigger)
        before = self.words[trigger.first - 1].text if trigger.first else ""
        said = self.grammar.has(before, "complementizer") and before.endswith(("ها", "ه"))
        for phrase in reversed(left):
            if not self.may_do(trigger, phrase.mention) and not self._joined(phrase):
                continue
            if inside >= 0 and phrase.last < inside <= phrase.last + 6 and phrase.kind == "company" and not (
                self.resumed(trigger)
            ):  # fmt: skip
                return phrase.series or phrase  # the antecedent: لشركة X التي تعتزم شراء Y
            if not self._may_act(trigger, phrase):
                continue
            if phrase.first in self.objects and (joined or said or self._apart(trigger, phrase)):
                continue  # استحوذت X على Y، كما اشترت Z: X did; لم تتخل X عن شراء Y وأكدت أنها ستقترض
            if found is not None and phrase.mention.company_kind in NEUTRAL:
                return found
            if self.read.breaks(phrase.last, trigger.first, colon=False):
                return found
            if self.read.relative(phrase.first) not in (-1, inside):
                continue
            if self._somebody_else(phrase.last, trigger.first):
                return found
            apart = found is not None and (self.possesses(trigger) and phrase.last + 1 >= found.left)
            if (
                found is not None
                and not apart
                and (self._parted(phrase.last, found.left) or self._apposed(phrase, found))
            ):
                return found  # but اختارت X شركة Y لإدارة طرحها
            found = phrase
            if row.subject not in HOLDERS and (not self.possesses(trigger) or self._parted(found.last, trigger.first)):
                return found  # منح بنك X شركة Y قرضا
        return found

    def _may_act(self, trigger: Trigger, phrase: Phrase) -> bool:
        """Whether a phrase before a trigger may be its subject, wherever it stands."""
        row = cast(VerbRow, trigger.row)
        if not self.may_do(trigger, phrase.mention) and not self._joined(phrase):
            return False
        state = phrase.kind == "place" and (row.subject == "customer" or bool(row.open_sides))
        governed = phrase.prep and not self.dative(phrase) and not self.speaks(phrase)
        if governed or phrase.series is not None or (phrase.kind in ("thing", "place") and not state):
            return False
        if (phrase.first in self.sources and not self.speaks(phrase)) or (phrase.share and row.subject in HOLDERS):
            return False
        if row.type in _FIRMS and phrase.kind == "person":
            return False
        if phrase.kind == "place" and not self.acts(phrase, trigger):
            return False
        if row.type in ("debt", "ipo") and not self.possesses(trigger) and self._mandated(phrase, trigger):
            return False
        if row.subject not in SIDES and self._of_another(phrase):
            return False  # whose holders agree to a merger is a side of it
        return not (phrase.kind == "government" and self._approves(phrase))

    def _apart(self, trigger: Trigger, phrase: Phrase) -> bool:
        """Whether a clause begins between the object of another deal and a trigger, or the trigger bears a pronoun:
        اشترت X شركة Y بعد أن اقترضت، بعد اقتراضها.
        """
        clause = any(self.read.barrier(i) for i in range(phrase.last + 1, trigger.first))
        if trigger.form == "noun" and self.read.joins(trigger.first):
            return True  # شراء X والاندماج مع Y
        bears = self.possesses(trigger) and not self.read.commas(phrase.last, trigger.first)
        return bears or (clause and self.read.relative(trigger.first) < 0)

    def whose_act(self, trigger: Trigger, left: list[Phrase]) -> Phrase | None:
        """Whose plan, word or success it is that a deal's noun tells the content of: نية X شراء Y، إعلان X بيع Y."""
        if trigger.form != "noun":
            return None
        for phrase in reversed(left):
            if trigger.first - phrase.last > _ACT or self.read.commas(phrase.last, trigger.first):
                return None
            act = self.words[phrase.governor].text if phrase.governor >= 0 else ""
            if not phrase.prep and not phrase.share and phrase.kind in PARTIES and (
                self.grammar.any_reading(act, "act_of") is not None
            ):  # fmt: skip
                before = phrase.governor - (self.words[phrase.governor - 1].text in PREPS)
                allowed = self.grammar.any_reading(act, "approval") is not None and self.gets(before)
                return None if allowed else phrase.series or phrase  # حصلت X على موافقة Y على شراء Z: X buys
        return None

    def _shared_subject(self, trigger: Trigger, left: list[Phrase]) -> Phrase | None:
        """The name with which a sentence opens, whose second verb a trigger is: سوداتل تتسلم محطات هواوي وتقترض."""
        first = next((p for p in left if p.left == 0 and not p.prep and p.kind == "company"), None)
        if first is None or trigger.form not in ("present", "future") or self.read.commas(0, trigger.first):
            return None
        last = self.read.series_of(first)[-1].last
        verb = self.words[last + 1].text if last + 1 < trigger.first else ""
        joined = self.words[trigger.first].text.startswith("و") and regex.match(r"س?[تي]\w{2,}", verb)
        return first if joined and not self.read.breaks(0, trigger.first) else None

    def _somebody_else(self, left: int, right: int) -> bool:
        """Whether somebody unnamed is the subject of a clause that opens between two words: أعلنت X أن زبونا اشترى."""
        return any(
            self.grammar.has(self.words[i].text, "complementizer")
            and self.grammar.any_reading(self.words[i + 1].text, "somebody") is not None
            for i in range(left + 1, right - 1)
        )

    def _mandated(self, phrase: Phrase, trigger: Trigger) -> bool:
        """Whether who is named before an issue manages it or advises on it: X وY مديرين لإصدار الصكوك. Who chooses
        the managers is none: اختارت X بنوكا لترتيب إصدارها.
        """
        before = self.words[max(0, phrase.left - 1) : phrase.left] + self.words[phrase.last + 1 : phrase.last + 2]
        if any(self.grammar.any_reading(word.text, "appoints") for word in before):
            return False
        between = self.words[phrase.last + 1 : trigger.first]
        mandates = [word.text for word in between if self.grammar.any_reading(word.text, "mandate")]
        bank = phrase.bank or phrase.mention.company_kind in ("bank", "fund")
        if mandates and not bank and all(self.grammar.has(text, "arranging") for text in mandates):
            return any(p.prep == "li" and p.first > trigger.last for p in self.read.phrases)  # أتمت X ترتيب قرض
        return bool(mandates)

    def possesses(self, trigger: Trigger) -> bool:
        """Whether a noun bears the pronoun of who does it: اختارت X بنك Y لإدارة طرحها."""
        if trigger.form != "noun":
            return False
        nouns = [self.words[trigger.first].text]
        before = self.words[trigger.first - 2].text if trigger.first > 1 else ""
        if self.words[trigger.first - 1].text in PREPS and self.grammar.has(before, "obtain"):
            nouns.append(before)  # حصولها على قرض
        if self.grammar.has(self.words[trigger.first - 1].text, "signs"):
            nouns.append(self.words[trigger.first - 1].text)  # توقيعها مذكرة
        return any(regex.search(r"(?:ها|ته)$", noun) for noun in nouns)

    def _apposed(self, left: Phrase, right: Phrase) -> bool:
        """Whether a name stands right behind another, or behind its adjectives: المدفوعات السعودية الناشئة «X»."""
        return all(self.words[i].text.startswith("ال") for i in range(left.last + 1, right.first))

    def _parted(self, left: int, right: int) -> bool:
        """Whether a comma, the beginning of a clause or a verb that a conjunction joins parts two words."""
        return (
            self.read.commas(left, right) > 0
            or self.read.parted(left, right)
            or any(self.read.barrier(i) for i in range(left + 1, right))
            or any(i in self.verbs and self.words[i].text[:1] in ("و", "ف") for i in range(left + 1, right))
        )

    def may_do(self, trigger: Trigger, mention: Mention) -> bool:
        """Whether the gender of a verb lets somebody be its subject."""
        return agrees(verb_gender(trigger, self.words[trigger.first].text), self.read.gender(mention))

    def _joined(self, phrase: Phrase) -> bool:
        """Whether a phrase is one of several that are coordinated: a verb before them agrees with the first only."""
        return phrase.series is not None or len(self.read.series_of(phrase)) > 1

    def _of_another(self, phrase: Phrase) -> bool:
        """Whether a phrase is the genitive of what belongs to it (مساهمي X, أسهم X), so that it is not who acts."""
        governor = self.words[phrase.governor].text if phrase.governor >= 0 else ""
        return self.grammar.any_reading(governor, "belongs") is not None

    def _approves(self, phrase: Phrase) -> bool:
        """Whether a public body is only whose approval is told: موافقة هيئة الرقابة لإصدار سندات."""
        governor = self.words[phrase.governor].text if phrase.governor >= 0 else ""
        return self.grammar.any_reading(governor, "approval") is not None

    def acts(self, place: Phrase, trigger: Trigger) -> bool:
        """Whether a place may be a state that acts: one that opens its clause or follows a verb, no dateline (دبي /
        وام) and no place where something is (معرض دبي).
        """
        end = place.last + 1
        if end < len(self.words) and regex.match(r"\s*[-–—/:(]", self.read.gap(place.last, end)):
            return False
        if place.left == 0 and "/" in self.read.doc.text[place.mention.end : self.words[trigger.first].start]:
            return False  # أبوظبي في 20 فبراير / وام /
        index = place.left - 1
        if index < 0 or not plain(self.read.gap(index, index + 1)):
            return True
        kinds = ("complementizer", "auxiliary", "conjunction", "subordinator", "signs", "and_also", "under")
        return index in self.verbs or any(self.grammar.has(self.words[index].text, kind) for kind in kinds)

    def speaks(self, phrase: Phrase) -> bool:
        """Whether a phrase is who announces something (تم الإعلان من قبل X عن), or whose source or officer says what it
        did (قال مصدر بمجموعة X إنها).
        """
        before = phrase.governor - 1
        if phrase.prep == "agent":
            return before >= 0 and self.grammar.any_reading(self.words[before].text, "announcing") is not None
        around = range(max(0, min(phrase.left, phrase.governor) - 1), phrase.first)
        after = self.words[phrase.last + 1 : phrase.last + 3]
        return (
            phrase.prep in ("bi", "fi", "min", "like")
            and any(self.grammar.any_reading(self.words[i].text, "spokesman") is not None for i in around)
            and any(self.grammar.has(word.text, "complementizer") for word in after)
        )

    def dative(self, phrase: Phrase) -> bool:
        """Whether a phrase is whom a verb is said of by ل: سبق لـX أن اشترت."""
        before = phrase.left - 1
        if phrase.prep != "li" or before < 0:
            return False
        word = self.words[before].text
        if word in ("ل", "لل") and before:
            word = self.words[before - 1].text
        return self.grammar.any_reading(word, "dative") is not None

    def gets(self, at: int) -> bool:
        """Whether a verb of getting, with nothing but its subject behind it, stands before a word."""
        for index in range(at - 1, max(-1, at - 1 - _GETTER), -1):
            if self.grammar.has(self.words[index].text, "obtain"):
                return True
            if self.words[index].text in PREPS or self.read.breaks(index, index + 1):
                return False
        return False

    def resumed(self, trigger: Trigger) -> bool:
        """Whether a preposition with the pronoun of the antecedent follows a verb, which then is not its subject:
        الذي رصد له.
        """
        after = self.words[trigger.last + 1].text if trigger.last + 1 < len(self.words) else ""
        return trigger.form != "noun" and (bool(pronoun_column(after)) or self.grammar.has(after, "in_which"))
