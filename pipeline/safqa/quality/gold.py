"""Reading what is compared: gold (JSONL by the annotation guidelines) and what a run found.

Both become ``Item``s: the deals of an article as lists of slots, its amounts and its companies, each in the form in
which values are compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, ValidationError

from ..readers.read import InputError
from .keys import COARSE, Money, Number, money_key, name_keys, number


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class GoldMoney(_Row):
    """An amount of money; an open side is null."""

    text: str | None = None
    min: float | None = None
    max: float | None = None
    currency: str | None = None
    qualifier: str | None = None


class GoldStake(_Row):
    """A share in percent."""

    min: float | None = None
    max: float | None = None


class GoldParty(_Row):
    """A role, and the names by which the article calls who has it."""

    role: str
    names: list[str | None]


class GoldDeal(_Row):
    """A deal of an article."""

    type: str
    status: str | None = None
    parties: list[GoldParty] | None = None
    amount: GoldMoney | None = None
    stake: GoldStake | None = None
    valuation: GoldMoney | None = None
    round: str | None = None
    evidence: str | list[str] | None = None


class GoldRow(_Row):
    """An article of a gold file; it may have further keys."""

    id: str
    deals: list[GoldDeal]
    money: list[GoldMoney]
    companies: list[list[str | None]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled slot of a deal. ``kind`` is type, status, party, amount, stake, valuation or round; ``value`` is what it
    is compared by; ``shown`` is for people; ``rule`` is what filled it in a run.
    """

    kind: str
    value: str | Money | tuple[Number, Number] | frozenset[str]
    role: str = ""
    shown: str = field(default="", compare=False)
    rule: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ToldDeal:
    """A deal as compared. ``rules`` are the rules of its evidence, the best sentence's first."""

    type: str
    status: str
    slots: tuple[Slot, ...]
    sentence: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldMoney:
    """An amount as compared (``None``: neither side is known)."""

    key: Money | None
    text: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What an article holds, by gold or by a run. ``companies`` are keys of names, one set a company."""

    deals: tuple[ToldDeal, ...] = ()
    money: tuple[ToldMoney, ...] = ()
    companies: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Found:
    """What a run found: items by article, and where it says so the characters of each article that it read."""

    items: dict[str, Item]
    characters: dict[str, int] = field(default_factory=dict)


def read_gold(path: Path) -> dict[str, Item]:
    """The gold of a JSONL file, or of all JSONL files of a folder, by article. Raises ``InputError``."""
    return {row.id: _gold_item(row) for row in gold_rows(path)}


def gold_rows(path: Path) -> Iterator[GoldRow]:
    """The rows of a JSONL file, or of all JSONL files of a folder in order of name. Raises ``InputError``."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise InputError(f"{path}: no gold there; give a .jsonl file, or a folder of them")
    seen: dict[str, str] = {}
    for file in files:
        for line, row in _json_lines(file):
            try:
                checked = GoldRow.model_validate(row)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"]) or "the line"
                raise InputError(f"{file}:{line}: {where}: {first['msg']} (see GUIDELINES, File)") from None
            if checked.id in seen:
                raise InputError(f"{file}:{line}: article {checked.id} stands at {seen[checked.id]} already")
            seen[checked.id] = f"{file.name}:{line}"
            yield checked
    if not seen:
        raise InputError(f"{path}: no articles in it")


def _json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}); gold is JSONL") from None
    for number_, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number_, json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}:{number_}: bad JSON: {error}") from None


def read_found(path: Path) -> Found:
    """What a run folder, or a JSONL file in the form of the gold, holds. Raises ``InputError``."""
    if (path / "deals").is_dir():
        return _read_run(path)
    if path.is_dir() and not any(path.glob("*.jsonl")):
        raise InputError(f"{path}: no run folder (it has no deals/) and no .jsonl file in it")
    if not path.exists():
        raise InputError(f"{path}: no such run folder or file")
    return Found(read_gold(path))


def _gold_item(row: GoldRow) -> Item:
    deals = tuple(_gold_deal(deal) for deal in row.deals)
    money = tuple(ToldMoney(money_key(m.min, m.max, m.currency), m.text or "") for m in row.money)
    return Item(deals, money, tuple(name_keys(names) for names in row.companies))


def _gold_deal(deal: GoldDeal) -> ToldDeal:
    parties = [(p.role, tuple(p.names), "") for p in deal.parties or ()]
    sentence = deal.evidence[0] if isinstance(deal.evidence, list) and deal.evidence else deal.evidence or ""
    slots = _slots(deal.type, deal.status, parties, deal.model_dump(), {})
    return ToldDeal(deal.type, deal.status or "", slots, str(sentence))


def _slots(
    kind: str,
    status: str | None,
    parties: Iterable[tuple[str, tuple[str | None, ...], str]],
    values: Mapping[str, Any],
    rules: Mapping[str, str],
) -> tuple[Slot, ...]:
    """The filled slots of a deal. A slot with nothing to compare by (a name of punctuation alone) is none."""
    out = [Slot("type", kind, shown=kind, rule=rules.get("type", ""))]
    if status:
        out.append(Slot("status", COARSE.get(status, status), shown=status, rule=rules.get("status", "")))
    for role, names, rule in parties:
        if keys := name_keys(names):
            out.append(Slot("party", keys, role, next(name for name in names if name), rule))
    for name in ("amount", "valuation"):
        if (value := values.get(name)) and (key := money_key(value["min"], value["max"], value["currency"])):
            out.append(Slot(name, key, shown=shown_money(key), rule=rules.get(name, "")))
    stake = values.get("stake")
    if stake and not (stake["min"] is None and stake["max"] is None):
        low, high = number(stake["min"]), number(stake["max"])
        out.append(Slot("stake", (low, high), shown=f"{shown_range(low, high)} %", rule=rules.get("stake", "")))
    if values.get("round"):
        out.append(Slot("round", values["round"], shown=values["round"], rule=rules.get("round", "")))
    return tuple(out)


def shown_range(low: Number, high: Number) -> str:
    """Two sides for people: "5", "5–7", "≤ 7", "≥ 5"."""
    if low is None or high is None:
        return f"≤ {high:,.10g}" if high is not None else f"≥ {low or 0:,.10g}"
    return f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}"


def shown_money(key: Money) -> str:
    """An amount for people: "USD 5,000,000"."""
    return f"{key[2]} {shown_range(key[0], key[1])}"


def _read_run(path: Path) -> Found:
    return found_of(
        run_rows(path, "deals"),
        run_rows(path, "mentions", ["article_id", "kind", "text", "canonical", "amount", "rule"]),
        run_rows(path, "articles", ["article_id", "characters"]),
    )


def found_of(
    deals: Iterable[Mapping[str, Any]], mentions: Iterable[Mapping[str, Any]], articles: Iterable[Mapping[str, Any]]
) -> Found:
    """Rows of a run's tables as compared. A party is known by the text's name and the lexicon's, a company likewise."""
    told: dict[str, list[ToldDeal]] = {}
    for row in deals:
        told.setdefault(row["article_id"], []).append(told_deal(row))
    money: dict[str, list[ToldMoney]] = {}
    companies: dict[str, dict[str, set[str]]] = {}
    for row in mentions:
        article = row["article_id"]
        if row["kind"] == "money":
            amount = row["amount"]
            key = money_key(amount["min"], amount["max"], amount["currency"]) if amount else None
            money.setdefault(article, []).append(ToldMoney(key, row["text"], row["rule"]))
        elif row["kind"] == "company":
            name = row["canonical"] or row["text"]
            companies.setdefault(article, {}).setdefault(name, set()).update((row["text"], name))
    characters = {row["article_id"]: row["characters"] for row in articles}
    items = {
        name: Item(
            tuple(told.get(name, ())),
            tuple(money.get(name, ())),
            tuple(name_keys(sorted(names)) for names in companies.get(name, {}).values()),
        )
        for name in dict.fromkeys([*characters, *told, *money, *companies])
    }
    return Found(items, characters)


def run_rows(path: Path, kind: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a table of a run folder, part by part. Raises ``InputError`` where it can't be read."""
    folder = path / kind
    if not folder.is_dir():
        raise InputError(f"{path} is no run folder: it has no {kind}/")
    for part in sorted(folder.glob("*.parquet")):
        try:
            file = pq.ParquetFile(part)
            for batch in file.iter_batches(columns=columns, batch_size=5_000):
                yield from batch.to_pylist()
        except (pa.ArrowException, OSError, KeyError) as error:
            raise InputError(f"{part}: can't be read as Parquet: {str(error).splitlines()[0]}") from None


def told_deal(row: Mapping[str, Any]) -> ToldDeal:
    """A row of ``deals`` as compared."""
    filled = {(slot["field"], slot["start"]): slot["rule"] for slot in row.get("slots") or ()}
    rules = {name: rule for (name, _), rule in filled.items()}
    parties = [
        (p["role"], (p["name"], p.get("canonical")), filled.get((f"parties.{p['role']}", p["start"]), ""))
        for p in row["parties"]
    ]
    evidence = row.get("evidence") or ()
    return ToldDeal(
        row["type"],
        row["status"] or "",
        _slots(row["type"], row["status"], parties, row, rules),
        evidence[0]["text"] if evidence else "",
        tuple(dict.fromkeys(e["rule"] for e in evidence)),
    )
