"""Changes of spelling that newspapers make and that mean nothing: each text has to give the same records under them.

Every variant keeps, for each of its characters, the place of the character that it stands for in the text that it was
made from, so that what is found in a variant can be compared with what was found in that text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

_INSERTED = -1
_ARABIC_WORD = regex.compile(r"[\u0621-\u064a]{2,}")
_FIRST_WORD = regex.compile(r"[\u0621-\u064a]{3,}")
_NUMBER = regex.compile(r"(?<![\p{Latin}\d.,_-])\d+(?:[.,]\d+)*(?![\p{Latin}\d_-])")
_DECIMAL = regex.compile(r"(?<=\d)\.(?=\d)")
_QUOTED = regex.compile(r'(["«“])([^"«»“”\n]+)(["»”])')
_SPACE = regex.compile(r" ")
_JOINS_NOT = "اأإآدذرزوؤةىء"
_FATHA, _SHADDA, _DAMMA, _TATWEEL, _ZWNJ, _ZWSP, _RLM, _LRM, _NBSP, _THIN = (
    "\u064e", "\u0651", "\u064f", "\u0640", "\u200c", "\u200b", "\u200f", "\u200e", "\u00a0", "\u202f",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """A text under one change. ``origin`` has, for each character, its place in the original (-1: inserted)."""

    name: str
    text: str
    origin: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The original's span for one of the variant. Raises ``ValueError`` where all of it was inserted."""
        places = [place for place in self.origin[start:end] if place != _INSERTED]
        if not places:
            raise ValueError(f"{self.name}: nothing of the original at {start}:{end}")
        return min(places), max(places) + 1


_Edit = tuple[int, int, str]  # replace [start, end) by the text
_Edits = Iterator[_Edit]


def variants(text: str) -> Iterator[Variant]:
    """Every change that alters a text otherwise than those before it, in a fixed order. A line break parts title and
    text and stays as it is.
    """
    seen = {text}
    for name, edits in _CHANGES.items():
        variant = _apply(name, text, sorted(edits(text)))
        if variant.text not in seen:
            seen.add(variant.text)
            yield variant


def names() -> list[str]:
    """The names of all changes."""
    return list(_CHANGES)


def _apply(name: str, text: str, edits: list[_Edit]) -> Variant:
    out: list[str] = []
    origin: list[int] = []
    last = 0
    for start, end, new in edits:
        out.append(text[last:start])
        origin += range(last, start)
        out.append(new)
        # A replacement of equal length stands for its character, one after the other; a longer one for the first.
        origin += [min(start + at, end - 1) if end > start else _INSERTED for at in range(len(new))]
        last = end
    out.append(text[last:])
    origin += range(last, len(text))
    return Variant(name, "".join(out), tuple(origin))


def _clitic(letter: str) -> Callable[[str], _Edits]:
    def edits(text: str) -> _Edits:
        start = text.rfind("\n", 0, len(text)) + 1 if text.count("\n") == 1 else 0
        match = _FIRST_WORD.match(text, start)
        if match is not None and match.group()[0] not in "وف":
            yield start, start, letter

    return edits


def _quotes(left: str, right: str) -> Callable[[str], _Edits]:
    def edits(text: str) -> _Edits:
        for match in _QUOTED.finditer(text):
            yield match.start(1), match.end(1), left
            yield match.start(3), match.end(3), right

    return edits


def _digits(zero: int) -> Callable[[str], _Edits]:
    def edits(text: str) -> _Edits:
        for match in _NUMBER.finditer(text):
            for place in range(*match.span()):
                if text[place].isascii() and text[place].isdigit():
                    yield place, place + 1, chr(zero + int(text[place]))

    return edits


def _decimal(text: str) -> _Edits:
    for match in _NUMBER.finditer(text):
        for place in range(*match.span()):
            if text[place].isascii() and text[place].isdigit():
                yield place, place + 1, chr(0x0660 + int(text[place]))
            elif _DECIMAL.match(text, place):
                yield place, place + 1, "\u066b"


def _diacritics(text: str) -> _Edits:
    for number, match in enumerate(_ARABIC_WORD.finditer(text)):
        yield match.start() + 1, match.start() + 1, _FATHA
        yield match.end(), match.end(), (_DAMMA if number % 2 else _SHADDA + _FATHA)


def _tatweel(text: str) -> _Edits:
    for match in _ARABIC_WORD.finditer(text):
        place = next((i for i in range(match.start(), match.end() - 1) if text[i] not in _JOINS_NOT), None)
        if place is not None and text[place + 1] != "ء":
            yield place + 1, place + 1, _TATWEEL


def _spaces(*new: str) -> Callable[[str], _Edits]:
    def edits(text: str) -> _Edits:
        for number, match in enumerate(_SPACE.finditer(text)):
            yield match.start(), match.end(), new[number % len(new)]

    return edits


def _zero_width(text: str) -> _Edits:
    for number, match in enumerate(_ARABIC_WORD.finditer(text)):
        yield match.end(), match.end(), (_ZWNJ, _ZWSP, "\ufeff")[number % 3]


def _bidi(text: str) -> _Edits:
    for match in _NUMBER.finditer(text):
        yield match.start(), match.start(), _LRM
        yield match.end(), match.end(), _LRM
    for match in _ARABIC_WORD.finditer(text):
        yield match.start(), match.start(), _RLM


def _letters(table: dict[str, str], final: bool = False) -> Callable[[str], _Edits]:
    pattern = regex.compile("[" + "".join(table) + "]" + (r"(?![\p{L}\p{M}])" if final else ""))

    def edits(text: str) -> _Edits:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), table[match.group()]

    return edits


_CHANGES: dict[str, Callable[[str], _Edits]] = {
    "waw": _clitic("و"),
    "fa": _clitic("ف"),
    "curly_quotes": _quotes("“", "”"),
    "straight_quotes": _quotes('"', '"'),
    "angle_quotes": _quotes("«", "»"),
    "arabic_digits": _digits(0x0660),
    "persian_digits": _digits(0x06F0),
    "arabic_decimal": _decimal,
    "diacritics": _diacritics,
    "tatweel": _tatweel,
    "double_space": _spaces("  "),
    "no_break_space": _spaces(_NBSP, " ", _THIN),
    "zero_width": _zero_width,
    "bidi_marks": _bidi,
    "bare_alef": _letters({"أ": "ا", "إ": "ا", "آ": "ا"}),
    "egyptian_ya": _letters({"ي": "ى"}, final=True),
    "bare_ta_marbuta": _letters({"ة": "ه"}, final=True),
    "farsi_letters": _letters({"ي": "ی", "ك": "ک"}),
}
