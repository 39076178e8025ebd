"""Letters before and after a word that tell what it is: its article, its clitics, endings of plurals, her verbs."""

from __future__ import annotations

from collections import defaultdict

import regex

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv

_SHORT = 5  # letters of a word that hardly holds a clitic and a noun
_SHORTEST = 4  # letters of a word that has a conjunction before it


class FormRow(RuleModel):
    """Letters that stand before or after words, and what they tell."""

    form: str
    kind: str


class Forms:
    """The letters of ``rules/grammar/forms.tsv``, asked for by what they tell of a folded word."""

    def __init__(self, rows: list[FormRow]) -> None:
        kinds: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            kinds[row.kind].append(fold(row.form))
        self._kinds = {kind: tuple(forms) for kind, forms in kinds.items()}
        broken = "|".join(form.replace(".", r"\w") for form in kinds["broken"])
        self._broken = regex.compile(broken)

    @classmethod
    def load(cls, path: RulePath) -> Forms:
        """Reads the letters. Raises ``RuleError``."""
        return cls([row for _, row in read_tsv(path, FormRow)])

    def definite(self, word: str) -> bool:
        """Whether a word has the article, alone or with clitics before it."""
        return word.startswith(self._kinds["article"])

    def bears_article(self, word: str) -> bool:
        """Whether a word begins with the article itself, and no clitic stands before it."""
        return word.startswith(self._kinds["article"][0])

    def proclitic(self, word: str) -> bool:
        """Whether the first letter of a word may be a clitic."""
        return word.startswith(self._kinds["proclitic"])

    def conjoined(self, word: str) -> bool:
        """Whether the first letter of a word may be the conjunction "and"."""
        return word.startswith(self._kinds["proclitic"][0])

    def joined(self, word: str) -> bool:
        """Whether the first letter of a word may be a conjunction."""
        return word.startswith(self._kinds["proclitic"][:2])

    def feminine(self, word: str) -> bool:
        """Whether a word ends as feminine nouns and adjectives do (folded)."""
        return word.endswith(self._kinds["common"][0])

    def inflected(self, word: str) -> bool:
        """Whether a word may have a clitic before it or be an accusative: بمعدل, ارتفاعا."""
        return self.proclitic(word) or word.endswith(self._kinds["accusative"])

    def own_letter(self, word: str) -> bool:
        """Whether a first letter that may be a clitic leaves only a few letters that begin with a vowel: بارك."""
        return self.proclitic(word) and len(word) <= _SHORT and word[1:].startswith(self._kinds["vowel"])

    def accusative(self, word: str) -> bool:
        """Whether a word may be an indefinite accusative."""
        return word.endswith(self._kinds["accusative"])

    def land(self, word: str) -> bool:
        """Whether a word ends as names of lands do."""
        return word.endswith(self._kinds["land"])

    def relational(self, word: str) -> bool:
        """Whether a word ends as masculine adjectives of relation and names of families do: العامري."""
        return word.endswith(self._kinds["relation"])

    def given(self, word: str) -> bool:
        """Whether a word begins as given names of men do: عبدالله."""
        return word.startswith(self._kinds["servant"])

    def own(self, word: str) -> bool:
        """Whether a word ends as nouns with a pronoun do: حصتها."""
        return word.endswith(self._kinds["own"])

    def common(self, word: str) -> bool:
        """Whether a word is cast as a plural, a feminine or a noun with a pronoun, as names mostly are not."""
        return word.endswith(self._kinds["common"]) or self._broken.fullmatch(word) is not None

    def stem(self, word: str) -> str:
        """A word without the longest of the endings of plurals, feminines, pronouns and accusatives that it has; empty
        for what is cast as a broken plural.
        """
        if self._broken.fullmatch(word):
            return ""
        endings = (*self._kinds["common"], *self._kinds["accusative"], *self._kinds["own"])
        return word[: len(word) - max((len(ending) for ending in endings if word.endswith(ending)), default=0)]

    def hers(self, verb: str) -> bool:
        """Whether a verb form is that of a company: she signed, she will buy."""
        conjunction = self._kinds["proclitic"][:2]
        verb = verb[1:] if verb.startswith(conjunction) and len(verb) > _SHORTEST else verb
        return verb.endswith(self._kinds["her_past"]) or verb.startswith(self._kinds["she"])
