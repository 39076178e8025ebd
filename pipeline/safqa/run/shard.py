"""One shard of a run: articles in, records out. The one function that every executor calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..pipeline import Rules, read_article, rules_in_use
from ..rates import RateError, Rates
from ..readers import Read, Rejected
from ..readers.fields import arabic_share
from ..records import ArticleRecord, RejectRecord, deal_records, mention_records, text_hash, to_table, utc

KINDS = ("deals", "mentions", "articles", "rejects")


@dataclass(frozen=True)
class Shard:
    """A number and the rows to read: (input, row, article id that this one repeats or ``None``)."""

    number: int
    rows: list[tuple[str, Read | Rejected, str | None]]


@dataclass(frozen=True)
class ShardResult:
    """What a shard wrote: records by kind."""

    number: int
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """What the shards of a run have in common: where to write, and what to read with. A worker process loads the rules
    and the rate table itself, once; ``rates_hash`` is what the table must be then.
    """

    folder: Path
    rules: Path | None = None
    companies: tuple[str, ...] = ()
    mentions: str = "deals"
    rates: Path | None = None
    rates_hash: str = ""


def process_shard(shard: Shard, task: Task) -> ShardResult:
    """Reads a shard and writes its four parts, each under a temporary name and then renamed."""
    rules = rules_in_use(task.rules, task.companies)
    rates = None if task.rates is None else _rates(task.rates, task.rates_hash)
    tables = shard_tables(shard, rules, task.mentions, rates)
    for kind, table in tables.items():
        write_part(task.folder / kind / f"part-{shard.number:05}.parquet", table)
    return ShardResult(shard.number, {kind: table.num_rows for kind, table in tables.items()})


@lru_cache(maxsize=2)
def _rates(path: Path, digest: str) -> Rates:
    rates = Rates.load(path)
    if rates.hash != digest:
        raise RateError(path, None, "changed while it was in use; start the run again")
    return rates


def shard_tables(shard: Shard, rules: Rules, mentions: str, rates: Rates | None = None) -> dict[str, pa.Table]:
    """The four tables of a shard."""
    found: dict[str, list[object]] = {kind: [] for kind in KINDS}
    for source, row, duplicate in shard.rows:
        if isinstance(row, Rejected):
            found["rejects"].append(RejectRecord(input=source, place=row.place, reason=row.reason, hash=row.hash))
            continue
        article = row.article
        try:
            result = read_article(article, rules, mentions)
            deals, mentioned = deal_records(result, rules.hash, rates), mention_records(result, rates)
        except Exception as error:  # one bad article never stops a run
            reason = f"could not be read: {type(error).__name__}: {error}"[:300]
            found["rejects"].append(
                RejectRecord(input=source, place=row.place, reason=reason, hash=text_hash(article.full))
            )
            continue
        found["deals"] += deals
        found["mentions"] += mentioned
        found["articles"].append(
            ArticleRecord(
                article_id=article.id,
                source=article.source,
                url=article.url,
                title=article.title,
                published=utc(article.published),
                input=source,
                place=row.place,
                hash=text_hash(article.full),
                characters=len(article.full),
                sentences=len(result.doc.sentences),
                mentions=len(mentioned),
                deals=len(deals),
                arabic_share=round(arabic_share(article.full), 4),
                duplicate_of=duplicate,
            )
        )
    return {kind: to_table(kind, records) for kind, records in found.items()}


def write_part(path: Path, table: pa.Table) -> None:
    """A table as a Parquet file that appears whole or not at all."""
    temporary = path.with_suffix(".tmp")
    pq.write_table(table, temporary, compression="zstd")
    temporary.rename(path)
