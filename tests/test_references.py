"""References to companies: to whom, why, and when they stay open. The sentences are of our own making."""

from __future__ import annotations

from pathlib import Path

import pytest

import safqa
from safqa.document import Mention
from safqa.mentions.companies import find_companies
from safqa.mentions.people import find_people
from safqa.mentions.references import resolve_references
from safqa.normalise import normalise
from safqa.pipeline import Rules
from safqa.sentences import split_sentences
from safqa.words import words_of

# (text, the referring words, the company's canonical name or what it begins with)
RESOLVED = [
    # the company in focus
    ("أعلنت شركة «نخلة» نتائجها. وقالت الشركة إن الأرباح زادت.", "الشركة", ["نخلة"]),
    ("أعلنت شركة «نخلة» نتائجها، وقالت إن المجموعة ستتوسع.", "المجموعة", ["نخلة"]),
    ("أعلنت شركة «نخلة» أن الشركة ستتوسع.", "الشركة", ["نخلة"]),
    ("وقعت «نخلة» مذكرة مع شركة «سراب». وتأسست الشركة في 2019.", "الشركة", ["نخلة"]),
    # clitics stay outside of the span, the article of لل is written as a second lam
    ("أعلنت شركة «نخلة» نتائجها. وهذه أول خسارة للشركة.", "شركة", ["نخلة"]),
    ("أعلنت شركة «نخلة» نتائجها. والشركة تعمل في عمان.", "الشركة", ["نخلة"]),
    # the kind agrees
    ("اقترضت شركة «نخلة» من بنك «سراب». وقال البنك إن القرض ميسر.", "البنك", ["سراب"]),
    ("قاد صندوق «سراب» الجولة في شركة «نخلة». وأضاف الصندوق أنه سيستمر.", "الصندوق", ["سراب"]),
    ("اقترضت شركة «نخلة» من بنك «سراب». وقالت الشركة إن القرض ميسر.", "الشركة", ["نخلة"]),
    # the nationality agrees
    ("تفاوضت سامسونغ مع إنفيديا. وقالت الشركة الكورية إن العرض جيد.", "الشركة الكورية", ["سامسونغ"]),
    ("تفاوضت سامسونغ مع إنفيديا. وقالت الشركة الأمريكية إن العرض جيد.", "الشركة الأمريكية", ["إنفيديا"]),
    ("تفاوضت «نخلة» الأردنية مع «سراب» المصرية. وقالت الشركة المصرية إن العرض جيد.", "الشركة المصرية", ["سراب"]),
    # the subject of a clause is not its object too
    ("اشترت شركة «نخلة» مصنعا من شركة «سراب». ثم استثمرت «نخلة» مليوني دولار في الشركة.", "الشركة", ["سراب"]),
    # named last, both, the other
    ("وقعت شركة «نخلة» عقدا مع شركة «سراب» لتزود الأخيرة بالرقائق.", "الأخيرة", ["سراب"]),
    ("وقعت شركة «نخلة» عقدا مع شركة «سراب». وقالت الشركتان إنه كبير.", "الشركتان", ["نخلة", "سراب"]),
    ("وقعت شركة «نخلة» عقدا مع شركة «سراب». ولم يكشف الطرفان عن قيمته.", "الطرفان", ["نخلة", "سراب"]),
    # whose company it is
    ("انتقد رئيس شركة «نخلة» منافسيه. وقال إن شركته ستفوز.", "شركته", ["نخلة"]),
    # one company of the country
    (
        "وقعت سامسونغ عقدا مع إنفيديا. وقال عملاق الرقائق الكوري الجنوبي إنه راض.",
        "عملاق الرقائق الكوري الجنوبي",
        ["سامسونغ"],
    ),
    ("اقترضت «نخلة» الأردنية من «سراب» المصرية. وتراجع سهم عملاق الألبان الأردني.", "عملاق الألبان الأردني", ["نخلة"]),
    # nicknames
    ("رفعت أمازون أجورها. ويعمل لدى عملاق التجارة الإلكترونية مليون موظف.", "عملاق التجارة الإلكترونية", ["أمازون"]),
]

OPEN = [
    # nothing named before, or two that fit alike
    "وقالت الشركة إن الأرباح زادت.",
    "وقعت «نخلة» و«سراب» و«واحة» عقدا. وقالت الشركتان إنه كبير.",
    # another company
    "أعلنت شركة «نخلة» نتائجها. وقالت الشركة الأم إنها راضية.",
    "أعلنت شركة «نخلة» نتائجها. وخفض البنك المركزي الفائدة.",
    # only the head of a name that follows
    "أعلنت شركة «نخلة» نتائجها، ثم أعلنت الشركة الأمريكية «سراب» نتائجها.",
    # an adjective, a predicate
    "أعلنت شركة «نخلة» نتائج الربع الأخير.",
    "تعد «نخلة» هي الشركة التي تقود القطاع.",
    # two companies of the country, and a plain description
    "وقعت مايكروسوفت عقدا مع إنفيديا. وتراجع سهم عملاق التقنية الأمريكي.",
    "وقعت «نخلة» عقدا. وهي شركة عملاقة تدير أصولا كثيرة.",
    # no bank, no fund among them
    "أعلنت شركة «نخلة» نتائجها. ورفض البنك التعليق.",
]


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return safqa.load_rules(root / "rules")


def resolve(text: str, rules: Rules) -> tuple[str, list[Mention]]:
    folded = normalise(text).text
    words = words_of(folded)
    mentions = find_companies(folded, words, rules.companies)
    mentions += find_people(folded, words, rules.grammar, mentions)
    return folded, resolve_references(folded, words, split_sentences(folded), mentions, rules.companies.references)


@pytest.mark.parametrize(("text", "words", "companies"), RESOLVED)
def test_a_reference_means_the_company_in_focus(text: str, words: str, companies: list[str], rules: Rules) -> None:
    folded, found = resolve(text, rules)
    assert [folded[m.start : m.end] for m in found] == [normalise(words).text] * len(companies)
    assert sorted(m.canonical or "" for m in found) == sorted(
        name if any(m.company_id for m in found) else normalise(name).text for name in companies
    )
    assert all(m.how == "referred" and m.reason for m in found)


@pytest.mark.parametrize("text", OPEN)
def test_a_reference_stays_open(text: str, rules: Rules) -> None:
    assert resolve(text, rules)[1] == []
