"""Percentages, and shares told as fractions (نصف أسهم)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import regex

from ..document import Mention, Percent
from ..normalise import fold
from ..rulebook.source import RuleModel, read_tsv
from .numbers import Numbers, digits_value, parse, tokens_of


class PercentRow(RuleModel):
    """A wording: ``sign`` follows a number, ``share`` follows a fraction or stands for the whole."""

    word: str
    kind: str
    value: str = ""


@dataclass
class PercentRules:
    """The wordings of ``numbers/percents.tsv`` and the number words."""

    numbers: Numbers
    sign: regex.Pattern[str]
    share: regex.Pattern[str]
    values: dict[str, Decimal]

    @classmethod
    def load(cls, folder: Path) -> PercentRules:
        """Reads ``numbers/`` of a rules folder. Raises ``RuleError``."""
        rows = [row for _, row in read_tsv(folder / "numbers" / "percents.tsv", PercentRow)]
        signs = "|".join(regex.escape(fold(r.word)) for r in rows if r.kind == "sign")
        values = {fold(r.word): Decimal(r.value) for r in rows if r.kind == "fraction"}
        things = "|".join(regex.escape(fold(r.word)) for r in rows if r.kind == "thing")
        number = r"\d+(?:[.,،٫]\d+)?"
        return cls(
            Numbers.load(folder / "numbers" / "words.tsv"),
            regex.compile(rf"(?P<before>[%٪]\s?{number})|(?P<low>{number})\s?(?:-|–|الي|و)\s?(?P<high>{number})\s?(?:{signs})(?!\w)|(?P<one>{number})\s?(?:{signs})(?!\w)|(?P<word>(?:{signs})(?!\w))"),
            regex.compile(rf"(?<!\w)[وبلف]?(?P<value>{'|'.join(map(regex.escape, values))})\s+(?:{things})(?!\w)"),
            values,
        )  # fmt: skip


def find_percents(text: str, rules: PercentRules) -> list[Mention]:
    """The percentages of a normalised text, in order."""
    out: list[Mention] = []
    for match in rules.sign.finditer(text):
        if match["word"]:
            found = _in_words(text, match.start(), match.end(), rules)
            if found is not None:
                out.append(found)
            continue
        ends = [match[name] for name in ("low", "high") if match[name]] or [match["one"] or match["before"].strip("%٪ ")]
        values = [digits_value(end.replace(",", ".").replace("،", "."), True) for end in ends]
        if max(values) > 100000 or (len(values) == 2 and values[0] > values[1]):
            values, start = values[-1:], match.start("high") if match["high"] else match.start()
        else:
            start = match.start()
        out.append(Mention("percent", start, match.end(), "percent.number", percent=Percent(values[0], values[-1])))
    for match in rules.share.finditer(text):
        value = rules.values[match["value"]]
        out.append(Mention("percent", match.start("value"), match.end(), "percent.share", percent=Percent(value, value)))
    return sorted(out, key=lambda mention: mention.start)


def _in_words(text: str, start: int, end: int, rules: PercentRules) -> Mention | None:
    """خمسة وعشرين في المئة."""
    tokens = tokens_of(text, max(0, start - 40), start)
    best = None
    for first in range(len(tokens) - 1, max(-1, len(tokens) - 5), -1):
        found = parse(tokens, first, len(tokens), rules.numbers)
        if found is not None and found.bare:
            best = (first, found.value)
    if best is None:
        return None
    hit = rules.numbers.kind(tokens[best[0]].text, "unit", "ten", "hundred", "hundred_word")
    left = tokens[best[0]].start + len(hit[2] if hit else "")
    return Mention("percent", left, end, "percent.words", percent=Percent(best[1], best[1]))
