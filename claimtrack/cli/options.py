"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

LANG = "id"

language: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--lang", default=LANG, show_default=True, metavar="CODE", help="Language pack to read with."
)
database: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--db",
    default="claims.db",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The database.",
)


def note(message: str) -> None:
    """Write one line to standard error, whatever characters ``message`` holds."""
    click.echo(f"claimtrack: {' '.join(message.split())}", err=True)
