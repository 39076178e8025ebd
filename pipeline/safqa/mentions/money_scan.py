"""Where amounts may stand: the stretches of a text around the words, signs and codes that amounts are built on."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from .money_rules import MoneyRules

NEAR = 300  # characters within which an amount may share the currency of another
_BEFORE, _AFTER = 160, 90  # characters read around an anchor, within its line
_LONGEST = 24  # letters of the longest word of a number or currency, two of them written together
_CUT = regex.compile(r"(?<![\d.,])(?!(?:19|20)\d\d$)\d[\d.,٫٬]*$")  # a number at the end of a line, no year


def stretches(text: str, rules: MoneyRules) -> Iterator[tuple[int, int]]:
    """The parts of the text around anchors, within their lines, merged where they meet. Those without a currency are
    left out where they are too far from one to share it.
    """
    title = text.find("\n", 0, NEAR)
    last = -NEAR  # where the last stretch with a currency ended
    for left, right, named in _around(text, rules):
        if named or left - last < NEAR or left <= title:
            yield left, right
        if named:
            last = right


def _around(text: str, rules: MoneyRules) -> Iterator[tuple[int, int, bool]]:
    """The parts of the text around anchors, each with whether a currency is one of them."""
    left = right = -1
    named = False
    for start, end, currency in _anchors(text, rules):
        if end <= right - _AFTER:
            named = named or currency
            continue
        line = _line(text, start)
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        begin = _space_before(text, max(line, start - _BEFORE), line)
        finish = _space_after(text, min(stop, end + _AFTER), stop)
        if begin <= right:
            right, named = max(right, finish), named or currency
            continue
        if right >= 0:
            yield left, right, named
        left, right, named = begin, finish, currency
    if right >= 0:
        yield left, right, named


def _anchors(text: str, rules: MoneyRules) -> Iterator[tuple[int, int, bool]]:
    """The words, signs and codes that an amount may be built on, each with whether it is a currency."""
    found, checked = [], -1
    for _, start, end in rules.scan.hits(text):
        if end <= checked:
            continue
        if not text[end - 1].isalpha() or text[end - 1].isascii() or text[start:end] in rules.signs:
            found.append((start, end, True))
            continue
        begin, finish = _word_around(text, end)
        kind = rules.anchor(text[begin:finish])
        if kind is not None:
            found.append((begin, finish, kind == "currency"))
        checked = finish  # whatever else the word holds is decided
    return iter(found) if any(currency for *_, currency in found) else iter(())


def _word_around(text: str, end: int) -> tuple[int, int]:
    """The word of letters that a literal ends in, as far as words of numbers and currencies go."""
    begin, finish = end - 1, end
    while begin > 0 and end - begin < _LONGEST and text[begin - 1].isalpha():
        begin -= 1
    while finish < len(text) and finish - end < _LONGEST and text[finish].isalpha():
        finish += 1
    return begin, finish


def _line(text: str, at: int) -> int:
    """Where the line of an anchor begins: the line before, if the text was cut between a number and what it counts."""
    line = text.rfind("\n", 0, at) + 1
    if line and not text[line:at].strip() and _CUT.search(text, max(0, line - 20), line - 1) is not None:
        return text.rfind("\n", 0, line - 1) + 1
    return line


def _space_before(text: str, at: int, floor: int) -> int:
    """A place at or before ``at`` that parts no word, but never more than a few words back."""
    while at > floor and not text[at - 1].isspace() and at > floor:
        at -= 1
    return at


def _space_after(text: str, at: int, ceiling: int) -> int:
    while at < ceiling and not text[at].isspace():
        at += 1
    return at
