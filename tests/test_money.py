"""Amounts of money: by construction, every currency of CLDR, negatives, and any text at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safqa.document import Amount
from safqa.mentions.money import MoneyHint, MoneyRules, cldr_names, find_money
from safqa.normalise import normalise

RULES = MoneyRules.load(Path(__file__).resolve().parent.parent / "rules")


def amounts(text: str, **hint: str) -> list[Amount]:
    found = find_money(normalise(text).text, RULES, MoneyHint(**hint))
    return [mention.amount for mention in found if mention.amount is not None]


def keys(text: str, **hint: str) -> list[tuple[int | float | None, int | float | None, str]]:
    def plain(value: Decimal | None) -> int | float | None:
        return None if value is None else int(value) if value == int(value) else float(value)

    return [(plain(a.min), plain(a.max), a.currency) for a in amounts(text, **hint)]


MILLION, BILLION = 10**6, 10**9
VALUES = {
    "5 ملايير": 5 * BILLION,
    "3 ونصف مليون": 3_500_000,
    "ثلاثة فاصلة خمسة مليون": 3_500_000,
    "مليون ونصف المليون": 1_500_000,
    "خمسة ملايين ونصف": 5_500_000,
    "ثلاثمائة وخمسة وعشرين مليون": 325 * MILLION,
    "١٢٫٧٥ مليار": 12_750 * MILLION,
    "12٫750": 12.75,
    "1.234.567": 1_234_567,
    "1 250 000": 1_250_000,
    "ألف ومئتي": 1200,
    "تسعة آلاف وخمسمئة": 9500,
    "أربعمائة ألف": 400_000,
    "ثمانية عشر مليار": 18 * BILLION,
    "ربع مليار": 250 * MILLION,
    "مليارين": 2 * BILLION,
    "مليونان": 2 * MILLION,
    "مئتان وخمسين ألف": 250_000,
    "5,25 مليون": 5_250_000,
    "0.5 مليار": 500 * MILLION,
    "25مليون": 25 * MILLION,
    "1.5مليار": 1500 * MILLION,
    "5 ملايين": 5 * MILLION,
    "3,5 مليون": 3_500_000,
    "6.6 مليارات": 6_600 * MILLION,
    "٣٫٥ مليار": 3_500 * MILLION,
    "١٬٢٠٠ مليون": 1200 * MILLION,
    "1.299": 1.299,
    "45،600": 45_600,
    "9،7": 9.7,
    "25.084.739": 25_084_739,
    "8ر2 مليار": 2_800 * MILLION,
    "20ر54": 54.2,
    "9 .27 مليون": 27_900_000,
    "16مليار": 16 * BILLION,
    "نصف مليار": 500 * MILLION,
    "ربع مليون": 250_000,
    "ثلاثة أرباع المليون": 750_000,
    "مليار ونصف المليار": 1500 * MILLION,
    "مليار ونصف": 1500 * MILLION,
    "3 مليارات ونصف": 3500 * MILLION,
    "مليوني ونصف المليون": 2_500_000,
    "مليار و200 مليون": 1200 * MILLION,
    "مليون و500 ألف": 1_500_000,
    "500 مليون و876 ألف": 500_876_000,
    "مليونا": 2 * MILLION,
    "مليوني": 2 * MILLION,
    "ملياري": 2 * BILLION,
    "مليارا": 2 * BILLION,
    "ألفي": 2000,
    "مئتي ألف": 200_000,
    "مئتا مليون": 200 * MILLION,
    "مائتي مليون": 200 * MILLION,
    "ثمانمئة ألف": 800_000,
    "ثمانمائة مليون": 800 * MILLION,
    "أحد عشر مليون": 11 * MILLION,
    "اثني عشر ألف": 12_000,
    "خمسة عشر مليون": 15 * MILLION,
    "خمسة وعشرين مليون": 25 * MILLION,
    "مئة وخمسة وعشرين ألف": 125_000,
    "ثلاثمئة وخمسين مليون": 350 * MILLION,
    "أربعة مليارات وثمانمئة مليون": 4800 * MILLION,
    "مليون ومئتي ألف": 1_200_000,
    "تريليوني": 2 * 10**12,
    "نصف تريليون": 500 * BILLION,
    "مليوني مليون": 2 * 10**12,
    "خمسمئة ألف مليون": 500 * BILLION,
    "عشرة ملايين": 10 * MILLION,
    "سبعة": 7,
    "1,299": 1299,
    "1.5 تريليون": 1500 * BILLION,
    "100 ألف": 100_000,
    "2½ مليون": 2_500_000,
    "ثلاثة ملايين": 3 * MILLION,
    "تسعة وتسعين": 99,
    "مئة": 100,
    "مائة": 100,
    "ألف": 1000,
    "خمسة آلاف": 5000,
    "٢٥٠ ألف": 250_000,
    "۲۵۰ ألف": 250_000,
    "13.956 مليار": 13_956 * MILLION,
    "بليون": BILLION,
    "5 بلايين": 5 * BILLION,
}
CURRENCIES = {"دولار": "USD", "يورو": "EUR", "دولار كندي": "CAD", "ريال قطري": "QAR", "جنيه إسترليني": "GBP"}


@pytest.mark.parametrize(("name", "code"), CURRENCIES.items())
@pytest.mark.parametrize(("words", "value"), VALUES.items())
def test_every_number_with_every_currency(words: str, value: float, name: str, code: str) -> None:
    assert keys(f"باعت الشركة المبنى لقاء {words} {name} أمس") == [(value, value, code)]


@pytest.mark.parametrize("clitic", ["ب", "بـ", "و", "لـ", "(", "«"])
@pytest.mark.parametrize("words", ["500 مليون", "مليار ونصف", "خمسة ملايين", "100مليون", "نصف مليار", "ملياري"])
def test_clitics_and_glue(clitic: str, words: str) -> None:
    value = {
        "500 مليون": 500 * MILLION,
        "مليار ونصف": 1500 * MILLION,
        "خمسة ملايين": 5 * MILLION,
        "100مليون": 100 * MILLION,
        "نصف مليار": 500 * MILLION,
        "ملياري": 2 * BILLION,
    }[words]
    assert keys(f"في صفقة {clitic}{words} دولار") == [(value, value, "USD")]


BOUNDS = {
    "نحو": "approx",
    "حوالي": "approx",
    "قرابة": "approx",
    "زهاء": "approx",
    "ما يقارب": "approx",
    "تناهز": "approx",
    "في حدود": "approx",
    "بنحو": "approx",
    "أكثر من": "at_least",
    "بأكثر من": "at_least",
    "يتجاوز": "at_least",
    "يفوق": "at_least",
    "ما لا يقل عن": "at_least",
    "لا تقل عن": "at_least",
    "لن تقل عن": "at_least",
    "تجاوزت": "at_least",
    "ما يزيد على": "at_least",
    "يزيد عن": "at_least",
    "يبدأ من": "at_least",
    "تخطت": "at_least",
    "تصل إلى": "up_to",
    "يصل إلى": "up_to",
    "ما يصل إلى": "up_to",
    "بحد أقصى": "up_to",
    "لا تتجاوز": "up_to",
    "لا يتعدى": "up_to",
    "لم تتخط": "up_to",
    "أقل من": "up_to",
    "دون": "up_to",
    "لا تزيد على": "up_to",
    "ليصل إلى": "exact",
    "سيصل إلى": "exact",
    "وصلت إلى": "exact",
    "بلغت": "exact",
    "قيمتها": "exact",
    "تصل إلى نحو": "up_to",
    "تصل قيمته إلى": "up_to",
    "ألا يقل عن": "at_least",
    "على ألا تقل عن": "at_least",
    "ألا يتجاوز": "up_to",
    "وألا يتخطى": "up_to",
    "ألا تزيد على": "up_to",
    "بكلفة قصوى": "up_to",
    "بتكلفة قصوى تبلغ": "up_to",
    "تربو على": "at_least",
    "أكثر بقليل من": "at_least",
    "أقل قليلا من": "up_to",
    "بحدود": "approx",
    "يلامس": "approx",
    "تقدر بنحو": "approx",
    "ما قيمته": "exact",
}


@pytest.mark.parametrize("words", ["100 مليون دولار", "مليار دولار", "نصف مليون يورو", "40 ألف ريال"])
@pytest.mark.parametrize(("cue", "qualifier"), BOUNDS.items())
def test_bounds_before(cue: str, qualifier: str, words: str) -> None:
    (amount,) = amounts(f"في عملية {cue} {words}")
    assert amount.qualifier == qualifier
    assert (amount.min is None) == (qualifier == "up_to")
    assert (amount.max is None) == (qualifier == "at_least")


@pytest.mark.parametrize(
    ("cue", "qualifier"),
    [
        ("على الأقل", "at_least"),
        ("أو أكثر", "at_least"),
        ("كحد أقصى", "up_to"),
        ("كحد أدنى", "at_least"),
        ("تقريبا", "approx"),
        ("على الأكثر", "up_to"),
    ],
)
def test_bounds_after(cue: str, qualifier: str) -> None:
    (amount,) = amounts(f"يكلف المصنع 30 مليون دولار {cue}.")
    assert amount.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عشرات المليارات من الدولارات", (10 * BILLION, 100 * BILLION, "USD")),
        ("مئات الملايين من اليورو", (100 * MILLION, 1000 * MILLION, "EUR")),
        ("ملايين الدولارات", (MILLION, BILLION, "USD")),
        ("مليارات الدولارات", (BILLION, 1000 * BILLION, "USD")),
        ("بضعة ملايين دولار", (3 * MILLION, 9 * MILLION, "USD")),
        ("عدة ملايين من الدولارات", (3 * MILLION, 9 * MILLION, "USD")),
        ("ما بين 15 و25 مليار دولار", (15 * BILLION, 25 * BILLION, "USD")),
        ("من 6 إلى 8 مليارات دولار", (6 * BILLION, 8 * BILLION, "USD")),
        ("10-15 مليون يورو", (10 * MILLION, 15 * MILLION, "EUR")),
        ("بين 800 مليون ومليار دولار", (800 * MILLION, BILLION, "USD")),
        ("بين نصف مليون ومليون دولار", (500_000, MILLION, "USD")),
        ("تتراوح بين 100 ألف دولار ومليوني دولار", (100_000, 2 * MILLION, "USD")),
        ("$49.99", (49.99, 49.99, "USD")),
        ("48.3$", (48.3, 48.3, "USD")),
        ("US$5 million", (5 * MILLION, 5 * MILLION, "USD")),
        ("$1.2B", (1200 * MILLION, 1200 * MILLION, "USD")),
        ("600K$", (600_000, 600_000, "USD")),
        ("$5 مليارات", (5 * BILLION, 5 * BILLION, "USD")),
        ("€20m", (20 * MILLION, 20 * MILLION, "EUR")),
        ("USD 300", (300, 300, "USD")),
        ("300 AED", (300, 300, "AED")),
        ("20 ر.س", (20, 20, "SAR")),
        ("75 د.إ", (75, 75, "AED")),
        ("500 ج.م", (500, 500, "EGP")),
        ("80 سنتا", (0.8, 0.8, "USD")),
        ("بنسين", (0.02, 0.02, "GBP")),
        ("125 بيسة", (0.125, 0.125, "OMR")),
        ("دولارين", (2, 2, "USD")),
        ("دولار واحد", (1, 1, "USD")),
    ],
)
def test_vague_intervals_and_signs(text: str, expected: tuple[float, float, str]) -> None:
    assert keys(f"باعت الشركة حصة لقاء {text} أمس") == [expected]


def test_change_is_two_amounts() -> None:
    assert [a.qualifier for a in amounts("ارتفعت الأرباح من 6 إلى 8 مليارات دولار")] == ["exact", "exact"]


def test_an_elided_currency_is_shared() -> None:
    assert keys("بلغت الإيرادات 210 ملايين جنيه مقابل 96 مليونا في العام الماضي") == [
        (210 * MILLION, 210 * MILLION, "EGP"),
        (96 * MILLION, 96 * MILLION, "EGP"),
    ]


def test_a_gloss_is_linked_and_shares_its_bound() -> None:
    first, second = amounts("لقاء أكثر من 375 مليون درهم (102 مليون دولار)")
    assert (first.qualifier, second.qualifier, second.currency) == ("at_least", "at_least", "USD")
    assert second.gloss_of == len("لقاء أكثر من ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("دفعت الشركة 5 ملايين ريال", "SAR"),
        ("دفعت الشركة في الدوحة 5 ملايين ريال لشركة قطرية في قطر", "QAR"),
        ("مسقط - دفعت شركة عمانية 5 ملايين ريال في سلطنة عمان", "OMR"),
        ("دفعت الشركة 5 ملايين دينار في الأردن", "JOD"),
        ("تونس - دفعت شركة تونسية 5 ملايين دينار", "TND"),
        ("المغرب: دفعت شركة مغربية 5 ملايين درهم", "MAD"),
        ("دفعت الشركة 5 ملايين درهم", "AED"),
        ("دفعت الشركة 5 ملايين جنيه", "EGP"),
        ("دفعت الشركة 5 ملايين دينار", "KWD"),
        ("أنقرة - دفعت شركة تركية 5 ملايين ليرة", "TRY"),
        ("بيروت - دفعت شركة لبنانية 5 ملايين ليرة في لبنان", "LBP"),
    ],
)
def test_an_ambiguous_noun_is_settled_with_a_reason(text: str, code: str) -> None:
    (amount,) = amounts(text)
    assert amount.currency == code
    assert amount.reason


def test_the_outlet_settles_a_noun() -> None:
    (amount,) = amounts("دفعت الشركة 5 ملايين دينار", source="amman_daily")
    assert (amount.currency, amount.reason) == ("JOD", "outlet")


@pytest.mark.parametrize("number", ["100", "3 ملايين", "2.5 مليار"])
@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, names in cldr_names().items() for name in names if name != "افغاني"]
)
def test_every_name_of_every_currency(code: str, name: str, number: str) -> None:
    (amount,) = amounts(f"باعت الشركة المبنى لقاء {number} {name} أمس")
    assert amount.currency == code


NUMBERS = ["5 ملايين", "20 مليون", "مليار", "100 ألف", "خمسة آلاف", "نصف مليون", "1.2 مليون", "مليوني"]
FRAMES = ["بلغ العدد {}", "جمعت الشركة 10 دولارات ولديها {} في المنطقة", "{} في العام 2024"]
NOUNS = ["مستخدم", "برميل", "طن", "سهم", "معلمة", "مشترك", "عميل", "نسمة", "متر مربع", "وظيفة", "هاتف", "سنة", "كلمة"]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("frame", FRAMES)
def test_what_is_counted_is_no_money(number: str, noun: str, frame: str) -> None:
    found = [key for key in keys(frame.format(f"{number} {noun}")) if key != (10, 10, "USD")]
    assert found == []


NEGATIVES = [
    "سعر صرف الدولار",
    "في 12/5/2018",
    "هاتف 0123456789",
    "مؤتمر COP 28",
    "ارتفع 25 في المئة",
    "الساعة 10:30",
    "آيفون 15",
    "قانون رقم 12 لسنة 2018",
    "GPT-4 و5 نماذج",
    "من المليون إلى العالمية",
    "برنامج المليون مبرمج",
    "بين 12 و15 في المئة",
    "حكم عليه بالسجن سنتين",
    "مضت سنتان على توقيع الاتفاق",
    "بعد سنتين من المفاوضات مع 5 شركات",
    "في عام 2018 سنت الحكومة قانونا جديدا",
    "استخرجت الشركة 5 ملايين أوقية من الذهب",
    "اشترى 500 ألف من أسهمها",
    "3 ملايين من عملائها",
    "20 ألفا من موظفيها",
    "رأى سمكتي قرش في البحر",
    "مليون ونصف المليون مشترك",
    "تضم الشبكة 4 ملايين محطة",
    "لا يساوي ريالا واحدا",
    "طراز A320 وطراز B737",
    "المادة 5 من القانون 2019",
    "مليونا مشاهدة",
    "15 ألف برميل يوميا",
    "سلسلة مئات الآلاف من القراء",
    "رقم العدد 1450",
]


@pytest.mark.parametrize("text", NEGATIVES)
def test_no_money(text: str) -> None:
    assert keys(text) == []


def test_no_example_has_gone_missing() -> None:
    names = sum(len(names) for names in cldr_names().values())
    constructed = len(VALUES) * len(CURRENCIES) + len(BOUNDS) * 4 + names * 3
    assert constructed >= 1100
    assert len(NOUNS) * len(NUMBERS) * len(FRAMES) + len(NEGATIVES) >= 300


PIECES = [
    "5",
    "1,200",
    " ",
    "و",
    "مليون",
    "مليار",
    "دولار",
    "ريال",
    "سعودي",
    "نصف",
    "بين",
    "إلى",
    "-",
    "$",
    "(",
    ")",
    "%",
    "ألف",
    "ر",
    "مئة",
    "عشرات",
    "من",
    "واحد",
    ".",
    "،",
    "\n",
    "K",
    "USD",
    "ال",
    "ب",
    "لا",
    "يتجاوز",
    "½",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_no_text_is_too_much(text: str) -> None:
    aligned = normalise(text)
    last = -1
    for mention in find_money(aligned.text, RULES, MoneyHint()):
        assert last <= mention.start < mention.end <= len(aligned.text)
        assert mention.amount is not None
        assert not (mention.amount.min is None and mention.amount.max is None)
        last = mention.end


@pytest.mark.parametrize("piece", ["مليون ", "5 مليون و", "مئات المليارات من ", "5 دولار إلى ", "$5"])
def test_a_long_repetition_is_read_and_never_fails(piece: str) -> None:
    amounts(piece * 3000)


@given(st.integers(min_value=1, max_value=10**15), st.sampled_from(["دولار", "يورو", "ريال قطري", "جنيه إسترليني"]))
def test_a_formatted_amount_is_read_back(value: int, name: str) -> None:
    for form in (str(value), f"{value:,}", f"{value:,}".replace(",", "٬")):
        (amount,) = amounts(f"دفعت الشركة {form} {name} نقدا")
        assert amount.min == amount.max == value
