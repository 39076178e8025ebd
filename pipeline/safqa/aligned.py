"""A text as read, its normalised form, and the exact map between the two.

Everything downstream matches on the normalised text; every offset that leaves the program points into the text as
read. This module holds the map and nothing else: it imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A raw text beside its normalised form.

    ``starts[i]`` and ``ends[i]`` are the half-open raw span that normalised character ``i`` was made from. Both are
    ``None`` when normalisation changed no lengths, which is the common case and costs nothing. Both arrays are
    monotone: a later normalised character never begins or ends earlier in the raw text.
    """

    raw: str
    text: str
    starts: Offsets | None = None
    ends: Offsets | None = None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw half-open span of a normalised one.

        Characters that normalisation deleted (diacritics, marks) belong to the span when they stand inside it, not
        when they stand at its edges; an empty span maps to an empty span. Raises ``ValueError`` when the span does
        not lie within the normalised text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}:{end} is not within a text of {len(self.text)} characters")
        if self.starts is None or self.ends is None:
            return start, end
        if start == end:
            edge = int(self.starts[start]) if start < len(self.text) else len(self.raw)
            return edge, edge
        return int(self.starts[start]), int(self.ends[end - 1])

    def text_span(self, start: int, end: int) -> tuple[int, int]:
        """The normalised half-open span made from a raw one (the smallest that covers what is left of it)."""
        if not 0 <= start <= end <= len(self.raw):
            raise ValueError(f"span {start}:{end} is not within a text of {len(self.raw)} characters")
        if self.starts is None or self.ends is None:
            return start, end
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return first, max(first, last)

    def slice(self, start: int, end: int) -> str:
        """The raw text behind a normalised span."""
        left, right = self.raw_span(start, end)
        return self.raw[left:right]
