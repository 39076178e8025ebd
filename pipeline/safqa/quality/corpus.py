"""A folder of articles with gold (``articles/``, ``gold/``), read by a rule set in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..document import Article
from ..pipeline import Rules, read_article
from ..readers import Fields, InputError, Read, expand, read_file
from ..records import deal_records, mention_records
from .gold import Found, Item, found_of, read_gold

Row = dict[str, Any]


@dataclass(frozen=True)
class Corpus:
    """The articles and the gold of a folder, and a digest of the names and bytes of their files."""

    folder: Path
    articles: dict[str, Article]
    gold: dict[str, Item]
    fingerprint: str


@dataclass(frozen=True)
class Reading:
    """What a rule set finds in articles: the rows of deals and of mentions, the articles' lengths, and the sentences
    (raw text by article and half-open span).
    """

    deals: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)
    sentences: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def found(self) -> Found:
        """The same as what an evaluation compares."""
        return found_of(self.deals, self.mentions, self.articles)


def load_corpus(folder: Path) -> Corpus:
    """The corpus of a folder. Raises ``InputError`` where it lacks articles or gold, or one of its files is bad."""
    for part in ("articles", "gold"):
        if not (folder / part).is_dir():
            raise InputError(f"{folder} is no corpus: it has no {part}/; name one with --corpus")
    articles = {article.id: article for article in read_articles([str(folder / "articles")])}
    return Corpus(folder, articles, read_gold(folder / "gold"), fingerprint(folder))


def read_articles(inputs: list[str]) -> Iterable[Article]:
    """Every article behind files, folders and globs; an id that comes again gets a number, as in a run. Raises
    ``InputError`` for a row that can't be read: what is measured must be whole.
    """
    seen: dict[str, int] = {}
    for path in expand(inputs):
        for row in read_file(path, Fields()):
            if not isinstance(row, Read):
                raise InputError(f"{path}, {row.place}: {row.reason}")
            name = row.article.id
            seen[name] = seen.get(name, 0) + 1
            yield row.article if seen[name] == 1 else replace(row.article, id=f"{name}#{seen[name]}")


def fingerprint(folder: Path) -> str:
    """A digest of the names and bytes of all articles and gold of a corpus (16 hexadecimal digits)."""
    digest = hashlib.blake2b(digest_size=8)
    files = [path for part in ("articles", "gold") for path in (folder / part).rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_all(articles: Iterable[Article], rules: Rules, mentions: str = "all") -> Reading:
    """Reads articles in memory; ``mentions="deals"`` is quicker and finds the same deals."""
    out = Reading()
    for article in articles:
        result = read_article(article, rules, mentions)
        out.deals.extend(record.model_dump() for record in deal_records(result, rules.hash))
        out.mentions.extend(record.model_dump() for record in mention_records(result))
        out.articles.append({"article_id": article.id, "characters": len(article.full)})
        aligned = result.doc.aligned
        spans = [aligned.raw_span(sentence.start, sentence.end) for sentence in result.doc.sentences]
        out.sentences[article.id] = [(start, end, aligned.raw[start:end]) for start, end in spans]
    return out
