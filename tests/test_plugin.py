"""The pytest plugin: a user's rule folder is tested by one option, and costs nothing without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.slow  # each run is a process of its own that loads the rules

VERBS = (
    "id\tname\tstatus\tpast\tpresent\tnoun\tgenitive\tsubject\tobject\tmin\twhy\n"
    "acq.ihtawa\tacquisition.contain\tcompleted\tاحتوى\tيحتوي\tاحتواء\ttarget\tacquirer\ttarget\tseller\tTest.\n"
)
RIGHT = (
    "صفقة: استحواذ، مكتملة\nقاعدة: acq.ihtawa\n"
    "احتوت شركة «[نخلة](المشتري)» شركة «[سراب](الهدف)» مقابل [30 مليون دولار](القيمة).\n"
)
WRONG = RIGHT.replace("مكتملة", "ملغاة")


@pytest.fixture
def folder(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # other plugins take longer to import than the test does
    pack = pytester.path / "my_rules" / "deals" / "acquisition"
    pack.mkdir(parents=True)
    (pack / "verbs.tsv").write_text(VERBS, encoding="utf-8")
    return pack


def _run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    # The entry point is there once the package is installed anew; -p names the module where it isn't.
    return pytester.runpytest_subprocess("-p", "safqa.quality.pytest_plugin", "-p", "no:cacheprovider", *args)


def test_examples_and_lint_of_a_folder_run(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "examples.txt").write_text(RIGHT, encoding="utf-8")
    result = _run(pytester, "--safqa-rules", "my_rules", "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*deals/acquisition/examples.txt::acq.ihtawa::1*PASSED*", "*lint*PASSED*"])
    assert result.ret == 0


def test_a_wrong_example_fails_and_says_what_was_found(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "examples.txt").write_text(WRONG, encoding="utf-8")
    result = _run(pytester, "--safqa-rules", "my_rules")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*examples.txt:1*", "*expected acquisition cancelled, found acquisition completed*"])


def test_a_folder_that_cannot_be_read_is_one_failure_with_the_reason(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "verbs.tsv").write_text("id\tcolour\nacq.x\tblue\n", encoding="utf-8")
    result = _run(pytester, "--safqa-rules", "my_rules")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*verbs.tsv:1: unknown column 'colour'; allowed: *"])


def test_tests_beside_it_still_run(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "examples.txt").write_text(RIGHT, encoding="utf-8")
    pytester.makepyfile("def test_mine():\n    assert True\n")
    _run(pytester, "--safqa-rules", "my_rules").assert_outcomes(passed=3)
    _run(pytester).assert_outcomes(passed=1)


def test_without_the_option_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, safqa.quality.pytest_plugin\n"
        "heavy = {'pandas', 'numpy', 'pydantic', 'camel_tools', 'regex', 'yaml', 'safqa.pipeline', 'safqa.api'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
