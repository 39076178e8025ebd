"""Each fault that the lint is there for is planted in a folder laid over the packaged rules, and caught."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import regex

from safqa.quality.lint import Finding, lint, too_slow
from safqa.rulebook.source import open_rules

HEAD = "id\tname\tstatus\tpast\tpresent\tnoun\tgenitive\tsubject\tobject\tmin\twhy"
ROW = "acq.ihtawa\tacquisition.contain\tcompleted\tاحتوى\tيحتوي\tاحتواء\ttarget\tacquirer\ttarget\tseller\tA test."
GOOD = "صفقة: استحواذ، مكتملة\nقاعدة: acq.ihtawa\nاحتوت شركة «[نخلة](المشتري)» شركة «[سراب](الهدف)».\n"


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The packaged rules without what takes the longest: most lists of companies, and the examples."""
    folder = tmp_path_factory.mktemp("rules") / "base"
    left_out = shutil.ignore_patterns("world*", "gulf*", "examples*")
    shutil.copytree(root / "rules", folder, ignore=left_out)
    return folder


def _plant(tmp_path: Path, base: Path, files: dict[str, str]) -> list[Finding]:
    plain = {
        "rules.yaml": f"extends: {base}\n",
        "deals/acquisition/verbs.tsv": f"{HEAD}\n{ROW}\n",
        "deals/acquisition/examples.txt": GOOD,
    }
    for name, text in {**plain, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return lint(open_rules(tmp_path), own=True)


def test_the_packaged_rules_have_no_error() -> None:
    assert [str(finding) for finding in lint(open_rules()) if finding.level == "error"] == []


def test_a_good_folder_has_no_finding(tmp_path: Path, base: Path) -> None:
    assert _plant(tmp_path, base, {}) == []


VERBS = "deals/acquisition/verbs.tsv"
EXAMPLES = "deals/acquisition/examples.txt"


def _row(name: str, noun: str, why: str = "A test.") -> str:
    return f"{name}\tacquisition.{name}\tcompleted\t\t\t{noun}\ttarget\tacquirer\t\t\t{why}"


def _frame(name: str, pattern: str, check: str) -> list[tuple[str, str]]:
    return [
        (f"- id: {name}", check), ("  name: a", ""), ("  status: completed", ""), ("  why: a", ""),
        (f"  pattern: '{pattern}'", ""),
    ]  # fmt: skip


# Each line of a file with the fault that is planted there; all of them lie in one folder.
PLANTED: dict[str, list[tuple[str, str]]] = {
    VERBS: [
        (HEAD, ""),
        (ROW, ""),
        (ROW.replace("احتواء", "احتوائية"), "duplicate-id"),
        (_row("acq.empty", "احتياز||احتيازية"), "empty-alternative"),
        (_row("acq.space", "احتضان "), "stray-space"),
        (_row("acq.hidden", "احت\u200fجاز"), "stray-space"),
        (_row("acq.twice", "احتكار|احتكار"), "duplicate"),
        (_row("acq.fused", "التقام|ابتزاز|التقام ابتزاز"), "fused"),
        (_row("acq.glued", "التحاف|ابتكار|التحافابتكار"), "fused"),
        (_row("acq.marks", "اقتلاع|…"), "unreachable"),
        (_row("acq.shadow", "استحواذ"), "shadowed"),
        (_row("acq.untold", "اقتطاع", ""), "untold"),
        (_row("acq.unshown", "اقتصاص"), "no-example"),
        (_row("acq.role", "اقتناص").replace("\tacquirer\t", "\taquirer\t"), "unknown-role"),
        (_row("acq.words", "احتباس").replace("\t\t\tاحتباس", "\tاحتبس على\tيحتبس على\tاحتباس"), "several-words"),
    ],
    "deals/acquisition/frames.yaml": [
        *_frame("acq.frame", "{acquirer} … (صارت|باتت) … (مالكة) {target}", ""),
        *_frame("acq.buyer", "{buyer} … (قنصت) {target}", "unknown-role"),
        *_frame("acq.beside", "{acquirer} … (قنصت |خطفت) {target}", "stray-space"),
        *_frame("acq.again", "{acquirer} … (قنصت|قنصت) {target}", "duplicate"),
        *_frame("acq.run", "{acquirer} … (خاطفة|قانصة|خاطفةقانصة) {target}", "fused"),
        *_frame("acq.frame", "{acquirer} … (خطفت) {target}", "duplicate-id"),
    ],
    "companies/mine.tsv": [
        ("id\tcanonical\tarabic\tguard", ""),
        ("mine_1\tنخيل الريف\t\t", ""),
        ("mine_2\t***\t\t", "unreachable"),
        ("mine_3\tسراب الريف\tإنفيديا\t", "shadowed"),
        ("mine_4\tنيوم\t\t", "common-word"),
        ("mine_5\tواحة الريف\tواحة الريف|\t", "empty-alternative"),
        ("mine_1\tقافلة الريف\t\t", "duplicate-id"),
    ],
    "deals/merger/verbs.tsv": [(HEAD, ""), (regex.sub("target|acquirer|seller", "party", ROW), "duplicate-id")],
    "deals/acquisition/verb.tsv": [(HEAD, "unread-file")],
    "context/not_deals.tsv": [("phrase\twhy", ""), ("ضم لاعب\ta player", ""), ("ضم لاعب\ta player", "duplicate")],
    "grammar/words.tsv": [("word\tkind", ""), ("قيمة سوقية\tvaluation", "unreachable")],
    EXAMPLES: [
        *((line, "") for line in GOOD.split("\n")),
        ("صفقة: استحواذ، ملغاة", "example-fails"),
        ("احتوت شركة «[نخلة](المشتري)» شركة «[سراب](الهدف)».", ""),
        ("", ""),
        ("صفقة: استحواذ، مكتملة", "example-fails"),
        ("احتوت شركة «[نخلة](المشتري)» شركة «[سراب](الهدف)» من «[غدير](البائع)»", ""),
        ("", ""),
        ("صفقة: استحواذ، مكتملة", "unknown-rule"),
        ("قاعدة: acq.nothing", ""),
        ("احتوت شركة «[نخلة](المشتري)» شركة «[سراب](الهدف)».", ""),
        ("", ""),
        ("صفقة: استحواذ، مكتملة", "known-failure-holds"),
        ("فشل معروف: تجربة", ""),
        ("احتوت شركة «[نخلة](المشتري)» شركة «[سراب](الهدف)».", ""),
    ],
    "deals/debt/examples.txt": [
        ("صفقة: استحواذ، مكتملة", "misplaced"),
        ("قاعدة: acq.ihtawa", ""),
        ("احتوت شركة «[نخلة](المشتري)» شركة «[سراب](الهدف)».", ""),
    ],
}
FAULTS = [
    (file, number, check) for file, lines in PLANTED.items() for number, (_, check) in enumerate(lines, 1) if check
]


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory, base: Path) -> set[tuple[str, int, str]]:
    folder = tmp_path_factory.mktemp("planted")
    files = {name: "\n".join(line for line, _ in lines) + "\n" for name, lines in PLANTED.items()}
    return {(Path(f.path).relative_to(folder).as_posix(), f.line, f.check) for f in _plant(folder, base, files)}


@pytest.mark.parametrize(("file", "line", "check"), FAULTS, ids=[f"{c}-{f}:{n}" for f, n, c in FAULTS])
def test_a_planted_fault_is_found_with_its_line(
    found: set[tuple[str, int, str]], file: str, line: int, check: str
) -> None:
    assert (file, line, check) in found


def test_what_is_not_planted_is_not_found(found: set[tuple[str, int, str]]) -> None:
    other = {(file, line, check) for file, line, check in found if check != "no-example"} - set(FAULTS)
    assert not other


FRAMES = "deals/acquisition/frames.yaml"
FRAME = "- id: acq.f\n  name: a\n  status: completed\n  why: a\n  pattern: '{}'\n"
ALONE = {
    "an unknown column": (VERBS, f"{HEAD}\tcolour\n{ROW}\tblue\n", "unknown-key", 1),
    "an unknown key of a frame": (
        FRAMES, FRAME.format("{acquirer} … (قنص) {target}") + "  colour: blue\n",
        "unknown-key", 1,
    ),
    "an example that cannot be read": (EXAMPLES, "\n" + GOOD.replace("الهدف", "الغرض"), "unreadable", 4),
    "a frame with an empty alternative": (
        FRAMES, FRAME.format("{acquirer} … (قنص||خطف) {target}"), "empty-alternative", 1,
    ),
    "a frame with an alternative that is nothing": (
        FRAMES, FRAME.format("{acquirer} … (ـ|خطف) {target}"), "unreachable", 1,
    ),
    "a frame with a bracket too few": (FRAMES, FRAME.format("{acquirer} … (خطف {target}"), "unreadable", 1),
    "a frame in a folder that is no type": (
        "deals/aquisition/frames.yaml", FRAME.format("{acquirer} … (قنص) {target}"), "unreadable", 1,
    ),
    "a participle that cannot be derived": (
        VERBS, "id\tstatus\tpast\tpresent\tactive\nacq.x\tcompleted\tقنص\tيقنص\t+\n", "unreadable", 2,
    ),
    "spaces in place of tabs": (VERBS, f"{HEAD}\n{ROW}\n".replace("\t", "  "), "unknown-key", 1),
    "a date that cannot be read": (
        "dates/patterns.yaml", "- name: iso\n  pattern: '(?P<y>(('\n  anchors: [digits]\n", "unreadable", 1,
    ),
    "a catastrophic date": (
        "dates/patterns.yaml",
        "- name: iso\n  pattern: '(?P<y>(?:[ء-ي]+ ?)+)(?P<mark>[-/])(?P<m>.)(?P<d>.)'\n  anchors: [digits]\n",
        "catastrophic", 1,
    ),
    "a catastrophic pattern": (
        FRAMES, FRAME.format("{acquirer} …400 {target} …400 {seller} …400 (ختام)"),
        "catastrophic", 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_a_fault_that_stops_the_loading_or_takes_long_is_found(tmp_path: Path, base: Path, name: str) -> None:
    file, text, check, line = ALONE[name]
    findings = _plant(tmp_path, base, {file: text})
    assert (file, line, check) in [(Path(f.path).relative_to(tmp_path).as_posix(), f.line, f.check) for f in findings]


def test_an_unknown_key_is_told_with_the_allowed_ones(tmp_path: Path, base: Path) -> None:
    (finding,) = [f for f in _plant(tmp_path, base, {VERBS: f"{HEAD}\tcolour\n"}) if f.check == "unknown-key"]
    assert "'colour'; allowed: id, " in finding.message


@pytest.mark.parametrize(("encoding", "file"), [("utf-16", VERBS), ("cp1256", EXAMPLES)])
def test_a_file_in_another_encoding_is_told(tmp_path: Path, base: Path, encoding: str, file: str) -> None:
    _plant(tmp_path, base, {})
    text = (tmp_path / file).read_text(encoding="utf-8")
    (tmp_path / file).write_bytes(text.encode(encoding))
    found = [(Path(f.path).name, f.line, f.check) for f in lint(open_rules(tmp_path), own=True)]
    assert (Path(file).name, 1, "unreadable") in found


def test_what_editors_add_to_a_file_is_no_fault(tmp_path: Path, base: Path) -> None:
    _plant(tmp_path, base, {})
    for file in (VERBS, EXAMPLES):
        data = (tmp_path / file).read_bytes()
        (tmp_path / file).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert lint(open_rules(tmp_path), own=True) == []


def test_a_rule_that_never_fires_on_a_corpus_is_told(tmp_path: Path, base: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "one.txt").write_text("احتوت شركة «نخلة» شركة «سراب».", encoding="utf-8")
    folder = tmp_path / "mine"
    _plant(folder, base, {VERBS: f"{HEAD}\n{ROW}\n{_row('acq.never', 'اقتطاف')}\n"})
    found = [(f.line, f.check) for f in lint(open_rules(folder), corpus, own=True) if f.check != "no-example"]
    assert found == [(3, "never-fires")]


def test_patterns_have_a_budget() -> None:
    assert too_slow(regex.compile(r"(?:ا+)+$(?<=ب)"), [], budget=0.2)
    assert not too_slow(regex.compile(r"شركه \w+"), ["شركه"])


def test_check_from_the_command_line(tmp_path: Path, base: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from safqa.cli import app

    _plant(tmp_path, base, {EXAMPLES: GOOD.replace("مكتملة", "ملغاة")})
    assert app(["rules", "check", "--json", "--rules", str(tmp_path)], standalone_mode=False) == 1
    rows = json.loads(capfd.readouterr().out)
    assert [row["check"] for row in rows if row["path"].startswith(str(tmp_path))] == ["example-fails"]
    (tmp_path / EXAMPLES).write_text(GOOD, encoding="utf-8")
    app(["rules", "check", "--rules", str(tmp_path)], standalone_mode=False)
    assert str(tmp_path) not in capfd.readouterr().out
