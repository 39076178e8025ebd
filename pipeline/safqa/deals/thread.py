"""What a text is about at each place: whom an implied subject or "the company" means.

Centering in its simplest form (Grosz, Joshi and Weinstein 1995): the subject of the last sentence is the likeliest
centre of the next, a company that is told again stays it, and a new paragraph goes back to the company that the whole
article is about (the first of its title, else the one named most).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..document import Doc, Mention
from ..mentions.lexicon import NEUTRAL
from ..mentions.references import References
from ..sentences import sentence_at
from ..words import WordClasses
from .agreement import genders
from .draft import Draft
from .phrases import Reading, same


def in_play(doc: Doc, mention: Mention) -> bool:
    """Whether a mention is of a company that may be meant later: no outlet, bourse or one whose people comment."""
    return mention.kind == "company" and mention.company_kind not in NEUTRAL and mention.start not in doc.outsiders


@dataclass
class Thread:
    """The company that the article is about, the one that the text is about here, and the one told before it."""

    main: Mention | None = None
    topic: Mention | None = None
    second: Mention | None = None

    @classmethod
    def of(cls, doc: Doc) -> Thread:
        """The thread of an article before its first sentence."""
        named = [m for m in doc.mentions if in_play(doc, m)]
        if not named:
            return cls()
        title = doc.sentences[0].end if doc.sentences[0].kind == "title" else 0
        counts = Counter(mention.canonical for mention in named)
        in_title = [m for m in named if m.start < title and counts[m.canonical] > 1]
        most = max(counts.values())
        main = in_title[0] if in_title else next(m for m in named if counts[m.canonical] == most)
        return cls(main)

    def enter(self, doc: Doc, index: int) -> None:
        """Begins a sentence: after a line break the article's own company is the topic again."""
        if index and "\n" in doc.text[doc.sentences[index - 1].end : doc.sentences[index].start]:
            if self.topic is not None and (self.main is None or not same(self.topic, self.main)):
                self.second = self.topic
            bullet = doc.sentences[index].kind == "bullet"  # each bullet is about a company of its own
            self.topic = self.main if self.topic is not None and not bullet else None

    def tell(self, named: list[Mention], reading: Reading) -> None:
        """Ends a sentence that names companies."""
        subject = next(
            (p.mention for p in reading.phrases if p.prep == "" and p.series is None and p.mention in named), None
        )
        told = [m for m in (self.second, self.topic, *named) if m is not None]
        again = self.topic is not None and any(same(self.topic, m) for m in named)
        if self.topic is None or (subject is not None and not again):
            self.topic = subject or named[0]
        topic = self.topic
        self.second = next((m for m in reversed(told) if not same(m, topic)), self.second)


class Walk:
    """The sentences of an article in order. While one is visited, ``reading()`` gives it as read at that place: its
    mentions and resolved references, and what the text is about there.
    """

    def __init__(self, doc: Doc, grammar: WordClasses, references: References | None = None) -> None:
        """``references`` resolves those of each sentence on the way; without it the article's have been resolved."""
        self.doc, self.grammar, self.references = doc, grammar, references
        self.thread = Thread.of(doc)
        self.genders = genders(doc, grammar)
        found = [mention for mention in doc.mentions if mention.kind not in ("trigger", "cue")]
        self.inside, self.resolved = self._by_sentence(found), self._by_sentence(doc.references)
        self.index = 0
        self.pair: tuple[Mention, Mention] | None = None  # the sides of the deal told last
        self.bought: Mention | None = None  # the company whose shares changed hands last
        self.told: list[Draft] = []  # the deals of the visited sentence
        self._reading: Reading | None = None

    def _by_sentence(self, mentions: Iterable[Mention]) -> list[list[Mention]]:
        out: list[list[Mention]] = [[] for _ in self.doc.sentences]
        for mention in mentions:
            out[sentence_at(self.doc.sentences, mention.start)].append(mention)
        return out

    def __iter__(self) -> Iterator[int]:
        """The index of each sentence."""
        for index in range(len(self.doc.sentences)):
            self.thread.enter(self.doc, index)
            self.index, self._reading, self.told = index, None, []
            if self.references is not None:
                self.resolved[index] = self.references.of(index)
                self.doc.references += self.resolved[index]
            yield index
            named = [m for m in self.inside[index] if in_play(self.doc, m)]
            if named:
                self.thread.tell(named, self.reading())
                self._about()

    def _about(self) -> None:
        """Tells the references who the visited sentence is about: who acts in the first deal that it tells."""
        acting = (
            phrase.mention for draft in self.told for phrase in draft.roles.get(draft.row.subject, ())
            if phrase.kind == "company" and in_play(self.doc, phrase.mention) and draft.names(phrase)
        )  # fmt: skip
        actor = next(acting, None)
        if actor is not None and self.references is not None:
            here = (m for m in self.inside[self.index] if m.kind == "company" and m.canonical == actor.canonical)
            self.references.about(self.index, next(here, actor))

    def tell(self, told: list[Draft]) -> None:
        """Tells what deals the visited sentence tells."""
        self.told = told
        self.bought = next((m for draft in reversed(told) if (m := draft.bought()) is not None), self.bought)
        self.pair = next((sides for draft in reversed(told) if (sides := draft.sides()) is not None), self.pair)

    def reading(self) -> Reading:
        """The sentence that is visited; read once, when it is first asked for."""
        if self._reading is None:
            index, thread = self.index, self.thread
            self._reading = Reading(
                self.doc, index, self.doc.sentences[index], self.grammar, self.inside[index], thread.topic,
                thread.second, self.resolved[index], self.genders, self.pair,
                self.bought,
            )  # fmt: skip
        return self._reading

    def opening(self) -> Reading | None:
        """The part of a headline that stands before points, where the visited sentence is the rest of it."""
        index, text = self.index, self.doc.text
        if not index or not text[: self.doc.sentences[index - 1].end].endswith(".."):
            return None
        before = self.doc.sentences[index - 1]
        return Reading(self.doc, index - 1, before, self.grammar, self.inside[index - 1], None, None, [], self.genders)
