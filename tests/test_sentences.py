"""Sentences of real dumps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safqa.sentences import sentence_at, split_sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("وقعت الشركة العقد.وقالت انها راضيه.", 2),
        ("بلغت القيمه 3.5 مليار دولار. هذا كثير.", 2),
        ("زار ا. ب. سالم المقر.", 1),
        ("اشترت Amazon.com الموقع. ثم باعته.", 2),
        ("قال «سنوقع العقد.» ثم مضي.", 2),
        ("سطر بلا نقطه\nسطر ثان", 2),
        ("هل تم البيع؟ نعم! تم.", 3),
        ("- بند اول\n- بند ثان\n", 2),
        ("انتهي عام 2018. بدا عام 2019.", 2),
        ("", 0),
        (" \n ", 0),
    ],
)
def test_count(text: str, parts: int) -> None:
    assert len(split_sentences(text)) == parts


def test_title_and_bullets_are_told_apart() -> None:
    kinds = [s.kind for s in split_sentences("عنوان الخبر\n- بند\nنص عادي.", has_title=True)]
    assert kinds == ["title", "bullet", "text"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("اشترت ايه.دي.كيو الحصه. ثم باعتها.", 2),
        ("وقع تحالف بايه.دي.كيو العقد.", 1),
        ("باعت او.ام.في الحصه.", 1),
        ("وقعت الشركه العقد.في العام نفسه توسعت.", 2),
        ("هذا رايي.او ربما لا.", 2),
    ],
)
def test_a_point_between_the_names_of_two_letters_ends_nothing(text: str, parts: int) -> None:
    letters = frozenset(["ايه", "دي", "كيو", "او", "ام", "في"])
    assert len(split_sentences(text, letters=letters)) == parts


@given(st.text(alphabet='ابج .؟!\n"»3-A', max_size=80))
def test_every_inked_character_lies_in_exactly_one_sentence(text: str) -> None:
    covered = [0] * len(text)
    for sentence in split_sentences(text):
        for i in range(sentence.start, sentence.end):
            covered[i] += 1
    assert all(count == 1 for count, char in zip(covered, text, strict=True) if not char.isspace())
    assert max(covered, default=0) <= 1


def test_sentence_at() -> None:
    sentences = split_sentences("اول. ثان.")
    assert [sentence_at(sentences, p) for p in (0, 3, 5)] == [0, 0, 1]
