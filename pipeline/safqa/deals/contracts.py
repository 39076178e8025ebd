"""What is peculiar to the parties of contracts: makers, who signs with whom, for whom part of a project is done."""

from __future__ import annotations

from dataclasses import replace

from .draft import GUESSED, INVESTS, Draft
from .makers import PREP as MAKER
from .phrases import PREPS, Phrase, Reading, plain, pronoun_column, same
from .sides import OPERATOR, PUBLIC, Sides

_WITHIN = 8  # words between a pronoun that says with whom something is signed, its noun and its antecedent
_AGREED = 3  # words behind an agreement among which it is said to be signed
_OWNED = 4  # words before the word of owning among which its place and what governs that stand: من محطة تابعة لـX
_PLACES = ("asset", "premises", "built", "wares", "belongs")  # whose they are has work done on them, or buys for them
_PARTICLES = {"auxiliary", "negation", "complementizer", "subordinator", "conjunction", "relative", "adverb"}


def contract_sides(reading: Reading, draft: Draft, right: list[Phrase]) -> None:
    """What else tells who orders and who supplies, and that a contract is signed, once its words are read."""
    if draft.row.type == "contract" and draft.standing.status == "planned" and _signed(reading, draft.trigger.last):
        draft.standing = replace(draft.standing, status=draft.row.status)
    whose_place(reading, draft, right)
    agreed_upon(reading, draft)
    named_by_side(reading, draft)


def supplied_by_maker(draft: Draft, right: list[Phrase]) -> None:
    """The maker of the goods that are ordered or sold supplies them, where nobody else does: شراء 12 طائرة بوينغ، بيع
    غواصات من صنع X إلى Y.
    """
    row, told = draft.row, draft.roles
    if row.type != "contract" or told.get("supplier") or not (row.subject == "customer" or told.get("customer")):
        return
    for phrase in right:
        if phrase.prep == MAKER:
            draft.fill("supplier", phrase, MAKER)
            return


def named_by_side(reading: Reading, draft: Draft) -> None:
    """Turns a contract round where a party is called the supplier or the customer of the other: عقدا مع موردها X."""
    if draft.row.type != "contract":
        return
    for role, kind in (("customer", "supplies_it"), ("supplier", "orders_it")):
        for phrase in draft.roles.get(role, ()):
            before = reading.words[phrase.left : phrase.first]
            if any(reading.grammar.any_reading(word.text, kind) is not None for word in before):
                draft.swap("supplier", "customer")
                return


def agreed_upon(reading: Reading, draft: Draft) -> None:
    """Of an agreement that nobody is said to make (تم الاتفاق مع X لتوريد كذا) X delivers to whom the text tells of."""
    if draft.row.type != "contract" or not draft.row.open_sides or draft.trigger.first == 0:
        return
    ways = {place.partition(":")[0]: how.rpartition("/")[2] for place, how in draft.rules.items()}
    impersonal = reading.grammar.has(reading.words[draft.trigger.first - 1].text, "is_done")
    if impersonal and ways == {"customer": "maa", "supplier": "topic"}:
        draft.swap("supplier", "customer")


def whose_place(reading: Reading, draft: Draft, right: list[Phrase]) -> None:
    """Whose place is worked on or supplied orders, where nobody else is told to; of whose place goods are bought
    supplies: صيانة أسطول X، تزود Y محطة مملوكة لـX، اشترت الكهرباء من محطة تابعة لـX.
    """
    row = draft.row
    told = draft.named()
    if row.type != "contract" or len(told) != 1 or draft.roles.keys() - told:
        return
    buys = told == {"customer"}
    role = "supplier" if buys else "customer"
    for phrase in right:
        place = phrase.whose if phrase.kind == "thing" else phrase
        if place is None or place.kind != "company" or place.mention.how == "referred":
            continue
        if buys and not (phrase.prep == "owner" and row.min == role and _bought_of(reading, phrase)):
            continue
        if phrase.kind == "thing" or (phrase.prep == "owner" and not _parent(reading, phrase)) or (
            (not phrase.prep and _at_place(reading, phrase)) or (phrase.prep == "bi" and _belonging(reading, phrase))
        ):  # fmt: skip
            draft.fill(role, place, "place")
            return


def sold_by_operator(reading: Reading, draft: Draft, sides: Sides) -> bool:
    """Whether who sells aircraft, ships or engines uses them and does not make them: باعت طيران X ست طائرات."""
    place = sides.place(draft.roles.get("supplier", ()))
    behind = reading.words[draft.trigger.last + 1 : draft.trigger.last + 1 + _WITHIN]
    wares = any(reading.grammar.any_reading(word.text, "wares") is not None for word in behind)
    return place is not None and OPERATOR <= place < PUBLIC and wares


def _at_place(reading: Reading, phrase: Phrase) -> bool:
    """Whether the noun of a place, of goods or of people stands before a name as what is its: أسطول X، موظفو X."""
    at = phrase.left - 1 if phrase.governor < 0 else phrase.governor
    spoken = [reading.words[i].text for i in range(max(0, at), phrase.first)]
    if any(reading.grammar.any_reading(word, "of_deal") is not None for word in spoken):
        return False  # مشروع «X» is what it is called
    return any(reading.grammar.any_reading(word, kind) is not None for word in spoken for kind in _PLACES)


def _belonging(reading: Reading, phrase: Phrase) -> bool:
    """Whether something is said to belong to somebody: الشبكة الخاصة بـX."""
    before = reading.words[max(0, phrase.left - 2) : phrase.left]
    return any(reading.grammar.any_reading(word.text, "belonging") is not None for word in before)


def _parent(reading: Reading, phrase: Phrase) -> bool:
    """Whether what is told to be owned is a company itself: X التابعة لمجموعة Y."""
    at = phrase.governor - 1
    while at > 0 and reading.words[at].text.startswith("ال"):
        if any(p.kind == "company" and p.first <= at <= p.last for p in reading.phrases):
            return True
        at -= 1
    return any(p.kind == "company" and p.first <= at <= p.last for p in reading.phrases)


def _bought_of(reading: Reading, phrase: Phrase) -> bool:
    """Whether من or على governs the place that is told to be somebody's: من محطة تابعة لـX، سعة على قمر تابع لـX."""
    before = reading.words[max(0, phrase.governor - _OWNED) : max(0, phrase.governor)]
    return any(PREPS.get(word.text) in ("min", "ala") for word in before)


def _signed(reading: Reading, at: int) -> bool:
    """Whether what is still to be delivered is under a contract that has been signed: سيورد X بموجب عقد وقعه أمس."""
    for index in range(at + 1, len(reading.words) - 1):
        if reading.breaks(index - 1, index):
            return False
        if reading.grammar.any_reading(reading.words[index].text, "dealing") is None or not any(
            reading.grammar.any_reading(reading.words[i].text, kind) for i in (index - 1, index - 2)
            for kind in ("subordinator", "describes")
        ):  # fmt: skip
            continue
        behind = [word.text for word in reading.words[index + 1 : index + 1 + _AGREED]]
        return any(_of_signing(reading, word) for word in behind)
    return False


def _of_signing(reading: Reading, word: str) -> bool:
    """Whether a word says that something was signed, with or without a pronoun."""
    stem = next((word.removesuffix(end) for end in ("ها", "ه") if word.endswith(end)), word)
    return any(reading.grammar.has(text, "signs") or reading.grammar.has(text, "signed") for text in (word, stem))


def named_by_verb(reading: Reading, noun: Draft, verb: Draft) -> bool:
    """Whether a noun is only what a verb that tells both sides awards: أحالت X، إحدى شركات الوزارة، عقدا إلى Y."""
    if not noun.row.type == verb.row.type == "contract" or noun.trigger.form != "noun" or verb.trigger.form == "noun":
        return False
    left, right = verb.trigger.last, noun.trigger.first
    own = bool(noun.ways() - set(GUESSED))
    both = {"customer", "supplier"} <= verb.named()
    clause = left < right and not any(
        reading.joined_clause(i) or reading.subordinate(i) for i in range(left + 1, right)
    )
    return both and not own and clause and not verb.row.yields


def of_project(contract: Draft, project: Draft) -> bool:
    """Whether a contract with a public body is only the leave for what its other side invests (تستثمر X مليارا في حقل
    وفقا لعقد أبرمته مع الحكومة), or a plant only what a joint venture is for (تأسيس شركة X، التي ستبني مصنعا).
    """
    if contract.row.type == "project_investment" and project.row.type == "joint_venture" and project.told():
        builders = {p.mention.canonical for p in contract.roles.get("investor", ())}
        return bool(builders) and builders <= {p.mention.canonical for p in project.roles.get("target", ())}
    if contract.row.type != "contract" or project.row.type not in INVESTS or not project.told():
        return False
    investors = {p.mention.canonical for p in project.roles.get("investor", ())}
    sides = [p for of in contract.roles.values() for p in of]
    firms = {p.mention.canonical for p in sides if p.kind not in ("government", "place")}
    funded = project.amount_cost or project.roles.get("target")
    return (
        bool(firms)
        and firms <= investors
        and contract.trigger.form == "noun"
        and bool(funded)
        and (contract.trigger.first > project.trigger.last)
    )


def from_to(draft: Draft, prep: str) -> bool:
    """Whether an order goes from a customer to whom ل governs, who then supplies: عقد من X لـY."""
    row = draft.row
    if prep != "li" or row.type != "contract" or row.min != "customer" or draft.trigger.form != "noun":
        return False
    return any(how.endswith("/min") for how in draft.rules.values())


def signed_with(reading: Reading, draft: Draft, left: list[Phrase]) -> None:
    """With whom a noun's deal is signed whom a pronoun goes back to: شركة X التي وقعت معها Y عقدا; where nobody else
    is told to sign, X does, with what the text is about.
    """
    row, first = draft.row, draft.trigger.first
    at = _with_it(reading, first) if draft.trigger.form == "noun" and row.maa else -1
    opening = next((i for i in range(at, max(-1, at - _WITHIN), -1) if _opens_clause(reading, i)), -1) if at > 0 else -1
    before = [p for p in left if p.kind == "company" and p.last < opening and p.prep != "owner"]
    if not before:
        return
    if any(opening < p.first for p in left if not p.prep and p.kind != "thing"):
        for one in reading.series_of(before[-1].series or before[-1]):
            draft.fill(row.maa, one, "maa")
    elif reading.topic is not None and not same(reading.topic, before[-1].mention):
        draft.fill(row.maa, Phrase(replace(reading.topic, how="referred"), at, at, left=at), "pronoun")


def _with_it(reading: Reading, first: int) -> int:
    """The word before a noun that says with whom, by a pronoun (معها), in the noun's clause; or -1."""
    for index in range(first - 1, max(0, first - _WITHIN), -1):
        if reading.breaks(index, first) or reading.grammar.has(reading.words[index].text, "relative"):
            return -1
        if pronoun_column(reading.words[index].text) == "maa":
            return index
    return -1


def _opens_clause(reading: Reading, index: int) -> bool:
    """Whether a relative pronoun or a comma opens a clause at a word: X التي أبرمت، X وهي شركة أبرمت."""
    return reading.grammar.has(reading.words[index].text, "relative") or (
        index > 0 and reading.commas(index - 1, index) > 0
    )


def done_for_topic(reading: Reading, draft: Draft) -> None:
    """For whom a part of a project is done that somebody else takes on: whom the text is about."""
    role, topic, at = draft.row.about, reading.topic, draft.trigger.first
    if not role:
        return
    ways = draft.ways()
    if "relative" in ways and role not in draft.roles:
        draft.roles, draft.rules = {}, {}  # X التي ستتولى البناء only says what X is for
    elif draft.trigger.form != "noun" and _described(reading, at) and not ways & {"verb-first", "frame"}:
        draft.roles, draft.rules = {}, {}  # شركة مختلطة تتولى التركيب: a company that is not named does
    elif role not in draft.roles and topic is not None and draft.roles:
        draft.fill(role, Phrase(replace(topic, how="referred"), at, at, left=at), "topic")


def _described(reading: Reading, index: int) -> bool:
    """Whether a verb describes a noun right before it, that is no name and no particle."""
    if index == 0 or not plain(reading.gap(index - 1, index)):
        return False
    named = any(phrase.first <= index - 1 <= phrase.last for phrase in reading.phrases)
    return not named and not reading.grammar.exact(reading.words[index - 1].text) & _PARTICLES
