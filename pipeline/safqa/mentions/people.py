"""Persons and governments, where the guidelines let them be parties: told by a title or by a public body's noun."""

from __future__ import annotations

import regex

from ..document import Mention
from ..words import Word, WordClasses

_MOST_NAMES = 4


def find_people(text: str, words: list[Word], grammar: WordClasses, taken: list[Mention]) -> list[Mention]:
    """Persons after a title (الأمير X بن Y) and public bodies (وزارة X) of a normalised text, outside ``taken``."""
    out: list[Mention] = []
    spans = sorted((m.start, m.end) for m in taken)
    last = -1
    for index, word in enumerate(words):
        if index <= last:
            continue
        title = grammar.any_reading(word.text, "person_title")
        reading = title or grammar.any_reading(word.text, "gov_head")
        if reading is None or any(start < word.end and word.start < end for start, end in spans):
            continue
        if title is not None:
            end = _person(text, words, index, grammar)
            if end <= index + 1:
                continue
            mention = Mention("person", words[index + 1].start, words[end].end, "person.title")
        else:
            end = _body(text, words, index)
            if end == index:
                continue
            offset = reading.offset - (2 if reading.article else 0)
            mention = Mention("government", word.start + max(offset, 0), words[end].end, "government.head")
        mention.canonical = text[mention.start : mention.end]
        out.append(mention)
        last = end
    return out


def _gap(text: str, words: list[Word], index: int) -> str:
    return text[words[index - 1].end : words[index].start]


def _person(text: str, words: list[Word], index: int, grammar: WordClasses) -> int:
    """The index of the last word of a name after a title: two to four words, longer only through بن and آل."""
    end = index
    while end + 1 < len(words) and end - index < _MOST_NAMES and _gap(text, words, end + 1) == " ":
        word = words[end + 1].text
        link = grammar.has(word, "person_link")
        if grammar.exact(word) - {"person_link"} and not link:
            break
        if end - index >= 2 and not link and not grammar.has(words[end].text, "person_link"):
            break
        end += 1
    return end


def _body(text: str, words: list[Word], index: int) -> int:
    """The index of the last word of a public body's name: definite words after its noun."""
    end = index
    while end + 1 < len(words) and end - index < 3 and _gap(text, words, end + 1) == " ":
        if not regex.match(r"و?ال\w{3}", words[end + 1].text):
            break
        end += 1
    return end
