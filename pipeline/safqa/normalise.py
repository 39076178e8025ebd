"""Arabic normalisation with camel-tools' functions, aligned with the text as read.

The only module that imports camel_tools. ``plain`` is the definition: camel-tools' own chain of functions, one after
the other. ``normalise`` gives the same text and the map back to the raw one, from a table over code points that is
made once by running that very chain over every character of the Basic Multilingual Plane, and kept in the ``cache``:
importing the chain takes half a second, in which a thousand articles can be folded. Characters that the chain
expands or composes with their neighbours (ligatures, a hamza typed as a combining mark) are rare; they are sent
through the chain itself, cluster by cluster.

What is folded: compatibility forms (NFKC), alef with hamza, madda or wasla to bare alef, alef maksura to ya, teh
marbuta to ha, Farsi ya and kaf to the Arabic letters, Arabic-Indic and Farsi digits to 0-9, no-break spaces to
spaces. What is dropped: diacritics, tatweel, zero-width and bidirectional marks, and all spaces of a run but the
first. What survives as it is: signs of money (NFKC would spell ﷼ out), vulgar fractions and superscripts (NFKC turns ½
into three characters), the ellipsis, and the Arabic separators ، ٫ ٬ ٪, which decide how a number is read.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from . import cache as kept
from .aligned import Aligned

_PLANE = 0x10000
_DELETED = np.uint32(0xFFFFFFFF)
_SLOW = np.uint32(0xFFFFFFFE)

# Ranges of code points, not words: the marks that carry no letter (Unicode's Cf and Mn of the Arabic block).
_DROPPED = ("\u0640", "\u0610-\u061a", "\u061c", "\u06d6-\u06ed", "\u200b-\u200f", "\u202a-\u202e",
            "\u2060-\u206f", "\ufeff", "\u00ad", "\u08d3-\u08ff")  # fmt: skip


def _expand(ranges: tuple[str, ...]) -> str:
    out = []
    for item in ranges:
        first, last = item[0], item[-1]
        out += [chr(code) for code in range(ord(first), ord(last) + 1)]
    return "".join(c for c in out if unicodedata.category(c) not in ("Nd", "Lo"))


_FOLDED = {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
_FOLDED |= {"\u06cc": "\u064a", "\u06d2": "\u064a", "\u06a9": "\u0643", "\u06be": "\u0647", "\u06c1": "\u0647"}
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_FOLDED |= dict.fromkeys(_SPACES, " ")
_FOLDED |= dict.fromkeys(_expand(_DROPPED), "")
_FOLDED["\u0640"] = ""

# NFKC would take these apart: No (½ ² ①), Sc (﷼ ＄) and the ellipsis.
_PROTECTED = regex.compile(r"([\p{No}\p{Sc}\u2026]+)")
_SPACES_RUN = regex.compile("  +")
_CLOSED_LINE = regex.compile(r"[.!؟?؛:…\"»”)]\s*$")
_ITEM = regex.compile(r"\s*(?:[-*•▪●–—·⬛①-⑳]|\p{N}{1,2}[.)-])")
_WRAPPED_LINES, _WRAPPED_WIDTH, _CUT_LINES = 6, 140, 3
_JAMO = "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"


class _Chain(NamedTuple):
    unicode: Callable[[str], str]  # compatibility forms
    letters: Callable[[str], str]  # all that comes after them


@cache
def _chain() -> _Chain:
    from camel_tools.utils.charmap import CharMapper
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
        normalize_unicode,
    )

    fold_letters = CharMapper(_FOLDED, None)

    def letters(text: str) -> str:
        text = normalize_alef_ar(fold_letters(dediac_ar(text)))
        return str(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(text)))

    return _Chain(normalize_unicode, letters)


def plain(text: str) -> str:
    """The normalised form, by camel-tools' functions one after the other (slow, and the definition)."""
    chain = _chain()
    parts = _PROTECTED.split(text)
    parts[::2] = [chain.unicode(part) for part in parts[::2]]
    return _SPACES_RUN.sub(" ", chain.letters("".join(parts)))


class _Table(NamedTuple):
    codes: npt.NDArray[np.uint32]  # per BMP code point: the folded one, _DELETED or _SLOW
    clusters: regex.Pattern[str]  # what goes through the chain itself


@cache
def _table() -> _Table:
    key = f"letters-{kept.digest([('unicode', unicodedata.unidata_version.encode())])}"
    table = kept.fetch(key)
    if not isinstance(table, _Table):
        table = _made_table()
        kept.keep(key, table)
    return table


def _made_table() -> _Table:
    chain = _chain()
    letters = [chr(code) for code in range(_PLANE) if not 0xD800 <= code <= 0xDFFF and code != 0x0A]
    # One call a function over all of them: a line break, which nothing changes, keeps them apart.
    nfkc = [chain.unicode(c) if unicodedata.decomposition(c) and not _PROTECTED.match(c) else c for c in letters]
    expanded = [len(form) > 1 for form in nfkc]
    folded = chain.letters("\n".join(nfkc)).split("\n")
    codes = np.arange(_PLANE, dtype=np.uint32)
    slow: list[str] = []
    marks: list[str] = []
    for char, form, long in zip(letters, folded, expanded, strict=True):
        mark = unicodedata.category(char).startswith("M")
        if long or (mark and form) or "\u1100" <= char <= "\u11ff" or "\ua960" <= char <= "\ua97f":
            codes[ord(char)] = _SLOW
            (marks if mark else slow).append(char)
        else:
            codes[ord(char)] = ord(form) if form else _DELETED
    alone, joins = ("".join(map(regex.escape, chars)) for chars in (slow, marks))
    clusters = regex.compile(
        rf"[{_JAMO}]+\p{{M}}*|\P{{M}}?\p{{M}}*[{joins}]\p{{M}}*|[{alone}\U00010000-\U0010ffff]\p{{M}}*"
    )
    return _Table(codes, clusters)


def normalise(raw: str) -> Aligned:
    """A raw text with its normalised form and the exact map between them.

    Linear in the length of the text. Equal to ``plain(raw)`` for every text without lone surrogates, which are
    kept as they are.
    """
    return _single_spaced(_normalise(raw))


def unwrap(aligned: Aligned, title: bool = False) -> Aligned:
    """The same with the line breaks that only wrap a line made spaces; offsets stay as they are.

    A text is taken to be wrapped where its lines are short, most end without a stop, and some show that they were cut:
    a quotation stays open, a comma or a lone word ends the line. ``title`` says that the first line is a title.
    """
    lines = aligned.text.split("\n")
    head, body = (lines[:1], lines[1:]) if title else ([], lines)
    inked = [line.strip() for line in body if line.strip()]
    if len(inked) < _WRAPPED_LINES or max(map(len, inked)) > _WRAPPED_WIDTH:
        return aligned
    open_lines = [line for line in inked if not _CLOSED_LINE.search(line)]
    cut = [line for line in open_lines if " " not in line or line[-1] in "،," or not _balanced(line)]
    if len(open_lines) * 2 < len(inked) or len(cut) < _CUT_LINES:
        return aligned
    ends = (" " if _goes_on(line, after) else "\n" for line, after in pairwise([*body, ""]))
    joined = "".join(line + end for line, end in zip(body, ends, strict=True))
    text = "\n".join([*head, joined[:-1]])
    return _single_spaced(Aligned(aligned.raw, text, aligned.starts, aligned.ends))


def _goes_on(line: str, after: str) -> bool:
    """Whether a line of a wrapped text goes on in the next one."""
    return bool(line.strip() and after.strip()) and not (_CLOSED_LINE.search(line.rstrip()) or _ITEM.match(after))


def _balanced(line: str) -> bool:
    return line.count("«") == line.count("»") and line.count("“") == line.count("”") and line.count('"') % 2 == 0


def _single_spaced(aligned: Aligned) -> Aligned:
    """The same with each run of spaces made one: typists double them, and no wording of a rule has two."""
    if "  " not in aligned.text:
        return aligned
    codes = np.frombuffer(aligned.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    spaces = codes == 0x20
    kept = np.flatnonzero(~(spaces & np.concatenate(([False], spaces[:-1]))))
    starts = kept if aligned.starts is None else aligned.starts[kept]
    ends = kept + 1 if aligned.ends is None else aligned.ends[kept]
    return Aligned(aligned.raw, _text(codes[kept]), starts, ends)


def _normalise(raw: str) -> Aligned:
    if raw.isascii():
        return Aligned(raw, raw)
    codes = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    table = _table()
    high = codes >= _PLANE
    folded = table.codes[np.where(high, 0, codes)] if high.any() else table.codes[codes]
    if high.any():
        folded = np.where(high, codes, folded)
    if (folded == _SLOW).any() or (high.any() and _high_changes(raw)):
        return _by_cluster(raw, table)
    kept = folded != _DELETED
    if kept.all():
        return Aligned(raw, _text(folded))
    starts = np.flatnonzero(kept)
    return Aligned(raw, _text(folded[kept]), starts, starts + 1)


def _text(codes: npt.NDArray[np.uint32]) -> str:
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _high_changes(raw: str) -> bool:
    """Whether a character beyond the BMP is one that NFKC changes or composes (emoji are not)."""
    return any(
        ord(char) >= _PLANE and (unicodedata.decomposition(char) or unicodedata.category(char).startswith("M"))
        for char in set(raw)
    )


def _by_cluster(raw: str, table: _Table) -> Aligned:
    """Plain stretches from the table, clusters through the chain; each character made from a cluster maps to all of
    it, since no part of a ligature stands for a part of its expansion.
    """
    texts: list[str] = []
    starts: list[npt.NDArray[np.int64]] = []
    ends: list[npt.NDArray[np.int64]] = []

    def stretch(left: int, right: int) -> None:
        if left == right:
            return
        codes = np.frombuffer(raw[left:right].encode("utf-32-le", "surrogatepass"), dtype="<u4")
        folded = table.codes[codes]
        kept = np.flatnonzero(folded != _DELETED)
        texts.append(_text(folded[kept]))
        starts.append(kept + left)
        ends.append(kept + left + 1)

    last = 0
    for match in table.clusters.finditer(raw):
        left, right = match.span()
        stretch(last, left)
        form = plain(match.group())
        texts.append(form)
        starts.append(np.full(len(form), left, dtype=np.int64))
        ends.append(np.full(len(form), right, dtype=np.int64))
        last = right
    stretch(last, len(raw))
    return Aligned(raw, "".join(texts), np.concatenate(starts), np.concatenate(ends))


@cache
def _quick() -> dict[int, str | None]:
    """What the chain makes of each character that it takes alone, for ``str.translate``."""
    codes = _table().codes[:0x2100].tolist()
    slow, deleted = int(_SLOW), int(_DELETED)
    changes = {place: None if code == deleted else chr(code) for place, code in enumerate(codes) if code != slow}
    return {place: new for place, new in changes.items() if new != chr(place)}


@cache
def _alone() -> frozenset[str]:
    """The characters that the chain takes alone, of those that words of rules are made of."""
    slow = int(_SLOW)
    return frozenset(chr(place) for place, code in enumerate(_table().codes[:0x2100].tolist()) if code != slow)


@cache
def fold(word: str) -> str:
    """A word of a rule in the form that the text is matched in."""
    if not _alone().issuperset(word):
        return sys.intern(normalise(word).text)
    return sys.intern(_SPACES_RUN.sub(" ", word.translate(_quick())))
