"""The number grammar: every size spelled by two libraries and read back, separators, and what stays two numbers."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from safqa.mentions.numbers import Lexer, NumberRules, Style, parse_number, read_digits, style_of
from safqa.normalise import normalise

RULES = NumberRules.load(Path(__file__).resolve().parent.parent / "rules" / "numbers")
LEXER = Lexer(RULES)
ICU = Path(__file__).parent / "data" / "icu_spellout_ar.tsv"


def read(text: str) -> tuple[Decimal, int, int] | None:
    """The value of the number that a text begins with, how many tokens it took, and of how many."""
    tokens = LEXER.tokens(normalise(text).text)
    number = parse_number(tokens, 0, RULES, Style(), lambda token: False)
    return (number.low, number.last, len(tokens)) if number is not None else None


def spelled() -> list[int]:
    """Every number to 130, and numbers of every size to a thousand trillion."""
    draw = random.Random(7)
    sizes = [10**power for power in range(2, 16)]
    return sorted({*range(1, 130), *(draw.randrange(size // 10, size) for size in sizes for _ in range(40))})


def misspelt(number: int) -> bool:
    """Whether num2words garbles a number: it says "five hundred and a thousand thousand" for 501,000."""
    groups = [number // 1000**power % 1000 for power in (1, 2, 3, 4)]
    return any(group > 100 and group % 100 in (1, 2) for group in groups)


def test_num2words_reads_back() -> None:
    numbers = [number for number in spelled() if not misspelt(number)]
    wrong = []
    for number in numbers:
        found = read(num2words(number, lang="ar"))
        if found is None or found[0] != number or found[1] != found[2]:
            wrong.append((number, num2words(number, lang="ar"), found))
    assert len(wrong) <= 0.005 * len(numbers), wrong[:5]


def test_icu_reads_back() -> None:
    rows = [line.split("\t") for line in ICU.read_text(encoding="utf-8").splitlines()[2:]]
    assert len(rows) > 1200
    wrong = []
    for number, spelling in rows:
        found = read(spelling)
        if found is None or found[0] != Decimal(number) or found[1] != found[2]:
            wrong.append((number, spelling, found))
    assert len(wrong) <= 0.005 * len(rows), wrong[:5]


@given(st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False))
def test_a_formatted_number_is_read_back(value: Decimal) -> None:
    for form in (f"{value:f}", f"{value:,f}"):
        found = read(f"{form} مليون")
        assert found is not None
        assert found[0] == value * 10**6


@given(st.integers(min_value=1, max_value=10**15))
def test_a_grouped_number_is_read_back(value: int) -> None:
    for form in (str(value), f"{value:,}", f"{value:,}".replace(",", "٬"), f"{value:,}".replace(",", "،")):
        assert read_digits(normalise(form).text) == value


@pytest.mark.parametrize(
    ("raw", "scaled", "value"),
    [
        ("1,299", False, "1299"),
        ("13.956", True, "13.956"),
        ("1٬200", True, "1200"),
        ("3٫5", False, "3.5"),
        ("0.125", False, "0.125"),
        ("25.084.739", False, "25084739"),
        ("1,234.5", False, "1234.5"),
        ("1.234,5", False, "1234.5"),
        ("8ر2", True, "2.8"),
        ("20ر54", False, "54.20"),
        ("9 .27", True, "27.9"),
        ("1 200 000", False, "1200000"),
        ("9،7", False, "9.7"),
        ("100.000", False, "100000"),
    ],
)
def test_separators(raw: str, scaled: bool, value: str) -> None:
    assert read_digits(raw, Style(), scaled) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["5 و7 ملايين", "800 مليون ومليار", "15 و25 مليار", "خمسة وسبعة ملايين", "نصف مليون ومليون"]
)
def test_two_numbers_stay_two(text: str) -> None:
    found = read(text)
    assert found is not None
    assert found[1] < found[2]


def test_too_many_digits_are_no_quantity() -> None:
    assert read_digits("9" * 31) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ثلاثة فاصلة خمسة", "3.5"),
        ("صفر فاصل خمسة وعشرين", "0.25"),
        ("واحد فاصلة صفر خمسة", "1.05"),
        ("خمسة ملايير", "5000000000"),
        ("تسعةعشر ألفا", "19000"),
        ("ثلاثة أخماس", "0.6"),
        ("⅓", None),
    ],
)
def test_more_ways_to_say_a_number(text: str, value: str | None) -> None:
    found = read(text)
    if value is None:
        assert found is not None
        assert abs(found[0] * 3 - 1) < Decimal("1e-20")
    else:
        assert found is not None
        assert found[0] == Decimal(value)


FILLER = "وقالت المصادر إن الاجتماع عقد في المدينة وحضره عدد من الخبراء والمسؤولين وناقشوا فيه الخطط المقبلة. " * 3


@pytest.mark.parametrize(
    ("text", "field", "shown"),
    [
        ("بلغت 9 .27 مليون", "swapped", True),
        ("بلغت 9 .27 مليون ثم 3.5 مليون و4.2 مليون", "swapped", False),
        ("بلغت 9. ثم 27 مليون", "swapped", False),
        ("بلغت 8ر2 مليار", "whole_first", False),
        ("بلغت 0ر5 مليار و350ر2 مليون", "whole_first", True),
        ("ارتفعت 3ر05 في المئة", "whole_first", True),
        (FILLER.replace(".", "") + "بلغت 7 5 مليون", "stripped", True),
        (FILLER + "بلغت 7 5 مليون", "stripped", False),
        ("بلغت 1.200.000 مليون", "dot_groups", True),
        ("بلغت 3,5 مليون و2,7 مليون", "comma_decimal", True),
    ],
)
def test_garbling_is_believed_only_where_the_article_shows_it(text: str, field: str, shown: bool) -> None:
    assert getattr(style_of(normalise(text).text, RULES), field) is shown


class Spelling(NamedTuple):
    """One way to write numerals: nominative or oblique, of masculine or feminine things, how "hundred" is spelled, and
    whether hundreds and "and" are written to the word after them.
    """

    nominative: bool
    feminine: bool
    hundred: str
    glued: bool
    apart: bool


UNITS = ["", "واحد", "اثن", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
SCALES = [("ألف", "آلاف"), ("مليون", "ملايين"), ("مليار", "مليارات"), ("تريليون", "تريليونات")]
SPELLINGS = [
    Spelling(nominative, feminine, hundred, glued, apart)
    for nominative in (True, False)
    for feminine in (True, False)
    for hundred, glued in (("مئة", True), ("مائة", True), ("مئة", False), ("مائة", False), ("مئه", True))
    for apart in (True, False)
]


def spell(number: int, how: Spelling) -> str:
    """A whole number in Arabic words."""
    groups = [(number // 1000**power % 1000, power) for power in range(4, -1, -1)]
    parts = [_group(group, power, how) for group, power in groups if group]
    return _joined(parts, how)


def _joined(parts: list[str], how: Spelling) -> str:
    return (" و " if how.apart else " و").join(part for part in parts if part)


def _group(group: int, power: int, how: Spelling) -> str:
    if not power:
        return _below_thousand(group, how)
    one, many = SCALES[power - 1]
    if group == 1:
        return one
    if group == 2:
        return one + ("ان" if how.nominative else "ين")
    counted = many if 3 <= group % 100 <= 10 else one
    return f"{_below_thousand(group, how._replace(feminine=False))} {counted}"


def _below_thousand(number: int, how: Spelling) -> str:
    hundreds, rest = divmod(number, 100)
    return _joined([_hundreds(hundreds, how), _below_hundred(rest, how)], how)


def _hundreds(number: int, how: Spelling) -> str:
    if number == 2:
        return how.hundred[:-1] + ("تان" if how.nominative else "تين")
    if number < 2:
        return how.hundred if number else ""
    return (UNITS[number].removesuffix("ي") if how.glued else UNITS[number]) + ("" if how.glued else " ") + how.hundred


def _below_hundred(number: int, how: Spelling) -> str:
    tens, units = divmod(number, 10)
    if number <= 10:
        return _unit(number, how)
    if number < 20:
        if units < 3:
            two = ("اثنتا" if how.feminine else "اثنا") if how.nominative else ("اثنتي" if how.feminine else "اثني")
            first = two if units == 2 else ("إحدى" if how.feminine else "أحد")
        else:
            first = _unit(units, how)
        return f"{first} {'عشرة' if how.feminine else 'عشر'}"
    return _joined([_unit(units, how), TENS[tens] + ("ون" if how.nominative else "ين")], how)


def _unit(number: int, how: Spelling) -> str:
    if number == 1:
        return "واحدة" if how.feminine else "واحد"
    if number == 2:
        return ("اثنت" if how.feminine else "اثن") + ("ان" if how.nominative else "ين")
    return UNITS[number] + ("" if how.feminine or not number else "ة")


@pytest.mark.parametrize("how", SPELLINGS, ids=lambda how: "-".join(map(str, how)))
def test_numerals_of_every_size_in_every_spelling_read_back(how: Spelling) -> None:
    wrong = []
    for number in spelled():
        words = spell(number, how)
        found = read(words)
        if found is None or found[0] != number or found[1] != found[2]:
            wrong.append((number, words, found))
    assert wrong == []


def test_nothing_has_gone_missing() -> None:
    assert len(spelled()) >= 600
    assert len(SPELLINGS) == 40
