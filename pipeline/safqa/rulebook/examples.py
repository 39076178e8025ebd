"""Examples beside the rules: text files that an Arabic reader writes and reads, parsed into what a run must give.

A file holds blocks parted by blank lines. A block begins with key lines, one a line, in Arabic or in the contract's
words (``rules/labels.tsv``); the lines after them are the text, with what a record must hold marked in it::

    صفقة: استحواذ، مكتملة
    قاعدة: acq.ishtara
    اشترت شركة «[نخلة](المشتري)» منصة «[سراب](الهدف)» مقابل [3 ملايين دولار](القيمة).

A ``deal`` line names type and status, and where they apply a round and that the price is kept back; of several
``deal`` lines a mark says which it belongs to by number (``(الهدف 2)``), and belongs to all without one. ``no deal``
gives the reason why there is none. ``money``, ``percents``, ``dates`` and ``companies`` ask for mentions instead of
deals: all that are marked and no others. ``known failure`` gives the reason why an example does not hold yet; a run
fails when it begins to. ``except`` names changes of spelling (see ``mutate``) under which it does not hold yet.
A line that begins with "# " is a comment.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import regex

from ..normalise import fold
from .source import Layered, RuleError, RuleModel, RulePath, read_text, read_tsv

PATTERN = "**/examples*.txt"
MENTIONS = {"money": "money", "percents": "percent", "dates": "date", "companies": "company"}
_MARK = regex.compile(r"\[([^\[\]\n]+)\]\(([^()\n]*)\)")
_KEY = regex.compile(r"([\p{L}_ ]{2,24}?)\s*:(?:\s+(.*))?$")
_COMMA = regex.compile(r"\s*[,،]\s*")
_REASON = regex.compile(r"\s+[—–-]\s+")


class LabelRow(RuleModel):
    """An Arabic label and the word that it stands for."""

    label: str
    word: str
    kind: str


class Labels:
    """Arabic labels and contract words, by kind."""

    def __init__(self, rows: list[LabelRow]) -> None:
        self._words: dict[str, dict[str, str]] = {}
        for row in rows:
            known = self._words.setdefault(row.kind, {})
            known[_plain(row.label)] = row.word
            known[_plain(row.word)] = row.word
        self._rows = rows

    @classmethod
    def load(cls, path: RulePath) -> Labels:
        """Reads ``labels.tsv``. Raises ``RuleError``."""
        return cls([row for _, row in read_tsv(path, LabelRow)])

    def word(self, kind: str, label: str) -> str | None:
        """The contract's word for a label of a kind, or ``None``."""
        return self._words.get(kind, {}).get(_plain(label))

    def allowed(self, *kinds: str) -> str:
        """The contract's words and the labels of some kinds, for an error message."""
        rows = [row for row in self._rows if row.kind in kinds]
        return ", ".join(f"{row.word} ({row.label})" for row in rows)

    def nearest(self, kind: str, label: str) -> bool:
        """Whether a label looks like one of a kind misspelt."""
        return bool(difflib.get_close_matches(_plain(label), self._words.get(kind, {}), 1, 0.75))


def _plain(label: str) -> str:
    words = fold(label.strip()).casefold().replace("_", " ").split()
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words)


@dataclass(frozen=True, slots=True)
class Value:
    """What a mark says about a quantity: an open side is ``None``, percent have no currency."""

    low: Decimal | None
    high: Decimal | None
    currency: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of the text: its span in the text without marks, the role or field, and the value if told."""

    start: int
    end: int
    name: str
    value: str = ""
    deal: int = 0  # counted from 1; 0 is every deal


@dataclass(slots=True)
class ExpectedDeal:
    """A deal that the text must give."""

    type: str
    status: str
    round: str | None = None
    undisclosed: bool = False
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """One example. ``kind`` is "deals" or a kind of mentions; a negative one expects nothing and has a ``reason``."""

    path: Path
    folder: Path  # the layer that it lies in
    line: int
    kind: str
    text: str = ""
    title: str | None = None
    source: str | None = None
    published: datetime | None = None
    rule: str = ""
    deals: list[ExpectedDeal] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    reason: str = ""
    negative: bool = False
    known_failure: str = ""
    exceptions: dict[str, str] = field(default_factory=dict)
    id: str = ""

    @property
    def full(self) -> str:
        """What offsets point into, as of an article."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.path}:{self.line}"

    @property
    def pack(self) -> str:
        """The folder of the file within the rules: deals/acquisition, money."""
        return self.path.parent.relative_to(self.folder).as_posix()


def collect(folder: Layered, labels: Labels | None = None) -> list[Example]:
    """Every example of a rules folder and what it is laid over, in the order of files. Raises ``RuleError``."""
    known = labels or Labels.load(folder / "labels.tsv")
    return [
        example
        for layer in folder.paths
        for path in sorted(layer.glob(PATTERN))
        for example in read_examples(path, layer, known)
    ]


def read_examples(path: Path, folder: Path, labels: Labels) -> Iterator[Example]:
    """The examples of a file. Raises ``RuleError``."""
    counts: dict[str, int] = {}
    base = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    for block in _blocks(path):
        example = _Block(path, folder, labels).read(block)
        name = example.rule or (example.deals[0].type if example.deals else "none")
        if example.kind != "deals":
            name = example.rule or example.kind
        counts[name] = counts.get(name, 0) + 1
        example.id = f"{base}::{name}::{counts[name]}"
        yield example


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.startswith("# ") or line == "#":
            continue
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def promote(examples: Sequence[Example], labels: Labels) -> int:
    """Takes the line ``known failure`` away from examples of a run that hold now; returns how many."""
    by_file: dict[Path, list[int]] = {}
    for example in examples:
        by_file.setdefault(example.path, []).append(example.line)
    done = 0
    for path, starts in by_file.items():
        lines = path.read_bytes().decode("utf-8").split("\n")  # whatever ends its lines, and a mark in front, stay
        for start in sorted(starts, reverse=True):
            for at in range(start - 1, len(lines)):
                label, colon, _ = lines[at].lstrip("\ufeff").partition(":")
                if colon and labels.word("key", label) == "known failure":
                    del lines[at]
                    done += 1
                    break
                if not lines[at].strip():
                    break
        path.write_bytes("\n".join(lines).encode())
    return done


class _Block:
    """Reads one block."""

    def __init__(self, path: Path, folder: Path, labels: Labels) -> None:
        self.path, self.folder, self.labels = path, folder, labels
        self.title: tuple[int, str] | None = None

    def error(self, line: int, message: str) -> RuleError:
        return RuleError(self.path, line, message)

    def read(self, lines: list[tuple[int, str]]) -> Example:
        first = lines[0][0]
        example = Example(self.path, self.folder, first, "")
        body: list[tuple[int, str]] = []
        for line, text in lines:
            key = None if body else self._key(line, text)
            if key is None:
                body.append((line, text))
            else:
                self._take(example, line, *key)
        if not example.kind:
            raise self.error(first, f"says not what it shows: begin with one of {self.labels.allowed('key')}")
        if not body:
            raise self.error(first, "has no text")
        self._text(example, body)
        if not example.negative and example.kind == "deals" and not example.deals:
            raise self.error(first, "names no deal")
        if example.negative and (example.deals or example.marks):
            raise self.error(first, "shows that there is nothing, and marks something")
        return example

    def _key(self, line: int, text: str) -> tuple[str, str] | None:
        match = _KEY.match(text.strip())
        if match is None:
            return None
        label, value = match.group(1), match.group(2) or ""
        word = self.labels.word("key", label)
        if word is not None:
            return word, value.strip()
        if regex.fullmatch(r"[a-z_ ]+", label) or self.labels.nearest("key", label):
            raise self.error(line, f"unknown key {label!r}; allowed: {self.labels.allowed('key')}")
        return None

    def _take(self, example: Example, line: int, key: str, value: str) -> None:
        if key in ("deal", "no deal", *MENTIONS, *(f"no {kind}" for kind in MENTIONS)):
            kind = "deals" if key in ("deal", "no deal") else key.removeprefix("no ")
            if example.kind and (example.kind != kind or key != "deal" or example.negative):
                raise self.error(line, f"one block shows one thing; {key!r} begins another")
            example.kind, example.negative = kind, key.startswith("no ")
            if key == "deal":
                example.deals.append(self._deal(line, value))
            else:
                example.reason = value
            if example.negative and not value:
                raise self.error(line, f"{key!r} asks for the reason after the colon")
        elif key == "title":
            self.title = (line, value)
        elif key == "published":
            try:
                example.published = datetime.fromisoformat(value).replace(tzinfo=UTC)
            except ValueError:
                raise self.error(line, f"{value!r} is no date such as 2025-10-01") from None
        elif key == "known failure":
            if not value:
                raise self.error(line, "'known failure' asks for the reason after the colon")
            example.known_failure = value
        elif key == "except":
            self._exceptions(example, line, value)
        else:
            setattr(example, key, value)

    def _exceptions(self, example: Example, line: int, value: str) -> None:
        names, *reason = _REASON.split(value, maxsplit=1)
        if not reason:
            raise self.error(line, "give the reason after a dash: 'except: waw - reason'")
        for name in filter(None, _COMMA.split(names)):
            word = self.labels.word("variant", name)
            if word is None:
                raise self.error(line, f"unknown change {name!r}; allowed: {self.labels.allowed('variant')}")
            example.exceptions[word] = reason[0]

    def _deal(self, line: int, value: str) -> ExpectedDeal:
        deal = ExpectedDeal("", "")
        for label in filter(None, _COMMA.split(value.strip())):
            kind = next((k for k in ("type", "status", "round", "fact") if self.labels.word(k, label)), None)
            word = self.labels.word(kind, label) if kind else None
            if kind is None or word is None:
                allowed = self.labels.allowed("type", "status", "round", "fact")
                raise self.error(line, f"unknown word {label!r}; allowed: {allowed}")
            if kind == "fact":
                deal.undisclosed = word == "undisclosed"  # a price that is told says the contrary by itself
            else:
                setattr(deal, kind, word)
        if not (deal.type and deal.status):
            raise self.error(line, "a deal needs a type and a status, such as 'صفقة: استحواذ، مكتملة'")
        return deal

    def _text(self, example: Example, body: list[tuple[int, str]]) -> None:
        """Takes the marks out of title and text; their spans count from the title's beginning."""
        parts = []
        offset = 0
        lines = [self.title, *body] if self.title else body
        for line, text in lines:
            plain, marks = self._marks(line, text.strip(), offset, example)
            parts.append(plain)
            offset += len(plain) + 1
            for mark in marks:
                self._keep(example, line, mark)
        if self.title:
            example.title = parts.pop(0)
        example.text = "\n".join(parts)

    def _keep(self, example: Example, line: int, mark: Mark) -> None:
        if example.kind != "deals":
            example.marks.append(mark)
            return
        if mark.deal > len(example.deals):
            raise self.error(line, f"deal {mark.deal} of {len(example.deals)}")
        for number, deal in enumerate(example.deals, 1):
            if mark.deal in (0, number):
                deal.marks.append(mark)
        if not example.deals:
            example.marks.append(mark)

    def _marks(self, line: int, text: str, offset: int, example: Example) -> tuple[str, list[Mark]]:
        plain, last = "", 0
        marks = []
        for match in _MARK.finditer(text):
            plain += text[last : match.start()]
            start = offset + len(plain)
            plain += match.group(1)
            for label in _COMMA.split(match.group(2).strip()):
                marks.append(self._mark(line, start, offset + len(plain), label, example))
            last = match.end()
        plain += text[last:]
        if "](" in plain:
            raise self.error(line, "a mark is [text](label), without brackets inside")
        return plain, marks

    def _mark(self, line: int, start: int, end: int, label: str, example: Example) -> Mark:
        if example.kind != "deals":
            return Mark(start, end, "", self._checked(line, example.kind, label))
        words = label.split()
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size])
            for kind in ("role", "field"):
                word = self.labels.word(kind, name)
                if word is None:
                    continue
                rest = words[size:]
                deal = int(rest.pop(0)) if kind == "role" and rest and rest[0].isdigit() else 0
                if kind == "field" and len(example.deals) > 1 and rest and rest[0].isdigit() and len(rest[0]) == 1:
                    deal = int(rest.pop(0))
                value = " ".join(rest)
                if value and word in ("amount", "valuation", "stake"):
                    self._checked(line, "percents" if word == "stake" else "money", value)
                if value and kind == "role":
                    raise self.error(line, f"{value!r} after a role; only the number of a deal may follow")
                return Mark(start, end, word, value, deal)
        raise self.error(line, f"unknown label {label!r}; allowed: {self.labels.allowed('role', 'field')}")

    def _checked(self, line: int, kind: str, value: str) -> str:
        if value and kind in ("money", "percents"):
            try:
                parse_value(value, self.labels)
            except ValueError as error:
                raise self.error(line, str(error)) from None
        return value


def parse_value(text: str, labels: Labels) -> Value:
    """What a mark such as ``up_to 10000000 USD``, ``15..25 USD``, ``نحو 5`` says. Raises ``ValueError``."""
    words = text.replace(",", "").split()
    currency = words.pop() if words and regex.fullmatch("[A-Z]{3}", words[-1]) else ""
    number = words.pop() if words else ""
    label = " ".join(words)
    qualifier = labels.word("qualifier", label) if label else None
    if label and qualifier is None:
        raise ValueError(f"unknown word {label!r} in {text!r}; allowed: {labels.allowed('qualifier')}")
    low, dots, high = number.partition("..")
    try:
        sides = [Decimal(fold(side)) for side in ((low, high) if dots else (low,))]
    except InvalidOperation:
        raise ValueError(f"{text!r} is no value such as '3000000 USD', 'up_to 5000000 USD' or '15..25'") from None
    if dots:
        return Value(sides[0], sides[1], currency, qualifier or "range")
    if qualifier == "up_to":
        return Value(None, sides[0], currency, qualifier)
    if qualifier == "at_least":
        return Value(sides[0], None, currency, qualifier)
    return Value(sides[0], sides[0], currency, qualifier or "exact")
