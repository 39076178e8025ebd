"""Dates: days, months, quarters, halves, seasons and years; relative ones against the publication; Hijri ones.

One scan for literals (month names, "quarter", "yesterday", a year's first digits) gives the places worth trying; the
patterns are only ever matched there. A date without a year is the nearest fitting one before the publication ("in
September"), unless a word beside it says which ("next September"). What stays unresolved is left out.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

import ahocorasick_rs
import regex
from dateutil.relativedelta import relativedelta
from hijridate import Hijri

from ..document import DateSpan, Mention, Precision
from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv

_YEAR = r"(?:19|20)\d\d(?!\d|[.,٫]\d| ?[%٪])"
_WEEK_STARTS = 6  # Sunday, as weeks are counted where most of the outlets are


class DateRow(RuleModel):
    """A word of dates: its kind (month, weekday, day, season ...) and what it counts for."""

    word: str
    kind: str
    value: int


class DateRules:
    """The words by kind, the patterns made of them, and the scan for the places where one may begin."""

    def __init__(self, folder: RulePath) -> None:
        self.words: dict[str, dict[str, int]] = defaultdict(dict)
        for _, row in read_tsv(folder / "dates" / "words.tsv", DateRow):
            self.words[row.kind][fold(row.word)] = row.value
        self.patterns = [(name, regex.compile(pattern)) for name, pattern in self._patterns()]
        anchors = [
            "month",
            "hijri",
            "weekday",
            "day",
            "week",
            "months",
            "years",
            "season",
            "lead",
            "year",
            "years_pair",
        ]
        literals = {word for kind in anchors for word in self.words[kind] if len(word) > 2}
        self.scan = ahocorasick_rs.AhoCorasick(sorted(literals | {"الربع", "النصف", "قبل", "/", "-0", "-1"}))

    @classmethod
    def load(cls, folder: RulePath) -> DateRules:
        """Reads ``dates/`` of a rules folder. Raises ``RuleError``."""
        return cls(folder)

    def any_of(self, *kinds: str) -> str:
        """An alternation of the words of some kinds, the longest first."""
        forms = {form for kind in kinds for form in self.words[kind]}
        return "(?:" + "|".join(map(regex.escape, sorted(forms, key=len, reverse=True))) + r")(?!\p{L})"

    def _patterns(self) -> list[tuple[str, str]]:
        """Each kind of date with its pattern, tried in this order: the more it says, the earlier."""
        day = self.any_of("day")
        month, which = self.any_of("month"), rf"(?P<which>{self.any_of('past', 'next', 'this')})"
        year = rf"(?:(?:من )?(?:{self.any_of('year')} )?(?P<year>{_YEAR}))"
        told = rf"(?:{self.any_of('year')} )?(?:(?P<year>{_YEAR})|{which})"
        of_year = rf"(?:(?:من )?{told}|(?:من )?(?P<whole>{self.any_of('years')}))"
        hijri_year = r"(?:(?:عام|سنه|لعام) )?(?P<year>1[34]\d\d)(?: ?ه(?!\p{L}))?"
        months = rf"(?P<month>{month})(?: ?[/(] ?{month}\)?)?"
        count = rf"(?:(?P<number>\d{{1,2}})|(?P<count>{self.any_of('count')}))"
        unit = self.any_of("unit_day", "unit_week", "unit_month", "unit_year")
        return [
            ("iso", r"(?P<y>(?:19|20)\d\d)-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
            ("numeric", r"(?P<d>\d{1,2})[/](?P<m>\d{1,2})[/](?P<y>(?:19|20)\d\d)(?!\d)"),
            ("hijri", rf"(?:(?P<day>\d{{1,2}}) )?(?:من )?(?P<hijri>{self.any_of('hijri')}) {hijri_year}"),
            ("month", rf"(?:(?P<day>\d{{1,2}}) (?:من )?(?:شهر )?)?{months}(?:،? {year}| {which})?"),
            ("quarter", rf"الربع (?P<nth>{self.any_of('ordinal', 'last')}) {of_year}"),
            ("half", rf"النصف (?P<nth>{self.any_of('ordinal')}) {of_year}"),
            ("season", rf"(?P<season>{self.any_of('season')}) {of_year}"),
            ("span", rf"{self.any_of('years_pair')} (?P<y>{_YEAR}) (?:و ?|الي )(?P<z>{_YEAR})"),
            ("year", rf"(?:{self.any_of('year')}|{self.any_of('lead')}) (?P<year>{_YEAR})(?! ?[-/] ?\d)"),
            ("weekday", rf"(?P<relative>{day} )?(?:يوم )?(?P<weekday>{self.any_of('weekday')})(?: {which})?"),
            ("ago", rf"قبل (?:{count} )?(?P<unit>{unit})"),
            ("day", rf"(?P<relative>{self.any_of('day')})"),
            ("week", rf"(?P<relative>{self.any_of('week')})"),
            ("relative_month", rf"(?P<relative>{self.any_of('months')})"),
            ("relative_year", rf"(?P<relative>{self.any_of('years')})"),
        ]  # fmt: skip


def find_dates(text: str, rules: DateRules, published: datetime | None) -> list[Mention]:
    """The dates of a normalised text that can be resolved, in order; none overlaps another."""
    today = published.date() if published else None
    out: list[Mention] = []
    last = 0
    for start in _places(text, rules):
        if start < last:
            continue
        hit = _match(text, start, rules, today)
        if hit is not None:
            out.append(hit)
            last = hit.end
    return out


def _places(text: str, rules: DateRules) -> list[int]:
    """Where a date may begin: at the word of a hit without its clitic, or at the day's number before it."""
    places: set[int] = set()
    for _, start, _ in rules.scan.find_matches_as_indexes(text, overlapping=True):
        left = start
        while left > 0 and start - left < 14 and not text[left - 1].isspace() and text[left - 1] not in '(،«"':
            left -= 1
        places.update({left, start})
        places.update(at for at in range(left + 1, start) if at - left <= 2)
        number = regex.compile(r"(\d{1,2}) (?:من )?(?:شهر )?$").search(text, max(0, left - 14), left) if left else None
        if number and (number.start() == 0 or not text[number.start() - 1].isdigit()):
            places.add(number.start())
        word = text.rfind(" ", max(0, left - 12), max(0, left - 1)) + 1
        if word:
            places.add(word)
    return sorted(places)


def _match(text: str, start: int, rules: DateRules, today: date | None) -> Mention | None:
    before = text[start - 1] if start else " "
    if before.isalnum() and not (before in "وفبلك" and (start < 2 or not text[start - 2].isalpha())):
        return None
    if before in "/.-" and start > 1 and text[start - 2].isdigit():
        return None
    for name, pattern in rules.patterns:
        match = pattern.match(text, start)
        if match is None:
            continue
        try:
            span = _RESOLVERS[name](match, rules, today)
        except (ValueError, OverflowError):  # no such day: 31 February, a Hijri year out of the tables
            span = None
        if span is not None:
            return Mention("date", start, match.end(), f"date.{name}", date=span)
    return None


def day_span(day: date) -> DateSpan:
    """One day."""
    return DateSpan(day, day, "day", day.isoformat())


def month_span(year: int, month: int) -> DateSpan:
    """All days of a month."""
    end = date(year, month, calendar.monthrange(year, month)[1])
    return DateSpan(date(year, month, 1), end, "month", f"{year}-{month:02}")


def year_span(year: int) -> DateSpan:
    """All days of a year."""
    return DateSpan(date(year, 1, 1), date(year, 12, 31), "year", str(year))


def _part(year: int, first: int, months: int, precision: Precision, iso: str) -> DateSpan:
    start = date(year, first, 1)
    return DateSpan(start, start + relativedelta(months=months) - timedelta(days=1), precision, iso)


def _which(match: regex.Match[str], rules: DateRules) -> int | None:
    word = match["which"]
    return (
        None
        if word is None
        else next(rules.words[kind][word] for kind in ("past", "next", "this") if word in rules.words[kind])
    )


def _year_of(match: regex.Match[str], rules: DateRules, today: date | None) -> int | None:
    """The year beside a quarter, half or season."""
    if match["year"]:
        return int(match["year"])
    if today is None:
        return None
    if match["whole"]:
        return today.year + rules.words["years"][match["whole"]]
    shift = _which(match, rules)
    return None if shift is None else today.year + shift


def _iso(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    return day_span(date(int(match["y"]), int(match["m"]), int(match["d"])))


def _hijri(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    year, month = int(match["year"]), rules.words["hijri"][match["hijri"]]
    if match["day"]:
        return day_span(Hijri(year, month, int(match["day"])).to_gregorian())
    first = Hijri(year, month, 1)
    start = first.to_gregorian()
    end = start + timedelta(days=first.month_length() - 1)
    return DateSpan(start, end, "month", f"{start.isoformat()}/{end.isoformat()}")


def _month(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    month, day = rules.words["month"][match["month"]], int(match["day"] or 0)
    year = int(match["year"]) if match["year"] else None
    if year is None and today is not None:
        shift = _which(match, rules)
        year = today.year
        if shift is None or shift < 0:
            late = (month, day) > (today.month, today.day if day else 0) if day else month > today.month
            same = shift is not None and not day and month == today.month
            year -= late or same
        elif shift > 0:
            year += month <= today.month and not (day and month == today.month and day > today.day)
    if year is None:
        return None
    return day_span(date(year, month, day)) if day else month_span(year, month)


def _quarter(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    year, nth = _year_of(match, rules, today), {**rules.words["last"], **rules.words["ordinal"]}[match["nth"]]
    return None if year is None else _part(year, 3 * nth - 2, 3, "quarter", f"{year}-Q{nth}")


def _half(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    year, nth = _year_of(match, rules, today), rules.words["ordinal"][match["nth"]]
    return None if year is None or nth > 2 else _part(year, 6 * nth - 5, 6, "half", f"{year}-H{nth}")


def _season(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    year, nth = _year_of(match, rules, today), rules.words["season"][match["season"]]
    if year is None:
        return None
    first = {1: 12, 2: 3, 3: 6, 4: 9}[nth]
    return _part(year - (nth == 1), first, 3, "season", f"{year}-S{nth}")


def _span(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    first, last = int(match["y"]), int(match["z"])
    return None if first >= last else DateSpan(date(first, 1, 1), date(last, 12, 31), "range", f"{first}/{last}")


def _year(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    return year_span(int(match["year"]))


def _weekday(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """A weekday is the last one, today included; "next" is the first one after today."""
    if today is None:
        return None
    wanted, which = rules.words["weekday"][match["weekday"]], _which(match, rules)
    if match["relative"]:
        return day_span(today + timedelta(days=rules.words["day"][match["relative"].strip()]))
    if which is not None and which > 0:
        return day_span(today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1))
    back = (today.weekday() - wanted) % 7
    return day_span(today - timedelta(days=back or (7 if which is not None and which < 0 else 0)))


def _ago(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    if today is None:
        return None
    unit = match["unit"]
    kind = next(kind for kind in ("day", "week", "month", "year") if unit in rules.words[f"unit_{kind}"])
    told = int(match["number"]) if match["number"] else rules.words["count"].get(match["count"] or "", 0)
    amount = told or rules.words[f"unit_{kind}"][unit]
    if not amount:  # "days ago" does not say how many
        return None
    day = today - relativedelta(**{f"{kind}s": amount})  # type: ignore[arg-type]
    if kind == "day":
        return day_span(day)
    if kind == "week":
        return _week_span(day)
    return month_span(day.year, day.month) if kind == "month" else year_span(day.year)


def _week_span(day: date) -> DateSpan:
    start = day - timedelta(days=(day.weekday() - _WEEK_STARTS) % 7)
    return DateSpan(start, start + timedelta(days=6), "week", f"{start.isoformat()}/P7D")


def _relative_day(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    return None if today is None else day_span(today + timedelta(days=rules.words["day"][match["relative"]]))


def _relative_week(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    return None if today is None else _week_span(today + timedelta(weeks=rules.words["week"][match["relative"]]))


def _relative_month(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    if today is None:
        return None
    day = today + relativedelta(months=rules.words["months"][match["relative"]])
    return month_span(day.year, day.month)


def _relative_year(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    return None if today is None else year_span(today.year + rules.words["years"][match["relative"]])


_RESOLVERS: dict[str, Callable[[regex.Match[str], DateRules, date | None], DateSpan | None]] = {
    "iso": _iso, "numeric": _iso, "hijri": _hijri, "month": _month, "quarter": _quarter, "half": _half,
    "season": _season,
    "span": _span, "year": _year, "weekday": _weekday, "ago": _ago, "day": _relative_day, "week": _relative_week,
    "relative_month": _relative_month, "relative_year": _relative_year,
}  # fmt: skip
