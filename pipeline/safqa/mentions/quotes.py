"""Phrases in quotation marks of every kind that newspapers print: «», “”, "", the turned »X«, and the marks that a web
page's broken code leaves behind (quot;X quot;).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex

from ..words import Word

LONGEST = 70  # characters; what is longer is speech
_GUILLEMETS = regex.compile(r"«([^«»\n]{1,70})»")
_TURNED = regex.compile(r"»([^«»\n]{1,70})«")
_CURLED = regex.compile(r"[“”„]([^“”„\n]{1,70})[“”„]")
_SINGLE = regex.compile(r"(?<![\p{L}\p{N}])['‘`´]([^'‘’`´\n]{2,40})['’`´](?!\p{L})|(?<=\b[وفبلك]{1,2})'([^'\n]{2,40})'")
_LEFT_BEHIND = regex.compile(r"quot;([^\n]{1,70}?)quot;")
_TWO_SCRIPTS = regex.compile(r"([\p{Arabic}][\p{Arabic}\p{N} ]+?) ?[-–/(]? ?(\p{Lu}[\p{Latin}\p{N} .&'-]+?)[ )]*")
_STRAIGHT = '"'

# The span of a phrase, and its opening mark: « for any that newspapers keep for names and speech alike.
Span = tuple[int, int, str]


def quoted_spans(text: str) -> Iterator[Span]:
    """Every quoted phrase of a text, without its marks, with the mark that opens it, kind by kind."""
    if "«" in text or "»" in text:
        pattern = _TURNED if _turned(text) else _GUILLEMETS
        yield from ((match.start(1), match.end(1), "«") for match in pattern.finditer(text))
    if "“" in text or "”" in text or "„" in text:
        yield from ((match.start(1), match.end(1), "“") for match in _CURLED.finditer(text))
    if _STRAIGHT in text:
        yield from ((left + 1, right, _STRAIGHT) for left, right in _straight(text))
    if "'" in text or "‘" in text or "`" in text or "´" in text:
        for match in _SINGLE.finditer(text):
            group = 1 if match.start(1) >= 0 else 2
            yield match.start(group), match.end(group), _STRAIGHT
    if "quot;" in text:
        yield from ((match.start(1), match.end(1), _STRAIGHT) for match in _LEFT_BEHIND.finditer(text))


def _turned(text: str) -> bool:
    """Whether a text writes »X« for «X»: the marks that open stand where they close elsewhere."""
    left, right = text.find("«"), text.find("»")
    return 0 <= right < left and bool(_TURNED.search(text))


def _straight(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of straight quotes of a line; where one is missing, those that open before a letter."""
    start = 0
    for line in text.splitlines(keepends=True):
        marks = [start + at for at, char in enumerate(line) if char == _STRAIGHT] if _STRAIGHT in line else []
        start += len(line)
        if len(marks) % 2 == 0:
            yield from zip(marks[::2], marks[1::2], strict=True)
            continue
        for left, right in itertools.pairwise(marks):
            if text[left + 1].isalnum() and not text[right + 1 : right + 2].isalnum():
                yield left, right


def parted(text: str, span: Span) -> list[Span]:
    """A quoted name in two scripts as its two names: «إكس - X Corp»."""
    left, right, mark = span
    two = _TWO_SCRIPTS.fullmatch(text, left, right)
    if two is None:
        return [span]
    return [(two.start(1), two.end(1), mark), (two.start(2), two.end(2), mark)]


def words_within(text: str, words: list[Word], begins: dict[int, int], span: Span) -> tuple[int, int] | None:
    """The first and the last word of a quoted phrase; ``None`` where it is no phrase of whole words."""
    left, right, _ = span
    while left < right and not text[left].isalnum():
        left += 1
    first = begins.get(left)
    if first is None or right - left > LONGEST:
        return None
    last = first
    while last + 1 < len(words) and words[last + 1].end <= right:
        last += 1
    if words[last].end > right or text[words[last].end : right].strip(" .،-–!؟"):
        return None
    return first, last
