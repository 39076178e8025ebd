"""The sub-app ``safqa rules``: modules of commands register theirs on ``rules_app``, and ``cli`` adds it once."""

from __future__ import annotations

import typer

rules_app = typer.Typer(
    no_args_is_help=True, help="Lint, run, measure and review the rules.", pretty_exceptions_enable=False
)


@rules_app.callback()
def _root() -> None:
    """Lint, run, measure and review the rules."""
