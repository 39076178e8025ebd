"""The command line as a new user meets it: exit status, and one sentence for a mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safqa.cli import main

ARTICLE = {
    "id": "a1",
    "title": "صفقة",
    "text": "استحوذت شركة «نخلة» على شركة «سراب» مقابل 30 مليون ريال سعودي.",
    "published": "2024-03-05",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(ARTICLE, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def call(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """The exit status of a command."""
    monkeypatch.setattr("sys.argv", ["safqa", *map(str, arguments)])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_extract_and_show(monkeypatch, capsys, articles, tmp_path) -> None:
    assert call(monkeypatch, "extract", articles, "-o", tmp_path / "run") == 0
    assert "1 articles, 1 deals" in capsys.readouterr().out.replace("\n", " ")
    assert call(monkeypatch, "show", tmp_path / "run") == 0
    assert "acquisition" in capsys.readouterr().out


def test_dollars_come_from_the_users_table_of_rates(monkeypatch, articles, tmp_path) -> None:
    import safqa

    (tmp_path / "rates.csv").write_text("date,currency,usd\n2024-03-01,SAR,0.2666\n", encoding="utf-8")
    status = call(
        monkeypatch, "extract", articles, "-o", tmp_path / "run", "--rates", tmp_path / "rates.csv", "--quiet"
    )
    assert status == 0
    deal = safqa.read_deals(tmp_path / "run").iloc[0]
    assert float(deal["usd_min"]) == 7_998_000.0
    manifest = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert "rates" in json.dumps(manifest)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extract", "nowhere.jsonl", "-o", "run"], "nowhere.jsonl"),
        (["extract", "{in}", "-o", "run", "--rules", "norules"], "norules"),
        (["extract", "{in}", "-o", "run", "--rates", "norates.csv"], "norates.csv"),
        (["extract", "{in}"], "--output"),
        (["show", "nothing"], "nothing"),
        (["eval", "nogold.jsonl", "norun"], "nogold.jsonl"),
        (["diff", "a", "b"], "a"),
        (["explain", "nofile.txt"], "nofile.txt"),
        (["rules", "test", "--rules", "norules"], "norules"),
    ],
)
def test_a_users_mistake_is_one_sentence(monkeypatch, capsys, articles, tmp_path, arguments, says) -> None:
    monkeypatch.chdir(tmp_path)
    filled = [str(articles) if argument == "{in}" else argument for argument in arguments]
    assert call(monkeypatch, *filled) == 2
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1


def test_a_broken_row_is_a_reject_and_the_rest_is_read(monkeypatch, tmp_path) -> None:
    import pyarrow.parquet as pq

    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(ARTICLE, ensure_ascii=False) + "\n{broken\n", encoding="utf-8")
    assert call(monkeypatch, "extract", path, "-o", tmp_path / "run", "--quiet") == 0
    assert pq.read_table(tmp_path / "run" / "articles").num_rows == 1
    assert pq.read_table(tmp_path / "run" / "rejects").num_rows == 1


def test_an_existing_run_is_not_overwritten_unasked(monkeypatch, capsys, articles, tmp_path) -> None:
    assert call(monkeypatch, "extract", articles, "-o", tmp_path / "run", "--quiet") == 0
    assert call(monkeypatch, "extract", articles, "-o", tmp_path / "run", "--quiet") == 2
    assert "--overwrite" in capsys.readouterr().err
