"""What the words and amounts around an amount say: sums, rates, parts, glosses, and the country of a currency."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from safqa.document import Amount
from safqa.mentions.money import MoneyHint, MoneyRules, find_money
from safqa.normalise import normalise

RULES = MoneyRules.load(Path(__file__).resolve().parent.parent / "rules")


def amounts(text: str, **hint: str) -> list[Amount]:
    found = find_money(normalise(text).text, RULES, MoneyHint(**hint))
    return [mention.amount for mention in found if mention.amount is not None]


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("بلغ السعر 4 دولارات و50 سنتا", "4.5", "USD"),
        ("بلغ سعر اللتر ريالا و25 هللة", "1.25", "SAR"),
        ("سعره 3 جنيهات و75 قرشا", "3.75", "EGP"),
        ("دفع 5 دنانير و250 فلسا", "5.25", "KWD"),
        ("دفع في عمّان 5 دنانير و250 فلسا في الأردن", "5.25", "JOD"),
        ("سعره 7 دراهم و50 فلسا في دبي", "7.5", "AED"),
        ("كلفته يورو و20 سنتا", "1.2", "EUR"),
        ("زاد بمقدار 3 دولارات وسنتين للبرميل", "3.02", "USD"),
        ("باع التذكرة بدولارين ونصف الدولار", "2.5", "USD"),
        ("قيمته 12 جنيها إسترلينيا و50 بنسا", "12.5", "GBP"),
    ],
)
def test_a_unit_and_its_sub_unit_are_one_amount(text: str, value: str, code: str) -> None:
    (amount,) = amounts(text)
    assert (amount.min, amount.currency) == (Decimal(value), code)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("تونس - بيعت القطعة بسعر 14,500 دينار في سوسة", "14.5"),
        ("تونس - بلغت قيمتها 14500 دينار", "14500"),
        ("بلغ سهم البنك في الكويت 0.325 دينار", "0.325"),
        ("بلغ سهم البنك في بورصة الكويت 1.250 دينار", "1.25"),
        ("بغداد - بلغ سعر الدولار 150.000 دينار لكل مئة في العراق", "150000"),
        ("الكويت - دفعت الشركة 14,500 دينار", "14500"),
        ("الجزائر - دفعت الشركة 14,500 دينار في الجزائر", "14500"),
    ],
)
def test_the_decimals_of_a_dinar_depend_on_its_country(text: str, value: str) -> None:
    assert amounts(text)[0].min == Decimal(value)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("بسعر 80 دولارا للبرميل", "barrel"),
        ("بسعر 23 دولارا للسهم الواحد", "share"),
        ("براتب 5 ملايين يورو سنويا", "year"),
        ("إيجار 3 آلاف درهم شهريا", "month"),
        ("بلغ سعر البرميل 80 دولارا", "barrel"),
        ("حدد سعر السهم عند 125 ريالا", "share"),
        ("2000 دولار للأونصة", "ounce"),
        ("600 دولار للطن المتري", "tonne"),
        ("30.9 جنيه للدولار", "dollar"),
        ("15 دولارا لكل مليون وحدة حرارية", "mmbtu"),
        ("500 ريال لليلة الواحدة", "day"),
        ("دفعت 80 دولارا", None),
    ],
)
def test_what_a_rate_is_for(text: str, per: str | None) -> None:
    assert amounts(text)[0].per == per


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("في صفقة قيمتها 5 ملايين دولار", "price"),
        ("اشترت الشركة المصنع بخمسة ملايين دولار", "price"),
        ("بتقييم بلغ 200 مليون دولار", "valuation"),
        ("بلغت قيمتها السوقية 3 مليارات دولار", "market_value"),
        ("حصلت على قرض بقيمة 40 مليون دولار", "debt"),
        ("أصدرت صكوكا بقيمة مليار ريال", "debt"),
        ("ليصل إجمالي تمويلها إلى 30 مليون دولار", "total"),
        ("جمعت الشركة 10 ملايين دولار", "funding"),
        ("بلغت إيراداتها 90 مليون دولار", "revenue"),
        ("حققت أرباحا صافية بلغت 12 مليون دينار", "profit"),
        ("تكبدت خسائر قدرها 7 ملايين جنيه", "loss"),
        ("فرضت عليها غرامة قدرها 50 مليون يورو", "penalty"),
        ("بتكلفة 300 مليون دولار", "cost"),
        ("وقعت عقدا بقيمة 60 مليون ريال", "contract"),
        ("رأس مال الشركة 20 مليون ريال", "capital"),
        ("تدير أصولا بقيمة 8 مليارات دولار", "assets"),
        ("توزيعات نقدية بقيمة 400 مليون ريال", "dividend"),
        ("براتب قدره 9 آلاف دولار", "salary"),
        ("أعلنت 5 ملايين دولار ديونا", "debt"),
        ("وصل إلى 5 ملايين دولار", None),
        ("بلغت الإيرادات مليون دولار. وصل إلى 5 ملايين دولار", None),
    ],
)
def test_the_governing_word_says_what_an_amount_is(text: str, part: str | None) -> None:
    assert amounts(text)[-1].part == part


@pytest.mark.parametrize(
    ("text", "codes", "reason"),
    [
        ("لقاء 375 مليون درهم (102 مليون دولار)", ["AED", "USD"], "rate of its gloss"),
        ("لقاء 100 مليون درهم (10.2 مليون دولار)", ["MAD", "USD"], "rate of its gloss"),
        ("لقاء 500 مليون ريال، أي ما يعادل 1.3 مليار دولار", ["OMR", "USD"], "rate of its gloss"),
        ("لقاء 31 مليون دينار (10 ملايين دولار)", ["TND", "USD"], "rate of its gloss"),
        ("لقاء 1.3 مليار دينار (10 ملايين دولار)", ["DZD", "USD"], "rate of its gloss"),
        ("لقاء 13 مليار دينار (10 ملايين دولار)", ["IQD", "USD"], "rate of its gloss"),
    ],
)
def test_the_rate_of_a_gloss_settles_a_currency(text: str, codes: list[str], reason: str) -> None:
    main, gloss = amounts(text)
    assert [main.currency, gloss.currency] == codes
    assert main.reason == reason
    assert gloss.gloss_of == len("لقاء ")


def test_an_impossible_rate_is_flagged_and_left_as_it_is() -> None:
    main, gloss = amounts("لقاء 375 مليون درهم إماراتي (500 مليون دولار)")
    assert (main.min, gloss.min) == (375_000_000, 500_000_000)
    assert gloss.reason is not None
    assert "implausible" in gloss.reason


@pytest.mark.parametrize(
    "text",
    [
        "دفعت 5 ملايين ريال أو 3 ملايين يورو",
        "دفعت 5 ملايين دولار (بزيادة مليون دولار)",
        "دفعت 5 ملايين دولار ثم 3 ملايين يورو",
    ],
)
def test_what_converts_nothing_is_no_gloss(text: str) -> None:
    assert [amount.gloss_of for amount in amounts(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("صفاقس - دفعت الشركة 5 ملايين دينار نقدا أمس", "TND", "place in the paragraph"),
        ("الدار البيضاء: عقد\nدفعت الشركة 5 ملايين درهم نقدا أمس", "MAD", "places in the article"),
        ("دفعت الشركة 5 ملايين دينار جزائري\nثم دفعت 7 ملايين دينار أخرى", "DZD", "named in full elsewhere"),
        ("دفعت الشركة 5 ملايين دينار في البصرة", "IQD", "place beside it"),
        ("دفعت الشركة 5 ملايين أوقية في نواكشوط", "MRU", None),
    ],
)
def test_the_reason_for_a_currency_is_kept(text: str, code: str, reason: str | None) -> None:
    last = amounts(text)[-1]
    assert (last.currency, last.reason) == (code, reason)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("بلغت 9 .27 مليون دولار", "27900000"),
        ("بلغت 8ر2 مليار دولار", "2800000000"),
        ("بلغت 0ر5 مليار دولار و350ر2 مليون يورو", "500000000"),
        ("قال 9 خبراء. 27 مليون دولار", "27000000"),
    ],
)
def test_a_garbled_number_is_read_as_meant(text: str, value: str) -> None:
    assert amounts(text)[0].min == Decimal(value)


def test_a_stripped_article_has_lost_its_points() -> None:
    lead = "وقالت المصادر إن الاجتماع عقد في المدينة وحضره عدد من الخبراء وناقشوا فيه الخطط المقبلة " * 3
    assert amounts(f"{lead}وبلغت الاستثمارات 7 5 مليار دولار")[0].min == Decimal("7500000000")
    assert amounts(f"{lead}. وبلغت الاستثمارات 7 5 مليار دولار")[0].min == Decimal("5000000000")
