from __future__ import annotations

import spacy

import safqa.spacy_component  # noqa: F401  (registers the factory)


def test_the_component_gives_what_extract_gives() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("safqa")
    doc = nlp("استحوذت شركة «الواحة» على شركة «النخيل» مقابل 5 ملايين دولار.")
    assert [deal.type for deal in doc._.deals] == ["acquisition"]
    assert any(span.label_ == "money" for span in doc.spans["safqa"])
    assert doc.ents
