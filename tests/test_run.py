"""A run folder is whole or absent, and its bytes do not depend on how it was run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from safqa.records import SCHEMAS
from safqa.run import Options, RunError, run
from safqa.run.shard import KINDS

TEXT = "أعلنت شركة الواحة استحواذها على شركة النخيل مقابل 5 ملايين دولار."


@pytest.fixture
def dump(tmp_path: Path) -> str:
    rows = [json.dumps({"id": f"a{n}", "text": f"{TEXT} {n}"}) for n in range(450)]
    (tmp_path / "in.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return str(tmp_path / "in.jsonl")


def parts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


@pytest.mark.slow
def test_same_bytes_for_any_number_of_processes(tmp_path: Path, dump: str) -> None:
    run(Options([dump], tmp_path / "one", mentions="all"))
    run(Options([dump], tmp_path / "two", mentions="all", jobs=2))
    assert parts(tmp_path / "one") == parts(tmp_path / "two")
    assert len(parts(tmp_path / "one")) == 3 * len(KINDS)


def test_every_table_has_its_schema_even_without_rows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    run(Options([str(tmp_path / "a.txt")], tmp_path / "out"))
    for kind in KINDS:
        (part,) = (tmp_path / "out" / kind).iterdir()
        stored = pa.schema([  # Parquet knows no seconds: they are stored, and read, as milliseconds
            field.with_type(pa.timestamp("ms", tz="UTC")) if field.name == "published" else field
            for field in SCHEMAS[kind]
        ])  # fmt: skip
        assert pq.read_schema(part).equals(stored)


def test_a_run_is_replaced_only_when_asked_and_nothing_else_ever(tmp_path: Path, dump: str) -> None:
    options = Options([dump], tmp_path / "out", limit=1)
    run(options)
    with pytest.raises(RunError, match="--overwrite"):
        run(options)
    run(Options([dump], tmp_path / "out", limit=2, overwrite=True))
    assert pq.read_table(tmp_path / "out" / "articles").num_rows == 2
    with pytest.raises(RunError, match="no run folder"):
        run(Options([dump], tmp_path, overwrite=True))
    assert Path(dump).exists()


def test_an_interrupted_run_leaves_nothing(tmp_path: Path, dump: str) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    stopped: Callable[[int], None] = stop
    with pytest.raises(KeyboardInterrupt):
        run(Options([dump], tmp_path / "out"), stopped)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_ids_that_come_twice_are_both_kept(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "text": TEXT})
    (tmp_path / "in.jsonl").write_text(f"{line}\n{line}\n")
    run(Options([str(tmp_path / "in.jsonl")], tmp_path / "out"))
    rows = pq.read_table(tmp_path / "out" / "articles").to_pylist()
    assert [(row["article_id"], row["duplicate_of"]) for row in rows] == [("a", None), ("a#2", "a")]


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path, root: Path) -> None:
    articles = str(root / "corpus" / "articles")
    run(Options([articles], tmp_path / "here", mentions="all"))
    seed = next(seed for seed in ("1", "2") if seed != os.environ.get("PYTHONHASHSEED"))
    command = [sys.executable, "-m", "safqa", "extract", articles, "-o", "there", "--mentions", "all", "--quiet"]
    subprocess.run(command, check=True, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed})
    assert parts(tmp_path / "here") == parts(tmp_path / "there") != {}
