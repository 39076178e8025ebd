"""Snapshots of what the rules find in the corpus, and their review.

A snapshot is every record of the corpus in a file that people can read, made by the program and signed with a digest
of its own content. When rules change, what they find is compared with it, and somebody accepts or rejects each change:
an accepted one goes into the snapshot and becomes an example of its rule, a rejected one waits for the rules to be
mended (the comparison stays red).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..document import Article
from ..pipeline import Rules, read_article
from ..readers import InputError
from ..records import deal_records
from .diff import FIELDS, Change, Diff, Flat, compare_records, flat

KEPT = tuple(name for name in FIELDS if name != "ids")  # ids follow the lexicon, which grows every day
_LINES = ("type", "status", "parties", "amount", "valuation", "stake", "round", "date", "disclosed", "attribution",
          "rule", "sentence")  # fmt: skip
SNAPSHOT = Path("snapshots") / "records.json"  # within the corpus
REVIEW = "safqa rules review"

Snapshot = dict[str, list[Flat]]


def records_of(articles: Iterable[Article], rules: Rules) -> Snapshot:
    """What a rule set finds, by article; articles without records are absent."""
    out: Snapshot = {}
    for article in articles:
        found = deal_records(read_article(article, rules), rules.hash)
        if found:
            out[article.id] = [flat(record.model_dump()) for record in found]
    return out


def read_snapshot(path: Path) -> Snapshot:
    """A snapshot file; nothing where there is none. Raises ``InputError`` for one that was edited by hand."""
    if not path.exists():
        return {}
    hint = f"restore it, or make it anew: {REVIEW} --accept-all --no-examples"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        records, digest = data["records"], data["digest"]
        snapshot = {name: [_record(name, line) for line in lines] for name, lines in records.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{path}: no snapshot, or a broken one; {hint}") from None
    if digest != _digest(records):
        raise InputError(f"{path}: its digest does not fit its content: it was edited by hand; {hint}")
    return snapshot


def _record(article: str, line: Mapping[str, str | list[str]]) -> Flat:
    known = {name: value for name, value in line.items() if name in _LINES and isinstance(value, str)}
    if unknown := set(line) - set(_LINES):
        raise ValueError(f"unknown field {sorted(unknown)[0]}")
    return Flat(article, parties=tuple(line.get("parties", ())), **known)  # type: ignore[arg-type]


def snapshot_text(snapshot: Mapping[str, Sequence[Flat]]) -> str:
    """The text of a snapshot file: a field a line, articles by id, records in the order of the article."""
    records = {name: [_line(record) for record in snapshot[name]] for name in sorted(snapshot) if snapshot[name]}
    head = f"Made by {REVIEW}, never edited by hand"
    data = {"about": head, "digest": _digest(records), "records": records}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _line(record: Flat) -> dict[str, str | list[str]]:
    values = {name: getattr(record, name) for name in _LINES}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def _digest(records: object) -> str:
    content = json.dumps(records, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def write_snapshot(path: Path, snapshot: Mapping[str, Sequence[Flat]]) -> None:
    """Writes a snapshot file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(snapshot_text(snapshot).encode("utf-8"))
    temporary.replace(path)


def changes(snapshot: Snapshot, now: Snapshot) -> Diff:
    """What the rules find now against the snapshot."""
    return compare_records(snapshot, now, KEPT)


def accepted(snapshot: Snapshot, now: Snapshot, accept: Sequence[Change]) -> Snapshot:
    """The snapshot with the accepted changes, and no others, made to it; records in the order of the article."""
    out = {article: list(records) for article, records in snapshot.items()}
    for change in accept:
        here = out.setdefault(change.article, [])
        if change.before is not None:
            here.remove(change.before)
        if change.after is not None:
            here.append(change.after)
    for article, records in out.items():
        places = {_key(record): place for place, record in enumerate(now.get(article, ()))}
        records.sort(key=lambda record: places.get(_key(record), len(places)))
    return {article: records for article, records in out.items() if records}


def _key(record: Flat) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in KEPT)
