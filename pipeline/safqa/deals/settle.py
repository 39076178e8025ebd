"""What the drafts of one sentence settle among themselves: shared subjects and targets, who gives way to whom, roles
that another knows better; and the details that all of them get.
"""

from __future__ import annotations

from itertools import pairwise

from .details import Dated, DetailReader, Fact, Source, best_source
from .draft import GUESSED, INVESTS, PAIR, Draft
from .gapping import is_gapped
from .part_of import only_part
from .phrases import Reading, same
from .status import StatusReading

_SUBJECT = (*GUESSED, "verb-first", "subject-first")  # ways to fill the role of whom a deal is about
_EVENT = 3  # words in which the deal may be named that a verb is of


def share_subject(reading: Reading, drafts: list[Draft]) -> None:
    """Gives the noun that a verb governs the verb's subject (ثم أصدر صكوكا), where its own was only guessed."""
    for verb, noun in pairwise(drafts):
        role, left, right = noun.row.subject, verb.trigger.last, noun.trigger.first
        if verb.row.type != noun.row.type or verb.trigger.form == "noun" or noun.trigger.form != "noun" or not role:
            continue
        if not 0 < right - left <= _EVENT or reading.commas(left, right) or not verb.roles.get(role):
            continue
        guessed = [place for place, how in noun.rules.items()
                   if place.startswith(role + ":") and how.rpartition("/")[2] in ("governed", "topic")]  # fmt: skip
        if guessed and len(guessed) == len(noun.roles.get(role, ())):
            for place in guessed:
                del noun.rules[place]
            noun.roles[role] = []
            for phrase in verb.roles[role]:
                noun.fill(role, phrase, "governed")


def share_target(drafts: list[Draft]) -> None:
    """Gives a sum that somebody puts in again the target told before it: استثمرت 3 ملايين في X، ثم تعهدت بضخ 5 أخرى."""
    for former, draft in pairwise(drafts):
        targets = [p for p in former.roles.get("target", ()) if p.kind == "company"]
        if {former.row.type, draft.row.type} != {"investment"} or draft.roles.get("target") or not targets:
            continue
        names = [{p.mention.canonical for p in d.roles.get("investor", ())} for d in (former, draft)]
        if names[0] and names[0] == names[1]:
            for phrase in targets:
                draft.fill("target", phrase, "governed")


def is_object(reading: Reading, noun: Draft, verb: Draft) -> bool:
    """Whether a noun of investing is what a company attracts by a verb right before it: اجتذبت استثمارات بلغت كذا."""
    if noun.row.type not in INVESTS or verb.row.type != "funding_round":
        return False
    left, right = verb.trigger.last, noun.trigger.first
    return noun.trigger.form == "noun" and verb.trigger.form != "noun" and 0 < right - left <= _EVENT and (
        "amount" in (verb.row.object, verb.row.ala) and not reading.commas(left, right)
    )  # fmt: skip


def gives_way(reading: Reading, draft: Draft, other: Draft) -> bool:
    """Whether a draft gives way to one of a type that its row yields to, in one clause: in جمعت X 5 ملايين، كما حصلت
    على قرض there are two deals.
    """
    if draft.row.type == "acquisition" and other.row.type == "ipo" and "acquirer" not in draft.roles:
        issuers = {p.mention.canonical for p in other.roles.get("issuer", ())}
        sellers = {p.mention.canonical for phrases in draft.roles.values() for p in phrases}
        return bool(sellers) and sellers <= issuers  # بيع أسهمها في اكتتاب
    if draft.row.type == "partnership" and other.told() and _partners_buy(draft, other):
        return True
    if only_part(draft, other):
        return True
    if other.row.type not in draft.row.yields.split() or not other.told():
        return False
    if other.row.type == "partnership" and len(other.roles.get("partner", ())) < PAIR and len(draft.roles) >= PAIR:
        return False  # إقامة مصنع بالتعاون مع شريك: the partner is not named
    if "partnership" in (draft.row.type, other.row.type) and draft.row.type in other.row.yields.split():
        alliance, mine = (draft, True) if draft.row.type == "partnership" else (other, False)
        if mine == (len(alliance.roles.get("partner", ())) >= PAIR):
            return False  # of an agreement and what it is for, one gives way: two that sign are partners
    first, second = sorted((draft.trigger, other.trigger), key=lambda trigger: trigger.first)
    if reading.parted(first.last, second.first) and not _shared(draft, other):
        return False
    return not any(
        reading.joined_clause(index) or (not draft.row.light and reading.subordinate(index))
        for index in range(first.last + 1, second.first + 1)
    )


def _shared(draft: Draft, other: Draft) -> bool:
    """Whether two drafts name the same others besides whom they are about: وقعت X اتفاقا مع Y واشترت منها الفرع."""
    names = [
        {p.mention.canonical for role, of in d.roles.items() for p in of if d.way(role, p) not in _SUBJECT}
        for d in (draft, other)
    ]
    return bool(names[0] & names[1])


def _partners_buy(draft: Draft, other: Draft) -> bool:
    """Whether an alliance is only who buys or invests: استحوذ تحالف من X وY على Z."""
    partners = {p.mention.canonical for p in draft.roles.get("partner", ())}
    buyers = {p.mention.canonical for role in ("acquirer", "investor") for p in other.roles.get(role, ())}
    gives_way = draft.row.type in other.row.yields.split()  # لبناء مصنع is what the two agree on
    return draft.trigger.form == "noun" and len(partners) > 1 and partners <= buyers and not gives_way


def opposed(later: Draft, former: Draft) -> bool:
    """Whether a contract's noun turns round the one told before it in its sentence: طلبية لشراء 40 طائرة."""
    if later.row.type != "contract" or former.row.type != "contract" or later.trigger.form != "noun":
        return False
    sides = ("supplier", "customer"), ("customer", "supplier")
    return any(
        same(mine.mention, theirs.mention)
        for one, other in sides
        for mine in later.roles.get(one, ())
        for theirs in former.roles.get(other, ())
    )


def agree_on_roles(drafts: list[Draft]) -> None:
    """A later draft of a sentence gives a party the role that an earlier one of its type tells outright: in أصبحت X
    تابعة لشركة Y بعد شراء أسهمها, X buys nothing.
    """
    for number, draft in enumerate(drafts):
        for sure in drafts[:number]:
            if sure.row.type != draft.row.type or not sure.told():
                continue
            for role, phrases in list(draft.roles.items()):
                for phrase in list(phrases):
                    told = sure.role_of(phrase)
                    if draft.way(role, phrase) in GUESSED and told not in ("", role):
                        draft.move(phrase, role, told)


def cue_span(reading: Reading, standing: StatusReading) -> tuple[int, int]:
    """The span of the words that say where a deal stands."""
    return reading.words[standing.first].start, reading.words[standing.last].end


def add_details(reading: Reading, drafts: list[Draft], reader: DetailReader, sources: list[Source]) -> None:
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
        later = [d for d in dates if d.mention.start > draft.start] if is_gapped(draft) else dates
        _date(draft, later)


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
