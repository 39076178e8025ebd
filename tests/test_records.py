"""The pydantic models and the Arrow schema tell the same columns; every offset slices to its text."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from pydantic import BaseModel, ValidationError

from safqa.document import Amount, Article, Deal, Doc, Mention, Party, Result
from safqa.normalise import normalise
from safqa.records import (
    SCHEMAS,
    AmountRecord,
    ArticleRecord,
    DealRecord,
    MentionRecord,
    RejectRecord,
    deal_records,
    to_table,
)

MODELS: dict[str, type[BaseModel]] = {
    "deals": DealRecord,
    "mentions": MentionRecord,
    "articles": ArticleRecord,
    "rejects": RejectRecord,
}
RAW = "خَبَر\nاشترتْ الواحة النخيلَ بـ٥ دولارات"


def made(amount: Amount) -> Result:
    doc = Doc(Article("a", RAW.partition("\n")[2], "خَبَر", published=datetime(2024, 5, 1, tzinfo=UTC)), normalise(RAW))
    left, right = doc.text.index("الواح"), doc.text.index("5")
    money = Mention("money", right, len(doc.text), "money.test", amount=amount)
    party = Party("acquirer", left, left + 6, "الواحة", "Q1", "test")
    return Result(doc, [Deal("acquisition", "completed", [party], amount=money)])


@pytest.mark.parametrize("kind", MODELS)
def test_models_and_schema_have_the_same_columns(kind: str) -> None:
    names = ["class" if name == "cls" else name for name in MODELS[kind].model_fields]
    assert sorted(names) == sorted(SCHEMAS[kind].names)


def test_offsets_point_into_the_article_as_read() -> None:
    (record,) = deal_records(made(Amount(Decimal(5), Decimal(5), "USD")), "hash")
    assert record.parties[0].name == "الواحة"
    assert record.amount is not None
    assert record.amount.text == RAW[record.amount.start : record.amount.end] == "٥ دولارات"
    assert (record.amount.usd_min, record.amount.usd_max) == (Decimal(5), Decimal(5))
    table = to_table("deals", [record])
    assert table.schema.field("amount").type.field("min").type == pa.decimal128(24, 3)


def test_other_money_has_no_dollars_and_the_id_is_stable() -> None:
    first, again = (deal_records(made(Amount(Decimal(5), None, "SAR")), ruleset)[0] for ruleset in ("a", "b"))
    assert first.amount is not None
    assert first.amount.usd_min is None
    assert first.deal_id == again.deal_id
    assert first.deal_id != deal_records(made(Amount(Decimal(6), None, "SAR")), "a")[0].deal_id


def test_an_amount_too_large_for_its_column_is_left_out() -> None:
    (record,) = deal_records(made(Amount(Decimal(10) ** 40, None, "USD")), "hash")
    assert record.amount is None
    assert to_table("deals", [record]).num_rows == 1


def test_a_span_that_does_not_fit_its_text_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not fit"):
        AmountRecord(text="دولار", start=0, end=3, min=None, max=None, currency="USD", qualifier="exact")
