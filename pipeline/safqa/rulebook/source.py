"""Reading rule files: TSV and YAML into validated rows, with errors that name file and line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

ENVIRONMENT = "SAFQA_RULES"


class RuleError(ValueError):
    """A rule file that can't be used: where, and what to do."""

    def __init__(self, path: Path, line: int | None, message: str) -> None:
        self.path, self.line, self.message = path, line, message
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


class RuleModel(BaseModel):
    """Base of every row and rule: immutable, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


Model = TypeVar("Model", bound=RuleModel)


def find_rules(folder: str | os.PathLike[str] | None = None) -> Path:
    """The rules folder: the argument, the environment variable SAFQA_RULES, the packaged copy, the checkout.

    Raises ``FileNotFoundError`` that names every place looked at.
    """
    package = Path(__file__).resolve().parent.parent
    places = [Path(folder)] if folder else []
    if not folder and (named := os.environ.get(ENVIRONMENT)):
        places = [Path(named)]
    if not places:
        places = [package / "_rules", package.parent.parent / "rules"]
    for place in places:
        if place.is_dir():
            return place
    looked = ", ".join(str(place) for place in places)
    raise FileNotFoundError(f"no rules folder at {looked}; give one with --rules or {ENVIRONMENT}")


def read_tsv(path: Path, model: type[Model], **constants: str) -> Iterator[tuple[int, Model]]:
    """Each row of a TSV file as (line number, validated row). The header names the model's fields; blank lines and
    lines that begin with ``#`` are skipped; an empty cell counts as absent. ``constants`` are fields that the place of
    the file says. Raises ``RuleError``.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        header: list[str] | None = None
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\r\n")
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
                unknown = [name for name in header if name not in column_names(model)]
                if unknown:
                    allowed = ", ".join(column_names(model))
                    raise RuleError(path, number, f"unknown column {unknown[0]!r}; allowed: {allowed}")
                continue
            if len(cells) > len(header):
                raise RuleError(path, number, f"{len(cells)} cells under {len(header)} columns")
            row = {name: cell for name, cell in zip(header, cells, strict=False) if cell != ""}
            yield number, validated(path, number, {**row, **constants}, model)


def column_names(model: type[RuleModel]) -> list[str]:
    """The names a file may use for a model's fields (aliases where it has them)."""
    return [field.alias or name for name, field in model.model_fields.items()]


def validated(path: Path, line: int | None, row: Any, model: type[Model]) -> Model:
    """A row as its model, or a ``RuleError`` that says which key is wrong and which are allowed."""
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            allowed = ", ".join(column_names(model))
            raise RuleError(path, line, f"unknown key {where!r}; allowed: {allowed}") from None
        raise RuleError(path, line, f"{where}: {first['msg']}") from None


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
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LineLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise RuleError(path, line, str(error.problem or error)) from None


def read_models(path: Path, model: type[Model]) -> Iterator[tuple[int, Model]]:
    """A YAML list of mappings as (line, validated model)."""
    rows = read_yaml(path)
    if not isinstance(rows, list):
        raise RuleError(path, 1, "expected a list of entries, each beginning with '- '")
    for row in rows:
        if not isinstance(row, dict):
            raise RuleError(path, None, f"expected a mapping, found {row!r}")
        line = row.pop("__line__")
        yield line, validated(path, line, _plain(row), model)


def _plain(value: Any) -> Any:
    """The same value without the line marks of inner mappings."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if key != "__line__"}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
