"""Two readings compared, as one HTML file: right to left, everything escaped, nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..quality.diff import KINDS, Change, Diff, Flat
from .marks import COLOURS, segments

_STYLE = """
body{font:15px/1.6 system-ui,"Noto Naskh Arabic","Geeza Pro",Tahoma,sans-serif;margin:2em auto;
     max-width:60em;padding:0 1em}
h1{font-size:1.3em}summary{cursor:pointer;font-weight:bold}table{border-collapse:collapse;margin:.3em 0}
td,th{border:1px solid #ccc;padding:.15em .6em;text-align:start;vertical-align:top}
.change{border:1px solid #ccc;border-inline-start:6px solid;border-radius:4px;padding:.4em .8em;margin:.6em 0}
.gained{border-inline-start-color:#2a8a4a}.lost{border-inline-start-color:#c0392b}
.changed{border-inline-start-color:#c58a00}
.sentence{line-height:2}mark{border-radius:3px;padding:0 .15em}mark sup{font-size:.6em}del{background:#fde2df}
ins{background:#dff3e4;text-decoration:none}code{unicode-bidi:isolate}
"""


def render_diff(diff: Diff, before: str, after: str) -> str:
    """The page. ``before`` and ``after`` name the two sides."""
    counts = " · ".join(f"{kind} {len(diff.of_kind(kind))}" for kind in KINDS)
    fields = "".join(
        f"<tr><td>{escape(name)}</td><td>{number}</td></tr>" for name, number in diff.by_field().most_common()
    )
    return (
        '<!doctype html>\n<html lang="ar" dir="rtl">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(before)} → {escape(after)}</title>\n<style>{_STYLE}</style></head>\n<body>\n"
        f'<h1 dir="ltr"><bdi>{escape(before)}</bdi> → <bdi>{escape(after)}</bdi></h1>\n'
        f'<p dir="ltr">{counts} · same {diff.same}{_only(diff)}</p>\n'
        + (f'<table dir="ltr"><tr><th>field</th><th>changed</th></tr>{fields}</table>\n' if fields else "")
        + "".join(_rule(rule, changes) for rule, changes in diff.by_rule().items())
        + "</body>\n</html>\n"
    )


def _only(diff: Diff) -> str:
    sides = (("first", diff.only_before), ("second", diff.only_after))
    return "".join(f" · {len(names)} articles in the {side} alone" for side, names in sides if names)


def _rule(rule: str, changes: list[Change]) -> str:
    counts = ", ".join(f"{kind} {n}" for kind in KINDS if (n := sum(change.kind == kind for change in changes)))
    cards = "".join(map(_card, changes))
    return f'<details open><summary dir="ltr"><code>{escape(rule)}</code> — {counts}</summary>\n{cards}</details>\n'


def _card(change: Change) -> str:
    record = change.record
    head = f'<div dir="ltr"><b>{change.kind}</b> <bdi>{escape(record.article)}</bdi> · {escape(record.type)}</div>'
    body = _fields(change) if change.kind == "changed" else _facts(record)
    return f'<div class="change {change.kind}">{head}{body}{_sentence(record)}</div>\n'


def _fields(change: Change) -> str:
    rows = "".join(
        f"<tr><td>{escape(one.field)}</td><td><del><bdi>{escape(one.before)}</bdi></del></td>"
        f"<td><ins><bdi>{escape(one.after)}</bdi></ins></td><td><code>{escape(one.rule)}</code></td></tr>"
        for one in change.fields
    )
    return f'<table dir="ltr"><tr><th>field</th><th>before</th><th>after</th><th>rule</th></tr>{rows}</table>'


def _facts(record: Flat) -> str:
    return f'<div dir="ltr">{" · ".join(f"<bdi>{escape(fact)}</bdi>" for fact in facts(record))}</div>'


def facts(record: Flat) -> Iterable[str]:
    """What a record says, a fact a string: its status, parties and values."""
    yield record.status
    yield from record.parties
    for name in ("amount", "valuation", "stake", "round", "date"):
        if value := record.value(name):
            yield f"{name} {value}"


def _sentence(record: Flat) -> str:
    if record.row is None or not record.row["evidence"]:
        marked = escape(record.sentence)
    else:
        marked = "".join(
            escape(part.text)
            if part.label is None
            else f'<mark style="background:{COLOURS.get(part.label, "#eee")}" '
            f'title="{escape(f"{part.label} · {part.rule}")}"><bdi>{escape(part.text)}</bdi>'
            f'<sup dir="ltr">{escape(part.label)}</sup></mark>'
            for part in segments(record.row, record.row["evidence"][0])
        )
    return f'<p class="sentence" dir="rtl" lang="ar"><bdi>{marked}</bdi></p>'
