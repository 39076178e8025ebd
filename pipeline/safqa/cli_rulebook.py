"""``safqa rules test`` and ``safqa rules check``: run the examples, look for faults in rule files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

out = Console(soft_wrap=True, highlight=False)

_SHOWN = 10  # findings in what a folder is laid over
RulesOption = Annotated[Path | None, typer.Option(help="A rules folder, laid over the packaged one if it only adds.")]


def register(rules_app: typer.Typer) -> None:
    """Adds the commands to ``safqa rules``."""
    rules_app.command("test")(test)
    rules_app.command("check")(check)


def test(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID|PACK]", help="A rule (acq.ishtara), a pack (money) or an example.")
    ] = None,
    rules: RulesOption = None,
    mutate: Annotated[bool, typer.Option("--mutations/--no-mutations", help="Also under changes of spelling.")] = True,
    promote: Annotated[
        bool, typer.Option("--promote", help="Take 'known failure' away from the examples that hold now.")
    ] = False,
) -> None:
    """Run the examples beside the rules; exit 1 when one fails or a known failure holds."""
    from .pipeline import load_rules
    from .quality.harness import run_example, select
    from .rulebook.examples import Labels, collect
    from .rulebook.examples import promote as promoted
    from .rulebook.source import open_rules

    folder = open_rules(rules)
    labels = Labels.load(folder / "labels.tsv")
    every = collect(folder, labels)
    chosen = select(every, name)
    if not chosen:
        packs = ", ".join(sorted({example.pack for example in every}))
        raise typer.BadParameter(f"no example of {name!r}; packs with examples: {packs or 'none'}")
    loaded = load_rules(rules)
    failed, holding = 0, []
    for example in chosen:
        outcome = run_example(example, loaded, labels, mutate)
        if example.known_failure and not outcome.passed and promote:
            holding.append(example)
            continue
        if not outcome.passed:
            failed += 1
            out.print(f"FAILED {example.id}\n  {example.place}", markup=False)
            for problem in outcome.problems:
                out.print(f"    {problem}", markup=False)
    if holding:
        out.print(f"{promoted(holding, labels)} known failures hold now and are examples")
    known = sum(bool(example.known_failure) for example in chosen) - len(holding)
    out.print(f"{len(chosen)} examples, {failed} failed, {known} known failures", markup=False)
    if failed:
        raise typer.Exit(1)


def check(
    rules: RulesOption = None,
    corpus: Annotated[Path | None, typer.Option(help="Articles on which every rule should fire.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look for faults in rule files; exit 1 when there is an error."""
    from .quality.lint import Finding, lint
    from .quality.lint import as_json as to_json
    from .rulebook.source import open_rules

    folder = open_rules(rules)
    findings = lint(folder, corpus)
    own = str(folder.paths[-1])
    if len(folder.paths) > 1:  # of what the folder is laid over, only what it breaks
        findings = [finding for finding in findings if finding.level == "error" or finding.path.startswith(own)]
    errors = sum(finding.level == "error" for finding in findings)
    warnings = len(findings) - errors
    broken: list[Finding] = []
    if len(folder.paths) > 1 and not as_json:
        broken = [finding for finding in findings if not finding.path.startswith(own)]
        findings = [finding for finding in findings if finding.path.startswith(own)] + broken[:_SHOWN]
    if as_json:
        out.print(to_json(findings), markup=False)
    else:
        for finding in findings:
            out.print(str(finding), markup=False)
        if len(broken) > _SHOWN:
            out.print(f"... and {len(broken) - _SHOWN} more in what the folder is laid over", markup=False)
        out.print(f"{errors} errors, {warnings} warnings", markup=False)
    if errors or (strict and findings):
        raise typer.Exit(1)
