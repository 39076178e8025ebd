"""The corpus scores at its floors, which can't be lowered in passing; a planted regression is stopped."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.quality_helpers import safqa

from safqa.pipeline import load_rules
from safqa.quality.corpus import Corpus, fingerprint, load_corpus
from safqa.quality.gate import Floors, findings, lowerings, measure, read_floors, to_toml, updated

UPDATE = "safqa rules floors --update"
TEXT = "استحوذت شركة أرامكو على شركة سابك مقابل 5 ملايين دولار."
QUIET = "قالت شركة أرامكو إن أرباحها بلغت 5 ملايين دولار."


def test_the_corpus_scores_at_its_floors(root: Path) -> None:
    measured = measure(load_corpus(root / "corpus"), load_rules())
    found = findings(measured, read_floors(root / "tests" / "floors.toml"))
    assert not found, "\n".join([*found, f"Mend the rules, or set the floors anew:  {UPDATE}"])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one article with a deal and one without."""
    folder = tmp_path / "corpus"
    (folder / "articles").mkdir(parents=True)
    (folder / "gold").mkdir()
    five = {"text": "5 ملايين دولار", "min": 5e6, "max": 5e6, "currency": "USD", "qualifier": "exact"}
    parties = [{"role": "acquirer", "names": ["أرامكو"]}, {"role": "target", "names": ["سابك"]}]
    deal = {"type": "acquisition", "status": "completed", "parties": parties, "amount": five}
    write(folder / "articles" / "a.jsonl", {"id": "a", "text": TEXT}, {"id": "b", "text": QUIET})
    write(
        folder / "gold" / "a.jsonl",
        {"id": "a", "deals": [deal], "money": [five], "companies": [["أرامكو"], ["سابك"]]},
        {"id": "b", "deals": [], "money": [five], "companies": [["أرامكو"]]},
    )
    return folder


def write(path: Path, *rows: object) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def planted(tmp_path: Path, root: Path) -> Path:
    """Rules with a planted regression: the corpus's deal is barred."""
    folder = tmp_path / "rules"
    shutil.copytree(root / "rules", folder)
    barred = folder / "context" / "not_deals.tsv"
    barred.write_text(barred.read_text(encoding="utf-8").rstrip("\n") + "\nاستحوذت شركة\tplanted\n", encoding="utf-8")
    return folder


def floors_of(corpus: Corpus) -> Floors:
    return updated(measure(corpus, load_rules()), Floors())


def test_a_planted_regression_is_stopped(corpus: Path, planted: Path) -> None:
    whole = load_corpus(corpus)
    floors = floors_of(whole)
    assert findings(measure(whole, load_rules()), floors) == []
    found = findings(measure(whole, load_rules(planted)), floors)
    assert "deals.detect: f1 0.0000 is below its floor 1.0000" in found


def test_records_over_articles_without_deals_have_a_ceiling(corpus: Path) -> None:
    floors = floors_of(load_corpus(corpus))
    write(corpus / "articles" / "a.jsonl", {"id": "a", "text": TEXT}, {"id": "b", "text": TEXT})
    found = findings(measure(load_corpus(corpus), load_rules()), floors)
    assert "articles without deals yield 1 records; the ceiling is 0" in found


def test_a_changed_corpus_makes_the_floors_stale(corpus: Path) -> None:
    floors = floors_of(load_corpus(corpus))
    before = fingerprint(corpus)
    write(corpus / "articles" / "a.jsonl", {"id": "a", "text": TEXT}, {"id": "b", "text": QUIET + " "})
    assert fingerprint(corpus) != before
    (found,) = findings(measure(load_corpus(corpus), load_rules()), floors)
    assert before in found and "changed since" in found
    (corpus / "articles" / "a.jsonl").rename(corpus / "articles" / "b.jsonl")
    assert fingerprint(corpus) not in (before, "")


def test_a_score_without_a_floor_is_told(corpus: Path) -> None:
    whole = load_corpus(corpus)
    floors = floors_of(whole)
    less = floors.model_copy(update={"floors": {k: v for k, v in floors.floors.items() if k != "money"}})
    assert findings(measure(whole, load_rules()), less) == ["money: no floor"]


def test_the_file_is_read_as_it_was_written(corpus: Path, tmp_path: Path) -> None:
    text = (
        to_toml(floors_of(load_corpus(corpus))).replace('"money" = 1.0000', '"money" = { p = 0.5000, f1 = 0.4000 }')
        + '\n[[lowered]]\nscore = "money"\nbefore = 1.0000\nafter = 0.5000\nreason = "قيل \\"لا\\""\n'
    )
    (tmp_path / "floors.toml").write_text(text, encoding="utf-8")
    floors = read_floors(tmp_path / "floors.toml")
    assert to_toml(floors) == text
    assert floors.figures()["money", "p"] == 0.5
    assert floors.lowered[0].reason == 'قيل "لا"'
    again = updated(measure(load_corpus(corpus), load_rules()), floors)
    assert again.figures()["money", "p"] == 1.0
    assert again.lowered == floors.lowered


def test_update_refuses_to_lower_without_flag_and_reason_and_keeps_the_reason(
    corpus: Path, planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "floors.toml"
    options = ("--floors", file, "--corpus", corpus)
    assert safqa(monkeypatch, "rules", "floors", "--update", *options) == 0
    first = file.read_bytes()
    assert safqa(monkeypatch, "rules", "floors", *options) == 0
    worse = (*options, "--rules", planted)
    assert safqa(monkeypatch, "rules", "floors", *worse) == 1
    assert UPDATE in capsys.readouterr().out
    assert safqa(monkeypatch, "rules", "floors", "--update", *worse) == 1
    assert "Nothing was written" in capsys.readouterr().err
    assert safqa(monkeypatch, "rules", "floors", "--update", "--allow-lower", *worse) == 2
    assert "--reason" in capsys.readouterr().err
    assert file.read_bytes() == first
    lower = ("rules", "floors", "--update", "--allow-lower", "--reason", "a false friend barred", *worse)
    assert safqa(monkeypatch, *lower) == 0
    floors = read_floors(file)
    assert floors.floors["deals.detect"] == 0.0
    assert {one.score for one in floors.lowered} >= {"deals.detect", "deals.amount"}
    assert {one.reason for one in floors.lowered} == {"a false friend barred"}
    assert safqa(monkeypatch, "rules", "floors", "--update", *options) == 0
    assert len(read_floors(file).lowered) == len(floors.lowered)


def test_a_higher_ceiling_is_a_lowering(corpus: Path) -> None:
    floors = floors_of(load_corpus(corpus))
    write(corpus / "articles" / "a.jsonl", {"id": "a", "text": TEXT}, {"id": "b", "text": TEXT})
    lower = lowerings(measure(load_corpus(corpus), load_rules()), floors, "r")
    assert ("records_without_deals", 0, 1) in [(one.score, one.before, one.after) for one in lower]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[floors", "bad TOML"),
        ("[flours]\n", "flours"),
        ('[floors]\n"deals" = 1.0\n', "unknown score 'deals'"),
        ('[floors]\nmoney = "much"\n', "floors.money"),
        ("[corpus]\nfingerprint = 'x'\n", "corpus.articles"),
    ],
)
def test_a_bad_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    (tmp_path / "floors.toml").write_text(text)
    assert safqa(monkeypatch, "rules", "floors", "--floors", tmp_path / "floors.toml") == 2
    assert message in capsys.readouterr().err


def test_what_is_no_corpus_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--corpus", tmp_path, "--floors", tmp_path / "floors.toml")
    assert safqa(monkeypatch, "rules", "floors", *options) == 2
    assert "no such floors file" in capsys.readouterr().err
    assert safqa(monkeypatch, "rules", "floors", "--update", *options) == 2
    assert "is no corpus" in capsys.readouterr().err
