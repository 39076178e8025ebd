"""What two runs, or two rule folders, find differently is told by rule and field, with the sentence."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.quality_helpers import amount, deal, safqa, write_run

from safqa.inspect.diff_page import render_diff
from safqa.quality.diff import Diff, compare_runs

PARTIES = [("acquirer", "أرامكو"), ("target", "سابك")]


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """A run, and one with a record lost, one gained and one changed."""
    same = deal("a", "merger", [("party", "ا"), ("party", "ب")], rule="merger.x")
    before = write_run(
        tmp_path / "before",
        [
            same,
            deal("b", "acquisition", PARTIES, amount=amount(5_000_000), sentence="اشترت أرامكو سابك"),
            deal("c", "debt", [("borrower", "سدير")], rule="debt.x", sentence="اقترضت سدير"),
        ],
    )
    after = write_run(
        tmp_path / "after",
        [
            same,
            deal("b", "acquisition", PARTIES, amount=amount(6_000_000), status="planned", sentence="اشترت أرامكو سابك"),
            deal("c", "ipo", [("issuer", "روافد")], rule="ipo.x", sentence="طرحت <روافد> & غيرها", start=30),
        ],
    )
    return before, after


def changes(diff: Diff) -> list[tuple[str, str, str]]:
    return [(change.kind, change.article, change.rule) for change in diff.changes]


def test_gained_lost_and_changed(runs: tuple[Path, Path]) -> None:
    diff = compare_runs(*runs)
    assert changes(diff) == [("changed", "b", "acq.one"), ("lost", "c", "debt.x"), ("gained", "c", "ipo.x")]
    assert diff.same == 1
    fields = {one.field: (one.before, one.after, one.rule) for one in diff.changes[0].fields}
    assert fields == {"status": ("completed", "planned", "acq.one"),
                      "amount": ("USD 5000000", "USD 6000000", "amount.x")}  # fmt: skip
    assert diff.changes[1].record.sentence == "اقترضت سدير"
    assert diff.by_field() == {"status": 1, "amount": 1}


def test_the_other_way_round_gains_become_losses(runs: tuple[Path, Path]) -> None:
    there, back = compare_runs(*runs), compare_runs(*reversed(runs))
    swap = {"gained": "lost", "lost": "gained", "changed": "changed"}
    assert sorted(changes(back)) == sorted((swap[kind], article, rule) for kind, article, rule in changes(there))


def test_a_run_does_not_differ_from_itself(runs: tuple[Path, Path]) -> None:
    diff = compare_runs(runs[0], runs[0])
    assert (diff.changes, diff.same) == ((), 3)


def test_confidence_and_offsets_are_no_change(tmp_path: Path) -> None:
    one = deal("a", "merger", [("party", "ا"), ("party", "ب")])
    two = deal("a", "merger", [("party", "ا"), ("party", "ب")], start=70) | {"confidence": 0.9, "ruleset": "other"}
    diff = compare_runs(write_run(tmp_path / "one", [one]), write_run(tmp_path / "two", [two]))
    assert not diff.changes


def test_records_of_one_pair_of_companies_are_paired_by_what_they_share(tmp_path: Path) -> None:
    first = deal("a", "acquisition", PARTIES, amount=amount(1))
    second = deal("a", "acquisition", PARTIES, amount=amount(2), start=50)
    changed = deal("a", "acquisition", PARTIES, amount=amount(2), start=50, status="denied")
    diff = compare_runs(
        write_run(tmp_path / "one", [first, second]), write_run(tmp_path / "two", [changed, first])
    )  # fmt: skip
    assert diff.same == 1
    assert [(one.field, one.before, one.after) for one in diff.changes[0].fields] == [("status", "completed", "denied")]


def test_a_record_that_tells_another_transaction_is_lost_and_gained(tmp_path: Path) -> None:
    one = write_run(tmp_path / "one", [deal("a", "acquisition", PARTIES, sentence="جملة أولى")])
    two = write_run(tmp_path / "two", [deal("a", "debt", [("borrower", "سدير")], sentence="جملة ثانية")])
    assert sorted(change.kind for change in compare_runs(one, two).changes) == ["gained", "lost"]


def test_articles_of_one_side_alone_are_told(tmp_path: Path) -> None:
    one = write_run(tmp_path / "one", articles={"a": 1, "b": 1})
    two = write_run(tmp_path / "two", articles={"b": 1, "c": 1})
    diff = compare_runs(one, two)
    assert (diff.only_before, diff.only_after) == (("a",), ("c",))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_escaped_right_to_left_and_fetches_nothing(runs: tuple[Path, Path]) -> None:
    html = render_diff(compare_runs(*runs), "before", "<after>")
    page = _Page()
    page.feed(html)
    assert page.open == []
    assert ("dir", "rtl") in page.attributes
    assert "bdi" in page.tags
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not re.search(r"https?:|url\(|@import", html)
    assert "&lt;روافد&gt; &amp; غيرها" in html.replace("<bdi>", "").replace("</bdi>", "")
    assert "<روافد>" not in html
    assert "&lt;after&gt;" in html
    assert re.sub("<[^>]*>", "", html).count("رضت سدير") == 1


def test_command(runs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    page = runs[0].parent / "diff.html"
    assert safqa(monkeypatch, "diff", *runs, "--html", page) == 0
    printed = capsys.readouterr().out
    assert "gained 1, lost 1, changed 1, same 1" in printed
    assert "اقترضت سدير" in printed
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert safqa(monkeypatch, "diff", *runs, "--json", "--exit-code") == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["gained"], data["lost"], data["changed"], data["fields"]) == (1, 1, 1, {"amount": 1, "status": 1})
    assert data["changes"][0]["fields"]["status"]["after"] == "planned"
    assert safqa(monkeypatch, "diff", runs[0], runs[0], "--exit-code") == 0


def test_wrong_use_is_exit_status_2(
    runs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert safqa(monkeypatch, "diff", runs[0]) == 2
    assert "give two run folders" in capsys.readouterr().err
    assert safqa(monkeypatch, "diff", runs[0], tmp_path) == 2
    assert "is no run folder" in capsys.readouterr().err


def test_two_rule_folders_over_the_same_articles(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, root: Path
) -> None:
    """A planted wrong phrase: the record that it bars shows as lost, with its sentence, and nothing else does."""
    planted = tmp_path / "rules"
    shutil.copytree(root / "rules", planted)
    barred = planted / "context" / "not_deals.tsv"
    barred.write_text(
        barred.read_text(encoding="utf-8").rstrip("\n") + "\nاستحوذت شركة أرامكو\tplanted\n", encoding="utf-8"
    )
    text = "استحوذت شركة أرامكو أمس على شركة سابك مقابل 5 ملايين دولار."
    rows = [{"id": "a", "text": text}, {"id": "b", "text": text.replace("أرامكو", "السدير")}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    arguments = ("diff", "--rules", root / "rules", planted, tmp_path / "in.jsonl", "--json", "--exit-code")
    assert safqa(monkeypatch, *arguments) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["gained"], data["lost"], data["changed"], data["same"]) == (0, 1, 0, 1)
    (change,) = data["changes"]
    assert (change["article"], change["before"]["sentence"]) == ("a", text)
    assert safqa(monkeypatch, "diff", "--rules", planted, planted, tmp_path / "in.jsonl", "--exit-code") == 0
