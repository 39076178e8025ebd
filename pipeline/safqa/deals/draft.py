"""What one trigger tells of a deal: roles filled, money and shares near it, where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..document import Mention
from ..mentions.lexicon import NEUTRAL
from ..mentions.triggers import Trigger, VerbRow
from .details import Fact, Source
from .phrases import Phrase, same
from .status import StatusReading

INVESTS = ("investment", "project_investment")  # types in which capital is put into something
_SUM_BESIDE = 10  # how far (see attach.cost) the sum of a noun may stand that governs nobody
_SUM_NEXT = 2  # the same for a noun of which the sum is the object
_SURE = ("ala", "maa", "bayn", "genitive", "object", "frame")
GUESSED = ("governed", "possessed", "pronoun", "topic")  # ways to fill a role that another draft may know better
SIDES = ("party", "partner")  # roles of which a deal has two or more
HOLDERS = ("acquirer", "seller", "investor")  # those who hold shares: a share is none
PAIR = 2  # companies of a deal whose sides الجانبان means
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
    amount_cost: int = 0  # how far the amount stands from the trigger
    valuation: Mention | None = None
    stake: Mention | None = None
    of_firm: bool = False  # whether the share is told to be of a firm, though not of which: 49 % من رأسمال
    sells_own: bool = False  # whether what is sold is the seller's own share: بيع حصتها في X
    date: Mention | None = None
    source: Source | None = None
    borrowed: set[str] = field(default_factory=set)  # of amount, valuation and stake, those that another sentence says
    alone: bool = False  # whether one party is enough
    passing: bool = False  # whether a relative clause only describes somebody by it
    afresh: bool = False  # whether it comes after another deal of its sentence: ثم رفعت حصتها
    one_more: bool = False  # whether it is said to be one more than those told before: عقدا آخر
    facts: dict[str, Fact] = field(default_factory=dict)  # undisclosed, closing, background, means.cash …

    def fill(self, role: str, phrase: Phrase, how: str) -> bool:
        """Gives a phrase a role, unless it has another one already or the role can't be played by its kind. Where no
        asset can play it, whose asset it is does: تزود X مصانع شركة Y.
        """
        if phrase.kind == "thing" and phrase.whose is not None and self.row.type not in _THINGS:
            phrase = phrase.whose
        if not role or role == "amount" or not _fits(self.row, role, phrase):
            return False
        if phrase.mention.company_kind in NEUTRAL and how not in _SURE:
            return False  # a newspaper is mostly a source, a bourse a venue
        if role == "issuer" and phrase.mention.company_kind in NEUTRAL and how in ("object", "genitive"):
            return False  # طرح أسهمها في بورصة X
        taken = [p for phrases in self.roles.values() for p in phrases]
        if any(p is phrase or same(p.mention, phrase.mention) for p in taken):
            return False
        self.roles.setdefault(role, []).append(phrase)
        self.rules[f"{role}:{phrase.mention.start}"] = f"{self.row.id}/{how}"
        return True

    def take(self, role: str, phrase: Phrase) -> None:
        """Takes a role from a party."""
        self.roles[role] = [p for p in self.roles[role] if p is not phrase]
        if not self.roles[role]:
            del self.roles[role]
        self.rules.pop(f"{role}:{phrase.mention.start}", None)

    def move(self, phrase: Phrase, role: str, to: str) -> None:
        """Gives a party of a role another role."""
        self.roles[role] = [p for p in self.roles[role] if p is not phrase]
        if not self.roles[role]:
            del self.roles[role]
        self.roles.setdefault(to, []).append(phrase)
        place = phrase.mention.start
        self.rules[f"{to}:{place}"] = self.rules.pop(f"{role}:{place}")

    def swap(self, one: str, other: str) -> None:
        """Exchanges the parties of two roles."""
        first, second = self.roles.pop(one, []), self.roles.pop(other, [])
        self.roles |= {role: phrases for role, phrases in ((one, second), (other, first)) if phrases}
        names = {one: other, other: one}
        self.rules = {
            f"{names.get(role, role)}:{at}": how
            for place, how in self.rules.items()
            for role, _, at in [place.partition(":")]
        }

    def role_of(self, phrase: Phrase) -> str:
        """The role that a draft tells a company to have outright, or nothing."""
        for role, phrases in self.roles.items():
            for own in phrases:
                if self.way(role, own) not in GUESSED and same(own.mention, phrase.mention):
                    return role
        return ""

    def way(self, role: str, phrase: Phrase) -> str:
        """The way in which a role was filled with a phrase."""
        return self.rules.get(f"{role}:{phrase.mention.start}", "").rpartition("/")[2]

    def ways(self) -> set[str]:
        """The ways in which the roles were filled."""
        return {how.rpartition("/")[2] for how in self.rules.values()}

    def has_bank(self) -> bool:
        """Whether a bank gives the money: then it is a loan."""
        givers = [*self.roles.get("investor", ()), *self.roles.get("lead_investor", ())]
        return any(phrase.mention.company_kind == "bank" or phrase.bank for phrase in givers)

    def sides(self) -> tuple[Mention, Mention] | None:
        """The two companies of a deal between just two."""
        parties = {p.mention.canonical: p.mention for of in self.roles.values() for p in of if p.kind == "company"}
        if len(parties) != PAIR:
            return None
        first, second = parties.values()
        return first, second

    def bought(self) -> Mention | None:
        """The company whose shares change hands."""
        targets = self.roles.get("target", ()) if self.row.type == "acquisition" else ()
        return next((p.mention for p in targets if p.kind == "company"), None)

    def named(self) -> set[str]:
        """The roles that the sentence itself fills."""
        return {place.partition(":")[0] for place, how in self.rules.items() if not how.endswith("/topic")}

    def names(self, phrase: Phrase) -> bool:
        """Whether the sentence itself tells of a party, which is not only what the article is about."""
        place = f":{phrase.mention.start}"
        return any(at.endswith(place) and not how.endswith("/topic") for at, how in self.rules.items())

    def has_required(self) -> bool:
        """Whether the sentence itself fills every role that the row requires."""
        asked = Counter(filter(None, self.row.requires.split("+")))
        told = Counter(place.partition(":")[0] for place, how in self.rules.items() if not how.endswith("/topic"))
        return not asked - told

    def _refers_back(self) -> bool:
        """Whether a contract's noun is definite and nobody is its own argument (العقد هو الثالث للشركة): it means one
        that is told elsewhere, and whoever speaks of it need be no party.
        """
        noun = self.row.type == "contract" and self.trigger.form == "noun" and self.trigger.article
        return noun and self.ways() <= set(GUESSED)

    def in_general(self) -> bool:
        """Whether a definite noun speaks of investing as such: الاستثمار في الذهب، ذراع الاستثمار لدى X."""
        if self.row.type not in INVESTS or self.trigger.form != "noun":
            return False
        into = any(phrase.kind == "company" for phrase in self.roles.get("target", ()))
        return self.trigger.article and not into and self.amount is None and self.stake is None

    def told(self) -> bool:
        """Whether the sentence itself tells the deal: every role that the row requires, and at least one party that is
        not only what the article is about; a verb that takes a sum may have that for its subject.
        """
        named = self.named()
        if self.passing or not self.has_required() or self._refers_back():
            return False
        things = all(p.kind in ("thing", "place") for role in named for p in self.roles.get(role, ()))
        if named and not things:
            return True
        verb = self.trigger.form != "noun" or self.trigger.pronoun
        ahead = self.standing.explicit and bool(self.roles.get(self.row.subject))  # أضافت أنها استكملت شراء حقل
        verb = verb or self._sum_beside() or ahead
        return bool(self.roles) and verb and (self.amount is not None or (named != set() and things))

    def _sum_beside(self) -> bool:
        """Whether a noun has its sum right behind it: إطلاق جولة تمويل بقيمة 5 ملايين."""
        if self.trigger.article or self.amount is None:
            return False
        if self.row.type in ("debt", "funding_round"):
            return self.amount_cost <= _SUM_BESIDE
        return "amount" in (self.row.object, self.row.genitive) and self.amount_cost <= _SUM_NEXT  # يهدف إلى ضخ مليار


def _fits(row: VerbRow, role: str, phrase: Phrase) -> bool:
    if phrase.kind == "thing":
        return role == "target" and (row.type == "acquisition" if phrase.vague else row.type in _THINGS)
    if row.type == "project_investment" and phrase.kind == "government":
        return False  # what a state spends is its budget
    if row.type == "project_investment" and (role, phrase.kind) == ("target", "company") and not phrase.built:
        return False  # what is put into a company is no project
    if (role == "issuer" or (role == "target" and row.type == "funding_round")) and phrase.kind != "company":
        return False  # a regulator that lets a company list; a state that gets investments
    if phrase.kind == "place":
        ordered = row.type == "contract" and (role == "customer" or bool(row.open_sides))  # by a state
        into = role == "target" and row.type in INVESTS
        return ordered or into or role == "borrower"
    state = phrase.kind == "government"
    return not (state and role == "target" and row.type == "acquisition")  # no one buys a ministry
