"""When two values are the same in an evaluation: names, amounts, shares (by the annotation guidelines).

Names are compared by keys, looser than the folding that reading uses: an annotator's spelling of hamza, ya, teh
marbuta, case or punctuation is no mistake of the reader.
"""

from __future__ import annotations

import re  # whose \w leaves combining marks out, unlike that of regex
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ..rulebook.source import RuleModel, read_tsv

Number = float | None
Money = tuple[Number, Number, str]

COARSE = {
    "rumored": "prospective", "planned": "prospective", "agreed": "done", "completed": "done", "stalled": "off",
    "cancelled": "off", "denied": "off",
}  # fmt: skip
TOLERANCE = 0.005  # amounts within half a percent are one: "6.6" and "6.58" billion of a converted price

_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي", "ـ")
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0610-\u061a\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_KEPT = re.compile(r"[^\w\s&+.]|_")


class NameRow(RuleModel):
    """A name that an evaluation passes over."""

    name: str


class WordRow(RuleModel):
    """A head that a name may have or leave off."""

    word: str


def name_key(name: str) -> str:
    """A name as compared: NFKC, no marks or tatweel, letters folded, any punctuation but ``&+.`` as a space."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", name)).translate(_LETTERS).casefold()
    return " ".join(_KEPT.sub(" ", plain).strip(" .").split())


def name_keys(names: Iterable[str | None]) -> frozenset[str]:
    """The keys of a party's names, each also without a generic head."""
    return frozenset(key for name in names if name for key in _with_and_without_head(name))


@lru_cache(maxsize=100_000)
def _with_and_without_head(name: str) -> tuple[str, ...]:
    key = name_key(name)
    head, _, rest = key.partition(" ")
    if rest and head in _heads():
        return key, rest
    return (key,) if key else ()


@lru_cache(maxsize=1)
def neutral_media() -> frozenset[str]:
    """The keys of the news media that count for neither side."""
    return name_keys(row.name for _, row in read_tsv(_data("neutral_media.tsv"), NameRow))


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(name_key(row.word) for _, row in read_tsv(_data("name_heads.tsv"), WordRow))


def _data(name: str) -> Path:
    """A list of the packaged rules (or the checkout's): a user's own rules folder does not change how to score."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / "_rules" / "quality" / name
    return packaged if packaged.exists() else here.parent.parent / "rules" / "quality" / name


def number(value: float | str | None) -> Number:
    """A number to two decimals; ``None`` stays."""
    return None if value is None else round(float(value), 2)


def money_key(low: Number, high: Number, currency: str | None) -> Money | None:
    """What amounts are compared by, or ``None`` where neither side is known."""
    if low is None and high is None:
        return None
    return number(low), number(high), (currency or "").upper()


def same_money(left: Money | None, right: Money | None) -> bool:
    """Whether two amounts are one: the same currency, the same open sides, each side within ``TOLERANCE``."""
    if left is None or right is None or left[2] != right[2]:
        return False
    return _near(left[0], right[0]) and _near(left[1], right[1])


def _near(left: Number, right: Number) -> bool:
    if left is None or right is None:
        return left is right
    return abs(left - right) <= TOLERANCE * max(abs(left), abs(right))


def same_target(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two targets that share no key are one phrase for a project or a region: of the words of both at least
    half are in common, and the left (gold) phrase has more than one word.
    """
    return any(_half_in_common(set(a.split()), set(b.split())) for a in left for b in right)


def _half_in_common(left: set[str], right: set[str]) -> bool:
    return len(left) > 1 and 2 * len(left & right) >= len(left | right)
