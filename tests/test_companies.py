"""Companies: where a name begins and ends, what is no company, and which forms are one company.

Each sentence is of our own making; brackets mark the names that must be found, and nothing else may be.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import safqa
from safqa.document import Mention
from safqa.mentions.companies import find_companies
from safqa.normalise import normalise
from safqa.pipeline import Rules
from safqa.words import words_of

HEADS = [
    "أعلنت شركة «[نخلة]» نتائجها أمس.",
    'أعلنت شركة "[نخلة]" نتائجها أمس.',
    "أعلنت شركة “[نخلة]” نتائجها أمس.",
    "قالت مجموعة «[واحة الجنوب]» إنها راضية.",
    "قال بنك «[سراب]» إنه لن يتوسع.",
    "أطلقت شركة [زينوفاركس] الألمانية خدمة جديدة.",
    "أطلقت شركة [زينوفاركس] التي تأسست في برلين خدمة جديدة.",
    "قالت شركة [زينوفاركس] إن الطلب يتحسن.",
    "وقعت شركة [كيروديا موتورز] اليابانية عقدا.",
    "اختارت شركة [كيروديا للتقنية] مقرا جديدا.",
    "يعمل محللا في شركة المحاماة [برانديكس أند كولتون] منذ عام.",
    "ارتفعت أسهم عملاق السيارات الألماني «[برانديكس]» صباحا.",
    "اتفقت شركتا «[نخلة]» و«[سراب]» على التعاون.",
    "تنافس شركات مثل «[نخلة]» و«[سراب]» و«[برانديكس]» على العقد.",
    "باع المستثمر شركته السابقة «[برانديكس]» العام الماضي.",
    "استحوذت على منصة «[سراب]» بالكامل.",
    "أنشأت [الشركة المغربية للألياف] خطا جديدا.",
    "فازت شركة [النخيل الوطنية للتغليف] بالمناقصة.",
    "اشترت شركة [كراتشي للكهرباء] محولات جديدة.",
    "أعلن [بنك برانديكس] رفع رأسماله.",
    "أعلن [بنك الصحراء التجاري] رفع رأسماله.",
    "منح [البنك الأوروبي لإعادة الإعمار والتنمية] قرضا للمصنع.",
]

AROUND = [
    "قال الرئيس التنفيذي لـ«[برانديكس]» إن العام جيد.",
    "التقى مؤسس «[برانديكس]» بالمستثمرين.",
    "تراجعت أسهم «[برانديكس]» بشدة.",
    "رفع محللون في «[برانديكس كابيتال]» توقعاتهم.",
    "تسعى «[برانديكس]» الهندية إلى التوسع.",
    "تعتزم الإدارة الاستحواذ على «[برانديكس]» خلال عام.",
    "دخلت «[برانديكس]»، المتخصصة في الألياف، السوق المصرية.",
    "دخلت «[برانديكس]»، وهي شركة ألياف، السوق المصرية.",
    "يذكر أن «[برانديكس]» تعد شركة رائدة في الألياف.",
    "من بين عملائها «[برانديكس]» و«[كيروديا]».",
    "قادت الجولة [برانديكس فنتشرز] بمبلغ كبير.",
    "وقعت مؤسسة الألياف التركية ([برانديكس]) العقد.",
    "طرحت شركة «[برانديكس]» ([BRX]) أسهمها.",
    "قال المدير لـ«[صدى النخيل]» إن العقد جاهز.",
    "ذكرت صحيفة «[صدى النخيل]» أن العقد جاهز.",
    "باعت «[برانديكس القابضة]» حصتها.",
]

BOUNDARIES = [
    "وبحسب [أرامكو]، فإن الإنتاج مستقر.",
    "وقعت [أرامكو] و[سابك] عقدا.",
    "سلم العقد إلى [أرامكو] وإلى [مايكروسوفت].",
    "قالت لـ[مايكروسوفت] إن الخادم معطل.",
    "اتفاق بين [مايكروسوفت] و[OpenAI] و[إنفيديا].",
    "استحوذت «[مايكروسوفت]» على «[برانديكس لابز]».",
    "اتفقت شركتي [برانديكس] و[كيروديا] على البيع.",
    "قالت شركة [كي بي إم جي] في بيان إن النمو بطيء.",
    "منحت الجائزة لل[بنك الأهلي السعودي] أمس.",
    "استثمر #[صندوق_الاستثمارات_العامة] في المشروع.",
    "أعلنت «[مايكروسوفت]»، و«[غوغل]»، شراكة.",
    "تعمل شركة [برانديكس] في دبي منذ عام 2019، وتملكها شركة «[نخلة]».",
]

NOT_COMPANIES = [
    "أعلنت شركة طيران أمريكية إلغاء رحلاتها.",
    "تعمل شركة أدوية صينية على لقاح.",
    "تبحث شركات الاتصالات عن حلول جديدة.",
    "قالت الشركة إنها ستعلن النتائج غدا.",
    "قال الوزير إن الاتفاق «خطوة في الطريق الصحيح».",
    "وصف المدير الصفقة بأنها «ممتازة للجميع».",
    "أطلقت الحكومة برنامج «رؤية الغد» للشباب.",
    "شارك الوفد في «معرض دبي الدولي للطيران» أمس.",
    "فاز نادي الهلال على نادي الاتحاد بهدفين.",
    "التحق بجامعة «برانديكس» في لندن.",
    "وقعت وزارة الطاقة العقد في مدينة نيوم.",
    "كتب المدير على تويتر أن الصفقة تمت.",
    "نشر البيان عبر حسابه على فيسبوك.",
    "قال الملياردير جاك ما إنه سيتقاعد.",
    "زار الرئيس لاس فيغاس ونيويورك.",
    "كانوا في البيت حين سمعوا الخبر.",
    "اشترى هاتف «غالاكسي» من المتجر.",
    "قرأ كتاب «الطريق إلى القمة» مرتين.",
    "ارتفع مؤشر «ناسداك» اليوم.",
    "أرسى الرئيس التنفيذي للشركة «تيم هارولد» قواعد العمل.",
    "خفض البنك المركزي سعر الفائدة.",
    "منح البنك الدولي القرض للحكومة.",
    "يعرض هذا الأسبوع فيلم «برانديكس» في القاعات.",
    "قاد جنسن وفدا إلى California وStanford.",
    "زادت حصة الشركة من الأرباح.",
]

SPELLINGS = [
    ("رفعت جوجل أسعارها.", "google"),
    ("رفعت غوغل أسعارها.", "google"),
    ("رفعت سامسونج أسعارها.", "samsung"),
    ("رفعت سامسونغ أسعارها.", "samsung"),
    ("رفعت فولكس فاجن أسعارها.", "volkswagen"),
    ("رفعت فولكسفاغن أسعارها.", "volkswagen"),
    ("رفعت Microsoft أسعارها.", "microsoft"),
    ("رفعت ميكروسوفت أسعارها.", "microsoft"),
]


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return safqa.load_rules(root / "rules")


def find(text: str, rules: Rules) -> list[Mention]:
    folded = normalise(text).text
    return find_companies(folded, words_of(folded), rules.companies)


def marked(sentence: str) -> tuple[str, list[str]]:
    """A sentence without its brackets, and the folded names that they mark, by place."""
    text, names, start = "", [], 0
    for char in sentence:
        if char == "[":
            start = len(text)
        elif char == "]":
            names.append(normalise(text[start:]).text)
        else:
            text += char
    return text, names


@pytest.mark.parametrize("sentence", HEADS + AROUND + BOUNDARIES)
def test_names_are_found_exactly(sentence: str, rules: Rules) -> None:
    text, names = marked(sentence)
    folded = normalise(text).text
    assert [folded[m.start : m.end] for m in find(text, rules)] == names


@pytest.mark.parametrize("sentence", NOT_COMPANIES)
def test_these_are_no_companies(sentence: str, rules: Rules) -> None:
    folded = normalise(sentence).text
    assert [folded[m.start : m.end] for m in find(sentence, rules)] == []


@pytest.mark.parametrize(("text", "company"), SPELLINGS)
def test_spellings_of_a_transliteration_are_one_company(text: str, company: str, rules: Rules) -> None:
    assert [m.company_id for m in find(text, rules)] == [company]


@pytest.mark.parametrize(
    "text",
    [
        "جمعت «زيلوراما» (Zelorama) تمويلا، وقالت Zelorama إن الطلب كبير.",
        "جمعت شركة «زيلوراما» تمويلا. وكانت Zelorama قد تأسست في 2019، وتعمل شركة Zelorama في عمان.",
        "جمعت «زيلوراما القابضة» تمويلا، وتملك شركة «زيلوراما» خمسة فروع.",
        "رحب المستثمرون بشركة زيلوراما الأردنية. وتعمل زيلوراما في عمان.",
    ],
)
def test_forms_of_one_company_have_one_canonical_name(text: str, rules: Rules) -> None:
    found = find(text, rules)
    assert len(found) >= 2
    assert len({m.canonical for m in found}) == 1


def test_a_listed_name_in_brackets_gives_its_id_to_the_other_form(rules: Rules) -> None:
    found = find("أعلنت شركة «إنفيديا العملاقة للرقائق» (NVIDIA) نتائجها.", rules)
    assert {m.company_id for m in found} == {"nvidia"}


def test_how_and_reason_say_why(rules: Rules) -> None:
    listed, discovered = find("وقعت مايكروسوفت عقدا مع شركة «برانديكس».", rules)
    assert (listed.how, discovered.how) == ("listed", "discovered")
    assert listed.company_id == "microsoft"
    assert "head.firm" in (discovered.reason or "")


def test_a_name_once_settled_is_found_without_its_head(rules: Rules) -> None:
    found = find("اشترت شركة «برانديكس» مصنعا. وتملك برانديكس ثلاثة مصانع، ولبرانديكس فرع في مسقط.", rules)
    assert [m.canonical for m in found] == ["برانديكس"] * 3


def test_common_words_need_context(rules: Rules) -> None:
    assert find("كان كريم في البيت.", rules) == []
    assert [m.company_id for m in find("أعلنت شركة كريم نتائجها.", rules)] == ["careem"]
    assert [m.company_id for m in find("تراجعت أسهم زين في البورصة.", rules)] == ["zain"]


def test_media_are_marked(rules: Rules) -> None:
    (source,) = find("قالت وكالة رويترز إن العقد وقع.", rules)
    assert source.company_kind == "media"


def test_a_list_of_ones_own_is_found(tmp_path: Path, root: Path) -> None:
    own = tmp_path / "mine.tsv"
    own.write_text("id\tcanonical\tarabic\tlatin\nmine\tدرب السعد\tدرب السعد للنقل\tDarb Alsaad\n", encoding="utf-8")
    rules = safqa.load_rules(root / "rules", companies=(str(own),))
    found = find("وقعت درب السعد عقدا، وقالت Darb Alsaad إنه كبير.", rules)
    assert [m.company_id for m in found] == ["mine", "mine"]


def test_an_empty_text_has_no_companies(rules: Rules) -> None:
    assert find("", rules) == []
