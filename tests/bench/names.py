"""What a long list of companies costs: a list of 100,000 names against the packaged one.

``python -m tests.bench.names`` prints the ratio of the time that finding companies takes, and the memory that the
names take. The names are made of Arabic syllables by a fixed recipe, so that they share beginnings with real words.
"""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from safqa.mentions.companies import CompanyRules, find_companies
from safqa.normalise import normalise
from safqa.pipeline import load_rules
from safqa.words import words_of

from .run import dense

_SYLLABLES = ["با", "تي", "كو", "را", "مي", "سو", "نا", "لي", "دو", "فا", "ني", "كا", "رو", "شا", "زي", "غو"]
_ROUNDS = 5


@dataclass(frozen=True)
class Cost:
    """What ``names`` more names cost: time as a multiple of the time without them, and resident megabytes."""

    names: int
    time_ratio: float
    megabytes: float


def made_names(path: Path, count: int) -> Path:
    """A list of companies with ``count`` made-up names, each in two Arabic spellings and one Latin."""
    draw = random.Random(1)

    def word(length: int) -> str:
        return "".join(draw.choice(_SYLLABLES) for _ in range(length))

    with path.open("w", encoding="utf-8") as out:
        out.write("id\tcanonical\tarabic\tlatin\n")
        for number in range(count):
            out.write(f"made{number}\t{word(draw.randint(3, 5))} {word(2)}\t{word(4)}\tXq{number} Corp\n")
    return path


def seconds(rules: CompanyRules, texts: list[str]) -> float:
    """The processor time to find the companies of some texts, the best of several rounds."""
    pages = [(text, words_of(text)) for text in texts]
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        for text, words in pages:
            find_companies(text, words, rules)
        best = min(best, time.process_time() - start)
    return best


def resident() -> float:
    """The resident memory of this process in megabytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def cost_of_names(count: int = 100_000) -> Cost:
    """Compares the packaged list with one that has ``count`` names more."""
    texts = [normalise(text).text for text in dense()[:200]]
    with tempfile.TemporaryDirectory() as folder:
        # A list of one name beside the packaged ones: the rules are read twice here, but by nobody else.
        few = seconds(load_rules(companies=(made_names(Path(folder) / "one.tsv", 1),)).companies, texts)
        load_rules()
        before = resident()
        rules = load_rules(companies=(made_names(Path(folder) / "names.tsv", count),))
        return Cost(count, seconds(rules.companies, texts) / few, resident() - before)


if __name__ == "__main__":
    print(cost_of_names())
