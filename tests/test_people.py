"""Persons and public bodies: by title, by office, by surname. The sentences are of our own making."""

from __future__ import annotations

from pathlib import Path

import pytest

import safqa
from safqa.mentions.companies import find_companies
from safqa.mentions.people import find_people
from safqa.normalise import normalise
from safqa.pipeline import Rules
from safqa.words import words_of

CASES = [
    ("اشترى الأمير سالم بن فهد حصة في الشركة.", ["سالم بن فهد"]),
    ("اشترى الملياردير الروسي إيفان برانديكوف حصة في النادي.", ["إيفان برانديكوف"]),
    ("قال ماركوس برانديلي، رئيس شركة «نخلة»، إن العقد كبير.", ["ماركوس برانديلي"]),
    ("باع ماركوس برانديلي، أحد مؤسسي «نخلة»، حصته. وقال برانديلي إنه راض.", ["ماركوس برانديلي", "برانديلي"]),
    ("وقعت وزارة الطاقة العقد.", ["وزارة الطاقة"]),
    ("منحت الأمير لتحديث القصر فرصة.", []),
    ("ارتفعت الأسعار في السوق أمس، وقال رئيس الشركة إنها ستستقر.", []),
]


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return safqa.load_rules(root / "rules")


@pytest.mark.parametrize(("text", "names"), CASES)
def test_people_and_bodies(text: str, names: list[str], rules: Rules) -> None:
    folded = normalise(text).text
    words = words_of(folded)
    companies = find_companies(folded, words, rules.companies)
    found = find_people(folded, words, rules.grammar, companies, rules.companies.cues)
    assert [folded[m.start : m.end] for m in found] == [normalise(name).text for name in names]


def test_a_surname_means_the_person_named_before(rules: Rules) -> None:
    folded = normalise("باع ماركوس برانديلي، مؤسس «نخلة»، حصته. وقال برانديلي إنه راض.").text
    found = find_people(folded, words_of(folded), rules.grammar, [], rules.companies.cues)
    assert len({m.canonical for m in found}) == 1
