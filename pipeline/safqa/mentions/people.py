"""Persons and governments, where the guidelines let them be parties.

A person is told by a title (الأمير X بن Y, الملياردير الأمريكي X Y), or by an apposition that names an office
(X Y، مؤسس شركة …); the surname alone means the same person later. A public body is told by its noun (وزارة X).
"""

from __future__ import annotations

import regex

from ..document import Mention
from ..words import Reading, Word, WordClasses
from .cues import Cues

SPEAKER = "person.speaker"  # the rule of a name that only speaks
_MOST_NAMES = 4
_DESCRIPTION = 3  # words between a title and its name: الملياردير المتخصص بالتكنولوجيا X Y
_SURNAME = 3  # a shorter last name is too often a word
_COMPLEMENT, _MORE = regex.compile(r"و?ال\w{3,}"), regex.compile(r"وال\w{3,}|ال\w+(?:يه|ي)")
_PURPOSE = regex.compile(r"لل\w{3,}|ل\w{4,}")  # الهيئة العامة للموانئ, المؤسسة العامة لتحلية المياه
_BODY = 6  # words of a public body's name
_RELATION = regex.compile(r"ال\w{2,}ي")  # الأميركي
_COMMA = regex.compile(r"\s?[،,] ?")
_ARABIC = regex.compile(r"\p{Arabic}+")


def find_people(
    text: str, words: list[Word], grammar: WordClasses, taken: list[Mention], cues: Cues | None = None
) -> list[Mention]:
    """Persons and public bodies of a normalised text, outside ``taken``, in order. With ``cues`` persons are found by
    their office as well, and by their surnames.
    """
    finder = _People(text, words, grammar, taken, cues)
    out: list[Mention] = []
    last = -1
    for index, word in enumerate(words):
        if index <= last or finder.covers(word.start, word.end):
            continue
        found = finder.titled(index) or finder.body(index) or finder.in_office(index)
        if found is None:
            continue
        mention, last = found
        mention.canonical = text[mention.start : mention.end]
        out.append(mention)
    if cues is not None:
        out += finder.surnames(out)
    return sorted(out, key=lambda mention: mention.start)


Found = tuple[Mention, int]


class _People:
    """The persons and public bodies of one article."""

    def __init__(
        self, text: str, words: list[Word], grammar: WordClasses, taken: list[Mention], cues: Cues | None
    ) -> None:
        self.text, self.words, self.grammar, self.cues = text, words, grammar, cues
        self.spans = sorted((mention.start, mention.end) for mention in taken)

    def covers(self, start: int, end: int) -> bool:
        """Whether a stretch is taken."""
        return any(left < end and start < right for left, right in self.spans)

    def word(self, index: int) -> str:
        """A word's letters; empty outside of the text."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """The text before a word; a line break at the end of the text."""
        return self.text[self.words[index - 1].end : self.words[index].start] if 0 < index < len(self.words) else "\n"

    def titled(self, index: int) -> Found | None:
        """A person after a title and what describes it."""
        if self.grammar.any_reading(self.word(index), "person_title") is not None:
            first = index + 1
        elif self.grammar.any_reading(self.word(index), "somebody") and self.grammar.has(self.word(index + 1), "trade"):
            first = index + 2  # رجل الأعمال
        else:
            return None
        while first - index <= _DESCRIPTION and self.gap(first) == " " and self._describes(first):
            first += 1
        end = self._names(first)
        if end <= first:
            return None
        return Mention("person", self.words[first].start, self.words[end].end, "person.title"), end

    def _describes(self, index: int) -> bool:
        word, after = self.word(index), self.word(index + 1)
        if self.grammar.has(after, "person_link"):
            return False
        if self.cues is None:
            return _RELATION.fullmatch(word) is not None and not after.startswith("ال")
        definite = word.startswith("ال") and after.startswith("بال")
        return word.startswith("بال") or definite or self.cues.nations.adjective(word, definite=True) is not None

    def _names(self, first: int) -> int:
        """The index of the last word of a person's name: two to four words, longer only through بن and آل."""
        end = first - 1
        while end + 1 < len(self.words) and end - first + 1 < _MOST_NAMES and self.gap(end + 1) == " ":
            word = self.word(end + 1)
            link = self.grammar.has(word, "person_link")
            if self.grammar.exact(word) - {"person_link"} and not link:
                break
            if self.covers(self.words[end + 1].start, self.words[end + 1].end):
                break
            if self.cues is not None and self.cues.verb(word) and not link:
                break
            if end - first >= 1 and not link and not self.grammar.has(self.word(end), "person_link"):
                break
            end += 1
        if self.grammar.has(self.word(end), "person_link"):  # آل of آل ثاني stands before one word more
            end = end + 1 if self.gap(end + 1) == " " else end - 1
        if self.word(first)[:1] in ("ل", "ب") and self.word(first + 1).startswith("ال"):
            return first - 1  # للأمير لتحديث الاقتصاد
        return end if min(len(self.word(first)), len(self.word(end))) > 2 else first - 1

    def body(self, index: int) -> Found | None:
        """A public body: definite words or a place after its noun (وزارة الطاقة, بلدية دبي), with its purpose where
        its noun has an adjective only (الهيئة العامة للموانئ); or a name of its own.
        """
        if (named := self.grammar.any_reading(self.word(index), "gov_name")) is not None:
            start = self.words[index].start + self._clitics(index, named)
            return Mention("government", start, self.words[index].end, "government.name"), index
        reading = self.grammar.any_reading(self.word(index), "gov_head")
        if reading is None:
            return None
        end = index
        while end - index < _BODY and self.gap(end + 1) == " ":
            # After the noun's complement only adjectives and coordinated nouns: وقعت وزارة الطاقة العقد.
            word = self.word(end + 1)
            if not (_COMPLEMENT if end == index else _MORE).fullmatch(word) and not (
                (end == index and self.grammar.has(word, "place"))
                or (end == index + 1 and self.grammar.has(self.word(end), "gov_honour"))  # جامعة الملك فهد
                or self._purpose(index, end)
            ):
                break
            end += 1
        if end == index:
            return None
        start = self.words[index].start + self._clitics(index, reading)
        return Mention("government", start, self.words[end].end, "government.head"), end

    def _purpose(self, index: int, end: int) -> bool:
        """Whether what follows word ``end`` of a body's name is its purpose, or the complement of that."""
        word, before = self.word(end + 1), self.word(end)
        if self._is_purpose(word):
            agency = self.grammar.any_reading(self.word(index), "gov_agency") is not None
            return agency and end == index + 1 and (before.endswith("يه") or self.grammar.has(before, "gov_adjective"))
        opened = self._is_purpose(before) and not before.startswith("لل")
        return opened and end > index + 1 and (word.startswith("ال") or self.grammar.has(word, "place"))

    def _is_purpose(self, word: str) -> bool:
        """Whether a word may be a purpose: للموانئ, لتحلية; not when or how often something is done: للعام."""
        return _PURPOSE.fullmatch(word) is not None and self.grammar.any_reading(word, "no_purpose") is None

    def _clitics(self, index: int, reading: Reading) -> int:
        article = reading.article and self.word(index)[reading.offset - 2 : reading.offset] == "ال"
        return max(0, reading.offset - 2 * article)

    def in_office(self, index: int) -> Found | None:
        """A person by what stands after the name: X Y، مؤسس شركة."""
        cues = self.cues
        if cues is None or self.gap(index + 1) != " ":
            return None
        end = index + 1
        if self.grammar.has(self.word(end), "person_link") and self.gap(end + 1) == " ":
            end += 1
        office = end + 1
        if not _COMMA.fullmatch(self.gap(office)):  # few words have a comma there, so that this is asked first
            return None
        if not self._may_be_name(index, cues) or not self._may_be_name(end, cues):
            return None
        if self.covers(self.words[index].start, self.words[end].end):
            return None
        if not (cues.foreign(self.word(index)) or cues.foreign(self.word(end))):
            return None
        while cues.exact(self.word(office), "one_of") and office - end < 3:
            office += 1
        if not cues.is_a(self.word(office), "officer"):
            return None
        rule = SPEAKER if self._speaks(index) else "person.office"
        return Mention("person", self.words[index].start, self.words[end].end, rule), end

    def _may_be_name(self, index: int, cues: Cues) -> bool:
        word = self.word(index)
        if len(word) < 3 or word.startswith(("ال", "لل", "وال", "بال")) or not _ARABIC.fullmatch(word):
            return False
        if self.grammar.exact(word) or cues.verb(word) or cues.nations.adjective(word) or cues.nations.place(word):
            return False
        return cues.first_of(word, ("firm", "officer", "asset", "deal", "trade", "person")) is None

    def surnames(self, people: list[Mention]) -> list[Mention]:
        """The later places where a person is named by the last name alone."""
        by_surname: dict[str, Mention] = {}
        for mention in people:
            names = self.text[mention.start : mention.end].split()
            if mention.kind == "person" and len(names) > 1 and len(names[-1]) > _SURNAME:
                by_surname.setdefault(names[-1], mention)
        spans = {(mention.start, mention.end) for mention in people}
        out = []
        for index, word in enumerate(self.words):
            for text in (word.text, word.text[1:] if word.text[:1] in "ولب" else ""):
                person = by_surname.get(text)
                start = word.end - len(text)
                if person is None or start < person.end or self.covers(start, word.end):
                    continue
                if any(left <= start < right for left, right in spans) or not self._alone(index):
                    continue
                rule = SPEAKER if self._speaks(index) else "person.surname"
                mention = Mention("person", start, word.end, rule, canonical=person.canonical)
                out.append(mention)
                break
        return out

    def _speaks(self, index: int) -> bool:
        """Whether a name follows a verb of speech: who speaks for a company is no party of its deals."""
        return self.cues is not None and self.gap(index) == " " and self.cues.verb(self.word(index - 1)) == "speech"

    def _alone(self, index: int) -> bool:
        """Whether no other name stands before a surname (another person of the same family)."""
        before = self.word(index - 1)
        return self.cues is None or self.gap(index) != " " or not self.cues.foreign(before)
