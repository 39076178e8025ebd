"""One deal a transaction: drafts of an article merged, incomplete ones dropped, the best values kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import cast

from ..document import Amount, Deal, DealType, Doc, Evidence, Fill, Mention, Party
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from .details import Fact, best_source
from .draft import SIDES, Draft
from .headlines import give_way, goes_with, is_headline_of
from .holdings import shares_in_return
from .offerings import one_each, raised_later, sold_in_offering
from .rounds import Rounds
from .status import StatusReading, Told, article_status

_MEET = 2  # parties that two tellings of one thing's deal have in common at least
_REACH = 6  # sentences between two tellings of one deal
_FUNDERS = {"lead_investor", "investor"}  # who leads a round also takes part in it
_PROJECTS = ("contract", "project_investment", "joint_venture", "partnership")  # deals of which others do a part
_SIGNED = ("contract", "joint_venture", "merger")  # what two may agree to cooperate on
_NEXT = 2  # sentences within which a telling may go on


class TypeRow(RuleModel):
    """What a deal type needs: its roles, the sets of which one must be filled, the roles that identify a transaction,
    and the roles that several parties may share, those of ``later`` also where it is told again (who else invested),
    those of ``apart`` only where it is told once; with another party in any other role it is another transaction. The
    ``sure`` sets count only where sentences name all their parties, not where one is implied. A deal whose target is a
    thing, or that is not complete, becomes one of the ``fallback`` type, where ``fallback_needs`` must be filled. The
    ``prospect`` sets suffice where words of the text say that it is to come, halted or called off: a plant that
    somebody runs or builds is told in passing; the ``halted`` ones where it is called off, denied or stalled, with
    which a text means one transaction even where it names one side. Beside roles the sets may ask for ``amount``,
    ``stake``, ``round`` and ``firm``, a share that is told to be of a firm.
    """

    type: DealType
    roles: str
    needs: str
    key: str
    sure: str = ""
    many: str
    later: str = ""
    apart: str = ""
    fallback: str = ""
    fallback_needs: str = ""
    prospect: str = ""
    halted: str = ""


class PrecisionRow(RuleModel):
    """How often a rule's deals were right, as measured on gold (see the head of ``precision.tsv``)."""

    rule: str
    right: int
    wrong: int


@dataclass(frozen=True)
class TypeRules:
    """The rows by type."""

    rows: dict[DealType, TypeRow]
    rounds: Rounds
    precision: dict[str, float]

    @classmethod
    def load(cls, folder: RulePath) -> TypeRules:
        """Reads ``types.tsv``, ``precision.tsv`` and the names of rounds of a folder. Raises ``RuleError``."""
        rows = {row.type: row for _, row in read_tsv(folder / "types.tsv", TypeRow)}
        measured = {
            r.rule: (r.right + 1) / (r.right + r.wrong + 2) for _, r in read_tsv(folder / "precision.tsv", PrecisionRow)
        }
        return cls(rows, Rounds.load(folder), measured)

    def confidence(self, rules: list[str]) -> float:
        """The measured precision of the best of the rules that told a deal (Laplace's estimate, so that a rule that
        never fired on the gold has 0.5).
        """
        return round(max(self.precision.get(rule, 0.5) for rule in rules), 4)


def assemble(doc: Doc, drafts: list[Draft], rules: TypeRules) -> list[Deal]:
    """The deals of an article, in the order of their first mention."""
    tellings: dict[DealType, list[_Telling]] = {}
    _turn_as_told(drafts)
    drafts = shares_in_return(one_each(_of_projects(drafts)))
    raised_later(drafts)
    sold_in_offering(drafts)
    for draft in drafts:
        ours = tellings.setdefault(draft.row.type, [])
        row = rules.rows[draft.row.type]
        homes = [telling for telling in ours if telling.joins(draft, row)]  # that of its own sentence first
        home = next((t for t in homes if t.drafts[-1].sentence == draft.sentence), homes[0] if homes else None)
        if home is None and ours and ours[-1].goes_on(draft, row):
            home = ours[-1]
        if home is None:
            home = _Telling()
            ours.append(home)
        home.add(draft)
    for kind, found in tellings.items():
        _under_headlines(doc, found, rules.rows[kind].roles.split())
    groups = sorted((t.drafts for found in tellings.values() for t in found), key=lambda group: group[0].start)
    deals = [_deal(doc, group, rules) for group in groups]
    needs: dict[int, str] = {}
    for deal, group in zip(deals, groups, strict=True):
        row = rules.rows[deal.type]
        thing = any(i.mention.how in ("thing", "place") for d in group for i in d.roles.get("target", ()))
        told = any(how.rpartition("/")[2] != "topic" for d in group for how in d.rules.values())
        if row.fallback and told and (thing or not _complete(deal, row.needs, group)):
            deal.type = cast(DealType, row.fallback)
            needs[id(deal)] = row.fallback_needs
        if deal.type in ("funding_round", "investment"):
            _round(doc, deal, group, rules)
    deals, groups = _one_project(doc, deals, groups, rules)
    kept = [
        (deal, group)
        for deal, group in zip(deals, groups, strict=True)
        if any(map(_has_company, group))
        and not all(draft.in_general() for draft in group)
        and (
            _complete(deal, needs.get(id(deal)) or rules.rows[deal.type].needs, group)
            or _complete(deal, rules.rows[deal.type].sure, group, sure=True)
            or (_ahead(group) and _complete(deal, rules.rows[deal.type].prospect, group))
            or (_halted(group) and _complete(deal, rules.rows[deal.type].halted, group, sure=True))
            or any(draft.alone for draft in group)
        )
    ]
    kept = _one_signing(kept)
    return [
        deal
        for deal, group in kept
        if not any(_is_of(deal, group, other, whole) or _pays_for(other, deal) for other, whole in kept)
        and not _is_total(deal, [other for other, _ in kept if other is not deal])
    ]


def _under_headlines(doc: Doc, tellings: list[_Telling], roles: list[str]) -> None:
    """Joins what a headline tells, and what a later sentence has added to it, to the deal that its body is about."""
    headed = [(t, [d for d in t.drafts if doc.sentences[d.sentence].kind == "title"]) for t in tellings]
    titles = [(telling, title) for telling, title in headed if title]
    for telling, title in titles:
        body = next((
            t for t in tellings if all(t is not other for other, _ in titles)
            and is_headline_of(title, t.drafts, roles, _one_sum)
            and goes_with([d for d in telling.drafts if d not in title], t.drafts, roles, _one_sum)
        ), None)  # fmt: skip
        if body is not None:
            give_way(title, body.drafts, roles)
            body.drafts = sorted([*telling.drafts, *body.drafts], key=lambda draft: draft.start)
            tellings.remove(telling)


def _one_sum(one: Draft, other: Draft) -> bool | None:
    """Whether two drafts tell one sum; ``None`` where one of them tells none."""
    ours, theirs = _own_amount(one), _own_amount(other)
    return _agree(ours, theirs) if ours is not None and theirs is not None else None


def _is_total(deal: Deal, others: list[Deal]) -> bool:
    """Whether a contract without a supplier is what several of one customer come to: أسندت عقدين بـ96 مليونا."""
    if deal.type != "contract" or deal.amount is None or any(party.role == "supplier" for party in deal.parties):
        return False
    ours = {party.canonical for party in deal.parties}
    parts = [
        other.amount.amount for other in others
        if other.type == "contract" and other.amount is not None
        and ours & {party.canonical for party in other.parties if party.role == "customer"}
    ]  # fmt: skip
    whole, sums = deal.amount.amount, [part.max for part in parts if part is not None and part.max is not None]
    return whole is not None and whole.max is not None and len(sums) > 1 and sum(sums) == whole.max


def _one_signing(kept: list[tuple[Deal, list[Draft]]]) -> list[tuple[Deal, list[Draft]]]:
    """The deals without a cooperation that only announces (in a headline, in the same sentence or the one before) what
    better words tell of its two partners; that one gets its sum.
    """
    gone: list[Deal] = []
    for deal, group in kept:
        if deal.type != "partnership" or any(draft.one_more for draft in group):
            continue
        names = {party.canonical for party in deal.parties}
        for other, whole in kept:
            apart = [w.sentence - d.sentence for d in group for w in whole]
            same_two = names == {party.canonical for party in other.parties} and len(names) == _MEET
            if other.type not in _SIGNED or not same_two or not 0 <= min(apart) <= _NEXT:
                continue
            if any(draft.one_more for draft in whole) or (
                deal.amount is not None and other.amount is not None and not _agree(deal.amount, other.amount)
            ):
                continue
            if deal.amount is not None and other.amount is None:
                other.amount, other.amount_disclosed = deal.amount, True
                other.slots += [slot for slot in deal.slots if slot.field == "amount"]
            gone.append(deal)
            break
    return [(deal, group) for deal, group in kept if not any(deal is one for one in gone)]


def _unnamed(group: list[Draft]) -> bool:
    """Whether one word that refers back (الطرفان) is all that a group says of its parties."""
    told = [[(p.mention.how, p.first) for of in draft.roles.values() for p in of] for draft in group]
    return all(len(set(parties)) == 1 and parties[0][0] == "referred" for parties in told)


def _pays_for(deal: Deal, project: Deal) -> bool:
    """Whether a project is only what another deal's money is for: one that nothing but its sum tells has the sum of
    the other (حصلت على قرض لتوسعة مركزها); one without a sum is told where its investor borrows (قرضا لبناء مزرعة).
    """
    if project.type != "project_investment" or deal is project:
        return False
    ours = {party.canonical for party in project.parties if party.role == "investor"}
    borrows = deal.type == "debt" and bool(ours & {p.canonical for p in deal.parties if p.role == "borrower"})
    if project.amount is None:
        told = {evidence.start for evidence in project.evidence} <= {evidence.start for evidence in deal.evidence}
        return told and borrows
    if deal.amount is None or project.amount.start != deal.amount.start:
        return False
    return borrows or not any(party.role == "target" for party in project.parties)


def _one_project(
    doc: Doc, deals: list[Deal], groups: list[list[Draft]], rules: TypeRules
) -> tuple[list[Deal], list[list[Draft]]]:
    """Joins what words of investing tell of a project (ستضخ 95 مليونا في إنشاء مصنع) with what words of building tell
    of it (تبني مصنعا باستثمار 95 مليونا): one investor, one sum.
    """
    found = list(zip(deals, groups, strict=True))
    for deal, group in zip(deals, groups, strict=True):
        if deal.type != "project_investment" or group[0].row.type == deal.type or deal.amount is None:
            continue
        home = next((
            (other, whole) for other, whole in found
            if other.type == deal.type == whole[0].row.type and other.amount is not None
            and _agree(deal.amount, other.amount)
            and any(_names(d, "investor") & _names(w, "investor") for d in group for w in whole)
        ), None)  # fmt: skip
        if home is not None:
            joined = [*home[1], *group]
            found[found.index(home)] = _deal(doc, joined, rules), joined
            found.remove((deal, group))
    return [deal for deal, _ in found], [group for _, group in found]


def _is_of(deal: Deal, group: list[Draft], other: Deal, whole: list[Draft]) -> bool:
    """Whether what general words told (اتفاق، اتفاقية) is a deal that better words tell of the same parties, in an
    article that tells no other price for it; so is a cooperation whose partners no sentence names (وقع الجانبان مذكرة).
    """
    general = all(other.type in draft.row.yields.split() for draft in group)
    if other is deal or not (general or (deal.type == "partnership" != other.type and _unnamed(group))):
        return False
    ours = {
        p.mention.canonical for d in group for of in d.roles.values() for p in of if p.kind not in ("thing", "place")
    }
    theirs = {party.canonical for party in other.parties}
    things = any(p.kind in ("thing", "place") for draft in group for of in draft.roles.values() for p in of)
    if things and len(ours) < _MEET:
        return False
    if (
        other.type == "contract"
        and len(ours) >= _MEET
        and len({p.role for p in other.parties if p.canonical in ours}) == 1
    ):
        return False  # two that order together of a third are partners otherwise
    priced = deal.amount is not None and (other.amount is None or not _agree(deal.amount, other.amount))
    return ours <= theirs and not priced and min(abs(d.sentence - w.sentence) for d in group for w in whole) <= _REACH


def _of_projects(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that tell part of a project of whom the text is about where it told of none; those that
    tell a deal with one party, or its price, only lose that one.
    """
    out: list[Draft] = []
    for draft in drafts:
        role = draft.row.about
        known = {name for d in out if d.row.type in _PROJECTS for of in d.roles for name in _names(d, of)}
        told = not role or told_names(draft, role) or _names(draft, role) & known
        alone = bool(draft.row.alone) or draft.amount is not None
        if not told and alone:
            draft.roles.pop(role, None)
        if told or alone:
            out.append(draft)
    return out


def _turn_as_told(drafts: list[Draft]) -> None:
    """Turns round contracts whose words leave open who works for whom (عقد وقعته X مع Y) where another sentence says of
    the same parties who orders and who supplies (تعاقدت X على شراء حافلات من Y), or their own who does the work
    (تتولى بموجبه Y التنفيذ).
    """
    contracts = [draft for draft in drafts if draft.row.type == "contract"]
    sure = [(told_names(d, "customer"), told_names(d, "supplier"), d.sentence) for d in contracts
            if not d.row.open_sides]  # fmt: skip
    for draft in contracts:
        customer, supplier = _names(draft, "customer"), _names(draft, "supplier")
        if draft.row.open_sides and any(
            s and customer and customer <= s and (supplier <= c if c else supplier - s and at == draft.sentence)
            for c, s, at in sure
        ):  # fmt: skip
            draft.swap("customer", "supplier")


def _has_company(draft: Draft) -> bool:
    """Whether a party of a draft is a company: governments and persons alone make no deal."""
    return any(
        i.mention.kind == "company" and i.mention.how not in ("thing", "place")
        for items in draft.roles.values()
        for i in items
    )


def _names(draft: Draft, role: str) -> set[str]:
    """The names of a role; an asset that only a pronoun tells (أبراجها) tells no transaction from another."""
    return {item.mention.canonical or "" for item in draft.roles.get(role, ()) if not item.vague}


def _meant(name: str, others: set[str]) -> bool:
    """Whether a place is only part of another party's name, that may be meant by it: الكويت, of شركة نفط الكويت."""
    return any(name != other and fold(name) in fold(other) for other in others)


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
        if (amount := _own_amount(draft)) is not None and amount.amount is not None:
            self.amounts.setdefault(amount.amount, amount)

    def joins(self, draft: Draft, row: TypeRow) -> bool:
        """Whether a draft tells this transaction: no role filled otherwise, no other price, a party in common."""
        if any(_another_time(draft, told) or _another_part(draft, told) for told in self.drafts):
            return False
        if self._follows(draft) or self._turned(draft) or self._apart(draft, row) or self._one_more(draft):
            return False
        if self._same_plant(draft):
            return True
        common = False
        keys = row.key.split()
        keyed = any(self.names.get(role, set()) & _names(draft, role) for role in keys)
        for role in row.roles.split():
            theirs, ours = self.names.get(role, set()), _names(draft, role)
            if theirs and ours and not theirs & ours and not keyed and role not in row.later.split():
                return False
            both = len(theirs) > 1 and len(ours) > 1 and role in SIDES
            if len(theirs & ours) > (1 if both else 0):
                common = True
            elif both:
                return False  # with another partner it is another partnership
            elif theirs and ours and (role in keys or role not in row.many.split()):
                return False
        amount = _own_amount(draft)
        sums = self.amounts.values() or self._borrowed(draft)
        if amount and sums and not any(_agree(amount, told) for told in sums):
            return False
        return common

    def _borrowed(self, draft: Draft) -> list[Mention]:
        """The sums that a sentence between this and a draft of an earlier deal has told of it: وتبلغ قيمة العقد كذا."""
        if "background" not in draft.facts:
            return []
        return [d.amount for d in self.drafts if d.amount is not None and d.amount.start < draft.start]

    def _apart(self, draft: Draft, row: TypeRow) -> bool:
        """Whether a draft names others in a role that tells transactions apart."""
        for role in row.apart.split():
            theirs, ours = self.names.get(role, set()), _names(draft, role)
            alike = theirs & ours or any(_meant(name, theirs) for name in ours) or any(_meant(n, ours) for n in theirs)
            if theirs and ours and not alike:
                return True
        return False

    def _turned(self, draft: Draft) -> bool:
        """Whether who sells in one of the two buys in the other: what X sells it bought in another transaction."""
        return any(
            self.names.get(one, set()) & told_names(draft, other)
            for one, other in (("seller", "acquirer"), ("acquirer", "seller"))
        )

    def _same_plant(self, draft: Draft) -> bool:
        """Whether a draft describes the plant of this project otherwise (مصنع جديد، مصنع لتجميع السيارات): one investor
        puts one sum into it.
        """
        amount = _own_amount(draft)
        if draft.row.type != "project_investment" or amount is None or not self.amounts:
            return False
        things = all(p.kind == "thing" for d in (*self.drafts, draft) for p in d.roles.get("target", ()))
        one = self.names.get("investor", set()) & _names(draft, "investor")
        return things and bool(one) and any(_agree(amount, told) for told in self.amounts.values())

    def _follows(self, draft: Draft) -> bool:
        """Whether a draft tells what was done after this in the same sentence: اشترت X حصة، ثم رفعتها."""
        return draft.afresh and any(told.sentence == draft.sentence for told in self.drafts)

    def _one_more(self, draft: Draft) -> bool:
        """Whether a draft is said to be one more deal than this, which no draft of this says of itself; in one sentence
        the words of one deal may say so of its parts (رفعت حصتها عبر شراء 13 % إضافية).
        """
        return draft.one_more and not any(told.one_more or told.sentence == draft.sentence for told in self.drafts)

    def _may_own(self, draft: Draft, keys: list[str]) -> bool:
        """Whether a party is common to both where one of them tells its asset by a pronoun only (أبراجها): whose it is
        has been told.
        """
        if not any(item.vague for d in (*self.drafts, draft) for role in keys for item in d.roles.get(role, ())):
            return True
        return any(_names(draft, role) & names for role, names in self.names.items())

    def goes_on(self, draft: Draft, row: TypeRow) -> bool:
        """Whether a draft that is silent on a role that identifies a transaction (or this telling is) goes on with it:
        it stands at most two sentences later and says nothing else otherwise.
        """
        if draft.sentence - self.drafts[-1].sentence > _NEXT or self._follows(draft) or self._apart(draft, row):
            return False
        if self._one_more(draft):
            return False
        if "background" in draft.facts and not any("background" in told.facts for told in self.drafts):
            return False  # an earlier deal goes on with no news
        keys = row.key.split()
        if all(told_names(draft, role) for role in keys) or not self._may_own(draft, keys):
            return False
        for role in row.roles.split():
            theirs, ours = self.names.get(role, set()), told_names(draft, role)
            single = role in keys or role not in row.later.split()
            if theirs and ours and not theirs & ours and single:
                return False
            for other in row.roles.split():  # a party in another role is another transaction
                if other != role and {other, role} != _FUNDERS and ours & self.names.get(other, set()):
                    return False
        stakes = {d.stake.percent for d in (*self.drafts, draft) if d.stake is not None and "stake" not in d.borrowed}
        if len(stakes) > 1 and draft.stake is not None:
            return False
        amount = _own_amount(draft)
        return not amount or not self.amounts or any(_agree(amount, told) for told in self.amounts.values())


def _another_time(one: Draft, other: Draft) -> bool:
    """Whether one of two drafts tells what is long done, and the other what is still to come."""
    for past, news in ((one, other), (other, one)):
        done = past.standing.status == "completed" and past.standing.explicit and "background" in past.facts
        ahead = news.standing.status in ("planned", "rumored") and news.standing.explicit
        if done and ahead and "background" not in news.facts:
            return True
    return False


def _another_part(one: Draft, other: Draft) -> bool:
    """Whether two drafts tell other shares, bought of other owners or one of them long ago."""
    if one.stake is None or other.stake is None or "stake" in one.borrowed | other.borrowed:
        return False
    sellers = told_names(one, "seller"), told_names(other, "seller")
    apart = bool(sellers[0] and sellers[1]) and not sellers[0] & sellers[1]
    before = [draft.standing.status == "completed" and "background" in draft.facts for draft in (one, other)]
    return one.stake.percent != other.stake.percent and (apart or before[0] != before[1])


def _own_amount(draft: Draft) -> Mention | None:
    """The amount that the sentence of a draft itself says: one from another sentence parts no transactions."""
    return None if "amount" in draft.borrowed else draft.amount


def told_names(draft: Draft, role: str) -> set[str]:
    """The parties of a role that the sentence itself tells."""
    return {
        p.mention.canonical or ""
        for p in draft.roles.get(role, ())
        if not p.vague and not draft.rules.get(f"{role}:{p.mention.start}", "").endswith("/topic")
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
    leads = {name for draft in group for name in _names(draft, "lead_investor")}
    for role in row.roles.split():
        seen: set[str] = set(leads) if role == "investor" else set()
        named = any(_names(draft, role) for draft in group)
        many = role in (*row.many.split(), *SIDES)
        names = {name for draft in group for name in _names(draft, role)}
        for draft in group:
            led = role == "lead_investor" and not seen  # two may lead together: those that one sentence names
            for item in draft.roles.get(role, ()):
                name = item.mention.canonical or ""
                place = item.kind == "place" and _meant(name, names)
                if name in seen or place or (item.vague and named) or (seen and not led and not many):
                    continue
                seen.add(name)
                rule = draft.rules.get(f"{role}:{item.mention.start}", draft.row.id)
                mention = item.mention
                deal.parties.append(
                    Party(role, mention.start, mention.end, mention.canonical, mention.company_id, rule)
                )
                deal.slots.append(Fill(f"parties.{role}", rule, mention.start, mention.end))
    for name in ("amount", "valuation", "stake", "date"):
        ranked = sorted(group, key=lambda d: (name in d.borrowed, _vague(getattr(d, name))))
        for draft in ranked if name != "amount" else _exact_first(doc, ranked):
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


def _exact_first(doc: Doc, group: list[Draft]) -> list[Draft]:
    """Drafts by how exactly they tell the sum: what a headline rounds, the text tells exactly, or as a limit."""
    first = next((d for d in group if _own_amount(d) is not None), None)
    if first is None or first.amount is None or doc.sentences[first.sentence].kind != "title":
        return group
    told = [d for d in group if d is not first and (own := _own_amount(d)) is not None and _agree(own, first.amount)]
    better = [d for d in told if _digits(d.amount) >= _digits(first.amount)]
    return [better[0], *(d for d in group if d is not better[0])] if better else group


def _digits(mention: Mention | None) -> int:
    """How many digits of a sum are told: 1.05 مليار has three, مليار one."""
    number = (mention.amount.max or mention.amount.min) if mention is not None and mention.amount is not None else None
    return len(str(int(number)).rstrip("0")) if number is not None else 0


def _vague(mention: Mention | None) -> bool:
    """Whether a sum is only told by its order (عشرات المليارات): a number told elsewhere says more."""
    return mention is not None and mention.amount is not None and mention.amount.qualifier == "order"


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
    """The round that a sentence of the group names, the nearest to what tells the deal."""
    for draft in group:
        sentence = doc.sentences[draft.sentence]
        found = rules.rounds.nearest(doc.text[sentence.start : sentence.end], draft.start - sentence.start)
        if found is not None:
            deal.round, start, end = found[0], found[1] + sentence.start, found[2] + sentence.start
            deal.slots.append(Fill("round", "round." + deal.round, start, end))
            return


def _status(doc: Doc, group: list[Draft]) -> StatusReading:
    """Where the article leaves a deal, from its tellings and from what later sentences say of it."""
    told = [
        Told(draft.standing, doc.sentences[draft.sentence].kind == "title", "background" in draft.facts)
        for draft in group
    ]
    return article_status(told, [reading for draft in group for reading in draft.later])


def _ahead(group: list[Draft]) -> bool:
    """Whether words, not the form of a verb alone, say that a deal is to come, halted or called off; that something
    may be so (بناء المصانع قد يستغرق سنوات) is no plan.
    """
    told = (draft.standing for draft in group)
    sure = (s for s in told if s.explicit and s.rule not in ("form.past", "form.present", "form.noun", "may"))
    return any(s.status not in ("agreed", "completed") for s in sure)


def _halted(group: list[Draft]) -> bool:
    """Whether words say that a deal is called off, denied or stalled."""
    return any(d.standing.explicit and d.standing.status in ("cancelled", "denied", "stalled") for d in group)


def _complete(deal: Deal, needs: str, group: list[Draft], sure: bool = False) -> bool:
    """Whether the sentences that tell a deal say all of one of the sets; what another sentence adds completes none.
    ``sure`` leaves out parties that are only implied.
    """
    if not needs:
        return False
    have: list[str] = [party.role for party in deal.parties if not (sure and party.rule.endswith("/topic"))]
    own = {name for draft in group for name in ("amount", "stake") if name not in draft.borrowed}
    have += [n for n in ("amount", "stake", "round") if getattr(deal, n) is not None and (n in own or n == "round")]
    have += ["firm"] * any(draft.of_firm for draft in group)
    return any(not Counter(each.split("+")) - Counter(have) for each in needs.split("|"))
