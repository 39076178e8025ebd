"""The lists of companies: what every row keeps to, and that spellings of one name are one company."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

import safqa
from safqa.mentions.lexicon import CompanyRow, sounds
from safqa.normalise import fold
from safqa.pipeline import Rules
from safqa.rulebook.source import read_tsv

KINDS = {"company", "bank", "fund", "sovereign_fund", "state_owned", "exchange", "media"}


@pytest.fixture(scope="module")
def lists(root: Path) -> dict[str, list[CompanyRow]]:
    """The rows of every list, by the file's stem."""
    paths = sorted((root / "rules" / "companies").glob("*.tsv"))
    return {p.stem: [row for _, row in read_tsv(p, CompanyRow)] for p in paths if p.stem != "not_names"}


@pytest.fixture(scope="module")
def rows(lists: dict[str, list[CompanyRow]]) -> list[CompanyRow]:
    """The rows of all lists."""
    return [row for name in sorted(lists) for row in lists[name]]


def test_there_are_enough_companies_and_every_id_and_canonical_name_is_one_companys(rows: list[CompanyRow]) -> None:
    assert len(rows) >= 6000
    assert len({row.id for row in rows}) == len(rows)
    free = [row.canonical for row in rows if not row.guard]
    assert len(set(free)) == len(free)


def test_every_list_is_sorted_by_id(lists: dict[str, list[CompanyRow]]) -> None:
    for name, found in lists.items():
        assert [row.id for row in found] == sorted(row.id for row in found), name


def test_every_column_holds_what_it_should(rows: list[CompanyRow]) -> None:
    for row in rows:
        assert row.id.isascii() and row.id.replace("_", "").isalnum() and row.id == row.id.lower(), row.id
        assert row.kind in KINDS, row
        assert row.country == "" or (len(row.country) == 2 and row.country.isupper()), row
        assert row.guard in ("", "context"), row
        assert row.ticker == "" or row.ticker.count(":") == 1, row
        assert row.wikidata == "" or (row.wikidata[0] == "Q" and row.wikidata[1:].isdigit()), row
        for cell in (row.canonical, row.arabic, row.latin):
            assert cell == " ".join(cell.split()), row
            assert not cell.startswith("|") and not cell.endswith("|") and "||" not in cell, row


def test_a_form_of_two_companies_is_guarded_in_both(rows: list[CompanyRow]) -> None:
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        for form in row.forms():
            owners[sounds(fold(form))][row.id] = row.guard
    shared = {key: found for key, found in owners.items() if len(found) > 1 and not all(found.values())}
    assert shared == {}


def test_no_row_repeats_a_form(rows: list[CompanyRow]) -> None:
    for row in rows:
        forms = [fold(form).replace(" ", "").casefold() for form in row.forms()]
        assert len(set(forms)) == len(forms), row


# Spellings that need no listing: g as غ ج ق ك, v as ف ڤ, hamza and madda, ى and ي, ة and ه, joined or split, with ال.
VARIANTS = {
    "google": ("غوغل", "جوجل", "قوقل"),
    "bloomberg": ("بلومبرغ", "بلومبرج", "بلومبرق"),
    "volkswagen": ("فولكس فاجن", "فولكسفاغن", "فولكس ڤاجن"),
    "goldman_sachs": ("غولدمان ساكس", "جولدمان ساكس", "قولدمان ساكس"),
    "morgan_stanley": ("مورغان ستانلي", "مورجان ستانلى"),
    "jpmorgan": ("جي بي مورغان", "جى بى مورجان"),
    "samsung": ("سامسونغ", "سامسونج", "سامسونق"),
    "instagram": ("إنستغرام", "انستجرام", "إنستقرام"),
    "telegram": ("تلغرام", "تلجرام"),
    "gazprom": ("غازبروم", "جازبروم", "قازبروم"),
    "glencore": ("غلينكور", "جلينكور"),
    "boeing": ("بوينغ", "بوينج"),
    "lamborghini": ("لامبورغيني", "لامبورجيني"),
    "dragon_oil": ("دراغون أويل", "دراجون أويل", "دراقون اويل"),
    "gulf_capital": ("غلف كابيتال", "جلف كابيتال", "قلف كابيتال"),
    "general_electric": ("جنرال إلكتريك", "غنرال الكتريك"),
    "bridgestone": ("بريدجستون", "بريدغستون"),
    "burger_king": ("برغر كينغ", "برجر كينج"),
    "procter_and_gamble": ("بروكتر آند غامبل", "بروكتر آند جامبل"),
    "anghami": ("أنغامي", "انجامي", "أنقامى"),
    "agility": ("أجيليتي", "اجيليتى", "أغيليتي"),
    "volvo": ("فولفو", "ڤولڤو"),
    "vodafone": ("فودافون", "ڤودافون"),
    "novartis": ("نوفارتس", "نوڤارتس"),
    "pfizer": ("فايزر", "ڤايزر"),
    "netflix": ("نتفليكس", "نتڤليكس", "نتفلكس"),
    "verizon": ("فيرايزون", "ڤيرايزون"),
    "microsoft": ("مايكروسوفت", "مايكرو سوفت", "ميكروسوفت"),
    "facebook": ("فيسبوك", "فيس بوك", "الفيسبوك"),
    "whatsapp": ("واتساب", "واتس آب", "واتس اب"),
    "youtube": ("يوتيوب", "يو تيوب"),
    "linkedin": ("لينكدإن", "لينكد إن", "لينكد ان"),
    "paypal": ("باي بال", "بايبال"),
    "softbank": ("سوفت بنك", "سوفتبنك"),
    "starlink": ("ستارلينك", "ستار لينك"),
    "deepseek": ("ديب سيك", "ديبسيك"),
    "blackrock": ("بلاك روك", "بلاكروك"),
    "flydubai": ("فلاي دبي", "فلايدبي"),
    "nilesat": ("نايل سات", "نايلسات"),
    "openai": ("أوبن إيه آي", "اوبن ايه اي"),
    "nvidia": ("إنفيديا", "انفيديا", "نفيديا"),
    "anthropic": ("أنثروبيك", "انثروبيك"),
    "aramco": ("أرامكو", "ارامكو"),
    "oracle": ("أوراكل", "اوراكل"),
    "airbus": ("إيرباص", "ايرباص"),
    "aramex": ("أرامكس", "ارامكس"),
    "orange": ("أورانج", "اورانج", "أورانغ"),
    "ericsson": ("إريكسون", "اريكسون"),
    "siemens": ("سيمنس", "سيمنز"),
    "mitsubishi": ("ميتسوبيشي", "ميتسوبيشى"),
    "huawei": ("هواوي", "هواوى"),
    "kpmg": ("كي بي إم جي", "كى بى ام جى"),
    "elsewedy_electric": ("السويدي إليكتريك", "السويدى اليكتريك"),
    "pif": ("صندوق الاستثمارات العامة", "صندوق الإستثمارات العامه"),
    "eand_egypt": ("اتصالات مصر", "إتصالات مصر"),
    "nbk": ("بنك الكويت الوطني", "بنك الكويت الوطنى"),
    "juhayna": ("جهينة", "جهينه"),
    "savola": ("صافولا",),
    "ooredoo": ("أوريدو", "اوريدو"),
    "lufthansa": ("لوفتهانزا", "لوفت هانزا"),
    "hyundai": ("هيونداي", "هيونداى"),
}


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    """The rules of the checkout."""
    return safqa.load_rules(root / "rules")


@pytest.mark.parametrize("company", sorted(VARIANTS))
def test_every_spelling_of_a_name_is_one_company(company: str, rules: Rules) -> None:
    for form in VARIANTS[company]:
        text = f"أعلنت شركة {form} أمس أن أرباحها ارتفعت."
        found = [m for m in safqa.extract(text, rules=rules).mentions if m.kind == "company"]
        assert [m.company_id for m in found] == [company], form


def test_ordinary_words_are_no_companies(rules: Rules) -> None:
    sentences = (
        "كانوا في البيت حين سمعوا عدد الوفيات.",
        "قال بين رفاقه إن أسعار الحديد لن ترتفع.",
        "أراد الوزير تأكيدا من سلطات أديس أبابا.",
        "نمشي كل صباح في طريق يؤدي إلى ميناء الأيسر.",
        "جرى اللقاء والدي غائب في الكون الفسيح.",
        "سوق أكياس الورق والإيجار في القوقاز.",
        "مشاركة هيئة تنظيم الاتصالات في قطاع الطاقة والمعادن.",
    )
    for text in sentences:
        listed = [m for m in safqa.extract(text, rules=rules).mentions if m.rule.startswith("company.listed")]
        assert listed == [], text
