"""What was computed before and would come out the same: kept on disk under a digest of everything that it is made of.

Rules are text, and what the program makes of them (forms, keys, patterns) is not: a fresh process would make the same
again each time. The digest covers the bytes of every file that goes in, the bytes of this package's own code and the
versions of the packages that take part, so that any edit, in place or not, asks for another entry; what is kept is
never looked at to decide whether it is still good. An entry is written under a temporary name and renamed, holds a
digest of its own bytes, and is taken only where that digest is right and the file belongs to the user: a cut, altered
or foreign file counts as none. Nothing here fails: without a folder to write to, things are computed.

``SAFQA_CACHE`` names another folder, or is ``off``.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import platform
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

ENVIRONMENT = "SAFQA_CACHE"
_OFF = ("off", "0", "no", "none")
_MAGIC = b"safqa 1\n"
_DIGEST = 32  # bytes
_KEPT = 12  # entries; a rule author makes one at each edit
_STALE = 3600  # seconds after which a temporary file has no writer any more
_PACKAGES = ("Babel", "camel-tools", "numpy", "pydantic", "regex")


def folder() -> Path | None:
    """Where entries lie; ``None`` where the user wants none."""
    named = os.environ.get(ENVIRONMENT, "")
    if named.lower() in _OFF:
        return None
    return Path(named) if named else user_cache_path("safqa", appauthor=False)


def digest(parts: Iterable[tuple[str, bytes]]) -> str:
    """A digest of named byte strings, in their order, and of the program that would compute with them."""
    return _digest([*parts, *_program()])


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    total = hashlib.blake2b(digest_size=_DIGEST)
    for name, content in parts:
        for piece in (name.encode(), content):  # each with its length: no two lists of parts run together alike
            total.update(len(piece).to_bytes(8, "big"))
            total.update(piece)
    return total.hexdigest()


@cache
def _program() -> tuple[tuple[str, bytes], ...]:
    """The code of this package, the interpreter, and the packages whose version may change a result."""
    root = Path(__file__).resolve().parent
    code = [(path.relative_to(root).as_posix(), path.read_bytes()) for path in sorted(root.rglob("*.py"))]
    found = []
    for name in _PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    place = f"{sys.version} {platform.machine()} {sys.byteorder} {' '.join(found)}"
    return ("code", _digest(code).encode()), ("program", place.encode())


def fetch(key: str) -> Any:
    """What was kept under a key, or ``None``."""
    where = folder()
    if where is None:
        return None
    try:
        path = where / key
        with path.open("rb") as file:
            if not _trusted(os.fstat(file.fileno())):
                return None
            content = file.read()
        head = len(_MAGIC) + _DIGEST
        if content[: len(_MAGIC)] != _MAGIC or _of(content[head:]) != content[len(_MAGIC) : head]:
            return None
        with _no_garbage():
            found = pickle.loads(memoryview(content)[head:])
        with contextlib.suppress(OSError):
            os.utime(path)  # the entries used last are kept
        return found
    except Exception:  # whatever is wrong with an entry, it can be made anew
        return None


def keep(key: str, thing: object) -> bool:
    """Keeps a thing under a key; whether that worked. What cannot be pickled raises as ``pickle`` does: that is a
    mistake in this program, and no matter of disks.
    """
    where = folder()
    if where is None:
        return False
    content = pickle.dumps(thing, protocol=5)
    try:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".new-", dir=where)  # for the user's eyes only
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MAGIC + _of(content) + content)
            os.replace(temporary, where / key)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _tidy(where, key)
    except OSError:
        return False
    return True


def _of(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()


def _trusted(status: os.stat_result) -> bool:
    """Whether a file is the user's own, and nobody else may write to it: unpickling runs what the file says."""
    return not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _tidy(where: Path, latest: str) -> None:
    """Removes all but the entries used last, and what interrupted writers left."""
    entries: list[tuple[float, Path]] = []
    for path in where.iterdir():
        with contextlib.suppress(OSError):
            used = path.stat().st_mtime
            if path.name.startswith(".new-"):
                if time.time() - used > _STALE:
                    path.unlink(missing_ok=True)
            elif path.name != latest and _ours(path.name):
                entries.append((used, path))
    for _, path in sorted(entries)[: max(0, len(entries) - _KEPT + 1)]:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _ours(name: str) -> bool:
    """Whether a file looks like an entry: a user may name a folder that holds other things."""
    key = name.rpartition("-")[2]
    return len(key) == 2 * _DIGEST and all(char in "0123456789abcdef" for char in key)


@contextlib.contextmanager
def _no_garbage() -> Iterator[None]:
    """Many small objects and no garbage: a third of the time would go to looking for it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


without_collecting = _no_garbage
