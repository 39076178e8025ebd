"""What each rule did is counted right, on runs made by hand, and is what confidence is computed from."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.quality_helpers import amount, deal, mention, safqa, write_run

from safqa.deals.assembly import PrecisionRow
from safqa.pipeline import load_rules
from safqa.quality.gold import read_gold
from safqa.quality.statistics import (
    RuleStat,
    known_rules,
    precision_table,
    rows_of_runs,
    statistics,
    time_sentences,
    to_rows,
    write_parquet,
)
from safqa.rulebook.source import read_tsv

PARTIES = [("acquirer", "الواحة"), ("target", "النخيل")]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Two articles: acq.one is right once and wrong once; acq.two shares a record with it, is shadowed once and idle
    once; a cue, amounts, companies and a date besides.
    """
    shared = deal("a", "acquisition", PARTIES, "acq.one", amount=amount(5))
    shared["evidence"].append({"text": "ثانية", "start": 100, "end": 105, "rule": "acq.two"})
    shared["slots"].append({"field": "date", "rule": "date.x", "start": 3, "end": 4})
    wrong = deal("b", "acquisition", [("acquirer", "وهم"), ("target", "خيال")], "acq.one")
    return write_run(
        tmp_path / "run",
        [shared, wrong],
        [
            mention("a", "trigger", "acq.one/past", 0),
            mention("a", "trigger", "acq.two/noun", 2),
            mention("a", "trigger", "acq.two/noun", 101),
            mention("a", "trigger", "acq.two/past", 300),
            mention("a", "cue", "plan.x/noun", 1),
            mention("a", "money", "money.x", 1, amount=amount(5)),
            mention("a", "money", "money.x", 9, amount=amount(7)),
            mention("a", "company", "company.x", 1, "الواحة"),
            mention("a", "company", "company.x", 20, "الواحة"),
            mention("a", "company", "company.y", 30, "وهم"),
            mention("a", "company", "company.y", 40, "رويترز"),
            mention("b", "trigger", "acq.one/past", 0),
            mention("b", "trigger", "acq.idle/past", 500),
        ],
    )


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    party = [{"role": role, "names": [name]} for role, name in PARTIES]
    five = {"min": 5, "max": 5, "currency": "USD"}
    rows = [
        {"id": "a", "deals": [{"type": "acquisition", "status": "completed", "parties": party, "amount": five}],
         "money": [five], "companies": [["الواحة"], ["النخيل"]]},
        {"id": "b", "deals": [], "money": [], "companies": []},
    ]  # fmt: skip
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path / "gold.jsonl"


def table(run: Path, gold: Path | None) -> dict[tuple[str, str], RuleStat]:
    found = statistics(rows_of_runs([run]), None, read_gold(gold) if gold else None)
    return {(stat.rule, stat.field): stat for stat in found}


def test_triggers(run: Path, gold: Path) -> None:
    stats = table(run, gold)
    assert stats["acq.one", "deal"] == RuleStat("acq.one", "deal", 2, 2, 2, 1, 1, 1, 0, 0)
    two = stats["acq.two", "deal"]
    assert (two.fired, two.articles, two.records, two.right, two.wrong) == (3, 1, 1, 1, 0)
    assert (two.overlapped, two.shadowed, two.idle) == (1, 1, 1)
    idle = stats["acq.idle", "deal"]
    assert (idle.fired, idle.records, idle.right, idle.idle, idle.precision) == (1, 0, None, 1, None)
    for stat in (stats["acq.one", "deal"], two, idle):
        assert stat.fired >= (stat.shadowed or 0) + (stat.idle or 0)


def test_cues_slots_amounts_and_companies(run: Path, gold: Path) -> None:
    stats = table(run, gold)
    assert stats["plan.x", "cue"].fired == 1
    assert (stats["acq.one/x", "parties.acquirer"].right, stats["acq.one/x", "parties.acquirer"].wrong) == (1, 1)
    assert (stats["amount.x", "amount"].right, stats["amount.x", "amount"].wrong) == (1, 0)
    assert (stats["money.x", "money"].right, stats["money.x", "money"].wrong) == (1, 1)
    assert (stats["company.x", "company"].right, stats["company.x", "company"].wrong) == (2, 0)
    neutral = stats["company.y", "company"]
    assert (neutral.fired, neutral.right, neutral.wrong) == (2, 0, 1)
    assert (stats["date.x", "date"].fired, stats["date.x", "date"].right) == (1, None)


def test_without_gold_nothing_is_right_or_wrong(run: Path) -> None:
    for stat in table(run, None).values():
        assert stat.right is None
        assert stat.wrong is None


def test_rules_that_never_fire_are_listed(run: Path) -> None:
    rules = load_rules()
    found = {stat.rule for stat in statistics(rows_of_runs([run]), rules) if not stat.fired}
    assert found == set(known_rules(rules))


def test_a_planted_bad_rule_stands_out(tmp_path: Path, gold: Path) -> None:
    """A rule that invents records has wrong ones only, and its confidence sinks."""
    bad = [deal("b", "debt", [("borrower", f"وهم {n}")], "debt.bad", start=40 * n) for n in range(4)]
    stats = table(write_run(tmp_path / "bad", bad), gold)
    assert (stats["debt.bad", "deal"].right, stats["debt.bad", "deal"].wrong) == (0, 4)
    assert stats["debt.bad", "deal"].precision == 0.0


def test_time_is_of_sentences_in_which_a_rule_fired(run: Path) -> None:
    rules = load_rules()
    rows = rows_of_runs([run])
    found = statistics(rows, rules)
    assert all(stat.sentence_ms is None for stat in found)
    time_sentences(found, rows, rules)
    timed = {stat.rule: stat.sentence_ms for stat in found if stat.sentence_ms is not None}
    assert set(timed) == {"acq.one", "acq.two", "plan.x"}
    assert all(value >= 0 for value in timed.values())


def test_parquet_holds_the_same_table(run: Path, gold: Path, tmp_path: Path) -> None:
    found = statistics(rows_of_runs([run]), load_rules(), read_gold(gold))
    for name in ("one", "two"):
        write_parquet(found, tmp_path / f"{name}.parquet")
    assert pq.read_table(tmp_path / "one.parquet").to_pylist() == to_rows(found)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
    assert sum(row["never_fired"] for row in to_rows(found)) == len(known_rules(load_rules()))


def test_the_precision_table_is_what_the_rules_read(run: Path, gold: Path, tmp_path: Path) -> None:
    text = precision_table(table(run, gold).values(), "two articles")
    (tmp_path / "precision.tsv").write_text(text, encoding="utf-8")
    rows = [row for _, row in read_tsv(tmp_path / "precision.tsv", PrecisionRow)]
    assert [(row.rule, row.right, row.wrong) for row in rows] == [("acq.one", 1, 1), ("acq.two", 1, 0)]
    assert "Measured on two articles." in text


def test_commands(
    run: Path,
    gold: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    root: Path,
) -> None:
    precision = tmp_path / "precision.tsv"
    arguments = ("rules", "stats", run, "--gold", gold, "-o", tmp_path / "stats.parquet", "--no-time")
    assert safqa(monkeypatch, *arguments, "--write-precision", precision, "--on", "made up") == 0
    printed = capsys.readouterr().out
    assert "acq.one" in printed
    assert "Never fired" in printed
    assert pq.read_table(tmp_path / "stats.parquet").num_rows > len(known_rules(load_rules()))
    assert "Measured on made up: 2 articles." in precision.read_text(encoding="utf-8")
    assert safqa(monkeypatch, "rules", "stats", run, "--write-precision", precision) == 2
    assert "needs --gold" in capsys.readouterr().err
    letters = root / "corpus" / "articles" / "letters"
    assert safqa(monkeypatch, "rules", "coverage", letters, "--no-time", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert any(row["fired"] and row["field"] == "deal" for row in rows)
    assert safqa(monkeypatch, "rules", "coverage", run, "--json", "--no-time") == 0
    assert safqa(monkeypatch, "rules", "coverage", tmp_path / "nothing.txt") == 2
