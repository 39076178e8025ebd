"""Which stretch of a sentence says what: the spans of a deal's fields, cut at a sentence's edges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COLOURS = {
    "acquirer": "#bfe3c8", "investor": "#bfe3c8", "lead_investor": "#9fd6ae", "lender": "#bfe3c8",
    "customer": "#bfe3c8",
    "target": "#c9dcf7", "borrower": "#c9dcf7", "issuer": "#c9dcf7", "supplier": "#c9dcf7", "seller": "#f6d5c3",
    "party": "#d9cff2", "partner": "#d9cff2", "amount": "#fbe8a6", "valuation": "#f3d38c", "stake": "#f7c6dd",
    "date": "#dddddd",
}  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """A stretch of a sentence and the field that it fills (``None``: plain text); ``rule`` says who read it."""

    text: str
    label: str | None = None
    rule: str | None = None


def segments(deal: Mapping[str, Any], evidence: Mapping[str, Any]) -> list[Segment]:
    """An evidence sentence cut into marked and plain stretches; ``deal`` is a record as a mapping (a Parquet row, or
    ``DealRecord.model_dump()``). Where two fields overlap the first one to begin is marked.
    """
    text, left = evidence["text"], evidence["start"]
    spans = sorted(spans_of(deal), key=lambda span: (span[0], -span[1]))
    out: list[Segment] = []
    at = left
    for start, end, label, rule in spans:
        if start < at or end > evidence["end"]:
            continue
        if start > at:
            out.append(Segment(text[at - left : start - left]))
        out.append(Segment(text[start - left : end - left], label, rule))
        at = end
    if at < evidence["end"]:
        out.append(Segment(text[at - left :]))
    return out


def spans_of(deal: Mapping[str, Any]) -> list[tuple[int, int, str, str]]:
    """(start, end, field, rule) of every field that has a place in the article."""
    rules = {(slot["start"], slot["end"]): slot["rule"] for slot in deal.get("slots") or []}
    out = [(p["start"], p["end"], p["role"], rules.get((p["start"], p["end"]), "")) for p in deal["parties"]]
    for name in ("amount", "valuation", "stake"):
        value = deal.get(name)
        if value and value.get("start") is not None:
            out.append((value["start"], value["end"], name, rules.get((value["start"], value["end"]), "")))
    return out


def money_text(value: Mapping[str, Any] | None) -> str:
    """An amount in figures: "USD 15,000,000,000 – 25,000,000,000 (range)"; empty for none."""
    if not value:
        return ""
    low, high = value["min"], value["max"]
    if low is not None and high is not None and low != high:
        span = f"{low:,.0f} – {high:,.0f}"
    elif low is None:
        span = f"≤ {high:,.0f}"
    elif high is None:
        span = f"≥ {low:,.0f}"
    else:
        span = f"{low:,.0f}" if low == int(low) else f"{low:,}"
    qualifier = value.get("qualifier")
    return f"{value['currency']} {span}" + (f" ({qualifier})" if qualifier not in (None, "exact") else "")
