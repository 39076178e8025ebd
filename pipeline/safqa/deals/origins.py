"""Firms from abroad: of two that sign a contract for works or plant the foreign one does them.

News calls by its nation whoever its readers do not take for one of theirs (شركة X الكورية), and who is called in from
abroad is called to build or to supply; who is of an Arab nation is no foreigner there. What is mined, grown or pumped
goes the other way: it is sold abroad.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Mention
from ..mentions.nations import Nations
from ..words import words_of
from .phrases import Phrase, Reading, same

_AROUND = 60  # characters before and behind a name among which its nation is told
_BEFORE, _BEHIND = 2, 3  # words before and behind a name that may tell its nation
_SOLD = 14  # words behind a contract's noun among which stands that something is sold
_GOODS = 4  # words, numbers not counted, behind a word of selling among which stands what is sold
_MEASURED = 8  # the same for what it is measured in


@dataclass(frozen=True)
class Origins:
    """What tells where firms are from."""

    nations: Nations

    def turned(self, reading: Reading, at: int, supplier: Sequence[Phrase], customer: Sequence[Phrase]) -> bool:
        """Whether of two sides of the contract at a word, as read, rather the customer supplies: only that one is
        called by its nation, and it is about no raw goods.
        """
        if any(p.kind != "company" for p in (*supplier, *customer)) or not supplier or not customer:
            return False
        if _raw_goods(reading, at):
            return False
        return any(self._told(reading, p.mention) for p in customer) and not any(
            self._told(reading, p.mention) for p in supplier
        )

    def _told(self, reading: Reading, mention: Mention) -> bool:
        """Whether an article calls a company by a nation abroad anywhere."""
        ours = [m for m in reading.doc.mentions if m.kind == "company" and same(m, mention)]
        return any(self._beside(reading, one) for one in ours)

    def _beside(self, reading: Reading, mention: Mention) -> bool:
        """Whether an adjective of a nation abroad stands beside a name, behind it or behind the noun before it."""
        text = reading.doc.text
        before = words_of(text[max(0, mention.start - _AROUND) : mention.start])[-_BEFORE:]
        behind = []
        for word in words_of(text[mention.end : mention.end + _AROUND])[:_BEHIND]:
            if not word.text.startswith("ال"):
                break
            behind.append(word)
        return any(
            self.nations.adjective(word.text) is not None and reading.grammar.any_reading(word.text, "arab") is None
            for word in (*before, *behind)
        )


def _raw_goods(reading: Reading, at: int) -> bool:
    """Whether behind a contract's noun raw goods are said to be sold: لتوريد 3 ملايين طن من الغاز."""
    behind = (word.text for word in reading.words[at + 1 : at + 1 + _SOLD + _GOODS])
    words = [text for text in behind if not text.isdigit() and not reading.grammar.has(text, "under")]
    sold = [i for i, word in enumerate(words[:_SOLD]) if reading.grammar.any_reading(word, "trades") is not None]
    return any(
        reading.grammar.any_reading(word, kind) is not None
        for kind, reach in (("bulk", _GOODS), ("measure", _MEASURED))
        for i in sold for word in words[i + 1 : i + 1 + reach]
    )  # fmt: skip
