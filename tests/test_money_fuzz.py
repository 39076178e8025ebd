"""Any text: nothing fails, spans lead back to the article as read, time is linear, what is written is read back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from safqa.document import Mention
from safqa.mentions.dates import DateRules, find_dates
from safqa.mentions.money import MoneyRules, find_money
from safqa.mentions.percents import PercentRules, find_percents
from safqa.normalise import normalise

FOLDER = Path(__file__).resolve().parent.parent / "rules"
MONEY, PERCENTS, DATES = MoneyRules.load(FOLDER), PercentRules.load(FOLDER), DateRules.load(FOLDER)
FINDERS: dict[str, Callable[[str], list[Mention]]] = {
    "money": lambda text: find_money(text, MONEY),
    "percents": lambda text: find_percents(text, PERCENTS),
    "dates": lambda text: find_dates(text, DATES, datetime(2025, 9, 17)),
}
PIECES = [
    "5", "1,200", "3,05", "04,61", "8ر2", "9 .27", "(20)", "(", ")", "/", "//", "«", "»", '"', "،", ".", "؛",
    " ", "  ", "\u200f", "ـ", "َ", "و", "ال", "ب", "لل", "من", "إلى", "بين", "ما بين", "نحو", "أكثر من",
    "لا يتجاوز", "تصل إلى", "أن تصل إلى", "حاجز", "مليون", "مليونا", "ملايين", "مليار", "ألف", "آلاف", "عشرات",
    "بضعة", "نصف", "ثلاثة أرباع", "مئة", "خمسة", "وعشرين", "واحد", "½", "دولار", "دولارات", "دولارين",
    "الدولار", "للدولار", "مقابل الدولار", "ريال", "الريال السعودي", "ليرة", "دينارتونسي", "مليوندولار",
    "سنتا", "قرشين", "سعودي", "$", "USD", "د.ك", "K", "%", "في المئة", "كامل", "أسهم", "مشترك", "للسهم",
    "سنويا", "في العام", "2018", "مايو", "أمس", "الربع", "الأول", "رمضان", "1446", "ه", "الماضي", "اليمن",
    "الكويت", "- ", "Q3",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from([*PIECES, "\n", " "]), max_size=40).map("".join) | st.text()


@pytest.mark.parametrize("kind", FINDERS)
@given(text=TEXTS)
def test_every_span_leads_back_to_the_text_as_read(kind: str, text: str) -> None:
    aligned = normalise(text)
    last = 0
    for mention in FINDERS[kind](aligned.text):
        assert last <= mention.start < mention.end <= len(aligned.text)
        start, end = aligned.raw_span(mention.start, mention.end)
        assert 0 <= start < end <= len(text)
        assert aligned.slice(mention.start, mention.end) == text[start:end]
        last = mention.end if kind != "percents" else last


@given(text=TEXTS)
def test_the_same_text_gives_the_same_amounts(text: str) -> None:
    folded = normalise(text).text
    fresh = MoneyRules.load(FOLDER) if len(text) % 50 == 1 else MONEY  # nothing that was read before may matter
    assert find_money(folded, fresh) == find_money(folded, MONEY)


REPEATED = [
    "مليون ", "5 مليون و", "مئات المليارات من ", "5 دولار إلى ", "$5", "دينار 5 دينار من الكويت ", "(5 دينار) ",
    "الريال السعودي بـ5 ريالات اليمن ", "10.500 جنيه ", "دفع 5 ملايين دولار منها 3 ملايين ", "بين 5% و7% ", "نصف أسهم ",
    "في 5 مايو ", "الليرة 6.24 مقابل الدولار ", "تجاوز العرض ، وفق ، ", "الربع الأول من ",
    "5\nمليون دولار\n", "دينارتونسي", "لا يتجاوز «دار» ", "عام 1446ه ",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
def test_time_is_linear(piece: str) -> None:
    """Eight times the text takes some eight times as long; squared, it would take 64."""
    times = []
    for count in (400, 3200):
        text = normalise(piece * count).text
        taken = []
        for _ in range(3):
            began = time.process_time()
            for find in FINDERS.values():
                find(text)
            taken.append(time.process_time() - began)
        times.append(min(taken))
    assert times[1] < 24 * times[0] + 0.05


SCALES = {"": 1, " ألف": 10**3, " مليون": 10**6, " مليار": 10**9, " تريليون": 10**12}
NAMES = {"دولار": "USD", "يورو": "EUR", "ريال قطري": "QAR", "جنيه إسترليني": "GBP", "دولار كندي": "CAD"}


@given(
    value=st.decimals(min_value=Decimal("0.001"), max_value=999, places=3),
    scale=st.sampled_from([scale for scale in SCALES if scale]),
    name=st.sampled_from(sorted(NAMES)),
    mark=st.sampled_from([".", "٫"]),
    eastern=st.booleans(),
)
def test_a_formatted_decimal_is_read_back(value: Decimal, scale: str, name: str, mark: str, eastern: bool) -> None:
    digits = f"{value:f}".replace(".", mark)
    digits = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if eastern else digits
    (mention,) = find_money(normalise(f"دفعت الشركة {digits}{scale} {name} نقدا").text, MONEY)
    assert mention.amount is not None
    assert (mention.amount.min, mention.amount.max) == (value * SCALES[scale],) * 2
    assert mention.amount.currency == NAMES[name]


@settings(max_examples=300)
@given(value=st.integers(min_value=3, max_value=10**15), name=st.sampled_from(sorted(NAMES)))
def test_an_amount_in_words_is_read_back(value: int, name: str) -> None:
    groups = [value // 1000**power % 1000 for power in (1, 2, 3, 4)]
    if value % 100 in (1, 2) or any(group % 100 in (1, 2) for group in groups):
        return  # a dual or a single noun follows, which the library does not write
    (mention,) = find_money(normalise(f"دفعت الشركة {num2words(value, lang='ar')} {name} نقدا").text, MONEY)
    assert mention.amount is not None
    assert (mention.amount.min, mention.amount.currency) == (value, NAMES[name])
