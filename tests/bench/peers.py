"""Safqa's amounts against other libraries, on the same file in one run: ``make bench-peers``.

The file (``amounts.jsonl``) holds sentences in newswire wording with their amounts, written for this project: it shows
what each library was made for, and is no independent gold. Each peer is installed by pip into an environment of its
own under ``build/peers-venv`` (they ask for versions that exclude one another) and run there; one that can't be
installed is told so in the table. An amount's value counts where its number (both numbers of an interval) is among
those found; its currency where the same hit names it; its bounds where both sides are right and an open one is open.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from safqa.document import Amount
from safqa.mentions.money import MoneyRules, find_money
from safqa.normalise import normalise
from safqa.rulebook.source import find_rules

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_VENVS = _ROOT / "build" / "peers-venv"
_PEERS = ("mahad", "price-parser", "quantulum3", "arabic-itn")
_SECONDS = 3.0
_SENTENCES = 12  # of an article
# What a peer may call a currency, generously: signs, and bare nouns as this project's guidelines read them.
_SAME = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "دولار": "USD", "يورو": "EUR", "ريال": "SAR",
         "جنيه": "EGP", "درهم": "AED", "دينار": "KWD", "ر.س": "SAR", "د.إ": "AED"}  # fmt: skip


class Score(NamedTuple):
    """One line of the table: amounts of which the value, value and currency, and bounds too are right; hits beyond
    them; articles a second.
    """

    name: str
    value: int
    currency: int
    bounds: int
    extra: int
    rate: float


def items() -> list[dict[str, Any]]:
    """The sentences with their amounts."""
    lines = (_HERE / "amounts.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def articles(rows: list[dict[str, Any]]) -> list[str]:
    """The sentences, some to an article."""
    texts = [row["text"] for row in rows]
    return [" ".join(texts[at : at + _SENTENCES]) for at in range(0, len(texts), _SENTENCES)]


def ours(rows: list[dict[str, Any]]) -> Score:
    """This project's line."""
    rules = MoneyRules.load(find_rules())

    def read(text: str) -> list[Amount]:
        found = find_money(normalise(text).text, rules)
        return [mention.amount for mention in found if mention.amount is not None]

    value = currency = bounds = extra = 0
    for row in rows:
        left = read(row["text"])
        for gold in row["amounts"]:
            hit = next((amount for amount in left if _numbers(amount) == _gold_numbers(gold)), None)
            if hit is None:
                continue
            left.remove(hit)
            value += 1
            currency += hit.currency == gold["currency"]
            bounds += hit.currency == gold["currency"] and (hit.min, hit.max) == _gold_sides(gold)
        extra += len(left)
    texts = articles(rows)
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < _SECONDS:
        for text in texts:
            read(text)
        done += len(texts)
    return Score("**safqa**", value, currency, bounds, extra, done / (time.perf_counter() - began))


def _numbers(amount: Amount) -> set[Decimal]:
    return {side for side in (amount.min, amount.max) if side is not None}


def _gold_numbers(gold: dict[str, Any]) -> set[Decimal]:
    return {Decimal(str(gold["low"])), Decimal(str(gold["high"]))}


def _gold_sides(gold: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    low, high = Decimal(str(gold["low"])), Decimal(str(gold["high"]))
    return (None if gold["qualifier"] == "up_to" else low, None if gold["qualifier"] == "at_least" else high)


def peer(name: str, rows: list[dict[str, Any]]) -> Score | str:
    """A peer's line, or why there is none."""
    python = installed(name)
    if isinstance(python, str):
        return python
    request = {"texts": [row["text"] for row in rows], "articles": articles(rows), "seconds": _SECONDS}
    command = [str(python), str(_HERE / "peer_adapters.py"), name]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    run = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, env=environment)
    if run.returncode:
        return (run.stderr.strip().splitlines() or ["no output"])[-1]
    answer = json.loads(run.stdout)
    return _scored(f"{name} {answer['version']}", rows, answer["found"], answer["rate"])


def _scored(name: str, rows: list[dict[str, Any]], found: list[list[tuple[str, str]]], rate: float) -> Score:
    value = currency = bounds = extra = 0
    for row, hits in zip(rows, found, strict=True):
        left = [(number, _SAME.get(unit, unit)) for number, unit in ((_decimal(v), u) for v, u in hits)]
        for gold in row["amounts"]:
            wanted = _gold_numbers(gold)
            told = [hit for hit in left if hit[0] in wanted]
            if {number for number, _ in told} != wanted:
                continue
            for number in wanted:  # each number is used once
                left.remove(next(hit for hit in told if hit[0] == number))
            value += 1
            named = any(unit == gold["currency"] for _, unit in told)
            currency += named
            bounds += named and len(wanted) == 1 and gold["qualifier"] in ("exact", "approx")
        extra += sum(unit != "" for _, unit in left)
    return Score(name, value, currency, bounds, extra, rate)


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value).normalize()
    except InvalidOperation:
        return None


def installed(name: str) -> Path | str:
    """The Python of a peer's environment, made if it is not there; or why it can't be."""
    folder = _VENVS / name
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if ready.exists():
        return python
    print(f"Installing {name} into {folder.relative_to(_ROOT)}", file=sys.stderr)
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "setuptools", name],
    ):
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode:
            return (run.stderr.strip().splitlines() or ["failed"])[-1]
    ready.touch()
    return python


def icu_round_trip() -> str:
    """Numbers spelled by ICU now, read back; PyICU is built from source, which needs ICU's headers and a compiler."""
    python = installed("PyICU")
    if isinstance(python, str):
        return f"ICU round trip: PyICU could not be built here ({python}); tests/data holds ICU's spellings."
    run = subprocess.run([str(python), str(_HERE / "icu_spellout.py"), "--print"], capture_output=True, text=True)
    if run.returncode:
        return f"ICU round trip: {run.stderr.strip().splitlines()[-1]}"
    from safqa.mentions.numbers import Lexer, NumberRules, Style, parse_number

    rules = NumberRules.load(find_rules() / "numbers")
    lexer, right, rows = Lexer(rules), 0, [line.split("\t") for line in run.stdout.splitlines()]
    for number, spelled in rows:
        tokens = lexer.tokens(normalise(spelled).text)
        found = parse_number(tokens, 0, rules, Style(), lambda token: False)
        right += found is not None and found.low == Decimal(number) and found.last == len(tokens)
    return f"ICU round trip: {right} of {len(rows)} spellings read back."


def linear() -> str:
    """How much longer ten times the text takes: ten where time is linear."""
    rules = MoneyRules.load(find_rules())
    text = normalise("\n".join(articles(items()))).text
    times = []
    for size in (5, 50):
        longer = "\n".join([text] * size)
        began = time.perf_counter()
        find_money(longer, rules)
        times.append(time.perf_counter() - began)
    return f"Ten times the text takes {times[1] / times[0]:.1f} times as long."


def main() -> None:
    """Prints the table in Markdown."""
    rows = items()
    total = sum(len(row["amounts"]) for row in rows)
    lines: list[Score | tuple[str, str]] = [ours(rows)]
    for name in _PEERS:
        scored = peer(name, rows)
        lines.append(scored if isinstance(scored, Score) else (name, scored))
    print(f"{total} amounts in {len(rows)} sentences\n")
    print("| | value | value and currency | and bounds | found beyond them | articles a second |")
    print("| --- | --- | --- | --- | --- | --- |")
    for line in lines:
        if isinstance(line, Score):
            parts = [f"{100 * part / total:.0f} %" for part in (line.value, line.currency, line.bounds)]
            print(f"| {line.name} | {' | '.join(parts)} | {line.extra} | {line.rate:,.0f} |")
        else:
            print(f"| {line[0]} | not run: {line[1]} | | | | |")
    print(f"\n{linear()}\n{icu_round_trip()}")


if __name__ == "__main__":
    main()
