"""From a path to rows: one small reader a format, each also compressed."""

from __future__ import annotations

import csv
import glob
import gzip
import hashlib
import io
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import regex
import zstandard

from ..document import Article
from .fields import Fields, RowError, check_text

KINDS = (".txt", ".jsonl", ".json", ".csv", ".parquet")
PACKED = (".gz", ".zst")
STDIN = "-"


class InputError(ValueError):
    """An input that can't be used at all: missing, or of an unknown kind."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article and its place in its file ("line 3", "row 7")."""

    article: Article
    place: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """What could not be read: its place, the reason, the hash of its raw bytes."""

    place: str
    reason: str
    hash: str


Row = Read | Rejected


def kind_of(path: str) -> str | None:
    """The format that a file's name tells (".jsonl" for "x.jsonl.gz"), or ``None``."""
    name = path.casefold()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return next((kind for kind in KINDS if name.endswith(kind)), None)


def expand(inputs: list[str]) -> list[str]:
    """The files behind files, folders and globs, each once, folders in order of name. Raises ``InputError``."""
    out: dict[str, None] = {}
    for item in inputs:
        if item == STDIN:
            out[item] = None
            continue
        path = Path(item)
        if path.is_dir():
            found = sorted(str(p) for p in path.rglob("*") if p.is_file() and kind_of(p.name))
            if not found:
                raise InputError(f"{item}: no file of a known kind in this folder ({' '.join(KINDS)}, also .gz .zst)")
        elif path.exists():
            found = [item]
        else:
            found = sorted(glob.glob(item, recursive=True))
            if not found:
                raise InputError(f"{item}: no such file or folder")
        for name in found:
            if kind_of(name) is None:
                raise InputError(f"{name}: unknown kind of file; known are {' '.join(KINDS)}, also .gz .zst")
            out[name] = None
    return list(out)


def read_file(path: str, fields: Fields) -> Iterator[Row]:
    """Every row of a file as an article or a reject; a file that can't be read at all is one reject."""
    try:
        data = sys.stdin.buffer.read() if path == STDIN else _bytes(Path(path))
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        raw = Path(path).read_bytes() if Path(path).exists() else b""
        yield Rejected("file", f"can't be unpacked: {error}", _hash(raw))
        return
    kind = ".jsonl" if path == STDIN and data.lstrip()[:1] in (b"{", b"[") else kind_of(path) or ".txt"
    if not data:
        yield Rejected("file", "empty file", _hash(data))
        return
    reader = {".txt": _txt, ".jsonl": _jsonl, ".json": _json, ".csv": _csv, ".parquet": _parquet}[kind]
    row = None
    for row in reader(data, fields):
        yield row
    if row is None:
        yield Rejected("file", "no rows", _hash(data))


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    if path.name.casefold().endswith(".gz"):
        return gzip.decompress(data)
    if path.name.casefold().endswith(".zst"):
        return _unzstd(data)
    return data


def _unzstd(data: bytes) -> bytes:
    """All frames of a file. Raises ``EOFError`` for one cut off, which the library's stream reader passes over."""
    out = []
    while data:
        frame = zstandard.ZstdDecompressor().decompressobj()
        out.append(frame.decompress(data))
        if not frame.eof:
            raise EOFError("the file ends within a compressed frame")
        data = frame.unused_data
    return b"".join(out)


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def decode(data: bytes) -> str:
    """Bytes as text: UTF-8, UTF-16 with its mark, or cp1256 where the outcome is mostly Arabic. Raises ``RowError``."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise RowError("bad encoding (not UTF-16 after all)") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            text = data.decode("cp1256")
        except UnicodeDecodeError:
            raise RowError(f"bad encoding (byte {error.start})") from None
        sample = text[:20_000]
        letters = len(regex.findall(r"\p{L}", sample))
        common = len(regex.findall(r"[اليمنرتوبه]", sample))
        if not letters or common / letters < 0.3 or regex.search(r"[\x00-\x08\x0e-\x1f]", sample):
            raise RowError(f"bad encoding (byte {error.start}; neither UTF-8 nor cp1256)") from None
        return text


def _make(row: Any, fields: Fields, place: str, raw: bytes) -> Row:
    if not isinstance(row, dict):
        return Rejected(place, "not an object with fields", _hash(raw))
    try:
        return Read(fields.article(row), place)
    except RowError as error:
        return Rejected(place, str(error), _hash(raw))


def _txt(data: bytes, fields: Fields) -> Iterator[Row]:
    try:
        text = decode(data)
        check_text(text)
    except RowError as error:
        yield Rejected("file", str(error), _hash(data))
        return
    yield _make({fields.text or "text": text}, fields, "file", data)


def _load(text: str) -> Any:
    return json.loads(text)


def _jsonl(data: bytes, fields: Fields) -> Iterator[Row]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = decode(data).encode("utf-8")
        except RowError as error:
            yield Rejected("file", str(error), _hash(data))
            return
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            row = _load(decode(line))
        except RowError as error:
            yield Rejected(place, str(error), _hash(line))
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else f"bad JSON: {error}"
            yield Rejected(place, reason[:200], _hash(line))
        else:
            yield _make(row, fields, place, line)


def _json(data: bytes, fields: Fields) -> Iterator[Row]:
    try:
        rows = _load(decode(data))
    except (RowError, ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else f"bad JSON: {error}"
        yield Rejected("file", reason[:200], _hash(data))
        return
    if isinstance(rows, dict):
        inner = [value for value in rows.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        rows = inner[0] if fields.column("text", rows) is None and len(inner) == 1 else [rows]
    if not isinstance(rows, list) or not rows:
        yield Rejected("file", "no list of articles", _hash(data))
        return
    for number, row in enumerate(rows, 1):
        yield _make(row, fields, f"row {number}", repr(row).encode("utf-8", "surrogatepass"))


def _csv(data: bytes, fields: Fields) -> Iterator[Row]:
    try:
        text = decode(data)
    except RowError as error:
        yield Rejected("file", str(error), _hash(data))
        return
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(io.StringIO(text, newline=""))
    header: list[str] = []
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Rejected(f"line {rows.line_num}", f"bad CSV: {error}", _hash(data))
            return
        if not cells:
            continue
        if not header:
            header = cells
            if fields.column("text", dict.fromkeys(header)) is None:
                yield Rejected("file", f"no text column among {', '.join(header)}"[:200], _hash(data))
                return
            continue
        raw = "\x1f".join(cells).encode("utf-8", "surrogatepass")
        if len(cells) != len(header):
            reason = f"ragged row: {len(cells)} cells under {len(header)} columns"
            yield Rejected(f"line {rows.line_num}", reason, _hash(raw))
            continue
        yield _make(dict(zip(header, cells, strict=True)), fields, f"line {rows.line_num}", raw)


def _parquet(data: bytes, fields: Fields) -> Iterator[Row]:
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        names = file.schema_arrow.names
        if fields.column("text", dict.fromkeys(names)) is None:
            yield Rejected("file", f"no text column among {', '.join(names)}"[:200], _hash(data))
            return
        number = 0
        for batch in file.iter_batches(batch_size=1000):
            for row in batch.to_pylist():
                number += 1
                yield _make(row, fields, f"row {number}", repr(row).encode("utf-8", "surrogatepass"))
        if not number:
            yield Rejected("file", "no rows", _hash(data))
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Rejected("file", f"bad Parquet: {str(error).splitlines()[0]}"[:200], _hash(data))
