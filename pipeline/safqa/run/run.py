"""Planning a run, running it, and its manifest."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import __version__
from ..pipeline import load_rules
from ..rates import Rates
from ..readers import Fields, Read, Rejected, expand, read_file
from ..readers.read import STDIN
from ..records import SCHEMA_VERSION, text_hash
from .shard import KINDS, Shard, ShardResult, Task, process_shard

ROWS = 200  # articles a shard: the unit of work and of a part file, whatever the number of processes
MANIFEST = "run.json"


class RunError(Exception):
    """A run that can't be made: one sentence that says why and what to do."""


@dataclass(frozen=True)
class Options:
    """What the user asked for."""

    inputs: list[str]
    output: Path
    rules: Path | None = None
    companies: tuple[str, ...] = ()
    mentions: str = "deals"
    jobs: int = 1
    overwrite: bool = False
    limit: int | None = None
    fields: Fields = field(default_factory=Fields)
    rates: Path | None = None


@dataclass(frozen=True)
class Summary:
    """What a run did: records by kind, seconds, and the folder."""

    output: Path
    counts: dict[str, int]
    seconds: float


def run(options: Options, progress: Callable[[int], None] | None = None) -> Summary:
    """Reads all inputs into a run folder. ``progress`` is called with the number of rows done.

    Everything is written into a folder beside the target, which takes its place by rename when all is done; so a run
    that fails or is stopped leaves nothing. Raises ``RunError``, ``InputError``, ``RuleError``,
    ``RateError`` or ``OSError``.
    """
    began = time.perf_counter()
    paths = expand(options.inputs)
    rules = load_rules(options.rules, options.companies)
    rates = Rates.load(options.rates).hash if options.rates else ""
    _check_target(options)
    target = options.output
    work = target.parent / f".{target.name}.part"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if work.exists():
            shutil.rmtree(work)
        for kind in KINDS:
            (work / kind).mkdir(parents=True)
        hashes: dict[str, str] = {}
        counts = dict.fromkeys(KINDS, 0)
        task = Task(work, options.rules, options.companies, options.mentions, options.rates, rates)
        for result in _execute(options.jobs, _shards(options, paths, hashes), task):
            for kind, count in result.counts.items():
                counts[kind] += count
            if progress is not None:
                progress(result.counts["articles"] + result.counts["rejects"])
        seconds = time.perf_counter() - began
        _manifest(work, options, rules.hash, rates, hashes, counts, seconds)
        if target.exists():
            shutil.rmtree(target)
        work.rename(target)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return Summary(target, counts, seconds)


def _check_target(options: Options) -> None:
    target = options.output
    if not target.exists():
        return
    if not target.is_dir():
        raise RunError(f"{target} is a file; name a folder with -o")
    if not any(target.iterdir()):
        return
    if not (target / MANIFEST).exists():
        raise RunError(f"{target} is not empty and no run folder; name another one with -o")
    if not options.overwrite:
        raise RunError(f"{target} holds a run already; add --overwrite to replace it, or name another folder with -o")


def _shards(options: Options, paths: list[str], hashes: dict[str, str]) -> Iterator[Shard]:
    """Rows in the order of the inputs, cut into shards; ids that come twice get a suffix, so that each is unique."""
    number, left = 0, options.limit
    rows: list[tuple[str, Read | Rejected, str | None]] = []
    seen: dict[str, int] = {}
    texts: dict[str, str] = {}
    for path in paths:
        hashes[path] = _file_hash(path)
        for row in read_file(path, options.fields):
            if left is not None:
                if left == 0:
                    break
                left -= 1
            duplicate = None
            if isinstance(row, Read):
                row, duplicate = _unique(row, seen, texts)
            rows.append((path, row, duplicate))
            if len(rows) == ROWS:
                yield Shard(number, rows)
                number, rows = number + 1, []
    if rows or number == 0:
        yield Shard(number, rows)


def _unique(row: Read, seen: dict[str, int], texts: dict[str, str]) -> tuple[Read, str | None]:
    name = row.article.id
    seen[name] = seen.get(name, 0) + 1
    if seen[name] > 1:
        row = replace(row, article=replace(row.article, id=f"{name}#{seen[name]}"))
    digest = text_hash(row.article.text)
    first = texts.setdefault(digest, row.article.id)
    return row, None if first == row.article.id else first


def _execute(jobs: int, shards: Iterator[Shard], task: Task) -> Iterator[ShardResult]:
    if jobs <= 1:
        for shard in shards:
            yield process_shard(shard, task)
        return
    with ProcessPoolExecutor(jobs, initializer=_leave_interrupts) as pool:
        waiting: set[Future[ShardResult]] = set()
        try:
            for shard in shards:
                waiting.add(pool.submit(process_shard, shard, task))
                if len(waiting) >= 2 * jobs:  # bounded memory: no more than two shards a process in flight
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            for future in waiting:
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts() -> None:
    """A worker leaves Ctrl-C to the process that started it, which stops the run and says so once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _file_hash(path: str) -> str:
    if path == STDIN:
        return ""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _manifest(
    work: Path,
    options: Options,
    ruleset: str,
    rates: str,
    hashes: dict[str, str],
    counts: dict[str, int],
    seconds: float,
) -> None:
    packages = ("camel-tools", "spacy", "regex", "pandas", "pydantic", "pyarrow")
    manifest = {
        "safqa": __version__,
        "schema_version": SCHEMA_VERSION,
        "ruleset": ruleset,
        "packages": {name: importlib.metadata.version(name) for name in packages},
        "inputs": [{"path": path, "blake2b": digest} for path, digest in hashes.items()],
        "rates": rates or None,
        "options": {"mentions": options.mentions, "limit": options.limit},
        "counts": counts,
        "seconds": round(seconds, 3),
    }
    temporary = work / (MANIFEST + ".tmp")
    temporary.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    temporary.rename(work / MANIFEST)
