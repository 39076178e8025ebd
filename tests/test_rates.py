"""Dollars at the rate of the publication's day, from the user's table."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from safqa.document import Amount
from safqa.rates import RateError, Rates

TABLE = "date,currency,usd\n2025-01-01,SAR,0.2667\n2025-02-01,SAR,0.2666\n2025-01-01,KWD,3.25\n"


@pytest.fixture
def rates(tmp_path: Path) -> Rates:
    path = tmp_path / "rates.csv"
    path.write_text(TABLE, encoding="utf-8")
    return Rates.load(path)


def amount(low: str | None, high: str | None, currency: str) -> Amount:
    return Amount(Decimal(low) if low else None, Decimal(high) if high else None, currency)


@pytest.mark.parametrize(
    ("code", "day", "rate"),
    [
        ("SAR", date(2025, 1, 1), "0.2667"),
        ("SAR", date(2025, 1, 31), "0.2667"),
        ("SAR", date(2025, 2, 1), "0.2666"),
        ("SAR", date(2024, 12, 31), None),
        ("SAR", date(2025, 3, 5), None),
        ("EGP", date(2025, 1, 1), None),
        ("USD", date(1999, 1, 1), "1"),
    ],
)
def test_the_latest_rate_that_is_not_too_old(rates: Rates, code: str, day: date, rate: str | None) -> None:
    assert rates.rate(code, day) == (None if rate is None else Decimal(rate))


def test_both_sides_are_converted_exactly(rates: Rates) -> None:
    day = date(2025, 1, 5)
    assert rates.usd(amount("100000000", "100000000", "SAR"), day) == (Decimal("26670000.000"),) * 2
    assert rates.usd(amount(None, "0.125", "KWD"), day) == (None, Decimal("0.406"))
    assert rates.usd(amount("5", None, "USD"), None) == (Decimal("5.000"), None)
    assert rates.usd(amount("5", "5", "SAR"), None) == (None, None)
    assert rates.usd(amount("5", "5", "EGP"), day) == (None, None)


def test_the_age_of_a_rate_is_the_users(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert Rates.load(path, timedelta(days=366)).rate("SAR", date(2025, 12, 1)) == Decimal("0.2666")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("day,code\n", "they must be date,currency,usd"),
        ("date,currency,usd\n2025-13-01,SAR,0.2667\n", "2: '2025-13-01' is no day"),
        ("date,currency,usd\n2025-01-01,riyal,0.2667\n", "no currency code"),
        ("date,currency,usd\n2025-01-01,SAR,NaN\n", "no rate"),
        ("date,currency,usd\n2025-01-01,SAR,-1\n", "no rate"),
        ("date,currency,usd\n2025-01-01,SAR\n", "2 cells under 3 columns"),
        (TABLE + "2025-01-01,SAR,0.3\n", "a second rate for SAR on 2025-01-01"),
    ],
)
def test_a_bad_table_is_told_where_and_why(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RateError, match=says):
        Rates.load(path)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(RateError, match="can't be read"):
        Rates.load(tmp_path / "none.csv")
