"""Faults in rule files that run without an error and read nothing: found, with file and line.

Which files are read, and as what, is taken from the loaders themselves; whether an entry can match is tried with the
tables as loaded. So neither list can go stale.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal

import regex

from ..deals.frames import FrameRow
from ..deals.status import CueRow
from ..mentions.dates import DatePattern
from ..mentions.lexicon import CompanyRow, sounds
from ..mentions.triggers import (
    PREPOSITIONS,
    FormTable,
    NotDealRow,
    StatusRow,
    VerbRow,
    alternatives,
    not_deal_pattern,
)
from ..normalise import fold, normalise
from ..pipeline import Rules, build_rules, compile_patterns, read_article
from ..readers import Fields, Read, expand, read_file
from ..rulebook.examples import Example, Labels, collect
from ..rulebook.source import MANIFEST, Layered, RuleError, RuleModel, column_names, read_models, read_text, recorded
from ..words import WordRow, words_of
from .harness import run_example

Level = Literal["error", "warning"]
_TOLD = {"why", "reads", "name", "false_positives", "note", "reason", "description"}  # columns for people
_NAMES = {"id", "type", "status", "code", "codes", "kind", "value", "wikidata", "ticker", "country", "canonical"}
_HIDDEN = regex.compile(r"[\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]")
_UNREAD = ("quality",)  # folders that no article needs; measuring reads them
BUDGET = 0.5  # seconds that a pattern may take on a text of some thousand characters
_PIECES = ("near", "needs", "unless")  # pieces of words, where a space is the end of one
_CONDITIONS = ("near", "needs", "unless", "requires", "light")
_ARABIC = regex.compile(r"[\u0621-\u064a]{2,}")
_GROUP = regex.compile(r"\(([^()]*)\)")  # the alternatives of a frame
_PLACE = regex.compile(r"\{(\w+)\}")  # what fills a place of a frame
_FACTS = ("amount", "stake")  # what fills a place besides the parties
_ROLES = ("genitive", "subject", "object", *PREPOSITIONS.values(), "agent", "lead", "join")


@dataclass(frozen=True, order=True)
class Finding:
    """A fault: where, which check found it, and what to do."""

    path: str
    line: int
    level: Level
    check: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.level}: {self.check}: {self.message}"


@dataclass(frozen=True, eq=False)
class Row:
    """A row of a rule file as written."""

    path: Path
    line: int
    model: type[RuleModel]
    cells: dict[str, str]

    def finding(self, check: str, message: str, level: Level = "error") -> Finding:
        """A finding in this row."""
        return Finding(str(self.path), self.line, level, check, message)

    def entries(self) -> Iterator[tuple[str, list[str]]]:
        """Each cell that texts are matched with: its column and its alternatives."""
        for name, cell in self.cells.items():
            if cell and name not in _TOLD and name not in _NAMES:
                yield name, cell.split("|")


def lint(folder: Layered, corpus: Path | None = None, own: bool = False) -> list[Finding]:
    """Every finding in a rules folder and what it is laid over, sorted by place. ``corpus`` is a folder of articles on
    which a rule should fire at least once. ``own`` looks at the folder alone, against what it is laid over.
    """
    out: list[Finding] = []
    rules: Rules | None = None
    labels: Labels | None = None
    with recorded() as reads:
        try:
            rules = build_rules(folder)
            labels = Labels.load(folder / "labels.tsv")
        except RuleError as error:
            out.append(_of_error(error))
    rows = list(_rows(reads))
    ours = [row for row in rows if not own or row.path.is_relative_to(folder.paths[-1])]
    out += _unread(folder, reads) if rules is not None else []
    out += _cells(ours)
    out += _ids(rows)
    out += _duplicates(ours)
    out += _told(ours)
    if rules is not None and labels is not None:
        out += _roles(ours, rules)
        out += _reach(ours, rules)
        out += _companies(ours, rows, rules)
        out += _not_deals(ours)
        out += _patterns(ours, rules, own)
        examples: list[Example] = []
        try:
            examples = collect(folder, labels)
        except RuleError as error:
            out.append(_of_error(error))
        mine = [one for one in examples if not own or one.folder == folder.paths[-1]]
        out += _examples(mine, rows, rules, labels)
        if corpus is not None:
            out += _never_fired(rows, rules, corpus)
    return sorted({one for one in out if not own or Path(one.path).is_relative_to(folder.paths[-1])})


def as_json(findings: Sequence[Finding]) -> str:
    """The findings as a JSON list."""
    return json.dumps([{f.name: getattr(one, f.name) for f in fields(one)} for one in findings], ensure_ascii=False)


def _of_error(error: RuleError) -> Finding:
    return Finding(str(error.path), error.line or 1, "error", error.check, error.message)


# -- rows as written ------------------------------------------------------------------------------------------------


def _rows(reads: Iterable[tuple[Path, type[RuleModel]]]) -> Iterator[Row]:
    seen: set[Path] = set()
    for path, model in reads:
        if path in seen:
            continue
        seen.add(path)
        try:
            yield from _yaml_rows(path, model) if path.suffix == ".yaml" else _tsv_rows(path, model)
        except RuleError:
            continue  # told once, by the loader


def _tsv_rows(path: Path, model: type[RuleModel]) -> Iterator[Row]:
    header: list[str] | None = None
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        else:
            yield Row(path, number, model, dict(zip(header, cells, strict=False)))


def _yaml_rows(path: Path, model: type[RuleModel]) -> Iterator[Row]:
    for line, entry in read_models(path, model):
        yield Row(path, line, model, {k: v for k, v in entry.model_dump().items() if isinstance(v, str)})


def _unread(folder: Layered, reads: Iterable[tuple[Path, type[RuleModel]]]) -> Iterator[Finding]:
    known = {path for path, _ in reads}
    for root in folder.paths:
        for path in sorted(root.rglob("*")):
            if path.suffix not in (".tsv", ".yaml") or path in known or path == root / MANIFEST:
                continue
            if path.relative_to(root).parts[0] not in _UNREAD:
                message = "nothing reads this file: see what files of this kind are called in the packaged rules"
                yield Finding(str(path), 1, "error", "unread-file", message)


# -- cells ----------------------------------------------------------------------------------------------------------


def _cells(rows: Iterable[Row]) -> Iterator[Finding]:
    for row in rows:
        if row.path.suffix == ".yaml":
            if row.model is FrameRow:
                for group in _GROUP.findall(row.cells["pattern"]):
                    yield from _alternatives(row, "pattern", group.split("|"))
            continue
        for name, cell in row.cells.items():
            if cell != cell.strip() or (name not in _TOLD and "  " in cell):
                yield row.finding("stray-space", f"{name}: a stray space in {cell!r}")
            if name not in _TOLD and (hidden := _HIDDEN.search(cell)):
                yield row.finding("stray-space", f"{name}: a hidden character U+{ord(hidden.group()):04X} in {cell!r}")
        for name, parts in row.entries():
            yield from _alternatives(row, name, parts)


def _alternatives(row: Row, name: str, parts: list[str]) -> Iterator[Finding]:
    if len(parts) > 1 and any(not part.strip() for part in parts):
        yield row.finding("empty-alternative", f"{name}: an empty alternative: two | in a row, or one at an end")
    if name not in _PIECES and any(part != part.strip() for part in parts):
        yield row.finding("stray-space", f"{name}: a space beside |")
    folded = [fold(part.strip()) for part in parts if part.strip()]
    for at, part in enumerate(folded):
        if not part and regex.search(r"\p{L}", parts[at]):
            yield row.finding("unreachable", f"{name}: {parts[at]!r} is nothing once normalised")
    for part in sorted({part for part in folded if folded.count(part) > 1}):
        alike = [one for one in parts if fold(one.strip()) == part]
        if len(set(alike)) == 1:
            yield row.finding("duplicate", f"{name}: {alike[0]} twice")
        else:
            yield row.finding("duplicate", f"{name}: {' and '.join(alike)} are one once normalised", "warning")
    single = {part for part in folded if " " not in part and len(part) > 2}
    for part in folded:
        words = part.split()
        if len(words) > 1 and row.model is not CompanyRow and all(word in single for word in words):
            yield row.finding(
                "fused", f"{name}: {part!r} looks like {len(words)} entries without | between them", "warning"
            )
        elif len(words) == 1 and _fused(part, single):
            yield row.finding("fused", f"{name}: {part!r} looks like two entries without | between them")


def _fused(part: str, single: set[str]) -> bool:
    """Whether a word is two long entries of its own cell, written together."""
    return any(part[:at] in single and part[at:] in single for at in range(4, len(part) - 3))


def _ids(rows: Iterable[Row]) -> Iterator[Finding]:
    """Ids twice. Rules of all kinds share their names; companies have their own. A row of a user's folder may take the
    place of a packaged one by having its id in a file of the same name.
    """
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        name = row.cells.get("id", "")
        if not name:
            continue
        space = "rule" if issubclass(row.model, (VerbRow, StatusRow, FrameRow)) else row.model.__name__
        first = seen.setdefault((space, name), row)
        replaces = first.path != row.path and first.path.name == row.path.name
        replaces = replaces and first.path.parent.name == row.path.parent.name
        if first is not row and not replaces:
            yield row.finding("duplicate-id", f"{name} is in {first.path}:{first.line} already")


def _duplicates(rows: Iterable[Row]) -> Iterator[Finding]:
    """Rows that say the same as an earlier one of their file, and rows that only a later one of a key can win over."""
    seen: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        said = tuple(sorted((name, fold(cell)) for name, cell in row.cells.items() if cell and name not in _TOLD))
        first = seen.setdefault((row.path, said), row)
        if first is not row and first.cells == row.cells:
            yield row.finding("duplicate", f"is line {first.line} again")
        elif first is not row:
            yield row.finding("duplicate", f"says, once normalised, what line {first.line} says", "warning")


def _told(rows: Iterable[Row]) -> Iterator[Finding]:
    """Rules that do not say what they are for."""
    for row in rows:
        if issubclass(row.model, (VerbRow, FrameRow)):
            for name in ("name", "reads", "why"):
                if name in column_names(row.model) and not row.cells.get(name):
                    yield row.finding("untold", f"{row.cells.get('id')}: {name} is empty", "warning")
        if row.model is NotDealRow and not row.cells.get("why"):
            yield row.finding("untold", "why is empty")


def _roles(rows: Iterable[Row], rules: Rules) -> Iterator[Finding]:
    """Roles that the type of a rule does not have: nothing would ever fill them."""
    for row in rows:
        if not issubclass(row.model, (VerbRow, FrameRow)):
            continue
        kind = rules.types.rows.get(row.path.parent.name)  # type: ignore[call-overload]
        known = (*kind.roles.split(), *_FACTS) if kind is not None else _FACTS
        told = [(name, row.cells.get(name, "")) for name in _ROLES]
        told += [("pattern", role) for role in _PLACE.findall(row.cells.get("pattern", ""))]
        for name, role in told:
            if role and role not in known:
                message = f"{name}: {role!r} is no role of {row.path.parent.name}; allowed: {', '.join(known)}"
                yield row.finding("unknown-role", message)


# -- can it match? --------------------------------------------------------------------------------------------------


def _reach(rows: Sequence[Row], rules: Rules) -> Iterator[Finding]:
    for row in rows:
        if row.model is VerbRow:
            yield from _trigger_reach(row, rules.verbs, ("past", "present", "noun", "forms"))
        elif row.model is CueRow:
            yield from _trigger_reach(row, rules.context.cues, ("past", "present", "noun", "phrase"))
        elif row.model is WordRow and row.path.parent.name == "grammar":
            word = fold(row.cells.get("word", ""))
            if [w.text for w in words_of(word)] != [word]:
                yield row.finding("unreachable", f"{row.cells['word']!r} is no single word: it can match nothing")


def _companies(rows: Iterable[Row], every: Iterable[Row], rules: Rules) -> Iterator[Finding]:
    """Names that no text can hold, that are words of the language, or that a company before has, too: it takes them
    all unless both are looked at by their context.
    """
    owners: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    ours = {row for row in rows if row.model is CompanyRow}
    for row in every:
        if row.model is not CompanyRow:
            continue
        cells = (row.cells.get(name) or "" for name in ("canonical", "arabic", "latin"))
        for form in dict.fromkeys(form for cell in cells for form in cell.split("|") if form.strip()):
            key = sounds(fold(form))
            if not key and row in ours:
                yield row.finding("unreachable", f"{form!r} has no letter once normalised")
            if row in ours and not _guarded(row) and rules.grammar.exact(fold(form)):
                message = f"{form!r} is a word of grammar/words.tsv, too: put context under guard"
                yield row.finding("common-word", message, "warning")
            owners[key].append((row, form))
    for key, found in owners.items():
        for row, form in found[1:] if key else ():
            other = found[0][0]
            if row in ours and other.cells.get("id") != row.cells.get("id") and not (_guarded(row) and _guarded(other)):
                place = f"{other.cells.get('id')} ({other.path}:{other.line})"
                yield row.finding("shadowed", f"{form!r} is a name of {place}: put context under guard in both")


def _guarded(row: Row) -> bool:
    return row.cells.get("guard") == "context"


def _trigger_reach(row: Row, table: FormTable, columns: tuple[str, ...]) -> Iterator[Finding]:
    name = row.cells.get("id", "")
    bound = any(row.cells.get(column) for column in _CONDITIONS)
    for column in columns:
        for entry in filter(None, row.cells.get(column, "").split("|")):
            words = words_of(normalise(entry).text)
            if row.model is VerbRow and column in ("past", "present") and len(words) > 1:
                message = f"{column}: {entry!r} is more than a verb: the role after على, من ... goes in ala, min ..."
                yield row.finding("several-words", message)
                continue
            triggers = table.every(words)
            ours = [t for t in triggers if t.row.id == name and t.last == len(words) - 1]
            if not ours and not (bound and row.model is CueRow):
                yield row.finding("unreachable", f"{column}: {entry!r} matches nothing once normalised")
            if not ours:
                continue
            over = [t for t in triggers if t.row.id != name and t.last == ours[0].last and not _bound(t.row)]
            earlier = [t for t in over if triggers.index(t) < triggers.index(ours[0])]
            if earlier and not bound and row.model is VerbRow:
                level: Level = "warning" if column in ("past", "present") else "error"  # their other forms remain
                yield row.finding("shadowed", f"{column}: {entry!r} is read by {earlier[0].row.id} before it", level)


def _bound(row: VerbRow | StatusRow) -> bool:
    """Whether a row asks for something around it, so that it may leave a word to another row."""
    return any(getattr(row, name, "") for name in _CONDITIONS)


def _not_deals(rows: Sequence[Row]) -> Iterator[Finding]:
    ours = [row for row in rows if row.model is NotDealRow]
    phrases = [(row, fold(phrase)) for row in ours for phrase in alternatives(row.cells.get("phrase", "")) if phrase]
    by_word: dict[str, list[tuple[Row, str, regex.Pattern[str]]]] = defaultdict(list)
    for row, text in phrases:
        by_word[text.split()[0].removeprefix("ال")].append((row, text, not_deal_pattern([text])))
    for row, text in phrases:
        for word in text.split() if "…" not in text else ():
            for other, shorter, pattern in by_word.get(word.removeprefix("ال"), ()):
                if other is not row and len(shorter) < len(text) and pattern.search(text):
                    yield row.finding("shadowed", f"{text!r} is barred already by line {other.line}", "warning")


# -- patterns -------------------------------------------------------------------------------------------------------


def _patterns(rows: Sequence[Row], rules: Rules, rows_alone: bool) -> Iterator[Finding]:
    """Patterns that take too long on some text: those of rows, then all that the rules hold."""
    slow = False
    for row in rows:
        if row.model is NotDealRow and "…" in row.cells.get("phrase", ""):
            phrase = row.cells["phrase"]
            if too_slow(not_deal_pattern(alternatives(phrase)), _ARABIC.findall(fold(phrase))):
                slow = True
                yield row.finding("catastrophic", f"{phrase!r} takes over {BUDGET} s on a text: use fewer …")
        elif row.model is FrameRow:
            frame = next((f for f in rules.frames if f.row.id == row.cells.get("id")), None)
            if frame is not None and too_slow(frame.pattern, sorted(frame.literals)[:2]):
                slow = True
                yield row.finding("catastrophic", f"the pattern takes over {BUDGET} s on a text: use fewer …")
    dates = dict(rules.dates.patterns)
    for row in rows:
        pattern = dates.get(row.cells["name"]) if row.model is DatePattern else None
        if pattern is not None and too_slow(pattern, _ARABIC.findall(pattern.pattern)[:3]):
            slow = True
            yield row.finding("catastrophic", f"{row.cells['name']} takes over {BUDGET} s on a text")
    if slow or rows_alone:
        return  # what all of them together take is told already
    compile_patterns(rules)
    for place, pattern in sorted(_compiled(rules, "rules", set()), key=lambda item: item[0]):
        if too_slow(pattern, _ARABIC.findall(pattern.pattern)[:3]):
            message = f"{place} takes over {BUDGET} s on a text of some thousand characters"
            yield Finding(str(rules.folder), 1, "error", "catastrophic", message)


def _compiled(thing: Any, place: str, seen: set[int]) -> Iterator[tuple[str, regex.Pattern[str]]]:
    """Every compiled pattern that an object holds, with the way to it."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, regex.Pattern):
        yield place, thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        for one in fields(thing):
            yield from _compiled(getattr(thing, one.name, None), f"{place}.{one.name}", seen)
    elif isinstance(thing, dict) and len(thing) < 500:
        for key, value in thing.items():
            yield from _compiled(value, f"{place}[{key}]", seen)
    elif isinstance(thing, (list, tuple)) and len(thing) < 500:
        for number, value in enumerate(thing):
            yield from _compiled(value, f"{place}[{number}]", seen)
    elif type(thing).__module__.startswith("safqa") and hasattr(thing, "__dict__"):
        for name, value in vars(thing).items():
            yield from _compiled(value, f"{place}.{name}", seen)


def too_slow(pattern: regex.Pattern[str], words: Sequence[str], budget: float = BUDGET) -> bool:
    """Whether a pattern runs out of its budget on texts made to tempt it: its own words over and over without an end,
    long runs of words, of digits, of spaces.
    """
    first = words[0] if words else "شركه"
    row = " ".join(words) or first
    end = f"ا{words[-1]}ا" if words else ""  # its last word, so that the search is not given up, where it can't match
    texts = [
        f"{first} " * 400 + end,
        f"{row} " * 60 + end,
        f"{first} كلمه " * 200 + end,
        f"{row} " * 200,
        f"{first} " + "كلمه " * 600,
        (f"{first} " + "كلمه " * 7) * 60,
        "1" * 1500,
        "1,2." * 400,
        "\ue000 " * 500,
        f"\ue000 {first} " * 200,
        " " * 1500,
        "ا" * 1500,
    ]
    for text in texts:
        try:
            for _ in pattern.finditer(text, timeout=budget):
                pass
        except TimeoutError:
            return True
    return False


# -- examples and corpus --------------------------------------------------------------------------------------------


def _examples(examples: Sequence[Example], rows: Sequence[Row], rules: Rules, labels: Labels) -> Iterator[Finding]:
    known: dict[str, Row] = {}
    for row in rows:
        if row.cells.get("id"):
            known.setdefault(row.cells["id"], row)
    shown = set()
    for example in examples:
        if example.rule and example.rule not in known:
            yield _in(example, "unknown-rule", f"no rule is called {example.rule!r}")
            continue
        if example.rule:
            shown.add(example.rule)
            home = known[example.rule].path.parent.name
            if home != example.path.parent.name:
                yield _in(example, "misplaced", f"{example.rule} is a rule of {home}: move the example there")
        outcome = run_example(example, rules, labels, mutate=False)
        if not outcome.passed:
            check = "known-failure-holds" if example.known_failure else "example-fails"
            yield _in(example, check, "; ".join(outcome.problems))
    for name, row in sorted(known.items()):
        if issubclass(row.model, (VerbRow, FrameRow)) and name not in shown:
            yield row.finding("no-example", f"{name} has no example: write one beside it", "warning")


def _in(example: Example, check: str, message: str) -> Finding:
    return Finding(str(example.path), example.line, "error", check, message)


def _never_fired(rows: Sequence[Row], rules: Rules, corpus: Path) -> Iterator[Finding]:
    fired: set[str] = set()
    for path in expand([str(corpus)]):
        for item in read_file(path, Fields()):
            if isinstance(item, Read):
                result = read_article(item.article, rules, "all")
                fired |= {mention.rule.split("/")[0] for mention in result.doc.mentions}
                fired |= {told.rule for deal in result.deals for told in deal.evidence}
    for row in rows:
        name = row.cells.get("id", "")
        if issubclass(row.model, (VerbRow, FrameRow)) and name not in fired:
            yield row.finding("never-fires", f"{name} fires nowhere in {corpus}", "warning")
