"""What names in quotes gain by standing where the parties of a deal stand in one sentence.

A word in quotes may be a name, a title or what somebody said. A sentence that tells a deal settles it: what signs,
buys or raises, and what is bought or signed with, are its parties (أعلنت «X» استحواذها على «Y»), even where each name
alone is a common word. The reading is shallow: the cues that ``evidence`` found tell who stands as the subject of a
verb and who as the argument of a deal, and a word of the sentence that it tells a deal at all.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex

from .page import Candidate, Page

_END = regex.compile(r"[؛!؟\n:]|\.(?!$)")  # a full stop alone between two words is a decimal point or a domain's
_SUBJECT = frozenset(("verb.before", "verb.deal", "verb.after", "subject.feminine", "clause.subject", "says"))
_ARGUMENT = frozenset(("deal.argument", "deal.genitive", "verb.argument", "verb.object", "rival", "asset", "officer"))
_AGAINST = frozenset((
    "saying", "long", "copula", "speech", "common", "product", "body", "place", "event", "person", "work", "venue",
    "event.phrase", "adjective", "nation", "construct", "plural", "officer.after", "after.latin",
))  # fmt: skip


def weigh_clauses(page: Page, candidates: list[Candidate]) -> None:
    """Adds ``deal.pair`` to the names that face each other in a sentence that tells a deal, and ``deal.clause`` to one
    that is alone there.
    """
    for first, last, names in _sentences(page, candidates):
        bare = [name for name in names if _bare(name)]
        if bare and _tells_deal(page, first, last):
            _weigh(page, bare, [name for name in names if _known(name) or name in bare], (first, last))


def _sentences(page: Page, candidates: list[Candidate]) -> Iterator[tuple[int, int, list[Candidate]]]:
    """The first and the last word of every sentence with a candidate, and its candidates."""
    names = iter(candidates)
    name = next(names, None)
    first = 0
    for index in range(len(page.words)):
        if name is None:
            return
        if index + 1 < len(page.words) and not _END.search(page.gap(index, index + 1)):
            continue
        found = []
        while name is not None and name.first <= index:
            found.append(name)
            name = next(names, None)
        if found:
            yield first, index, found
        first = index + 1


def _bare(name: Candidate) -> bool:
    """Whether a name needs its clause: in quotes or Latin letters, in no list or a common word, with nothing against
    it.
    """
    named = name.quoted or (name.way == "latin" and "latin" in name.cues)
    unknown = (named and name.entry is None) or name.doubtful or (name.way == "bare" and "foreign" in name.cues)
    return unknown and not name.media and not name.cues & _AGAINST


def _known(name: Candidate) -> bool:
    return not name.media and bool(name.cues & {"listed", "head.firm", "head.bank"})


def _tells_deal(page: Page, first: int, last: int) -> bool:
    """Whether a word outside of quotes is that of a deal."""
    index = first
    while index <= last:
        if index in page.quotes:
            index = page.quotes[index][0] + 1
            continue
        word = page.word(index)
        if page.cues.is_a(word, "deal") or page.cues.is_a(word, "matter") or page.cues.verb(word) == "deal":
            return True
        index += 1
    return False


def _weigh(page: Page, bare: list[Candidate], names: list[Candidate], sentence: tuple[int, int]) -> None:
    subjects = {name.key for name in names if name.cues & (_SUBJECT if _bare(name) else _SUBJECT - {"says"})}
    arguments = {name.key for name in names if name.cues & _ARGUMENT}
    coordinated = set()
    for left, right in itertools.pairwise(names):
        if _coordinated(page, left, right):
            coordinated |= {left.key, right.key}
            for side in (subjects, arguments):
                if left.key in side or right.key in side:
                    side |= {left.key, right.key}
    paid = any(page.cues.is_a(word.text, "money") for word in page.words[sentence[0] : sentence[1] + 1])
    for name in bare:
        if name.key not in subjects | arguments or (name.doubtful and not _governed(page, name)):
            continue
        others = arguments | (subjects if name.key in arguments else set())
        if name.way == "bare" and not any(_known(other) and other.key in others for other in names):
            continue  # without quotes only a sure company beside it tells: وقعت زين اتفاقا مع إريكسال
        if others - {name.key} or name.key in coordinated:
            name.cues.add("deal.pair")
        elif "article" not in name.cues and not name.doubtful and (paid or name.key in subjects):
            name.cues.add("deal.paid" if paid else "deal.clause")


def _governed(page: Page, name: Candidate) -> bool:
    """Whether a common word stands right behind the deal's noun or its preposition: شراء X, الاستحواذ على X."""
    return "deal.genitive" in name.cues or page.cues.exact(page.word(name.first - 1), "onto")


def _coordinated(page: Page, left: Candidate, right: Candidate) -> bool:
    """Whether و alone joins two names: «X» و«Y»."""
    between = page.words[left.last + 1 : right.first]
    if len(between) == 1 and between[0].text == "و":
        return True
    return not between and page.word(right.first)[: right.offset] == "و"
