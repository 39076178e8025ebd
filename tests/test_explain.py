"""Why a record is here and why one is missing is told by sentence and rule, and agrees with what is extracted."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest
from tests.quality_helpers import safqa

from safqa.document import Article
from safqa.inspect.explain import SentenceTrace, Trace, explain
from safqa.pipeline import load_rules
from safqa.quality.corpus import read_all, read_articles

FIRED = "استحوذت شركة أرامكو على شركة سابك مقابل 5 ملايين دولار."
PLANNED = "تعتزم شركة أرامكو شراء حصة في شركة سابك."
BARRED = "أعادت شركة سابك شراء أسهمها بقيمة مليون دولار."
NOBODY = "قال الرئيس إن البيع تم."


def traces(text: str) -> list[Trace]:
    return [trace for sentence in explain(Article("a", text), load_rules()) for trace in sentence.traces]


def outcomes(text: str) -> set[tuple[str, str]]:
    return {(trace.rule, trace.outcome) for trace in traces(text)}


def test_a_rule_that_fired_shows_what_it_took_and_how() -> None:
    trace = next(trace for trace in traces(FIRED) if trace.outcome == "fired")
    assert (trace.rule, trace.type, trace.text, trace.why) == ("acq.istahwadh", "acquisition", "استحوذت", "")
    assert {(part.name, part.text) for part in trace.parts} == {
        ("acquirer", "أرامكو"), ("target", "سابك"), ("amount", "5 ملايين دولار")
    }  # fmt: skip
    assert all(part.how for part in trace.parts)
    assert trace.status == "completed"


def test_the_cue_that_decided_the_status_is_named() -> None:
    trace = next(trace for trace in traces(PLANNED) if trace.outcome == "fired")
    assert (trace.status, trace.cue) == ("planned", "تعتزم")
    assert trace.status_rule
    (sentence,) = explain(Article("a", PLANNED), load_rules())
    assert (trace.status_rule, "تعتزم") in {(cue.rule, cue.text) for cue in sentence.cues}


def test_a_barred_rule_names_the_phrase() -> None:
    found = traces(BARRED)
    assert {trace.outcome for trace in found} == {"blocked"}
    assert any("not_deals" in trace.why and "شراء أسهمها" in trace.why for trace in found)


def test_a_frame_whose_words_stand_there_says_what_else_it_asks_for(tmp_path: Path) -> None:
    pattern = "{acquirer} … (أدخلت|أدخل) {target} …3 (بيت|حظيرة) الطاعة"
    frames = tmp_path / "deals" / "acquisition" / "frames.yaml"
    frames.parent.mkdir(parents=True)
    frames.write_text(
        f"- id: acq.adkhal\n  name: a\n  status: completed\n  why: a\n  pattern: '{pattern}'\n", encoding="utf-8"
    )
    rules = load_rules(tmp_path)

    def of_frame(text: str) -> list[Trace]:
        found = [trace for sentence in explain(Article("a", text), rules) for trace in sentence.traces]
        return [trace for trace in found if trace.rule == "acq.adkhal"]

    assert [trace.outcome for trace in of_frame("شركة أرامكو أدخلت شركة سابك بيت الطاعة.")] == ["fired"]
    (near,) = of_frame("أدخلت شركة سابك غيرها بيت الطاعة.")
    assert near.outcome == "nearly"
    assert pattern in near.why
    assert of_frame("أدخلت شركة سابك تعديلات على بيت الشعر.") == []


def test_a_long_list_of_words_is_cut() -> None:
    found = [trace.why for trace in traces("أعلنت شركة سابك صفقة كبرى.") if "in all)" in trace.why]
    assert found
    assert all(len(why) < 250 for why in found)


def test_a_rule_that_nearly_fired_says_what_is_missing() -> None:
    near = [trace for trace in traces(NOBODY) if trace.outcome == "nearly"]
    assert near
    assert all("nobody" in trace.why for trace in near)


def test_a_rule_that_another_replaces_says_which() -> None:
    assert any(trace.why == "acq.ishtara fits these words better" for trace in traces(PLANNED))


def test_a_text_without_rules_is_silent() -> None:
    (sentence,) = explain(Article("a", "الطقس جميل اليوم في الرياض."), load_rules())
    assert sentence.traces == ()


def test_sentences_slice_the_article() -> None:
    article = Article("a", f"{FIRED} {BARRED}\n{NOBODY}", "عُنوان")
    for sentence in explain(article, load_rules()):
        assert article.full[sentence.start : sentence.end] == sentence.text


def test_what_is_explained_is_what_is_extracted(root: Path) -> None:
    """Each record's first sentence has its rule among those that fired, and where one fired there is a record."""
    rules = load_rules()
    articles = list(read_articles([str(root / "corpus" / "articles" / "briefs.jsonl")]))
    told = {(deal["article_id"], e["start"]) for deal in read_all(articles, rules, "deals").deals
            for e in deal["evidence"]}  # fmt: skip
    explained = {(article.id, sentence.start): sentence for article in articles for sentence in explain(article, rules)}
    fired = {place for place, sentence in explained.items() if _fired(sentence)}
    assert told
    assert fired == told


def _fired(sentence: SentenceTrace) -> bool:
    return any(trace.outcome == "fired" for trace in sentence.traces)


def test_a_planted_phrase_is_found_as_the_cause(tmp_path: Path, root: Path) -> None:
    shutil.copytree(root / "rules", tmp_path / "rules")
    barred = tmp_path / "rules" / "context" / "not_deals.tsv"
    text = barred.read_text(encoding="utf-8").rstrip("\n")
    barred.write_text(f"{text}\nاستحوذت شركة أرامكو\tplanted\n", encoding="utf-8")
    (sentence,) = explain(Article("a", FIRED), load_rules(tmp_path / "rules"))
    assert {trace.outcome for trace in sentence.traces} == {"blocked"}
    assert any("استحوذت شركة أرامكو" in trace.why for trace in sentence.traces)


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{FIRED} {BARRED} {NOBODY}", encoding="utf-8")
    assert safqa(monkeypatch, "explain", path) == 0
    printed = capsys.readouterr().out
    for words in ("fired acq.istahwadh", "blocked acq.ishtara", "nearly acq.baa", "not_deals"):
        assert words in printed
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert safqa(monkeypatch, "explain", "-", "--json") == 0
    (article,) = json.loads(capsys.readouterr().out)
    assert [sentence["traces"][0]["outcome"] for sentence in article["sentences"]] == ["fired", "blocked", "nearly"]
    assert safqa(monkeypatch, "explain", path, "--article", "nothing") == 2
    assert safqa(monkeypatch, "explain", tmp_path / "nothing.txt") == 2
