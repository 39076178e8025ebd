"""Bad input ends as a reject with its place and reason, or as one sentence; never as a traceback or a lost row."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.quality_helpers import safqa

from safqa.readers import Fields
from safqa.run import Options, run

TEXT = "أعلنت شركة الواحة استحواذها على شركة النخيل مقابل 5 ملايين دولار."
GOOD = json.dumps({"text": TEXT}).encode()

BAD = {
    "empty.txt": (b"", "empty file", 0),
    "binary.jsonl": (bytes(range(128, 256)) + b"\n" + GOOD, "bad", 1),
    "bracket.jsonl": (b"[" * 10_000 + b"\n" + GOOD, "", 1),
    "line.jsonl": (b'{"text": \n' + GOOD, "bad JSON", 1),
    "list.jsonl": (b"[1]\n" + GOOD, "not an object", 1),
    "nul.jsonl": (json.dumps({"text": TEXT + "\0"}).encode() + b"\n" + GOOD, "NUL", 1),
    "lone.jsonl": (json.dumps({"text": TEXT + "\ud800"}).encode() + b"\n" + GOOD, "lone surrogate", 1),
    "url.jsonl": (json.dumps({"text": TEXT, "url": "\ud800"}).encode() + b"\n" + GOOD, "lone surrogate", 1),
    "latin.jsonl": (b'{"text": "A deal in English only."}\n' + GOOD, "not Arabic", 1),
    "blank.jsonl": (b'{"text": "  "}\n' + GOOD, "empty text", 1),
    "field.jsonl": (b'{"name": "x"}\n' + GOOD, "no text field", 1),
    "ragged.csv": (f"id,text\n1,{TEXT}\n2,{TEXT},x\n".encode(), "ragged row", 1),
    "bad.parquet": (b"PAR1 no", "bad Parquet", 0),
}


def rejects_of(output: Path) -> list[dict[str, str]]:
    return pq.read_table(output / "rejects").to_pylist()


@pytest.mark.parametrize("name", BAD)
def test_one_reject_and_the_rest_read(tmp_path: Path, name: str) -> None:
    data, reason, articles = BAD[name]
    (tmp_path / name).write_bytes(data)
    summary = run(Options([str(tmp_path / name)], tmp_path / "out"))
    assert summary.counts["articles"] == articles
    (reject,) = rejects_of(tmp_path / "out")
    assert reason in reject["reason"]
    assert reject["hash"] and reject["place"] and reject["input"].endswith(name)


def test_a_parquet_file_without_text_is_a_reject(tmp_path: Path) -> None:
    pq.write_table(pa.table({"n": [1]}), tmp_path / "a.parquet")
    run(Options([str(tmp_path / "a.parquet")], tmp_path / "out"))
    assert "no text column" in rejects_of(tmp_path / "out")[0]["reason"]


@pytest.mark.parametrize(
    ("article", "output", "more"),
    [
        ("none.txt", "out", ()),
        ("file", "out", ()),
        ("a.txt", "file", ()),
        ("a.txt", "file/out", ()),
        ("a.txt", "/proc/none/out", ()),
        ("a.txt", "out", ("--rules", "none")),
    ],
)
def test_wrong_usage_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    article: str, output: str, more: tuple[str, ...],
) -> None:  # fmt: skip
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "file").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert safqa(monkeypatch, "extract", article, "-o", output, *more) == 2
    assert len(capfd.readouterr().err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_process_of_its_own_ends_with_the_same_status(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "safqa", "extract", "none.txt", "-o", "out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path)
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_given_fields_that_are_not_there_are_rejects(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(GOOD)
    run(Options([str(tmp_path / "a.jsonl")], tmp_path / "out", fields=Fields(text="نص")))
    assert "no text field" in rejects_of(tmp_path / "out")[0]["reason"]
