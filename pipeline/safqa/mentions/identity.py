"""One canonical name for all forms of one company in an article."""

from __future__ import annotations

import itertools

import regex

from ..document import Mention
from .cues import Cues
from .shapes import sound_alike

GLOSS = regex.compile(r"[\s\"”»'’]*[(\[/][\s\"“«'‘]*")
_QUOTED = regex.compile(r" [«\"“]")  # الشركة السعودية للأدوية «X»
_LATIN = regex.compile(r"\p{Latin}")
_NEAR = 8
_SHORTEST = 3  # letters of a name that may stand for a longer one
_BESIDE = (" ", " - ", "- ", " -", "-", " – ", " / ", "/")  # between a name and the same in the other script

_HEADS = ("firm", "bank", "fund", "platform", "body")  # classes of nouns before names


def name_alike(text: str, found: list[Mention], cues: Cues) -> None:
    """Gives the mentions of one company one canonical name.

    A gloss in brackets, or a Latin name right after an Arabic one, names the company before it; a Latin and an Arabic
    name with the same consonants are one; a name stands for the longer one that adds only a company's form to it
    (القابضة, كابيتال), or whatever the longer one adds where the short one was never told apart by itself.
    """
    for mention in found:
        if mention.canonical is None:
            mention.canonical = text[mention.start : mention.end]
    alias = _glosses(text, found)
    unlisted = sorted({m.canonical or "" for m in found if not m.company_id}, key=lambda name: (-len(name), name))
    echoes = set(unlisted) - {m.canonical for m in found if m.rule != "company.again"}
    for name, longer in itertools.permutations(unlisted, 2):
        if len(name) > 2 and longer.startswith(name + " "):
            rest = longer[len(name) + 1 :].split()
            if (
                name in echoes
                or rest[0].startswith("ل")
                or all(cues.affix(word) & {"legal", "end", "joint"} for word in rest)
            ):
                alias.setdefault(name, longer)
    _shortened(text, found, set(unlisted), alias)
    _headed(text, found, set(unlisted), alias, cues)
    everybody = sorted({m.canonical or "" for m in found}, key=lambda name: (-len(name), name))
    for name, other in itertools.product(unlisted, everybody):
        scripts = bool(_LATIN.search(name)) != bool(_LATIN.search(other))
        if scripts and len(name) > 4 and alias.get(other) != name and sound_alike(name, other):
            alias.setdefault(name, other)
    _apply(found, alias)


def _shortened(text: str, found: list[Mention], unlisted: set[str], alias: dict[str, str]) -> None:
    """A name that only begins a listed one which the article has in full means the same company."""
    for mention in found:
        if not mention.company_id or not mention.canonical:
            continue
        words = text[mention.start : mention.end].split()
        for end in range(1, len(words)):
            short = " ".join(words[:end])
            if short in unlisted and len(short) > _SHORTEST:
                alias.setdefault(short, mention.canonical)


def _headed(text: str, found: list[Mention], unlisted: set[str], alias: dict[str, str], cues: Cues) -> None:
    """A name is the one company that the article also calls so behind its head: «الإثمار» is بنك الإثمار."""
    full: dict[str, set[str]] = {}
    for mention in found:
        head, _, rest = text[mention.start : mention.end].partition(" ")
        if rest in unlisted and len(rest) > _SHORTEST and rest != mention.canonical and cues.first_of(head, _HEADS):
            full.setdefault(rest, set()).add(mention.canonical or "")
    for name, longer in full.items():
        if len(longer) == 1:
            alias.setdefault(name, next(iter(longer)))


def _glosses(text: str, found: list[Mention]) -> dict[str, str]:
    alias: dict[str, str] = {}
    for left, right in itertools.pairwise(found):
        gap = text[left.end : right.start]
        if left.canonical == right.canonical or len(gap) > _NEAR:
            continue
        beside = gap in _BESIDE and sound_alike(
            text[left.start : left.end], text[right.start : right.end], strict=False
        )
        told = left.rule == "company.national" and right.rule != left.rule
        told = told and (_QUOTED.fullmatch(gap) is not None or (gap == " " and right.company_id is not None))
        if not (beside or told or GLOSS.fullmatch(gap)):
            continue
        kept, other = (left, right) if left.company_id or not right.company_id else (right, left)
        if not other.company_id and other.canonical and kept.canonical:
            alias.setdefault(other.canonical, kept.canonical)
    return alias


def _apply(found: list[Mention], alias: dict[str, str]) -> None:
    listed = {mention.canonical: mention for mention in found if mention.company_id}
    for mention in found:
        if mention.company_id:
            continue
        seen: set[str] = set()
        name = mention.canonical or ""
        while name in alias and name not in seen:
            seen.add(name)
            name = alias[name]
        mention.canonical = name
        same = listed.get(name)
        if same is not None:
            mention.company_id, mention.company_kind = same.company_id, same.company_kind
