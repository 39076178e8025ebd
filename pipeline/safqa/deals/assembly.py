"""One deal a transaction: drafts of an article merged, incomplete ones dropped, the best values kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import cast

from ..document import Amount, Deal, DealType, Doc, Evidence, Fill, Mention, Party
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from .details import Fact, best_source
from .engine import Draft
from .status import StatusReading, Told, article_status

_SIDES = ("party", "partner")  # roles of which a transaction has two or more
_NEXT = 2  # sentences within which a telling may go on


class TypeRow(RuleModel):
    """What a deal type needs: its roles, the sets of which one must be filled, the roles that identify a transaction,
    and the roles that several parties may share. A deal whose target is a thing, or that is not complete, becomes one
    of the ``fallback`` type, where ``fallback_needs`` must be filled.
    """

    type: DealType
    roles: str
    needs: str
    key: str
    many: str
    fallback: str = ""
    fallback_needs: str = ""


class RoundRow(RuleModel):
    """A wording of a funding round."""

    phrase: str
    round: str


class PrecisionRow(RuleModel):
    """How often a rule's deals were right, as measured on gold (see the head of ``precision.tsv``)."""

    rule: str
    right: int
    wrong: int


@dataclass(frozen=True)
class TypeRules:
    """The rows by type."""

    rows: dict[DealType, TypeRow]
    rounds: list[tuple[str, str]]  # folded wording, round; the longest first
    precision: dict[str, float]

    @classmethod
    def load(cls, folder: RulePath) -> TypeRules:
        """Reads ``types.tsv`` and ``rounds.tsv`` of a folder. Raises ``RuleError``."""
        rounds = [(fold(row.phrase).casefold(), row.round) for _, row in read_tsv(folder / "rounds.tsv", RoundRow)]
        rows = {row.type: row for _, row in read_tsv(folder / "types.tsv", TypeRow)}
        measured = {
            r.rule: (r.right + 1) / (r.right + r.wrong + 2) for _, r in read_tsv(folder / "precision.tsv", PrecisionRow)
        }
        return cls(rows, sorted(rounds, key=lambda item: -len(item[0])), measured)

    def confidence(self, rules: list[str]) -> float:
        """The measured precision of the best of the rules that told a deal (Laplace's estimate, so that a rule that
        never fired on the gold has 0.5).
        """
        return round(max(self.precision.get(rule, 0.5) for rule in rules), 4)


def assemble(doc: Doc, drafts: list[Draft], rules: TypeRules) -> list[Deal]:
    """The deals of an article, in the order of their first mention."""
    tellings: dict[DealType, list[_Telling]] = {}
    for draft in drafts:
        ours = tellings.setdefault(draft.row.type, [])
        row = rules.rows[draft.row.type]
        home = next((telling for telling in ours if telling.joins(draft, row)), None)
        if home is None and ours and ours[-1].goes_on(draft, row):
            home = ours[-1]
        if home is None:
            home = _Telling()
            ours.append(home)
        home.add(draft)
    groups = sorted((t.drafts for found in tellings.values() for t in found), key=lambda group: group[0].start)
    deals = [_deal(doc, group, rules) for group in groups]
    needs: dict[int, str] = {}
    for deal, group in zip(deals, groups, strict=True):
        row = rules.rows[deal.type]
        thing = any(i.mention.how in ("thing", "place") for d in group for i in d.roles.get("target", ()))
        told = any(how.rpartition("/")[2] != "topic" for d in group for how in d.rules.values())
        if row.fallback and told and (thing or not _complete(deal, row.needs)):
            deal.type = cast(DealType, row.fallback)
            needs[id(deal)] = row.fallback_needs
        if deal.type == "funding_round":
            _round(doc, deal, group, rules)
    return [
        deal
        for deal, group in zip(deals, groups, strict=True)
        if _complete(deal, needs.get(id(deal)) or rules.rows[deal.type].needs) and any(map(_has_company, group))
    ]


def _has_company(draft: Draft) -> bool:
    """Whether a party of a draft is a company: governments and persons alone make no deal."""
    return any(
        i.mention.kind == "company" and i.mention.how not in ("thing", "place")
        for items in draft.roles.values()
        for i in items
    )


def _names(draft: Draft, role: str) -> set[str]:
    return {item.mention.canonical or "" for item in draft.roles.get(role, ())}


@dataclass
class _Telling:
    """The drafts of one transaction, with the names of each role and the amounts told so far."""

    drafts: list[Draft] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=dict)
    amounts: dict[Amount, Mention] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        for role in draft.roles:
            self.names.setdefault(role, set()).update(_names(draft, role))
        if draft.amount is not None and draft.amount.amount is not None:
            self.amounts.setdefault(draft.amount.amount, draft.amount)

    def joins(self, draft: Draft, row: TypeRow) -> bool:
        """Whether a draft tells this transaction: no role filled otherwise, no other price, a party in common."""
        common = False
        for role in row.roles.split():
            theirs, ours = self.names.get(role, set()), _names(draft, role)
            both = len(theirs) > 1 and len(ours) > 1 and role in _SIDES
            if len(theirs & ours) > (1 if both else 0):
                common = True
            elif both:
                return False  # with another partner it is another partnership
            elif theirs and ours and (role in row.key.split() or role not in row.many.split()):
                return False
        if draft.amount and self.amounts and not any(_agree(draft.amount, told) for told in self.amounts.values()):
            return False
        return common

    def goes_on(self, draft: Draft, row: TypeRow) -> bool:
        """Whether a draft that is silent on a role that identifies a transaction (or this telling is) goes on with it:
        it stands at most two sentences later and says nothing else otherwise.
        """
        if draft.sentence - self.drafts[-1].sentence > _NEXT:
            return False
        keys = row.key.split()
        open_here = any(not self.names.get(role) for role in keys)
        open_there = any(not told_names(draft, role) for role in keys)
        if not (open_here or open_there):
            return False
        for role in row.roles.split():
            theirs, ours = self.names.get(role, set()), told_names(draft, role)
            single = role in keys or role not in row.many.split()
            if theirs and ours and not theirs & ours and single:
                return False
            for other in row.roles.split():  # a party in another role is another transaction
                if other != role and ours & self.names.get(other, set()):
                    return False
        return not draft.amount or not self.amounts or any(_agree(draft.amount, a) for a in self.amounts.values())


def told_names(draft: Draft, role: str) -> set[str]:
    """The parties of a role that the sentence itself tells."""
    return {
        p.mention.canonical or ""
        for p in draft.roles.get(role, ())
        if not draft.rules.get(f"{role}:{p.mention.start}", "").endswith("/topic")
    }


def _agree(left: Mention, right: Mention) -> bool:
    """Whether two amounts may tell one price."""
    a, b = left.amount, right.amount
    if a is None or b is None:
        return True
    if a.currency != b.currency:
        return False  # a price told again in another currency mostly stands in brackets, as a gloss
    low, high = a.max or a.min, b.max or b.min
    return low is not None and high is not None and abs(low - high) * 20 <= max(abs(low), abs(high))


def _deal(doc: Doc, group: list[Draft], rules: TypeRules) -> Deal:
    first = group[0]
    row = rules.rows[first.row.type]
    standing = _status(doc, group)
    deal = Deal(first.row.type, standing.status)
    for role in row.roles.split():
        seen: set[str] = set()
        for draft in group:
            for item in draft.roles.get(role, ()):
                name = item.mention.canonical or ""
                if name in seen or (seen and role not in [*row.many.split(), "party", "partner"]):
                    continue
                seen.add(name)
                rule = draft.rules.get(f"{role}:{item.mention.start}", draft.row.id)
                mention = item.mention
                deal.parties.append(
                    Party(role, mention.start, mention.end, mention.canonical, mention.company_id, rule)
                )
                deal.slots.append(Fill(f"parties.{role}", rule, mention.start, mention.end))
    for name in ("amount", "valuation", "stake", "date"):
        for draft in group:
            found = cast("Mention | None", getattr(draft, name))
            if found is not None:
                setattr(deal, name, found)
                deal.slots.append(Fill(name, found.rule, found.start, found.end))
                break
    _details(deal, group)
    told: set[int] = set()
    for draft in sorted(group, key=lambda d: (-sum(map(len, d.roles.values())), d.start)):
        sentence = doc.sentences[draft.sentence]
        if sentence.start not in told:
            told.add(sentence.start)
            deal.evidence.append(Evidence(sentence.start, sentence.end, draft.row.id))
    deal.confidence = rules.confidence([draft.row.id for draft in group])
    deal.slots.append(Fill("type", first.row.id, first.start, first.end))
    cues = {reading: span for draft in group for reading, span in draft.cues.items()}
    deal.slots.append(Fill("status", standing.rule, *cues.get(standing, (first.start, first.end))))
    return deal


def _details(deal: Deal, group: list[Draft]) -> None:
    """Who says so, whether the amount is kept back, and the facts that have no column: each with its rule and words."""
    source = best_source(draft.source for draft in group if draft.source is not None)
    if source is not None:
        deal.attribution = source.attribution
        deal.slots.append(Fill("attribution", source.rule, source.attribution.start, source.attribution.end))
    facts: dict[str, Fact] = {}
    for draft in group:
        for name, fact in draft.facts.items():
            facts.setdefault(name, fact)
    if any("background" not in draft.facts for draft in group):
        facts.pop("background", None)
    if deal.amount is not None:
        deal.amount_disclosed = True
    elif "undisclosed" in facts:
        deal.amount_disclosed = False
    for name, fact in facts.items():
        if name != "undisclosed":
            deal.slots.append(Fill(name, fact.rule, fact.start, fact.end))
        elif deal.amount is None:
            deal.slots.append(Fill("amount_disclosed", fact.rule, fact.start, fact.end))


def _round(doc: Doc, deal: Deal, group: list[Draft], rules: TypeRules) -> None:
    """The round that a sentence of the group names."""
    for draft in group:
        sentence = doc.sentences[draft.sentence]
        text = doc.text[sentence.start : sentence.end].casefold()
        for phrase, name in rules.rounds:
            at = text.find(phrase)
            end = at + len(phrase)
            if at < 0 or (at and text[at - 1].isalnum() and text[at - 1] not in "وبل") or text[end : end + 1].isalnum():
                continue
            deal.round = name
            deal.slots.append(Fill("round", "round." + name, sentence.start + at, sentence.start + end))
            return


def _status(doc: Doc, group: list[Draft]) -> StatusReading:
    """Where the article leaves a deal, from its tellings and from what later sentences say of it."""
    told = [
        Told(draft.standing, doc.sentences[draft.sentence].kind == "title", "background" in draft.facts)
        for draft in group
    ]
    return article_status(told, [reading for draft in group for reading in draft.later])


def _complete(deal: Deal, needs: str) -> bool:
    have: list[str] = [party.role for party in deal.parties]
    have += [name for name in ("amount", "stake", "round") if getattr(deal, name) is not None]
    return any(not Counter(each.split("+")) - Counter(have) for each in needs.split("|"))
