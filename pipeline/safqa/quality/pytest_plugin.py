"""``pytest --safqa-rules DIR``: the examples of a rules folder, one test each, and its lint.

Without the option the plugin does nothing, and it imports nothing of Safqa until then. Items are added to the session
rather than found by pytest, so that the folder may lie anywhere and needs no Python file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ..pipeline import Rules
    from ..rulebook.examples import Example, Labels


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds ``--safqa-rules``."""
    group = parser.getgroup("safqa")
    group.addoption(
        "--safqa-rules", metavar="DIR", default=None, help="run the examples and the lint of a Safqa rules folder"
    )


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Adds the items of the folder that the option names."""
    folder = config.getoption("--safqa-rules")
    if folder:
        collector = RuleFolder.from_parent(session, name=str(folder), path=Path(folder).resolve(), nodeid=str(folder))
        items.extend(collector.collect())


class RuleFailure(Exception):
    """An example that fails, or findings of the lint; its text is what a rule author reads."""


class _RuleItem(pytest.Item):
    """A test without Python: its failure is told in the words of the harness."""

    where: tuple[Path, int]

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """What a rule author reads: no traceback unless the fault is ours."""
        if isinstance(excinfo.value, RuleFailure):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the example stands; a name that is not the end of the id, whose dots pytest would take for ``::``."""
        return self.where[0], self.where[1] - 1, f"example {self.name}"


class ExampleItem(_RuleItem):
    """One example, as written and under every change of spelling."""

    def __init__(self, *, example: Example, rules: Rules, labels: Labels, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.example, self.rules, self.labels = example, rules, labels
        self.where = (example.path, example.line)

    def runtest(self) -> None:
        """Raises ``RuleFailure`` unless the example holds."""
        from .harness import run_example

        outcome = run_example(self.example, self.rules, self.labels)
        if not outcome.passed:
            raise RuleFailure("\n".join([self.example.place, *(f"  {problem}" for problem in outcome.problems)]))


class LintItem(_RuleItem):
    """The lint of the folder itself: errors fail it."""

    def runtest(self) -> None:
        """Raises ``RuleFailure`` with the errors."""
        from ..rulebook.source import open_rules
        from .lint import lint

        errors = [str(finding) for finding in lint(open_rules(self.path), own=True) if finding.level == "error"]
        if errors:
            raise RuleFailure("\n".join(errors))


class BrokenItem(_RuleItem):
    """A folder that can't be read: one failing test that says why."""

    def __init__(self, *, message: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.message = message
        self.where = (self.path, 1)

    def runtest(self) -> None:
        """Raises ``RuleFailure``."""
        raise RuleFailure(self.message)


class RuleFolder(pytest.Collector):
    """The user's own layer of a rules folder."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item an example of the folder itself (what it is laid over is tested where it is kept), and the lint."""
        from ..pipeline import load_rules
        from ..rulebook.examples import Labels, collect
        from ..rulebook.source import RuleError, open_rules

        try:
            layers = open_rules(self.path)
            labels = Labels.load(layers / "labels.tsv")
            examples = [one for one in collect(layers, labels) if one.folder == layers.paths[-1]]
            rules = load_rules(self.path)
        except (RuleError, FileNotFoundError) as error:
            yield BrokenItem.from_parent(self, name="rules", path=self.path, message=str(error))
            return
        for one in examples:
            name = one.id.partition("/")[2]
            yield ExampleItem.from_parent(self, name=name, path=one.path, example=one, rules=rules, labels=labels)
        item = LintItem.from_parent(self, name="lint", path=self.path)
        item.where = (self.path, 1)
        yield item
