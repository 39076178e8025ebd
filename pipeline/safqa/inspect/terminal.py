"""Records over their text in a terminal, safe for right-to-left.

Every Arabic string is wrapped in Unicode isolates (FSI, PDI), so that a terminal that knows bidirectional text keeps
each field whole, and one that does not shows at least one field a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from rich.console import Console
from rich.text import Text

from .marks import money_text, segments

_STYLES = {"amount": "bold yellow", "valuation": "yellow", "stake": "magenta", "seller": "red", "target": "bold blue",
           "borrower": "bold blue", "issuer": "bold blue", "supplier": "bold blue"}  # fmt: skip


def isolate(text: str) -> str:
    """A string between FSI and PDI: what stands around it does not reorder it."""
    return f"\u2068{text}\u2069"


def show_run(path: Path, article: str | None, console: Console) -> int:
    """Prints the deals of a run, or of one of its articles; returns how many."""
    table = pq.read_table(path / "deals")
    rows = [row for row in table.to_pylist() if article is None or row["article_id"] == article]
    show_deals(rows, console)
    return len(rows)


def show_deals(rows: Iterable[Mapping[str, Any]], console: Console) -> None:
    """Prints records (Parquet rows or ``DealRecord.model_dump()``), each over its evidence."""
    last = None
    for row in rows:
        if row["article_id"] != last:
            last = row["article_id"]
            console.rule(Text(f"{last}  {isolate(row['title'] or '')}"), align="left")
        console.print(_deal(row))


def _deal(row: Mapping[str, Any]) -> Text:
    out = Text(f"{row['type']} · {row['status']}", style="bold")
    out.append(f"  (confidence {row['confidence']:.2f}, {row['deal_id']})\n", style="dim")
    for party in row["parties"]:
        known = f"  [{party['company_id']}]" if party.get("company_id") else ""
        out.append(f"  {party['role']:<14}", style="none")
        out.append(isolate(party["name"]), style=_STYLES.get(party["role"], "green"))
        out.append(f"{known}\n", style="dim")
    for name in ("amount", "valuation"):
        if row.get(name):
            out.append(f"  {name:<14}{money_text(row[name])}  {isolate(row[name]['text'])}\n")
    if row.get("stake"):
        stake = row["stake"]
        low, high = stake["min"], stake["max"]
        value = f"{low:g}" if low == high else f"{low}–{high}"
        out.append(f"  {'stake':<14}{value} %  {isolate(stake['text'])}\n")
    for name in ("round",):
        if row.get(name):
            out.append(f"  {name:<14}{row[name]}\n")
    if row.get("date"):
        out.append(f"  {'date':<14}{row['date']['start']} – {row['date']['end']}  {isolate(row['date']['text'])}\n")
    for evidence in row["evidence"][:1]:
        out.append("  evidence      ", style="dim")
        out.append("\u2068")
        for part in segments(row, evidence):
            out.append(part.text, style=_STYLES.get(part.label or "", "green") if part.label else "none")
        out.append("\u2069\n")
        out.append(f"  rule          {evidence['rule']}\n", style="dim")
    return out
