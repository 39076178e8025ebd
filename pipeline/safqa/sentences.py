"""Sentences of real dumps, found on the normalised text."""

from __future__ import annotations

from bisect import bisect_right

import regex

from .document import Sentence

# A full stop ends a sentence unless a digit, a Latin letter or another stop follows ("3.5", "Amazon.com", "...") or a
# single letter precedes it (initials). Real dumps leave out the space after it, so none is asked for. Closing quotes
# belong to what they close; a semicolon parts clauses that stand as sentences; a line break always ends one.
_END = regex.compile(r"(?:(?<!(?<![\p{L}\p{N}])\p{L})\.(?![\p{N}\p{Latin}.،,])|[!؟?]+|؛|\.{2,}(?=\s))[\"”»'’)\]]*|\n+")
_BULLET = regex.compile(r"\s*(?:[-*•▪●–—·]|\p{N}{1,2}[.)-])\s")
_LETTERS = regex.compile(r"\p{Arabic}+")
_LAST_LETTERS = regex.compile(r"\p{Arabic}+$")
_LONGEST_LETTER = 8  # characters
_CLITICS = ("و", "ف", "ب", "ل", "ك")
_INK = regex.compile(r"\S")


def split_sentences(
    text: str, has_title: bool = False, domains: frozenset[str] = frozenset(), letters: frozenset[str] = frozenset()
) -> list[Sentence]:
    """The sentences of a normalised text, in order, without the space around them. They never overlap, and every
    character that is not white space lies in exactly one of them. ``domains`` are words before which a point belongs
    to a name (ممزورلد.كوم), ``letters`` the names of letters, between two of which it does (إيه.دي.كيو).
    """
    out: list[Sentence] = []
    left = 0
    for match in _END.finditer(text):
        after = _LETTERS.match(text, match.end()) if match.group() == "." else None
        if after is not None and (after.group() in domains or _initials(text, match.start(), after.group(), letters)):
            continue
        _add(out, text, left, match.end(), has_title)
        left = match.end()
    _add(out, text, left, len(text), has_title)
    return out


def _initials(text: str, point: int, after: str, letters: frozenset[str]) -> bool:
    """Whether a point stands between the names of two letters, clitics before the first looked through."""
    before = _LAST_LETTERS.search(text, max(0, point - _LONGEST_LETTER), point)
    if before is None or after not in letters:
        return False
    word = before.group()
    return word in letters or (word[:1] in _CLITICS and word[1:] in letters)


def _add(out: list[Sentence], text: str, left: int, right: int, has_title: bool) -> None:
    first = _INK.search(text, left, right)
    if first is None:
        return
    end = right
    while text[end - 1].isspace():
        end -= 1
    kind = "bullet" if _BULLET.match(text, left, right) else "text"
    if has_title and "\n" not in text[: first.start()]:
        out.append(Sentence(first.start(), end, "title"))
    else:
        out.append(Sentence(first.start(), end, kind))  # type: ignore[arg-type]


def sentence_at(sentences: list[Sentence], position: int) -> int:
    """The index of the sentence that holds a position, or of the last one before it (-1 before the first)."""
    return bisect_right(sentences, position, key=lambda sentence: sentence.start) - 1
