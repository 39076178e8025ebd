"""A headline and the body of its article tell one deal, though in other words.

Papers shorten in headlines: an asset stands for the company ("buys a Belgian factory"), a short name for the full one.
So what a headline tells of a party of the first deal of its type below is that deal, unless a role is filled by two
companies or two prices are told; the body's words count then (on the inverted pyramid: Pöttker 2003, Journalism
Studies 4:501).
"""

from __future__ import annotations

from collections.abc import Callable

from .draft import Draft
from .phrases import Phrase

_LEAD = 4  # sentences below a headline that may tell its deal
_THINGS = ("thing", "place")


def is_headline_of(
    title: list[Draft], body: list[Draft], roles: list[str], agree: Callable[[Draft, Draft], bool | None]
) -> bool:
    """Whether the drafts of a headline tell the deal of ``body``, drafts of the same type below it. ``agree`` says of
    two drafts whether their sums are one (``None`` where one tells none).
    """
    first = body[0]
    if first.sentence - title[-1].sentence > _LEAD or "background" in first.facts:
        return False
    sums = [agree(one, other) for one in title for other in body]
    if any(same is False for same in sums):
        return False
    common = False
    for role in roles:
        ours, theirs = _named(title, role), _named(body, role)
        if ours & theirs:
            common = True
        elif ours and theirs and True not in sums:
            return False
    return common


def goes_with(
    added: list[Draft], body: list[Draft], roles: list[str], agree: Callable[[Draft, Draft], bool | None]
) -> bool:
    """Whether what later sentences have added to a headline may be of the deal of ``body``: they name nobody else in a
    role that it fills, and no other sum.
    """
    if any(agree(one, other) is False for one in added for other in body):
        return False
    return all(_named(added, role) <= _named(body, role) or not _named(body, role) for role in roles)


def give_way(title: list[Draft], body: list[Draft], roles: list[str]) -> None:
    """Where a headline fills a role otherwise than the body, the less telling of the two counts no more: a thing beside
    a company, else the headline's.
    """
    for role in roles:
        if not _filled(title, role) or not _filled(body, role):
            continue
        if common := _names(title, role) & _names(body, role):
            _short_forms(title, body, role, common)
            continue
        weaker = body if _named(title, role) and not _named(body, role) else title
        for draft in weaker:
            for phrase in draft.roles.get(role, ()):
                phrase.vague = True


def _short_forms(title: list[Draft], body: list[Draft], role: str, common: set[str]) -> None:
    """Of two sides of which one is common, the headline's other one is the body's other one, by a shorter name."""
    ours, theirs = _names(title, role) - common, _names(body, role) - common
    if ours and len(ours) <= len(theirs):
        for phrase in _filled(title, role):
            phrase.vague = phrase.vague or (phrase.mention.canonical or "") in ours


def _filled(drafts: list[Draft], role: str) -> list[Phrase]:
    return [phrase for draft in drafts for phrase in draft.roles.get(role, ())]


def _names(drafts: list[Draft], role: str) -> set[str]:
    return {phrase.mention.canonical or "" for phrase in _filled(drafts, role)}


def _named(drafts: list[Draft], role: str) -> set[str]:
    """The companies, persons and states of a role, without things and places."""
    return {p.mention.canonical or "" for p in _filled(drafts, role) if p.kind not in _THINGS}
