"""What Python users call: one article in, its records out; and a run as a data frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from os import PathLike
from pathlib import Path

import pandas as pd

from .document import Article, Result
from .pipeline import Rules, read_article, rules_in_use
from .rates import Rates
from .records import DealRecord, MentionRecord, deal_records, mention_records, text_hash

ROLES = ("acquirer", "target", "seller", "party", "investor", "lead_investor", "issuer", "partner", "borrower",
         "lender",          "customer", "supplier")  # fmt: skip


@dataclass(frozen=True)
class Extraction:
    """What was read in one article. ``sentences`` are raw half-open spans."""

    article: Article
    deals: list[DealRecord]
    mentions: list[MentionRecord]
    sentences: list[tuple[int, int]]
    result: Result = field(repr=False)

    def _repr_html_(self) -> str:
        """Shows the records over their text in a notebook, right to left."""
        from .inspect.notebook import render

        return render([deal.model_dump() for deal in self.deals])


def extract(
    text: str | Article,
    *,
    title: str | None = None,
    published: datetime | None = None,
    source: str | None = None,
    rules: Rules | None = None,
    rates: Rates | None = None,
) -> Extraction:
    r"""Reads one article: its deals, all its mentions and its sentences.

    ``published`` resolves relative dates, and chooses the rate at which ``rates`` put amounts in dollars. Offsets point
    into ``title + "\\n" + text`` (``text`` alone without a title).
    Raises ``ValueError`` for a text with lone surrogates, which no file could hold.
    """
    rules = rules or rules_in_use()
    article = text if isinstance(text, Article) else Article("", text, title, source, None, published)
    try:
        article.full.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"the text has a lone surrogate at character {error.start}: decode it anew") from None
    if not article.id:
        article = Article(
            text_hash(article.full), article.text, article.title, article.source, article.url, article.published
        )
    result = read_article(article, rules, "all")
    spans = [result.doc.aligned.raw_span(s.start, s.end) for s in result.doc.sentences]
    deals, mentions = deal_records(result, rules.hash, rates), mention_records(result, rates)
    return Extraction(article, deals, mentions, spans, result)


def read_deals(run: str | PathLike[str]) -> pd.DataFrame:
    """The deals of a run folder as a data frame: the columns of the records, and beside the nested ones flat columns
    that group and plot at once (one a role, ``amount_min``, ``amount_max``, ``currency``, ``qualifier``,
    ``usd_min``, ``usd_max``, ``stake_min``, ``stake_max``, ``valuation_min``, ``valuation_max``, ``sentence``).
    """
    folder = Path(run) / "deals"
    if not folder.is_dir():
        raise FileNotFoundError(f"{run} is no run folder: it has no deals/")
    import pyarrow.parquet as pq

    frame = pq.read_table(folder).to_pandas()
    for role in ROLES:
        frame[role] = [
            "، ".join(p["canonical"] or p["name"] for p in parties if p["role"] == role) or None
            for parties in frame["parties"]
        ]
    for name in ("amount", "valuation", "stake"):
        for side in ("min", "max"):
            values = [None if v is None or v[side] is None else float(v[side]) for v in frame[name]]
            frame[f"{name}_{side}"] = pd.array(values, dtype="Float64")
    for side in ("usd_min", "usd_max"):
        values = [None if v is None or v[side] is None else float(v[side]) for v in frame["amount"]]
        frame[side] = pd.array(values, dtype="Float64")
    frame["currency"] = [v["currency"] if v is not None else None for v in frame["amount"]]
    frame["qualifier"] = [v["qualifier"] if v is not None else None for v in frame["amount"]]
    frame["sentence"] = [e[0]["text"] if len(e) else None for e in frame["evidence"]]
    return pd.DataFrame(frame)
