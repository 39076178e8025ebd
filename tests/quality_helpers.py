"""Run folders made by hand, and the command line called as a user would."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from safqa import cli
from safqa.records import SCHEMAS

Row = dict[str, Any]
ABSENT = dict.fromkeys(("amount", "valuation", "stake", "round", "date", "attribution", "amount_disclosed", "source",
                        "url", "title", "published"))  # fmt: skip


def amount(low: int, high: int | None = None, currency: str = "USD", start: int = 0) -> Row:
    """An amount of a record."""
    sides = {"min": Decimal(low), "max": Decimal(low if high is None else high)}
    return {"text": "x", "start": start, "end": start + 1, "currency": currency, "qualifier": "exact", "usd_min": None,
            "usd_max": None, **sides}  # fmt: skip


def deal(
    article: str,
    kind: str,
    parties: Sequence[tuple[str, str]],
    rule: str = "acq.one",
    sentence: str = "جملة",
    start: int = 0,
    status: str = "completed",
    **values: Any,
) -> Row:
    """A row of deals. Each party is (role, name); the evidence is one sentence told by one rule."""
    placed = [
        {"role": role, "name": name, "canonical": None, "company_id": None, "start": start + i, "end": start + i + 1}
        for i, (role, name) in enumerate(parties)
    ]
    slots = [
        {"field": f"parties.{p['role']}", "rule": f"{rule}/x", "start": p["start"], "end": p["end"]} for p in placed
    ]
    slots += [
        {"field": name, "rule": rule if name in ("type", "status") else f"{name}.x", "start": start, "end": start + 1}
        for name in ("type", "status", *values)
    ]
    evidence = [{"text": sentence, "start": start, "end": start + len(sentence), "rule": rule}]
    return {**ABSENT, "deal_id": f"{article}-{start}", "article_id": article, "type": kind, "status": status,
            "parties": placed, "evidence": evidence, "slots": slots, "confidence": 0.5, "ruleset": "r",
            "schema_version": "1", **values}  # fmt: skip


def mention(article: str, kind: str, rule: str, start: int = 0, text: str = "x", **values: Any) -> Row:
    """A row of mentions."""
    return {"article_id": article, "kind": kind, "rule": rule, "start": start, "end": start + len(text), "text": text,
            **values}  # fmt: skip


def write_run(
    folder: Path, deals: Sequence[Row] = (), mentions: Sequence[Row] = (), articles: Mapping[str, int] | None = None
) -> Path:
    """A run folder of the given rows; ``articles`` are ids with their characters (default: those of the deals)."""
    read = articles if articles is not None else dict.fromkeys((row["article_id"] for row in deals), 500)
    rows = {"deals": deals, "mentions": mentions, "rejects": (),
            "articles": [{"article_id": name, "characters": size} for name, size in read.items()]}  # fmt: skip
    for kind, found in rows.items():
        (folder / kind).mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(list(found), schema=SCHEMAS[kind]), folder / kind / "part-00000.parquet")
    return folder


def safqa(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Calls the command line; its exit status."""
    monkeypatch.setattr(sys, "argv", ["safqa", *map(str, arguments)])
    try:
        cli.main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0
