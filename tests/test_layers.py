"""A user's folder of rules: what it adds is laid over the packaged rules, and a new verb works in all its forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import safqa
from safqa.pipeline import Rules, build_rules
from safqa.rulebook.source import RuleError, open_rules, packaged_rules

VERB = {
    "id": "acq.ihtawa", "name": "acquisition.contain", "status": "completed", "past": "احتوى", "present": "يحتوي",
    "noun": "احتواء", "active": "+", "passive": "+", "genitive": "target", "subject": "acquirer", "object": "target",
    "min": "seller", "why": "A verb of no newspaper, for a test.",
}  # fmt: skip


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _table(*rows: dict[str, str]) -> str:
    return "\n".join(["\t".join(VERB), *("\t".join({**VERB, **row}.values()) for row in rows)]) + "\n"


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    folder = tmp_path_factory.mktemp("elsewhere")
    _write(folder, "deals/acquisition/verbs.tsv", _table({}))
    return safqa.load_rules(folder)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("احتوت شركة «نخلة» شركة «سراب».", "completed"),
        ("احتوى صندوق «نخلة» شركة «سراب».", "completed"),
        ("شركة «نخلة» تحتوي شركة «سراب».", "completed"),
        ("ستحتوي شركة «نخلة» شركة «سراب».", "planned"),
        ("سوف تحتوي شركة «نخلة» شركة «سراب».", "planned"),
        ("لم تحتو شركة «نخلة» شركة «سراب».", "cancelled"),
        ("لن تحتوي شركة «نخلة» شركة «سراب».", "cancelled"),
        ("قد تحتوي شركة «نخلة» شركة «سراب».", "rumored"),
        ("احتويت شركة «سراب» من قبل شركة «نخلة».", "completed"),
        ("تم احتواء شركة «سراب» من قبل شركة «نخلة».", "completed"),
        ("جرى احتواء شركة «سراب» من قبل شركة «نخلة».", "completed"),
        ("أتمت شركة «نخلة» احتواء شركة «سراب».", "completed"),
        ("تعتزم شركة «نخلة» احتواء شركة «سراب».", "planned"),
        ("أعلنت شركة «نخلة» احتواءها شركة «سراب».", "completed"),
        ("شركة «سراب» التي احتوتها شركة «نخلة» تعمل في تونس.", "completed"),
        ("شركة «نخلة» التي احتوت شركة «سراب» تعمل في تونس.", "completed"),
        ("قالت شركة «نخلة» المحتوية شركة «سراب» إنها ستتوسع.", "completed"),
    ],
)
def test_a_new_verb_works_in_all_its_forms(rules: Rules, text: str, status: str) -> None:
    (deal,) = safqa.extract(text, rules=rules).deals
    assert (deal.type, deal.status) == ("acquisition", status)
    assert {(party.role, party.name) for party in deal.parties} == {("acquirer", "نخلة"), ("target", "سراب")}
    assert safqa.extract(text).deals == []


# Two verbs that no packaged rule has, one with an object and one with a preposition, in every form and order.
TWO = [
    {},
    {"id": "acq.inqadda", "name": "acquisition.pounce", "past": "انقضّ", "present": "ينقضّ", "noun": "انقضاض",
     "passive": "", "genitive": "", "object": "", "ala": "target"},
]  # fmt: skip
BUYER, BOUGHT = "شركة «نخلة»", "شركة «سراب»"
FORMS = {  # finite forms with what stands before them: (of the first verb, of the second, status)
    "past": ("احتوت", "انقضت", "completed"), "wa-qad": ("وقد احتوت", "وقد انقضت", "completed"),
    "present": ("تحتوي", "تنقض", "completed"), "future": ("ستحتوي", "ستنقض", "planned"),
    "sawfa": ("سوف تحتوي", "سوف تنقض", "planned"), "jussive": ("لم تحتو", "لم تنقض", "cancelled"),
    "subjunctive": ("لن تحتوي", "لن تنقض", "cancelled"), "may": ("قد تحتوي", "قد تنقض", "rumored"),
}  # fmt: skip
ORDERS = {
    "verb first": "{verb} {buyer} {bought}.", "subject first": "{buyer} {verb} {bought}.",
    "relative": "قالت {buyer} التي {verb} {bought} إنها ستتوسع.",
    "adverb first": "في مطلع العام {verb} {buyer} {bought} مقابل 3 ملايين دولار.",
    "headline": "{buyer} {verb} {bought}\nارتفعت أسهم السوق أمس.",
}  # fmt: skip
NOUNS = {
    "تم {noun} من قبل {buyer}.": "completed", "جرى {noun} من قبل {buyer}.": "completed",
    "سيتم {noun} من قبل {buyer}.": "planned", "أتمت {buyer} {noun}.": "completed", "تعتزم {buyer} {noun}.": "planned",
    "أعلنت {buyer} {theirs}.": "completed", "{buyer} تعلن {noun}.": "completed", "{noun} من قبل {buyer}": "completed",
    "قالت {buyer} {active} إنها ستتوسع.": "completed", "تعتزم {buyer} أن {verb} {bought}.": "planned",
}  # fmt: skip
WORDS = [
    {"bought": BOUGHT, "noun": f"احتواء {BOUGHT}", "theirs": f"احتواءها {BOUGHT}", "active": f"المحتوية {BOUGHT}",
     "verb": "تحتوي"},
    {"bought": f"على {BOUGHT}", "noun": f"الانقضاض على {BOUGHT}", "theirs": f"انقضاضها على {BOUGHT}",
     "active": f"المنقضة على {BOUGHT}", "verb": "تنقض"},
]  # fmt: skip
TOLD = [
    *((order.format(**{**WORDS[n], "buyer": BUYER, "verb": form[n]}), str(form[2]))
      for n in (0, 1) for form in FORMS.values() for order in ORDERS.values()),
    *((text.format(**{**WORDS[n], "buyer": BUYER}), status) for n in (0, 1) for text, status in NOUNS.items()),
    (f"{BOUGHT} التي احتوتها {BUYER} تعمل في تونس.", "completed"),
    (f"{BOUGHT} التي ستحتويها {BUYER} تعمل في تونس.", "planned"),
    (f"{BOUGHT} التي انقضت عليها {BUYER} تعمل في تونس.", "completed"),
    (f"احتويت {BOUGHT} من قبل {BUYER}.", "completed"), (f"{BOUGHT} احتويت من قبل {BUYER}.", "completed"),
]  # fmt: skip
NOT_YET = [  # of any verb, a packaged one, too: a passive participle's antecedent
    (f"{BOUGHT} المحتواة من قبل {BUYER} تعمل في تونس.", "completed"),
]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    folder = tmp_path_factory.mktemp("two")
    _write(folder, "deals/acquisition/verbs.tsv", "\n".join(
        ["\t".join([*VERB, "ala"]), *("\t".join({**VERB, "ala": "", **row}.values()) for row in TWO)]
    ) + "\n")  # fmt: skip
    return safqa.load_rules(folder)


def _told(rules: Rules, text: str, status: str) -> None:
    title, _, body = text.rpartition("\n")
    (deal,) = safqa.extract(body, title=title or None, rules=rules).deals
    assert (deal.type, deal.status) == ("acquisition", status)
    assert {(party.role, party.name) for party in deal.parties} == {("acquirer", "نخلة"), ("target", "سراب")}


@pytest.mark.parametrize(("text", "status"), TOLD)
def test_new_verbs_work_in_every_form_and_order(two: Rules, text: str, status: str) -> None:
    _told(two, text, status)


@pytest.mark.xfail(strict=True, raises=(AssertionError, ValueError), reason="the engine does not read these yet")
@pytest.mark.parametrize(("text", "status"), NOT_YET)
def test_orders_that_are_not_read_yet(two: Rules, text: str, status: str) -> None:
    _told(two, text, status)


def test_the_packaged_rules_stay_as_they_are_beneath(rules: Rules) -> None:
    (deal,) = safqa.extract("استحوذت شركة «نخلة» على شركة «سراب».", rules=rules).deals
    assert deal.type == "acquisition"
    assert rules.hash != safqa.load_rules().hash


def test_a_row_with_a_packaged_id_takes_its_place(tmp_path: Path) -> None:
    _write(tmp_path, "deals/acquisition/verbs.tsv", _table({"id": "acq.istahwadh"}))
    rules = build_rules(open_rules(tmp_path))
    assert safqa.extract("احتوت شركة «نخلة» شركة «سراب».", rules=rules).deals
    assert not safqa.extract("استحوذت شركة «نخلة» على شركة «سراب».", rules=rules).deals


def test_a_manifest_takes_rules_out(tmp_path: Path) -> None:
    _write(tmp_path, "rules.yaml", "without:\n  - acq.istahwadh\n")
    rules = build_rules(open_rules(tmp_path))
    assert not safqa.extract("استحوذت شركة «نخلة» على شركة «سراب».", rules=rules).deals
    assert safqa.extract("اشترت شركة «نخلة» شركة «سراب».", rules=rules).deals


def test_what_a_folder_is_laid_over(tmp_path: Path) -> None:
    packaged = packaged_rules().resolve()
    one, two, whole = tmp_path / "one", tmp_path / "two", tmp_path / "whole"
    _write(one, "companies/mine.tsv", "id\tcanonical\n")
    _write(two, "rules.yaml", "extends: ../one\n")
    _write(whole, "deals/types.tsv", "type\troles\tneeds\tkey\tmany\n")
    assert open_rules(one).paths == (packaged, one.resolve())
    assert open_rules(two).paths == (packaged, one.resolve(), two.resolve())
    assert open_rules(whole).paths == (whole.resolve(),)
    assert open_rules(packaged).paths == (packaged,)


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("extends: nowhere\n", "is no folder"),
        ("extends: .\n", "extends itself"),
        ("colour: blue\n", "unknown key 'colour'"),
    ],
)
def test_a_manifest_that_cannot_be_followed(tmp_path: Path, manifest: str, message: str) -> None:
    _write(tmp_path, "rules.yaml", manifest)
    with pytest.raises(RuleError, match=message):
        open_rules(tmp_path)


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="holds no rules"):
        open_rules(tmp_path)


def test_the_verb_of_the_contributors_guide_passes_its_own_commands(
    tmp_path: Path, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from safqa.cli import app

    blocks = re.findall(r"```\n(.*?)```", (root / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.S)
    _write(tmp_path, "deals/acquisition/verbs.tsv", blocks[0])
    _write(tmp_path, "deals/acquisition/examples.txt", blocks[1])
    assert blocks[2].split("\n")[0] == "safqa rules test acq.ihtawa --rules my_rules"
    for command in (["test", "acq.ihtawa"], ["check"]):
        assert not app(["rules", *command, "--rules", str(tmp_path)], standalone_mode=False)
    shown = capfd.readouterr().out
    assert "1 examples, 0 failed" in shown
    assert "0 errors, 0 warnings" in shown
