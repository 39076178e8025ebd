"""Floors: what the corpus must score at least, and the one file that says so.

The file names the corpus by its fingerprint, so that a floor is never held against other articles than it was measured
on. A floor is raised by measuring anew; to lower one takes a flag and a reason, which the file keeps.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..pipeline import Rules
from ..readers import InputError
from .corpus import Corpus, read_all
from .evaluate import NAMES, Evaluation, evaluate

CEILING = "records_without_deals"
_HEAD = """\
# What the rules must score at least on the corpus (F1 where only one figure is given), the most records that articles
# without deals may yield, and the corpus that this was measured on. Never edited by hand:
#     safqa rules floors --update                                        raises every floor to what is measured now
#     safqa rules floors --update --allow-lower --reason "..."           lowers one too, and keeps the reason here
"""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class CorpusTable(_Table):
    """Which corpus."""

    fingerprint: str
    articles: int


class CeilingTable(_Table):
    """The most records over the articles whose gold has no deal."""

    records_without_deals: int


class SidesTable(_Table):
    """Floors of the three figures of a score."""

    p: float | None = None
    r: float | None = None
    f1: float | None = None


class Lowering(_Table):
    """A floor that was lowered (or a ceiling raised), and why."""

    score: str
    before: float
    after: float
    reason: str


class Floors(_Table):
    """The file. ``safqa eval --floors`` needs only the table ``floors``."""

    corpus: CorpusTable | None = None
    ceiling: CeilingTable | None = None
    floors: dict[str, float | SidesTable] = Field(default_factory=dict)
    lowered: tuple[Lowering, ...] = ()

    def figures(self) -> dict[tuple[str, str], float]:
        """Every floor by score and side."""
        out: dict[tuple[str, str], float] = {}
        for name, floor in self.floors.items():
            sides = floor if isinstance(floor, SidesTable) else SidesTable(f1=floor)
            out |= {(name, side): value for side, value in sides.model_dump(exclude_none=True).items()}
        return out


@dataclass(frozen=True)
class Measured:
    """What a rule set scores on a corpus, and how many records articles without deals yield."""

    evaluation: Evaluation
    false_records: int
    fingerprint: str


def read_floors(path: Path) -> Floors:
    """A floors file. Raises ``InputError`` that says what is wrong with it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        floors = Floors.model_validate(data)
    except FileNotFoundError:
        raise InputError(f"{path}: no such floors file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: bad TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{path}: {where}: {first['msg']}") from None
    if unknown := sorted(set(floors.floors) - set(NAMES)):
        raise InputError(f"{path}: floors: unknown score {unknown[0]!r}; known: {', '.join(NAMES)}")
    return floors


def below(evaluation: Evaluation, floors: Floors) -> list[str]:
    """A sentence for each score below its floor."""
    out = []
    for (name, side), floor in floors.figures().items():
        value = evaluation.score(name).value(side)
        if value < floor:
            out.append(f"{name}: {side} {value:.4f} is below its floor {floor:.4f}")
    return out


def measure(corpus: Corpus, rules: Rules) -> Measured:
    """Reads a corpus with a rule set and holds it against its gold."""
    found = read_all(corpus.articles.values(), rules).found()
    quiet = [name for name, item in corpus.gold.items() if not item.deals]
    records = sum(len(found.items[name].deals) for name in quiet if name in found.items)
    return Measured(evaluate(corpus.gold, found, samples=0), records, corpus.fingerprint)


def findings(measured: Measured, floors: Floors) -> list[str]:
    """A sentence for everything that the gate stops: a stale fingerprint, a score below its floor or without one, too
    many records in articles without deals.
    """
    out = []
    if floors.corpus is None or floors.corpus.fingerprint != measured.fingerprint:
        named = floors.corpus.fingerprint if floors.corpus else "no corpus"
        out.append(f"the floors are of {named}, the corpus is {measured.fingerprint} now: it was changed since")
    missing = sorted(set(NAMES) - set(floors.floors))
    out += [f"{name}: no floor" for name in missing]
    out += below(measured.evaluation, floors)
    ceiling = floors.ceiling.records_without_deals if floors.ceiling else 0
    if measured.false_records > ceiling:
        out.append(f"articles without deals yield {measured.false_records} records; the ceiling is {ceiling}")
    return out


def lowerings(measured: Measured, floors: Floors, reason: str = "") -> list[Lowering]:
    """What an update would lower: every floor above what is measured, and the ceiling where it is too low."""
    out = []
    for (name, side), floor in floors.figures().items():
        value = measured.evaluation.score(name).value(side)
        if value < floor:
            score = name if side == "f1" else f"{name}.{side}"
            out.append(Lowering(score=score, before=floor, after=value, reason=reason))
    ceiling = floors.ceiling.records_without_deals if floors.ceiling else None
    if ceiling is not None and measured.false_records > ceiling:
        out.append(Lowering(score=CEILING, before=ceiling, after=measured.false_records, reason=reason))
    return out


def updated(measured: Measured, floors: Floors, reason: str = "") -> Floors:
    """Floors at what is measured now. A score keeps the sides that it has floors for (F1 at least)."""
    score = measured.evaluation.score
    figures: dict[str, float | SidesTable] = {}
    for name in NAMES:
        old = floors.floors.get(name)
        if isinstance(old, SidesTable):
            sides = old.model_dump(exclude_none=True)
            figures[name] = SidesTable(**{side: score(name).value(side) for side in sides})
        else:
            figures[name] = score(name).value("f1")
    return Floors(
        corpus=CorpusTable(fingerprint=measured.fingerprint, articles=measured.evaluation.articles),
        ceiling=CeilingTable(records_without_deals=measured.false_records),
        floors=figures,
        lowered=(*floors.lowered, *lowerings(measured, floors, reason)),
    )


def to_toml(floors: Floors) -> str:
    """The text of a floors file: the same floors give the same bytes."""
    lines = [_HEAD]
    if floors.corpus:
        lines += [
            "[corpus]",
            f'fingerprint = "{floors.corpus.fingerprint}"',
            f"articles = {floors.corpus.articles}",
            "",
        ]
    if floors.ceiling:
        lines += ["[ceiling]", f"{CEILING} = {floors.ceiling.records_without_deals}", ""]
    lines += ["[floors]", *(f'"{name}" = {_figure(value)}' for name, value in floors.floors.items())]
    for one in floors.lowered:
        lines += ["", "[[lowered]]", f'score = "{one.score}"', f"before = {_number(one.before)}"]
        lines += [f"after = {_number(one.after)}", f"reason = {json.dumps(one.reason, ensure_ascii=False)}"]
    return "\n".join(lines) + "\n"


def _figure(value: float | SidesTable) -> str:
    if not isinstance(value, SidesTable):
        return _number(value)
    sides: Mapping[str, float] = value.model_dump(exclude_none=True)
    return "{ " + ", ".join(f"{side} = {_number(number)}" for side, number in sides.items()) + " }"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and value > 1 else f"{value:.4f}"
