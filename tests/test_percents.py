"""Percentages in digits and words, their bounds, and shares told as fractions."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safqa.mentions.percents import PercentRules, find_percents
from safqa.normalise import normalise

RULES = PercentRules.load(Path(__file__).resolve().parent.parent / "rules")


def percents(text: str) -> list[tuple[Decimal | None, Decimal | None, str]]:
    found = [mention.percent for mention in find_percents(normalise(text).text, RULES)]
    return [(percent.min, percent.max, percent.qualifier) for percent in found if percent is not None]


SIGNS = ["{}%", "{} %", "{}٪", "%{}", "{} في المئة", "{} في المائة", "{} بالمئة", "{} بالمائة", "{}بالمئة"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    ("number", "value"), [("25", "25"), ("5.4", "5.4"), ("3,5", "3.5"), ("٣٠", "30"), ("٢٫٧٥", "2.75"), ("8ر2", "2.8")]
)
def test_every_sign_with_every_number(sign: str, number: str, value: str) -> None:
    assert percents(f"بلغت النسبة {sign.format(number)} أمس") == [(Decimal(value), Decimal(value), "exact")]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("عشرة في المئة", "10"),
        ("خمسة وعشرين بالمئة", "25"),
        ("نصف في المئة", "0.5"),
        ("واحد ونصف في المئة", "1.5"),
        ("5 ونصف بالمئة", "5.5"),
        ("مئة في المئة", "100"),
        ("اثنا عشر في المائة", "12"),
    ],
)
def test_percentages_in_words(words: str, value: str) -> None:
    assert percents(f"ارتفعت الحصة {words} أمس") == [(Decimal(value), Decimal(value), "exact")]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("نحو 25%", "25", "25", "approx"),
        ("حوالي 25%", "25", "25", "approx"),
        ("أقل من 5%", None, "5", "up_to"),
        ("تصل إلى 10%", None, "10", "up_to"),
        ("لا تتجاوز 3%", None, "3", "up_to"),
        ("أكثر من 30%", "30", None, "at_least"),
        ("ما لا يقل عن 51%", "51", None, "at_least"),
        ("تزيد قليلا على 62%", "62", None, "at_least"),
        ("20% على الأقل", "20", None, "at_least"),
        ("بين 5 و7 في المئة", "5", "7", "range"),
        ("من 5 إلى 7%", "5", "7", "range"),
        ("10-15%", "10", "15", "range"),
        ("تتراوح بين 5% و7%", "5", "7", "range"),
    ],
)
def test_bounds(text: str, low: str | None, high: str | None, qualifier: str) -> None:
    sides = tuple(None if side is None else Decimal(side) for side in (low, high))
    assert percents(f"حصة {text} من الشركة") == [(*sides, qualifier)]


def test_change_is_two_percentages() -> None:
    assert [percent[0] for percent in percents("رفعت حصتها من 20% إلى 25%")] == [20, 25]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("نصف أسهم الشركة", "50"),
        ("ثلث أسهمها", "33.33"),
        ("ثلثي حصص المصنع", "66.67"),
        ("ثلاثة أرباع رأسمال المصرف", "75"),
        ("ربع رأس المال", "25"),
        ("خمس أسهمها", "20"),
        ("كامل أسهم المصرف", "100"),
        ("كامل حصتها", "100"),
        ("الحصة الكاملة", "100"),
        ("ملكيتها كاملة", "100"),
        ("بنصف أسهمها", "50"),
    ],
)
def test_a_share_told_as_a_fraction(text: str, value: str) -> None:
    assert percents(f"اشترت الشركة {text} أمس") == [(Decimal(value), Decimal(value), "exact")]


@pytest.mark.parametrize(
    "text",
    ["نصف مليون دولار", "ربع ساعة", "خمسة أسهم", "25 مليون دولار", "الربع الثالث", "كل شركة", "عام 2018", "نصف قرن"],
)
def test_no_percentage(text: str) -> None:
    assert percents(f"كان ذلك في {text} أمس") == []


PIECES = ["5", "1,5", " ", "و", "%", "٪", "في المئة", "نصف", "أسهم", "بين", "إلى", "-", "كامل", "نحو", "ثلاثة", "أرباع"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_no_text_is_too_much(text: str) -> None:
    aligned = normalise(text)
    for mention in find_percents(aligned.text, RULES):
        assert 0 <= mention.start < mention.end <= len(aligned.text)
        assert mention.percent is not None
        assert not (mention.percent.min is None and mention.percent.max is None)
