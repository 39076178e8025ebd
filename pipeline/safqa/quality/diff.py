"""Two readings compared: records gained, lost, and changed by field.

Records of an article are paired where they tell the same transaction as far as one can see: a party in common, or one
type with the same amount or from the same sentence. Of all pairings the one with the most in common is taken. Values
are compared, not offsets; ``confidence`` and ``ruleset``, which change with any rule, are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from ..pipeline import Rules, read_article
from ..records import deal_records
from .assignment import best_pairs
from .corpus import read_articles
from .gold import run_rows

FIELDS = ("type", "status", "parties", "amount", "valuation", "stake", "round", "date", "disclosed", "attribution",
          "rule", "sentence", "ids")  # fmt: skip
Kind = Literal["gained", "lost", "changed"]
KINDS: tuple[Kind, ...] = ("gained", "lost", "changed")


@dataclass(frozen=True)
class Flat:
    """A record as lines of text, one a field; empty where it has no value. ``parties`` are "role: name", ``ids`` the
    lexicon's ids in the same order. ``fills`` says which rule filled a field; ``row`` is what it was made of.
    """

    article: str
    type: str
    status: str
    parties: tuple[str, ...] = ()
    amount: str = ""
    valuation: str = ""
    stake: str = ""
    round: str = ""
    date: str = ""
    disclosed: str = ""
    attribution: str = ""
    rule: str = ""
    sentence: str = ""
    ids: tuple[str, ...] = ()
    start: int = field(default=0, compare=False)
    fills: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    row: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    def value(self, name: str) -> str:
        """A field in one line."""
        value = getattr(self, name)
        return "، ".join(value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True)
class FieldChange:
    """A field before and after, and the rule that filled it (after, or before where it is empty now)."""

    field: str
    before: str
    after: str
    rule: str


@dataclass(frozen=True)
class Change:
    """A record gained (no ``before``), lost (no ``after``) or changed in ``fields``."""

    kind: Kind
    article: str
    rule: str
    before: Flat | None
    after: Flat | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def record(self) -> Flat:
        """The record as it is now, or was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Diff:
    """All changes, by rule, article and place; how many records are the same; articles that one side alone read."""

    changes: tuple[Change, ...]
    same: int
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()

    def of_kind(self, kind: Kind) -> list[Change]:
        """The changes of one kind."""
        return [change for change in self.changes if change.kind == kind]

    def by_rule(self) -> dict[str, list[Change]]:
        """The changes by rule, in order of name."""
        out: dict[str, list[Change]] = {}
        for change in self.changes:
            out.setdefault(change.rule, []).append(change)
        return out

    def by_field(self) -> Counter[str]:
        """How many changed records differ in each field."""
        return Counter(one.field for change in self.changes for one in change.fields)


Records = Mapping[str, Sequence[Flat]]


def flat(row: Mapping[str, Any]) -> Flat:
    """A row of ``deals`` (of Parquet, or ``DealRecord.model_dump()``) as lines of text."""
    evidence: Mapping[str, Any] = row["evidence"][0] if row["evidence"] else {"rule": "", "text": "", "start": 0}
    stake, date, attribution = row["stake"], row["date"], row["attribution"]
    disclosed = row["amount_disclosed"]
    return Flat(
        row["article_id"], row["type"], row["status"],
        tuple(f"{party['role']}: {party['name']}" for party in row["parties"]),
        amount=_money(row["amount"]), valuation=_money(row["valuation"]),
        stake=f"{_sides(stake)} %" if stake else "", round=row["round"] or "",
        date=f"{date['start']} to {date['end']} ({date['precision']})" if date else "",
        disclosed="" if disclosed is None else ("yes" if disclosed else "no"),
        attribution=attribution["source"] if attribution else "",
        rule=evidence["rule"], sentence=evidence["text"],
        ids=tuple(party["company_id"] or party["canonical"] or "" for party in row["parties"]),
        start=evidence["start"], fills=_fills(row["slots"] or ()), row=row,
    )  # fmt: skip


def _fills(slots: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    out: dict[str, str] = {}
    for slot in slots:
        name = slot["field"].partition(".")[0]
        out[name] = f"{out[name]}, {slot['rule']}" if name in out and slot["rule"] not in out[name] else slot["rule"]
    return out


def _money(value: Mapping[str, Any] | None) -> str:
    if not value:
        return ""
    qualifier = value["qualifier"]
    return f"{value['currency']} {_sides(value)}" + (f" {qualifier}" if qualifier not in (None, "exact") else "")


def _sides(value: Mapping[str, Any]) -> str:
    low, high = (_plain(value[side]) for side in ("min", "max"))
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"to {high}" if high else f"from {low}"


def _plain(value: Decimal | float | None) -> str:
    return "" if value is None else f"{Decimal(str(value)).normalize():f}"


def compare_runs(before: Path, after: Path) -> Diff:
    """Two run folders. Raises ``InputError`` where one is none."""
    articles = [{row["article_id"] for row in run_rows(run, "articles", ["article_id"])} for run in (before, after)]
    left, right = (_by_article(map(flat, run_rows(run, "deals"))) for run in (before, after))
    only = (tuple(sorted(articles[0] - articles[1])), tuple(sorted(articles[1] - articles[0])))
    return compare_records(left, right, only=only)


def compare_rules(before: Rules, after: Rules, inputs: list[str]) -> Diff:
    """Two rule sets over the same articles. Raises ``InputError``."""
    left: dict[str, list[Flat]] = {}
    right: dict[str, list[Flat]] = {}
    for article in read_articles(inputs):
        for rules, out in ((before, left), (after, right)):
            records = deal_records(read_article(article, rules), rules.hash)
            if records:
                out[article.id] = [flat(record.model_dump()) for record in records]
    return compare_records(left, right)


def _by_article(records: Iterable[Flat]) -> dict[str, list[Flat]]:
    out: dict[str, list[Flat]] = {}
    for record in records:
        out.setdefault(record.article, []).append(record)
    return out


def compare_records(
    before: Records,
    after: Records,
    fields: Sequence[str] = FIELDS,
    only: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
) -> Diff:
    """Records by article, before and after, compared in the given fields."""
    changes: list[Change] = []
    same = 0
    for article in sorted({*before, *after}):
        for left, right in paired(before.get(article, ()), after.get(article, ())):
            change = _change(article, left, right, fields)
            if change is None:
                same += 1
            else:
                changes.append(change)
    changes.sort(key=lambda c: (c.rule, c.article, c.record.start, c.kind))
    return Diff(tuple(changes), same, *only)


def _change(article: str, left: Flat | None, right: Flat | None, fields: Sequence[str]) -> Change | None:
    if left is None or right is None:
        record = left or right
        assert record is not None
        return Change("lost" if right is None else "gained", article, record.rule, left, right)
    differing = tuple(
        FieldChange(name, left.value(name), right.value(name), _filler(name, left, right))
        for name in fields
        if getattr(left, name) != getattr(right, name)
    )
    return Change("changed", article, right.rule, left, right, differing) if differing else None


def _filler(name: str, left: Flat, right: Flat) -> str:
    own = {"ids": "parties", "rule": "type", "sentence": "type"}.get(name, name)
    return right.fills.get(own) or left.fills.get(own) or right.rule


def paired(before: Sequence[Flat], after: Sequence[Flat]) -> Iterator[tuple[Flat | None, Flat | None]]:
    """The records of an article, each with the one of the other side that tells the same transaction, or ``None``."""
    if list(before) == list(after):  # the common case: nothing changed
        yield from zip(before, after, strict=True)
        return
    weights = [[_likeness(left, right) for right in after] for left in before]
    taken = {i: j for i, j in best_pairs(weights) if weights[i][j]} if before and after else {}
    for i, left in enumerate(before):
        yield left, after[taken[i]] if i in taken else None
    for j, right in enumerate(after):
        if j not in taken.values():
            yield None, right


def _likeness(left: Flat, right: Flat) -> float:
    """How much two records have in common; 0 where they hardly tell one transaction."""
    if left == right:
        return 100.0
    names, others = ({p.partition(": ")[2] for p in record.parties} for record in (left, right))
    shared = len(set(left.parties) & set(right.parties)) + len(names & others)
    price = bool(left.amount) and left.amount == right.amount
    place, kind = left.sentence == right.sentence, left.type == right.type
    if not (shared or (kind and (price or place))):
        return 0.0
    return (
        shared + 2.0 * kind + 2.0 * price + place + 0.5 * (left.rule == right.rule) + 0.5 * (left.stake == right.stake)
    )
