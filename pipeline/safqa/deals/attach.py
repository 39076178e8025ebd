"""Money and shares of a sentence, each to the trigger that it belongs to."""

from __future__ import annotations

import regex

from ..document import DealType, Mention
from ..mentions.lexicon import NEUTRAL
from ..words import words_of
from .draft import Draft
from .holdings import gained
from .phrases import PREPS, Reading
from .sums import (
    Parts,
    barred,
    before,
    context,
    held,
    is_a,
    part_of,
    place,
    sums_of,
    types_of,
    use_of,
    whole_share,
    yearly_of,
)

_TOO_FAR = 26
_BY = regex.compile(r"(?<!\w)[وف]?بـ*\s*$")  # "by" right before a sum: بـ 140 مليونا
_APART = 6  # a sum before a trigger and a comma between
_BEFORE, _CLAUSE, _COMMA, _OTHER, _BARE = 5, 4, 2, 6, 4
_SIDES = 2  # roles filled in a deal that is told in full
_LISTED = 8  # lines within which a list of labels goes on about one deal
_LABEL = 5  # words of a label
_NEAR, _VALUED_NEAR = 2, 6  # sentences within which "the deal" means one told before, and within which it is valued
_OF_VERB = 3  # words before a verb among which the deal stands that is its subject
_PRICE_REACH, _LEAD_IN = 4, 8  # words before a sum that may be of price, words of a price before a headline
_PRICED = 4  # words before a sum among which a word of price brings it nearer
_OWN = 3  # words behind a trigger among which somebody's own share stands
_ONE_DEAL = 4  # words between two triggers that may tell one deal
_STAKE_REACH = 14  # words between a trigger and a share
_SELDOM = ("partnership",)  # types that have a sum only where a word of price says so
_STAKES: tuple[DealType, ...] = ("acquisition", "investment", "ipo")
_VALUED: tuple[DealType, ...] = ("acquisition", "investment", "ipo", "funding_round", "merger")


def attach(reading: Reading, drafts: list[Draft], parts: Parts) -> None:
    """Gives each draft of a sentence its amount, valuation and stake."""
    if not drafts:
        return
    costs = []
    for mention in sums_of(reading):
        use = use_of(reading, mention, parts)
        if use == "valuation" and any(is_a(reading, draft.trigger.first, "valuation") for draft in drafts):
            use = "amount"  # ستقيم مصنعا باستثمارات مليار: the verb is read as that of a deal
        if use == "valuation":
            valued = [draft for draft in drafts if draft.row.type in _VALUED]
            if valued:
                owner = min(valued, key=lambda draft: (cost(reading, mention, draft, drafts), draft.start))
                owner.valuation = owner.valuation or mention
        elif use != "never":
            apt = types_of(reading, mention, parts) if use == "unsure" else None
            no = barred(reading, mention)
            costs += [(cost(reading, mention, d, drafts), i, mention) for i, d in enumerate(drafts)
                      if d.row.type not in no and (apt is None or d.row.type in apt)
                      and (d.row.type not in _SELDOM or context(reading, mention, _PRICED, "price"))
                      and not _of_a_party(reading, mention, d, parts)]  # fmt: skip
    given: set[int] = set()
    for price, index, mention in sorted(costs, key=lambda item: (item[0], item[2].start, item[1])):
        draft = drafts[index]
        told = any(d.amount is not None and _one_deal(d, draft) for d in drafts if d is not draft)
        if price <= _TOO_FAR and draft.amount is None and not told and mention.start not in given:
            draft.amount, draft.amount_cost = mention, price
            given.add(mention.start)
    _each_year(reading, drafts)
    _stakes(reading, drafts, parts)


def _each_year(reading: Reading, drafts: list[Draft]) -> None:
    """Gives a contract what it comes to each year, where nothing tells what it comes to in all."""
    for mention in yearly_of(reading):
        free = [d for d in drafts if d.row.type == "contract" and d.amount is None and d.start < mention.start]
        near = [(cost(reading, mention, d, drafts), d.start, d) for d in free]
        if near and (best := min(near, key=lambda item: item[:2]))[0] <= _TOO_FAR:
            best[2].amount = mention


def _one_deal(one: Draft, other: Draft) -> bool:
    """Whether two drafts of a sentence tell one deal in two words (أتمت إصدار سندات): one type, the same parties."""
    first, second = sorted((one.trigger, other.trigger), key=lambda trigger: trigger.first)
    if one.row.type != other.row.type or second.first - first.last > _ONE_DEAL:
        return False
    common = [role for role in one.roles if role in other.roles]
    return bool(common) and all(
        {p.mention.canonical for p in one.roles[role]} == {p.mention.canonical for p in other.roles[role]}
        for role in common
    )


# -- what a later sentence says --------------------------------------------------------------------------------------


def carry(reading: Reading, drafts: list[Draft], parts: Parts, taken: frozenset[int] = frozenset()) -> None:
    """Gives the deals told last what a later sentence says of "the deal" (وتبلغ قيمة الصفقة): its amount, valuation and
    stake. ``drafts`` are those told before; each fact goes to the last one that it may be of and that has none.
    """
    near = _LISTED if _labelled(reading) else _NEAR
    earlier = [d for d in reversed(drafts) if reading.index - d.sentence <= max(near, _VALUED_NEAR)]
    earlier.sort(key=lambda draft: len(draft.roles) < _SIDES)  # a deal of two sides before what one name makes
    told = [d for d in earlier if reading.index - d.sentence <= near]
    for mention in sums_of(reading):
        recent = [d for d in told if not _of_others(reading, d, mention)]
        use = use_of(reading, mention, parts) if mention.start not in taken else "never"
        if use == "valuation":
            valued = (d for d in earlier if d.row.type in _VALUED and not _of_others(reading, d, mention))
            draft = next((d for d in valued if d.valuation is None), None)
            if draft is not None and _refers(reading, mention, draft, parts):
                _lend(draft, "valuation", mention)
        elif use != "never" and (types := _told_of(reading, mention, parts)) is not None:
            row = part_of(mention, parts)
            apt = row.later.split() if use == "unsure" and row is not None else None
            no = barred(reading, mention)
            draft = next(
                (d for d in recent if (not types or d.row.type in types) and (apt is None or d.row.type in apt)
                 and d.row.type not in no), None
            )  # fmt: skip
            if draft is not None and not _priced_before(draft, drafts):
                _lend(draft, "amount", mention)
    for mention in reading.inside:
        if mention.kind != "percent" or mention.start in taken:
            continue
        ours = [d for d in told if d.row.type in _STAKES and not _of_others(reading, d, mention)]
        if _later_stake(reading, mention, parts):
            draft = next(iter(ours), None)
        elif gained(reading, mention, parts, later=True):
            draft = next((d for d in ours if d.row.type == "investment"), None)
        else:
            continue
        if draft is not None:
            _lend(draft, "stake", mention)


def lead_in(reading: Reading, drafts: list[Draft], parts: Parts) -> None:
    """Gives the deal of a headline the price that stands before its points (بقيمة 60 مليون دولار.. ألفا تشتري بيتا),
    and a round who leads it (بقيادة ألفا.. بيتا تجمع 10 ملايين).
    """
    if drafts[0].row.type == "funding_round" and "lead_investor" not in drafts[0].roles:
        for phrase in reading.phrases:
            if phrase.prep == "lead":
                drafts[0].fill("lead_investor", phrase, "lead")
    if len(reading.words) > _LEAD_IN or any(p.kind == "company" for p in reading.phrases):
        return
    for mention in sums_of(reading):
        priced = context(reading, mention, _PRICED, "price")
        if priced and use_of(reading, mention, parts) == "amount":
            _lend(drafts[0], "amount", mention)


def _labelled(reading: Reading) -> bool:
    """Whether a sentence is a label and its value: قيمة الصفقة: 410 ملايين دولار."""
    colon = next((i for i in range(min(_LABEL, len(reading.words) - 1)) if ":" in reading.gap(i, i + 1)), None)
    return colon is not None and any(is_a(reading, i, "price_noun") for i in range(colon + 1))


def _lend(draft: Draft, name: str, mention: Mention) -> None:
    """Gives a draft what another sentence says, where its own says nothing."""
    if getattr(draft, name) is None:
        setattr(draft, name, mention)
        draft.borrowed.add(name)


def _of_others(reading: Reading, draft: Draft, mention: Mention) -> bool:
    """Whether a sentence names companies before what it tells, and none of a draft's; a newspaper only tells it."""
    named = {
        p.mention.canonical for p in reading.phrases
        if p.kind == "company" and p.mention.company_kind not in NEUTRAL and p.mention.start < mention.start
    }  # fmt: skip
    ours = {p.mention.canonical for phrases in draft.roles.values() for p in phrases}
    return bool(named) and not named & ours


def _priced_before(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether an earlier telling of the same deal has a price: with a party in common, and no role filled otherwise."""
    return any(
        other.amount is not None and other.row.type == draft.row.type and _one_transaction(draft, other)
        for other in drafts if other is not draft
    )  # fmt: skip


def _one_transaction(one: Draft, other: Draft) -> bool:
    common = [role for role in one.roles if role in other.roles]
    shared = [
        {p.mention.canonical for p in one.roles[role]} & {p.mention.canonical for p in other.roles[role]}
        for role in common
    ]
    return bool(shared) and all(shared)


def _told_of(reading: Reading, mention: Mention, parts: Parts) -> frozenset[DealType] | None:
    """The types of deals (empty: any) of which a sum of a later sentence is told as the price: by a definite noun of a
    deal or of a price in its clause, or by a verb of paying; ``None`` where it is not.
    """
    words = before(reading, mention)
    near = words[:_PRICE_REACH]
    definite = [i for i in words if _definite(reading.words[i].text)]
    of_deal = next((t for i in definite if (t := parts.noun(reading.words[i].text)) is not None), None)
    if any(is_a(reading, i, "price") or is_a(reading, i, "value") for i in near) and of_deal is not None:
        return of_deal
    if of_deal is not None and _comes_to(reading, words):
        return of_deal  # الصفقة قد تكلف الشركة 80 مليارا
    if any(is_a(reading, i, "price_noun") for i in definite):
        return of_deal or frozenset()
    for i in words:  # وكانت قيمة الصفقة قد حددت عند 3 مليارات
        if is_a(reading, i, "price_noun") and i + 1 < len(reading.words) and _definite(reading.words[i + 1].text):
            of_deal = parts.noun(reading.words[i + 1].text)
            return frozenset() if of_deal is None and is_a(reading, i + 1, "reference") else of_deal
    if any(is_a(reading, i, "pays") for i in near) and not any(is_a(reading, i, "not_price") for i in words):
        return frozenset(("acquisition",))
    return None


def _comes_to(reading: Reading, words: list[int]) -> bool:
    """Whether a verb beside a sum says that the deal comes to it, and nothing between makes it another's."""
    near = words[:_PRICE_REACH]
    verb = next((n for n, i in enumerate(near) if is_a(reading, i, "comes_to")), None)
    if verb is None or any(is_a(reading, i, "not_price") for i in words):
        return False
    behind = words[verb + 1 : verb + 1 + _OF_VERB]
    return any(_definite(reading.words[i].text) and is_a(reading, i, "event") for i in behind)


def _definite(word: str) -> bool:
    """Whether a noun bears the article or a possessive pronoun."""
    return bool(regex.match(r"[وف]?(?:[بكل]?ال|لل)", word) or regex.search(r"(?:ته|ها|هما)$", word))


def _refers(reading: Reading, mention: Mention, draft: Draft, parts: Parts) -> bool:
    """Whether a valuation is told as what the deal or its price comes to (تقيّم الصفقة الشركة بـ، بتقييم، واستنادا إلى
    هذا السعر), or as what a company that is to be listed is thought to be worth; not as what one is worth at some time.
    """
    listed = draft.row.type == "ipo"
    return any(
        is_a(reading, i, "valuation")
        or (listed and is_a(reading, i, "estimates"))
        or (_definite(reading.words[i].text)
            and (parts.noun(reading.words[i].text) is not None or is_a(reading, i, "the_price")))
        for i in before(reading, mention)
    )  # fmt: skip


def _later_stake(reading: Reading, mention: Mention, parts: Parts) -> bool:
    """Whether a later sentence says how much the shares told before are: وتمثل الحصة 20 %."""
    if held(reading, mention, parts) or whole_share(reading, mention):
        return False
    at = place(reading, mention)
    told = range(max(0, at - 6), at)
    return any(is_a(reading, i, "amounts_to") for i in range(max(0, at - 3), at)) and any(
        is_a(reading, i, "share") and _definite(reading.words[i].text) for i in told
    )


def cost(reading: Reading, mention: Mention, draft: Draft, drafts: list[Draft]) -> int:
    """How far a sum stands from a trigger: words between (a third of them after a word of a price: بقيمة، مقابل), and
    more for what parts the two (a comma, the beginning of a clause, another trigger) and for standing before it.
    """
    at = place(reading, mention)
    trigger = draft.trigger
    before = at < trigger.first
    left, right = (at, trigger.first) if before else (trigger.last, at)
    far = max(0, right - left - 1)
    takes = _takes(draft)
    raised = any(_takes(d) and d.trigger.last < at for d in drafts if d is not draft)
    if before and not raised and _brought(reading, mention, trigger.first):
        return 0
    priced = context(reading, mention, _PRICED, "price")
    bare = 0 if takes or (not before and _BY.search(reading.doc.text, reading.sentence.start, mention.start)) else _BARE
    price = far // 3 if priced else far + bare
    price += (
        (_BEFORE if before else 0)
        + (_APART if before and reading.commas(left, right) else 0)
        + (_COMMA // 2 if priced else _COMMA) * reading.commas(left, right)
    )
    price += _CLAUSE * sum(reading.barrier(i) or i in reading.begins for i in range(left + 1, right))
    return price + _OTHER * sum(left < d.trigger.first < right for d in drafts if d is not draft)


def _takes(draft: Draft) -> bool:
    """Whether a sum is an argument of a draft's words: جمعت X مليونا."""
    return "amount" in (draft.row.object, draft.row.genitive, draft.row.bi)


def _brought(reading: Reading, mention: Mention, trigger: int) -> bool:
    """Whether a sum is what a trigger right behind it brings in: 70 مليار دولار من بيع حصته."""
    between = [i for i in range(trigger) if reading.words[i].start >= mention.end]
    return len(between) == 1 and PREPS.get(reading.words[between[0]].text) == "min"


def _of_a_party(reading: Reading, mention: Mention, draft: Draft, parts: Parts) -> bool:
    """Whether a sum stands in a relative clause about a company (التي تدير أصولا بقيمة ...), and the trigger outside:
    it tells the company, not the deal, unless it is put down as a price.
    """
    pronoun = reading.relative(place(reading, mention))
    if pronoun < 1 or pronoun == reading.relative(draft.trigger.first) or draft.trigger.first == pronoun:
        return False
    about = any(p.first <= pronoun - 1 <= p.last and p.kind == "company" for p in reading.phrases)
    if not about or parts.noun(reading.words[pronoun - 1].text) is not None:
        return False
    if context(reading, mention, _PRICED, "exchange"):
        return False
    if draft.row.type == "acquisition" and mention.amount is not None and mention.amount.part == "cost":
        return False  # شراء X التي كلفتها مليارا
    return mention.amount is not None and mention.amount.part is not None


# -- shares ----------------------------------------------------------------------------------------------------------


def _stakes(reading: Reading, drafts: list[Draft], parts: Parts) -> None:
    """Gives each draft the share that changes hands: the one told with a phrase of its roles, else one near it."""
    apt = [draft for draft in drafts if draft.row.type in _STAKES]
    offers = []
    for draft in apt:
        behind = range(draft.trigger.last + 1, min(len(reading.words), draft.trigger.last + 1 + _OWN))
        draft.sells_own = any(is_a(reading, i, "own_share") for i in behind)
        for rank, mention in _offered(reading, draft, parts):
            at, trigger = place(reading, mention), draft.trigger
            far = max(trigger.first - at, at - trigger.last)
            offers.append((rank, far, draft.start, mention.start, draft, mention))
    given: set[int] = set()
    for *_, draft, mention in sorted(offers, key=lambda offer: offer[:4]):
        if draft.stake is None and mention.start not in given:
            draft.stake, draft.of_firm = mention, _of_firm(reading, mention)
            given.add(mention.start)


def _of_firm(reading: Reading, mention: Mention) -> bool:
    """Whether a share is followed by the shares or the noun of a firm: 49 % من أسهم، من شركة."""
    after = [word.text for word in reading.words if word.start >= mention.end][:2]
    return len(after) > 1 and PREPS.get(after[0]) in ("min", "fi") and any(
        reading.grammar.any_reading(after[1], kind) for kind in ("share", "head")
    )  # fmt: skip


def _offered(reading: Reading, draft: Draft, parts: Parts) -> list[tuple[int, Mention]]:
    """The shares that may be a draft's, with a rank: of a phrase of its roles first, then those near its trigger."""
    out: list[tuple[int, Mention]] = []
    for phrases in draft.roles.values():
        for phrase in phrases:
            share = phrase.percent
            if share is not None and not held(reading, share, parts) and not whole_share(reading, share):
                out.append((0, share))
    for mention in reading.inside:
        if mention.kind != "percent":
            continue
        if _near_trigger(reading, draft, mention) and not (
            held(reading, mention, parts) or whole_share(reading, mention)
        ):
            out.append((1, mention))
        elif draft.row.type == "investment" and mention.start > draft.end and gained(reading, mention, parts):
            out.append((2, mention))
    return out


def _near_trigger(reading: Reading, draft: Draft, mention: Mention) -> bool:
    """Whether a share stands behind a trigger, not in a relative clause, with a word of shares beside it."""
    at = place(reading, mention)
    if draft.row.type == "ipo" and at < draft.trigger.first:
        return _sold(reading, at, draft.trigger.first)
    if mention.start < draft.end:
        return False
    between = words_of(reading.doc.text, draft.end, mention.start)
    if len(between) > _STAKE_REACH:
        return False
    if any(is_a(reading, i, "amounts_to") for i in range(max(0, at - 3), at)):
        return True
    if _proportion(reading, draft, at):
        return True
    if any(reading.grammar.has(w.text, "relative") for w in between):
        return False
    around = words_of(reading.doc.text, max(reading.sentence.start, mention.start - 30), mention.end + 30)
    return len(between) <= 3 or any(reading.grammar.any_reading(w.text, "share") for w in around)


def _proportion(reading: Reading, draft: Draft, at: int) -> bool:
    """Whether "in the proportion of" follows a party of a deal, or what somebody joins it as: شريكا بنسبة 30 %."""
    if at < 2 or not is_a(reading, at - 1, "proportion"):
        return False
    parties = {phrase.last for phrases in draft.roles.values() for phrase in phrases}
    return is_a(reading, at - 2, "as_owner") or bool({at - 2, at - 3} & parties)


def _sold(reading: Reading, at: int, trigger: int) -> bool:
    """Whether a share before an offering is what is sold in it: بيع 20 % من أسهمها في اكتتاب."""
    near = range(max(0, at - 2), at)
    return trigger - at <= _STAKE_REACH and not reading.commas(at, trigger) and any(
        is_a(reading, i, "sells") for i in near
    )  # fmt: skip


def go_on(drafts: list[Draft], silent: list[Draft]) -> None:
    """Gives the nearest draft that is told what one of its type that names nobody tells of it: رفعت حصتها في X بعد شراء
    15 % مقابل مليون.
    """
    for other in silent:
        home = told_before(drafts, other)
        if home is not None:
            home.amount = home.amount or other.amount
            home.stake = home.stake or other.stake
            home.valuation = home.valuation or other.valuation


def told_before(drafts: list[Draft], silent: Draft) -> Draft | None:
    """The draft that a silent one goes on: the last of its type that is told before it."""
    return next((d for d in reversed(drafts) if d.row.type == silent.row.type and d.start < silent.start and d.told()),
                None)  # fmt: skip
