"""Every example beside the rules, as written and under every change of spelling; one test id each."""

from __future__ import annotations

from pathlib import Path

import pytest

from safqa.pipeline import load_rules
from safqa.quality.harness import run_example, select
from safqa.rulebook.examples import Example, Labels, collect
from safqa.rulebook.source import RuleError, open_rules

_FOLDER = open_rules()
_LABELS = Labels.load(_FOLDER / "labels.tsv")
EXAMPLES = collect(_FOLDER, _LABELS)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.id for example in EXAMPLES])
def test_example(example: Example) -> None:
    outcome = run_example(example, load_rules(), _LABELS)
    assert outcome.passed, "\n".join([example.place, *outcome.problems])


def test_every_block_of_every_file_was_collected() -> None:
    root = _FOLDER.paths[0]
    blocks = 0
    for path in sorted(root.rglob("examples*.txt")):
        text = path.read_text(encoding="utf-8")
        lines = ["" if line.startswith("# ") and False else line for line in text.split("\n")]
        kept = [line for line in lines if not (line.startswith("# ") or line == "#")]
        blocks += sum(1 for part in "\n".join(kept).split("\n\n") if part.strip())
    assert blocks == len(EXAMPLES) >= 200
    assert len({example.id for example in EXAMPLES}) == len(EXAMPLES)


def test_each_deal_type_and_mention_pack_has_positive_and_negative_examples() -> None:
    types = {path.parent.name for path in _FOLDER.paths[0].glob("deals/*/verbs.tsv")}
    for pack in [*(f"deals/{name}" for name in sorted(types)), "money", "numbers", "dates", "companies", "context"]:
        chosen = select(EXAMPLES, pack)
        assert any(not e.negative for e in chosen), pack
        assert any(e.negative for e in chosen), pack


def _run(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "deals" / "acquisition" / "examples.txt"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (example,) = collect(open_rules(tmp_path), _LABELS)[-1:]
    return run_example(example, load_rules(tmp_path), _LABELS).problems


GOOD = (
    "صفقة: استحواذ، مكتملة\nاستحوذت شركة «[نخلة](المشتري)» على شركة «[سراب](الهدف)» مقابل [3 ملايين دولار](القيمة).\n"
)


def test_a_right_example_holds_in_arabic_and_english_labels(tmp_path: Path) -> None:
    assert _run(tmp_path / "a", GOOD) == []
    english = GOOD.replace("صفقة: استحواذ، مكتملة", "deal: acquisition, completed")
    english = (
        english.replace("المشتري", "acquirer").replace("الهدف", "target").replace("(القيمة)", "(amount 3000000 USD)")
    )
    assert _run(tmp_path / "b", english) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("مكتملة", "ملغاة", "expected acquisition cancelled, found acquisition completed"),
        ("استحواذ،", "عقد،", "expected contract completed"),
        ("[سراب](الهدف)", "سراب", "found target"),
        ("[3 ملايين دولار](القيمة)", "3 ملايين دولار", "found amount"),
        ("(القيمة)", "(القيمة 4000000 USD)", "expected amount 4000000 USD"),
        ("شركة «[نخلة](المشتري)»", "[شركة](المشتري) «نخلة»", "expected acquirer"),
        ("(الهدف)", "(البائع)", "expected seller"),
        ("صفقة: استحواذ، مكتملة", "قاعدة: acq.baa\nصفقة: استحواذ، مكتملة", "expected the rule acq.baa"),
        ("صفقة: استحواذ، مكتملة", "فشل معروف: تجربة\nصفقة: استحواذ، مكتملة", "holds now"),
        ("صفقة: استحواذ، مكتملة", "إلا مع: تشكيل - تجربة\nصفقة: استحواذ، مكتملة", "holds now"),
    ],
)
def test_a_planted_wrong_example_fails(tmp_path: Path, old: str, new: str, message: str) -> None:
    problems = _run(tmp_path, GOOD.replace(old, new))
    assert any(message in problem for problem in problems), problems


def test_a_deal_too_many_and_one_too_few_fail(tmp_path: Path) -> None:
    assert (
        "found, and not expected" in _run(tmp_path / "a", "لا صفقة: تجربة\nاستحوذت شركة «نخلة» على شركة «سراب».\n")[0]
    )
    assert "found no deal" in _run(tmp_path / "b", "صفقة: استحواذ، مكتملة\nارتفع سهم شركة «[نخلة](المشتري)».\n")[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rul: acq.baa\n" + GOOD, "unknown key 'rul'"),
        ("قاعده اخرى\n", "says not what it shows"),
        ("صفقه: استحواذ\nنص\n", "a type and a status"),
        ("صفقة: استحواذ، مكتملة، زرقاء\nنص\n", "unknown word 'زرقاء'"),
        ("صفقة: استحواذ، مكتملة\nاستحوذت [نخلة](صاحب).\n", "unknown label 'صاحب'"),
        ("صفقة: استحواذ، مكتملة\n", "has no text"),
        ("لا صفقة:\nنص\n", "asks for the reason"),
        ("لا صفقة: سبب\nاستحوذت [نخلة](المشتري).\n", "marks something"),
        ("مبالغ:\nبقيمة [5 دولارات](خمسة).\n", "is no value"),
        ("إلا مع: سحر - سبب\n" + GOOD, "unknown change"),
        ("نشر: أمس\n" + GOOD, "is no date"),
    ],
)
def test_an_example_that_cannot_run_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RuleError, match=message) as error:
        _run(tmp_path, text)
    assert error.value.line and error.value.path.name == "examples.txt"
