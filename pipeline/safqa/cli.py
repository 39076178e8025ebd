"""The command line."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from . import cli_quality, cli_rulebook, cli_rules

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Deals from Arabic news."
)
app.add_typer(cli_rules.rules_app, name="rules")
cli_quality.register(app)
cli_rulebook.register(cli_rules.rules_app)
out = Console()
err = Console(stderr=True, soft_wrap=True, highlight=False)


class Mentions(StrEnum):
    """Whose mentions are written."""

    deals = "deals"
    all = "all"


@app.callback()
def _root() -> None:
    """Deals from Arabic news."""


@app.command()
def extract(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for standard input.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The run folder to write.")],
    rules: Annotated[Path | None, typer.Option(help="A rules folder in place of the packaged one.")] = None,
    companies: Annotated[list[Path] | None, typer.Option(help="A further company list (TSV).")] = None,
    rates: Annotated[
        Path | None, typer.Option(help="A table of rates (CSV: date,currency,usd) that puts amounts in dollars.")
    ] = None,
    mentions: Annotated[Mentions, typer.Option(help="Mentions of articles with a deal, or of all.")] = Mentions.deals,
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an existing run folder.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many rows.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing.")] = False,
    text_field: Annotated[str | None, typer.Option(help="The field that holds the text.")] = None,
    title_field: Annotated[str | None, typer.Option(help="The field that holds the title.")] = None,
    date_field: Annotated[str | None, typer.Option(help="The field that holds the publication date.")] = None,
    url_field: Annotated[str | None, typer.Option(help="The field that holds the address.")] = None,
    source_field: Annotated[str | None, typer.Option(help="The field that holds the outlet.")] = None,
    id_field: Annotated[str | None, typer.Option(help="The field that holds the id.")] = None,
) -> None:
    """Read articles into a run folder of deal records."""
    from .readers import Fields
    from .run import Options, run

    fields = Fields(text_field, title_field, date_field, url_field, source_field, id_field)
    names = tuple(str(path) for path in companies or ())
    options = Options(inputs, output, rules, names, mentions.value, jobs, overwrite, limit, fields, rates)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, disable=quiet or not err.is_terminal, transient=True) as bar:
        task = bar.add_task("articles", total=None)
        summary = run(options, lambda rows: bar.advance(task, rows))
    if not quiet:
        _report(summary.output, summary.counts, summary.seconds)


def _report(folder: Path, counts: dict[str, int], seconds: float) -> None:
    from .api import read_deals
    from .inspect.marks import money_text
    from .inspect.terminal import isolate

    frame = read_deals(folder)
    table = Table(title=None, show_lines=False)
    for name in ("article", "type", "status", "parties", "amount"):
        table.add_column(name, overflow="fold")
    for _, row in frame.head(15).iterrows():
        parties = "\n".join(f"{p['role']} {isolate(p['name'])}" for p in row["parties"])
        table.add_row(isolate(row["article_id"]), row["type"], row["status"], parties, money_text(row["amount"]))
    if len(frame):
        out.print(table)
    if len(frame) > 15:
        out.print(f"... and {len(frame) - 15} more")
    out.print(
        f"{counts['articles']} articles, {counts['deals']} deals, {counts['mentions']} mentions, "
        f"{counts['rejects']} rejects in {seconds:.1f} s: {folder}"
    )
    out.print(f"Look further:  safqa show {folder}    or open outputs/inspect.ipynb")


@app.command()
def show(
    target: Annotated[str, typer.Argument(metavar="RUN|FILE", help="A run folder, or a file of articles.")],
    article: Annotated[str | None, typer.Option(help="Only the article of this id.")] = None,
    rules: Annotated[Path | None, typer.Option(help="A rules folder in place of the packaged one.")] = None,
) -> None:
    """Show records over their text in the terminal."""
    from .inspect.terminal import show_deals, show_run

    if (Path(target) / "run.json").exists():
        shown = show_run(Path(target), article, out)
    else:
        from .api import extract as read
        from .pipeline import load_rules
        from .readers import Fields, Read, expand, read_file

        loaded, shown = load_rules(rules), 0
        for path in expand([target]):
            for row in read_file(path, Fields()):
                if isinstance(row, Read) and article in (None, row.article.id):
                    rows = [deal.model_dump() for deal in read(row.article, rules=loaded).deals]
                    show_deals(rows, out)
                    shown += len(rows)
    if not shown:
        out.print("No deals." if article is None else f"No deals in article {article}.")


def main() -> None:
    """Runs the command line. Exit status: 0 done, 1 findings, 2 wrong usage or unusable input, 130 interrupted."""
    from .rates import RateError
    from .readers import InputError
    from .rulebook.source import RuleError
    from .run import RunError

    try:
        if code := app(standalone_mode=False):  # typer turns Ctrl-C into the exit code 130 and returns it
            _stop(code)
    except (InputError, RunError, RuleError, RateError, FileNotFoundError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {error.strerror or error}; nothing was written")
    except (typer.Abort, KeyboardInterrupt):
        _stop(130)
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):
            _fail(str(error.format_message()))
        raise


def _stop(code: int) -> None:
    if code == 130:
        err.print("interrupted; nothing was written")
    sys.exit(code)


def _fail(sentence: str) -> None:
    err.print(f"safqa: {sentence}", markup=False)
    sys.exit(2)


if __name__ == "__main__":
    main()
