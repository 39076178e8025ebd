"""The same extraction as a spaCy component: ``nlp.add_pipe("safqa")``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from .api import extract
from .pipeline import Rules, load_rules


class SafqaComponent:
    """Sets ``doc.spans["safqa"]`` (all mentions), ``doc.ents`` (those that overlap no other) and ``doc._.deals``.

    A span covers every token that its mention touches: spaCy's tokens keep clitics, the records' offsets do not.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def __call__(self, doc: Doc) -> Doc:
        """Reads a document. Raises ``ValueError`` for a text with lone surrogates."""
        found = extract(doc.text, rules=self.rules)
        spans = [doc.char_span(m.start, m.end, label=m.kind, alignment_mode="expand") for m in found.mentions]
        kept = [span for span in spans if span is not None]
        doc.spans["safqa"] = kept
        doc.ents = tuple(filter_spans([*doc.ents, *kept]))
        doc._.deals = found.deals
        return doc


@Language.factory("safqa", default_config={"rules": None})
def make_safqa(nlp: Language, name: str, rules: str | None) -> SafqaComponent:
    """The component; ``rules`` names a rules folder in place of the packaged one."""
    if not Doc.has_extension("deals"):
        Doc.set_extension("deals", default=[])
    return SafqaComponent(load_rules(rules))
