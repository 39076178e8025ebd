"""One pass over a text for many literals."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import ahocorasick_rs


class Scan:
    """An Aho-Corasick automaton over some literals, made when it is first used; it can be pickled."""

    def __init__(self, literals: Iterable[str]) -> None:
        self.literals = tuple(literals)

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self.literals, store_patterns=False)

    def __reduce__(self) -> tuple[type[Scan], tuple[tuple[str, ...]]]:
        return Scan, (self.literals,)

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """Every occurrence, overlapping ones too, as (number of the literal, start, end)."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found


def shortest(literals: Iterable[str]) -> list[str]:
    """The literals that hold no other one: a text holds any of all exactly where it holds one of these."""
    kept: list[str] = []
    by_length: dict[int, list[str]] = {}
    for literal in sorted(set(literals)):
        by_length.setdefault(len(literal), []).append(literal)
    for length in sorted(by_length):
        group = by_length[length]
        if kept:
            found = ahocorasick_rs.AhoCorasick(kept).find_matches_as_indexes("\n".join(group), overlapping=True)
            holding = {start // (length + 1) for _, start, _ in found}
            group = [literal for number, literal in enumerate(group) if number not in holding]
        kept += group
    return kept
