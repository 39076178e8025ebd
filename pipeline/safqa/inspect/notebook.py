"""Records over their text in Jupyter: right to left, roles coloured, the rule on hover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from .marks import COLOURS, money_text, segments


def render(rows: Iterable[Mapping[str, Any]]) -> str:
    """HTML of records (Parquet rows or ``DealRecord.model_dump()``). Everything from the text is escaped."""
    cards = [_card(row) for row in rows]
    return "".join(cards) or "<p>No deals.</p>"


def _card(row: Mapping[str, Any]) -> str:
    head = f"<b>{escape(row['type'])}</b> · {escape(row['status'])}"
    facts = [f"{escape(p['role'])}: <bdi>{escape(p['name'])}</bdi>" for p in row["parties"]]
    facts += [f"{name}: {escape(money_text(row[name]))}" for name in ("amount", "valuation") if row.get(name)]
    if row.get("stake"):
        facts.append(f"stake: {row['stake']['min']:g} %")
    if row.get("round"):
        facts.append(f"round: {escape(row['round'])}")
    body = "".join(_sentence(row, evidence) for evidence in row["evidence"])
    return (
        '<div style="border:1px solid #ccc;border-radius:6px;padding:8px;margin:6px 0">'
        f'<div dir="ltr">{head} — {" · ".join(facts)}</div>{body}</div>'
    )


def _sentence(row: Mapping[str, Any], evidence: Mapping[str, Any]) -> str:
    parts = []
    for part in segments(row, evidence):
        if part.label is None:
            parts.append(escape(part.text))
        else:
            colour = COLOURS.get(part.label, "#eee")
            title = escape(f"{part.label} · {part.rule}", quote=True)
            parts.append(
                f'<mark style="background:{colour}" title="{title}"><bdi>{escape(part.text)}</bdi>'
                f'<sup dir="ltr">{escape(part.label)}</sup></mark>'
            )
    return f'<p dir="rtl" lang="ar" style="text-align:right;line-height:2">{"".join(parts)}</p>'
