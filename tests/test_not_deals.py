"""Phrases that are no deals: alternatives in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from safqa.mentions.triggers import alternatives, load_not_deals
from safqa.normalise import fold
from safqa.rulebook.source import RuleError


def test_a_line_stands_for_all_that_its_alternatives_give() -> None:
    assert alternatives("<سداد;تسديد> <قرض;القرض>") == ["سداد قرض", "سداد القرض", "تسديد قرض", "تسديد القرض"]
    assert alternatives("إعادة شراء") == ["إعادة شراء"]


def test_each_alternative_is_barred_and_nothing_else(tmp_path: Path) -> None:
    table = tmp_path / "not_deals.tsv"
    table.write_text("phrase\twhy\nضم <لاعب;حارس> … إلى النادي\ta player\n", encoding="utf-8")
    barred = load_not_deals(table)
    for sentence in ("أعلن ضم لاعب جديد إلى النادي", "أعلن ضم حارس مرمى سابق إلى النادي"):
        assert list(barred.finditer(fold(sentence)))
    assert not list(barred.finditer(fold("أعلن ضم شركة جديدة إلى النادي")))


@pytest.mark.parametrize("phrase", ["ضم <لاعب", "ضم لاعب>", "ضم <لاعب;>", "ضم <لاعب;;حارس>", "ضم <>"])
def test_alternatives_that_are_not_closed_are_refused_with_their_line(tmp_path: Path, phrase: str) -> None:
    table = tmp_path / "not_deals.tsv"
    table.write_text(f"phrase\twhy\n{phrase}\ta player\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"not_deals\.tsv:2.*alternatives are written <a;b>"):
        load_not_deals(table)
