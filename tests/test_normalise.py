"""The fast normalisation equals camel-tools' own chain, and its map is exact."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safqa.normalise import fold, normalise, plain, unwrap

_LETTERS = "أإآٱىةكیگ ابتثجح۱٢3½﷼€…ﻻﷺ٫٬،ـَّٰ\u0654\u0655\u200f\u200bé\u0301e😀𝐀\u1100\u1161가\u00ad\u00a0ﬁ²ＡＢ\n."
texts = st.one_of(
    st.text(alphabet=_LETTERS, max_size=60), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_fast_way_equals_the_plain_chain(raw: str) -> None:
    assert normalise(raw).text == plain(raw)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_map_is_monotone_and_its_ends_meet(raw: str) -> None:
    aligned = normalise(raw)
    spans = [aligned.raw_span(i, i + 1) for i in range(len(aligned.text))]
    assert all(0 <= start < end <= len(raw) for start, end in spans)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in itertools.pairwise(spans))
    if aligned.text:
        assert aligned.raw_span(0, len(aligned.text)) == (spans[0][0], spans[-1][1])


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="أإآىةابتج ۱٢3_.َّـ\u200f\u200b", max_size=40), st.data())
def test_every_span_maps_back_to_text_that_normalises_to_it(raw: str, data: st.DataObject) -> None:
    aligned = normalise(raw)
    start = data.draw(st.integers(0, len(aligned.text)))
    end = data.draw(st.integers(start, len(aligned.text)))
    assert plain(aligned.slice(start, end)) == aligned.text[start:end]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("إنفيديا أعلنت", "انفيديا اعلنت"),
        ("شركةٌ كُبرى", "شركه كبري"),
        ("١٢٫٥٪ و ۳۴", "12٫5٪ و 34"),
        ("مليـــار", "مليار"),
        ("﷼ 5 € ½", "﷼ 5 € ½"),
        ("على\u200fمصر\u00a0الآن", "عليمصر الان"),
        ("ﻻ", "لا"),
        ("ا\u0654حمد", "احمد"),
    ],
)
def test_what_is_folded_and_what_survives(raw: str, text: str) -> None:
    assert normalise(raw).text == text
    assert fold(raw) == text


@pytest.mark.parametrize("span", [(-1, 2), (2, 1), (0, 99)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is not within"):
        normalise("مليار").raw_span(*span)


_WRAPPED = """استحوذت
مجموعة "نخلة" على شركة التطوير "برج
الساحل" في صفقة بلغت قيمتها 120
مليون درهم، دفعت نقدا.
وهذه
الصفقة، هي الأولى للمجموعة،
خارج بلدها منذ تأسيسها قبل عشرة
أعوام.
"""


def test_wrapped_lines_are_joined_and_offsets_stay() -> None:
    raw = "عنوان الخبر\n" + _WRAPPED
    aligned = unwrap(normalise(raw), title=True)
    assert "استحوذت مجموعه" in aligned.text and "برج الساحل" in aligned.text and "120 مليون" in aligned.text
    assert aligned.text.startswith("عنوان الخبر\n")
    assert "نقدا.\nوهذه" in aligned.text  # a stop ends the paragraph
    at = aligned.text.index("برج الساحل")
    start, end = aligned.raw_span(at, at + len("برج الساحل"))
    assert raw[start:end] == "برج\nالساحل"


@pytest.mark.parametrize(
    "raw",
    [
        "«نخلة» تشتري «سراب»\n«مدار» تجمع 5 ملايين\n«رموز» توقع عقدا\n«واحة» تقترض\n«برج» يبيع\n«ساحل» تدرج أسهمها",
        "وقعت الشركة العقد.\nوقالت إنها راضية.\nوسيبدأ العمل.\nفي يناير.\nالمقبل.\nهكذا.",
        "قصير\nنص",
        _WRAPPED.replace("\n", " " + "كلمة " * 40 + "\n"),
    ],
)
def test_lines_of_their_own_stay_apart(raw: str) -> None:
    assert unwrap(normalise(raw)).text == normalise(raw).text
