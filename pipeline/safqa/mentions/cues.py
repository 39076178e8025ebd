"""The words around company names, read from ``rules/companies/cues``: their classes, verbs, affixes and weights."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv
from ..words import WordClasses, WordRow
from .forms import Forms
from .letters import Letters
from .nations import Nations
from .paradigms import Verb, future_forms, past_forms, present_forms
from .shapes import Patterns

_LONG_STEM = 3  # letters of a past that is no bare root


class CueVerbRow(RuleModel):
    """A verb of the news, by whom it is mostly said: a company (firm), a speaker (speech) or anybody (other)."""

    past: str = ""
    present: str = ""
    sort: str


class WeightRow(RuleModel):
    """What a cue is worth, and why it counts."""

    cue: str
    weight: float
    why: str


class Cues:
    """Classes of the words around names, verbs, parts of names, nationalities, and what each cue is worth."""

    def __init__(self, folder: RulePath) -> None:
        cues = folder / "companies" / "cues"
        self.classes = WordClasses.load(cues / "words.tsv")
        self.weights = {row.cue: row.weight for _, row in read_tsv(cues / "weights.tsv", WeightRow)}
        self.affixes: dict[str, set[str]] = defaultdict(set)
        for _, row in read_tsv(cues / "affixes.tsv", WordRow):
            self.affixes[fold(row.word).casefold()].add(row.kind)
        self.verbs: dict[str, str] = {}
        for _, verb in read_tsv(cues / "verbs.tsv", CueVerbRow):
            for form in _forms(verb):
                self.verbs.setdefault(form, verb.sort)
        self.patterns = Patterns.load(folder / "grammar" / "patterns.tsv")
        self.nations = Nations.load(folder / "grammar" / "nationalities.tsv")
        self.forms = Forms.load(folder / "grammar" / "forms.tsv")
        self.letters = Letters((), ())
        # Words that end a foreign name wherever they stand (true), or where they begin nothing (false).
        self.signs = {word: "sign" in kinds for word, kinds in self.affixes.items() if kinds & {"sign", "bank"}}

    def verb(self, word: str) -> str | None:
        """The sort of a verb form, looked at through a conjunction; ``None`` for other words."""
        return self.verbs.get(word) or (self.verbs.get(word[1:]) if word[:1] in ("و", "ف") else None)

    def affix(self, word: str) -> set[str]:
        """The classes of a word as a part of names: legal, end, trade, joint, letter, tail."""
        return self.affixes.get(word.casefold(), set())

    def is_a(self, word: str, kind: str) -> bool:
        """Whether a word belongs to a class, its clitics looked through."""
        return self.classes.any_reading(word, kind) is not None

    def first_of(self, word: str, kinds: Iterable[str]) -> str | None:
        """The first of some classes that a word belongs to, its clitics looked through."""
        return next((kind for kind in kinds if self.is_a(word, kind)), None)

    def exact(self, word: str, kind: str) -> bool:
        """Whether a word as it stands belongs to a class."""
        return kind in self.classes.exact(word)

    def learn(self, names: Iterable[str], words: Iterable[str]) -> None:
        """Counts how letters follow one another in foreign names, against some words, those of the classes (but loan
        words and persons' names) and every verb form; all folded.
        """
        borrowed = self.classes.words("loan") | self.classes.words("forename")
        own = (word for word in self.classes.all_words() if word not in borrowed)
        self.letters = Letters(names, itertools.chain(own, self.verbs, words))

    def buys(self, word: str) -> bool:
        """Whether a word is a form of a verb that companies do, with a conjunction or without."""
        return self.exact(word, "buys") or (self.forms.joined(word) and self.exact(word[1:], "buys"))

    def strange(self, word: str, own: bool = False) -> bool:
        """Whether a word where names stand looks foreign, by its pattern or by its letters (``own`` where no clitic can
        stand). Words of derived stems and feminines do not by letters alone, nor what ends like a plural or an
        accusative but where the rest does as well, and is no common word.
        """
        if self.patterns.strange(word):
            return True
        if not self.letters.foreign(word, own) or self.patterns.derived(word) or self.forms.feminine(word):
            return False
        return (stem := self.forms.stem(word)) == word or (self.letters.foreign(stem, own) and self._uncommon(stem))

    def certain(self, word: str, own: bool = False) -> bool:
        """Whether the letters of a word leave no doubt that it is foreign (``own`` where no clitic can stand), and it
        is no loan word.
        """
        stem = self.forms.stem(word)
        stem = stem[:-1] if stem == word and self.forms.relational(word) else stem
        if not self.strange(word, own) or self.is_a(word, "loan") or not self._uncommon(stem):
            return False
        if self.letters.certain(stem, own):
            return True
        return stem == word and self.patterns.foreign(word) and self.letters.foreign(word, own)

    def _uncommon(self, stem: str) -> bool:
        """Whether what is left of a word is in no class of common words."""
        return not self.classes.exact(stem) and self.verb(stem) is None

    def foreign(self, word: str) -> bool:
        """Whether a word looks like a transliteration and is no place or nationality."""
        return self.patterns.foreign(word) and not self.nations.place(word) and not self.nations.adjective(word)


def _forms(row: CueVerbRow) -> Iterator[str]:
    """Active forms; a past with the pronoun ه alone looks like a noun in ة (نواه, نواة) and is left out, unless the
    verb is a longer one's feminine (أصدرته).
    """
    verb = Verb.of(row.past, row.present)
    sure = "ته" if len(row.past) > _LONG_STEM else "\n"
    past = (
        form
        for form in past_forms(verb)
        if not (form.pronoun and form.text.endswith("ه") and not form.text.endswith(sure))
    )
    yield from (form.text for form in (*past, *present_forms(verb), *future_forms(verb)) if not form.passive)
