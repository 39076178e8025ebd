"""Who works for whom in a contract whose words leave it open.

"A signed a contract with B" says neither who orders nor who supplies; what A and B are mostly does: an airline orders
from a maker of aircraft, which orders from a maker of engines. ``rules/deals/contract/sides.tsv`` gives companies, and
words of names, a place in that chain; public bodies and states stand at its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..normalise import fold
from ..rulebook.source import RuleModel, RulePath, read_tsv, rule_files
from .phrases import Phrase

PUBLIC = 3  # the place of public bodies and states
OPERATOR = 2  # from here on a party orders, whoever the other is


class SideRow(RuleModel):
    """Companies (by id) or words of names with their place: the lower supplies the higher."""

    place: int
    company: str = ""
    word: str = ""
    why: str = ""


@dataclass(frozen=True)
class Sides:
    """The places of companies and of words of names."""

    companies: dict[str, int]
    words: dict[str, int]

    @classmethod
    def load(cls, folder: RulePath) -> Sides:
        """Reads ``sides.tsv`` of a type's folder. Raises ``RuleError``."""
        rows = [row for path in rule_files(folder, "sides.tsv") for _, row in read_tsv(path, SideRow)]
        return cls(
            {name: row.place for row in rows for name in row.company.split("|") if name},
            {fold(word).casefold(): row.place for row in rows for word in row.word.split("|") if word},
        )

    def place(self, phrases: Iterable[Phrase]) -> int | None:
        """The place of a side: the highest of its parties', ``None`` where nothing is known of any."""
        known = [place for phrase in phrases if (place := self._of(phrase)) is not None]
        return max(known, default=None)

    def _of(self, phrase: Phrase) -> int | None:
        mention = phrase.mention
        if phrase.kind in ("government", "place"):
            return PUBLIC
        if mention.company_id in self.companies:
            return self.companies[mention.company_id]
        if mention.company_kind == "bank":
            return OPERATOR
        words = fold(mention.canonical or "").casefold().split()
        return next((self.words[word] for word in words if word in self.words), None)

    def turned(self, supplier: Iterable[Phrase], customer: Iterable[Phrase]) -> bool:
        """Whether a supplier and a customer, as read, rather stand the other way round."""
        below, above = self.place(supplier), self.place(customer)
        if below is not None and above is not None:
            return below > above
        return (below is not None and below >= OPERATOR) or above == 0
