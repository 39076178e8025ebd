"""What context tells of a deal besides its status. All sentences are of our own making; the names are a few of this
file, so that the words of context are tested apart from the company lexicon.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from safqa.deals.cues import ContextRules
from safqa.deals.details import DetailReader, DetailRules, best_source
from safqa.document import Mention
from safqa.mentions.dates import DateRules, find_dates
from safqa.mentions.triggers import FormTable, VerbRow
from safqa.normalise import normalise
from safqa.rulebook.source import find_rules
from safqa.words import words_of

COMPANIES = ("ألفا", "بيتا", "غاما")
OUTLETS = ("رويترز", "بلومبرغ", "فايننشال تايمز")
VERBS = FormTable(
    [
        VerbRow(id="buy", type="acquisition", status="completed", past="اشترى", present="يشتري", noun="شراء"),
        VerbRow(id="take", type="acquisition", status="completed", past="استحوذ", present="يستحوذ", noun="استحواذ"),
        VerbRow(id="sell", type="acquisition", status="completed", past="باع", present="يبيع", noun="بيع"),
    ]
)
PUBLISHED = datetime(2025, 6, 12)

# The words that name each source, and its kind.
SOURCES = [
    ("بحسب بلومبرغ، تدرس ألفا شراء بيتا.", [("بلومبرغ", "outlet")]),
    ("تدرس ألفا شراء بيتا، وفق مصادر مطلعة.", [("مصادر مطلعة", "anonymous")]),
    ("وفقا لوكالة رويترز، تدرس ألفا شراء بيتا.", [("رويترز", "outlet")]),
    ("فبحسب صحيفة فايننشال تايمز، تستعد ألفا لشراء بيتا.", [("فايننشال تايمز", "outlet")]),
    ("نقلت رويترز عن مصادر مطلعة أن ألفا تدرس شراء بيتا.", [("رويترز", "outlet"), ("مصادر مطلعة", "anonymous")]),
    ("وفق ما نقلته رويترز، تدرس ألفا شراء بيتا.", [("رويترز", "outlet")]),
    ("تدرس ألفا شراء بيتا، حسبما ذكرت بلومبرغ.", [("بلومبرغ", "outlet")]),
    ("قالت شركة ألفا في بيان إنها اشترت بيتا.", [("ألفا", "party")]),
    ("قالت الشركة في بيان إنها اشترت بيتا.", [("الشركة", "party")]),
    ("أعلنت ألفا شراء بيتا.", [("ألفا", "party")]),
    ("ألفا قالت إنها اشترت بيتا.", [("ألفا", "party")]),
    ("بلومبرغ: ألفا تدرس بيع بيتا", [("بلومبرغ", "outlet")]),
    ("مصادر: ألفا تدرس بيع بيتا", [("مصادر", "anonymous")]),
    ("قالت ثلاثة مصادر إن ألفا تدرس بيع بيتا.", [("ثلاثة مصادر", "anonymous")]),
    ("قال أشخاص مطلعون على الأمر إن ألفا تدرس بيع بيتا.", [("أشخاص مطلعون على الأمر", "anonymous")]),
    ("وبحسب تقارير، تدرس ألفا شراء بيتا.", [("تقارير", "document")]),
    ("استحوذت ألفا على بيتا، وفق ما جاء في بيان للشركة.", [("بيان للشركة", "document")]),
    ("علمت الجريدة من مصدر مطلع أن ألفا اشترت بيتا.", [("الجريدة", "outlet"), ("مصدر مطلع", "anonymous")]),
    ("أكد متحدث باسم الشركة أن ألفا اشترت بيتا.", [("متحدث باسم الشركة", "person")]),
    ("اشترت ألفا بيتا، بحسب «نشرة السوق».", [("نشرة السوق", "document")]),
    # nobody says so
    ("استحوذت ألفا على بيتا وفقا للاتفاق الموقع في مايو.", []),
    ("اشترت ألفا بيتا بحسب الشروط المتفق عليها.", []),
    ("وأضاف أن ألفا اشترت بيتا.", []),
    ("اشترت ألفا مصنعا من بيتا.", []),
    ("تخطت المبيعات ما ذكر سابقا، واشترت ألفا بيتا.", []),
]

UNDISCLOSED = [
    "استحوذت ألفا على بيتا دون الكشف عن قيمة الصفقة.",
    "استحوذت ألفا على بيتا من دون الإفصاح عن التفاصيل المالية.",
    "اشترت ألفا بيتا من دون أن تفصح عن السعر.",
    "اشترت ألفا بيتا، ولم تكشف الشركتان عن قيمة الصفقة.",
    "لم يفصح عن قيمة الصفقة.",
    "اشترت ألفا بيتا في صفقة لم تعلن قيمتها.",
    "باعت ألفا مصنعها بسعر لم يتم الإعلان عنه.",
    "باعت ألفا مصنعها بمبلغ لم يعلن عنه.",
    "باعت ألفا مصنعها بمبلغ غير معلن.",
    "اشترت ألفا بيتا بقيمة غير محددة.",
    "وقعت ألفا عقدا لم تذكر قيمته.",
    "وقعت ألفا عقدا من دون الإعلان عن قيمته.",
    "جاءها عرض لم يعرف مبلغه.",
    "استحوذت ألفا على بيتا في صفقة أسهم، بلا أرقام معلنة.",
    "رفضت ألفا الكشف عن قيمة الصفقة.",
    "امتنع الطرفان عن الإفصاح عن الثمن.",
    "لم تكشف ألفا، في بيانها، عن قيمة الصفقة.",
    "ظلت قيمة الصفقة طي الكتمان.",
    "وتحفظت ألفا على ذكر قيمة الاستثمار.",
    "لا تنشر ألفا قيمة عقودها.",
]

DISCLOSED = [
    "كشفت ألفا عن قيمة الصفقة البالغة 20 مليون دولار.",
    "استحوذت ألفا على بيتا مقابل 20 مليون دولار.",
    "لم تكشف ألفا عن أسماء المستثمرين.",
    "اشترت ألفا حصة لم تحدد نسبتها.",
    "لم تتجاوز قيمة الصفقة 20 مليون دولار.",
    "اشترت ألفا حصة لم تحدد، وتراجعت قيمة أسهمها.",
    "دون 10 دولارات بلغ سعر السهم.",
    "أعلنت ألفا أرباحها، ولم تتغير قيمة أسهمها.",
    "لم تعلن ألفا موعد الطرح.",
    "رفضت ألفا عرضا بقيمة 20 مليون دولار.",
]

MEANS = [
    ("اشترت ألفا بيتا مقابل 3 مليارات دولار نقدا.", ["cash"]),
    ("اشترت ألفا بيتا مقابل 3 مليارات دولار نقدا وأسهما.", ["cash", "shares"]),
    ("استحوذت ألفا على بيتا عبر مبادلة الأسهم.", ["shares"]),
    ("استحوذت ألفا على بيتا في صفقة نقدية بالكامل.", ["cash"]),
    ("اشترت ألفا بيتا مقابل أسهم جديدة.", ["shares"]),
    ("تبلغ قيمة الصفقة 10 مليارات دولار شاملة الديون.", ["debt"]),
    ("قيمة الصفقة 10 مليارات دولار بما في ذلك الديون.", ["debt"]),
    ("تدفع ألفا الثمن على ثلاث دفعات.", ["instalments"]),
    ("استحوذت ألفا على بيتا عن طريق مقايضة أصول.", ["swap"]),
    # not a means of payment of this deal
    ("وزعت ألفا أرباحا نقدية على مساهميها.", []),
    ("لا تعتزم ألفا دفع أي مبالغ نقدية للمساهمين.", []),
    ("اشترت ألفا أسهم بيتا.", []),
    ("ارتفعت أسهم ألفا بعد الصفقة.", []),
]

# The date as the text has it and what it is the date of.
DATES = [
    ("اشترت ألفا بيتا في مايو 2024.", [("مايو 2024", "event")]),
    ("من المتوقع إتمام الصفقة في الربع الثالث من 2025.", [("الربع الثالث من 2025", "closing")]),
    ("ويتوقع أن تستكمل الصفقة في سبتمبر 2025.", [("سبتمبر 2025", "closing")]),
    ("ستكتمل الصفقة في سبتمبر 2025.", [("سبتمبر 2025", "closing")]),
    ("واكتملت الصفقة في مايو 2025.", [("مايو 2025", "event")]),
    ("أعلنت ألفا إتمام شراء بيتا في مايو 2025.", [("مايو 2025", "event")]),
    ("أصدرت ألفا صكوكا تستحق في عام 2034.", [("عام 2034", "maturity")]),
    ("اشترت ألفا بيتا التي تأسست عام 2012.", [("عام 2012", "founded")]),
    ("تستثمر ألفا في مصنع يدخل الخدمة في عام 2028.", [("عام 2028", "start")]),
    (
        "اشترت ألفا بيتا في مايو 2025، ومن المتوقع إغلاق الصفقة في سبتمبر 2025.",
        [("مايو 2025", "event"), ("سبتمبر 2025", "closing")],
    ),
]

# Whether the trigger in brackets is background, and why.
BACKGROUND = [
    ("بيتا التي [استحوذت] عليها ألفا عام 2014", "relative"),
    ("بيتا التي [اشترتها] ألفا", "relative"),
    ("وكانت ألفا قد [اشترت] بيتا في 2019", "was"),
    ("كانت ألفا قد أعلنت [شراء] بيتا", "was"),
    ("سبق أن [اشترت] ألفا بيتا", "before"),
    ("وسبق لها أن [باعت] أبراجها", "before"),
    ("منذ [استحواذها] على بيتا توسعت ألفا", "time"),
    ("بعدما [اشترت] ألفا بيتا، توسعت", "time"),
    ("يذكر أن ألفا [اشترت] بيتا", "recall"),
    ("جدير بالذكر أن ألفا [اشترت] بيتا", "recall"),
    ("وفي وقت سابق [اشترت] ألفا بيتا", "earlier"),
    ("[اشترت] ألفا بيتا عام 2019", "date"),
    # news
    ("[اشترت] ألفا بيتا", None),
    ("أعلنت ألفا [شراء] بيتا أمس الأربعاء", None),
    ("[اشترت] ألفا بيتا التي تأسست قبل عامين", None),
    ("الشركة التي [اشترت] بيتا أمس الأربعاء", None),
    ("كانت الأسهم مرتفعة حين [اشترت] ألفا بيتا", None),
    ("كانت ألفا قد انسحبت من السوق، فيما [تشتري] بيتا غاما", None),
    ("[ستشتري] ألفا بيتا في سبتمبر", None),
]


@pytest.fixture(scope="module")
def rules(root: Path) -> DetailRules:
    folder = find_rules(root / "rules") / "context"
    return DetailRules.load(folder, ContextRules.load(folder))


@pytest.fixture(scope="module")
def dates(root: Path) -> DateRules:
    return DateRules.load(find_rules(root / "rules"))


def reader_of(sentence: str, rules: DetailRules, dates: DateRules | None = None) -> DetailReader:
    text = normalise(sentence).text
    mentions: list[Mention] = find_dates(text, dates, PUBLISHED) if dates is not None else []
    for name in (*COMPANIES, *OUTLETS):
        form = normalise(name).text
        at = text.find(form)
        while at >= 0:
            kind = "media" if name in OUTLETS else None
            mentions.append(Mention("company", at, at + len(form), "test", canonical=name, company_kind=kind))
            at = text.find(form, at + 1)
    return DetailReader(words_of(text), text, rules, sorted(mentions, key=lambda m: m.start))


@pytest.mark.parametrize(("sentence", "expected"), SOURCES, ids=range(len(SOURCES)))
def test_sources(sentence: str, expected: list[tuple[str, str]], rules: DetailRules) -> None:
    reader = reader_of(sentence, rules)
    found = reader.sources()
    assert [(s.attribution.source, s.kind) for s in found] == [(normalise(name).text, kind) for name, kind in expected]
    for source in found:
        assert reader.text[source.attribution.start : source.attribution.end] == source.attribution.source


def test_an_outlet_is_named_before_whom_it_quotes_and_the_party_last(rules: DetailRules) -> None:
    quoted = best_source(reader_of("نقلت رويترز عن مصادر مطلعة أن ألفا تدرس شراء بيتا.", rules).sources())
    assert quoted is not None and quoted.attribution.source == "رويترز"
    both = best_source(reader_of("أعلنت ألفا شراء بيتا، وفق ما نقلته رويترز.", rules).sources())
    assert both is not None and both.attribution.source == "رويترز"
    assert best_source([]) is None


@pytest.mark.parametrize("sentence", UNDISCLOSED, ids=range(len(UNDISCLOSED)))
def test_an_amount_kept_back(sentence: str, rules: DetailRules) -> None:
    fact = reader_of(sentence, rules).undisclosed()
    assert fact is not None and fact.value == "undisclosed" and fact.start < fact.end


@pytest.mark.parametrize("sentence", DISCLOSED, ids=range(len(DISCLOSED)))
def test_an_amount_that_is_told_or_not_spoken_of(sentence: str, rules: DetailRules) -> None:
    assert reader_of(sentence, rules).undisclosed() is None


@pytest.mark.parametrize(("sentence", "expected"), MEANS, ids=range(len(MEANS)))
def test_means_of_payment(sentence: str, expected: list[str], rules: DetailRules) -> None:
    assert [fact.value for fact in reader_of(sentence, rules).means()] == expected


@pytest.mark.parametrize(("sentence", "expected"), DATES, ids=range(len(DATES)))
def test_what_a_date_is_the_date_of(
    sentence: str, expected: list[tuple[str, str]], rules: DetailRules, dates: DateRules
) -> None:
    reader = reader_of(sentence, rules, dates)
    found = [(reader.text[d.mention.start : d.mention.end], d.role) for d in reader.dates()]
    assert found == [(normalise(text).text, role) for text, role in expected]


@pytest.mark.parametrize(("sentence", "expected"), BACKGROUND, ids=range(len(BACKGROUND)))
def test_background(sentence: str, expected: str | None, rules: DetailRules, dates: DateRules) -> None:
    reader = reader_of(sentence.replace("[", "").replace("]", ""), rules, dates)
    at = len(normalise(sentence[: sentence.index("[")]).text)
    trigger = next(t for t in VERBS.find(reader.words) if reader.words[t.first].start == at)
    fact = reader.background(trigger.first, trigger.last, trigger.form, PUBLISHED.date())
    assert (fact.value if fact is not None else None) == expected


def test_without_a_publication_date_no_age_is_known(rules: DetailRules, dates: DateRules) -> None:
    reader = reader_of("اشترت ألفا بيتا عام 2019", rules, dates)
    assert reader.background(0, 0, "past") is None
    assert reader.background(0, 0, "past", date(2025, 6, 12)) is not None


def test_every_row_has_an_id_of_its_own_and_an_example(rules: DetailRules) -> None:
    ids = [row.id for row in rules.table.rows]
    assert len(ids) == len(set(ids))
    assert all(getattr(row, "why", "") for row in rules.table.rows)
