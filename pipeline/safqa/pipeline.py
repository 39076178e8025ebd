"""The way of one article: text in, deals out. Pure: no files, no clock, no state but the rules."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import cast

from . import cache
from .deals.assembly import TypeRules, assemble
from .deals.attach import carry, lead_in
from .deals.cues import ContextRules, CueRow
from .deals.details import DetailReader, DetailRules
from .deals.draft import Draft
from .deals.engine import read_sentence
from .deals.frames import Frames, load_frames
from .deals.holdings import sold_holding
from .deals.origins import Origins
from .deals.outcomes import follow
from .deals.phrases import Reading
from .deals.sides import Sides
from .deals.sums import Parts
from .deals.syndicates import lenders_later
from .deals.thread import Walk
from .document import Article, Doc, Mention, Result
from .mentions.companies import CompanyRules, find_companies
from .mentions.dates import DateRules, find_dates
from .mentions.money import MoneyHint, MoneyRules, find_money
from .mentions.nations import Nations
from .mentions.people import SPEAKER, find_people
from .mentions.percents import PercentRules, find_percents
from .mentions.references import References
from .mentions.speakers import Speakers
from .mentions.triggers import FormTable, NotDeals, VerbRow, load_not_deals, load_verbs
from .normalise import normalise, unwrap
from .rulebook.source import Layered, find_rules, open_rules
from .scan import Scan, shortest
from .sentences import split_sentences
from .words import WordClasses, words_of

_HELD = 4  # sets of rules that a process holds
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
    frames: Frames
    parts: Parts
    details: DetailRules
    types: TypeRules
    sides: Sides
    lenders: Sides
    origins: Origins
    not_deals: NotDeals
    scan: Scan


_LOADED: dict[str, Rules] = {}  # by key, the one used last at the end


def load_rules(folder: str | PathLike[str] | None = None, companies: tuple[str | PathLike[str], ...] = ()) -> Rules:
    """The packaged rules, or those of a folder; ``companies`` names further company lists.

    Every file is read each time, so that an edit always counts; what is made of them is made once for the same bytes,
    in this process and, by way of ``cache``, in later ones. Raises ``FileNotFoundError`` or ``RuleError``.
    """
    layers, lists = open_rules(folder), tuple(Path(path) for path in companies)
    key = _key(layers, lists)
    rules = _LOADED.pop(key, None) or cache.fetch(key)
    if not isinstance(rules, Rules):
        rules = _made(key, layers, lists)
    _LOADED[key] = rules
    while len(_LOADED) > _HELD:
        del _LOADED[next(iter(_LOADED))]
    return replace(rules, folder=layers.paths[-1])


def rules_in_use(folder: str | PathLike[str] | None = None, companies: tuple[str | PathLike[str], ...] = ()) -> Rules:
    """As ``load_rules``, but read once a process for each folder: for what asks anew at each article or shard, and
    must not have its rules changed halfway.
    """
    return _in_use(find_rules(folder).resolve(), companies)


@lru_cache(maxsize=4)
def _in_use(root: Path, companies: tuple[str | PathLike[str], ...]) -> Rules:
    return load_rules(root, companies)


def _key(layers: Layered, companies: tuple[Path, ...]) -> str:
    """The name in the cache of what is made of some files: a digest of their names and bytes, by layer."""
    parts = [("without", "\n".join(sorted(layers.without)).encode())]
    for number, root in enumerate(layers.paths):
        parts += [(f"{number}/{name}", path.read_bytes()) for name, path in _files(root)]
    parts += [(f"list/{path.name}", path.read_bytes()) for path in companies]
    return f"rules-{cache.digest(parts)}"


def _files(root: Path) -> list[tuple[str, Path]]:
    """The rule files of a folder by their names within it."""
    found = sorted(path for path in root.rglob("*") if path.suffix in (".tsv", ".yaml"))
    return [(path.relative_to(root).as_posix(), path) for path in found]


def _made(key: str, layers: Layered, companies: tuple[Path, ...]) -> Rules:
    with cache.without_collecting():
        rules = build_rules(layers, companies)
        # A file that was saved meanwhile may have been read as it is now: that is not what the key says.
        if cache.folder() is not None and _key(layers, companies) == key:
            compile_patterns(rules)
            cache.keep(key, rules)
    return rules


def compile_patterns(rules: Rules) -> None:
    """Compiles the patterns that are else compiled when a text first asks for them."""
    for frame in rules.frames:
        _ = frame.pattern
    for row in rules.verbs.rows:
        _ = isinstance(row, VerbRow) and (row.nearby, row.barring, row.needed)
    rules.companies.cues.foreign("سفقه")


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
        parts=Parts.load(folder / "deals"),
        types=TypeRules.load(folder / "deals"),
        sides=Sides.load(folder / "deals" / "contract"),
        lenders=Sides.load(folder / "deals" / "debt"),
        origins=Origins(Nations.load(folder / "grammar" / "nationalities.tsv")),
        scan=Scan(shortest(literals)),
    )


def rules_hash(folder: Layered, extra: tuple[Path, ...] = ()) -> str:
    """A digest of the names and bytes of every rule file; examples change no record and are no part of it."""
    digest = hashlib.blake2b(digest_size=8)
    for name, path in (*(file for root in folder.paths for file in _files(root)), *((p.name, p) for p in extra)):
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_article(article: Article, rules: Rules, mentions: str = "deals", gate: bool = True) -> Result:
    """The deals of an article, and its mentions: of an article with a deal, or with ``mentions="all"`` of any.

    ``gate=False`` looks at every sentence, the plain way that the literal scan must agree with.
    """
    doc = Doc(article, unwrap(normalise(article.full), bool(article.title)))
    grammar = rules.grammar
    doc.sentences = split_sentences(doc.text, bool(article.title), grammar.words("domain"), grammar.words("letter"))
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
    people = find_people(doc.text, words, rules.grammar, doc.mentions, rules.companies.cues)
    doc.mentions += [person for person in people if person.rule != SPEAKER]
    hint = MoneyHint(source=article.source, title=article.title)
    doc.mentions += find_money(doc.text, rules.money, hint)
    doc.mentions += find_percents(doc.text, rules.percents)
    doc.mentions += find_dates(doc.text, rules.dates, article.published)
    doc.mentions.sort(key=lambda mention: (mention.start, mention.end, mention.kind))
    drafts: list[Draft] = []
    if worth:
        named = [mention for mention in doc.mentions if mention.kind == "company"]
        speakers = Speakers(doc.text, words, named, doc.sentences, rules.companies.cues, grammar)
        doc.voices, doc.outsiders = speakers.voices(), speakers.outsiders()
        parties = [mention for mention in doc.mentions if mention.start not in doc.outsiders]
        references = References(doc.text, words, doc.sentences, parties, rules.companies.references, doc.voices)
        drafts = _drafts(doc, rules, set(worth), references)
    deals = assemble(doc, drafts, rules.types)
    if not deals and mentions != "all":
        doc.mentions = []
    else:
        doc.mentions += _words_of_deals(doc, rules, worth)
        doc.mentions.sort(key=lambda mention: (mention.start, mention.end, mention.kind))
    return Result(doc, deals)


def _has_trigger(doc: Doc, rules: Rules, index: int) -> bool:
    sentence = doc.sentences[index]
    if rules.verbs.any(words_of(doc.text, sentence.start, sentence.end)):
        return True
    return bool(rules.frames.wanted(doc.text[sentence.start : sentence.end].casefold()))


def candidate_sentences(doc: Doc, rules: Rules) -> list[int]:
    """The indices of the sentences that hold the letters of a deal trigger, by one scan of the text."""
    starts = [sentence.start for sentence in doc.sentences]
    text = doc.text.lower()  # frames know Latin letters in lower case
    hits = rules.scan.hits(text if len(text) == len(doc.text) else doc.text)
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
                verb = row.past or row.present if found.form != "noun" else ""
                lemma = verb or row.noun or row.phrase
                mention.cls, mention.lemma = cast(CueRow, row).kind, lemma.split("|")[0]
            out.append(mention)
    return out


def _outcome(doc: Doc, rules: Rules, reading: Reading, drafts: list[Draft]) -> None:
    """Adds to the deals told what a later sentence says of "the deal": where it stands, and its price."""
    draft = drafts[-1]
    carry(reading, drafts, rules.parts)
    scope = rules.context.scope
    kinds = ((scope, "deal"), (scope, "word"), (rules.grammar, "price"), (rules.grammar, "valuation"))
    if not any(
        (found := words.any_reading(word.text, kind)) is not None
        and (kind == "word" or found.article or word.text.startswith("ال"))
        for word in reading.words for words, kind in kinds
    ):  # fmt: skip
        return
    follow(reading, drafts, rules.context)
    if reading.index - draft.sentence <= _NEAR:
        kept_back = DetailReader(reading.words, doc.text, rules.details, reading.inside).undisclosed()
        if kept_back is not None and draft.amount is None:
            draft.facts.setdefault("undisclosed", kept_back)


def _taken(told: list[Draft]) -> frozenset[int]:
    """Where the sums and shares stand that a sentence's own deals take."""
    return frozenset(m.start for d in told for m in (d.amount, d.valuation, d.stake) if m is not None)


def _drafts(doc: Doc, rules: Rules, worth: set[int], references: References) -> list[Draft]:
    """The drafts of all sentences, in order, each read with what the text is about at that place."""
    drafts: list[Draft] = []
    walk = Walk(doc, rules.grammar, references)
    for index in walk:
        if index in worth:
            told = read_sentence(walk.reading(), rules)
            if told and (opening := walk.opening()) is not None:
                lead_in(opening, told, rules.parts)
            if drafts and told:
                carry(walk.reading(), drafts, rules.parts, _taken(told))
            drafts += told
            walk.tell(told)
        if not drafts:
            continue
        sold_holding(walk.reading(), drafts)
        lenders_later(walk.reading(), drafts)
        if drafts[-1].sentence < index:
            _outcome(doc, rules, walk.reading(), drafts)
    return drafts
