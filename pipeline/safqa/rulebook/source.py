"""Reading rule files: TSV and YAML into validated rows, with errors that name file and line; and folders of rules laid
over one another, so that a user's folder holds only what it adds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

ENVIRONMENT = "SAFQA_RULES"
MANIFEST = "rules.yaml"
_COMPLETE = "deals/types.tsv"  # a folder that has it stands alone, unless its manifest says otherwise


class RuleError(ValueError):
    """A rule file that can't be used: where, and what to do. ``check`` is what the lint calls such a fault."""

    def __init__(self, path: RulePath, line: int | None, message: str, check: str = "unreadable") -> None:
        self.path, self.line, self.message, self.check = path, line, message, check
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


class RuleModel(BaseModel):
    """Base of every row and rule: immutable, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


Model = TypeVar("Model", bound=RuleModel)


@dataclass(frozen=True, order=True)
class Layered:
    """A place in a rules folder, or the same place in several laid over one another: the packaged rules first, then a
    user's. It has what loaders use of ``Path``: ``/``, ``glob``, ``name``, ``stem``, ``parent``. ``without`` are ids of
    rows that a layer takes out.
    """

    paths: tuple[Path, ...]
    without: frozenset[str] = frozenset()

    def __truediv__(self, name: str) -> Layered:
        return Layered(tuple(path / name for path in self.paths), self.without)

    def __str__(self) -> str:
        return str(self.files()[-1] if self.files() else self.paths[0])

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.paths[0].name

    @property
    def stem(self) -> str:
        """The last part of the path without its ending."""
        return self.paths[0].stem

    @property
    def parent(self) -> Layered:
        """The folder that holds it."""
        return Layered(tuple(path.parent for path in self.paths), self.without)

    def files(self) -> list[Path]:
        """The files of that name, the packaged one first."""
        return [path for path in self.paths if path.is_file()]

    def is_file(self) -> bool:
        """Whether any layer has the file."""
        return bool(self.files())

    def glob(self, pattern: str) -> list[Layered]:
        """Every place that matches in any layer, once, sorted by its name within the folder."""
        names = {path.relative_to(root).as_posix() for root in self.paths for path in root.glob(pattern)}
        return [self / name for name in sorted(names)]


RulePath = Path | Layered


def rule_files(folder: RulePath, pattern: str) -> list[RulePath]:
    """The files of a folder, or of any of its layers, that match, sorted by name."""
    found: list[RulePath] = []
    if isinstance(folder, Layered):
        found += folder.glob(pattern)
    else:
        found += sorted(folder.glob(pattern))
    return found


class Manifest(RuleModel):
    """``rules.yaml`` of a folder: what it is laid over (``packaged``, ``none`` or another folder), and the ids of rows
    that it takes out.
    """

    extends: str = ""
    without: list[str] = []


def open_rules(folder: str | os.PathLike[str] | None = None) -> Layered:
    """The rules folder with what it is laid over. A folder without ``deals/types.tsv`` is an addition to the packaged
    rules unless its ``rules.yaml`` says otherwise. Raises ``FileNotFoundError`` or ``RuleError``.
    """
    return _stack(find_rules(folder).resolve(), ())


def _stack(root: Path, above: tuple[Path, ...]) -> Layered:
    if root in above:
        raise RuleError(root / MANIFEST, 1, f"{root} extends itself")
    manifest = Manifest()
    if (root / MANIFEST).is_file():
        manifest = validated(root / MANIFEST, 1, _plain(read_yaml(root / MANIFEST) or {}), Manifest)
    base = manifest.extends or ("none" if (root / _COMPLETE).is_file() else "packaged")
    if base == "none":
        return Layered((root,), frozenset(manifest.without))
    held = {path.relative_to(root).parts for path in root.rglob("*") if path.suffix in (".tsv", ".yaml", ".txt")}
    if not held:
        raise RuleError(root, None, "holds no rules: give a folder with files such as deals/acquisition/verbs.tsv")
    packs = sorted(path.name for path in packaged_rules().iterdir() if path.is_dir())
    if not any(parts[0] in packs or parts == (MANIFEST,) for parts in held):
        message = f"holds none of the folders that rules lie in ({', '.join(packs)}): give the folder above them"
        raise RuleError(root, None, message)
    under = packaged_rules().resolve() if base == "packaged" else (root / base).resolve()
    if base == "packaged" and under == root:
        return Layered((root,), frozenset(manifest.without))
    if not under.is_dir():
        raise RuleError(root / MANIFEST, 1, f"extends {base!r}, and {under} is no folder")
    below = _stack(under, (*above, root))
    return Layered((*below.paths, root), below.without | frozenset(manifest.without))


def packaged_rules() -> Path:
    """The rules that ship with the package, or the checkout's. Raises ``FileNotFoundError``."""
    package = Path(__file__).resolve().parent.parent
    places = [package / "_rules", package.parent.parent / "rules"]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"no rules folder at {' or '.join(map(str, places))}; give one with --rules")


def find_rules(folder: str | os.PathLike[str] | None = None) -> Path:
    """The rules folder: the argument, the environment variable SAFQA_RULES, the packaged copy, the checkout.

    Raises ``FileNotFoundError`` that names every place looked at.
    """
    places = [Path(folder)] if folder else []
    if not folder and (named := os.environ.get(ENVIRONMENT)):
        places = [Path(named)]
    if not places:
        return packaged_rules()
    for place in places:
        if place.is_dir():
            return place
    looked = ", ".join(str(place) for place in places)
    raise FileNotFoundError(f"no rules folder at {looked}; give one with --rules or {ENVIRONMENT}")


_READS: ContextVar[list[tuple[Path, type[RuleModel]]] | None] = ContextVar("_READS", default=None)


@contextmanager
def recorded() -> Iterator[list[tuple[Path, type[RuleModel]]]]:
    """Lists every rule file that is read within, with the model of its rows."""
    reads: list[tuple[Path, type[RuleModel]]] = []
    token = _READS.set(reads)
    try:
        yield reads
    finally:
        _READS.reset(token)


def read_tsv(path: RulePath, model: type[Model], **constants: str) -> Iterator[tuple[int, Model]]:
    """Each row of a TSV file as (line number, validated row). The header names the model's fields; blank lines and
    lines that begin with ``#`` are skipped; an empty cell counts as absent. ``constants`` are fields that the place of
    the file says. Of a file in several layers all rows are read, and one with an ``id`` takes the place of an earlier
    layer's with that id. Raises ``RuleError``.
    """
    if isinstance(path, Path):
        return ((line, row) for line, row, _ in _rows(path, model, constants))
    return _laid_over(path, lambda file: _rows(file, model, constants))


def _laid_over(path: Layered, rows: Callable[[Path], Iterator[tuple[int, Model, str]]]) -> Iterator[tuple[int, Model]]:
    """The rows of a file's layers; one with an id of an earlier layer takes its place."""
    files = path.files() or path.paths[:1]
    if len(files) == 1 and not path.without:
        return ((line, row) for line, row, _ in rows(files[0]))
    kept: list[tuple[int, Model]] = []
    places: dict[str, int] = {}
    for file in files:
        new: dict[str, int] = {}
        for line, row, name in rows(file):
            if name and name in path.without:
                continue
            if name and name in places:
                kept[places[name]] = (line, row)
                continue
            if name:
                new[name] = len(kept)
            kept.append((line, row))
        places |= new
    return iter(kept)


def read_text(path: Path) -> str:
    """A rule file's text: UTF-8, with the mark in front that some editors write taken off, and any kind of line end
    as a newline. Raises ``RuleError`` with the line for bytes that are no UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RuleError(path, line, "holds bytes that are no UTF-8: save the file as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _rows(path: Path, model: type[Model], constants: dict[str, str]) -> Iterator[tuple[int, Model, str]]:
    """The rows of one file as (line number, row, id or empty)."""
    if (reads := _READS.get()) is not None:
        reads.append((path, model))
    header: list[str] | None = None
    validate = model.__pydantic_validator__.validate_python
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line or line[0] == "#" or line.isspace():
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            check_header(path, number, header, model)
            continue
        if len(cells) > len(header):
            raise RuleError(path, number, f"{len(cells)} cells under {len(header)} columns")
        row = {name: cell for name, cell in zip(header, cells, strict=False) if cell} | constants
        try:
            yield number, validate(row), row.get("id", "")
        except ValidationError as error:
            raise _refused(path, number, error, model) from None


def check_header(path: Path, line: int, header: list[str], model: type[RuleModel]) -> None:
    """Raises ``RuleError`` for a column that the model doesn't know."""
    for name in header:
        if name not in column_names(model):
            allowed = ", ".join(column_names(model))
            apart = "columns are apart by tabs, and this line has none; " if len(header) == 1 and " " in name else ""
            raise RuleError(path, line, f"{apart}unknown column {name!r}; allowed: {allowed}", "unknown-key")


def column_names(model: type[RuleModel]) -> list[str]:
    """The names a file may use for a model's fields (aliases where it has them)."""
    return [field.alias or name for name, field in model.model_fields.items()]


def validated(path: RulePath, line: int | None, row: Any, model: type[Model]) -> Model:
    """A row as its model, or a ``RuleError`` that says which key is wrong and which are allowed."""
    try:
        return model.model_validate(row)
    except ValidationError as error:
        raise _refused(path, line, error, model) from None


def _refused(path: RulePath, line: int | None, error: ValidationError, model: type[RuleModel]) -> RuleError:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        allowed = ", ".join(column_names(model))
        return RuleError(path, line, f"unknown key {where!r}; allowed: {allowed}", "unknown-key")
    if not where:
        return RuleError(path, line, f"expected lines such as '{column_names(model)[0]}: ...'")
    return RuleError(path, line, f"{where}: {first['msg']}")


class _LineLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Loads plain scalars as the strings they are, and keeps each mapping's line under ``__line__``."""


def _mapping(loader: Any, node: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in out:
            raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
        out[key] = loader.construct_object(value_node, deep=True)
    out["__line__"] = node.start_mark.line + 1
    return out


_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# YAML 1.1 reads `no` as false and 12:30 as 750: rule files hold words, so only null, true and false are special.
_LineLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag == "tag:yaml.org,2002:null"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """A YAML file with every scalar a string; each mapping carries its line as ``__line__``. Raises ``RuleError``."""
    try:
        return yaml.load(read_text(path), Loader=_LineLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise RuleError(path, line, str(error.problem or error)) from None


def read_models(path: RulePath, model: type[Model]) -> Iterator[tuple[int, Model]]:
    """A YAML list of mappings as (line, validated model). Of a file in several layers all entries are read, and one
    with an ``id`` takes the place of an earlier layer's with that id. Raises ``RuleError``.
    """
    if isinstance(path, Path):
        return ((line, row) for line, row, _ in _entries(path, model))
    return _laid_over(path, lambda file: _entries(file, model))


def _entries(path: Path, model: type[Model]) -> Iterator[tuple[int, Model, str]]:
    if (reads := _READS.get()) is not None:
        reads.append((path, model))
    rows = read_yaml(path)
    if not isinstance(rows, list):
        raise RuleError(path, 1, "expected a list of entries, each beginning with '- '")
    for row in rows:
        if not isinstance(row, dict):
            raise RuleError(path, None, f"expected a mapping, found {row!r}")
        line = row.pop("__line__")
        yield line, validated(path, line, _plain(row), model), str(row.get("id", ""))


def _plain(value: Any) -> Any:
    """The same value without the line marks of inner mappings."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if key != "__line__"}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
