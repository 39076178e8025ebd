"""The literal scan loses nothing, and every record's offsets slice its article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safqa.document import Article
from safqa.pipeline import load_rules, read_article
from safqa.records import check_offsets, deal_records, mention_records

_CORPUS = Path(__file__).parents[1] / "corpus" / "articles" / "briefs.jsonl"
ROWS = [json.loads(line) for line in _CORPUS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_gate_and_plain_way_agree(row: dict[str, str]) -> None:
    article = Article(row["id"], row["text"], row["title"])
    rules = load_rules()
    gated, plain = (deal_records(read_article(article, rules, "all", gate=gate), rules.hash) for gate in (True, False))
    assert gated == plain


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_offsets_slice_the_article(row: dict[str, str]) -> None:
    article = Article(row["id"], row["text"], row["title"])
    rules = load_rules()
    result = read_article(article, rules, "all")
    for record in deal_records(result, rules.hash):
        check_offsets(record, article.full)
    mentions = mention_records(result)
    assert mentions
    assert all(article.full[m.start : m.end] == m.text for m in mentions)


def test_articles_without_deals_give_none() -> None:
    rules = load_rules()
    quiet = [row for row in ROWS if row["id"] in ("brief-010", "brief-011", "brief-012")]
    assert [len(read_article(Article(r["id"], r["text"], r["title"]), rules).deals) for r in quiet] == [0, 0, 0]
