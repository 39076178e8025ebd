"""The working types of one article: what is read, what is found in it, what is made of it.

All spans in this module are half-open and in characters of the *normalised* text (``Doc.text``); they become raw
offsets only when a record is built. Nothing here does any work.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from .aligned import Aligned

Kind = Literal["company", "money", "percent", "date", "trigger", "cue", "person", "government", "place"]
Qualifier = Literal["exact", "approx", "up_to", "at_least", "range", "order"]
DealType = Literal[
    "acquisition",
    "merger",
    "investment",
    "funding_round",
    "ipo",
    "joint_venture",
    "partnership",
    "debt",
    "contract",
    "project_investment",
]
Status = Literal["rumored", "planned", "agreed", "completed", "stalled", "cancelled", "denied"]
Precision = Literal["day", "week", "month", "season", "quarter", "half", "year", "range"]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read. ``text`` and ``title`` are never edited."""

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: datetime | None = None

    @property
    def full(self) -> str:
        """What offsets point into: title, a newline and the text; the text alone where there is no title."""
        return f"{self.title}\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in units of its currency. An open side is ``None``. ``reason`` says how an ambiguous currency was
    settled, ``per`` what a rate is for (year, month, share, barrel), ``gloss_of`` the start of the amount that this
    one converts in brackets, ``part`` what the amount is (price, valuation, debt, total, revenue, penalty).
    """

    min: Decimal | None
    max: Decimal | None
    currency: str
    qualifier: Qualifier = "exact"
    reason: str | None = None
    per: str | None = None
    gloss_of: int | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage or a share told as a fraction, in percent (25 % is 25)."""

    min: Decimal | None
    max: Decimal | None
    qualifier: Qualifier = "exact"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A stretch of days, both ends included, known to ``precision``. ``iso`` is its short form ("2026-09",
    "2025-Q3", "2014").
    """

    start: date
    end: date
    precision: Precision
    iso: str


@dataclass(slots=True)
class Mention:
    """Something found in the text: what, where, by which rule, and what it means by kind."""

    kind: Kind
    start: int
    end: int
    rule: str
    amount: Amount | None = None
    percent: Percent | None = None
    date: DateSpan | None = None
    canonical: str | None = None
    company_id: str | None = None
    company_kind: str | None = None
    how: str | None = None  # company: listed, discovered, referred
    reason: str | None = None
    lemma: str | None = None
    type: str | None = None
    cls: str | None = None


@dataclass(slots=True)
class Sentence:
    """A sentence's span. ``kind`` tells title, dateline, bullet and plain text apart."""

    start: int
    end: int
    kind: Literal["title", "text", "bullet", "dateline"] = "text"


@dataclass(slots=True)
class Doc:
    """One article on its way: text, sentences, mentions, and the words that refer (الشركة) with whom they mean."""

    article: Article
    aligned: Aligned
    sentences: list[Sentence] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    references: list[Mention] = field(default_factory=list)
    voices: dict[int, Mention] = field(default_factory=dict)  # for whom the officer quoted in a sentence speaks
    outsiders: frozenset[int] = frozenset()  # where companies are named whose people only comment

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.aligned.text


@dataclass(frozen=True, slots=True)
class Fill:
    """Which rule filled which field of a deal, from which span."""

    field: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a deal: its role, the span of its name, and who that is in the lexicon."""

    role: str
    start: int
    end: int
    canonical: str | None = None
    company_id: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: the source's name and the words that name it."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that tells the deal, and the rule that read it there."""

    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Deal:
    """One transaction of an article as assembled, before it becomes a record."""

    type: DealType
    status: Status
    parties: list[Party] = field(default_factory=list)
    amount: Mention | None = None
    valuation: Mention | None = None
    stake: Mention | None = None
    round: str | None = None
    date: Mention | None = None
    amount_disclosed: bool | None = None
    attribution: Attribution | None = None
    evidence: list[Evidence] = field(default_factory=list)
    slots: list[Fill] = field(default_factory=list)
    confidence: float = 0.0


@dataclass(slots=True)
class Result:
    """What was read in one article."""

    doc: Doc
    deals: list[Deal] = field(default_factory=list)
