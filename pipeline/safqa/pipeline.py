"""The way of one article: text in, deals out. Pure: no files, no clock, no state but the rules."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import cast

import ahocorasick_rs
import regex

from .deals.assembly import TypeRules, assemble
from .deals.attach import Parts, carry, load_parts
from .deals.cues import ContextRules, CueRow
from .deals.details import DetailReader, DetailRules
from .deals.engine import Draft, cue_span, read_sentence
from .deals.frames import Frame, load_frames
from .deals.phrases import NEUTRAL, Reading
from .deals.status import StatusReader, read_outcome
from .deals.thread import Thread
from .document import Article, Doc, Mention, Result
from .mentions.companies import CompanyRules, find_companies
from .mentions.dates import DateRules, find_dates
from .mentions.money import MoneyHint, MoneyRules, find_money
from .mentions.people import find_people
from .mentions.percents import PercentRules, find_percents
from .mentions.references import resolve_references
from .mentions.triggers import FormTable, VerbRow, load_not_deals, load_verbs
from .normalise import normalise
from .rulebook.source import Layered, find_rules, open_rules
from .sentences import sentence_at, split_sentences
from .words import WordClasses, words_of

_NEAR = 2  # sentences within which "the deal" means the one told last


@dataclass
class Rules:
    """Everything read from a rules folder, ready for use. ``hash`` names this exact set."""

    folder: Path
    hash: str
    grammar: WordClasses
    companies: CompanyRules
    money: MoneyRules
    percents: PercentRules
    dates: DateRules
    verbs: FormTable
    context: ContextRules
    frames: list[Frame]
    parts: Parts
    details: DetailRules
    types: TypeRules
    not_deals: regex.Pattern[str]
    scan: ahocorasick_rs.AhoCorasick


def load_rules(folder: str | PathLike[str] | None = None, companies: tuple[str | PathLike[str], ...] = ()) -> Rules:
    """The packaged rules, or those of a folder; ``companies`` names further company lists.

    A folder is loaded once a process. Raises ``FileNotFoundError`` or ``RuleError``.
    """
    return _load(find_rules(folder).resolve(), tuple(Path(path) for path in companies))


@lru_cache(maxsize=4)
def _load(root: Path, companies: tuple[Path, ...]) -> Rules:
    return build_rules(open_rules(root), companies)


def build_rules(folder: Layered, companies: tuple[Path, ...] = ()) -> Rules:
    """The rules of a folder and what it is laid over, read anew. Raises ``FileNotFoundError`` or ``RuleError``."""
    grammar = WordClasses.load(folder / "grammar" / "words.tsv")
    verbs = load_verbs(folder / "deals", grammar)
    frames = load_frames(folder / "deals")
    context = ContextRules.load(folder / "context")
    literals = verbs.literals() | {literal for frame in frames for literal in frame.literals}
    return Rules(
        folder=folder.paths[-1],
        hash=rules_hash(folder, companies),
        grammar=grammar,
        companies=CompanyRules.load(folder, grammar, companies),
        money=MoneyRules.load(folder),
        percents=PercentRules.load(folder),
        dates=DateRules.load(folder),
        verbs=verbs,
        context=context,
        details=DetailRules.load(folder / "context", context),
        not_deals=load_not_deals(folder / "context" / "not_deals.tsv"),
        frames=frames,
        parts=load_parts(folder / "deals" / "parts.tsv"),
        types=TypeRules.load(folder / "deals"),
        scan=ahocorasick_rs.AhoCorasick(sorted(literals)),
    )


def rules_hash(folder: Layered, extra: tuple[Path, ...] = ()) -> str:
    """A digest of the names and bytes of every rule file; examples change no record and are no part of it."""
    digest = hashlib.blake2b(digest_size=8)
    for root in folder.paths:
        for path in sorted(p for p in root.rglob("*") if p.suffix in (".tsv", ".yaml")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    for path in extra:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_article(article: Article, rules: Rules, mentions: str = "deals", gate: bool = True) -> Result:
    """The deals of an article, and its mentions: of an article with a deal, or with ``mentions="all"`` of any.

    ``gate=False`` looks at every sentence, the plain way that the literal scan must agree with.
    """
    doc = Doc(article, normalise(article.full))
    doc.sentences = split_sentences(doc.text, bool(article.title), rules.grammar.words("domain"))
    worth = candidate_sentences(doc, rules) if gate else list(range(len(doc.sentences)))
    if gate:  # the letters of a trigger are there: is the word?
        worth = [i for i in worth if _has_trigger(doc, rules, i)]
    if not worth and mentions != "all":
        return Result(doc)
    words = words_of(doc.text)
    doc.mentions = find_companies(doc.text, words, rules.companies)
    if not doc.mentions:  # a deal has a company
        if mentions != "all":
            return Result(doc)
        worth = []
    doc.mentions += find_people(doc.text, words, rules.grammar, doc.mentions)
    hint = MoneyHint(source=article.source, title=article.title)
    doc.mentions += find_money(doc.text, rules.money, hint)
    doc.mentions += find_percents(doc.text, rules.percents)
    doc.mentions += find_dates(doc.text, rules.dates, article.published)
    doc.mentions.sort(key=lambda mention: (mention.start, mention.end, mention.kind))
    references = (
        resolve_references(doc.text, words, doc.sentences, doc.mentions, rules.companies.references) if worth else []
    )
    deals = assemble(doc, _drafts(doc, rules, set(worth), references), rules.types)
    if not deals and mentions != "all":
        doc.mentions = []
    else:
        doc.mentions += _words_of_deals(doc, rules, worth)
        doc.mentions.sort(key=lambda mention: (mention.start, mention.end, mention.kind))
    return Result(doc, deals)


def _has_trigger(doc: Doc, rules: Rules, index: int) -> bool:
    sentence = doc.sentences[index]
    if rules.verbs.find(words_of(doc.text, sentence.start, sentence.end)):
        return True
    text = doc.text[sentence.start : sentence.end]
    return any(literal in text for frame in rules.frames for literal in frame.literals)


def candidate_sentences(doc: Doc, rules: Rules) -> list[int]:
    """The indices of the sentences that hold the letters of a deal trigger, by one scan of the text."""
    starts = [sentence.start for sentence in doc.sentences]
    hits = rules.scan.find_matches_as_indexes(doc.text, overlapping=True)
    return sorted({bisect_right(starts, start) - 1 for _, start, _ in hits})


def _words_of_deals(doc: Doc, rules: Rules, worth: list[int]) -> list[Mention]:
    """The triggers and status cues of the sentences that were read, as mentions."""
    out = []
    for index in worth:
        words = words_of(doc.text, doc.sentences[index].start, doc.sentences[index].end)
        for found in (*rules.verbs.find(words), *rules.context.cues.find(words)):
            row = found.row
            mention = Mention("cue", words[found.first].start, words[found.last].end, f"{row.id}/{found.form}")
            if isinstance(row, VerbRow):
                mention.kind, mention.type, mention.lemma = "trigger", row.type, row.past or row.noun.split("|")[0]
            else:
                lemma = row.past or row.present or row.noun or row.phrase
                mention.cls, mention.lemma = cast(CueRow, row).kind, lemma.split("|")[0]
            out.append(mention)
    return out


def _outcome(doc: Doc, rules: Rules, reading: Reading, draft: Draft) -> None:
    """Adds to the last deal told what a later sentence says of "the deal": where it stands, and its price."""
    scope = rules.context.scope
    kinds = ((scope, "deal"), (rules.grammar, "price"), (rules.grammar, "valuation"))
    if not any(
        (found := words.any_reading(word.text, kind)) is not None and (found.article or word.text.startswith("ال"))
        for word in reading.words for words, kind in kinds
    ):  # fmt: skip
        return
    later = read_outcome(StatusReader(reading.words, doc.text, rules.context))
    if later is not None:
        draft.later.append(later)
        draft.cues[later] = cue_span(reading, later)
    if reading.index - draft.sentence <= _NEAR:
        carry(reading, draft, rules.parts)
        kept_back = DetailReader(reading.words, doc.text, rules.details, reading.inside).undisclosed()
        if kept_back is not None and draft.amount is None:
            draft.facts.setdefault("undisclosed", kept_back)


def _drafts(doc: Doc, rules: Rules, worth: set[int], references: list[Mention]) -> list[Draft]:
    """The drafts of all sentences, in order, each read with what the text is about at that place."""
    drafts: list[Draft] = []
    inside: list[list[Mention]] = [[] for _ in doc.sentences]
    for mention in doc.mentions:
        inside[sentence_at(doc.sentences, mention.start)].append(mention)
    resolved: list[list[Mention]] = [[] for _ in doc.sentences]
    for reference in references:
        resolved[sentence_at(doc.sentences, reference.start)].append(reference)
    thread = Thread.of(doc)
    for index, sentence in enumerate(doc.sentences):
        thread.enter(doc, index)
        reading = None
        if index in worth:
            about = (inside[index], thread.topic, thread.second, resolved[index])
            reading = Reading(doc, index, sentence, rules.grammar, *about)
            drafts += read_sentence(reading, rules)
        if drafts and drafts[-1].sentence < index:
            _outcome(
                doc, rules, reading or Reading(doc, index, sentence, rules.grammar, inside[index], None), drafts[-1]
            )
        named = [m for m in inside[index] if m.kind == "company" and m.company_kind not in NEUTRAL]
        if named:
            thread.tell(named, reading or Reading(doc, index, sentence, rules.grammar, inside[index], None))
    return drafts
