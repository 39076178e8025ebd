"""Every format, plain and packed, gives the same articles; names of fields and dates are guessed or given."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from safqa.readers import Fields, InputError, Read, Rejected, expand, read_file
from safqa.readers.fields import moment_of

TEXT = "أعلنت شركة الواحة استحواذها على شركة النخيل مقابل 5 ملايين دولار."
ROWS = [{"id": f"a{n}", "headline": "خبر", "body": f"{TEXT} {n}", "date": "2024-05-01"} for n in range(3)]


def written(folder: Path, kind: str) -> bytes:
    if kind == "jsonl":
        return "\n".join(json.dumps(row) for row in ROWS).encode()
    if kind == "json":
        return json.dumps(ROWS).encode()
    if kind == "csv":
        text = io.StringIO(newline="")
        table = csv.DictWriter(text, list(ROWS[0]))
        table.writeheader()
        table.writerows(ROWS)
        return text.getvalue().encode()
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "made")
    return (folder / "made").read_bytes()


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "parquet"])
def test_every_format_gives_the_same_articles(tmp_path: Path, kind: str, packed: str) -> None:
    data = written(tmp_path, kind)
    data = {"": data, ".gz": gzip.compress(data), ".zst": zstandard.compress(data)}[packed]
    path = tmp_path / f"in.{kind}{packed}"
    path.write_bytes(data)
    found = [row.article for row in read_file(str(path), Fields()) if isinstance(row, Read)]
    assert [(a.id, a.title, a.text) for a in found] == [(r["id"], r["headline"], r["body"]) for r in ROWS]
    assert {a.published for a in found} == {datetime(2024, 5, 1, tzinfo=UTC)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_a_text_file_is_exactly_its_decoded_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{TEXT}\r\n ".encode(encoding))
    (row,) = read_file(str(path), Fields())
    assert isinstance(row, Read)
    assert row.article.text == f"{TEXT}\r\n "


def test_given_field_names_win() -> None:
    article = Fields(text="نص").article({"نص": TEXT, "text": "x"})
    assert article.text == TEXT
    assert article.id == Fields().article({"text": TEXT}).id


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2024-05-01T10:00:00+03:00", datetime(2024, 5, 1, 7, tzinfo=UTC)),
        (date(2024, 5, 1), datetime(2024, 5, 1, tzinfo=UTC)),
        ("10:30", None),  # dateutil would take today's date
        ("2024-05", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("no date", None),
        (7, None),
    ],
)
def test_dates(value: object, moment: datetime | None) -> None:
    assert moment_of(value) == moment


def test_unusable_inputs_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_text("x")
    for name, said in [("a.doc", "unknown kind"), ("none.txt", "no such file"), ("", "no file of a known kind")]:
        with pytest.raises(InputError, match=said):
            expand([str(tmp_path / name)])


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(TEXT.encode(), mtime=0)[:-9], zstandard.compress(TEXT.encode())[:-9]],
    ids=["gzip", "zstandard"],  # the bytes as a name would differ between processes that collect the tests
)
def test_a_cut_off_file_is_a_reject(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / ("a.txt.gz" if packed[:2] == b"\x1f\x8b" else "a.txt.zst")
    path.write_bytes(packed)
    (row,) = read_file(str(path), Fields())
    assert isinstance(row, Rejected)
    assert "unpacked" in row.reason
