"""Safqa against the naive path, in one process: ``make bench``.

The naive path is what a user of the same packages would write first: camel-tools' chain over every text, then spaCy's
sentencizer, EntityRuler (company names) and Matcher (verb forms) over every sentence. Figures are ratios: megabytes of
UTF-8 text a second drift from machine to machine.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.matcher import Matcher

from safqa.document import Article
from safqa.normalise import plain
from safqa.pipeline import load_rules, read_article

_ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"
_REPEAT = 6
_FILLER = (
    "وقال مراقبون إن الطقس كان معتدلا في معظم المدن خلال الأسبوع، وإن حركة المسافرين ظلت كثيفة على الطرق الرئيسة. "
    "وأضافوا أن المدارس أنهت استعداداتها للموسم الجديد، فيما واصلت البلديات أعمال النظافة والتشجير في الأحياء. "
) * 6


def dense() -> list[str]:
    """The corpus's articles as they are: nearly every sentence is about a deal."""
    rows = [
        json.loads(line)
        for path in sorted(_ARTICLES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [f"{row.get('title', '')}\n{row['text']}" for row in rows] * _REPEAT


def dump() -> list[str]:
    """The same among ordinary news, one article in ten, as in a dump of a daily newspaper."""
    return [text for article in dense()[::2] for text in (article, *[_FILLER] * 9)]


def naive() -> Callable[[str], object]:
    """The naive path as a function of a text."""
    rules = load_rules()
    nlp = spacy.blank("ar")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    names = rules.companies.lexicon.canonical_names()
    ruler.add_patterns([{"label": "ORG", "pattern": plain(name)} for name in sorted(names)])  # type: ignore[attr-defined]
    matcher = Matcher(nlp.vocab)
    matcher.add("VERB", [[{"TEXT": form}] for form in sorted(rules.verbs.single)])

    def path(text: str) -> object:
        doc = nlp(plain(text))
        return [matcher(sentence) for sentence in doc.sents]

    return path


def rate(function: Callable[[str], object], rows: list[str]) -> float:
    """Megabytes of UTF-8 text a second."""
    size = sum(len(text.encode()) for text in rows) / 1e6
    began = time.perf_counter()
    for text in rows:
        function(text)
    return size / (time.perf_counter() - began)


def main() -> None:
    """Prints both rates and their ratio, for two mixes of text."""
    rules = load_rules()
    slow = naive()
    for name, rows in (("deal-dense corpus", dense()), ("one deal article in ten", dump())):
        slow(rows[0])
        read_article(Article("warm", rows[0]), rules)
        ours = rate(lambda text: read_article(Article("x", text), rules), rows)
        theirs = rate(slow, rows[: max(1, len(rows) // 6)])
        print(f"{name}: safqa {ours:.2f} MB/s, naive path {theirs:.2f} MB/s, {ours / theirs:.1f} times faster")


if __name__ == "__main__":
    main()
