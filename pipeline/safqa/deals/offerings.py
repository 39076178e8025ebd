"""Money that a company raises by an offering, though its verb is that of a round (جمع، حصد، استقطب).

It is the offering's where the sentence tells an offering and no round (طرح X الذي جمع مليارا، وقبله Y التي جمعت
مليارين), or where an offering of the same company is told right before (ومكنت العملية الشركة من جمع 35 مليونا). What
was raised before an offering that is only planned is another matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..mentions.lexicon import NEUTRAL
from ..mentions.triggers import FormTable, VerbRow
from .draft import Draft
from .phrases import PREPS, Phrase, Reading, same
from .status import FIRM, OFF

_SEVERAL = 2
_NEXT = 2  # sentences within which the money of an offering may be told
_DOERS = ("subject-first", "verb-first", "governed")  # ways in which who does it is told


def sold_by(reading: Reading, draft: Draft, subject: Phrase | None) -> None:
    """Who offers a share of another company, or a unit of its own, sells it: تعتزم X طرح 15 % من رأسمال Y، إدراج فرعها
    Y. ``subject`` is what stands as subject of the clause.
    """
    issuers = draft.roles.get("issuer", [])
    others = [p for p in issuers if draft.way("issuer", p) not in _DOERS]
    if "seller" in draft.roles or not any(p.share or p.percent or _is_unit(reading, p) for p in others):
        return
    for phrase in issuers:
        if draft.way("issuer", phrase) in _DOERS:
            draft.move(phrase, "issuer", "seller")
    venue = subject is not None and subject.mention.company_kind in NEUTRAL
    if "seller" not in draft.roles and subject is not None and not subject.bank and not venue:
        for one in reading.series_of(subject):
            draft.fill("seller", one, "governed")


def _is_unit(reading: Reading, phrase: Phrase) -> bool:
    """Whether a name stands behind a noun that makes it somebody's unit: فرعها X، ذراعه Y."""
    heads = (word.text for word in reading.words[phrase.left : phrase.first])
    return any(reading.grammar.any_reading(head, "unit_owned") is not None for head in heads)


def sold_to_public(reading: Reading, drafts: Sequence[Draft], verbs: FormTable) -> None:
    """Makes the sale of shares by the company itself or by a state, to nobody that is named, an offering where the
    clause says that the bourse or the public takes them: باعت X 30 % من أسهمها عبر البورصة.
    """
    for draft in drafts:
        row = verbs.by_id.get(draft.row.when_listed)
        targets = [p for p in draft.roles.get("target", ()) if p.kind == "company"]
        if not isinstance(row, VerbRow) or not targets or "acquirer" in draft.roles:
            continue
        sellers = draft.roles.get("seller", [])
        public = all(p.kind in ("government", "place") or same(p.mention, targets[0].mention) for p in sellers)
        if public and on_bourse(reading, draft.trigger.last):
            draft.roles["target"] = targets
            _turn(draft, row)


def on_bourse(reading: Reading, index: int) -> bool:
    """Whether the clause behind a word says that shares go to the public: عبر بورصة X، في اكتتاب عام."""
    for at in range(index + 1, len(reading.words)):
        if reading.breaks(at - 1, at) or reading.barrier(at) or reading.joined_clause(at):
            return False
        found = reading.grammar.any_reading(reading.words[at].text, "public_market")
        before = reading.words[at - 1].text
        if found is not None and (found.prep or before in PREPS or reading.grammar.has(before, "via")):
            return True
    return False


def raised_in_sentence(drafts: Sequence[Draft]) -> None:
    """Makes the money that companies raise in a sentence that tells an offering, and no round, money of offerings."""
    offering = next((d for d in drafts if d.row.type == "ipo"), None)
    raising = [d for d in drafts if _raises(d)]
    if offering is None or any(d.row.type == "funding_round" and not _raises(d) for d in drafts):
        return
    for draft in raising:
        if not _before_plans(draft, drafts):
            _turn(draft, offering.row)


def raised_later(drafts: Sequence[Draft]) -> None:
    """Makes money that a company raises right after its offering is told part of the offering, unless the sentence
    itself tells of a round or of who invests.
    """
    for index, draft in enumerate(drafts):
        if not _raises(draft):
            continue
        near = [d for d in drafts[:index] if draft.sentence - d.sentence <= _NEXT]
        here = [d for d in drafts if d is not draft and d.sentence == draft.sentence and d.row.type == "funding_round"]
        if here or any(d.row.type == "funding_round" for d in near) or _before_plans(draft, near):
            continue
        offering = next(
            (d for d in reversed(near) if d.row.type == "ipo" and d.sentence < draft.sentence and _same(d, draft)), None
        )
        if offering is not None:
            _turn(draft, offering.row)


def one_each(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with one for each of several companies that are told to offer their shares: each has an offering of
    its own.
    """
    out: list[Draft] = []
    for draft in drafts:
        issuers = draft.roles.get("issuer", []) if draft.row.type == "ipo" else []
        if len(issuers) < _SEVERAL:
            out.append(draft)
            continue
        out += [
            replace(draft, roles={**draft.roles, "issuer": [one]}, amount=draft.amount if one is issuers[0] else None)
            for one in issuers
        ]
    return out


def sold_in_offering(drafts: Sequence[Draft]) -> None:
    """Makes shares of a company that its holders sell right after its offering is told part of the offering: ويشمل
    الطرح بيع أسهم مملوكة لصندوق X.
    """
    for index, draft in enumerate(drafts):
        if draft.row.type != "acquisition" or "acquirer" in draft.roles or not {"target", "seller"} <= set(draft.roles):
            continue
        ways = {how.rpartition("/")[2] for place, how in draft.rules.items() if place.startswith("target:")}
        targets = {p.mention.canonical for p in draft.roles["target"]}
        offering = next(
            (d for d in reversed(drafts[:index]) if d.row.type == "ipo" and draft.sentence - d.sentence <= _NEXT
             and targets & {p.mention.canonical for p in d.roles.get("issuer", ())}), None
        )  # fmt: skip
        if offering is not None and ways == {"possessed"} and offering.standing.status not in OFF:
            _turn(draft, offering.row)
            draft.standing = offering.standing


def _raises(draft: Draft) -> bool:
    """Whether a draft tells only that a company raised a sum."""
    return draft.row.type == "funding_round" and draft.row.object == "amount" and set(draft.roles) == {"target"}


def _before_plans(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether money is raised already, and the company's offering is still to come."""
    ours = [d for d in drafts if d.row.type == "ipo" and _same(d, draft)]
    return draft.standing.status in FIRM and bool(ours) and all(d.standing.status not in FIRM for d in ours)


def _same(offering: Draft, draft: Draft) -> bool:
    """Whether an offering is that of the company that raises money."""
    issuers = {p.mention.canonical for p in offering.roles.get("issuer", ())}
    return any(p.mention.canonical in issuers for p in draft.roles.get("target", ()))


def _turn(draft: Draft, row: VerbRow) -> None:
    draft.row = row
    draft.roles = {"issuer": draft.roles["target"], **{r: p for r, p in draft.roles.items() if r == "seller"}}
    draft.rules = {place.replace("target:", "issuer:"): how for place, how in draft.rules.items()}
