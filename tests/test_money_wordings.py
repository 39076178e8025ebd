"""How newspapers of all countries write amounts: the guidelines sentence by sentence, agency copy, price lists, local
scales and currencies. Every sentence is of our own; what is expected follows from how it was built.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from safqa.document import Amount
from safqa.mentions.money import MoneyHint, MoneyRules, find_money
from safqa.normalise import normalise

RULES = MoneyRules.load(Path(__file__).resolve().parent.parent / "rules")
Key = tuple[str | None, str | None, str]


def amounts(text: str, source: str | None = None) -> list[Amount]:
    found = find_money(normalise(text).text, RULES, MoneyHint(source=source))
    return [mention.amount for mention in found if mention.amount is not None]


def keys(text: str, source: str | None = None) -> list[Key]:
    def plain(value: Decimal | None) -> str | None:
        return None if value is None else f"{value.normalize():f}"

    return [(plain(a.min), plain(a.max), a.currency) for a in amounts(text, source)]


def one(value: str, code: str) -> Key:
    return value, value, code


SUBJECTS = ["العقد", "سعر صرف الدولار في السوق", "الدعم المقدم إلى الشركات", "قيمة العقود الموقعة خلال العام الماضي"]
GAPS = [
    ("لم يتجاوز {}، بحسب الوزير، 7 ملايين درهم", (None, "7000000", "AED")),
    ("تجاوز {}، وفق التقرير، 7 ملايين درهم", ("7000000", None, "AED")),
    ("تخطى {} حاجز 7 ملايين درهم", ("7000000", None, "AED")),
    ("وعد بألا يزيد {} على 7 ملايين درهم", (None, "7000000", "AED")),
    ("لا يقل {} عن 7 ملايين درهم", ("7000000", None, "AED")),
    ("كسر {} حاجز 7 ملايين درهم", ("7000000", None, "AED")),
    ("لا يقل {} لشركة «دار السلام للنشر» عن 7 ملايين درهم", ("7000000", None, "AED")),
]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize(("frame", "key"), GAPS)
def test_a_bound_reaches_over_its_subject(subject: str, frame: str, key: Key) -> None:
    assert keys(frame.format(subject)) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "تجاوزت الشركة التوقعات وحققت أرباحا بقيمة {}",
        "تجاوزت المبيعات الهدف بمقدار {}",
        "تجاوزت المبيعات الخطة بمبلغ {}",
        "تفوق على منافسيه ودفع {}",
        "تجاوز الأزمة ثم دفع. وبلغ الدين {}",
    ],
)
@pytest.mark.parametrize("amount", ["7 ملايين درهم", "مليون درهم", "نصف مليون درهم"])
def test_a_bound_does_not_reach_over_another_predicate(text: str, amount: str) -> None:
    assert [a.qualifier for a in amounts(text.format(amount))] == ["exact"]


LEVELS = {
    "ليصل إلى": "exact",
    "سيصل إلى": "exact",
    "وصلت إلى": "exact",
    "حتى يصل إلى": "exact",
    "يتوقع أن تصل قيمته إلى": "exact",
    "يصل سعر الوحدة إلى": "exact",
    "يمكن أن تصل إلى": "up_to",
    "قد تصل إلى": "up_to",
    "تصل لـ": "up_to",
    "تصل قيمتها إلى": "up_to",
    "بحد أدناه": "at_least",
    "بحد أقصاه": "up_to",
    "الحد الأعلى": "up_to",
    "أكتر من": "at_least",
    "دون مستوى": "up_to",
    "فوق مستوى": "at_least",
    "ما ينيف على": "at_least",
    "قرب": "approx",
}


@pytest.mark.parametrize("amount", ["40 مليون درهم", "مليار ريال", "250 دولارا", "ملياري جنيه"])
@pytest.mark.parametrize(("words", "qualifier"), LEVELS.items())
def test_levels_and_bounds(words: str, qualifier: str, amount: str) -> None:
    assert [a.qualifier for a in amounts(f"كانت الكلفة {words} {amount}")] == [qualifier]


@pytest.mark.parametrize("wage", ["للأجور", "للرواتب", "للأجر الشهري"])
def test_a_minimum_wage_is_a_level(wage: str) -> None:
    assert [a.qualifier for a in amounts(f"يبلغ الحد الأدنى {wage} 300 دولار")] == ["exact"]
    assert [a.qualifier for a in amounts("بحد أدنى 300 دولار")] == ["at_least"]


@pytest.mark.parametrize(
    ("number", "value"), [("214", "214"), ("62.4", "62.4"), ("90", "90"), ("7,5", "7.5"), ("٧٥", "75")]
)
@pytest.mark.parametrize(
    ("counted", "scale", "code"),
    [
        ("مليون دولار", 10**6, "USD"),
        ("ترليون دينار عراقي", 10**12, "IQD"),
        ("مليارات جنيه سوداني", 10**9, "SDG"),
        ("دولار", 1, "USD"),
        ("ريالا سعوديا", 1, "SAR"),
    ],
)
def test_a_number_in_brackets(number: str, value: str, counted: str, scale: int, code: str) -> None:
    expected = f"{(Decimal(value) * scale).normalize():f}"
    assert keys(f"بلغ المبلغ ({number}) {counted} أمس") == [one(expected, code)]
    assert keys(f"بلغ المبلغ({number}){counted} أمس") == [one(expected, code)]


def test_brackets_around_both_sides_and_around_other_things() -> None:
    assert keys("يعرض السهم بين (17) - (19) ريالا") == [("17", "19", "SAR")]
    assert keys("باع القطعة (21) بمليون ليرة تركية") == [one("1000000", "TRY")]
    assert keys("في الأردن صار الصنف (90) بسعر (640) فلسا بدل (700)فلسا") == [one("0.64", "JOD"), one("0.7", "JOD")]


GLUED = [
    ("500 مليوندولار", one("500000000", "USD")),
    ("3 ملياراتدرهم", one("3000000000", "AED")),
    ("380 مليون دينارتونسي", one("380000000", "TND")),
    ("40 ألفريال", one("40000", "SAR")),
    ("12 مليون ريالقطري", one("12000000", "QAR")),
    ("16مليون دولارأمريكي", one("16000000", "USD")),
    ("5 ملايينيورو", one("5000000", "EUR")),
    ("بـ7 ملايينجنيه", one("7000000", "EGP")),
]


@pytest.mark.parametrize(("text", "key"), GLUED)
def test_words_written_together(text: str, key: Key) -> None:
    assert keys(f"دفعت الشركة {text} نقدا") == [key]


@pytest.mark.parametrize(
    "text", ["مليونير", "المليونيرات العرب", "دولاراتهم", "ينمو 5 مرات", "ألفباء", "ريالتي للعقار", "أورومتوسطي"]
)
def test_words_that_only_look_glued(text: str) -> None:
    assert keys(f"كتب عن {text} أمس") == []


STEPS = [
    ("صعد السهم 30 سنتا إلى 64 دولارا", [one("0.3", "USD"), one("64", "USD")]),
    ("تراجع 35 قرشا إلى 52 جنيها", [one("0.35", "EGP"), one("52", "EGP")]),
    ("ارتفعت التذكرة من 320 جنيها إلى 400 أمس", [one("320", "EGP"), one("400", "EGP")]),
    ("عدلت الرسوم من 80 إلى 120 ريالا", [one("80", "SAR"), one("120", "SAR")]),
    ("رسوم من 80 إلى 120 ريالا", [("80", "120", "SAR")]),
    ("وصل الطراز 14 إلى 612,000 ليرة تركية", [one("612000", "TRY")]),
    ("انخفض من 31 ألف ليرة تركية مقابل الدولار إلى 38 ألفا", [one("31000", "TRY"), one("38000", "TRY")]),
    ("رفع الدعم من 3 آلاف إلى ما بين 5 و7 آلاف دولار", [one("3000", "USD"), ("5000", "7000", "USD")]),
    ("يدفع 900 ألف ريال، منها ما بين 200 و240 ألفا للصيانة", [one("900000", "SAR"), ("200000", "240000", "SAR")]),
    ("نمت إلى 4.6 ألف دينار جزائري من 3.1 ألف العام الماضي", [one("4600", "DZD"), one("3100", "DZD")]),
    ("بين نصف مليون وثلاثة أرباع المليون دولار", [("500000", "750000", "USD")]),
    ("تراوح بين 1.5 و4 مليارات دولار", [("1500000000", "4000000000", "USD")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STEPS)
def test_steps_levels_and_intervals(text: str, expected: list[Key]) -> None:
    assert keys(text) == expected


BARE = [
    ("قفز أكثر من دولار يوم الجمعة", ("1", None, "USD")),
    ("صعد بنحو دولار للبرميل", one("1", "USD")),
    ("طرح بريال للسهم الواحد", one("1", "SAR")),
    ("خسر أقل من جنيه مصري أمس", (None, "1", "EGP")),
    ("3 قروش ونصف", one("0.035", "EGP")),
    ("قرشين اثنين", one("0.02", "EGP")),
    ("دولار ونصف", one("1.5", "USD")),
]


@pytest.mark.parametrize(("text", "key"), BARE)
def test_one_of_a_currency(text: str, key: Key) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "نحو يورو رقمي", "سعر الدولار", "أكثر من عملة", "تحويل العملة إلى دولار", "حسابات بالدولار", "ريال مدريد",
        "دون دولار قوي", "الأسعار بالجنيه", "نحو دولار أقوى",
    ],
)  # fmt: skip
def test_no_one_of_a_currency(text: str) -> None:
    assert keys(f"قال الخبير إن {text} يهم السوق") == []


GLOSSES = [
    "أكثر من 22 مليار درهم (6 مليارات دولار)",
    "أكثر من 22 مليار درهم / 6 مليارات دولار /",
    "أكثر من 22 مليار درهم // 6 مليارات دولار //",
    "أكثر من 22 مليار درهم 6 مليارات دولار",
    "أكثر من 22 مليار درهم ( 6 مليارات دولار )",
    "أكثر من 22 مليار درهم [6 مليارات دولار]",
]


@pytest.mark.parametrize("text", GLOSSES)
def test_a_conversion_shares_its_bound_however_it_is_set_off(text: str) -> None:
    first, second = amounts(text)
    assert (first.currency, first.qualifier) == ("AED", "at_least")
    assert (second.currency, second.qualifier, second.gloss_of) == ("USD", "at_least", len("أكثر من "))


PER = [
    ("640 فلسا/لتر", "litre"), ("640 فلسا / لتر", "litre"), ("3.15 دولار في البرميل", "barrel"),
    ("9 دنانير/أسطوانة", "unit"),
    ("3 ريالات/سهم", "share"), ("3.4 مليار دولار في العام 2021", None), ("3.4 مليار دولار في العام الماضي", None),
    ("3.4 مليار دولار في الشهر الماضي", None), ("3.4 مليار دولار في العام", "year"), ("4 دولارات (للبرميل)", None),
    ("5 ملايين دولار في اليوم الأول", None), ("5 ملايين دولار في اليوم الواحد", "day"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "per"), PER)
def test_rates_and_times(text: str, per: str | None) -> None:
    assert [a.per for a in amounts(f"بلغ {text}")] == [per]


AGENCY = [
    ("2ر030 دينار تونسي", "2.03"), ("0ر64 دولار", "0.64"), ("450ر2 دينار تونسي", "2.45"), ("91ر0 دولار", "0.91"),
    ("27ر14 مليون دولار", "14270000"), ("6ر4 مليارات دولار", "4600000000"), ("05ر3 دولار", "3.05"),
    ("3ر05 دولار", "3.05"),
    ("30ر61 دولار", "61.3"), ("85ر7 مليار يورو", "7850000000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), AGENCY)
def test_a_letter_for_the_point_by_what_the_number_shows(text: str, value: str) -> None:
    assert [a.min for a in amounts(f"بلغ {text} أمس")] == [Decimal(value)]


def test_swapped_sides_of_a_comma_are_read_only_where_the_article_shows_them() -> None:
    assert [a.min for a in amounts("هبط إلى 04,61 دولار ثم 35,66 دولار")] == [Decimal("61.04"), Decimal("66.35")]
    assert [a.min for a in amounts("هبط إلى 35,66 دولار ثم 36,05 دولار")] == [Decimal("35.66"), Decimal("36.05")]
    assert [a.min for a in amounts("في 08.45 هبط إلى 35,66 دولار")] == [Decimal("35.66")]


def test_a_stop_parts_thousands_where_other_prices_show_it() -> None:
    assert keys("كان 7000 جنيه وصار 12.250 جنيها") == [one("7000", "EGP"), one("12250", "EGP")]
    assert keys("كان 30.250 جنيه وصار 31 جنيها") == [one("30.25", "EGP"), one("31", "EGP")]
    assert keys("بلغ 4,75 مليار دولار ثم 12,345 مليار دولار") == [one("4750000000", "USD"), one("12345000000", "USD")]
    assert keys("بلغ 4.75 مليار دولار ثم 12,345 مليون دولار") == [one("4750000000", "USD"), one("12345000000", "USD")]


def test_a_number_cut_off_from_what_it_counts_by_the_end_of_the_line() -> None:
    assert keys("دفعت البلدية في النهاية 318\nمليون دولار للمقاول") == [one("318000000", "USD")]
    assert keys("في عام 2018\nدولار واحد") == [one("1", "USD")]


@pytest.mark.parametrize(
    ("text", "source", "codes"),
    [
        ("هدوء في سوق الريال اليمني\nبيع الدولار بـ1540 ريالا، وبيع الريال السعودي بـ405 ريالات", None, ["YER", "YER"]),
        ("صرف اليورو بـ3900 جنيه والجنيه المصري 68 جنيها", "أخبار السودان", ["SDG", "SDG"]),
        ("سندات بالريال السعودي حجمها 8 ملايين ريال في الكويت", None, ["SAR"]),
        ("رصد 118 تريليون دينار (90 مليار دولار)، منها 40 تريليون دينار للرواتب", None, ["IQD", "USD", "IQD"]),
        ("كان العجز 52 تريليون دينار", None, ["IQD"]),
        ("جمع المتبرعون القطريون 21 مليون ريال", None, ["QAR"]),
        ("- سيولة الكويت 54 مليون دينار\n- «الدانة» البحرينية: السهم عند 120 فلسا", None, ["KWD", "BHD"]),
        ("باعت ورشة في طرابلس أثاثا بـ750 مليون ليرة", None, ["LBP"]),
        ("باعت ورشة في طرابلس أثاثا بـ750 ألف دينار", None, ["LYD"]),
        ("دفعت الشركة 5 ملايين درهم في غشت", None, ["MAD"]),
        ("دفعت الشركة 5 ملايير درهم", None, ["MAD"]),
        ("دفعت الشركة 5 ملايين دينار في جويلية", None, ["TND"]),
        ("دفعت الشركة مليار سنتيم", "hespress.com", ["MAD"]),
        ("دفعت الشركة 5 ملايين دينار", "https://djazairess.com/x", ["DZD"]),
        ("دفعت الشركة 5 ملايين درهم", None, ["AED"]),
        ("ضعف الجنيه السوداني فصار الخبز بـ900 جنيه", None, ["SDG"]),
        ("بريد البصرة\nدفعت الشركة الكويتية قرضا قدره ملياران دينار للمعمل", None, ["IQD"]),
    ],
)
def test_the_country_of_an_ambiguous_noun(text: str, source: str | None, codes: list[str]) -> None:
    assert [a.currency for a in amounts(text, source)] == codes


ELIDED = [
    ("قدمت 27 مليون دولار إلى نيبال و18 مليونا إلى بوتان", ["27000000", "18000000"]),
    ("قدرت بمليار دولار ثم اجتازت منافستها عتبة المليار أمس", ["1000000000", "1000000000"]),
    ("تقييم الـ9 مليارات ورسالة اعتذار\nجمعت الشركة 2 مليار دولار", ["9000000000", "2000000000"]),
    ("دفعت 4 مليارات دولار، صرف منها مليار ونصف المليار", ["4000000000", "1500000000"]),
]


@pytest.mark.parametrize(("text", "values"), ELIDED)
def test_elided_currencies(text: str, values: list[str]) -> None:
    assert [f"{(a.min if a.min is not None else a.max):f}" for a in amounts(text)] == values


COUNTED = [
    "{} إصابة", "{} سهم", "{} ورقة مالية", "{} وحدة سكنية", "{} طلب بحث", "{} قطعة أرض", "{} عملية", "{} موظف",
    "{} ميغاواط", "{} مشترك", "{} نقطة",
]  # fmt: skip
MORE = ["7 آلاف و418", "مليونين و290 ألفا", "5.5 مليون", "15.000", "ثلاثة ملايين و200 ألف", "16 مليارا و3 ملايين"]


@pytest.mark.parametrize("frame", COUNTED)
@pytest.mark.parametrize("number", MORE)
def test_what_is_counted_beside_money_is_no_money(number: str, frame: str) -> None:
    text = f"دفعت الشركة 27 مليون دولار ثم أعلنت {frame.format(number)} في تقريرها"
    assert keys(text) == [one("27000000", "USD")]


@pytest.mark.parametrize(
    "text",
    [
        "بلغ سعر البرميل 70 دولارا. وتنتج الدولة 2.5 مليون يوميا من الخام.",
        "بلغت الأرباح 5 مليارات دولار، ويستخدم التطبيق 1.3 مليار كل شهر.",
        "بلغت الأرباح 5 مليارات دولار. وباعت من هواتفها 41 مليونا في الربع الأول.",
        "خسرت 30 مليار دولار، وخفضت الإنتاج بنحو 1.2 مليون من مستوى أكتوبر.",
        "خسرت 50 مليون دولار، وتوظف حاليا 12 ألفا.",
        "وظفت 12 ألفا في العالم وتبلغ قيمتها 5 مليارات دولار",
        "حصد الفيلم 700 مليون دولار وشاهده 90 مليونا.",
        "بقيمة 7 مليارات دولار، وستبلغ الطاقة 400 ألف في السنة.",
        "تنتج 400 ألف في السنة بكلفة 7 مليارات دولار",
        "جمع 5 ملايين دولار من 10 آلاف متبرع، بينهم 3 آلاف من الطلاب",
    ],
)
def test_a_number_of_something_else_takes_no_currency(text: str) -> None:
    assert len(amounts(text)) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("هبطت الليرة إلى 5.94 مقابل الدولار", one("5.94", "TRY")),
        ("سجلت العملة التركية 7.3 مقابل الدولار", one("7.3", "TRY")),
        ("تراجع الجنيه المصري إلى 18.25 للدولار", one("18.25", "EGP")),
        ("صعد اليورو إلى 1.142 مقابل الدولار", one("1.142", "USD")),
        ("بلغ الجنيه الإسترليني 1.33 أمام الدولار", one("1.33", "USD")),
        ("الريال الإيراني عند 47 ألفا للدولار", one("47000", "IRR")),
        ("هبط الروبل إلى 71.5 للدولار", one("71.5", "RUB")),
        ("هبط الروبل إلى 83.4 لليورو", one("83.4", "RUB")),
    ],
)
def test_an_exchange_rate_whose_currency_is_named_before(text: str, key: Key) -> None:
    assert keys(f"{text} أمس") == [key]


@pytest.mark.parametrize(
    "text", ["مؤشر الدولار عند 94.2 أمام سلة عملات", "فاز الفريق 3 مقابل الدولار", "خسرت الليرة 40 بالمئة أمام الدولار"]
)
def test_no_exchange_rate(text: str) -> None:
    assert keys(text) == []


def test_a_code_belongs_to_the_number_after_it() -> None:
    assert keys("BHD 12.60 BHD 13.75") == [one("12.6", "BHD"), one("13.75", "BHD")]
