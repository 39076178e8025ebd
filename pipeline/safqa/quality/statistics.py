"""What each rule did: fired, right, wrong, overlapped, shadowed, idle, never fired, and what its sentences cost.

One row a rule and a field. A trigger's row has the field ``deal``, a status cue's ``cue``; the other rows are of what
fills a field of a record (``parties.acquirer``, ``amount``, …) and of what finds amounts and companies (``money``,
``company``). Coverage, overlap and accuracy as in the tables of weak supervision (Ratner et al. 2017, "Snorkel").
"""

from __future__ import annotations

import json
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..document import Article
from ..pipeline import Rules, read_article
from .corpus import Reading, Row
from .evaluate import Comparison, compare
from .gold import Found, Item, ToldDeal, found_of, run_rows

DEAL, CUE, MONEY, COMPANY = "deal", "cue", "money", "company"
TIMED = 20  # sentences a rule whose reading is timed
_JUDGED = ("parties", "type", "status", "amount", "valuation", "stake", "round")  # fields that gold tells
_ORDER = {DEAL: 0, CUE: 1}


@dataclass
class RuleStat:
    """What a rule did in one field.

    ``fired``: how often it matched (a trigger or cue word, a filled slot, a mention); ``articles``: in how many
    articles. ``records``: records that it told (for a trigger) or that have the slot. ``right`` and ``wrong``: of those
    in articles with gold, whether the record (type and a party), the slot, the amount or the company agrees; ``None``
    without gold, or where gold does not tell (dates). For a trigger also: ``overlapped`` records are told by another
    rule too; of the matches ``shadowed`` ones stand in a sentence that another rule made a record of and it did not,
    ``idle`` ones in a sentence without a record. ``sentence_ms``: milliseconds that reading one sentence in which it
    fired takes on average, the whole way and alone (no share of it is the rule's own); ``None`` where no such sentence
    is at hand.
    """

    rule: str
    field: str
    fired: int = 0
    articles: int = 0
    records: int = 0
    right: int | None = None
    wrong: int | None = None
    overlapped: int | None = None
    shadowed: int | None = None
    idle: int | None = None
    sentence_ms: float | None = None

    def judge(self, good: bool | None) -> None:
        """Counts one record, slot or mention as right or wrong; ``None`` can't be told."""
        if good is None:
            return
        self.right = (self.right or 0) + good
        self.wrong = (self.wrong or 0) + (not good)

    @property
    def precision(self) -> float | None:
        """The share that is right of what could be judged."""
        return None if self.right is None or self.wrong is None else self.right / (self.right + self.wrong)


@dataclass(frozen=True)
class Rows:
    """What statistics are made of: the rows of a run or of a reading in memory."""

    deals: list[Row]
    mentions: list[Row]
    articles: list[Row]
    sentences: Mapping[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def found(self) -> Found:
        """The same as what an evaluation compares."""
        return found_of(self.deals, self.mentions, self.articles)


def rows_of_runs(runs: Iterable[Path]) -> Rows:
    """The rows of run folders. Sentences are those of their records; a run stores no others. Raises ``InputError``."""
    out = Rows([], [], [], defaultdict(list))
    for run in runs:
        out.deals.extend(run_rows(run, "deals"))
        out.mentions.extend(run_rows(run, "mentions"))
        out.articles.extend(run_rows(run, "articles", ["article_id", "characters"]))
    told = {(d["article_id"], e["start"], e["end"], e["text"]) for d in out.deals for e in d["evidence"]}
    for article, start, end, text in sorted(told):
        out.sentences[article].append((start, end, text))
    return out


def has_all_mentions(run: Path) -> bool:
    """Whether a run holds the mentions of all its articles (``--mentions all``)."""
    try:
        return bool(json.loads((run / "run.json").read_text(encoding="utf-8"))["options"]["mentions"] == "all")
    except (OSError, ValueError, KeyError, TypeError):
        return True  # not known


def rows_of_reading(reading: Reading) -> Rows:
    """The rows of articles read in memory, with all their sentences."""
    return Rows(reading.deals, reading.mentions, reading.articles, reading.sentences)


def statistics(rows: Rows, rules: Rules | None, gold: Mapping[str, Item] | None = None) -> list[RuleStat]:
    """A row a rule and field: triggers first, then cues, then the others, each by name. With ``rules`` also the
    triggers and cues that never fired.
    """
    table = _Table()
    for name, place in known_rules(rules).items() if rules else ():
        table.row(name, place)
    _count_words(table, rows)
    _count_records(table, rows, gold)
    return table.sorted()


def known_rules(rules: Rules) -> dict[str, str]:
    """The triggers (lemmas and frames) and status cues of a rule set, with their field."""
    triggers = [*(row.id for row in rules.verbs.rows), *(frame.row.id for frame in rules.frames)]
    return dict.fromkeys(triggers, DEAL) | {row.id: CUE for row in rules.context.cues.rows}


class _Table:
    """Rows by rule and field, with the articles that each was seen in."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], RuleStat] = {}
        self._seen: set[tuple[str, str, str]] = set()

    def row(self, rule: str, place: str) -> RuleStat:
        """The row of a rule in a field, made when first asked for."""
        found = self._rows.get((rule, place))
        if found is None:
            zero = 0 if place == DEAL else None
            found = RuleStat(rule, place, overlapped=zero, shadowed=zero, idle=zero)
            self._rows[rule, place] = found
        return found

    def fire(self, rule: str, place: str, article: str) -> RuleStat:
        """Counts one match."""
        found = self.row(rule, place)
        found.fired += 1
        if (rule, place, article) not in self._seen:
            self._seen.add((rule, place, article))
            found.articles += 1
        return found

    def sorted(self) -> list[RuleStat]:
        """Triggers, cues, then the others, each by rule and field."""
        return sorted(self._rows.values(), key=lambda row: (_ORDER.get(row.field, 2), row.rule, row.field))


def lemma_rule(rule: str) -> str:
    """The rule of a trigger, cue or sentence, whose name may tell behind a slash which form was read."""
    return rule.partition("/")[0]


def _count_words(table: _Table, rows: Rows) -> None:
    """Triggers and cues among the mentions, and for triggers whether their sentence made a record, and whose. A rule
    that told a sentence without a trigger of its own among the mentions (a frame) fired there all the same.
    """
    told: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for deal in rows.deals:
        told[deal["article_id"]] += [(e["start"], e["end"], lemma_rule(e["rule"])) for e in deal["evidence"]]
    silent = {(article, start, name) for article, found in told.items() for start, _, name in found}
    for mention in rows.mentions:
        if mention["kind"] not in ("trigger", "cue"):
            continue
        rule, article = lemma_rule(mention["rule"]), mention["article_id"]
        row = table.fire(rule, DEAL if mention["kind"] == "trigger" else CUE, article)
        if row.field != DEAL:
            continue
        here = {(start, name) for start, end, name in told[article] if start <= mention["start"] < end}
        silent -= {(article, start, name) for start, name in here if name == rule}
        if not here:
            row.idle = (row.idle or 0) + 1
        elif rule not in {name for _, name in here}:
            row.shadowed = (row.shadowed or 0) + 1
    for article, _, name in sorted(silent):
        table.fire(name, DEAL, article)


def _count_records(table: _Table, rows: Rows, gold: Mapping[str, Item] | None) -> None:
    """Records and their slots, amounts and companies, held against gold where there is any."""
    found = rows.found()
    compared = {name: compare(name, gold[name], item) for name, item in found.items.items() if gold and name in gold}
    by_article: dict[str, list[Row]] = defaultdict(list)
    for one in rows.deals:
        by_article[one["article_id"]].append(one)
    for name, item in found.items.items():
        against = compared.get(name)
        for index, (deal, row) in enumerate(zip(item.deals, by_article[name], strict=True)):
            _count_deal(table, name, deal, row, index, against)
        right = {j for _, j in against.money} if against else set()
        for index, amount in enumerate(item.money):
            stat = table.fire(amount.rule, MONEY, name)
            stat.judge(index in right if against else None)
    _count_companies(table, rows, compared)


def _count_deal(
    table: _Table, article: str, deal: ToldDeal, row: Mapping[str, Any], index: int, against: Comparison | None
) -> None:
    pair = next((pair for pair in against.pairs if pair.found == index), None) if against else None
    rules = dict.fromkeys(map(lemma_rule, deal.rules))
    for rule in rules:
        stat = table.row(rule, DEAL)
        stat.records += 1
        stat.overlapped = (stat.overlapped or 0) + (len(rules) > 1)
        stat.judge((pair is not None and pair.detected) if against else None)
    right = {j for _, j in pair.hits} if pair else set()
    for place, slot in enumerate(deal.slots):
        if slot.rule:
            stat = table.fire(slot.rule, f"parties.{slot.role}" if slot.role else slot.kind, article)
            stat.records += 1
            stat.judge(place in right if against else None)
    for filled in row["slots"] or ():
        if filled["field"].partition(".")[0] not in (
            "parties",
            "amount",
            "valuation",
            "stake",
            "round",
            "type",
            "status",
        ):
            table.fire(filled["rule"], filled["field"], article).records += 1  # gold does not tell


def _count_companies(table: _Table, rows: Rows, compared: Mapping[str, Comparison]) -> None:
    """Mentions of companies. The further mentions of a company count as its first does; media count for neither."""
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for mention in rows.mentions:
        if mention["kind"] != "company":
            continue
        article = mention["article_id"]
        name = mention["canonical"] or mention["text"]
        place = places[article].setdefault(name, len(places[article]))
        stat = table.fire(mention["rule"], COMPANY, article)
        if against := compared.get(article):
            stat.judge(None if place in against.companies_neutral else place not in against.companies_spurious)


def time_sentences(stats: list[RuleStat], rows: Rows, rules: Rules) -> None:
    """Fills ``sentence_ms`` of triggers and cues: the first ``TIMED`` sentences of each are read alone, the best of
    three times. The only figure here that is not the same each time.
    """
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    starts = {article: [start for start, _, _ in found] for article, found in rows.sentences.items()}
    for mention in rows.mentions:
        if mention["kind"] not in ("trigger", "cue") or mention["article_id"] not in starts:
            continue
        article = mention["article_id"]
        at = bisect_right(starts[article], mention["start"]) - 1
        if at >= 0 and mention["start"] < rows.sentences[article][at][1]:
            texts[lemma_rule(mention["rule"])][rows.sentences[article][at][2]] = None
    known: dict[str, float] = {}
    for stat in stats:
        if stat.field not in (DEAL, CUE) or stat.rule not in texts:
            continue
        sample = list(texts[stat.rule])[:TIMED]
        for text in sample:
            if text not in known:
                known[text] = min(_seconds(text, rules) for _ in range(3))
        stat.sentence_ms = round(1000 * sum(known[text] for text in sample) / len(sample), 3)


def _seconds(text: str, rules: Rules) -> float:
    began = time.perf_counter()
    read_article(Article("", text), rules)
    return time.perf_counter() - began


SCHEMA = pa.schema([
    ("rule", pa.string()), ("field", pa.string()), ("fired", pa.int64()), ("articles", pa.int64()),
    ("records", pa.int64()), ("right", pa.int64()), ("wrong", pa.int64()), ("precision", pa.float64()),
    ("overlapped", pa.int64()), ("shadowed", pa.int64()), ("idle", pa.int64()), ("never_fired", pa.bool_()),
    ("sentence_ms", pa.float64()),
])  # fmt: skip


def to_rows(stats: Iterable[RuleStat]) -> list[dict[str, Any]]:
    """The statistics as rows of ``SCHEMA``."""
    return [
        {name: getattr(stat, name, None) for name in SCHEMA.names} | {"never_fired": stat.fired == 0 == stat.records}
        for stat in stats
    ]


def write_parquet(stats: Iterable[RuleStat], path: Path) -> None:
    """Writes the statistics as Parquet, whole or not at all."""
    temporary = path.with_name(path.name + ".tmp")
    pq.write_table(pa.Table.from_pylist(to_rows(stats), schema=SCHEMA), temporary, compression="zstd")
    temporary.replace(path)


def precision_table(stats: Iterable[RuleStat], measured_on: str) -> str:
    """The text of ``precision.tsv``: how often each trigger's records were right, and what that was measured on."""
    lines = [
        "# How often each rule's deals were right (the type and a party agree with gold), from which confidence is",
        "# computed. A rule that made no record there is absent. Made by safqa rules stats RUN --gold G",
        f"# --write-precision; never edited by hand. Measured on {measured_on}.",
        "rule\tright\twrong",
    ]
    for stat in stats:
        if stat.field == DEAL and stat.right is not None:
            lines.append(f"{stat.rule}\t{stat.right}\t{stat.wrong}")
    return "\n".join(lines) + "\n"
