"""The corpus's records are those of its snapshot, and each change to them is accepted or rejected by somebody."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from tests.quality_helpers import safqa
from tests.test_floors import write

from safqa.document import Article
from safqa.pipeline import load_rules
from safqa.quality.as_example import FILE, append_example, example_of
from safqa.quality.corpus import load_corpus
from safqa.quality.harness import run_example
from safqa.quality.review import SNAPSHOT, accepted, changes, read_snapshot, records_of, snapshot_text
from safqa.readers import InputError
from safqa.rulebook.examples import Labels, read_examples

FIRST = "استحوذت شركة أرامكو على شركة سابك مقابل 5 ملايين دولار."
SECOND = "اندمج بنك البلاد مع بنك الجزيرة."


def test_the_corpus_gives_the_records_of_its_snapshot(root: Path) -> None:
    path = root / "corpus" / SNAPSHOT
    now = records_of(load_corpus(root / "corpus").articles.values(), load_rules())
    diff = changes(read_snapshot(path), now)
    told = [f"{change.kind} {change.article} {change.rule}: {change.record.sentence}" for change in diff.changes]
    more = [f"... and {len(told) - 20} more"] if len(told) > 20 else []
    assert not told, "\n".join(
        [*told[:20], *more, "Review each change:  safqa rules review   (only list them: --list)"]
    )
    assert snapshot_text(now).encode() == path.read_bytes()


@pytest.fixture
def place(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a corpus of two articles, a snapshot, and rules to be changed."""
    (tmp_path / "corpus" / "articles").mkdir(parents=True)
    (tmp_path / "corpus" / "gold").mkdir()
    rows = [{"id": "a", "text": FIRST}, {"id": "b", "text": SECOND}]
    write(tmp_path / "corpus" / "articles" / "a.jsonl", *rows)
    gold = [{"id": row["id"], "deals": [], "money": [], "companies": []} for row in rows]
    write(tmp_path / "corpus" / "gold" / "a.jsonl", *gold)
    shutil.copytree(root / "rules", tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    assert safqa(monkeypatch, "rules", "review", "--accept-all", "--no-examples") == 0
    return tmp_path


def bar(place: Path, *phrases: str) -> None:
    """Plants a regression: what the phrases tell is barred."""
    barred = place / "rules" / "context" / "not_deals.tsv"
    text = barred.read_text(encoding="utf-8").rstrip("\n")
    barred.write_text(text + "".join(f"\n{phrase}\tplanted" for phrase in phrases) + "\n", encoding="utf-8")


def review(monkeypatch: pytest.MonkeyPatch, *arguments: object, answers: str = "") -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    return safqa(monkeypatch, "rules", "review", "--rules", "rules", *arguments)


def test_nothing_changed_is_nothing_to_review(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (place / "corpus" / SNAPSHOT).read_bytes()
    assert review(monkeypatch, "--list") == 0
    assert review(monkeypatch) == 0
    assert (place / "corpus" / SNAPSHOT).read_bytes() == before


def test_a_planted_regression_is_listed(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bar(place, "استحوذت شركة")
    before = (place / "corpus" / SNAPSHOT).read_bytes()
    assert review(monkeypatch, "--list") == 1
    printed = capsys.readouterr().out
    assert "lost" in printed
    assert "أرامكو" in printed
    assert (place / "corpus" / SNAPSHOT).read_bytes() == before


def test_one_change_accepted_and_one_rejected(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bar(place, "استحوذت شركة", "اندمج بنك")
    assert review(monkeypatch, answers="maybe\ny\nn\n") == 1
    assert "1 of 2 changes accepted" in capsys.readouterr().out
    (left,) = read_snapshot(place / "corpus" / SNAPSHOT).values()
    assert left[0].sentence == SECOND
    assert review(monkeypatch, "--list") == 1  # the rejected one stays red
    block = (place / "rules" / "deals" / "acquisition" / "examples_reviewed.txt").read_text(encoding="utf-8")
    assert block.startswith("no deal: ")
    assert block.endswith(FIRST + "\n")


def test_quitting_leaves_the_rest(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bar(place, "استحوذت شركة", "اندمج بنك")
    before = (place / "corpus" / SNAPSHOT).read_bytes()
    assert review(monkeypatch, answers="q\n") == 1
    assert (place / "corpus" / SNAPSHOT).read_bytes() == before


def test_accept_all(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bar(place, "استحوذت شركة")
    assert review(monkeypatch, "--accept-all", "--no-examples") == 0
    assert review(monkeypatch, "--list") == 0
    assert not list((place / "rules").rglob("examples_reviewed.txt"))


def test_a_snapshot_edited_by_hand_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "corpus" / SNAPSHOT
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("acquirer: أرامكو", "acquirer: وهم"), encoding="utf-8")
    with pytest.raises(InputError, match="edited by hand"):
        read_snapshot(path)
    assert review(monkeypatch, "--list") == 2
    assert "edited by hand" in capsys.readouterr().err
    path.write_text("{", encoding="utf-8")
    assert review(monkeypatch) == 2
    assert review(monkeypatch, "--accept-all", "--no-examples") == 0
    assert path.read_text(encoding="utf-8") == text


def test_the_file_is_read_as_it_was_written(place: Path) -> None:
    path = place / "corpus" / SNAPSHOT
    assert snapshot_text(read_snapshot(path)).encode() == path.read_bytes()


def test_accepting_is_by_change(place: Path) -> None:
    rules = load_rules(place / "rules")
    articles = load_corpus(place / "corpus").articles.values()
    now = records_of(articles, rules)
    diff = changes({}, now)
    assert [change.kind for change in diff.changes] == ["gained", "gained"]
    assert accepted({}, now, diff.changes) == now
    assert accepted(now, {}, changes(now, {}).changes) == {}
    assert accepted(now, now, []) == now


def test_an_accepted_record_becomes_an_example_with_its_marks() -> None:
    rules = load_rules()
    article = Article("a", f"{FIRST}\n{SECOND}")
    gained = next(c for c in changes({}, records_of([article], rules)).changes if c.record.type == "acquisition")
    block = example_of(gained, article, rules)
    assert block is not None
    head, rule, text = block.splitlines()
    assert head.removesuffix(", disclosed") == "deal: acquisition, completed"
    assert rule == f"rule: {gained.rule}"
    assert text == "استحوذت شركة [أرامكو](acquirer) على شركة [سابك](target) مقابل [5 ملايين دولار](amount)."


def test_a_record_that_needs_its_article_is_no_example() -> None:
    rules = load_rules()
    article = Article("a", "قالت شركة أرامكو إنها تتوسع. وقد استحوذت على شركة سابك مقابل 5 ملايين دولار.")
    (gained,) = changes({}, records_of([article], rules)).changes
    assert "acquirer: أرامكو" in gained.record.parties
    assert example_of(gained, article, rules) is None


def test_a_rejected_gain_becomes_a_known_failure(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place / "corpus" / SNAPSHOT
    path.write_text(snapshot_text({}), encoding="utf-8")
    assert review(monkeypatch, answers="n\ny\n") == 1
    (left,) = read_snapshot(path)
    assert left == "b"
    labels = Labels.load(place / "rules" / "labels.tsv")
    bad, good = (
        next(iter(read_examples(place / "rules" / "deals" / kind / FILE, place / "rules", labels)))
        for kind in ("acquisition", "merger")
    )
    assert (bad.text, bad.negative) == (FIRST, True)
    assert "acq.istahwadh" in bad.known_failure
    assert (good.text, good.negative, [deal.type for deal in good.deals]) == (SECOND, False, ["merger"])
    rules = load_rules(place / "rules")
    assert all(run_example(example, rules, labels).passed for example in (bad, good))


def test_an_example_is_added_once(tmp_path: Path) -> None:
    for block in ("deal: a\nx\n", "deal: b\ny\n", "deal: a\nx\n"):
        path = append_example(tmp_path, "merger", block)
    assert path.read_text(encoding="utf-8") == "deal: a\nx\n\ndeal: b\ny\n"
    assert path == tmp_path / "deals" / "merger" / "examples_reviewed.txt"
    assert len(list(path.parent.iterdir())) == 1
