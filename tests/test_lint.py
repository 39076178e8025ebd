"""Each fault that the lint is there for is planted in a folder laid over the packaged rules, and caught."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import regex

from safqa.quality.lint import Finding, lint, too_slow
from safqa.rulebook.source import open_rules

HEAD = "id\tname\tstatus\tpast\tpresent\tnoun\tgenitive\tsubject\tobject\tmin\twhy"
ROW = "acq.ihtawa\tacquisition.contain\tcompleted\tاحتوى\tيحتوي\tاحتواء\ttarget\tacquirer\ttarget\tseller\tA test."
GOOD = "صفقة: استحواذ، مكتملة\nقاعدة: acq.ihtawa\nاحتوت شركة «[نخلة](المشتري)» شركة «[سراب](الهدف)».\n"


def _plant(tmp_path: Path, files: dict[str, str]) -> list[Finding]:
    base = {"deals/acquisition/verbs.tsv": f"{HEAD}\n{ROW}\n", "deals/acquisition/examples.txt": GOOD}
    for name, text in {**base, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return lint(open_rules(tmp_path), own=True)


def test_the_packaged_rules_have_no_error() -> None:
    assert [str(finding) for finding in lint(open_rules()) if finding.level == "error"] == []


def test_a_good_folder_has_no_finding(tmp_path: Path) -> None:
    assert _plant(tmp_path, {}) == []


VERBS = "deals/acquisition/verbs.tsv"
EXAMPLES = "deals/acquisition/examples.txt"
PLANTED = {
    "a wrong example": (EXAMPLES, GOOD.replace("مكتملة", "ملغاة"), "example-fails", 1),
    "an example of an unknown rule": (EXAMPLES, GOOD.replace("acq.ihtawa", "acq.nothing"), "unknown-rule", 1),
    "an example that cannot be read": (EXAMPLES, "\n" + GOOD.replace("الهدف", "الغرض"), "unreadable", 4),
    "an example of a neighbour's rule": ("deals/merger/examples.txt", GOOD, "misplaced", 1),
    "a known failure that holds": (EXAMPLES, "فشل معروف: تجربة\n" + GOOD, "known-failure-holds", 1),
    "an id twice in a file": (VERBS, f"{HEAD}\n{ROW}\n{ROW.replace('احتواء', 'احتواءات')}\n", "duplicate-id", 3),
    "an id twice across files": ("deals/merger/verbs.tsv", f"{HEAD}\n{ROW}\n", "duplicate-id", 2),
    "an unknown column": (VERBS, f"{HEAD}\tcolour\n{ROW}\tblue\n", "unknown-key", 1),
    "an unknown key of a frame": (
        "deals/acquisition/frames.yaml",
        "- id: acq.f\n  name: a\n  status: completed\n  pattern: '{acquirer} … (قنص) {target}'\n  why: a\n  colour: blue\n",
        "unknown-key",
        1,
    ),
    "an empty alternative": (VERBS, f"{HEAD}\n{ROW.replace('احتواء', 'احتواء||احتوائية')}\n", "empty-alternative", 2),
    "a stray space": (VERBS, f"{HEAD}\n{ROW.replace('احتواء', 'احتواء ')}\n", "stray-space", 2),
    "a hidden mark": (VERBS, f"{HEAD}\n{ROW}\n".replace("احتواء", "احت\u200fواء"), "stray-space", 2),
    "an alternative twice": (VERBS, f"{HEAD}\n{ROW.replace('احتواء', 'احتواء|احتواء')}\n", "duplicate", 2),
    "a row twice": ("context/not_deals.tsv", "phrase\twhy\nضم لاعب\ta player\nضم لاعب\ta player\n", "duplicate", 3),
    "two entries fused": (VERBS, f"{HEAD}\n{ROW.replace('احتواء', 'احتواء|ابتلاع|احتواء ابتلاع')}\n", "fused", 2),
    "an entry of marks alone": (VERBS, f"{HEAD}\n{ROW.replace('احتواء', 'احتواء|…')}\n", "unreachable", 2),
    "an entry that can match no word": ("grammar/words.tsv", "word\tkind\nقيمة سوقية\tvaluation\n", "unreachable", 2),
    "an entry of another rule": (
        VERBS, f"{HEAD}\n{ROW}\nacq.zzz\tz\tcompleted\t\t\tاستحواذ\ttarget\tacquirer\t\t\tz\n", "shadowed", 3,
    ),
    "a file that nothing reads": ("deals/acquisition/verb.tsv", f"{HEAD}\n", "unread-file", 1),
    "a rule without a reason": (VERBS, f"{HEAD}\n{ROW.removesuffix('A test.')}\n", "untold", 2),
    "a rule without an example": (EXAMPLES, GOOD.replace("قاعدة: acq.ihtawa\n", ""), "no-example", 2),
    "a catastrophic pattern": (
        "deals/acquisition/frames.yaml",
        "- id: acq.f\n  name: a\n  status: completed\n  why: a\n"
        "  pattern: '{acquirer} …400 {target} …400 {seller} …400 (ختام)'\n",
        "catastrophic", 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_with_its_line(tmp_path: Path, name: str) -> None:
    file, text, check, line = PLANTED[name]
    found = [(Path(f.path).relative_to(tmp_path).as_posix(), f.line, f.check) for f in _plant(tmp_path, {file: text})]
    where = VERBS if check in ("no-example",) else file
    assert (where, line, check) in found


def test_an_unknown_key_is_told_with_the_allowed_ones(tmp_path: Path) -> None:
    (finding,) = [f for f in _plant(tmp_path, {VERBS: f"{HEAD}\tcolour\n"}) if f.check == "unknown-key"]
    assert "'colour'; allowed: id, " in finding.message


def test_patterns_have_a_budget() -> None:
    assert too_slow(regex.compile(r"(?:ا+)+$(?<=ب)"), [], budget=0.2)
    assert not too_slow(regex.compile(r"شركه \w+"), ["شركه"])


def test_check_from_the_command_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from safqa.cli import app

    _plant(tmp_path, {EXAMPLES: GOOD.replace("مكتملة", "ملغاة")})
    assert app(["rules", "check", "--json", "--rules", str(tmp_path)], standalone_mode=False) == 1
    rows = json.loads(capfd.readouterr().out)
    assert [row["check"] for row in rows if row["level"] == "error"] == ["example-fails"]
    (tmp_path / EXAMPLES).write_text(GOOD, encoding="utf-8")
    assert not app(["rules", "check", "--rules", str(tmp_path)], standalone_mode=False)
    assert "0 errors" in capfd.readouterr().out
