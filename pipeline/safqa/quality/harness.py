"""Runs examples: what a text gives is compared with what its example says, both ways, by equality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..document import Article, Mention
from ..pipeline import Rules, read_article
from ..rulebook.examples import MENTIONS, Example, ExpectedDeal, Labels, Mark, parse_value
from ..rulebook.mutate import Variant, variants

Span = tuple[int, int]
_FIELDS = ("amount", "valuation", "stake", "date", "attribution")
_KEPT_BACK = "price undisclosed"


@dataclass(frozen=True)
class Fact:
    """One thing found: a field or role, its span in the example's text, and its value."""

    name: str
    span: Span
    value: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A deal as found, or all mentions of a kind: comparable, whichever way the text was spelled."""

    head: tuple[str, ...]
    facts: tuple[Fact, ...]
    rules: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass
class Outcome:
    """What an example showed. ``problems`` are lines that say what was expected and what was found."""

    example: Example
    problems: list[str]

    @property
    def passed(self) -> bool:
        """Whether the run is in order: it holds, or it is a known failure and still fails."""
        return not self.problems


def select(examples: list[Example], name: str | None) -> list[Example]:
    """The examples of a rule (or of the rules that begin so), of a pack, or of an id; all for ``None``."""
    if not name:
        return examples
    return [e for e in examples if _matches(e, name.rstrip("/"))]


def _matches(example: Example, name: str) -> bool:
    if example.rule == name or example.rule.startswith(name + ".") or example.id == name:
        return True
    pack = example.pack
    return pack == name or pack.startswith(name + "/") or pack.endswith("/" + name) or example.id.endswith("/" + name)


def run_example(example: Example, rules: Rules, labels: Labels, mutate: bool = True) -> Outcome:
    """Runs one example as written and, where it is positive and holds, under every change of spelling."""
    found = look(example, rules)
    problems = list(_compare(example, found, labels))
    if example.known_failure:
        if problems:
            return Outcome(example, [])
        return Outcome(example, [f"holds now: take away 'known failure: {example.known_failure}'"])
    if not problems and mutate and not example.negative:
        problems = list(_mutated(example, found, rules))
    return Outcome(example, problems)


def _mutated(example: Example, found: list[Found], rules: Rules) -> Iterator[str]:
    for variant in variants(example.full):
        other = look(example, rules, variant)
        excepted = example.exceptions.get(variant.name)
        if other == found and excepted:
            yield f"{variant.name}: holds now; take it out of 'except'"
        elif other != found and not excepted:
            yield f"{variant.name}: {variant.text.strip()}"
            yield from _difference(example, found, other)


# -- what a text gives ----------------------------------------------------------------------------------------------


def look(example: Example, rules: Rules, variant: Variant | None = None) -> list[Found]:
    """What the rules find in an example's text, or in a variant of it, with spans of the example's own text."""
    full = variant.text if variant else example.full
    title, text = full.split("\n", 1) if example.title else (None, full)
    article = Article("example", text, title, example.source, None, example.published)
    result = read_article(article, rules, "deals" if example.kind == "deals" else "all")
    aligned = result.doc.aligned

    def span(thing: Any) -> Span:
        left, right = aligned.raw_span(thing.start, thing.end)
        return variant.back(left, right) if variant else (left, right)

    if example.kind != "deals":
        kind = MENTIONS[example.kind]
        mentions = [Fact("", span(m), _value(m)) for m in result.doc.mentions if m.kind == kind]
        return [Found((example.kind,), tuple(mentions))]
    out = []
    for deal in result.deals:
        facts = [Fact(p.role, span(p), (p.company_id or "",)) for p in deal.parties]
        for name in _FIELDS:
            thing = getattr(deal, name)
            if thing is not None:
                facts.append(Fact(name, span(thing), _value(thing) if isinstance(thing, Mention) else ()))
        head = (deal.type, deal.status, deal.round or "", _KEPT_BACK if deal.amount_disclosed is False else "")
        made = frozenset(e.rule for e in deal.evidence) | {f.rule for f in deal.slots if f.field == "type"}
        out.append(Found(head, tuple(sorted(facts, key=lambda f: (f.name, f.span))), made))
    return sorted(out, key=lambda f: (f.head, [fact.span for fact in f.facts]))


def _value(mention: Mention) -> tuple[str, ...]:
    if mention.amount is not None:
        amount = mention.amount
        return (_number(amount.min), _number(amount.max), amount.currency, amount.qualifier)
    if mention.percent is not None:
        return (_number(mention.percent.min), _number(mention.percent.max), "", mention.percent.qualifier)
    if mention.date is not None:
        return (mention.date.iso,)
    return (mention.company_id or "",)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


# -- what it should give --------------------------------------------------------------------------------------------


def _compare(example: Example, found: list[Found], labels: Labels) -> Iterator[str]:
    if example.kind != "deals":
        yield from _compare_mentions(example, found[0], labels)
        return
    rest = list(found)
    for deal in example.deals:
        wanted = _head(deal)
        ranked = [(len(_facts(example, deal.marks, f, labels)) + 3 * (f.head != wanted), n) for n, f in enumerate(rest)]
        if not ranked:
            yield f"expected {_show_head(wanted)}, found no deal"
            continue
        best = rest.pop(min(ranked)[1])
        if best.head != wanted:
            yield f"expected {_show_head(wanted)}, found {_show_head(best.head)}"
        yield from _facts(example, deal.marks, best, labels)
        if example.rule and example.rule not in best.rules:
            yield f"expected the rule {example.rule}, found {', '.join(sorted(best.rules))}"
    for left in rest:
        yield f"found, and not expected: {show(example, left)} by {', '.join(sorted(left.rules))}"


def _head(deal: ExpectedDeal) -> tuple[str, ...]:
    return (deal.type, deal.status, deal.round or "", _KEPT_BACK if deal.undisclosed else "")


def _facts(example: Example, marks: list[Mark], found: Found, labels: Labels) -> list[str]:
    """What differs between marks and facts. A name that the text has several times may be marked at any."""
    full = example.full
    wanted = {(mark.name, full[mark.start : mark.end]) for mark in marks}
    there = {(fact.name, full[slice(*fact.span)]): fact for fact in found.facts}
    out = [f"expected {name} {quoted(text)}, not found" for name, text in sorted(wanted - set(there))]
    out += [f"found {name} {quoted(text)}, not expected" for name, text in sorted(set(there) - wanted)]
    for mark in marks:
        fact = there.get((mark.name, full[mark.start : mark.end]))
        if fact is not None and mark.value and not _same(mark, fact, labels):
            out.append(f"expected {mark.name} {mark.value}, found {' '.join(filter(None, fact.value))}")
    return out


def _same(mark: Mark, fact: Fact, labels: Labels) -> bool:
    if len(fact.value) == 1:
        return mark.value == fact.value[0]
    value = parse_value(mark.value, labels)
    return fact.value == (_number(value.low), _number(value.high), value.currency, value.qualifier)


def _compare_mentions(example: Example, found: Found, labels: Labels) -> Iterator[str]:
    full = example.full
    wanted = {(mark.start, mark.end): mark for mark in example.marks}
    there = {fact.span: fact for fact in found.facts}
    for span in sorted(set(wanted) - set(there)):
        yield f"expected {quoted(full[slice(*span)])}, not found"
    for span in sorted(set(there) - set(wanted)):
        yield f"found {quoted(full[slice(*span)])} ({' '.join(filter(None, there[span].value))}), not expected"
    for span in sorted(set(there) & set(wanted)):
        if wanted[span].value and not _same(wanted[span], there[span], labels):
            value = " ".join(filter(None, there[span].value))
            yield f"expected {quoted(full[slice(*span)])} as {wanted[span].value}, found {value or 'no value'}"


def _difference(example: Example, before: list[Found], after: list[Found]) -> Iterator[str]:
    for found in before:
        if found not in after:
            yield f"    lost  {show(example, found)}"
    for found in after:
        if found not in before:
            yield f"    found {show(example, found)}"


def show(example: Example, found: Found) -> str:
    """A line that says what was found."""
    facts = [
        f"{fact.name} {quoted(example.full[slice(*fact.span)])}".strip()
        + (f" ({' '.join(filter(None, fact.value))})" if any(fact.value) else "")
        for fact in found.facts
    ]
    return f"{_show_head(found.head)}: {'; '.join(facts)}"


def _show_head(head: tuple[str, ...]) -> str:
    if len(head) == 1:
        return head[0]
    return " ".join(filter(None, head))


def quoted(text: str) -> str:
    """A stretch of Arabic between isolates, so that what stands around it does not reorder it."""
    return f"\u2068{text}\u2069"
