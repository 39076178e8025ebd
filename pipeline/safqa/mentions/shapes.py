"""The shape of a name: whether a word looks foreign in Arabic letters, and what a name sounds like in both scripts.

Arabic words are a root of three (or four) consonants cast in a pattern (Ryding 2005, ch. 3; Holes 2004, ch. 3). A word
of five letters or more that no pattern and no ending explains is mostly a transliteration.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

import regex

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv

_RADICAL = r"[^\W\d_ا]"
_STRONG = r"[^\W\d_اوي]"
_CLITICS = "وفبلكس"
_SHORTEST = 5
_SHORTEST_STRANGE = 5
# What Arabic writes alike, or a sound in several ways, is one consonant in both scripts; vowels are left out.
_FROM_ARABIC = str.maketrans({
    "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ط": "t", "ج": "g", "غ": "g", "گ": "g", "چ": "g", "خ": "k", "د": "d",
    "ذ": "d", "ض": "d", "ر": "r", "ز": "s", "ظ": "s", "س": "s", "ش": "s", "ص": "s", "ف": "f", "ڤ": "f", "ق": "k",
    "ك": "k", "ل": "l", "م": "m", "ن": "n",
})  # fmt: skip
_DIGRAPHS = (("tch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("th", "t"), ("kh", "k"), ("gh", "g"),
             ("ck", "k"), ("ce", "s"), ("ci", "s"), ("qu", "k"), ("dj", "g"))  # fmt: skip
_FROM_LATIN = str.maketrans(
    {"p": "b", "v": "f", "c": "k", "q": "k", "j": "g", "z": "s", "x": "ks", "w": "", "y": "", "h": ""}
)
_CONSONANT = regex.compile(r"[^bdfgklmnrst]")
_DOUBLED = regex.compile(r"(.)\1+")


class PatternRow(RuleModel):
    """A pattern of Arabic words, an ending or a proclitic that may stand beside it."""

    pattern: str
    kind: str


class Patterns:
    """The patterns of ``rules/grammar/patterns.tsv`` as one test of a word."""

    def __init__(self, rows: list[PatternRow]) -> None:
        by_kind: dict[str, list[str]] = {"pattern": [], "ending": [], "proclitic": [], "derived": []}
        for row in rows:
            by_kind[row.kind].append(fold(row.pattern))
        cast, derived = (
            sorted({regex.sub("[فعل]", lambda _: _RADICAL, form) for form in by_kind[kind]})
            for kind in ("pattern", "derived")
        )
        endings, proclitics = ("|".join(sorted(set(by_kind[kind]))) for kind in ("ending", "proclitic"))
        sound = sorted({form for pattern in by_kind["pattern"] for form in _with_strong(pattern)})
        self._sound_source = rf"(?:{'|'.join(sound)})(?:{endings})?"
        self._source = rf"(?:{proclitics})?(?:{'|'.join(cast)})(?:{endings})?"
        self._derived_source = rf"(?:{proclitics})?(?:{'|'.join(derived)})(?:{endings})?"

    @cached_property
    def _arabic(self) -> regex.Pattern[str]:
        """What an Arabic word may look like, compiled when it is first asked for."""
        return regex.compile(self._source)

    @cached_property
    def _sound(self) -> regex.Pattern[str]:
        """What an Arabic word without proclitics looks like whose root has one weak radical at most."""
        return regex.compile(self._sound_source)

    @cached_property
    def _derived(self) -> regex.Pattern[str]:
        """What words of derived stems look like."""
        return regex.compile(self._derived_source)

    @classmethod
    def load(cls, path: RulePath) -> Patterns:
        """Reads the patterns. Raises ``RuleError``."""
        return cls([row for _, row in read_tsv(path, PatternRow)])

    @lru_cache(maxsize=50_000)  # noqa: B019 (one set of rules lives as long as the process)
    def foreign(self, word: str) -> bool:
        """Whether a folded Arabic word looks like a transliteration. Loan words that became Arabic do as well."""
        return len(word) >= _SHORTEST and word.isalpha() and self._arabic.fullmatch(word) is None

    def derived(self, word: str) -> bool:
        """Whether a folded word is cast in a pattern of derived stems, which hardly any name fits by chance."""
        return self._derived.fullmatch(word) is not None

    @lru_cache(maxsize=50_000)  # noqa: B019 (as above)
    def strange(self, word: str) -> bool:
        """Whether a folded word is cast in no pattern, or only in one that leaves a root of weak letters or needs a
        proclitic that the rest contradicts (كوسوفون, ديجيو). It may be a name where names stand; common words that
        look so do not stand there.
        """
        if len(word) < _SHORTEST_STRANGE or not word.isalpha() or self._sound.fullmatch(word):
            return False
        return self.foreign(word) or not (word[:1] in _CLITICS and self._sound.fullmatch(word[1:]))


def _with_strong(pattern: str) -> list[str]:
    """A pattern cast in roots that have one weak radical at most."""
    places = [match.start() for match in regex.finditer("[فعل]", pattern)]
    out = []
    for weak in places:
        cast = (_RADICAL if at == weak else _STRONG if at in places else letter for at, letter in enumerate(pattern))
        out.append("".join(cast))
    return out


@lru_cache(maxsize=50_000)
def consonants(folded: str) -> str:
    """The consonants of a name in one notation for Arabic and Latin letters, doubled ones once: "nfd" for إنفيديا and
    "nfd" for NVIDIA.
    """
    name = folded.casefold()
    for letters, sound in _DIGRAPHS:
        name = name.replace(letters, sound)
    name = name.translate(_FROM_LATIN).translate(_FROM_ARABIC)
    return _DOUBLED.sub(r"\1", _CONSONANT.sub("", name))


def sound_alike(left: str, right: str, strict: bool = True) -> bool:
    """Whether two folded names have the same consonants; if not ``strict``, whether most of them agree in order."""
    a, b = consonants(left), consonants(right)
    if strict or min(len(a), len(b)) < 2:
        return len(a) > 1 and a == b
    if a.startswith(b) or b.startswith(a):
        return True
    return 2 * _common(a, b) >= 1.5 * max(len(a), len(b))


def _common(a: str, b: str) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for left in a:
        diagonal = 0
        for index, right in enumerate(b, 1):
            above = row[index]
            row[index] = diagonal + 1 if left == right else max(above, row[index - 1])
            diagonal = above
    return row[-1]
