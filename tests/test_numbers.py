"""The number grammar: every size spelled by two libraries and read back, separators, and what stays two numbers."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

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
    draw = random.Random(7)
    sizes = [10, 100, 1000, 10**4, 10**5, 10**6, 10**7, 10**9, 10**10, 10**12, 10**13]
    return sorted({*range(1, 130), *(draw.randrange(1, size) for size in sizes for _ in range(40))})


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
