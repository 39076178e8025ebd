"""What a text is about at each place: whom an implied subject or "the company" means.

Centering in its simplest form (Grosz, Joshi and Weinstein 1995): the subject of the last sentence is the likeliest
centre of the next, a company that is told again stays it, and a new paragraph goes back to the company that the whole
article is about (the first of its title, else the one named most).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..document import Doc, Mention
from .phrases import NEUTRAL, Reading, same


@dataclass
class Thread:
    """The company that the article is about, the one that the text is about here, and the one told before it."""

    main: Mention | None = None
    topic: Mention | None = None
    second: Mention | None = None

    @classmethod
    def of(cls, doc: Doc) -> Thread:
        """The thread of an article before its first sentence."""
        named = [m for m in doc.mentions if m.kind == "company" and m.company_kind not in NEUTRAL]
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
