"""A reviewed record as an example beside the rules, in the form that rule authors write (CONTRIBUTING)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import regex

from ..document import Article
from ..pipeline import Rules, read_article
from ..records import DealRecord, deal_records
from ..rulebook.examples import Labels, read_examples
from ..rulebook.mutate import variants
from .diff import Change, Flat, flat
from .harness import look, run_example

_KEY_LIKE = regex.compile(r"[\p{L}_ ]{2,24}?\s*:")
FILE = "examples_reviewed.txt"
SAME = ("type", "status", "parties", "amount", "valuation", "stake", "round")  # what an example holds a record to


def example_of(change: Change, article: Article, rules: Rules) -> str | None:
    """The block of an accepted change: its sentence, and what the rules read in the sentence alone. A lost record gives
    a counter-example. ``None`` where the sentence alone does not tell the same (its article is needed), holds brackets,
    which mark what is read, stands on several lines, or begins as a line of keys does.
    """
    sentence = change.record.sentence
    if not _writable(sentence):
        return None
    records = _alone(sentence, article, rules)
    if change.after is None:
        return None if records else f"no deal: {change.record.type} of {change.rule} was read here once\n{sentence}\n"
    if not any(_same(change.after, flat(record.model_dump())) for record in records):
        return None
    return _block(records, change.after.rule, sentence, article)


def counter_example_of(change: Change, article: Article, rules: Rules) -> str | None:
    """The block of a rejected gain: a known failure that says there is no deal, and fails when the rules are mended.
    ``None`` where the sentence alone does not give that record and no other.
    """
    sentence = change.record.sentence
    if change.kind != "gained" or not _writable(sentence):
        return None
    records = _alone(sentence, article, rules)
    if len(records) != 1 or not _same(change.record, flat(records[0].model_dump())):
        return None
    told = f"{change.record.type} of {change.rule}"
    return f"no deal: rejected in review\nknown failure: {told} is read here\n{sentence}\n"


def _writable(sentence: str) -> bool:
    return bool(sentence) and not any(sign in sentence for sign in "[]\n") and not _KEY_LIKE.match(sentence)


def _alone(sentence: str, article: Article, rules: Rules) -> list[DealRecord]:
    """The records of a sentence read without its article."""
    return deal_records(read_article(replace(article, id="", title=None, text=sentence), rules), rules.hash)


def _same(left: Flat, right: Flat) -> bool:
    return all(getattr(left, name) == getattr(right, name) for name in SAME)


def _block(records: Sequence[DealRecord], rule: str, sentence: str, article: Article) -> str:
    lines = []
    for record in records:
        price = {True: "disclosed", False: "undisclosed", None: None}[record.amount_disclosed]
        lines.append(f"deal: {', '.join(filter(None, (record.type, record.status, record.round, price)))}")
    lines.append(f"rule: {rule}")
    if article.published:
        lines.append(f"published: {article.published:%Y-%m-%d}")
    if article.source:
        lines.append(f"source: {article.source}")
    return "\n".join([*lines, _marked(sentence, _spans(records))]) + "\n"


def _spans(records: Sequence[DealRecord]) -> dict[tuple[int, int], list[str]]:
    """What to mark: the labels of each span, with the deal's number where there are several."""
    out: dict[tuple[int, int], list[str]] = {}
    for index, record in enumerate(records, 1):
        number = f" {index}" if len(records) > 1 else ""
        spans = [(party.start, party.end, party.role) for party in record.parties]
        for name in ("amount", "valuation", "stake", "attribution"):
            value = getattr(record, name)
            if value is not None:
                spans.append((value.start, value.end, name))
        if record.date is not None:
            spans += [(slot.start, slot.end, "date") for slot in record.slots if slot.field == "date"]
        for start, end, label in spans:
            out.setdefault((start, end), []).append(label + number)
    return out


def _marked(sentence: str, spans: dict[tuple[int, int], list[str]]) -> str:
    out, last = "", 0
    for (start, end), labels in sorted(spans.items()):
        if start < last:
            continue  # within the span before: marks can't be nested
        out += f"{sentence[last:start]}[{sentence[start:end]}]({', '.join(dict.fromkeys(labels))})"
        last = end
    return out + sentence[last:]


def checked(block: str, rules: Rules, labels: Labels) -> str | None:
    """A block that the examples' own run passes: changes of spelling under which it does not hold yet are named as
    exceptions. ``None`` where it does not hold as written.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_text(block, encoding="utf-8")
        (example,) = read_examples(path, Path(folder), labels)
    if not run_example(example, rules, labels, mutate=False).passed:
        return None
    if example.negative:
        return block
    found = look(example, rules)
    failing = [variant.name for variant in variants(example.full) if look(example, rules, variant) != found]
    if not failing:
        return block
    head, _, text = block.rstrip("\n").rpartition("\n")
    return f"{head}\nexcept: {', '.join(failing)} - did not hold when this was reviewed\n{text}\n"


def append_example(rules_folder: Path, kind: str, block: str) -> Path:
    """Adds a block to the reviewed examples of a deal type, unless it stands there already; the file."""
    path = rules_folder / "deals" / kind / FILE
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    if block.strip() not in known:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"{known.rstrip()}\n\n{block}".lstrip().encode("utf-8"))
    return path
