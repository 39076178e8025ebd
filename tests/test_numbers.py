"""The number grammar: every size spelled by num2words and read back, separators, and what stays two numbers."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from num2words import num2words

from safqa.mentions.numbers import Lexer, NumberRules, Style, parse_number, read_digits
from safqa.normalise import normalise

RULES = NumberRules.load(Path(__file__).resolve().parent.parent / "rules" / "numbers")
LEXER = Lexer(RULES)


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
