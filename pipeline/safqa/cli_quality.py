"""Commands that measure and explain: ``eval``, ``diff``, ``explain``, and the measuring ones of ``rules``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .cli_rules import rules_app

if TYPE_CHECKING:
    from .document import Article
    from .inspect.explain import SentenceTrace
    from .pipeline import Rules
    from .quality.diff import Change, Diff
    from .quality.evaluate import Difference, Evaluation, Score
    from .quality.statistics import RuleStat

out = Console()
err = Console(stderr=True, soft_wrap=True, highlight=False)

RulesFolder = Annotated[Path | None, typer.Option("--rules", help="A rules folder in place of the packaged one.")]
CorpusFolder = Annotated[Path, typer.Option("--corpus", help="A folder with articles/ and gold/.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
CORPUS = Path("corpus")
FLOORS = Path("tests/floors.toml")


class PairingChoice(StrEnum):
    """How found deals are paired with gold."""

    best = "best"
    greedy = "greedy"


def register(app: typer.Typer) -> None:
    """Adds the commands of this module to the program; those of ``rules`` are on its sub-app already."""
    app.command("eval")(evaluate_run)
    app.command("diff")(diff_runs)
    app.command("explain")(explain_text)


def evaluate_run(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold: a JSONL file, or a folder of them.")],
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder, or JSONL in the form of the gold.")],
    errors: Annotated[int, typer.Option(min=0, help="Show the first N differences.")] = 0,
    as_json: AsJson = False,
    floors: Annotated[
        Path | None, typer.Option(help="A TOML file of floors; exit status 1 where a score is below.")
    ] = None,
    samples: Annotated[int, typer.Option(min=0, help="Bootstrap samples for the intervals; 0: none.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Seed of the bootstrap.")] = 20_231,
    pairing: Annotated[
        PairingChoice,
        typer.Option(
            help="Pair deals for the greatest total overlap (as score.py does with scipy), or heaviest pair first."
        ),
    ] = PairingChoice.best,
) -> None:
    """Precision, recall and F1 of a run against gold, by slot, type, status and length of article."""
    from .quality.evaluate import differences, evaluate
    from .quality.gate import below, read_floors
    from .quality.gold import read_found, read_gold

    limits = read_floors(floors) if floors else None
    result = evaluate(read_gold(gold), read_found(run), samples, seed, pairing.value)
    shown = differences(result.comparisons)[:errors]
    failed = below(result, limits) if limits else []
    if as_json:
        _print_json(_evaluation_json(result, shown, failed))
    else:
        _print_evaluation(result)
        for one in shown:
            _print_difference(one)
    if result.missing:
        err.print(
            f"{len(result.missing)} of {result.articles} articles of the gold are not in {run}; they count as empty"
        )
    for sentence in failed:
        err.print(sentence, markup=False)
    if failed:
        raise typer.Exit(1)


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _evaluation_json(result: Evaluation, shown: Sequence[Difference], failed: list[str]) -> dict[str, Any]:
    from .quality.evaluate import LEVEL, NAMES

    sections = {
        section: {
            group: {key[2]: _score_json(score) for key, score in result.scores.items() if key[:2] == (section, group)}
            for group in result.groups(section)
        }
        for section in ("type", "status", "length")
    }
    data: dict[str, Any] = {"articles": result.articles, "missing": len(result.missing)}
    data |= {name: _score_json(result.score(name)) for name in NAMES}
    data["by"] = sections
    data["bootstrap"] = {"samples": result.samples, "seed": result.seed, "level": LEVEL}
    if shown:
        data["errors"] = [
            {"article": d.article, "what": d.what, "gold": d.gold, "found": d.found, "rules": list(d.rules),
             "sentence": d.sentence} for d in shown
        ]  # fmt: skip
    if failed:
        data["below"] = failed
    return data


def _score_json(score: Score) -> dict[str, Any]:
    figures: dict[str, Any] = {side: score.value(side) for side in ("p", "r", "f1")}
    figures |= {"tp": score.right, "fp": score.predicted - score.right, "fn": score.gold - score.found}
    if score.found != score.right:  # a group: the two sides of a pair may belong to different ones
        figures["found"] = score.found
    if score.intervals:
        figures["interval"] = {side: list(bounds) for side, bounds in score.intervals.items()}
    return figures


def _print_evaluation(result: Evaluation) -> None:
    from .quality.evaluate import NAMES

    table = Table(title=f"{result.articles} articles", title_justify="left")
    table.add_column("score")
    for name in ("P", "R", "F1", "F1, 95 %", "tp", "fp", "fn"):
        table.add_column(name, justify="right")
    for name in NAMES:
        _score_row(table, name, result.score(name))
    out.print(table)
    table = Table(
        title="Deals by type, status and length (characters)",
        title_justify="left",
        box=box.SIMPLE,
        padding=0,
        pad_edge=False,
        show_edge=False,
    )
    table.add_column("", no_wrap=True)
    for name in ("gold", "found", "detect\nP", "\nR", "\nF1", "\nF1, 95 %", "slots\nF1", "exact\nF1"):
        table.add_column(name, justify="right", no_wrap=True)
    for section in ("type", "status", "length"):
        for group in result.groups(section):
            detect, slots, exact = (
                result.score(f"deals.{name}", section, group) for name in ("detect", "slots", "exact")
            )
            figures = [f"{detect.value(side):.3f}" for side in ("p", "r", "f1")]
            figures += [_interval(detect), f"{slots.value('f1'):.3f}", f"{exact.value('f1'):.3f}"]
            table.add_row(group, str(detect.gold), str(detect.predicted), *figures)
        table.add_section()
    out.print(table)


def _score_row(table: Table, name: str, score: Score) -> None:
    figures = [f"{score.value(side):.4f}" for side in ("p", "r", "f1")]
    wrong = str(score.predicted - score.right), str(score.gold - score.found)
    table.add_row(name, *figures, _interval(score), str(score.right), *wrong)


def _interval(score: Score) -> str:
    if not score.intervals:
        return ""
    low, high = score.intervals["f1"]
    return f"{low:.3f}–{high:.3f}"


def _print_difference(one: Difference) -> None:
    from .inspect.terminal import isolate

    out.print(Text(f"\n{one.article}  {one.what}", style="bold"))
    for side, told in (("gold", one.gold), ("found", one.found)):
        if told:
            out.print(Text(f"  {side:<9}{isolate(told)}"))
    if one.rules:
        out.print(Text(f"  rules    {', '.join(one.rules)}", style="dim"))
    if one.sentence:
        out.print(Text(f"  sentence {isolate(one.sentence)}", style="dim"))


def diff_runs(
    sides: Annotated[
        list[str], typer.Argument(metavar="A B | INPUT...", help="Two run folders; with --rules articles to read.")
    ],
    rules: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="OLD NEW", help="Two rules folders: read INPUT with both and compare."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page to this file, too.")] = None,
    as_json: AsJson = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit status 1 where anything differs.")] = False,
) -> None:
    """Records gained, lost and changed between two runs, or two rule folders, by rule and with the sentence."""
    from .pipeline import load_rules
    from .quality.diff import compare_rules, compare_runs

    if rules:
        names = (str(rules[0]), str(rules[1]))
        result = compare_rules(load_rules(rules[0]), load_rules(rules[1]), sides)
    elif len(sides) == 2:
        names = (sides[0], sides[1])
        result = compare_runs(Path(sides[0]), Path(sides[1]))
    else:
        raise typer.BadParameter("give two run folders, A and B, or --rules OLD NEW and articles to read")
    if html:
        from .inspect.diff_page import render_diff

        html.write_bytes(render_diff(result, *names).encode("utf-8", "replace"))
    if as_json:
        _print_json(_diff_json(result))
    else:
        _print_diff(result)
    if exit_code and result.changes:
        raise typer.Exit(1)


def _diff_json(result: Diff) -> dict[str, Any]:
    from .quality.diff import KINDS

    counts: dict[str, Any] = {kind: len(result.of_kind(kind)) for kind in KINDS}
    return counts | {
        "same": result.same,
        "fields": dict(sorted(result.by_field().items())),
        "only_in_first": list(result.only_before),
        "only_in_second": list(result.only_after),
        "changes": [_change_json(change) for change in result.changes],
    }


def _change_json(change: Change) -> dict[str, Any]:
    from .quality.diff import FIELDS

    sides = {
        name: {field: record.value(field) for field in FIELDS if record.value(field)}
        for name, record in (("before", change.before), ("after", change.after))
        if record is not None
    }
    fields = {one.field: {"before": one.before, "after": one.after, "rule": one.rule} for one in change.fields}
    return {"kind": change.kind, "article": change.article, "rule": change.rule, **sides, "fields": fields}


def _print_diff(result: Diff) -> None:
    from .quality.diff import KINDS

    for rule, changes in result.by_rule().items():
        counts = ", ".join(f"{kind} {n}" for kind in KINDS if (n := sum(c.kind == kind for c in changes)))
        out.rule(Text(f"{rule}  {counts}"), align="left")
        for change in changes:
            out.print(_change_text(change))
    table = Table(title="Changes by rule", title_justify="left")
    table.add_column("rule")
    for name in KINDS:
        table.add_column(name, justify="right")
    for rule, changes in result.by_rule().items():
        table.add_row(rule, *(str(sum(c.kind == kind for c in changes) or "") for kind in KINDS))
    if result.changes:
        out.print(table)
    if fields := result.by_field():
        out.print("Changed by field: " + ", ".join(f"{name} {number}" for name, number in fields.most_common()))
    out.print(", ".join(f"{kind} {len(result.of_kind(kind))}" for kind in KINDS) + f", same {result.same}")
    for side, names in (("first", result.only_before), ("second", result.only_after)):
        if names:
            out.print(f"{len(names)} articles were read in the {side} alone; their records count as lost or gained")


_STYLES = {"gained": "green", "lost": "red", "changed": "yellow"}
_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}


def _change_text(change: Change) -> Text:
    from .inspect.diff_page import facts
    from .inspect.terminal import isolate

    record = change.record
    text = Text()
    text.append(f"{_SIGNS[change.kind]} {change.kind}  ", style=f"bold {_STYLES[change.kind]}")
    text.append(f"{record.article}  {record.type}\n", style="bold")
    if change.kind == "changed":
        for one in change.fields:
            before, after = (isolate(value) if value else "(none)" for value in (one.before, one.after))
            text.append(f"    {one.field:<12}{before} → {after}")
            text.append(f"  [{one.rule}]\n", style="dim")
    else:
        for fact in facts(record):
            text.append(f"    {isolate(fact)}\n")
    text.append(f"    {isolate(record.sentence)}\n", style="dim")
    return text


def explain_text(
    target: Annotated[str, typer.Argument(metavar="FILE|-", help="A file of articles, or - for standard input.")],
    article: Annotated[str | None, typer.Option(help="Only the article of this id.")] = None,
    rules: RulesFolder = None,
    whole: Annotated[bool, typer.Option("--all", help="Also the sentences in which no rule stirred.")] = False,
    as_json: AsJson = False,
) -> None:
    """Per sentence every rule that fired, was blocked or nearly fired, with its cue."""
    from .inspect.explain import explain
    from .pipeline import load_rules
    from .quality.corpus import read_articles

    loaded = load_rules(rules)
    told = []
    for one in read_articles([target]):
        if article in (None, one.id):
            told.append((one.id, [s for s in explain(one, loaded) if whole or s.traces or s.cues]))
    if article is not None and not told:
        raise typer.BadParameter(f"no article {article} in {target}")
    if as_json:
        _print_json([{"article": name, "sentences": [asdict(s) for s in sentences]} for name, sentences in told])
        return
    for name, sentences in told:
        out.rule(Text(name), align="left")
        if not sentences:
            out.print("No word of a rule stands in it.")
        for sentence in sentences:
            out.print(_explained(sentence))


_MARKS = {"fired": ("✓", "green"), "nearly": ("~", "yellow"), "blocked": ("✗", "red")}


def _explained(sentence: SentenceTrace) -> Text:
    from .inspect.terminal import isolate

    text = Text(f"{isolate(sentence.text)}\n")
    if sentence.companies or sentence.topic:
        names = ", ".join(map(isolate, sentence.companies)) or "none"
        topic = f"; the text is about {isolate(sentence.topic)}" if sentence.topic else ""
        text.append(f"    companies {names}{topic}\n", style="dim")
    for trace in sentence.traces:
        sign, style = _MARKS[trace.outcome]
        text.append(f"  {sign} {trace.outcome} ", style=f"bold {style}")
        text.append(f"{trace.rule} ({trace.type}, {trace.form}) {isolate(trace.text)}\n")
        if trace.why:
            text.append(f"      {isolate(trace.why)}\n", style=style)
        for part in trace.parts:
            text.append(f"      {part.name:<14}{isolate(part.text)}")
            text.append(f"  [{part.how}]\n", style="dim")
        if trace.status:
            text.append(f"      {'status':<14}{trace.status}  {isolate(trace.cue)}")
            text.append(f"  [{trace.status_rule}]\n", style="dim")
    if not sentence.traces:
        text.append("    no rule knows a word of it\n", style="dim")
    for cue in sentence.cues:
        text.append(f"    cue {cue.rule} ({cue.kind}) {isolate(cue.text)}\n", style="dim")
    return text


@rules_app.command("stats")
def rule_statistics(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Run folders made with --mentions all.")],
    gold: Annotated[list[Path] | None, typer.Option(help="Gold of the runs' articles; may be given again.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the table as Parquet.")] = None,
    rules: RulesFolder = None,
    timed: Annotated[bool, typer.Option("--time/--no-time", help="Time the sentences of each rule.")] = True,
    write_precision: Annotated[
        Path | None, typer.Option(help="Write right and wrong of each rule to this file (rules/deals/precision.tsv).")
    ] = None,
    measured_on: Annotated[str, typer.Option("--on", help="What was measured on, for --write-precision.")] = "",
    as_json: AsJson = False,
) -> None:
    """What each rule did in runs: fired, right, wrong, overlapped, shadowed, idle, never fired, time."""
    from .pipeline import load_rules
    from .quality.gold import read_gold
    from .quality.statistics import has_all_mentions, precision_table, rows_of_runs, statistics, time_sentences

    if write_precision and not gold:
        raise typer.BadParameter("--write-precision needs --gold: without it nothing is right or wrong")
    told = {name: item for path in gold or () for name, item in read_gold(path).items()}
    rows, loaded = rows_of_runs(runs), load_rules(rules)
    for run in runs:
        if not has_all_mentions(run):
            err.print(f"{run} has mentions of articles with a deal only; for whole counts extract with --mentions all")
    found = statistics(rows, loaded, told if gold else None)
    if timed:
        time_sentences(found, rows, loaded)
    _statistics_out(found, output, as_json)
    if write_precision:
        articles = len({row["article_id"] for row in rows.articles} & set(told))
        table = precision_table(found, f"{measured_on or 'gold'}: {articles} articles")
        write_precision.write_bytes(table.encode())
        err.print(f"wrote {write_precision}", markup=False)


@rules_app.command("coverage")
def rule_coverage(
    inputs: Annotated[list[str], typer.Argument(metavar="RUN|INPUT...", help="A run folder, or articles to read.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the table as Parquet.")] = None,
    rules: RulesFolder = None,
    timed: Annotated[bool, typer.Option("--time/--no-time", help="Time the sentences of each rule.")] = True,
    as_json: AsJson = False,
) -> None:
    """Which rules fire on articles, what comes of it, and which never fire."""
    from .pipeline import load_rules
    from .quality.corpus import read_all, read_articles
    from .quality.statistics import rows_of_reading, rows_of_runs, statistics, time_sentences

    loaded = load_rules(rules)
    if all((Path(name) / "deals").is_dir() for name in inputs):
        rows = rows_of_runs(map(Path, inputs))
    else:
        rows = rows_of_reading(read_all(read_articles(inputs), loaded))
    found = statistics(rows, loaded)
    if timed:
        time_sentences(found, rows, loaded)
    _statistics_out(found, output, as_json)


def _statistics_out(found: list[RuleStat], output: Path | None, as_json: bool) -> None:
    from .quality.statistics import CUE, DEAL, to_rows, write_parquet

    if output:
        write_parquet(found, output)
    if as_json:
        _print_json(to_rows(found))
        return
    words = [stat for stat in found if stat.field in (DEAL, CUE)]
    seen = [stat for stat in words if stat.fired or stat.records]
    out.print(_stat_table("Triggers and cues", seen, ("rule", "field", *_WORD_COLUMNS)))
    if silent := [stat.rule for stat in words if not stat.fired and not stat.records]:
        out.print(Text(f"Never fired ({len(silent)}): " + ", ".join(silent)))
    others = [stat for stat in found if stat.field not in (DEAL, CUE)]
    out.print(
        _stat_table("What fills fields, and finds amounts and companies", others, ("rule", "field", *_FILL_COLUMNS))
    )


_WORD_COLUMNS = ("fired", "records", "right", "wrong", "overlapped", "shadowed", "idle", "sentence_ms")
_FILL_COLUMNS = ("fired", "articles", "right", "wrong", "precision")
_SHORT = {
    "records": "rec-\nords",
    "articles": "arti-\ncles",
    "precision": "preci-\nsion",
    "overlapped": "over-\nlapped",
    "shadowed": "shad-\nowed",
    "sentence_ms": "sentence\nms",
}


def _stat_table(title: str, found: Sequence[RuleStat], columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE, padding=0, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(_SHORT.get(name, name), justify="left" if name in ("rule", "field") else "right")
    for stat in found:
        table.add_row(*(_cell(getattr(stat, name)) for name in columns))
    return table


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


@rules_app.command("floors")
def rule_floors(
    update: Annotated[bool, typer.Option("--update", help="Set the floors to what is measured now.")] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="Let the update lower a floor.")] = False,
    reason: Annotated[str, typer.Option(help="Why a floor is lowered; the file keeps it.")] = "",
    file: Annotated[Path, typer.Option("--floors", help="The floors file.")] = FLOORS,
    corpus: CorpusFolder = CORPUS,
    rules: RulesFolder = None,
) -> None:
    """Hold the scores on the corpus against their floors, or set the floors anew."""
    from .pipeline import load_rules
    from .quality.corpus import load_corpus
    from .quality.gate import Floors, findings, lowerings, measure, read_floors, to_toml, updated

    if allow_lower and not reason.strip():
        raise typer.BadParameter("--allow-lower needs --reason: say why the floor is lowered")
    floors = read_floors(file) if file.exists() or not update else Floors()
    measured = measure(load_corpus(corpus), load_rules(rules))
    if not update:
        found = findings(measured, floors)
        for sentence in found:
            out.print(Text(sentence))
        if found:
            out.print(Text("Mend the rules, or set the floors anew:  safqa rules floors --update"))
            raise typer.Exit(1)
        out.print("Every score is at its floor or above.")
        return
    lower = lowerings(measured, floors, reason.strip())
    for one in lower:
        out.print(Text(f"{one.score}: {one.before:g} → {one.after:g}"))
    if lower and not allow_lower:
        err.print(
            "Nothing was written: a floor would be lowered. If that is meant: --allow-lower --reason '...'",
            markup=False,
        )
        raise typer.Exit(1)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(to_toml(updated(measured, floors, reason.strip())).encode())
    out.print(Text(f"Wrote {file}."))


@rules_app.command("review")
def rule_review(
    listed: Annotated[
        bool, typer.Option("--list", help="Print the changes; exit status 1 where there are any.")
    ] = False,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Accept every change without asking.")] = False,
    examples: Annotated[
        bool, typer.Option("--examples/--no-examples", help="Make examples of accepted records, too.")
    ] = True,
    snapshot: Annotated[Path | None, typer.Option(help="The snapshot; by default in the corpus.")] = None,
    corpus: CorpusFolder = CORPUS,
    rules: RulesFolder = None,
) -> None:
    """Walk through what the rules find in the corpus otherwise than its snapshot has it, and accept or reject.

    Accepted changes go into the snapshot, and into the examples of their type where the sentence alone tells them; a
    rejected gain becomes a counter-example that is known to fail until the rules are mended.
    """
    from .pipeline import load_rules
    from .quality.corpus import load_corpus
    from .quality.review import SNAPSHOT, accepted, changes, read_snapshot, records_of, write_snapshot

    path = snapshot or corpus / SNAPSHOT
    loaded, whole = load_rules(rules), load_corpus(corpus)
    known = {} if accept_all and not examples else read_snapshot(path)
    now = records_of(whole.articles.values(), loaded)
    diff = changes(known, now)
    if listed:
        _print_diff(diff)
        raise typer.Exit(1 if diff.changes else 0)
    accept, reject = (list(diff.changes), []) if accept_all else _ask(diff.changes)
    if accept_all or accept:  # a walk in which nothing was accepted leaves the file as it is
        write_snapshot(path, now if accept_all else accepted(known, now, accept))
    out.print(Text(f"{len(accept)} of {len(diff.changes)} changes accepted into {path}."))
    if examples:
        _add_examples(accept, reject, whole.articles, loaded, rules or Path("rules"))
    if len(accept) < len(diff.changes):
        raise typer.Exit(1)


def _add_examples(
    accept: Sequence[Change], reject: Sequence[Change], articles: Mapping[str, Article], rules: Rules, folder: Path
) -> None:
    from .quality.as_example import append_example, checked, counter_example_of, example_of
    from .rulebook.examples import Labels
    from .rulebook.source import open_rules

    labels = Labels.load(open_rules(folder) / "labels.tsv")
    added, alone = set(), 0
    for changes, make in ((accept, example_of), (reject, counter_example_of)):
        for change in changes:
            block = make(change, articles[change.article], rules) if change.article in articles else None
            block = checked(block, rules, labels) if block else None
            if block is None:
                alone += 1
            else:
                added.add(append_example(folder, change.record.type, block))
    for path in sorted(added):
        out.print(Text(f"Examples added to {path}."))
    if alone:
        out.print(Text(f"{alone} made no example: the sentence alone does not tell the same."))


def _ask(changes: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """The changes that somebody accepts, and those that they reject; the rest was not reached."""
    accept: list[Change] = []
    reject: list[Change] = []
    for number, change in enumerate(changes, 1):
        out.rule(Text(f"{number} of {len(changes)}  {change.rule}"), align="left")
        out.print(_change_text(change))
        answer = ""
        while answer not in ("y", "n", "q"):
            answer = typer.prompt("accept? y(es), n(o), q(uit)").strip().casefold()[:1]
        if answer == "q":
            break
        (accept if answer == "y" else reject).append(change)
    return accept, reject
