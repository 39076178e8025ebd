"""Dates: months in both sets of names, quarters, years, and words relative to the publication."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import regex
from dateutil.relativedelta import relativedelta

from ..document import DateSpan, Mention
from ..normalise import fold
from ..rulebook.source import RuleModel, read_tsv


class DateRow(RuleModel):
    """A word of dates: a month's name, a weekday, an ordinal, or a stretch relative to the publication."""

    word: str
    kind: str
    value: int


@dataclass
class DateRules:
    """The words by kind and one pattern that finds them."""

    words: dict[str, dict[str, int]]
    pattern: regex.Pattern[str]

    @classmethod
    def load(cls, folder: Path) -> DateRules:
        """Reads ``dates/`` of a rules folder. Raises ``RuleError``."""
        words: dict[str, dict[str, int]] = defaultdict(dict)
        for _, row in read_tsv(folder / "dates" / "words.tsv", DateRow):
            words[row.kind][fold(row.word)] = row.value

        def any_of(*kinds: str) -> str:
            forms = [form for kind in kinds for form in words[kind]]
            return "|".join(map(regex.escape, sorted(forms, key=len, reverse=True)))

        month, year = any_of("month"), r"(?P<{0}>(?:19|20)\d\d)(?!\d)"
        pattern = (
            rf"(?<!\w)(?:[وفبل]?(?:(?P<quarter>الربع (?P<q>{any_of('ordinal')}) (?:من )?(?:(?:عام|سنه|العام) )?{year.format('qy')})"
            rf"|(?:(?P<day>\d{{1,2}}) (?:من )?)?(?P<month>{month})(?!\w)(?: ?[/(]? ?(?:{month})\)?)?(?: (?:من )?(?:(?:عام|سنه) )?{year.format('my')})?"
            rf"|(?:عام|سنه|العام|عامي) {year.format('y')}|(?P<relative>{any_of('day', 'months', 'years')})(?!\w)))"
        )
        return cls(dict(words), regex.compile(pattern))


def find_dates(text: str, rules: DateRules, published: datetime | None) -> list[Mention]:
    """The dates of a normalised text that can be resolved, in order. A month without a year is the last one before
    the publication; without a publication date what is relative is left out."""
    out: list[Mention] = []
    for match in rules.pattern.finditer(text):
        span = _resolve(match, rules, published.date() if published else None)
        if span is not None:
            name = next(n for n in ("quarter", "month", "y", "relative") if match[n])
            start = match.start() if name != "month" else match.start("day") if match["day"] else match.start("month")
            out.append(Mention("date", start, match.end(), f"date.{'year' if name == 'y' else name}", date=span))
    return out


def month_span(year: int, month: int) -> DateSpan:
    """All days of a month."""
    return DateSpan(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", f"{year}-{month:02}")


def _year(year: int) -> DateSpan:
    return DateSpan(date(year, 1, 1), date(year, 12, 31), "year", str(year))


def _resolve(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    words = rules.words
    if match["quarter"]:
        quarter, year = words["ordinal"][match["q"]], int(match["qy"])
        first, last = month_span(year, 3 * quarter - 2), month_span(year, 3 * quarter)
        return DateSpan(first.start, last.end, "quarter", f"{year}-Q{quarter}")
    if match["month"]:
        month = words["month"][match["month"]]
        if match["my"]:
            year = int(match["my"])
        elif today is not None:
            year = today.year if month <= today.month else today.year - 1
        else:
            return None
        if match["day"]:
            number = int(match["day"])
            if not 1 <= number <= calendar.monthrange(year, month)[1]:
                return None
            day = date(year, month, number)
            return DateSpan(day, day, "day", day.isoformat())
        return month_span(year, month)
    if match["y"]:
        return _year(int(match["y"]))
    if today is None:
        return None
    word = match["relative"]
    if word in words["day"]:
        day = today + timedelta(days=words["day"][word])
        return DateSpan(day, day, "day", day.isoformat())
    if word in words["months"]:
        day = today + relativedelta(months=words["months"][word])
        return month_span(day.year, day.month)
    return _year(today.year + words["years"][word])
