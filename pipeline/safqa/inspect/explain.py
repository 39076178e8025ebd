"""Why a record is here, and why one is missing: per sentence every rule that fired, was blocked or nearly fired.

A rule *fired* where a record tells its sentence and type. It was *blocked* where its words stand there and something
keeps them from telling a deal: a name that covers them, a fixed phrase of ``not_deals``, a word that the row asks for
and the sentence lacks, a rule that fits better or that it gives way to. It *nearly* fired where its words were read as
a deal's and what a deal needs is not all there.

The article is read by the same functions as any other; nothing here decides what a record is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, cast

import regex

from ..deals.choice import sentence_triggers
from ..deals.draft import Draft
from ..deals.engine import all_drafts
from ..deals.frames import Frame, Frames, Match, find_frames
from ..deals.phrases import Reading
from ..deals.status import CueRow
from ..deals.thread import Walk
from ..document import Article, Deal, Doc, Mention
from ..mentions.triggers import Trigger, VerbRow
from ..pipeline import Rules, read_article

_SHOWN = 8  # alternatives of a list of words

Outcome = Literal["fired", "blocked", "nearly"]


@dataclass(frozen=True)
class Part:
    """Something that a rule took: the field or role, the words, and how they were found (the slot's rule)."""

    name: str
    text: str
    how: str


@dataclass(frozen=True)
class Cue:
    """A word that says where a deal stands."""

    rule: str
    kind: str
    text: str


@dataclass(frozen=True)
class Trace:
    """What became of one rule in one sentence. ``text`` are its words, ``why`` says what stopped it (empty: nothing);
    ``status``, ``status_rule`` and ``cue`` say where it left the deal, by which rule and by which words.
    """

    rule: str
    type: str
    form: str
    text: str
    outcome: Outcome
    why: str = ""
    parts: tuple[Part, ...] = ()
    status: str = ""
    status_rule: str = ""
    cue: str = ""


@dataclass(frozen=True)
class SentenceTrace:
    """A sentence: its raw span and text, what was found in it, its cues, and what became of each rule."""

    start: int
    end: int
    text: str
    traces: tuple[Trace, ...] = ()
    cues: tuple[Cue, ...] = ()
    companies: tuple[str, ...] = ()
    topic: str = ""


@dataclass
class _Context:
    """An article read: its text, the rules and the deals made of it."""

    doc: Doc
    rules: Rules
    deals: list[Deal] = field(default_factory=list)

    def raw(self, start: int, end: int) -> str:
        """The article's own characters of a span of the normalised text."""
        left, right = self.doc.aligned.raw_span(start, end)
        return self.doc.aligned.raw[left:right]


def explain(article: Article, rules: Rules) -> list[SentenceTrace]:
    """Every sentence of an article with what became of each rule in it."""
    result = read_article(article, rules, "all")
    context = _Context(result.doc, rules, result.deals)
    walk = Walk(result.doc, rules.grammar)
    return [_sentence(context, walk.reading()) for _ in walk]


def _sentence(context: _Context, reading: Reading) -> SentenceTrace:
    rules, sentence = context.rules, reading.sentence
    start, end = context.doc.aligned.raw_span(sentence.start, sentence.end)
    every = find_frames(reading, rules.frames)
    matches = [match for match in every if not match.frame.alone]
    taken = frozenset(index for match in matches for index in match.words)
    kept = sentence_triggers(reading, rules.verbs, rules.not_deals, taken)
    traces = [_blocked(context, reading, trigger, kept, taken) for trigger in _candidates(context, reading, kept)]
    drafts = all_drafts(reading, context.rules)
    traces += [_told(context, draft, reading) for draft in drafts]
    heard = {draft.trigger.first for draft in drafts}
    traces += [_unfilled(context, reading, trigger) for trigger in kept if trigger.first not in heard]
    seen = {trace.rule for trace in traces}
    traces += [_frame(frame, every) for frame in _held(reading, rules.frames) if frame.row.id not in seen]
    cues = tuple(
        Cue(hit.row.id, cast(CueRow, hit.row).kind, _words(context, reading, hit))
        for hit in rules.context.cues.find(reading.words)
    )
    companies = tuple(context.raw(m.start, m.end) for m in reading.inside if m.kind == "company")
    topic = context.raw(reading.topic.start, reading.topic.end) if reading.topic else ""
    order = {name: place for place, name in enumerate(("fired", "nearly", "blocked"))}
    traces.sort(key=lambda trace: order[trace.outcome])
    return SentenceTrace(start, end, context.doc.aligned.raw[start:end], tuple(traces), cues, companies, topic)


def _words(context: _Context, reading: Reading, trigger: Trigger) -> str:
    return context.raw(reading.words[trigger.first].start, reading.words[trigger.last].end)


def _unfilled(context: _Context, reading: Reading, trigger: Trigger) -> Trace:
    """A trigger that the engine took for one and found nobody for."""
    row = cast(VerbRow, trigger.row)
    roles = context.rules.types.rows[row.type].roles.replace(" ", ", ")
    why = f"nobody in the sentence fills a role of it ({roles})"
    return Trace(row.id, row.type, trigger.form, _words(context, reading, trigger), "nearly", why)


def _candidates(context: _Context, reading: Reading, kept: list[Trigger]) -> list[Trigger]:
    """Every form of every row that stands in a sentence and was not kept, once a rule and place."""
    found: list[Trigger] = []

    def note(trigger: Trigger) -> None:
        found.append(trigger)

    context.rules.verbs.find(reading.words, note)
    known = {(trigger.row.id, trigger.first) for trigger in kept}
    out = {(trigger.row.id, trigger.first): trigger for trigger in found}
    return [trigger for place, trigger in out.items() if place not in known]


def _held(reading: Reading, frames: Frames) -> Iterator[Frame]:
    """The frames of several words all of which stand in a sentence, wherever they do (one alone says little)."""
    text = reading.doc.text[reading.sentence.start : reading.sentence.end].casefold()
    words = f" {' '.join(word.text for word in reading.words)} ".casefold()
    for frame in frames.wanted(text):
        if len(frame.asked) > 1 and all(any(_stands(word, words) for word in group) for group in frame.asked):
            yield frame


def _stands(word: str, words: str) -> bool:
    end = "" if word.endswith("*") else " "
    return any(f" {clitic}{word.rstrip('*')}{end}" in words for clitic in ("", "و", "ف", "ل"))


def _frame(frame: Frame, matches: list[Match]) -> Trace:
    """A frame whose words a sentence holds, and that told nothing."""
    why = f"its words stand there, and what its pattern asks for besides or their order is not as in: {frame.told}"
    if any(match.frame is frame for match in matches):
        why = "counts only where no verb, no other noun and no other frame tells a deal"
    return Trace(frame.row.id, frame.row.type, frame.form, "", "nearly", why)


def _blocked(
    context: _Context, reading: Reading, trigger: Trigger, kept: list[Trigger], taken: frozenset[int]
) -> Trace:
    row = cast(VerbRow, trigger.row)
    why = _reason(context, reading, trigger, kept, taken)
    return Trace(row.id, row.type, trigger.form, _words(context, reading, trigger), "blocked", why)


def _reason(context: _Context, reading: Reading, trigger: Trigger, kept: list[Trigger], taken: frozenset[int]) -> str:
    """What keeps a rule's words from telling a deal: the first of the conditions that the engine holds them to."""
    row = cast(VerbRow, trigger.row)
    span = set(range(trigger.first, trigger.last + 1))
    for phrase in reading.phrases:
        if phrase.mention.how not in ("referred", "thing") and span & set(range(phrase.first, phrase.last + 1)):
            return f"within the name {context.raw(phrase.mention.start, phrase.mention.end)}"
    if span & taken:
        return "its words belong to a frame"
    sentence = reading.sentence
    at = reading.words[trigger.first].start - sentence.start
    text = context.doc.text[sentence.start : sentence.end]
    for match in context.rules.not_deals.finditer(text):
        if match.start() <= at < match.end():
            phrase_text = context.raw(sentence.start + match.start(), sentence.start + match.end())
            return f"barred by a phrase of context/not_deals: {phrase_text}"
    if row.needed is not None and not row.needed.search(text):
        return f"the sentence lacks what it needs: {_some(row.needs)}"
    rival = next((t for t in kept if t.first <= trigger.first <= t.last), None)
    if rival is not None:
        return f"{rival.row.id} fits these words better"
    yields = {cast(VerbRow, t.row).type for t in kept} & set(row.yields.split())
    if yields:
        return f"gives way to {', '.join(sorted(yields))}, which the sentence tells too"
    if row.light:
        return "a light verb that gives way to the deal noun behind it"
    if row.near:
        return f"no word that it asks for stands near: {_some(row.near)}"
    return "another reading of these words was taken"


def _some(cell: str) -> str:
    """The alternatives of a cell, or the first of many, its lists cut short."""
    words = regex.sub(r"<((?:[^;>]*;){3})[^>]*>", r"(\1…)", cell).split("|")
    return "، ".join(words[:_SHOWN]) + (f" … ({len(words)} in all)" if len(words) > _SHOWN else "")


def _told(context: _Context, draft: Draft, reading: Reading) -> Trace:
    """A draft, and whether a record came of it; if not, what was missing."""
    standing = draft.standing
    cue = context.raw(reading.words[standing.first].start, reading.words[standing.last].end)
    why = _missing(context, draft)
    return Trace(
        draft.row.id, draft.row.type, draft.trigger.form, context.raw(draft.start, draft.end),
        "nearly" if why else "fired", why, tuple(_parts(context, draft)), standing.status, standing.rule, cue,
    )  # fmt: skip


def _parts(context: _Context, draft: Draft) -> Iterator[Part]:
    for role, phrases in draft.roles.items():
        for phrase in phrases:
            how = draft.rules.get(f"{role}:{phrase.mention.start}", draft.row.id)
            yield Part(role, context.raw(phrase.mention.start, phrase.mention.end), how)
    for name in ("amount", "valuation", "stake", "date"):
        mention = cast("Mention | None", getattr(draft, name))
        if mention is not None:
            yield Part(name, context.raw(mention.start, mention.end), mention.rule)


def _missing(context: _Context, draft: Draft) -> str:
    """Why no record came of a draft; empty where one did."""
    sentence = context.doc.sentences[draft.sentence]
    row = context.rules.types.rows[draft.row.type]
    kinds = {draft.row.type, row.fallback}
    made = any(deal.type in kinds and any(e.start == sentence.start for e in deal.evidence) for deal in context.deals)
    if draft.roles and draft.told() and made:
        return ""
    if not draft.roles:
        return f"nobody in the sentence fills a role of it ({row.roles.replace(' ', ', ')})"
    wanted = set(filter(None, draft.row.requires.split("+"))) - set(draft.roles)
    if wanted:
        return f"the sentence has to name the {' and the '.join(sorted(wanted))}"
    if not draft.told():
        return "the sentence names no party; only what the text is about would fill a role"
    if not any(p.mention.kind == "company" and p.kind != "thing" for found in draft.roles.values() for p in found):
        return "no company is a party"
    have = [*draft.roles, *(name for name in ("amount", "stake") if getattr(draft, name) is not None)]
    return f"a deal of this type needs {row.needs.replace('|', ' or ')}; here is {', '.join(have)}"
