"""One shard of a run: articles in, records out. The one function that every executor calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..pipeline import Rules, load_rules, read_article
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


def process_shard(
    shard: Shard, folder: Path, rules_folder: Path | None, companies: tuple[str, ...], mentions: str
) -> ShardResult:
    """Reads a shard and writes its four parts, each under a temporary name and then renamed."""
    rules = load_rules(rules_folder, companies)
    tables = shard_tables(shard, rules, mentions)
    for kind, table in tables.items():
        write_part(folder / kind / f"part-{shard.number:05}.parquet", table)
    return ShardResult(shard.number, {kind: table.num_rows for kind, table in tables.items()})


def shard_tables(shard: Shard, rules: Rules, mentions: str) -> dict[str, pa.Table]:
    """The four tables of a shard."""
    found: dict[str, list[object]] = {kind: [] for kind in KINDS}
    for source, row, duplicate in shard.rows:
        if isinstance(row, Rejected):
            found["rejects"].append(RejectRecord(input=source, place=row.place, reason=row.reason, hash=row.hash))
            continue
        article = row.article
        try:
            result = read_article(article, rules, mentions)
            deals, mentioned = deal_records(result, rules.hash), mention_records(result)
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
