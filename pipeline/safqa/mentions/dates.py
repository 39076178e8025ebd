"""Dates: days, months, quarters, halves, seasons and years; relative ones against the publication; Hijri ones.

One scan for literals (month names, "quarter", "yesterday") and one for years in digits give the places worth trying;
the patterns of ``rules/dates`` are only ever matched there. A date without a year is the nearest fitting one before the
publication ("in September"), unless a word beside it says which ("next September") or its weekday fits another one.
What stays unresolved is left out.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

import regex
from dateutil.relativedelta import relativedelta
from hijridate import Gregorian, Hijri

from ..document import DateSpan, Mention, Precision
from ..normalise import fold
from ..rulebook.source import RuleError, RuleModel, RulePath, read_models, read_tsv
from ..scan import Scan
from .numbers import Lexer, NumberRules, Style, parse_number

_WEEK_STARTS = 6  # Sunday, as weeks are counted where most of the outlets are
_DIGITS = regex.compile(
    r"(?<![\d.,])(?:\d{1,2}[-/.]\d{1,2}[-/.](?=\d{4})|\d{1,2}/(?=\d{4})|[QHqh][1-4][ /-]?(?=\d{4}))?"
    r"(?:(?:19|20)\d\d(?!\d)|1[34]\d\d(?=(?:[-/]\d{1,2}[-/]\d{1,2})? ?\p{L}))"
)
_PLACEHOLDER = regex.compile(r"\{([a-z_|]+)\}")
_FRAGMENT = regex.compile(r"<([a-z_]+)>")
_LONGEST = 14  # letters of a word of dates


class DateRow(RuleModel):
    """A word of dates: its kind (month, weekday, day, season ...) and what it counts for."""

    word: str
    kind: str
    value: int


class DatePattern(RuleModel):
    """How a date is put together, or a fragment of that; ``anchors`` are the kinds of words to scan for."""

    name: str
    pattern: str
    fragment: bool = False
    anchors: tuple[str, ...] = ()


class DateRules:
    """The words by kind, the patterns made of them, and the scan for the places where one may begin."""

    def __init__(self, folder: RulePath) -> None:
        self.words: dict[str, dict[str, int]] = defaultdict(dict)
        for _, row in read_tsv(folder / "dates" / "words.tsv", DateRow):
            self.words[row.kind][fold(row.word)] = row.value
        self.numbers = NumberRules.load(folder / "numbers")
        self.words["ordinal"] = self.numbers.ordinals
        self.lexer = Lexer(self.numbers)
        self.prefixes = frozenset(self.numbers.clitics.conjunctions + self.numbers.clitics.prepositions)
        self.conjunctions = frozenset(self.numbers.clitics.conjunctions)
        marks = self.numbers.marks
        self.quotes, self.ends = marks.opening - marks.brackets, "".join(sorted(marks.ends))
        path = folder / "dates" / "patterns.yaml"
        fragments: dict[str, str] = {}
        self.patterns: list[tuple[str, regex.Pattern[str]]] = []
        anchors: dict[str, list[int]] = defaultdict(list)  # by kind, the patterns to try
        for line, pattern in read_models(path, DatePattern):
            built = self._built(pattern, fragments, path, line)
            if pattern.fragment:
                fragments[pattern.name] = built
                continue
            if pattern.name not in _RESOLVERS:
                raise RuleError(path, line, f"no code resolves {pattern.name!r}; known: {', '.join(_RESOLVERS)}")
            for kind in pattern.anchors:
                anchors[kind].append(len(self.patterns))
            try:
                self.patterns.append((pattern.name, regex.compile(built)))
            except regex.error as error:
                raise RuleError(path, line, f"{pattern.name}: the pattern can't be read: {error}") from None
        self._anchor(anchors)

    def _anchor(self, anchors: dict[str, list[int]]) -> None:
        """Makes the scan, and which patterns each of its literals asks for."""
        asked: dict[str, set[int]] = defaultdict(set)
        for kind, indices in anchors.items():
            for word in self.words[kind]:
                asked[word if len(word) > 2 else f" {word}"] |= set(indices)
        literals = sorted(asked)
        self.scan = Scan(literals)
        self.asked = [frozenset(asked[literal]) for literal in literals]
        self.asked_by_digits = frozenset(anchors["digits"])

    @classmethod
    def load(cls, folder: RulePath) -> DateRules:
        """Reads ``dates/`` and the number words of a rules folder. Raises ``RuleError``."""
        return cls(folder)

    def _built(self, row: DatePattern, fragments: dict[str, str], path: RulePath, line: int) -> str:
        def fragment(match: regex.Match[str]) -> str:
            if match[1] not in fragments:
                return match[0]  # a named group: (?P<day>
            return fragments[match[1]]

        def words(match: regex.Match[str]) -> str:
            kinds = match[1].split("|")
            if kinds == ["count"]:
                return self._count()
            if kinds == ["the_count"]:
                return self._count(self.numbers.clitics.articles[0])
            unknown = [kind for kind in kinds if kind not in self.words]
            if unknown:
                raise RuleError(
                    path, line, f"unknown kind of word {unknown[0]!r}; known: {', '.join(sorted(self.words))}"
                )
            return self._any_of(*kinds)

        return _PLACEHOLDER.sub(words, _FRAGMENT.sub(fragment, row.pattern))

    def _any_of(self, *kinds: str) -> str:
        """An alternation of the words of some kinds, the longest first."""
        return _alternation({form for kind in kinds for form in self.words[kind]})

    def _count(self, article: str = "") -> str:
        """A numeral in words below a hundred: five, fifteen, twenty-five; or with the article."""
        kinds = ("unit", "teens", "ten")
        word = _alternation({form for form, known in self.numbers.words.items() if known.kind in kinds})
        joined = "|".join(sorted(self.numbers.joints["and"]))
        return f"{article}{word}(?: (?:{joined})?(?:{article})?{word})?"

    def number(self, text: str) -> int:
        """The value of a numeral in words."""
        found = parse_number(self.lexer.tokens(text), 0, self.numbers, Style(), lambda token: False)
        return int(found.low) if found is not None else 0

    def value(self, word: str, *kinds: str) -> int | None:
        """What a word counts for, in the first of some kinds that has it."""
        return next((self.words[kind][word] for kind in kinds if word in self.words[kind]), None)


def _alternation(forms: set[str]) -> str:
    return "(?:" + "|".join(map(regex.escape, sorted(forms, key=lambda form: (-len(form), form)))) + r")(?!\p{L})"


def find_dates(text: str, rules: DateRules, published: datetime | None) -> list[Mention]:
    """The dates of a normalised text that can be resolved, in order; none overlaps another."""
    today = published.date() if published else None
    out: list[Mention] = []
    last = 0
    for start, asked in sorted(_places(text, rules).items()):
        if start < last:
            continue
        hit = _match(text, start, asked, rules, today)
        if hit is not None:
            out.append(hit)
            last = hit.end
    return out


def _places(text: str, rules: DateRules) -> dict[int, set[int]]:
    """Where a date may begin, and the patterns to try there: at a hit's word without its clitic, at one of the words
    before it, or at the day's number.
    """
    places: dict[int, set[int]] = defaultdict(set)
    scanned = rules.scan.hits(text)
    hits = [(start + (text[start] == " "), rules.asked[literal]) for literal, start, _ in scanned]
    hits += [(match.start(), rules.asked_by_digits) for match in _DIGITS.finditer(text)]
    for start, asked in hits:
        left = start
        while left > 0 and start - left < 14 and not text[left - 1].isspace() and text[left - 1] not in '(،«"':
            left -= 1
        if start - left > 4:  # the end of a longer word
            continue
        places[start] |= asked
        for at in range(left, start):
            places[at] |= asked
        for at in _words_before(text, left, rules.prefixes):
            places[at] |= asked
    return places


def _words_before(text: str, left: int, prefixes: frozenset[str]) -> list[int]:
    """The beginnings of the three words before a place, with and without a letter written to them."""
    out: list[int] = []
    at = left
    for _ in range(3):
        if at < 2 or text[at - 1] != " ":
            break
        end = at - 1
        at = end
        while at > 0 and end - at < _LONGEST and not text[at - 1].isspace():
            at -= 1
        if at == end or end - at == _LONGEST:
            break
        out.append(at)
        if text[at] in prefixes:
            out.append(at + 1)
    return out


def _match(text: str, start: int, asked: set[int], rules: DateRules, today: date | None) -> Mention | None:
    before = text[start - 1] if start else " "
    if before.isalnum() and not (before in rules.prefixes and (start < 2 or not text[start - 2].isalpha())):
        return None
    if before in "/.-" and start > 1 and text[start - 2].isdigit():
        return None
    for index in sorted(asked):
        name, pattern = rules.patterns[index]
        match = pattern.match(text, start)
        if match is None or not _fits(text, match, name, rules):
            continue
        try:
            span = _RESOLVERS[name](match, rules, today)
        except (ValueError, OverflowError):  # no such day: 31 February, a Hijri year out of the tables
            span = None
        if span is not None:
            begin = match.end("skip") if "skip" in pattern.groupindex and match["skip"] else start
            return Mention("date", begin, match.end(), f"date.{name}", date=span)
    return None


def _fits(text: str, match: regex.Match[str], name: str, rules: DateRules) -> bool:
    """Whether a bare word of dates is one here: a month may be a name ("Nissan", "he practised"), "the day" a noun."""
    before, after = text[max(0, match.start() - 14) : match.start()], text[match.end() : match.end() + 10]
    follower = after[1:].split(" ", 1)[0].rstrip(rules.ends) if after.startswith(" ") else ""
    if follower in rules.words["not_after"]:
        return False
    if name == "day":  # "to touch" is "to yesterday", letter by letter
        return not before[-1:].isalpha() or before[-1:] in rules.conjunctions
    if name != "month" or any(match[group] for group in ("day", "nth", "year", "which")):
        return True
    if not _is_bare_month(match):
        return True
    if before[-1:] in rules.quotes:
        return False
    words = before.split()
    previous = words[-1] if words and before[-1:].isspace() else ""
    if previous in rules.words["not_before"]:
        return False
    strict = match["month"] in rules.words["month_weak"]
    return not strict or any(previous in rules.words[kind] for kind in ("lead", "from", "to", "the_month", "edge"))


def _is_bare_month(match: regex.Match[str]) -> bool:
    return match.end() == match.end("month")


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
    return None if word is None else rules.value(word, "past", "next", "this")


def _year_of(match: regex.Match[str], rules: DateRules, today: date | None) -> int | None:
    """The year beside a quarter, half or season."""
    if match["year"]:
        return int(match["year"])
    if today is None:
        return None
    if match["whole"]:
        return today.year + rules.words["years"].get(match["whole"], 0)  # "the year" is the publication's
    shift = _which(match, rules)
    return None if shift is None else today.year + shift


def _iso(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    return day_span(date(int(match["y"]), int(match["m"]), int(match["d"])))


def _month_of_year(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    return month_span(int(match["y"]), int(match["m"]))


def _range(start: date, end: date) -> DateSpan | None:
    return DateSpan(start, end, "range", f"{start.isoformat()}/{end.isoformat()}") if start < end else None


def _hijri(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """A Hijri day or month by the Umm al-Qura calendar; "last Ramadan" is counted from the publication."""
    month = rules.words["hijri"][match["hijri"]]
    if match["year"]:
        year = int(match["year"])
    else:
        shift = _which(match, rules)
        if today is None:
            return None
        now = Gregorian(today.year, today.month, today.day).to_hijri()
        if shift is None:  # "the month of Ramadan": the last one that has begun
            year = now.year - (month > now.month)
        else:
            year = now.year - (shift < 0 and month >= now.month) + (shift > 0 and month <= now.month)
    if match["day"]:
        return day_span(Hijri(year, month, int(match["day"])).to_gregorian())
    first = Hijri(year, month, 1)
    start = first.to_gregorian()
    end = start + timedelta(days=first.month_length() - 1)
    return DateSpan(start, end, "month", f"{start.isoformat()}/{end.isoformat()}")


def _hijri_numeric(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """A Hijri day in digits."""
    return day_span(Hijri(int(match["y"]), int(match["m"]), int(match["d"])).to_gregorian())


def _hijri_year(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    year = int(match["year"])
    start = Hijri(year, 1, 1).to_gregorian()
    end = Hijri(year + 1, 1, 1).to_gregorian() - timedelta(days=1)
    return DateSpan(start, end, "year", f"{start.isoformat()}/{end.isoformat()}")


def _month_number(word: str, rules: DateRules) -> int:
    number = rules.value(word, "month", "month_weak")
    assert number is not None
    return number


def _year_near(match: regex.Match[str], rules: DateRules, today: date | None, month: int, day: int) -> int | None:
    """The year of a month or day: the one told, the one a word beside it points to, or the nearest past one."""
    if match["year"]:
        return int(match["year"])
    if today is None:
        return None
    if "whole" in match.re.groupindex and match["whole"]:
        return today.year + rules.words["years"][match["whole"]]
    shift = _which(match, rules)
    if shift == 0:
        return today.year
    if shift is None or shift < 0:
        late = (month, day) > (today.month, today.day) if day else month > today.month
        same = shift is not None and not day and month == today.month
        return today.year - (late or same)
    return today.year + (month <= today.month and not (day and month == today.month and day > today.day))


def _month(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    month = _month_number(match["month"], rules)
    if match["again"] and _month_number(match["again"], rules) != month:
        return None
    day = int(match["day"] or 0) or rules.words["ordinal"].get(match["nth"] or "", 0)
    year = _year_near(match, rules, today, month, day)
    if year is None:
        return None
    if match["weekday"] and not match["year"] and today is not None:
        year = _year_by_weekday(rules.words["weekday"][match["weekday"]], year, month, day)
    return day_span(date(year, month, day)) if day else month_span(year, month)


def _year_by_weekday(weekday: int, year: int, month: int, day: int) -> int:
    """The year in which a day falls on the weekday it is told with: this one, the next, the last, or as it was."""
    years = (year, year + 1, year - 1)
    return next((other for other in years if date(other, month, day).weekday() == weekday), year)


def _day_of_month(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """A day of this, the last or the next month: "the tenth of the coming month"."""
    if today is None:
        return None
    month = date(today.year, today.month, 1) + relativedelta(months=rules.words["months"][match["relative"]])
    return day_span(month.replace(day=int(match["day"] or 0) or rules.words["ordinal"][match["nth"]]))


def _day_of_this(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """A day of a month that is not said: "on the 10th of this one"."""
    shift = _which(match, rules)
    if today is None or shift is None:
        return None
    month = date(today.year, today.month, 1) + relativedelta(months=shift)
    return day_span(month.replace(day=int(match["day"])))


def _day_range(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    month, first, last = _month_number(match["month"], rules), int(match["first"]), int(match["day"])
    year = _year_near(match, rules, today, month, last)
    return None if year is None else _range(date(year, month, first), date(year, month, last))


def _month_range(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    first, last = (_month_number(match[group], rules) for group in ("first", "month"))
    year = _year_near(match, rules, today, last, 0)
    if year is None:
        return None
    return _range(month_span(year - (first > last), first).start, month_span(year, last).end)


def _months_of_year(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """The first or last so many months of a year."""
    year, count = _year_of(match, rules, today), int(match["number"] or 0) or rules.number(match["count"] or "")
    first = (rules.value(match["end"], "first_months", "last_months", "first_of", "last_of") or 0) > 0
    if year is None or not 0 < count < 12:
        return None
    return _range(month_span(year, 1 if first else 13 - count).start, month_span(year, count if first else 12).end)


def _quarter_span(year: int, nth: int) -> DateSpan:
    return _part(year, 3 * nth - 2, 3, "quarter", f"{year}-Q{nth}")


def _quarter(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """A quarter of a year; of no year, the nearest that has begun ("the last quarter" alone says not which)."""
    nth = rules.value(match["nth"], "ordinal", "last")
    year = _year_of(match, rules, today)
    alone = not (match["year"] or match["which"] or match["whole"])
    if alone and today is not None and match["nth"] in rules.words["ordinal"]:
        year = today.year - (3 * (nth or 0) - 2 > today.month)
    return None if year is None or nth is None or nth > 4 else _quarter_span(year, nth)


def _relative_quarter(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    if today is None:
        return None
    day = date(today.year, today.month, 1) + relativedelta(months=3 * rules.words["quarters"][match["relative"]])
    return _quarter_span(day.year, (day.month + 2) // 3)


def _latin(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """Q3 2024, H1 2024."""
    year, nth = int(match["year"]), int(match["nth"])
    if match["kind"] in "Qq":
        return _quarter_span(year, nth)
    return _half_span(year, nth) if nth <= 2 else None


def _half_span(year: int, nth: int) -> DateSpan:
    return _part(year, 6 * nth - 5, 6, "half", f"{year}-H{nth}")


def _half(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    year = _year_of(match, rules, today)
    nth = rules.words["ordinal"].get(match["nth"], 2)  # of two, the last is the second
    if not (match["year"] or match["which"] or match["whole"]) and today is not None:
        year = today.year - (6 * nth - 5 > today.month)
    return None if year is None or nth > 2 else _half_span(year, nth)


def _season(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    year, nth = _year_of(match, rules, today), rules.words["season"][match["season"]]
    return None if year is None else _season_span(year, nth)


def _season_span(year: int, nth: int) -> DateSpan:
    """A season by its months; winter is that of the year it ends in."""
    return _part(year - (nth == 1), 3 * nth - 3 or 12, 3, "season", f"{year}-S{nth}")


def _season_of(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """The last, this or the next summer: the nearest that is over, runs or is to come."""
    shift = _which(match, rules)
    if today is None or shift is None:
        return None
    nth = rules.words["the_season"][match["season"]]
    spans = [_season_span(today.year + year, nth) for year in (-1, 0, 1, 2)]
    if shift > 0:
        return next(span for span in spans if span.start > today)
    return [span for span in spans if span.start <= today and (shift == 0 or span.end < today)][-1]


def _span_of(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """The last or next so many days, weeks, months or years."""
    shift, unit = _which(match, rules), rules.words["the_units"][match[0].split(" ", 1)[0]]
    count = rules.number(match["count"].removeprefix(rules.numbers.clitics.articles[0]))
    if today is None or shift is None or not count:
        return None
    length = relativedelta(**{("", "days", "weeks", "months", "years")[unit]: count})  # type: ignore[arg-type]
    return _range(today, today + length) if shift > 0 else _range(today - length, today)


def _span(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    first, last = int(match["y"]), int(match["z"])
    return None if first >= last else DateSpan(date(first, 1, 1), date(last, 12, 31), "range", f"{first}/{last}")


def _year(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    return year_span(int(match["year"]))


def _edge(match: regex.Match[str], rules: DateRules, today: date | None) -> DateSpan | None:
    """The end or beginning of "the year" or "the month": the publication's."""
    if today is None:
        return None
    return month_span(today.year, today.month) if match["month"] else year_span(today.year)


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
    told = int(match["number"]) if match["number"] else rules.number(match["count"] or "")
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
    if match["year"]:  # "last year (2024)" says it
        return year_span(int(match["year"]))
    return None if today is None else year_span(today.year + rules.words["years"][match["relative"]])


_RESOLVERS: dict[str, Callable[[regex.Match[str], DateRules, date | None], DateSpan | None]] = {
    "iso": _iso, "numeric": _iso, "month_of_year": _month_of_year, "hijri": _hijri, "hijri_year": _hijri_year,
    "hijri_numeric": _hijri_numeric, "day_of_month": _day_of_month, "day_of_this": _day_of_this, "span_of": _span_of,
    "quarter_latin": _latin, "season_of": _season_of,
    "day_range": _day_range, "month_range": _month_range, "month": _month, "quarter": _quarter, "half": _half,
    "season": _season, "months_of_year": _months_of_year, "span": _span, "season_years": _span, "year": _year,
    "edge": _edge, "weekday": _weekday, "ago": _ago, "day": _relative_day, "week": _relative_week,
    "relative_quarter": _relative_quarter, "relative_month": _relative_month, "relative_year": _relative_year,
}  # fmt: skip
