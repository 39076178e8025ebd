"""Which field of a row is the text, the title, the date ...: by common names, or as given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import regex
from dateutil import parser as dates

from ..document import Article
from ..records import text_hash

# Names of columns in common dumps (not words of the language).
COMMON = {
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "published": ("published", "published_at", "date"),
    "url": ("url", "link"),
    "source": ("source",),
    "id": ("id", "article_id"),
}
MIN_ARABIC = 0.3
_ARABIC = regex.compile(r"\p{Arabic}")
_LETTER = regex.compile(r"\p{L}")
_DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 2, 2))
_SURROGATE = regex.compile(r"[\ud800-\udfff]")


class RowError(ValueError):
    """A row that is no article; the message is the reason that goes into the rejects."""


@dataclass(frozen=True)
class Fields:
    """The user's own field names; ``None`` means guess."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
    id: str | None = None

    def column(self, what: str, names: Mapping[str, Any]) -> str | None:
        """The row's own name for a field, or ``None`` where it has none. Names compare without case."""
        given = getattr(self, what)
        if given is not None:
            return given if given in names else None
        lower = {str(name).casefold(): name for name in names}
        return next((lower[name] for name in COMMON[what] if name in lower), None)

    def article(self, row: Mapping[str, Any]) -> Article:
        """A row as an article. Raises ``RowError`` with the reason why it is none."""
        column = self.column("text", row)
        if column is None:
            raise RowError(f"no text field (looked for {self.text or ', '.join(COMMON['text'])})")
        text = row[column]
        if not isinstance(text, str):
            raise RowError(f"the text field {column!r} holds no text")
        title, source, url = (self._string(what, row) for what in ("title", "source", "url"))
        check_text(text)
        name = self._string("id", row)
        full = f"{title}\n{text}" if title else text
        return Article(name or text_hash(full), text, title, source, url, self._date(row))

    def _string(self, what: str, row: Mapping[str, Any]) -> str | None:
        column = self.column(what, row)
        value = row[column] if column is not None else None
        if value is None or value == "" or value != value:
            return None
        string = str(value)
        if _SURROGATE.search(string):
            raise RowError(f"lone surrogate in the {what}")
        return string

    def _date(self, row: Mapping[str, Any]) -> datetime | None:
        column = self.column("published", row)
        return moment_of(row[column]) if column is not None else None


def moment_of(value: object) -> datetime | None:
    """A cell as a moment in UTC (one without a zone is taken as UTC), or ``None`` where it tells no full date."""
    try:
        if isinstance(value, str):
            # dateutil fills what is missing, with today unless told: two defaults show that something was
            value, other = (dates.parse(value, default=default) for default in _DEFAULTS)
            if value.date() != other.date():
                return None
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def check_text(text: str) -> None:
    """Raises ``RowError`` for a text that can't be an Arabic article."""
    if not text.strip():
        raise RowError("empty text")
    if "\x00" in text:
        raise RowError("NUL byte in the text")
    if _SURROGATE.search(text):
        raise RowError("lone surrogate in the text")
    if arabic_share(text) < MIN_ARABIC:
        raise RowError("not Arabic")


def arabic_share(text: str) -> float:
    """The share of Arabic among a text's letters (of a long text, of its first 20,000 characters)."""
    sample = text[:20_000]
    letters = len(_LETTER.findall(sample))
    return len(_ARABIC.findall(sample)) / letters if letters else 0.0
