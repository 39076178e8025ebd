"""What a sum or a share is to the deals of its sentence: a price, the value of a company, or nothing of a deal.

A sum's own words decide: the part that money reading gives it (``rules/deals/parts.tsv``), and, for the many words of
value (قيمة، قيمتها), whose value it is: that of a deal or of what is sold (``rules/deals/nouns.tsv``) is a price, that
of a company is its valuation. A share is what changes hands unless its words say that it is held, a premium, or grew.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from ..document import DealType, Mention
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from .phrases import Reading

Use = Literal["amount", "valuation", "unsure", "never"]
Owner = Literal["deal", "company"]
_CLAUSE_WORDS = 12  # how far back the words of a sum may stand
_BESIDE = 4  # words between a company and "its value" with which it is the company's
_AFTER_VALUE = 5  # words after "value" among which its owner is named
_HELD_REACH, _CHANGE_REACH = 5, 4  # words before a share that say that it is held, or that it is a change
_ORDERS = 7  # words before a sum among which a word of orders makes it one
_CHANGED = 2  # words between what a sum was and what it became
_OF_IT = 3  # words before a sum among which "of it" makes it a part of another
_LABEL = 3  # words before a colon that may label a sum
_PRICED = 2  # words before a sum among which a word of price makes it one
_HARD = regex.compile(r"[؛!؟\n]|[.:](?!$)")
_TO = fold("إلى")
_FROM = fold("من")
_BETWEEN = tuple(fold(word) for word in ("ب", "بما", "بين", "بمبلغ"))  # what may stand before the bounds of a sum


class PartRow(RuleModel):
    """What a part of a sentence's money is to a deal; for which types an unsure one is an amount, for which only
    behind a word of price, and for which where a later sentence says it; and why.
    """

    part: str
    use: Use
    types: str = ""
    priced: str = ""
    later: str = ""
    why: str


class NounRow(RuleModel):
    """A noun whose value is a price, and the types of deals that it means (none: any)."""

    noun: str
    types: str = ""
    why: str = ""


@dataclass(frozen=True)
class Parts:
    """The uses by part, and the types of deals that a noun may mean."""

    uses: dict[str, PartRow]
    nouns: dict[str, frozenset[DealType]]

    @classmethod
    def load(cls, folder: RulePath) -> Parts:
        """Reads ``parts.tsv`` and ``nouns.tsv`` of a folder. Raises ``RuleError``."""
        uses = {row.part: row for _, row in read_tsv(folder / "parts.tsv", PartRow)}
        nouns = {fold(row.noun): frozenset(row.types.split()) for _, row in read_tsv(folder / "nouns.tsv", NounRow)}
        return cls(uses, nouns)  # type: ignore[arg-type]

    def noun(self, word: str) -> frozenset[DealType] | None:
        """The types that a word means as a noun of a deal, clitics and pronouns looked through; ``None`` for none."""
        for stem in stems(word):
            if stem in self.nouns:
                return self.nouns[stem]
        return None


def stems(word: str) -> list[str]:
    """A noun as it may stand in a list: without clitics, article and possessive pronoun."""
    out = []
    for form in (word, word[1:] if word[:1] in "وف" else ""):
        for bare in (form, regex.sub(r"^(?:[بلك]?ال|لل|[بلك])", "", form)):
            if len(bare) < 3:
                continue
            out.append(bare)
            if match := regex.fullmatch(r"(\w{2,}?)(?:هما|هم|ها|ه)", bare):
                out += [match[1], match[1][:-1] + "ه"] if match[1].endswith("ت") else [match[1]]
    return out


def sums_of(reading: Reading) -> list[Mention]:
    """The money of a sentence but rates and conversions; what a price of one share comes to in all is no conversion."""
    money = [m for m in reading.inside if m.kind == "money" and m.amount is not None and not _of_each(reading, m)]
    rates = {m.start for m in money if m.amount is not None and m.amount.per}
    plain = [m for m in money if m.amount is not None and not m.amount.per]
    return [m for m in plain if m.amount is not None and (m.amount.gloss_of is None or m.amount.gloss_of in rates)]


def yearly_of(reading: Reading) -> list[Mention]:
    """The money of a sentence that is paid each year: what a contract comes to, where nothing tells it in all."""
    return [m for m in reading.inside if m.kind == "money" and m.amount is not None and m.amount.per == "year"]


def _of_each(reading: Reading, mention: Mention) -> bool:
    """Whether a sum is the price of one thing of several: 74 مليون دولار للطائرة الواحدة."""
    after = [word.text for word in reading.words if word.start >= mention.end][:2]
    return len(after) > 1 and after[0].startswith("ل") and reading.grammar.has(after[1], "apiece")


def before(reading: Reading, mention: Mention) -> list[int]:
    """The words of the clause before a mention, nearest first, up to another sum or a stop."""
    at = place(reading, mention)
    out: list[int] = []
    for index in range(at - 1, max(-1, at - 1 - _CLAUSE_WORDS), -1):
        word = reading.words[index]
        stop = _HARD.search(reading.gap(index, index + 1))
        if stop is not None and stop.group() == ":":
            label = range(index, max(-1, index - _LABEL), -1)
            if any(is_a(reading, i, kind) for i in label for kind in ("price_noun", "valuation")):
                return [*out, *label]  # القيمة الإجمالية للعقد: 410 ملايين دولار
        if stop is not None or any(
            m.kind == "money" and m.start < word.end and word.start < m.end for m in reading.inside
        ):
            break
        out.append(index)
    return out


def place(reading: Reading, mention: Mention) -> int:
    """The index of the word at which a mention begins."""
    return next((i for i, w in enumerate(reading.words) if w.end > mention.start), len(reading.words) - 1)


def is_a(reading: Reading, index: int, kind: str) -> bool:
    """Whether a word of the sentence belongs to a class, clitics looked through."""
    return reading.grammar.any_reading(reading.words[index].text, kind) is not None


def context(reading: Reading, mention: Mention, span: int, kind: str) -> bool:
    """Whether a word of a class stands within ``span`` words before a mention."""
    words = [w for w in reading.words if w.end <= mention.start][-span:]
    return any(reading.grammar.any_reading(w.text, kind) for w in words)


# -- sums ------------------------------------------------------------------------------------------------------------


def use_of(reading: Reading, mention: Mention, parts: Parts) -> Use:
    """What a sum is to the deals of its sentence. A word of exchange right before it (مقابل، بمبلغ) makes it a price
    whatever is paid with; else whose value it is decides, then its part, then the nearest word of a class.
    """
    row = part_of(mention, parts)
    if row is not None and row.part == "share_price" and _comes_to(reading, mention):
        return "amount"
    if row is not None and row.use == "never" and row.part in ("market_value", "share_price", "rate"):
        return "never"
    if _is_part(reading, mention):
        return "amount" if _in_round(reading, mention, parts) else "never"  # منها 500 مليون نقدا
    if _raised_to(reading, mention) or _total_of_rounds(reading, mention, parts):
        return "never"
    worth = whose(reading, mention, parts) if row is None or row.part != "cost" else None  # تقيم X محطة بكلفة مليون
    if worth == "company":
        return "valuation"
    priced = context(reading, mention, _PRICED, "price")
    use = row.use if row is not None and not (worth == "deal" and row.use == "valuation") else None
    if use == "unsure":
        bought = row is not None and row.part == "capital" and _share_of(reading, mention)
        return "amount" if bought or context(reading, mention, _PRICED, "exchange") else "unsure"
    if use is not None and not (use == "amount" and not priced and _class(reading, mention) == "never"):
        return use
    found = _class(reading, mention)
    return "amount" if worth == "deal" and found == "valuation" else found


def _is_part(reading: Reading, mention: Mention) -> bool:
    """Whether a sum is a part of the one told before it: منها 500 مليون نقدا, not جمعت منها 4 مليارات."""
    return any(
        is_a(reading, index, "of_it") and not (index and is_a(reading, index - 1, "raises"))
        for index in before(reading, mention)[:_OF_IT]
    )


def _in_round(reading: Reading, mention: Mention, parts: Parts) -> bool:
    """Whether a round is told right behind a sum: 18 مليون دولار في الجولة الثانية."""
    after = [word.text for word in reading.words if word.start >= mention.end][:_OF_IT]
    return any(parts.noun(word) == frozenset(("funding_round",)) for word in after)


def _total_of_rounds(reading: Reading, mention: Mention, parts: Parts) -> bool:
    """Whether a sum is what several rounds come to, one of which the next sum tells: 31 مليون دولار، منها 18 مليونا في
    الجولة الثانية.
    """
    later = next((m for m in reading.inside if m.kind == "money" and m.start > mention.start), None)
    return later is not None and _is_part(reading, later) and _in_round(reading, later, parts)


def _raised_to(reading: Reading, mention: Mention) -> bool:
    """Whether a sum is what another was before it was changed (رفعت عرضها من 10 مليارات إلى 12 مليارا), or the capital
    that it was changed to (زيادة رأسمالها من 200 مليون إلى 500 مليون).
    """
    money = [m for m in reading.inside if m.kind == "money"]
    for first, second in pairwise(money):
        between = [w.text for w in reading.words if first.end <= w.start and w.end <= second.start]
        begin = place(reading, first)
        if between[:1] != [_TO] or len(between) > _CHANGED or not begin or reading.words[begin - 1].text != _FROM:
            continue
        capital = any(is_a(reading, i, "capital") for i in range(max(0, begin - _ORDERS), begin))
        if mention is first or (mention is second and capital):
            return True
    return False


def _share_of(reading: Reading, mention: Mention) -> bool:
    """Whether a share of something is told before a sum, which then is no size of it: 13 % من رأسمال X بقيمة مليون."""
    ends = [m.end for m in reading.inside if m.kind == "percent" and m.end <= mention.start]
    return any(
        index > 1 and reading.words[index - 1].text == _FROM and reading.words[index - 2].end in ends
        for index in before(reading, mention)
    )


def _comes_to(reading: Reading, mention: Mention) -> bool:
    """Whether a sum is what the price of one share before it comes to in all: 25 دولارا للسهم، أي 4 مليارات."""
    rates = [m for m in reading.inside if m.kind == "money" and m.end <= mention.start and m.amount is not None]
    if not rates or rates[-1].amount is None or not rates[-1].amount.per:
        return False
    return any(context(reading, mention, _PRICED + 1, kind) for kind in ("in_all", "price", "raises"))


def part_of(mention: Mention, parts: Parts) -> PartRow | None:
    """The row of the part that money reading gives a sum."""
    return parts.uses.get((mention.amount.part if mention.amount is not None else None) or "")


def barred(reading: Reading, mention: Mention) -> frozenset[DealType]:
    """The types of deals that a sum has no part in: what investors ask for (طلبات الاكتتاب) is not what is issued."""
    orders = any(is_a(reading, index, "orders") for index in before(reading, mention)[:_ORDERS])
    return frozenset(("debt", "ipo")) if orders else frozenset()


def types_of(reading: Reading, mention: Mention, parts: Parts) -> list[str]:
    """The types of deals for which an unsure sum is an amount; of some only behind a word of price (أصول بقيمة)."""
    row = part_of(mention, parts)
    if row is None:
        return []
    return row.types.split() + (row.priced.split() if context(reading, mention, _PRICED, "price") else [])


def whose(reading: Reading, mention: Mention, parts: Parts) -> Owner | None:
    """Whose value a sum is, by the nearest word of value, of valuation or of exchange before it in its clause."""
    commas = 0
    for index in before(reading, mention):
        commas += reading.commas(index, index + 1)
        if commas > 1 or any(is_a(reading, index, kind) for kind in ("exchange", "raises", "not_price")):
            return None
        if is_a(reading, index, "equals") and any(
            parts.noun(reading.words[i].text) is not None for i in range(index + 1, place(reading, mention))
        ):
            return "deal"  # تساوي الطلبية 7 مليارات
        if is_a(reading, index, "valuation") or _appraised(reading, index, mention):
            return "company"
        if is_a(reading, index, "value"):
            return _owner(reading, index, parts)
    return None


def _appraised(reading: Reading, index: int, mention: Mention) -> bool:
    """Whether a verb that else means "does" puts a value on a company: تقوّم الشركة بمليار, not تقوم الشركة ببناء."""
    if not is_a(reading, index, "appraises"):
        return False
    between = range(index + 1, place(reading, mention))
    named = [i for i in between if _names_company(reading, i) or is_a(reading, i, "head")]
    rest = [i for i in between if i not in named]
    return bool(named) and all(is_a(reading, i, "approx") or reading.words[i].text in _BETWEEN for i in rest)


def _owner(reading: Reading, index: int, parts: Parts) -> Owner | None:
    """Whose value a word of value at ``index`` means: what follows it, or what its pronoun goes back to."""
    word = reading.words[index].text
    if not regex.search(r"(?:ها|هما|قيمته)$", word):
        return _genitive(reading, index, parts)
    if index and is_a(reading, index - 1, "becomes") and _reaches(reading, index):
        return "company"  # باتت قيمتها تتجاوز مليار دولار
    if index and is_a(reading, index - 1, "lift") and _leads_to(reading, index):
        verb = reading.words[index - 1].text
        if verb.startswith("ل") or is_a(reading, index - 1, "raise"):
            return "company"  # ما رفع قيمتها إلى، لتصل قيمتها إلى
    owner: Owner | None = None
    estimated = index > 0 and is_a(reading, index - 1, "lift")
    for left in range(index - 1, max(-1, index - _CLAUSE_WORDS), -1):
        if _HARD.search(reading.gap(left, left + 1)):
            return owner
        if parts.noun(reading.words[left].text) is not None:
            return owner or "deal"
        if owner is None and is_a(reading, left, "entity"):
            return "company"  # كيانا تبلغ قيمته
        if estimated and owner is None and index - left <= _BESIDE and _names_company(reading, left):
            owner = "company"  # «سراب» التي تقدر قيمتها بـ
    return owner


def _names_company(reading: Reading, index: int) -> bool:
    """Whether a word belongs to a company's name, or refers to one."""
    return is_a(reading, index, "reference") or any(
        p.first <= index <= p.last and p.kind == "company" for p in reading.phrases
    )


def _leads_to(reading: Reading, index: int) -> bool:
    """Whether "to" or "by" comes right behind a word of value: قيمتها إلى."""
    return index + 1 < len(reading.words) and reading.words[index + 1].text == _TO


def _reaches(reading: Reading, index: int) -> bool:
    """Whether a word of reaching a sum comes right behind a word of value: قيمتها تتجاوز."""
    return index + 1 < len(reading.words) and is_a(reading, index + 1, "reaches")


def _genitive(reading: Reading, index: int, parts: Parts) -> Owner | None:
    for at in range(index + 1, min(len(reading.words), index + 1 + _AFTER_VALUE)):
        if parts.noun(reading.words[at].text) is not None:
            return "deal"
        if is_a(reading, at, "share"):
            return "deal"
        if _names_company(reading, at):
            return "company"
        if not any(is_a(reading, at, kind) for kind in ("head", "name_head", "in_all", "estimates", "upon")):
            return None
    return None


def _class(reading: Reading, mention: Mention) -> Use:
    words = [w for w in reading.words if w.end <= mention.start][-4:]
    for word in reversed(words):
        for kind, use in (("valuation", "valuation"), ("price", "amount"), ("not_price", "never")):
            if reading.grammar.any_reading(word.text, kind) is not None:
                return use  # type: ignore[return-value]
    return "amount"


# -- shares ----------------------------------------------------------------------------------------------------------


def held(reading: Reading, mention: Mention, parts: Parts) -> bool:
    """Whether a share is what is held in the end or was held before, a premium or a growth, a tranche for a kind of
    buyers, or a part of something else than a company: not what changes hands.
    """
    at = place(reading, mention)
    last = max((i for i in range(at, len(reading.words)) if reading.words[i].start < mention.end), default=at)
    if last + 1 < len(reading.words) and reading.words[last + 1].text == _TO and _percent_at(reading, last + 2):
        return True  # من 9 % إلى 4 %
    if of_other(reading, last, parts):
        return True
    for far, index in enumerate(_near(reading, mention, at)):
        if parts.noun(reading.words[index].text) is not None and not is_a(reading, index, "share"):
            return False  # ارتفعت أرباحها بعد شراء 30 %
        if is_a(reading, index, "holding") or (far < _CHANGE_REACH and is_a(reading, index, "change")):
            return True
        if reading.words[index].text == _TO and not (
            index and (is_a(reading, index - 1, "cap") or is_a(reading, index - 1, "besides"))
        ):
            between = (reading.words[i].text for i in range(index + 1, at))
            return not any(word.startswith("ل") for word in between)  # not إلى اتفاق لشراء 30 %
    return False


def whole_share(reading: Reading, mention: Mention) -> bool:
    """Whether a share is all of a share: كامل حصتها says nothing of how much that is."""
    if regex.search(r"\d", reading.doc.text[mention.start : mention.end]):
        return False
    at = place(reading, mention)
    return not is_a(reading, at, "stake") and at + 1 < len(reading.words) and is_a(reading, at + 1, "stake")


def _near(reading: Reading, mention: Mention, at: int) -> list[int]:
    """The words right before a share, nearest first, up to a comma or another quantity."""
    out: list[int] = []
    for index in range(at - 1, max(-1, at - 1 - _HELD_REACH), -1):
        word = reading.words[index]
        if (
            reading.commas(index, index + 1)
            or _HARD.search(reading.gap(index, index + 1))
            or any(m.kind in ("money", "percent") and m.start < word.end and word.start < m.end for m in reading.inside)
        ):
            break
        out.append(index)
    return out


def _percent_at(reading: Reading, index: int) -> bool:
    if index >= len(reading.words):
        return False
    word = reading.words[index]
    return any(m.kind == "percent" and m.start < word.end and word.start < m.end for m in reading.inside)


def of_other(reading: Reading, last: int, parts: Parts) -> bool:
    """Whether a share is one of sales, a market or the like: 30 % من إيراداتها."""
    after = range(last + 1, min(last + 4, len(reading.words)))
    if not after or reading.words[after[0]].text not in (_FROM, fold("في")):
        return False
    return any(is_a(reading, i, "not_share") or is_a(reading, i, "not_price") for i in after[1:2])
