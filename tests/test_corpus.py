"""The corpus and its gold fit each other. What it scores, and what articles without deals may yield: test_floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safqa.readers import Fields, Read, expand, read_file


def _articles(corpus: Path) -> dict[str, Read]:
    paths = expand([str(corpus / "articles")])
    rows = [row for path in paths for row in read_file(path, Fields())]
    assert all(isinstance(row, Read) for row in rows)
    return {row.article.id: row for row in rows if isinstance(row, Read)}


def _gold(corpus: Path) -> list[dict[str, object]]:
    files = sorted((corpus / "gold").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("folder", ["corpus", "corpus/held_out"])
def test_every_article_has_gold_and_every_text_of_it_stands_in_the_article(root: Path, folder: str) -> None:
    articles, gold = _articles(root / folder), _gold(root / folder)
    assert len(articles) >= 40
    assert sorted(str(row["id"]) for row in gold) == sorted(articles)
    for row in gold:
        full = articles[str(row["id"])].article.full
        deals, money, companies = row["deals"], row["money"], row["companies"]
        assert isinstance(deals, list) and isinstance(money, list) and isinstance(companies, list)
        texts = [deal["evidence"] for deal in deals] + [amount["text"] for amount in money]
        texts += [name for names in companies for name in names]
        assert all(text in full for text in texts), row["id"]
