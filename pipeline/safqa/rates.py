"""Dollars at the rate of the day, from a table that the user supplies.

The table is a CSV file with the columns ``date,currency,usd``: an ISO day, an ISO 4217 code, and how many dollars one
unit of that currency was worth on that day, as a decimal number. Rows may come in any order, daily or monthly. An
amount is converted at the latest rate at or before the publication's day that is no older than ``max_age``; without
such a rate it is not converted. Dollars need no row. Everything is ``Decimal``; results are rounded to three decimals,
half to even, as the amounts' column holds them.
"""

from __future__ import annotations

import csv
import hashlib
from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from pathlib import Path

from .document import Amount

COLUMNS = ("date", "currency", "usd")
MAX_AGE = timedelta(days=31)  # a monthly table still has a rate for each day
_DOLLAR = "USD"
_STEP = Decimal("0.001")
_EXACT = Context(prec=80)  # the default of 28 digits rounds large sums, and refuses to write out larger ones


class RateError(ValueError):
    """A rate table that can't be used: where, and what to do."""

    def __init__(self, path: Path, line: int | None, message: str) -> None:
        self.path, self.line, self.message = path, line, message
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")

    def __reduce__(self) -> tuple[type[RateError], tuple[Path, int | None, str]]:
        return RateError, (self.path, self.line, self.message)  # so that it crosses from one process to another


class Rates:
    """Dollars for one unit of each currency, by day. ``hash`` is of the file, for a run's manifest."""

    def __init__(self, rates: dict[str, dict[date, Decimal]], max_age: timedelta = MAX_AGE, digest: str = "") -> None:
        self._days = {code: sorted(days) for code, days in rates.items()}
        self._rates = rates
        self._max_age = max_age
        self.hash = digest

    @classmethod
    def load(cls, path: Path, max_age: timedelta = MAX_AGE) -> Rates:
        """Reads a rate table. Raises ``RateError`` for a file that is missing, malformed or contradicts itself."""
        try:
            raw = path.read_bytes()
            lines = raw.decode("utf-8-sig").splitlines()
        except OSError as error:
            raise RateError(path, None, f"can't be read ({error.strerror}); give a CSV file of {_header()}") from None
        except UnicodeDecodeError:
            raise RateError(path, None, "is no UTF-8 text; save the table as UTF-8 CSV") from None
        reader = csv.reader(lines)
        header = [name.strip() for name in next(reader, [])]
        if sorted(header) != sorted(COLUMNS):
            raise RateError(path, 1, f"the columns are {', '.join(header) or 'missing'}; they must be {_header()}")
        rates: dict[str, dict[date, Decimal]] = defaultdict(dict)
        for row in reader:
            if any(cell.strip() for cell in row):
                day, code, rate = _row(path, reader.line_num, header, row)
                if rates[code].setdefault(day, rate) != rate:
                    raise RateError(path, reader.line_num, f"a second rate for {code} on {day}; keep one")
        return cls(dict(rates), max_age, hashlib.sha256(raw).hexdigest())

    def rate(self, code: str, day: date) -> Decimal | None:
        """Dollars for one unit on a day, or ``None`` where the table has no rate near enough before it."""
        if code == _DOLLAR:
            return Decimal(1)
        days = self._days.get(code, [])
        place = bisect_right(days, day) - 1
        if place < 0 or day - days[place] > self._max_age:
            return None
        return self._rates[code][days[place]]

    def usd(self, amount: Amount, day: date | None) -> tuple[Decimal | None, Decimal | None]:
        """Both sides of an amount in dollars on a day; an open side, or an amount without a rate or day, is ``None``.
        Dollars need no day.
        """
        rate = Decimal(1) if amount.currency == _DOLLAR else None if day is None else self.rate(amount.currency, day)
        if rate is None:
            return None, None
        low, high = (
            None if side is None else _rounded(_EXACT.multiply(side, rate)) for side in (amount.min, amount.max)
        )
        return low, high


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_STEP, ROUND_HALF_EVEN, _EXACT)


def _header() -> str:
    return ",".join(COLUMNS)


def _row(path: Path, line: int, header: list[str], row: list[str]) -> tuple[date, str, Decimal]:
    """A row's day, code and rate."""
    if len(row) != len(header):
        raise RateError(path, line, f"{len(row)} cells under {len(header)} columns")
    cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
    try:
        day = date.fromisoformat(cells["date"])
    except ValueError:
        raise RateError(path, line, f"{cells['date']!r} is no day; write it as 2025-09-17") from None
    code = cells["currency"]
    if len(code) != 3 or not code.isascii() or not code.isupper():
        raise RateError(path, line, f"{code!r} is no currency code; write three capital letters, as in SAR")
    try:
        rate = Decimal(cells["usd"])
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0:
        raise RateError(path, line, f"{cells['usd']!r} is no rate; write dollars for one unit, as in 0.2667")
    return day, code, rate
