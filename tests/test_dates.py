"""Dates: both sets of month names, parts of years, relative ones, Hijri ones, and any text at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safqa.mentions.dates import DateRules, find_dates
from safqa.normalise import normalise

RULES = DateRules.load(Path(__file__).resolve().parent.parent / "rules")
PUBLISHED = datetime(2025, 9, 17)  # a Wednesday


def dates(text: str, published: datetime | None = PUBLISHED) -> list[str]:
    return [m.date.iso for m in find_dates(normalise(text).text, RULES, published) if m.date is not None]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("في 5 مايو 2018", "2018-05-05"),
        ("في 5 أيار (مايو) 2018", "2018-05-05"),
        ("في سبتمبر/أيلول 2024", "2024-09"),
        ("في شباط 2020", "2020-02"),
        ("في كانون الثاني 2021", "2021-01"),
        ("في 12/5/2018", "2018-05-12"),
        ("في 2018-05-12", "2018-05-12"),
        ("في الربع الثالث من عام 2024", "2024-Q3"),
        ("في الربع الأول من العام الجاري", "2025-Q1"),
        ("في الربع الأخير من العام الماضي", "2024-Q4"),
        ("في النصف الأول من 2023", "2023-H1"),
        ("في صيف 2022", "2022-S3"),
        ("عام 2014", "2014"),
        ("منذ 2016", "2016"),
        ("بين عامي 2014 و2018", "2014/2018"),
        ("أمس", "2025-09-16"),
        ("أمس الثلاثاء", "2025-09-16"),
        ("اليوم الأربعاء", "2025-09-17"),
        ("يوم الاثنين", "2025-09-15"),
        ("الأربعاء الماضي", "2025-09-10"),
        ("الأحد المقبل", "2025-09-21"),
        ("الشهر الماضي", "2025-08"),
        ("العام الماضي", "2024"),
        ("في نوفمبر", "2024-11"),
        ("في مارس الماضي", "2025-03"),
        ("في نوفمبر المقبل", "2025-11"),
        ("في مارس المقبل", "2026-03"),
        ("قبل عامين", "2023"),
        ("قبل 3 أشهر", "2025-06"),
        ("قبل ثلاث سنوات", "2022"),
        ("الأسبوع الماضي", "2025-09-07/P7D"),
        ("في 10 رمضان 1445هـ", "2024-03-20"),
    ],
)
def test_a_date_is_resolved(text: str, iso: str) -> None:
    assert dates(f"وقعت الشركة العقد {text} بحسب البيان") == [iso]


@pytest.mark.parametrize(
    "text", ["أمس", "الشهر الماضي", "يوم الاثنين", "قبل عامين", "في نوفمبر", "الربع الأول من العام الجاري"]
)
def test_relative_dates_need_the_publication(text: str) -> None:
    assert dates(text, published=None) == []


@pytest.mark.parametrize("text", ["2000 دولار", "في 2018% من", "شركة مارسك", "هاتف 20181112", "قبل أيام"])
def test_no_date(text: str) -> None:
    assert dates(text) == []


@given(
    st.text()
    | st.lists(
        st.sampled_from(["5", " ", "مايو", "2018", "الربع", "الأول", "من", "عام", "/", "أمس", "قبل", "رمضان", "1445"])
    ).map("".join)
)
def test_no_text_is_too_much(text: str) -> None:
    aligned = normalise(text)
    last = 0
    for mention in find_dates(aligned.text, RULES, PUBLISHED):
        assert last <= mention.start < mention.end <= len(aligned.text)
        last = mention.end
