"""The records that leave the program: pydantic models, the Arrow schema, and how a record is built.

Spans become raw offsets here and nowhere else, and every one is checked: the slice of the article as read is the
stored text, or building the record fails.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, model_validator

from .document import Amount, Deal, DealType, Doc, Mention, Qualifier, Result, Status
from .rates import Rates

SCHEMA_VERSION = "1"
_LIMIT = Decimal(10) ** 21  # decimal128(24, 3) holds 21 digits before the point


class Record(BaseModel):
    """Base of every record: immutable, nothing unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Spanned(Record):
    text: str
    start: int
    end: int

    @model_validator(mode="after")
    def _half_open(self) -> _Spanned:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"span {self.start}:{self.end} does not fit {self.text!r}")
        return self


class AmountRecord(_Spanned):
    """Money in units of its currency; an open side is null. ``usd_min`` and ``usd_max`` are the same in dollars, where
    it is in dollars or a rate table has its currency at the day of publication.
    """

    min: Decimal | None
    max: Decimal | None
    currency: str
    qualifier: Qualifier
    usd_min: Decimal | None = None
    usd_max: Decimal | None = None


class StakeRecord(_Spanned):
    """A share in percent."""

    min: float | None
    max: float | None


class DateRecord(Record):
    """A stretch of days, both included."""

    start: date
    end: date
    precision: str
    text: str


class PartyRecord(Record):
    """A party: the text's own form, the lexicon's name and id."""

    role: str
    name: str
    canonical: str | None
    company_id: str | None
    start: int
    end: int


class AttributionRecord(_Spanned):
    """Who says so."""

    source: str


class EvidenceRecord(_Spanned):
    """A sentence that tells the deal, and the rule that read it."""

    rule: str


class SlotRecord(Record):
    """Which rule filled which field, from where."""

    field: str
    rule: str
    start: int
    end: int


class DealRecord(Record):
    """One deal of one article (the columns of ``deals/``)."""

    deal_id: str
    article_id: str
    source: str | None
    url: str | None
    title: str | None
    published: datetime | None
    type: DealType
    status: Status
    parties: list[PartyRecord]
    amount: AmountRecord | None
    valuation: AmountRecord | None
    amount_disclosed: bool | None
    stake: StakeRecord | None
    round: str | None
    date: DateRecord | None
    attribution: AttributionRecord | None
    evidence: list[EvidenceRecord]
    slots: list[SlotRecord]
    confidence: float
    ruleset: str
    schema_version: str


class MentionRecord(_Spanned):
    """Something found in an article (the columns of ``mentions/``)."""

    article_id: str
    kind: str
    rule: str
    canonical: str | None = None
    company_id: str | None = None
    amount: AmountRecord | None = None
    value: StakeRecord | None = None
    date: DateRecord | None = None
    lemma: str | None = None
    type: str | None = None
    cls: str | None = None


class ArticleRecord(Record):
    """An article that was read (the columns of ``articles/``)."""

    article_id: str
    source: str | None
    url: str | None
    title: str | None
    published: datetime | None
    input: str
    place: str
    hash: str
    characters: int
    sentences: int
    mentions: int
    deals: int
    arabic_share: float
    duplicate_of: str | None


class RejectRecord(Record):
    """An input that could not be read (the columns of ``rejects/``)."""

    input: str
    place: str
    reason: str
    hash: str


_MONEY = pa.decimal128(24, 3)
_WORD = pa.dictionary(pa.int32(), pa.string())
_SPAN = [("text", pa.string()), ("start", pa.int64()), ("end", pa.int64())]
_AMOUNT = pa.struct([*_SPAN, ("min", _MONEY), ("max", _MONEY), ("currency", pa.string()), ("qualifier", pa.string()),
                     ("usd_min", _MONEY), ("usd_max", _MONEY)])  # fmt: skip
_STAKE = pa.struct([*_SPAN, ("min", pa.float64()), ("max", pa.float64())])
_DATE = pa.struct([("start", pa.date32()), ("end", pa.date32()), ("precision", pa.string()), ("text", pa.string())])
_TIME = pa.timestamp("s", tz="UTC")

SCHEMAS: dict[str, pa.Schema] = {
    "deals": pa.schema([
        ("deal_id", pa.string()), ("article_id", pa.string()), ("source", pa.string()), ("url", pa.string()),
        ("title", pa.string()), ("published", _TIME), ("type", _WORD), ("status", _WORD),
        ("parties", pa.list_(pa.struct([("role", pa.string()), ("name", pa.string()), ("canonical", pa.string()),
                                        ("company_id", pa.string()), ("start", pa.int64()), ("end", pa.int64())]))),
        ("amount", _AMOUNT), ("valuation", _AMOUNT), ("amount_disclosed", pa.bool_()), ("stake", _STAKE),
        ("round", pa.string()), ("date", _DATE), ("attribution", pa.struct([*_SPAN, ("source", pa.string())])),
        ("evidence", pa.list_(pa.struct([*_SPAN, ("rule", pa.string())]))),
        ("slots", pa.list_(pa.struct([("field", pa.string()), ("rule", pa.string()), ("start", pa.int64()),
                                      ("end", pa.int64())]))),
        ("confidence", pa.float64()), ("ruleset", pa.string()), ("schema_version", pa.string()),
    ]),
    "mentions": pa.schema([
        *_SPAN, ("article_id", pa.string()), ("kind", pa.string()), ("rule", pa.string()), ("canonical", pa.string()),
        ("company_id", pa.string()), ("amount", _AMOUNT), ("value", _STAKE), ("date", _DATE), ("lemma", pa.string()),
        ("type", pa.string()), ("class", pa.string()),
    ]),
    "articles": pa.schema([
        ("article_id", pa.string()), ("source", pa.string()), ("url", pa.string()), ("title", pa.string()),
        ("published", _TIME), ("input", pa.string()), ("place", pa.string()), ("hash", pa.string()),
        ("characters", pa.int64()), ("sentences", pa.int64()), ("mentions", pa.int64()), ("deals", pa.int64()),
        ("arabic_share", pa.float64()), ("duplicate_of", pa.string()),
    ]),
    "rejects": pa.schema([("input", pa.string()), ("place", pa.string()), ("reason", pa.string()),
                          ("hash", pa.string())]),
}  # fmt: skip


def to_table(name: str, records: list[Any]) -> pa.Table:
    """Records of one kind as an Arrow table with the explicit schema, also when there are none."""
    rows = [record.model_dump() for record in records]
    for row in rows:
        if "cls" in row:
            row["class"] = row.pop("cls")
        if row.get("published") is not None:
            row["published"] = row["published"].replace(microsecond=0)
    return pa.Table.from_pylist(rows, schema=SCHEMAS[name])


def utc(moment: datetime | None) -> datetime | None:
    """A moment in UTC; one without a zone is taken as UTC."""
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def text_hash(text: str) -> str:
    """A digest of a text (16 hexadecimal digits)."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def deal_records(result: Result, ruleset: str, rates: Rates | None = None) -> list[DealRecord]:
    """The deals of an article as records; amounts also in dollars, at the rates of the day of publication."""
    return [_deal(result.doc, deal, ruleset, rates) for deal in result.deals]


def mention_records(result: Result, rates: Rates | None = None) -> list[MentionRecord]:
    """The mentions of an article as records; amounts also in dollars, at the rates of the day of publication."""
    names = own_names(result.doc)
    return [_mention(result.doc, mention, names, rates) for mention in result.doc.mentions]


def _span(doc: Doc, start: int, end: int) -> dict[str, Any]:
    left, right = doc.aligned.raw_span(start, end)
    return {"text": doc.aligned.raw[left:right], "start": left, "end": right}


def _fits(*sides: Decimal | None) -> bool:
    return all(side is None or abs(side) < _LIMIT for side in sides)


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.001"))


def _amount(doc: Doc, mention: Mention | None, rates: Rates | None) -> AmountRecord | None:
    """An amount; one too large for the column (no real price is) is left out, and the mention's text still shows it."""
    if mention is None or mention.amount is None or not _fits(mention.amount.min, mention.amount.max):
        return None
    found = mention.amount
    low, high = _rounded(found.min), _rounded(found.max)
    usd = _usd(doc, found, rates) if found.currency != "USD" else (low, high)
    return AmountRecord(
        **_span(doc, mention.start, mention.end), min=low, max=high, currency=found.currency, qualifier=found.qualifier,
        usd_min=usd[0], usd_max=usd[1],
    )  # fmt: skip


def _usd(doc: Doc, amount: Amount, rates: Rates | None) -> tuple[Decimal | None, Decimal | None]:
    """Dollars at the rate of the day of publication; of what a rate makes too large for the column, none."""
    published = utc(doc.article.published)
    if rates is None or published is None:
        return None, None
    low, high = rates.usd(amount, published.date())
    return (low, high) if _fits(low, high) else (None, None)


def _stake(doc: Doc, mention: Mention | None) -> StakeRecord | None:
    if mention is None or mention.percent is None:
        return None
    sides = [None if v is None else float(v) for v in (mention.percent.min, mention.percent.max)]
    return StakeRecord(**_span(doc, mention.start, mention.end), min=sides[0], max=sides[1])


def _attribution(doc: Doc, deal: Deal) -> AttributionRecord | None:
    found = deal.attribution
    return None if found is None else AttributionRecord(**_span(doc, found.start, found.end), source=found.source)


def _date(doc: Doc, mention: Mention | None) -> DateRecord | None:
    if mention is None or mention.date is None:
        return None
    found = mention.date
    text = doc.aligned.slice(mention.start, mention.end)
    return DateRecord(start=found.start, end=found.end, precision=found.precision, text=text)


def own_names(doc: Doc) -> dict[str, str]:
    """How the article itself writes each name that no list has: the key of the name to its first full spelling."""
    out: dict[str, str] = {}
    for mention in doc.mentions:
        if mention.canonical and not mention.company_id and doc.text[mention.start : mention.end] == mention.canonical:
            out.setdefault(mention.canonical, doc.aligned.slice(mention.start, mention.end))
    return out


def _deal(doc: Doc, deal: Deal, ruleset: str, rates: Rates | None) -> DealRecord:
    article = doc.article
    parties, names = [], own_names(doc)
    for party in deal.parties:
        span = _span(doc, party.start, party.end)
        canonical = names.get(party.canonical or "", party.canonical) if not party.company_id else party.canonical
        parties.append(PartyRecord(role=party.role, name=span["text"], canonical=canonical,
                                   company_id=party.company_id, start=span["start"], end=span["end"]))  # fmt: skip
    amount = _amount(doc, deal.amount, rates)
    slots = []
    for fill in deal.slots:
        span = _span(doc, fill.start, fill.end)
        slots.append(SlotRecord(field=fill.field, rule=fill.rule, start=span["start"], end=span["end"]))
    record = DealRecord(
        deal_id=deal_id(article.id, deal.type, parties, amount), article_id=article.id, source=article.source,
        url=article.url, title=article.title, published=utc(article.published), type=deal.type, status=deal.status,
        parties=parties, amount=amount, valuation=_amount(doc, deal.valuation, rates),
        amount_disclosed=deal.amount_disclosed,
        stake=_stake(doc, deal.stake), round=deal.round, date=_date(doc, deal.date),
        attribution=_attribution(doc, deal),
        evidence=[EvidenceRecord(**_span(doc, e.start, e.end), rule=e.rule) for e in deal.evidence], slots=slots,
        confidence=deal.confidence, ruleset=ruleset, schema_version=SCHEMA_VERSION,
    )  # fmt: skip
    check_offsets(record, article.full)
    return record


def deal_id(article_id: str, kind: str, parties: list[PartyRecord], amount: AmountRecord | None) -> str:
    """A stable id: a hash of article, type, parties and amount."""
    names = sorted(f"{p.role}={p.canonical or p.name}" for p in parties)
    price = f"{amount.min}-{amount.max}-{amount.currency}" if amount else ""
    return text_hash("\x1f".join([article_id, kind, *names, price]))


def check_offsets(record: DealRecord, full: str) -> None:
    """Raises ``AssertionError`` unless every span of a record slices the article to its stored text."""
    for party in record.parties:
        assert full[party.start : party.end] == party.name, f"{record.article_id}: party {party}"
    for spanned in [record.amount, record.valuation, record.stake, record.attribution, *record.evidence]:
        if spanned is not None:
            assert full[spanned.start : spanned.end] == spanned.text, f"{record.article_id}: {spanned}"


def _mention(doc: Doc, mention: Mention, names: dict[str, str], rates: Rates | None) -> MentionRecord:
    canonical = mention.canonical
    if canonical and not mention.company_id:
        canonical = names.get(canonical, canonical)
    return MentionRecord(
        **_span(doc, mention.start, mention.end), article_id=doc.article.id, kind=mention.kind, rule=mention.rule,
        canonical=canonical, company_id=mention.company_id, amount=_amount(doc, mention, rates),
        value=_stake(doc, mention), date=_date(doc, mention), lemma=mention.lemma, type=mention.type, cls=mention.cls,
    )  # fmt: skip
